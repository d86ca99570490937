"""What each column of an export holds: its type, by the tables of the archive; its description, by metadata.yml."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import yaml

from scraper.errors import ConfigError
from scraper.packaged import find_file
from scraper.store.columns import Column
from scraper.store.tables import DataTable

# Foreign keys are named for what they refer to.
_REFERS: Final = {
    "response": ("responses", "id"),
    "force": ("forces", "id"),
    "source": ("sources", "id"),
    "provision": ("provisions", "id"),
    "parent": ("provisions", "id"),
    "group": ("groups", "id"),
}
_FLAGS: Final = frozenset({"ncnd", "unverified", "enabled"})
_MONTHS: Final = frozenset({"filed"})

PARTIAL_DATE: Final = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
"""A date of ISO 8601 that may lack its day, or day and month, as the page states it."""


class Kind(StrEnum):
    """What the values of a column are; the value of each is how the data dictionary calls it."""

    TEXT = "text"
    LIST = "list"
    INTEGER = "integer"
    FLAG = "boolean"
    INSTANT = "instant"
    DATE = "date"
    MONTH = "month"


FORMATS: Final = {
    Kind.TEXT: "",
    Kind.LIST: "values joined by ;",
    Kind.INTEGER: "",
    Kind.FLAG: "1 or 0",
    Kind.INSTANT: "YYYY-MM-DDThh:mm:ssZ, UTC",
    Kind.DATE: "YYYY-MM-DD, or YYYY-MM, or YYYY",
    Kind.MONTH: "YYYY-MM",
}
"""How values of each kind are written in CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column. `required`: it is never empty. `refers`: the table and column it refers to."""

    name: str
    kind: Kind
    required: bool
    refers: tuple[str, str] | None
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One table of an export with all its fields."""

    name: str
    table: DataTable
    says: str
    fields: tuple[Field, ...]


def describe(
    db: sqlite3.Connection, tables: Mapping[str, DataTable], metadata: Mapping[str, Any]
) -> tuple[Described, ...]:
    """Every table as this archive holds it and as metadata.yml describes it."""
    said = metadata["databases"]["foi"]["tables"]
    found = []
    for name, table in tables.items():
        fields = tuple(_field(db, column, table, said) for column in table.columns)
        found.append(Described(name=name, table=table, says=said[table.base]["description"], fields=fields))
    return tuple(found)


def load_metadata() -> dict[str, Any]:
    """metadata.yml as it came with the program: an export is the same in whatever folder it is made.

    ConfigError where the installation lacks it.
    """
    path = find_file("metadata.yml")
    try:
        return dict(yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); install the program anew") from None


def _field(db: sqlite3.Connection, column: Column, table: DataTable, said: Mapping[str, Any]) -> Field:
    refers = _REFERS.get(column.name)
    stored, filled = _stored(db, column)
    kind = _kind(column, stored, many=column.name in table.many)
    # A text that must be there may still be an empty one.
    required = column.name in table.key or (filled and (kind is not Kind.TEXT or refers is not None))
    says = column.says or said[column.table or table.base]["columns"][column.of or column.name]
    return Field(name=column.name, kind=kind, required=required, refers=refers, says=says)


def _stored(db: sqlite3.Connection, column: Column) -> tuple[str, bool]:
    """The type of the column in the archive, and whether it must be filled there."""
    if column.table is None:
        return "TEXT", True
    sql = 'SELECT type, "notnull" OR pk FROM pragma_table_info(?) WHERE name = ?'
    stored, filled = tuple(db.execute(sql, (column.table, column.of)).fetchone())
    return stored, bool(filled)


def _kind(column: Column, stored: str, *, many: bool) -> Kind:
    if many:
        return Kind.LIST
    if stored == "INTEGER":
        return Kind.FLAG if column.name in _FLAGS else Kind.INTEGER
    if column.name.endswith("_at"):
        return Kind.INSTANT
    if column.name.endswith("_on"):
        return Kind.DATE
    return Kind.MONTH if column.name in _MONTHS else Kind.TEXT
