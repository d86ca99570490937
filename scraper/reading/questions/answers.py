"""The answer to each question, where the response is given by number or by label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from scraper.reading.language.markers import marker_name, split_marker
from scraper.reading.language.signs import Sign, label_sign
from scraper.reading.page.document import text_of
from scraper.records import Block, BlockKind, Hints, Letter

_NUMBERS = re.compile(r"\d{1,2}")
_RANGE = re.compile(r"(\d{1,2})[a-z]? ?(?:-|–|to) ?(\d{1,2})")
_LABELS = (Sign.QUESTION_LABEL, Sign.RESPONSE_LABEL)
_SHARED = re.compile(
    r"(?:q(?:uestion)?s?\.? ?)?\d{1,2}[a-z]?(?: ?(?:,|&|and|-|–|to) ?\d{1,2}[a-z]?){1,8} ?[.):–-]*", re.IGNORECASE
)
# "Q1 – 14 drones" answers the first question; "Q1-4: …", "Questions 1 – 4 …" and "1-3. …" answer several.
_DASHED = re.compile(r"q?(?:uestion)?\.? ?\d{1,2}[a-z]? ?[-–] ?\d{1,2}[a-z]? ?", re.IGNORECASE)
_INITIALS = frozenset("0123456789([QqRrAaIiOoPpEeYyNn")
_HINTS = Hints()
_ENOUGH = 120  # letters: a question is known by its beginning


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
    if (
        shared
        and not _DASHED.fullmatch(shared.group())
        and (named := [n for n in _named(shared.group()) if n in asked])
        and len(named) > 1
    ):
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


def answers_in_turn(letter: Letter, asked: Sequence[str]) -> list[str | None]:
    """The answer below each question of a letter in which questions and answers take turns, else None for each.

    `asked`: the texts of the questions; those that stand together above one answer share it.
    """
    exchanges = [
        (_plain(b.text for b in letter.request[start:end]), letter.response[begin:stop])
        for (start, _), (end, begin), (_, stop) in zip(
            ((0, 0), *letter.turns), letter.turns, (*letter.turns[1:], (0, len(letter.response))), strict=False
        )
    ]
    if len(exchanges) < 2:
        return [None] * len(asked)
    return [
        next((text_of(_own_part(answer)) for words, answer in exchanges if _plain((text,))[:_ENOUGH] in words), None)
        for text in asked
    ]


def _own_part(answer: Sequence[Block]) -> list[Block]:
    """An answer without the label above it; what stands below the next heading is about them all."""
    labelled = len(answer) > 1 and label_sign(answer[0].printed, _HINTS) is Sign.RESPONSE_LABEL
    own = list(answer[labelled:])
    return [own[0], *takewhile(lambda block: block.kind is not BlockKind.HEADING, own[1:])]


def _plain(texts: Iterable[str]) -> str:
    """The letters and figures of some texts, to find one in another whatever its spaces and marks."""
    return "".join(filter(str.isalnum, "".join(texts).lower()))
