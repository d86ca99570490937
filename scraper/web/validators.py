"""Validators and conditional requests: an answer that the browser already has is not sent again (RFC 9110 8.8 and 13).

An answer is whole if it comes in one message (Datasette's pages) or says its length (its static files), up to
`MOST_BYTES`; a whole one is held back until complete and gets an ETag made of its content. Every other answer is a
stream and passes piece by piece; if it brings an ETag or Last-Modified of its own, that is honoured before its first
piece.
"""

from __future__ import annotations

import asyncio
import re
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 2_000_000

_TAG: Final = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')  # RFC 9110 8.8.3
_NOT_IN_304: Final = ("content-type", "content-length", "content-encoding", "content-disposition", "content-language")


class Gone(asyncio.CancelledError):  # an order to stop, not an error
    """Raised by `send`: nobody wants the rest of this answer. A cancellation, so that no `except Exception` eats it."""


class Validators:
    """Gives whole answers an ETag, and 304 to whoever has them already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, _Held(Headers(scope=scope), send).send)


class _Held:
    """One answer: held back while it may be whole, then passed on."""

    def __init__(self, asked: Headers, send: Send) -> None:
        self._asked = asked
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()
        self._passing = False

    async def send(self, message: Message) -> None:
        if self._passing:
            if message["type"] == "http.response.start":
                raise RuntimeError("the answer has begun: another cannot take its place")
            await self._send(message)
        elif message["type"] == "http.response.start":
            # A second one, before anything was sent, takes the place of the first: an error page, say.
            headers = [(name.lower(), value) for name, value in message.get("headers", ())]
            self._start = {**message, "headers": headers}
            self._body.clear()
        else:
            await self._take(message)

    async def _take(self, message: Message) -> None:
        if self._start is None:
            raise RuntimeError("a body before its headers")
        headers = MutableHeaders(raw=self._start["headers"])
        self._body += message.get("body", b"")
        more = bool(message.get("more_body"))
        if more and len(self._body) <= MOST_BYTES and _declared(headers) <= MOST_BYTES:
            return
        self._passing = True
        body = bytes(self._body)
        if not more:
            if (length := str(len(body))) != headers.setdefault("content-length", length):
                raise RuntimeError(f"{headers['content-length']} bytes were announced, {length} came")
            if self._start["status"] == 200 and len(body) <= MOST_BYTES:
                headers.setdefault("etag", make_tag(headers.get("content-type", ""), body))
        if self._start["status"] == 200 and (known := known_as(self._asked, headers)) is not None:
            await self._send_304(headers, known)
            if more:
                raise Gone
        else:
            await self._send(self._start)
            await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def _send_304(self, headers: Headers, known: str) -> None:
        """RFC 9110 15.4.5: what a cache needs to keep its copy, and nothing about a body."""
        kept = [(n, v) for n, v in headers.raw if n.decode("latin-1") not in (*_NOT_IN_304, "etag")]
        if known:
            kept.append((b"etag", known.encode("latin-1")))
        await self._send({"type": "http.response.start", "status": 304, "headers": kept})
        await self._send({"type": "http.response.body", "body": b""})


def _declared(headers: Headers) -> float:
    """The Content-Length; endless where there is none."""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else float("inf")


def make_tag(content_type: str, body: bytes) -> str:
    """A strong ETag: the same for the same bytes of the same type, whatever made them."""
    digest = sha256(content_type.encode() + b"\0" + body).hexdigest()
    return f'"{digest[:32]}"'


def known_as(asked: Headers, headers: Headers) -> str | None:
    """The ETag under which the asker has this answer (empty: by its date only); None if it must be sent.

    RFC 9110 13.2.2: If-None-Match, where given, decides alone. The tag is given back as it was asked for, weak or
    strong: a cache holds the compressed form under the weak one and would not know it by the strong (RFC 9111 4.3.4).
    """
    tag = headers.get("etag", "")
    if "if-none-match" in asked:
        wanted = ", ".join(asked.getlist("if-none-match")).strip()
        if wanted == "*":
            return tag
        return next((t for t in _TAG.findall(wanted) if tag and t.removeprefix("W/") == tag.removeprefix("W/")), None)
    since, modified = asked.get("if-modified-since"), headers.get("last-modified")
    return tag if since and modified and not _is_later(modified, since) else None


def _is_later(modified: str, since: str) -> bool:
    """Whether the first HTTP date is after the second; one that cannot be read counts as later."""
    try:
        return parsedate_to_datetime(modified) > parsedate_to_datetime(since)
    except (TypeError, ValueError, OverflowError):
        return True
