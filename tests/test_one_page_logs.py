"""A page that is a whole log: every answer is told apart in any markup, with an address of its own that stays."""

from __future__ import annotations

import pytest

from scraper.reading import read_responses
from scraper.records import Hints, Outcome, Page, Response

URL = "https://www.borset-pcc.example/transparency/freedom-of-information"
LOG = Hints(platform="one_page", force="borset-pcc")
ANSWERS = (
    (
        "Officer overtime",
        "How much was spent on overtime in the office of the Commissioner in 2022?",
        "The Office holds this information. £412 was spent, all of it in March 2022.",
    ),
    (
        "Rail travel",
        "What was claimed for rail travel by the Commissioner and the deputy in the same year?",
        "The information you seek is not held by this office. The constabulary may hold it.",
    ),
    (
        "Emails with the Chief Constable",
        "Please supply copies of all emails between the Commissioner and the Chief Constable in May 2023.",
        "This request would exceed the appropriate limit and is refused under Section 12 of the Act.",
    ),
)
MARKUPS = {
    "accordion": "<details><summary>{t}</summary><div><p><strong>Request</strong></p><p>{q}</p>"
    "<p><strong>Response</strong></p><p>{a}</p></div></details>",
    "buttons": "<h2><button aria-expanded='false'>{t}</button></h2><div><p>Request: {q}</p><p>Response: {a}</p></div>",
    "headings": "<h3>{t}</h3><div><h4>You asked</h4><p>{q}</p><h4>Our response</h4><p>{a}</p></div>",
    "no labels": "<details><summary>{t}</summary><div><p>{q}</p><p>{a}</p></div></details>",
    "definitions": "<dl><dt>{t}</dt><dd><p>Request: {q}</p><p>Response: {a}</p></dd></dl>",
    "table": "<tr><td>{t}</td><td>{q}</td><td><p>{a}</p></td></tr>",
}


def log(markup: str, answers: tuple[tuple[str, str, str], ...] = ANSWERS) -> Page:
    items = "".join(MARKUPS[markup].format(t=t, q=q, a=a) for t, q, a in answers)
    if markup == "table":
        items = f"<table><tr><th>Subject</th><th>Request</th><th>Response</th></tr>{items}</table>"
    body = f"<html><body><main><h1>Freedom of information</h1><p>Our answers.</p>{items}</main></body></html>"
    return Page(body=body.encode(), url=URL)


def read(markup: str, answers: tuple[tuple[str, str, str], ...] = ANSWERS) -> tuple[Response, ...]:
    return read_responses(log(markup, answers), LOG)


@pytest.mark.parametrize("markup", MARKUPS)
def test_every_answer_is_told_apart(markup: str) -> None:
    found = read(markup)
    assert [r.title for r in found] == [title for title, *_ in ANSWERS]
    assert [r.outcome for r in found] == [Outcome.DISCLOSED, Outcome.NOT_HELD, Outcome.COST_LIMIT]
    assert [r.request_text for r in found] == [asked for _, asked, _ in ANSWERS]
    assert all(answer in (r.response_text or "") for r, (*_, answer) in zip(found, ANSWERS, strict=True))


@pytest.mark.parametrize("markup", MARKUPS)
def test_an_answer_keeps_its_address_when_others_come_and_go(markup: str) -> None:
    new = ("Custody visits", "How many custody visits were made in 2023?", "The information is held: 312 were made.")
    before, after = read(markup), read(markup, (new, *ANSWERS[1:]))
    assert (
        [r.url for r in after[1:]]
        == [r.url for r in before[1:]]
        == [f"{URL}#rail-travel", f"{URL}#emails-with-the-chief-constable"]
    )


def test_answers_of_one_title_have_addresses_of_their_own() -> None:
    title = ANSWERS[0][0]
    found = read("accordion", (*ANSWERS, ("Crime", *ANSWERS[1][1:]), ("Crime", *ANSWERS[0][1:])))
    assert title == found[0].title
    assert [r.url for r in found[3:]] == [f"{URL}#crime", f"{URL}#crime-2"]


def test_columns_give_reference_and_date() -> None:
    rows = "".join(
        f"<tr><td>{number}/23</td><td>0{number - 100} May 2023</td><td>{q}</td><td>{a}</td></tr>"
        for number, (_, q, a) in enumerate(ANSWERS, 101)
    )
    head = "<tr><th>Reference</th><th>Date of response</th><th>Information requested</th><th>Our response</th></tr>"
    found = read_responses(Page(body=f"<main><h1>Log</h1><table>{head}{rows}</table></main>".encode(), url=URL), LOG)
    assert [(r.reference.printed if r.reference else None, r.dates[0].value) for r in found] == [
        ("101/23", "2023-05-01"),
        ("102/23", "2023-05-02"),
        ("103/23", "2023-05-03"),
    ]
    assert [r.url for r in found] == [f"{URL}#{n}-23" for n in (101, 102, 103)]


def test_what_answers_nothing_is_left_out() -> None:
    page = log("no labels")
    extra = b"<details><summary>Making a request</summary><p>Write to us at the address below.</p></details></main>"
    found = read_responses(Page(body=page.body.replace(b"</main>", extra), url=URL), LOG)
    assert [r.title for r in found] == [title for title, *_ in ANSWERS]


def test_labels_of_parts_are_no_answers_of_their_own() -> None:
    page = log("headings").body.replace(b"h4>", b"h3>").replace(b"<h3>Our response</h3>", b"")
    found = read_responses(Page(body=page, url=URL), LOG)
    assert [r.title for r in found] == [title for title, *_ in ANSWERS]


def test_a_table_of_figures_within_an_answer_stays_one() -> None:
    head = "<tr><th>Subject</th><th>Request</th><th>Response</th></tr>"
    table = f"<table>{head}<tr><td>Dogs</td><td>4</td><td>3</td></tr></table>"
    body = f"<main><h1>Dogs 12/24</h1><h2>Request</h2><p>How many dogs are there?</p><h2>Response</h2>{table}</main>"
    (found,) = read_responses(Page(body=body.encode(), url=URL))
    assert "Dogs | 4 | 3" in (found.response_text or "")
