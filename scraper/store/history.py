"""The history of one response: which of its captures say something new. Pure.

Captures are placed in the order they came to the archive, which need not be the order they were taken in: the web's
archive may give one from years before. A version begins with the earliest capture known to show it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from scraper.records import Response
from scraper.store.rows import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One capture of a response, read. `seen_at` is the instant of the capture, `url` the address as fetched."""

    url: str
    capture: int
    seen_at: str
    response: Response
    reader_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a page said from `seen_at` on, as `reader_version` read it from `capture`; `digest` is that of `digest_of`.

    Numbers are given in the order of arrival and never change, so that the address of a version stays good.
    """

    number: int
    seen_at: str
    capture: int
    digest: str
    reader_version: str


def place(
    history: tuple[Version, ...], reading: Reading, *, same_page: bool = False
) -> tuple[tuple[Version, ...], int]:
    """Put a reading into a history; returns the history (in order of time) and the number of its version.

    `same_page`: the page is byte for byte the one read last, so whatever has changed is the reader's doing.
    """
    digest = digest_of(reading.response)
    before = next((v for v in reversed(history) if v.seen_at <= reading.seen_at), None)
    after = next((v for v in history if v.seen_at > reading.seen_at), None)
    if before and (same_page or before.digest == digest):
        found = replace(before, digest=digest, reader_version=reading.reader_version)
    elif after and after.digest == digest:
        found = replace(after, seen_at=reading.seen_at, capture=reading.capture, reader_version=reading.reader_version)
    else:
        found = Version(
            number=max((v.number for v in history), default=0) + 1,
            seen_at=reading.seen_at,
            capture=reading.capture,
            digest=digest,
            reader_version=reading.reader_version,
        )
    others = [v for v in history if v.number != found.number]
    return tuple(sorted([*others, found], key=lambda v: (v.seen_at, v.number))), found.number


def replay(readings: list[Reading]) -> tuple[tuple[Version, ...], dict[int, Reading]]:
    """The history of these readings, in order of arrival, and the reading that each of its versions shows."""
    history: tuple[Version, ...] = ()
    shown: dict[int, Reading] = {}
    for reading in readings:
        placed, number = place(history, reading)
        if placed != history:
            shown[number] = reading
        history = placed
    return history, shown
