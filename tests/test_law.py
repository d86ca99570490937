"""The law as data: spelling, parents, kinds and addresses."""

from __future__ import annotations

import pytest

from scraper.law import (
    all_provisions,
    covers,
    find_provision,
    is_relied_kind,
    is_silent,
    legislation_url,
    names_of,
    parent_of,
)
from scraper.law.provisions import canonical
from scraper.records import Law


@pytest.mark.parametrize(
    ("printed", "section"),
    [
        ("31(1)(a)", "31(1)(a)"),
        ("31 (1) (A)", "31(1)(a)"),
        ("40(3a)(a)", "40(3A)(a)"),
        ("22a", "22A"),
        ("012(4)(b)", "12(4)(b)"),
        ("40(5B)(a)(i)", "40(5B)(a)(i)"),
        ("", None),
        ("a31", None),
        ("31(1", None),
    ],
)
def test_one_spelling_for_each_section(printed: str, section: str | None) -> None:
    assert canonical(printed) == section


def test_every_provision_of_the_data_is_canonical_and_once() -> None:
    provisions = all_provisions()
    assert len({p.id for p in provisions}) == len(provisions) > 200
    assert {p.law for p in provisions} == set(Law)
    for provision in provisions:
        assert canonical(provision.section) == provision.section
        assert provision.title


def test_a_section_takes_title_and_kind_from_its_nearest_parent() -> None:
    found = find_provision(Law.FOIA, "31(1)(k)")
    assert found is not None
    assert (found.section, found.title, found.kind) == ("31(1)(k)", "Law enforcement", "exemption")
    assert find_provision(Law.FOIA, "60") is None
    assert find_provision(Law.FOIA, "no section") is None
    assert find_provision(Law.EIR, "12(5)(b)").title.startswith("Course of justice")  # type: ignore[union-attr]


def test_parents_and_cover() -> None:
    assert parent_of("31(1)(a)") == "31(1)"
    assert parent_of("31(1)") == "31"
    assert parent_of("31") is None
    assert covers("31", "31(1)(a)")
    assert covers("31(1)", "31(1)")
    assert not covers("31(1)", "31")
    assert not covers("3", "31")
    assert not covers("22", "22A")


@pytest.mark.parametrize("section", ["1", "1(1)(a)", "8", "10", "16", "17(5)", "45", "50(1)", "84", "12(4)"])
def test_duties_and_procedure_are_never_relied_on(section: str) -> None:
    found = find_provision(Law.FOIA, section)
    assert found is not None
    assert not is_relied_kind(found)


@pytest.mark.parametrize(
    ("law", "section", "relied"),
    [
        (Law.FOIA, "12(1)", True),
        (Law.FOIA, "14(2)", True),
        (Law.FOIA, "40(2)", True),
        (Law.FOISA, "18(1)", True),
        (Law.FOISA, "17(1)", False),
        (Law.FOISA, "16(4)", False),
        (Law.FOISA, "38(1)(b)", True),
        (Law.EIR, "14", False),
        (Law.EIR, "12(2)", False),
        (Law.EIR, "12(4)(b)", True),
        (Law.EIR, "13", True),
        (Law.EISR, "10(5)(a)", True),
        (Law.EISR, "10(1)", False),
        (Law.JERSEY, "16(1)", True),
        (Law.JERSEY, "42", True),
        (Law.JERSEY, "12", False),
    ],
)
def test_what_can_be_relied_on(law: Law, section: str, relied: bool) -> None:
    found = find_provision(law, section)
    assert found is not None
    assert is_relied_kind(found) is relied


def test_which_sections_refuse_to_confirm_or_deny() -> None:
    for section in ("23(5)", "24(2)", "31(3)", "40(5)", "40(5B)(a)(i)", "44(2)"):
        assert is_silent(Law.FOIA, section), section
    for section in ("12(2)", "31", "31(1)(a)", "40(2)", "30(1)", "60"):
        assert not is_silent(Law.FOIA, section), section
    assert is_silent(Law.FOISA, "18(1)")
    assert is_silent(Law.EIR, "12(6)")


def test_absolute_or_qualified() -> None:
    def absolute(section: str) -> bool | None:
        found = find_provision(Law.FOIA, section)
        assert found is not None
        return found.absolute

    assert absolute("40(2)") is True
    assert absolute("23(5)") is True
    assert absolute("31(1)(a)") is False
    assert absolute("12") is None


def test_names_of_a_provision() -> None:
    assert "law enforcement" in names_of(Law.FOIA, "31(1)(a)")
    assert "personal information" in names_of(Law.FOISA, "38(1)(b)")
    assert names_of(Law.FOIA, "17") == ()


@pytest.mark.parametrize(
    ("law", "section", "url"),
    [
        (Law.FOIA, "31", "https://www.legislation.gov.uk/ukpga/2000/36/section/31"),
        (Law.FOIA, "31(1)(a)", "https://www.legislation.gov.uk/ukpga/2000/36/section/31#section-31-1-a"),
        (Law.FOISA, "35(1)(b)", "https://www.legislation.gov.uk/asp/2002/13/section/35#section-35-1-b"),
        (Law.EIR, "12(4)(b)", "https://www.legislation.gov.uk/uksi/2004/3391/regulation/12#regulation-12-4-b"),
        (Law.EISR, "11", "https://www.legislation.gov.uk/ssi/2004/520/regulation/11"),
        (Law.JERSEY, "42", None),
        (Law.FOIA, "?", None),
    ],
)
def test_addresses_of_the_statute(law: Law, section: str, url: str | None) -> None:
    assert legislation_url(law, section) == url
