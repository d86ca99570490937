"""Police Scotland: `…/disclosure-log/0/<year>/<month>/<item>`, year and month folders above one page an item.

An item's page says little and links a file, `/spa-media/<8 characters>/<YY-NNNN>-response.pdf`: its address cannot be
guessed. Where a folder links such letters itself, they are the responses; data files beside them are not.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from scraper.errors import ListingError
from scraper.platforms.rows import ListingPage
from scraper.records import NO_RULES, Entry, Listing, ListingRules, Page

_ROOT = re.compile(r"/freedom-of-information/disclosure-log(?:/0)?(?=/|\Z)")
_ITEM_DEPTH = 3
_NUMBERED = re.compile(r"/(?:(?:im-)?foi-)?(?:20)?\d\d-\d{3,5}(?!\d)[^/]*/?\Z", re.I)
_LETTER = re.compile(
    r"/spa-media/[^/]+/(?!.*\bdata\d*\b)(?:(?:im-)?foi-)?(?:20)?\d\d-\d{3,5}(?!\d)[^/]*\.(?:pdf|docx?)\Z", re.I
)


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    """Whether the address is an item's (three folders deep, or named by a number of the log) or a letter's."""
    path, depth = unquote(urlsplit(url).path), _depth(url)
    return depth == _ITEM_DEPTH or (depth > 0 and bool(_NUMBERED.search(path))) or bool(_LETTER.search(path))


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The index yields its years, a year its months, a month its items. ListingError if there is none of them."""
    listing = ListingPage(page)
    rows = listing.rows(is_response)
    folders = listing.rows(lambda url: 0 < _depth(url) < _ITEM_DEPTH and not is_response(url))
    pages = tuple(row.url for row in folders) + listing.pages()
    if not rows and not pages:
        raise ListingError(f"{page.url}: neither items nor folders of the log found. Has the layout changed?")
    entries = tuple(Entry(url=row.url, title=row.title, listed_text=row.listed_text) for row in rows)
    return Listing(entries=entries, pages=pages)


def _depth(url: str) -> int:
    """How many parts of the path follow the log's root; 0 if the address lies elsewhere."""
    path = urlsplit(url).path
    found = _ROOT.search(path)
    return sum(1 for part in path[found.end() :].split("/") if part) if found else 0
