"""The way to the process that opens files: started when first needed, used by all sources of a run."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from threading import Lock
from types import TracebackType
from typing import Any, Self

from scraper.attachments.results import Extracted, FileState, Finding, FindingKind, Kind, Limits, PageText
from scraper.attachments.worker import read_message, write_message
from scraper.errors import ReaderError

_TOO_SLOW = (-signal.SIGALRM, -signal.SIGXCPU)


class FileReader:
    """Opens files in a process of its own. A context manager, or call `close`; threads take turns.

    What a file does to the process that reads it costs that file its text and nothing else.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def extract(self, body: bytes) -> Extracted:
        """Kind, state, findings and text of a file, within the limits. Never raises for what the file holds.

        ReaderError where the process does not run: then nothing is said of the file.
        """
        request = json.dumps(asdict(self.limits)).encode() + b"\n" + body
        with self._turn:
            answer = self._ask(request) or self._ask(request)  # someone may have ended the process since
        if answer is None:
            raise ReaderError("the process that reads files does not run: try `python -m scraper.attachments.worker`")
        said = json.loads(answer)
        return _unread_after(said["died"], self.limits) if "died" in said else _extracted(said)

    def close(self) -> None:
        """End the process, if there is one. Harmless when repeated."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _ask(self, request: bytes) -> bytes | None:
        process = self._process or self._start()
        assert process.stdin and process.stdout
        try:
            write_message(process.stdin, request)
            answer = read_message(process.stdout)
        except BrokenPipeError:
            answer = None
        if answer is None:  # the next file gets a new one
            self.close()
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "scraper.attachments.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process


def _unread(reason: str, state: FileState = FileState.UNREADABLE) -> Extracted:
    return Extracted(kind=Kind.OTHER, state=state, reason=reason)


def _unread_after(died: int, limits: Limits) -> Extracted:
    """What the end of the process that read a file says of the file: a signal's number below zero, or a status."""
    if died in _TOO_SLOW:
        return _unread(f"it cannot be read within {limits.seconds:g} seconds", FileState.TOO_LARGE)
    how = signal.Signals(-died).name if died < 0 else f"status {died}"
    return _unread(f"it broke the process that read it ({how}): damaged, or larger than the memory a file may take")


def _extracted(said: dict[str, Any]) -> Extracted:
    """The record from JSON. The process may have fallen to a hostile file: only plain data is taken from it."""
    return Extracted(
        kind=Kind(said["kind"]),
        state=FileState(said["state"]),
        pages=tuple(PageText(**page) for page in said["pages"]),
        page_count=said["page_count"],
        reason=said["reason"],
        findings=tuple(
            Finding(kind=FindingKind(f["kind"]), where=f["where"], detail=f["detail"]) for f in said["findings"]
        ),
    )
