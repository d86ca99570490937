"""What a sentence says of the provision it names: relied on, described, quoted, or merely named."""

from __future__ import annotations

import re
from enum import Enum

from scraper.law import names_of
from scraper.reading.sections import Run
from scraper.records import Block, BlockKind, Law


class Evidence(Enum):
    """How strongly the words around a number show that the force relies on it.

    RELIED: it withholds, refuses or is excused by it. DESCRIBED: called absolute, qualified and so on, as forces do of
    exemptions they use. DEFINED: its content is told. NAMED: anything else, denials and hypotheses included.
    """

    RELIED = 4
    DESCRIBED = 3
    DEFINED = 2
    NAMED = 1


# Words by which a force says that it refuses on a provision, and words that say so only beside an information law.
_STRONG = re.compile(
    r"exempt|except(?:ed|ion)|\brel(?:y|ies|ied|iance|ying)\b|\bengag|withh[eo]ld|\brefus|redact|by virtue|pursuant|"
    r"not obliged|vexatious|appropriate limit|cost limit|excess(?:ive)? cost|\bexceed|nor den|in terms of|"
    r"(?:cannot|can not|not (?:be )?|unable to (?:be )?)(?:\w+ )?(?:provid|suppl|disclos|releas|confirm|compl|process)",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\bappl(?:y|ies|ied|icable|ying|ication)\b|\binvok|\bcit(?:e|es|ed|ing)\b|\bclaim|\battract|\bdeclin|\bremoved?\b|"
    r"\bfalls? (?:under|within)|(?:covered|caught|protected|excluded|barred|prohibited) (?:by|under|from)|\bbe used\b|"
    r"accessible|available|\bhours\b|\btherefore\b|\bcosts?\b|\bdue to\b",
    re.IGNORECASE,
)
_OF_THE_LAW = re.compile(r"exemption|exception|\bFO\s?IS?A?\b|\b[Ff]reedom of [Ii]nformation|\bthe Act\b|\bEIR")
_WITHHOLDS = re.compile(
    r"exempt|withh[eo]ld|refus|not obliged|redact|unable to (?:provide|supply|disclose)|exceed|nor den", re.IGNORECASE
)
_NCND = re.compile(
    r"neither\s+(?:to\s+)?confirm|nor den(?:y|ies|ied)\b|\bNCND\b|not\s+(?:be\s+)?confirm(?:ing|ed)?\s+or\s+den|"
    r"refus\w+\s+to\s+confirm\s+or\s+deny|not\s+obliged\s+to\s+confirm\s+or\s+deny|no\s+confirmation\s+or\s+denial",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"exempt|exception|by virtue|pursuant|\brel(?:y|ies|ied|ying|iance)\b|withh[eo]ld|refus|not obliged|provision|engaged|"
    r"nor den|cannot be (?:disclosed|released|provided)|will not be|redact|appli(?:ed|es|cable)|following reason",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:following|below|these|provisions? of|reasons?)\b|[:–-]\s*$|^\s*(?:exemptions?|articles?)\b", re.IGNORECASE
)

