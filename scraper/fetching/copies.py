"""Copies of capture files at other machines' addresses, and the list of them.

`warc/copies.json` in the data folder names every file that was ever copied, by address, whatever sources.toml says now:
a record that is removed must go from all of them. A capture is looked for here first, then at the addresses.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO, Final, cast

from filelock import FileLock

from scraper.durable import sync, sync_path
from scraper.errors import ArchiveError, ConfigError, MissingCaptureError, RemoteError
from scraper.fetching.remote import Remote, is_address

LIST: Final = "warc/copies.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that was copied. `changed_ns`: when the file here was last changed, as it was copied."""

    size_bytes: int
    sha256: str
    changed_ns: int


@dataclass(slots=True, kw_only=True)
class Pushed:
    """What a push came to, in files; `problems` in words, each to be met again by the next push."""

    copied: int = 0
    there: int = 0
    freed: int = 0
    problems: list[str]


_Copies = dict[str, dict[str, Copy]]


def check_address(address: str) -> None:
    """ConfigError where captures cannot be copied to this address: to be called before a run, not after it."""
    if not is_address(address):
        raise ConfigError(f"captures = {address!r}: expected an address such as s3://bucket/prefix")
    Remote(address)


def copied_files(folder: Path) -> frozenset[str]:
    """The files of this data folder that are at any address."""
    return frozenset(file for files in _load(folder).values() for file in files)


def addresses_of(folder: Path) -> tuple[str, ...]:
    """The addresses that files of this data folder were copied to."""
    return tuple(_load(folder))


@contextmanager
def open_captures(folder: Path, file: str, addresses: Sequence[str] | None = None) -> Iterator[BinaryIO]:
    """A capture file to read from any offset: the one here, else one of its copies.

    `addresses` are those to look at where the list of copies is on another machine. MissingCaptureError where it is
    nowhere, RemoteError where an address cannot be asked.
    """
    try:
        here = (folder / file).open("rb")
    except FileNotFoundError:
        with _open_copy(folder, file, addresses) as copy:
            yield copy
        return
    with here:
        yield here


@contextmanager
def _open_copy(folder: Path, file: str, addresses: Sequence[str] | None) -> Iterator[BinaryIO]:
    if addresses is None:
        addresses = [address for address, files in _load(folder).items() if file in files]
    problem: RemoteError | None = None
    for address in addresses:
        remote = Remote(address)
        opening = remote.open(file)
        try:
            stream = opening.__enter__()
        except FileNotFoundError:
            continue
        except RemoteError as error:
            problem = error
            continue
        try:
            yield cast(BinaryIO, stream)
        finally:
            opening.__exit__(None, None, None)
        return
    if problem:
        raise problem
    also = f" nor at {', '.join(Remote(address).address for address in addresses)}" if addresses else ""
    raise MissingCaptureError(f"{folder / file}: there is no such file here{also}; see `foi verify`")


def push(folder: Path, address: str, files: Collection[str], *, free: bool = False) -> Pushed:
    """Copy to an address what is not there yet, or has changed here; the caller sees to it that nobody writes to them.

    With `free` the files here are removed, each once what lies there was read back and is the same.
    """
    address = address.rstrip("/")
    pushed, remote = Pushed(problems=[]), Remote(address)
    try:
        lying = frozenset(remote.names("warc"))
    except RemoteError as problem:
        pushed.problems.append(str(problem))
        return pushed
    for file in sorted(files):
        try:
            _push_one(folder, remote, address, file, file in lying, pushed)
            if free:
                _free(folder, remote, address, file, pushed)
        except (RemoteError, OSError) as problem:
            pushed.problems.append(str(problem))
            if isinstance(problem, RemoteError) and _is_away(remote):
                break
    return pushed


def _is_away(remote: Remote) -> bool:
    """Whether the address does not answer at all: no use to ask it once for every file."""
    try:
        remote.size(LIST)
    except RemoteError:
        return True
    return False


