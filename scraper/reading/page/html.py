"""HTML of any markup to blocks, in one walk of the tree; the main part is found by structure and content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.reading.language.asks import is_ask
from scraper.reading.language.markers import generated_marker, split_marker
from scraper.reading.page.answertables import is_answer_table, is_question_table, is_title_column, rows_of
from scraper.reading.page.furniture import Piece
from scraper.reading.page.headings import is_question_heading, opens_panel
from scraper.reading.page.mainpart import first_heading, holds_page, is_hidden, main_part, page_name
from scraper.reading.page.plain import (
    MOST_BLOCKS,
    block_of,
    holds_labels,
    numbered_list,
    paragraphs_of,
    rejoined,
    table_block,
    tidy,
    wrap_width,
)
from scraper.reading.page.running import without_running_lines
from scraper.records import Block, BlockKind, Link

_SKIPPED_WORDS = (
    "script style noscript template svg math iframe object embed audio video canvas map button select "
    "textarea input datalist dialog nav aside footer head title meta link img menu"
)
_SKIPPED = frozenset(_SKIPPED_WORDS.split())
_BLOCK_WORDS = (
    "p div section article main header figure figcaption blockquote address details summary fieldset "
    "legend center h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th hr pre "
    "form body html hgroup search"
)
_BLOCK = frozenset(_BLOCK_WORDS.split())
# What opens an accordion's panel is its heading, also where it is a button within one.
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 3, "button": 3}
_LAYOUT = "h1, h2, h3, h4, ol, ul, table, p + p, div + div, br + br"
_FILES = (".pdf", ".xlsx", ".xls", ".csv", ".docx", ".doc", ".zip", ".ods", ".odt", ".rtf", ".txt", ".pptx")
# Of elements within one another; what lies deeper is read as mere text. Each takes two calls at most, of Python's 1000.
_DEPTH = 365


def _is_file(href: str) -> bool:
    path = href.split("?", 1)[0].lower()
    return path.endswith(_FILES) or "/syssiteassets/" in path or "/spa-media/" in path or "/download" in path


class _Walk:
    """One pass over a tree: what has been read of the block in hand, and the blocks before it."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.pieces: list[Piece] = []
        self.links: list[Link] = []
        self.buffer: list[str] = []
        self.linked = 0
        self.heading = 0
        self.marker: str | None = None
        self.level = 0

    def flush(self) -> None:
        """Close the block in hand. Lines set off by <br> are paragraphs unless they read as one wrapped text."""
        if not self.buffer:
            return
        text = "".join(self.buffer) if len(self.buffer) > 1 else self.buffer[0]
        linked, self.linked = self.linked, 0
        self.buffer.clear()
        if "\n" in text:
            lines = without_running_lines([tidy(line) for line in text.split("\n")])
            groups: list[list[str]] = [[]]
            for line in lines:
                if line:
                    groups[-1].append(line)
                elif groups[-1]:
                    groups.append([])
            width = wrap_width(lines)
            texts = rejoined([p for group in groups for p in paragraphs_of(group, width)])
        else:
            texts = [tidy(text)] if text else []
        for one in texts:
            if one:
                self._add(one, linked=linked > 0 and linked >= 0.9 * _letters(text))

    def _add(self, text: str, *, linked: bool) -> None:
        marker, self.marker = self.marker, None
        if self.heading and not is_question_heading(text):
            block = Block(kind=BlockKind.HEADING, text=text, level=self.heading)
        elif marker is not None:
            printed, rest = split_marker(text)
            if printed is not None and (marker == "•" or printed[:1].isdigit() or printed[:1] in "Qq"):
                marker, text = printed, rest
            block = Block(kind=BlockKind.ITEM, text=text, marker=marker, level=self.level)
        else:
            block = block_of(text, level=self.level)
        self.pieces.append(Piece(block=block, linked=linked))

    def children(self, node: LexborNode, depth: int) -> None:
        child = node.first_child
        buffer = self.buffer
        while child is not None:
            tag = child.tag
            if tag == "-text":
                text = child.text_content or ""
                if "\n" in text:
                    text = text.replace("\n", " ")
                if buffer or not text.isspace():
                    buffer.append(text)
            elif tag == "br":
                buffer.append("\n")
            elif tag == "button" and not self.heading:
                if opens_panel(child):
                    self.element(child, tag, depth + 1)
            elif (tag not in _SKIPPED or tag == "button") and tag is not None and tag[0] != "-":
                self.element(child, tag, depth + 1)
                if len(self.pieces) > MOST_BLOCKS:
                    return
            child = child.next

    def element(self, node: LexborNode, tag: str, depth: int) -> None:
        if depth > _DEPTH:
            self.buffer.append(tidy(node.text(deep=True, separator=" ")))
            return
        attributes = node.attributes
        if attributes and is_hidden(node, attributes):
            return
        if tag not in _BLOCK and (tag != "button" or self.heading):
            if tag == "a":
                self.anchor(node, attributes, depth)
            elif tag == "sup":
                self.buffer.append(node.text())
            else:
                self.children(node, depth)
            return
        if self.buffer:
            self.flush()
        if tag in _HEADINGS:
            self.heading = _HEADINGS[tag]
            self.children(node, depth)
            self.flush()
            self.heading = 0
        elif tag in ("ol", "ul"):
            self.list_of(node, tag, attributes, depth)
        elif tag == "table":
            if not self.table(node, depth):
                self.children(node, depth)
        elif tag == "dl":
            self.definitions(node, depth)
        elif tag == "pre":
            self.buffer.append((node.text() or "").replace("\r\n", "\n"))
        elif tag != "form" or holds_page(node):
            self.children(node, depth)
        if self.buffer:
            self.flush()

    def anchor(self, node: LexborNode, attributes: dict[str, str | None], depth: int) -> None:
        before = len(self.buffer)
        pieces = len(self.pieces)
        self.children(node, depth + 1)
        href = (attributes.get("href") or "").strip()
        if len(self.pieces) == pieces:
            words = "".join(self.buffer[before:])
            if not _is_file(href):
                self.linked += _letters(words)
        else:
            words = self.pieces[-1].block.text
        if href and href[0] != "#":
            try:
                url = urljoin(self.base or "", href)
            except ValueError:
                return
            if url.startswith(("http://", "https://")):
                self.links.append(Link(url=url, text=tidy(words)))

    def list_of(self, node: LexborNode, tag: str, attributes: dict[str, str | None], depth: int) -> None:
        outer_level, self.level = self.level, self.level + (1 if self.marker is not None or self._inside_list else 0)
        was_inside, self._inside_list = self._inside_list, True
        number = _whole(attributes.get("start"), 1)
        style = attributes.get("type")
        child = node.first_child
        while child is not None:
            if child.tag == "li":
                number = _whole(child.attributes.get("value"), number)
                self.flush()
                self.marker = generated_marker(style, number) if tag == "ol" else "•"
                self.element(child, "li", depth + 1)
                self.marker = None
                number += 1
            elif child.tag is not None and child.tag[0] != "-" and child.tag not in _SKIPPED:
                self.element(child, child.tag, depth + 1)
            if len(self.pieces) > MOST_BLOCKS:
                break
            child = child.next
        self.level, self._inside_list = outer_level, was_inside

    _inside_list = False

    def definitions(self, node: LexborNode, depth: int) -> None:
        label = ""
        for child in _terms(node):
            if child.tag == "dt":
                self._label(label)
                label = tidy(child.text(deep=True, separator=" "))
            else:
                self.labelled(label, child, depth)
                label = ""
            if len(self.pieces) > MOST_BLOCKS:
                break
        self._label(label)

    def labelled(self, label: str, node: LexborNode, depth: int) -> None:
        """A label and its value: one line where the value is one line, else the label above its blocks."""
        start = len(self.pieces)
        self.children(node, depth + 1)
        self.flush()
        if not label:
            return
        first = self.pieces[start].block if start < len(self.pieces) else None
        if (
            first is not None
            and not is_ask(label)
            and len(self.pieces) == start + 1
            and first.kind is BlockKind.PARAGRAPH
        ):
            self.pieces[start] = Piece(block=block_of(f"{label.rstrip(': ')}: {first.text}"))
        else:
            self.pieces.insert(start, Piece(block=block_of(label)))

    def _label(self, label: str) -> None:
        if label:
            self.pieces.append(Piece(block=block_of(label)))

    def table(self, node: LexborNode, depth: int) -> bool:
        """Figures stay a table; labels and values become lines; False where a table only arranges the page."""
        rows = [r for r in (_cells(tr) for tr in rows_of(node)) if any(c.text(deep=True).strip() for c in r)]
        headings = tuple(tidy(c.text(deep=True, separator=" ")) for c in rows[0]) if rows else ()
        if is_answer_table(headings, len(rows) - 1) or is_question_table(headings, [r[0].text() for r in rows[1:]]):
            self.answers(headings, rows[1:], depth)
            return True
        if any(inner.tag == "table" and inner.mem_id != node.mem_id for inner in node.traverse()):
            return False
        labels = bool(rows) and all(len(r) == 2 for r in rows) and _holds_labels(rows)
        if not rows or (_is_layout(rows) and not labels):
            return False
        for caption in node.css("caption"):
            self.children(caption, depth)
            self.flush()
        if labels:
            for label, value in rows:
                self.labelled(tidy(label.text(deep=True, separator=" ")), value, depth)
            return True
        grid = tuple(tuple(self._cell(c) for c in row) for row in rows)
        if listed := numbered_list(grid):
            self.pieces += [Piece(block=block) for block in listed]
        elif len(grid) == 1 or max(map(len, grid)) == 1:
            self.pieces += [Piece(block=block_of(c)) for row in grid for c in row if c]
        else:
            self.pieces.append(Piece(block=table_block(grid)))
        return True

    def answers(self, headings: tuple[str, ...], rows: list[list[LexborNode]], depth: int) -> None:
        """Each row of a log: its title as heading, then its other cells below their columns' headings as labels."""
        for row in rows:
            cells = sorted(zip(headings, row, strict=False), key=lambda cell: not is_title_column(cell[0]))
            for heading, cell in cells:
                if is_title_column(heading):
                    self.element(cell, "h3", depth)
                elif cell.text(deep=True).strip():
                    self.labelled(heading, cell, depth)

    def _cell(self, node: LexborNode) -> str:
        for a in node.css("a[href]"):
            self.anchor(a, a.attributes, _DEPTH)
        self.buffer.clear()
        self.linked = 0
        return tidy(node.text(deep=True, separator=" "))


