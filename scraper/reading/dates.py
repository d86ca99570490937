"""The dates a page states: when it was asked, answered and published, and the month its address files it under.

Only a date whose words say what it is the date of is taken: a label ("Date responded"), a set phrase ("your request
received on"), the date line of a letter or of a news-like page. Every other date on a page (data periods, deadlines,
other requests) is left alone. Day first always; a month name in front is unambiguous and allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.reading.days import WRITTEN, value_of
from scraper.reading.filed import find_filed_month
from scraper.records import BlockKind, DateKind, Letter, Place, Precision, StatedDate

IMPOSSIBLE = "a stated date is impossible and was left out"
FUTURE = "a stated date lies in the future and was left out"
OUT_OF_ORDER = "the stated request date is after the response date"

_YEAR_AHEAD = re.compile(r"\d\d")
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[,.]?\s{0,2}(?:the\s)?$", re.IGNORECASE)

_OWN = r"(?:the |your |our |this |original |initial |foi |eir |information |freedom of information )?"
_ASK = r"(?:request|enquiry|inquiry|application)"
# A label begins its line, or follows the end of something else on it: "Our Ref: 12/20 Date: 3 May 2020",
# or with its capital at once upon a number: "Our Ref: 12/20Date: 3 May 2020".
_START = r"(?:^[\s,;]{0,3}|[.;:|)\]]\s{0,2}|\d\S{0,9}\s{1,2}|\bref(?:erence)?\s|(?<=[\dA-Z])(?=(?-i:Date\b)))(?:"
_END = r")\s?(?:on|was|is)?\s?[:=|–—-]?\s?(?:the\s)?$"


def _label(words: str) -> re.Pattern[str]:
    return re.compile(_START + words + _END, re.IGNORECASE)


_LABELS = (
    (
        DateKind.REQUESTED,
        _label(
            rf"date of {_OWN}(?:{_ASK}|receipt)(?: of (?:the )?request)?(?: received)?"
            rf"|date (?:{_OWN}{_ASK} )?(?:was )?(?:received|requested|submitted|made|logged)"
            rf"|{_OWN}{_ASK} (?:date|received|submitted|made|logged)(?: date)?|received date"
            r"|(?:foi|eir) received"
            r"|dyddiad (?:y cais|derbyn|derbyniwyd)"
        ),
    ),
    (
        DateKind.RESPONDED,
        _label(
            r"date of (?:the |our |this |foi |final |full )?(?:response|reply|letter|answer|decision|disclosure|issue)"
            r"|date (?:we |of )?(?:response )?(?:responded|replied|answered|issued|disclosed|completed|closed|sent)"
            r"(?: to (?:the )?(?:applicant|requester))?"
            r"|(?:foi |our |original )?(?:response|reply|answer|decision|disclosure|letter|completion)"
            r" (?:date|issued|sent|provided|completed)|issue date|dyddiad (?:yr )?(?:ymateb|ateb)"
        ),
    ),
    (
        DateKind.PUBLISHED,
        _label(
            r"date (?:of |first )?(?:publication|published|posted|uploaded)(?: on (?:the |our )?web ?site)?"
            r"|publication date"
            r"|(?:first |originally |response |answer )?published(?: date| online)?|(?:dyddiad )?cyhoedd(?:i|wyd)"
        ),
    ),
    (DateKind.PUBLISHED, re.compile(r"\bby [^.:;]{2,80} and published(?: on)?\s?$", re.IGNORECASE)),
)
# Words that are labels at the head of a page, and may be column names of the data further down.
_HEAD_LABELS = (
    (DateKind.REQUESTED, _label(r"received|requested|submitted|derbyniwyd")),
    (
        DateKind.RESPONDED,
        _label(
            r"responded(?: to)?|replied|issued|answered|completed|closed|disclosed|(?:original )?decision|ymatebwyd"
        ),
    ),
    (DateKind.PUBLISHED, re.compile(r"(?:^|\band )(?:published|posted|uploaded)(?: on)?\s?$", re.IGNORECASE)),
)
_BARE_LABEL = _label(r"date|(?P<stamp>dated)|dyddiad")
_TO_APPLICANT = re.compile(
    r"(?:i write|i am writing|we write|thank you for your|we thank you for|further to your|i refer to your"
    r"|with reference to your|in (?:response|reply) to your|your (?:foi |information )?(?:request|e-?mail|letter))\b",
    re.IGNORECASE,
)
_TELLING = ("your", "you ", "received", "dated", "this ")  # one of them stands in every sentence that tells of a date
_ISSUED = re.compile(r"\s?(?:issued|sent|dated)(?: on)?(?: the)? $", re.IGNORECASE)
_THIS_RESPONSE = re.compile(
    r",? (?:this|the|our) (?:foi |freedom of information )?(?:response|reply|letter)", re.IGNORECASE
)
_JOINED = re.compile(r"^\s?(?:and|&|,)\s(?:the\s)?$")

_NOUN = r"(?:request|e-?mail|letter|enquiry|inquiry|application|correspondence|message|submission)"
_PROSE = re.compile(
    r"\b(?:received(?:,? (?:by|at|in|into|via|from|within|here)\b(?! (?:respect|relation|regard|connection))"
    r"[^.,;:?]{0,70})? on|received(?: by us| here)?|received,? (?:as )?dated"
    rf"|{_NOUN}(?: for information)?(?: under [^.,;:?]{{0,60}}| to [^.,;:?]{{0,40}}| which (?:was|is)| was)?,?"
    r" (?:dated|of|from|on)"
    r"|(?:made|submitted|sent|e-?mailed|wrote|written)(?: to us| to the \w{1,20}| in| by e-?mail)?(?: on)?"
    r"|you (?:have )?(?:requested|asked(?: for)?|submitted|sought|made|sent)(?: this| it)? on"
    r") ?(?:the )?$",
    re.IGNORECASE,
)
_THIS_REQUEST = re.compile(
    r"\byour\b|\byou (?:have )?(?:requested|asked|submitted|sought|made|sent)\b"
    r"|\bthank you\b|\bthis request\b|\bwrite (?:in|further|with)\b|\brefer(?:ence|ring)? to\b"
    rf"|\b(?:response|reply|replying|responding) to\b|^\W{{0,3}}(?:the |a )?(?:foi |information )?{_NOUN}\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:clarif|acknowledged|acknowledgement|review|complain|appeal|payment|previous|earlier|another\b"
    r"|further request|amended|revised"
    r"|refined|similar|deadline|due\b|(?<!your )requests\b(?! for)|our (?:response|letter|reply))",
    re.IGNORECASE,
)
_ON = re.compile(r"\W{0,3}on (?:the )?$", re.IGNORECASE)
_YOU_ASKED = re.compile(
    r",? (?:you (?:asked|requested|wrote|submitted|made|sent)\b|we received your (?:request|e-?mail|letter)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!]\s(?=[A-Z])")
_LETTER_SIGN = re.compile(
    r"(?:dear\b|our ref|your ref|ref(?:erence)?\b|foi ref|i write\b|i am writing|thank you for|we thank you"
    r"|further to your|i refer to|with reference to|freedom of information)",
    re.IGNORECASE,
)
_NORTHUMBRIA = re.compile(r"\bnorthumbria", re.IGNORECASE)

_LABELLED, _DATE_LINE, _TOLD, _LETTERHEAD = range(4)  # evidence, best first
_EARLY_BLOCKS = 12  # how far into a part a label of this page may stand; later ones belong to the data
_LINE = 100  # longer than any line that is a label and its value
_LEFT = 160  # how much of what stands before a date is looked at
_RIGHT = 80  # and after it
_REACH = 4000  # how far into one block dates are looked for: longer ones are letters that lost their lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    kind: DateKind
    rank: int
    value: str | None
    precision: Precision
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One block that may state a date; `label` is the short line above it, for a value on a line of its own."""

    text: str
    head: bool
    prose: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """What the page as a whole tells about its unlabelled dates.

    `stamped`: "Dated:" is the web system's stamp (old Northumbria). `letter`: it has the openings of a letter.
    """

    stamped: bool
    letter: bool


