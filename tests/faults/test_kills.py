"""kill -9 at random moments of every command that writes, over stand-ins of some fifty sources.

After each kill the archive is whole (`foi verify`), and the next run ends where one that was never killed ends. On
demand, since it takes its time: `KILLS=50 pytest tests/faults/test_kills.py` kills each command fifty times. The normal
suite has kills on smaller archives: tests/test_refresh.py, test_removal.py, test_publish.py.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from every_source import World, every_source

from faults.forge import Done, Forge
from scraper.demo.pages import SitePage
from scraper.demo.server import AnySite
from scraper.records import Source

KILLS = int(os.environ.get("KILLS", "0"))
SEED = int(os.environ.get("SEED", "2026"))
DB = ("--db", "foi.db")

pytestmark = pytest.mark.skipif(KILLS == 0, reason="on demand: KILLS=50 pytest tests/faults/test_kills.py")


class LaterEdition:
    """A site some time later: some of its answers say something else."""

    def __init__(self, site: AnySite) -> None:
        self._site = site

    def page(self, target: str) -> SitePage:
        page = self._site.page(target)
        return replace(page, body=page.body.replace(b"can confirm", b"can now confirm"))

    def source(self, origin: str) -> Source:
        return self._site.source(origin)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What runs that nobody killed came to: after the first edition, and after the later one."""

    folder: Path
    first: dict[str, object]
    later: dict[str, object]
    refresh_seconds: float


@pytest.fixture(scope="module")
def forge() -> Iterator[Forge]:
    with Forge() as process:
        yield process


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with every_source(4) as running:
        yield running


def _turn_to(world: World, *, later: bool) -> None:
    for server in world.logs._servers:
        if later and not isinstance(server.site, LaterEdition):
            server.site = LaterEdition(server.site)
        elif not later and isinstance(server.site, LaterEdition):
            server.site = server.site._site


def _contents(folder: Path) -> dict[str, object]:
    """All that a reader may ask for, without instants and numbers that depend on when a run came."""
    with closing(sqlite3.connect(folder / "foi.db")) as db:
        return {name: sorted(db.execute(query).fetchall(), key=repr) for name, query in _CONTENTS.items()}


_CONTENTS = {
    "responses": "SELECT id, force, source, url, title, reference, law, dated_on, outcome, exemptions, question_count, "
    "attachment_count, version_count, withdrawn_at FROM responses",
    "texts": "SELECT * FROM response_texts",
    "versions": "SELECT response, number, digest, record FROM versions",
    "questions": "SELECT * FROM questions",
    "citations": "SELECT * FROM citations",
    "attachments": "SELECT response, url, position, title, media_type, size_bytes, state FROM attachments",
    "pages of attachments": "SELECT * FROM attachment_pages",
    "captures": "SELECT DISTINCT address, sha256 FROM captures",
    "entries": "SELECT source, url, title, response, state, missed_walks FROM entries",
    "takedowns": "SELECT response, reason FROM takedowns WHERE undone_at IS NULL",
}


@pytest.fixture(scope="module")
def reference(world: World, forge: Forge, tmp_path_factory: pytest.TempPathFactory) -> Reference:
    folder = tmp_path_factory.mktemp("reference")
    world.write_config(folder / "sources.toml")
    done = forge.run(["refresh", "--all", *DB], folder)
    assert done.status == 0, done.err
    first = _contents(folder)
    kept = tmp_path_factory.mktemp("first") / "archive"
    shutil.copytree(folder, kept)
    _turn_to(world, later=True)
    assert forge.run(["refresh", "--all", "--full", *DB], folder).status == 0
    _turn_to(world, later=False)
    later = _contents(folder)
    assert len(first["responses"]) == sum(world.answers.values())  # type: ignore[arg-type]
    assert len(later["versions"]) > len(first["versions"]) + 20  # type: ignore[arg-type]
    return Reference(folder=kept, first=first, later=later, refresh_seconds=done.seconds)


def _check(forge: Forge, folder: Path, *, ended: bool = False) -> None:
    """The archive is whole, whatever became of the command before; it names a removal that is not `ended`."""
    found = forge.run(["verify", *DB], folder)
    problems = [line for line in found.out.splitlines() if ended or "is not finished; the next" not in line]
    assert not problems and found.status == bool(found.out), found


def _kill_until_done(
    forge: Forge, folder: Path, command: list[str], seconds: float, kills: int, chance: random.Random
) -> int:
    """Kill a command so many times, each run taking up where the one before was; then let it end. How many it were."""
    done = 0
    for _ in range(kills):
        result = forge.run(command, folder, kill_after=chance.uniform(0, seconds))
        _no_traceback(result)
        done += result.status == -9
        if (folder / "foi.db").exists():
            _check(forge, folder)
    result = forge.run(command, folder)
    assert result.status == 0, result.err
    _check(forge, folder)
    return done


