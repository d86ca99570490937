"""Reading as a whole: the seed letter in any dress, pages that answer nothing, and bytes of any kind."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import NotAResponseError
from scraper.reading import read_response
from scraper.reading.facts.forces import find_force, law_of_force
from scraper.reading.page.attachments import find_attachments
from scraper.records import Block, BlockKind, DateKind, Hints, Law, Link, Outcome, Page, Response

SEEDS = sorted((Path(__file__).resolve().parents[1].parent / "shared" / "seeds").glob("*.txt"))
PAGES = Path(__file__).parent / "pages"
TODAY = "2026-01-01"


def read(text: str, media_type: str | None = None, url: str | None = None) -> Response:
    return read_response(Page(body=text.encode(), url=url, media_type=media_type), today=TODAY)


def paragraphs(text: str) -> list[str]:
    return [p.strip() for p in re.split(r"\n\s*\n", text) if p.strip()]


def as_paragraphs(text: str) -> str:
    body = "\n".join(f"<p>{html.escape(p)}</p>" for p in paragraphs(text))
    return f"<!doctype html><html><head><title>Log</title></head><body><main>{body}</main></body></html>"


def as_line_breaks(text: str) -> str:
    body = "<br>\n<br>\n".join(html.escape(p) for p in paragraphs(text))
    return (
        '<html><body><div class="nav"><ul><li><a href="/">Home</a></li><li><a href="/a">About us</a></li></ul></div>'
        f'<div><div id="content">{body}</div></div><div>Call 101</div></body></html>'
    )


def as_lists_and_headings(text: str) -> str:
    out: list[str] = []
    for p in paragraphs(text):
        asked = re.match(r"\d\.\s?(.*)", p, re.DOTALL)
        if asked:
            item = f"<li>{html.escape(asked[1])}</li>"
            if out and out[-1].endswith("</ol>"):
                out[-1] = out[-1].removesuffix("</ol>") + item + "</ol>"
            else:
                out.append(f"<ol>{item}</ol>")
        elif len(p) < 40 and not re.search(r"\d", p):
            out.append(f"<h2>{html.escape(p)}</h2>")
        else:
            out.append(f"<div><p><span>{html.escape(p)}</span></p></div>")
    body = "".join(out)
    header = "<header><a href='/'>Northumbria Police</a></header>"
    return f"<!doctype html><html><body>{header}<article>{body}</article></body></html>"


@pytest.mark.skipif(not SEEDS, reason="the seed letter is not part of this checkout")
@pytest.mark.parametrize("dress", [str, as_paragraphs, as_line_breaks, as_lists_and_headings], ids=lambda f: f.__name__)
def test_the_seed_letter_reads_fully(dress: type[str]) -> None:
    text = SEEDS[0].read_text(encoding="utf-8")
    found = read(dress(text))
    responded = found.date(DateKind.RESPONDED)
    assert responded is not None
    assert (responded.value, found.force, found.law) == ("2018-08-13", "northumbria", Law.FOIA)
    assert [q.number for q in found.questions] == ["1", "2", "3", "4"]
    asked = [re.sub(r"^\d\.\s?", "", p).strip() for p in paragraphs(text) if re.match(r"\d\.", p)]
    assert [q.text for q in found.questions] == asked
    assert found.outcome is Outcome.NOT_HELD
    assert [(c.law, c.section, c.ncnd) for c in found.relied] == [("FOIA", "24(2)", True), ("FOIA", "31(3)", True)]
    assert {c.quote for c in found.relied} == {"Section 24(2) National Security and S31(3) Law Enforcement."}
    assert [c for c in found.citations if c not in found.relied] == []
    for part in (found.request_text, found.response_text):
        assert part is not None
        for furniture in ("making some improvements", "back to top", "purpose of the Act", "Provision of information"):
            assert furniture not in part


def dressed(*body: str, title: str = "") -> str:
    head = f"<head><title>{title}</title></head>" if title else ""
    return f"<html>{head}<body><main>{''.join(body)}</main></body></html>"


@pytest.mark.parametrize(
    ("page", "looks_like"),
    [
        ("", "blank page"),
        ("   \n\n ", "blank page"),
        (dressed(), "blank page"),
        (dressed("<p>Enable JavaScript and cookies to continue</p>", title="Just a moment..."), "challenge"),
        (dressed("<h1>Sorry, you have been blocked</h1>", title="Attention Required!"), "challenge"),
        (dressed("<p>Checking your browser before you go on.</p>"), "challenge"),
        (dressed("<h1>Page not found</h1>", title="404"), "error page"),
        (dressed("<h1>The page you asked for could not be found</h1><p>Try the search.</p>"), "error page"),
        (dressed("<h1>503 Service Unavailable</h1>"), "error page"),
        (dressed("<h1>Access denied</h1><p>You may not see this page.</p>"), "error page"),
        (dressed("<h1>19-1111 Data</h1><p>This document has been removed from our website.</p>"), "notice"),
        (dressed("<h1>Disclosure log</h1><p>Keyword</p>", title="Disclosure log"), "listing"),
        (dressed("<h1>Published items</h1><p>Showing 1 - 10 of 412 results</p>", "<p>How many dogs?</p>"), "listing"),
        (dressed("<h1>Year: 2022</h1>", "<h2>Dogs (12/22)</h2><p>How many?</p>", "<h2>Cats (13/22)</h2>"), "listing"),
        (
            dressed("<h1>Ask us</h1>", "<p>How to make a request</p>", "<p>Your request must be in writing.</p>"),
            "notice|how to ask",
        ),
        (
            dressed(
                "<h1>Ask us</h1><p>Your request must be in writing.</p><p>Use our online form.</p>", "<p>x</p>" * 3000
            ),
            "how to ask",
        ),
        (dressed("<h1>Our dogs</h1><p>The dogs of the force are trained at a farm.</p>"), "answers no request"),
        ("%PDF-1.7 ...", "PDF"),
        ("PK\x03\x04 ...", "Office"),
        ("\x7fELF\x02\x01 <p>You asked: who?</p>\x03\x0f <p>Response: 7</p>", "no text"),
    ],
)
def test_pages_that_answer_no_request(page: str, looks_like: str) -> None:
    with pytest.raises(NotAResponseError, match=looks_like):
        read(page)


def entries(*lines: str) -> str:
    return "".join(line.replace("#", str(n)) for n in range(10, 22) for line in lines)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Crime statistics</h1><ul>" + entries('<li><a href="/d/#/">Burglary - #/19</a></li>') + "</ul>",
        "<h1>Other</h1>" + entries('<h3><a href="/d/#/">Theft #</a></h3>', "<p>Date Responded # May 2019</p>"),
        "<h1>FOI log</h1>" + entries('<h2><a href="/d/#">Meals #</a></h2>', "<p>May #, 2024 | Custody</p>"),
        "<h1>All items</h1>"
        + entries('<h2><a href="/d/#">FOI #/24 Searches</a></h2>', "<p>How many? We rely on section 40(2) …</p>"),
    ],
)
def test_lists_of_links_are_listings_whatever_they_are_called(body: str) -> None:
    with pytest.raises(NotAResponseError, match="listing"):
        read(dressed(body), url="https://www.example.police.uk/x/")


def test_a_response_with_many_attachments_is_no_listing() -> None:
    files = entries('<p><a href="/SysSiteAssets/foi-media/a/month-#.pdf">Month #</a></p>')
    found = read(
        dressed("<h1>Crime by month</h1><h2>Request</h2><p>How many crimes?</p><h2>Response</h2>" + files),
        url="https://www.example.police.uk/x/",
    )
    assert len(found.attachments) == 12


def test_figures_without_a_request_answer_nothing() -> None:
    with pytest.raises(NotAResponseError, match="answers no request"):
        read(dressed("<h1>Stop and search</h1><p>Each quarter we publish figures.</p><p>Q1 | 400</p>"))


@pytest.mark.parametrize("folder", ["our-policies-and-procedures/pp", "Policy/it", "publication-scheme"])
def test_policies_and_schemes_are_no_answers(folder: str) -> None:
    body = dressed("<h1>Body armour</h1><p>Annex B is exempt under section 31 of the Freedom of Information Act.</p>")
    with pytest.raises(NotAResponseError, match="standing page"):
        read(body, url=f"https://www.example.police.uk/foi-ai/example-police/{folder}/body-armour/")


def test_the_message_says_which_page() -> None:
    with pytest.raises(NotAResponseError, match=r"^https://www\.example\.police\.uk/x: expected the answer"):
        read("", url="https://www.example.police.uk/x")


def test_an_answer_that_uses_the_words_of_notices_and_errors_is_still_an_answer() -> None:
    found = read(
        "Lost files\n\nOur Ref: 12/20\n\nYou asked:\n\n1. How many files could not be found?\n\nIn response:\n\n"
        "The file has been removed. Page not found errors are not counted. No information is held."
    )
    assert found.reference is not None


def test_what_a_page_does_not_state_is_empty() -> None:
    found = read(
        "<main><h1>Dogs</h1><h2>Request</h2><p>How many dogs?</p><h2>Response</h2><p>We hold 12 dogs.</p></main>"
    )
    assert (found.force, found.url, found.platform, found.reference, found.dates, found.citations) == (
        None,
        None,
        None,
        None,
        (),
        (),
    )
    assert found.warnings == ("no date found",)


def test_gaps_are_warned_of() -> None:
    found = read("Our Ref: 12/20\n\nDate: 3 May 2020\n\nPlease find our answer attached.")
    assert "no questions found" in found.warnings
    assert "no date found" not in found.warnings


def test_hints_go_before_guesses() -> None:
    page = Page(body=b"Our Ref: 12/20\n\nKent Police holds no such information.")
    assert read_response(page).force == "kent"
    hinted = read_response(page, Hints(force="police-scotland", platform="own"))
    assert (hinted.force, hinted.platform, hinted.law) == ("police-scotland", "own", Law.FOISA)
    assert read_response(page, Hints(force="police-scotland", law=Law.FOIA)).law is Law.FOIA


def test_force_by_host_then_by_name() -> None:
    named = [Block(kind=BlockKind.PARAGRAPH, text="Kent Police and Essex Police were asked. Kent Police holds it.")]
    tied = [Block(kind=BlockKind.PARAGRAPH, text="Kent Police and Essex Police were asked.")]
    assert find_force("https://foi.west-midlands.police.uk/x", named) == "west-midlands"
    assert find_force("http://ww2.northumbria.police.uk/x", named) == "northumbria"
    assert find_force("https://www.gov.je/x", ()) == "jersey"
    assert find_force("https://docslib.org/doc/1", named) == "kent"
    assert find_force(None, tied) is None
    assert find_force("http://[broken", ()) is None
    assert (law_of_force("police-scotland"), law_of_force("jersey"), law_of_force(None)) == (
        Law.FOISA,
        Law.JERSEY,
        Law.FOIA,
    )


def test_attachments_are_the_files_of_the_same_site() -> None:
    site = "https://www.met.police.uk"
    links = [
        (f"{site}/SysSiteAssets/foi-media/a/dogs.xlsx", "Dogs (XLSX, 14KB)"),
        (f"{site}/SysSiteAssets/foi-media/a/dogs.xlsx", "Dogs again"),
        (f"{site}/spa-media/abcd1234/answer", "The answer"),
        (f"{site}/files/dogs.pdf?v=2", ""),
        (f"{site}/download/12", "Download the response"),
        ("https://ico.org.uk/media/guidance.pdf", "Guidance"),
        (f"{site}/foi-ai/some-page/", "Another page"),
        (f"{site}/SysSiteAssets/media/logo.png", "Logo"),
        ("mailto:foi@met.police.uk?x=.pdf", "attached"),
    ]
    found = find_attachments(tuple(Link(url=u, text=t) for u, t in links), f"{site}/foi-ai/x/")
    assert [(a.url.removeprefix(site), a.title, a.media_type) for a in found] == [
        (
            "/SysSiteAssets/foi-media/a/dogs.xlsx",
            "Dogs",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("/spa-media/abcd1234/answer", "The answer", None),
        ("/files/dogs.pdf?v=2", None, "application/pdf"),
        ("/download/12", "Download the response", None),
    ]


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<ol><li>",
        "</li></ol>",
        "<table><tr><td>",
        "</td></tr></table>",
        "<br>",
        "&nbsp;",
        "&#0;",
        "<!--",
        "-->",
        "<h1>",
        "</h1>",
        "You asked:",
        "In Response:",
        "Request 1",
        "Response 1",
        "1. How many?",
        "Section 31(1)(a)(b)&(c) of the Act",
        "Sections 40(2)(3A)(a",
        "neither confirm nor deny",
        "Date: 31/02/2020",
        "Our Ref: FOI ",
        "12/20",
        "£450 18 hours",
        "\x00\ufeff\u200b",
        "\n\n",
        " | ",
        "• ",
        "((((",
    ]
)


def check_any(body: bytes, url: str | None = None) -> None:
    try:
        found = read_response(Page(body=body, url=url), today=TODAY)
    except NotAResponseError:
        return
    assert isinstance(found, Response)
    assert all(d.value and d.text for d in found.dates)
    assert "" not in (found.title, found.request_text, found.response_text, found.outcome_evidence)


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=60)
def test_any_bytes_give_a_response_or_the_finding_that_there_is_none(body: bytes) -> None:
    check_any(body)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join), st.text(max_size=30))
@settings(deadline=None, max_examples=150)
def test_any_mixture_of_markup_and_phrases_is_read(text: str, path: str) -> None:
    check_any(text.encode("utf-8", "surrogatepass"), f"https://www.example.police.uk/{path}")
    check_any(f"<html><body>{text}</body></html>".encode("utf-8", "surrogatepass"), path)


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_page_cut_anywhere_is_read(data: st.DataObject) -> None:
    paths = sorted(PAGES.rglob("*.html"))
    body = data.draw(st.sampled_from(paths)).read_bytes()
    start, end = (data.draw(st.integers(0, len(body))) for _ in range(2))
    check_any(body[:start] + body[end:])
