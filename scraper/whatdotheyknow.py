"""WhatDoTheyKnow's list of authorities: where each force's log was when the list was made, and how it is tagged.

The list (`/body/all-authorities.csv`) names bodies only; of a request, its author or its text nothing is taken. Its
data are under CC BY-SA: what is taken from it is kept in columns of its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scraper.addresses import canonical_address
from scraper.errors import ConfigError
from scraper.records import Source
from scraper.store import Archive

_NAME, _LOG, _TAGS = "URL name", "Disclosure log", "Tags"
_MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One row of the list: the name in its address, the address of its disclosure log, its tags with blanks between."""

    name: str
    log_url: str | None
    tags: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A log that the list knows at an address the source does not have: the line that would take it over."""

    source: str
    line: str


def parse_authorities(body: bytes, where: str) -> tuple[Authority, ...]:
    """The rows of the list. ConfigError names `where` if the columns needed are not there."""
    if len(body) > _MOST_BYTES:
        raise ConfigError(f"{where}: too large for a list of authorities")
    try:
        rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))
        missing = {_NAME, _LOG, _TAGS} - set(rows.fieldnames or ())
        if missing:
            raise ConfigError(
                f"{where}: expected WhatDoTheyKnow's list of authorities; the column {', '.join(sorted(missing))} is "
                "missing"
            )
        return tuple(
            Authority(name=row[_NAME], log_url=_address(row[_LOG]), tags=(row[_TAGS] or "").strip() or None)
            for row in rows
            if row[_NAME]
        )
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{where}: cannot be read as a CSV file in UTF-8: {error}") from None


def import_authorities(archive: Archive, sources: Sequence[Source], file: Path) -> tuple[int, tuple[Moved, ...]]:
    """Keeps log address and tags of the forces that `whatdotheyknow` names in sources.toml.

    Returns how many forces are told of now otherwise than before, and the logs that seem to have moved.
    """
    authorities = {a.name: a for a in parse_authorities(file.read_bytes(), str(file))}
    named = {s.force: authorities[s.whatdotheyknow] for s in sources if s.whatdotheyknow in authorities}
    changed = archive.save_authorities({force: (a.name, a.log_url, a.tags) for force, a in named.items()})
    moved = [
        Moved(source=s.id, line=f'listings = ["{named[s.force].log_url}"]')
        for s in sources
        if s.whatdotheyknow and s.force in named and _is_elsewhere(named[s.force].log_url, s)
    ]
    return changed, tuple(moved)


def _address(text: str | None) -> str | None:
    text = (text or "").strip()
    return text if urlsplit(text).scheme in ("http", "https") else None


def _is_elsewhere(log_url: str | None, source: Source) -> bool:
    """Whether the list's address is another page than any listing of the source; a search's query does not count."""
    if log_url is None or not source.listings:
        return False
    return _page(log_url) not in {_page(url) for url in source.listings}


def _page(url: str) -> str:
    return canonical_address(urlsplit(url)._replace(query="").geturl())
