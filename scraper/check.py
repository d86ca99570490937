"""A first look at sources on a real network: what robots.txt says, what a listing yields, how three responses read.

Writes nothing. Every finding that wants a change says which line of sources.toml to change, and into what.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from scraper.addresses import canonical_address, page_address
from scraper.attachments.letters import page_of_letter
from scraper.attachments.reader import FileReader
from scraper.errors import (
    BlockedError,
    FetchError,
    FoiError,
    GoneError,
    ListingError,
    NotAResponseError,
    ReaderError,
    RefusedAddressError,
    RobotsError,
    UnreachableError,
)
from scraper.fetching.answers import utc_now
from scraper.fetching.client import Fetched, Manners, PoliteClient, Session
from scraper.fetching.wayback import archive_session, fetch_archived, fetch_index, prefixes_of
from scraper.platforms import PLATFORMS, platforms_at
from scraper.reading import read_responses
from scraper.records import DateKind, Listing, Page, Response, Source, Via
from scraper.refresh.turn import hints_of

_SAMPLE = 3  # responses read of each source
_DEEP = 4  # listing pages looked at below the index, down to the first that has entries
_LOG_WORDS = re.compile(
    r"disclosure log|published items|previous foi|foi responses|log datgelu|freedom of information", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What looks wrong, and the line of the source's table in sources.toml that would settle it, if one would."""

    what: str
    line: str | None = None
    wrong: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One response of the source: its record, or why there is none."""

    url: str
    response: Response | None = None
    error: str | None = None


@dataclass(slots=True, kw_only=True)
class SourceCheck:
    """What a look at one source found. `robots` is in words; `entries` are of the first listing page that has any.

    `total` is what the listing states for all its pages, `pages` how many further listing pages it links.
    """

    source: Source
    robots: str = "not asked for"
    listing_url: str | None = None
    status: str = "not asked for"
    entries: int = 0
    left_out: int = 0
    pages: int = 0
    total: int | None = None
    samples: list[Sample] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether something is wrong, and not merely to be noted."""
        return any(problem.wrong for problem in self.problems)

    def add(self, what: str, line: str | None = None) -> None:
        self.problems.append(Problem(what=what, line=line))


def check_sources(sources: Sequence[Source], *, manners: Manners, archive_url: str) -> list[SourceCheck]:
    """Looks at every source, hosts side by side, each host in turn; in the order given."""
    return asyncio.run(_check_sources(sources, manners, archive_url))


async def _check_sources(sources: Sequence[Source], manners: Manners, archive_url: str) -> list[SourceCheck]:
    async with PoliteClient(manners) as client:
        return list(await asyncio.gather(*(_check(client, source, archive_url) for source in sources)))


def fetch_page(source: Source, url: str, *, manners: Manners) -> Page:
    """One page of a source's site, under the manners of a refresh. Raises as `Session.fetch` does."""

    async def fetch() -> Fetched:
        async with PoliteClient(manners) as client:
            return await client.session(source.hosts, source.delay_seconds).fetch(url)

    return _page(asyncio.run(fetch()))


async def _check(client: PoliteClient, source: Source, archive_url: str) -> SourceCheck:
    check = SourceCheck(source=source)
    try:
        if source.via is Via.LIVE:
            await _check_live(check, client.session(source.hosts, source.delay_seconds))
        else:
            await _check_archived(check, archive_session(client, base=archive_url), archive_url)
    except FoiError as error:
        check.status = str(error)
        check.problems.append(_advice(source, error))
    _judge(check)
    return check


async def _check_live(check: SourceCheck, session: Session) -> None:
    source = check.source
    check.listing_url = source.listings[0]
    rules = await session.robots(check.listing_url)
    check.robots = _robots_words(allowed=rules.allows(check.listing_url), delay_seconds=rules.delay_seconds)
    try:
        fetched = await session.fetch(check.listing_url)
    except GoneError as error:
        check.status = str(error)
        found = await _find_log(session, check.listing_url)
        check.add("the listing is gone", f'listings = ["{found}"]' if found else "listings = [the log's new address]")
        return
    check.status = str(fetched.status)
    if canonical_address(fetched.final_url) != canonical_address(check.listing_url):
        check.add(f"the listing has moved to {fetched.final_url}", f'listings = ["{fetched.final_url}"]')
    listing = _read_listing(check, _page(fetched))
    for _ in range(_DEEP):
        if listing is None or check.entries or not listing.pages:
            break
        # An index leads to years, these to months: one of each is enough to see what they yield.
        listing = _read_listing(check, _page(await session.fetch(listing.pages[0])))
    if listing is None:
        return
    for entry in listing.entries[:_SAMPLE]:
        check.samples.append(await _sample(source, entry.url, session.fetch(urldefrag(entry.url).url)))


