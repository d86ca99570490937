"""Captures that others made, with their own dates, into the archive: WARC and WACZ files, folders of saved pages.

Same reading and same provenance as a refresh (`via: import`): the bytes go into a WARC file of ours first. A page
belongs to the source whose hosts and platform its address fits; what fits none is left out and counted.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from scraper.attachments.reader import FileReader
from scraper.attachments.results import Kind
from scraper.errors import ArchiveError, ConfigError, NotAResponseError, ReaderError
from scraper.fetching.answers import utc_now
from scraper.fetching.captures import CaptureWriter, load_captures
from scraper.fetching.guard import bare_host
from scraper.fetching.manners import Fetched
from scraper.groups.update import update_groups
from scraper.platforms import PLATFORMS
from scraper.reading import READER_VERSION
from scraper.records import Capture, Source, Via
from scraper.refresh import locked, read_answers
from scraper.refresh.turn import hints_of
from scraper.store import Archive
from scraper.whatdotheyknow import import_authorities

_PAGES = {".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".txt": "text/plain"}
_FILES = {".pdf": Kind.PDF.media_type, ".docx": Kind.DOCX.media_type}
_WARC = (".warc", ".warc.gz")
_MOST_MEMBER_BYTES = 16 * 1024**3
# How browsers and their extensions note where a saved page came from.
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d{1,6}\)(https?://[^\s<>]{1,2000}) -->")
_SINGLE_FILE = re.compile(rb"Page saved with SingleFile\s{1,9}url: (https?://[^\s<>]{1,2000})")
_HEAD_BYTES = 64 * 1024

_COUNTED = ("new", "changed", "unchanged", "known", "no_response", "failed", "other", "removed", "forces")


@dataclass(slots=True, kw_only=True)
class Imported:
    """What an import came to: captures by what became of them, and words about what could not be taken in.

    `new`, `changed`, `unchanged` count responses; `known` captures the archive had already; `other` those of no source;
    `removed` those of responses that were taken down;
    `no_response` and `failed` those that answer nothing or could not be read; `forces` rows told by a list of
    authorities. `notes` say which log seems to have moved.
    """

    counts: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(_COUNTED, 0)))
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def import_paths(archive: Archive, sources: Sequence[Source], paths: Sequence[Path]) -> Imported:
    """Takes in every capture of these files and folders. Nothing is doubled when it is done again.

    ConfigError for a path that is none of the kinds known; LockedError if another run is under way. A damaged file is
    taken in as far as it is whole, and named among the problems.
    """
    for path in paths:
        if not path.is_dir() and not _is_archive(path) and not _is_list(path):
            raise ConfigError(
                f"{path}: expected a .warc, .warc.gz or .wacz file, a folder of saved pages, or WhatDoTheyKnow's "
                "list of authorities as .csv"
            )
    result = Imported()
    with locked(archive.path):
        archive.close_interrupted(utc_now())
        archive.save_sources(sources)
        run = archive.start_run("import", utc_now())
        importer = _Import(archive, sources, run, result)
        try:
            for path in paths:
                importer.take(path)
        finally:
            importer.close()
        update_groups(archive)
        archive.finish_run(run, utc_now(), "failed" if result.problems else "ok")
    return result


class _Import:
    """One import: the writers of our own files, one a source, and the counts."""

    def __init__(self, archive: Archive, sources: Sequence[Source], run: int, result: Imported) -> None:
        self.archive, self.sources, self.run, self.result = archive, sources, run, result
        self.hosts = [(_hosts_of(source), source) for source in sources]
        self.writers: dict[str, CaptureWriter] = {}
        self.files = FileReader()

    def close(self) -> None:
        self.files.close()
        for writer in self.writers.values():
            writer.close()

    def take(self, path: Path) -> None:
        """A file or folder; a folder's files in the order of their names, whatever kinds they are."""
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                if _is_archive(file):
                    self.take(file)
                elif file.suffix.lower() in _PAGES | _FILES:
                    self.take_page(path, file)
            return
        if _is_list(path):
            changed, moved = import_authorities(self.archive, self.sources, path)
            self.result.counts["forces"] += changed
            self.result.notes += [f"WhatDoTheyKnow has another log for [source.{m.source}]:  {m.line}" for m in moved]
            return
        captures = _captures_of_wacz(path) if path.suffix.lower() == ".wacz" else load_captures(path)
        while True:
            try:
                capture, body = next(captures)
            except StopIteration:
                return
            except ArchiveError as error:  # of the file; an error of our own archive ends the import
                self.result.problems.append(str(error))
                return
            self.take_capture(_fetched(capture, body, path))

    def take_page(self, folder: Path, file: Path) -> None:
        body = file.read_bytes()
        media_type = (_PAGES | _FILES)[file.suffix.lower()]
        url = _address_in(body) if media_type not in _FILES.values() else None
        url = url or _address_of_mirror(file.relative_to(folder))
        if url is None:
            self.result.counts["other"] += 1
            self.result.problems.append(f"{file}: nothing says which address this page was saved from")
            return
        at = datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.take_capture(
            Fetched(
                url=url,
                final_url=url,
                status=200,
                body=body,
                media_type=media_type,
                charset=None,
                etag=None,
                last_modified=None,
                fetched_at=at,
                source_url=file.absolute().as_uri(),
            )
        )

    def take_capture(self, fetched: Fetched) -> None:
        counts = self.result.counts
        source = self.source_of(fetched.url)
        if source is None or fetched.status != 200:
            counts["other"] += 1
            return
        if self.archive.is_removed(fetched.url):
            counts["removed"] += 1
            return
        digest = sha256(fetched.body).hexdigest()
        if known := self.archive.known_capture(fetched.url, digest):
            stored, cut_short = known
            if cut_short:
                self.read(source, stored.capture, stored.id, fetched.body)
            else:
                counts["known"] += 1
            return
        writer = self.writers.setdefault(
            source.id, CaptureWriter(self.archive.path.parent, f"{source.id}-{self.run:06d}-import")
        )
        capture = writer.save(fetched, via=Via.IMPORT)
        number = self.archive.save_capture(capture, source=source.id, run=self.run, kind="response")
        self.read(source, capture, number, fetched.body)

    def source_of(self, url: str) -> Source | None:
        """The source a page belongs to: of those whose hosts hold it, the first on whose platform it is a response."""
        host = bare_host(urlsplit(url).hostname or "")
        return next(
            (
                source
                for hosts, source in self.hosts
                if host in hosts and PLATFORMS[source.platform].is_response(url, source.rules)
            ),
            None,
        )

    def read(self, source: Source, capture: Capture, number: int, body: bytes) -> None:
        try:
            answers = read_answers(capture, body, hints_of(source), self.files)
        except (NotAResponseError, ReaderError) as error:
            kind = "no_response" if isinstance(error, NotAResponseError) else "failed"
            self.result.counts[kind] += 1
            self.archive.save_issue(self.run, source.id, kind, str(error), capture.url, utc_now())
            return
        saved = self.archive.save_page(
            answers,
            source=source.id,
            url=capture.url,
            capture_id=number,
            at=capture.fetched_at,
            reader_version=READER_VERSION,
        )
        self.result.counts.update({str(word): count for word, count in saved.items()})


