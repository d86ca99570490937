"""The archive, or a search of it, as files to take home, with their descriptions and checksums.

The same archive gives the same files, byte for byte: nothing in them depends on the clock or on the machine.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from scraper.errors import ConfigError
from scraper.exports.about import about_of, about_text
from scraper.exports.copy import make_copy
from scraper.exports.csvw import csvw_metadata
from scraper.exports.datapackage import data_package
from scraper.exports.dictionary import dictionary_lines
from scraper.exports.fields import Described, describe, load_metadata
from scraper.exports.files import Written, placing, put, written
from scraper.exports.folder import finish
from scraper.exports.parquet import load_arrow, write_parquet
from scraper.store import Archive
from scraper.store.connection import explained
from scraper.store.tables import LOOKUPS, TABLES, DataTable
from scraper.store.writers import CsvWriter, JsonLinesWriter, Writer

COPY: Final = "archive.db"


class Format(StrEnum):
    CSV = "csv"
    EXCEL = "excel"
    JSONL = "jsonl"
    PARQUET = "parquet"
    SQLITE = "sqlite"


_SUFFIXES: Final = {Format.CSV: ".csv", Format.EXCEL: ".excel.csv", Format.JSONL: ".jsonl"}


def export(
    archive: Archive,
    folder: Path,
    formats: Sequence[Format],
    rows: Sequence[int] | None = None,
    site: str = "",
    filters: Sequence[tuple[str, str]] = (),
) -> list[Path]:
    """Write the tables in each format, what describes them, and `SHA256SUMS` over all; returns the files written.

    `rows` are the search rows of the responses wanted, None for all; the SQLite copy is always of the whole archive.
    `site` is what permalinks begin with, `filters` what about.txt says of how the rows were chosen. All files are of
    one moment; each is written apart and put in its place when it is whole. ConfigError where the folder cannot be
    written, or where pyarrow is missing for Parquet.
    """
    if Format.SQLITE in formats and rows is not None:
        raise ConfigError("the SQLite copy is of the whole archive: leave the filters out, or choose another --format")
    if Format.PARQUET in formats:
        load_arrow()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _one_moment(archive, folder / COPY if Format.SQLITE in formats else None) as db:
            metadata = load_metadata()
            about = about_of(db, metadata, rows, site, filters)
            writing = _Export(db=db, folder=folder, site=site, metadata=metadata, about=about, rows=rows)
            made = list(writing.write(formats))
        if Format.SQLITE in formats:
            made.append(written(folder, COPY))
        made += finish(folder, made, about_text(about))
    except OSError as error:
        raise ConfigError(f"{folder}: the export cannot be written there: {error.strerror or error}") from None
    return [folder / file.name for file in made]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Export:
    """One export under way. `rows` are search rows, None for all."""

    db: sqlite3.Connection
    folder: Path
    site: str
    metadata: Mapping[str, Any]
    about: Mapping[str, Any]
    rows: Sequence[int] | None

    def write(self, formats: Sequence[Format]) -> Iterator[Written]:
        """Every file but the copy and what is written last."""
        if set(formats) <= {Format.SQLITE}:
            return
        every = "SELECT search_row FROM responses ORDER BY search_row"
        rows = [row[0] for row in self.db.execute(every)] if self.rows is None else self.rows
        tables = describe(self.db, {**TABLES, **LOOKUPS}, self.metadata)
        for chosen in formats:
            if chosen is Format.PARQUET:
                yield from write_parquet(self.db, self.folder, tables, rows, self.site)
            elif chosen is not Format.SQLITE:
                made = [self._table(one, chosen, rows) for one in tables]
                yield from made
                if chosen is Format.CSV:
                    yield from self._descriptions(list(zip(tables, made, strict=True)))
        yield put(self.folder, "data-dictionary.csv", dictionary_lines(tables))

    def _table(self, described: Described, chosen: Format, rows: Sequence[int]) -> Written:
        writer: Writer = JsonLinesWriter() if chosen is Format.JSONL else CsvWriter(excel=chosen is Format.EXCEL)
        pieces = _pieces(self.db, described.table, writer, rows, self.site)
        return put(self.folder, f"{described.name}{_SUFFIXES[chosen]}", pieces)

    def _descriptions(self, tables: Sequence[tuple[Described, Written]]) -> Iterator[Written]:
        with closing(self.db.cursor()) as cursor:
            cursor.row_factory = sqlite3.Row
            sources = [dict(row) for row in cursor.execute(LOOKUPS["sources"].rows_sql)]
        package = data_package(tables, sources, self.about)
        yield put(self.folder, "datapackage.json", [_json(package)])
        yield put(self.folder, "csv-metadata.json", [_json(csvw_metadata([one for one, _ in tables], self.about))])


def _pieces(
    db: sqlite3.Connection, table: DataTable, writer: Writer, rows: Sequence[int], site: str
) -> Iterator[bytes]:
    with closing(db.cursor()) as cursor:
        cursor.row_factory = None
        yield writer.begin(table, len(rows))
        for found in table.read(cursor, rows, site):
            yield writer.rows(found)
        yield writer.end()


def _json(value: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()


@contextmanager
def _one_moment(archive: Archive, copy: Path | None) -> Iterator[sqlite3.Connection]:
    """The archive as it is now, whatever is saved meanwhile: a copy where one is to be made, else a transaction."""
    if copy is None:
        with archive.one_moment():
            yield archive.db
        return
    with placing(copy) as part, explained(copy):
        make_copy(archive.db, part)
        with closing(sqlite3.connect(part)) as db:
            yield db
