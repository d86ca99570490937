"""Finding: the responses that the command line finds, facets that count right, one moment, one address a search."""

from __future__ import annotations

import asyncio
import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sample_archive import LOG, SOURCE, Desk, answer, cites, dated, day, open_desk
from selectolax.lexbor import LexborHTMLParser

from scraper.addresses import response_id
from scraper.cli.options import messages
from scraper.demo import start_sample_logs
from scraper.demo.run import scrape_logs
from scraper.law import parse_exemption
from scraper.progress import RunDisplay
from scraper.records import Attachment, DateKind, Law, Outcome, Precision, Response, Role, Source
from scraper.store import Archive, open_archive
from scraper.store.query import NOT_STATED, parse_day, parse_query
from scraper.store.responses import capture_facts, save_reading
from scraper.store.writing import delete_response
from scraper.web import columns as columns_module
from scraper.web import finding
from scraper.web.asked import Asked, Sort
from scraper.web.columns import Columns, Packed, Searches, load_columns
from scraper.web.finding import Found, find
from scraper.web.server import load_metadata, make_site
from scraper.web.site import Site, site_of

ROOT = Path(__file__).parents[1]
OTHER_LOG = "https://www.southminster.police.uk/foi/log"
OTHER = replace(
    SOURCE,
    id="southminster",
    name="Southminster disclosure log",
    force="southminster",
    force_name="Southminster Police",
    listings=(OTHER_LOG,),
    hosts=frozenset({"www.southminster.police.uk"}),
)
Pairs = list[tuple[str, str]]


# ---- archives and searches, made up


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A response and the log it stands in."""

    source: Source
    record: Response


def _record(title: str, text: str, on: str | None, **changes: Any) -> Response:
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
    dates = (dated(DateKind.RESPONDED, on, precision[len(on)]),) if on else ()
    return answer(title, request_text=None, response_text=text, dates=dates, questions=(), **changes)


def _publish(desk: Desk, number: int, page: Page) -> None:
    url = f"{page.source.listings[0]}/{number}/"
    capture = desk.capture(url, repr(page.record).encode(), day(1))
    desk.archive.save_response(
        page.record, source=page.source.id, url=url, capture_id=capture, at=day(1), reader_version="1"
    )


@cache
def _empty() -> bytes:
    """An archive without responses: a copy is made ten times faster than another one."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "foi.db"
        open_archive(path, create=True).close()
        return path.read_bytes()


@contextmanager
def _filled(pages: Sequence[Page]) -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "foi.db"
        path.write_bytes(_empty())
        with open_desk(path) as desk:
            _fill(desk, pages)
            yield desk


def _fill(desk: Desk, pages: Sequence[Page]) -> None:
    desk.archive.db.execute("PRAGMA synchronous = OFF")
    desk.archive.save_sources([OTHER])
    for number, page in enumerate(pages):
        _publish(desk, number, page)


_WORD = st.sampled_from(["taser", "tasers", "custody", "dog", "drones", "record"])
_SAID = st.lists(_WORD, min_size=1, max_size=8).map(" ".join)
_DATES = st.sampled_from([None, "2021", "2022", "2022-03", "2022-11", "2022-03-01", "2022-03-31", "2023-01-15", "2023"])
_CITED = st.builds(
    lambda section, law, role: cites(section, law=law, role=role),
    st.sampled_from(["31", "31(1)", "31(1)(a)", "31(1)(b)", "31(2)(c)", "31A", "3", "40(2)", "12(4)(b)"]),
    st.sampled_from(["FOIA", "FOIA", "FOISA", "EIR"]),
    st.sampled_from([Role.RELIED, Role.RELIED, Role.MENTIONED]),
)
_FILES = st.sampled_from([(), (), (Attachment(url=f"{LOG}/files/a.xlsx", title="Taser figures", media_type=None),)])
_PAGES = st.lists(
    st.builds(
        lambda source, title, text, on, **changes: Page(source=source, record=_record(title, text, on, **changes)),
        st.sampled_from([SOURCE, OTHER]),
        _SAID,
        _SAID,
        _DATES,
        citations=st.lists(_CITED, max_size=3).map(tuple),
        outcome=st.sampled_from([None, Outcome.DISCLOSED, Outcome.REFUSED, Outcome.NOT_HELD]),
        law=st.sampled_from([Law.FOIA, Law.FOIA, Law.EIR]),
        attachments=_FILES,
    ),
    min_size=1,
    max_size=10,
)

_TERM = st.one_of(
    _WORD,
    st.sampled_from(['"taser custody"', '"dog record"', "tas*", '"custody do"*', "-taser", "-dog", "NOT custody"]),
    st.sampled_from(["taser OR dog", "drones | record", "OR", "???", '"taser']),
)
_WORDS = st.one_of(st.just(""), st.lists(_TERM, min_size=1, max_size=3).map(" ".join))


def _some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.one_of(st.just(()), st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple))


