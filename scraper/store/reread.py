"""Reading every capture again, with today's reader: the archive as it would be had that reader been there all along."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from scraper.records import Response
from scraper.store.captures import Captures, StoredCapture
from scraper.store.entries import Entries, EntryRow
from scraper.store.responses import Responses, Saved
from scraper.store.verify import LoadBody

ReadAgain = Callable[[EntryRow, StoredCapture, bytes], Response | str]
"""Reads the body of one capture of an entry: a response, or the words that say why it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """How many entries were read again, and what became of their responses."""

    entries: int
    new: int
    changed: int
    unchanged: int


class Rereading(Captures, Entries, Responses):
    def entries_to_reread(self, sources: Collection[str] = ()) -> Iterator[tuple[EntryRow, tuple[StoredCapture, ...]]]:
        """Every entry that has captures, with them in the order they came; of all sources where none is named.

        Memory stays flat, and writing while it runs is safe.
        """
        for batch in self.entries_after(sources):
            captures = self.captures_of(entry.url for entry in batch)
            for entry in batch:
                if captures[entry.url]:
                    yield entry, captures[entry.url]

    def reread(
        self, sources: Collection[str] = (), *, load_body: LoadBody, read: ReadAgain, reader_version: str
    ) -> Reread:
        """Read all captures of these sources again, one after the other, and rewrite what comes out differently."""
        counts = dict.fromkeys(Saved, 0)
        for entry, captures in self.entries_to_reread(sources):
            readings = [
                (stored, read(entry, stored, load_body(stored.capture.file, stored.capture.offset)))
                for stored in captures
            ]
            counts[self.replace_history(entry, readings, reader_version=reader_version)] += 1
        return Reread(
            entries=sum(counts.values()),
            new=counts[Saved.NEW],
            changed=counts[Saved.CHANGED],
            unchanged=counts[Saved.UNCHANGED],
        )
