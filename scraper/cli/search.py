"""`foi search`: the archive asked from the command line."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli.filters import filter_options, given_filters
from scraper.cli.options import db_option, json_option, print_json
from scraper.cli.parse import read_draft
from scraper.store import Archive, open_archive
from scraper.store.search import Filters


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--like",
    metavar="FILE|-",
    help="A draft of a request (txt, html, docx or pdf): what was asked before that is nearest.",
)
@filter_options
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.  [default: 20; with --like 5]")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@json_option
@db_option
def search(
    words: tuple[str, ...], like: str | None, limit: int | None, as_csv: bool, as_json: bool, db: Path, **arguments: Any
) -> int:
    """Search titles, requests, answers and attachments, best first. Quotes, OR, -word and prefix* work.

    With filters and no words: all that pass them, newest first. With --like: one response of each group, the nearest
    first; `same` says that it asks the same.
    """
    filters = given_filters(arguments)
    if like is not None and words:
        raise click.UsageError("give WORDS or --like, not both")
    if not (words or filters or like):
        raise click.UsageError("name some WORDS, a filter such as --exemption 31, or a draft with --like FILE")
    limit = limit or (_CLOSEST if like else 20)
    with open_archive(db) as archive:
        if like is not None:
            rows = _closest(archive, read_draft(like), limit, filters)
        else:
            rows = [dict(row) for row in archive.search(" ".join(words), limit=limit, **filters)]
    if as_json:
        print_json(rows)
    elif as_csv:
        columns = ["id", "force", "reference", "title", "dated_on", "outcome", "exemptions", "url", "snippet"]
        columns += _OF_A_DRAFT if like is not None else []
        writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    else:
        for row in rows:
            facts = (row[k] for k in ("force", "reference", "dated_on", "outcome", "exemptions"))
            click.echo(f"{row['title'] or '(no title)'}\n  {' · '.join(f for f in facts if f)}")
            if like is not None:
                click.echo(f"  {row['likeness']:.0%} alike{', the same question' * row['same']}{_group_words(row)}")
            click.echo(f"  {row['snippet']}\n  {row['url']}\n" if row["snippet"] else f"  {row['url']}\n")
        click.echo(f"{len(rows)} found" if len(rows) < limit else f"the first {limit}; --limit shows more", err=True)
    return 0


_CLOSEST = 5
_OF_A_DRAFT = ["likeness", "same", "group", "group_forces"]


def _closest(archive: Archive, draft: str, limit: int, filters: Filters) -> list[dict[str, Any]]:
    """Rows as those of a search, with how near each is and how many forces were asked the same."""
    from scraper.groups.closest import find_closest

    rows = set(archive.search_rows(**filters)) if filters else None
    found = find_closest(archive.db, draft, most=limit, passes=rows.__contains__ if rows is not None else None)
    return [
        {
            **dict(archive.found_as(close.asked.id)),
            "snippet": " ".join((close.asked.questions[0] if close.asked.questions else "").split()) or None,
            "likeness": round(close.likeness, 3),
            "same": close.same,
        }
        for close in found
    ]


def _group_words(row: dict[str, Any]) -> str:
    return f"; asked of {row['group_forces']} forces, group {row['group']}" if row["group"] else ""
