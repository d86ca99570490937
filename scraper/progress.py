"""How a run is shown: bars on a terminal, plain lines or JSON elsewhere; a table and a line of results at the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table

from scraper.fetching.answers import utc_now
from scraper.records import Source
from scraper.refresh import RunState, SourceResult

TABLE_STYLE: dict[str, Any] = {"box": SIMPLE_HEAD, "pad_edge": False, "padding": (0, 1, 0, 0)}
_COUNTS = ("listed", "new", "changed", "withdrawn", "failed", "attachments", "requests")


def wide_console() -> Console:
    """Standard output for tables; not cut at 80 columns when it goes to a file or a pipe."""
    console = Console()
    return console if console.is_terminal else Console(width=110)


class RunDisplay:
    """A `refresh.Report` on a console: one bar a source on a terminal, one line a source in a log."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[doing]}"),
            console=console,
            disable=not console.is_terminal,
        )
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self.bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bars.stop()

    def listed(self, source: Source, pages: int, entries: int) -> None:
        self.bars.update(self._task(source), doing=f"listing: page {pages}, {entries} responses")

    def planned(self, source: Source, to_fetch: int) -> None:
        self.bars.update(self._task(source), total=to_fetch, doing=f"{to_fetch} to fetch")

    def read(self, source: Source, url: str, outcome: str) -> None:
        self.bars.update(self._task(source), advance=1, doing=outcome)

    def finished(self, result: SourceResult) -> None:
        self.bars.update(self._task(result.source), doing=str(result.state))
        if not self.console.is_terminal:
            self.console.print(summary_line(result), highlight=False, soft_wrap=True)

    def _task(self, source: Source) -> TaskID:
        if source.id not in self.tasks:
            self.tasks[source.id] = self.bars.add_task(source.id, total=None, doing="starting")
        return self.tasks[source.id]


class Quiet:
    """A `refresh.Report` that says nothing."""

    def listed(self, source: Source, pages: int, entries: int) -> None: ...
    def planned(self, source: Source, to_fetch: int) -> None: ...
    def read(self, source: Source, url: str, outcome: str) -> None: ...
    def finished(self, result: SourceResult) -> None: ...


class EventLog:
    """A `refresh.Report` for programs: one JSON object a line, with `at`, `event` and mostly `source`."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def listed(self, source: Source, pages: int, entries: int) -> None:
        self.write("listed", source=source.id, pages=pages, entries=entries)

    def planned(self, source: Source, to_fetch: int) -> None:
        self.write("planned", source=source.id, to_fetch=to_fetch)

    def read(self, source: Source, url: str, outcome: str) -> None:
        self.write("read", source=source.id, url=url, outcome=outcome)

    def finished(self, result: SourceResult) -> None:
        self.write("finished", **result_as_dict(result))

    def write(self, event: str, **facts: object) -> None:
        """One event, on its way at once."""
        line = {"at": utc_now(), "event": event} | facts
        self.stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.stream.flush()


def run_summary(results: Sequence[SourceResult]) -> str:
    """A whole run in one line."""
    states = Counter(r.state for r in results)
    counts = {name: sum(getattr(r, name) for r in results) for name in ("new", "changed", "withdrawn", "left")}
    size = sum(r.size_bytes for r in results)
    return (
        f"{_number(len(results), 'source')}: {', '.join(f'{states[s]} {s}' for s in RunState if states[s])}; "
        f"{counts['new']:,} new, {counts['changed']:,} changed, {counts['withdrawn']:,} withdrawn; "
        f"{_number(sum(r.requests for r in results), 'request')}, {size / 1e6:,.{0 if size > 1e7 else 1}f} MB, "
        f"{max((r.seconds for r in results), default=0):,.0f} s"
        + (f"; {counts['left']:,} left for the next run" if counts["left"] else "")
    )


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def summary_line(result: SourceResult) -> str:
    """One line a source, for logs: counts, and the reason when something went wrong."""
    counts = ", ".join(f"{getattr(result, name)} {name}" for name in (*_COUNTS, *(["left"] if result.left else [])))
    return f"{result.source.id}: {result.state}: {counts}, {result.seconds:.1f} s" + (
        f": {result.reason}" if result.reason else ""
    )


def results_table(results: list[SourceResult]) -> Table:
    """All sources of a run, with a line of totals when there are several."""
    table = Table(**TABLE_STYLE)
    table.add_column("source", no_wrap=True)
    table.add_column("state", no_wrap=True)
    for name in (*_COUNTS, "KB", "secs"):
        table.add_column(name, justify="right")
    for r in results:
        table.add_row(r.source.id, str(r.state), *_cells(r))
    if len(results) > 1:
        table.add_section()
        totals = [str(sum(getattr(r, name) for r in results)) for name in _COUNTS]
        size, longest = sum(r.size_bytes for r in results), max(r.seconds for r in results)
        table.add_row("all", "", *totals, f"{size / 1000:.0f}", f"{longest:.1f}")
    return table


def result_as_dict(result: SourceResult) -> dict[str, object]:
    counts = {name: getattr(result, name) for name in (*_COUNTS, "left", "size_bytes")}
    return (
        {"source": result.source.id, "state": str(result.state), "reason": result.reason}
        | counts
        | {"seconds": round(result.seconds, 3)}
    )


def _cells(result: SourceResult) -> list[str]:
    counts = [str(getattr(result, name)) for name in _COUNTS]
    return [*counts, f"{result.size_bytes / 1000:.0f}", f"{result.seconds:.1f}"]
