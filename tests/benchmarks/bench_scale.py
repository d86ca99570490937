"""How each part grows with the archive: `python tests/benchmarks/bench_scale.py FOLDER [SIZE…]`, default 10,000 to
1,000,000. Archives are made in FOLDER where there are none (a million: 17 GB, half an hour).

A night is real: `refresh` over HTTP of a stand-in's log, 500 new pages and 2,000 known ones asked again (304), their
groups included, beside the same night on an empty archive. Pages are those of `foi serve` in a process of its own, over
one kept connection: asked for at once after a start (`cold`), and once the server has made ready what it shows, for the
first time each (`first`) and then again (`then`, `p95`). The download is a search of some 50,000 rows. With --long:
`foi publish` without downloads, and `foi export` as CSV.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from archives import PLANTED, make_archive
from bench_site import _free_port, _serving
from standin import Answer, StandIn
from test_refresh import LISTING, _letter, _listing, _path, _source, run

from scraper.exports import Format, export
from scraper.publish import publish
from scraper.records import Source
from scraper.store import Archive, open_archive

SIZES: Final = (10_000, 100_000, 1_000_000)
NEW, KNOWN = 500, 2_000
AGAIN: Final = 4
_DOWNLOAD: Final = {10_000: "held", 100_000: "held", 1_000_000: "taser"}
_DRAFT: Final = "How many burglaries with a drone were recorded, and how many officers had training on helicopters?"


@contextmanager
def night_log(name: str) -> Iterator[tuple[StandIn, Source]]:
    """A log, not listed yet."""
    with StandIn() as site:
        for n in range(1, KNOWN + NEW + 1):
            body = _letter(n, f"Northmoor Police holds this information. {n} of {n * 7 % 1_000} were recorded in 2023.")
            site.route(_path(n), Answer(body=body, etag=f'"{n}"'))
        facts: dict[str, Any] = {"recheck_days": 0.0, "recheck_share_of_age": 0.0, "recheck_budget": 10_000}
        yield site, _source(site, id=name, request_budget=20_000, **facts)


def night(archive: Archive) -> dict[str, float]:
    """Seconds and changed rows of a night. The archive keeps what came: each measurement is of a log of its own."""
    (before,) = archive.rows("SELECT count(*) FROM sources WHERE id LIKE 'northmoor%'")[0]
    with night_log(f"northmoor{before}") as (site, source):
        site.route(LISTING, Answer(body=_listing(*range(1, KNOWN + 1))))
        run(archive, source)
        site.route(LISTING, Answer(body=_listing(*range(1, KNOWN + NEW + 1))))
        site.hits.clear()
        changes, began = archive.db.total_changes, time.perf_counter()
        result = run(archive, source)[source.id]
        seconds = time.perf_counter() - began
        asked = len(site.hits)
    return {
        "night_s": seconds,
        "night_new": result.new,
        "night_requests": asked,
        "night_rows_written": archive.db.total_changes - changes,
    }


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def pages(path: Path) -> dict[str, Any]:
    with open_archive(path) as archive:
        (group,) = archive.rows("SELECT id FROM groups ORDER BY response_count DESC LIMIT 1")[0] or (None,)
        some = archive.rows("SELECT force, id FROM responses ORDER BY search_row LIMIT 1 OFFSET 5000")[0]
        (size,) = archive.rows("SELECT count(*) FROM responses")[0]
    words = {kind: chosen[:5] for kind, chosen in PLANTED.items()}
    asked: dict[str, list[str]] = {
        f"search {kind}": [f"/search?q={w}" for w in chosen] for kind, chosen in words.items()
    }
    asked |= {
        "search with filters": ["/search?q=officer&outcome=refused", "/search?exemption=31&from=2020"],
        "home": ["/"],
        "response": [f"/response/{some['force']}/{some['id']}"],
        "group": [f"/compare/{group}"],
        "ask": [f"/ask?q={_DRAFT.replace(' ', '+')}"],
        "force": [f"/force/{some['force']}"],
        "exemption": ["/exemption/FOIA/31"],
        "statistics": ["/statistics"],
    }
    found: dict[str, Any] = {}
    port = _free_port()
    command = ["-c", "from scraper.cli import main; main()", "serve", "--db", str(path), "--port", str(port)]
    with _serving([*command, "--working"], port) as client:
        found["first page of all, cold, s"] = round(_seconds(client, "/search?q=zebra"), 2)
        cold = {name: [1_000 * _seconds(client, a) for a in addresses] for name, addresses in asked.items()}
    with _serving([*command, "--immutable"], port) as client:
        found["made ready after, s"] = _until_idle()
        for name, addresses in asked.items():
            first = [1_000 * _seconds(client, address) for address in addresses]
            after = [1_000 * _seconds(client, address) for _ in range(AGAIN) for address in addresses]
            found[name] = (
                f"cold {median(cold[name]):.0f}, first {median(first):.0f}, "
                f"then {median(after):.0f}, p95 {p95(after):.0f} ms"
            )
        word = _DOWNLOAD[min(_DOWNLOAD, key=lambda known: abs(known - size))]
        began = time.perf_counter()
        with client.stream("GET", f"/search.csv?q={word}") as answer:
            rows = int(answer.headers["x-total-count"])
            for _ in answer.iter_raw():
                pass
        found["CSV"] = f"{rows:,} rows, {rows / (time.perf_counter() - began):,.0f} a second"
    return found


def _until_idle() -> float:
    """Waits until the process begun last takes no more time of the processor; returns after how many seconds it did."""
    (*_, child) = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    began, busy_until, used = time.perf_counter(), 0.0, -1
    while time.perf_counter() - began < busy_until + 4:
        time.sleep(0.5)
        now = sum(map(int, Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:13]))
        if now > used + 2:
            busy_until, used = time.perf_counter() - began, now
    return round(busy_until, 1)


def _seconds(client: httpx.Client, address: str) -> float:
    began = time.perf_counter()
    client.get(address, follow_redirects=True).raise_for_status()
    return time.perf_counter() - began


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 1)


def long(path: Path) -> dict[str, float]:
    with open_archive(path) as archive, TemporaryDirectory(dir=path.parent) as folder:
        return {
            "publish, s": timed(lambda: publish(archive, formats=[])),
            "export CSV, s": timed(lambda: export(archive, Path(folder) / "out", [Format.CSV])),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--long", action="store_true")
    given = parser.parse_args()
    with TemporaryDirectory() as folder, open_archive(Path(folder) / "foi.db", create=True) as empty:
        print("empty", json.dumps(night(empty)), flush=True)
    for size in given.sizes:
        path = given.folder / str(size) / "foi.db"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            make_archive(path, size)
        found: dict[str, Any] = {"bytes a response": path.stat().st_size // size}
        with open_archive(path) as archive:
            found |= night(archive)
        found |= pages(path)
        if given.long:
            found |= long(path)
        print(f"\n{size:,}\n" + "\n".join(f"  {name}: {value}" for name, value in found.items()), flush=True)


if __name__ == "__main__":
    main()
