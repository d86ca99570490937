"""What a sentence says of the provision it names: relied on, described, quoted, or merely named."""

from __future__ import annotations

from enum import Enum
from functools import cached_property

from scraper.reading.citations.denials import (
    ANOTHER_CASE,
    BECAUSE,
    COMPLAINT_FAILS,
    CONSIDERED_AFTER,
    CONSIDERED_BEFORE,
    COUNTED,
    CUT,
    DENIED_AFTER,
    DENIED_BEFORE,
    EARLIER,
    FOUND,
    GROUND,
    IF,
    IF_HELD,
    MAY,
    MAY_AFTER,
    MODAL,
    NEGATIVE,
    NOT_FOUND,
    OURS,
    PAST,
    PRESENT,
    REQUESTER,
    STATISTICS,
    SUPPOSED,
    SUPPOSED_BEHIND,
    TAKEN_BACK,
    TOLD_PAST,
    WILL_IF,
    WITHDRAWN,
    WITHDRAWN_AFTER,
    WITHDRAWN_BEFORE,
    WOULD,
    WOULD_HAVE,
)
from scraper.reading.citations.reliance import (
    AND_SO,
    ANOTHER_BODY,
    APPLICANT,
    APPLIES,
    ASIDE,
    AT_LARGE,
    CERTAIN,
    COSTLY,
    DECIDES,
    DEFINES,
    DESCRIBES,
    EXCUSES,
    EXCUSES_US,
    GENERAL,
    LAW_NAME,
    LIFTS,
    OF_THE_LAW,
    OTHER_BUSINESS,
    POLICING,
    RELEASED,
    ROUTES,
    SPEAKS,
    STATUTE,
    STRONG,
    WEAK,
    WORD,
)
from scraper.reading.citations.sections import Run
from scraper.reading.language.phrases import NCND
from scraper.reading.language.words import Heard
from scraper.records import Block, BlockKind


class Evidence(Enum):
    """How strongly the words around a number show that the force relies on it.

    RELIED: it withholds, refuses or is excused by it. PAST: it did, so that a later denial takes it back. EARLIER: it
    did so in the decision now looked at again. DESCRIBED: called absolute, qualified and so on, as forces do of
    exemptions they use. DEFINED: its content is told. NAMED: anything else, hypotheses included. DENIED: it is said not
    to apply. WITHDRAWN: it is given up.
    """

    RELIED = 6
    PAST = 5
    EARLIER = 4
    DESCRIBED = 3
    DEFINED = 2
    NAMED = 1
    DENIED = 0
    WITHDRAWN = -1


class Sentence:
    """A sentence that names provisions, with what it says as a whole; each of these is found out once, when asked for.

    `then` is what follows until a provision is named again: a decision is told in one sentence, taken back in the next.
    """

    def __init__(self, text: str, heard: Heard, then: str = "") -> None:
        self.text = text
        self.heard = heard
        self.then = heard[then].part(COMPLAINT_FAILS.sub("", heard[then]))
        self.low = heard[text]

    @property
    def ncnd(self) -> bool:
        """Whether it refuses to say if information is held."""
        return NCND.search(self.low) is not None

    @property
    def strong(self) -> bool:
        """Whether it speaks of refusing or exempting in words that no other Act's business would use."""
        return STRONG.search(self.low) is not None

    @property
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

    @property
    def costly(self) -> bool:
        """Whether it speaks of hours, costs or limits."""
        return COSTLY.search(self.low) is not None

    @cached_property
    def hypothetical(self) -> bool:
        """Whether it speaks of what would be. `Would be exempt if it were held` is how one refuses to confirm."""
        return not self.ncnd and is_hypothetical(self.low)

    @cached_property
    def elsewhere(self) -> bool:
        """Whether it speaks of exemptions in general, of later requests, or of another body's decision."""
        low = self.low
        return bool(
            GENERAL.search(low)
            or low.endswith("?")
            or ANOTHER_BODY.search(low)
            or GROUND.match(low)
            or AT_LARGE.search(low)
        )

    @property
    def if_held(self) -> bool:
        """Whether it says what would be if the information were held."""
        return IF_HELD.search(self.low) is not None

    @property
    def silent(self) -> bool:
        """Whether, under Scotland's law, it refuses to say if information is held: by section 18, or as if it were."""
        return self.if_held or "section 18" in self.low

    @property
    def taken_back(self) -> bool:
        """Whether the words after it give up what it says."""
        return TAKEN_BACK.search(self.then) is not None


def is_hypothetical(low: str) -> bool:
    """Whether lower-case words speak of what would be."""
    if WOULD_HAVE.search(low) or MAY.search(low) or WILL_IF.search(low):
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


