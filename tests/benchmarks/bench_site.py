"""The search page against Datasette's own table page in its best setting, and a CSV download against bare sqlite3.

`python tests/benchmarks/bench_site.py [--archive PATH]`, or `pytest -s tests/benchmarks/bench_site.py`, which holds
the floors below. The archive of 100,000 responses is made where there is none and kept for the next time.

Stock is Datasette without our plugin on a copy of the archive: immutable, its rows counted beforehand, no suggested
facets, limits of time that are never met, 20 rows a page, facets by force, year and outcome. Ours is `foi serve` as
anyone runs it. Each is a process of its own, asked over one kept connection, ours and stock in turn, several words of
each class. `first` is the median of the first time each word is asked for, the other figures are of the times after.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import httpx

sys.path.insert(0, str(Path(__file__).parent))

from archives import PLANTED, make_archive

ROOT: Final = Path(__file__).resolve().parents[2]
RESPONSES: Final = 100_000
KEPT: Final = Path(tempfile.gettempdir()) / f"foi-{RESPONSES // 1000}k" / "foi.db"

WORDS: Final = 5  # of each class
ROUNDS: Final = 3  # requests for each word, after a first one
DOWNLOADS: Final = 3
BROAD_WORD: Final = PLANTED["broad"][0]  # in about 70 % of the responses

AT_MOST: Final = {"rare": 1.1, "middling": 1.1, "common": 1 / 5}  # of stock's time
CSV_AT_LEAST: Final = 1 / 3  # of the floor's rows a second

# Datasette 0.65 loads every installed plugin, unless it believes that its own tests are running.
_STOCK: Final = "import sys; sys._called_from_test = True; from datasette.cli import cli; cli()"
_STOCK_SETTINGS: Final = {
    "default_page_size": 20,
    "facet_time_limit_ms": 100_000,
    "sql_time_limit_ms": 100_000,
    "suggest_facets": "off",
}
_FACETS: Final = (("_facet", "force"), ("_facet", "year"), ("_facet", "outcome"))

# Columns of the download that are not columns of `responses`.
_JOINED: Final = {
    "permalink": "'/response/' || responses.force || '/' || responses.id",
    "force_name": "forces.name",
    "group": "responses.group_id",
    "fetched_at": "captures.fetched_at",
    "via": "captures.via",
    "sha256": "captures.sha256",
    "licence": "sources.licence",
    "attribution": "sources.attribution",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Milliseconds for the pages of one class of words, each a median. `hits` are the fewest and the most."""

    kind: str
    hits: tuple[int, int]
    first: float
    ours: float
    stock: float

    @property
    def ratio(self) -> float:
        return self.ours / self.stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """Rows a second of one download, over HTTP and bare."""

    rows: int
    ours: float
    floor: float

    @property
    def share(self) -> float:
        return self.ours / self.floor


def kept_archive(path: Path = KEPT) -> Path:
    """The archive to measure on, made if there is none."""
    if not path.exists():
        print(f"making {path}, which takes some minutes", flush=True)
        make_archive(path, RESPONSES)
    return path


