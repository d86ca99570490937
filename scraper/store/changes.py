"""Changes of the tables since the first release, one migration each, in order (schema.py has the first).

A released migration is never edited: a later change is a further function here, with the next user_version.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils.db import Database

from scraper.store.schema import migrations

__all__ = ["migrations"]

_PAGES: Final = (
    "ALTER TABLE entries ADD COLUMN missed_reads INTEGER NOT NULL DEFAULT 0",
    # The page of an entry, whose address may name one answer of several: `store.entries.PAGE`.
    "CREATE INDEX entries_page ON entries(source, substr(url, 1, instr(url || '#', '#') - 1))",
)

_ARCHIVED: Final = (
    """
    CREATE TABLE archive_walks (
        source TEXT NOT NULL REFERENCES sources(id),
        prefix TEXT NOT NULL,
        resume_key TEXT,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        PRIMARY KEY (source, prefix)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE archived (
        source TEXT NOT NULL REFERENCES sources(id),
        url TEXT NOT NULL,
        timestamp TEXT NOT NULL,
        fetch_url TEXT NOT NULL,
        digest TEXT,
        state TEXT NOT NULL CHECK (state IN ('listed', 'same', 'read', 'no_response', 'failed', 'gone')),
        attempts INTEGER NOT NULL,
        PRIMARY KEY (source, url, timestamp)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE run_sources ADD COLUMN via TEXT",
    "ALTER TABLE run_sources ADD COLUMN retry_at TEXT",
)


@migrations()
def several_answers_and_archived_captures(db: Database) -> None:
    """Pages that hold several answers; what the web's archive holds of a log, kept so that a kill loses none of it."""
    for statement in (*_PAGES, *_ARCHIVED):
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


# The text of a file lies page by page in a table of its own, and the index reads it from there.
_FILES: Final = (
    "DROP VIEW response_search",
    "ALTER TABLE attachments DROP COLUMN text",
    "ALTER TABLE attachments ADD COLUMN reason TEXT",
    "ALTER TABLE attachments ADD COLUMN checked_at TEXT",
    """
    CREATE TABLE attachment_pages (
        response TEXT NOT NULL,
        url TEXT NOT NULL,
        number INTEGER NOT NULL,
        title TEXT,
        text TEXT NOT NULL,
        PRIMARY KEY (response, url, number),
        FOREIGN KEY (response, url) REFERENCES attachments(response, url) ON DELETE CASCADE
    ) STRICT
    """,
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
                SELECT coalesce(attachments.title || char(10), '') || coalesce((
                    SELECT group_concat(line, char(10))
                    FROM (
                        SELECT coalesce(attachment_pages.title || char(10), '') || text AS line
                        FROM attachment_pages
                        WHERE attachment_pages.response = attachments.response
                            AND attachment_pages.url = attachments.url
                        ORDER BY number
                    )
                ), '') AS line
                FROM attachments
                WHERE attachments.response = responses.id
                ORDER BY position
            )
        ) AS attachments
    FROM responses JOIN response_texts ON response_texts.response = responses.id
    """,
    "ALTER TABLE run_sources ADD COLUMN attachments INTEGER NOT NULL DEFAULT 0",
)


@migrations()
def texts_of_attachments(db: Database) -> None:
    """What became of the files that responses link to, and their text."""
    for statement in _FILES:
        db.execute(statement)
    db.execute("PRAGMA user_version = 3")


@migrations()
def what_others_say_of_forces(db: Database) -> None:
    """Name, log address and tags of a force in WhatDoTheyKnow's list of authorities."""
    for column in ("whatdotheyknow", "log_url", "tags"):
        db.execute(f"ALTER TABLE forces ADD COLUMN {column} TEXT")
    db.execute("PRAGMA user_version = 4")


@migrations()
def what_came_back(db: Database) -> None:
    """When a response that had been withdrawn was listed again, which is news as well."""
    db.execute("ALTER TABLE responses ADD COLUMN returned_at TEXT")
    db.execute("PRAGMA user_version = 5")


