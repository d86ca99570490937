"""When: each enabled source on its own cron expression, in Europe/London time.

Sources with the same expression run side by side in one run. One run at a time: a run that comes due during another
waits for it, and several missed turns become one.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_SUBMITTED, JobEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from scraper.errors import ConfigError
from scraper.records import Source

ZONE = "Europe/London"

_LOOK_SECONDS: Final = 30.0
_CLOCK_STEP_SECONDS: Final = 60.0
_SOON: Final = timedelta(minutes=15)
_LONGEST_SECONDS: Final = 3_600.0


class Scheduler(BlockingScheduler):  # type: ignore[misc]  # APScheduler has no types
    """Looks at the clock twice a minute, and so runs what is due soon after the clock was set forward or the machine
    slept; of itself it would sleep out the time that it once reckoned. Set back, it reckons all turns anew, since those
    of the time that did not come might lie far ahead.
    """

    _last_look = 0.0
    _waiting = 0

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.add_listener(self._count, EVENT_JOB_SUBMITTED | EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)

    def _process_jobs(self) -> float:
        now = time.time()
        if now < self._last_look - _CLOCK_STEP_SECONDS:
            logging.getLogger("foi").warning("the clock was set back: the turns are reckoned anew")
            for turn in self.get_jobs():
                turn.modify(next_run_time=turn.trigger.get_next_fire_time(None, datetime.fromtimestamp(now, UTC)))
        self._last_look = now
        wait: float | None = super()._process_jobs()
        return _LOOK_SECONDS if wait is None else min(wait, _LOOK_SECONDS)

    def is_quiet(self) -> bool:
        """Whether no turn waits for the one in hand, and none is due within the next quarter of an hour."""
        soon = datetime.now(UTC) + _SOON
        return self._waiting <= 1 and all(turn.next_run_time > soon for turn in self.get_jobs())

    def _count(self, event: JobEvent) -> None:
        self._waiting += 1 if event.code == EVENT_JOB_SUBMITTED else -1


class Publishing:
    """Publishes after a turn: after the last of a row of turns, and once an hour while a row goes on.

    `publish` makes and swaps in a copy; `is_quiet` says that no turn follows soon.
    """

    def __init__(self, publish: Callable[[], None], is_quiet: Callable[[], bool]) -> None:
        self._publish = publish
        self._is_quiet = is_quiet
        self._waits_since: float | None = None

    def after_turn(self) -> None:
        now = time.monotonic()
        self._waits_since = now if self._waits_since is None else self._waits_since
        if self._is_quiet() or now - self._waits_since >= _LONGEST_SECONDS:
            self._waits_since = None
            self._publish()


def make_scheduler(sources: Sequence[Source], run: Callable[[tuple[Source, ...]], None]) -> Scheduler:
    """A scheduler, not yet started, that calls `run` with the sources whose time has come.

    ConfigError for a cron expression that APScheduler refuses.
    """
    turns: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        turns[source.cron].append(source)
    if not turns:
        raise ConfigError("no source is enabled: nothing to schedule")
    scheduler = Scheduler(executors={"default": ThreadPoolExecutor(1)}, timezone=ZONE)
    for cron, group in turns.items():
        try:
            trigger = CronTrigger.from_crontab(cron, timezone=ZONE)
        except ValueError as error:
            raise ConfigError(f"source {group[0].id}: cron {cron!r}: {error}") from None
        scheduler.add_job(
            run,
            trigger,
            args=[tuple(group)],
            id=cron,
            name=", ".join(s.id for s in group),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler
