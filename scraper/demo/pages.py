"""A sample site: every address it answers, built from the sample data and the templates of its platform."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import urlsplit

from scraper.demo import listings
from scraper.demo.markup import expand, to_html
from scraper.demo.samples import Day, OtherItem, SampleForce, SampleResponse
from scraper.records import Source

_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BUILT = Day(2012, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """What a site answers to one address. `modified` has whole seconds, as HTTP dates do."""

    body: bytes
    modified: datetime
    media_type: str = "text/html; charset=utf-8"
    status: int = 200

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:16]}"'


class Site:
    """One force's site at one edition."""

    def __init__(self, force: SampleForce) -> None:
        self._force = force
        self._pages = file_pages(self._force) | self._items() | self._folders()
        self._pages["/robots.txt"] = self._robots()

    def source(self, origin: str) -> Source:
        """The disclosure log as a source; `origin` is scheme, host and port."""
        force = self._force
        return Source(
            id=force.id,
            name=f"{force.name} disclosure log",
            force=force.id,
            force_name=force.name,
            nation=force.nation,
            law=force.law,
            platform=force.platform,
            listings=tuple(origin + path for path in force.listings),
            hosts=frozenset({"127.0.0.1"}),
            delay_seconds=0.01,
            min_entries=5,
            licence="Sample text written for this demonstration",
            attribution=f"{force.name} is invented; so are its answers",
            note="A sample: no such force exists",
        )

    def page(self, target: str) -> SitePage:
        """The page at this request target; a 404 in the site's style if there is none."""
        try:
            address = urlsplit(target)
        except ValueError:
            return self._not_found()
        if self._force.platform == "soh" and address.path.endswith("/published-items/"):
            return self._published_items(address.path, address.query)
        return self._pages.get(address.path) or self._not_found()

    def _robots(self) -> SitePage:
        text = ("\ufeff" if self._force.robots_mark else "") + self._force.robots
        return _dated(text, _BUILT, media_type="text/plain; charset=utf-8")

    def _items(self) -> dict[str, SitePage]:
        force = self._force
        pages = {force.address(r.path): self._response(r) for r in force.responses}
        pages |= {
            force.address(r.path, welsh=True): self._response(r, welsh=True) for r in force.responses if r.welsh_title
        }
        return pages | {force.address(item.path): self._other(item) for item in force.others}

    def _response(self, response: SampleResponse, *, welsh: bool = False) -> SitePage:
        title = (welsh and response.welsh_title) or response.title
        letter = to_html(letter_text(self._force, response), numbers=self._force.numbers, headings=self._force.headings)
        return self._shell(title, letter, response.dated, welsh=welsh, twin=self._twin(response, welsh))

    def _twin(self, response: SampleResponse, welsh: bool) -> str | None:
        return self._force.address(response.path, welsh=not welsh) if response.welsh_title else None

    def _other(self, item: OtherItem) -> SitePage:
        return self._shell(item.title, to_html(item.body, numbers="list", headings="h2"), item.dated)

    def _folders(self) -> dict[str, SitePage]:
        """The home page, and the index and folder pages of a log that is a tree of folders."""
        force = self._force
        pages = {"/": self._shell(force.name, f"<p>The sample site of {escape(force.name)}.</p>", _BUILT)}
        if force.platform != "soh":
            for path, title, content, dated in listings.folder_pages(force):
                pages[path] = self._shell(title, content, dated)
        return pages

    def _published_items(self, path: str, query: str) -> SitePage:
        welsh = path.startswith("/cy-GB/")
        content, dated = listings.published_items(self._force, path, query, welsh=welsh)
        twin = path.removeprefix("/cy-GB") if welsh else f"/cy-GB{path}"
        title = "Eitemau cyhoeddedig" if welsh else "Published items"
        return self._shell(title, content, dated, welsh=welsh, twin=twin if self._force.welsh_name else None)

    def _not_found(self) -> SitePage:
        found = self._shell(
            "Page not found", "<p>The page you asked for is not here. It may have been moved.</p>", _BUILT
        )
        return SitePage(body=found.body, modified=found.modified, status=404)

    def _shell(self, title: str, content: str, dated: Day, *, welsh: bool = False, twin: str | None = None) -> SitePage:
        """The content within the site's furniture."""
        words = _chrome()[self._force.platform]["cy" if welsh else "en"]
        name = (welsh and self._force.welsh_name) or self._force.name
        switch = f'<a class="language" href="{twin}">{words["switch"]}</a>' if twin else ""
        values = words | {
            "title": escape(title),
            "force": escape(name),
            "content": content,
            "switch": switch,
            "style": _text("site.css"),
        }
        return _dated(_template(self._force.platform).substitute(values), dated)


def file_pages(force: SampleForce) -> dict[str, SitePage]:
    """The files that the force's answers link to, by their paths."""
    folder = files("scraper.demo") / "files"
    return {
        address: SitePage(
            body=(folder / name).read_bytes(),
            modified=_instant(_BUILT),
            media_type=_MEDIA_TYPES[name.split(".")[-1]],
        )
        for address, name in force.files
    }


def letter_text(force: SampleForce, response: SampleResponse) -> str:
    """The whole letter in the small markup: layout, request and answer put together, passages and fields filled in."""
    fields = {
        "force": force.name,
        "title": response.title,
        "reference": response.reference,
        "number": (response.reference or "").split("/")[0],
        "requested": response.requested,
        "responded": response.responded,
        "published": response.published,
    }
    parts = {
        "request": expand(response.request, force.snippets).format_map(fields),
        "answer": expand(response.answer, force.snippets).format_map(fields),
    }
    return expand(force.layouts[response.layout], force.snippets).format_map(fields | parts)


def _dated(text: str, day: Day, media_type: str = "text/html; charset=utf-8") -> SitePage:
    return SitePage(body=text.encode(), modified=_instant(day), media_type=media_type)


def _instant(day: Day) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


@cache
def _template(platform: str) -> Template:
    return Template(_text(f"{platform}.html"))


@cache
def _chrome() -> Mapping[str, Mapping[str, dict[str, str]]]:
    return tomllib.loads(_text("chrome.toml"))


@cache
def _text(name: str) -> str:
    return (files("scraper.demo") / "templates" / name).read_text(encoding="utf-8")
