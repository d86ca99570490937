"""A log with 50,000 captures in the web's archive, rebuilt through kills: index calls, seconds, peak memory.

Run on demand: `python tests/benchmarks/bench_web_archive.py`. Pauses are left out; on the real Archive the list takes
2.5 seconds a call and each capture a second more.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from test_refresh import MANNERS, Silent, _letter  # noqa: E402
from test_web_archive import _dead, _url  # noqa: E402
from web_archive import WebArchive  # noqa: E402

from scraper.refresh import Plan, refresh  # noqa: E402
from scraper.store import open_archive  # noqa: E402

CAPTURES = 50_000
A_PAGE = 5  # captures of one address
READ = 400  # addresses read at the end
KILL_AFTER = (2, 4, 3)  # requests


def work(url: str, limit: str) -> None:
    """What the child does: one run, its figures on stdout."""
    began = time.perf_counter()
    plan = Plan(archive_url=url, archive_delay_seconds=0.0, index_pause_seconds=0.0, limit=int(limit))
    with open_archive(Path("foi.db"), create=True) as archive:
        (result,) = refresh(archive, [_dead()], manners=MANNERS, plan=plan, report=Silent())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"limit {limit}: {result.state}, {result.listed} addresses, {result.new} new, {result.changed} versions more, "
        f"{result.requests} requests, {time.perf_counter() - began:.1f} s, peak {peak:.0f} MB"
    )


def main() -> None:
    with WebArchive() as web, tempfile.TemporaryDirectory() as folder:
        for number in range(1, CAPTURES // A_PAGE + 1):
            for year in range(A_PAGE):
                web.add(_url(number), f"{2015 + year}0102030405", _letter(number, f"It is held. In {2015 + year}."))

        def start(limit: int) -> subprocess.Popen[bytes]:
            return subprocess.Popen([sys.executable, __file__, web.url, str(limit)], cwd=folder)

        for requests in KILL_AFTER:
            child, seen = start(0), len(web.hits)
            while len(web.hits) < seen + requests and child.poll() is None:
                time.sleep(0.001)
            os.kill(child.pid, signal.SIGKILL)
            child.wait()
            print(f"killed after {requests} requests: {len(web.index_calls)} index calls so far")
        start(0).wait()
        print(f"{len(web.index_calls)} index calls in all")
        start(READ).wait()
        start(READ).wait()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        work(*sys.argv[1:])
    else:
        main()
