"""Rows of a listing page, whatever its markup: links by address, the text around each, and the way to further pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.addresses import canonical_address
from scraper.errors import ListingError
from scraper.records import Page

_FURNITURE = frozenset({"nav", "header", "footer", "aside"})
_ROWS = frozenset({"li", "tr", "dd", "article"})
_ROW_LIMITS = frozenset({"body", "html", "main"})
Wanted = Callable[[str], bool]  # whether an address is one of those looked for
_EMPTY_TITLE = re.compile(r"(?:read more|view|more|open|download|darllen mwy|details?)\b.{0,12}\Z", re.I)
_PAGER_TEXT = re.compile(
    r"(?:page |tudalen )?\d{1,5}\Z|\W{0,3}(?:next|last|previous|nesaf|olaf|blaenorol|older)\b.{0,20}\Z", re.I
)
_FIRST_PAGE = re.compile(r"(?:(?:page |tudalen )?0*1|first|cyntaf)\b", re.I)
_PAGE_PART = re.compile(r"/page/(\d{1,5})/?\Z")
_TOTAL = re.compile(
    r"[0-9] of ([0-9][0-9,]{0,8})(?: results| items| entries| documents|\s*$)|[0-9] o ([0-9][0-9,]{0,8}) o ganlyniadau|"
    r"([0-9][0-9,]{0,8}) (?:results|items|entries|documents|canlyniad(?:au)?)\b",
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

    def rows(self, wanted: Wanted, beside: Wanted | None = None) -> tuple[Row, ...]:
        """One row a wanted address outside navigation, in page order; of several links the one with a title counts.

        A link that shares its row with one address that `beside` wants belongs to that, and is no row.
        """
        found: dict[str, tuple[LexborNode, str, str | None]] = {}
        for node, url in self.links_in(self.tree):
            if not wanted(url) or _inside(node, _FURNITURE) or (beside and self._belongs(node, beside)):
                continue
            key, title = canonical_address(url), _title(node)
            if key not in found or (found[key][2] is None and title):
                found[key] = (node, url, title)
        rows = ((self._row_of(node, wanted), url, title) for node, url, title in found.values())
        return tuple(Row(url=url, title=title or _heading(row), lines=_lines(row)) for row, url, title in rows)

    def pages(self) -> tuple[str, ...]:
        """Further pages of this listing: links of a pager that lead onward; the walk has come from the others."""
        onward: dict[str, str] = {}
        for url, step in self._pager():
            if step > 0:
                onward.setdefault(canonical_address(url), url)
        return tuple(onward.values())

    def is_first(self) -> bool:
        """Whether no pager leads back from here."""
        return all(step >= 0 for _, step in self._pager())

    def is_own(self, url: str) -> bool:
        """Whether this is a page of the same listing, and so the pager's business."""
        differing = _differences(self.url, url)
        return differing is not None and all(_are_numbers(*pair) for pair in differing)

    def _pager(self) -> list[tuple[str, int]]:
        """The links that look like a pager's, and how far on each leads."""
        found = []
        for node, url in self.links_in(self.tree):
            words = [w.strip() for w in (node.attributes.get("aria-label") or "", node.text(strip=True)) if w.strip()]
            step = _step(self.url, url)
            if "next" in (node.attributes.get("rel") or "") or any(map(_PAGER_TEXT.match, words)):
                found.append((url, min(step, 0) if any(map(_FIRST_PAGE.match, words)) else step))
        return found

    def total(self) -> int | None:
        """How many rows the page says the whole listing has, if it does."""
        body = self.tree.body
        found = _TOTAL.search(body.text(separator=" ")) if body else None
        return int((found[1] or found[2] or found[3]).replace(",", "")) if found else None

    def links_in(self, part: LexborHTMLParser | LexborNode) -> Iterator[tuple[LexborNode, str]]:
        """The links to other pages within a part of the page, with their addresses in full."""
        for node in part.css("a[href]"):
            href = (node.attributes.get("href") or "").strip()
            if not href or href.startswith(("#", "mailto:", "tel:", "javascript:")):
                continue
            try:
                url = urljoin(self.url, href)
                parts = urlsplit(url)
                fits = parts.scheme in ("http", "https") and parts.port != 0
            except ValueError:  # a malformed address in the page: no link of ours
                continue
            if fits:
                yield node, parts._replace(fragment="").geturl()

    def _row_of(self, node: LexborNode, wanted: Wanted) -> LexborNode:
        """The list item, table row or article around the link, else the largest element with no other such link."""
        row = node
        while row.tag not in _ROWS and (parent := row.parent) is not None and parent.tag not in _ROW_LIMITS:
            if len(self._addresses_in(parent, wanted)) > 1:
                break
            row = parent
        return row

    def _belongs(self, node: LexborNode, beside: Wanted) -> bool:
        row = node
        while row.tag not in _ROWS and (parent := row.parent) is not None and parent.tag not in _ROW_LIMITS:
            row = parent
            if found := self._addresses_in(row, beside):
                return len(found) == 1
        return False

    def _addresses_in(self, part: LexborNode, wanted: Wanted) -> set[str]:
        return {canonical_address(url) for _, url in self.links_in(part) if wanted(url)}


def _step(here: str, there: str) -> int:
    """How far on in the same listing `there` lies: the difference of the one number in which the addresses differ.

    1 if they differ otherwise, 0 if they do not, or are not of the same listing.
    """
    differing = _differences(here, there)
    if not differing:
        return 0
    before, after = differing[0]
    return int(after) - int(before) if len(differing) == 1 and _are_numbers(before, after) else 1


def _differences(here: str, there: str) -> list[tuple[str, str]] | None:
    """What is asked of the same listing in the one and in the other address, where that differs; None for another."""
    (listing, asked), (other_listing, other) = _listing_of(here), _listing_of(there)
    if listing != other_listing:
        return None
    pairs = [(asked.get(name, {"0"}), other.get(name, {"0"})) for name in sorted(asked.keys() | other.keys())]
    return [(",".join(sorted(a)), ",".join(sorted(b))) for a, b in pairs if a != b]


def _are_numbers(*values: str) -> bool:
    return all(value.isdecimal() and len(value) < 10 for value in values)


def _listing_of(url: str) -> tuple[tuple[str, str], dict[str, set[str]]]:
    """Host and path of a listing, and what is asked of it: values may stand one by one or joined by commas."""
    parts = urlsplit(url)
    asked: dict[str, set[str]] = {}
    for name, value in parse_qsl(parts.query):
        asked.setdefault(name, set()).update(value.split(","))
    if number := _PAGE_PART.search(parts.path):
        asked["page number"] = {number[1]}
    return (parts.netloc, _PAGE_PART.sub("", parts.path).rstrip("/")), asked


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


def _heading(row: LexborNode) -> str | None:
    """The heading of a row whose links say no more than "Read more"."""
    found = row.css_first("h1, h2, h3, h4, h5, h6")
    return _title(found) if found is not None else None


def _lines(node: LexborNode) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in node.text(separator="\n").split("\n"))
    return tuple(line for line in lines if line and not _EMPTY_TITLE.match(line))
