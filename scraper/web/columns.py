"""The narrow columns of all responses in memory, so that filters and facets of any search are exact and quick.

Counting 33,000 hits by four facets takes SQLite a tenth of a second and numpy two thousandths. Each column is kept as
codes into its distinct values: a filter decides once for each value, not for each response.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from scraper.store.query import NOT_STATED

Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_ROWS_AT_ONCE: Final = 20_000

# In this order, after search_row and the instant of the last change.
_CODED: Final = ("force", "outcome", "dated_on", "law", "exemptions", "attachment")
MOVED_AT: Final = """
    max(responses.changed_at, coalesce(responses.withdrawn_at, ''), coalesce(responses.returned_at, ''))
"""
"""When a response last changed, was withdrawn or came back: what is news of it."""

_LOAD: Final = f"""
    SELECT search_row, unixepoch({MOVED_AT}),
        force, coalesce(outcome, '{NOT_STATED}'), dated_on, law, exemptions, attachment_count > 0
    FROM responses ORDER BY search_row
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One column: `values[codes[p]]` is the value of the response at position `p`."""

    codes: npt.NDArray[np.int32]
    values: tuple[Any, ...]

    def where(self, wanted: Callable[[Any], bool]) -> Mask:
        """Which responses have a value that is wanted."""
        keep = np.fromiter((wanted(value) for value in self.values), dtype=np.bool_, count=len(self.values))
        return keep[self.codes]

    def counts(self, positions: Positions) -> dict[Any, int]:
        """How many of these responses have each value; values that none has are left out."""
        found = np.bincount(self.codes[positions], minlength=len(self.values))
        return {self.values[code]: int(found[code]) for code in np.flatnonzero(found)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """All responses, by position: their order of `search_row`.

    `newest` has every position, newest date first, undated ones last; `rank` the place of each position in it.
    `moved` is when the response last changed, was withdrawn or came back, in seconds since 1970. `exemptions` has the
    provisions relied on as the table joins them (";"), None where there are none. `rows` has the search row of each
    position, `places` the position of each search row, -1 where there is none.
    """

    rows: npt.NDArray[np.int64]
    places: Positions
    moved: npt.NDArray[np.int64]
    newest: Positions
    rank: npt.NDArray[np.int64]
    force: Coded
    outcome: Coded
    dated_on: Coded
    year: Coded
    law: Coded
    exemptions: Coded
    attachment: Coded

    def __len__(self) -> int:
        return len(self.rows)

    def look_up(self, rows: npt.NDArray[np.int64]) -> Positions:
        """The position of each of these search rows, -1 where it is not here."""
        found: Positions = self.places[np.minimum(rows, len(self.places) - 1)]
        return found


def load_columns(db: sqlite3.Connection) -> Columns:
    """Read the columns of every response in one statement, so that they fit together."""
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(_LOAD)
    codes: list[dict[Any, int]] = [{} for _ in _CODED]
    parts: list[npt.NDArray[np.int64]] = []
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        search_row, moved, *values = zip(*rows, strict=True)
        coded = [_encode(column, known) for column, known in zip(values, codes, strict=True)]
        parts.append(np.array([search_row, moved, *coded], dtype=np.int64))
    table = np.concatenate(parts, axis=1) if parts else np.empty((2 + len(_CODED), 0), dtype=np.int64)
    columns = {
        name: Coded(codes=table[2 + i].astype(np.int32), values=tuple(codes[i])) for i, name in enumerate(_CODED)
    }
    columns["year"] = _years(columns["dated_on"])
    newest = _newest_first(columns["dated_on"], table[0])
    rank = np.empty_like(newest)
    rank[newest] = np.arange(len(newest))
    places = np.full(int(table[0].max(initial=0)) + 2, -1)
    places[table[0]] = np.arange(len(newest))
    return Columns(rows=table[0], places=places, moved=table[1], newest=newest, rank=rank, **columns)


def _encode(values: Iterable[Any], known: dict[Any, int]) -> list[int]:
    return [known.setdefault(value, len(known)) for value in values]


def _years(dated_on: Coded) -> Coded:
    known: dict[str | None, int] = {}
    codes = _encode((date and date[:4] for date in dated_on.values), known)
    return Coded(codes=np.array(codes, dtype=np.int32)[dated_on.codes], values=tuple(known))


def _newest_first(dated_on: Coded, rows: npt.NDArray[np.int64]) -> Positions:
    """Of the same date the one that came last to the archive goes first."""
    order = {value: place for place, value in enumerate(sorted(value or "" for value in dated_on.values))}
    places = np.array([order[value or ""] for value in dated_on.values], dtype=np.int64)
    return np.lexsort((-rows, -places[dated_on.codes])) if len(rows) else np.empty(0, dtype=np.int64)
