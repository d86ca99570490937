"""Rows of one response taken out of the tables and put in again, whatever the tables.

The caller holds the transaction. Foreign keys are looked at when it ends.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final

from scraper.addresses import page_address
from scraper.store.entries import PAGE

Kept = tuple[str, dict[str, Any]]
"""A row: its table, and its values by column."""

OF_A_RESPONSE: Final = (
    *(("responses", "id"), ("response_texts", "response"), ("questions", "response"), ("citations", "response")),
    *(("attachments", "response"), ("attachment_pages", "response"), ("versions", "response")),
)

_ALONE: Final = f"""
    SELECT id FROM captures
    WHERE (address IN (SELECT value FROM json_each(:addresses)) OR id IN (SELECT value FROM json_each(:captures)))
        AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.capture = captures.id)
        AND NOT EXISTS (SELECT 1 FROM responses WHERE responses.capture = captures.id)
        AND NOT EXISTS (SELECT 1 FROM attachments WHERE attachments.capture = captures.id)
        AND NOT EXISTS (
            SELECT 1 FROM entries WHERE entries.capture = captures.id
            OR (entries.source = captures.source AND {PAGE.replace("url", "entries.url")} = captures.address)
        )
"""
"""The captures at some addresses that nothing else in the archive needs."""


def addresses_of(db: sqlite3.Connection, key: str, address: str) -> list[str]:
    """The canonical addresses of a response's page and of the files that any version of it linked."""
    linked = [row[0] for row in db.execute("SELECT url FROM attachments WHERE response = ?", (key,))]
    for row in db.execute("SELECT record FROM versions WHERE response = ?", (key,)):
        linked += [file["url"] for file in json.loads(row[0])["attachments"]]
    return list(dict.fromkeys(map(page_address, (address, *linked))))


def links_of(db: sqlite3.Connection, address: str) -> list[str]:
    """The address as it was linked, of every source."""
    return [row[0] for row in db.execute("SELECT DISTINCT fetch_url FROM entries WHERE url = ?", (address,))]


def rows_of(
    db: sqlite3.Connection, key: str, address: str, addresses: Iterable[str], links: Iterable[str]
) -> Iterator[Kept]:
    """Every row that tells of a response, but for captures; `links` are the spellings of its address."""
    addresses = set(addresses)
    wanted: list[tuple[str, str, tuple[str, ...]]] = [
        (table, f"{column} = ?", (key,)) for table, column in OF_A_RESPONSE
    ]
    wanted.append(("entries", "url = ? OR response = ?", (address, key)))
    wanted.append(("archived", "url = ?", (address,)))
    for table, condition, values in wanted:
        for row in db.execute(f"SELECT * FROM {table} WHERE {condition}", values):
            yield table, dict(row)
    for table, column in (("issues", "url"), ("archive_walks", "prefix")):
        for row in db.execute(f"SELECT * FROM {table}"):
            said = row[column] or ""
            tells = said.startswith("http") and page_address(said) in addresses
            if tells or (table == "issues" and _without(row["message"], links) != row["message"]):
                yield table, dict(row)
    for row in db.execute("SELECT * FROM run_sources WHERE reason IS NOT NULL"):
        if _without(row["reason"], links) != row["reason"]:
            yield "run_sources", dict(row)


def _without(text: str, links: Iterable[str]) -> str:
    for link in links:
        text = re.sub(re.escape(link) + r"(?![\w%-])", "the address of a response that was removed", text)
    return text


def captures_alone(db: sqlite3.Connection, addresses: Iterable[str], needed: set[int]) -> list[dict[str, Any]]:
    """The captures at these addresses, and those of these numbers, that nothing else in the archive needs."""
    values = {"addresses": json.dumps(list(addresses)), "captures": json.dumps(sorted(needed))}
    alone = [row[0] for row in db.execute(_ALONE, values)]
    found = [dict(db.execute("SELECT * FROM captures WHERE id = ?", (number,)).fetchone()) for number in alone]
    if not any(values["kind"] == "attachment" for values in found):
        return found
    # A file that another response links keeps its earlier captures too.
    linked = {page_address(row[0]) for row in db.execute("SELECT DISTINCT url FROM attachments")}
    return [values for values in found if values["address"] not in linked]


_KEYS: Final = {
    "responses": ("id",),
    "response_texts": ("response",),
    "questions": ("response", "position"),
    "citations": ("response", "position"),
    "attachments": ("response", "url"),
    "attachment_pages": ("response", "url", "number"),
    "versions": ("response", "number"),
    "entries": ("source", "url"),
    "archived": ("source", "url", "timestamp"),
    "archive_walks": ("source", "prefix"),
    "issues": ("id",),
    "captures": ("id",),
}


def delete_row(db: sqlite3.Connection, table: str, values: dict[str, Any], links: Iterable[str] = ()) -> None:
    """A row goes; of what is said of a run only the `links` do."""
    if table == "run_sources":
        said = (_without(values["reason"], links), values["run"], values["source"])
        db.execute("UPDATE run_sources SET reason = ? WHERE run = ? AND source = ?", said)
        return
    names = _KEYS[table]
    condition = " AND ".join(f"{name} = ?" for name in names)
    db.execute(f"DELETE FROM {table} WHERE {condition}", [values[name] for name in names])


def insert_row(db: sqlite3.Connection, table: str, values: dict[str, Any]) -> None:
    """A row as it was; what a later release has no column for is left out, what may have been taken is given anew."""
    if table == "run_sources":
        said = (values["reason"], values["run"], values["source"])
        db.execute("UPDATE run_sources SET reason = ? WHERE run = ? AND source = ?", said)
        return
    known = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    kept = {name: value for name, value in values.items() if name in known}
    if table == "issues" and db.execute("SELECT 1 FROM issues WHERE id = ?", (kept["id"],)).fetchone():
        del kept["id"]
    if table == "responses":
        kept.pop("group_id", None)  # grouping finds it anew
        taken = db.execute("SELECT 1 FROM responses WHERE search_row = ?", (kept["search_row"],)).fetchone()
        if taken:
            kept["search_row"] = db.execute("SELECT max(search_row) + 1 FROM responses").fetchone()[0]
    columns = ", ".join(f'"{name}"' for name in kept)
    db.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({', '.join('?' * len(kept))})", list(kept.values()))
