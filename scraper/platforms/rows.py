"""Rows of a listing page, whatever its markup: links by address, the text around each, and the way to further pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.addresses import canonical_address
from scraper.errors import ListingError
from scraper.records import Page

_FURNITURE = frozenset({"nav", "header", "footer", "aside"})
_ROWS = frozenset({"li", "tr", "dd", "article"})
_ROW_LIMITS = frozenset({"body", "html", "main"})
_EMPTY_TITLE = re.compile(r"(?:read more|view|more|open|download|darllen mwy|details?)\b.{0,12}\Z", re.I)
_PAGER_TEXT = re.compile(r"(?:page |tudalen )?\d{1,5}\Z|(?:next|last|first|previous|nesaf|olaf|older)\b.{0,20}\Z", re.I)
_TOTAL = re.compile(
    r"[0-9] of ([0-9][0-9,]{0,8})(?: results| items| entries| documents|\s*$)|"
    r"([0-9][0-9,]{0,8}) (?:results|items|entries|documents)(?: found|\b)",
    re.I | re.M,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One listed address: its link text and the lines of the row it stands in."""

    url: str
    title: str | None
    lines: tuple[str, ...]

    @property
    def listed_text(self) -> str | None:
        """What the listing says of the entry besides its title; a change of it makes the entry due."""
        return " | ".join(line for line in self.lines if line != self.title) or None


class ListingPage:
    """A listing page opened for reading; `url` is needed to resolve its links."""

    def __init__(self, page: Page) -> None:
        if not page.url:
            raise ValueError("a listing page needs its address")
        self.url = page.url
        self.tree = LexborHTMLParser(page.body.decode("utf-8", "replace"))
        if self.tree.body is None or not self.tree.body.text(strip=True):
            raise ListingError(f"{page.url}: the listing page is blank")

    def rows(self, wanted: Callable[[str], bool]) -> tuple[Row, ...]:
        """One row a wanted address outside navigation, in page order; of several links the one with a title counts."""
        found: dict[str, tuple[LexborNode, str, str | None]] = {}
        for node, url in self.links_in(self.tree):
            if not wanted(url) or _inside(node, _FURNITURE):
                continue
            key, title = canonical_address(url), _title(node)
            if key not in found or (found[key][2] is None and title):
                found[key] = (node, url, title)
        return tuple(
            Row(url=url, title=title, lines=_lines(self._row_of(node, wanted))) for node, url, title in found.values()
        )

    def pages(self) -> tuple[str, ...]:
        """Further pages of this listing: links to the same path that look like a pager's."""
        here = urlsplit(self.url)
        seen: dict[str, str] = {}
        for node, url in self.links_in(self.tree):
            parts = urlsplit(url)
            same = (parts.netloc, parts.path.rstrip("/")) == (here.netloc, here.path.rstrip("/"))
            words = (node.attributes.get("aria-label") or "", node.text(strip=True))
            pager = "next" in (node.attributes.get("rel") or "") or any(_PAGER_TEXT.match(w.strip()) for w in words)
            if same and pager:
                seen.setdefault(canonical_address(url), url)
        seen.pop(canonical_address(self.url), None)
        return tuple(seen.values())

    def total(self) -> int | None:
        """How many rows the page says the whole listing has, if it does."""
        body = self.tree.body
        found = _TOTAL.search(body.text(separator=" ")) if body else None
        return int((found[1] or found[2]).replace(",", "")) if found else None

    def links_in(self, part: LexborHTMLParser | LexborNode) -> Iterator[tuple[LexborNode, str]]:
        """The links to other pages within a part of the page, with their addresses in full."""
        for node in part.css("a[href]"):
            href = (node.attributes.get("href") or "").strip()
            if not href or href.startswith(("#", "mailto:", "tel:", "javascript:")):
                continue
            try:
                url = urljoin(self.url, href)
                parts = urlsplit(url)
            except ValueError:  # a malformed address in the page: no link of ours
                continue
            if parts.scheme in ("http", "https"):
                yield node, parts._replace(fragment="").geturl()

    def _row_of(self, node: LexborNode, wanted: Callable[[str], bool]) -> LexborNode:
        """The list item, table row or article around the link, else the largest element with no other such link."""
        row = node
        while row.tag not in _ROWS and (parent := row.parent) is not None and parent.tag not in _ROW_LIMITS:
            addresses = {urljoin(self.url, a.attributes.get("href") or "") for a in parent.css("a[href]")}
            if len({canonical_address(u) for u in addresses if wanted(u)}) > 1:
                break
            row = parent
        return row


def _inside(node: LexborNode, tags: frozenset[str]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _title(node: LexborNode) -> str | None:
    text = " ".join(node.text(separator=" ").split())
    return text if text and not _EMPTY_TITLE.match(text) else None


def _lines(node: LexborNode) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in node.text(separator="\n").split("\n"))
    return tuple(line for line in lines if line and not _EMPTY_TITLE.match(line))
