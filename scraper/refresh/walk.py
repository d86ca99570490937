"""A live listing, walked page by page to its end and judged before anything is believed."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scraper.addresses import canonical_address, is_welsh, page_address
from scraper.errors import BlockedError, ListingError, UnreachableError
from scraper.fetching.answers import utc_now
from scraper.records import Entry, Via
from scraper.refresh.budget import SpentError
from scraper.refresh.turn import Captured, Turn, as_page
from scraper.store import EntryRow

_MAX_LISTING_PAGES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk that was found well: what is due now, the addresses it saw, and whether it saw all that are stated."""

    due: list[EntryRow]
    seen: frozenset[str]
    whole: bool


async def walk_listing(turn: Turn) -> Walk:
    """Walks every listing page, judges the walk and notes its entries."""
    archive, source, result = turn.archive, turn.source, turn.result
    entries, rows, total = await _walk_pages(turn)
    result.listed = len(entries)
    _judge(turn, len(entries))
    at = utc_now()
    archive.save_entries(source.id, entries.values(), at)
    if rows < total:
        turn.issue("incomplete_walk", f"the listing says it has {total} rows, {rows} were seen", None)
    due = archive.entries_to_fetch(
        source.id,
        at,
        full=turn.plan.full,
        limit=turn.plan.limit,
        share_of_age=source.recheck_share_of_age,
        seen=entries.keys(),
    )
    return Walk(due=due, seen=frozenset(entries), whole=rows >= total)


@contextmanager
def closing(turn: Turn, walk: Walk) -> Iterator[None]:
    """Notes what a walk missed once the pages it led to were judged: what was found unfit to be kept withdraws nothing.

    A refusal by the site ends the reading and says nothing against the walk.
    """
    try:
        yield
    except (BlockedError, UnreachableError):
        _close(turn, walk)
        raise
    _close(turn, walk)


def _close(turn: Turn, walk: Walk) -> None:
    if walk.whole:
        turn.result.withdrawn, _ = turn.archive.close_walk(turn.source.id, walk.seen, utc_now())


async def _walk_pages(turn: Turn) -> tuple[dict[str, Entry], int, int]:
    """Every entry by its address, how many rows were seen, and how many the listing states."""
    source = turn.source
    entries: dict[str, Entry] = {}
    queue, known = deque(source.listings), {page_address(u) for u in source.listings}
    totals: Counter[bool] = Counter()  # as the English and the Welsh listing state their own
    rows, pages = 0, 0
    while queue:
        captured = await _capture(turn, queue.popleft(), pages)
        page = as_page(captured.stored.capture, captured.body)
        listing = turn.platform.parse_listing(page, source.rules)
        pages += 1
        if pages > _MAX_LISTING_PAGES:
            raise ListingError(f"{page.url}: more than {_MAX_LISTING_PAGES} listing pages: the pager does not end")
        here = page_address(page.url or "")
        if any(page_address(e.url) == here for e in listing.entries):
            turn.captured[here] = captured
        for entry in listing.entries:
            address = canonical_address(entry.url)
            if address not in entries or not is_welsh(entry.url):
                entries[address] = entry
        rows += len(listing.entries) + listing.left_out
        welsh = "/cy-gb/" in (page.url or "").lower()
        totals[welsh] = max(totals[welsh], listing.total or 0)
        further = [u for u in listing.pages if page_address(u) not in known]
        known |= {page_address(u) for u in further}
        queue.extend(further)
        turn.report.listed(source, pages, len(entries))
    return entries, rows, totals.total()


async def _capture(turn: Turn, url: str, pages: int) -> Captured:
    """A listing page. ListingError where the budget of requests does not reach to it."""
    try:
        return await turn.capture(url, kind="listing")
    except SpentError:
        raise ListingError(
            f"request_budget = {turn.source.request_budget} was spent after {pages} listing pages, before {url}: the "
            "walk is not complete and nothing was changed. Raise request_budget in sources.toml"
        ) from None


def _judge(turn: Turn, listed: int) -> None:
    """A walk below its floors changes nothing: ListingError says what was expected."""
    before = turn.archive.last_good_run(turn.source.id, Via.LIVE)
    least = max(1, turn.source.min_entries)
    if before is not None:
        least = max(least, int(before.listed * (1 - turn.source.max_drop)))
    if listed < least:
        raise ListingError(
            f"the listing yields {listed} responses where at least {least} were expected: nothing was changed. "
            "Look at the listing; if it is right, lower min_entries or raise max_drop in sources.toml"
        )
