"""The polite client over real HTTP on loopback. The stand-in's own log is the proof."""

from __future__ import annotations

import asyncio
import gzip
import threading
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from standin import Answer, Hit, StandIn, make_certificate

from scraper.errors import (
    BlockedError,
    FetchError,
    FoiError,
    GoneError,
    RefusedAddressError,
    RobotsError,
    UnfitBodyError,
    UnreachableError,
)
from scraper.fetching import Fetched, Manners, PoliteClient, Session, guard

Result = TypeVar("Result")
AGENT = "foi-archive/0.1 (+https://archive.example/about; desk@archive.example)"
HTML = frozenset({"text/html"})
PDF = frozenset({"application/pdf"})
PAGE = Answer(body=b"<!doctype html><title>Answer</title><p>We hold 12 records.")


@pytest.fixture
def site() -> Iterator[StandIn]:
    with StandIn() as standin:
        yield standin


@pytest.fixture
def other() -> Iterator[StandIn]:
    with StandIn() as standin:
        yield standin


def manners(**changes: Any) -> Manners:
    quick: dict[str, Any] = {
        "user_agent": AGENT,
        "connect_seconds": 1.0,
        "read_seconds": 1.0,
        "max_seconds": 3.0,
        "max_bytes": 200_000,
        "retries": 2,
        "backoff_seconds": 0.02,
        "allow_loopback": True,
    }
    return Manners(**(quick | changes))


def with_session(
    site: StandIn, work: Callable[[Session], Awaitable[Result]], *, delay: float = 0.0, **changes: Any
) -> Result:
    async def run() -> Result:
        async with PoliteClient(manners(**changes)) as client:
            return await work(client.session(frozenset({site.host}), delay))

    return asyncio.run(run())


def fetch(site: StandIn, path: str = "/a", *, client: dict[str, Any] | None = None, **options: Any) -> Fetched:
    return with_session(site, lambda session: session.fetch(site.url + path, **options), **(client or {}))


# What comes back


def test_a_page_comes_with_all_that_is_known_of_it(site: StandIn) -> None:
    site.route("/a", Answer(body=b"caf\xe9", media_type='Text/HTML; Charset="Windows-1252"', etag='"v1"'))
    before = datetime.now(UTC) - timedelta(seconds=1)
    got = fetch(site)
    assert (got.url, got.final_url, got.status, got.body) == (site.url + "/a", site.url + "/a", 200, b"caf\xe9")
    assert (got.media_type, got.charset, got.etag, got.last_modified) == ("text/html", "windows-1252", '"v1"', None)
    assert before <= datetime.strptime(got.fetched_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) <= datetime.now(UTC)
    assert ("ETag", '"v1"') in got.headers
    assert not got.not_modified


def test_the_client_says_who_it_is_and_keeps_no_cookies(site: StandIn) -> None:
    site.route("/a", Answer(headers={"Set-Cookie": "visitor=1; Path=/"}))

    async def twice(session: Session) -> None:
        await session.fetch(site.url + "/a")
        await session.fetch(site.url + "/a", accept=HTML)

    with_session(site, twice)
    assert {hit.headers["user-agent"] for hit in site.hits} == {AGENT}
    assert not any("cookie" in hit.headers for hit in site.hits)
    assert site.hits[-1].headers["accept"] == "text/html"


def test_a_packed_body_is_unpacked_and_counted_as_it_came(site: StandIn) -> None:
    body = b"<p>the same words again " * 400
    site.route("/a", Answer(body=body, packed=True))
    site.route(
        "/two", Answer(body=gzip.compress(b"one, ") + gzip.compress(b"two"), headers={"Content-Encoding": "gzip"})
    )

    async def both(session: Session) -> tuple[bytes, bytes, int]:
        first = await session.fetch(site.url + "/a")
        counted = session.received_bytes
        return first.body, (await session.fetch(site.url + "/two")).body, counted

    first, second, counted = with_session(site, both)
    assert first == body
    assert second == b"one, two"
    assert counted == len(gzip.compress(body))


def test_an_unchanged_page_is_304_by_either_validator(site: StandIn) -> None:
    stamp = "Mon, 03 Feb 2025 10:00:00 GMT"
    site.route("/a", Answer(body=b"text", etag='"v1"', last_modified=stamp))
    by_tag, by_date = fetch(site, etag='"v1"'), fetch(site, last_modified=stamp)
    assert by_tag.not_modified and by_date.not_modified
    assert by_tag.body == b"" and by_tag.etag == '"v1"'
    assert fetch(site, etag='"v0"').body == b"text"