def find_dates(
    letter: Letter, *, url: str | None, today: str | None = None
) -> tuple[tuple[StatedDate, ...], tuple[str, ...]]:
    """The dates stated in a letter and in its address, and warnings about those that cannot be.

    At most one date of each of requested, responded and published: the best evidenced, the first of equals.
    A month in the address gives kind `filed`, precision month. `today` (`YYYY-MM-DD`) bounds what is possible.
    """
    warnings: list[str] = []
    found: list[StatedDate] = []
    candidates = sorted(_candidates(letter, url or ""), key=lambda c: c.rank)
    for kind in (DateKind.REQUESTED, DateKind.RESPONDED, DateKind.PUBLISHED):
        for candidate in (c for c in candidates if c.kind is kind):
            if candidate.value is None:
                warnings.append(IMPOSSIBLE)
            elif today is not None and candidate.value > today[: len(candidate.value)]:
                warnings.append(FUTURE)
            else:
                found.append(
                    StatedDate(
                        kind=kind,
                        value=candidate.value,
                        precision=candidate.precision,
                        text=candidate.text,
                        place=Place.TEXT,
                    )
                )
                break
    filed = find_filed_month(url) if url else None
    if filed is not None and (today is None or filed.value <= today[:7]):
        found.append(filed)
    days = {d.kind: d.value for d in found if d.precision is Precision.DAY}
    if days.get(DateKind.REQUESTED, "") > days.get(DateKind.RESPONDED, "9999"):
        warnings.append(OUT_OF_ORDER)
    return tuple(found), tuple(dict.fromkeys(warnings))


