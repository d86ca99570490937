"""Listings that facts describe, and those of PSNI, NPCC, Police Scotland and GOV.UK: any markup, loud failures."""

from __future__ import annotations

import json

import pytest

from scraper.addresses import canonical_address
from scraper.errors import ListingError
from scraper.platforms import PLATFORMS, find_platform
from scraper.records import Listing, ListingRules, Page


def html(body: str, url: str) -> Page:
    return Page(body=f"<html><body><main>{body}</main></body></html>".encode(), url=url)


def titles(listing: Listing) -> list[str | None]:
    return [entry.title for entry in listing.entries]


# ---- Police Service of Northern Ireland

PSNI = "https://www.psni.police.uk/foi-disclosure-log"
PSNI_MARKUPS = {
    "views": '<div class="views-row"><h2><a href="{u}"><span>{t}</span></a></h2><p>{d} | Human Resources , Pay</p>'
    '<a href="{u}">Read more</a></div>',
    "list": '<ul><li><a href="{u}">{t}</a> {d} | Human Resources , Pay</li></ul>',
    "cards": '<article><p>{d}</p><a href="{u}"><h3>{t}</h3><p>Human Resources , Pay</p></a></article>',
}


@pytest.mark.parametrize("markup", PSNI_MARKUPS)
def test_psni_list_and_its_pager(markup: str) -> None:
    rows = (("custody-meals", "Custody Meals", "March 11, 2025"), ("overtime-1", "Overtime", "March 10, 2025"))
    body = "".join(PSNI_MARKUPS[markup].format(u=f"/foi-disclosure-log/{s}", t=t, d=d) for s, t, d in rows)
    pager = """<nav class="pager"><a href="?page=0" aria-current="page" title="Current page">1</a>
      <a href="?page=1" title="Go to page 2">2</a><a href="?page=1" rel="next">››</a><a href="?page=44">Last »</a></nav>
      <a href="/foi-disclosure-log/category/human-resources">Human Resources</a>"""
    listing = PLATFORMS["psni"].parse_listing(html(body + pager, PSNI))
    assert [e.url.removeprefix(PSNI) for e in listing.entries] == ["/custody-meals", "/overtime-1"]
    assert "March 11, 2025" in f"{listing.entries[0].title} {listing.entries[0].listed_text}"
    assert "March 10, 2025" not in f"{listing.entries[0].title} {listing.entries[0].listed_text}"
    assert {"page=1", "page=44"} <= {u.partition("?")[2] for u in listing.pages} <= {"page=0", "page=1", "page=44"}


# ---- Police Scotland

SCOTLAND = "https://www.scotland.police.uk/access-to-information/freedom-of-information/disclosure-log"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"{SCOTLAND}/0/2019/may/19-0954-data02", True),
        (f"{SCOTLAND}/2023/december/23-3002-call-times/", True),
        (f"{SCOTLAND}/0/2024/24-0117-response", True),
        (f"{SCOTLAND}/0/2019/may", False),
        (f"{SCOTLAND}/", False),
        ("https://www.scotland.police.uk/spa-media/qx3b1k7d/23-2207-response.pdf", True),
        ("https://www.scotland.police.uk/spa-media/qx3b1k7d/im-foi-2021-0942.docx", True),
        ("https://www.scotland.police.uk/spa-media/qx3b1k7d/23-2207-data01.pdf", False),
        ("https://www.scotland.police.uk/spa-media/qx3b1k7d/23-2207-data01.xlsx", False),
        ("https://www.scotland.police.uk/spa-media/qx3b1k7d/annual-report.pdf", False),
    ],
)
def test_police_scotland_addresses(path: str, expected: bool) -> None:
    assert PLATFORMS["police_scotland"].is_response(path) is expected
    assert (find_platform(path) == "police_scotland") is expected


def test_police_scotland_month_with_items_and_letters() -> None:
    rows = """<table><tr><td><a href="/spa-media/qx3b1k7d/23-2207-response.pdf">23-2207 - Response</a></td>
      <td><a href="/spa-media/ab12cd34/23-2207-data01.xlsx">23-2207 - Data01</a></td></tr></table>
      <ul><li><a href="23-2210-call-times">23-2210 - Call times</a></li></ul>"""
    listing = PLATFORMS["police_scotland"].parse_listing(html(rows, f"{SCOTLAND}/0/2023/september/"))
    assert titles(listing) == ["23-2207 - Response", "23-2210 - Call times"]
    assert listing.pages == ()


