"""What was decided about a request as a whole, and the sentence that shows it.

Outcomes describe the response as a whole: an answer beside a refusal is `partly_disclosed`, nothing held beside
"neither confirm nor deny any other information" is `not_held`, "unable to confirm" for reasons of cost is `cost_limit`.
"""

from __future__ import annotations

import re

from scraper.reading.language.sentences import sentence_spans
from scraper.reading.language.words import Heard
from scraper.reading.outcome.figures import THERE_WERE, WORKLOAD
from scraper.reading.outcome.signals import Signal, Signals, read_signals
from scraper.records import Block, Citation, Law, Letter, Outcome, Role

_VEXATIOUS: dict[Law, tuple[str, ...]] = {Law.FOIA: ("14",), Law.FOISA: ("14",), Law.JERSEY: ("21", "22")}
# The exceptions that mean `not held`.
_ABSENT = frozenset({(Law.EIR, "12(4)(a)"), (Law.EISR, "10(4)(a)")})
_HELD_BACK = (Signal.REFUSED, Signal.SOME, Signal.NCND, Signal.NCND_RIDER, Signal.COST, Signal.NOT_HELD)
# What a sentence says that does rely on a provision: a verb in the present, or its name beside its number.
_BACKS = re.compile(
    r"\b(?:appl(?:y|ies|ying|icable)|(?:is|are|being) (?:\w+ )?(?:engaged|exempt|relied|applied|used)|attracts?|"
    r"engages?|"
    r"rel(?:y|ies|ying|iance)|by virtue|pursuant|prevents?|protects?|covers?|falls?|exemptions?|under|because|"
    r"due to)\b|[–-] ?[a-z]"
)
_DECISIONS = (Signal.REFUSED, Signal.GIVEN, Signal.NOT_HELD, Signal.NCND)
_SHOWN = (Signal.GIVEN, Signal.ANSWERED, Signal.FIGURES, Signal.NUMBERS)
_COST: dict[Law, tuple[str, ...]] = {Law.FOIA: ("12",), Law.FOISA: ("12",), Law.JERSEY: ("16",)}


def find_outcome(
    letter: Letter, citations: tuple[Citation, ...], heard: Heard | None = None
) -> tuple[Outcome | None, str | None]:
    """The outcome of the response and the sentence that shows it; (None, None) where the page does not say.

    `heard`: the sentences of the page that have been looked over already.
    """
    relied = tuple(citation for citation in citations if citation.role is Role.RELIED)
    vexatious = [c for c in relied if _is(c, _VEXATIOUS)]
    cost = [c for c in relied if _is(c, _COST)]
    absent = [c for c in relied if (c.law, c.section) in _ABSENT]
    silent = [c for c in relied if c.ncnd]
    exempt = [c for c in relied if not c.ncnd and c not in vexatious and c not in cost and c not in absent]
    signals = read_signals(
        letter.head,
        letter.response or letter.request,
        heard=Heard() if heard is None else heard,
        bare_figures=bool(letter.response),
        cited=frozenset(citation.quote for citation in relied),
    )
    if absent:
        signals.add(Signal.NOT_HELD, absent[0].quote)
    if Signal.CLARIFY_FIRST in signals and not any(signal in signals for signal in _DECISIONS):
        return None, None
    if _is_vexatious(signals, vexatious, relied):
        return _or_partly(Outcome.VEXATIOUS_OR_REPEATED, signals, vexatious, Signal.VEXATIOUS)
    goodwill = Signal.GIVEN in signals and signals.sentence(Signal.GIVEN) == signals.sentence(Signal.GOODWILL)
    if (cost and (Signal.COST_SILENT in signals or goodwill)) or (
        not exempt and not silent and _is_cost(signals, cost)
    ):
        return _or_partly(Outcome.COST_LIMIT, signals, cost, Signal.COST)
    if (exempt or cost) and not _is_settled_otherwise(signals, exempt + cost):
        return _exempt(signals, exempt + cost)
    if silent or Signal.NCND in signals or Signal.NCND_RIDER in signals:
        return _silent(signals, silent)
    outcome, evidence = _plain(signals)
    return (outcome, evidence) if outcome or not letter.response else _missed_answer(letter.request)