def test_304_to_an_unconditional_request_is_an_error(site: StandIn) -> None:
    site.route("/a", Answer(status=304))
    with pytest.raises(FetchError, match="304"):
        fetch(site)


@pytest.mark.parametrize("status", [404, 410])
def test_gone(site: StandIn, status: int) -> None:
    site.route("/a", Answer(status=status))
    with pytest.raises(GoneError):
        fetch(site)
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize("status", [400, 401, 406, 418, 204, 206])
def test_other_answers_are_errors_of_this_address_and_not_repeated(site: StandIn, status: int) -> None:
    site.route("/a", Answer(status=status, headers={"Content-Length": "0"}))
    with pytest.raises(FetchError, match=str(status)):
        fetch(site)
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"headers": {"Content-Encoding": "br"}},
        {"headers": {"Content-Encoding": "gzip"}},
        {"headers": {"Content-Length": "999"}, "cut_after": 3},
        {"headers": {"Content-Length": "900000"}, "body": b"x" * 900_000},
    ],
    ids=["br", "not gzip", "cut short", "large"],
)
def test_gone_is_gone_whatever_its_page_looks_like(site: StandIn, spoilt: dict[str, Any]) -> None:
    site.route("/a", Answer(**({"status": 404, "body": b"<p>Not found"} | spoilt)))
    with pytest.raises(GoneError):
        fetch(site)
    assert site.paths == ["/robots.txt", "/a"]


# Manners: turns, delays, robots.txt


def test_one_request_at_a_time_with_the_delay_between(site: StandIn) -> None:
    for number in range(4):
        site.route(f"/{number}", Answer(body=b"x", wait_seconds=0.03))

    async def all_at_once(client: PoliteClient) -> int:
        sessions = [client.session(frozenset({site.host}), 0.08) for _ in range(2)]
        await asyncio.gather(*(sessions[n % 2].fetch(f"{site.url}/{n}") for n in range(4)))
        return sum(session.requests for session in sessions)

    async def run() -> int:
        async with PoliteClient(manners()) as client:
            return await all_at_once(client)

    assert asyncio.run(run()) == 5 == len(site.hits)
    assert site.paths.count("/robots.txt") == 1
    assert site.most_beside == 0
    assert min(site.gaps) >= 0.078  # the server marks the end after the last byte has left, a shade late


def test_the_two_names_of_a_site_share_one_pace() -> None:
    client = PoliteClient(manners())
    named = [
        httpx.URL(url)
        for url in ("https://www.met.police.uk/a", "http://MET.police.uk/b", "https://met.police.uk:443/")
    ]
    assert len({id(client._host(url)) for url in named}) == 1


def test_different_hosts_are_asked_side_by_side(site: StandIn, other: StandIn) -> None:
    met = threading.Barrier(2)

    def wait_for_the_other(hit: Hit) -> Answer:
        met.wait(timeout=2)  # breaks, and the test with it, if the other host is not asked meanwhile
        return PAGE

    site.route("/a", wait_for_the_other)
    other.route("/a", wait_for_the_other)

    async def run() -> list[Fetched]:
        async with PoliteClient(manners()) as client:
            sessions = [(client.session(frozenset({each.host}), 0), each.url + "/a") for each in (site, other)]
            return await asyncio.gather(*(session.fetch(url) for session, url in sessions))

    assert [got.status for got in asyncio.run(run())] == [200, 200]


def test_a_crawl_delay_is_kept_where_it_is_longer_than_ours(site: StandIn) -> None:
    site.robots("User-agent: *\nCrawl-delay: 0.2\n")
    site.route("/a", PAGE)

    async def thrice(session: Session) -> None:
        for _ in range(3):
            await session.fetch(site.url + "/a")

    with_session(site, thrice, delay=0.01)
    assert min(site.gaps) >= 0.19


def test_a_longer_pause_can_be_asked_for(site: StandIn) -> None:
    site.route("/a", PAGE)
    with_session(site, lambda session: session.fetch(site.url + "/a", pause_seconds=0.2))
    assert site.gaps[0] >= 0.19