@contextmanager
def _serving(command: Sequence[str], port: int) -> Iterator[httpx.Client]:
    """A server in a process of its own, and one client that keeps its connection."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=log, stderr=log)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
                _wait(process, client, log)
                yield client
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], client: httpx.Client, log: io.TextIOBase) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            client.get("/-/versions.json").raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the server did not start:\n{log.read()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def stock_site(archive: Path) -> Iterator[httpx.Client]:
    """Datasette as it comes, in its best setting, on a copy of the archive."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        copy, counts, metadata = (Path(folder) / name for name in ("foi.db", "counts.json", "metadata.json"))
        with closing(sqlite3.connect(archive)) as source, closing(sqlite3.connect(copy, isolation_level=None)) as db:
            source.backup(db)
            db.execute("PRAGMA journal_mode = DELETE")  # a file that nobody writes needs no WAL beside it
        tables = {"responses": {"fts_table": "responses_fts", "fts_pk": "search_row"}}
        metadata.write_text(json.dumps({"databases": {"foi": {"tables": tables}}}), encoding="utf-8")
        stock = ["-c", _STOCK]
        subprocess.run([sys.executable, *stock, "inspect", copy, "--inspect-file", counts], check=True)
        port = _free_port()
        settings = [part for name, value in _STOCK_SETTINGS.items() for part in ("--setting", name, str(value))]
        files = ["-i", str(copy), "--inspect-file", str(counts), "--metadata", str(metadata)]
        with _serving([*stock, "serve", *files, *settings, "--port", str(port)], port) as client:
            assert client.get("/-/plugins.json").json() == [], "stock runs a plugin"
            yield client


@contextmanager
def our_site(archive: Path) -> Iterator[httpx.Client]:
    """`foi serve` on the archive."""
    port = _free_port()
    command = ["-c", "from scraper.cli import main; main()", "serve", "--db", str(archive), "--port", str(port)]
    with _serving(command, port) as client:
        yield client


def _milliseconds(client: httpx.Client, address: str, parameters: Sequence[tuple[str, str]]) -> float:
    began = time.perf_counter()
    answer = client.get(address, params=list(parameters))
    took = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, f"{answer.url}: {answer.status_code}"
    assert answer.headers["content-type"].startswith("text/html"), answer.url
    return took


def _ask_ours(ours: httpx.Client, word: str) -> float:
    return _milliseconds(ours, "/search", [("q", word)])


def _ask_stock(stock: httpx.Client, word: str) -> float:
    return _milliseconds(stock, "/foi/responses", [("_search", word), *_FACETS])


def stock_count(stock: httpx.Client, word: str) -> int:
    """How many responses hold a word, as Datasette counts."""
    answer = stock.get("/foi/responses.json", params={"_search": word, "_size": "0"}).raise_for_status()
    return int(answer.json()["filtered_table_rows_count"])


def our_count(ours: httpx.Client, word: str) -> int:
    """How many responses hold a word, as the head of our JSON says; the rows themselves are not waited for."""
    # On a connection of its own: one that is left before its end cannot be kept.
    with httpx.stream("GET", ours.base_url.join("/search.json"), params={"q": word}, timeout=120) as answer:
        answer.raise_for_status()
        return int(answer.headers["X-Total-Count"])


