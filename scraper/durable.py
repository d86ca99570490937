"""Making what was written outlast a power cut."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any


def sync(out: IO[Any]) -> None:
    """Everything written to an open file is on the disk when this returns."""
    out.flush()
    os.fsync(out.fileno())


def sync_path(path: Path) -> None:
    """What was written to a file, or the names in a folder, are on the disk when this returns."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
