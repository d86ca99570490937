"""Searching against the bare index: `python tests/benchmarks/bench_search.py ARCHIVE`, or `pytest -s` of this file.

Bare is what anyone writes with FTS5: the twenty best of all that match, by bm25, with their rows and a snippet, on one
connection. Ours are `Archive.search`, as `foi search` asks, and what the site does for a page of results: all matches
with exact facets, the best in order, their rows and snippets; `first` is the first time each word is asked for. All
take turns within one run; figures are milliseconds, medians over the words of each class.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).parent))

from archives import PLANTED, make_archive
from bench_site import KEPT, RESPONSES

from scraper.store import open_archive
from scraper.web.asked import Asked
from scraper.web.columns import load_columns
from scraper.web.finding import find
from scraper.web.views.search import PAGE_SIZE, result_rows

ROUNDS: Final = 5
AT_MOST: Final = 2.0  # of the bare query's time
_WORDS: Final = {"all of them": ["police officer", "officer recorded"], **PLANTED}

_BARE: Final = f"""
    SELECT responses.id, responses.force, responses.title, responses.dated_on, responses.outcome,
        snippet(responses_fts, -1, '[', ']', '…', 24)
    FROM responses_fts JOIN responses ON responses.search_row = responses_fts.rowid
    WHERE responses_fts MATCH ? ORDER BY responses_fts.rank LIMIT {PAGE_SIZE}
"""


def measure(path: Path) -> dict[str, tuple[float, ...]]:
    """By class of words: milliseconds of the bare query, of `Archive.search`, and of a page, first and then."""
    with open_archive(path) as archive, closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        columns = load_columns(db)

        def page(word: str) -> None:
            found = find(db, columns, Asked(words=word))
            result_rows(db, found, found.ordered(PAGE_SIZE))

        def bare(word: str) -> None:
            db.execute(_BARE, (" ".join(f'"{each}"' for each in word.split()),)).fetchall()

        told: dict[str, tuple[float, ...]] = {}
        for kind, words in _WORDS.items():
            times: list[list[float]] = [[], [], [], []]
            for word in words[:5]:
                bare(word)  # what is read of the file is in memory then
                times[2].append(_ms(page, word))
                for _ in range(ROUNDS):
                    times[0].append(_ms(bare, word))
                    times[1].append(_ms(archive.search, word))
                    times[3].append(_ms(page, word))
            told[kind] = tuple(map(median, times))
    return told


def _ms(work: Callable[[str], object], word: str) -> float:
    began = time.perf_counter()
    work(word)
    return 1_000 * (time.perf_counter() - began)


def main(path: Path) -> dict[str, tuple[float, ...]]:
    told = measure(path)
    print(f"{'':12}{'bare':>10}{'search':>16}{'page, first':>16}{'page, then':>16}")
    for kind, (bare, *ours) in told.items():
        print(f"{kind:12}{bare:10.1f}" + "".join(f"{each:9.1f} ({each / bare:4.2f})" for each in ours), flush=True)
    return told


def test_a_search_takes_at_most_twice_the_bare_index() -> None:
    if not KEPT.exists():
        make_archive(KEPT, RESPONSES)
    for kind, (bare, search, *_) in main(KEPT).items():
        assert search <= AT_MOST * bare, kind


if __name__ == "__main__":
    main(Path(sys.argv[1]))
