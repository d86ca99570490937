"""Rows as CSV, CSV for Excel, JSON or JSON lines, piece by piece. Pure."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

from scraper.store.rows import split_values
from scraper.store.tables import DataTable

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Writer(Protocol):
    """One form of data: what comes before, for, and after the rows."""

    @property
    def media_type(self) -> str: ...
    def begin(self, table: DataTable, count: int) -> bytes: ...
    def rows(self, rows: Sequence[Sequence[Any]]) -> bytes: ...
    def end(self) -> bytes: ...


class CsvLines:
    """Lines of CSV (RFC 4180), kept until they are taken."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        writer = csv.writer(self)
        self.writerow, self.writerows = writer.writerow, writer.writerows

    def write(self, line: str) -> None:
        self._kept.append(line)

    def take(self) -> bytes:
        text = "".join(self._kept)
        self._kept.clear()
        return text.encode("utf-8", "replace")


class CsvWriter:
    """`excel`: with the mark by which Excel knows UTF-8, and no cell that it would take for a formula."""

    media_type = "text/csv; charset=utf-8"

    def __init__(self, *, excel: bool = False) -> None:
        self._excel = excel
        self._lines = CsvLines()

    def begin(self, table: DataTable, count: int) -> bytes:
        self._lines.writerow(table.names)
        return (b"\xef\xbb\xbf" if self._excel else b"") + self._lines.take()

    def rows(self, rows: Sequence[Sequence[Any]]) -> bytes:
        self._lines.writerows([[_guarded(cell) for cell in row] for row in rows] if self._excel else rows)
        return self._lines.take()

    def end(self) -> bytes:
        return b""


def _guarded(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


class JsonWriter:
    """One object: `count`, `search` (the parameters) and `rows`, one a line; joined values as lists."""

    media_type = "application/json; charset=utf-8"

    def __init__(self, search: Sequence[tuple[str, str]]) -> None:
        self._search = search
        self._first = True

    def begin(self, table: DataTable, count: int) -> bytes:
        self._table = table
        head = json.dumps({"count": count, "search": self._search}, ensure_ascii=False)
        return f'{head[:-1]}, "rows": ['.encode("utf-8", "replace")

    def rows(self, rows: Sequence[Sequence[Any]]) -> bytes:
        if not rows:
            return b""
        text = ("\n" if self._first else ",\n") + ",\n".join(_json_lines(self._table, rows))
        self._first = False
        return text.encode("utf-8", "replace")

    def end(self) -> bytes:
        return b"\n]}\n"


class JsonLinesWriter:
    """One object a line; joined values as lists."""

    media_type = "application/jsonl; charset=utf-8"

    def begin(self, table: DataTable, count: int) -> bytes:
        self._table = table
        return b""

    def rows(self, rows: Sequence[Sequence[Any]]) -> bytes:
        return "".join(f"{line}\n" for line in _json_lines(self._table, rows)).encode("utf-8", "replace")

    def end(self) -> bytes:
        return b""


def _json_lines(table: DataTable, rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    for row in rows:
        found = dict(zip(table.names, row, strict=True))
        for name in table.many:
            found[name] = split_values(found[name])
        yield json.dumps(found, ensure_ascii=False)
