"""`foi schedule`: the program keeps time itself."""

from __future__ import annotations

import logging
from pathlib import Path

import click
from rich.console import Console

from scraper import notify
from scraper.cli.captures import push_captures
from scraper.cli.options import db_option, find_config, manners_of, sources_option
from scraper.errors import FoiError, LockedError
from scraper.fetching.client import Manners
from scraper.fetching.copies import check_address
from scraper.progress import RunDisplay
from scraper.publish import publish
from scraper.records import Source
from scraper.refresh import Plan
from scraper.refresh import refresh as run_refresh
from scraper.removal import settle_unless_locked
from scraper.schedule import Publishing, make_scheduler
from scraper.store import open_archive

_log = logging.getLogger("foi")


@click.command()
@click.option("--no-publish", is_flag=True, help="Leave the published copy and its downloads as they are.")
@db_option
@sources_option
def schedule(no_publish: bool, db: Path, sources_path: Path | None) -> None:
    """Keep running: refresh each enabled source on its own cron expression (Europe/London), then publish.

    Of turns that follow one another within a quarter of an hour the last publishes, or one each hour.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    config = find_config(sources_path, db)
    manners, plan = manners_of(config), Plan(archive_url=config.client.archive_url)
    notify.check()
    if config.client.captures:
        check_address(config.client.captures)
    db.parent.mkdir(parents=True, exist_ok=True)

    def turn(sources: tuple[Source, ...]) -> None:
        if run_turn(db, sources, manners, plan, config.client.captures) and not no_publish:
            publishing.after_turn()

    scheduler = make_scheduler(config.pick(()), turn)
    publishing = Publishing(lambda: publish_turn(db), scheduler.is_quiet)
    for due in scheduler.get_jobs():
        click.echo(f"{due.id}  {due.name}", err=True)
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        click.echo("foi: schedule stopped", err=True)


def run_turn(db: Path, sources: tuple[Source, ...], manners: Manners, plan: Plan, captures: str = "") -> bool:
    """Refresh these sources, then copy what was captured to an address; whether that was done.

    What goes wrong is logged: the next turn may find it gone.
    """
    try:
        with (
            open_archive(db, create=True) as archive,
            notify.on_change(archive, _log.warning),
            RunDisplay(Console(stderr=True, no_color=True)) as display,
        ):
            run_refresh(archive, sources, manners=manners, plan=plan, report=display)
            for problem in (*settle_unless_locked(archive), *push_captures(archive, captures)):
                _log.warning("%s", problem)
    except LockedError as error:
        _log.warning("turn of %s skipped: %s", ", ".join(source.id for source in sources), error)
        return False
    except (FoiError, OSError) as error:
        _log.error("%s", error)
        return False
    return True


def publish_turn(db: Path) -> None:
    """Publish; what goes wrong is logged, and the copy before stays."""
    try:
        with open_archive(db) as archive:
            made = publish(archive)
    except LockedError as error:
        _log.warning("publishing skipped: %s", error)
    except (FoiError, OSError) as error:
        _log.error("publishing: %s", error)
    else:
        for problem in made.problems:
            _log.error("the copy is not published: %s", problem)
