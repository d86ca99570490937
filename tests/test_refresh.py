"""A run from listing to archive over HTTP on loopback: first, second, changed, vanished, blocked, broken, killed."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from standin import Answer, StandIn

from scraper.demo import SampleLogs, start_sample_logs
from scraper.errors import LockedError
from scraper.fetching.captures import load_body
from scraper.fetching.client import Manners
from scraper.records import Law, Letter, Source, Via
from scraper.refresh import Plan, Route, RunState, SourceResult, locked, refresh
from scraper.reread import reread
from scraper.store import Archive, open_archive

MANNERS = Manners(
    user_agent="foi-archive-test/1 (+test@example.org)",
    connect_seconds=2,
    read_seconds=2,
    max_seconds=5,
    retries=1,
    backoff_seconds=0.01,
    max_failures=2,
    allow_loopback=True,
)
LISTING = "/foi-ai/af/accessing-information/published-items/"


class Silent:
    """A report nobody reads."""

    def listed(self, source: Source, pages: int, entries: int) -> None: ...
    def planned(self, source: Source, to_fetch: int) -> None: ...
    def read(self, source: Source, url: str, outcome: str) -> None: ...
    def finished(self, result: SourceResult) -> None: ...


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "foi.db", create=True) as opened:
        yield opened


def run(archive: Archive, *sources: Source, plan: Plan | None = None) -> dict[str, SourceResult]:
    results = refresh(archive, sources, manners=MANNERS, plan=plan or Plan(), report=Silent())
    return {r.source.id: r for r in results}


def _source(site: StandIn, **facts: object) -> Source:
    defaults: dict[str, object] = {
        "id": "northmoor",
        "name": "Northmoor log",
        "force": "northmoor",
        "force_name": "Northmoor Police",
        "nation": "England",
        "law": Law.FOIA,
        "platform": "soh",
        "listings": (site.url + LISTING,),
        "hosts": frozenset({"127.0.0.1"}),
        "delay_seconds": 0.0,
    }
    return Source(**(defaults | facts))  # type: ignore[arg-type]


def _path(number: int) -> str:
    return f"/foi-ai/northmoor-police/disclosure-2024/may-2024/subject-{number}24/"


def _letter(number: int, answer: str = "") -> bytes:
    text = answer or f"Northmoor Police holds this information. There were {number} events in 2023."
    return f"""<html><head><title>Subject {number}</title></head><body><main><h1>Subject {number}</h1>
    <p>Freedom of information request reference no: {number}/2024</p>
    <p>Request:</p><p>1. How many events of kind {number} were there in 2023?</p>
    <p>Response:</p><p>{text}</p></main></body></html>""".encode()


def _listing(*numbers: int, note: str = "") -> bytes:
    rows = "".join(f'<li><a href="{_path(n)}">Subject {n}</a><p>Disclosure log</p><p>{note}</p></li>' for n in numbers)
    return f"<html><body><main><ul>{rows}</ul></main></body></html>".encode()


@contextmanager
def _site(*numbers: int) -> Iterator[StandIn]:
    """A log with these responses; each can be routed anew."""
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(*numbers)))
        for n in numbers:
            site.route(_path(n), Answer(body=_letter(n), etag=f'"{n}"'))
        yield site


def _count(archive: Archive, table: str) -> int:
    row = archive.row(f"SELECT count(*) AS n FROM {table}")
    assert row
    return int(row["n"])


# ---- the sample logs: the same sites `foi demo` shows


def _tables(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    names = (
        "responses",
        "response_texts",
        "questions",
        "citations",
        "attachments",
        "versions",
        "entries",
        "provisions",
    )
    return {name: sorted(tuple(r) for r in archive.rows(f"SELECT * FROM {name}")) for name in names}


def _paths(logs: SampleLogs, since: int) -> list[str]:
    return [r.path for r in logs.requests[since:]]


def test_sample_logs_first_second_and_later_runs(archive: Archive) -> None:
    with start_sample_logs(1) as logs:
        first = run(archive, *logs.sources)
        assert {r.state for r in first.values()} == {RunState.OK}
        assert sum(r.new for r in first.values()) == sum(r.listed for r in first.values()) >= 60
        assert sum(r.failed for r in first.values()) == 0
        assert sum(r.requests for r in first.values()) == len(logs.requests)

        # Nothing is new: only robots.txt and the listings are asked for, and nothing is rewritten.
        before, seen = _tables(archive), len(logs.requests)
        second = run(archive, *logs.sources)
        assert sum(r.new + r.changed + r.unchanged for r in second.values()) == 0
        assert len(logs.requests) - seen < (len(before["responses"]) + 40) / 2
        assert {r.status for r in logs.requests[seen:] if r.path != "/robots.txt"} == {304}
        assert _tables(archive) == before

        # At a later visit some answers are new, some have changed, some are gone.
        logs.show_edition(2)
        third = run(archive, *logs.sources)
        assert sum(r.new for r in third.values()) == 3
        assert sum(r.changed for r in third.values()) == 3
        assert sum(r.withdrawn for r in third.values()) == 0, "one walk without it is not enough"
        changed = archive.rows("SELECT id, version_count FROM responses WHERE version_count > 1")
        assert [r["version_count"] for r in changed] == [2, 2, 2]
        texts = {
            r["number"]: r["response_text"]
            for r in archive.rows("SELECT number, response_text FROM versions WHERE response = ?", (changed[0]["id"],))
        }
        assert texts[1] and texts[2] and texts[1] != texts[2], "the earlier answer stays readable"

        fourth = run(archive, *logs.sources)
        assert sum(r.withdrawn for r in fourth.values()) == 3
        gone = archive.rows("SELECT id FROM responses WHERE withdrawn_at IS NOT NULL")
        kept = {r["response"] for r in archive.rows("SELECT response FROM versions")}
        assert len(gone) == 3 and {r["id"] for r in gone} <= kept

        logs.show_edition(1)
        assert sum(r.withdrawn for r in run(archive, *logs.sources).values()) == 0
        assert _count(archive, "responses WHERE withdrawn_at IS NOT NULL") == 3 - 3, "what is back is not withdrawn"
    assert archive.verify(lambda file, offset: load_body(archive.path.parent, file, offset)) == []


@pytest.mark.parametrize("small", [0, 200], ids=["on all cores", "in one process"])
def test_reread_gives_the_same_database(archive: Archive, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    monkeypatch.setattr("scraper.reread._SMALL", small)
    with start_sample_logs(1) as logs:
        run(archive, *logs.sources)
        logs.show_edition(2)
        run(archive, *logs.sources)
        run(archive, *logs.sources)
    before = _tables(archive)
    assert reread(archive) == {
        "new": 0,
        "changed": 0,
        "unchanged": len(before["entries"]),
        "failed": 0,
        "attachments": 0,
    }
    assert _tables(archive) == before


# ---- one small log, misbehaving


def test_only_what_is_new_or_due_is_fetched(archive: Archive) -> None:
    with _site(1, 2) as site:
        source = _source(site, recheck_days=30.0)
        run(archive, source)
        site.route(LISTING, Answer(body=_listing(1, 2, 3)))
        site.route(_path(3), Answer(body=_letter(3)))
        seen = len(site.hits)
        assert run(archive, source)["northmoor"].new == 1
        assert site.paths[seen:] == ["/robots.txt", LISTING, _path(3)]

        # A listing row that has changed makes its response due; the site then says 304.
        site.route(LISTING, Answer(body=_listing(1, 2, 3, note="Updated 3 June 2024")))
        seen = len(site.hits)
        result = run(archive, source)["northmoor"]
        assert (result.changed, result.unchanged) == (0, 3)
        assert {h.status for h in site.hits[seen:] if h.path in (_path(1), _path(2))} == {304}
        assert _count(archive, "captures WHERE kind = 'response'") == 3


def test_limit_and_full(archive: Archive) -> None:
    with _site(*range(1, 7)) as site:
        source = _source(site)
        assert run(archive, source, plan=Plan(limit=2))["northmoor"].new == 2
        assert run(archive, source)["northmoor"].new == 4
        assert run(archive, source, plan=Plan(full=True))["northmoor"].unchanged == 6


def test_same_bytes_without_validators_are_stored_once(archive: Archive) -> None:
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(1)))
        site.route(_path(1), Answer(body=_letter(1)))
        run(archive, _source(site))
        run(archive, _source(site), plan=Plan(full=True))
        assert _count(archive, "captures") == 2
        assert site.paths.count(_path(1)) == 2


def test_fewer_entries_than_expected_change_nothing(archive: Archive) -> None:
    with _site(*range(1, 11)) as site:
        source = _source(site)
        run(archive, source)
        before = _tables(archive)
        for body in (_listing(1, 2), b"<html><body><p>No items match.</p></body></html>", b""):
            site.route(LISTING, Answer(body=body))
            for _ in range(3):
                result = run(archive, source)["northmoor"]
                assert result.state is RunState.FAILED
                assert result.withdrawn == 0
            assert _count(archive, "issues WHERE settled_at IS NULL AND kind = 'failed'") == 1
            assert "at least 7" in (result.reason or "") or body != _listing(1, 2)
        assert _tables(archive) == before
        # When the listing is whole again the issue is settled by the good run.
        site.route(LISTING, Answer(body=_listing(*range(1, 11))))
        assert run(archive, source)["northmoor"].state is RunState.OK
        assert _count(archive, "issues WHERE settled_at IS NULL") == 0


def test_zero_entries_are_never_right(archive: Archive) -> None:
    with _site(1) as site:
        source = _source(site, min_entries=0, max_drop=1.0)
        run(archive, source)
        site.route(LISTING, Answer(body=_listing(1).replace(b"Disclosure log", b"Policy")))
        for _ in range(3):
            assert run(archive, source)["northmoor"].state is RunState.FAILED
        assert _count(archive, "responses WHERE withdrawn_at IS NULL") == 1


def test_a_walk_that_misses_stated_rows_withdraws_nothing(archive: Archive) -> None:
    with _site(1, 2, 3, 4) as site:
        source = _source(site)
        run(archive, source)
        part = _listing(1, 2, 3).replace(b"<ul>", b"<p>Showing 1 to 3 of 4 results</p><ul>")
        site.route(LISTING, Answer(body=part))
        for _ in range(3):
            assert run(archive, source)["northmoor"].withdrawn == 0
        assert _count(archive, "issues WHERE kind = 'incomplete_walk' AND settled_at IS NULL") == 1


@pytest.mark.parametrize(
    "refusal",
    [
        Answer(status=403, body=b"Forbidden"),
        Answer(status=429, body=b"Too many", headers={"Retry-After": "3600"}),
        Answer(status=503, body=b"<title>Just a moment...</title>", headers={"cf-mitigated": "challenge"}),
    ],
    ids=["403", "429", "challenge"],
)
def test_a_refusal_ends_the_source_and_not_the_others(archive: Archive, refusal: Answer) -> None:
    with _site(1, 2, 3) as site, _site(1, 2) as other:
        site.route(_path(2), refusal)
        results = run(archive, _source(site), _source(other, id="other", force="other", force_name="Other Police"))
        blocked = results["northmoor"]
        assert blocked.state is RunState.BLOCKED and blocked.new == 1
        assert site.paths.count(_path(2)) == 1 and _path(3) not in site.paths, "no second try"
        assert results["other"].state is RunState.OK and results["other"].new == 2
        (issue,) = archive.rows("SELECT source, kind, message FROM issues")
        assert (issue["source"], issue["kind"]) == ("northmoor", "blocked")


def test_robots_refusal_asks_for_nothing_else(archive: Archive) -> None:
    with _site(1) as site:
        site.robots("\ufeffUser-agent: *\nDisallow: /foi-ai/")
        result = run(archive, _source(site))["northmoor"]
        assert result.state is RunState.BLOCKED and "robots.txt" in (result.reason or "")
        assert site.paths == ["/robots.txt"]
        assert _count(archive, "captures") == 0


def test_slow_and_broken_pages_fail_alone(archive: Archive) -> None:
    with _site(1, 2, 3, 4) as site:
        site.route(_path(1), Answer(status=500), Answer(body=_letter(1)))
        site.route(_path(2), Answer(body=_letter(2), cut_after=20), Answer(body=_letter(2)))
        site.route(_path(3), Answer(body=_letter(3) * 2000, drip=(200, 0.2)))
        result = run(archive, _source(site))["northmoor"]
        assert (result.state, result.new, result.failed) == (RunState.OK, 3, 1)
        (issue,) = archive.rows("SELECT url, message FROM issues")
        assert issue["url"].endswith(_path(3))


def test_a_dead_host_fails_the_source(archive: Archive) -> None:
    with StandIn() as site:
        source = _source(site)
    result = run(archive, source)["northmoor"]
    assert result.state is RunState.FAILED and result.reason


def test_links_to_other_hosts_and_private_addresses_are_never_asked(archive: Archive) -> None:
    with _site(1) as site, StandIn(address="127.0.0.2") as elsewhere:
        rows = f'<li><a href="{elsewhere.url}{_path(8)}">Elsewhere</a></li><li><a href="http://169.254.169.254{_path(9)}">M</a></li>'
        site.route(LISTING, Answer(body=_listing(1).replace(b"</ul>", rows.encode() + b"</ul>")))
        result = run(archive, _source(site))["northmoor"]
        assert (result.new, result.failed) == (1, 2)
        assert elsewhere.hits == []


def test_a_page_that_answers_nothing_is_no_response(archive: Archive) -> None:
    with _site(1, 2) as site:
        site.route(_path(2), Answer(body=b"<html><body><h1>Page not found</h1><p>We cannot find it.</p></body></html>"))
        assert run(archive, _source(site))["northmoor"].new == 1
        (entry,) = archive.rows("SELECT state FROM entries WHERE url LIKE '%subject-224%'")
        assert entry["state"] == "no_response"
        assert _count(archive, "responses") == 1


def test_captures_are_on_disk_before_they_are_read(archive: Archive) -> None:
    with _site(1) as site:
        run(archive, _source(site))
    (row,) = archive.rows("SELECT c.* FROM captures c JOIN responses r ON r.capture = c.id")
    body = load_body(archive.path.parent, row["file"], row["offset"])
    assert body == _letter(1)
    with (archive.path.parent / row["file"]).open("rb") as raw:
        raw.seek(row["offset"])
        assert gzip.GzipFile(fileobj=raw).read(4) == b"WARC"


def test_a_defect_of_the_reader_costs_one_page(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run goes on, the page is tried again later, and what was known of it stays."""
    import scraper.reading.response as reader

    with _site(1, 2) as site:
        run(archive, _source(site))
        before = _tables(archive)
        find_outcome = reader.find_outcome

        def defective(letter: Letter, *others: Any) -> object:
            if "kind 2" in str(letter.request):
                raise IndexError("tuple index out of range")
            return find_outcome(letter, *others)

        monkeypatch.setattr(reader, "find_outcome", defective)
        assert reread(archive)["failed"] == 1
        assert _tables(archive) == before
        site.route(_path(2), Answer(body=_letter(2, "Changed.")))
        result = run(archive, _source(site), plan=Plan(full=True))["northmoor"]
        assert (result.state, result.unchanged, result.failed) == (RunState.OK, 1, 1)
        assert _count(archive, "issues WHERE kind = 'reader'") == 1
        assert _count(archive, "responses") == 2


