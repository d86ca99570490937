"""One source's turn at one place: its way to the network, its captures on disk, its accounts."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from types import TracebackType
from typing import Self

from scraper.addresses import is_welsh
from scraper.attachments.letters import LETTER_TYPES
from scraper.attachments.reader import FileReader
from scraper.errors import ArchiveError
from scraper.fetching.answers import utc_now
from scraper.fetching.captures import CaptureWriter, load_body
from scraper.fetching.client import Fetched
from scraper.platforms import PLATFORMS
from scraper.records import Capture, Hints, Page, Source
from scraper.refresh.batch import Batch
from scraper.refresh.budget import Budget, BudgetSession
from scraper.refresh.plan import Plan, Report, SourceResult
from scraper.store import Archive, StoredCapture
from scraper.store.captures import CaptureKind

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/json"})
RESPONSE_TYPES = PAGE_TYPES | LETTER_TYPES | {"application/octet-stream"}
"""What a response may come as: some sites send their letters as mere bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A body that is on disk, as of now. `fresh`: the archive did not have these bytes before."""

    stored: StoredCapture
    body: bytes
    fresh: bool


class Turn:
    """What the steps of a source's turn share: a context manager, which closes the captures' file.

    `captured` has what this turn has captured of listing pages that hold answers themselves, by page address; `current`
    the numbers of the captures that it made or found unchanged; `batch` what it has read and not yet kept.
    """

    def __init__(
        self,
        archive: Archive,
        run: int,
        plan: Plan,
        report: Report,
        result: SourceResult,
        session: BudgetSession,
        budget: Budget,
        files: FileReader,
    ) -> None:
        self.archive, self.run, self.plan, self.report, self.result = archive, run, plan, report, result
        self.session, self.budget, self.via, self.files = session, budget, result.via, files
        self.source: Source = result.source
        self.platform = PLATFORMS[self.source.platform]
        self.hints = hints_of(self.source)
        self.folder = archive.path.parent
        self.captured: dict[str, Captured] = {}
        self.current: set[int] = set()
        self.batch = Batch(self.source, floors=self.via is self.source.via)
        self._writer = CaptureWriter(self.folder, f"{self.source.id}-{run:06d}-{self.via}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._writer.close()

    def issue(self, kind: str, message: str, url: str | None) -> None:
        """Keep something that a person must settle."""
        self.archive.save_issue(self.run, self.source.id, kind, message, url, utc_now())

    async def capture(self, url: str, *, kind: CaptureKind, accept: frozenset[str] | None = PAGE_TYPES) -> Captured:
        """The body at this address as of now, on disk before anyone reads it; an unchanged one is not stored twice."""
        stored = self.archive.find_capture(url, via=self.via)
        before = self.load_if_whole(stored) if stored and is_welsh(stored.capture.url) is is_welsh(url) else None
        known = before.stored.capture if before else None
        fetched = await self.session.fetch(
            url,
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
            accept=accept,
        )
        if before and known and (fetched.not_modified or sha256(fetched.body).hexdigest() == known.sha256):
            self.current.add(before.stored.id)
            return before
        return self.keep(fetched, kind=kind)

    def load_if_whole(self, stored: StoredCapture) -> Captured | None:
        """A capture with its body; None where its file is lost or damaged, so that the page is fetched anew."""
        try:
            return self.load(stored)
        except ArchiveError:
            return None

    def keep(self, fetched: Fetched, *, kind: CaptureKind) -> Captured:
        """Put what was fetched on disk and into the archive."""
        capture = self._writer.save(fetched, via=self.via)
        number = self.archive.save_capture(capture, source=self.source.id, run=self.run, kind=kind)
        self.current.add(number)
        stored = StoredCapture(id=number, capture=capture)
        return Captured(stored=stored, body=fetched.body, fresh=True)

    def load(self, stored: StoredCapture) -> Captured:
        """A capture that is in the archive already, with its body."""
        body = load_body(self.folder, stored.capture.file, stored.capture.offset)
        return Captured(stored=stored, body=body, fresh=False)


def hints_of(source: Source) -> Hints:
    return Hints(force=source.force, platform=source.platform, law=source.law)


def as_page(capture: Capture, body: bytes) -> Page:
    return Page(body=body, url=capture.url, media_type=capture.media_type, charset=capture.charset)
