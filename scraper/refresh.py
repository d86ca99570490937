"""One run over some sources: the only module that knows the order of events.

Listing captured and read → entries → new and due ones captured and read → one transaction a response → counts.
Sources run side by side, each in order; whatever happens to one, the others go on.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from scraper.addresses import canonical_address
from scraper.errors import (
    BlockedError,
    FetchError,
    FoiError,
    GoneError,
    ListingError,
    LockedError,
    NotAResponseError,
    ReaderError,
    RobotsError,
    UnreachableError,
)
from scraper.fetching.answers import utc_now
from scraper.fetching.captures import CaptureWriter, load_body
from scraper.fetching.client import Fetched, Manners, PoliteClient
from scraper.fetching.wayback import ARCHIVE, Archived, archive_session, fetch_archived, list_archived
from scraper.platforms import PLATFORMS
from scraper.reading import READER_VERSION, read_response
from scraper.records import Capture, Entry, Hints, Page, Response, Source, Via
from scraper.store import Archive, EntryRow, Saved, StoredCapture
from scraper.store.captures import CaptureKind

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/json"})
_MAX_LISTING_PAGES = 5_000


class Route(StrEnum):
    """`--via`: as the source says, live only, the web's archive only, or live first and the archive if refused."""

    SOURCE = "source"
    LIVE = "live"
    WAYBACK = "wayback"
    AUTO = "auto"


class RunState(StrEnum):
    OK = "ok"
    FAILED = "failed"
    BLOCKED = "blocked"


@dataclass(slots=True, kw_only=True)
class SourceResult:
    """What one source's run came to. Counts of responses; `size_bytes` as received; `reason` says what went wrong."""

    source: Source
    state: RunState = RunState.OK
    reason: str | None = None
    listed: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    failed: int = 0
    requests: int = 0
    size_bytes: int = 0
    seconds: float = 0.0


class Report(Protocol):
    """Who is told how a run goes (a progress display, a log)."""

    def listed(self, source: Source, pages: int, entries: int) -> None: ...
    def planned(self, source: Source, to_fetch: int) -> None: ...
    def read(self, source: Source, url: str, outcome: str) -> None: ...
    def finished(self, result: SourceResult) -> None: ...


