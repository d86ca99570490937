"""A log that is one page with many answers: each gives an entry, its address the page's with the answer's key.

The page is told apart by the reader, so that listing and record agree on the keys. `responses` is a glob of the page.
"""

from __future__ import annotations

from hashlib import sha256

from scraper.errors import ListingError, NotAResponseError, ReaderError
from scraper.platforms.globs import fits
from scraper.platforms.rows import ListingPage
from scraper.reading import read_responses
from scraper.records import NO_RULES, Entry, Hints, Listing, ListingRules, Page, Response

_HINTS = Hints(platform="one_page")


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return fits(url, rules.responses)


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """An entry for each answer on the page. ListingError unless there are two at least."""
    listing = ListingPage(page)
    answers = answers_on(page)
    if len(answers) < 2:
        raise ListingError(
            f"{page.url}: expected a page with many answers, each below its own heading or reference, and could not "
            "tell two of them apart. Has the layout changed?"
        )
    return Listing(entries=tuple(entry_of(answer) for answer in answers), pages=listing.pages())


def answers_on(page: Page) -> tuple[Response, ...]:
    """The answers that stand on the page itself; empty where it is not a log of several. ListingError on a defect."""
    try:
        found = read_responses(page, _HINTS)
    except NotAResponseError:
        return ()
    except ReaderError as error:
        raise ListingError(str(error)) from error
    return found if len(found) > 1 else ()


def entry_of(answer: Response) -> Entry:
    """An answer as an entry; what is listed of it stands for its text, so that a changed answer is due again."""
    text = f"{answer.request_text}\n{answer.response_text}"
    return Entry(url=answer.url or "", title=answer.title, listed_text=sha256(text.encode()).hexdigest()[:16])
