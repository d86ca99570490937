"""Reading on many processes or machines: a `map` over a Dask cluster, for `foi reread --engine dask`.

Tasks go out a few at a time and come back in order; those of a worker that is lost Dask runs again. Each answer says
what program gave it, since another reader would give other records. This process alone writes.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, nullcontext
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Final, TypeVar

from scraper.errors import ClusterError, ConfigError

_Task = TypeVar("_Task")
_Found = TypeVar("_Found")
Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

PAGES_A_TASK: Final = 20
CONNECT_SECONDS = 10.0
PATIENCE_SECONDS = 60.0
"""How long to wait for a worker where there is none (any more): one that is started again takes some seconds."""
_LOOK_SECONDS: Final = 2.0

_READER: Final = ("addresses.py", "records.py", "attachments", "law", "platforms", "reading", "refresh")
"""The parts of this program that a record depends on."""
_LIBRARIES: Final = ("selectolax", "pypdfium2", "python-docx")
_SAME: Final = ("python", "dask", "distributed", "msgpack", "cloudpickle")
_ONE_AT_A_TIME = Lock()
# What the client raises when its scheduler is gone; a broken connection is an OSError.
_LOST: Final = (CancelledError, asyncio.CancelledError, OSError, RuntimeError)


@contextmanager
def cluster_of(scheduler: str | None) -> Iterator[tuple[Map, int]]:
    """A `map` over the workers of a scheduler, or of a local one with a process a core; and how many
    pages are to be on their way at once.

    ConfigError where Dask is not installed or the address is none; ClusterError where the scheduler cannot be reached
    or runs on other releases, and later where all workers have gone.
    """
    distributed = _load_distributed()
    with (
        TemporaryDirectory(prefix="foi-reread-") as folder,
        _local_cluster(distributed, folder) if scheduler is None else nullcontext(scheduler) as address,
        _connected(distributed, address) as client,
    ):
        cluster = _Cluster(client, address)
        try:
            _check_releases(client, address)
            pages = cluster.at_once()
        except _LOST as problem:
            raise cluster.gone(problem) from None
        yield cluster.map, pages


def read_some(read: Callable[[_Task], _Found], tasks: Sequence[_Task]) -> tuple[str, str, list[_Found]]:
    """On a worker: its name, the program it runs, and what it found. One page at a time: threads make it no faster."""
    with _ONE_AT_A_TIME:
        return f"{socket.gethostname()}, process {os.getpid()}", program(), [read(task) for task in tasks]


@cache
def program() -> str:
    """What a record depends on, as JSON: the release of Python, a digest of the reader's files, its libraries."""
    package, digest = Path(str(files("scraper"))), sha256()
    for name in _READER:
        for path in sorted((package / name).rglob("*") if (package / name).is_dir() else [package / name]):
            if path.suffix in (".py", ".csv"):
                digest.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    said = {"python": f"{sys.version_info[0]}.{sys.version_info[1]}", "reader": digest.hexdigest()[:12]}
    return json.dumps(said | {name: version(name) for name in _LIBRARIES})


class _Cluster:
    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address

    def at_once(self) -> int:
        """How many pages on their way keep all workers busy while the first are taken in."""
        return PAGES_A_TASK * (2 * max(1, sum(self._threads().values())) + 2)

    def map(self, read: Callable[[_Task], _Found], tasks: Iterable[_Task]) -> Iterator[_Found]:
        """What is found of each task, in order. All of them are on their way when this returns."""
        waiting, remaining = [], iter(tasks)
        try:
            while some := list(islice(remaining, PAGES_A_TASK)):
                waiting.append(self._client.submit(read_some, read, some, pure=False))
        except _LOST as problem:
            raise self.gone(problem) from None
        return self._results(waiting)

    def _results(self, waiting: list[Any]) -> Iterator[Any]:
        waiting.reverse()
        while waiting:
            worker, made_by, found = self._result(waiting.pop())
            if made_by != program():
                raise ClusterError(_other_program(worker, made_by))
            yield from found

    def _result(self, future: Any) -> tuple[str, str, list[Any]]:
        alone_since: float | None = None
        while True:
            try:
                result: tuple[str, str, list[Any]] = future.result(timeout=_LOOK_SECONDS)
                return result
            except TimeoutError:
                if future.status == "error":
                    raise
            except _killed_worker() as problem:
                raise ClusterError(
                    f"{self._address}: a page ended every worker that read it, the last {_address_of(problem)}: "
                    "they may lack memory. What was read before it is kept; read it here with --engine local"
                ) from None
            except _LOST as problem:
                if isinstance(lacks := problem.__cause__, ModuleNotFoundError):
                    raise ClusterError(
                        f"{self._address}: the workers lack {lacks.name}: install this release of foi-archive on them"
                    ) from None
                if future.status == "error":  # of the reader, not of the cluster
                    raise
                raise self.gone(problem) from None
            try:
                alone = not self._threads()
            except _LOST as problem:
                raise self.gone(problem) from None
            now = time.monotonic()
            alone_since = (alone_since or now) if alone else None
            if alone_since is not None and now - alone_since >= PATIENCE_SECONDS:
                raise ClusterError(
                    f"{self._address}: there has been no worker, or none that lived, for {PATIENCE_SECONDS:.0f} s: "
                    "start some: dask worker ADDRESS. What was read is kept; the same command again goes over all of it"
                )

    def _threads(self) -> dict[str, int]:
        return dict(self._client.nthreads())

    def gone(self, problem: BaseException) -> ClusterError:
        return ClusterError(
            f"{self._address}: the scheduler has gone ({type(problem).__name__}). What was read is kept; when it is "
            "back, the same command goes over all of it"
        )


