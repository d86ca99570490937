"""`foi reread --engine dask`: the same database as by the local processes, whatever becomes of the workers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from dying import read_and_die
from sample_archive import dump
from test_refresh import run

from scraper import cluster
from scraper import reread as rereading
from scraper.cli import main
from scraper.cluster import cluster_of
from scraper.demo import start_sample_logs
from scraper.errors import ClusterError, ConfigError
from scraper.fetching.captures import load_body
from scraper.reread import reread
from scraper.store import Archive, open_archive


def start(folder: Path, *arguments: str, path: Path = Path(__file__).parent) -> subprocess.Popen[bytes]:
    """A program of Dask's, with its messages in a file; it finds modules in `path` first."""
    command = [sys.executable, "-m", "dask", *arguments]
    with (folder / "dask.log").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=os.environ | {"PYTHONPATH": str(path)})


@contextmanager
def scheduler(
    folder: Path, workers: int, path: Path = Path(__file__).parent
) -> Iterator[tuple[str, int, list[subprocess.Popen[bytes]]]]:
    """A scheduler with workers, each a process that nobody starts again: its address, its process, the workers."""
    file = folder / "scheduler.json"
    started = [start(folder, *f"scheduler --host 127.0.0.1 --port 0 --no-dashboard --scheduler-file {file}".split())]
    try:
        address = _until(lambda: json.loads(file.read_text())["address"] if file.is_file() else None, folder)
        for _ in range(workers):
            options = "--host 127.0.0.1 --nthreads 1 --no-nanny --no-dashboard --local-directory"
            started.append(start(folder, "worker", address, *options.split(), str(folder), path=path))
        yield address, started[0].pid, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def _until(found: Callable[[], Any], folder: Path) -> Any:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if value := found():
                return value
        except ValueError:  # half a file
            pass
        time.sleep(0.05)
    raise AssertionError((folder / "dask.log").read_text())


