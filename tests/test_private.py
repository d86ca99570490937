"""Private data: found by form, and not where the form is that of a public body."""

from __future__ import annotations

import pytest

from scraper.reading.facts.private import PrivateKind, find_private


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("reply to jo.bloggs77@example.com please", PrivateKind.EMAIL, "jo.bloggs77@example.com"),
        ("my mobile is 07700 900123.", PrivateKind.TELEPHONE, "07700 900123"),
        ("ring (01632) 960 456 after six", PrivateKind.TELEPHONE, "(01632) 960 456"),
        ("or +44 7700 900123", PrivateKind.TELEPHONE, "+44 7700 900123"),
        ("at 4 Mill Lane, NR99 9XX", PrivateKind.POSTCODE, "NR99 9XX"),
        ("number QQ123456C on file; AB 12 34 56 C too", PrivateKind.INSURANCE_NUMBER, "AB 12 34 56 C"),
        ("Dear Mrs Harriet Oakapple,", PrivateKind.NAME, "Dear Mrs Harriet Oakapple"),
        ("Dear Colin", PrivateKind.NAME, "Dear Colin"),
    ],
)
def test_private_data_are_found(text: str, kind: PrivateKind, words: str) -> None:
    (found,) = find_private(f"A letter.\n\n{text}")
    assert (found.kind, found.text, found.line) == (kind, words, 3)


@pytest.mark.parametrize(
    "text",
    [
        "foi@northmoor.police.uk and casework@ico.org.uk",
        "call 101, 999 or 0303 123 1113",
        "Dear Sir or Madam, dear applicant, Dear Requester, Dear FOI Team",
        "Our ref 01/FOI/22/024049, 0412/19; between 2019 and 2021; £012,345; crime 42/0123456/20",
        "Section 40(2), 31(1)(a) and regulation 12(4)(b)",
    ],
)
def test_what_is_public_is_left_alone(text: str) -> None:
    assert find_private(text) == ()
