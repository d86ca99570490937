"""The archive, or a search of it, as files to take home, with their checksums.

The same archive gives the same files, byte for byte: nothing in them depends on the clock or on the machine.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final

from scraper.errors import ConfigError
from scraper.store import Archive
from scraper.store.connection import explained
from scraper.store.tables import LOOKUPS, TABLES, DataTable
from scraper.store.writers import CsvWriter, JsonLinesWriter, Writer

CHECKSUMS: Final = "SHA256SUMS"
_BLOCK: Final = 1 << 20


class Format(StrEnum):
    CSV = "csv"
    EXCEL = "excel"
    JSONL = "jsonl"
    SQLITE = "sqlite"


def export(
    archive: Archive, folder: Path, formats: Sequence[Format], rows: Sequence[int] | None = None, site: str = ""
) -> list[Path]:
    """Write the tables in each format, and `SHA256SUMS` over all of them; returns the files written.

    `rows` are the search rows of the responses wanted, None for all; the SQLite copy is always of the whole archive.
    `site` is what permalinks begin with. Each file is written apart and put in its place when it is whole.
    ConfigError where the folder cannot be written.
    """
    if Format.SQLITE in formats and rows is not None:
        raise ConfigError("the SQLite copy is of the whole archive: leave the filters out, or choose another --format")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with archive.one_moment():
            wanted = archive.search_rows() if rows is None else rows
            made = [path for chosen in formats for path in _write(archive, folder, chosen, wanted, site)]
        if Format.SQLITE in formats:
            made.append(_copy(archive, folder / "archive.db"))
        _put(folder / CHECKSUMS, iter(["".join(f"{_digest(path)}  {path.name}\n" for path in made).encode()]))
    except OSError as error:
        raise ConfigError(f"{folder}: the export cannot be written there: {error.strerror or error}") from None
    return [*made, folder / CHECKSUMS]


def _write(archive: Archive, folder: Path, chosen: Format, rows: Sequence[int], site: str) -> Iterator[Path]:
    if chosen is Format.SQLITE:
        return
    suffix = {Format.CSV: ".csv", Format.EXCEL: ".excel.csv", Format.JSONL: ".jsonl"}[chosen]
    for name, table in {**TABLES, **LOOKUPS}.items():
        writer: Writer = JsonLinesWriter() if chosen is Format.JSONL else CsvWriter(excel=chosen is Format.EXCEL)
        yield _put(folder / f"{name}{suffix}", _pieces(archive.db, table, writer, rows, site))


def _pieces(
    db: sqlite3.Connection, table: DataTable, writer: Writer, rows: Sequence[int], site: str
) -> Iterator[bytes]:
    with closing(db.cursor()) as cursor:
        cursor.row_factory = None
        yield writer.begin(table, len(rows))
        for found in table.read(cursor, rows, site):
            yield writer.rows(found)
        yield writer.end()


def _put(path: Path, pieces: Iterator[bytes]) -> Path:
    """Write a file under another name and give it its own once it is on the disk."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return part.replace(path)


def _copy(archive: Archive, path: Path) -> Path:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(b"")  # says what is wrong with the folder before SQLite fails on it
    with explained(path):
        archive.db.execute("VACUUM INTO ?", (str(part),))
        with closing(sqlite3.connect(part)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")  # one file that may lie on a read-only disk
    return part.replace(path)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
