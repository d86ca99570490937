"""The sample answers as PSNI, Police Scotland, GOV.UK and the National Police Chiefs' Council publish theirs."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from urllib.parse import parse_qs

from scraper.demo.frames import (
    MakeFile,
    Pages,
    body_page,
    html_page,
    letter_in,
    number_of,
    page_of,
    paged,
    pdf_page,
    slug,
)
from scraper.demo.pages import SitePage
from scraper.demo.samples import SampleForce, SampleResponse

# ---- Police Service of Northern Ireland

_DECISION_FIRST = """
{day}**Request{word}:** FOI/{number}

**Category:** Operational Policing - Custody

**Subject:** {title}

## Request and Answer{colon}

We have considered your request under the Freedom of Information Act 2000.

## Request

{request}

## Answer

{answer}
"""


def psni(force: SampleForce, make_file: MakeFile) -> Pages:
    log = "/foi-disclosure-log"
    pages, rows = {}, []
    for place, response in enumerate(force.responses):
        dated = place % 2 == 0
        day = f"{response.listed:%B %d, %Y}"
        layout = _DECISION_FIRST.replace("{day}", f"{day} | Operational Policing , Custody\n\n" if dated else "")
        layout = layout.replace("{word}", "" if dated else " Number").replace("{colon}", "" if dated else ":")
        layout = layout.replace("{number}", f"{number_of(response):0{8 if dated else 5}d}")
        address = f"{log}/{slug(response)}"
        pages[address] = page_of(response.title, letter_in(force, response, layout))
        rows.append(
            f'<div class="views-row"><article><h2><a href="{address}"><span>{escape(response.title)}</span></a></h2>'
            f"<p>{day} | Operational Policing , Custody</p><a href='{address}'>Read more</a></article></div>"
        )
    return pages | paged("FOI disclosure log", log, rows, first=0)


# ---- Police Scotland, the folders of which link letters

_SCOTTISH = """
OFFICIAL

Our Ref: {reference} Date: {responded.long}

FREEDOM OF INFORMATION (SCOTLAND) ACT 2002

I refer to your recent request for information which has been handled in accordance with the Freedom of
Information (Scotland) Act 2002. Your request is repeated below together with the response.

{request}

## Response

{answer}
"""


def scottish_letters(force: SampleForce, make_file: MakeFile) -> Pages:
    log = "/access-to-information/freedom-of-information/disclosure-log/"
    folders: dict[str, list[str]] = {}
    pages: dict[str, SitePage] = {}
    for response in force.responses:
        year, month, _ = response.path.split("/")
        number = f"{year[2:]}-{number_of(response):04d}"
        media = f"/spa-media/{slug(response).replace('-', '')[:8]:x<8}"
        pages[f"{media}/{number}-response.pdf"] = pdf_page(make_file, letter_in(force, response, _SCOTTISH))
        folders.setdefault(f"{log}{year}/", []).append(f'<li><a href="{log}{year}/{month}/">{month.title()}</a></li>')
        folders.setdefault(f"{log}{year}/{month}/", []).append(
            f'<tr><td><a href="{media}/{number}-response.pdf">{number} - {escape(response.title)} - Response</a></td>'
            f'<td><a href="{media}/{number}-data01.xlsx">{number} - Data01</a></td></tr>'
        )
    for folder, rows in folders.items():
        pages[folder] = html_page(folder.rstrip("/").rpartition("/")[2].title(), _list_or_table(dict.fromkeys(rows)))
    years = sorted({folder.removeprefix(log).partition("/")[0] for folder in folders})
    pages[log] = html_page(
        "Disclosure log", "<ul>" + "".join(f'<li><a href="{y}/">{y}</a></li>' for y in years) + "</ul>"
    )
    return pages


def _list_or_table(rows: dict[str, None]) -> str:
    tag = "table" if next(iter(rows)).startswith("<tr") else "ul"
    return f"<{tag}>{''.join(rows)}</{tag}>"


# ---- GOV.UK

SEARCH = "/api/search.json"
_KNOWN = frozenset(
    [
        "q",
        "filter_organisations",
        "filter_content_store_document_type",
        "filter_public_timestamp",
        "fields",
        "count",
        "start",
        "order",
    ]
)
_GOVUK = """
{lead}

**Published:** {published_long}

## Details

We received your request with the reference {number}.

## Request

{request}

## Response

{answer}
"""


def govuk(force: SampleForce, make_file: MakeFile) -> Pages:
    pages, results = {}, []
    for response in force.responses:
        link = f"/government/publications/{slug(response)}"
        layout = _GOVUK.replace("{lead}", response.summary or "A response to a request.")
        layout = layout.replace("{published_long}", response.listed.long).replace("{number}", str(number_of(response)))
        pages[link] = page_of(response.title, letter_in(force, response, layout))
        results.append(_result(response.title, link, response, force.name))
    # The list is of a whole department: half of it is not this body's.
    for number, response in enumerate(force.responses):
        link = f"/government/publications/ships-in-dock-{number}"
        pages[link] = html_page("Ships in dock", "<p>A response about ships.</p>")
        results.insert(2 * number, _result(f"Ships in dock, part {number}", link, response, "Ministry of Ships"))
    return pages | {SEARCH: body_page(json.dumps(results).encode(), "application/json")}


def _result(title: str, link: str, response: SampleResponse, body: str) -> dict[str, object]:
    return {
        "title": title,
        "link": link,
        "public_timestamp": f"{response.listed.isoformat()}T09:30:00.000+01:00",
        "description": response.summary,
        "organisations": [{"title": body, "slug": body.lower().replace(" ", "-")}],
        "_id": link,
    }


def search(pages: Pages, query: str) -> SitePage:
    """The search API: parameters strictly checked, `count` results from `start` on, of `total`."""
    asked = parse_qs(query, keep_blank_values=True)
    unknown = sorted(set(asked) - _KNOWN)
    if unknown:
        error = json.dumps({"error": f"Unexpected parameters: {', '.join(unknown)}"}).encode()
        return replace(body_page(error, "application/json"), status=422)
    found = json.loads(pages[SEARCH].body)
    start, count = int(asked.get("start", ["0"])[0]), int(asked.get("count", ["10"])[0])
    body = {
        "results": found[start : start + count],
        "total": len(found),
        "start": start,
        "facets": {},
        "suggested_queries": [],
    }
    return body_page(json.dumps(body).encode(), "application/json; charset=utf-8")


# ---- National Police Chiefs' Council

_APPLICANT = """
Freedom of Information request

## Applicant Question:

{request}

## NPCC Response:

{answer}
"""


def npcc(force: SampleForce, make_file: MakeFile) -> Pages:
    index, media = "/publications/All-publications/", "/SysSiteAssets/media/downloads/publications"
    pages: dict[str, SitePage] = {}
    rows = []
    for number, response in enumerate(force.responses, 1):
        committee = ("crime-operations", "local-policing", "workforce")[number % 3]
        year = response.listed.year
        address = f"{media}/disclosure-logs/{committee}/{year}/{number:03d}-{year}-{slug(response)}.pdf"
        pages[address] = pdf_page(make_file, letter_in(force, response, _APPLICANT))
        rows.append(
            f'<div class="card"><a href="{address}">{number:03d}/{year} {escape(response.title)}</a>'
            f"<p>PDF, {response.listed.long}</p></div>"
        )
        rows.append(f'<div class="card"><a href="{media}/strategies/{number}.pdf">Strategy {number}</a></div>')
    return pages | paged("All publications", index, rows, first=1)
