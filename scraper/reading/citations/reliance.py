"""The wordings by which letters rely on a provision, describe it or tell its content (denials.py has the rest).

Phrases are tried on lower-case text; the other patterns on the text as printed.
"""

from __future__ import annotations

import re

from scraper.reading.language.words import Phrase

# Words by which a force says that it refuses on a provision, and words that say so only beside an information law.
STRONG = Phrase(
    r"exempt|except(?:ed|ion)|\brel(?:y|ies|ied|iance|ying)\b|\bengag|withh[eo]ld|\brefus|redact|by virtue|"
    r"pursuant|"
    r"not obliged|suppress|vexatious|appropriate limit|cost limit|excess(?:ive)? cost|\bexceed|nor den|"
    r"in terms of|"
    r"maintain|\buph[eo]ld|duty\b[^.;]{0,80}\bnot (?:arise|apply)|\bsubstitut|\bgrounds? for non|"
    r"(?:cannot|can not|not (?:be )?|unable to (?:be )?)(?:\w+ )?(?:provid|suppl|disclos|releas|confirm|compl|"
    r"process)"
)
WEAK = Phrase(
    r"\bappl(?:y|ies|ied|icable|ying|ication)\b|\binvok|\bcit(?:e|es|ed|ing)\b|\bclaim|\battract|\bdeclin|"
    r"\bremoved?\b|"
    r"\bfalls? (?:under|within)|(?:covered|caught|protected|excluded|barred|prohibited) (?:by|under|from)|"
    r"\bbe used\b|(?:taken|left|struck|blanked|blacked|crossed) out|\bomitted|obscured|\bmasked|left blank|"
    r"\brefers\b|shown as|"
    r"(?:held|kept) back|hidden|\brounded|"
    r"not (?:shown|included|given|listed|named|stated)|"
    r"accessible|available|\bhours\b|\btherefore\b|\bcosts?\b|\bdue to\b"
)
OF_THE_LAW = re.compile(r"exemption|exception|\bFO\s?IS?A?\b|\b[Ff]reedom of [Ii]nformation|\bthe Act\b|\bEIR")
LEAD = Phrase(
    r"exempt|exception|by virtue|pursuant|\brel(?:y|ies|ied|ying|iance)\b|withh[eo]ld|refus|not obliged|"
    r"provision|engaged|"
    r"nor den|cannot be (?:disclosed|released|provided)|will not be|redact|appli(?:ed|es|cable)|following reason"
)
POINTS = re.compile(
    r"\b(?:following|below|these|provisions? of|reasons?)\b|[:–-]\s*$|\b(?:are|is|on|upon|under|of|by)\s*$|"
    r"^\s*(?:exemptions?|articles?)\b"
)

