# ruff: noqa: E501 (one case, one line)
"""Outcomes in plain words: refusals that are not the force's, lacks told by a bare `we do not`, decisions that stand."""

from __future__ import annotations

import pytest
from test_citations import letter

from scraper.reading.citations.find import find_citations
from scraper.reading.outcome.decide import find_outcome
from scraper.records import Law

CASES = [
    ("cost_limit", "To answer would take a person about 90 hours. Section 12(1) applies."),
    (
        "cost_limit",
        "The files are on paper, 4,000 of them, at five minutes each. That is far more than 18 hours of work and we will not be doing it.",
    ),
    (
        "cost_limit",
        "It would need somebody to open 12,000 records by hand. The Act sets a limit of £450 and this would pass it many times over.",
    ),
    (
        "cost_limit",
        "Part 1 alone would take us past the limit in section 12(1). In order to help, we can tell you that there were 41 in 2022.",
    ),
    (
        "disclosed",
        "1. 64\n2. 2019 - 8; 2020 - 11. Farmers are under no obligation to report to us and the actual figures could be higher.\n3. 7\nThe force is not able to answer follow-up questions by telephone.",
    ),
    (
        "disclosed",
        "I have today decided to disclose it to you in full.\nYear | Retired || 2018 | 11\nHad it been necessary to withhold anything we would have sent you a notice but that was not the case here.",
    ),
    (
        "disclosed",
        "How many? 5,219 pairs.\nSection 17 of the Freedom of Information Act 2000 requires the force, when refusing to provide information, to provide you with a notice. As nothing has been refused here this does not arise.",
    ),
    ("disclosed", "The force has 12 dogs and spends £40,000 a year on them."),
    ("disclosed", "1. Yes.\n2. It was bought in 2019.\n3. No. We have no plans to replace it."),
    ("disclosed", "Two. Both were sold in 2020. No exemption has been used."),
    (
        "disclosed",
        "The policy you want goes with this letter. There is no charge. We cannot enter into correspondence on the merits of the policy.",
    ),
    (
        "disclosed",
        "Here are the figures. We would not normally give figures below five, but see no harm in it here.\n2021 | 4",
    ),
    ("disclosed", "There were no such arrests in 2020, and three in 2021."),
    ("disclosed", "None of the officers was dismissed. Two were given advice."),
    (
        "disclosed",
        "The number is 14. Officers may not disclose the routes to the press, and this is in the attached policy.",
    ),
    (
        "disclosed",
        "In answer: 14 in 2020; 9 in 2021. Please note that crimes which were not reported cannot be counted.",
    ),
    ("disclosed", "The cost was £4,210. Your other request, 12/24, was refused and will be answered separately."),
    (
        "disclosed",
        "Our answer is yes. The witness refused to make a statement and the suspect was released without charge.",
    ),
    ("disclosed", "We withhold nothing. The three emails are attached."),
    (
        "disclosed",
        "1. 9 stations.\n2. The counters at four of them do not open on Sundays. We do not have staff there at night.",
    ),
    ("neither_confirm_nor_deny", "We will not say if we have such a file. Section 30(3) is the reason."),
    ("neither_confirm_nor_deny", "Whether or not there is such a file we do not say, by virtue of section 31(3)."),
    (
        "neither_confirm_nor_deny",
        "Section 23(5) applies. Nothing here is to be read as showing that there is or is not any such information.",
    ),
    (
        "neither_confirm_nor_deny",
        "The duty to confirm or deny does not arise, under section 40(5B)(a)(i). We keep to this in every case, whether or not anything is held.",
    ),
    (
        "not_held",
        "Our obligation in section 1(1)(a) is to tell you whether we hold what you want. Having asked Licensing and Finance I can tell you that we do not.\nThe police do not issue consents of that kind, so there are no permits to count and no income from them.",
    ),
    (
        "not_held",
        "Section 1 gives you a right to know if the force has the information. It has not.\nNo search was made, no samples were taken and nobody has written a policy. It follows that I can send you nothing under any of the three heads.",
    ),
    ("not_held", "You asked if we hold a log of swan attacks. We do not."),
    ("not_held", "We have been asked whether there is a register. There is none."),
    ("not_held", "There is no such register."),
    ("not_held", "No register of this kind has ever been kept."),
    ("not_held", "The force has never had a drone.\nThere is accordingly nothing to send you."),
    ("not_held", "We have looked in the places where such a paper would be and it is not there."),
    ("not_held", "Our searches brought nothing to light."),
    ("not_held", "The unit was closed in 2004 and its papers went to the skip under our disposal rules."),
    ("not_held", "This is not something that we record."),
    ("not_held", "It is the council that keeps these figures; we have none."),
    ("not_held", "You would have to ask the county council, which issues the licences. We do not keep copies."),
    ("not_held", "No central record exists, and none is kept locally."),
    ("not_held", "1. None is held.\n2. None is held.\n3. See 1."),
    ("not_held", "I asked the Finance Department and the Estates Department. Neither has it."),
    ("not_held", "Nothing on the file answers your question."),
    ("not_held", "We are not the right authority: prisons are run by HMPPS, and we hold no records of inmates."),
    (
        "not_held",
        "We have no record of the sort. As to intelligence, we neither confirm nor deny that any other information is held, under section 23(5).",
    ),
    (
        "partly_disclosed",
        "1. Attached: the report of March 2022.\n2. Between 300 and 450 litres.\n3. We hold a draft of the plan. It is unfinished. Regulation 12(4)(d) lets us refuse material which is still in the course of completion, and we do so here.",
    ),
    ("partly_disclosed", "The manual comes with this letter, less chapter 4, for which we rely on section 31(1)(a)."),
    ("partly_disclosed", "The list is enclosed. The addresses have been struck through under section 40(2)."),
    ("partly_disclosed", "Q1: 14 officers. Q2: we have nothing on this."),
    ("partly_disclosed", "The first two answers are 14 and 9. The third we cannot give: nobody counts them."),
    ("partly_disclosed", "1. 41.\n2. 12.\n3. The names are not for release: section 40(2)."),
    (
        "partly_disclosed",
        "The policy is published with two paragraphs removed. Section 31(1)(a) is the reason for that.",
    ),
    (
        "partly_disclosed",
        "There were 12. As to anything further, we neither confirm nor deny that we hold it: section 31(3).",
    ),
    (
        "refused",
        "Section 24(1) - National Security\nWith regard to the duty to communicate it we are claiming the above, and nothing will be provided.",
    ),
    (
        "refused",
        "The original decision is upheld and the information remains withheld. Section 42(1) is engaged. The document is advice from counsel, asked for in 2019 and shown to 4 people.\nI looked at redaction. What would remain is a few greetings.",
    ),
    (
        "refused",
        "My findings\n1. Health and safety. I agree with you.\n2. Personal information. The names are personal data. Section 40(2) continues to apply to the names.\nThe decision not to provide the information is upheld on the basis of Section 40(2) alone.",
    ),
    (
        "refused",
        "We hold one report of 44 pages. It was written in May 2021 by the Estates team. It is exempt under section 43(2) as three firms are bidding.",
    ),
    (
        "refused",
        "The policy exists. It runs to 12 pages and was last changed in 2022. Section 31(1)(a) applies to every one of them.",
    ),
    (
        "refused",
        "Q1. Exempt under section 31(1)(a).\nQ2. As for Q1.\nThe public interest has been weighed. The Home Office publishes totals each July, which you may find helpful.",
    ),
    ("refused", "We are not going to give you the names. Section 40(2) is the reason. Two officers attended."),
    (
        "refused",
        "You suggest that part of it could be given. I have read it again with that in mind, and what is left would mean nothing. Section 36(2)(c) covers it all.",
    ),
    ("refused", "I regret that the answer has to be no. Section 30(1)(a)(i) applies."),
    (
        "refused",
        "We have considered whether some of the information could be released but find it cannot be separated. Section 31(1)(a) applies.",
    ),
    (
        "vexatious_or_repeated",
        "This is your twelfth request about the gate. We take it to be vexatious, under section 14(1).",
    ),
    (
        "vexatious_or_repeated",
        "You had the same figures from us in March. Section 14(2) says that we do not have to give them again so soon.",
    ),
    (
        "vexatious_or_repeated",
        "I have come to the view that the request is vexatious and section 14(1) of the Freedom of Information Act 2000 applies.",
    ),
]


@pytest.mark.parametrize(("outcome", "response"), CASES)
def test_outcome(outcome: str, response: str) -> None:
    page = letter(response)
    law = Law.EIR if "Regulation 12" in response else Law.FOIA
    assert find_outcome(page, find_citations(page, law))[0] == outcome
