"""The same question, put to several forces: the groups, one compared, and what is nearest to a draft."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from typing import Any, Final

from datasette.utils.asgi import Request, Response

from scraper.groups.closest import find_closest
from scraper.store.query import NOT_STATED
from scraper.store.tables import TABLES
from scraper.store.writers import CsvWriter
from scraper.web.render import base_address, page, parameters
from scraper.web.similar import group_of, rows_of, rows_of_group
from scraper.web.site import Site
from scraper.web.streams import Send, begin, search_pieces, send_pieces
from scraper.web.views.errors import error, not_found
from scraper.web.words import OUTCOMES

_MOST_GROUPS: Final = 100
_MOST_COMPARED: Final = 200
_CLOSEST: Final = 5
_SHOWN_OF_A_GROUP: Final = 60
LONGEST_DRAFT: Final = 6_000  # written as an address it is longer, which may have 8,192 characters

_LARGEST: Final = """
    SELECT id, title, response_count, force_count FROM groups
    WHERE force_count > 1 ORDER BY force_count DESC, response_count DESC, id LIMIT ?
"""
_OUTCOMES_OF: Final = """
    SELECT group_id, outcome, count(*) FROM responses
    WHERE group_id IN (SELECT value FROM json_each(?)) GROUP BY group_id, outcome
"""
_FORMER: Final = """
    SELECT former_groups.group_id, former_groups.ended_at, responses.force, responses.id AS response
    FROM former_groups LEFT JOIN responses ON responses.id = former_groups.response
    WHERE former_groups.id = ?
"""
_QUESTIONS: Final = """
    SELECT response, number, text FROM questions WHERE response IN (SELECT value FROM json_each(?))
    ORDER BY response, position
"""
_CITATIONS: Final = """
    SELECT response, law, section, ncnd, quote FROM citations
    WHERE role = 'relied' AND response IN (SELECT value FROM json_each(?)) ORDER BY response, position
"""
_REQUESTS: Final = """
    SELECT response, request_text FROM response_texts WHERE response IN (SELECT value FROM json_each(?))
"""


async def largest(site: Site, request: Request) -> Response:
    """`/compare`: what most forces were asked."""

    def ask(db: sqlite3.Connection) -> dict[str, Any]:
        groups = [dict(row) for row in db.execute(_LARGEST, (_MOST_GROUPS,))]
        counts: dict[str, Counter[str | None]] = {group["id"]: Counter() for group in groups}
        for group, outcome, count in db.execute(_OUTCOMES_OF, (json.dumps(list(counts)),)):
            counts[group][outcome] += count
        for group in groups:
            group["outcomes"] = _by_outcome(counts[group["id"]])
        (every, several) = db.execute("SELECT count(*), count(*) FILTER (WHERE force_count > 1) FROM groups").fetchone()
        return {"groups": groups, "several": several, "every": every}

    return page(site, request, "groups.html", **await site.read(ask))


async def compare(site: Site, request: Request) -> Response:
    """`/compare/<group>`: each force's answer beside the others'. An id that is no more leads on."""
    key = request.url_vars["id"]

    def ask(db: sqlite3.Connection) -> dict[str, Any]:
        facts = _find(db, key)
        if "group" not in facts:
            return facts
        responses = rows_of_group(db, key)
        order = {outcome: n for n, outcome in enumerate(OUTCOMES)}
        responses.sort(key=lambda r: order.get(r["outcome"] or NOT_STATED, len(order)))
        relied = Counter(provision for r in responses for provision in r["provisions"])
        _add_words(db, responses[:_MOST_COMPARED])
        return {
            **facts,
            "responses": responses[:_MOST_COMPARED],
            "outcomes": _by_outcome(Counter(r["outcome"] for r in responses)),
            "relied": relied.most_common(),
            "first": min(responses[:_MOST_COMPARED], key=lambda r: (not r["questions"], r["search_row"])),
        }

    facts = await site.read(ask)
    if (answer := _elsewhere(request, facts, "")) is not None:
        return answer
    return page(site, request, "compare.html", **facts)


async def compare_csv(site: Site, request: Request, send: Send) -> Response | None:
    """`/compare/<group>.csv`: its responses, with the columns of a search's CSV."""
    key = request.url_vars["id"]
    if (answer := _elsewhere(request, await site.read(lambda db: _find(db, key)), ".csv")) is not None:
        return answer
    writer = CsvWriter()
    pieces = search_pieces(
        site,
        TABLES["responses"],
        writer,
        base_address(site, request),
        lambda db: [row["search_row"] for row in rows_of_group(db, key)],
    )
    headers = [
        ("content-type", writer.media_type),
        ("content-disposition", f'attachment; filename="foi-group-{key}.csv"'),
        *site.validators(),
    ]
    await send_pieces(pieces, await begin(pieces), send, headers)
    return None


