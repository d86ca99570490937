"""The exemptions: those that the archive's responses rely on, and each with its meaning, counts and examples."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, Final

from datasette.utils.asgi import Request, Response

from scraper.law import canonical, find_provision, lineage
from scraper.records import Law
from scraper.web.asked import Asked
from scraper.web.charts import year_chart
from scraper.web.columns import Columns
from scraper.web.finding import count_provisions, find
from scraper.web.render import exemption_url, law_facts, page, part
from scraper.web.site import Site
from scraper.web.views.errors import not_found
from scraper.web.views.search import force_names
from scraper.web.words import LAWS

_EXAMPLES: Final = """
    SELECT responses.id, responses.force, forces.name AS force_name, responses.title, responses.reference,
        responses.dated_on, responses.outcome, citations.provision, citations.quote, citations.ncnd
    FROM citations
    JOIN responses ON responses.id = citations.response
    JOIN forces ON forces.id = responses.force
    WHERE citations.role = 'relied' AND responses.search_row IN (SELECT value FROM json_each(?1))
        AND (citations.provision = ?2 OR citations.provision BETWEEN ?2 || '(' AND ?2 || ')')
    GROUP BY responses.id
    ORDER BY responses.dated_on DESC
"""


async def exemptions(site: Site, request: Request) -> Response:
    """`/exemptions`: every provision relied on, by law, with how many responses rely on it or on a part of it."""

    def ask(db: sqlite3.Connection, columns: Columns) -> dict[str, Any]:
        counts = find(db, columns, Asked()).facets["exemption"]
        laws: dict[str, list[dict[str, Any]]] = {}
        for provision in sorted((p for p in counts if "(" not in p), key=_section_order):
            law = provision.partition(" ")[0]
            parts = sorted((p for p in counts if p.startswith(f"{provision}(")), key=_section_order)
            laws.setdefault(law, []).append(
                {**law_facts(provision), "count": counts[provision], "parts": [(p, counts[p]) for p in parts]}
            )
        return {"groups": [(law, LAWS[law], laws[law]) for law in Law if law in laws], "total": len(columns)}

    return page(site, request, "exemptions.html", **await site.search(ask))


async def exemption(site: Site, request: Request) -> Response:
    """`/exemption/<law>/<section>`."""
    asked = (part(request, "law"), part(request, "section"))
    section = canonical(asked[1])
    law = Law.__members__.get(asked[0].upper())
    if law is None or section is None or find_provision(law, section) is None:
        return not_found(request, "There is no such provision here. Those in use are under “Exemptions”.")
    provision = f"{law} {section}"
    address = exemption_url(provision)
    if asked != (law, section):
        return Response.redirect(str(address), status=301)

    def ask(db: sqlite3.Connection, columns: Columns) -> dict[str, Any]:
        search = Asked(exemption=(f"{provision}*",))
        found, every = find(db, columns, search), find(db, columns, Asked())
        own_years = found.facets["year"]
        spread = [(year, own_years.get(year, 0), n) for year, n in every.facets["year"].items() if year]
        counts = count_provisions(columns.exemptions.counts(found.hits))
        names = force_names(db)
        newest = found.search_rows(found.ordered(10))
        return {
            "facts": law_facts(provision),
            "known": find_provision(law, section),
            "parents": [f"{law} {at}" for at in lineage(section)][:0:-1],
            "parts": sorted(
                ((p, n) for p, n in counts.items() if p.startswith(f"{provision}(")), key=lambda p: _section_order(p[0])
            ),
            "count": found.count,
            "total": len(columns),
            "search": search,
            "forces": [
                {"key": key, "name": names.get(key, key), "count": n, "all": every.facets["force"][key]}
                for key, n in sorted(found.facets["force"].items(), key=lambda item: (-item[1], item[0]))
            ],
            "years": [{"year": year, "count": n, "all": m} for year, n, m in sorted(spread, reverse=True)],
            "chart": year_chart(
                "Responses relying on it, by year",
                [(year, {"relied": n}) for year, n, _ in sorted(spread)],
                [("relied", "Relying on it")],
                prefix="years",
            ),
            "examples": [dict(row) for row in db.execute(_EXAMPLES, (json.dumps(newest), provision))],
        }

    return page(site, request, "exemption.html", canonical=address, **await site.search(ask))


def _section_order(provision: str) -> tuple[Any, ...]:
    """By number first: 9 before 31, 31(1) before 31(1)(a)."""
    law, _, section = provision.partition(" ")
    head = section.partition("(")[0]
    digits = "".join(c for c in head if c.isdigit())
    return (law, int(digits or 0), head, section)
