"""How each source is doing: ok, degraded, blocked or stopped, since when and why."""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from typing import Any, Final

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


class Health(StrEnum):
    """`ok`: the last run went well. `degraded`: it went well but left things to settle, or it failed after earlier good
    ones. `blocked`: the site refused. `stopped`: not refreshed, never yet run, or no run ever went well.
    """

    OK = "ok"
    DEGRADED = "degraded"
    BLOCKED = "blocked"
    STOPPED = "stopped"


def source_states(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every source with its facts, `health`, `since` (an instant or None) and `why` (None where all is well)."""
    return [{**dict(row), **_health(row)} for row in db.execute(_SOURCES)]


def _health(row: sqlite3.Row) -> dict[str, Any]:
    state, issues = row["last_state"], row["open_issues"]
    things = f"{issues} thing{'s' if issues != 1 else ''} to settle"
    if not row["enabled"]:
        return {"health": Health.STOPPED, "since": row["last_run_at"], "why": row["note"] or "not refreshed any more"}
    if state is None:
        return {"health": Health.STOPPED, "since": None, "why": "has not been read yet"}
    if state == "blocked":
        return {"health": Health.BLOCKED, "since": row["since"], "why": row["last_reason"]}
    if state != "ok":
        health = Health.DEGRADED if row["last_good_at"] else Health.STOPPED
        return {"health": health, "since": row["since"], "why": row["last_reason"]}
    if issues:
        return {"health": Health.DEGRADED, "since": row["first_issue_at"], "why": things}
    return {"health": Health.OK, "since": max(row["since"], row["last_settled_at"] or ""), "why": None}
