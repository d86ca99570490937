"""`foi export`: the archive, or a search of it, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scraper.cli.filters import filter_options, given_filters, words_option
from scraper.cli.options import db_option, json_option, print_json
from scraper.exports import Format, export
from scraper.store import open_archive


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@words_option
@filter_options
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([f.value for f in Format]),
    default=["csv"],
    show_default=True,
    help="Repeatable. `excel` is CSV that Excel opens rightly; `parquet` lies in folders by force and year and needs "
    "pyarrow; `sqlite` is a copy of the whole archive.",
)
@click.option("--site", default="", metavar="URL", help="The address of your site, for permalinks.")
@db_option
@json_option
def export_files(
    folder: Path, words: str, formats: tuple[str, ...], site: str, db: Path, as_json: bool, **arguments: Any
) -> int:
    """Write the archive into DIR: a file for each table, what describes them (datapackage.json, csv-metadata.json,
    data-dictionary.csv, about.txt), and SHA256SUMS. Filters choose responses and their rows.

    DIR holds one export: files of an earlier one of another state or choice are removed. What lies in
    `data/foi-downloads` (the archive's name, then -downloads) `foi serve` offers on its page of downloads.
    """
    filters = given_filters(arguments)
    said = [(name, value) for name, values in filters.items() for value in _words_of(values)]
    with open_archive(db) as archive:
        rows = archive.search_rows(words, **filters) if words or filters else None
        chosen = [Format(f) for f in dict.fromkeys(formats)]
        made = export(archive, folder, chosen, rows, site.rstrip("/"), [*([("words", words)] if words else []), *said])
    if as_json:
        print_json([str(path) for path in made])
    else:
        for path in made:
            click.echo(path)
    return 0


def _words_of(values: Any) -> tuple[str, ...]:
    if isinstance(values, bool):
        return ("yes" if values else "no",)
    return values if isinstance(values, tuple) else (values,)
