"""`foi captures`: copies of the captures at an address of another machine."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.options import db_option, find_config, json_option, print_json, sources_option, told
from scraper.errors import ConfigError, FoiError, LockedError
from scraper.fetching.copies import Pushed, check_address, push
from scraper.refresh import locked
from scraper.removal import settle_unless_locked
from scraper.store import Archive, open_archive


@click.group("captures")
def captures() -> None:
    """Copy the captures to another machine: an object store, or whatever address fsspec knows."""


@captures.command("push")
@click.option("--free", is_flag=True, help="Then remove the files here, each once its copy was read back and is whole.")
@db_option
@sources_option
@json_option
def push_files(free: bool, db: Path, sources_path: Path | None, as_json: bool) -> int:
    """Copy every capture file that is not there yet to the address that sources.toml names: `captures` in [client].

    A refresh does so at its end. Captures that are only there are read there, each alone. Sealed ones stay here. Exit
    status 1 where a file could not be copied: the next push goes on with it.
    """
    config = find_config(sources_path, db)
    address = config.client.captures
    if not address:
        raise ConfigError(f'{config.path}: set `captures` in [client] to an address, such as "s3://bucket/prefix"')
    check_address(address)
    with open_archive(db) as archive:
        left = settle_unless_locked(archive)
        with locked(archive.path):
            pushed = _push(archive, address, free=free)
        left = left or settle_unless_locked(archive)
    if as_json:
        print_json({"copied": pushed.copied, "there": pushed.there, "freed": pushed.freed, "problems": pushed.problems})
    else:
        click.echo(f"{pushed.copied} copied, {pushed.there} there already, {pushed.freed} freed")
    return told([*left, *pushed.problems])


def push_captures(archive: Archive, address: str) -> list[str]:
    """After a run: copy what is new to the address, if there is one. What goes wrong fails nothing: it is returned."""
    if not address:
        return []
    try:
        with locked(archive.path):
            problems = _push(archive, address).problems
    except LockedError:
        return []  # the run under way pushes at its end
    except FoiError as error:
        problems = [str(error)]
    return [f"captures are not all copied; the next run copies what is left: {problem}" for problem in problems]


def _push(archive: Archive, address: str, *, free: bool = False) -> Pushed:
    rows = archive.rows("SELECT DISTINCT file FROM captures WHERE file LIKE 'warc/%'")
    return push(archive.path.parent, address, [row["file"] for row in rows], free=free)
