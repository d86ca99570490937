"""How long reading takes, against what BeautifulSoup with lxml takes merely to get the same page's text.

Run on demand: `pip install beautifulsoup4 lxml`, then `pytest -s tests/benchmarks/bench_reading.py`.
"""

from __future__ import annotations

import timeit
from pathlib import Path

import pytest

from scraper.reading import read_response
from scraper.records import Hints, Page

bs4 = pytest.importorskip("bs4")
pytest.importorskip("lxml")

PAGES = Path(__file__).resolve().parents[1] / "pages"
LIMIT = 0.4  # share of BeautifulSoup's time
SIZE_BYTES = 40_000


def typical_page() -> bytes:
    """A recorded page brought to 40 KB: a long answer, and the menus and scripts that such pages carry."""
    text = (PAGES / "metropolitan" / "radio-replacements.html").read_text(encoding="utf-8")
    argument = "<p>To give the places of each loss would show where radios are carried, and harm policing there.</p>\n"
    text = text.replace("<h2>Disclosure</h2>", argument * 100 + "<h2>Disclosure</h2>")
    menu = '<li class="c-menu__item"><a class="c-menu__link" href="/area/your-area/{0}/">Area number {0}</a></li>\n'
    room = SIZE_BYTES - len(text.encode())
    items = "".join(menu.format(n) for n in range(room // (2 * len(menu))))
    script = f"<script>{'var a = 1;' * (room // 20)}</script>"
    return text.replace("<nav>", f"{script}<nav><ul>{items}</ul>").encode()


def test_a_full_record_costs_little() -> None:
    body = typical_page()
    page = Page(body=body, url="https://www.met.police.uk/foi-ai/x/may-2024/radios/", media_type="text/html")
    hints = Hints(force="metropolitan")

    def ours() -> None:
        read_response(page, hints)

    def theirs() -> None:
        bs4.BeautifulSoup(body, "lxml").get_text()

    for run in (ours, theirs):  # caches warm
        run()
    mine = min(timeit.repeat(ours, number=10, repeat=7)) / 10
    soup = min(timeit.repeat(theirs, number=10, repeat=7)) / 10
    print(
        f"\n{len(body)} bytes: record {mine * 1000:.2f} ms, BeautifulSoup {soup * 1000:.2f} ms, share {mine / soup:.2f}"
    )
    assert mine / soup <= LIMIT
