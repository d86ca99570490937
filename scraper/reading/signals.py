"""What single sentences of a response say about its result: given, not held, refused, over the limit, and so on.

Only sentences of the decision are read: the harm and public interest arguments speak of disclosure and refusal too, but
decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from scraper.reading.roles import speaks_ncnd
from scraper.reading.sentences import sentence_spans
from scraper.records import Block, BlockKind


class Signal(Enum):
    """What a sentence shows.

    ANSWERED: an answer under its question's number. FIGURES: a bare answer (`11`, a table, `None.`). NUMBERS: any sentence
    with a number in it that is not law, date or cost, before the first refusal.
    """

    GIVEN = "given"
    ANSWERED = "answered"
    FIGURES = "figures"
    NUMBERS = "numbers"
    SOME = "some"
    NOT_HELD = "not held"
    NOT_HELD_WHOLE = "not held at all"
    REFUSED = "refused"
    REFUSED_WHOLE = "refused whole"
    NCND = "ncnd"
    NCND_RIDER = "ncnd rider"
    COST = "cost"
    COST_WHOLE = "cost whole"
    VEXATIOUS = "vexatious"
    GOODWILL = "goodwill"
    CLARIFY = "clarify"


_ARGUMENT = re.compile(
    r"\b(?:harm|public interest|factors?|balanc\w+|considerations?|favou?ring|prejudice test|against|legal annex|legislation)\b",
    re.IGNORECASE,
)
_ARGUMENT_ENDS = re.compile(
    r"^(?:disclosure|decision|response|reply|answers?|conclusion|outcome|attachments?|additional information)\b[^.]{0,30}:?$"
    r"|^(?:q(?:uestion)?s?\.?\s?\d|part\s\d|request\s\d)",
    re.IGNORECASE,
)
_ABOUT_REASONS = re.compile(
    r"\b(?:reasons?|explan\w+|explained|exemptions?|complain\w*|review|appeal|public interest|harm|guidance|clarif\w+|advice|procedure|"
    r"commissioner|copyright|licen[cs]e|rights?)\b"
)
_GIVEN = re.compile(
    r"\b(?:able|decided|pleased|happy|willing)\s(?:\w+\s)?to\s(?:\w+\s){0,2}(?:disclose|provide|release|supply|give|answer|share|offer)\b"
    r"|\b(?:please\s)?(?:find|see|refer to|view)\b[^.]{0,60}\b(?:attach\w*|enclos\w*|below|table|spreadsheet|document|appendix|annex|pdf)\b"
    r"|\b(?:is|are|was|were|been|being)\s(?:\w+\s){0,3}(?:disclosed|provided|supplied|released|attached|enclosed|answered|listed|shown|given|granted|"
    r"set out|reproduced)\b"
    r"|\b(?:attached|enclosed)\s(?:is|are|document|spreadsheet|table|file|response|pdf|excel)\b|\bi (?:attach|enclose)\b|\bwe (?:attach|enclose)\b"
    r"|\b(?:data|information|figures?|answers?|responses?|results?|tables?|details?|numbers?|below|it)\b[^.]{0,60}\b(?:as follows|below|attached|follows)\b"
    r"|\bas follows\b|\b(?:above|below) is all\b|\bdisclos\w+ in full\b|\bfull disclosure\b|\byour request (?:is|has been) (?:granted|met|successful)\b"
    r"|\bthe (?:table|spreadsheet|document|figures?|list|attachment)s?\s(?:\w+\s){0,3}(?:shows?|gives?|sets? out|contains?|provides?|details|lists|answers?)\b"
    r"|\bi (?:can|am able to) (?:give|disclose|provide|release|supply)\b|\bwe (?:can|are able to) (?:give|disclose|provide|release|supply)\b"
    r"|\bthe answers? to\b[^.]{0,60}\b(?:is|are)\b|\b(?:will be|has been|have been|is being|are being|was|were) sent\b"
)
_REPEATS_REQUEST = re.compile(
    r"\b(?:your request|request for (?:\w+\s)?information|in which you|you (?:asked|wrote|sought|requested the following)|seek access)\b"
    r"[^.]{0,120}\b(?:as follows|following|below|repeated)\b|\brepeated below\b"
)
_NOT_GIVEN = re.compile(
    r"\b(?:not|n[’']t|cannot|never|nothing|no\s\w+|unable|neither|nor|without|if|whether|until|will be|would|may|should|must|require[sd]?|request(?:s|ed)? to)\b"
    r"[^.]{0,60}$"
)
_SOME = re.compile(
    r"\bsome (?:of (?:the|your|this|it|what)|information|data|details|parts?|elements?|relevant)\b|\b(?:struck|blanked|blacked|crossed) out\b|\bobscured\b|\bpart(?:s|ly|ial|ially)? (?:of|disclos\w*|refus\w*|withh\w*|exempt\w*)\b|\bin part\b|"
    r"\b(?:remainder|remaining|redact\w*|not all|left out|omitted|with the exception|apart from|except for|most of it|majority of)\b|"
    r"\b(?:that|this|which) (?:part|aspect|element|portion)\b|\bnot (?:been )?released\b|\bcertain information\b|\bpartial\b|\bbut (?:with|not)\b"
)
_NOT_HELD = re.compile(
    r"\b(?:not|n[’']t)\s(?:\w+\s){0,2}(?:hold|held|possess|in (?:our )?possession)\b|\bno held\b"
    r"|\bhold(?:s|ing)?\s(?:no|nothing|none)\b|\b(?:no|nil|nothing|none)\s(?:\w+\s){0,5}(?:is|are|was|were|has been)?\s?held\b"
    r"|\bno\s(?:\w+\s){0,2}(?:information|data|records?|documents?|trace|results?|correspondence)\b[^.]{0,50}\b(?:held|found|located|identified|traced|exists?|recorded|available|returned)\b"
    r"|\b(?:no|not any)\s(?:such\s|relevant\s|recorded\s)?(?:information|records?|data|documents?|minutes)\s(?:exists?|in our)\b|\bno such (?:\w+\s){1,3}exists?\b"
    r"|\b(?:have|has|had)\sno\s(?:\w+\s){0,2}(?:information|records?|data|documents?)\b|\bthere (?:are|is|were) no (?:\w+\s){0,2}(?:records?|documents?|information|data|minutes|policy)\b"
    r"|\b(?:could|did|were|was|have|been) (?:not|unable to)?\s?(?:be\s)?(?:locate|find|identify|located|found)[a-z]* (?:any|no)\b|\bnegative (?:response|result)\b|\bnil return\b"
    r"|\binformation (?:is )?not (?:held|recorded)\b|\bnot (?:a matter|information) (?:for|held|recorded) (?:by )?(?:us|the|this)\b|\bso that no\b[^.]{0,40}\bexists?\b"
)
_NOT_HELD_WHOLE = re.compile(
    r"\b(?:your|this|the) request\b|\b(?:the|any|no) (?:\w+\s)?information\s(?:that |which )?(?:(?:you|was|is|has been) )?(?:have )?(?:been )?(?:requested|sought|asked for|required|relat|relevant)"
    r"|\brequested information\b|\bany of (?:your|the|these) questions\b|\bno information (?:is |was )?(?:held|recorded|located|found)\b|\bhold(?:s)? (?:no|any) (?:relevant )?(?:information|data|records)\b"
)
_NOT_HELD_IN = re.compile(
    r"\b(?:held|hold|holds|kept|recorded|possess)\b[^.;]{0,60}\b(?:in (?:a|an|any|the|such)[^.;]{0,40}(?:format|form|way|manner|system|retriev\w*|search\w*)|centrally|"
    r"(?:readily|easily)\s(?:\w+\s)?(?:retriev|access|extract|avail)|retrievable|electronically)"
)
_NOT_HELD_UNSURE = re.compile(
    r"\b(?:whether|neither|nor|confirm(?:ing)? or deny|or (?:is|are)(?: not|n[’']t)|had (?:any|it|the|such)|would|if|should)\b"
    r"|\b(?:no|any) (?:other|further|additional)\b|\bnot held (?:against|in custody|to account)\b"
)
_REFUSED = re.compile(
    r"\b(?:refus(?:e|ed|ing|al)|declin(?:e|ed|ing)|withh(?:eld|old|olding))\b|\b(?:will|can|could)\s?not\s(?:therefore\s)?(?:be\s)?(?:\w+\s)?(?:disclos|releas|provid|suppl)"
    r"|\bnot (?:being )?(?:\w+\s)?(?:disclosing|disclosed|releasing|providing|supplied|obliged|required by)\b|\b(?:unable to|cannot) (?:\w+\s)?(?:provid|suppl|disclos|releas|compl|answer|assist|meet|respond)"
    r"|\bexempt(?:ed|s)?\b|\bexcepted\b|\bdo not (?:intend|propose) to (?:disclos|releas|provid)"
)
_WHOLE = re.compile(
    r"\b(?:whole|entire(?:ty|ly)?|all of (?:it|the|your|this)|in full|any part|your request (?:is|has been|must be|was|will be)(?: therefore| hereby)? (?:refused|declined|rejected)|"
    r"refus(?:e|ing) (?:your|the|this) request|refusal of (?:your|the) request|not (?:be )?disclos\w*(?: to you)? (?:the|any|this|your)|this information will not|"
    r"not obliged to (?:supply|provide|comply|disclose) (?:you with )?(?:the information|with (?:it|your)|it|any))\b|withholding the whole"
)
_RIDER = re.compile(r"\b(?:other|further|additional|else)\b|\b(?:additionally|in addition|also|furthermore)\b")
_COST = re.compile(
    r"\b(?:exceed\w*|over|above|beyond|more than|in excess of|within|pass(?:es|ed)?|outside|under)\b[^.]{0,80}\b(?:appropriate\b[^.]{0,20}\b(?:limit|level)|cost limit|costs? threshold|fees? limit|"
    r"time (?:limit|threshold|constraints?)|(?:18|24|40|eighteen) hours?|18[- ]hours?|£\s?(?:450|600)|legal (?:amount|limit)|fees? (?:regulations|limit)|limit set|statutory limit|permitted)"
    r"|\b(?:18|eighteen)[- ]hours?\b[^.]{0,60}\b(?:constraint|limit|threshold|exceed)|\btoo costly\b|\bexcess(?:ive)? costs?\b|\bcost of (?:\w+\s){1,4}(?:would|exceeds?|is over|goes over)\b"
    r"|\bexceed\w*\b[^.]{0,40}\bcosts?\b|\bcosts?\b[^.]{0,60}\bexceed"
)
_COST_WHOLE = re.compile(
    r"\b(?:whole|entire(?:ty)?|any part|one part|part of a request|part of the request|all (?:of )?(?:your|the)|aggregat\w*|rest of)\b"
)
_VEXATIOUS = re.compile(r"\b(?:vexatious|repeated request|repeat request|manifestly unreasonable)\b")
_GOODWILL = re.compile(
    r"\bgood\s?will\b|\boutside (?:of )?the (?:act|foi)|\b(?:s|section)\.?\s?1[56]\b|\bassist(?:ance)? you\b|\bto (?:assist|be (?:of )?help\w*)\b|\bcourtesy\b|\bdiscretion\w*\b|"
    r"\badvice and assistance\b|\bmay (?:be of interest|find)\b|\bbefore it was (?:realised|known|found)\b|\balthough excess cost\b"
)
_CLARIFY = re.compile(
    r"\b(?:clarif(?:y|ication)|further (?:details?|information) (?:from you|to (?:identify|help))|more specific|refine|narrow|be more precise)\b"
)
_LATER = re.compile(r"\b(?:on request|in due course|will be published|if you)\b")
_LABEL = re.compile(
    r"^(?:(?:response|answer|reply|in (?:answer|reply|response))\s)?(?:to\s)?(?:q(?:uestion)?s?\.?|part|point|request|response|answer)\s?\(?\d",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:please\b|can you|could you|how\b|what\b|when\b|where\b|who\b|which\b|why\b|do you|does\b|did\b|is\b|are\b|has\b|have\b|i would like|a (?:copy|list|breakdown)\b|copies of|the (?:total )?number of\b)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\b(?:is|are|does|do) (?:hold|held|not)\b|\bcan confirm\b[^.]{0,80}\b(?:hold|held)|\byour request\b|\bthis request\b|\bholds? (?:the|some|this) (?:requested )?information\b"
)
_LEGAL = re.compile(
    r"\b(?:sections?|the act|dut(?:y|ies)|public authorit\w+|exempt\w*|applicants?|commissioner|public interest|would)\b"
)
_FIGURES = re.compile(
    r"^(?:(?:q(?:uestion)?s?\.?\s?)?\(?\d{1,2}[a-z]?[.):]+\s*[-–:]?\s*)?"
    r"(?:(?:none|nil|zero|yes|no|n/a)(?=\s*(?:[.,;:–—(-]|$))|£?\d[\d,.]*(?![\d,.]*\s?(?:and|&|-|–)\s?\d+[.:)]*$))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w(£./-])(?:£\s?)?\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w)/:]|,?\d|\s?(?:hours?|minutes?|working|days?|months?|january|february|march|april|may|june|july|august|september|october|november|december))"
)
_LAW_NUMBER = re.compile(
    r"\b(?:sections?|s|articles?|regulations?|regs?|act|regulations|foi|reference|question|questions|q|part|point|request|response|page|item)s?\.?\s?[\d(),&a-z ]{1,30}|\b(?:18|19|20)\d\d\b"
)


@dataclass(slots=True)
class Signals:
    """The first sentence that shows each signal."""

    found: dict[Signal, str] = field(default_factory=dict)

    def add(self, signal: Signal, sentence: str) -> None:
        self.found.setdefault(signal, sentence)

    def drop_figures(self) -> None:
        """Forgets everything that is only an answer by its form."""
        for signal in (Signal.FIGURES, Signal.NUMBERS, Signal.ANSWERED):
            self.found.pop(signal, None)

    def __contains__(self, signal: Signal) -> bool:
        return signal in self.found

    def sentence(self, *signals: Signal) -> str | None:
        """The sentence of the first of these signals that was found."""
        return next((self.found[signal] for signal in signals if signal in self.found), None)


def read_signals(head: tuple[Block, ...], response: tuple[Block, ...], *, bare_figures: bool = True) -> Signals:
    """What the sentences of a response show of its result.

    Of what stands before the request only words of decision count. `bare_figures`: numbers without a verb are answers too.
    """
    signals = Signals()
    for block in head:
        if block.kind is not BlockKind.TABLE:
            _read_block(block, signals, answers=False)
    signals.drop_figures()
    labelled = False
    for block in _decision_blocks(response):
        if block.kind is BlockKind.TABLE:
            if any(char.isdigit() for char in block.text):
                signals.add(Signal.FIGURES, block.text.partition("\n")[0])
            continue
        if block.text[-1:] != "?" and _LABEL.match(block.printed):
            labelled = True
            if len(block.text) < 40:
                continue
        numbered = bool(block.marker and any(char.isdigit() for char in block.marker))
        labelled = _read_block(block, signals, answers=labelled or numbered) and labelled
    if not bare_figures:
        signals.drop_figures()
    return signals


def _read_block(block: Block, signals: Signals, *, answers: bool) -> bool:
    """Reads a block sentence by sentence; False where it shuts out an answer in what follows."""
    go_on = True
    for start, end in sentence_spans(block.text):
        go_on = _read(block.text[start:end], signals, answers=answers and go_on) and go_on
    return go_on


def _decision_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks outside the arguments on harm and public interest."""
    argued = False
    for block in blocks:
        short = len(block.text) < 90
        if short and _ARGUMENT_ENDS.match(block.printed):
            argued = False
        elif (
            short and (block.kind is BlockKind.HEADING or block.text[-1:] not in ".;,") and _ARGUMENT.search(block.text)
        ):
            argued = True
            continue
        if not argued or block.kind is BlockKind.TABLE:
            yield block


