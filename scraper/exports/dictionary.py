"""data-dictionary.csv: every column of every table, for people. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.exports.fields import FORMATS, Described, Field, Kind
from scraper.store.writers import CsvLines

_HEADING = ("table", "column", "type", "format", "unit", "required", "key", "refers_to", "description")


def dictionary_lines(tables: Sequence[Described]) -> Iterator[bytes]:
    """A row for each column, in the order of the files."""
    lines = CsvLines()
    lines.writerow(_HEADING)
    for described in tables:
        for field in described.fields:
            key = "yes" if field.name in described.table.key else ""
            refers = ".".join(field.refers) if field.refers else ""
            required = "yes" if field.required else ""
            kind = (str(field.kind), FORMATS[field.kind], _unit(field))
            lines.writerow((described.name, field.name, *kind, required, key, refers, field.says))
    yield lines.take()


def _unit(field: Field) -> str:
    """The unit of a count or a size, by the name of its column."""
    if field.kind is not Kind.INTEGER:
        return ""
    if field.name.endswith("_bytes"):
        return "bytes"
    if field.name.endswith("_count"):
        return f"{field.name.removesuffix('_count')}s".replace("seens", "times")
    return "pages" if field.name == "pages" else ""
