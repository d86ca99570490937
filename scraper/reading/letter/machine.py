"""Going through the blocks of a letter in order: where the request, the answer and the complaint rights begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.reading.language.asks import folded, has_force_voice, has_requester_voice, is_ask, is_phrase, is_wish
from scraper.reading.language.markers import ANSWERED, ASKED, is_numbered, marker_kind, marker_number, split_marker
from scraper.reading.language.signs import Label, Sign, find_label, is_about_rights, is_annex, sentence_sign
from scraper.reading.letter.parts import Part, Parts, alternates, begins_list_of_asks
from scraper.records import Block, BlockKind, Hints

_LABEL_REACH = 40  # blocks: how far ahead the label of the answer may stand for the request to wait for it
_LINE = 80  # characters: longer than a name, a subject or a fact in the head of a letter
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_AUTHORITY_NAMED = re.compile(r"(?i)\b(?:police|constabulary|service|foi|freedom|team|officer|authority|force|chief)\b")
_QUOTES = '"“”'


class Machine:
    """Goes through the blocks in order and keeps the part in hand."""

    def __init__(
        self, blocks: Sequence[Block], labels: dict[int, Label], start: int = 0, part: Part = Part.HEAD
    ) -> None:
        self.parts: Parts = {p: [] for p in Part}
        self.part = part
        self.blocks = blocks
        self.labels = labels
        answers = [i for i, label in labels.items() if label.sign is Sign.RESPONSE_LABEL]
        self.last_answer_label = max(answers, default=-1)
        self.bare_labels = sum(not labels[i].numbered for i in answers)
        self.answers_marked = any(marker_kind(b.marker) == ANSWERED for b in blocks if b.marker)
        self.alternating = self.last_answer_label < start and alternates(blocks)
        self.texts: set[str] = set()  # beginnings of what has been asked
        self.numbers: set[int] = set()
        self.highest = 0
        self.listed = 0  # numbered items in the request, and how many of them ask
        self.listed_asks = 0
        self.has_asked = False  # whether anything has been asked for in the request so far
        self.greeted = False  # whether the request begins with "Dear Sir"
        self.clarifying = False
        self.taken_up = False  # a question has stood between the answers: a phrase with the next number is one too
        self.head_again: int | None = None  # how long the head was when the letter of the request ended
        self.last_turn: int | None = None
        self.exchanges: list[tuple[int, int]] = []  # where asking gave way to answering
        self.last_put = part
        for index in range(start, len(blocks)):
            self.step(index, blocks[index])

    def step(self, index: int, block: Block) -> None:
        label = self.labels.get(index)
        if label is not None:
            self.label(index, block, label)
            return
        part = self.part
        sign = self.sign_of(block)
        if sign is Sign.NONE:
            self.running_text(index, block, sign)
            return
        asked = bool(self.parts[Part.REQUEST])
        match sign:
            case Sign.RIGHTS if part in (Part.RESPONSE, Part.RIGHTS):
                self.move(Part.RIGHTS, block)
            case Sign.ANNEX if part is Part.RIGHTS:
                self.move(Part.RESPONSE, block)
            case Sign.INTRO if part is Part.HEAD or (part is Part.RESPONSE and not asked):
                self.put(Part.HEAD, block)
                self.part = Part.REQUEST
            case Sign.INTRO if part is Part.REQUEST and not self.has_asked and (self.greeted or self.parts[part]):
                self.parts[Part.HEAD] += [*self.parts[Part.REQUEST], block]
                self.parts[Part.REQUEST].clear()
            case Sign.PARAPHRASE if part is Part.HEAD:
                self.move(Part.REQUEST, block)
            case Sign.PREAMBLE if part is Part.REQUEST and has_force_voice(block.text) and not self.has_asked:
                self.parts[Part.HEAD] += [*self.parts[Part.REQUEST], block]
                self.parts[Part.REQUEST].clear()
                self.part = Part.HEAD
            case Sign.TO_FORCE if part is Part.HEAD and not asked and not self.is_greeting_of_letter(index):
                self.put(Part.HEAD, block)
                self.part = Part.REQUEST
                self.greeted = True
            case Sign.TO_FORCE | Sign.TO_APPLICANT | Sign.SIGN_OFF if part is Part.REQUEST and asked:
                self.parts[Part.HEAD] += self.taken_back()
                self.head_again = len(self.parts[Part.HEAD])
                self.move(Part.HEAD, block)
            case Sign.TO_FORCE | Sign.TO_APPLICANT if part is Part.HEAD:
                self.put(part, block)
            case Sign.STRONG_TURN | Sign.TURN if part is Part.HEAD and asked:
                self.move(Part.RESPONSE, block)
            case _:
                self.running_text(index, block, sign)

    def taken_back(self) -> list[Block]:
        """The lines at the end of the request that are the head of the letter which a greeting begins, out of it."""
        request = self.parts[Part.REQUEST]
        end = len(request)
        while end > 1 and self.is_line_of_head(request[end - 1]):
            end -= 1
        lines = request[end:]
        del request[end:]
        return lines

    def is_line_of_head(self, block: Block) -> bool:
        text = block.text
        if block.kind is BlockKind.ITEM or len(text) > _LINE or text[-1] in ".?;," or is_ask(text):
            return False
        label = find_label(block, Hints())
        return (label is not None and label.sign is Sign.META) or not (is_wish(text) or text[-1] == ":")

    def is_greeting_of_letter(self, index: int) -> bool:
        """Whether "Dear Sir" greets the requester: it stands below the reference and date of the force's own letter."""
        facts = any(label.sign is Sign.META for i, label in self.labels.items() if i < index)
        return facts and _AUTHORITY_NAMED.search(self.blocks[index].text) is None

    def sign_of(self, block: Block) -> Sign:
        """The sign of a block without label. Once the answer has begun only complaint rights and annexes matter."""
        if block.kind is BlockKind.TABLE:
            return Sign.NONE
        if self.part in (Part.HEAD, Part.REQUEST) or not self.parts[Part.REQUEST]:
            return sentence_sign(block.text)
        if is_about_rights(block.text):
            return Sign.RIGHTS
        return Sign.ANNEX if self.part is Part.RIGHTS and is_annex(block.text) else Sign.NONE

    def put(self, part: Part, block: Block) -> None:
        if part is Part.RESPONSE and self.last_put is Part.REQUEST:
            self.exchanges.append((len(self.parts[Part.REQUEST]), len(self.parts[part])))
        self.last_put = part
        self.parts[part].append(block)
        if part is not Part.REQUEST:
            return
        text = block.text
        self.has_asked = self.has_asked or block.kind is BlockKind.ITEM or is_ask(text) or is_wish(text)
        if block.marker is not None and is_numbered(block):
            self.add_number(marker_number(block.marker))
            self.listed += 1
            self.listed_asks += is_ask(block.text)
        if len(block.text) > 20:
            self.texts.add(folded(block.text, 80))

    def add_number(self, number: int | None) -> None:
        if number is not None:
            self.numbers.add(number)
            self.highest = max(self.highest, number)

    def move(self, part: Part, block: Block) -> None:
        self.part = part
        self.put(part, block)

    def label(self, index: int, block: Block, label: Label) -> None:
        asked = bool(self.parts[Part.REQUEST])
        match label.sign:
            case Sign.CLARIFICATION if self.part is Part.HEAD and not asked:
                self.put(Part.HEAD, block)
            case Sign.CLARIFICATION:
                self.clarifying = True
                self.move(Part.REQUEST, block)
            case Sign.RESPONSE_LABEL if self.is_decision_among_facts(index, label):
                self.parts[Part.RESPONSE].append(block)
            case Sign.REQUEST_LABEL:
                self.begin(Part.REQUEST, block, label, keep=label.numbered)
            case Sign.RESPONSE_LABEL:
                self.begin(
                    Part.RESPONSE, block, label, keep=label.numbered or (self.bare_labels > 1 and not label.rest)
                )
            case Sign.QUESTION_LABEL:
                self.question_label(index, block)
            case Sign.RIGHTS_LABEL if asked or self.part in (Part.RESPONSE, Part.RIGHTS):
                self.move(Part.RIGHTS, block)
            case _:
                self.put(self.part, block)

    def is_decision_among_facts(self, index: int, label: Label) -> bool:
        """Whether a decision stands among the facts above the request ("Outcome: Refused"): the request follows."""
        if self.part is not Part.HEAD or not label.rest or label.numbered or self.parts[Part.REQUEST]:
            return False
        for i in range(index + 1, min(index + 4, len(self.blocks))):
            block = self.blocks[i]
            sign = self.labels[i].sign if i in self.labels else sentence_sign(block.text)
            if sign is not Sign.META:
                return sign in (Sign.REQUEST_LABEL, Sign.INTRO) or begins_list_of_asks(block)
        return False

    def begin(self, part: Part, block: Block, label: Label, *, keep: bool) -> None:
        """Begin a part. A bare label is left out; one with a number, or one of several, tells what belongs to what."""
        self.part = part
        if label.dated:
            words = block.text.removesuffix(label.rest) if label.rest else block.text
            self.put(Part.HEAD, Block(kind=BlockKind.PARAGRAPH, text=words.strip()))
        if keep:
            self.put(part, block)
        elif label.rest:
            marker, rest = split_marker(label.rest)
            self.put(part, Block(kind=BlockKind.ITEM if marker else BlockKind.PARAGRAPH, text=rest, marker=marker))

    def question_label(self, index: int, block: Block) -> None:
        """A bare "Question 3": of the request where the question is new and follows, else of the answer."""
        number = marker_number(block.printed)
        following = self.blocks[index + 1].text if index + 1 < len(self.blocks) else ""
        new = number is not None and number not in self.numbers
        if self.part in (Part.HEAD, Part.RESPONSE) and new and is_ask(following) and not self.listed:
            self.part = Part.REQUEST
        elif self.part is Part.REQUEST and not new and not is_ask(following):
            self.part = Part.RESPONSE
        if self.part is Part.REQUEST:
            self.add_number(number)
        self.put(self.part, block)

    def running_text(self, index: int, block: Block, sign: Sign) -> None:
        if self.part is Part.REQUEST and (self.repeats(block) or self.turns(index, block, sign)):
            self.move(Part.RESPONSE, block)
        elif self.part is Part.RESPONSE and self.is_next_question(index, block):
            self.taken_up = True
            self.put(Part.REQUEST, block)
        elif self.part is Part.HEAD and block.marker and begins_list_of_asks(block):
            self.move(Part.REQUEST, block)
        else:
            self.put(self.part, block)

    def repeats(self, block: Block) -> bool:
        """Whether a list of answers begins: the first question again, or number 1 again with what asks nothing."""
        if block.kind is BlockKind.HEADING:
            return len(block.text) > 20 and folded(split_marker(block.text)[1], 80) in self.texts
        if not is_numbered(block) or marker_number(block.marker or "") != 1 or 1 not in self.numbers:
            return False
        if folded(block.text, 80) in self.texts:
            return True
        if is_ask(block.text) or self.parts[Part.REQUEST][-1].text.endswith(":"):
            return False
        return 2 * self.listed_asks >= self.listed > 0 or (self.highest > 1 and not is_wish(block.text))

    def turns(self, index: int, block: Block, sign: Sign) -> bool:
        """Whether the answer begins at this block, though no label says so."""
        text = block.text
        if block.marker and marker_kind(block.marker) == ANSWERED:
            return True
        if self.alternating and is_numbered(block) and not is_ask(text) and self.last_is_numbered():
            return True
        if block.kind is BlockKind.ITEM and (not is_numbered(block) or self.continues(block) or is_ask(text)):
            return False
        if sign is Sign.STRONG_TURN or self.speaks_to_requester(index):
            return True
        if not self.parts[Part.REQUEST]:
            return False
        if block.kind is BlockKind.PARAGRAPH and not is_ask(text) and self.quote_is_closed() and text[0] not in _QUOTES:
            return True
        if index < self.last_answer_label <= index + _LABEL_REACH:
            return False
        if block.kind is BlockKind.TABLE:
            return not self.turn_follows(index)
        if block.kind is BlockKind.ITEM or is_ask(text) or (has_requester_voice(text) and text[:6] != "Please"):
            return False
        if sign is Sign.TURN or (self.alternating and self.last_is_numbered()):
            return True
        return self.listed > 0 and len(text) > 40 and text[-1] in ".:" and not self.list_goes_on(index)

    def speaks_to_requester(self, index: int) -> bool:
        """Whether the force speaks here of the request that it has repeated, and is not clearing it up."""
        block = self.blocks[index]
        if block.kind is not BlockKind.PARAGRAPH or block.text[-1] == ":" or not self.has_asked or self.clarifying:
            return False
        heading = len(block.text) <= 80 and block.text[-1] not in ".?!"
        return has_force_voice(block.text) or (heading and _OURS.search(block.text) is not None)

    def quote_is_closed(self) -> bool:
        """Whether the request was given in quotation marks and they have been closed."""
        request = self.parts[Part.REQUEST]
        return request[0].printed[0] in _QUOTES and request[-1].text.rstrip(".")[-1:] in _QUOTES

    def last_is_numbered(self) -> bool:
        request = self.parts[Part.REQUEST]
        return bool(request) and is_numbered(request[-1])

    def turn_follows(self, index: int) -> bool:
        """Whether a later block is a formula with which answers begin."""
        if self.last_turn is None:
            turns = (
                i
                for i in range(len(self.blocks) - 1, index, -1)
                if i not in self.labels
                and self.blocks[i].kind is not BlockKind.TABLE
                and sentence_sign(self.blocks[i].text) is Sign.STRONG_TURN
            )
            self.last_turn = next(turns, -1)
        return self.last_turn > index

    def continues(self, block: Block) -> bool:
        """Whether this item carries the number that comes next in the request."""
        return marker_number(block.marker or "") in (1, self.highest, self.highest + 1)

    def list_goes_on(self, index: int) -> bool:
        """Whether the numbering of the request goes on shortly after this block."""
        following = self.blocks[index + 1 : index + 6]
        return any(is_numbered(b) and marker_number(b.marker or "") == self.highest + 1 for b in following)

    def is_next_question(self, index: int, block: Block) -> bool:
        """A question that stands between answers: it carries the next number, and asks or is labelled as answered."""
        if block.marker is None or not is_numbered(block):
            return False
        if marker_number(block.marker) != self.highest + 1:
            return self.alternating and block.text.endswith("?")
        if (below := self.labels.get(index + 1)) is not None and below.sign is Sign.RESPONSE_LABEL:
            return True
        if self.alternating or block.text.endswith("?") or (self.highest > 0 and is_ask(block.text)):
            return True
        if self.highest > 1 and self.taken_up and is_phrase(block.text):
            return True
        return marker_kind(block.marker) == ASKED and (self.answers_marked or self.highest > 0)
