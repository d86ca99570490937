"""How the sources stand, as `foi sources` shows it: rows, a table, lines, and floors for sources.toml."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from scraper.progress import TABLE_STYLE
from scraper.records import Source
from scraper.refresh.floors import Floor, suggest_floors
from scraper.store import Archive, SourceState
from scraper.store.health import Health

_COLUMNS = ("source", "platform", "via", "responses", "open_issues", "last_good_run", "state")


def source_row(source: Source, state: SourceState | None) -> dict[str, object]:
    """One source as configured and as the archive knows it; what never ran is `new`."""
    return {
        "source": source.id,
        "name": source.name,
        "force": source.force,
        "platform": source.platform,
        "via": str(source.via),
        "enabled": source.enabled,
        "unverified": source.unverified,
        "cron": source.cron,
        "responses": state.responses if state else 0,
        "withdrawn": state.withdrawn if state else 0,
        "failed": state.failed if state else 0,
        "open_issues": state.open_issues if state else 0,
        "last_run": state.last_run_at if state else None,
        "last_good_run": state.last_good_at if state else None,
        "state": (state.last_state if state else None) or ("new" if source.enabled else "disabled"),
        "reason": state.last_reason if state else None,
        "health": str(state.health if state else Health.STOPPED),
        "since": state.since if state else None,
        "why": state.why if state else "has not been read yet",
    }


def sources_table(rows: Sequence[dict[str, object]]) -> Table:
    """A line a source; a question mark where nobody has yet seen it answer."""
    table = Table(**TABLE_STYLE)
    for column in _COLUMNS:
        table.add_column(column.replace("_", " "))
    for row in rows:
        cells = ["" if row[column] is None else str(row[column]) for column in _COLUMNS]
        table.add_row(*cells[:-1], cells[-1] + ("?" if row["unverified"] and row["state"] == "new" else ""))
    return table


def failing_line(row: dict[str, object]) -> str:
    """A source that is not well: since when, and why."""
    since = f" since {row['since']}" if row["since"] else ""
    return f"{row['source']}: {row['health']}{since}: {row['why']}"


def floors_of(archive: Archive, source: Source) -> tuple[Floor, ...]:
    """The floors that the history of a source bears out."""
    return suggest_floors(archive.good_walks(source.id, source.via), archive.filled_in_order(source.id))


def floors_as_toml(source: str, floors: Sequence[Floor]) -> str:
    """Lines to paste into the table of a source, with what they stand on; where history gives no floor, a comment."""
    lines = [
        f"# {floor.key}: no floor: {floor.measured}"
        if floor.value is None
        else f"{floor.key} = {floor.value} # {floor.measured}"
        for floor in floors
    ]
    return "\n".join([f"# [source.{source}]", *lines])


def floors_as_dict(source: str, floors: Sequence[Floor]) -> dict[str, object]:
    """The same for programs: each floor or null, and what it stands on."""
    return {
        "source": source,
        "floors": {floor.key: floor.value for floor in floors},
        "measured": {floor.key: floor.measured for floor in floors},
    }
