"""One response: what was asked and answered, the evidence, its versions, and the same as JSON."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, Final
from urllib.parse import quote, urlencode

from datasette.utils.asgi import Request, Response

from scraper.store.rows import split_values
from scraper.web import texts
from scraper.web.difference import ChangeKind, collapse, compare_texts
from scraper.web.render import as_json, base_address, law_facts, page, part
from scraper.web.similar import find_similar, group_of, rows_of_group
from scraper.web.site import Site
from scraper.web.views.errors import gone, not_found
from scraper.web.words import ATTACHMENT_STATES, VIA, day_words, instant_words

_SHOWN_OF_A_GROUP: Final = 10
_SHOWN_OF_A_FILE: Final = 4_000  # characters; the whole text of a file is a page of its own

_RESPONSE: Final = """
    SELECT responses.*, response_texts.request_text, response_texts.response_text,
        forces.name AS force_name, forces.nation, sources.name AS source_name, sources.licence, sources.terms_url,
        sources.attribution, sources.note AS source_note,
        captures.url AS captured_url, captures.final_url, captures.fetched_at, captures.via,
        captures.sha256, captures.size_bytes AS captured_bytes, captures.media_type AS captured_type,
        captures.file, captures.offset
    FROM responses
    LEFT JOIN response_texts ON response_texts.response = responses.id
    JOIN forces ON forces.id = responses.force
    JOIN sources ON sources.id = responses.source
    JOIN captures ON captures.id = responses.capture
    WHERE responses.id = ?
"""
_CITATIONS: Final = """
    SELECT position, provision, law, section, role, ncnd, "by", quote FROM citations
    WHERE response = ? ORDER BY position
"""
_VERSIONS: Final = """
    SELECT versions.number, versions.seen_at, versions.capture, versions.digest, captures.fetched_at, captures.via,
        captures.sha256
    FROM versions JOIN captures ON captures.id = versions.capture
    WHERE versions.response = ? ORDER BY versions.seen_at, versions.number
"""
_VERSION: Final = "SELECT * FROM versions WHERE response = ? AND number = ?"
_TAKEN_DOWN: Final = "SELECT reason, taken_down_at FROM takedowns WHERE response = ? AND undone_at IS NULL"

_NO_RESPONSE: Final = "There is no response of this address in the archive."
_NO_VERSION: Final = "There is no such version in the archive."
_NO_TEXT: Final = "There is no text of such a file in the archive."


async def response(site: Site, request: Request) -> Response:
    """`/response/<force>/<id>`, and with `.json` as data."""
    key, form = request.url_vars["id"], request.url_vars.get("format") or ""

    def ask(db: sqlite3.Connection) -> dict[str, Any]:
        facts = _find(db, key)
        if row := facts.get("response"):
            questions = db.execute("SELECT * FROM questions WHERE response = ? ORDER BY position", (key,))
            said = " ".join(filter(None, (row["title"], row["request_text"])))
            facts |= {
                "questions": [dict(r) for r in questions],
                "citations": [dict(r) for r in db.execute(_CITATIONS, (key,))],
                "attachments": _attachments(db, key),
                "versions": _versions(db, key),
                "similar": [] if form else find_similar(db, key, said, group=row["group_id"]),
                "group": None if form else _group(db, row["group_id"]),
            }
        return facts

    facts = await site.read(ask)
    if (answer := _elsewhere(request, facts, form, _NO_RESPONSE)) is not None:
        return answer
    if form:
        return as_json(_data(facts, base_address(site, request)))
    return page(site, request, "response.html", canonical=_path(facts["response"]), **_shown(site, request, facts))


async def version(site: Site, request: Request) -> Response:
    """`/response/<force>/<id>/v/<n>`: one version and what differs from the one before it."""
    key, number = request.url_vars["id"], int(request.url_vars["number"])

    def ask(db: sqlite3.Connection) -> dict[str, Any]:
        facts = _find(db, key)
        if "response" not in facts:
            return facts
        # Numbers are those of arrival; a copy from the web's archive may have come later and be older.
        versions = _versions(db, key)
        place = next((n for n, v in enumerate(versions) if v["number"] == number), None)
        if place is None:
            return {}
        before, after = (versions[n] if 0 <= n < len(versions) else None for n in (place - 1, place + 1))
        return {
            **facts,
            "versions": versions,
            "version": _version_facts(db, key, number),
            "before": before and _version_facts(db, key, before["number"]),
            "after": after,
        }

    facts = await site.read(ask)
    if (answer := _elsewhere(request, facts, f"/v/{number}", _NO_VERSION)) is not None:
        return answer
    facts |= {"path": _path(facts["response"]), "differences": _differences(facts["before"], facts["version"])}
    return page(site, request, "version.html", index=False, **facts)


async def attachment(site: Site, request: Request) -> Response:
    """`/response/<force>/<id>/attachment/<n>.txt`: the whole text of a file in which nothing hides."""
    key, number = request.url_vars["id"], int(request.url_vars["number"])

    def ask(db: sqlite3.Connection) -> dict[str, Any]:
        facts = _find(db, key)
        if "response" not in facts:
            return facts
        file = next((a for a in _attachments(db, key) if a["position"] == number and a["texts"]), None)
        return {**facts, "file": file} if file else {}

    facts = await site.read(ask)
    if (answer := _elsewhere(request, facts, f"/attachment/{number}.txt", _NO_TEXT)) is not None:
        return answer
    return Response.text(_whole_text(facts["file"]))


def _group(db: sqlite3.Connection, group: str | None) -> dict[str, Any] | None:
    """The group of a response, with the responses in it."""
    found = group_of(db, group)
    return {**found, "responses": rows_of_group(db, found["id"])} if found else None


def _find(db: sqlite3.Connection, key: str) -> dict[str, Any]:
    """The row of a response as `response`, or its takedown as `taken_down`; empty where there is neither."""
    if row := db.execute(_TAKEN_DOWN, (key,)).fetchone():
        return {"taken_down": dict(row)}
    found = db.execute(_RESPONSE, (key,)).fetchone()
    return {"response": dict(found)} if found else {}


def _elsewhere(request: Request, facts: dict[str, Any], tail: str, missing: str) -> Response | None:
    """The answer where this address shows no response: taken down, none there, or under its own force's name."""
    if "taken_down" in facts:
        return gone(request, facts["taken_down"])
    if not facts:
        return not_found(request, missing)
    if facts["response"]["force"] != part(request, "force"):
        return Response.redirect(_path(facts["response"]) + tail, status=301)
    return None


