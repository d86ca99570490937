"""When: each enabled source on its own cron expression, in Europe/London time.

Sources with the same expression run side by side in one run. One run at a time: a run that comes due during another
waits for it, and several missed turns become one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from scraper.errors import ConfigError
from scraper.records import Source

ZONE = "Europe/London"


def make_scheduler(sources: Sequence[Source], run: Callable[[tuple[Source, ...]], None]) -> BlockingScheduler:
    """A scheduler, not yet started, that calls `run` with the sources whose time has come.

    ConfigError for a cron expression that APScheduler refuses.
    """
    turns: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        turns[source.cron].append(source)
    if not turns:
        raise ConfigError("no source is enabled: nothing to schedule")
    scheduler = BlockingScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone=ZONE)
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
