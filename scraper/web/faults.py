"""What can be wrong with a request, and how it is told: found before Datasette fails on it, or made of what it raised.

Datasette 0.65.5 answers 500 to much that is only asked wrongly; here that is 400.
"""

from __future__ import annotations

import re
import sqlite3
from http.cookies import CookieError, SimpleCookie
from traceback import walk_tb
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, NotFound
from datasette.views.base import DatasetteError
from starlette.datastructures import Headers
from starlette.types import Scope

MOST_BYTES: Final = 8_192
"""Of path and query together; RFC 9110 4.1 asks servers to take 8,000."""

_BROKEN_ESCAPE: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_HOST: Final = re.compile(r"[A-Za-z0-9._:\[\]-]{0,255}")
_NO_GZIP: Final = re.compile(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)", re.IGNORECASE)
_MISREADING: Final = (
    *(ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError),
    *(sqlite3.ProgrammingError, sqlite3.InterfaceError),  # a value that SQLite does not take, or none
)
_UNREADABLE: Final = "This address cannot be read"
_STATIC: Final = "/-/static"


class Fault(NamedTuple):
    """An HTTP status, its title, and one or two sentences for whoever asked."""

    status: int
    title: str
    message: str


NO_SUCH_PAGE: Final = Fault(404, "Not found", "There is no page at this address.")
METHOD: Final = Fault(405, "Method not allowed", "This site can be read and not written to: it answers GET and HEAD.")
OURS: Final = Fault(500, "Something went wrong", "The fault is on our side and has been noted. Please try again later.")
MISREAD: Final = Fault(400, "Bad request", "No sense could be made of what follows the question mark of this address.")


def find_fault(scope: Scope) -> Fault | None:
    """What is wrong with the request itself (RFC 3986 2.1, RFC 9112 3.2), before anyone tries to answer it."""
    path, query = (scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0], scope.get("query_string", b"")
    if len(path) + len(query) > MOST_BYTES:
        return Fault(414, "This address is too long", f"An address may have {MOST_BYTES:,} characters here.")
    if path.startswith(b"//"):
        return NO_SUCH_PAGE  # Datasette would lead to the same address, less a slash at its end, for ever
    if not _is_host(", ".join(Headers(scope=scope).getlist("host"))):
        return Fault(400, "Bad request", "The Host header does not name one host.")
    # A lone % in a query stands for itself, as people type it.
    if not (path + query).isascii() or _BROKEN_ESCAPE.search(path):
        return Fault(400, _UNREADABLE, "It holds characters that an address writes as % and two digits.")
    try:
        text = unquote_to_bytes(path).decode() + unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return Fault(400, _UNREADABLE, "What stands behind its % signs is not UTF-8.")
    if "\0" in text:
        return Fault(400, _UNREADABLE, "It holds a NUL character.")
    return None


def mended(scope: Scope) -> Scope:
    """The request without headers that do no harm unless they are read."""
    headers = Headers(scope=scope)
    dropped = set()
    if _NO_GZIP.search(", ".join(headers.getlist("accept-encoding"))):
        dropped.add(b"accept-encoding")  # GZipMiddleware looks for the word alone
    if not all(map(_is_cookie, headers.getlist("cookie"))):
        dropped.add(b"cookie")  # it may be another site's on the same host
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in dropped]}


def explain(error: Exception, path: str, query: bytes) -> Fault:
    """The answer to what was raised instead of an answer: OURS where the fault is ours."""
    match error:
        case NotFound():
            said = str(error)
            return NO_SUCH_PAGE._replace(message=f"{said}.") if " found" in said else NO_SUCH_PAGE
        case Base400():
            return Fault(error.status, "Not allowed" if error.status == 403 else "Bad request", str(error))
        case DatasetteError(message_is_html=True) | QueryInterrupted():
            return Fault(400, "This query took too long", "It was stopped. Ask for less, or ask more precisely.")
        case DatasetteError():
            # 500 is only its default: "Cannot sort table by nonsense" comes with it.
            status = 400 if error.status == 500 else error.status
            return Fault(status, error.title or "Bad request", str(error.message))
        case OSError() if path.startswith(_STATIC):
            return NO_SUCH_PAGE  # a name below a file, or longer than the file system takes
    return MISREAD if query and _is_misreading(error) else OURS


def _is_misreading(error: Exception) -> bool:
    """Whether Datasette's code, with none of ours below it, stumbled over a value.

    It reads most of a query unchecked: `_size=x` is refused, while `_timelimit=x`, `_facet_size=²`, `_through={}`,
    `name__in=[` and more raise what int(), json and SQLite happen to raise. An inference, so it is logged all the same.
    """
    passed = [str(frame.f_globals.get("__name__")) for frame, _ in walk_tb(error.__traceback__)]
    last = max((n for n, name in enumerate(passed) if name.startswith("datasette.")), default=None)
    ours = last is None or any(name.startswith("scraper.") for name in passed[last:])
    return isinstance(error, _MISREADING) and not ours


def _is_host(host: str) -> bool:
    try:
        _ = urlsplit(f"//{host}").port
    except ValueError:
        return False
    return _HOST.fullmatch(host) is not None


def _is_cookie(header: str) -> bool:
    """Whether Datasette can read it: it fails on names such as `a/b`, and on what is not UTF-8."""
    try:
        SimpleCookie().load(header.encode("latin-1").decode())
    except (CookieError, UnicodeDecodeError):
        return False
    return True
