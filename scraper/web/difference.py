"""A readable difference of two versions of a text: which paragraphs came, went or were reworded. Pure.

A text comes from a page that anyone may have written: comparing is counted in steps, and what would take too many of
them is told more coarsely. Between two paragraphs, then, only what they begin and end with is the same; between two
texts likewise, and what lies in the middle is removed and added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum
from itertools import accumulate, groupby
from typing import Final, NamedTuple

PARAGRAPH_STEPS: Final = 3_000_000  # some 0.3 seconds: to align the paragraphs, and to find which of them were reworded
WORD_STEPS: Final = 3_000_000  # the same again, for the words of reworded paragraphs
LARGEST_BLOCK: Final = 2_000  # paragraphs replaced in one place: what is larger is a different text
ALIKE: Final = 0.5  # the share of common words from which two paragraphs are one, reworded


class ChangeKind(StrEnum):
    """`changed`: a paragraph reworded. `skipped`: a run of same paragraphs, left out by `collapse`."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SKIPPED = "skipped"


Piece = tuple[ChangeKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One paragraph of the difference, or a run of them.

    `pieces` are same, added or removed and hold their own spaces: the same and removed ones put together are the old
    paragraph, the same and added ones the new. `count` is the number of paragraphs: 1, but for a skipped run (which has
    no pieces) and for a block removed or added that is too large to tell apart (one piece, a newline between
    paragraphs).
    """

    kind: ChangeKind
    pieces: tuple[Piece, ...]
    count: int = 1


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The lines of a text that hold anything, with single spaces."""
    return tuple(line for line in (" ".join(line.split()) for line in (text or "").splitlines()) if line)


def compare_texts(old: str | None, new: str | None) -> tuple[Change, ...]:
    """What became of each paragraph, in reading order; of what was replaced, the removed comes first. None is empty."""
    before, after = paragraphs(old), paragraphs(new)
    aligning, wording = _Budget(PARAGRAPH_STEPS), _Budget(WORD_STEPS)
    changes: list[Change] = []
    for run in _align(before, after, aligning):
        olds, news = before[run.old_from : run.old_to], after[run.new_from : run.new_to]
        changes += _all(ChangeKind.SAME, olds) if run.same else _replaced(olds, news, aligning, wording)
    return tuple(changes)


def collapse(changes: Sequence[Change], around: int = 1) -> tuple[Change, ...]:
    """Leaves out the same paragraphs that are further than `around` from any change; a single one is never left out."""
    shown: list[Change] = []
    done = 0
    for same, group in groupby(changes, key=lambda change: change.kind is ChangeKind.SAME):
        run = list(group)
        head = around if done else 0
        done += len(run)
        tail = around if done < len(changes) else 0
        hidden = len(run) - head - tail
        if not same or hidden < 2:
            shown += run
        else:
            shown += run[:head]
            shown.append(Change(kind=ChangeKind.SKIPPED, pieces=(), count=hidden))
            shown += run[len(run) - tail :]
    return tuple(shown)


class _TooMuchWork(Exception):
    pass


class _Budget:
    """Steps that may still be taken. One step is about one look at one pair, a tenth of a microsecond."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """_TooMuchWork if there are not so many left; then none is taken, and smaller work may still be done."""
        if steps > self.left:
            raise _TooMuchWork
        self.left -= steps


class _Run(NamedTuple):
    """A stretch of both texts. In a list of runs, same and not same ones alternate."""

    same: bool
    old_from: int
    old_to: int
    new_from: int
    new_to: int


class _CountedMatcher(SequenceMatcher[str]):
    """A matcher that pays for every search before it begins."""

    def __init__(self, old: Sequence[str], new: Sequence[str], budget: _Budget) -> None:
        super().__init__(None, old, new, autojunk=False)
        counts = Counter(new)
        # A search looks, for every item of the old stretch, at all places where the new text has it.
        self._cost_before = list(accumulate((counts[item] + 2 for item in old), initial=0))
        self._budget = budget

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        self._budget.spend(self._cost_before[-1 if ahi is None else ahi] - self._cost_before[alo])
        return super().find_longest_match(alo, ahi, blo, bhi)


def _align(old: Sequence[str], new: Sequence[str], budget: _Budget) -> list[_Run]:
    """Which stretches are the same; if the budget does not allow more, only the beginning and the end."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    most -= start
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    middle: list[Match] = []
    if old_middle and new_middle:
        try:
            middle = _CountedMatcher(old_middle, new_middle, budget).get_matching_blocks()
        except _TooMuchWork:
            middle = []
    matches = [Match(start + a, start + b, size) for a, b, size in middle]
    return _runs([Match(0, 0, start), *matches, Match(len(old) - end, len(new) - end, end)])


def _runs(matches: Sequence[Match]) -> list[_Run]:
    """The matches and what lies between them; the last match ends both texts."""
    runs: list[_Run] = []
    i = j = 0
    for a, b, size in matches:
        if a > i or b > j:
            runs.append(_Run(False, i, a, j, b))
        i, j = a + size, b + size
        if size and runs and runs[-1].same:
            runs[-1] = runs[-1]._replace(old_to=i, new_to=j)
        elif size:
            runs.append(_Run(True, a, i, b, j))
    return runs


def _all(kind: ChangeKind, texts: Sequence[str]) -> list[Change]:
    return [Change(kind=kind, pieces=((kind, text),)) for text in texts]


def _replaced(olds: Sequence[str], news: Sequence[str], aligning: _Budget, wording: _Budget) -> list[Change]:
    """One block of paragraphs that became another; either may be empty."""
    if len(olds) + len(news) > LARGEST_BLOCK:
        blocks = ((ChangeKind.REMOVED, olds), (ChangeKind.ADDED, news))
        return [
            Change(kind=kind, pieces=((kind, "\n".join(texts)),), count=len(texts)) for kind, texts in blocks if texts
        ]
    changes: list[Change] = []
    i = j = 0
    for a, b in [*_reworded_pairs(olds, news, aligning), (len(olds), len(news))]:
        changes += _all(ChangeKind.REMOVED, olds[i:a]) + _all(ChangeKind.ADDED, news[j:b])
        if a < len(olds):
            changes.append(_reworded(olds[a].split(" "), news[b].split(" "), wording))
        i, j = a + 1, b + 1
    return changes


def _reworded_pairs(olds: Sequence[str], news: Sequence[str], budget: _Budget) -> list[tuple[int, int]]:
    """Which paragraphs are one, reworded: the pairs, in order, that are most alike in all. Too much work: no pairs."""
    old_words = [Counter(text.split(" ")) for text in olds]
    new_words = [Counter(text.split(" ")) for text in news]
    old_totals, new_totals = ([words.total() for words in side] for side in (old_words, new_words))
    try:
        budget.spend(len(news) * sum(len(words) + 5 for words in old_words))
    except _TooMuchWork:
        return []
    alike = [
        [_likeness(a, b, n + m) for b, m in zip(new_words, new_totals, strict=True)]
        for a, n in zip(old_words, old_totals, strict=True)
    ]
    # best[i][j]: the most that can be had from old paragraph i and new paragraph j on.
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in reversed(range(len(olds))):
        for j in reversed(range(len(news))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    return list(_walk(best, alike))


def _walk(best: Sequence[Sequence[float]], alike: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _likeness(old: Counter[str], new: Counter[str], total: int) -> float:
    """The share of words in common, 0 to 1, of `total` words in both; 0 if it is too small to count."""
    common = sum(min(count, new[word]) for word, count in old.items() if word in new)
    share = 2 * common / total
    return share if share >= ALIKE else 0.0


def _reworded(old: Sequence[str], new: Sequence[str], budget: _Budget) -> Change:
    """A paragraph that became another, word by word."""
    pieces: list[Piece] = []
    owed = ""  # the space between replaced words and the same ones after them: it is the same in both texts
    for run in _readable(_align(old, new, budget)):
        removed, added = old[run.old_from : run.old_to], new[run.new_from : run.new_to]
        space = " " if run.old_to < len(old) and run.new_to < len(new) else ""
        if run.same:
            pieces.append((ChangeKind.SAME, owed + " ".join(removed) + space))
            owed = ""
            continue
        owed, space = (space, "") if removed and added else ("", space)
        # Where one text has ended already, the same words before this had no space after them in it.
        if removed:
            pieces.append((ChangeKind.REMOVED, " " * (run.new_from == len(new)) + " ".join(removed) + space))
        if added:
            pieces.append((ChangeKind.ADDED, " " * (run.old_from == len(old)) + " ".join(added) + space))
    return Change(kind=ChangeKind.CHANGED, pieces=tuple(pieces))


def _readable(runs: Sequence[_Run]) -> list[_Run]:
    """Runs without the odd word that happens to be the same amid a sentence that was rewritten."""
    kept: list[_Run] = []
    for n, run in enumerate(runs):
        change = not run.same
        if run.same and 0 < n < len(runs) - 1:
            change = run.old_to - run.old_from <= min(_length(kept[-1]), _length(runs[n + 1]))
        if change and kept and not kept[-1].same:
            kept[-1] = kept[-1]._replace(old_to=run.old_to, new_to=run.new_to)
        else:
            kept.append(run._replace(same=not change))
    return kept


def _length(run: _Run) -> int:
    return max(run.old_to - run.old_from, run.new_to - run.new_from)
