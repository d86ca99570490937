"""Sentences of a block of text, as spans: abbreviations of these letters (`s.31`, `No. 5`, `e.g.`) end none."""

from __future__ import annotations

import re

# A stop, an optional closing quote or bracket, space, and something a sentence can begin with.
_END = re.compile(r"[.!?]['’”\")\]]?\s+(?=[\"“‘'(\[]?[A-Z0-9£•])|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[,])(?:[Ss]s?|[Ss]ecs?|[Aa]rts?|[Rr]egs?|[Nn]os?|[Pp]aras?|[Pp]p?|[Vv]s?|e\.g|i\.e|cf|etc|ref|approx|inc|"
    r"Mr|Mrs|Ms|Dr|St|Supt|Insp|Sgt|Det|Ch|PC|DC|Ltd|Co|[A-Z])$"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence of `text`, in order, without the white space between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        stop = match.start()
        if match[0][0] == "." and _ABBREVIATION.search(text, max(start, stop - 8), stop):
            continue
        end = match.end() - (len(match[0]) - len(match[0].rstrip()))
        if end > start:
            spans.append((start, end))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """The span of the sentence in which offset `at` lies; looks no further than a few hundred characters either side."""
    low, high = max(0, at - 600), min(len(text), at + 600)
    for start, end in sentence_spans(text[low:high]):
        if low + end > at:
            return low + start, low + end
    return low, high