def _no_traceback(result: Done) -> None:
    assert "Traceback" not in result.err, result.err


def test_refresh(world: World, forge: Forge, reference: Reference, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    world.write_config(tmp_path / "sources.toml")
    half = (KILLS + 1) // 2
    killed = _kill_until_done(forge, tmp_path, ["refresh", "--all", *DB], reference.refresh_seconds / 2, half, chance)
    assert _contents(tmp_path) == reference.first
    _turn_to(world, later=True)
    try:
        killed += _kill_until_done(
            forge, tmp_path, ["refresh", "--all", "--full", *DB], reference.refresh_seconds, half, chance
        )
    finally:
        _turn_to(world, later=False)
    assert _contents(tmp_path) == reference.later
    print(f"refresh: {killed} kills")
    assert killed >= half


def test_import(world: World, forge: Forge, reference: Reference, tmp_path: Path) -> None:
    chance = random.Random(SEED + 1)
    world.write_config(tmp_path / "sources.toml")
    command = ["import", str(reference.folder / "warc"), *DB]
    whole = tmp_path / "whole"
    whole.mkdir()
    world.write_config(whole / "sources.toml")
    unkilled = forge.run(command, whole)
    assert unkilled.status == 0, unkilled.err
    killed = _kill_until_done(forge, tmp_path, command, unkilled.seconds, KILLS, chance)
    print(f"import: {killed} kills")
    assert killed
    assert _contents(tmp_path) == _contents(whole)


def test_reread(forge: Forge, reference: Reference, tmp_path: Path) -> None:
    """Another reader, killed now and then, and back to the first: every record is derived anew, twice."""
    chance = random.Random(SEED + 2)
    folder = tmp_path / "archive"
    shutil.copytree(reference.folder, folder)
    whole = forge.run(["reread", *DB], folder, reader="Police")
    assert whole.status == 0 and _contents(folder) != reference.first
    killed = 0
    for number in range(KILLS):
        reader = "" if number % 2 == 0 else "Police"
        result = forge.run(["reread", *DB], folder, reader=reader, kill_after=chance.uniform(0, whole.seconds))
        _no_traceback(result)
        killed += result.status == -9
        _check(forge, folder)
    assert forge.run(["reread", *DB], folder).status == 0
    assert _contents(folder) == reference.first
    print(f"reread: {killed} kills")
    assert killed or KILLS < 3


def test_publish(forge: Forge, reference: Reference, tmp_path: Path) -> None:
    """The copy on show is whole at any moment: the one before, or the new one."""
    chance = random.Random(SEED + 3)
    folder = tmp_path / "archive"
    shutil.copytree(reference.folder, folder)
    whole = forge.run(["publish", *DB], folder)
    assert whole.status == 0, whole.err
    killed = 0
    for _ in range(KILLS):
        result = forge.run(["publish", *DB], folder, kill_after=chance.uniform(0, whole.seconds))
        _no_traceback(result)
        killed += result.status == -9
        assert _contents(folder / "published" / "current") == reference.first
        _check(forge, folder)
    assert forge.run(["publish", *DB], folder).status == 0
    shown = [path for path in (folder / "published").iterdir() if path.is_dir() and not path.is_symlink()]
    assert len(shown) == 1, "what killed runs left is gone"
    print(f"publish: {killed} kills")
    assert killed or KILLS < 3


def test_takedown(forge: Forge, reference: Reference, tmp_path: Path) -> None:
    """A response is wholly there or wholly gone, and comes back as it was."""
    chance = random.Random(SEED + 4)
    folder = tmp_path / "archive"
    shutil.copytree(reference.folder, folder)
    captures = {path: path.read_bytes() for path in (folder / "warc").iterdir()}
    keys = sorted(row[0] for row in reference.first["responses"])  # type: ignore[attr-defined]
    killed = 0
    for number in range(KILLS):
        key = chance.choice(keys)
        down, undo = ["takedown", key, "--reason", "other", *DB], ["takedown", key, "--undo", *DB]
        for command in (down, undo):
            result = forge.run(command, folder, kill_after=chance.uniform(0, 0.15))
            _no_traceback(result)
            killed += result.status == -9
            _check(forge, folder)
            forge.run(command, folder)  # ends it where it was killed; says so where it was done
            standing = {row[0] for row in _contents(folder)["takedowns"]}  # type: ignore[attr-defined]
            there = {row[0] for row in _contents(folder)["responses"]}  # type: ignore[attr-defined]
            assert (key in standing, key in there) == ((True, False) if command is down else (False, True)), number
            _check(forge, folder)
    assert _contents(folder) == reference.first
    assert {path: path.read_bytes() for path in (folder / "warc").iterdir()} == captures
    print(f"takedown: {killed} kills")
    assert killed or KILLS < 3
