"""The commands that fill the archive and say how that goes."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click

from scraper import notify
from scraper.cli.captures import push_captures
from scraper.cli.options import db_option, find_config, json_option, manners_of, messages, print_json, sources_option
from scraper.cli.standing import failing_line, floors_as_dict, floors_as_toml, floors_of, source_row, sources_table
from scraper.fetching.copies import check_address
from scraper.progress import EventLog, Quiet, RunDisplay, result_as_dict, results_table, run_summary, wide_console
from scraper.publish import publish as run_publish
from scraper.refresh import Plan, Route, RunState, SourceResult
from scraper.refresh import refresh as run_refresh
from scraper.removal import settle_unless_locked
from scraper.store import SourceState, open_archive
from scraper.store.health import Health


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
@click.option("--publish", "publishes", is_flag=True, help="Then publish the archive, as `foi publish` does.")
@click.option("--quiet", "-q", is_flag=True, help="Print only what went wrong: nothing where all is well.")
@click.option("--log-json", is_flag=True, help="Log each step as a line of JSON on stderr.")
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
    publishes: bool,
    quiet: bool,
    log_json: bool,
    db: Path,
    sources_path: Path | None,
    as_json: bool,
) -> int:
    """Fetch what is new in the disclosure logs (all enabled ones, or those named)."""
    if every and ids:
        raise click.UsageError("name some SOURCE or give --all, not both")
    if quiet and log_json:
        raise click.UsageError("give --quiet or --log-json, not both")
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
    notify.check()
    if config.client.captures:
        check_address(config.client.captures)
    db.parent.mkdir(parents=True, exist_ok=True)
    log = EventLog(sys.stderr) if log_json else None
    with open_archive(db, create=True) as archive, notify.on_change(archive, partial(_warn, log)):
        with nullcontext(log or Quiet()) if log or quiet else RunDisplay(messages()) as display:
            results = run_refresh(archive, picked, manners=manners, plan=plan, report=display)
        left = settle_unless_locked(archive)
        for problem in push_captures(archive, config.client.captures):
            _warn(log, problem)
        if log:
            log.write("run_finished", summary=run_summary(results))
    print_results(results, as_json, quiet=quiet, reasons=not log)
    well = all(r.state is RunState.OK for r in results) and not left
    for problem in left:
        _warn(log, problem)
    if publishes and any(r.state is RunState.OK for r in results):
        well &= _publish(db)
    return int(not well)


def _publish(db: Path) -> bool:
    """Whether the archive was published; if not, why is said on stderr."""
    with open_archive(db) as archive:
        made = run_publish(archive)
    for problem in made.problems:
        click.echo(f"not published: {problem}", err=True)
    return made.path is not None


def _warn(log: EventLog | None, message: str) -> None:
    """What a person should know that fails nothing."""
    if log:
        log.write("warning", message=message)
    else:
        click.echo(message, err=True)


def print_results(results: list[SourceResult], as_json: bool, *, quiet: bool = False, reasons: bool = True) -> None:
    """The table of a run and its summary on stdout, and on stderr why a source failed; `quiet`: only the latter."""
    if as_json:
        print_json([result_as_dict(r) for r in results])
    elif not quiet:
        wide_console().print(results_table(results))
        click.echo(run_summary(results))
    for r in results if reasons and not (as_json and not quiet) else []:
        if r.reason and not (quiet and r.state is RunState.OK):
            click.echo(f"{r.source.id}: {r.state}: {r.reason}", err=True)


@click.command()
@click.argument("ids", metavar="[SOURCE]...", nargs=-1)
@click.option("--failing", is_flag=True, help="Only those that are not well, since when and why; status 1 if any.")
@click.option("--suggest-floors", is_flag=True, help="Print floors for sources.toml, as the history of each bears out.")
@db_option
@sources_option
@json_option
def sources(
    ids: tuple[str, ...], failing: bool, suggest_floors: bool, db: Path, sources_path: Path | None, as_json: bool
) -> int:
    """Show every source, or those named: platform, last good run, counts, state."""
    config = find_config(sources_path, db)
    picked = config.pick(ids) if ids else config.sources
    states: dict[str, SourceState] = {}
    if suggest_floors:
        with open_archive(db) as archive:
            floors = {source.id: floors_of(archive, source) for source in picked}
        if as_json:
            print_json([floors_as_dict(source, found) for source, found in floors.items()])
        else:
            click.echo("\n\n".join(floors_as_toml(source, found) for source, found in floors.items()))
        return 0
    if db.is_file():
        with open_archive(db) as archive:
            states = {state.source: state for state in archive.source_states()}
    rows = [source_row(source, states.get(source.id)) for source in picked]
    if failing:
        rows = [row for row in rows if row["enabled"] and row["health"] != Health.OK]
    if as_json:
        print_json(rows)
    elif failing:
        for row in rows:
            click.echo(failing_line(row))
    else:
        wide_console().print(sources_table(rows))
    return int(failing and bool(rows))
