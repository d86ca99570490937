"""Northumbria's own log (2000s to 2023), in three trees that are all off the web: archived pages only.

The beta site has `…/accessing-information/disclosure-log/<category>/<slug>-<ref>/`, the ww sites before it
`/freedom_of_information/disclosure_log/disclosure_log_<category>/<slug>_<ref>/` on three hosts, the first one
`/foi/disclosurelog/<code>/answer.asp?id=<n>`. An index page leads to the categories, a category to its responses.
"""

from __future__ import annotations

from scraper.platforms.link_list import LinkList
from scraper.records import ListingRules

_TREES = ("*/accessing-information/disclosure-log", "/freedom_of_information/disclosure_log")
_LOG = LinkList(
    ListingRules(
        responses=(*(f"{tree}/*/*" for tree in _TREES), "/foi/disclosurelog/*/answer.asp?id=*"),
        pages=(*(f"{tree}/*" for tree in _TREES), "/foi/disclosurelog/*"),
        leave_out=tuple(f"{tree}/*/*/*" for tree in _TREES),
    )
)
is_response, parse_listing = _LOG.is_response, _LOG.parse_listing