def _versions(db: sqlite3.Connection, key: str) -> list[dict[str, Any]]:
    """The versions of a response by the time they were seen, the oldest first."""
    return [dict(r) for r in db.execute(_VERSIONS, (key,))]


def _attachments(db: sqlite3.Connection, key: str) -> list[dict[str, Any]]:
    pages: dict[str, list[dict[str, Any]]] = {}
    for row in db.execute(
        "SELECT url, number, title, text FROM attachment_pages WHERE response = ? ORDER BY url, number", (key,)
    ):
        pages.setdefault(row["url"], []).append(dict(row))
    rows = db.execute("SELECT * FROM attachments WHERE response = ? ORDER BY position", (key,))
    # Nothing hands out the text of a file in which something may hide, should rows of it be there all the same.
    return [{**dict(row), "texts": pages.get(row["url"], []) if row["state"] == "ok" else []} for row in rows]


def _whole_text(attachment: dict[str, Any]) -> str:
    return "\n\n".join(text for sheet in attachment["texts"] for text in (sheet["title"], sheet["text"]) if text)


def _path(row: dict[str, Any]) -> str:
    return f"/response/{quote(row['force'], safe='')}/{row['id']}"


def _shown(site: Site, request: Request, facts: dict[str, Any]) -> dict[str, Any]:
    """What the page shows beside the rows themselves."""
    row = facts["response"]
    base = base_address(site, request)
    relied = [c for c in facts["citations"] if c["role"] == "relied"]
    # Several provisions may be cited in one sentence, and one may show the outcome too: it is marked once.
    said = [("outcome-said", row["outcome_evidence"] or ""), *((f"cited-{c['position']}", c["quote"]) for c in relied)]
    names: dict[str, str] = {}
    for name, sentence in said:
        names.setdefault(sentence, name)
    marks = texts.places_of(row["response_text"], [(name, sentence) for sentence, name in names.items()])
    marked = {name for _, _, name in marks}
    for citation in relied:
        citation["mark"] = names[citation["quote"]] if names[citation["quote"]] in marked else None
    for file in facts["attachments"]:
        whole = _whole_text(file)
        file |= {"text": whole[:_SHOWN_OF_A_FILE], "is_cut": len(whole) > _SHOWN_OF_A_FILE}
    others = [r for r in (facts["group"] or {}).get("responses", ()) if r["id"] != row["id"]]
    return {
        **facts,
        "same": others[:_SHOWN_OF_A_GROUP],
        "path": _path(row),
        "marks": marks,
        "marked": marked,
        "relied": _by_provision(relied),
        "mentioned": [c for c in facts["citations"] if c["role"] != "relied"],
        "paired": any(question["answer"] for question in facts["questions"]),
        "dates": _dates(row),
        "states": ATTACHMENT_STATES,
        "via": VIA,
        "archive_link": _archive_link(row),
        "cite": _cite(row, facts["versions"][-1]["number"], base),
        "report": _report_link(site.setting("contact"), row, base),
    }


