"""Sites that single forces of England had built for themselves, as stand-ins: each a shape of `shapes.py`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import pairwise

from scraper.demo.frames import MakeFile, Pages, html_page, letter_in, number_of, page_of, paged, slug
from scraper.demo.pages import SitePage
from scraper.demo.samples import SampleForce, SampleResponse


def _short_reference(response: SampleResponse) -> str:
    """As most forces write it: number, stroke, two digits of the year."""
    return f"{number_of(response) % 10000}/{response.listed:%y}"


# ---- Avon and Somerset: a landing page, the list, and the subjects of the site before

_AVON = """
**Date of request:** {day}

**Reference:** {number}

## Request

{request}

## Response

{answer}

Was this page helpful?
"""


def avon_and_somerset(force: SampleForce, make_file: MakeFile) -> Pages:
    log = "/about/freedom-of-information/previous-foi-requests/"
    old = "/about-us/freedom-of-information/previous-foi-requests/crime/"
    pages: dict[str, SitePage] = {}
    rows: dict[str, list[str]] = {old: [], f"{log}requests/": []}
    for place, response in enumerate(force.responses):
        folder = old if place < 2 else f"{log}requests/"
        day = f"{response.listed:%B %d, %Y}" if place % 2 else response.listed.long
        layout = _AVON.replace("{day}", day).replace("{number}", _short_reference(response))
        pages[f"{folder}{slug(response)}/"] = page_of(response.title, letter_in(force, response, layout))
        rows[folder].append(
            f'<div class="card"><div class="card__body"><h3>{escape(response.title)}</h3>'
            f"<p>{escape(response.summary)}</p>"
            f'<a class="card__link" href="{folder}{slug(response)}/">Read more</a></div></div>'
        )
    landing = f'<p><a href="{log}requests/">All requests</a></p><p><a href="{old}">Crime, before 2017</a></p>'
    pages |= {log: html_page("Previous FOI requests", landing), old: html_page("Crime", "\n".join(rows[old]))}
    return pages | paged("Requests", f"{log}requests/", rows[f"{log}requests/"], first=1)


# ---- West Yorkshire: one list

_WEST_YORKSHIRE = """
**FOI date**

{day}

**FOI reference**

FOI {number}

{request}

## Our Response:

{answer}
"""


def west_yorkshire(force: SampleForce, make_file: MakeFile) -> Pages:
    log = "/freedom-of-information"
    pages: dict[str, SitePage] = {}
    rows = []
    for response in force.responses:
        number, day = 1700000 + number_of(response) % 100000, response.listed
        layout = _WEST_YORKSHIRE.replace("{day}", day.long).replace("{number}", f"{number}/{day:%y}")
        address = f"{log}/{day:%B-%Y}-foi-{number}-{day:%y}-{slug(response)}".lower()
        pages[address] = page_of(response.title, letter_in(force, response, layout))
        rows.append(
            f'<div class="views-row"><span>{day.long}</span> <a href="{address}">FOI {number}/{day:%y}</a> '
            f"<p>{escape(response.title)}</p></div>"
        )
    rows.insert(2, f'<div class="views-row"><a href="{log}/how-to-ask-for-information">How to ask</a></div>')
    return pages | paged("Freedom of information", log, rows, first=0)


# ---- West Midlands: WordPress, its archives of years in pages of their own

_POSTS = 3


def west_midlands(force: SampleForce, make_file: MakeFile) -> Pages:
    pages: dict[str, SitePage] = {}
    years: dict[int, list[str]] = {}
    for place, response in enumerate(force.responses):
        reference = _short_reference(response)
        ending = (reference.replace("/", "_"), reference.replace("/", "-"), reference.replace("/", ""))[place % 3]
        address = f"/{slug(response)}-{ending}/"
        title = f"{response.title} ({reference})"
        letter = letter_in(force, response, "## Request\n\n{request}\n\n## Response\n\n{answer}")
        pages[address] = pages[f"/?p={27000 + place}"] = page_of(title, letter)
        years.setdefault(response.listed.year, []).append(
            f'<article class="post"><h2 class="entry-title"><a href="{address}" rel="bookmark">{escape(title)}</a></h2>'
            f'<div class="entry-summary"><p>{escape(response.summary)}</p></div></article>'
        )
    for year, posts in years.items():
        pages |= _archive(f"/{year}/", f"Year: {year}", posts)
    links = "".join(f'<li><a href="/{year}/">{year}</a></li>' for year in sorted(years, reverse=True))
    return pages | {"/disclosure-log/": html_page("Disclosure log", f"<ul>{links}</ul>")}


def _archive(address: str, title: str, posts: list[str]) -> dict[str, SitePage]:
    """An archive of posts: the first page at its own address, the others below `page/`."""
    last = -(-len(posts) // _POSTS)
    pages: dict[str, SitePage] = {}
    for number in range(1, last + 1):
        older = f'<a href="{address}page/{number + 1}/">&larr; Older posts</a>' if number < last else ""
        newer = (
            f'<a href="{address}{f"page/{number - 1}/" if number > 2 else ""}">Newer posts</a>' if number > 1 else ""
        )
        content = "\n".join(posts[(number - 1) * _POSTS : number * _POSTS])
        page = html_page(title, f'{content}<nav class="navigation posts-navigation">{older}{newer}</nav>')
        pages[f"{address}page/{number}/"] = page
    return pages | {address: pages[f"{address}page/1/"]}


# ---- Northumbria before the beta site: the ww sites, and the first one in ASP

_NORTHUMBRIA = """
## {kind} Details

