"""Every call that writes to the disk fails once: in every command, each write, sync, rename and the like in turn.

A library in C, preloaded, makes the n-th such call of a command fail as a full or a broken disk does. The command must
say so without a traceback, the archive stay whole, and the same command, given again, end as if nothing had been. The
normal suite tries a few calls of each command; `WRITES=all pytest tests/faults/test_writes.py` every one.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from faults.forge import Forge
from faults.test_kills import DB, SEED, _check, _contents, _no_traceback
from scraper.demo.pages import Site
from scraper.demo.samples import load_forces
from scraper.demo.server import SampleLogs
from scraper.sources import load_config

WRITES = os.environ.get("WRITES", "2")
COMMANDS = ("refresh", "import", "reread", "publish", "takedown", "undo", "redact")

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="no C compiler for the library that fails writes")


@pytest.fixture(scope="module")
def forge() -> Iterator[Forge]:
    with Forge(writes=True) as process:
        yield process


@pytest.fixture(scope="module")
def start(forge: Forge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small archive with attachments, published once, whose log is still up, and beside it one with nothing yet."""
    force = next(force for force in load_forces(1) if force.id == "castlemere")
    wanted = [response for response in force.responses if "drones" in response.path or "taser" in response.path]
    folder = tmp_path_factory.mktemp("start")
    with SampleLogs([Site(replace(force, responses=tuple(wanted)))]) as logs:
        (folder / "sources.toml").write_text(_config(logs), encoding="utf-8")
        load_config(folder / "sources.toml")
        shutil.copytree(folder, folder / "empty")
        for command in (["refresh", *DB], ["publish", *DB]):
            done = forge.run(command, folder)
            assert done.status == 0, done.err
        yield folder


def _config(logs: SampleLogs) -> str:
    (source,) = logs.sources
    return (
        f'[client]\nproject = "test"\nallow_loopback = true\n[source.{source.id}]\nforce_name = "{source.force_name}"\n'
        f'nation = "{source.nation}"\nplatform = "{source.platform}"\nlistings = ["{source.listings[0]}"]\n'
        'delay_seconds = 0.0\nhosts = ["127.0.0.1"]\n'
    )


def _prepare(command: str, start: Path, folder: Path, forge: Forge) -> list[str]:
    """Puts the archive as the command needs it into a folder; returns its words."""
    if command in ("refresh", "import"):
        shutil.copytree(start / "empty", folder)
        return ["refresh", *DB] if command == "refresh" else ["import", str(start / "warc"), *DB]
    shutil.copytree(start, folder, symlinks=True)
    if command != "publish":
        shutil.rmtree(folder / "published")  # a command of its own here
    texts = _contents(folder)["texts"]
    key = next(response for response, asked, said in texts if "officers" in f"{asked} {said}")  # type: ignore[attr-defined]
    words = {
        "reread": ["reread", *DB],
        "publish": ["publish", *DB],
        "takedown": ["takedown", key, "--reason", "other", *DB],
        "undo": ["takedown", key, "--undo", *DB],
        "redact": ["redact", key, "officers", "--reason", "other", *DB],
    }
    if command == "undo":
        assert forge.run(words["takedown"], folder).status == 0
    return words[command]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_write_fails_once(command: str, start: Path, forge: Forge, tmp_path: Path) -> None:
    reader = "Police" if command == "reread" else ""
    whole = tmp_path / "whole"
    words = _prepare(command, start, whole, forge)
    unharmed = forge.run(words, whole, reader=reader)
    assert unharmed.status == 0, unharmed.err
    expected = _contents(whole)
    calls = range(1, unharmed.writes + 1)
    chosen = calls if WRITES == "all" else random.Random(SEED).sample(calls, min(int(WRITES), len(calls)))
    failed = 0
    for call in chosen:
        folder = tmp_path / "harmed"
        words = _prepare(command, start, folder, forge)
        error = errno.ENOSPC if call % 2 else errno.EIO
        harmed = forge.run(words, folder, fail_at=call, error=error, reader=reader)
        _no_traceback(harmed)
        assert harmed.status in (0, 1, 2), (call, harmed)
        failed += harmed.status != 0
        if (folder / "foi.db").exists() and (folder / "foi.db").stat().st_size:
            _check(forge, folder)
        again = forge.run(words, folder, reader=reader)
        assert again.status == 0 or command in ("takedown", "undo", "redact"), (call, harmed, again)
        assert _contents(folder) == expected, (call, harmed, again)
        _check(forge, folder, ended=True)
        shutil.rmtree(folder)
    print(f"{command}: {len(chosen)} of {unharmed.writes} calls failed in turn, {failed} ended the command")
