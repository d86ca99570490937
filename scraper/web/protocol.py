"""HTTP around the whole site, our pages and Datasette's own: methods, headers, compression, errors, and who has left.

A streaming view learns that nobody listens any more (the reader has left, or asked for headers only) in two ways: its
`receive` returns `http.disconnect`, and its next `send` raises `Gone`, a cancellation.
"""

from __future__ import annotations

import asyncio
import html
import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from datasette import hookimpl
from datasette.utils.asgi import Forbidden
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scraper.web.faults import METHOD, MISREAD, OURS, Fault, explain, find_fault, mended
from scraper.web.site import site_of
from scraper.web.validators import Gone, Validators

if TYPE_CHECKING:
    from datasette.app import Datasette

_LOG: Final = logging.getLogger("foi.web")

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'; manifest-src 'self'"
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    # Addresses hold what people search for: no other site, force or not, is told of it.
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_DATA: Final = (".json", ".csv", ".atom", ".svg")
"""Forms made for other sites to read or show: all is public and nothing can be written."""

_CACHE: Final = "public, max-age=0, must-revalidate"
"""Always asked again, answered by 304 as long as nothing has changed."""


def plain_page(status: int, title: str, message: str) -> bytes:
    """The simplest error page."""
    title, message = html.escape(title), html.escape(message)
    text = (
        f'<!doctype html><html lang="en"><title>{title}</title><h1>{title}</h1><p>{message}</p><p>{status}</p></html>'
    )
    return text.encode()


class Protocol:
    """The ASGI application around `app`; `render_error` makes an HTML page of status, title and message."""

    def __init__(self, app: ASGIApp, *, render_error: Callable[[int, str, str], bytes] = plain_page) -> None:
        self._app = GZipMiddleware(Validators(app), minimum_size=500, compresslevel=2)
        self._render_error = render_error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reader = _Reader(receive)
        answer = _Answer(scope, send, reader)
        try:
            if scope["method"] not in ("GET", "HEAD"):
                await self._refuse(answer, METHOD, {"allow": "GET, HEAD"})
            elif fault := find_fault(scope):
                await self._refuse(answer, fault)
            else:
                await self._answer({**mended(scope), "method": "GET"}, reader, answer)
        except Gone:
            pass
        finally:
            reader.close()

    async def _answer(self, scope: Scope, reader: _Reader, answer: _Answer) -> None:
        try:
            await self._app(scope, reader.receive, answer.send)
            if not answer.begun:
                raise RuntimeError("no answer was given")
        except Exception as error:
            if answer.begun:
                # Only a broken connection tells the reader that the rest is missing (RFC 9112 8).
                _LOG.error("%s broke off: %r", answer.path, error)
                raise
            fault = explain(error, answer.path, scope.get("query_string", b""))
            if fault in (OURS, MISREAD):
                _LOG.exception("%s failed", answer.path)
            await self._refuse(answer, fault)

    async def _refuse(self, answer: _Answer, fault: Fault, headers: dict[str, str] | None = None) -> None:
        """An error as a page, or in Datasette's form of JSON where data was asked for."""
        if answer.path.endswith(".json"):
            told = {"ok": False, "error": fault.message, "status": fault.status, "title": fault.title}
            body, media_type = json.dumps(told).encode(), "application/json; charset=utf-8"
        else:
            body, media_type = self._render_error(*fault), "text/html; charset=utf-8"
        fields = {"content-type": media_type, "content-length": str(len(body)), **(headers or {})}
        raw = [(name.encode(), value.encode()) for name, value in fields.items()]
        await answer.send({"type": "http.response.start", "status": fault.status, "headers": raw})
        await answer.send({"type": "http.response.body", "body": body})


class _Answer:
    """One answer on its way out: with our headers, without a body for HEAD, and ended when the reader has left."""

    def __init__(self, scope: Scope, send: Send, reader: _Reader) -> None:
        self.path: str = (scope.get("raw_path") or scope["path"].encode()).decode("ascii", "backslashreplace")
        self.begun = False
        self._head = scope["method"] == "HEAD"
        self._send = send
        self._reader = reader

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            await self._send({**message, "headers": self._headers(message)})
            return
        more = bool(message.get("more_body"))
        if self._head:
            await self._send({"type": "http.response.body", "body": b""})
            if more:
                raise Gone
            return
        if more and await self._reader.has_left():
            raise Gone
        await self._send(message)

    def _headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        headers = MutableHeaders(raw=message["headers"])
        headers.update(_HEADERS)
        data = self.path.endswith(_DATA)
        headers["cross-origin-resource-policy"] = "cross-origin" if data else "same-origin"
        if data:
            headers["access-control-allow-origin"] = "*"
            headers["access-control-expose-headers"] = "ETag, Link, X-Total-Count"
        headers.setdefault("cache-control", "no-store" if message["status"] >= 400 else _CACHE)
        varies = ", ".join([*headers.getlist("vary"), "Accept-Encoding"]).split(",")
        headers["vary"] = ", ".join(dict.fromkeys(name.strip() for name in varies))
        tag = headers.get("etag", "")
        if "content-encoding" in headers and tag.startswith('"'):
            # Of the same content, but other bytes: only weakly the same (RFC 9110 8.8.3.3).
            headers["etag"] = f"W/{tag}"
        return headers.raw


class _Reader:
    """Whoever asked: the one place that listens whether they have left."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._asked = False

    async def receive(self) -> Message:
        """The application's `receive`: no body, since that of a GET means nothing (RFC 9110 9.3.1); then the end."""
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        self._listen()
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def has_left(self) -> bool:
        self._listen()
        await asyncio.sleep(0)  # a producer that never waits would keep us from hearing it
        return self._left.is_set()

    def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()

    def _listen(self) -> None:
        if self._listening is None:
            self._listening = asyncio.create_task(self._until_left())

    async def _until_left(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._left.set()


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Datasette, exception: Exception) -> Any:
    """Leaves it to `Protocol` to answer what a page raised.

    Datasette's own way prints the whole traceback with all values for every page that is not found, and fails at it
    where the exception was never raised: the 404 of an unknown address becomes a 500.
    """
    if site_of(datasette) is not None:
        raise exception


@hookimpl  # type: ignore[untyped-decorator]
def forbidden(datasette: Datasette, message: str) -> Any:
    """Leaves it to `Protocol` to say that a page is not for everyone."""
    if site_of(datasette) is not None:
        raise Forbidden(message)
