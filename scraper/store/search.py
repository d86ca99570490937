"""Searching the archive: words, ranked, with filters."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, TypedDict, Unpack

from scraper.law import parse_exemption
from scraper.store.connection import Connected, Row
from scraper.store.query import NOT_STATED, Query, parse_query

_SNIPPET_WORDS: Final = 24
_HITS: Final = "(SELECT rowid FROM responses_fts WHERE responses_fts MATCH :hits)"


class Filters(TypedDict, total=False):
    """What a search may be narrowed by. Values of one filter are alternatives; filters add up; None lets all through.

    An exemption without a law covers what lies in it ("31" finds 31(1)(a)); with a law it is exact ("FOIA 31(1)(a)")
    unless a star follows ("FOIA 31*"); only what a force relied on counts. The outcome `not_stated` is that of pages
    that do not say. `since` and `until` are days, months or years, both inclusive, of the best known date.
    `attachment`: only responses that link files, or only those that link none.
    """

    force: str | Collection[str] | None
    exemption: str | Collection[str] | None
    outcome: str | Collection[str] | None
    law: str | Collection[str] | None
    since: str | None
    until: str | None
    attachment: bool | None


class Search(Connected):
    def search(
        self,
        words: str = "",
        *,
        limit: int | None = 20,
        marks: tuple[str, str] = ("[", "]"),
        **filters: Unpack[Filters],
    ) -> list[Row]:
        """The responses that hold the words and pass every filter: best first, or newest first without words.

        `words` is what a person types (see `query`).

        Rows of id, force, title, url, reference, dated_on, outcome, exemptions (ids joined by `;`), withdrawn_at and
        snippet: a piece of the text with `marks` around the words found, None where no words are wanted.
        """
        query = parse_query(words)
        if query.nothing:
            return []
        conditions, values = _conditions(filters)
        sql, asked = _select(query, conditions, marks)
        return self.rows(sql, {**values, **asked, "limit": -1 if limit is None else limit})

    def found_as(self, response: str) -> Row:
        """The row that `search` would give of a response, without a snippet; `group` and its `group_forces` besides."""
        sql = (
            f'SELECT {_COLUMNS}, group_id AS "group", groups.force_count AS group_forces FROM responses '
            "LEFT JOIN groups ON groups.id = responses.group_id WHERE responses.id = ?"
        )
        return self.rows(sql, (response,))[0]

    def search_rows(self, words: str = "", **filters: Unpack[Filters]) -> list[int]:
        """The `search_row` of every response that `search` would find, ascending."""
        query = parse_query(words)
        if query.nothing:
            return []
        conditions, values = _conditions(filters)
        if query.match:
            conditions.append(f"responses.search_row IN {_HITS}")
            values["hits"] = query.match
        elif query.without:
            conditions.append(f"responses.search_row NOT IN {_HITS}")
            values["hits"] = query.without
        where = " AND ".join(conditions) or "1"
        sql = f"SELECT search_row FROM responses WHERE {where} ORDER BY search_row"
        return [row["search_row"] for row in self.rows(sql, values)]


def _many(values: str | Collection[str] | None) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values or ())


_COLUMNS: Final = (
    "responses.id, responses.force, responses.title, responses.url, responses.reference, responses.dated_on, "
    "responses.outcome, responses.exemptions, responses.withdrawn_at"
)


def _select(query: Query, conditions: list[str], marks: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    if query.match is not None:
        return _ranked(conditions), {"match": query.match, "start": marks[0], "end": marks[1]}
    values: dict[str, Any] = {}
    if query.without:
        values["hits"] = query.without
        conditions = [*conditions, f"responses.search_row NOT IN {_HITS}"]
    where = " AND ".join(conditions) or "1"
    order = "responses.dated_on DESC NULLS LAST, responses.id"
    return f"SELECT {_COLUMNS}, NULL AS snippet FROM responses WHERE {where} ORDER BY {order} LIMIT :limit", values


def _ranked(conditions: list[str]) -> str:
    """Rank first, then cut snippets: only of the rows that are shown. Of equal ones the later to come goes first."""
    filtered = "JOIN responses ON responses.search_row = responses_fts.rowid" if conditions else ""
    return f"""
        SELECT {_COLUMNS}, snippet(responses_fts, -1, :start, :end, '…', {_SNIPPET_WORDS}) AS snippet
        FROM (
            SELECT responses_fts.rowid AS search_row, responses_fts.rank AS score
            FROM responses_fts {filtered}
            WHERE {" AND ".join(["responses_fts MATCH :match", *conditions])}
            ORDER BY score, responses_fts.rowid DESC
            LIMIT :limit
        ) AS best
        JOIN responses ON responses.search_row = best.search_row
        JOIN responses_fts ON responses_fts.rowid = best.search_row
        WHERE responses_fts MATCH :match
        ORDER BY best.score, best.search_row DESC
    """


def _conditions(filters: Filters) -> tuple[list[str], dict[str, Any]]:
    conditions: list[str] = []
    values: dict[str, Any] = {}

    def named(name: str, wanted: tuple[str, ...]) -> str:
        """The parameters that stand for these values, with commas between."""
        names = {f"{name}{i}": value for i, value in enumerate(wanted)}
        values.update(names)
        return ", ".join(f":{each}" for each in names)

    if force := _many(filters.get("force")):
        conditions.append(f"responses.force IN ({named('force', force)})")
    if outcome := _many(filters.get("outcome")):
        unsaid = " OR responses.outcome IS NULL" if NOT_STATED in outcome else ""
        conditions.append(f"(responses.outcome IN ({named('outcome', outcome)}){unsaid})")
    if law := _many(filters.get("law")):
        conditions.append(f"responses.law IN ({named('law', law)})")
    if exemption := _many(filters.get("exemption")):
        conditions.append(_relies_on(exemption, values))
    # A date may be a month or a year: it counts as within a bound that its month or year reaches.
    if since := filters.get("since"):
        conditions.append("responses.dated_on || '~' >= :since")
        values["since"] = since
    if until := filters.get("until"):
        conditions.append("responses.dated_on <= :until || '~'")
        values["until"] = until
    if (attachment := filters.get("attachment")) is not None:
        conditions.append(f"responses.attachment_count {'>' if attachment else '='} 0")
    return conditions, values


def _relies_on(exemptions: tuple[str, ...], values: dict[str, Any]) -> str:
    parts = []
    for i, asked in enumerate(exemptions):
        condition, named = _exemption(asked, i)
        parts.append(condition)
        values.update(named)
    return (
        "responses.id IN (SELECT citations.response FROM citations "
        "JOIN provisions ON provisions.id = citations.provision "
        f"WHERE citations.role = 'relied' AND ({' OR '.join(parts)}))"
    )


def _exemption(asked: str, number: int) -> tuple[str, dict[str, str]]:
    """The condition for one exemption as typed; what names no section finds nothing."""
    found = parse_exemption(asked)
    if found is None:
        return "0", {}
    names = {f"section{number}": found.section}
    condition = f"provisions.section = :section{number}"
    if found.parts:
        within = f"substr(provisions.section, 1, length(:section{number}) + 1) = :section{number} || '('"
        condition = f"({condition} OR {within})"
    if found.law is not None:
        names[f"law{number}"] = str(found.law)
        condition = f"(provisions.law = :law{number} AND {condition})"
    return condition, names
