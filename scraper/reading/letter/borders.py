"""Where one paragraph holds two parts of a letter: the sentence at which the one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from scraper.reading.language.asks import has_requester_voice, is_ask
from scraper.reading.language.signs import Sign, label_sign, sentence_sign
from scraper.records import Block, BlockKind, Hints

_SENTENCE = re.compile(r"(?<=[.?!:])\s+(?=[A-Z“\"(])|(?<=:)\s+(?=[a-z‘'])")
_HINTS = Hints()
_LEAD = 200  # characters: words that lead in what was asked ("Your e-mail said: …") stand at the head of a paragraph
_SENTENCES = 300  # of one paragraph are looked at for a border between two parts


def split_at_borders(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that hold introduction and request, or request and turn, become several blocks."""
    out: list[Block] = []
    for block in blocks:
        text = block.text
        if block.kind is not BlockKind.PARAGRAPH or len(text) < 40 or not _may_hold_two_parts(text):
            out.append(block)
            continue
        start = 0
        for found in islice(_SENTENCE.finditer(text), _SENTENCES):
            end = found.start()
            if _is_border(text[max(start, end - 500) : end], text[found.end() : found.end() + 300]):
                out.append(Block(kind=BlockKind.PARAGRAPH, text=text[start:end]))
                start = found.end()
        out.append(Block(kind=BlockKind.PARAGRAPH, text=text[start:]) if start else block)
    return out


def _may_hold_two_parts(text: str) -> bool:
    if ":" in text[:_LEAD] and "you" in text[:_LEAD].lower():
        return True
    return (("follow" in text or "below" in text) and "you" in text) or ("?" in text and "confirm" in text)


def _is_border(before: str, after: str) -> bool:
    if len(after) <= 60 and after[-1] == ":" and label_sign(after, _HINTS) is Sign.REQUEST_LABEL:
        return True
    if before[-1] == "?":
        return after[:1] in "IWTUF" and sentence_sign(after) is Sign.STRONG_TURN
    if "follow" not in before and "below" not in before and before[-1] != ":":
        return False
    if sentence_sign(before) is not Sign.INTRO or is_ask(before):
        return False
    if sentence_sign(after) not in (Sign.NONE, Sign.TO_FORCE):
        return False
    return before[-1] == ":" or "below" in before or is_ask(after)


def cut_where_asking_stops(text: str) -> tuple[str, str] | None:
    """A paragraph that asks and then answers, in two; None where it only asks."""
    asked = False
    start = 0
    for found in _SENTENCE.finditer(text):
        sentence = text[start : found.start()].strip()
        if is_ask(sentence):
            asked = True
        elif asked and not has_requester_voice(sentence):
            return text[:start].strip(), text[start:].strip()
        start = found.end()
    return None
