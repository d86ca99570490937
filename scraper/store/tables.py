"""The tables a search can be taken home as: their columns and how to read them for given responses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scraper.store.columns import Column, column, plain

_AT_ONCE: Final = 500
"""Responses whose rows are read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """One table of data forms. `base` is the archive's table it shows, `key` the columns that tell its rows apart.

    In SQL, `:rows` is a JSON list of search rows, in the order wanted, `:site` the address of the site. A table that is
    not `listed` is read whole and takes neither. `one_each`: it has one row for each response, no more and no less.
    `many`: columns that join several values with `;`.
    """

    base: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    joins: str
    order: str = ""
    listed: bool = True
    one_each: bool = False
    many: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.columns)

    @property
    def rows_sql(self) -> str:
        chosen = ", ".join(f'{one.sql} AS "{one.name}"' for one in self.columns)
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


_PERMALINK: Final = Column(
    name="permalink",
    sql=":site || '/response/' || responses.force || '/' || responses.id",
    says="Permanent address of the response on the archive's site; without the site's name where none was given",
)

_OWN: Final = (
    _PERMALINK,
    column("response", "responses", "id", "The response this row belongs to"),
    column("force", "responses", "force"),
)

_READ_FROM: Final = (
    column("fetched_at", "captures", "fetched_at", "When the page it was read from was fetched, or archived (UTC)"),
    column("via", "captures", "via", "Where that page came from: live = the force's site, wayback or import"),
    column("sha256", "captures", "sha256", "SHA-256 of that page as fetched"),
)

TABLES: Final = {
    "responses": DataTable(
        base="responses",
        key=("id",),
        columns=(
            _PERMALINK,
            *plain("responses", "id", "force"),
            column("force_name", "forces", "name", "Name of the force"),
            *plain("responses", "title", "reference", "law", "outcome", "exemptions", "dated_on"),
            *plain("responses", "requested_on", "requested_precision", "responded_on", "responded_precision"),
            *plain("responses", "working_days"),
            *plain("responses", "published_on", "published_precision", "filed", "outcome_evidence"),
            *plain("responses", "question_count", "attachment_count", "version_count", "language", "warnings"),
            column("group", "responses", "group_id"),
            *plain("responses", "first_seen_at", "last_seen_at", "changed_at", "withdrawn_at", "returned_at", "url"),
            *_READ_FROM,
            *plain("responses", "source"),
            column("licence", "sources", "licence", "Licence that the publisher states; empty = none is known"),
            *plain("sources", "attribution"),
        ),
        joins="JOIN forces ON forces.id = responses.force JOIN sources ON sources.id = responses.source "
        "JOIN captures ON captures.id = responses.capture",
        many=frozenset({"exemptions", "warnings"}),
        one_each=True,
    ),
    "texts": DataTable(
        base="response_texts",
        key=("response",),
        columns=(*_OWN, *plain("responses", "title"), *plain("response_texts", "request_text", "response_text")),
        joins="JOIN response_texts ON response_texts.response = responses.id",
        one_each=True,
    ),
    "questions": DataTable(
        base="questions",
        key=("response", "position"),
        columns=(*_OWN, *plain("questions", "position", "number", "text", "answer", "outcome", "exemptions")),
        joins="JOIN questions ON questions.response = responses.id",
        order="questions.position",
        many=frozenset({"exemptions"}),
    ),
    "citations": DataTable(
        base="citations",
        key=("response", "position"),
        columns=(*_OWN, *plain("citations", "position", "provision", "law", "section", "role", "ncnd", "by", "quote")),
        joins="JOIN citations ON citations.response = responses.id",
        order="citations.position",
    ),
    "attachments": DataTable(
        base="attachments",
        key=("response", "url"),
        columns=(
            *_OWN,
            *plain("attachments", "position", "title", "url", "media_type", "size_bytes", "pages", "state", "reason"),
        ),
        joins="JOIN attachments ON attachments.response = responses.id",
        order="attachments.position",
    ),
    "versions": DataTable(
        base="versions",
        key=("response", "number"),
        columns=(*_OWN, *plain("versions", "number", "seen_at", "digest", "title"), *_READ_FROM),
        joins="JOIN versions ON versions.response = responses.id JOIN captures ON captures.id = versions.capture",
        order="versions.number",
    ),
}

LOOKUPS: Final = {
    "provisions": DataTable(
        base="provisions",
        key=("id",),
        columns=plain("provisions", "id", "law", "section", "title", "kind", "parent"),
        joins="provisions",
        order="provisions.id",
        listed=False,
    ),
    "forces": DataTable(
        base="forces",
        key=("id",),
        columns=plain("forces", "id", "name", "nation"),
        joins="forces",
        order="id",
        listed=False,
    ),
    "groups": DataTable(
        base="groups",
        key=("id",),
        columns=plain("groups", "id", "title", "response_count", "force_count", "changed_at"),
        joins="groups",
        order="id",
        listed=False,
    ),
    "sources": DataTable(
        base="sources",
        key=("id",),
        columns=plain(
            *("sources", "id", "force", "name", "platform", "law", "via", "listing_url"),
            *("licence", "terms_url", "attribution", "unverified", "enabled", "note"),
        ),
        joins="sources",
        order="id",
        listed=False,
    ),
    "known_issues": DataTable(
        base="issues",
        key=("id",),
        columns=(
            *plain("issues", "id", "source"),
            column("force", "sources", "force", "The force whose log it is"),
            *plain("issues", "kind", "message", "url", "first_seen_at", "last_seen_at", "seen_count"),
        ),
        joins="issues JOIN sources ON sources.id = issues.source WHERE issues.settled_at IS NULL",
        order="issues.id",
        listed=False,
    ),
}
"""What the other tables refer to, and what is open at each source: small, and always given whole."""
