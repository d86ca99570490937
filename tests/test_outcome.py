# ruff: noqa: E501 (one case, one line)
"""Outcomes: what the sentences of a decision add up to."""

from __future__ import annotations

from time import perf_counter

import pytest
from test_citations import letter

from scraper.reading.citations.find import find_citations
from scraper.reading.outcome.decide import find_outcome
from scraper.records import Citation, Law, Role

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
    # refused, and reasons that speak of giving, provided parts and dangers
    ("refused", "The force holds this. None of it is being given to you. It is exempt under:\nSection 36(2)(b)(i)\nWeight has been given to the interest of residents. As for the annex, part of the report was provided by another force in confidence."),
    ("neither_confirm_nor_deny", "We can neither confirm nor deny that the information you requested is held, by virtue of:\nSection 30(3) Investigations\nFor confirmation: the practice is of public interest.\nAgainst: the force has to be able to give the assurance of confidentiality on which it all depends."),
    ("refused", "The request is refused under section 31(1)(a).\nAgainst it stands the danger that a prisoner could use what is disclosed in the parts of the suite that have no camera."),
    # given in part
    ("partly_disclosed", "The force holds this. However we are unable to provide you with all of it, as part is exempt under:\nSection 31(1)(a) Law Enforcement\nQ1. 74\nQ2. 31"),
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


