"""What was removed from the archive, kept apart from it so that a removal can be undone.

Nothing here is ever served or exported: `<archive>-sealed/` beside the archive holds `sealed.db`, with the rows of
responses that were taken down, the words that were redacted and the operator's private notes, and the WARC records that
held them. Only its owner may read the folder.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Self

from scraper.errors import ArchiveError
from scraper.records import RecordPlace
from scraper.store.connection import explained

_TABLES: Final = (
    """
    CREATE TABLE IF NOT EXISTS removals (
        response TEXT NOT NULL,
        kind TEXT NOT NULL,
        number INTEGER NOT NULL,
        note TEXT,
        words TEXT,
        addresses TEXT NOT NULL,
        done INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (response, kind, number)
    ) STRICT
    """,
    """
    CREATE TABLE IF NOT EXISTS rows (
        response TEXT NOT NULL,
        kind TEXT NOT NULL,
        number INTEGER NOT NULL,
        position INTEGER NOT NULL,
        "table" TEXT NOT NULL,
        "values" TEXT NOT NULL,
        PRIMARY KEY (response, kind, number, position)
    ) STRICT
    """,
    """
    CREATE TABLE IF NOT EXISTS records (
        response TEXT NOT NULL,
        kind TEXT NOT NULL,
        file TEXT NOT NULL,
        offset INTEGER NOT NULL,
        size INTEGER NOT NULL,
        sealed_file TEXT NOT NULL,
        sealed_offset INTEGER NOT NULL,
        erased INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (response, kind, file, offset)
    ) STRICT
    """,
)


class RemovalKind(StrEnum):
    TAKEDOWN = "takedown"
    REDACTION = "redaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One removal. `addresses` are canonical, those of the page and of its files; `words` those that were redacted.

    `done`: nothing of it is left outside.
    """

    response: str
    kind: RemovalKind
    number: int
    addresses: tuple[str, ...]
    note: str | None = None
    words: str | None = None
    done: bool = False


_OF: Final = "response = ? AND kind = ? AND number = ?"


def _key(removal: Removal) -> tuple[str, str, int]:
    return removal.response, str(removal.kind), removal.number


def sealed_folder(db: Path) -> Path:
    """`data/foi-sealed` for `data/foi.db`."""
    return db.with_name(f"{db.stem}-sealed")


@contextmanager
def open_sealed(db: Path, *, create: bool = False) -> Iterator[Sealed | None]:
    """What was removed from this archive, None where nothing ever was; `create` makes a place for it.

    Raises ArchiveError as the archive itself does.
    """
    path = sealed_folder(db) / "sealed.db"
    if not create and not path.is_file():
        yield None
        return
    with explained(path):
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as problem:
            raise ArchiveError(f"{path}: cannot be made ({problem.strerror or problem})") from problem
        connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA secure_delete = ON")
            for statement in _TABLES:
                connection.execute(statement)
            yield Sealed(connection, path)
        finally:
            connection.close()


