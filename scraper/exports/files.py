"""Files that are whole or not there, and what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scraper.durable import sync_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One file of an export: `name` is its path below the folder, with `/`; `sha256` in hex."""

    name: str
    size_bytes: int
    sha256: str


@contextmanager
def placing(path: Path) -> Iterator[Path]:
    """Gives another name to write under; the file takes its own once it is on the disk.

    The name begins with a dot: what reads whole folders (DuckDB, Spark, Trino) passes over it.
    """
    part = path.with_name(f".{path.name}.part")
    yield part
    sync_path(part)
    part.replace(path)


def put(folder: Path, name: str, pieces: Iterable[bytes]) -> Written:
    """Write a file piece by piece."""
    digest, size = hashlib.sha256(), 0
    with placing(folder / name) as part, part.open("wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return Written(name=name, size_bytes=size, sha256=digest.hexdigest())


def written(folder: Path, name: str) -> Written:
    """What stands in a file that is there."""
    path = folder / name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return Written(name=name, size_bytes=path.stat().st_size, sha256=digest.hexdigest())
