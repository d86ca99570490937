"""West Midlands' older log on WordPress, `foi.west-midlands.police.uk`: `/<slug>-<ref>/`, or `/?p=<number>` for short.

The reference at the end is `176_17`, `3300-18`, glued `47414`, or `1648a-23`. Archives of years list the answers,
`/<year>/page/<n>/`; those of months, `/<year>/<month>/`, list the same ones again and are not walked, but may be listed
as a source's own.
"""

from __future__ import annotations

from scraper.platforms import link_list
from scraper.records import NO_RULES, Listing, ListingRules, Page

_RULES = ListingRules(
    responses=("/*[!/0-9]*[0-9]", "[?]p=[0-9]*"),
    pages=("/20[0-9][0-9]", "/disclosure-log"),
    leave_out=("/*/*", "/*[?]*"),
)


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return link_list.is_response(url, _RULES)


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The answers of one page of an archive, and the archives of years. ListingError if there is neither."""
    return link_list.parse_listing(page, _RULES)
