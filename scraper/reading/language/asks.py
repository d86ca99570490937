"""Whether a sentence asks for something: a question, a request, or a thing wished for.

Every function here looks only at the first few hundred characters, which are enough to tell.
"""

from __future__ import annotations

import re

_VERBS = (
    "provide|supply|give|tell|confirm|state|list|send|say|disclose|explain|advise|describe|include|forward|indicate|"
    "specify|share|show|release|let me|outline|enclose|identify|split|answer|publish|detail|break|may|can|could|would|"
    "also|kindly|clarify|email|take"
)
_LEADS = re.compile(
    r"(?:(?:and|also|or|additionally|furthermore|further|finally|lastly|secondly|thirdly|firstly|next|then|but|so"
    r"|hi|hello"
    r"|if (?:so|yes|not|possible|available|known|held|applicable)|in addition|for example)\b[ ,:;–-]*){1,3}"
)
_START = re.compile(
    rf"(?:how|what|which|whether|why)\b"
    rf"|(?:please|kindly|pls)[ ,]+(?:{_VERBS})\b"
    rf"|(?:provide|supply|give me|tell me|confirm|state|list|send me|disclose|explain|specify|detail|outline"
    rf"|identify)\b(?! (?:by|of|that the information)\b)"
    r"|(?:can|could|would|will|may|might) (?:you|i|we)\b"
)
_PHRASE = re.compile(
    rf"\b(?:please[ ,]+(?:could |can |may |also |kindly |now )?(?:you )?(?:{_VERBS})\b"
    r"|(?:i|we)(?:'d| would| should| will| hereby| also| therefore| am| are| now| still| then)*"
    r" (?:like(?! to (?:thank|apologi|remind|point|take|assure|draw|help|assist|advise|inform|explain"
    r"|stress))|wish to"
    r" (?:request|know|ask|see|have|obtain|make)|want|request|requesting|ask|asking|seek|seeking|looking for"
    r"|interested in|writing to (?:request|ask)|require|need|make a (?:request|freedom))\b(?! that you\b)"
    r"|\band (?:would|should) (?:also )?(?:like|be grateful|appreciate)\b"
    r"|(?:can|could|would) you (?:please|kindly|also|tell|provide|give|confirm|let|supply|send|explain|advise"
    r"|state)\b|(?:may|can|could) i (?:please|have|see|ask|also|get|know)\b)"
)
_CLAUSE = re.compile(
    r", (?:how (?:many|much|often|long)|what (?:is|are|was|were|did)|please|(?:can|could|would) you)\b"
)
_WISH = re.compile(
    r"(?!no |none |nil|not )(?:(?:the|a|an|any|all|each|every|both|total|full|overall|complete|of these,?"
    r"|of those,?) ){0,3}(?:[\w/-]+ ){0,2}?"
    r"(?:numbers?|totals?|amounts?|costs?|cop(?:y|ies)|details?|lists?|breakdown|figures?|statistics|data"
    r"|information|names?|dates?|reasons?"
    r"|minutes|e-?mails?|correspondence|documents?|records?|guidance|polic(?:y|ies)|split|average|percentages?"
    r"|proportion|spend|values?"
    r"|summary|summaries|results?|outcomes?|recordings?|footage|titles?|locations?|inventory|reports?|letters?"
    r"|contracts?|everything|anything|whatever)\b"
)
_NO_ASK = re.compile(
    r"(?:please (?:note|find|see|be aware|accept|refer|bear|quote|contact)\b|what follows\b|which (?:is|was)\b)"
)
_REQUESTER = re.compile(
    r"\b(?:i (?:would|was|have (?:read|seen|been|looked)|understand|wish|want|hope|ask|know|hereby|do not (?:want"
    r"|need|require)|mean)|i'd|i'm|my|please"
    r"|your (?:force|constabulary|officers?|records?|area|organisation|staff|police|department)|regards|thanks?"
    r"|thank you"
    r"|if (?:it|this|the request|possible|there|any part|the cost)|yours (?:faithfully|sincerely)"
    r"|for the purposes? of this request)\b"
)
_FORM = re.compile(
    r"^.{0,60}\b(?:in |as |for |by |with |use )?(?:separate )?(?:columns?|headings?|worksheets?|tabs?)\b"
    r"|\b(?:break|split|divide|group|separate|sort|arrange)\b.{0,15}"
    r"\b(?:the (?:first|last|above|figures|data|answers?|results?|totals?|numbers?|information)|these|them|this|it"
    r"|questions? \d|each answer|your answers?)\b.{0,40}\b(?:by|down|into|per|for each|separately)\b"
    r"|\b(?:present|set out|show|give|provide|supply) (?:these|them|this|it|each answer|your answers?|questions? \d)"
    r" (?:by|down|per|for each|separately)\b"
    r"|\b(?:reply|response|answers?|information|data|results?|figures|it|this|these|everything|them)\b.{0,60}\b(?:as"
    r"|in|by|via) (?:an? |the )?"
    r"(?:electronic|digital|spreadsheet|excel|csv|e-?mail|pdf|table|tabular|word|machine|email|format|form|open)\b"
)


