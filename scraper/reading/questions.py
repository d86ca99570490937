"""The questions of a request: each top-level ask once, with its number and its lettered parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.reading.asks import is_ask, is_wish
from scraper.reading.signs import _QUESTION_LABEL, _REQUEST_LABEL
from scraper.reading.markers import ASKED, BULLET, LETTER, NUMBER, ROMAN, marker_kind, marker_number, split_marker
from scraper.records import Block, BlockKind, Letter, Question

_INLINE = re.compile(r"(?<=[.?!:;])\s*(?=[1-9]\d?\s?[.)]\s?[A-Z])")
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_FIELDS = re.compile(
    r"\b(?:broken\sdown|breakdown|split|by|including|include|such\sas|columns?|fields?|format|years?|months?|period|each\sof)\b[^.?]{0,60}:?$",
    re.IGNORECASE,
)
_YEARISH = re.compile(
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|fy|financial|calendar|year|to|and|the|q[1-4]|-|–|/|from|\d{1,4}(?:st|nd|rd|th)?)[\s.,;/–-]*){1,10}",
    re.IGNORECASE,
)


def _unglued(blocks: Sequence[Block]) -> list[Block]:
    """Questions that run on in one paragraph ("…2005?2. How many") set apart."""
    out: list[Block] = []
    for block in blocks:
        if block.kind in (BlockKind.TABLE, BlockKind.HEADING):
            out.append(block)
            continue
        parts = [p for p in _INLINE.split(block.text) if p]
        if len(parts) == 1:
            out.append(block)
            continue
        out.append(Block(kind=block.kind, text=parts[0].strip(), marker=block.marker, level=block.level))
        for part in parts[1:]:
            marker, text = split_marker(part.strip())
            out.append(
                Block(
                    kind=BlockKind.ITEM if marker else BlockKind.PARAGRAPH, text=text, marker=marker, level=block.level
                )
            )
    return out


def _kind(block: Block) -> str | None:
    if block.marker:
        return marker_kind(block.marker)
    return None


def find_questions(letter: Letter) -> tuple[Question, ...]:
    """The questions asked in `letter.request`, in order."""
    blocks = _unglued(letter.request)
    labels = [
        b
        for b in blocks
        if not b.marker
        and (
            _QUESTION_LABEL.fullmatch(b.text.rstrip(": "))
            or (_REQUEST_LABEL.fullmatch(b.text.rstrip(": ")) and any(c.isdigit() for c in b.text))
        )
    ]
    kinds = [_kind(b) for b in blocks]
    found: list[Question] = []
    if any(k in (NUMBER, ASKED) for k in kinds):
        found = _by_marks(blocks, kinds, (NUMBER, ASKED))
    elif labels:
        found = _by_labels(blocks, labels)
    elif any(k in (LETTER, ROMAN) for k in kinds):
        found = _by_marks(blocks, kinds, (LETTER, ROMAN))
    else:
        found = _unnumbered(blocks, kinds)
    return tuple(found)


def _by_labels(blocks: Sequence[Block], labels: Sequence[Block]) -> list[Question]:
    out: list[Question] = []
    number: str | None = None
    texts: list[str] = []
    inside = False
    for block in blocks:
        if block in labels:
            if inside and texts:
                out.append(Question(number=number, text="\n".join(texts)))
            value = marker_number(block.text)
            number, texts, inside = (str(value) if value else None), [], True
        elif inside:
            texts.append(block.printed)
    if inside and texts:
        out.append(Question(number=number, text="\n".join(texts)))
    return out


def _by_marks(blocks: Sequence[Block], kinds: Sequence[str | None], wanted: tuple[str, ...]) -> list[Question]:
    level = min(b.level for b, k in zip(blocks, kinds, strict=True) if k in wanted)
    out: list[Question] = []
    number: str | None = None
    texts: list[str] = []
    for block, kind in zip(blocks, kinds, strict=True):
        if kind in wanted and block.level <= level:
            assert block.marker is not None
            value = marker_number(block.marker)
            mine = str(value) if value else block.marker.strip("().: ")
            if texts and mine == number and any(c.isalpha() for c in block.marker.strip("Qq")):
                texts.append(block.printed)
                continue
            if texts:
                out.append(Question(number=number, text="\n".join(texts)))
            number, texts = mine, [block.text]
        elif texts and (block.kind is BlockKind.ITEM or not is_ask(block.text)):
            texts.append(block.printed)
        elif texts and is_ask(block.text):
            out.append(Question(number=number, text="\n".join(texts)))
            number, texts = None, [block.text]
    if texts:
        out.append(Question(number=number, text="\n".join(texts)))
    return out


def _unnumbered(blocks: Sequence[Block], kinds: Sequence[str | None]) -> list[Question]:
    bullets = [b for b, k in zip(blocks, kinds, strict=True) if k == BULLET and not _YEARISH.fullmatch(b.text)]
    before = [b for b in blocks if b.kind is not BlockKind.ITEM]
    intro = before[-1].text if before else ""
    if (
        len(bullets) >= 2
        and not _FIELDS.search(intro)
        and (sum(map(_asks, bullets)) * 2 >= len(bullets) or intro.endswith(":"))
    ):
        return [Question(number=None, text=b.text) for b in bullets]
    out = [
        Question(number=None, text=b.text)
        for b in blocks
        if b.kind is BlockKind.PARAGRAPH and is_ask(b.text) and not b.text.endswith(":")
    ]
    if out:
        return out
    wishes = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and (is_ask(b.text) or is_wish(b.text))] or [
        b for b in blocks if b.kind is BlockKind.PARAGRAPH
    ]
    return [Question(number=None, text=b.text) for b in wishes[:1]]


def _asks(block: Block) -> bool:
    return is_ask(block.text) or is_wish(block.text)
