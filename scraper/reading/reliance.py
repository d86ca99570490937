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
        r"not obliged|suppress|vexatious|appropriate limit|cost limit|excess(?:ive)? cost|\bexceed|nor den|"
        r"in terms of|"
        r"maintain|\buph[eo]ld|\bsubstitut|\bgrounds? for non|"
        r"(?:cannot|can not|not (?:be )?|unable to (?:be )?)(?:\w+ )?(?:provid|suppl|disclos|releas|confirm|compl|"
        r"process)"
    ),
    stems(
        "exempt|except|rel|engag|withh|refus|redact|by virtue|pursuant|not|suppress|vexatious|limit|cost|"
        "exceed|nor den|terms of|cannot|unable|maintain|uph|grounds|substitut"
    ),
)
WEAK = Phrase(
    re.compile(
        r"\bappl(?:y|ies|ied|icable|ying|ication)\b|\binvok|\bcit(?:e|es|ed|ing)\b|\bclaim|\battract|\bdeclin|"
        r"\bremoved?\b|"
        r"\bfalls? (?:under|within)|(?:covered|caught|protected|excluded|barred|prohibited) (?:by|under|from)|"
        r"\bbe used\b|(?:taken|left|struck|blanked|blacked|crossed) out|\bomitted|obscured|\bmasked|shown as|"
        r"(?:held|kept) back|hidden|\brounded|"
        r"not (?:shown|included|given|listed|named|stated)|"
        r"accessible|available|\bhours\b|\btherefore\b|\bcosts?\b|\bdue to\b"
    ),
    stems(
        "appl|invok|cit|claim|attract|declin|remove|fall|cover|caught|protect|exclu|barred|prohib|be used|"
        "accessible|available|hours|therefore|cost|due to| out|omitted|obscured|masked|shown|back|hidden|rounded|not "
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
POINTS = re.compile(
    r"\b(?:following|below|these|provisions? of|reasons?)\b|[:–-]\s*$|\b(?:are|is|on|upon|under|of|by)\s*$|"
    r"^\s*(?:exemptions?|articles?)\b"
)

# Denials: the force does not rely on the provision. Before the number: a negation that governs a verb of relying, not
# one of giving (`cannot provide … under section 31` relies); after it: any negated verb of which it is the subject.
_RELYING = (
    r"(?:rel(?:y|ying|ied|iance)|refus(?:e|ed|ing|al)|withh(?:old|eld|olding)|appl(?:y|ied|ies|ying|ication)|"
    r"engag(?:e|ed|ing)|invok(?:e|ed|ing)|us(?:e|ed|ing)|cit(?:e|ed|ing)|exempt(?:ed|ion)?|redact(?:ed|ions?)|"
    r"claim(?:ed|ing)?|"
    r"need(?:ed)?|necessary|call(?:ed)?|saying|suggest(?:ed|ing)?|pursue[ds]?|seek(?:ing)?|think(?:ing)?)"
)
DENIED_BEFORE = Phrase(
    re.compile(
        r"(?:\bnot|n't|no longer|never|without|rather than|instead of|nor|\bno|\bnone|\bnothing|neither)\s"
        r"(?!doubt|alternative|choice|option|other way|den)(?:[\w']+\s){0,4}?"
        + _RELYING
        + r"\b[^,;.:]{0,60}(?:,\swhether[^,;.:]{0,20})?$"
        r"|\b(?:rather than|instead of|neither(?!\s(?:to\s)?confirm)|nor(?!\sden)|avoid\w*|no need (?:for|of|"
        r"to apply))\s(?:[\w']+\s){0,5}$"
        r"|\b(?:not|n't|never)\s(?:\w+\s){0,2}(?:looked|gone on|considered|examined|turned|assessed|"
        r"reached)\b[^,;.:]{0,60}(?:,\sincluding[^.;:]{0,40})?$"
        r"|\bnot\s(?:(?:under|by|on|in|for|the)\s)?$"
    ),
    stems("not|n't|no |no longer|never|without|rather|instead|nor|none|nothing|neither|avoid"),
)
BECAUSE = re.compile(
    r"by virtue|pursuant|because|due to|in accordance|in terms of|other than|apart from|\bexcept\b|confirm|suppl|"
    r"provid|disclos|releas|oblige|"
    r"\b(?:as|since|so|and|but) (?:we|i|it|this|the|they)\b"
)
_AUXILIARY = r"(?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should|need)"
DENIED_AFTER = Phrase(
    re.compile(
        rf"\s{_AUXILIARY} not\b(?=\s?[:;.,])|(?:[^.;,:]|,\sbut){{0,60}}?\b{_AUXILIARY}(?:\snot|n't)\s"
        r"(?:\w+\s){0,2}(?:appl|engag|relied|rely|met\b|relevant|used\b|upheld|come|fit\b|arise|needed|claimed|cited|"
        r"pursued|necessary|required\b|invoked|considered|thought|help|bear|assist)"
        rf"|[^.;:]{{0,100}}?\b(?:(?:relied|rely|relying|reliance|depend\w*|use[ds]?|appl\w+|"
        rf"need\w*) (?:up)?(?:on )?(?:on )?"
        r"neither|neither (?:of (?:them|these) )?(?:has|have|is|are|was|were|applies|does)\b|cannot apply|in vain)"
        r"|(?:\sand|\sor|,)?\s?(?:in this instance\s)?(?:was|were|has been|have been|"
        r"had been)\s(?:\w+\s)?(?:ruled out|rejected|"
        r"discounted|dismissed)"
    ),
    stems("not|n't|neither|ruled out|rejected|discounted|dismissed|cannot|in vain"),
)
# What the force gives up: told before the number, after it, or in the words that follow.
WITHDRAWN_BEFORE = Phrase(
    re.compile(
        r"\bsubstitut\w+\s[^.;]{0,40}\bfor\s(?:the\s)?$|\b(?:in place of|replac\w+)\s(?:the\s)?$|"
        r"(?:withdr[ae]w\w*|disregard\w*|\bdropp?(?:ed|ing|s)?|overturn\w*|set(?:ting)? aside|abandon\w*|"
        r"\bg[ia]v(?:e|en|ing|es) up|"
        r"no longer (?:\w+\s){0,2}(?:rel|claim|appl|cit|maintain|engag|us|need|pursu|seek)\w*)\b[^.;]{0,60}$"
    ),
    stems("withdr|disregard|drop|overturn|aside|abandon| up|no longer|substitut|place of|replac"),
)
WITHDRAWN_AFTER = Phrase(
    re.compile(
        r"[^.;:]{0,100}?\b(?:no longer\s(?:\w+\s){0,2}(?:rel|claim|appl|cit|maintain|engag|us|need|pursu|requir|"
        r"necessary|in "
        r"point|relevant)|(?:has|have|is|was|were|are|be)\s(?:now\s|accordingly\s|therefore\s|hereby\s)?(?:been\s)?"
        r"(?:disregarded|withdrawn|overturned|set aside|dropped|abandoned|given up)"
        r"|(?:was|were) (?:\w+ )?(?:in error|by mistake|mistakenly)|(?:falls?|fell|(?:has|have) fallen) away|"
        r"(?:should|ought) not (?:to )?have been|(?:was|were) (?:wrongly|incorrectly|mistakenly|not "
        r"(?:\w+\s)?(?:correctly|properly|rightly)))"
    ),
    stems(
        "no longer|disregarded|withdrawn|overturned|set aside|dropped|abandoned|given up|away|not |rongly|"
        "incorrectly|mistak|error"
    ),
)
_PRONOUN = (
    r"(?:it|this|that|them|these|those|the (?:exemption|exception|section|ground|point)s?|(?:this|"
    r"that) (?:exemption|exception|section|ground))"
)
TAKEN_BACK = Phrase(
    re.compile(
        rf"\b{_PRONOUN}\s(?:is|was|were|are|has|have|had)\s(?:\w+\s)?(?:not|no longer|n't|never)\s(?:(?!lightly|"
        rf"merely|only|just|simply)\w+\s){{0,2}}?(?:claimed|relied|engaged"
        r"|pursued|used|needed|upheld|maintained|applied|cited|invoked|made out|necessary|taken further|so here)"
        rf"|\b(?:not|no longer|n't|never)\s(?:\w+\s)?(?:used?|need|rely on|relied on|claims?|pursued?|cited?|"
        rf"appl(?:y|ied)|support|maintain)\s{_PRONOUN}\b"
        rf"|\b(?:withdr[ae]w|drop|abandon|overturn|reject|dismiss|set aside|discount)\w*\s{_PRONOUN}\b"
        rf"|\b(?:sets?|puts?|g[ia]ves?|given)\s{_PRONOUN}\s(?:aside|up)\b"
        rf"|\b{_PRONOUN}\s(?:is|was|has been|have been|were|are)\s(?:\w+\s)?(?:withdrawn|rejected|overturned|"
        rf"dropped|set aside|ruled out|"
        r"discounted|abandoned|wrongly|incorrectly)"
        rf"|\b{_PRONOUN} should not have been|\bnot (?:agree|accept|persuaded|satisfied|think|find|"
        rf"believe) that {_PRONOUN}"
    ),
    stems(
        "not|no longer|n't|never|withdr|drop|abandon|overturn|reject|dismiss|aside|discount| up|ruled out|rongly|"
        "incorrectly"
    ),
)
WITHDRAWN = Phrase(
    re.compile(
        r"\bno longer\b|\bwrongly\b|\bincorrectly\b|\bwithdr[ae]w|\bdisregard|\boverturn|\bset aside\b|\bin error\b|"
        r"\bnot (?:\w+\s){0,2}(?:engaged|relied|upheld|maintained|agree|one that|made out|support)\b|\bgives? it up\b"
    ),
    stems("no longer|rongly|incorrectly|withdr|disregard|overturn|set aside|in error|not|it up"),
)
WOULD_HAVE = Phrase(
    re.compile(
        r"\bif\s(?:[\w()]+\s){1,5}(?:were|had)\b|\bwould\s(?:\w+\s){0,3}have\b|\bmight\s(?:\w+\s){0,2}have\b|"
        r"\bcould\s(?:\w+\s){0,2}have\b"
    ),
    stems("would|might|could|if "),
)
MAY = Phrase(
    re.compile(
        r"(?<!\d )(?<!\d(?:st|nd|rd|th) )(?<!in )(?<!since )\b(?:may|might|could)\s(?:\w+\s){0,3}(?:appl|engag|"
        r"attract|rely|refuse|withhold|cite|claim|come into|"
        r"be\s(?:\w+\s){0,2}(?:applied|applicable|engaged|relied|refused|in point|"
        r"exempt|withheld|cited|used|necessary|required|subject|considered|relevant))|\b(?:is|"
        r"are)\slikely\sto\s(?:be\s)?(?:engage|exempt|attract|appl)|\breserves? the right\b|\bmay well\b"
    ),
    stems("may|might|could|likely|reserve"),
)
# The provision itself is the subject: `section 12 could then be in point`.
MAY_AFTER = re.compile(r"[\s,]{0,2}(?:of the (?:act|foia)\s)?(?:exemption\s)?(?:may|might|could)\b")
WOULD = Phrase(
    re.compile(
        r"\bwould\s(?:\w+\s){0,3}(?:appl|be\s(?:\w+\s){0,2}(?:exempt|engaged|refused|withheld|applied|relied|used)|"
        r"attract|fall|engage)"
    ),
    stems("would"),
)
IF = re.compile(
    r"\bif\b|\bhad\b|\bwere\s(?:we|you|it|the|this|any|such)\b|\bshould\s(?:we|you|it|any|the|this|such|that|"
    r"these)\b|\b(?:future|new|revised|further|refined|subsequent|wider|larger|broader|fuller|longer|fresh|"
    r"different)\srequest"
)
# What will be, should something be asked for later.
WILL_IF = Phrase(
    re.compile(
        r"\b(?:should|if|were)\s(?:you|we|the|it|any|an?|another)\b[^.;]{0,80}\b(?:will|"
        r"would)\s(?:\w+\s){0,2}(?:appl|fall|be\s(?:\w+\s)?(?:exempt|"
        r"refused|withheld))"
    ),
    stems("will|would"),
)
# What would be if information were held, existed: how a refusal to confirm puts its exemptions.
IF_HELD = re.compile(r"\b(?:if|were|should|had)\b[^.;:]{0,60}\b(?:held|exist(?:s|ed)?|hold)\b")
_SAYS = (
    r"(?:argu\w+|suggest\w*|contend\w*|says?|said|stat(?:e|es|ed)\b|assert\w*|quot\w+|cit(?:e|es|ed)\b|"
    r"mention\w*|believe\w*|"
    r"thinks?|thought|feels?|felt|quer\w+|disput\w+|challeng\w+|claim\w*|complain\w*|point\w*|explain\w*|"
    r"expect\w*|fear\w*|object\w*|"
    r"maintain\w*|submit\w*|wonder\w*|do not (?:see|accept|agree)|cannot see|ask\w*\s(?:us\s)?(?:not\s|whether|"
    r"why|how))"
)
REQUESTER = Phrase(
    re.compile(
        r"(?:\byou|\byour\s(?:\w+\s)?(?:letter|e-?mail|request|message|complaint|grounds?|points?|argument)|"
        r"\bthe (?:applicant|requester|"
        rf"requestor|complainant))\s(?:(?:have|had|also|then|further|first|next|rightly|"
        rf"clearly)\s){{0,2}}{_SAYS}[^.;]{{0,120}}$"
    ),
    stems("you|applicant|request|complainant"),
)
# `That section 30 applies to …`: a ground of complaint, not a sentence of the force's own.
GROUND = re.compile(
    r"^that\s(?!is\b|was\b|decision|letter|reply|request|response|information|part|data|said|means|exempt)"
)
THEIRS = re.compile(
    r"^(?:\W{0,3}|\d{1,2}[.)]\s)(?:the |summary of )?(?:your|applicant's|requester's|"
    r"complainant's) (?:\w+ ){0,2}(?:grounds?|complaint|arguments?|points|reasons|concerns|"
    r"comments|submissions?|representations|request for (?:an? |the )?(?:internal )?review)\b|^grounds (?:of|"
    r"for) (?:complaint|review|your)|^what you (?:asked|said|say|argue|wrote)"
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
# The decision under review; and answers to other requests, by their numbers or by words.
_DECISION = r"(?:response|reply|letter|decision|answer|refusal|notice|handler|officer)"
EARLIER = Phrase(
    re.compile(
        rf"\b(?:previous|earlier|prior|original|initial|last|first|holding)\s(?:\w+\s){{0,2}}(?:{_DECISION}|request)\b"
        r"|\b(?:previously|originally|initially|formerly|at first|at the time)\b"
        rf"|\bthat {_DECISION}\b|\b(?:the|our) {_DECISION} (?:of|dated|sent|issued|given|you (?:had|received|were))\b"
    ),
    stems("previous|earlier|prior|original|initial|last|first|holding|formerly|at the time|that |the |our "),
)
ANOTHER_CASE = Phrase(
    re.compile(
        r"(?<![\d/.])(?!(?:19|20)\d\d/\d\d\b)\d{1,7}/\d{2,7}(?![\d/])|\b(?:19|20)\d\d\.\d{3,7}\b|\bfoi\s?\d{3,7}\b"
        r"|\bin (?:that|an?other|one|a (?:similar|different|separate)|the other) (?:one|case|request|matter|"
        r"instance|occasion)\b"
        r"|\b(?:a|another) (?:similar|different|separate|earlier|previous|related) request\b|\b(?:earlier|past|"
        r"previous|former) years?\b|"
        r"\bin the past\b|\bon \d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}(?: (?:19|20)\d\d)?,? (?:we|i)\b|"
        r"\bwhen we last\b|\blast time\b|\bon (?:that|the (?:first|last|earlier|previous|other)) occasion\b"
    ),
    stems("/|.|foi|in |on |similar|different|separate|request|years|past|last|occasion"),
)
_PAST_VERB = (
    r"(?:was|were|had|refused|withheld|applied|relied|cited|exempted|used|told|claimed|invoked|declined|"
    r"confirmed|would|gave|sent|supplied)"
)
PAST = re.compile(rf"\b{_PAST_VERB}\b")
PRESENT = re.compile(
    r"(?<!nothing )(?<!none )\b(?:is|are|am|remains?|being|"
    r"continues?)\s(?!.{0,20}\bnot\b)(?:[\w']+\s){0,4}?(?:exempt|withh|refus|engaged|rel(?:ied|ying)|appl(?:ied|ying)|"
    r"redact|covered|upheld|maintained)\w*\b"
    r"|\b(?:i|we|force|constabulary|police|service)\s(?:(?:therefore|also|still|again|now|must|do|hereby|"
    r"likewise|too)\s){0,2}(?:refuse|rely|relies|"
    r"withhold|refuses|apply|applies|exempt|maintain|uphold|decline|neither)\b"
    r"|\bappl(?:y|ies)\b|\bstill\b|\buph(?:old|eld)|\bmaintain"
)
UPHELD = re.compile(r"\b(?:uphold|upheld|maintain|remain|still|continue|again|therefore)")
UPHOLDS = re.compile(
    r"\b(?:uphold|upheld|maintain(?:s|ed)?|i agree|we agree|unchanged|has not changed|continues? to apply|"
    r"no reason to (?:change|depart)|endorse|reaffirm|still (?:appl|rel|stand)|correctly|stands?\b|remains?\b)"
)
# Looked at; whether used is then told in so many words, or it was not.
_LIGHT = (
    r"(?:whether|if|the|to|use|of|application|applying|using|relying|reliance|on|upon|exemptions?|exceptions?|at|"
    r"in|under|about|"
    r"for|also|too|possible|possibility|relevance|provisions?|both|initially|carefully)"
)
_LOOKED = (
    r"(?:considered|considering|consideration|canvassed|thought|wondered|looked|discussed|weighed|explored|"
    r"mooted|contemplated|"
    r"raised|examined|assessed|discussion)"
)
CONSIDERED_BEFORE = re.compile(rf"\b{_LOOKED}\s(?:was given\s|has been given\s|given\s)?(?:{_LIGHT}\s){{0,6}}$")
CONSIDERED_AFTER = re.compile(r"[^.;:]{0,60}?\b(?:was|were|has been|have been|had been)\s(?:\w+\s)?" + _LOOKED + r"\b")
FOUND = re.compile(
    r"\b(?:satisfied|find|conclude[sd]?|decided|determined|agree|believe|apply it|rely on it|found)\b|\bit (?:is|"
    r"does|applies)\b|"
    r"\band (?:it )?(?:is|are|applies|apply|has|have)\b|\bas (?:it )?(?:applies|being)\b|\bas engaged\b"
)
NOT_FOUND = re.compile(r"\b(?:not|n't|neither|reject\w*|discount\w*|dismiss\w*|unnecessary|no need)\b")
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
# A verb of which the provision is the subject: what it says or does in general, unless its object is this information
# (`section 40(2) exempts them`, `section 12(1) releases us`).
DEFINES = re.compile(
    _BETWEEN + r"(?:reads|states?|stated|says?|provides?|sets? out|defines?|requires?|relates?|deals?|asks?|explains?|"
    r"concerns?|gives?|is designed|"
    r"is intended|makes?|creates?|contains?|recogni[sz]es|exempts|covers?|protects?|allows?|permits?|enables?|"
    r"places?|removes?|lifts?|lets?)\b|"
    r"[\s,]{0,2}(?:\([^()]{2,60}\)\s|of the (?:act|foia|same act)\s|of foia\s|exemption\s|(?:also|only|simply|"
    r"merely|further|itself)\s){0,3}"
    r"(?:can be claimed|would (?:exempt|cover|protect|allow|permit)|(?!is\b|was\b|has\b|does\b|applies\b|this\b|"
    r"as\b|thus\b|engages\b|bites\b)[a-z]{2,14}[a-rt-z]s\s(?:that|which|for|to|a|an|the|any|what|out|"
    r"information|where|further|it|public|when|of)\b)"
)
# Told of the force itself: `section 14(1) means that we need not answer`.
EXCUSES_US = re.compile(
    r"(?![^.;]{0,160}\b(?:if|where|when|unless)\b)[^.;]{0,60}?\b(?:(?:we|i) (?:need not (?!consider|carry|weigh)|"
    r"do not have to (?!consider|carry|weigh)|are not (?:obliged|required)|am not (?:obliged|"
    r"required)|have no duty)|our (?:duty|obligation)|not (?:require|oblige) (?:us|me))\b"
)
EXCUSES = re.compile(
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
TOLD_ENDS = re.compile(
    r"[,;:]\s(?:but|however|therefore|so|and (?:so|we|i|this|it|therefore)|we|i|accordingly)\b|\btherefore\b"
)
# The public interest is found to lie in release: then an exemption, though engaged, is not relied on.
RELEASED = re.compile(
    r"(?:public interest|balance)\b[^.;]{0,60}\b(?:favours?|favouring|lies? in|lies? with|in favour of|supports?|"
    r"is for)\s(?:the\s)?(?:disclosure|release|releasing|"
    r"disclosing)\b(?![^.;]{0,80}outweigh)"
)
GENERAL = Phrase(
    re.compile(
        r"\b(?:later|future|other|another|next) (?:applicants?|requesters?|people)\b|\b(?:laid down|parliament|"
        r"exemptions?,? such as|for (?:example|instance)|e\.g\.|the act (?:contains|"
        r"provides) (?:\w+ ){0,3}exemptions|in general|exemptions?,? among them|(?:normal|usual|general|"
        r"standard) practice|"
        r"(?:prejudice|class)-based exemptions|explained$)|^(?:related|see also)\b"
    ),
    stems(
        "among them|practice|applicant|requester|people|laid down|parliament|such as|for example|for instance|"
        "e.g|contains|provides|general|-based|explained|related|see also"
    ),
)
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
DECIDES = re.compile(
    r"\b(?:i|we) (?:am|are|have)\s(?:\w+\s){0,3}(?:refus|withh|relying|rely|not obliged|exempt|appl)"
    r"|\b(?:is|are) (?:\w+\s){0,2}(?:withheld|exempt|refused|redacted)\s(?:\w+\s){0,3}(?:under|by virtue|pursuant)"
    r"|\b(?:police|force|constabulary|service) (?:is|are) (?:therefore )?(?:relying|refusing|withholding)\b|"
    r"\b(?:police|force|constabulary|service) (?:relies on|refuses)\b"
    r"|\b(?:i|we) (?:am|are|will) not (?:going to |be )?(?:answer|provid|comply|disclos|releas|suppl|process)"
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
APPLIES = re.compile(
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
# The name of the law between a number and its verb.
LAW_NAME = re.compile(
    r"^\s?(?:of|under|in)\s(?:the\s)?(?:freedom of information(?:\s\((?:scotland|jersey)\))?\s(?:act|"
    r"law)(?:\s20\d\d)?|foi(?:s?a|\sact)?(?:\s20\d\d)?\b|"
    r"eirs?\b|(?:20\d\d\s)?act(?:\s2000)?\b|law\b|"
    r"environmental information(?: \(scotland\))? regulations(?:\s2004)?)(?=[\s,.;:]|$)(?:\s\([^()]{2,20}\))?"
)
# `… the duty to confirm or deny does not arise`: said of the sections that lift this duty, in letters that use them.
LIFTS = re.compile(
    r"[^.;]{0,40}\b(?:duty|obligation)\b[^.;]{0,50}\b(?:confirm|1\(1\)\(a\))[^.;]{0,40}\b(?:not (?:arise|apply)|"
    r"excluded|removed|disapplied)"
)
SPEAKS = re.compile(r"\b(?:is|are|was|were|we|i|you|have|has)\b")
# `Question 2 –` before a provision and its title; and words of cost, by which a bare section 12 is known.
QUESTION = re.compile(r"\b[Qq](?:uestion)?s?\.?\s?\d{1,2}[a-z]?\b|\b[Pp]art\s\d")
COSTLY = re.compile(r"\bhours\b|\bcosts?\b|\bfees?\b|\blimit")
# Another body's decision; and the matters in which the police refuse things that are not information.
_BODIES = (
    r"(?:home office|ministry of (?:justice|defence)|cabinet office|cps\b|crown prosecution|iopc\b|ipcc\b|"
    r"independent office|college of|"
    r"other forces?|another (?:force|constabulary|authority|body)|council\b|government|hm\s?(?:courts|prison|"
    r"treasury)|department for|"
    r"tribunal|commissioner)"
)
ANOTHER_BODY = re.compile(
    rf"^(?:the\s)?(?:\w+\s){{0,2}}{_BODIES}|\b{_BODIES}\s(?:\w+\s){{0,2}}(?:withh|refus|relied|exempted|applied|"
    rf"cited|used|declined|invoked)"
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
