"""Imports go downward only: the floors of the design, and the pure rooms kept free of files, sockets and clocks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRAPER = Path(__file__).parents[1] / "scraper"

FLOORS = {
    "errors": 0,
    "records": 0,
    "addresses": 1,
    "contract": 1,
    "durable": 1,
    "working_days": 1,
    "packaged": 1,
    "law": 1,
    "reading": 1,
    "platforms": 2,
    "sources": 3,
    "fetching": 3,
    "attachments": 3,
    "store": 3,
    "groups": 4,
    "refresh": 4,
    "reread": 4,
    "cluster": 4,
    "evaluate": 4,
    "notify": 4,
    "publish": 5,
    "removal": 5,
    "check": 4,
    "exports": 4,
    "imports": 5,
    "whatdotheyknow": 4,
    "progress": 5,
    "schedule": 5,
    "cli": 6,
    "web": 5,
    "demo": 5,
}
PURE = ("errors", "records", "contract", "addresses", "law", "reading", "platforms", "working_days")
IMPURE_MODULES = {"os", "socket", "time", "httpx", "sqlite3", "subprocess", "shutil", "tempfile", "urllib.request"}
IMPURE_CALLS = {"open", "now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes"}
# The law is data that comes with the program: reading it is no outside world.
ALLOWED_CALLS = {("law", "open"), ("law", "read_text")}

MODULES = sorted(SCRAPER.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(SCRAPER).parts[0].removesuffix(".py")


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SCRAPER)))
def test_imports_go_downward(path: Path) -> None:
    room = _room(path)
    if room == "__init__":
        return
    assert room in FLOORS, f"{path.name}: say on which floor this room lies"
    for name in _imported(ast.parse(path.read_text(encoding="utf-8"))):
        parts = name.split(".")
        if parts[0] == "scraper" and len(parts) > 1 and parts[1] in FLOORS:
            other = parts[1]
            assert other == room or FLOORS[other] <= FLOORS[room], f"{path}: {room} may not import {name}"
            if FLOORS[other] == FLOORS[room] and other != room:
                # Neighbours may use each other, but not in a circle.
                assert not _uses(other, room), f"{room} and {other} import each other"


def _uses(room: str, other: str) -> bool:
    files = [p for p in MODULES if _room(p) == room]
    return any(
        name.split(".")[:2] == ["scraper", other]
        for p in files
        for name in _imported(ast.parse(p.read_text(encoding="utf-8")))
    )


@pytest.mark.parametrize("path", [p for p in MODULES if _room(p) in PURE], ids=lambda p: str(p.relative_to(SCRAPER)))
def test_pure_rooms_touch_nothing_outside(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not IMPURE_MODULES & set(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if (_room(path), name) not in ALLOWED_CALLS:
                assert name not in IMPURE_CALLS, f"{path}:{node.lineno}: {name}() in a pure room"


READING = {"language": 0, "facts": 1, "page": 2, "letter": 2, "citations": 2, "outcome": 3, "questions": 4}


@pytest.mark.parametrize("room", READING)
def test_the_rooms_of_reading_import_downward(room: str) -> None:
    for path in sorted((SCRAPER / "reading" / room).glob("*.py")):
        for name in _imported(ast.parse(path.read_text(encoding="utf-8"))):
            match name.split("."):
                case ["scraper", "reading", other, *_] if other != room:
                    assert other in READING, f"{path.name}: {room} may not import {name}"
                    assert READING[other] < READING[room], f"{path.name}: {room} may not import {name}"
