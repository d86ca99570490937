"""Logs rebuilt from the web's archive: versions, what is left out, refusals, kills, and beside a live site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from standin import Answer, StandIn
from test_refresh import LISTING, MANNERS, Silent, _count, _letter, _listing, _path, _source
from web_archive import WebArchive, digest_of

from scraper.fetching.captures import load_body
from scraper.records import Source, Via
from scraper.refresh import Plan, Route, RunState, SourceResult, refresh
from scraper.reread import reread
from scraper.sources import load_config
from scraper.store import Archive, open_archive

PREFIX = "beta.northumbria.example/accessing-information/disclosure-log/"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "foi.db", create=True) as opened:
        yield opened


@pytest.fixture
def web() -> Iterator[WebArchive]:
    with WebArchive() as standin:
        yield standin


def _dead(**facts: object) -> Source:
    """A log that is off the web."""
    with StandIn() as site:
        source = _source(site, listings=(), hosts=frozenset(), via=Via.WAYBACK, platform="northumbria")
    return replace(source, **({"archive_prefixes": (PREFIX,)} | facts))  # type: ignore[arg-type]


def _url(number: int) -> str:
    return f"https://{PREFIX}other/subject-{number}18/"


def _run(archive: Archive, web: WebArchive, source: Source, **plan: object) -> SourceResult:
    settings = {"archive_url": web.url, "archive_delay_seconds": 0.0, "index_pause_seconds": 0.0} | plan
    (result,) = refresh(archive, [source], manners=MANNERS, plan=Plan(**settings), report=Silent())  # type: ignore[arg-type]
    return result


def _tables(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    names = ("responses", "response_texts", "questions", "citations", "versions", "entries", "archived")
    return {name: sorted(tuple(r) for r in archive.rows(f"SELECT * FROM {name}")) for name in names}


def _whole(archive: Archive) -> bool:
    folder = archive.path.parent
    return archive.verify(lambda file, offset: load_body(folder, file, offset)) == []


def _versions(archive: Archive) -> list[tuple[str, str, str]]:
    return [
        (row["url"], row["seen_at"][:10], row["response_text"].split(".")[1].strip())
        for row in archive.rows(
            "SELECT url, seen_at, response_text FROM versions JOIN responses ON responses.id = response "
            "ORDER BY url, versions.number"
        )
    ]


@pytest.mark.parametrize("collapses", [True, False], ids=["index leaves out repeats", "index has repeats"])
def test_a_dead_log_is_rebuilt_with_its_versions(archive: Archive, web: WebArchive, collapses: bool) -> None:
    web.collapses = collapses
    first, second = _letter(1, "It is held. Forty."), _letter(1, "It is held. Forty-one.")
    web.add(_url(1), "20190102030405", first)
    web.add(_url(1), "20190203040506", first)
    web.add(_url(1), "20200102030405", second)
    web.add(_url(1), "20210102030405", first, status=None)
    web.add(_url(2), "20200202020202", _letter(2, "It is held. Two."))
    web.add(f"https://{PREFIX}other/", "20200202020202", b"a folder")
    result = _run(archive, web, _dead())
    assert (result.state, result.listed, result.new, result.changed) == (RunState.OK, 2, 2, 2), result.reason
    assert _versions(archive) == [
        (_url(1), "2019-01-02", "Forty"),
        (_url(1), "2020-01-02", "Forty-one"),
        (_url(1), "2021-01-02", "Forty"),
        (_url(2), "2020-02-02", "Two"),
    ]
    (row,) = archive.rows("SELECT * FROM responses WHERE url = ?", (_url(1),))
    assert (row["first_seen_at"], row["changed_at"]) == ("2019-01-02T03:04:05Z", "2021-01-02T03:04:05Z")
    assert row["last_seen_at"] == "2021-01-02T03:04:05Z" and row["withdrawn_at"] is None
    assert {r["via"] for r in archive.rows("SELECT via FROM captures")} == {"wayback"}
    assert len(web.played) == 4, "a capture that repeats the one before is not fetched"
    assert _whole(archive)

    before, calls = _tables(archive), len(web.index_calls)
    again = _run(archive, web, _dead())
    assert (again.state, again.new, again.changed, again.unchanged) == (RunState.OK, 0, 0, 0)
    assert len(web.played) == 4 and len(web.index_calls) == calls + 1, "the index only"
    assert set(reread(archive).items()) >= {("changed", 0), ("new", 0), ("failed", 0)}
    assert _tables(archive) == before


def test_northumbrias_old_log_is_rebuilt_as_it_is_configured(archive: Archive, web: WebArchive) -> None:
    (source,) = load_config(Path(__file__).parents[1] / "sources.toml").pick(("northumbria",))
    folder = f"https://{source.archive_prefixes[0]}operational-policing/"
    for number in range(1, source.min_entries + 1):
        web.add(f"{folder}subject-{number}18/", "20190102030405", _letter(number, "It is held. Then."))
        web.add(f"{folder}subject-{number}18/", "20210102030405", _letter(number, "It is held. Now."))
    result = _run(archive, web, source)
    assert (result.state, result.new) == (RunState.OK, source.min_entries), result.reason
    assert _count(archive, "versions") == 2 * source.min_entries and _whole(archive)


def test_the_command_rebuilds_a_log(tmp_path: Path, web: WebArchive) -> None:
    web.add(_url(1), "20190102030405", _letter(1, "It is held. Then."))
    web.add(_url(1), "20210102030405", _letter(1, "It is held. Now."))
    (tmp_path / "sources.toml").write_text(CONFIG.format(url=web.url), encoding="utf-8")
    command = [sys.executable, "-c", "from scraper.cli import main; main()", "refresh", "old-log", "--db", "foi.db"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "old-log" in done.stdout and "ok" in done.stdout
    with open_archive(tmp_path / "foi.db") as archive:
        assert [version[2] for version in _versions(archive)] == ["Then", "Now"]
    assert min(web.gaps) > 0.9, "the Archive's pages are asked for a second apart"


CONFIG = f"""
[client]
project = "test"
contact = "desk@archive.example"
allow_loopback = true
archive_url = "{{url}}"