_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|shall|should|may|might|must|cannot|i|we"
    r"|please|took|gave|came|went|(?:asked|made|received)\b(?! (?:by|to|from|in|for|on|at|of|since|about|between|during"
    r"|against|under|with|within|over|per|each)\b))\b"
)
_DESCRIBES = re.compile(r"\b(?:that|which|who|whom|whose|where|when|whether|how|what|if|in the possession)\b")
_OPENING = "\"“‘'( "
# Of a person who handles a request, and of nobody who makes one.
_FORCE = re.compile(
    r"\b(?:your (?:freedom of information |foi |information |above |recent )?"
    r"(?:(?:first|second|third|fourth|fifth|last|final|other|next|whole|entire) )?"
    r"(?:request|application|enquiry|questions?|quer(?:y|ies)|points?"
    r"|(?:e-?mail|letter) (?:of|dated))\b"
    r"(?! (?:form|page|policy|procedures?|process|system|number)\b)"
    r"|(?:you (?:mean|meant|have in mind|had in mind|are (?:seeking|asking|looking|referring|interested))\b)"
    # "You" wants: the person who asked. A requester says so only of what the force might need.
    r"|(?<!if )(?<!should )(?<!that )(?<!do )(?<!what )(?<!information )"
    r"you (?:want|wish|need|require|would like|seek)\b"
    r"|you (?:told us|complained|contend(?:ed)?|appealed|(?:are|were) (?:dissatisfied|unhappy|not satisfied))\b"
    r"|^(?:items?|questions?|parts?|points?) \(?(?:\d{1,2}|[a-h])\b[^.?:]{0,40}\b(?:was|were|is|are) (?:not )?"
    r"(?:\w+ly )?(?:refused|withheld|exempt|held|answered|disclosed|dealt)\b"
    r"|(?:more|further|know|hear|information|details?|particulars) (?:\w+ ){0,3}from you\b)"
)


def folded(text: str, length: int = 600) -> str:
    """The beginning of `text` in lower case with straight apostrophes: what the patterns here are written for."""
    return text[:length].lower().replace("’", "'")


def is_ask(text: str) -> bool:
    """Whether a sentence or passage asks: a question, a polite request, "I would like …"."""
    words = folded(text, 300).lstrip(_OPENING)
    if _NO_ASK.match(words):
        return False
    if text.rstrip(" \"'”’)*").endswith("?"):
        return True
    lead = _LEADS.match(words)
    if _START.match(words, lead.end() if lead else 0):
        return True
    return _PHRASE.search(words) is not None or _CLAUSE.search(words, 0, 140) is not None


def is_wish(text: str) -> bool:
    """Whether a phrase names a thing that may be asked for: "number of …", "a copy of …"."""
    return _WISH.match(folded(text, 120).lstrip(_OPENING)) is not None


def is_phrase(text: str) -> bool:
    """Whether words name a thing and say nothing of it: no verb stands before a clause that describes the thing."""
    words = folded(text, 160)
    verb = _VERB.search(words)
    return verb is None or ((described := _DESCRIBES.search(words)) is not None and described.start() < verb.start())


def is_about_form(text: str) -> bool:
    """Whether a sentence only says in what form the reply is wanted."""
    return len(text) <= 200 and _FORM.search(folded(text)) is not None and "how many" not in text.lower()


def has_force_voice(text: str) -> bool:
    """Whether a passage speaks to the person who asked about the request: "your request", "do you mean"."""
    return _FORCE.search(folded(text)) is not None


def has_requester_voice(text: str) -> bool:
    """Whether a passage reads as the words of the person who asks."""
    return _REQUESTER.search(folded(text)) is not None
