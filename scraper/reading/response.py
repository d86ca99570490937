"""A page put together: bytes to one `Response`, or the finding that the page answers no request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from scraper.addresses import answer_key, is_welsh
from scraper.errors import NotAResponseError, ReaderError
from scraper.reading.citations.find import find_citations, settle_law
from scraper.reading.facts.dates import find_dates
from scraper.reading.facts.forces import find_force, law_of_force
from scraper.reading.facts.masking import mask_requester
from scraper.reading.facts.quotes import place_quotes
from scraper.reading.facts.references import find_reference
from scraper.reading.language.words import Heard
from scraper.reading.letter.divide import parse_letter
from scraper.reading.letter.log import split_log
from scraper.reading.letter.several import split_responses
from scraper.reading.outcome.decide import find_outcome
from scraper.reading.page.attachments import find_attachments
from scraper.reading.page.document import parse_document, text_of
from scraper.reading.questions.find import find_questions
from scraper.reading.questions.pairs import decide_question
from scraper.reading.verdict import unlike_a_response
from scraper.records import Citation, DateKind, Document, Hints, Page, Question, Response, StatedDate

READER_VERSION = "4"  # raise when the output for any page changes: stored records are then read again

CUT = "the page is longer than any answer: only its beginning was read"

_BINARY = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)
# Bytes that text of no encoding has many of. Zeros are left out: half of UTF-16 is zeros.
_CONTROLS = bytes({*range(1, 0x20)} - {*b"\t\n\f\r\v\x1b"})

_LOG_PAGES = ("one_page", "html_table")  # platforms on which one page may be the whole log

SEVERAL = "several answers stand on this page; read as one"


def read_response(page: Page, hints: Hints | None = None, *, today: str | None = None) -> Response:
    """The record of one page or letter. Where several independent answers stand on it, they are read as one.

    `today` (`YYYY-MM-DD`) bounds possible dates. Raises NotAResponseError for a listing, notice, search form, error or
    challenge page, and for a file whose text has not been taken out yet; ReaderError where the reader itself fails.
    """
    with _defects_explained(page):
        document = _parse(page)
        return _read_as_one(page, document, split_responses(document), hints or Hints(), today)


def read_responses(page: Page, hints: Hints | None = None, *, today: str | None = None) -> tuple[Response, ...]:
    """The records of all answers that stand on a page, in page order: one, save on accordions and old one-page logs.

    Each of several has the page's address with a fragment of its own: its reference, else its title, as a slug
    (`#412-24`, `#taxi-fares`). Raises as `read_response` does. Where a part answers no request the page is read as one
    answer; of a page that is a whole log (`hints.platform`) such a part is left out.
    """
    with _defects_explained(page):
        hints = hints or Hints()
        document = _parse(page)
        is_log = hints.platform in _LOG_PAGES
        parts = split_log(document) if is_log else split_responses(document)
        # The address and the hints are the page's; a number in its address is no answer's own.
        found = tuple(_answers(page, parts, hints, today)) if len(parts) > 1 else ()
        if len(found) > 1 and (is_log or len(found) == len(parts)):
            return _with_addresses(found)
        return (_read_as_one(page, document, parts, hints, today),)


def _answers(page: Page, parts: tuple[Document, ...], hints: Hints, today: str | None) -> Iterator[Response]:
    for part in parts:
        with suppress(NotAResponseError):
            yield _read(page, part, hints, today, address=None)


def _read_as_one(
    page: Page, document: Document, parts: tuple[Document, ...], hints: Hints, today: str | None
) -> Response:
    response = _read(page, document, hints, today, address=page.url)
    return replace(response, warnings=(*response.warnings, SEVERAL)) if len(parts) > 1 else response


@contextmanager
def _defects_explained(page: Page) -> Iterator[None]:
    """A defect of the reader costs one page, never the run over a whole archive."""
    try:
        yield
    except NotAResponseError:
        raise
    except Exception as error:
        where = page.url or "this page"
        raise ReaderError(f"{where}: the reader failed on it ({error!r}); please report it") from error


def _parse(page: Page) -> Document:
    for magic, name in _BINARY:
        if page.body.startswith(magic):
            raise _not_a_response(page, f"{name}: its text has to be extracted first")
    start = page.body[:4096]
    if len(start) - len(start.translate(None, _CONTROLS)) > len(start) / 50:
        raise _not_a_response(page, "a picture, a program or another file that is no text")
    return parse_document(page)


def _with_addresses(responses: tuple[Response, ...]) -> tuple[Response, ...]:
    """The responses of one page, each with a fragment of its own behind the page's address."""
    out: list[Response] = []
    taken: Counter[str] = Counter()
    for response in responses:
        key = answer_key(response.reference.key if response.reference else None, response.title)
        taken[key] += 1
        if taken[key] > 1:
            key = f"{key}-{taken[key]}"
        out.append(replace(response, url=f"{response.url}#{key}" if response.url else None))
    return tuple(out)


def _read(page: Page, document: Document, hints: Hints, today: str | None, *, address: str | None) -> Response:
    """The record of one answer. `address`: what may hold its reference and its month, None where others share it."""
    letter = parse_letter(document, hints)
    force = hints.force or find_force(page.url, (*letter.head, *letter.response, *letter.rights))
    law = settle_law(document, hints.law or law_of_force(force))
    reference = find_reference(letter, title=document.title, url=address, hints=hints)
    dates, warnings = find_dates(letter, url=address, platform=hints.platform, today=today)
    heard = Heard()
    citations = find_citations(letter, law, heard)
    outcome, evidence = find_outcome(letter, citations, heard)
    questions = tuple(decide_question(question, law, heard) for question in find_questions(letter))
    looks_like = unlike_a_response(
        document,
        letter,
        url=address,
        reference=reference,
        dates=dates,
        asks=any(q.number or "?" in q.text for q in questions),
    )
    # In a log a question and what stands below it are an answer, however few its words.
    if looks_like and not (hints.platform in _LOG_PAGES and letter.request and letter.response):
        raise _not_a_response(page, looks_like)
    response_text = text_of(letter.response)
    found = Response(
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
        citations=place_quotes(citations, response_text),
        attachments=find_attachments(document.links, page.url),
        warnings=(*warnings, *_gaps(questions, dates, citations, response_text), *((CUT,) if document.cut else ())),
        language="cy" if is_welsh(page.url or "") else document.language,
    )
    return mask_requester(found)


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
