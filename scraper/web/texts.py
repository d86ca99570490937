"""Archived text as HTML: every character of it is text; paragraphs, tables and our marks are the only markup. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from secrets import token_hex
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_SECRET: Final = token_hex(8)
OPENED: Final = f"\ue000{_SECRET}"
CLOSED: Final = f"\ue001{_SECRET}"
"""What the search index puts around found words: nothing that a letter could hold, whoever wrote it."""

_FOUND: Final = re.compile(f"{OPENED}(.*?){CLOSED}")
_CELLS: Final = " | "

Span = tuple[int, int, str]
"""Start and end of a piece of the text, and the id of the mark around it."""


def paragraphs(text: str | None, marks: Sequence[Span] = ()) -> Markup:
    """A text as paragraphs and tables, with `<mark id>` around pieces that do not overlap, in order."""
    if not text:
        return Markup("")
    return Markup("\n").join(_block(text, lines, marks) for lines in _blocks(text))


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """The lines that stand together without a blank one between, each as start and end."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        elif lines:
            yield lines
            lines = []
        at += len(line) + 1
    if lines:
        yield lines


def _block(text: str, lines: list[tuple[int, int]], marks: Sequence[Span]) -> Markup:
    if len(lines) > 1 and all(_CELLS in text[a:b] for a, b in lines):
        rows = (
            Markup("<tr>{}</tr>").format(
                Markup("").join(Markup("<td>{}</td>").format(_marked(text, c, d, marks)) for c, d in _split(text, a, b))
            )
            for a, b in lines
        )
        return Markup(
            '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="said">{}</table></div>'
        ).format(Markup("").join(rows))
    return Markup("<p>{}</p>").format(Markup("<br>").join(_marked(text, a, b, marks) for a, b in lines))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cell in text[start:end].split(_CELLS):
        yield at, at + len(cell)
        at += len(cell) + len(_CELLS)


def _marked(text: str, start: int, end: int, marks: Sequence[Span]) -> Markup:
    """A line with the marks that reach into it; an id is given where its mark begins."""
    pieces: list[Markup] = []
    at = start
    for first, last, name in marks:
        if last <= at or first >= end:
            continue
        begin, stop = max(first, at), min(last, end)
        pieces.append(escape(text[at:begin]))
        attribute = Markup(' id="{}"').format(name) if begin == first else Markup("")
        pieces.append(Markup("<mark{}>{}</mark>").format(attribute, text[begin:stop]))
        at = stop
    pieces.append(escape(text[at:end]))
    return Markup("").join(pieces)


def places_of(text: str | None, quotes: Iterable[tuple[str, str]]) -> tuple[Span, ...]:
    """Where quotes, given as (id, words), stand in a text: each once, in order, without overlap.

    White space in a quote stands for any; a quote that is not there as one piece is left out.
    """
    found: list[Span] = []
    for name, quote in quotes:
        words = quote.split()
        if not text or not words:
            continue
        match = re.search(r"\s+".join(map(re.escape, words)), text)
        if match and all(match.end() <= first or match.start() >= last for first, last, _ in found):
            found.append((match.start(), match.end(), name))
    return tuple(sorted(found))


def snippet(text: str | None) -> Markup:
    """A piece of the index's making, one line, found words marked; stray marks are dropped."""
    line = " ".join((text or "").split())
    pieces: list[Markup] = []
    at = 0
    for match in _FOUND.finditer(line):
        pieces += [escape(_bare(line[at : match.start()])), Markup("<mark>{}</mark>").format(match[1])]
        at = match.end()
    pieces.append(escape(_bare(line[at:])))
    return Markup("").join(pieces)


def has_found(text: str | None) -> bool:
    """Whether the index marked a word in this piece."""
    return bool(text) and _FOUND.search(text or "") is not None


def _bare(text: str) -> str:
    return text.replace(OPENED, "").replace(CLOSED, "")


def web_address(url: str | None) -> str | None:
    """An address that may stand behind a link; None where it is not one of the web (javascript:, data: …)."""
    try:
        parts = urlsplit((url or "").strip())
        return parts.geturl() if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
