"""Groups of responses to the same question: what waits to be grouped, sketches, and the groups with their ids."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from scraper.store.connection import Connected, Row, explained


@dataclass(frozen=True, slots=True)
class Asked:
    """What grouping must know of one response; `questions` are the texts of its questions, in order."""

    row: int
    id: str
    force: str
    title: str | None
    dated_on: str | None
    reference_key: str | None
    language: str | None
    group_id: str | None
    request_text: str | None
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroup:
    """A group as it is to be. `id` is None where it has none yet; rows are search rows."""

    id: str | None
    title: str
    rows: tuple[int, ...]


_NOW: Final = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"

_AMONG: Final = "search_row IN (SELECT value FROM json_each(?))"

_ASKED: Final = """
    SELECT search_row AS row, id, force, title, dated_on, reference_key, language, group_id,
        (SELECT request_text FROM response_texts WHERE response = responses.id) AS request_text,
        (SELECT json_group_array(text) FROM (
            SELECT text FROM questions WHERE response = responses.id ORDER BY position
        )) AS questions
    FROM responses
"""


def asked_in_rows(db: sqlite3.Connection, rows: Iterable[int]) -> list[Asked]:
    """What is asked in some search rows, ascending."""
    return _asked(db, "search_row", rows)


def _asked(db: sqlite3.Connection, column: str, values: Iterable[str | int]) -> list[Asked]:
    cursor = db.cursor()
    cursor.row_factory = None
    sql = f"{_ASKED} WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY search_row"
    rows = cursor.execute(sql, (json.dumps(list(values)),))
    return [Asked(*(*asked, tuple(json.loads(questions)))) for *asked, questions in rows]


class Groups(Connected):
    def ungrouped(self, most: int) -> list[Row]:
        """What waits: response and, where a response is gone, the group that it was in."""
        return self.rows("SELECT response, group_id FROM ungrouped ORDER BY response LIMIT ?", (most,))

    def count_ungrouped(self) -> int:
        return int(self.rows("SELECT count(*) FROM ungrouped")[0][0])

    def groups(self, min_forces: int) -> list[Row]:
        """id, title, response_count, force_count of the groups of so many forces, the largest first."""
        return self.rows(
            "SELECT id, title, response_count, force_count FROM groups WHERE force_count >= ? "
            "ORDER BY force_count DESC, response_count DESC, id",
            (min_forces,),
        )

    def responses_of(self, group: str) -> list[Row]:
        """id, force, title, reference, dated_on, outcome, exemptions, url, withdrawn_at of its members, by force."""
        return self.rows(
            "SELECT id, force, title, reference, dated_on, outcome, exemptions, url, withdrawn_at FROM responses "
            "WHERE group_id = ? ORDER BY force, dated_on, id",
            (group,),
        )

    def asked(self, responses: Iterable[str]) -> list[Asked]:
        """Those of the responses that are there."""
        with explained(self.path):
            return _asked(self.db, "id", responses)

    def asked_in_rows(self, rows: Iterable[int]) -> list[Asked]:
        with explained(self.path):
            return asked_in_rows(self.db, rows)

    def twins(self, response: Asked) -> list[int]:
        """The rows of the same answer in another language: same force, same reference."""
        found = self.rows(
            "SELECT search_row FROM responses WHERE force = ? AND reference_key = ? AND id <> ? "
            "AND coalesce(language, 'en') <> coalesce(?, 'en')",
            (response.force, response.reference_key, response.id, response.language),
        )
        return [row[0] for row in found]

    def members(self, groups: Iterable[str]) -> dict[str, list[int]]:
        """The rows of some groups, by group."""
        found: dict[str, list[int]] = {group: [] for group in groups}
        sql = "SELECT group_id, search_row FROM responses WHERE group_id IN (SELECT value FROM json_each(?))"
        for group, row in self.rows(f"{sql} ORDER BY search_row", (json.dumps(list(found)),)):
            found[group].append(row)
        return found

    def save_asked(self, asked: Iterable[tuple[int, Iterable[int]]]) -> None:
        """The keys of what is asked in some search rows, in the place of those that were."""
        found = list(asked)
        with self.write() as db:
            sql = f"SELECT search_row FROM responses WHERE {_AMONG}"
            there = {row[0] for row in db.execute(sql, (json.dumps([row for row, _ in found]),))}
            for row, keys in found:
                if row not in there:
                    continue  # taken down meanwhile
                db.execute("DELETE FROM asked WHERE search_row = ?", (row,))
                db.executemany(
                    "INSERT INTO asked (search_row, key) VALUES (?, ?)", [(row, key) for key in sorted(keys)]
                )

    def rows_asking(self, rows: Iterable[int]) -> dict[int, list[int]]:
        """All search rows that have a key in common with one of these, by key, ascending."""
        found: dict[int, list[int]] = {}
        with explained(self.path):
            cursor = self.db.cursor()
            cursor.row_factory = None
            cursor.execute(
                f"SELECT key, search_row FROM asked WHERE key IN (SELECT key FROM asked WHERE {_AMONG}) "
                "ORDER BY key, search_row",
                (json.dumps(list(rows)),),
            )
            for key, row in cursor:
                found.setdefault(key, []).append(row)
        return found

    def save_groups(self, new: Sequence[NewGroup], before: Collection[str], done: Sequence[Row]) -> int:
        """Put groups in the place of those `before`, and strike `done` off what waits; returns how many changed.

        An id that no new group takes leads to the group or response that has its members now. Where a response was
        taken down meanwhile nothing is written, and all still waits.
        """
        with self.write() as db:
            changed = 0
            rows = json.dumps([row for group in new for row in group.rows])
            missing = "SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT search_row FROM responses)"
            if db.execute(missing, (rows,)).fetchone():
                return 0
            was = self.members(before)
            kept = set()
            for group in new:
                key = group.id or _new_id(db, group.rows)
                changed += _save(db, key, group, was.get(key, []))
                kept.add(key)
            for key in sorted(set(before) - kept):
                if db.execute("SELECT 1 FROM groups WHERE id = ?", (key,)).fetchone():  # else it ended in leave_group
                    _end(db, key, was[key])
                    changed += 1
            # One that waits again, since it went meanwhile, has another group beside it.
            db.executemany("DELETE FROM ungrouped WHERE response = ? AND group_id IS ?", [tuple(row) for row in done])
        return changed


def leave_group(db: sqlite3.Connection, response: str) -> None:
    """Before a response is deleted: nothing that its group says may come from it. What is left is grouped anew later.

    The caller holds the transaction.
    """
    row = db.execute("SELECT search_row, group_id FROM responses WHERE id = ?", (response,)).fetchone()
    if row is None or row[1] is None:
        return
    key = row[1]
    db.execute("UPDATE responses SET group_id = NULL WHERE id = ?", (response,))
    db.execute("INSERT OR REPLACE INTO ungrouped (response, group_id) VALUES (?, ?)", (response, key))
    rows = [each[0] for each in db.execute("SELECT search_row FROM responses WHERE group_id = ?", (key,))]
    if len(rows) < 2:
        _end(db, key, rows)
        return
    titles = "SELECT title FROM responses WHERE group_id = :key AND title IS NOT NULL ORDER BY search_row"
    db.execute(
        f"UPDATE groups SET title = CASE WHEN title IN ({titles}) THEN title "
        f"ELSE coalesce(({titles} LIMIT 1), '(no title)') END, "
        "response_count = (SELECT count(*) FROM responses WHERE group_id = :key), "
        f"force_count = (SELECT count(DISTINCT force) FROM responses WHERE group_id = :key), changed_at = {_NOW} "
        "WHERE id = :key",
        {"key": key},
    )


def _save(db: sqlite3.Connection, key: str, group: NewGroup, before: Sequence[int]) -> bool:
    """Write one group and the rows in it; whether anything of it is new."""
    rows = json.dumps(group.rows)
    count, forces = db.execute(
        f"SELECT count(*), count(DISTINCT force) FROM responses WHERE {_AMONG}",
        (rows,),
    ).fetchone()
    was = db.execute("SELECT title, response_count, force_count FROM groups WHERE id = ?", (key,)).fetchone()
    if was is not None and tuple(was) == (group.title, count, forces) and sorted(before) == sorted(group.rows):
        return False
    db.execute(
        f"INSERT INTO groups (id, title, response_count, force_count, changed_at) VALUES (?, ?, ?, ?, {_NOW}) "
        "ON CONFLICT (id) DO UPDATE SET title = excluded.title, response_count = excluded.response_count, "
        "force_count = excluded.force_count, changed_at = excluded.changed_at",
        (key, group.title, count, forces),
    )
    db.execute(
        f"UPDATE responses SET group_id = NULL WHERE group_id = ? AND NOT {_AMONG}",
        (key, rows),
    )
    db.execute(
        f"UPDATE responses SET group_id = ? WHERE {_AMONG} AND group_id IS NOT ?",
        (key, rows, key),
    )
    # What led to one of them, or has no members since all were taken down, leads here now.
    made = [_made(row[0]) for row in db.execute(f"SELECT id FROM responses WHERE {_AMONG}", (rows,))]
    db.execute(
        "UPDATE former_groups SET group_id = ?, response = NULL "
        f"WHERE response IN (SELECT id FROM responses WHERE {_AMONG}) OR (group_id IS NULL AND response IS NULL "
        "AND id IN (SELECT value FROM json_each(?)))",
        (key, rows, json.dumps(made)),
    )
    return True


def _end(db: sqlite3.Connection, key: str, rows: Sequence[int]) -> None:
    """Remove a group; its id leads on to where most of its members are now, or to the one that is left."""
    found = db.execute(
        f"SELECT group_id, min(id) FROM responses WHERE {_AMONG} "
        "GROUP BY group_id ORDER BY group_id IS NULL OR group_id = ?, count(*) DESC, group_id LIMIT 1",
        (json.dumps(list(rows)), key),
    ).fetchone()
    group, response = (found[0], found[1]) if found else (None, None)
    if group == key:
        group = None
    db.execute("UPDATE responses SET group_id = NULL WHERE group_id = ?", (key,))
    response = None if group else response
    db.execute(f"INSERT OR REPLACE INTO former_groups VALUES (?, ?, ?, {_NOW})", (key, group, response))
    db.execute("UPDATE former_groups SET group_id = ?, response = ? WHERE group_id = ?", (group, response, key))
    db.execute("DELETE FROM groups WHERE id = ?", (key,))


def _new_id(db: sqlite3.Connection, rows: Sequence[int]) -> str:
    """One that led to a member, or twelve hex digits made from the member that came first: the id that it had."""
    found = db.execute(
        f"SELECT id FROM former_groups WHERE response IN (SELECT id FROM responses WHERE {_AMONG}) "
        "ORDER BY ended_at, id LIMIT 1",
        (json.dumps(list(rows)),),
    ).fetchone()
    key: str | None = found and found[0]
    (first,) = db.execute("SELECT id FROM responses WHERE search_row = ?", (min(rows),)).fetchone()
    number = 0
    while key is None or db.execute("SELECT 1 FROM groups WHERE id = ?", (key,)).fetchone():
        key = _made(first, number)
        number += 1
    db.execute("DELETE FROM former_groups WHERE id = ?", (key,))
    return key


def _made(first: str, number: int = 0) -> str:
    return sha256(f"group {first} {number}".encode()).hexdigest()[:12]