def _letters(text: str) -> int:
    """How many letters and figures there are: marks and spaces between links are no text of their own."""
    return sum(map(str.isalnum, text))


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.strip().isdecimal() and len(value) < 6 else default


def _terms(node: LexborNode, depth: int = 8) -> Iterator[LexborNode]:
    """The dt and dd of a definition list, also where each pair stands in a div; not those of lists within it."""
    for child in node.iter():
        if child.tag in ("dt", "dd"):
            yield child
        elif depth and child.tag != "dl":
            yield from _terms(child, depth - 1)


def _cells(row: LexborNode) -> list[LexborNode]:
    return [c for c in row.iter() if c.tag in ("td", "th")]


def _holds_labels(rows: list[list[LexborNode]]) -> bool:
    return holds_labels([tidy(r[0].text(deep=True)) for r in rows])


def _is_layout(rows: list[list[LexborNode]]) -> bool:
    """A table that arranges a page, or labels beside whole passages, instead of holding figures."""
    if any(len(c.text(deep=True)) > 700 for row in rows for c in row):
        return True
    return any(c.css_first(_LAYOUT) is not None for row in rows for c in row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What an HTML page holds. `whole_page`: the main part was not marked, so that `pieces` are of the whole page.

    `heading` is the page's h1, `name` its <title> without the site's name.
    """

    pieces: tuple[Piece, ...]
    whole_page: bool
    heading: str | None
    name: str | None
    links: tuple[Link, ...]
    language: str | None


def read_html(text: str, url: str | None) -> Markup:
    """The pieces of an HTML page in reading order, furniture within the main part still among them."""
    parser = LexborHTMLParser(text)
    main, whole_page = main_part(parser)
    base = parser.css_first("base[href]")
    walk = _Walk(urljoin(url or "", base.attributes.get("href") or "") if base is not None else url)
    if main is not None:
        walk.children(main, 0)
        walk.flush()
    root = parser.root
    language = root.attributes.get("lang") if root is not None else None
    return Markup(
        pieces=tuple(walk.pieces),
        whole_page=whole_page,
        heading=first_heading(parser, main),
        name=page_name(parser),
        links=tuple(walk.links),
        language=(language or "").strip().lower() or None,
    )
