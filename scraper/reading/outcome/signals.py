"""What single sentences of a response say about its result: given, not held, refused, over the limit, and so on.

Only sentences of the decision are read: the harm and public interest arguments speak of disclosure and refusal too, but
decide nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from scraper.reading.citations.reliance import ANOTHER_BODY, CERTAIN, OTHER_BUSINESS
from scraper.reading.citations.roles import is_hypothetical
from scraper.reading.language.absence import LACKING, NOT_HELD, NOT_HELD_IN, NOT_HELD_UNSURE, NOT_HELD_WHOLE
from scraper.reading.language.limits import (
    COST,
    COST_WHOLE,
    GOODWILL,
    NOT_CLAIMED,
    VEXATIOUS,
    VEXATIOUS_SAID,
    WOULD_TAKE,
)
from scraper.reading.language.phrases import (
    CLARIFY,
    CLARIFY_FIRST,
    DEALS,
    GIVEN,
    HELD,
    NCND,
    NCND_WHOLE,
    NOT_ALL,
    NOT_GIVEN,
    NOT_REFUSED,
    OF_INFORMATION,
    REDACTED,
    REFUSED,
    RIDER,
    SCOPED,
    SOME,
    TELLS_YOU,
    UNCONFIRMED,
    UPHELD,
    WHOLE,
    WILL_NOT,
)
from scraper.reading.language.sentences import sentence_spans
from scraper.reading.language.words import Heard
from scraper.reading.outcome.asides import (
    ABOUT_REASONS,
    CITES,
    DECIDES_HERE,
    DUTY_TOLD,
    LATER,
    OTHER_ANSWER,
    OTHER_MATTER,
    OTHERS_SAY,
    PONDERED,
    REPEATS_REQUEST,
    TELLS_LAW,
    WEIGHS,
    decision_blocks,
)
from scraper.reading.outcome.figures import LABEL, LABEL_ALONE, is_figure, states_something, tells_number
from scraper.records import Block, BlockKind


class Signal(StrEnum):
    """What a sentence shows.

    ANSWERED: an answer under its question's number. FIGURES: a bare answer (`11`, a table, `None.`). NUMBERS: any
    sentence with a number in it that is not law, date or cost, before the first refusal. STATED: something is said
    after `held`.
    """

    GIVEN = "given"
    ANSWERED = "answered"
    FIGURES = "figures"
    NUMBERS = "numbers"
    HELD = "held"
    STATED = "stated"
    CITED = "provision cited"
    SOME = "some"
    REDACTED = "redacted"
    NOT_HELD = "not held"
    NOT_HELD_OPEN = "not held, no part named"
    NOT_HELD_WHOLE = "not held at all"
    REFUSED = "refused"
    REFUSED_WHOLE = "refused whole"
    REFUSED_PART = "refused in one part"
    NCND = "ncnd"
    NCND_WHOLE = "ncnd of all"
    NCND_RIDER = "ncnd rider"
    COST = "cost"
    COST_WHOLE = "cost whole"
    COST_TOLD = "cost by law"
    LACKING = "said to be lacking"
    UPHELD = "refusal upheld"
    UNRETRIEVABLE = "not held in a form to be searched"
    COST_SILENT = "cost even to confirm"
    VEXATIOUS = "vexatious"
    VEXATIOUS_SAID = "found vexatious"
    GOODWILL = "goodwill"
    CLARIFY = "clarify"
    CLARIFY_FIRST = "clarify first"


@dataclass(slots=True)
class Signals:
    """The first sentence that shows each signal; `cited` are the sentences that rely on a provision."""

    heard: Heard
    cited: frozenset[str] = frozenset()
    found: dict[Signal, str] = field(default_factory=dict)

    def add(self, signal: Signal, sentence: str) -> None:
        self.found.setdefault(signal, sentence)

    def drop_figures(self) -> None:
        """Forgets everything that is only an answer by its form."""
        for signal in (Signal.FIGURES, Signal.NUMBERS, Signal.ANSWERED, Signal.STATED):
            self.found.pop(signal, None)

    def __contains__(self, signal: Signal) -> bool:
        return signal in self.found

    def sentence(self, *signals: Signal) -> str | None:
        """The sentence of the first of these signals that was found."""
        return next((self.found[signal] for signal in signals if signal in self.found), None)


_REFUSALS = (Signal.REFUSED, Signal.COST, Signal.NCND, Signal.NCND_RIDER)
_SETTLED = (Signal.NUMBERS, Signal.NOT_HELD_OPEN, Signal.CITED, *_REFUSALS)
_LONG = 300


def read_signals(
    head: tuple[Block, ...],
    response: tuple[Block, ...],
    *,
    heard: Heard,
    bare_figures: bool = True,
    cited: frozenset[str] = frozenset(),
) -> Signals:
    """What the sentences of a response show of its result.

    Of what stands before the request only words of decision count. `bare_figures`: numbers without a verb are answers.
    `cited`: the sentences that rely on a provision; numbers after them are argument.
    """
    signals = Signals(heard=heard, cited=cited)
    for block in head:
        if block.kind is not BlockKind.TABLE:
            _read_block(block, signals, answers=False)
    signals.drop_figures()
    labelled = asked = False
    for block in decision_blocks(response):
        if block.kind is BlockKind.TABLE:
            if any(char.isdigit() for char in block.text):
                signals.add(Signal.FIGURES, block.text.partition("\n")[0])
            continue
        low = block.printed[:90].lower()
        dialogue = asked and low.startswith(("a.", "a:", "answer"))
        asked = low.startswith(("q.", "q:", "question:"))
        if dialogue or (block.text[-1:] != "?" and LABEL.match(low)):
            labelled = True
            if LABEL_ALONE.match(low):
                continue
        answers = labelled or _is_numbered(block)
        labelled = _read_block(block, signals, answers=answers) and labelled
    if not bare_figures:
        signals.drop_figures()
    return signals


def _is_numbered(block: Block) -> bool:
    """Whether a block stands under a number or letter as an answer does; the lettered parts of a notice begin small."""
    if not block.marker or not any(char.isalnum() for char in block.marker):
        return False
    return any(char.isdigit() for char in block.marker) or not block.text[:1].islower()


def _read_block(block: Block, signals: Signals, *, answers: bool) -> bool:
    """Reads a block sentence by sentence; False where it shuts out an answer in what follows.

    After the refusal a long paragraph is argument: beyond its first sentence only silence can be new in it.
    """
    go_on = True
    argument = not answers and len(block.text) > _LONG and any(signal in signals for signal in _REFUSALS)
    for start, end in sentence_spans(block.text):
        sentence = block.text[start:end]
        if argument and start and not NCND.search(signals.heard[sentence]):
            continue
        for order, clause in enumerate(sentence.split("; ")):
            go_on = _read(clause, signals, answers=answers and go_on, begins=not order) and go_on
        if Signal.CITED not in signals and any(quote.endswith(sentence) for quote in signals.cited):
            signals.add(Signal.CITED, sentence)
    return go_on


def _read(sentence: str, signals: Signals, *, answers: bool, begins: bool) -> bool:
    """Reads one sentence; False where it shuts out an answer in the sentences that follow it.

    `begins`: it is a sentence or the first of its clauses, so that a number in front may be an answer.
    """
    text = signals.heard[sentence]
    if CLARIFY_FIRST.search(text):
        signals.add(Signal.CLARIFY_FIRST, sentence)
    if TELLS_LAW.search(text) and (not DECIDES_HERE.search(text) or DUTY_TOLD.match(text)):
        if COST.search(text):
            signals.add(Signal.COST_TOLD, sentence)
        return True
    if COST.search(text) and (NCND.search(text) or UNCONFIRMED.search(text)):
        signals.add(Signal.COST_SILENT, sentence)
        signals.add(Signal.COST, sentence)
        return False
    ncnd = NCND.search(text)
    if ncnd:
        before = text[: ncnd.start()]
        if NOT_HELD.search(before) and not NOT_HELD_UNSURE.search(before):
            signals.add(Signal.NOT_HELD, sentence)
        rider = RIDER.search(text)
        signals.add(Signal.NCND_RIDER if rider else Signal.NCND, sentence)
        if not rider and not answers and NCND_WHOLE.search(text):
            signals.add(Signal.NCND_WHOLE, sentence)
        return False
    if text.endswith("?") or REPEATS_REQUEST.search(text) or WEIGHS.search(text) or ANOTHER_BODY.match(text):
        return True
    if OTHERS_SAY.match(text) and not VEXATIOUS.search(text):
        return True
    some = _is_partial(text) and not is_hypothetical(text) and not OTHER_ANSWER.search(text)
    if some:
        signals.add(Signal.SOME, sentence)
        if REDACTED.search(text):
            signals.add(Signal.REDACTED, sentence)
    priced = COST.search(text) is not None and NOT_CLAIMED.search(text) is None
    if priced and answers:
        signals.add(Signal.REFUSED_PART, sentence)
    _read_limits(text, sentence, signals, priced=priced)
    absent = NOT_HELD.search(text)
    if absent and NOT_HELD_UNSURE.search(text):
        absent = None
    if absent and NOT_HELD_IN.search(text):
        signals.add(Signal.UNRETRIEVABLE, sentence)
        absent = None
    if absent:
        signals.add(Signal.NOT_HELD, sentence)
        scoped = SCOPED.search(text)
        if not scoped:
            signals.add(Signal.NOT_HELD_OPEN, sentence)
        if NOT_HELD_WHOLE.search(text) and not some and not answers and not scoped:
            signals.add(Signal.NOT_HELD_WHOLE, sentence)
    if Signal.UPHELD not in signals and UPHELD.search(text) and not some:
        signals.add(Signal.UPHELD, sentence)
    refused = _refuses(text) and not OTHER_ANSWER.search(text) and (bool(signals.cited) or not CITES.search(text))
    if refused:
        signals.add(Signal.REFUSED, sentence)
        if WHOLE.search(text) and not some and not answers:
            signals.add(Signal.REFUSED_WHOLE, sentence)
        elif SCOPED.search(text):
            signals.add(Signal.REFUSED_PART, sentence)
    if Signal.GIVEN in signals:
        return not absent and not refused and not priced
    if _gives(text, absent, refused=refused) and not OTHER_ANSWER.search(text):
        signals.add(Signal.GIVEN, sentence)
    elif not absent and not refused and not priced:
        if LACKING.search(text):
            signals.add(Signal.LACKING, sentence)
        else:
            _read_figures(text, sentence, signals, answers=answers, begins=begins)
    return not absent and not refused and not priced


def _is_partial(text: str) -> bool:
    """Whether a sentence says that a part is given or withheld, and not merely speaks of parts."""
    if "entirety" in text and REFUSED.search(text):
        return False
    found = REDACTED.search(text) or NOT_ALL.search(text) or (SOME.search(text) if DEALS.search(text) else None)
    return found is not None and not NOT_REFUSED.search(text) and not PONDERED.search(text[: found.start()])


def _refuses(text: str) -> bool:
    if not WILL_NOT.search(text):
        if not REFUSED.search(text) or NOT_REFUSED.search(text):
            return False
        if not CERTAIN.search(text) and not OF_INFORMATION.search(text):
            return False
    if is_hypothetical(text) or OTHER_MATTER.search(text):
        return False
    return CERTAIN.search(text) is not None or not OTHER_BUSINESS.search(text)


def _read_limits(text: str, sentence: str, signals: Signals, *, priced: bool) -> None:
    if WOULD_TAKE.search(text) and not NOT_CLAIMED.search(text):
        signals.add(Signal.UNRETRIEVABLE, sentence)
    if priced:
        signals.add(Signal.COST, sentence)
    if (priced or "limit" in text or "section 12" in text) and COST_WHOLE.search(text):
        signals.add(Signal.COST_WHOLE, sentence)
    if VEXATIOUS.search(text):
        signals.add(Signal.VEXATIOUS, sentence)
        if VEXATIOUS_SAID.search(text):
            signals.add(Signal.VEXATIOUS_SAID, sentence)
    if Signal.GOODWILL not in signals and GOODWILL.search(text):
        signals.add(Signal.GOODWILL, sentence)
    if Signal.CLARIFY not in signals and CLARIFY.search(text):
        signals.add(Signal.CLARIFY, sentence)


def _gives(text: str, absent: re.Match[str] | None, *, refused: bool) -> bool:
    given = GIVEN.search(text)
    if given and absent and absent.start() < given.end() + 3 and given.start() < absent.end():
        return False  # `the answer to your question is that no information is held`, `they are answered: none held`
    if given is None or NOT_GIVEN.search(text[: given.start()]) or " not " in given[0] or LATER.search(text):
        return False
    return refused or not ABOUT_REASONS.search(text)


def _read_figures(text: str, sentence: str, signals: Signals, *, answers: bool, begins: bool) -> None:
    if HELD.search(text):
        signals.add(Signal.HELD, sentence)
    if begins and Signal.FIGURES not in signals and is_figure(text):
        signals.add(Signal.FIGURES, sentence)
        if answers:
            signals.add(Signal.ANSWERED, sentence)
    if not any(signal in signals for signal in _SETTLED) and tells_number(text):
        signals.add(Signal.NUMBERS, sentence)
    if answers and Signal.ANSWERED not in signals and states_something(text):
        signals.add(Signal.ANSWERED, sentence)
    elif not answers and (Signal.HELD in signals or TELLS_YOU.search(text)) and states_something(text):
        signals.add(Signal.STATED, sentence)
