"""A process that runs `foi` commands in children of its own, so that one costs no start of Python, and can be killed.

    with Forge() as forge:
        done = forge.run(["refresh", "--db", "foi.db"], folder, kill_after=0.3)
        done = forge.run(["verify"], folder, fail_at=17)          # the 17th call that writes fails, once
        assert done.status == -9 or done.status == 0

Run as a program it is that process: orders in, results out, one JSON object a line.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a command ended: `status` is -9 where it was killed; `writes` counts its calls that write to files."""

    status: int
    seconds: float
    writes: int
    out: str
    err: str


class Forge:
    """The way to that process. A context manager; `writes=False` where no C compiler is at hand."""

    def __init__(self, *, writes: bool = False) -> None:
        self._library = _compile() if writes else None
        environment = os.environ | ({"LD_PRELOAD": str(self._library)} if self._library else {})
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "forge.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)

    def run(
        self,
        arguments: list[str],
        folder: Path,
        *,
        kill_after: float | None = None,
        fail_at: int = 0,
        error: int = errno.ENOSPC,
        for_good: bool = False,
        reader: str = "",
    ) -> Done:
        """One command in a folder. `reader`: a word that another reader writes in capitals, as a later one might."""
        order = {
            "arguments": arguments,
            "folder": str(folder),
            "kill_after": kill_after,
            "fail": (fail_at, error, for_good),
            "reader": reader,
        }
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the forge has ended"
        return Done(**json.loads(line))


def _compile() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    library = folder / "failing_writes.so"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "failing_writes.c"), "-ldl"], check=True
    )
    return library


# ---- the process itself


def main() -> None:
    """Obeys orders until its input ends."""
    from importlib import import_module

    from scraper.cli import _COMMANDS

    for name in sorted(set(_COMMANDS.values())):
        import_module(f"scraper.cli.{name}")
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(_obey(json.loads(line)))) + "\n")
        sys.stdout.flush()


def _obey(order: dict[str, Any]) -> Done:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as counted:
        began = time.monotonic()
        child = os.fork()
        if not child:
            _be_the_command(order, out.fileno(), err.fileno(), counted.fileno())
        status = _wait(child, order["kill_after"])
        texts = []
        for file in (out, err, counted):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
        return Done(
            status=status,
            seconds=time.monotonic() - began,
            writes=int(texts[2] or 0),
            out=texts[0],
            err=texts[1],
        )


def _be_the_command(order: dict[str, Any], out: int, err: int, counted: int) -> None:
    os.setpgid(0, 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(order["folder"])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if order["reader"]:
        _read_otherwise(order["reader"])
    library = ctypes.CDLL(None) if os.environ.get("LD_PRELOAD") else None
    import scraper.cli.runs as command
    from scraper.cli import main as foi

    # The web's archive asks for pauses; its stand-in does not.
    command.Plan = partial(command.Plan, archive_delay_seconds=0.0, index_pause_seconds=0.0)  # type: ignore[misc]
    sys.argv = ["foi", *order["arguments"]]
    status = 1
    if library:
        library.fault_arm(ctypes.c_long(order["fail"][0]), order["fail"][1], int(order["fail"][2]))
    try:
        foi()
    except SystemExit as end:
        status = int(end.code or 0) if isinstance(end.code, int | None) else 1
    except BaseException as error:  # noqa: BLE001 - what no user should ever see
        sys.stderr.write(f"Traceback: {error!r}\n")
    finally:
        if library:
            library.fault_calls.restype = ctypes.c_long
            calls = library.fault_calls()
            library.fault_arm(ctypes.c_long(0), 0, 0)
            os.write(counted, str(calls).encode())
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _read_otherwise(word: str) -> None:
    """As if a later release read pages otherwise."""
    from dataclasses import replace

    import scraper.reading.response as response
    import scraper.reread
    from scraper.reading.facts.masking import change_texts

    masked = response.mask_requester

    def read(found: Any) -> Any:
        changed = change_texts(masked(found), lambda text: text.replace(word, word.upper()))
        return replace(changed, reference=found.reference)

    response.mask_requester = read
    scraper.reread._SMALL = 10**6  # in this process: others would not know of the other reader


def _wait(child: int, kill_after: float | None) -> int:
    descriptor = os.pidfd_open(child)
    try:
        select.select([descriptor], [], [], kill_after if kill_after is not None else 600)
        ended, status = os.waitpid(child, os.WNOHANG)
        if not ended:
            os.killpg(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    main()
