"""The published copy: one moment of the archive, checked, whole at every instant, seen by servers without a pause."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from filelock import FileLock
from sample_archive import SOURCE, Desk, answer, day, open_desk
from serving import ROOT, serving, serving_archive
from test_cli import FOI

from scraper.cli import cli
from scraper.errors import ArchiveError, ConfigError, LockedError
from scraper.exports import Format
from scraper.publish import downloads_of, publish, published_copy
from scraper.publish import run as publish_run
from scraper.store import open_archive
from scraper.store.connection import connect
from scraper.store.removals import RemovalReason
from scraper.store.writing import delete_response
from scraper.web.server import load_metadata, make_site
from scraper.web.site import Site, site_of

WORD = "zzyxqwk"


def foi(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*FOI, *words], capture_output=True, text=True, check=False, cwd=ROOT, **options)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data" / "foi.db") as desk:
        desk.publish("one", answer("Tasers"), day(1))
        desk.publish("two", answer("Dogs"), day(2))
        yield desk


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()


def say(desk: Desk, number: int, *, count: int = 12, size: int = 0) -> None:
    """Bring all answers of the archive to state `number`: each text names it, and there are `number` more of them."""
    for at in range(count + number):
        text = f"State marker{number}x. " + f"words {at} " * (size // 8)
        record = answer(f"Answer marker{number}x", request_text=f"Ask marker{number}x", response_text=text)
        desk.publish(f"page-{at}", record, day(number + 1))


def states(text: str) -> set[str]:
    """Which states an answer speaks of."""
    return set(re.findall(r"marker(\d+)x", text))


def titles(copy: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return [row[0] for row in db.execute("SELECT title FROM responses ORDER BY search_row")]


def whole(db: Path) -> list[str]:
    """The titles of the published copy, once its files are what their checksums say."""
    copy = published_copy(db)
    assert copy is not None
    folder = downloads_of(copy)
    sums = dict(reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert sums and {f.name for f in folder.iterdir()} == {*sums, "SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    found = titles(copy)
    assert len(list(csv.DictReader(io.StringIO((folder / "responses.csv").read_text("utf-8-sig"))))) == len(found)
    assert titles(folder / "archive.db") == found
    return found


def names(db: Path) -> set[str]:
    return {path.name for path in (db.parent / "published").iterdir()}


# ---- the copy


def test_a_copy_with_its_downloads_lies_behind_a_link(desk: Desk) -> None:
    db = desk.archive.path
    assert published_copy(db) is None
    made = publish(desk.archive)
    assert made.path == published_copy(db) and made.path is not None and made.problems == ()
    assert made.responses == 2 and made.size_bytes == made.path.stat().st_size > 0 and made.seconds > 0
    assert whole(db) == ["Tasers", "Dogs"]
    assert set(made.files) == set(downloads_of(made.path).iterdir())
    link = db.parent / "published" / "current"
    assert link.is_symlink() and not link.readlink().is_absolute(), "the data folder may be moved"
    assert (link / "foi.db").samefile(made.path)
    assert names(db) == {".lock", "current", made.path.parent.name}


def test_nobody_writes_to_a_copy(desk: Desk) -> None:
    made = publish(desk.archive)
    assert made.path is not None
    assert made.path.read_bytes()[18:20] == b"\x01\x01", "no WAL: one file that may lie on a read-only disk"
    for path in (made.path, *made.files):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o222 and stat.S_IMODE(path.stat().st_mode) & 0o444
    assert [p.name for p in made.path.parent.iterdir() if p.name.endswith(("-wal", "-shm", "-journal"))] == []


def test_the_next_copy_takes_the_place_of_the_first(desk: Desk) -> None:
    first = publish(desk.archive).path
    assert first is not None
    with first.open("rb") as still_open:
        beginning = still_open.read(100)
        desk.publish("three", answer("Horses"), day(3))
        second = publish(desk.archive).path
        assert second is not None and second != first and not first.parent.exists()
        still_open.seek(0)
        assert still_open.read(100) == beginning, "what is open stays readable"
    assert whole(desk.archive.path) == ["Tasers", "Dogs", "Horses"]
    assert names(desk.archive.path) == {".lock", "current", second.parent.name}


def test_downloads_are_as_last_time_unless_told_otherwise(desk: Desk) -> None:
    def suffixes(**options: Any) -> set[str]:
        return {p.suffix for p in publish(desk.archive, **options).files if p.stem in ("responses", "archive")}

    assert suffixes() == {".csv", ".db"}
    made = publish(desk.archive, formats=[Format.JSONL], site="https://foi.example.org/")
    assert suffixes() == {".jsonl"}
    copy = published_copy(desk.archive.path)
    assert made.path is not None and copy is not None
    lines = (downloads_of(copy) / "responses.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[0])["permalink"].startswith("https://foi.example.org/response/norchester/")
    assert publish(desk.archive, formats=[]).files == () == publish(desk.archive).files
    assert suffixes(formats=[Format.CSV]) == {".csv"}
    (copy := published_copy(desk.archive.path) or Path()).with_name("choice.json").unlink()
    assert suffixes() == {".csv", ".db"}, "what cannot be read counts as never said"


def test_a_copy_that_fails_its_check_is_thrown_away_and_the_one_before_stays(desk: Desk) -> None:
    before = publish(desk.archive).path
    with desk.archive.write() as db:
        db.execute("DELETE FROM versions WHERE response = (SELECT id FROM responses WHERE title = 'Dogs')")
    made = publish(desk.archive)
    assert made.path is None and any("it has no version" in problem for problem in made.problems)
    assert published_copy(desk.archive.path) == before and whole(desk.archive.path) == ["Tasers", "Dogs"]
    assert before is not None and names(desk.archive.path) == {".lock", "current", before.parent.name}
    done = CliRunner().invoke(cli, ["publish", "--db", str(desk.archive.path)], standalone_mode=False)
    assert done.return_value == 1 and "it has no version" in done.stdout and "not published" in done.stderr
    told = CliRunner().invoke(cli, ["publish", "--db", str(desk.archive.path), "--json"], standalone_mode=False)
    assert told.return_value == 1
    assert json.loads(told.stdout)["published"] is None and json.loads(told.stdout)["problems"] == list(made.problems)


def test_a_damaged_index_or_key_is_found(desk: Desk) -> None:
    with desk.archive.write() as db:
        db.execute("UPDATE response_texts SET response_text = 'other' WHERE response = (SELECT min(id) FROM responses)")
    said = " ".join(publish(desk.archive).problems)
    assert "search index" in said and "latest version" in said
    assert published_copy(desk.archive.path) is None


def test_captures_are_not_asked_for(desk: Desk) -> None:
    """They are not published; `foi verify` checks them."""
    assert any("cannot be loaded" in problem for problem in desk.archive.verify(_no_body))
    assert desk.archive.verify_tables() == [] == list(publish(desk.archive).problems)


def _no_body(file: str, offset: int) -> bytes:
    raise ArchiveError("no such capture")


def test_nothing_is_left_of_what_was_deleted(desk: Desk, tmp_path: Path) -> None:
    """In texts and in the search index, which keeps words of deleted rows for as long as it can."""
    for at in range(40):
        desk.publish(f"more-{at}", answer(f"More {at}", response_text=f"Text {at} {WORD}{at} end."), day(3))
    desk.publish("gone", answer(f"About {WORD}", response_text=f"Mr {WORD}son lives here."), day(4))
    with desk.archive.write() as db:
        for row in desk.archive.rows("SELECT id FROM responses WHERE title LIKE 'More%' OR title LIKE 'About%'"):
            delete_response(db, row["id"])
        db.execute("DELETE FROM entries WHERE response IS NULL")
    desk.archive.db.execute("VACUUM INTO ?", (str(tmp_path / "bare.db"),))
    assert WORD.encode() in (tmp_path / "bare.db").read_bytes(), "a bare copy would keep them"
    made = publish(desk.archive)
    assert made.path is not None and len(made.files) > 5
    for path in (made.path, *made.files):
        assert WORD.encode() not in path.read_bytes().lower(), path.name
    assert whole(desk.archive.path) == ["Tasers", "Dogs"]


def test_what_is_taken_down_while_a_copy_is_made_is_not_in_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    key = desk.one("SELECT id FROM responses WHERE title = 'Dogs'")
    calls: list[int] = []
    real = publish_run._export

    def export_late(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            with open_archive(desk.archive.path) as other, other.write() as db:
                other.cut_out(db, key, "x", reason=next(iter(RemovalReason)), at=day(5))
        return real(*arguments)

    monkeypatch.setattr(publish_run, "_export", export_late)
    assert publish(desk.archive).problems == ()
    assert len(calls) == 2 and whole(desk.archive.path) == ["Tasers"]


def test_a_copy_is_of_one_moment_while_a_run_writes(desk: Desk) -> None:
    say(desk, 1)
    with open_archive(desk.archive.path) as other, other.write() as db:
        db.execute("UPDATE responses SET title = 'Never committed'")
        made = publish(desk.archive, formats=[])
        assert made.problems == () and "Never committed" not in titles(made.path or Path())
        db.execute("UPDATE responses SET title = (SELECT title FROM versions WHERE response = id AND number = 1)")


# ---- what can go wrong


def test_one_publishing_at_a_time(desk: Desk) -> None:
    publish(desk.archive)
    lock = FileLock(desk.archive.path.parent / "published" / ".lock")
    with lock:
        with pytest.raises(LockedError, match="another publishing"):
            publish(desk.archive)
        done = foi("publish", "--db", str(desk.archive.path))
        assert done.returncode == 3 and "another publishing" in done.stderr and "Traceback" not in done.stderr
        threading.Timer(0.3, lock.release).start()
        with open_archive(desk.archive.path) as other, ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: None).result()
            with pytest.raises(LockedError):
                publish(other, wait_seconds=0.05)
    with FileLock(desk.archive.path.parent / "published" / ".lock", thread_local=False) as held:
        threading.Timer(0.3, held.release).start()
        assert publish(desk.archive, wait_seconds=20).problems == ()


def test_two_archives_do_not_share_a_folder(desk: Desk) -> None:
    publish(desk.archive)
    with open_desk(desk.archive.path.with_name("other.db")) as other:
        with pytest.raises(ConfigError, match=r"published: another archive than other\.db"):
            publish(other.archive)
        assert published_copy(other.archive.path) is None
    assert whole(desk.archive.path) == ["Tasers", "Dogs"]


def test_a_disk_without_room_is_told_before_anything_is_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = publish(desk.archive).path
    usage = shutil.disk_usage(desk.archive.path.parent)
    size = desk.one("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    for free, fits in ((size * 3.5 - 1, False), (size * 3.5, True)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: usage._replace(free=free))
        if fits:
            assert publish(desk.archive).path != before
        else:
            with pytest.raises(ArchiveError, match=r"need about \d+ MB there, and \d+ MB are free.*--no-downloads"):
                publish(desk.archive)
            assert published_copy(desk.archive.path) == before


def test_a_disk_that_fills_up_on_the_way(desk: Desk) -> None:
    """Files may grow to a part of what is needed, as on a full disk: every part once."""
    say(desk, 1, size=20_000)
    before = publish(desk.archive, formats=[Format.CSV, Format.SQLITE]).path
    assert before is not None
    sizes = sorted({path.stat().st_size for path in (before, *downloads_of(before).iterdir())})
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); from scraper.cli import main; main()"
    )
    for limit in [1, sizes[-1] // 2, sizes[-1] - 1, sizes[-3] - 1]:
        if limit > 40_000:  # less than the log and the index of the archive itself would tell nothing of copies
            command = [sys.executable, "-c", code.format(limit), "publish", "--db", str(desk.archive.path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
            assert done.returncode == 1, done.stderr
            assert done.stderr.startswith("foi: ") and "Traceback" not in done.stderr
            assert published_copy(desk.archive.path) == before
            assert names(desk.archive.path) == {".lock", "current", before.parent.name}
    assert len(whole(desk.archive.path)) == 15


def test_a_full_file_system(desk: Desk, tmp_path: Path) -> None:
    say(desk, 1, size=20_000)
    publish(desk.archive)
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        desk.archive.db.execute("VACUUM INTO ?", (str(folder / "foi.db"),))
        made = CliRunner().invoke(cli, ["publish", "--db", str(folder / "foi.db"), "--no-downloads"])
        assert made.exception is None or isinstance(made.exception, SystemExit), made.output
        before = published_copy(folder / "foi.db")
        assert before is not None
        (folder / "filler").write_bytes(bytes(max(shutil.disk_usage(folder).free - before.stat().st_size // 2, 0)))
        done = foi("publish", "--db", str(folder / "foi.db"))
        assert done.returncode == 1 and done.stderr.startswith("foi: ") and "Traceback" not in done.stderr
        assert "are free" in done.stderr and published_copy(folder / "foi.db") == before
        assert len(titles(before)) == 15
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(os.getuid() != 0, reason="only root may become another user and come back")
def test_a_folder_that_may_not_be_written(desk: Desk) -> None:
    publish(desk.archive)  # loads all that it needs, which that user may not read
    folder = Path(tempfile.mkdtemp())
    try:
        desk.archive.db.execute("VACUUM INTO ?", (str(folder / "foi.db"),))
        folder.chmod(0o555)
        os.setresuid(65534, 65534, 0)
        try:
            done = CliRunner().invoke(cli, ["publish", "--db", str(folder / "foi.db")])
        finally:
            os.setresuid(0, 0, 0)
        assert isinstance(done.exception, ArchiveError), done.output
        assert str(folder / "published") in str(done.exception) and "right to write there" in str(done.exception)
        assert not (folder / "published").exists()
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_an_archive_that_another_program_holds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.archive.path
    publish(desk.archive)
    desk.archive.close()
    monkeypatch.setattr("scraper.store.connection.BUSY_TIMEOUT_SECONDS", 0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        done = CliRunner().invoke(cli, ["publish", "--db", str(path)])
        assert isinstance(done.exception, ArchiveError) and "another program" in str(done.exception)
    assert whole(path) == ["Tasers", "Dogs"]


# Forks for each line, the path of an archive, a process that publishes it again and again; prints its id.
_PUBLISHERS = """
import os, sys
from pathlib import Path
from scraper.publish import publish
from scraper.store import open_archive
for path in sys.stdin:
    if not (pid := os.fork()):
        with open_archive(Path(path.strip())) as archive:
            while True:
                publish(archive)
    print(pid, flush=True)
    os.waitpid(pid, 0)
