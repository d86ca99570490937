"""A programmable web server on loopback that keeps its own log: what tests of the network talk to.

    with StandIn() as site:
        site.route("/a", Answer(body=b"<p>first"), Answer(status=304))   # in turn; the last one repeats
        ... fetch(site.url + "/a") ...
        assert [hit.path for hit in site.hits] == ["/robots.txt", "/a"]

A path without a route answers 404, /robots.txt included, unless `otherwise` says something else. `site.host` is
"127.0.0.1:<port>".
"""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the server does with one request.

    `headers` overrides any header this class would set (Content-Length too; None leaves it out). `etag` and
    `last_modified` are sent, and a request that brings one of them back is answered 304. `wait_seconds` before the
    first byte; `drip` is (bytes, seconds): so many bytes, then a pause. `cut_after` bytes of the body the connection
    ends; `hang_up` ends it without a word; `endless` sends the body over and over, until the client goes.
    """

    status: int = 200
    body: bytes = b""
    media_type: str | None = "text/html; charset=utf-8"
    headers: Mapping[str, str | None] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    packed: bool = False
    wait_seconds: float = 0.0
    drip: tuple[int, float] | None = None
    cut_after: int | None = None
    hang_up: bool = False
    endless: bool = False


@dataclass(kw_only=True)
class Hit:
    """One request as the server saw it. Times are of `time.monotonic`; `beside`: other requests open at its start."""

    path: str
    headers: dict[str, str]
    started: float
    beside: int
    ended: float = 0.0
    status: int = 0


Route = Answer | Callable[[Hit], Answer]


class StandIn:
    """One host. Use as a context manager, or `start` and `stop`."""

    def __init__(self, *, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.hits: list[Hit] = []
        self.otherwise: Route = Answer(status=404)
        self._routes: dict[str, list[Route]] = {}
        self._lock = threading.Lock()
        self._open = 0
        self._stopping = threading.Event()
        self._server = _Server((address, 0), self, tls)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.port: int = self._server.server_address[1]
        self.host = f"{address}:{self.port}"
        self.url = f"{'https' if tls else 'http'}://{self.host}"

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def route(self, path: str, *answers: Route) -> None:
        """Answer this path (with its query, if the path has one) with these in turn; the last one repeats."""
        with self._lock:
            self._routes[path] = list(answers)

    def robots(self, text: str | bytes) -> None:
        """Serve this robots.txt."""
        body = text.encode() if isinstance(text, str) else text
        self.route("/robots.txt", Answer(body=body, media_type="text/plain"))

    @property
    def paths(self) -> list[str]:
        """The paths asked for so far, in order."""
        return [hit.path for hit in self.hits]

    @property
    def most_beside(self) -> int:
        """How many other requests were open at the start of one, at most: 0 means one at a time."""
        return max((hit.beside for hit in self.hits), default=0)

    @property
    def gaps(self) -> list[float]:
        """Seconds from the end of each request to the start of the next."""
        return [after.started - before.ended for before, after in zip(self.hits, self.hits[1:], strict=False)]

    def _begin(self, path: str, headers: dict[str, str]) -> tuple[Hit, Answer]:
        with self._lock:
            hit = Hit(path=path, headers=headers, started=time.monotonic(), beside=self._open)
            self._open += 1
            self.hits.append(hit)
            answers = self._routes.get(path) or self._routes.get(path.partition("?")[0]) or [self.otherwise]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return hit, answer(hit) if callable(answer) else answer

    def _end(self, hit: Hit) -> None:
        with self._lock:
            hit.ended = time.monotonic()
            self._open -= 1

    def _pause(self, seconds: float) -> None:
        self._stopping.wait(seconds)


def make_certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context for one name ("DNS:log.example", "IP:127.0.0.1"), and the certificate that vouches for it.

    Skips the test where there is no openssl.
    """
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=stand-in"]
    command += ["-addext", f"subjectAltName={name}", "-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("no openssl here to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 128  # many sources may come at once: one that finds the queue full waits for a second

    def __init__(self, address: tuple[str, int], site: StandIn, tls: ssl.SSLContext | None) -> None:
        self.site = site
        self._tls = tls
        self._connections: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        if self._tls:  # the handshake happens in the connection's own thread
            connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        for connection in list(self._connections):  # kept-alive connections would hold their threads
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        super().server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        hit, answer = site._begin(self.path, {name.lower(): value for name, value in self.headers.items()})
        try:
            self._answer(site, hit, answer)
        finally:
            site._end(hit)

    def _answer(self, site: StandIn, hit: Hit, answer: Answer) -> None:
        if answer.wait_seconds:
            site._pause(answer.wait_seconds)
        if answer.hang_up:
            self.close_connection = True
            return
        body = gzip.compress(answer.body) if answer.packed else answer.body
        status = answer.status
        unchanged = (answer.etag and hit.headers.get("if-none-match") == answer.etag) or (
            answer.last_modified and hit.headers.get("if-modified-since") == answer.last_modified
        )
        if unchanged:
            status, body = 304, b""
        hit.status = status
        headers: dict[str, str | None] = {
            "Content-Type": answer.media_type,
            "Content-Length": None if answer.endless else str(len(body)),
            "Content-Encoding": "gzip" if answer.packed else None,
            "ETag": answer.etag,
            "Last-Modified": answer.last_modified,
        }
        headers |= answer.headers
        self.send_response(status)
        for name, value in headers.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self._send(site, body if answer.cut_after is None else body[: answer.cut_after], answer.drip)
        while answer.endless and not site._stopping.is_set():
            self.wfile.write(body)
        if answer.cut_after is not None or headers["Content-Length"] is None:
            self.close_connection = True

    def _send(self, site: StandIn, body: bytes, drip: tuple[int, float] | None) -> None:
        if drip is None:
            self.wfile.write(body)
            return
        size, seconds = drip
        for start in range(0, len(body), size):
            if site._stopping.is_set():
                return
            self.wfile.write(body[start : start + size])
            self.wfile.flush()
            site._pause(seconds)

    def log_message(self, format: str, *args: object) -> None:
        """The log is `StandIn.hits`."""
