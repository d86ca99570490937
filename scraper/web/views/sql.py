"""CSV of plain Datasette, whole: of itself it ends after a thousand rows with nothing to show that it was cut."""

from __future__ import annotations

import sqlite3
from typing import Final
from urllib.parse import urlencode

from datasette.utils import InvalidSql, derive_named_parameters, tilde_decode, validate_sql_select
from datasette.utils.asgi import Request, Response

from scraper.web.render import parameters
from scraper.web.site import Site
from scraper.web.streams import Send, begin, send_pieces, sql_pieces
from scraper.web.views.errors import error, not_found

_HEADERS: Final = [("content-type", "text/csv; charset=utf-8")]


async def plain_csv(site: Site, request: Request, send: Send) -> Response | None:
    """`/foi.csv?sql=`, `/foi/<query>.csv` and `/foi/<table>.csv`: every row.

    A table is Datasette's own to stream, which it does when asked with `_stream`.
    """
    from datasette.views.table import TableView  # here, since Datasette is half imported when it loads us

    datasette, database = site.datasette, site.database
    name = tilde_decode(request.url_vars["table"]) if request.url_vars.get("table") else None
    given = dict(parameters(request))
    query = await datasette.get_canned_query(database.name, name, request.actor) if name else None
    if name and not query:
        if "_stream" not in given:
            return Response.redirect(f"{request.path}?{urlencode([*parameters(request), ('_stream', '1')])}")
        found: Response | None = await TableView.as_view(datasette)(request, send)
        return found
    if query is None:
        await datasette.ensure_permissions(request.actor, [("execute-sql", database.name)])
    sql = query["sql"] if query else given.get("sql", "")
    if not sql:
        return not_found(request, "Add sql=, or the name of a table or a query.")
    try:
        validate_sql_select(sql)
        values = {parameter: given.get(parameter, "") for parameter in await derive_named_parameters(database, sql)}
        pieces = sql_pieces(site, sql, values)
        count = await begin(pieces)
    except (InvalidSql, sqlite3.Error) as problem:
        slow = "interrupted" in str(problem)
        said = "It took longer than is allowed here. Ask for less, or ask more precisely." if slow else str(problem)
        return error(request, 400, "The query could not be run", said)
    await send_pieces(pieces, count, send, [*_HEADERS, *site.validators()])
    return None