# ---- GOV.UK

SEARCH = (
    "https://www.gov.uk/api/search.json?filter_organisations=ministry-of-defence&fields=title&fields=link"
    "&count=2&start={}&order=-public_timestamp"
)


def found(*names: str, start: int = 0, total: int = 5) -> Page:
    results = [
        {
            "title": f"FOI response about {name}",
            "link": f"/government/publications/{name}",
            "public_timestamp": "2024-05-03T09:30:00.000+01:00",
            "description": "A reply.",
            "organisations": [{"title": "Ministry of Defence Police" if name == "dogs" else "Ministry of Defence"}],
        }
        for name in names
    ]
    body = {"results": results, "total": total, "start": start, "facets": {}}
    return Page(body=json.dumps(body).encode(), url=SEARCH.format(start), media_type="application/json")


def test_govuk_pages_differ_in_start_alone() -> None:
    listing = PLATFORMS["govuk"].parse_listing(found("dogs", "ships"))
    assert [e.url for e in listing.entries] == [
        "https://www.gov.uk/government/publications/dogs",
        "https://www.gov.uk/government/publications/ships",
    ]
    assert listing.entries[0].listed_text == "2024-05-03T09:30:00.000+01:00 | A reply."
    assert (listing.total, listing.left_out) == (5, 0)
    (following,) = listing.pages
    assert following.replace("start=2", "") == SEARCH.format("2").replace("start=2&", "") + "&"
    last = PLATFORMS["govuk"].parse_listing(found("boats", start=4))
    assert last.pages == ()


def test_govuk_list_of_a_department_is_filtered() -> None:
    rules = ListingRules(names=("Ministry of Defence Police", "MDP"))
    listing = PLATFORMS["govuk"].parse_listing(found("dogs", "ships"), rules)
    assert titles(listing) == ["FOI response about dogs"]
    assert listing.left_out == 1


def test_govuk_collection_is_a_listing_too() -> None:
    documents = [
        {"title": "FOI 12", "base_path": "/government/publications/foi-12", "document_type": "foi_release"},
        {"title": "Plan", "base_path": "/government/publications/plan", "document_type": "corporate_report"},
    ]
    body = json.dumps({"base_path": "/government/collections/foi", "links": {"documents": documents}}).encode()
    url = "https://www.gov.uk/api/content/government/collections/foi"
    listing = PLATFORMS["govuk"].parse_listing(Page(body=body, url=url))
    assert [e.url for e in listing.entries] == ["https://www.gov.uk/government/publications/foi-12"]
    assert (listing.left_out, listing.pages) == (1, ())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Search</body></html>",
        b"[]",
        b"{}",
        b'{"results": [], "total": 12, "start": 0}',
        b'{"results": [{"name": "x"}], "total": 1, "start": 0}',
        b'{"results": "many", "total": 1, "start": 0}',
        b'{"links": {"documents": [3]}}',
        b"[" * 100_000,
    ],
)
def test_govuk_answers_of_another_form_fail_loudly(body: bytes) -> None:
    with pytest.raises(ListingError, match=r"api/search\.json"):
        PLATFORMS["govuk"].parse_listing(Page(body=body, url=SEARCH.format(0)))


# ---- National Police Chiefs' Council

NPCC = "https://www.npcc.police.uk"
MEDIA = "/SysSiteAssets/media/downloads/publications"


