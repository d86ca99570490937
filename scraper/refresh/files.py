"""The files that responses link to: fetched under the manners of the pages, captured, checked, their text kept."""

from __future__ import annotations

import asyncio

from scraper.errors import FetchError, GoneError, ReaderError
from scraper.fetching.answers import utc_now
from scraper.fetching.wayback import Archived, fetch_archived
from scraper.records import Via
from scraper.refresh.turn import Captured, Turn
from scraper.store.attachments import AttachmentRow


async def read_attachments(turn: Turn) -> None:
    """Fetches what is due of the files of this source, and keeps what each holds."""
    if not turn.plan.attachments:
        return
    for row in turn.archive.attachments_to_fetch(turn.source.id):
        if (row.via is Via.WAYBACK) is (turn.via is Via.WAYBACK):
            await _read_attachment(turn, row)


async def _read_attachment(turn: Turn, row: AttachmentRow) -> None:
    try:
        file = await fetch_file(turn, row.url, row.page_fetched_at)
        found = await asyncio.to_thread(turn.files.extract, file.body)
    except GoneError as error:
        turn.archive.mark_attachment(row.response, row.url, utc_now(), state="gone", reason=str(error))
        return
    except (FetchError, ReaderError) as error:
        turn.archive.mark_attachment(row.response, row.url, utc_now(), state="failed", reason=str(error))
        turn.issue("attachment", str(error), row.url)
        return
    turn.result.attachments += turn.archive.save_attachment(
        row.response, row.url, found, capture_id=file.stored.id, size_bytes=len(file.body), at=utc_now()
    )


async def fetch_file(turn: Turn, url: str, page_fetched_at: str) -> Captured:
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
