# ruff: noqa: E501 (letters and pages as they are printed)
"""Letters of many layouts: which questions they hold, and where the answer begins."""

from __future__ import annotations

import pytest

from scraper.reading.letter.divide import parse_letter
from scraper.reading.page.document import parse_document
from scraper.reading.questions.find import find_questions
from scraper.records import Hints, Letter, Page, Question

# name: (letter, starts of its questions, start of its response)
LETTERS: dict[str, tuple[str, list[str], str]] = {
    "prose introduction, statutory turn": (
        """Electric scooters 05780

Date: 14/02/2025
Our reference: 01/FOI/25/005780/Z

Thank you for your request for information, received by this force on 30 January 2025, in which you asked the following:

1) How many privately owned electric scooters did officers seize in 2024?

2) How many of the riders were under 16?

3) The number of collisions with a pedestrian.

Section 1 of the Freedom of Information Act 2000 (FOIA) places two duties on public authorities. Unless exemptions apply, the first duty at section 1(1)(a) is to confirm or deny whether the information is held.

Section 17 of FOIA requires us to give you a notice where we withhold anything.

1) 412
2) 97
3) 6

If you are dissatisfied with the way we handled your request you can ask for an internal review.
""",
        ["How many privately owned", "How many of the riders", "The number of collisions"],
        "Section 1 of the Freedom",
    ),
    "no label at all, the refusal formula turns": (
        """Bailiff attendance

I should be grateful for the number of times officers attended with bailiffs in each of the last three years.

Section 17 of the Freedom of Information Act 2000 requires Northshire Police, when refusing to provide such information, to provide you the applicant with a notice.

Section 12(1) applies.
""",
        ["I should be grateful for the number of times"],
        "Section 17 of the Freedom",
    ),
    "bare facts on top, numbers with colons": (
        """Custody meals

14901

03.04.2024

29.04.2024

1: How many meals were served in custody in 2023?

2: What was the total cost?

3: Which company supplies them?

Disclosed

1: 48,220

2: £61,000

3: Held by the supplier.
""",
        ["How many meals were served", "What was the total cost", "Which company supplies"],
        "Disclosed",
    ),
    "pairs of request and response": (
        """Fleet

Request 1

Please list the makes of car in the fleet.

Response 1

Ford, Vauxhall and BMW.

Request 2

How much was spent on tyres in 2022/23?

Response 2

£212,000.
""",
        ["Please list the makes", "How much was spent on tyres"],
        "Response 1",
    ),
    "You wrote, our response": (
        """Our ref RFI 2019-412

You wrote:

Could you tell me how many officers have a second job? Could you also tell me what those jobs are?

Our response:

174 officers have a registered business interest. A list is attached.
""",
        ["Could you tell me how many officers", "Could you also tell me what"],
        "174 officers",
    ),
    "details with fields, decision and answer": (
        """Reference Number: 20170443

Request Date: Monday 6 March 2017

Response Date: Thursday 30 March 2017

Request Details:

How many knives were handed in at amnesty bins during 2016? Please break this down by station.

SYP Response:

1,204 knives were handed in. The bins are not counted by station.
""",
        ["How many knives were handed in"],
        "1,204 knives",
    ),
    "short headings and letters with brackets": (
        """Dog handlers (1187/21)

Request

a) How many dog handlers are there?
b) How many dogs are there?
c) What does it cost to keep a dog for a year?

Response

Please find the answers below.

a) 31
b) 44
c) £3,150
""",
        ["How many dog handlers", "How many dogs", "What does it cost"],
        "Please find the answers",
    ),
    "date of request and reference, request with remarks": (
        """Overtime spending

Date of request: April 28, 2021

Reference: 578-21

Request

I am a student at a local university and am writing a dissertation on police pay.

1. Total overtime paid to police officers in 2019/20 and 2020/21.
2. Total overtime paid to police staff in the same years.
3. The highest sum paid to one person, with the rank or grade.

If it is not possible to answer all of this within the cost limit please answer question 1 only. I would like the data in a spreadsheet.

Thank you for your help.

Response

The tables below show what we hold.
""",
        ["Total overtime paid to police officers", "Total overtime paid to police staff", "The highest sum paid"],
        "The tables below",
    ),
    "several questions in one paragraph of prose": (
        """Our Ref: FOI2018/01077

Dear applicant,

Thank you for your email of 12 January 2018 in which you asked for the following information:

How many firearms certificates were revoked in 2017? How many shotgun certificates were revoked in 2017? What were the reasons?

I can confirm that the Constabulary holds the information.
""",
        ["How many firearms certificates", "How many shotgun certificates", "What were the reasons"],
        "I can confirm that the Constabulary",
    ),
    "numbers that run on inside a paragraph": (
        """Your request is repeated below together with the response.

1. Please provide the number of drones owned. 2. Please provide the number of trained pilots. 3. Please provide the total spent on drones since 2015.

In response to your questions, 14 drones are owned.
""",
        [
            "Please provide the number of drones",
            "Please provide the number of trained",
            "Please provide the total spent",
        ],
        "In response to your questions",
    ),
    "bullets of years are no questions": (
        """You asked:

Please provide the number of complaints made against special constables in each of the following years:

• 2018
• 2019
• 2020 to date

In Response:

Searches were conducted with the department concerned.
""",
        ["Please provide the number of complaints"],
        "Searches were conducted",
    ),
    "bulleted questions": (
        """Request:

Under the Act I would like to know:

• How many body worn cameras does the force own?
• How long is footage kept?
• Who can see it?

Response:

2,900 cameras are owned.
""",
        ["How many body worn cameras", "How long is footage", "Who can see it"],
        "2,900 cameras",
    ),
    "columns of a table that is wished for": (
        """I note you seek access to the following information:

Please provide a list of all vehicles sold at auction in 2021, with columns for:

1. Registration year
2. Make
3. Mileage
4. Sum received

I have today decided to disclose the requested information.
""",
        ["Please provide a list of all vehicles"],
        "I have today decided",
    ),
    "lettered parts stay inside their number": (
        """Request

Question 1

For each of the last five years:
a) how many officers resigned?
b) how many were dismissed?

Question 2

What was the average length of service?

Response

See the table.
""",
        ["For each of the last five years", "What was the average length"],
        "See the table.",
    ),
    "answers stand between the questions": (
        """FOI 118/25 Spit hoods

Enquiry Reference: 118-25

I write in connection with your request for information which was as follows:

1. How many spit hoods were used in 2024?

There were 88 uses.

2. How many were used on children?

There were 4 uses on people under 18.

3. Were any complaints made?

No information held.
""",
        ["How many spit hoods", "How many were used on children", "Were any complaints made"],
        "There were 88 uses.",
    ),
    "answers stand between the questions after a label": (
        """Our Ref: 002233/19

RESPONSE

1. How many drink drive arrests were made in December 2018?

211

2. How many of them were made at the roadside?

190

3. What was the highest reading?

142 micrograms
""",
        ["How many drink drive arrests", "How many of them were made", "What was the highest reading"],
        "211",
    ),
    "inline reference and date, applicant question": (
        """Applicant Question:

Please supply all minutes of the committee on facial recognition held since January 2020, and any paper put to it.

NPCC Response:

The NPCC does hold information captured by your request.
""",
        ["Please supply all minutes"],
        "The NPCC does hold",
    ),
    "Jersey: letters alone, label glued to date": (
        """Seizures of vapes

Produced by the Freedom of Information office and published on 30 January 2023

Request

Can I have the following for 2021 and 2022:

A

The number of vapes seized by the police

B

The number of those that held a controlled drug

Response

A

61

B

9
""",
        ["The number of vapes", "The number of those"],
        "61",
    ),
    "restarted numbers in two lists": (
        """Request:

Part 1 - Burglary

1. How many burglaries were recorded in 2022?
2. How many were solved?

Part 2 - Robbery

1. How many robberies were recorded in 2022?
2. How many were solved by arrest?

Response:

I can confirm that information is held.
""",
        ["How many burglaries", "How many were solved?", "How many robberies", "How many were solved by"],
        "I can confirm that",
    ),
    "definitions come first": (
        """You asked:

For the purpose of this request:

1. "Officer" means a sworn constable of any rank.
2. "Relationship" means any personal or sexual relationship.

Please answer these questions:

1. How many officers declared a relationship with a colleague in 2019?
2. How many officers were disciplined for failing to do so?

In Response:

We have now had the opportunity to fully consider your request.
""",
        ["How many officers declared", "How many officers were disciplined"],
        "We have now had",
    ),
    "clarification in the middle": (
        """FOI Reference: 77/2023

Request:

1. How many e-bikes does the force own?
2. How many miles were ridden?

Clarification requested 3 May 2023

Which period do you have in mind?

Clarification received 4 May 2023

The calendar year 2022 please. Do include bikes that were sold.

Response:

12 bikes are owned. Mileage is not recorded.
""",
        ["How many e-bikes", "How many miles were ridden"],
        "12 bikes are owned",
    ),
    "a thread: request, acknowledgement, answer": (
        """Naloxone carried by officers

The request was successful.

Dear Northshire Police,

Please could you tell me how many officers carry naloxone?

Yours faithfully,

(applicant)

Dear (applicant),

Thank you for your request, which will be answered within 20 working days.

Dear (applicant),

I write in response to your request for information as follows:

Please could you tell me how many officers carry naloxone?

I can confirm that 214 officers carry naloxone.
""",
        ["Please could you tell me how many officers carry"],
        "I can confirm that 214",
    ),
    "the response alone": (
        """Stolen caravans

I can confirm that Northshire Police holds the information you asked for and it is disclosed below.

73 caravans were stolen.
""",
        [],
        "I can confirm that Northshire",
    ),
    "emphasis signs and numbers with slashes": (
        """2022/25901 - Horses

1/ How many police horses are there?
2/ What are their names?
3/How much does their feed cost?

1/ 12
2/ The names are attached.
3/ £14,220
""",
        ["How many police horses", "What are their names", "How much does their feed"],
        "12",
    ),
    "Q numbers": (
        """Requested information:

Q1. How many officers are off sick with stress?
Q2. How many days were lost?
Q2a. How many of these days were lost by response officers?

Our decision:

Q1. 55
Q2. 2,140
Q2a. 810
""",
        ["How many officers are off sick", "How many days were lost"],
        "55",
    ),
    "a name on one line and the words of the requester cite the Act": (
        """Your request:

Under section 1 of the Freedom of Information Act 2000 I request copies of all letters between the Chief Constable and the Home Secretary since 1 May 2022. If any part is exempt under section 40 please redact it and send the rest, as section 16 requires.

Our answer:

Your request has been refused under section 12.
""",
        ["Under section 1 of the Freedom of Information Act 2000 I request copies"],
        "Your request has been refused",
    ),
    "hyphen list without a mark of the turn": (
        """Body worn video
FOI 22/1234
You asked for the following information:-
I would like to request the following information under the Freedom of Information Act:
- Number of officers issued with body worn video
- Number of complaints about its use in 2021
- Copies of any policy on retention
Many thanks
We have conducted searches and can advise:
5,212 officers.
Complaints 4.
The policy is attached.
""",
        ["Number of officers issued wi", "Number of complaints about i", "Copies of any policy on rete"],
        "We have conducted",
    ),
    "several things in one sentence stay one": (
        """Request
Could you please provide me with details of the following: the number of reported thefts of lead from churches in 2018, 2019 and 2020; the estimated value of the lead; and the number of arrests.
Response
See table.
""",
        ["Could you please provide me"],
        "See table",
    ),
    "letters and roman numbers inside a question": (
        """Freedom of Information Request Ref: 2021/0456

Under the Freedom of Information Act 2000 please could you provide the following:

1. The number of police officers who have been arrested since 1 January 2019, broken down by:
a. Rank
b. Offence
c. Year

2. Of those arrested, how many were (i) charged (ii) cautioned (iii) released without charge?

3. Of those charged, how many remain employed?

Please provide the information in Excel format.

Kind regards

Following receipt of your request searches were conducted within Northshire Police to locate information relevant to your request.
1. 12
2. 4
3. 1
""",
        ["The number of police officer", "Of those arrested, how many", "Of those charged, how many r"],
        "Following receipt",
    ),
    "Q with dashes": (
        """Response to FOI 345-22

Request:

Please can you answer the following questions in relation to e-scooter trials.

Q1 – How many e-scooters have been seized since July 2020?
Q2 – How many fines were issued?
Q3 – What guidance has been given to officers? If there is a document please supply it.

Response:

Q1 – 311
Q2 – 28
Q3 – Attached.
""",
        ["How many e-scooters have bee", "How many fines were issued?", "What guidance has been given"],
        "311",
    ),
    "an open records request in paragraphs": (
        """I am writing to make an open records request for all the information to which I am entitled under the Freedom of Information Act.

In order to assist you with this request, I am outlining my query as specifically as possible.

How many allegations of spiking by injection were made between September 2021 and January 2022?

Please can you break this down by month and by age of the victim?

If my request is denied in whole or in part, I ask that you justify all deletions by reference to specific exemptions of the act.

I would prefer to receive the information electronically.

Northshire Police response

Your request has been considered. There were 44 reports.
""",
        ["How many allegations of spik"],
        "Your request has been considered",
    ),
    "a quoted list after You asked": (
        """Date: 3 March 2023
Dear Sir/Madam
Freedom of Information request: FOI/2023/118
Thank you for your request for information dated 6 February 2023. You asked:
"1. How many staff in the force are paid more than £100,000?
2. What are their job titles?"
I can advise as follows:
1. Six.
2. Chief Constable, two Deputy Chief Constables and three directors.
""",
        ["How many staff in the force", 'What are their job titles?"'],
        "I can advise",
    ),
    "roman numbers and our response is as follows": (
        """Your request for information is set out below:

In relation to mounted police:
i) How many horses were there on 1 January 2020?
ii) What was the annual cost of the section?
iii) Is there any plan to close it?

Our response is as follows.

i) 14
ii) £1.1m
iii) No plan is held.
""",
        ["How many horses were there o", "What was the annual cost of", "Is there any plan to close i"],
        "14",
    ),
    "lines that name things": (
        """Request

Total number of crimes recorded at music festivals since 2015
Breakdown by type of offence
Names of the festivals

Response

The table is attached.
""",
        ["Total number of crimes recor", "Breakdown by type of offence", "Names of the festivals"],
        "The table",
    ),
    "indented hyphens are parts": (
        """Subject: Hate crime

Please could I request the following data for each of the last three financial years (2019-20, 2020-21, 2021-22):

1. Number of hate crimes
    - Race
    - Religion
    - Disability
2. Number with a charge
3. Number where the victim withdrew support

I can confirm that Northshire Police holds information.
""",
        ["Number of hate crimes\n- Race", "Number with a charge", "Number where the victim with"],
        "I can confirm",
    ),
    "bullets without marks of a question": (
        """FOI 77/19
Request
Please provide:
 • the number of 101 calls abandoned in each month of 2018
 • the average time to answer a 101 call in each month of 2018
 • the cost of running the 101 service in 2018
Response
Attached.
""",
        ["the number of 101 calls aban", "the average time to answer a", "the cost of running the 101"],
        "Attached",
    ),
    "what we were asked": (
        """What we were asked

How many times has the force hired private security since 2016, and at what cost?

Our response

The force has hired private security four times.
""",
        ["How many times has the force"],
        "The force has",
    ),
    "words to search for are no questions": (
        """Request 4521/22

Please provide copies of all emails sent by the Chief Constable to the PCC between 1 and 31 March 2022 containing any of the following words:
1) merger
2) collaboration
3) redundancy

Response

The emails are exempt.
""",
        ["Please provide copies of all"],
        "The emails",
    ),
    "fields after a colon": (
        """You asked:
For each incident of arson at a school in 2017 and 2018 please provide: date; school; damage.
In Response:
Searches were conducted.
""",
        ["For each incident of arson a"],
        "Searches",
    ),
    "parts as labels on the line": (
        """Dear Sir

Part 1: How many ANPR cameras are there?

Part 2: How many reads were stored on 1 May 2019?

I can neither confirm nor deny.
""",
        ["Part 1: How many ANPR camera", "Part 2: How many reads were"],
        "I can neither",
    ),
}


def read(text: str) -> tuple[Letter, tuple[Question, ...]]:
    document = parse_document(Page(body=text.encode(), media_type="text/plain"))
    letter = parse_letter(document, Hints())
    return letter, find_questions(letter)


@pytest.mark.parametrize("name", LETTERS)
def test_questions_and_turn(name: str) -> None:
    text, starts, response = LETTERS[name]
    letter, questions = read(text)
    assert [q.text[: len(s)] for q, s in zip(questions, starts, strict=False)] == starts
    assert len(questions) == len(starts), [q.text[:40] for q in questions]
    assert letter.response, "no response found"
    assert (letter.response[0].text if letter.response[0].marker else letter.response[0].printed).startswith(response)
