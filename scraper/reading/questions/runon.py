"""Asks that run on in one paragraph: numbered ones set apart as blocks, lettered ones found as parts of their ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from scraper.reading.language.asks import is_ask
from scraper.reading.language.markers import ASKED, NUMBER, marker_kind, marker_number, split_marker
from scraper.records import Block, BlockKind, Question

_GLUED = re.compile(r"(?<=[.?!:;)])\s*(?=[1-9]\d?\s?[.):]\s?[A-Z])|\s(?=(?:[1-9]\d?\s?[.)]|\([1-9]\d?\))\s?[A-Z])")
_BARE = re.compile(r"(?:^|\s)([1-9]\d?)\s(?=[A-Z][a-z])")
_BRACKETED = re.compile(r"\s(?=\([1-9]\d?\)\s?[a-z])")
_PART = re.compile(
    # A number stands apart from its letter only where it begins the line: in "a) 14 b) 2" it is the answer of a.
    r"(?:^\(?(?:\d{1,2} ?\(?)?|(?<=[\s:;,–-])\(?(?:\d{1,2}\(?)?)(?:([a-h])|(i{1,3}|iv|vi{0,3}))"
    r"(?:[.:)]\)?\s+|\)\s?)(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_LETTERS = tuple("abcdefgh")


def set_apart(blocks: Sequence[Block]) -> list[Block]:
    """Questions that run on in one paragraph ("…2005?2. How many", "1 How … 2 What …") set apart."""
    out: list[Block] = []
    for block in blocks:
        if block.kind in (BlockKind.TABLE, BlockKind.HEADING) or not any(map(str.isdigit, block.text)):
            out.append(block)
            continue
        texts = _in_sequence(block)
        out.append(Block(kind=block.kind, text=texts[0], marker=block.marker, level=block.level) if texts[0] else block)
        for text in texts[1:]:
            marker, rest = split_marker(text)
            if marker is None:
                marker, _, rest = text.partition(" ")
            out.append(Block(kind=BlockKind.ITEM, text=rest, marker=marker, level=block.level))
        if not texts[0]:
            out.pop(-len(texts))
    return out


def _in_sequence(block: Block) -> list[str]:
    """The text cut where the next numbers of a list follow; the first piece is what stands before."""
    text = block.text
    own = marker_number(block.marker) if block.marker and marker_kind(block.marker) in (NUMBER, ASKED) else None
    for pattern, least in ((_GLUED, 1), (_BARE, 2), (_BRACKETED, 1)):
        if pattern is _BRACKETED and ("(1)" not in text or not is_ask(text.partition("(")[0])):
            break
        wanted = (own or 0) + 1
        cuts: list[int] = []
        for found in pattern.finditer(text):
            at = found.start(1) if pattern is _BARE else found.end()
            number = marker_number(text[at : at + 4])
            if number == wanted or (not cuts and own is None and number == 2 and at > 0):
                cuts.append(at)
                wanted = (number or 0) + 1
        if len(cuts) > least or (least == 1 and cuts):
            edges = [0, *cuts, len(text)]
            return [text[a:b].strip() for a, b in pairwise(edges)]
    return [text]


def _begins(found: re.Match[str], name: str, names: tuple[str, ...]) -> bool:
    """Whether parts begin here: at the first name, or at the second with the number of the ask ("1b)")."""
    return name == names[0] or (name == names[1] and any(map(str.isdigit, found.group())))


def parts_of(text: str) -> tuple[Question, ...]:
    """The lettered parts of an ask, in order: "a" with its text, "b" …, or "i", "ii" …; none where it has no two.

    `text` is the whole ask, a part a line or all in one. An ask whose first part lost its letter begins with it.
    """
    marks = [(found, (found.group(1) or found.group(2)).lower()) for found in _PART.finditer(text)]
    for names in (_LETTERS, _ROMAN):
        start = next((i for i, (found, name) in enumerate(marks) if _begins(found, name, names)), None)
        if start is None:
            continue
        implied = marks[start][1] == names[1]
        wanted = list(names[1:] if implied else names)
        cuts: list[tuple[str, int, int]] = [(names[0], 0, 0)] if implied else []
        for found, name in marks[start:]:
            if wanted and name == wanted[0]:
                cuts.append((wanted.pop(0), found.start(), found.end()))
        if len(cuts) > 1:
            ends = [begin for _, begin, _ in cuts[1:]] + [len(text)]
            return tuple(
                Question(number=name, text=part)
                for (name, _, begin), end in zip(cuts, ends, strict=True)
                if (part := text[begin:end].strip(" \n;,").removesuffix(" and").rstrip(" ;,"))
            )
    return ()


def answered_parts(text: str, answer: str | None) -> tuple[Question, ...]:
    """The lettered parts of an ask, each with its answer where the answer goes by the same letters."""
    parts = parts_of(text)
    replies = {reply.number: reply.text for reply in parts_of(answer)} if parts and answer else {}
    return tuple(replace(part, answer=replies.get(part.number)) for part in parts)