def measure_pages(ours: httpx.Client | None, stock: httpx.Client, kind: str) -> Pages:
    """Ask for several words of a class, ours and stock in turn; without ours its figures are not numbers."""
    planted = PLANTED[kind]
    words = planted[:: max(1, len(planted) // WORDS)][:WORDS]  # from the rarest of the class to the most frequent
    first: list[float] = []
    mine: list[float] = []
    theirs: list[float] = []
    for turn in range(ROUNDS + 1):
        for word in words:
            took = _ask_stock(stock, word)
            if turn:
                theirs.append(took)
            if ours:
                (mine if turn else first).append(_ask_ours(ours, word))
    # Counted last, so that nothing has been found out about a word before it is first asked for.
    counts = {word: stock_count(stock, word) for word in words}
    if ours:
        found = {word: our_count(ours, word) for word in words}
        assert found == counts, f"ours counts {found}, stock {counts}"
    nothing = [float("nan")]
    return Pages(
        kind=kind,
        hits=(min(counts.values()), max(counts.values())),
        first=median(first or nothing),
        ours=median(mine or nothing),
        stock=median(theirs),
    )


def measure_download(ours: httpx.Client, archive: Path, word: str = BROAD_WORD) -> Download:
    """Download all hits of a word, and write the same rows with csv.writer from a bare cursor, in turn."""
    mine: list[float] = []
    floors: list[float] = []
    for _ in range(DOWNLOADS):
        began = time.perf_counter()
        answer = ours.get("/search.csv", params={"q": word}).raise_for_status()
        mine.append(time.perf_counter() - began)
        names, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8"), newline=""))
        total = int(answer.headers["X-Total-Count"])
        assert len(rows) == total, f"{len(rows)} rows came, {total} were announced"
        seconds, bare = _bare_csv(archive, names, word)
        floors.append(seconds)
    _, *wanted = csv.reader(io.StringIO(bare, newline=""))
    kept = [at for at, name in enumerate(names) if name != "permalink"]  # which has the address of the site in front
    assert sorted([row[at] for at in kept] for row in rows) == sorted([row[at] for at in kept] for row in wanted)
    return Download(rows=total, ours=total / median(mine), floor=total / median(floors))


def _bare_csv(archive: Path, names: Sequence[str], word: str) -> tuple[float, str]:
    """Seconds for these columns of all hits from one cursor through csv.writer, and what it wrote."""
    with closing(sqlite3.connect(archive)) as db:
        own = {row[1] for row in db.execute("PRAGMA table_info(responses)")}
        # What a table of ours and `responses` both name is the response's.
        columns = ", ".join(f'responses."{name}"' if name in own else _JOINED[name] for name in names)
        statement = f"""
            SELECT {columns} FROM responses
            JOIN forces ON forces.id = responses.force
            JOIN sources ON sources.id = responses.source
            JOIN captures ON captures.id = responses.capture
            WHERE responses.search_row IN (SELECT rowid FROM responses_fts WHERE responses_fts MATCH ?)
        """
        lines = io.StringIO(newline="")
        began = time.perf_counter()
        writer = csv.writer(lines)
        writer.writerow(names)
        for row in db.execute(statement, (word,)):
            writer.writerow(row)
        return time.perf_counter() - began, lines.getvalue()


def measure(archive: Path, *, stock_alone: bool = False) -> tuple[list[Pages], Download | None]:
    """Everything, in one run, printed as it comes."""
    with stock_site(archive) as stock, nullcontext() if stock_alone else our_site(archive) as ours:
        if ours:
            _ask_ours(ours, "the")  # what a server prepares once, at its first search, is no part of a page
        _ask_stock(stock, "the")
        print(f"{'':10}{'hits':>17}{'first ms':>10}{'ours ms':>10}{'stock ms':>10}{'ratio':>8}", flush=True)
        pages = []
        for kind in PLANTED:
            found = measure_pages(ours, stock, kind)
            pages.append(found)
            hits = f"{found.hits[0]:,} to {found.hits[1]:,}"
            figures = f"{found.first:10.1f}{found.ours:10.1f}{found.stock:10.1f}{found.ratio:8.2f}"
            print(f"{kind:10}{hits:>17}{figures}", flush=True)
        if not ours:
            return pages, None
        download = measure_download(ours, archive)
        rates = f"{download.ours:,.0f} rows a second, bare {download.floor:,.0f}, share {download.share:.2f}"
        print(f"CSV of {download.rows:,} rows: {rates}")
        return pages, download


def test_the_floors() -> None:
    """Words of few and of some hits as quick as stock, of many five times as quick; CSV a third of the bare rate."""
    print()
    pages, download = measure(kept_archive())
    for found in pages:
        if found.kind in AT_MOST:
            assert found.ratio <= AT_MOST[found.kind], f"{found.kind}: {found.ratio:.2f} of stock's time"
    assert download is not None
    assert download.share >= CSV_AT_LEAST, f"CSV: {download.share:.2f} of the bare rate"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    options.add_argument("--archive", type=Path, default=KEPT, help="made if it is not there; default: %(default)s")
    options.add_argument("--stock", action="store_true", help="measure stock alone")
    given = options.parse_args()
    measure(kept_archive(given.archive), stock_alone=given.stock)


if __name__ == "__main__":
    main()