[source.old-log]
force_name = "Northumbria Police"
nation = "England"
platform = "northumbria"
via = "wayback"
archive_prefixes = ["{PREFIX}"]
"""


def test_what_the_web_archive_adds_later_goes_where_it_belongs(archive: Archive, web: WebArchive) -> None:
    web.add(_url(1), "20200102030405", _letter(1, "It is held. Second."))
    _run(archive, web, _dead())
    web.add(_url(1), "20180102030405", _letter(1, "It is held. First."))
    web.add(_url(1), "20220102030405", _letter(1, "It is held. Third."))
    assert _run(archive, web, _dead()).changed == 2
    assert sorted(_versions(archive), key=lambda v: v[1]) == [
        (_url(1), "2018-01-02", "First"),
        (_url(1), "2020-01-02", "Second"),
        (_url(1), "2022-01-02", "Third"),
    ]
    (row,) = archive.rows("SELECT response_text FROM response_texts")
    assert "Third" in row["response_text"] and _whole(archive)


def test_a_welsh_twin_is_the_record_only_where_there_is_no_english_page(archive: Archive, web: WebArchive) -> None:
    folder = "www.northmoor.example{}/foi-ai/northmoor-police/disclosure-2024/may-2024/"
    english, welsh = (f"https://{folder.format(tree)}" for tree in ("", "/cy-GB"))
    web.add(f"{english}subject-124/", "20220102030405", _letter(1, "It is held. English."))
    web.add(f"{welsh}subject-124/", "20230102030405", _letter(1, "It is held. Welsh."))
    web.add(f"{welsh}subject-224/", "20230102030405", _letter(2, "It is held. Only Welsh."))
    prefixes = ("www.northmoor.example/foi-ai/", "www.northmoor.example/cy-gb/foi-ai/")
    assert _run(archive, web, _dead(platform="soh", archive_prefixes=prefixes)).new == 2
    found = archive.rows(
        "SELECT response_text, language FROM responses JOIN response_texts ON response = id ORDER BY 2"
    )
    assert [(r["response_text"].split(".")[1], r["language"]) for r in found] == [
        (" English", None),
        (" Only Welsh", "cy"),
    ]
    before = _tables(archive)
    reread(archive)
    assert _tables(archive) == before and _whole(archive)


def test_what_is_no_answer_or_cannot_be_had_is_told_apart(archive: Archive, web: WebArchive) -> None:
    web.add(_url(1), "20200102030405", _letter(1))
    notice = b"<html><body><h1>Page not found</h1><p>We cannot find it.</p></body></html>"
    web.add(_url(2), "20200102030405", notice)
    web.add(_url(3), "20200102030405", _letter(3), digest=digest_of(b"other bytes"))
    moved = Answer(status=302, headers={"Location": f"/web/20200102030405id_/https://{PREFIX}"})
    web.add(f"https://{PREFIX}", "20200102030405", b"<p>index")
    web.add(_url(4), "20200102030405", b"x", answer=moved)
    web.add(_url(5), "20200102030405", _letter(5), answer=Answer(status=404))
    web.add(_url(5), "20210102030405", _letter(5))
    web.collapses = False
    for attempt in range(1, 5):
        result = _run(archive, web, _dead())
        assert result.state is RunState.OK, result.reason
        assert web.played.count(f"20200102030405 {_url(3)}") == min(attempt, 3), "tried in three runs, then given up"
    states = {(r["url"], r["timestamp"][:4]): r["state"] for r in archive.rows("SELECT * FROM archived")}
    assert states == {
        (_url(1).rstrip("/"), "2020"): "read",
        (_url(2).rstrip("/"), "2020"): "no_response",
        (_url(3).rstrip("/"), "2020"): "failed",
        (_url(4).rstrip("/"), "2020"): "gone",
        (_url(5).rstrip("/"), "2020"): "gone",
        (_url(5).rstrip("/"), "2021"): "read",
    }
    issues = archive.rows("SELECT kind, message FROM issues WHERE url = ?", (_url(3),))
    assert [i["kind"] for i in issues] == ["fetch"] and "digest" in issues[0]["message"]
    assert _count(archive, "responses") == 2 and _whole(archive)
    assert _count(archive, "entries WHERE state = 'no_response'") == 1, "a better reader will find it again"


def test_nothing_below_the_prefix_is_a_failure_that_says_where(archive: Archive, web: WebArchive) -> None:
    result = _run(archive, web, _dead())
    assert result.state is RunState.FAILED and PREFIX in (result.reason or "")
    web.add(_url(1), "20200102030405", _letter(1))
    few = _run(archive, web, _dead(min_entries=5))
    assert few.state is RunState.FAILED and "at least 5" in (few.reason or "")
    assert web.played == []


def test_limit_counts_responses(archive: Archive, web: WebArchive) -> None:
    for number in range(1, 6):
        web.add(_url(number), "20190102030405", _letter(number, "It is held. Old."))
        web.add(_url(number), "20200102030405", _letter(number, "It is held. New."))
    assert _run(archive, web, _dead(), limit=2).new == 2
    assert _count(archive, "versions") == 4
    assert _run(archive, web, _dead(), limit=0).new == 0
    assert _run(archive, web, _dead()).new == 3


# ---- refusals and kills


def test_a_refusal_ends_the_turn_and_is_kept_to_by_every_source(archive: Archive, web: WebArchive) -> None:
    for number in range(1, 5):
        web.add(_url(number), "20200102030405", _letter(number))
    later = _letter(3, "It is held. Later.")
    web.add(_url(3), "20210102030405", later)
    refusal = Answer(status=429, headers={"Retry-After": "3600"})
    web.route(f"/web/20210102030405id_/{_url(3)}", refusal, Answer(body=later))
    result = _run(archive, web, _dead())
    assert result.state is RunState.BLOCKED and result.retry_at and result.retry_at in (result.reason or "")
    assert result.new == 3, "what was read stays"
    hits = len(web.hits)
    other = _run(archive, web, _dead(id="other"))
    assert other.state is RunState.BLOCKED and result.retry_at in (other.reason or "")
    assert len(web.hits) == hits, "nothing is asked before the time is over"
    archive.db.execute("UPDATE run_sources SET retry_at = '2020-01-01T00:00:00Z'")
    assert _run(archive, web, _dead()).state is RunState.OK
    assert _count(archive, "responses") == 4 and _count(archive, "versions") == 5
    assert web.played.count(f"20200102030405 {_url(1)}") == 1


def test_a_refusal_within_the_index_goes_on_from_there(archive: Archive) -> None:
    with WebArchive(most_rows=2) as web:
        for number in range(1, 8):
            web.add(_url(number), "20200102030405", _letter(number))
        answer = web._index
        web.route("/cdx/search/cdx", answer, answer, Answer(status=429), answer)
        assert _run(archive, web, _dead()).state is RunState.BLOCKED
        assert _count(archive, "archived") == 4 and web.played == []
        archive.db.execute("UPDATE run_sources SET retry_at = NULL")
        assert _run(archive, web, _dead()).new == 7
        keys = [call.get("resumeKey", [None])[0] for call in web.index_calls]
        assert len(keys) == 5 and keys[2] == keys[3] is not None and keys.count(None) == 1


SCRIPT = """
import sys
from pathlib import Path
from scraper.refresh import refresh, Plan
from scraper.store import open_archive
from test_refresh import MANNERS, Silent
from test_web_archive import _dead
plan = Plan(archive_url=sys.argv[1], archive_delay_seconds=0.0, index_pause_seconds=0.0)
with open_archive(Path("foi.db"), create=True) as archive:
    (result,) = refresh(archive, [_dead()], manners=MANNERS, plan=plan, report=Silent())