def _hosts_of(source: Source) -> frozenset[str]:
    """The hosts of a source, those of its captures in the web's archive too, without ports and `www.`."""
    prefixes = (prefix.removeprefix("https://").partition("/")[0] for prefix in source.archive_prefixes)
    return frozenset({bare_host(host.partition(":")[0]) for host in source.hosts} | set(map(bare_host, prefixes)))


def _is_archive(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith((*_WARC, ".wacz"))


def _is_list(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _fetched(capture: Capture, body: bytes, path: Path) -> Fetched:
    return Fetched(
        url=capture.url,
        final_url=capture.final_url,
        status=capture.status,
        body=body,
        media_type=capture.media_type,
        charset=capture.charset,
        etag=capture.etag,
        last_modified=capture.last_modified,
        fetched_at=capture.fetched_at,
        source_url=path.absolute().as_uri(),
    )


def _captures_of_wacz(path: Path) -> Iterator[tuple[Capture, bytes]]:
    """The captures of every WARC file in a WACZ. The names in it are never used as paths."""
    try:
        with zipfile.ZipFile(path) as packed:
            members = [m for m in packed.infolist() if m.filename.lower().endswith(_WARC)]
            if not members:
                raise ArchiveError(f"{path}: holds no WARC file; is it a WACZ?")
            for member in members:
                if member.file_size > _MOST_MEMBER_BYTES:
                    raise ArchiveError(f"{path}: {member.filename} is larger than any archive we take")
                suffix = ".warc.gz" if member.filename.lower().endswith(".gz") else ".warc"
                with tempfile.NamedTemporaryFile(suffix=suffix) as copy:
                    with packed.open(member) as stream:
                        shutil.copyfileobj(stream, copy)
                    copy.flush()
                    yield from load_captures(Path(copy.name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as problem:
        raise ArchiveError(f"{path}: cannot be read as a WACZ file ({problem})") from problem


def _address_in(body: bytes) -> str | None:
    """Where a saved page says it came from: a browser's note, else its canonical link."""
    head = body[:_HEAD_BYTES]
    found = _SAVED_FROM.search(head) or _SINGLE_FILE.search(head)
    if found:
        return found[1].decode("utf-8", "replace")
    tree = LexborHTMLParser(head.decode("utf-8", "replace"))
    link = tree.css_first("link[rel=canonical]") or tree.css_first("meta[property='og:url']")
    url = (link.attributes.get("href") or link.attributes.get("content") or "") if link is not None else ""
    return url if urlsplit(url).scheme in ("http", "https") else None


def _address_of_mirror(path: Path) -> str | None:
    """The address of a file in a mirror as wget makes it: `host/path/index.html`."""
    host, *rest = path.parts
    if "." not in host or not rest:
        return None
    place = "/".join(rest)
    return f"https://{host}/{place.removesuffix('index.html')}"
