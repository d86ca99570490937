"""The dates a page states: when it was asked, answered and published, and the month its address files it under.

Only a date whose words say what it is the date of is taken: a label ("Date responded"), a set phrase ("your request
received on"), the date line of a letter or of a news-like page. Every other date on a page (data periods, deadlines,
other requests) is left alone. Day first always; a month name in front is unambiguous and allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from scraper.reading.facts.datewords import (
    bare_label,
    goes_on_to_response,
    is_letterhead,
    kind_by_label,
    opens_request,
    opens_response,
    tells_request,
    tells_response,
)
from scraper.reading.facts.days import WRITTEN, value_of
from scraper.reading.facts.filed import find_filed_month
from scraper.reading.facts.rows import rows_as_lines
from scraper.reading.language.signs import Sign, sentence_sign
from scraper.records import BlockKind, DateKind, Letter, Place, Precision, StatedDate

IMPOSSIBLE = "a stated date is impossible and was left out"
FUTURE = "a stated date lies in the future and was left out"
OUT_OF_ORDER = "the stated request date is after the response date"

_YEAR_AHEAD = re.compile(r"\d\d")
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[,.]?\s{0,2}(?:the\s)?$", re.IGNORECASE)

_TO_APPLICANT = re.compile(
    r"(?:i write|i am writing|we write|thank you for|we thank you for|further to your|(?:i|we) refer to your"
    r"|with reference to your|in (?:response|reply) to your|your (?:foi |information )?request)\b",
    re.IGNORECASE,
)
# Openings that a requester may use as well: the force's own where they lead in what was asked.
_LEADS_IN = re.compile(
    r"(?:(?:your|this|the) (?:[a-z]{1,12} ){0,3}(?:request|e-?mail|letter|message|enquiry|application)\b"
    r"|on (?:the )?\d|we (?:have )?received\b)",
    re.IGNORECASE,
)
_TELLING_WORDS = "your|you |received|dated|this |Dated|Received|Your|published|repl|respon|answer|today"
_TELLING = tuple(_TELLING_WORDS.split("|"))
_JOINED = re.compile(r"^\s?(?:and|&|,)\s(?:the\s)?$")
_WHEN = re.compile(r"\b(?:when|dates?|day|deadline)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!]\s(?=[A-Z])")
_UNFINISHED = re.compile(r"[\w,]$")
_LETTER_SIGN = re.compile(
    r"(?:dear\b|our ref(?:s|erences?)?\b|your ref|ref(?:erence)?\b|foi\b|i write\b|i am writing|thank you for"
    r"|we thank you|further to your|(?:i|we) refer to|with reference to|freedom of information|official\b|tel\b)",
    re.IGNORECASE,
)
_LETTERHEAD_LINE = re.compile(r"(?:(?:our|your) ref|ref(?:erence)?|tel(?:ephone)?|phone|e-?mail)\b\s?:", re.IGNORECASE)
_SENDER = re.compile(
    r"(?:(?:[A-Z][\w'’-]*|and|of|the|&) ){0,6}(?:Police|Constabulary|Authority|Service|Commissioner)"
    r"(?: (?:of )?[A-Z][\w'’-]*){0,3},? (?:on )?"
)
_NORTHUMBRIA = re.compile(r"\bnorthumbria", re.IGNORECASE)

_LABELLED, _DATE_LINE, _TOLD, _LETTERHEAD = range(4)  # evidence, best first
# Above links to other answers; the dates beneath it are theirs.
_OTHERS = re.compile(
    r"(?:latest|recent|newest|related|similar|more|other|further)\s(?:\w+\s){0,2}(?:disclosures?|requests?|responses?|"
    r"answers|releases?|publications?|documents?|foi)\b.{0,20}$|(?:see also|you may also)\b",
    re.IGNORECASE,
)
_EARLY_BLOCKS = 12  # how far into a part a label of this page may stand; later ones belong to the data
_HIGH = 4  # how far into a part that has taken in the lines above it these are looked for
_SIGNED = 40  # longer than a date below a letter, with what it is the date of
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
    """One block that may state a date.

    `label`: the short line above it, for a value on a line of its own. `above`: the end of a line above it that stops
    in mid-sentence. `head`: labels of one word count; `prose`: it is the force that speaks. `opens`: it is the first
    of what was asked; `replies`: the first or
    last of the answer. `dateline`: a day alone on it is the date of the letter.
    """

    text: str
    label: str
    above: str
    head: bool
    prose: bool
    opens: bool
    replies: bool
    dateline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """What the page as a whole tells about its unlabelled dates.

    `stamped`: "Dated:" is the web system's stamp (old Northumbria). `letter`: it has the openings of a letter.
    """

    stamped: bool
    letter: bool


def find_dates(
    letter: Letter, *, url: str | None, platform: str | None = None, today: str | None = None
) -> tuple[tuple[StatedDate, ...], tuple[str, ...]]:
    """The dates stated in a letter and in its address, and warnings about those that cannot be.

    At most one date of each of requested, responded and published: the best evidenced, the first of equals.
    A month in the address gives kind `filed`, precision month. `platform` names the publishing software.
    `today` (`YYYY-MM-DD`) bounds what is possible.
    """
    warnings: list[str] = []
    found: list[StatedDate] = []
    candidates = sorted(_candidates(letter, f"{url} {platform}"), key=lambda c: c.rank)
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


def _candidates(letter: Letter, where: str) -> Iterator[_Candidate]:
    openings = (*letter.head, *letter.request[:2], *letter.response[:4])
    signs = _Signs(
        stamped=bool(_NORTHUMBRIA.search(where)) or any(_NORTHUMBRIA.search(b.text) for b in letter.head),
        letter=any(_LETTER_SIGN.match(b.text) for b in openings),
    )
    for line in _lines(letter):
        yield from _in_line(line, signs)
    yield from islice(_messages(letter), 1)


def _messages(letter: Letter) -> Iterator[_Candidate]:
    """The days of the messages of a force in a thread of messages, last first: "Borset Police 3 May 2024" above one."""
    blocks = (*letter.head, *letter.request, *letter.response)
    for block in reversed(blocks):
        if len(block.text) <= _LINE and (match := WRITTEN.search(block.text)) and match.end() == len(block.text):
            value, precision = value_of(match)
            if precision is Precision.DAY and _SENDER.fullmatch(block.text[: match.start()]):
                if not any(sentence_sign(b.text) is Sign.TO_FORCE for b in blocks if len(b.text) <= _LINE):
                    return
                yield _Candidate(
                    kind=DateKind.RESPONDED, rank=_LETTERHEAD, value=value, precision=precision, text=block.text
                )


def _lines(letter: Letter) -> Iterator[_Line]:
    """The blocks that can state a date of this page: all of the head; elsewhere short lines and told receipts."""
    above = ""
    for blocks in (letter.head, letter.request, letter.response, letter.rights):
        head, answer = blocks is letter.head, blocks is letter.response
        for index, block in enumerate(rows_as_lines(blocks) if head else blocks):
            text = block.text[:_REACH]
            if (answer or blocks is letter.rights) and len(text) <= 50 and _OTHERS.match(text):
                break
            # Where the request has no label its first lines may be the force's own.
            told = head or answer or index < 2
            early = index < _EARLY_BLOCKS and len(text) <= (_LINE if index > _HIGH else 2 * _LINE)
            signed = len(text) <= _SIGNED and index >= len(blocks) - _HIGH and blocks is not letter.request
            near = head or early or signed
            dated = _YEAR_AHEAD.search(text) is not None
            if (
                dated
                and block.kind is not BlockKind.TABLE
                and (near or (told and any(word in text for word in _TELLING)))
            ):
                yield _Line(
                    text=text,
                    label=above if len(above) <= 40 and not _YEAR_AHEAD.search(above) else "",
                    above=above[-_LEFT:] if len(above) > 40 and _UNFINISHED.search(above) else "",
                    head=head,
                    prose=head or answer or (told and _is_own(text)),
                    opens=blocks is letter.request and index == 0,
                    replies=signed or (answer and index == 0),
                    dateline=_heads_answer(letter)
                    if answer and index == 0
                    else (index <= _HIGH and _LETTERHEAD_LINE.match(above) is not None),
                )
            above = "" if block.kind is BlockKind.TABLE else text


def _is_own(text: str) -> bool:
    """Whether a line among what was asked is the force's: it addresses the applicant, or leads in what follows."""
    return _TO_APPLICANT.match(text) is not None or (text.endswith(":") and _LEADS_IN.match(text) is not None)


