"""Sentences of a block of text, as spans: abbreviations of these letters (`s.31`, `No. 5`, `e.g.`) end none."""

from __future__ import annotations

import re

_ENDS = (". ", "? ", "! ", "\n", ".” ", '." ', ".’ ", ".' ", ".) ", "?” ", '?" ')
_LONGEST = 2000  # characters; the longest sentence of a letter seen is about a third of it
_BEGINS = frozenset("\"“‘'([£•–-")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[,])(?:[Ss]s?|[Ss]ecs?|[Aa]rts?|[Rr]egs?|[Nn]os?|[Pp]aras?|[Pp]p?|[Vv]s?|e\.g|i\.e|cf|etc|ref|"
    r"approx|inc|"
    r"Mr|Mrs|Ms|Dr|St|Supt|Insp|Sgt|Det|Ch|PC|DC|Ltd|Co|[A-Z])$"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence of `text`, in order, without the white space between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop, end in _stops(text):
        begin = end
        while text[begin : begin + 1].isspace():
            begin += 1
        first = text[begin : begin + 1]
        if stop < start or not (first.isupper() or first.isdigit() or first in _BEGINS or text[stop] == "\n"):
            continue
        if text[stop] == "." and _ABBREVIATION.search(text, max(0, stop - 8), stop):
            continue
        if end > start:
            spans.append((start, end))
        start = begin
    if start < len(text):
        spans.append((start, len(text)))
    return spans if len(text) <= _LONGEST else [part for span in spans for part in _cut(text, *span)]


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A text too long for a sentence, in parts that end at spaces: readers may count on the length of sentences."""
    parts: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        stop = space if space > 0 else start + _LONGEST
        parts.append((start, stop))
        start = stop
    return [*parts, (start, end)]


def _stops(text: str) -> list[tuple[int, int]]:
    """Where a sentence may end: the offset of the mark, and the offset after it and its closing quote or bracket.

    Plain searching for the few marks is several times cheaper than a pattern over every character.
    """
    found: list[tuple[int, int]] = []
    for mark in _ENDS:
        at = text.find(mark)
        while at >= 0:
            found.append((at, at + (len(mark) - 1 if mark != "\n" else 0)))
            at = text.find(mark, at + 1)
    found.sort()
    return found
