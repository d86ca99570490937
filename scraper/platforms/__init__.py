"""One small module for each publishing software: how its listing reads and which addresses are its responses.

`PLATFORMS` maps the name used in sources.toml to the module. Every module has

- `parse_listing(page: Page, rules: ListingRules) -> Listing`: ListingError when the page does not read as a listing;
- `is_response(url: str, rules: ListingRules) -> bool`: whether an address is one of a response on this platform.

`rules` are the source's own facts about its listing; most platforms need none.
"""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlsplit

from scraper.platforms import (
    avon_and_somerset,
    govuk,
    html_table,
    link_list,
    northumbria,
    npcc,
    one_page,
    police_scotland,
    psni,
    soh,
    west_midlands,
    west_yorkshire,
)
from scraper.records import NO_RULES, Listing, ListingRules, Page


class Platform(Protocol):
    def parse_listing(self, page: Page, rules: ListingRules = NO_RULES) -> Listing: ...
    def is_response(self, url: str, rules: ListingRules = NO_RULES) -> bool: ...


PLATFORMS: dict[str, Platform] = {
    "avon_and_somerset": avon_and_somerset,
    "govuk": govuk,
    "html_table": html_table,
    "link_list": link_list,
    "northumbria": northumbria,
    "npcc": npcc,
    "one_page": one_page,
    "police_scotland": police_scotland,
    "psni": psni,
    "soh": soh,
    "west_midlands": west_midlands,
    "west_yorkshire": west_yorkshire,
}
_HOSTS = {"west_midlands": "foi.west-midlands.police.uk"}  # its addresses but for the host could be anyone's


def find_platform(url: str | None) -> str | None:
    """The name of the platform whose responses have addresses like this one, or None."""
    if not url:
        return None
    return next((name for name in platforms_at(url) if PLATFORMS[name].is_response(url)), None)


def platforms_at(url: str) -> tuple[str, ...]:
    """The names of the platforms that a page at this address may be of: all but those of another host alone."""
    host = urlsplit(url).hostname
    return tuple(name for name in PLATFORMS if _HOSTS.get(name, host) == host)
