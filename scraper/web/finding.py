"""Finding the responses of a search: hits of the index, filters, facets and order.

The index says which responses hold the words; everything else is decided on `columns`, so every count is exact.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from scraper.law import lineage, parse_exemption
from scraper.store.query import Query, parse_query
from scraper.store.rows import split_values
from scraper.web.asked import Asked, Sort
from scraper.web.columns import Columns, Mask, Packed, Positions, members

Scores = npt.NDArray[np.float64]
_Counts = Mapping[Any, Mapping[Any, int]]

RANKED_MOST: Final = 6_000
"""Relevance ranks so many matches, those that came last to the archive; bm25 reads two rows of the index for each."""

# All in one text: a fifth of the time that as many rows take.
_MATCHING: Final = "SELECT group_concat(rowid) FROM responses_fts WHERE responses_fts MATCH ?"
_RANKS: Final = "SELECT rowid, rank FROM responses_fts WHERE responses_fts MATCH ? AND rowid >= ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found. Positions are those of `columns`.

    `hits` pass every filter, ascending. `best` are those that were ranked by relevance, best first, the newer one where
    equal; None where the order is another. `ranked` is how many matches of the words were ranked, None if all were.
    `facets` counts each value of a filter among the responses that pass all other filters, `years` the hits of each
    year (None for no date) by outcome (`not_stated` where there is none).
    """

    asked: Asked
    columns: Columns
    query: Query
    hits: Positions
    best: Positions | None
    ranked: int | None
    facets: Mapping[str, Mapping[Any, int]]
    years: Mapping[str | None, Mapping[str, int]]

    @property
    def count(self) -> int:
        return len(self.hits)

    def ordered(self, until: int | None = None) -> Positions:
        """All hits as the search orders them, or the first so many. By relevance, what was not ranked follows, newest
        first.
        """
        if self.best is not None and until is not None and until <= len(self.best):
            return self.best[:until]
        columns = self.columns
        if len(self.hits) * 16 < len(columns):  # sorting few is quicker than looking through all
            newest = self.hits[np.argsort(columns.rank[self.hits])]
        else:
            newest = columns.newest[members(self.hits, len(columns))[columns.newest]]
        if self.best is not None:
            ranked = members(self.best, len(columns))
            return np.concatenate([self.best, newest[~ranked[newest]]])[:until]
        if self.asked.order is Sort.OLDEST:
            dated = columns.dated_on.where(lambda value: value is not None)[newest]
            return np.concatenate([newest[dated][::-1], newest[~dated]])[:until]
        return newest[:until]

    def changed_last(self, most: int) -> Positions:
        """The hits that changed, came or were withdrawn last, at most so many."""
        hits, moved = self.hits, self.columns.moved[self.hits]
        if len(hits) > most:  # sorting all of them takes ten times as long
            late = moved >= np.partition(moved, -most)[-most]
            hits, moved = hits[late], moved[late]
        return hits[np.lexsort((self.columns.rank[hits], -moved))][:most]

    def search_rows(self, positions: Positions) -> list[int]:
        return [int(row) for row in self.columns.rows[positions]]


def find(db: sqlite3.Connection, columns: Columns, asked: Asked, *, facets: bool = True) -> Found:
    """Run a search; sqlite3.OperationalError "interrupted" where the connection's time limit ends it.

    Without `facets` neither these nor `years` are counted.
    """
    query = parse_query(asked.words)
    kept = columns.searches

    matching = kept.remember(
        query, lambda: Packed.of(_matching(db, columns, query), len(columns)), lambda found: found.data.nbytes
    )

    def passing() -> tuple[Packed | None, _Counts, _Counts]:
        masks, every = _masks(columns, asked), matching.positions()
        hits = _passing(masks, every, without=None)
        counted = (_facets(columns, every, masks), _years(columns, hits)) if facets else ({}, {})
        return Packed.of(hits, len(columns)) if masks else None, *counted

    # Another page or order of a search finds the same.
    alike = (query, replace(asked, words="", sort=None, page=1), facets)
    passed, counts, years = kept.remember(alike, passing, lambda found: found[0].data.nbytes if found[0] else 0)
    hits = (passed or matching).positions()
    best: Positions | None = None
    ranked: int | None = None
    if asked.order is Sort.RELEVANCE and (match := query.match) is not None and len(hits):
        places = matching.positions() if passed else hits
        first = int(columns.rows[places[max(matching.count - RANKED_MOST, 0)]])
        places, scores = kept.remember(
            ("scores", match, first), lambda: _scores(db, columns, match, first), lambda found: 2 * found[0].nbytes
        )
        shown = members(hits, len(columns))[places]
        best = places[shown][np.lexsort((columns.rank[places[shown]], scores[shown]))]
        ranked = RANKED_MOST if matching.count > RANKED_MOST else None
    return Found(
        asked=asked,
        columns=columns,
        query=query,
        hits=hits,
        best=best,
        ranked=ranked,
        facets=counts,
        years=years,
    )


def _rows(db: sqlite3.Connection, sql: str, *values: Any) -> list[Any]:
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values).fetchall()