def _heads_answer(letter: Letter) -> bool:
    """Whether a day alone above an answer is its date: a text follows, and no day was asked for."""
    follows = letter.response[1:2]
    if not follows or follows[0].kind is not BlockKind.PARAGRAPH or len(follows[0].text) <= _LINE:
        return False
    if sentence_sign(follows[0].text) in (Sign.STRONG_TURN, Sign.PREAMBLE):
        return True
    return not any(_WHEN.search(b.text[:_REACH]) for b in letter.request)


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
        if sense is None and line.above and end == 0:
            left = f"{line.above} {left}"[-_LEFT:]
            sense = _sense(line, signs, left, right)
        if sense is None and last is not None and _JOINED.match(left):
            sense = last
        if sense is None and last is not None and last[0] is DateKind.REQUESTED and goes_on_to_response(left):
            sense = DateKind.RESPONDED, _TOLD
        value, precision = value_of(match)
        if sense is not None and (precision is Precision.DAY or sense[1] is _LABELLED):
            words = f"{left}{weekday[0] if weekday else ''}{match[0]}"
            yield _Candidate(kind=sense[0], rank=sense[1], value=value, precision=precision, text=_tidy(words))
        end, last = match.end(), sense


def _labelled(line: _Line, signs: _Signs, left: str) -> tuple[DateKind, int] | None:
    """What the label that ends just before a date says it is the date of."""
    kind = kind_by_label(left, head=line.head)
    if kind:
        return kind, _LABELLED
    bare = bare_label(left) if line.prose else None
    if bare:
        return (DateKind.PUBLISHED if bare == "dated" and signs.stamped else DateKind.RESPONDED), _DATE_LINE
    return None