def judge(
    block: Block, sentence: Sentence, at: int, end: int, run: Run, *, line: bool, lead: Sentence | None, as_if: bool
) -> Evidence:
    """What `sentence` of `block` shows of the provisions of `run`, which it names from offset `at` to `end`.

    `line`: the sentence is a bare line of provisions; `lead`: the sentence that introduces that line; `as_if`: the law
    refuses to confirm on the exemptions that would apply if information were held (FOISA 18).
    """
    if run.ranged or (block.kind is BlockKind.TABLE and not _is_field(block, sentence.text)):
        return Evidence.NAMED
    clause, at, end = _clause(sentence, at, end)
    before = clause.low.part(clause.low[max(0, at - 160) : at])
    after = clause.low.part(ASIDE.sub("", LAW_NAME.sub("", clause.low[end : end + 160])))
    lifts = LIFTS.match(after) is not None
    if (WITHDRAWN_AFTER.match(after) and not lifts) or (WITHDRAWN_BEFORE.search(before) and not line):
        return Evidence.WITHDRAWN
    if line and not is_denied("", after):
        return _judge_line(sentence, after, lead, as_if=as_if)
    if _quoted(clause.text[max(0, at - 600) : at]):
        return Evidence.DEFINED
    if sentence.taken_back or TAKEN_BACK.search(after):
        return Evidence.WITHDRAWN
    if lifts:
        return Evidence.RELIED
    if is_denied(before, after):
        return Evidence.DENIED
    past = _past(clause, before, after)
    if past and WITHDRAWN.search(sentence.then):
        return Evidence.WITHDRAWN
    if _looked_at(before, after):
        return Evidence.RELIED if FOUND.search(after) and not NOT_FOUND.search(after) else Evidence.NAMED
    if as_if and clause.if_held and not STATUTE.search(before):
        return Evidence.RELIED
    if DEFINES.match(after) and MAY.search(after) and not (EXCUSES.match(after) or AND_SO.search(after)):
        return Evidence.DEFINED
    if _of_others(clause, before, after) or sentence.elsewhere or (past and ANOTHER_CASE.search(clause.low)):
        return Evidence.NAMED
    evidence = _of_force(clause, before, after, run)
    if evidence is not Evidence.RELIED or not past:
        return evidence
    return Evidence.EARLIER if EARLIER.search(clause.low) else Evidence.PAST


def _past(clause: Sentence, before: str, after: str) -> bool:
    """Whether the words between the commas around a number tell what was decided, and nothing that is decided now."""
    near = clause.low.part(before.rpartition(",")[2] + " " + after.partition(",")[0])
    if not (PAST.search(near) or PRESENT.search(near)):
        near = clause.low
    return PAST.search(near) is not None and PRESENT.search(near) is None


def _looked_at(before: str, after: str) -> bool:
    return CONSIDERED_BEFORE.search(before) is not None or CONSIDERED_AFTER.match(after) is not None


def _clause(sentence: Sentence, at: int, end: int) -> tuple[Sentence, int, int]:
    """The part between semicolons that holds the number, where it is a sentence of its own; and the offsets in it."""
    start, stop = sentence.text.rfind(";", 0, at) + 1, sentence.text.find(";", end)
    if start == 0 and stop < 0:
        return sentence, at, end
    part = sentence.text[start : stop if stop > 0 else len(sentence.text)]
    if not SPEAKS.search(part.lower()):
        return sentence, at, end
    then = sentence.low[stop:] if stop > 0 else ""
    return Sentence(part, sentence.heard, then + " " + sentence.then), at - start, end - start


def _of_others(clause: Sentence, before: str, after: str) -> bool:
    """Whether the statute speaks, the applicant or another body, or the force of what is not or not yet."""
    if STATUTE.search(before) or clause.hypothetical or clause.elsewhere:
        return True
    if MAY_AFTER.match(after) or SUPPOSED.search(before):
        return True
    if SUPPOSED_BEHIND.match(before) and MODAL.search(after):
        return True
    if COUNTED.search(before) and "your" not in clause.low and "this request" not in clause.low:
        return True
    return bool(REQUESTER.search(before) or (STATISTICS.search(before) and not OURS.search(clause.text)))


def _of_force(clause: Sentence, before: str, after: str, run: Run) -> Evidence:
    """What the force says of a provision, in its own voice and of this request.

    An exemption named to the letter is named because it is used, unless something says otherwise; a bare number needs
    words of reliance.
    """
    if RELEASED.search(clause.low) or ROUTES.match(after):
        return Evidence.NAMED
    near = clause.low.part(CUT.split(before)[-1] + " " + CUT.split(after)[0])
    if EXCUSES.match(after) or APPLIES.match(after):
        return Evidence.RELIED
    if DESCRIBES.match(after):
        return Evidence.DESCRIBED
    if EXCUSES_US.match(after):
        return Evidence.RELIED
    if DEFINES.match(after):
        return Evidence.RELIED if AND_SO.search(after) else Evidence.DEFINED
    exact = any("(" in section for section in run.sections)
    negated = NEGATIVE.search(near) is not None
    if exact and not (negated or POLICING.search(before) or TOLD_PAST.search(near) or ANOTHER_CASE.search(clause.low)):
        return Evidence.RELIED
    exact = exact or clause.of_the_law
    if not exact and clause.other_business:
        return Evidence.NAMED
    if clause.strong or (clause.costly and any(section.startswith("12") for section in run.sections)):
        return Evidence.RELIED
    return Evidence.RELIED if exact and clause.weak and not negated else Evidence.NAMED


def _judge_line(sentence: Sentence, after: str, lead: Sentence | None, *, as_if: bool) -> Evidence:
    if sentence.low.endswith("?"):
        return Evidence.NAMED
    if DESCRIBES.match(after):
        return Evidence.DESCRIBED
    if sentence.elsewhere or ANOTHER_CASE.search(sentence.low):
        return Evidence.NAMED
    if lead and as_if and lead.if_held:
        return Evidence.RELIED
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
