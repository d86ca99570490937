"""How long the server takes for every page of the demo: all addresses that its pages link to, each the median of five.

`python tests/benchmarks/bench_demo_pages.py`, or `pytest -s tests/benchmarks/bench_demo_pages.py`, which holds the
bound. The application is called in this process, so that nothing but the server's own time is measured.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from html import unescape
from pathlib import Path
from statistics import median
from typing import Final

from scraper.cli.options import messages
from scraper.demo import start_sample_logs
from scraper.demo.run import scrape_logs
from scraper.progress import RunDisplay
from scraper.store import open_archive
from scraper.web.server import load_metadata, make_site

MOST_MS: Final = 50
_LINK: Final = re.compile(r'href="(/[^"#]*)')
_PLAIN: Final = ("/-/", "/demo")  # Datasette's own


async def times(db: Path) -> dict[str, float]:
    """Milliseconds by address."""
    site = make_site(db, load_metadata(db))
    await site.invoke_startup()
    waiting, found = ["/"], {}
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(_PLAIN) or len(found) > 2_000:
            continue
        taken = []
        for _ in range(5):
            began = time.perf_counter()
            answer = await site.client.get(address)
            taken.append((time.perf_counter() - began) * 1_000)
        found[address] = median(taken)
        if answer.headers.get("content-type", "").startswith("text/html"):
            waiting += map(unescape, _LINK.findall(answer.text))
    return found


def measure() -> dict[str, float]:
    """Scrape the demo's logs, then ask for every page."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "demo.db"
        with open_archive(db, create=True) as archive, start_sample_logs(1) as logs, RunDisplay(messages()) as display:
            scrape_logs(archive, logs, display)
        found = asyncio.run(times(db))
    slowest = sorted(found.items(), key=lambda item: -item[1])[:5]
    print(f"{len(found):,} addresses, median {median(found.values()):.1f} ms; the slowest:")
    for address, taken in slowest:
        print(f"{taken:8.1f} ms  {address}")
    return found


def test_every_page_is_quick() -> None:
    found = measure()
    assert max(found.values()) < MOST_MS


if __name__ == "__main__":
    sys.exit(max(measure().values()) >= MOST_MS)
