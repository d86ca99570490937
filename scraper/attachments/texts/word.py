"""Text out of DOCX letters: paragraphs and tables in order, with the numbers Word makes for list items."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from scraper.attachments.problems import FileProblem
from scraper.attachments.results import FileState
from scraper.attachments.texts.plain import joined

_P, _TBL, _SDT, _R = qn("w:p"), qn("w:tbl"), qn("w:sdt"), qn("w:r")
_MOST_LEVELS = 20
"""Of tables and content controls within one another."""
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read_docx(body: bytes) -> str:
    """The text of a letter, a blank line between paragraphs; rows of tables one a line, cells joined by " | "."""
    try:
        document = Document(io.BytesIO(body))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, etree.LxmlError) as error:
        raise FileProblem(FileState.UNREADABLE, f"a damaged Word file ({error})") from error
    return "\n\n".join(_blocks(document.element.body, _Numbers(document)))


def _blocks(parent: Any, numbers: _Numbers, depth: int = 0) -> Iterator[str]:
    """What stands in a body, cell or content control, in order."""
    if depth > _MOST_LEVELS:
        return
    for child in parent:
        if child.tag == _P:
            if text := _text(child).strip():
                yield numbers.mark(child) + text
        elif child.tag == _TBL:
            yield from _table(child, numbers, depth)
        elif child.tag == _SDT:
            for content in child.iterchildren(qn("w:sdtContent")):
                yield from _blocks(content, numbers, depth + 1)


def _text(paragraph: Any) -> str:
    """The words of a paragraph, those in links and content controls too; not those of text boxes anchored in it."""
    return "".join(run.text for run in paragraph.xpath(".//w:r[not(ancestor::w:r) and not(ancestor::w:del)]"))


def _table(table: Any, numbers: _Numbers, depth: int) -> Iterator[str]:
    """A table as one block of rows; one that only arranges a letter (a single column) as the blocks it holds."""
    rows = [[cell for cell in row.iter(qn("w:tc")) if _owner(cell) is table] for row in table.iterchildren(qn("w:tr"))]
    if max(map(len, rows), default=0) < 2:
        for row in rows:
            for cell in row:
                yield from _blocks(cell, numbers, depth + 1)
        return
    lines = (joined([" ".join(_blocks(cell, numbers, depth + 1)) for cell in row]) for row in rows)
    if block := "\n".join(line for line in lines if line):
        yield block


def _owner(cell: Any) -> Any:
    """The table that a cell belongs to."""
    return next(cell.iterancestors(_TBL))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """How one level of a list is numbered: `pattern` is "%1." or "%1.%2", `form` "decimal", "lowerLetter" …"""

    form: str
    pattern: str
    start: int


class _Numbers:
    """The marks of list items, which stand in no paragraph: Word counts them by the rules of its numbering part."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counter: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._of_style = {
            style.get(qn("w:styleId")): found
            for style in document.styles.element.iterchildren(qn("w:style"))
            for found in style.xpath("./w:pPr/w:numPr")
        }
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is not None:
            self._load(part.element)

    def _load(self, root: Any) -> None:
        shapes = {shape.get(qn("w:abstractNumId")): shape for shape in root.iterchildren(qn("w:abstractNum"))}
        for num in root.iterchildren(qn("w:num")):
            number, shape = num.get(qn("w:numId")), _value(num, "abstractNumId") or ""
            # Lists of one shape count on from each other, save those that are told to begin anew.
            self._counter[number] = f"list {number}" if num.xpath(".//w:startOverride") else shape
            for level in shapes[shape].iterchildren(qn("w:lvl")) if shape in shapes else ():
                self._levels[number, _whole(level.get(qn("w:ilvl")), 0)] = _Level(
                    form=_value(level, "numFmt") or "decimal",
                    pattern=_value(level, "lvlText") or "",
                    start=_whole(_value(level, "start"), 1),
                )

    def mark(self, paragraph: Any) -> str:
        """The printed mark of a paragraph with a blank behind it, or nothing."""
        found = paragraph.xpath("./w:pPr/w:numPr")
        style = paragraph.xpath("./w:pPr/w:pStyle/@w:val")
        rule = found[0] if found else self._of_style.get(style[0]) if style else None
        if rule is None:
            return ""
        number, at = _value(rule, "numId") or "0", _whole(_value(rule, "ilvl"), 0)
        level = self._levels.get((number, at))
        if level is None:
            return ""
        if level.form == "bullet":
            return "• "
        counter, pattern = self._counter[number], level.pattern
        self._counts[counter, at] = self._counts.get((counter, at), level.start - 1) + 1
        for deeper in range(at + 1, 9):
            self._counts.pop((counter, deeper), None)
        for outer in range(at + 1):
            of = self._levels.get((number, outer), level)
            count = self._counts.get((counter, outer), of.start)
            pattern = pattern.replace(f"%{outer + 1}", _printed(count, of.form))
        return f"{pattern} " if pattern.strip() else ""


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 6 else default


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(qn(f"w:{name}"))
    return None if child is None else child.get(qn("w:val"))


def _printed(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 0 < count < 27:
        letter = chr(ord("a") + count - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 200:
        roman, rest = "", count
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    return "" if form == "none" else str(count)
