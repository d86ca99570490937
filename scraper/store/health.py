"""How each source is doing, since when and why; and what its responses have, by which a layout change shows.

One place for the site, for `foi sources` and for notifications.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from scraper.addresses import page_address
from scraper.records import DateKind, Response
from scraper.store.connection import Connected
from scraper.store.entries import PAGE

_SOURCES: Final = """
    SELECT
        sources.id, sources.name, sources.force, forces.name AS force_name, sources.platform, sources.via,
        sources.listing_url, sources.cron, sources.licence, sources.terms_url, sources.attribution, sources.note,
        sources.enabled, sources.unverified,
        latest.state AS last_state, latest.reason AS last_reason, latest.finished_at AS last_run_at,
        (SELECT max(finished_at) FROM run_sources WHERE source = sources.id AND state = 'ok') AS last_good_at,
        (SELECT count(*) FROM responses WHERE source = sources.id) AS responses,
        (SELECT count(*) FROM issues WHERE source = sources.id AND settled_at IS NULL) AS open_issues,
        (SELECT max(settled_at) FROM issues WHERE source = sources.id) AS last_settled_at,
        (SELECT min(first_seen_at) FROM issues WHERE source = sources.id AND settled_at IS NULL) AS first_issue_at,
        (
            SELECT min(started_at) FROM run_sources AS later
            WHERE later.source = sources.id AND later.run > coalesce((
                SELECT max(run) FROM run_sources AS other
                WHERE other.source = sources.id AND other.state <> latest.state
            ), 0)
        ) AS since
    FROM sources
    JOIN forces ON forces.id = sources.force
    LEFT JOIN run_sources AS latest ON latest.source = sources.id
        AND latest.run = (SELECT max(run) FROM run_sources WHERE source = sources.id)
    ORDER BY sources.id
"""

_FILLED: Final = """
    SELECT
        responses.warnings IS NULL AS clean,
        coalesce(responses.requested_on, responses.responded_on, responses.published_on) IS NOT NULL AS dated,
        responses.question_count > 0 AS questions,
        responses.outcome IS NOT NULL AS outcome
    FROM responses
"""


class Health(StrEnum):
    """`ok`: the last run went well. `degraded`: it went well but left things to settle, or it failed after earlier good
    ones. `blocked`: the site refused. `stopped`: not refreshed, never yet run, or no run ever went well.
    """

    OK = "ok"
    DEGRADED = "degraded"
    BLOCKED = "blocked"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A source with its facts and how it is doing: `since` an instant or None, `why` None where all is well.

    `last_*` are None where the source was never run.
    """

    id: str
    name: str
    force: str
    force_name: str
    platform: str
    via: str
    listing_url: str | None
    cron: str
    licence: str | None
    terms_url: str | None
    attribution: str | None
    note: str | None
    enabled: bool
    unverified: bool
    last_state: str | None
    last_reason: str | None
    last_run_at: str | None
    last_good_at: str | None
    responses: int
    open_issues: int
    last_settled_at: str | None
    first_issue_at: str | None
    since: str | None
    health: Health
    why: str | None


_COLUMNS: Final = tuple(field.name for field in fields(SourceHealth) if field.name not in ("health", "why"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What one response has. `clean`: it read without any warning; `dated`: it states a date of its own."""

    clean: bool
    dated: bool
    questions: bool
    outcome: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a response may have. `key` is that of its floor; `layout`: that many lose it tells of a new layout."""

    name: str
    key: str
    words: str
    layout: bool = True


FACTS: Final = (
    Fact(name="clean", key="min_clean", words="no warning", layout=False),
    Fact(name="dated", key="min_dated", words="a date"),
    Fact(name="questions", key="min_questions", words="a question"),
    Fact(name="outcome", key="min_outcome", words="an outcome"),
)


def filled(response: Response) -> Filled:
    """What a reading has. The month folder of an address is no date of its own."""
    return Filled(
        clean=not response.warnings,
        dated=any(date.kind is not DateKind.FILED for date in response.dates),
        questions=bool(response.questions),
        outcome=response.outcome is not None,
    )


def source_health(db: sqlite3.Connection) -> list[SourceHealth]:
    """Every source known to the archive, by id. The connection gives its rows by name."""
    return [_source(row) for row in db.execute(_SOURCES)]


class Fillings(Connected):
    def filled_at(self, source: str, url: str) -> list[Filled]:
        """What the responses at a page have that are in the archive and not withdrawn."""
        return self._filled(
            f"WHERE withdrawn_at IS NULL AND id IN (SELECT response FROM entries WHERE source = ? AND {PAGE} = ?)",
            source,
            page_address(url),
        )

    def filled_in_order(self, source: str) -> list[Filled]:
        """What the responses of a source have, in the order they came to the archive."""
        return self._filled("WHERE source = ? ORDER BY search_row", source)

    def _filled(self, where: str, *values: str) -> list[Filled]:
        found = self.rows(f"{_FILLED} {where}", values)
        return [Filled(**{name: bool(row[name]) for name in row.keys()}) for row in found]  # noqa: SIM118


def _source(row: sqlite3.Row) -> SourceHealth:
    health, since, why = _health(row)
    facts = {name: row[name] for name in _COLUMNS}
    facts |= {"enabled": bool(row["enabled"]), "unverified": bool(row["unverified"]), "since": since}
    return SourceHealth(**facts, health=health, why=why)


def _health(row: sqlite3.Row) -> tuple[Health, str | None, str | None]:
    state, issues = row["last_state"], row["open_issues"]
    if not row["enabled"]:
        return Health.STOPPED, row["last_run_at"], row["note"] or "not refreshed any more"
    if state is None:
        return Health.STOPPED, None, "has not been read yet"
    if state == "blocked":
        return Health.BLOCKED, row["since"], row["last_reason"]
    if state != "ok":
        return Health.DEGRADED if row["last_good_at"] else Health.STOPPED, row["since"], row["last_reason"]
    if issues:
        return Health.DEGRADED, row["first_issue_at"], f"{issues} thing{'s' if issues != 1 else ''} to settle"
    return Health.OK, max(row["since"], row["last_settled_at"] or ""), None
