"""An export at an address of another machine, as `s3://bucket/folder`: the same files, byte for byte.

They are made here first and then copied, what describes them last. There is no moment at which many files of an object
store change together: while an export of another state is put in the place of an earlier one, that has no description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from scraper.errors import RemoteError
from scraper.exports.about import ABOUT
from scraper.exports.folder import CHECKSUMS, listed
from scraper.exports.parquet import FILE, PARQUET
from scraper.exports.run import Format, export
from scraper.fetching.remote import Remote
from scraper.store import Archive

_DESCRIPTIONS: Final = ("datapackage.json", "csv-metadata.json")
_LAST: Final = (*_DESCRIPTIONS, ABOUT, CHECKSUMS)


def export_to(
    archive: Archive,
    address: str,
    formats: Sequence[Format],
    rows: Sequence[int] | None = None,
    site: str = "",
    filters: Sequence[tuple[str, str]] = (),
) -> list[str]:
    """As `export`, to an address; returns the addresses of the files. What an earlier export left is treated likewise.

    ConfigError where the address is none or its file system is not installed; RemoteError where it cannot be written:
    then the export there is not whole, and the same command makes it so.
    """
    remote = Remote(address)
    earlier = listed(remote.read(CHECKSUMS) or b"")
    with TemporaryDirectory(prefix="foi-export-") as folder:
        made = export(archive, Path(folder), formats, rows, site, filters)
        names = [path.relative_to(folder).as_posix() for path in made]
        try:
            _replace(remote, Path(folder), names, earlier)
        except RemoteError as error:
            raise RemoteError(f"{error}. The export there is not whole; the same command makes it so") from error
    return [remote.where(name) for name in names]


def _replace(remote: Remote, folder: Path, names: Sequence[str], earlier: Mapping[str, str]) -> None:
    checksums = (folder / CHECKSUMS).read_bytes()
    now = listed(checksums)
    same = earlier.get(ABOUT) == now[ABOUT]
    others = {name: digest for name, digest in earlier.items() if name not in names}
    if not same:  # a description never names what is not there, nor files of another state
        for name in _DESCRIPTIONS:
            if name in names or _is_as_written(remote, name, others):
                remote.remove(name)
    for name in names:
        if name not in _LAST:
            remote.put(folder / name, name)
    kept = [name for name in others if _is_as_written(remote, name, others)]
    if not same:
        for name in kept:
            remote.remove(name)
        kept = []
    for name in _strays(remote, {*names, *kept}):
        remote.remove(name)
    *lines, last = checksums.splitlines(keepends=True)
    lines += [f"{others[name]}  {name}\n".encode() for name in kept]
    (folder / CHECKSUMS).write_bytes(b"".join((*lines, last)))
    for name in _LAST:
        if name in names:
            remote.put(folder / name, name)


def _is_as_written(remote: Remote, name: str, earlier: Mapping[str, str]) -> bool:
    """Whether a file is still as the export before wrote it: what someone changed since is left alone."""
    return name in earlier and remote.digest(name) == earlier[name]


def _strays(remote: Remote, known: set[str]) -> Iterator[str]:
    """Files below `parquet` that no line speaks of: readers take whole folders."""
    yield from (n for n in remote.names(PARQUET) if n.rpartition("/")[2] == FILE and n not in known)
