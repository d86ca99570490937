"""What a run is asked to do, what it came to, and who is told how it goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from scraper.fetching.wayback import ARCHIVE, INDEX_PAUSE_SECONDS
from scraper.records import Source, Via


class Route(StrEnum):
    """`--via`: as the source says, live only, the web's archive only, or live first and the archive at need."""

    SOURCE = "source"
    LIVE = "live"
    WAYBACK = "wayback"
    AUTO = "auto"


class RunState(StrEnum):
    OK = "ok"
    FAILED = "failed"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the user asked for: `limit` responses a source at most, `full` = fetch all again, `route` = `--via`.

    `archive_url` is where the web's archive is found; its manners are the least pauses before one of its pages and
    before a call of its index. Without `attachments` no files are fetched but letters that stand in place of an answer.
    """

    limit: int | None = None
    full: bool = False
    route: Route = Route.SOURCE
    archive_url: str = ARCHIVE
    archive_delay_seconds: float = 1.0
    index_pause_seconds: float = INDEX_PAUSE_SECONDS
    attachments: bool = True


@dataclass(slots=True, kw_only=True)
class SourceResult:
    """What one source's run came to. Counts of responses; `size_bytes` as received.

    `reason` says what went wrong; `via` where the pages came from (the later way where there were two); `retry_at` the
    instant before which the web's archive asked not to be asked again; `attachments` counts files new or changed;
    `left` the pages and files that are due and were left for the next run, since a budget of requests was spent.
    """

    source: Source
    state: RunState = RunState.OK
    reason: str | None = None
    via: Via = Via.LIVE
    retry_at: str | None = None
    listed: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    failed: int = 0
    requests: int = 0
    size_bytes: int = 0
    seconds: float = 0.0
    attachments: int = 0
    left: int = 0


class Report(Protocol):
    """Who is told how a run goes (a progress display, a log)."""

    def listed(self, source: Source, pages: int, entries: int) -> None: ...
    def planned(self, source: Source, to_fetch: int) -> None: ...
    def read(self, source: Source, url: str, outcome: str) -> None: ...
    def finished(self, result: SourceResult) -> None: ...