# An address may itself name a person: a takedown names the response by its id. Numbers of captures up to `last_capture`
# are not given again, so that what was taken down can be put back under its own.
_REMOVALS: Final = (
    "ALTER TABLE takedowns DROP COLUMN url",
    "ALTER TABLE takedowns ADD COLUMN last_capture INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE redactions (
        response TEXT NOT NULL,
        number INTEGER NOT NULL,
        source TEXT REFERENCES sources(id),
        reason TEXT NOT NULL,
        redacted_at TEXT NOT NULL,
        undone_at TEXT,
        PRIMARY KEY (response, number)
    ) STRICT
    """,
    "CREATE INDEX redactions_source ON redactions(source)",
)


@migrations()
def what_was_removed(db: Database) -> None:
    """Takedowns without addresses, and redactions."""
    for statement in _REMOVALS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 6")


# What the statistics of metadata.yml read: of a million responses the first index takes 44 MB, the others 3.
_FIGURES: Final = (
    "ALTER TABLE responses ADD COLUMN working_days INTEGER",
    "DROP INDEX responses_force",
    "CREATE INDEX responses_force ON responses(force, year, outcome, exemptions, working_days)",
    "CREATE INDEX response_texts_without ON response_texts(response) WHERE response_text IS NULL",
    "CREATE INDEX citations_ncnd ON citations(response) WHERE ncnd = 1 AND role = 'relied'",
)


@migrations()
def working_days_and_figures(db: Database) -> None:
    """How many working days each answer took, and what the statistics read."""
    from scraper.store.writing import count_working_days

    for statement in _FIGURES:
        db.execute(statement)
    count_working_days(db.conn)
    db.execute("PRAGMA user_version = 7")


# What waits to be grouped is noted by the database itself, whoever writes.
# An OR IGNORE of its own would not count in a trigger: that of the statement which fires it does.
_WAITS: Final = (
    "INSERT INTO ungrouped (response) SELECT NEW.response "
    "WHERE NOT EXISTS (SELECT 1 FROM ungrouped WHERE response = NEW.response)"
)
_GROUPING: Final = (
    "CREATE TABLE asked (search_row INTEGER, key INTEGER, PRIMARY KEY (search_row, key)) STRICT, WITHOUT ROWID",
    "CREATE INDEX asked_key ON asked(key)",
    "CREATE TABLE ungrouped (response TEXT PRIMARY KEY, group_id TEXT) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE former_groups (
        id TEXT PRIMARY KEY,
        group_id TEXT REFERENCES groups(id),
        response TEXT REFERENCES responses(id) ON DELETE SET NULL,
        ended_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX former_groups_group_id ON former_groups(group_id)",
    "CREATE INDEX former_groups_response ON former_groups(response)",
    "CREATE INDEX responses_reference_key ON responses(reference_key, force)",
    f"CREATE TRIGGER response_came AFTER INSERT ON response_texts BEGIN {_WAITS}; END",
    f"CREATE TRIGGER response_changed AFTER UPDATE ON response_texts BEGIN {_WAITS}; END",
    "CREATE TRIGGER response_went AFTER DELETE ON responses BEGIN "
    "DELETE FROM asked WHERE search_row = OLD.search_row; "
    "INSERT INTO ungrouped (response, group_id) VALUES (OLD.id, OLD.group_id) "
    "ON CONFLICT (response) DO UPDATE SET group_id = coalesce(excluded.group_id, group_id); END",
    "INSERT INTO ungrouped (response) SELECT id FROM responses",
)


@migrations()
def same_questions(db: Database) -> None:
    """What groups of responses to the same question are made from, and where their ids lead that are no more."""
    for statement in _GROUPING:
        db.execute(statement)
    db.execute("PRAGMA user_version = 8")


@migrations()
def told_apart_anew(db: Database) -> None:
    """Requests are told apart by other words: all of them wait to be grouped again."""
    db.execute("INSERT OR IGNORE INTO ungrouped (response) SELECT id FROM responses")
    db.execute("PRAGMA user_version = 9")


@migrations()
def captures_that_never_change(db: Database) -> None:
    """What the site confirmed is noted on the response alone (`last_seen_at`): a capture's row stays as it came. The
    references of a force lie together.
    """
    db.execute("ALTER TABLE captures DROP COLUMN checked_at")
    db.execute("DROP INDEX responses_reference_key")
    db.execute("CREATE INDEX responses_reference_key ON responses(force, reference_key)")
    db.execute("PRAGMA user_version = 10")
