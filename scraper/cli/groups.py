"""`foi groups`: the same question, put to several forces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scraper.cli.options import db_option, json_option, print_json
from scraper.store import open_archive
from scraper.store.rows import split_values


@click.command()
@click.option(
    "--min-forces", type=click.IntRange(min=1), default=2, show_default=True, help="Only groups of so many forces."
)
@json_option
@db_option
def groups(min_forces: int, as_json: bool, db: Path) -> int:
    """The same question at several forces, the most widely asked first, and how each replied."""
    with open_archive(db) as archive:
        found = [_group(archive.responses_of(row["id"]), dict(row)) for row in archive.groups(min_forces)]
        waiting = archive.count_ungrouped()
    if as_json:
        print_json(found)
    else:
        for group in found:
            click.echo(f"{group['title']}\n  {group['force_count']} forces, group {group['id']}")
            for row in group["responses"]:
                facts = (row["force"], row["dated_on"], row["outcome"], "; ".join(row["exemptions"]), row["url"])
                click.echo(f"    {' · '.join(filter(None, facts))}")
        click.echo(f"{len(found)} groups", err=True)
    if waiting:
        click.echo(f"{waiting} responses wait to be grouped: the next run does that", err=True)
    return 0


def _group(responses: list[Any], group: dict[str, Any]) -> dict[str, Any]:
    rows = [{**dict(row), "exemptions": split_values(row["exemptions"])} for row in responses]
    return {**group, "responses": rows}
