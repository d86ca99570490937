"""Every source of sources.toml with a stand-in of its make at its own paths, and the web's archive beside them.

    with every_source() as world:
        path = world.write_config(tmp_path / "sources.toml")
        ... foi refresh --sources path ...
        assert world.logs.requests, world.web.paths

Each source keeps platform, law and listing facts; only its hosts become ports of this machine, and its floor what its
stand-in shows. A source that has no stand-in is a KeyError: give it one in `_SHAPES`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from test_shapes import letter_file
from web_archive import WebArchive

from scraper.demo.frames import MakeFile, Pages, html_page, letter_in, page_of, pdf_page, slug
from scraper.demo.pages import Site, SitePage
from scraper.demo.samples import SampleForce, load_forces
from scraper.demo.server import SampleLogs
from scraper.demo.shapes import SHAPES, Shape, ShapedSite
from scraper.records import Source, Via
from scraper.sources import load_config

COMMAND = """
from functools import partial
import scraper.cli.runs as command
command.Plan = partial(command.Plan, archive_delay_seconds=0.0, index_pause_seconds=0.0)
from scraper.cli import main
main()
"""
"""`foi` for `python -c`, but without the pauses that the web's archive asks for: its stand-in does not."""
SHIPPED = Path(__file__).parents[1] / "sources.toml"
_FORCES = {force.id: force for force in load_forces(1)}


def _files_and_pages(force: SampleForce, make_file: MakeFile) -> Pages:
    """Answers as pages and as letters, on a list below the page about requests: what is known of Lancashire's site."""
    about, log = "/about-us/accessing-information/freedom-of-information/", "/about-us/disclosure-log"
    pages, rows = {}, []
    for place, response in enumerate(force.responses):
        letter = letter_in(
            force, response, "Reference: {reference}\n\n## Request\n\n{request}\n\n## Response\n\n{answer}"
        )
        address = f"{about}{slug(response)}.pdf" if place % 2 else f"{log}/{slug(response)}"
        pages[address] = pdf_page(make_file, letter) if place % 2 else page_of(response.title, letter)
        rows.append(f'<li><a href="{address}">{escape(response.title)}</a></li>')
    pages[log] = html_page("Disclosure log", f"<ul>{''.join(rows)}</ul>")
    return pages | {about: html_page("Freedom of information", f'<p><a href="{log}">Our disclosure log</a></p>')}


def _own_releases(force: SampleForce, make_file: MakeFile) -> Pages:
    """GOV.UK asked for the releases of one body: no other body's are among them."""
    pages = dict(SHAPES["govuk"].build(force, make_file))
    search = pages["/api/search.json"]
    own = [r for r in json.loads(search.body) if r["organisations"][0]["title"] == force.name]
    return pages | {"/api/search.json": replace(search, body=json.dumps(own).encode())}


_SHAPES = SHAPES | {
    "cnc": replace(SHAPES["govuk"], build=_own_releases),
    "lancashire": replace(
        SHAPES["html_table"], listing="/about-us/accessing-information/freedom-of-information/", build=_files_and_pages
    ),
    "norfolk": SHAPES["html_table"],
}
"""By source, else by platform. Single Online Home is served by the sites of the demo."""


class Standing:
    """A site at the paths of a source, whatever its own listing's path is. `answers`: how many responses it yields."""

    def __init__(self, source: Source, site: Site | ShapedSite, shown: str, answers: int) -> None:
        self.real, self.answers = source, answers
        self._site, self._shown = site, urlsplit(shown).path
        self._asked = urlsplit(source.listings[0]).path

    def page(self, target: str) -> SitePage:
        path, mark, query = target.partition("?")
        return self._site.page((self._shown if path == self._asked else path) + mark + query)

    def source(self, origin: str) -> Source:
        parts = (urlsplit(url) for url in self.real.listings)
        return replace(self.real, listings=tuple(origin + urlunsplit(("", "", *part[2:])) for part in parts))


def _stand_in(source: Source, answers: int) -> Standing:
    if source.platform == "soh":
        force = _FORCES["dyffryn-llwyd" if source.nation == "Wales" else "castlemere"]
        site = Site(replace(force, responses=force.responses[:answers]))
        return Standing(source, site, force.listings[0], answers)
    shape = _SHAPES.get(source.id) or _SHAPES[source.platform]
    # A third of the answers of Norfolk's table stand in their row, and no link leads to them.
    yielded = answers - answers // 3 if source.id == "norfolk" else answers
    return Standing(source, _shaped(shape, source.force_name, answers), shape.listing, yielded)


