"""Whether what was read is fit to be kept: fill rates against a source's floors, and the signs of a changed layout.

Pure: pages that were read go in, and an error comes out or nothing. A share is judged as it stands from 20 responses
on; of fewer, only where chance would hardly ever give so many misses at the floor, so that a quiet week fails nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

from scraper.errors import FoiError
from scraper.records import Source
from scraper.store.health import FACTS, Filled

WINDOW: Final = 20
"""So many responses make a share; so many pages are held back until they were judged."""

_CHANCE: Final = 0.001
_FEWEST_LOST: Final = 3
_SLIP: Final = 1e-9  # of floating point: 14 of 20 are not below 0.7


class UnhealthyError(FoiError):
    """What was read is not fit to be kept: this source's run ends as `failed`. `kind` is `floor` or `layout`."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What one page says now and what the archive has of it.

    `now` is of the answers that were read on it, empty where it reads as no response or cannot be read. `before` is of
    its answers in the archive, where its bytes are others than those read last; else empty. `listed`: the page is a
    listing itself, whose floors have judged already how many answers it shows.
    """

    url: str
    now: tuple[Filled, ...] = ()
    before: tuple[Filled, ...] = ()
    listed: bool = False

    @property
    def judged(self) -> tuple[Filled, ...]:
        """The answers whose fill rates count. What was a response and is none any more has nothing of what it had."""
        return self.now or (Filled(clean=False, dated=False, questions=False, outcome=False),) * len(self.before)

    def lost(self, fact: str | None) -> tuple[int, int]:
        """How many answers had a fact (None: were there at all), and how many of them lost it.

        An answer that its page no longer shows has lost no date: it has gone, which counts once.
        """
        gone = max(0, len(self.before) - len(self.now))
        if fact is None:
            return (0, 0) if self.listed and self.now else (len(self.before), gone)
        had, has = (sum(getattr(answer, fact) for answer in answers) for answers in (self.before, self.now))
        return had, max(0, had - has - (gone if self.now else 0))


def judge(source: Source, earlier: Sequence[PageFacts], batch: Sequence[PageFacts], *, floors: bool = True) -> None:
    """UnhealthyError where these pages, which are not kept yet, show that something is wrong with this source.

    `earlier` are pages of the same run that were found well: the latest of them fill a small batch up to a window.
    """
    window = [*latest(earlier, WINDOW - sum(len(page.judged) for page in batch)), *batch]
    _judge_layout(source, window, batch)
    if floors:
        _judge_floors(source, window, batch)


def latest(pages: Sequence[PageFacts], responses: int) -> list[PageFacts]:
    """The last pages that have so many responses together, or all of them."""
    found: list[PageFacts] = []
    for page in reversed(pages):
        if responses <= 0:
            break
        found.insert(0, page)
        responses -= len(page.judged)
    return found


def _judge_layout(source: Source, window: Sequence[PageFacts], batch: Sequence[PageFacts]) -> None:
    for fact, words in ((None, "were responses"), *((fact.name, f"had {fact.words}") for fact in FACTS if fact.layout)):
        counts = [page.lost(fact) for page in window]
        had, lost = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
        example = next((page.url for page in batch if page.lost(fact)[1]), None)
        if example and lost >= _FEWEST_LOST and lost > had * source.max_lost + _SLIP:
            raise UnhealthyError(
                "layout",
                f"the layout of the site seems to have changed: of {had} responses that {words} and whose pages are "
                f"others now, {lost} have lost that ({example}). {_kept(batch)} Look at the pages; where only their "
                "layout is new, the reader must learn it; where they are right, raise max_lost in sources.toml",
            )


def _judge_floors(source: Source, window: Sequence[PageFacts], batch: Sequence[PageFacts]) -> None:
    answers = [answer for page in window for answer in page.judged]
    for fact in FACTS:
        floor = float(getattr(source, fact.key))
        example = next((p.url for p in batch if any(not getattr(a, fact.name) for a in p.judged)), None)
        having = sum(getattr(answer, fact.name) for answer in answers)
        if example and _is_below(having, len(answers), floor):
            raise UnhealthyError(
                "floor",
                f"{fact.key}: {having} of the last {len(answers)} responses ({having / len(answers):.0%}) have "
                f"{fact.words} where at least {floor:.0%} were expected; {example} has not. {_kept(batch)} Look at "
                f"the pages; if they are right, lower {fact.key} in sources.toml",
            )


def _is_below(having: int, of: int, floor: float) -> bool:
    if of >= WINDOW:
        return having / of < floor - _SLIP
    return chance_of(of - having, of, 1 - floor) < _CHANCE


def chance_of(misses: int, of: int, rate: float) -> float:
    """How likely so many misses or more are, of so many tries, where each misses at this rate."""
    return sum(comb(of, k) * rate**k * (1 - rate) ** (of - k) for k in range(misses, of + 1))


def _kept(batch: Sequence[PageFacts]) -> str:
    return f"None of the {len(batch)} pages read last was saved and nothing was withdrawn; their captures are kept."
