"""A stand-in for the Internet Archive: its index with filter, collapse and resume keys, and playback of raw captures.

    with WebArchive() as web:
        web.add("https://www.force.example/foi/a/", "20200102030405", b"<p>We hold")
        ... fetch_index(session, "www.force.example/foi/", base=web.url) ...

Playback answers an unknown timestamp of a known address with a redirect to the nearest one, as the real one does.
"""

from __future__ import annotations

import json
import re
from base64 import b32encode
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from hashlib import sha1
from itertools import groupby
from typing import Any
from urllib.parse import parse_qs, urlsplit

from standin import Answer, Hit, StandIn

_PLAYED = re.compile(r"/web/([0-9]{14})id_/(.+)", re.DOTALL)


def digest_of(body: bytes) -> str:
    """The digest the index gives for a body."""
    return b32encode(sha1(body).digest()).decode()


def urlkey_of(url: str) -> str:
    """An address as the index sorts it: `uk,police,force)/foi/a`."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port else ""
    path = parts.path.lower() + (f"?{parts.query.lower()}" if parts.query else "")
    return f"{','.join(reversed(host.split('.')))}{port}){path}"


@dataclass(frozen=True, kw_only=True)
class _Row:
    urlkey: str
    timestamp: str
    original: str
    mimetype: str
    statuscode: str
    digest: str
    length: str = "1000"


class WebArchive(StandIn):
    """`most_rows` caps a page of the index, whatever the caller asks for; `collapses`: repeats are left out at wish."""

    def __init__(self, *, most_rows: int = 150_000) -> None:
        super().__init__()
        self.most_rows = most_rows
        self.collapses = True
        self.otherwise = self._play
        self.route("/cdx/search/cdx", self._index)
        self._rows: list[_Row] = []
        self._answers: dict[str, dict[str, Answer]] = {}
        self._sorted = True

    @property
    def index_calls(self) -> list[dict[str, list[str]]]:
        """The queries asked of the index so far."""
        return [parse_qs(urlsplit(path).query) for path in self.paths if path.startswith("/cdx/")]

    @property
    def played(self) -> list[str]:
        """The raw captures asked for so far: `<timestamp> <address>`."""
        return [f"{m[1]} {m[2]}" for path in self.paths if (m := _PLAYED.match(path))]

    def add(
        self,
        url: str,
        timestamp: str,
        body: bytes = b"",
        *,
        status: int | None = 200,
        digest: str | None = None,
        answer: Answer | None = None,
        media_type: str = "text/html",
    ) -> None:
        """Hold a capture. `status` None is a repeat of an earlier one ("-"); `digest` may lie, `answer` may differ."""
        self._rows.append(
            _Row(
                urlkey=urlkey_of(url),
                timestamp=timestamp,
                original=url,
                mimetype=media_type if status else "warc/revisit",
                statuscode=str(status) if status else "-",
                digest=digest or digest_of(body),
            )
        )
        self._sorted = False
        self._answers.setdefault(urlkey_of(url), {})[timestamp] = answer or Answer(
            status=status or 200, body=body, media_type=media_type
        )

    def _index(self, hit: Hit) -> Answer:
        query = {name: values[-1] for name, values in parse_qs(urlsplit(hit.path).query).items()}
        if not self._sorted:
            self._rows.sort(key=lambda r: (r.urlkey, r.timestamp))
            self._sorted = True
        keys = [r.urlkey for r in self._rows]
        wanted = urlkey_of(query["url"])
        end = wanted + "\U0010ffff" if query.get("matchType") == "prefix" else wanted
        rows = self._rows[bisect_left(keys, wanted) : bisect_right(keys, end)]
        if "filter" in query:
            field, _, pattern = query["filter"].partition(":")
            rows = [r for r in rows if re.fullmatch(pattern, getattr(r, field))]
        if resume := query.get("resumeKey"):
            rows = [r for r in rows if f"{r.urlkey} {r.timestamp}" > resume]
        if self.collapses and (collapse := query.get("collapse")):
            rows = [next(group) for _, group in groupby(rows, key=lambda r: getattr(r, collapse))]
        limit = min(int(query.get("limit", self.most_rows)), self.most_rows)
        fields = query["fl"].split(",")
        table: list[list[Any]] = [fields, *([getattr(r, f) for f in fields] for r in rows[:limit])]
        if query.get("showResumeKey") and len(rows) > limit:
            last = rows[limit - 1]
            table += [[], [f"{last.urlkey} {last.timestamp}"]]
        return Answer(body=json.dumps(table if rows else []).encode(), media_type="application/json")

    def _play(self, hit: Hit) -> Answer:
        asked = _PLAYED.match(hit.path)
        held = self._answers.get(urlkey_of(asked[2]), {}) if asked else {}
        if not asked or not held:
            return Answer(status=404)
        if asked[1] in held:
            return held[asked[1]]
        nearest = min(held, key=lambda at: abs(int(at) - int(asked[1])))
        return Answer(status=302, headers={"Location": f"/web/{nearest}id_/{asked[2]}"})
