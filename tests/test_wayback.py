"""The web archive over real HTTP: its index read page by page, its captures under their own address and time."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from standin import Answer
from web_archive import WebArchive, digest_of

from scraper.errors import BlockedError, FetchError, GoneError, RefusedAddressError, UnfitBodyError
from scraper.fetching import Fetched, Manners, PoliteClient, Session, wayback
from scraper.fetching.wayback import Archived, IndexPage, archive_session, fetch_archived, fetch_index, prefixes_of
from scraper.records import Law, Source

Result = TypeVar("Result")
LOG = "beta.force.example/disclosure-log/"
INDEX = "/cdx/search/cdx"


@pytest.fixture
def archive() -> Iterator[WebArchive]:
    with WebArchive() as standin:
        yield standin


def run(archive: WebArchive, work: Callable[[Session], Awaitable[Result]]) -> Result:
    async def start() -> Result:
        manners = Manners(
            user_agent="foi-archive/0.1 (desk@archive.example)", retries=0, read_seconds=1.0, allow_loopback=True
        )
        async with PoliteClient(manners) as client:
            return await work(archive_session(client, 0.0, base=archive.url))

    return asyncio.run(start())


def index(archive: WebArchive, url: str = LOG, **options: Any) -> list[IndexPage]:
    """All pages of the index for an address or prefix."""

    async def work(session: Session) -> list[IndexPage]:
        settings = {"base": archive.url, "pause_seconds": 0.0} | options
        pages = [await fetch_index(session, url, **settings)]
        while key := pages[-1].resume_key:
            pages.append(await fetch_index(session, url, resume_key=key, **settings))
        return pages

    return run(archive, work)


def listed(archive: WebArchive, **options: Any) -> list[str]:
    return [f"{c.timestamp} {c.url}" for page in index(archive, **options) for c in page.captures]


def played(archive: WebArchive, item: Archived, **options: Any) -> Fetched:
    return run(archive, lambda session: fetch_archived(session, item, base=archive.url, **options))


def fill(archive: WebArchive, *slugs: str, timestamp: str = "20200102030405") -> None:
    for slug in slugs:
        archive.add(f"https://{LOG}{slug}/", timestamp, slug.encode())


def test_the_index_is_read_page_by_page(archive: WebArchive) -> None:
    fill(archive, "a", "b", "c", "d", "e")
    archive.add("https://beta.force.example/other/", "20200102030405", b"elsewhere")
    pages = index(archive, page_rows=2)
    assert [[c.url for c in page.captures] for page in pages] == [
        [f"https://{LOG}{slug}/" for slug in group] for group in ("ab", "cd", "e")
    ]
    first = pages[0].captures[0]
    assert (first.instant, first.media_type, first.digest) == ("2020-01-02T03:04:05Z", "text/html", digest_of(b"a"))
    calls = archive.index_calls
    assert calls[0]["url"] == [LOG] and calls[0]["matchType"] == ["prefix"] and calls[0]["limit"] == ["2"]
    assert "resumeKey" not in calls[0] and calls[1]["resumeKey"] == [pages[0].resume_key]


def test_what_is_no_answer_is_not_listed_and_repeats_come_once(archive: WebArchive) -> None:
    url = f"https://{LOG}a/"
    archive.add(url, "20190101000000", b"one")
    archive.add(url, "20190201000000", b"one")
    archive.add(url, "20190301000000", b"", status=301)
    archive.add(url, "20190401000000", b"not found", status=404)
    archive.add(url, "20190501000000", b"two")
    archive.add(url, "20190601000000", b"one", status=None)
    archive.add(url, "20190701000000", b"", status=None)
    assert [entry.split()[0][:6] for entry in listed(archive)] == ["201901", "201905", "201906"]


def test_one_address_can_be_asked_for(archive: WebArchive) -> None:
    fill(archive, "a", "a-longer-one")
    (page,) = index(archive, f"https://{LOG}a/", exact=True)
    assert [c.url for c in page.captures] == [f"https://{LOG}a/"]


def test_the_archives_robots_are_not_asked(archive: WebArchive) -> None:
    archive.robots("User-agent: *\nDisallow: /")
    fill(archive, "a")
    assert len(listed(archive)) == 1
    assert "/robots.txt" not in archive.paths


@pytest.mark.parametrize("body", [b"[]", b"", b"[[]]", b'[["urlkey", "timestamp", "original"]]'])
def test_nothing_archived(archive: WebArchive, body: bytes) -> None:
    archive.route(INDEX, Answer(body=body, media_type="application/json"))
    assert listed(archive) == []


def test_a_key_that_leads_in_a_circle_ends_the_list(archive: WebArchive) -> None:
    table = [["timestamp", "original"], ["20200102030405", f"https://{LOG}a/"], [], ["same"]]
    archive.route(INDEX, Answer(body=json.dumps(table).encode(), media_type="application/json"))
    assert [page.resume_key for page in index(archive)] == ["same", None]


def test_index_calls_are_paced_even_among_other_requests(archive: WebArchive) -> None:
    fill(archive, "a", "b", "c")
    listed(archive, page_rows=1, pause_seconds=0.15)
    assert len(archive.gaps) == 2 and min(archive.gaps) >= 0.14
    assert 60 / wayback.INDEX_PAUSE_SECONDS <= 24


@pytest.mark.parametrize(
    "body",
    [b"<html>Sorry", b'{"a": 1}', b'[["urlkey"], ["x"]]', b'[["timestamp","original"],["2020","https://x/"]]', b"[3]"],
)
def test_an_index_that_is_none(archive: WebArchive, body: bytes) -> None:
    archive.route(INDEX, Answer(body=body, media_type="application/json"))
    with pytest.raises(FetchError, match="index"):
        listed(archive)


def test_too_many_calls_stop_the_run_and_say_until_when(archive: WebArchive) -> None:
    archive.route(INDEX, Answer(status=429))
    with pytest.raises(BlockedError, match="before 20") as caught:
        listed(archive)
    assert caught.value.retry_at and caught.value.retry_at in str(caught.value)
    assert len(archive.hits) == 1


SOH = Source(
    id="northmoor",
    name="Northmoor log",
    force="northmoor",
    force_name="Northmoor Police",
    nation="England",
    law=Law.FOIA,
    platform="soh",
    listings=("https://www.northmoor.example/foi-ai/af/accessing-information/published-items/?q=&dt=Disclosure+log",),
    hosts=frozenset({"www.northmoor.example"}),
)


@pytest.mark.parametrize(
    ("source", "prefixes"),
    [
        (SOH, ("www.northmoor.example/foi-ai/",)),
        (replace(SOH, nation="Wales"), ("www.northmoor.example/foi-ai/", "www.northmoor.example/cy-gb/foi-ai/")),
        (replace(SOH, archive_prefixes=("old.northmoor.example/log/",)), ("old.northmoor.example/log/",)),
        (
            replace(SOH, listings=("https://www.psni.example/foi-disclosure-log",)),
            ("www.psni.example/foi-disclosure-log",),
        ),
        (replace(SOH, listings=("https://ww1.x.example/foi/log.asp?page=1",)), ("ww1.x.example/foi",)),
        (replace(SOH, listings=("https://www.gov.example/api/search.json?count=50",)), ()),
        (replace(SOH, listings=("https://x.example/a/?p=1", "https://x.example/a/?p=2")), ("x.example/a",)),
    ],
)
def test_where_a_source_is_searched_for(source: Source, prefixes: tuple[str, ...]) -> None:
    assert prefixes_of(source) == prefixes


ITEM = Archived(url="https://beta.force.example/disclosure-log/a-5618/", timestamp="20200102030405")
RAW = "/web/20200102030405id_/https://beta.force.example/disclosure-log/a-5618/"


def test_a_capture_comes_under_its_own_address_and_time(archive: WebArchive) -> None:
    headers = {"x-archive-orig-etag": '"old"', "x-archive-orig-last-modified": "Wed, 01 Jan 2020 00:00:00 GMT"}
    archive.route(RAW, Answer(body=b"<p>We hold", headers=headers, etag='"of-the-archive"'))
    got = played(archive, ITEM, accept=frozenset({"text/html"}))
    assert (got.url, got.final_url, got.fetched_at) == (ITEM.url, ITEM.url, "2020-01-02T03:04:05Z")
    assert (got.body, got.media_type, got.etag) == (b"<p>We hold", "text/html", '"old"')
    assert got.last_modified == "Wed, 01 Jan 2020 00:00:00 GMT"
    assert got.source_url == archive.url + RAW


def test_a_neighbouring_capture_has_its_own_time(archive: WebArchive) -> None:
    near = RAW.replace("20200102030405", "20190908070605")
    archive.route(RAW, Answer(status=302, headers={"Location": near}))
    archive.route(near, Answer(body=b"<p>older"))
    got = played(archive, ITEM)
    assert (got.url, got.final_url, got.fetched_at) == (ITEM.url, ITEM.url, "2019-09-08T07:06:05Z")


def test_an_address_with_a_query_and_a_port_is_asked_as_it_is(archive: WebArchive) -> None:
    url = "http://www.force.example:80/foi/answer.asp?id=7&x=a%20b"
    archive.route("/web/20080102030405id_/" + url, Answer(body=b"<p>old"))
    got = played(archive, Archived(url=url, timestamp="20080102030405"))
    assert got.final_url == url


def test_a_capture_of_a_challenge_page_is_left_out_without_blaming_the_archive(archive: WebArchive) -> None:
    archive.route(RAW, Answer(body=b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"))
    archive.route(RAW + "b", Answer(body=b"<p>fine"))

    async def both(session: Session) -> int:
        with pytest.raises(UnfitBodyError, match="challenge"):
            await fetch_archived(session, ITEM, base=archive.url)
        item = Archived(url=ITEM.url + "b", timestamp=ITEM.timestamp)
        return (await fetch_archived(session, item, base=archive.url)).status

    assert run(archive, both) == 200


def test_a_capture_that_leads_out_of_the_archive_is_refused(archive: WebArchive) -> None:
    archive.route(RAW, Answer(status=302, headers={"Location": "https://beta.force.example/"}))
    with pytest.raises(RefusedAddressError):
        played(archive, ITEM)


def test_a_capture_the_archive_no_longer_has(archive: WebArchive) -> None:
    with pytest.raises(GoneError):
        played(archive, ITEM)


def test_bytes_that_are_not_those_of_the_index_are_left_out(archive: WebArchive) -> None:
    archive.route(RAW, Answer(body=b"<p>cut sho"))
    with pytest.raises(UnfitBodyError, match="digest"):
        played(archive, replace(ITEM, digest=digest_of(b"<p>cut short")))
    assert played(archive, replace(ITEM, digest=digest_of(b"<p>cut sho"))).body == b"<p>cut sho"
    assert played(archive, replace(ITEM, digest="sha1:unlike ours")).body, "a digest of another make says nothing"


def test_a_body_that_was_archived_packed_has_another_digest(archive: WebArchive) -> None:
    headers = {"x-archive-orig-content-encoding": "gzip"}
    archive.route(RAW, Answer(body=b"<p>We hold", headers=headers))
    assert played(archive, replace(ITEM, digest=digest_of(gzip.compress(b"<p>We hold")))).body == b"<p>We hold"


def test_a_redirect_that_was_archived_is_not_taken_for_the_page(archive: WebArchive) -> None:
    home = "/web/20200102030405id_/https://beta.force.example/"
    archive.route(RAW, Answer(status=302, headers={"Location": home}))
    archive.route(home, Answer(body=b"<p>Welcome"))
    with pytest.raises(GoneError, match="redirect"):
        played(archive, ITEM)
