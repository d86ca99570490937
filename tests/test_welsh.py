"""Responses in English and Welsh trees are one: the English record where there is one, the Welsh one where not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from standin import Answer, StandIn
from test_refresh import LISTING, _source, run

from scraper.demo import start_sample_logs
from scraper.refresh import Plan, RunState
from scraper.removal import take_down
from scraper.reread import reread
from scraper.store import Archive, open_archive
from scraper.store.removals import RemovalReason

WELSH_LISTING = f"/cy-GB{LISTING}"
ENGLISH = "/foi-ai/dyffryn-police/disclosure-2025/november"
WELSH = "/cy-GB/foi-ai/dyffryn-police/datgeliadau-2025/tachwedd"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "foi.db", create=True) as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[StandIn]:
    with StandIn() as running:
        yield running


def show(site: StandIn, english: list[str], welsh: list[str], folder: str = WELSH) -> None:
    """Routes both listings, the English one with the link to the other, and a page for each slug listed."""
    switch = f'<header><a href="{WELSH_LISTING}">Cymraeg</a></header>'
    site.route(LISTING, Answer(body=listing(ENGLISH, english, f"{len(english)} results", switch)))
    count = f"Yn dangos 1 i {len(welsh)} o {len(welsh)} o ganlyniadau" if welsh else "0 canlyniad"
    site.route(WELSH_LISTING, Answer(body=listing(folder, welsh, count, f'<a href="{LISTING}">English</a>')))
    for slug in english:
        site.route(f"{ENGLISH}/{slug}/", Answer(body=page("en-GB", slug), etag=f'"{slug}"'))
    for slug in welsh:
        site.route(f"{folder}/{slug}/", Answer(body=page("cy", slug), etag=f'"{slug}"'))


def listing(folder: str, slugs: list[str], count: str, head: str) -> bytes:
    rows = "".join(f'<li><a href="{folder}/{slug}/">{slug}</a><p>Disclosure log</p></li>' for slug in slugs)
    return f"<html><body>{head}<main><p>{count}</p><ul>{rows}</ul></main></body></html>".encode()


def page(language: str, slug: str, answer: str = "There were 7.") -> bytes:
    """As these sites have it: the furniture in the language of the tree, the letter in English in both."""
    return f"""<html lang="{language}"><head><title>{slug}</title></head><body><main><h1>{slug}</h1>
    <p>Request:</p><p>1. How many {slug} were there?</p>
    <p>Response:</p><p>We hold this information. {answer}</p></main></body></html>""".encode()


def records(archive: Archive) -> dict[str, tuple[str | None, str, int]]:
    """Title → language, path of its address, number of versions."""
    rows = archive.rows("SELECT title, language, url, version_count FROM responses")
    return {r["title"]: (r["language"], "/" + r["url"].split("/", 3)[3], r["version_count"]) for r in rows}


def test_both_trees_give_one_record_each(site: StandIn, archive: Archive) -> None:
    show(site, ["barbers-124", "fleet-224"], ["fleet-224", "signs-324"])
    result = run(archive, _source(site, nation="Wales"))["northmoor"]
    assert (result.state, result.reason, result.listed, result.new) == (RunState.OK, None, 3, 3)
    assert records(archive) == {
        "barbers-124": ("en-gb", f"{ENGLISH}/barbers-124/", 1),
        "fleet-224": ("en-gb", f"{ENGLISH}/fleet-224/", 1),
        "signs-324": ("cy", f"{WELSH}/signs-324/", 1),
    }
    assert f"{WELSH}/fleet-224/" not in site.paths, "the twin of an English page is not asked for"


@pytest.mark.parametrize("folder", [WELSH, f"/cy-GB{ENGLISH}"], ids=["own folders", "same folders"])
def test_the_english_page_takes_over_when_it_comes_and_stays(site: StandIn, archive: Archive, folder: str) -> None:
    source = _source(site, nation="Wales", recheck_days=0.0)
    show(site, ["barbers-124"], ["signs-324"], folder)
    run(archive, source)
    show(site, ["barbers-124", "signs-324"], ["signs-324"], folder)
    run(archive, source)
    assert records(archive)["signs-324"] == ("en-gb", f"{ENGLISH}/signs-324/", 2)
    assert "if-none-match" not in site.hits[site.paths.index(f"{ENGLISH}/signs-324/")].headers
    # The English page goes; what the Welsh one says now is no version of it, and the response is still there.
    show(site, ["barbers-124"], ["signs-324"], folder)
    site.route(f"{folder}/signs-324/", Answer(body=page("cy", "signs-324", "There were 8.")))
    for _ in range(3):
        result = run(archive, source)["northmoor"]
        assert (result.state, result.failed, result.changed, result.withdrawn) == (RunState.OK, 0, 0, 0)
    assert records(archive)["signs-324"] == ("en-gb", f"{ENGLISH}/signs-324/", 2)

    before = [tuple(r) for r in archive.rows("SELECT * FROM versions ORDER BY response, number")]
    counts = reread(archive, (source.id,))
    assert not counts["changed"], "reading the captures again gives the same history"
    assert before == [tuple(r) for r in archive.rows("SELECT * FROM versions ORDER BY response, number")]


def test_a_takedown_holds_for_both_trees(site: StandIn, archive: Archive) -> None:
    show(site, ["barbers-124", "fleet-224"], [])
    run(archive, _source(site))
    (fleet,) = archive.rows("SELECT id FROM responses WHERE title = 'fleet-224'")
    take_down(archive, fleet["id"], reason=RemovalReason.PERSONAL_DATA, note=None, at="2026-01-01T00:00:00Z")
    show(site, ["barbers-124"], ["fleet-224"])
    run(archive, _source(site), plan=Plan(full=True))
    assert f"{WELSH}/fleet-224/" not in site.paths


def test_a_walk_is_whole_only_if_both_trees_are(site: StandIn, archive: Archive) -> None:
    show(site, ["barbers-124", "fleet-224"], ["fleet-224"])
    rows = listing(ENGLISH, ["barbers-124"], "2 results", f'<a href="{WELSH_LISTING}">Cymraeg</a>')
    site.route(LISTING, Answer(body=rows))
    run(archive, _source(site))
    issues = [r["message"] for r in archive.rows("SELECT message FROM issues WHERE kind = 'incomplete_walk'")]
    assert issues == ["the listing says it has 3 rows, 2 were seen"]


def test_the_sample_force_of_wales_is_read_in_both_languages(archive: Archive) -> None:
    with start_sample_logs(1) as logs:
        source = next(s for s in logs.sources if s.nation == "Wales")
        result = run(archive, source)[source.id]
        asked = [r.path for r in logs.requests]
    assert result.state is RunState.OK and result.failed == 0
    assert any(path.startswith(WELSH_LISTING) for path in asked)
    assert not any(path.startswith("/cy-GB/foi-ai/") and LISTING not in path for path in asked)
    assert {language for language, _, _ in records(archive).values()} == {"en-gb"}
