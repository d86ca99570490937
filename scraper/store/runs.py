"""Sources, runs and the issues they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from scraper.records import Source, Via
from scraper.store.states import States
from scraper.store.writing import count_working_days

_SAVE_FORCE: Final = """
    INSERT INTO forces (id, name, nation) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, nation = excluded.nation
    WHERE (name, nation) IS NOT (excluded.name, excluded.nation)
"""

_SAVE_AUTHORITY: Final = """
    UPDATE forces SET whatdotheyknow = ?, log_url = ?, tags = ?
    WHERE id = ? AND (whatdotheyknow, log_url, tags) IS NOT (?, ?, ?)
"""

_SOURCE_COLUMNS: Final = (
    *("id", "force", "name", "platform", "law", "via", "listing_url", "cron", "recheck_days"),
    *("licence", "terms_url", "attribution", "unverified", "enabled", "note"),
)

_DONE_COLUMNS: Final = (
    "run, source, started_at, finished_at, state, reason, "
    "listed, new, changed, unchanged, withdrawn, failed, requests, size_bytes, seconds, via, retry_at, attachments"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """What one run did at one source. `listed` counts the entries its listings showed.

    `state` is ok, failed, blocked or skipped; `size_bytes` is what was received. `via` is where its pages came from;
    `retry_at` the instant before which the web's archive asked not to be asked again. `attachments` counts the files
    that were new or had changed.
    """

    run: int
    source: str
    started_at: str
    finished_at: str
    state: str
    reason: str | None
    listed: int
    new: int
    changed: int
    unchanged: int
    withdrawn: int
    failed: int
    requests: int
    size_bytes: int
    seconds: float
    via: str | None
    retry_at: str | None
    attachments: int


class Runs(States):
    def save_sources(self, sources: Iterable[Source]) -> None:
        """Make the tables of forces and sources say what the configuration says; a row that is right is not written."""
        columns = _SOURCE_COLUMNS
        updates = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
        save_source = (
            f"INSERT INTO sources ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
            f"ON CONFLICT (id) DO UPDATE SET {updates} "
            f"WHERE ({', '.join(columns)}) IS NOT ({', '.join(f'excluded.{name}' for name in columns)})"
        )
        with self.write() as db:
            for source in sources:
                if db.execute(_SAVE_FORCE, (source.force, source.force_name, source.nation)).rowcount:
                    count_working_days(db, "responses.force = ?", source.force)  # by the holidays of its nation
                db.execute(save_source, _source_values(source))

    def save_authorities(self, found: Mapping[str, tuple[str, str | None, str | None]]) -> int:
        """Keep name, log address and tags of forces in WhatDoTheyKnow's list; returns how many rows changed."""
        with self.write() as db:
            return sum(
                db.execute(_SAVE_AUTHORITY, (*values, force, *values)).rowcount for force, values in found.items()
            )

    def start_run(self, command: str, at: str) -> int:
        """Open a run; returns its number."""
        with self.write() as db:
            cursor = db.execute("INSERT INTO runs (command, started_at, state) VALUES (?, ?, 'running')", (command, at))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def finish_run(self, run: int, at: str, state: str) -> None:
        """Close a run as ok or failed."""
        with self.write() as db:
            db.execute("UPDATE runs SET finished_at = ?, state = ? WHERE id = ?", (at, state, run))

    def close_interrupted(self, at: str) -> int:
        """Close the runs that a kill left open; returns how many. Call it only while holding the archive's lock."""
        with self.write() as db:
            return db.execute(
                "UPDATE runs SET finished_at = ?, state = 'interrupted' WHERE state = 'running'", (at,)
            ).rowcount

    def save_source_run(
        self,
        run: int,
        source: str,
        *,
        started_at: str,
        finished_at: str,
        state: str,
        reason: str | None = None,
        listed: int = 0,
        new: int = 0,
        changed: int = 0,
        unchanged: int = 0,
        withdrawn: int = 0,
        failed: int = 0,
        requests: int = 0,
        size_bytes: int = 0,
        seconds: float = 0.0,
        via: Via | None = None,
        retry_at: str | None = None,
        attachments: int = 0,
    ) -> None:
        """Keep what a run did at one source; a second call for the same pair replaces the first."""
        values = (run, source, started_at, finished_at, state, reason)
        counts = (listed, new, changed, unchanged, withdrawn, failed, requests, size_bytes, seconds)
        way = (via and str(via), retry_at, attachments)
        with self.write() as db:
            db.execute(
                f"INSERT OR REPLACE INTO run_sources ({_DONE_COLUMNS}) VALUES ({', '.join('?' * 18)})",
                (*values, *counts, *way),
            )

    def last_good_run(self, source: str, via: Via | None = None) -> SourceRun | None:
        """The latest run that ended well at this source; with `via`, whose pages came that way."""
        row = self.row(
            "SELECT * FROM run_sources WHERE source = ? AND state = 'ok' AND coalesce(via, 'live') = "
            "coalesce(?, via, 'live') ORDER BY run DESC LIMIT 1",
            (source, via and str(via)),
        )
        return SourceRun(**dict(row)) if row else None

    def archive_retry_at(self) -> str | None:
        """The instant before which the web's archive, which all sources share, asked not to be asked again."""
        row = self.row("SELECT max(retry_at) AS at FROM run_sources")
        return row["at"] if row else None

    def save_issue(
        self, run: int | None, source: str | None, kind: str, message: str, url: str | None, at: str
    ) -> None:
        """Keep something a person must settle: one open row for each source, kind and address, with a count."""
        with self.write() as db:
            db.execute(
                """
                INSERT INTO issues (run, source, kind, message, url, first_seen_at, last_seen_at, seen_count)
                VALUES (?, ?, ?, ?, ?, ?, ?, 1)
                ON CONFLICT (coalesce(source, ''), kind, coalesce(url, '')) WHERE settled_at IS NULL DO UPDATE SET
                    run = excluded.run, message = excluded.message, last_seen_at = excluded.last_seen_at,
                    seen_count = seen_count + 1
                """,
                (run, source, kind, message, url, at, at),
            )

    def settle_issues(self, source: str, run: int, at: str) -> int:
        """Settle the open issues that this run, having gone well, did not meet again; returns how many.

        An issue about one address stays open for as long as the entry there fails or is no response.
        """
        with self.write() as db:
            return db.execute(
                """
                UPDATE issues SET settled_at = ?
                WHERE source = ? AND settled_at IS NULL AND run IS NOT ? AND NOT EXISTS (
                    SELECT 1 FROM entries
                    WHERE entries.source = issues.source AND entries.fetch_url = issues.url
                        AND entries.state IN ('failed', 'gone', 'no_response')
                )
                """,
                (at, source, run),
            ).rowcount

    def good_walks(self, source: str, via: Via) -> list[SourceRun]:
        """The runs that went well at this source, its pages having come that way, oldest first."""
        found = self.rows(
            f"SELECT {_DONE_COLUMNS} FROM run_sources WHERE source = ? AND state = 'ok' "
            "AND coalesce(via, 'live') = ? AND listed > 0 ORDER BY run",
            (source, str(via)),
        )
        return [SourceRun(**dict(row)) for row in found]


def _source_values(source: Source) -> tuple[str | float | None, ...]:
    return (
        source.id,
        source.force,
        source.name,
        source.platform,
        str(source.law),
        str(source.via),
        next(iter(source.listings), None),
        source.cron,
        source.recheck_days,
        source.licence,
        source.terms_url,
        source.attribution,
        int(source.unverified),
        int(source.enabled),
        source.note,
    )
