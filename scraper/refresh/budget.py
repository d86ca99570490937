"""What one run may ask of one source: requests in all, and of them those that look again at what was read before.

Every request counts when it goes out: redirects, retries and robots.txt too. Only robots.txt is never refused once it
was begun, since other sources on its host go by the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from scraper.errors import FoiError
from scraper.fetching.answers import Answer
from scraper.fetching.client import PoliteClient, Session
from scraper.fetching.manners import Fetched
from scraper.records import Source


class SpentError(FoiError):
    """A budget of requests is spent: what is still due is left for the next run."""


class Budget:
    """What is left of a source's budgets in this run; `full` (all is to be fetched again) lifts that of rechecks.

    `looks_again`: whether pages that were read before are asked for at all; `bounded`: whether some of them may have to
    wait for another run.
    """

    def __init__(self, source: Source, *, full: bool = False) -> None:
        self._requests = source.request_budget or None
        self._rechecks = None if full else source.recheck_budget
        self.looks_again = self._rechecks != 0
        self.bounded = self._rechecks is not None
        self._again = False

    @contextmanager
    def again(self) -> Iterator[None]:
        """What is asked within looks again at what was read before."""
        self._again = True
        try:
            yield
        finally:
            self._again = False

    def check(self) -> None:
        """SpentError where no request is left."""
        if self._requests == 0:
            raise SpentError("the request_budget of this source is spent for this run")
        if self._again and self._rechecks == 0:
            raise SpentError("the recheck_budget of this source is spent for this run")

    def spend(self) -> None:
        """Take one request off."""
        if self._requests:
            self._requests -= 1
        if self._again and self._rechecks:
            self._rechecks -= 1


class BudgetSession(Session):
    """A source's way to the network, which ends with SpentError where its budget does."""

    def __init__(
        self,
        client: PoliteClient,
        hosts: frozenset[str],
        delay_seconds: float,
        budget: Budget,
        *,
        interface: bool = False,
    ) -> None:
        super().__init__(client, hosts, delay_seconds, interface=interface)
        self._budget = budget

    async def fetch(self, url: str, **wishes: Any) -> Fetched:
        """Fetch one address, as `Session.fetch` does. SpentError as well."""
        self._budget.check()
        return await super().fetch(url, **wishes)

    async def _once(self, host: Any, address: httpx.URL, ask: Any) -> Answer:
        if address.path != "/robots.txt":
            self._budget.check()
        self._budget.spend()
        return await super()._once(host, address, ask)


def archive_session(client: PoliteClient, delay_seconds: float, budget: Budget, *, base: str) -> BudgetSession:
    """A session for the web's archive, found at `base`."""
    host = httpx.URL(base).netloc.decode()
    return BudgetSession(client, frozenset({host}), delay_seconds, budget, interface=True)
