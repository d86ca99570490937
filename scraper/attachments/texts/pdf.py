"""Text out of PDF files, page by page.

pypdfium2 is not thread-safe: this runs in the one thread of a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from pypdfium2 import PdfDocument, PdfiumError, PdfTextPage
from pypdfium2 import raw as pdfium

from scraper.attachments.problems import FileProblem
from scraper.attachments.results import FileState, Limits, PageText

_JOINED = "\ufffe"
"""Where pdfium has taken a hyphen at the end of a line for hyphenation, and joined the halves of the word."""
_BREAK = re.compile("\r\n|\ufffe")
_WIDE_GAP = 1.25
"""A line this many times the distance of the closest lines (a tenth of all) below the one above begins a paragraph."""


@contextmanager
def opened_pdf(body: bytes, limits: Limits) -> Iterator[PdfDocument]:
    """The document. FileProblem where it takes a password, is damaged or has too many pages."""
    try:
        document = PdfDocument(body)
    except PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise FileProblem(FileState.ENCRYPTED, "a PDF file that opens with a password only") from error
        raise FileProblem(FileState.UNREADABLE, f"a damaged PDF file ({error})") from error
    try:
        if len(document) > limits.pages:
            reason = f"a PDF file of {len(document)} pages; at most {limits.pages} are read"
            raise FileProblem(FileState.TOO_LARGE, reason)
        yield document
    finally:
        document.close()


def read_pdf(body: bytes, limits: Limits) -> tuple[tuple[PageText, ...], int]:
    """The pages that hold text, and the number of all pages. Lines as printed, paragraphs set off by blank lines."""
    pages: list[PageText] = []
    room = limits.characters
    with opened_pdf(body, limits) as document:
        for number in range(1, len(document) + 1):
            try:
                page = document[number - 1]
                text = _text_of(page.get_textpage())
                page.close()
            except PdfiumError as error:
                raise FileProblem(FileState.UNREADABLE, f"page {number} is damaged ({error})") from error
            room -= len(text)
            if text.strip():
                pages.append(PageText(number=number, text=text))
            if room < 0:
                break
        return tuple(pages), len(document)


def _text_of(page: PdfTextPage) -> str:
    text = page.get_text_range()
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]
    lines = [line.rstrip() for line in text.replace(_JOINED, "-\r\n").split("\r\n")]
    heights = [_height(page, start) if line else None for start, line in zip(starts, lines, strict=True)]
    gaps = [above - below if above and below else 0.0 for above, below in pairwise(heights)]
    ahead = sorted(gap for gap in gaps if gap > 1)
    widest = _WIDE_GAP * ahead[len(ahead) // 10] if ahead else 0.0
    out = lines[:1]
    for line, gap in zip(lines[1:], gaps, strict=True):
        out += [line] if 0 <= gap <= widest else ["", line]
    return "\n".join(out).replace("\x00", "")


def _height(page: PdfTextPage, start: int) -> float | None:
    """How high on the page a line stands, in points: the middle of its first character."""
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(page, start)
    try:
        _, bottom, _, top = page.get_charbox(index, loose=True)
    except PdfiumError:  # a character that pdfium has put in
        return None
    return float(bottom + top) / 2