@pytest.mark.parametrize(
    "robots",
    [
        b"User-agent: *\nDisallow: /a\n",
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n",
        b"\xef\xbb\xbfUser-agent: foi-archive\r\nDisallow: /\r\n\r\nUser-agent: *\r\nAllow: /\r\n",
        b"User-agent: *\nAllow: /a/public\nDisallow: /*a$\n",
    ],
    ids=["plain", "byte-order mark", "our name, byte-order mark, CRLF", "wildcard"],
)
def test_robots_is_obeyed(site: StandIn, robots: bytes) -> None:
    site.robots(robots)
    site.route("/a", PAGE)

    async def twice(session: Session) -> None:
        for _ in range(2):
            with pytest.raises(RobotsError):
                await session.fetch(site.url + "/a")

    with_session(site, twice)
    assert site.paths == ["/robots.txt"]


def test_robots_for_others_does_not_bind_us(site: StandIn) -> None:
    site.robots("User-agent: greedybot\nDisallow: /\n\nUser-agent: *\nDisallow: /rqo/\n")
    site.route("/a", PAGE)
    assert fetch(site).status == 200


@pytest.mark.parametrize("status", [404, 410, 400])
def test_no_robots_means_all_is_allowed(site: StandIn, status: int) -> None:
    site.route("/robots.txt", Answer(status=status))
    site.route("/a", PAGE)
    assert fetch(site).status == 200


@pytest.mark.parametrize("status", [401, 403, 429])
def test_refused_robots_means_blocked(site: StandIn, status: int) -> None:
    site.route("/robots.txt", Answer(status=status))
    site.route("/a", PAGE)
    with pytest.raises(BlockedError, match=str(status)):
        fetch(site)
    assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=503),
        Answer(status=500),
        Answer(hang_up=True),
        Answer(body=b"User-agent: *", headers={"Content-Length": "99"}, cut_after=5),
    ],
)
def test_robots_in_trouble_means_wait_and_is_not_asked_again(site: StandIn, answer: Answer) -> None:
    site.route("/robots.txt", answer)
    site.route("/a", PAGE)

    async def twice(session: Session) -> int:
        for _ in range(2):
            with pytest.raises(UnreachableError, match="wait"):
                await session.fetch(site.url + "/a")
        return session.requests

    assert with_session(site, twice) == 3 == len(site.hits)
    assert set(site.paths) == {"/robots.txt"}


@pytest.mark.parametrize("answer", [Answer(status=302), Answer(body=b"x", headers={"Content-Encoding": "br"})])
def test_robots_that_cannot_be_made_out_does_not_mean_all_is_allowed(site: StandIn, answer: Answer) -> None:
    site.route("/robots.txt", answer)
    site.route("/a", PAGE)
    with pytest.raises(UnreachableError):
        fetch(site)
    assert site.paths == ["/robots.txt"]


def test_robots_that_lies_elsewhere_says_so(site: StandIn) -> None:
    site.route("/robots.txt", Answer(status=301, headers={"Location": "https://elsewhere.example/robots.txt"}))
    with pytest.raises(RefusedAddressError, match=r"elsewhere\.example.*hosts"):
        fetch(site)


def test_robots_recovers_by_a_retry(site: StandIn) -> None:
    site.route("/robots.txt", Answer(status=503), Answer(body=b"User-agent: *\nDisallow: /b", media_type="text/plain"))
    site.route("/a", PAGE)
    assert fetch(site).status == 200


def test_robots_is_followed_over_a_redirect_and_read_only_so_far(site: StandIn) -> None:
    site.route("/robots.txt", Answer(status=301, headers={"Location": "/rules.txt"}))
    endless = b"User-agent: *\nDisallow: /a\n" + b"# padding\n" * 60_000
    site.route("/rules.txt", Answer(body=endless, media_type="text/plain"))
    site.route("/a", PAGE)
    with pytest.raises(RobotsError):
        fetch(site)


def test_a_redirect_into_what_robots_forbids_is_not_followed(site: StandIn) -> None:
    site.robots("User-agent: *\nDisallow: /private/")
    site.route("/a", Answer(status=302, headers={"Location": "/private/a"}))
    with pytest.raises(RobotsError):
        fetch(site)
    assert site.paths == ["/robots.txt", "/a"]


# Trouble that may pass, and trouble that does not


