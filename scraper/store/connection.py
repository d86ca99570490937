"""Opening the database file, and the one way to read and write it.

Every error of SQLite leaves here as an `ArchiveError` that says what to do.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from scraper.errors import ArchiveError

APPLICATION_ID: Final = 0x464F4941
"""Marks a SQLite file as an archive of ours: "FOIA" in ASCII."""

SCHEMA_VERSION: Final = 10
"""The number of the newest migration in `schema`, kept in the file's user_version."""

BUSY_TIMEOUT_SECONDS: Final = 10

Row = sqlite3.Row
Values = Sequence[Any] | Mapping[str, Any]


def connect(path: Path, *, create: bool, wal: bool = True) -> sqlite3.Connection:
    """Open an archive, bring its tables up to date and return the connection, in autocommit mode.

    A file this program may not write is opened for reading. WAL with synchronous=NORMAL: a killed process loses nothing
    that was committed; a power cut may lose the last seconds, which the next run fetches again. Without WAL the archive
    is one file, as copies are.
    """
    if not create and not path.is_file():
        raise ArchiveError(f"{path}: there is no archive here. Run `foi refresh` or `foi demo`, or name one with --db.")
    writable = os.access(path if path.exists() else path.parent, os.W_OK)
    mode = ("rwc" if create else "rw") if writable else "ro"
    with explained(path):
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode={mode}",
            uri=True,
            timeout=BUSY_TIMEOUT_SECONDS,
            isolation_level=None,
        )
    try:
        with explained(path):
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            _check_make(connection, path)
            if writable:
                connection.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
                connection.execute("PRAGMA synchronous = NORMAL")
            _migrate(connection, path, writable=writable)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into an `ArchiveError` that names the file and says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: {_advice(error)}") from error


def _advice(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another program is writing to the archive. Wait for it to finish, then try again."
    if code.startswith("SQLITE_NOTADB"):
        return "this is not a SQLite database. Name the archive with --db."
    if code.startswith("SQLITE_CORRUPT"):
        return (
            f"the archive is damaged ({error}). Restore a backup of it; the captures beside it are not touched by this."
        )
    if code.startswith("SQLITE_FULL"):
        return "the disk is full. Make room, then run the command again: nothing was half written."
    if code.startswith("SQLITE_IOERR"):
        return (
            f"the disk refused to be read or written ({error}): it may be full, or broken. Make room or look at it, "
            "then run the command again: nothing was half written."
        )
    if code.startswith("SQLITE_READONLY"):
        return "the archive may not be written. Check the permissions of the file and its folder."
    if code.startswith("SQLITE_CANTOPEN"):
        return "the file cannot be opened. Check that its folder exists and that you may write there."
    return f"the database refused a statement ({error}). Run `foi verify`."


def _check_make(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that is not ours or that a later release made; an empty file is ours to fill."""
    (made_by,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and made_by != APPLICATION_ID:
        raise ArchiveError(f"{path}: this database was not made by this program. Name the archive with --db.")
    if (found := _schema_version(connection)) > SCHEMA_VERSION:
        raise ArchiveError(
            f"{path}: a newer release of this program made this archive (tables {found}, this release knows up to "
            f"{SCHEMA_VERSION}). Update the program."
        )


def _schema_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection, path: Path, *, writable: bool) -> None:
    if _schema_version(connection) == SCHEMA_VERSION:
        return
    if not writable:
        raise ArchiveError(f"{path}: its tables must be brought up to date first, and the file may not be written.")
    # Imported here because sqlite-utils takes longer to load than a search takes to answer.
    from sqlite_utils.db import Database

    from scraper.store.changes import migrations

    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(Database(connection, execute_plugins=False))


@contextmanager
def one_moment(db: sqlite3.Connection) -> Iterator[None]:
    """What is read within is of one moment, however many statements it takes."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.rollback()


def tables_of(path: Path) -> int | None:
    """The number of an archive's newest migration, None where this is no archive; the file is not changed by the look.

    Pages are shown of an archive whose tables are those of this release: any command but `serve --immutable` brings an
    older one up to date.
    """
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)) as db:
            (made_by,) = db.execute("PRAGMA application_id").fetchone()
            return _schema_version(db) if made_by == APPLICATION_ID else None
    except sqlite3.DatabaseError:
        return None


class Connected:
    """What every part of `Archive` stands on: one connection, read with `rows`, written inside `write`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self.db = connection

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        with explained(self.path):
            return self.db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The only row of a query that yields none or one."""
        found = self.rows(sql, values)
        if len(found) > 1:
            raise ArchiveError(f"{self.path}: expected one row at most, found {len(found)}. Run `foi verify`.")
        return found[0] if found else None

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """What is read within is of one moment, however many statements it takes."""
        with explained(self.path), one_moment(self.db):
            yield

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing of it."""
        with explained(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
