"""From captured bytes to responses: each page fetched once, read, and all of its answers kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
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
from scraper.refresh.letters import add_letter
from scraper.refresh.turn import RESPONSE_TYPES, Captured, Turn, as_page
from scraper.store import EntryRow, EntryState, Saved


def read_answers(capture: Capture, body: bytes, hints: Hints, files: FileReader) -> tuple[Response, ...]:
    """The records of all answers on one captured page or letter, as of the day it was captured.

    NotAResponseError if it answers nothing, or is a file that cannot be read.
    """
    page = page_of_letter(as_page(capture, body), files)
    return read_responses(page, hints, today=capture.fetched_at[:10])


async def read_entries(turn: Turn, rows: Sequence[EntryRow]) -> None:
    """Fetches what is due, a page once however many of its answers are, and reads it."""
    pages: dict[str, list[EntryRow]] = {}
    for row in rows:
        pages.setdefault(page_address(row.url), []).append(row)
    for page, captured in turn.captured.items():
        if captured.fresh:  # a log that is one page: all of its answers may have changed
            listed = turn.archive.entries_of_page(turn.source.id, page)
            pages[page] = [row for row in listed if row.first_listed_at]
    turn.report.planned(turn.source, sum(map(len, pages.values())))
    for page, entries in pages.items():
        outcome = await _read_page(turn, page, entries)
        for row in entries:
            turn.report.read(turn.source, row.fetch_url, outcome)


async def _read_page(turn: Turn, page: str, entries: Sequence[EntryRow]) -> str:
    """Captures, reads and stores one page; returns a word for what became of it."""
    url = urldefrag(entries[0].fetch_url).url
    try:
        captured = turn.captured.get(page) or await turn.capture(url, kind="response", accept=RESPONSE_TYPES)
    except FetchError as error:
        state = EntryState.GONE if isinstance(error, GoneError) else EntryState.FAILED
        return _unread(turn, entries, state, "fetch", error)
    try:
        return await keep_answers(turn, captured, at=utc_now())
    except NotAResponseError as error:
        return _unread(turn, entries, EntryState.NO_RESPONSE, "no_response", error, captured)
    except ReaderError as error:
        return _unread(turn, entries, EntryState.FAILED, "reader", error)


async def keep_answers(turn: Turn, captured: Captured, *, at: str) -> str:
    """Reads a capture, and the letter it leads to, and keeps all answers; returns a word for what became of them.

    NotAResponseError and ReaderError as `read_answers` raises them. A refusal of the letter is raised when the page
    itself has been kept.
    """
    capture = captured.stored.capture
    answers = await asyncio.to_thread(read_answers, capture, captured.body, turn.hints, turn.files)
    newest, refusal = captured.stored, None
    try:
        newest, answers = await add_letter(turn, captured, answers)
    except (BlockedError, UnreachableError) as error:
        refusal = error
    saved = turn.archive.save_page(
        answers,
        source=turn.source.id,
        url=capture.url,
        capture_id=newest.id,
        at=at,
        reader_version=READER_VERSION,
    )
    turn.result.new += saved[Saved.NEW]
    turn.result.changed += saved[Saved.CHANGED]
    turn.result.unchanged += saved[Saved.UNCHANGED]
    if refusal:
        raise refusal
    return str(next((word for word in Saved if saved[word]), Saved.UNCHANGED))


def _unread(
    turn: Turn,
    entries: Sequence[EntryRow],
    state: EntryState,
    kind: str,
    error: FoiError,
    captured: Captured | None = None,
) -> str:
    """Notes that a page gave no response, and why; returns the state. A page that is gone needs no one's care."""
    for row in entries:
        turn.archive.mark_entry(
            row.source,
            row.url,
            state,
            utc_now(),
            reason=str(error),
            capture=captured.stored.id if captured else None,
            reader_version=READER_VERSION if captured else None,
        )
    if state is not EntryState.GONE:
        turn.issue(kind, str(error), entries[0].fetch_url)
    turn.result.failed += len(entries) if state is not EntryState.NO_RESPONSE else 0
    return str(state)
