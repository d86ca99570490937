"""Lines that are no sentences: a provision and its title, entries of a list of provisions, and what introduces it."""

from __future__ import annotations

from scraper.law import names_of
from scraper.reading.citations.reliance import (
    APPLICANT,
    DIGIT,
    FINITE,
    LEAD,
    POINTS,
    QUESTION,
    SPEAKS,
    TITLE_WORDS,
    WORD,
    YEAR_OF_LAW,
)
from scraper.reading.citations.roles import Sentence
from scraper.reading.citations.sections import Run
from scraper.reading.language.words import Words
from scraper.records import Law


def is_lead(low: Words) -> bool:
    """Whether a sentence introduces the provisions that follow it: `… by virtue of the following exemptions:`."""
    return bool(LEAD.search(low) and POINTS.search(low[-160:]))


def decides_list(lead: Sentence | None) -> bool:
    """Whether a sentence that introduces a list of provisions can only be the force's."""
    return lead is not None and lead.strong and not (lead.low.endswith("?") or APPLICANT.search(lead.low))


def title_line(sentence: str, start: int, runs: list[tuple[Run, Law | str | None]], law: Law) -> bool:
    """Whether a sentence is no sentence but provisions with their titles: `Section 24(2) National Security and S31(3)`.

    `start` is the offset of the sentence in the text in which `runs` were found. A sentence that begins with a
    provision, its title and a colon or dash (`Section 38(1)(a) Health and Safety: cells are …`) is such a line too.
    """
    if any(isinstance(owner, str) and not isinstance(owner, Law) for _, owner in runs):
        return False
    if _is_title(sentence, start, runs, law):
        return True
    inside = [pair for pair in runs if pair[0].end - start < 90]
    if not inside or _near_start(sentence[: inside[0][0].start - start]) is False:
        return False
    for mark in (": ", " – ", " - ", " — "):
        at = sentence.find(mark, inside[-1][0].end - start + 3)
        if 0 < at < 150 and len(inside) == len([pair for pair in runs if pair[0].end - start < at]):
            return sentence[at + len(mark) :].strip() != "" and _is_title(sentence[:at], start, inside, law)
    return False


def begins_entry(low: Words, run: Run) -> bool:
    """Whether a block's first sentence may be an entry of a list of provisions: it begins with one, and has no verb."""
    counted = low[-12:].rstrip().rpartition(" ")[2].isdigit()
    return run.start < 3 and not counted and not low.endswith(".") and not FINITE.search(low)


def _is_title(sentence: str, start: int, runs: list[tuple[Run, Law | str | None]], law: Law) -> bool:
    if len(sentence) > 280:
        return False
    rest, at = [], 0
    for run, _ in runs:
        rest.append(sentence[at : max(at, run.start - start)])
        at = run.end - start
    rest.append(sentence[at:])
    left = " ".join(rest)
    if DIGIT.search(YEAR_OF_LAW.sub("", QUESTION.sub("", left))):
        return False
    lower = left.lower().replace(",", "")
    words = [word.lower() for word in WORD.findall(left)]
    if all(word in TITLE_WORDS for word in words) and "was" not in words:
        return True
    if FINITE.search(left.lower()) or not _near_start(rest[0]):
        return False
    first = runs[0][0]
    # A long title: the statute's own words after a dash, with no full stop.
    if len(words) > 18 and (rest[0] or sentence.endswith(".") or rest[1].lstrip()[:1] not in "-–—:"):
        return False
    laws = (Law.EISR, Law.FOISA) if law in (Law.FOISA, Law.EISR) else (law, Law.FOIA, Law.EIR)
    return any(name in lower for one in laws for section in first.sections for name in names_of(one, section))


def _near_start(before: str) -> bool:
    """Nothing, or a title, before the first number: a sentence that begins otherwise is a sentence."""
    return len(before) < 60 and not SPEAKS.search(before.lower())
