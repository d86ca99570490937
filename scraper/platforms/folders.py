"""Logs that are trees of folders: index page → folder pages → responses, told apart by how deep an address lies."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.errors import ListingError
from scraper.platforms.rows import ListingPage
from scraper.records import Entry, Listing, Page


def depth_below(root: re.Pattern[str], url: str) -> int | None:
    """How many parts of the path follow the log's root; None if the address lies elsewhere."""
    path = urlsplit(url).path
    found = root.search(path)
    return sum(1 for part in path[found.end() :].split("/") if part) if found else None


def parse_folder(page: Page, root: re.Pattern[str], response_depth: int) -> Listing:
    """The responses and folders linked from one page of the log. ListingError if there are neither."""
    listing = ListingPage(page)
    rows = listing.rows(lambda url: depth_below(root, url) == response_depth)
    folders = listing.rows(lambda url: 0 < (depth_below(root, url) or 0) < response_depth)
    pages = tuple(row.url for row in folders) + listing.pages()
    if not rows and not pages:
        raise ListingError(f"{page.url}: neither responses nor folders of the log found. Has the layout changed?")
    entries = tuple(Entry(url=r.url, title=r.title, listed_text=r.listed_text) for r in rows)
    return Listing(entries=entries, pages=pages)
