"""Captures and exports at addresses of other machines: an object store on loopback, and one that fails when told to."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from fsspec.implementations.local import LocalFileSystem
from moto.server import ThreadedMotoServer
from sample_archive import dump
from standin import Answer, StandIn
from test_refresh import LISTING, _letter, _listing, _path, _site, _source, run

from scraper.addresses import page_address
from scraper.cli import main
from scraper.errors import ArchiveError, ConfigError, MissingCaptureError, RemoteError
from scraper.exports import CHECKSUMS, Format, export, export_to
from scraper.fetching import copies
from scraper.fetching.captures import CaptureWriter, load_body
from scraper.fetching.copies import LIST, push
from scraper.fetching.remote import Remote, shown
from scraper.refresh import Plan
from scraper.removal import put_back, redact, settle, settle_unless_locked, take_down
from scraper.reread import _read, reread
from scraper.store import Archive, open_archive
from scraper.store.removals import RemovalReason

SECRET = b"pangolinesque"
AT = "2026-02-03T04:05:06Z"


class Flaky(LocalFileSystem):  # type: ignore[misc]  # fsspec has no types
    """A folder of this machine as an object store: what `down` names cannot be done; `done` is what was."""

    protocol = "flaky"
    down: tuple[str, ...] = ()
    done: ClassVar[list[str]] = []

    @classmethod
    def _strip_protocol(cls, path: Any) -> Any:
        return super()._strip_protocol(str(path).removeprefix("flaky://"))

    def _ask(self, what: str, path: str) -> None:
        name = f"{what} {path.rpartition('/')[2]}"
        if any(word in name for word in Flaky.down):
            raise KeyError("the store is down")  # as libraries of object stores raise what they like
        Flaky.done.append(name)

    def info(self, path: Any, **options: Any) -> Any:
        if isinstance(path, str):
            self._ask("look", path)
        return super().info(path, **options)

    def _open(self, path: str, mode: str = "rb", block_size: Any = None, **options: Any) -> Any:
        self._ask("read", path)
        return super()._open(path, mode, block_size, **options)

    def put_file(self, here: str, path: str, **options: Any) -> None:
        self._ask("put", path)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(here, path)

    def get_file(self, path: str, here: str, **options: Any) -> None:
        self._ask("get", path)
        shutil.copyfile(path, here)

    def rm_file(self, path: str) -> None:
        self._ask("remove", path)
        super().rm_file(path)


fsspec.register_implementation("flaky", Flaky, clobber=True)


@pytest.fixture(autouse=True)
def up() -> Iterator[None]:
    Flaky.down, Flaky.done = (), []
    yield
    Flaky.down = ()


@contextmanager
def down(*what: str) -> Iterator[None]:
    Flaky.down = what or ("",)
    yield
    Flaky.down = ()


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """An object store that speaks as Amazon's does."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        host, port = server.get_host_and_port()
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        store = fsspec.filesystem("s3")
        store.mkdir("archive")
        yield "s3://archive"
        store.clear_instance_cache()
    server.stop()


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of nine responses from two runs, the fourth with a word that is to go, and captures of some size."""
    folder = tmp_path_factory.mktemp("read") / "data"
    folder.mkdir()
    with open_archive(folder / "foi.db", create=True) as archive, _site(*range(1, 8)) as site:
        words = "".join(f" {hashlib.sha256(str(n).encode()).hexdigest()}" for n in range(3000))
        site.route(_path(3), Answer(body=_letter(3, f"Northmoor Police holds this information. Figures:{words}")))
        site.route(_path(4), Answer(body=_letter(4, f"Northmoor Police saw {SECRET.decode()} events.")))
        run(archive, _source(site))
        site.route(LISTING, Answer(body=_listing(*range(1, 10))))
        for n in (8, 9):
            site.route(_path(n), Answer(body=_letter(n)))
        run(archive, _source(site))
    return folder


@pytest.fixture
def archive(read: Path, tmp_path: Path) -> Iterator[Archive]:
    shutil.copytree(read, tmp_path / "data")
    with open_archive(tmp_path / "data" / "foi.db") as opened:
        yield opened


def foi(*arguments: object) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["foi", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(str(ended.value.code))


def sources(archive: Archive, captures: str) -> Path:
    path = archive.path.parent / "sources.toml"
    path.write_text(
        f'[client]\nproject = "x"\ncontact = "a@b.c"\ncaptures = "{captures}"\n[source.northmoor]\n'
        'force_name = "N"\nnation = "E"\nplatform = "soh"\nlistings = ["https://northmoor.example/"]\n'
    )
    return path


def warcs(archive: Archive) -> list[str]:
    return sorted(str(p.relative_to(archive.path.parent)) for p in archive.path.parent.glob("warc/*.warc.gz"))


def pushed(archive: Archive, address: str, *, free: bool = False) -> copies.Pushed:
    return push(archive.path.parent, address, files_of(archive), free=free)


def files_of(archive: Archive) -> list[str]:
    return [row["file"] for row in archive.rows("SELECT DISTINCT file FROM captures ORDER BY file")]


def verified(archive: Archive) -> list[str]:
    return archive.verify(lambda file, offset: load_body(archive.path.parent, file, offset))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def there(address: str) -> dict[str, bytes]:
    remote = Remote(address)
    return {name: remote.read(name) or b"" for name in remote.names("")}


# ---- exports


def test_an_export_to_an_object_store_is_the_local_one(
    archive: Archive, bucket: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formats = [arg for f in Format for arg in ("--format", f)]
    assert foi("export", tmp_path / "out", *formats, "--db", archive.path) == 0
    here = capsys.readouterr().out
    assert foi("export", f"{bucket}/all/", *formats, "--db", archive.path) == 0
    assert capsys.readouterr().out == here.replace(str(tmp_path / "out"), f"{bucket}/all")
    assert there(f"{bucket}/all") == tree(tmp_path / "out")


def test_what_an_earlier_export_left_there_goes_or_stays_as_it_does_here(archive: Archive, tmp_path: Path) -> None:
    """Files of another state go, also partitions; what someone else put there or changed stays."""
    here, store = tmp_path / "out", tmp_path / "store"
    address = f"flaky://{store}"
    for step, formats in enumerate(([Format.CSV, Format.JSONL, Format.PARQUET], [Format.EXCEL], [Format.PARQUET])):
        export(archive, here, formats)
        export_to(archive, address, formats)
        assert tree(store) == tree(here), step
        assert not any("force=gone" in name for name in tree(store))
        for folder in (here, store):
            (folder / "notes.txt").write_text("mine")
            (folder / "questions.jsonl").write_text("changed")
            stray = folder / "parquet" / "responses" / "force=gone" / "year=2001" / "part-0.parquet"
            stray.parent.mkdir(parents=True, exist_ok=True)
            stray.write_bytes(b"PAR1")
        if step == 1:
            take_down(archive, response(archive), reason=RemovalReason.OTHER, note=None, at=AT)
    assert "responses.csv" not in tree(store) and {"notes.txt", "questions.jsonl"} <= tree(store).keys()


def response(archive: Archive) -> str:
    (row,) = archive.rows("SELECT response FROM response_texts WHERE response_text LIKE ?", (f"%{SECRET.decode()}%",))
    return str(row["response"])


def test_descriptions_come_last_and_never_name_what_is_not_there(archive: Archive, tmp_path: Path) -> None:
    store = tmp_path / "store"
    export_to(archive, f"flaky://{store}", [Format.CSV])
    puts = [name.removeprefix("put ") for name in Flaky.done if name.startswith("put")]
    assert puts[-4:] == ["datapackage.json", "csv-metadata.json", "about.txt", CHECKSUMS]
    take_down(archive, response(archive), reason=RemovalReason.OTHER, note=None, at=AT)
    with (
        down("put versions.csv"),
        pytest.raises(RemoteError, match=r"versions\.csv: cannot be written .*store is down"),
    ):
        export_to(archive, f"flaky://{store}", [Format.CSV])
    assert not (store / "datapackage.json").exists() and not (store / "csv-metadata.json").exists()
    export_to(archive, f"flaky://{store}", [Format.CSV])
    export(archive, tmp_path / "out", [Format.CSV])
    assert tree(store) == tree(tmp_path / "out")


@pytest.mark.parametrize(
    "address, status, words",
    [
        ("nope://bucket/x", 2, "no address that fsspec knows"),
        ("s3://", 2, "expected a bucket"),
        ("s3://no-such-bucket/x", 1, "bucket does not exist"),
        ("flaky:///nowhere", 1, "the store is down"),
    ],
)
def test_an_address_that_cannot_be_written(
    archive: Archive, bucket: str, capsys: pytest.CaptureFixture[str], address: str, status: int, words: str
) -> None:
    with down():
        assert foi("export", address, "--db", archive.path) == status
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("foi: ") and words in said.err


def test_without_fsspec_it_says_what_to_install(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(ConfigError, match=r"pip install 'foi-archive\[remote\]'"):
        export_to(archive, "s3://bucket/x", [Format.CSV])


def test_passwords_in_addresses_are_not_shown() -> None:
    assert shown("sftp://me:secret@host/x") == "sftp://host/x"
    assert shown("s3://bucket/a:b@c") == "s3://bucket/a:b@c"


# ---- captures


def test_captures_are_copied_freed_and_read_at_the_address(
    archive: Archive, bucket: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config, files, before = sources(archive, f"{bucket}/captures"), warcs(archive), dump(archive)
    bytes_here = {file: (archive.path.parent / file).read_bytes() for file in files}
    command = ("captures", "push", "--db", archive.path, "--sources", config)
    assert foi(*command) == 0 and foi(*command) == 0 and foi(*command, "--free") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 copied, 0 there already, 0 freed",
        "0 copied, 2 there already, 0 freed",
        "0 copied, 2 there already, 2 freed",
    ]
    assert there(f"{bucket}/captures") == bytes_here and warcs(archive) == []

    fetched: list[int] = []
    s3file = pytest.importorskip("s3fs").S3File
    ask = s3file._fetch_range

    def counted(self: Any, start: int, end: int) -> Any:
        fetched.append(end - start)
        return ask(self, start, end)

    monkeypatch.setattr(s3file, "_fetch_range", counted)
    assert verified(archive) == []
    assert reread(archive)["unchanged"] == 9 and dump(archive) == before
    monkeypatch.setattr("scraper.fetching.remote._BLOCK_BYTES", 1024)
    fetched.clear()
    small = archive.row("SELECT file, offset FROM captures WHERE url LIKE ?", (f"%{_path(1)}",))
    assert small and load_body(archive.path.parent, small["file"], small["offset"]) == _letter(1)
    assert 0 < sum(fetched) < len(bytes_here[small["file"]]) / 4 * 3


def test_a_worker_on_another_machine_reads_at_the_address(archive: Archive, tmp_path: Path) -> None:
    pushed(archive, f"flaky://{tmp_path}/store")
    url = page_address(archive.rows("SELECT url FROM responses")[0]["url"])
    task = (tuple(stored.capture for stored in archive.captures_of([url])[url]), _hints())
    assert task[0] and _read(tmp_path / "empty", (f"flaky://{tmp_path}/store",), task) == _read(
        archive.path.parent, (), task
    )
    with down(), pytest.raises(RemoteError):
        _read(tmp_path / "empty", (f"flaky://{tmp_path}/store",), task)


def _hints() -> Any:
    from scraper.records import Hints, Law

    return Hints(force="northmoor", platform="soh", law=Law.FOIA)


def test_nothing_is_freed_that_is_not_whole_there(archive: Archive, tmp_path: Path) -> None:
    address = f"flaky://{tmp_path}/store"
    pushed(archive, address)
    first = warcs(archive)[0]
    copy = tmp_path / "store" / first
    whole = copy.read_bytes()
    copy.write_bytes(whole[:-1] + b"x")
    found = pushed(archive, address, free=True)
    assert (found.freed, warcs(archive)) == (1, [first]) and "is not what is here" in found.problems[0]
    assert pushed(archive, address, free=True).freed == 1 and copy.read_bytes() == whole


def test_a_copy_that_has_gone_is_made_again_or_missed(archive: Archive, tmp_path: Path) -> None:
    address = f"flaky://{tmp_path}/store"
    pushed(archive, address)
    first, second = warcs(archive)
    (tmp_path / "store" / first).unlink()
    assert pushed(archive, address).copied == 1
    (archive.path.parent / second).unlink()
    (tmp_path / "store" / second).unlink()
    assert "neither here nor at" in pushed(archive, address).problems[0]


def test_another_archives_files_are_not_written_over(archive: Archive, tmp_path: Path) -> None:
    first = warcs(archive)[0]
    other = tmp_path / "store" / first
    other.parent.mkdir(parents=True)
    other.write_bytes(b"another archive's")
    assert "another file lies there" in pushed(archive, f"flaky://{tmp_path}/store").problems[0]
    assert other.read_bytes() == b"another archive's"


def test_a_name_that_was_freed_is_not_given_again(archive: Archive, tmp_path: Path) -> None:
    address, folder = f"flaky://{tmp_path}/store", archive.path.parent
    pushed(archive, address, free=True)
    name = Path(files_of(archive)[0]).name.removesuffix(".warc.gz")
    with CaptureWriter(folder, name) as writer:
        writer._open()
    assert warcs(archive) == [f"warc/{name}-2.warc.gz"]


def test_a_list_that_was_lost_is_made_anew(archive: Archive, tmp_path: Path) -> None:
    address = f"flaky://{tmp_path}/store"
    pushed(archive, address, free=True)
    (archive.path.parent / LIST).unlink()
    with pytest.raises(MissingCaptureError):
        load_body(archive.path.parent, files_of(archive)[0], 0)
    assert pushed(archive, address).there == 2 and verified(archive) == []
    (archive.path.parent / LIST).write_text("[")
    with pytest.raises(ArchiveError, match="Restore it from a backup"):
        pushed(archive, address)


def test_a_refresh_pushes_at_its_end_and_a_failure_is_repeated(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = sources(archive, f"flaky://{tmp_path}/store")
    options = ("--db", archive.path, "--sources", config, "--quiet")
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(*range(1, 10))))
        text = config.read_text().replace("https://northmoor.example/", site.url + LISTING)
        config.write_text(text.replace("[client]", "[client]\nallow_loopback = true\ndelay_seconds = 0"))
        with down():
            assert foi("refresh", "--limit", 0, *options) == 0
        said = capsys.readouterr().err
        assert "captures are not all copied; the next run copies what is left" in said and "store is down" in said
        assert foi("refresh", "--limit", 0, *options) == 0
        assert capsys.readouterr() == ("", "")
    assert tree(tmp_path / "store") == {f: (archive.path.parent / f).read_bytes() for f in files_of(archive)}
    config.write_text(config.read_text().replace("flaky://", "nope:/"))
    assert foi("refresh", *options) == 2


def test_an_unchanged_page_is_not_fetched_again_though_its_capture_is_only_there(tmp_path: Path) -> None:
    with open_archive(tmp_path / "foi.db", create=True) as archive, _site(1) as site:
        run(archive, _source(site))
        pushed(archive, f"flaky://{tmp_path}/store", free=True)
        run(archive, _source(site), plan=Plan(full=True))
        assert [hit.status for hit in site.hits if hit.path == _path(1)] == [200, 304]


# ---- removal


def test_what_is_taken_down_goes_from_the_address_and_comes_back(archive: Archive, tmp_path: Path) -> None:
    address, before = f"flaky://{tmp_path}/store", dump(archive)
    pushed(archive, address, free=True)
    stored = tree(tmp_path / "store")
    key = take_down(archive, response(archive), reason=RemovalReason.OTHER, note=None, at=AT)
    assert settle_unless_locked(archive) == [] and verified(archive) == []
    assert not _held(tmp_path / "store") and not _held(archive.path.parent / "warc")
    changed = tree(tmp_path / "store")
    assert {name: len(body) for name, body in changed.items()} == {name: len(body) for name, body in stored.items()}
    pushed(archive, address, free=True)
    put_back(archive, key, at=AT)
    assert tree(tmp_path / "store") == stored and verified(archive) == []
    after = dump(archive)
    assert after.pop("takedowns") != before.pop("takedowns") and after == before


def _held(folder: Path) -> list[str]:
    """The files below a folder in which the word stands that was to go."""
    import zlib

    found = []
    for path in sorted(folder.rglob("*.warc.gz")):
        rest, text = path.read_bytes(), b""
        while rest:
            unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
            text += unpack.decompress(rest)
            rest = unpack.unused_data
        if SECRET in text:
            found.append(path.name)
    return found


@pytest.mark.parametrize("free", [False, True], ids=["kept here", "only there"])
def test_a_takedown_while_the_address_is_away_says_so_and_is_repeated(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str], free: bool
) -> None:
    pushed(archive, f"flaky://{tmp_path}/store", free=free)
    key = response(archive)
    with down():
        assert foi("takedown", key, "--reason", "other", "--db", archive.path) == 1
        said = capsys.readouterr()
        assert said.out == f"{key}: taken down, but not everywhere\n"
        assert f"foi: the takedown of {key} is not finished; the next command repeats it: flaky://" in said.err
        assert archive.rows("SELECT 1 FROM response_texts WHERE response = ?", (key,)) == []
        assert not _held(archive.path.parent / "warc")
        assert archive.rows("SELECT 1 FROM issues") == []
    assert _held(tmp_path / "store")
    assert foi("verify", "--db", archive.path) == 1
    assert f"{key}: its takedown is not finished" in capsys.readouterr().out
    assert foi("reread", "--db", archive.path) == 0
    assert not _held(tmp_path / "store") and not _held(archive.path.parent / "warc")
    assert foi("verify", "--db", archive.path) == 0
    assert foi("takedown", key, "--undo", "--db", archive.path) == 0
    assert _held(tmp_path / "store") and verified(archive) == [] and response(archive) == key


def test_a_copy_that_only_seems_replaced_is_told(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is erased is as long as before: the size at the address says nothing."""
    pushed(archive, f"flaky://{tmp_path}/store")
    with monkeypatch.context() as patch:
        patch.setattr(Flaky, "put_file", lambda self, here, path, **_: None)
        take_down(archive, response(archive), reason=RemovalReason.OTHER, note=None, at=AT)
        assert "was written, and something else is read" in settle(archive)[0]
    assert settle(archive) == [] and not _held(tmp_path / "store")


