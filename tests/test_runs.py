"""Budgets of requests, kept to the last one by the site's own log; and what a run says to people, cron and programs."""

from __future__ import annotations

import json
import os
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import files
import pytest
from sample_archive import dump
from standin import Answer, StandIn
from test_cli import FOI
from test_health import log, once, said, show
from test_refresh import CONFIG, LISTING, _count, _listing, _path, _source, run
from web_archive import WebArchive

from scraper.progress import run_summary
from scraper.records import Source, Via
from scraper.refresh import Plan, Route, RunState, SourceResult
from scraper.store import Archive, open_archive

FULL = Plan(full=True)
PDF = "/SysSiteAssets/foi/answer-{}.pdf"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "foi.db", create=True) as opened:
        yield opened


def pages_of(site: StandIn, since: int) -> list[str]:
    """The pages of responses asked for since then, whatever came of it."""
    return [path for path in site.paths[since:] if "/subject-" in path]


def age(archive: Archive) -> None:
    """As if what was read had been read long ago, in the order of its numbers."""
    archive.db.execute(
        "UPDATE entries SET checked_at = strftime('%Y-%m-%dT%H:%M:%SZ', '2026-01-01', rowid || ' hours')"
    )
    archive.db.execute(
        "UPDATE responses SET last_seen_at = (SELECT checked_at FROM entries WHERE entries.response = responses.id)"
    )
    archive.db.execute("UPDATE attachments SET checked_at = '2026-02-01T00:00:00Z' WHERE checked_at IS NOT NULL")


# ---- looking again


def test_a_night_without_news_moves_nothing_but_when_responses_were_last_seen(archive: Archive) -> None:
    with log(range(1, 6)) as (site, source):
        once(archive, source)
        age(archive)
        before, seen = dump(archive), len(site.hits)
        assert once(archive, source).unchanged == 5 == len(pages_of(site, seen))
        after = dump(archive)
        assert {name for name in before if before[name] != after[name]} == {"runs", "run_sources", "responses"}
        (columns,) = archive.rows("SELECT group_concat(name) FROM pragma_table_info('responses')")[0]
        place = columns.split(",").index("last_seen_at")
        pairs = list(zip(before["responses"], after["responses"], strict=True))
        assert all(old[:place] == new[:place] and old[place + 1 :] == new[place + 1 :] for old, new in pairs)
        assert all(old[place] < new[place] for old, new in pairs)


def test_rechecks_keep_to_their_budget_and_everything_comes_round(archive: Archive) -> None:
    with log(range(1, 21), recheck_budget=7) as (site, source):
        assert once(archive, source).new == 20, "what is new has no budget"
        age(archive)
        asked: list[str] = []
        for left in (13, 13, 13):
            seen = len(site.hits)
            result = once(archive, source)
            assert (result.state, result.left, len(pages_of(site, seen))) == (RunState.OK, left, 7)
            asked += pages_of(site, seen)
        assert asked[:20] == [_path(number) for number in range(1, 21)], "longest unchecked first"
        # Five new ones come on top of it; all that is read again comes of the budget.
        site.route(LISTING, Answer(body=_listing(*range(1, 26))))
        show(site, range(21, 26))
        seen = len(site.hits)
        result = once(archive, source)
        assert (result.new, result.left, len(pages_of(site, seen))) == (5, 13, 12)
        assert pages_of(site, seen)[:5] == [_path(number) for number in range(21, 26)]
        seen = len(site.hits)
        assert once(archive, source, FULL).left == 0 and len(pages_of(site, seen)) == 25
        seen = len(site.hits)
        result = once(archive, replace(source, recheck_budget=0))
        assert (result.state, result.left, pages_of(site, seen)) == (RunState.OK, 0, [])


def test_redirects_and_retries_are_requests_too(archive: Archive) -> None:
    with log(range(1, 9), recheck_budget=5) as (site, source):
        once(archive, source)
        age(archive)
        site.route(_path(1), Answer(status=302, headers={"Location": _path(101)}))
        show(site, [101])
        site.route(_path(2), Answer(status=500), Answer(status=500), Answer(status=404))
        site.route(_path(3), Answer(status=302, headers={"Location": _path(103)}))
        seen = len(site.hits)
        result = once(archive, source)
        assert pages_of(site, seen) == [_path(1), _path(101), _path(2), _path(2), _path(3)]
        assert result.left == 6, "the third waits for the next run, since its budget ended on the way"
        assert _count(archive, "entries WHERE state = 'failed'") == 1


