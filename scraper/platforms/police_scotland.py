"""Police Scotland: `…/disclosure-log/0/<year>/<month>/<item>`, year and month folders above one page an item."""

from __future__ import annotations

import re

from scraper.platforms.folders import depth_below, parse_folder
from scraper.records import NO_RULES, Listing, ListingRules, Page

_ROOT = re.compile(r"/freedom-of-information/disclosure-log(?:/0)?(?=/|\Z)")
_RESPONSE_DEPTH = 3


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return depth_below(_ROOT, url) == _RESPONSE_DEPTH


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The index yields its years, a year its months, a month its items."""
    return parse_folder(page, _ROOT, _RESPONSE_DEPTH)
