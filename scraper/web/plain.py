"""What the archive adds to plain Datasette, which stays at `/foi` for SQL and JSON.

On the `responses` table: a facet and a filter by exemption relied on. Datasette's own facets count a column; a response
relies on several exemptions, and they stand in `citations`. `_exemption=FOIA 31` finds 31 and everything below it.
In query results: found words marked, and ids linked to their response.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from datasette import hookimpl
from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.filters import FilterArguments
from datasette.utils import path_with_added_args, path_with_removed_args
from markupsafe import Markup, escape

from scraper.web.site import PLUGIN, site_of

TABLE = "responses"
ARGUMENT = "_exemption"

_FACET_SQL = """
select provision as value, count(distinct response) as count from citations
where role = 'relied' and provision is not null {among}
group by provision order by count desc, value limit {limit}
"""
# The subsections of a provision follow it in order of id, between "FOIA 31(" and "FOIA 31)".
_FILTER_SQL = (
    "id in (select response from citations where role = 'relied' and "
    "(provision = :exemption_{n} or provision between :exemption_{n} || '(' and :exemption_{n} || ')'))"
)


# The marks that the search query of metadata.yml puts around found words; plain text may not hold markup.
_OPENED = ("⟪", Markup("<mark>"))
_CLOSED = ("⟫", Markup("</mark>"))
_LONGEST_TEXT = 100_000_000  # bytes
_RESPONSE_ID = re.compile(r"[0-9a-f]{12}")


class ExemptionFacet(Facet):  # type: ignore[misc]  # Datasette has no types
    """Counts responses by exemption relied on; configured as `- exemption: exemptions` in metadata.yml."""

    type = "exemption"

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        if self.table != TABLE or not self.get_configs():
            return [], []
        size = self.get_facet_size()
        # Without a filter every citation counts: no need to ask which responses are meant.
        among = f"and response in (select id from ({self.sql}))" if " where " in self.sql.lower() else ""
        try:
            rows = await self.ds.execute(
                self.database,
                _FACET_SQL.format(among=among, limit=size + 1),
                self.params,
                truncate=False,
                custom_time_limit=self.ds.setting("facet_time_limit_ms"),
            )
        except QueryInterrupted:
            return [], ["exemption"]
        chosen = self.request.args.getlist(ARGUMENT)
        facet = {
            "name": "exemption",
            "type": self.type,
            "hideable": False,
            "toggle_url": self.ds.urls.path(self.request.full_path),
            "results": [self._value(row["value"], row["count"], row["value"] in chosen) for row in rows.rows[:size]],
            "truncated": len(rows) > size,
        }
        return [facet], []

    def _value(self, provision: str, count: int, selected: bool) -> dict[str, Any]:
        change = path_with_removed_args if selected else path_with_added_args
        path = self.ds.urls.path(change(self.request, {ARGUMENT: provision}))
        return {
            "value": provision,
            "label": provision,
            "count": count,
            "toggle_url": self.ds.absolute_url(self.request, path),
            "selected": selected,
        }


@hookimpl  # type: ignore[untyped-decorator]
def register_facet_classes() -> list[type]:
    return [ExemptionFacet]


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Any, table: str) -> FilterArguments | None:
    """`_exemption=FOIA 31`, repeatable: responses that rely on it or on a part of it."""
    chosen = request.args.getlist(ARGUMENT)
    if table != TABLE or not chosen:
        return None
    return FilterArguments(
        where_clauses=[_FILTER_SQL.format(n=n) for n in range(len(chosen))],
        params={f"exemption_{n}": value for n, value in enumerate(chosen)},
        human_descriptions=[f'exemption relied on is or lies under "{value}"' for value in chosen],
    )


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: Any) -> list[str]:
    return [datasette.urls.static_plugins(PLUGIN, "foi.css")] if site_of(datasette) else []


@hookimpl  # type: ignore[untyped-decorator]
def extra_js_urls(datasette: Any) -> list[str]:
    return [datasette.urls.static_plugins(PLUGIN, "plain.js")] if site_of(datasette) else []


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """No query may build a text of a gigabyte, which no time limit would stop."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_TEXT)


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Any) -> Markup | None:
    """Marks found words in `snippet`; links `id` of a query's result to its response. Other cells are Datasette's."""
    site = site_of(datasette)
    if table is not None or not isinstance(value, str) or site is None or database != site.database.name:
        return None
    if column == "snippet":
        return Markup(escape(value).replace(*_OPENED).replace(*_CLOSED))
    if column == "id" and _RESPONSE_ID.fullmatch(value):
        return Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, TABLE, value), value)
    return None
