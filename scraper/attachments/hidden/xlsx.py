"""What hides in an XLSX workbook (ECMA-376 part 1, chapter 18)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from scraper.attachments.hidden.office import find_in_package, found_parts
from scraper.attachments.parts import Package, attribute, is_on, local
from scraper.attachments.results import Finding, FindingKind

_PARTS = (
    (FindingKind.COMMENT, "xl/comments", "lists of comments"),
    (FindingKind.COMMENT, "xl/threadedComments/", "lists of comments"),
    (FindingKind.PIVOT_CACHE, "xl/pivotCache/pivotCacheDefinition", "copies of the data behind pivot tables"),
    (FindingKind.EXTERNAL_LINK, "xl/externalLinks/externalLink", "other workbooks, with copies of their cells"),
    (FindingKind.EXTERNAL_LINK, "xl/connections", "connections to other data"),
    (FindingKind.DATA_MODEL, "xl/model/", "data models"),
    (FindingKind.TRACKED_CHANGES, "xl/revisions/", "records of earlier contents"),
)
_SHEET_RANGES = re.compile(r"(?:(?:'(?:[^'\[]|'')+'|[\w.]+)!\$?[A-Z]{0,3}\$?\d{0,7}(?::\$?[A-Z]{0,3}\$?\d{0,7})?,?)+")
_COLUMN = re.compile(r"[A-Z]{1,3}")
_MOST_COLUMNS = 16_384


def find_in_xlsx(package: Package, shown: str) -> Iterator[Finding]:
    workbook = package.root("xl/workbook.xml")
    targets = {
        attribute(r, "Id"): posixpath.normpath(posixpath.join("/xl", attribute(r, "Target") or "")).lstrip("/")
        for r in package.root("xl/_rels/workbook.xml.rels")
    }
    sheets = [element for element in workbook.iter() if local(element) == "sheet"]
    for number, sheet in enumerate(sheets, 1):
        state = sheet.get("state", "visible")
        if state != "visible":
            words = "a sheet hidden from the menu too" if state == "veryHidden" else "a hidden sheet"
            yield Finding(kind=FindingKind.HIDDEN_SHEET, where=f"sheet {number}", detail=words)
        yield from _in_sheet(package, targets.get(attribute(sheet, "id"), ""), f"sheet {number}")
    for kind, start, what in _PARTS:
        yield from found_parts(package, kind, start, what, ".xml" if kind is not FindingKind.DATA_MODEL else "")
    names = sum(_hides(name) for name in workbook.iter() if local(name) == "definedName")
    if names:
        detail = f"hidden, holding values, or of other workbooks: {names}"
        yield Finding(kind=FindingKind.DEFINED_NAME, where="defined names", detail=detail)
    yield from find_in_package(package, "xl/", shown)


def _hides(name: Element) -> bool:
    """Whether a defined name holds or reaches more than cells of a sheet. Excel's own (print areas) do not."""
    formula = (name.text or "").strip()
    if name.get("name", "").startswith(("_xlnm.", "_xlfn.")) or not formula or "#REF!" in formula:
        return False
    return is_on(name.get("hidden")) or not _SHEET_RANGES.fullmatch(formula)


def _in_sheet(package: Package, part: str, where: str) -> Iterator[Finding]:
    """Hidden rows and columns that hold values; empty ones are hidden for looks."""
    rows, hidden, filled = 0, set[int](), set[int]()
    for element in package.elements(part, drop="row"):
        match local(element):
            case "col" if is_on(element.get("hidden")) or _is_zero(element.get("width")):
                first, last = (_whole(element.get(key)) for key in ("min", "max"))
                hidden.update(range(first, min(last, _MOST_COLUMNS) + 1))
            case "row":
                holding = _columns_with_values(element)
                if holding and (is_on(element.get("hidden")) or _is_zero(element.get("ht"))):
                    rows += 1
                filled |= holding & hidden
    if rows:
        yield Finding(kind=FindingKind.HIDDEN_ROWS, where=where, detail=f"hidden rows with values: {rows}")
    if filled:
        yield Finding(kind=FindingKind.HIDDEN_COLUMNS, where=where, detail=f"hidden columns with values: {len(filled)}")


def _columns_with_values(row: Element) -> set[int]:
    """The columns, counted from 1, of a row's cells that hold something."""
    columns, column = set(), 0
    for cell in row:
        found = _COLUMN.match(cell.get("r", ""))
        column = _number(found[0]) if found else column + 1
        if len(cell) and any((part.text or "").strip() for part in cell.iter()):
            columns.add(column)
    return columns


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _is_zero(size: str | None) -> bool:
    return size is not None and not size.strip("0.") and size.strip() != ""


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 8 else 0
