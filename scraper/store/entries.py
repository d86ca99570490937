"""Entries: what the listings show, what is to be fetched next, and what has gone.

Here, and not on the responses, lies all that a nightly run keeps about addresses, but for when an answer was last found
unchanged: that moves `last_seen_at` of the response and nothing else. An entry listed again unchanged costs no write.
Times are instants in UTC; ages and waits are in days.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Final

from scraper.addresses import canonical_address, page_address, response_id
from scraper.records import Entry
from scraper.store.connection import Connected, Row
from scraper.store.removed import redaction_of, taken_down

WITHDRAWN_AFTER: Final = 2
"""So many complete walks in a row must miss an entry before its response counts as withdrawn; so many readings of a
page that holds several answers must miss one of them."""

PAGE: Final = "substr(url, 1, instr(url || '#', '#') - 1)"
"""The page of an entry, in SQL: `page_address` of its address. An index is made on these very words."""

_SLACK_DAYS: Final = 0.1
"""A nightly run reaches a page some minutes earlier or later than the night before: that must not cost it a night."""

SHARE_OF_AGE: Final = 0.1
_HOUR: Final = 1 / 24
_MOST_DOUBLINGS: Final = 5


class EntryState(StrEnum):
    NEW = "new"
    READ = "read"
    NO_RESPONSE = "no_response"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One address that a source lists. `url` is canonical and identifies it; `fetch_url` is the address as linked.

    Of a page that holds several answers each has an entry, its address the page's with a fragment.
    `response` is the id of what was read there. `reason` says why it failed or is no response.
    `capture` and `reader_version` say what was read last, and by which reader; `checked_at` when a check last changed
    anything of the row.
    `attempts` counts failures in a row, `missed_walks` the complete walks in a row that missed it.
    `first_listed_at` is None where no listing ever showed it (an import, a capture of the web's archive, an answer of a
    listed page): no walk withdraws such an entry.
    """

    source: str
    url: str
    fetch_url: str
    title: str | None
    listed_text: str | None
    response: str | None
    state: EntryState
    reason: str | None
    capture: int | None
    reader_version: str | None
    checked_at: str | None
    attempts: int
    missed_walks: int
    first_listed_at: str | None


_FIELDS: Final = tuple(field.name for field in fields(EntryRow))
_COLUMNS: Final = ", ".join(f"entries.{name}" for name in _FIELDS)

_BACK: Final = "entries.url IN (SELECT value FROM json_each(:seen))"

_CHECKED: Final = "max(entries.checked_at, coalesce(responses.last_seen_at, ''))"

SETTLED: Final = "response IS NOT NULL AND state = 'read' AND attempts = 0 AND relisted_at IS NULL"
"""In SQL: a check that finds the answer unchanged has nothing to write here."""

# Due: never read; or its listing row has changed; or it is listed again; or its last check is older than recheck_days
# and than a share of its age; or it failed and has waited 1, 2, 4 … 32 times recheck_days (an hour at least). Age
# counts from the date of the response, or from its first listing if that is earlier or there is none.
_TO_FETCH: Final = f"""
    SELECT {_COLUMNS}
    FROM entries
    JOIN sources ON sources.id = entries.source
    LEFT JOIN responses ON responses.id = entries.response
    WHERE entries.source = :source AND entries.first_listed_at IS NOT NULL
        AND (entries.missed_walks < {WITHDRAWN_AFTER} OR {_BACK})
        AND (
            :full
            OR (entries.missed_walks > 0 AND {_BACK})
            OR entries.checked_at IS NULL
            OR (entries.relisted_at IS NOT NULL AND entries.state NOT IN ('failed', 'gone'))
            OR julianday(:at) - julianday({_CHECKED}) >= CASE
                WHEN entries.state IN ('failed', 'gone') THEN
                    max(sources.recheck_days, {_HOUR}) * (1 << min(entries.attempts - 1, {_MOST_DOUBLINGS}))
                ELSE max(sources.recheck_days, :share_of_age * (julianday(:at) - min(
                    julianday(entries.first_listed_at),
                    coalesce(julianday(substr(responses.dated_on || '-01-01', 1, 10)), julianday(:at))
                )))
            END - min({_SLACK_DAYS}, sources.recheck_days / 10)
        )
    ORDER BY
        entries.checked_at IS NOT NULL,
        CASE WHEN entries.checked_at IS NULL THEN entries.rowid END,
        entries.relisted_at IS NULL,
        {_CHECKED},
        entries.rowid
    LIMIT :limit
"""


