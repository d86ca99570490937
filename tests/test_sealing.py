"""Records of WARC files erased and restored: nothing moves, other tools read on, and a power cut is made good."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scraper.errors import ArchiveError
from scraper.fetching import sealing
from scraper.fetching.answers import utc_now
from scraper.fetching.captures import CaptureWriter, load_body, load_captures
from scraper.fetching.manners import Fetched
from scraper.fetching.sealing import check_copies, copy_records, erase_record, restore_record
from scraper.records import Capture, RecordPlace, Via

BODIES = (b"<p>the first", b"", b"<p>pangolinesque " * 400, random.Random(7).randbytes(70_000), b"<p>the last")


def fetched(body: bytes, number: int) -> Fetched:
    return Fetched(
        url=f"http://a.b/{number}",
        final_url=f"http://a.b/{number}",
        status=200,
        body=body,
        media_type=None,
        charset=None,
        etag=None,
        last_modified=None,
        fetched_at=utc_now(),
    )


@pytest.fixture
def captures(tmp_path: Path) -> list[Capture]:
    with CaptureWriter(tmp_path, "northmoor-000001-live") as writer:
        return [writer.save(fetched(body, n), via=Via.LIVE) for n, body in enumerate(BODIES)]


def sealed(folder: Path, *captures: Capture) -> list[tuple[RecordPlace, RecordPlace]]:
    return copy_records(folder, [(c.file, c.offset) for c in captures], folder / "foi-sealed" / "some.warc.gz")


def bodies(path: Path) -> list[bytes]:
    """What warcio finds in a file, read to its end."""
    with path.open("rb") as stream:
        found = [(r.rec_type, r.content_stream().read()) for r in ArchiveIterator(stream, check_digests="raise")]
    return [body for kind, body in found if kind == "response"]


@pytest.mark.parametrize("number", range(len(BODIES)))
def test_one_record_is_erased_and_restored_and_the_others_stay(
    tmp_path: Path, captures: list[Capture], number: int
) -> None:
    path = tmp_path / captures[0].file
    before = path.read_bytes()
    ((old, new),) = sealed(tmp_path, captures[number])
    assert path.read_bytes() == before, "copying changes nothing"
    assert load_body(tmp_path, new.file, new.offset) == BODIES[number]
    for _ in range(2):
        erase_record(tmp_path, old, new)
        erased = path.read_bytes()
        assert len(erased) == len(before)
        assert erased[: old.offset] == before[: old.offset]
        assert erased[old.offset + old.size :] == before[old.offset + old.size :]
        assert erased[old.offset : old.offset + old.size] != before[old.offset : old.offset + old.size]
    others = [(c, body) for n, (c, body) in enumerate(zip(captures, BODIES, strict=True)) if n != number]
    for capture, body in others:
        assert load_body(tmp_path, capture.file, capture.offset) == body
    assert bodies(path) == [body for _, body in others] == [body for _, body in load_captures(path)]
    with pytest.raises(ArchiveError):
        load_body(tmp_path, old.file, old.offset)
    for _ in range(2):
        restore_record(tmp_path, old, new)
        assert path.read_bytes() == before


def test_neither_packed_nor_unpacked_is_a_byte_left(tmp_path: Path, captures: list[Capture]) -> None:
    path = tmp_path / captures[0].file
    places = sealed(tmp_path, captures[2], captures[3])
    packed = [path.read_bytes()[old.offset : old.offset + old.size] for old, _ in places]
    for old, new in places:
        erase_record(tmp_path, old, new)
    after = path.read_bytes()
    for record in packed:
        pieces = [record[at : at + 12] for at in range(12, len(record) - 12, 12)]
        assert not [piece for piece in pieces if piece in after]
    gunzip = subprocess.run(["gzip", "-dc", str(path)], capture_output=True, check=True)
    assert b"pangolinesque" not in gunzip.stdout and gunzip.stdout.count(b"\r\n\r\nremoved\n\r\n\r\n") == 2
    assert BODIES[3][1000:1040] not in gunzip.stdout


def test_the_filler_does_not_depend_on_the_machine() -> None:
    """Else an archive that moves to another release of zlib could not be told what stands there."""
    made = sealing._filler(400)
    assert len(made) == 400 and made.startswith(b"\x1f\x8b\x08\x10\0\0\0\0\0\xff   ")
    assert b"WARC-Type: metadata" in made, "it is not packed"


@given(size=st.integers(220, 3000))
@settings(max_examples=40, deadline=None)
def test_a_filler_has_the_size_of_any_record_of_ours(size: int) -> None:
    made = sealing._filler(size)
    assert len(made) == size
    found = [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(io.BytesIO(made))]
    assert found == [("metadata", b"removed\n")]


def test_what_is_too_small_for_a_record_is_refused() -> None:
    with pytest.raises(ArchiveError, match="too small"):
        sealing._filler(200)


def test_the_smallest_record_of_ours_can_be_erased(tmp_path: Path, captures: list[Capture]) -> None:
    ((old, _),) = sealed(tmp_path, captures[1])
    assert len(sealing._filler(old.size)) == old.size < 600


@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_power_cut_left_half_written_is_finished(
    tmp_path: Path, captures: list[Capture], data: st.DataObject
) -> None:
    """Sectors of the filler and of the record in any mixture, whichever of the two was being written."""
    path = tmp_path / captures[0].file
    before = path.read_bytes()
    ((old, new),) = sealed(tmp_path, captures[3])
    filler = sealing._filler(old.size)
    record = before[old.offset : old.offset + old.size]
    cuts = sorted(data.draw(st.lists(st.integers(0, old.size), max_size=6)))
    mixed, of_filler = b"", data.draw(st.booleans())
    for start, end in zip([0, *cuts], [*cuts, old.size], strict=True):
        mixed += (filler if of_filler else record)[start:end]
        of_filler = not of_filler
    for finish in (erase_record, restore_record):
        path.write_bytes(before[: old.offset] + mixed + before[old.offset + old.size :])
        finish(tmp_path, old, new)
        wanted = filler if finish is erase_record else record
        assert path.read_bytes() == before[: old.offset] + wanted + before[old.offset + old.size :]
    path.write_bytes(before)


def test_another_record_is_never_written_over(tmp_path: Path, captures: list[Capture]) -> None:
    path = tmp_path / captures[0].file
    ((old, new),) = sealed(tmp_path, captures[2])
    other = bytearray(path.read_bytes())
    other[old.offset + old.size // 2] ^= 0x55
    path.write_bytes(other)
    for change in (erase_record, restore_record):
        with pytest.raises(ArchiveError, match="another record"):
            change(tmp_path, old, new)
        assert path.read_bytes() == other
    path.write_bytes(other[: old.offset + 20])
    for change in (erase_record, restore_record):
        with pytest.raises(ArchiveError, match="restore it from a backup"):
            change(tmp_path, old, new)
    path.unlink()
    with pytest.raises(ArchiveError, match="cannot be read"):
        erase_record(tmp_path, old, new)


def test_nothing_is_erased_without_its_copy(tmp_path: Path, captures: list[Capture]) -> None:
    path = tmp_path / captures[0].file
    before = path.read_bytes()
    ((old, new),) = sealed(tmp_path, captures[2])
    check_copies(tmp_path, [new])
    (tmp_path / new.file).write_bytes(b"cut short")
    for check in (lambda: check_copies(tmp_path, [new]), lambda: erase_record(tmp_path, old, new)):
        with pytest.raises(ArchiveError):
            check()
    (tmp_path / new.file).unlink()
    with pytest.raises(ArchiveError):
        erase_record(tmp_path, old, new)
    assert path.read_bytes() == before


def test_copies_are_for_their_owner_alone(tmp_path: Path, captures: list[Capture]) -> None:
    ((_, new), _) = sealed(tmp_path, captures[0], captures[2])
    assert (tmp_path / new.file).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / new.file).parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (tmp_path / "foi-sealed").iterdir()] == ["some.warc.gz"], "no part is left behind"
    assert bodies(tmp_path / new.file) == [BODIES[0], BODIES[2]]


@pytest.mark.parametrize("damage", ["no file", "no record there", "cut short"])
def test_what_cannot_be_read_is_not_copied(tmp_path: Path, captures: list[Capture], damage: str) -> None:
    capture = captures[3]
    path = tmp_path / capture.file
    place = {"no file": ("warc/absent.warc.gz", 0), "no record there": (capture.file, capture.offset + 3)}
    if damage == "cut short":
        path.write_bytes(path.read_bytes()[: capture.offset + 100])
    records = [place.get(damage, (capture.file, capture.offset)), (captures[1].file, captures[1].offset)]
    ((old, _),) = copy_records(tmp_path, records, tmp_path / "foi-sealed" / "x.gz")
    assert (old.file, old.offset) == (captures[1].file, captures[1].offset)


def test_the_command_of_warcio_finds_no_fault(tmp_path: Path, captures: list[Capture]) -> None:
    for old, new in sealed(tmp_path, captures[1], captures[4]):
        erase_record(tmp_path, old, new)
    check = [sys.executable, "-m", "warcio.cli", "check", str(tmp_path / captures[0].file)]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
