"""`foi demo`: the whole thing on the bundled sample logs, through the same path as a real run."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

from scraper.demo import SampleLogs, start_sample_logs
from scraper.errors import ConfigError
from scraper.fetching.client import Manners
from scraper.refresh import Plan, Report, SourceResult, refresh
from scraper.store import Archive

FIRST_PORTS = range(8611, 8712, 20)
_FORCES = 5


def open_logs(archive: Archive) -> SampleLogs:
    """Starts the sample logs: as on a first visit, or, if this archive has seen them, as some time later.

    The addresses of the first visit are kept, since a response is known by its address.
    """
    before = [row["listing_url"] for row in archive.rows("SELECT listing_url FROM sources")]
    ports = [min(urlsplit(url).port or 0 for url in before)] if before else FIRST_PORTS
    first = next((p for p in ports if _free(p)), None)
    if first is None:
        raise ConfigError(
            f"ports {ports[0]} to {ports[0] + _FORCES - 1} of this machine are in use: is another demo running? "
            f"Stop it, or start afresh by deleting {archive.path}"
        )
    return start_sample_logs(2 if before else 1, first)


def scrape_logs(archive: Archive, logs: SampleLogs, report: Report) -> list[SourceResult]:
    """One run over the sample logs. They live on this machine, which the client must be told to allow."""
    manners = Manners(user_agent="foi-archive-demo/1 (sample logs on this machine)", allow_loopback=True)
    return refresh(archive, logs.sources, manners=manners, plan=Plan(), report=report)


def _free(first: int) -> bool:
    for port in range(first, first + _FORCES):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True


def database_path(given: Path | None) -> Path:
    """Where the demo writes: data/demo.db unless the user says otherwise."""
    path = given or Path("data/demo.db")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
