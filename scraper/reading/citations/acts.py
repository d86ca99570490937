"""Which law: the one a response is handled under, and the one a section number on the page belongs to."""

from __future__ import annotations

import re

from scraper.reading.citations.sections import ARTICLE, REGULATION, Run
from scraper.records import Document, Law

_SCOTS = {Law.FOISA, Law.EISR}
# Numbers by which a regulation is recognised as one of these laws' own even where nothing names them.
_EIR_OWN = re.compile(r"12\([3-6]\)|13(?:\(|$)|6\(1\)\(b\)")
_EISR_OWN = re.compile(r"10\([3-58]\)|11(?:\(|$)|6\(1\)\(b\)")

_HANDLED_AS_EIR = re.compile(
    r"(?:handled|considered|processed|dealt with|treated|answered|responded to|assessed|falls?|made|"
    r"determined)\b[^.]{0,80}"
    r"\b(?:under|in accordance with|by reference to|within|as)\b[^.]{0,60}\b(?:environmental information|eir)\b"
    r"|\b(?:request|information|this|which)\b[^.]{0,60}\b(?:is|are|constitutes?|as|for|falls within)\b[^.]{0,40}"
    r"\benvironmental information\b[^.]{0,80}\b(?:as defined|regulation|definition|eir)"
    r"|\b(?:exempt|except|refus|withh)\w*\b[^.]{0,80}\b(?:regulation|reg\.?)\s?(?:12|10)\(",
)

_YEAR = r"(?:,?\s\(?(?:1[6-9]|20)\d\d\)?)?"
_NAME = (
    r"(?=[A-Z])(?:[A-Z(‘'][\w&'’()-]{0,30},?\s(?:(?:and|of|the|for|to|in|etc\.?|&|at)\s){0,2}){0,9}"
    r"[A-Z(‘'][\w&'’()-]{0,30},?\s"
    r"(?:(?:Acts?|ACT|Regulations?|Code|Bill|Convention|Ordinance)\b(?:\s\([A-Z]\w{1,20}\))?"
    + _YEAR
    # These words are too common in titles of provisions to count without their year.
    + r"|(?:Law|Order|Rules|Directive)(?:\s\([A-Z]\w{1,20}\))?,?\s\(?(?:1[6-9]|20)\d\d\)?)"
)
_SHORT = (
    r"(?:PACE|CJ\s?(?:&\s?)?POA|CJA|POA|RTA|RTOA|ROTA|MHA|MCA|DPA|UK\s?GDPR|GDPR|RIPA|IPA|HRA|OAPA|SOA|TACT|PCSCA?|MDA|"
    r"ECHR|PHA|DVA|ASBCPA|LEDA?|CPIA|SOCPA|PSA)\b(?:\sAct)?" + _YEAR
)
_FOI = (
    r"(?:(?:UK\s)?[Ff]reedom\s[Oo]f\s[Ii]nformation(?:\s\(?(?P<nation{n}>Scotland|Jersey)\)?)?\s(?:[Aa]ct|ACT|Law)"
    r"|FREEDOM OF INFORMATION(?: \(SCOTLAND\))? ACT|F\.?O\.?I\.?\(?S?\)?A\b\.?|FOI(?:\sAct|\sLaw)?\b|(?:the|"
    r"this)\sAct\b(?!\s(?:18|19|20(?!0[02]))\d\d)"
    r"|(?:the\s)?2000\sAct\b|(?:the\s)?2002\sAct\b|the Law\b)"
)
_EIR = (
    r"(?:(?:the\s)?Environmental\sInformation\s(?:\(Scotland\)\s)?Regulations?|EIRs?\b|EI\(S\)Rs?\b|"
    r"(?:the\s|these\s)Regulations\b)"
)
_GAP = r"(?:\s?\([^()]{1,60}\)|\s?[‘'\"“][^’'\"”]{1,60}[’'\"”])?[\s,;:(|–—-]{0,4}"
_OF = r"(?:(?:of|under|in|from|to|within|by)\s){0,1}(?:the\s)?"

_AFTER_FOI = re.compile(_GAP + r"(?:(?:of|under|in|from|to|within)\s)?(?:the\s)?" + _FOI.replace("{n}", "1"))
_AFTER_EIR = re.compile(_GAP + _OF + _EIR)
_AFTER_SAME = re.compile(_GAP + r"(?:of|under|in)\s(?:that|the same|said|the said)\s(?:Act|Law|legislation|statute)\b")
_AFTER_YEAR = re.compile(_GAP + _OF + r"((?:18|19|20)\d\d\sAct)\b")
_AFTER_OTHER = re.compile(
    _GAP
    + _OF
    + r"(?:(?:offences?|powers?|warrants?|orders?|notices?)\s(?:under|of)\s(?:the\s)?)?("
    + _SHORT
    + "|"
    + _NAME
    + ")"
)
_AFTER_LOWER = re.compile(r"\s(?:of\sthe\s|of\s|the\s)?((?:[A-Za-z&'’]{2,20}\s){1,4}[Aa]ct\b" + _YEAR + ")")
_NOT_A_NAME = re.compile(
    r"\b(?:to|would|must|can|could|will|may|might|not|who|they|we|you|should|and|is|are|an|a|this|as)\b"
)
_BEFORE_FOI = re.compile(_FOI.replace("{n}", "2") + _YEAR + r"[\s,;:()|–—'’-]{0,5}$")
_BEFORE_OTHER = re.compile("(" + _SHORT + "|" + _NAME + r")[\s,;:()|–—'’-]{0,5}(?:[Ss]s?\.?\s?\d{1,3}[\s,]{1,2})?$")
_ANY_OTHER = re.compile(r"\b(" + _SHORT + "|" + _NAME + ")")
# What the last word before a number is where an Act is named there, and what a text must hold to name one at all.
_LAST_WORDS = frozenset(
    {"act", "acts", "law", "regulations", "regulation", "order", "rules", "code", "bill", "convention", "foi", "foia"}
)
_MARKS_OF_ACTS = (
    "Act",
    "ACT",
    "Regulation",
    "Code",
    "Bill",
    "Convention",
    "Order",
    "Law",
    "PA",
    "GDPR",
    "DPA",
    "RTA",
    "MHA",
)
_NO_NAME = frozenset({"Act", "Acts", "ACT", "Regulation", "Regulations", "Code", "Bill"})
_FOI_NAME = re.compile(r"\bFreedom of Information (?:\(\w+\) )?(?:Act|Law)|\bFO\s?IS?A\b|\bFOI Act\b")


