"""The answers of a page that is known to be a whole log: each under its own heading, with labels or without."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from scraper.reading.language.labels import is_part_label
from scraper.reading.letter.several import shared_out, split_responses
from scraper.records import Block, BlockKind, Document


def split_log(document: Document) -> tuple[Document, ...]:
    """One document for each answer in page order; the document itself where no two can be told apart.

    Less is asked of each part than by `split_responses`, which has to tell logs from letters: where the answers have
    no labels they are what stands below each heading of the level that most headings have.
    """
    labelled = split_responses(document)
    starts = _starts(document.blocks)
    if len(labelled) > 1 or len(starts) < 2:
        return labelled
    parts = [document.blocks[a:b] for a, b in pairwise((*starts, len(document.blocks)))]
    links = shared_out(document.links, parts)
    return tuple(
        replace(document, title=part[0].text, blocks=part, links=own) for part, own in zip(parts, links, strict=True)
    )


def _starts(blocks: tuple[Block, ...]) -> list[int]:
    """The headings that open an answer: those of the most frequent level, labels of parts left aside."""
    headings = [
        i for i, b in enumerate(blocks) if b.kind is BlockKind.HEADING and b.level > 1 and not is_part_label(b.text)
    ]
    levels = [blocks[i].level for i in headings]
    most = max(levels, key=lambda level: (levels.count(level), -level), default=0)
    return [i for i in headings if blocks[i].level == most]
