# ruff: noqa: E501 (letters as they are printed)
"""The same parts of a letter in the words of many officers: what is asked, and where the answer begins."""

from __future__ import annotations

import pytest

from scraper.reading.letter.divide import parse_letter
from scraper.reading.page.document import parse_document
from scraper.reading.questions.find import find_questions
from scraper.records import Hints, Letter, Page

LISTED = "1. How many drones do you own?\n\n2. What did each cost?\n\n"


def letter(text: str) -> Letter:
    return parse_letter(parse_document(Page(body=text.encode(), media_type="text/plain")), Hints())


def read(text: str) -> tuple[list[str], str]:
    parts = letter(text)
    return [q.text for q in find_questions(parts)], parts.response[0].printed if parts.response else ""


@pytest.mark.parametrize(
    "label",
    [
        "Our reply to you",
        "What was decided",
        "What we found",
        "Outcome of your request",
        "Results of our searches",
        "Refusal notice",
        "Partial disclosure",
        "Our findings",
        "Decision notice",
        "Answer to the applicant:",
        "Response of 3 June 2024",
        "Northshire Police response",
        "Information held",
        "The force's answer",
        "Reply to question 1 and 2",
        "What we can tell you",
    ],
)
def test_labels_of_the_answer(label: str) -> None:
    asked, answer = read(f"Drones\n\nRef: 12/24\n\nYour request\n\n{LISTED}{label}\n\nNine drones. They cost little.\n")
    assert len(asked) == 2
    assert "Nine drones" in " ".join(
        b.text for b in letter(f"Your request\n\n{LISTED}{label}\n\nNine drones.").response
    )
    assert answer.startswith(("Nine", label))


@pytest.mark.parametrize(
    "label",
    [
        "What you asked",
        "What you wanted to know",
        "What we were asked for",
        "Request of 15 September 2025",
        "Your request, received 3 May 2024",
        "The request (dated 12/05/2023)",
        "Details of your enquiry",
        "What was requested",
        "Questions asked",
        "Your questions",
        "The information sought",
    ],
)
def test_labels_of_the_request(label: str) -> None:
    asked, answer = read(f"Drones\n\nRef: 12/24\n\n{label}\n\n{LISTED}Our response\n\nNine drones.\n")
    assert len(asked) == 2
    assert answer == "Nine drones."


@pytest.mark.parametrize(
    "turn",
    [
        "Northshire Police confirms under Section 1(1)(a) that it holds both.",
        "Your request has been passed to the drone unit, which has given these figures.",
        "We confirm that both figures are held.",
        "Westmoor Constabulary keeps such figures only since 2021.",
        "I have spoken to the drone unit, and your questions are answered in this letter.",
        "We should like to help, but do not have enough to go on.",
        "Having looked at your request we find that it would take too long.",
        "Police Scotland does not own any.",
        "I can tell you that nine are owned.",
        "Enquiries were made with the drone unit.",
        "The Constabulary spent £9,000 on nine of them.",
        "Section 17 of the Act requires us to tell you why we refuse.",
        "Please see the table below.",
        "It has not been possible to find this within the limit.",
        "Both are published on our website.",
        "The data is as follows.",
        "Nine, at a price of £1,000 each.",
    ],
)
def test_turns_without_a_label(turn: str) -> None:
    asked, answer = read(f"Ref: 12/24\n\nYou asked:\n\n{LISTED}{turn}\n\nNothing more is held.\n")
    assert len(asked) == 2
    assert answer == turn


@pytest.mark.parametrize(
    "meaning",
    [
        'By "drone" I mean\n\n1. an unmanned aircraft, and\n2. its camera.\n\nMy questions are:\n\n',
        "In this request the terms below have these meanings:\n\n1. drone means any unmanned aircraft;\n2. cost means the price paid.\n\nPlease tell me:\n\n",
        "For this request I define flights as follows:\n\n1. training flights\n2. operational flights\n\nI would like to know:\n\n",
    ],
)
def test_lists_of_meanings_are_no_questions(meaning: str) -> None:
    asked, _ = read(f"You asked:\n\n{meaning}{LISTED}In response:\n\nNine are owned.\n")
    assert asked == ["How many drones do you own?", "What did each cost?"]


