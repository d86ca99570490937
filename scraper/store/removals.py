"""Responses taken down and put back, words redacted: what the public tables say of it.

A takedown names a response by its id alone: the address may itself name a person. All else of the response goes to
`sealed`, from where `put_back` returns it row for row.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from scraper.addresses import canonical_address, page_address, response_id
from scraper.records import RecordPlace
from scraper.store.connection import Connected
from scraper.store.cutting import (
    OF_A_RESPONSE,
    Kept,
    addresses_of,
    captures_alone,
    delete_row,
    insert_row,
    links_of,
    rows_of,
)
from scraper.store.entries import PAGE
from scraper.store.groups import leave_group
from scraper.store.removed import is_known, redaction_of, taken_down
from scraper.store.sealed import RemovalKind, sealed_folder
from scraper.store.writing import add_to_index, count_working_days, merge_index, remove_from_index


class RemovalReason(StrEnum):
    """Why something was removed, as everyone may know."""

    PERSONAL_DATA = "personal_data"
    FORCE_REQUEST = "force_request"
    COURT_ORDER = "court_order"
    COPYRIGHT = "copyright"
    SAFETY = "safety"
    OTHER = "other"


REASON_WORDS: Final = {
    RemovalReason.PERSONAL_DATA: "it held personal data",
    RemovalReason.FORCE_REQUEST: "the force asked for it",
    RemovalReason.COURT_ORDER: "a court ordered it",
    RemovalReason.COPYRIGHT: "it held what others own",
    RemovalReason.SAFETY: "it put someone at risk",
    RemovalReason.OTHER: "for another reason",
}


def reason_words(code: str) -> str:
    """What a reason code says, in words."""
    return REASON_WORDS.get(RemovalReason(code), code) if code in tuple(RemovalReason) else code


_TEXTS_TO_SCREEN: Final = """
    WITH one AS (SELECT * FROM responses JOIN response_texts ON response = id WHERE search_row = :row)
    SELECT id, 'title', title FROM one WHERE title IS NOT NULL
    UNION ALL SELECT id, 'request', request_text FROM one WHERE request_text IS NOT NULL
    UNION ALL SELECT id, 'answer', response_text FROM one WHERE response_text IS NOT NULL
    UNION ALL SELECT id, 'file ' || attachment_pages.url || ', page ' || number, text
    FROM one JOIN attachment_pages ON attachment_pages.response = id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a removal took out: rows as (table, values), the addresses concerned, where the captures' records lie."""

    rows: tuple[Kept, ...]
    addresses: tuple[str, ...]
    records: tuple[tuple[str, int], ...]


