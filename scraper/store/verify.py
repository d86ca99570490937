"""Is the archive whole? Every check says what is wrong, where, and nothing is repaired here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Final

from scraper.errors import ArchiveError, FoiError
from scraper.store.connection import Connected, explained
from scraper.store.entries import PAGE

LoadBody = Callable[[str, int], bytes]
"""The bytes of a capture by file and offset."""

# Each query yields the names of the rows that break its rule.
_RULES: Final = (
    (
        "question_count differs from the rows of questions",
        "SELECT id FROM responses WHERE question_count <> (SELECT count(*) FROM questions WHERE response = id)",
    ),
    (
        "attachment_count differs from the rows of attachments",
        "SELECT id FROM responses WHERE attachment_count <> (SELECT count(*) FROM attachments WHERE response = id)",
    ),
    (
        "version_count differs from the rows of versions",
        "SELECT id FROM responses WHERE version_count <> (SELECT count(*) FROM versions WHERE response = id)",
    ),
    (
        "its versions are not numbered 1, 2, 3 …",
        "SELECT response FROM versions GROUP BY response HAVING min(number) <> 1 OR max(number) <> count(*)",
    ),
    (
        "it has no version",
        "SELECT id FROM responses WHERE id NOT IN (SELECT response FROM versions)",
    ),
    (
        "first_seen_at or changed_at differs from its versions",
        "SELECT id FROM responses WHERE (first_seen_at, changed_at) IS NOT "
        "(SELECT min(seen_at), max(seen_at) FROM versions WHERE response = id)",
    ),
    (
        "it is not what its latest version says",
        """
        SELECT responses.id FROM responses
        LEFT JOIN response_texts ON response_texts.response = responses.id
        JOIN versions ON versions.response = responses.id AND versions.number = (
            SELECT number FROM versions WHERE response = responses.id ORDER BY seen_at DESC, number DESC LIMIT 1
        )
        WHERE (responses.title, responses.capture, response_texts.request_text, response_texts.response_text)
            IS NOT (versions.title, versions.capture, versions.request_text, versions.response_text)
        """,
    ),
    (
        "response_count or force_count of its group differs from the rows of responses",
        """
        SELECT responses.id FROM responses JOIN (
            SELECT groups.id FROM groups LEFT JOIN responses ON responses.group_id = groups.id GROUP BY groups.id
            HAVING count(responses.id) < 2 OR response_count <> count(responses.id)
                OR force_count <> count(DISTINCT responses.force)
        ) AS wrong ON responses.group_id = wrong.id
        UNION ALL SELECT id FROM groups WHERE id NOT IN (SELECT group_id FROM responses WHERE group_id IS NOT NULL)
        """,
    ),
    (
        "it has no texts",
        "SELECT id FROM responses WHERE id NOT IN (SELECT response FROM response_texts)",
    ),
    (
        "exemptions differs from its citations",
        """
        SELECT id FROM responses
        WHERE coalesce(length(exemptions) - length(replace(exemptions, ';', '')) + 1, 0) <> (
            SELECT count(DISTINCT provision) FROM citations WHERE response = id AND role = 'relied'
        ) OR EXISTS (
            SELECT 1 FROM citations WHERE response = id AND role = 'relied' AND provision IS NOT NULL
            AND instr(';' || exemptions || ';', ';' || provision || ';') = 0
        )
        """,
    ),
    (
        "no entry leads to it",
        "SELECT id FROM responses WHERE id NOT IN (SELECT response FROM entries WHERE response IS NOT NULL)",
    ),
    (
        "its entry says it was read, and there is no response",
        f"SELECT source || ' ' || url FROM entries WHERE state = 'read' AND response IS NULL "
        "AND NOT EXISTS ("
        "SELECT 1 FROM entries AS answer WHERE answer.source = entries.source AND answer.url <> entries.url "
        f"AND {PAGE.replace('url', 'answer.url')} = entries.url)",
    ),
    (
        "it was read from the web's archive, and its capture is not here",
        "SELECT source || ' ' || url || ' ' || timestamp FROM archived WHERE state IN ('read', 'no_response') "
        "AND url NOT IN (SELECT address FROM captures WHERE via = 'wayback')",
    ),
    (
        "it is in the archive although it was taken down",
        "SELECT response FROM takedowns WHERE undone_at IS NULL AND response IN (SELECT id FROM responses)",
    ),
    (
        "a file of it is not ok and its text is kept, or is ok and has none",
        "SELECT DISTINCT response FROM attachments WHERE (state = 'ok') <> EXISTS (SELECT 1 FROM attachment_pages "
        "WHERE attachment_pages.response = attachments.response AND attachment_pages.url = attachments.url)",
    ),
    (
        "a file of it was read and has no capture",
        "SELECT DISTINCT response FROM attachments WHERE (state IN ('linked', 'gone', 'failed')) <> (capture IS NULL)",
    ),
    (
        "its words are not in the search index",
        "SELECT id FROM responses WHERE search_row NOT IN (SELECT id FROM responses_fts_docsize)",
    ),
    (
        "the search index has words of a response that is not there",
        "SELECT 'search row ' || id FROM responses_fts_docsize WHERE id NOT IN (SELECT search_row FROM responses)",
    ),
)


class Verify(Connected):
    def verify(self, load_body: LoadBody) -> list[str]:
        """Check file, keys, index, histories, counts and the digest of every capture; returns the problems, in words.

        `load_body` gives the bytes of a capture by file and offset; what it cannot give is a problem. The check of the
        search index needs a file that may be written, though it changes nothing.
        """
        return _found(self._structure(), self._rules(), self._digests(load_body))

    def verify_tables(self) -> list[str]:
        """As `verify`, but for the digests: what a copy without its captures can be asked."""
        return _found(self._structure(), self._rules())

    def _structure(self) -> Iterator[str]:
        for row in self.rows("PRAGMA quick_check"):
            if row[0] != "ok":
                yield f"database file: {row[0]}"
        for row in self.rows("PRAGMA foreign_key_check"):
            yield f"{row['table']}: row {row['rowid']} names a row of {row['parent']} that is not there"
        try:
            with explained(self.path):
                self.db.execute("INSERT INTO responses_fts(responses_fts, rank) VALUES ('integrity-check', 1)")
        except ArchiveError as error:
            if getattr(error.__cause__, "sqlite_errorname", "") != "SQLITE_CORRUPT_VTAB":
                raise
            yield "responses_fts: the search index does not agree with the texts. Run `foi reread`."

    def _rules(self) -> Iterator[str]:
        for rule, query in _RULES:
            for row in self.rows(query):
                yield f"{row[0]}: {rule}"

    def _digests(self, load_body: LoadBody) -> Iterator[str]:
        last = 0
        while found := self.rows(
            "SELECT id, url, sha256, size_bytes, file, offset FROM captures WHERE id > ? ORDER BY id LIMIT 500", (last,)
        ):
            last = found[-1]["id"]
            for row in found:
                where = f"capture {row['id']} ({row['url']}, {row['file']} at {row['offset']})"
                try:
                    body = load_body(row["file"], row["offset"])
                except (FoiError, OSError) as error:
                    yield f"{where}: its bytes cannot be loaded: {error}"
                    continue
                if len(body) != row["size_bytes"] or sha256(body).hexdigest() != row["sha256"]:
                    yield f"{where}: its bytes are not the ones that were fetched"


def _found(*checks: Iterator[str]) -> list[str]:
    problems: list[str] = []
    try:
        for check in checks:
            problems.extend(check)
    except ArchiveError as error:  # the file is too damaged to be asked any more
        problems.append(str(error))
    return problems
