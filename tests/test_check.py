"""`foi check` and `foi capture` as an operator types them, against a log on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from standin import Answer, StandIn

from scraper.contract import response_as_dict
from scraper.reading import read_response
from scraper.records import Hints, Page

LISTING = "/foi-ai/af/accessing-information/published-items/"
LOG = "/foi-ai/northmoor-police/disclosure-2024/may-2024"
CONFIG = """
[client]
project = "test"
allow_loopback = true

[source.northmoor]
force_name = "Northmoor Police"
nation = "England"
platform = "soh"
listings = ["{url}"]
delay_seconds = 0
{more}
"""


def _letter(number: int) -> bytes:
    return f"""<html><head><title>Subject {number}</title></head><body><main><h1>Subject {number}</h1>
    <p>Date: 3 June 2024</p><p>Freedom of information request reference no: {number}/2024</p>
    <p>Request:</p><p>1. How many events of kind {number} were there in 2023?</p>
    <p>Response:</p><p>Northmoor Police holds this information. There were {number} events in 2023.</p>
    <p>Dear Mrs Oakapple, ring 07700 900123.</p></main></body></html>""".encode()


@pytest.fixture
def site() -> Iterator[StandIn]:
    with StandIn() as site:
        rows = "".join(f'<li><a href="{LOG}/subject-{n}24/">Subject {n}</a></li>' for n in range(1, 6))
        site.route(LISTING, Answer(body=f"<main><ul>{rows}</ul><p>Showing 1-5 of 5 results</p></main>".encode()))
        for n in range(1, 6):
            site.route(f"{LOG}/subject-{n}24/", Answer(body=_letter(n)))
        yield site


def foi(folder: Path, *arguments: str, url: str, more: str = "") -> subprocess.CompletedProcess[str]:
    (folder / "sources.toml").write_text(CONFIG.format(url=url, more=more), encoding="utf-8")
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def test_a_source_that_is_well_says_what_it_yields_and_writes_nothing(site: StandIn, tmp_path: Path) -> None:
    done = foi(tmp_path, "check", "--json", url=site.url + LISTING, more="unverified = true")
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)
    assert (found["entries"], found["total"], found["status"]) == (5, 5, "200")
    assert [r["record"]["reference"] for r in found["responses"]] == ["1/2024", "2/2024", "3/2024"]
    assert [p["line"] for p in found["problems"]] == ["unverified = false"]
    assert len(site.hits) == 5, "robots.txt, the listing and three responses"
    assert [path.name for path in tmp_path.iterdir()] == ["sources.toml"]


def test_it_reads_well(site: StandIn, tmp_path: Path) -> None:
    done = foi(tmp_path, "check", "northmoor", url=site.url + LISTING)
    assert "robots.txt allows the listing" in done.stdout
    assert "5 responses" in done.stdout and "responded 2024-06-03" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("listing", "more", "words", "line"),
    [
        (Answer(status=403), "", "403", 'via = "wayback"'),
        (Answer(status=404), "", "gone", 'listings = ["{url}/about/our-disclosure-log/"]'),
        (Answer(body=b"<main><p>Welcome</p></main>"), "", "layout", None),
        (None, "min_entries = 50", "fewer than min_entries", "min_entries = 3"),
    ],
)
def test_what_is_wrong_is_said_with_the_line_to_change(
    site: StandIn, tmp_path: Path, listing: Answer | None, more: str, words: str, line: str | None
) -> None:
    site.route(
        "/", Answer(body=b'<a href="/news/">News</a><a href="/about/our-disclosure-log/">FOI disclosure log</a>')
    )
    if listing is not None:
        site.route(LISTING, listing)
    done = foi(tmp_path, "check", "--json", url=site.url + LISTING, more=more)
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)[0]["problems"]
    assert words in problem["what"]
    assert problem["line"] == (line.format(url=site.url) if line else None)


def test_robots_that_forbid_are_kept_to(site: StandIn, tmp_path: Path) -> None:
    site.robots("User-agent: *\nDisallow: /foi-ai/\nCrawl-delay: 7\n")
    done = foi(tmp_path, "check", "--json", url=site.url + LISTING)
    (found,) = json.loads(done.stdout)
    assert found["robots"] == "forbids the listing, asks for 7 s between requests"
    assert found["problems"][0]["line"] == 'via = "wayback"'
    assert site.paths == ["/robots.txt"]


def test_a_platform_that_can_read_the_listing_is_named(site: StandIn, tmp_path: Path) -> None:
    index = "/access-to-information/freedom-of-information/disclosure-log/0/2024/may/"
    site.route(index, Answer(body=f'<ul><li><a href="{index}24-0954">Drones</a></li></ul>'.encode()))
    done = foi(tmp_path, "check", "--json", url=site.url + index)
    assert json.loads(done.stdout)[0]["problems"][0]["line"] == 'platform = "police_scotland"'


def test_a_captured_page_is_a_test_ready_to_be_corrected(site: StandIn, tmp_path: Path) -> None:
    url = f"{site.url}{LOG}/subject-224/"
    done = foi(tmp_path, "capture", "northmoor", url, url=site.url + LISTING)
    assert done.returncode == 0, done.stderr
    base = tmp_path / "tests" / "pages" / "northmoor" / "subject-224"
    assert done.stdout.split() == [str(base.with_suffix(s).relative_to(tmp_path)) for s in (".html", ".toml", ".json")]
    body = base.with_suffix(".html").read_bytes()
    assert body == _letter(2)
    page = Page(body=body, url=url, media_type="text/html")
    expected = response_as_dict(read_response(page, Hints(force="northmoor", platform="soh"), today="2026-01-01"))
    assert json.loads(base.with_suffix(".json").read_text(encoding="utf-8")) == expected
    assert "name of the addressee: Dear Mrs Oakapple" in done.stderr
    assert "telephone number: 07700 900123" in done.stderr

    again = foi(tmp_path, "capture", "northmoor", url, url=site.url + LISTING)
    assert again.returncode == 2 and "exists already" in again.stderr
    assert base.with_suffix(".html").read_bytes() == body


def test_a_saved_page_can_be_captured_too(site: StandIn, tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_bytes(_letter(4))
    done = foi(tmp_path, "capture", "northmoor", "saved.html", "--url", site.url + LOG + "/x-424/", url=site.url)
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "tests/pages/northmoor/x-424.json").read_text(encoding="utf-8"))
    assert (record["reference"], record["platform"]) == ("4/2024", "soh")
    assert site.hits == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "nowhere"), "no source named nowhere"),
        (("capture", "northmoor", "photo.jpg"), "expected a page as .html or .txt"),
        (("capture", "northmoor", "missing.html"), "cannot be read"),
        (("capture", "northmoor", "https://example.org/x"), "is not a host of this source"),
    ],
)
def test_wrong_input(site: StandIn, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = foi(tmp_path, *arguments, url=site.url + LISTING)
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    assert words in done.stderr
