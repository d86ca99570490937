"""Any log whose listing links its responses, told by facts alone (`[source.<id>.listing]` in sources.toml).

`responses` are globs of the addresses of responses, `pages` of further listing pages besides those of a pager,
`leave_out` of addresses that fit and are none of ours. `names`: only rows that name one of these count. `tab` is the
last part of a response's address where a listing links the item and the answer stands on one of its tabs.
"""

from __future__ import annotations

from dataclasses import dataclass

from scraper.errors import ListingError
from scraper.platforms.globs import fits
from scraper.platforms.rows import ListingPage
from scraper.records import NO_RULES, Entry, Listing, ListingRules, Page


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    """Whether the address fits `responses` and not `leave_out`."""
    return fits(url, rules.responses) and not fits(url, rules.leave_out)


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The responses linked from one page of the log. ListingError if it links neither responses nor further pages."""
    listing = ListingPage(page)
    rows = listing.rows(lambda url: fits(_tab(url, rules), rules.responses))
    further = listing.rows(
        lambda url: (
            fits(url, rules.pages) and not fits(url, rules.leave_out + rules.responses) and not listing.is_own(url)
        )
    )
    if not rows and not further:
        raise ListingError(
            f"{page.url}: no link to a response found; expected addresses like {' or '.join(rules.responses) or '?'} "
            "(`responses` of this platform or of the source's listing table). Has the layout changed?"
        )
    kept = [row for row in rows if not fits(row.url, rules.leave_out) and is_named(row.lines, rules)]
    return Listing(
        entries=tuple(Entry(url=_tab(row.url, rules), title=row.title, listed_text=row.listed_text) for row in kept),
        pages=tuple(row.url for row in further) + listing.pages(),
        left_out=len(rows) - len(kept),
        total=listing.total(),
    )


@dataclass(frozen=True, slots=True)
class LinkList:
    """A platform that is a list of links with rules of its own, the same for every source on it."""

    own: ListingRules

    def is_response(self, url: str, rules: ListingRules = NO_RULES) -> bool:
        return is_response(url, self.own)

    def parse_listing(self, page: Page, rules: ListingRules = NO_RULES) -> Listing:
        """The responses of one page of the log, and what leads to further pages. ListingError if it has neither."""
        return parse_listing(page, self.own)


def is_named(texts: tuple[str, ...], rules: ListingRules) -> bool:
    """Whether a row of these texts names one of `names`; where there are none, every row counts."""
    text = " ".join(texts).lower()
    return not rules.names or any(name.lower() in text for name in rules.names)


def _tab(url: str, rules: ListingRules) -> str:
    """The address itself if it is a response's, else that of the item's tab with the answer."""
    return url if not rules.tab or fits(url, rules.responses) else f"{url.rstrip('/')}/{rules.tab}"
