"""Reading all captures again, offline: the same bytes through today's reader, on all cores.

Workers load and read; this process alone writes. Entries go through in batches, so memory stays flat.
"""

from __future__ import annotations

import atexit
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from scraper.addresses import page_address
from scraper.attachments.reader import FileReader
from scraper.errors import ArchiveError, ConfigError, NotAResponseError, ReaderError
from scraper.fetching.captures import load_body
from scraper.reading import READER_VERSION
from scraper.records import Capture, Hints, Law, Response
from scraper.refresh import locked, read_answers, read_letter, replay_letters
from scraper.store import Archive, EntryRow, StoredCapture
from scraper.store.attachments import AttachmentRow
from scraper.store.rereading import Found

_SMALL = 200
"""Up to so many responses one process is done before others have started."""

# The captures of one page in the order they came, and what is known of their source.
_Task = tuple[tuple[Capture, ...], Hints]
_Found = tuple[Found, ...] | None
_Map = Callable[[Callable[[_Task], _Found], Iterable[_Task]], Iterable[_Found]]


def reread(archive: Archive, sources: Sequence[str] = ()) -> dict[str, int]:
    """Derives every response of these sources (or of all) anew; returns how many are new, changed and unchanged.

    A page on which the reader fails, or of which a capture is damaged, keeps its record and counts as failed. Files are
    opened again as well; `attachments` counts those of which something else is known now.

    ConfigError for a source that is not in the archive, LockedError if another run is under way, ArchiveError if the
    capture of a file or letter cannot be read.
    """
    hints = _hints(archive)
    if unknown := set(sources) - set(hints):
        raise ConfigError(
            f"{archive.path} has no source {', '.join(sorted(unknown))}; it has {', '.join(sorted(hints))}"
        )
    hints = {source: hints[source] for source in sources or hints}
    known = sum(state.listed for state in archive.source_states() if state.source in hints)
    counts: Counter[str] = Counter(new=0, changed=0, unchanged=0, failed=0)
    with locked(archive.path), FileReader() as files, _workers(known) as each:
        for pages in archive.pages_after(hints):
            counts.update(_reread_pages(archive, pages, hints, files, each))
        counts["attachments"] = sum(
            _reread_attachments(archive, rows, files) for source in hints for rows in archive.attachments_after(source)
        )
    return dict(counts)


def reread_response(archive: Archive, response: str) -> None:
    """Derives the page of one response anew, and opens its files again. The caller holds the lock.

    ReaderError where the reader fails on it, ArchiveError if a capture cannot be read.
    """
    with FileReader() as files:
        for source, url in archive.pages_of(response):
            pages, hints = [archive.entries_of_page(source, url)], {source: _hints(archive)[source]}
            if _reread_pages(archive, pages, hints, files, map)["failed"]:
                raise ReaderError(f"{url}: the reader failed on a capture of it")
            for rows in archive.attachments_after(source):
                _reread_attachments(archive, [row for row in rows if row.response == response], files)


def _hints(archive: Archive) -> dict[str, Hints]:
    rows = archive.rows("SELECT id, force, platform, law FROM sources")
    return {r["id"]: Hints(force=r["force"], platform=r["platform"], law=Law(r["law"])) for r in rows}


def _reread_pages(
    archive: Archive, pages: Sequence[Sequence[EntryRow]], hints: Mapping[str, Hints], files: FileReader, each: _Map
) -> Counter[str]:
    """Derives the responses of some pages, given by their entries, anew."""
    counts: Counter[str] = Counter()
    captures = archive.captures_of(page_address(entries[0].url) for entries in pages)
    histories = [captures[page_address(entries[0].url)] for entries in pages]
    tasks = [
        (tuple(c.capture for c in history), hints[entries[0].source])
        for entries, history in zip(pages, histories, strict=True)
    ]
    found = each(partial(_read, archive.path.parent), tasks)
    for entries, history, readings in zip(pages, histories, found, strict=True):
        if readings is None:
            counts["failed"] += len(entries)
            continue
        read = _with_letters(archive, list(zip(history, readings, strict=True)), hints[entries[0].source], files)
        counts.update(archive.replace_page(entries, read, reader_version=READER_VERSION))
    return counts


def _with_letters(
    archive: Archive, readings: Sequence[tuple[StoredCapture, Found]], hints: Hints, files: FileReader
) -> list[tuple[StoredCapture, Found]]:
    """The readings of a page with those of the letters it answers by."""

    def read(stored: StoredCapture) -> Response | None:
        capture = stored.capture
        return read_letter(capture, load_body(archive.path.parent, capture.file, capture.offset), hints, files)

    return replay_letters(readings, lambda url: archive.captures_of([page_address(url)])[page_address(url)], read)


def _reread_attachments(archive: Archive, rows: Sequence[AttachmentRow], files: FileReader) -> int:
    """Opens captured files again; returns of how many something else is known now."""
    changed = 0
    captures = archive.captures_of(page_address(row.url) for row in rows)
    for row in rows:
        came = [c for c in captures[page_address(row.url)] if row.capture in (None, c.id)]
        if came:
            body = load_body(archive.path.parent, came[-1].capture.file, came[-1].capture.offset)
            changed += archive.save_attachment(
                row.response, row.url, files.extract(body), capture_id=came[-1].id, size_bytes=len(body), at=None
            )
    return changed


@cache
def _own_files() -> FileReader:
    """What opens the letters that this process reads, one for its whole life."""
    files = FileReader()
    atexit.register(files.close)
    return files


def _read(folder: Path, task: _Task) -> _Found:
    """What each capture says, or the words why it is no response; None if one is damaged or the reader fails on it."""
    captures, hints = task
    found: list[Found] = []
    for capture in captures:
        try:
            body = load_body(folder, capture.file, capture.offset)
            found.append(read_answers(capture, body, hints, _own_files()))
        except NotAResponseError as error:
            found.append(str(error))
        except (ReaderError, ArchiveError):
            return None
    return tuple(found)


@contextmanager
def _workers(responses: int) -> Iterator[_Map]:
    """A `map` over tasks: with a process a core for a large archive, else in this process."""
    if responses <= _SMALL or (os.cpu_count() or 1) == 1:
        yield map
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield partial(pool.map, chunksize=10)
