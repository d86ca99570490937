"""A page put together: bytes to one `Response`, or the finding that the page answers no request."""

from __future__ import annotations

from scraper.errors import NotAResponseError, ReaderError
from scraper.reading.attachments import find_attachments
from scraper.reading.citations import find_citations, settle_law
from scraper.reading.dates import find_dates
from scraper.reading.document import parse_document, text_of
from scraper.reading.forces import find_force, law_of_force
from scraper.reading.letter import parse_letter
from scraper.reading.outcome import find_outcome
from scraper.reading.questions import find_questions
from scraper.reading.references import find_reference
from scraper.reading.verdict import unlike_a_response
from scraper.records import Citation, DateKind, Hints, Page, Question, Response, StatedDate

READER_VERSION = "1"  # raise when the output for any page changes: stored records are then read again

CUT = "the page is longer than any answer: only its beginning was read"

_BINARY = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)


def read_response(page: Page, hints: Hints | None = None, *, today: str | None = None) -> Response:
    """The record of one page or letter.

    `today` (`YYYY-MM-DD`) bounds possible dates. Raises NotAResponseError for a listing, notice, search form, error or
    challenge page, and for a file whose text has not been taken out yet; ReaderError where the reader itself fails.
    """
    try:
        return _read(page, hints or Hints(), today)
    except NotAResponseError:
        raise
    except Exception as error:  # a defect of the reader costs this page, never the run of a whole archive
        where = page.url or "this page"
        raise ReaderError(f"{where}: the reader failed on it ({error!r}); please report it") from error


def _read(page: Page, hints: Hints, today: str | None) -> Response:
    for magic, name in _BINARY:
        if page.body.startswith(magic):
            raise _not_a_response(page, f"{name}: its text has to be extracted first")
    document = parse_document(page)
    letter = parse_letter(document, hints)
    force = hints.force or find_force(page.url, (*letter.head, *letter.response, *letter.rights))
    law = settle_law(document, hints.law or law_of_force(force))
    reference = find_reference(letter, title=document.title, url=page.url, hints=hints)
    dates, warnings = find_dates(letter, url=page.url, platform=hints.platform, today=today)
    citations = find_citations(letter, law)
    outcome, evidence = find_outcome(letter, citations)
    questions = find_questions(letter)
    looks_like = unlike_a_response(
        document, letter, url=page.url, reference=reference, dates=dates, asks=bool(questions)
    )
    if looks_like:
        raise _not_a_response(page, looks_like)
    response_text = text_of(letter.response)
    return Response(
        force=force,
        url=page.url,
        platform=hints.platform,
        law=law,
        title=document.title,
        reference=reference,
        dates=dates,
        questions=questions,
        request_text=text_of(letter.request),
        response_text=response_text,
        outcome=outcome,
        outcome_evidence=evidence,
        citations=citations,
        attachments=find_attachments(document.links, page.url),
        warnings=(*warnings, *_gaps(questions, dates, citations, response_text), *((CUT,) if document.cut else ())),
        language=document.language,
    )


def _gaps(
    questions: tuple[Question, ...],
    dates: tuple[StatedDate, ...],
    citations: tuple[Citation, ...],
    response_text: str | None,
) -> tuple[str, ...]:
    """What a response usually states and this page does not."""
    gaps = []
    if not questions:
        gaps.append("no questions found")
    if response_text is None:
        gaps.append("no answer found")
    if not any(d.kind is not DateKind.FILED for d in dates):
        gaps.append("no date found")
    return tuple(gaps)


def _not_a_response(page: Page, looks_like: str) -> NotAResponseError:
    where = page.url or "this page"
    return NotAResponseError(f"{where}: expected the answer to one request, found what looks like {looks_like}")
