"""Facts about a letter in the rows of a table: label in one cell, value in the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scraper.records import Block, BlockKind


def rows_as_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks above a request, tables of label and value as one line a row ("Received: 2 April 2025")."""
    for block in blocks:
        if block.kind is BlockKind.TABLE and all(len(row) == 2 for row in block.rows):
            for label, value in block.rows:
                yield Block(kind=BlockKind.PARAGRAPH, text=f"{label.rstrip(': ')}: {value}")
        else:
            yield block