@pytest.mark.parametrize(
    "lead",
    [
        "Under section 1 of the Act please state",
        "I should be glad to have",
        "Please let me have",
        "I would be grateful for",
        "Please provide me with the following",
        "With regard to police drones, may I know",
        "This is a request for",
    ],
)
def test_unfinished_lead_ins(lead: str) -> None:
    asked, _ = read(
        f"Request\n\n{lead}\n\n1: The number of drones in use.\n2: The make of each.\n3: Any footage kept.\n\nResponse\n\nNone.\n"
    )
    assert [text.split()[1] for text in asked] == ["number", "make", "footage"]


@pytest.mark.parametrize(
    "answers",
    [
        "1: No information held\n2: No information held",
        "1. 2022: 311; 2023: 402.\n2. Withheld, Section 43(2).",
        "1) Nine.\n2) Refused.",
    ],
)
def test_numbers_that_begin_again_are_answers(answers: str) -> None:
    asked, answer = read(f"Please state\n\n1. the number of drones\n\n2. the unsuccessful tenders\n\n{answers}\n")
    assert len(asked) == 2
    assert answer == answers.split("\n")[0]


@pytest.mark.parametrize(
    "items",
    [
        ("The number of officers on duty.", "The gold strategy.", "Minutes of the debrief."),
        ("Policy on drones", "Names of the pilots who were trained", "Costs by year"),
        ("How many drones are owned.", "What they cost.", "Who flies them."),
    ],
)
def test_each_thing_asked_with_its_answer_beneath(items: tuple[str, ...]) -> None:
    answers = ("There were 694.", "The strategy is withheld under section 31.", "These are on the council's website.")
    pairs = "\n\n".join(
        f"{n}. {ask}\n\n{answer}" for n, (ask, answer) in enumerate(zip(items, answers, strict=True), 1)
    )
    asked, answer = read(
        f"I refer to your request of 9 October 2023. Each part is repeated with its answer.\n\n{pairs}\n"
    )
    assert asked == list(items)
    assert answer == answers[0]


@pytest.mark.parametrize(
    "remark",
    [
        "I would like columns for: District, Use, Number.",
        "Please send the reply as a spreadsheet.",
        "If this goes over the cost limit, please tell me how I might narrow it.",
        "I would be happy to receive this in separate worksheets.",
        "Please acknowledge receipt of this request.",
    ],
)
def test_remarks_are_no_questions(remark: str) -> None:
    asked, _ = read(f"Request\n\n{LISTED}{remark}\n\nResponse\n\nNine drones.\n")
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        (
            "This is my fourth letter. Please supply the licence for the mast. I have read section 14.",
            ["Please supply"],
        ),
        ("I read about your drones in the press. How many do you have?", ["How many do you have?"]),
        (
            "I am a student. Could you tell me how many drones you own?\n\nAny note of the meeting at which they were bought.",
            ["Could you tell me", "Any note"],
        ),
        (
            "Please provide the report on the landslip.\n\nThe minutes of the board that discussed it.",
            ["Please", "The minutes"],
        ),
        ("How many drones are owned? How many are lent?", ["How many drones", "How many are lent"]),
    ],
)
def test_asks_in_running_text(request_text: str, expected: list[str]) -> None:
    asked, _ = read(f"Request\n\n{request_text}\n\nResponse\n\nNine drones.\n")
    assert len(asked) == len(expected)
    assert all(text.startswith(start) for text, start in zip(asked, expected, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "How many thefts from (a) churches (b) railways (c) schools?",
            {"a": "churches", "b": "railways", "c": "schools?"},
        ),
        ("How many people were\n\na. arrested\n\nb. charged", {"a": "arrested", "b": "charged"}),
        ("In how many was the ship (i) at sea and (ii) alongside?", {"i": "at sea", "ii": "alongside?"}),
        ("How many dogs are kept at plan b sites?", {}),
    ],
)
def test_lettered_parts(text: str, expected: dict[str, str]) -> None:
    parts = letter(f"You asked:\n\n1. {text}\n\n2. How many cats?\n\nIn response:\n\nNone.\n")
    first, second = find_questions(parts)
    assert {p.number: p.text for p in first.parts} == expected
    assert not second.parts


