"""What stays out of the archive: responses that were taken down, and words that were redacted."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

from scraper.addresses import page_address, response_id
from scraper.errors import ArchiveError
from scraper.records import Response
from scraper.store.sealed import RemovalKind, open_sealed, sealed_folder

REDACTED: Final = "[removed]"


def is_taken_down(db: sqlite3.Connection, response: str, page: str | None = None) -> bool:
    """Whether a response was taken down; one that is new on a `page` that was (canonical) goes with it."""
    keys = [response] if page is None else [response, response_id(page)]
    down = db.execute(
        "SELECT response FROM takedowns WHERE response IN (?, ?) AND undone_at IS NULL", (keys[0], keys[-1])
    ).fetchall()
    return any(row[0] == response for row in down) or (bool(down) and not is_known(db, response))


def is_known(db: sqlite3.Connection, response: str) -> bool:
    return db.execute("SELECT 1 FROM responses WHERE id = ?", (response,)).fetchone() is not None


def taken_down(db: sqlite3.Connection) -> frozenset[str]:
    """The ids of all responses that are taken down."""
    return frozenset(row[0] for row in db.execute("SELECT response FROM takedowns WHERE undone_at IS NULL"))


def redaction_of(
    db: sqlite3.Connection, path: Path, response: str, page: str | None = None
) -> Callable[[str], str] | None:
    """What takes the redacted words out of a text of this response; None where nothing was redacted.

    What was redacted on a whole `page` (its id), when it held one answer, stays out of all that stands there later.

    ArchiveError where the sealed folder, which alone has the words, is not there.
    """
    found = db.execute(
        "SELECT response, number FROM redactions WHERE response IN (?, ?) AND undone_at IS NULL", (response, page)
    ).fetchall()
    if not found:
        return None
    wanted = {(row[0], row[1]) for row in found}
    with open_sealed(path) as sealed:
        kept = sealed.removals() if sealed else []
    words = [r.words for r in kept if r.kind is RemovalKind.REDACTION and (r.response, r.number) in wanted]
    if len(words) != len(wanted):
        raise ArchiveError(
            f"{sealed_folder(path)}: the words that were redacted in {response} are not there; restore the folder from "
            "a backup, so that they stay out"
        )
    patterns = [pattern_of(text) for text in words if text]

    def redact(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub(REDACTED, text)
        return text

    return redact


def pattern_of(words: str) -> re.Pattern[str]:
    """Finds these words whatever their case and what is between them (`jo-bloggs`), but not within longer words."""
    joined = r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+", words)))
    return re.compile(rf"(?<![^\W_]){joined}(?![^\W_])", re.I)


def redacted(db: sqlite3.Connection, path: Path, key: str, response: Response) -> Response:
    """A record as it may be kept: without the words that were redacted."""
    page = response_id(page_address(response.url)) if response.url else None
    change = redaction_of(db, path, key, page)
    if change is None:
        return response
    # Imported here because the reader takes longer to load than a search takes to answer.
    from scraper.reading.facts.masking import change_texts

    return change_texts(response, change)