def _push_one(folder: Path, remote: Remote, address: str, file: str, lies: bool, pushed: Pushed) -> None:
    """Copy one file, unless its copy `lies` there already and is of what is here."""
    path, known = folder / file, _load(folder).get(address, {}).get(file)
    if not path.is_file():
        if not lies:
            raise RemoteError(f"{path}: the file is neither here nor at {remote.address}; see `foi verify`")
        if known is None and (digest := remote.digest(file)):  # the list was lost
            _note(folder, address, file, Copy(size_bytes=remote.size(file) or 0, sha256=digest, changed_ns=0))
        pushed.there += 1
        return
    state = path.stat()
    if lies and known and (known.changed_ns, known.size_bytes) == (state.st_mtime_ns, state.st_size):
        pushed.there += 1
        return
    now = _as_it_is(path)
    if known is None:
        found = remote.digest(file)
        if found and found != now.sha256:
            raise RemoteError(f"{remote.where(file)}: another file lies there; give each archive a prefix of its own")
    elif known.size_bytes != now.size_bytes:
        raise RemoteError(f"{path}: is not the file that was copied to {remote.address}; see `foi verify`")
    else:
        found = known.sha256 if lies else None
    if found == now.sha256:
        pushed.there += 1
    else:  # the list first: after a kill a removal must know of a copy that may be there
        _note(folder, address, file, replace(known or now, sha256="", changed_ns=0))
        remote.put(path, file)
        pushed.copied += 1
    _note(folder, address, file, now)


def _free(folder: Path, remote: Remote, address: str, file: str, pushed: Pushed) -> None:
    path = folder / file
    if not path.is_file():
        return
    here, there = _digest(path), remote.digest(file)
    if here != there:
        _forget(folder, address, file)
        raise RemoteError(f"{remote.where(file)}: what lies there is not what is here; the next push copies it anew")
    path.unlink()
    sync_path(path.parent)
    pushed.freed += 1


def recall(folder: Path, file: str) -> None:
    """Bring a file that was freed back from one of its addresses. RemoteError where that cannot be done now."""
    path = folder / file
    problem: ArchiveError | None = None
    if path.is_file():
        return
    for address, files in _load(folder).items():
        if file not in files:
            continue
        part, remote = path.with_name(f".{path.name}.part"), Remote(address)
        try:
            remote.get(file, part)
        except FileNotFoundError:
            problem = RemoteError(f"{remote.where(file)}: the copy is no longer there")
            continue
        except RemoteError as error:
            problem = error
            continue
        if part.stat().st_size != files[file].size_bytes:
            problem = RemoteError(f"{remote.where(file)}: the copy is not as long as what was copied")
            continue
        with part.open("rb") as stream:
            sync(stream)
        part.replace(path)
        sync_path(path.parent)
        return
    if problem:
        raise problem


def replace_copies(folder: Path, file: str) -> None:
    """Put a file that has changed here in the place of each of its copies, and read them back.

    RemoteError, in the end, where one could not be replaced.
    """
    path, problem = folder / file, None
    for address, files in _load(folder).items():
        if file not in files:
            continue
        remote, now = Remote(address), _as_it_is(path)
        try:
            remote.put(path, file)
            if remote.digest(file) != now.sha256:
                raise RemoteError(f"{remote.where(file)}: was written, and something else is read")
        except RemoteError as error:
            problem = error
            continue
        _note(folder, address, file, now)
    if problem:
        raise problem


def _as_it_is(path: Path) -> Copy:
    state = path.stat()
    return Copy(size_bytes=state.st_size, sha256=_digest(path), changed_ns=state.st_mtime_ns)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _load(folder: Path) -> _Copies:
    """The list as it is now; not to be changed."""
    path = folder / LIST
    try:
        state = path.stat()
    except FileNotFoundError:
        return {}
    return _loaded(path, state.st_mtime_ns, state.st_ino)


@lru_cache(maxsize=4)
def _loaded(path: Path, changed_ns: int, number: int) -> _Copies:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return {address: {file: Copy(**copy) for file, copy in files.items()} for address, files in said.items()}
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        raise ArchiveError(
            f"{path}: the list of copies cannot be read ({problem}). Restore it from a backup: what is removed must go "
            "from every copy"
        ) from problem


def _note(folder: Path, address: str, file: str, copy: Copy) -> None:
    with _changing(folder) as copies:
        copies.setdefault(address, {})[file] = copy


def _forget(folder: Path, address: str, file: str) -> None:
    """Let the next push copy it anew; the address stays known to have it."""
    with _changing(folder) as copies:
        copies[address][file] = replace(copies[address][file], sha256="", changed_ns=0)


@contextmanager
def _changing(folder: Path) -> Iterator[_Copies]:
    """The list, written anew when the block ends; on the disk then."""
    path = folder / LIST
    part = path.with_name(f".{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(f".{path.name}.lock")):
        copies = {address: dict(files) for address, files in _load(folder).items()}
        yield copies
        said = {address: {f: asdict(copy) for f, copy in sorted(files.items())} for address, files in copies.items()}
        with part.open("w", encoding="utf-8") as out:
            out.write(json.dumps(said, indent=1))
            sync(out)
        part.replace(path)
        sync_path(path.parent)
