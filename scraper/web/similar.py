"""Responses that share rare words with a given one, and what stands in its group."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, Final

from scraper.groups.closest import find_alike, words_of
from scraper.store.rows import split_values

_ROWS: Final = """
    SELECT responses.search_row, responses.id, responses.force, forces.name AS force_name, responses.title,
        responses.reference, responses.dated_on, responses.outcome, responses.exemptions, responses.withdrawn_at,
        responses.group_id, responses.working_days, responses.outcome_evidence, responses.url
    FROM json_each(?) AS wanted
    CROSS JOIN responses ON responses.search_row = wanted.value
    JOIN forces ON forces.id = responses.force
    ORDER BY wanted.key
"""
_GROUP: Final = """
    SELECT responses.search_row FROM responses JOIN forces ON forces.id = responses.force
    WHERE group_id = ? ORDER BY forces.name, responses.dated_on, responses.id
"""


def rows_of(db: sqlite3.Connection, search_rows: list[int]) -> list[dict[str, Any]]:
    """What lists show of some responses, in the same order; `provisions` are those relied on."""
    found = [dict(row) for row in db.execute(_ROWS, (json.dumps(search_rows),))]
    return [{**row, "provisions": split_values(row["exemptions"])} for row in found]


def group_of(db: sqlite3.Connection, group: str | None) -> dict[str, Any] | None:
    """id, title, response_count and force_count of a group; None where there is none of this id."""
    row = db.execute("SELECT id, title, response_count, force_count FROM groups WHERE id = ?", (group,)).fetchone()
    return row and dict(row)


def rows_of_group(db: sqlite3.Connection, group: str) -> list[dict[str, Any]]:
    """The responses of a group, by the names of their forces."""
    return rows_of(db, [row[0] for row in db.execute(_GROUP, (group,))])


def find_similar(
    db: sqlite3.Connection, response: str, text: str, *, group: str | None, most: int = 5
) -> list[dict[str, Any]]:
    """Up to `most` responses, the most alike first, that share rare words of `text` and are not of the group."""
    alike = rows_of(db, find_alike(db, words_of(db), text, 2 * most + 1))
    return [row for row in alike if row["id"] != response and (group is None or row["group_id"] != group)][:most]