def _sample(name: str, answers: int) -> Standing:
    """A stand-in by itself, so that platforms without a source are seen too."""
    site = _shaped(SHAPES[name], _FORCES[SHAPES[name].force].name, answers)
    source = replace(site.source(""), id=f"sample-{name.replace('_', '-')}")
    return Standing(source, site, SHAPES[name].listing, answers)


def _shaped(shape: Shape, force_name: str, answers: int) -> ShapedSite:
    """The first answers of a shape, given by the force of this name."""

    def build(force: SampleForce, make_file: MakeFile) -> Pages:
        return shape.build(replace(force, name=force_name, responses=force.responses[:answers]), make_file)

    return ShapedSite(replace(shape, build=build), letter_file)


@dataclass(frozen=True, kw_only=True)
class World:
    """The stand-ins while they run. `answers`: how many responses each source has to yield."""

    logs: SampleLogs
    web: WebArchive
    answers: dict[str, int]

    def write_config(self, path: Path, *, delay_seconds: float = 0.0) -> Path:
        """sources.toml as shipped, and a table for each sample.

        Only where everything is, how long to pause and the floors differ.
        """
        tables: dict[str, dict[str, Any]] = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["source"]
        client = {"project": "test", "allow_loopback": True, "archive_url": self.web.url}
        lines = ["[client]", *_keys(client | {"delay_seconds": delay_seconds})]
        for source in self.logs.sources:
            tables.setdefault(source.id, _table(source))
            tables[source.id] |= {"listings": source.listings, "hosts": ["127.0.0.1"]}
        for name, table in tables.items():
            rules = table.pop("listing", {})
            columns = rules.pop("columns", {})
            lines += [f"[source.{name}]", *_keys(table | {"min_entries": self.answers[name]})]
            lines += [f"[source.{name}.listing]", *_keys(rules)]
            lines += [f"[source.{name}.listing.columns]", *_keys(columns)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path


def _table(source: Source) -> dict[str, Any]:
    """A sample's table of sources.toml."""
    facts = {key: getattr(source, key) for key in ("force", "force_name", "nation", "law", "platform")}
    return facts | {"listing": asdict(source.rules) | {"columns": dict(source.rules.columns)}}


def _keys(table: dict[str, Any]) -> list[str]:
    """A table's lines: text, numbers, truth and lists are written in TOML as in JSON."""
    return [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items()]


@contextmanager
def every_source(answers: int = 4) -> Iterator[World]:
    """Starts a stand-in with so many answers (at most 11) for each source of sources.toml, and the web's archive."""
    config = load_config(SHIPPED)
    standing = [_stand_in(source, answers) for source in config.sources if source.via is Via.LIVE]
    standing += [_sample(name, answers) for name in SHAPES]
    dead = [source for source in config.sources if source.via is Via.WAYBACK]
    with WebArchive() as web, SampleLogs(standing) as logs:
        for source in dead:
            _archive(web, source, answers)
        yielded = {site.real.id: site.answers for site in standing} | {source.id: answers for source in dead}
        yield World(logs=logs, web=web, answers=yielded)


def _archive(web: WebArchive, source: Source, answers: int) -> None:
    """Puts the old log into the web's archive: its answers, the first of them twice, and a folder."""
    prefix = source.archive_prefixes[0]
    host = "https://" + prefix.partition("/")[0]
    if shape := SHAPES.get(source.force) or SHAPES.get(source.platform):
        force = _FORCES[shape.force]
        for address, page in shape.build(replace(force, responses=force.responses[:answers]), letter_file).items():
            if not address.startswith("/?"):  # the same page under its number
                web.add(host + address, "20210304050607", page.body)
        return
    force = _FORCES["northmoor"]
    site = Site(force)
    for response in force.responses[:answers]:
        address = force.address(response.path)
        web.add(host + address, "20210304050607", site.page(address).body)
    web.add(host + force.address(force.responses[0].path), "20200304050607", b"<p>We are working on this page.</p>")
    web.add("https://" + prefix, "20210304050607", site.page(force.listings[0]).body)
