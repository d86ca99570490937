"""`foi export`: the archive, or a search of it, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scraper.cli.filters import filter_options, given_filters, words_option
from scraper.cli.options import db_option, json_option, print_json
from scraper.exports import Format, export, export_to
from scraper.fetching.remote import is_address
from scraper.store import open_archive


class _Target(click.Path):
    """A folder of this machine, or an address, which is no path."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if isinstance(value, str) and is_address(value) else super().convert(value, param, ctx)


@click.command("export")
@click.argument("folder", metavar="DIR", type=_Target(path_type=Path, file_okay=False))
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
    folder: Path | str, words: str, formats: tuple[str, ...], site: str, db: Path, as_json: bool, **arguments: Any
) -> int:
    """Write the archive into DIR: a file for each table, what describes them (datapackage.json, csv-metadata.json,
    data-dictionary.csv, about.txt), and SHA256SUMS. Filters choose responses and their rows.

    DIR may be an address on another machine, such as s3://bucket/folder (pip install 'foi-archive[remote]').
    It holds one export: files of an earlier one of another state or choice are removed. What lies in
    `data/foi-downloads` (the archive's name, then -downloads) `foi serve` offers on its page of downloads.
    """
    filters = given_filters(arguments)
    said = [(name, value) for name, values in filters.items() for value in _words_of(values)]
    with open_archive(db) as archive:
        rows = archive.search_rows(words, **filters) if words or filters else None
        chosen = [Format(f) for f in dict.fromkeys(formats)]
        said = [*([("words", words)] if words else []), *said]
        made: list[Path] | list[str]
        if isinstance(folder, str):
            made = export_to(archive, folder, chosen, rows, site.rstrip("/"), said)
        else:
            made = export(archive, folder, chosen, rows, site.rstrip("/"), said)
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