def test_npcc_letters_among_all_publications() -> None:
    rows = f"""<div class="card"><a href="{MEDIA}/disclosure-logs/crime-operations/2022/204-2022-foundation.pdf">
      204/2022 Foundation</a><p>PDF</p></div>
      <div class="card"><a href="{MEDIA}/disclosure-logs/crime-operations/2022/204-2022-table.xlsx">Table</a></div>
      <div class="card"><a href="/documents/FoI%20publication/Disclosure%20Logs/Drugs/2016/012.pdf">012/16</a></div>
      <div class="card"><a href="{MEDIA}/strategies/drones.pdf">Drones strategy</a></div>
      <div class="card"><a href="/FreedomofInformation/FOIDisclosureLogs/Workforce.aspx">Workforce logs</a></div>
      <nav><a href="?page=2">2</a></nav>"""
    listing = PLATFORMS["npcc"].parse_listing(html(rows, f"{NPCC}/publications/All-publications/"))
    assert titles(listing) == ["204/2022 Foundation", "012/16"]
    assert [u.removeprefix(NPCC) for u in listing.pages] == [
        "/FreedomofInformation/FOIDisclosureLogs/Workforce.aspx",
        "/publications/All-publications/?page=2",
    ]
    assert find_platform(listing.entries[0].url) == "npcc"


# ---- lists of links by facts

JERSEY = ListingRules(responses=("/government/freedomofinformation/pages/foi.aspx?reportid=*",), names=("police",))


def test_link_list_by_address_with_query_whatever_the_case() -> None:
    body = """<ul><li><a href="/Government/FreedomOfInformation/pages/foi.aspx?ReportID=4101">Taser training</a>
      States of Jersey Police</li>
      <li><a href="foi.aspx?ReportID=4102">Parking fees</a> Department of Transport</li>
      <li><a href="index.aspx">How to ask the police</a></li></ul><p>Showing 1 to 2 of 40 results</p>"""
    url = "https://www.gov.je/government/freedomofinformation/pages/list.aspx"
    listing = PLATFORMS["link_list"].parse_listing(html(body, url), JERSEY)
    assert titles(listing) == ["Taser training"]
    assert (listing.left_out, listing.total) == (1, 40)
    assert PLATFORMS["link_list"].is_response(
        "https://gov.je/government/freedomofinformation/pages/foi.aspx?reportid=1", JERSEY
    )
    assert not PLATFORMS["link_list"].is_response("https://gov.je/government/pages/foi.aspx", JERSEY)


def test_link_list_leaves_out_and_follows_folders() -> None:
    rules = ListingRules(responses=("/foi/*/*.pdf", "/foi/*/*.docx"), pages=("/foi/20*",), leave_out=("*/policy-*",))
    body = """<a href="/foi/2023/">2023</a> <a href="/foi/2024/dogs.pdf?v=2">Dogs</a>
      <a href="/foi/2024/policy-dogs.pdf">Policy</a> <a href="/news/2024">News</a>"""
    listing = PLATFORMS["link_list"].parse_listing(html(body, "https://www.example.police.uk/foi/"), rules)
    assert titles(listing) == ["Dogs"]
    assert listing.pages == ("https://www.example.police.uk/foi/2023/",)
    assert listing.left_out == 1
    assert not PLATFORMS["link_list"].is_response("https://www.example.police.uk/foi/2024/policy-dogs.pdf", rules)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.gov.je/Government/FreedomOfInformation/Pages/foi.aspx?ReportID=4101",
        "http://www.gov.je/government/freedomofinformation/pages/FOI.aspx?reportid=4101",
        "https://gov.je:443/government/freedomofinformation/pages/foi.aspx?ReportId=4101",
    ],
)
def test_one_answer_of_jersey_in_any_spelling_is_one(url: str) -> None:
    assert canonical_address(url) == "https://gov.je/government/freedomofinformation/pages/foi.aspx?reportid=4101"


def test_link_list_goes_to_the_tab_with_the_answer() -> None:
    rules = ListingRules(responses=("/publication-library/foi-*/response",), tab="response")
    item = "https://www.spa.police.uk/publication-library/foi-2023-24-017-costs"
    for link in (item, f"{item}/", f"{item}/response"):
        body = f'<a href="{link}">Costs</a><a href="/publication-library/board-papers">Board papers</a>'
        listing = PLATFORMS["link_list"].parse_listing(
            html(body, "https://www.spa.police.uk/publication-library"), rules
        )
        assert [e.url for e in listing.entries] == [f"{item}/response"]


# ---- tables by facts

TABLE = ListingRules(columns=(("FOI Ref", "reference"), ("Subject:", "title"), ("Our response", "link")))
NORFOLK = "https://www.norfolk.police.example/our-data/disclosure-logs"


