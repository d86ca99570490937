"""The parts of a letter: head, request, response, rights; by labels, and by the turn of the letter where there are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from scraper.reading.asks import folded, has_requester_voice, is_ask
from scraper.reading.markers import ANSWERED, ASKED, is_numbered, marker_kind, marker_number
from scraper.reading.signs import Read, Sign, is_about_rights, is_annex, is_strong_turn, read_label, sentence_sign
from scraper.records import Block, BlockKind, Document, Hints, Letter

_SENTENCE = re.compile(
    r"(?<=[.?!:])\s+(?=[A-Z“\"(])|(?:(?<=following:)|(?<=following information:)|(?<=as follows:))\s+(?=[a-z])"
)
_LABEL_REACH = 40


class Part(Enum):
    HEAD = auto()
    REQUEST = auto()
    RESPONSE = auto()
    RIGHTS = auto()


def _split_at_turns(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that hold introduction and request, or request and turn, become several blocks."""
    out: list[Block] = []
    for block in blocks:
        text = block.text
        if block.kind is not BlockKind.PARAGRAPH or len(text) < 60 or not _may_hold_two_parts(text):
            out.append(block)
            continue
        start = 0
        for found in _SENTENCE.finditer(text):
            before, after = text[start : found.start()], text[found.end() : found.end() + 300]
            if _is_border(before, after):
                out.append(Block(kind=BlockKind.PARAGRAPH, text=before))
                start = found.end()
        out.append(Block(kind=BlockKind.PARAGRAPH, text=text[start:]) if start else block)
    return out


def _may_hold_two_parts(text: str) -> bool:
    return "follow" in text or "below" in text or "you seek" in text or ("?" in text and "confirm" in text)


def _is_border(before: str, after: str) -> bool:
    sign = sentence_sign(before[-500:])
    if sign is Sign.INTRO and not is_ask(before[-500:]):
        following = sentence_sign(after)
        return following in (Sign.NONE, Sign.TO_FORCE) and (before.endswith(":") or "below" in before or is_ask(after))
    return is_ask(before) and sentence_sign(after) is Sign.STRONG_TURN