"""


def test_killed_at_any_moment_a_whole_copy_stays(desk: Desk) -> None:
    """Forty times, while one copy after another is made and swapped in."""
    say(desk, 1, size=2_000)
    publish(desk.archive)
    rng, seen = random.Random(5), set()
    left: set[str] = set()
    command = [sys.executable, "-c", _PUBLISHERS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as publishers:
        assert publishers.stdin and publishers.stdout
        for _ in range(40):
            print(desk.archive.path, file=publishers.stdin, flush=True)
            pid = int(publishers.stdout.readline())
            time.sleep(rng.uniform(0, 0.5))
            os.kill(pid, signal.SIGKILL)
            assert len(whole(desk.archive.path)) == 15
            seen.add(published_copy(desk.archive.path))
            left |= {re.split(r"\d", name)[0] for name in names(desk.archive.path)}
    assert len(seen) > 5 and ".making-" in left, "some were swapped in, some were killed on the way"
    made = publish(desk.archive, wait_seconds=10)
    assert made.path is not None and names(desk.archive.path) == {".lock", "current", made.path.parent.name}


def test_remains_are_cleared_away_and_nothing_else(desk: Desk) -> None:
    folder = desk.archive.path.parent / "published"
    stamp = "20260101T000000Z-0123abcd"
    for name in (f".making-{stamp}", ".gone-20250101T000000Z-0123abcd", stamp, "mine", f"{stamp}-mine"):
        (folder / name).mkdir(parents=True)
        (folder / name / "file").touch()
    (folder / f".link-{stamp}").symlink_to(stamp)
    (folder / "current").symlink_to("nowhere")
    assert published_copy(desk.archive.path) is None
    made = publish(desk.archive)
    assert made.path is not None
    assert names(desk.archive.path) == {".lock", "current", made.path.parent.name, "mine", f"{stamp}-mine"}


def test_everything_is_on_the_disk_before_the_link_is_replaced(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, then the folders that name them, then the link, then the folder that names it."""
    events: list[tuple[str, str]] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        events.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink())))
        real_sync(handle)

    def replace(self: Path, target: Path) -> Path:
        events.append(("replace", Path(target).name))
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    made = publish(desk.archive)
    assert made.path is not None
    at = events.index(("replace", "current"))
    synced = [path.rpartition("/published/")[2] for what, path in events[:at] if what == "sync"]
    made_as = f".making-{made.path.parent.name}"
    for path in (made.path, *made.files):
        assert f"{made_as}/{path.relative_to(made.path.parent)}" in synced
    folders = [f"{made_as}/foi-downloads", made_as]
    assert [p for p in synced if p in folders][-2:] == folders
    assert events[at - 1][1].endswith("/published") and events[at + 1] == ("sync", events[at - 1][1])


