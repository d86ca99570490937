"""Datasette with our metadata and settings, as `foi serve` and `foi demo` run it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, Final

import uvicorn
import yaml
from datasette.app import Datasette
from datasette.database import Database
from starlette.types import ASGIApp, Receive, Scope, Send

from scraper.errors import ConfigError
from scraper.packaged import find_file
from scraper.publish import published_copy
from scraper.store.connection import SCHEMA_VERSION, tables_of
from scraper.web.generation import Generation
from scraper.web.readying import keep_ready
from scraper.web.site import PLUGIN
from scraper.web.texts import web_address

SETTINGS = {
    "allow_download": False,  # a copy for download is published apart, after checks
    "default_page_size": 50,
    "facet_time_limit_ms": 2_000,
    "max_csv_mb": 0,  # a download is whole or fails; it is never cut
    "sql_time_limit_ms": 5_000,
    "suggest_facets": False,  # counting every column for suggestions is what makes large tables slow
}


_TRIES: Final = 10


def load_metadata(db: Path, path: Path | None = None) -> dict[str, Any]:
    """metadata.yml for this database file, whatever its name. ConfigError if it cannot be found or read.

    Looked for at `path`, else in the working folder, else as it came with the program.
    """
    found = path or find_file("metadata.yml", Path())
    try:
        metadata = yaml.safe_load(found.read_text(encoding="utf-8"))
        metadata["databases"] = {db.stem: metadata["databases"]["foi"]}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ConfigError(f"{found}: cannot be read as Datasette metadata: {error}") from None
    return dict(metadata)


class _Held:
    """The databases that one request is answered from; emptied at its end, for whatever still knows the request."""

    __slots__ = ("databases", "site")

    def __init__(self, site: ArchiveSite) -> None:
        self.site = site
        self.databases: Mapping[str, Database] | None = None


_HELD: Final[ContextVar[_Held | None]] = ContextVar("held", default=None)


class ArchiveSite(Datasette):  # type: ignore[misc]  # Datasette has no types
    """Datasette over one archive: over its published copy while there is one, the newest at each request.

    `working`: over the archive itself in any case. `immutable`: the file is a copy that nobody writes to.
    """

    def __init__(self, db: Path, *, working: bool = False, immutable: bool = False, **options: Any) -> None:
        self._db, self._follows = db, not (working or immutable)
        self._looking = RLock()
        self._refused: Path | None = None
        self._shown: Generation | None = None
        super().__init__(files=[str(db)], **options)
        (self._name,) = (name for name, found in self._newest.items() if found.path == str(db))
        if self.look() is None:
            self._show(db, fixed=immutable)

    @property
    def databases(self) -> Mapping[str, Database]:
        """As they were when the request in hand began, so that its answer is of one generation."""
        held = _HELD.get()
        return held.databases if held is not None and held.site is self and held.databases else self._newest

    @databases.setter
    def databases(self, databases: Mapping[str, Database]) -> None:
        self._newest = databases

    def look(self) -> Generation | None:
        """The newest generation, from which requests that begin now are answered; None before the first."""
        with self._looking:
            for _ in range(_TRIES if self._follows else 0):
                path = published_copy(self._db) or self._db
                if self._shown and str(path) == self._shown.path:
                    break
                if path != self._db and not self._is_fit(path):
                    if self._shown:
                        break
                    path = self._db
                with suppress(sqlite3.OperationalError, FileNotFoundError):  # another has taken its place meanwhile
                    self._show(path, fixed=path != self._db)
            return self._shown

    @property
    def showing(self) -> str:
        """The file that is shown."""
        return str(self._newest[self._name].path)

    def go_on_with_newest(self) -> None:
        """Answer the rest of the request in hand from the newest generation."""
        self.look()
        if (held := _HELD.get()) is not None and held.site is self:
            held.databases = self._newest

    def app(self) -> ASGIApp:
        inner: ASGIApp = super().app()

        async def of_one_generation(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await inner(scope, receive, send)
                return
            held = _Held(self)
            token = _HELD.set(held)
            try:
                self.go_on_with_newest()
                await inner(scope, receive, send)
            finally:
                held.databases = None
                _HELD.reset(token)

        return of_one_generation

    def _is_fit(self, copy: Path) -> bool:
        """Whether this release can show it; where not, what was shown so far stays."""
        if copy == self._refused:
            return False
        if (tables := tables_of(copy)) in (None, SCHEMA_VERSION):  # None: it is gone, and the next look finds another
            return True
        self._refused = copy
        logging.getLogger("foi").error(
            "%s: another release of this program made this copy (tables %s, this release shows %s). It is not shown; "
            "run `foi publish` with this release.",
            copy,
            tables,
            SCHEMA_VERSION,
        )
        return False

    def _show(self, path: Path, *, fixed: bool) -> None:
        now, before = datetime.now(UTC), self._shown
        moment = max(now, before.changed_at + timedelta(seconds=1)) if before else now
        self._shown = Generation(self, self._name, path, fixed=fixed, not_before=moment)
        self._newest = {**self._newest, self._name: self._shown}


def make_site(
    db: Path, metadata: dict[str, Any], *, working: bool = False, immutable: bool = False, **settings: str | None
) -> ArchiveSite:
    """The site over one archive, not yet serving. `settings` of the plugin give way to those in the metadata.

    `working`: shows the archive itself although a copy is published. `immutable`: the file is a copy that nobody writes
    to while it is served, so that SQLite need not lock it.
    """
    plugins = metadata.get("plugins") or {}
    ours = {name: value for name, value in settings.items() if value} | (plugins.get(PLUGIN) or {})
    if ours.get("public_url") and web_address(ours["public_url"]) is None:
        raise ConfigError(f"public_url: {ours['public_url']!r} is no address of the web: write https://foi.example.org")
    described = {**metadata, "plugins": {**plugins, PLUGIN: ours}}
    return ArchiveSite(db, working=working, immutable=immutable, metadata=described, settings=SETTINGS)


def serve(site: ArchiveSite, host: str, port: int) -> None:
    """Serves until Ctrl-C, and makes ready what comes to be shown."""
    app = site.app()

    async def with_readying(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":  # which lasts as long as the server does
            await app(scope, receive, send)
            return
        readying = asyncio.create_task(keep_ready(site, app))
        try:
            await app(scope, receive, send)
        finally:
            readying.cancel()

    uvicorn.run(with_readying, host=host, port=port, log_level="warning", lifespan="on", access_log=False)
