"""A search as a feed: Atom (RFC 4287) and JSON Feed 1.1. Pure.

An entry's id is a UUID made from the response's address, so it is the same wherever the archive is served; its time is
that of the last real change: a new version, a withdrawal or a return, not another look at an unchanged page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from scraper.addresses import canonical_address
from scraper.web.words import dated_words, outcome_words, title_words

MOST_ENTRIES: Final = 100
_ATOM: Final = "http://www.w3.org/2005/Atom"
_NO_TIME: Final = "1970-01-01T00:00:00Z"
# What XML 1.0 cannot hold, as text from PDF files sometimes does.
_NOT_XML: Final = {
    code: "�" for code in (*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)) if code not in (9, 10, 13)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`page` is the address of the search, `self_url` that of the feed; `rows` are the responses, newest change first.

    A row has id, force, force_name, title, reference, dated_on, outcome, exemptions, url, first_seen_at,
    withdrawn_at, moved_at and beginning (of the answer).
    """

    title: str
    page: str
    self_url: str
    base: str
    rows: Sequence[dict[str, Any]]

    @property
    def updated(self) -> str:
        return max((row["moved_at"] for row in self.rows), default=_NO_TIME)

    def as_atom(self) -> bytes:
        ElementTree.register_namespace("", _ATOM)
        feed = ElementTree.Element(f"{{{_ATOM}}}feed")
        _add(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, self.page.removeprefix(self.base))}")
        _add(feed, "title", self.title)
        _add(feed, "updated", self.updated)
        _add(feed, "link", rel="self", type="application/atom+xml", href=self.self_url)
        _add(feed, "link", rel="alternate", type="text/html", href=self.page)
        _add(_add(feed, "author"), "name", "Police FOI archive")
        for row in self.rows:
            entry = _add(feed, "entry")
            _add(entry, "id", _id(row))
            _add(entry, "title", _title(row))
            _add(entry, "updated", row["moved_at"])
            _add(entry, "published", row["first_seen_at"])
            _add(entry, "link", rel="alternate", type="text/html", href=_permalink(self.base, row))
            _add(_add(entry, "author"), "name", row["force_name"])
            _add(entry, "summary", _summary(row), type="text")
        body: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
        return body

    def as_json(self) -> bytes:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.page,
            "feed_url": self.self_url,
            "items": [
                {
                    "id": _id(row),
                    "url": _permalink(self.base, row),
                    "external_url": row["url"],
                    "title": _title(row),
                    "content_text": _summary(row),
                    "date_published": row["first_seen_at"],
                    "date_modified": row["moved_at"],
                    "authors": [{"name": row["force_name"]}],
                    "tags": [t for t in (row["outcome"], *(row["exemptions"] or "").split(";")) if t],
                }
                for row in self.rows
            ],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", {k: _clean(v) for k, v in attributes.items()})
    element.text = _clean(text) if text is not None else None
    return element


def _clean(text: str) -> str:
    return text.translate(_NOT_XML)


def _id(row: dict[str, Any]) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, canonical_address(row['url']))}"


def _permalink(base: str, row: dict[str, Any]) -> str:
    return f"{base}/response/{row['force']}/{row['id']}"


def _title(row: dict[str, Any]) -> str:
    withdrawn = "Withdrawn: " if row["withdrawn_at"] else ""
    return f"{withdrawn}{title_words(row['title'], row['reference'])} ({row['force_name']})"


def _summary(row: dict[str, Any]) -> str:
    exemptions = (row["exemptions"] or "no exemption found").replace(";", ", ")
    facts = f"{outcome_words(row['outcome'])}. {exemptions}. {dated_words(row['dated_on'])}."
    return f"{facts} {row['beginning'] or ''}".strip()
