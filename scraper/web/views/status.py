"""How the sources are doing: page, JSON and badge."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from datasette.utils.asgi import Request, Response

from scraper.web.render import as_json, environment, page
from scraper.web.site import Site
from scraper.web.sources import Health, source_states


def _ask(db: sqlite3.Connection) -> dict[str, Any]:
    states = source_states(db)
    counts = Counter(state["health"] for state in states)
    latest = db.execute("SELECT max(finished_at) FROM runs WHERE finished_at IS NOT NULL").fetchone()[0]
    return {"sources": states, "counts": [(health, counts[health]) for health in Health], "last_run_at": latest}


async def status(site: Site, request: Request) -> Response:
    """`/status`, and `/status.json`."""
    facts = await site.read(_ask)
    if request.url_vars.get("format"):
        return as_json({**facts, "counts": dict(facts["counts"])})
    return page(site, request, "status.html", **facts)


async def badge(site: Site, _request: Request) -> Response:
    """`/status/badge.svg`: how many of the sources are well, as a picture for other sites."""
    facts = await site.read(_ask)
    counts = dict(facts["counts"])
    every = len(facts["sources"])
    body = (
        environment()
        .get_template("badge.svg")
        .render(
            text=f"{counts[Health.OK]} of {every} sources ok",
            colour="#1a7f4b" if counts[Health.OK] == every and every else "#8a5300" if counts[Health.OK] else "#b3261e",
        )
    )
    return Response(body, content_type="image/svg+xml; charset=utf-8")
