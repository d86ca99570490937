"""datapackage.json: what the CSV files hold, for programs that read Data Packages. Pure.

Data Package and Table Schema, version 1 (specs.frictionlessdata.io), which frictionless, datapackage-r and others read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scraper.exports.fields import PARTIAL_DATE, Described, Field, Kind
from scraper.exports.files import Written

_TYPES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.TEXT: {"type": "string"},
    Kind.LIST: {"type": "string"},  # version 1 has no lists but in JSON
    Kind.INTEGER: {"type": "integer"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]},
    Kind.INSTANT: {"type": "datetime", "format": "default"},
    Kind.DATE: {"type": "string"},
    Kind.MONTH: {"type": "yearmonth"},
}

TERMS: Final = (
    "Terms differ from source to source: each response has the licence and the attribution of its source beside it, "
    "the table sources has the address of the terms. Where no licence stands, none that the publisher states is known."
)


def data_package(
    tables: Sequence[tuple[Described, Written]], sources: Sequence[Mapping[str, Any]], about: Mapping[str, Any]
) -> dict[str, Any]:
    """The descriptor. `sources` are rows of that table; `about` is what `about.about_of` gives."""
    licences = list(_licences(sources))
    return {
        "profile": "tabular-data-package",
        "name": "police-foi-archive",
        "title": about["title"],
        "description": f"{about['description']} {TERMS}",
        **({"created": about["created"]} if about["created"] else {}),
        **({"homepage": about["homepage"]} if _is_web(about["homepage"]) else {}),
        **({"licenses": licences} if licences else {}),
        **({"sources": [_source(row) for row in sources]} if sources else {}),
        "resources": [_resource(described, file) for described, file in tables],
    }


def _licences(sources: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """Each licence that a source states, with who states it; a licence must have a name or an address."""
    stated: dict[tuple[str, str | None], list[str]] = {}
    for row in sources:
        if row["licence"]:
            stated.setdefault((row["licence"], row["terms_url"]), []).append(row["id"])
    for (licence, terms_url), ids in stated.items():
        name = re.sub("[^A-Za-z0-9._]+", "-", licence).strip("-") or "stated"
        where = {"path": terms_url} if terms_url and _is_web(terms_url) else {"name": name}
        yield {**where, "title": f"{licence} (only what comes from {', '.join(ids)})"}


def _source(row: Mapping[str, Any]) -> dict[str, str]:
    path = next((url for url in (row["terms_url"], row["listing_url"]) if url and _is_web(url)), None)
    return {"title": row["name"], **({"path": path} if path else {})}


def _is_web(address: str) -> bool:
    return re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address) is not None


def _resource(described: Described, file: Written) -> dict[str, Any]:
    table = described.table
    return {
        "profile": "tabular-data-resource",
        "name": described.name,
        "path": file.name,
        "description": described.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size_bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(field) for field in described.fields],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": [field.name],
                    # A table that refers to itself says so with an empty name.
                    "reference": {
                        "resource": "" if field.refers[0] == described.name else field.refers[0],
                        "fields": [field.refers[1]],
                    },
                }
                for field in described.fields
                if field.refers
            ],
        },
    }


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.kind is Kind.DATE:
        constraints["pattern"] = PARTIAL_DATE
    found = {"name": field.name, "description": field.says, **_TYPES[field.kind]}
    return {**found, "constraints": constraints} if constraints else found
