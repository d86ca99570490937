"""Section numbers as letters print them, expanded to canonical sections.

`Section 31(1)(a)(b)` is 31(1)(a) and 31(1)(b); `S.40(2)(3)&(4)` is 40(2), 40(3) and 40(4); `31(1)(g) by virtue of
(2)(b)` is 31(1)(g) and 31(2)(b). Which law a number belongs to, and whether it is relied on, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SECTION, ARTICLE, REGULATION, SUBSECTION = "section", "article", "regulation", "subsection"

# A scan looks for digits, which are rarer than letters, and asks of each whether such a word stands before it.
_LAST_OF_KEYWORD = frozenset("sSnNtTcCeEgGdDoOrRfyYu.:)§")
_KEYWORD = re.compile(
    r"(?<![A-Za-z0-9'’/])(?:"
    r"[Ss](?:(?:ection|ECTION|ectoin|ecton|etion|ectiion)(?:\(s\)|s|S)?|ects?|ecs?|s)?\.?:?\s{0,2}(?:[Nn]o\.?\s?|"
    r"[Nn]umber\s)?"
    r"|(?P<wary>[Ss]ub-?\s?[Ss]ections?\s{0,2}"
    r"|[Ee]xempt(?:ion|ed)s?(?:\(s\))?(?:\s(?:applied|engaged|used|cited|claimed|relied (?:up)?on))?(?:\s(?:is|"
    r"are))?\s?:?\s{0,2})"
    r"|(?P<bare>(?:under|by virtue of|pursuant to|engaged|apply|applying|namely|and)\s{1,2}"
    r"|(?:[Aa]ct|[Ff]ollowing|[Ss]ections?|[Ee]xemptions?|FOIA)\s?:\s{0,2})"
    r"|[Aa]dran(?:nau)?\s{0,2}"
    r"|[Aa](?:rticle|RTICLE|rt)s?\.?\s{0,2}"
    r"|[Rr]eg(?:ulation)?s?\.?\s{0,2}"
    r"|§{1,2}\s?)$"
)
_SURE = re.compile(r"\d\d[A-Z]?(?:\s?\(\d|\s?[,;&.]|\sand\s\d|$)")
_SURELY_BARE = re.compile(r"\d\d[A-Z]?\s?\(\d[A-Z]?\)")
_NUMBER = re.compile(r"(\d{1,3})([A-Z]{0,2})(?![0-9a-z]|[A-Z]{1,2}\w|/(?!\d{1,2}[A-Z]?\()|:\d|%|\.\d+\.\d)")
_POINT = re.compile(r"\.(\d[A-Z]?)(?![\d.])")
_GROUP = re.compile(
    r"\s{0,2}[(\[]\s?(\d{1,2}[A-Za-z]{0,2}|a[ab]|[A-Za-z]|[ivxIVX]{2,4})"  # the level itself
    r"((?:\s?(?:,|&|/|-|–|and|or|to)\s?(?:\d{1,2}[A-Z]?|[a-z]|[ivx]{2,4})){0,8})"  # (a, b), (a-c), (1 and 2)
    r"\s?(?:[)\]]|\(\)|(?=\s?\()|(?=\s?(?:$|[-–—,.;:‘'\"])))"  # closed; or a slip: (1()(a), or never closed
)
_BARE_GROUP = re.compile(r"\s?(\d{1,2}[A-Z]?|[a-i]|[ivx]{2,4})(?=\)|\s?[,(&;.]|$)\)?")
_SPACED_GROUP = re.compile(r"\s(\d[A-Z]?)(?=\s?\([a-z]\))")
_LETTERS = re.compile(r"\s([a-i](?:\s?(?:,|&|and)\s?[a-i]\b){0,6})(?=\s?(?:$|[-–—.;:]))")
_GLUED_GROUP = re.compile(r"(?:([a-i])(?![A-Za-z])|\s([a-i])\))")
_LINK = re.compile(
    r"\s{0,2}(?:,\s?and|,\s?or|,|&|and\s?/?\s?or|and|or|/|;|\+|-|–|to|(?:by virtue of|by way of|"
    r"read (?:together )?with|"
    r"in conjunction with|with|"
    r"and of)(?: the)?)?\s{0,2},?\s?((?:and\s)?(?:sub-?\s?[Ss]ections?|[Pp]aragraphs?|sub-?paras?|paras?|"
    r"parts?)\.?)?(?=\s{0,2}[(\[]|\s\d|\s[a-i]\b)"
)
_LIST = re.compile(
    r"\s{0,2}(?:,\s?(?:and|or|&)?|and|or|&|/|;|\+|(?:by virtue of|by way of|read with|"
    r"in conjunction with)(?=\s\d{1,2}\())\s{0,2}(?=\d)"
)
_RANGE = re.compile(r"(?:-|–|\s?to\s)(?=\d)")
_GOES_ON = re.compile(
    r"\s?(?:$|[,.;:)(–—-]|of\b|and\b|or\b|&|/|to\b|[Ee]xempt|[Ee]xcept|FOI|appl|are\b|is\b|both\b|which\b|have\b|"
    r"were\b|of\s)"
)
_NAMED_SUB = re.compile(
    r"\s?(?:[-–—:‘'\"]\s?){0,2}(?:[A-Za-z&/’',]{2,20}\s){1,8}[-–—]?\s?(?=\(\d[A-Z]?\)?(?:\s?\(|$|[\s.,;:–-]))"
)
_OF_BEFORE = re.compile(
    r"(?:[Ss]ub-?\s?sections?|[Pp]aragraphs?|[Pp]aras?)\.?\s((?:\s?(?:,|&|and|"
    r"or)?\s?\([0-9A-Za-z]{1,3}\)){1,8})\s(?:of|to|in|under)\s(?:the\s)?$"
)
_SUBSECTION = re.compile(r"[Ss]ub-?\s?sections?\s{0,2}(?=\()")
_JOINERS = re.compile(r"[-–]|to")
_DIGITS = re.compile("[0-9]+")
_PARTS = re.compile(r"\d{1,2}[A-Za-z]{0,2}|[a-z]{1,4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One stretch of text naming sections of one law: `Sections 30, 31(1)(a)(b) and 40(2)`.

    `start` and `end` are offsets in the text scanned; `ranged` where numbers from a to b are meant (`21 to 44`).
    `unit` is the word used: section, article, regulation, or subsection for `subsection (2)(b)` without its section.
    """

    start: int
    end: int
    unit: str
    sections: tuple[str, ...]
    plural: bool = False
    ranged: bool = False


