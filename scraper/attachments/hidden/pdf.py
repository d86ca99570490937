"""What hides in a PDF file: text under boxes, text made invisible, notes, files within the file.

Found by place and order of drawing. Not found: text below pictures (the text layer of a scan lies there by right),
layers that are switched off, and earlier versions within the file; none but the first two could reach a page's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from ctypes import c_uint
from typing import Any

from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2 import raw as pdfium

from scraper.attachments.hidden.drawing import Box, Drawing, Drawn, area, drawing_of, overlap
from scraper.attachments.problems import FileProblem
from scraper.attachments.results import FileState, Finding, FindingKind

_COVERED_SHARE = 0.6
_WHITE = (255, 255, 255)
_BOXES = (pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_POLYGON)
_MARKS = (
    *(pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_CARET, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE),
    *(pdfium.FPDF_ANNOT_SQUIGGLY, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_LINE),
    *(pdfium.FPDF_ANNOT_INK, *_BOXES),
)
"""Notes whose words stand in a pop-up, not on the page."""
_SAID = {
    FindingKind.COVERED_TEXT: "passages under a box, or marked to be removed",
    FindingKind.HIDDEN_TEXT: "passages that are not shown",
    FindingKind.COMMENT: "notes",
    FindingKind.EMBEDDED_FILE: "files within the file",
}


def find_in_pdf(document: PdfDocument) -> Iterator[Finding]:
    if count := document.count_attachments():
        yield _finding(FindingKind.EMBEDDED_FILE, "the file", count)
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            counts = Counter(_on_page(page))
            page.close()
        except PdfiumError as error:
            raise FileProblem(FileState.UNREADABLE, f"page {number} is damaged ({error})") from error
        for kind, count in counts.items():
            yield _finding(kind, f"page {number}", count)


def _finding(kind: FindingKind, where: str, count: int) -> Finding:
    return Finding(kind=kind, where=where, detail=f"{_SAID[kind]}: {count}")


def _on_page(page: PdfPage) -> Iterator[FindingKind]:
    drawing = drawing_of(page)
    yield from _in_annotations(page, drawing)
    paper = page.get_bbox()
    for text in drawing.texts:
        if not overlap(paper, text.box) or _is_white_on_white(text, drawing):
            yield FindingKind.HIDDEN_TEXT
        elif _is_covered(text, drawing):
            yield FindingKind.COVERED_TEXT
    for text in drawing.invisible:
        if not any(_covers(picture.box, text.box) for picture in drawing.pictures):
            yield FindingKind.HIDDEN_TEXT


def _is_covered(text: Drawn, drawing: Drawing) -> bool:
    """Whether a box lies over a text, or below it in the very colour of the text."""
    below = None
    for box in drawing.boxes:
        if _covers(box.box, text.box):
            if box.order > text.order:
                return True
            below = box
    return below is not None and below.colour is not None and below.colour == text.colour != _WHITE


def _is_white_on_white(text: Drawn, drawing: Drawing) -> bool:
    if text.colour != _WHITE:
        return False
    below = [ground for ground in drawing.grounds if ground.order < text.order and overlap(ground.box, text.box)]
    return all(ground.colour == _WHITE for ground in below)


def _in_annotations(page: PdfPage, drawing: Drawing) -> Iterator[FindingKind]:
    """Notes with words, files, filled boxes on top of text, and what is marked to be removed but was not."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind, place = pdfium.FPDFAnnot_GetSubtype(note), pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(note, place)
        box = (place.left, place.bottom, place.right, place.top)
        covers = kind in _BOXES and _is_filled(note) and any(_covers(box, text.box) for text in drawing.texts)
        speaks = kind in _MARKS and pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0) > 2
        pdfium.FPDFPage_CloseAnnot(note)
        if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
            yield FindingKind.EMBEDDED_FILE
        if kind == pdfium.FPDF_ANNOT_REDACT or covers:
            yield FindingKind.COVERED_TEXT
        if speaks:
            yield FindingKind.COMMENT


def _is_filled(note: Any) -> bool:
    parts = [c_uint() for _ in range(4)]
    filled = pdfium.FPDFAnnot_GetColor(note, pdfium.FPDFANNOT_COLORTYPE_InteriorColor, *parts)
    return bool(filled) and parts[3].value == 255


def _covers(box: Box, text: Box) -> bool:
    return overlap(box, text) >= _COVERED_SHARE * area(text) > 0
