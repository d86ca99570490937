"""What was asked before that is nearest to a draft: candidates by their rare words, then compared as groups are."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scraper.groups.asks import Ask, ask_of, same_question
from scraper.groups.words import Words
from scraper.store.groups import Asked, asked_in_rows

_WORD: Final = re.compile(r"[^\W\d_][\w’']{2,30}")
_MOST_WORDS: Final = 20  # looked up
_BEST_WORDS: Final = 10  # searched for
_COMMON: Final = 2_000  # a word in more responses than this tells little, and ranking its hits takes long
_CANDIDATES: Final = 100
_COUNT: Final = "SELECT count(*) FROM (SELECT 1 FROM responses_fts WHERE responses_fts MATCH ? LIMIT ?)"
_ALIKE: Final = "SELECT rowid FROM responses_fts WHERE responses_fts MATCH ? ORDER BY rank LIMIT ?"
_NEWEST: Final = "SELECT rowid FROM responses_fts WHERE responses_fts MATCH ? ORDER BY rowid DESC LIMIT ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """A response near to a draft. `likeness` is from 0 to 1; `same` says that it asks the same question."""

    asked: Asked
    likeness: float
    same: bool


def find_closest(
    db: sqlite3.Connection, draft: str, *, most: int = 5, passes: Callable[[int], bool] | None = None
) -> list[Close]:
    """The responses whose request is nearest to a draft, one of each group, the nearest first.

    `passes` says of a search row whether it may be among them. Finds none where the draft asks nothing in particular.
    """
    words = words_of(db)
    wanted = ask_of(words, (), draft)
    if not wanted.words:
        return []
    rows = [row for row in find_alike(db, words, draft, _CANDIDATES) if passes is None or passes(row)]
    found = []
    for asked in asked_in_rows(db, rows):
        ask = ask_of(words, asked.questions, asked.request_text)
        found.append(Close(asked=asked, likeness=_likeness(wanted, ask), same=same_question(wanted, ask)))
    found.sort(key=lambda close: (not close.same, -close.likeness, close.asked.row))
    best: dict[str, Close] = {}
    for close in found:
        if close.likeness:
            best.setdefault(close.asked.group_id or close.asked.id, close)
    return list(best.values())[:most]


def _likeness(wanted: Ask, ask: Ask) -> float:
    """Halfway between how much of the draft stands in a request, and how much of both they have in common."""
    if not ask.words:
        return 0.0
    common = sum(weight for word, weight in wanted.words.items() if word in ask.words)
    draft, other = sum(wanted.words.values()), sum(ask.words.values())
    return (common / draft + common / (draft + other - common)) / 2


def find_alike(db: sqlite3.Connection, words: Words, text: str, most: int) -> list[int]:
    """Search rows of responses whose title or request shares the rarer words of a text, best first.

    Where all its words are common, the newest of those that share the first two follow.
    """
    told = [word for word in dict.fromkeys(map(str.lower, _WORD.findall(text))) if words.tells(word)][:_MOST_WORDS]
    (every,) = db.execute("SELECT count(*) FROM responses").fetchone()
    limit = min(_COMMON, max(every // 10, 3))

    def match(chosen: list[str], operator: str) -> str:
        return "{title request}: (" + operator.join(f'"{word}"' for word in chosen) + ")"

    counted = [(db.execute(_COUNT, (match([word], ""), limit + 1)).fetchone()[0], word) for word in told]
    rare = [word for count, word in sorted(counted) if 0 < count <= limit][:_BEST_WORDS]
    common = [word for count, word in counted if count > limit]
    found = [row[0] for row in db.execute(_ALIKE, (match(rare, " OR "), most))] if rare else []
    if common and len(found) < most:
        found += [row[0] for row in db.execute(_NEWEST, (match(common[:2], " AND "), most))]
    return list(dict.fromkeys(found))


def words_of(db: sqlite3.Connection) -> Words:
    """What reads requests to the forces of this archive."""
    return _words(tuple(row[0] for row in db.execute("SELECT name FROM forces ORDER BY name")))


@lru_cache(maxsize=4)
def _words(names: tuple[str, ...]) -> Words:
    return Words(names)