def _read(sentence: str, signals: Signals, *, answers: bool) -> bool:
    """Reads one sentence; False where it shuts out an answer in the sentences that follow it."""
    text = sentence.lower().replace("’", "'")
    if speaks_ncnd(text):
        signals.add(Signal.NCND_RIDER if _RIDER.search(text) else Signal.NCND, sentence)
        return False
    if text.endswith("?") or _REPEATS_REQUEST.search(text):
        return True
    some = _SOME.search(text)
    if some:
        signals.add(Signal.SOME, sentence)
    _read_limits(text, sentence, signals)
    absent = _NOT_HELD.search(text) and not _NOT_HELD_IN.search(text) and not _NOT_HELD_UNSURE.search(text)
    if absent:
        signals.add(Signal.NOT_HELD, sentence)
        if _NOT_HELD_WHOLE.search(text) and not some and not answers:
            signals.add(Signal.NOT_HELD_WHOLE, sentence)
    refused = _REFUSED.search(text)
    if refused:
        signals.add(Signal.REFUSED, sentence)
        if _WHOLE.search(text) and not some:
            signals.add(Signal.REFUSED_WHOLE, sentence)
    if _gives(text, refused=bool(refused)):
        signals.add(Signal.GIVEN, sentence)
    elif not absent and not refused:
        _read_figures(text, sentence, signals, answers=answers)
    return not absent and not refused


