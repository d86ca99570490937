"""What hides in an ODS workbook (OpenDocument 1.3 part 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from scraper.attachments.hidden.office import found_parts
from scraper.attachments.hidden.people import find_people
from scraper.attachments.parts import Package, attribute, local
from scraper.attachments.results import Finding, FindingKind

_NAMES = ("initial-creator", "creator", "printed-by", "user-defined")
_HIDING = ("collapse", "filter")
_SAID = {
    FindingKind.HIDDEN_SHEET: "a hidden sheet",
    FindingKind.HIDDEN_ROWS: "hidden rows with values",
    FindingKind.HIDDEN_COLUMNS: "rows with values in hidden columns",
    FindingKind.COMMENT: "comments",
    FindingKind.TRACKED_CHANGES: "records of changes",
    FindingKind.EXTERNAL_LINK: "sources of other data",
    FindingKind.DEFINED_NAME: "names that hold values",
}


def find_in_ods(package: Package, shown: str) -> Iterator[Finding]:
    counts = Counter(_in_content(package))
    for (sheet, kind), count in sorted(counts.items()):
        yield Finding(kind=kind, where=f"sheet {sheet}", detail=f"{_SAID[kind]}: {count}")
    yield from found_parts(package, FindingKind.MACROS, "Basic/", "program code, which is not looked into")
    yield from find_people(
        ((local(e), e.text or "") for e in package.root("meta.xml").iter() if local(e) in _NAMES), shown
    )


def _in_content(package: Package) -> Iterator[tuple[int, FindingKind]]:
    sheet, hidden_styles, hidden_columns, column = 1, set[str | None](), set[int](), 0
    for element in package.elements("content.xml", drop="table-row"):
        match local(element):
            case "style":
                if any(attribute(part, "display") == "false" for part in element):
                    hidden_styles.add(attribute(element, "name"))
            case "table-column":
                repeated = _repeats(element)
                if attribute(element, "visibility") in _HIDING:
                    hidden_columns.update(range(column, column + repeated))
                column += repeated
            case "table-row":
                filled = set(_filled(element))
                if filled and attribute(element, "visibility") in _HIDING:
                    yield sheet, FindingKind.HIDDEN_ROWS
                if filled & hidden_columns:
                    yield sheet, FindingKind.HIDDEN_COLUMNS
            case "table":
                if attribute(element, "style-name") in hidden_styles:
                    yield sheet, FindingKind.HIDDEN_SHEET
                sheet, column = sheet + 1, 0
                hidden_columns.clear()
            case "annotation":
                yield sheet, FindingKind.COMMENT
            case "tracked-changes":
                yield sheet, FindingKind.TRACKED_CHANGES
            case "table-source" | "cell-range-source" | "database-source-sql" | "database-source-table":
                yield sheet, FindingKind.EXTERNAL_LINK
            case "named-expression":
                yield sheet, FindingKind.DEFINED_NAME


def _filled(row: Element) -> Iterator[int]:
    """The columns of a row's cells that hold something, counted from 0."""
    column = 0
    for cell in row:
        repeated = _repeats(cell)
        if any(local(part) == "p" and "".join(part.itertext()).strip() for part in cell):
            yield from range(column, column + repeated)
        column += repeated


def _repeats(element: Element) -> int:
    """For how many columns an element stands; a sheet has 16384 at most."""
    value = attribute(element, "number-columns-repeated") or "1"
    return min(int(value), 16_384) if value.isdecimal() and len(value) < 8 else 1
