"""The forces: all of them, and each with its coverage, outcomes, exemptions and sources."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from datasette.utils.asgi import Request, Response

from scraper.web.asked import Asked
from scraper.web.charts import year_chart
from scraper.web.columns import Columns
from scraper.web.figures import statistics
from scraper.web.finding import Found, find
from scraper.web.render import page, part
from scraper.web.site import Site
from scraper.web.sources import source_states
from scraper.web.views.errors import not_found
from scraper.web.views.search import result_rows
from scraper.web.words import OUTCOMES

_MOST_PROVISIONS: Final = 20
_NUMBER: Final = re.compile(r"[0-9]+")
_LONGEST_NUMBER: Final = 8
_FIRST_YEAR: Final = 5  # the Act came into force in 2005


async def forces(site: Site, request: Request) -> Response:
    """`/forces`: every force with how much of it is here."""

    def ask(db: sqlite3.Connection, columns: Columns) -> dict[str, Any]:
        counts = find(db, columns, Asked()).facets["force"]
        spans = _spans(columns)
        rows = [
            {**dict(row), "count": counts.get(row["id"], 0), "span": spans.get(row["id"])}
            for row in db.execute("SELECT id, name, nation FROM forces ORDER BY name")
        ]
        return {"forces": rows, "total": len(columns)}

    return page(site, request, "forces.html", **await site.search(ask))


async def force(site: Site, request: Request) -> Response:
    """`/force/<id>`."""
    key = part(request, "id")

    def ask(db: sqlite3.Connection, columns: Columns) -> dict[str, Any]:
        row = db.execute("SELECT * FROM forces WHERE id = ?", (key,)).fetchone()
        if row is None:
            return {}
        found, every = find(db, columns, Asked(force=(key,))), find(db, columns, Asked())
        dated = {year: counts for year, counts in found.years.items() if year}
        return {
            "force": dict(row),
            "count": found.count,
            "total": len(columns),
            "span": (min(dated), max(dated)) if dated else None,
            "undated": sum(found.years.get(None, {}).values()),
            "chart": year_chart(
                "Responses by year and outcome",
                sorted(dated.items()),
                list(OUTCOMES.items()),
                prefix="force",
            ),
            "outcomes": _outcomes(found, every),
            "exemptions": _exemptions(found, every),
            "sources": [
                s for s in columns.searches.remember("sources", lambda: source_states(db)) if s["force"] == key
            ],
            "gaps": columns.searches.remember(("gaps", key), lambda: _gaps(db, key)),
            "latest": result_rows(db, found, found.ordered(5)),
        }

    facts = await site.search(ask)
    if not facts:
        return not_found(request, "There is no such force in the archive. All of them are under “Forces”.")
    return page(site, request, "force.html", statistics=await statistics(site), **facts)


def _spans(columns: Columns) -> dict[str, tuple[str, str]]:
    """The first and last date of each force's responses."""
    width = len(columns.dated_on.values)
    spans: dict[str, tuple[str, str]] = {}
    for pair in np.unique(columns.force.codes.astype(np.int64) * width + columns.dated_on.codes):
        name, date = columns.force.values[pair // width], columns.dated_on.values[pair % width]
        if date:
            first, last = spans.get(name, (date, date))
            spans[name] = (min(first, date), max(last, date))
    return spans


def _outcomes(found: Found, every: Found) -> list[dict[str, Any]]:
    """Each outcome: how many of this force's responses have it, and how many of all."""
    own, all_of_them = found.facets["outcome"], every.facets["outcome"]
    return [
        {
            "key": key,
            "name": name,
            "count": own.get(key, 0),
            "all": all_of_them.get(key, 0),
        }
        for key, name in OUTCOMES.items()
    ]


def _exemptions(found: Found, every: Found) -> list[dict[str, Any]]:
    own, all_of_them = found.facets["exemption"], every.facets["exemption"]
    best = sorted(own.items(), key=lambda item: (-item[1], item[0]))[:_MOST_PROVISIONS]
    return [{"provision": provision, "count": n, "all": all_of_them[provision]} for provision, n in best]


def _gaps(db: sqlite3.Connection, force: str) -> list[dict[str, Any]]:
    """By year of the reference, where it is a number and a year: the lowest and highest seen, and how many between.

    A force answers more requests than it publishes, so a gap is no fault by itself; a year that ends early may be one.
    """
    numbers: dict[int, set[int]] = {}
    for (reference,) in db.execute(
        "SELECT reference_key FROM responses WHERE force = ? AND reference_key IS NOT NULL", (force,)
    ):
        if found := reference_number(reference):
            numbers.setdefault(found[0], set()).add(found[1])
    return [
        {
            "year": year,
            "first": min(seen),
            "last": max(seen),
            "seen": len(seen),
            "missing": max(seen) - min(seen) + 1 - len(seen),
        }
        for year, seen in sorted(numbers.items(), reverse=True)
        if len(seen) > 1
    ]


def reference_number(reference: str) -> tuple[int, int] | None:
    """Year and running number of a reference such as `1230/19`, `FOI/2023/00123` or `01/FOI/22/024049`; else None."""
    parts = _NUMBER.findall(reference)
    if len(parts) < 2 or max(map(len, parts)) > _LONGEST_NUMBER or (at := _year_place(parts)) is None:
        return None
    number = max((i for i in range(len(parts)) if i != at), key=lambda i: (len(parts[i]), i))
    return (int(parts[at]) + (2000 if len(parts[at]) == 2 else 0), int(parts[number]))


def _year_place(parts: Sequence[str]) -> int | None:
    """Which part is the year: of two the last, if it has two digits (`2086/23`); else one of this century; else one of
    two digits, which may stand first (`19-0954`) and have the month behind it (`19/11/1609`).
    """
    if len(parts) == 2 and len(parts[1]) == 2:
        return 1
    whole = [i for i, part in enumerate(parts) if len(part) == 4 and part.startswith("20")]
    if whole:
        return min(whole, key=lambda i: parts[i])
    short = [i for i, part in enumerate(parts) if len(part) == 2]
    if short[:2] == [0, 1] and int(parts[0]) >= _FIRST_YEAR and int(parts[1]) <= 12:
        return 0
    return short[-1] if short else None
