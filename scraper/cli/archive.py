"""The commands that read the archive anew and check it."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.options import db_option, json_option, print_json, told
from scraper.cluster import cluster_of
from scraper.fetching.captures import load_body
from scraper.removal import settle_unless_locked, unfinished
from scraper.reread import reread as run_reread
from scraper.store import open_archive


@click.command()
@click.argument("ids", metavar="[SOURCE]...", nargs=-1)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="What reads: the processes of this machine, or a Dask cluster (pip install 'foi-archive[cluster]').",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Of the Dask cluster, as tcp://host:8786; without it `dask` starts processes on this machine.",
)
@db_option
def reread(ids: tuple[str, ...], engine: str, scheduler: str | None, db: Path) -> int:
    """Read all captures again, offline: the same pages through today's reader.

    Dask workers run the same release of this program, and see the folder of the archive under the same name or read
    the captures at the address that they were copied to. This process alone writes.
    """
    if scheduler is not None and engine != "dask":
        raise click.UsageError("--scheduler goes with --engine dask")
    chosen = (lambda _: cluster_of(scheduler)) if engine == "dask" else None
    with open_archive(db) as archive:
        problems = settle_unless_locked(archive)
        counts = run_reread(archive, ids, engine=chosen)
    click.echo(", ".join(f"{n} {what}" for what, n in counts.items()))
    return told(problems)


@click.command()
@db_option
@json_option
def verify(db: Path, as_json: bool) -> int:
    """Check digests, foreign keys, search index and versions: all consistent?"""
    with open_archive(db) as archive:
        problems = archive.verify(lambda file, offset: load_body(db.parent, file, offset))
        problems += unfinished(archive)
    if as_json:
        print_json(problems)
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(f"{len(problems)} problems" if problems else "all consistent", err=True)
    return int(bool(problems))
