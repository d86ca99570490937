"""Single Online Home: one paged search page a force, mixing responses with policies and statistics.

Responses live at `/foi-ai/<force>/<log>/…/<slug>/`, in Welsh under `/cy-GB/`; the folders differ by force and year, so
they are discovered from the listing and never built. What is no response is left out by its address or its stated type.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.errors import ListingError
from scraper.platforms.rows import ListingPage, Row
from scraper.records import NO_RULES, Entry, Listing, ListingRules, Page

_ITEM = re.compile(r"/(?:cy-gb/)?foi-ai/(?!af/)[^/]+/([^/].*)/[^/]+/?\Z", re.I)
# Folders of the same tree that hold other publications; the last part of the path is a title and may say anything.
_OTHER_FOLDER = re.compile(
    r"(?:\A|/)[^/]*(?:polic(?:y|ies)|procedure|publication-scheme|cynllun-cyhoeddi|priorit|how-we|statistic|ystadeg)",
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
    return item is not None and not _OTHER_FOLDER.search(item[1])


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The responses of one page of published items. ListingError if the page has no item at all."""
    listing = ListingPage(page)
    items = listing.rows(lambda url: bool(_ITEM.match(urlsplit(url).path)))
    if not items:
        raise ListingError(
            f"{page.url}: no published item found; expected links below /foi-ai/<force>/. Has the layout changed?"
        )
    kept = [row for row in items if is_response(row.url) and _stated_type_fits(row)]
    return Listing(
        entries=tuple(Entry(url=r.url, title=r.title, listed_text=r.listed_text) for r in kept),
        pages=listing.pages(),
        left_out=len(items) - len(kept),
        total=listing.total(),
    )


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
