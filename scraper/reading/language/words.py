"""Phrases, and sentences that know which phrases may stand in them: so that few of the many are ever looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.reading.language.needs import EDGE, Factor, alternatives_of, needs_of

_MOST_WORDS = 20_000  # that are remembered: more than all letters together have
_LONGEST_WORD = 40  # characters, likewise
_KEY = 3  # characters by which stems are looked up


@dataclass(frozen=True, slots=True)
class _Stem:
    """A part of a word, and whether the word has to begin or end with it, punctuation aside."""

    text: str
    begins: bool
    ends: bool

    def stands(self, word: str, at: int) -> bool:
        """Whether it stands in a word at this place."""
        end = at + len(self.text)
        return (
            word[at:end] == self.text
            and not (self.begins and word[at - 1 : at].isalnum())
            and not (self.ends and word[end : end + 1].isalnum())
        )


def _stem_of(string: str) -> _Stem:
    """The longest word of a string: it stands for all of them."""
    part = max(string.replace(EDGE, " ").split(), key=len)
    # What stands before and after it in the string is another word, or the edge of this one.
    before, _, after = string.partition(part)
    return _Stem(part, begins=before != "" and part[0].isalnum(), ends=after != "" and part[-1].isalnum())


class _Masks(dict[str, int]):
    """For each word the strings that it may hold: a bit for each phrase, and one for each factor of one."""

    def __init__(self) -> None:
        super().__init__()
        self.always = 0
        self.bits: dict[Factor, int] = {}
        self.stems: dict[str, dict[_Stem, int]] = {}  # by their first characters
        self._next = 1

    def bit_of(self, strings: Factor | None) -> int:
        """A new bit, set for the words that hold one of these strings; for all words where none are given."""
        bit, self._next = self._next, self._next << 1
        if strings is None:
            self.always |= bit
        for stem in map(_stem_of, strings or ()):
            group = self.stems.setdefault(stem.text[:_KEY], {})
            group[stem] = group.get(stem, 0) | bit
        self.clear()
        return bit

    def bit_of_factor(self, factor: Factor) -> int:
        if factor not in self.bits:
            self.bits[factor] = self.bit_of(factor)
        return self.bits[factor]

    def __missing__(self, word: str) -> int:
        mask = 0
        for at in range(len(word)):
            for key in {word[at : at + size] for size in range(1, _KEY + 1)}:
                for stem, bits in self.stems.get(key, {}).items():
                    if stem.stands(word, at):
                        mask |= bits
        if len(self) >= _MOST_WORDS:
            self.clear()
        if len(word) <= _LONGEST_WORD:
            self[word] = mask
        return mask


_MASKS = _Masks()
_NEW: list[Phrase] = []  # phrases that have no bits yet


class Words(str):
    """A sentence in lower case with straight apostrophes; each phrase is looked for in it once, where it may stand."""

    __slots__ = ("found", "mask")

    mask: int
    found: dict[Phrase, re.Match[str] | None]

    def __new__(cls, sentence: str) -> Words:
        words = super().__new__(cls, sentence.lower().replace("’", "'"))
        if _NEW:
            _settle(_NEW)
        mask = _MASKS.always
        for word in words.split():
            mask |= _MASKS[word]
        words.mask = mask
        words.found = {}
        return words

    def part(self, text: str) -> Words:
        """Words cut out of these: no phrase stands in them that may not stand here."""
        words = super().__new__(Words, text)
        words.mask = self.mask
        words.found = {}
        return words


class Heard(dict[str, Words]):
    """The sentences of one page as words, each looked over once, whoever reads it."""

    def __missing__(self, sentence: str) -> Words:
        self[sentence] = words = Words(sentence)
        return words


class _Wording:
    """One alternative of a phrase, with the bits that its alternatives need."""

    __slots__ = ("needs", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.needs = tuple(sum(map(_MASKS.bit_of_factor, factors)) for factors in needs_of(pattern))


class Phrase:
    """A pattern over lower-case text with straight apostrophes, of which only what may stand in a text is tried."""

    __slots__ = ("need", "pattern", "wordings")

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        self.need = 0
        self.wordings: tuple[_Wording, ...] = ()
        _NEW.append(self)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place the phrase stands, None where it does not."""
        if not isinstance(text, Words):
            return self.pattern.search(text)
        if text.mask & self.need != self.need:
            return None
        if self not in text.found:
            text.found[self] = self._first(text)
        return text.found[self]

    def _first(self, words: Words) -> re.Match[str] | None:
        mask = words.mask
        first = None
        for wording in self.wordings:
            for need in wording.needs:
                if mask & need == need:
                    match = wording.pattern.search(words)
                    if match is not None and (first is None or match.start() < first.start()):
                        first = match
                    break
        return first

    def match(self, text: str) -> re.Match[str] | None:
        """The phrase at the start of the text, None where it does not stand there."""
        if isinstance(text, Words) and text.mask & self.need != self.need:
            return None
        return self.pattern.match(text)


def _settle(phrases: list[Phrase]) -> None:
    """Gives phrases their bits: first those by which most are ruled out, then those of all their factors."""
    for phrase in phrases:
        needs = needs_of(phrase.pattern)
        for place in (0, -1):
            phrase.need |= _MASKS.bit_of(frozenset[str]().union(*(f[place] for f in needs)) if all(needs) else None)
    for phrase in phrases:
        phrase.wordings = tuple(_Wording(re.compile(part)) for part in alternatives_of(phrase.pattern.pattern))
    phrases.clear()
