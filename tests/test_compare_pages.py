"""The pages of groups: what several forces were asked, each answer beside the others, and what is near a draft."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import httpx
import pytest
from sample_archive import cites, dated, open_desk
from selectolax.lexbor import LexborHTMLParser
from serving import serving_archive
from test_groups import BOILERPLATE, DRONES, FORCES, HORSES, drop, groups, key_of, make_empty, put
from test_site_pages import HOSTILE, Visitor, _bad_addresses, _elements, links, one, said, section, table, visiting

from scraper.groups.update import update_groups
from scraper.records import DateKind, Outcome
from scraper.web.views.groups import LONGEST_DRAFT

FIRST: Final = {
    "outcome": Outcome.REFUSED,
    "outcome_evidence": "The request is refused.",
    "citations": (cites("31(1)(a)"), cites("24(1)", ncnd=True)),
    "dates": (dated(DateKind.REQUESTED, "2026-01-05"), dated(DateKind.RESPONDED, "2026-01-15")),
}


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site over three drones (of three forces), three horses (of two), and one response alone; ids by slug."""

    visitor: Visitor
    path: Path
    drones: str
    horses: str


def address(slug: str) -> str:
    return f"/response/force{slug[-1]}/{key_of(slug)}"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_empty(tmp_path_factory.mktemp("empty") / "foi.db")


