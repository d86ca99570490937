"""Asks in running text: paragraphs that ask, and lines below an introduction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.reading.language.asks import folded, is_about_form, is_ask, is_phrase, is_wish
from scraper.reading.language.sentences import sentence_spans
from scraper.records import Block, BlockKind, Question

_SENTENCES = re.compile(r"(?<=[?])\s+(?=[A-Z])")
_PROCESS = re.compile(
    r"\b(?:acknowledg|clarif|cost limit|time limit|appropriate limit|18 hours|section 1[246]|refin|narrow(?:er"
    r"|ing)?|contact me|get in touch|let me know if|if you (?:need|require|have any|are unable|cannot|can't|believe"
    r"|feel|hold)"
    r"|as soon as|20 working days|working days|email address|receipt|reply to this|look(?:ing)? forward|my request"
    r"|this request|the request|refus|exempt|advice and assistance|aggregat|redact)"
)
# "Received 3 May 2024": a fact of the request, no part of it.
_FACT = re.compile(r"(?:date|dated|received|sent|submitted|made|logged|ref(?:erence)?)\b.{0,30}\d\W*", re.IGNORECASE)
_ASKING = 1500  # characters of a paragraph among which an ask is looked for


def is_question(block: Block) -> bool:
    """Whether a paragraph asks for information, and not only how the request is to be dealt with."""
    text = block.text
    if block.kind is not BlockKind.PARAGRAPH or not is_ask(text) or is_about_form(text):
        return False
    if _PROCESS.search(folded(text)) is None or text.endswith("?"):
        return True
    return any(map(_asks_for_information, (text[start:end] for start, end in sentence_spans(text[:_ASKING]))))


def _asks_for_information(sentence: str) -> bool:
    """Whether a sentence asks, and not how the request is to be dealt with."""
    return is_ask(sentence) and not is_about_form(sentence) and _PROCESS.search(folded(sentence)) is None


def asking_paragraphs(blocks: Sequence[Block]) -> list[Question]:
    """The asks of paragraphs of which one at least asks; else none."""
    return unnumbered(blocks) if any(map(is_question, blocks)) else []


def unnumbered(blocks: Sequence[Block]) -> list[Question]:
    """Questions that are paragraphs, or lines below an introduction; where none asks, what names a thing."""
    out: list[Question] = []
    paragraphs = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and not _FACT.fullmatch(b.text)]
    for block in paragraphs:
        if out and _is_further_wish(block.text):
            out.append(Question(number=None, text=block.text))
        elif is_question(block):
            parts = _SENTENCES.split(block.text)
            if sum(p.endswith("?") for p in parts) < 2:
                out.append(Question(number=None, text=_from_ask(block.text)))
            else:
                out += [Question(number=None, text=_last_ask(p)) for p in parts if p.endswith("?") or is_ask(p)]
    intros = [q for q in out if q.text.endswith(":")]
    if intros:
        below = _below(paragraphs, intros[-1].text)
        rest = [q for q in out if not q.text.endswith(":")]
        if below and (len(below) > 1 or not rest):
            return [*rest, *below]
        return rest or intros[-1:]
    if out or not paragraphs:
        return out
    if all(is_phrase(b.text) or (len(b.text) <= 120 and b.text[-1] not in ".:") for b in paragraphs):
        return [Question(number=None, text=b.text) for b in paragraphs]
    wishes = [b for b in paragraphs if is_wish(b.text)]
    named = [b for b in wishes if is_phrase(b.text)] or (wishes or paragraphs)[:1]
    return [Question(number=None, text=b.text) for b in named]


def _from_ask(text: str) -> str:
    """A passage without the statements in front of its first ask."""
    spans = sentence_spans(text)
    asking = (start for start, end in spans if _asks_for_information(text[start:end]))
    return text[next(asking, 0) :]


def _last_ask(text: str) -> str:
    """A passage that ends with a question: that sentence alone."""
    return text[sentence_spans(text)[-1][0] :] if text.endswith("?") else _from_ask(text)


def _is_further_wish(text: str) -> bool:
    """Whether a paragraph below an ask names another thing that is wanted, and says nothing about it."""
    return text[-1] in ".;" and (is_wish(text) or text[:4] in ("Any ", "All ")) and is_phrase(text)


def _below(paragraphs: Sequence[Block], intro: str) -> list[Question]:
    """The wishes under an introduction, of which `intro` may be only the end of a paragraph."""
    at = next((i for i, b in enumerate(paragraphs) if b.text.endswith(intro)), len(paragraphs))
    return [
        Question(number=None, text=b.text)
        for b in paragraphs[at + 1 :]
        if (is_wish(b.text) or is_phrase(b.text)) and not is_ask(b.text)
    ]
