"""What provisions mean in plain words: all that can be relied on is explained, and nothing that is not there."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files

import pytest

from scraper.law import all_provisions, find_provision, is_relied_kind, is_silent, meaning_of, parent_of
from scraper.law.provisions import canonical
from scraper.records import Law

ROWS = [
    (Law(row["law"]), row["section"], row["meaning"])
    for row in csv.DictReader(
        files("scraper.law").joinpath("meanings.csv").read_text(encoding="utf-8").splitlines(), strict=True
    )
]


def test_everything_that_can_be_relied_on_has_a_meaning() -> None:
    relied = [provision for provision in all_provisions() if is_relied_kind(provision)]
    assert [p.id for p in relied if not meaning_of(p.law, p.section)] == []
    assert len(relied) > 100


def test_every_meaning_is_of_a_provision_that_there_is() -> None:
    for law, section, _ in ROWS:
        assert canonical(section) == section, (law, section)
        assert find_provision(law, section) is not None, (law, section)


def test_one_meaning_for_each_provision() -> None:
    assert [key for key, count in Counter((law, section) for law, section, _ in ROWS).items() if count > 1] == []
    assert {law for law, _, _ in ROWS} == set(Law)


def test_no_meaning_only_repeats_its_parents() -> None:
    for law, section, meaning in ROWS:
        parent = parent_of(section)
        assert parent is None or meaning != meaning_of(law, parent), (law, section)


def test_a_meaning_is_short_plain_text() -> None:
    for law, section, meaning in ROWS:
        where = (law, section)
        assert meaning == " ".join(meaning.split()), where
        assert meaning.endswith("."), where
        assert meaning[0].isupper(), where
        assert len(meaning) < 300, where
        assert not re.search(r"[<>*_`\[\]{}|&#]|https?:", meaning), where


def test_a_meaning_says_where_nothing_is_confirmed_or_denied() -> None:
    silent = [(law, section, meaning) for law, section, meaning in ROWS if is_silent(law, section)]
    assert len(silent) > 25
    for law, section, meaning in silent:
        assert "neither confirm nor deny" in meaning, (law, section)


@pytest.mark.parametrize(
    ("law", "section", "parent"),
    [
        (Law.FOIA, "31(1)(a)(x)", "31(1)(a)"),
        (Law.FOIA, "31(1)", "31"),
        (Law.FOIA, "40(5B)(a)(i)", "40(5B)"),
        (Law.FOISA, "35(1)(a)(i)", "35(1)(a)"),
        (Law.EIR, "12(9)", "12"),
        (Law.EISR, "10(5)(b)(i)", "10(5)(b)"),
        (Law.JERSEY, "42(d)", "42"),
    ],
)
def test_a_part_without_a_meaning_takes_its_nearest_parents(law: Law, section: str, parent: str) -> None:
    assert all((law, section) != (row[0], row[1]) for row in ROWS)
    assert meaning_of(law, section) == next(row[2] for row in ROWS if row[:2] == (law, parent))


def test_parts_that_differ_have_meanings_of_their_own() -> None:
    for law, sections in [
        (Law.FOIA, ["12(1)", "12(2)", "14(1)", "14(2)", "23(1)", "23(5)", "24(1)", "24(2)", "43(1)", "43(2)"]),
        (Law.FOIA, ["30(1)", "30(2)", "30(3)", "31", "31(1)(a)", "31(1)(b)", "31(1)(c)", "31(3)", "36(2)(b)"]),
        (Law.FOIA, ["38(1)(a)", "38(1)(b)", "40(1)", "40(2)", "40(5)", "40(5B)", "41(1)", "42", "44"]),
        (Law.FOISA, ["17", "18", "30(b)", "30(c)", "34(1)", "35(1)(a)", "35(1)(b)", "38(1)(a)", "38(1)(b)", "39(1)"]),
        (Law.EIR, [f"12(4)({letter})" for letter in "abcde"] + [f"12(5)({letter})" for letter in "abcdefg"] + ["13"]),
    ]:
        assert len({meaning_of(law, section) for section in sections}) == len(sections)


def test_the_same_number_means_different_things_in_different_laws() -> None:
    assert "health" in (meaning_of(Law.FOIA, "38") or "")
    assert "personal data" in (meaning_of(Law.FOISA, "38") or "")


def test_spelling_does_not_matter_and_what_is_not_there_means_nothing() -> None:
    assert meaning_of(Law.FOIA, "31 (1) (A)") == meaning_of(Law.FOIA, "31(1)(a)")
    assert meaning_of(Law.FOIA, "60") is None
    assert meaning_of(Law.FOIA, "no section") is None


@pytest.mark.parametrize(
    ("law", "section", "absolute"),
    [
        (Law.FOIA, "40(2)", True),
        (Law.FOIA, "40(3A)(a)", True),
        (Law.FOIA, "40(3B)", False),
        (Law.FOIA, "40(4A)(a)", False),
        (Law.FOIA, "40(4A)(b)", False),
        (Law.FOIA, "37(1)(aa)", True),
        (Law.FOIA, "37(1)(ac)", False),
        (Law.FOISA, "36(1)", False),
        (Law.FOISA, "36(2)", True),
        (Law.FOISA, "38(1)(d)", True),
        (Law.FOISA, "41", False),
        (Law.EIR, "13", True),
        (Law.EISR, "11(2)", True),
        (Law.JERSEY, "27", True),
        (Law.JERSEY, "42", False),
    ],
)
def test_which_exemptions_are_absolute(law: Law, section: str, absolute: bool) -> None:
    found = find_provision(law, section)
    assert found is not None
    assert found.absolute is absolute


def test_every_exemption_says_whether_it_is_absolute() -> None:
    unsaid = [p.id for p in all_provisions() if p.kind in {"exemption", "exception"} and p.absolute is None]
    assert unsaid == ["FOISA 36"]  # its two subsections differ, and each says