class _Machine:
    """Goes through the blocks in order and keeps the part in hand."""

    def __init__(self, reads: Sequence[Read], start: int = 0, part: Part = Part.HEAD) -> None:
        self.parts: dict[Part, list[Block]] = {p: [] for p in Part}
        self.part = part
        self.reads = reads
        self.asked: set[int] = set()
        self.texts: set[str] = set()
        self.last_answer_label = max((i for i, r in enumerate(reads) if r.sign is Sign.RESPONSE_LABEL), default=-1)
        self.answers_marked = any(marker_kind(r.block.marker) == ANSWERED for r in reads if r.block.marker)
        self.bare_labels = sum(r.sign is Sign.RESPONSE_LABEL and not r.numbered for r in reads)
        self.alternating = self.last_answer_label < start and _alternates(reads)
        for index in range(start, len(reads)):
            self.step(index, reads[index])

    def put(self, part: Part, block: Block) -> None:
        self.parts[part].append(block)
        if part is Part.REQUEST:
            if block.marker and (number := marker_number(block.marker)):
                self.asked.add(number)
            if len(block.text) > 20:
                self.texts.add(folded(block.text, 80))

    def sign_of(self, read: Read) -> Sign:
        """The sign of a block. Once the answer has begun only complaint rights and annexes matter."""
        if read.sign is not Sign.NONE or read.block.kind is BlockKind.TABLE:
            return read.sign
        text = read.block.text
        if self.part in (Part.HEAD, Part.REQUEST) or not self.parts[Part.REQUEST]:
            return sentence_sign(text)
        if is_about_rights(text):
            return Sign.RIGHTS
        return Sign.BACK if self.part is Part.RIGHTS and is_annex(text) else Sign.NONE

    def is_last_turn(self, index: int) -> bool:
        """Whether no block after this one is a formula with which answers begin."""
        return not any(r.sign is Sign.NONE and is_strong_turn(r.block) for r in self.reads[index + 1 :])

    def step(self, index: int, read: Read) -> None:
        sign, block, part = self.sign_of(read), read.block, self.part
        match sign:
            case Sign.CLARIFICATION if part is Part.HEAD and not self.parts[Part.REQUEST]:
                self.put(Part.HEAD, block)
            case Sign.REQUEST_LABEL | Sign.CLARIFICATION:
                self.label(Part.REQUEST, read)
            case Sign.RESPONSE_LABEL:
                self.label(Part.RESPONSE, read)
            case Sign.QUESTION_LABEL:
                self.question_label(index, read)
            case Sign.RIGHTS_LABEL if part in (Part.RESPONSE, Part.RIGHTS) or self.parts[Part.REQUEST]:
                self.move(Part.RIGHTS, block)
            case Sign.RIGHTS if part in (Part.RESPONSE, Part.RIGHTS):
                self.move(Part.RIGHTS, block)
            case Sign.BACK if part is Part.RIGHTS:
                self.move(Part.RESPONSE, block)
            case Sign.INTRO if part is Part.HEAD or (part is Part.RESPONSE and not self.parts[Part.REQUEST]):
                self.put(Part.HEAD, block)
                self.part = Part.REQUEST
            case Sign.TO_FORCE if part is Part.HEAD and not self.parts[Part.REQUEST]:
                self.put(Part.HEAD, block)
                self.part = Part.REQUEST
            case Sign.TO_FORCE | Sign.TO_APPLICANT if part in (Part.HEAD, Part.REQUEST):
                self.move(Part.HEAD if self.parts[Part.REQUEST] else part, block)
            case Sign.SIGN_OFF if part is Part.REQUEST and self.parts[Part.REQUEST]:
                self.move(Part.HEAD, block)
            case Sign.STRONG_TURN if part is Part.HEAD and self.parts[Part.REQUEST]:
                self.move(Part.RESPONSE, block)
            case _:
                self.running_text(index, block, sign)

    def move(self, part: Part, block: Block) -> None:
        self.part = part
        self.put(part, block)

    def running_text(self, index: int, block: Block, sign: Sign) -> None:
        if self.part is Part.REQUEST and (self.repeats(block) or self.turns(index, block, sign)):
            self.move(Part.RESPONSE, block)
        elif self.part is Part.RESPONSE and self.is_next_question(block):
            self.put(Part.REQUEST, block)
        else:
            self.put(self.part, block)

    def label(self, part: Part, read: Read) -> None:
        self.part = part
        paired = part is Part.RESPONSE and self.bare_labels > 1 and read.rest is None
        if read.sign is Sign.CLARIFICATION or read.numbered or paired:
            self.put(part, read.block)
        elif read.rest is not None:
            self.put(part, read.rest)

    def question_label(self, index: int, read: Read) -> None:
        """A bare "Question 3": of the request where the question is new and follows, else of the answer."""
        number = marker_number(read.block.printed)
        following = self.reads[index + 1].block.text if index + 1 < len(self.reads) else ""
        new = number is not None and number not in self.asked
        listed = any(map(is_numbered, self.parts[Part.REQUEST]))
        if self.part in (Part.HEAD, Part.RESPONSE) and new and following.endswith("?") and not listed:
            self.part = Part.REQUEST
        elif self.part is Part.REQUEST and not new and not is_ask(following):
            self.part = Part.RESPONSE
        if self.part is Part.REQUEST and number is not None:
            self.asked.add(number)
        self.put(self.part, read.block)

    def repeats(self, block: Block) -> bool:
        """Whether a list of answers begins: the first question again, or number 1 again after questions and no question."""
        if not is_numbered(block) or marker_number(block.marker or "") != 1 or 1 not in self.asked:
            return False
        if folded(block.text, 80) in self.texts:
            return True
        listed = [b for b in self.parts[Part.REQUEST] if is_numbered(b)]
        return not is_ask(block.text) and 2 * sum(is_ask(b.text) for b in listed) >= len(listed) > 0

    def turns(self, index: int, block: Block, sign: Sign) -> bool:
        """Whether the answer begins at this block, though no label says so."""
        if block.marker and marker_kind(block.marker) == ANSWERED:
            return True
        if block.kind is BlockKind.ITEM and (not is_numbered(block) or self.continues(block) or is_ask(block.text)):
            return False
        if sign is Sign.STRONG_TURN:
            return True
        if index < self.last_answer_label <= index + _LABEL_REACH or not self.parts[Part.REQUEST]:
            return False
        if block.kind is BlockKind.TABLE:
            return self.is_last_turn(index)
        if is_ask(block.text) or block.kind is BlockKind.ITEM:
            return False
        if sign is Sign.TURN:
            return not has_requester_voice(block.text) or block.text.startswith("Please")
        if self.alternating and is_numbered(self.parts[Part.REQUEST][-1]):
            return not has_requester_voice(block.text)
        listed = any(map(is_numbered, self.parts[Part.REQUEST]))
        ends = block.text.endswith((".", ":")) and len(block.text) > 40
        return listed and ends and not has_requester_voice(block.text) and not self.list_goes_on(index)

    def continues(self, block: Block) -> bool:
        """Whether this item carries the number that comes next in the request."""
        number = marker_number(block.marker or "")
        return number is not None and number in (1, max(self.asked, default=0) + 1, max(self.asked, default=0))

    def list_goes_on(self, index: int) -> bool:
        """Whether the numbering of the request goes on shortly after this block."""
        return any(is_numbered(r.block) and self.continues(r.block) for r in self.reads[index + 1 : index + 6])

    def is_next_question(self, block: Block) -> bool:
        """A question that stands between answers: it carries the next number and asks."""
        if not is_numbered(block) or marker_number(block.marker or "") != max(self.asked, default=0) + 1:
            return False
        return block.text.endswith("?") or (self.answers_marked and marker_kind(block.marker or "") == ASKED)


