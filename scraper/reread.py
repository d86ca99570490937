"""Reading all captures again, offline: the same bytes through today's reader, on all cores or many machines.

Workers load and read; this process alone writes. Entries go through in batches, so memory stays flat.
"""

from __future__ import annotations

import atexit
import os
import socket
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from scraper.addresses import page_address
from scraper.attachments.reader import FileReader
from scraper.errors import (
    ArchiveError,
    ClusterError,
    ConfigError,
    MissingCaptureError,
    NotAResponseError,
    ReaderError,
    RemoteError,
)
from scraper.fetching.captures import load_body
from scraper.fetching.copies import addresses_of
from scraper.groups.update import update_groups
from scraper.reading import READER_VERSION
from scraper.records import Capture, Hints, Law, Response
from scraper.refresh import locked, read_answers, read_letter, replay_letters
from scraper.store import Archive, EntryRow, StoredCapture
from scraper.store.attachments import AttachmentRow
from scraper.store.rereading import Found

_SMALL = 200
"""Up to so many responses one process is done before others have started."""
_AHEAD = 200
"""So many pages are being read while others are saved: neither side waits for the other."""


@dataclass(frozen=True, slots=True)
class _Missing:
    """A worker does not see a file."""

    file: str
    worker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Some pages, given by their entries, with their captures; what is found of each comes in order."""

    pages: Sequence[Sequence[EntryRow]]
    histories: Sequence[Sequence[StoredCapture]]
    found: Iterable[_Found]


# The captures of one page in the order they came, and what is known of their source.
_Task = tuple[tuple[Capture, ...], Hints]
_Found = tuple[Found, ...] | _Missing | None
_Map = Callable[[Callable[[_Task], _Found], Iterable[_Task]], Iterable[_Found]]
Engine = Callable[[int], AbstractContextManager[tuple[_Map, int]]]
"""What reads so many responses: gives a `map` over tasks, and how many pages are to be on their way at once."""


def reread(archive: Archive, sources: Sequence[str] = (), *, engine: Engine | None = None) -> dict[str, int]:
    """Derives every response of these sources (or of all) anew; returns how many are new, changed and unchanged.

    A page on which the reader fails, or of which a capture is damaged, keeps its record and counts as failed. Files are
    opened again as well; `attachments` counts those of which something else is known now.

    ConfigError for a source that is not in the archive, LockedError if another run is under way, ArchiveError if the
    capture of a file or letter cannot be read, RemoteError if captures are at an address that cannot be asked, and what
    the engine raises (None: the processes of this machine). What was read before that is kept.
    """
    hints = _hints(archive)
    if unknown := set(sources) - set(hints):
        raise ConfigError(
            f"{archive.path} has no source {', '.join(sorted(unknown))}; it has {', '.join(sorted(hints))}"
        )
    hints = {source: hints[source] for source in sources or hints}
    known = sum(state.listed for state in archive.source_states() if state.source in hints)
    counts: Counter[str] = Counter(new=0, changed=0, unchanged=0, failed=0)
    with locked(archive.path), FileReader() as files, (engine or _workers)(known) as (each, at_once):
        started = (_start(archive, pages, hints, each) for pages in archive.pages_after(hints))
        for batch in _ahead(started, pages=at_once):
            counts.update(_save(archive, batch, hints, files))
        counts["attachments"] = sum(
            _reread_attachments(archive, rows, files) for source in hints for rows in archive.attachments_after(source)
        )
        update_groups(archive)
    return dict(counts)


def reread_response(archive: Archive, response: str) -> None:
    """Derives the page of one response anew, and opens its files again. The caller holds the lock.

    ReaderError where the reader fails on it, ArchiveError if a capture cannot be read.
    """
    with FileReader() as files:
        for source, url in archive.pages_of(response):
            pages, hints = [archive.entries_of_page(source, url)], {source: _hints(archive)[source]}
            if _save(archive, _start(archive, pages, hints, map), hints, files)["failed"]:
                raise ReaderError(f"{url}: the reader failed on a capture of it")
            for rows in archive.attachments_after(source):
                _reread_attachments(archive, [row for row in rows if row.response == response], files)


def _hints(archive: Archive) -> dict[str, Hints]:
    rows = archive.rows("SELECT id, force, platform, law FROM sources")
    return {r["id"]: Hints(force=r["force"], platform=r["platform"], law=Law(r["law"])) for r in rows}


def _start(archive: Archive, pages: Sequence[Sequence[EntryRow]], hints: Mapping[str, Hints], each: _Map) -> _Batch:
    """Hands some pages, given by their entries, to those that read."""
    captures = archive.captures_of(page_address(entries[0].url) for entries in pages)
    histories = [captures[page_address(entries[0].url)] for entries in pages]
    tasks = [
        (tuple(c.capture for c in history), hints[entries[0].source])
        for entries, history in zip(pages, histories, strict=True)
    ]
    folder = archive.path.parent.absolute()
    return _Batch(pages=pages, histories=histories, found=each(partial(_read, folder, addresses_of(folder)), tasks))


def _ahead(batches: Iterable[_Batch], *, pages: int) -> Iterator[_Batch]:
    """Each batch in order, once so many pages after it are on their way."""
    waiting: deque[_Batch] = deque()
    on_their_way = 0
    for batch in batches:
        waiting.append(batch)
        on_their_way += len(batch.pages)
        while waiting and on_their_way - len(waiting[0].pages) >= pages:
            on_their_way -= len(waiting[0].pages)
            yield waiting.popleft()
    yield from waiting


def _save(archive: Archive, batch: _Batch, hints: Mapping[str, Hints], files: FileReader) -> Counter[str]:
    """Derives the responses of some pages anew, from what was read."""
    counts: Counter[str] = Counter()
    for entries, history, readings in zip(batch.pages, batch.histories, batch.found, strict=True):
        if isinstance(readings, _Missing) and (archive.path.parent / readings.file).is_file():
            raise ClusterError(
                f"{readings.worker} does not see {archive.path.parent.absolute() / readings.file}: let all machines "
                "have this folder under this name, or copy the captures to an address: foi captures push"
            )
        if readings is None or isinstance(readings, _Missing):
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


def _read(folder: Path, addresses: Sequence[str], task: _Task) -> _Found:
    """What each capture says, or the words why it is no response; None if one is damaged or the reader fails on it.

    RemoteError where a capture is at an address that cannot be asked.
    """
    captures, hints = task
    found: list[Found] = []
    for capture in captures:
        try:
            body = load_body(folder, capture.file, capture.offset, addresses)
            found.append(read_answers(capture, body, hints, _own_files()))
        except NotAResponseError as error:
            found.append(str(error))
        except RemoteError:
            raise
        except MissingCaptureError:
            return _Missing(capture.file, f"{socket.gethostname()}, process {os.getpid()},")
        except (ReaderError, ArchiveError):
            return None
    return tuple(found)


@contextmanager
def _workers(responses: int) -> Iterator[tuple[_Map, int]]:
    """A `map` over tasks: with a process a core for a large archive, else in this process."""
    if responses <= _SMALL or (os.cpu_count() or 1) == 1:
        yield map, 0
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield partial(pool.map, chunksize=10), _AHEAD