# ---- the site


@contextmanager
def asked(address: str) -> Iterator[Callable[[str], httpx.Response]]:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client.get


ADDRESSES = (
    "/",
    "/search?q=state",
    "/search.csv?table=texts",
    "/search.json?q=ask",
    "/search.atom",
    "/foi/responses.json?_size=max",
    "/foi/responses.csv?_stream=1&_size=5",
    "/foi.csv?sql=select+title+from+responses",
    "/downloads",
    "/downloads/responses.csv",
    "/downloads/texts.csv",
    "/status",
    "/forces",
)


def test_a_new_copy_is_seen_at_once_and_no_answer_mixes_two(desk: Desk) -> None:
    say(desk, 0)
    publish(desk.archive)
    key = desk.one("SELECT id FROM responses WHERE title LIKE '%marker%' LIMIT 1")
    addresses = (*ADDRESSES, f"/response/norchester/{key}", f"/response/norchester/{key}.json")
    telling = {path for path in addresses if path not in ("/", "/downloads", "/status", "/forces")}
    stop, wrong = threading.Event(), []
    asked_for: list[str] = []

    def keep_asking(seed: int) -> None:
        rng = random.Random(seed)
        with asked(address) as get:
            while not stop.is_set():
                path = rng.choice(addresses)
                found = get(path)
                asked_for.append(path)
                mixed = len(states(found.text)) > 1 and "/response/" not in path and path != "/search.atom"
                if found.status_code != 200 or mixed or (path in telling and not states(found.text)):
                    wrong.append((path, found.status_code, states(found.text), found.text[:300]))

    with serving_archive(desk.archive.path) as address, ThreadPoolExecutor(6) as pool:
        asking = [pool.submit(keep_asking, seed) for seed in range(6)]
        try:
            with asked(address) as get:
                for number in range(1, 9):
                    say(desk, number)
                    publish(desk.archive)
                    for path in ("/search.csv", "/search?q=state", "/foi/responses.json", "/downloads/responses.csv"):
                        assert states(get(path).text) == {str(number)}, path
                    assert int(get("/search.csv").headers["x-total-count"]) == 14 + number
                    assert get("/foi.json?sql=select+count(*)+from+responses&_shape=arrayfirst").json() == [14 + number]
        finally:
            stop.set()
        for one in asking:
            one.result()
        assert wrong == []
        assert set(asked_for) == set(addresses) and len(asked_for) > 100
        _assert_closed(desk.archive.path)


