"""A phrase is looked for only where its words stand: never is one missed that its pattern alone would find."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scraper.reading
from scraper.reading.language.needs import needs_of
from scraper.reading.language.sentences import sentence_spans
from scraper.reading.language.words import Phrase, Words

LETTERS = sorted((Path(__file__).parent / "labelled" / "docs").glob("*.txt"))


def phrases() -> dict[str, Phrase]:
    """All phrases of the reader, by the names they have."""
    found: dict[str, Phrase] = {}
    for module in pkgutil.walk_packages(scraper.reading.__path__, "scraper.reading."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Phrase) and value not in found.values():
                found[name] = value
    return found


PHRASES = phrases()


def sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in LETTERS]
    return sorted({text[start:end] for text in texts for start, end in sentence_spans(text)})


def test_no_sentence_of_a_letter_loses_a_phrase() -> None:
    for sentence in sentences()[::8]:
        words = Words(sentence)
        for name, phrase in PHRASES.items():
            plain = phrase.pattern.search(str(words))
            assert (phrase.search(words) is None) == (plain is None), (name, sentence)
            assert (phrase.match(words) is None) == (phrase.pattern.match(str(words)) is None), (name, sentence)


@pytest.mark.parametrize("name", PHRASES)
def test_no_wording_loses_its_phrase(name: str) -> None:
    phrase = PHRASES[name]
    plain = re.compile(phrase.source, re.ASCII)
    alphabet = st.sampled_from("abcdefghilmnoprstuvwy '.,;:()-0123456789")

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(plain, alphabet=alphabet))
    def holds(text: str) -> None:
        words = Words(text)
        assert (phrase.search(words) is None) == (phrase.pattern.search(str(words)) is None)

    holds()


@pytest.mark.parametrize(
    ("pattern", "holding", "lacking"),
    [
        (r"\bsome of (?:it|this)\b", "some of it is so", "handsome of its kind"),
        (r"able to (?:give|share)", "we are unable to give", "we give"),
        (r"withh[eo]ld", "it is withheld", "with held"),
        (r"\bsection 1[45]\b", "under section 14.", "under section14"),
        (r"\b(?:we|i)\b", "so i went", "it will be seen"),
        (r"n't\b", "it isn't", "not so"),
        (r"(?:not )?\w+ed", "walked", "walk"),
        (r"a|\bxyz", "a", None),
    ],
)
def test_what_a_pattern_needs(pattern: str, holding: str, lacking: str | None) -> None:
    phrase = Phrase(pattern)
    assert phrase.search(Words(holding))
    if lacking is None:
        assert () in needs_of(pattern)
    else:
        mask = Words(lacking).mask
        assert not any(mask & need == need for need, _ in phrase.gates)
