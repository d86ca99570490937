"""What a sentence says of the provision it names: relied on, described, quoted, or merely named."""

from __future__ import annotations

from enum import Enum
from functools import cached_property

from scraper.law import names_of
from scraper.reading.phrases import NCND
from scraper.reading.reliance import (
    ANOTHER_BODY,
    APPLICANT,
    APPLIES,
    BECAUSE,
    CERTAIN,
    COSTLY,
    DECIDES,
    DEFINES,
    DENIED_AFTER,
    DENIED_BEFORE,
    DESCRIBES,
    DIGIT,
    EARLIER,
    GENERAL,
    IF,
    LEAD,
    MAY,
    OF_THE_LAW,
    OTHER_BUSINESS,
    OURS,
    POINTS,
    QUESTION,
    REQUESTER,
    SPEAKS,
    STATISTICS,
    STATUTE,
    STRONG,
    TITLE_WORDS,
    UPHELD,
    WEAK,
    WITHDRAWN,
    WITHHOLDS,
    WORD,
    WOULD,
    WOULD_HAVE,
    YEAR_OF_LAW,
)
from scraper.reading.sections import Run
from scraper.records import Block, BlockKind, Law


class Evidence(Enum):
    """How strongly the words around a number show that the force relies on it.

    RELIED: it withholds, refuses or is excused by it. DESCRIBED: called absolute, qualified and so on, as forces do of
    exemptions they use. DEFINED: its content is told. NAMED: anything else, denials and hypotheses included.
    """

    RELIED = 4
    DESCRIBED = 3
    DEFINED = 2
    NAMED = 1


class Sentence:
    """A sentence that names provisions, with what it says as a whole; each of these is found out once, when asked for.

    `then` is the sentence after it: a decision is told in one and taken back in the next.
    """

    def __init__(self, text: str, then: str = "") -> None:
        self.text = text
        self.then = then.lower().replace("’", "'")
        self.low = text.lower().replace("’", "'")

    @cached_property
    def ncnd(self) -> bool:
        """Whether it refuses to say if information is held."""
        return NCND.search(self.low) is not None

    @cached_property
    def strong(self) -> bool:
        """Whether it speaks of refusing or exempting in words that no other Act's business would use."""
        return STRONG.search(self.low) is not None

    @cached_property
    def weak(self) -> bool:
        """Whether it speaks so beside an information law only."""
        return WEAK.search(self.low) is not None

    @cached_property
    def of_the_law(self) -> bool:
        """Whether it names an information law or an exemption."""
        return OF_THE_LAW.search(self.text) is not None

    @cached_property
    def other_business(self) -> bool:
        """Whether it is about refusing things that are not information: bail, licences, searches."""
        return OTHER_BUSINESS.search(self.low) is not None and not CERTAIN.search(self.low)

    @cached_property
    def costly(self) -> bool:
        """Whether it speaks of hours, costs or limits."""
        return COSTLY.search(self.low) is not None

    @cached_property
    def hypothetical(self) -> bool:
        """Whether it speaks of what would be. `Would be exempt if it were held` is how one refuses to confirm."""
        return not self.ncnd and is_hypothetical(self.low)

    @cached_property
    def elsewhere(self) -> bool:
        """Whether it speaks of another answer, or of exemptions in general."""
        low = self.low
        if GENERAL.search(low) or low.endswith("?") or ANOTHER_BODY.match(low):
            return True
        if EARLIER.search(low) is None or UPHELD.search(low):
            return False
        return WITHDRAWN.search(self.then) is not None or not UPHELD.search(self.then)


def is_hypothetical(low: str) -> bool:
    """Whether lower-case words speak of what would be."""
    if WOULD_HAVE.search(low) or MAY.search(low):
        return True
    return bool(WOULD.search(low) and IF.search(low))


def is_denied(before: str, after: str) -> bool:
    """`We do not rely on section 31`; not `the duty does not apply by virtue of section 31`. Both in lower case."""
    denied = DENIED_BEFORE.search(before)
    return bool(denied and not BECAUSE.search(denied[0])) or bool(DENIED_AFTER.match(after))


def decides(sentence: Sentence) -> bool:
    """Whether a sentence can only be the force's decision, wherever on the page it stands."""
    low = sentence.low
    return bool(DECIDES.search(low)) and not (low.endswith("?") or IF.search(low) or APPLICANT.search(low))


def withholds(text: str) -> bool:
    """Whether the words hold anything back: the least that must be said before a provision merely told counts."""
    return WITHHOLDS.search(text.lower()) is not None


def is_lead(text: str) -> bool:
    """Whether a sentence introduces the provisions that follow it: `… by virtue of the following exemptions:`."""
    low = text.lower()
    return bool(LEAD.search(low) and POINTS.search(low[-160:]))


def title_line(sentence: str, start: int, runs: list[tuple[Run, Law | str | None]], law: Law) -> bool:
    """Whether a sentence is no sentence but provisions with their titles: `Section 24(2) National Security and S31(3)`.

    `start` is the offset of the sentence in the text in which `runs` were found.
    """
    if len(sentence) > 170 or any(isinstance(owner, str) and not isinstance(owner, Law) for _, owner in runs):
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
    if all(word in TITLE_WORDS for word in words):
        return True
    if len(words) > 18 or not _near_start(rest[0]):
        return False
    first = runs[0][0]
    laws = (Law.EISR, Law.FOISA) if law in (Law.FOISA, Law.EISR) else (law, Law.FOIA, Law.EIR)
    return any(name in lower for one in laws for section in first.sections for name in names_of(one, section))


def _near_start(before: str) -> bool:
    """Nothing, or a title, before the first number: a sentence that begins otherwise is a sentence."""
    return len(before) < 60 and not SPEAKS.search(before.lower())


def judge(block: Block, sentence: Sentence, run: Run, start: int, *, line: bool, lead: Sentence | None) -> Evidence:
    """What `sentence`, which begins at offset `start` of `block`, shows of the provisions of `run`.

    `line`: the sentence is a bare line of provisions; `lead`: the sentence that introduces that line.
    """
    at, end = run.start - start, run.end - start
    before, after = sentence.low[max(0, at - 160) : at], sentence.low[end : end + 140]
    if run.ranged or (block.kind is BlockKind.TABLE and not _is_field(block, sentence.text)):
        return Evidence.NAMED
    if line and not is_denied("", after):
        return _judge_line(sentence, after, lead)
    if _quoted(sentence.text[max(0, at - 600) : at]):
        return Evidence.DEFINED
    if STATUTE.search(before) or is_denied(before, after) or sentence.hypothetical or sentence.elsewhere:
        return Evidence.NAMED
    if REQUESTER.search(before) or (STATISTICS.search(before) and not OURS.search(sentence.text)):
        return Evidence.NAMED
    applies = APPLIES.match(after) is not None
    if not applies and DESCRIBES.match(after):
        return Evidence.DESCRIBED
    if not applies and DEFINES.match(after):
        return Evidence.DEFINED
    exact = any("(" in section for section in run.sections) or sentence.of_the_law
    if not exact and sentence.other_business:
        return Evidence.NAMED
    if sentence.strong or applies:
        return Evidence.RELIED
    if sentence.costly and any(section.startswith("12") for section in run.sections):
        return Evidence.RELIED
    return Evidence.RELIED if exact and sentence.weak else Evidence.DEFINED


def _judge_line(sentence: Sentence, after: str, lead: Sentence | None) -> Evidence:
    if sentence.low.endswith("?"):
        return Evidence.NAMED
    if DESCRIBES.match(after):
        return Evidence.DESCRIBED
    if lead and (lead.hypothetical or (REQUESTER.search(lead.low) and not OURS.search(lead.text))):
        return Evidence.NAMED
    return Evidence.RELIED if lead or WORD.search(sentence.low.replace("section", "")) else Evidence.DESCRIBED


def _quoted(before: str) -> bool:
    if before.count("“") > before.count("”"):
        return True
    return before.count('"') % 2 == 1


def _is_field(block: Block, line: str) -> bool:
    """A table row of words (`Exemption | Section 40(2)`), not one of figures (`Section 40 | 112 | 130`)."""
    row = next((row for row in block.rows if " | ".join(row) in line or line in " | ".join(row)), ())
    return not any(cell.replace(",", "").replace("%", "").strip().isdigit() for cell in row)
