"""Pages on which several independent answers stand: accordions, and old logs that are one long page.

Each answer has a heading or a reference of its own above its own request and response. One answer to several merged
requests, numbered pairs of one reference and lists with snippets are not several answers; in doubt a page is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from scraper.reading.facts.references import reference_of_line
from scraper.reading.language.labels import is_meta_label, is_part_label
from scraper.reading.language.signs import Sign, find_label
from scraper.records import Block, BlockKind, Document, Hints, Link

_TITLE = 160  # longer than the heading of one answer
_LEAST = 60  # characters of request and answer together: less is an entry of a list
_SNIPPET = re.compile(r"(?:…|\.\.\.)\W{0,3}$")
_NUMBERED = re.compile(
    r"\b(?:request|part|question|response)\s(?:no\.?\s|number\s)?(?:\d{1,2}|one|two|three|[a-d])\b", re.I
)


def split_responses(document: Document) -> tuple[Document, ...]:
    """One document for each independent answer, in page order; the document itself where it is one answer.

    The title of each part is its own heading. What stands above the first of them belongs to none.
    """
    blocks = document.blocks
    starts = _starts(blocks)
    if len(starts) < 2:
        return (document,)
    parts = [blocks[a:b] for a, b in pairwise((*starts, len(blocks)))]
    links = shared_out(document.links, parts)
    return tuple(
        replace(document, title=_title(part), blocks=part, links=own) for part, own in zip(parts, links, strict=True)
    )


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Where each answer begins: the first line of what stands above its request. Empty where the page is one answer."""
    asked, answered = _labels(blocks)
    if len(asked) < 2 or len(answered) < len(asked):
        return []
    # Every request is answered before the next one is asked.
    for here, there in pairwise((*asked, len(blocks))):
        if not any(here < i < there for i in answered):
            return []
    starts = [_top(blocks, i) for i in asked]
    heads = [blocks[start:i] for start, i in zip(starts, asked, strict=True)]
    references = [_reference(head) for head in heads]
    # A reference above the first answer alone is that of a letter which answers them all.
    if (any(references) and None in references) or any(reference_of_line(b.text) for b in blocks[: starts[0]]):
        return []
    names = references if all(references) else [_heading(head) for head in heads]
    if None in names or len(set(names)) < len(names) or any(_NUMBERED.search(name or "") for name in names):
        return []
    whole = all(_is_whole(blocks[i:there]) for i, there in zip(asked, (*starts[1:], len(blocks)), strict=True))
    return starts if whole else []


def _labels(blocks: Sequence[Block]) -> tuple[list[int], list[int]]:
    """The places of the labels of requests and of answers; runs of labels for the same part count once."""
    asked: list[int] = []
    answered: list[int] = []
    last = None
    for i, block in enumerate(blocks):
        label = find_label(block, Hints())
        sign = label.sign if label is not None else None
        if sign not in (Sign.REQUEST_LABEL, Sign.RESPONSE_LABEL) or sign is last:
            continue
        (asked if sign is Sign.REQUEST_LABEL else answered).append(i)
        last = sign
    return asked, answered


def _top(blocks: Sequence[Block], asked: int) -> int:
    """The first of the lines above a request that are its facts and its heading."""
    start = asked
    while start > 0 and _is_fact(blocks[start - 1]):
        start -= 1
    if start > 0 and _is_heading(blocks[start - 1]):
        start -= 1
    # "Reference: 12/10" may stand above the heading as well.
    while start > 0 and _is_fact(blocks[start - 1]):
        start -= 1
    return start


def _is_fact(block: Block) -> bool:
    text = block.text
    return len(text) <= _TITLE and (
        reference_of_line(text) is not None or (":" in text and is_meta_label(text.partition(":")[0]))
    )


def _is_heading(block: Block) -> bool:
    text = block.text
    return (
        block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and 2 < len(text) <= _TITLE
        and text[-1] not in ".:;,"
        and not is_part_label(text)
    )


def _reference(head: Sequence[Block]) -> str | None:
    return next((found for b in head if (found := reference_of_line(b.text))), None)


def _heading(head: Sequence[Block]) -> str | None:
    return next((b.text for b in head if _is_heading(b)), None)


def _title(part: Sequence[Block]) -> str | None:
    for block in part:
        if _is_fact(block):
            continue
        return block.text if _is_heading(block) else None
    return None


def _is_whole(part: Sequence[Block]) -> bool:
    """Whether a request and its answer are there in full, not as the snippets of a list."""
    texts = [b.text for b in part]
    return sum(map(len, texts)) >= _LEAST and not any(_SNIPPET.search(text) for text in texts)


def shared_out(links: Sequence[Link], parts: Sequence[Sequence[Block]]) -> list[tuple[Link, ...]]:
    """The links of a page by the part in whose text their words stand, in page order; the others belong to none."""
    texts = ["\n".join(b.text for b in part) for part in parts]
    out: list[list[Link]] = [[] for _ in parts]
    here = 0
    for link in links:
        place = next((i for i in range(here, len(parts)) if link.text and link.text in texts[i]), None)
        if place is not None:
            out[place].append(link)
            here = place
    return [tuple(found) for found in out]