def _alternates(reads: Sequence[Read]) -> bool:
    """Whether each numbered question is followed by a passage that asks nothing: its answer."""
    asks = [i for i, r in enumerate(reads) if is_numbered(r.block) and r.block.text.endswith("?")]
    return len(asks) >= 2 and all(
        i + 1 < len(reads) and reads[i + 1].block.kind is not BlockKind.ITEM and not is_ask(reads[i + 1].block.text)
        for i in asks
    )


def _sign(read: Read) -> Sign:
    """The sign of a block whatever part it stands in."""
    if read.sign is not Sign.NONE or read.block.kind is BlockKind.TABLE:
        return read.sign
    return sentence_sign(read.block.text)


def _is_head(read: Read, title: str | None) -> bool:
    text = read.block.text
    return (
        text == title
        or _sign(read) in (Sign.META, Sign.PREAMBLE, Sign.TO_FORCE, Sign.TO_APPLICANT)
        or read.block.kind is BlockKind.HEADING
        or (len(text) <= 60 and read.block.kind is BlockKind.PARAGRAPH and not is_ask(text) and text[-1] not in ".:")
    )


def _unintroduced(reads: Sequence[Read], title: str | None) -> dict[Part, list[Block]] | None:
    """Where nothing introduces the request, it is what stands between the facts at the top and the answer."""
    start = next((i for i, r in enumerate(reads) if not _is_head(r, title)), None)
    answers = (Sign.STRONG_TURN, Sign.TURN, Sign.RIGHTS, Sign.RIGHTS_LABEL, Sign.RESPONSE_LABEL)
    if start is None or _sign(reads[start]) in answers:
        return None
    machine = _Machine(reads, start, Part.REQUEST)
    machine.parts[Part.HEAD][:0] = [r.block for r in reads[:start]]
    return machine.parts


def _answer_only(parts: dict[Part, list[Block]]) -> None:
    """A page that does not repeat the request: everything from the turn on is the answer."""
    head = parts[Part.HEAD]
    for index, block in enumerate(head):
        if block.kind is not BlockKind.TABLE and sentence_sign(block.text) in (Sign.STRONG_TURN, Sign.TURN):
            parts[Part.HEAD], parts[Part.RESPONSE] = head[:index], head[index:]
            return


def _cut_request(parts: dict[Part, list[Block]]) -> None:
    """A request without an answer after it: the answer begins where the asking stops."""
    request = parts[Part.REQUEST]
    if parts[Part.RESPONSE] or not request:
        return
    last = max((i for i, b in enumerate(request) if is_ask(b.text) or b.kind is BlockKind.ITEM), default=len(request))
    for index in range(last + 1, len(request)):
        if not has_requester_voice(request[index].text):
            parts[Part.REQUEST], parts[Part.RESPONSE] = request[:index], request[index:]
            return
    if request[-1].kind is BlockKind.PARAGRAPH and len(request[-1].text) >= 300:
        _cut_inside(parts, request[-1].text)


def _cut_inside(parts: dict[Part, list[Block]], text: str) -> None:
    asked = False
    start = 0
    for found in _SENTENCE.finditer(text):
        sentence = text[start : found.start()].strip()
        if is_ask(sentence):
            asked = True
        elif asked and not has_requester_voice(sentence):
            parts[Part.REQUEST][-1] = Block(kind=BlockKind.PARAGRAPH, text=text[:start].strip())
            parts[Part.RESPONSE] = [Block(kind=BlockKind.PARAGRAPH, text=text[start:].strip())]
            return
        start = found.end()


def parse_letter(document: Document, hints: Hints) -> Letter:
    """The blocks of `document` by part; order within each part is the page's."""
    blocks = _split_at_turns(document.blocks)
    reads = [
        Read(block=b, sign=Sign.NONE) if i < 3 and b.text == document.title else read_label(b, hints)
        for i, b in enumerate(blocks)
    ]
    parts = _Machine(reads).parts
    if not parts[Part.REQUEST]:
        parts = _unintroduced(reads, document.title) or parts
    if not parts[Part.REQUEST] and not parts[Part.RESPONSE]:
        _answer_only(parts)
    _cut_request(parts)
    return Letter(
        head=tuple(parts[Part.HEAD]),
        request=tuple(parts[Part.REQUEST]),
        response=tuple(parts[Part.RESPONSE]),
        rights=tuple(parts[Part.RIGHTS]),
    )
