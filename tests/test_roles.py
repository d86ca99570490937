# ruff: noqa: E501 (one case, one line)
"""Roles: the same provision relied on, withdrawn, looked at, supposed, told, or named by others, in many wordings."""

from __future__ import annotations

import pytest
from test_citations import letter, relied

from scraper.reading.citations import find_citations, place_quotes
from scraper.records import Law

CASES = [
    # The last word on a provision counts.
    (Law.FOIA, "FOIA 40(2)", "Our first reply withheld the dates under section 31(1)(a) and the names under section 40(2). On reflection I withdraw section 31(1)(a), and the dates are below. Section 40(2) is maintained."),
    (Law.FOIA, "FOIA 40(2)", "The reply of 4 May relied on Section 38(1)(a) and Section 40(2).\nI have looked at it afresh. Section 38 should not have been cited.\nI uphold the use of Section 40(2)."),
    (Law.FOIA, "", "Part 2 was refused under section 43(2). The reviewer does not agree that this exemption was engaged and the prices are now given to you."),
    (Law.FOIA, "FOIA 31(1)(a)", "The earlier decision exempted this under section 31(1)(a) and section 24(1). I agree about section 31(1)(a).\nReliance on section 24(1) is dropped."),
    (Law.FOIA, "", "That letter refused all of it under section 12(1), on the footing that 90 hours were needed. A better search has been found, so section 12(1) has fallen away."),
    (Law.FOIA, "FOIA 31(3)*", "The force neither confirmed nor denied, relying on sections 30(3) and 31(3). Section 30(3) is not one that I can support, and the force gives it up.\nReliance is kept on\n- Section 31(3), Law Enforcement"),
    (Law.FOIA, "FOIA 14(1)", "We relied on section 14(1). I have reviewed that and find no reason to change it: section 14(1) still applies."),
    (Law.FOIA, "FOIA 40(2)", "# Outcome of the review\nThe decision to withhold under section 40(2) is upheld. The section 41 exemption is overturned."),
    # Other requests, and earlier answers.
    (Law.FOIA, "", "Unlike our answer to 455/21, where Section 31(1)(a) was used, nothing is withheld here."),
    (Law.FOIA, "", "In 2019.4471 we refused on cost under section 12(1); the figures are now in one system and are given below."),
    (Law.FOIA, "", "In past years we told people that section 22 applied, since a report was due."),
    (Law.FOIA, "", "A similar request (FOI 1120/22) was refused under section 40(2). This time there are no names and all is given."),
    (Law.FOIA, "", "In that case section 26 (Defence) was engaged; it is not engaged in this one."),
    (Law.FOIA, "", "Another force withheld the same list under section 31(1)(a). We take another view and attach ours."),
    (Law.FOIA, "", "When we last answered this, section 38 was relied upon. Matters have changed and the list is attached."),
    (Law.FOIA, "FOIA 40(2)", "Further to our response to FOI 881/23, the names are exempt under section 40(2)."),
    (Law.FOIA, "FOIA 12(1)", "As with your previous request, FOI 223/24, we refuse this one under section 12(1)."),
    (Law.FOIA, "", "Related: When we refuse: Section 12 and Section 14 explained\nThere were 14."),
    (Law.FOIA, "", "There were 14.\nTasers: refused under Section 31(1)(a) (281/2023)"),
    # Looked at, and used or not.
    (Law.FOIA, "FOIA 40(2)", "We considered section 38, but it was not needed. The names are exempt under section 40(2)."),
    (Law.FOIA, "FOIA 40(2)", "The names are withheld under section 40(2). Thought was given to section 41 as well, but nothing was given in confidence."),
    (Law.FOIA, "", "I wondered if section 24 should be called in aid; I have concluded that I do not need it. The list is attached."),
    (Law.FOIA, "", "Section 43 was raised by the supplier but does not fit a contract which has ended. The price was £4,000."),
    (Law.FOIA, "", "The use of section 31 was discussed with the unit and rejected."),
    (Law.FOIA, "FOIA 31(1)(a)", "We have considered section 31(1)(a) and are satisfied that it is engaged."),
    (Law.FOIA, "FOIA 31(1)(a)", "Having considered whether section 31(1)(a) was engaged, I find that it is, and I am withholding the plan."),
    (Law.FOIA, "FOIA 12(1)", "We looked at section 14 because of the number of requests. We have not used it. Instead the request is refused under section 12(1)."),
    # What a provision says, and what it does here.
    (Law.FOIA, "FOIA 31(1)(a)", "Section 31 says that information which is not exempt by virtue of section 30 is exempt if its disclosure would prejudice the matters it lists. The plan is withheld under section 31(1)(a)."),
    (Law.FOIA, "FOIA 12(2)", "Section 12(2) applies. By way of explanation: section 12(1) removes the duty to supply information when it would cost too much to do so."),
    (Law.FOIA, "FOIA 12(1)", "Section 12(1) applies. Section 12(2) goes further, and lifts the duty to say if it is held."),
    (Law.FOIA, "FOIA 40(2)", "Section 40(2) exempts them, since they identify staff. Section 40(1) would exempt your own data."),
    (Law.FOIA, "FOIA 21", "The figures are on our website, and section 21 exempts what you can get for yourself."),
    (Law.FOIA, "FOIA 40(2)", "The names are exempt under section 40(2). An authority may refuse under section 14 where a request is vexatious, and section 12 lets it refuse where the cost is too high."),
    (Law.FOIA, "FOIA 40(2)", "The names are withheld under section 40(2). Section 2(3) lists the exemptions that are absolute; they include sections 21, 23 and 44."),
    (Law.FOIA, "FOIA 31(1)(a)", "It is exempt by virtue of section 31(1)(a). Prejudice-based exemptions, such as section 31 and section 38, call for evidence of harm."),
    # Denials.
    (Law.FOIA, "", "As nothing is held, section 40 does not come into it and no exemption has been applied."),
    (Law.FOIA, "", "No reliance has been placed on section 31."),
    (Law.FOIA, "", "We see no need of section 40(2): the table has no names."),
    (Law.FOIA, "FOIA 40(5B)*", "Section 40(5B) is engaged, and we neither confirm nor deny. For the avoidance of doubt, we are not saying that anything is exempt under section 40(2)."),
    (Law.FOIA, "FOIA 31(1)(a)", "It is refused under section 31(1)(a). Much of your letter explains why you think sections 27 and 43 would fail, but we have relied on neither."),
    (Law.FOIA, "", "None of this is withheld, whether under section 40 or otherwise."),
    (Law.FOIA, "", "Neither section 31 nor section 38 is relied on, and the figures follow."),
    (Law.FOIA, "", "It was not necessary to use the exemption at section 43."),
    (Law.FOIA, "FOIA 12(1)", "This is a cost refusal under section 12(1) rather than a refusal under section 14."),
    (Law.FOIA, "FOIA 12(1)", "Section 12(1) applies, not section 14."),
    # What might be, or would be asked later.
    (Law.FOIA, "FOIA 31(1)(a)", "It is refused under section 31(1)(a). Further requests on the subject may be added together, and section 12 could then be in point."),
    (Law.FOIA, "", "If no period is given, our first thought is that your request would go beyond the 18 hours which section 12 allows. Please tell us the period."),
    (Law.FOIA, "", "Please note that a wider request would most likely be refused under section 12. The total is 44."),
    (Law.FOIA, "", "Should you ask for names, section 40(2) will apply. There were 14."),
    (Law.FOIA, "", "Were the names to be asked for, they would fall under section 40(2). There were 14."),
    (Law.FOIA, "FOIA 31(1)(a)", "The plan is withheld under section 31(1)(a), as it could help those who would do harm."),
    (Law.FOIA, "FOIA 31(1)(a)", "Section 31(1)(a) is engaged because release would be likely to prejudice the prevention of crime, and might put lives at risk."),
    (Law.FOIA, "FOIA 43(2)", "The rates are withheld under section 43(2), because a rival could then undercut the firm if it knew them."),
    (Law.FOIA, "FOIA 31(1)(a)", "It is exempt under section 31(1)(a). We reserve the right to rely upon section 40 at a later stage."),
    (Law.FOIA, "FOIA 31(1)(a)", "It is exempt under section 31(1)(a). Other exemptions, for instance section 38, may also be relevant but have not been considered."),
    # The applicant speaks.
    (Law.FOIA, "", "You suggest that we would hide behind section 43. The price was £4,000."),
    (Law.FOIA, "", "Your email says that section 40 is misused by forces. There were 14."),
    (Law.FOIA, "", "# Your grounds\n1. That Section 30 applies only to investigations.\n2. That section 31 was wrongly used.\n# Our view\nThere were 14 and we give them now."),
    (Law.FOIA, "", "The applicant contends that section 31 is engaged too often. There were 14."),
    (Law.FOIA, "FOIA 40(2)", "You ask us not to rely on section 40(2). We do rely on section 40(2): the two officers can be known from the date."),
    # Lines, lists, and headings run into their text.
    (Law.FOIA, "FOIA 38(1)(a), FOIA 38(1)(b), FOIA 40(2)", "Partial Disclosure – Sections 17(1), 38(1)(a)(b) and 40(2)"),
    (Law.FOIA, "FOIA 40(2)", "4: Refused.\nSection 40(2) Personal Information: a date joined to a place will in most instances lead to one man or woman."),
    (Law.FOIA, "FOIA 31(1)(a)", "We hold the plan and will not give it.\nSection 31(1)(a) (Law Enforcement). A thief who knew the plan would know where no officer stands."),
    (Law.FOIA, "FOIA 43(2)", "Part 3 is not given.\nSection 43(2) – Commercial Interests – the supplier would be undercut by rivals."),
    (Law.FOIA, "FOIA 24(1), FOIA 31(1)(a), FOIA 31(1)(b)", "In line with section 17(1) we name the exemptions that apply:\nSection 24(1) – National Security\nSection 31(1)(a)(b) – Law Enforcement\nIn our holding letter we told you that Section 40(2) might be engaged by the name of the adviser. That is no longer claimed."),
    (Law.FOIA, "FOIA 31(1)(g), FOIA 31(2)(b), FOIA 42(1)", "None can be supplied. The reasons follow.\nSection 31(1)(g) by virtue of subsection 2(b) – Law Enforcement\nOur function would be prejudiced.\nSection 42(1) – Legal Professional Privilege\nThe note is legal advice. A qualified person's opinion would have been needed for Section 36, and as Section 42(1) is enough none has been sought."),
    (Law.EIR, "EIR 12(4)(d), EIR 12(5)(e)", "The force refuses to make it available, and relies upon:\nRegulation 12(4)(d) – material still in the course of completion, unfinished documents and incomplete data\nThere is a second ground, which goes to the appendix alone:\nRegulation 12(5)(e) – the confidentiality of commercial or industrial information where such confidentiality is provided by law to protect a legitimate economic interest\nSo as to be complete: regulation 12(5)(b) was canvassed because a claim may be brought. It was not pursued."),
    (Law.EISR, "EISR 10(5)(a), EISR 10(5)(b)", "I have decided not to make either available.\nThe exceptions are:\nRegulation 10(5)(a) – international relations, defence, national security or public safety\nThey show the thickness of walls.\nRegulation 10(5)(b) – the course of justice, the ability of a person to receive a fair trial or the ability of any public authority to conduct an inquiry of a criminal or disciplinary nature\nThe note was made for solicitors. Regulation 10(4)(e), internal communications, was raised by a colleague but does not fit a meeting at which outsiders were present."),
    # Figures about exemptions.
    (Law.FOIA, "", "Refused in 2023 by section:\n- Section 12: 143.\n- Section 14: 6.\n- Section 23(5) alone or with others: 12.\nSome data is withheld from publication elsewhere."),
    # Provisions joined are one.
    (Law.FOISA, "FOISA 38(1)(b), FOISA 38(2A)(a)", "Those numbers are personal data, and Section 38(1)(b) read with section 38(2A)(a) exempts them."),
    (Law.FOIA, "FOIA 40(2), FOIA 40(3A)(a)", "Section 40(2), in conjunction with section 40(3A)(a), exempts this information."),
    (Law.FOIA, "FOIA 24(1), FOIA 31(1)(a)", "Section 24(1) and section 31(1)(a) are both engaged by the list."),
    # Scotland: what would apply if it were held.
    (Law.FOISA, "FOISA 18*, FOISA 34(1)(b)*, FOISA 35(1)(a)*", "Police Scotland can neither confirm nor deny whether it holds the information, as section 18 of the Act applies.\nThe exemptions that I consider would be applicable, were such information held, are these:\nSection 34(1)(b) – Investigations\nThe exemption is class based.\nSection 35(1)(a) – Law Enforcement\nPrejudice would follow."),
    (Law.FOISA, "FOISA 18(1)*, FOISA 38(1)(b)*", "I am unable to confirm or deny whether this exists, under section 18(1). If it were held, it would be exempt under section 38(1)(b)."),
    (Law.FOISA, "FOISA 18(1)*, FOISA 35(1)(a)*", "Section 18(1) of the Act is applied: we will neither confirm nor deny. Were the information to exist, section 35(1)(a) would apply to it."),
    # Costs that stay within the limit.
    (Law.FOIA, "", "It took an officer just under six hours and stayed well inside the appropriate limit. There were 14."),
    (Law.FOIA, "", "The work was done within the cost limit and the figures follow."),
    (Law.FOIA, "", "The search took 17 hours, which is under the 18 hour limit. There were 14."),
    (Law.FOIA, "FOIA 12", "It could not be done within the appropriate limit."),
    (Law.FOIA, "FOIA 12", "We cannot answer within 18 hours, which is the limit that the fees regulations set."),
    # Sections that lift the duty to confirm.
    (Law.FOIA, "FOIA 40(5A)*, FOIA 40(5B)(a)(i)*", "The force neither confirms nor denies that it holds any information. Point 2 would, if anything were held, be your own data. Section 40(5A) says that the duty to confirm or deny does not arise in relation to information that is, or would be if it were held, exempt by virtue of section 40(1).\nAs to point 1, Section 40(5B)(a)(i) is engaged."),
    # Relied on, in many manners.
    (Law.FOIA, "FOIA 40(2)", "The collar numbers are being withheld (s40(2), personal information)."),
    (Law.FOIA, "FOIA 31(1)(a)", "We are claiming section 31(1)(a) in respect of the map."),
    (Law.FOIA, "FOIA 31(1)(a), FOIA 38(1)(b)", "I am satisfied that both section 31(1)(a) and section 38(1)(b) have been correctly engaged."),
    (Law.FOIA, "FOIA 22(1)", "The survey will be printed in June; section 22(1) therefore exempts it for the present."),
    (Law.FOIA, "FOIA 21", "You can read it at the address below. Section 21 – reasonably accessible by other means – has been applied to that part."),
    (Law.FOIA, "FOIA 23(5)*, FOIA 24(2)*, FOIA 31(3)*", "No inference can be drawn from the fact that we will neither confirm nor deny that any other information is held, relying on Sections 23(5), 24(2) and 31(3)."),
    (Law.FOIA, "FOIA 30(3)*, FOIA 40(5B)*", "The duty to say whether information is held is excluded by section 30(3) and section 40(5B)."),
    (Law.FOIA, "FOIA 12(1)", "The estimate is 212 hours. The force is therefore excused by section 12(1) from going on."),
    (Law.FOIA, "FOIA 12(1)", "Section 12(1) of the Act releases us from the duty to answer, since 212 hours would be needed."),
    (Law.FOIA, "FOIA 14(1)", "Kent Police is relying on Section 14(1) of the Act."),
    (Law.FOIA, "FOIA 44(1)(a)", "Section 44(1)(a) prevents us from giving the report to you, because another Act forbids it."),
    (Law.FOIA, "FOIA 42(1)", "The advice attracts legal professional privilege and section 42(1) covers it."),
    (Law.FOIA, "FOIA 40(2)", "To name them would breach the first data protection principle, so that the exemption in section 40(2) bites."),
    (Law.FOIA, "FOIA 31(1)(a)", "Question 4: not released – s.31(1)(a)."),
    (Law.FOIA, "FOIA 31(1)(a), FOIA 31(1)(b)", "The force has invoked s31(1)(a) & (b) for question 4."),
    (Law.FOIA, "FOIA 38(1)(a)", "Our grounds for non-disclosure are found in Section 38(1)(a)."),
    (Law.FOIA, "FOIA 40(2)", "Where the number is below five it is shown as <5, under section 40(2)."),
    (Law.FOIA, "FOIA 40(2)", "Anything that could identify a person has been taken out in accordance with Section 40(2) of the Act."),
    (Law.JERSEY, "JERSEY 25, JERSEY 42", "Article 25 and Article 42 have been applied to the names and to the plan. Article 26 was not thought to be needed."),
    (Law.EIR, "EIR 12(5)(b), EIR 13(1)", "Regulation 12(5)(b) and regulation 13(1) are relied upon. Had this been handled under FOIA, section 42 would have been used."),
    # Routine letters.
    (Law.FOIA, "FOIA 30(1)(a), FOIA 40(2)", "It is my decision that some of what you asked for will not be supplied. The exemptions which have been engaged are Section 30(1)(a) Investigations and Section 40(2) Personal Information."),
    (Law.FOIA, "FOIA 31(1)(a), FOIA 31(1)(b)", "The remaining part is held but I am not in a position to release it, because Section 31(1)(a)(b) Law Enforcement is engaged.\nSection 31 is a prejudice based, qualified exemption, and I have to set out the harm and carry out a public interest test.\n# Harm in disclosure\nIf we were to disclose where the cameras are, offenders could avoid them.\n# Factors in favour of disclosure of Section 31\nThe public would be better informed.\n# Factors against disclosure of Section 31\nTactics might be undermined.\n# Balance\nFor these reasons the balance favours non-disclosure under section 31."),
    (Law.FOIA, "FOIA 12(1)", "The cost of complying would exceed the amount to which we are legally required to respond. The cost of locating and retrieving it exceeds the 'appropriate level' as stated in the Freedom of Information (Fees and Appropriate Limit) Regulations 2004, so that Section 12(1) of the Act applies. Section 12 does not oblige us to comply if the estimate exceeds 18 hours. Under Section 16 we suggest that you shorten the period; I cannot guarantee that no exemption, such as Section 31 or Section 40, would then be engaged."),
    (Law.FOIA, "FOIA 23(5)*, FOIA 24(2)*, FOIA 31(3)*", "West Force can neither confirm nor deny that it holds any other information, as the duty in Section 1(1)(a) of the Freedom of Information Act 2000 does not apply, by virtue of the following exemptions:\nSection 23(5) – Information relating to, or dealing with, security matters\nSection 24(2) – National Security\nSection 31(3) – Law Enforcement\nSection 23 is an absolute, class based exemption and there is no requirement to consider the public interest.\nSections 24 and 31 are prejudice based and qualified, so that I must evidence the harm.\n# Harm in confirming or denying\nConfirming or denying under Section 24 would tell those who wish us ill."),
    (Law.FOIA, "FOIA 21(1)", "I am able to confirm that the information is held. It has been published and so is exempt by virtue of Section 21(1) of the Act, as it is reasonably accessible to you by other means. Section 21 is an absolute exemption. The link is below."),
    (Law.FOIA, "FOIA 40(2), FOIA 40(3A)(a)", "Section 40(2) and 40(3A)(a) – Personal information. To release it would be unfair, in breach of Article 5(1)(a) of the GDPR. The other answers are 12 and 14."),
    (Law.FOIA, "", "Section 1 of the Freedom of Information Act 2000 places two duties on public authorities. Unless exemptions apply, the first duty at Section 1(1)(a) is to confirm or deny. The second at Section 1(1)(b) is to disclose. There were 14."),
    (Law.FOIA, "", "Please note that police forces do not use the same systems; for this reason our answer should not be compared. Section 31 has no part in it. There were 14."),
    (Law.FOIA, "", "Section 17 of the Act requires us, when refusing to provide such information because it is exempt, to give a notice which states that fact. In this case all of it is disclosed."),
    (Law.FOIA, "FOIA 43(2)", "Q2. The hourly rates are commercially sensitive and are exempt: section 43(2) refers.\nQ3. £12,000."),
    (Law.FOIA, "FOIA 22(1)(a), FOIA 22(1)(b), FOIA 22(1)(c)", "These figures will be in the yearly report and are therefore exempt from disclosure at this time under s.22(1)(a)(b)(c) FOIA. Section 22(1) says: information is exempt if (a) it is held with a view to its publication."),
    (Law.FOIA, "FOIA 14(1)", "Having taken the whole history into account, your request has been treated as vexatious; section 14(1) means that we need not answer it."),
    (Law.FOIA, "FOIA 14(1)", "Section 14(1) of the Freedom of Information Act 2000 states that Section 1(1) does not oblige a public authority to comply with a request if it is vexatious. I have concluded that yours is, for the reasons that follow, and I am not going to answer it."),
    (Law.FOIA, "FOIA 12(2)", "To find out whether anything is held at all would mean opening 6,000 files by hand, which is well over 18 hours. Section 12(2) of the Act provides that we do not have to confirm or deny in that case."),
    (Law.FOIA, "FOIA 42(1)", "Document 3 – withheld in full – legal advice (s42(1)).\nDocument 4 – attached."),
    (Law.FOIA, "FOIA 36(2)(b)(i), FOIA 36(2)(b)(ii), FOIA 36(2)(c)", "The Chief Constable, as the qualified person, is of the opinion that section 36(2)(b)(i) and (ii) and 36(2)(c) are engaged."),
    (Law.FOIA, "FOIA 44(1)(a)", "The report came to us from the IOPC and its release is prohibited by section 80 of the Police Reform Act 2002. It follows that section 44(1)(a) FOIA applies."),
    (Law.FOIA, "FOIA 40(2)", "A small part of the second document has been redacted – section 40(2) refers."),
    (Law.FOIA, "FOIA 38(1)(b)", "We hold this but it is caught by section 38(1)(b) of FOIA."),
    (Law.FOIA, "FOIA 31(1)(a)", "To give the make and model would, in our view, engage section 31(1)(a). It is not disclosed."),
    (Law.FOIA, "FOIA 31(1)(a), FOIA 40(2)", "Exempt information: see below\nS31(1)(a) – Law enforcement – Q3 and Q4\nS40(2) – Third party personal data – Q5"),
    (Law.FOIA, "FOIA 31(1)(a), FOIA 40(2)", "The redactions have been made under the following exemptions: section 31(1)(a), where tactics are described, and section 40(2), where a person could be identified."),
    (Law.FOIA, "FOIA 24(1), FOIA 31(1)(a)", "Answer: Refused. s24(1) and s31(1)(a) apply."),
    (Law.FOIA, "FOIA 24(1), FOIA 31(1)(a), FOIA 38(1)(a)", "I have decided to withhold the number pursuant to the provisions of: (1) section 24(1) national security; (2) section 31(1)(a) law enforcement; and (3) section 38(1)(a) health and safety."),
    (Law.FOIA, "FOIA 40(5B)(a)(i)*", "Section 40(5B)(a)(i) removes our duty to say whether we hold it. No inference should be taken."),
    (Law.FOIA, "FOIA 40(5B)(a)(i)*", "The Force will neither confirm nor deny whether it holds what you want, under section 40(5B)(a)(i): to say so would tell the world that a named man was or was not a suspect. If it were held, it would be exempt under section 40(2) too, and perhaps section 30."),
    (Law.FOIA, "FOIA 30(3)*, FOIA 40(5B)*", "By virtue of Sections 30(3) and 40(5B) the Constabulary is not obliged to confirm or deny."),
    (Law.FOIA, "FOIA 31(3)*", "We hold nothing. For completeness we would neither confirm nor deny any other information being held for covert purposes; s31(3) applies."),
    # Named, and not relied on.
    (Law.FOIA, "", "You have been good enough to say that section 12 may be a difficulty. It is not, and the answers are given in full."),
    (Law.FOIA, "", "Our normal practice where numbers are small is to rely on section 40(2). Here they are not small and the table is complete."),
    (Law.FOIA, "", "Staff who handle requests are trained in the exemptions, among them section 31, section 38 and section 40. 14 were trained."),
    (Law.FOIA, "FOIA 12(1)", "Part 5 alone takes the request over the limit and section 12(1) applies to all of it. Had that not been so, part 2 would have been refused under section 31(1)(a)."),
    (Law.FOIA, "FOIA 12(1)", "Section 12(1) applies. You should be aware that section 40(2) would be likely to apply to some of what you ask even if you bring it within the limit."),
    (Law.FOIA, "FOIA 12(1)", "Section 12(1) applies to your request. We have not gone on to consider whether exemptions, for example section 40, apply to it."),
    (Law.FOIA, "FOIA 12(1)", "We rely on section 12(1). It is for this reason that we have not looked at the exemptions in Part II, including sections 30, 31 and 40."),
    (Law.FOIA, "", "The Information Commissioner has said in guidance that section 14 is to be used with care. We give all that was asked."),
    (Law.FOIA, "", "The tribunal in that case found that section 31 was engaged by speed camera data, but the facts here differ and we release ours."),
    (Law.FOIA, "FOIA 31(1)(a)", "Our decision follows that of the Commissioner in FS50123456, which upheld the use of section 31(1)(a): we withhold the sites under section 31(1)(a)."),
    (Law.FOIA, "", "Initially we thought that the exemption in section 31(1)(a) would be engaged. After talking to the unit we are content to release it."),
    (Law.FOIA, "", "We had intended to apply section 22 but the report has since come out and is attached."),
    (Law.FOIA, "", "It is our view that the public interest lies in release, and for that reason section 31, though engaged, does not prevent it. The list is attached."),
    (Law.FOIA, "", "Although section 43(2) is engaged, the balance of the public interest favours disclosure and the contract value is given: £4m."),
    (Law.FOIA, "FOIA 40(2)", "While section 31(1)(a) was examined, we do not feel it is made out. Section 40(2) is made out and the names are removed."),
    (Law.FOIA, "FOIA 31(1)(a)", "Section 30 and section 31 cannot be used for the same information. We use section 31(1)(a) for the manual, which is withheld."),
    (Law.FOIA, "", "Officers used powers in section 60, section 43 and section 47A; the first is in the Criminal Justice and Public Order Act 1994 and the others in the Terrorism Act 2000. There were 14."),
    (Law.FOIA, "", "Of the offences, 12 were section 20 wounding, 40 were section 39 common assault and 3 were section 18."),
    (Law.FOIA, "", "The dog was seized under section 5 of the Dangerous Dogs Act 1991. An exemption was granted under section 4B in 12 cases."),
    (Law.FOIA, "", "Details of exempted dogs (section 1) are held by Defra. 31 were exempted in 2021."),
    (Law.FOIA, "", "A section 44 order was refused by the court on 2 occasions."),
    (Law.FOIA, "", "Notices under section 172 of the Road Traffic Act 1988 were not complied with in 40 cases. Section 21 notices were withdrawn in 3."),
    (Law.FOIA, "", "An exemption from the Working Time Regulations was relied upon under regulation 21 by 14 officers."),
    (Law.FOIA, "", "In our acknowledgement we said that an extension for the public interest test in section 31 might be needed under section 10(3). It was not."),
    (Law.FOIA, "FOIA 40(2)", "Thank you for bringing to our notice that you do not want names, as we would have refused those under section 40(2). Ages are exempt under section 40(2) for the same reason."),
    (Law.FOIA, "", "I note your comment that 'section 14 is your favourite excuse'. We do not agree, and the answer is 14."),
    (Law.FOIA, "FOIA 43(2)", "Although you told us that section 43 does not apply, it does: the rates are withheld under section 43(2)."),
    # Reviews.
    (Law.FOIA, "FOIA 40(2)", "# Internal review\nYour request was refused under section 40(2) and section 30(1)(a).\n# Findings\nI have considered the handling. Section 40(2) was correctly applied. Section 30(1)(a) was not: no investigation was ever begun."),
    (Law.FOIA, "FOIA 31(1)(a)", "I have reviewed the decision of 4 May to refuse under section 31(1)(a). I find that it was right and I uphold it."),
    (Law.FOIA, "FOIA 14(1)", "The first response refused your request under section 12(1). On review I am substituting section 14(1) for section 12(1)."),
    (Law.FOIA, "FOIA 12(1)", "The review finds that section 14(1) was cited in error. The request should instead have been refused under section 12(1), on which we now rely."),
    (Law.FOIA, "FOIA 42(1)", "In our first response we relied on section 36(2)(c). We now rely instead on section 42(1)."),
    (Law.FOIA, "FOIA 31(1)(a)", "We originally withheld this under section 31(1)(a). Having looked again, our position has not changed and the exemption continues to apply."),
    # Other laws.
    (Law.FOISA, "FOISA 12(1)", "I estimate that it would cost well in excess of the current cost threshold of £600. I am therefore refusing your request in terms of Section 12(1) of the Act. This letter is the notice required by section 16(4)."),
    (Law.FOISA, "FOISA 38(1)(b)", "Section 16 of the Act requires Police Scotland to provide you with a notice which states that it holds the information, that it is claiming an exemption and why. I am refusing to provide it and the exemption that applies is:\nSection 38(1)(b) – Personal Data"),
    (Law.FOISA, "FOISA 18(1)*, FOISA 34(1)(b)*, FOISA 38(1)(b)*", "Police Scotland refuses to confirm or deny that it holds this, in terms of section 18(1). If the information existed it would be exempt under sections 34(1)(b) and 38(1)(b)."),
    (Law.FOISA, "", "The information sought is not held by Police Scotland and section 17 of the Act therefore applies. It is held by the Crown Office, which may apply section 34."),
    (Law.FOISA, "FOISA 35(1)(a), FOISA 35(1)(b), FOISA 39(1)", "The exemptions that I consider to be applicable are as follows\n- Section 35(1)(a)&(b) – Law Enforcement\n- Section 39(1) – Health and Safety"),
    (Law.FOISA, "FOISA 33(1)(b)", "The price is withheld in terms of section 33(1)(b), commercial interests. In England the like exemption is section 43 of the Freedom of Information Act 2000."),
    (Law.JERSEY, "JERSEY 38", "Article 38 – Information is qualified exempt information if its disclosure would prejudice effective conduct.\nThe States of Jersey Police has applied Article 38."),
    (Law.JERSEY, "JERSEY 42(a)", "# Exemption applied\nArticle 42 Law enforcement\nInformation is qualified exempt information if its disclosure would prejudice (a) the prevention of crime.\nThe number is exempt under Article 42(a)."),
    (Law.EIR, "EIR 12(4)(b)", "The estimate is 300 hours. The Constabulary regards the request as manifestly unreasonable, and regulation 12(4)(b) applies. Under FOIA section 12 would have led to the same result."),
    (Law.EIR, "EIR 13(1)", "The farmer's name is not given, under regulation 13(1). Regulation 12(3) sends such data to regulation 13."),
]  # fmt: skip


@pytest.mark.parametrize(("law", "expected", "text"), CASES)
def test_only_what_the_force_relies_on_in_the_end(law: Law, expected: str, text: str) -> None:
    assert relied(find_citations(letter(text), law)) == expected


def test_a_quote_is_found_again_in_the_response_text() -> None:
    text = "There were 14.\nNames are exempt under section 40(2)."
    (found,) = place_quotes(find_citations(letter(text), Law.FOIA), text)
    assert found.start == 15
    assert text[found.start : found.end] == found.quote == "Names are exempt under section 40(2)."


def test_a_quote_of_two_pieces_has_no_offsets() -> None:
    text = "This is exempt by virtue of:\nSection 40(2)"
    (found,) = place_quotes(find_citations(letter(text), Law.FOIA), text)
    assert (found.start, found.end) == (None, None)
