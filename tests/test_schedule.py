"""`foi schedule`: turns come due whatever the clock does, each refreshes and publishes, and no fault ends it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers import base
from filelock import FileLock
from sample_archive import SOURCE, answer, day, open_desk
from serving import ROOT

from scraper.cli import schedule as module
from scraper.cli.schedule import publish_turn, run_turn
from scraper.fetching.client import Manners
from scraper.publish import publish, published_copy
from scraper.records import Source
from scraper.refresh import Plan, locked
from scraper.schedule import Publishing, Scheduler, make_scheduler
from scraper.sources import load_config
from scraper.store import open_archive

MANNERS = Manners(user_agent="test", allow_loopback=True)
PLAN = Plan(archive_url="http://127.0.0.1:9/")


class Clock:
    """What the scheduler takes for the time, in London."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, start: datetime) -> None:
        self.now = start
        clock = self

        class Now(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return clock.now.astimezone(tz)

        monkeypatch.setattr(base, "datetime", Now)
        monkeypatch.setattr("scraper.schedule.datetime", Now)
        monkeypatch.setattr("scraper.schedule.time.time", lambda: clock.now.timestamp())


class Nightly:
    """A scheduler with one turn at 3 each night, driven by hand: what its loop does at each look, in this thread."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ran: list[datetime] = []
        (source,) = load_config(ROOT / "sources.toml").pick(("metropolitan",))
        self.scheduler = _by_hand([_at(source, "0 3 * * *")], lambda _: self.ran.append(clock.now))

    def look(self, at: datetime) -> None:
        """The clock says this, and the scheduler looks at it."""
        self.clock.now = at
        self.scheduler._process_jobs()


def _by_hand(sources: Sequence[Source], run: Callable[[Any], None]) -> Scheduler:
    scheduler = make_scheduler(sources, run)
    scheduler.remove_executor("default")
    scheduler.add_executor(DebugExecutor(), "default")
    scheduler._event = threading.Event()
    base.BaseScheduler.start(scheduler)
    return scheduler


def _at(source: Source, cron: str) -> Source:
    return replace(source, cron=cron)


@pytest.fixture
def nightly(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], Nightly]:
    return lambda start: Nightly(Clock(monkeypatch, start))


def at(date: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2026, month, date, hour, minute, tzinfo=UTC)


# ---- the clock


def test_a_turn_a_night(nightly: Callable[[datetime], Nightly]) -> None:
    one = nightly(at(5, 12))
    for date in (6, 7, 8):
        for hour, minute in ((2, 59), (3, 0), (3, 1), (12, 0)):
            one.look(at(date, hour, minute))
    assert one.ran == [at(6, 3), at(7, 3), at(8, 3)]


def test_a_clock_set_forward_or_a_machine_that_slept_makes_one_late_turn_of_several(
    nightly: Callable[[datetime], Nightly],
) -> None:
    one = nightly(at(5, 12))
    one.look(at(9, 15))
    one.look(at(9, 16))
    assert one.ran == [at(9, 15)]
    one.look(at(10, 3))
    assert one.ran == [at(9, 15), at(10, 3)]


def test_a_clock_set_back_loses_no_night(
    nightly: Callable[[datetime], Nightly], caplog: pytest.LogCaptureFixture
) -> None:
    """It went wrong by a month, and was set right: the turns of the next nights do not wait for that month to pass."""
    one = nightly(at(5, 12))
    one.look(at(5, 12, month=2))
    assert one.ran == [at(5, 12, month=2)]
    one.look(at(5, 13))
    assert "set back" in caplog.text
    one.look(at(6, 3))
    assert one.ran[1:] == [at(6, 3)]
    one.look(at(7, 3))
    assert one.ran[1:] == [at(6, 3), at(7, 3)]


def test_a_clock_that_is_set_a_little_makes_no_second_turn(nightly: Callable[[datetime], Nightly]) -> None:
    one = nightly(at(5, 12))
    one.look(at(6, 3) + timedelta(seconds=5))
    one.look(at(6, 3) - timedelta(seconds=20))
    one.look(at(6, 3) + timedelta(seconds=5))
    assert len(one.ran) == 1


def test_summer_time_comes_and_goes_with_one_turn_a_night(nightly: Callable[[datetime], Nightly]) -> None:
    one = nightly(at(28, 12, month=3))
    for month, date in ((3, 29), (3, 30), (10, 24), (10, 25), (10, 26)):
        for minutes in range(0, 300, 30):
            one.look(at(date, 0, month=month) + timedelta(minutes=minutes))
    hours = [(moment.month, moment.day, moment.hour) for moment in one.ran]
    assert hours == [(3, 29, 2), (3, 30, 2), (10, 24, 0), (10, 24, 2), (10, 25, 3), (10, 26, 3)], "UTC"


def test_it_looks_at_the_clock_twice_a_minute() -> None:
    sources = load_config(ROOT / "sources.toml").pick(("metropolitan",))
    assert _by_hand(sources, lambda _: None)._process_jobs() <= 30, "though nothing is due for hours"


# ---- publishing


def test_of_turns_in_a_row_the_last_publishes_or_one_each_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    now, quiet, published = [0.0], [False], []
    monkeypatch.setattr("scraper.schedule.time.monotonic", lambda: now[0])
    after = Publishing(lambda: published.append(now[0]), lambda: quiet[0])

    def turns(*times: float) -> list[float]:
        for now[0] in times:
            after.after_turn()
        return published

    assert turns(0, 600, 3_599) == []
    assert turns(3_600, 3_700, 7_299) == [3_600]
    assert turns(7_300) == [3_600, 7_300]
    quiet[0] = True
    assert turns(7_400, 7_401) == [3_600, 7_300, 7_400, 7_401]


def test_it_is_quiet_when_no_turn_is_due_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    (source,) = load_config(ROOT / "sources.toml").pick(("metropolitan",))
    clock = Clock(monkeypatch, at(5, 2, 44))
    scheduler = _by_hand([_at(source, "0 3 * * *")], lambda _: None)
    assert scheduler.is_quiet()
    clock.now = at(5, 2, 46)
    assert not scheduler.is_quiet()


def test_a_turn_that_waits_for_another_is_not_quiet() -> None:
    sources = load_config(ROOT / "sources.toml").pick(("metropolitan", "cleveland", "kent"))
    quiet: list[bool] = []

    def turn(_: tuple[Source, ...]) -> None:
        time.sleep(0.3)
        quiet.append(scheduler.is_quiet())

    far = [_at(source, f"{n} 3 1 {(datetime.now(UTC).month + 5) % 12 + 1} *") for n, source in enumerate(sources)]
    scheduler = make_scheduler(far, turn)
    for one in scheduler.get_jobs():
        one.modify(next_run_time=datetime.now(UTC))
    thread = threading.Thread(target=scheduler.start, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while len(quiet) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    scheduler.shutdown()
    thread.join(5)
    assert quiet == [False, False, True]


# ---- turns that go wrong


@contextmanager
def _archive(tmp_path: Path) -> Iterator[Path]:
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("one", answer("Tasers"), day(1))
        yield desk.archive.path


def test_a_turn_during_another_run_is_skipped(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with _archive(tmp_path) as db, locked(db):
        assert run_turn(db, (SOURCE,), MANNERS, PLAN) is False
    assert "turn of norchester skipped" in caplog.text and "another run is under way" in caplog.text
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_turn_without_a_usable_archive_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "foi.db").write_bytes(b"no database at all, but long enough to be one " * 30)
    assert run_turn(tmp_path / "foi.db", (SOURCE,), MANNERS, PLAN) is False
    publish_turn(tmp_path / "foi.db")
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "publishing: " in caplog.records[1].message and all(str(tmp_path) in r.message for r in caplog.records)


def test_an_archive_that_another_program_holds_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scraper.store.connection.BUSY_TIMEOUT_SECONDS", 0.2)
    with _archive(tmp_path) as db:
        pass
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert run_turn(db, (SOURCE,), MANNERS, PLAN) is False
        publish_turn(db)
    assert caplog.text.count("another program") == 2


def test_publishing_that_fails_is_logged_and_the_copy_stays(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with _archive(tmp_path) as db:
        publish_turn(db)
        before = published_copy(db)
        assert before is not None and caplog.records == []
        with open_archive(db) as archive, archive.write() as rows:
            rows.execute("DELETE FROM versions")
        publish_turn(db)
        assert "not published" in caplog.text and "it has no version" in caplog.text
        assert {record.levelname for record in caplog.records} == {"ERROR"} and published_copy(db) == before


def test_publishing_during_another_is_skipped(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with _archive(tmp_path) as db:
        with open_archive(db) as archive:
            before = publish(archive).path
        with FileLock(tmp_path / "published" / ".lock"):
            publish_turn(db)
        assert "publishing skipped" in caplog.text and published_copy(db) == before


# ---- the program


def _start(folder: Path, *options: str) -> subprocess.Popen[str]:
    code = f"""
import sys
sys.path.insert(0, {str(ROOT / "tests")!r})
import scraper.cli.schedule as module
from datetime import UTC, datetime
real = module.make_scheduler
def soon(sources, turn):
    scheduler = real(sources, turn)
    for one in scheduler.get_jobs():
        one.modify(next_run_time=datetime.now(UTC))
    return scheduler
module.make_scheduler = soon
from scraper.cli import main
main()
"""
    command = [sys.executable, "-c", code, "schedule", *options]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)


class _Nothing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None: ...


@contextmanager
def _empty_site() -> Iterator[str]:
    """A site on this machine that has nothing."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Nothing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _config(folder: Path, site: str) -> None:
    """Only one source, at this site."""
    text = f"""
[client]
project = "test"
allow_loopback = true
[source.norchester]
force_name = "Norchester Police"
nation = "England"
platform = "soh"
listings = ["{site}/foi"]
cron = "0 3 * * *"
"""
    (folder / "sources.toml").write_text(text, encoding="utf-8")


def _wait(done: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while not done():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_turn_refreshes_and_publishes(tmp_path: Path) -> None:
    db = tmp_path / "data" / "foi.db"
    with _empty_site() as site:
        _config(tmp_path, site)
        process = _start(tmp_path)
        try:
            _wait(lambda: published_copy(db) is not None, process)
        finally:
            os.kill(process.pid, signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 0 and "Traceback" not in said and "norchester: failed" in said
    copy = published_copy(db)
    assert copy is not None
    with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as rows:
        assert rows.execute("SELECT count(*) FROM runs WHERE finished_at IS NOT NULL").fetchone() == (1,), (
            "after the run"
        )


def test_two_schedulers_at_once_and_none_that_publishes(tmp_path: Path) -> None:
    """The second's turn is skipped while the first one's run goes on; both go on."""
    _config(tmp_path, "http://127.0.0.1:9")
    db = tmp_path / "data" / "foi.db"
    db.parent.mkdir()
    with open_archive(db, create=True), locked(db):
        process = _start(tmp_path, "--no-publish")
        assert process.stderr
        lines = iter(process.stderr.readline, "")
        assert any("skipped" in line and "another run is under way" in line for line in lines)
        time.sleep(0.5)
        assert process.poll() is None, "it goes on"
    os.kill(process.pid, signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 0 and "Traceback" not in said
    assert published_copy(db) is None and module.schedule.params[0].name == "no_publish"
