"""The words of a request that say what is asked, each with its weight; pure.

Left out are dates, numbering, names of forces, and what letters and requests of all kinds say. What remains is a topic
("taser"), an aspect in which many topics are asked about ("cost", "policy"), or a light word that tells little
("incident", "recorded"). Words are stemmed; synonyms count as one word, and so do phrases of several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from Stemmer import Stemmer

from scraper.groups.vocabulary import ASPECTS, COMMON_NAMES, EMPTY, LETTERS, LIGHT, NUMBERS, SIGNS, SYNONYMS

TOPIC: Final = 5
ASPECT: Final = 3
LIGHT_WORD: Final = 1
_ENDS: Final = re.compile(r"[?!;:]\s|\.\s|\n|\s[•*–-]\s")
_WORD: Final = re.compile(r"[a-z]+")
_APOSTROPHE: Final = re.compile(r"['’`´](?:s\b)?")
_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
# Requests may be about requests: those that are counted are the subject.
_ACT = "freedom of information(?: act)?"
_COUNTED = r"(?:how many|number of|total of|backlog of|percentage of|proportion of|share of) (?:the )?"
# A pattern is tried only where the letters before it occur, which is much faster to tell; and one that begins with
# letters is found faster than one that begins with a boundary of words.
_PHRASES: Final = tuple(
    (sign, re.compile(pattern), word)
    for sign, pattern, word in (
        ("section", r"sections? ?([0-9]{1,3}[a-z]?)\b", r" section\1 "),
        ("s.", r"\bs\. ?([0-9]{1,3}[a-z]?)\b", r" section\1 "),
        ("scooter", r"\be[- ]scooter|electric(?:ally powered)? scooter", " escooter"),
        ("bike", r"\be[- ]bike|electric(?:ally powered)? bike", " ebike"),
        ("mail", r"\be[- ]mail|electronic mail", " email"),
        ("search", r"stops? and search\w*|stopped and searched", " stopsearch "),
        ("worn", r"body[- ]?worn (?:video|camera)s?", " bwv "),
        ("domestic", r"domestic (?:abuse|violence)", " domesticabuse "),
        ("number", r"automatic number[- ]?plate recognition", " anpr "),
        ("circuit", r"closed[- ]circuit television", " cctv "),
        ("unmanned", r"unmanned (?:aerial|aircraft) (?:vehicle|system)s?", " drone "),
        ("ua", r"\bua[vs]s?\b", " drone "),
        ("confirm", r"neither confirm(?:ed)? (?:n?or) den(?:y|ied)", " ncnd "),
        ("use of force", r"uses? of force", " useofforce "),
        ("access", r"(?:subject|right of) access requests?", " ownrecords "),
        ("own data", r"requests? for (?:one|their|your) own data", " ownrecords "),
        (
            "act",
            r"under the (?:freedom of information|foi) act(?: 2000)?[,:]? "
            r"(?=(?:i|please|kindly|could|can|would|how|what|which|the (?:number|total))\b)",
            " ",
        ),
        ("attention", r"\b(?:came|come|coming|brought) to (?:the |your )?attention(?: of)?", " "),
        ("in terms of", "in terms of", " "),
        ("the start of", r"\b(?:from|since|at) the start of", " "),
        ("the beginning of", r"\b(?:from|since|at) the beginning of", " "),
        ("the course of", r"\b(?:in|over) the course of", " "),
        ("in the form of", "in the form of", " "),
        ("for the duration of", "for the duration of", " "),
        ("result of th", r"\bas a (?:direct )?result of (?:this|these|those)", " "),
        (" request", rf"{_COUNTED}(?:foia?|{_ACT}) requests?\b", " foirequest "),
        ("requests under the f", rf"{_COUNTED}requests under the (?:foi act|foia|{_ACT})", " foirequest "),
        ("internal review", rf"{_COUNTED}(?:foia? |{_ACT} )?internal reviews?\b", " internalreview "),
        ("came of", r"came of", " outcome "),
        (" on ", rf" on (?:the )?([0-9]{{1,2}})(?:st|nd|rd|th)? ({_MONTHS})\b(?! ?[0-9]{{4}})", r" \1x\2 "),
        (" and day", r"\btimes? and days?\b", " timeofday "),
        (" and time", r"\bdays? and times?\b", " timeofday "),
        (" day", r"\btimes? of (?:the )?day\b", " timeofday "),
        (" week", r"\bdays? of (?:the )?week\b", " timeofday "),
        ("full", r"full[- ]time equivalents?", " "),
        ("", r"(over|above|under|below|aged|age)(?<![a-z]over)(?<![a-z]age) ([1-9][0-9])\b", r" \1 aged\2 "),
        ("down", r"(?:break|broken) ?down", " "),
    )
)
# Several words that only letters about requests have together; tried where one of them occurs (`SIGNS`).
_BOILERPLATE: Final = re.compile(
    r"information (?:act|request)|\bfoi ?a?\b.{0,40}\b(?:act|request)|working days|internal review|public interest"
    r"|exemptions?\b.{0,60}\b(?:appl|justif|rel[iy]|engag)|look(?:ing)? forward|reserve the right|advice and assistance"
    r"|(?:cost|appropriate|time) (?:limit|threshold|ceiling)|electronic (?:form|copy)|machine[- ]readable"
    r"|narrow(?:ed|ing)? (?:down )?(?:the|my|this)|by email|kind regards|in advance|duty to (?:confirm|advise|assist)"
    r"|under the act|i am writing|i write to|(?<!date of )(?<!time of )(?:this|my|the) request\b|too wide|the nearest"
)
# "Thames Valley Police", "the West Midlands Constabulary": whoever is asked is not what is asked.
_NAMED: Final = re.compile(
    r"\b(?!Special\b)[A-Z][\w'’-]+(?:(?:\s+(?:and|of|&)\s+|\s+|-)[A-Z][\w'’-]+){0,4}\s+(?:Police|Constabulary)(?:\s+Service)?(?:['’]s)?\b"
)
_WHEN_AND_WHERE = (
    r"(?:(?:financial|calendar) )?(?:years?|months?|quarters?|weeks?|days?|districts?|boroughs?|wards?|divisions?"
    r"|areas?|regions?|count(?:y|ies)|postcodes?|towns?|cit(?:y|ies)|locations?|stations?|departments?)"
)
_WHO = (
    r"(?:age(?:[- ](?:bands?|groups?|ranges?|brackets?))?|sex|genders?|ethnicity|ethnic (?:group|background|origin)s?"
    r"|nationality|ranks?|roles?|grades?|(?:(?:crime|offence) )?types?|types? of (?:crime|offence))"
)
_LISTED = r"\b(?:(?:, and|,| and| or|/) ?(?:(?:by|per|each) )?{0}\b)*"
# "By district", "for each year and month", ", by age and sex of the victim": how an answer is to be set out is not what
# is asked. Who was concerned may be: "what was their age and sex".
_BREAKDOWN: Final = re.compile(
    rf"(?:by|per|each)(?<![a-z]by)(?<![a-z]per)(?<![a-z]each) (?:the )?{_WHEN_AND_WHERE}"
    rf"{_LISTED.format(_WHEN_AND_WHERE)}(?: separately)?"
    rf"|(?:,(?<!who,)|broken down|breakdown|split) by (?:the )?{_WHO}"
    rf"{_LISTED.format(f'(?:{_WHO}|{_WHEN_AND_WHERE})')}(?: of (?:the )?(?:victims?|suspects?|officers?|offenders?))?"
)
_WRAPPED: Final = 50  # a line so long that does not end a sentence goes on in the next
_NUMBERING: Final = re.compile(r"q[0-9]{1,2}")
_SHORT_SECTION: Final = re.compile(r"^s(?=[0-9])")
_ITEM: Final = re.compile(r"\s*(?:[0-9A-Za-z]{1,2}[.)]|[•*–-]\s)")
_LEAST_UNIT: Final = 3
_SHORT: Final = 4
_LONG: Final = 5


class Says(Enum):
    """What a word may say of the sentence it is in: it is about the request itself, or perhaps so."""

    LETTER = 1
    PERHAPS = 2


Known = tuple[str, int, Says | None]
Unit = dict[str, int]
"""The weights of the words of one sentence, line or question."""


class _BetweenWords(dict[int, int]):
    """For `str.translate`: letters and digits stay, anything else becomes a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if chr(code).isalnum() else ord(" ")
        return self[code]


