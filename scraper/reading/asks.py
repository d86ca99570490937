"""Whether a sentence asks for something: a question, a request, or a thing wished for."""

from __future__ import annotations

import re

_LEAD = r"(?:(?:and|also|additionally|furthermore|further|finally|lastly|secondly|firstly|next|then|if\s(?:so|yes|not|possible|available)|of\s(?:these|those|them)|for\s(?:each|every|all|this|these|that)\b[^,.?]{0,80}|in\s(?:addition|particular|each|the|total|how)\b[^,?.]{0,80}|on\s(?:this|that|the\sabove)|with\s(?:regards?|respect)\s[^,.?]{0,80}|under\s(?:the\s)?[^,.?]{0,90}|between\s[^,.?]{0,80}|since\s[^,.?]{0,60}|during\s[^,.?]{0,60}|hi|hello|dear\s[^,.?]{0,50})\s?[,:;–-]?\s*){0,3}"
_VERBS = r"(?:provide|supply|give|tell|confirm|state|list|send|say|detail|disclose|explain|advise|describe|include|forward|indicate|specify|share|show|release|let\s(?:me|us)\s(?:know|have)|break(?:\s\w+)?\sdown|outline|enclose|identify|split|answer|publish|make\savailable|note\sthe\snumber)"
_ASK = re.compile(
    _LEAD
    + rf"""(?:
      (?:how|what|which|who|whom|whose|when|where|why)\b
    | please\b(?:\s(?:can|could|may|would|will)\s(?:you|i|we|the\s\w+))?(?:\s(?:also|kindly|now))?(?:\splease)?\s?,?\s?(?:{_VERBS}|may\b)?
    | (?:can|could|would|will)\s(?:you|i|we)\b | may\s(?:i|we)\b | kindly\b | {_VERBS}\b
    | (?:i|we)(?:\s(?:would|also|hereby|am|are|wish|want|therefore|now|should|will|'d)){{0,3}}\s?(?:like|wish|want|request|requesting|ask|asking|seek|seeking|looking|interested|writing\sto\s(?:request|ask)|require|need|make\sa\s(?:freedom|request))\b
    | (?:i'd|we'd)\s(?:also\s)?like
    | (?:do|does|did|is|are|was|were|has|have|had|should|would|could|can|will|may)\b[^.]{{3,600}}\?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_WISH = re.compile(
    r"""(?:the|a|an|any|all|each|every|both|total|full)?\s?(?:\w+\s){0,2}?
        (?:number|numbers|total|totals|amount|cost|costs|copy|copies|details?|list|lists|breakdown|figures?|statistics|data|information|names?|dates?|reasons?|minutes
          |emails?|correspondence|documents?|records?|guidance|polic(?:y|ies)|split|average|percentage|proportion|spend|value|summary|results?|outcomes?|recording|footage|titles?|locations?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_REQUESTER = re.compile(
    r"""\b(?:i\s(?:would|am|was|have\s(?:read|seen|been|looked)|understand|wish|want|hope|ask|note|know|hereby|do\snot\s(?:want|need|require))|i'd|i'm|my|please|your\s(?:force|constabulary|officers?|records?|area|organisation|staff|police|department|response)
        |(?:kind\s)?regards|thanks?\b|thank\syou|if\s(?:it|this|the\srequest|possible|you|any|there)\b|yours\s(?:faithfully|sincerely))""",
    re.VERBOSE | re.IGNORECASE,
)


def is_ask(text: str) -> bool:
    """Whether a sentence or passage begins with a question or a request, or ends with a question mark."""
    return _ASK.match(text) is not None or text.rstrip("\"'”’) ").endswith("?")


def is_wish(text: str) -> bool:
    """Whether a phrase names a thing that may be asked for: "number of …", "a copy of …"."""
    return _WISH.match(text) is not None


def has_requester_voice(text: str) -> bool:
    """Whether a passage reads as the words of the person who asks."""
    return _REQUESTER.search(text, 0, 600) is not None
