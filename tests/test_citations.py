# ruff: noqa: E501 (one case, one line)
"""Citations: every form of section number, whose words they stand in, and which law they belong to."""

from __future__ import annotations

from time import perf_counter

import pytest

from scraper.reading.citations.acts import law_of
from scraper.reading.citations.find import find_citations, settle_law
from scraper.reading.citations.sections import find_runs
from scraper.records import Block, BlockKind, Citation, Document, Law, Letter, Role


def block(text: str) -> Block:
    """A line of a letter: `# ` a heading, `- ` or `1. ` a list item, ` | ` a table with rows split by ` || `."""
    if text.startswith("# "):
        return Block(kind=BlockKind.HEADING, text=text[2:], level=2)
    if " | " in text:
        rows = tuple(tuple(row.split(" | ")) for row in text.split(" || "))
        return Block(kind=BlockKind.TABLE, text="\n".join(" | ".join(row) for row in rows), rows=rows)
    marker, _, rest = text.partition(" ")
    if rest and (marker in "-•" or (marker[0].isdigit() and marker[-1] in ".)")):
        return Block(kind=BlockKind.ITEM, text=rest, marker=marker)
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def letter(response: str, request: str = "How many?", rights: str = "", head: str = "") -> Letter:
    def blocks(text: str) -> tuple[Block, ...]:
        return tuple(block(line.strip()) for line in text.split("\n") if line.strip())

    return Letter(head=blocks(head), request=blocks(request), response=blocks(response), rights=blocks(rights))


def relied(found: tuple[Citation, ...]) -> str:
    """`FOIA 31(1)(a), FOIA 40(2)`; `*` marks those that refuse to confirm or deny."""
    return ", ".join(sorted(f"{c.law} {c.section}{'*' * c.ncnd}" for c in found if c.role is Role.RELIED))


def mentioned(found: tuple[Citation, ...]) -> str:
    return ", ".join(sorted(f"{c.law} {c.section}" for c in found if c.role is Role.MENTIONED))


