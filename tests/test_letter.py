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


CLEARING_UP = [
    "We would like to help but need to know more from you before a search can begin.",
    "Before anything is looked for, could I establish whether you mean crimes or arrests?",
    "It is not clear to us which of these you want.",
    "There are two systems and we are unsure which one you have in mind.",
    "To go any further we require more details from you.",
]


@pytest.mark.parametrize("opening", CLEARING_UP)
def test_what_the_force_asks_back_is_no_part_of_the_request(opening: str) -> None:
    letter = letter_of(
        "Our Ref: 12/24\n\nThank you for the message which we received on 7 May 2024 and which reads:\n\n"
        f"everything about crime at the harbour please\n\n{opening}\n\n• which years\n\n• how near to the harbour"
    )
    assert text_of(letter.request) == "everything about crime at the harbour please"
    assert (text_of(letter.response) or "").startswith(opening)


@pytest.mark.parametrize(
    "further",
    [
        "If you need more from me please write to this address.",
        "Should you require clarification please let me know.",
        "The information that you seek to withhold can be struck out.",
        "Please send as much as you hold.",
    ],
)
def test_a_requester_who_says_you_goes_on_asking(further: str) -> None:
    letter = letter_of(f"You wrote to us as follows:\n\nHow many boats are there?\n\n{further}\n\nResponse:\n\nNine.")
    assert text_of(letter.request) == f"How many boats are there?\n\n{further}"


