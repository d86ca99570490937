"""A copy of the archive as one SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from scraper.store.writing import merge_index


def make_copy(db: sqlite3.Connection, path: Path) -> None:
    """Write a copy that may lie on a read-only disk and holds no trace of words that are gone.

    The search index keeps the words of deleted rows until its parts are merged (FTS5, 6.8), and a freed page keeps what
    stood on it until it is left out: the first is done in a copy beside, which VACUUM then writes anew.
    """
    path.write_bytes(b"")  # says what is wrong with the folder before SQLite fails on it
    beside = path.with_name(f"{path.name.removesuffix('.part')}.whole.part")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as copy:
            db.backup(copy)
            for statement in ("journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF"):
                copy.execute(f"PRAGMA {statement}")
            merge_index(copy)
            copy.execute("VACUUM INTO ?", (str(path),))
    finally:
        beside.unlink(missing_ok=True)
