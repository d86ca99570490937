"""sources.toml → `Source`. Facts only; an unknown key is an error, and says where.

Layout of the file: one `[client]` table (who we are and how we fetch), then one `[source.<id>]` table a disclosure log.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scraper.errors import ConfigError
from scraper.platforms import PLATFORMS
from scraper.records import Law, ListingRules, Source, Via

_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientConfig:
    """The `[client]` table: who fetches and within which limits; `captures`, an address that captures are copied to.

    `contact` is an e-mail or web address where a webmaster reaches the operator; without it nothing is fetched.
    `allow_loopback` lets sources live on this machine (tests and stand-ins only). What is named in `_SHARED` goes for
    every source that does not say otherwise.
    """

    project: str
    contact: str = ""
    delay_seconds: float = 2.0
    timeout_seconds: float = 30.0
    max_bytes: int = 50_000_000
    archive_url: str = "https://web.archive.org"
    allow_loopback: bool = False
    captures: str = ""
    recheck_days: float = 1.0
    recheck_share_of_age: float = 0.1
    recheck_budget: int = 300
    request_budget: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    client: ClientConfig
    sources: tuple[Source, ...]
    path: Path

    def pick(self, ids: tuple[str, ...]) -> tuple[Source, ...]:
        """The named sources in the file's order; all enabled ones if none is named. ConfigError for an unknown id."""
        known = {s.id for s in self.sources}
        unknown = [i for i in ids if i not in known]
        if unknown:
            raise ConfigError(
                f"{self.path}: no source named {', '.join(unknown)}. There are: {', '.join(sorted(known))}"
            )
        return tuple(s for s in self.sources if (s.id in ids if ids else s.enabled))


def load_config(path: Path) -> Config:
    """Reads sources.toml. ConfigError names the file, the table and the key."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file. Name the sources with --sources PATH.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML: {error}") from None
    extra = set(raw) - {"client", "source"}
    if extra:
        raise ConfigError(f"{path}: unknown table {_names(extra)}; expected [client] and [source.<id>]")
    client = _client(path, raw.get("client", {}))
    tables = raw.get("source", {})
    if not isinstance(tables, dict) or not tables:
        raise ConfigError(f"{path}: no [source.<id>] table; add one for each disclosure log")
    return Config(client=client, sources=tuple(_source(path, i, t, client) for i, t in tables.items()), path=path)


def _client(path: Path, table: dict[str, Any]) -> ClientConfig:
    return ClientConfig(**_checked(f"{path}: [client]", table, _types(ClientConfig), required={"project"}))


_SHARED = ("delay_seconds", "recheck_days", "recheck_share_of_age", "recheck_budget", "request_budget")
_SHARES = (
    *("recheck_share_of_age", "max_drop", "max_lost"),
    *("min_clean", "min_dated", "min_questions", "min_outcome"),
)
_SOURCE_KEYS: dict[str, type] = {
    **dict.fromkeys(("name", "force", "force_name", "nation", "law", "platform", "via", "cron"), str),
    **dict.fromkeys(("licence", "terms_url", "attribution", "note", "whatdotheyknow"), str),
    **dict.fromkeys(("listings", "hosts", "archive_prefixes"), list),
    **dict.fromkeys(("delay_seconds", "recheck_days", *_SHARES), float),
    **dict.fromkeys(("recheck_budget", "request_budget", "min_entries"), int),
    **dict.fromkeys(("unverified", "enabled"), bool),
    "listing": dict,
}
_LISTING_KEYS: dict[str, type] = {
    **dict.fromkeys(("responses", "pages", "leave_out", "names"), list),
    "columns": dict,
    "tab": str,
}


def _source(path: Path, source_id: str, table: Any, client: ClientConfig) -> Source:
    where = f"{path}: [source.{source_id}]"
    if not _ID.match(source_id):
        raise ConfigError(f"{where}: an id has lower-case letters, digits and hyphens only")
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: expected a table")
    facts = _checked(where, table, _SOURCE_KEYS, required={"force_name", "nation", "platform"})
    facts["law"] = _one_of(where, "law", facts.get("law", "FOIA"), Law)
    facts["via"] = _one_of(where, "via", facts.get("via", "live"), Via)
    if facts["platform"] not in PLATFORMS:
        raise ConfigError(f"{where}: platform {facts['platform']!r} is unknown; there are {_names(PLATFORMS)}")
    for key in ("listings", "archive_prefixes", "hosts"):
        facts[key] = _strings(where, key, facts.get(key, []))
    for url in facts["listings"]:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise ConfigError(f"{where}: {url!r} is no http or https address")
    if facts["via"] is Via.LIVE and not facts["listings"]:
        raise ConfigError(f"{where}: a live source needs at least one address in `listings`")
    if facts["via"] is Via.WAYBACK and not facts["archive_prefixes"] and not facts["listings"]:
        raise ConfigError(f"{where}: a source read from the web's archive needs `archive_prefixes` or `listings`")
    facts["hosts"] = frozenset({urlsplit(u).hostname or "" for u in facts["listings"]} | set(facts["hosts"]))
    facts["cron"] = _cron(where, facts.get("cron", "0 3 * * *"))
    for key in _SHARED:
        facts.setdefault(key, getattr(client, key))
    facts.setdefault("force", source_id)
    facts.setdefault("name", f"{facts['force_name']} disclosure log")
    facts["rules"] = _rules(f"{where[:-1]}.listing]", facts.pop("listing", {}))
    return Source(id=source_id, **facts)


def _rules(where: str, table: dict[str, Any]) -> ListingRules:
    """The facts of a source's listing table, all of them optional."""
    facts = _checked(where, table, _LISTING_KEYS, required=set())
    columns, tab = facts.pop("columns", {}), facts.pop("tab", "")
    if not all(isinstance(value, str) for value in columns.values()):
        raise ConfigError(f"{where}: columns should name a field for each heading, found {columns!r}")
    rules = {key: _strings(where, key, value) for key, value in facts.items()}
    return ListingRules(**rules, columns=tuple(columns.items()), tab=tab)