def _missed_answer(request: tuple[Block, ...]) -> tuple[Outcome | None, str | None]:
    """An answer left among the request because nothing marked the turn: `There were 97 in 2011/12.`"""
    for block in request:
        for start, end in sentence_spans(block.text):
            if THERE_WERE.match(block.text[start:end].lower()):
                return Outcome.DISCLOSED, block.text[start:end]
    return None, None


def _is_cost(signals: Signals, cost: list[Citation]) -> bool:
    """Whether the limit is the ground: cited, or told in words.

    Nothing held needs no such ground; `not in a form that can be searched` has no other where the request is refused.
    """
    if Signal.COST in signals:
        return True
    if cost:
        return Signal.NOT_HELD_WHOLE not in signals and (Signal.REFUSED in signals or Signal.GIVEN not in signals)
    return Signal.REFUSED in signals and (Signal.COST_TOLD in signals or Signal.UNRETRIEVABLE in signals)


def _is_vexatious(signals: Signals, vexatious: list[Citation], relied: tuple[Citation, ...]) -> bool:
    """Whether the request was refused as vexatious or repeated: by provision, or in words and on no other ground.

    A provision is only named where no sentence calls the request so and other provisions are relied on.
    """
    if vexatious:
        alone = len(vexatious) == len(relied) and (Signal.REFUSED in signals or Signal.GIVEN not in signals)
        return alone or Signal.VEXATIOUS in signals
    if Signal.VEXATIOUS_SAID in signals and Signal.COST not in signals:
        return all(_is(citation, _COST) for citation in relied)
    return Signal.VEXATIOUS in signals and Signal.REFUSED in signals and not relied


def _is_settled_otherwise(signals: Signals, citations: list[Citation]) -> bool:
    """Whether the decision itself speaks against the provisions: nothing is held, nothing confirmed, nothing held back.

    What the letter says it decided outranks a provision that it may only name.
    """
    if Signal.GIVEN in signals:
        held_back = any(signal in signals for signal in _HELD_BACK)
        return not held_back and not any(_BACKS.search(citation.quote.lower()) for citation in citations)
    if Signal.NOT_HELD_WHOLE in signals:
        return Signal.REFUSED not in signals
    return Signal.NCND_WHOLE in signals and Signal.HELD not in signals


def _is(citation: Citation, kinds: dict[Law, tuple[str, ...]]) -> bool:
    return any(citation.law == law and citation.section.partition("(")[0] in numbers for law, numbers in kinds.items())


def _or_partly(
    outcome: Outcome, signals: Signals, citations: list[Citation], signal: Signal
) -> tuple[Outcome, str | None]:
    """A refusal of the whole, even where figures are given out of goodwill; unless other parts are answered."""
    evidence = citations[0].quote if citations else signals.sentence(signal)
    whole = Signal.GOODWILL in signals or Signal.COST_WHOLE in signals
    given = Signal.GIVEN in signals and (
        Signal.SOME in signals or (signal is Signal.COST and Signal.REFUSED not in signals)
    )
    if not whole and (given or (signal is Signal.COST and _answered_beside_cost(signals))):
        return Outcome.PARTLY_DISCLOSED, evidence
    return outcome, evidence


def _answered_beside_cost(signals: Signals) -> bool:
    """Whether other parts are answered: by an answer as such, or by numbers other than those of the work refused."""
    figures, numbered = Signal.FIGURES in signals, Signal.ANSWERED in signals
    numbers = signals.sentence(Signal.NUMBERS)
    counted = Signal.NOT_HELD in signals and numbers is not None and not WORKLOAD.search(numbers.lower())
    partly = Signal.SOME in signals or Signal.REFUSED_PART in signals
    return (figures and numbered) or (partly and (figures or numbered)) or counted


