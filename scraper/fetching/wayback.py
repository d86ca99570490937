"""The Internet Archive as the fallback for logs that are gone or that refuse us: what it holds, and its raw captures.

The CDX index lists captures, `/web/<timestamp>id_/<address>` gives one as it was archived. Both are published
interfaces with limits of their own, kept to here: at most 24 index calls a minute; a 429 ends the run, since going on
gets an address locked out for an hour, then two.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import httpx

from scraper.errors import FetchError
from scraper.fetching.client import PoliteClient, Session
from scraper.fetching.manners import Fetched

ARCHIVE = "https://web.archive.org"
INDEX_PAUSE_SECONDS = 60 / 24
_PAGE_ROWS = 5000
_PLAYED = re.compile(r"/web/([0-9]{14})(?:id_)?/(https?:.+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """One archived capture: the address, and when it was taken (`YYYYMMDDhhmmss`, UTC)."""

    url: str
    timestamp: str
    media_type: str | None = None
    digest: str | None = None


def archive_session(client: PoliteClient, delay_seconds: float = 1.0, *, base: str = ARCHIVE) -> Session:
    """A session for the Archive, whose interfaces have limits of their own. `base` is where it is found."""
    host = httpx.URL(base)
    name = f"{host.host}:{host.port}" if host.port else host.host
    return client.session(frozenset({name}), delay_seconds, interface=True)


async def list_archived(
    session: Session,
    prefix: str,
    *,
    since: str | None = None,
    limit: int | None = None,
    base: str = ARCHIVE,
    pause_seconds: float = INDEX_PAUSE_SECONDS,
    page_rows: int = _PAGE_ROWS,
) -> AsyncIterator[Archived]:
    """Every address under a prefix that the Archive holds with status 200, one capture each, in the index's order.

    `since` (1 to 14 digits of a timestamp) leaves out captures before it; `limit` ends after so many addresses. With
    `since` the capture is the first after it, else the first of all.
    """
    query = {
        "url": prefix,
        "matchType": "prefix",
        "collapse": "urlkey",
        "filter": "statuscode:200",
        "output": "json",
        "fl": "urlkey,timestamp,original,mimetype,digest",
        "showResumeKey": "true",
        "limit": str(min(page_rows, limit) if limit else page_rows),
    }
    if since:
        query["from"] = since
    seen: set[str] = set()
    while True:
        page = await session.fetch(f"{base}/cdx/search/cdx?{urlencode(query)}", pause_seconds=pause_seconds)
        rows, resume_key = _parse_index(page)
        for row in rows:
            key = row.get("urlkey") or row["original"]
            if key in seen:
                continue
            seen.add(key)
            yield Archived(
                url=row["original"],
                timestamp=row["timestamp"],
                media_type=row.get("mimetype"),
                digest=row.get("digest"),
            )
            if limit and len(seen) >= limit:
                return
        if not resume_key or resume_key == query.get("resumeKey"):
            return
        query["resumeKey"] = resume_key


async def fetch_archived(
    session: Session, item: Archived, *, accept: frozenset[str] | None = None, base: str = ARCHIVE
) -> Fetched:
    """One archived page as it was captured: under its own address, and with the time of the capture as `fetched_at`.

    The Archive may answer with a neighbouring capture; `fetched_at` is then that one's time.
    """
    source_url = f"{base}/web/{item.timestamp}id_/{item.url}"
    fetched = await session.fetch(source_url, accept=accept)
    moved = fetched.final_url != str(httpx.URL(source_url))
    played = _PLAYED.search(fetched.final_url) if moved else None
    timestamp = played[1] if played else item.timestamp
    headers = {name.lower(): value for name, value in fetched.headers}
    return replace(
        fetched,
        url=item.url,
        final_url=played[2] if played else item.url,
        fetched_at=_instant(timestamp),
        etag=headers.get("x-archive-orig-etag"),
        last_modified=headers.get("x-archive-orig-last-modified"),
        source_url=fetched.final_url,
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
