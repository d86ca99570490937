"""The wordings by which letters deny a provision, give it up, suppose it, look at it, or tell what others said of it.

All are tried on lower-case text; those of what stands before a number on the text up to it, the others from it on.
"""

from __future__ import annotations

import re

from scraper.reading.language.words import Phrase

# Denials: the force does not rely on the provision. Before the number: a negation that governs a verb of relying, not
# one of giving (`cannot provide … under section 31` relies); after it: any negated verb of which it is the subject.
_RELYING = (
    r"(?:rel(?:y|ying|ied|iance)|refus(?:e|ed|ing|al)|withh(?:old|eld|olding)|appl(?:y|ied|ies|ying|ication)|"
    r"engag(?:e|ed|ing)|invok(?:e|ed|ing)|us(?:e|ed|ing)|cit(?:e|ed|ing)|exempt(?:ed|ion)?|redact(?:ed|ions?)|"
    r"claim(?:ed|ing)?|"
    r"need(?:ed)?|necessary|call(?:ed)?|saying|suggest(?:ed|ing|ion)?|pursue[ds]?|seek(?:ing)?|think(?:ing)?)"
)
# `We do not think that it is exempt` denies; `what is not yet published is exempt` has another verb, and does not.
_JUDGES = (
    r"(?:\w+ly\s)?(?:consider|believe|think|accept|agree|find|found|say|mean|suggest|claim|satisfied|persuaded|"
    r"convinced|"
    r"certain|sure|clear|follow|the case|one)\w*\s"
)
DENIED_BEFORE = Phrase(
    r"(?:(?:\bnot|n't|no longer|never|without|rather than|instead of)\s"
    r"(?:" + _JUDGES + r"(?:[\w']+\s){0,4}?|(?:(?!(?:is|are|was|were)\s)[\w']+\s){0,4}?)"
    r"|(?:nor|\bno|\bnone|\bnothing|neither)\s(?!doubt|alternative|choice|option|other way|den)(?:[\w']+\s){0,4}?)"
    + _RELYING
    + r"\b[^,;.:]{0,60}(?:,\swhether[^,;.:]{0,20})?$"
    r"|\b(?:rather than|instead of|(?:separate|different|distinct) from|as opposed to|"
    r"neither(?!\s(?:to\s)?confirm)|nor(?!\sden)|avoid\w*|no need (?:for|of|"
    r"to apply))\s(?:[\w']+\s){0,5}$"
    r"|\b(?:not|n't|never)\s(?:\w+\s){0,2}(?:looked|gone on|considered|examined|turned|assessed|"
    r"reached)\b[^,;.:]{0,60}(?:,\sincluding[^.;:]{0,40})?$"
    r"|\bnot (?:possible|open|right|proper|correct|appropriate|necessary)\s(?:to us\s)?(?:for|to)\s(?:\w+\s){0,3}$"
    r"|\bnot\s(?:(?:under|by|on|in|for|the)\s)?$|\b(?:nothing|none|little)\s(?:in|of|about|under)\s(?:the\s)?$"
)
BECAUSE = re.compile(
    r"by virtue|pursuant|because|due to|in accordance|in terms of|other than|apart from|\bexcept\b|confirm|suppl|"
    r"provid|disclos|releas|oblige|"
    r"\b(?:as|since|so|and|but) (?:we|i|it|this|the|they)\b"
)
_AUXILIARY = r"(?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should|need)"
# Where the sentence goes on with another subject: `… under section 21 and we are not required to send it`.
_CHANGE = r"\s(?:and|as|since|because|so|which|who|where)\s(?:we|i|it|the|they|no|you|so|this|that|there|is|are|was)\b"
DENIED_AFTER = Phrase(
    rf"\s{_AUXILIARY} not\b(?=\s?[:;.,])"
    r"|\s(?:(?:is|are|was|were|does|do|did|has|have|need)(?:\snot|n't)|can(?:\snot|not|'t))\s"
    r"(?!(?:\w+\s)?(?:requir|oblig|allow|permit|let|entitl|enabl|subject|giv|confer|creat|ask|only|just|merely|"
    r"an?\b))"
    rf"|(?:(?!{_CHANGE})[^.;,:]|,\sbut){{0,60}}?\b{_AUXILIARY}(?:\snot|n't)\s"
    r"(?:\w+\s){0,2}(?:appl|engag|relied|rely|met\b|relevant|used\b|upheld|come|fit\b|arise|needed|claimed|cited|"
    r"pursued|necessary|required\b|invoked|considered|thought|help|bear|assist)"
    rf"|[^.;:]{{0,100}}?\b(?:(?:relied|rely|relying|reliance|depend\w*|use[ds]?|appl\w+|"
    rf"need\w*) (?:up)?(?:on )?(?:on )?"
    r"neither|neither (?:of (?:them|these) )?(?:has|have|is|are|was|were|applies|does)\b|cannot apply|in vain)"
    r"|(?:\sand|\sor|,)?\s?(?:in this instance\s)?(?:was|were|has been|have been|"
    r"had been)\s(?:\w+\s)?(?:ruled out|rejected|"
    r"discounted|dismissed)"
)
# What the force gives up: told before the number, after it, or in the words that follow.
WITHDRAWN_BEFORE = Phrase(
    r"\bsubstitut\w+\s[^.;]{0,40}\bfor\s(?:the\s)?$|\b(?:in place of|replac\w+)\s(?:the\s)?$|"
    r"(?:withdr[ae]w\w*|disregard\w*|\bdropp?(?:ed|ing|s)?|overturn\w*|set(?:ting)? aside|abandon\w*|"
    r"\bg[ia]v(?:e|en|ing|es) up|"
    r"no longer (?:\w+\s){0,2}(?:rel|claim|appl|cit|maintain|engag|us|need|pursu|seek)\w*)\b[^.;]{0,60}$"
)
WITHDRAWN_AFTER = Phrase(
    rf"\s(?:aside|to one side|out of account)\b|(?:(?!{_CHANGE})[^.;:]){{0,100}}?"
    r"\b(?:no longer\s(?:\w+\s){0,2}(?:rel|claim|appl|cit|maintain|engag|us|need|pursu|requir|"
    r"necessary|in "
    r"point|relevant)|(?:has|have|is|was|were|are|be)\s(?:now\s|accordingly\s|therefore\s|hereby\s)?(?:been\s)?"
    r"(?:disregarded|withdrawn|overturned|set aside|dropped|abandoned|given up|left alone|lifted)"
    r"|(?:was|were) (?:\w+ )?(?:in error|by mistake|mistakenly)|(?:falls?|fell|(?:has|have) fallen) (?:away|by)|"
    r"out of the question|"
    r"(?:should|ought) not (?:to )?have been|(?:was|were) (?:wrongly|incorrectly|mistakenly|not "
    r"(?:\w+\s)?(?:correctly|properly|rightly)))"
)
_PRONOUN = (
    r"(?:it|this|that|them|these|those|the (?:exemption|exception|section|ground|point)s?|(?:this|"
    r"that) (?:exemption|exception|section|ground))"
)
TAKEN_BACK = Phrase(
    rf"\b{_PRONOUN}\s(?:is|was|were|are|has|have|had)\s(?:\w+\s)?(?:not|no longer|n't|never)\s(?:(?!lightly|"
    rf"merely|only|just|simply)\w+\s){{0,2}}?(?:claimed|relied|engaged"
    r"|pursued|used|needed|upheld|maintained|applied|cited|invoked|made out|necessary|taken further|"
    r"so here|met|satisfied)"
    rf"|\b(?:not|no longer|n't|never)\s(?:\w+\s)?(?:used?|need|rely on|relied on|claims?|pursued?|cited?|"
    rf"appl(?:y|ied)|support|maintain)\s{_PRONOUN}\b"
    rf"|\b(?:withdr[ae]w|drop|abandon|overturn|reject|dismiss|set aside|discount)\w*\s{_PRONOUN}\b"
    rf"|\b(?:sets?|puts?|g[ia]ves?|given)\s{_PRONOUN}\s(?:aside|up)\b"
    rf"|\b{_PRONOUN}\s(?:is|was|has been|have been|were|are)\s(?:\w+\s)?(?:withdrawn|rejected|overturned|"
    rf"dropped|set aside|ruled out|"
    r"discounted|abandoned|wrongly|incorrectly)"
    rf"|\b{_PRONOUN} should not have been|\bnot (?:agree|accept|persuaded|satisfied|think|find|"
    rf"believe) that {_PRONOUN}"
)
COMPLAINT_FAILS = re.compile(r"\b(?:complaint|appeal|grounds?|points?)\s(?:is|are|was|were)\snot\s(?:\w+\s)?upheld\b")
WITHDRAWN = Phrase(
    r"\bno longer\b|\bwrongly\b|\bincorrectly\b|\bwithdr[ae]w|\bdisregard|\boverturn|\bset aside\b|\bin error\b|"
    r"\bnot (?:\w+\s){0,2}(?:engaged|relied|upheld|maintained|agree|one that|made out|support)\b|\bgives? it up\b"
)
WOULD_HAVE = Phrase(
    r"\bif\s(?:[\w()]+\s){1,5}(?:were|had)\b|\bwould\s(?:\w+\s){0,3}have\b|\bmight\s(?:\w+\s){0,2}have\b|"
    r"\bcould\s(?:\w+\s){0,2}have\b"
)
MAY = Phrase(
    r"(?<!\d )(?<!\d(?:st|nd|rd|th) )(?<!in )(?<!since )\b(?:may|might|could)\s(?:\w+\s){0,3}(?:appl|engag|"
    r"attract|rely|refuse|withhold|cite|claim|come into|"
    r"be\s(?:\w+\s){0,2}(?:applied|applicable|engaged|relied|refused|in point|"
    r"exempt|withheld|cited|used|necessary|required|subject|considered|relevant|thought|said|argued|supposed|"
    r"imagined))|\b(?:is|"
    r"are)\slikely\sto\s(?:be\s)?(?:engage|exempt|attract|appl)|\breserves? the right\b|"
    r"\bwould (?:almost certainly|probably|possibly|doubtless|most likely)\b|"
    r"\bwould be likely to (?:apply|engage|attract|be exempt)|\bit is possible that\b|\bperhaps\b|\bmay well\b"
)
# The number stands in a condition: `should section 12 be reached`.
SUPPOSED = Phrase(
    r"(?:^|[,;:–(]\s?|\b(?:and|but|that)\s)(?:if|should|were|had|unless|whenever|where|when)\s"
    r"(?!you\s(?:want|wish|disagree|are))(?:(?!then\s)[^,;]){0,80}$"
    r"|\bwould\s(?:call|bring|put|raise|meet|run into|trigger|invite|need)\s(?:\w+\s){0,3}$"
)
SUPPOSED_BEHIND = re.compile(r"^(?:if|should|were|had|unless)\b[^;]{5,120},[^,;]*$")
MODAL = re.compile(r"\b(?:likely|may|might|could|would)\b")
# The provision itself is the subject: `section 12 could then be in point`.
MAY_AFTER = Phrase(r"[\s,]{0,2}(?:of the (?:act|foia)\s)?(?:exemption\s)?(?:may|might|could)\b")
WOULD = Phrase(
    r"\bwould\s(?:\w+\s){0,3}(?:appl|be\s(?:\w+\s){0,2}(?:exempt|engaged|refused|withheld|applied|relied|used)|"
    r"attract|fall|engage)"
)
IF = Phrase(
    r"\bif\b|\ba request\b|\bhad\b|\bwere\s(?:we|you|it|the|this|any|such)\b|\bshould\s(?:we|you|it|any|the|this|"
    r"such|that|"
    r"these)\b|\b(?:future|new|revised|further|refined|subsequent|wider|larger|broader|fuller|longer|fresh|"
    r"different)\srequest"
)
# What will be, should something be asked for later.
WILL_IF = Phrase(
    r"\b(?:should|if|were)\s(?:you|we|the|it|any|an?|another)\b[^.;]{0,80}\b(?:will|"
    r"would)\s(?:\w+\s){0,2}(?:appl|fall|be\s(?:\w+\s)?(?:exempt|"
    r"refused|withheld))"
)
# What would be if information were held, existed: how a refusal to confirm puts its exemptions.
IF_HELD = Phrase(r"\b(?:if|were|should|had)\b[^.;:]{0,60}\b(?:held|exist(?:s|ed)?|hold)\b")
_SAYS = (
    r"(?:argu\w+|suggest\w*|contend\w*|says?|said|stat(?:e|es|ed)\b|assert\w*|quot\w+|cit(?:e|es|ed)\b|"
    r"mention\w*|believe\w*|"
    r"thinks?|thought|feels?|felt|quer\w+|disput\w+|challeng\w+|claim\w*|complain\w*|point\w*|explain\w*|"
    r"expect\w*|fear\w*|object\w*|plead\w*|refer\w*|urge\w*|raise\w*|"
    r"maintain\w*|submit\w*|wonder\w*|do not (?:see|accept|agree)|cannot see|ask\w*\s(?:us\s)?(?:not\s|whether|"
    r"why|how|that))"
)
REQUESTER = Phrase(
    r"\bit\s(?:is|was|has\sbeen|may\sbe)\s(?:\w+\s){0,2}?(?:said|put|argued|suggested|claimed|thought|"
    r"felt)\b[^.;]{0,80}$|"
    r"(?:\byou|\byour\s(?:\w+\s)?(?:letter|e-?mail|request|message|complaint|grounds?|points?|argument)|"
    r"\b(?:the|an?|its|this) (?:\w+\s)?(?:applicant|requester|requestor|complainant|supplier|company|firm|"
    r"contractor|"
    rf"maker|author|guide|guidance|booklet|leaflet|tribunal|ico|commissioner))\s(?:(?:have|had|also|then|further|"
    rf"first|next|rightly|"
    rf"clearly)\s){{0,2}}{_SAYS}[^.;]{{0,120}}$"
    r"|\basked\s(?:us|me|the force)\s(?:to|that|not)\b[^.;]{0,80}$"
)
# `That section 30 applies to …`: a ground of complaint, not a sentence of the force's own.
GROUND = re.compile(
    r"^that\s(?!being|having|would|brings|makes|takes|puts|leaves|falls|comes|gives|engages|exemption|is\b|was\b|"
    r"decision|"
    r"letter|reply|request|response|information|part|data|"
    r"said|means|exempt)"
)
THEIRS = re.compile(
    r"^(?:\W{0,3}|\d{1,2}[.)]\s)(?:the |summary of )?(?:your|applicant's|requester's|"
    r"complainant's) (?:\w+ ){0,2}(?:grounds?|complaint|arguments?|points|reasons|concerns|"
    r"comments|submissions?|representations|request for (?:an? |the )?(?:internal )?review)\b|^grounds (?:of|"
    r"for) (?:complaint|review|your)|^what you (?:asked|said|say|argue|wrote)"
)
STATISTICS = Phrase(
    r"\b(?:\d[\d,]*|no|some|many|most|other|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve)\s(?:\w+\s){0,3}"
    r"(?:requests|refusals|cases|responses|applications)\b"
    r"|\brequests\s(?:were|was|refused|received|to which|where|that|which)\b|\bhow many\b|"
    r"\bnumber of (?:\w+\s){0,3}(?:requests|refusals)"
)
COUNTED = Phrase(r"\b\d[\d,]*\s(?:\w+\s){0,2}(?:requests|cases|responses|applications)\b")
OURS = re.compile(r"\b(?:your|this|the (?:present|current)|we|I)\b")
# The decision under review; and answers to other requests, by their numbers or by words.
_DECISION = r"(?:response|reply|letter|decision|answer|refusal|notice|handler|officer)"
EARLIER = Phrase(
    rf"\b(?:previous|earlier|prior|original|initial|last|first|holding)\s(?:\w+\s){{0,2}}(?:{_DECISION}|request)\b"
    r"|\b(?:previously|originally|initially|formerly|at first|at the time)\b"
    rf"|\bthat {_DECISION}\b|\b(?:the|our) {_DECISION} (?:of|dated|sent|issued|given|you (?:had|received|were))\b"
)
ANOTHER_CASE = Phrase(
    r"(?<![\d/.])(?!(?:19|20)\d\d/\d\d\b)\d{1,7}/\d{2,7}(?![\d/])|\b(?:19|20)\d\d\.\d{3,7}\b|\bfoi\s?\d{3,7}\b"
    r"|^(?:one|two|three|four|five|six|seven|many|most|several|each|both|all|others?)\s(?:of\s(?:them|these|"
    r"those)\s)?"
    r"(?:was|were|had been)\s(?:refused|declined|answered|rejected|closed|turned down)\b"
    r"|\bin (?:that|an?other|one|a (?:similar|different|separate)|the other) (?:one|case|request|matter|"
    r"instance|occasion)\b"
    r"|\b(?:a|another) (?:similar|different|separate|earlier|previous|related) request\b|\b(?:earlier|past|"
    r"previous|former) years?\b|\blast year\b|\byears? ago\b|"
    r"\bin the past\b|\bpredecessors?\b|\bon \d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}(?: (?:19|20)\d\d)?,? (?:we|i)\b|"
    r"\bwhen we last\b|\blast time\b|\bon (?:that|the (?:first|last|earlier|previous|other)) occasion\b"
)
_PAST_VERB = (
    r"(?:was|were|had|refused|withheld|applied|relied|cited|exempted|used|told|claimed|invoked|declined|"
    r"confirmed|would|gave|sent|supplied)"
)
PAST = Phrase(rf"\b{_PAST_VERB}\b")
CUT = re.compile(r"[,;:]|\s(?:and|but)\s")
# Words that take away from what is said of a provision: then to name it exactly is no reliance.
NEGATIVE = re.compile(
    r"(?:\b(?:not|no|never|none|nor|without|irrelevant|ceased|instead)\b|n't\b)(?!\s(?:be\s)?(?:\w+ly\s)?(?:to\s)?"
    r"(?:answer|giv|send|sent|disclos|releas|provid|suppl|name|tell|say|show|shar|publish|oblig|bound|for release))"
)
# A finite verb of the past; not `is used`, `has been applied`.
TOLD_PAST = Phrase(
    r"\b(?:was|were|(?<!have )(?<!has )had|did|would)\b|(?<!is )(?<!are )(?<!be )(?<!been )(?<!being )(?<!have )"
    rf"(?<!has )\b{_PAST_VERB}\b"
)
PRESENT = Phrase(
    r"(?<!nothing )(?<!none )\b(?:is|are|am|remains?|being|"
    r"continues?)\s(?!.{0,20}\bnot\b)(?:[\w']+\s){0,4}?(?:exempt|withh|refus|engaged|rel(?:ied|ying)|appl(?:ied|ying)|"
    r"redact|covered|upheld|maintained)\w*\b"
    r"|\b(?:i|we|force|constabulary|police|service)\s(?:(?:therefore|also|still|again|now|must|do|hereby|"
    r"likewise|too)\s){0,2}(?:refuse|rely|relies|"
    r"withhold|refuses|apply|applies|exempt|maintain|uphold|decline|neither)\b"
    r"|\bappl(?:y|ies)\b|\bstill\b|\buph(?:old|eld)|\bmaintain"
)
UPHELD = Phrase(r"\b(?:uphold|upheld|maintain|remain|still|continue|again|therefore)")
UPHOLDS = Phrase(
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
    r"(?:suggested|proposed|pondered|(?:thought|looked) (?:hard|long|carefully)|considered|considering|consideration|"
    r"canvassed|thought|wondered|looked|discussed|weighed|explored|"
    r"mooted|contemplated|"
    r"raised|examined|assessed|discussion)"
)
CONSIDERED_BEFORE = Phrase(rf"\b{_LOOKED}\s(?:was given\s|has been given\s|given\s)?(?:{_LIGHT}\s){{0,6}}$")
CONSIDERED_AFTER = Phrase(r"[^.;:]{0,60}?\b(?:was|were|has been|have been|had been)\s(?:\w+\s)?" + _LOOKED + r"\b")
FOUND = Phrase(
    r"\b(?:satisfied|find|conclude[sd]?|decided|determined|agree|believe|apply it|rely on it|found)\b|\bit (?:is|"
    r"does|applies)\b|"
    r"\band (?:it )?(?:is|are|applies|apply|has|have)\b|\bas (?:it )?(?:applies|being)\b|\bas engaged\b"
)
NOT_FOUND = Phrase(r"\b(?:not|n't|neither|reject\w*|discount\w*|dismiss\w*|unnecessary|no need)\b")
