"""The sample answers once more, as sites of other makes publish them: what stands in for those sites in tests.

A shape takes the responses of one of the invented forces and gives every page of a site: the listing in all its pages,
the answers in the site's own layout, and what else the listing holds. `shaped_site` puts one behind the server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape

from scraper.demo import bodies, own_sites
from scraper.demo.frames import (
    MakeFile,
    Pages,
    html_page,
    letter_in,
    number_of,
    page_of,
    paged,
    pdf_page,
    slug,
)
from scraper.demo.markup import to_html
from scraper.demo.pages import SitePage, file_pages
from scraper.demo.samples import SampleForce, SampleResponse, load_forces
from scraper.records import NO_RULES, ListingRules, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One make of site: whose answers it shows, the address of its listing, the facts a source needs to read it."""

    platform: str
    force: str
    listing: str
    build: Callable[[SampleForce, MakeFile], Pages]
    rules: ListingRules = NO_RULES


class ShapedSite:
    """A site of this shape, ready to be served. `responses`: the sample answers it shows."""

    def __init__(self, shape: Shape, make_file: MakeFile, edition: int = 1) -> None:
        self.shape = shape
        self.force = next(force for force in load_forces(edition) if force.id == shape.force)
        self._pages = {**file_pages(self.force), **shape.build(self.force, make_file)}

    @property
    def responses(self) -> tuple[SampleResponse, ...]:
        return self.force.responses

    def page(self, target: str) -> SitePage:
        """The page at this request target, else the one at its path; 422 where a search does not know a parameter."""
        path, _, query = target.partition("?")
        if path == bodies.SEARCH:
            return bodies.search(self._pages, query)
        if path.lower().endswith(".aspx"):  # letter case does not count
            target, path = target.lower(), path.lower()
        return self._pages.get(target) or self._pages.get(path) or replace(html_page("Not found", ""), status=404)

    def source(self, origin: str) -> Source:
        """The site's log as a source; `origin` is scheme, host and port."""
        return Source(
            id=f"{self.shape.platform.replace('_', '-')}-{self.force.id}",
            name=f"{self.force.name} disclosure log",
            force=self.force.id,
            force_name=self.force.name,
            nation=self.force.nation,
            law=self.force.law,
            platform=self.shape.platform,
            listings=(origin + self.shape.listing,),
            hosts=frozenset({"127.0.0.1"}),
            delay_seconds=0.01,
            rules=self.shape.rules,
        )


# ---- one page with many answers


def _one_page(force: SampleForce, make_file: MakeFile) -> Pages:
    def panel(response: SampleResponse) -> str:
        letter = letter_in(force, response, "## Request\n\n{request}\n\n## Response\n\n{answer}")
        content = to_html(letter, numbers="list", headings="h4")
        heading = f'<h3><button aria-expanded="false">{escape(response.title)}</button></h3>'
        return f'<div class="accordion">{heading}<div>{content}</div></div>'

    return {
        "/transparency/freedom-of-information": html_page(
            "Freedom of information", "\n".join(map(panel, force.responses))
        )
    }


# ---- a table: answers as pages, as files, and in the row itself


def _table(force: SampleForce, make_file: MakeFile) -> Pages:
    pages: dict[str, SitePage] = {}
    rows = []
    for place, response in enumerate(force.responses):
        reference = f"{number_of(response) % 10000}/{response.listed:%y}"
        layout = "**Reference:** " + reference + "\n\n## Request\n\n{request}\n\n## Response\n\n{answer}"
        address = f"/about-us/our-data/disclosure-logs/{slug(response)}"
        letter = letter_in(force, response, layout)
        if place % 3 == 0:
            pages[address] = page_of(response.title, letter)
            asked, answered = "", f'<a href="{address}">Response</a>'
        elif place % 3 == 1:
            address = f"/media/{number_of(response)}/{slug(response)}.pdf"
            pages[address] = pdf_page(make_file, letter)
            asked, answered = "", f'<a href="{address}">Response (PDF)</a>'
        else:
            asked, answered = (_cell(force, response, part) for part in ("{request}", "{answer}"))
        cells = (reference, response.listed.long, escape(response.title), asked, answered)
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{h}</th>" for h in ("Ref", "Date published", "Subject", "Request", "Our response"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return pages | {"/about-us/our-data/disclosure-logs": html_page("Disclosure logs", table)}


def _cell(force: SampleForce, response: SampleResponse, part: str) -> str:
    return to_html(letter_in(force, response, part), numbers="list", headings="h4")


# ---- lists of links: Jersey's addresses, and items with tabs


