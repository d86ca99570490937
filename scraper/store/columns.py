"""The columns of a table of data forms, and where in the archive each comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a data form. `table` and `of` name the archive's column it shows, None where it is made up.

    `says` describes it where metadata.yml does not, or not as it is meant here.
    """

    name: str
    sql: str
    table: str | None = None
    of: str | None = None
    says: str | None = None


def plain(table: str, *names: str) -> tuple[Column, ...]:
    """Columns of one table of the archive, under their own names."""
    return tuple(column(name, table, name) for name in names)


def column(name: str, table: str, of: str, says: str | None = None) -> Column:
    """The column `of` of a table of the archive, under another name or in other words."""
    return Column(name=name, sql=f'{table}."{of}"', table=table, of=of, says=says)