class _Known(dict[str, Known]):
    """What is known of each word, looked up the first time it is met."""

    def __init__(self, look_up: Callable[[str], Known]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> Known:
        self[word] = found = self._look_up(word)
        return found


_BETWEEN_WORDS: Final = _BetweenWords()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Telling words that together count as one, wherever they stand in a sentence; those of a lower place go first."""

    place: tuple[int, tuple[str, ...]]
    words: frozenset[str]
    key: str
    weight: int


class Words:
    """Reads requests to the forces of these names. Keeps what it finds out of each word."""

    def __init__(self, forces: Iterable[str] = ()) -> None:
        self._names = {word for name in forces for word in _WORD.findall(name.lower())} - COMMON_NAMES
        self._stemmer = Stemmer("english")
        self._known = _Known(self._look_up)
        self._empty = {_in_order(word) for word in EMPTY}
        self._weights: dict[str, tuple[str, int]] = {}
        for word in LIGHT:
            self._weights |= dict.fromkeys((_in_order(word), self._key(word)), (self._key(word), LIGHT_WORD))
        self._forms: dict[str, str] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        self._learn_synonyms()

    def _learn_synonyms(self) -> None:
        # Each line under the stem of its first single word; where stems of two are the same, the earlier prevails.
        lines = [(self._key(next(filter(str.isalnum, names), names[0])), names) for names in SYNONYMS]
        keys: dict[str, str] = {}
        for key, names in lines:
            for name in names:
                keys.setdefault(self._key(name), key)
        lines = [(keys[key], names) for key, names in lines]
        aspects = {keys.get(self._key(word), self._key(word)) for word in ASPECTS}
        self._weights |= {key: (key, ASPECT) for key in aspects}
        for key, names in reversed(lines):
            weight = self._weights.get(key, (key, TOPIC))[1]
            for name in filter(str.isalnum, names):
                self._weights |= dict.fromkeys((_in_order(name), self._key(name)), (key, weight))
        # A slip within the ending of a word keeps it from being stemmed.
        for word in sorted({word for names in SYNONYMS for name in names for word in _WORD.findall(name.lower())}):
            self._forms.setdefault(_in_order(word), self._key(word))
        # Now single words have their meaning, and phrases are read as what is left of them.
        phrases: dict[frozenset[str], _Phrase] = {}
        for key, names in lines:
            for unit in (unit for name in names if not name.isalnum() for unit in self.units(name)):
                if sum(weight > LIGHT_WORD for weight in unit.values()) > 1:
                    weight = self._weights.get(key, (key, TOPIC))[1]
                    place = -len(unit), tuple(sorted(unit))
                    phrases.setdefault(frozenset(unit), _Phrase(place, frozenset(unit), key, weight))
        # Each is looked for where a sentence has its rarest word.
        common = Counter(word for words in phrases for word in words)
        for words, phrase in phrases.items():
            rarest = min(words, key=lambda word: (word in self._weights, common[word], word))
            self._phrases.setdefault(rarest, []).append(phrase)

    def units(self, text: str) -> tuple[Unit, ...]:
        """What a request asks, sentence by sentence, each once. What tells nothing by itself is left out."""
        if "Police" in text or "Constabulary" in text:
            text = _NAMED.sub(" ", text)
        text = _APOSTROPHE.sub("", (_unwrapped(text) if "\n" in text else text).lower())
        for sign, pattern, word in _PHRASES:
            if sign in text:
                text = pattern.sub(word, text)
        text = f"{_BREAKDOWN.sub(' ', text)}\n"
        known = self._known.__getitem__
        found: dict[frozenset[str], Unit] = {}
        for sentence in _ENDS.split(text):
            unit: Unit = {}
            letter = perhaps = False
            for word, weight, says in map(known, sentence.translate(_BETWEEN_WORDS).split()):
                if weight:
                    unit[word] = weight
                if says is not None:
                    letter |= says is Says.LETTER
                    perhaps = True
            if not unit or letter or (perhaps and _BOILERPLATE.search(sentence)):
                continue
            unit = self._with_phrases(unit)
            if not found or sum(unit.values()) >= _LEAST_UNIT:
                found.setdefault(frozenset(unit), unit)
        return tuple(found.values())

    def tells(self, word: str) -> bool:
        """Whether a word, in small letters, says what is asked: it is not among those left out, and not a light one."""
        return self._look_up(word)[1] > LIGHT_WORD

    def _with_phrases(self, unit: Unit) -> Unit:
        """A unit with one word for each phrase in it, the longest first. In any order: "waste that was dumped"."""
        words = frozenset(unit)
        found = [p for word in words & self._phrases.keys() for p in self._phrases[word] if p.words <= words]
        for phrase in sorted(found, key=lambda phrase: phrase.place):
            if phrase.words <= unit.keys():
                unit = {word: weight for word, weight in unit.items() if word not in phrase.words}
                unit[phrase.key] = phrase.weight
        return unit

    def _look_up(self, word: str) -> Known:
        says = Says.LETTER if word in LETTERS else Says.PERHAPS if word in SIGNS else None
        if _NUMBERING.fullmatch(word):
            return word, 0, None
        if word.isdigit():
            return word, TOPIC if word in NUMBERS else 0, None
        if says is Says.LETTER or len(word) < 2 or word in self._names or word[:-2].isdigit():
            return word, 0, says
        letters = _in_order(word)
        if word in EMPTY or (len(word) > _LONG and letters in self._empty):
            return word, 0, says
        if letters in self._weights:
            return *self._weights[letters], says
        key = self._forms.get(letters) or self._key(word)
        return *self._weights.get(key, (key, TOPIC)), says

    def _key(self, word: str) -> str:
        return _in_order(self._stemmer.stemWord(_SHORT_SECTION.sub("section", word)))


def _unwrapped(text: str) -> str:
    """A text without the line breaks that stand within sentences."""
    lines = text.replace("-\n", "-").split("\n")
    breaks = [
        " "
        if (len(line) >= _WRAPPED and line[-1] not in ".?!;:" and not _ITEM.match(after)) or after[:1].islower()
        else "\n"
        for line, after in pairwise(lines)
    ]
    return "".join(line + end for line, end in zip(lines, [*breaks, ""], strict=True))


def _in_order(word: str) -> str:
    """The letters of a word in one order, so that two swapped by a slip of typing do not matter."""
    return word[0] + "".join(sorted(word[1:])) if len(word) > _SHORT else word
