"""`foi export`: the archive, or a search of it, as files."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.options import db_option, json_option, print_json, since_option
from scraper.exports import Format, export
from scraper.records import Outcome
from scraper.store import open_archive


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--words", default="", help="Only responses that hold these words, as `foi search` takes them.")
@click.option("--force", multiple=True, help="Only this force; repeatable, as the next two are.")
@click.option("--exemption", multiple=True, help="Only responses relying on it or on a part of it.")
@click.option("--outcome", multiple=True, type=click.Choice([o.value for o in Outcome]), help="Only this outcome.")
@since_option
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([f.value for f in Format]),
    default=["csv"],
    show_default=True,
    help="Repeatable. `excel` is CSV that Excel opens rightly; `sqlite` is a copy of the whole archive.",
)
@click.option("--site", default="", metavar="URL", help="The address of your site, for permalinks.")
@db_option
@json_option
def export_files(
    folder: Path,
    words: str,
    force: tuple[str, ...],
    exemption: tuple[str, ...],
    outcome: tuple[str, ...],
    since: str | None,
    formats: tuple[str, ...],
    site: str,
    db: Path,
    as_json: bool,
) -> int:
    """Write the archive into DIR: a file for each table, and SHA256SUMS. Filters choose responses and their rows.

    What lies in `data/foi-downloads` (the archive's name, then -downloads) `foi serve` offers on its page of downloads.
    """
    with open_archive(db) as archive:
        narrowed = bool(words or force or exemption or outcome or since)
        rows = (
            archive.search_rows(words, force=force, exemption=exemption, outcome=outcome, since=since)
            if narrowed
            else None
        )
        made = export(archive, folder, [Format(f) for f in dict.fromkeys(formats)], rows, site.rstrip("/"))
    if as_json:
        print_json([str(path) for path in made])
    else:
        for path in made:
            click.echo(path)
    return 0
