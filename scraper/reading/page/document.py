"""Bytes to a document: decoding, then the blocks of an HTML page or a plain text, page furniture removed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from scraper.reading.language.signs import label_sign
from scraper.reading.page.contentitem import html_of_content_item
from scraper.reading.page.furniture import Piece, without_furniture
from scraper.reading.page.html import read_html
from scraper.reading.page.plain import MOST_BLOCKS, pieces_of_text, table_block
from scraper.reading.page.repairs import repaired, with_lines
from scraper.reading.page.tangles import is_tangled
from scraper.reading.page.titles import is_title, title_of_text
from scraper.records import Block, BlockKind, Document, Hints, Page

_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|br|table|h[1-6]|ul|ol|span|main|article|title)\b[^>]{0,500}>",
    re.IGNORECASE,
)
_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>?")
_EMPTY_LINES = re.compile(r"\n{3,}")
# Bytes that are no UTF-8 are read as windows-1252: what mislabelled pages of this kind hold.
_STRAY = {0xDC00 + n: bytes((n,)).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0x100)}
_TWICE = re.compile("[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}")
_UNTWICE = {byte: chr(n) for n in range(0x80, 0xA0) if (byte := bytes((n,)).decode("cp1252", "ignore"))}

MOST_LINES = 20_000  # of a plain text
MOST_TEXT = 500_000  # characters of one page that are read: more than twice the longest response


def decode(body: bytes, charset: str | None = None) -> str:
    """The text of `body`: by byte-order mark, else UTF-8, else windows-1252 for the bytes that are not UTF-8.

    A declared encoding counts only where it is none of these two: they are declared in place of one another.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = _declared(body, charset) or body.decode("utf-8", "surrogateescape").translate(_STRAY)
    return _TWICE.sub(_decoded_once, text) if "â€" in text or "Â" in text else text


def _declared(body: bytes, charset: str | None) -> str | None:
    found = _META_CHARSET.search(body[:2048])
    for name in (charset, found.group(1).decode("ascii") if found else None):
        if name and name.lower().replace("_", "-").startswith(
            ("utf-16", "iso-8859-15", "macintosh", "shift", "gb", "koi8")
        ):
            try:
                return body.decode(name, "replace")
            except LookupError:
                continue
    return None


def _decoded_once(found: re.Match[str]) -> str:
    return _meant(found.group())


@lru_cache(maxsize=4096)
def _meant(whole: str) -> str:
    """UTF-8 that was read as windows-1252 and saved again: the character that was meant."""
    for length in (len(whole), 2):
        raw = b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in whole[:length])
        try:
            return raw.decode("utf-8") + whole[length:]
        except UnicodeDecodeError:
            continue
    return whole


def _is_html(page: Page, text: str) -> bool:
    declared = (page.media_type or "").lower()
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if head[:1] == "<" and _TAG.search(head):
        return True
    if declared in ("text/html", "application/xhtml+xml"):
        return _TAG.search(text[:100_000]) is not None
    return declared not in ("text/plain", "application/pdf") and len(_TAG.findall(text[:20_000])) >= 3


def _beginning(text: str) -> str:
    """As much of a plain text as a letter may have, its lines ended alike."""
    text = text[:MOST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join([*text.split("\n", MOST_LINES)[:MOST_LINES], ""]) if text.count("\n") >= MOST_LINES else text


def _within_bounds(pieces: list[Piece]) -> tuple[list[Piece], bool]:
    """As many pieces, and as much text of the last, as a letter may have; and whether anything was left out."""
    room = MOST_TEXT
    for count, piece in enumerate(pieces):
        block = piece.block
        if count == MOST_BLOCKS or room <= 0:
            return pieces[:count], True
        if len(block.text) > room:
            rows = len(block.text[:room].split("\n"))
            short = table_block(block.rows[:rows]) if block.rows else replace(block, text=block.text[:room].rstrip())
            return [*pieces[:count], Piece(block=short)], True
        room -= len(block.text)
    return pieces, False


def parse_document(page: Page) -> Document:
    """The blocks of a page or letter in reading order; never fails, whatever the bytes."""
    text = decode(page.body, page.charset).replace("\x00", "")
    text = html_of_content_item(text) or text
    is_html = _is_html(page, text)
    if is_html and is_tangled(text):
        is_html, text = False, _EMPTY_LINES.sub("\n\n", _ANY_TAG.sub("\n", text))
    if not is_html:
        beginning = _beginning(text)
        pieces, cut = _within_bounds(pieces_of_text(beginning))
        blocks = without_furniture(repaired(pieces), whole_page=False)
        cut = cut or len(text) > MOST_TEXT or beginning.count("\n") == MOST_LINES
        title, line = title_of_text(blocks)
        # Above the title stand only banners of the site.
        return Document(title=title, blocks=tuple(blocks[line:]), cut=cut)
    markup = read_html(text, page.url)
    pieces, cut = _within_bounds(list(markup.pieces))
    blocks = without_furniture(repaired(with_lines(pieces)), whole_page=markup.whole_page)
    title = markup.heading or _title_of_headings(blocks) or markup.name
    return Document(title=title, blocks=tuple(blocks), links=markup.links, language=markup.language, cut=cut)


def _title_of_headings(blocks: Sequence[Block]) -> str | None:
    """The first lower heading near the top that is no label of a part: some pages have no h1 of their own."""
    for block in blocks[:5]:
        if block.kind is BlockKind.HEADING:
            if label_sign(block.text, Hints()) is not None:
                return None
            if is_title(block.text):
                return block.text
    return None


def text_of(blocks: Iterable[Block]) -> str | None:
    """The readable text of blocks, paragraphs set off by blank lines, printed marks kept; None where there is none."""
    lines: list[str] = []
    for block in blocks:
        indent = "  " * block.level if block.kind is BlockKind.ITEM else ""
        lines.append(indent + block.printed)
    return "\n\n".join(lines) or None