FORMS = [
    ("Section 31(1)(a)(b)", "31(1)(a) 31(1)(b)"),
    ("Section 31(1)(a)&(b)", "31(1)(a) 31(1)(b)"),
    ("Section 31(1)(a) and/or (b)", "31(1)(a) 31(1)(b)"),
    ("Section 30(1) (a) (b)", "30(1)(a) 30(1)(b)"),
    ("Section 30(1)(a)(b)(c), Investigations", "30(1)(a) 30(1)(b) 30(1)(c)"),
    ("Section 40(2)(3)&(4)", "40(2) 40(3) 40(4)"),
    ("Section 40(2)&(3)", "40(2) 40(3)"),
    ("Section 40(2)(3A)(a)", "40(2) 40(3A)(a)"),
    ("Section 40(2)&(3A)(a)", "40(2) 40(3A)(a)"),
    ("Section 40(2) by virtue of 40(3a)(a)", "40(2) 40(3A)(a)"),
    ("Section 40(2)(a)(b) and (3)(a)(i)(ii)(b)", "40(2)(a) 40(2)(b) 40(3)(a)(i) 40(3)(a)(ii) 40(3)(b)"),
    ("Section 31(1)(g) by virtue of (2)(b)", "31(1)(g) 31(2)(b)"),
    ("section 31(1)(g) read with subsection (2)(b) protects", "31(1)(g) 31(2)(b)"),
    ("Section 31(1)(g)&(2)(b)", "31(1)(g) 31(2)(b)"),
    ("Sections 24(2) and 31(3)", "24(2) 31(3)"),
    ("Sections 24, and 31", "24 31"),
    ("Sections 12(1) and 17(1)", "12(1) 17(1)"),
    ("Sections 31 is a qualified exemption", "31"),
    ("Sections 30, 31, 38 and 40 of FOIA", "30 31 38 40"),
    ("Section 40 and 38 of FOIA", "40 38"),
    ("Section 23(5)/24(2)/31(3)", "23(5) 24(2) 31(3)"),
    ("section(s) 31(1)(a)", "31(1)(a)"),
    ("Section 12 (2)", "12(2)"),
    ("Section 1 (1) (a)", "1(1)(a)"),
    ("Section1(1)(a)", "1(1)(a)"),
    ("Section 31 (1()(a) – Law", "31(1)(a)"),
    ("Section 24(2) - (National Security", "24(2)"),
    ("Section 40 Personal Information (2", "40(2)"),
    ("Section 31 – Law Enforcement (1)(a)(b)", "31(1)(a) 31(1)(b)"),
    ("S12", "12"),
    ("(FOIA, s.12)", "12"),
    ("S.14 (1)", "14(1)"),
    ("Sec 1(1) (b)", "1(1)(b)"),
    ("ss. 30(1) and 31(1)(a)", "30(1) 31(1)(a)"),
    ("SECTION 31", "31"),
    ("Secton 31(1)(a)", "31(1)(a)"),
    ("s17 of FOIA", "17"),
    ("Section 31(1) (a,b)-", "31(1)(a) 31(1)(b)"),
    ("Section 31 (1) (a & b)", "31(1)(a) 31(1)(b)"),
    ("Section 31(1) a & b", "31(1)(a) 31(1)(b)"),
    ("Section 31 1(a)(b)", "31(1)(a) 31(1)(b)"),
    ("Section 31(1)a", "31(1)(a)"),
    ("Section 31(1)(a) to (c)", "31(1)(a) 31(1)(b) 31(1)(c)"),
    ("Section 31(1)(a)-(c) – Law", "31(1)(a) 31(1)(b) 31(1)(c)"),
    ("Section 31(1)(A)(B)", "31(1)(a) 31(1)(b)"),
    ("Section 31(1a)", "31(1)(a)"),
    ("Section 40.2", "40(2)"),
    ("subsection (2)(b) of section 31", "31(2)(b)"),
    ("subsection 31(1)(a)", "31(1)(a)"),
    ("Section 31, subsections (1)(a) and (b)", "31(1)(a) 31(1)(b)"),
    ("Section 31 subsection 1 (a)(b)", "31(1)(a) 31(1)(b)"),
    ("Section 36(2)(b)(i) and (ii) and 36(2)(c)", "36(2)(b)(i) 36(2)(b)(ii) 36(2)(c)"),
    ("Section 37(1)(ab)", "37(1)(ab)"),
    ("Section 22A", "22A"),
    ("Section 30(b)(i), (c)", "30(b)(i) 30(c)"),
    ("Section 40(5B)(a)(i)", "40(5B)(a)(i)"),
    ("the following sections of the Act: 24(1), 31(1)(a) and (b), and 38(1)(b)", "24(1) 31(1)(a) 31(1)(b) 38(1)(b)"),
    ("exempt under 40(2)", "40(2)"),
    ("31(1)(a) – Law Enforcement", "31(1)(a)"),
    ("under 31 days", ""),
    ("Exemptions applied: 31(1)(a), 40(2)", "31(1)(a) 40(2)"),
    ("Regulation 12(5)(a) – public safety", "12(5)(a)"),
    ("regs 12(4)(d) and (e)", "12(4)(d) 12(4)(e)"),
    ("Articles 25 and 42", "25 42"),
    ("Sections 21 to 44", "21 44"),
    ("Section 12 18 hours", "12"),
    ("Section 31, 2 officers were", "31"),
    ("section 3.1.1 of that policy", ""),
    ("since 12 May", ""),
    ("classes 12 and 13", ""),
    ("Q s' 12", ""),
    ("section 008/62", ""),
    ("exempted 3 times", ""),
]


@pytest.mark.parametrize(("text", "sections"), FORMS)
def test_every_printed_form_is_expanded(text: str, sections: str) -> None:
    assert " ".join(section for run in find_runs(text) for section in run.sections) == sections


