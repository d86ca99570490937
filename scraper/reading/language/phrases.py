"""The wordings in which letters give, refuse, lack and price information. All are tried on lower-case text."""

from __future__ import annotations

from scraper.reading.language.words import Phrase

# What is done with information that is given; after a negation, with information that is refused.
_GIVE = (
    r"(?:disclos|releas|provid|suppl|shar(?:e|ed|ing)\b|communicat|divulg|publish|hand(?:ed|ing)?\s(?:it\s)?over|"
    r"(?:made|make)\s(?:\w+\s){0,2}(?:available|public)|given?\b|let out|sent\b)"
)

NCND = Phrase(
    r"neither\s+(?:to\s+)?confirm|"
    r"\b(?:duty|obligation)\b[^.;]{0,50}\bwhether\b[^.;]{0,40}\b(?:not (?:arise|apply)|falls away|lifted|removed|"
    r"disapplied)|"
    r"nor den(?:y|ies|ied)\b|\bncnd\b|not\s+(?:be\s+)?confirm(?:ing|ed)?\s+or\s+den|"
    r"(?:refus\w+|declin\w+)\s+to\s+(?:say|tell|reveal|state|disclose|confirm)\s[^.;]{0,20}(?:whether|"
    r"if)\s[^.;]{0,60}"
    r"(?:held|holds?|exists?)\b|(?:refus\w+|declin\w+)\s+to\s+confirm\s+or\s+deny|"
    r"not\s+obliged\s+to\s+confirm\s+or\s+deny|no\s+confirmation\s+or\s+denial|"
    r"\b(?:unable|not|cannot)\b[^.;]{0,30}\b(?:say|confirm|tell|state)\b[^.;]{0,40}\b(?:one way or (?:the other|"
    r"another)|either way)\b"
)
NCND_WHOLE = Phrase(
    r"\b(?:the|any) (?:\w+\s)?information (?:that |which )?(?:you|requested|sought|described|specified|falling|"
    r"in your)\b|"
    r"\b(?:the|this) information\b(?=[.,]|$| is held| exists)|\brequested information\b|\bany of (?:the|this|your|"
    r"it)\b|"
    r"\b(?:of|by|in|with|to|specified|described) (?:your|this|the) request\b|\bwhat you (?:seek|ask|request|want)|"
    r"\bit holds (?:the|this|it|such) |\banything (?:falling|within|relevant|of)\b|\bwhether (?:it|this) (?:is held|"
    r"exists)"
)
GIVEN = Phrase(
    r"\b(?:able|decided|pleased|happy|willing)\s(?:\w+\s)?to\s(?:\w+\s){0,2}(?:disclose|provide|release|supply|"
    r"give|answer|share|offer)\b"
    r"|\b(?:please\s)?(?:find|see|refer to|view|open|click|use)\b[^.]{0,60}\b(?:attach\w*|enclos\w*|below|table|"
    r"spreadsheet|document|appendix|annex|pdf|file)\b|\b(?:content|prepared) to (?:disclose|provide|release|supply|"
    r"give|let you have)\b|^(?:full|complete) (?:release|disclosure)\b|\bpleasure in \w+ing\b"
    r"|\b(?:can(?:\s\w+)? be|is|are|been|being)\s(?:\w+\s){0,3}(?:disclosed|provided|supplied|released|attached|"
    r"enclosed|"
    r"answered|listed|shown|given|granted|set out|reproduced)\b(?!\s(?:in confidence|by\b|rise|due|"
    r"to (?:us|the police|officers)|(?:the|a|an|this) (?:reference|number|opportunity|notice|chance)|"
    r"under s|(?:\w+\s){0,2}in (?:\w+\s){0,3}(?:19|20)\d\d))"
    r"|\b(?:attached|enclosed)\s(?:is|are|document|spreadsheet|table|file|response|pdf|excel)\b|\b(?:i|"
    r"we) (?:\w+ )?(?:attach|"
    r"enclose)\b|(?:^|\band )here (?:is|are|it is|they are)\b"
    r"|\b(?:data|information|figures?|answers?|responses?|results?|tables?|details?|numbers?|below)\b"
    r"[^.]{0,60}\b(?:as follows|below|attached)\b"
    r"|\bas follows\b|\b(?:above|below) is all\b|\bdisclos\w+ in full\b|\bfull disclosure\b|"
    r"\byour request (?:is|has been) (?:granted|met|successful)\b"
    r"|\bthe (?:table|spreadsheet|document|figures?|list|attachment)s?\s(?:\w+\s){0,3}(?:shows?|gives?|"
    r"sets? out|contains?|provides?|details|lists|answers?)\b"
    r"|\bi (?:can|am able to) (?:give|disclose|provide|release|supply)\b|\bwe (?:can|are able to) (?:give|"
    r"disclose|provide|release|supply)\b"
    r"|\bthe answers? to\b[^.]{0,60}\b(?:is|are)\b(?!\s(?:that\s)?(?:no|not|nothing|none)\b|"
    r"[^.]{0,40}\b(?:exempt|withheld|refused)\b)"
    r"|\b(?:be|is|are|been|being|was|were) sent (?:to you|with|separately|herewith|under separate)\b"
    r"|\b(?:comes?|goes|go|are|is|sent) (?:with|under cover of|alongside) (?:this|our) (?:letter|reply|response|"
    r"e-?mail|message)\b|\bon (?:its|their) way\b|\bin the post\b"
    r"|\b(?:accompan(?:y|ies)|herewith)\b|\b(?:is|are) (?:at|in) (?:the )?(?:appendix|annex|attach\w*)\b"
)
NOT_GIVEN = Phrase(
    r"\b(?:not|n[’']t|cannot|never|nothing|none|no\s\w+|unable|neither|nor|without|if|whether|until|will be|would|"
    r"may(?=\s(?:be|have|not|also|wish|only)\b)|"
    r"should|must|require[sd]?|request(?:s|ed)? to)\b"
    r"[^.]{0,60}$"
)
# Words that by themselves say that only part was given; and words that say so of what is given or withheld.
REDACTED = Phrase(
    r"\bredact(?:ed|ing|ions?)\b|\bsuppress(?:ed|ing|ion)\b|\b(?:struck|blanked|blacked|crossed|masked) out\b|"
    r"\bobscured\b|"
    r"\bpartial(?:ly)?\s(?:\w+\s)?(?:disclos|refus|exempt|releas|grant|response|withh)|"
    r"\bin part\b(?!\s(?:[ivx]+|\d|one|two)\b)|"
    r"(?<!whose )\b(?:names?|identit(?:y|ies)|details|address(?:es)?|data|information|passages|lines|"
    r"columns)\b[^.;:]{0,40}"
    r"\b(?:ha(?:s|ve) been|is|are) (?:removed|taken out|deleted|left out|omitted)\b|"
    r"\bwith\b(?!\s(?:your|(?:the )?(?:applicant|requester|enquirer))\b)[^.;:]{0,40}"
    r"\b(?:names?|identit(?:y|ies)|details|address(?:es)?|data)\s(?:removed|taken out|deleted|"
    r"left out|omitted)\b"
)
SOME = Phrase(
    r"\bsome (?:of (?:the|your|this|it|what)|information|data|details|parts?|elements?|relevant)\b|"
    r"\bparts? of (?!an?\s|any\s|(?:the )?(?:exemption|exception|act|law|section|test|regulation)s?\b)|"
    r"\bpart(?:ly|ial|ially) (?:disclos\w*|refus\w*|withh\w*|exempt\w*)\b|"
    r"\b(?:remainder|remaining|not all|left out|omitted|with the exception|apart from|except for|save (?:for|that)|"
    r"(?:most|much|bulk|rest) of (?:it|what|the|your|this)|majority of)\b|"
    r"\b(?:that|this|which) (?:part|aspect|element|portion)\b(?! of (?:the )?(?:exemption|exception|act|law|"
    r"section)s?\b)|"
    r"\bwhat (?:has|is|was) not (?:been )?(?:released|disclosed|provided|given)\b|"
    r"\bcertain (?:information|details|parts|data)\b|\bpartial\b|\bbut (?:with|not)\b"
)
# `We cannot give you all of it`: some of it is given.
NOT_ALL = Phrase(
    r"\b(?:not|n't|cannot|unable)\b[^.;:,]{0,40}\b(?:all of (?:it|the|your|this|what)|all the information|everything)\b"
)
# What is done with information: the verb that must stand beside a word for a part of it.
DEALS = Phrase(
    r"\b(?:disclos|releas|provid(?!ed by)|suppl(?!ied by)|withh|refus|exempt|excepted|remov|redact|obscur|suppress|"
    r"declin|attach|enclos|answer)|"
    r"\b(?:given?|shown|shared|sent|left out|omitted|held back|kept back|not in this letter)\b"
)
REFUSED = Phrase(
    r"\b(?:refus(?:es?|ed|ing|al)|declin(?:es?|ed|ing)|reject(?:ed|ing)|turned down|(?:held|kept) back|"
    r"withh(?:eld|old|olding))\b|\bexempt(?:ed|s)?\b|\bexcepted\b|"
    r"\bsuppress\w*"
)
# To refuse or decline is everybody's business; of information only where the sentence speaks of it.
OF_INFORMATION = Phrase(
    r"\b(?:we|i|your|requests?|information|data|details?|sections?|act|answers?|questions?|parts?|notice|"
    r"regulations?|articles?|"
    r"disclos\w*|releas\w*|documents?|decision|in full|refuses|declines|refusing|declining)\b|"
    r"^\W*(?:\w+\s){0,3}(?:refused|declined|rejected)\W*$"
)
SCOPED = Phrase(
    r"\b(?:questions?|parts?|points?|items?|requests?)\s(?:\d|\(?[a-h]\b)|\b(?:first|second|third|fourth|fifth|last|"
    r"final|latter)\s"
    r"(?:\w+\s)?(?:questions?|parts?|points?|items?)\b|\b(?:before|prior to|earlier|years?|alone)\b|^(?:as (?:to|"
    r"for|regards)|regarding|for the)\b"
)
WILL_NOT = Phrase(
    r"(?:\b(?:will|can|could|shall|is|are|do|does|am)\s?not|n't)\s(?:therefore\s|being\s|(?:going|prepared|"
    r"willing|able|in a position|"
    r"intend|propose|plan)\sto\s|to\s)?(?:be\s)?(?:\w+ly\s)?" + _GIVE + r"|\b(?:decided|chosen|determined|"
    r"propose|intend)\snot\sto\s(?:\w+ly\s)?"
    + _GIVE
    + r"|\b(?:we|i|us|force|constabulary|police)\b[^.;]{0,30}\bno obligation to\b(?! create)|"
    r"\b(?:will|shall|are|am) not be (?:answering|responding|replying|processing)\b"
    r"(?!\s(?:to\s)?(?:any\s)?(?:further|more|future))|"
    r"\b(?:no part|none|nothing|neither)\b[^.;:,]{0,50}"
    r"\b(?:can|will|is to|are to|may|shall|could|going to|(?:is|are)(?: being)?)\s(?:be\s)?(?:\w+ly\s)?" + _GIVE + r"|"
    r"\bnot (?:being )?(?:\w+\s)?"
    r"(?:disclosing|disclosed|releasing|providing|supplied|required by)\b"
    r"|\bnot (?:\w+\s)?(?:obliged|required|bound|obligated)\s(?:(?:by|under)\s[^.;,]{1,40}\s)?to (?:\w+\s)?"
    r"(?:disclos|releas|provid|suppl|compl|answer|communicat|give|deal|respond|meet|make)"
    r"|\b(?:unable to|cannot|not able to|not in a position to) (?:\w+\s)?(?:provid|suppl|disclos|releas|compl|"
    r"answer|"
    r"assist|meet|respond|let you have|be of assistance|help|give)"
)
WHOLE = Phrase(
    r"\b(?:whole|entire(?:ty|ly)?|all of (?:it|the|your|this)|in full|any part|no part|your request (?:is|has been|"
    r"must be|"
    r"was|will be)(?: therefore| hereby)? (?:refused|declined|rejected|turned down)|"
    r"refus(?:e|ing) (?:your|the|this) request|refusal of (?:your|the) request|"
    r"not (?:be )?disclos\w*(?: to you)? (?:the|any|this|your)|this information will not|"
    r"not obliged to (?:supply|provide|comply|disclose) (?:you with )?(?:the information|with (?:it|your)|it|"
    r"any))\b|withholding the whole|^(?:\w+ly,?\s)?(?:none|nothing|neither|all of it|it (?:will|is) not|"
    r"it is refused)\b|"
    r"^(?:outcome|decision|result)\s?[:–-]?\s(?:refus|exempt|withh)|"
    r"\bunable to (?:be of assistance|assist you|help you)|\band (?:it is|they are) not going to be"
)
NOT_REFUSED = Phrase(
    r"\b(?:withh\w+|refus\w+|redact\w*|remov\w*|declin\w+)\s(?:nothing|none)\b|"
    r"(?:\b(?:no|nothing|not|without|never|nor|neither|avoid\w*|rather than|instead of)|n't)\s(?:\w+\s){0,3}"
    r"(?:refus\w*|(?:held|kept) back|exempt(?:ed|ions?)?|withh\w+|suppress\w*|declin\w+|redact\w*|(?:struck|blanked|"
    r"blacked|crossed|"
    r"masked) out|removed|"
    r"taken out|left out|omitted)\b"
)
# A refusal looked at again and left standing.
UPHELD = Phrase(
    r"\b(?:decision|refusal)\b[^.;]{0,80}\b(?:is|are|was|be)\s(?:\w+\s)?(?:upheld|confirmed|maintained|correct|"
    r"right)\b|"
    r"\b(?:uphold|upheld|endorse|agree with|stand by)\w*\b[^.;]{0,40}\b(?:decision|refusal)\b|"
    r"\bremains? (?:\w+\s)?(?:withheld|exempt|refused)\b|\b(?:properly|rightly|correctly) (?:applied|withheld|"
    r"refused)\b|"
    r"\bwas right to (?:withhold|refuse)\b|\bwas properly engaged\b"
)
RIDER = Phrase(r"\b(?:other|further|additional|else)\b|\b(?:additionally|in addition|also|furthermore)\b")
CLARIFY = Phrase(
    r"\b(?:clarif(?:y|ication)|further (?:details?|information) (?:from you|to (?:identify|help))|more specific|"
    r"refine|narrow|be more precise)\b"
)
UNCONFIRMED = Phrase(
    r"\b(?:confirm|say|tell|know|establish|find out|determine|state|ascertain)\b[^.]{0,40}\b(?:whether|if)\b"
)
# Nothing is decided until the applicant has said more.
CLARIFY_FIRST = Phrase(
    r"\b(?:section|s\.?) ?1\(3\)|\b(?:until|unless|when|once|if|after|from)\b[^.]{0,60}\b(?:clarif\w+|"
    r"hear (?:nothing|from you)|"
    r"had no reply|further (?:particulars|details))|\b(?:need|require) (?:\w+\s){0,2}(?:more|clarification|"
    r"further)\b[^.]{0,40}"
    r"\bfrom you\b|\bdo not have enough to go on\b|\b(?:not|n't) (?:\w+\s){0,3}(?:able to )?(?:identify|"
    r"understand) what\b"
)
HELD = Phrase(r"\bcan confirm\b[^.]{0,80}\b(?:holds?|held)\b")
# `I can tell you that the supplier is …`: what follows is the answer.
TELLS_YOU = Phrase(
    r"\b(?:can|able to|pleased to|happy to) (?:\w+ )?(?:tell|advise|inform|report|confirm|say)\b[^.]{0,12}\bthat\b"
)
