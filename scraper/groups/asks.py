"""What a request asks, and whether two ask the same. Pure.

One draft goes to many forces: their names and dates differ, sentences are reworded, questions are left out, added or
put in another order. Two requests are the same question where they share one that says what both are about, in the same
telling words, and enough of their other questions too. A sentence in which a telling word differs is another question,
however alike the rest of it; and what many requests end with is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from scraper.groups.words import LIGHT_WORD, TOPIC, Unit, Words

_MOST: Final = 0.5
_LEAST: Final = 0.35
_SUBJECT_WORDS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request as its questions: a number made from the telling words of each, and all words with their weights.

    `about` are those that hold a word of the request's subject: a topic that several of its questions speak of, words
    that stand in all of them, or any topic of the first where none comes back. "How many of those were there?" is
    about nothing by itself. All questions together count as one more, in whatever order they are put.
    """

    questions: frozenset[int]
    about: frozenset[int]
    words: Unit


def ask_of(words: Words, questions: Iterable[str], request_text: str | None) -> Ask:
    """What a request asks: its questions where the reader found some, else its text."""
    units = words.units(".\n".join(dict.fromkeys(questions)) or request_text or "")
    topics = [frozenset(word for word, weight in unit.items() if weight == TOPIC) for unit in units]
    counts = Counter(word for each in topics for word in each)
    repeated = frozenset(word for word, count in counts.items() if count > 1)
    # "Misconduct meetings" are two aspects, and may be the subject all the same.
    everywhere = frozenset(units[0]).intersection(*units[1:]) if len(units) > 1 else frozenset()
    if sum(units[0][word] > LIGHT_WORD for word in everywhere) < _SUBJECT_WORDS:
        everywhere = frozenset()
    first = next((each for each in topics if each), None) or frozenset(*units[:1])
    subject = repeated | everywhere or first
    telling = {_key(unit): unit for unit in units if max(unit.values()) > LIGHT_WORD}
    about = {key for key, unit in telling.items() if subject & unit.keys()}
    if len(telling) > 1:
        about.add(_digest(" ".join(map(str, sorted(telling)))))
    return Ask(
        questions=frozenset(telling),
        about=frozenset(about),
        words={word: weight for unit in units for word, weight in unit.items()},
    )


def _key(unit: Unit) -> int:
    """Fits SQLite's integers; the same in every process and on every machine."""
    return _digest(" ".join(sorted(unit)))


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def same_question(one: Ask, other: Ask) -> bool:
    """Whether two requests ask the same. Says so of no request that asks nothing in particular."""
    if not one.about & other.about:
        return False
    shared = len(one.questions & other.questions)
    shares = sorted(shared / len(ask.questions) for ask in (one, other))
    return shares[0] >= _LEAST and shares[1] >= _MOST
