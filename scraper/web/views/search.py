"""The home page and the pages of a search."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any, Final

from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from scraper.records import Law
from scraper.store.query import parse_query
from scraper.store.rows import split_values
from scraper.store.tables import TABLES
from scraper.web import texts
from scraper.web.asked import Asked, Sort
from scraper.web.charts import Bar, Chart, bar_chart, year_chart
from scraper.web.columns import Columns, Positions
from scraper.web.finding import Found, find
from scraper.web.render import page, parameters
from scraper.web.site import Site
from scraper.web.words import OUTCOMES, outcome_words, provision_words, title_words

PAGE_SIZE: Final = 20
_SHOWN: Final = 12  # values of a facet in sight; the rest is folded
_SNIPPET_WORDS: Final = 36
_BEGINNING: Final = 280  # characters of a response that are shown where no words are searched for
_PLACES: Final = ("title", "asked", "answer", "attachment")

_ROWS: Final = """
    SELECT responses.search_row, responses.id, responses.force, forces.name AS force_name, responses.title,
        responses.reference, responses.dated_on, responses.outcome, responses.exemptions, responses.withdrawn_at,
        responses.version_count, responses.attachment_count,
        substr(coalesce(response_texts.request_text, response_texts.response_text), 1, 400) AS beginning
    FROM json_each(?) AS wanted
    CROSS JOIN responses ON responses.search_row = wanted.value
    JOIN forces ON forces.id = responses.force
    LEFT JOIN response_texts ON response_texts.response = responses.id
    ORDER BY wanted.key
"""
_SNIPPETS: Final = f"""
    SELECT rowid, highlight(responses_fts, 0, ?2, ?3), {
    ", ".join(f"snippet(responses_fts, {column}, ?2, ?3, '…', {_SNIPPET_WORDS})" for column in (1, 2, 3))
}
    FROM responses_fts WHERE responses_fts MATCH ?1 AND rowid IN (SELECT value FROM json_each(?4))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet: what it is called, how many there are with it, and where choosing it (or not) leads."""

    label: str
    count: int
    address: str
    chosen: bool
    depth: int = 0


async def home(site: Site, request: Request) -> Response:
    """`/`: the search form, what the archive holds, and what came last."""

    def ask(db: sqlite3.Connection, columns: Columns) -> dict[str, Any]:
        found = find(db, columns, Asked())
        years = [year for year in found.facets["year"] if year]
        facets = _facets(db, found)
        return {
            "form": _form(db, Asked()),
            "asked": Asked(),
            "total": len(columns),
            "force_count": len(found.facets["force"]),
            "years": (min(years), max(years)) if years else None,
            "checked_at": db.execute("SELECT max(finished_at) FROM run_sources WHERE state = 'ok'").fetchone()[0],
            "latest": result_rows(db, found, found.changed_last(8)),
            "outcomes": facets["outcome"],
            "exemptions": facets["exemption"][:_SHOWN],
        }

    return page(site, request, "home.html", **await site.search(ask))


async def results(site: Site, request: Request) -> Response:
    """`/search`: one page of results with facets and charts; with nothing found, what to relax."""
    asked = Asked.parse(parameters(request))

    def ask(db: sqlite3.Connection, columns: Columns) -> dict[str, Any]:
        found = find(db, columns, asked)
        pages = max(-(-found.count // PAGE_SIZE), 1)
        here = min(asked.page, pages)
        shown = found.ordered(here * PAGE_SIZE)[(here - 1) * PAGE_SIZE :]
        return {
            "asked": asked,
            "found": found,
            "form": _form(db, asked),
            "rows": result_rows(db, found, shown),
            "facets": _facets(db, found),
            "chips": _chips(db, asked),
            "charts": _charts(found),
            "page_number": here,
            "pages": pages,
            "first": (here - 1) * PAGE_SIZE + 1,
            "relax": [] if found.count else _relax(db, columns, asked),
        }

    facts = await site.search(ask)
    return page(
        site,
        request,
        "search.html",
        canonical=asked.address(page=facts["page_number"]),
        feeds=[(asked.address("/search.atom"), "Atom"), (asked.address("/search.feed.json"), "JSON Feed")],
        tables=tuple(TABLES),
        shown=_SHOWN,
        sorts=[
            (sort, str(sort).capitalize(), asked.order is sort) for sort in Sort if asked.words or sort != "relevance"
        ],
        index=asked.address() == "/search",
        **facts,
    )


def result_rows(db: sqlite3.Connection, found: Found, positions: Positions) -> list[dict[str, Any]]:
    """What a list of results shows of the responses at these positions, in their order."""
    numbers = found.search_rows(positions)
    pieces = _snippets(db, found, numbers)
    shown = [dict(row) for row in db.execute(_ROWS, (json.dumps(numbers),))]
    for row in shown:
        title, row["place"], piece = pieces.get(row["search_row"], (None, None, None))
        row["title_marked"] = title or title_words(row["title"], row["reference"])
        row["snippet"] = piece or shorten(row["beginning"] or "", _BEGINNING, placeholder=" …")
        row["provisions"] = split_values(row["exemptions"])
    return shown


def _snippets(
    db: sqlite3.Connection, found: Found, numbers: Sequence[int]
) -> dict[int, tuple[Markup | None, str | None, Markup | None]]:
    """By search row: the title with found words marked, the place the snippet is from, and the snippet."""
    if found.query.match is None or not numbers:
        return {}
    made = {}
    values = (found.query.match, texts.OPENED, texts.CLOSED, json.dumps(numbers))
    for number, title, *pieces in db.execute(_SNIPPETS, values):
        place, piece = next(
            ((place, piece) for place, piece in zip(_PLACES[1:], pieces, strict=True) if texts.has_found(piece)),
            (None, None),
        )
        made[number] = (texts.snippet(title) if title else None, place, texts.snippet(piece) if piece else None)
    return made


def force_names(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT id, name FROM forces ORDER BY name").fetchall())


def _form(db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What the search form offers, with what is chosen."""
    return {
        "forces": [(key, name, key in asked.force) for key, name in force_names(db).items()],
        "outcomes": [(key, name, key in asked.outcome) for key, name in OUTCOMES.items()],
        "laws": [(law, law in asked.law) for law in Law],
        "exemption": "; ".join((*asked.exemption, *(text for name, text in asked.unread if name == "exemption"))),
        "since": asked.since or next((text for name, text in asked.unread if name == "from"), ""),
        "until": asked.until or next((text for name, text in asked.unread if name == "to"), ""),
    }


