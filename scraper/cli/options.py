"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from scraper.errors import ConfigError
from scraper.fetching.client import Manners
from scraper.packaged import find_file
from scraper.sources import Config, load_config

DEFAULT_DB = Path("data/foi.db")

_FilePath = click.Path(path_type=Path, dir_okay=False)

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

db_option: Decorator = click.option("--db", type=_FilePath, default=DEFAULT_DB, show_default=True, help="The archive.")
sources_option: Decorator = click.option(
    "--sources", "sources_path", type=_FilePath, help="sources.toml; default: beside the archive, or in this folder."
)
json_option: Decorator = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def messages() -> Console:
    """Where progress and messages go: stderr."""
    return Console(stderr=True)


def told(problems: Sequence[str]) -> int:
    """Says on stderr what a removal has left to do; the exit status of that."""
    for problem in problems:
        click.echo(f"foi: {problem}", err=True)
    return int(bool(problems))


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def find_config(path: Path | None, db: Path) -> Config:
    """sources.toml as named, else beside the archive, else in the working folder, else as it came with the program."""
    return load_config(path or find_file("sources.toml", db.parent, Path()))


def manners_of(config: Config) -> Manners:
    """How the client behaves, by the `[client]` table. ConfigError if webmasters could not reach the operator."""
    client = config.client
    if not client.contact and not client.allow_loopback:
        raise ConfigError(
            f"{config.path}: set `contact` in [client] to an e-mail or web address where a webmaster can reach you; "
            "it is sent to every site, and nothing is fetched without it"
        )
    about = f" (+{client.contact})" if client.contact else ""
    return Manners(
        user_agent=f"{client.project}/{version('foi-archive')}{about}",
        read_seconds=client.timeout_seconds,
        max_bytes=client.max_bytes,
        allow_loopback=client.allow_loopback,
    )