@pytest.mark.parametrize(
    "trouble",
    [
        Answer(status=500),
        Answer(status=502),
        Answer(status=503, headers={"Retry-After": "0"}),
        Answer(hang_up=True),
        Answer(wait_seconds=0.8),
        Answer(body=b"<p>half of it", headers={"Content-Length": "999"}, cut_after=5),
    ],
    ids=["500", "502", "503", "hang up", "too slow to begin", "cut short"],
)
def test_a_retry_brings_it_home(site: StandIn, trouble: Answer) -> None:
    site.route("/a", trouble, trouble, PAGE)

    async def once(session: Session) -> tuple[Fetched, int]:
        return await session.fetch(site.url + "/a"), session.requests

    got, requests = with_session(site, once, read_seconds=0.4)
    assert got.body == PAGE.body
    assert requests == 4 == len(site.hits)


def test_each_retry_waits_longer_than_the_one_before(site: StandIn) -> None:
    site.route("/a", Answer(status=500), Answer(status=500), PAGE)
    fetch(site, client={"backoff_seconds": 0.1})
    assert site.gaps[1] >= 0.09 and site.gaps[2] >= 0.19


def test_retry_after_in_seconds_is_kept_to(site: StandIn) -> None:
    site.route("/a", Answer(status=503, headers={"Retry-After": "1"}), PAGE)
    assert fetch(site).status == 200
    assert site.gaps[1] >= 0.9


def test_retry_after_as_a_date_is_kept_to(site: StandIn) -> None:
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    asked: list[datetime] = []

    def note_the_time(hit: Hit) -> Answer:
        asked.append(datetime.now(UTC))
        return PAGE

    site.route("/a", Answer(status=503, headers={"Retry-After": format_datetime(due, usegmt=True)}), note_the_time)
    assert fetch(site).status == 200
    assert asked[0] >= due - timedelta(seconds=0.05)


def test_a_long_retry_after_ends_the_run_at_once(site: StandIn) -> None:
    site.route("/a", Answer(status=503, headers={"Retry-After": "7200"}))
    with pytest.raises(UnreachableError, match="7200"):
        fetch(site)
    assert len(site.hits) == 2


def test_what_stays_broken_is_given_up_and_then_the_host_is(site: StandIn) -> None:
    for number in range(4):
        site.route(f"/{number}", Answer(status=500))

    async def one_after_the_other(session: Session) -> list[type[FoiError]]:
        kinds = []
        for number in range(3):
            with pytest.raises(FoiError) as caught:
                await session.fetch(f"{site.url}/{number}")
            kinds.append(caught.type)
        return kinds

    assert with_session(site, one_after_the_other) == [FetchError, FetchError, UnreachableError]
    assert len(site.hits) == 1 + 3 * 3


def test_a_host_that_only_drips_is_given_up(site: StandIn) -> None:
    site.route("/a", Answer(body=b"x" * 1000, drip=(1, 0.02)))

    async def thrice(session: Session) -> None:
        for _ in range(2):
            with pytest.raises(UnfitBodyError):
                await session.fetch(site.url + "/a")
        with pytest.raises(UnreachableError, match="in a row"):
            await session.fetch(site.url + "/a")

    with_session(site, thrice, max_seconds=0.4)


def test_a_page_that_works_between_two_broken_ones_keeps_the_run_going(site: StandIn) -> None:
    site.route("/bad", Answer(status=500))
    site.route("/a", PAGE)

    async def turn_about(session: Session) -> None:
        for _ in range(4):
            with pytest.raises(FetchError):
                await session.fetch(site.url + "/bad")
            await session.fetch(site.url + "/a")

    with_session(site, turn_about, retries=0)


def test_a_host_that_does_not_answer() -> None:
    with StandIn() as gone:
        url, host = gone.url, gone.host

    async def run() -> int:
        async with PoliteClient(manners()) as client:
            session = client.session(frozenset({host}), 0)
            with pytest.raises(UnreachableError, match="no connection"):
                await session.fetch(url + "/a")
            return session.requests

    assert asyncio.run(run()) == 3


