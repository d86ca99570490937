"""Police Service of Northern Ireland: one paged list, one page an answer at `/foi-disclosure-log/<slug>`.

The rows and the pages have two layouts: the newer opens with "January 28, 2025 | <category>, <sub-category>" and
"Request: FOI/00013725", the other with "Request Number: FOI/15929" and no date. Both are read as they are.
"""

from __future__ import annotations

from scraper.platforms import link_list
from scraper.records import NO_RULES, Listing, ListingRules, Page

_RULES = ListingRules(responses=("/foi-disclosure-log/*",), leave_out=("/foi-disclosure-log/*/*",))


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return link_list.is_response(url, _RULES)


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The answers of one page of the list. ListingError if it has none."""
    return link_list.parse_listing(page, _RULES)
