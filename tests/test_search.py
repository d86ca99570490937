"""Searching: what words mean, what ranks first, what the filters let through, and that nothing typed is an error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_archive import SOURCE, Desk, answer, cites, dated, day, open_desk

from scraper.cli import cli
from scraper.records import Citation, DateKind, Law, Outcome, Precision, Role
from scraper.store.query import parse_query
from scraper.store.search import Filters
from scraper.web.asked import Asked
from scraper.web.columns import load_columns
from scraper.web.finding import find


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


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Answers of several laws, with files and without, some of which do not say what was decided."""
    with open_desk(tmp_path_factory.mktemp("mixed") / "foi.db") as desk:
        for number in range(24):
            record = answer(
                f"Number {number}",
                law=list(Law)[number % 4],
                outcome=[None, Outcome.REFUSED, Outcome.DISCLOSED][number % 3],
                citations=(cites("31(1)(a)"), cites("40(2)"))[: number % 3],
                attachments=answer().attachments if number % 2 else (),
                dates=(dated(DateKind.RESPONDED, f"20{18 + number % 5}", Precision.YEAR),) if number % 7 else (),
            )
            desk.publish(f"n{number}", record, day(1))
        yield desk


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"law": "EIR"}, "law=EIR"),
        ({"law": ["EIR", "FOISA"]}, "law=eir&law=FOISA"),
        ({"law": "JERSEY"}, "law=JERSEY"),
        ({"attachment": True}, "attachment=1"),
        ({"outcome": "not_stated"}, "outcome=not_stated"),
        ({"outcome": ["not_stated", "refused"]}, "outcome=not_stated&outcome=refused"),
        ({"until": "2020"}, "to=2020"),
        ({"since": "2019-06", "until": "2021-01-01"}, "from=2019-06&to=2021-01-01"),
        ({"exemption": "31", "law": "FOISA", "attachment": True}, "exemption=31&law=FOISA&attachment=1"),
        ({"exemption": ["FOIA 31*", "40"], "outcome": "refused"}, "exemption=FOIA+31*,40&outcome=refused"),
        ({"exemption": "FOIA 31", "until": "2022"}, "exemption=FOIA+31&to=2022"),
    ],
)
def test_filters_mean_what_they_mean_on_the_site(mixed: Desk, filters: Filters, query: str) -> None:
    for words in ("", "number", "-refused"):
        asked = Asked.parse([*parse_qsl(query), ("q", words)])
        found = find(mixed.archive.db, load_columns(mixed.archive.db), asked)
        rows = mixed.archive.search_rows(words, **filters)
        assert rows == sorted(found.search_rows(found.hits))
        assert 0 < len(rows) < 24 or filters in ({"law": "JERSEY"}, {"exemption": "FOIA 31", "until": "2022"})
        ids = {row["id"] for row in mixed.archive.search(words, limit=None, **filters)}
        assert ids == {key for key, row in mixed.archive.rows("SELECT id, search_row FROM responses") if row in rows}


def test_those_without_files_are_all_but_those_with(mixed: Desk) -> None:
    without, some = (set(mixed.archive.search_rows(attachment=wanted)) for wanted in (False, True))
    assert without and some and not without & some
    assert without | some == set(mixed.archive.search_rows()) == set(mixed.archive.search_rows(attachment=None))


@pytest.mark.parametrize(
    ("options", "filters"),
    [
        (("--law", "eir", "--until", "2020"), {"law": "EIR", "until": "2020"}),
        (("--attachment", "number"), {"words": "number", "attachment": True}),
        (("--no-attachment",), {"attachment": False}),
        (("--outcome", "not_stated"), {"outcome": "not_stated"}),
        (("--exemption", "31(1)(a); 40"), {"exemption": ["31(1)(a)", "40"]}),
        (("--until", "30/6/2019"), {"until": "2019-06-30"}),
    ],
)
def test_the_command_takes_the_filters(mixed: Desk, options: tuple[str, ...], filters: dict[str, Any]) -> None:
    done = CliRunner().invoke(
        cli, ["search", *options, "--limit", "100", "--json", "--db", str(mixed.archive.path)], catch_exceptions=False
    )
    wanted = [row["id"] for row in mixed.archive.search(limit=100, **filters)]
    assert done.exit_code == 0 and [row["id"] for row in json.loads(done.stdout)] == wanted
    assert 0 < len(wanted) < 24 or "words" in filters


def test_the_command_names_a_filter_it_cannot_read(mixed: Desk) -> None:
    for options in (("--exemption", "law enforcement"), ("--until", "soon"), ("--law", "GDPR"), ("--outcome", "maybe")):
        done = CliRunner().invoke(cli, ["search", *options, "--db", str(mixed.archive.path)])
        assert done.exit_code == 2 and options[1] in done.stderr
    done = CliRunner().invoke(cli, ["search", "--db", str(mixed.archive.path)])
    assert done.exit_code == 2 and "name some WORDS" in done.stderr


def test_without_words_no_snippet_is_printed(mixed: Desk) -> None:
    done = CliRunner().invoke(cli, ["search", "--law", "EIR", "--db", str(mixed.archive.path)])
    assert done.exit_code == 0 and "None" not in done.stdout


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