class _Path:
    """The sections met so far within one number, level by level: (1) below the number, (a) below it, (i) below that."""

    def __init__(self, number: str) -> None:
        self.levels: list[str | None] = [number, None, None, None]
        self.depth = 0
        self.found: list[str] = []

    def level_of(self, mark: str) -> int:
        if mark[0].isdigit():
            return 1
        if len(mark) > 1:
            return 2 if mark[0] == "a" else 3
        if mark in "ivx" and self.levels[2] is not None:
            return 2 if mark == "i" and self.levels[2] == "h" else 3
        return 2

    def add(self, mark: str) -> None:
        """Goes to this level, first keeping the section read so far where this one does not lie within it."""
        level = self.level_of(mark)
        if level <= self.depth:
            self.close()
        self.levels[level:] = [mark] + [None] * (3 - level)
        self.depth = level

    def add_range(self, last: str) -> None:
        first = self.levels[self.depth]
        if first and len(first) == len(last) == 1 and first.isalnum() and 0 < ord(last) - ord(first) < 12:
            for code in range(ord(first) + 1, ord(last) + 1):
                self.add(chr(code))
        else:
            self.add(last)

    def close(self) -> None:
        number, *levels = self.levels
        self.found.append(f"{number}" + "".join(f"({mark})" for mark in levels if mark))


def _marks(content: str, number: str = "") -> list[str]:
    """The levels in one bracket: `1` → 1; `3A` → 3A; `1a` → 1, a; `a,b` → a, b; under section 40 `3a` → 3A."""
    found: list[str] = []
    for part in _PARTS.findall(content):
        if part in ("3a", "3b", "4a", "5a", "5b") and number == "40":
            found.append(part.upper())
        elif part[0].isdigit() and part[-1].islower():
            digits = part.rstrip("abcdefghijklmnopqrstuvwxyz")
            found.extend([digits, *part[len(digits) :]])
        elif part[0].isdigit():
            found.append(part)
        elif part.lower() not in ("and", "or", "to"):
            found.append(part.lower())
    return found


