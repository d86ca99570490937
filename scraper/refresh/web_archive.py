"""A log as the web's archive holds it: listed by prefix, then each capture fetched and read, oldest first.

Both are kept as they go, so the next run takes up where a kill or a refusal ended this one. That an address is missing
from the web's archive says nothing of the site: nothing is ever withdrawn here.
"""

from __future__ import annotations

from scraper.addresses import page_address
from scraper.errors import BlockedError, FetchError, FoiError, GoneError, ListingError, ReaderError
from scraper.fetching.answers import utc_now
from scraper.fetching.wayback import Archived, fetch_archived, fetch_index, prefixes_of
from scraper.reading import READER_VERSION
from scraper.records import Via
from scraper.refresh.budget import SpentError
from scraper.refresh.health import PageFacts
from scraper.refresh.pages import Reading, keep_answers, read_capture
from scraper.refresh.turn import RESPONSE_TYPES, Captured, Turn
from scraper.store import ArchivedRow
from scraper.store.archived import ArchivedState
from scraper.store.health import filled

_BATCH = 100
_ASK_AGAIN_SECONDS = 30 * 24 * 3600  # what the web's archive did not hold it may hold later


def check_may_ask(turn: Turn) -> None:
    """BlockedError where the web's archive has asked, in whichever source's run, not to be asked again yet."""
    if (until := turn.archive.archive_retry_at()) and until > utc_now():
        raise BlockedError(f"the web's archive is not to be asked again before {until}", retry_at=until)


async def walk_archive(turn: Turn) -> None:
    """Lists what the web's archive holds of the source. ListingError if that is nothing, or below its floor."""
    prefixes = prefixes_of(turn.source)
    if not prefixes:
        raise ListingError("nothing says where to look in the web's archive: set archive_prefixes in sources.toml")
    try:
        for prefix in prefixes:
            await _list(turn, prefix)
    except SpentError:
        raise ListingError(
            f"request_budget = {turn.source.request_budget} was spent before the web's archive was listed; "
            "the next run goes on from there. Raise request_budget in sources.toml"
        ) from None
    listed = turn.archive.count_archived(turn.source.id)
    turn.result.listed = max(turn.result.listed, listed)
    least = turn.source.min_entries if turn.source.via is Via.WAYBACK else 1
    if listed < max(1, least):
        raise ListingError(
            f"the web's archive holds {listed} responses below {', '.join(prefixes)}, where at least {max(1, least)} "
            "were expected. Look there; set archive_prefixes or lower min_entries in sources.toml"
        )


async def _list(turn: Turn, prefix: str, *, exact: bool = False) -> None:
    """Lists one prefix or address page by page, from its beginning or from where an earlier run stopped."""
    source, pages = turn.source.id, 0
    key = turn.archive.open_archive_walk(source, prefix, utc_now())
    while True:
        page = await fetch_index(
            turn.session,
            prefix,
            exact=exact,
            resume_key=key,
            base=turn.plan.archive_url,
            pause_seconds=turn.plan.index_pause_seconds,
        )
        key = page.resume_key
        turn.archive.save_archived(
            source,
            prefix,
            [_row(item) for item in page.captures if turn.platform.is_response(item.url, turn.source.rules)],
            resume_key=key,
            at=utc_now(),
        )
        pages += 1
        turn.report.listed(turn.source, pages, turn.archive.count_archived(source))
        if key is None:
            return


def _row(item: Archived) -> ArchivedRow:
    return ArchivedRow(
        url=page_address(item.url), timestamp=item.timestamp, fetch_url=item.url, digest=item.digest or None
    )


async def list_gone(turn: Turn) -> None:
    """Asks the web's archive for each listed page that the site no longer gives and that was never read."""
    since = utc_now(-_ASK_AGAIN_SECONDS)
    for row in turn.archive.entries_lost(turn.source.id):
        if not turn.archive.was_walked(turn.source.id, row.fetch_url, since):
            await _list(turn, row.fetch_url, exact=True)


