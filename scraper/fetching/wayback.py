"""The Internet Archive as the fallback for logs that are gone or that refuse us: what it holds, and its raw captures.

The CDX index lists captures, `/web/<timestamp>id_/<address>` gives one as it was archived. Both are published
interfaces with limits of their own, kept to here: at most 24 index calls a minute; a 429 ends the run, since going on
gets an address locked out for an hour, then two.
"""

from __future__ import annotations

import json
import re
from base64 import b32encode
from dataclasses import dataclass, replace
from hashlib import sha1
from urllib.parse import urlencode, urlsplit

import httpx

from scraper.addresses import page_address
from scraper.errors import FetchError, GoneError, UnfitBodyError
from scraper.fetching.client import PoliteClient, Session
from scraper.fetching.manners import Fetched
from scraper.records import Source

ARCHIVE = "https://web.archive.org"
INDEX_PAUSE_SECONDS = 60 / 24
_PAGE_ROWS = 5000
_PLAYED = re.compile(r"/web/([0-9]{14})(?:id_)?/(https?:.+)", re.DOTALL)
_DIGEST = re.compile("[A-Z2-7]{32}")
_BESIDE = re.compile(r"(/foi-ai/)af/")
_NO_BYTES = b32encode(sha1(b"").digest()).decode()
# A body that was archived packed has the digest of its packed form, which is not what comes to us.
_PACKED = ("content-encoding", "x-archive-orig-content-encoding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """One archived capture: the address, and when it was taken (`YYYYMMDDhhmmss`, UTC).

    `digest` is the base32 SHA-1 of the body as it was archived.
    """

    url: str
    timestamp: str
    media_type: str | None = None
    digest: str | None = None

    @property
    def instant(self) -> str:
        """When it was taken, as instants are written here."""
        return _instant(self.timestamp)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """One page of the index: captures by address and time, and the key to go on with (None: this was the last)."""

    captures: tuple[Archived, ...]
    resume_key: str | None


def archive_session(client: PoliteClient, delay_seconds: float = 1.0, *, base: str = ARCHIVE) -> Session:
    """A session for the Archive, whose interfaces have limits of their own. `base` is where it is found."""
    host = httpx.URL(base)
    name = f"{host.host}:{host.port}" if host.port else host.host
    return client.session(frozenset({name}), delay_seconds, interface=True)


def prefixes_of(source: Source) -> tuple[str, ...]:
    """Where the Archive is to be searched for a source: as sources.toml says, else at and below its listings.

    The listing of Single Online Home lies beside its responses (`/foi-ai/af/…`), the Welsh ones in a tree of their own;
    those of an interface for programs (`/api/…`) lie anywhere, so nothing follows from its address.
    """
    if source.archive_prefixes:
        return source.archive_prefixes
    found: dict[str, None] = {}
    for listing in source.listings:
        parts = urlsplit(listing)
        beside = _BESIDE.match(parts.path)
        if parts.path.startswith("/api/"):
            continue
        if beside is None:
            path = parts.path.rpartition("/")[0] + "/" if "." in parts.path.rpartition("/")[2] else parts.path
            found[parts.netloc + path.rstrip("/")] = None
            continue
        found[parts.netloc + beside[1]] = None
        if source.nation == "Wales":
            found[f"{parts.netloc}/cy-gb{beside[1]}"] = None
    return tuple(found)


async def fetch_index(
    session: Session,
    url: str,
    *,
    exact: bool = False,
    resume_key: str | None = None,
    base: str = ARCHIVE,
    pause_seconds: float = INDEX_PAUSE_SECONDS,
    page_rows: int = _PAGE_ROWS,
) -> IndexPage:
    """What the Archive holds below a prefix (or of one address, `exact`), a page of the index at a time.

    Captures with status 200, and those that repeat an earlier one (`-`), which may be of any status: what has no bytes
    is left out. Repeats that follow each other come once, as of the earliest (`collapse`).
    """
    query = {
        "url": url,
        "matchType": "exact" if exact else "prefix",
        "collapse": "digest",
        "filter": "statuscode:200|-",
        "output": "json",
        "fl": "urlkey,timestamp,original,mimetype,statuscode,digest",
        "showResumeKey": "true",
        "limit": str(page_rows),
    } | ({"resumeKey": resume_key} if resume_key else {})
    page = await session.fetch(f"{base}/cdx/search/cdx?{urlencode(query)}", pause_seconds=pause_seconds)
    rows, next_key = _parse_index(page)
    captures = tuple(
        Archived(
            url=row["original"],
            timestamp=row["timestamp"],
            media_type=row.get("mimetype"),
            digest=row.get("digest"),
        )
        for row in rows
        if row.get("digest") != _NO_BYTES and row.get("statuscode", "200") in ("200", "-")
    )
    return IndexPage(captures=captures, resume_key=next_key if next_key != resume_key else None)


async def fetch_archived(
    session: Session, item: Archived, *, accept: frozenset[str] | None = None, base: str = ARCHIVE
) -> Fetched:
    """One archived page as it was captured: under its own address, and with the time of the capture as `fetched_at`.

    The Archive may answer with a neighbouring capture; `fetched_at` is then that one's time. GoneError where it leads
    to another page, since a redirect was archived; UnfitBodyError where the bytes are not those of the index.
    """
    source_url = f"{base}/web/{item.timestamp}id_/{item.url}"
    fetched = await session.fetch(source_url, accept=accept)
    moved = fetched.final_url != str(httpx.URL(source_url))
    played = _PLAYED.search(fetched.final_url) if moved else None
    timestamp = played[1] if played else item.timestamp
    headers = {name.lower(): value for name, value in fetched.headers}
    if played and page_address(played[2]) != page_address(item.url):
        raise GoneError(f"{source_url}: archived as a redirect to {played[2]}")
    if timestamp == item.timestamp and not any(name in headers for name in _PACKED):
        _check_digest(source_url, item, fetched.body)
    return replace(
        fetched,
        url=item.url,
        final_url=played[2] if played else item.url,
        fetched_at=_instant(timestamp),
        etag=headers.get("x-archive-orig-etag"),
        last_modified=headers.get("x-archive-orig-last-modified"),
        source_url=fetched.final_url,
    )


def _check_digest(source_url: str, item: Archived, body: bytes) -> None:
    found = b32encode(sha1(body).digest()).decode()
    if item.digest and _DIGEST.fullmatch(item.digest) and item.digest != found:
        raise UnfitBodyError(
            f"{source_url}: expected bytes with the digest {item.digest}, as in the Archive's index, found {found}; "
            "left out, and tried again by the next run"
        )


def _parse_index(page: Fetched) -> tuple[list[dict[str, str]], str | None]:
    """Rows by field name and the key to go on with. The first row names the fields; an empty row precedes the key."""
    try:
        table = json.loads(page.body or b"[]")
        if not isinstance(table, list) or not all(isinstance(row, list) for row in table):
            raise ValueError("not a list of rows")
        names, *rows = table or [[]]
        resume_key = None
        if len(rows) >= 2 and not rows[-2]:
            resume_key = str(rows[-1][0])
            rows = rows[:-2]
        found = [dict(zip(names, row, strict=True)) for row in rows if row]
        if not all(re.fullmatch("[0-9]{14}", row["timestamp"]) and row["original"] for row in found):
            raise ValueError("a row without a timestamp and an address")
        return found, resume_key
    except (ValueError, TypeError, KeyError, IndexError) as problem:
        raise FetchError(f"{page.url}: expected the Archive's index as JSON, found otherwise ({problem})") from problem


def _instant(timestamp: str) -> str:
    return f"{timestamp[:4]}-{timestamp[4:6]}-{timestamp[6:8]}T{timestamp[8:10]}:{timestamp[10:12]}:{timestamp[12:14]}Z"
