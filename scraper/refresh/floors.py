"""Floors of a source from what it has yielded so far: what it never fell below, with a margin. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import Final

from scraper.refresh.health import WINDOW
from scraper.store import SourceRun
from scraper.store.health import FACTS, Filled

_FEWEST_WALKS: Final = 3
_LAST_WALKS: Final = 10
_FEWEST_RESPONSES: Final = 2 * WINDOW
_STEP: Final = 0.05
_MARGIN: Final = 0.1
_LEAST_DROP: Final = 0.1
_SHARE_OF_ENTRIES: Final = 0.8
_DROPS: Final = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One key of sources.toml. `value` is None where history gives none, `measured` says on what it stands."""

    key: str
    value: int | float | None
    measured: str


def suggest_floors(walks: Sequence[SourceRun], responses: Sequence[Filled]) -> tuple[Floor, ...]:
    """The floors that follow from the good walks, oldest first, and the responses in the order they came."""
    if len(walks) < _FEWEST_WALKS:
        few = f"too little history: {len(walks)} good walks, {_FEWEST_WALKS} are needed"
        found = [Floor(key=key, value=None, measured=few) for key in ("min_entries", "max_drop")]
    else:
        found = [_entries(walks[-_LAST_WALKS:]), _drop(walks)]
    if len(responses) < _FEWEST_RESPONSES:
        few = f"too little history: {len(responses)} responses, {_FEWEST_RESPONSES} are needed"
        return (*found, *(Floor(key=fact.key, value=None, measured=few) for fact in FACTS))
    return (*found, *(_rate(fact.key, [getattr(r, fact.name) for r in responses]) for fact in FACTS))


def _entries(walks: Sequence[SourceRun]) -> Floor:
    listed = [walk.listed for walk in walks]
    return Floor(
        key="min_entries",
        value=max(1, floor(min(listed) * _SHARE_OF_ENTRIES)),
        measured=f"the last {len(walks)} good walks, since {walks[0].finished_at[:10]}, found {min(listed)} to "
        f"{max(listed)}",
    )


def _drop(walks: Sequence[SourceRun]) -> Floor:
    drop = max((a.listed - b.listed) / a.listed for a, b in pairwise(walks))
    value = min(1.0, max(_LEAST_DROP, ceil(round((drop * _DROPS + _STEP) / _STEP, 6)) * _STEP))
    return Floor(
        key="max_drop",
        value=round(value, 2),
        measured=f"the greatest drop from one of {len(walks)} good walks to the next was {max(0.0, drop):.0%}",
    )


def _rate(key: str, having: Sequence[bool]) -> Floor:
    """From the worst 20 responses in a row, since 20 are what a run judges."""
    worst = min(sum(having[at : at + WINDOW]) for at in range(len(having) - WINDOW + 1)) / WINDOW
    value = round(floor(round((worst - _MARGIN) / _STEP, 6)) * _STEP, 2)
    measured = f"of {len(having)} responses {sum(having) / len(having):.0%}; of the worst {WINDOW} in a row {worst:.0%}"
    return Floor(key=key, value=value if value > 0 else None, measured=measured)
