"""`foi import`: captures that others made."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.options import db_option, find_config, json_option, print_json, sources_option, told
from scraper.imports import import_paths as run_import
from scraper.removal import settle_unless_locked
from scraper.store import open_archive


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@db_option
@sources_option
@json_option
def import_paths(paths: tuple[Path, ...], db: Path, sources_path: Path | None, as_json: bool) -> int:
    """Take in what others saved: WARC and WACZ files, folders of saved pages and letters, a list of authorities.

    Each page keeps its own date and is read as a refresh reads it; doing it again changes nothing. A .csv is
    WhatDoTheyKnow's all-authorities.csv: log addresses and tags of forces are kept from it. Exit status 1 where a file
    was damaged or a page says nothing of its address.
    """
    config = find_config(sources_path, db)
    db.parent.mkdir(parents=True, exist_ok=True)
    with open_archive(db, create=True) as archive:
        result = run_import(archive, config.sources, paths)
        left = settle_unless_locked(archive)
    if as_json:
        print_json(dict(result.counts) | {"problems": result.problems, "notes": result.notes})
    else:
        click.echo(", ".join(f"{count} {what.replace('_', ' ')}" for what, count in result.counts.items()))
        for words in (*result.notes, *result.problems):
            click.echo(words, err=True)
    return told(left) or int(bool(result.problems))
