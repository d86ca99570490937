"""An archive to fill by hand, for the tests of the store: pages are given as records, bodies are kept in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from scraper.records import (
    Attachment,
    Capture,
    Citation,
    DateKind,
    Entry,
    Law,
    Outcome,
    Place,
    Precision,
    Question,
    Reference,
    Response,
    Role,
    Source,
    StatedDate,
    Via,
)
from scraper.store import Archive, Saved, open_archive

LOG = "https://www.norchester.police.uk/foi/log"
SOURCE = Source(
    id="norchester",
    name="Norchester disclosure log",
    force="norchester",
    force_name="Norchester Police",
    nation="England",
    law=Law.FOIA,
    platform="soh",
    listings=(LOG,),
    hosts=frozenset({"www.norchester.police.uk"}),
)


def day(number: int, hour: int = 3) -> str:
    """An instant: so many days after the first of January 2026."""
    month, date = divmod(number, 28)
    return f"2026-{month + 1:02}-{date + 1:02}T{hour:02}:00:00Z"


def page(slug: str) -> str:
    return f"{LOG}/2026/january/{slug}/"


def cites(section: str, *, law: str = "FOIA", role: Role = Role.RELIED, ncnd: bool = False) -> Citation:
    quote = f"Section {section} is named in this sentence."
    return Citation(law=law, section=section, title=None, role=role, ncnd=ncnd, quote=quote)


def dated(kind: DateKind, value: str, precision: Precision = Precision.DAY) -> StatedDate:
    return StatedDate(kind=kind, value=value, precision=precision, text=f"on {value}", place=Place.TEXT)


def answer(title: str | None = "Tasers carried in 2025", **changes: Any) -> Response:
    """A whole record; `changes` replaces fields of it."""
    record = Response(
        force="norchester",
        url=None,
        platform="soh",
        law=Law.FOIA,
        title=title,
        reference=Reference(printed="FOI 12/26", key="12/26", place=Place.TEXT),
        dates=(dated(DateKind.REQUESTED, "2025-12-20"), dated(DateKind.RESPONDED, "2026-01-15")),
        questions=(Question(number="1", text="How many tasers do you hold?"), Question(number="2", text="Since when?")),
        request_text="How many tasers do you hold? Since when?",
        response_text="We hold forty devices. The rest is withheld.",
        outcome=Outcome.PARTLY_DISCLOSED,
        outcome_evidence="The rest is withheld.",
        citations=(cites("31(1)(a)"), cites("17", role=Role.MENTIONED)),
        attachments=(Attachment(url=f"{LOG}/files/tasers.xlsx", title="Taser figures", media_type=None),),
        language="en",
    )
    return replace(record, **changes)


class Desk:
    """An archive, a run in it, and the hands that fill it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.bodies: dict[tuple[str, int], bytes] = {}
        archive.save_sources([SOURCE])
        self.run = archive.start_run("refresh", day(0))

    def capture(self, url: str, body: bytes, at: str, via: Via = Via.LIVE) -> int:
        place = ("warc/one.warc.gz", sum(map(len, self.bodies.values())) + len(self.bodies))
        self.bodies[place] = body
        capture = Capture(
            url=url,
            final_url=url,
            fetched_at=at,
            via=via,
            status=200,
            media_type="text/html",
            charset="utf-8",
            etag='"1"',
            last_modified=None,
            sha256=sha256(body).hexdigest(),
            size_bytes=len(body),
            file=place[0],
            offset=place[1],
        )
        return self.archive.save_capture(capture, source=SOURCE.id, run=self.run, kind="response")

    def publish(
        self,
        slug: str,
        response: Response,
        at: str,
        *,
        reader: str = "1",
        capture: int | None = None,
        via: Via = Via.LIVE,
    ) -> Saved:
        """List, capture and save one page, as a run does."""
        url = page(slug)
        self.archive.save_entries(SOURCE.id, [Entry(url=url, title=slug)], at)
        number = capture or self.capture(url, repr(response).encode(), at, via)
        return self.archive.save_response(
            response, source=SOURCE.id, url=url, capture_id=number, at=at, reader_version=reader
        )

    def one(self, sql: str, *values: Any) -> Any:
        """The only value of a query."""
        row = self.archive.row(sql, values)
        return None if row is None else row[0]

    def load_body(self, file: str, offset: int) -> bytes:
        return self.bodies[file, offset]

    def problems(self) -> list[str]:
        return self.archive.verify(self.load_body)


@contextmanager
def open_desk(path: Path) -> Iterator[Desk]:
    with open_archive(path, create=True) as archive:
        yield Desk(archive)


def dump(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Every table with all its rows, in order of their first columns, but for the migrations' own clock."""
    names = archive.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%' AND name <> '_sqlite_migrations'"
    )
    found = {name: [tuple(row) for row in archive.rows(f"SELECT * FROM {name} ORDER BY 1, 2")] for (name,) in names}
    found["words"] = [
        tuple(row) for row in archive.rows("SELECT * FROM (SELECT rowid AS id, * FROM responses_fts) ORDER BY id")
    ]
    return found
