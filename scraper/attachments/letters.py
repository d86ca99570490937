"""Letters: a PDF or DOCX file that is the response itself, or that a page gives in place of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from scraper.attachments.reader import FileReader
from scraper.attachments.results import FileState, Kind
from scraper.errors import NotAResponseError
from scraper.reading.language.sentences import sentence_spans
from scraper.records import Attachment, Page, Response

LETTER_TYPES: Final = frozenset({Kind.PDF.media_type, Kind.DOCX.media_type})
_LETTERS: Final = (Kind.PDF, Kind.DOCX)
_FILE_STARTS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_POINTS: Final = re.compile(
    r"\b(?:attach(?:ed|ments?)?|enclosed|download|letter|(?:pdf|word) (?:file|document)|documents?|below|link)\b", re.I
)
_SAYS_HELD: Final = re.compile(r"\b(?:information|it) is held\b|\bwe hold\b|\bthank you\b|\byour request\b", re.I)
_SENTENCE_ENDS: Final = (".", "?", "!", ":", ";")
_EDGE: Final = 4
"""So many lines at the head and at the foot of a page, empty ones too, may run along all pages."""
_SHORT: Final = 400
"""Characters: an answer that only points to the letter is no longer than that."""


def is_file(body: bytes) -> bool:
    """Whether a body is a file whose text has to be taken out before it can be read, and no page."""
    return body.startswith(_FILE_STARTS) or b"%PDF-" in body[:1024]


def page_of_letter(page: Page, files: FileReader) -> Page:
    """A page as it is; a letter as its text. NotAResponseError for a file that is no letter or has no text."""
    if not is_file(page.body):
        return page
    found = files.extract(page.body)
    where = page.url or "this file"
    if found.state is not FileState.OK:
        raise NotAResponseError(f"{where}: no text to read ({found.state}): {found.reason}")
    if found.kind not in _LETTERS:
        raise NotAResponseError(f"{where}: expected a page or a letter (PDF, DOCX), found a file of kind {found.kind}")
    text = joined_pages([page.text for page in found.pages])
    return replace(page, body=text.encode(), media_type="text/plain", charset="utf-8")


def joined_pages(pages: Sequence[str]) -> str:
    """Pages as one text: what runs along the head or foot of most stands once, paragraphs cut by them are whole."""
    lines = [page.strip("\n").split("\n") for page in pages]
    heads, feet = [_shapes(page[:_EDGE]) for page in lines], [_shapes(page[-_EDGE:]) for page in lines]
    running = [
        {shape for shape, count in Counter(s for page in edges for s in page).items() if 1 < count > len(pages) / 2}
        for edges in (heads, feet)
    ]
    text = ""
    for number, page in enumerate(lines):
        first = 0 if number == 0 else _depth(heads[number], running[0])
        last = 0 if number == len(lines) - 1 else _depth(feet[number][::-1], running[1])
        own = "\n".join(page[first : len(page) - last]).strip("\n")
        goes_on = not text.endswith(_SENTENCE_ENDS) and own[:1].islower()
        text += ("\n" if goes_on else "\n\n" if text else "") + own
    return text


def _shapes(lines: Sequence[str]) -> list[str]:
    """Lines without their figures: they count pages."""
    return [re.sub(r"\d+", "#", " ".join(line.split())) for line in lines]


def _depth(shapes: Sequence[str], running: set[str]) -> int:
    """How many of the lines nearest the edge of a page run along it."""
    depth = 0
    for at, shape in enumerate(shapes, 1):
        if shape in running and shape:
            depth = at
        elif shape:
            break
    return depth


def find_letter(response: Response) -> Attachment | None:
    """The one letter that a page gives in place of an answer ("our response is attached"), if that is what it does."""
    letters = [a for a in response.attachments if a.media_type in LETTER_TYPES]
    answered = response.relied or any(question.answer for question in response.questions)
    if len(letters) != 1 or answered or not _only_points(response):
        return None
    return letters[0]


def _only_points(response: Response) -> bool:
    """Whether each sentence of an answer points to a file, or says at most that the information is held."""
    text = response.response_text or ""
    for attachment in response.attachments:
        text = text.replace(attachment.title or "\0", "")
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    return len(text) <= _SHORT and all(
        not re.search(r"\w", s) or _POINTS.search(s) or _SAYS_HELD.search(s) for s in sentences
    )


def with_letter(response: Response, letter: Response) -> Response:
    """The record of a page whose answer is a letter: what the page states itself, and all else from the letter."""
    known = {d.kind for d in response.dates}
    decided = letter if letter.outcome else response
    return replace(
        letter,
        force=response.force or letter.force,
        url=response.url,
        platform=response.platform,
        title=response.title or letter.title,
        reference=response.reference or letter.reference,
        dates=(*response.dates, *(d for d in letter.dates if d.kind not in known)),
        questions=letter.questions or response.questions,
        request_text=letter.request_text or response.request_text,
        outcome=decided.outcome,
        outcome_evidence=decided.outcome_evidence,
        attachments=response.attachments,
        language=response.language or letter.language,
    )
