"""A search as data: CSV, CSV for Excel, JSON, Atom and JSON Feed; and the whole archive table by table."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from datasette.utils.asgi import Request, Response

from scraper.store.tables import TABLES
from scraper.store.writers import CsvWriter, JsonWriter, Writer
from scraper.web.asked import Asked
from scraper.web.columns import MOVED_AT, Columns
from scraper.web.feeds import MOST_ENTRIES, Feed
from scraper.web.finding import find
from scraper.web.render import base_address, parameters
from scraper.web.site import Site, in_time
from scraper.web.streams import Send, begin, search_pieces, send_pieces
from scraper.web.views.errors import error

_ENTRIES: Final = f"""
    SELECT responses.search_row, responses.id, responses.force, forces.name AS force_name, responses.title,
        responses.reference, responses.dated_on, responses.outcome, responses.exemptions, responses.url,
        responses.first_seen_at, responses.withdrawn_at, {MOVED_AT} AS moved_at,
        substr(response_texts.response_text, 1, 500) AS beginning
    FROM json_each(?) AS wanted
    CROSS JOIN responses ON responses.search_row = wanted.value
    JOIN forces ON forces.id = responses.force
    LEFT JOIN response_texts ON response_texts.response = responses.id
    ORDER BY wanted.key
"""


async def search_data(site: Site, request: Request, send: Send) -> Response | None:
    """`/search.csv`, `/search.xls.csv` and `/search.json`: every row of the search, announced in X-Total-Count.

    `table=` takes one of `TABLES` (default `responses`): the rows of that table that belong to the responses found.
    """
    pairs = parameters(request)
    asked = Asked.parse(pairs)
    name = next((value for key, value in reversed(pairs) if key == "table"), "responses")
    if name not in TABLES:
        return error(request, 400, "No such table", f"There are {', '.join(TABLES)}.")
    if asked.unread:
        said = "; ".join(f"{key}={text}" for key, text in asked.unread)
        return error(
            request,
            400,
            "A filter was not understood",
            f"{said}. Dates are YYYY, YYYY-MM or YYYY-MM-DD; exemptions are written like 31(1)(a) or FOIA 40(2).",
        )
    form = request.url_vars["format"]

    def search_rows(db: sqlite3.Connection) -> Sequence[int]:
        with in_time(db):
            found = find(db, site.columns(db), asked, facets=False)
        return found.search_rows(found.ordered())

    writer: Writer = (
        JsonWriter(replace(asked, page=1).pairs()) if form == "json" else CsvWriter(excel=form == "xls.csv")
    )
    headers = [("content-type", writer.media_type), *site.validators()]
    if form != "json":
        filename = f"foi-{name}{'-excel' if form == 'xls.csv' else ''}.csv"
        headers.append(("content-disposition", f'attachment; filename="{filename}"'))
    pieces = search_pieces(site, TABLES[name], writer, base_address(site, request), search_rows)
    await send_pieces(pieces, await begin(pieces), send, headers)
    return None


async def feed(site: Site, request: Request) -> Response:
    """`/search.atom` and `/search.feed.json`: the latest changes of what a search finds, X-Total-Count in all."""
    asked = Asked.parse(parameters(request))
    base = base_address(site, request)

    def ask(db: sqlite3.Connection, columns: Columns) -> tuple[int, list[dict[str, Any]]]:
        found = find(db, columns, asked, facets=False)
        rows = found.search_rows(found.changed_last(MOST_ENTRIES))
        return found.count, [dict(row) for row in db.execute(_ENTRIES, (json.dumps(rows),))]

    count, rows = await site.search(ask)

    form = request.url_vars["format"]
    said = ", ".join(dict.fromkeys((*filter(None, [asked.words]), *(v for vs in asked.filters.values() for v in vs))))
    made = Feed(
        title=f"Police FOI archive: {said}" if said else "Police FOI archive",
        page=base + asked.address(sort=None),
        self_url=base + asked.address(f"/search.{form}"),
        base=base,
        rows=rows,
    )
    body, kind = (made.as_atom(), "atom+xml") if form == "atom" else (made.as_json(), "feed+json")
    return Response(body, headers={"x-total-count": str(count)}, content_type=f"application/{kind}; charset=utf-8")