def test_files_of_pages_read_before_count_and_have_their_turn(archive: Archive) -> None:
    with log(range(1, 7), recheck_budget=4) as (site, source):
        for number in range(1, 7):
            link = f'<p><a href="{PDF.format(number)}">Figures</a></p></main>'.encode()
            site.route(_path(number), Answer(body=_letter(number).replace(b"</main>", link)))
            site.route(PDF.format(number), Answer(body=files.pdf(([f"Page {number}"],)), media_type="application/pdf"))
        assert once(archive, source).attachments == 6
        later = replace(source, recheck_days=30.0)
        age(archive)
        rounds: list[list[str]] = []
        for _ in range(4):
            seen = len(site.hits)
            result = once(archive, later)
            rounds.append([path for path in site.paths[seen:] if path not in ("/robots.txt", LISTING)])
            assert len(rounds[-1]) <= 4
        every = [path for asked in rounds for path in asked]
        assert sorted(every) == sorted([*(_path(n) for n in range(1, 7)), *(PDF.format(n) for n in range(1, 7))])
        assert [len(asked) for asked in rounds] == [4, 4, 4, 0] and result.left == 0
        assert rounds[1] == [PDF.format(number) for number in range(1, 5)], "files that were left come before pages"


def test_a_page_waits_for_its_letter(archive: Archive) -> None:
    """A budget that ends between a page and the letter that answers leaves both to the next run."""
    with log([1], request_budget=3) as (site, source):
        page = _letter(1).replace(b"There were 1 events in 2023.", b"Please see the attached response.")
        link = f'<p><a href="{PDF.format(1)}">Response</a></p></main>'.encode()
        site.route(_path(1), Answer(body=page.replace(b"</main>", link)))
        site.route(PDF.format(1), Answer(body=files.pdf((list(files.LETTER),)), media_type="application/pdf"))
        result = once(archive, source)
        assert (result.state, result.new, result.left) == (RunState.OK, 0, 1)
        assert once(archive, replace(source, request_budget=4)).new == 1
        row = archive.row("SELECT exemptions FROM responses")
        assert row and row["exemptions"], "the letter was read"


def _letter(number: int) -> bytes:
    return f"""<html><body><main><h1>Subject {number}</h1><p>Reference no: {number}/2024</p><p>Date: 3 May 2024</p>
    <p>Request:</p><p>1. How many events were there?</p><p>Response:</p><p>There were {number} events in 2023.</p>
    </main></body></html>""".encode()


@pytest.mark.parametrize(("share", "asked"), [(0.05, 2), (0.2, 1), (0.9, 0)])
def test_old_responses_wait_a_share_of_their_age(archive: Archive, share: float, asked: int) -> None:
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(1, 2)))
        for number in (1, 2):
            site.route(_path(number), Answer(body=_letter(number)))
        source = _source(site, recheck_share_of_age=share)
        once(archive, source)
        archive.db.execute("UPDATE responses SET dated_on = NULL")  # their age counts from their first listing
        for number, days in ((1, 20), (2, 100)):
            archive.db.execute(
                "UPDATE entries SET first_listed_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?), "
                "checked_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-10 days') WHERE url LIKE ?",
                (f"-{days} days", f"%subject-{number}24%"),
            )
        archive.db.execute("UPDATE responses SET last_seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-10 days')")
        seen = len(site.hits)
        once(archive, source)
        assert len(pages_of(site, seen)) == asked


# ---- all requests of a run


@pytest.mark.parametrize("budget", [3, 10, 21])
def test_no_run_asks_for_more_than_its_budget(archive: Archive, budget: int) -> None:
    with log(range(1, 21), request_budget=budget, recheck_days=30.0) as (site, source):
        site.route(_path(2), Answer(status=302, headers={"Location": _path(102)}))
        show(site, [102])
        new = runs = 0
        while new < 20:
            seen = len(site.hits)
            result = once(archive, source)
            assert (result.state, result.reason) == (RunState.OK, None)
            assert result.requests == len(site.hits) - seen <= budget
            new, runs = new + result.new, runs + 1
            assert result.left == 20 - new
            if budget == 3 and runs == 3:
                # A page that needs two requests never fits into a budget that leaves one.
                assert new == 1
                break


def test_a_spent_budget_asks_a_further_host_for_nothing(archive: Archive) -> None:
    hosts = frozenset({"127.0.0.1", "127.0.0.2"})
    with log([1], request_budget=3, hosts=hosts) as (site, source), StandIn(address="127.0.0.2") as elsewhere:
        row = f'<li><a href="{elsewhere.url}{_path(8)}">Subject 8</a></li></ul>'
        site.route(LISTING, Answer(body=_listing(1).replace(b"</ul>", row.encode())))
        show(elsewhere, [8])
        result = once(archive, source)
        assert (result.new, result.left, len(site.hits), elsewhere.hits) == (1, 1, 3, [])
        assert once(archive, replace(source, request_budget=0)).new == 1


