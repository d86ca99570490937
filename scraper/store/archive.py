"""The archive as the rest of the program sees it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.store.archived import ArchivedCaptures
from scraper.store.attachments import Attachments
from scraper.store.captures import Captures
from scraper.store.connection import connect
from scraper.store.groups import Groups
from scraper.store.pages import Pages
from scraper.store.removals import Removals
from scraper.store.rereading import Rereading
from scraper.store.runs import Runs
from scraper.store.search import Search
from scraper.store.verify import Verify


class Archive(Runs, Captures, ArchivedCaptures, Pages, Attachments, Removals, Rereading, Groups, Search, Verify):
    """One open archive. Use it as a context manager; one thread, one writer at a time.

    `path` is the database file. Every method that writes is one short transaction.
    """

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_archive(path: Path, *, create: bool = False) -> Archive:
    """Open the archive in this file, its tables brought up to date; `create` makes one where there is none.

    Raises ArchiveError, with what to do, where the file is missing, of another program, of a newer release, damaged
    or locked.
    """
    return Archive(connect(path, create=create), path)
