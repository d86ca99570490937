"""The answer to each question, where the response is given by number or by label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.reading.language.markers import marker_name, split_marker
from scraper.reading.language.signs import Sign, label_sign
from scraper.records import Block, BlockKind, Hints

_NUMBERS = re.compile(r"\d{1,2}")
_RANGE = re.compile(r"(\d{1,2})[a-z]? ?(?:-|–|to) ?(\d{1,2})")
_LABELS = (Sign.QUESTION_LABEL, Sign.RESPONSE_LABEL)
_SHARED = re.compile(
    r"(?:q(?:uestion)?s?\.? ?)?\d{1,2}[a-z]?(?: ?(?:,|&|and|-|–|to) ?\d{1,2}[a-z]?){1,8} ?[.):–-]*", re.IGNORECASE
)
_INITIALS = frozenset("0123456789([QqRrAaIiOoPpEeYyNn")
_HINTS = Hints()


def _named(label: str) -> list[str]:
    """The numbers a label names: "Questions 2, 3, 5 & 6", "2-5"."""
    numbers = [int(n) for n in _NUMBERS.findall(label)]
    for low, high in _RANGE.findall(label):
        numbers += range(int(low), min(int(high), int(low) + 40) + 1)
    return [str(n) for n in sorted(set(numbers))]


def _opening(block: Block, asked: Sequence[str]) -> tuple[list[str], str]:
    """The questions whose answer begins at this block, and the text of it that is already answer."""
    text = block.printed
    if block.kind is BlockKind.TABLE or (block.marker is None and text[0] not in _INITIALS):
        return [], text
    if len(text) <= 60 and (_SHARED.fullmatch(text) or label_sign(text, _HINTS) in _LABELS):
        return _named(text), ""
    label, colon, rest = text.partition(":")
    if colon and len(label) <= 40 and label_sign(label, _HINTS) in _LABELS and (named := _named(label)):
        return named, rest.strip()
    shared = _SHARED.match(text)
    if shared and (named := [n for n in _named(shared.group()) if n in asked]) and len(named) > 1:
        return named, text[shared.end() :].strip()
    marker, rest = (block.marker, block.text) if block.marker else split_marker(text)
    name = marker_name(marker) if marker else ""
    return ([name], rest) if name in asked else ([], text)


def answers_of(response: Sequence[Block], numbers: Sequence[str | None]) -> list[str | None]:
    """The text of the answer to each question, None where the response is not given question by question.

    The numbers must come in order: a numbered list inside an answer starts again at 1 and opens nothing.
    """
    asked = [n for n in numbers if n is not None]
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for block in response:
        named, text = _opening(block, asked)
        fresh = [n for n in named if n in asked and n not in found]
        if fresh or (named and not text):
            current = [n for n in named if n in asked]
        elif named:
            text = block.printed
        for number in current:
            if text:
                found.setdefault(number, []).append(text)
    if asked and len(set(asked)) == len(asked) and len(found) * 2 >= len(asked):
        return ["\n".join(found[n]) if n in found else None for n in (number or "" for number in numbers)]
    return _in_turn(response, len(numbers))


def _in_turn(response: Sequence[Block], count: int) -> list[str | None]:
    """Answers that stand under a bare label each ("Answer"), as many as there are questions."""
    parts: list[list[str]] = []
    for block in response:
        if len(block.text) <= 60 and label_sign(block.printed, _HINTS) is Sign.RESPONSE_LABEL:
            parts.append([])
        elif parts:
            parts[-1].append(block.printed)
    if count < 2 or len(parts) - count not in (0, 1):  # one more: a label in front of all
        return [None] * count
    return ["\n".join(p) or None for p in parts[-count:]]
