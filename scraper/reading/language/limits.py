"""The wordings of cost, of vexatious and repeated requests, and of help given beside a refusal on these grounds.

All are tried on lower-case text.
"""

from __future__ import annotations

from scraper.reading.language.words import Phrase

COST = Phrase(
    r"(?:\b(?:(?<!not )(?<!n't )(?<!never )exceed\w*|over|above|beyond|past|more than|in excess of|pass(?:es|"
    r"ed)?|outside)\b|"
    r"(?:\b(?:not|cannot|unable|impossible|without)\b|n't\b)[^.]{0,120}\b(?:within|under|"
    r"inside)\b)[^.]{0,80}(?<!\w)(?:appropriate\b[^.]{0,20}\b(?:limit|level)|cost limit|costs? threshold|"
    r"fees? limit|"
    r"time (?:limit|threshold|constraints?)|(?:18|24|40|eighteen) hours?|18[- ]hours?|£\s?(?:450|600)|"
    r"legal (?:amount|limit)|fees? (?:regulations|limit)|limit set|statutory limit|permitted)"
    r"|\b(?:limit of £\s?(?:450|600)|(?:appropriate|cost|fees?|statutory) limit)\b[^.]{0,60}"
    r"\b(?:pass|exceed\w*|beyond|over it|gone past|go past)\b"
    r"|\b(?:18|eighteen)[- ]hours?\b[^.]{0,60}\b(?:constraint|limit|threshold|exceed)|\btoo costly\b|"
    r"\bexcess(?:ive)? costs?\b|\bcost of (?:\w+\s){1,4}(?:would|exceeds?|is over|goes over)\b"
    r"|(?<!not )(?<!n't )\bexceed\w*\b[^.]{0,40}\bcosts?\b|\bcosts?\b[^.]{0,60}\bexceed"
)
COST_WHOLE = Phrase(
    r"\b(?:whole|entire(?:ty)?|any part|one part|part of a request|part of the request|all (?:of )?(?:your|the)|"
    r"aggregat\w*|rest of|none of (?:the|your|this|it))\b"
)
VEXATIOUS = Phrase(
    r"(?<!whether )(?:(?<!not )\b(?:repeat(?:ed)?|identical|substantially similar) request\b|"
    r"\bmanifestly unreasonable\b|\bvexatious\b)|"
    r"\byou\w* (?:\w+\s){0,3}(?:same|identical)\b[^.;]{0,60}\b(?:you|those|that) (?:\w+\s){0,3}(?:sent|made|"
    r"put|asked|submitted|answered)\b"
)
GOODWILL = Phrase(
    r"\bgood\s?will\b|\boutside (?:of )?the (?:act|foi)|\b(?:s|section)\.?\s?1[56]\b|\bassist(?:ance)? you\b|"
    r"\bto (?:assist|be (?:of )?help\w*)\b|\bcourtesy\b|\bdiscretion\w*\b|"
    r"\badvice and assistance\b|\bmay (?:be of interest|find)\b|\bbefore it was (?:realised|known|found)\b|"
    r"\balthough excess cost\b"
)
VEXATIOUS_SAID = Phrase(
    r"(?<!not )\b(?:found|find|consider(?:s|ed)?|deem(?:s|ed)?|regard(?:s|ed)?|treat(?:s|ed)?|judge(?:s|d)?|"
    r"conclude[sd]?|believes?|"
    r"decided|determined|view)\b[^.]{0,60}\b(?:vexatious|repeat(?:ed)? request|manifestly unreasonable)|"
    r"\b(?:your|this) request (?:is|was) (?:\w+\s){0,2}(?:vexatious|repeated|a repeat)"
)
NOT_CLAIMED = Phrase(
    r"(?:\b(?:not|never|no longer|without)|n't)\s(?:\w+\s){0,2}(?:claim|appl|rel(?:y|ied|ying)\b|us(?:e|ed|ing)\b|"
    r"cit(?:e|ed|ing)\b|"
    r"invok|exceed)"
)
WOULD_TAKE = Phrase(
    r"\b(?:(?:would|could|will) (?:\w+ly )?(?:take|need|require|mean)|comes? to|amounts? to|"
    r"makes) (?:\w+ ){0,4}[\d,.]+ "
    r"(?:\w+ )?hours\b"
)