def test_a_budget_that_ends_in_the_listing_changes_nothing(archive: Archive) -> None:
    with log(range(1, 6)) as (site, source):
        once(archive, source)
        before = said(archive)
        site.route(LISTING, Answer(body=_listing(1)))
        for _ in range(3):
            seen = len(site.hits)
            result = once(archive, replace(source, request_budget=1))
            assert result.state is RunState.FAILED and site.paths[seen:] == ["/robots.txt"]
            assert "request_budget = 1" in (result.reason or "") and "Raise" in (result.reason or "")
            assert said(archive) == before
        assert once(archive, source).withdrawn == 0, "no walk was counted"


def test_the_webs_archive_is_read_within_the_budget(archive: Archive) -> None:
    with WebArchive() as web:
        for number in range(1, 9):
            web.add(f"https://log.example{_path(number)}", "20200102030405", _letter(number))
        facts = {"listings": (), "hosts": frozenset(), "via": Via.WAYBACK, "archive_prefixes": ("log.example/",)}
        source = _source(web, **facts, request_budget=4)
        plan = Plan(archive_url=web.url, archive_delay_seconds=0, index_pause_seconds=0)
        for new, left, requests in ((3, 5, 4), (3, 2, 4), (2, 0, 3)):
            seen = len(web.hits)
            result = once(archive, source, plan)
            assert (result.state, result.new, result.left) == (RunState.OK, new, left), result.reason
            assert len(web.hits) - seen == requests


def test_site_and_archive_share_the_budget(archive: Archive) -> None:
    with StandIn() as site, WebArchive() as web:
        site.route(LISTING, Answer(status=403))
        for number in range(1, 9):
            web.add(f"{site.url}{_path(number)}", "20200102030405", _letter(number))
        source = _source(site, archive_prefixes=(f"{site.host}/foi-ai/",), request_budget=5)
        plan = Plan(route=Route.AUTO, archive_url=web.url, archive_delay_seconds=0, index_pause_seconds=0)
        result = once(archive, source, plan)
        assert (len(site.hits), len(web.hits), result.new, result.left) == (2, 3, 2, 6)


# ---- what a run says


def _result(source: Source, **facts: object) -> SourceResult:
    return SourceResult(source=source, **facts)  # type: ignore[arg-type]


def test_a_run_in_one_line() -> None:
    with StandIn() as site:
        source = _source(site)
    results = [
        *[_result(source, new=1, requests=25, size_bytes=700_000, seconds=3.0)] * 48,
        _result(source, state=RunState.FAILED, withdrawn=2, changed=4, requests=3),
        _result(source, state=RunState.BLOCKED, requests=1, seconds=412.2),
    ]
    assert run_summary(results) == (
        "50 sources: 48 ok, 1 failed, 1 blocked; 48 new, 4 changed, 2 withdrawn; 1,204 requests, 34 MB, 412 s"
    )
    assert run_summary([_result(source, left=1200, requests=1)]) == (
        "1 source: 1 ok; 0 new, 0 changed, 0 withdrawn; 1 request, 0.0 MB, 0 s; 1,200 left for the next run"
    )


OTHER = """
[source.elsewhere]
force_name = "Elsewhere Police"
nation = "England"
platform = "soh"
listings = ["{url}nowhere/"]
delay_seconds = 0
"""


def foi(cwd: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*FOI, *arguments, "--db", "foi.db"],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def site(tmp_path: Path) -> Iterator[StandIn]:
    """A log of three responses, and the sources.toml that names it."""
    with log(range(1, 4)) as (site, _):
        (tmp_path / "sources.toml").write_text(CONFIG.format(url=site.url + LISTING, delay=0), encoding="utf-8")
        yield site


def add_failing(folder: Path, site: StandIn) -> None:
    """A second source, whose listing is not there."""
    text = CONFIG.format(url=site.url + LISTING, delay=0) + OTHER.format(url=site.url + LISTING)
    (folder / "sources.toml").write_text(text, encoding="utf-8")


def test_cron_hears_nothing_where_all_is_well(site: StandIn, tmp_path: Path) -> None:
    for _ in range(2):
        done = foi(tmp_path, "refresh", "--quiet")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    add_failing(tmp_path, site)
    done = foi(tmp_path, "refresh", "-q")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("elsewhere: failed: ") and "404" in line


def test_plain_lines_a_table_and_a_summary_without_a_terminal(site: StandIn, tmp_path: Path) -> None:
    done = foi(tmp_path, "refresh")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    *table, summary = done.stdout.strip().splitlines()
    assert summary.startswith("1 source: 1 ok; 3 new, 0 changed, 0 withdrawn; 5 requests, 0.0 MB, ")
    assert "northmoor" in "".join(table) and done.stderr.startswith("northmoor: ok: 3 listed, 3 new")


