"""Phrases, and sentences that know which phrases may stand in them: so that few of the many are ever looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Lock

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
        """The bit of a factor, shared by all phrases that have it."""
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
_NEW: list[Phrase] = []  # phrases that have no bits yet: they get them when the first sentence is read
_SETTLING = Lock()


class Words(str):
    """A sentence in lower case with straight apostrophes; each phrase is looked for in it once, where it may stand."""

    __slots__ = ("found", "mask", "plain")

    mask: int
    plain: str  # matches keep hold of what they were found in: of this, and not of the words that keep hold of them
    found: dict[Phrase, re.Match[str] | None]

    def __new__(cls, sentence: str) -> Words:
        plain = sentence.lower().replace("’", "'")
        words = super().__new__(cls, plain)
        if _NEW:
            with _SETTLING:
                _settle(_NEW)
        mask = _MASKS.always
        for word in plain.split():
            mask |= _MASKS[word]
        words.mask, words.plain, words.found = mask, plain, {}
        return words

    def part(self, text: str) -> Words:
        """Words cut out of these: no phrase stands in them that may not stand here."""
        words = super().__new__(Words, text)
        words.mask, words.plain, words.found = self.mask, text, {}
        return words


class Heard(dict[str, Words]):
    """The sentences of one page as words, each looked over once, whoever reads it."""

    def __missing__(self, sentence: str) -> Words:
        self[sentence] = words = Words(sentence)
        return words


class _Wording:
    """One alternative of a phrase; compiled when it is first tried."""

    __slots__ = ("_pattern", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._pattern: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        if self._pattern is None:
            self._pattern = re.compile(self.source)
        return self._pattern


class Phrase(_Wording):
    """A pattern over lower-case text with straight apostrophes, of which only what may stand in a text is tried.

    `gates` are its alternatives, each with the bits that words must have for it; `need` are those that all must have.
    """

    __slots__ = ("gates", "need")

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.need = 0
        self.gates: tuple[tuple[int, _Wording], ...] = ()
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
        for need, wording in self.gates:
            if mask & need == need:
                match = wording.pattern.search(words.plain)
                if match is not None and (first is None or match.start() < first.start()):
                    first = match
        return first

    def match(self, text: str) -> re.Match[str] | None:
        """The phrase at the start of the text, None where it does not stand there."""
        if isinstance(text, Words) and text.mask & self.need != self.need:
            return None
        return self.pattern.match(text)


def _settle(phrases: list[Phrase]) -> None:
    """Gives phrases their bits: first two of each, by which most are ruled out, then those of all their factors."""
    needs = {
        phrase: [(f, part) for part in map(_Wording, alternatives_of(phrase.source)) for f in needs_of(part.source)]
        for phrase in phrases
    }
    for phrase, alternatives in needs.items():
        for place in (0, -1):
            known = all(factors for factors, _ in alternatives)
            phrase.need |= _MASKS.bit_of(
                frozenset[str]().union(*(f[place] for f, _ in alternatives)) if known else None
            )
    for phrase, alternatives in needs.items():
        phrase.gates = tuple((sum(map(_MASKS.bit_of_factor, factors)), part) for factors, part in alternatives)
    phrases.clear()
