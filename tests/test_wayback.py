"""The web archive over real HTTP: its index read page by page, its captures under their own address and time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest
from standin import Answer, Hit, StandIn

from scraper.errors import BlockedError, FetchError, GoneError, RefusedAddressError, UnfitBodyError
from scraper.fetching import Fetched, Manners, PoliteClient, Session, wayback
from scraper.fetching.wayback import Archived, archive_session, fetch_archived, list_archived

Result = TypeVar("Result")
LOG = "beta.force.example/disclosure-log/"
FIELDS = ["urlkey", "timestamp", "original", "mimetype", "digest"]


@pytest.fixture
def archive() -> Iterator[StandIn]:
    with StandIn() as standin:
        yield standin


def row(slug: str, timestamp: str = "20200102030405") -> list[str]:
    return [f"example,force,beta)/disclosure-log/{slug}", timestamp, f"https://{LOG}{slug}/", "text/html", "DIGEST"]


def index(*rows: list[str], resume: str | None = None) -> Answer:
    table: list[list[str]] = [FIELDS, *rows, *([[], [resume]] if resume else [])]
    return Answer(body=json.dumps(table).encode(), media_type="application/json")


def run(archive: StandIn, work: Callable[[Session], Awaitable[Result]]) -> Result:
    async def start() -> Result:
        manners = Manners(
            user_agent="foi-archive/0.1 (desk@archive.example)", retries=0, read_seconds=1.0, allow_loopback=True
        )
        async with PoliteClient(manners) as client:
            return await work(archive_session(client, 0.0, base=archive.url))

    return asyncio.run(start())


def listed(archive: StandIn, **options: Any) -> list[Archived]:
    async def work(session: Session) -> list[Archived]:
        settings = {"base": archive.url, "pause_seconds": 0.0} | options
        return [item async for item in list_archived(session, LOG, **settings)]

    return run(archive, work)


def played(archive: StandIn, item: Archived, **options: Any) -> Fetched:
    return run(archive, lambda session: fetch_archived(session, item, base=archive.url, **options))


def query(hit: Hit) -> dict[str, list[str]]:
    return parse_qs(urlsplit(hit.path).query)


def test_the_index_is_read_page_by_page(archive: StandIn) -> None:
    archive.route(
        "/cdx/search/cdx",
        index(row("a"), row("b"), resume="force,beta)/b 2020+"),
        index(row("b", "20210101000000"), row("c")),
    )
    items = listed(archive, page_rows=2)
    assert [item.url for item in items] == [f"https://{LOG}{slug}/" for slug in "abc"]
    assert (items[0].timestamp, items[0].media_type, items[0].digest) == ("20200102030405", "text/html", "DIGEST")
    first, second = (query(hit) for hit in archive.hits)
    assert first["url"] == [LOG] and first["matchType"] == ["prefix"] and first["collapse"] == ["urlkey"]
    assert first["filter"] == ["statuscode:200"] and first["output"] == ["json"] and first["limit"] == ["2"]
    assert "resumeKey" not in first and second["resumeKey"] == ["force,beta)/b 2020+"]


def test_the_archives_robots_are_not_asked(archive: StandIn) -> None:
    archive.robots("User-agent: *\nDisallow: /")
    archive.route("/cdx/search/cdx", index(row("a")))
    assert len(listed(archive)) == 1
    assert [urlsplit(path).path for path in archive.paths] == ["/cdx/search/cdx"]


@pytest.mark.parametrize("body", [b"[]", b"", b"[[]]", json.dumps([FIELDS]).encode()])
def test_nothing_archived(archive: StandIn, body: bytes) -> None:
    archive.route("/cdx/search/cdx", Answer(body=body, media_type="application/json"))
    assert listed(archive) == []


def test_a_limit_and_a_beginning(archive: StandIn) -> None:
    archive.route("/cdx/search/cdx", index(row("a"), row("b"), row("c"), resume="more"))
    assert len(listed(archive, limit=2, since="20240101")) == 2
    assert query(archive.hits[0])["from"] == ["20240101"] and query(archive.hits[0])["limit"] == ["2"]
    assert len(archive.hits) == 1


def test_a_key_that_leads_in_a_circle_ends_the_list(archive: StandIn) -> None:
    archive.route("/cdx/search/cdx", index(row("a"), resume="same"))
    assert len(listed(archive)) == 1
    assert len(archive.hits) == 2


def test_index_calls_are_paced_even_among_other_requests(archive: StandIn) -> None:
    archive.route("/cdx/search/cdx", index(row("a"), resume="1"), index(row("b"), resume="2"), index(row("c")))
    listed(archive, pause_seconds=0.15)
    assert min(archive.gaps) >= 0.14
    assert 60 / wayback.INDEX_PAUSE_SECONDS <= 24


@pytest.mark.parametrize(
    "body",
    [b"<html>Sorry", b'{"a": 1}', b'[["urlkey"], ["x"]]', b'[["timestamp","original"],["2020","https://x/"]]', b"[3]"],
)
def test_an_index_that_is_none(archive: StandIn, body: bytes) -> None:
    archive.route("/cdx/search/cdx", Answer(body=body, media_type="application/json"))
    with pytest.raises(FetchError, match="index"):
        listed(archive)


def test_too_many_calls_stop_the_run_and_say_until_when(archive: StandIn) -> None:
    archive.route("/cdx/search/cdx", Answer(status=429))
    with pytest.raises(BlockedError, match="before 20"):
        listed(archive)
    assert len(archive.hits) == 1


ITEM = Archived(url="https://beta.force.example/disclosure-log/a-5618/", timestamp="20200102030405")
RAW = "/web/20200102030405id_/https://beta.force.example/disclosure-log/a-5618/"


def test_a_capture_comes_under_its_own_address_and_time(archive: StandIn) -> None:
    headers = {"x-archive-orig-etag": '"old"', "x-archive-orig-last-modified": "Wed, 01 Jan 2020 00:00:00 GMT"}
    archive.route(RAW, Answer(body=b"<p>We hold", headers=headers, etag='"of-the-archive"'))
    got = played(archive, ITEM, accept=frozenset({"text/html"}))
    assert (got.url, got.final_url, got.fetched_at) == (ITEM.url, ITEM.url, "2020-01-02T03:04:05Z")
    assert (got.body, got.media_type, got.etag) == (b"<p>We hold", "text/html", '"old"')
    assert got.last_modified == "Wed, 01 Jan 2020 00:00:00 GMT"
    assert got.source_url == archive.url + RAW


def test_a_neighbouring_capture_has_its_own_time(archive: StandIn) -> None:
    near = RAW.replace("20200102030405", "20190908070605")
    archive.route(RAW, Answer(status=302, headers={"Location": near}))
    archive.route(near, Answer(body=b"<p>older"))
    got = played(archive, ITEM)
    assert (got.url, got.final_url, got.fetched_at) == (ITEM.url, ITEM.url, "2019-09-08T07:06:05Z")


def test_an_address_with_a_query_and_a_port_is_asked_as_it_is(archive: StandIn) -> None:
    url = "http://www.force.example:80/foi/answer.asp?id=7&x=a%20b"
    archive.route("/web/20080102030405id_/" + url, Answer(body=b"<p>old"))
    got = played(archive, Archived(url=url, timestamp="20080102030405"))
    assert got.final_url == url


def test_a_capture_of_a_challenge_page_is_left_out_without_blaming_the_archive(archive: StandIn) -> None:
    archive.route(RAW, Answer(body=b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"))
    archive.route(RAW + "b", Answer(body=b"<p>fine"))

    async def both(session: Session) -> int:
        with pytest.raises(UnfitBodyError, match="challenge"):
            await fetch_archived(session, ITEM, base=archive.url)
        item = Archived(url=ITEM.url + "b", timestamp=ITEM.timestamp)
        return (await fetch_archived(session, item, base=archive.url)).status

    assert run(archive, both) == 200


def test_a_capture_that_leads_out_of_the_archive_is_refused(archive: StandIn) -> None:
    archive.route(RAW, Answer(status=302, headers={"Location": "https://beta.force.example/"}))
    with pytest.raises(RefusedAddressError):
        played(archive, ITEM)


def test_a_capture_the_archive_no_longer_has(archive: StandIn) -> None:
    with pytest.raises(GoneError):
        played(archive, ITEM)
