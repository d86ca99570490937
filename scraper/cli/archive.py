"""The commands that fill, check and search the archive."""

from __future__ import annotations

import csv
import logging
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from scraper.cli.options import (
    db_option,
    find_config,
    json_option,
    manners_of,
    messages,
    print_json,
    since_option,
    sources_option,
)
from scraper.errors import FoiError
from scraper.progress import TABLE_STYLE, RunDisplay, result_as_dict, results_table, wide_console
from scraper.records import Outcome, Source
from scraper.refresh import Plan, Route, RunState, SourceResult
from scraper.refresh import refresh as run_refresh
from scraper.reread import reread as run_reread
from scraper.store import SourceState, open_archive


@click.command()
@click.argument("ids", metavar="[SOURCE]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every source, disabled ones too.")
@click.option("--limit", type=click.IntRange(min=0), help="Fetch at most so many responses a source.")
@click.option("--full", is_flag=True, help="Fetch every response again, not only new and due ones.")
@click.option(
    "--via",
    type=click.Choice(["live", "wayback", "auto"]),
    help="The live site, the Internet Archive, or the Archive if the site refuses. Default: as sources.toml says.",
)
@click.option("--no-attachments", is_flag=True, help="Leave the files alone that responses link to.")
@db_option
@sources_option
@json_option
def refresh(
    ids: tuple[str, ...],
    every: bool,
    limit: int | None,
    full: bool,
    via: str | None,
    no_attachments: bool,
    db: Path,
    sources_path: Path | None,
    as_json: bool,
) -> int:
    """Fetch what is new in the disclosure logs (all enabled ones, or those named)."""
    if every and ids:
        raise click.UsageError("name some SOURCE or give --all, not both")
    config = find_config(sources_path, db)
    picked = config.sources if every else config.pick(ids)
    manners = manners_of(config)
    plan = Plan(
        limit=limit,
        full=full,
        route=Route(via) if via else Route.SOURCE,
        archive_url=config.client.archive_url,
        attachments=not no_attachments,
    )
    db.parent.mkdir(parents=True, exist_ok=True)
    with open_archive(db, create=True) as archive, RunDisplay(messages()) as display:
        results = run_refresh(archive, picked, manners=manners, plan=plan, report=display)
    print_results(results, as_json)
    return int(any(r.state is not RunState.OK for r in results))


def print_results(results: list[SourceResult], as_json: bool) -> None:
    """The table of a run on stdout, and on stderr why a source failed."""
    if as_json:
        print_json([result_as_dict(r) for r in results])
        return
    wide_console().print(results_table(results))
    for r in results:
        if r.reason:
            click.echo(f"{r.source.id}: {r.state}: {r.reason}", err=True)


@click.command()
@db_option
@sources_option
def schedule(db: Path, sources_path: Path | None) -> None:
    """Keep running: refresh each enabled source on its own cron expression (Europe/London)."""
    from scraper.schedule import make_scheduler  # here, since no other command needs APScheduler

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


@click.command()
@click.argument("words", nargs=-1)
@click.option("--force", multiple=True, help="Only this force; repeatable, as the next two are.")
@click.option(
    "--exemption", multiple=True, help="Only responses relying on it or on a part of it: 31, 40(2), FOISA 35."
)
@click.option("--outcome", multiple=True, type=click.Choice([o.value for o in Outcome]), help="Only this outcome.")
@since_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@json_option
@db_option
def search(
    words: tuple[str, ...],
    force: tuple[str, ...],
    exemption: tuple[str, ...],
    outcome: tuple[str, ...],
    since: str | None,
    limit: int,
    as_csv: bool,
    as_json: bool,
    db: Path,
) -> int:
    """Search titles, requests, answers and attachments, best first. Quotes, OR, -word and prefix* work.

    With filters and no words: all that pass them, newest first.
    """
    if not (words or force or exemption or outcome or since):
        raise click.UsageError("name some WORDS, or a filter such as --exemption 31")
    with open_archive(db) as archive:
        found = archive.search(
            " ".join(words), force=force, exemption=exemption, outcome=outcome, since=since, limit=limit
        )
    rows = [dict(row) for row in found]
    if as_json:
        print_json(rows)
    elif as_csv:
        columns = ["id", "force", "reference", "title", "dated_on", "outcome", "exemptions", "url", "snippet"]
        writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    else:
        for row in rows:
            facts = (row[k] for k in ("force", "reference", "dated_on", "outcome", "exemptions"))
            click.echo(f"{row['title'] or '(no title)'}\n  {' · '.join(f for f in facts if f)}")
            click.echo(f"  {row['snippet']}\n  {row['url']}\n")
        click.echo(f"{len(rows)} found" if len(rows) < limit else f"the first {limit}; --limit shows more", err=True)
    return 0


@click.command()
@db_option
@sources_option
@json_option
def sources(db: Path, sources_path: Path | None, as_json: bool) -> None:
    """Show every source: platform, last good run, counts, state."""
    config = find_config(sources_path, db)
    states = {}
    if db.is_file():
        with open_archive(db) as archive:
            states = {state.source: state for state in archive.source_states()}
    rows = [_source_row(source, states.get(source.id)) for source in config.sources]
    if as_json:
        print_json(rows)
        return
    columns = ("source", "platform", "via", "responses", "open_issues", "last_good_run", "state")
    table = Table(**TABLE_STYLE)
    for column in columns:
        table.add_column(column.replace("_", " "))
    for row in rows:
        cells = ["" if row[column] is None else str(row[column]) for column in columns]
        table.add_row(*cells[:-1], cells[-1] + ("?" if row["unverified"] and row["state"] == "new" else ""))
    wide_console().print(table)


@click.command()
@click.argument("ids", metavar="[SOURCE]...", nargs=-1)
@db_option
def reread(ids: tuple[str, ...], db: Path) -> int:
    """Read all captures again, offline: the same pages through today's reader."""
    with open_archive(db) as archive:
        counts = run_reread(archive, ids)
    click.echo(", ".join(f"{n} {what}" for what, n in counts.items()))
    return 0


@click.command()
@db_option
@json_option
def verify(db: Path, as_json: bool) -> int:
    """Check digests, foreign keys, search index and versions: all consistent?"""
    from scraper.fetching.captures import load_body

    with open_archive(db) as archive:
        problems = archive.verify(lambda file, offset: load_body(db.parent, file, offset))
    if as_json:
        print_json(problems)
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(f"{len(problems)} problems" if problems else "all consistent", err=True)
    return int(bool(problems))


def _source_row(source: Source, state: SourceState | None) -> dict[str, object]:
    """One source as configured and as the archive knows it; what never ran is `new`."""
    return {
        "source": source.id,
        "name": source.name,
        "force": source.force,
        "platform": source.platform,
        "via": str(source.via),
        "enabled": source.enabled,
        "unverified": source.unverified,
        "cron": source.cron,
        "responses": state.responses if state else 0,
        "withdrawn": state.withdrawn if state else 0,
        "failed": state.failed if state else 0,
        "open_issues": state.open_issues if state else 0,
        "last_run": state.last_run_at if state else None,
        "last_good_run": state.last_good_at if state else None,
        "state": (state.last_state if state else None) or ("new" if source.enabled else "disabled"),
        "reason": state.last_reason if state else None,
    }