def _killed_worker() -> Any:
    return import_module("distributed.scheduler").KilledWorker


def _address_of(problem: Any) -> str:
    return str(getattr(problem.last_worker, "address", problem.last_worker))


def _load_distributed() -> Any:
    try:
        distributed = import_module("distributed")
    except ModuleNotFoundError:
        raise ConfigError(
            "--engine dask needs Dask, which is not installed here: pip install 'foi-archive[cluster]'"
        ) from None
    # What matters of its own messages we say ourselves.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return distributed


@contextmanager
def _local_cluster(distributed: Any, folder: str) -> Iterator[str]:
    """A process a core on this machine, which nobody else can reach: no dashboard, loopback only."""
    with distributed.LocalCluster(
        n_workers=os.cpu_count() or 1,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=None,
        local_directory=folder,
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster.scheduler_address


@contextmanager
def _connected(distributed: Any, address: str) -> Iterator[Any]:
    try:
        comm = import_module("distributed.comm")
        scheme, place = comm.parse_address(address)
        comm.parse_host_port(place)
        import_module("distributed.comm.registry").get_backend(scheme)
        asyncio.run(_ask(distributed, address))
        client = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="foi-reread")
    except (OSError, RuntimeError) as problem:
        raise ClusterError(
            f"{address}: no scheduler answers there ({' '.join(str(problem).split())[:200] or 'timed out'}): start one "
            "with `dask scheduler`, or leave --scheduler out for processes on this machine"
        ) from None
    except (ValueError, TypeError) as problem:  # the latter of tls:// without certificates
        raise ConfigError(f"--scheduler {address}: expected an address such as tcp://host:8786 ({problem})") from None
    try:
        yield client
    finally:
        client.close(timeout=2)


async def _ask(distributed: Any, address: str) -> None:
    """OSError unless a scheduler answers: the client itself waits for ever where another kind of server does."""
    options = distributed.Security().get_connection_args("client")
    scheduler = distributed.core.rpc(address, connection_args=options)
    try:
        answer = await asyncio.wait_for(scheduler.identity(), CONNECT_SECONDS)
    finally:
        await scheduler.close_rpc()
    if answer.get("type") != "Scheduler":
        raise OSError(f"it is a {answer.get('type')}")


def _check_releases(client: Any, address: str) -> None:
    """ClusterError where the scheduler or a worker runs on other releases of Dask, which need not understand ours."""
    said = client.get_versions(check=False)
    ours = said["client"]["packages"]
    others = {"the scheduler": said["scheduler"], **{f"worker {name}": one for name, one in said["workers"].items()}}
    for who, one in others.items():
        for package in _SAME:
            here, there = (_short(package, p.get(package)) for p in (ours, one["packages"]))
            if here != there:
                raise ClusterError(
                    f"{address}: {who} runs on {package} {there}, and this machine on {here}: install the same on both"
                )


def _short(package: str, release: Any) -> str:
    """Of Python only the first two numbers matter."""
    said = str(release)
    return ".".join(said.split(".")[:2]) if package == "python" else said


def _other_program(worker: str, made_by: str) -> str:
    ours, theirs = json.loads(program()), json.loads(made_by)
    differs = [name for name in ours if theirs.get(name) != ours[name]]
    what = ", ".join(f"{name} {theirs.get(name)} (here {ours[name]})" for name in differs)
    return f"a worker ({worker}) runs another program: {what}: install this release of foi-archive on all machines"
