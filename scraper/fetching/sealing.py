"""Records taken out of our WARC files and put back, without moving anything that stands behind them.

A record's bytes are copied to a file of their own; in its old place then stands a small record that says so, padded to
the same length in the comment of its gzip header (RFC 1952 2.3), so that all offsets stay good and other tools read on.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from scraper.durable import sync, sync_path
from scraper.errors import ArchiveError, MissingCaptureError
from scraper.fetching.copies import open_captures
from scraper.fetching.warc import DAMAGE, record_size
from scraper.records import RecordPlace

_FILLER: Final = (
    b"WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
    b"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nremoved\n\r\n\r\n"
)
# A gzip header whose only field is a comment, and one stored block: no other release of zlib packs it otherwise.
_HEADER: Final = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff"
_REST: Final = (
    struct.pack("<BHH", 1, len(_FILLER), len(_FILLER) ^ 0xFFFF)
    + _FILLER
    + struct.pack("<II", zlib.crc32(_FILLER), len(_FILLER))
)


def copy_records(
    folder: Path, records: Sequence[tuple[str, int]], target: Path
) -> list[tuple[RecordPlace, RecordPlace]]:
    """Copy records, by file and offset, into one new file, on disk before this returns; gives (old, new) places.

    A record that cannot be read is left out. ArchiveError where the file cannot be written, RemoteError where a record
    is only at an address that cannot be asked now.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    copied: list[tuple[RecordPlace, RecordPlace]] = []
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            for file, offset in records:
                if (data := _load(folder, file, offset)) is None:
                    continue
                old = RecordPlace(file=file, offset=offset, size=len(data))
                new = RecordPlace(file=str(target.relative_to(folder)), offset=out.tell(), size=len(data))
                out.write(data)
                copied.append((old, new))
            sync(out)
        part.replace(target)
        sync_path(target.parent)
    except OSError as problem:
        raise ArchiveError(f"{target}: the captures cannot be sealed ({problem}): nothing was removed") from problem
    return copied


def erase_record(folder: Path, old: RecordPlace, new: RecordPlace) -> None:
    """Write the filler over a record whose copy is at `new`. Harmless when repeated.

    ArchiveError if there is no copy of it, or something else stands in its place.
    """
    _put(folder, old, _filler(new.size), record=_read(folder, new))


def restore_record(folder: Path, old: RecordPlace, new: RecordPlace) -> None:
    """Write a record back in its old place, from its copy. Harmless when repeated; ArchiveError as `erase_record`."""
    record = _read(folder, new)
    _put(folder, old, record, record=record)


def check_copies(folder: Path, places: Sequence[RecordPlace]) -> None:
    """ArchiveError unless all of these can be read."""
    for place in places:
        _read(folder, place)


def _put(folder: Path, place: RecordPlace, data: bytes, *, record: bytes) -> None:
    """What a power cut left half written may be written over; what is another record may not."""
    found, filler = _read(folder, place), _filler(place.size)
    if found == data:
        return
    if found != record and any(byte not in pair for byte, *pair in zip(found, record, filler, strict=True)):
        raise ArchiveError(f"{folder / place.file}: at byte {place.offset} stands another record than the archive says")
    _write(folder, place, data)


def _filler(size: int) -> bytes:
    """A gzip member of exactly so many bytes, which holds one small record."""
    blanks = size - len(_HEADER) - 1 - len(_REST)
    if blanks < 0:
        raise ArchiveError(f"a record of {size} bytes is too small to be one of ours")
    return _HEADER + b" " * blanks + b"\0" + _REST


def _load(folder: Path, file: str, offset: int) -> bytes | None:
    try:
        with open_captures(folder, file) as stream:
            size = record_size(stream, offset)
            stream.seek(offset)
            return stream.read(size)
    except (*DAMAGE, MissingCaptureError):
        return None


def _read(folder: Path, place: RecordPlace) -> bytes:
    path = folder / place.file
    try:
        with path.open("rb") as stream:
            stream.seek(place.offset)
            data = stream.read(place.size)
    except OSError as problem:
        raise ArchiveError(f"{path}: cannot be read ({problem.strerror or problem})") from problem
    if len(data) != place.size:
        raise ArchiveError(f"{path}: ends before byte {place.offset + place.size}; restore it from a backup")
    return data


def _write(folder: Path, place: RecordPlace, data: bytes) -> None:
    path = folder / place.file
    try:
        with path.open("r+b") as stream:
            stream.seek(place.offset)
            stream.write(data)
            sync(stream)
    except OSError as problem:
        raise ArchiveError(f"{path}: cannot be written ({problem.strerror or problem})") from problem
