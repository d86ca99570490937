"""The pages of the archive: answers with their evidence, forces, exemptions, status; text is text; no link is dead."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, quote, unquote, urldefrag, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
import yaml
from datasette.app import Datasette
from datasette.utils.asgi import Request
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_archive import LOG, SOURCE, Desk, answer, cites, dated, day, open_desk, page
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.addresses import response_id
from scraper.attachments.results import Extracted, FileState, Kind, PageText
from scraper.cli.options import messages
from scraper.demo import start_sample_logs
from scraper.demo.run import scrape_logs
from scraper.law import legislation_url, meaning_of
from scraper.progress import RunDisplay
from scraper.records import (
    Attachment,
    Citation,
    DateKind,
    Law,
    Outcome,
    Place,
    Precision,
    Question,
    Reference,
    Response,
    Role,
    StatedDate,
    Via,
)
from scraper.store import open_archive
from scraper.web import texts
from scraper.web.render import base_address
from scraper.web.server import load_metadata, make_site
from scraper.web.site import site_of
from scraper.web.views.forces import reference_number

ROOT: Final = Path(__file__).parents[1]
HOME: Final = "http://localhost"
CONTACT: Final = "corrections@archive.example"


# ---- asking the site


class Visitor:
    """Someone who asks the site of one archive, within this process."""

    def __init__(self, site: Datasette) -> None:
        self.site = site
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(app=site.app())
        self._client = httpx.AsyncClient(transport=transport, base_url=HOME, headers={"accept-encoding": "identity"})

    def ask(self, address: str, method: str = "GET", **headers: str) -> httpx.Response:
        sent = {name.encode(): value.encode() for name, value in headers.items()}
        return self._runner.run(self._client.request(method, address, headers=sent))

    def get(self, address: str, status: int = 200, **headers: str) -> httpx.Response:
        found = self.ask(address, **headers)
        assert found.status_code == status, f"{address}: {found.status_code} {found.text[:300]}"
        return found

    def page(self, address: str, status: int = 200, **headers: str) -> LexborHTMLParser:
        found = self.get(address, status, **headers)
        assert found.headers["content-type"].startswith("text/html"), address
        return LexborHTMLParser(found.text)

    def data(self, address: str, status: int = 200) -> Any:
        found = self.get(address, status)
        assert found.headers["content-type"].startswith("application/json"), address
        return found.json()

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()
        if self.site.executor is not None:
            self.site.executor.shutdown()


@cache
def described() -> dict[str, Any]:
    """metadata.yml, for archives named foi.db."""
    return load_metadata(Path("foi.db"), ROOT / "metadata.yml")


@contextmanager
def visiting(db: Path, **plugin: str) -> Iterator[Visitor]:
    """The site of this archive as `foi serve` makes it; `plugin` are the settings of the plugin in metadata.yml."""
    with visiting_site(make_site(db, {**described(), "plugins": {"foi-archive": plugin}})) as visitor:
        yield visitor


@contextmanager
def visiting_site(site: Datasette) -> Iterator[Visitor]:
    visitor = Visitor(site)
    try:
        yield visitor
    finally:
        visitor.close()


def said(node: LexborNode | LexborHTMLParser | None) -> str:
    """The words of an element, with single spaces."""
    assert node is not None
    found = node.body if isinstance(node, LexborHTMLParser) else node
    assert found is not None
    return " ".join(found.text().split())


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The only element of its kind."""
    found = tree.css(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def section(tree: LexborHTMLParser, key: str) -> LexborNode:
    """The section whose heading has this id."""
    return one(tree, f'section[aria-labelledby="{key}"]')


def sections(tree: LexborHTMLParser) -> set[str]:
    return {str(node.attributes["aria-labelledby"]) for node in tree.css("section")}


def links(node: LexborNode | LexborHTMLParser | None) -> list[str]:
    assert node is not None
    return [a.attributes["href"] or "" for a in node.css("a[href]")]


def terms(node: LexborNode | LexborHTMLParser) -> dict[str, str]:
    """Every term of the definition lists within, with what it is said to be."""
    return {said(dt): said(dt.next if dt.next.tag == "dd" else dt.next.next) for dt in node.css("dt") if dt.next}


def table(node: LexborNode | LexborHTMLParser) -> list[list[str]]:
    """The body of the first table within, cell by cell."""
    return [[said(cell) for cell in row.css("th, td")] for row in node.css("table")[0].css("tbody tr")]


def canonical_of(tree: LexborHTMLParser) -> str:
    return one(tree, "link[rel=canonical]").attributes["href"] or ""


def address_of(slug: str, force: str = "norchester") -> str:
    return f"/response/{force}/{response_id(page(slug))}"


# ---- archives


@pytest.fixture(scope="module")
def demo_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's archive."""
    path = tmp_path_factory.mktemp("demo") / "foi.db"
    with open_archive(path, create=True) as archive, start_sample_logs(1) as logs, RunDisplay(messages()) as display:
        scrape_logs(archive, logs, display)
    return path


@pytest.fixture(scope="module")
def demo(demo_db: Path) -> Iterator[Visitor]:
    with visiting(demo_db, contact=CONTACT) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def empty_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with its tables and nothing in them: making them takes longer than copying the file."""
    path = tmp_path_factory.mktemp("empty") / "foi.db"
    with open_archive(path, create=True) as archive:
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def desk(tmp_path: Path, empty_db: Path) -> Iterator[Desk]:
    with open_desk(copy_of(empty_db, tmp_path)) as desk:
        yield desk


@pytest.fixture
def visitor(desk: Desk) -> Iterator[Visitor]:
    """The site of the desk's archive, which may be written to while it is asked."""
    with visiting(desk.archive.path, contact=CONTACT) as visitor:
        yield visitor


def copy_of(db: Path, folder: Path) -> Path:
    return Path(shutil.copy(db, folder / db.name))


def rows(db: Path, sql: str, *values: Any) -> list[dict[str, Any]]:
    connection = sqlite3.connect(db)
    try:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, values)]
    finally:
        connection.close()


def write(desk: Desk, sql: str, *values: Any) -> None:
    with desk.archive.write() as db:
        db.execute(sql, values)


def take_down(desk: Desk, slug: str, reason: str = "personal_data") -> None:
    write(
        desk,
        "INSERT INTO takedowns (response, source, reason, taken_down_at) VALUES (?, ?, ?, ?)",
        *(response_id(page(slug)), SOURCE.id, reason, "2026-03-04T05:06:07Z"),
    )


def attach(desk: Desk, slug: str, url: str, kind: Kind, state: FileState, *pages: PageText, **facts: Any) -> None:
    """Keep what a file holds, as a run does."""
    found = Extracted(kind=kind, state=state, pages=pages, page_count=facts.get("count"), reason=facts.get("reason"))
    capture = desk.capture(url, url.encode(), day(1))
    size = facts.get("size", 24_100)
    assert desk.archive.save_attachment(
        response_id(page(slug)), url, found, capture_id=capture, size_bytes=size, at=day(1)
    )


def withdraw(desk: Desk, *, still_listed: tuple[str, ...] = (), at: int = 40) -> None:
    """Two complete walks of the log that show these slugs only."""
    for number in (at, at + 1):
        desk.archive.close_walk(SOURCE.id, [page(slug) for slug in still_listed], day(number))


# ---- one response: its address


def test_the_address_of_a_response_stays(desk: Desk, visitor: Visitor) -> None:
    """Read again by another reader, changed by the force, withdrawn: the answer stays where it was."""
    desk.publish("taser", answer(), day(1), reader="1")
    address = address_of("taser")
    assert said(visitor.page(address).css_first("h1")) == "Tasers carried in 2025"
    again = desk.archive.save_response(
        answer("Tasers carried in 2025, read anew"),
        source=SOURCE.id,
        url=page("taser").replace("https://www.", "http://").rstrip("/"),
        capture_id=desk.one("SELECT capture FROM responses"),
        at=day(2),
        reader_version="2",
    )
    assert str(again) == "unchanged"
    assert said(visitor.page(address).css_first("h1")) == "Tasers carried in 2025, read anew"
    desk.publish("taser", answer("Tasers carried in 2026"), day(3), reader="2")
    assert said(visitor.page(address).css_first("h1")) == "Tasers carried in 2026"
    withdraw(desk)
    tree = visitor.page(address)
    assert said(tree.css_first("h1")) == "Tasers carried in 2026" and canonical_of(tree) == HOME + address
    assert desk.one("SELECT count(*) FROM responses") == 1


@pytest.mark.parametrize("tail", ["", ".json", "/v/1"])
def test_under_a_wrong_force_it_leads_to_the_right_one(desk: Desk, visitor: Visitor, tail: str) -> None:
    desk.publish("taser", answer(), day(1))
    moved = visitor.get(address_of("taser", "midchester") + tail, 301)
    assert moved.headers["location"] == address_of("taser") + tail
    visitor.get(moved.headers["location"])


def test_the_text_of_a_file_under_a_wrong_force_leads_to_the_right_one(desk: Desk, visitor: Visitor) -> None:
    _publish_with_files(desk)
    moved = visitor.get(address_of("taser", "midchester") + "/attachment/1.txt", 301)
    assert moved.headers["location"] == address_of("taser") + "/attachment/1.txt"


@pytest.mark.parametrize(
    "address",
    [
        "/response/norchester/000000000000",
        "/response/norchester/000000000000/v/1",
        "/response/norchester/000000000000/attachment/1.txt",
        address_of("taser") + "/v/2",
        address_of("taser") + "/v/0",
        address_of("taser") + "/attachment/1.txt",
        address_of("taser").upper().replace("/RESPONSE/NORCHESTER", "/response/norchester"),
        address_of("taser")[:-1],
        address_of("taser") + "0",
    ],
)
def test_an_address_that_holds_nothing_is_not_found(desk: Desk, visitor: Visitor, address: str) -> None:
    desk.publish("taser", answer(), day(1))
    assert said(visitor.page(address, 404).css_first("h1")) == "Not found"


def test_an_unknown_response_as_data_is_an_error_as_data(desk: Desk, visitor: Visitor) -> None:
    assert visitor.data("/response/norchester/000000000000.json", 404)["title"] == "Not found"


SECRET: Final = "Ermintrude Quillfeather"


def _publish_secret(desk: Desk) -> None:
    """A response that names a person wherever it can, and another beside it that shares its words."""
    url = f"{LOG}/files/tasers.xlsx"
    secret = answer(
        f"Conduct of {SECRET}",
        request_text=f"What did {SECRET} do?",
        response_text=f"{SECRET} did nothing. The rest is withheld.",
        questions=(Question(number="1", text=f"What did {SECRET} do?", answer=f"{SECRET} did nothing."),),
        outcome_evidence=f"{SECRET} did nothing.",
        citations=(replace(cites("40(2)"), quote=f"{SECRET} is exempt under section 40(2)."),),
        attachments=(Attachment(url=url, title=f"Statement of {SECRET}", media_type=None),),
    )
    desk.publish("secret", secret, day(1))
    attach(desk, "secret", url, Kind.XLSX, FileState.OK, PageText(number=1, text=f"{SECRET}, aged 40", title="Sheet1"))


@pytest.mark.parametrize("rows_gone", [True, False], ids=["rows removed", "rows still there"])
@pytest.mark.parametrize("tail", ["", ".json", "/v/1", "/attachment/1.txt"])
def test_what_was_taken_down_says_so_and_nothing_else(desk: Desk, visitor: Visitor, tail: str, rows_gone: bool) -> None:
    """410 with the instant and the reason, whether or not its rows are gone already; nothing of what it said."""
    _publish_secret(desk)
    address = address_of("secret") + tail
    assert SECRET in visitor.get(address).text
    take_down(desk, "secret", "personal_data")
    if rows_gone:
        from scraper.store.writing import delete_response

        with desk.archive.write() as db:
            delete_response(db, response_id(page("secret")))
    for asked in (address, address.replace("norchester", "midchester")):
        found = visitor.get(asked, 410)
        assert "4 March 2026, 05:06 UTC" in found.text and "it held personal data" in found.text
        assert SECRET not in found.text and "Quillfeather" not in found.text
    write(desk, "UPDATE takedowns SET undone_at = ?", day(90))
    assert visitor.ask(address).status_code == (404 if rows_gone else 200)


# ---- one response: what it says

EVIDENCE: Final = "We hold forty devices."
RELIED: Final = "Section 31(1)(a) is engaged: the rest is withheld."
AGAIN: Final = "Serials are exempt under section 31(1)(a) as well."
SILENT: Final = "By section 24(2) we neither confirm nor deny any other information."
MENTIONED: Final = "Section 17 requires us to tell you this."
ANOTHER: Final = "Section 1 of PACE 1984 was named by the requester."


def _full(title: str = "Tasers carried in 2025", **changes: Any) -> Response:
    """A response that says all a response can say."""
    relied = Citation(law="FOIA", section="31(1)(a)", title=None, role=Role.RELIED, ncnd=False, quote=RELIED)
    facts: dict[str, Any] = {
        "dates": (
            StatedDate(
                kind=DateKind.REQUESTED,
                value="2025-12-20",
                precision=Precision.DAY,
                text="received on 20th December 2025",
                place=Place.TEXT,
            ),
            StatedDate(
                kind=DateKind.RESPONDED,
                value="2026-01",
                precision=Precision.MONTH,
                text="January 2026",
                place=Place.TITLE,
            ),
            StatedDate(
                kind=DateKind.PUBLISHED, value="2026", precision=Precision.YEAR, text="log-2026", place=Place.URL
            ),
            StatedDate(
                kind=DateKind.FILED, value="2026-01", precision=Precision.MONTH, text="january", place=Place.URL
            ),
        ),
        "questions": (
            Question(number="1", text="How many tasers do you hold?", answer=EVIDENCE, outcome=Outcome.DISCLOSED),
            Question(
                number="4b",
                text="What are their serial numbers?",
                answer=RELIED,
                outcome=Outcome.REFUSED,
                exemptions=("FOIA 31(1)(a)",),
            ),
            Question(number=None, text="Since when do you hold them?"),
        ),
        "request_text": "1. How many tasers do you hold?\n4b. What are their serial numbers?\nSince when?",
        "response_text": "\n".join((EVIDENCE, RELIED, AGAIN, SILENT, MENTIONED, ANOTHER)),
        "outcome_evidence": EVIDENCE,
        "citations": (
            relied,
            replace(relied, quote=AGAIN),
            replace(relied, section="24(2)", ncnd=True, quote=SILENT),
            replace(relied, section="17", role=Role.MENTIONED, quote=MENTIONED),
            replace(relied, law="PACE 1984", section="1", role=Role.MENTIONED, quote=ANOTHER),
        ),
    }
    return answer(title, **facts | changes)


