"""The requester's own details taken out of a record; what else may be private is named, for a person to look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from scraper.reading.facts.private import PrivateDatum, PrivateKind, find_private
from scraper.reading.facts.quotes import place_quotes
from scraper.records import Question, Response

_SALUTATION = re.compile(r"\W{0,3}Dear ")
_SENTENCE_END = re.compile(r"(?<=[.?!]) +|\n+")
_OWN = re.compile(
    r"\bmy\b|\b(?:contact|reach|ring|call|phone|text|reply to|write to|(?:send|e-?mail|post) (?:\w+ ){1,3}to) me\b"
    r"|\b(?:regards|sincerely|faithfully)\b",
    re.I,
)
_SIGNATURE_WORDS = 5
_TITLED = re.compile(r"Dear (?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Cllr|Councillor)\b")


def mask_requester(response: Response) -> Response:
    """The record without the requester's details; `private` names what kinds of private data may be left, and how many.

    Of the request: e-mail addresses and National Insurance numbers, and, where no question is about them, telephone
    numbers and postcodes. Of the answer: the name after "Dear" at the beginning of a line. Each leaves its kind in
    square brackets.
    """
    texts = (response.title, response.request_text, response.response_text)
    if not any(map(find_private, filter(None, texts))):
        return response
    asked = [line for question in response.questions for line in _asked(question.text)]
    details = [
        datum
        for datum in _details(response.request_text)
        if datum.kind in (PrivateKind.EMAIL, PrivateKind.INSURANCE_NUMBER)
        or not any(datum.text in line for line in asked)
    ]
    names = _names(response.request_text, titled=True) | _names(response.response_text, titled=False)

    # One may hold another: the longest goes first, and always in the same order.
    marks = sorted({(datum.text, datum.kind) for datum in details}, key=lambda mark: (-len(mark[0]), mark))
    greeted = sorted(names, key=lambda name: (-len(name), name))

    def change(text: str) -> str:
        for name in greeted:
            text = re.sub(rf"^(\W{{0,3}}Dear ){re.escape(name)}\b", r"\1[name removed]", text, flags=re.M)
        for words, kind in marks:
            text = text.replace(words, f"[{kind} removed]")
        return text

    masked = change_texts(response, change)
    return replace(masked, private=_left(masked))


def change_texts(response: Response, change: Callable[[str], str]) -> Response:
    """The record with each of its texts changed; addresses, numbers and what was decided stay."""

    def maybe(text: str | None) -> str | None:
        return change(text) if text else text

    def question(asked: Question) -> Question:
        parts = tuple(map(question, asked.parts))
        return replace(asked, text=change(asked.text), answer=maybe(asked.answer), parts=parts)

    response_text = maybe(response.response_text)
    reference = response.reference
    citations = tuple(replace(c, quote=change(c.quote)) for c in response.citations)
    return replace(
        response,
        title=maybe(response.title),
        reference=reference and replace(reference, printed=change(reference.printed), key=change(reference.key)),
        dates=tuple(replace(date, text=change(date.text)) for date in response.dates),
        questions=tuple(map(question, response.questions)),
        request_text=maybe(response.request_text),
        response_text=response_text,
        outcome_evidence=maybe(response.outcome_evidence),
        citations=place_quotes(citations, response_text),
        attachments=tuple(replace(file, title=maybe(file.title)) for file in response.attachments),
        warnings=tuple(map(change, response.warnings)),
    )


def _asked(question: str) -> list[str]:
    """The sentences of a question that may be about a number or place: not those that say how to reach the requester,
    which end a letter and so its last question, nor the lines of a signature.
    """
    first, *rest = _SENTENCE_END.split(question)
    return [first, *(said for said in rest if not _OWN.search(said) and len(said.split()) > _SIGNATURE_WORDS)]


def _details(text: str | None) -> list[PrivateDatum]:
    return [datum for datum in find_private(text or "") if datum.kind is not PrivateKind.NAME]


def _names(text: str | None, *, titled: bool) -> set[str]:
    """The names that a line of this text begins by greeting; in a request, which greets the force, only titled ones."""
    if not text or "Dear " not in text:
        return set()
    found = set()
    for line in text.split("\n"):
        if greeting := _SALUTATION.match(line):
            greeted = line[greeting.end() - len("Dear ") :]
            data = [datum.text for datum in find_private(line) if datum.kind is PrivateKind.NAME]
            found |= {
                name.removeprefix("Dear ")
                for name in data[:1]
                if greeted.startswith(name) and (not titled or _TITLED.match(name))
            }
    return found


def _left(response: Response) -> tuple[str, ...]:
    texts = (response.title, response.request_text, response.response_text)
    kinds = Counter(datum.kind for text in filter(None, texts) for datum in find_private(text))
    return tuple(f"{count} {kind}{'' if count == 1 else _plural(kind)}" for kind, count in sorted(kinds.items()))


def _plural(kind: PrivateKind) -> str:
    return "es" if kind is PrivateKind.EMAIL else "s"