def _assert_closed(db: Path) -> None:
    """Nothing of this process has a file open that has no name any more."""
    until = time.monotonic() + 10
    while found := [p for p in _open_files() if str(db.parent) in p and p.endswith("(deleted)")]:
        assert time.monotonic() < until, found
        time.sleep(0.05)


def _open_files() -> Iterator[str]:
    for path in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            yield str(path.readlink())


@pytest.mark.parametrize(
    "path", ["/search.csv?table=texts", "/foi/response_texts.csv?_stream=1", "/downloads/texts.csv"]
)
def test_a_stream_goes_on_with_the_copy_it_began_on(desk: Desk, path: str) -> None:
    say(desk, 1, size=600_000)
    publish(desk.archive)
    with serving_archive(desk.archive.path) as address:
        with httpx.stream("GET", address + path, headers={"accept-encoding": "identity"}, timeout=60) as response:
            pieces = response.iter_bytes()
            body = next(pieces)
            for number in (2, 3):
                say(desk, number, size=10)
                publish(desk.archive)
            assert states(httpx.get(f"{address}/search.csv").text) == {"3"}
            body += b"".join(pieces)
        found = re.findall("State marker", body.decode())
        assert len(body) > 7_000_000 and len(found) == 13 and states(body.decode()) == {"1"}
        _assert_closed(desk.archive.path)


