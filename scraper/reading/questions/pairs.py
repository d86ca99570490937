"""What was decided about one question, where the force answers question by question."""

from __future__ import annotations

from dataclasses import replace

from scraper.reading.citations.find import find_citations
from scraper.reading.language.words import Heard
from scraper.reading.outcome.decide import find_outcome
from scraper.records import Block, BlockKind, Law, Letter, Question, Role


def decide_question(question: Question, law: Law, heard: Heard) -> Question:
    """The question with its own outcome and the exemptions relied on in its answer; as it was if it has no answer.

    The answer is read as a letter of its own, by the same rules as the whole. `heard`: the sentences of the page that
    have been looked over already.
    """
    if question.answer is None:
        return question
    letter = Letter(head=(), request=(_paragraph(question.text),), response=_paragraphs(question.answer), rights=())
    citations = find_citations(letter, law, heard)
    outcome, _ = find_outcome(letter, citations, heard)
    relied = tuple(f"{c.law} {c.section}" for c in citations if c.role is Role.RELIED)
    return replace(question, outcome=outcome, exemptions=relied)


def _paragraphs(text: str) -> tuple[Block, ...]:
    return tuple(_paragraph(part) for part in text.split("\n\n"))


def _paragraph(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text)