@contextmanager
def locked(db: Path) -> Iterator[None]:
    """Holds the lock of one writing command at a time, which the system frees when its holder dies. LockedError."""
    lock = FileLock(db.with_name(db.name + ".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise LockedError(f"{db}: another run is under way; try again when it has ended") from None
    try:
        yield
    finally:
        lock.release()


def read_capture(capture: Capture, body: bytes, hints: Hints) -> Response:
    """The record of one captured page, as of the day it was captured. NotAResponseError if it is none."""
    return read_response(_page(capture, body), hints, today=capture.fetched_at[:10])


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the user asked for: `limit` responses a source at most, `full` = fetch all again, `route` = `--via`.

    `archive_url` is where the web's archive is found.
    """

    limit: int | None = None
    full: bool = False
    route: Route = Route.SOURCE
    archive_url: str = ARCHIVE


def refresh(
    archive: Archive, sources: Sequence[Source], *, manners: Manners, plan: Plan, report: Report
) -> list[SourceResult]:
    """Runs the sources and returns their results in the same order. LockedError if another run is under way."""
    with locked(archive.path):
        return asyncio.run(_refresh(archive, sources, manners, plan, report))


async def _refresh(
    archive: Archive, sources: Sequence[Source], manners: Manners, plan: Plan, report: Report
) -> list[SourceResult]:
    archive.close_interrupted(utc_now())
    archive.save_sources(sources)
    run = archive.start_run("refresh", utc_now())
    async with PoliteClient(manners) as client:
        runs = [_SourceRun(archive, source, client, run, plan, report) for source in sources]
        results = await asyncio.gather(*(r.run() for r in runs))
    state = RunState.OK if all(r.state is RunState.OK for r in results) else RunState.FAILED
    archive.finish_run(run, utc_now(), state)
    return list(results)


class _SourceRun:
    """One source in one run."""

    def __init__(
        self, archive: Archive, source: Source, client: PoliteClient, run: int, plan: Plan, report: Report
    ) -> None:
        self.archive, self.source, self.run_id, self.plan, self.report = archive, source, run, plan, report
        self.client = client
        self.platform = PLATFORMS[source.platform]
        self.folder = archive.path.parent
        self.result = SourceResult(source=source)
        self.hints = Hints(force=source.force, platform=source.platform, law=source.law)
        self.archived: dict[str, Archived] = {}
        self.started_at = utc_now()

    async def run(self) -> SourceResult:
        began = time.monotonic()
        live = self.source.via is Via.LIVE
        if self.plan.route is not Route.SOURCE:
            live = self.plan.route is not Route.WAYBACK and bool(self.source.listings)
        await self._run_via(Via.LIVE if live else Via.WAYBACK)
        refused = self.result.state is not RunState.OK and self.result.listed == 0
        if live and refused and self.plan.route is Route.AUTO and self.source.archive_prefixes:
            await self._run_via(Via.WAYBACK)
        self.result.seconds = time.monotonic() - began
        self._save_result()
        self.report.finished(self.result)
        return self.result

    async def _run_via(self, via: Via) -> None:
        result = self.result
        result.state, result.reason = RunState.OK, None
        if via is Via.LIVE:
            self.session = self.client.session(self.source.hosts, self.source.delay_seconds)
        else:
            self.session = archive_session(self.client, base=self.plan.archive_url)
        name = f"{self.source.id}-{self.run_id:06d}-{via}"
        self.writer = CaptureWriter(self.folder, name)
        self.via = via
        try:
            entries = await (self._walk_live() if via is Via.LIVE else self._walk_archive())
            await self._fetch_entries(entries)
        except (BlockedError, RobotsError) as error:
            result.state, result.reason = RunState.BLOCKED, str(error)
        except (UnreachableError, FetchError, ListingError) as error:
            result.state, result.reason = RunState.FAILED, str(error)
        finally:
            self.writer.close()
            result.requests += self.session.requests
            result.size_bytes += self.session.received_bytes
        if result.reason:
            self._issue(str(result.state), result.reason, None)
        else:
            self.archive.settle_issues(self.source.id, self.run_id, utc_now())

    # ---- listings

    async def _walk_live(self) -> list[EntryRow]:
        """Walks every listing page, judges the walk, notes its entries; returns what is to be fetched."""
        entries: dict[str, Entry] = {}
        queue, known = deque(self.source.listings), {canonical_address(u) for u in self.source.listings}
        rows, total, pages = 0, 0, 0
        while queue:
            stored, body = await self._capture(queue.popleft(), kind="listing")
            page = _page(stored.capture, body)
            listing = self.platform.parse_listing(page, self.source.rules)
            pages += 1
            if pages > _MAX_LISTING_PAGES:
                raise ListingError(f"{page.url}: more than {_MAX_LISTING_PAGES} listing pages: the pager does not end")
            entries |= {canonical_address(e.url): e for e in listing.entries}
            rows += len(listing.entries) + listing.left_out
            total = max(total, listing.total or 0)
            fresh = [u for u in listing.pages if canonical_address(u) not in known]
            known |= {canonical_address(u) for u in fresh}
            queue.extend(fresh)
            self.report.listed(self.source, pages, len(entries))
        self.result.listed = len(entries)
        self._judge(len(entries))
        at = utc_now()
        self.archive.save_entries(self.source.id, entries.values(), at)
        if rows < total:
            self._issue("incomplete_walk", f"the listing says it has {total} rows, {rows} were seen", None)
        else:
            self.result.withdrawn, _ = self.archive.close_walk(self.source.id, entries.keys(), at)
        return self.archive.entries_to_fetch(self.source.id, at, full=self.plan.full, limit=self.plan.limit)

    def _judge(self, listed: int) -> None:
        """A walk below its floors changes nothing: ListingError says what was expected."""
        before = self.archive.last_good_run(self.source.id)
        least = max(1, self.source.min_entries)
        if before is not None:
            least = max(least, int(before.listed * (1 - self.source.max_drop)))
        if listed < least:
            raise ListingError(
                f"the listing yields {listed} responses where at least {least} were expected: nothing was changed. "
                "Look at the listing; if it is right, lower min_entries or raise max_drop in sources.toml"
            )

    async def _walk_archive(self) -> list[EntryRow]:
        """Lists the archived responses below the source's prefixes; one that is missing says nothing of the site."""
        for prefix in self.source.archive_prefixes:
            async for item in list_archived(self.session, prefix, base=self.plan.archive_url):
                if self.platform.is_response(item.url, self.source.rules):
                    self.archived[canonical_address(item.url)] = item
                    self.report.listed(self.source, 1, len(self.archived))
        self.result.listed = len(self.archived)
        self._judge(len(self.archived))
        entries = [Entry(url=i.url, listed_text=f"{i.timestamp} {i.digest}") for i in self.archived.values()]
        at = utc_now()
        self.archive.save_entries(self.source.id, entries, at)
        rows = self.archive.entries_to_fetch(self.source.id, at, full=self.plan.full, limit=self.plan.limit)
        return [row for row in rows if row.url in self.archived]

    # ---- responses

    async def _fetch_entries(self, rows: list[EntryRow]) -> None:
        self.report.planned(self.source, len(rows))
        for row in rows:
            outcome = await self._fetch_entry(row)
            self.report.read(self.source, row.fetch_url, outcome)

    async def _fetch_entry(self, row: EntryRow) -> str:
        """Fetches, captures, reads and stores one response; returns a word for what became of it."""
        try:
            stored, body = await self._capture(row.fetch_url, kind="response")
        except FetchError as error:
            return self._unread(row, "gone" if isinstance(error, GoneError) else "failed", "fetch", error)
        try:
            response = read_capture(stored.capture, body, self.hints)
        except NotAResponseError as error:
            return self._unread(row, "no_response", "no_response", error, capture=stored.id)
        except ReaderError as error:
            return self._unread(row, "failed", "reader", error)
        saved = self.archive.save_response(
            response,
            source=self.source.id,
            url=row.fetch_url,
            capture_id=stored.id,
            at=utc_now(),
            reader_version=READER_VERSION,
        )
        self.result.new += saved is Saved.NEW
        self.result.changed += saved is Saved.CHANGED
        self.result.unchanged += saved is Saved.UNCHANGED
        return str(saved)

    def _unread(self, row: EntryRow, state: str, kind: str, error: FoiError, *, capture: int | None = None) -> str:
        """Notes that an entry gave no response, and why; returns the state. A page that is gone needs no one's care."""
        self.archive.mark_entry(
            self.source.id,
            row.url,
            state,
            utc_now(),
            reason=str(error),
            capture=capture,
            reader_version=READER_VERSION if capture else None,
        )
        if state != "gone":
            self._issue(kind, str(error), row.fetch_url)
        self.result.failed += state != "no_response"
        return state

    # ---- captures

    async def _capture(self, url: str, *, kind: CaptureKind) -> tuple[StoredCapture, bytes]:
        """The body at this address as of now, on disk before anyone reads it; an unchanged one is not stored twice."""
        stored = self.archive.find_capture(url, via=self.via)
        if stored and not (self.folder / stored.capture.file).exists():
            stored = None
        known = stored.capture if stored else None
        fetched = await self._fetch(url, known)
        if stored and known and (fetched.not_modified or sha256(fetched.body).hexdigest() == known.sha256):
            self.archive.mark_checked(stored.id, fetched.fetched_at)
            body = fetched.body or load_body(self.folder, known.file, known.offset)
            return stored, body
        capture = self.writer.save(fetched, via=self.via)
        capture_id = self.archive.save_capture(capture, source=self.source.id, run=self.run_id, kind=kind)
        return StoredCapture(id=capture_id, capture=capture, checked_at=capture.fetched_at), fetched.body

    async def _fetch(self, url: str, known: Capture | None) -> Fetched:
        archived = self.archived.get(canonical_address(url))
        if archived:
            return await fetch_archived(self.session, archived, accept=PAGE_TYPES, base=self.plan.archive_url)
        return await self.session.fetch(
            url,
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
            accept=PAGE_TYPES,
        )

    # ---- accounts

    def _issue(self, kind: str, message: str, url: str | None) -> None:
        self.archive.save_issue(self.run_id, self.source.id, kind, message, url, utc_now())

    def _save_result(self) -> None:
        r = self.result
        self.archive.save_source_run(
            self.run_id,
            self.source.id,
            started_at=self.started_at,
            finished_at=utc_now(),
            state=r.state,
            reason=r.reason,
            listed=r.listed,
            new=r.new,
            changed=r.changed,
            unchanged=r.unchanged,
            withdrawn=r.withdrawn,
            failed=r.failed,
            requests=r.requests,
            size_bytes=r.size_bytes,
            seconds=round(r.seconds, 3),
        )


def _page(capture: Capture, body: bytes) -> Page:
    return Page(body=body, url=capture.url, media_type=capture.media_type, charset=capture.charset)