def test_403_is_a_refusal_and_is_not_repeated(site: StandIn) -> None:
    site.route("/a", Answer(status=403))
    with pytest.raises(BlockedError, match="403"):
        fetch(site)
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize(("header", "seconds"), [("90", 90), (None, 3600)])
def test_429_says_when_to_come_back_and_closes_the_host(site: StandIn, header: str | None, seconds: int) -> None:
    site.route("/a", Answer(status=429, headers={"Retry-After": header}))
    site.route("/b", PAGE)

    async def run() -> str:
        async with PoliteClient(manners()) as client:
            with pytest.raises(BlockedError) as caught:
                await client.session(frozenset({site.host}), 0).fetch(site.url + "/a")
            with pytest.raises(BlockedError):  # another source on the same host
                await client.session(frozenset({site.host}), 0).fetch(site.url + "/b")
            return str(caught.value)

    until = datetime.strptime(asyncio.run(run()).split("before ")[1], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert abs((until - datetime.now(UTC)).total_seconds() - seconds) < 5
    assert site.paths == ["/robots.txt", "/a"]


CLOUDFLARE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}"
AWS = b"<!DOCTYPE html><html><head><script>window.gokuProps = {};</script></head><body>"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=200, body=CLOUDFLARE),
        Answer(status=503, body=CLOUDFLARE),
        Answer(status=503, body=CLOUDFLARE, packed=True),
        Answer(status=200, body=b"<p>", headers={"CF-Mitigated": "challenge"}),
        Answer(status=202, body=AWS, headers={"x-amzn-waf-action": "challenge"}),
        Answer(status=405, body=b"", headers={"x-amzn-waf-action": "captcha"}),
        Answer(status=200, body=AWS),
        Answer(status=200, body=b"<html><noscript>Please enable JavaScript and cookies to continue</noscript>"),
    ],
)
def test_a_challenge_page_is_a_refusal_whatever_its_status(site: StandIn, answer: Answer) -> None:
    site.route("/a", answer)
    with pytest.raises(BlockedError):
        fetch(site, accept=HTML)
    assert site.paths == ["/robots.txt", "/a"]


def test_a_challenge_in_place_of_an_attachment_is_a_refusal(site: StandIn) -> None:
    site.route("/a", Answer(body=CLOUDFLARE))
    with pytest.raises(BlockedError):
        fetch(site, accept=PDF)


@pytest.mark.parametrize(
    "body",
    [
        b"<p>Ordinary page<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        b"<p>Just a moment... we asked for the number of challenge pages and captchas.",
        b"<script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script><p>Contact form",
    ],
)
def test_an_ordinary_page_with_a_guards_script_is_an_answer(site: StandIn, body: bytes) -> None:
    site.route("/a", Answer(body=body))
    assert fetch(site).body == body


# Bodies that are not fit


def test_too_large_by_its_own_word_is_not_even_read(site: StandIn) -> None:
    site.route("/a", Answer(body=b"x" * 400_000, drip=(1000, 0.01)))
    before = time.monotonic()
    with pytest.raises(UnfitBodyError, match="declared"):
        fetch(site)
    assert time.monotonic() - before < 3  # the whole of it would take four


def test_too_large_without_saying_so(site: StandIn) -> None:
    site.route("/a", Answer(body=b"x" * 400_000, headers={"Content-Length": None}))
    with pytest.raises(UnfitBodyError, match="limit"):
        fetch(site)


def test_a_body_of_exactly_the_limit_is_fit(site: StandIn) -> None:
    site.route("/a", Answer(body=b"x" * 200_000))
    site.route("/b", Answer(body=b"x" * 200_000, packed=True))
    site.route("/c", Answer(body=b"x" * 200_001, packed=True))
    assert len(fetch(site).body) == len(fetch(site, "/b").body) == 200_000
    with pytest.raises(UnfitBodyError, match="limit"):
        fetch(site, "/c")


def test_a_gzip_bomb_never_unfolds(site: StandIn) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000)  # some 100 KB on the wire
    site.route("/a", Answer(body=bomb, headers={"Content-Encoding": "gzip"}))

    async def peak(session: Session) -> int:
        tracemalloc.start()
        with pytest.raises(UnfitBodyError, match="limit"):
            await session.fetch(site.url + "/a")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert with_session(site, peak) < 5_000_000


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(b"text" * 1000)[:-20], "gzip"), (b"no gzip at all", "gzip"), (b"text", "br"), (b"text", "deflate")],
    ids=["cut short", "not packed", "br was not offered", "nor deflate"],
)
def test_a_badly_packed_body(site: StandIn, body: bytes, encoding: str) -> None:
    site.route("/a", Answer(body=body, headers={"Content-Encoding": encoding}))
    with pytest.raises(UnfitBodyError, match="packed"):
        fetch(site)


