"""HTTP around the site: over real sockets, with small applications and with the real site."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import re
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from serving import launch, needs_browser, serving, serving_archive
from starlette.datastructures import Headers

from scraper.cli.options import messages
from scraper.demo import start_sample_logs
from scraper.demo.run import scrape_logs
from scraper.progress import RunDisplay
from scraper.store import open_archive
from scraper.web.faults import MOST_BYTES as LONGEST
from scraper.web.protocol import Protocol, plain_page
from scraper.web.validators import MOST_BYTES, known_as

ROOT = Path(__file__).parents[1]

# Datasette leaves facets unasked where a request turns out to be wrong.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")

HTML: Final = [(b"Content-Type", b"text/html; charset=utf-8")]
CSV: Final = [(b"content-type", b"text/csv; charset=utf-8")]
LATER: Final = formatdate(2_000_000_000, usegmt=True)
THEN: Final = formatdate(1_700_000_000, usegmt=True)
EARLIER: Final = formatdate(1_600_000_000, usegmt=True)


# ---- small applications


class Small:
    """An application with a page for each thing an application can do; remembers what it was asked and how far it got.

    The stream at /held goes on when `go_on` is set.
    """

    def __init__(self) -> None:
        self.methods: list[str] = []
        self.go_on = threading.Event()
        self.sent = 0
        self.ended = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        self.methods.append(scope["method"])
        self.sent = 0
        self.ended.clear()
        try:
            await getattr(self, scope["path"].strip("/").partition(".")[0])(scope, receive, send)
        finally:
            self.ended.set()

    async def page(self, scope: Any, receive: Any, send: Any) -> None:
        await _whole(send, b"<p>A page. " * 100, HTML)

    async def tiny(self, scope: Any, receive: Any, send: Any) -> None:
        await _whole(send, b"tiny", HTML)

    async def huge(self, scope: Any, receive: Any, send: Any) -> None:
        await _whole(send, b"x" * (MOST_BYTES + 1), HTML)

    async def own(self, scope: Any, receive: Any, send: Any) -> None:
        fields = {
            "Cache-Control": "private, no-store",
            "ETag": '"own"',
            "Last-Modified": THEN,
            "Vary": "Cookie, Authorization",
            "Content-Security-Policy": "default-src *",
            "Referrer-Policy": "unsafe-url",
            "X-Frame-Options": "SAMEORIGIN",
            "Content-Disposition": "inline",
        }
        await _whole(send, b"own " * 200, [*HTML, *((n.encode(), v.encode()) for n, v in fields.items())])

    async def dated(self, scope: Any, receive: Any, send: Any) -> None:
        await _whole(send, b"dated", [*HTML, (b"last-modified", THEN.encode())])

    async def pieces(self, scope: Any, receive: Any, send: Any) -> None:
        """Whole, though in pieces: the length is announced, as Datasette does for static files."""
        await send({"type": "http.response.start", "status": 200, "headers": [*CSV, (b"content-length", b"3000")]})
        for left in (2, 1, 0):
            await send({"type": "http.response.body", "body": b"x" * 1000, "more_body": left > 0})

    async def short(self, scope: Any, receive: Any, send: Any) -> None:
        await _whole(send, b"less", [*HTML, (b"content-length", b"5")])

    async def unfinished(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [*CSV, (b"content-length", b"3000")]})
        await send({"type": "http.response.body", "body": b"x", "more_body": True})

    async def moved(self, scope: Any, receive: Any, send: Any) -> None:
        await _whole(send, b"", [(b"location", b"/page")], 302)

    async def missing(self, scope: Any, receive: Any, send: Any) -> None:
        await _whole(send, b"<p>not here", HTML, 404)

    async def packed(self, scope: Any, receive: Any, send: Any) -> None:
        await _whole(send, gzip.compress(b"packed " * 1000), [*CSV, (b"content-encoding", b"gzip")])

    async def fails(self, scope: Any, receive: Any, send: Any) -> None:
        raise LookupError("the secret of the table")

    async def fails_begun(self, scope: Any, receive: Any, send: Any) -> None:
        """As Datasette does with a stream whose first row fails."""
        await send({"type": "http.response.start", "status": 200, "headers": CSV})
        raise LookupError("the secret of the table")

    async def nothing(self, scope: Any, receive: Any, send: Any) -> None:
        pass

    async def says(self, scope: Any, receive: Any, send: Any) -> None:
        """What the application was given as headers and body."""
        headers = [[n.decode("latin-1"), v.decode("latin-1")] for n, v in scope["headers"]]
        told = {"headers": headers, "body": (await receive())["body"].decode()}
        await _whole(send, json.dumps(told).encode(), [(b"content-type", b"application/json")])

    async def stream(self, scope: Any, receive: Any, send: Any) -> None:
        """Without an end, and without a pause of its own."""
        await send({"type": "http.response.start", "status": 200, "headers": CSV})
        while True:
            await send({"type": "http.response.body", "body": b"a,b,c\n" * 10, "more_body": True})
            self.sent += 1

    async def slow(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": CSV})
        while True:
            await send({"type": "http.response.body", "body": b"a,b,c\n", "more_body": True})
            self.sent += 1
            await asyncio.sleep(0.01)

    async def listens(self, scope: Any, receive: Any, send: Any) -> None:
        """A view that hears by itself that its reader has left."""
        await send({"type": "http.response.start", "status": 200, "headers": CSV})
        await send({"type": "http.response.body", "body": b"a,b,c\n", "more_body": True})
        assert (await receive())["type"] == "http.request"
        assert (await receive())["type"] == "http.disconnect"

    async def held(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": CSV})
        await send({"type": "http.response.body", "body": b"first\n", "more_body": True})
        while not self.go_on.is_set():
            await asyncio.sleep(0.01)
        await send({"type": "http.response.body", "body": b"last\n", "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def breaks(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": CSV})
        await send({"type": "http.response.body", "body": b"first\n" * 200, "more_body": True})
        raise LookupError("the disk is gone")

    async def breaks_politely(self, scope: Any, receive: Any, send: Any) -> None:
        """As Datasette does: an error page after the beginning of a stream."""
        await send({"type": "http.response.start", "status": 200, "headers": CSV})
        await send({"type": "http.response.body", "body": b"first\n" * 200, "more_body": True})
        await _whole(send, b"sorry", HTML, 500)

    async def tagged_stream(self, scope: Any, receive: Any, send: Any) -> None:
        headers = [*CSV, (b"etag", b'"state-7"'), (b"last-modified", THEN.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for _ in range(5):
            await send({"type": "http.response.body", "body": b"a,b,c\n", "more_body": True})
            self.sent += 1
        await send({"type": "http.response.body", "body": b""})


async def _whole(send: Any, body: bytes, headers: Any, status: int = 200) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


# ---- serving and asking


@pytest.fixture(scope="module")
def app() -> Small:
    return Small()


@pytest.fixture(scope="module")
def small(app: Small) -> Iterator[str]:
    with serving(Protocol(app), lifespan="off", http="h11") as address:
        yield address


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("protocol") / "foi.db"
    with open_archive(path, create=True) as archive, start_sample_logs(1) as logs, RunDisplay(messages()) as display:
        scrape_logs(archive, logs, display)
    with serving_archive(path) as address:
        yield address


def _get(address: str, path: str, **headers: str) -> httpx.Response:
    """A GET without headers of httpx's own choice."""
    fields = {"accept-encoding": "identity", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return httpx.get(address + path, headers=fields, timeout=30)


@contextmanager
def _asked(address: str, target: bytes, *fields: bytes, method: bytes = b"GET") -> Iterator[socket.socket]:
    """A socket on which one request was sent, byte by byte as given."""
    url = httpx.URL(address)
    with socket.create_connection((url.host, url.port), timeout=10) as connection:
        head = [method + b" " + target + b" HTTP/1.1", *(fields if b"\0" in fields else (b"Host: x", *fields))]
        connection.sendall(b"\r\n".join([*(f for f in head if f != b"\0"), b"", b""]))
        yield connection


def _until_end(connection: socket.socket) -> bytes:
    found = b""
    while piece := connection.recv(65536):
        found += piece
    return found


def _raw(address: str, target: bytes, *fields: bytes, method: bytes = b"GET") -> bytes:
    with _asked(address, target, b"Connection: close", *fields, method=method) as connection:
        return _until_end(connection)


def _status(address: str, target: bytes, *fields: bytes) -> int:
    return int(_raw(address, target, *fields)[9:12])


def _dechunked(body: bytes) -> bytes:
    """What came of a chunked body, whether or not it ended."""
    found = b""
    while match := re.match(rb"([0-9a-f]+)\r\n", body):
        size = int(match[1], 16)
        found += body[match.end() : match.end() + size]
        body = body[match.end() + size + 2 :]
    return found


# ---- methods


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused_before_the_application_sees_them(small: str, app: Small, method: str) -> None:
    app.methods.clear()
    answer = httpx.request(method, f"{small}/page", content=b"x=1" if method == "POST" else None)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "Method not allowed" in answer.text
    assert app.methods == []


@pytest.mark.parametrize("path", ["/page", "/tiny", "/pieces", "/moved", "/missing", "/fails", "/own", "/huge"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_head_is_get_without_the_body(small: str, app: Small, path: str, coding: str) -> None:
    app.methods.clear()
    got = _get(small, path, accept_encoding=coding)
    head = httpx.head(small + path, headers={"accept-encoding": coding})
    assert app.methods == ["GET", "GET"]
    assert head.status_code == got.status_code
    assert {**head.headers, "date": ""} == {**got.headers, "date": ""}
    assert head.headers["content-length"]
    assert _raw(small, path.encode(), method=b"HEAD").endswith(b"\r\n\r\n")


def test_head_of_a_stream_ends_it_at_once(small: str, app: Small) -> None:
    for coding in (b"identity", b"gzip"):
        with _asked(small, b"/stream", b"Accept-Encoding: " + coding, method=b"HEAD") as connection:
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
            assert app.ended.wait(1)
            assert app.sent == 0
            # Nothing of a body is on the line: the next answer follows the head.
            connection.sendall(b"GET /tiny HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert _until_end(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("path", ["/", "/search.csv", "/search.json", "/foi/responses", "/foi/responses.csv?_stream=1"])
def test_head_of_the_site(site: str, path: str) -> None:
    head = httpx.head(site + path)
    assert (head.status_code, head.content) == (200, b"")


# ---- headers of every answer


ANSWERS: Final = ["/page", "/own", "/moved", "/missing", "/fails", "/%00", "/tagged_stream", "/tiny"]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_has_the_headers_once(small: str, path: str) -> None:
    answers = [_get(small, path), httpx.head(small + path), httpx.post(small + path)]
    if tag := answers[0].headers.get("etag"):
        answers.append(_get(small, path, if_none_match=tag))
        assert answers[-1].status_code == 304
    for headers in (answer.headers for answer in answers):
        policy = headers.get_list("content-security-policy")
        assert len(policy) == 1
        assert set(policy[0].split("; ")) == {
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "connect-src 'self'",
            "manifest-src 'self'",
        }
        for name, value in {
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "x-frame-options": "DENY",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=()",
        }.items():
            assert headers.get_list(name) == [value]
        assert "access-control-allow-origin" not in headers
        assert len(headers.get_list("vary")) == len(headers.get_list("cache-control")) == 1


@pytest.mark.parametrize("form", ["json", "csv", "atom", "svg"])
def test_data_may_be_read_by_other_sites(small: str, form: str) -> None:
    for answer in (_get(small, f"/page.{form}"), _get(small, f"/fails.{form}"), _get(small, f"/tagged_stream.{form}")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_cache_control_is_the_applications_or_to_ask_again(small: str) -> None:
    assert _get(small, "/page").headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert _get(small, "/tagged_stream").headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert _get(small, "/own").headers["cache-control"] == "private, no-store"
    assert _get(small, "/fails").headers["cache-control"] == "no-store"
    assert _get(small, "/missing").headers["cache-control"] == "no-store"


def test_vary_keeps_what_the_application_says(small: str) -> None:
    for coding in ("gzip", "identity"):
        vary = _get(small, "/own", accept_encoding=coding).headers["vary"]
        assert vary == "Cookie, Authorization, Accept-Encoding"
        assert _get(small, "/page", accept_encoding=coding).headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/", "/search", "/foi/responses", "/foi/nothing", "/nothing", "/-/static/app.css"])
def test_the_real_site_has_them_too(site: str, path: str) -> None:
    headers = _get(site, path).headers
    for name in ("content-security-policy", "referrer-policy", "x-frame-options", "vary", "cache-control"):
        assert len(headers.get_list(name)) == 1, name
    assert headers["referrer-policy"] == "same-origin"


# ---- validators


def test_whole_answers_have_a_strong_tag_of_their_content(small: str) -> None:
    tags = [_get(small, path).headers["etag"] for path in ("/page", "/page", "/pieces", "/tiny", "/dated")]
    assert all(re.fullmatch(r'"[0-9a-f]{32}"', tag) for tag in tags)
    assert tags[0] == tags[1] and len(set(tags)) == 4
    assert _get(small, "/own").headers["etag"] == '"own"'


@pytest.mark.parametrize("path", ["/huge", "/moved", "/missing", "/fails"])
def test_others_have_none(small: str, path: str) -> None:
    assert "etag" not in _get(small, path).headers
    if path != "/huge":  # of an answer that there is, * is known
        assert _get(small, path, if_none_match="*").status_code != 304


@pytest.mark.parametrize("wanted", ["{}", "W/{}", '"x", W/"y", {}', '"x",{} , "y"', "*", '"a,b", {}', '"é", {}'])
def test_known_content_is_not_sent_again(small: str, wanted: str) -> None:
    answer = _get(small, "/page")
    again = httpx.get(
        f"{small}/page", headers=[(b"if-none-match", wanted.format(answer.headers["etag"]).encode("latin-1"))]
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"].removeprefix("W/") == answer.headers["etag"]
    for name in ("cache-control", "vary"):
        assert again.headers[name] == answer.headers[name]
    assert not {"content-type", "content-length", "transfer-encoding"} & set(again.headers)


def test_304_keeps_what_caches_need_and_drops_what_describes_the_body(small: str) -> None:
    headers = _get(small, "/own", if_none_match='"own"').headers
    assert headers["last-modified"] == THEN
    assert headers["cache-control"] == "private, no-store"
    assert "content-disposition" not in headers


@pytest.mark.parametrize("wanted", ['"other"', "", '""', "{0}x", "x{0}", "**", '"*"', '"x" *'])
def test_other_content_is_sent(small: str, wanted: str) -> None:
    bare = _get(small, "/page").headers["etag"].strip('"')
    assert _get(small, "/page", if_none_match=wanted.format(bare)).status_code == 200


def test_several_if_none_match_lines_are_one_list(small: str) -> None:
    tag = _get(small, "/page").headers["etag"].encode()
    assert _status(small, b"/page", b'If-None-Match: "x"', b"If-None-Match: " + tag) == 304


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"if_modified_since": THEN}, 304),
        ({"if_modified_since": LATER}, 304),
        ({"if_modified_since": EARLIER}, 200),
        ({"if_modified_since": "yesterday"}, 200),
        ({"if_modified_since": LATER, "if_none_match": '"other"'}, 200),
        ({"if_modified_since": EARLIER, "if_none_match": "*"}, 304),
    ],
)
def test_dates_count_where_no_tag_is_asked_for(small: str, fields: dict[str, str], status: int) -> None:
    assert _get(small, "/dated", **fields).status_code == status
    assert _get(small, "/tagged_stream", **fields).status_code == status
    without = _get(small, "/page", if_modified_since=LATER)
    assert without.status_code == 200, "no Last-Modified, nothing to compare with"


def test_a_stream_that_names_its_state_is_not_produced_again(small: str, app: Small) -> None:
    assert _get(small, "/tagged_stream").headers["etag"] == '"state-7"'
    assert app.sent == 5
    again = _get(small, "/tagged_stream", if_none_match='W/"state-7"')
    assert (again.status_code, again.content, app.sent) == (304, b"", 0)


def test_head_is_conditional_too(small: str) -> None:
    tag = _get(small, "/page").headers["etag"]
    assert httpx.head(f"{small}/page", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/search", "/-/static/app.css", "/foi/responses", "/foi/responses.json"])
def test_pages_of_the_site_are_known_again(site: str, path: str) -> None:
    for coding in ("identity", "gzip"):
        answer = _get(site, path, accept_encoding=coding)
        # Datasette's tables tell how many milliseconds a query took: never twice the same.
        wanted = "*" if path.startswith("/foi/") else answer.headers["etag"]
        again = _get(site, path, accept_encoding=coding, if_none_match=wanted)
        assert (again.status_code, again.content) == (304, b"")
        if wanted != "*":
            assert again.headers["etag"] == answer.headers["etag"]


_header = st.text(st.characters(max_codepoint=0xFF, exclude_characters="\r\n\0"), max_size=60)
_tags = st.lists(st.sampled_from(['"own"', 'W/"own"', '"x"', "*", ",", '"', "W/", ""])).map(", ".join)
_dates = st.sampled_from(
    [THEN, LATER, "Mon, 99 Foo 9999", "Sat, 01 Jan 0000 00:00:00 -0000", "1 Jan 1 0:0 +9999999999"]
)


@settings(max_examples=400, deadline=None)
@given(tags=_header | _tags, since=_header | _dates, modified=_header | _dates, coding=_header, cookie=_header)
@example(tags="", since="Mon, 01 Jan 2024 00:00:00 -0000", modified=THEN, coding="gzip;q=", cookie="a/b=1")
def test_no_header_makes_an_error(tags: str, since: str, modified: str, coding: str, cookie: str) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await _whole(send, b"own" * 300, [(b"etag", b'"own"'), (b"last-modified", modified.encode("latin-1"))])

    for absent in (None, b"if-none-match"):
        names = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"cookie")
        fields = zip(names, (v.encode("latin-1") for v in (tags, since, coding, cookie)), strict=True)
        status, _ = asyncio.run(_direct(Protocol(app), b"/", [(n, v) for n, v in fields if n != absent]))
        assert status in (200, 304)


async def _direct(app: Any, target: bytes, fields: list[tuple[bytes, bytes]]) -> tuple[int, bytes]:
    """What an application answers to a request that a lenient server lets through."""
    path, _, query = target.partition(b"?")
    scope = {"type": "http", "method": "GET", "path": path.decode("latin-1"), "raw_path": path}
    sent: list[Any] = []

    async def receive() -> Any:
        return await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    await app({**scope, "query_string": query, "headers": fields}, receive, send)
    return sent[0]["status"], b"".join(message["body"] for message in sent[1:])


def test_an_answer_without_a_tag_is_known_by_its_date_alone() -> None:
    asked, answer = Headers({"if-modified-since": THEN}), Headers({"last-modified": THEN})
    assert known_as(asked, answer) == ""
    assert known_as(Headers({"if-none-match": '""'}), answer) is None


# ---- compression


def test_whole_answers_are_packed_under_a_weak_tag(small: str) -> None:
    plain, packed = _get(small, "/page"), _get(small, "/page", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    for tag in (plain.headers["etag"], packed.headers["etag"]):
        for coding in ("gzip", "identity"):
            again = _get(small, "/page", accept_encoding=coding, if_none_match=tag)
            assert (again.status_code, again.headers["etag"]) == (304, tag)


@pytest.mark.parametrize(("path", "coding"), [("/tiny", "gzip"), ("/page", "gzip;q=0"), ("/page", "br, GZIP; q=0.0")])
def test_small_answers_and_those_who_do_not_want_it_get_none(small: str, path: str, coding: str) -> None:
    assert "content-encoding" not in _get(small, path, accept_encoding=coding).headers


def test_what_is_packed_is_not_packed_again(small: str) -> None:
    assert _get(small, "/packed", accept_encoding="gzip").content == b"packed " * 1000


@pytest.mark.parametrize("coding", [b"identity", b"gzip"])
def test_a_stream_arrives_in_pieces(small: str, app: Small, coding: bytes) -> None:
    """The first piece can be read while the second is not yet made."""
    app.go_on.clear()
    unpack = zlib.decompressobj(31)
    with _asked(small, b"/held", b"Accept-Encoding: " + coding, b"Connection: close") as connection:
        found, text = b"", b""
        while b"first\n" not in text:
            found += connection.recv(65536)
            head, _, body = found.partition(b"\r\n\r\n")
            text = zlib.decompressobj(31).decompress(_dechunked(body)) if coding == b"gzip" else _dechunked(body)
        assert (b"content-encoding: gzip" in head) == (coding == b"gzip")
        assert b"chunked" in head and b"content-length" not in head and b"etag" not in head
        app.go_on.set()
        body += _until_end(connection)
    assert body.endswith(b"0\r\n\r\n")
    whole = _dechunked(body)
    assert (unpack.decompress(whole) if coding == b"gzip" else whole) == b"first\nlast\n"
    assert unpack.eof == (coding == b"gzip")


# ---- errors


@pytest.mark.parametrize("path", ["/fails", "/fails_begun", "/nothing", "/unfinished", "/short"])
def test_a_fault_of_ours_is_a_calm_page(small: str, path: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="foi.web"):
        answer = _get(small, path + "?words=private")
    assert answer.status_code == 500
    assert answer.text.startswith("<!doctype html>") and "Something went wrong" in answer.text
    assert "Traceback" not in answer.text and "secret" not in answer.text
    (record,) = [r for r in caplog.records if r.name == "foi.web"]
    assert record.getMessage() == f"{path} failed" and record.exc_info


def test_errors_of_data_are_json_as_datasette_has_it(small: str) -> None:
    assert _get(small, "/fails.json").json() == {
        "ok": False,
        "error": "The fault is on our side and has been noted. Please try again later.",
        "status": 500,
        "title": "Something went wrong",
    }


def test_the_page_is_made_by_whom_we_are_told() -> None:
    def render(status: int, title: str, message: str) -> bytes:
        return f"{status}|{title}|{message}".encode()

    with serving(Protocol(Small(), render_error=render), lifespan="off", http="h11") as address:
        assert _get(address, "/fails").text.startswith("500|Something went wrong|")
        assert httpx.post(address).text.startswith("405|Method not allowed|")
        assert _get(address, "/%FF").text.startswith("400|This address cannot be read|")


def test_the_simplest_page_is_safe() -> None:
    assert b"<script>" not in plain_page(400, "<script>", "<script>")


@pytest.mark.parametrize("path", [b"/breaks", b"/breaks_politely"])
@pytest.mark.parametrize("coding", [b"identity", b"gzip"])
def test_a_stream_that_fails_breaks_the_connection(
    small: str, path: bytes, coding: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    found = _raw(small, path, b"Accept-Encoding: " + coding)
    head, _, body = found.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200") and b"chunked" in head
    assert not body.endswith(b"0\r\n\r\n") and b"sorry" not in body
    came = _dechunked(body)
    unpack = zlib.decompressobj(31)
    assert (unpack.decompress(came) if coding == b"gzip" else came) == b"first\n" * 200
    assert not unpack.eof
    assert f"{path.decode()} broke off" in caplog.text
    with pytest.raises(httpx.RemoteProtocolError):
        _get(small, path.decode(), accept_encoding=coding.decode())


@pytest.mark.parametrize(
    "target",
    [b"/%", b"/%zz", b"/%4", b"/%ff", b"/%00", b"/foi/responses/%00", b"/foi/%c3%28", b"/page?x=%00", b"/page?x=%ff"],
)
def test_addresses_that_cannot_be_read(small: str, site: str, app: Small, target: bytes) -> None:
    app.methods.clear()
    for address in (small, site):
        found = _raw(address, target)
        assert found.startswith(b"HTTP/1.1 400") and b"cannot be read" in found
    assert app.methods == []


@pytest.mark.parametrize("target", [b"/\xc3\xa9", b"/page?\xc3\xa9", b"/\xff"])
def test_bytes_that_are_not_ascii_are_refused_whatever_the_server_lets_through(small: str, target: bytes) -> None:
    assert _status(small, target) == 400
    assert asyncio.run(_direct(Protocol(Small()), target, []))[0] == 400


def test_too_long_addresses(small: str, app: Small) -> None:
    most = LONGEST - len("/page")
    assert _status(small, b"/page?" + b"a" * most) == 200
    for target in (b"/page?" + b"a" * (most + 1), b"/" + b"a" * LONGEST):
        assert _status(small, target) == 414
    assert asyncio.run(_direct(Protocol(Small()), b"/page?" + b"a" * 100_000, []))[0] == 414


@pytest.mark.parametrize("host", [b"[", b"a b", b"a:b", b'a"><b>', b"[::", b"a,b", b"a:99999"])
def test_hosts_that_are_none(small: str, site: str, host: bytes) -> None:
    for address in (small, site):
        assert _status(address, b"/page", b"\0", b"Host: " + host) == 400


@pytest.mark.parametrize("cookie", [b"a/b=1", b"a,b=1", b"\xff=\xfe", b'x="\\777"'])
def test_cookies_that_are_none_are_passed_over(site: str, cookie: bytes) -> None:
    assert _status(site, b"/foi/responses", b"Cookie: " + cookie) == 200


def test_good_cookies_reach_the_application(small: str) -> None:
    given = _get(small, "/says", cookie="a=b").json()
    assert ["cookie", "a=b"] in given["headers"]
    assert not [n for n, _ in _get(small, "/says", cookie="a/b=1").json()["headers"] if n == "cookie"]


def test_the_body_of_a_get_means_nothing(small: str) -> None:
    assert httpx.request("GET", f"{small}/says", content=b"x=1").json()["body"] == ""


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/nothing", 404),
        ("/nothing/at/all", 404),
        ("//x", 404),
        ("/..", 404),
        ("/../../etc/passwd", 404),
        ("/foi/nothing", 404),
        ("/foi/responses/nothing", 404),
        ("/-/static/nothing", 404),
        ("/-/static/../../app.py", 404),
        ("/-/static/app.css/below", 404),
        (f"/-/static/{'a' * 300}", 404),
        ("/foi/x%2fy", 302),
        ("/foi/responses/", 302),
        ("/-/permissions", 403),
        ("/foi/responses?_sort=nonsense", 400),
        ("/foi/responses?_sort=title&_sort_desc=title", 400),
        ("/foi/responses?_facet=nonsense", 400),
        ("/foi/responses?_next=garbage", 200),
        ("/foi/responses?_size=-1", 400),
        ("/foi/responses?_where=nonsense", 400),
        ("/foi/responses?_where=%3Anone", 400),
        ("/foi/responses?_through=x", 400),
        ("/foi/responses?_through=%7B%7D", 400),
        ("/foi/responses?_through=" + "%5B" * 2000, 400),
        ("/foi/responses?title__in=[", 400),
        ("/foi/responses?title__in=[%7B%7D]", 400),
        ("/foi/responses?title__gt=" + "9" * 30, 400),
        ("/foi/responses?_ttl=%C2%B2", 400),
        ("/foi/responses?_timelimit=x", 400),
        ("/foi/responses?_facet_size=%C2%B2", 400),
        ("/foi/responses?_facet_array=%7B%7D", 400),
        ("/foi/responses.json?_json_infinity=x", 400),
        ("/foi/responses.json?_shape=nonsense", 400),
        ("/foi.json?sql=select", 400),
        ("/foi.json?sql=", 200),
        ("/foi/responses?q=100%", 200),
    ],
)
def test_what_datasette_is_wrongly_asked(site: str, target: str, status: int) -> None:
    found = _raw(site, target.encode())
    assert int(found[9:12]) == status
    assert b"Traceback" not in found and b"site-packages" not in found


def test_errors_of_datasette_say_what_was_wrong(site: str) -> None:
    assert "Cannot sort table by nonsense" in _get(site, "/foi/responses?_sort=nonsense").text
    told = _get(site, "/foi/nothing.json").json()
    assert told == {"ok": False, "error": "Table not found.", "status": 404, "title": "Not found"}
    for path, title in {"/nothing/at/all": "Not found", "/-/permissions": "Not allowed"}.items():
        page = _get(site, path).text
        assert title in page and "/-/static/app.css" not in page, "Datasette's look, not ours"


def test_a_fault_of_ours_on_a_page_of_datasette_is_not_blamed_on_the_query(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr("scraper.web.plain.FilterArguments", fail)
    assert _get(site, "/foi/responses?_exemption=FOIA+31").status_code == 500


def test_not_found_prints_nothing(site: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Datasette's own way prints the traceback of every page that is not found, with all values."""
    assert _get(site, "/foi/nothing").status_code == 404
    said = capfd.readouterr()
    assert said.out + said.err == ""


_NAMES = "_sort _facet _facet_date _facet_array _facet_size _next _size _shape _col _nocol _through _search title__in "
_NAMES += "title__gt title__date _search_title _fts_table _filter_column _filter_op _ttl _timelimit _json_infinity "
_NAMES += "_labels _trace _extras _exemption sql words _json _nl _where"
_VALUES = ["", "x", "-1", "title", "[]", "{}", '[{"a":1}]', "null", "'", '"', "²", "9" * 30, "1e999", "😀", "a,b", ":x"]
_PATHS = ["/foi/responses", "/foi/responses.json", "/foi/citations", "/foi/search", "/foi.json", "/foi/responses.csv"]
_queries = st.lists(st.tuples(st.sampled_from(_NAMES.split()), st.sampled_from(_VALUES) | st.text(max_size=5)))
_targets = st.binary(max_size=20).map(lambda b: b"/" + re.sub(rb"[^\x21-\x7e]", b"%", b)) | st.builds(
    lambda path, pairs: f"{path}?{httpx.QueryParams(pairs)}".encode(), st.sampled_from(_PATHS), _queries
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(target=_targets)
def test_no_address_makes_an_error_of_ours(site: str, target: bytes) -> None:
    assert _status(site, target.replace(b"#", b"")) < 500


# ---- readers who leave


@pytest.mark.parametrize("path", [b"/slow", b"/stream", b"/listens"])
@pytest.mark.parametrize("coding", [b"identity", b"gzip"])
def test_a_producer_stops_when_its_reader_leaves(small: str, app: Small, path: bytes, coding: bytes) -> None:
    with _asked(small, path, b"Accept-Encoding: " + coding) as connection:
        connection.recv(100)
        assert not app.ended.is_set()
    assert app.ended.wait(2)
    sent = app.sent
    time.sleep(0.05)
    assert app.sent == sent


def test_a_reader_who_left_is_no_error(small: str, app: Small, caplog: pytest.LogCaptureFixture) -> None:
    with _asked(small, b"/slow") as connection:
        connection.recv(100)
    assert app.ended.wait(2)
    assert not caplog.records


def test_others_are_served_while_a_stream_runs(small: str) -> None:
    """Even by the side of one that never waits for anything, and whose reader is as fast as it."""
    done = threading.Event()

    def read_on(connection: socket.socket) -> None:
        while not done.is_set():
            connection.recv(65536)

    with _asked(small, b"/stream") as connection:
        reader = threading.Thread(target=read_on, args=[connection])
        reader.start()
        try:
            assert _get(small, "/tiny").status_code == 200
        finally:
            done.set()
            reader.join(10)


# ---- in a browser


@needs_browser
def test_datasettes_pages_sort_and_filter_under_the_policy(site: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        broken: list[Any] = []
        page.on("pageerror", lambda error: broken.append(error))
        page.goto(f"{site}/foi/responses")
        page.click("th[data-column=title] a")
        page.wait_for_url(re.compile("_sort=title"))
        page.select_option("select[name=_filter_column]", "title")
        page.select_option("select[name=_filter_op]", "contains")
        page.fill("input[name=_filter_value]", "police")
        page.click("input[type=submit][value=Apply]")
        page.wait_for_url(re.compile("title__contains=police"))
        assert page.locator("table.rows-and-columns tbody tr").count() >= 1
        assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") != "rgba(0, 0, 0, 0)"
        assert broken == []
        browser.close()
