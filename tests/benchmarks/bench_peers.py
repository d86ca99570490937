"""Others at the same work, in one run. First `pip install trafilatura lxml_html_clean scrapy beautifulsoup4`.

Reading: labelled pages of this project's tests (letter and page around it), each made into the text of its letter by
the reader's first step and by trafilatura, into all text of the page by BeautifulSoup with lxml; and what the whole
reader takes, which makes a record of it. Crawling: 300 answers of a stand-in's log, one request at a time, robots.txt
obeyed, no delay: `foi refresh` into an archive (captures on disk, records, search index, groups) beside a Scrapy spider
that follows the same links and writes each page to a file. Stock Datasette is in `bench_site`.
"""

from __future__ import annotations

import subprocess
import sys
import time
import timeit
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

import trafilatura
from bs4 import BeautifulSoup
from standin import Answer, StandIn
from test_refresh import LISTING, _letter, _listing, _path, _source, run

from scraper.errors import NotAResponseError
from scraper.reading import read_response
from scraper.reading.page.document import parse_document, text_of
from scraper.records import Hints, Page
from scraper.store import open_archive

PAGES: Final = 300
LABELLED: Final = Path(__file__).parents[1] / "labelled" / "html"

_SPIDER: Final = """
import pathlib, scrapy, sys

class Log(scrapy.Spider):
    name = "log"
    start_urls = [sys.argv[-1]]
    custom_settings = {"ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "LOG_LEVEL": "ERROR",
                       "TELNETCONSOLE_ENABLED": False, "DOWNLOAD_DELAY": 0}

    def parse(self, response):
        yield from response.follow_all(css="main a", callback=self.keep)

    def keep(self, response):
        pathlib.Path(response.url.rstrip("/").rpartition("/")[2] + ".html").write_bytes(response.body)

from scrapy.crawler import CrawlerProcess
process = CrawlerProcess()
process.crawl(Log)
process.start()
"""


def reading() -> None:
    bodies = [path.read_bytes() for path in sorted(LABELLED.glob("*.html"))]

    def page(body: bytes) -> Page:
        return Page(body=body, url=None, media_type="text/html")

    def record(body: bytes) -> None:
        with suppress(NotAResponseError):
            read_response(page(body), Hints(force=None))

    readers: dict[str, Callable[[bytes], object]] = {
        "our record": record,
        "our text": lambda body: text_of(parse_document(page(body)).blocks),
        "trafilatura": lambda body: trafilatura.extract(body),
        "BeautifulSoup(lxml) text": lambda body: BeautifulSoup(body, "lxml").get_text(),
    }
    times = {
        name: [min(timeit.repeat(lambda read=read, body=body: read(body), number=1, repeat=3)) for body in bodies]
        for name, read in readers.items()
    }
    for name, found in times.items():
        print(f"{name}: median {1_000 * median(found):.2f} ms, all {len(bodies)} pages {sum(found):.2f} s")


def crawling() -> None:
    with StandIn() as site, TemporaryDirectory() as folder:
        site.route(LISTING, Answer(body=_listing(*range(1, PAGES + 1))))
        for n in range(1, PAGES + 1):
            site.route(_path(n), Answer(body=_letter(n)))
        with open_archive(Path(folder) / "foi.db", create=True) as archive:
            began = time.perf_counter()
            assert run(archive, _source(site))["northmoor"].new == PAGES
            print(f"foi refresh: {PAGES} answers in {time.perf_counter() - began:.2f} s, {len(site.hits)} requests")
        site.hits.clear()
        (Path(folder) / "spider.py").write_text(_SPIDER)
        pages = Path(folder) / "pages"
        pages.mkdir()
        began = time.perf_counter()
        subprocess.run([sys.executable, "../spider.py", site.url + LISTING], cwd=pages, check=True)
        seconds = time.perf_counter() - began
        print(f"scrapy: {len(list(pages.iterdir()))} pages in {seconds:.2f} s, {len(site.hits)} requests")


if __name__ == "__main__":
    reading()
    crawling()