def _sense(line: _Line, signs: _Signs, left: str, right: str) -> tuple[DateKind, int] | None:
    """What the words around a date say it is the date of, and how good that evidence is."""
    sense = _labelled(line, signs, left) if not (line.opens and opens_request(left)) else None
    if sense:
        return sense
    if line.opens and opens_request(left):
        return DateKind.REQUESTED, _TOLD
    if tells_response(left, right) or (line.replies and opens_response(left)):
        return DateKind.RESPONDED, _LABELLED
    if line.prose and tells_request(left, right):
        return DateKind.REQUESTED, _TOLD
    if line.head and signs.letter and not right.strip() and len(line.text) <= _LINE and is_letterhead(left):
        return DateKind.RESPONDED, _LETTERHEAD
    if left.strip() or not (line.head or line.dateline):
        return None
    if line.head and right.lstrip().startswith("|"):  # "September 29, 2022 | Category": a news-like page
        return DateKind.PUBLISHED, _DATE_LINE
    if not right.strip() or (line.head and _LETTER_SIGN.match(right.lstrip())):
        return (DateKind.RESPONDED, _LETTERHEAD) if signs.letter or line.dateline else None
    return None


def _tidy(words: str) -> str:
    """The last sentence of some words, at most a line of it: enough to see why the date was taken."""
    words = _SENTENCE_END.split(words.strip())[-1]
    return words if len(words) <= _LINE else "…" + words[-_LINE:].partition(" ")[2]