def _jersey(force: SampleForce, make_file: MakeFile) -> Pages:
    pages, rows = {}, []
    layout = "Produced by the Freedom of Information office\n\n## Request\n\n{request}\n\n## Response\n\n{answer}"
    for number, response in enumerate(force.responses, 4101):
        address = f"/government/freedomofinformation/pages/foi.aspx?ReportID={number}"
        pages[address.lower()] = page_of(f"{response.title} (FOI)", letter_in(force, response, layout))
        linked = address if number % 2 else address.replace("/government/", "/Government/")
        rows.append(f'<li><a href="{linked}">{escape(response.title)}</a> {force.name}</li>')
        rows.append(f'<li><a href="{address}9">Parking fees in 20{number % 100:02d}</a> Department of Transport</li>')
    return pages | paged("Freedom of information", "/government/freedomofinformation/pages/list.aspx", rows, first=1)


def _tabs(force: SampleForce, make_file: MakeFile) -> Pages:
    pages, rows = {}, []
    summary = "Published: {responded.long}\n\n## Report Summary\n\nThis answers a request."
    layout = summary + "\n\n## Request\n\n{request}\n\n## Response\n\n{answer}"
    for response in force.responses:
        item = f"/publication-library/foi-2024-25-{number_of(response):03d}-{slug(response)}"
        pages[item] = html_page(response.title, f'<p>A release.</p><a href="{item}/response">Response</a>')
        pages[f"{item}/response"] = page_of(response.title, letter_in(force, response, layout))
        rows.append(f'<article><h3><a href="{item}">{escape(response.title)}</a></h3></article>')
        rows.append('<article><h3><a href="/publication-library/board-papers-2024">Board papers</a></h3></article>')
    return pages | paged("Publication library", "/publication-library", rows, first=1)


SHAPES: Mapping[str, Shape] = {
    "avon_and_somerset": Shape(
        platform="avon_and_somerset",
        force="castlemere",
        listing="/about/freedom-of-information/previous-foi-requests/",
        build=own_sites.avon_and_somerset,
    ),
    "west_yorkshire": Shape(
        platform="west_yorkshire",
        force="castlemere",
        listing="/freedom-of-information",
        build=own_sites.west_yorkshire,
    ),
    "west_midlands": Shape(
        platform="west_midlands", force="castlemere", listing="/disclosure-log/", build=own_sites.west_midlands
    ),
    "northumbria_ww": Shape(
        platform="northumbria",
        force="northmoor",
        listing="/freedom_of_information/disclosure_log/",
        build=own_sites.northumbria_ww,
    ),
    "northumbria_asp": Shape(
        platform="northumbria", force="northmoor", listing="/foi/disclosurelog/", build=own_sites.northumbria_asp
    ),
    "cambridgeshire": Shape(
        platform="link_list",
        force="castlemere",
        listing="/information-and-services/About-us/Freedom-of-information/",
        rules=ListingRules(
            responses=("*/freedom-of-information/20[0-9][0-9]/*[0-9]",),
            pages=("*/freedom-of-information/20[0-9][0-9]*",),
        ),
        build=own_sites.cambridgeshire,
    ),
    "psni": Shape(platform="psni", force="castlemere", listing="/foi-disclosure-log", build=bodies.psni),
    "police_scotland": Shape(
        platform="police_scotland",
        force="strathmorn",
        listing="/access-to-information/freedom-of-information/disclosure-log/",
        build=bodies.scottish_letters,
    ),
    "govuk": Shape(
        platform="govuk",
        force="castlemere",
        listing=f"{bodies.SEARCH}?filter_organisations=ministry-of-ships&filter_content_store_document_type=foi_release"
        "&fields=title&fields=link&fields=public_timestamp&count=7&start=0&order=-public_timestamp",
        rules=ListingRules(names=("Castlemere",)),
        build=bodies.govuk,
    ),
    "npcc": Shape(platform="npcc", force="castlemere", listing="/publications/All-publications/", build=bodies.npcc),
    "one_page": Shape(
        platform="one_page",
        force="castlemere",
        listing="/transparency/freedom-of-information",
        rules=ListingRules(responses=("/transparency/freedom-of-information",)),
        build=_one_page,
    ),
    "html_table": Shape(
        platform="html_table",
        force="castlemere",
        listing="/about-us/our-data/disclosure-logs",
        rules=ListingRules(columns=(("Ref", "reference"), ("Subject", "title"), ("Our response", "link"))),
        build=_table,
    ),
    "jersey": Shape(
        platform="link_list",
        force="castlemere",
        listing="/government/freedomofinformation/pages/list.aspx",
        rules=ListingRules(
            responses=("/government/freedomofinformation/pages/foi.aspx?reportid=*",), names=("Castlemere",)
        ),
        build=_jersey,
    ),
    "tabs": Shape(
        platform="link_list",
        force="strathmorn",
        listing="/publication-library",
        rules=ListingRules(responses=("/publication-library/foi-*/response",), tab="response"),
        build=_tabs,
    ),
}


def shaped_site(name: str, make_file: MakeFile, edition: int = 1) -> ShapedSite:
    """The stand-in of this name at this edition."""
    return ShapedSite(SHAPES[name], make_file, edition)
