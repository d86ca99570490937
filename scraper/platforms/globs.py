"""Globs of addresses: `*` stands for anything, all else for itself; letter case does not count."""

from __future__ import annotations

from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit


def fits(url: str, globs: tuple[str, ...]) -> bool:
    """Whether the path of an address, alone or with its query, fits one of the globs.

    `/foi-log/*`, `*.pdf` and `/foi.aspx?reportid=*` are globs; host, fragment and a last slash do not count.
    """
    parts = urlsplit(url)
    path = unquote(parts.path).lower().rstrip("/")
    return any(
        fnmatchcase(address, glob.lower().rstrip("/"))
        for glob in globs
        for address in ((path, f"{path}?{parts.query}".lower()) if parts.query else (path,))
    )