def _facets(db: sqlite3.Connection, found: Found) -> dict[str, list[Choice]]:
    """The choices of each facet: the commonest first, years newest first; what is chosen is always among them."""
    asked, counts = found.asked, found.facets
    names = force_names(db)
    forces = {**dict.fromkeys(asked.force, 0), **counts["force"]}
    outcomes = counts["outcome"]
    return {
        "force": [
            Choice(label=names.get(key, key), count=n, address=asked.toggled("force", key), chosen=key in asked.force)
            for key, n in sorted(forces.items(), key=lambda item: (-item[1], item[0]))
        ],
        "outcome": [
            Choice(
                label=name,
                count=outcomes.get(key, 0),
                address=asked.toggled("outcome", key),
                chosen=key in asked.outcome,
            )
            for key, name in OUTCOMES.items()
            if key in outcomes or key in asked.outcome
        ],
        "year": [_year_choice(asked, y, counts["year"][y]) for y in sorted(filter(None, counts["year"]), reverse=True)],
        "exemption": _exemption_choices(asked, counts["exemption"]),
    }


def _year_choice(asked: Asked, year: str, count: int) -> Choice:
    chosen = (asked.since, asked.until) == (year, year)
    bounds = {"since": None, "until": None} if chosen else {"since": year, "until": year}
    return Choice(label=year, count=count, address=asked.address(**bounds), chosen=chosen)