def test_questions_are_numbered_as_printed_and_paired_with_their_answers(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", _full(), day(1))
    items = section(visitor.page(address_of("taser")), "asked").css("ol.pairs > li")
    shown = [(said(i.css_first(".question .number")), said(i.css_first(".question .said"))) for i in items]
    # A question without a printed number has its place in the order.
    assert shown == [
        ("1", "How many tasers do you hold?"),
        ("4b", "What are their serial numbers?"),
        ("3", "Since when do you hold them?"),
    ]
    answers = [i.css_first("div.answer") for i in items]
    assert [a and said(a.css_first(".said")) for a in answers] == [EVIDENCE, RELIED, None]
    assert [a and said(a.css_first(".label")) for a in answers[:2]] == [
        "Answer Disclosed",
        "Answer Refused FOIA 31(1)(a)",
    ]
    assert said(items[2].css_first("p.answer")).startswith("No answer of its own")


def test_questions_without_answers_of_their_own_are_a_numbered_list(desk: Desk, visitor: Visitor) -> None:
    desk.publish(
        "taser", answer(questions=(Question(number="7", text="How many?"), Question(number="9", text="Why?"))), day(1)
    )
    asked = section(visitor.page(address_of("taser")), "asked")
    assert [said(i) for i in asked.css("ol.questions > li")] == ["7How many?", "9Why?"] and not asked.css(".pairs")
    assert said(one(asked, "details .said")) == "How many tasers do you hold? Since when?"


def test_a_request_without_questions_is_shown_as_it_is(desk: Desk, visitor: Visitor) -> None:
    desk.publish("plain", answer(questions=()), day(1))
    desk.publish("silent", answer(questions=(), request_text=None, response_text=None), day(1))
    asked = section(visitor.page(address_of("plain")), "asked")
    assert said(one(asked, ".said")) == "How many tasers do you hold? Since when?" and not asked.css("ol, details")
    silent = visitor.page(address_of("silent"))
    assert "does not say what was asked" in said(section(silent, "asked"))
    assert "holds no answer in words: see the attachments" in said(section(silent, "answered"))


@pytest.mark.parametrize("outcome", [*Outcome, None])
def test_the_outcome_has_its_name_its_meaning_and_its_sentence(
    desk: Desk, visitor: Visitor, outcome: Outcome | None
) -> None:
    desk.publish("taser", _full(outcome=outcome, outcome_evidence=EVIDENCE if outcome else None), day(1))
    tree = visitor.page(address_of("taser"))
    shown = section(tree, "outcome")
    badges = tree.css(f".outcome-{outcome or 'not_stated'}")
    assert badges and said(one(shown, ".outcome")) == said(badges[0]) == terms(tree)["Outcome"]
    assert (said(one(shown, "blockquote")) == EVIDENCE) if outcome else not shown.css("blockquote")
    about = terms(visitor.page("/about"))
    assert said(shown).removeprefix("Outcome ").startswith(f"{said(badges[0])} {about[said(badges[0])]}")


def test_a_sentence_of_the_answer_is_marked_and_linked(desk: Desk, visitor: Visitor) -> None:
    """Evidence and quotes stand marked in the answer, each in its place, with links that lead there."""
    desk.publish("taser", _full(), day(1))
    tree = visitor.page(address_of("taser"))
    marks = {mark.attributes["id"]: said(mark) for mark in section(tree, "answered").css("mark")}
    assert marks == {"outcome-said": EVIDENCE, "cited-1": RELIED, "cited-2": AGAIN, "cited-3": SILENT}
    assert links(section(tree, "outcome")) == ["#outcome-said"]
    inner = [link for link in links(section(tree, "relied")) if link.startswith("#")]
    assert inner == ["#cited-1", "#cited-2", "#cited-3"]


def test_a_sentence_that_shows_several_things_is_marked_once(desk: Desk, visitor: Visitor) -> None:
    """It decides the request and cites two provisions: all three lead to the one place."""
    citations = tuple(replace(cites(number), quote=RELIED) for number in ("31(1)(a)", "40(2)"))
    desk.publish("taser", _full(outcome_evidence=RELIED, citations=citations), day(1))
    tree = visitor.page(address_of("taser"))
    (mark,) = section(tree, "answered").css("mark")
    assert said(mark) == RELIED
    to = f"#{mark.attributes['id']}"
    assert links(section(tree, "outcome")) == [to]
    assert [link for link in links(section(tree, "relied")) if link.startswith("#")] == [to, to]


def test_a_sentence_that_is_not_in_the_answer_has_no_link_to_nowhere(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", _full(response_text="Something else.", outcome_evidence="From the title."), day(1))
    tree = visitor.page(address_of("taser"))
    assert said(one(section(tree, "outcome"), "blockquote")) == "From the title."
    assert not tree.css("mark") and not [link for link in links(tree) if link.startswith(("#cited", "#outcome"))]


def test_each_exemption_relied_on_comes_with_quote_meaning_and_statute(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", _full(), day(1))
    tree = visitor.page(address_of("taser"))
    first, second = section(tree, "relied").css(".exemption")
    assert [said(f.css_first("h3")) for f in (first, second)] == [
        "Section 31(1)(a) FOIA: Law enforcement: prevention or detection of crime",
        "Section 24(2) FOIA: National security",
    ]
    assert [said(q) for q in first.css("blockquote")] == [RELIED, AGAIN]
    assert [said(q) for q in second.css("blockquote")] == [SILENT]
    for found, number in ((first, "31(1)(a)"), (second, "24(2)")):
        assert (meaning_of(Law.FOIA, number) or "no meaning") in said(found)
        assert f"/exemption/FOIA/{number}" in links(found) and legislation_url(Law.FOIA, number) in links(found)
    assert "neither confirming nor denying" not in said(first)
    assert "neither confirming nor denying" in said(one(second, ".label"))
    assert terms(tree)["Exemptions relied on"] == "FOIA 31(1)(a) FOIA 24(2)"


def test_what_is_only_mentioned_stands_apart_and_is_never_relied_on(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", _full(), day(1))
    desk.publish("only", _full(citations=(cites("40(2)", role=Role.MENTIONED),), outcome=Outcome.DISCLOSED), day(1))
    tree = visitor.page(address_of("taser"))
    assert [said(i) for i in section(tree, "mentioned").css("li")] == [
        f"FOIA 17: {MENTIONED}",
        f"PACE 1984 1: {ANOTHER}",
    ]
    relied = said(section(tree, "relied"))
    assert MENTIONED not in relied and ANOTHER not in relied and "Section 17 FOIA" not in relied
    only = visitor.page(address_of("only"))
    assert "relied" not in sections(only) and terms(only)["Exemptions relied on"] == "none found"
    assert visitor.data(address_of("only") + ".json")["exemptions"] == []
    assert terms(visitor.page("/exemption/FOIA/40(2)"))["Relied on in"].startswith("0 of 2")


def test_a_page_without_citations_says_that_none_was_found(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(citations=()), day(1))
    tree = visitor.page(address_of("taser"))
    assert terms(tree)["Exemptions relied on"] == "none found" and not {"relied", "mentioned"} & sections(tree)


@pytest.mark.parametrize(
    ("law", "number", "name", "statute"),
    [
        ("EIR", "12(4)(b)", "Regulation 12(4)(b) EIR", "https://www.legislation.gov.uk/uksi/2004/3391/regulation/12"),
        ("EISR", "10(4)(b)", "Regulation 10(4)(b) EISR", "https://www.legislation.gov.uk/ssi/2004/520/regulation/10"),
        ("FOISA", "35(1)(a)", "Section 35(1)(a) FOISA", "https://www.legislation.gov.uk/asp/2002/13/section/35"),
        ("JERSEY", "42", "Article 42 JERSEY", None),
    ],
)
def test_each_law_calls_its_parts_by_their_name(
    desk: Desk, visitor: Visitor, law: str, number: str, name: str, statute: str | None
) -> None:
    """On the response, on the provision's own page, and among all of them."""
    desk.publish("taser", answer(law=Law(law), citations=(cites(number, law=law),)), day(1))
    tree = visitor.page(address_of("taser"))
    assert said(section(tree, "relied").css_first("h3")).startswith(f"{name}:")
    assert terms(tree)["Law"] == law
    statutes = [link for link in links(section(tree, "relied")) if "legislation.gov.uk" in link]
    assert [s.partition("#")[0] for s in statutes] == ([statute] if statute else [])
    own = visitor.page(f"/exemption/{law}/{number}")
    assert said(own.css_first("h1")).startswith(f"{name}:")
    assert [link for link in links(own) if "legislation.gov.uk" in link] == statutes
    assert terms(own)["Relied on in"] == "1 of 1 responses (100 %)"
    assert f"/exemption/{law}/{number.partition('(')[0]}" in links(visitor.page("/exemptions"))


def test_dates_come_with_their_words_place_and_precision(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", _full(), day(1))
    tree = visitor.page(address_of("taser"))
    assert [said(i) for i in section(tree, "dates").css("li")] == [
        "Asked 20 December 2025, from received on 20th December 2025 (in the text)",
        "Answered January 2026, month only, from January 2026 (in the title)",
        "Published 2026, year only, from log-2026 (in the address)",
        "Filed under January 2026, month only (in the address): forces differ in what that month means",
    ]
    key = terms(one(tree, "dl.key"))
    assert key["Asked"] == "20 December 2025" and key["Answered"] == "January 2026, month only"
    desk.publish("undated", answer(dates=()), day(1))
    undated = visitor.page(address_of("undated"))
    assert "states no date" in said(section(undated, "dates"))
    assert terms(one(undated, "dl.key"))["Date"] == "the page states none"


def test_what_the_reader_was_unsure_of_is_said(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(warnings=("two dates", "cut short")), day(1))
    tree = visitor.page(address_of("taser"))
    assert "The reader was unsure: two dates; cut short." in said(section(tree, "dates"))


# ---- one response: its files

FILES: Final = {
    "letter.pdf": "Our letter",
    "figures.xlsx": "Figures by year",
    "names.xlsx": "Names",
    "scan.pdf": None,
    "later.csv": "Not fetched yet",
}
LONG: Final = " ".join(f"word{n}" for n in range(2_000))


def _publish_with_files(desk: Desk, slug: str = "taser") -> None:
    def url(name: str) -> str:
        return f"{LOG}/files/{slug}/{name}"

    files = tuple(Attachment(url=url(name), title=title, media_type=None) for name, title in FILES.items())
    desk.publish(slug, answer(attachments=files), day(1))
    attach(
        desk, slug, url("letter.pdf"), Kind.PDF, FileState.OK, PageText(number=1, text=LONG), count=3, size=1_260_000
    )
    sheets = (PageText(number=1, text="Year | Tasers\n2025 | 40", title="By year"), PageText(number=3, text="End"))
    attach(desk, slug, url("figures.xlsx"), Kind.XLSX, FileState.OK, *sheets, count=3, size=24_100)
    reason = "sheet 2: a hidden sheet"
    hidden = PageText(number=1, text="must not be kept")
    attach(desk, slug, url("names.xlsx"), Kind.XLSX, FileState.QUARANTINED, hidden, count=1, reason=reason)
    attach(desk, slug, url("scan.pdf"), Kind.PDF, FileState.NO_TEXT, count=1, size=512)


def test_files_are_shown_with_type_size_pages_and_text(desk: Desk, visitor: Visitor) -> None:
    _publish_with_files(desk)
    tree = visitor.page(address_of("taser"))
    items = section(tree, "files").css("ul.files > li")
    assert [said(i.css_first("h3")) for i in items] == [
        *("Our letter", "Figures by year", "Names"),
        *(f"{LOG}/files/taser/scan.pdf", "Not fetched yet"),
    ]
    facts = [[said(span) for span in i.css(".facts span")] for i in items]
    assert [f[:-1] for f in facts] == [
        ["PDF", "1.3 MB", "3 pages"],
        ["Excel workbook", "24 KB", "3 pages"],
        ["Excel workbook", "24 KB", "1 page"],
        ["PDF", "512 bytes", "1 page"],
        ["type not known"],
    ]
    assert "Checked" in facts[0][-1] and "no text" in facts[3][-1] and "not fetched" in facts[4][-1]
    assert links(items[0].css_first("h3")) == [f"{LOG}/files/taser/letter.pdf"]
    figures = one(items[1], "details")
    assert "".join(said(figures.css_first(".said")).replace("|", "").split()) == "ByyearYearTasers202540End"
    assert not items[3].css("details") and not items[4].css("details")


def test_a_sheet_with_a_name_is_shown_as_a_table(desk: Desk, visitor: Visitor) -> None:
    _publish_with_files(desk)
    figures = section(visitor.page(address_of("taser")), "files").css("ul.files > li")[1]
    assert [[said(td) for td in tr.css("td")] for tr in figures.css("tr")] == [["Year", "Tasers"], ["2025", "40"]]


def test_the_text_of_a_long_file_is_cut_and_the_whole_a_link_away(desk: Desk, visitor: Visitor) -> None:
    _publish_with_files(desk)
    tree = visitor.page(address_of("taser"))
    letter = section(tree, "files").css("ul.files > li")[0]
    shown = said(letter.css_first(".said"))
    assert LONG.startswith(shown) and 3_900 < len(shown) < len(LONG)
    assert "the beginning" in said(letter.css_first("summary"))
    (link,) = [link for link in links(letter) if link.startswith("/")]
    assert link == address_of("taser") + "/attachment/1.txt"
    whole = visitor.get(link)
    assert whole.text == LONG and whole.headers["content-type"].startswith("text/plain")
    figures = section(tree, "files").css("ul.files > li")[1]
    assert "the beginning" not in said(figures.css_first("summary")) and ".txt" not in (figures.html or "")
    sheets = visitor.get(address_of("taser") + "/attachment/2.txt").text
    assert [line for line in sheets.split("\n") if line] == ["By year", "Year | Tasers", "2025 | 40", "End"]


def test_a_quarantined_file_has_its_reason_and_neither_link_nor_text(desk: Desk, visitor: Visitor) -> None:
    _publish_with_files(desk)
    names = section(visitor.page(address_of("taser")), "files").css("ul.files > li")[2]
    assert "Quarantined" in said(names.css_first(".warned")) and "sheet 2: a hidden sheet" in said(names)
    assert not links(names) and not names.css("details") and "must not be kept" not in (names.html or "")
    for number in (3, 4, 5, 6):
        visitor.get(f"{address_of('taser')}/attachment/{number}.txt", 404)


def test_text_that_a_quarantined_file_left_behind_is_not_shown(desk: Desk, visitor: Visitor) -> None:
    """Should rows of its text be there all the same, nothing hands them out."""
    _publish_with_files(desk)
    url, key = f"{LOG}/files/taser/names.xlsx", response_id(page("taser"))
    write(desk, "INSERT INTO attachment_pages VALUES (?, ?, 1, 'Hidden', 'must not be kept')", key, url)
    for tail in ("", ".json"):
        assert "must not be kept" not in visitor.get(address_of("taser") + tail).text


# ---- one response: versions


def _differences(tree: LexborHTMLParser) -> dict[str, tuple[list[str], list[str]]]:
    """By the name of each part: the words added and the words removed."""
    node = section(tree, "differences")
    names = [said(h3) for h3 in node.css("h3")]
    parts = node.css("div.difference")
    assert len(names) == len(parts)
    return {
        name: ([said(ins) for ins in part.css("ins")], [said(gone) for gone in part.css("del")])
        for name, part in zip(names, parts, strict=True)
    }


def _new_link(name: str) -> Attachment:
    return Attachment(url=f"{LOG}/files/{name}", title="Taser figures", media_type=None)


@pytest.mark.parametrize(
    ("changes", "part", "added", "removed"),
    [
        ({"title": "Tasers carried in 2026"}, "Title", ["2026"], ["2025"]),
        ({"request_text": "How many tasers do you own? Since when?"}, "What was asked", ["own?"], ["hold?"]),
        ({"response_text": "We hold fifty devices. The rest is withheld."}, "What was answered", ["fifty"], ["forty"]),
        ({"attachments": (_new_link("b.xlsx"),)}, "Attachments", [f"{LOG}/files/b.xlsx"], [f"{LOG}/files/tasers.xlsx"]),
        (
            {"dates": (dated(DateKind.REQUESTED, "2025-12-20"), dated(DateKind.RESPONDED, "2026-01-16"))},
            "Dates as printed",
            ["2026-01-16"],
            ["2026-01-15"],
        ),
        (
            {"reference": Reference(printed="FOI 13/26", key="13/26", place=Place.TEXT)},
            "Reference",
            ["13/26"],
            ["12/26"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_version_shows_what_the_force_changed(
    desk: Desk, visitor: Visitor, changes: dict[str, Any], part: str, added: list[str], removed: list[str]
) -> None:
    """In this part and in no other, with the same words left unmarked."""
    desk.publish("taser", answer(), day(1))
    desk.publish("taser", answer(**changes) if "title" not in changes else answer(changes["title"]), day(9))
    tree = visitor.page(address_of("taser") + "/v/2")
    assert _differences(tree) == {part: (added, removed)}
    assert "The words are the same" not in said(tree)


def test_versions_are_listed_and_each_has_a_page(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(response_text="We hold thirty."), day(1))
    desk.publish("taser", answer(response_text="We hold forty."), day(9))
    desk.publish("taser", answer(response_text="We hold fifty."), day(17))
    address = address_of("taser")
    tree = visitor.page(address)
    assert [said(i) for i in section(tree, "versions").css("li")] == [
        "Version 1, first seen 2 January 2026, 03:00 UTC",
        "Version 2, first seen 10 January 2026, 03:00 UTC: the force changed the page",
        "Version 3, first seen 18 January 2026, 03:00 UTC: the force changed the page",
    ]
    assert links(section(tree, "versions")) == [f"{address}/v/{n}" for n in (1, 2, 3)]
    assert "The force changed this page on 18 January 2026" in said(tree.css_first(".banner"))
    assert links(tree.css_first(".banner")) == [f"{address}/v/3"]
    for number, amount in ((1, "thirty"), (2, "forty"), (3, "fifty")):
        version = visitor.page(f"{address}/v/{number}")
        assert said(version.css_first("h1")) == f"Tasers carried in 2025: version {number} of 3"
        assert said(one(section(version, "answered"), ".said")) == f"We hold {amount}."
        assert ("differences" in sections(version)) is (number > 1)
        assert (f"{address}/v/{number + 1}" in links(version)) is (number < 3)
    assert "earliest version the archive holds" in said(visitor.page(f"{address}/v/1"))
    assert not visitor.page(address_of("taser")).css("ins, del")


def test_one_version_is_no_change(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(), day(1))
    tree = visitor.page(address_of("taser"))
    assert len(section(tree, "versions").css("li")) == 1 and not tree.css(".banner")


def test_a_version_of_other_links_only_says_so(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(), day(1))
    named = Attachment(url=f"{LOG}/files/tasers.xlsx", title="Another name", media_type=None)
    desk.publish("taser", answer(attachments=(named,)), day(9))
    tree = visitor.page(address_of("taser") + "/v/2")
    assert "The words are the same" in said(section(tree, "differences")) and not section(tree, "differences").css("h3")


def _publish_older_copy(desk: Desk) -> str:
    """What the site says now, and then a copy of three years before from the Internet Archive, in other words."""
    desk.publish("taser", answer(response_text="We hold forty."), day(9))
    desk.publish("taser", answer(response_text="We hold thirty."), "2023-01-02T03:04:05Z", via=Via.WAYBACK)
    assert desk.one("SELECT capture FROM responses") == desk.one("SELECT capture FROM versions WHERE number = 1")
    return address_of("taser")


def test_an_older_copy_that_came_later_is_the_earlier_version(desk: Desk, visitor: Visitor) -> None:
    """Versions keep the numbers of their arrival; what changed, and when, goes by time."""
    address = _publish_older_copy(desk)
    tree = visitor.page(address)
    assert "The force changed this page on 10 January 2026" in said(tree.css_first(".banner"))
    first, second = (said(i) for i in section(tree, "versions").css("li"))
    assert "2 January 2023" in first and "the force changed the page" not in first
    assert "10 January 2026" in second and "the force changed the page" in second


def test_the_newest_version_is_compared_with_the_older_copy(desk: Desk, visitor: Visitor) -> None:
    address = _publish_older_copy(desk)
    newest, oldest = visitor.page(f"{address}/v/1"), visitor.page(f"{address}/v/2")
    assert _differences(newest) == {"What was answered": (["forty."], ["thirty."])}
    assert "differences" not in sections(oldest)


def test_the_citation_names_the_version_that_is_shown(desk: Desk, visitor: Visitor) -> None:
    address = _publish_older_copy(desk)
    tree = visitor.page(address)
    assert "We hold forty." in said(section(tree, "answered"))
    assert ", version 1, captured 10 January 2026, 03:00 UTC" in said(section(tree, "cite"))


# ---- one response: withdrawn, provenance, citation, report


def test_a_withdrawn_response_says_so_and_keeps_what_it_said(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", _full(), day(1))
    desk.publish("other", answer("Horses"), day(1))
    assert not visitor.page(address_of("taser")).css(".banner")
    withdraw(desk, still_listed=("other",), at=40)
    tree = visitor.page(address_of("taser"))
    banner = said(one(tree, ".banner"))
    assert banner.startswith("Withdrawn.") and "14 February 2026, 03:00 UTC" in banner
    assert EVIDENCE in said(section(tree, "answered"))
    assert visitor.data(address_of("taser") + ".json")["withdrawn_at"] == day(41)
    assert not visitor.page(address_of("other")).css(".banner")
    assert "withdrawn by the force" in said(visitor.page("/search?q=taser"))


def test_provenance_names_the_bytes(desk: Desk, visitor: Visitor) -> None:
    """Address, instant, way and digest of the capture that the response was read from."""
    desk.publish("taser", answer(), day(1))
    tree = visitor.page(address_of("taser"))
    found = terms(section(tree, "provenance"))
    (capture,) = rows(desk.archive.path, "SELECT * FROM captures")
    assert found["Address"] == page("taser")
    assert found["Captured"] == "2 January 2026, 03:00 UTC, fetched from the force’s site"
    assert found["SHA-256 of the bytes"] == capture["sha256"] and len(capture["sha256"]) == 64
    assert "reader version 1" in found["Read by"] and SOURCE.name in found["Read by"]
    assert address_of("taser") + ".json" in links(section(tree, "provenance"))
    assert page("taser") in links(tree.css_first("article header")), "the force's own page is a link away"


def test_a_live_capture_links_to_all_that_the_internet_archive_has(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(), day(1))
    found = links(section(visitor.page(address_of("taser")), "provenance"))
    assert f"https://web.archive.org/web/*/{page('taser')}" in found


def test_a_capture_of_the_internet_archive_links_to_that_very_copy(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(), "2023-01-02T03:04:05Z", via=Via.WAYBACK)
    provenance = section(visitor.page(address_of("taser")), "provenance")
    assert f"https://web.archive.org/web/20230102030405/{page('taser')}" in links(provenance)
    assert terms(provenance)["Captured"] == "2 January 2023, 03:04 UTC, fetched from the Internet Archive’s copy"


def test_an_imported_capture_says_so(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(), day(1), via=Via.IMPORT)
    provenance = section(visitor.page(address_of("taser")), "provenance")
    assert "imported" in terms(provenance)["Captured"]
    assert f"https://web.archive.org/web/*/{page('taser')}" in links(provenance)


def test_the_citation_can_be_checked(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(), day(1))
    desk.publish("taser", answer(response_text="We hold fifty."), day(9))
    (digest,) = rows(desk.archive.path, "SELECT sha256 FROM captures JOIN responses ON responses.capture = captures.id")
    assert said(section(visitor.page(address_of("taser")), "cite")) == (
        "Cite this Norchester Police, “Tasers carried in 2025”, ref. FOI 12/26, 15 January 2026. "
        f"{page('taser')}. Archived: {HOME}{address_of('taser')}, version 2, captured 10 January 2026, 03:00 UTC, "
        f"SHA-256 {digest['sha256']}."
    )


def test_the_citation_of_a_page_that_says_little(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(None, reference=None, dates=()), day(1))
    tree = visitor.page(address_of("taser"))
    cited = said(section(tree, "cite"))
    assert cited.startswith(
        "Cite this Norchester Police, “Response to a Freedom of Information request”, date not stated. "
    )
    assert "None" not in cited and said(tree.css_first("h1")) == "Response without a title"


def test_a_mistake_is_reported_by_mail_with_the_permalink(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(), day(1))
    (link,) = links(section(visitor.page(address_of("taser")), "report"))
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", CONTACT)
    query = parse_qs(parts.query)
    assert query["subject"] == ["Wrong data: Norchester Police, FOI 12/26"]
    assert query["body"][0].startswith(HOME + address_of("taser") + "\n")
    assert "+" not in parts.query, "a mail program takes + for itself (RFC 6068 5)"


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("https://archive.example/contact?to=us@here", ["https://archive.example/contact?to=us@here"]),
        ("https://archive.example/@contact", ["https://archive.example/@contact"]),
        ("javascript:alert(1)//a@b", []),
        ("", []),
    ],
)
def test_a_contact_may_be_an_address_of_the_web(desk: Desk, contact: str, expected: list[str]) -> None:
    desk.publish("taser", answer(), day(1))
    with visiting(desk.archive.path, contact=contact) as visitor:
        report = section(visitor.page(address_of("taser")), "report")
    assert links(report) == expected
    assert expected or "Tell whoever runs this archive" in said(report)


# ---- one response: others like it


def test_similar_responses_share_rare_words_and_never_list_the_response_itself(desk: Desk, visitor: Visitor) -> None:
    for n in range(3):
        text = f"How many helicopters hovered over Quarrington in month {n}?"
        desk.publish(f"like-{n}", answer(f"Helicopters {n}", request_text=text, citations=()), day(1))
    for n in range(6):
        desk.publish(f"other-{n}", answer(f"Subject {n}", request_text="Something about budgets in month."), day(1))
    desk.publish("alone", answer("Xylophones", request_text="Zeppelins?"), day(1))
    own = address_of("like-0")
    tree = visitor.page(own)
    found = links(section(tree, "similar"))
    # That both have "month" in common, as all have, makes none alike.
    assert sorted(found) == sorted(address_of(f"like-{n}") for n in (1, 2))
    assert "similar" not in sections(visitor.page(address_of("alone")))


def test_a_withdrawn_response_is_not_called_similar_without_a_word(desk: Desk, visitor: Visitor) -> None:
    for slug in ("first", "second"):
        desk.publish(slug, answer("Helicopters", request_text="Helicopters over Quarrington?"), day(1))
    desk.publish("gone", answer("Helicopters gone", request_text="Helicopters over Quarrington?"), day(1))
    withdraw(desk, still_listed=("first", "second"))
    tree = visitor.page(address_of("first"))
    shown = {links(i)[0]: said(i) for i in section(tree, "similar").css("li")}
    assert address_of("second") in shown
    assert "withdrawn" in shown.get(address_of("gone"), "withdrawn").lower()


# ---- one response: as data

_UNSAID: Final = {"search_row", "capture", "group_id"}


def test_the_response_as_data_is_its_rows(desk: Desk, visitor: Visitor) -> None:
    """Every column of every table, under its own name, but for what is the database's own."""
    _publish_with_files(desk)
    desk.publish("taser", _full(attachments=tuple(desk_files(desk)), warnings=("two dates", "cut")), day(9))
    key, path = response_id(page("taser")), desk.archive.path
    found = visitor.data(address_of("taser") + ".json")
    (row,) = rows(path, "SELECT * FROM responses WHERE id = ?", key)
    for name in ("exemptions", "warnings"):
        row[name] = row[name].split(";")
    assert row["exemptions"] == ["FOIA 31(1)(a)", "FOIA 24(2)"]
    assert {name: found.get(name, "missing") for name in row if name not in _UNSAID} == {
        name: value for name, value in row.items() if name not in _UNSAID
    }
    assert not _UNSAID & set(found)
    (said_texts,) = rows(path, "SELECT request_text, response_text FROM response_texts WHERE response = ?", key)
    assert said_texts.items() <= found.items()
    assert found["permalink"] == HOME + address_of("taser")
    for name in ("questions", "citations"):
        expected = rows(path, f"SELECT * FROM {name} WHERE response = ? ORDER BY position", key)
        for r in expected:
            if "exemptions" in r:
                r["exemptions"] = (r["exemptions"] or "").split(";") if r["exemptions"] else []
        assert found[name] == [{k: v for k, v in r.items() if k != "response"} for r in expected], name
    files = rows(path, "SELECT * FROM attachments WHERE response = ? ORDER BY position", key)
    assert len(files) == len(FILES)
    for shown, file in zip(found["attachments"], files, strict=True):
        pages = rows(
            path,
            "SELECT url, number, title, text FROM attachment_pages WHERE response = ? AND url = ? ORDER BY number",
            *(key, file["url"]),
        )
        assert shown.pop("texts") == pages
        assert shown == {k: v for k, v in file.items() if k not in ("response", "capture")}
    versions = rows(
        path,
        "SELECT number, seen_at, digest, fetched_at, via, sha256 FROM versions "
        "JOIN captures ON captures.id = versions.capture WHERE response = ? ORDER BY number",
        key,
    )
    assert found["versions"] == versions and len(versions) == 2
    (capture,) = rows(path, "SELECT * FROM captures WHERE id = ?", row["capture"])
    same = {"captured_url": "url", "captured_bytes": "size_bytes", "captured_type": "media_type"}
    assert {k: found[k] for k in same} == {k: capture[v] for k, v in same.items()}
    assert {k: found[k] for k in ("fetched_at", "via", "sha256", "final_url")}.items() <= capture.items()


def desk_files(desk: Desk) -> list[Attachment]:
    found = rows(desk.archive.path, "SELECT url, title FROM attachments ORDER BY position")
    return [Attachment(url=f["url"], title=f["title"], media_type=None) for f in found]


def test_every_response_of_the_demo_is_the_same_as_page_and_as_data(demo: Visitor, demo_db: Path) -> None:
    every = rows(demo_db, "SELECT id, force, title, reference, outcome, exemptions FROM responses ORDER BY id")
    assert len(every) > 50
    for row in every:
        address = f"/response/{row['force']}/{row['id']}"
        found, tree = demo.data(f"{address}.json"), demo.page(address)
        assert found["permalink"] == canonical_of(tree) == HOME + address
        assert said(tree.css_first("h1")) == (found["title"] or found["reference"] or "Response without a title")
        shown = terms(one(tree, "dl.key"))["Exemptions relied on"]
        assert shown == " ".join(row["exemptions"].split(";") if row["exemptions"] else ["none found"])
        # The words, but for the separators of cells.
        answered = section(tree, "answered").text().replace("|", "")
        for part in (found["response_text"] or "").replace("|", "").split("\n"):
            assert "".join(part.split()) in "".join(answered.split()), address


# ---- text is text

HOSTILE: Final = {
    "script": "<script>alert(1)</script><style>*{display:none}</style>",
    "closing": "</p></li></td></mark></div></main></title></textarea></style></script><script>alert(1)</script>",
    "picture": "<img src=x onerror=alert(1)><video src=x onerror=alert(1)>",
    "drawing": "<svg onload=alert(1)><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "attribute single": "' autofocus onfocus='alert(1)' x=\"",
    "link": "<a href='https://evil.example/'>x</a><iframe src=//evil.example></iframe><form action=/>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x&#62; &amp;lt; &quot; &nosuch; &",
    "comment": "--> <!-- x --> <![CDATA[ <script>alert(1)</script> ]]> <?php ?> <!doctype html>",
    "template": "{{ 7 * 7 }} {% include 'base.html' %} {# x #} ${7*7}",
    "marks": "\ue000<b>x</b>\ue001 \ue001<i>y</i>\ue000 \ue000\ue000z\ue001",
    "directions": "\u202etxet desrever\u202c \u2066\u2067x\u2069 \u200f\u061c",
    "control": "a\x01b\x07\x1b[31mred\x7f\x80\x85c\u2028d",
    "nul": "a\x00<script>\x00alert(1)</scr\x00ipt>",
    "address": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
}
URLS: Final = (
    *("javascript:alert(1)//", "https://evil.test/", "data:text/html,", "\tjava\nscript:alert(1)//", "//evil.example/"),
    *("vbscript:x ", "http:", "\x01javascript:alert(1)//"),
)


def _fill(desk: Desk, said_as: str, url: str = "") -> None:
    """An archive in which every column that a page shows says these words; with `url`, every address begins so."""

    def say(name: str) -> str:
        return f"{name} {said_as} {name}"

    def link(name: str) -> str:
        return f"{url}{name}{said_as}" if url else f"https://www.norchester.police.uk/{name}"

    words: dict[str, Any] = {
        name: say(name) for name in ("name", "force_name", "nation", "licence", "attribution", "note")
    }
    source = replace(SOURCE, **words, terms_url=link("terms"), listings=(link("listing"),))
    other = replace(source, id="other", name=say("other"), enabled=False, note=say("stopped"))
    desk.archive.save_sources([source, other])
    record = _full(
        say("title"),
        reference=Reference(printed=say("reference"), key=say("REFERENCE"), place=Place.TEXT),
        dates=(
            StatedDate(
                kind=DateKind.RESPONDED, value="2026-01-15", precision=Precision.DAY, text=say("date"), place=Place.TEXT
            ),
        ),
        questions=(Question(number=say("number"), text=say("question"), answer=say("answered")),),
        request_text=f"{say('asked')} tasers",
        response_text=f"{say('evidence')} tasers\n{say('quote')}\n{say('cell')} | {say('other-cell')}\n1 | 2",
        outcome_evidence=say("evidence"),
        citations=(
            replace(cites("31(1)(a)"), quote=say("quote")),
            replace(cites("1", law=say("law"), role=Role.MENTIONED), section=say("section"), quote=say("mention")),
        ),
        attachments=tuple(
            Attachment(url=f"{LOG}/{n}", title=say(f"file-{n}"), media_type=say("media")) for n in (1, 2, 3)
        ),
        warnings=(say("warning"),),
    )
    desk.publish("taser", record, day(1))
    sheet = PageText(number=1, title=say("sheet"), text=f"{say('in-file')} tasers")
    attach(desk, "taser", f"{LOG}/1", Kind.XLSX, FileState.OK, sheet, reason=say("partly"))
    attach(desk, "taser", f"{LOG}/2", Kind.XLSX, FileState.QUARANTINED, reason=say("hidden"))
    desk.publish(
        "taser",
        replace(record, title=say("new-title"), request_text=say("new-asked"), response_text=say("new-evidence")),
        day(9),
    )
    desk.publish("second", answer(say("second"), request_text=say("asked"), outcome=None), day(2))
    desk.publish("untitled", answer(None, reference=Reference(printed=say("only"), key="x", place=Place.TEXT)), day(3))
    desk.publish("removed", answer(say("removed")), day(3))
    withdraw(desk, still_listed=("second", "untitled", "removed"))
    take_down(desk, "removed", say("reason"))
    desk.archive.save_source_run(
        desk.run, SOURCE.id, started_at=day(1), finished_at=day(2), state="failed", reason=say("why")
    )
    desk.archive.save_issue(desk.run, SOURCE.id, say("kind"), say("issue"), link("issue"), day(2))
    write(desk, "UPDATE responses SET url = ? WHERE id = ?", link("page"), response_id(page("taser")))
    write(desk, "UPDATE captures SET url = ? WHERE url = ?", link("capture"), page("taser"))
    write(desk, "UPDATE attachments SET url = ? WHERE position = 3", link("file"))


PAGES: Final = (
    *(
        "/",
        "/search",
        "/search?q=tasers",
        "/search?q=tasers&force=norchester&exemption=31&from=2020",
        "/search?q=nothing",
    ),
    *("/forces", "/force/norchester", "/exemptions", "/exemption/FOIA/31", "/exemption/FOIA/31(1)(a)"),
    *("/statistics", "/statistics/each_exemption_by_force_and_year?force=norchester", "/statistics/coverage"),
    *("/status", "/downloads", "/about"),
    *(address_of(slug) for slug in ("taser", "second", "untitled", "removed")),
    *(f"{address_of('taser')}/v/{n}" for n in (1, 2)),
    "/response/norchester/000000000000",
)


Elements = Counter[tuple[str, tuple[str, ...]]]


def _elements(tree: LexborHTMLParser) -> Elements:
    """How often each tag occurs with which attributes, but for what depends on which words are the same.

    That are found words, the paragraphs of a difference and similar responses, in which nothing else may be.
    """
    different, similar = tree.css(".difference *"), tree.css("section[aria-labelledby=similar] *")
    assert {node.tag for node in different} <= {"p", "ins", "del"}
    assert {node.tag for node in similar} <= {"h2", "p", "ul", "li", "a", "span", "strong"}
    left_out = {node.mem_id for node in (*different, *similar, *tree.css("mark, section[aria-labelledby=similar]"))}
    nodes = (node for node in tree.css("*") if node.mem_id not in left_out)
    return Counter((str(node.tag), tuple(sorted(node.attributes))) for node in nodes)


def _bad_addresses(tree: LexborHTMLParser) -> list[str]:
    """Addresses that are neither of this site nor of the web nor of the operator's mail."""
    found = []
    for node in tree.css("[href], [src], [action], [xlink\\:href], [formaction], [data], [poster], [srcset]"):
        for name in ("href", "src", "action", "xlink:href", "formaction", "data", "poster", "srcset"):
            value = node.attributes.get(name)
            good = re.match(r"https?://[^/]|/(?!/)|#|mailto:corrections@archive\.example\?", value or "/")
            if not good or "evil.example" in urlsplit(value or "").netloc:
                found.append(f"{node.tag} {name}={value!r}")
    return found


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory, empty_db: Path) -> dict[str, Elements]:
    """The elements of every page of the archive that says nothing but plain words."""
    with open_desk(copy_of(empty_db, tmp_path_factory.mktemp("harmless"))) as desk:
        _fill(desk, "plain words")
        with visiting(desk.archive.path, contact=CONTACT) as visitor:
            return {address: _elements(_any_page(visitor, address)) for address in PAGES}


def _any_page(visitor: Visitor, address: str) -> LexborHTMLParser:
    found = visitor.ask(address)
    expected = {address_of("removed"): 410, "/response/norchester/000000000000": 404}.get(address, 200)
    assert found.status_code == expected, f"{address}: {found.status_code}"
    return LexborHTMLParser(found.text)


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_becomes_markup(desk: Desk, visitor: Visitor, kind: str, harmless: dict[str, Elements]) -> None:
    """Whatever the archive's words are, the elements and attributes of every page are those of plain words."""
    _fill(desk, HOSTILE[kind])
    for address in PAGES:
        tree = _any_page(visitor, address)
        assert _elements(tree) == harmless[address], f"{address}: {_elements(tree) - harmless[address]}"
        assert not _bad_addresses(tree), address


@pytest.mark.parametrize("kind", sorted(HOSTILE.keys() - {"nul"}))
def test_every_word_of_the_archive_is_shown(desk: Desk, visitor: Visitor, kind: str) -> None:
    """Nothing is swallowed: what looks like markup stands on the page, letter by letter."""
    _fill(desk, HOSTILE[kind])
    expected = "".join(HOSTILE[kind].split())
    places = {
        address_of("taser"): "new-title reference date number question answered evidence quote law section mention "
        "file-1 file-2 file-3 media hidden partly sheet in-file new-evidence warning licence attribution name",
        f"{address_of('taser')}/v/1": "title asked evidence quote cell other-cell",
        f"{address_of('taser')}/v/2": "title new-title asked new-asked evidence new-evidence",
        "/force/norchester": "force_name nation name note licence attribution why second stopped",
        "/exemption/FOIA/31": "quote force_name new-title",
        "/status": "name force_name why stopped",
        "/forces": "force_name nation",
        address_of("removed"): "reason",
    }
    for address, names in places.items():
        shown = "".join((_any_page(visitor, address).text() or "").split())
        for name in names.split():
            assert f"{name}{expected}{name}" in shown, f"{address}: {name}"


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        *(("link", url) for url in URLS),
        *((kind, url) for kind in ("attribute", "attribute single", "closing", "control") for url in URLS[:2]),
    ],
)
def test_an_address_of_the_archive_leads_to_the_web_or_nowhere(
    desk: Desk, visitor: Visitor, kind: str, url: str, harmless: dict[str, Elements]
) -> None:
    """What is no address of the web is shown as words: a page has no link more for it, and no other element."""
    _fill(desk, HOSTILE[kind], url)
    for address in (*PAGES[5:10], *(p for p in PAGES if "/response/" in p), "/status"):
        tree = _any_page(visitor, address)
        more = _elements(tree) - harmless[address]
        assert not more, f"{address}: {more}"
        assert not _bad_addresses(tree), address


def test_bytes_that_are_no_text_are_shown_as_such(desk: Desk, visitor: Visitor) -> None:
    """Half a surrogate pair and other bytes that are not UTF-8, as a database may hold them, break no page."""
    _fill(desk, "plain words")
    for table_name, column in (
        *(("responses", name) for name in ("title", "reference", "outcome_evidence", "responded_text", "warnings")),
        *(("response_texts", name) for name in ("request_text", "response_text")),
        *(("questions", name) for name in ("number", "text", "answer")),
        *(("citations", "quote"), ("attachments", "title"), ("attachments", "reason"), ("attachment_pages", "title")),
        *(("attachment_pages", "text"), ("versions", "title"), ("versions", "response_text"), ("takedowns", "reason")),
        *(("forces", "name"), ("sources", "name"), ("sources", "note"), ("sources", "licence")),
    ):
        broken = b"x \xed\xa0\x80 \xff\xc3( <script>alert(1)</script> tasers y"
        write(desk, f"UPDATE {table_name} SET {column} = CAST(? AS TEXT)", broken)
    write(desk, "INSERT INTO responses_fts(responses_fts) VALUES ('rebuild')")
    for address in PAGES:
        tree = _any_page(visitor, address)
        assert not tree.css("main script"), address
    assert "x ��� ��( <script>" in said(visitor.page(address_of("taser")).css_first("h1"))
    for address in (f"{address_of('taser')}.json", "/status.json", f"{address_of('taser')}/attachment/1.txt"):
        visitor.get(address)


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind != "nul"])
def test_the_words_of_a_search_stay_words(desk: Desk, visitor: Visitor, kind: str) -> None:
    desk.publish("taser", answer(), day(1))
    for name in ("q", "force", "outcome", "exemption", "law", "from", "to", "sort", "page", "attachment"):
        hostile = visitor.page(f"/search?{name}={quote(HOSTILE[kind])}")
        assert not _bad_addresses(hostile), name
        elements = {tag for tag, _ in _elements(hostile)}
        assert not elements & {"script", "style", "img", "iframe", "video"}
        assert len(hostile.css("form")) == 1 and len(hostile.css("h1")) == 1
        handlers = [
            name for _, names in _elements(hostile) for name in names if name.startswith("on") or name == "style"
        ]
        assert not handlers


def test_characters_for_private_use_mark_nothing(desk: Desk, visitor: Visitor) -> None:
    """Only what was searched for is marked: not what the letter itself put between two such characters."""
    desk.publish("taser", answer("Of \ue000all\ue001 things", request_text="Of \ue000all\ue001 things"), day(1))
    for address in ("/", "/search", "/force/norchester", "/search?q=", address_of("taser")):
        assert not visitor.page(address).css("h1 mark, h3 mark, .snippet mark"), address
    marked = [said(mark) for mark in visitor.page("/search?q=things").css("mark")]
    assert marked == ["things", "things"], "in the title and in the question"


# ---- text is text: any text

_LETTERS: Final = st.sampled_from([*"ab <>&\"'|/\n\t=-;#!\ue000\ue001", " | ", "\n\n", "<script>", "&lt;"])
_ANY: Final = st.lists(
    st.one_of(_LETTERS, st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=40
).map("".join)


def _bare(text: str) -> str:
    return "".join(text.split())


def _shown(markup: str) -> str:
    """What a reader sees: cells of a table with their separator between, without white space."""
    body = LexborHTMLParser(f"<body>{markup}").body
    assert body is not None
    pieces = []
    for node in body.iter():
        if node.tag == "div":
            pieces += [" | ".join(td.text() for td in tr.css("td")) for tr in node.css("tr")]
        else:
            pieces.append(node.text())
    return _bare(" ".join(pieces))


def _tags(markup: str) -> set[tuple[str, tuple[str, ...]]]:
    body = LexborHTMLParser(f"<body>{markup}").body
    assert body is not None
    return {(str(n.tag), tuple(sorted(n.attributes))) for n in body.css("*") if n.tag != "body"}


_FRAME: Final = {
    *(("p", ()), ("br", ()), ("tbody", ()), ("tr", ()), ("td", ()), ("table", ("class",))),
    ("div", ("aria-label", "class", "role", "tabindex")),
}


@given(text=_ANY)
@settings(max_examples=200, deadline=None)
def test_paragraphs_hold_the_text_and_nothing_else(text: str) -> None:
    made = str(texts.paragraphs(text))
    assert _shown(made) == _bare(text)
    assert _tags(made) <= _FRAME


_PIECES: Final = st.lists(st.tuples(st.booleans(), st.lists(_LETTERS, min_size=1, max_size=5).map("".join)), max_size=9)


@given(pieces=_PIECES)
@settings(max_examples=200, deadline=None)
def test_marks_stand_around_their_pieces(pieces: list[tuple[bool, str]]) -> None:
    """Every mark holds its piece of the text, in order, none within another, its id given once at most."""
    text = "".join(piece for _, piece in pieces)
    ends = list(accumulate(len(piece) for _, piece in pieces))
    spans = [
        (end - len(piece), end, f"mark-{n}")
        for n, (end, (marked, piece)) in enumerate(zip(ends, pieces, strict=True))
        if marked
    ]
    made = str(texts.paragraphs(text, spans))
    tree = LexborHTMLParser(f"<body>{made}")
    assert _shown(made) == _bare(text)
    assert _tags(made) <= _FRAME | {("mark", ()), ("mark", ("id",))}
    assert not tree.css("mark mark")
    marked = _bare("".join(mark.text() for mark in tree.css("mark")))
    # Between cells stands a separator that is shown as a border.
    assert marked.replace("|", "") == _bare("".join(text[a:b] for a, b, _ in spans)).replace("|", "")
    ids = [mark.attributes["id"] for mark in tree.css("mark[id]")]
    assert len(ids) == len(set(ids)) and set(ids) <= {name for _, _, name in spans}


_WORDS: Final = st.lists(st.sampled_from(["held", "is", "31(1)(a)", "the", "<b>", "&", "a.b*", "[x]"]), max_size=12)


@given(words=_WORDS, gaps=st.lists(st.sampled_from([" ", "\n", "  \n "]), min_size=12, max_size=12), data=st.data())
@settings(max_examples=150, deadline=None)
def test_quotes_are_found_where_they_stand(words: list[str], gaps: list[str], data: st.DataObject) -> None:
    """Each in order, none over another; and each that is found has a place on the page to link to."""
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    quotes = []
    for n in range(data.draw(st.integers(0, 4))):
        a, b = sorted(data.draw(st.tuples(st.integers(0, len(words)), st.integers(0, len(words)))))
        quotes.append((f"quote-{n}", " ".join(words[a:b])))
    quotes.append(("absent", "nowhere to be found"))
    found = texts.places_of(text, quotes)
    assert list(found) == sorted(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    said_of = dict(quotes)
    for first, last, name in found:
        assert text[first:last].split() == said_of[name].split() != []
    names = [name for _, _, name in found]
    assert "absent" not in names and len(names) == len(set(names))
    # The first of them that says anything stands somewhere, and nothing was in its way.
    assert next((name for name, quote in quotes[:-1] if quote), None) in [*names, None]
    tree = LexborHTMLParser(f"<body>{texts.paragraphs(text, found)}")
    assert sorted(str(mark.attributes["id"]) for mark in tree.css("mark[id]")) == sorted(names)


@given(pieces=_PIECES)
@settings(max_examples=200, deadline=None)
def test_a_snippet_is_its_line_with_found_words_marked(pieces: list[tuple[bool, str]]) -> None:
    """Exactly what the index marked as found, whatever characters for private use stand in the words."""
    made = str(texts.snippet("".join(f"{texts.OPENED}{p}{texts.CLOSED}" if found else p for found, p in pieces)))
    tree = LexborHTMLParser(f"<body>{made}")
    assert _tags(made) <= {("mark", ())} and not tree.css("mark mark")
    assert _bare(tree.body.text() if tree.body else "") == _bare("".join(piece for _, piece in pieces))
    assert [_bare(mark.text()) for mark in tree.css("mark")] == [_bare(piece) for found, piece in pieces if found]
    assert texts.has_found(texts.OPENED + texts.CLOSED) and not texts.has_found(texts.CLOSED + texts.OPENED)


@pytest.mark.parametrize(
    "stray", [texts.OPENED, texts.CLOSED, texts.CLOSED + texts.OPENED], ids=["opened", "closed", "both"]
)
def test_marks_without_a_fellow_are_dropped(stray: str) -> None:
    assert texts.snippet(f"a <b> {stray} c") == "a &lt;b&gt;  c" and texts.snippet(f"a{stray}") == "a"


def test_no_text_is_no_markup() -> None:
    assert texts.paragraphs(None) == texts.paragraphs("") == texts.snippet(None) == ""
    assert texts.places_of(None, [("a", "b")]) == texts.places_of("b", [("a", " ")]) == ()


@given(text=_ANY)
@settings(max_examples=200, deadline=None)
def test_no_paragraph_is_empty(text: str) -> None:
    tree = LexborHTMLParser(f"<body>{texts.paragraphs(text)}")
    assert all(_bare(p.text()) for p in tree.css("p"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        (" HTTP://a.example/ ", "http://a.example/"),
        *(
            (bad, None)
            for bad in (None, "", "a.example", "//a.example", "/x", "http:", "http:///x", "https://[::1", "ftp://a")
        ),
        *(
            (bad, None)
            for bad in ("javascript:alert(1)", "JaVaScRiPt:x", "java\nscript:x", "\x01javascript:x", "data:text/html,x")
        ),
        *((bad, None) for bad in ("vbscript:x", "file:///etc/passwd", "mailto:a@b", "blob:https://a.example/x")),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, expected: str | None) -> None:
    assert texts.web_address(url) == expected


# ---- forces


def _share(part: int, whole: int) -> str:
    return "–" if not whole else "under 1 %" if 0 < part < whole / 100 else f"{100 * part / whole:.0f} %"


def test_the_forces_are_all_there_with_what_is_here_of_each(demo: Visitor, demo_db: Path) -> None:
    every = rows(
        demo_db,
        "SELECT forces.id, name, nation, count(responses.id) AS n, min(dated_on) AS first, max(dated_on) AS last "
        "FROM forces LEFT JOIN responses ON responses.force = forces.id GROUP BY forces.id ORDER BY name",
    )
    total = sum(row["n"] for row in every)
    tree = demo.page("/forces")
    shown = table(tree)
    assert [row[:4] for row in shown] == [
        [row["name"], row["nation"], f"{row['n']:,}", _share(row["n"], total)] for row in every
    ]
    assert [link for link in links(one(tree, "main")) if "/force/" in link] == [f"/force/{row['id']}" for row in every]


def test_the_counts_of_a_force_are_those_of_its_responses(demo: Visitor, demo_db: Path) -> None:
    """By outcome and by exemption, with shares of the force's own and of all responses."""
    total = rows(demo_db, "SELECT count(*) AS n FROM responses")[0]["n"]
    all_outcomes = {
        row["outcome"]: row["n"]
        for row in rows(
            demo_db, "SELECT coalesce(outcome, 'not_stated') AS outcome, count(*) AS n FROM responses GROUP BY 1"
        )
    }
    for force in (row["id"] for row in rows(demo_db, "SELECT id FROM forces")):
        own = Counter(
            row["outcome"] or "not_stated"
            for row in rows(demo_db, "SELECT outcome FROM responses WHERE force = ?", force)
        )
        tree = demo.page(f"/force/{force}")
        assert f" {own.total()} responses in the archive" in said(tree.css_first(".lead"))
        outcomes = section(tree, "outcomes")
        keys = [parse_qs(urlsplit(link).query)["outcome"][0] for link in links(outcomes)]
        assert keys == [*Outcome, "not_stated"]
        shown = table(outcomes)
        assert [row[1:] for row in shown] == [
            [str(own[key]), _share(own[key], own.total()), _share(all_outcomes.get(key, 0), total)] for key in keys
        ]
        assert sum(int(row[1]) for row in shown) == own.total()
        assert said(outcomes.css_first("tfoot")) == said(outcomes.css_first("tfoot")).replace(",", "")
        found = [
            demo.get(link.replace("/search?", "/search.json?")).headers["x-total-count"] for link in links(outcomes)
        ]
        assert [int(number) for number in found] == [own[key] for key in keys]


def test_responses_that_do_not_say_are_counted_too(desk: Desk, visitor: Visitor) -> None:
    """Of two forces, one response each states no outcome and no date."""
    away = replace(SOURCE, id="away", force="away", force_name="Away Police")
    desk.archive.save_sources([away])
    silent = answer("Silent", outcome=None, outcome_evidence=None, dates=(), citations=())
    for source, number in ((SOURCE.id, 2), ("away", 5)):
        for n in range(number):
            url = f"https://{source}.example/{n}"
            capture = desk.capture(url, url.encode(), day(1))
            desk.archive.save_response(
                answer() if n else silent, source=source, url=url, capture_id=capture, at=day(1), reader_version="1"
            )
    for force, count, share in (("norchester", 2, "50 %"), ("away", 5, "20 %")):
        tree = visitor.page(f"/force/{force}")
        shown = {row[0]: row[1:] for row in table(section(tree, "outcomes"))}
        assert shown["Not stated"] == ["1", share, "29 %"] and sum(int(row[0]) for row in shown.values()) == count
        assert shown["Partly disclosed"] == [str(count - 1), _share(count - 1, count), "71 %"]
        assert f"{count} responses in the archive, dated 2026 to 2026; 1 state no date." in said(
            tree.css_first(".lead")
        )


def test_the_exemptions_of_a_force_are_counted_once_a_response(demo: Visitor, demo_db: Path) -> None:
    """A section counts each response that relies on it or on a part of it."""
    relied: dict[str, dict[str, set[str]]] = {}
    for row in rows(demo_db, "SELECT id, force, exemptions FROM responses WHERE exemptions IS NOT NULL"):
        for provision in row["exemptions"].split(";"):
            parts = provision.split("(")
            for n in range(1, len(parts) + 1):
                for force in (row["force"], ""):
                    relied.setdefault(force, {}).setdefault("(".join(parts[:n]), set()).add(row["id"])
    total = rows(demo_db, "SELECT count(*) AS n FROM responses")[0]["n"]
    for force in (row["id"] for row in rows(demo_db, "SELECT id FROM forces")):
        own = rows(demo_db, "SELECT count(*) AS n FROM responses WHERE force = ?", force)[0]["n"]
        shown = section(demo.page(f"/force/{force}"), "exemptions")
        provisions = [unquote(link).removeprefix("/exemption/").replace("/", " ", 1) for link in links(shown)]
        counts = {provision: len(ids) for provision, ids in relied[force].items()}
        assert provisions == sorted(counts, key=lambda p: (-counts[p], p))[:20]
        assert [row[1:] for row in table(shown)] == [
            [str(counts[p]), _share(counts[p], own), _share(len(relied[""][p]), total)] for p in provisions
        ]


def test_the_latest_answers_of_a_force_are_its_newest(demo: Visitor, demo_db: Path) -> None:
    for force in (row["id"] for row in rows(demo_db, "SELECT id FROM forces")):
        newest = rows(
            demo_db,
            "SELECT id FROM responses WHERE force = ? "
            "ORDER BY dated_on IS NULL, dated_on DESC, search_row DESC LIMIT 5",
            force,
        )
        shown = section(demo.page(f"/force/{force}"), "latest").css("li.result > h3 > a")
        assert [a.attributes["href"] for a in shown] == [f"/response/{force}/{row['id']}" for row in newest]


def test_a_force_says_how_complete_it_is(desk: Desk, visitor: Visitor) -> None:
    """Each of its logs: how it is doing, when it last went well, its address, licence, terms and what to know of it."""
    known = replace(
        SOURCE,
        licence="Open Government Licence v3.0",
        terms_url="https://www.norchester.police.uk/terms",
        attribution="Contains Norchester Police data",
        note="Only since 2020.",
    )
    old = replace(SOURCE, id="norchester-old", name="Norchester old log", via=Via.WAYBACK, listings=(), enabled=False)
    away = replace(SOURCE, id="away", force="away", force_name="Away Police")
    desk.archive.save_sources([known, old, away])
    night = Night(desk)
    night.run(SOURCE.id, "ok", "failed", "failed")
    desk.publish("taser", answer(), day(1))
    coverage = section(visitor.page("/force/norchester"), "coverage")
    assert [said(h3) for h3 in coverage.css("h3")] == ["Norchester disclosure log", "Norchester old log"]
    first, second = (terms(dl) for dl in coverage.css("dl"))
    assert first == {
        "State": "degraded since 3 January 2026, 03:00 UTC: failed on night 3",
        "Last good run": "2 January 2026, 04:00 UTC",
        "The log": LOG,
        "Licence": "Open Government Licence v3.0 (terms). Contains Norchester Police data",
        "Note": "Only since 2020.",
    }
    assert links(coverage) == [LOG, "https://www.norchester.police.uk/terms"]
    assert second == {
        "State": "stopped: not refreshed any more",
        "Last good run": "none yet",
        "The log": "no longer on the web: read from the Internet Archive",
        "Licence": "the publisher’s statement is not known; its own terms apply",
    }


def test_a_force_without_responses_has_a_page(desk: Desk, visitor: Visitor) -> None:
    """In an empty archive, and beside a force that has some."""
    for other in (0, 1):
        tree = visitor.page("/force/norchester")
        assert "0 responses in the archive." in said(tree.css_first(".lead"))
        assert {row[1] for row in table(section(tree, "outcomes"))} == {"0"}
        assert {row[2] for row in table(section(tree, "outcomes"))} == {"–"}
        assert "None found" in said(section(tree, "exemptions")) and "None yet" in said(section(tree, "latest"))
        assert ["Norchester Police", "England", "0"] in [row[:3] for row in table(visitor.page("/forces"))]
        away = replace(SOURCE, id="away", force="away", force_name="Away Police")
        desk.archive.save_sources([away])
        capture = desk.capture("https://away.example/1", b"x", day(other))
        desk.archive.save_response(
            answer(), source="away", url="https://away.example/1", capture_id=capture, at=day(1), reader_version="1"
        )
    shown = table(visitor.page("/forces"))
    assert [(row[0], row[2], row[3]) for row in shown] == [
        ("Away Police", "1", "100 %"),
        ("Norchester Police", "0", "0 %"),
    ]


@pytest.mark.parametrize("address", ["/force/nowhere", "/force/NORCHESTER", "/force/norchester%20", "/force/%27"])
def test_an_unknown_force_is_not_found(desk: Desk, visitor: Visitor, address: str) -> None:
    assert said(visitor.page(address, 404).css_first("h1")) == "Not found"


def _reference(printed: str, key: str | None = None) -> Reference:
    return Reference(printed=printed, key=key or re.sub(r"[\s/._–-]+", "/", printed).upper(), place=Place.TEXT)


def test_the_gaps_of_the_reference_numbers_are_told_by_year(desk: Desk, visitor: Visitor) -> None:
    printed = ("12/26", "15/26", "FOI 16-26", "3/2025", "FOI/15929", "9/24", "0011-24", "01.FOI.24.000020", "12/26")
    for n, reference in enumerate(printed):
        desk.publish(f"taser-{n}", answer(f"Taser {n}", reference=_reference(reference)), day(1))
    coverage = section(visitor.page("/force/norchester"), "coverage")
    # Of 2025 there is one number: nothing can lie between.
    assert table(coverage) == [["2026", "12", "16", "3", "2"], ["2024", "9", "20", "3", "9"]]
    desk.publish("other", answer(reference=None), day(1))
    assert table(section(visitor.page("/force/norchester"), "coverage")) == table(coverage)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        # As the forces print them, with marks of every kind between the parts.
        ("1230/19", (2019, 1230)),
        ("12/26", (2026, 12)),
        ("074/20", (2020, 74)),
        ("89- 26", (2026, 89)),
        ("586-25", (2025, 586)),
        ("982-2023", (2023, 982)),
        ("1102/2025", (2025, 1102)),
        ("2025-0042", (2025, 42)),
        ("2022/31877", (2022, 31877)),
        ("FOI/2023/00123", (2023, 123)),
        ("FOI 702-24", (2024, 702)),
        ("FOI 556-25", (2025, 556)),
        ("FOI-982-2023", (2023, 982)),
        ("FOI 1769251/23", (2023, 1769251)),
        ("FOI 004123/23", (2023, 4123)),
        ("01/FOI/22/024049", (2022, 24049)),
        ("01.FOI.24.031882", (2024, 31882)),
        ("01/FOI/24/005780/Z", (2024, 5780)),
        ("IM-FOI-2023-2980", (2023, 2980)),
        ("IM-FOI-2021-0942", (2021, 942)),
        ("F-2019-01562", (2019, 1562)),
        ("FOI2019/04925", (2019, 4925)),
        ("FOI2017/12345", (2017, 12345)),
        ("RFI 123/17", (2017, 123)),
        ("RFI 2015-096", (2015, 96)),
        ("FOI 2009-038", (2009, 38)),
        ("DC/FOI 782/17", (2017, 782)),
        ("HQ/PA/001893/24", (2024, 1893)),
        ("1648A/23", (2023, 1648)),
        ("2024/25-088", (2024, 88)),
        ("0412.2025-26", (2025, 412)),
        ("FOI 12281-17", (2017, 12281)),
        # No year that can be told.
        ("FOI/15929", None),
        ("FOI/00013725", None),
        ("F-013412", None),
        ("733297795", None),
        ("11022025", None),
        ("FOI", None),
        ("", None),
        # A running number that looks like a year of this century; the year is the one at the end.
        ("2041-2023", (2023, 2041)),
        ("2086/23", (2023, 2086)),
        ("2011/23", (2023, 2011)),
        # The year stands first: Police Scotland, the Met of 2023, City of London, Nottinghamshire.
        ("19-0954", (2019, 954)),
        ("23.030112", (2023, 30112)),
        ("COL/20/317", (2020, 317)),
        ("FOI 24-0918", (2024, 918)),
        # Kent: year, month, number.
        ("19/11/1609", (2019, 1609)),
        ("24/02/318", (2024, 318)),
        # A number too long to be a running number is none, least of all 0.
        ("1234567890/23", None),
    ],
)
def test_year_and_number_of_a_reference(reference: str, expected: tuple[int, int] | None) -> None:
    """In the printed form and in the form for comparison."""
    assert reference_number(reference) == expected
    assert reference_number(_reference(reference).key) == expected


@given(st.text(st.sampled_from("0123456789/-. FOIZ٣²"), max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_reference_is_too_strange(reference: str) -> None:
    found = reference_number(reference)
    assert found is None or (2000 <= found[0] <= 2099 and found[1] >= 0)


# ---- exemptions


def _covers(outer: str, exemptions: str | None) -> bool:
    return any(p == outer or p.startswith(f"{outer}(") for p in (exemptions or "").split(";"))


def test_an_exemption_covers_its_parts(demo: Visitor, demo_db: Path) -> None:
    """Every provision relied on and its section: the count is that of its search, each share is of what it says."""
    responses = rows(
        demo_db, "SELECT responses.id, force, name, year, exemptions FROM responses JOIN forces ON forces.id = force"
    )
    by_force, by_year = (Counter(r[name] for r in responses) for name in ("name", "year"))
    provisions = {p for r in responses for p in (r["exemptions"] or "").split(";") if p}
    provisions |= {p.partition("(")[0] for p in provisions}
    assert {p.partition(" ")[0] for p in provisions} >= {"FOIA", "EIR", "FOISA"} and "FOIA 31" in provisions
    for provision in sorted(provisions):
        law, _, number = provision.partition(" ")
        tree = demo.page(f"/exemption/{law}/{number}")
        relying = [r for r in responses if _covers(provision, r["exemptions"])]
        assert terms(tree)["Relied on in"] == (
            f"{len(relying)} of {len(responses)} responses ({_share(len(relying), len(responses))})"
        ), provision
        found = demo.get(f"/search.json?exemption={quote(provision)}*")
        assert int(found.headers["x-total-count"]) == len(relying) == found.json()["count"]
        (search,) = [link for link in links(tree) if link.startswith("/search?exemption=")][:1]
        assert said(demo.page(search).css_first(".count-line")).startswith(f"{len(relying)} response")
        own = Counter(r["name"] for r in relying)
        assert {row[0]: row[1:] for row in table(section(tree, "by-force"))} == {
            name: [str(n), str(by_force[name]), _share(n, by_force[name])] for name, n in own.items()
        }
        own_years = Counter(r["year"] for r in relying)
        years = section(tree, "by-year").css("table")[-1]
        assert [[said(c) for c in row.css("th, td")] for row in years.css("tbody tr")] == [
            [str(year), str(own_years[year]), str(n), _share(own_years[year], n)]
            for year, n in sorted(by_year.items(), reverse=True, key=lambda item: item[0] or 0)
            if year
        ]
        parts = Counter(p for r in relying for p in _parts(r["exemptions"], provision))
        shown = [said(count) for count in section(tree, "parts").css(".count")] if "parts" in sections(tree) else []
        assert sorted(shown) == sorted(str(n) for n in parts.values())


def _parts(exemptions: str, outer: str) -> set[str]:
    """The provisions that lie in `outer` of those relied on, with those they lie in."""
    found: set[str] = set()
    for provision in exemptions.split(";"):
        while provision.startswith(f"{outer}("):
            found.add(provision)
            provision = provision.rpartition("(")[0]
    return found


def test_all_exemptions_are_listed_by_law_and_counted(demo: Visitor, demo_db: Path) -> None:
    joined = [r["exemptions"] for r in rows(demo_db, "SELECT exemptions FROM responses")]
    tree = demo.page("/exemptions")
    shown = {}
    for law in Law:
        if f"law-{law}" in sections(tree):
            for row in section(tree, f"law-{law}").css("tbody > tr"):
                link = unquote(links(row)[0])
                shown[link.removeprefix("/exemption/").replace("/", " ", 1)] = int(said(row.css("td")[1]))
    tops = {p.partition("(")[0] for exemptions in joined for p in (exemptions or "").split(";") if p}
    assert shown == {top: sum(_covers(top, exemptions) for exemptions in joined) for top in tops}
    numbers = [int(re.sub(r"\D", "", p)) for p in shown if p.startswith("FOIA ")]
    assert numbers == sorted(numbers), "9 before 31"


def test_provisions_are_in_the_order_of_their_numbers(desk: Desk, visitor: Visitor) -> None:
    numbers = ("31(1)(b)", "9", "22A", "40(2)", "31(1)(a)", "22", "9(3)", "9(1)")
    desk.publish("taser", answer(citations=tuple(cites(number) for number in numbers)), day(1))
    shown = [
        link.removeprefix("/exemption/FOIA") for link in map(unquote, links(one(visitor.page("/exemptions"), "main")))
    ]
    assert [link[1:] for link in shown] == [
        *("9", "9(1)", "9(3)", "22", "22A", "31", "31(1)", "31(1)(a)", "31(1)(b)", "40", "40(2)")
    ]


def test_an_exemption_relied_on_within_two_parts_of_it_counts_once(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", answer(citations=(cites("31(1)(a)"), cites("31(1)(b)"), cites("31A"), cites("3"))), day(1))
    desk.publish("other", answer(citations=(cites("40(2)"), cites("31", role=Role.MENTIONED))), day(1))
    desk.publish("scots", answer(law=Law.FOISA, citations=(cites("31(1)", law="FOISA"),)), day(1))
    tree = visitor.page("/exemption/FOIA/31")
    assert terms(tree)["Relied on in"] == "1 of 3 responses (33 %)"
    assert [said(i) for i in section(tree, "parts").css("li")] == [
        "FOIA 31(1) 1",
        "FOIA 31(1)(a): Law enforcement: prevention or detection of crime 1",
        "FOIA 31(1)(b): Law enforcement: apprehension or prosecution of offenders 1",
    ]
    assert table(section(tree, "by-force")) == [["Norchester Police", "1", "3", "33 %"]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("/exemption/foia/31", "/exemption/FOIA/31"),
        ("/exemption/Foisa/35(1)(a)", "/exemption/FOISA/35(1)(a)"),
        ("/exemption/FOIA/031", "/exemption/FOIA/31"),
        ("/exemption/FOIA/31(1)(A)", "/exemption/FOIA/31(1)(a)"),
        ("/exemption/eir/12(4)(B)", "/exemption/EIR/12(4)(b)"),
        ("/exemption/FOIA/22a", "/exemption/FOIA/22A"),
        ("/exemption/FOIA/31 (1)(A)", "/exemption/FOIA/31(1)(a)"),
        ("/exemption/FOIA/31%20(1)(a)", "/exemption/FOIA/31(1)(a)"),
        ("/exemption/foia/31%281%29%28a%29", "/exemption/FOIA/31(1)(a)"),
    ],
)
def test_other_spellings_lead_to_the_one_address(desk: Desk, visitor: Visitor, asked: str, expected: str) -> None:
    assert visitor.get(asked, 301).headers["location"] == expected
    assert canonical_of(visitor.page(expected)) == HOME + expected


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/exemption/FOIA/999",
            "/exemption/FOIA/abc",
            "/exemption/FOIA/31(",
            "/exemption/FOIA/-1",
            "/exemption/FOIA/31*",
        ),
        *("/exemption/PACE/1", "/exemption/ABCDEF/1", "/exemption/FOIA", "/exemption/FOIA/31/1"),
        *("/exemption/FOIA/31'--", "/exemption/FOIA/31;40", "/exemption/JERSEY/99", "/exemption/EIR/99"),
    ],
)
def test_an_unknown_provision_is_not_found(desk: Desk, visitor: Visitor, address: str) -> None:
    assert said(visitor.page(address, 404).css_first("h1")) == "Not found"


@pytest.mark.parametrize("filled", [False, True], ids=["empty archive", "others only"])
def test_a_provision_that_nobody_relies_on_has_a_page(desk: Desk, visitor: Visitor, filled: bool) -> None:
    """With its meaning and no figures."""
    if filled:
        desk.publish("taser", answer(), day(1))
    for law, number in (("FOIA", "44"), ("FOIA", "40(2)"), ("FOIA", "10"), ("EISR", "10(5)(a)"), ("JERSEY", "42")):
        tree = visitor.page(f"/exemption/{law}/{number}")
        assert terms(tree)["Relied on in"] == ("0 of 1 responses (0 %)" if filled else "0 of 0 responses (–)")
        assert "No response in the archive relies on it." in said(tree)
        assert not {"by-force", "by-year", "examples", "parts"} & sections(tree)
        assert (meaning_of(Law(law), number) or "No explanation") in said(tree.css_first(".lead"))
    assert ("relies on any" in said(visitor.page("/exemptions"))) is not filled


def test_a_provision_links_to_what_it_lies_in(desk: Desk, visitor: Visitor) -> None:
    tree = visitor.page("/exemption/FOIA/31(1)(a)")
    assert links(tree.css_first("p.over")) == ["/exemptions", "/exemption/FOIA/31", "/exemption/FOIA/31(1)"]


def test_a_provision_shows_what_it_lies_in(desk: Desk, visitor: Visitor) -> None:
    tree = visitor.page("/exemption/FOIA/31(1)(a)")
    assert said(tree.css_first("p.over")) == "Exemptions › FOIA 31 › FOIA 31(1)"
    test_words = {n: terms(visitor.page(f"/exemption/FOIA/{n}"))["Public interest test"] for n in ("31", "23", "37")}
    assert "qualified" in test_words["31"] and "absolute" in test_words["23"] and "absolute" not in terms(tree)["Kind"]


def test_examples_quote_the_sentence(desk: Desk, visitor: Visitor) -> None:
    """Of the newest responses, each with its own words, its force and its date."""
    for n in range(12):
        quote_of_it = f"Number {n} is exempt under section 31(1)(a)."
        dates = (dated(DateKind.RESPONDED, f"2026-01-{n + 1:02}"),)
        citation = replace(cites("31(1)(a)"), quote=quote_of_it, ncnd=n == 11)
        elsewhere = replace(cites("40(2)"), quote="Not of this provision.")
        aside = replace(cites("31(1)(b)", role=Role.MENTIONED), quote="Only mentioned.")
        desk.publish(f"t-{n}", answer(f"Taser {n}", dates=dates, citations=(aside, elsewhere, citation)), day(1))
    shown = section(visitor.page("/exemption/FOIA/31"), "examples").css("ul.examples > li")
    assert [said(i.css_first("blockquote")) for i in shown] == [
        f"Number {n} is exempt under section 31(1)(a)." for n in range(11, 1, -1)
    ]
    assert links(shown[0]) == [address_of("t-11")]
    facts = said(shown[0].css_first(".facts"))
    assert all(word in facts for word in ("Taser 11", "Norchester Police", "12 January 2026", "FOIA 31(1)(a)"))
    assert "neither confirm nor deny" in facts and "neither confirm" not in said(shown[1])


# ---- status


class Night:
    """Runs of several sources, night by night."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.number = 0

    def source(self, key: str, **changes: Any) -> None:
        source = replace(SOURCE, id=key, name=f"The log of {key}", **changes)
        self.desk.archive.save_sources([source])

    def run(self, key: str, *states: str) -> None:
        """One run after the other, each on a night of its own; a state that is not ok says why."""
        for state in states:
            self.number += 1
            run = self.desk.archive.start_run("refresh", day(self.number))
            self.desk.archive.save_source_run(
                run,
                key,
                started_at=day(self.number, 3),
                finished_at=day(self.number, 4),
                state=state,
                reason=None if state == "ok" else f"{state} on night {self.number}",
            )
            self.desk.archive.finish_run(run, day(self.number, 5), "ok" if state == "ok" else "failed")


@pytest.fixture
def night(desk: Desk) -> Night:
    return Night(desk)


def _state(visitor: Visitor, key: str) -> tuple[str, str | None, str | None]:
    """Health, since when and why, which the page and the data agree on."""
    (found,) = [s for s in visitor.data("/status.json")["sources"] if s["id"] == key]
    tree = visitor.page("/status")
    (row,) = [row for row in tree.css("tbody tr") if row.attributes["id"] == key]
    name, force, state, since, why, good, responses = (said(cell) for cell in row.css("th, td"))
    assert (name, force, state, why) == (found["name"], found["force_name"], found["health"], found["why"] or "")
    assert since == (_instant(found["since"]) if found["since"] else "–")
    assert good == (_instant(found["last_good_at"]) if found["last_good_at"] else "none")
    assert int(responses) == found["responses"]
    return found["health"], found["since"], found["why"]


def _instant(at: str) -> str:
    return datetime.fromisoformat(at).strftime("%-d %B %Y, %H:%M UTC")


def test_a_source_is_ok_since_the_first_of_its_good_runs(visitor: Visitor, night: Night) -> None:
    night.run(SOURCE.id, "ok", "failed", "ok", "ok", "ok")
    assert _state(visitor, SOURCE.id) == ("ok", day(3), None)
    night.source("always")
    night.run("always", "ok", "ok")
    assert _state(visitor, "always") == ("ok", day(6), None)


def test_a_source_that_fails_after_good_runs_is_degraded(visitor: Visitor, night: Night) -> None:
    """Since the first failure of the row, with what the last one said."""
    night.run(SOURCE.id, "failed", "ok", "failed", "failed", "failed")
    assert _state(visitor, SOURCE.id) == ("degraded", day(3), "failed on night 5")


def test_a_source_with_something_to_settle_is_degraded(desk: Desk, visitor: Visitor, night: Night) -> None:
    """Since the first of the things that are still open; those that were settled do not count."""
    night.run(SOURCE.id, "ok", "ok", "ok")
    for n, at in (("a", 1), ("b", 2), ("b", 3)):
        desk.archive.save_issue(desk.run, SOURCE.id, "odd", f"Thing {n}", f"{LOG}/{n}", day(at))
    desk.archive.save_issue(desk.run, None, "odd", "Of no source", None, day(1))
    assert _state(visitor, SOURCE.id) == ("degraded", day(1), "2 things to settle")
    write(desk, "UPDATE issues SET settled_at = ? WHERE url = ?", day(4), f"{LOG}/a")
    assert _state(visitor, SOURCE.id) == ("degraded", day(2), "1 thing to settle")


def test_a_source_whose_things_are_settled_is_ok_since_then(desk: Desk, visitor: Visitor, night: Night) -> None:
    night.run(SOURCE.id, "ok", "ok", "ok")
    desk.archive.save_issue(desk.run, SOURCE.id, "odd", "A thing", None, day(1))
    write(desk, "UPDATE issues SET settled_at = ?", day(3))
    assert _state(visitor, SOURCE.id) == ("ok", day(3), None)


def test_a_source_that_refuses_is_blocked(visitor: Visitor, night: Night) -> None:
    """Since the first refusal, whether or not it ever went well."""
    night.run(SOURCE.id, "ok", "blocked", "blocked")
    assert _state(visitor, SOURCE.id) == ("blocked", day(2), "blocked on night 3")
    night.source("never")
    night.run("never", "blocked", "blocked")
    assert _state(visitor, "never") == ("blocked", day(4), "blocked on night 5")


def test_a_source_that_never_went_well_is_stopped(visitor: Visitor, night: Night) -> None:
    assert _state(visitor, SOURCE.id) == ("stopped", None, "has not been read yet")
    night.run(SOURCE.id, "failed", "failed")
    assert _state(visitor, SOURCE.id) == ("stopped", day(1), "failed on night 2")


def test_a_source_that_is_disabled_is_stopped(visitor: Visitor, night: Night) -> None:
    """Since its last run, whatever came of that; a note says why."""
    night.source("off", enabled=False)
    assert _state(visitor, "off") == ("stopped", None, "not refreshed any more")
    night.run("off", "ok", "blocked")
    assert _state(visitor, "off") == ("stopped", day(2, 4), "not refreshed any more")
    night.source("off", enabled=False, note="Off the web since 2020.")
    assert _state(visitor, "off") == ("stopped", day(2, 4), "Off the web since 2020.")


def test_the_status_counts_every_source_once(visitor: Visitor, night: Night) -> None:
    for key, states in {
        "good": ["ok"],
        "fine": ["ok"],
        "bad": ["ok", "failed"],
        "shut": ["blocked"],
        "new": [],
    }.items():
        night.source(key)
        night.run(key, *states)
    found = visitor.data("/status.json")
    # The desk's own source was never run.
    assert found["counts"] == {"ok": 2, "degraded": 1, "blocked": 1, "stopped": 2}
    assert Counter(s["health"] for s in found["sources"]) == found["counts"]
    tree = visitor.page("/status")
    assert said(tree.css_first(".lead")) == "ok 2 degraded 1 blocked 1 stopped 2"
    assert found["last_run_at"] == day(night.number, 5) and _instant(found["last_run_at"]) in said(tree)
    assert {said(dt) for dt in tree.css("dt")} == set(found["counts"])
    assert [said(row.css("th")[0]) for row in tree.css("tbody tr")] == [s["name"] for s in found["sources"]]
    for source in found["sources"]:
        assert f"/force/{source['force']}" in links(tree)


def test_nothing_run_yet_is_said(tmp_path: Path, empty_db: Path) -> None:
    with visiting(copy_of(empty_db, tmp_path)) as visitor:
        assert "Nothing has been refreshed yet" in said(visitor.page("/status"))
        assert visitor.data("/status.json")["sources"] == []
        badge = visitor.get("/status/badge.svg").text
        assert "0 of 0 sources ok" in badge and "#b3261e" in badge, "nothing is well where there is nothing"


@pytest.mark.parametrize(
    ("states", "text", "colour"),
    [
        (("ok", "ok"), "2 of 2 sources ok", "#1a7f4b"),
        (("ok", "failed"), "1 of 2 sources ok", "#8a5300"),
        (("failed", "blocked"), "0 of 2 sources ok", "#b3261e"),
    ],
)
def test_the_badge_counts_and_colours(
    visitor: Visitor, night: Night, states: tuple[str, str], text: str, colour: str
) -> None:
    night.source("second")
    night.run(SOURCE.id, states[0])
    night.run("second", states[1])
    found = visitor.get("/status/badge.svg")
    assert found.headers["content-type"].startswith("image/svg+xml")
    drawing = ElementTree.fromstring(found.text)
    assert drawing.attrib["aria-label"] == f"Police FOI archive: {text}"
    assert text in [node.text for node in drawing.iter() if node.tag.endswith("text")]
    assert colour in [node.attrib.get("fill") for node in drawing.iter()]


def test_the_demo_is_well(demo: Visitor) -> None:
    found = demo.data("/status.json")
    assert found["counts"] == {"ok": 5, "degraded": 0, "blocked": 0, "stopped": 0}, found
    for source in found["sources"]:
        assert source["since"] and source["why"] is None and source["responses"] > 5
        assert _state(demo, source["id"])[0] == "ok"


# ---- about


def test_about_holds_what_it_must(demo: Visitor) -> None:
    """Method, limits, manners, licences, removal, accessibility, addresses, dictionary: each a section with a link."""
    tree = demo.page("/about")
    wanted = ["method", "limits", "manners", "licences", "removal", "access", "use", "dictionary"]
    assert links(one(tree, "nav[aria-label='On this page']")) == [f"#{key}" for key in wanted]
    for key in wanted:
        assert len(said(section(tree, key))) > 150, key
    for key, words in {
        "method": "SHA-256|no model|stays empty|mentioned|new version|two complete readings",
        "limits": "only some|errs|state no date|no legal advice|no proof",
        "manners": "One request at a time|robots.txt|no disguise|Internet Archive",
        "licences": "keep its terms|Open Government Licence unless it says so",
        "removal": "personal data|do not bring it back|when, and for what kind of reason",
        "access": "WCAG 2.2|keyboard|Known gap",
        "use": "X-Total-Count|permanent|/foi",
    }.items():
        for word in words.split("|"):
            assert word in said(section(tree, key)), f"{key}: {word}"
    assert CONTACT in said(section(tree, "removal")) and CONTACT in said(section(tree, "access"))
    outcomes = [said(dt) for dt in section(tree, "method").css("dt")]
    assert len(outcomes) == len(set(outcomes)) == len(Outcome) + 1


def test_about_explains_every_table_and_column(demo: Visitor) -> None:
    described_tables = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))["databases"]["foi"]["tables"]
    shown = {
        said(node.css_first("summary")): (said(node.css_first("p")), terms(node))
        for node in section(demo.page("/about"), "dictionary").css("details")
    }
    expected = {
        name: (" ".join(t["description"].split()), {c: " ".join(str(m).split()) for c, m in t["columns"].items()})
        for name, t in described_tables.items()
        if not t.get("hidden")
    }
    assert shown == expected and len(shown) > 15


def test_about_without_metadata_says_where_the_dictionary_is(demo_db: Path) -> None:
    with visiting_site(Datasette([str(demo_db)])) as visitor:
        tree = visitor.page("/about")
        assert "which this server was not given" in said(section(tree, "dictionary"))
        assert "Write to whoever runs this archive" in said(section(tree, "removal"))


# ---- every page


@dataclass(frozen=True)
class Crawl:
    """All that links lead to from the first page on; of a search only what other pages than searches link to.

    `pages` has the pages of ours, `files` the other addresses that answered, `dead` those that did not, each with the
    page that links to it.
    """

    pages: dict[str, LexborHTMLParser]
    files: set[str]
    dead: dict[str, str]


@pytest.fixture(scope="module")
def crawl(demo: Visitor) -> Crawl:
    found = Crawl(pages={}, files=set(), dead={})
    waiting = [("/", "")]
    while waiting:
        address, linked_from = waiting.pop()
        if address in found.pages or address in found.files or address in found.dead:
            continue
        answered = demo.ask(address)
        if answered.status_code != 200:
            found.dead[address] = f"{answered.status_code}, from {linked_from}"
        elif address.startswith(("/foi", "/-/")) or "text/html" not in answered.headers["content-type"]:
            found.files.add(address)
        else:
            found.pages[address] = tree = LexborHTMLParser(answered.text)
            ours = [urldefrag(link).url for link in links(tree) if link.startswith("/")]
            ours += [node.attributes["href"] or "" for node in tree.css("link[href]")]
            waiting += [
                (link, address)
                for link in ours
                if link.startswith("/") and not (address.startswith("/search?") and link.startswith("/search"))
            ]
    return found


def test_no_link_is_dead(crawl: Crawl) -> None:
    """Every internal link of every page is answered, and not by a redirect."""
    assert not crawl.dead


def test_all_kinds_of_pages_are_reached_by_links(crawl: Crawl, demo_db: Path) -> None:
    paths = {urlsplit(address).path for address in (*crawl.pages, *crawl.files)}
    for row in rows(demo_db, "SELECT force, id FROM responses"):
        address = f"/response/{row['force']}/{row['id']}"
        assert {address, f"{address}.json", f"{address}/v/1"} <= paths
    for start in ("/force/", "/exemption/FOIA/", "/exemption/EIR/", "/exemption/FOISA/", "/foi", "/search.csv", "/-/"):
        assert any(path.startswith(start) for path in paths), start
    named = ("search", "forces", "exemptions", "status", "status.json", "downloads", "removals", "about")
    named += ("statistics", "statistics/coverage", "statistics/coverage.csv")
    assert {"/", *(f"/{name}" for name in named)} <= paths
    groups = {f"/compare/{row['id']}" for row in rows(demo_db, "SELECT id FROM groups")}
    assert {"/compare", "/ask", *groups, *(f"{group}.csv" for group in groups)} <= paths and groups


def test_no_link_of_a_search_is_dead(demo: Visitor) -> None:
    """Facets, orders, pages, feeds and downloads of some searches."""
    for search in ("/search", "/search?q=police", "/search?q=taser&outcome=refused&from=2020", "/search?q=nosuchword"):
        tree = demo.page(search)
        for link in {urldefrag(link).url for link in links(tree) if link.startswith("/search")}:
            demo.get(link)
        for node in tree.css("head link[href]"):
            if (node.attributes["href"] or "").startswith("/"):
                demo.get(node.attributes["href"] or "")


def test_every_fragment_points_somewhere(crawl: Crawl) -> None:
    known = {address: {n.attributes["id"] for n in tree.css("[id]")} for address, tree in crawl.pages.items()}
    for address, tree in crawl.pages.items():
        for link in links(tree):
            to, fragment = urldefrag(link)
            if fragment and (not to or to.startswith("/")):
                assert fragment in known[to or address], f"{address}: {link}"


def _check_frame(address: str, tree: LexborHTMLParser) -> None:
    """One heading of the first level, language, a way past the navigation, one main, ids that are unique and there."""
    assert len(tree.css("h1")) == 1 and said(tree.css_first("h1")), address
    assert one(tree, "html").attributes["lang"] == "en-GB", address
    skip = tree.css("body a")[0]
    assert skip.attributes["href"] == "#main" and "Skip" in said(skip), address
    assert one(tree, "main").attributes["id"] == "main", address
    assert len(tree.css("header nav")) == 1 and len(tree.css("body > footer")) == 1, address
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids)), f"{address}: {[i for i, n in Counter(ids).items() if n > 1]}"
    for node in tree.css("[aria-labelledby], [aria-describedby], label[for]"):
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set((node.attributes.get(name) or "").split()) <= set(ids), f"{address}: {node.html}"
    for link in links(tree):
        assert not link.startswith("#") or link[1:] in ids, f"{address}: {link}"
    levels = [int(str(h.tag)[1]) for h in tree.css("h1, h2, h3, h4, h5, h6")]
    assert all(b <= a + 1 for a, b in pairwise(levels)), f"{address}: {levels}"
    assert not tree.css("script, style, [style]"), address
    assert not [n for n in tree.css("*") for a in n.attributes if a.startswith("on")], address


def test_every_page_has_the_frame_that_readers_need(crawl: Crawl, demo: Visitor) -> None:
    for address, tree in crawl.pages.items():
        _check_frame(address, tree)
    for address in ("/nowhere", "/force/nowhere", "/response/norchester/000000000000"):
        _check_frame(address, demo.page(address, 404))


def test_pages_that_the_demo_has_none_of_have_the_frame_too(desk: Desk, visitor: Visitor) -> None:
    """Versions, withdrawn and removed responses, files of every kind, sources that do not do well."""
    _fill(desk, "plain words")
    _publish_with_files(desk, "files")
    for address in (*PAGES, address_of("files")):
        _check_frame(address, _any_page(visitor, address))


def test_every_page_has_one_address_and_a_title(crawl: Crawl) -> None:
    """The canonical link is whole and the address itself, but of a search; no two kinds of pages share a title."""
    titles: dict[str, list[str]] = {}
    for address, tree in crawl.pages.items():
        canonical = canonical_of(tree)
        assert canonical.startswith(f"{HOME}/"), address
        if not address.startswith("/search"):
            assert canonical == HOME + address
        title = said(one(tree, "head > title"))
        assert title.endswith(" · Police FOI archive") and len(title) > len(" · Police FOI archive") + 3
        titles.setdefault(title, []).append(re.sub(r"/[0-9a-f]{12}", "/<id>", urlsplit(address).path))
    for title, paths in titles.items():
        assert len(set(paths)) == 1, f"{title}: {set(paths)}"
    fixed = [
        t
        for t, paths in titles.items()
        if set(paths) & {"/", "/forces", "/exemptions", "/status", "/about", "/downloads"}
    ]
    assert len(fixed) == 6


def test_where_the_reader_is_stands_in_the_navigation(demo: Visitor) -> None:
    for address in ("/search", "/forces", "/exemptions", "/statistics", "/status", "/downloads", "/about"):
        (here,) = demo.page(address).css("header nav a[aria-current]")
        assert (here.attributes["href"], here.attributes["aria-current"]) == (address, "page")
    assert not demo.page("/").css("header nav a[aria-current]")


def test_links_to_other_sites_tell_them_nothing_and_lead_to_the_web(crawl: Crawl) -> None:
    for address, tree in crawl.pages.items():
        for node in tree.css("a[href]"):
            href = node.attributes["href"] or ""
            assert re.match(r"https?://|/(?!/)|#|mailto:", href), f"{address}: {href}"
            if href.startswith("http"):
                rel = (node.attributes.get("rel") or "").split()
                assert {"external", "noopener"} <= set(rel), f"{address}: {href}"


def test_a_version_page_has_the_frame_too(desk: Desk, visitor: Visitor) -> None:
    desk.publish("taser", _full(), day(1))
    desk.publish("taser", _full(response_text="Other words."), day(9))
    for n in (1, 2):
        address = f"{address_of('taser')}/v/{n}"
        tree = visitor.page(address)
        assert len(tree.css("h1")) == 1 and canonical_of(tree) == HOME + address
        assert said(one(tree, "head > title")).startswith(f"Version {n} of Tasers carried in 2025, Norchester Police")
        assert one(tree, "meta[name=robots]").attributes["content"] == "noindex"
        for link in links(tree):
            if link.startswith("/"):
                visitor.get(urldefrag(link).url)
    assert not visitor.page(address_of("taser")).css("meta[name=robots]")


# ---- where the site is


HOSTS: Final = (
    'evil.example"><script>alert(1)</script>',
    "evil.example/path",
    "evil.example@good.example",
    "javascript:alert(1)",
    "a b",
    "[::1",
    "evil.example:99999999",
    "evil\x01.example",
    "<b>",
    "evil.example\u202e",
    "[::1]\"'",
)


@pytest.mark.parametrize("host", HOSTS)
def test_a_hostile_host_gets_into_no_link(demo: Visitor, host: str) -> None:
    """It is refused, or is not used."""
    for address in (
        "/",
        "/search?q=police",
        "/search.atom",
        "/sitemap.xml",
        "/opensearch.xml",
        "/robots.txt",
        "/foi",
        "/nope",
    ):
        found = demo.ask(address, host=host)
        assert found.status_code in (200, 400, 404), address
        if found.status_code != 400:
            assert host not in found.text and "<script>alert" not in found.text and "evil.example" not in found.text


@pytest.mark.parametrize("host", ["", *HOSTS])
def test_no_address_is_made_of_a_hostile_host(demo: Visitor, host: str) -> None:
    """Even if such a request got as far as the pages."""
    site = site_of(demo.site)
    assert site is not None
    request = Request({"type": "http", "scheme": "http", "headers": [(b"host", host.encode())]}, None)
    assert base_address(site, request) == HOME


def test_the_pages_are_where_the_browser_asked_for_them(demo: Visitor) -> None:
    for host in ("foi.example.org", "127.0.0.1:8001", "[::1]:8001"):
        tree = LexborHTMLParser(demo.get("/forces", host=host).text)
        assert canonical_of(tree) == f"http://{host}/forces"


@pytest.mark.parametrize(
    "public", ["https://foi.example.org", "https://foi.example.org/", "https://example.org/foi-archive/"]
)
def test_the_public_address_is_used_wherever_an_address_is_whole(desk: Desk, public: str) -> None:
    """For canonical links, citations, reports, data, feeds and sitemap, whatever host was asked."""
    desk.publish("taser", answer(), day(1))
    base, address = public.rstrip("/"), address_of("taser")
    with visiting(desk.archive.path, public_url=public, contact=CONTACT) as visitor:
        for asked in ("/", "/forces", "/search?q=taser", "/exemption/FOIA/31", "/status", "/about", address):
            assert canonical_of(visitor.page(asked, host="evil.example")) == f"{base}{asked}"
        tree = visitor.page(address, host="evil.example")
        assert f"{base}{address}, version 1" in said(section(tree, "cite"))
        assert quote(base + address, safe="") in links(section(tree, "report"))[0]
        assert visitor.data(f"{address}.json")["permalink"] == base + address
        for form in ("/search.atom", "/search.feed.json", "/search.json", "/search.csv", "/sitemap-1.xml"):
            found = visitor.get(form, host="evil.example").text
            assert f"{base}{address}" in found, form
            assert "evil.example" not in found and "localhost" not in found, form
        for form in ("/sitemap.xml", "/sitemap-0.xml", "/opensearch.xml", "/robots.txt"):
            found = visitor.get(form, host="evil.example").text
            assert base in found and "evil.example" not in found, form


# ---- plain Datasette


def test_plain_datasette_stays_under_the_name_of_the_archive(demo: Visitor, demo_db: Path) -> None:
    assert "responses" in said(demo.page("/foi"))
    count = rows(demo_db, "SELECT count(*) AS n FROM responses")[0]["n"]
    assert demo.data("/foi/responses.json")["filtered_table_rows_count"] == count
    assert demo.data("/foi.json?sql=select+count(*)+as+n+from+responses&_shape=array") == [{"n": count}]
    demo.page("/foi/responses")
    assert "/foi" in links(demo.page("/about"))


@pytest.mark.parametrize("name", ["other.db", "archive of 2026.db", "foi.2026.db"])
def test_the_link_to_plain_datasette_follows_the_name_of_the_file(tmp_path: Path, demo_db: Path, name: str) -> None:
    path = Path(shutil.copy(demo_db, tmp_path / name))
    with visiting_site(Datasette([str(path)])) as visitor:
        (link,) = set(links(section(visitor.page("/about"), "use")))
        assert "responses" in said(visitor.page(link))


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A database of somebody else's, with a table that is called as ours is."""
    path = tmp_path / "foreign.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE responses (id TEXT PRIMARY KEY, snippet TEXT); "
        "INSERT INTO responses VALUES ('0123456789ab', '⟪a⟫'); CREATE TABLE citations (x)"
    )
    connection.close()
    return path


def test_a_foreign_database_keeps_the_index_of_datasette(foreign: Path) -> None:
    """The plugin stands back: none of its pages are there, and Datasette's own are."""
    with visiting_site(Datasette([str(foreign)])) as visitor:
        tree = visitor.page("/")
        assert "foreign" in said(tree) and "Police FOI archive" not in said(tree)
        assert any(link.startswith("/foreign") for link in links(tree))
        assert visitor.data("/foreign/responses.json?_shape=array") == [{"id": "0123456789ab", "snippet": "⟪a⟫"}]
        for address in ("/search", "/forces", "/exemptions", "/status", "/downloads", "/about", "/sitemap.xml"):
            assert visitor.ask(address).status_code == 404, address


def test_a_foreign_database_has_errors_headers_and_methods_of_datasette(foreign: Path) -> None:
    with visiting_site(Datasette([str(foreign)])) as visitor:
        found = visitor.ask("/nowhere")
        assert found.status_code == 404 and "Police FOI archive" not in found.text
        assert "content-security-policy" not in visitor.get("/").headers, "Datasette's pages have scripts within"
        assert visitor.ask("/-/messages", "POST").status_code != 405, "what can be written to can be written to"


def test_a_foreign_database_has_cells_of_datasette(foreign: Path) -> None:
    with visiting_site(Datasette([str(foreign)])) as visitor:
        tree = visitor.page("/foreign?sql=select+id,+snippet+from+responses")
        assert not one(tree, "tbody").css("a, mark") and "⟪a⟫" in said(one(tree, "tbody"))


def test_beside_a_foreign_database_the_archive_has_its_pages(foreign: Path, demo_db: Path) -> None:
    with visiting_site(Datasette([str(foreign), str(demo_db)])) as visitor:
        assert "What did the police answer?" in said(visitor.page("/"))
        assert "responses" in said(visitor.page("/foreign")) and "responses" in said(visitor.page("/foi"))


def test_datasette_by_itself_serves_both(foreign: Path, demo_db: Path) -> None:
    """`datasette FILE`, as the README says, finds the plugin and knows when it is not wanted."""
    shown = {}
    for path in (foreign, demo_db):
        command = [sys.executable, "-m", "datasette", str(path), "--get", "/"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        shown[path] = LexborHTMLParser(done.stdout)
    assert said(shown[demo_db].css_first("h1")) == "What did the police answer?"
    assert "Police FOI archive" not in said(shown[foreign]) and "foreign" in said(shown[foreign])
