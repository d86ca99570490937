"""The sample sites over HTTP/1.1 on 127.0.0.1, one port a force, with validators, robots.txt and a log of requests."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Protocol, Self

from scraper.demo.pages import Site, SitePage
from scraper.demo.samples import load_forces
from scraper.records import Source

_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRequest:
    """One request as a sample site received it; `at` is in seconds since 1970."""

    at: float
    port: int
    method: str
    path: str
    status: int


class AnySite(Protocol):
    """What is served on one port."""

    def page(self, target: str) -> SitePage: ...
    def source(self, origin: str) -> Source: ...


class SampleLogs:
    """The running sample sites. Close them, or use them in a `with` statement."""

    def __init__(self, sites: Sequence[AnySite], first_port: int = 0) -> None:
        self.requests: list[SeenRequest] = []
        self._servers: list[_SiteServer] = []
        try:
            for number, site in enumerate(sites):
                port = first_port + number if first_port else 0
                self._servers.append(_SiteServer(port, site, self.requests))
        except OSError:
            self.close()
            raise
        self.sources: tuple[Source, ...] = tuple(server.source for server in self._servers)

    def show_edition(self, edition: int) -> None:
        """Turns the sites to another edition while they run: the same addresses, at a later visit."""
        for server, force in zip(self._servers, load_forces(edition), strict=True):
            server.site = Site(force)

    def close(self) -> None:
        """Ends every connection and frees the ports; returns when all threads have ended. May be called twice."""
        for server in self._servers:
            server.stop()
        self._servers.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def start_sample_logs(edition: int, first_port: int = 0) -> SampleLogs:
    """Starts the sample sites at this edition, on `first_port` and the next four; 0 takes any free ports.

    OSError if a port is in use.
    """
    return SampleLogs([Site(force) for force in load_forces(edition)], first_port)


class _SiteServer(ThreadingHTTPServer):
    """One site on one port, in a thread of its own."""

    daemon_threads = True  # a crash elsewhere must not leave the process hanging on an idle connection

    def __init__(self, port: int, site: AnySite, seen: list[SeenRequest]) -> None:
        self.site = site
        self.seen = seen
        self._open: set[socket.socket] = set()
        self._ended = threading.Condition()
        super().__init__((_HOST, port), _Handler)
        self.source = site.source(f"http://{_HOST}:{self.server_port}")
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._ended:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self._ended:
            self._open.discard(request)
            self._ended.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in mid-answer is no news here."""

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        with self._ended:
            for connection in self._open:
                _hang_up(connection)
            self._ended.wait_for(lambda: not self._open, timeout=5)
        self.server_close()


def _hang_up(connection: socket.socket) -> None:
    """Wakes the thread that waits for the next request of an idle connection."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # the other side was first
        return


class _Handler(BaseHTTPRequestHandler):
    server: _SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "SampleLogs"
    sys_version = ""
    wbufsize = -1  # one write an answer: head and body leave together
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        page = self.server.site.page(self.path)
        if page.status == 200 and self._is_unchanged(page):
            self._send(page, status=304, body=b"")
        else:
            self._send(page, status=page.status, body=page.body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on stderr: `SampleLogs.requests` is the log."""

    def _is_unchanged(self, page: SitePage) -> bool:
        """Whether the client's validators still hold; the entity tag goes before the date, as RFC 9110 has it."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or page.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return page.modified <= parsedate_to_datetime(since)
        except (ValueError, TypeError):  # not a date, or one without a zone: as if it were not there
            return False

    def _send(self, page: SitePage, *, status: int, body: bytes) -> None:
        self.server.seen.append(
            SeenRequest(
                at=time.time(), port=self.server.server_port, method=self.command, path=self.path, status=status
            )
        )
        self.send_response(status)
        if status in (200, 304):
            self.send_header("ETag", page.etag)
            self.send_header("Last-Modified", format_datetime(page.modified, usegmt=True))
        if status != 304:
            self.send_header("Content-Type", page.media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()
