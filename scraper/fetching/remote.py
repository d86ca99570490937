"""Files at an address of another machine (`s3://bucket/prefix`, `gs://…`, `sftp://…`): the one door to fsspec.

It is opened when an address is first used. Whatever a file system raises leaves here as a `RemoteError` that says
where; a file that is not there is a FileNotFoundError.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from scraper.errors import ConfigError, FoiError, RemoteError

_BLOCK_BYTES: Final = 256 * 1024
_LARGE_BLOCK_BYTES: Final = 4 * 1024 * 1024
_WITH_FOLDERS: Final = frozenset({"file", "local", "memory", "sftp", "ssh", "ftp", "smb"})
"""File systems that want a folder made first and show a file that is half written; object stores do neither."""


def is_address(text: str) -> bool:
    return "://" in text


def shown(address: str) -> str:
    """The address without what it may hold of a password."""
    return re.sub(r"(?<=://)[^/@\s]*:[^/@\s]*@", "", address)


class Remote:
    """A folder at an address; names in it are paths with `/`. ConfigError where the address cannot be understood."""

    def __init__(self, address: str) -> None:
        self.address = shown(address.rstrip("/"))
        self._files, self._root = _opened(address)

    def where(self, name: str) -> str:
        return f"{self.address}/{name}"

    @contextmanager
    def open(self, name: str) -> Iterator[io.RawIOBase]:
        """A file to read from any place in it: only what is asked for is fetched, and a little more."""
        with self._explained(name):
            stream = self._files.open(self._path(name), "rb", block_size=_BLOCK_BYTES, cache_type="readahead")
        with _Explained(self, name, stream) as reading:
            yield reading

    def size(self, name: str) -> int | None:
        """The size of a file in bytes, None where there is none."""
        with self._explained(name):
            self._files.invalidate_cache()
            try:
                return int(self._files.info(self._path(name))["size"])
            except FileNotFoundError:
                return None

    def digest(self, name: str) -> str | None:
        """The SHA-256 of what really lies there, read back from its first to its last byte; None where nothing does."""
        if self.size(name) is None:
            return None
        found = sha256()
        with self._explained(name), self._files.open(self._path(name), "rb", block_size=_LARGE_BLOCK_BYTES) as stream:
            while block := stream.read(_LARGE_BLOCK_BYTES):
                found.update(block)
        return found.hexdigest()

    def read(self, name: str) -> bytes | None:
        """A small file, None where there is none."""
        with self._explained(name):
            self._files.invalidate_cache()
            try:
                return bytes(self._files.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def put(self, file: Path, name: str) -> None:
        """Copy a file there, in the place of what may lie there: seen whole or not at all. Its size is then asked."""
        path = self._path(name)
        with self._explained(name, "be written"):
            try:
                if self._has_folders():
                    self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
                    self._files.put_file(str(file), f"{path}.part")
                    self._files.mv(f"{path}.part", path)
                else:
                    self._files.put_file(str(file), path)
            except FileNotFoundError as problem:  # of the bucket
                raise RemoteError(f"{self.where(name)}: cannot be written ({problem})") from problem
        if (size := self.size(name)) != file.stat().st_size:
            raise RemoteError(f"{self.where(name)}: {file.stat().st_size} bytes were sent, and {size} lie there")

    def get(self, name: str, target: Path) -> None:
        """Copy a whole file from there."""
        with self._explained(name):
            self._files.get_file(self._path(name), str(target))

    def remove(self, name: str) -> None:
        """Harmless where there is no such file."""
        with self._explained(name, "be removed"), suppress(FileNotFoundError):
            self._files.rm_file(self._path(name))

    def names(self, folder: str) -> list[str]:
        """Every file below a folder, by its name here."""
        with self._explained(folder, "be listed"):
            self._files.invalidate_cache()
            found = self._files.find(self._path(folder))
        root = self._files._strip_protocol(self._root).rstrip("/")
        return sorted(path.removeprefix(root).lstrip("/") for path in found)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _has_folders(self) -> bool:
        protocol = self._files.protocol
        return bool(_WITH_FOLDERS & set([protocol] if isinstance(protocol, str) else protocol))

    @contextmanager
    def _explained(self, name: str, what: str = "be read") -> Iterator[None]:
        try:
            yield
        except (FileNotFoundError, FoiError):
            raise
        except Exception as problem:  # a file system may raise anything: botocore, aiohttp and paramiko have their own
            said = " ".join(str(problem).split()) or type(problem).__name__
            raise RemoteError(f"{self.where(name)}: cannot {what} ({said[:300]})") from problem


class _Explained(io.RawIOBase):
    """A stream whose failures are explained."""

    def __init__(self, remote: Remote, name: str, stream: Any) -> None:
        self._remote, self._name, self._stream = remote, name, stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._remote._explained(self._name):
            self._stream.close()

    def read(self, size: int = -1) -> bytes:
        with self._remote._explained(self._name):
            return bytes(self._stream.read(size))

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with self._remote._explained(self._name):
            return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stream.tell())


def _opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    try:
        core = import_module("fsspec.core")
    except ModuleNotFoundError:
        raise ConfigError(
            f"{shown(address)}: the library that reaches addresses is missing: pip install 'foi-archive[remote]'"
        ) from None
    try:
        files, path = core.url_to_fs(address)
    except ImportError as problem:
        what = "pip install 'foi-archive[remote]'" if address.startswith(("s3:", "s3a:")) else problem
        raise ConfigError(f"{shown(address)}: the library for such addresses is missing: {what}") from None
    except (ValueError, TypeError, OSError) as problem:
        raise ConfigError(f"{shown(address)}: no address that fsspec knows ({problem})") from None
    if not path.strip("/"):
        raise ConfigError(f"{shown(address)}: expected a bucket or folder after ://")
    return files, path.rstrip("/")
