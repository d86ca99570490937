"""The printed mark in front of a list item or question: "1.", "Q1a)", "(iv)", "•"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from scraper.records import Block

_NUMBER = r"[1-9]\d?"
_PARTS = r"(?:\s?[a-h](?![a-z]))?(?:\s?(?:and|&|,)\s?[a-h](?![a-z]))?"
_MARKER = re.compile(
    rf"""["“‘]?(?:
      (?P<bullet> [•·▪▫◦●○■□➢‣⁃∙◾►] | ::+ | [*o\-–—](?=\s) | -(?=[A-Za-z]) )
    | (?P<asked> Q(?:uestion|uery)?s?\s?\.?\s?{_NUMBER}{_PARTS}(?:\s?[.):/]+ | \s?[-–—](?=\s|[A-Z]) | (?=\s+\S)) )
    | (?P<answered> A(?:ns(?:wer)?)?\.?\s?{_NUMBER}{_PARTS}\s?(?:[.):]+|[-–—](?=\s)) )
    | (?P<number> \(\s?{_NUMBER}{_PARTS}\s?\)[.:]?
        | {_NUMBER}{_PARTS}\s?(?:\.\)|[.):]\.?|/)(?!\d)
        | {_NUMBER}(?:\.\d{{1,2}}){{1,2}}[.)]?(?=\s+[A-Z])
        | {_NUMBER}(?:\s?[a-h])?\s?[-–—](?=\s?[A-Z‘'“"(])
        | (?:1\d|[1-9])\s?\([a-h]\)[.:]?
        | {_NUMBER},(?=\s?[A-Z]) )
    | (?P<roman> \((?:i{{1,3}}|iv|vi{{0,3}}|ix|xi{{0,2}})\) | (?:i{{1,3}}|iv|vi{{0,3}}|ix|xi{{0,2}})(?:\)|\.(?=\s)) )
    | (?P<letter> \([A-Za-z]\) | [A-Za-z]\)\.? | [a-zA-H]\.(?=\s) | [a-h],(?=\s?[A-Z]) )
    )\s*(?=[^\s,;])""",
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")

BULLET, NUMBER, ASKED, ANSWERED, ROMAN, LETTER = "bullet", "number", "asked", "answered", "roman", "letter"


def split_marker(text: str) -> tuple[str | None, str]:
    """The mark at the start of `text`, as printed, and the rest; (None, text) where there is none."""
    if not text or (text[0].isalpha() and text[1:2].islower() and text[0] not in "QqivxIVXA"):
        return None, text
    found = _MARKER.match(text)
    if not found or found.end() == len(text):
        return None, text
    return text[: found.end()].rstrip(), text[found.end() :]


@lru_cache(maxsize=1024)
def marker_kind(marker: str) -> str | None:
    """Which family a printed mark belongs to: bullet, number, asked ("Q1"), roman or letter."""
    if marker.isalnum() and len(marker) <= 2 and marker[0] not in "Qq":
        return NUMBER if marker[0].isdecimal() else LETTER
    found = _MARKER.match(marker + " X")
    return found.lastgroup if found else None


@lru_cache(maxsize=1024)
def marker_number(marker: str) -> int | None:
    """The number in a printed mark: 2 for "Q2a)"."""
    found = _DIGITS.search(marker)
    return int(found.group()) if found else None


def marker_name(marker: str) -> str:
    """The number a mark prints, or its letter: "2" for "Q2a)", "b" for "(b)"."""
    number = marker_number(marker)
    return str(number) if number is not None else marker.strip("().:, ")


def is_numbered(block: Block) -> bool:
    """Whether a block carries a number of its own, such as "2." or "Q2"."""
    return block.marker is not None and marker_kind(block.marker) in (NUMBER, ASKED)


def _letters(number: int) -> str:
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(97 + rest) + name
    return name


def _roman(number: int) -> str:
    name = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while number >= value and number < 400:
            name, number = name + sign, number - value
    return name


_STYLES: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda n: _letters(n).upper(),
    "i": _roman,
    "I": lambda n: _roman(n).upper(),
}


def generated_marker(style: str | None, number: int) -> str:
    """The mark a browser prints for the item `number` of an ordered list of this `type` attribute."""
    name = _STYLES[style](number) if style in _STYLES and number > 0 else ""
    return f"{name or number}."
