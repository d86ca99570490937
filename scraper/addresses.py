"""Addresses: one spelling for each page, and the id that follows from it. Pure; no network."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urlencode, urlsplit

_DEFAULT_PORTS = (80, 443)
_KEY = 60  # characters of an answer's key within its page
_MIRROR = re.compile(r"\Aww[w12]\.")  # hosts that serve the same pages as the bare one
_WELSH = re.compile(r"/cy-gb(?=/foi-ai/(?!af/))", re.I)
# Welsh trees of Single Online Home have the English tree's folders, some of them translated. The slugs stay English.
_WELSH_FOLDERS = {
    "heddlu-de-cymru": "south-wales-police", "heddlu-dyfed-powys": "dyfed-powys-police",
    "heddlu-gogledd-cymru": "north-wales-police", "heddlu-gwent": "gwent-police",
    "datgeliadau": "disclosure", "ionawr": "january", "chwefror": "february", "mawrth": "march", "ebrill": "april",
    "mai": "may", "mehefin": "june", "gorffennaf": "july", "awst": "august", "medi": "september", "hydref": "october",
    "tachwedd": "november", "rhagfyr": "december",
}  # fmt: skip
_WELSH_FOLDER = re.compile(rf"(?<=[/-])(?:{'|'.join(_WELSH_FOLDERS)})(?=[/-])", re.I)


def canonical_address(url: str) -> str:
    """The one spelling under which a page is known, whatever spelling a link used.

    Scheme https, host in lower case without `www.` (`ww1.`, `ww2.`), no default port or trailing slash, escapes
    normalised, query sorted; ASP pages all in lower case, since their servers take any. The Welsh twin of a response
    has the English address: they are one response. A fragment stays: it names one answer of a page that holds several.
    For identity only: the site is asked for the address as it was linked.
    """
    parts = urlsplit(url.strip())
    host = _MIRROR.sub("", (parts.hostname or "").lower())
    if parts.port and parts.port not in _DEFAULT_PORTS:
        host = f"{host}:{parts.port}"
    path = quote(unquote(_english(parts.path)), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    if path.lower().endswith((".asp", ".aspx")):
        path, query = path.lower(), query.lower()
    fragment = quote(unquote(parts.fragment), safe="/:@!$&'()*+,;=~-._")
    return f"https://{host}{path}" + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def is_welsh(url: str) -> bool:
    """Whether this is the Welsh address of a response, which stands for the English one where there is none."""
    return _WELSH.match(urlsplit(url).path) is not None


def _english(path: str) -> str:
    """The path of the English twin, if this is a response in a Welsh tree; else the path as it is."""
    if not _WELSH.match(path):
        return path
    folders, slash, slug = _WELSH.sub("", path).rstrip("/").rpartition("/")
    return _WELSH_FOLDER.sub(lambda word: _WELSH_FOLDERS[word[0].lower()], folders + slash) + slug


def page_address(url: str) -> str:
    """The canonical address of the page itself, whichever of its answers the address names."""
    return canonical_address(urldefrag(url).url)


def answer_key(reference: str | None, title: str | None) -> str:
    """What tells an answer from the others on its page: its reference's key, else its title, as a slug (`412-24`)."""
    return re.sub(r"[^a-z0-9]+", "-", (reference or title or "").lower()).strip("-")[:_KEY] or "answer"


def response_id(url: str) -> str:
    """First 12 hex digits of the SHA-256 of the canonical address: stable over re-reading."""
    return sha256(canonical_address(url).encode()).hexdigest()[:12]
