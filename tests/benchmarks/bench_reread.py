"""What reading a large archive again costs; run it by hand: `python tests/benchmarks/bench_reread.py [PAGES…]`.

The labelled pages, each copy with numbers of its own, are captured into a scratch archive; then `foi reread` runs over
it. Printed for each number of pages, with one core and with all: pages a second, the most memory that one process held,
and how the time compares with the reader's own on as many cores: that of as many processes at once, each of which reads
its share of the same captures from memory and keeps nothing. Memory must not grow with the number of pages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from scraper.addresses import page_address
from scraper.attachments.reader import FileReader
from scraper.errors import NotAResponseError
from scraper.fetching.captures import CaptureWriter, load_body
from scraper.fetching.manners import Fetched
from scraper.records import Entry, Hints, Law, Source, Via
from scraper.refresh import read_answers
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


def read_share(db: Path, share: int, cores: int) -> float:
    """Seconds that reading a share of the captures takes."""
    hints = Hints(force=SOURCE.force, platform=SOURCE.platform, law=SOURCE.law)
    with open_archive(db) as archive:
        urls = [page_address(entries[0].url) for pages in archive.pages_after([SOURCE.id]) for entries in pages]
        found = [archive.captures_of([url])[url][-1].capture for url in urls[share::cores]]
    bodies = [load_body(db.parent, capture.file, capture.offset) for capture in found]
    with FileReader() as files:
        started = time.perf_counter()
        for capture, body in zip(found, bodies, strict=True):
            with suppress(NotAResponseError):
                read_answers(capture, body, hints, files)
        return time.perf_counter() - started


def reader_alone(db: Path, cores: int) -> float:
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        return max(pool.map(partial(read_share, db, cores=cores), range(cores)))


def main(sizes: list[int]) -> None:
    for pages in sizes:
        with TemporaryDirectory() as folder:
            db = build(Path(folder), pages)
            every = os.cpu_count() or 1
            for what, cores in (("first time", every), ("again", 1), ("again", every)):
                alone = reader_alone(db, cores)
                seconds, told = reread(db, cores)
                print(
                    f"{pages} pages, {what}, {cores} cores: {pages / seconds:.0f} pages a second, "
                    f"{seconds / alone:.2f} times the reader's {alone:.1f} s; {told}",
                    flush=True,
                )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [5_000, 20_000])