def test_columns_of_a_copy_are_read_once_though_a_run_writes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from scraper.web import site as module
    from scraper.web.columns import load_columns

    read: list[int] = []
    monkeypatch.setattr(module, "load_columns", lambda db: read.append(1) or load_columns(db))
    publish(desk.archive)
    with serving_archive(desk.archive.path) as address, asked(address) as get:
        for number in range(1, 4):
            say(desk, number)
            assert get("/search.csv").headers["x-total-count"] == "2"
        assert len(read) == 1
        publish(desk.archive)
        for _ in range(2):
            assert get("/search.csv").headers["x-total-count"] == "17"
        assert len(read) == 2


def test_validators_change_with_the_copy_and_never_go_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(desk.archive)
    site = _site(desk.archive.path)
    seen = [site.changed_at]

    def swapped(at: datetime | None = None) -> None:
        made = publish(desk.archive, formats=[])
        if at:  # made by a clock that was wrong
            assert made.path
            os.utime(made.path, (at.timestamp(), at.timestamp()))
        site.datasette.look()  # type: ignore[attr-defined]
        seen.append(site.changed_at)

    swapped()
    swapped(datetime(2020, 1, 1, tzinfo=UTC))
    swapped(datetime(2040, 1, 1, tzinfo=UTC))
    swapped(datetime(2021, 1, 1, tzinfo=UTC))
    shutil.rmtree(desk.archive.path.parent / "published")
    site.datasette.look()  # type: ignore[attr-defined]
    seen.append(site.changed_at)
    steps = [(after - before).total_seconds() for before, after in pairwise(seen)]
    assert all(step >= 1 for step in steps), "another second each, since dates know no parts of one"


