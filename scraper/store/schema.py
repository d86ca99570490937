"""The tables of the archive, made and changed by sqlite-utils migrations.

The first release's tables; changes.py has what was changed since. All tables are STRICT and every foreign key
is indexed. `responses` is narrow because Datasette facets and sorts it; the long texts lie in `response_texts`.
`entries.url` and `captures.address` are canonical addresses; all others are as the site links them.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils.db import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("foi-archive")

_SOURCES: Final = (
    """
    CREATE TABLE forces (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        nation TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE sources (
        id TEXT PRIMARY KEY,
        force TEXT NOT NULL REFERENCES forces(id),
        name TEXT NOT NULL,
        platform TEXT NOT NULL,
        law TEXT NOT NULL,
        via TEXT NOT NULL,
        listing_url TEXT,
        cron TEXT NOT NULL,
        recheck_days REAL NOT NULL,
        licence TEXT,
        terms_url TEXT,
        attribution TEXT,
        unverified INTEGER NOT NULL CHECK (unverified IN (0, 1)),
        enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
        note TEXT
    ) STRICT
    """,
    "CREATE INDEX sources_force ON sources(force)",
)

_RUNS: Final = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        state TEXT NOT NULL CHECK (state IN ('running', 'ok', 'failed', 'interrupted'))
    ) STRICT
    """,
    """
    CREATE TABLE run_sources (
        run INTEGER NOT NULL REFERENCES runs(id),
        source TEXT NOT NULL REFERENCES sources(id),
        started_at TEXT NOT NULL,
        finished_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('ok', 'failed', 'blocked', 'skipped')),
        reason TEXT,
        listed INTEGER NOT NULL,
        new INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        unchanged INTEGER NOT NULL,
        withdrawn INTEGER NOT NULL,
        failed INTEGER NOT NULL,
        requests INTEGER NOT NULL,
        size_bytes INTEGER NOT NULL,
        seconds REAL NOT NULL,
        PRIMARY KEY (run, source)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX run_sources_source ON run_sources(source, run)",
    """
    CREATE TABLE issues (
        id INTEGER PRIMARY KEY,
        source TEXT REFERENCES sources(id),
        run INTEGER REFERENCES runs(id),
        kind TEXT NOT NULL,
        message TEXT NOT NULL,
        url TEXT,
        first_seen_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        seen_count INTEGER NOT NULL,
        settled_at TEXT
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX issues_open ON issues(coalesce(source, ''), kind, coalesce(url, ''))
    WHERE settled_at IS NULL
    """,
    "CREATE INDEX issues_source ON issues(source)",
    "CREATE INDEX issues_run ON issues(run)",
)

_CAPTURES: Final = (
    """
    CREATE TABLE captures (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL REFERENCES sources(id),
        run INTEGER REFERENCES runs(id),
        kind TEXT NOT NULL CHECK (kind IN ('listing', 'response', 'attachment')),
        url TEXT NOT NULL,
        address TEXT NOT NULL,
        final_url TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        checked_at TEXT NOT NULL,
        via TEXT NOT NULL,
        status INTEGER NOT NULL,
        media_type TEXT,
        charset TEXT,
        etag TEXT,
        last_modified TEXT,
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        file TEXT NOT NULL,
        offset INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX captures_address ON captures(address, kind)",
    "CREATE INDEX captures_source ON captures(source)",
    "CREATE INDEX captures_run ON captures(run)",
)

_RESPONSES: Final = (
    """
    CREATE TABLE groups (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        response_count INTEGER NOT NULL,
        force_count INTEGER NOT NULL,
        changed_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE responses (
        id TEXT PRIMARY KEY,
        force TEXT NOT NULL REFERENCES forces(id),
        title TEXT,
        reference TEXT,
        dated_on TEXT,
        outcome TEXT,
        exemptions TEXT,
        url TEXT NOT NULL,
        source TEXT NOT NULL REFERENCES sources(id),
        law TEXT NOT NULL,
        reference_key TEXT,
        year INTEGER,
        requested_on TEXT,
        requested_text TEXT,
        requested_precision TEXT,
        requested_from TEXT,
        responded_on TEXT,
        responded_text TEXT,
        responded_precision TEXT,
        responded_from TEXT,
        published_on TEXT,
        published_text TEXT,
        published_precision TEXT,
        published_from TEXT,
        filed TEXT,
        outcome_evidence TEXT,
        question_count INTEGER NOT NULL,
        attachment_count INTEGER NOT NULL,
        version_count INTEGER NOT NULL,
        language TEXT,
        platform TEXT,
        warnings TEXT,
        first_seen_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        withdrawn_at TEXT,
        capture INTEGER NOT NULL REFERENCES captures(id),
        reader_version TEXT NOT NULL,
        group_id TEXT REFERENCES groups(id),
        search_row INTEGER NOT NULL UNIQUE
    ) STRICT
    """,
    "CREATE INDEX responses_force ON responses(force, year)",
    "CREATE INDEX responses_source ON responses(source)",
    "CREATE INDEX responses_outcome ON responses(outcome)",
    "CREATE INDEX responses_year ON responses(year)",
    "CREATE INDEX responses_dated_on ON responses(dated_on)",
    "CREATE INDEX responses_changed_at ON responses(changed_at)",
    "CREATE INDEX responses_withdrawn_at ON responses(withdrawn_at) WHERE withdrawn_at IS NOT NULL",
    "CREATE INDEX responses_capture ON responses(capture)",
    "CREATE INDEX responses_group_id ON responses(group_id)",
    """
    CREATE TABLE response_texts (
        response TEXT PRIMARY KEY REFERENCES responses(id),
        request_text TEXT,
        response_text TEXT
    ) STRICT
    """,
    """
    CREATE TABLE questions (
        response TEXT NOT NULL REFERENCES responses(id),
        position INTEGER NOT NULL,
        number TEXT,
        text TEXT NOT NULL,
        answer TEXT,
        outcome TEXT,
        exemptions TEXT,
        PRIMARY KEY (response, position)
    ) STRICT
    """,
    """
    CREATE TABLE attachments (
        response TEXT NOT NULL REFERENCES responses(id),
        url TEXT NOT NULL,
        position INTEGER NOT NULL,
        title TEXT,
        media_type TEXT,
        size_bytes INTEGER,
        pages INTEGER,
        state TEXT NOT NULL,
        capture INTEGER REFERENCES captures(id),
        text TEXT,
        PRIMARY KEY (response, url)
    ) STRICT
    """,
    "CREATE INDEX attachments_capture ON attachments(capture)",
    """
    CREATE TABLE versions (
        response TEXT NOT NULL REFERENCES responses(id),
        number INTEGER NOT NULL,
        seen_at TEXT NOT NULL,
        capture INTEGER NOT NULL REFERENCES captures(id),
        digest TEXT NOT NULL,
        reader_version TEXT NOT NULL,
        title TEXT,
        request_text TEXT,
        response_text TEXT,
        record TEXT NOT NULL,
        PRIMARY KEY (response, number)
    ) STRICT
    """,
    "CREATE INDEX versions_capture ON versions(capture)",
    """
    CREATE TABLE entries (
        source TEXT NOT NULL REFERENCES sources(id),
        url TEXT NOT NULL,
        fetch_url TEXT NOT NULL,
        title TEXT,
        listed_text TEXT,
        response TEXT REFERENCES responses(id),
        state TEXT NOT NULL CHECK (state IN ('new', 'read', 'no_response', 'failed', 'gone')),
        reason TEXT,
        capture INTEGER REFERENCES captures(id),
        reader_version TEXT,
        checked_at TEXT,
        attempts INTEGER NOT NULL,
        missed_walks INTEGER NOT NULL,
        first_listed_at TEXT,
        relisted_at TEXT,
        PRIMARY KEY (source, url)
    ) STRICT
    """,
    "CREATE INDEX entries_response ON entries(response)",
    "CREATE INDEX entries_capture ON entries(capture)",
    """
    CREATE TABLE takedowns (
        response TEXT PRIMARY KEY,
        source TEXT REFERENCES sources(id),
        url TEXT NOT NULL,
        reason TEXT NOT NULL,
        taken_down_at TEXT NOT NULL,
        undone_at TEXT
    ) STRICT
    """,
    "CREATE INDEX takedowns_source ON takedowns(source)",
)

_PROVISIONS: Final = (
    """
    CREATE TABLE provisions (
        id TEXT PRIMARY KEY,
        law TEXT NOT NULL,
        section TEXT NOT NULL,
        title TEXT,
        kind TEXT,
        parent TEXT REFERENCES provisions(id)
    ) STRICT
    """,
    "CREATE INDEX provisions_parent ON provisions(parent)",
    "CREATE INDEX provisions_section ON provisions(section)",
    """
    CREATE TABLE citations (
        response TEXT NOT NULL REFERENCES responses(id),
        position INTEGER NOT NULL,
        provision TEXT REFERENCES provisions(id),
        law TEXT NOT NULL,
        section TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('relied', 'mentioned')),
        ncnd INTEGER NOT NULL CHECK (ncnd IN (0, 1)),
        "by" TEXT NOT NULL,
        quote TEXT NOT NULL,
        PRIMARY KEY (response, position)
    ) STRICT
    """,
    "CREATE INDEX citations_provision ON citations(provision, role, response)",
)

# The index keeps no copy of the text: it reads it from this view by `search_row`, which, unlike a rowid, VACUUM never
# renumbers. Datasette finds the index of a table only where the name after content= is in double quotes.
_SEARCH: Final = (
    """
    CREATE VIEW response_search AS
    SELECT
        responses.search_row AS search_row,
        responses.title AS title,
        response_texts.request_text AS request,
        response_texts.response_text AS response,
        (
            SELECT group_concat(line, char(10))
            FROM (
                SELECT coalesce(title || char(10), '') || coalesce(text, '') AS line
                FROM attachments
                WHERE attachments.response = responses.id
                ORDER BY position
            )
        ) AS attachments
    FROM responses JOIN response_texts ON response_texts.response = responses.id
    """,
    """
    CREATE VIRTUAL TABLE responses_fts USING fts5(
        title, request, response, attachments,
        content="response_search", content_rowid="search_row", tokenize="porter unicode61"
    )
    """,
    "INSERT INTO responses_fts(responses_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0, 1.0)')",
)


@migrations()
def first_tables(db: Database) -> None:
    """Make every table, view and index of the first release."""
    for statement in (*_SOURCES, *_RUNS, *_CAPTURES, *_RESPONSES, *_PROVISIONS, *_SEARCH):
        db.execute(statement)
    db.execute("PRAGMA user_version = 1")