def test_a_body_always_cut_short_is_unfit(site: StandIn) -> None:
    site.route("/a", Answer(body=b"<p>half", headers={"Content-Length": "999"}, cut_after=7))
    with pytest.raises(UnfitBodyError, match="cut short"):
        fetch(site)
    assert len(site.hits) == 4


def test_a_slow_drip_is_cut_off_in_total(site: StandIn) -> None:
    site.route("/a", Answer(body=b"x" * 1000, drip=(1, 0.05)))  # never idle for long, never done
    before = time.monotonic()
    with pytest.raises(UnfitBodyError, match="seconds"):
        fetch(site, client={"max_seconds": 0.5})
    assert time.monotonic() - before < 10  # the whole of it would take fifty
    assert len(site.hits) == 2


@pytest.mark.parametrize(
    ("answer", "accept"),
    [
        (Answer(body=b"\x00\x00ftyp", media_type="video/mp4"), HTML),
        (Answer(body=b"%PDF-1.7 ...", media_type="text/html"), HTML),
        (Answer(body=b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>Page not found", media_type="application/pdf"), PDF),
        (Answer(body=b"PK\x03\x04....", media_type="application/pdf"), PDF),
        (Answer(body=b"<html><p>Sign in", media_type=None), PDF),
    ],
    ids=["not wanted", "a PDF called HTML", "HTML called PDF", "a zip called PDF", "HTML, not declared"],
)
def test_a_body_of_the_wrong_kind(site: StandIn, answer: Answer, accept: frozenset[str]) -> None:
    site.route("/a", answer)
    with pytest.raises(UnfitBodyError):
        fetch(site, accept=accept)


def test_little_is_read_of_a_body_of_the_wrong_kind(site: StandIn) -> None:
    site.route("/a", Answer(body=b"x" * 190_000, media_type="video/mp4"))

    async def once(session: Session) -> int:
        with pytest.raises(UnfitBodyError, match="video/mp4"):
            await session.fetch(site.url + "/a", accept=HTML)
        return session.received_bytes

    assert with_session(site, once) < 140_000


@pytest.mark.parametrize(
    ("body", "media_type", "accept"),
    [
        (b"%PDF-1.7 ...", "application/pdf", {"application/pdf", "text/html"}),
        (b"PK\x03\x04...", "application/octet-stream", {"application/octet-stream", "application/pdf"}),
        (b"PK\x03\x04...", "application/vnd.ms-excel", {"application/vnd.ms-excel"}),
        (b"Year,Count\n2024,7\n", "text/csv", {"text/csv"}),
        (b"plain words", None, {"text/html"}),
    ],
)
def test_a_body_of_a_wanted_kind(site: StandIn, body: bytes, media_type: str | None, accept: set[str]) -> None:
    site.route("/a", Answer(body=body, media_type=media_type))
    assert fetch(site, accept=frozenset(accept)).body == body


# Redirects


def test_redirects_are_followed_and_the_way_is_kept(site: StandIn) -> None:
    site.route("/a", Answer(status=301, headers={"Location": "/b?x=1#part"}))
    site.route("/b?x=1", Answer(status=308, headers={"Location": site.url + "/c"}))
    site.route("/c", PAGE)
    got = fetch(site)
    assert (got.url, got.final_url, got.body) == (site.url + "/a", site.url + "/c", PAGE.body)
    assert site.paths == ["/robots.txt", "/a", "/b?x=1", "/c"]


def test_a_redirect_waits_its_turn(site: StandIn) -> None:
    site.route("/a", Answer(status=302, headers={"Location": "/b"}))
    site.route("/b", PAGE)
    fetch(site, client={"delay": 0.15})
    assert min(site.gaps) >= 0.14


def test_a_circle_is_noticed(site: StandIn) -> None:
    site.route("/a", Answer(status=302, headers={"Location": "/b"}))
    site.route("/b", Answer(status=302, headers={"Location": "/a"}))
    with pytest.raises(FetchError, match="circle"):
        fetch(site)
    assert len(site.hits) == 3


def test_an_endless_chain_is_cut(site: StandIn) -> None:
    for number in range(9):
        site.route(f"/{number}", Answer(status=302, headers={"Location": f"/{number + 1}"}))
    with pytest.raises(FetchError, match="redirects"):
        fetch(site, "/0", client={"max_redirects": 3})
    assert site.paths[1:] == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize("location", ["http://[broken/", "http://exa mple.org:port/", "//"])
def test_a_redirect_to_nonsense(site: StandIn, location: str) -> None:
    site.route("/a", Answer(status=302, headers={"Location": location}))
    with pytest.raises(FetchError):
        fetch(site)
    assert len(site.hits) == 2


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "https://elsewhere.example/page",
        "ftp://127.0.0.1/file",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,hello",
    ],
)
def test_a_redirect_outside_the_sources_hosts_is_refused(site: StandIn, target: str) -> None:
    site.route("/a", Answer(status=302, headers={"Location": target}))

    async def run() -> None:
        # A host named with its port is just that host, even where loopback is allowed.
        async with PoliteClient(manners()) as client:
            with pytest.raises(RefusedAddressError):
                await client.session(frozenset({site.host}), 0).fetch(site.url + "/a")

    asyncio.run(run())
    assert site.paths == ["/robots.txt", "/a"]


