"""The files that responses link to: fetched under the manners of the pages, captured, checked, their text kept."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext

from scraper.errors import FetchError, GoneError, ReaderError
from scraper.fetching.answers import utc_now
from scraper.fetching.wayback import Archived, fetch_archived
from scraper.records import Via
from scraper.refresh.budget import SpentError
from scraper.refresh.turn import Captured, Turn
from scraper.store.attachments import AttachmentRow

_NEVER_ASKED_FOR = "linked"


async def read_attachments(turn: Turn, *, known: bool = True) -> int:
    """Fetches what is due of the files of this source, and keeps what each holds; not `known`: only those never asked
    for before.

    Returns how many are left since a budget is spent. A file that was asked for before counts as a recheck.
    """
    if not turn.plan.attachments:
        return 0
    left = 0
    for row in turn.archive.attachments_to_fetch(turn.source.id):
        new = row.state == _NEVER_ASKED_FOR
        if (row.via is Via.WAYBACK) is not (turn.via is Via.WAYBACK) or not (
            new or (known and turn.budget.looks_again)
        ):
            continue
        try:
            with nullcontext() if new else turn.budget.again():
                await _read_attachment(turn, row)
        except SpentError:
            left += 1  # and on: a file that came with its page needs no request
    return left


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
        if known and known.id in turn.current and (asked := turn.load_if_whole(known)):
            return asked
        return await turn.capture(url, kind="attachment", accept=None)
    timestamp = "".join(c for c in page_fetched_at if c.isdigit())
    fetched = await fetch_archived(
        turn.session, Archived(url=url, timestamp=timestamp), accept=None, base=turn.plan.archive_url
    )
    known = turn.archive.find_capture_at(url, fetched.fetched_at, via=Via.WAYBACK)
    return (known and turn.load_if_whole(known)) or turn.keep(fetched, kind="attachment")