BOTH_DUTIES = (
    "Section 1 of the Freedom of Information Act 2000 (FOIA) places two duties on public authorities. Unless "
    "exemptions apply, the first duty at Section 1(1)(a) is to confirm or deny whether the information "
    "specified in a request is held. The second duty at Section 1(1)(b) is to disclose information that has "
    "been confirmed as being held. Where exemptions are relied upon Section 17 of FOIA requires that we "
    "provide the applicant with a notice which: a) states that fact b) specifies the exemption(s) in question "
    "and c) states (if that would not otherwise be apparent) why the exemption applies.\n"
)
WORDINGS = [
    # disclosed
    ("disclosed", Law.FOIA, "There were 14. No exemption is claimed and nothing has been withheld."),
    ("disclosed", Law.FOIA, "All you asked for is in the enclosed spreadsheet. We considered whether section 40(2) was engaged by the small numbers and found it was not."),
    ("disclosed", Law.FOIA, "1: 12. 2: 19. 3: none.\nThis took four hours, within the appropriate limit."),
    ("disclosed", Law.FOIA, "The Chief Constable's diary for May is attached with nothing redacted."),
    ("disclosed", Law.FOIA, "The force has no plans to buy such drones. It owns two, bought in 2020."),
    ("disclosed", Law.FOIA, "It was refused planning permission on 4 May 2022, and the cost to date is £18,400."),
    ("disclosed", Law.FOIA, "We hold what you seek, and here it is: 2021, 45; 2022, 51; 2023, 60."),
    ("disclosed", Law.FOIA, "Of the 31 officers asked to take a test, 2 refused. Both were dismissed."),
    ("disclosed", Law.FOIA, "Last year, in FOI 2201/22, we withheld these figures. They can now be given: 41 in 2021 and 38 in 2022."),
    ("disclosed", Law.FOIA, "Yes. The policy is published at the address below and a copy is attached."),
    ("disclosed", Law.FOIA, "Having searched its records West Mercia Police is able to answer you in full.\n1) Nine.\n2) Three were closed in 2022; the others remain open.\n3) Not applicable, given the answer to 2.\nPlease note the section 16 advice: some figures may change as cases are finalised."),
    ("disclosed", Law.FOIA, "I can confirm that Gwent Police does hold information and this has been provided below.\nQ1. How many? 1,402\nQ2. Of these, how many led to a charge? 88\nPlease be aware that our force does not record this centrally and that a manual check was made."),
    ("disclosed", Law.FOIA, "The requested data is available in the file named FOI-2201.xlsx below. Where a count was under five it has still been given."),
    ("disclosed", Law.FOIA, "Response\nThe unit has an establishment of 34 constables, 5 sergeants and 1 inspector. It does not have a dedicated analyst."),
    ("disclosed", Law.FOIA, "We do hold this. Attached is the memorandum of understanding (12 pages). No redactions were made to it."),
    ("disclosed", Law.FOIA, "Thank you for your request under the Freedom of Information Act. Having considered it, the force has decided to release everything it holds.\n2020: 0\n2021: 3"),
    ("disclosed", Law.FOIA, "Q. Does the force use spit hoods?\nA. It does.\nQ. Since when?\nA. Since 2017."),
    ("disclosed", Law.FOIA, "Our records show that the horse was bought for £6,500 from a private seller. Horses are retired at about 16."),
    ("disclosed", Law.FOIA, "In the period asked about there were no such incidents. The answer is therefore zero."),
    ("disclosed", Law.FOIA, "None of our officers was dismissed in the period. Two were given written warnings."),
    ("disclosed", Law.FOIA, "Please see below.\nArea | 2022 | 2023 || East | 4 | 5 || West | not recorded | 2"),
    ("disclosed", Law.FOIA, "The document you want has been on our site since June and here is the link. We also enclose it so that you need not look for it."),
    ("disclosed", Law.FOIA, "Outcome: Granted\nThere are 6 of them."),
    ("disclosed", Law.JERSEY, "Question A\n14\nQuestion B\nNone."),
    ("disclosed", Law.FOIA, "Good afternoon\nPlease accept our apologies for the late reply. I can confirm the following:\nThe number of dogs stolen: 41\nThe number recovered: 12\nIf you need more please get in touch."),
    ("disclosed", Law.FOIA, "The Force Control Room took 311,402 calls.\nThe average time to answer was 11 seconds.\nThere is a duty under section 16 to assist, so we would add that the definitions changed in 2020. Comparisons should not be made with other forces."),
    ("disclosed", Law.FOIA, "Officers may refuse to give their names in only a few cases. The policy, which is enclosed, sets these out."),
    ("disclosed", Law.FOIA, "The table shows how many applications for certificates were refused.\nYear | Granted | Refused || 2021 | 900 | 14"),
    ("disclosed", Law.FOIA, "Response\nNo. The force has no such agreement with any company."),
    ("disclosed", Law.FOIA, "We have interpreted your request as being for recorded crime. On that basis the total was 55. If you meant something else then please let us know and we will treat it as a new request."),
    ("disclosed", Law.FOIA, "1. The policy was last reviewed in May 2022.\n2. Chief Inspector, Operations.\n3. It has not been shared with any other body."),
    # partly_disclosed
    ("partly_disclosed", Law.FOIA, "Of your five questions we can answer four.\n1. 17\n2. Yes, since 2019.\n3. £40,100\n4. The Chief Superintendent.\n5. We decline to answer this one, under section 31(1)(b)."),
    ("partly_disclosed", Law.FOIA, "The policy comes with this letter. Paragraphs 6 to 9 have been blanked out, because section 31(1)(a) applies to them."),
    ("partly_disclosed", Law.FOIA, "We have decided to give you what we can. Names of junior staff have been taken out (section 40(2)); the remainder is enclosed."),
    ("partly_disclosed", Law.FOIA, "Total: 312 incidents.\nThe breakdown by street is not being released. It would identify victims, and section 40(2) prevents that."),
    ("partly_disclosed", Law.FOIA, "You will find the contract attached. Prices are masked out under section 43(2)."),
    ("partly_disclosed", Law.FOIA, "The overall budget was £1.2 million in 2022/23. How it was divided is exempt under section 31(1)(a), as a division would show our strength."),
    ("partly_disclosed", Law.FOIA, "Part 1: 64 officers.\nPart 2: no information is held.\nPart 3: we do not hold this either."),
    ("partly_disclosed", Law.FOIA, "For 2021 to 2023 the figures are 14, 18 and 22. For the years before 2021 nothing is held, since the system was replaced."),
    ("partly_disclosed", Law.FOIA, "We hold figures from 2018 and these are in the table.\nYear | Count || 2018 | 4 || 2019 | 6\nWe have no records for earlier years."),
    ("partly_disclosed", Law.FOIA, "The force has 44 marked vans. As to covert vehicles, it will neither confirm nor deny that information is held, relying on section 31(3)."),
    ("partly_disclosed", Law.FOIA, "Your first question: 118. Your second question would need 900 files to be read by hand, at a cost above the appropriate limit, and it alone is refused under section 12(1)."),
    ("partly_disclosed", Law.FOIA, "We can provide you with the following:\n2021/22: £302,000\nWe are, however, withholding the name of the supplier by virtue of Section 43(2)."),
    ("partly_disclosed", Law.FOIA, "The answers are these:\n1. 61\n2. This would take 90 hours, and section 12(1) is applied to it.\n3. 4\nWe were not obliged to answer any of it, but chose to do so."),
    ("partly_disclosed", Law.FOIA, "Q1 and Q2 – see table.\nYear | Seizures || 2019 | 31\nQ3 – West Yorkshire Police does not hold the outcome of court cases; please try the Ministry of Justice."),
    ("partly_disclosed", Law.FOIA, "I have attached the report. You will see that parts are blacked out. Those are exempt under sections 31(1)(a) and 40(2)."),
    ("partly_disclosed", Law.FOIA, "Some of what you ask for is published and I give you the link: Section 21 applies to that. The rest is as follows: 16 calls, 4 arrests."),
    ("partly_disclosed", Law.FOIA, "In 2023 we received 410 complaints. Details of each complaint would identify people and will not be provided. Section 40(2) of the Act is engaged."),
    ("partly_disclosed", Law.FOIA, "Of the information requested, we are releasing the costs but not the locations. Locations are exempt under Section 31(1)(a) and Section 24(1).\nCosts: £14,200."),
    ("partly_disclosed", Law.FOIA, "The force spent £88,000 on hotels. With regard to protection officers the force neither confirms nor denies holding information, pursuant to sections 24(2) and 38(2)."),
    ("partly_disclosed", Law.FOIA, "This is a partial refusal. Numbers by division are given in Appendix A; numbers by station are refused under s31(1)(a)(b)."),
    ("partly_disclosed", Law.FOIA, "Decision\nPartially refused\nReason\nSection 40(2)\nDisclosure\nRank | Number || PC | 14 || PS | 3"),
    ("partly_disclosed", Law.FOIA, "Internal review\nThe first response withheld both tables under section 31(1)(a). On review I have decided that the first table can be disclosed and it is attached. The second is still withheld under section 31(1)(a)."),
    ("partly_disclosed", Law.FOISA, "Question 1: 14 in 2022 and 12 in 2023.\nQuestion 2: I am refusing to provide this in terms of section 16 as section 38(1)(b) applies."),
    ("partly_disclosed", Law.EIR, "We attach 2 of the 3 reports. The third is excepted under regulation 12(4)(d), being unfinished."),
    ("partly_disclosed", Law.FOIA, "1. The policy was last reviewed in May 2022.\n2. This would identify an individual and so Section 40(2) applies.\n3. Not recorded."),
    ("partly_disclosed", Law.FOIA, "The names on page 2 have been removed under section 40(2), absolute. Otherwise what you get is the complete document."),
    ("partly_disclosed", Law.FOIA, "We do not hold data before April 2015. Since then the totals are: 2015/16, 44; 2016/17, 51."),
    ("partly_disclosed", Law.FOIA, "With the exception of question 4, your questions are answered in the attached. Question 4 attracts section 24(1)."),
    ("partly_disclosed", Law.FOIA, "The force is able to give you most of what you want.\nMarked cars: 71\nMotorcycles: 9\nUnmarked cars: exempt, section 31(1)(a)"),
    # refused
    ("refused", Law.FOIA, "The file is held. None of it may be shared with you: sections 30(1)(a)(i) and 40(2) apply to every page. The review ran to 3 volumes and 412 pages."),
    ("refused", Law.FOIA, "We hold the report you describe and it is not to be released. It was finished on 4 May and runs to 61 pages.\nSection 42(1) – Legal professional privilege"),
    ("refused", Law.FOIA, "I have to tell you that nothing can be supplied. The seven documents were drawn up for counsel and attract Section 42(1)."),
    ("refused", Law.FOIA, "After careful thought the Constabulary declines to make the plan public. It relies upon Section 24(1) and Section 31(1)(a). Part of the argument is that the other two forces share it."),
    ("refused", Law.FOIA, "Neither the minutes nor the slides will be handed over. Section 36(2)(b)(ii) is engaged; the qualified person gave her opinion on 3 June. There were 14 people at the meeting."),
    ("refused", Law.FOIA, "Your request is turned down. Section 22(1) covers the survey: it is due out in March, when 40 tables will be published."),
    ("refused", Law.FOIA, "We confirm we have this. It is being withheld in its entirety under s.31(1)(a), (b) and (c). The evidence of harm is as follows:\nThe 12 cameras are where offenders do not look. Some of the sites change each week."),
    ("refused", Law.FOIA, "The information is held but is exempt under section 40(2). The data protection principles are set out below. Most of the people are easily known in a village of 300."),
    ("refused", Law.FOIA, "Question 1 is refused under section 31(1)(a).\nQuestion 2 is refused under section 31(1)(a).\nQuestion 3 is refused under section 40(2)."),
    ("refused", Law.FOIA, "1. Exempt – section 24(1)\n2. Exempt – section 24(1)\n3. See 2."),
    ("refused", Law.FOIA, "We regret that we are not in a position to help. What you want is exempt by reason of section 38(1)(a)."),
    ("refused", Law.FOIA, "Kent Police can confirm it holds information relevant to your request. The Act allows us to keep back certain information. We have decided that all of it falls within section 30(1)(a) and none of it will be provided to you."),
    ("refused", Law.FOIA, "I can confirm that the information is held. I am not required, however, to provide it, because the following exemptions apply: Section 31(1)(a)(b) Law Enforcement.\nHarm\nThere are only 6 armed response vehicles on duty at night and, if that figure were to be published, criminals would plan around it. It was disclosed in court that two had been used."),
    ("refused", Law.FOIA, "The exemption in section 22 is engaged, as the annual figures are to be published in June. The public interest was considered. Although 3 earlier reports have been published, there is a clear programme and it is reasonable to wait."),
    ("refused", Law.FOIA, "You have asked for the footage. It exists, it lasts 14 minutes, and we are unable to release it. Sections 30(1)(a)(i) and 40(2) provide exemptions and both are engaged."),
    ("refused", Law.FOIA, "Decision: Refuse in full.\nExemptions: s.31(1)(a); s.31(1)(b)\nThe force has 212 cameras in 40 places, as it said in a press release."),
    ("refused", Law.FOIA, "All the information sought is reasonably accessible to you on the Home Office website, which has tables for 43 forces. Section 21(1) therefore exempts us from providing it."),
    ("refused", Law.FOIA, "Avon and Somerset Police hold a copy of the contract with the supplier. The whole of it was given to us in confidence and section 41(1) is an absolute exemption. We will therefore not be sending it."),
    ("refused", Law.FOIA, "1-4. The information requested is exempt from disclosure under Section 31(1)(a).\nThe four questions ask about tactics used on 9 days."),
    ("refused", Law.FOIA, "Outcome: Refused\nExemption: Section 30(1)(a) Investigations\nReason: The investigation into 4 persons continues."),
    ("refused", Law.FOIA, "Internal review\nYou asked for a review of our refusal of 3 May. I have looked afresh at all 14 pages. I uphold the decision: section 30(1)(a)(i) was properly engaged and remains so. The complaint is not upheld."),
    ("refused", Law.FOISA, "Police Scotland hold the information. I am refusing to provide it in terms of section 16(1) of the Act, on the basis that section 34(1)(b) applies. There were 3 officers at the scene."),
    ("refused", Law.FOISA, "The information requested is publicly available: 12 tables are on our website. As such section 25(1) of the Act applies, information otherwise accessible."),
    ("refused", Law.EIR, "The survey is environmental information and has been dealt with under the Regulations. We refuse to disclose it, relying on regulation 12(5)(a). It has 3 chapters."),
    ("refused", Law.JERSEY, "The States of Jersey Police hold this information. It is exempt under Article 42(a) and is not released. There are 4 cameras in St Helier."),
    ("refused", Law.FOIA, "Thank you for your request. You asked for the number of covert officers in 2022 and 2023. Having weighed the arguments, we will be withholding the numbers. They are exempt under section 31(1)(a) and (b). We did, in 2014, publish figures for the whole country: 1,200."),
    ("refused", Law.FOIA, "This information has been withheld, as sections 24(1) and 31(1)(a) are engaged. Factors for: the public would know that some of the £2 million is well spent. Factors against: 1 officer could be at risk."),
    ("refused", Law.FOIA, "I can confirm that the force holds 212 pages. Following consideration I have decided not to disclose these, by virtue of the exemption in section 36(2)(b)(i)."),
    ("refused", Law.FOIA, "The photographs you ask about are exempt from disclosure (section 38(1)(a)). They number 14 and were taken on 5 May."),
    ("refused", Law.FOIA, "Section 23(1) is absolute and it applies to the 3 letters you describe. They came from a body named in that section. We are therefore under no obligation to supply them."),
    # not_held
    ("not_held", Law.FOIA, "Having looked in the places where it would be, we have found nothing that meets your request. The unit closed in 2011 and its 40 boxes were destroyed in 2018."),
    ("not_held", Law.FOIA, "What you ask for is not recorded by this force. There are 14 crime types on the system and none of them is this."),
    ("not_held", Law.FOIA, "Humberside Police holds nothing on this subject. Two officers were asked and 3 mailboxes were searched."),
    ("not_held", Law.FOIA, "The answer to each of your questions is that no information is held. Courts keep such records; you could ask HMCTS, which publishes figures each quarter."),
    ("not_held", Law.FOIA, "We were unable to find any record. Had we held it, section 40(2) would have been considered."),
    ("not_held", Law.FOIA, "Searches have failed to turn up anything relevant, so the information is not held. We add that no exemption has been relied on."),
    ("not_held", Law.FOIA, "The Constabulary has no such policy, and therefore holds no information. It neither confirms nor denies that it holds any other information, by virtue of section 31(3)."),
    ("not_held", Law.FOIA, "I can tell you that nothing is held. In 2019 (FOI 1182/19) some of the same figures were given to another applicant, but those records have been weeded."),
    ("not_held", Law.FOIA, "1. This is not held.\n2. As above.\n3. The force does not keep this."),
    ("not_held", Law.FOIA, "Gwent Police do not hold this information. The National Crime Agency leads on this; its page lists 12 operations."),
    ("not_held", Law.FOIA, "Following a search of the relevant systems, no information has been located. For transparency: the system was introduced in 2016 and covers 8 sites."),
    ("not_held", Law.FOIA, "I must inform you that Police Scotland does not hold the information requested. Section 17 of the Act applies."),
    ("not_held", Law.FOIA, "We have established that the requested records were destroyed in 2015 under our retention policy, so that they are no longer held."),
    ("not_held", Law.FOIA, "There is no such unit within the force, and consequently there is nothing to disclose."),
    ("not_held", Law.FOIA, "Q1 – Information not held\nQ2 – Information not held\nQ3 – Information not held\nBy way of explanation, the 3 systems in use have no field for this."),
    ("not_held", Law.FOIA, "This does not fall to the police. The highways authority deals with parking, so we do not hold any data. Its number is 01234 567890."),
    ("not_held", Law.FOIA, "Sussex Police has never used this product and so has no information to give you about it."),
    ("not_held", Law.FOIA, "The Constabulary does not possess any documents meeting the description. We checked with four departments."),
    ("not_held", Law.FOIA, "No trace of any record could be found. In the interests of completeness, section 40(2) might have been relevant if it had been."),
    ("not_held", Law.FOIA, "Outcome: Information not held\nThe force merged its units in 2014; 6 were closed."),
    ("not_held", Law.FOIA, "Following your request for an internal review the searches were repeated by a different officer. She too found no information. I therefore uphold the original response that no information is held."),
    ("not_held", Law.FOISA, "In terms of Section 17 of the Act I can confirm that the information you have requested is not held by Police Scotland. By way of explanation, our system has 90 crime classifications and none is specific."),
    ("not_held", Law.EIR, "The Constabulary does not hold noise readings for the site. Regulation 12(4)(a) therefore applies. The council took 14 readings."),
    ("not_held", Law.FOIA, "We hold no information on this, and can neither confirm nor deny whether anything further is held by virtue of section 24(2). The force has 3,100 officers."),
    ("not_held", Law.FOIA, "The information is not held, as the Police and Crime Commissioner, not the Chief Constable, owns the 14 buildings."),
    ("not_held", Law.FOIA, "To the best of our knowledge nothing of this kind was ever recorded. The Chief Officer Group met 24 times and its minutes were read."),
    ("not_held", Law.FOIA, "Response: No information is held. Two officers retired in 2020."),
    ("not_held", Law.FOIA, "The Force is not the holder of this information. Ask Essex Fire and Rescue."),
    # neither_confirm_nor_deny
    ("neither_confirm_nor_deny", Law.FOIA, "The force will not confirm or deny whether what you describe is held. Sections 31(3) and 40(5B)(a)(i) remove the duty. There were 4 reports in newspapers."),
    ("neither_confirm_nor_deny", Law.FOIA, "We decline to confirm or deny that any such operation took place: section 24(2), section 31(3). If information were held it could be exempt under section 24(1) and section 31(1)(a)."),
    ("neither_confirm_nor_deny", Law.FOIA, "Our answer is that we can neither confirm nor deny that the information you ask for is held, since section 23(5) applies. Published figures on national spending show £4 billion a year."),
    ("neither_confirm_nor_deny", Law.FOIA, "It is neither confirmed nor denied that this information is held. The exclusion relied on is Section 30(3). Section 30(1) covers what is held for an investigation, and would be engaged by most of it."),
    ("neither_confirm_nor_deny", Law.FOIA, "In accordance with the Act, this letter is a refusal notice. The force can neither confirm nor deny that it holds the information, since sections 23(5) and 31(3) apply.\nHarm in confirming\nIf it were held, disclosure would show 2 or more things."),
    ("neither_confirm_nor_deny", Law.FOIA, "Your request asks about a named person. To confirm or deny whether we hold information would itself disclose personal data. Section 40(5A) and 40(5B) apply and we will neither confirm nor deny. In 2022 there were 14,000 arrests in all, but that is no guide."),
    ("neither_confirm_nor_deny", Law.FOIA, "With regard to all four questions we do not confirm or deny that any information is held. Section 30(3) of the Act permits this."),
    ("neither_confirm_nor_deny", Law.FOIA, "We have decided to exercise our right to neither confirm nor deny whether information relevant to your request is held. We rely on s.24(2) and s.31(3)."),
    ("neither_confirm_nor_deny", Law.FOISA, "I can neither confirm nor deny whether the information you seek exists or is held, in terms of section 18(1). I consider that, were it held, section 31(1) would apply to it and that it would be contrary to the public interest to reveal more. 5 such devices were named by the BBC."),
    ("neither_confirm_nor_deny", Law.FOIA, "1. We neither confirm nor deny that information is held. Section 31(3).\n2. See our reply to 1.\n3. Likewise."),
    ("neither_confirm_nor_deny", Law.FOIA, "Bedfordshire Police can neither confirm nor deny that it holds the information you have requested, as the duty in s1(1)(a) does not apply by virtue of:\nSection 23(5) – Security bodies\nSection 31(3) – Law enforcement\nHowever, by way of assistance: the use of drones is overseen by the CAA, which has licensed 43 forces."),
    ("neither_confirm_nor_deny", Law.FOIA, "Confirmation or denial that this is held would in itself be exempt. The duty to confirm or deny is excluded by section 40(5B)(a)(i)."),
    # cost_limit
    ("cost_limit", Law.FOIA, "To find out how many there are, 12,000 logs would be opened; at two minutes each that is 400 hours. It goes past the limit of 18 hours, so section 12(1) lets us stop here, and we do. No part of the request can be dealt with free of the rest."),
    ("cost_limit", Law.FOIA, "We estimate 61 hours of work. The Act does not oblige us to go beyond 18, and your request is refused on that ground (section 12). You might narrow it to one district. There are 8 districts."),
    ("cost_limit", Law.FOIA, "We cannot say whether the information is held without exceeding the limit set by the Fees Regulations. Section 12(2) therefore applies."),
    ("cost_limit", Law.FOIA, "Retrieval would take us well past the statutory limit and we refuse the request under section 12(1). By way of assistance, there were 7,114 crimes of this type in 2023."),
    ("cost_limit", Law.FOIA, "While the information is likely to be held, it cannot be pulled out within 18 hours. S12(1) applies. We hold 3 systems, none of which can be searched by that word."),
    ("cost_limit", Law.FOIA, "I have made enquiries. 3,100 records would need to be opened, which at 5 minutes a record comes to 258 hours. As this is over the 18-hour limit I am refusing your request under Section 12(1)."),
    ("cost_limit", Law.FOIA, "Unfortunately, the information cannot be provided within the cost limit. Section 12 of the Act applies. By narrowing your request to one month we may be able to help. In January there were 402 such calls."),
    ("cost_limit", Law.FOIA, "The information is held in free text only, and to extract it someone would have to read 9,000 entries. This is well in excess of the time set by the Fees Regulations. Your request is therefore refused."),
    ("cost_limit", Law.FOIA, "To comply would cost more than £450. Section 12(1) means that we do not have to, and under section 12 when one part of the request goes above the limit all of it does. As a courtesy, the budget was £2 million."),
    ("cost_limit", Law.FOIA, "We are unable to establish if information is held without going through 40,000 emails. That would be beyond the appropriate limit; section 12(2) is engaged."),
    ("cost_limit", Law.FOISA, "I regret to inform you that I am unable to provide you with the information you have requested, as it would prove too costly to do so within the context of the fee regulations. There are 22,000 reports, each of which would have to be read. In terms of section 12(1), where the cost exceeds £600 an authority need not comply."),
    ("cost_limit", Law.JERSEY, "It would take more than 12.5 hours to find the information, as 900 files would have to be opened. The request is refused in accordance with Article 16(1)."),
    ("cost_limit", Law.FOIA, "We have done a sample of 50 files which took 7 hours. There are 2,900. Section 12 of FOIA is engaged, and this serves as a refusal notice for the whole of the request.\nAdvice and assistance\nWe could give you the number of files by year."),
    ("cost_limit", Law.FOIA, "Whilst some of the information may be held, to gather it would take 300 hours. Section 12(1) provides that we need not comply. Accordingly the request is refused in full. Outside the Act, I can tell you that 14 were recorded in 2022."),
    ("cost_limit", Law.FOIA, "In total I estimate 19.5 hours. This is above the threshold and exempts us from complying: section 12."),
    # vexatious_or_repeated
    ("vexatious_or_repeated", Law.FOIA, "We have found your request to be vexatious within the meaning of section 14(1). Of your 31 requests since May, 28 were answered in full."),
    ("vexatious_or_repeated", Law.FOIA, "Section 14(2) is relied upon, since you asked the same on 2 March and had our reply on 28 March, when some of the data was provided. We need not answer again."),
    ("vexatious_or_repeated", Law.FOIA, "The force treats this as a repeated request. Section 14(2) says that an authority need not comply where it has complied before. In the earlier reply you were given 14 tables."),
    ("vexatious_or_repeated", Law.FOIA, "We will not be answering your request. It is a vexatious one, and section 14(1) relieves us of the duty to comply."),
    ("vexatious_or_repeated", Law.FOIA, "The request is refused under Section 14 (1). It has been made in 19 slightly different ways since 2021, and much of what was asked for was provided."),
    ("vexatious_or_repeated", Law.FOIA, "In line with section 14(2) you are reminded that you sent an identical request 30 days ago. A reasonable interval has not passed and so we are not obliged to comply with it."),
    ("vexatious_or_repeated", Law.FOIA, "The force is satisfied that your request engages section 14(1). The factors are burden (31 hours), motive and harassment."),
    ("vexatious_or_repeated", Law.FOIA, "Refusal notice: Section 14(2) Repeated request. We gave you this in June, with 4 tables attached to our reply."),
    # not said
    (None, Law.FOIA, "We need more from you before we can start. Which of the stations do you mean, and for what years? Under section 1(3) the clock has stopped. Please note that a request for all years may exceed the limit in section 12."),
    (None, Law.FOIA, "Your request is not clear to us. Until you clarify it we cannot go on.\n1. Which unit is meant?\n2. Which of the 4 systems?\n3. the years you want"),
    (None, Law.FOIA, "Could you let us know what is meant by \"incident\"? Once we have your clarification the 20 working days will begin."),
    (None, Law.FOIA, "I am writing to let you know that more time is needed to weigh the public interest in section 31. We expect to reply by 4 June 2024."),
    (None, Law.FOIA, "Before this can be processed please tell us which district you are interested in. If we do not hear from you within two months your request will be treated as withdrawn."),
    (None, Law.FOIA, "We wrote to you on 3 May to ask for clarification of question 2. As none has been received the request is now closed."),
    # after the usual opening, and further
    ("cost_limit", Law.FOIA, "1. 312 were waiting.\n2. This would take us beyond the appropriate limit. Section 12(1) thus applies to the whole request."),
    ("cost_limit", Law.FOIA, "Q1. There are 40.\nQ2. Reading these would exceed 18 hours. As section 12 then covers all of your questions, the request is refused."),
    ("disclosed", Law.FOIA, "The figures are given below: 14 and 12. No information has been held back."),
    ("disclosed", Law.FOIA, "The plan is attached. Nothing in it was kept back from you."),
    ("disclosed", Law.FOIA, "All 14 pages are enclosed and we have not held back any of them."),
    ("not_held", Law.FOIA, "There were no flights, and so no times or costs are held. By way of context, the unit was formed in 2004."),
    ("not_held", Law.FOIA, "By way of background, there are fourteen types of call. The information you seek is not held."),
    ("cost_limit", Law.FOIA, "It would take well over 1,700 hours, so under section 12(1) the request is refused. As a gesture of goodwill the following is provided, in which names are exempt under section 40(2):\n2023: 41"),
    ("disclosed", Law.FOIA, BOTH_DUTIES + "Following receipt of your request searches were conducted with the Roads Policing Department. I can confirm that the information you have requested is held by Northumbria Police.\nI am able to disclose the located information to you as follows.\n1. 14\n2. 16\nThe information we have supplied to you is likely to contain intellectual property rights of Northumbria Police. Your use of the information must be strictly in accordance with the Copyright Designs and Patents Act 1988 (as amended)."),
    ("disclosed", Law.FOIA, BOTH_DUTIES + "The answers to your questions are as follows:\nQ1 The force uses Axon body worn video.\nQ2 2018\nQ3 The contract is due to end in March 2026."),
    ("not_held", Law.FOIA, BOTH_DUTIES + "Following receipt of your request searches were conducted with the Finance Department. I can confirm that the information you have requested is not held by Northumbria Police. However to assist, I can advise that you may wish to contact the Home Office, which may be able to provide the information."),
    ("not_held", Law.FOIA, BOTH_DUTIES + "Your request for information has been considered and I can confirm that the requested information is not held by this force, as we do not have any officers deployed overseas.\nIn addition the force can neither confirm nor deny that it holds any other information by virtue of the following exemptions:\nSection 23(5) – Information supplied by security bodies\nSection 24(2) – National security"),
    ("refused", Law.FOIA, BOTH_DUTIES + "It has been determined that the information is exempt from disclosure and will be withheld in accordance with the following exemptions:\nSection 31(1)(a)(b) Law Enforcement\nSection 38(1)(a)(b) Health and Safety\nEvidence of harm\nThe threat level from terrorism in the UK is substantial. 43 forces take part.\nFactors favouring disclosure for Section 31\nThe public are entitled to know how public funds are spent, and some information is already available in the public domain.\nBalancing test\nOn balance the information will not be disclosed."),
    ("partly_disclosed", Law.FOIA, BOTH_DUTIES + "I can confirm the force holds the information. Your request is granted in part.\nQuestion 1\n2022 – 14\n2023 – 22\nQuestion 2\nThis is exempt by virtue of Section 40(2) of the Act."),
    ("neither_confirm_nor_deny", Law.FOIA, BOTH_DUTIES + "In this case, the Constabulary neither confirms nor denies that it holds the information requested, as the duty in Section 1(1)(a) does not apply by virtue of the following exemptions:\nSection 30(3) Investigations\nSection 40(5B)(a)(i) Personal information\nThe public interest test\nFactors in favour of confirming: there were 3 newspaper reports. Factors against: to confirm would undermine the rights of any individual.\nThis response should not be taken as an indication of whether or not the requested information is held."),
    ("cost_limit", Law.FOIA, BOTH_DUTIES + "I can confirm the force holds some information. However, I am unable to provide it as compliance would exceed the appropriate limit. There are 2,416 records, which would each take 5 minutes: 2,416 x 5 = 201 hours.\nSection 12(1) does not oblige a public authority to comply with a request if it estimates that the cost would exceed the appropriate limit.\nIn accordance with Section 16 you may wish to limit your request to 2023 alone, though I cannot guarantee that other exemptions would not apply."),
    ("partly_disclosed", Law.FOIA, BOTH_DUTIES + "I can confirm that the information requested is held in part.\nQ1. We received 212 complaints.\nQ2. This information is not held as complaints are not recorded by postcode."),
    ("disclosed", Law.FOIA, BOTH_DUTIES + "We have contacted the department that holds it and they supplied the following:\nModel: Skoda Octavia\nNumber: 44\nNo vehicles were disposed of."),
    ("disclosed", Law.FOIA, "You asked for our policy on tattoos. Officers may have tattoos unless these are offensive. The full text is at Appendix B."),
    ("disclosed", Law.FOIA, "Response to Request 1:\nThere was one incident, in May 2019.\nResponse to Request 2:\nNo further action was taken."),
    ("disclosed", Law.FOIA, "Cleveland Police hold this information and respond:\n1) Yes\n2) Avon Protection\n3) Not applicable\nNo exemptions are relied on."),
    ("partly_disclosed", Law.FOIA, "Answer 1 – 2,310\nAnswer 2 – 14%\nAnswer 3 – Cost limit exceeded, section 12(1). Each record would need a manual read."),
    ("partly_disclosed", Law.FOIA, "The following is provided: the policy (6 pages), the risk assessment (3 pages).\nThe following is withheld under section 31(1)(a): the operational order."),
    ("refused", Law.FOIA, "The following is withheld under section 31(1)(a): the policy (6 pages), the operational order (12 pages). Nothing else is held."),
    ("partly_disclosed", Law.FOIA, "In respect of points 1 and 2 I attach a spreadsheet. In respect of point 3 I must refuse. It asks for the names of suspects, and that is personal data, exempt under section 40(2)."),
    ("refused", Law.FOIA, "Dear Sir\nI am sorry to say that we shall not be giving you the report. It is legal advice. Section 42 of the Act protects it, and we see no stronger interest on the other side."),
    ("refused", Law.FOIA, "Gwent Police has considered your request and is withholding this information. Exemption: Section 43(2) Commercial interests. The contract was let in 2022 for 3 years; 5 bidders took part and any disclosure would give them an edge."),
    ("not_held", Law.FOIA, "With regards to your enquiry, there is no information held by the force. Vetting of the 14 staff is done by Warwickshire Police."),
    ("not_held", Law.FOIA, "We can confirm that a search was made of the custody system and of HR records. It did not reveal any relevant information. Under our duty to assist, 12 forces publish such figures."),
    ("not_held", Law.FOIA, "Our Finance team has told us that no payments of this kind were made, and so there is no information for us to give you."),
    ("neither_confirm_nor_deny", Law.FOIA, "It is our decision that the force should neither confirm nor deny it holds this. Sections 24(2) and 31(3) are relied upon. No inference can be taken from this. By way of context, 20 forces have said the same."),
    ("cost_limit", Law.FOIA, "The request as it stands is too wide. We hold 11,000 files and each needs 4 minutes; so some 733 hours. Section 12 allows us to refuse and we do so."),
    ("vexatious_or_repeated", Law.FOIA, "Having regard to the guidance of the Commissioner, the request is found to be vexatious. The exemption at section 14(1) is applied. It would take 200 hours to review the 4,000 emails."),
    (None, Law.FOIA, "This is a holding reply. We need a further 20 working days in which to consider the public interest under section 31, as the Act permits."),
    ("disclosed", Law.FOISA, "I can respond as follows. 41 officers held the post. The cost is shown below.\nYear | Cost || 2022 | £14,000"),
    ("refused", Law.FOISA, "In terms of section 16 of the Act I refuse to provide you with the information sought. The exemptions that I consider to be applicable are:\nSection 30(c) – prejudice to effective conduct of public affairs\nSection 39(1) – health and safety\nThere are 4 such units and 2 more are planned."),
    ("partly_disclosed", Law.EIR, "Please find the bat survey attached. The exact roost sites (3 places) have been withheld, as regulation 12(5)(g) applies."),
    ("vexatious_or_repeated", Law.FOIA, "We have come to the view that this request is vexatious. Section 12 has not been claimed, as no single request would take over 18 hours."),
    ("vexatious_or_repeated", Law.FOIA, "I consider the request to be manifestly unreasonable in its burden and therefore vexatious. The limit of 18 hours is not relied upon."),
    ("disclosed", Law.FOIA, "There were 212. The work took five hours and did not exceed the appropriate limit."),
    ("disclosed", Law.FOIA, "1. 40\n2. 51\nThe cost limit was never in question, as the search was done well inside 18 hours."),
    ("not_held", Law.FOIA, "Our checks did not uncover anything of that description. 3 departments were asked."),
    # given, told or counted in a sentence of its own
    ("disclosed", Law.FOIA, "You will find the policy in the file that goes with this letter."),
    ("disclosed", Law.FOIA, "We are content to let you have the list. It is on the next page."),
    ("disclosed", Law.FOIA, "Full release. The document can be downloaded."),
    ("disclosed", Law.FOIA, "Please click the link below to open the procedure."),
    ("disclosed", Law.FOIA, "I can tell you that the supplier is Oakfield Systems Limited."),
    ("disclosed", Law.FOIA, "We are able to advise you that the contract was let to Marlow and Sons."),
    ("disclosed", Law.FOIA, "I can inform you that the helicopter is shared with two neighbours."),
    ("disclosed", Law.FOIA, "There was not a single death in custody during the year."),
    ("disclosed", Law.FOIA, "No horses died in the years you mention."),
    ("disclosed", Law.FOIA, "No officers were dismissed."),
    # nothing held, told by what the search brought or what became of the records
    ("not_held", Law.FOIA, "We searched the crime system for the word llama and it came back empty."),
    ("not_held", Law.FOIA, "All three searches were fruitless."),
    ("not_held", Law.FOIA, "The search of the archive came back with nothing."),
    ("not_held", Law.FOIA, "The memorandum was destroyed in 2005 under our retention schedule."),
    ("not_held", Law.FOIA, "These tapes were disposed of in line with force policy."),
    ("not_held", Law.FOIA, "The file has been deleted as our disposal rules require, so there is nothing we can send."),
    ("not_held", Law.FOIA, "No. The force has nothing of that kind."),
    ("not_held", Law.FOIA, "There is no such group and never has been; accordingly we hold no minutes."),
    ("not_held", Law.FOIA, "I can confirm that no information in scope of your request is held.\n2\nArrests there are made by another force."),
    ("not_held", Law.FOIA, "So all three questions are answered: no information held. We neither confirm nor deny whether any other information is held, by virtue of section 31(3)."),
    ("partly_disclosed", Law.FOIA, "There were 5 applicants for one post and 7 for the other. Their names are withheld under section 40(2)."),
    # the refusal to say, in other verbs
    ("neither_confirm_nor_deny", Law.FOISA, "Under section 18 of FOISA we refuse to reveal whether the information exists or is held, section 34(1) being the exemption that would apply if it did."),
    ("neither_confirm_nor_deny", Law.FOIA, "The force declines to say whether anything of the sort is held."),
    ("neither_confirm_nor_deny", Law.FOIA, "We are refusing to state if such a file exists. Section 30(3) is engaged."),
    ("neither_confirm_nor_deny", Law.FOIA, "We are unable to say one way or the other if such a warrant exists."),
    ("neither_confirm_nor_deny", Law.FOIA, "The force will not confirm either way that it holds this."),
    ("neither_confirm_nor_deny", Law.FOIA, "I cannot tell you one way or another whether a file is held."),
    ("neither_confirm_nor_deny", Law.FOIA, "The duty to confirm or deny is excluded by section 40(5B)(a)(i). This must not be read as suggesting that we do or do not hold anything."),
    ("not_held", Law.FOIA, "Despite a thorough search, it has not been possible to find the memo."),
    ("not_held", Law.FOIA, "It was not possible to trace the form."),
    ("not_held", Law.FOIA, "Officers leave that field unfilled and so the information does not exist."),
    ("disclosed", Law.FOIA, "I have pleasure in sending you the list."),
    ("partly_disclosed", Law.FOIA, "The emails are provided with the senders' names taken out."),
    ("partly_disclosed", Law.FOIA, "The log is attached with personal details removed."),
    ("disclosed", Law.FOIA, "There were 12. This answer is on our website with the applicant's details removed."),
    # repeated or vexatious, in words; other requests are counted, not decided on
    ("vexatious_or_repeated", Law.FOIA, "Your questions are the same as those which you sent us in January. We are not obliged to answer again."),
    ("vexatious_or_repeated", Law.FOIA, "You ask the identical thing that we answered on 4 March. We will not be responding."),
    ("vexatious_or_repeated", Law.FOIA, "You have put the same points that you made in June. The force refuses to reply to them again."),
    ("vexatious_or_repeated", Law.FOIA, "We will not be answering your request. This is your 63rd. Two were refused under Section 12 and one in part under section 40. I am satisfied that the request is vexatious."),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "law", "response"), WORDINGS)
