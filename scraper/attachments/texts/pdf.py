"""Text out of PDF files, page by page.

pypdfium2 is not thread-safe: this runs in the one thread of a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from pypdfium2 import PdfDocument, PdfiumError, PdfTextPage
from pypdfium2 import raw as pdfium

from scraper.attachments.problems import FileProblem
from scraper.attachments.results import FileState, Limits, PageText

_JOINED = "\ufffe"
"""Where pdfium has taken a hyphen at the end of a line for hyphenation, and joined the halves of the word."""
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
    page_lines = text.replace(_JOINED, "-\r\n").split("\r\n")
    tops = _tops(page, text)
    gaps = [above - below for above, below in pairwise(tops)]
    ahead = sorted(gap for gap in gaps if gap > 1)
    usual = ahead[len(ahead) // 10] if ahead else 0.0
    lines = page_lines[:1]
    for line, gap in zip(page_lines[1:], [*gaps, *[0.0] * len(page_lines)], strict=False):
        if usual and not 0 <= gap <= _WIDE_GAP * usual:
            lines.append("")
        lines.append(line)
    return "\n".join(line.rstrip() for line in lines).replace("\x00", "")


def _tops(page: PdfTextPage, text: str) -> list[float]:
    """How high on the page each line stands, in points: the middle of its first character."""
    tops: list[float] = []
    start = 0
    while start <= len(text):
        ends = [i for i in (text.find("\r\n", start), text.find(_JOINED, start)) if i >= 0]
        end = min(ends, default=len(text))
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(page, start)
        box = page.get_charbox(index, loose=True) if index >= 0 and end > start else None
        tops.append((box[1] + box[3]) / 2 if box else (tops[-1] if tops else 0.0))
        start = end + (2 if text.startswith("\r\n", end) else 1)
    return tops