class Removals(Connected):
    def find_response(self, given: str) -> tuple[str, str] | None:
        """The id and canonical address of a response, or of a listed page, by id, permalink or address."""
        for key in ids_of(given):
            if row := self.row("SELECT id, url FROM responses WHERE id = ?", (key,)):
                return row["id"], canonical_address(row["url"])
        if is_address(given) and self.rows("SELECT 1 FROM entries WHERE url = ?", (canonical_address(given),)):
            return response_id(given), canonical_address(given)
        return None

    def has_response(self, key: str) -> bool:
        return is_known(self.db, key)

    def answers_on(self, page: str) -> list[str]:
        """The ids of the responses that stand on a page and have addresses of their own."""
        found = self.rows(f"SELECT DISTINCT response FROM entries WHERE {PAGE} = ? AND url <> ?", (page, page))
        return sorted(row["response"] for row in found if row["response"])

    def is_removed(self, url: str) -> bool:
        """Whether the page at this address was taken down as a whole."""
        return response_id(page_address(url)) in taken_down(self.db)

    def addresses_of(self, key: str, address: str) -> tuple[str, ...]:
        """The canonical addresses of a response's page and of the files that any version of it linked."""
        return tuple(addresses_of(self.db, key, address))

    def cut_out(self, db: sqlite3.Connection, key: str, address: str, *, reason: RemovalReason, at: str) -> Removed:
        """Take a response and all that tells of it out of the tables, and say in `takedowns` that it was.

        The caller holds the transaction, and commits it once what is returned is kept.
        """
        addresses = addresses_of(db, key, address)
        source = db.execute("SELECT source FROM entries WHERE url = ? OR response = ?", (address, key)).fetchone()
        links = links_of(db, address)
        rows = list(rows_of(db, key, address, addresses, links))
        needed = {values["capture"] for _, values in rows if values.get("capture")}
        db.execute("PRAGMA defer_foreign_keys = ON")
        remove_from_index(db, key)
        leave_group(db, key)
        (last,) = db.execute("SELECT coalesce(max(id), 0) FROM captures").fetchone()
        removed = _cut(db, rows, tuple(addresses), needed, links)
        db.execute(
            "INSERT OR REPLACE INTO takedowns (response, source, reason, taken_down_at, last_capture) "
            "VALUES (?, ?, ?, ?, ?)",
            (key, source and source[0], str(reason), at, last),
        )
        return removed

    def cut_late(self, db: sqlite3.Connection, key: str, addresses: tuple[str, ...], links: Sequence[str]) -> Removed:
        """Take out what came of a response after its takedown, from a run that was under way. As `cut_out`."""
        page = addresses[0]
        # What is said of a page that others stand on is theirs.
        rows = list(rows_of(db, key, page, addresses, links)) if response_id(page) == key else []
        removed = _cut(db, rows, addresses, set(), links)
        last = max((values["id"] for table, values in removed.rows if table == "captures"), default=0)
        db.execute("UPDATE takedowns SET last_capture = max(last_capture, ?) WHERE response = ?", (last, key))
        return removed

    def put_back(self, db: sqlite3.Connection, key: str, rows: list[tuple[str, dict[str, Any]]], at: str) -> None:
        """Return the rows of a response to the tables, and say that its takedown is undone. As `cut_out`."""
        db.execute("PRAGMA defer_foreign_keys = ON")
        for table, values in rows:
            insert_row(db, table, values)
        count_working_days(db, "responses.id = ?", key)
        add_to_index(db, key)
        db.execute("UPDATE takedowns SET undone_at = ? WHERE response = ?", (at, key))

    def add_redaction(self, key: str, number: int, reason: RemovalReason, at: str) -> None:
        """Say that words, which `sealed` has, are redacted; take them out of what listing and issues say at once."""
        with self.write() as db:
            db.execute(
                "INSERT INTO redactions (response, number, source, reason, redacted_at) "
                "VALUES (?, ?, (SELECT source FROM responses WHERE id = ?), ?, ?)",
                (key, number, key, str(reason), at),
            )
            change = redaction_of(db, self.path, key)
            assert change is not None
            for row in self.rows("SELECT rowid, title, listed_text FROM entries WHERE response = ?", (key,)):
                said = [text and change(text) for text in (row["title"], row["listed_text"])]
                db.execute("UPDATE entries SET title = ?, listed_text = ? WHERE rowid = ?", (*said, row["rowid"]))
            for row in self.rows("SELECT id, message FROM issues"):
                if (message := change(row["message"])) != row["message"]:
                    db.execute("UPDATE issues SET message = ? WHERE id = ?", (message, row["id"]))

    def said_elsewhere(self, key: str, pattern: re.Pattern[str]) -> list[Kept]:
        """What listing and issues say with these words in it, as (table, values): what `add_redaction` changes."""
        entries = self.rows("SELECT source, url, title, listed_text FROM entries WHERE response = ?", (key,))
        rows = [("entries", dict(row)) for row in entries]
        rows += [("issues", dict(row)) for row in self.rows("SELECT id, message FROM issues")]
        return [kept for kept in rows if any(isinstance(v, str) and pattern.search(v) for v in kept[1].values())]

    def say_again(self, db: sqlite3.Connection, rows: Iterable[Kept], change: Callable[[str], str]) -> None:
        """Give back what listing and issues said, where they still say it with the `change` of a redaction."""
        for table, values in rows:
            keys = ("source", "url") if table == "entries" else ("id",)
            for name in values.keys() - set(keys):
                if (before := values[name]) is not None:
                    where = " AND ".join(f"{key} = ?" for key in keys)
                    db.execute(
                        f"UPDATE {table} SET {name} = ? WHERE {where} AND {name} = ?",
                        (before, *(values[key] for key in keys), change(before)),
                    )

    def end_redactions(self, key: str, at: str) -> None:
        """Say that the redactions of a response are undone."""
        with self.write() as db:
            db.execute("UPDATE redactions SET undone_at = ? WHERE response = ? AND undone_at IS NULL", (at, key))

    def drop_redaction(self, key: str, number: int) -> None:
        """Say that a redaction never was."""
        with self.write() as db:
            db.execute("DELETE FROM redactions WHERE response = ? AND number = ?", (key, number))

    def next_redaction(self, key: str) -> int:
        found = self.rows("SELECT coalesce(max(number), 0) + 1 FROM redactions WHERE response = ?", (key,))
        return int(found[0][0])

    def purge(self) -> bool:
        """Leave no trace of rows that were removed: not in the search index, not in the log of what was written.

        Rewrites the search index, the work of seconds for a hundred thousand responses. False where another program
        reads the log just now: then it is to be done again.
        """
        with self.write() as db:
            merge_index(db)
        return not self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]

    def move_captures(self, db: sqlite3.Connection, places: Iterable[tuple[RecordPlace, RecordPlace]]) -> None:
        """Say that the records of captures lie elsewhere now; (from, to). The caller holds the transaction."""
        db.executemany(
            "UPDATE captures SET file = ?, offset = ? WHERE file = ? AND offset = ?",
            [(new.file, new.offset, old.file, old.offset) for old, new in places],
        )

    def captures_outside(self, addresses: Iterable[str]) -> list[tuple[str, int]]:
        """File and offset of the captures at these addresses that are not sealed."""
        return [
            (row["file"], row["offset"])
            for row in self.rows(
                "SELECT DISTINCT file, offset FROM captures WHERE address IN (SELECT value FROM json_each(?)) "
                "AND file NOT LIKE ? || '/%' ORDER BY id",
                (json.dumps(list(addresses)), sealed_folder(self.path).name),
            )
        ]

    def pages_of(self, key: str) -> list[tuple[str, str]]:
        """Source and address of every entry that leads to a response."""
        found = self.rows("SELECT source, url FROM entries WHERE response = ? ORDER BY source, url", (key,))
        return [(row["source"], row["url"]) for row in found]

    def texts_of(self, key: str) -> Iterator[tuple[str, str]]:
        """Every text that the archive keeps of a response, with where it stands (`table.column`)."""
        for table, column in (*OF_A_RESPONSE, ("entries", "response")):
            for row in self.rows(f"SELECT * FROM {table} WHERE {column} = ?", (key,)):
                yield from ((f"{table}.{name}", said) for name, said in dict(row).items() if isinstance(said, str))

    def texts_to_screen(self, rows: Iterable[int]) -> Iterator[tuple[str, str, str]]:
        """The long texts of the responses of these search rows, as (response, where, text)."""
        for row in rows:
            for text in self.rows(_TEXTS_TO_SCREEN, {"row": row}):
                yield text[0], text[1], text[2]

    def standing(self, kind: RemovalKind) -> set[tuple[str, int]]:
        """The removals that stand, as (response, number)."""
        table, number = ("takedowns", "1") if kind is RemovalKind.TAKEDOWN else ("redactions", "number")
        return {tuple(row) for row in self.rows(f"SELECT response, {number} FROM {table} WHERE undone_at IS NULL")}


def _cut(
    db: sqlite3.Connection, rows: Sequence[Kept], addresses: tuple[str, ...], needed: set[int], links: Sequence[str]
) -> Removed:
    """Delete rows, then the captures that nothing else needs any more."""
    for table, values in rows:
        delete_row(db, table, values, links)
    captures = captures_alone(db, addresses, needed)
    for values in captures:
        delete_row(db, "captures", values)
    return Removed(
        rows=(*rows, *(("captures", values) for values in captures)),
        addresses=addresses,
        records=tuple((values["file"], values["offset"]) for values in captures),
    )


def is_address(given: str) -> bool:
    return given.startswith(("http://", "https://"))


def ids_of(given: str) -> list[str]:
    """The ids that a person may mean by an id, a permalink or an address."""
    last = given.strip().rstrip("/").rpartition("/")[2]
    return [
        *([last] if re.fullmatch(r"[0-9a-f]{12}", last) else []),
        *([response_id(given)] if is_address(given) else []),
    ]