def test_a_redirect_to_another_port_of_the_same_machine_is_refused(site: StandIn, other: StandIn) -> None:
    site.route("/a", Answer(status=302, headers={"Location": other.url + "/secret"}))
    with pytest.raises(RefusedAddressError):
        fetch(site)
    assert other.hits == []


# TLS and the environment


def test_proxies_of_the_environment_are_ignored(site: StandIn, other: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, other.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    site.route("/a", PAGE)
    assert fetch(site).status == 200
    assert other.hits == []


def over_tls(
    site: StandIn, certificate: Path | None, host: str, work: Callable[[Session, str], Awaitable[Result]]
) -> Result:
    async def run() -> Result:
        async with PoliteClient(manners()) as client:
            if certificate:
                client._tls.load_verify_locations(certificate)
            url = f"https://{host}:{site.port}"
            return await work(client.session(frozenset({f"{host}:{site.port}"}), 0), url)

    return asyncio.run(run())


async def refused_by_its_certificate(session: Session, url: str) -> int:
    with pytest.raises(UnreachableError, match="certificate"):
        await session.fetch(url + "/a")
    return session.requests


def test_a_certificate_nobody_vouches_for_is_refused_at_once(tmp_path: Path) -> None:
    tls, _ = make_certificate(tmp_path, "IP:127.0.0.1")
    with StandIn(tls=tls) as site:
        assert over_tls(site, None, "127.0.0.1", refused_by_its_certificate) == 1
        assert site.hits == []


def test_the_certificate_is_checked_against_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def resolve(host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)

    monkeypatch.setattr(guard, "resolve_host", resolve)
    tls, certificate = make_certificate(tmp_path, "DNS:log.example")
    with StandIn(tls=tls) as site:
        site.route("/a", PAGE)
        got = over_tls(site, certificate, "log.example", lambda session, url: session.fetch(url + "/a"))
        assert got.body == PAGE.body
        seen = len(site.hits)
        assert over_tls(site, certificate, "other.example", refused_by_its_certificate) == 1
        assert len(site.hits) == seen


def test_tls_is_not_given_up_by_a_redirect(tmp_path: Path) -> None:
    tls, certificate = make_certificate(tmp_path, "IP:127.0.0.1")
    with StandIn(tls=tls) as site:
        site.route("/a", Answer(status=301, headers={"Location": f"http://{site.host}/a"}))

        async def downgraded(session: Session, url: str) -> None:
            with pytest.raises(FetchError, match="TLS"):
                await session.fetch(url + "/a")

        over_tls(site, certificate, "127.0.0.1", downgraded)
        assert site.paths == ["/robots.txt", "/a"]


def test_a_run_that_is_cancelled_leaves_the_host_free(site: StandIn) -> None:
    site.route("/slow", Answer(wait_seconds=5))
    site.route("/a", PAGE)

    async def run(session: Session) -> int:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(session.fetch(site.url + "/slow"), 0.2)
        return (await session.fetch(site.url + "/a")).status

    assert with_session(site, run, read_seconds=10) == 200