@pytest.fixture(scope="module")
def read_locally(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample logs as they were read, some pages changed, some by letters, some with files."""
    folder = tmp_path_factory.mktemp("read")
    with open_archive(folder / "foi.db", create=True) as archive, start_sample_logs(1) as logs:
        run(archive, *logs.sources)
        logs.show_edition(2)
        run(archive, *logs.sources)
    return folder


@pytest.fixture
def forgotten(read_locally: Path, tmp_path: Path) -> Iterator[Archive]:
    """The same, but that the archive says other things of each page than its captures do."""
    with _forgotten(read_locally, tmp_path / "data") as archive:
        yield archive


@contextmanager
def _forgotten(read_locally: Path, folder: Path) -> Iterator[Archive]:
    shutil.copytree(read_locally, folder)
    with open_archive(folder / "foi.db") as archive:
        with archive.write() as db:
            db.execute("UPDATE versions SET title = 'Forgotten', record = '{}', digest = 'none'")
        yield archive


@pytest.fixture(scope="module")
def expected(read_locally: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], Any]:
    """What the local run counts, and what it leaves in the tables."""
    with _forgotten(read_locally, tmp_path_factory.mktemp("local") / "data") as archive:
        counts = reread(archive)
        return counts, dump(archive)


def foi(*arguments: object) -> tuple[int, str]:
    """Exit status and what was said on stderr, of a process of its own."""
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _a_page_on_the_way(archive: Archive) -> str:
    pages = [archive.captures_of([entries[0].url]) for batch in archive.pages_after() for entries in batch]
    captured = [stored[0].capture.url for found in pages for stored in found.values() if stored]
    return captured[len(captured) // 2]


def test_processes_of_this_machine_give_the_same_database(forgotten: Archive, expected: Any) -> None:
    assert expected[0]["changed"] > 20
    said = ", ".join(f"{n} {what}" for what, n in expected[0].items())
    assert foi("reread", "--engine", "dask", "--db", forgotten.path) == (0, f"{said}\n")
    assert dump(forgotten) == expected[1]


def test_a_worker_killed_on_the_way_changes_nothing(
    forgotten: Archive, expected: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PAGES_A_TASK", 3)
    mark = tmp_path / "killed"
    dying = partial(read_and_die, mark=str(mark), page=_a_page_on_the_way(forgotten))
    monkeypatch.setattr(rereading, "_read", dying)
    with scheduler(tmp_path, workers=2) as (address, _, workers):
        assert reread(forgotten, engine=lambda _: cluster_of(address)) == expected[0]
        assert mark.exists()
        _until(lambda: [w.poll() for w in workers].count(-signal.SIGKILL) == 1, tmp_path)
    assert dump(forgotten) == expected[1]
    assert forgotten.verify(lambda file, offset: load_body(forgotten.path.parent, file, offset)) == []


def test_a_scheduler_that_goes_is_told_and_nothing_is_lost(
    forgotten: Archive, expected: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scheduler(tmp_path, workers=1) as (address, process, _), monkeypatch.context() as patch:
        page = _a_page_on_the_way(forgotten)
        dying = partial(read_and_die, mark=str(tmp_path / "killed"), page=page, process=process)
        patch.setattr(rereading, "_read", dying)
        with pytest.raises(ClusterError, match="the scheduler has gone"):
            reread(forgotten, engine=lambda _: cluster_of(address))
    reread(forgotten)
    assert dump(forgotten) == expected[1]


def test_without_workers_it_ends_and_says_so(
    forgotten: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0.1)
    before = dump(forgotten)
    with scheduler(tmp_path, workers=0) as (address, _, _):
        command = ["foi", "reread", "--engine", "dask", "--scheduler", address, "--db", str(forgotten.path)]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit, match="1"):
            main()
    said = capsys.readouterr().err
    assert said.startswith("foi: ") and "there has been no worker, or none" in said and "Traceback" not in said
    assert dump(forgotten) == before


@pytest.mark.parametrize(
    "address, status, words",
    [("tcp://127.0.0.1:9", 1, "no scheduler answers there"), ("nonsense", 2, "expected an address such as tcp://")],
)
def test_a_scheduler_that_is_not_there(
    forgotten: Archive,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    address: str,
    status: int,
    words: str,
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(
        sys, "argv", ["foi", "reread", "--engine", "dask", "--scheduler", address, "--db", str(forgotten.path)]
    )
    with pytest.raises(SystemExit, match=str(status)):
        main()
    said = capsys.readouterr().err
    assert words in said and "Traceback" not in said


def test_a_page_that_ends_every_worker_is_told(
    forgotten: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")  # one worker stands for all
    dying = partial(read_and_die, mark=str(tmp_path / "killed"), page=_a_page_on_the_way(forgotten))
    monkeypatch.setattr(rereading, "_read", dying)
    words = r"a page ended every worker that read it, the last tcp://127\.0\.0\.1:\d+: they may lack memory"
    with scheduler(tmp_path, workers=1) as (address, _, _), pytest.raises(ClusterError, match=words):
        reread(forgotten, engine=lambda _: cluster_of(address))


def test_a_worker_with_another_program_is_refused(
    forgotten: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(forgotten)
    other = json.dumps(json.loads(cluster.program()) | {"reader": "another"})
    monkeypatch.setattr(cluster, "program", lambda: other)
    words = r"runs another program: reader \w+ \(here another\): install this"
    with scheduler(tmp_path, workers=1) as (address, _, _), pytest.raises(ClusterError, match=words):
        reread(forgotten, engine=lambda _: cluster_of(address))
    assert dump(forgotten) == before


def test_a_worker_without_the_program_is_told(forgotten: Archive, tmp_path: Path) -> None:
    (tmp_path / "scraper.py").touch()  # found before the real one
    words = r"the workers lack scraper.*: install this release of foi-archive"
    with scheduler(tmp_path, workers=1, path=tmp_path) as (address, _, _), pytest.raises(ClusterError, match=words):
        reread(forgotten, engine=lambda _: cluster_of(address))


def test_other_releases_of_dask_are_refused() -> None:
    class Client:
        def get_versions(self, *, check: bool) -> dict[str, Any]:
            ours = {"python": "3.11.9.final.0", "dask": "2026.8.0"}
            return {
                "client": {"packages": ours},
                "scheduler": {"packages": ours | {"python": "3.11.2.final.0"}},
                "workers": {"tcp://10.0.0.7:1": {"packages": ours | {"dask": "2025.1.0"}}},
            }

    words = r"tcp://10.0.0.1:8786: worker tcp://10.0.0.7:1 runs on dask 2025.1.0, and this machine on 2026.8.0"
    with pytest.raises(ClusterError, match=words):
        cluster._check_releases(Client(), "tcp://10.0.0.1:8786")


def test_a_worker_that_does_not_see_the_captures_is_told(forgotten: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading, "_read", lambda _, __, task: rereading._Missing(task[0][0].file, "far.example"))
    with pytest.raises(ClusterError, match=r"far\.example does not see /.*/warc/.*warc\.gz: let all machines"):
        reread(forgotten)


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigError, match=r"pip install 'foi-archive\[cluster\]'"), cluster_of(None):
        pass


def test_only_so_much_is_on_its_way() -> None:
    started: list[int] = []

    def batches() -> Iterator[Any]:
        for number in range(20):
            started.append(number)
            yield rereading._Batch(pages=[()] * 10, histories=(), found=())

    for at, _ in enumerate(rereading._ahead(batches(), pages=25)):
        assert len(started) == min(at + 4, 20)
    started.clear()
    for at, _ in enumerate(rereading._ahead(batches(), pages=0)):
        assert len(started) == at + 1


def test_rereading_hands_out_no_more_than_the_engine_asks_for(forgotten: Archive, expected: Any) -> None:
    on_their_way, most = 0, 0

    def each(read: Any, tasks: list[Any]) -> Iterator[Any]:
        nonlocal on_their_way, most
        on_their_way += len(tasks)
        most = max(most, on_their_way)

        def found() -> Iterator[Any]:
            nonlocal on_their_way
            for task in tasks:
                on_their_way -= 1
                yield read(task)

        return found()

    assert reread(forgotten, engine=lambda _: nullcontext((each, 10))) == expected[0]
    largest = max(len(batch) for batch in forgotten.pages_after())
    assert largest < most <= 10 + largest * 2 < expected[0]["changed"]
    assert dump(forgotten) == expected[1]