def _matching(db: sqlite3.Connection, columns: Columns, query: Query) -> Positions:
    """The responses that hold the words, ascending. Parts that are all known are put together without the index."""
    if query.nothing:
        return np.empty(0, dtype=np.int64)
    found = np.arange(len(columns), dtype=np.int64)
    if query.without is not None:
        return found[~members(_holding(db, columns, query.without), len(columns))]
    parts = [columns.searches.known(Query(match=part)) for part in query.parts]
    if query.match is not None and not (parts and all(parts)):
        return _holding(db, columns, query.match)
    for packed in parts:
        found = found[members(packed.positions(), len(columns))[found]]
    return found


def _holding(db: sqlite3.Connection, columns: Columns, match: str) -> Positions:
    """The responses that an expression of the index matches, ascending."""
    ((text,),) = _rows(db, _MATCHING, match)
    places = columns.look_up(np.fromstring(text or "", dtype=np.int64, sep=","))
    return np.flatnonzero(members(places[places >= 0], len(columns)))  # a tenth of the time of sorting them


def _scores(db: sqlite3.Connection, columns: Columns, match: str, first: int) -> tuple[Positions, Scores]:
    """The matches from this search row on, and how well each does. The index reads every match for it (FTS5, bm25)."""
    rows = _rows(db, _RANKS, match, first)
    places = columns.look_up(np.fromiter((row for row, _ in rows), dtype=np.int64, count=len(rows)))
    known = places >= 0
    scores = np.fromiter((score for _, score in rows), dtype=np.float64, count=len(rows))
    return places[known], scores[known]


def _masks(columns: Columns, asked: Asked) -> dict[str, Mask]:
    """What each filter that is set lets through, by its name."""
    masks: dict[str, Mask] = {}
    if asked.force:
        masks["force"] = columns.force.where(lambda value: value in asked.force)
    if asked.outcome:
        masks["outcome"] = columns.outcome.where(lambda value: value in asked.outcome)
    if asked.law:
        masks["law"] = columns.law.where(lambda value: value in asked.law)
    if asked.exemption:
        masks["exemption"] = columns.exemptions.where(_relies_on(asked.exemption))
    if asked.since or asked.until:
        masks["year"] = columns.dated_on.where(_within(asked.since, asked.until))
    if asked.attachment:
        masks["attachment"] = columns.attachment.where(bool)
    if asked.unread:
        masks["unread"] = np.zeros(len(columns), dtype=np.bool_)
    return masks


def _relies_on(asked: tuple[str, ...]) -> Callable[[str | None], bool]:
    wanted = [found for text in asked if (found := parse_exemption(text)) is not None]

    def relies(joined: str | None) -> bool:
        provisions = (provision.partition(" ") for provision in split_values(joined))
        return any(exemption.matches(law, section) for law, _, section in provisions for exemption in wanted)

    return relies


def _within(since: str | None, until: str | None) -> Callable[[str | None], bool]:
    """A date may be a month or a year: it counts as within a bound that its month or year reaches."""

    def within(dated_on: str | None) -> bool:
        if dated_on is None:
            return False
        return (since is None or dated_on + "~" >= since) and (until is None or dated_on <= until + "~")

    return within


def _passing(masks: Mapping[str, Mask], positions: Positions, *, without: str | None) -> Positions:
    """Those that every filter lets through but the one left out."""
    for name, mask in masks.items():
        if name != without:
            positions = positions[mask[positions]]
    return positions


def _years(columns: Columns, hits: Positions) -> _Counts:
    outcome, year = columns.outcome, columns.year
    width = len(outcome.values)
    pairs = np.bincount(year.codes[hits] * width + outcome.codes[hits])
    years: dict[str | None, dict[str, int]] = {}
    for pair in np.flatnonzero(pairs):
        years.setdefault(year.values[pair // width], {})[outcome.values[pair % width]] = int(pairs[pair])
    return years


def _facets(columns: Columns, matching: Positions, masks: Mapping[str, Mask]) -> dict[str, Mapping[Any, int]]:
    def among(name: str) -> Positions:
        return _passing(masks, matching, without=name)

    return {
        "force": columns.force.counts(among("force")),
        "outcome": columns.outcome.counts(among("outcome")),
        "law": columns.law.counts(among("law")),
        "year": columns.year.counts(among("year")),
        "exemption": count_provisions(columns.exemptions.counts(among("exemption"))),
    }


def count_provisions(joined: Mapping[str | None, int]) -> dict[str, int]:
    """Responses by provision relied on, from counts of the `;`-joined sets; a parent counts each response once."""
    found: dict[str, int] = {}
    for exemptions, count in joined.items():
        for provision in _with_parents(exemptions):
            found[provision] = found.get(provision, 0) + count
    return found


@lru_cache(maxsize=50_000)
def _with_parents(exemptions: str | None) -> frozenset[str]:
    provisions = (provision.partition(" ") for provision in split_values(exemptions))
    return frozenset(f"{law} {at}" for law, _, section in provisions for at in lineage(section))