_DAY = st.one_of(st.none(), st.sampled_from(["2021", "2022", "2022-03", "2022-12", "2022-03-01", "2022-03-15", "2024"]))
_SEARCHES = st.builds(
    Asked,
    words=_WORDS,
    force=_some(SOURCE.force, OTHER.force, "elsewhere"),
    outcome=_some("disclosed", "refused", NOT_STATED, "nonsense"),
    exemption=_some("31", "31(1)", "FOIA 31", "FOIA 31*", "s31", "FOIA 31(1)*", "EIR 12*", "Section 40 (2)", "3"),
    law=_some("FOIA", "EIR", "JERSEY"),
    since=_DAY,
    until=_DAY,
    attachment=st.sampled_from([False, False, True]),
    sort=st.sampled_from([None, *Sort]),
)
_SOME_SEARCHES = st.lists(_SEARCHES, min_size=8, max_size=16)


def _rows(archive: Archive) -> dict[int, dict[str, Any]]:
    return {row["search_row"]: dict(row) for row in archive.rows("SELECT * FROM responses")}


def _expected(archive: Archive, asked: Asked) -> list[dict[str, Any]]:
    """What the command line finds in the order it shows it; filters that it does not know are applied here."""
    filters: dict[str, Any] = {
        "force": asked.force,
        "exemption": asked.exemption,
        "outcome": asked.outcome if NOT_STATED not in asked.outcome else (),
        "since": asked.since,
        "until": asked.until,
    }
    found = archive.search(asked.words, limit=None, **filters)
    rows = {row["id"]: row for row in _rows(archive).values()}
    exported = archive.search_rows(asked.words, **filters)
    assert exported == sorted(rows[hit["id"]]["search_row"] for hit in found), "what `foi export` would take"
    return [
        row
        for row in (rows[hit["id"]] for hit in found)
        if (not asked.outcome or (row["outcome"] or NOT_STATED) in asked.outcome)
        and (not asked.law or row["law"] in asked.law)
        and (not asked.attachment or row["attachment_count"] > 0)
    ]