def _exemption_choices(asked: Asked, counts: Mapping[str, int]) -> list[Choice]:
    """Whole sections, commonest first; the parts of a section follow it once it or one of them is chosen."""
    chosen = {value.removesuffix("*") for value in asked.exemption}
    tops = sorted((p for p in counts if "(" not in p), key=lambda p: (-counts[p], p))
    found = []
    for top in tops:
        parts = sorted(p for p in counts if p.startswith(f"{top}("))
        section = top.partition(" ")[2]
        is_open = any(c in (top, section) or c.startswith((f"{top}(", f"{section}(")) for c in chosen)
        for provision in (top, *(parts if is_open else ())):
            value = f"{provision}*"
            label = provision_words(provision) if provision == top else provision
            found.append(
                Choice(
                    label=label,
                    count=counts[provision],
                    address=asked.toggled("exemption", value),
                    chosen=value in asked.exemption,
                    depth=provision.count("("),
                )
            )
    return found


def _chips(db: sqlite3.Connection, asked: Asked) -> list[tuple[str, str]]:
    """Each filter that is set, in words, with the address of the search without it."""
    names = force_names(db)
    chips = [(f"Force: {names.get(key, key)}", asked.toggled("force", key)) for key in asked.force]
    chips += [(f"Outcome: {outcome_words(key)}", asked.toggled("outcome", key)) for key in asked.outcome]
    chips += [(f"Exemption: {value.removesuffix('*')}", asked.toggled("exemption", value)) for value in asked.exemption]
    chips += [(f"Law: {value}", asked.toggled("law", value)) for value in asked.law]
    if asked.since:
        chips.append((f"From {asked.since}", asked.address(since=None)))
    if asked.until:
        chips.append((f"To {asked.until}", asked.address(until=None)))
    if asked.attachment:
        chips.append(("With attachments", asked.address(attachment=False)))
    for name, text in asked.unread:
        without = tuple(pair for pair in asked.unread if pair != (name, text))
        chips.append((f"{name}: “{text}” not understood", asked.address(unread=without)))
    return chips


def _charts(found: Found) -> list[Chart]:
    """Results by year and outcome, and by outcome; nothing where there is nothing to compare."""
    if found.count < 2:
        return []
    years = found.years
    totals = {key: sum(counts.get(key, 0) for counts in years.values()) for key in OUTCOMES}
    dated = [(year, counts) for year, counts in sorted(years.items(), key=lambda item: item[0] or "") if year]
    labels = list(OUTCOMES.items())
    return [
        year_chart("Results by year and outcome", dated, labels, prefix="years"),
        bar_chart(
            "Results by outcome",
            [
                Bar(label=label, count=totals[key], share=totals[key] / found.count)
                for key, label in labels
                if totals[key]
            ],
            prefix="outcomes",
            name="Outcome",
        ),
    ]


def _relax(db: sqlite3.Connection, columns: Columns, asked: Asked) -> list[tuple[str, str, int]]:
    """What would find something: the search without one of its filters, without them all, or with fewer words."""

    def count(changed: Asked) -> int:
        return find(db, columns, replace(changed, sort=Sort.NEWEST), facets=False).count

    tries: list[tuple[str, Asked]] = []
    for name in ("force", "outcome", "exemption", "law"):
        if getattr(asked, name):
            nothing: dict[str, Any] = {name: ()}
            tries.append((f"any {name}", replace(asked, **nothing)))
    if asked.since or asked.until:
        tries.append(("any date", replace(asked, since=None, until=None)))
    if asked.attachment:
        tries.append(("with or without attachments", replace(asked, attachment=False)))
    if asked.unread:
        tries.append(("without what was not understood", replace(asked, unread=())))
    if asked.words and len(asked.filters) + bool(asked.unread) > 1:
        tries.append(("these words, no filters", Asked(words=asked.words)))
    plain = asked.words.replace('"', " ").split()
    if '"' in asked.words:
        tries.append(("these words in any order", replace(asked, words=" ".join(plain))))
    if len(plain) > 1:
        tries += [(f"“{word}” only", replace(asked, words=word)) for word in plain[:8] if parse_query(word).match]
    found = [(label, changed.address(), count(changed)) for label, changed in tries]
    return [item for item in found if item[2]]
