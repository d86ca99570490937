"""Captures on disk: what was fetched, as WARC files that any web-archive tool reads, before anything reads the body.

One file for each run and source, `warc/<name>.warc.gz` in the data folder. Each record is a gzip member of its own and
on disk before `save` returns, so a kill loses at most the record in hand. Bodies are stored unpacked, which is what
their digest is taken of; the headers that described the packed body are kept under `X-Archive-Orig-`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.durable import sync, sync_path
from scraper.errors import ArchiveError
from scraper.fetching.bodies import media_type_of
from scraper.fetching.copies import copied_files, open_captures
from scraper.fetching.manners import Fetched
from scraper.fetching.warc import DAMAGE, Record, read_record, walk_records
from scraper.records import Capture, Via

_FOLDER = "warc"
_VIA = "FOI-Via"
_ASKED = "FOI-Requested-URI"
_SOURCE = "WARC-Source-URI"
_OF_THE_PACKED_BODY = ("content-encoding", "transfer-encoding", "content-length", "trailer")
MAX_RECORD_BYTES = 256 * 1024 * 1024


class CaptureWriter:
    """Writes the captures of one run of one source into a new file of their own, made at the first record.

    `folder` is the data folder, `name` the file's name without suffix. A context manager, or call `close`.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = re.sub(r"[^\w.-]+", "-", name).strip(".-") or "captures"
        self._out: BinaryIO | None = None
        self._file = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def save(self, fetched: Fetched, *, via: Via) -> Capture:
        """Put a body on disk and say where it is. ArchiveError if the disk refuses."""
        try:
            out = self._out or self._open()
            offset = out.tell()
            WARCWriter(out, gzip=True).write_record(_record(fetched, via))
            sync(out)
        except OSError as problem:
            self._abandon()
            raise ArchiveError(f"{self._folder / self._file}: the capture cannot be written ({problem})") from problem
        return _capture(fetched, via, self._file, offset)

    def close(self) -> None:
        """Close the file, if there is one. Harmless when repeated."""
        if self._out:
            self._out.close()
            self._out = None

    def _abandon(self) -> None:
        """Leave a file that ends in half a record: nothing may follow that, so the next record begins a new one."""
        with suppress(OSError):
            self.close()
        self._out = None

    def _open(self) -> BinaryIO:
        folder = self._folder / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        number, copied = 1, copied_files(self._folder)  # some are nowhere but at an address
        while True:
            path = folder / (f"{self._name}.warc.gz" if number == 1 else f"{self._name}-{number}.warc.gz")
            try:
                if f"{_FOLDER}/{path.name}" not in copied:
                    self._out = path.open("xb")
                    break
            except FileExistsError:  # an earlier run took the name: captures are never written over
                pass
            number += 1
        self._file = f"{_FOLDER}/{path.name}"
        writer = WARCWriter(self._out, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "foi-archive", "format": "WARC/1.0"}))
        sync(self._out)
        sync_path(folder)
        return self._out


def load_body(folder: Path, file: str, offset: int, addresses: Sequence[str] | None = None) -> bytes:
    """The body of a capture from its file (relative to the data folder) and offset, from here or from a copy.

    ArchiveError if it is not there. `addresses` as `open_captures` takes them.
    """
    path = folder / file
    try:
        with open_captures(folder, file, addresses) as stream:
            return read_record(stream, offset).body
    except DAMAGE as problem:
        raise ArchiveError(f"{path}: the capture at byte {offset} cannot be read ({problem}); see `foi verify`") from (
            problem
        )


def load_captures(path: Path, *, max_bytes: int = MAX_RECORD_BYTES) -> Iterator[tuple[Capture, bytes]]:
    """Every whole capture of a WARC file in order, with its body: ours or another tool's, packed or not.

    `Capture.file` is the path as given. Bodies larger than `max_bytes` are passed over. Where the file is cut short or
    damaged, everything before that is yielded first; then ArchiveError says where it ends.
    """
    end = 0
    try:
        with path.open("rb") as stream:
            for record in walk_records(stream, max_bytes=max_bytes):
                end = record.offset
                url = record.fields.get_header("WARC-Target-URI") or ""
                if url.startswith(("http://", "https://")):  # files of other tools hold answers of name servers too
                    yield _loaded(record, url, str(path)), record.body
    except DAMAGE as problem:
        raise ArchiveError(f"{path}: cut short or damaged after the capture at byte {end} ({problem})") from problem


def _record(fetched: Fetched, via: Via) -> Any:
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_PACKED_BODY else name, value)
        for name, value in fetched.headers
    ]
    headers.append(("Content-Length", str(len(fetched.body))))
    fields = {"WARC-Date": fetched.fetched_at, _VIA: str(via)}
    # WARC wants a URI: blanks and letters that a web archive's index may hold are escaped.
    target = quote(fetched.final_url, safe="%/:?#[]@!$&'()*+,;=~")
    if target != fetched.url:
        fields[_ASKED] = fetched.url
    if fetched.source_url:
        fields[_SOURCE] = fetched.source_url
    return WARCWriter(io.BytesIO()).create_warc_record(
        target,
        "response",
        payload=io.BytesIO(fetched.body),
        length=len(fetched.body),
        warc_headers_dict=fields,
        http_headers=StatusAndHeaders(f"{fetched.status} OK", headers, protocol="HTTP/1.1"),
    )


def _capture(fetched: Fetched, via: Via, file: str, offset: int) -> Capture:
    return Capture(
        url=fetched.url,
        final_url=fetched.final_url,
        fetched_at=fetched.fetched_at,
        via=via,
        status=fetched.status,
        media_type=fetched.media_type,
        charset=fetched.charset,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        sha256=sha256(fetched.body).hexdigest(),
        size_bytes=len(fetched.body),
        file=file,
        offset=offset,
    )


def _loaded(record: Record, url: str, file: str) -> Capture:
    fields, http = record.fields, record.http

    def stated(name: str) -> str | None:
        return (http.get_header(name) if http else None) or None

    media_type, charset = media_type_of(stated("Content-Type") if http else fields.get_header("Content-Type"))
    status = http.get_statuscode() if http else "200"
    return Capture(
        url=fields.get_header(_ASKED) or url,
        final_url=url,
        fetched_at=_instant(fields.get_header("WARC-Date") or ""),
        via=_via(fields.get_header(_VIA)),
        status=int(status) if status.isdecimal() else 0,
        media_type=media_type,
        charset=charset,
        etag=stated("ETag"),
        last_modified=stated("Last-Modified"),
        sha256=sha256(record.body).hexdigest(),
        size_bytes=len(record.body),
        file=file,
        offset=record.offset,
    )


def _instant(date: str) -> str:
    """A WARC date to the second; 1.1 files may carry fractions."""
    return re.sub(r"\.\d+Z$", "Z", date)


def _via(stated: str | None) -> Via:
    return Via(stated) if stated in tuple(Via) else Via.IMPORT
