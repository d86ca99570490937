"""What was removed from the archive, counted: how much, why, and since when; never what it said."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any, Final

from datasette.utils.asgi import Request, Response

from scraper.store.removals import reason_words
from scraper.web.render import as_json, page
from scraper.web.site import Site

_REMOVALS: Final = """
    SELECT kind, reason, removed_at, undone_at, forces.id AS force, forces.name AS force_name
    FROM (
        SELECT 'takedown' AS kind, source, reason, taken_down_at AS removed_at, undone_at FROM takedowns
        UNION ALL
        SELECT 'redaction', source, reason, redacted_at, undone_at FROM redactions
    ) AS removed
    LEFT JOIN sources ON sources.id = removed.source
    LEFT JOIN forces ON forces.id = sources.force
    ORDER BY removed_at DESC, kind
"""


def _ask(db: sqlite3.Connection) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(_REMOVALS)]


async def removals(site: Site, request: Request) -> Response:
    """`/removals`, and `/removals.json`: counts by reason, and each removal with its day and force."""
    found = await site.read(_ask)
    standing = [row for row in found if row["undone_at"] is None]
    counts = Counter((row["reason"], row["kind"]) for row in standing)
    reasons = [
        {
            "reason": reason,
            "words": reason_words(reason),
            **{f"{kind}s": counts[reason, kind] for kind in ("takedown", "redaction")},
        }
        for reason in sorted({reason for reason, _ in counts})
    ]
    totals = {f"{kind}s": sum(row["kind"] == kind for row in standing) for kind in ("takedown", "redaction")}
    facts = {**totals, "undone": len(found) - len(standing), "reasons": reasons, "removals": found}
    if request.url_vars.get("format"):
        return as_json(facts)
    return page(site, request, "removals.html", **facts)
