"""Phrases, and sentences that know which phrases may stand in them: so that few of the many are ever looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.reading.language.needs import EDGE, Factor, needs_of

_MOST_WORDS = 20_000  # that are remembered: more than all letters together have
_LONGEST_WORD = 40  # characters, likewise


@dataclass(frozen=True, slots=True)
class _Stem:
    """A part of a word, the bits it sets, and whether the word has to begin or end with it, punctuation aside."""

    text: str
    bit: int
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


def _stem_of(string: str, bit: int) -> _Stem:
    """The longest word of a string: it stands for all of them."""
    parts = string.replace(EDGE, " ").split()
    at = max(range(len(parts)), key=lambda i: len(parts[i]))
    # What follows is the same word unless a space or an edge is between.
    before, _, after = string.partition(parts[at])
    return _Stem(
        parts[at], bit, begins=before != "" and parts[at][0].isalnum(), ends=after != "" and parts[at][-1].isalnum()
    )


class _Masks(dict[str, int]):
    """For each word the factors of phrases of which it may hold a string, one bit each."""

    def __init__(self) -> None:
        super().__init__()
        self.bits: dict[Factor, int] = {}
        self.stems: dict[str, list[_Stem]] = {}  # by their first two characters

    def bit_of(self, factor: Factor) -> int:
        """The bit of a factor."""
        if factor not in self.bits:
            self.bits[factor] = bit = 1 << len(self.bits)
            for string in factor:
                stem = _stem_of(string, bit)
                self.stems.setdefault(stem.text[:2], []).append(stem)
            self.clear()
        return self.bits[factor]

    def __missing__(self, word: str) -> int:
        mask = 0
        for at in range(len(word)):
            for key in (word[at : at + 2], word[at]):
                for stem in self.stems.get(key, ()):
                    if stem.stands(word, at):
                        mask |= stem.bit
        if len(self) >= _MOST_WORDS:
            self.clear()
        if len(word) <= _LONGEST_WORD:
            self[word] = mask
        return mask


_MASKS = _Masks()
_PHRASES: list[Phrase] = []  # not yet looked at


class Words(str):
    """A sentence in lower case with straight apostrophes; each phrase is looked for in it once, where it may stand."""

    __slots__ = ("found", "mask")

    mask: int
    found: dict[Phrase, re.Match[str] | None]

    def __new__(cls, sentence: str) -> Words:
        words = super().__new__(cls, sentence.lower().replace("’", "'"))
        while _PHRASES:
            _PHRASES.pop().settle()
        mask = 0
        for word in words.split():
            mask |= _MASKS[word]
        words.mask = mask
        words.found = {}
        return words

    def part(self, text: str) -> Words:
        """Words cut out of these: no phrase stands in them that does not stand here."""
        words = super().__new__(Words, text)
        words.mask = self.mask
        words.found = {}
        return words


class Heard(dict[str, Words]):
    """The sentences of one page as words, each looked over once, whoever reads it."""

    def __missing__(self, sentence: str) -> Words:
        self[sentence] = words = Words(sentence)
        return words


class Phrase:
    """A pattern over lower-case text with straight apostrophes, looked for only where its words stand."""

    __slots__ = ("needs", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        self.needs: tuple[int, ...] = ()
        _PHRASES.append(self)

    def settle(self) -> None:
        """Reads off the pattern what it needs: for each of its alternatives the bits of its factors."""
        self.needs = tuple(sum(map(_MASKS.bit_of, factors)) for factors in needs_of(self.pattern))

    def may_stand(self, words: Words) -> bool:
        """Whether the words hold what the phrase needs."""
        mask = words.mask
        for need in self.needs:  # noqa: SIM110 (`any` takes twice the time, and nothing is asked as often)
            if mask & need == need:
                return True
        return False

    def search(self, text: str) -> re.Match[str] | None:
        """The first place the phrase stands, None where it does not."""
        if not isinstance(text, Words):
            return self.pattern.search(text)
        if self not in text.found:
            text.found[self] = self.pattern.search(text) if self.may_stand(text) else None
        return text.found[self]

    def match(self, text: str) -> re.Match[str] | None:
        """The phrase at the start of the text, None where it does not stand there."""
        if isinstance(text, Words) and not self.may_stand(text):
            return None
        return self.pattern.match(text)
