"""The commands that fill the archive and say how that goes."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from scraper.cli.options import db_option, find_config, json_option, manners_of, messages, print_json, sources_option
from scraper.progress import TABLE_STYLE, RunDisplay, result_as_dict, results_table, wide_console
from scraper.records import Source
from scraper.refresh import Plan, Route, RunState, SourceResult
from scraper.refresh import refresh as run_refresh
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
