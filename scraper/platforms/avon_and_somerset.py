"""Avon and Somerset: one list of answers, one page each, without a reference in its address.

`/about/freedom-of-information/previous-foi-requests/requests/<slug>/`; the site of 2016 had subjects instead:
`/about-us/…/previous-foi-requests/<subject>/<slug>/`. The page above them leads to the list or the subjects.
"""

from __future__ import annotations

from scraper.platforms.link_list import LinkList
from scraper.records import ListingRules

_LOG = LinkList(
    ListingRules(
        responses=("/about*/previous-foi-requests/*/*",),
        pages=("/about*/previous-foi-requests/*",),
        leave_out=("/about*/previous-foi-requests/*/*/*", "/about*/previous-foi-requests/page/*"),
    )
)
is_response, parse_listing = _LOG.is_response, _LOG.parse_listing
