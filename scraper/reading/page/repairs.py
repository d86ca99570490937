"""What a layout set apart, put together again: labels and their values, marks and their paragraphs, bare numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from scraper.reading.language.labels import is_meta_label, is_part_label
from scraper.reading.page.furniture import Piece
from scraper.reading.page.plain import BARE_NUMBER, block_of, breaks_off, paragraphs_of, rejoined, wrap_width
from scraper.reading.page.running import PAGE, without_running_lines
from scraper.records import Block, BlockKind

_FLOWING = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_LINE = 140  # characters: lines of a letter are shorter, paragraphs mostly longer


def with_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Pages that set every line of a letter in an element of its own: lines joined to paragraphs again."""
    lines = without_running_lines([p.block.printed if p.block.kind in _FLOWING else "" for p in pieces])
    ends = [line == PAGE for line in lines]
    width = None if any(len(line) > _LINE for line in lines) else wrap_width(lines)
    if width is None:
        return _over_pages(pieces, ends) if any(ends) else list(pieces)
    pieces = [Piece(block=block_of(PAGE)) if end else p for p, end in zip(pieces, ends, strict=True)]
    out: list[Piece] = []
    for flows, run in groupby(pieces, key=lambda p: p.block.kind in _FLOWING and not p.linked):
        if flows:
            texts = rejoined(paragraphs_of([p.block.printed for p in run], width))
            out += [Piece(block=block_of(text)) for text in texts]
        else:
            out += run
    return out


def _over_pages(pieces: Sequence[Piece], ends: Sequence[bool]) -> list[Piece]:
    """The pieces without those that end a page; a paragraph that breaks off there is put together again."""
    out: list[Piece] = []
    cut = False
    for piece, end in zip(pieces, ends, strict=True):
        if end:
            cut = True
            continue
        above = out[-1].block if out and cut and piece.block.kind is BlockKind.PARAGRAPH else None
        if above is not None and above.kind in _FLOWING and breaks_off(above.text, piece.block.text):
            out[-1] = Piece(block=replace(above, text=f"{above.text} {piece.block.text}"))
        else:
            out.append(piece)
        cut = False
    return out


def with_values(pieces: Sequence[Piece]) -> list[Piece]:
    """Labels of facts joined to a value that stands in the block below: one line "Label: value"."""
    out: list[Piece] = []
    for piece in pieces:
        text = piece.block.text
        if (
            out
            and is_meta_label(out[-1].block.text)
            and len(text) <= 120
            and piece.block.kind is not BlockKind.TABLE
            and not is_meta_label(text)
            and (len(out[-1].block.text) > 3 or any(map(str.isdigit, text)))  # "FOI" is a label of numbers alone
            and ":" not in text[:-1].replace("://", "")[:30]
        ):
            label = out.pop().block.text.rstrip(": ")
            out.append(Piece(block=Block(kind=BlockKind.PARAGRAPH, text=f"{label}: {piece.block.printed}")))
        else:
            out.append(piece)
    return out


_MARK_ALONE = re.compile(r"\(?(?:[1-9]\d?|[a-zA-Z]|[ivx]{1,4})[.):]\)?|\([a-z\d]{1,2}|Q\s?\d{1,2}[.):]?|[A-H]")


def with_marks(pieces: Sequence[Piece]) -> list[Piece]:
    """Marks that stand alone on a line ("1.", "A") joined to the paragraph below."""
    alone = [p.block.text for p in pieces if len(p.block.text) <= 5 and _MARK_ALONE.fullmatch(p.block.text)]
    marks = frozenset(alone)
    if len(marks) < 2 or alone[0].strip("().:Q ") not in ("1", "a", "A", "i"):
        return list(pieces)
    out: list[Piece] = []
    for piece in pieces:
        mark = out[-1].block.text if out else ""
        if (
            mark in marks
            and piece.block.kind is BlockKind.PARAGRAPH
            and piece.block.text not in marks
            and not is_part_label(piece.block.text)
        ):
            out[-1] = Piece(block=Block(kind=BlockKind.ITEM, text=piece.block.text, marker=mark))
        else:
            out.append(piece)
    return out


def with_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """Paragraphs that start with 1, 2, 3 … without a point are items too, where three follow, or two in a row."""
    out = list(pieces)
    starts = {
        i: int(found.group(1))
        for i, p in enumerate(pieces)
        if p.block.kind is BlockKind.PARAGRAPH and (found := BARE_NUMBER.match(p.block.text))
    }
    for first in [i for i, number in starts.items() if number == 1]:
        run = [first]
        while nxt := next((i for i in range(run[-1] + 1, run[-1] + 5) if starts.get(i) == len(run) + 1), 0):
            run.append(nxt)
        if len(run) > 2 or (len(run) == 2 and run[1] == first + 1 and all(_is_phrase(pieces[i]) for i in run)):
            for i in run:
                mark, rest = pieces[i].block.text.split(None, 1)
                out[i] = Piece(block=Block(kind=BlockKind.ITEM, text=rest, marker=mark))
    return out


def _is_phrase(piece: Piece) -> bool:
    return piece.block.text.count(" ") > 3


def repaired(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page with every such part joined."""
    return with_numbers(with_marks(with_values(pieces)))