def table(
    *rows: str, head: str = "<th>FOI ref</th><th>Date</th><th>Subject</th><th>Request</th><th>Our response</th>"
) -> Page:
    return html(f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>", NORFOLK)


def row(*cells: str) -> str:
    return "".join(f"<td>{cell}</td>" for cell in cells)


def test_html_table_rows_with_links_and_rows_with_answers() -> None:
    listing = PLATFORMS["html_table"].parse_listing(
        table(
            row("12/24", "3 May 2024", "<a href='/people'>Dogs</a>", "", "<a href='/f/12.pdf'>PDF</a>"),
            row("13/24", "4 May 2024", "Horses", "How many horses are there?", "We do not hold this information."),
            row("14/24", "5 May 2024", "Goats", "How many goats are there?", "The information is held: there is one."),
            row("15/24", "6 May 2024", "Sheep", "", "Awaited"),
        ),
        TABLE,
    )
    assert [e.url.removeprefix(NORFOLK) for e in listing.entries] == [
        "https://www.norfolk.police.example/f/12.pdf",
        "#13-24",
        "#14-24",
    ]
    assert titles(listing) == ["Dogs", "Horses", "Goats"]
    assert listing.entries[0].listed_text == "FOI ref: 12/24 | Date: 3 May 2024 | Our response: PDF"
    assert listing.left_out == 1


def test_html_table_takes_only_links_that_fit() -> None:
    rules = ListingRules(columns=(("Subject", "title"),), responses=("*.pdf",), leave_out=("*/privacy.pdf",))
    links = [
        f"<a href='{to}'>{name}</a>" for to, name in (("/a", "Dogs"), ("privacy.pdf", "Privacy"), ("12.pdf", "12"))
    ]
    listing = PLATFORMS["html_table"].parse_listing(table(row("1", "May", *links), "<td colspan=5></td>"), rules)
    assert [e.url for e in listing.entries] == ["https://www.norfolk.police.example/our-data/12.pdf"]
    assert PLATFORMS["html_table"].is_response(listing.entries[0].url, rules)


def test_html_table_with_other_columns_or_no_answers_fails_loudly() -> None:
    with pytest.raises(ListingError, match="FOI Ref"):
        PLATFORMS["html_table"].parse_listing(table("<td>a</td><td>b</td>", head="<th>Name</th><th>Office</th>"), TABLE)
    with pytest.raises(ListingError, match="no row of the table"):
        PLATFORMS["html_table"].parse_listing(table("<td>12/24</td><td>May</td><td>Dogs</td><td></td><td></td>"), TABLE)


# ---- one page

PCC = "https://www.borset-pcc.example/transparency/freedom-of-information"


def answers(*items: tuple[str, str]) -> Page:
    return html(
        "<h1>Freedom of information</h1>"
        + "".join(
            f"<details><summary>{title}</summary><p>Request: How many {title} did the office buy in 2023?</p>"
            f"<p>Response: {answer}</p></details>"
            for title, answer in items
        ),
        PCC,
    )


def test_one_page_gives_an_entry_an_answer_and_notices_a_changed_one() -> None:
    first = PLATFORMS["one_page"].parse_listing(answers(("cars", "We bought two."), ("desks", "We bought nine.")))
    assert [e.url for e in first.entries] == [f"{PCC}#cars", f"{PCC}#desks"]
    second = PLATFORMS["one_page"].parse_listing(answers(("cars", "We bought three."), ("desks", "We bought nine.")))
    assert first.entries[0].listed_text != second.entries[0].listed_text
    assert first.entries[1] == second.entries[1]


def test_one_page_whose_answers_cannot_be_told_apart_fails_loudly() -> None:
    with pytest.raises(ListingError, match="tell two of them apart"):
        PLATFORMS["one_page"].parse_listing(answers(("cars", "We bought two.")))


@pytest.mark.parametrize("platform", ["html_table", "link_list", "one_page"])
def test_without_facts_no_address_is_a_response(platform: str) -> None:
    assert not PLATFORMS[platform].is_response("https://www.example.police.uk/anything")
