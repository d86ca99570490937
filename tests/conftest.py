"""What every test shares: no network but loopback, and the option that rewrites the expected records of the pages."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-pages",
        action="store_true",
        help="Write what the reader finds on tests/pages into the JSON beside each page, for review.",
    )


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    """No test may reach a machine other than this one: the archive's sources are other people's servers."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", lambda self, address: connect(self, _checked(self, address)))
    patch.setattr(socket.socket, "connect_ex", lambda self, address: connect_ex(self, _checked(self, address)))
    yield
    patch.undo()


def _checked(sock: socket.socket, address: Any) -> Any:
    if sock.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(str(address[0])):
        raise PermissionError(f"tests may not connect to {address[0]}")
    return address


def _is_loopback(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
