"""Avon and Somerset: one list of answers, one page each, without a reference in its address.

`/about/freedom-of-information/previous-foi-requests/requests/<slug>/`; the site of 2016 had subjects instead:
`/about-us/…/previous-foi-requests/<subject>/<slug>/`. The page above them leads to the list or the subjects.
"""

from __future__ import annotations

from scraper.platforms import link_list
from scraper.records import NO_RULES, Listing, ListingRules, Page

_RULES = ListingRules(
    responses=("/about*/previous-foi-requests/*/*",),
    pages=("/about*/previous-foi-requests/*",),
    leave_out=("/about*/previous-foi-requests/*/*/*", "/about*/previous-foi-requests/page/*"),
)


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return link_list.is_response(url, _RULES)


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The answers of one page of the list, and what leads to lists of them. ListingError if it has neither."""
    return link_list.parse_listing(page, _RULES)
