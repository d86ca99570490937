"""Pages that answer by a letter: which capture of the letter belongs to which capture of the page.

A record then has two captures, and is of the later one: a letter that changes below an unchanged page is a new version.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from scraper.attachments.letters import find_letter, page_of_letter, with_letter
from scraper.attachments.reader import FileReader
from scraper.errors import FetchError, NotAResponseError, ReaderError
from scraper.reading import read_response
from scraper.records import Capture, Hints, Response
from scraper.refresh.files import fetch_file
from scraper.refresh.turn import Captured, Turn, as_page
from scraper.store import StoredCapture
from scraper.store.rereading import Found

_Reading = tuple[StoredCapture, Found]


async def add_letter(
    turn: Turn, captured: Captured, answers: tuple[Response, ...]
) -> tuple[StoredCapture, tuple[Response, ...]]:
    """The answers of a page, from its letter where it only links to one; and the later of the captures they are from.

    A letter that cannot be had or read leaves the page's own record. Raises BlockedError and UnreachableError.
    """
    letter = find_letter(answers[0]) if len(answers) == 1 else None
    if letter is None:
        return captured.stored, answers
    try:
        file = await fetch_file(turn, letter.url, captured.stored.capture.fetched_at)
    except FetchError:
        return captured.stored, answers
    read = await asyncio.to_thread(read_letter, file.stored.capture, file.body, turn.hints, turn.files)
    if read is None:
        return captured.stored, answers
    return _later(captured.stored, file.stored), (with_letter(answers[0], read),)


def read_letter(capture: Capture, body: bytes, hints: Hints, files: FileReader) -> Response | None:
    """The record of a captured letter, None where it is none or cannot be read."""
    try:
        page = page_of_letter(as_page(capture, body), files)
        return read_response(page, hints, today=capture.fetched_at[:10])
    except (NotAResponseError, ReaderError):
        return None


def replay_letters(
    readings: Sequence[_Reading],
    captures_of: Callable[[str], Sequence[StoredCapture]],
    read: Callable[[StoredCapture], Response | None],
) -> list[_Reading]:
    """The readings of a page, in the order its captures came, with what its letters said by then and later.

    `captures_of` gives the captures of an address, `read` the record of one.
    """
    out: list[_Reading] = []
    for at, (page, found) in enumerate(readings):
        shown = found[0] if not isinstance(found, str) and len(found) == 1 else None
        letter = find_letter(shown) if shown else None
        if shown is None or letter is None:
            out.append((page, found))
            continue
        until = readings[at + 1][0].id if at + 1 < len(readings) else None
        files = captures_of(letter.url)
        before = [file for file in files if file.id < page.id][-1:]
        after = [file for file in files if file.id > page.id and (until is None or file.id < until)]
        # A letter that came with the page is the page's from the first.
        together = bool(after) and after[0].capture.file == page.capture.file
        if not together and not before:
            out.append((page, found))
        for file in after if together else [*before, *after]:
            said = read(file)
            later = _later(page, file) if said else page
            as_of_page = replace(later, capture=replace(later.capture, url=page.capture.url))
            out.append((as_of_page, (with_letter(shown, said),) if said else (shown,)))
    return out


def _later(page: StoredCapture, file: StoredCapture) -> StoredCapture:
    return max(page, file, key=lambda stored: (stored.capture.fetched_at, stored.id))