class Entries(Connected):
    def save_entries(self, source: str, entries: Iterable[Entry], at: str) -> int:
        """Keep what a listing page shows: new rows, and those whose link, title or text has changed, which makes
        them due.

        Returns how many rows were new.
        """
        listed = self._wanted({canonical_address(entry.url): entry for entry in entries})
        known = {
            row["url"]: (row["fetch_url"], row["title"], row["listed_text"], row["first_listed_at"])
            for row in self._entries_at(source, listed)
        }
        added = [address for address in listed if address not in known or known[address][3] is None]
        changed = [
            address for address, entry in listed.items() if address in known and known[address][:3] != _listed(entry)
        ]
        if not added and not changed:
            return 0
        with self.write() as db:
            db.executemany(
                """
                INSERT INTO entries
                    (source, url, fetch_url, title, listed_text, state, attempts, missed_walks, first_listed_at)
                VALUES (?, ?, ?, ?, ?, 'new', 0, 0, ?)
                ON CONFLICT (source, url) DO UPDATE SET first_listed_at = excluded.first_listed_at
                """,
                [(source, address, *_listed(listed[address]), at) for address in added],
            )
            db.executemany(
                "UPDATE entries SET fetch_url = ?, title = ?, listed_text = ?, relisted_at = ? "
                "WHERE source = ? AND url = ?",
                [(*_listed(listed[address]), at, source, address) for address in changed],
            )
        return len(added)

    def _wanted(self, listed: dict[str, Entry]) -> dict[str, Entry]:
        """Listed entries by address, without what was taken down and with no words that were redacted."""
        down = taken_down(self.db)
        redactions = {row["response"] for row in self.rows("SELECT response FROM redactions WHERE undone_at IS NULL")}
        if not down and not redactions:
            return listed
        wanted: dict[str, Entry] = {}
        for address, entry in listed.items():
            key = response_id(address)
            if key in redactions and (change := redaction_of(self.db, self.path, key)):
                said = (text and change(text) for text in (entry.title, entry.listed_text))
                entry = replace(entry, title=next(said), listed_text=next(said))
            if key not in down:
                wanted[address] = entry
        return wanted

    def close_walk(self, source: str, seen: Collection[str], at: str) -> tuple[int, int]:
        """Note which entries a complete and healthy walk did not show; returns (withdrawn, returned).

        The second such walk in a row marks the response of an entry as withdrawn; an entry that is back counts as
        there again, and is due. Never call it after a walk that was cut short or looks wrong.
        """
        present = {canonical_address(url) for url in seen}
        missed: list[tuple[str, int]] = []
        back: list[str] = []
        for row in self.rows(
            "SELECT url, missed_walks FROM entries WHERE source = ? AND first_listed_at IS NOT NULL", (source,)
        ):
            if row["url"] in present:
                if row["missed_walks"]:
                    back.append(row["url"])
            elif row["missed_walks"] < WITHDRAWN_AFTER:
                missed.append((row["url"], row["missed_walks"] + 1))
        if not missed and not back:
            return 0, 0
        withdrawn = returned = 0
        with self.write() as db:
            for url, walks in missed:
                db.execute("UPDATE entries SET missed_walks = ? WHERE source = ? AND url = ?", (walks, source, url))
                if walks == WITHDRAWN_AFTER:
                    withdrawn += settle_withdrawn(db, source, page_address(url), at)[0]
            for url in back:
                db.execute(
                    "UPDATE entries SET missed_walks = 0, relisted_at = ? WHERE source = ? AND url = ?",
                    (at, source, url),
                )
                returned += settle_withdrawn(db, source, page_address(url), at)[1]
        return withdrawn, returned

    def entries_to_fetch(
        self,
        source: str,
        at: str,
        full: bool = False,
        limit: int | None = None,
        share_of_age: float = SHARE_OF_AGE,
        seen: Collection[str] = (),
    ) -> list[EntryRow]:
        """What to fetch from this source now: never read first, then the due ones, longest unchecked first.

        `full` takes every entry that is listed, due or not. `seen` are the addresses of a walk that is not closed yet:
        what it shows again after others had missed it is due.
        """
        values = {
            "source": source,
            "at": at,
            "full": full,
            "limit": -1 if limit is None else limit,
            "share_of_age": share_of_age,
            "seen": json.dumps(sorted(seen)),
        }
        return [_entry(row) for row in self.rows(_TO_FETCH, values)]

    def entries_of_page(self, source: str, url: str) -> list[EntryRow]:
        """The entries of a page: its own and those of its answers."""
        found = self.rows(
            f"SELECT {_COLUMNS} FROM entries WHERE source = ? AND {PAGE} = ?", (source, page_address(url))
        )
        return sorted((_entry(row) for row in found), key=lambda entry: entry.url)  # SQLite would scan to sort

    def entries_lost(self, source: str) -> list[EntryRow]:
        """The listed entries that the site no longer gives and that were never read."""
        found = self.rows(
            f"SELECT {_COLUMNS} FROM entries WHERE source = ? AND state = 'gone' AND response IS NULL "
            "AND first_listed_at IS NOT NULL ORDER BY url",
            (source,),
        )
        return [_entry(row) for row in found]

    def mark_entry(
        self,
        source: str,
        url: str,
        state: str | None,
        at: str,
        *,
        reason: str | None = None,
        capture: int | None = None,
        reader_version: str | None = None,
    ) -> None:
        """Keep how a check of an entry ended, when it did not end in `save_response`.

        `state` is one of `EntryState`; None says the page was found unchanged and keeps the state of its last reading.
        `failed` and `gone` add an attempt, every other state clears them; `reason` says why, in words.
        """
        address = canonical_address(url)
        values = {
            "source": source,
            "url": address,
            "at": at,
            "state": None if state is None else str(EntryState(state)),
            "reason": reason,
            "capture": capture,
            "reader_version": reader_version,
        }
        with self.write() as db:
            db.execute(_MARK, values)
            if state in (None, EntryState.READ):
                db.execute(SEEN_AGAIN, values)

    def pages_after(
        self, sources: Collection[str] | None = None, *, batch: int = 100
    ) -> Iterator[list[tuple[EntryRow, ...]]]:
        """The entries of these sources (None: of all) by page, in batches of pages.

        Memory stays flat, and writing between batches is safe.
        """
        known = [row["id"] for row in self.rows("SELECT id FROM sources ORDER BY id")]
        for source in known if sources is None else sorted(sources):
            last = ""
            while pages := self.rows(
                f"SELECT DISTINCT {PAGE} AS page FROM entries WHERE source = ? AND {PAGE} > ? ORDER BY 1 LIMIT ?",
                (source, last, batch),
            ):
                yield [tuple(self.entries_of_page(source, row["page"])) for row in pages]
                last = pages[-1]["page"]

    def _entries_at(self, source: str, addresses: Collection[str]) -> list[dict[str, str | None]]:
        found = []
        remaining = list(addresses)
        while remaining:
            some, remaining = remaining[:500], remaining[500:]
            found += self.rows(
                "SELECT url, fetch_url, title, listed_text, first_listed_at FROM entries "
                f"WHERE source = ? AND url IN ({', '.join('?' * len(some))})",
                (source, *some),
            )
        return [dict(row) for row in found]