async def read_archived(turn: Turn) -> int:
    """Fetches and reads the listed captures that were not read yet, address by address, and keeps them in batches.

    Returns how many are left since the budget of requests is spent. UnhealthyError where a batch is not fit to be kept.
    """
    archive, source, full = turn.archive, turn.source.id, turn.plan.full
    left, after = turn.plan.limit, ""
    turn.report.planned(turn.source, archive.count_to_read(source, full=full) if left is None else left)
    try:
        while urls := archive.archived_to_read(source, after, _BATCH if left is None else min(_BATCH, left), full=full):
            for url in urls:
                for row in archive.archived_of(source, url, full=full):
                    await _read(turn, row)
            after = urls[-1]
            left = None if left is None else left - len(urls)
    except SpentError:
        turn.batch.settle()
        return archive.count_to_read(source)
    finally:
        turn.batch.settle()
    return 0


async def _read(turn: Turn, row: ArchivedRow) -> None:
    """One capture of the web's archive, fetched, read and held back for the judgement."""
    try:
        captured = await _capture(turn, row)
    except FetchError as error:
        state: ArchivedState = "gone" if isinstance(error, GoneError) else "failed"
        turn.report.read(turn.source, row.fetch_url, _failed(turn, row, state, "fetch", error))
        return
    if captured is None:
        turn.archive.mark_archived(turn.source.id, row, "same")
        turn.report.read(turn.source, row.fetch_url, "same")
        return
    reading = await read_capture(turn, captured)
    # An older capture says nothing of the site as it is now, so no layout is judged by it.
    facts = PageFacts(url=row.fetch_url, now=tuple(map(filled, reading.answers)))
    turn.batch.add(facts, lambda: turn.report.read(turn.source, row.fetch_url, _keep(turn, row, reading)))
    if reading.refusal:
        raise reading.refusal


def _keep(turn: Turn, row: ArchivedRow, reading: Reading) -> str:
    """Stores what a capture says, or that it answers nothing; returns a word for that."""
    taken_at = reading.page.capture.fetched_at
    if isinstance(reading.error, ReaderError):
        return _failed(turn, row, "failed", "reader", reading.error)
    if reading.error:
        turn.archive.save_silent(
            source=turn.source.id,
            url=row.fetch_url,
            capture_id=reading.page.id,
            reason=str(reading.error),
            at=taken_at,
            reader_version=READER_VERSION,
        )
        turn.archive.mark_archived(turn.source.id, row, "no_response")
        return "no_response"
    word = keep_answers(turn, reading, at=taken_at)
    if not reading.refusal:  # else it is read again, with its letter, by a later run
        turn.archive.mark_archived(turn.source.id, row, "read")
    return word


async def _capture(turn: Turn, row: ArchivedRow) -> Captured | None:
    """The capture on disk, fetched unless a killed run had it already; None where a neighbour came that is known."""
    item = Archived(url=row.fetch_url, timestamp=row.timestamp, digest=row.digest)
    known = turn.archive.find_capture_at(row.url, item.instant, via=Via.WAYBACK)
    if known and (captured := turn.load_if_whole(known)):
        return captured
    fetched = await fetch_archived(turn.session, item, accept=RESPONSE_TYPES, base=turn.plan.archive_url)
    if turn.archive.find_capture_at(row.url, fetched.fetched_at, via=Via.WAYBACK):
        return None
    return turn.keep(fetched, kind="response")


def _failed(turn: Turn, row: ArchivedRow, state: ArchivedState, kind: str, error: FoiError) -> str:
    """Notes why a capture could not be had or read. One that is listed and not there needs no one's care."""
    if state != "gone":
        turn.issue(kind, str(error), row.fetch_url)
    turn.archive.mark_archived(turn.source.id, row, state)
    turn.result.failed += 1
    return state