ACTS = [
    ("Sections 12 and 14 of the Public Order Act 1986", "Public Order Act 1986"),
    ("Section 12 and Section 14 of the Public Order Act 1986", "Public Order Act 1986"),
    ("Section 60 of the Criminal Justice and Public Order Act 1994", "Criminal Justice and Public Order Act 1994"),
    ("Section 1 of PACE", "PACE"),
    ("section 1 PACE", "PACE"),
    ("Section 23 Misuse of Drugs Act", "Misuse of Drugs Act"),
    ("Section 34 (DPA 2018 Part 3)", "DPA 2018"),
    ("Section 3 dangerous dogs act in each", "dangerous dogs act"),
    ("the Dangerous Dogs Act 1991 and breeds under Section 1 of that Act.", "Dangerous Dogs Act 1991"),
    ("Sections 12 and 14 of the 1986 Act say how", "1986 Act"),
    (
        "section 73 of the Police, Crime, Sentencing and Courts Act 2022",
        "Police, Crime, Sentencing and Courts Act 2022",
    ),
    ("Article 5(1)(a) of the UK General Data Protection Regulation", "UK General Data Protection Regulation"),
    ("Town & Police Act 1847, Section 21, Road Closure", "Town & Police Act 1847"),
    ("ROTA 1988 s20", "ROTA 1988"),
    ("Human Rights Act s6", "Human Rights Act"),
    (
        "section 90(1)(a) of the Police and Fire Reform (Scotland) Act 2012",
        "Police and Fire Reform (Scotland) Act 2012",
    ),
    ("Section 47 (assault) of the Offences Against the Person Act 1861", "Offences Against the Person Act 1861"),
    ("Offences Against the Person Act 1861 | s.18", "Offences Against the Person Act 1861"),
    ("section 44 of the Terrorism Act 2000", "Terrorism Act 2000"),
    ("s.149 of the Equality Act 2010", "Equality Act 2010"),
    ("an offence of wounding under section 18 of the OAPA", "OAPA"),
    ("Section 12(1) of the Freedom of Information Act 2000", Law.FOIA),
    ("Section 12 of the Freedom of Information (Scotland) Act 2002", Law.FOISA),
    ("Section 31 of the Act", Law.FOIA),
    ("Section 31 (Law Enforcement) of the Freedom of Information Act 2000", Law.FOIA),
    ("Section 31 Law Enforcement of the Freedom of Information Act 2000", Law.FOIA),
    ("Freedom of Information Act 2000 Section 31(1)(a)", Law.FOIA),
    ("FOIA, s.12", Law.FOIA),
    ("Regulation 12(5)(a) of the EIR", Law.EIR),
    ("Regulation 12(4)(b)", Law.EIR),
    ("Section 31(1)(a) Law Enforcement", None),
    ("Section 31 police could act in", None),
]


@pytest.mark.parametrize(("text", "law"), ACTS)
def test_a_number_belongs_to_the_law_named_beside_it(text: str, law: Law | str | None) -> None:
    runs = list(find_runs(text))
    assert law_of(runs[-1], text, Law.FOIA) == law


