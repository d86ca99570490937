"""A reader that kills a process on the way: what the Dask workers of tests/test_cluster.py run."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from scraper.reread import _read as read


def read_and_die(folder: Path, addresses: tuple[str, ...], task: Any, *, mark: str, page: str, process: int = 0) -> Any:
    """Reads as the program does; but the first worker that comes to this page kills itself, or another process."""
    if task[0] and task[0][0].url == page:
        try:
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            pass
        else:
            os.kill(process or os.getpid(), signal.SIGKILL)
    return read(folder, addresses, task)
