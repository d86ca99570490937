# ruff: noqa: E501 (one case, one line)
"""Outcomes: what the sentences of a decision add up to."""

from __future__ import annotations

from time import perf_counter

import pytest
from test_citations import letter

from scraper.reading.citations import find_citations
from scraper.reading.outcome import find_outcome
from scraper.records import Law

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


LETTERS = [
    ("partly_disclosed", Law.FOIA, "The MPS holds this data. I have decided to release the information in part.\nSome information is exempt by virtue of the following exemption:\nSection 40(2) – Personal Information\nYear | Count || 2020 | 7"),
    ("refused", Law.FOIA, "Greater Manchester Police can confirm that it holds the information you have requested. However, having considered your request, we have decided to exempt the information under the following exemptions:\nSection 31(1)(a)(b) Law Enforcement\nSection 31 is a qualified prejudice based exemption.\n# Harm\nReleasing the numbers would..."),
    ("cost_limit", Law.FOIA, "Enquiries have established that some information may be held. However, the information cannot be retrieved within the time allowed under the Act. There are 3,456 records; at 5 minutes each that is 288 hours.\nSection 12(1) of the Freedom of Information Act allows that public authorities do not have to comply with a request where the cost would exceed the appropriate limit.\nIn accordance with section 17 this is a refusal notice."),
    ("not_held", Law.FOIA, "I am writing to advise you that following a search of our paper and electronic records, I have established that the information you requested is not held by Kent Police."),
    ("not_held", Law.FOIA, "Searches were completed to locate the information relevant to your request. I can confirm the Constabulary does not hold any information relating to your request."),
    ("disclosed", Law.FOIA, "I can confirm that Suffolk Constabulary does hold the information you have requested.\nQ1 12\nQ2 £4,500\nQ3 Yes, all officers."),
    ("disclosed", Law.FOIA, "Having completed enquiries within Essex Police in respect of Section 1(1)(a), Essex Police does hold information in relation to your request.\nHaving considered this further in respect of Section 1(1)(b), Essex Police is able to disclose the located information to you as follows:\n1: 40\n2: 60"),
    ("partly_disclosed", Law.FOIA, "Question 1 - 45 officers.\nQuestion 2 - Section 21 – Information accessible by other means. Please see our website at the link."),
    ("refused", Law.FOIA, "The information you have requested is intended for future publication and so is exempt under section 22(1) of the Act."),
    ("neither_confirm_nor_deny", Law.FOIA, "Surrey Police neither confirms nor denies that it holds any information falling within the description specified in your request. The duty in Section 1(1)(a) does not apply, by virtue of the following exemption:\nSection 40(5A) Personal Information\nThis is not an indication that information is held."),
    ("neither_confirm_nor_deny", Law.FOIA, "Thank you. The National Police Chiefs' Council can neither confirm nor deny that it holds the information you requested as the duty in s1(1)(a) of the Freedom of Information Act 2000 does not apply, by virtue of the following exemptions: Section 23(5) Information supplied by, or concerning, certain Security Bodies; Section 24(2) National Security; Section 31(3) Law Enforcement. Sections 24 and 31 are prejudice based qualified exemptions."),
    ("vexatious_or_repeated", Law.FOIA, "Section 14(1) of the Freedom of Information Act 2000 states that section 1(1) does not oblige a public authority to comply with a request for information if the request is vexatious.\nAfter careful consideration I have decided that your request is vexatious and that Section 14(1) is engaged."),
    ("vexatious_or_repeated", Law.FOIA, "Under section 14(2) of the Act we are not obliged to comply with a request which is identical or substantially similar to a previous request from the same person. You made the same request in March. Your request is therefore refused."),
    ("partly_disclosed", Law.FOIA, "Please find below our response. I can confirm that we do hold information relevant to your request. Parts of the attached document have been redacted in line with s31(1)(a) and s40(2) of the FOIA."),
    ("cost_limit", Law.FOIA, "Leicestershire Police neither confirms nor denies that it holds the requested information by virtue of section 12(2), as the cost of establishing whether it is held would exceed the appropriate limit."),
    ("refused", Law.FOIA, "Staffordshire Police holds the information requested but considers it exempt from disclosure.\nExempt: s30(1)(a) Investigations; s40(2) Personal information."),
    ("disclosed", Law.FOIA, "Please see below:\n# Q1\nTotal: 14\n# Q2\nNone recorded."),
    ("disclosed", Law.FOIA, "The Force has two drones.\nThey cost £1,500 each."),
    ("disclosed", Law.FOIA, "Response: 0"),
    ("partly_disclosed", Law.FOIA, "1. 5 incidents\n2. Not held\n3. 7 incidents"),
    ("not_held", Law.FOIA, "Q1. Not held.\nQ2. Not held.\nQ3. N/A"),
    ("partly_disclosed", Law.FOIA, "Q1: 45 arrests. Q2: 13 charges.\nFor question 3 we would need to read each crime record, which would exceed the cost limit. Section 12 applies to this part."),
    ("cost_limit", Law.FOIA, "Your request would exceed the fees limit (section 12). Under our duty to assist I can tell you that 45 arrests were made in 2022."),
    ("refused", Law.FOIA, "Cost per unit cannot be released because Section 43(2) Commercial Interests applies."),
    ("disclosed", Law.FOIA, "No exemptions have been applied to this request. There were 56 reports."),
    ("not_held", Law.FOIA, "Whilst the Force may hold some custody records, the information you seek about probation is not held. Please contact HMPPS."),
    ("not_held", Law.FOIA, "Wiltshire Police does not hold information relevant to your request. In addition, Wiltshire Police can neither confirm nor deny whether any other information is held by virtue of S.31(3)."),
    ("partly_disclosed", Law.FOIA, "In relation to overt use, we hold six such devices. Regarding covert use, we neither confirm nor deny that any information is held by virtue of Section 23(5)."),
    ("disclosed", Law.FOIA, "The requested information is enclosed. Please note that section 40 considerations did not arise."),
    ("refused", Law.FOIA, "Unfortunately I am unable to disclose this to you. The exemption engaged is 38(1)(a)(b) Health and Safety."),
    (None, Law.FOIA, "Your request is unclear. Please could you clarify which time period you are interested in?"),
    ("disclosed", Law.FOIA, "We do not record this centrally, but I can advise that there were 14 such cases. The table shows them."),
    ("partly_disclosed", Law.FOIA, "Low numbers (fewer than 5) have been suppressed under Section 40(2).\nArea | Total || North | 45"),
    ("cost_limit", Law.FOIA, "s.12 Fees – it would take an estimated 45 hours to complete your request."),
    ("refused", Law.FOIA, "The qualified person is of the opinion that disclosure would be likely to prejudice the effective conduct of public affairs, and Section 36(2)(c) is therefore engaged. The minutes are withheld."),
    ("refused", Law.FOIA, "The information was provided in confidence and s.41(1) applies. It is withheld in full."),
    ("refused", Law.FOIA, "Disclosure is prohibited by the Rehabilitation of Offenders Act 1974 and the information is exempt under Section 44(1)(a) of FOIA."),
    ("not_held", Law.FOIA, "There is no requirement to record this and so no information is held."),
    ("disclosed", Law.FOIA, "I can confirm that the information is held by Durham Constabulary:\nA) 14\nB) 12"),
    ("partly_disclosed", Law.FOIA, "Your questions 1-4 are answered in the attached. In relation to question 5, this is exempt under S30(1)(a) and S31(1)(a)."),
    ("disclosed", Law.FOIA, "All of the information you asked for is published on our website at https://x and a copy is attached for ease."),
    ("refused", Law.FOIA, "All of the information you asked for is published on our website and so is exempt under Section 21(1)."),
    ("cost_limit", Law.FOISA, "In terms of Section 12(1) of the Freedom of Information (Scotland) Act 2002 where our cost to provide the information is above £600 it can be refused, and I am refusing your request."),
    ("not_held", Law.FOISA, "I must advise that the information you seek is not held by Police Scotland and section 17 of the Act therefore applies."),
    ("refused", Law.FOISA, "The information sought is held by Police Scotland, but I am refusing to provide it in terms of s.16(1) of the Act on the basis that the section 38(1)(b) exemption applies. Section 38(1)(b) is an absolute exemption."),
    ("refused", Law.FOISA, "I am refusing to provide it on the basis that the following exemptions apply:\nSection 34(1)(b) - Investigations\nSection 35(1)(a)&(b) - Law Enforcement"),
    ("refused", Law.FOISA, "The information requested is available on our website. Section 25(1) of the Act, information otherwise accessible, applies."),
    ("refused", Law.FOISA, "The paper is exempt in terms of section 30(c) of the Act, prejudice to effective conduct of public affairs."),
    ("neither_confirm_nor_deny", Law.FOISA, "In terms of section 18(1) read with section 34(1)(b) I can neither confirm nor deny whether the information exists or is held."),
    ("refused", Law.JERSEY, "The information is qualified exempt under Article 42(a) of the Law."),
    ("cost_limit", Law.JERSEY, "The cost would exceed 12.5 hours and the request is refused under Article 16(1) of the Freedom of Information (Jersey) Law 2011."),
    ("partly_disclosed", Law.JERSEY, "Seven.\nNames are not given.\nArticle(s) applied\nArticle 25(2)(b) - Personal information"),
    ("refused", Law.FOIA, "The law enforcement exemption (section 31) is engaged. The plan will not be released."),
    ("refused", Law.FOIA, "We are withholding this under the law enforcement exemption."),
    ("partly_disclosed", Law.FOIA, "The list is attached. Names have been removed under the personal data exemption."),
    ("cost_limit", Law.FOIA, "To provide this would exceed the appropriate limit of 18 hours."),
    ("vexatious_or_repeated", Law.FOIA, "Your request is considered vexatious and is refused."),
    ("disclosed", Law.FOIA, "The exemption for law enforcement was considered, but does not apply. There were 14."),
    ("disclosed", Law.FOIA, "Officers followed section 35 of the Anti-social Behaviour, Crime and Policing Act 2014. Dispersals under section 35 were authorised 12 times."),
    ("disclosed", Law.FOIA, "Act | Section | Count || Offences Against the Person Act 1861 | Section 18 | 44 || Theft Act 1968 | Section 12 | 31"),
    ("disclosed", Law.FOIA, "Offence | Count || Section 21 blackmail | 44 || Section 39 assault | 31"),
    ("disclosed", Law.FOIA, "Of 112 people stopped, 40 were searched under Section 23 and refused to give a name on 3 occasions."),
    ("disclosed", Law.FOIA, "Bail was refused under section 38 in 40 cases."),
    ("partly_disclosed", Law.FOIA, "There were 12 section 47 assaults; the addresses are exempt under section 40(2)."),
    ("refused", Law.FOIA, "The information is withheld: s31(1)(a) prevention and detection of crime and s31(1)(b) apprehension or prosecution of offenders."),
    ("refused", Law.FOIA, "Sections 24(1) and 31(1)(a) of the FOIA have been relied upon. Section 24 is a qualified exemption; section 31 is too. Nothing can be released."),
    ("refused", Law.FOIA, "The information is exempt under section 40(2) by virtue of section 40(3A)(a) of the FOIA."),
    ("refused", Law.FOIA, "We rely on sections 23(1) and 24(1) in the alternative. The report cannot be disclosed."),
    ("partly_disclosed", Law.FOIA, "Q1. 14 vans.\nQ2. Exempt – Section 31(1)(a).\nSection 31 Factors Favouring Disclosure\nWe considered section 31(2) and section 2(2)(b)."),
    ("refused", Law.FOIA, "This is exempt under section 31(1)(a). You have the right to complain under section 50. Under section 11 we send it by email."),
    ("not_held", Law.FOIA, "The Independent Office for Police Conduct may hold this, and it may rely on section 30 to withhold it. We do not hold the information you have requested."),
    ("disclosed", Law.FOIA, "The Home Office withheld these figures under section 24. Ours: 14."),
    ("refused", Law.FOIA, "Section 30(1)(a) of FOIA provides that information held for an investigation is exempt. This information was held for such an investigation and we are withholding it."),
    ("refused", Law.FOIA, "Section 21(1) of the Act says that information reasonably accessible elsewhere is exempt. The figures are on our website."),
    ("not_held", Law.FOIA, "There is no information held. However the force neither confirms nor denies that it holds any other information by virtue of Section 31(3) Law enforcement Section 40(5) Personal information"),
    ("refused", Law.FOIA, "The data is exempt under S.27 (1)(a)(c) International Relations."),
    ("partly_disclosed", Law.FOIA, "Q1 - 12. Q2 - 44. Q3 - s40(2) exemption applied."),
    ("cost_limit", Law.FOIA, "Section 12 of the Act is being applied to your request. At 10 minutes each, the 4,000 records would take over 600 hours."),
    ("cost_limit", Law.FOIA, "Unfortunately to collate this information would be over the time limit. This response serves as a refusal notice in accordance with S12(1) FOIA."),
    ("disclosed", Law.FOIA, "You can appeal under section 50. There were two."),
    ("partly_disclosed", Law.EIR, "The report is attached with parts withheld under Regulation 12(5)(b)."),
    ("refused", Law.EIR, "The request is refused under Regulation 12(4)(b) as manifestly unreasonable."),
    ("not_held", Law.FOIA, "We hold no information about this.\nThe force was founded in 1974."),
    ("partly_disclosed", Law.FOIA, "The section has 12 horses, stabled in the north. We hold no records for 1990."),
    ("disclosed", Law.FOIA, "We can confirm that the Constabulary holds the information. It runs five ranges."),
    ("refused", Law.FOIA, "The report is withheld under section 31(1)(a). Although not relied on at this time, section 40 might also apply to parts of it."),
    ("partly_disclosed", Law.FOIA, "a) 1,177 were stolen.\nb) To read every file would take some 60 hours. This part is refused under section 12(1)."),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "law", "response"), LETTERS)
def test_outcome_of_letters_of_many_manners(outcome: str | None, law: Law, response: str) -> None:
    page = letter(response)
    assert find_outcome(page, find_citations(page, law))[0] == outcome


def test_an_answer_left_among_the_request_is_found() -> None:
    page = letter("No attachments", request="How many were detained?\nThere were 97 in 2011/12 and 88 in 2012/13.")
    assert find_outcome(page, ()) == ("disclosed", "There were 97 in 2011/12 and 88 in 2012/13.")


@pytest.mark.parametrize(
    "piece", ["not held ", "neither confirm ", "attached below ", "the cost exceeds ", "1. ", "is "]
)
def test_hostile_text_is_read_in_good_time(piece: str) -> None:
    page = letter(piece * 20_000)
    started = perf_counter()
    find_outcome(page, ())
    assert perf_counter() - started < 10