# ---- the web's archive


def test_a_dead_log_is_read_from_the_webs_archive(archive: Archive) -> None:
    prefix = "beta.northumbria.example/accessing-information/disclosure-log/"
    url = f"https://{prefix}other/subject-3118/"
    index = [
        ["urlkey", "timestamp", "original", "mimetype", "digest"],
        ["example,northumbria)/a", "20200102030405", url, "text/html", "AAAA"],
        ["example,northumbria)/b", "20200102030405", f"https://{prefix}other/", "text/html", "BBBB"],
    ]
    with StandIn() as web_archive:
        web_archive.route("/cdx/search/cdx", Answer(body=json.dumps(index).encode(), media_type="application/json"))
        web_archive.route(f"/web/20200102030405id_/{url}", Answer(body=_letter(31)))
        source = _source(
            web_archive,
            listings=(),
            hosts=frozenset(),
            via=Via.WAYBACK,
            platform="northumbria",
            archive_prefixes=(prefix,),
        )
        plan = Plan(archive_url=web_archive.url)
        result = run(archive, source, plan=plan)["northmoor"]
        assert (result.state, result.listed, result.new) == (RunState.OK, 1, 1), result.reason
        (row,) = archive.rows(
            "SELECT r.url, r.first_seen_at, c.via FROM responses r JOIN captures c ON c.id = r.capture"
        )
        assert tuple(row) == (url, "2020-01-02T03:04:05Z", "wayback")
        seen = len(web_archive.hits)
        assert run(archive, source, plan=plan)["northmoor"].state is RunState.OK
        assert len(web_archive.hits) - seen == 1, "the index only"


