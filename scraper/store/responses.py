"""Responses and their versions: what a page says now, and everything it ever said.

The history of a response is a function of its captures in the order they came: reading them all again with the same
reader gives the same rows. So the times in a history are those of the captures, not of the saving.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scraper.addresses import canonical_address, page_address, response_id
from scraper.errors import ArchiveError
from scraper.records import Response, Via
from scraper.store.connection import Connected
from scraper.store.entries import SEEN_AGAIN, SETTLED
from scraper.store.history import Reading, Version, place
from scraper.store.removed import is_taken_down, redacted
from scraper.store.writing import (
    add_to_index,
    history_values,
    remove_from_index,
    write_response,
    write_version,
)


class Saved(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Responses(Connected):
    def save_response(
        self, response: Response, *, source: str, url: str, capture_id: int, at: str, reader_version: str
    ) -> Saved:
        """Keep what was read at an address, in one transaction; `url` is the address as fetched.

        A page that says something new gets a version; an unchanged page read by the same reader costs one write, of
        `last_seen_at`. A capture older than those known (from the web's archive) goes into the history
        where it belongs. A response that was taken down stays down.
        """
        with self.write() as db:
            capture = capture_facts(db, capture_id)
            response = redacted(db, self.path, response_id(url), response)
            return save_reading(db, response, capture, source=source, url=url, at=at, reader_version=reader_version)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFacts:
    """Which capture a reading is of, when it was taken, and how it came to us."""

    id: int
    fetched_at: str
    via: Via


def capture_facts(db: sqlite3.Connection, capture_id: int) -> CaptureFacts:
    """ArchiveError where there is no such capture."""
    row = db.execute("SELECT fetched_at, via FROM captures WHERE id = ?", (capture_id,)).fetchone()
    if row is None:
        raise ArchiveError(f"there is no capture {capture_id}: a response is saved after its capture")
    return CaptureFacts(id=capture_id, fetched_at=row["fetched_at"], via=Via(row["via"]))


def save_reading(
    db: sqlite3.Connection,
    response: Response,
    capture: CaptureFacts,
    *,
    source: str,
    url: str,
    at: str,
    reader_version: str,
) -> Saved:
    """What `save_response` does, inside a transaction that the caller holds."""
    key = response_id(url)
    values = {
        "source": source,
        "url": canonical_address(url),
        "fetch_url": url,
        "response": key,
        "capture": capture.id,
        "reader_version": reader_version,
        "at": at,
    }
    if is_taken_down(db, key, page_address(url)):
        return Saved.UNCHANGED
    reading = Reading(
        url=url, capture=capture.id, seen_at=capture.fetched_at, response=response, reader_version=reader_version
    )
    last_read = db.execute("SELECT capture FROM entries WHERE source = :source AND url = :url", values).fetchone()
    same_page = last_read is not None and last_read[0] == capture.id
    saved = _save_version(db, key, reading, source=source, at=at, same_page=same_page)
    if last_read is None:
        db.execute(_ENTRY_ADDED, values)
    else:
        db.execute(_ENTRY_READ if capture.via is Via.LIVE else _ENTRY_SIGHTED, values)
    if saved is not Saved.NEW:
        db.execute(SEEN_AGAIN, values)
    return saved


_ENTRY_READ: Final = f"""
    UPDATE entries SET
        response = :response, state = 'read', reason = NULL, capture = :capture, reader_version = :reader_version,
        checked_at = :at, attempts = 0, relisted_at = NULL
    WHERE source = :source AND url = :url
        AND NOT ({SETTLED} AND response = :response AND capture IS :capture AND reader_version IS :reader_version)
"""

# A copy that others took says nothing of the site as it is now: the entry of what the site itself shows stays as it is,
# with the capture that the site gave last. (When it is next due counts from when the answer was last seen by anyone.)
_OFF_SITE: Final = """
    first_listed_at IS NULL AND coalesce((SELECT via FROM captures WHERE captures.id = entries.capture), '') <> 'live'
"""

_ENTRY_SIGHTED: Final = f"""
    UPDATE entries SET
        response = :response,
        state = CASE WHEN {_OFF_SITE} THEN 'read' ELSE state END,
        reason = CASE WHEN {_OFF_SITE} THEN NULL ELSE reason END,
        reader_version = CASE WHEN {_OFF_SITE} THEN :reader_version ELSE reader_version END,
        checked_at = CASE WHEN {_OFF_SITE} THEN max(coalesce(checked_at, ''), :at) ELSE checked_at END,
        capture = CASE WHEN {_OFF_SITE} THEN :capture ELSE capture END
    WHERE source = :source AND url = :url
"""

# A page that no listing showed: first_listed_at stays NULL.
_ENTRY_ADDED: Final = """
    INSERT INTO entries
        (source, url, fetch_url, response, state, capture, reader_version, checked_at, attempts, missed_walks)
    VALUES (:source, :url, :fetch_url, :response, 'read', :capture, :reader_version, :at, 0, 0)
"""


def _versions(db: sqlite3.Connection, key: str) -> tuple[Version, ...]:
    found = db.execute(
        "SELECT number, seen_at, capture, digest, reader_version FROM versions WHERE response = ? "
        "ORDER BY seen_at, number",
        (key,),
    )
    return tuple(Version(**dict(row)) for row in found)


def _save_version(
    db: sqlite3.Connection, key: str, reading: Reading, *, source: str, at: str, same_page: bool
) -> Saved:
    history = _versions(db, key)
    placed, number = place(history, reading, same_page=same_page)
    if placed == history:
        return Saved.UNCHANGED
    version = next(v for v in placed if v.number == number)
    if version is placed[-1]:
        remove_from_index(db, key)
        write_response(db, key, reading, placed, source=source, at=at)
        write_version(db, key, version, reading)
        add_to_index(db, key)
    else:
        write_version(db, key, version, reading)
        db.execute(_HISTORY, history_values(placed) | {"id": key})
    if not history:
        return Saved.NEW
    return Saved.CHANGED if len(placed) > len(history) else Saved.UNCHANGED


_HISTORY: Final = """
    UPDATE responses SET version_count = :version_count, first_seen_at = :first_seen_at, changed_at = :changed_at,
        capture = :capture
    WHERE id = :id
"""
