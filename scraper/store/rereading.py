"""The responses of a page derived anew from all its captures, each read again in the order they came.

What reading does not decide stays as it was: ids, search rows, groups, withdrawals, when a response was last seen, what
is known of its files. Where nothing differs nothing is written.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from scraper.addresses import is_welsh, page_address, response_id
from scraper.records import Response, Via
from scraper.store.captures import StoredCapture
from scraper.store.connection import Connected
from scraper.store.entries import EntryRow, EntryState
from scraper.store.history import Reading, replay
from scraper.store.pages import key_alone, known_answers, place_answers
from scraper.store.removed import is_taken_down, redacted, taken_down
from scraper.store.responses import Saved
from scraper.store.writing import (
    add_to_index,
    delete_response,
    remove_from_index,
    version_values,
    write_response,
    write_version,
)

Found = tuple[Response, ...] | str
"""What a capture says: the answers that stand on the page, or the words why it answers nothing."""


class Rereading(Connected):
    def replace_page(
        self, entries: Sequence[EntryRow], readings: Sequence[tuple[StoredCapture, Found]], *, reader_version: str
    ) -> Counter[Saved]:
        """Derive all responses of one page anew; `entries` are those of the page, `readings` in order of arrival.

        A response that no capture shows any longer is removed; its captures stay. Counts one for each address.
        """
        if not readings:
            return Counter({Saved.UNCHANGED: len(entries)})
        shown = self._by_address(entries, readings, reader_version)
        known = {entry.url: entry for entry in entries}
        counts: Counter[Saved] = Counter()
        with self.write() as db:
            for address in (*known, *(a for a in shown if a not in known)):
                read = shown.get(address, [])
                entry = known.get(address) or _new_entry(entries[0], address, read[-1])
                counts[_replace(db, entry, read, readings, reader_version)] += 1
        return counts

    def _by_address(
        self, entries: Sequence[EntryRow], readings: Sequence[tuple[StoredCapture, Found]], reader_version: str
    ) -> dict[str, list[Reading]]:
        """The readings of each answer of the page, addresses given as they were when the captures came."""
        page = page_address(entries[0].url)
        listed = {entry.url for entry in entries if entry.first_listed_at}
        only_listed = bool(listed) and page not in listed
        given = listed - {page}
        alone: tuple[str, str] | None = None
        shown: dict[str, list[Reading]] = {}
        down = taken_down(self.db)
        has_english = False
        for stored, found in readings:
            if has_english and is_welsh(stored.capture.url):  # the record is the English page's alone
                continue
            has_english = has_english or not is_welsh(stored.capture.url)
            answers = () if isinstance(found, str) else found
            seen_at = stored.capture.fetched_at
            for address, answer in zip(
                place_answers(page, answers, known_answers(page, given, alone and alone[1]), down), answers, strict=True
            ):
                if only_listed and stored.capture.via is Via.LIVE and address not in listed:
                    continue
                reading = Reading(
                    url=f"{stored.capture.url}{address.removeprefix(page)}",
                    capture=stored.id,
                    seen_at=seen_at,
                    response=redacted(self.db, self.path, response_id(address), answer),
                    reader_version=reader_version,
                )
                shown.setdefault(address, []).append(reading)
                if address != page:
                    given.add(address)
                elif alone is None or alone[0] <= seen_at:
                    alone = (seen_at, key_alone(answer))
        return shown


def _new_entry(neighbour: EntryRow, address: str, last: Reading) -> EntryRow:
    """The entry of an answer that today's reader is the first to tell apart."""
    return replace(
        neighbour,
        url=address,
        fetch_url=last.url,
        title=None,
        listed_text=None,
        response=None,
        state=EntryState.NEW,
        reason=None,
        capture=last.capture,
        checked_at=last.seen_at,
        attempts=0,
        missed_walks=0,
        first_listed_at=None,
    )


def _replace(
    db: sqlite3.Connection,
    entry: EntryRow,
    read: list[Reading],
    readings: Sequence[tuple[StoredCapture, Found]],
    reader_version: str,
) -> Saved:
    key = response_id(entry.url)
    if is_taken_down(db, key, page_address(entry.url)):
        return Saved.UNCHANGED
    saved = _replace_history(db, key, read, entry)
    of_page = entry.first_listed_at is not None or entry.url == page_address(entry.url)
    if not read and not of_page:
        db.execute("DELETE FROM entries WHERE source = ? AND url = ?", (entry.source, entry.url))
        return saved
    state, reason = _state(entry, read, readings)
    now = replace(entry, response=key if read else None, state=state, reason=reason, reader_version=reader_version)
    if entry.state is EntryState.NEW and entry.first_listed_at is None:
        values = (now.source, now.url, now.fetch_url, now.capture, now.checked_at)
        db.execute(_ENTRY_ADDED, values)
    if now != entry:
        db.execute(_ENTRY_REREAD, (now.response, str(now.state), now.reason, now.reader_version, now.source, now.url))
    return saved


def _state(
    entry: EntryRow, read: list[Reading], readings: Sequence[tuple[StoredCapture, Found]]
) -> tuple[EntryState, str | None]:
    """What became of an entry: of a listed one the site's last page says, of others whether any copy shows it."""
    if entry.first_listed_at is None:
        silent = next((found for _, found in readings if isinstance(found, str)), None)
        return (
            (EntryState.NO_RESPONSE, silent)
            if silent and not read and "#" not in entry.url
            else (
                EntryState.READ,
                None,
            )
        )
    last = next((found for stored, found in reversed(readings) if stored.capture.via is Via.LIVE), None)
    if last is None or entry.state in (EntryState.FAILED, EntryState.GONE):
        return entry.state, entry.reason
    return (EntryState.NO_RESPONSE, last) if isinstance(last, str) else (EntryState.READ, None)


# A page that no listing showed: first_listed_at stays NULL.
_ENTRY_ADDED: Final = """
    INSERT INTO entries (source, url, fetch_url, state, capture, checked_at, attempts, missed_walks)
    VALUES (?, ?, ?, 'new', ?, ?, 0, 0)
"""

_ENTRY_REREAD: Final = (
    "UPDATE entries SET response = ?, state = ?, reason = ?, reader_version = ? WHERE source = ? AND url = ?"
)


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
