"""Tables as Parquet files, for DuckDB, Spark, Trino, pandas and polars.

Each table is a folder. Responses lie in folders by force and year, as Hive names them (`force=norchester/year=2024`;
`__HIVE_DEFAULT_PARTITION__` is no year), so that a query reads only what it asks about; these two columns stand in the
path and not in the file. The other tables are one file each, ordered by force and year, of whose row groups a reader
skips those of other forces: some thousand files of a few rows would be slower to write and to read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from scraper.errors import ConfigError
from scraper.exports.fields import Described, Kind
from scraper.exports.files import Written, placing, written
from scraper.store.rows import split_values

PARQUET: Final = "parquet"
"""The folder, below that of the export."""

FILE: Final = "part-0.parquet"

_NO_VALUE: Final = "__HIVE_DEFAULT_PARTITION__"
_GROUP_BYTES: Final = 32 << 20
"""How much a row group holds before it is written: what bounds the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Partition:
    """The responses of one force and year: their search rows, and the folders that name the two."""

    path: str
    rows: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """The schema of a table's files; `columns` are the place in a row, and the kind, of each of its columns."""

    schema: Any
    columns: tuple[tuple[int, Kind], ...]


def load_arrow() -> Any:
    """pyarrow with its Parquet module; ConfigError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ConfigError(
            "Parquet needs pyarrow, which is not installed here: pip install 'foi-archive[parquet]'"
        ) from None
    return pyarrow


def write_parquet(
    db: sqlite3.Connection, folder: Path, tables: Sequence[Described], rows: Sequence[int], site: str
) -> Iterator[Written]:
    """Write every table; gives each file once it is whole. The same rows give the same bytes with the same pyarrow."""
    with closing(db.cursor()) as cursor:
        cursor.row_factory = None
        partitions = list(_partitions(cursor, rows))

        for described in tables:
            apart = described.name == "responses"
            shape = _shape(described, without="force" if apart else "")
            below = f"{PARQUET}/{described.name}"
            if apart:
                for part in partitions or [_Partition(path=_folders(None, None), rows=())]:
                    pieces = described.table.read(cursor, part.rows, site)
                    yield _write(folder, f"{below}/{part.path}/{FILE}", shape, pieces)
            else:
                pieces = described.table.read(cursor, [row for part in partitions for row in part.rows], site)
                yield _write(folder, f"{below}/{FILE}", shape, pieces)


def _shape(described: Described, *, without: str) -> _Shape:
    arrow = load_arrow()
    kept = [(at, field) for at, field in enumerate(described.fields) if field.name != without]
    schema = arrow.schema([(field.name, _type(arrow, field.kind)) for _, field in kept])
    return _Shape(schema=schema, columns=tuple((at, field.kind) for at, field in kept))


def _partitions(cursor: sqlite3.Cursor, rows: Sequence[int]) -> Iterator[_Partition]:
    """The responses wanted, by force and year, in each in the order of the archive."""
    wanted = frozenset(rows)
    of_one = "SELECT search_row FROM responses WHERE force = ? AND year IS ? ORDER BY search_row"
    for force, year in cursor.execute("SELECT DISTINCT force, year FROM responses ORDER BY force, year").fetchall():
        if found := [row for (row,) in cursor.execute(of_one, (force, year)) if row in wanted]:
            yield _Partition(path=_folders(force, year), rows=found)


def _folders(force: str | None, year: int | None) -> str:
    values = (_NO_VALUE if value is None else quote(str(value), safe="") for value in (force, year))
    return "force={}/year={}".format(*values)


def _write(folder: Path, name: str, shape: _Shape, pieces: Iterable[Sequence[Sequence[Any]]]) -> Written:
    arrow = load_arrow()
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        placing(path) as part,
        part.open("wb") as file,
        arrow.parquet.ParquetWriter(file, shape.schema, version="2.6", compression="zstd") as writer,
    ):
        batches: list[Any] = []
        size_bytes = 0
        for rows in filter(None, pieces):
            columns = list(zip(*rows, strict=True))
            arrays = [_array(arrow, kind, columns[at]) for at, kind in shape.columns]
            batches.append(arrow.RecordBatch.from_arrays(arrays, schema=shape.schema))
            size_bytes += batches[-1].nbytes
            if size_bytes >= _GROUP_BYTES:
                _flush(arrow, writer.write_table, batches)
                size_bytes = 0
        _flush(arrow, writer.write_table, batches)
    return written(folder, name)


def _flush(arrow: Any, write: Callable[[Any], None], batches: list[Any]) -> None:
    """Write what was gathered as one row group."""
    if batches:
        write(arrow.Table.from_batches(batches).combine_chunks())
        batches.clear()


def _type(arrow: Any, kind: Kind) -> Any:
    """Dates stay text, since a page may state only their year or month."""
    match kind:
        case Kind.INTEGER:
            return arrow.int64()
        case Kind.FLAG:
            return arrow.bool_()
        case Kind.INSTANT:
            return arrow.timestamp("ms", tz="UTC")
        case Kind.LIST:
            return arrow.list_(arrow.string())
        case _:
            return arrow.string()


def _array(arrow: Any, kind: Kind, values: Sequence[Any]) -> Any:
    match kind:
        case Kind.FLAG:
            return arrow.array([None if value is None else bool(value) for value in values], arrow.bool_())
        case Kind.INSTANT:
            return arrow.array(values, arrow.string()).cast(_type(arrow, kind))
        case Kind.LIST:
            return arrow.array([split_values(value) for value in values], _type(arrow, kind))
        case _:
            return arrow.array(values, _type(arrow, kind))
