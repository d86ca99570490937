"""The reader never crashes and never crawls: any bytes give a record or a verdict, in time that grows with length."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scraper.contract import response_as_dict
from scraper.errors import FoiError, NotAResponseError
from scraper.law.provisions import canonical
from scraper.reading import read_response
from scraper.reading.page.document import MOST_TEXT, parse_document
from scraper.reading.page.plain import MOST_BLOCKS
from scraper.reading.page.tangles import is_tangled
from scraper.reading.response import CUT
from scraper.records import Hints, Law, Page, Precision, Response, Role

TESTS = Path(__file__).resolve().parent
URL = "https://www.norchester.police.uk/foi-ai/norchester-police/disclosure-2024/may/foi-12-2024-tasers/"
TODAY = "2026-11-01"


def fragments() -> tuple[str, ...]:
    """What letters, their markup and their enemies are made of."""
    letters = (
        "You asked:|In response:|Request|Response|Request 1|Answer 2|Q1.|1.|2)|(a)|b.|•|- |Question 3:|Clarification|"
        "Our Ref: FOI 12/24|Date: 03/05/2024|Date of request:|3rd May 2024|31 February 2024|12/2024|May 2024|Dated|"
        "received on|Dear Sir|Yours faithfully|How many tasers do you hold?|Please provide|a copy of|I would like|"
        "Section 31(1)(a)(b)|Sections 24(2), 31(3) and 40|S.12(2)|s40(2)(3A)(a)|section 31(1)(g) by virtue of (2)(b)|"
        "Article 38|Regulation 12(4)(b)|of the Police Act 1996|Freedom of Information Act 2000|(Scotland) Act 2002|"
        "is engaged|is exempt by virtue of|would have applied|does not apply|neither confirm nor deny|any other|"
        "cannot be disclosed|no information is held|exceed the appropriate limit of 18 hours|vexatious|£450|"
        "please find attached|as follows:|public interest test|factors favouring disclosure|if you are unhappy|"
        "Northumbria Police|Police Scotland|Page 2 of 3|back to top|Related links|cookies|1,234|12%|Supplier: A|a | b"
    )
    markup = (
        "<p>|</p>|<br>|<div>|</div>|<table><tr><td>|<td>|<tr>|</table>|<ol start=3>|<ul>|<li>|</li>|<dl><dt>|<dd>|<h1>|"
        '</h1>|<h2>|<a href="/x.pdf">|<a href="http://[">|</a>|<b>|</b>|<form>|<main>|<article>|<title>|<!--|-->|'
        '<script>|</script>|<svg>|<div hidden>|<div role="navigation">|<pre>|<sup>|&nbsp;|&amp;|&#0;|&#xD800;|<base>'
    )
    spaces = ("\n", "\n\n", "\r", "\t", "\f", "\x00", "\u00a0", "\u200b", " ")
    strange = ("\u202e", "\u0301", "\ud800", "ﬁ", "ſ", "İ", "²", "٣", "’s")
    return (*letters.split("|"), *markup.split("|"), *spaces, *strange, ".", "?", ": ", "(", ")", '"', "“", "—")


def broken_promises(page: Page) -> list[str]:
    """What is wrong with the record of this page; nothing where it is no response. Errors that are not foreseen are."""
    try:
        record = read_response(page, Hints(), today=TODAY)
    except NotAResponseError:
        return []
    except FoiError as error:
        return [str(error)]
    told = response_as_dict(record)
    problems = [] if read_response(page, Hints(), today=TODAY) == record else ["read differently the second time"]
    try:
        json.dumps(told, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        problems.append(f"no valid text: {error}")
    return [
        *problems,
        *(f"an empty string at {at}" for at, value in _strings(told) if not value.strip()),
        *_bad_dates(record),
        *_bad_citations(record),
        *_bad_quotes(record, page),
    ]


def _strings(value: object, at: str = "record") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, f"{at}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, f"{at}[]")


def _bad_dates(record: Response) -> Iterator[str]:
    for stated in record.dates:
        whole = stated.value + {Precision.DAY: "", Precision.MONTH: "-01", Precision.YEAR: "-01-01"}[stated.precision]
        try:
            date.fromisoformat(whole)
        except ValueError:
            yield f"the date {stated.value!r} is none"
        if stated.value > TODAY:
            yield f"the date {stated.value} lies in the future"


def _bad_citations(record: Response) -> Iterator[str]:
    for citation in record.citations:
        if citation.role is Role.RELIED and citation.law not in tuple(Law):
            yield f"relied on {citation.law}, no information law"
        if citation.law in tuple(Law) and canonical(citation.section) != citation.section:
            yield f"the section {citation.section!r} is not canonical"


def _bad_quotes(record: Response, page: Page) -> Iterator[str]:
    text = _folded("".join(block.printed for block in parse_document(page).blocks))
    for quote in (*(c.quote for c in record.citations), record.outcome_evidence):
        if quote is not None and _folded(quote) not in text:
            yield f"the quote {quote[:80]!r} is not on the page"


def _folded(text: str) -> str:
    return re.sub(r"[\s|]+", "", text)


@given(body=st.binary(max_size=400), media_type=st.sampled_from(["text/html", "text/plain", None]))
@example(body=b"\xff\xfe\x00\xd8", media_type=None)
@example(body=b"\xef\xbb\xbf", media_type="text/html")
@settings(max_examples=150, deadline=None)
def test_any_bytes(body: bytes, media_type: str | None) -> None:
    assert broken_promises(Page(body=body, url=URL, media_type=media_type)) == []


@given(
    parts=st.lists(st.sampled_from(fragments()), min_size=1, max_size=60),
    glue=st.sampled_from(["", " ", "\n", "\n\n", "<p>"]),
    media_type=st.sampled_from(["text/html", "text/plain"]),
    charset=st.sampled_from(["utf-8", "cp1252", "utf-16"]),
)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(  # an introduction whose paragraph says something before it asks
    parts=["You asked:", "I have read your reports. Please provide the following:", "Number of tasers"],
    glue="\n\n",
    media_type="text/plain",
    charset="utf-8",
)
def test_any_mixture_of_what_letters_are_made_of(parts: list[str], glue: str, media_type: str, charset: str) -> None:
    text = glue.join(parts)
    body = text.encode(charset, "surrogatepass" if charset.startswith("utf") else "replace")
    assert broken_promises(Page(body=body, url=URL, media_type=media_type)) == []


@given(seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_recorded_pages_cut_and_spliced(seed: int) -> None:
    rnd = random.Random(seed)
    paths = sorted(p for p in (TESTS / "pages").rglob("*") if p.suffix in (".html", ".txt"))
    one, other = (rnd.choice(paths).read_bytes() for _ in range(2))
    body = one[: rnd.randrange(len(one))] + rnd.choice(fragments()).encode("utf-8", "surrogatepass")
    body += other[rnd.randrange(len(other)) :]
    assert broken_promises(Page(body=body, url=URL)) == []


HOSTILE = {
    "letters": "a",
    "spaces": " ",
    "lines": "\n",
    "digits": "1 ",
    "sections": "Section 31(1)(a) ",
    "brackets": "(1",
    "list of sections": "31, ",
    "section and name": "Section 9 Aa ",
    "acts": "Section 3 of the Police And Crime Act 2000 ",
    "quotes": "“Section 31 ",
    "dates": "12/12/2020 ",
    "labels": "Request: ",
    "requests and responses": "Request:\nHow many?\nResponse:\nNone.\n",
    "questions": "1. How many?\n",
    "introductions": "Please provide a list of the following:\n\n",
    "inline questions": "1. How many? ",
    "wrapped lines": "the force has looked for all of the records that you\n",
    "page feet": "the force has looked for all of the records and\nPage 2 of 9\nfound more of them in the\n",
    "marks alone": "1.\na\n2.\nb\n",
    "rows of text": "a | b\n",
    "sentences": "The force holds it. ",
    "denials": "neither confirm nor deny ",
    "cost": "exceed cost ",
    "divisions": "<div>",
    "paragraphs": "<p>x",
    "tables": "<table><tr><td>a",
    "rows": "<tr><td>a<td>1",
    "items": "<li>x",
    "breaks": "a<br>",
    "links": "<a href=/x.pdf>x</a>",
    "definitions": "<dl><dd>x",
    "headings": "<h2>a</h2>",
    "formatting": "<a><b>",
    "fonts": "<font size=1><div>",
    "hidden closing tags": "<div><object></div></object>",
    "less than": "<",
    "entities": "&amp;&nbsp;",
    "comments": "<!--",
    "combining": "\u0301",
    "mojibake": "â€™Â",
}


def _seconds(unit: str, size: int, *, tries: int) -> float:
    """How much of the processor's time so many characters take, the best of some tries."""
    text = unit * (size // len(unit))
    page = Page(body=text.encode(), url=URL, media_type="text/html" if "<" in unit else "text/plain")
    return min(_once(page) for _ in range(tries))


def _once(page: Page) -> float:
    started = time.process_time()
    with suppress(NotAResponseError):
        read_response(page, Hints())
    return time.process_time() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_length(name: str) -> None:
    """Twice the text takes about twice the time; four times is the mark of a quadratic search. Quick is well enough."""
    quick = 0.4
    if _seconds(HOSTILE[name], 40_000, tries=1) > quick:
        shorter, longer = (_seconds(HOSTILE[name], size, tries=2) for size in (20_000, 40_000))
        assert longer < quick or longer / shorter < 3.5, f"{shorter:.2f} s, then {longer:.2f} s for twice the length"


@pytest.mark.parametrize("size", [60, 200, 500, 5_000])
@pytest.mark.parametrize(
    "unit",
    [
        *("<table><td>", "<table><td><a href=x>", "<a href=x><object>", "<dl><dd>", "<dl><dt>", "<ul><li>", "<div>"),
        *("<form><div></form>", "<table><caption>", "<table><td>Ref:<td>", "<dl><div><dd>", "<h1><object>", "<span>"),
    ],
)
def test_depth_costs_no_stack(unit: str, size: int) -> None:
    body = b"<p>Request</p>" + unit.encode() * size + b"<p>We hold nine.</p>"
    assert broken_promises(Page(body=body, url=URL, media_type="text/html")) == []


def _page_of(length: int) -> Page:
    sentence = "The force holds nine of these. "
    text = "You asked:\n\nHow many?\n\nIn response:\n\n" + sentence * (length // len(sentence))
    return Page(body=text.encode(), media_type="text/plain")


def test_the_record_says_that_a_page_was_cut() -> None:
    assert CUT not in read_response(_page_of(MOST_TEXT // 2)).warnings
    long = read_response(_page_of(MOST_TEXT * 2))
    assert CUT in long.warnings
    assert long.questions[0].text == "How many?"
    assert len(long.response_text or "") <= MOST_TEXT


@pytest.mark.parametrize(
    ("open_", "close"), [("", "\n\n"), ("<p>", "</p>"), ("<ul><li>", "</ul>"), ("<dl><dd>", "</dl>")]
)
def test_only_so_many_blocks_are_read(open_: str, close: str) -> None:
    body = b"<html>" * bool(open_) + f"{open_}Nine{close}".encode() * (MOST_BLOCKS + 200)
    document = parse_document(Page(body=body, media_type="text/html" if open_ else "text/plain"))
    assert document.cut
    assert len(document.blocks) == MOST_BLOCKS


def test_a_long_table_is_cut_between_rows() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{'x' * 90}</td></tr>" for n in range(8_000))
    document = parse_document(Page(body=f"<table>{rows}</table>".encode(), media_type="text/html"))
    (block,) = document.blocks
    assert document.cut
    assert 4_000 < len(block.rows) < 8_000
    assert all(len(row) == 2 for row in block.rows)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 6_000,
        "<div></span>" * 6_000,
        "<a><b>" * 6_000,
        "<div><object></div></object>" * 2_000,
        '<div><!--</div>--><p title="</div>">' * 3_000,
        "<div><script></div></script>" * 3_000,
        "".join(f"<font size={n}>" for n in range(200)) + "<p>x" * 6_000,
        "<p " + "".join(f"a{n}=1 " for n in range(20_000)) + ">",
        "<p>x</p>" * 60_000,
    ],
)
def test_tangled_markup_is_known(markup: str) -> None:
    assert is_tangled(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<table>" + "<tr><td>Area</td><td>12</td></tr>" * 9_000 + "</table>",
        "<div><p>It is <b>held</b>.<p>It is <i>not</i> held.</div>" * 5_000,
        "<ul>" + '<li><a href="/x">x</a>' * 9_000 + "</ul>",
        "<div>" * 40 + "<p>One<br>two</p>" * 9_000 + "</div>" * 40,
        "<p><b>Unclosed" + "<p>One</p>" * 9_000,
        f'<img src="data:image/png;base64,{"a/b+" * 90_000}">',
    ],
)
def test_long_pages_are_not_tangled(markup: str) -> None:
    assert not is_tangled(markup)


def test_tangled_markup_is_still_read() -> None:
    body = "<html><body>" + "<div><p>x</p>" * 6_000 + "<p>You asked:</p><p>How many?</p><p>In response:</p><p>Nine.</p>"
    record = read_response(Page(body=body.encode(), media_type="text/html"))
    assert [q.text for q in record.questions] == ["How many?"]
