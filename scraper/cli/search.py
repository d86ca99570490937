"""`foi search`: the archive asked from the command line."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from scraper.cli.options import db_option, json_option, print_json, since_option
from scraper.records import Outcome
from scraper.store import open_archive


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
