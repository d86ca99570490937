"""From the words a person types to a query of the search index. Pure; no input is an error.

All words must occur. `"live facial recognition"` is a phrase, `taser*` a beginning, `drone OR uav` either,
`-helicopter` or `NOT helicopter` leaves out. Everything else is taken as plain words, so nothing the index would
read as an operator gets through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

NOT_STATED: Final = "not_stated"
"""The value of the outcome filter for responses whose page does not say."""

_MOST_TERMS: Final = 32
_LONGEST_TERM: Final = 200
_ISO: Final = re.compile(r"([0-9]{4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12][0-9]|3[01]))?)?")
_BRITISH: Final = re.compile(r"(?:(0?[1-9]|[12][0-9]|3[01])[/.])?(0?[1-9]|1[0-2])[/.]([0-9]{4})")
_TERM: Final = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))(\*?)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """`match` is an expression of FTS5, None where no word is wanted; then `without` says what is to be left out.

    `nothing` is True where words were given and none of them can be searched for ("???"): there are no results.
    `parts` are the expressions that must all match, where `match` is several of them and nothing else.
    """

    match: str | None
    without: str | None = None
    nothing: bool = False
    parts: tuple[str, ...] = ()


def parse_query(words: str) -> Query:
    """Read the words of a search box."""
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    either = negated = False
    for minus, phrase, word, star in _TERM.findall(words)[:_MOST_TERMS]:
        if word in ("OR", "|") and not minus:
            either = bool(wanted)
            continue
        if word in ("AND", "NOT") and not minus:
            negated = word == "NOT"
            continue
        term = _term(phrase or word, star)
        if term is None:
            continue
        if minus or negated:
            unwanted.append(term)
        elif either:
            wanted[-1].append(term)
        else:
            wanted.append([term])
        either = negated = False
    parts = tuple(f"({' OR '.join(group)})" for group in wanted)
    match = " AND ".join(parts)
    without = " OR ".join(unwanted)
    if match and without:
        return Query(match=f"({match}) NOT ({without})")
    nothing = bool(words.strip()) and not match and not without
    return Query(match=match or None, without=without or None, nothing=nothing, parts=parts if len(parts) > 1 else ())


def parse_day(text: str) -> str | None:
    """A day, month or year as `YYYY[-MM[-DD]]`, also from `28/2/2022` and `2/2022`; None where it is none."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _BRITISH.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _term(text: str, star: str) -> str | None:
    """A string of FTS5, or None where the text has no letter or digit to look for."""
    if text.endswith("*"):
        text, star = text.rstrip("*"), "*"
    kept = "".join(c for c in text[:_LONGEST_TERM] if c.isprintable())
    if not any(c.isalnum() for c in kept):
        return None
    return f'"{kept}"{star}'
