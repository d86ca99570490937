"""The wordings in which letters say that information is not held. All are tried on lower-case text."""

from __future__ import annotations

from scraper.reading.language.words import Phrase

NOT_HELD = Phrase(
    r"(?:^|[:–-]\s?)not (?:\w+ly )?(?:recorded|held|kept|collected|captured|collated)\b|"
    r"\b(?:not|n[’']t)\s(?:\w+\s){0,2}(?:hold|held|possess|in (?:our )?possession)\b|\bno held\b"
    r"|\bhold(?:s|ing)?\s(?:no|nothing|none)\b|\b(?:no|nil|nothing|none)\s(?:\w+\s){0,5}(?:is|are|was|were|"
    r"has been)?\s?held\b"
    r"|\bno\s(?:\w+\s){0,2}(?:information|data|records?|documents?|trace|results?|"
    r"correspondence)\b[^.]{0,50}\b(?:held|found|located|identified|traced|exists?|recorded|available|"
    r"returned)\b"
    r"|\b(?:no|not any)\s(?:such\s|relevant\s|recorded\s)?(?:information|records?|data|documents?|"
    r"minutes)\s(?:exists?|in our)\b|\bno such (?:\w+\s){1,3}exists?\b"
    r"|\b(?:found|find|holds?|located|traced|kept|keeps?|recorded|turn up)\s(?:\w+\s)?(?:nothing|none)\b"
    r"|\b(?:is|are|was|were)\snot\s(?:\w+\s)?(?:recorded|kept|collected|captured|logged|collated|"
    r"gathered)\sby\s(?:us|the|this|our)\b"
    r"|\bdo(?:es)?\snot\s(?:record|keep|collect|capture|gather)\s(?:this|these|that|it|such|what|any|"
    r"the information)\b"
    r"|\b(?:came|come|comes|were|was|proved) (?:back |up )?(?:empty|blank|fruitless|with nothing)\b|"
    r"\bnothing (?:of|on|about) (?:that|this|the|your|it)\b|\bnothing (?:that )?(?:we|i) (?:can|could|might)\b|"
    r"\b(?:was|were|been) (?:destroyed|shredded|disposed of|weeded|deleted)\b[^.;]{0,60}\b(?:retention|"
    r"disposal|schedule|polic(?:y|ies))\b"
    r"|\binformation (?:\w+\s)?does not exist\b|\bnot (?:been )?possible to (?:find|locate|trace|identify)\b"
    r"|\bfound nothing\b|\bnot the holder\b|\b(?:nothing|none)\b[^.;,]{0,40}\b(?:is|was|are|were|has been|"
    r"have been)\s"
    r"(?:\w+\s)?(?:held|found|located|recorded|traced|kept)\b(?!\s(?:as|by|against|on)\b)|"
    r"\bnothing to (?:disclose|provide|release|give you)\b|\bfailed to\s(?:\w+\s){0,2}(?:find|locate|turn up|"
    r"trace|identify)\b"
    r"|\b(?:have|has|had)\sno\s(?:\w+\s){0,2}(?:information|records?|data|documents?)\b|\bthere (?:are|is|"
    r"were) no (?:\w+\s){0,2}(?:records?|documents?|information|data|minutes|policy)\b"
    r"|\b(?:could|did|were|was|have|been) (?:not|unable to)?\s?(?:be\s)?(?:locate|find|identify|located|found|"
    r"reveal|uncover|trace|return|produce|discover)[a-z]* (?:any|anything|no|nothing)\b|\bnegative (?:response|"
    r"result)\b|\bnil return\b"
    r"|\binformation (?:is )?not (?:held|recorded)\b|\bnot (?:a matter|information) (?:for|held|"
    r"recorded) (?:by )?(?:us|the|this)\b|\bso that no\b[^.]{0,40}\bexists?\b"
)
NOT_HELD_WHOLE = Phrase(
    r"\b(?:your|this|the) request\b|\b(?:the|any|no) (?:\w+\s)?information\s(?:that |which )?(?:(?:you|was|is|"
    r"has been) )?(?:have )?(?:been )?(?:requested|request|seek|sought|ask(?:ed)?|want(?:ed)?|describe|required?|"
    r"relat|relevant|"
    r"answers?)"
    r"|\bwhat you (?:seek|ask|request|want|describe)|\b(?:nothing|none)\b[^.;,]{0,40}\b(?:is|was|are|were|"
    r"has been)\s(?:\w+\s)?"
    r"(?:held|found|located|recorded|traced)\b(?!\s(?:for|before|prior|about|on|after|between|from|in)\b)|"
    r"\bholds? (?:nothing|none)\b"
    r"|\brequested information\b|\binformation not held\b|\bany of (?:your|the|these) questions\b|"
    r"\bno information (?:is |was )?(?:held|"
    r"recorded|located|found)\b|\bhold(?:s)? (?:no|any) (?:relevant )?(?:information|data|records)\b(?!\s(?:for|"
    r"before|prior|about|on|of|after|between|from|in|to)\b)"
)
NOT_HELD_IN = Phrase(
    r"\b(?:held|hold|holds|kept|keep|recorded|record|collated|possess)\b[^.;]{0,60}\b(?:in (?:a|an|any|the|"
    r"such)[^.;]{0,40}(?:format|"
    r"form|way|manner|system|retriev\w*|search\w*)|centrally|"
    r"(?:readily|easily)\s(?:\w+\s)?(?:retriev|access|extract|avail)|retrievable|electronically)"
)
NOT_HELD_UNSURE = Phrase(
    r"\b(?:whether|neither|nor|confirm(?:ing)? or deny|or (?:do|does|is|are)(?: not|n[’']t)|had (?:any|it|the|such)|"
    r"if|should)\b|\bwould\b[^.;]{0,40}\b(?:held|hold|exist|recorded)\b"
    r"|\b(?:no|any) (?:other|further|additional)\b|\bnot held (?:against|in custody|to account)\b"
    r"|\b(?:held|kept) back\b"
)
# Said to be lacking, in words that may also remark on an answer: `we do not`, `nobody keeps it`, `nothing to send`.
_FORCE = r"\b(?:we|i|it|they|force|constabulary|police|service|department|unit)"
_PAPER = (
    r"(?:information|data|records?|registers?|logs?|lists?|documents?|polic(?:y|ies)|reports?|files?|papers?|notes?|"
    r"minutes|databases?|cop(?:y|ies)|correspondence|figures|statistics|breakdown|count)\b"
)
LACKING = Phrase(
    r"(?<!or )(?<!or that )" + _FORCE + r"\s(?:do|does|did|have|has|had)(?:\snot|n't)(?=\s*(?:[.,;:–]|$))"
    r"|\bthere (?:is|are) (?:none|nothing|no(?:\ssuch)?\s(?:\w+\s){0,3}?" + _PAPER + r")"
    r"|\bthere is no such\b|\b(?:has|have|had|holds?|keeps?|kept)\sno\s(?:\w+\s){0,3}?"
    + _PAPER
    + r"|\b(?:outside|beyond|not among) what (?:we|it|the \w+) (?:records?|keeps?|holds?|collects?)\b|"
    + _FORCE
    + r"\s(?:has|have|had|holds?|keeps?|kept)\s(?:none|nothing|no\s(?:\w+\s){0,3}?"
    + _PAPER
    + r")"
    r"|\b(?:neither|none|nobody|no one)\b[^.;,]{0,40}\b(?:has|have|holds?|keeps?|kept)\s"
    r"(?:it|them|one|any|such|a)\b"
    r"|\bnothing (?:\w+\s)?to (?:send|give|disclose|release|provide|supply|show|report|offer|share)\b"
    r"|\b(?:send|give|offer|provide|supply|tell) you (?:nothing|none)\b"
    r"|\b(?:search\w*|enquir\w+|looked|trawl\w*|checks?|checked)\b[^.;]{0,80}\b(?:nothing|not there|in vain|none|"
    r"without (?:success|result)|no (?:results?|trace|match\w*))\b"
    r"|\bno\s(?:\w+\s){0,3}?" + _PAPER + r"[^.;]{0,60}\b(?:kept|held|exists?|written|compiled|created|maintained)\b"
    r"|" + _FORCE + r"\s(?:(?:do|does|did|has|have|had)\s)?(?:not|never)\s(?:\w+\s){0,2}?(?:record|keep|kept|collect|"
    r"collate|log|retain|store|possess|compile|had|own)\b"
    r"|\b(?:nobody|no one)\b[^.;,]{0,30}\b(?:has|have|had)\s(?:ever\s|yet\s)?(?:drawn|written|compiled|made|"
    r"counted|"
    r"collected|recorded|logged)\b|\bnot survived?\b|\bare not our\b|\bnot belong to us\b"
    r"|\bnot (?:\w+\s)?information (?:that |which )?[^.;]{0,40}\b(?:holds?|keeps?|records?|held)\b"
    r"|\bnot something (?:that |which )?(?:we|it|the \w+)\s\w+"
    r"|\b(?:destroyed|shredded|pulped|weeded|thrown (?:out|away)|discarded|wiped|disposed of|skip)\b"
)
