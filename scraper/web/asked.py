"""What a search asks for, read from the address of a page and written back to one. Pure; no input is an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, Self
from urllib.parse import quote, urlencode

from scraper.law import parse_exemption
from scraper.store.query import parse_day

_LONGEST_WORDS: Final = 500
_MOST_VALUES: Final = 100
_LONGEST_VALUE: Final = 80
_LAST_PAGE: Final = 1_000_000


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One search. Values of one filter are alternatives; filters add up.

    `since` and `until` are days, months or years as `YYYY[-MM[-DD]]`. A filter that could not be read is in
    `unread`, as (parameter, text): it finds nothing, so that a mistyped one never widens a search.
    """

    words: str = ""
    force: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    exemption: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    attachment: bool = False
    sort: Sort | None = None
    page: int = 1
    unread: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Read the parameters of an address; unknown ones are ignored."""
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            if (clean := _clean(value)) and len(values := given.setdefault(name, [])) < _MOST_VALUES:
                values.append(clean)
        unread: list[tuple[str, str]] = []
        exemptions = _many(part for value in given.get("exemption", ()) for part in re.split(r"[;,]", value))
        unread += [("exemption", value) for value in exemptions if parse_exemption(value) is None]
        bounds: dict[str, str | None] = {}
        for name in ("from", "to"):
            text = given.get(name, [""])[-1]
            bounds[name] = parse_day(text)
            if text and bounds[name] is None:
                unread.append((name, text))
        return cls(
            words=given.get("q", [""])[-1],
            force=_many(given.get("force", ())),
            outcome=_many(given.get("outcome", ())),
            exemption=tuple(value for value in exemptions if ("exemption", value) not in unread),
            law=_many(value.upper() for value in given.get("law", ())),
            since=bounds["from"],
            until=bounds["to"],
            attachment=given.get("attachment", ["0"])[-1].lower() in ("1", "on", "true", "yes"),
            sort=_sort(given.get("sort", [""])[-1]),
            page=_page(given.get("page", ["1"])[-1]),
            unread=tuple(unread),
        )

    @property
    def order(self) -> Sort:
        """How the results are ordered: as asked, else by relevance where there are words."""
        if self.sort is Sort.RELEVANCE and not self.words:
            return Sort.NEWEST
        return self.sort or (Sort.RELEVANCE if self.words else Sort.NEWEST)

    @property
    def filters(self) -> Mapping[str, tuple[str, ...]]:
        """The filters that are set, by parameter, without words, order and page."""
        every = {
            "force": self.force,
            "outcome": self.outcome,
            "exemption": self.exemption,
            "law": self.law,
            "from": (self.since,) if self.since else (),
            "to": (self.until,) if self.until else (),
            "attachment": ("1",) if self.attachment else (),
        }
        return {name: values for name, values in every.items() if values}

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters in one order, without those that say nothing: equal searches have equal addresses."""
        found = [("q", self.words)] if self.words else []
        found += [(name, value) for name, values in self.filters.items() for value in values]
        found += self.unread
        if self.order is not replace(self, sort=None).order:
            found.append(("sort", str(self.order)))
        if self.page > 1:
            found.append(("page", str(self.page)))
        return found

    def address(self, path: str = "/search", **changes: Any) -> str:
        """The address of this search with some fields changed, on its first page unless `page` is given."""
        pairs = replace(self, **{"page": 1, **changes}).pairs()
        return f"{path}?{urlencode(pairs, quote_via=quote, safe='*()')}" if pairs else path

    def toggled(self, name: str, value: str) -> str:
        """The address with one value of a filter added, or taken away where it is set."""
        values: Sequence[str] = getattr(self, name)
        kept = tuple(v for v in values if v != value)
        changes: dict[str, Any] = {name: kept if value in values else (*values, value)}
        return self.address(**changes)


def _clean(value: str) -> str:
    """One line of printable characters: what a form field can hold."""
    kept = "".join(c if c.isprintable() else " " for c in value[: 4 * _LONGEST_WORDS])
    return " ".join(kept.split())[:_LONGEST_WORDS].strip()


def _many(values: Iterable[str]) -> tuple[str, ...]:
    """In one order, whatever order they came in."""
    cleaned = {value.strip()[:_LONGEST_VALUE].strip() for value in values}
    return tuple(sorted(cleaned - {""}))[:_MOST_VALUES]


def _sort(text: str) -> Sort | None:
    return Sort(text) if text in list(Sort) else None


def _page(text: str) -> int:
    return min(max(int(text), 1), _LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 10 else 1
