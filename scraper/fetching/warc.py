"""Reading WARC files, ours and other tools': whole records only, each checked to its last byte.

The gzip members are unpacked here, not by warcio, which takes a damaged member for a file that is not packed at all.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed

DAMAGE = (ArchiveLoadFailed, EOFError, OSError, ValueError, LookupError, AttributeError, TypeError, zlib.error)
"""What this module, warcio and zlib raise on a file that is cut short, damaged or no WARC: warcio trips over headers
that are missing with AttributeError and the like."""
_GZIP = b"\x1f\x8b"
_CHUNK_BYTES = 64 * 1024
_ANSWERS = ("response", "resource")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A whole record that holds an answer. `fields` are the WARC's headers, `http` the site's (None: a resource)."""

    offset: int
    fields: Any
    http: Any
    body: bytes


def read_record(stream: BinaryIO, offset: int) -> Record:
    """The record at an offset of a file. One of `DAMAGE` where none begins there or it is not whole."""
    stream.seek(offset)
    record = next(walk_records(stream, max_bytes=None), None)
    if record is None or record.offset != offset:
        raise EOFError("no capture begins there")
    return record


def record_size(stream: BinaryIO, offset: int) -> int:
    """The length in bytes of the packed record at an offset. One of `DAMAGE` where none whole begins there."""
    stream.seek(offset)
    if stream.read(len(_GZIP)) != _GZIP:
        raise EOFError("no packed record begins there")
    stream.seek(offset)
    _unpack_member(stream, 0)
    return stream.tell() - offset


def walk_records(stream: BinaryIO, *, max_bytes: int | None) -> Iterator[Record]:
    """The records that hold answers, from where the stream stands to its end; larger ones are passed over.

    Raises one of `DAMAGE` at the first record that is not whole, after all before it.
    """
    start = stream.tell()
    packed = stream.read(len(_GZIP)) == _GZIP
    stream.seek(start)
    if not packed:
        yield from _walk_plain(stream, start, max_bytes)
        return
    while True:
        offset = stream.tell()
        if not stream.read(1):
            return
        stream.seek(offset)
        member = _unpack_member(stream, max_bytes)
        if member is None:
            continue
        found = list(_walk_plain(io.BytesIO(member), 0, max_bytes, offset=offset))
        if len(found) > 1:
            raise ValueError("several records are packed as one; repack the file with `warcio recompress`")
        yield from found


def _walk_plain(stream: BinaryIO, start: int, max_bytes: int | None, *, offset: int | None = None) -> Iterator[Record]:
    """Records that are not packed. `offset` is where they are when that is not where they stand in the stream."""
    end = start
    records = WARCIterator(stream, check_digests=True)
    for record in records:
        begins = records.offset if offset is None else offset
        body = b""
        if record.rec_type in _ANSWERS:
            body = bytes(record.content_stream().read(None if max_bytes is None else max_bytes + 1))
        _check_whole(record)
        if record.rec_type in _ANSWERS and (max_bytes is None or len(body) <= max_bytes):
            yield Record(offset=begins, fields=record.rec_headers, http=record.http_headers, body=body)
        end = records.get_record_offset() + records.get_record_length()
    stream.seek(end)  # too little for a record ends the walk without a word
    if stream.read(_CHUNK_BYTES).strip(b"\r\n"):
        raise EOFError("the last record is not whole")


def _unpack_member(stream: BinaryIO, max_bytes: int | None) -> bytes | None:
    """The gzip member that begins here, its checksum verified; the stream is left at its end. None if too large."""
    gunzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    unpacked = bytearray()
    # The headers come on top of a body of the largest size.
    limit = None if max_bytes is None else max_bytes + _CHUNK_BYTES
    while not gunzip.eof:
        packed = gunzip.unconsumed_tail or stream.read(_CHUNK_BYTES)
        if not packed:
            raise EOFError("the last record is not whole")
        data = gunzip.decompress(packed, 1024 * 1024)
        if limit is None or len(unpacked) <= limit:
            unpacked += data
    stream.seek(-len(gunzip.unused_data), io.SEEK_CUR)
    return None if limit is not None and len(unpacked) > limit else bytes(unpacked)


def _check_whole(record: Any) -> None:
    """Read a record to its end. EOFError unless all of it was there and has the digest it states."""
    while record.raw_stream.read(_CHUNK_BYTES):  # what follows the content, as the tail of a packed body
        continue
    left = getattr(record.raw_stream, "limit", 0)
    if record.length is None or left > 0 or (record.digest_checker and record.digest_checker.passed is False):
        raise EOFError(f"the record of {record.rec_headers.get_header('WARC-Target-URI')} is not whole")
