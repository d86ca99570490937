"""What is an answer by its form alone: a bare figure, a label with its value, a number that is not law or date.

All patterns are tried on lower-case text.
"""

from __future__ import annotations

import re

from scraper.reading.language.words import Phrase
from scraper.reading.outcome.asides import ABOUT_REASONS

LABEL = re.compile(
    r"^(?:(?:response|answer|reply|in (?:answer|reply|response))\s)?(?:to\s)?(?:q(?:uestion)?s?\.?|part|point|"
    r"request|response|answer)\s?\(?\d"
)
LABEL_ALONE = re.compile(r"^[a-z\s.]{1,30}\(?\d(?:[\d,&.()a-f]|\s(?![-–])|[-–](?=\d)|\sand\s\d){0,30}[:.–-]?$")
_ASKS = re.compile(
    r"^(?:please\b|can you|could you|how\b|what\b|when\b|where\b|who\b|which\b|why\b|do you|does\b|did\b|is\b|are\b|"
    r"has\b|have\b|i would like|a (?:copy|list|breakdown)\b|copies of|the (?:total )?number of\b)"
)
_BOILERPLATE = Phrase(
    r"\b(?:is|are) (?:a )?matters? for\b|\basks? (?:about|for|how|what|who|when|whether)\b|\byou (?:may|might|should|"
    r"could) (?:wish|like|try|want|ask|contact|apply)\b|"
    r"\b(?:is|are|does|do) (?:hold|held|not)\b|\bcan confirm\b[^.]{0,80}\b(?:hold|held)|\byour request\b|"
    r"\bthis request\b|\bholds? (?:the|some|this) (?:requested )?information\b"
)
_LEGAL = Phrase(
    r"\b(?:(?:sections?|articles?|regulations?)\s\(?\d+(?=[^.]{0,60}\b(?:engag|appl|rel(?:y|ied)\b))|"
    r"sections?\s\(?\d\b|the act|dut(?:y|ies)|public authorit\w+|exempt\w*|(?:the|an?|any|every) applicant|"
    r"commissioner|public interest|would)\b"
)
_FIGURES = re.compile(
    r"^(?:(?:your\s)?(?:first|second|third|fourth|fifth|last)\s(?:question|part|point)\s?[:–-]\s?|"
    r"\(?(?:\d{1,2}[a-z]?|[a-h])[.):]+\s*[-–:]?\s*|(?:q(?:uestion)?s?|answer|a|response|reply|part|"
    r"point)\.?\s?\d{1,2}[a-z]?[.):]*\s*[-–:]?\s*)?"
    r"(?:(?:our|the|my) answer (?:is|:) )?"
    r"(?:(?:none|nil|zero|not one|yes|no)(?=\s*(?:[.,;:–—(-]|to\b|$))|£?\d[\d,.]*(?![\d,.]*\s?(?:and|&|-|"
    r"–)\s?\d+[.:)]*$))"
)
# How the force looked for the information, and what it holds of it: no answer in itself.
_SEARCHES = Phrase(
    r"^(?:it|they|the (?:files?|reports?|documents?|footage|papers|plan|manual|recordings?|surveys?|drafts?|letters?|"
    r"e-?mails?|minutes|advice|"
    r"statements?|maps?|notes?|images?))\s(?:has|have|shows?|contains?|"
    r"holds?|runs?|"
    r"fills?|covers?|names?)\b|^by way of (?:explanation|context|background)\b|^(?:we|i) (?:have )?(?:asked|"
    r"consulted|contacted|checked|spoke)\b|"
    r"\b(?:we|i|has|have)\s(?:\w+\s)?(?:searched|traced|located|identified|retrieved|looked|consulted|read)\b|"
    r"\b(?:enquir(?:y|ies)|search(?:es)?) (?:of|was|were|has|have|with|in)\b|\bin (?:its|our) possession\b|\b(?:was|"
    r"were) (?:asked|checked|consulted|contacted)\b|"
    r"\d\s(?:pages|documents|letters|files|volumes|boxes|e-?mails|chapters|photographs|drafts)\b|"
    r"\b(?:publicly|already|freely|reasonably) (?:available|accessible)\b|\bsearched the\b|\b(?:accessible|"
    r"available|published) (?:to you )?(?:on|at|from|elsewhere|via|through|by)\b|\bholds? (?:the )?information\b"
)
_DATE_LINE = re.compile(
    r"^\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?\s(?:19|"
    r"20)\d\d\.?$|"
    r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\d{1,3}\s?(?:attachments?|[km]b?\b|[-–—]$)"
)
WORKLOAD = re.compile(
    r"\b(?:records?|files?|logs?|crimes?|incidents?|entries|cases|emails?|documents?|hours?|minutes?|each|would|"
    r"review\w*|search\w*)\b"
)
# `Supplier: Autolift Ltd.`: an answer by its form; not the labels of a letter.
_LABEL_VALUE = re.compile(
    r"^(?!.{0,20}\b(?:exempt\w*|note|reasons?|response|answers?|please|dates?|ref\w*|tel|e-?mail|web\w*|harm|"
    r"subject|dear|request\w*|section)\b)"
    r"[a-z][a-z ]{1,30}:\s\S"
)
THERE_WERE = re.compile(r"^(?:there|they) (?:were|was|are|is|have been|has been)\b[^?]{0,200}\d")
_TRIVIAL = re.compile(
    r"^(?:q?\d{0,2}[.)]?\s?)?(?:n/?a\b|not applicable|(?:please )?(?:as|see|same as|refer to) (?:\w+ ){0,3}(?:above|"
    r"for|q?\d)|"
    r"(?:likewise|ditto|same|as before)\b)|"
    r"^(?:q(?:uestion)?s?\.?\s?)?\(?\d{0,2}[a-h]?[.):]{0,2}$"
)
_STATUTE_LIST = re.compile(r"^(?:states?|specif(?:y|ies)|gives?|explains?) (?:that|the|which|why|to)\b")
_NUMBER_WORD = Phrase(
    r"\bthere (?:were|are|was|is|have been|has been) (?:no(?! such)|none|not (?:a single|one))\b|"
    r"^no (?!information|data|records?|exemption|such|further|other|decision|reply|response|charge|fee)(?:\w+\s){1,4}?"
    r"(?:was|were|has|have|\w+ed)\b|"
    r"\b(?:zero|nil|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred|thousand|million)\b(?!\s(?:questions?|points?|parts?|heads|limbs|requests?))"
)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?<![\w(£./-])(?:£\s?)?\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w)/:]|,?\d|\s?(?:hours?|minutes?|working|days?|"
    r"months?|january|february|march|april|may|june|july|august|september|october|november|december))"
)
_LAW_NUMBER = re.compile(
    r"\b(?:sections?|ss?|articles?|regulations?|regs?|act|foi|reference|questions?|q|parts?|points?|requests?|"
    r"responses?|pages?|items?|heads?|limbs?|"
    r"chapters?|operation)\.?\s?\(?\d[\w(),&./-]{0,20}(?:\s(?:(?:and|&)\s)?\d[\w(),]{0,12}){0,6}|\b(?:18|19|20)\d\d\b"
)
_GROUND = re.compile(r"^(?:that|whether|your?|on the (?:first|second|third|fourth))\b")
_NO_ANSWERS = (_TRIVIAL, _ASKS, _GROUND, _STATUTE_LIST, _BOILERPLATE, ABOUT_REASONS)


def is_figure(text: str) -> bool:
    """Whether a sentence begins with a bare answer: `11`, `none.`, `2. yes`; not a date or a file size."""
    return _FIGURES.match(text) is not None and not _DATE_LINE.match(text) and not _SEARCHES.search(text)


def tells_number(text: str) -> bool:
    """Whether a sentence tells a number that is not law, date or cost, or a value beside its label.

    What the force did to look for the information, or how much it holds back, is no such number.
    """
    if speaks_of_law(text) or _SEARCHES.search(text):
        return False
    if _DIGIT.search(text) and _NUMBER.search(_LAW_NUMBER.sub(" ", text)):
        return True
    return _NUMBER_WORD.search(text) is not None or _LABEL_VALUE.match(text) is not None


def states_something(text: str) -> bool:
    """Whether a sentence under a question's number can be its answer: no question, ground, formula or remark."""
    return not speaks_of_law(text) and not any(pattern.search(text) for pattern in _NO_ANSWERS)


def speaks_of_law(text: str) -> bool:
    """Whether a sentence speaks of sections, duties and exemptions."""
    return _LEGAL.search(text) is not None