async def ask(site: Site, request: Request) -> Response:
    """`/ask?q=`: a draft of a request, and what was asked before that is nearest, with each force's reply."""
    draft = next((value for name, value in reversed(parameters(request)) if name == "q"), "").strip()
    if len(draft) > LONGEST_DRAFT:
        return error(
            request,
            400,
            "The draft is too long",
            f"It has {len(draft):,} characters, {LONGEST_DRAFT:,} are looked at. Leave out all but the questions.",
        )

    def find(db: sqlite3.Connection) -> list[dict[str, Any]]:
        return [
            {
                "close": close,
                "group": group_of(db, group),
                "responses": _members(db, group, close.asked.row),
                "text": (close.asked.questions[0] if close.asked.questions else close.asked.request_text) or "",
            }
            for close in find_closest(db, draft, most=_CLOSEST)
            for group in [close.asked.group_id]
        ]

    found = await site.read(find) if draft else []
    return page(site, request, "ask.html", draft=draft, found=found, longest=LONGEST_DRAFT, index=not draft)


def _members(db: sqlite3.Connection, group: str | None, row: int) -> list[dict[str, Any]]:
    if group:
        return rows_of_group(db, group)[:_SHOWN_OF_A_GROUP]
    return rows_of(db, [row])


def _add_words(db: sqlite3.Connection, responses: list[dict[str, Any]]) -> None:
    """What each was asked, and the sentences by which it relied on exemptions."""
    ids = json.dumps([row["id"] for row in responses])
    by_id = {row["id"]: row for row in responses}
    for row in responses:
        row |= {"questions": [], "citations": [], "request_text": None}
    for row in db.execute(_QUESTIONS, (ids,)):
        by_id[row["response"]]["questions"].append(dict(row))
    for row in db.execute(_CITATIONS, (ids,)):
        by_id[row["response"]]["citations"].append(dict(row))
    for row in db.execute(_REQUESTS, (ids,)):
        by_id[row["response"]]["request_text"] = row["request_text"]


def _by_outcome(counts: Counter[str | None]) -> list[tuple[str, int]]:
    """The outcomes that occur, in the usual order, `not_stated` last."""
    told = Counter({outcome or NOT_STATED: count for outcome, count in counts.items()})
    return [(outcome, told[outcome]) for outcome in OUTCOMES if told[outcome]]


def _find(db: sqlite3.Connection, key: str) -> dict[str, Any]:
    """A group as `group`, else where its id leads as `former`; empty where no group ever had it."""
    if group := group_of(db, key):
        return {"group": group}
    former = db.execute(_FORMER, (key,)).fetchone()
    return {"former": dict(former)} if former else {}


def _elsewhere(request: Request, facts: dict[str, Any], tail: str) -> Response | None:
    """The answer where no group has this id: none ever had, or what had it is elsewhere now."""
    if "group" in facts:
        return None
    if not facts:
        return not_found(request, "There is no such group in the archive.")
    former = facts["former"]
    if former["group_id"]:
        return Response.redirect(f"/compare/{former['group_id']}{tail}", status=301)
    if former["response"]:
        return Response.redirect(f"/response/{former['force']}/{former['response']}", status=302)
    message = "The responses of this group are not in the archive any more."
    return error(request, 410, "Removed", message)
