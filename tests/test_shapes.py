"""Every make of site is refreshed over real HTTP from its stand-in: all answers found, read, then left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from files import pdf
from test_refresh import MANNERS, Silent

from scraper.check import check_sources
from scraper.demo.server import SampleLogs
from scraper.demo.shapes import SHAPES, ShapedSite, shaped_site
from scraper.refresh import Plan, RunState, SourceResult, refresh
from scraper.store import Archive, open_archive


def letter_file(text: str) -> bytes:
    """A letter's text as a PDF file, one paragraph a block."""
    printable = text.translate(str.maketrans("–—‘’“”", "--''\"\"")).encode("latin-1", "replace").decode("latin-1")
    return pdf([[block for block in printable.split("\n\n") if block.strip()]])


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "foi.db", create=True) as opened:
        yield opened


def run(archive: Archive, logs: SampleLogs) -> SourceResult:
    (result,) = refresh(archive, logs.sources, manners=MANNERS, plan=Plan(), report=Silent())
    return result


def expected(site: ShapedSite) -> Counter[tuple[str, str]]:
    """Outcome and provisions relied on of every answer the site shows."""
    return Counter(
        (
            str(r.outcome or ""),
            ";".join(sorted(f"{r.law or site.force.law} {section}" for section in r.relied)),
        )
        for r in site.responses
    )


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_answer_is_found_and_read(name: str, archive: Archive) -> None:
    site = shaped_site(name, letter_file)
    with SampleLogs([site]) as logs:
        result = run(archive, logs)
        assert (result.state, result.reason) == (RunState.OK, None)
        assert (result.listed, result.new, result.failed) == (len(site.responses), len(site.responses), 0)
        visited = len(logs.requests)
        again = run(archive, logs)
        assert (again.new, again.changed, again.failed, again.withdrawn) == (0, 0, 0, 0)
        listings = {r["url"] for r in archive.rows("SELECT url FROM captures WHERE kind = 'listing'")}
        origin = "http://" + urlsplit(logs.sources[0].listings[0]).netloc
        asked_again = {origin + r.path for r in logs.requests[visited:] if r.path != "/robots.txt"}
        assert asked_again <= listings, "the second visit asks for listings alone"
        assert all(r.status in (200, 304) for r in logs.requests if r.path != "/robots.txt")
    rows = archive.rows("SELECT coalesce(outcome, '') AS outcome, coalesce(exemptions, '') AS relied FROM responses")
    found = Counter((r["outcome"], ";".join(sorted(r["relied"].split(";")))) for r in rows)
    assert (found - expected(site), expected(site) - found) == (Counter(), Counter()), (
        "found too much, found too little"
    )


def test_a_search_with_a_parameter_it_does_not_know_fails_loudly(archive: Archive) -> None:
    with SampleLogs([shaped_site("govuk", letter_file)]) as logs:
        (source,) = logs.sources
        logs.sources = (replace(source, listings=(f"{source.listings[0]}&colour=blue",)),)
        result = run(archive, logs)
    assert result.state is RunState.FAILED
    assert "422" in (result.reason or "")
    assert archive.rows("SELECT id FROM responses") == []


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_look_at_the_site_reads_what_its_entries_name(name: str) -> None:
    site = shaped_site(name, letter_file)
    with SampleLogs([site]) as logs:
        (found,) = check_sources(logs.sources, manners=MANNERS, archive_url="http://127.0.0.1:9")
    assert (found.wrong, found.status) == (False, "200"), found.problems
    texts = [sample.response.response_text for sample in found.samples if sample.response]
    assert 1 <= len(texts) == min(3, found.entries)
    assert len(set(texts)) == len(texts), "each its own, also where several stand on one page"
