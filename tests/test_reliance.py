# ruff: noqa: E501 (one case, one line)
"""Sentences in many manners: an exemption named to the letter is relied on, unless something in the sentence says otherwise."""

from __future__ import annotations

import pytest
from test_citations import letter

from scraper.reading.citations.find import find_citations
from scraper.records import Law, Role

OPENING = "Thank you for your request for the records of 2021. Our reply is below.\n"
USED = [
    "Regulation 12(4)(d) lets us refuse material which is still in the course of completion, and we do so here.",
    "Section 22(1) permits an authority to hold back what it means to publish, which is the case here.",
    "Section 22(1) covers information which is going to be published, and that is what this is.",
    "Section 41(1) covers what was given to us in confidence, as this was.",
    "Section 21(1) exempts what can be got by other means. That is so here.",
    "Section 43(2) protects commercial interests and those of the supplier would suffer.",
    "Section 31(1)(a) exempts information whose disclosure would be likely to prejudice the prevention of crime, as the disclosure of this would.",
    "Section 42(1) protects legal advice. The document is legal advice.",
    "Section 40(1) exempts information of which the person asking is the data subject. It is an absolute exemption.",
    "Section 36(2)(c) allows information to be withheld where the qualified person thinks fit, and he has so thought.",
    "Section 12(1) allows a force to refuse where the limit would be exceeded; it would be here.",
    "For item 3, Section 40(2) and Section 38(1)(a).",
    "As to the second part, section 31(1)(a).",
    "Question 4: section 22(1), since the report comes out in May.",
    "On the names, section 40(2).",
    "The reason is section 40(2).",
    "Our ground is section 31(1)(b).",
    "The exemption is section 43(2).",
    "The provision in point is section 38(1)(b).",
    "He thought that release would inhibit the free and frank provision of advice, and that is section 36(2)(b)(i).",
    "That brings section 38(1)(a) into play.",
    "This is a matter for section 40(2), and the names stay with us.",
    "Section 40(2) stands in the way of giving you the names.",
    "Section 40(2) keeps the names out of this reply.",
    "Section 31(1)(a) is why we have left out the third column.",
    "We think section 43(2) is made out.",
    "Section 30(1)(a)(i) fits the case.",
    "It is caught by section 44(1)(a).",
    "The prices come under section 43(2).",
    "The dates sit within section 31(1)(a).",
    "We have had recourse to section 14(1).",
    "We pray section 24(1) in aid.",
    "Section 27(1)(a) is called in aid for the third page.",
    "I have used section 40(2) for the names.",
    "I have taken out two names (section 40(2)).",
    "The third question [s.31(1)(a)] we will not answer.",
    "Because of section 40(2) the ages have become bands.",
    "Owing to section 23(1) two lines have gone.",
    "You will find it on our website, which is why section 21(1) is used.",
    "The plan stays closed under section 31(1)(a).",
    "We must say no to part 2: section 38(1)(b).",
    "Section 31(1)(a) applies, since disclosure would be likely to prejudice the prevention of crime.",
    "The rest is subject to section 30(1)(a).",
    "The remaining lines have been taken away by reason of section 41(1).",
    "Part 3 has been closed on the footing of section 35(1)(a).",
    "The information attracts section 32(1)(a), being a court record.",
    "Information of this sort is within section 30(1)(a)(i).",
    "Section 14(2) relieves us of answering the same request twice, and this is the same.",
    "Under section 12(1) there is nothing more we have to do.",
    "I am refusing it: s 31 (1) (a).",
    "We take the view that s.43 is engaged by the day rates.",
    "Information not yet published is exempt under section 22(1).",
    "Details which are not already public are exempt under section 31(1)(a).",
    "What we have not sent you is withheld under section 40(2).",
    "Because the manual is not published it is withheld under section 31(1)(a).",
    "As you can get it there without our help it is exempt under Section 21(1), information reasonably accessible by other means.",
    "Adran 40(2) – Gwybodaeth Bersonol",
    "Section 31(1)(a) provides that an authority may withhold what would be likely to prejudice the prevention of crime.",
    "Anyone minded to break section 1 of the Computer Misuse Act 1990 would be given a route in. Section 31(1)(a) applies, since disclosure would prejudice the prevention of crime.",
]
ONLY_NAMED = [
    "Very broad requests tend to run into the cost limit (section 12), and we would much rather give you an answer.",
    "Requests as wide as that are often refused under section 12(1).",
    "Section 12(1) is not needed, since it took us two hours.",
    "Many forces refuse such requests under section 31(1)(a).",
    "Should you ask for names we would look to section 40(2).",
    "Do bear in mind that such emails contain personal details so that Section 40(2) or Section 31 might have to be considered.",
    "You ask us not to hide behind section 31.",
    "You say that section 40(2) cannot protect senior officers.",
    "You complained that section 36 had been used with no sign of a qualified person.",
    "Your view is that section 43 has no bearing on a contract that has ended.",
    "The College of Policing withheld the same manual under section 31(1)(a).",
    "If we had held it we would have refused it under section 40(2).",
    "It would be exempt under section 22(1) were the report still unpublished.",
    "We have not had to use section 40(2).",
    "There was no call for section 40(2).",
    "I see no need for section 31.",
    "We had section 21 in mind but the page has gone from the site.",
    "We were minded to use section 43(2) until the supplier agreed.",
    "Section 43(2) was looked at and let go.",
    "Section 31(1)(a) fell by the wayside.",
    "I do not think section 31(1)(a) can be sustained.",
    "Section 38(1)(a) cannot stand.",
    "In 2022 there were 14 requests which we refused under section 12(1).",
    "Our first letter also mentioned section 40.",
    "Section 40 was in our first letter and is not in this one.",
    "This page tells how we use section 22 for figures that will be published.",
    "Information about intelligence is often exempt under section 31(1)(a), but none was found.",
    "Section 12 lets a force stop at 18 hours; we got there in ten.",
    "Section 40(2) does not stand in the way, as the names are those of companies.",
    "Section 40(2) need not detain us.",
    "It might be thought that section 31(1)(a) would be engaged by a map, but the map is public.",
    "We did think about section 38.",
    "Nothing in section 31 prevents us from giving you the totals.",
    "Happily section 12 was not reached.",
    "A request for the second half may meet section 12.",
    "The Home Office has told us that it uses section 24(1) for its copy.",
    "Had you asked for home addresses, section 40(2) would have come in.",
    "Section 22 would not avail us, as there is no intention to publish.",
    "Section 36(2)(c) was the ground on which our predecessor refused you in 2009.",
    "The Tribunal has held that section 14(1) protects public resources.",
    "Please do not ask for names, for which see section 40.",
    "The question of section 43 does not arise.",
    "Section 43(2) is out of the question now that the prices are public.",
    "I cannot agree with you that section 41 has no public interest test built in, but it has not been used.",
    "All we can say of section 30 is that no investigation was begun.",
    "We do not consider it is exempt under section 22(1).",
    "We are not satisfied that the report is exempt under section 43(2).",
    "It has not been withheld under section 31(1)(a).",
    "Should section 12(1) be reached we would stop and tell you.",
    "Refusals by ground: Section 23(5) alone or with others: 12.",
    "It is not possible for section 31 to apply as well, and we have set section 31(1)(a) aside.",
]


def _relied(sentence: str) -> list[str]:
    law = Law.EIR if sentence.startswith("Regulation") else Law.FOIA
    return [c.section for c in find_citations(letter(OPENING + sentence), law) if c.role is Role.RELIED]


@pytest.mark.parametrize("sentence", USED)
def test_used(sentence: str) -> None:
    assert _relied(sentence)


@pytest.mark.parametrize("sentence", ONLY_NAMED)
def test_only_named(sentence: str) -> None:
    assert _relied(sentence) == []
