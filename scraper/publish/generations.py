"""The folder `published/` beside an archive: a folder for each generation, and a link `current` to the newest.

The link is replaced in one step, once all it leads to is on the disk: a kill or a power cut leaves either the copy
before or the new one. No two generations ever have the same name. Needs a file system with symbolic links.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from scraper.durable import sync_path
from scraper.errors import ConfigError, LockedError

_FOLDER: Final = "published"
_CURRENT: Final = "current"
_LOCK: Final = ".lock"
_OURS: Final = re.compile(r"(\.(making|gone|link)-)?\d{8}T\d{6}Z-[0-9a-f]{8}")
_MOST_LOOKS: Final = 100


def published_copy(db: Path) -> Path | None:
    """The database of the copy of this archive that is published now, under its generation's own name."""
    folder = folder_of(db)
    for _ in range(_MOST_LOOKS):
        try:
            name = (folder / _CURRENT).readlink()
            if (copy := folder / name / db.name).is_file():
                return copy
            if (folder / _CURRENT).readlink() == name:
                return None
        except OSError:
            return None
    return None  # replaced each time while we looked


def downloads_of(db: Path) -> Path:
    """Where the files lie that the page of downloads offers: `foi-downloads` for `foi.db`."""
    return db.with_name(f"{db.stem}-downloads")


def folder_of(db: Path) -> Path:
    return db.parent / _FOLDER


@contextmanager
def publishing(db: Path, wait_seconds: float) -> Iterator[None]:
    """Holds the lock of one publishing at a time, and clears away what killed ones left.

    LockedError where another does not end within `wait_seconds`; ConfigError where the folder is another archive's.
    """
    folder = folder_of(db)
    folder.mkdir(exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise LockedError(f"{folder}: another publishing is under way; try again when it has ended") from None
    try:
        copy = published_copy(db)
        if copy is None and any((folder / _CURRENT).glob("*.db")):
            raise ConfigError(
                f"{folder}: another archive than {db.name} is published there; move one to its own folder"
            )
        _remove_all_but(folder, copy.parent if copy else None)
        yield
    finally:
        lock.release()


@contextmanager
def making(db: Path) -> Iterator[Path]:
    """A new folder to fill, that is not seen yet; gone at the end unless `put_in_place` was called."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    path = folder_of(db) / f".making-{name}"
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def put_in_place(made: Path) -> Path:
    """Make a folder that is filled the current generation, remove all others, and return its path.

    Whoever has a file of another one open reads it to the end.
    """
    folder, name = made.parent, made.name.removeprefix(".making-")
    _finish(made)
    generation = made.rename(folder / name)
    sync_path(folder)
    link = folder / f".link-{name}"
    link.symlink_to(name)
    link.replace(folder / _CURRENT)
    sync_path(folder)
    _remove_all_but(folder, generation)
    return generation


def _finish(folder: Path) -> None:
    """Everything below read-only, and on the disk."""
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(place, name)
            path.chmod(path.stat().st_mode & 0o555)
            sync_path(path)
        sync_path(Path(place))


def take_off(db: Path) -> None:
    """Let no copy be published. The caller holds the lock of publishing."""
    folder = folder_of(db)
    (folder / _CURRENT).unlink(missing_ok=True)
    sync_path(folder)
    _remove_all_but(folder, None)


def _remove_all_but(folder: Path, kept: Path | None) -> None:
    """A generation loses its name first, so that it is there whole or not at all."""
    for path in folder.iterdir():
        if path == kept or not _OURS.fullmatch(path.name):
            continue
        if path.is_symlink():
            path.unlink()
        else:
            shutil.rmtree(path if path.name.startswith(".") else path.rename(folder / f".gone-{path.name}"))