def _exempt(signals: Signals, citations: list[Citation]) -> tuple[Outcome, str | None]:
    quote = citations[0].quote
    if Signal.GIVEN in signals:
        return Outcome.PARTLY_DISCLOSED, signals.sentence(Signal.SOME, Signal.GIVEN)
    if Signal.UPHELD in signals and Signal.FIGURES not in signals and Signal.NUMBERS not in signals:
        return Outcome.REFUSED, signals.sentence(Signal.UPHELD)
    if Signal.REFUSED_WHOLE in signals:
        return Outcome.REFUSED, signals.sentence(Signal.REFUSED_WHOLE)
    if Signal.ANSWERED in signals:
        return Outcome.PARTLY_DISCLOSED, signals.sentence(Signal.SOME, Signal.ANSWERED)
    if Signal.SOME in signals or Signal.FIGURES in signals or Signal.NUMBERS in signals:
        return Outcome.PARTLY_DISCLOSED, signals.sentence(Signal.SOME) or quote
    return Outcome.REFUSED, signals.sentence(Signal.REFUSED) or quote


def _silent(signals: Signals, citations: list[Citation]) -> tuple[Outcome, str | None]:
    evidence = signals.sentence(Signal.NCND, Signal.NCND_RIDER) or (citations[0].quote if citations else None)
    if Signal.NOT_HELD_WHOLE in signals and Signal.GIVEN not in signals and Signal.FIGURES not in signals:
        return Outcome.NOT_HELD, signals.sentence(Signal.NOT_HELD_WHOLE)
    whole = Signal.NCND_WHOLE in signals
    if Signal.GIVEN in signals or (Signal.ANSWERED in signals and not whole):
        return Outcome.PARTLY_DISCLOSED, signals.sentence(Signal.GIVEN, Signal.ANSWERED)
    if Signal.NOT_HELD in signals:
        return Outcome.NOT_HELD, signals.sentence(Signal.NOT_HELD)
    if (Signal.NUMBERS in signals and not whole) or (Signal.NCND_RIDER in signals and Signal.FIGURES in signals):
        return Outcome.PARTLY_DISCLOSED, evidence
    return Outcome.NEITHER_CONFIRM_NOR_DENY, evidence


def _plain(signals: Signals) -> tuple[Outcome | None, str | None]:
    """No provision relied on and nothing unconfirmed."""
    if Signal.NOT_HELD in signals:
        whole = Signal.NOT_HELD_WHOLE in signals
        told = any(s in signals for s in (Signal.FIGURES, Signal.ANSWERED, Signal.NUMBERS))
        if Signal.GIVEN in signals or (told and not whole):
            return Outcome.PARTLY_DISCLOSED, signals.sentence(Signal.NOT_HELD)
        return Outcome.NOT_HELD, signals.sentence(Signal.NOT_HELD)
    if Signal.LACKING in signals and not any(s in signals for s in _SHOWN):
        return Outcome.NOT_HELD, signals.sentence(Signal.LACKING)
    if Signal.REFUSED_WHOLE in signals and Signal.GIVEN not in signals:
        return Outcome.REFUSED, signals.sentence(Signal.REFUSED_WHOLE)
    if (Signal.REFUSED in signals or Signal.REDACTED in signals) and any(s in signals for s in _SHOWN):
        return Outcome.PARTLY_DISCLOSED, signals.sentence(Signal.REDACTED, Signal.SOME, Signal.REFUSED)
    if Signal.REFUSED in signals and not any(s in signals for s in (Signal.GIVEN, Signal.ANSWERED, Signal.FIGURES)):
        return Outcome.REFUSED, signals.sentence(Signal.REFUSED)
    if Signal.CLARIFY in signals and not any(s in signals for s in (Signal.GIVEN, Signal.ANSWERED, Signal.FIGURES)):
        return None, None
    shown = signals.sentence(*_SHOWN, Signal.STATED)
    return (Outcome.DISCLOSED, shown) if shown else (None, None)