def test_auto_turns_to_the_webs_archive_when_refused(archive: Archive) -> None:
    with StandIn() as site, StandIn() as web_archive:
        site.route(LISTING, Answer(status=403))
        url = f"{site.url}{_path(5)}"
        index = [
            ["urlkey", "timestamp", "original", "mimetype", "digest"],
            ["k", "20240102030405", url, "text/html", "A"],
        ]
        web_archive.route("/cdx/search/cdx", Answer(body=json.dumps(index).encode(), media_type="application/json"))
        web_archive.route(f"/web/20240102030405id_/{url}", Answer(body=_letter(5)))
        source = _source(site, archive_prefixes=(f"{site.host}/foi-ai/",))
        plan = Plan(route=Route.AUTO, archive_url=web_archive.url)
        result = run(archive, source, plan=plan)["northmoor"]
        assert (result.state, result.new) == (RunState.OK, 1), result.reason


# ---- two runs, a kill


def test_two_runs_at_once(archive: Archive) -> None:
    with _site(1) as site, locked(archive.path):
        with pytest.raises(LockedError, match="another run"):
            run(archive, _source(site))
        assert site.hits == []


CONFIG = """
[client]
project = "test"
allow_loopback = true

[source.northmoor]
force_name = "Northmoor Police"
nation = "England"
platform = "soh"
listings = ["{url}"]
delay_seconds = {delay}
"""


