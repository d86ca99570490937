"""Exemptions named in words only: `the law enforcement exemption`, `the cost would exceed 18 hours`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scraper.law import all_provisions, find_provision, is_relied_kind, names_of
from scraper.reading.citations.entries import is_lead
from scraper.reading.citations.roles import is_denied, is_hypothetical
from scraper.reading.language.limits import COST
from scraper.reading.language.phrases import NCND, REFUSED
from scraper.reading.language.sentences import sentence_spans
from scraper.reading.language.words import Heard, Phrase, Words
from scraper.records import Block, Citation, Law, Role

_COST_SECTION = {Law.FOIA: "12", Law.FOISA: "12", Law.JERSEY: "16"}
_VEXATIOUS_SECTION = {Law.FOIA: "14(1)", Law.FOISA: "14(1)", Law.JERSEY: "21"}
_REPEATED_SECTION = {Law.FOIA: "14(2)", Law.FOISA: "14(2)", Law.JERSEY: "22"}
_REPEATED = Phrase(r"\b(?:repeated|repeat|substantially similar)\b")
_INSIDE = re.compile(
    r"\b(?:within|inside|under|below|less than|short of)\s(?:the\s|that\s|our\s)?(?:\w+\s){0,2}(?:limit|18|24|40|"
    r"eighteen|hours?|threshold)"
)
_NEGATED = re.compile(
    r"\b(?:not|n't|cannot|unable|nor|impossible|neither|exceed\w*|beyond|more than|(?:go|goes|is|be|well) over)\b"
)
_THOUGHT = Phrase(
    r"\bif\b[^.;]{0,120}\bwould\b|\b(?:may|might|could|likely to)\s(?!not\b)(?:\w+\s){0,2}(?:exceed|go (?:over|"
    r"beyond|above)|take|pass)"
)
_EDGES = " .,:;()[]‘’'\"“”–—-•"


def find_named_exemptions(blocks: tuple[Block, ...], law: Law, heard: Heard) -> tuple[Citation, ...]:
    """Relied exemptions a response names without a number, each as exact as the words allow; each once.

    For a response that cites no number it relies on. Only words of reliance count: `exempt`, the limit exceeded, a
    request refused as vexatious; denials and hypotheses do not.
    """
    found: dict[str, Citation] = {}
    for section, sentence, ncnd in _named(blocks, law, heard):
        provision = find_provision(law, section)
        if provision and section not in found:
            found[section] = Citation(
                law=law,
                section=section,
                title=provision.title,
                role=Role.RELIED,
                ncnd=ncnd and provision.kind != "refusal",
                quote=sentence,
                by="wording",
            )
    return tuple(found.values())


def _named(blocks: tuple[Block, ...], law: Law, heard: Heard) -> Iterator[tuple[str, str, bool]]:
    lead = ""
    for block in blocks:
        for start, end in sentence_spans(block.text):
            sentence = block.text[start:end]
            text = heard[sentence]
            if lead and len(text) < 90 and (section := _names(law).get(text.strip(_EDGES))):
                yield section, sentence, bool(NCND.search(heard[lead]))
                continue
            lead = sentence if is_lead(text) else ""
            named = tuple(_named_in(text, law))
            if named and not text.endswith("?") and not is_hypothetical(text) and not _THOUGHT.search(text):
                yield from ((section, sentence, ncnd) for section, ncnd in named)


def _named_in(text: Words, law: Law) -> Iterator[tuple[str, bool]]:
    ncnd = bool(NCND.search(text))
    if law in _COST_SECTION:
        if (cost := COST.search(text)) and not _within(text, cost):
            yield _COST_SECTION[law] + ("(2)" if ncnd and law is Law.FOIA else ""), False
        elif "vexatious" in text and REFUSED.search(text):
            yield _VEXATIOUS_SECTION[law], False
        elif _REPEATED.search(text) and "request" in text and REFUSED.search(text):
            yield _REPEATED_SECTION[law], False
    if "exempt" in text or "exception" in text:
        for match in _phrases(law).finditer(text):
            if not is_denied(text[: match.start()], text[match.end() :]):
                yield _names(law)[match[1] or match[2]], ncnd


def _within(text: str, cost: re.Match[str]) -> bool:
    """`It stayed within the limit`: no refusal, unless it could not be done within it."""
    told = text[: cost.end()]
    return _INSIDE.search(told) is not None and not _NEGATED.search(told)


@cache
def _names(law: Law) -> dict[str, str]:
    """The words for each exemption of a law, to its section; words that several share belong to none."""
    names: dict[str, str] = {}
    shared: set[str] = set()
    for provision in all_provisions():
        if provision.law is law and is_relied_kind(provision) and provision.kind != "refusal":
            for name in names_of(law, provision.section):
                if names.setdefault(name, provision.section) != provision.section and "(" not in provision.section:
                    shared.add(name)
    return {name: section for name, section in names.items() if name not in shared}


@cache
def _phrases(law: Law) -> re.Pattern[str]:
    """`<name> exemption`, or `exempt … <name>` within a few words."""
    names = "|".join(re.escape(name) for name in sorted(_names(law), key=len, reverse=True))
    return re.compile(
        rf"\b({names})\)?['\"]?\s(?:exemption|exception)|\bexempt(?:ion|ed)?\s(?:\w+\s){{0,3}}"
        rf"(?:under|of|for|by virtue of|because of|on the grounds of|due to|relating to|"
        rf"as)\s(?:the\s)?['\"]?({names})\b"
    )
