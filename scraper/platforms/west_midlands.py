"""West Midlands' older log on WordPress, `foi.west-midlands.police.uk`: `/<slug>-<ref>/`, or `/?p=<number>` for short.

The reference at the end is `176_17`, `3300-18`, glued `47414`, or `1648a-23`. Archives of years list the answers,
`/<year>/page/<n>/`; those of months, `/<year>/<month>/`, list the same ones again and are not walked, but may be listed
as a source's own.
"""

from __future__ import annotations

from scraper.platforms.link_list import LinkList
from scraper.records import ListingRules

_LOG = LinkList(
    ListingRules(
        responses=("/*[!/0-9]*[0-9]", "[?]p=[0-9]*"),
        pages=("/20[0-9][0-9]", "/disclosure-log"),
        leave_out=("/*/*", "/*[?]*"),
    )
)
is_response, parse_listing = _LOG.is_response, _LOG.parse_listing
