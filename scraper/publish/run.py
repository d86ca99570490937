"""One publishing: copy, check, downloads, swap."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from scraper.errors import ArchiveError, ConfigError, FoiError, LockedError
from scraper.exports import Format, export
from scraper.publish.generations import (
    downloads_of,
    folder_of,
    making,
    published_copy,
    publishing,
    put_in_place,
    take_off,
)
from scraper.store import Archive
from scraper.store.connection import connect, explained
from scraper.store.writing import merge_index

_CHOICE: Final = "choice.json"
_TRIES: Final = 5
_SPACE: Final = {Format.SQLITE: 2}
"""What the files of a format take, as a multiple of the archive: text 0.3 to 0.5; a copy is tidied beside itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of a publishing. `path` is the database of the new copy, None where its check found `problems`: then
    the copy before it stays. `files` are the downloads.
    """

    path: Path | None
    problems: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    responses: int = 0
    size_bytes: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """Which downloads go with the copies of an archive; kept in each generation, for the next."""

    formats: tuple[Format, ...] = (Format.CSV, Format.SQLITE)
    site: str = ""


def publish(
    archive: Archive, *, formats: Sequence[Format] | None = None, site: str | None = None, wait_seconds: float = 0
) -> Published:
    """Copy the archive as it is now, check the copy, and put it in the place of the one before.

    Needs no lock of the archive: a run may be under way. `formats` of the downloads, and `site` that their permalinks
    begin with, are those of the copy before where they are None. What is taken down before the swap is not in the new
    copy. ArchiveError where the disk refuses; LockedError where another publishing does not end within `wait_seconds`.
    Whatever fails, a whole copy stays published.
    """
    began = time.monotonic()
    with _explained_disk(archive.path), publishing(archive.path, wait_seconds):
        choice = _choice_before(archive.path)
        choice = _Choice(
            formats=choice.formats if formats is None else tuple(dict.fromkeys(formats)),
            site=choice.site if site is None else site.rstrip("/"),
        )
        for _ in range(_TRIES):
            with making(archive.path) as folder:
                made, removals = _make(archive, folder, choice)
                if made.problems:
                    return replace(made, seconds=time.monotonic() - began)
                if removals == _removals(archive):
                    return _moved(made, folder, put_in_place(folder), time.monotonic() - began)
    raise ArchiveError(f"{archive.path}: responses are being taken down one after another. Run `foi publish` again.")


def publish_without(archive: Archive, *, wait_seconds: float) -> Published | None:
    """Publish anew, since something was removed; None where nothing was published.

    A copy that cannot be made, or fails its check, takes the place of none: what still has the removed is taken off,
    and ArchiveError says so.
    """
    if published_copy(archive.path) is None:
        return None
    try:
        made = publish(archive, wait_seconds=wait_seconds)
        if made.path:
            return made
        why = made.problems[0]
    except LockedError:
        raise
    except FoiError as error:
        why = str(error)
    with _explained_disk(archive.path), publishing(archive.path, wait_seconds):
        take_off(archive.path)
    raise ArchiveError(
        f"{archive.path}: it was removed from the archive, but no new copy could be published ({why}). The copy "
        "before, which still had it, is taken off: `foi serve` shows the archive itself until `foi publish` succeeds"
    )


def _make(archive: Archive, folder: Path, choice: _Choice) -> tuple[Published, list[tuple[Any, ...]]]:
    """Fill the folder of a new generation; returns also what was taken down when the archive was copied."""
    _check_space(archive, folder, choice)
    path = folder / archive.path.name
    with explained(archive.path):
        archive.db.execute("VACUUM INTO ?", (str(path),))
    with explained(path), closing(connect(path, create=False, wal=False)) as db:
        _forget_deleted(db)
        copy = Archive(db, path)
        if problems := copy.verify_tables():
            return Published(path=None, problems=tuple(problems)), []
        made = _export(copy, choice)
        (responses,) = copy.rows("SELECT count(*) FROM responses")[0]
        removals = _removals(copy)
    (folder / _CHOICE).write_text(json.dumps({"formats": choice.formats, "site": choice.site}), encoding="utf-8")
    return Published(path=path, files=tuple(made), responses=responses, size_bytes=path.stat().st_size), removals


def _forget_deleted(db: Any) -> None:
    """The search index keeps the words of deleted rows until it is merged, and free pages keep them afterwards."""
    db.execute("PRAGMA journal_mode = OFF")  # half a copy is thrown away
    db.execute("PRAGMA synchronous = OFF")  # synced at the end
    db.execute("PRAGMA secure_delete = ON")
    merge_index(db)


def _export(copy: Archive, choice: _Choice) -> list[Path]:
    if not choice.formats:
        return []
    try:
        return export(copy, downloads_of(copy.path), choice.formats, site=choice.site)
    except ConfigError as error:  # the folder is ours: only the disk can refuse
        raise ArchiveError(str(error)) from None


def _removals(archive: Archive) -> list[tuple[Any, ...]]:
    asked = ("SELECT * FROM takedowns ORDER BY response", "SELECT * FROM redactions ORDER BY response, number")
    return [tuple(row) for sql in asked for row in archive.rows(sql)]


def _check_space(archive: Archive, folder: Path, choice: _Choice) -> None:
    """ArchiveError before anything is written where the disk cannot hold a copy and its downloads."""
    pages, page_bytes = (archive.rows(f"PRAGMA {name}")[0][0] for name in ("page_count", "page_size"))
    needed = pages * page_bytes * (1 + sum(_SPACE.get(chosen, 0.5) for chosen in choice.formats))
    if (free := shutil.disk_usage(folder).free) < needed:
        raise ArchiveError(
            f"{folder.parent}: a copy of the archive and its downloads need about {needed / 1e6:,.0f} MB there, and "
            f"{free / 1e6:,.0f} MB are free. Make room, or leave the downloads out with `foi publish --no-downloads`."
        )


def _choice_before(db: Path) -> _Choice:
    copy = published_copy(db)
    try:
        kept = json.loads((copy.parent / _CHOICE).read_text(encoding="utf-8")) if copy else {}
        return _Choice(formats=tuple(map(Format, kept["formats"])), site=str(kept["site"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _Choice()


def _moved(made: Published, old: Path, new: Path, seconds: float) -> Published:
    assert made.path is not None
    files = tuple(new / path.relative_to(old) for path in made.files)
    return replace(made, path=new / made.path.name, files=files, seconds=seconds)


@contextmanager
def _explained_disk(db: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"{folder_of(db)}: the copy cannot be written there ({error.strerror or error}). Make room, or give this "
            "user the right to write there, then run `foi publish` again. What was published before is not harmed."
        ) from error
