"""When a cluster pays: `foi reread` by the local processes and by Dask, on the same cores of this machine.

Run it by hand: `python tests/benchmarks/bench_cluster.py [PAGES…]`. Printed for each number of pages and engine: pages
a second without what starting takes, and the time of a core that a page costs this process and those that read, which
tells more on a machine that others use. More of them than are printed as the most that pay would wait for this process,
which writes. First what a task costs Dask that holds nothing to do.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench_reread import build

from scraper import reread as rereading
from scraper.cluster import PAGES_A_TASK, cluster_of
from scraper.reread import reread
from scraper.store import open_archive


def nothing(task: Any) -> Any:
    return task


def _spent(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _timed(what: str, db: Path, pages: int, engine: Any) -> None:
    """Rereads, and prints what it took."""
    seconds = own = 0.0

    @contextmanager
    def watched(known: int) -> Any:
        nonlocal seconds, own
        with engine(known) as (each, at_once):
            began, spent = time.perf_counter(), _spent(resource.RUSAGE_SELF)
            yield each, at_once
            seconds, own = time.perf_counter() - began, _spent(resource.RUSAGE_SELF) - spent

    began, children = time.perf_counter(), _spent(resource.RUSAGE_CHILDREN)
    with open_archive(db) as archive:
        reread(archive, engine=watched)
    starting = time.perf_counter() - began - seconds
    reading = _spent(resource.RUSAGE_CHILDREN) - children
    print(
        f"{pages} pages {what}: {pages / seconds:.0f} a second, {starting:.1f} s to start; a page takes this process "
        f"{own / pages * 1000:.2f} ms of a core, those that read {reading / pages * 1000:.2f} ms (with their start)"
        + (f"; at most {reading / own:.0f} of them pay" if reading else ""),
        flush=True,
    )


@contextmanager
def _one_process(known: int) -> Any:
    yield map, 0


def main(sizes: list[int]) -> None:
    rereading._SMALL = 0
    with cluster_of(None) as (each, _):
        tasks = list(range(300 * PAGES_A_TASK))
        list(each(nothing, tasks))
        began, spent = time.perf_counter(), _spent(resource.RUSAGE_SELF)
        list(each(nothing, tasks))
        took, used = time.perf_counter() - began, _spent(resource.RUSAGE_SELF) - spent
        print(f"Dask, a task with nothing to do: {took / 300 * 1000:.1f} ms, {used / 300 * 1000:.1f} ms of a core")
    cores = os.cpu_count() or 1
    engines: dict[str, Any] = {
        f"by Dask, {cores} processes": lambda _: cluster_of(None),
        f"by the local {cores} processes": rereading._workers,
        "in this process": _one_process,
    }
    for pages in sizes:
        for name, engine in engines.items():
            with TemporaryDirectory() as folder:
                db = build(Path(folder), pages)
                _timed(f"for the first time {name}", db, pages, engine)
                _timed(f"again {name}", db, pages, engine)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [2_000, 10_000])