_MARK: Final = f"""
    UPDATE entries SET
        state = CASE
            WHEN :state IS NOT NULL THEN :state
            WHEN state NOT IN ('failed', 'gone') THEN state
            WHEN response IS NOT NULL THEN 'read'
            WHEN capture IS NOT NULL THEN 'no_response'
            ELSE state
        END,
        reason = CASE WHEN :state IS NULL AND state = 'no_response' THEN reason ELSE :reason END,
        attempts = CASE WHEN :state IN ('failed', 'gone') THEN attempts + 1 ELSE 0 END,
        relisted_at = CASE WHEN :state IN ('failed', 'gone') THEN relisted_at END,
        capture = coalesce(:capture, capture),
        reader_version = coalesce(:reader_version, reader_version),
        checked_at = :at
    WHERE source = :source AND url = :url AND NOT (:state IS NULL AND {SETTLED})
"""

SEEN_AGAIN: Final = """
    UPDATE responses SET last_seen_at = :at
    WHERE last_seen_at < :at AND id = (SELECT response FROM entries WHERE source = :source AND url = :url)
"""

# The responses at a page, and whether one of them is still there: two sources may list one page, and an answer goes
# with its page.
_OF_PAGE: Final = f"id IN (SELECT response FROM entries WHERE source = :source AND {PAGE} = :page)"
_PRESENT: Final = f"""
    EXISTS (
        SELECT 1 FROM entries AS entry
        LEFT JOIN entries AS page ON page.source = entry.source AND page.url = {PAGE.replace("url", "entry.url")}
        WHERE entry.response = responses.id AND max(entry.missed_walks, entry.missed_reads) < {WITHDRAWN_AFTER}
            AND coalesce(page.missed_walks, 0) < {WITHDRAWN_AFTER}
    )
"""
_WITHDRAW: Final = (
    f"UPDATE responses SET withdrawn_at = :at WHERE withdrawn_at IS NULL AND {_OF_PAGE} AND NOT {_PRESENT}"
)
_RETURN: Final = f"""
    UPDATE responses SET withdrawn_at = NULL, returned_at = :at
    WHERE withdrawn_at IS NOT NULL AND {_OF_PAGE} AND {_PRESENT}
"""


def settle_withdrawn(db: sqlite3.Connection, source: str, page: str, at: str) -> tuple[int, int]:
    """Mark the responses of a page as withdrawn, or as there again, as the counts say; returns (withdrawn, returned).

    The caller holds the transaction.
    """
    values = {"at": at, "source": source, "page": page}
    return db.execute(_WITHDRAW, values).rowcount, db.execute(_RETURN, values).rowcount


def _listed(entry: Entry) -> tuple[str, str | None, str | None]:
    return entry.url, entry.title or None, entry.listed_text or None


def _entry(row: Row) -> EntryRow:
    return EntryRow(**{name: row[name] for name in _FIELDS} | {"state": EntryState(row["state"])})
