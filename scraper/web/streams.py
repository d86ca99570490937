"""A whole search as CSV or JSON, row by row: every row of it, or a connection that breaks."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import closing
from typing import Any, Final

from datasette.utils import sqlite_timelimit

from scraper.store.connection import one_moment
from scraper.store.tables import DataTable
from scraper.store.writers import CsvLines, Writer
from scraper.web.site import Site, in_a_thread

Send = Callable[[dict[str, Any]], Awaitable[None]]

_AT_ONCE: Final = 500
"""Rows of a query read for one piece of the stream."""


class IncompleteError(Exception):
    """Fewer or more rows came than were announced: the stream must not end as if it were whole."""


Pieces = Generator[Any, None, None]
"""First the number of rows, None where it is not known beforehand; then the body piece by piece."""


async def begin(pieces: Pieces) -> int | None:
    """The number of rows. What goes wrong here can still be told to the reader; later it breaks the connection."""
    count: int | None = await in_a_thread(lambda: next(pieces))
    return count


async def send_pieces(pieces: Pieces, count: int | None, send: Send, headers: Sequence[tuple[str, str]]) -> None:
    """Send an answer that has begun, each piece made in a thread; `send` raises once the reader has left."""
    fields = [*headers, *([("x-total-count", str(count))] if count is not None else [])]
    start = {
        "type": "http.response.start",
        "status": 200,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in fields],
    }
    try:
        await send(start)
        while (piece := await in_a_thread(lambda: next(pieces, None))) is not None:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        await in_a_thread(pieces.close)


def search_pieces(
    site: Site,
    table: DataTable,
    writer: Writer,
    base: str,
    search_rows: Callable[[sqlite3.Connection], Sequence[int]],
) -> Pieces:
    """The rows of a table that belong to the responses that `search_rows` finds, in its order, all of one moment."""
    with closing(site.connect()) as db, one_moment(db):
        rows = search_rows(db)
        db.row_factory = None
        db.text_factory = str  # a function in Python for each cell would take as long as all the rest
        cursor = db.cursor()
        count = table.count(cursor, rows)
        yield count
        sent = 0
        yield writer.begin(table, count)
        for found in table.read(cursor, rows, base):
            sent += len(found)
            yield writer.rows(found)
        if sent != count:
            raise IncompleteError(f"{sent} rows were read, {count} were announced")
        yield writer.end()


def sql_pieces(site: Site, sql: str, values: Mapping[str, Any]) -> Pieces:
    """Every row of a query as CSV. sqlite3.Error where it is none, or where it works longer than Datasette allows.

    The time that the reader takes does not count.
    """
    left_ms = float(site.datasette.setting("sql_time_limit_ms"))
    with closing(site.connect()) as db:
        db.row_factory = None
        lines = CsvLines()
        cursor = db.cursor()

        def rows(step: Callable[[], Any]) -> list[Any]:
            nonlocal left_ms
            began = time.perf_counter()
            with sqlite_timelimit(db, max(left_ms, 1)):
                step()
                found = cursor.fetchmany(_AT_ONCE)
            left_ms -= (time.perf_counter() - began) * 1_000
            return found

        found = rows(lambda: cursor.execute(sql, values))
        lines.writerow([name for name, *_ in cursor.description or ()])
        yield None
        while found:
            lines.writerows(found)
            yield lines.take()
            found = rows(lambda: None)
        yield lines.take()
