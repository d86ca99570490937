"""What a host answered, before and after it is found fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from scraper.errors import FetchError, GoneError, UnfitBodyError
from scraper.fetching.bodies import check_kind, media_type_of
from scraper.fetching.manners import Fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one request. Of anything but a fit body, `body` is only the start. `at` is UTC."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    at: str

    @property
    def media_type(self) -> str | None:
        return media_type_of(self.headers.get("content-type"))[0]

    @property
    def retry_after(self) -> float:
        """Seconds the site asks us to wait, from either form of the header; 0 where it does not say."""
        value = self.headers.get("retry-after", "").strip()
        if value.isascii() and value.isdecimal():
            return float(value[:9])
        try:
            asked = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError):
            return 0.0
        asked = asked if asked.tzinfo else asked.replace(tzinfo=UTC)
        return max(0.0, (asked - datetime.now(UTC)).total_seconds())


def check_answer(answer: Answer, wanted: frozenset[str] | None, *, conditional: bool) -> None:
    """Raise unless this is a whole body of a wanted kind, or 304 to a question that allows for it."""
    status, url = answer.status, answer.url
    if status in (404, 410):
        raise GoneError(f"{url}: gone (status {status})")
    if status == 304 and conditional:
        return
    if status != 200:
        raise FetchError(f"{url}: expected status 200, found {status}")
    if wanted is None:
        return
    if answer.media_type is not None and answer.media_type not in wanted:
        raise UnfitBodyError(f"{url}: expected {', '.join(sorted(wanted))}, found {answer.media_type}; left out")
    check_kind(url, answer.body, answer.media_type, wanted)


def as_fetched(url: str, answer: Answer) -> Fetched:
    """The answer to a fetch of `url`, as it leaves this room."""
    media_type, charset = media_type_of(answer.headers.get("content-type"))
    return Fetched(
        url=url,
        final_url=answer.url,
        status=answer.status,
        body=b"" if answer.status == 304 else answer.body,
        media_type=media_type,
        charset=charset,
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        fetched_at=answer.at,
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw),
    )


def utc_now(ahead_seconds: float = 0.0) -> str:
    """The present instant, or one so far ahead, as it is stored: UTC, to the second."""
    return (datetime.now(UTC) + timedelta(seconds=ahead_seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
