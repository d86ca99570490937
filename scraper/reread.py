"""Reading all captures again, offline: the same bytes through today's reader, on all cores.

Workers load and read; this process alone writes. Entries go through in batches, so memory stays flat.
"""

from __future__ import annotations

import atexit
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from scraper.addresses import page_address
from scraper.attachments.reader import FileReader
from scraper.errors import ConfigError, NotAResponseError, ReaderError
from scraper.fetching.captures import load_body
from scraper.reading import READER_VERSION
from scraper.records import Capture, Hints, Law, Response
from scraper.refresh import locked, read_answers, read_letter, replay_letters
from scraper.store import Archive, StoredCapture
from scraper.store.rereading import Found

_SMALL = 200
"""Up to so many responses one process is done before others have started."""

# The captures of one page in the order they came, and what is known of their source.
_Task = tuple[tuple[Capture, ...], Hints]
_Found = tuple[Found, ...] | None


def reread(archive: Archive, sources: Sequence[str] = ()) -> dict[str, int]:
    """Derives every response of these sources (or of all) anew; returns how many are new, changed and unchanged.

    A page on which the reader fails keeps its record and counts as failed. Files are opened again as well;
    `attachments` counts those of which something else is known now.

    ConfigError for a source that is not in the archive, LockedError if another run is under way, ArchiveError if a
    capture cannot be read.
    """
    rows = archive.rows("SELECT id, force, platform, law FROM sources")
    hints = {r["id"]: Hints(force=r["force"], platform=r["platform"], law=Law(r["law"])) for r in rows}
    if unknown := set(sources) - set(hints):
        raise ConfigError(
            f"{archive.path} has no source {', '.join(sorted(unknown))}; it has {', '.join(sorted(hints))}"
        )
    hints = {source: hints[source] for source in sources or hints}
    known = sum(state.listed for state in archive.source_states() if state.source in hints)
    counts: Counter[str] = Counter(new=0, changed=0, unchanged=0, failed=0)
    with locked(archive.path), FileReader() as files, _workers(known) as each:
        for pages in archive.pages_after(hints):
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
                read = _with_letters(
                    archive, list(zip(history, readings, strict=True)), hints[entries[0].source], files
                )
                counts.update(archive.replace_page(entries, read, reader_version=READER_VERSION))
        counts["attachments"] = sum(_reread_attachments(archive, source, files) for source in hints)
    return dict(counts)


def _with_letters(
    archive: Archive, readings: Sequence[tuple[StoredCapture, Found]], hints: Hints, files: FileReader
) -> list[tuple[StoredCapture, Found]]:
    """The readings of a page with those of the letters it answers by."""

    def read(stored: StoredCapture) -> Response | None:
        capture = stored.capture
        return read_letter(capture, load_body(archive.path.parent, capture.file, capture.offset), hints, files)

    return replay_letters(readings, lambda url: archive.captures_of([page_address(url)])[page_address(url)], read)


def _reread_attachments(archive: Archive, source: str, files: FileReader) -> int:
    """Opens every captured file of a source again; returns of how many something else is known now."""
    changed = 0
    for rows in archive.attachments_after(source):
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
    """What each capture says, or the words why it is no response; None if the reader fails on one."""
    captures, hints = task
    found: list[Found] = []
    for capture in captures:
        try:
            body = load_body(folder, capture.file, capture.offset)
            found.append(read_answers(capture, body, hints, _own_files()))
        except NotAResponseError as error:
            found.append(str(error))
        except ReaderError:
            return None
    return tuple(found)


@contextmanager
def _workers(responses: int) -> Iterator[Callable[[Callable[[_Task], _Found], Iterable[_Task]], Iterable[_Found]]]:
    """A `map` over tasks: with a process a core for a large archive, else in this process."""
    if responses <= _SMALL or (os.cpu_count() or 1) == 1:
        yield map
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield partial(pool.map, chunksize=10)
