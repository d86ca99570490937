"""The whole archive to take home: the files of the last export with their checksums, and the tables as streams."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

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
    "archive": "everything, as one SQLite file",
}


async def downloads(site: Site, request: Request) -> Response:
    """`/downloads`."""
    sums = _checksums(site.downloads)
    files = [
        {
            "name": name,
            "holds": _HOLDS.get(name.partition(".")[0], ""),
            "size_bytes": (site.downloads / name).stat().st_size,
            "sha256": digest,
        }
        for name, digest in sums.items()
    ]
    made = (site.downloads / CHECKSUMS).stat().st_mtime if sums else None

    def count(db: sqlite3.Connection) -> dict[str, int]:
        names = {name: name for name in TABLES} | {"texts": "response_texts"}
        return {name: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in names.items()}

    return page(
        site,
        request,
        "downloads.html",
        files=files,
        made_on=datetime.fromtimestamp(made, UTC).date().isoformat() if made else None,
        tables=[(name, _HOLDS[name], n) for name, n in (await site.read(count)).items()],
        export_folder=site.downloads.name,
    )


async def download(site: Site, request: Request, send: Send) -> Response | None:
    """`/downloads/<file>`: a file that the last export wrote, and no other."""
    name = request.url_vars["name"]
    if name not in (sums := _checksums(site.downloads)) and not (name == CHECKSUMS and sums):
        return not_found(request, "There is no such download. They are listed under “Downloads”.")
    path = site.downloads / name
    headers = [
        ("content-type", _TYPES.get(path.suffix, "text/plain; charset=utf-8")),
        ("content-length", str(path.stat().st_size)),
        ("content-disposition", f'attachment; filename="{name}"'),
    ]
    pieces = _file_pieces(path)
    await send_pieces(pieces, await begin(pieces), send, headers)
    return None


def _file_pieces(path: Path) -> Pieces:
    with path.open("rb") as file:
        yield None
        while block := file.read(_BLOCK):
            yield block


def _checksums(folder: Path) -> dict[str, str]:
    """SHA-256 by name of the files of the last export that are there."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.partition("  ") for line in lines)
    return {name: digest for digest, _, name in pairs if "/" not in name and (folder / name).is_file()}