{title} - {reference}

**Dated:** {responded:%d %b %Y}

**Date of response:** {responded:%d/%m/%y}

Provision of information held by {force} made under the Freedom of Information Act 2000 (the 'Act')(FOIA)

You asked:

{request}

In response:

{answer}
"""


def northumbria_ww(force: SampleForce, make_file: MakeFile) -> Pages:
    log = "/freedom_of_information/disclosure_log/"
    layout = _NORTHUMBRIA.replace("{kind}", "Disclosure")
    pages: dict[str, SitePage] = {}
    chains: list[tuple[str, ...]] = []
    for response in force.responses:
        category = f"{log}disclosure_log_{response.path.partition('/')[0].replace('-', '_')}/"
        name, _, number = slug(response).rpartition("-")
        address = f"{category}{name.replace('-', '_')}_{number}/"
        pages[address] = page_of(response.title, letter_in(force, response, layout))
        chains.append((category, address))
    return pages | _folders(log, chains)


def northumbria_asp(force: SampleForce, make_file: MakeFile) -> Pages:
    log = "/foi/disclosurelog/"
    layout = _NORTHUMBRIA.replace("{kind}", "FAQ")
    pages: dict[str, SitePage] = {}
    chains: list[tuple[str, ...]] = []
    for number, response in enumerate(force.responses, 40):
        category = f"{log}dl{response.path[:6].replace('-', '')}/"
        address = f"{category}answer.asp?id={number}"
        pages[address] = page_of(response.title, letter_in(force, response, layout))
        chains.append((category, address))
    return pages | _folders(log, chains)


# ---- Cambridgeshire before Single Online Home: folders of years and months

_CAMBRIDGESHIRE = """
## Freedom of Information Response: {number}

Date published - {day}

**Our Ref:** {number}

I note you seek access to the following information:

{request}

## Response

{answer}
"""


def cambridgeshire(force: SampleForce, make_file: MakeFile) -> Pages:
    log = "/information-and-services/About-us/Freedom-of-information/"
    pages: dict[str, SitePage] = {}
    chains: list[tuple[str, ...]] = []
    for response in force.responses:
        number, year, month = number_of(response) % 100000, f"{response.listed:%Y}", f"{response.listed:%B}"
        layout = _CAMBRIDGESHIRE.replace("{number}", f"FOI{year}/{number:05d}").replace("{day}", response.listed.long)
        # Some years have folders of months, some have none.
        folders = (f"{log}{year}", f"{log}{year}/{month}") if int(year) % 2 else (f"{log}{year}",)
        address = f"{folders[-1]}/FOI{year}{number:05d}" if int(year) % 2 else f"{folders[-1]}/{number:05d}"
        pages[address] = page_of(response.title, letter_in(force, response, layout))
        chains.append((*folders, address))
    return pages | _folders(log, chains)


def _folders(index: str, chains: Iterable[tuple[str, ...]]) -> dict[str, SitePage]:
    """The index and folder pages that lead down each chain of addresses to its last, an answer's."""
    below: dict[str, dict[str, None]] = {}
    for chain in chains:
        for folder, child in pairwise((index, *chain)):
            below.setdefault(folder, {})[child] = None
    return {
        folder: html_page(
            _name(folder), "<ul>" + "".join(f'<li><a href="{c}">{_name(c)}</a></li>' for c in children) + "</ul>"
        )
        for folder, children in below.items()
    }


def _name(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2].replace("_", " ")