INTRODUCTIONS = [
    "We received this request from you on 4 November 2024:",
    "I am writing about your latest letter, in which you ask for",
    "On 4 November you e-mailed the unit and you wished to have",
    "This application reads:",
    "Your message of 4 November said:",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_introductions_that_end_in_a_colon_or_break_off(introduction: str) -> None:
    letter = letter_of(
        f"Our Ref: 12/24\n\n{introduction}\n\n1. the cost of the harbour patrol\n\n2. the log of the launch\n\n"
        "I can confirm that both are held."
    )
    assert text_of(letter.request) == "1. the cost of the harbour patrol\n\n2. the log of the launch"


def test_a_finished_sentence_about_what_was_requested_introduces_nothing() -> None:
    letter = letter_of(
        "Request\n\nThe cost of the launch\n\nResponse\n\nAttached is all the information you requested\n\nIt cost £9."
    )
    assert text_of(letter.response) == "Attached is all the information you requested\n\nIt cost £9."


def test_the_words_in_front_of_a_request_on_the_same_line_are_no_part_of_it() -> None:
    letter = letter_of(
        "Ref: 12/24\n\nWhat you asked for\n\nYour e-mail said: please send me the log of the launch.\n\nOur decision\n\nRefused."
    )
    assert [q.text for q in find_questions(letter)] == ["please send me the log of the launch."]


@pytest.mark.parametrize("decision", ["Outcome: Refused – Section 31(1)(a)", "Decision: Partial disclosure"])
def test_a_decision_among_the_facts_above_the_request(decision: str) -> None:
    letter = letter_of(
        f"Ref: 12/24\n\n{decision}\n\n1: How many launches are there?\n\n2: Names of the crew\n\nThe force does not give names."
    )
    assert [q.number for q in find_questions(letter)] == ["1", "2"]
    assert text_of(letter.response) == f"{decision}\n\nThe force does not give names."


def test_a_decision_with_its_reasons_below_is_the_answer() -> None:
    letter = letter_of(
        "Request: How many launches are there?\n\nDecision: Refused\n\n1. The number is operational.\n\n2. It changes."
    )
    assert len(find_questions(letter)) == 1
    assert (text_of(letter.response) or "").startswith("Refused")


def test_a_request_in_quotation_marks_ends_with_them() -> None:
    letter = letter_of(
        "In your letter of 3 May 2023 you sought the following:\n\n“A copy of the plan for the harbour.\n\n"
        "The remarks of the harbour master upon that plan.”\n\nMy colleague told you that it was exempt.\n\nFindings\n\nHe was right."
    )
    assert len(find_questions(letter)) == 2
    assert (text_of(letter.response) or "").startswith("My colleague")


def test_questions_repeated_in_the_answer_each_above_its_own() -> None:
    letter = letter_of(
        "Our Ref: 12/24\n\nDear Mr Gull\n\nI can confirm that some of it is held.\n\nRESPONSE\n\n"
        "1. Please tell me how many launches there are\n\nNine, all of them at Seaham.\n\n"
        "2. Number of rescues, and the number where a person was hurt\n\nRescues: 12. Hurt: 1.\n\n"
        "3. How many crew were trained last year\n\nThe force does not hold this.\n\nThis letter is a refusal in part."
    )
    found = find_questions(letter)
    assert [(q.number, q.answer) for q in found[:2]] == [
        ("1", "Nine, all of them at Seaham."),
        ("2", "Rescues: 12. Hurt: 1."),
    ]
    assert (found[2].answer or "").startswith("The force does not hold this.")


def test_numbered_statements_of_an_answer_are_no_questions() -> None:
    letter = letter_of(
        "Our Ref: 12/24\n\nDear Mr Gull\n\nRESPONSE\n\n1. Nine launches at Seaham\n\nThey were bought in 2019.\n\n"
        "2. Two rowing boats\n\nThey were given by the lifeboat.\n\n3. One raft\n\nIt is for training."
    )
    assert find_questions(letter) == ()


THREAD = """Squeaking hinge

Gull Walker
3 May 2023

Dear Borset Police,

Please let me have, for the hinge at headquarters,

the report that was made of it;

Borset Police 2 June 2023

RE: Environmental Information Regulations request 004411/23

Dear Requester,

I write in reply to your e-mail. What you seek is still being written, and so I cannot send it to you.
"""


def test_the_head_of_a_later_message_is_no_part_of_the_request() -> None:
    letter = letter_of(THREAD)
    assert "Borset Police 2 June" not in (text_of(letter.request) or "")
    assert (text_of(letter.response) or "").startswith("I write in reply to your e-mail.")


def test_marked_questions_between_answers_may_be_phrases() -> None:
    letter = letter_of(
        "Our Ref: 12/24\n\nFor ease of reference, your request is replicated below together with the response.\n\n"
        "Q1. How many boats were lost?\n\nIn response to this question:\n\nNine.\n\n"
        "Q2. The name and age of each skipper.\n\nI am unable to provide this.\n\nQ3. The sum paid.\n\n£27."
    )
    assert [q.number for q in find_questions(letter)] == ["1", "2", "3"]


def test_an_answer_that_begins_with_the_number_of_a_question_is_no_question() -> None:
    letter = letter_of(
        "Our Ref: 12/24\n\nYou asked:\n\nHow many boats were lost, and where?\n\nResponse:\n\n"
        "Q1 See below for the boats.\n\nNine of them.\n\nQ2 See below for the places."
    )
    assert len(find_questions(letter)) == 1


def test_what_a_review_tells_of_the_first_answer_is_no_part_of_the_request() -> None:
    letter = letter_of(
        "Our Ref: 12/24\n\nOn 12 October 2023 you asked us for:\n\n1. The paper on the harbour.\n\n2. The minute.\n\n"
        "Items 1 and 2 were refused under section 30(c). I was asked to look at that again.\n\nMy conclusions\n\nBoth are enclosed."
    )
    assert text_of(letter.request) == "1. The paper on the harbour.\n\n2. The minute."


@pytest.mark.parametrize(
    "answer",
    [
        "1. a) Nine.\n\nb) Ten, of which\n\n- two are lost\n\n2. None.",
        "1a) Nine.\n\n1b) Ten, of which\n\n- two are lost\n\n2) None.",
        "1(a) Nine.\n\n1(b) Ten, of which\n\n- two are lost\n\n2. None.",
        "Question 1\n\n(a) Nine.\n\n(b) Ten, of which\n\n- two are lost\n\nQuestion 2\n\nNone.",
    ],
)
def test_lettered_parts_have_answers_of_their_own(answer: str) -> None:
    letter = letter_of(
        f"Request:\n\n1. For the harbour:\n\na) How many boats?\n\nb) How many rafts?\n\n2. How many piers?\n\nResponse:\n\n{answer}"
    )
    first, second = find_questions(letter)
    assert [(p.number, p.text) for p in first.parts] == [("a", "How many boats?"), ("b", "How many rafts?")]
    assert first.parts[0].answer == "Nine."
    assert (first.parts[1].answer or "").startswith("Ten, of which") and "two are lost" in (first.parts[1].answer or "")
    assert (second.answer, second.parts) == ("None.", ())


def test_parts_whose_answer_is_given_as_a_whole_have_none_of_their_own() -> None:
    letter = letter_of(
        "Request:\n\n1. For the harbour: a) how many boats? b) how many rafts?\n\n2. Why?\n\nResponse:\n\n1. Nine in all.\n\n2. By chance."
    )
    assert [part.answer for part in find_questions(letter)[0].parts] == [None, None]


def test_questions_said_again_as_headings_begin_the_answers() -> None:
    body = (
        "<p>I would like:</p><ol><li>The number of dog attacks in 2022.</li><li>The cost of kennels in 2022.</li></ol>"
        "<h3>1. The number of dog attacks in 2022.</h3><p>There were 402.</p>"
        "<h3>2. The cost of kennels in 2022.</h3><p>£96,114.</p>"
    )
    page = Page(body=f"<main><h1>Dogs</h1>{body}</main>".encode(), media_type="text/html")
    letter = parse_letter(parse_document(page), Hints())
    assert len(find_questions(letter)) == 2
    assert "There were 402." in (text_of(letter.response) or "") and "402" not in (text_of(letter.request) or "")


def test_a_request_in_words_of_its_own_number_between_the_answers_is_a_question() -> None:
    letter = letter_of(
        "Cameras 214/25\n\nYour questions are set out here with our answers.\n\n1. How many cameras does the force own?\n\n"
        "1,240 cameras.\n\n2. How many complaints were made?\n\n27 complaints.\n\n"
        "3. Please supply the guidance given to officers.\n\nThe force holds this document.\n\n"
        "4. The name of the supplier\n\nAxon."
    )
    assert [q.number for q in find_questions(letter)] == ["1", "2", "3", "4"]
