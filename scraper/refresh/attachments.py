"""The files that responses link to: fetched under the manners of the pages, captured, checked, their text kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from scraper.attachments.letters import find_letter, page_of_letter, with_letter
from scraper.errors import FetchError, GoneError, NotAResponseError, ReaderError
from scraper.fetching.answers import utc_now
from scraper.fetching.wayback import Archived, fetch_archived
from scraper.reading import read_response
from scraper.records import Response, Via
from scraper.refresh.turn import Captured, Turn, as_page
from scraper.store.attachments import AttachmentRow


async def add_letter(
    turn: Turn, captured: Captured, answers: Sequence[Response]
) -> tuple[Captured, tuple[Response, ...]]:
    """The answers of a page, from its letter where it only links to one; and the later of the captures they are from.

    A letter that cannot be had or read leaves the page's own record, and its state says why.
    """
    letter = find_letter(answers[0]) if len(answers) == 1 else None
    if letter is None:
        return captured, tuple(answers)
    try:
        file = await _fetch_file(turn, letter.url, captured.stored.capture.fetched_at)
        page = await asyncio.to_thread(page_of_letter, as_page(file.stored.capture, file.body), turn.files)
        read = read_response(page, turn.hints, today=file.stored.capture.fetched_at[:10])
    except (FetchError, NotAResponseError, ReaderError):
        return captured, tuple(answers)
    later = max(captured, file, key=lambda c: (c.stored.capture.fetched_at, c.stored.id))
    return later, (with_letter(answers[0], read),)


async def read_attachments(turn: Turn) -> None:
    """Fetches what is due of the files of this source, and keeps what each holds."""
    if not turn.plan.attachments:
        return
    for row in turn.archive.attachments_to_fetch(turn.source.id):
        if (row.via is Via.WAYBACK) is (turn.via is Via.WAYBACK):
            await _read_attachment(turn, row)


async def _read_attachment(turn: Turn, row: AttachmentRow) -> None:
    try:
        file = await _fetch_file(turn, row.url, row.page_fetched_at)
    except FetchError as error:
        gone = isinstance(error, GoneError)
        turn.archive.mark_attachment(
            row.response, row.url, utc_now(), state="gone" if gone else "failed", reason=str(error)
        )
        if not gone:
            turn.issue("attachment", str(error), row.url)
        return
    found = await asyncio.to_thread(turn.files.extract, file.body)
    turn.result.attachments += turn.archive.save_attachment(
        row.response, row.url, found, capture_id=file.stored.id, size_bytes=len(file.body), at=utc_now()
    )


async def _fetch_file(turn: Turn, url: str, page_fetched_at: str) -> Captured:
    """A file as of now, asked for once a run however many responses link to it; from the web's archive, as of its page.

    Raises as `Session.fetch` does.
    """
    if turn.via is not Via.WAYBACK:
        known = turn.archive.find_capture(url, via=turn.via)
        if known and known.checked_at >= turn.started_at:
            return turn.load(known)
        return await turn.capture(url, kind="attachment", accept=None)
    timestamp = "".join(c for c in page_fetched_at if c.isdigit())
    fetched = await fetch_archived(
        turn.session, Archived(url=url, timestamp=timestamp), accept=None, base=turn.plan.archive_url
    )
    known = turn.archive.find_capture_at(url, fetched.fetched_at, via=Via.WAYBACK)
    return turn.load(known) if known else turn.keep(fetched, kind="attachment")
