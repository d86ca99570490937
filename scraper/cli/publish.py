"""`foi publish`: a checked read-only copy of the archive, for the site."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.options import db_option, json_option, print_json
from scraper.exports import Format
from scraper.publish import Published
from scraper.publish import publish as run_publish
from scraper.store import open_archive


@click.command()
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([f.value for f in Format]),
    help="The downloads that go with it; repeatable.  [default: as last time; at first csv and sqlite]",
)
@click.option("--no-downloads", is_flag=True, help="The database only; kept to until some --format is given.")
@click.option("--site", metavar="URL", help="The address of your site, for permalinks.  [default: as last time]")
@db_option
@json_option
def publish(formats: tuple[str, ...], no_downloads: bool, site: str | None, db: Path, as_json: bool) -> int:
    """Copy the archive as it is now, check the copy, and put it in the place of the one that `foi serve` shows.

    It lies in `published/current` beside the archive. A run may be under way; servers need no restart. A copy that
    fails its check is thrown away, and the one before stays.
    """
    if formats and no_downloads:
        raise click.UsageError("give some --format or --no-downloads, not both")
    with open_archive(db) as archive:
        chosen = [Format(f) for f in formats] if formats or no_downloads else None
        made = run_publish(archive, formats=chosen, site=site)
    if as_json:
        print_json(_as_dict(made))
    for problem in () if as_json else made.problems:
        click.echo(problem)
    if made.path is None:
        click.echo(f"foi: {len(made.problems)} problems in the copy: it is not published. Run `foi verify`.", err=True)
    elif not as_json:
        click.echo(made.path)
    return int(made.path is None)


def _as_dict(made: Published) -> dict[str, object]:
    return {
        "published": str(made.path) if made.path else None,
        "responses": made.responses,
        "size_bytes": made.size_bytes,
        "files": [str(path) for path in made.files],
        "seconds": round(made.seconds, 3),
        "problems": list(made.problems),
    }
