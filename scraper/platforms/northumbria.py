"""Northumbria's own log (2011 to 2023): categories, then one page a response with its number glued to the slug.

The beta site's tree is `…/disclosure-log/<category>/<slug>-<ref>/`, the older ww sites' is
`/freedom_of_information/disclosure_log/disclosure_log_<category>/<slug>_<ref>/`. Both are off the
web: archived pages only.
"""

from __future__ import annotations

import re

from scraper.platforms.folders import depth_below, parse_folder
from scraper.records import NO_RULES, Listing, ListingRules, Page

_ROOT = re.compile(r"/accessing-information/disclosure-log(?=/|\Z)|/freedom_of_information/disclosure_log(?=/|\Z)")
_RESPONSE_DEPTH = 2


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return depth_below(_ROOT, url) == _RESPONSE_DEPTH


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The index page yields its categories, a category page its responses."""
    return parse_folder(page, _ROOT, _RESPONSE_DEPTH)
