"""The archive: one SQLite file with every response, every version of it, and where each came from."""

from scraper.store.archive import Archive, open_archive
from scraper.store.captures import StoredCapture
from scraper.store.entries import EntryRow, EntryState
from scraper.store.reread import Reread
from scraper.store.responses import Saved
from scraper.store.runs import SourceRun, SourceState
from scraper.store.search import Hit

__all__ = [
    "Archive",
    "EntryRow",
    "EntryState",
    "Hit",
    "Reread",
    "Saved",
    "SourceRun",
    "SourceState",
    "StoredCapture",
    "open_archive",
]
