"""West Yorkshire: one paged list of answers at `/freedom-of-information/<month>-<year>-foi-<reference>-<slug>`.

Pages about making a request share the folder and are told apart by the month, year and `foi` in front.
"""

from __future__ import annotations

from scraper.platforms import link_list
from scraper.records import NO_RULES, Listing, ListingRules, Page

_RULES = ListingRules(
    responses=("/freedom-of-information/*-20[0-9][0-9]-foi-*",), leave_out=("/freedom-of-information/*/*",)
)


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return link_list.is_response(url, _RULES)


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The answers of one page of the list. ListingError if it has none."""
    return link_list.parse_listing(page, _RULES)
