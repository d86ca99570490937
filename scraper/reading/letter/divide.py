"""The parts of a letter: head, request, response, rights.

Labels decide where there are any; where there are none, the turn of the letter does: the introduction of the
request, then the formula or the first statement with which the answer begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.reading.language.asks import is_ask
from scraper.reading.language.markers import is_numbered
from scraper.reading.language.signs import Label, Sign, find_label, sentence_sign
from scraper.reading.letter.borders import split_at_borders
from scraper.reading.letter.machine import Machine
from scraper.reading.letter.parts import Part, alternates, answer_below, answer_only, cut_request
from scraper.records import Block, BlockKind, Document, Hints, Letter


def parse_letter(document: Document, hints: Hints) -> Letter:
    """The blocks of `document` by part; order within each part is the page's."""
    blocks = split_at_borders(document.blocks)
    labels = {
        i: label
        for i, b in enumerate(blocks)
        if not (i < 3 and b.text == document.title) and (label := find_label(b, hints)) is not None
    }
    machine = Machine(blocks, labels)
    if not machine.parts[Part.REQUEST]:
        machine = _asked_in_answer(machine) or _unintroduced(blocks, labels, document.title) or machine
    parts = machine.parts
    if machine.head_again is not None and not parts[Part.RESPONSE]:
        answer_below(parts, machine.head_again)
    if not parts[Part.REQUEST] and not parts[Part.RESPONSE]:
        answer_only(parts)
    cut_request(parts)
    return Letter(
        head=tuple(parts[Part.HEAD]),
        request=tuple(parts[Part.REQUEST]),
        response=tuple(parts[Part.RESPONSE]),
        rights=tuple(parts[Part.RIGHTS]),
        turns=tuple(machine.exchanges),
    )


def _asked_in_answer(first: Machine) -> Machine | None:
    """Where nothing is asked above the answer, the questions may be repeated in it, each above its own answer."""
    answer = first.parts[Part.RESPONSE]
    items = [block.text for block in answer if is_numbered(block)]
    if 2 * sum(map(is_ask, items)) < len(items) or not alternates(answer):
        return None
    machine = Machine(answer, {}, part=Part.RESPONSE)
    machine.parts[Part.HEAD][:0] = first.parts[Part.HEAD]
    machine.parts[Part.RIGHTS] += first.parts[Part.RIGHTS]
    return machine


def _unintroduced(blocks: Sequence[Block], labels: dict[int, Label], title: str | None) -> Machine | None:
    """Where nothing introduces the request, it is what stands between the facts at the top and the answer."""

    def sign(index: int) -> Sign:
        return labels[index].sign if index in labels else sentence_sign(blocks[index].text)

    def is_head(index: int) -> bool:
        block = blocks[index]
        if block.kind is BlockKind.HEADING or block.text == title:
            return True
        if sign(index) in (Sign.META, Sign.PREAMBLE, Sign.TO_FORCE, Sign.TO_APPLICANT):
            return True
        short = len(block.text) <= 60 and block.kind is BlockKind.PARAGRAPH
        return short and not is_ask(block.text) and block.text[-1] not in ".:"

    start = next((i for i in range(len(blocks)) if not is_head(i)), None)
    answers = (Sign.STRONG_TURN, Sign.TURN, Sign.RIGHTS, Sign.RIGHTS_LABEL, Sign.RESPONSE_LABEL)
    if start is None or sign(start) in answers or any(sign(i) is Sign.RESPONSE_LABEL for i in range(start)):
        return None
    machine = Machine(blocks, labels, start, Part.REQUEST)
    machine.parts[Part.HEAD][:0] = blocks[:start]
    if machine.head_again is not None:
        machine.head_again += start
    return machine
