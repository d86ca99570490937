"""The archive behind the pages: which database it is, its columns in memory, and how to ask it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakKeyDictionary

from datasette.database import Database
from datasette.utils import sqlite_timelimit

from scraper.publish import downloads_of
from scraper.store.connection import SCHEMA_VERSION, one_moment, tables_of
from scraper.web.columns import Columns, load_columns
from scraper.web.generation import CopyConnection, Generation, last_written

if TYPE_CHECKING:
    from datasette.app import Datasette

Answer = TypeVar("Answer")

PLUGIN: Final = "foi-archive"
"""The name of our settings in metadata.yml (`plugins:`) and of our static files."""

TIME_LIMIT_MS: Final = 15_000
_TRIES: Final = 3
SETTLED: Final = timedelta(seconds=2)
"""So long after a change what is shown bears no validators, and statistics are not kept: its next change may bear the
same time."""


class TooSlowError(Exception):
    """A search ran into the time limit: the page says so and shows nothing half counted."""


@dataclass(slots=True, eq=False)
class Site:
    """One archive on show. Made once for each Datasette that serves one. `name` is that of its database there."""

    datasette: Datasette
    name: str
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    figures: dict[Any, Any] = field(default_factory=dict)
    """Statistics that were asked for in the present state of the archive; `figures` fills and empties it."""
    _lock: Lock = field(default_factory=Lock)
    _watch: sqlite3.Connection | None = None
    _version: int | None = None
    _columns: Columns | None = None

    @property
    def database(self) -> Database:
        """The file behind the name now: a new copy may take its place between two requests, not within one."""
        return self.datasette.databases[self.name]

    async def read(self, ask: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Run `ask` on a connection in one of Datasette's threads, within one read transaction and a time limit.

        Raises TooSlowError where the limit ends it.
        """

        def asked(db: sqlite3.Connection) -> Answer:
            with in_time(db), one_moment(db):
                return ask(db)

        return await self.database.execute_fn(asked)  # type: ignore[no-any-return]

    async def search(self, ask: Callable[[sqlite3.Connection, Columns], Answer]) -> Answer:
        """As `read`, with the columns of the same moment."""
        return await self.read(lambda db: ask(db, self.columns(db)))

    def columns(self, db: sqlite3.Connection) -> Columns:
        """The columns as this transaction sees them; read anew when another connection has written to the archive."""
        with self._lock:
            if isinstance(db, CopyConnection):
                if db.kept.columns is None:
                    db.kept.columns = load_columns(db)
                return db.kept.columns
            if self._watch is None:
                watch = self.connect()
                if isinstance(watch, CopyConnection):  # a copy was published after this request began
                    watch.close()
                    return load_columns(db)
                self._watch = watch
            for _ in range(_TRIES):
                before = self._data_version()
                db.rollback()
                db.execute("BEGIN")
                db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()  # from here on the moment stands still
                if self._columns is None or self._version != before:
                    self._columns, self._version = load_columns(db), before
                if self._data_version() == before:
                    return self._columns
            return load_columns(db)  # a writer that never pauses

    def _data_version(self) -> int:
        assert self._watch is not None
        (version,) = self._watch.execute("PRAGMA data_version").fetchone()
        return int(version)

    def connect(self) -> sqlite3.Connection:
        """A connection of its own, read-only, for what takes longer than a page; the caller closes it."""
        db: sqlite3.Connection = self.database.connect()
        self.datasette._prepare_connection(db, self.database.name)
        return db

    def go_on_with_newest(self) -> bool:
        """Whether the rest of this request can be answered from a newer copy, and is: its own is gone."""
        datasette: Any = self.datasette
        if Path(self.database.path).exists() or not isinstance(self.database, Generation):
            return False
        datasette.go_on_with_newest()
        return True

    @property
    def downloads(self) -> Path:
        """Where the files of the page of downloads lie."""
        return downloads_of(Path(self.database.path))

    @property
    def changed_at(self) -> datetime:
        """When what is shown last changed, or this program was started if that was later."""
        database = self.database
        changed = database.changed_at if isinstance(database, Generation) else last_written(Path(database.path))
        return max(self.started_at, changed)

    def validators(self) -> list[tuple[str, str]]:
        """Headers that say when the archive last changed; none while it is just changing, since dates know no parts
        of a second (RFC 9110 8.8.2.2).
        """
        changed = self.changed_at
        if datetime.now(UTC) - changed < SETTLED:
            return []
        return [
            ("etag", f'W/"{changed.timestamp():.6f}"'),
            ("last-modified", format_datetime(changed, usegmt=True)),
        ]

    def setting(self, name: str) -> str | None:
        """`contact` or `public_url`, as metadata.yml or the command line gives it."""
        settings: dict[str, Any] = self.datasette.plugin_config(PLUGIN) or {}
        return str(settings[name]) if settings.get(name) else None


@contextmanager
def in_time(db: sqlite3.Connection) -> Iterator[None]:
    """Ends what takes too long with TooSlowError."""
    try:
        with sqlite_timelimit(db, TIME_LIMIT_MS):
            yield
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise TooSlowError from error
        raise


_SITES: Final[WeakKeyDictionary[Datasette, Site | None]] = WeakKeyDictionary()


def site_of(datasette: Datasette) -> Site | None:
    """The archive that this Datasette serves, if it serves one."""
    if datasette not in _SITES:
        database = find_archive(datasette)
        _SITES[datasette] = Site(datasette=datasette, name=database.name) if database else None
    return _SITES[datasette]


def find_archive(datasette: Datasette) -> Database | None:
    """The first database that is an archive of ours; None where Datasette serves only others."""
    return next((d for d in datasette.databases.values() if d.path and tables_of(Path(d.path)) == SCHEMA_VERSION), None)


async def in_a_thread(work: Callable[[], Answer]) -> Answer:
    """For streams, which would hold Datasette's few threads for long."""
    return await asyncio.get_running_loop().run_in_executor(None, work)