def settle_law(document: Document, default: Law | None) -> Law:
    """The law a response is handled under; `default` is the law of its source, where that is known.

    Scotland's and Jersey's laws by their names, the Environmental Information Regulations where the response says it
    was handled under them or refuses under one of their exceptions.
    """
    text = "\n".join(block.text for block in document.blocks)
    lower = text.lower()
    base = _base_law(lower, default)
    if base is Law.JERSEY:
        return base
    if ("environmental information" in lower or "EIR" in text) and _HANDLED_AS_EIR.search(lower):
        return Law.EISR if base in _SCOTS else Law.EIR
    return base


def _base_law(lower: str, default: Law | None) -> Law:
    scots = "information (scotland)" in lower or "foisa" in lower or "foi(s)a" in lower
    jersey = "information (jersey)" in lower
    foia = "freedom of information act" in lower or "foia" in lower
    if default in _SCOTS:
        return Law.FOIA if foia and not scots and "information act 2000" in lower else Law.FOISA
    if default is Law.JERSEY:
        return Law.JERSEY
    if default is None or not foia:
        if jersey:
            return Law.JERSEY
        if scots and not foia:
            return Law.FOISA
    if default is None and scots and lower.find("(scotland)") < lower.find("information act"):
        return Law.FOISA
    return Law.FOIA


def law_of(run: Run, text: str, law: Law) -> Law | str | None:
    """The law a run of sections in `text` belongs to: one of ours, the name of another Act, None where none is named.

    `law` is the law of the response. Only words next to the run count: after it, or else before it.
    """
    own_sections = Law.FOISA if law in _SCOTS else Law.JERSEY if law is Law.JERSEY else Law.FOIA
    own_regulations = Law.EISR if law in _SCOTS else Law.EIR
    if run.unit == REGULATION:
        return _law_of_regulation(run, text, own_regulations, eir=law in (Law.EIR, Law.EISR))
    found = _named_after(run, text, own_sections) or _named_before(run, text, own_sections)
    if run.unit == ARTICLE:
        return found if found or law is not Law.JERSEY else Law.JERSEY
    return found


def _law_of_regulation(run: Run, text: str, own: Law, *, eir: bool) -> Law | str | None:
    if _AFTER_EIR.match(text, run.end):
        return own
    other = _AFTER_OTHER.match(text, run.end)
    if other:
        return _tidy(other[1])
    pattern = _EISR_OWN if own is Law.EISR else _EIR_OWN
    return own if eir or any(pattern.match(section) for section in run.sections) else None


def _named_after(run: Run, text: str, own: Law) -> Law | str | None:
    other = None if _AFTER_FOI.match(text, run.end) else _AFTER_OTHER.match(text, run.end)
    if other:
        name = _tidy(other[1])
        return own if _FOI_NAME.search(name) or name in _NO_NAME else name
    if _AFTER_SAME.match(text, run.end):
        return last_act(text[max(0, run.start - 400) : run.start]) or own
    foi = _AFTER_FOI.match(text, run.end)
    if foi:
        nation = foi["nation1"]
        return Law.FOISA if nation == "Scotland" else Law.JERSEY if nation == "Jersey" else own
    year = _AFTER_YEAR.match(text, run.end)
    if year:
        return year[1]
    lower = _AFTER_LOWER.match(text, run.end)
    if lower and not _NOT_A_NAME.search(lower[1].lower()):
        return _tidy(lower[1])
    return None


def _named_before(run: Run, text: str, own: Law) -> Law | str | None:
    before = text[max(0, run.start - 90) : run.start]
    last = before.rstrip(" ,;:()|–—'’-").rpartition(" ")[2]
    if not (last[-4:].isdigit() or last.isupper() or last.lower() in _LAST_WORDS or last[:1] in "sS"):
        return None
    if _BEFORE_FOI.search(before):
        return own
    other = _BEFORE_OTHER.search(before)
    name = _tidy(other[1]) if other else None
    return None if name is None or _FOI_NAME.search(name) or name in _NO_NAME else name


def last_act(text: str) -> str | None:
    """The other Act named last in `text`, None where there is none or an information law is named after it."""
    found: str | None = None
    if not any(mark in text for mark in _MARKS_OF_ACTS):
        return None
    for match in _ANY_OTHER.finditer(text[-400:]):
        name = _tidy(match[1])
        found = None if _FOI_NAME.search(name) or name in _NO_NAME else name
    return found


def _tidy(name: str) -> str:
    words = name.strip(" ,()‘'").split(" ")
    while len(words) > 1 and words[0] in {
        "The",
        "Under",
        "In",
        "Of",
        "By",
        "And",
        "See",
        "Section",
        "An",
        "A",
        "of",
        "the",
    }:
        words = words[1:]
    return " ".join(words).replace("(", "").replace(")", "") if name.count("(") != name.count(")") else " ".join(words)