def _foi(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *arguments]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_killed_in_mid_run_the_next_run_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    numbers = range(1, 21)
    with _site(*numbers) as site:
        config = CONFIG.format(url=site.url + LISTING, delay=0.03)
        (tmp_path / "sources.toml").write_text(config, encoding="utf-8")
        for stop_after in (2, 7, 12):
            process = _foi("refresh", "--db", "foi.db", cwd=tmp_path)
            seen = len(site.hits)
            deadline = time.monotonic() + 20
            while len(site.hits) < seen + stop_after and time.monotonic() < deadline and process.poll() is None:
                time.sleep(0.005)
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        last = _foi("refresh", "--db", "foi.db", "--json", cwd=tmp_path)
        out, err = last.communicate(timeout=60)
        assert last.returncode == 0, err.decode()
        assert json.loads(out)[0]["state"] == "ok"
    with open_archive(tmp_path / "foi.db") as archive:
        assert _count(archive, "responses") == len(numbers)
        assert _count(archive, "versions") == len(numbers)
        assert archive.verify(lambda file, offset: load_body(tmp_path, file, offset)) == []
        assert archive.rows("SELECT 1 FROM runs WHERE state = 'running'") == []
        # A kill between capture and record costs at most that one page again.
        assert len(numbers) <= _count(archive, "captures WHERE kind = 'response'") <= len(numbers) + 3


def test_second_process_ends_with_status_3(tmp_path: Path) -> None:
    with _site(1) as site:
        (tmp_path / "sources.toml").write_text(CONFIG.format(url=site.url + LISTING, delay=0), encoding="utf-8")
        with locked(tmp_path / "foi.db"):
            second = _foi("refresh", "--db", "foi.db", cwd=tmp_path)
            _, err = second.communicate(timeout=60)
        assert second.returncode == 3
        assert b"another run" in err and b"Traceback" not in err


def test_a_damaged_database_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "foi.db").write_bytes(b"this is no database" * 100)
    process = _foi("verify", "--db", "foi.db", cwd=tmp_path)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"foi.db" in err and b"Traceback" not in err
    assert (tmp_path / "foi.db").read_bytes().startswith(b"this is no database")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "foi.db").execute("SELECT 1 FROM responses")
