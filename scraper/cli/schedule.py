"""`foi schedule`: the program keeps time itself."""

from __future__ import annotations

import logging
from pathlib import Path

import click
from rich.console import Console

from scraper.cli.options import db_option, find_config, manners_of, sources_option
from scraper.errors import FoiError
from scraper.progress import RunDisplay
from scraper.records import Source
from scraper.refresh import Plan
from scraper.refresh import refresh as run_refresh
from scraper.schedule import make_scheduler
from scraper.store import open_archive


@click.command()
@db_option
@sources_option
def schedule(db: Path, sources_path: Path | None) -> None:
    """Keep running: refresh each enabled source on its own cron expression (Europe/London)."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    config = find_config(sources_path, db)
    manners, plan = manners_of(config), Plan(archive_url=config.client.archive_url)
    db.parent.mkdir(parents=True, exist_ok=True)

    def turn(sources: tuple[Source, ...]) -> None:
        try:
            with open_archive(db, create=True) as archive, RunDisplay(Console(stderr=True, no_color=True)) as display:
                run_refresh(archive, sources, manners=manners, plan=plan, report=display)
        except (FoiError, OSError) as error:  # the scheduler goes on: the next turn may find the trouble gone
            logging.getLogger("foi").error("%s", error)

    scheduler = make_scheduler(config.pick(()), turn)
    for job in scheduler.get_jobs():
        click.echo(f"{job.id}  {job.name}", err=True)
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        click.echo("foi: schedule stopped", err=True)
