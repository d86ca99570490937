"""Searching: what words mean, what ranks first, what the filters let through, and that nothing typed is an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_archive import SOURCE, Desk, answer, cites, dated, day, open_desk

from scraper.records import Citation, DateKind, Outcome, Precision, Role
from scraper.store.query import parse_query


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with TemporaryDirectory() as folder, open_desk(Path(folder) / "foi.db") as desk:
        _fill(desk)
        yield desk


def _fill(desk: Desk) -> None:
    def add(
        slug: str, title: str, text: str, on: str, *citations: Citation, outcome: Outcome = Outcome.DISCLOSED
    ) -> None:
        precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(on)]
        record = answer(
            title,
            request_text=f"Please tell me about {title.lower()}.",
            response_text=text,
            citations=citations,
            outcome=outcome,
            attachments=(),
            dates=(dated(DateKind.RESPONDED, on, precision),),
        )
        desk.publish(slug, record, day(1))

    add("taser", "Tasers drawn in custody", "Four times.", "2024-03-05", cites("31(1)(a)"))
    add("dogs", "Police dogs", "Dogs bit people; a taser was drawn once.", "2023-11-30", cites("40(2)"))
    add("drones", "Drones", "We flew UAVs and a helicopter.", "2023-08", cites("31(1)(b)"), cites("24(2)"))
    add("anpr", "Number plate readers", "Live facial recognition is not used.", "2022", outcome=Outcome.NOT_HELD)
    add("faces", "Facial recognition, live or not", "Trials ended.", "2025-01-01", cites("31", role=Role.MENTIONED))
    add("welsh", "Heddlu a chŵn", "Dim.", "2021-05-05", cites("31A"), cites("35(1)(a)", law="FOISA"))


def _slugs(desk: Desk, words: str = "", **filters: object) -> list[str]:
    rows = desk.archive.search(words, **filters)  # type: ignore[arg-type]
    return [row["url"].split("/")[-2] for row in rows]


def test_a_word_in_the_title_weighs_more_than_one_in_the_text(desk: Desk) -> None:
    assert _slugs(desk, "taser") == ["taser", "dogs"]
    assert _slugs(desk, "taser", limit=1) == ["taser"]


def test_words_are_stemmed_and_accents_do_not_matter(desk: Desk) -> None:
    assert _slugs(desk, "TASERING custody") == ["taser"]
    assert _slugs(desk, "chwn") == ["welsh"] == _slugs(desk, "chŵn")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"live facial recognition"', {"anpr"}),
        ("live facial recognition", {"anpr", "faces"}),
        ("live OR helicopter", {"anpr", "faces", "drones"}),
        ("recognition -trials", {"anpr"}),
        ("recognition NOT trials", {"anpr"}),
        ('recognition -"live facial"', {"faces"}),
        ("hel*", {"drones"}),
        ("hel", set()),
        ('"facial recog"*', {"anpr", "faces"}),
        ("live taser OR recognition", {"anpr", "faces"}),
        ("-taser", {"drones", "anpr", "faces", "welsh"}),
        ("-taser -recognition", {"drones", "welsh"}),
        ("taser ???", {"taser", "dogs"}),
        ("???", set()),
        ("OR", set()),
        ("title:taser", set()),
        ("taser NEAR dogs", set()),
        ('"taser', {"taser", "dogs"}),
        ("- taser", {"taser", "dogs"}),
    ],
)
def test_what_people_type(desk: Desk, words: str, found: set[str]) -> None:
    assert set(_slugs(desk, words)) == found


def test_no_words_give_everything_newest_first(desk: Desk) -> None:
    assert _slugs(desk) == ["faces", "taser", "dogs", "drones", "anpr", "welsh"]
    assert _slugs(desk, limit=2) == ["faces", "taser"]
    assert _slugs(desk, " ", limit=None) == _slugs(desk)


@pytest.mark.parametrize(
    ("exemption", "found"),
    [
        ("31", {"taser", "drones"}),
        ("31(1)", {"taser", "drones"}),
        ("31(1)(a)", {"taser"}),
        ("s31", {"taser", "drones"}),
        ("Section 31 (1)(A)", {"taser"}),
        ("FOIA 31(1)(a)", {"taser"}),
        ("foia s.31(1)(a)", {"taser"}),
        ("FOIA 31", set()),
        ("FOIA 31*", {"taser", "drones"}),
        ("FOISA 31*", set()),
        ("EU 31", set()),
        ("FOISA 35(1)(a)", {"welsh"}),
        ("35", {"welsh"}),
        ("3", set()),
        ("%", set()),
        ("law enforcement", set()),
    ],
)
def test_an_exemption_covers_its_parts_and_with_its_law_is_exact(desk: Desk, exemption: str, found: set[str]) -> None:
    assert set(_slugs(desk, exemption=exemption)) == found


def test_filters_add_up_and_values_of_one_filter_are_alternatives(desk: Desk) -> None:
    assert set(_slugs(desk, exemption=["24(2)", "40"])) == {"dogs", "drones"}
    assert _slugs(desk, "taser", exemption="40") == ["dogs"]
    assert _slugs(desk, "-dogs", exemption=("31", "40")) == ["taser", "drones"]
    assert _slugs(desk, outcome="not_held") == ["anpr"]
    assert _slugs(desk, force="elsewhere") == []
    assert len(_slugs(desk, force=[SOURCE.force, "elsewhere"])) == 6


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2024-03-05", None, {"faces", "taser"}),
        ("2024-03-06", None, {"faces"}),
        ("2024", None, {"faces", "taser"}),
        ("2023-08-20", "2023-12", {"dogs", "drones"}),
        ("2023-09", "2023-11-30", {"dogs"}),
        (None, "2022-06-30", {"anpr", "welsh"}),
        (None, "2021", {"welsh"}),
    ],
)
def test_bounds_of_time_are_inclusive_and_may_be_months_or_years(
    desk: Desk, since: str | None, until: str | None, found: set[str]
) -> None:
    assert set(_slugs(desk, since=since, until=until)) == found


def test_a_hit_says_where_the_words_stand(desk: Desk) -> None:
    (row,) = desk.archive.search("helicopter", marks=("<", ">"))
    assert row["snippet"] == "We flew UAVs and a <helicopter>."
    assert row["exemptions"] == "FOIA 31(1)(b);FOIA 24(2)" and row["force"] == "norchester"
    assert desk.archive.search(exemption="24(2)")[0]["snippet"] is None


def test_a_changed_answer_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("a", answer(response_text="Eleven sandwiches."), day(1))
        desk.publish("a", answer(response_text="Twelve umbrellas."), day(2))
        assert _slugs(desk, "sandwiches") == []
        assert _slugs(desk, "umbrellas") == ["a"]
        assert desk.problems() == []


def test_a_withdrawn_answer_is_still_found_and_marked(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("a", answer(), day(1))
        for number in (2, 3):
            desk.archive.close_walk(SOURCE.id, [], day(number))
        (row,) = desk.archive.search("tasers")
        assert row["withdrawn_at"] == day(3)


@settings(max_examples=300, deadline=None)
@given(words=st.one_of(st.text(), st.text(alphabet=' "-*()^:+~{}ORNDtaser|\x00é', max_size=60)))
def test_nothing_typed_is_an_error(desk: Desk, words: str) -> None:
    desk.archive.search(words, exemption=words[:20] or None)


@given(st.text(alphabet=' "-*ORab', max_size=40))
def test_a_query_that_asks_for_nothing_says_so(words: str) -> None:
    query = parse_query(words)
    assert query.nothing == (bool(words.strip()) and query.match is None and query.without is None)


def test_a_very_long_query_is_cut_and_answered(desk: Desk) -> None:
    assert _slugs(desk, "taser " * 5_000) == ["taser", "dogs"]
    assert _slugs(desk, "x" * 1_000_000) == []
    assert _slugs(desk, '"' * 200_000) == []
    assert _slugs(desk, "-" * 200_000) == []


def test_the_index_is_found_by_its_content_table(desk: Desk) -> None:
    sql = desk.one("SELECT sql FROM sqlite_master WHERE name = 'responses_fts'")
    assert 'content="response_search"' in sql and 'content_rowid="search_row"' in sql


def test_a_role_other_than_relied_is_not_an_exemption(desk: Desk) -> None:
    mentioned = replace(cites("43(2)"), role=Role.MENTIONED)
    desk.publish("mention", answer("Contracts", citations=(mentioned,)), day(2))
    assert _slugs(desk, exemption="43") == []
