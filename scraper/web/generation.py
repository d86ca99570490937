"""The file behind the name of a database: a published copy gives way to the next while the site is up.

Datasette keeps one connection a thread for each name, whatever file it was opened on, and what it has counted for good.
Here each file is a database object of its own with its own connections: a request that has begun goes on with it, and
it is closed when the last one has let go of it.
"""

from __future__ import annotations

import asyncio
import sqlite3
import weakref
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import quote

from datasette.database import Database

from scraper.exports import CHECKSUMS
from scraper.publish import downloads_of

if TYPE_CHECKING:
    from datasette.app import Datasette

    from scraper.web.columns import Columns

Answer = TypeVar("Answer")

_QUICK_MS: Final = 10
_A_DAY_MS: Final = 86_400_000


class Kept:
    """What was read of a copy and stays true, since nobody writes to it."""

    columns: Columns | None = None


class CopyConnection(sqlite3.Connection):
    """A connection to a copy that nobody writes to."""

    kept: Kept


class Generation(Database):  # type: ignore[misc]  # Datasette has no types
    """One file: a `fixed` copy, or the archive itself, which a run may be writing to.

    `not_before`: when this site began to show it. sqlite3.Error where a copy is not there any more. All connections
    that Datasette's threads can use at once are opened now: later the file may have lost its name.
    """

    def __init__(self, datasette: Datasette, name: str, path: Path, *, fixed: bool, not_before: datetime) -> None:
        super().__init__(datasette, path=str(path), is_mutable=not fixed)
        self.name = self.route = name
        self.kept = Kept()
        self._idle: deque[sqlite3.Connection] = deque()
        self._not_before = not_before
        self._written_at = last_written(path)
        weakref.finalize(self, _close_all, self._idle)
        if fixed:
            for _ in range(datasette.setting("num_sql_threads") or 1):
                self._idle.append(self._prepared())
            self.cached_size = path.stat().st_size

    @property
    def changed_at(self) -> datetime:
        """When it was last written to, or first shown here if that was later."""
        written = last_written(Path(self.path)) if self.is_mutable else self._written_at
        return max(written, self._not_before)

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection for reading that belongs to the caller; to the newest generation if this one is gone."""
        assert not write
        try:
            return self._open()
        except sqlite3.OperationalError:
            newest: Database = self.ds.look()
            if newest is self:
                raise
        made: sqlite3.Connection = newest.connect()
        return made

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Run `fn` in one of Datasette's threads, on a connection to this file."""

        def with_connection() -> Answer:
            try:
                db = self._idle.pop()
            except IndexError:
                db = self._prepared()
            try:
                return fn(db)
            finally:
                self._idle.append(db)

        if self.ds.executor is None:
            return with_connection()
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, with_connection)

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """The rows of each table, None where counting takes longer than a page may: of a million responses minutes,
        and Datasette would not start before. Once `count_tables` has counted them, those of a copy are known for good.
        """
        counts: dict[str, int | None] = await super().table_counts(min(limit, _QUICK_MS))
        if not self.is_mutable and None in counts.values():
            self._cached_table_counts = None
        return counts

    async def count_tables(self) -> None:
        """Count the rows of a copy, however long it takes."""
        await super().table_counts(_A_DAY_MS)

    @property
    def hash(self) -> None:
        """None: it would be read through before the first answer, and nothing here needs it."""

    def _open(self) -> sqlite3.Connection:
        how = "mode=ro" if self.is_mutable else "mode=ro&immutable=1"
        db = sqlite3.connect(
            f"file:{quote(str(Path(self.path).absolute()))}?{how}",
            uri=True,
            check_same_thread=False,
            factory=sqlite3.Connection if self.is_mutable else CopyConnection,
        )
        if isinstance(db, CopyConnection):
            db.kept = self.kept
        return db

    def _prepared(self) -> sqlite3.Connection:
        db = self._open()
        self.ds._prepare_connection(db, self.name)
        return db


def last_written(path: Path) -> datetime:
    """When an archive was last written to or its downloads were made; the beginning of time where it is not there."""
    times = [0.0]
    for file in (path, path.with_name(f"{path.name}-wal"), downloads_of(path) / CHECKSUMS):
        with suppress(FileNotFoundError):
            times.append(file.stat().st_mtime)
    return datetime.fromtimestamp(max(times), UTC)


def _close_all(connections: deque[Any]) -> None:
    while connections:
        connections.pop().close()