_DENIED_BEFORE = re.compile(
    r"(?:\bnot|n[’']t|no longer|never|without|rather than|instead of|nor)\s(?:\w+\s){0,2}(?:rely|relying|relied|refus(?:e|ed|ing)|"
    r"appl(?:y|ied|ying)|engag(?:e|ed|ing)|invok(?:e|ed|ing)|us(?:e|ed|ing)|cit(?:e|ed|ing)|exempt)\b[^,;.:]{0,40}$"
    r"|(?:withdr[ae]w\w*|disregard\w*|\bdropped|overturn\w*|set aside|no need (?:for|to apply)|avoid\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"by virtue|pursuant|because|due to|in accordance|in terms of", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"[^.;,:]{0,60}?\b(?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should)(?:\snot|n[’']t)\s"
    r"(?:\w+\s){0,2}(?:appl|engag|relied|rely|met\b|relevant|used\b|upheld)"
    r"|[^.;:]{0,100}?\b(?:no longer|(?:has|have|is|was|were|are)\s(?:now\s)?(?:been\s)?"
    r"(?:disregarded|withdrawn|overturned|set aside|dropped)|falls away)",
    re.IGNORECASE,
)
_WOULD_HAVE = re.compile(
    r"\bwould\s(?:\w+\s){0,3}have\b|\bmight\s(?:\w+\s){0,2}have\b|\bcould\s(?:\w+\s){0,2}have\b", re.IGNORECASE
)
_MAY = re.compile(
    r"\b(?:may|might|could)\s(?:\w+\s){0,3}(?:appl|engag|attract|be\s(?:\w+\s){0,2}(?:applied|applicable|engaged|relied|refused|"
    r"exempt|withheld|cited|used|necessary|required|subject|considered|relevant))|\b(?:is|are)\slikely\sto\s(?:be\s)?(?:engage|exempt|attract|appl)",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"\bwould\s(?:\w+\s){0,2}(?:appl|be\s(?:\w+\s){0,2}(?:exempt|engaged|refused|withheld|applied|relied)|attract|fall|engage)",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\bif\b|\bhad\b|\bwere\s(?:we|you|it|the|this|any|such)\b|\bshould\s(?:we|you|it|any)\b|\b(?:future|new|revised|further|refined|subsequent)\srequest",
    re.IGNORECASE,
)
_REQUESTER = re.compile(
    r"\byou(?:r)?\s(?:(?:have|had|also|then)\s){0,2}(?:argu\w+|suggest\w*|contend\w*|say|said|stat(?:e|ed)\b|assert\w*|quot\w+|"
    r"cit(?:e|ed)\b|mention\w*|believe\w*|feel|felt|quer\w+|disput\w+|challeng\w+|claim\w*|point\w*|ask\w*\s(?:us\s)?(?:not\s|whether|why|how))[^.;]{0,120}$",
    re.IGNORECASE,
)
_STATISTICS = re.compile(
    r"\b(?:\d[\d,]*|no|some|many|most|other)\s(?:\w+\s){0,3}(?:requests|cases|responses|applications)\b"
    r"|\brequests\s(?:were|was|refused|received|to which|where|that|which)\b|\bhow many\b|\bnumber of (?:\w+\s){0,3}(?:requests|refusals)",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:your|this|the (?:present|current)|we|I)\b")
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|prior|original|initial|last)\s(?:\w+\s){0,2}(?:response|reply|request|letter|decision|answer|refusal)\b"
    r"[^.;]{0,100}\b(?:was|were|had)\b",
    re.IGNORECASE,
)
_UPHELD = re.compile(r"\b(?:uphold|upheld|maintain|remain|still|continue|again|therefore)", re.IGNORECASE)
_STATUTE = re.compile(
    r"(?:not exempt information by virtue of|otherwise than under|within the meaning of|as defined (?:in|by|under)|right of access under|"
    r"whether|obligations? under|to comply with(?: paragraph \([a-z]\) of)?|for the purposes? of|guidance (?:on|about|to|for))\s(?:the\s|its\s)?$",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"[\s,]{0,2}(?:\(?[A-Z][\w &’'-]{2,60}\)?\s)?(?:exemptions?\s)?(?:of (?:the )?(?:Act|FOIA|Freedom of Information Act(?: 2000)?)\s)?(?:is|are)\s"
    r"(?:also\s|both\s|all\s)?(?:an?\s|the\s)?(?:[\w’'-]{2,20}[\s,/]{1,2}(?:and\s)?){0,5}(?:absolute|qualified|class|prejudice|harm)",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"[\s,]{0,2}(?:\(?[A-Z][\w &’'-]{2,60}\)?,?\s)?(?:exemptions?\s)?(?:of (?:the )?(?:Act|FOIA|FOISA|Freedom of Information (?:\(Scotland\) )?Act(?: 20\d\d)?|legislation)\s)?"
    r"(?:reads?|states?|stated|says?|provides?|sets? out|defines?|allows?|requires?|covers?|relates?|deals?|exempts|permits?|enables?|"
    r"places?|asks?|explains?|concerns?|gives?|protects?|is designed|is intended|makes?|creates?|contains?|recogni[sz]es)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:laid down|Parliament|exemptions? such as|for example|e\.g\.|the Act (?:contains|provides)|in general)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_DECIDES = re.compile(
    r"\b(?:I|we) (?:am|are|have)\s(?:\w+\s){0,3}(?:refus|withh|relying|rely|not obliged|exempt|appl)"
    r"|\b(?:is|are) (?:\w+\s){0,2}(?:withheld|exempt|refused|redacted)\s(?:\w+\s){0,3}(?:under|by virtue|pursuant)"
    r"|refusal notice|not obliged to|\bwe (?:therefore )?rely on",
    re.IGNORECASE,
)
_TITLE_WORDS = frozenset(
    "the a an of and or to by for in under with as is was section sections act foia foisa eir eirs foi information exemption exemptions "
    "exception exceptions article articles regulation regulations absolute qualified class based prejudice applied applies "
    "apply freedom virtue following our the other means partial refusal refuse refused exempt engaged certain supplied relating "
    "concerning public authorities proceedings conducted harm test where cost compliance exceeds limit appropriate".split()
)


def speaks_ncnd(text: str) -> bool:
    """Whether the words refuse to say if information is held."""
    return bool(_NCND.search(text))


def decides(sentence: str) -> bool:
    """Whether a sentence can only be the force's decision, wherever on the page it stands."""
    return bool(_DECIDES.search(sentence)) and not sentence.endswith("?") and not _IF.search(sentence)


def speaks_strongly(sentence: str) -> bool:
    """Whether a sentence speaks of refusing or exempting in words that no other Act's business would use."""
    return bool(_STRONG.search(sentence))


