"""Northumbria's own log (2000s to 2023), in three trees that are all off the web: archived pages only.

The beta site has `…/accessing-information/disclosure-log/<category>/<slug>-<ref>/`, the ww sites before it
`/freedom_of_information/disclosure_log/disclosure_log_<category>/<slug>_<ref>/` on three hosts, the first one
`/foi/disclosurelog/<code>/answer.asp?id=<n>`. An index page leads to the categories, a category to its responses.
"""

from __future__ import annotations

from scraper.platforms import link_list
from scraper.records import NO_RULES, Listing, ListingRules, Page

_TREES = ("*/accessing-information/disclosure-log", "/freedom_of_information/disclosure_log")
_RULES = ListingRules(
    responses=(*(f"{tree}/*/*" for tree in _TREES), "/foi/disclosurelog/*/answer.asp?id=*"),
    pages=(*(f"{tree}/*" for tree in _TREES), "/foi/disclosurelog/*"),
    leave_out=tuple(f"{tree}/*/*/*" for tree in _TREES),
)


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return link_list.is_response(url, _RULES)


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The index page yields its categories, a category page its responses. ListingError if there is neither."""
    return link_list.parse_listing(page, _RULES)
