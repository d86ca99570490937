"""Pages and the answers that stand on them: one on most, several on accordions and on logs that are one page.

An answer that stands alone has the page's address, each of several the page's with its key (`…/page#412-24`). An
address once given stays the answer's own, so which answer has which follows from the captures in the order they came.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import urldefrag

from scraper.addresses import answer_key, canonical_address, is_welsh, page_address, response_id
from scraper.records import Response, Via
from scraper.store.entries import PAGE, WITHDRAWN_AFTER, Entries, settle_withdrawn
from scraper.store.removed import redacted, taken_down
from scraper.store.responses import CaptureFacts, Responses, Saved, capture_facts, save_reading


class Pages(Entries, Responses):
    def save_page(
        self, answers: Sequence[Response], *, source: str, url: str, capture_id: int, at: str, reader_version: str
    ) -> Counter[Saved]:
        """Keep all answers that were read on a page, in one transaction; `url` is the page as fetched.

        Where the page itself is no entry of the listing, only its listed answers count. An answer that the site's page
        no longer shows is withdrawn once two readings have missed it; the first makes the page due again. A Welsh page
        adds nothing to the record of its English twin.
        """
        page = page_address(url)
        if is_welsh(url) and self._has_english(page, capture_id):
            self.mark_entry(source, page, None, at)
            return Counter({Saved.UNCHANGED: len(answers)})
        entries = self.entries_of_page(source, page)
        listed = {entry.url for entry in entries if entry.first_listed_at}
        known = self._known_answers(page, (entry.url for entry in entries))
        addresses = place_answers(page, answers, known, taken_down(self.db))
        saved: Counter[Saved] = Counter()
        with self.write() as db:
            capture = capture_facts(db, capture_id)
            ours = listed if listed and page not in listed and capture.via is Via.LIVE else set(addresses)
            for address, answer in zip(addresses, answers, strict=True):
                if address in ours:
                    linked = f"{urldefrag(url).url}{address.removeprefix(page)}"
                    saved[
                        save_reading(
                            db,
                            redacted(db, self.path, response_id(linked), answer),
                            capture,
                            source=source,
                            url=linked,
                            at=at,
                            reader_version=reader_version,
                        )
                    ] += 1
            if capture.via is Via.LIVE:
                _close_reading(db, source, page, set(addresses), capture, at, reader_version)
        return saved

    def save_silent(self, *, source: str, url: str, capture_id: int, reason: str, at: str, reader_version: str) -> None:
        """Keep that a copy others took of a page answers no request, so that a better reader finds it again."""
        with self.write() as db:
            db.execute(
                "INSERT INTO entries (source, url, fetch_url, state, reason, capture, reader_version, checked_at, "
                "attempts, missed_walks) VALUES (?, ?, ?, 'no_response', ?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING",
                (source, page_address(url), urldefrag(url).url, reason, capture_id, reader_version, at),
            )

    def _has_english(self, page: str, before: int) -> bool:
        """Whether an earlier capture of this page, by arrival, is of its English address."""
        found = self.rows("SELECT url FROM captures WHERE address = ? AND id < ?", (page, before))
        return any(not is_welsh(row["url"]) for row in found)

    def _known_answers(self, page: str, addresses: Iterable[str]) -> dict[str, str]:
        """The addresses that the answers of a page have been given, by key."""
        alone = self.row("SELECT reference_key, title FROM responses WHERE id = ?", (response_id(page),))
        return known_answers(page, addresses, answer_key(alone["reference_key"], alone["title"]) if alone else None)


def known_answers(page: str, addresses: Iterable[str], alone: str | None) -> dict[str, str]:
    """Address by key. `alone` is the key of the answer that has the page's own address."""
    own = {urldefrag(address).fragment: address for address in addresses if address != page}
    return ({alone: page} if alone else {}) | own


def place_answers(
    page: str, answers: Sequence[Response], known: Mapping[str, str], down: Collection[str] = ()
) -> tuple[str, ...]:
    """The canonical address of each answer, in order; `known` has those that were given before.

    `down` are the ids of what was taken down: an answer left alone on its page does not come back under another.
    """
    keys = [key_of(answer) for answer in answers]
    own = [canonical_address(f"{page}#{key}") for key in keys]
    if len(keys) == 1 and keys[0] not in known and response_id(own[0]) not in down:
        return (page,)
    return tuple(known.get(key, address) for key, address in zip(keys, own, strict=True))


def key_of(answer: Response) -> str:
    """The key of an answer within its page: of several as the reader gave it, so that no two have the same."""
    return urldefrag(answer.url or "").fragment or key_alone(answer)


def key_alone(answer: Response) -> str:
    """The key of an answer as the only one of its page."""
    return answer_key(answer.reference.key if answer.reference else None, answer.title)


def _close_reading(
    db: sqlite3.Connection,
    source: str,
    page: str,
    shown: set[str],
    capture: CaptureFacts,
    at: str,
    reader_version: str,
) -> None:
    """Note that the site's page was read as a whole: which answers it shows, and which it no longer does."""
    values = {"source": source, "page": page, "at": at, "capture": capture.id, "reader_version": reader_version}
    if page not in shown:
        db.execute(_PAGE_READ, values)
    entries = db.execute(
        "SELECT url, first_listed_at IS NOT NULL AS listed, response, missed_reads FROM entries "
        f"WHERE source = :source AND {PAGE} = :page",
        values,
    ).fetchall()
    for entry in entries:
        if entry["listed"] and entry["url"] not in shown and entry["url"] != page:
            db.execute(_NOT_SHOWN, values | {"url": entry["url"]})
    counts = [(entry["url"], entry["missed_reads"]) for entry in entries if entry["response"]]
    for url, missed in counts:
        now = 0 if url in shown else min(missed + 1, WITHDRAWN_AFTER)
        if now != missed:
            db.execute("UPDATE entries SET missed_reads = ? WHERE source = ? AND url = ?", (now, source, url))
            if now == 1:
                db.execute(_PAGE_DUE, values)
    if any(missed or url not in shown for url, missed in counts):
        settle_withdrawn(db, source, page, at)


_PAGE_READ: Final = """
    UPDATE entries SET
        state = 'read', reason = NULL, capture = :capture, reader_version = :reader_version, checked_at = :at,
        attempts = 0, relisted_at = NULL
    WHERE source = :source AND url = :page
"""

# Listed a moment ago, and not on its page: the next walk will tell.
_NOT_SHOWN: Final = """
    UPDATE entries SET
        state = 'gone', reason = 'its page does not show it', checked_at = :at, attempts = attempts + 1,
        relisted_at = NULL
    WHERE source = :source AND url = :url
"""

_PAGE_DUE: Final = "UPDATE entries SET relisted_at = :at WHERE source = :source AND url = :page"
