"""The whole archive to take home: the files of the last export with their checksums, and the tables as streams."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from datasette.utils.asgi import Request, Response

from scraper.exports import CHECKSUMS
from scraper.store.tables import LOOKUPS, TABLES
from scraper.web.render import page
from scraper.web.site import Site, in_a_thread
from scraper.web.streams import Send
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
        names = {"responses": "responses", "texts": "response_texts"} | {
            n: n for n in TABLES if n not in ("responses", "texts")
        }
        return {name: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in names.items()}

    return page(
        site,
        request,
        "downloads.html",
        files=files,
        made_on=datetime.fromtimestamp(made, UTC).date().isoformat() if made else None,
        tables=[(name, _HOLDS[name], n) for name, n in (await site.read(count)).items()],
        lookups=sorted(LOOKUPS),
        export_folder=site.downloads.name,
    )


async def download(site: Site, request: Request, send: Send) -> Response | None:
    """`/downloads/<file>`: a file that the last export wrote, and no other."""
    name = request.url_vars["name"]
    if name not in (sums := _checksums(site.downloads)) and not (name == CHECKSUMS and sums):
        return not_found(request, "There is no such download. They are listed under “Downloads”.")
    with (site.downloads / name).open("rb") as file:
        size = Path(file.name).stat().st_size
        headers = {
            "content-type": _TYPES.get(Path(name).suffix, "text/plain; charset=utf-8"),
            "content-length": str(size),
            "content-disposition": f'attachment; filename="{name}"',
        }
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(key.encode(), value.encode()) for key, value in headers.items()],
            }
        )
        while block := await in_a_thread(lambda: file.read(_BLOCK)):
            await send({"type": "http.response.body", "body": block, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    return None


def _checksums(folder: Path) -> dict[str, str]:
    """SHA-256 by name of the files of the last export that are there."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.partition("  ") for line in lines)
    return {name: digest for digest, _, name in pairs if "/" not in name and (folder / name).is_file()}
