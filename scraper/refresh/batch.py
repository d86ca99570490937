"""Pages that were read and are not kept yet: held back, twenty at a time, until they were judged together.

A kill loses the reading of a batch at most, and no capture.
"""

from __future__ import annotations

from collections.abc import Callable

from scraper.records import Source
from scraper.refresh.health import WINDOW, PageFacts, judge, latest


class Batch:
    """What one turn has read. `floors`: whether the source's fill rates count, which are those of its own route."""

    def __init__(self, source: Source, *, floors: bool) -> None:
        self._source, self._floors = source, floors
        self._waiting: list[tuple[PageFacts, Callable[[], None]]] = []
        self._earlier: list[PageFacts] = []

    def add(self, facts: PageFacts, keep: Callable[[], None]) -> None:
        """Hold a page back; `keep` saves it once the batch is full and was found well. UnhealthyError as `settle`."""
        self._waiting.append((facts, keep))
        if len(self._waiting) >= WINDOW:
            self.settle()

    def settle(self) -> None:
        """Judge what is held back, then keep it. UnhealthyError where it is not fit to be kept: it is let go."""
        waiting, self._waiting = self._waiting, []
        batch = [facts for facts, _ in waiting]
        judge(self._source, self._earlier, batch, floors=self._floors)
        for _, keep in waiting:
            keep()
        self._earlier = latest([*self._earlier, *batch], WINDOW)