def test_json_is_a_list_whatever_happens(site: StandIn, tmp_path: Path) -> None:
    add_failing(tmp_path, site)
    for options in (["--json"], ["--json", "--quiet"]):
        done = foi(tmp_path, "refresh", *options)
        found = json.loads(done.stdout)
        assert done.returncode == 1
        assert [(r["source"], r["state"], r["left"]) for r in found] == [
            ("northmoor", "ok", 0),
            ("elsewhere", "failed", 0),
        ]


def test_a_log_for_programs(site: StandIn, tmp_path: Path) -> None:
    add_failing(tmp_path, site)
    done = foi(tmp_path, "refresh", "--log-json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert done.returncode == 1
    assert all(event["at"].endswith("Z") for event in events)
    ours = [event for event in events if event.get("source") == "northmoor"]
    assert [event["event"] for event in ours] == ["listed", "planned", *["read"] * 3, "finished"]
    assert [event["outcome"] for event in ours if event["event"] == "read"] == ["new"] * 3
    failed = next(e for e in events if e["event"] == "finished" and e["source"] == "elsewhere")
    assert failed["state"] == "failed" and "404" in failed["reason"]
    assert events[-1]["event"] == "run_finished" and events[-1]["summary"].startswith("2 sources: 1 ok, 1 failed")
    assert foi(tmp_path, "refresh", "--log-json", "--quiet").returncode == 2


def test_what_is_not_well_since_when_and_why(site: StandIn, tmp_path: Path) -> None:
    assert foi(tmp_path, "refresh", "--quiet").returncode == 0
    well = foi(tmp_path, "sources", "--failing")
    assert (well.returncode, well.stdout) == (0, "")
    add_failing(tmp_path, site)
    new = foi(tmp_path, "sources", "--failing")
    assert (new.returncode, new.stdout) == (1, "elsewhere: stopped: has not been read yet\n")
    site.route(LISTING, Answer(status=403))
    foi(tmp_path, "refresh", "-q")
    first = {row["source"]: row["since"] for row in json.loads(foi(tmp_path, "sources", "--failing", "--json").stdout)}
    foi(tmp_path, "refresh", "-q")
    done = foi(tmp_path, "sources", "--failing")
    lines = done.stdout.splitlines()
    assert done.returncode == 1 and len(lines) == 2
    assert lines[0].startswith(f"northmoor: blocked since {first['northmoor']}: ") and "403" in lines[0]
    assert lines[1].startswith(f"elsewhere: stopped since {first['elsewhere']}: ") and "404" in lines[1]
    (row,) = json.loads(foi(tmp_path, "sources", "northmoor", "--json").stdout)
    assert (row["state"], row["health"], row["responses"]) == ("blocked", "blocked", 3)
    text = (tmp_path / "sources.toml").read_text(encoding="utf-8")
    (tmp_path / "sources.toml").write_text(text + "enabled = false\n", encoding="utf-8")
    assert foi(tmp_path, "sources", "--failing").stdout.count("\n") == 1, "what is left out on purpose is not failing"


def test_floors_are_suggested_as_lines_for_sources_toml(site: StandIn, tmp_path: Path) -> None:
    for _ in range(3):
        foi(tmp_path, "refresh", "-q")
    done = foi(tmp_path, "sources", "--suggest-floors", "northmoor")
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and lines[0] == "# [source.northmoor]"
    assert tomllib.loads(done.stdout) == {"min_entries": 2, "max_drop": 0.1}
    assert "the last 3 good walks" in lines[1] and "too little history: 3 responses" in lines[-1]
    config = tmp_path / "sources.toml"
    config.write_text(config.read_text(encoding="utf-8") + done.stdout, encoding="utf-8")
    assert foi(tmp_path, "refresh", "-q").returncode == 0
    (found,) = json.loads(foi(tmp_path, "sources", "--suggest-floors", "--json").stdout)
    assert found["floors"] == {
        "min_entries": 2,
        "max_drop": 0.1,
        **dict.fromkeys(("min_clean", "min_dated", "min_questions", "min_outcome")),
    }
    for number in range(4, 45):
        show(site, [number])
    site.route(LISTING, Answer(body=_listing(*range(1, 45))))
    assert foi(tmp_path, "refresh", "-q").returncode == 0
    floors = tomllib.loads(foi(tmp_path, "sources", "--suggest-floors").stdout)
    assert floors == {
        "min_entries": 2,
        "max_drop": 0.1,
        **dict.fromkeys(("min_clean", "min_dated", "min_questions", "min_outcome"), 0.9),
    }


def test_several_sources_have_budgets_of_their_own(archive: Archive) -> None:
    with log(range(1, 6), request_budget=4) as (site, source), log(range(1, 6)) as (other, free):
        free = replace(free, id="other", force="other")
        results = run(archive, source, free)
        assert (results["northmoor"].new, results["other"].new) == (2, 5)
        assert (len(site.hits), len(other.hits)) == (4, 7)