def _by_provision(citations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each provision relied on, once, with what the law says of it and every sentence that cites it."""
    found: dict[str, dict[str, Any]] = {}
    for citation in citations:
        if citation["provision"]:
            entry = found.setdefault(citation["provision"], {**law_facts(citation["provision"]), "citations": []})
            entry["citations"].append(citation)
    return list(found.values())


def _dates(row: dict[str, Any]) -> list[dict[str, str | None]]:
    """Each date the page states, with the words it came from."""
    names = {"requested": "Asked", "responded": "Answered", "published": "Published"}
    places = {"text": "in the text", "title": "in the title", "url": "in the address"}
    found = [
        {
            "name": name,
            "value": row[f"{kind}_on"],
            "said": row[f"{kind}_text"],
            "place": places.get(row[f"{kind}_from"], row[f"{kind}_from"]),
        }
        for kind, name in names.items()
        if row[f"{kind}_on"]
    ]
    if row["filed"]:
        found.append({"name": "Filed under", "value": row["filed"], "said": None, "place": "in the address"})
    return found


def _archive_link(row: dict[str, Any]) -> str | None:
    """The Internet Archive's copy: the one captured, or those it holds of the address."""
    address = texts.web_address(row["captured_url"])
    if address is None:
        return None
    stamp = "".join(c for c in row["fetched_at"] if c.isdigit())
    return f"https://web.archive.org/web/{stamp if row['via'] == 'wayback' else '*'}/{address}"


def _cite(row: dict[str, Any], version: int, base: str) -> str:
    """One line that a reader can check: who, what, when, where, and the digest of the page as captured."""
    title = f"“{row['title'] or 'Response to a Freedom of Information request'}”"
    answered = day_words(row["responded_on"] or row["published_on"])
    parts = [row["force_name"], title, row["reference"] and f"ref. {row['reference']}", answered or "date not stated"]
    kept = f"{base}{_path(row)}, version {version}, captured {instant_words(row['fetched_at'])}"
    return f"{', '.join(p for p in parts if p)}. {row['url']}. Archived: {kept}, SHA-256 {row['sha256']}."


def _report_link(contact: str | None, row: dict[str, Any], base: str) -> str | None:
    """Where to say that something is wrong, with the response named; None where the operator gave no contact."""
    contact = (contact or "").removeprefix("mailto:")
    if "@" in contact and "/" not in contact:
        subject = f"Wrong data: {row['force_name']}, {row['reference'] or row['id']}"
        body = f"{base}{_path(row)}\n\nWhat is wrong, and what does the force's page say?\n"
        return f"mailto:{quote(contact, safe='@')}?{urlencode({'subject': subject, 'body': body}, quote_via=quote)}"
    return texts.web_address(contact)


def _version_facts(db: sqlite3.Connection, key: str, number: int) -> dict[str, Any]:
    row = db.execute(_VERSION, (key, number)).fetchone()
    record = json.loads(row["record"])
    dates = "\n".join(f"{date['kind']}: {date['text']}" for date in record.get("dates", []))
    files = "\n".join(file["url"] for file in record.get("attachments", []))
    return {**dict(row), "reference": record.get("reference"), "dates": dates, "attachments": files}


_COMPARED: Final = (
    ("title", "Title"),
    ("reference", "Reference"),
    ("request_text", "What was asked"),
    ("response_text", "What was answered"),
    ("attachments", "Attachments"),
    ("dates", "Dates as printed"),
)


def _differences(before: dict[str, Any] | None, after: dict[str, Any]) -> list[dict[str, Any]]:
    """Part by part what differs between two versions; parts that are the same are left out."""
    if before is None:
        return []
    compared = [(name, collapse(compare_texts(before[key], after[key]))) for key, name in _COMPARED]
    return [
        {"name": name, "changes": changes}
        for name, changes in compared
        if any(change.kind not in (ChangeKind.SAME, ChangeKind.SKIPPED) for change in changes)
    ]


_HIDDEN: Final = frozenset({"search_row", "capture", "file", "offset", "group_id"})


def _data(facts: dict[str, Any], base: str) -> dict[str, Any]:
    """The response as JSON: its row, texts and child rows by the names of the tables."""
    row = {name: value for name, value in facts["response"].items() if name not in _HIDDEN}
    row |= {name: split_values(row[name]) for name in ("exemptions", "warnings")}
    files = [{k: v for k, v in a.items() if k not in ("response", "capture")} for a in facts["attachments"]]
    return {
        "permalink": base + _path(facts["response"]),
        **row,
        "group": facts["response"]["group_id"],
        "questions": [
            {**{k: v for k, v in q.items() if k != "response"}, "exemptions": split_values(q["exemptions"])}
            for q in facts["questions"]
        ],
        "citations": facts["citations"],
        "attachments": files,
        "versions": [{k: v for k, v in version.items() if k != "capture"} for version in facts["versions"]],
    }
