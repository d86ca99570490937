# ruff: noqa: E501 (letters and pages as they are printed)
"""The parts of a letter, and the answer to each question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.reading.letter.divide import parse_letter
from scraper.reading.page.document import parse_document, text_of
from scraper.reading.questions.find import find_questions
from scraper.records import Hints, Letter, Page

EXAMPLES = Path(__file__).resolve().parents[1].parent / "shared" / "examples"


def letter_of(text: str, hints: Hints | None = None) -> Letter:
    return parse_letter(parse_document(Page(body=text.encode(), media_type="text/plain")), hints or Hints())


REQUEST_LABELS = [
    "You asked:",
    "Request",
    "REQUEST",
    "Request:",
    "Your request:",
    "You wrote:",
    "Request Details:",
    "Question:",
    "Information requested",
    "Applicant Question:",
    "Details of request:",
    "Request for information",
    "Original request",
    "Cais",
]
RESPONSE_LABELS = [
    "In Response:",
    "Response",
    "RESPONSE",
    "Response:",
    "Our response:",
    "SYP Response:",
    "Answer",
    "Answer:",
    "Decision",
    "Response to your Request",
    "Our Answer",
    "Ymateb",
]


@pytest.mark.parametrize("label", REQUEST_LABELS)
def test_labels_of_the_request(label: str) -> None:
    letter = letter_of(f"Dogs owned by the force\n\n{label}\n\nHow many dogs?\n\nResponse\n\nNine.")
    assert text_of(letter.request) == "How many dogs?"
    assert text_of(letter.response) == "Nine."


@pytest.mark.parametrize("label", RESPONSE_LABELS)
def test_labels_of_the_response(label: str) -> None:
    letter = letter_of(f"Dogs owned by the force\n\nRequest\n\nHow many dogs?\n\n{label}\n\nNine.")
    assert text_of(letter.request) == "How many dogs?"
    assert text_of(letter.response) == "Nine."


@pytest.mark.parametrize(
    "turn",
    [
        "I can confirm that the force holds nine dogs.",
        "We have now had the opportunity to fully consider your request.",
        "I have today decided to disclose the requested information.",
        "Searches were conducted by the dog section.",
        "Section 17 of the Freedom of Information Act 2000 requires the force, when refusing, to give a notice.",
        "Northshire Police can neither confirm nor deny that it holds information.",
        "Your request has now been considered and it is refused.",
        "Unfortunately the data is not held centrally.",
        "Please find attached a spreadsheet.",
    ],
)
def test_the_turn_of_the_letter(turn: str) -> None:
    letter = letter_of(
        f"I note you seek access to the following information:\n\nHow many dogs are there?\n\n{turn}\n\nNine."
    )
    assert text_of(letter.request) == "How many dogs are there?"
    assert text_of(letter.response) == f"{turn}\n\nNine."


def test_the_preamble_belongs_to_neither() -> None:
    preamble = "As you may be aware the purpose of the Act is to allow a general right of access to information."
    letter = letter_of(
        f"Date Responded 1 May 2020\n\n{preamble}\n\nYou asked:\n\nHow many dogs?\n\nIn Response:\n\nNine."
    )
    assert preamble in [b.text for b in letter.head]
    assert text_of(letter.request) == "How many dogs?"


def test_the_requesters_statute_is_no_turn() -> None:
    ask = "Under section 1 of the Freedom of Information Act 2000 I request a list of the dogs, as section 17 requires."
    letter = letter_of(f"Your request:\n\n{ask}\n\nOur response:\n\nA list is attached.")
    assert text_of(letter.request) == ask


@pytest.mark.parametrize(
    "rights",
    [
        "COMPLAINT RIGHTS",
        "Right of appeal",
        "Your rights",
        "If you are dissatisfied with this response you may ask for an internal review.",
        "Should you disagree with this decision you can ask us to review it.",
    ],
)
def test_rights_end_the_response(rights: str) -> None:
    letter = letter_of(
        f"Request\n\nHow many dogs?\n\nResponse\n\nNine.\n\n{rights}\n\nThe Commissioner is in Wilmslow."
    )
    assert text_of(letter.response) == "Nine."
    assert letter.rights[-1].text == "The Commissioner is in Wilmslow."


def test_a_clarification_belongs_to_the_request() -> None:
    letter = letter_of(
        "Request:\n\n1. How many dogs?\n\nClarification requested 3 May\n\nLiving dogs only?\n\n"
        "Clarification received 4 May\n\nYes.\n\nResponse:\n\nNine."
    )
    assert "Living dogs only?" in (text_of(letter.request) or "")
    assert text_of(letter.response) == "Nine."


def test_a_label_and_its_text_on_one_line() -> None:
    letter = letter_of("Request: How many dogs does the force have?\n\nResponse: There are nine dogs.")
    assert text_of(letter.request) == "How many dogs does the force have?"
    assert text_of(letter.response) == "There are nine dogs."


def test_labels_of_facts_are_no_parts() -> None:
    letter = letter_of(
        "Request: FOI/00013725\n\nDate of our response: 7 April 2021\n\nRequest received: 4 March 2021\n\n"
        "Request\n\nHow many dogs?\n\nAnswer\n\nNine."
    )
    assert len(letter.head) == 3
    assert text_of(letter.request) == "How many dogs?"


def test_hints_add_labels() -> None:
    text = "Ask\n\nHow many dogs are there?\n\nTold\n\nThere were nine."
    letter = letter_of(text, Hints(request_labels=("ask",), response_labels=("told",)))
    assert text_of(letter.request) == "How many dogs are there?"
    assert text_of(letter.response) == "There were nine."


ANSWERED = {
    "labels with numbers": "Request:\n\n1. How many dogs?\n\n2. How old?\n\n3. Where?\n\nResponse 1:\n\nNine.\n\n"
    "Response 2-3:\n\nNot held.",
    "question labels": "REQUEST\n\n1. How many dogs?\n\n2. How old?\n\n3. Where?\n\nRESPONSE\n\nQuestion 1\n\nNine.\n\n"
    "Questions 2 & 3\n\nNot held.",
    "marks": "You asked:\n\n1. How many dogs?\n\n2. How old?\n\n3. Where?\n\nIn response:\n\n1. Nine.\n\n2&3. Not held.",
    "Q marks": "You asked:\n\nQ1. How many dogs?\n\nQ2. How old?\n\nQ3. Where?\n\nDisclosure\n\nQ1. Nine.\n\n"
    "Q2. Not held.\n\nQ3. Not held.",
    "pairs": "Request 1\n\nHow many dogs?\n\nAnswer\n\nNine.\n\nRequest 2\n\nHow old?\n\nAnswer\n\nNot held.\n\n"
    "Request 3\n\nWhere?\n\nAnswer\n\nNot held.",
}


@pytest.mark.parametrize("layout", ANSWERED)
def test_each_question_has_its_answer(layout: str) -> None:
    questions = find_questions(letter_of(ANSWERED[layout]))
    assert [q.number for q in questions] == ["1", "2", "3"]
    assert [q.text for q in questions] == ["How many dogs?", "How old?", "Where?"]
    assert [q.answer for q in questions] == ["Nine.", "Not held.", "Not held."]


def test_one_answer_to_all_is_not_shared_out() -> None:
    questions = find_questions(letter_of("Request\n\n1. How many dogs?\n\n2. How old?\n\nResponse\n\nNothing is held."))
    assert [q.answer for q in questions] == [None, None]


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the labelled examples are not here")
@pytest.mark.parametrize("form", ["html", "txt"])
def test_the_examples(form: str) -> None:
    right = total = 0
    for label_file in sorted((EXAMPLES / "docs").glob("*.json")):
        label = json.loads(label_file.read_text(encoding="utf-8"))
        if label["page_kind"] != "response" or label["score"].get("n_questions") is False:
            continue
        folder = EXAMPLES / ("html" if form == "html" else "docs")
        body = (folder / f"{label['id']}.{form}").read_bytes()
        letter = parse_letter(parse_document(Page(body=body, url=label["url"])), Hints())
        total += 1
        right += len(find_questions(letter)) == (label["n_questions"] or 0)
    assert right >= 0.97 * total
