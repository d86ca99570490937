"""Taking turns at a host: one request at a time, with a pause between the end of one and the start of the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic


class Pace:
    """The turns of one host. Callers are served in the order they came, however many sources share the host."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()
        self._ended: float | None = None
        self._rest_until = 0.0

    @asynccontextmanager
    async def turn(self, delay_seconds: float) -> AsyncIterator[None]:
        """Hold the host for one request, begun at least `delay_seconds` after the end of the one before."""
        async with self._one:
            # Look at the clock again after each sleep: a timer may fire early, and a rest may have been asked for.
            while (wait := self._due(delay_seconds) - monotonic()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                self._ended = monotonic()

    def rest(self, seconds: float) -> None:
        """No request to this host for so long: it is in trouble or has asked for it."""
        self._rest_until = max(self._rest_until, monotonic() + seconds)

    def _due(self, delay_seconds: float) -> float:
        return self._rest_until if self._ended is None else max(self._rest_until, self._ended + delay_seconds)
