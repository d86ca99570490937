"""What the web's archive holds of the logs: its captures as listed, and how far the lists were walked.

A listing of tens of thousands of captures is kept page by page with the key to go on from, and every capture with what
became of it, so that a kill at any moment costs a page of the list or one capture. Timestamps are the web archive's
own, `YYYYMMDDhhmmss` in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from scraper.addresses import page_address, response_id
from scraper.store.connection import Connected
from scraper.store.removed import taken_down

ArchivedState = Literal["same", "read", "no_response", "failed", "gone"]

_ATTEMPTS: Final = 3
"""A capture that could not be had in so many runs is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedRow:
    """One capture that the web's archive lists. `url` is canonical, `fetch_url` the address as archived."""

    url: str
    timestamp: str
    fetch_url: str
    digest: str | None


class ArchivedCaptures(Connected):
    def open_archive_walk(self, source: str, prefix: str, at: str) -> str | None:
        """Begin to list a prefix, or take up the walk that was cut short: then its resume key is returned."""
        row = self.row(
            "SELECT resume_key FROM archive_walks WHERE source = ? AND prefix = ? AND finished_at IS NULL",
            (source, prefix),
        )
        if row and row["resume_key"]:
            return str(row["resume_key"])
        with self.write() as db:
            db.execute("INSERT OR REPLACE INTO archive_walks VALUES (?, ?, NULL, ?, NULL)", (source, prefix, at))
        return None

    def save_archived(
        self, source: str, prefix: str, captures: Iterable[ArchivedRow], *, resume_key: str | None, at: str
    ) -> None:
        """Keep one page of the list and how to go on, in one transaction; without a resume key the walk is done.

        A capture that says the same as the one before it at its address is never fetched.
        """
        with self.write() as db:
            down = taken_down(db)
            touched = {
                row.url
                for row in captures
                if response_id(row.url) not in down
                and db.execute(
                    "INSERT INTO archived VALUES (?, ?, ?, ?, ?, 'listed', 0) ON CONFLICT DO NOTHING",
                    (source, row.url, row.timestamp, row.fetch_url, row.digest),
                ).rowcount
            }
            db.executemany(_FOLD, [{"source": source, "url": url} for url in touched])
            db.execute(
                "UPDATE archive_walks SET resume_key = ?, finished_at = ? WHERE source = ? AND prefix = ?",
                (resume_key, None if resume_key else at, source, prefix),
            )

    def count_archived(self, source: str) -> int:
        """How many addresses of this source the web's archive holds."""
        row = self.row("SELECT count(DISTINCT url) AS n FROM archived WHERE source = ?", (source,))
        return int(row["n"]) if row else 0

    def count_to_read(self, source: str, *, full: bool = False) -> int:
        """How many captures are still to be read."""
        row = self.row(
            f"SELECT count(*) AS n FROM archived WHERE source = :source AND {_TO_READ}",
            {"source": source, "full": full},
        )
        return int(row["n"]) if row else 0

    def was_walked(self, source: str, prefix: str, since: str) -> bool:
        """Whether this prefix was listed to its end at this instant or later."""
        found = self.row(
            "SELECT 1 FROM archive_walks WHERE source = ? AND prefix = ? AND finished_at >= ?", (source, prefix, since)
        )
        return found is not None

    def archived_to_read(self, source: str, after: str, limit: int, *, full: bool = False) -> list[str]:
        """The next addresses, by their order, with captures that are still to be read.

        `full` takes those that were given up or gone as well.
        """
        found = self.rows(
            f"SELECT DISTINCT url FROM archived WHERE source = :source AND url > :after AND {_TO_READ} "
            "ORDER BY url LIMIT :limit",
            {"source": source, "after": after, "limit": limit, "full": full},
        )
        return [str(row["url"]) for row in found]

    def archived_of(self, source: str, url: str, *, full: bool = False) -> list[ArchivedRow]:
        """The captures of one address that are still to be read, oldest first, so that versions count upwards."""
        found = self.rows(
            "SELECT url, timestamp, fetch_url, digest FROM archived "
            f"WHERE source = :source AND url = :url AND {_TO_READ} ORDER BY timestamp",
            {"source": source, "url": page_address(url), "full": full},
        )
        return [ArchivedRow(**dict(row)) for row in found]

    def mark_archived(self, source: str, capture: ArchivedRow, state: ArchivedState) -> None:
        """Keep what became of a capture; one that failed is tried again by later runs, three in all.

        In place of one that cannot be had the next that says the same is wanted.
        """
        values = {"state": state, "source": source, "url": capture.url, "timestamp": capture.timestamp}
        with self.write() as db:
            db.execute(
                "UPDATE archived SET state = :state, attempts = attempts + 1 "
                "WHERE source = :source AND url = :url AND timestamp = :timestamp",
                values,
            )
            if state in ("failed", "gone"):
                db.execute(_NEXT_SAME, values | {"digest": capture.digest})


_TO_READ: Final = (
    f"(state = 'listed' OR (state = 'failed' AND attempts < {_ATTEMPTS}) OR (:full AND state IN ('failed', 'gone')))"
)

# The index gives the captures of an address in the order of time, and may leave out repeats that follow each other.
_FOLD: Final = """
    UPDATE archived SET state = 'same'
    WHERE source = :source AND url = :url AND state = 'listed' AND digest = (
        SELECT digest FROM archived AS before
        WHERE before.source = archived.source AND before.url = archived.url AND before.timestamp < archived.timestamp
        ORDER BY before.timestamp DESC LIMIT 1
    )
"""

_NEXT_SAME: Final = """
    UPDATE archived SET state = 'listed'
    WHERE source = :source AND url = :url AND state = 'same' AND digest = :digest AND timestamp = (
        SELECT min(timestamp) FROM archived WHERE source = :source AND url = :url AND timestamp > :timestamp
    )
"""
