"""Which provisions a response names, and whether the force itself relies on them.

A number proves nothing: letters name duties, quote statute, repeat the applicant, discuss what would have applied. So a
citation is `relied` only on evidence: a line that is nothing but a provision and its title, or a sentence in the force's
own voice that withholds, refuses or is excused by it. Everything else that is named is `mentioned`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from scraper.law import covers, find_provision, is_relied_kind, is_silent
from scraper.reading.acts import last_act, law_of, settle_law
from scraper.reading.roles import Evidence, decides, is_lead, judge, speaks_ncnd, speaks_strongly, title_line
from scraper.reading.sections import SECTION, Run, find_runs, find_subsections
from scraper.reading.sentences import sentence_spans
from scraper.reading.wording import find_named_exemptions
from scraper.records import Block, BlockKind, Citation, Law, Letter, Role

__all__ = ["find_citations", "settle_law"]

_JOINED = re.compile(r"[\s,;&/]{0,4}(?:and|or|&)?\s{0,2}(?:by virtue of\s|read with\s)?")
_STATUTE_PART = re.compile(
    r"\b(?:legal annex|the legislation|relevant legislation|legislative extract|annex\b.*\bact)\b", re.I
)
_WITHHOLDS = re.compile(
    r"exempt|withh[eo]ld|refus|not obliged|redact|unable to (?:provide|supply|disclose)|exceed|nor den"
)
_ENGAGED = re.compile(r"\b(?:engaged?|appl(?:y|ies|ied)|rel(?:y|ied)|relevant)\b")


class _Part(IntEnum):
    """Whose words these are."""

    REQUEST = 0
    RIGHTS = 1
    UNCLEAR = 2
    FORCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    law: Law | str
    section: str
    evidence: Evidence
    ncnd: bool
    quote: str


def find_citations(letter: Letter, law: Law) -> tuple[Citation, ...]:
    """Every provision the letter names, relied ones first, each once per role, in the order of the page.

    `law` is the law of the response (see `settle_law`). The most exact form on the page is the citation: `31` beside
    `31(1)(a)` adds nothing. A mention of a provision that is relied on, or of a parent of one, adds nothing either.
    """
    claims: list[_Claim] = []
    acts = _numbers_of_other_acts(letter, law)
    force = (letter.head, letter.response) if letter.response else (letter.head, letter.request, letter.rights)
    for blocks in force:
        claims.extend(_claims(blocks, law, acts, _Part.FORCE))
    if letter.response:
        # A letter whose turn was missed has the decision in the request; then only unmistakable words count.
        missed = not any(claim.evidence is Evidence.RELIED for claim in claims)
        claims.extend(_claims(letter.request, law, acts, _Part.UNCLEAR if missed else _Part.REQUEST))
        claims.extend(_claims(letter.rights, law, acts, _Part.RIGHTS))
    relied = _settle_relied(claims, letter)
    if not any(citation.law == law or citation.law in tuple(Law) for citation in relied):
        relied = find_named_exemptions(letter.response or letter.request, law)
    return relied + _settle_mentioned(claims, relied)


def _claims(blocks: tuple[Block, ...], law: Law, acts: dict[str, str], part: _Part) -> Iterator[_Claim]:
    statute = False
    relied_number: str | None = None
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING or len(block.text) < 60:
            statute = bool(_STATUTE_PART.search(block.text)) or (statute and block.kind is not BlockKind.HEADING)
        for claim in _claims_of_block(blocks, index, law, acts, part, statute):
            if claim.evidence is Evidence.RELIED:
                relied_number = claim.section.partition("(")[0]
            yield claim
        if part is _Part.FORCE and relied_number and "ubsection" in block.text:
            yield from _subsection_claims(block, law, relied_number)


def _claims_of_block(
    blocks: tuple[Block, ...], index: int, law: Law, acts: dict[str, str], part: _Part, statute: bool
) -> Iterator[_Claim]:
    block = blocks[index]
    runs = list(find_runs(block.text))
    if not runs:
        return
    laws = _laws(runs, block.text, law)
    spans = sentence_spans(block.text)
    for start, end in spans:
        sentence = block.text[start:end]
        within = [(run, laws[i]) for i, run in enumerate(runs) if start <= run.start < end]
        if not within:
            continue
        heard = part is _Part.FORCE or (part is _Part.UNCLEAR and decides(sentence))
        line = heard and title_line(sentence, start, within, law)
        lead = _lead(blocks, index, law) if line else ""
        for run, named in within:
            owner = named
            evidence = Evidence.NAMED
            if heard and not statute:
                evidence = judge(block, sentence, run.start - start, run.end - start, run, line=line, lead=lead)
            if owner is None and not line:
                owner = _other_act(run, block.text[: run.start], sentence, acts, evidence)
            quote = f"{lead} {sentence}" if lead and len(sentence) < 24 and _adjacent(blocks, index, lead) else sentence
            yield from _claims_of_run(run, owner, law, evidence, quote, ncnd=speaks_ncnd(lead or sentence))


def _claims_of_run(
    run: Run, owner: Law | str | None, law: Law, evidence: Evidence, quote: str, *, ncnd: bool
) -> Iterator[_Claim]:
    settled = owner if owner is not None else _default_owner(run, law)
    if settled is None:
        return
    for section in run.sections:
        found = evidence
        if isinstance(settled, Law):
            provision = find_provision(settled, section)
            if provision is None and owner is None:
                continue
            if provision is None or not is_relied_kind(provision):
                found = Evidence.NAMED
            quiet = is_silent(settled, section)
            others_quiet = any(is_silent(settled, other) for other in run.sections)
            cost = provision is not None and provision.kind == "refusal"
            flag = quiet or (ncnd and not cost and not others_quiet)
        else:
            found, flag = Evidence.NAMED, False
        yield _Claim(law=settled, section=section, evidence=found, ncnd=flag, quote=quote)


def _default_owner(run: Run, law: Law) -> Law | None:
    """The law of a bare number: sections are the information law's, articles and regulations only where they can be."""
    if run.unit == SECTION and law is not Law.JERSEY:
        return Law.FOISA if law in (Law.FOISA, Law.EISR) else Law.FOIA
    return None