class Sealed:
    """An open `sealed.db`. Each method that writes is one transaction, on disk when it returns."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    @property
    def folder(self) -> Path:
        return self.path.parent

    @contextmanager
    def _write(self) -> Iterator[Self]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def keep(self, removal: Removal, rows: Iterable[tuple[str, dict[str, Any]]] = ()) -> None:
        """Add a removal, with the rows that it takes out or changes as (table, values); one that a kill left behind
        is replaced.
        """
        key = _key(removal)
        facts = (removal.note, removal.words, json.dumps(removal.addresses))
        with self._write():
            self._db.execute("INSERT OR REPLACE INTO removals VALUES (?, ?, ?, ?, ?, ?, 0)", (*key, *facts))
            self._db.execute(f"DELETE FROM rows WHERE {_OF}", key)
            self._insert(removal, rows)

    def add_rows(self, removal: Removal, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Add rows that came for a response after it had been taken down."""
        with self._write():
            self._insert(removal, rows)

    def _insert(self, removal: Removal, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
        key = _key(removal)
        self._db.executemany(
            f"INSERT INTO rows VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM rows WHERE {_OF}), ?, ?)",
            [(*key, *key, table, json.dumps(values, ensure_ascii=False)) for table, values in rows],
        )

    def take_captures(self, removal: Removal, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Give a takedown the captures it needs that others hold: whoever went last has what they shared."""
        with self._write():
            found = self._db.execute(
                'SELECT rowid, response, "values" FROM rows WHERE kind = ? AND response <> ? AND "table" = ?',
                (str(removal.kind), removal.response, "captures"),
            ).fetchall()
            for row in found:
                values = json.loads(row["values"])
                if wanted(values):
                    self._db.execute("DELETE FROM rows WHERE rowid = ?", (row["rowid"],))
                    self._insert(removal, [("captures", values)])
                    self._db.execute(
                        "UPDATE OR REPLACE records SET response = ? "
                        "WHERE response = ? AND kind = ? AND file = ? AND offset = ?",
                        (removal.response, row["response"], str(removal.kind), values["file"], values["offset"]),
                    )

    def keep_records(self, response: str, kind: RemovalKind, places: Iterable[tuple[RecordPlace, RecordPlace]]) -> None:
        """Add records by their old and new places: still to be erased where they were."""
        with self._write():
            self._db.executemany(
                "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                [(response, str(kind), old.file, old.offset, old.size, new.file, new.offset) for old, new in places],
            )

    def removals(self) -> list[Removal]:
        return [
            Removal(
                **dict(row)
                | {
                    "kind": RemovalKind(row["kind"]),
                    "addresses": tuple(json.loads(row["addresses"])),
                    "done": bool(row["done"]),
                }
            )
            for row in self._db.execute("SELECT * FROM removals ORDER BY rowid")
        ]

    def rows(self, response: str, kind: RemovalKind, number: int = 1) -> list[tuple[str, dict[str, Any]]]:
        """The rows that a removal took out or changed, as (table, values), in the order they were kept."""
        found = self._db.execute(
            f'SELECT "table", "values" FROM rows WHERE {_OF} ORDER BY position', (response, str(kind), number)
        )
        return [(row["table"], json.loads(row["values"])) for row in found]

    def records(
        self, response: str, kind: RemovalKind, *, erased: bool | None = None
    ) -> list[tuple[RecordPlace, RecordPlace]]:
        """The records of a removal as (old, new) places; with `erased` only those that are, or are not yet."""
        found = self._db.execute(
            "SELECT * FROM records WHERE response = ? AND kind = ? AND erased = coalesce(?, erased)",
            (response, str(kind), erased),
        )
        return [
            (
                RecordPlace(file=row["file"], offset=row["offset"], size=row["size"]),
                RecordPlace(file=row["sealed_file"], offset=row["sealed_offset"], size=row["size"]),
            )
            for row in found
        ]

    def mark_erased(self, response: str, kind: RemovalKind, erased: bool) -> None:
        """Say of all records of a removal whether they are erased where they were."""
        with self._write():
            self._db.execute(
                "UPDATE records SET erased = ? WHERE response = ? AND kind = ?", (erased, response, str(kind))
            )

    def mark_done(self, removal: Removal) -> None:
        with self._write():
            self._db.execute(f"UPDATE removals SET done = 1 WHERE {_OF}", _key(removal))

    def forget(self, removal: Removal, *, records: bool) -> None:
        """Drop a removal that is undone; with `records`, what it held of the WARC files too, which is back there."""
        held = self.records(removal.response, removal.kind) if records else []
        with self._write():
            for table in ("removals", "rows"):
                self._db.execute(f"DELETE FROM {table} WHERE {_OF}", _key(removal))
            if records:
                self._db.execute("DELETE FROM records WHERE response = ? AND kind = ?", _key(removal)[:2])
        needed = {row[0] for row in self._db.execute("SELECT sealed_file FROM records")}
        for file in {new.file for _, new in held} - needed:
            (self.folder.parent / file).unlink(missing_ok=True)
