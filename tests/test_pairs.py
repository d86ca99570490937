"""A force that answers question by question decides each: its outcome and exemptions stand with the question."""

from __future__ import annotations

import pytest

from scraper.contract import response_as_dict
from scraper.reading import read_response
from scraper.reading.questions.runon import answered_parts
from scraper.records import Outcome, Page, Question

LETTER = """Reference: 55/2024
Request:
1. How many horses does the force have?
2. Where are they stabled?
3. What did each horse cost?
4. Which of them were hurt in 2019?
Response:
1. The force has 11 horses.
2. This is refused under Section 31(1)(a) and Section 38(1)(b).
3. No information is held on the price of single horses.
4. To answer this would take 40 hours. This part is refused under Section 12(1).
"""


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return read_response(Page(body=LETTER.encode())).questions


def test_each_question_has_its_own_outcome(questions: tuple[Question, ...]) -> None:
    assert [q.outcome for q in questions] == [
        Outcome.DISCLOSED,
        Outcome.REFUSED,
        Outcome.NOT_HELD,
        Outcome.COST_LIMIT,
    ]


def test_each_question_has_its_own_exemptions(questions: tuple[Question, ...]) -> None:
    assert [q.exemptions for q in questions] == [(), ("FOIA 31(1)(a)", "FOIA 38(1)(b)"), (), ("FOIA 12(1)",)]


def test_the_record_shows_them() -> None:
    second = response_as_dict(read_response(Page(body=LETTER.encode())))["questions"][1]
    assert second["outcome"] == "refused"
    assert second["exemptions"] == ["FOIA 31(1)(a)", "FOIA 38(1)(b)"]


def test_without_answers_of_their_own_nothing_is_said_of_them() -> None:
    text = LETTER.partition("Response:")[0] + "Response:\nI can confirm that no information is held by the force."
    record = read_response(Page(body=text.encode()))
    assert record.outcome is Outcome.NOT_HELD
    assert {(q.outcome, q.exemptions) for q in record.questions} == {(None, ())}


@pytest.mark.parametrize("answer", ["a) 14\nb) 2\nc) none", "(a) 14 (b) 2 (c) none", "a. 14 b. 2 c. none"])
def test_each_lettered_part_has_its_figure(answer: str) -> None:
    parts = answered_parts("How many dogs\na) were bought\nb) died\nc) ran away", answer)
    assert [(p.number, p.answer) for p in parts] == [("a", "14"), ("b", "2"), ("c", "none")]


@pytest.mark.parametrize(
    ("answers", "first", "second"),
    [
        ("Q1 – 11 horses in 2 stables.\nQ2 – At 4 places.", "11 horses in 2 stables.", "At 4 places."),
        ("Q1 - 2 horses.\nQ2 - In Hexham.", "2 horses.", "In Hexham."),
        ("Q1-2: See the report.", "See the report.", "See the report."),
        ("1-2. See the report.", "See the report.", "See the report."),
        ("Questions 1 – 2 See the report.", "See the report.", "See the report."),
    ],
)
def test_a_figure_after_the_dash_is_the_answer_and_no_further_question(answers: str, first: str, second: str) -> None:
    text = LETTER.partition("Response:")[0] + f"Response:\n{answers}\n"
    record = read_response(Page(body=text.encode()))
    assert [q.answer for q in record.questions][:2] == [first, second]