def _read_levels(text: str, at: int, path: _Path) -> int:
    """Reads every level that follows a number, whatever stands between; returns where they end."""
    while True:
        link = _LINK.match(text, at)
        group = _GROUP.match(text, link.end() if link else at)
        if group:
            number = path.levels[0] or ""
            marks, more = _marks(group[1], number), _marks(group[2], number)
            ranged = bool(link and path.depth and _JOINERS.search(link[0]))
            for mark in marks:
                if ranged and path.level_of(mark) == path.depth:
                    path.add_range(mark)
                else:
                    path.add(mark)
            for mark in more:
                if _JOINERS.search(group[2]):
                    path.add_range(mark)
                else:
                    path.add(mark)
            at = group.end()
            continue
        spaced = _SPACED_GROUP.match(text, at) if path.depth == 0 else None
        letters = _LETTERS.match(text, at) if path.depth == 1 else None
        glued = _GLUED_GROUP.match(text, at) if path.depth else None
        bare = _BARE_GROUP.match(text, link.end()) if link and link[1] else None
        if spaced:
            path.add(spaced[1])
            at = spaced.end()
        elif letters:
            for mark in _marks(letters[1]):
                path.add(mark)
            at = letters.end()
        elif glued:
            path.add(glued[1] or glued[2])
            at = glued.end()
        elif bare:
            path.add(bare[1].lower() if bare[1][0].isalpha() else bare[1])
            at = bare.end()
        else:
            return at


def _read_number(text: str, at: int) -> tuple[list[str], int] | None:
    """One number with all its levels: the sections it stands for and where it ends."""
    match = _NUMBER.match(text, at)
    if match is None:
        return None
    path = _Path(f"{int(match[1])}{match[2]}")
    at = match.end()
    point = _POINT.match(text, at)
    if point:
        path.add(point[1])
        at = point.end()
    at = _read_levels(text, at, path)
    if path.depth == 0:
        named = _NAMED_SUB.match(text, at)
        if named:
            at = _read_levels(text, named.end(), path)
    path.close()
    return path.found, at


def _before(text: str, start: int, sections: list[str]) -> list[str]:
    """`subsection (2)(b) of section 31`: the levels stand before the number."""
    found = _OF_BEFORE.search(text, max(0, start - 60), start) if text[start - 1 : start] == " " else None
    if found is None or len(sections) != 1 or "(" in sections[0]:
        return sections
    path = _Path(sections[0])
    _read_levels(found[1], 0, path)
    path.close()
    return path.found


def _unit(keyword: str) -> str:
    if keyword.startswith("art"):
        return ARTICLE
    return REGULATION if keyword.startswith("reg") else SECTION


def _digits(text: str) -> list[int]:
    """Where numbers begin."""
    starts = [number.start() for number in _DIGITS.finditer(text)]
    return [at for at in starts if at == 0 or not text[at - 1].isdigit()]  # `²` is a digit too


def _keywords(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word that announces a section number directly after it."""
    for at in _digits(text):
        if at == 0:
            if _SURELY_BARE.match(text):
                yield 0, 0
            continue
        before = at - 1
        while before > max(0, at - 3) and text[before].isspace():
            before -= 1
        if text[before] in _LAST_OF_KEYWORD:
            keyword = _KEYWORD.search(text, max(0, at - 32), at)
            if keyword and _announces(keyword, text, at):
                yield keyword.start(), at


def _announces(keyword: re.Match[str], text: str, at: int) -> bool:
    """Words that also stand before other numbers (`exemptions 12`) need a number that can only be a section."""
    if keyword["wary"] is not None:
        return _SURE.match(text, at) is not None
    return keyword["bare"] is None or _SURELY_BARE.match(text, at) is not None


def find_runs(text: str) -> Iterator[Run]:
    """Every stretch that names sections, left to right, in `text` (a sentence or block)."""
    end = 0
    for start, at in _keywords(text):
        first = _read_number(text, at) if start >= end else None
        if first is None:
            continue
        sections, end = first
        sections = _before(text, start, list(sections))
        word = text[start:at].rstrip(" .:").lower()
        plural = (word.endswith("s") and len(word) > 1) or word.endswith("(s)") or word == "§§"
        ranged = False
        while True:
            spread = _RANGE.match(text, end) if sections[-1].isalnum() else None
            link = spread or _LIST.match(text, end)
            more = _read_number(text, link.end()) if link else None
            if more is None or not (plural or "(" in more[0][0] or _GOES_ON.match(text, more[1])):
                break
            if spread and _whole(more[0][0]) <= _whole(sections[-1]):
                break
            ranged = ranged or spread is not None
            sections += more[0]
            end = more[1]
        yield Run(
            start=start,
            end=end,
            unit=_unit(word),
            sections=tuple(dict.fromkeys(sections)),
            plural=plural,
            ranged=ranged,
        )


def _whole(section: str) -> int:
    return int(section.partition("(")[0].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def find_subsections(text: str, number: str) -> Iterator[Run]:
    """Stretches such as `subsections (2)(a) and (2)(b)`, read as levels of section `number`."""
    for keyword in _SUBSECTION.finditer(text):
        path = _Path(number)
        end = _read_levels(text, keyword.end(), path)
        if path.depth:
            path.close()
            yield Run(start=keyword.start(), end=end, unit=SUBSECTION, sections=tuple(dict.fromkeys(path.found)))
