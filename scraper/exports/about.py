"""about.txt: what an export is, of which state of the archive, how to check and cite it."""

from __future__ import annotations

import hashlib
import sqlite3
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scraper.exports.datapackage import TERMS

ABOUT: Final = "about.txt"

_COLUMNS: Final = (
    "Columns, their types and units: data-dictionary.csv. For programs that read CSV also datapackage.json (Data "
    "Package) and csv-metadata.json (CSV on the Web). An empty value is one that the page does not state."
)

_AS_OF: Final = """
    SELECT max(at) FROM (
        SELECT max(coalesce(finished_at, started_at)) AS at FROM runs
        UNION ALL SELECT max(last_seen_at) FROM responses
        UNION ALL SELECT max(changed_at) FROM responses
        UNION ALL SELECT max(taken_down_at) FROM takedowns
        UNION ALL SELECT max(undone_at) FROM takedowns
    )
"""

_OF_RESPONSES: Final = """
    SELECT
        search_row, id, reader_version, capture, version_count, outcome, exemptions, dated_on,
        changed_at, last_seen_at, withdrawn_at
    FROM responses ORDER BY search_row
"""

# Of these the number of rows tells enough beside what `responses` says of each; all others are read whole.
_COUNTED: Final = frozenset(
    (
        *("responses", "response_texts", "questions", "citations", "attachments", "attachment_pages", "versions"),
        *("captures", "entries", "archived", "run_sources"),
    )
)


def about_of(
    db: sqlite3.Connection,
    metadata: Mapping[str, Any],
    rows: Sequence[int] | None,
    site: str,
    filters: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """title, description, created (the last instant the archive knows of, None before its first run), homepage, state,
    responses (how many of how many) and filters. `rows` are the search rows chosen, None for all.

    Nothing is of the clock: the same archive and the same choice give the same.
    """
    every = db.execute("SELECT count(*) FROM responses").fetchone()[0]
    return {
        "title": metadata["title"],
        "description": metadata["description"],
        "created": db.execute(_AS_OF).fetchone()[0],
        "homepage": site,
        "state": _state(db, rows),
        "responses": f"{every if rows is None else len(rows)} of {every}",
        "filters": "; ".join(f"{name} = {value}" for name, value in filters) or "none",
    }


def about_text(about: Mapping[str, Any]) -> str:
    """The file. It does not depend on the formats: exports of one state and choice have one text."""
    as_of = about["created"] or "before the first run"
    cite = ", ".join(filter(None, (about["title"], f"as of {as_of}", f"state {about['state']}", about["homepage"])))
    paragraphs = (
        f"{about['title']}: files made by `foi export`",
        about["description"],
        f"As of: {as_of}, the last instant the archive knows of",
        f"State: {about['state']}; the same state is the same archive and the same choice of responses",
        f"Responses: {about['responses']}",
        f"Filters: {about['filters']}",
        f"Permalinks begin with: {about['homepage'] or '/response/, since the address of the site was not given'}",
        f"Terms: {TERMS}",
        f"To cite: {cite}. One answer: its permalink, which stays.",
        "To check that all files are whole and of this export: sha256sum -c SHA256SUMS",
        _COLUMNS,
    )
    return "\n\n".join(textwrap.fill(text, 100, break_long_words=False) for text in paragraphs) + "\n"


def _state(db: sqlite3.Connection, rows: Sequence[int] | None) -> str:
    digest = hashlib.sha256()
    with_rows = db.cursor()
    with_rows.row_factory = None
    for row in with_rows.execute(_OF_RESPONSES):
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    for name in _tables(db):
        columns = "count(*)" if name in _COUNTED else "*"
        found = with_rows.execute(f'SELECT {columns} FROM "{name}"').fetchall()
        digest.update(repr((name, sorted(map(repr, found)))).encode("utf-8", "surrogatepass"))
    digest.update(repr(None if rows is None else list(rows)).encode())
    return digest.hexdigest()[:12]


def _tables(db: sqlite3.Connection) -> Iterator[str]:
    """The archive's tables, but for those of the search index and of the migrations, and what grouping works with."""
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'responses_fts%' "
        "AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' "
        "AND name NOT IN ('asked', 'ungrouped') ORDER BY name"
    )
    return (row[0] for row in db.execute(sql).fetchall())
