"""Captures: on disk before anything else, readable by other tools, and whole after a kill."""

from __future__ import annotations

import gzip
import io
import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.errors import ArchiveError, FoiError
from scraper.fetching import Fetched, captures
from scraper.fetching.captures import CaptureWriter, load_body, load_captures
from scraper.records import Capture, Via

URL = "https://www.force.example/foi-ai/log/2025/may/drones-12325/"


def fetched(body: bytes = b"<p>We hold 12 records.", url: str = URL, **changes: Any) -> Fetched:
    facts: dict[str, Any] = {
        "url": url,
        "final_url": url,
        "status": 200,
        "body": body,
        "media_type": "text/html",
        "charset": "utf-8",
        "etag": '"v1"',
        "last_modified": "Mon, 03 Feb 2025 10:00:00 GMT",
        "fetched_at": "2025-05-06T07:08:09Z",
        "headers": (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("Transfer-Encoding", "chunked"),
            ("ETag", '"v1"'),
            ("Last-Modified", "Mon, 03 Feb 2025 10:00:00 GMT"),
        ),
    }
    return Fetched(**(facts | changes))


def save(folder: Path, *pages: Fetched, name: str = "run-7-northshire", via: Via = Via.LIVE) -> list[Capture]:
    with CaptureWriter(folder, name) as writer:
        return [writer.save(page, via=via) for page in pages]


def test_a_capture_says_everything_and_finds_its_body_again(tmp_path: Path) -> None:
    bodies = [b"<p>one", b"", os.urandom(1_000_000)]
    kept = save(tmp_path, *(fetched(body, f"{URL}{n}") for n, body in enumerate(bodies)))
    first = kept[0]
    assert (first.url, first.final_url, first.fetched_at) == (URL + "0", URL + "0", "2025-05-06T07:08:09Z")
    assert (first.status, first.media_type, first.charset) == (200, "text/html", "utf-8")
    assert (first.etag, first.last_modified) == ('"v1"', "Mon, 03 Feb 2025 10:00:00 GMT")
    assert (first.sha256, first.size_bytes, first.via) == (sha256(b"<p>one").hexdigest(), 6, Via.LIVE)
    assert first.file == "warc/run-7-northshire.warc.gz"
    assert [load_body(tmp_path, each.file, each.offset) for each in reversed(kept)] == bodies[::-1]


def test_the_file_is_made_at_the_first_record_and_never_written_over(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path, "run-1"):
        pass
    assert list(tmp_path.iterdir()) == []
    one, two = save(tmp_path, fetched(b"one"), name="run-1"), save(tmp_path, fetched(b"two"), name="run-1")
    assert one[0].file != two[0].file
    assert load_body(tmp_path, one[0].file, one[0].offset) == b"one"


@pytest.mark.parametrize("name", ["../../out", "a/b", "met police: run 1", "...", ""])
def test_a_name_stays_inside_the_folder(tmp_path: Path, name: str) -> None:
    capture = save(tmp_path / "data", fetched(), name=name)[0]
    assert (tmp_path / "data" / "warc") == (tmp_path / "data" / capture.file).resolve().parent


def test_other_tools_read_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = save(tmp_path, fetched(b"<p>one"), fetched(b"%PDF-1.7", URL + "letter.pdf"))
    path = tmp_path / kept[0].file
    with path.open("rb") as stream:
        seen = []
        for record in ArchiveIterator(stream, check_digests=True):
            seen.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
            body = record.content_stream().read()
            assert record.digest_checker.passed is not False
    assert seen == [("warcinfo", None), ("response", URL), ("response", URL + "letter.pdf")]
    assert body == b"%PDF-1.7"
    with pytest.raises(SystemExit, match=r"^0$"):  # 1 where a digest is wrong
        warcio(["check", "-v", str(path)])
    assert "digest pass" in capsys.readouterr().out
    assert gzip.decompress(path.read_bytes()).count(b"WARC-Type: ") == 3


def test_headers_tell_of_the_stored_body_and_keep_what_was_sent(tmp_path: Path) -> None:
    kept = save(tmp_path, fetched(b"<p>one"))[0]
    with (tmp_path / kept.file).open("rb") as stream:
        stream.seek(kept.offset)
        headers = next(iter(ArchiveIterator(stream))).http_headers
    assert headers.get_header("Content-Length") == "6"
    assert headers.get_header("Content-Encoding") is None
    assert headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert headers.get_header("ETag") == '"v1"'