def test_each_lettered_number_is_a_part() -> None:
    parts = letter("You asked:\n\n1a) How many dogs?\n\n1b) How many cats?\n\n2) Who pays?\n\nIn response:\n\nNone.\n")
    first, _ = find_questions(parts)
    assert [(p.number, p.text) for p in first.parts] == [("a", "How many dogs?"), ("b", "How many cats?")]


@pytest.mark.parametrize(
    ("top", "title"),
    [
        (
            "Leave quickly: press Esc three times\n\nWe store small files. Allow analytics cookies too?\n\nYour choice has been saved.\n\nDrones\n\nRef: 12/24",
            "Drones",
        ),
        ("Drones over courts\n\nDrones, courts\n\n16377\n\n06.11.20", "Drones over courts"),
        ("Drones over courtsDrones over courts\n\nReference: 12/24", "Drones over courts"),
        (
            "FOI 12/24\n\nWestmoor Police\n\nInformation Unit\n\nHigh Street, Moorton MT1 2AB\n\nDear Applicant",
            "FOI 12/24",
        ),
        ("Westmoor Police\n\nInformation Access Team\n\nHigh Street, Moorton MT1 2AB\n\nDear Applicant", None),
        ("Contents: 1. Your request 2. Our decision\n\nDrone flights\n\nDate: 3 May 2024", "Drone flights"),
        ("OFFICIAL\n\nFREEDOM OF INFORMATION (SCOTLAND) ACT 2002\n\nI refer to your recent request.", None),
        ("Westmoor.gov\n\nDrones (FOI)\n\nPublished on 3 May 2024", "Drones (FOI)"),
        ("Drones\n\nThe request was refused by Westmoor Police.\n\nDear Westmoor Police,", "Drones"),
        ("June 2023 FOI 2019553-23 Events at the fair\n\nFOI date", "June 2023 FOI 2019553-23 Events at the fair"),
    ],
)
def test_titles_of_texts(top: str, title: str | None) -> None:
    text = f"{top}\n\nYour request\n\n{LISTED}Our reply\n\nNine drones.\n"
    assert parse_document(Page(body=text.encode(), media_type="text/plain")).title == title


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("“", ".”"), ('"', '".')])
def test_a_request_in_quotation_marks_ends_with_them(opening: str, closing: str) -> None:
    asked, answer = read(
        f"Ref: 1/24\n\nYour email ran:\n\n{opening}I would like the logs of all flights{closing}\n\n"
        "Pilots make logs and keep them for a month.\n\nSo much for logs.\n"
    )
    assert len(asked) == 1
    assert answer.startswith("Pilots")