def test_a_known_answer_is_sent_again_after_a_swap_and_not_before(desk: Desk) -> None:
    say(desk, 1)
    publish(desk.archive)
    site = make_site(desk.archive.path, load_metadata(desk.archive.path, ROOT / "metadata.yml"))
    with serving(site.app()) as address, asked(address):
        time.sleep(2.1)  # while it is just changing nothing is said of when it did
        first = httpx.get(f"{address}/search.csv")
        known = {"if-none-match": first.headers["etag"]}
        dated = {"if-modified-since": first.headers["last-modified"]}
        assert [httpx.get(f"{address}/search.csv", headers=h).status_code for h in (known, dated)] == [304, 304]
        say(desk, 2)
        assert httpx.get(f"{address}/search.csv", headers=known).status_code == 304, "the copy is what it was"
        publish(desk.archive)
        assert [httpx.get(f"{address}/search.csv", headers=h).status_code for h in (known, dated)] == [200, 200]
        time.sleep(2.1)
        again = httpx.get(f"{address}/search.csv", headers=dated)
        assert again.status_code == 200 and again.headers["last-modified"] != first.headers["last-modified"]


def _site(db: Path, **options: Any) -> Site:
    site = site_of(make_site(db, load_metadata(db, ROOT / "metadata.yml"), **options))
    assert site is not None
    return site