def test_walking_our_own_file_gives_the_same_captures(tmp_path: Path) -> None:
    pages = (
        fetched(b"<p>one"),
        fetched(b"<p>two", URL + "old/", final_url=URL + "new/"),
        fetched(b"<p>three", source_url=f"https://web.archive.org/web/20250506070809id_/{URL}"),
    )
    kept = save(tmp_path, *pages, via=Via.WAYBACK)
    path = tmp_path / kept[0].file
    walked = list(load_captures(path))
    assert [body for _, body in walked] == [page.body for page in pages]
    for capture, (again, _) in zip(kept, walked, strict=True):
        names = [name for name in Capture.__slots__ if name != "file"]
        assert {n: getattr(again, n) for n in names} == {n: getattr(capture, n) for n in names}
        assert again.file == str(path)


def test_a_record_is_on_disk_before_save_returns(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path, "run-1") as writer:
        kept = writer.save(fetched(b"<p>one"), via=Via.LIVE)
        assert load_body(tmp_path, kept.file, kept.offset) == b"<p>one"
        assert [body for _, body in load_captures(tmp_path / kept.file)] == [b"<p>one"]


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_captures import fetched
from scraper.fetching.captures import CaptureWriter
from scraper.records import Via
with CaptureWriter(Path({folder!r}), "run-1") as writer:
    for number in range(100_000):
        writer.save(fetched(bytes([number % 251]) * 50_000, "https://log.example/%d" % number), via=Via.LIVE)
        print(number, flush=True)
