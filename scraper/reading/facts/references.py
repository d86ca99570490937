"""A response's own reference: from its labels, else its title, else its address.

References of other requests stand in many answers ("FOI 775/12 refers"): only a label, a sentence that gives this
request its number, a title or an address counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.reading.facts.rows import rows_as_lines
from scraper.reading.facts.slugs import find_reference_in_url, is_span_of_years
from scraper.records import Block, BlockKind, Hints, Letter, Place, Reference

# Letters in front ("FOI", "IM-FOI-", "DC/FOI "), a number, and further parts joined tightly ("01.FOI.22.024049",
# "1648A/23") or, once, with a space beside the mark ("89- 26"). What follows may be glued on: "120/24Response".
_VALUE = (
    r"(?!(?:requests?|response|ref|reference|number|act)\b)"
    r"(?-i:(?:[A-Z]{1,6}[ /._–-]{0,2}){0,3}|[Ff]oi[ /._-]?)"
    r"\d{1,13}(?-i:[A-Za-z](?![A-Za-z]))?"
    r"(?:(?:[/._–-](?:\d{1,8}(?-i:[A-Za-z](?![A-Za-z]))?|(?-i:[A-Z]{1,4}(?![A-Za-z])))){1,5}|\s?[/–-]\s?\d{1,6}(?!\d))?"
)
_SUBJECT = (
    r"(?:our|foia?|f\.?o\.?i\.?|eir|enquiry|application|case|request|response|disclosure|log|unique|force|police|information|id"
    r"|freedom of information(?: act)?|ein)"
)
_NUMBER = r" ?(?:n ?o|number|num|id|rhif)\b\.?"
_NAMED = re.compile(  # "Our Ref:", "FOI reference number", "Request number": wherever they stand on a line
    rf"(?:\b(?:{_SUBJECT} ){{1,4}}(?P<first>{_NUMBER})"
    rf"|\b(?:ref(?:erence)?s?|cyf(?:eirnod)?)\b\.?(?P<second>{_NUMBER})?)"
    rf"\s?(?P<mark>[:#=–-])?\s?(?:(?P<value>{_VALUE})(?![./_–-]?[A-Za-z]{{0,8}}\d))?",
    re.IGNORECASE,
)
# What a reference may be called before the word itself; after another noun it is that thing's, not this request's.
_OUR_WORDS = (
    "our ours foi foia eir rfi f.o.i enquiry inquiry case request response reply disclosure log unique force police "
    "constabulary service information id act ein the this a an number full new main application foi/eir eir/foi review "
    "quote quoting under with of for in by to on and or following 2000 2004"
)
_THEIR_WORDS = (
    "your crime incident court policy contract grant statute operation complaint tender officer clarification custody "
    "exhibit product niche storm warrant planning insurance error ray previous original iopc cps hmicfrs"
)
_THEIRS = frozenset(_THEIR_WORDS.split())  # on a line that is nothing but label and value any other name may stand
_NAMERS = ("our", "foi", "information", "request", "case")  # a label even in lower case in mid-line
_OURS = frozenset(_OUR_WORDS.split())
_LAST_WORD = re.compile(r"([\w'’](?:[\w.'’]|/(?=\w)){0,30})\s?$")
_OPENING = re.compile(  # "FOI request: 12/20", "Request 733297795", "RFI: 12/17": only at the start of a line
    r"(?:(?:re|subject|title|response to|reply to|decision on|internal review)\b[\s:–-]{1,4})?"
    r"(?:freedom of information:? ?)?"
    rf"(?:(?:foi/eir|foia?|eir|(?:freedom of )?information|right to know|environmental information)"
    r"(?: act| regulations)?(?: 200[04])?"
    r"(?: \(foia?\))?(?:[ :–-]{1,3}(?:request|response|disclosure|release|cais))?|request|internal review|e?case|rfi)"
    rf"\s?[:#–-]?\s?(?P<value>{_VALUE})(?=\W|[A-Z]|$)",
    re.IGNORECASE,
)
_TOLD = re.compile(  # in a sentence of the force: "it has been given the reference 12/20", "your request, ref 12/20"
    r"(?:\b(?:given|allocated|assigned|registered|logged|recorded|filed|quot(?:e|ing)|bears|bearing)\b"
    r"(?: (?:as|under|with|the|our|this|an?|unique|force|foi|case|following|log|request)){0,4}"
    r"|\b(?:your|this) (?:[a-z]{1,12} ){0,4}(?:request|enquiry|application),?)"
    r" \(?(?:our )?(?:ref(?:erence)?|case|log)(?: number| no\.?| id)?[,:]?(?: is| of)? "
    rf"(?P<value>{_VALUE})(?=\W|$)",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:previous|earlier|similar|related|another|other|same|separate|linked|crime|incident|ico|commissioner|tribunal)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(r":|[.?!;]\s|.{100}|\bref(?:erence)?\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!]\s(?=[A-Z])")
_WHOLE = re.compile(_VALUE, re.IGNORECASE)
_DATE_LIKE = re.compile(r"\d{1,2}[/.-](?:0?[1-9]|1[0-2])[/.-](?:19[5-9]\d|20\d\d|\d\d)")
_YEAR = r"(?:20\d{4}|20[0-3]\d|[0-3]\d)"  # also a financial year: 202425
_SHAPED = (  # what is a reference by its form alone: number and year, year and number, or the forces' coded forms
    rf"(?:[A-Z]{{0,3}}\d{{1,7}}[A-Za-z]?[/._-]{_YEAR}|20[0-3]\d[/._-]\d{{3,6}}|\d\d[/.]\d\d[/.]\d{{3,4}}"
    r"|(?:\d\d[/.])?FOI[/.]\d\d[/.]\d{4,6}(?:[/.][A-Z])?)(?![\d/])"
)
_BARE = r"\d{4,7}(?= ?[–:-] )"

_TITLE_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[(\[](?P<value>(?:(?i:FOI) ?)?{_SHAPED})[)\]]?$",
        rf"(?:^|[\s–-])(?P<value>(?:(?i:FOI)[ -]?)?{_SHAPED})$",
        rf"^(?:(?i:response|request|reply|review|ref|disclosure)\s)?(?P<value>{_SHAPED}|{_BARE})(?=\s|:|$)",
        rf"\b(?i:FOI|EIR|RFI)[ /-]?(?P<value>{_SHAPED})(?=:|$|\s[A-Z(–-])",
    )
)

_LABEL_LINE = 60  # longer than a label with its value
_LINE = 150  # longer than any line that gives a reference
_DEEP_BLOCKS = 12  # how far into the answer a letter's own "Our ref" may stand
_TOLD_BLOCKS = 40  # and a sentence that tells the reference
_REACH = 4000  # characters of one block
_TOP_BLOCKS = 6  # how far into the request lines from above it may have got


def find_reference(letter: Letter, *, title: str | None, url: str | None, hints: Hints) -> Reference | None:
    """This request's own reference, or None where the page states none.

    Order of trust: a label above the request, the title, the address, a label inside the answer (a letter with its
    head in mid-page). `printed` is as on the page, or as split out of the address; `key` is for comparison.
    """
    # A requester may begin with another request's number, but not on a line that is nothing but a label and a value.
    asked = (b for b in letter.request[:_TOP_BLOCKS] if len(b.text) <= _LABEL_LINE and b.kind is not BlockKind.ITEM)
    value = _labelled((*rows_as_lines(letter.head), *asked)) or _told(letter.head)
    if value:
        return _reference(value, Place.TEXT)
    value = _in_title(title) if title else None
    if value:
        return _reference(value, Place.TITLE)
    value = next((v for b in letter.head[:2] if not _NO_TITLE.search(b.text) and (v := _in_title(b.text))), None)
    if value:
        return _reference(value, Place.TITLE)
    value = find_reference_in_url(url, hints.force, hints.platform) if url else None
    if value:
        return _reference(value, Place.URL)
    value = _labelled(letter.response[:_DEEP_BLOCKS]) or _told(letter.response[:_TOLD_BLOCKS])
    return _reference(value, Place.TEXT) if value else None


def reference_of_line(text: str) -> str | None:
    """The reference that a line gives under its own label ("Reference: 12/20"), None for any other line."""
    if len(text) > _LABEL_LINE:
        return None
    return next((v for named, v in _values(text) if named and v and _fit(v, named=True)), None)


def reference_key(printed: str) -> str:
    """The form of a reference for comparison: upper case, its parts joined by `/`.

    >>> reference_key("01.FOI.22.024049"), reference_key("89- 26")
    ('01/FOI/22/024049', '89/26')
    """
    return re.sub(r"[\s/._–-]+", "/", printed.strip()).upper()


def _reference(value: str, place: Place) -> Reference:
    return Reference(printed=value, key=reference_key(value), place=place)


def _labelled(blocks: tuple[Block, ...]) -> str | None:
    """The first value that a label gives, on the label's own line or alone on the next.

    Labels that say "reference" or "number" go before openings like "FOI request 12/20".
    """
    openings = []
    waiting = False
    for block in blocks:
        text = block.text.strip()
        if waiting and _WHOLE.fullmatch(text) and _fit(text, named=True):
            return text
        waiting = False
        for named, value in _values(text):
            if value is None:
                waiting = True
            elif _fit(value, named=named):
                if named:
                    return value
                openings.append(value)
        if not openings and text[:3].upper() == "FOI" and _WHOLE.fullmatch(text) and _fit(text, named=False):
            openings.append(text)
    return openings[0] if openings else None


def _values(text: str) -> Iterator[tuple[bool, str | None]]:
    """Labelled values of one line, in order, and whether the label itself says that it is a number.

    A line that is nothing but a label yields None: its value stands on the next line.
    """
    for match in _NAMED.finditer(text[: _LINE * 2]):
        marked = bool(match["mark"] or match["first"] or match["second"])
        before = _LAST_WORD.search(text, max(0, match.start() - 40), match.start())
        word = before[1].lower().rstrip(".") if before else ""
        alone = match.end() == len(text) and len(text) <= _LABEL_LINE
        # In mid-sentence the bare word is prose: "our earlier answer, reference 775/12, gives the figures".
        in_line = match.start() > 0 and match[0][0].islower() and word not in _NAMERS
        in_prose = not marked and in_line and not (word and alone)
        theirs = word and word not in _OURS and not (alone and word not in _THEIRS)
        theirs = theirs or _OF_ANOTHER.search(text, max(0, match.start() - 40), match.start())
        if not theirs and not in_prose and (match["value"] or alone):
            yield marked, match["value"]
    opening = _OPENING.match(text)
    # Lower case after it is prose about some request: "FOI 775/12 refers", "Request 2019 to 2021".
    if opening and len(text) <= _LINE and not re.match(r"\s*(?!and\b|&)[a-z]", text[opening.end() :]):
        yield False, opening["value"]


def _told(blocks: tuple[Block, ...]) -> str | None:
    """The reference that a sentence gives to this request."""
    for block in blocks:
        if "ref" not in block.text and "Ref" not in block.text and "number" not in block.text:
            continue
        for sentence in _SENTENCE_END.split(block.text[:_REACH]):
            match = _TOLD.search(sentence)
            if match and not _OF_ANOTHER.search(sentence, 0, match.start()) and _fit(match["value"], named=True):
                return match["value"]
    return None


def _fit(value: str, *, named: bool) -> bool:
    """Whether a value can be a reference: not a date, a year, a span of years or the number of a question."""
    digits = sum(c.isdigit() for c in value)
    if _DATE_LIKE.fullmatch(value) or is_span_of_years(value):
        return False
    if named or re.search(r"[/._–-]", value):
        return digits >= 3
    return digits >= 4 and not re.fullmatch(r"(?:19|20)\d\d", value)


def _in_title(title: str) -> str | None:
    """The reference in a title: labelled, in brackets at its end, at its end, or at its beginning."""
    title = title.strip()
    if len(title) > _LINE:
        return None
    for named, value in _values(title):
        if value and _fit(value, named=named):
            return value
    for form in _TITLE_FORMS:
        match = form.search(title)
        if match and _fit(match["value"], named=False):
            return match["value"]
    return None
