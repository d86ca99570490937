"""Single Online Home: one paged search page a force, mixing responses with policies and statistics.

The listing is `/foi-ai/af/accessing-information/published-items/` with the parameters `q` (words), `dt` (types, joined
by commas or repeated), `fdte` and `tdte` (days), `ic` and `icsc` (category and sub-category), `dir` and `bor`; which of
them a source uses is a fact of its address, and its pages are those that the page itself links.

Responses live at `/foi-ai/<force>/<log>/…/<slug>/`; the folders differ by force and year, so they are discovered from
the listing and never built. What is no response is left out by its address or its stated type. Welsh forces have the
same again below `/cy-GB/`: its listing is found by the language link, and a response in both trees is one
(`canonical_address`).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.errors import ListingError
from scraper.platforms.rows import ListingPage, Row
from scraper.records import NO_RULES, Entry, Listing, ListingRules, Page

_ITEM = re.compile(r"/(?:cy-gb/)?foi-ai/(?!af/)[^/]+/([^/].*)/[^/]+/?\Z", re.I)
_FILE = re.compile(r"/SysSiteAssets/", re.I)
_LETTER = re.compile(r"/SysSiteAssets/foi-media/.+\.(?:pdf|docx?)\Z", re.I)
# What lies below such a folder is a response, whatever the folders of its subjects are called.
_LOG = re.compile(r"d\Z|.*(?:disclosure|datgeliad|datgelu|fois?(?![a-z]))", re.I)
# Folders of the same tree that hold other publications: the classes of a publication scheme. The last part of the path
# is a title and may say anything.
_OTHER_FOLDER = re.compile(
    r"(?:\A|/)[^/]*(?:polic(?:y|ies)|procedure|publication-scheme|cynllun-cyhoeddi|priorit|how-we|who-we-are|what-we-|"
    r"lists-and-registers|services-we|statistic|ystadeg)",
    re.I,
)
_TYPE_LABEL = re.compile(r"(?:document |information )?(?:type|math)(?: o ddogfen)?\s*:\s*", re.I)
_RESPONSE_TYPE = re.compile(
    r"disclosure|foi\b|freedom of information|environmental information|eir\b|log datgelu|datgel|rhyddid gwybodaeth",
    re.I,
)
_OTHER_TYPE = re.compile(
    r"(?:publication scheme|polic(?:y|ies)(?: and procedures?| document)?|procedures?|statistics?|official statistics|"
    r"reports?|our priorities|cynllun cyhoeddi|polisi|ystadegau)\Z",
    re.I,
)


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    """Whether the address has the shape of a response: below a force's log, not in a policy or statistics folder."""
    item = _ITEM.match(urlsplit(url).path)
    if item is None:
        return False
    first = item[1].partition("/")[0]
    return not _OTHER_FOLDER.search(first if _LOG.match(first) else item[1])


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The responses of one page of published items. ListingError if the page has no item, and does not say so.

    A letter published as a file only is an entry; a file beside the page of its response is that one's attachment.
    """
    listing = ListingPage(page)
    pages, files = listing.rows(_is_item), listing.rows(_is_file, beside=_is_item)
    letters = [row for row in files if _LETTER.match(urlsplit(row.url).path)]
    total = listing.total()
    if not pages and not letters and total != 0:
        raise ListingError(
            f"{page.url}: no published item found; expected links below /foi-ai/<force>/. Has the layout changed?"
        )
    responses = [row for row in pages if is_response(row.url)]
    kept = [row for row in responses + letters if _stated_type_fits(row)]
    return Listing(
        entries=tuple(Entry(url=r.url, title=r.title, listed_text=r.listed_text) for r in kept),
        pages=listing.pages() + _welsh_listing(listing),
        left_out=len(pages) + len(files) - len(kept),
        total=total,
    )


def _is_item(url: str) -> bool:
    return _ITEM.match(urlsplit(url).path) is not None


def _is_file(url: str) -> bool:
    return _FILE.match(urlsplit(url).path) is not None


def _welsh_listing(listing: ListingPage) -> tuple[str, ...]:
    """The first page of the Welsh tree's listing, where the first page of the English one links it."""
    twin = "/cy-gb" + urlsplit(listing.url).path.lower().rstrip("/")
    links = (url for _, url in listing.links_in(listing.tree) if urlsplit(url).path.lower().rstrip("/") == twin)
    found = next(links, None) if listing.is_first() else None
    return (found,) if found else ()


def _stated_type_fits(row: Row) -> bool:
    """False if the row states a type of document that is no answer to a request."""
    for number, line in enumerate(row.lines):
        label = _TYPE_LABEL.match(line)
        if label:
            following = row.lines[number + 1] if number + 1 < len(row.lines) else ""
            return bool(_RESPONSE_TYPE.search(line[label.end() :] or following))
        if line != row.title and _OTHER_TYPE.match(line):
            return False
    return True