@pytest.fixture(scope="module")
def site(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = Path(shutil.copy(empty, tmp_path_factory.mktemp("site") / "foi.db"))
    with open_desk(path) as desk:
        put(desk, "d1-1", DRONES[:3], "Drones", **FIRST)
        put(desk, "d2-2", DRONES[:3], "Drones", outcome=None, outcome_evidence=None, citations=())
        put(desk, "d3-3", [*DRONES[:3], "Did any fall into a pond?"], "Drones")
        for slug in ("h1-1", "h2-1", "h3-2"):
            put(desk, slug, HORSES[:3], "Horses", outcome=Outcome.DISCLOSED, citations=())
        put(desk, "otters-2", ["Have otters been seen near kennels?"], "Otters")
        update_groups(desk.archive)
        by_size = {(row["force_count"], row["title"]): row["id"] for row in desk.archive.groups(1)}
    with visiting(path) as visitor:
        yield Site(visitor=visitor, path=path, drones=by_size[3, "Drones"], horses=by_size[2, "Horses"])


# ---- what several forces were asked


def test_the_most_widely_asked_come_first(site: Site) -> None:
    tree = site.visitor.page("/compare")
    assert table(tree) == [
        ["Drones", "3", "3", "1 Partly disclosed1 Refused1 Not stated"],
        ["Horses", "2", "3", "3 Disclosed"],
    ]
    assert [f"/compare/{key}" for key in (site.drones, site.horses)] == links(one(tree, "tbody"))
    assert said(one(tree, ".lead")).startswith("2 questions were put to more than one force")


def test_an_archive_without_groups_says_so(empty: Path) -> None:
    with visiting(empty) as visitor:
        assert "Nothing in the archive was asked of several forces yet" in said(visitor.page("/compare"))
        assert "Nothing like it was found" in said(visitor.page("/ask?q=drones"))


# ---- one compared


def test_each_force_has_its_row(site: Site) -> None:
    tree = site.visitor.page(f"/compare/{site.drones}")
    assert table(tree) == [
        [FORCES[2], "15 January 2026", "Partly disclosed", "FOIA 31(1)(a)", "16", "Drones"],
        [FORCES[0], "15 January 2026", "Refused", "FOIA 31(1)(a) FOIA 24(1)", "8", "Drones"],
        [FORCES[1], "15 January 2026", "Not stated", "none found", "16", "Drones"],
    ]
    rows = one(tree, "tbody").css("tr")
    for row, slug in zip(rows, ("d3-3", "d1-1", "d2-2"), strict=True):
        assert {f"/force/force{slug[-1]}", address(slug)} <= set(links(row))
        site.visitor.page(address(slug))
    assert said(one(tree, ".lead")).startswith("3 responses of 3 forces")
    assert "FOIA 31(1)(a) (2), FOIA 24(1) (1)" in said(tree)
    (asked,) = section(tree, "asked").css("ol")
    assert [said(text) for text in asked.css(".said")] == list(DRONES[:3])


def test_the_sentences_stand_under_each(site: Site) -> None:
    tree = site.visitor.page(f"/compare/{site.drones}")
    first, second = (one(tree, f"#words-{key_of(slug)}") for slug in ("d1-1", "d2-2"))
    assert [said(quoted) for quoted in first.css("blockquote")] == [
        "The request is refused.",
        *(f"Section {n} is named in this sentence." for n in ("31(1)(a)", "24(1)")),
    ]
    assert [said(label) for label in first.css(".label")] == [
        "FOIA 31(1)(a)",
        "FOIA 24(1), to neither confirm nor deny that information is held",
    ]
    assert not second.css("blockquote") and said(one(second, "ol")).count("drone") == 3
    assert "pond" in said(one(tree, f"#words-{key_of('d3-3')} details"))


def test_the_csv_has_the_rows(site: Site) -> None:
    for group, page in ((site.drones, "drones"), (site.horses, "horses")):
        found = site.visitor.get(f"/compare/{group}.csv")
        rows = list(csv.DictReader(io.StringIO(found.text)))
        shown = site.visitor.page(f"/compare/{group}")
        assert {row["permalink"].partition("localhost")[2] for row in rows} == {
            links(row)[-1] for row in one(shown, "tbody").css("tr")
        }, page
        assert found.headers["x-total-count"] == str(len(rows)) == "3"
        assert {row["group"] for row in rows} == {group}
        assert found.headers["content-type"].startswith("text/csv")
        assert f'filename="foi-group-{group}.csv"' in found.headers["content-disposition"]
        everything = csv.DictReader(io.StringIO(site.visitor.get("/search.csv").text))
        assert sorted(map(str, rows)) == sorted(str(row) for row in everything if row["group"] == group)


def test_where_an_id_leads_that_is_no_more(empty: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(empty, tmp_path / "foi.db"))
    with open_desk(path) as desk, visiting(path) as visitor:
        for number, questions in enumerate((DRONES[:2], DRONES[:2], DRONES[2:], DRONES[2:], HORSES, HORSES), 1):
            put(desk, f"m{number}-{number % 3 + 1}", questions)
        update_groups(desk.archive)
        by_member = {key: group for group, members in groups(desk.archive).items() for key in members}
        small, large, horses = (by_member[key_of(slug)] for slug in ("m1-2", "m3-1", "m5-3"))
        put(desk, "m7-2", DRONES)
        put(desk, "m8-3", DRONES[2:])
        drop(desk, "m5-3")
        update_groups(desk.archive)
        ((kept, members),) = groups(desk.archive).items()
        assert len(members) == 6 and kept in (small, large)
        (merged,) = {small, large} - {kept}
        for tail in ("", ".csv"):
            assert visitor.get(f"/compare/{merged}{tail}", 301).headers["location"] == f"/compare/{kept}{tail}"
            visitor.get(f"/compare/{kept}{tail}")
            assert visitor.get(f"/compare/{horses}{tail}", 302).headers["location"] == address("m6-1")
            visitor.get(f"/compare/000000000000{tail}", 404)
        drop(desk, "m6-1")
        update_groups(desk.archive)
        for tail in ("", ".csv"):
            assert "not in the archive any more" in visitor.get(f"/compare/{horses}{tail}", 410).text
    for wrong in ("/compare/", f"/compare/{merged.upper()}x", f"/compare/{merged[:-1]}", f"/compare/{merged}.xls"):
        with visiting(path) as visitor:
            assert visitor.ask(wrong).status_code in (301, 302, 404), wrong


# ---- one response


def test_a_response_names_the_others_of_its_group(site: Site) -> None:
    tree = site.visitor.page(address("d1-1"))
    same = section(tree, "same")
    assert said(same).startswith("The same question elsewhere 3 responses of 3 forces answer this question.")
    assert set(links(same)) == {f"/compare/{site.drones}", address("d2-2"), address("d3-3")}
    assert not set(links(same)) & set(links(tree.css_first("section[aria-labelledby=similar]") or one(tree, "title")))
    assert site.visitor.data(address("d1-1") + ".json")["group"] == site.drones
    assert not site.visitor.page(address("otters-2")).css("#same")
    assert site.visitor.data(address("otters-2") + ".json")["group"] is None


# ---- a draft


def test_a_draft_finds_the_group_and_each_reply(site: Site) -> None:
    draft = f"{BOILERPLATE}\n" + "\n".join(DRONES[:3]).replace("Northmoor Police", "your force")
    tree = site.visitor.page(f"/ask?q={quote(draft)}")
    close = section(tree, "close-1")
    assert "The same question" in said(close) and "asked of 3 forces" in said(close)
    assert links(close) == [f"/compare/{site.drones}", address("d2-2"), address("d1-1"), address("d3-3")]
    assert "Refused" in said(close) and "Not stated" in said(close)
    assert one(tree, "#draft").text() == draft and one(tree, "meta[name=robots]")
    (alone,) = site.visitor.page("/ask?q=otters+that+dive").css(".close")
    assert links(alone)[:1] == [address("otters-2")] and "%" in said(alone)


def test_without_a_draft_there_is_a_form(site: Site) -> None:
    for query in ("", "?q=", "?q=%20%0A", "?other=x"):
        tree = site.visitor.page(f"/ask{query}")
        assert one(tree, "form[action='/ask'] textarea[name=q]").text() == ""
        assert not tree.css(".close, #nothing, meta[name=robots]")


DRAFTS: Final = {
    "control characters": "dro\x01nes \x07\x1b[31m fly \x7f\x85\u2028\u202e horses",
    "operators": 'NEAR(drones fly, 2) AND title:* OR NOT "x" ^horses - + * ( ) { } : ,',
    "quotes": '"' * 2_500 + "drones" + "'" * 200,
    "apostrophes": "drones' d’rones ''horses'' o’’’’fly",
    "no letters": "٣ १२३ 🚁🚁 ÷ — 12345",
    "other letters": "дроны полёт 無人機は何機ありますか طائرات drônes ﬁre İ ǅ ß",
    "a word without end": "drones" * 1_000,
    "many words": "+".join(f"w{n}x" for n in range(1_000)),
    "many questions": "How many drones fly?\n" * 230,
}
UNREADABLE: Final = {"drones%00fly": 400, "drones%ED%A0%80%FF": 400, quote('"' * 10_000): 414}


@pytest.mark.parametrize("kind", DRAFTS)
def test_no_draft_is_an_error(site: Site, kind: str) -> None:
    tree = site.visitor.page(f"/ask?q={quote(DRAFTS[kind], safe='+')}")
    assert tree.css(".close, #nothing")
    assert bool(tree.css(".close")) == (
        kind in ("operators", "quotes", "apostrophes", "control characters", "many questions")
    )


def test_a_draft_that_is_too_long_or_cannot_be_read_is_told(site: Site) -> None:
    site.visitor.get(f"/ask?q={'d' * LONGEST_DRAFT}")
    tree = site.visitor.page(f"/ask?q={'d' * (LONGEST_DRAFT + 1)}", 400)
    assert "The draft is too long" in said(tree) and "6,001 characters" in said(tree)
    for asked, status in UNREADABLE.items():
        site.visitor.page(f"/ask?q={asked}", status)


def test_over_http(site: Site) -> None:
    """As a browser asks, whose form takes no longer draft than the address holds."""
    with serving_archive(site.path) as url, httpx.Client(base_url=url, timeout=20) as client:
        for path in ("/compare", f"/compare/{site.drones}", f"/compare/{site.drones}.csv", "/ask"):
            assert client.get(path).status_code == 200, path
            assert client.head(path).status_code == 200, path
        found = client.get(f"/compare/{site.drones}.csv")
        assert len(list(csv.DictReader(io.StringIO(found.text)))) == int(found.headers["x-total-count"]) == 3
        longest = one(LexborHTMLParser(client.get("/ask").text), "#draft").attributes["maxlength"]
        prose = "\r\n".join(DRONES * 100)[: int(longest or 0)]
        found = client.get("/ask", params={"q": prose})
        assert found.status_code == 200 and "Drones" in found.text
        for draft, status in UNREADABLE.items():
            assert client.get(f"/ask?q={draft}").status_code == status


# ---- text is text


def _shown(folder: Path, empty: Path, words: str) -> dict[str, Any]:
    """The elements of every page of an archive whose group, questions, evidence and quotes say these words."""
    path = Path(shutil.copy(empty, folder / "foi.db"))
    with open_desk(path) as desk, visiting(path, contact="corrections@archive.example") as visitor:
        for slug in ("x-1", "y-2"):
            cited = (replace(cites("31(1)(a)"), quote=f"quote {words}"),)
            questions = [f"How many drones {words} fly?", f"Who pays for drones {words}?"]
            put(desk, slug, questions, f"title {words}", outcome_evidence=f"evidence {words}", citations=cited)
        update_groups(desk.archive)
        ((group, members),) = groups(desk.archive).items()
        assert len(members) == 2
        found = {}
        draft = quote(f"drones {words} fly".replace("\0", " "))
        for page in ("/compare", f"/compare/{group}", address("x-1"), f"/ask?q={draft}"):
            tree = visitor.page(page)
            assert not _bad_addresses(tree), page
            assert "".join(words.split()) in "".join(tree.body.text().split()) or "\x00" in words  # type: ignore[union-attr]
            found[page.split("?")[0].replace(group, "group")] = _elements(tree)
    return found


@pytest.fixture(scope="module")
def harmless(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _shown(tmp_path_factory.mktemp("harmless"), empty, "plain words")


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_becomes_markup(empty: Path, tmp_path: Path, harmless: dict[str, Any], kind: str) -> None:
    assert _shown(tmp_path, empty, HOSTILE[kind]) == harmless
