"""Every naming of a provision in a letter, with the law it belongs to and what the words around it show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from scraper.law import covers, find_provision, is_relied_kind, is_silent
from scraper.reading.citations.acts import last_act, law_of
from scraper.reading.citations.denials import (
    THEIRS,
)
from scraper.reading.citations.entries import begins_entry, decides_list, is_lead, title_line
from scraper.reading.citations.reliance import (
    TOLD_ENDS,
)
from scraper.reading.citations.roles import Evidence, Sentence, decides, judge
from scraper.reading.citations.sections import SECTION, Run, find_runs, find_subsections
from scraper.reading.language.sentences import sentence_spans
from scraper.reading.language.words import Heard
from scraper.records import Block, BlockKind, Law, Letter

_MOST = 5000  # numbers read in one letter; far beyond any letter, so that hostile text costs no more than this
_SCOTS = (Law.FOISA, Law.EISR)
_JOINED = re.compile(
    r"[\s,;&/]{0,4}(?:and|or|&)?\s{0,2}(?:by virtue of\s|(?:read |taken )?(?:together |in conjunction )?with\s|"
    r"both\s)?"
)
_STATUTE_PART = re.compile(
    r"\b(?:legal annex|the legislation|relevant legislation|legislative extract|annex\b[^.]{0,40}\bact)\b"
)
_ENGAGED = re.compile(r"\b(?:engaged?|appl(?:y|ies|ied)|rel(?:y|ied)|relevant)\b")


class Voice(Enum):
    """Whose words a part of the letter holds. UNCLEAR: the applicant's, unless they can only be the force's."""

    FORCE = "force"
    UNCLEAR = "unclear"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One provision named once. `law` is one of ours or the name of another Act; `quote` the sentence that names it."""

    law: Law | str
    section: str
    evidence: Evidence
    ncnd: bool
    quote: str

    @property
    def key(self) -> tuple[Law | str, str]:
        return self.law, self.section


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The provisions named in one block, and the laws named beside them."""

    runs: tuple[Run, ...]
    laws: tuple[Law | str | None, ...]


class Claims:
    """Reads the claims of a letter's parts; the section numbers of other Acts are gathered over all of it first."""

    def __init__(self, letter: Letter, law: Law, heard: Heard) -> None:
        self._law = law
        self._heard = heard
        self._as_if = False
        self._found: dict[int, _Found] = {}
        self._acts: dict[str, str] = {}
        count = 0
        for block in (*letter.head, *letter.request, *letter.response, *letter.rights):
            runs = tuple(islice(find_runs(block.text), _MOST - count))
            count += len(runs)
            if runs:
                found = _Found(runs=runs, laws=_laws(runs, block.text, law))
                self._found[id(block)] = found
                self._learn(found)
                if law is Law.FOISA and not self._as_if:
                    self._as_if = any(covers("18", section) for run in runs for section in run.sections)

    def _learn(self, found: _Found) -> None:
        """Section numbers the letter gives to other Acts: `section 3 of the Dangerous Dogs Act`, then `section 3`."""
        for run, owner in zip(found.runs, found.laws, strict=True):
            if run.unit == SECTION and isinstance(owner, str) and not isinstance(owner, Law):
                for section in run.sections:
                    self._acts.setdefault(section, owner)

    def read(self, blocks: tuple[Block, ...], voice: Voice) -> Iterator[Claim]:
        """The claims of one part of the letter, in the order of the page."""
        statute = theirs = False
        number: str | None = None
        for index, block in enumerate(blocks):
            heading = block.kind is BlockKind.HEADING
            if heading or len(block.text) < 60:
                low = block.text.lower()
                statute = bool(_STATUTE_PART.search(low)) or (statute and not heading)
                theirs = bool(THEIRS.match(low)) or (theirs and not heading and block.kind is BlockKind.ITEM)
            if id(block) in self._found:
                for claim in self._read_block(blocks, index, Voice.OTHER if statute or theirs else voice):
                    if claim.evidence in (Evidence.RELIED, Evidence.PAST):
                        number = claim.section.partition("(")[0]
                    yield claim
            if number and voice is Voice.FORCE and "ubsection" in block.text:
                yield from self._read_subsections(block, number)

    def _read_block(self, blocks: tuple[Block, ...], index: int, voice: Voice) -> Iterator[Claim]:
        block = blocks[index]
        found = self._found[id(block)]
        spans = sentence_spans(block.text)
        named = iter(zip(found.runs, found.laws, strict=True))
        pair = next(named, None)
        for order, (start, end) in enumerate(spans):
            within: list[tuple[Run, Law | str | None]] = []
            while pair is not None and pair[0].start < end:
                within.append(pair)
                pair = next(named, None)
            if not within:
                continue
            until = pair[0].start if pair else len(block.text)
            stop = max((last for _, last in spans[order : order + 5] if last <= until), default=end)
            sentence = Sentence(block.text[start:end], self._heard, block.text[end:stop])
            line, lead = (
                self._as_line(blocks, index, sentence, start, within) if voice is not Voice.OTHER else (False, None)
            )
            heard = voice is Voice.FORCE or (voice is Voice.UNCLEAR and (decides(sentence) or decides_list(lead)))
            bare = lead and len(sentence.text) < 24 and index and blocks[index - 1].text.endswith(lead.text)
            quote = f"{lead.text} {sentence.text}" if lead and bare else sentence.text
            ncnd = (lead or sentence).ncnd or (self._as_if and (lead or sentence).silent)
            told = False
            for (run, law), (first, last) in zip(within, _joined(within, block.text), strict=True):
                evidence = Evidence.NAMED
                if heard:
                    evidence = judge(
                        block,
                        sentence,
                        first.start - start,
                        last.end - start,
                        run,
                        line=line,
                        lead=lead,
                        as_if=self._as_if,
                    )
                if told and not TOLD_ENDS.search(block.text[start : run.start].lower()):
                    evidence = min(evidence, Evidence.NAMED, key=lambda e: e.value)
                told = told or (evidence is Evidence.DEFINED and not line)
                owner = law
                if law is None and not line:
                    owner = self._other_act(run, block.text, sentence, evidence)
                yield from self._claims_of(run, owner, evidence, quote, ncnd=ncnd)

    def _as_line(
        self,
        blocks: tuple[Block, ...],
        index: int,
        sentence: Sentence,
        start: int,
        within: list[tuple[Run, Law | str | None]],
    ) -> tuple[bool, Sentence | None]:
        """Whether the sentence is a bare line of provisions, and the sentence that introduces it."""
        if title_line(sentence.text, start, within, self._law):
            return True, self._lead(blocks, index)
        lead = self._lead(blocks, index) if not start and begins_entry(sentence.low, within[0][0]) else None
        return lead is not None, lead

    def _claims_of(
        self, run: Run, owner: Law | str | None, evidence: Evidence, quote: str, *, ncnd: bool
    ) -> Iterator[Claim]:
        law = owner if owner is not None else self._law_of_bare(run)
        if law is None:
            return
        quiet = [isinstance(law, Law) and is_silent(law, section) for section in run.sections]
        for section, silent in zip(run.sections, quiet, strict=True):
            shown, flag = Evidence.NAMED, False
            if isinstance(law, Law):
                provision = find_provision(law, section)
                if provision is None and owner is None:
                    continue
                if provision is not None and is_relied_kind(provision):
                    shown = evidence
                    flag = silent or (ncnd and provision.kind != "refusal" and not any(quiet))
            yield Claim(law=law, section=section, evidence=shown, ncnd=flag, quote=quote)

    def _law_of_bare(self, run: Run) -> Law | None:
        """Bare sections are the information law's; bare articles and regulations were settled by their numbers."""
        if run.unit != SECTION or self._law is Law.JERSEY:
            return None
        return Law.FOISA if self._law in _SCOTS else Law.FOIA

    def _other_act(self, run: Run, text: str, sentence: Sentence, evidence: Evidence) -> str | None:
        """The Act of a bare number, where the letter gives that number to another Act or has just named one.

        None where the sentence itself speaks of an exemption, or a provision is used that only the information law
        has: then the number is that law's.
        """
        if evidence in (Evidence.RELIED, Evidence.DESCRIBED) and (sentence.strong or self._is_exact(run)):
            return None
        return self._acts.get(run.sections[0]) or (
            last_act(text[max(0, run.start - 400) : run.start]) if evidence is not Evidence.DESCRIBED else None
        )

    def _is_exact(self, run: Run) -> bool:
        """Whether a number goes down to a subsection of an exemption, such as 31(1)(a), that no other Act was given."""
        law = self._law_of_bare(run)
        return (
            law is not None
            and not any(section in self._acts for section in run.sections)
            and all(
                "(" in section and (found := find_provision(law, section)) is not None and is_relied_kind(found)
                for section in run.sections
            )
        )

    def _lead(self, blocks: tuple[Block, ...], index: int) -> Sentence | None:
        """The sentence that introduces the list in which block `index` stands, None where nothing does."""
        for block in reversed(blocks[max(0, index - 12) : index]):
            spans = sentence_spans(block.text)
            if not spans:
                continue
            last = block.text[slice(*spans[-1])]
            if is_lead(self._heard[last]):
                return Sentence(last, self._heard)
            found = self._found.get(id(block))
            runs: list[tuple[Run, Law | str | None]] = [(run, None) for run in found.runs] if found else []
            titled = runs and (
                title_line(block.text, 0, runs, self._law) or begins_entry(self._heard[block.text], runs[0][0])
            )
            if not titled and not self._as_if:
                return None
        return None

    def _read_subsections(self, block: Block, number: str) -> Iterator[Claim]:
        """`Subsections (2)(a) and (2)(b) are engaged`: levels of the section last relied on."""
        law = Law.FOISA if self._law in _SCOTS else Law.FOIA
        for start, end in sentence_spans(block.text):
            sentence = block.text[start:end]
            if _ENGAGED.search(sentence) and "“" not in sentence and '"' not in sentence:
                for run in find_subsections(sentence, number):
                    for section in run.sections:
                        if section.count("(") > 1:
                            yield Claim(law=law, section=section, evidence=Evidence.RELIED, ncnd=False, quote=sentence)


def _joined(within: list[tuple[Run, Law | str | None]], text: str) -> list[tuple[Run, Run]]:
    """Of each run, the first and last of those it is joined with: what is said of one is said of all."""
    groups: list[list[Run]] = []
    for run, _ in within:
        if groups and _JOINED.fullmatch(text, groups[-1][-1].end, run.start):
            groups[-1].append(run)
        else:
            groups.append([run])
    return [(group[0], group[-1]) for group in groups for _ in group]


def _laws(runs: tuple[Run, ...], text: str, law: Law) -> tuple[Law | str | None, ...]:
    """The law of each run; runs joined by `and` share the law that only one of them names."""
    laws = [law_of(run, text, law) for run in runs]
    for i in range(len(runs) - 1, 0, -1):
        gap = text[runs[i - 1].end : runs[i].start]
        if len(gap) < 20 and runs[i].unit == runs[i - 1].unit and _JOINED.fullmatch(gap):
            if laws[i - 1] is None:
                laws[i - 1] = laws[i]
            elif laws[i] is None and not isinstance(laws[i - 1], Law):
                laws[i] = laws[i - 1]
    return tuple(laws)
