"""Addresses: one spelling for each page, and the id that follows from it. Pure; no network."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_address(url: str) -> str:
    """The one spelling under which a page is known, whatever spelling a link used.

    Scheme https, host in lower case without `www.`, no default port, fragment or trailing slash, escapes normalised,
    query sorted. For identity only: the site is asked for the address as it was linked.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower().removeprefix("www.")
    if parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{parts.port}"
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"https://{host}{path}" + (f"?{query}" if query else "")


def response_id(url: str) -> str:
    """First 12 hex digits of the SHA-256 of the canonical address: stable over re-reading."""
    return sha256(canonical_address(url).encode()).hexdigest()[:12]
