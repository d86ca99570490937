"""One run over some sources. They run side by side, each in order; whatever happens to one, the others go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from scraper.attachments.reader import FileReader
from scraper.errors import BlockedError, FetchError, FoiError, ListingError, LockedError, RobotsError, UnreachableError
from scraper.fetching.answers import utc_now
from scraper.fetching.client import Manners, PoliteClient
from scraper.groups.update import update_groups
from scraper.records import Source, Via
from scraper.refresh.budget import Budget, BudgetSession, SpentError, archive_session
from scraper.refresh.files import read_attachments
from scraper.refresh.health import UnhealthyError
from scraper.refresh.pages import plan_pages, read_pages
from scraper.refresh.plan import Plan, Report, Route, RunState, SourceResult
from scraper.refresh.turn import Turn
from scraper.refresh.walk import closing, walk_listing
from scraper.refresh.web_archive import check_may_ask, list_gone, read_archived, walk_archive
from scraper.store import Archive


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
        with FileReader() as files:
            runs = [_SourceRun(archive, source, client, files, run, plan, report) for source in sources]
            results = await asyncio.gather(*(r.run() for r in runs))
    update_groups(archive)
    state = RunState.OK if all(r.state is RunState.OK for r in results) else RunState.FAILED
    archive.finish_run(run, utc_now(), state)
    return list(results)


class _SourceRun:
    """One source in one run: its turn at the site, at the web's archive, or at both."""

    def __init__(
        self,
        archive: Archive,
        source: Source,
        client: PoliteClient,
        files: FileReader,
        run: int,
        plan: Plan,
        report: Report,
    ) -> None:
        self.archive, self.source, self.client, self.files = archive, source, client, files
        self.run_number, self.plan, self.report = run, plan, report
        self.result = SourceResult(source=source)
        self.budget = Budget(source, full=plan.full)
        self.started_at = utc_now()

    async def run(self) -> SourceResult:
        began, result = time.monotonic(), self.result
        live = self.source.via is Via.LIVE
        if self.plan.route is not Route.SOURCE:
            live = self.plan.route is not Route.WAYBACK and bool(self.source.listings)
        if not live:
            await self._turn(Via.WAYBACK, _read_whole_archive)
        else:
            error = await self._turn(Via.LIVE, _read_site)
            if self.plan.route is Route.AUTO:
                await self._turn_to_archive(error)
        result.seconds = time.monotonic() - began
        self._save_result()
        self.report.finished(result)
        return result

    async def _turn_to_archive(self, error: FoiError | None) -> None:
        """What the site refuses or no longer has; a listing that reads wrongly is for a person to look at."""
        result = self.result
        if error is None:
            if self.archive.entries_lost(self.source.id):
                await self._turn(Via.WAYBACK, _read_lost_pages)
                # The site's own turn was good: what the web's archive could not add is an issue, no failure.
                result.via, result.state, result.reason = Via.LIVE, RunState.OK, None
        elif not isinstance(error, ListingError | UnhealthyError):
            await self._turn(Via.WAYBACK, _read_whole_archive)
            also = f"; then {result.reason}" if result.reason else ""
            result.reason = f"read from the web's archive, since the site did not answer: {error}{also}"

    async def _turn(self, via: Via, work: Callable[[Turn], Awaitable[None]]) -> FoiError | None:
        """One turn, to its end or to what ended it, which is returned."""
        result = self.result
        error: FoiError | None = None
        result.via, result.state, result.reason = via, RunState.OK, None
        if via is Via.LIVE:
            session = BudgetSession(self.client, self.source.hosts, self.source.delay_seconds, self.budget)
        else:
            session = archive_session(
                self.client, self.plan.archive_delay_seconds, self.budget, base=self.plan.archive_url
            )
        with Turn(
            self.archive, self.run_number, self.plan, self.report, result, session, self.budget, self.files
        ) as turn:
            try:
                await work(turn)
            except (BlockedError, RobotsError) as refusal:
                error, result.state = refusal, RunState.BLOCKED
                if via is Via.WAYBACK and isinstance(refusal, BlockedError):
                    result.retry_at = refusal.retry_at
            except (UnreachableError, FetchError, ListingError, UnhealthyError) as failure:
                error, result.state = failure, RunState.FAILED
            finally:
                result.requests += session.requests
                result.size_bytes += session.received_bytes
            if error:
                result.reason = str(error)
                kind = error.kind if isinstance(error, UnhealthyError) else str(result.state)
                turn.issue(kind, result.reason, None)
            else:
                self.archive.settle_issues(self.source.id, self.run_number, utc_now())
        return error

    def _save_result(self) -> None:
        r = self.result
        self.archive.save_source_run(
            self.run_number,
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
            via=r.via,
            retry_at=r.retry_at,
            attachments=r.attachments,
        )


async def _read_site(turn: Turn) -> None:
    """What is new first, with its files; then what was read before, as far as its budget goes.

    Files that an earlier run left come before further pages, so that everything has its turn.
    """
    walk = await walk_listing(turn)
    with closing(turn, walk):
        new, again = plan_pages(turn, walk.due)
        turn.result.left += await read_pages(turn, new)
        await read_attachments(turn, known=turn.budget.bounded)
        with turn.budget.again():
            turn.result.left += await read_pages(turn, again)
    turn.result.left += await read_attachments(turn)


async def _read_whole_archive(turn: Turn) -> None:
    check_may_ask(turn)
    await walk_archive(turn)
    await _read_archived(turn)


async def _read_lost_pages(turn: Turn) -> None:
    check_may_ask(turn)
    with suppress(SpentError):
        await list_gone(turn)
    await _read_archived(turn)


async def _read_archived(turn: Turn) -> None:
    turn.result.left += await read_archived(turn)
    turn.result.left += await read_attachments(turn)
