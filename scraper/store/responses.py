"""Responses and their versions: what a page says now, and everything it ever said.

The history of a response is a function of its captures in the order they came: reading them all again with the same
reader gives the same rows. So the times in a history are those of the captures, not of the saving.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from scraper.addresses import canonical_address, response_id
from scraper.errors import ArchiveError
from scraper.records import Response
from scraper.store.captures import StoredCapture
from scraper.store.connection import Connected
from scraper.store.entries import SEEN_AGAIN, EntryRow, EntryState
from scraper.store.history import Reading, Version, place, replay
from scraper.store.writing import (
    add_to_index,
    delete_response,
    history_values,
    remove_from_index,
    version_values,
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

        A page that says something new gets a version; an unchanged page read by the same reader costs one write each to
        its entry and to `last_seen_at`. A capture older than those known (from the web's archive) goes into the history
        where it belongs. A response that was taken down stays down.
        """
        key = response_id(url)
        values = {
            "source": source,
            "url": canonical_address(url),
            "fetch_url": url,
            "response": key,
            "capture": capture_id,
            "reader_version": reader_version,
            "at": at,
        }
        with self.write() as db:
            reading = Reading(
                url=url,
                capture=capture_id,
                seen_at=_fetched_at(db, capture_id),
                response=response,
                reader_version=reader_version,
            )
            if _is_taken_down(db, key):
                return Saved.UNCHANGED
            last_read = db.execute(
                "SELECT capture FROM entries WHERE source = :source AND url = :url", values
            ).fetchone()
            same_page = last_read is not None and last_read[0] == capture_id
            saved = _save_reading(db, key, reading, source=source, at=at, same_page=same_page)
            if not db.execute(_ENTRY_READ, values).rowcount:
                db.execute(_ENTRY_ADDED, values)
            if saved is not Saved.NEW:
                db.execute(SEEN_AGAIN, values)
        return saved

    def replace_history(
        self, entry: EntryRow, readings: Sequence[tuple[StoredCapture, Response | str]], *, reader_version: str
    ) -> Saved:
        """Derive a response and its versions anew from all captures of an entry, in order of arrival, each read again.

        A reading is a response, or the words that say why the page is none. What reading does not decide stays as it
        was: id, search row, group, withdrawal, when it was last seen, what is known of its files. Where nothing differs
        nothing is written. A response that no capture shows any longer is removed; its captures stay.
        """
        read = [
            Reading(
                url=stored.capture.url,
                capture=stored.id,
                seen_at=stored.capture.fetched_at,
                response=found,
                reader_version=reader_version,
            )
            for stored, found in readings
            if isinstance(found, Response)
        ]
        key = response_id(entry.url)
        last = readings[-1][1] if readings else None
        with self.write() as db:
            if _is_taken_down(db, key) or last is None:
                return Saved.UNCHANGED
            saved = _replace_history(db, key, read, entry)
            now = replace(entry, response=key if read else None, reader_version=reader_version)
            if entry.state not in (EntryState.FAILED, EntryState.GONE):
                silent = isinstance(last, str)
                state = EntryState.NO_RESPONSE if silent else EntryState.READ
                now = replace(now, state=state, reason=last if isinstance(last, str) else None)
            if now != entry:
                values = (now.response, str(now.state), now.reason, now.reader_version, now.source, now.url)
                db.execute(_ENTRY_REREAD, values)
        return saved

    def save_attachment(
        self,
        response: str,
        url: str,
        *,
        capture_id: int | None,
        media_type: str | None,
        size_bytes: int | None,
        pages: int | None,
        state: str,
        text: str | None,
    ) -> None:
        """Keep what is known of a file that a response links to, and make its text searchable.

        `pages` counts the pages of a document or the sheets of a workbook; `state` is `linked` until a file is fetched.
        """
        with self.write() as db:
            remove_from_index(db, response)
            db.execute(
                "UPDATE attachments SET capture = ?, media_type = coalesce(?, media_type), size_bytes = ?, pages = ?, "
                "state = ?, text = ? WHERE response = ? AND url = ?",
                (capture_id, media_type, size_bytes, pages, state, text or None, response, url),
            )
            add_to_index(db, response)


_ENTRY_READ: Final = """
    UPDATE entries SET
        response = :response, state = 'read', reason = NULL, capture = :capture, reader_version = :reader_version,
        checked_at = :at, attempts = 0, relisted_at = NULL
    WHERE source = :source AND url = :url
"""

# A page that no listing showed (an import): first_listed_at stays NULL.
_ENTRY_ADDED: Final = """
    INSERT INTO entries
        (source, url, fetch_url, response, state, capture, reader_version, checked_at, attempts, missed_walks)
    VALUES (:source, :url, :fetch_url, :response, 'read', :capture, :reader_version, :at, 0, 0)
"""

_ENTRY_REREAD: Final = (
    "UPDATE entries SET response = ?, state = ?, reason = ?, reader_version = ? WHERE source = ? AND url = ?"
)


def _fetched_at(db: sqlite3.Connection, capture_id: int) -> str:
    row = db.execute("SELECT fetched_at FROM captures WHERE id = ?", (capture_id,)).fetchone()
    if row is None:
        raise ArchiveError(f"there is no capture {capture_id}: a response is saved after its capture")
    return str(row[0])


def _is_taken_down(db: sqlite3.Connection, response: str) -> bool:
    found = db.execute("SELECT 1 FROM takedowns WHERE response = ? AND undone_at IS NULL", (response,))
    return found.fetchone() is not None


def _versions(db: sqlite3.Connection, key: str) -> tuple[Version, ...]:
    found = db.execute(
        "SELECT number, seen_at, capture, digest, reader_version FROM versions WHERE response = ? "
        "ORDER BY seen_at, number",
        (key,),
    )
    return tuple(Version(**dict(row)) for row in found)


def _save_reading(
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


def _replace_history(db: sqlite3.Connection, key: str, readings: list[Reading], entry: EntryRow) -> Saved:
    history, shown = replay(readings)
    wanted = [version_values(key, version, shown[version.number]) for version in history]
    found = [
        tuple(row) for row in db.execute("SELECT * FROM versions WHERE response = ? ORDER BY seen_at, number", (key,))
    ]
    if wanted == found:
        return Saved.UNCHANGED
    if not history:
        delete_response(db, key)
        return Saved.CHANGED
    latest = shown[history[-1].number]
    remove_from_index(db, key)
    write_response(db, key, latest, history, source=entry.source, at=entry.checked_at or latest.seen_at)
    db.execute("DELETE FROM versions WHERE response = ?", (key,))
    for version in history:
        write_version(db, key, version, shown[version.number])
    add_to_index(db, key)
    return Saved.CHANGED if found else Saved.NEW
