"""The letters without which a pattern cannot match, read off the pattern itself.

Python parses the pattern (`re._parser`), so that whoever changes a wording has nothing else to keep in step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# A text must hold one of the strings of each factor of an alternative. EDGE in a string: a word begins or ends there.
Factor = frozenset[str]
Alternative = tuple[Factor, ...]
EDGE = "\b"

_FACTORS = 2  # of an alternative that are kept: those that tell most
_MOST_LETTERS = 4  # of a set such as `[eo]` that are taken as so many alternatives
_DIGITS = frozenset("0123456789")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_WIDTHLESS = (op.AT, op.ASSERT, op.ASSERT_NOT)
# What stands at the edge of a word: the edge itself, or a space.
_EDGES = ((op.AT, op.AT_BOUNDARY), (op.LITERAL, ord(" ")), (op.IN, [(op.CATEGORY, op.CATEGORY_SPACE)]))
_A_DIGIT = [(op.CATEGORY, op.CATEGORY_DIGIT)]

_Items = Sequence[tuple[Any, Any]]


def alternatives_of(source: str) -> list[str]:
    """The alternatives of a pattern, cut at the bars that stand outside all brackets."""
    cuts, depth, in_set = [-1], 0, False
    escaped = False
    for at, letter in enumerate(source):
        if escaped or letter == "\\":
            escaped = not escaped
        elif in_set or letter == "[":
            in_set = letter != "]"
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and depth == 0:
            cuts.append(at)
    return [source[a + 1 : b] for a, b in pairwise([*cuts, len(source)])]


def needs_of(source: str) -> tuple[Alternative, ...]:
    """The alternatives of a pattern, each with what a lower-case text must hold for it to match.

    Where nothing can be told, one of them has no factor: such a pattern may match any text.
    """
    return _merged(map(_kept, _closed(_parser.parse(source), "", "")))


def _merged(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Alternatives that differ in one factor only as one: `able to (give or share)`."""
    groups: dict[tuple[int, Factor | None], set[str]] = {}
    for factors in alternatives:
        shared = max(factors, key=len) if len(factors) > 1 else None
        rest = [factor for factor in factors if factor is not shared]
        groups.setdefault((len(factors), shared), set()).update(*rest)
    return tuple(
        tuple(factor for factor in (frozenset(strings), shared) if factor) for (_, shared), strings in groups.items()
    )


def _closed(items: _Items, before: str, after: str) -> list[Alternative]:
    """The alternatives of items between these letters; each ends here."""
    alternatives, rest = _sequence(items, before)
    return [(*alternative, *_factor([rest + after])) for alternative in alternatives]


def _sequence(items: _Items, pending: str) -> tuple[list[Alternative], str]:
    """The alternatives of items that follow one another, and the letters at their end that may go on.

    `pending`: the letters that stand right before them. Of several branches only the widest keeps its alternatives
    apart; each of the others is one factor.
    """
    widest: list[Alternative] = [()]
    common: list[Factor] = []
    for index, (kind, value) in enumerate(items):
        if kind is op.LITERAL:
            pending += chr(value).lower()
        elif (kind, value) == _EDGES[0]:
            pending += EDGE
        elif kind not in _WIDTHLESS:
            after = EDGE if index + 1 < len(items) and items[index + 1] in _EDGES else ""
            found, pending = _element(kind, value, pending, after)
            if len(found) > len(widest):
                found, widest = widest, found
            common += _factor_of_all(found)
    return [(*alternative, *common) for alternative in widest], pending


def _element(kind: Any, value: Any, before: str, after: str) -> tuple[list[Alternative], str]:
    if kind is op.BRANCH:
        return [alternative for items in value[1] for alternative in _closed(items, before, after)], ""
    if kind is op.SUBPATTERN:
        return _sequence(value[3], before)
    if kind in _REPEATS and value[0] > 0:
        return _closed(value[2], before, after if value[1] == 1 else ""), ""
    if (kind, value) in _EDGES:
        return [tuple(_factor([before + EDGE]))], EDGE
    if kind is op.IN and value == _A_DIGIT:
        return [(_DIGITS, *_factor([before]))], ""
    if kind is op.IN and len(value) <= _MOST_LETTERS and all(inner is op.LITERAL for inner, _ in value):
        return [tuple(_factor([before + chr(letter).lower() + after])) for _, letter in value], ""
    return [tuple(_factor([before]))], ""


def _factor(strings: Iterable[str]) -> list[Factor]:
    """The factor of these strings; none where one of them is too short to tell anything."""
    factor = frozenset(strings)
    return [factor] if all(_tells(string) for string in factor) else []


def _tells(string: str) -> int:
    """How much a string tells: its letters, and whether it is a whole word; 0 where next to nothing."""
    letters, edges = len(string.replace(EDGE, "").strip()), string.count(EDGE) + string.count(" ")
    return 2 * letters + edges if letters + (edges > 1) > 1 and letters else 0


def _factor_of_all(alternatives: list[Alternative]) -> list[Factor]:
    """What several alternatives need together: a string of the best factor of each."""
    if not all(alternatives):
        return []
    return [frozenset[str]().union(*(_kept(alternative)[0] for alternative in alternatives))]


def _kept(factors: Alternative) -> Alternative:
    """The factors that tell most, by the string of theirs that tells least."""
    return tuple(sorted(dict.fromkeys(factors), key=lambda f: (-min(map(_tells, f)), len(f), sorted(f)))[:_FACTORS])
