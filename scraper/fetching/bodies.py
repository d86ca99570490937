"""Bodies: read within limits, unpacked within limits, and told apart from what they claim to be."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import httpx

from scraper.errors import UnfitBodyError

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_PLAINLY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"<!doctype html", "html"),
    (b"<html", "html"),
)
_KINDS = {
    "pdf": ("pdf", "octet-stream"),
    "zip": ("zip", "openxml", "opendocument", "ms-excel", "msword", "ms-powerpoint", "octet-stream"),
    "ole": ("msword", "ms-", "outlook", "octet-stream"),
    "html": ("html",),
}


def media_type_of(content_type: str | None) -> tuple[str | None, str | None]:
    """The media type and charset of a Content-Type header, in lower case; None where it states none."""
    if not content_type:
        return None, None
    charset = _CHARSET.search(content_type)
    return content_type.partition(";")[0].strip().lower() or None, charset[1].lower() if charset else None


def check_kind(url: str, body: bytes, media_type: str | None, accept: frozenset[str]) -> None:
    """Raise UnfitBodyError where a body is plainly of a kind nobody asked for, whatever its header says."""
    start = body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower()
    kind = next((kind for mark, kind in _PLAINLY if start.startswith(mark.lower())), None)
    if kind and not any(part in wanted for wanted in accept for part in _KINDS[kind]):
        raise UnfitBodyError(f"{url}: declared {media_type or 'nothing'} but is plainly {kind}; left out")


async def read_body(
    response: httpx.Response, *, url: str, max_bytes: int, cut: bool, count: Callable[[int], None]
) -> bytes:
    """The body of a response still open, unpacked.

    At most `max_bytes`, packed and unpacked: more is an UnfitBodyError, or with `cut` the rest is left unread.
    `count` is told the bytes that came over the network.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower() or "identity"
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise UnfitBodyError(f"{url}: packed as {encoding!r} although only gzip was offered")
    declared = response.headers.get("content-length", "")
    if not cut and declared.isdecimal() and int(declared) > max_bytes:
        raise UnfitBodyError(f"{url}: {int(declared):,} bytes declared; the limit is {max_bytes:,}")
    unpacked = _Unpacked(packed=encoding != "identity", max_bytes=max_bytes)
    received = 0
    async for chunk in response.aiter_raw():
        count(len(chunk))
        received += len(chunk)
        try:
            unpacked.add(chunk)
        except zlib.error as problem:
            raise UnfitBodyError(f"{url}: the packed body is damaged ({problem})") from problem
        if unpacked.overfull or received > max_bytes:
            if cut:
                return bytes(unpacked.body)
            raise UnfitBodyError(f"{url}: more than the limit of {max_bytes:,} bytes; reading stopped")
    if not unpacked.whole and not cut:
        raise UnfitBodyError(f"{url}: the packed body ends early")
    return bytes(unpacked.body)


async def read_start(response: httpx.Response, *, max_bytes: int, count: Callable[[int], None]) -> bytes:
    """The start of a body that is only looked at, as an error page: whatever is wrong with it, it is no error."""
    try:
        return await read_body(response, url="", max_bytes=max_bytes, cut=True, count=count)
    except (UnfitBodyError, httpx.TransportError):
        return b""


class _Unpacked:
    """A growing body. Unpacking stops at the limit, so that a small gzip bomb never becomes a large one in memory."""

    def __init__(self, *, packed: bool, max_bytes: int) -> None:
        self.body = bytearray()
        self.overfull = False
        self._max = max_bytes
        self._gunzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if packed else None
        self._fed = False

    @property
    def whole(self) -> bool:
        return self._gunzip is None or not self._fed or self._gunzip.eof

    def add(self, chunk: bytes) -> None:
        self._fed = self._fed or bool(chunk)
        if self._gunzip is None:
            self._keep(chunk)
            return
        while chunk and not self.overfull:
            if self._gunzip.eof:  # a further gzip member: several make one body
                self._gunzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
            self._keep(self._gunzip.decompress(chunk, self._max - len(self.body) + 1))
            chunk = self._gunzip.unused_data or self._gunzip.unconsumed_tail

    def _keep(self, data: bytes) -> None:
        room = self._max - len(self.body)
        self.body += data[:room]
        self.overfull = len(data) > room
