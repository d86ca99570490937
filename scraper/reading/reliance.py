"""The wordings by which letters rely on a provision, deny it, suppose it, describe it or tell its content.

Phrases are tried on lower-case text; the other patterns on the text as printed.
"""

from __future__ import annotations

import re

from scraper.reading.phrases import Phrase, stems

# Words by which a force says that it refuses on a provision, and words that say so only beside an information law.
STRONG = Phrase(
    re.compile(
        r"exempt|except(?:ed|ion)|\brel(?:y|ies|ied|iance|ying)\b|\bengag|withh[eo]ld|\brefus|redact|by virtue|"
        r"pursuant|"
        r"not obliged|suppress|vexatious|appropriate limit|cost limit|excess(?:ive)? cost|\bexceed|nor den|in terms of|"
        r"(?:cannot|can not|not (?:be )?|unable to (?:be )?)(?:\w+ )?(?:provid|suppl|disclos|releas|confirm|compl|"
        r"process)"
    ),
    stems(
        "exempt|except|rel|engag|withh|refus|redact|by virtue|pursuant|not|suppress|vexatious|limit|cost|"
        "exceed|nor den|terms of|cannot|unable"
    ),
)
WEAK = Phrase(
    re.compile(
        r"\bappl(?:y|ies|ied|icable|ying|ication)\b|\binvok|\bcit(?:e|es|ed|ing)\b|\bclaim|\battract|\bdeclin|"
        r"\bremoved?\b|"
        r"\bfalls? (?:under|within)|(?:covered|caught|protected|excluded|barred|prohibited) (?:by|under|from)|"
        r"\bbe used\b|"
        r"accessible|available|\bhours\b|\btherefore\b|\bcosts?\b|\bdue to\b"
    ),
    stems(
        "appl|invok|cit|claim|attract|declin|remove|fall|cover|caught|protect|exclu|barred|prohib|be used|"
        "accessible|available|hours|therefore|cost|due to"
    ),
)
OF_THE_LAW = re.compile(r"exemption|exception|\bFO\s?IS?A?\b|\b[Ff]reedom of [Ii]nformation|\bthe Act\b|\bEIR")
WITHHOLDS = Phrase(
    re.compile(r"exempt|withh[eo]ld|refus|not obliged|redact|unable to (?:provide|supply|disclose)|exceed|nor den"),
    stems("exempt|withh|refus|not obliged|redact|unable|exceed|nor den"),
)
LEAD = Phrase(
    re.compile(
        r"exempt|exception|by virtue|pursuant|\brel(?:y|ies|ied|ying|iance)\b|withh[eo]ld|refus|not obliged|"
        r"provision|engaged|"
        r"nor den|cannot be (?:disclosed|released|provided)|will not be|redact|appli(?:ed|es|cable)|following reason"
    ),
    stems("exempt|exception|by virtue|pursuant|rel|withh|refus|not|provision|engaged|nor den|will|redact|appli|reason"),
)
POINTS = re.compile(r"\b(?:following|below|these|provisions? of|reasons?)\b|[:–-]\s*$|^\s*(?:exemptions?|articles?)\b")