def test_without_a_copy_the_archive_itself_is_served_until_there_is_one(desk: Desk) -> None:
    say(desk, 1)
    with serving_archive(desk.archive.path) as address, asked(address) as get:
        assert states(get("/search.csv").text) == {"1"}
        say(desk, 2)
        assert states(get("/search.csv").text) == {"2"} == states(get("/foi/responses.json").text)
        assert get("/downloads/responses.csv").status_code == 404
        publish(desk.archive)
        assert get("/downloads/responses.csv").status_code == 200
        say(desk, 3)
        assert states(get("/search.csv").text) == {"2"} == states(get("/foi/responses.json").text)
        shutil.rmtree(desk.archive.path.parent / "published")
        assert states(get("/search.csv").text) == {"3"} == states(get("/foi/responses.json").text)
        say(desk, 4)
        assert states(get("/search.csv").text) == {"4"} == states(get("/search?q=state").text)


def test_the_archive_itself_and_a_fixed_copy_on_demand(desk: Desk) -> None:
    say(desk, 1)
    copy = publish(desk.archive, formats=[]).path
    assert copy is not None
    say(desk, 2)
    with serving_archive(desk.archive.path, working=True) as address, asked(address) as get:
        assert states(get("/search.csv").text) == {"2"}
        say(desk, 3)
        assert states(get("/search.csv").text) == {"3"}
    site = _site(desk.archive.path)
    assert not site.database.is_mutable and Path(site.database.path) == copy and site.downloads == downloads_of(copy)
    assert _site(desk.archive.path, working=True).database.is_mutable
    assert not _site(copy, immutable=True).database.is_mutable


