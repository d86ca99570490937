"""Captures: what was fetched, when, and where its bytes lie. A row is never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from scraper.addresses import page_address
from scraper.records import Capture, Via
from scraper.store.connection import Connected, Row

CaptureKind = Literal["listing", "response", "attachment"]

_NAMES: Final = (
    *("url", "final_url", "fetched_at", "via", "status", "media_type", "charset", "etag", "last_modified"),
    *("sha256", "size_bytes", "file", "offset"),
)
_COLUMNS: Final = ", ".join(_NAMES)

# The number of a capture that was taken down is not given again.
_NEXT: Final = """
    SELECT 1 + max(
        coalesce((SELECT max(id) FROM captures), 0), coalesce((SELECT max(last_capture) FROM takedowns), 0)
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCapture:
    """A capture with its number."""

    id: int
    capture: Capture


class Captures(Connected):
    def find_capture(self, url: str, *, via: Via | None = None) -> StoredCapture | None:
        """The latest capture of this address, whatever its spelling; with `via`, the latest that came that way."""
        return _stored(
            self.row(
                f"SELECT id, {_COLUMNS} FROM captures WHERE address = ? AND via = coalesce(?, via) "
                "ORDER BY fetched_at DESC, id DESC LIMIT 1",
                (page_address(url), via and str(via)),
            )
        )

    def known_capture(self, url: str, sha256: str) -> tuple[StoredCapture, bool] | None:
        """The first capture of these bytes at an address, and whether its run was cut short: it may be unread."""
        found = self.rows(
            f"SELECT captures.id, {_COLUMNS}, runs.state = 'interrupted' AS cut_short "
            "FROM captures LEFT JOIN runs ON runs.id = captures.run "
            "WHERE address = ? AND sha256 = ? ORDER BY captures.id LIMIT 1",
            (page_address(url), sha256),
        )
        stored = _stored(found[0]) if found else None
        return (stored, bool(found[0]["cut_short"])) if stored else None

    def save_capture(self, capture: Capture, *, source: str, run: int | None, kind: CaptureKind) -> int:
        """Add a capture whose bytes are on disk already; returns its number."""
        values = tuple(getattr(capture, name) for name in _NAMES)
        with self.write() as db:
            cursor = db.execute(
                f"INSERT INTO captures (id, source, run, kind, address, {_COLUMNS}) "
                f"VALUES (({_NEXT}), ?, ?, ?, ?{', ?' * len(values)})",
                (source, run, kind, page_address(capture.url), *values),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def find_capture_at(self, url: str, at: str, *, via: Via) -> StoredCapture | None:
        """The capture of this address that was taken at this instant and came to us this way."""
        return _stored(
            self.row(
                f"SELECT id, {_COLUMNS} FROM captures WHERE address = ? AND fetched_at = ? AND via = ? "
                "ORDER BY id LIMIT 1",
                (page_address(url), at, str(via)),
            )
        )

    def captures_of(self, addresses: Iterable[str]) -> dict[str, tuple[StoredCapture, ...]]:
        """The captures of these canonical addresses, in the order they came to the archive.

        Of every kind: a log that is one page is captured as a listing, and a letter may be linked from another answer.
        """
        wanted = tuple(addresses)
        found: dict[str, list[StoredCapture]] = {address: [] for address in wanted}
        for row in self.rows(
            f"SELECT id, address, {_COLUMNS} FROM captures "
            f"WHERE address IN ({', '.join('?' * len(wanted))}) ORDER BY id",
            wanted,
        ):
            if stored := _stored(row):
                found[row["address"]].append(stored)
        return {address: tuple(captures) for address, captures in found.items()}


def _stored(row: Row | None) -> StoredCapture | None:
    if row is None:
        return None
    values = {name: row[name] for name in _NAMES} | {"via": Via(row["via"])}
    return StoredCapture(id=row["id"], capture=Capture(**values))
