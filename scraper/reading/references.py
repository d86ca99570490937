"""A response's own reference: from its labels, else its title, else its address.

References of other requests stand in many answers ("FOI 775/12 refers"): only a label, a title or an address counts.
Digits that run together in an address are split only where a rule says how: the year folder of the same address, or
the force's known form; else they stay as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from scraper.records import Block, Hints, Letter, Place, Reference

# Letters in front ("FOI", "IM-FOI-", "DC/FOI "), a number, and further parts joined tightly ("01.FOI.22.024049",
# "1648A/23") or, once, with a space beside the mark ("89- 26"). What follows may be glued on: "120/24Response".
_VALUE = (
    r"(?-i:(?:[A-Z]{1,6}[ /._–-]{0,2}){0,3}|[Ff]oi[ /._-]?)"
    r"\d{1,13}(?-i:[A-Za-z](?![A-Za-z]))?"
    r"(?:(?:[/._–-](?:\d{1,8}(?-i:[A-Za-z](?![A-Za-z]))?|(?-i:[A-Z]{1,4}(?![A-Za-z])))){1,5}|\s?[/–-]\s?\d{1,6}(?!\d))?"
)
_SUBJECT = (
    r"(?:our|foia?|eir|enquiry|case|request|response|disclosure|log|unique|force|police|information|id"
    r"|freedom of information(?: act)?|ein)"
)
_NUMBER = r" ?(?:n ?o|number|num|id|rhif)\b\.?"
_NAMED = re.compile(  # "Our Ref:", "FOI reference number", "Request number": wherever they stand on a line
    rf"(?P<theirs>\b(?:your|previous|earlier|original|related|linked|crime|incident)\s)?"
    rf"\b(?:(?:{_SUBJECT} ){{1,4}}(?P<first>{_NUMBER})"
    rf"|(?:ref(?:erence)?|cyf(?:eirnod)?)\b\.?(?P<second>{_NUMBER})?)\s?(?P<mark>[:#=–-])?\s?(?P<value>{_VALUE})?",
    re.IGNORECASE,
)
_OPENING = re.compile(  # "FOI request: 12/20", "Request 733297795", "RFI: 12/17": only at the start of a line
    rf"(?:freedom of information:? ?)?"
    rf"(?:(?:foi/eir|foia?|eir|(?:freedom of )?information|right to know|environmental information)(?: act)?"
    r"(?: (?:request|response|disclosure|release|cais))?|request|e?case|rfi)"
    rf"\s?[:#–-]?\s?(?P<value>{_VALUE})(?=\W|[A-Z]|$)",
    re.IGNORECASE,
)
_WHOLE = re.compile(_VALUE, re.IGNORECASE)
_DATE_LIKE = re.compile(r"\d{1,2}[/.-](?:0?[1-9]|1[0-2])[/.-](?:19[5-9]\d|20\d\d|\d\d)")
_YEARS = re.compile(r"(19|20)\d\d[/._–-](?:(19|20)\d\d|\d\d)")
_NUMBER_YEAR = r"\d{1,6}[A-Za-z]?[/._-](?:20[0-3]\d|[0-3]\d)"
_YEAR_NUMBER = r"20[0-3]\d[/._-]\d{3,6}"

_TITLE_BRACKET = re.compile(rf"\((?P<value>(?:FOI ?)?(?:{_NUMBER_YEAR}|{_YEAR_NUMBER}))\)?$", re.IGNORECASE)
_TITLE_END = re.compile(rf"(?:^|[\s–-])(?P<value>(?:FOI[ -]?)?(?:{_NUMBER_YEAR}|{_YEAR_NUMBER}))$", re.IGNORECASE)
_TITLE_START = re.compile(rf"(?P<value>(?:{_NUMBER_YEAR}|{_YEAR_NUMBER}))(?=\s|:|$)", re.IGNORECASE)

_LABEL_LINE = 60  # longer than a label with its value
_LINE = 150  # longer than any line that gives a reference
_DEEP_BLOCKS = 12  # how far into the answer a letter's own "Our ref" may stand


def find_reference(letter: Letter, *, title: str | None, url: str | None, hints: Hints) -> Reference | None:
    """This request's own reference, or None where the page states none.

    Order of trust: a label above the request, the title, the address, a label inside the answer (a letter with its
    head in mid-page). `printed` is as on the page, or as split out of the address; `key` is for comparison.
    """
    # A requester may begin with another request's number, but not on a line that is nothing but a label and a value.
    above = (*letter.head, *(b for b in letter.request[:3] if len(b.text) <= _LABEL_LINE))
    value = _labelled(above)
    if value:
        return _reference(value, Place.TEXT)
    value = _in_title(title) if title else None
    if value:
        return _reference(value, Place.TITLE)
    value = next((v for b in letter.head[:2] if ":" not in b.text and (v := _in_title(b.text))), None)
    if value:
        return _reference(value, Place.TITLE)
    value = find_reference_in_url(url, hints.force) if url else None
    if value:
        return _reference(value, Place.URL)
    value = _labelled(letter.response[:_DEEP_BLOCKS])
    return _reference(value, Place.TEXT) if value else None


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
        # In mid-sentence the bare word is prose: "our earlier answer, reference 775/12, gives the figures".
        before = text[: match.start()].rstrip()[-4:].lower()
        in_prose = not marked and before != "" and match[0][0].islower() and not before.endswith(("our", "foi"))
        alone = match.end() == len(text) and len(text) <= 40
        if not match["theirs"] and not in_prose and (match["value"] or alone):
            yield marked, match["value"]
    opening = _OPENING.match(text)
    # Lower case after it is prose about some request: "FOI 775/12 refers", "Request 2019 to 2021".
    if opening and len(text) <= _LINE and not re.match(r"\s*(?!and\b|&)[a-z]", text[opening.end() :]):
        yield False, opening["value"]


def _fit(value: str, *, named: bool) -> bool:
    """Whether a value can be a reference: not a date, a year, a span of years or the number of a question."""
    digits = sum(c.isdigit() for c in value)
    if _DATE_LIKE.fullmatch(value) or _is_span_of_years(value):
        return False
    if named or re.search(r"[/._–-]", value):
        return digits >= 3
    return digits >= 4 and not re.fullmatch(r"(?:19|20)\d\d", value)


def _is_span_of_years(value: str) -> bool:
    """`2019/20` and `2014-2021` are periods, not references."""
    if not _YEARS.fullmatch(value):
        return False
    first, second = int(value[:4]), int(value[5:])
    return len(value) == 9 or second == (first + 1) % 100


def _in_title(title: str) -> str | None:
    """The reference in a title: labelled, in brackets at its end, at its end, or at its beginning."""
    title = title.strip()
    if len(title) > _LINE:
        return None
    for named, value in _values(title):
        if value and _fit(value, named=named):
            return value
    for match in (_TITLE_BRACKET.search(title), _TITLE_END.search(title), _TITLE_START.match(title)):
        if match and _fit(match["value"], named=False):
            return match["value"]
    return None


_SLUG_FORMS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(?:^|-)im-foi-(20\d\d)-(\d{3,5})(?!\d)", "IM-FOI-{0}-{1}"),
        (r"(?:^|-)foi-(20\d\d)-(\d\d)-(\d{3})(?!\d)", "{0}/{1}-{2}"),  # a financial year, then the number
        (r"(?:^|-)foi[-.]?(20\d\d)[-.](\d{3,6})(?![\d.])", "{0}/{1}"),
        (r"(?:^|-)foi-{0,3}(\d{1,7}[a-z]?)[-._](20\d{4}|20\d\d|[0-3]\d)(?!\d)", "{0}/{1}"),
        (r"^(\d\d)\.?foi\.?(\d\d)\.?(\d{6})\.?([a-z])(?![a-z])", "{0}/FOI/{1}/{2}/{3}"),
        (r"^(\d\d)\.?foi\.?(\d\d)\.?(\d{6})(?!\d)", "{0}/FOI/{1}/{2}"),
        (r"^foi\.(\d\d)\.(\d{6})\.([a-z])(?![a-z])", "FOI/{0}/{1}/{2}"),
        (r"^request-(\d{3,7})(?!\d)", "{0}"),
        (r"-{2,3}(\d{1,6})\.(20\d\d)$", "{0}/{1}"),
    )
)
_HOST_FORMS = {
    "northumbria.": re.compile(r"(?:^|[-_])(\d{1,5}[a-z]?)[-_]([0-3]\d)$"),
    "west-midlands.": re.compile(r"(?:^|[-_])(\d{1,5}[a-z]?)[-_]([0-3]\d)$"),
    "scotland.": re.compile(r"^(\d\d-\d{4})()(?!\d)"),
    "npcc.": re.compile(r"^(\d{3}-20\d\d)()(?!\d)"),
}
_GLUED = re.compile(r"(?:^foi-{0,3}(?P<foi>\d{3,10})(?!\d)|^(?P<first>\d{5,10})-|[-_](?P<last>\d{3,10}[a-z]?)$)")
# How many digits a force writes the year with, where its slugs alone do not tell ("32025" is 320/25 in South Wales).
_YEAR_DIGITS = {
    "northumbria": 2,
    "west-midlands": 2,
    "south-wales": 2,
    "cleveland": 2,
    "northants": 2,
    "northamptonshire": 2,
    "dyfed-powys": 4,
}


def find_reference_in_url(url: str, force: str | None = None) -> str | None:
    """The reference in the last part of an address, split where a rule says how, else None.

    Northumbria and West Midlands end their slugs with it, the last two digits the year (`incidents-123019` is
    1230/19). Elsewhere the year folder decides: `/2025/august/foi-82525/` is 825/25, `/disclosure-2024/…-3982024/`
    is 398/2024, `/2022/…/202225392---…/` is 2022/25392. A slug may carry the year before its folder's.
    """
    host, _, path = url.partition("?")[0].partition("#")[0].partition("://")[2].lower().partition("/")
    *folders, slug = [s for s in unquote(path).split("/") if s] or [""]
    if slug == "response" and folders:  # a tab of the page, not its name
        slug = folders.pop()
    slug = re.sub(r"\.(?:aspx?|html?|pdf|docx?)$", "", slug)
    for part, pattern in _HOST_FORMS.items():
        match = pattern.search(slug) if part in host else None
        if match:
            return "/".join(group.upper() for group in match.groups() if group)
    for pattern, form in _SLUG_FORMS:
        match = pattern.search(slug)
        if match:
            return form.format(*(group.upper() for group in match.groups()))
    match = _GLUED.search(slug)
    if not match:
        return None
    digits = match["foi"] or match["first"] or match["last"]
    year_digits = next((n for name, n in _YEAR_DIGITS.items() if f"{name}." in host or name == force), None)
    always = bool(match["last"]) and ("northumbria." in host or "west-midlands." in host)
    split = _split_always(digits) if always else _split_by_year(digits, _years(folders), year_digits)
    # Digits of no known form at the head of a slug are still its number; at its end they may be anything.
    return split or (None if match["last"] or always else digits)


def _years(folders: list[str]) -> tuple[int, ...]:
    """The years the folders of an address name, each with the year before it, the named ones first."""
    named = [int(y) for folder in folders for y in re.findall(r"(?<!\d)20\d\d(?!\d)", folder)]
    return tuple(dict.fromkeys((*reversed(named), *(y - 1 for y in reversed(named)))))


def _split_always(digits: str) -> str | None:
    """The last two digits are the year, whatever the folders; four that are a year themselves tell nothing."""
    number, year = digits[:-2], digits[-2:]
    if re.fullmatch(r"20[0-3]\d", digits) or not year.isdigit():
        return None
    return f"{number}/{year}" if "05" <= year <= "39" else None


def _split_by_year(digits: str, years: tuple[int, ...], year_digits: int | None) -> str | None:
    """Number and year out of digits that begin or end with the year of a folder."""
    for year in years:
        full, two = str(year), str(year)[2:]
        if digits.startswith(full) and len(digits) >= 8 and year_digits is None:
            return f"{full}/{digits[4:]}"
        if digits.endswith(full) and len(digits) > 4 and year_digits != 2:
            return f"{digits[:-4]}/{full}"
        if digits.endswith(two) and len(digits) > 2 and digits != full:
            return f"{digits[:-2]}/{full if year_digits == 4 else two}"
    return None