async def _check_archived(check: SourceCheck, session: Session, archive_url: str) -> None:
    source, platform = check.source, PLATFORMS[check.source.platform]
    check.robots = "not asked for: the Archive's interfaces are public"
    check.listing_url = next(iter(prefixes_of(source)), None)
    if check.listing_url is None:
        check.add("nothing says where to look in the Archive", "archive_prefixes = [an address above responses]")
        return
    index = await fetch_index(session, check.listing_url, page_rows=500, base=archive_url)
    newest = {page_address(item.url): item for item in index.captures}
    responses = [item for item in newest.values() if platform.is_response(item.url, source.rules)]
    check.entries, check.left_out = len(responses), len(newest) - len(responses)
    for item in responses[:_SAMPLE]:
        check.samples.append(await _sample(source, item.url, fetch_archived(session, item, base=archive_url)))
    check.status = "200"
    if not check.entries:
        check.add(
            f"the Archive holds no response of platform {source.platform} below {check.listing_url}",
            "archive_prefixes = [an address below which the Archive holds responses]",
        )


def _read_listing(check: SourceCheck, page: Page) -> Listing | None:
    """The listing as the source's platform reads it; where it cannot, a platform that can is named."""
    source = check.source
    try:
        listing = PLATFORMS[source.platform].parse_listing(page, source.rules)
    except ListingError as error:
        readers = [name for name, entries in _yields(page).items() if entries and name != source.platform]
        check.add(str(error), f'platform = "{readers[0]}"' if readers else None)
        return None
    check.entries, check.left_out = len(listing.entries), check.left_out + listing.left_out
    check.pages, check.total = len(listing.pages), listing.total
    return listing


def _yields(page: Page) -> dict[str, int]:
    """How many responses each platform finds on a listing page, most first."""
    counts = {}
    for name in platforms_at(page.url or ""):
        try:
            counts[name] = len(PLATFORMS[name].parse_listing(page).entries)
        except ListingError:
            counts[name] = 0
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


async def _find_log(session: Session, url: str) -> str | None:
    """The address of a link on the site's home page that speaks of a disclosure log; None where there is none."""
    home = urljoin(url, "/")
    try:
        page = await session.fetch(home)
    except FetchError:
        return None
    links = LexborHTMLParser(page.body.decode("utf-8", "replace")).css("a[href]")
    named = [(node.text(strip=True), urljoin(home, node.attributes.get("href") or "")) for node in links]
    same_site = [(text, link) for text, link in named if urlsplit(link).hostname == urlsplit(home).hostname]
    return next((link for text, link in same_site if _LOG_WORDS.search(text)), None)


async def _sample(source: Source, url: str, fetching: Awaitable[Fetched]) -> Sample:
    """Fetches and reads one response. BlockedError and UnreachableError end the look at the source."""
    try:
        page = _page(await fetching)
        with FileReader() as files:
            page = await asyncio.to_thread(page_of_letter, page, files)
        answers = read_responses(page, hints_of(source), today=utc_now()[:10])
        return Sample(url=url, response=next((a for a in answers if a.url == url), answers[0]))
    except (FetchError, NotAResponseError, ReaderError) as error:
        return Sample(url=url, error=str(error))


def _judge(check: SourceCheck) -> None:
    """Adds what the figures show: floors out of reach, responses that do not read, fields that none of them has."""
    source, known = check.source, check.total or (check.entries if not check.pages else None)
    if check.entries and known is not None and known < source.min_entries:
        check.add(
            f"the listing has {known} responses, fewer than min_entries = {source.min_entries}",
            f"min_entries = {known * 7 // 10}",
        )
    if check.listing_url and check.status == "200" and not check.entries and not check.problems:
        check.add(f"no response on {check.listing_url}, {check.left_out} other items", "listings = [the log's address]")
    read = [sample.response for sample in check.samples if sample.response]
    for sample in check.samples:
        if sample.error:
            check.add(f"not read: {sample.error}")
    if len(read) >= 2:
        for name, values in _fields(read).items():
            if not any(values):
                what = f"no {name} found in any of {len(read)} responses: look at one with foi capture {source.id}"
                # Some logs state no date: worth a look, and nothing wrong.
                check.problems.append(Problem(what=what, wrong=name != "date"))
    if read and source.unverified and not check.problems:
        check.problems.append(
            Problem(what="all well: the source may be called verified", line="unverified = false", wrong=False)
        )


def _fields(responses: Sequence[Response]) -> dict[str, list[object]]:
    return {
        "date": [any(d.kind is not DateKind.FILED for d in r.dates) or r.date(DateKind.FILED) for r in responses],
        "question": [r.questions for r in responses],
        "outcome": [r.outcome for r in responses],
    }


def _advice(source: Source, error: FoiError) -> Problem:
    """The line that settles a source which could not be asked."""
    match error:
        case RobotsError() | BlockedError():
            return Problem(what=str(error), line='via = "wayback"')
        case RefusedAddressError():
            return Problem(what=str(error), line="hosts = [the host it leads to, if it is the force's own]")
        case UnreachableError():
            return Problem(what=str(error), line="listings = [an address that answers], or wait and check again")
        case _:
            return Problem(what=str(error))


def _robots_words(*, allowed: bool, delay_seconds: float) -> str:
    verdict = "allows the listing" if allowed else "forbids the listing"
    return f"{verdict}, asks for {delay_seconds:g} s between requests" if delay_seconds else verdict


def _page(fetched: Fetched) -> Page:
    return Page(body=fetched.body, url=fetched.url, media_type=fetched.media_type, charset=fetched.charset)
