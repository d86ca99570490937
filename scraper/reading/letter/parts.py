"""The parts of a letter as they fill up, and where the answer begins when neither label nor turn has told."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from scraper.reading.language.asks import has_requester_voice, is_ask, is_phrase, is_wish
from scraper.reading.language.markers import is_numbered, marker_number
from scraper.reading.language.signs import Sign, sentence_sign
from scraper.reading.letter.borders import cut_where_asking_stops
from scraper.records import Block, BlockKind

_LONG_LINE = 40  # characters: names, addresses and facts in the head of a letter are shorter


class Part(Enum):
    HEAD = auto()
    REQUEST = auto()
    RESPONSE = auto()
    RIGHTS = auto()


Parts = dict[Part, list[Block]]


def begins_list_of_asks(block: Block) -> bool:
    """Whether a block is number 1 of a list, and asks."""
    return is_numbered(block) and marker_number(block.marker or "") == 1 and is_ask(block.text)


def alternates(blocks: Sequence[Block]) -> bool:
    """Whether each numbered question is followed by something that asks nothing: its answer."""
    items = [i for i, b in enumerate(blocks) if b.marker and is_numbered(b)]
    asks = [i for i in items if blocks[i].text.endswith("?")]
    if len(asks) < 2:
        numbers = [marker_number(blocks[i].marker or "") for i in items]
        once = len(items) > 1 and numbers == list(range(1, len(items) + 1))
        asks = items if once and all(may_ask(blocks[i].text) for i in items) else []
    if len(asks) < 2 or asks[-1] + 1 == len(blocks):
        return False
    following = [blocks[i + 1] for i in asks]
    if len(asks) == len(items) and any(is_numbered(b) or has_requester_voice(b.text) for b in following):
        return False
    return not any(is_ask(b.text) or (b.kind is BlockKind.ITEM and not is_numbered(b)) for b in following)


def may_ask(text: str) -> bool:
    """Whether words with a number of their own may be an ask: they ask, wish, or only name a thing."""
    return is_ask(text) or is_wish(text) or is_phrase(text)


def answer_only(parts: Parts) -> None:
    """A page that does not repeat the request: everything from the turn on is the answer."""
    head = parts[Part.HEAD]
    for index, block in enumerate(head):
        if block.kind is not BlockKind.TABLE and sentence_sign(block.text) in (Sign.STRONG_TURN, Sign.TURN):
            parts[Part.HEAD], parts[Part.RESPONSE] = head[:index], head[index:]
            return


def answer_below(parts: Parts, start: int) -> None:
    """Two letters on one page: what follows the greetings and facts below the first is the answer."""
    head = parts[Part.HEAD]
    for index in range(start, len(head)):
        text = head[index].text
        if len(text) > _LONG_LINE and sentence_sign(text) not in (Sign.TO_FORCE, Sign.TO_APPLICANT, Sign.SIGN_OFF):
            parts[Part.HEAD], parts[Part.RESPONSE] = head[:index], head[index:]
            return


def cut_request(parts: Parts) -> None:
    """A request without an answer after it: the answer begins where the asking stops."""
    request = parts[Part.REQUEST]
    if parts[Part.RESPONSE] or not request:
        return
    last = max((i for i, b in enumerate(request) if is_ask(b.text) or b.kind is BlockKind.ITEM), default=0)
    for index in range(last + 1, len(request)):
        if not has_requester_voice(request[index].text):
            parts[Part.REQUEST], parts[Part.RESPONSE] = request[:index], request[index:]
            return
    if request[-1].kind is BlockKind.PARAGRAPH and len(request[-1].text) >= 300:
        halves = cut_where_asking_stops(request[-1].text)
        if halves is not None:
            request[-1] = Block(kind=BlockKind.PARAGRAPH, text=halves[0])
            parts[Part.RESPONSE] = [Block(kind=BlockKind.PARAGRAPH, text=halves[1])]