STATUTE = Phrase(
    r"(?:not exempt information by virtue of|otherwise than under|within the meaning of|as defined (?:in|by|under)|"
    r"right of access under|"
    r"\b(?:remarks?|comments?|views?|training|practice|policy|course|advice|talk|chapter|leaflet|guide)\s(?:on|about|"
    r"to|of|in|under)|"
    r"whether|obligations? under|to comply with(?: paragraph \([a-z]\) of)?|for the purposes? of|how|(?:guidance|"
    r"information) (?:on|"
    r"about|to|for))\s(?:the\s|its\s)?$"
    r"|\b(?:where|when|if|which|that|any|an|a|every|all|other)\s(?:public\s)?authorit(?:y|ies)\b[^.;:]{0,100}$"
)
# A title or `of the Act` may stand between the number and the verb, a clause of its own may not.
_BETWEEN = (
    r"[\s,]{0,2}(?:\([^()]{2,60}\)\s|(?:[–-]\s)?(?:(?!(?:where|as|because|since|when|if|that|which|and|is|are)\b)"
    r"[a-z][\w'&-]{0,20},?\s){1,7}?)?"
)
DESCRIBES = Phrase(
    _BETWEEN + r"(?:is|are)\s(?:also\s|both\s|all\s)?(?:an?\s|the\s)?(?:[\w'-]{2,20}[\s,/]{1,2}(?:and\s)?){0,5}"
    r"(?:absolute|qualified|class|prejudice|harm)"
)
# A verb of which the provision is the subject: what it says or does in general, unless its object is this information
# (`section 40(2) exempts them`, `section 12(1) releases us`).
DEFINES = Phrase(
    _BETWEEN + r"(?:reads|states?|stated|says?|provides?|sets? out|defines?|requires?|relates?|deals?|asks?|explains?|"
    r"concerns?|gives?|is designed|is about|is concerned|is meant|has to do|"
    r"is intended|makes?|creates?|contains?|recogni[sz]es|exempts|covers?|protects?|allows?|permits?|enables?|"
    r"places?|removes?|lifts?|lets?)\b|"
    r",\swhich\s(?:also\s)?[a-z]{2,14}s\b|[\s,]{0,2}(?:\([^()]{2,60}\)\s|of the (?:act|foia|same act)\s|"
    r"of foia\s|exemption\s|(?:also|only|simply|"
    r"merely|further|itself)\s){0,3}"
    r"(?:can be claimed|would (?:exempt|cover|protect|allow|permit)|(?!is\b|was\b|has\b|does\b|applies\b|this\b|"
    r"as\b|thus\b|engages\b|bites\b)[a-z]{2,14}[a-rt-z]s\s(?:that|which|for|to|a|an|the|any|what|out|"
    r"information|where|further|it|public|when|of)\b)"
)
# Requests at large (`very broad requests tend to …`), what is done now and then, and a line of a count.
AT_LARGE = Phrase(
    r"^(?:(?!(?:your|these|those|both|all|the|this|our)\s)[\w-]+,?\s){0,5}?(?:requests|searches|applications|"
    r"enquiries)\b"
    r"(?!\s(?:\d|one|two|three|[a-d]\b))|\b(?:half|most|many|some|few|a number) of (?:the|our|these|those|all)\s"
    r"(?:\w+\s)?(?:refusals|requests|responses|replies)\b|\b(?:be mindful|bear in mind)\b|\bused to (?:be|withhold|"
    r"refuse|rely|apply|claim)\b|"
    r"\b(?:often|sometimes|frequently|seldom|rarely)\s(?:\w+\s)?"
    r"(?:exempt|refused|withheld|caught|engaged|used|applied|met)\b|[:–-]\s?\d[\d,]*(?:\s[a-z]+)?\.?$"
)
# It leads to another provision or law: `regulation 12(3) sends such data to regulation 13`.
ROUTES = Phrase(_BETWEEN + r"(?:sends?|refers?|points?|directs?|leaves?|takes?)\s")
# Told of the force itself: `section 14(1) means that we need not answer`.
EXCUSES_US = Phrase(
    r"(?![^.;]{0,160}\b(?:if|where|when|unless)\b)[^.;]{0,60}?\b(?:(?:we|i) (?:need not (?!consider|carry|weigh)|"
    r"do not have to (?!consider|carry|weigh)|are not (?:obliged|required)|am not (?:obliged|"
    r"required)|have no duty)|our (?:duty|obligation)|not (?:require|oblige) (?:us|me))\b"
)
AND_SO = Phrase(
    r",? (?:and|so) (?:it|this|they|that part) (?:is|are|has been|have been) (?:\w+\s)?(?:withheld|refused|"
    r"redacted|exempt\b)"
)
EXCUSES = Phrase(
    _BETWEEN
    + r"(?:(?:therefore|also|thus|then|hence|clearly|both)\s)?(?:exempts?|excuses?|releases?|relieves?|absolves?|"
    r"frees?|covers?|catch(?:es)?|"
    r"protects?|prevents?|prohibits?|bars?|forbids?|allows?|permits?|entitles?|removes?|engages?)\s(?:us|me|it|"
    r"this|them|these|those|"
    r"the force|the constabulary|your|what (?:you|is)|(?:the|that) (?:\w+\s){0,2}(?:information|names?|numbers?|"
    r"details?|data|report|document|plan|list|figures?)(?!\swhich))\b(?!\sown)|"
    + _BETWEEN
    + r"(?:therefore\s)?bites?\b(?=\s?(?:$|[.,;]|here))"
)
TOLD_ENDS = Phrase(
    r"[,;:]\s(?:but|however|therefore|so|and (?:so|we|i|this|it|therefore)|we|i|accordingly)\b|\btherefore\b"
)
# The public interest is found to lie in release: then an exemption, though engaged, is not relied on.
RELEASED = Phrase(
    r"(?:public interest|balance)\b[^.;]{0,60}\b(?:favours?|favouring|lies? in|lies? with|in favour of|supports?|"
    r"is for)\s(?:the\s)?(?:disclosure|release|releasing|"
    r"disclosing|telling|giving|letting|answering|openness|transparency)\b(?![^.;]{0,80}outweigh)"
)
GENERAL = Phrase(
    r"\b(?:later|future|other|another|next) (?:applicants?|requesters?|people)\b|\b(?:laid down|parliament|"
    r"exemptions?,? such as|for (?:example|instance)|e\.g\.|the act (?:contains|"
    r"provides) (?:\w+ ){0,3}exemptions|in general|exemptions?,? among them|most (?:often|common|commonly|"
    r"frequent|frequently|used)|training|trained|(?:normal|usual|general|"
    r"standard) practice|"
    r"(?:prejudice|class)-based exemptions|explained$|guidance$|section \d+ limit$)|^(?:related|see also)\b"
)
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
DECIDES = Phrase(
    r"\b(?:i|we) (?:am|are|have)\s(?:\w+\s){0,3}(?:refus|withh|relying|rely|not obliged|exempt|appl)"
    r"|\b(?:is|are) (?:\w+\s){0,2}(?:withheld|exempt|refused|redacted)\s(?:\w+\s){0,3}(?:under|by virtue|pursuant)"
    r"|\b(?:police|force|constabulary|service) (?:is|are) (?:therefore )?(?:relying|refusing|withholding)\b|"
    r"\b(?:police|force|constabulary|service) (?:relies on|refuses)\b"
    r"|\b(?:i|we) (?:am|are|will) not (?:going to |be )?(?:answer|provid|comply|disclos|releas|suppl|process)"
    r"|\b(?:so|therefore|accordingly|consequently|hence),? section \d\S* (?:of the (?:act|foia) )?(?:applies|"
    r"is engaged)"
    r"|\b(?:the|this|your) request is (?:\w+\s)?(?:vexatious|refused)\b"
    r"|refusal notice|not obliged to|\bwe (?:therefore )?rely on"
)
TITLE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the a an of and or to by for in under with as is was where following our other means "
        "section sections act foia foisa eir eirs foi freedom information exemption exemptions exception exceptions "
        "article articles regulation regulations absolute qualified class based prejudice harm test virtue "
        "applied applies apply partial refusal refuse refused exempt engaged certain supplied relating concerning "
        "public authorities proceedings conducted cost compliance exceeds limit appropriate partial partially "
        "disclosure disclosed part",
    )
)
# `Section 21 therefore applies`, directly after the number.
APPLIES = Phrase(
    r"\s(?:of the (?:act|foia)\s)?(?:exemption\s)?(?:(?:therefore|also|thus|then|hence|clearly|exemptions?|both|of|"
    r"the|foia|act)\s){0,3}"
    r"(?:(?:has|have)\sbeen\s|(?:is|are)\s(?:being\s)?)?appl(?:y|ies|ied)\b(?!\s(?:for|to \d|where|if|when))"
)
DIGIT = re.compile(r"\d")
YEAR_OF_LAW = re.compile(r"20(?:00|02|04|11)")
# A title has no verb of its own; one in `that is …`, `where … would` belongs to the title.
FINITE = re.compile(
    r"(?<!which )(?<!that )\b(?:was|were|does|did|do|has been|have|had|we|i|you|my|our|cannot|should|found|"
    r"protects)\b|(?<!which )(?<!that )(?<!information )\bis (?:not|found|engaged|used)\b"
)
# `section 12(1), which deals with …, was not needed`: the clause between the number and its verb.
ASIDE = re.compile(r"^\s?,\s(?:which|that)\s[^,.;]{0,90},")
# The name of the law between a number and its verb.
LAW_NAME = re.compile(
    r"^\s?(?:of|under|in)\s(?:the\s)?(?:freedom of information(?:\s\((?:scotland|jersey)\))?\s(?:act|"
    r"law)(?:\s20\d\d)?|foi(?:s?a|\sact)?(?:\s20\d\d)?\b|"
    r"eirs?\b|(?:20\d\d\s)?act(?:\s2000)?\b|law\b|"
    r"environmental information(?: \(scotland\))? regulations(?:\s2004)?)(?=[\s,.;:]|$)(?:\s\([^()]{2,20}\))?"
)
# `… the duty to confirm or deny does not arise`: said of the sections that lift this duty, in letters that use them.
LIFTS = Phrase(
    _BETWEEN
    + r"(?:removes?|lifts?|disapplies|excludes?|takes away)\s(?:the|our|any)\s(?:duty|obligation|requirement)\b"
    r"(?![^.;]{0,160}\b(?:if|where|when|unless|which)\b)|"
    r"[^.;]{0,40}\b(?:duty|obligation)\b[^.;]{0,50}\b(?:confirm|whether|1\(1\)\(a\))[^.;]{0,40}\b(?:not (?:arise|"
    r"apply)|"
    r"excluded|removed|lifted|disapplied|falls away)"
)
SPEAKS = re.compile(r"\b(?:is|are|was|were|we|i|you|have|has)\b")
# `Question 2 –` before a provision and its title; and words of cost, by which a bare section 12 is known.
QUESTION = re.compile(r"\b[Qq](?:uestion)?s?\.?\s?\d{1,2}[a-z]?\b|\b[Pp]art\s\d")
COSTLY = Phrase(r"\bhours\b|\bcosts?\b|\bfees?\b|\blimit")
# Another body's decision; and the matters in which the police refuse things that are not information.
_BODIES = (
    r"(?:home office|ministry(?: of (?:justice|defence))?|cabinet office|cps\b|crown prosecution|iopc\b|ipcc\b|"
    r"independent office|college of|"
    r"other forces?|another (?:force|constabulary|authority|body)|council\b|government|hm\s?(?:courts|prison|"
    r"treasury)|department for|"
    r"tribunal|commissioner)"
)
ANOTHER_BODY = Phrase(
    rf"^(?:the\s)?(?:\w+\s){{0,2}}{_BODIES}|\b{_BODIES}\s(?:\w+\s){{0,2}}(?:withh|refus|relie[ds]|exempted|upheld|"
    rf"found|applie[ds]|"
    rf"cited|used|declined|invoked)"
)
OTHER_BUSINESS = Phrase(
    r"\b(?:bail|licen[cs]es?|entry|visas?|insurance|searched|search(?:es)?|arrest\w*|charged?|offences?|convict\w*|"
    r"drivers?|detain\w*|"
    r"custody|notices? (?:were|was) (?:issued|served)|assaults?|orders? (?:were|was))\b"
)
# What is done under other Acts: `powers of entry under section 24(2)`. Tried on the words before a number.
POLICING = re.compile(
    r"\b(?:offences?|arrest\w*|powers?|charg(?:ed|es)|convict\w*|stop(?:s|ped)|search(?:es|ed)|licen[cs]es?|warrants?|"
    r"summons\w*|prosecut\w*|detain\w*|caution\w*|contrary to|those)\b[^.;]{0,60}$"
)
CERTAIN = Phrase(
    r"exempt|except(?:ed|ion)|\brel(?:y|ies|ied|iance|ying) (?:up)?on|\bengag|withh[eo]ld|redact|suppress|"
    r"not obliged|vexatious|"
    r"appropriate limit|cost limit|nor den|\binformation\b|\brequests?\b|\bdisclos|\brefusal notice"
)
APPLICANT = Phrase(
    r"\bi (?:cannot|can't|do not|don't|would|ask|think|believe|argue|understand|note|expect|want|suggest)\b"
)