"""


def test_a_kill_loses_at_most_the_record_in_hand(tmp_path: Path) -> None:
    code = KILLED.format(tests=str(Path(__file__).parent), folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        told = [writer.stdout.readline() for _ in range(5)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.readlines()
    saved = len([line for line in told if line.endswith("\n")])
    got = []
    try:
        for capture, _ in load_captures(tmp_path / "warc" / "run-1.warc.gz"):
            got.append(capture.url)
    except ArchiveError as problem:
        assert "cut short" in str(problem)
    assert saved <= len(got) <= saved + 1
    assert got == [f"https://log.example/{number}" for number in range(len(got))]


def test_whole_records_are_read_and_then_the_damage_is_told(tmp_path: Path) -> None:
    kept = save(tmp_path, *(fetched(os.urandom(3000), f"{URL}{number}") for number in range(3)))
    path = tmp_path / kept[0].file
    whole = path.read_bytes()
    ends = [each.offset for each in kept[1:]] + [len(whole)]
    for length in sorted({*range(kept[0].offset, len(whole), 37), *ends, len(whole) - 1}):
        path.write_bytes(whole[:length])
        expected = sum(end <= length for end in ends)
        got = []
        try:
            for capture, _ in load_captures(path):
                got.append(capture.offset)
            damaged = False
        except ArchiveError:
            damaged = True
        assert got == [each.offset for each in kept[:expected]], length
        assert damaged == (length not in [kept[0].offset, *ends]), length


def test_a_truncated_or_changed_body_is_not_loaded(tmp_path: Path) -> None:
    kept = save(tmp_path, fetched(os.urandom(3000)))[0]
    path = tmp_path / kept.file
    whole = path.read_bytes()
    path.write_bytes(whole[: kept.offset + 1500])
    with pytest.raises(ArchiveError):
        load_body(tmp_path, kept.file, kept.offset)
    for position in range(kept.offset + 10, len(whole), 101):
        changed = bytearray(whole)
        changed[position] ^= 0xFF
        path.write_bytes(changed)
        with pytest.raises(ArchiveError):
            load_body(tmp_path, kept.file, kept.offset)
        with pytest.raises(ArchiveError):
            list(load_captures(path))


def test_a_body_that_is_not_there(tmp_path: Path) -> None:
    kept = save(tmp_path, fetched())[0]
    for file, offset in [("warc/none.warc.gz", 0), (kept.file, 0), (kept.file, 3), (kept.file, 10**9)]:
        with pytest.raises(ArchiveError):
            load_body(tmp_path, file, offset)


def test_a_disk_that_refuses_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "warc").write_text("a file where the folder should be")
    with pytest.raises(ArchiveError, match="cannot be written"):
        save(tmp_path, fetched())


def test_after_a_failed_write_the_next_record_begins_a_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with CaptureWriter(tmp_path, "run-1") as writer:
        first = writer.save(fetched(b"one"), via=Via.LIVE)
        with monkeypatch.context() as full:
            full.setattr(captures, "sync", refuse)
            with pytest.raises(ArchiveError, match="No space"):
                writer.save(fetched(b"two"), via=Via.LIVE)
        third = writer.save(fetched(b"three"), via=Via.LIVE)
    assert first.file != third.file
    assert load_body(tmp_path, first.file, first.offset) == b"one"
    assert load_body(tmp_path, third.file, third.offset) == b"three"


def refuse(out: object) -> None:
    raise OSError(28, "No space left on device")


def test_odd_headers_and_addresses_are_kept_and_do_no_harm(tmp_path: Path) -> None:
    headers = (("X-Name", "caf\xe9 \x80"), ("Content-Disposition", 'attachment; filename="a\tb.pdf"'), ("Empty", ""))
    url = "https://www.force.example/foi/a b/é?x=“q”"
    kept = save(tmp_path, fetched(b"one", url, headers=headers), fetched(b"two"))
    walked = list(load_captures(tmp_path / kept[0].file))
    assert [(capture.url, body) for capture, body in walked] == [(url, b"one"), (URL, b"two")]


# Files of other tools


def foreign(path: Path, *records: tuple[str, str, bytes, list[tuple[str, str]]], packed: bool = True) -> Path:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=packed, warc_version="1.1")
        for kind, url, body, headers in records:
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1") if kind == "response" else None
            writer.write_record(
                writer.create_warc_record(
                    url,
                    kind,
                    payload=io.BytesIO(body),
                    length=len(body),
                    http_headers=http,
                    warc_headers_dict={"WARC-Date": "2024-01-02T03:04:05.678901Z"},
                    warc_content_type="" if http else "text/plain",
                )
            )
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_other_tools_files_are_read(tmp_path: Path, packed: bool) -> None:
    html = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("ETag", '"z"')]
    chunked = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]
    path = foreign(
        tmp_path / "theirs.warc",
        ("metadata", URL, b"note: of theirs", []),
        ("resource", "dns:force.example", b"192.0.2.1", []),
        ("response", URL, gzip.compress(b"<p>packed"), html),
        ("response", URL + "2", b"5\r\n<p>ch\r\n4\r\nunks\r\n0\r\n\r\n", chunked),
        ("response", URL + "4", gzip.compress(b"y" * 300_000), html),
        ("resource", URL + "3.txt", b"plain", []),
        packed=packed,
    )
    walked = list(load_captures(path))
    assert [body for _, body in walked] == [b"<p>packed", b"<p>chunks", b"y" * 300_000, b"plain"]
    first = walked[0][0]
    assert (first.fetched_at, first.via, first.etag) == ("2024-01-02T03:04:05Z", Via.IMPORT, '"z"')
    assert [each.media_type for each, _ in walked] == ["text/html"] * 3 + ["text/plain"]
    for capture, body in walked:
        assert load_body(tmp_path, "theirs.warc", capture.offset) == body


def test_a_file_packed_as_one_piece_is_refused_with_a_way_out(tmp_path: Path) -> None:
    plain = foreign(tmp_path / "a.warc", ("response", URL, b"one", []), ("response", URL, b"two", []), packed=False)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(plain.read_bytes()))
    with pytest.raises(ArchiveError, match="warcio recompress"):
        list(load_captures(path))


def test_what_is_too_large_is_passed_over(tmp_path: Path) -> None:
    sizes = (1001, 200_000, 1000)
    path = foreign(tmp_path / "big.warc.gz", *(("response", URL, b"x" * size, []) for size in sizes))
    assert [len(body) for _, body in load_captures(path, max_bytes=1000)] == [1000]


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x1f\x8b\x08\x00", b"WARC/1.0\r\n", b"WARC/1.0\r\nWARC-Type: response\r\n"]),
)
def test_no_bytes_raise_anything_but_our_own_errors(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.warc.gz"
    path.write_bytes(start + data)
    for read in (lambda: list(load_captures(path)), lambda: load_body(path.parent, path.name, 0)):
        try:
            read()
        except FoiError:
            continue


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        list(load_captures(tmp_path / "none.warc.gz"))