def _cron(where: str, expression: str) -> str:
    """The expression with weekday numbers as names: cron counts from Sunday, APScheduler from Monday."""
    parts = expression.split()
    if len(parts) != 5:
        raise ConfigError(f"{where}: cron {expression!r} needs five fields: minute hour day month weekday")
    parts[4] = re.sub(r"(?<![\d/*])[0-7](?!\d)", lambda m: _WEEKDAYS[int(m[0])], parts[4])
    return " ".join(parts)


def _types(cls: type) -> dict[str, type]:
    return {f.name: {"str": str, "float": float, "int": int, "bool": bool}[str(f.type)] for f in fields(cls)}


def _checked(where: str, table: dict[str, Any], types: dict[str, type], required: set[str]) -> dict[str, Any]:
    """The table's values by key. Unknown, missing or mistyped keys are errors."""
    unknown = set(table) - set(types)
    if unknown:
        raise ConfigError(f"{where}: unknown key {_names(unknown)}; known keys are {_names(types)}")
    missing = required - set(table)
    if missing:
        raise ConfigError(f"{where}: {_names(missing)} missing")
    values: dict[str, Any] = {}
    for key, value in table.items():
        expected = types[key]
        if expected is float and type(value) is int:
            value = float(value)
        if type(value) is not expected:
            raise ConfigError(f"{where}: {key} should be of type {expected.__name__}, found {value!r}")
        if isinstance(value, int | float) and value < 0:
            raise ConfigError(f"{where}: {key} cannot be negative, found {value}")
        if key in _SHARES and isinstance(value, float) and not value <= 1:
            raise ConfigError(f"{where}: {key} is a share from 0 to 1, found {value}")
        values[key] = value
    return values


def _strings(where: str, key: str, value: list[Any]) -> tuple[str, ...]:
    if not all(isinstance(v, str) and v for v in value):
        raise ConfigError(f"{where}: {key} should be a list of text, found {value!r}")
    return tuple(value)


def _one_of(where: str, key: str, value: str, choices: type[Law] | type[Via]) -> Law | Via:
    try:
        return choices(value)
    except ValueError:
        raise ConfigError(f"{where}: {key} {value!r} is unknown; there are {_names(choices)}") from None


def _names(items: Any) -> str:
    return ", ".join(sorted(str(i) for i in items))