# name: (request and answer, number of asks, start of the answer)
LETTERS: dict[str, tuple[str, int, str]] = {
    "asks in a paragraph": (
        "Request\n\nI am interested in how the force uses drones. How many drones does the force own? How many flights were made? What was the cost? I look forward to hearing from you.\n\nResponse\n\nNine.",
        3,
        "Nine",
    ),
    "numbers in brackets": (
        "You asked: Please provide (1) the number of drones, (2) the number of pilots and (3) the cost of training.\n\nWe own nine drones.",
        3,
        "We own",
    ),
    "two letters": (
        "Dear Northshire Police,\n\nCould you please let me have the total paid in overtime for the royal visit?\n\nYours faithfully,\n\n[Name]\n\nDear [Name],\n\nThank you for your request. The total was £90,000.",
        1,
        "Thank you",
    ),
    "sections that number anew": (
        "Request\n\nStaffing\n\n1. How many officers?\n2. How many staff?\n\nVehicles\n\n1. How many cars?\n2. How many vans?\n\nResponse\n\nSee table.",
        4,
        "See table",
    ),
    "years as letters": (
        "You asked:\n\n1. The number of burglaries in:\na. 2021\nb. 2022\n\n2. The number of those solved.\n\nIn response:\n\nSee table.",
        2,
        "See table",
    ),
    "fields of one list": (
        "You asked:\n\nPlease provide a list of all drones, including:\n\n1. Make\n2. Model\n3. Date bought\n\nIn response:\n\nSee table.",
        1,
        "See table",
    ),
    "things asked under a whole question, answered by number": (
        "Request\n\nPlease may I have details of your contract for recovery?\n\n1. Name of the contractor\n2. Start and end dates\n3. Total paid\n\nResponse\n\n1. A national firm.\n\n2. From 2020 to 2025.\n\n3. £288,410.",
        3,
        "A national firm",
    ),
    "clearing up": (
        "Request\n\n1. How many drones?\n2. How many pilots?\n\nOn 3 May 2024 we asked you to clarify which year you wanted. You replied: 2023 please.\n\nResponse\n\nNine.",
        2,
        "Nine",
    ),
    "answers labelled under each": (
        "1. Number of drones\n\nOur answer: 9\n\n2. Number of pilots\n\nOur answer: 12\n\n3. Cost\n\nOur answer: not held",
        3,
        "9",
    ),
    "marks without a point": (
        "For clarity your questions are numbered below:\n\nQ1 How many drones are owned?\nQ2 How many pilots are there?\n\nQ1 Nine\nQ2 Twelve",
        2,
        "Nine",
    ),
    "a paraphrase": (
        "Thank you for your request in which you asked for the number of drones owned by the force.\n\nI can confirm that the force owns nine drones.",
        1,
        "I can confirm",
    ),
    "an introduction after a greeting": (
        "Dear Sir or Madam\n\nDRONES AND THEIR PILOTS\n\nI refer to your e-mail of 21 May 2019, in which you made the following request:\n\n1. The number of drones.\n\n2. The number of pilots.\n\nI am now in a position to reply. Nine.",
        2,
        "I am now",
    ),
    "the points of the request taken in turn": (
        "You asked:\n\n1. How many calls were abandoned?\n2. What was the longest wait?\n\nIn answer to your first point, please see the table.\n\nAs for the second, one hour.",
        2,
        "In answer",
    ),
    "a letter to Dear Sir": (
        "Our ref: 1/24\n\nDear Sir,\n\nDRONES AND PILOTS\n\nWe refer to your email dated 3 November 2023.\n\nIn your email you requested the following information:\n\n1. How many drones are owned?\n2. How many pilots are there?\n\nA search has been completed and I can confirm that both are held.",
        2,
        "A search",
    ),
    "a wish after another statement": (
        'Thank you for your request, which read:\n\n"I study cycling and would like to have the number of bikes stolen.\n\nCould you also say how many were found?"\n\nNorthshire Police conducted a search and can answer.',
        2,
        "Northshire",
    ),
    "no label at all": ("How many drones does the force own?\n\nNorthshire Police owns nine drones.", 1, "Northshire"),
    "labels on the line": (
        "Question: How many drones does the force own?\nAnswer: Nine.\nQuestion: How many pilots?\nAnswer: Twelve.",
        2,
        "",
    ),
    "a wrapped list without points": (
        "You sought access to the following information:\n\n1 How many times since April 2018 have officers of the force taken a\npatient to hospital in a car?\n2 How many of those patients had been detained under section 136 of the\nMental Health Act?\n3 What is the longest that officers have waited?\n\nResponse to your Request\n\nSee below.",
        3,
        "See below",
    ),
}


def test_lines_in_elements_of_their_own_are_paragraphs() -> None:
    lines = (
        "Thank you for your request dated 28th June 2024, acknowledged by us on the 1st July",
        "2024, concerning abandoned calls. You asked for the following information, which is",
        "repeated below:",
        "1. How many calls were abandoned before they were answered in each month from January",
        "2019 to June 2024?",
        "2. In how many of those call backs was an officer sent, and what was the outcome of the",
        "attendance?",
        "Northshire Police holds the data for the first of these in a report produced every month",
        "by the telephone system. The second is a different matter, as it is typed in free text.",
    )
    page = "<html><body><main>" + "".join(f"<div class=ln>{line}</div>" for line in lines) + "</main></body></html>"
    document = parse_document(Page(body=page.encode(), media_type="text/html"))
    asked = [q.text for q in find_questions(parse_letter(document, Hints()))]
    assert [text[-10:] for text in asked] == ["June 2024?", "ttendance?"]


@pytest.mark.parametrize("name", LETTERS)
def test_whole_letters(name: str) -> None:
    text, count, start = LETTERS[name]
    parts = letter(f"Drones\n\nReference: 12/24\n\nDate: 3 June 2024\n\n{text}\n")
    assert len(find_questions(parts)) == count
    assert parts.response
    assert parts.response[0].text.startswith(start)