def _laws(runs: list[Run], text: str, law: Law) -> list[Law | str | None]:
    """The law of each run; runs joined by `and` share the law that only one of them names."""
    laws = [law_of(run, text, law) for run in runs]
    for i in range(len(runs) - 1, 0, -1):
        gap = text[runs[i - 1].end : runs[i].start]
        if len(gap) < 20 and runs[i].unit == runs[i - 1].unit and _JOINED.fullmatch(gap):
            if laws[i - 1] is None:
                laws[i - 1] = laws[i]
            elif laws[i] is None and isinstance(laws[i - 1], str) and not isinstance(laws[i - 1], Law):
                laws[i] = laws[i - 1]
    return laws


def _other_act(run: Run, before: str, sentence: str, acts: dict[str, str], evidence: Evidence) -> str | None:
    """The Act a bare number belongs to, where the letter gives that number to another Act or has just named one.

    None where the sentence itself speaks of an exemption: then the number is the information law's.
    """
    if speaks_strongly(sentence) and evidence in (Evidence.RELIED, Evidence.DESCRIBED):
        return None
    return acts.get(run.sections[0]) or (
        last_act(before) if evidence is not Evidence.DESCRIBED else None
    )


def _numbers_of_other_acts(letter: Letter, law: Law) -> dict[str, str]:
    """Section numbers the letter gives to other Acts: `section 3 of the Dangerous Dogs Act 1991`, later only `section 3`."""
    found: dict[str, str] = {}
    for block in (*letter.head, *letter.request, *letter.response):
        runs = list(find_runs(block.text))
        for run, owner in zip(runs, _laws(runs, block.text, law) if runs else (), strict=False):
            if run.unit == SECTION and isinstance(owner, str) and not isinstance(owner, Law):
                for section in run.sections:
                    found.setdefault(section, owner)
    return found


