"""Damage from outside: a capture file cut short, a bit flipped in one, a disk that is full, a database locked."""

from __future__ import annotations

import errno
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from faults.forge import Forge
from faults.test_kills import DB, SEED, _check, _contents, _no_traceback
from faults.test_writes import forge, start

__all__ = ["forge", "start"]

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="no C compiler for the library that fails writes")


@pytest.fixture
def folder(start: Path, tmp_path: Path) -> Path:
    shutil.copytree(start, tmp_path / "archive", symlinks=True)
    return tmp_path / "archive"


def _record(folder: Path, capture: str) -> tuple[Path, int]:
    with closing(sqlite3.connect(folder / "foi.db")) as db:
        file, offset = db.execute(f"SELECT file, offset FROM captures ORDER BY {capture} LIMIT 1").fetchone()
    return folder / file, offset


def test_a_capture_file_cut_short_is_named_and_its_pages_are_fetched_again(folder: Path, forge: Forge) -> None:
    file, offset = _record(folder, "kind <> 'listing', offset DESC")
    expected = _contents(folder)
    with file.open("r+b") as stream:
        stream.truncate(offset + 100)
    found = forge.run(["verify", *DB], folder)
    assert found.status == 1 and f"{file.name} at {offset}" in found.out
    again = forge.run(["refresh", "--full", *DB], folder)
    assert again.status == 0, again.err
    _no_traceback(again)
    assert {key: _contents(folder)[key] for key in ("responses", "texts", "versions")} == {
        key: expected[key] for key in ("responses", "texts", "versions")
    }
    reread = forge.run(["reread", *DB], folder)
    assert "Traceback" not in reread.err


def test_a_flipped_bit_is_found(folder: Path, forge: Forge) -> None:
    """Wherever it is in a record: gzip's checksum or the digest tells."""
    chance = random.Random(SEED)
    for _ in range(8):
        file, offset = _record(folder, "random()")
        whole = file.read_bytes()
        at = chance.randrange(offset + 20, offset + 300)
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        found = forge.run(["verify", *DB], folder)
        assert found.status == 1 and f"{file.name} at {offset}" in found.out, (at - offset, found)
        file.write_bytes(whole)
    assert forge.run(["verify", *DB], folder).status == 0


@pytest.mark.parametrize("command", ["refresh", "reread", "publish", "takedown"])
def test_a_disk_that_stays_full(command: str, folder: Path, forge: Forge) -> None:
    """From some write on none succeeds: the command says that the disk is full, and nothing is lost."""
    key = sorted(row[0] for row in _contents(folder)["responses"])[0]  # type: ignore[attr-defined]
    words = {"refresh": ["refresh", "--full"], "takedown": ["takedown", key, "--reason", "other"]}.get(
        command, [command]
    )
    before = _contents(folder)
    for call in (1, 3, 9, 27):
        harmed = forge.run([*words, *DB], folder, fail_at=call, error=errno.ENOSPC, for_good=True, reader="officers")
        _no_traceback(harmed)
        assert harmed.status in (0, 1, 2), harmed
        if harmed.status:
            assert "full" in harmed.err or "space" in harmed.err.lower(), harmed.err
        _check(forge, folder)
    forge.run(["reread", *DB], folder)
    if command != "takedown":
        assert {key: _contents(folder)[key] for key in ("responses", "texts")} == {
            key: before[key] for key in ("responses", "texts")
        }


@contextmanager
def _small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full(start: Path, forge: Forge, tmp_path: Path) -> None:
    """On a small disk of its own the run ends with the reason; on a larger one it goes on from there."""
    small, large = tmp_path / "small", tmp_path / "large"
    small.mkdir()
    with _small_disk(small, 700):
        shutil.copytree(start / "empty", small, dirs_exist_ok=True)
        harmed = forge.run(["refresh", *DB], small)
        _no_traceback(harmed)
        assert harmed.status == 1
        assert "full" in harmed.err or "space" in harmed.err, harmed.err
        shutil.copytree(small, large)
    assert forge.run(["refresh", *DB], large).status == 0
    assert forge.run(["verify", *DB], large).status == 0
    assert _contents(large)["responses"] == _contents(start)["responses"]


def test_a_locked_database_is_waited_for_and_then_named(folder: Path, forge: Forge) -> None:
    with closing(sqlite3.connect(folder / "foi.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = forge.run(["refresh", *DB], folder)
    _no_traceback(done)
    assert done.status == 1 and "another program is writing" in done.err
    assert forge.run(["refresh", *DB], folder).status == 0
    assert forge.run(["verify", *DB], folder).status == 0
