"""Outcomes: what the sentences of a decision add up to."""

from __future__ import annotations

import pytest

from scraper.reading.citations import find_citations
from scraper.reading.outcome import find_outcome
from scraper.records import Law
from test_citations import letter

DUTIES = (
    "Section 1 of the Act places two duties on public authorities. Section 1(1)(a) asks us to say whether the information is "
    "held, section 1(1)(b) to supply it. Section 17 requires a notice which states the fact, specifies the exemption and "
    "states why it applies.\n"
)
HARM = (
    "\n# Evidence of harm\nTo disclose the figures would tell offenders where 12 officers are. We would not be able to provide "
    "protection.\n# Factors favouring disclosure\nThe public would be better informed; information is provided to all.\n"
)

OUTCOMES = [
    # everything given
    ("disclosed", "I have today decided to disclose the requested information in full.\nQ1. 11\nQ2. 14"),
    ("disclosed", "Please find attached our response."),
    ("disclosed", "Please see the spreadsheet attached."),
    ("disclosed", "The information you requested is set out below.\nYear | Arrests || 2021 | 14 || 2022 | 9"),
    ("disclosed", "In answer to your questions:\n1. There were 12.\n2. None."),
    ("disclosed", "There were 97 in 2011/12, 88 in 2012/13 and 74 in 2013/14."),
    ("disclosed", "Yes."),
    ("disclosed", "1. Yes\n2. No\n3. N/A"),
    ("disclosed", "I can confirm that the information is held and is disclosed below.\n2020 – 31\n2021 – 44"),
    ("disclosed", "Nil."),
    ("disclosed", "The answer to your question is 42."),
    ("disclosed", "We are able to provide the following information:\nVehicles: 14"),
    ("disclosed", "Your request has been granted. The policy is enclosed."),
    ("disclosed", "The following data was extracted from the crime system on 4 May 2021.\nTheft | 4"),
    ("disclosed", "Month | Authorisations || August 2024 | 6 || September 2024 | 1"),
    ("disclosed", DUTIES + "I can confirm that the force holds the information and it is provided below.\n1. 114\n2. 38"),
    ("disclosed", "The information has been disclosed in full. No exemption has been applied."),
    ("disclosed", "The force does use this software. It was bought in 2019 at a cost of £14,000."),
    ("disclosed", "I can advise that 41 officers were trained."),
    ("disclosed", "No other information is held. The figures are below: 12 dogs, 4 horses."),
    # given in part
    ("partly_disclosed", "I have today decided to disclose some of the requested information. Some data has been withheld as it is exempt by virtue of:\nSection 31(1)(a) – Law Enforcement" + HARM),
    ("partly_disclosed", "I have decided to disclose located information to you in part.\nSection 40(2) – Personal Information\n# Disclosure\nQ1. 7"),
    ("partly_disclosed", "Please find attached the emails, which have been redacted under Section 40(2) of the Act."),
    ("partly_disclosed", "1. 114\n2. 38\n3. This is exempt by virtue of Section 31(1)(a)(b) Law Enforcement."),
    ("partly_disclosed", "1. 2,300 cameras.\n2. No information held.\n3. 14"),
    ("partly_disclosed", "Question 1\nThere were 14.\nQuestion 2\nWe do not hold this information.\nQuestion 3\nSee attached."),
    ("partly_disclosed", "The figures are as follows: 12 in 2020, 14 in 2021.\nWe can neither confirm nor deny that any other information is held by virtue of Section 31(3)." + HARM),
    ("partly_disclosed", "Please find attached our response. In addition the force can neither confirm nor deny that it holds any other information by virtue of:\nSection 24(2) – National Security\nSection 31(3) – Law enforcement"),
    ("partly_disclosed", "Not all of the information can be supplied. Parts 1 to 3 are given; part 4 is exempt pursuant to Section 40(2) – Personal Information.\nYear | Arrests || 2022 | 183"),
    ("partly_disclosed", "Most of it is attached. This letter serves as a Refusal Notice under Section 17 for what has not been released. It is exempt by virtue of:\nSection 40(2) Personal Information"),
    ("partly_disclosed", "Covert vehicles are left out and by withholding them we rely on Section 31(1). The list is attached."),
    ("partly_disclosed", "Q1 – 45\nQ2 – The information is already on our website and section 21 applies."),
    ("partly_disclosed", "I can confirm we hold the information and am able to provide most of it: 14 in 2019, 20 in 2020. The names are exempt under section 40(2)."),
    ("partly_disclosed", "Partial disclosure. The postcode has been withheld under Section 40(2)."),
    ("partly_disclosed", "1. 31 searches.\n2. The force can neither confirm nor deny whether it holds this by virtue of Section 23(5)."),
    # refused
    ("refused", "I have today decided to refuse your request. The information is exempt and this response serves as a Refusal Notice under Section 17 of the Act by virtue of:\nSection 40(2)&(3) - Personal Information\nYou may be interested to know that the outcomes are placed on our website for 28 days."),
    ("refused", DUTIES + "The force holds the information but is not obliged to supply it, pursuant to the following exemptions:\nSection 31(1)(a) – Law Enforcement" + HARM),
    ("refused", DUTIES + "I can confirm that the force holds the information you have requested, however I have decided that it is exempt by virtue of:\nSection 22 – Information Intended for Future Publication\nThe figures for 2023 will come out this autumn."),
    ("refused", "All of it is exempt, and I am not obliged to supply any part, pursuant to:\nSection 30(2)(b) – Investigations"),
    ("refused", "The information will not be disclosed and in withholding the whole of it the following exemptions apply:\nSection 24(1) - National Security" + HARM),
    ("refused", "The information you seek is exempt in its entirety under Section 30(1)(a)."),
    ("refused", "Unfortunately we are unable to provide you with the information requested, as it is exempt by virtue of Section 31(1)(a)(b) Law Enforcement."),
    ("refused", "This information is reasonably accessible by other means and is exempt under Section 21: https://www.example.police.uk/figures"),
    ("refused", "I am not disclosing the above requested information, pursuant to the exemption provisions of:\nSection 30(1)(a)(b)(c), Investigations"),
    ("refused", "Your request is refused by virtue of Section 38(1)(a) of the Act."),
    ("refused", "The papers are held. I am refusing to provide them, on the basis that the following exemption applies:\nSection 42(1) – Legal Professional Privilege"),
    ("refused", "We hold this information but it is withheld under the law enforcement exemption."),
    # not held
    ("not_held", "The information you have requested is not held by this force."),
    ("not_held", "No information held."),
    ("not_held", "Searches were made and I can confirm that no information is held relevant to your request."),
    ("not_held", "West Force does not hold the information requested. You may wish to ask the Ministry of Justice."),
    ("not_held", "We have searched our records and have been unable to locate any information."),
    ("not_held", "There are no records of such an event."),
    ("not_held", "Enquiries show that no recorded information exists."),
    ("not_held", "This is not information held by the police. It may be held by your council."),
    ("not_held", "No information is held by the force in respect of any of your questions."),
    ("not_held", "The information is not held. We have not used this technology.\nAdditionally we can neither confirm nor deny whether we hold any further information, by virtue of:\nSection 24(2) National Security" + HARM),
    ("not_held", "I can confirm that we hold no information specific to your request."),
    ("not_held", "The force holds none of the information you ask for."),
    ("not_held", "1. No information held.\n2. No information held."),
    ("not_held", "Our search returned no results. We therefore hold no information."),
    # neither confirmed nor denied
    ("neither_confirm_nor_deny", DUTIES + "The force can neither confirm nor deny that it holds the information you requested, as the duty in Section 1(1)(a) of the Act does not apply by virtue of the following exemptions:\nSection 30(3) – Investigations\nSection 31(3) – Law Enforcement" + HARM),
    ("neither_confirm_nor_deny", "The force neither confirms nor denies that it holds any of the information requested by virtue of Section 40(5B)(a)(i)."),
    ("neither_confirm_nor_deny", "Northshire will neither confirm nor deny any information is held regarding your request and in doing so we rely on these exemptions.\nSection 31(3) Law Enforcement\nCameras are not always on; speed played a part in over 19% of collisions."),
    ("neither_confirm_nor_deny", "We refuse to confirm or deny whether this is held, under Section 40(5)."),
    ("neither_confirm_nor_deny", "This is an NCND response under sections 23(5) and 24(2)."),
    ("neither_confirm_nor_deny", "We can neither confirm nor deny. This should not be taken as proof that information is or is not held."),
    # cost
    ("cost_limit", "The cost of complying would exceed the appropriate limit, therefore Section 12(1) applies."),
    ("cost_limit", "It is estimated that the cost of dealing with this request would exceed the appropriate limit of £450, which is 18 hours."),
    ("cost_limit", "The force is unable to confirm whether or not it holds the information without going over the appropriate limit, and Section 12(2) is applied."),
    ("cost_limit", "I can neither confirm nor deny that it is held, as to find out would exceed the permitted 18 hours; Section 12(2) of the Act would apply."),
    ("cost_limit", "The information is not held in a retrievable form. To read 1,240 files at 10 minutes each would take 206 hours and exceed the limit, so section 12 applies."),
    ("cost_limit", "It is not in a format that can be extracted within the 18 hour time constraint. At a cautious 10 minutes a record the work would take over 116 hours."),
    ("cost_limit", "To answer would go well beyond the fees limit (FOIA, s.12). As a gesture of goodwill I give what was found: 14 in 2019. Please see attached."),
    ("cost_limit", "That would exceed the cost limit under section 12. If one part passes the limit then it applies to the whole request. However, under Section 16 we can give the number of cases: please see attached."),
    ("cost_limit", "Questions 2 and 3\nThe exemption is:\nSection 12 – cost of compliance exceeds appropriate limit\nAs one part goes over the limit, questions 1 and 4 need not be answered either."),
    ("cost_limit", "We would have to review every crime manually and this would far exceed 18 hours."),
    ("cost_limit", "This is too costly to do: more than 40 hours, or £600. This is a refusal notice under Section 12."),
    # vexatious, repeated
    ("vexatious_or_repeated", "Your request is refused under:\nSection 14(1) – Vexatious Requests\nWe put that at four years of work."),
    ("vexatious_or_repeated", "You have asked for this before, and your request is refused as repeated under section 14(2)."),
    ("vexatious_or_repeated", "We consider the request vexatious and will not be complying with it. It is refused."),
    ("vexatious_or_repeated", "Question 1\nRecall notices are issued by the prison service.\nQuestion 2\nWe are not obliged to comply with it.\nSection 14(1) – Vexatious"),
    # not said
    (None, "Before we can go on, please clarify what you mean by incident. Without this we cannot identify what you want."),
    (None, "Thank you for your request, which will be answered within 20 working days."),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "response"), OUTCOMES)
def test_outcome(outcome: str | None, response: str) -> None:
    page = letter(response)
    found, evidence = find_outcome(page, find_citations(page, Law.FOIA))
    assert found == outcome
    assert (evidence is None) == (outcome is None)
    assert evidence is None or any(part in block.text for part in evidence.split("\n") for block in page.response), (
        "the evidence is a sentence of the page"
    )
