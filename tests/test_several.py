"""Pages with several independent answers give several records; everything else stays one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper.errors import NotAResponseError
from scraper.reading import read_response, read_responses
from scraper.reading.response import SEVERAL
from scraper.records import Outcome, Page, Response

URL = "https://www.borset-pcc.gov.uk/transparency/foi/"
ENTRIES = (
    (
        "Cost of taxis",
        "412/24",
        "How much did the office spend on taxis in 2023?",
        "The information is held and is disclosed. £412.50 was spent.",
    ),
    (
        "Names of volunteers",
        "418/24",
        "What are the names of the custody visitors?",
        "We are withholding the names, which are exempt by virtue of Section 40(2) of the Freedom of Information Act.",
    ),
    (
        "Letters to the Minister",
        "431/24",
        "Please send me the letters written to the Minister in 2022.",
        "No information is held. No letter was written to the Minister.",
    ),
)


def read(body: str) -> tuple[Response, ...]:
    return read_responses(Page(body=body.encode(), url=URL))


def accordion() -> str:
    items = "".join(
        f"<details><summary><h3>{title}</h3></summary><p>Reference: {reference}</p><h4>Request</h4><p>{asked}</p>"
        f"<h4>Response</h4><p>{answered}</p>"
        f"<p><a href='/files/{reference[:3]}.pdf'>Letter {reference[:3]}</a></p></details>"
        for title, reference, asked, answered in ENTRIES
    )
    return f"<html><body><main><h1>Freedom of information</h1><p>Our answers.</p>{items}</main></body></html>"


def long_page() -> str:
    items = "".join(
        f"<hr><p><strong>Reference: {reference}</strong><br></p><p><b>{title}</b></p>"
        f"<p>You asked:<br></p><p>{asked}</p>"
        f"<p>Our response:</p><p>{answered}</p><p><a href='/files/{reference[:3]}.pdf'>Letter {reference[:3]}</a></p>"
        for title, reference, asked, answered in ENTRIES
    )
    return f"<html><body><div id='content'><h1>Disclosure log</h1>{items}</div></body></html>"


def text() -> str:
    items = "\n\n".join(
        f"{title}\n\nReference: {reference}\n\nRequest:\n\n{asked}\n\n"
        f"Response:\n\n{answered}\n\nLetter {reference[:3]}."
        for title, reference, asked, answered in ENTRIES
    )
    return f"Freedom of information\n\nThe answers of the office stand below.\n\n{items}\n"


@pytest.mark.parametrize("dress", [accordion, long_page, text])
def test_every_answer_gives_a_record(dress: Callable[[], str]) -> None:
    found = read(dress())
    assert [r.title for r in found] == [title for title, *_ in ENTRIES]
    assert [r.reference.printed if r.reference else None for r in found] == [e[1] for e in ENTRIES]
    assert [r.outcome for r in found] == [Outcome.DISCLOSED, Outcome.REFUSED, Outcome.NOT_HELD]
    assert [[c.section for c in r.relied] for r in found] == [[], ["40(2)"], []]
    assert [r.request_text for r in found] == [asked for _, _, asked, _ in ENTRIES]
    assert [r.url for r in found] == [f"{URL}#412-24", f"{URL}#418-24", f"{URL}#431-24"]


@pytest.mark.parametrize("dress", [accordion, long_page])
def test_files_belong_to_their_answer(dress: Callable[[], str]) -> None:
    assert [[a.title for a in r.attachments] for r in read(dress())] == [["Letter 412"], ["Letter 418"], ["Letter 431"]]


def test_as_one_record_the_page_loses_nothing_and_says_so() -> None:
    record = read_response(Page(body=accordion().encode(), url=URL))
    assert all(answered in (record.response_text or "") for *_, answered in ENTRIES)
    assert SEVERAL in record.warnings
    assert SEVERAL not in read_responses(Page(body=accordion().encode(), url=URL))[0].warnings


def test_answers_without_a_reference_are_told_apart_by_their_headings() -> None:
    body = accordion()
    for _, reference, *_ in ENTRIES:
        body = body.replace(f"<p>Reference: {reference}</p>", "")
    found = read(body)
    assert [r.title for r in found] == [title for title, *_ in ENTRIES]
    assert [r.url for r in found] == [
        f"{URL}#{key}" for key in ("cost-of-taxis", "names-of-volunteers", "letters-to-the-minister")
    ]


PAIRS = """Cannabis farms

Reference: 118/24

Request 1

How many farms were found in the last three years?

Response 1

There were 166 in the first year and 190 in the last.

Request 2

Who sells the equipment to those who grow it?

Response 2

No information is held about that by the force."""
MERGED = """Contract and call times

Our refs: COL/25/418 and COL/25/431

Request one (COL/25/418)

1. What has been paid to the supplier of the service to date?

Request two (COL/25/431)

1. What was the average time to answer a call in each month?

Response to request one

£47.2 million has been paid up to 28 February 2025.

Response to request two

The average was 287 seconds in October and 312 in September."""
ONE_LETTER = """Dogs and horses

Our ref: 118/24

Dogs

Request:

How many dogs are there in the force at this time?

Response:

There are twelve dogs in the force at this time.

Horses

Request:

How many horses are there in the force at this time?

Response:

There are no horses; the information is not held."""
SAME_HEADING = ONE_LETTER.replace("Our ref: 118/24\n\n", "").replace("Dogs\n", "Details\n").replace("Horses", "Details")


@pytest.mark.parametrize("page", [PAIRS, MERGED, ONE_LETTER, SAME_HEADING])
def test_one_answer_stays_one(page: str) -> None:
    assert len(read(page)) == 1


def test_snippets_are_no_answers() -> None:
    snippets = text().replace("in 2023?", "in …").replace("Minister.", "Minister …")
    assert len(split_or_nothing(snippets)) <= 1


def split_or_nothing(body: str) -> tuple[Response, ...]:
    try:
        return read(body)
    except NotAResponseError:
        return ()
