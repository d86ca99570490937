"""Statistics that can be quoted: an overview, and each with its rows, its SQL and its CSV."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from datasette.utils.asgi import Request, Response

from scraper.web.figures import OVERVIEW, Chosen, Figures, figures, is_year, statistic, statistics
from scraper.web.render import exemption_url, page, parameters
from scraper.web.site import Site
from scraper.web.streams import Send, begin, send_pieces, sql_pieces
from scraper.web.views.errors import error, not_found
from scraper.web.words import OUTCOMES, dated_words, instant_words, number_words, outcome_words

_NOT_SHOWN: Final = frozenset({"force", "group_id"})  # name or title stands for it, and links to it
_NAME: Final = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+|(?<=[(, ])(?:refused|disclosed)(?=[,)])")
_DATES: Final = frozenset({"first_dated", "last_dated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value as the page shows it. `figure`: it is a number."""

    text: str
    href: str | None = None
    figure: bool = False


async def overview(site: Site, request: Request) -> Response:
    """`/statistics`: what can be quoted and with which caveats, the main figures by year, and all statistics."""
    every = await statistics(site)
    main = next((one for one in every if one.name == OVERVIEW), None)
    found = await figures(site, main, Chosen()) if main else None
    years = [dict(zip(found.columns, row, strict=True)) for row in found.rows] if found else []
    return page(site, request, "statistics.html", statistics=every, years=years)


async def one(site: Site, request: Request) -> Response:
    """`/statistics/<name>?force=&year=`."""
    asked = await statistic(site, request.url_vars["name"])
    if asked is None:
        return _no_such(request)
    chosen = _chosen(request)

    choices = await site.read(_choices)
    unknown = [
        words
        for words, given, known in (
            ("force", chosen.force, chosen.force in choices["forces"]),
            ("year", chosen.year, is_year(chosen.year)),
        )
        if given and not known
    ]
    found = Figures(columns=(), rows=(), count=0, chart=None) if unknown else await figures(site, asked, chosen)
    address = f"/statistics/{asked.name}"
    return page(
        site,
        request,
        "statistic.html",
        canonical=address + ("" if unknown else chosen.query),
        index=not unknown,
        asked=asked,
        chosen=chosen,
        unknown=unknown,
        force_name=choices["forces"].get(chosen.force),
        found=found,
        says=_words(asked.description, found.columns),
        table=_table(found),
        address=address,
        **choices,
    )


async def one_csv(site: Site, request: Request, send: Send) -> Response | None:
    """`/statistics/<name>.csv?force=&year=`: every row, as the SQL gives it."""
    asked = await statistic(site, request.url_vars["name"])
    if asked is None:
        return _no_such(request)
    chosen = _chosen(request)
    try:
        pieces = sql_pieces(site, asked.sql, chosen.values)
        count = await begin(pieces)
    except sqlite3.Error as problem:
        return error(request, 503, "The statistic could not be made", f"{problem}. Ask for one force or one year.")
    headers = [
        ("content-type", "text/csv; charset=utf-8"),
        ("content-disposition", f'attachment; filename="foi-{asked.name}.csv"'),
        *site.validators(),
    ]
    await send_pieces(pieces, count, send, headers)
    return None


def _choices(db: sqlite3.Connection) -> dict[str, Any]:
    """Names of forces by id, and the years of responses, newest first."""
    years = db.execute("SELECT DISTINCT year FROM responses WHERE year IS NOT NULL ORDER BY year DESC")
    names = db.execute("SELECT id, name FROM forces ORDER BY name")
    return {"forces": {row["id"]: row["name"] for row in names}, "years": [row["year"] for row in years]}


def _no_such(request: Request) -> Response:
    return not_found(request, "There is no such statistic. All of them are under “Statistics”.")


def _chosen(request: Request) -> Chosen:
    given = dict(parameters(request))
    return Chosen(force=given.get("force", "").strip(), year=given.get("year", "").strip())


def _table(found: Figures) -> dict[str, Any]:
    """Headings and cells as the page shows them."""
    shown = [at for at, name in enumerate(found.columns) if name not in _NOT_SHOWN]
    numbers = {at for at in shown if _is_figure(found.columns[at], [row[at] for row in found.rows])}
    return {
        "headers": [(_heading(found.columns[at]), at in numbers) for at in shown],
        "rows": [[_cell(found.columns, row, at, figure=at in numbers) for at in shown] for row in found.rows],
    }


def _is_figure(column: str, values: Sequence[Any]) -> bool:
    if column == "year":
        return False
    known = [value for value in values if value is not None]
    return all(isinstance(value, int | float) for value in known) if known else "per_cent" in column or "days" in column


def _words(description: str, columns: Sequence[str]) -> str:
    """The description with headings and outcomes as the page shows them in the place of their names in SQL."""

    def shown(found: re.Match[str]) -> str:
        name = found[0]
        return f"“{_heading(name)}”" if name in columns else f"“{outcome_words(name)}”" if name in OUTCOMES else name

    return _NAME.sub(shown, description)


def _heading(column: str) -> str:
    words = column.removesuffix("_name").replace("_", " ")
    return words[0].upper() + words[1:]


def _cell(columns: Sequence[str], row: Sequence[Any], at: int, *, figure: bool) -> Cell:
    name, value = columns[at], row[at]
    beside = dict(zip(columns, row, strict=True))
    if name == "year":
        return Cell(text="no date" if value is None else "all years" if value == "all" else str(value))
    if value is None:
        return Cell(text="–", figure=figure)
    if name == "force_name":
        return Cell(text=value, href=f"/force/{quote(beside['force'], safe='')}")
    if name == "title" and "group_id" in beside:
        return Cell(text=value, href=f"/compare/{quote(beside['group_id'], safe='')}")
    if name == "provision":
        return Cell(text=value, href=exemption_url(value))
    if name == "outcome":
        return Cell(text=outcome_words(value))
    if name.endswith("_at"):
        return Cell(text=instant_words(value) or "")
    if name in _DATES:
        return Cell(text=dated_words(value))
    if isinstance(value, float):
        return Cell(text=f"{value:.1f} %" if "per_cent" in name else f"{value:g}", figure=True)
    return Cell(text=number_words(value) if isinstance(value, int) else str(value), figure=figure)