# What the force says → what it relies on. Sentences of many forces' manners; none is copied.
RELIED = [
    ("The information is exempt by virtue of Section 31(1)(a)(b) Law Enforcement.", "FOIA 31(1)(a), FOIA 31(1)(b)"),
    ("This response serves as a Refusal Notice under Section 17 of the Act by virtue of the following exemption:\nSection 40(2) - Personal Information", "FOIA 40(2)"),
    ("We can neither confirm nor deny that we hold any information by virtue of the following exemptions:\n- Section 23(5) Information relating to certain security bodies\n- Section 31(3) Law enforcement", "FOIA 23(5)*, FOIA 31(3)*"),
    ("The force neither confirms nor denies that it holds information, as the duty in Section 1(1)(a) does not apply by virtue of Section 40(5B)(a)(i) – Personal Information.", "FOIA 40(5B)(a)(i)*"),
    ("We neither confirm nor deny that this is held by virtue of Section 31 of the Act.", "FOIA 31*"),
    ("I am refusing your request under Section 12(1) of the Freedom of Information Act 2000.", "FOIA 12(1)"),
    ("It would take more than 18 hours to find this, therefore Section 12 of the Act applies.", "FOIA 12"),
    ("I can neither confirm nor deny that it is held, as to find out would exceed 18 hours, therefore Section 12(2) would apply.", "FOIA 12(2)"),
    ("S.40(2) applies to the names of junior staff.", "FOIA 40(2)"),
    ("Names have been redacted under s40(2) of FOIA.", "FOIA 40(2)"),
    ("I have decided to apply the exemption at s.43(2).", "FOIA 43(2)"),
    ("Your request has been deemed vexatious in accordance with Section 14(1) of the Act.", "FOIA 14(1)"),
    ("The request is refused as repeated under S14(2).", "FOIA 14(2)"),
    ("As this is on our website, Section 21 of the Act applies.", "FOIA 21"),
    ("This information is reasonably accessible to you and is therefore exempt under section 21(1).", "FOIA 21(1)"),
    ("# Exemptions applied\nSection 30(1)(a)\nSection 40(2)", "FOIA 30(1)(a), FOIA 40(2)"),
    ("Exemptions applied: s31(1)(a), s40(2)", "FOIA 31(1)(a), FOIA 40(2)"),
    ("Refusal – Sections 12(1) and 17(1)", "FOIA 12(1)"),
    ("Q3 is refused. Exemption: Section 38(1)(a) – Health and Safety.", "FOIA 38(1)(a)"),
    ("Partially exempt S31(1)(a) Law Enforcement", "FOIA 31(1)(a)"),
    ("The exemption applicable to this information is:\nSection 42(1) – Legal Professional Privilege", "FOIA 42(1)"),
    ("I am not obliged to supply the information, pursuant to:\nSection 30(2)(b) – Investigations, information from confidential sources", "FOIA 30(2)(b)"),
    ("The model is withheld. Section 31(1)(a) is engaged because offenders would adapt.", "FOIA 31(1)(a)"),
    ("Section 24(1) has been engaged for question 2.", "FOIA 24(1)"),
    ("We are satisfied that section 36(2)(c) is engaged.", "FOIA 36(2)(c)"),
    ("S.31(1)(a) and S.24(1) apply to the places.", "FOIA 24(1), FOIA 31(1)(a)"),
    ("The exemption under Section 41 has been applied to the report.", "FOIA 41"),
    ("This falls within the exemption in section 44(1)(a) of the Act.", "FOIA 44(1)(a)"),
    ("We consider the information exempt under Section 22(1)(a) as it will be published in May.", "FOIA 22(1)(a)"),
    ("Law Enforcement – Section 31(1)(a)", "FOIA 31(1)(a)"),
    ("The following exemption applies:\nNational Security (Section 24(1))", "FOIA 24(1)"),
    ("Section 12 – Exemption where cost of compliance exceeds appropriate limit.", "FOIA 12"),
    ("Section 31(1)(g)&(2)(b) - (Law Enforcement)\nSection 40(2)(3A)(a) - (Personal Information)", "FOIA 31(1)(g), FOIA 31(2)(b), FOIA 40(2), FOIA 40(3A)(a)"),
    ("I am withholding the remainder, which is exempt by virtue of Section 31.\nSection 31(1)(a) – Law Enforcement", "FOIA 31(1)(a)"),
    ("This is exempt under section 40. Section 40(2) is an absolute class-based exemption.", "FOIA 40(2)"),
    ("Some names are not given. Section 40(2) is class based and absolute, so there is no requirement to weigh the public interest.", "FOIA 40(2)"),
    ("We cannot provide the location under Section 31 of the FOIA.", "FOIA 31"),
    ("For this reason the data has been removed under section 40(2).", "FOIA 40(2)"),
    ("I uphold the original decision to withhold under Section 31(1)(a).", "FOIA 31(1)(a)"),
    ("Following a review we maintain that section 40(2) applies.", "FOIA 40(2)"),
    ("The information is exempt from disclosure under Section 30(1)(a)(i), since an investigation was held.", "FOIA 30(1)(a)(i)"),
    ("If one part exceeds the limit then S12 of the Act applies to the whole request.", "FOIA 12"),
    ("That search would exceed the appropriate limit (FOIA, s.12).", "FOIA 12"),
    ("Exemption | Section 40(2) – Personal information", "FOIA 40(2)"),
    ("West Force relies on Sections 24(1), 31(1)(a) and (b) of the Freedom of Information Act.", "FOIA 24(1), FOIA 31(1)(a), FOIA 31(1)(b)"),
    ("The information you request at point 2 attracts an exemption under Section 40 (2) (a) (b) and 40 (3) (a) (i) of the FOIA.", "FOIA 40(2)(a), FOIA 40(2)(b), FOIA 40(3)(a)(i)"),
    ("Withheld: S31(1)(a)(b), S38(1)(a)(b).", "FOIA 31(1)(a), FOIA 31(1)(b), FOIA 38(1)(a), FOIA 38(1)(b)"),
    ("We are not obliged to comply with your request because of section 12. Section 12(1) of the Act says that a public authority need not comply where the cost is too high.", "FOIA 12(1)"),
    ("Both purposes in section 31(1)(g) matter and it is exempt. Subsections (2)(a) and (2)(b) are engaged here.", "FOIA 31(1)(g), FOIA 31(2)(a), FOIA 31(2)(b)"),
    ("Names are withheld under the Data Protection Act 2018 and Section 40(2) of the Act.", "FOIA 40(2)"),
    ("To publish would contravene the Data Protection Act 2018. Section 40(2) is therefore engaged.", "FOIA 40(2)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RELIED)
def test_what_the_force_relies_on(text: str, expected: str) -> None:
    assert relied(find_citations(letter(text), Law.FOIA)) == expected


# Named, and not relied on.
NOT_RELIED = [
    ("Section 1(1)(a) of the Act obliges us to say whether information is held; section 17 asks for a notice.", "FOIA 1(1)(a), FOIA 17"),
    ("I have today decided to disclose all of it, in line with Section 1(1)(b).", "FOIA 1(1)(b)"),
    ("Under Section 16 we have a duty to advise and assist.", "FOIA 16"),
    ("This is not a valid request as it does not fulfil Section 8 of the Act.", "FOIA 8"),
    ("The time allowed by section 10 has been exceeded, for which we apologise.", "FOIA 10"),
    ("Had any information been held, it would have attracted the exemption outlined in Section 40 of the Act.", "FOIA 40"),
    ("Even if the names were held they would be exempt under Section 40(2).", "FOIA 40(2)"),
    ("If you refine your request, Section 31 may still apply to some of it.", "FOIA 31"),
    ("A revised request could engage exemptions such as Section 40(2).", "FOIA 40(2)"),
    ("We do not refuse under section 12, since the files can be found.", "FOIA 12"),
    ("The arguments first applied under Section 31 of the Act, have been disregarded at review.", "FOIA 31"),
    ("On review section 43(2) is no longer relied upon and the prices are given below.", "FOIA 43(2)"),
    ("Section 31 does not apply to these totals, which are given below.", "FOIA 31"),
    ("You argue that section 40(2) cannot apply to senior officers. The names are below.", "FOIA 40(2)"),
    ("In 2022, 14 requests were refused under Section 14 of the Act.", "FOIA 14"),
    ("How many requests were refused under Section 12?\n131", "FOIA 12"),
    ("Exemption | 2021 | 2022 || Section 40 | 112 | 130 || Section 31 | 76 | 81", "FOIA 31, FOIA 40"),
    ("Powers under section 60 of the Criminal Justice and Public Order Act 1994 let officers search.", "Criminal Justice and Public Order Act 1994 60"),
    ("Conditions were applied under Section 14 of the Public Order Act 1986 on 3 occasions. Section 12 was not used.", "Public Order Act 1986 12, Public Order Act 1986 14"),
    ("There were 12 Section 35 dispersal orders. Twelve people were arrested.", "FOIA 35"),
    ("We recorded 21 section 39 assaults and applied for three orders.", "FOIA 39"),
    ("Some of the data is published.\n# Legal annex\nSection 40(2) – Personal Information: any information to which a request relates is exempt if it is personal data.", "FOIA 40(2)"),
    ("The exemptions in sections 21 to 44 are laid down by Parliament. None is needed here.", "FOIA 21, FOIA 44"),
    ("Processing is covered by the Data Protection Act 2018. Under Section 34 the controller has to show fairness.", "Data Protection Act 2018 34"),
    ("Article 6(1)(f) of the UK GDPR and Article 5(1)(a) were considered.", "UK GDPR 5(1)(a), UK GDPR 6(1)(f)"),
    ("In our previous reply of May section 22 was applied; the report is now attached.", "FOIA 22"),
    ("The data is set out so as to avoid the use of section 40.", "FOIA 40"),
    ("Officers searched 40 people under section 23 of the Misuse of Drugs Act and 12 under Section 1 PACE.", "Misuse of Drugs Act 23, PACE 1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NOT_RELIED)
def test_what_is_only_mentioned(text: str, expected: str) -> None:
    found = find_citations(letter(text), Law.FOIA)
    assert (relied(found), mentioned(found)) == ("", expected)


LETTERS = [
    (Law.FOISA, "FOISA 12(1)", "In terms of Section 12(1) of the Freedom of Information (Scotland) Act 2002 where our cost to provide the information is above £600 it can be refused, and I am refusing your request."),
    (Law.FOISA, "", "I must advise that the information you seek is not held and section 17 of the Act therefore applies."),
    (Law.FOISA, "FOISA 38(1)(b)", "I am refusing to provide it in terms of s.16(1) of the Act on the basis that the section 38(1)(b) exemption applies. Section 38(1)(b) is an absolute exemption."),
    (Law.FOISA, "FOISA 34(1)(b), FOISA 35(1)(a), FOISA 35(1)(b)", "I am refusing to provide it on the basis that the following exemptions apply:\nSection 34(1)(b) - Investigations\nSection 35(1)(a)&(b) - Law Enforcement"),
    (Law.FOISA, "FOISA 25(1)", "The information requested is available on our website. Section 25(1) of the Act, information otherwise accessible, applies."),
    (Law.FOISA, "FOISA 30(c)", "The paper is exempt in terms of section 30(c) of the Act, prejudice to effective conduct of public affairs."),
    (Law.FOISA, "FOISA 18(1)*, FOISA 34(1)(b)*", "In terms of section 18(1) read with section 34(1)(b) I can neither confirm nor deny whether the information exists or is held."),
    (Law.FOISA, "FOISA 18(1)*, FOISA 35(1)(a)*, FOISA 39(1)*", "I can neither confirm nor deny whether it is held, in terms of Section 18(1) of the Act, as the following exemptions would apply if it were held:\nSection 35(1)(a) – Law Enforcement\nSection 39(1) – Health, Safety and the Environment"),
    (Law.JERSEY, "JERSEY 16(1)", "The cost would exceed 12.5 hours and the request is refused under Article 16(1) of the Freedom of Information (Jersey) Law 2011."),
    (Law.JERSEY, "JERSEY 25", "Names are not given.\nArticle(s) applied\nArticle 25 - Personal information"),
    (Law.JERSEY, "JERSEY 42(a)", "The information is qualified exempt under Article 42(a) of the Law."),
    (Law.EIR, "EIR 12(5)(a), EIR 12(5)(b)", "Those pages are excepted from disclosure by virtue of:\nRegulation 12(5)(a) – public safety\nRegulation 12(5)(b) – the course of justice\nBy Regulation 12(2) there is a presumption in favour of disclosure. Had this been an FOI request section 31 would have led to the same end."),
    (Law.EIR, "EIR 12(4)(b)", "The request is refused under Regulation 12(4)(b) as manifestly unreasonable. This is a notice under Regulation 14."),
    (Law.EISR, "EISR 10(5)(b), EISR 11(2)", "We are withholding the report under regulation 10(5)(b) and regulation 11(2) of the EIRs."),
    (Law.FOIA, "FOIA 31", "The law enforcement exemption (section 31) is engaged. The plan will not be released."),
    (Law.FOIA, "FOIA 30(1)(a)", "Section 30(1)(a) of FOIA provides that information held for an investigation is exempt. This information was held for such an investigation and we are withholding it."),
    (Law.FOIA, "FOIA 21(1)", "Section 21(1) of the Act says that information reasonably accessible elsewhere is exempt. The figures are on our website."),
    (Law.FOIA, "FOIA 31(3)*, FOIA 40(5)*", "There is no information held. However the force neither confirms nor denies that it holds any other information by virtue of Section 31(3) Law enforcement Section 40(5) Personal information"),
    (Law.FOIA, "FOIA 40(2)", "Q1 - 12. Q2 - 44. Q3 - s40(2) exemption applied."),
    (Law.FOIA, "FOIA 21", "Question 1 - 45 officers.\nQuestion 2 - Section 21 – Information accessible by other means."),
    (Law.FOIA, "FOIA 38(1)(a), FOIA 38(1)(b)", "The exemption engaged is 38(1)(a)(b) Health and Safety."),
    (Law.FOIA, "FOIA 40(2)", "Low numbers have been suppressed under Section 40(2)."),
    (Law.FOIA, "FOIA 12", "s.12 Fees – it would take an estimated 45 hours to complete your request."),
    (Law.FOIA, "FOIA 41(1)", "The information was provided in confidence and s.41(1) applies."),
    (Law.FOIA, "FOIA 44(1)(a)", "Disclosure is prohibited by the Rehabilitation of Offenders Act 1974 and the information is exempt under Section 44(1)(a) of FOIA."),
    (Law.FOIA, "FOIA 40(2)", "There were 12 section 47 assaults; the addresses are exempt under section 40(2)."),
    (Law.FOIA, "", "Of 112 people stopped, 40 were searched under Section 23 and refused to give a name on 3 occasions."),
    (Law.FOIA, "", "Bail was refused under section 38 in 40 cases."),
    (Law.FOIA, "", "Act | Section | Count || Offences Against the Person Act 1861 | Section 18 | 44 || Theft Act 1968 | Section 12 | 31"),
    (Law.FOIA, "", "Offence | Count || Section 21 blackmail | 44 || Section 39 assault | 31"),
    (Law.FOIA, "", "Dispersals under section 35 of the Anti-social Behaviour, Crime and Policing Act 2014 were rare. Section 35 was authorised 12 times."),
    (Law.FOIA, "", "The Home Office withheld these figures under section 24. Ours: 14."),
    (Law.FOIA, "", "The Independent Office for Police Conduct may hold this, and it may rely on section 30 to withhold it. We do not hold it."),
    (Law.FOIA, "FOIA 12(1)", "Section 17(5) requires a notice where an authority relies on section 12 or 14. This is that notice: section 12(1) applies."),
    (Law.FOIA, "FOIA 40(2)", "The original decision refused the minutes under section 31(1)(a). On review I find that it was wrongly engaged. The names remain exempt under section 40(2)."),
    (Law.FOIA, "FOIA 23(5)*, FOIA 31(3)*", "We neither confirm nor deny by virtue of:\nSection 23(5)\nSection 31(3)\nSection 23 is an absolute exemption. If section 23(1) were engaged there would be no duty to confirm. Should the information be held, it would be exempt under section 40 as well."),
]  # fmt: skip


@pytest.mark.parametrize(("law", "expected", "text"), LETTERS)
def test_letters_of_many_manners(law: Law, expected: str, text: str) -> None:
    assert relied(find_citations(letter(text), law)) == expected


NAMED_IN_WORDS = [
    ("We are withholding this under the law enforcement exemption.", "FOIA 31"),
    ("Names have been removed under the personal data exemption.", "FOIA 40"),
    ("This is exempt for reasons of national security.", "FOIA 24"),
    ("To provide this would exceed the appropriate limit of 18 hours.", "FOIA 12"),
    ("We can neither confirm nor deny, as to find out would exceed the cost limit.", "FOIA 12(2)"),
    ("Your request is considered vexatious and is refused.", "FOIA 14(1)"),
    ("It is refused by virtue of the following exemptions:\nLaw enforcement\nPersonal information", "FOIA 31, FOIA 40"),
    ("The law enforcement exemption does not apply.", ""),
    ("Had it been held, the law enforcement exemption would have applied.", ""),
    ("The cost of the vehicle was £14,000 and the speed limit is 30.", ""),
    ("No exemption has been applied.", ""),
]


@pytest.mark.parametrize(("text", "expected"), NAMED_IN_WORDS)
def test_exemptions_named_in_words_only(text: str, expected: str) -> None:
    found = find_citations(letter(text), Law.FOIA)
    assert relied(found) == expected
    assert all(c.by == "wording" for c in found if c.role is Role.RELIED)


def test_the_applicants_words_and_the_rights_are_never_the_forces() -> None:
    page = letter(
        "There were 14.",
        request="I cannot see that Section 12(1) would apply, or that it is exempt under section 31.",
        rights="You may complain under section 50. Section 40(1) exempts your own data, so use the form instead.",
    )
    found = find_citations(page, Law.FOIA)
    assert relied(found) == ""
    assert mentioned(found) == "FOIA 12(1), FOIA 31, FOIA 40(1), FOIA 50"


def test_a_decision_left_among_the_request_is_still_the_forces() -> None:
    page = letter(
        "Please find our address below.", request="1. How many?\nThis part is withheld under Section 40(2) of the Act."
    )
    assert relied(find_citations(page, Law.FOIA)) == "FOIA 40(2)"


def test_each_provision_once_with_the_sentence_that_first_relies_on_it() -> None:
    page = letter(
        "We rely on the following exemptions.\nSection 24(2) National Security and S31(3) Law Enforcement.\n"
        "Section 24 and Section 31 are qualified exemptions.\nSection 24(2) matters here, and is engaged."
    )
    found = find_citations(page, Law.FOIA)
    assert [(c.section, c.ncnd, c.role) for c in found] == [("24(2)", True, Role.RELIED), ("31(3)", True, Role.RELIED)]
    assert {c.quote for c in found} == {"Section 24(2) National Security and S31(3) Law Enforcement."}
    assert found[0].title == "National security"


def test_a_bare_line_is_quoted_with_the_sentence_that_introduces_it() -> None:
    (found,) = find_citations(letter("This is exempt by virtue of:\nSection 40(2)"), Law.FOIA)
    assert found.quote == "This is exempt by virtue of: Section 40(2)"


SETTLED = [
    ("Freedom of Information Act 2000", None, Law.FOIA),
    ("Freedom of Information (Scotland) Act 2002", None, Law.FOISA),
    ("handled in accordance with the Freedom of Information (Scotland) Act 2002", Law.FOISA, Law.FOISA),
    ("Nothing is named here.", Law.FOISA, Law.FOISA),
    ("Nothing is named here.", None, Law.FOIA),
    ("under the Freedom of Information (Jersey) Law 2011", None, Law.JERSEY),
    ("Your request has been handled under the Environmental Information Regulations 2004.", None, Law.EIR),
    ("Your request is for environmental information as defined in the EIR.", Law.FOIA, Law.EIR),
    ("This was considered under the Environmental Information (Scotland) Regulations 2004.", Law.FOISA, Law.EISR),
    ("You may ask under the Freedom of Information Act or the Environmental Information Regulations.", None, Law.FOIA),
    ("The Freedom of Information Act 2000 applies; the applicant cites the Freedom of Information (Scotland) Act.", Law.FOIA, Law.FOIA),
]  # fmt: skip


@pytest.mark.parametrize(("text", "default", "law"), SETTLED)
def test_the_law_is_settled_first(text: str, default: Law | None, law: Law) -> None:
    assert settle_law(Document(title=None, blocks=(block(text),)), default) is law


@pytest.mark.parametrize(
    "piece", ["Section 31(1)(a) ", "s.1(", "(a)(b)", "Act of the ", "is exempt. ", "and 40, ", "1 ", "“"]
)
def test_hostile_text_is_read_in_good_time(piece: str) -> None:
    page = letter(piece * 20_000)
    started = perf_counter()
    find_citations(page, Law.FOIA)
    assert perf_counter() - started < 10