def _candidates(letter: Letter, url: str) -> Iterator[_Candidate]:
    signs = _Signs(
        stamped=bool(_NORTHUMBRIA.search(url)) or any(_NORTHUMBRIA.search(b.text) for b in letter.head),
        letter=any(_LETTER_SIGN.match(b.text) for b in (*letter.head, *letter.request[:2], *letter.response[:4])),
    )
    for line in _lines(letter):
        yield from _in_line(line, signs)


def _lines(letter: Letter) -> Iterator[_Line]:
    """The blocks that can state a date of this page: all of the head; elsewhere short lines and told receipts."""
    label = ""
    for blocks in (letter.head, letter.request, letter.response, letter.rights):
        head = blocks is letter.head
        prose = head or blocks is letter.response
        for index, block in enumerate(blocks):
            text = block.text[:_REACH]
            # Where the request has no label its first lines may be the force's own.
            told = prose or index < 2
            near = head or (index < _EARLY_BLOCKS and len(text) <= _LINE)
            if near or (told and any(word in text for word in _TELLING)):
                dated = _YEAR_AHEAD.search(text) is not None
                if dated and block.kind is not BlockKind.TABLE:
                    own = prose or (told and _TO_APPLICANT.match(text) is not None)
                    yield _Line(text=text, head=head, prose=own, label=label)
                label = "" if dated or len(text) > 40 else text
            else:
                label = text if len(text) <= 40 else ""


def _in_line(line: _Line, signs: _Signs) -> Iterator[_Candidate]:
    text = line.text
    end, last = 0, None
    for match in WRITTEN.finditer(text):
        left = text[max(end, match.start() - _LEFT) : match.start()]
        weekday = _WEEKDAY.search(left)
        if weekday:
            left = left[: weekday.start()]
        right = text[match.end() : match.end() + _RIGHT]
        sense = None
        if line.label and end == 0 and not left.strip():
            sense = _labelled(line, signs, f"{line.label} ")
            left = f"{line.label} " if sense else left
        sense = sense or _sense(line, signs, left, right)
        if sense is None and last is not None and _JOINED.match(left):
            sense = last
        value, precision = value_of(match)
        if sense is not None and (precision is Precision.DAY or sense[1] is _LABELLED):
            words = f"{left}{weekday[0] if weekday else ''}{match[0]}"
            yield _Candidate(kind=sense[0], rank=sense[1], value=value, precision=precision, text=_tidy(words))
        end, last = match.end(), sense


def _labelled(line: _Line, signs: _Signs, left: str) -> tuple[DateKind, int] | None:
    """What the label that ends just before a date says it is the date of."""
    for kind, label in _LABELS:
        if label.search(left):
            return kind, _LABELLED
    if line.head:
        for kind, label in _HEAD_LABELS:
            if label.search(left) and not _ANOTHER.search(left):
                return kind, _LABELLED
    bare = _BARE_LABEL.search(left) if line.prose else None
    if bare:
        return (DateKind.PUBLISHED if bare["stamp"] and signs.stamped else DateKind.RESPONDED), _DATE_LINE
    return None


def _sense(line: _Line, signs: _Signs, left: str, right: str) -> tuple[DateKind, int] | None:
    """What the words around a date say it is the date of, and how good that evidence is."""
    sense = _labelled(line, signs, left)
    if sense:
        return sense
    if _ISSUED.match(left) and _THIS_RESPONSE.match(right):
        return DateKind.RESPONDED, _LABELLED
    sentence = _SENTENCE_END.split(left)[-1]
    if line.prose and _ON.fullmatch(sentence) and _YOU_ASKED.match(right):
        return DateKind.REQUESTED, _TOLD
    if line.prose and _PROSE.search(sentence) and _THIS_REQUEST.search(sentence) and not _ANOTHER.search(sentence):
        return DateKind.REQUESTED, _TOLD
    if line.head and not left.strip():
        if right.lstrip().startswith("|"):  # "September 29, 2022 | Category": the date line of a news-like page
            return DateKind.PUBLISHED, _DATE_LINE
        if signs.letter and (not right.strip() or _LETTER_SIGN.match(right.lstrip())):
            return DateKind.RESPONDED, _LETTERHEAD
    return None


def _tidy(words: str) -> str:
    """The last sentence of some words, at most a line of it: enough to see why the date was taken."""
    words = _SENTENCE_END.split(words.strip())[-1]
    return words if len(words) <= _LINE else "…" + words[-_LINE:].partition(" ")[2]