def test_outcome_in_further_wordings(outcome: str | None, law: Law, response: str) -> None:
    page = letter(response)
    found, evidence = find_outcome(page, find_citations(page, law))
    assert found == outcome
    assert (evidence is None) == (outcome is None)


ONLY_NAMED = [
    ("disclosed", "14", "Section 14: 6.", "What you ask for is given below.\nSection 12: 143.\nSection 14: 6."),
    ("disclosed", "22", "We used to tell applicants that Section 22 applied.", "I have decided to disclose the register.\nWe used to tell applicants that Section 22 applied."),
    ("disclosed", "26", "In that case section 26 was engaged.", "It is all given below.\n14 vans.\nIn that case section 26 was engaged."),
    ("disclosed", "12", "Section 12: 19.", "We are able to provide the number of refusals.\nSection 12: 19."),
    ("not_held", "40", "Section 40 does not come into it.", "We hold no information relevant to your request.\nSection 40 does not come into it."),
    ("neither_confirm_nor_deny", "31", "Section 31 is often misread.", "We neither confirm nor deny that we hold the information you seek.\nSection 31 is often misread."),
    ("partly_disclosed", "40(2)", "Names: section 40(2) applies.", "The list is attached.\nNames: section 40(2) applies."),
    ("partly_disclosed", "31", "Section 31 – Law Enforcement", "Please find the plan attached.\nSection 31 – Law Enforcement"),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "section", "quote", "response"), ONLY_NAMED)
def test_what_the_letter_says_it_decided_outranks_a_provision_that_is_only_named(
    outcome: str, section: str, quote: str, response: str
) -> None:
    citation = Citation(law=Law.FOIA, section=section, title=None, role=Role.RELIED, ncnd=False, quote=quote)
    assert find_outcome(letter(response), (citation,))[0] == outcome


def test_an_answer_left_among_the_request_is_found() -> None:
    page = letter("No attachments", request="How many were detained?\nThere were 97 in 2011/12 and 88 in 2012/13.")
    assert find_outcome(page, ()) == ("disclosed", "There were 97 in 2011/12 and 88 in 2012/13.")


@pytest.mark.parametrize(
    "piece",
    [
        "not held ",
        "neither confirm ",
        "attached below ",
        "the cost exceeds ",
        "1. ",
        "is ",
        "redacted names are ",
        "section 1 of the act ",
        "exceed limit ",
        "neither nothing can be ",
        "the the authority ",
        "until further ",
    ],
)
def test_hostile_text_is_read_in_good_time(piece: str) -> None:
    page = letter(piece * 20_000)
    started = perf_counter()
    find_outcome(page, ())
    assert perf_counter() - started < 10
