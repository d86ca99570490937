"""Plain text to blocks: wrapped lines become paragraphs again, printed marks items, columns tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scraper.reading.language.labels import is_meta_label, is_part_label
from scraper.reading.language.markers import marker_number, split_marker
from scraper.reading.page.furniture import Piece, is_furniture_line
from scraper.reading.page.running import PAGE, without_running_lines
from scraper.records import Block, BlockKind

_ODD = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u2028"), None),
    **dict.fromkeys(
        map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
    ),
    **{0xFB00 + i: s for i, s in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
    ord("\uf0b7"): "•",
    ord("\uf0a7"): "•",
    ord("\u2010"): "-",
    ord("\u2011"): "-",
}
_PRINTABLE_ODD = "ﬁﬂﬀﬃﬄ\u2010\u2011"  # the other odd characters are not printable: the usual case is told quickly
MOST_BLOCKS = 10_000  # of a page or letter: what comes after is no letter
_BEGINNING = 12  # characters by which the first line of a paragraph is known
_KEEPS_HYPHEN_WORDS = (
    "anti co counter cross ex full half high in inter long low mid multi non on off part pre post re self "
    "semi short sub up well"
)
_KEEPS_HYPHEN = frozenset(_KEEPS_HYPHEN_WORDS.split())
_SENTENCE_END = (".", "?", "!", ":", ";")
_DANGLING = re.compile(
    r"\b(?:of|the|an?|to|and|or|in|on|for|by|with|from|at|that|which|between|as|is|are|was|were|has|have|this|these"
    r"|your|our|their|its"
    r"|\d{1,2}(?:st|nd|rd|th))$"
)
BARE_NUMBER = re.compile(r"([1-9]\d?)\s+(?=[A-Z][a-z]+)")


def tidy(text: str) -> str:
    """`text` with single spaces, without zero-width characters, with ligatures and odd spaces made plain."""
    text = " ".join(text.split())
    if text.isascii() or (text.isprintable() and not any(c in text for c in _PRINTABLE_ODD)):
        return text
    return " ".join(text.translate(_ODD).split())


def block_of(text: str, *, level: int = 0) -> Block:
    """A paragraph, or an item where the text starts with a printed mark."""
    marker, rest = split_marker(text)
    if marker is None:
        return Block(kind=BlockKind.PARAGRAPH, text=text)
    return Block(kind=BlockKind.ITEM, text=rest, marker=marker, level=level)


def wrap_width(lines: Sequence[str]) -> int | None:
    """The column at which these lines were wrapped, or None where each line is a paragraph of its own."""
    inner = [a for a, b in pairwise(lines) if len(a) > 30 and b and not split_marker(b)[0]]
    lengths = sorted(map(len, inner))
    if len(inner) < 3 or lengths[-1] > 140:
        return None
    width = lengths[int(len(inner) * 0.9)]
    full = [line for line in inner if len(line) >= 0.8 * width]
    running = sum(line[-1] not in ".?!:" for line in full)
    return width if 2 * len(full) >= len(inner) and running >= 0.6 * len(full) else None


def _continues(previous: str, line: str, width: int | None) -> bool:
    """Whether `line` goes on with the paragraph of `previous`, the line above it."""
    if split_marker(line)[0] or is_meta_label(previous) or PAGE in (previous, line):
        return False
    first = line[0]
    if previous[-1] not in ".?!:;" and len(previous) >= 20 and (first.islower() or _DANGLING.search(previous)):
        return True
    if width is None:
        return False
    word = line.split(" ", 1)[0]
    return len(previous) + 1 + len(word) > 0.94 * width and not (previous[-1] == ":" and first.isupper())


def _go_on(paragraph: list[str], line: str) -> None:
    """Add a line to a paragraph kept in parts, so that however many lines it has it is put together only once."""
    last = paragraph[-1]
    if last.endswith("-") and last[-2:-1].isalpha() and line[0].islower():
        stem = last[:-1].rsplit(None, 1)[-1].lower()
        if stem not in _KEEPS_HYPHEN and "-" not in stem:
            paragraph[-1] = last[:-1]
        paragraph.append(line)
    else:
        paragraph.append(f" {line}")


def _bare_numbers(lines: Sequence[str]) -> frozenset[int]:
    """The lines that start with 1, 2, 3 … without a point, three of them or more: items of a list, wrapped or not."""
    run: list[int] = []
    for index, line in enumerate(lines):
        found = BARE_NUMBER.match(line) if line[0].isdigit() else None
        if found is not None and int(found.group(1)) == len(run) + 1:
            run.append(index)
    return frozenset(run) if len(run) > 2 else frozenset()


def paragraphs_of(lines: Sequence[str], width: int | None) -> list[str]:
    """The paragraphs of tidy, non-empty lines that stand together without a blank line."""
    out: list[list[str]] = []
    last = ""
    numbered = _bare_numbers(lines)
    for index, line in enumerate(lines):
        if out and index not in numbered and _continues(last, line, width):
            _go_on(out[-1], line)
        else:
            out.append([line])
        last = line
    return ["".join(parts) for parts in out]


def _table(lines: Sequence[str]) -> list[Block]:
    """Lines of cells as a table, or as lines "Label: value"; nothing where they are no table."""
    rows = tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
    if len(rows) < 2 or min(map(len, rows)) < 2:
        return []
    if max(map(len, rows)) == 2 and holds_labels([row[0] for row in rows]):
        return [block_of(f"{label.rstrip(': ')}: {value}") for label, value in rows]
    return numbered_list(rows) or [table_block(rows)]


def numbered_list(rows: tuple[tuple[str, ...], ...]) -> list[Block]:
    """The items of a list laid out as a table (1, 2, 3 in the first column, words in the second); else nothing."""
    if any(len(row) != 2 for row in rows):
        return []
    numbers = [marker_number(mark) if split_marker(f"{mark.rstrip('.)')}. x")[0] else None for mark, _ in rows]
    if numbers != list(range(1, len(rows) + 1)) or any(text.count(" ") < 2 for _, text in rows):
        return []
    return [block_of(f"{mark.rstrip('.)')}. {text}") for mark, text in rows]


def holds_labels(first_cells: Sequence[str]) -> bool:
    """Whether a table of two columns is a list of labels and values, told by the cells of its first column."""
    labels = sum(c.endswith(":") or is_meta_label(c) or is_part_label(c) for c in first_cells)
    return labels == len(first_cells) or (labels >= 2 and 2 * labels >= len(first_cells))


def table_block(rows: tuple[tuple[str, ...], ...]) -> Block:
    """A table block; its text is the rows, one a line, cells joined by " | "."""
    return Block(kind=BlockKind.TABLE, text="\n".join(" | ".join(row) for row in rows), rows=rows)


def _chunks(lines: Sequence[str]) -> list[list[str]]:
    """Runs of lines between blank lines; table rows apart. Lines of page furniture do not end a run."""
    chunks: list[list[str]] = [[]]
    in_table = False
    for line in lines:
        if not line:
            if chunks[-1]:
                chunks.append([])
            continue
        row = " | " in line
        if row is not in_table and chunks[-1]:
            chunks.append([])
        in_table = row
        chunks[-1].append(line)
    return chunks


def breaks_off(above: str, below: str) -> bool:
    """Whether a paragraph broke off at the foot of a page and this is the rest of it."""
    if above[-1] in _SENTENCE_END or split_marker(below)[0]:
        return False
    return below[0].islower() or above[-1] == "," or _DANGLING.search(above) is not None


def rejoined(paragraphs: list[str]) -> list[str]:
    """Paragraphs of which one was cut by the foot of a page: the next begins in mid-sentence."""
    out: list[list[str]] = []
    cut = False
    for text in paragraphs:
        if is_furniture_line(text) and out and text.lower().lstrip("(").startswith("page "):
            cut = True
            continue
        if cut and out and breaks_off(out[-1][-1], text):
            _go_on(out[-1], text)
        else:
            out.append([text])
        cut = False
    return ["".join(parts) for parts in out]


def pieces_of_text(text: str) -> list[Piece]:
    """The blocks of a plain text page or letter, page furniture still among them."""
    raw = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\f", "\n")
        .replace("\t", " | " if _is_tabbed(text) else " ")
    )
    lines: list[str] = []
    indents: dict[str, int] = {}
    for source in raw.split("\n"):
        line = tidy(source)
        lines.append(line)
        if line and source[:1].isspace():
            indents[line[:_BEGINNING]] = len(source) - len(source.lstrip())
    lines = without_running_lines(lines)
    width = wrap_width(lines)
    blocks: list[Block] = []
    pending: list[str] = []
    for chunk in _chunks(lines):
        table = _table(chunk) if chunk and " | " in chunk[0] else []
        if table:
            blocks += [block_of(p, level=_level(indents.get(p[:_BEGINNING], 0))) for p in rejoined(pending)]
            pending = []
            blocks += table
        else:
            indent = indents.get(chunk[0][:_BEGINNING], 0) if chunk else 0
            pending += paragraphs_of(chunk, width - indent if width is not None else None)
    blocks += [block_of(p, level=_level(indents.get(p[:_BEGINNING], 0))) for p in rejoined(pending)]
    return [Piece(block=b) for b in blocks]


def _is_tabbed(text: str) -> bool:
    return sum(1 for line in text[:200_000].split("\n") if line.count("\t") >= 1 and line.strip()) >= 3


def _level(indent: int) -> int:
    return 0 if indent < 4 else min(3, indent // 4)