sys.exit(result.state != "ok")
"""


def test_kills_at_any_moment_cost_a_page_of_the_index_or_one_capture(tmp_path: Path) -> None:
    here = Path(__file__).parent
    environment = os.environ | {"PYTHONPATH": f"{here}:{here.parent}"}
    with WebArchive(most_rows=10) as web:
        for number in range(1, 21):
            for year in (2019, 2020):
                web.add(_url(number), f"{year}0102030405", _letter(number, f"It is held. In {year}."))

        def start() -> subprocess.Popen[bytes]:
            return subprocess.Popen([sys.executable, "-c", SCRIPT, web.url], cwd=tmp_path, env=environment)

        kills = (1, 2, 3, 9, 17)
        for stop_after in kills:
            process, seen, deadline = start(), len(web.hits), time.monotonic() + 30
            while len(web.hits) < seen + stop_after and time.monotonic() < deadline and process.poll() is None:
                time.sleep(0.001)
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        assert start().wait(60) == 0
        assert len(web.played) <= 40 + len(kills), "a kill costs the capture in hand at most"
        # Each run that finds the list whole lists it anew; those killed within it go on where they stood.
        starts = sum("resumeKey" not in call for call in web.index_calls)
        assert starts < len(kills) + 1
    with open_archive(tmp_path / "foi.db") as archive:
        assert _count(archive, "responses") == 20 and _count(archive, "versions") == 40
        assert _count(archive, "archived WHERE state <> 'read'") == 0
        assert _count(archive, "captures") == 40, "what was on disk is not fetched again"
        assert _whole(archive)


def test_a_long_list_is_walked_in_flat_memory(archive: Archive, web: WebArchive) -> None:
    def peak(first: int, last: int) -> int:
        for number in range(first, last):
            web.add(_url(number), "20200102030405", digest=f"{number:032}", answer=Answer(status=404))
        tracemalloc.start()
        try:
            result = _run(archive, small, _dead(), limit=0)
            return tracemalloc.get_traced_memory()[1] if result.listed == last - 1 else -1
        finally:
            tracemalloc.stop()

    with WebArchive(most_rows=1000) as small:
        web = small
        short, long = peak(1, 2001), peak(2001, 12001)
    assert 0 < long < 2 * short


# ---- beside a live site


def test_a_live_record_is_not_overwritten_by_an_older_capture(archive: Archive, web: WebArchive) -> None:
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(1, 2)))
        site.route(_path(1), Answer(body=_letter(1, "It is held. Today."), etag='"1"'))
        site.route(_path(2), Answer(body=_letter(2), etag='"2"'))
        source = _source(site)
        _run(archive, web, source)
        web.add(f"{site.url}{_path(1)}", "20200102030405", _letter(1, "It is held. Then."))
        for number in range(5, 10):
            web.add(f"{site.url}{_path(number)}", "20200102030405", _letter(number, "It is held. Gone since."))
        web.add(f"{site.url}{LISTING}", "20200102030405", b"a listing")
        due = archive.rows("SELECT url, state, checked_at, capture FROM entries ORDER BY url")
        result = _run(archive, web, source, route=Route.WAYBACK)
        assert (result.state, result.via, result.listed, result.new) == (RunState.OK, Via.WAYBACK, 6, 5)
        (row,) = archive.rows("SELECT * FROM responses WHERE reference = '1/2024'")
        assert row["first_seen_at"] == "2020-01-02T03:04:05Z" and row["version_count"] == 2
        (text,) = archive.rows("SELECT response_text FROM response_texts WHERE response = ?", (row["id"],))
        assert "Today" in text["response_text"]
        listed = "SELECT url, state, checked_at, capture FROM entries WHERE first_listed_at IS NOT NULL ORDER BY url"
        assert [tuple(r) for r in archive.rows(listed)] == [tuple(r) for r in due], "as due as it was"

        # The next live walk is judged by the last live walk, and what only the web's archive has stays.
        for _ in range(3):
            assert _run(archive, web, source, full=True).state is RunState.OK
        assert _path(9) not in site.paths
        assert _count(archive, "responses WHERE withdrawn_at IS NULL") == 7 and _whole(archive)
        before = _tables(archive)
        reread(archive)
        assert _tables(archive) == before


def test_auto_turns_to_the_webs_archive_when_refused(archive: Archive, web: WebArchive) -> None:
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(1, 2)))
        site.route(_path(1), Answer(body=_letter(1)))
        site.route(_path(2), Answer(status=403))
        for number in (1, 2, 3):
            web.add(f"{site.url}{_path(number)}", "20200102030405", _letter(number, "It is held. Archived."))
        result = _run(archive, web, _source(site), route=Route.AUTO)
        assert (result.state, result.via) == (RunState.OK, Via.WAYBACK), result.reason
        assert "403" in (result.reason or "") and "web's archive" in (result.reason or "")
        assert _count(archive, "responses") == 3 and _whole(archive)
        assert _count(archive, "issues WHERE kind = 'blocked' AND settled_at IS NULL") == 1
        web.route("/cdx/search/cdx", Answer(status=429))
        result = _run(archive, web, _source(site), route=Route.AUTO, full=True)
        assert result.state is RunState.BLOCKED and "403" in (result.reason or "") and "429" in (result.reason or "")


def test_auto_does_not_hide_a_listing_that_reads_wrongly(archive: Archive, web: WebArchive) -> None:
    with StandIn() as site:
        site.route(LISTING, Answer(body=b"<html><body><p>A new layout.</p></body></html>"))
        result = _run(archive, web, _source(site), route=Route.AUTO)
        assert result.state is RunState.FAILED and web.hits == []


def test_auto_asks_for_the_single_pages_that_are_gone(archive: Archive, web: WebArchive) -> None:
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(1, 2, 3)))
        site.route(_path(1), Answer(body=_letter(1)))
        web.add(f"{site.url}{_path(2)}", "20200102030405", _letter(2, "It is held. Archived."))
        web.add(f"{site.url}{_path(8)}", "20200102030405", _letter(8))
        result = _run(archive, web, _source(site), route=Route.AUTO)
        assert (result.state, result.via, result.new) == (RunState.OK, Via.LIVE, 2), result.reason
        assert [call["matchType"] for call in web.index_calls] == [["exact"], ["exact"]]
        assert _count(archive, "responses") == 2 and _whole(archive)
        calls = len(web.index_calls)
        assert _run(archive, web, _source(site), route=Route.AUTO).state is RunState.OK
        assert len(web.index_calls) == calls, "what was not there is not asked for every night"


def test_an_older_capture_of_a_page_with_several_answers(archive: Archive, web: WebArchive) -> None:
    from test_several_answers import accordion

    web.add(_url(1), "20200102030405", accordion(1, 2))
    web.add(_url(1), "20210102030405", accordion(2, 3))
    assert _run(archive, web, _dead()).new == 3
    found = archive.rows("SELECT url, first_seen_at, last_seen_at, withdrawn_at FROM responses ORDER BY url")
    assert [(r["url"], r["first_seen_at"][:4], r["last_seen_at"][:4], r["withdrawn_at"]) for r in found] == [
        (f"{_url(1)}#412-24", "2020", "2020", None),
        (f"{_url(1)}#422-24", "2020", "2021", None),
        (f"{_url(1)}#432-24", "2021", "2021", None),
    ]
    before = _tables(archive)
    reread(archive)
    assert _tables(archive) == before and _whole(archive)
