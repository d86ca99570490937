"""The whole archive to take home: the files of the last export with their checksums, and the tables as streams."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from datasette.utils.asgi import Request, Response

from scraper.exports import CHECKSUMS
from scraper.store.tables import TABLES
from scraper.web.render import page
from scraper.web.site import Site
from scraper.web.streams import Pieces, Send, begin, send_pieces
from scraper.web.views.errors import not_found

_BLOCK: Final = 1 << 18
_TYPES: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".db": "application/vnd.sqlite3",
    ".json": "application/json; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
}
_HOLDS: Final = {
    "responses": "one row for each answer",
    "texts": "what was asked and what was answered, in full",
    "questions": "each question, with its answer where it has one of its own",
    "citations": "each provision named, with the sentence, and whether it is relied on",
    "attachments": "each file linked, and what became of it",
    "versions": "each version seen of each answer",
    "provisions": "the sections that answers cite",
    "forces": "the forces",
    "sources": "the logs read, with their licences and terms",
    "known_issues": "what is open at each log: what failed, since when",
    "archive": "everything, as one SQLite file",
    "data-dictionary": "every column of every table, with type and unit",
    "datapackage": "the same for programs that read Data Packages",
    "csv-metadata": "the same for programs that read CSV on the Web",
    "about": "what this is, of which state, how to check and cite it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """What the last export wrote: name, size in bytes and SHA-256 of each file that is there; the day, if any is."""

    listed: tuple[tuple[str, int, str], ...] = ()
    made_on: str | None = None

    @classmethod
    def of(cls, folder: Path) -> _Files:
        sums = _checksums(folder)
        with suppress(FileNotFoundError):
            files = tuple((name, (folder / name).stat().st_size, digest) for name, digest in sums.items())
            made = datetime.fromtimestamp((folder / CHECKSUMS).stat().st_mtime, UTC)
            return cls(listed=files, made_on=made.date().isoformat())
        return cls()


async def downloads(site: Site, request: Request) -> Response:
    """`/downloads`."""
    files = _Files.of(site.downloads)
    while site.go_on_with_newest():
        files = _Files.of(site.downloads)

    def count(db: sqlite3.Connection) -> dict[str, int]:
        names = {name: name for name in TABLES} | {"texts": "response_texts"}
        return {name: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in names.items()}

    return page(
        site,
        request,
        "downloads.html",
        files=[
            {"name": name, "holds": _HOLDS.get(name.partition(".")[0], ""), "size_bytes": size, "sha256": digest}
            for name, size, digest in files.listed
            if "/" not in name
        ],
        parts=[(name, size) for name, size, _ in files.listed if "/" in name],
        made_on=files.made_on,
        tables=[(name, _HOLDS[name], n) for name, n in (await site.read(count)).items()],
    )


async def download(site: Site, request: Request, send: Send) -> Response | None:
    """`/downloads/<file>`: a file that the last export wrote, and no other."""
    name = request.url_vars["name"]
    while (file := _open(site.downloads, name)) is None:
        if not site.go_on_with_newest():
            return not_found(request, "There is no such download. They are listed under “Downloads”.")
    plain = name.rpartition("/")[2]
    headers = [
        ("content-type", _TYPES.get(Path(name).suffix, "text/plain; charset=utf-8")),
        ("content-length", str(os.fstat(file.fileno()).st_size)),
        ("content-disposition", f'attachment; filename="{plain}"'),
    ]
    pieces = _file_pieces(file)
    await send_pieces(pieces, await begin(pieces), send, headers)
    return None


def _open(folder: Path, name: str) -> BinaryIO | None:
    sums = _checksums(folder)
    with suppress(FileNotFoundError):
        return (folder / name).open("rb") if name in sums or (name == CHECKSUMS and sums) else None
    return None


def _file_pieces(file: BinaryIO) -> Pieces:
    with file:
        yield None
        while block := file.read(_BLOCK):
            yield block


def _checksums(folder: Path) -> dict[str, str]:
    """SHA-256 by name of the files of the last export that are there."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.partition("  ") for line in lines)
    return {name: digest for digest, _, name in pairs if _is_below(name) and (folder / name).is_file()}


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts
