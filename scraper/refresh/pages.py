"""From captured bytes to responses: each page fetched once, read, and all of its answers kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag

from scraper.addresses import page_address
from scraper.attachments.letters import page_of_letter
from scraper.attachments.reader import FileReader
from scraper.errors import (
    BlockedError,
    FetchError,
    FoiError,
    GoneError,
    NotAResponseError,
    ReaderError,
    UnreachableError,
)
from scraper.fetching.answers import utc_now
from scraper.reading import READER_VERSION, read_responses
from scraper.records import Capture, Hints, Response
from scraper.refresh.budget import SpentError
from scraper.refresh.health import PageFacts
from scraper.refresh.letters import add_letter
from scraper.refresh.turn import RESPONSE_TYPES, Captured, Turn, as_page
from scraper.store import EntryRow, EntryState, Saved, StoredCapture
from scraper.store.health import filled

Pages = dict[str, list[EntryRow]]


def read_answers(capture: Capture, body: bytes, hints: Hints, files: FileReader) -> tuple[Response, ...]:
    """The records of all answers on one captured page or letter, as of the day it was captured.

    NotAResponseError if it answers nothing, or is a file that cannot be read.
    """
    page = page_of_letter(as_page(capture, body), files)
    return read_responses(page, hints, today=capture.fetched_at[:10])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one captured page says, with the letter it leads to; not kept yet.

    `page` is its capture, `newest` the later one of page and letter. `error` says why there are no answers; `refusal`
    that the site refused the letter, which ends the turn once the page has been kept.
    """

    page: StoredCapture
    newest: StoredCapture
    answers: tuple[Response, ...] = ()
    error: NotAResponseError | ReaderError | None = None
    refusal: BlockedError | UnreachableError | None = None


async def read_capture(turn: Turn, captured: Captured) -> Reading:
    """Reads a capture and the letter it leads to."""
    stored = captured.stored
    try:
        answers = await asyncio.to_thread(read_answers, stored.capture, captured.body, turn.hints, turn.files)
    except (NotAResponseError, ReaderError) as error:
        return Reading(page=stored, newest=stored, error=error)
    try:
        newest, answers = await add_letter(turn, captured, answers)
    except (BlockedError, UnreachableError) as error:
        return Reading(page=stored, newest=stored, answers=answers, refusal=error)
    return Reading(page=stored, newest=newest, answers=answers)


def plan_pages(turn: Turn, rows: Sequence[EntryRow]) -> tuple[Pages, Pages]:
    """What is due by page, since a page is fetched once however many of its answers are: what is new, and what was read
    before and is looked at again. What the walk itself has captured costs no request and counts as new.
    """
    pages: Pages = {}
    for row in rows:
        pages.setdefault(page_address(row.url), []).append(row)
    for page, captured in turn.captured.items():
        listed = turn.archive.entries_of_page(turn.source.id, page)
        if captured.fresh or captured.stored.id > max((row.capture or 0 for row in listed), default=0):
            # A log that is one page: all of its answers may have changed.
            pages[page] = [row for row in listed if row.first_listed_at]
    again = {
        page: entries
        for page, entries in pages.items()
        if page not in turn.captured and all(row.capture is not None for row in entries)
    }
    new = {page: entries for page, entries in pages.items() if page not in again}
    if not turn.budget.looks_again:
        again = {}
    turn.report.planned(turn.source, sum(len(entries) for entries in (*new.values(), *again.values())))
    return new, again


async def read_pages(turn: Turn, pages: Pages) -> int:
    """Fetches and reads these pages, and keeps them in batches; returns how many are left since a budget is spent.

    UnhealthyError where a batch is not fit to be kept. Whatever else ends the turn, what was read is judged and kept.
    """
    try:
        for done, (page, entries) in enumerate(pages.items()):
            try:
                await _read_page(turn, page, entries)
            except SpentError:
                return len(pages) - done
    finally:
        turn.batch.settle()
    return 0


async def _read_page(turn: Turn, page: str, entries: Sequence[EntryRow]) -> None:
    """Captures and reads one page, and holds it back for the judgement."""
    url = urldefrag(entries[0].fetch_url).url
    try:
        captured = turn.captured.get(page) or await turn.capture(url, kind="response", accept=RESPONSE_TYPES)
    except FetchError as error:
        state = EntryState.GONE if isinstance(error, GoneError) else EntryState.FAILED
        _tell(turn, entries, _unread(turn, entries, state, "fetch", error))
        return
    reading = await read_capture(turn, captured)
    turn.batch.add(_facts(turn, page, entries, reading), lambda: _keep(turn, entries, reading))
    if reading.refusal:
        raise reading.refusal


def _facts(turn: Turn, page: str, entries: Sequence[EntryRow], reading: Reading) -> PageFacts:
    """What there is to judge of a page: nothing where this reader has read these very bytes before."""
    read = [row for row in entries if row.capture == reading.newest.id]
    if any(row.reader_version == READER_VERSION for row in read):
        return PageFacts(url=reading.page.capture.url)
    return PageFacts(
        url=reading.page.capture.url,
        now=tuple(map(filled, reading.answers)),
        before=() if read else tuple(turn.archive.filled_at(turn.source.id, page)),
        listed=page in turn.captured,
    )


def _keep(turn: Turn, entries: Sequence[EntryRow], reading: Reading) -> None:
    """Stores what a page said, or that it gave no response."""
    match reading.error:
        case None:
            word = keep_answers(turn, reading, at=utc_now())
        case NotAResponseError() as error:
            word = _unread(turn, entries, EntryState.NO_RESPONSE, "no_response", error, reading.page)
        case ReaderError() as error:
            word = _unread(turn, entries, EntryState.FAILED, "reader", error)
    _tell(turn, entries, word)


def keep_answers(turn: Turn, reading: Reading, *, at: str) -> str:
    """Keeps all answers of a page; returns a word for what became of them."""
    saved = turn.archive.save_page(
        reading.answers,
        source=turn.source.id,
        url=reading.page.capture.url,
        capture_id=reading.newest.id,
        at=at,
        reader_version=READER_VERSION,
    )
    turn.result.new += saved[Saved.NEW]
    turn.result.changed += saved[Saved.CHANGED]
    turn.result.unchanged += saved[Saved.UNCHANGED]
    return str(next((word for word in Saved if saved[word]), Saved.UNCHANGED))


def _tell(turn: Turn, entries: Sequence[EntryRow], word: str) -> None:
    for row in entries:
        turn.report.read(turn.source, row.fetch_url, word)


def _unread(
    turn: Turn,
    entries: Sequence[EntryRow],
    state: EntryState,
    kind: str,
    error: FoiError,
    page: StoredCapture | None = None,
) -> str:
    """Notes that a page gave no response, and why; returns the state. A page that is gone needs no one's care."""
    for row in entries:
        turn.archive.mark_entry(
            row.source,
            row.url,
            state,
            utc_now(),
            reason=str(error),
            capture=page.id if page else None,
            reader_version=READER_VERSION if page else None,
        )
    if state is not EntryState.GONE:
        turn.issue(kind, str(error), entries[0].fetch_url)
    turn.result.failed += len(entries) if state is not EntryState.NO_RESPONSE else 0
    return str(state)
