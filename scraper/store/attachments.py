"""Files that responses link to: which are to be fetched, what each holds, its text page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scraper.attachments.results import Extracted, FileState
from scraper.records import Via
from scraper.store.connection import Connected, Row
from scraper.store.removed import redaction_of
from scraper.store.writing import add_to_index, remove_from_index


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """A file that a response links to. `capture` is the one its text was read from, None while there is none.

    `source`, `via` and `page_fetched_at` are those of the page that links to it.
    """

    response: str
    url: str
    state: str
    capture: int | None
    source: str
    via: Via
    page_fetched_at: str


# Due: never asked for; or the page that links to it has been found there since it was.
_TO_FETCH: Final = """
    SELECT {columns}
    FROM attachments
    JOIN responses ON responses.id = attachments.response
    JOIN captures ON captures.id = responses.capture
    WHERE responses.source = :source AND responses.withdrawn_at IS NULL AND (
        attachments.checked_at IS NULL
        OR attachments.checked_at < responses.last_seen_at
    )
    ORDER BY attachments.checked_at IS NOT NULL, responses.search_row, attachments.position
"""

_AFTER: Final = """
    SELECT {columns}
    FROM attachments
    JOIN responses ON responses.id = attachments.response
    JOIN captures ON captures.id = responses.capture
    WHERE responses.source = :source AND (attachments.response, attachments.url) > (:response, :url)
    ORDER BY attachments.response, attachments.url LIMIT :batch
"""

_COLUMNS: Final = (
    "attachments.response, attachments.url, attachments.state, attachments.capture, responses.source, captures.via, "
    "captures.fetched_at AS page_fetched_at"
)


class Attachments(Connected):
    def attachments_to_fetch(self, source: str) -> list[AttachmentRow]:
        """The files of this source that are due, those never asked for first."""
        return [_attachment(row) for row in self.rows(_TO_FETCH.format(columns=_COLUMNS), {"source": source})]

    def attachments_after(self, source: str, *, batch: int = 100) -> Iterator[list[AttachmentRow]]:
        """All files of a source in batches; writing between batches is safe."""
        values = {"source": source, "response": "", "url": "", "batch": batch}
        while rows := self.rows(_AFTER.format(columns=_COLUMNS), values):
            yield [_attachment(row) for row in rows]
            values |= {"response": rows[-1]["response"], "url": rows[-1]["url"]}

    def save_attachment(
        self, response: str, url: str, found: Extracted, *, capture_id: int, size_bytes: int, at: str | None
    ) -> bool:
        """Keep what a file holds, and make its text searchable; returns whether anything but `at` is new.

        `at` is when the file was asked for; None (a re-reading) leaves that as it was. Of a file that is not `ok` no
        text is kept. Nothing happens where the response no longer links to it.
        """
        values = {
            "response": response,
            "url": url,
            "state": str(found.state),
            "reason": found.reason,
            "media_type": found.kind.media_type,
            "size_bytes": size_bytes,
            "pages": found.page_count,
            "capture": capture_id,
        }
        key = (response, url)
        with self.write() as db:
            change = redaction_of(db, self.path, response) or str
            pages = [
                (page.number, page.title and change(page.title), change(page.text))
                for page in found.pages
                if found.state is FileState.OK
            ]
            known = db.execute(
                f"SELECT {', '.join(values)} FROM attachments WHERE response = ? AND url = ?", key
            ).fetchone()
            if known is None:
                return False
            if at is not None:
                db.execute("UPDATE attachments SET checked_at = ? WHERE response = ? AND url = ?", (at, *key))
            stored = db.execute(
                "SELECT number, title, text FROM attachment_pages WHERE response = ? AND url = ? ORDER BY number", key
            )
            if tuple(known) == tuple(values.values()) and [tuple(row) for row in stored] == pages:
                return False
            remove_from_index(db, response)
            db.execute(_SAVE, values)
            db.execute("DELETE FROM attachment_pages WHERE response = ? AND url = ?", key)
            db.executemany("INSERT INTO attachment_pages VALUES (?, ?, ?, ?, ?)", [(*key, *page) for page in pages])
            add_to_index(db, response)
        return True

    def mark_attachment(self, response: str, url: str, at: str, *, state: str, reason: str) -> None:
        """Keep that a file was asked for and did not come: `gone` or `failed`, and why.

        What is known of an earlier capture of it stays, as an answer that was withdrawn does.
        """
        with self.write() as db:
            db.execute(
                "UPDATE attachments SET checked_at = ?, state = CASE WHEN capture IS NULL THEN ? ELSE state END, "
                "reason = ? WHERE response = ? AND url = ?",
                (at, state, reason, response, url),
            )


_SAVE: Final = """
    UPDATE attachments SET
        state = :state, reason = :reason, media_type = :media_type, size_bytes = :size_bytes, pages = :pages,
        capture = :capture
    WHERE response = :response AND url = :url
"""


def _attachment(row: Row) -> AttachmentRow:
    return AttachmentRow(**dict(row) | {"via": Via(row["via"])})