def _newest_first(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Undated ones last; of one date the one that came last to the archive first."""
    return [r["search_row"] for r in sorted(rows, key=lambda r: (r["dated_on"] or "", r["search_row"]), reverse=True)]


def _scores(archive: Archive, match: str) -> dict[int, float]:
    sql = "SELECT rowid, bm25(responses_fts, 10.0, 4.0, 1.0, 1.0) FROM responses_fts WHERE responses_fts MATCH ?"
    return {row[0]: row[1] for row in archive.rows(sql, (match,))}


def _ordered(found: Found) -> list[int]:
    every = found.ordered()
    for until in (1, 3, found.count, found.count + 1):
        assert list(found.ordered(until)) == list(every[:until])
    return found.search_rows(every)


def _back(address: str) -> Asked:
    """The search behind an address."""
    return Asked.parse(parse_qsl(urlsplit(address).query, keep_blank_values=True))


# ---- what is found, and in which order


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pages=_PAGES, searches=_SOME_SEARCHES)
def test_a_search_finds_what_the_command_line_finds(pages: list[Page], searches: list[Asked]) -> None:
    with _filled(pages) as desk:
        columns = load_columns(desk.archive.db)
        for asked in searches:
            found = find(desk.archive.db, columns, asked)
            rows = _expected(desk.archive, asked)
            assert found.search_rows(found.hits) == sorted(row["search_row"] for row in rows), asked
            assert found.count == len(rows) == len(set(_ordered(found)))
            assert find(desk.archive.db, columns, asked, facets=False).count == found.count


@settings(max_examples=40, deadline=None, derandomize=True)
@given(pages=_PAGES, searches=_SOME_SEARCHES)
def test_each_order_is_what_it_says(pages: list[Page], searches: list[Asked]) -> None:
    with _filled(pages) as desk:
        columns = load_columns(desk.archive.db)
        for asked in searches:
            rows = _expected(desk.archive, asked)
            newest = _newest_first(rows)
            dated_on = {row["search_row"]: row["dated_on"] for row in rows}
            assert _ordered(find(desk.archive.db, columns, replace(asked, sort=Sort.NEWEST))) == newest
            dates = [dated_on[row] for row in newest]
            if parse_query(asked.words).match is None:
                assert dates == [row["dated_on"] for row in rows], "as the command line, but for equal dates"
            oldest = _ordered(find(desk.archive.db, columns, replace(asked, sort=Sort.OLDEST)))
            stated = [row for row in newest if dated_on[row]]
            assert oldest == [*reversed(stated), *(row for row in newest if not dated_on[row])]
            if match := parse_query(asked.words).match:
                scores = _scores(desk.archive, match)
                best = find(desk.archive.db, columns, replace(asked, sort=Sort.RELEVANCE))
                assert _ordered(best) == sorted(newest, key=lambda row: scores[row])
                assert [scores[r] for r in _ordered(best)] == [scores[row["search_row"]] for row in rows]
                assert best.ranked is None


def test_words_alone_are_ordered_by_relevance_and_nothing_by_date() -> None:
    assert Asked(words="taser").order is Sort.RELEVANCE
    assert Asked().order is Sort.NEWEST
    assert Asked(sort=Sort.RELEVANCE).order is Sort.NEWEST
    assert Asked(words="taser", sort=Sort.OLDEST).order is Sort.OLDEST


def test_an_archive_without_responses_is_searched_like_any_other(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        columns = load_columns(desk.archive.db)
        for asked in (Asked(), Asked(words="taser"), Asked(words="-taser"), Asked(exemption=("31",), since="2022")):
            found = find(desk.archive.db, columns, asked)
            assert (found.count, _ordered(found), found.years) == (0, [], {})
            assert not any(found.facets.values())


# ---- more matches than are ranked


def _ranking_desk(desk: Desk) -> None:
    """Twelve about tasers, whose dates, numbers and scores go different ways; two that are not."""
    desk.archive.save_sources([OTHER])
    for number in range(14):
        title = "Dogs" if number in (3, 8) else "Taser " * (1 + number * 5 % 7) + "figures"
        page = Page(
            source=SOURCE if number % 2 else OTHER,
            record=_record(title, "word " * (number * 3 % 5), f"2022-{1 + number * 7 % 12:02}", attachments=()),
        )
        _publish(desk, number, page)


@pytest.mark.parametrize("most", [1, 4, 11])
@pytest.mark.parametrize("force", [(), (OTHER.force,)])
def test_the_ranked_come_first_by_score_and_all_others_once_after_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, force: tuple[str, ...]
) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        _ranking_desk(desk)
        columns = load_columns(desk.archive.db)
        asked = Asked(words="taser -helicopter", force=force)
        every = find(desk.archive.db, columns, asked)
        assert every.ranked is None and len(_ordered(every)) == every.count == (6 if force else 12)

        monkeypatch.setattr(finding, "RANKED_MOST", most)
        found = find(desk.archive.db, columns, asked)
        assert found.ranked == most, "told that not all were ranked, and how many"
        assert found.search_rows(found.hits) == every.search_rows(every.hits)
        assert found.facets == every.facets
        match = parse_query("taser -helicopter").match
        assert match is not None
        scores = _scores(desk.archive, match)
        ranked = sorted(scores)[-most:]
        rows = [row for row in _rows(desk.archive).values() if row["search_row"] in every.search_rows(every.hits)]
        newest = _newest_first(rows)
        first = sorted((row for row in newest if row in ranked), key=lambda row: scores[row])
        rest = [row for row in newest if row not in ranked]
        assert _ordered(found) == [*first, *rest]
        assert first or force, "something was ranked"


def test_as_many_matches_as_are_ranked_are_all_ranked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "RANKED_MOST", 12)
    with open_desk(tmp_path / "foi.db") as desk:
        _ranking_desk(desk)
        found = find(desk.archive.db, load_columns(desk.archive.db), Asked(words="taser"))
        assert found.count == 12 and found.ranked is None and found.best is not None
        assert sorted(found.best) == list(found.hits)


# ---- facets


@settings(max_examples=40, deadline=None, derandomize=True)
@given(pages=_PAGES, searches=_SOME_SEARCHES)
def test_a_facet_counts_what_choosing_its_value_finds(pages: list[Page], searches: list[Asked]) -> None:
    """Whatever else is set, and whether or not another value of the same filter is."""
    with _filled(pages) as desk:
        db, columns = desk.archive.db, load_columns(desk.archive.db)

        def count(asked: Asked) -> int:
            return find(db, columns, asked, facets=False).count

        for asked in searches:
            facets = find(db, columns, asked).facets
            for name in ("force", "outcome", "law"):
                unset = replace(asked, **{name: ()})  # type: ignore[arg-type]
                counts = {value or NOT_STATED: n for value, n in facets[name].items()}
                assert sum(counts.values()) == count(unset), "each response has one value"
                for value in (*counts, "nonsense"):
                    assert counts.get(value, 0) == count(_back(unset.toggled(name, value))), (name, value)
            unset = replace(asked, exemption=())
            for provision, n in facets["exemption"].items():
                assert n == count(_back(unset.toggled("exemption", f"{provision}*"))) > 0, provision
            for year, n in facets["year"].items():
                if year:
                    assert n == count(_back(asked.address(since=year, until=year))) > 0, year
            undated = count(replace(asked, since=None, until=None)) - sum(n for y, n in facets["year"].items() if y)
            assert facets["year"].get(None, 0) == undated


@settings(max_examples=40, deadline=None, derandomize=True)
@given(pages=_PAGES)
def test_a_parent_counts_each_response_once(pages: list[Page]) -> None:
    with _filled(pages) as desk:
        counts = find(desk.archive.db, load_columns(desk.archive.db), Asked()).facets["exemption"]
        relied: dict[str, set[str]] = {}
        for response, provision in desk.archive.rows(
            "SELECT response, provision FROM citations WHERE role = 'relied' AND provision IS NOT NULL"
        ):
            parts = provision.split("(")
            for depth in range(1, len(parts) + 1):
                relied.setdefault("(".join(parts[:depth]), set()).add(response)
        assert counts == {provision: len(responses) for provision, responses in relied.items()}


def test_a_response_that_relies_on_three_parts_counts_once_above_them(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        parts = tuple(cites(section) for section in ("31(1)(a)", "31(1)(b)", "31(2)(c)"))
        _publish(desk, 1, Page(source=SOURCE, record=_record("A", "b", "2022", citations=parts)))
        _publish(desk, 2, Page(source=SOURCE, record=_record("A", "b", "2022", citations=(cites("31"), cites("3")))))
        counts = find(desk.archive.db, load_columns(desk.archive.db), Asked()).facets["exemption"]
        assert counts["FOIA 31"] == 2 and counts["FOIA 31(1)"] == counts["FOIA 31(2)"] == 1
        assert counts["FOIA 31(1)(a)"] == counts["FOIA 3"] == 1 and "FOIA 30" not in counts


@settings(max_examples=30, deadline=None, derandomize=True)
@given(pages=_PAGES, searches=_SOME_SEARCHES)
def test_years_and_outcomes_add_up_to_the_count(pages: list[Page], searches: list[Asked]) -> None:
    with _filled(pages) as desk:
        db, columns = desk.archive.db, load_columns(desk.archive.db)
        rows = _rows(desk.archive)
        for asked in searches:
            found = find(db, columns, asked)
            table = found.years
            assert sum(n for outcomes in table.values() for n in outcomes.values()) == found.count
            expected: dict[str | None, dict[str, int]] = {}
            for row in found.search_rows(found.hits):
                year, outcome = (rows[row]["dated_on"] or "")[:4] or None, rows[row]["outcome"] or NOT_STATED
                outcomes = expected.setdefault(year, {})
                outcomes[outcome] = outcomes.get(outcome, 0) + 1
            assert table == expected


@settings(max_examples=20, deadline=None, derandomize=True)
@given(pages=_PAGES, most=st.integers(0, 12))
def test_the_last_changes_are_those_of_the_table(pages: list[Page], most: int) -> None:
    with _filled(pages) as desk:
        rng = random.Random(len(pages))
        for (key,) in desk.archive.rows("SELECT id FROM responses ORDER BY id"):
            gone = day(rng.randrange(40, 60)) if rng.random() < 0.4 else None
            with desk.archive.write() as db:
                db.execute(
                    "UPDATE responses SET changed_at = ?, withdrawn_at = ? WHERE id = ?",
                    (day(rng.randrange(1, 60)), gone, key),
                )
        found = find(desk.archive.db, load_columns(desk.archive.db), Asked())
        rows = _rows(desk.archive)
        moved = {n: max(row["changed_at"], row["withdrawn_at"] or "") for n, row in rows.items()}
        expected = sorted(_newest_first(list(rows.values())), key=lambda n: moved[n], reverse=True)[:most]
        assert found.search_rows(found.changed_last(most)) == expected


# ---- the demo's archive, through the pages


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("finding") / "foi.db"
    with open_archive(path, create=True) as archive, start_sample_logs(1) as logs, RunDisplay(messages()) as display:
        scrape_logs(archive, logs, display)
    return path


def _make_site(path: Path) -> Site:
    site = site_of(make_site(path, load_metadata(path, ROOT / "metadata.yml")))
    assert site is not None
    return site


@pytest.fixture(scope="module")
def get(demo: Path) -> Iterator[Callable[[str], LexborHTMLParser]]:
    """A page of the demo's archive, asked for in this process."""
    datasette = make_site(demo, load_metadata(demo, ROOT / "metadata.yml"))
    with asyncio.Runner() as runner:

        def get(address: str) -> LexborHTMLParser:
            response = runner.run(datasette.client.get(address))
            assert response.status_code == 200, address
            return LexborHTMLParser(response.text)

        yield get


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _count_told(page: LexborHTMLParser) -> int:
    line = page.css_first(".count-line")
    found = re.match(r"([\d,]+) response", line.text()) if line else None
    return _number(found[1]) if found else 0


def _choices(page: LexborHTMLParser) -> list[tuple[str, str, int, bool]]:
    """Heading of the facet, address, count, and whether it is chosen, of each choice."""
    found, heading = [], ""
    for node in page.css("nav.facets h3, nav.facets li"):
        if node.tag == "h3":
            heading = node.text()
            continue
        link, count = node.css_first("a"), node.css_first(".count")
        assert link is not None and count is not None
        address = link.attributes["href"] or ""
        found.append((heading, address, _number(count.text()), "aria-current" in link.attributes))
    return found


@pytest.mark.parametrize(
    "search",
    [
        "/search",
        "/search?q=taser",
        "/search?q=police+-taser&from=2020",
        "/search?exemption=FOIA+31*",
        "/search?outcome=not_stated&outcome=refused",
        "/search?force=northmoor&exemption=40",
        "/search?from=2021&to=2021",
    ],
)
def test_each_choice_leads_to_as_many_as_it_says(get: Callable[[str], LexborHTMLParser], search: str) -> None:
    """Where a filter has no value yet its choices lead to just those; a chosen year gives way to another."""
    page, asked = get(search), _back(search)
    set_before = {
        "Force": bool(asked.force),
        "Outcome": bool(asked.outcome),
        "Exemption relied on": bool(asked.exemption),
        "Year": False,
    }
    choices = _choices(page)
    assert len(choices) > 5
    for heading, address, count, chosen in choices:
        if not chosen and not set_before[heading]:
            assert _count_told(get(address)) == count, (heading, address)
        if chosen:
            assert len(address) < len(search), "choosing it again takes it away"


def test_the_demo_is_found_as_the_command_line_finds_it(demo: Path) -> None:
    with open_archive(demo) as archive:
        columns = load_columns(archive.db)
        for asked in (
            Asked(),
            Asked(words="taser"),
            Asked(words='"body worn video" OR drone*'),
            Asked(words="police -taser", since="2020", until="2023-06"),
            Asked(exemption=("31",)),
            Asked(exemption=("FOIA 40(2)", "FOIA 12*")),
            Asked(outcome=(NOT_STATED,)),
            Asked(force=("northmoor",), outcome=("refused", "disclosed")),
        ):
            found = find(archive.db, columns, asked)
            assert set(_ordered(found)) == {row["search_row"] for row in _expected(archive, asked)}, asked
        assert find(archive.db, columns, Asked()).count == archive.rows("SELECT count(*) FROM responses")[0][0] > 50


def test_what_was_not_understood_finds_nothing_and_is_named(get: Callable[[str], LexborHTMLParser]) -> None:
    for search, said in (
        ("/search?from=yesterday", "yesterday"),
        ("/search?q=police&exemption=31%3B+law+enforcement", "law enforcement"),
        ("/search?to=2022-13&force=northmoor", "2022-13"),
    ):
        page = get(search)
        main = page.css_first("main")
        assert main is not None
        assert _count_told(page) == 0 and not page.css(".result")
        assert f"“{said}” not understood" in main.text()
        without = next(a for a in page.css(".chips a") if said in a.text()).attributes["href"]
        assert without is not None and _count_told(get(without)) > 0, "one step back to what can be found"


def test_a_mistyped_filter_is_kept_in_the_form(get: Callable[[str], LexborHTMLParser]) -> None:
    page = get("/search?from=yesterday&exemption=31&exemption=law+enforcement")
    values = {node.attributes["id"]: node.attributes["value"] for node in page.css("input[type=text]")}
    assert values["from"] == "yesterday" and values["exemption"] == "31; law enforcement"


# ---- one moment


def _search(site: Site, **asked: Any) -> list[int]:
    """The search rows of what is found now."""

    def ask(db: Any, columns: Columns) -> list[int]:
        return _ordered(find(db, columns, Asked(**asked)))

    return asyncio.run(site.search(ask))


def test_what_another_connection_writes_is_found_at_once(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("one", answer("Tasers", outcome=Outcome.REFUSED), day(1))
        site = _make_site(desk.archive.path)
        assert _search(site) == [1] == _search(site, words="tasers")
        desk.publish("two", answer("Dogs", citations=(cites("40(2)"),)), day(2))
        assert set(_search(site)) == {1, 2} and _search(site, words="dogs") == [2]
        assert _search(site, exemption=("40",)) == [2]
        desk.publish("one", answer("Tasers", response_text="Changed.", outcome=Outcome.DISCLOSED), day(3))
        assert _search(site, outcome=("refused",)) == []
        with desk.archive.write() as db:
            delete_response(db, desk.one("SELECT id FROM responses WHERE title = 'Dogs'"))
        assert _search(site) == [1] and _search(site, words="dogs") == []
        assert _search(site, exemption=("40",)) == []


def test_columns_are_read_once_as_long_as_nobody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scraper.web import site as module

    read = []
    monkeypatch.setattr(module, "load_columns", lambda db: read.append(1) or load_columns(db))  # type: ignore[func-returns-value]
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("one", answer(), day(1))
        site = _make_site(desk.archive.path)
        for _ in range(3):
            _search(site)
        assert len(read) == 1
        desk.publish("two", answer(), day(1))
        for _ in range(3):
            assert len(_search(site)) == 2
        assert len(read) == 2


def test_a_write_that_is_undone_changes_nothing(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("one", answer(), day(1))
        site = _make_site(desk.archive.path)
        assert len(_search(site)) == 1
        with pytest.raises(ValueError, match="stop"), desk.archive.write() as db:
            delete_response(db, response_id(f"{LOG}/2026/january/one/"))
            assert len(_search(site)) == 1, "nobody sees what is not committed"
            raise ValueError("stop")
        assert len(_search(site)) == 1 == len(_search(site, words="tasers"))


def test_a_write_at_the_worst_moment_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look whether anything has changed and the moment of the search."""
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("one", answer(), day(1))
        site = _make_site(desk.archive.path)
        assert _search(site) == [1]
        real = Site._data_version
        looks: list[int] = []

        def look(self: Site) -> int:
            version = real(self)
            if not looks:
                here = threading.Thread(target=add)
                here.start()
                here.join()
            looks.append(version)
            return version

        def add() -> None:
            with open_archive(desk.archive.path) as other, other.write() as db:
                url = f"{LOG}/two/"
                save_reading(
                    db, answer(), capture_facts(db, 1), source=SOURCE.id, url=url, at=day(2), reader_version="1"
                )

        def ask(db: Any, columns: Columns) -> tuple[int, int]:
            return len(columns), db.execute("SELECT count(*) FROM responses").fetchone()[0]

        monkeypatch.setattr(Site, "_data_version", look)
        assert asyncio.run(site.search(ask)) == (2, 2) and len(looks) > 2


def test_a_writer_that_never_pauses_is_no_reason_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("one", answer(), day(1))
        site = _make_site(desk.archive.path)
        versions = iter(range(100))
        monkeypatch.setattr(Site, "_data_version", lambda _self: next(versions))
        assert _search(site) == [1] and _search(site, words="tasers") == [1]


def test_what_a_page_reads_is_of_one_moment_and_the_next_page_of_a_later_one(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("one", answer(), day(1))
        site = _make_site(desk.archive.path)
        asked, written = threading.Event(), threading.Event()

        def count(db: Any) -> int:
            return int(db.execute("SELECT count(*) FROM responses").fetchone()[0])

        def ask(db: Any) -> tuple[int, int]:
            before = count(db)
            asked.set()
            assert written.wait(10)
            return before, count(db)

        async def both() -> tuple[int, int]:
            reading = asyncio.create_task(site.read(ask))
            assert await asyncio.to_thread(asked.wait, 10)
            desk.publish("two", answer(), day(1))
            written.set()
            return await reading

        _search(site)
        assert asyncio.run(both()) == (1, 1)

        async def everywhere() -> list[int]:
            return await asyncio.gather(*(site.read(count) for _ in range(12)))

        assert asyncio.run(everywhere()) == [2] * 12, "in whichever thread"


class _Writer(threading.Thread):
    """Adds and removes pairs of responses, each pair in one transaction, until told to stop."""

    def __init__(self, path: Path, capture: int) -> None:
        super().__init__(daemon=True)
        self._path, self._capture = path, capture
        self.enough = threading.Event()
        self.error: BaseException | None = None
        self.rounds = 0

    def run(self) -> None:
        try:
            with open_archive(self._path) as archive:
                while not self.enough.is_set():
                    self._add_and_remove(archive)
        except BaseException as error:  # noqa: BLE001  # told to the test, which fails of it
            self.error = error

    def _add_and_remove(self, archive: Archive) -> None:
        number = self.rounds % 7
        urls = {word: f"{LOG}/{word}/{number}/" for word in ("left", "right")}
        with archive.write() as db:
            facts = capture_facts(db, self._capture)
            for word, url in urls.items():
                record = answer(f"The {word} one", citations=(cites("31" if word == "left" else "40"),))
                save_reading(db, record, facts, source=SOURCE.id, url=url, at=day(2), reader_version="1")
        if number % 3:
            with archive.write() as db:
                for url in urls.values():
                    delete_response(db, response_id(url))
        self.rounds += 1


def test_a_search_beside_a_writer_never_fails_and_never_shows_half_of_what_is_written(tmp_path: Path) -> None:
    """Words come from the index, filters from memory, rows from the tables: all three of one moment."""
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("one", answer("Tasers"), day(1))
        capture = desk.one("SELECT max(id) FROM captures")
        site = _make_site(desk.archive.path)

    def ask(db: Any, columns: Columns) -> tuple[int, ...]:
        (rows,) = db.execute("SELECT count(*) FROM responses").fetchone()
        counts = {
            word: find(db, columns, Asked(words=word), facets=False).count for word in ("left", "right", "tasers")
        }
        facets = find(db, columns, Asked()).facets["exemption"]
        (cited,) = db.execute("SELECT count(*) FROM citations WHERE provision = 'FOIA 40'").fetchone()
        (indexed,) = db.execute("SELECT count(*) FROM responses_fts WHERE responses_fts MATCH 'right'").fetchone()
        assert len(columns) == rows == 1 + counts["left"] + counts["right"]
        assert counts["left"] == counts["right"] == indexed == cited == facets.get("FOIA 40", 0)
        assert facets.get("FOIA 31", 0) == counts["left"] + 1
        return (rows,)

    async def look() -> set[tuple[int, ...]]:
        found: set[tuple[int, ...]] = set()
        until = time.monotonic() + 20
        while writer.rounds < 150 and writer.is_alive() and time.monotonic() < until:
            found.update(await asyncio.gather(*(site.search(ask) for _ in range(3))))
        return found

    writer = _Writer(tmp_path / "foi.db", capture)
    writer.start()
    try:
        seen = asyncio.run(look())
    finally:
        writer.enough.set()
        writer.join(30)
    assert writer.error is None and writer.rounds >= 150
    assert len(seen) > 2, "the archive did change while it was searched"


# ---- what is asked

_NAMES = ("q", "force", "outcome", "exemption", "law", "from", "to", "attachment", "sort", "page")
_VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["31", "FOIA 31(1)(a)", "FOIA 31*", "31; 40(2)", "s31,40", "law enforcement", "EU 31"]),
    st.sampled_from(["2022", "2022-3", "2022-03-01", "28/2/2022", "2.2022", "2022-13", "yesterday", "31/31/2022"]),
    st.sampled_from(["newest", "oldest", "relevance", "NEWEST", "1", "0", "on", "TRUE", "-1", "7", "99999999999"]),
    st.sampled_from(["", " ", "\x00", "\ud800", "%", "a\nb", "ﬀ", "\u202e", "taser", "northmoor", "foia", "refused"]),
)
_PAIRS = st.lists(st.tuples(st.one_of(st.sampled_from(_NAMES), st.text(max_size=5)), _VALUES), max_size=14)


def _same(one: Asked, other: Asked) -> bool:
    """Whether two searches ask for the same; an order that is the usual one need not be said."""
    return replace(one, sort=None) == replace(other, sort=None) and one.order is other.order


@settings(max_examples=500, deadline=None, derandomize=True)
@given(pairs=_PAIRS)
@example(pairs=[("exemption", "x;31"), ("exemption", "31"), ("from", "?"), ("from", "2022")])
def test_a_search_is_read_back_from_its_own_address(pairs: Pairs) -> None:
    asked = Asked.parse(pairs)
    again = Asked.parse(asked.pairs())
    assert _same(again, asked) and again.pairs() == asked.pairs()
    address = asked.address(page=asked.page)
    assert _same(_back(address), asked) and _back(address).address(page=asked.page) == address
    assert address.isascii() and address.isprintable() and " " not in address


@settings(max_examples=300, deadline=None, derandomize=True)
@given(pairs=_PAIRS, seed=st.integers(0, 1_000))
def test_the_order_of_the_parameters_makes_no_other_address(pairs: Pairs, seed: int) -> None:
    names = list(dict.fromkeys(name for name, _ in pairs))
    random.Random(seed).shuffle(names)
    shuffled = sorted(pairs, key=lambda pair: names.index(pair[0]))
    assert Asked.parse(shuffled).address() == Asked.parse(pairs).address()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(pairs=st.lists(st.tuples(st.sampled_from(_NAMES), st.text(max_size=3_000)), max_size=6))
def test_no_parameter_is_an_error_and_no_address_is_endless(pairs: Pairs) -> None:
    asked = Asked.parse(pairs * 60)
    assert len(asked.words) <= 500 and 1 <= asked.page <= 1_000_000
    assert all(len(values) <= 100 for values in (asked.force, asked.outcome, asked.exemption, asked.law))
    assert asked.order in Sort
    for name in ("force", "outcome", "exemption", "law"):
        for value in getattr(asked, name):
            assert value not in _back(asked.toggled(name, value)).filters.get(name, ())


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2022", "2022"),
        ("2022-3", "2022-03"),
        ("2022-03", "2022-03"),
        ("2022-3-1", "2022-03-01"),
        ("2022-03-01", "2022-03-01"),
        ("1/3/2022", "2022-03-01"),
        ("01.03.2022", "2022-03-01"),
        ("3/2022", "2022-03"),
        ("", None),
        ("22", None),
        ("2022-13", None),
        ("2022-31", None),
        ("٢٠٢٢", None),
        ("2022-00", None),
        ("32/1/2022", None),
        ("2022-03-01T00:00", None),
        ("March 2022", None),
        ("20222", None),
    ],
)
def test_dates_in_the_forms_people_write(typed: str, read: str | None) -> None:
    assert parse_day(typed) == read
    asked = Asked.parse([("from", typed), ("to", typed)])
    assert asked.since == asked.until == read
    assert [name for name, _ in asked.unread] == (["from", "to"] if typed and read is None else [])


def test_dates_in_any_accepted_form_make_one_address() -> None:
    forms = ("2022-03-01", "2022-3-1", "1/3/2022", "01.03.2022", " 1/03/2022 ")
    assert len({Asked.parse([("from", form), ("q", "x")]).address() for form in forms}) == 1


def test_a_long_value_is_read_back_as_it_was_cut() -> None:
    for value in ("x" * 300, "words " * 100, "é" * 300):
        for name in ("force", "outcome", "law", "exemption", "q", "from"):
            asked = Asked.parse([(name, value)])
            assert Asked.parse(asked.pairs()) == asked, (name, value)


def test_a_long_value_cut_at_a_space_is_read_back_as_it_was_cut() -> None:
    asked = Asked.parse([("force", "x" * 79 + " y")])
    assert Asked.parse(asked.pairs()) == asked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([("q", "a"), ("force", "b")], [("force", "b"), ("q", "a")]),
        ([("law", "foia")], [("law", "FOIA"), ("law", "Foia")]),
        ([("exemption", "31;40")], [("exemption", "31"), ("exemption", "40")]),
        ([("from", "1/3/2022")], [("from", "2022-03-01"), ("page", "x"), ("sort", "best")]),
        ([("force", "a"), ("force", "b")], [("force", "b"), ("force", "a")]),
        ([("exemption", "40;31;x")], [("exemption", "x"), ("exemption", "31"), ("exemption", "40")]),
        ([("sort", "relevance")], []),
    ],
)
def test_equal_searches_have_equal_addresses(one: Pairs, other: Pairs) -> None:
    assert Asked.parse(one).address() == Asked.parse(other).address()


def test_values_stand_in_one_order_in_every_process() -> None:
    found = Asked.parse([("force", value) for value in "jihgfedcba"])
    assert found.force == tuple("abcdefghij")


def test_what_says_nothing_is_not_in_the_address() -> None:
    said = [("q", "taser"), ("force", ""), ("from", " "), ("sort", "relevance"), ("page", "1"), ("attachment", "0")]
    assert Asked.parse([*said, ("utm_source", "x")]).address() == "/search?q=taser"
    assert Asked.parse([("sort", "newest")]).address() == "/search" == Asked().address()
    assert Asked.parse([("q", "taser"), ("sort", "newest")]).address() == "/search?q=taser&sort=newest"


def test_an_address_keeps_what_is_unread_and_begins_on_the_first_page() -> None:
    asked = Asked.parse([("page", "3"), ("to", "soon"), ("q", "a")])
    assert asked.address() == "/search?q=a&to=soon"
    assert asked.address(page=4) == "/search?q=a&to=soon&page=4"
    assert asked.address("/search.csv", words="b") == "/search.csv?q=b&to=soon"


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    pages=_PAGES, text=st.sampled_from(["nonsense", "2022-13", "law enforcement"]), name=st.sampled_from(["from", "to"])
)
def test_an_unread_filter_never_widens_a_search(pages: list[Page], text: str, name: str) -> None:
    for pairs in ([(name, text)], [("exemption", text), ("exemption", "31")]):
        if pairs[0][0] == "exemption" and parse_exemption(text) is not None:
            continue
        asked = Asked.parse(pairs)
        assert asked.unread == (pairs[0],)
        with _filled(pages) as desk:
            found = find(desk.archive.db, load_columns(desk.archive.db), asked)
            assert found.count == 0 and _ordered(found) == []
            assert not any(found.facets.values())


def test_what_was_found_is_kept_until_too_much_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns_module, "_MOST_KEPT", 100_000)
    kept, made = Searches(), []

    def make(name: str) -> str:
        made.append(name)
        return name

    def ask(name: str) -> str:
        return kept.remember(name, lambda: make(name), lambda _: 40_000)

    assert [ask(name) for name in "abab"] == list("abab") and made == ["a", "b"]
    ask("a")
    ask("c")  # the one asked for longest ago goes
    assert made == ["a", "b", "c"] and ask("a") == "a" and made == ["a", "b", "c"]
    ask("b")
    assert made == ["a", "b", "c", "b"]
    assert kept.remember("large", lambda: make("large"), lambda _: 200_000) == "large"
    ask("a")
    assert made[-1] == "a", "what is too large pushes all out, itself too"


def test_a_search_is_not_answered_from_what_another_found(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        _ranking_desk(desk)
        columns = load_columns(desk.archive.db)
        asked = [
            Asked(words="taser"),
            Asked(words="taser", force=(OTHER.force,)),
            Asked(words="taser", since="2022-06"),
            Asked(words="taser -helicopter"),
            Asked(),
        ]
        for _ in range(2):
            for one in asked:
                fresh = find(desk.archive.db, load_columns(desk.archive.db), one)
                found = find(desk.archive.db, columns, one)
                assert _ordered(found) == _ordered(fresh) and found.facets == fresh.facets


@settings(max_examples=100, deadline=None, derandomize=True)
@given(size=st.integers(1, 300), chosen=st.sets(st.integers(0, 299)))
def test_positions_come_back_as_they_were_packed(size: int, chosen: set[int]) -> None:
    positions = np.array(sorted(n for n in chosen if n < size), dtype=np.int64)
    packed = Packed.of(positions, size)
    assert packed.count == len(positions) and np.array_equal(packed.positions(), positions)
    assert packed.positions().dtype == np.int64 and packed.data.nbytes <= size // 8 + 4


def test_words_that_were_looked_for_one_by_one_are_not_looked_up_again_together(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        _ranking_desk(desk)
        db = desk.archive.db
        columns = load_columns(db)
        read: list[str] = []
        for words in ("taser", "word OR dogs"):
            find(db, columns, Asked(words=words))
        db.set_trace_callback(read.append)
        for words, looked_up in (
            ("taser word OR dogs", []),
            ("taser word OR dogs figures", ['("taser") AND ("word" OR "dogs") AND ("figures")']),
            ("taser word -dogs", ['(("taser") AND ("word")) NOT ("dogs")']),
        ):
            read.clear()
            found = find(db, columns, Asked(words=words, sort=Sort.NEWEST))
            assert [sql.partition("MATCH ")[2].strip("'") for sql in read if "group_concat" in sql] == looked_up
            fresh = find(db, load_columns(db), Asked(words=words, sort=Sort.NEWEST))
            assert 0 < fresh.count < 12
            assert _ordered(found) == _ordered(fresh) and found.facets == fresh.facets
