"""The folder of an export holds one export: what an earlier one left there stays only if it says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from scraper.exports.about import ABOUT
from scraper.exports.files import Written, put, written
from scraper.exports.parquet import FILE, PARQUET

CHECKSUMS: Final = "SHA256SUMS"


def finish(folder: Path, made: Sequence[Written], about: str) -> list[Written]:
    """Clear away what is of another state, then write about.txt and, last of all, SHA256SUMS; returns these two.

    Files of an earlier export stay, and stay in SHA256SUMS, if they were made with the same about.txt (of the same
    state and choice) and are still as they were written. Else they are removed: a folder must not mix answers of two
    states, nor keep what was taken down. A file that someone changed is left alone, without a line. Below `parquet` all
    files named as ours are ours, since readers take whole folders.
    """
    names = {file.name for file in made}
    earlier = _listed(folder)
    same = earlier.get(ABOUT) == sha256(about.encode()).hexdigest()
    kept: list[Written] = []
    for name, digest in earlier.items():
        if name in names or name == ABOUT or not (folder / name).is_file():
            continue
        found = written(folder, name)
        if found.sha256 != digest:
            continue
        if same:
            kept.append(found)
        else:
            (folder / name).unlink()
    for path in _strays(folder, names | {file.name for file in kept}):
        path.unlink()
    about_file = put(folder, ABOUT, [about.encode()])
    lines = "".join(f"{file.sha256}  {file.name}\n" for file in (*made, *kept, about_file))
    return [about_file, put(folder, CHECKSUMS, [lines.encode()])]


def _listed(folder: Path) -> Mapping[str, str]:
    """As `listed`, of the SHA256SUMS in the folder."""
    try:
        return listed((folder / CHECKSUMS).read_bytes())
    except FileNotFoundError:
        return {}


def listed(checksums: bytes) -> Mapping[str, str]:
    """SHA-256 by name, as a SHA256SUMS has it; nothing that is not below its folder."""
    try:
        lines = checksums.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return {}
    pairs = (line.partition("  ") for line in lines)
    return {name: digest for digest, _, name in pairs if name and _is_below(name)}


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _strays(folder: Path, known: set[str]) -> Iterator[Path]:
    """Files below `parquet` that no line speaks of, and what a killed export left under other names."""
    for path in sorted((folder / PARQUET).rglob(FILE)):
        if path.relative_to(folder).as_posix() not in known:
            yield path
    yield from (path for path in sorted((folder / PARQUET).rglob(f".{FILE}.part")) if path.is_file())
    yield from (path for path in sorted(folder.glob(".*.part")) if path.is_file())