def withholds(text: str) -> bool:
    """Whether the words hold anything back: the least that must be said before a provision merely told counts."""
    return bool(_WITHHOLDS.search(text))


def is_lead(sentence: str) -> bool:
    """Whether a sentence introduces the provisions that follow it: `… by virtue of the following exemptions:`."""
    return bool(_LEAD.search(sentence) and _POINTS.search(sentence[-160:]))


def title_line(sentence: str, start: int, runs: list[tuple[Run, Law | str | None]], law: Law) -> bool:
    """Whether a sentence is no sentence but provisions with their titles: `Section 24(2) National Security and S31(3)`.

    `start` is the offset of the sentence in the text in which `runs` were found.
    """
    if len(sentence) > 170 or any(isinstance(owner, str) and not isinstance(owner, Law) for _, owner in runs):
        return False
    rest, at = [], 0
    for run, _ in runs:
        rest.append(sentence[at : max(at, run.start - start)])
        at = run.end - start
    rest.append(sentence[at:])
    left = " ".join(rest)
    if any(
        char.isdigit() for char in left.replace("2000", "").replace("2002", "").replace("2004", "").replace("2011", "")
    ):
        return False
    lower = left.lower().replace(",", "")
    words = [word.lower() for word in _WORD.findall(left)]
    if all(word in _TITLE_WORDS for word in words):
        return True
    if len(words) > 18 or not _near_start(rest[0]):
        return False
    first = runs[0][0]
    laws = (Law.EISR, Law.FOISA) if law in (Law.FOISA, Law.EISR) else (law, Law.FOIA, Law.EIR)
    return any(name in lower for one in laws for section in first.sections for name in names_of(one, section))


def _near_start(before: str) -> bool:
    """Nothing, or a title, before the first number: a sentence that begins otherwise is a sentence."""
    return len(before) < 60 and not re.search(r"\b(?:is|are|was|were|we|i|you|have|has)\b", before, re.IGNORECASE)


def judge(block: Block, sentence: str, start: int, end: int, run: Run, *, line: bool, lead: str) -> Evidence:
    """What `sentence` shows of the provision named at offsets `start` to `end`, in the force's own words.

    `line`: the sentence is a bare line of provisions; `lead`: the sentence that introduces that line, or "".
    """
    before, after = sentence[max(0, start - 160) : start], sentence[end : end + 140]
    if block.kind is BlockKind.TABLE and not _is_field(block, sentence):
        return Evidence.NAMED
    if sentence.endswith("?") or run.ranged:
        return Evidence.NAMED
    if line and not _denied("", after):
        if _DESCRIBES.match(after):
            return Evidence.DESCRIBED
        if _hypothetical(lead) or (_REQUESTER.search(lead) and not _OURS.search(lead)):
            return Evidence.NAMED
        return Evidence.RELIED if lead or _WORD.search(sentence.replace("ection", "")) else Evidence.DESCRIBED
    if _quoted(before):
        return Evidence.DEFINED
    if _STATUTE.search(before) or _denied(before, after):
        return Evidence.NAMED
    if _hypothetical(sentence) or _REQUESTER.search(before) or _GENERAL.search(sentence):
        return Evidence.NAMED
    if _STATISTICS.search(before) and not _OURS.search(sentence):
        return Evidence.NAMED
    if _EARLIER.search(sentence) and not _UPHELD.search(sentence):
        return Evidence.NAMED
    if _DESCRIBES.match(after):
        return Evidence.DESCRIBED
    if _DEFINES.match(after):
        return Evidence.DEFINED
    if _STRONG.search(sentence):
        return Evidence.RELIED
    close = any("(" in section for section in run.sections) or _OF_THE_LAW.search(sentence)
    return Evidence.RELIED if close and _WEAK.search(sentence) else Evidence.DEFINED


def _denied(before: str, after: str) -> bool:
    """`We do not rely on section 31`; not `the duty does not apply by virtue of section 31`."""
    denied = _DENIED_BEFORE.search(before)
    return bool(denied and not _BECAUSE.search(denied[0])) or bool(_DENIED_AFTER.match(after))


def _hypothetical(sentence: str) -> bool:
    """Whether a sentence speaks of what would be. `Would be exempt if it were held` is how one refuses to confirm."""
    if speaks_ncnd(sentence):
        return False
    if _WOULD_HAVE.search(sentence) or _MAY.search(sentence):
        return True
    return bool(_WOULD.search(sentence) and _IF.search(sentence))


def _quoted(before: str) -> bool:
    if before.count("“") > before.count("”"):
        return True
    return before.count('"') % 2 == 1


def _is_field(block: Block, line: str) -> bool:
    """A table row of words (`Exemption | Section 40(2)`), not one of figures (`Section 40 | 112 | 130`)."""
    row = next((row for row in block.rows if " | ".join(row) in line or line in " | ".join(row)), ())
    return not any(cell.replace(",", "").replace("%", "").strip().isdigit() for cell in row)
