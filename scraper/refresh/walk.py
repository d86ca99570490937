"""A live listing, walked page by page to its end and judged before anything is believed."""

from __future__ import annotations

from collections import Counter, deque

from scraper.addresses import canonical_address, is_welsh, page_address
from scraper.errors import ListingError
from scraper.fetching.answers import utc_now
from scraper.records import Entry, Via
from scraper.refresh.turn import Turn, as_page
from scraper.store import EntryRow

_MAX_LISTING_PAGES = 5_000


async def walk_listing(turn: Turn) -> list[EntryRow]:
    """Walks every listing page, judges the walk, notes its entries; returns what is to be fetched."""
    archive, source, result = turn.archive, turn.source, turn.result
    entries: dict[str, Entry] = {}
    queue, known = deque(source.listings), {page_address(u) for u in source.listings}
    totals: Counter[bool] = Counter()  # as the English and the Welsh listing state their own
    rows, pages = 0, 0
    while queue:
        captured = await turn.capture(queue.popleft(), kind="listing")
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
    result.listed = len(entries)
    _judge(turn, len(entries))
    at = utc_now()
    archive.save_entries(source.id, entries.values(), at)
    if rows < (total := totals.total()):
        turn.issue("incomplete_walk", f"the listing says it has {total} rows, {rows} were seen", None)
    else:
        result.withdrawn, _ = archive.close_walk(source.id, entries.keys(), at)
    return archive.entries_to_fetch(source.id, at, full=turn.plan.full, limit=turn.plan.limit)


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
