"""Datasette with our metadata and settings, as `foi serve` and `foi demo` run it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import uvicorn
import yaml
from datasette.app import Datasette

from scraper.errors import ConfigError
from scraper.packaged import find_file
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


def make_site(db: Path, metadata: dict[str, Any], *, immutable: bool = False, **settings: str | None) -> Datasette:
    """The site over one archive, not yet serving. `settings` of the plugin give way to those in the metadata.

    `immutable`: nobody writes to the file while it is served, so that SQLite need not lock it.
    """
    plugins = metadata.get("plugins") or {}
    ours = {name: value for name, value in settings.items() if value} | (plugins.get(PLUGIN) or {})
    if ours.get("public_url") and web_address(ours["public_url"]) is None:
        raise ConfigError(f"public_url: {ours['public_url']!r} is no address of the web: write https://foi.example.org")
    files = {"files": [], "immutables": [str(db)]} if immutable else {"files": [str(db)]}
    return Datasette(**files, metadata={**metadata, "plugins": {**plugins, PLUGIN: ours}}, settings=SETTINGS)


def serve(site: Datasette, host: str, port: int) -> None:
    """Serves until Ctrl-C."""
    uvicorn.run(site.app(), host=host, port=port, log_level="warning", lifespan="on", access_log=False)