def test_a_removal_knows_of_addresses_that_are_no_longer_configured(archive: Archive, tmp_path: Path) -> None:
    pushed(archive, f"flaky://{tmp_path}/old")
    pushed(archive, f"flaky://{tmp_path}/new")
    take_down(archive, response(archive), reason=RemovalReason.OTHER, note=None, at=AT)
    assert not _held(tmp_path / "old") and not _held(tmp_path / "new")


def test_a_copy_that_a_kill_left_is_known_to_a_removal(archive: Archive, tmp_path: Path) -> None:
    """The list names a copy before it is made."""
    with down("look"):
        pushed(archive, f"flaky://{tmp_path}/store")
    with down("put"):
        pushed(archive, f"flaky://{tmp_path}/store")
    assert set(json.loads((archive.path.parent / LIST).read_text())[f"flaky://{tmp_path}/store"]) >= {warcs(archive)[0]}


def test_words_that_are_redacted_go_from_the_address(archive: Archive, tmp_path: Path) -> None:
    address = f"flaky://{tmp_path}/store"
    pushed(archive, address, free=True)
    key, before = response(archive), dump(archive)
    with down(), pytest.raises(RemoteError, match="nothing was redacted"):
        redact(archive, key, SECRET.decode(), reason=RemovalReason.OTHER, note=None, at=AT)
    assert dump(archive) == before
    redact(archive, key, SECRET.decode(), reason=RemovalReason.OTHER, note=None, at=AT)
    assert not _held(tmp_path / "store") and verified(archive) == [] and settle(archive) == []
