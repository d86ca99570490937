"""The statistics: which there are, what each yields for a force and a year, and charts of some.

Their SQL, titles and descriptions are the canned queries of metadata.yml, so that plain Datasette runs the same. A
result is kept until the archive changes.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from scraper.web.charts import Chart, year_chart
from scraper.web.site import Site
from scraper.web.words import OUTCOMES

OVERVIEW: Final = "figures_by_year"
NAMES: Final = (
    OVERVIEW,
    "outcomes_by_force_and_year",
    "exemptions_by_force_and_year",
    "each_exemption_by_force_and_year",
    "working_days_by_force_and_year",
    "neither_confirm_nor_deny_by_force_and_year",
    "what_others_refused",
    "coverage",
)
"""The queries of metadata.yml that are statistics, in the order shown."""

MOST_ROWS: Final = 200
"""Rows shown on a page; the CSV has all."""

_MOST_KEPT: Final = 300
_YEAR: Final = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A canned query as metadata.yml has it."""

    name: str
    title: str
    description: str
    sql: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a statistic is asked for: a force and a year, each empty for all of them."""

    force: str = ""
    year: str = ""

    @property
    def values(self) -> dict[str, str]:
        """The parameters of the SQL."""
        return {"force": self.force, "year": self.year}

    @property
    def query(self) -> str:
        """The end of an address that asks for it, empty where it asks for all."""
        given = {name: value for name, value in self.values.items() if value}
        return f"?{urlencode(given)}" if given else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a statistic yields: its columns, the first MOST_ROWS rows, how many there are, and a chart of all."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    count: int
    chart: Chart | None


async def statistic(site: Site, name: str) -> Statistic | None:
    """The statistic of this name; None where there is none, or where the server was not given metadata.yml."""
    if name not in NAMES:
        return None
    query = await site.datasette.get_canned_query(site.database.name, name, None)
    if not query:
        return None
    return Statistic(
        name=name, title=query.get("title") or name, description=query.get("description") or "", sql=query["sql"]
    )


async def statistics(site: Site) -> list[Statistic]:
    """All of them, in the order shown."""
    return [found for name in NAMES if (found := await statistic(site, name))]


async def figures(site: Site, asked: Statistic, chosen: Chosen) -> Figures:
    """What it yields; asked of the archive once in each of its states."""
    state, key = site.changed_at, (asked.name, asked.sql, chosen)
    kept = site.figures
    if kept.get("state") != state:
        kept.clear()
        kept["state"] = state
    if key in kept:
        return kept[key]  # type: ignore[no-any-return]

    def ask(db: sqlite3.Connection) -> Figures:
        cursor = db.execute(asked.sql, chosen.values)
        columns = tuple(name for name, *_ in cursor.description)
        rows = [tuple(row) for row in cursor]
        return Figures(
            columns=columns, rows=tuple(rows[:MOST_ROWS]), count=len(rows), chart=_chart(asked.name, columns, rows)
        )

    found = await site.read(ask)
    # While the archive is just changing, two of its states may bear one time.
    if site.validators() and len(kept) < _MOST_KEPT and kept.get("state") == state:
        kept[key] = found
    return found


def is_year(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None


def _chart(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Chart | None:
    """Columns by year, stacked by outcome or by whether an exemption was found."""
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    if name == "outcomes_by_force_and_year":
        series = [(str(key), words) for key, words in OUTCOMES.items()]
        title = "Responses by year and outcome"
        counts = [(row["year"], {row["outcome"]: row["responses"]}) for row in records]
    elif name == "exemptions_by_force_and_year":
        series = [
            ("relied_on", "Exemption relied on"),
            ("no_exemption_found", "No exemption found"),
            ("not_read", "Not read"),
        ]
        title = "Responses by year, and whether they rely on an exemption"
        counts = [(row["year"], {key: row[key] for key, _ in series}) for row in records]
    else:
        return None
    years: dict[str, Counter[str]] = {}
    for year, of in counts:
        years.setdefault("No date" if year is None else f"{year:04}", Counter()).update(of)
    known = {key for key, _ in series}
    if any(key not in known for of in years.values() for key in of):
        return None
    return year_chart(title, sorted(years.items()), series, prefix="figures")
