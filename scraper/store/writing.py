"""Writing the rows of one response, inside a transaction that the caller holds.

The search index keeps no text of its own: `remove_from_index` must run while the rows still say what was indexed, and
`add_to_index` once they say something new.
"""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from scraper.law import find_provision, lineage
from scraper.records import Law, Response
from scraper.store.groups import leave_group
from scraper.store.history import Reading, Version
from scraper.store.rows import (
    attachment_rows,
    citation_rows,
    provision_id,
    question_rows,
    record_of,
    response_values,
)
from scraper.working_days import working_days

_VERSION_COLUMNS: Final = (
    "response, number, seen_at, capture, digest, reader_version, title, request_text, response_text, record"
)

_SAVE_VERSION: Final = f"INSERT OR REPLACE INTO versions ({_VERSION_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

_SAVE_TEXTS: Final = """
    INSERT INTO response_texts (response, request_text, response_text) VALUES (?, ?, ?)
    ON CONFLICT (response) DO UPDATE SET request_text = excluded.request_text, response_text = excluded.response_text
"""

_SAVE_ATTACHMENT: Final = """
    INSERT INTO attachments (response, url, position, title, media_type, state) VALUES (?, ?, ?, ?, ?, 'linked')
    ON CONFLICT (response, url) DO UPDATE SET
        position = excluded.position, title = excluded.title,
        media_type = CASE WHEN state = 'linked' THEN excluded.media_type ELSE media_type END
"""

_WAIT: Final = "coalesce(requested_precision = 'day' AND responded_precision = 'day', 0)"

_KEPT_ON_CHANGE: Final = frozenset({"id", "force", "source", "last_seen_at", "search_row"})

_TABLES_OF_A_RESPONSE: Final = ("questions", "citations", "attachments", "response_texts", "versions")


def add_to_index(db: sqlite3.Connection, response: str) -> None:
    db.execute(
        "INSERT INTO responses_fts (rowid, title, request, response, attachments) SELECT * FROM response_search "
        "WHERE search_row = (SELECT search_row FROM responses WHERE id = ?)",
        (response,),
    )


def remove_from_index(db: sqlite3.Connection, response: str) -> None:
    db.execute(
        "INSERT INTO responses_fts (responses_fts, rowid, title, request, response, attachments) "
        "SELECT 'delete', * FROM response_search "
        "WHERE search_row = (SELECT search_row FROM responses WHERE id = ?)",
        (response,),
    )


def merge_index(db: sqlite3.Connection) -> None:
    """Rewrite the index as one part: until then it keeps the words of deleted rows (FTS5, 6.8)."""
    db.execute("INSERT INTO responses_fts (responses_fts) VALUES ('optimize')")


def write_response(
    db: sqlite3.Connection, key: str, reading: Reading, history: tuple[Version, ...], *, source: str, at: str
) -> None:
    """Write the row of a response and all rows that hang on it, but for its versions."""
    values: dict[str, Any] = {
        "id": key,
        "source": source,
        "url": reading.url,
        "last_seen_at": at,
        "reader_version": reading.reader_version,
        **history_values(history),
        **response_values(reading.response),
    }
    changes = ", ".join(f"{name} = excluded.{name}" for name in values if name not in _KEPT_ON_CHANGE)
    db.execute(
        f"INSERT INTO responses (force, search_row, {', '.join(values)}) VALUES ("
        "(SELECT force FROM sources WHERE id = :source), "
        f"(SELECT coalesce(max(search_row), 0) + 1 FROM responses), {', '.join(f':{name}' for name in values)}) "
        f"ON CONFLICT (id) DO UPDATE SET {changes}",
        values,
    )
    _write_parts(db, key, reading.response)
    count_working_days(db, "responses.id = ?", key)


def count_working_days(db: sqlite3.Connection, condition: str = "1", *values: str) -> None:
    """Fill `responses.working_days` where the condition holds: from two dates that are known to the day."""
    found = db.execute(
        f"SELECT responses.rowid, {_WAIT} AS day_known, requested_on, responded_on, nation, working_days "
        f"FROM responses JOIN forces ON forces.id = responses.force WHERE {condition}",
        values,
    ).fetchall()
    counted = (
        (working_days(asked, answered, nation) if known else None, before, row)
        for row, known, asked, answered, nation, before in found
    )
    db.executemany(
        "UPDATE responses SET working_days = ? WHERE rowid = ?",
        [(days, row) for days, before, row in counted if days != before],
    )


def history_values(history: tuple[Version, ...]) -> dict[str, Any]:
    """The columns of `responses` that follow from the history, by name."""
    return {
        "version_count": len(history),
        "first_seen_at": history[0].seen_at,
        "changed_at": history[-1].seen_at,
        "capture": history[-1].capture,
    }


def _write_parts(db: sqlite3.Connection, key: str, response: Response) -> None:
    db.execute(_SAVE_TEXTS, (key, response.request_text or None, response.response_text or None))
    db.execute("DELETE FROM questions WHERE response = ?", (key,))
    db.executemany(
        "INSERT INTO questions (response, position, number, text, answer, outcome, exemptions) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(key, *row) for row in question_rows(response)],
    )
    _write_provisions(db, response)
    db.execute("DELETE FROM citations WHERE response = ?", (key,))
    db.executemany(
        'INSERT INTO citations (response, position, provision, law, section, role, ncnd, "by", quote) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(key, *row) for row in citation_rows(response)],
    )
    attachments = attachment_rows(response)
    listed = [row[0] for row in attachments]
    db.execute(
        f"DELETE FROM attachments WHERE response = ? AND url NOT IN ({', '.join('?' * len(listed))})", (key, *listed)
    )
    db.executemany(_SAVE_ATTACHMENT, [(key, *row) for row in attachments])


def _write_provisions(db: sqlite3.Connection, response: Response) -> None:
    """Make a row for every provision cited and for all it lies in, the outermost first."""
    wanted = dict.fromkeys((c.law, c.section) for c in response.citations if provision_id(c.law, c.section))
    for law, section in wanted:
        outer: str | None = None
        for part in reversed(list(lineage(section))):
            known = find_provision(Law(law), part)
            values = (f"{law} {part}", law, part, known and known.title, known and known.kind, outer)
            db.execute("INSERT OR IGNORE INTO provisions VALUES (?, ?, ?, ?, ?, ?)", values)
            outer = values[0]


def write_version(db: sqlite3.Connection, key: str, version: Version, reading: Reading) -> None:
    db.execute(_SAVE_VERSION, version_values(key, version, reading))


def version_values(key: str, version: Version, reading: Reading) -> tuple[Any, ...]:
    """A row of `versions`, in the order of its columns."""
    said = reading.response
    return (
        key,
        version.number,
        version.seen_at,
        version.capture,
        version.digest,
        version.reader_version,
        said.title or None,
        said.request_text or None,
        said.response_text or None,
        record_of(said),
    )


def delete_response(db: sqlite3.Connection, key: str) -> None:
    """Remove a response, all that hangs on it, and its words from the index; entries and captures stay."""
    remove_from_index(db, key)
    leave_group(db, key)
    for table in _TABLES_OF_A_RESPONSE:
        db.execute(f"DELETE FROM {table} WHERE response = ?", (key,))
    db.execute("UPDATE entries SET response = NULL WHERE response = ?", (key,))
    db.execute("DELETE FROM responses WHERE id = ?", (key,))