DENIED_BEFORE = Phrase(
    re.compile(
        r"(?:\bnot|n't|no longer|never|without|rather than|instead of|nor)\s(?:\w+\s){0,2}(?:rely|relying|relied|"
        r"refus(?:e|ed|ing)|"
        r"appl(?:y|ied|ying)|engag(?:e|ed|ing)|invok(?:e|ed|ing)|us(?:e|ed|ing)|cit(?:e|ed|ing)|exempt)\b[^,;.:]{0,40}$"
        r"|(?:withdr[ae]w\w*|disregard\w*|\bdropped|overturn\w*|set aside|no need (?:for|to apply)|"
        r"avoid\w*)\b[^.;]{0,60}$"
    ),
    stems(
        "not|n't|no longer|never|without|rather|instead|nor|withdr|disregard|dropped|overturn|set aside|no need|avoid"
    ),
)
BECAUSE = re.compile(r"by virtue|pursuant|because|due to|in accordance|in terms of")
DENIED_AFTER = Phrase(
    re.compile(
        r"(?:[^.;,:]|,\sbut){0,60}?\b(?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|"
        r"should)(?:\snot|n't)\s"
        r"(?:\w+\s){0,2}(?:appl|engag|relied|rely|met\b|relevant|used\b|upheld)"
        r"|[^.;:]{0,100}?\b(?:no longer|(?:has|have|is|was|were|are)\s(?:now\s)?(?:been\s)?"
        r"(?:disregarded|withdrawn|overturned|set aside|dropped)|falls away)"
    ),
    stems("not|n't|no longer|disregard|withdrawn|overturn|set aside|dropped|falls away"),
)
WOULD_HAVE = Phrase(
    re.compile(
        r"\bif\s(?:[\w()]+\s){1,5}(?:were|had)\b|\bwould\s(?:\w+\s){0,3}have\b|\bmight\s(?:\w+\s){0,2}have\b|\bcould\s(?:\w+\s){0,2}have\b"
    ),
    stems("would|might|could|if "),
)
MAY = Phrase(
    re.compile(
        r"\b(?:may|might|could)\s(?:\w+\s){0,3}(?:appl|engag|attract|rely|refuse|withhold|cite|claim|"
        r"be\s(?:\w+\s){0,2}(?:applied|applicable|engaged|relied|refused|"
        r"exempt|withheld|cited|used|necessary|required|subject|considered|relevant))|\b(?:is|"
        r"are)\slikely\sto\s(?:be\s)?(?:engage|exempt|attract|appl)"
    ),
    stems("may|might|could|likely"),
)
WOULD = Phrase(
    re.compile(
        r"\bwould\s(?:\w+\s){0,2}(?:appl|be\s(?:\w+\s){0,2}(?:exempt|engaged|refused|withheld|applied|relied)|"
        r"attract|fall|engage)"
    ),
    stems("would"),
)
IF = re.compile(
    r"\bif\b|\bhad\b|\bwere\s(?:we|you|it|the|this|any|such)\b|\bshould\s(?:we|you|it|any|the|this|such|that|"
    r"these)\b|\b(?:future|new|revised|further|refined|subsequent)\srequest"
)
REQUESTER = Phrase(
    re.compile(
        r"\byou(?:r)?\s(?:(?:have|had|also|then)\s){0,2}(?:argu\w+|suggest\w*|contend\w*|say|said|stat(?:e|ed)\b|"
        r"assert\w*|quot\w+|"
        r"cit(?:e|ed)\b|mention\w*|believe\w*|feel|felt|quer\w+|disput\w+|challeng\w+|claim\w*|point\w*|"
        r"ask\w*\s(?:us\s)?(?:not\s|whether|why|how))[^.;]{0,120}$"
    ),
    stems("you"),
)
STATISTICS = Phrase(
    re.compile(
        r"\b(?:\d[\d,]*|no|some|many|most|other)\s(?:\w+\s){0,3}(?:requests|cases|responses|applications)\b"
        r"|\brequests\s(?:were|was|refused|received|to which|where|that|which)\b|\bhow many\b|"
        r"\bnumber of (?:\w+\s){0,3}(?:requests|refusals)"
    ),
    stems("requests|cases|responses|applications|many|number of"),
)
OURS = re.compile(r"\b(?:your|this|the (?:present|current)|we|I)\b")
EARLIER = Phrase(
    re.compile(
        r"\b(?:previous(?:ly)?|earlier|prior|original|initial|last|first)\s(?:\w+\s){0,2}(?:response|reply|request|"
        r"letter|decision|answer|refusal)\b"
        r"[^.;]{0,100}\b(?:was|were|had|refused|withheld|applied|relied|cited|exempted)\b"
    ),
    stems("previous|earlier|prior|original|initial|last|first"),
)
WITHDRAWN = Phrase(
    re.compile(
        r"\bno longer\b|\bwrongly\b|\bincorrectly\b|\bwithdr[ae]w|\bdisregard|\boverturn|\bset aside\b|\bin error\b|"
        r"\bnot (?:\w+\s){0,2}(?:engaged|relied|upheld|maintained)\b"
    ),
    stems("no longer|rongly|incorrectly|withdr|disregard|overturn|set aside|in error|not"),
)
UPHELD = re.compile(r"\b(?:uphold|upheld|maintain|remain|still|continue|again|therefore)")
STATUTE = re.compile(
    r"(?:not exempt information by virtue of|otherwise than under|within the meaning of|as defined (?:in|by|under)|"
    r"right of access under|"
    r"whether|obligations? under|to comply with(?: paragraph \([a-z]\) of)?|for the purposes? of|guidance (?:on|"
    r"about|to|for))\s(?:the\s|its\s)?$"
    r"|\b(?:where|when|if|which|that|any|an|a|every|all|other)\s(?:public\s)?authorit(?:y|ies)\b[^.;:]{0,100}$"
)
# A title or `of the Act` may stand between the number and the verb, a clause of its own may not.
_BETWEEN = (
    r"[\s,]{0,2}(?:\([^()]{2,60}\)\s|(?:[–-]\s)?(?:(?!(?:where|as|because|since|when|if|that|which|and|is|are)\b)"
    r"[a-z][\w'&-]{0,20},?\s){1,7}?)?"
)
DESCRIBES = re.compile(
    _BETWEEN + r"(?:is|are)\s(?:also\s|both\s|all\s)?(?:an?\s|the\s)?(?:[\w'-]{2,20}[\s,/]{1,2}(?:and\s)?){0,5}"
    r"(?:absolute|qualified|class|prejudice|harm)"
)
DEFINES = re.compile(
    _BETWEEN + r"(?:reads|states?|stated|says?|provides?|sets? out|defines?|allows?|requires?|covers?|relates?|deals?|"
    r"exempts|permits?|enables?|"
    r"places?|asks?|explains?|concerns?|gives?|protects?|is designed|is intended|makes?|creates?|contains?|"
    r"recogni[sz]es)\b"
)
GENERAL = Phrase(
    re.compile(
        r"\b(?:laid down|parliament|exemptions? such as|for example|e\.g\.|the act (?:contains|provides)|in general)\b"
    ),
    stems("laid down|parliament|such as|for example|e.g|contains|provides|general"),
)
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
DECIDES = re.compile(
    r"\b(?:i|we) (?:am|are|have)\s(?:\w+\s){0,3}(?:refus|withh|relying|rely|not obliged|exempt|appl)"
    r"|\b(?:is|are) (?:\w+\s){0,2}(?:withheld|exempt|refused|redacted)\s(?:\w+\s){0,3}(?:under|by virtue|pursuant)"
    r"|refusal notice|not obliged to|\bwe (?:therefore )?rely on"
)
TITLE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the a an of and or to by for in under with as is was where following our other means "
        "section sections act foia foisa eir eirs foi freedom information exemption exemptions exception exceptions "
        "article articles regulation regulations absolute qualified class based prejudice harm test virtue "
        "applied applies apply partial refusal refuse refused exempt engaged certain supplied relating concerning "
        "public authorities proceedings conducted cost compliance exceeds limit appropriate",
    )
)
# `Section 21 therefore applies`, directly after the number.
APPLIES = re.compile(
    r"\s(?:of the (?:act|foia)\s)?(?:exemption\s)?(?:(?:therefore|also|thus|then|hence|clearly|exemptions?|both|of|"
    r"the|foia|act)\s){0,3}"
    r"appl(?:y|ies|ied)\b(?!\s(?:for|to \d|where|if|when))"
)
DIGIT = re.compile(r"\d")
YEAR_OF_LAW = re.compile(r"20(?:00|02|04|11)")
SPEAKS = re.compile(r"\b(?:is|are|was|were|we|i|you|have|has)\b")
# `Question 2 –` before a provision and its title; and words of cost, by which a bare section 12 is known.
QUESTION = re.compile(r"\b[Qq](?:uestion)?s?\.?\s?\d{1,2}[a-z]?\b|\b[Pp]art\s\d")
COSTLY = re.compile(r"\bhours\b|\bcosts?\b|\bfees?\b|\blimit")
# Another body's decision; and the matters in which the police refuse things that are not information.
ANOTHER_BODY = re.compile(
    r"^(?:the\s)?(?:home office|ministry of (?:justice|defence)|cabinet office|cps\b|crown prosecution|iopc\b|"
    r"ipcc\b|independent office|college of|"
    r"other forces?|another force|(?:\w+\s){0,2}council\b|government|hm\s?(?:courts|prison|treasury)|department for|"
    r"tribunal|commissioner)"
)
OTHER_BUSINESS = re.compile(
    r"\b(?:bail|licen[cs]es?|entry|visas?|insurance|searched|search(?:es)?|arrest\w*|charged?|offences?|convict\w*|"
    r"drivers?|detain\w*|"
    r"custody|notices? (?:were|was) (?:issued|served)|assaults?|orders? (?:were|was))\b"
)
CERTAIN = re.compile(
    r"exempt|except(?:ed|ion)|\brel(?:y|ies|ied|iance|ying) (?:up)?on|\bengag|withh[eo]ld|redact|suppress|"
    r"not obliged|vexatious|"
    r"appropriate limit|cost limit|nor den|\binformation\b|\brequests?\b|\bdisclos|\brefusal notice"
)
APPLICANT = re.compile(
    r"\bi (?:cannot|can't|do not|don't|would|ask|think|believe|argue|understand|note|expect|want|suggest)\b"
)
