"""The commands that read the archive anew and check it."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.options import db_option, json_option, print_json
from scraper.fetching.captures import load_body
from scraper.removal import settle_unless_locked
from scraper.reread import reread as run_reread
from scraper.store import open_archive


@click.command()
@click.argument("ids", metavar="[SOURCE]...", nargs=-1)
@db_option
def reread(ids: tuple[str, ...], db: Path) -> int:
    """Read all captures again, offline: the same pages through today's reader."""
    with open_archive(db) as archive:
        settle_unless_locked(archive)
        counts = run_reread(archive, ids)
    click.echo(", ".join(f"{n} {what}" for what, n in counts.items()))
    return 0


@click.command()
@db_option
@json_option
def verify(db: Path, as_json: bool) -> int:
    """Check digests, foreign keys, search index and versions: all consistent?"""
    with open_archive(db) as archive:
        problems = archive.verify(lambda file, offset: load_body(db.parent, file, offset))
    if as_json:
        print_json(problems)
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(f"{len(problems)} problems" if problems else "all consistent", err=True)
    return int(bool(problems))
