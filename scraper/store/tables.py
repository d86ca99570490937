"""The tables a search can be taken home as: their columns and how to read them for given responses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

_AT_ONCE: Final = 500
"""Responses whose rows are read at once."""

_PERMALINK: Final = ":site || '/response/' || responses.force || '/' || responses.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """One table of data forms. `columns` are (name, SQL), `many` those that join several values with `;`.

    In SQL, `:rows` is a JSON list of search rows, in the order wanted, `:site` the address of the site. A table that is
    not `listed` is read whole and takes neither. `one_each`: it has one row for each response, no more and no less.
    """

    columns: tuple[tuple[str, str], ...]
    joins: str
    order: str = ""
    listed: bool = True
    one_each: bool = False
    many: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)

    @property
    def rows_sql(self) -> str:
        chosen = ", ".join(f'{sql} AS "{name}"' for name, sql in self.columns)
        order = ", ".join(filter(None, ("wanted.key" if self.listed else "", self.order)))
        return f"SELECT {chosen} {self._source} ORDER BY {order}"

    @property
    def count_sql(self) -> str:
        return f"SELECT count(*) {self._source}"

    def count(self, cursor: sqlite3.Cursor, rows: Sequence[int]) -> int:
        """How many rows belong to the responses of these search rows."""
        if self.one_each:
            return len(rows)
        return sum(cursor.execute(self.count_sql, {"rows": part}).fetchone()[0] for part in _parts(rows))

    def read(self, cursor: sqlite3.Cursor, rows: Sequence[int], site: str) -> Iterator[list[Any]]:
        """The rows that belong to these search rows, in their order, some hundreds at a time."""
        sql = self.rows_sql
        for part in _parts(rows) if self.listed else ["[]"]:
            yield cursor.execute(sql, {"rows": part, "site": site}).fetchall()

    @property
    def _source(self) -> str:
        if not self.listed:
            return f"FROM {self.joins}"
        # The list goes first, so that each response is one look-up by its search row.
        wanted = "json_each(:rows) AS wanted CROSS JOIN responses ON responses.search_row = wanted.value"
        return f"FROM {wanted} {self.joins}"


def _parts(rows: Sequence[int]) -> Iterator[str]:
    return (json.dumps(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE))


def _plain(table: str, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, f'{table}."{name}"') for name in names)


_OWN: Final = (("permalink", _PERMALINK), ("response", "responses.id"), ("force", "responses.force"))

TABLES: Final = {
    "responses": DataTable(
        columns=(
            ("permalink", _PERMALINK),
            *_plain("responses", "id", "force"),
            ("force_name", "forces.name"),
            *_plain("responses", "title", "reference", "law", "outcome", "exemptions", "dated_on"),
            *_plain("responses", "requested_on", "requested_precision", "responded_on", "responded_precision"),
            *_plain("responses", "published_on", "published_precision", "filed", "outcome_evidence"),
            *_plain("responses", "question_count", "attachment_count", "version_count", "language", "warnings"),
            *_plain("responses", "first_seen_at", "last_seen_at", "changed_at", "withdrawn_at", "returned_at", "url"),
            *_plain("captures", "fetched_at", "via", "sha256"),
            *_plain("sources", "licence", "attribution"),
        ),
        joins="JOIN forces ON forces.id = responses.force JOIN sources ON sources.id = responses.source "
        "JOIN captures ON captures.id = responses.capture",
        many=frozenset({"exemptions", "warnings"}),
        one_each=True,
    ),
    "texts": DataTable(
        columns=(*_OWN, *_plain("responses", "title"), *_plain("response_texts", "request_text", "response_text")),
        joins="JOIN response_texts ON response_texts.response = responses.id",
        one_each=True,
    ),
    "questions": DataTable(
        columns=(*_OWN, *_plain("questions", "position", "number", "text", "answer", "outcome", "exemptions")),
        joins="JOIN questions ON questions.response = responses.id",
        order="questions.position",
        many=frozenset({"exemptions"}),
    ),
    "citations": DataTable(
        columns=(*_OWN, *_plain("citations", "position", "provision", "law", "section", "role", "ncnd", "by", "quote")),
        joins="JOIN citations ON citations.response = responses.id",
        order="citations.position",
    ),
    "attachments": DataTable(
        columns=(
            *_OWN,
            *_plain("attachments", "position", "title", "url", "media_type", "size_bytes", "pages", "state", "reason"),
        ),
        joins="JOIN attachments ON attachments.response = responses.id",
        order="attachments.position",
    ),
    "versions": DataTable(
        columns=(
            *_OWN,
            *_plain("versions", "number", "seen_at", "digest", "title"),
            *_plain("captures", "fetched_at", "via", "sha256"),
        ),
        joins="JOIN versions ON versions.response = responses.id JOIN captures ON captures.id = versions.capture",
        order="versions.number",
    ),
}

LOOKUPS: Final = {
    "provisions": DataTable(
        columns=_plain("provisions", "id", "law", "section", "title", "kind", "parent"),
        joins="provisions",
        order="provisions.id",
        listed=False,
    ),
    "forces": DataTable(columns=_plain("forces", "id", "name", "nation"), joins="forces", order="id", listed=False),
    "sources": DataTable(
        columns=_plain(
            *("sources", "id", "force", "name", "platform", "law", "via", "listing_url"),
            *("licence", "terms_url", "attribution", "unverified", "enabled", "note"),
        ),
        joins="sources",
        order="id",
        listed=False,
    ),
}
"""What the other tables refer to: small, and always given whole."""
