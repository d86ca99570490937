"""The process that opens files, one child process a file: `python -m scraper.attachments.worker`.

It takes requests on stdin and answers on stdout, each eight bytes of length and then the content: a line of limits in
JSON and the file itself; back comes JSON, which says so where the child died. Libraries are loaded once, here; a child
starts in milliseconds with clean memory, and what the file does to it is gone with it. The child may write no file and
use so much memory and time, and the kernel ends it when its time is up, also in the middle of a library.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import IO, Final, NoReturn

from scraper.attachments.examine import examine
from scraper.attachments.results import Limits

LENGTH: Final = struct.Struct(">Q")
_TIMES_TEXT: Final = 8
"""An answer is at most so many times as long as the text: what JSON's escapes may make of it, and the frame."""


def read_message(stream: IO[bytes]) -> bytes | None:
    """The next message, None where the stream has ended."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = LENGTH.unpack(head)[0]
    content = stream.read(size)
    return content if len(content) == size else None


def write_message(stream: IO[bytes], content: bytes) -> None:
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def main() -> None:
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which ends this process itself
    while (request := read_message(requests)) is not None:
        head, _, body = request.partition(b"\n")
        limits = Limits(**json.loads(head))
        answer, status = _in_child(body, limits)
        died = os.waitstatus_to_exitcode(status)
        write_message(answers, answer if died == 0 else json.dumps({"died": died}).encode())


def _in_child(body: bytes, limits: Limits) -> tuple[bytes, int]:
    """What a child says of a file, and how the child ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _examine(body, limits, writing)
    os.close(writing)
    answer = bytearray()
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while chunk := pipe.read(1 << 20):
            answer += chunk
            if len(answer) > _TIMES_TEXT * limits.characters + (1 << 20):
                os.kill(child, signal.SIGKILL)
                break
    return bytes(answer), os.waitpid(child, 0)[1]


def _examine(body: bytes, limits: Limits, writing: int) -> NoReturn:
    """In the child: bind itself to the limits, read the file, answer, end. An error of any kind ends it without."""
    status = 1
    try:
        _bind(limits)
        answer = json.dumps(asdict(examine(body, limits))).encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        status = 0
    finally:
        os._exit(status)


def _bind(limits: Limits) -> None:
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)  # SIGALRM ends a process that does not ask for it
    seconds = int(limits.seconds) + 1
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS knows no limit of address space
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