def _read_limits(text: str, sentence: str, signals: Signals) -> None:
    if _COST.search(text):
        signals.add(Signal.COST, sentence)
        if _COST_WHOLE.search(text):
            signals.add(Signal.COST_WHOLE, sentence)
    if _VEXATIOUS.search(text):
        signals.add(Signal.VEXATIOUS, sentence)
    if _GOODWILL.search(text):
        signals.add(Signal.GOODWILL, sentence)
    if _CLARIFY.search(text):
        signals.add(Signal.CLARIFY, sentence)


def _gives(text: str, *, refused: bool) -> bool:
    given = _GIVEN.search(text)
    if given is None or _NOT_GIVEN.search(text[: given.start()]) or _LATER.search(text):
        return False
    return refused or not _ABOUT_REASONS.search(text)


def _read_figures(text: str, sentence: str, signals: Signals, *, answers: bool) -> None:
    if _FIGURES.match(text):
        signals.add(Signal.FIGURES, sentence)
    number = _NUMBER.search(_LAW_NUMBER.sub(" ", text))
    if _LEGAL.search(text):
        return
    if number and Signal.REFUSED not in signals and Signal.COST not in signals:
        signals.add(Signal.NUMBERS, sentence)
    if answers and not _ASKS.match(text) and not _BOILERPLATE.search(text) and not _ABOUT_REASONS.search(text):
        signals.add(Signal.ANSWERED, sentence)