def test_a_copy_of_another_release_is_not_shown(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    say(desk, 1)
    copy = publish(desk.archive, formats=[]).path
    assert copy is not None
    copy.chmod(0o644)
    with closing(sqlite3.connect(copy)) as db:
        db.execute("PRAGMA user_version = 99")
    with serving_archive(desk.archive.path) as address, asked(address) as get:
        for _ in range(3):
            assert states(get("/search.csv").text) == {"1"}
        say(desk, 2)
        assert states(get("/search.csv").text) == {"2"}, "the archive itself"
        assert len([r for r in caplog.records if "another release" in r.message]) == 1
        publish(desk.archive)
        say(desk, 3)
        assert states(get("/search.csv").text) == {"2"}, "the copy"


def test_a_file_whose_copy_is_gone_is_taken_from_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that begins, then waits until its copy is removed."""
    from scraper.web.views import downloads as view

    say(desk, 1)
    publish(desk.archive)
    real = view._checksums

    def slow(folder: Path) -> dict[str, str]:
        if not swapped.is_set():
            asked_for.set()
            assert swapped.wait(30)
        return real(folder)

    monkeypatch.setattr(view, "_checksums", slow)
    with serving_archive(desk.archive.path) as address, ThreadPoolExecutor(1) as pool:
        for number, path in ((2, "/downloads/texts.csv"), (3, "/downloads")):
            asked_for, swapped = threading.Event(), threading.Event()
            answered = pool.submit(httpx.get, address + path, timeout=60)
            assert asked_for.wait(30)
            say(desk, number)
            publish(desk.archive)
            swapped.set()
            found = answered.result()
            assert found.status_code == 200
            if number == 2:
                assert states(found.text) == {"2"}
            else:
                assert "texts.csv" in found.text and f">{14 + number}<" in found.text


def test_connections_of_streams_move_on_where_their_copy_is_gone(desk: Desk) -> None:
    say(desk, 1)
    publish(desk.archive)
    site = _site(desk.archive.path)
    old = site.database
    say(desk, 2)
    publish(desk.archive)
    with closing(old.connect()) as db:
        assert states(" ".join(r[0] for r in db.execute("SELECT title FROM responses"))) == {"2"}


def test_a_copy_that_is_gone_can_still_be_asked_in_every_thread(desk: Desk) -> None:
    """A request that began on it and had asked nothing yet when its files lost their names."""
    say(desk, 1)
    publish(desk.archive)
    old = _site(desk.archive.path).database
    say(desk, 2)
    publish(desk.archive)

    def ask(db: sqlite3.Connection) -> str:
        together.wait(10)
        return str(db.execute("SELECT max(title) FROM responses WHERE title LIKE 'Answer%'").fetchone()[0])

    together = threading.Barrier(old.ds.setting("num_sql_threads"))

    async def everywhere() -> list[str]:
        return await asyncio.gather(*(old.execute_fn(ask) for _ in range(together.parties)))

    assert asyncio.run(everywhere()) == ["Answer marker1x"] * together.parties


def test_plain_datasette_counts_every_copy_anew(desk: Desk) -> None:
    say(desk, 1)
    publish(desk.archive)
    with serving_archive(desk.archive.path) as address, asked(address) as get:
        for number in (1, 2):
            say(desk, number)
            publish(desk.archive)
            tables = {t["name"]: t["count"] for t in get("/foi.json").json()["tables"]}
            assert tables["responses"] == 14 + number == tables["response_texts"]
            assert get("/foi.json").json()["size"] == (published_copy(desk.archive.path) or Path()).stat().st_size


def test_a_copy_is_opened_as_one_that_nobody_writes_to(desk: Desk) -> None:
    publish(desk.archive)
    site = _site(desk.archive.path)
    with closing(site.connect()) as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM responses")
    copy = published_copy(desk.archive.path)
    assert copy is not None and sorted(p.name for p in copy.parent.iterdir()) == [
        "choice.json",
        "foi-downloads",
        "foi.db",
    ]


# ---- the command


def test_the_command_says_where_the_copy_is(desk: Desk) -> None:
    say(desk, 1)
    done = foi("publish", "--db", str(desk.archive.path), "--format", "jsonl", "--site", "https://foi.example.org")
    copy = published_copy(desk.archive.path)
    assert done.returncode == 0 and done.stdout == f"{copy}\n" and done.stderr == ""
    told = json.loads(foi("publish", "--db", str(desk.archive.path), "--json").stdout)
    assert Path(told["published"]) == published_copy(desk.archive.path) != copy
    assert told["responses"] == 15 and told["problems"] == [] and told["size_bytes"] > 0 and told["seconds"] > 0
    assert any(name.endswith("responses.jsonl") for name in told["files"])
    assert json.loads(foi("publish", "--db", str(desk.archive.path), "--json", "--no-downloads").stdout)["files"] == []
    assert foi("publish", "--no-downloads", "--format", "csv").returncode == 2
    none = foi("publish", "--db", str(desk.archive.path.with_name("none.db")))
    assert none.returncode == 1 and "no archive" in none.stderr


def test_serve_says_what_it_shows(desk: Desk) -> None:
    say(desk, 1)
    copy = publish(desk.archive).path
    say(desk, 2)
    for options, path, state in (([], copy, "1"), (["--working"], desk.archive.path, "2")):
        command = [*FOI, "serve", "--db", str(desk.archive.path), "--port", "8393", *options]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert process.stderr
        try:
            lines = [process.stderr.readline(), process.stderr.readline()]
            assert lines[0] == f"Shows {path}\n" and "http://127.0.0.1:8393/" in lines[1]
            assert states(_until_up("http://127.0.0.1:8393/search.csv")) == {state}
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)
            process.stderr.close()
    assert foi("serve", "--working", "--immutable", "--db", str(desk.archive.path)).returncode == 2


def _until_up(address: str) -> str:
    until = time.monotonic() + 30
    while True:
        try:
            return httpx.get(address).text
        except httpx.TransportError:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_connection_without_wal_leaves_one_file(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    with closing(connect(path, create=True, wal=False)) as db:
        db.execute("INSERT INTO forces (id, name, nation) VALUES ('x', 'X', 'England')")
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert path.read_bytes()[18:20] == b"\x01\x01" and SOURCE.id
