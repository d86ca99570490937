"""Every source with its counts, its latest run and how it is doing: what `foi sources` shows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

from scraper.store.connection import Row, explained
from scraper.store.health import Fillings, Health, source_health

_ENTRIES: Final = """
    SELECT
        source, count(*) AS listed, total(state = 'new') AS unread, total(state IN ('failed', 'gone')) AS failed
    FROM entries GROUP BY source
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """One line of `foi sources`. `last_*` are None where it was never run; `since` and `why` go with `health`."""

    source: str
    name: str
    force: str
    platform: str
    enabled: bool
    listed: int
    unread: int
    failed: int
    responses: int
    withdrawn: int
    open_issues: int
    last_run_at: str | None
    last_state: str | None
    last_reason: str | None
    last_good_at: str | None
    health: Health
    since: str | None
    why: str | None


class States(Fillings):
    def source_states(self) -> list[SourceState]:
        """Every source known to the archive with its counts and its latest run, by id."""
        counts = {row["source"]: row for row in self.rows(_ENTRIES)}
        withdrawn = {
            row["source"]: row["n"]
            for row in self.rows(
                "SELECT source, count(*) AS n FROM responses WHERE withdrawn_at IS NOT NULL GROUP BY source"
            )
        }
        with explained(self.path):
            found = source_health(self.db)
        return [
            SourceState(
                source=health.id,
                withdrawn=withdrawn.get(health.id, 0),
                **{name: getattr(health, name) for name in _OF_HEALTH},
                **_counts(counts.get(health.id)),
            )
            for health in found
        ]


_COUNTS: Final = ("listed", "unread", "failed")
_OF_HEALTH: Final = tuple(
    field.name for field in fields(SourceState) if field.name not in ("source", "withdrawn", *_COUNTS)
)


def _counts(row: Row | None) -> dict[str, Any]:
    """How many entries a source has; none, where there is no row of it."""
    return {name: int(row[name]) if row else 0 for name in _COUNTS}