def _lead(blocks: tuple[Block, ...], index: int, law: Law) -> str:
    """The sentence that introduces the list in which block `index` stands, or "" where nothing does."""
    for back in range(index - 1, max(-1, index - 12), -1):
        text = blocks[back].text
        spans = sentence_spans(text)
        if not spans:
            continue
        start, end = spans[-1]
        if is_lead(text[start:end]):
            return text[start:end]
        runs = list(find_runs(text))
        if not runs or not title_line(text, 0, [(run, None) for run in runs], law):
            return ""
    return ""


def _adjacent(blocks: tuple[Block, ...], index: int, lead: str) -> bool:
    return index > 0 and blocks[index - 1].text.endswith(lead)


def _subsection_claims(block: Block, law: Law, number: str) -> Iterator[_Claim]:
    """`subsections (2)(a) and (2)(b) are engaged`: levels of the section last relied on."""
    owner = Law.FOISA if law in (Law.FOISA, Law.EISR) else Law.FOIA
    for start, end in sentence_spans(block.text):
        sentence = block.text[start:end]
        if _ENGAGED.search(sentence) and "“" not in sentence and '"' not in sentence:
            for run in find_subsections(sentence, number):
                for section in run.sections:
                    if section.count("(") > 1:
                        yield _Claim(law=owner, section=section, evidence=Evidence.RELIED, ncnd=False, quote=sentence)


def _settle_relied(claims: list[_Claim], letter: Letter) -> tuple[Citation, ...]:
    relied: dict[tuple[Law | str, str], _Claim] = {}
    for claim in claims:
        if claim.evidence is Evidence.RELIED:
            relied.setdefault((claim.law, claim.section), claim)
    tops = {(law, section.partition("(")[0]) for law, section in relied}
    for claim in claims:
        if claim.evidence is Evidence.DESCRIBED and (claim.law, claim.section.partition("(")[0]) not in tops:
            relied.setdefault((claim.law, claim.section), claim)
    if not relied and any(_WITHHOLDS.search(block.text) for block in letter.response):
        for claim in claims:
            if claim.evidence is Evidence.DEFINED:
                relied.setdefault((claim.law, claim.section), claim)
    _sharpen(relied, claims)
    return tuple(_citation(claim, Role.RELIED) for key, claim in relied.items() if not _has_part(key, relied))


def _sharpen(relied: dict[tuple[Law | str, str], _Claim], claims: list[_Claim]) -> None:
    """Where a section is relied on only as a whole and the force speaks of one part of it, that part is meant."""
    for law, section in list(relied):
        if "(" in section:
            continue
        if _has_part((law, section), relied):
            continue
        parts = {
            claim.section: claim
            for claim in reversed(claims)
            if claim.law == law
            and claim.evidence in (Evidence.DESCRIBED, Evidence.DEFINED)
            and claim.section != section
            and covers(section, claim.section)
        }
        if len(parts) == 1:
            part, claim = next(iter(parts.items()))
            relied[law, part] = claim


def _settle_mentioned(claims: list[_Claim], relied: tuple[Citation, ...]) -> tuple[Citation, ...]:
    found: dict[tuple[Law | str, str], _Claim] = {}
    for claim in claims:
        if any(c.law == claim.law and covers(claim.section, c.section) for c in relied):
            continue
        found.setdefault((claim.law, claim.section), claim)
    return tuple(_citation(claim, Role.MENTIONED) for key, claim in found.items() if not _has_part(key, found))


def _has_part(key: tuple[Law | str, str], others: dict[tuple[Law | str, str], _Claim]) -> bool:
    """Whether a more exact form of the same provision is there too."""
    return any(key != other and key[0] == other[0] and covers(key[1], other[1]) for other in others)


def _citation(claim: _Claim, role: Role) -> Citation:
    provision = find_provision(claim.law, claim.section) if isinstance(claim.law, Law) else None
    return Citation(
        law=claim.law,
        section=provision.section if provision else claim.section,
        title=provision.title if provision else None,
        role=role,
        ncnd=claim.ncnd and role is Role.RELIED,
        quote=claim.quote,
    )
