"""The questions of a request: each top-level ask once, with its number and its lettered parts inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from scraper.reading.language.asks import folded, is_ask, is_wish
from scraper.reading.language.markers import (
    ASKED,
    BULLET,
    LETTER,
    NUMBER,
    ROMAN,
    marker_kind,
    marker_name,
    marker_number,
)
from scraper.reading.language.signs import Sign, label_sign
from scraper.reading.page.document import text_of
from scraper.reading.questions.answers import answers_in_turn, answers_of
from scraper.reading.questions.prose import asking_paragraphs, is_question, unnumbered
from scraper.reading.questions.runon import answered_parts, set_apart
from scraper.records import Block, BlockKind, Hints, Letter, Question

_FIELDS = re.compile(
    r"(?:\b(?:broken down|breakdown|split|divided|grouped|sorted|by|includ(?:e|es|ing)|such as|(?<!please )giv(?:e"
    r"|es|ing)|showing|stating|detailing|namely|with|containing)"
    r"(?: (?:the|these|following|by|for|each|columns?|fields?|details?|headings?)){0,4}"
    r"|\b(?:for|of|in|per|to) (?:each|every)(?: of (?:these|those|them|the following|the below))?(?: [\w-]+){0,3}"
    r"|\b(?:columns?|fields?|format|layout|headings?|parameters|definitions?|(?:key)?words?|terms?|phrases|years?|months?|periods?|dates?"
    r"|categories|areas)(?: below)?)\W*$"
)
_WANTING = re.compile(
    r"\b(?:provide|supply|furnish|send|help|assist)(?: (?:me|us))? with(?: (?:the|these|this|following|below"
    r"|information|answers?|details?|data|copies|all|of|to)){0,6}\W*$"
)
_FIELD_HEADS = re.compile(
    r"(?:details|fields?|columns?|format|headings?|notes?(?: to .{0,30})?|definitions?|parameters|scope|time ?frame"
    r"|guidance)\W*$"
)
_YEARS = re.compile(
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr"
    r"|jun|jul|aug|sept?|oct|nov|dec|fy"
    r"|financial|calendar|year|to|and|the|of|q[1-4]|from|present|date|until|\d{1,4}(?:st|nd|rd"
    r"|th)?)[\s.,;:/–-]*){1,12}",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:following|below|these|questions?|information on|as follows|about|know|asks? for|request|answer|things"
    r"|points)\b[^.?]{0,120}$"
)
_DIALOGUE = re.compile(
    r"\b(?:we (?:asked|wrote to|contacted|e-?mailed) you|you (?:then |have |later |subsequently )?(?:replied"
    r"|clarified|responded|confirmed|explained|advised)"
    r"|(?:clarification|further detail) (?:was|has been) (?:sought|requested|received|provided))\b"
)
_LEADS_TO_MEANING = re.compile(
    r"\b(?:i|we) (?:mean|define|understand|refer|class|count|regard|include)\b[^.?]{0,80}$"
    r"|\b(?:these|the following|certain|key|some) (?:\w+ )?(?:terms|words|definitions|meanings)\b[^.?]{0,60}$"
    r"|\b(?:means?|meaning|defined as|definitions?|interpreted as)\W*$"
)
_DEFINES = re.compile(
    r"^[^?]{0,80}\b(?:means?|refers? to|is defined as|are defined as|defined|includes|denotes)\b|^(?:by|the term) ",
    re.IGNORECASE,
)
_HINTS = Hints()
_NUMBERED = (NUMBER, ASKED)


def find_questions(letter: Letter) -> tuple[Question, ...]:
    """The questions asked in `letter.request`, in order, each with its lettered parts inside.

    Where the response goes one by one, each question has its answer.
    """
    blocks = set_apart(_own_words(letter.request))
    answered = frozenset(marker_number(b.marker) for b in letter.response if b.marker and _kind(b) in _NUMBERED)
    found = _distinct(_questions(blocks, answered))
    answers = answers_of(letter.response, [q.number for q in found])
    if not any(answers):
        answers = answers_in_turn(letter, [q.text for q in found])
    whole = text_of(letter.response) if len(found) == 1 else None
    return tuple(
        Question(number=q.number, text=q.text, answer=a, parts=answered_parts(q.text, a or whole))
        for q, a in zip(found, answers, strict=True)
    )


def _sign(block: Block) -> Sign | None:
    return (
        label_sign(block.printed, _HINTS) if len(block.text) <= 80 else label_sign(block.text.partition(":")[0], _HINTS)
    )


def _own_words(blocks: Sequence[Block]) -> list[Block]:
    """The request without the dialogue that cleared it up: from its label to the next label or next number."""
    out: list[Block] = []
    skipping = False
    highest = 0
    for block in blocks:
        sign = _sign(block) if len(block.text) <= 80 or block.text[:7].lower() == "clarifi" else None
        number = marker_number(block.marker) if block.marker and _kind(block) in _NUMBERED else None
        if sign is Sign.CLARIFICATION or (out and _DIALOGUE.search(folded(block.text, 200))):
            skipping = True
        elif sign is Sign.REQUEST_LABEL or (number is not None and number == highest + 1):
            skipping = False
        if not skipping:
            out.append(block)
            highest = max(highest, number or 0)
    return out or list(blocks)


def _kind(block: Block) -> str | None:
    return marker_kind(block.marker) if block.marker else None


def _distinct(questions: Iterable[Question]) -> list[Question]:
    """Each question once: letters repeat the request, sometimes with other line ends."""
    seen: set[tuple[str | None, str]] = set()
    out: list[Question] = []
    for question in questions:
        letters = "".join(filter(str.isalnum, question.text.lower()))
        keys = {(None, letters), (question.number, letters[:40])} if question.number else {(None, letters)}
        if letters and not keys & seen:
            out.append(question)
        seen |= keys
    return out


def _questions(blocks: Sequence[Block], answered: frozenset[int | None]) -> list[Question]:
    """`answered`: the numbers that the items of the response carry."""
    labelled = _by_labels(blocks, answered)
    if labelled:
        return labelled
    kinds = [_kind(b) for b in blocks]
    for wanted in (_NUMBERED, (LETTER, ROMAN), (BULLET,)):
        if any(k in wanted for k in kinds):
            return _by_marks(blocks, wanted, answered)
    return unnumbered(blocks)


def _by_labels(blocks: Sequence[Block], answered: frozenset[int | None]) -> list[Question]:
    """Questions that stand under labels of their own: "Request 1", "Question 2"."""
    out: list[Question] = []
    number: str | None = None
    held: list[Block] | None = None

    def close() -> None:
        if held:
            inner = [b for b in held if _kind(b) in _NUMBERED]
            out.extend(_questions(held, answered) if len(inner) > 1 else [_question(number, held)])

    for block in blocks:
        sign = _sign(block)
        digits = marker_number(block.printed[:30]) if sign in (Sign.REQUEST_LABEL, Sign.QUESTION_LABEL) else None
        if sign is Sign.REQUEST_LABEL and digits is None and held is None:
            continue
        if digits is not None:
            close()
            _, _, rest = block.printed.partition(":")
            number = str(digits)
            held = [Block(kind=BlockKind.PARAGRAPH, text=rest.strip())] if rest.strip() else []
        elif held is not None:
            held.append(block)
    close()
    return out


def _question(number: str | None, blocks: Sequence[Block]) -> Question:
    first = blocks[0]
    return Question(number=number, text="\n".join([first.text, *(b.printed for b in blocks[1:])]))


def _runs(blocks: Sequence[Block], wanted: tuple[str, ...]) -> list[list[int]]:
    """The places of the marked items, a list for each time the numbering starts again."""
    marked = [i for i, b in enumerate(blocks) if _kind(b) in wanted]
    level = min(blocks[i].level for i in marked)
    runs: list[list[int]] = []
    last = 0
    for i in marked:
        if blocks[i].level > level:
            continue
        name = marker_name(blocks[i].marker or "")
        place = int(name) if name.isdigit() else (ord(name[-1].lower()) if name else 0)
        apart = (
            bool(runs) and wanted == (BULLET,) and any(b.kind is not BlockKind.ITEM for b in blocks[runs[-1][-1] : i])
        )
        if not runs or place < last or apart:
            runs.append([])
        runs[-1].append(i)
        last = place
    return runs


def _by_marks(blocks: Sequence[Block], wanted: tuple[str, ...], answered: frozenset[int | None]) -> list[Question]:
    """Questions that are items of lists; what stands between two items belongs to the first."""
    out: list[Question] = []
    behind = 0
    for run in _runs(blocks, wanted):
        lead = blocks[behind : run[0]] or blocks[max(0, run[0] - 1) : run[0]]
        behind = run[-1] + 1
        while behind < len(blocks) and blocks[behind].kind is BlockKind.ITEM and _kind(blocks[behind]) not in wanted:
            behind += 1
        edges = [*run, behind]
        items = [list(blocks[a:b]) for a, b in pairwise(edges)]
        heads = [g[0] for g in items]
        if _are_questions(lead, heads, wanted, answered):
            out += _before(lead, items[0][0])
            out += _grouped(items)
        elif asked := asking_paragraphs(lead):
            out += asked[:-1]
            out.append(_with_parts(asked[-1], items))
        elif out:
            out[-1] = _with_parts(out[-1], items)
    return out + _added(blocks[behind:]) if out else unnumbered(blocks)


def _with_parts(question: Question, items: Sequence[Sequence[Block]]) -> Question:
    parts = [b.printed for group in items for b in group]
    return Question(number=question.number, text="\n".join([question.text, *parts]))


def _grouped(items: Sequence[Sequence[Block]]) -> list[Question]:
    """One question for each number: "1a)", "1b)" and "1c)" are parts of one."""
    out: list[Question] = []
    for group in items:
        name = marker_name(group[0].marker or "")
        mark = group[0].marker or ""
        lettered = any(map(str.isalpha, mark.lower().removeprefix("question").lstrip("q")))
        question = _question(name or None, group)
        if out and name.isdigit() and lettered and out[-1].number == name:
            parts = "\n".join(b.printed for b in group)
            out[-1] = Question(number=name, text=f"{out[-1].text}\n{parts}")
        else:
            out.append(question)
    return out


def _before(lead: Sequence[Block], first: Block) -> list[Question]:
    """A question in front of a list that begins with its second number."""
    if marker_number(first.marker or "") != 2 or not lead:
        return []
    asked = [b for b in lead if b.kind is BlockKind.PARAGRAPH and is_ask(b.text)]
    return [Question(number="1", text=asked[-1].text)] if asked else []


def _added(blocks: Sequence[Block]) -> list[Question]:
    """Questions that follow a list without a number of their own."""
    return [Question(number=None, text=b.text) for b in blocks if is_question(b) and not b.text.endswith(":")]


def _are_questions(
    lead: Sequence[Block], items: Sequence[Block], wanted: tuple[str, ...], answered: frozenset[int | None]
) -> bool:
    """Whether the items of a list are questions, and not years, columns or definitions of one question above them."""
    asks = sum(is_ask(b.text) for b in items)
    if asks * 2 >= len(items):
        return True
    texts = [b.text for b in items]
    if lead and _LEADS_TO_MEANING.search(lead[-1].text[-120:].lower()):
        return False
    if all(_YEARS.fullmatch(t) for t in texts) or sum(bool(_DEFINES.search(t)) for t in texts) * 2 > len(texts):
        return False
    above = next((b for b in reversed(lead) if b.kind is not BlockKind.TABLE), None)
    intro = above.text if above is not None else ""
    words = intro[-300:].lower().rstrip(". ")
    if asks or not intro or _WANTING.search(words) or (NUMBER in wanted and _are_answered(items, answered)):
        return True
    if _FIELDS.search(words) or _FIELD_HEADS.match(words):
        return False
    unfinished = above is not None and above.kind is BlockKind.PARAGRAPH and intro[-1] not in ".?!;,)"
    open_ended = unfinished or intro.rstrip("- ").endswith(":") or _GENERIC.search(words) is not None
    if NUMBER in wanted:
        return open_ended or not any(is_question(b) for b in lead)
    wishes = sum(is_wish(t) for t in texts)
    return open_ended and (wishes * 2 >= len(texts) or sum(len(t.split()) for t in texts) >= 4 * len(texts))


def _are_answered(items: Sequence[Block], answered: frozenset[int | None]) -> bool:
    """Whether the response goes through the items of a list by number: then each was an ask."""
    numbers = {marker_number(b.marker or "") for b in items}
    return len(numbers) > 1 and 2 * len(numbers & answered) > len(numbers)
