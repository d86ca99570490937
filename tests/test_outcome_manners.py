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
        "cost_limit",
        "There is no code for this, so that every one of 31,000 logs would have to be read. At four minutes each that is 2,066 hours, and the law asks no more of us than 18. Section 12(1).",
    ),
    (
        "cost_limit",
        "We estimate that 61 hours would be needed. Your request is therefore refused under section 12 of the Act. By way of help: the figures for 2023 alone could be had in about nine hours.",
    ),
    (
        "cost_limit",
        "The first question could be answered easily. The other two could not: 900 paper files would need to be pulled from store. Section 12(1) bites on the request as a whole.",
    ),
    (
        "cost_limit",
        "Nobody keeps a tally, so each of 9,400 custody records would need to be opened. At three minutes apiece that comes to 470 hours. The fees regulations allow 18 and we therefore refuse.",
    ),
    (
        "cost_limit",
        "Section 12(1) of the Act means that we do not have to answer where it would take more than 18 hours. Yours would take about 200. We suggest a shorter period.",
    ),
    (
        "cost_limit",
        "The estimate is 37 hours for the first part alone and so the whole of the request is refused under section 12.",
    ),
    ("cost_limit", "Retrieval would exceed 18 hours. I am therefore refusing the request under section 12(1)."),
    (
        "cost_limit",
        "Unfortunately, the information is not held centrally and to extract it would mean a manual review of 2,000 files, at 10 minutes a file some 333 hours. Section 12(1) therefore applies.",
    ),
    (
        "cost_limit",
        "I am unable to confirm whether we hold it, because to find out would itself exceed the appropriate limit. This is a refusal under Section 12(2).\nQ4 asks about roles held after a check. There are 230 units.\nOnce one part of a request goes beyond the limit, none of the request has to be answered.",
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
    (
        "disclosed",
        "Further to your email I am writing to let you have our reply.\n1. In the period in question officers attended on 44 occasions.\n2. The vehicles are leased from Harwell Fleet.\n3. This was discontinued in March 2019 following an assessment by the Health and Safety team.",
    ),
    (
        "disclosed",
        "Answer 1: The matter is dealt with in Chapter 3 of the manual, a copy of which you have with this message.\nAnswer 2: Inspector and above.\nAnswer 3: It is reviewed each spring.",
    ),
    (
        "disclosed",
        "The total for the four years was £1.2m. I must point out that the recording of such offences is a matter for the officer attending and errors cannot be excluded.",
    ),
    (
        "disclosed",
        "We have gone through the register and there were 12 entries. Police Scotland does not accept responsibility for any use made of these figures.",
    ),
    (
        "disclosed",
        "A: 31. B: 17. C: 0. The force systems were not designed for statistics and nothing here should be compared with other forces.",
    ),
    ("disclosed", "All three documents are with this e-mail. If you cannot open them please tell us."),
    ("disclosed", "No such contracts were let in 2021. In 2022 one was, with Bright & Sons, for £9,000."),
    ("disclosed", "I am happy to say that everything you wanted can be let go. The five pages follow."),
    (
        "disclosed",
        "The exercise took place on 4 May 2022 and involved 40 officers. Copyright in the photographs belongs to the force and they may not be sold without its permission.",
    ),
    ("disclosed", "Q1 No.\nQ2 Not applicable.\nQ3 Not applicable."),
    ("disclosed", "Dogs: 14. Horses: none. Cats: none."),
    (
        "disclosed",
        "There are 9 vans, which are parked at Hutton. We are not obliged to explain why but it is because the yard is big.",
    ),
    ("disclosed", "Here is what you asked for. One officer declined to be photographed and so the page has a gap."),
    ("disclosed", "The training is not mandatory. 400 officers took it up in 2022."),
    (
        "disclosed",
        "Response:\nThe Constabulary employs 14 press officers at a yearly cost of £612,000, pensions included.\nPlease do not hesitate to write again should you want more.",
    ),
    ("disclosed", "1 Twelve, all in the north of the county\n2 In-house\n3 Once a quarter"),
    (
        "disclosed",
        "I can now reply. In the twelve months to 31 March 2023 drivers were stopped 8,104 times. The force makes no claim that the figure is complete, because officers do not always fill in the form.",
    ),
    ("disclosed", "Both policies are reproduced after this letter. Neither has been edited."),
    (
        "disclosed",
        "The data was taken from Niche on 4 June 2023 and may change. Offences: 41. Charges: 9. In two cases the victim declined to prosecute.",
    ),
    ("disclosed", "None. No officer has been so disciplined in the years you name."),
    ("disclosed", "Not one. We checked every year back to 2012."),
    (
        "disclosed",
        "The Chief Constable claimed £114 for travel in May and nothing in June. Receipts were not required for sums under £10 and do not exist for them.",
    ),
    (
        "disclosed",
        "Your request has been granted in full and I attach six letters. Telephone numbers in them are those of switchboards and so have been left in.",
    ),
    ("disclosed", "Questions 1 and 2: see table. Question 3: the force uses no such product."),
    (
        "disclosed",
        "Our reply follows the order of your letter.\n(1) The fee is £25.\n(2) It was last raised in 2019.\n(3) There are no exceptions.",
    ),
    ("disclosed", "I have liaised with the Roads Policing Unit who inform me that 212 drivers were reported."),
    ("disclosed", "We are content to send you the two reports, which have not been altered."),
    ("disclosed", "2019 - 11 | 2020 - 9 | 2021 - 14\nThe number of those refused a licence was 3."),
    (
        "disclosed",
        "The information held is shown underneath.\nNorth: 12\nSouth: 31\nI would add that some crimes may have been withdrawn after the count.",
    ),
    (
        "disclosed",
        "Please note that Lincolnshire Police cannot guarantee the accuracy of old records. Subject to that, there were 17 in 1998 and 12 in 1999.",
    ),
    ("disclosed", "You asked for the policy, which is attached."),
    ("disclosed", "1. 14\n2. The appeal against the decision was upheld."),
    (
        "disclosed",
        "# Original decision\nThe numbers were withheld by virtue of Section 40(2), as there were fewer than five.\n# Findings of the review\nI do not uphold the use of section 40(2), and it is withdrawn. The whole of the information is now provided:\nSergeant | 44",
    ),
    (
        "disclosed",
        "The first letter told you that the totals were refused under section 12(1). The totals are these: 14 and 9.",
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
        "neither_confirm_nor_deny",
        "To say either that there is, or that there is not, any such information would itself tell you something. We therefore do neither, under section 31(3) and section 24(2).",
    ),
    (
        "neither_confirm_nor_deny",
        "By section 40(5B)(a)(i) the duty to tell you whether we hold it falls away. You should not read this as a sign that we do or that we do not.",
    ),
    (
        "neither_confirm_nor_deny",
        "This force does not comment on whether a person has been under investigation. The exemption from the duty to confirm or deny is in section 30(3).",
    ),
    (
        "neither_confirm_nor_deny",
        "In accordance with section 30(3), read with section 30(1), we give no confirmation or denial that what you describe is held.",
    ),
    (
        "neither_confirm_nor_deny",
        "It is our policy, which section 24(2) permits, neither to say that we use such devices nor to say that we do not.",
    ),
    (
        "neither_confirm_nor_deny",
        "We refuse to confirm or deny the existence of any record about the man you name. Section 40(5B)(a)(i).",
    ),
    (
        "neither_confirm_nor_deny",
        "Gwent Police can neither confirm nor deny that it holds the information requested, as the duty in section 1(1)(a) does not apply by virtue of section 30(3) and section 40(5).\nThis should not be taken as an indication that information is held.",
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
        "not_held",
        "No member of staff has been paid such a bonus and we have no policy about it.\nThere is therefore no information for us to give you.",
    ),
    ("not_held", "We asked the three divisions. Each reported that it had nothing."),
    ("not_held", "That force came into being in 1974. What its forerunners wrote about the matter has not survived."),
    ("not_held", "The cameras on that road belong to the council, and so do the pictures. We never had them."),
    (
        "not_held",
        "Body-worn video of that date has been overwritten, as all such video is after 31 days, and no copy was kept.",
    ),
    ("not_held", "1 - Not recorded.\n2 - Not recorded.\n3 - Not recorded."),
    (
        "not_held",
        "The Act gives access to recorded information. What you put to us is a request for an opinion, and we have nothing on paper that would answer it.",
    ),
    ("not_held", "I have to tell you that no trace can be found of any such letter."),
    ("not_held", "It is not a requirement that officers log this, and they do not."),
    ("not_held", "Q1: Nil held.\nQ2: Nil held."),
    (
        "not_held",
        "These are not our officers. They belong to the British Transport Police, to which you may like to write.",
    ),
    (
        "not_held",
        "Having made enquiries of the Armoury and of Learning and Development I am able to confirm that we are not in possession of the information you want.",
    ),
    ("not_held", "To give you what you want we would have to make it: nobody here has ever drawn up such a list."),
    ("not_held", "Sussex Police is not responsible for the lifeboat and has no papers on it."),
    ("not_held", "A search of the correspondence system under each of the names yielded no results."),
    ("not_held", "I can confirm that the information you ask for is not something the force holds."),
    ("not_held", "There was no such meeting. It follows that there are no minutes."),
    ("not_held", "1. This is a matter for the Crown Prosecution Service.\n2. As above; we hold nothing."),
    (
        "not_held",
        "Our system does not let us search by colour and we have never noted it in any other way. We hold no list.",
    ),
    (
        "not_held",
        "We were unable to find any document that matches. Three officers who served there were asked and remember none.",
    ),
    ("not_held", "Information of this kind falls outside what we record."),
    (
        "not_held",
        "We have no record of such a visit. As for protection officers, the force will neither confirm nor deny that it holds any other information, under section 24(2) and section 38(2).",
    ),
    (
        "not_held",
        "The information requested is not held by Durham Constabulary. You may wish to contact the council, who may be able to help.",
    ),
    ("not_held", "Durham Constabulary does not own or lease any helicopters. No information is therefore held."),
    ("not_held", "There is no recorded information held which would answer your question."),
    ("not_held", "No records were located following searches of the archive."),
    ("not_held", "I can advise you that this is not information that Gwent Police would hold."),
    ("not_held", "You asked for the policy, but we hold no such policy."),
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
        "partly_disclosed",
        "1. 44.\n2. £9,100.\n3. The make and model cannot be given. A person who knew it could buy a device to defeat it. I rely on section 31(1)(a).",
    ),
    ("partly_disclosed", "The minutes are enclosed save for item 7, which is legally privileged (section 42(1))."),
    (
        "partly_disclosed",
        "You will find the first and third of the documents attached. The second is a draft and will be published at the end of the year; section 22(1) covers it.",
    ),
    ("partly_disclosed", "Item A: 71 days. Item B: no information is held. Item C: 4 officers."),
    ("partly_disclosed", "a) 14\nb) fewer than 5, the exact number being exempt under section 40(2)\nc) 22"),
    (
        "partly_disclosed",
        "Of the nine pages six are released. The other three were supplied by the Security Service and section 23(1) applies to them.",
    ),
    (
        "partly_disclosed",
        "1) Yes, since 2016.\n2) Axon.\n3) I am not prepared to say how many are on duty at any one time, for which see section 31(1)(a) and section 38(1)(b).",
    ),
    (
        "partly_disclosed",
        "The cost was £14,200. We neither confirm nor deny whether any covert vehicle was among them, by virtue of section 31(3).",
    ),
    (
        "partly_disclosed",
        "1. 212\n2. £14,000\n3. To answer this would take the request over the cost limit but we have answered 1 and 2, which can be done without it. Section 12(1) applies to question 3 only.",
    ),
    ("partly_disclosed", "1. Nine.\n2. We do not hold this. You might try the council.\n3. Seven."),
    (
        "partly_disclosed",
        "The report is supplied with some lines painted out. These concern an informant; section 30(2)(b) is relied upon.",
    ),
    ("partly_disclosed", "Q1. Eight. Q2. Refused, section 38(1)(a). Q3. Two."),
    (
        "partly_disclosed",
        "Part one is answered in the sheet. Part two is information that you can find on the Home Office website and section 21(1) applies to that extent.",
    ),
    ("partly_disclosed", "The redacted minutes are enclosed. What you cannot see is exempt under section 40(2)."),
    ("partly_disclosed", "Q1. 9. Q2. 14. Q3. This information is not held as officers are not asked to note it."),
    (
        "partly_disclosed",
        "I am pleased to provide a partial response. Attached is the log for 2022. Entries on live cases have been taken out under section 30(1)(a)(i).",
    ),
    (
        "partly_disclosed",
        "(a) The unit has 31 officers. (b) Their shift times are withheld by virtue of section 31(1)(a).",
    ),
    (
        "partly_disclosed",
        "1. The decision to buy was confirmed by the board in May, and we can confirm that the decision was right.\n2. 14\n3. The price is exempt under section 43(2).",
    ),
    (
        "partly_disclosed",
        "Following a review I can give a fuller answer.\nQuestion 1\nWe had 203 cameras on 1 June 2023.\nQuestion 2\nThe places remain exempt by virtue of Sections 24(1) and 31(1)(a).",
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
        "refused",
        "The file has 212 pages. I have read every one. They were gathered in the course of an inquiry into a death. Section 30(1)(a)(i) of the Act applies and the public interest does not require that they be opened.",
    ),
    (
        "refused",
        "Thank you for waiting. You wanted the rota for the armed unit. I must decline: a rota tells a criminal when to come. Section 31(1)(a) is engaged, as is section 38(1)(a).",
    ),
    (
        "refused",
        "We do have the footage. It shows 14 people, all of whom can be recognised, and none has agreed. It is personal data and section 40(2) forbids us to let it out.",
    ),
    (
        "refused",
        "The report will be on our website on 3 June. Until then it is exempt by section 22(1). It has 88 pages and three annexes.",
    ),
    ("refused", "1. Section 31(1)(a) applies.\n2. Section 31(1)(a) applies.\n3. Section 40(2) applies."),
    (
        "refused",
        "Having reviewed the handling I find that the Constabulary was right to withhold the list. Section 38(1)(a) applies to it as before. Two typing errors in the first letter have been noted.",
    ),
    (
        "refused",
        "We hold a contract with the firm, signed in 2020. The price per unit in it is what you want. The firm has told us, and we accept, that its rivals would undercut it. It is exempt under section 43(2) and is not disclosed.",
    ),
    (
        "refused",
        "The Chief Constable, as qualified person, gave an opinion on 4 March. In it he says that debate would be chilled. Section 36(2)(b)(ii) is accordingly engaged and the two papers remain closed.",
    ),
    (
        "refused",
        "The letter was written in confidence by a doctor. Section 41(1) therefore exempts it from disclosure.",
    ),
    (
        "refused",
        "I have considered your request for the firearms plan of the stadium. I confirm that it is held. I have decided not to let you have it. Section 31(1)(a) and section 38(1)(a) are the exemptions on which I rely.",
    ),
    (
        "refused",
        "What you want is on our website, at the page named below. Section 21(1) excuses us from sending it as well.",
    ),
    (
        "refused",
        "Question 1\nThis is exempt. Section 43(2).\nQuestion 2\nThis is exempt also. Section 43(2).\nThe tender was won by a firm in Leeds in 2021, as reported in the newspapers.",
    ),
    (
        "refused",
        "We answer your three questions together. The information consists of 18 emails between the force and its insurers. All were made for the purpose of advice on a claim and are privileged. Section 42(1) is engaged and, on balance, the exemption is maintained.",
    ),
    (
        "refused",
        "Your complaint about our reply of 4 May has been looked at by someone new. She finds that section 30(1)(a)(i) was properly engaged: the inquiry is open, with a trial fixed for 9 March. The complaint is not upheld.",
    ),
    (
        "refused",
        "The images cannot be shown to the world without showing the faces of the children in them. That would be unfair and we decline under section 40(2).",
    ),
    (
        "refused",
        "All of the questions touch on tactics. Giving the number of spike strips and the cars that carry them would help those who flee. I therefore apply section 31(1)(a)(b) to the whole.",
    ),
    (
        "refused",
        "The force does hold what you are after but it will stay with us. Section 31(1)(a) and section 24(1) apply.",
    ),
    ("refused", "I have concluded that the information should be withheld in full. It attracts section 30(1)(a)(i)."),
    (
        "refused",
        "The answer to all of your questions is that the information is exempt from disclosure under section 23(1).",
    ),
    (
        "refused",
        "For the reasons below we cannot accede to your request.\nSection 43(2) – Commercial interests\nThe supplier won 4 of the last 9 tenders.",
    ),
    ("refused", "We refuse to disclose the correspondence. Section 42(1) applies."),
    ("refused", "We will not release the telephone numbers, which are exempt under section 31(1)(a)."),
    ("refused", "The decision to withhold the list was right and is maintained. Section 38(1)(a) applies."),
    (
        "refused",
        "# Original decision\nThe map was withheld under Section 38(1)(a).\n# Findings of the review\nSection 38(1)(a) applies to the map and I uphold the refusal.",
    ),
    (
        "refused",
        "The survey has two visits, one in June and one in May. I am refusing to disclose the draft under section 22(1)(a).",
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
    (
        "vexatious_or_repeated",
        "This makes 61 messages since May. A public body may call a halt and we do so now: section 14(1).",
    ),
    (
        "vexatious_or_repeated",
        "Nothing has changed since we answered the very same questions in February. We shall not answer them again (section 14(2)).",
    ),
    (
        "vexatious_or_repeated",
        "We have had regard to the guidance and to the history. The request has no serious purpose and is a burden out of all proportion. It is refused as vexatious.",
    ),
    ("vexatious_or_repeated", "Your request is refused under section 14(1), being vexatious."),
]


@pytest.mark.parametrize(("outcome", "response"), CASES)
def test_outcome(outcome: str, response: str) -> None:
    page = letter(response)
    law = Law.EIR if "Regulation 12" in response else Law.FOIA
    assert find_outcome(page, find_citations(page, law))[0] == outcome
