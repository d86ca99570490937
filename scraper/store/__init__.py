"""The archive: one SQLite file with every response, every version of it, and where each came from."""

from scraper.store.archive import Archive, open_archive
from scraper.store.archived import ArchivedRow
from scraper.store.captures import CaptureKind, StoredCapture
from scraper.store.entries import EntryRow, EntryState
from scraper.store.responses import Saved
from scraper.store.runs import SourceRun
from scraper.store.states import SourceState

__all__ = [
    "Archive",
    "ArchivedRow",
    "CaptureKind",
    "EntryRow",
    "EntryState",
    "Saved",
    "SourceRun",
    "SourceState",
    "StoredCapture",
    "open_archive",
]
