"""What reading a large archive again costs; run it by hand: `python tests/benchmarks/bench_reread.py [PAGES…]`.

The labelled pages, each copy with numbers of its own, are captured into a scratch archive; then `foi reread` runs over
it. Printed for each number of pages, with one core and with all: pages a second, and the most memory that one process
held. Memory must not grow with the number of pages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from scraper.fetching.captures import CaptureWriter
from scraper.fetching.manners import Fetched
from scraper.records import Entry, Law, Source, Via
from scraper.store import open_archive

LABELLED = Path(__file__).resolve().parents[1] / "labelled" / "html"
LOG = "https://www.norchester.police.uk/foi-ai/norchester-police/disclosure-log"
AT = "2026-11-01T03:00:00Z"
SOURCE = Source(
    id="norchester",
    name="Norchester disclosure log",
    force="norchester",
    force_name="Norchester Police",
    nation="England",
    law=Law.FOIA,
    platform="soh",
    listings=(f"{LOG}/",),
    hosts=frozenset({"www.norchester.police.uk"}),
)
REREAD = """
import os, resource, sys
os.cpu_count = lambda: int(sys.argv[2])
from scraper.cli import cli
try:
    cli.main(["reread", "--db", sys.argv[1]], standalone_mode=False)
finally:
    own, workers = (resource.getrusage(who).ru_maxrss // 1024
                    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"main process {own} MB, largest worker {workers} MB")
"""


def build(folder: Path, pages: int) -> Path:
    """An archive of so many captured pages, none of them read yet."""
    bodies = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(LABELLED.glob("*.html"))]
    with open_archive(folder / "foi.db", create=True) as archive, CaptureWriter(folder, "bench") as writer:
        archive.save_sources([SOURCE])
        run = archive.start_run("import", AT)
        urls = [f"{LOG}/2026/january/foi-{number:05}26/" for number in range(pages)]
        archive.save_entries(SOURCE.id, [Entry(url=url) for url in urls], AT)
        for number, url in enumerate(urls):
            body = re.sub(r"(?<=>)(?=[^<]{200})", f"{number} ", bodies[number % len(bodies)], count=1).encode()
            capture = writer.save(
                Fetched(
                    url=url,
                    final_url=url,
                    status=200,
                    body=body,
                    media_type="text/html",
                    charset="utf-8",
                    etag=None,
                    last_modified=None,
                    fetched_at=AT,
                ),
                via=Via.IMPORT,
            )
            archive.save_capture(capture, source=SOURCE.id, run=run, kind="response")
        archive.finish_run(run, AT, "ok")
    return folder / "foi.db"


def reread(db: Path, cores: int) -> tuple[float, str]:
    """Seconds, and what the process says of its memory."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", REREAD, str(db), str(cores)], stdout=subprocess.PIPE, text=True, check=True
    )
    return time.perf_counter() - started, ", ".join(done.stdout.split("\n")).strip(", ")


def main(sizes: list[int]) -> None:
    for pages in sizes:
        with TemporaryDirectory() as folder:
            db = build(Path(folder), pages)
            for what, cores in (("first time", 2), ("again", 1), ("again", os.cpu_count() or 1)):
                seconds, told = reread(db, cores)
                print(f"{pages} pages, {what}, {cores} cores: {pages / seconds:.0f} pages a second; {told}", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [5_000, 20_000])
