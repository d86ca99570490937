"""West Yorkshire: one paged list of answers at `/freedom-of-information/<month>-<year>-foi-<reference>-<slug>`.

Pages about making a request share the folder and are told apart by the month, year and `foi` in front.
"""

from __future__ import annotations

from scraper.platforms.link_list import LinkList
from scraper.records import ListingRules

_LOG = LinkList(
    ListingRules(
        responses=("/freedom-of-information/*-20[0-9][0-9]-foi-*",), leave_out=("/freedom-of-information/*/*",)
    )
)
is_response, parse_listing = _LOG.is_response, _LOG.parse_listing
