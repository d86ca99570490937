"""`foi search`: the archive asked from the command line."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli.filters import filter_options, given_filters
from scraper.cli.options import db_option, json_option, print_json
from scraper.store import open_archive


@click.command()
@click.argument("words", nargs=-1)
@filter_options
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@json_option
@db_option
def search(words: tuple[str, ...], limit: int, as_csv: bool, as_json: bool, db: Path, **arguments: Any) -> int:
    """Search titles, requests, answers and attachments, best first. Quotes, OR, -word and prefix* work.

    With filters and no words: all that pass them, newest first.
    """
    filters = given_filters(arguments)
    if not (words or filters):
        raise click.UsageError("name some WORDS, or a filter such as --exemption 31")
    with open_archive(db) as archive:
        found = archive.search(" ".join(words), limit=limit, **filters)
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
            click.echo(f"  {row['snippet']}\n  {row['url']}\n" if row["snippet"] else f"  {row['url']}\n")
        click.echo(f"{len(rows)} found" if len(rows) < limit else f"the first {limit}; --limit shows more", err=True)
    return 0
