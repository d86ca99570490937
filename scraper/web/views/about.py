"""What the archive is and how it is made, and what is told to machines: robots.txt, sitemap, OpenSearch."""

from __future__ import annotations

import sqlite3
from typing import Any, Final
from xml.sax.saxutils import escape

import numpy as np
from datasette.utils.asgi import Request, Response

from scraper.web.columns import MOVED_AT, Columns
from scraper.web.figures import statistics
from scraper.web.finding import count_provisions
from scraper.web.render import NAVIGATION, base_address, environment, exemption_url, page
from scraper.web.site import Site
from scraper.web.views.errors import not_found

_A_SITEMAP: Final = 25_000
"""Addresses in one file: the protocol allows 50,000 and 50 MB."""

_XML: Final = "application/xml; charset=utf-8"
_SITEMAP_ROWS: Final = f"""
    SELECT force, id, {MOVED_AT} AS moved_at
    FROM responses ORDER BY search_row LIMIT ? OFFSET ?
"""


async def about(site: Site, request: Request) -> Response:
    """`/about`: method, limits, manners, data dictionary, removal policy, accessibility."""
    tables = site.datasette.metadata("tables", database=site.database.name, fallback=False) or {}
    described = {name: table for name, table in tables.items() if not table.get("hidden") and table.get("columns")}
    return page(site, request, "about.html", tables=described)


async def robots(site: Site, request: Request) -> Response:
    """`/robots.txt`: pages are welcome to be indexed; endless combinations of filters and plain SQL are not."""
    lines = [
        "User-agent: *",
        "Disallow: /search?",
        "Disallow: /search.",
        "Disallow: /statistics/*?",
        "Disallow: /statistics/*.csv",
        *(f"Disallow: {site.datasette.urls.database(site.database.name)}{end}" for end in ("$", "/", ".", "?")),
        "Disallow: /downloads/",
        "Allow: /",
        f"Sitemap: {base_address(site, request)}/sitemap.xml",
    ]
    return Response.text("\n".join(lines) + "\n")


async def opensearch(site: Site, request: Request) -> Response:
    """`/opensearch.xml`: lets a browser search the archive from its address bar."""
    body = environment().get_template("opensearch.xml").render(base=base_address(site, request))
    return Response(body, content_type="application/opensearchdescription+xml; charset=utf-8")


async def sitemap(site: Site, request: Request) -> Response:
    """`/sitemap.xml`: an index of `/sitemap-<n>.xml`; number 0 has the pages that are no responses."""
    base = base_address(site, request)
    number = request.url_vars.get("number")
    figures = [f"/statistics/{one.name}" for one in await statistics(site)]

    def index(db: sqlite3.Connection) -> str:
        (count,) = db.execute("SELECT count(*) FROM responses").fetchone()
        files = range(1 + -(-count // _A_SITEMAP))
        rows = "".join(f"<sitemap><loc>{escape(base)}/sitemap-{n}.xml</loc></sitemap>" for n in files)
        return _document("sitemapindex", rows)

    def pages(db: sqlite3.Connection, columns: Columns) -> str:
        forces = [f"/force/{key}" for (key,) in db.execute("SELECT id FROM forces ORDER BY id")]
        counts = count_provisions(columns.exemptions.counts(np.arange(len(columns))))
        provisions = [address for provision in sorted(counts) if (address := exemption_url(provision))]
        addresses = ["/", *(address for address, _ in NAVIGATION), *figures, *forces, *provisions]
        return _document("urlset", "".join(f"<url><loc>{escape(base + address)}</loc></url>" for address in addresses))

    def responses(db: sqlite3.Connection) -> str | None:
        rows: list[Any] = db.execute(_SITEMAP_ROWS, (_A_SITEMAP, (int(number) - 1) * _A_SITEMAP)).fetchall()
        entries = (
            f"<url><loc>{escape(base)}/response/{escape(row['force'])}/{row['id']}</loc>"
            f"<lastmod>{row['moved_at']}</lastmod></url>"
            for row in rows
        )
        return _document("urlset", "".join(entries)) if rows else None

    if number is None:
        body: str | None = await site.read(index)
    elif int(number) == 0:
        body = await site.search(pages)
    else:
        body = await site.read(responses)
    return Response(body, content_type=_XML) if body else not_found(request, "There is no such sitemap.")


def _document(kind: str, rows: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{kind}>\n'
    )
