"""csv-metadata.json: what the CSV files hold, for programs that read CSV on the Web. Pure.

Metadata Vocabulary for Tabular Data (w3.org/TR/tabular-metadata); the name of the file is the one of its section 5.3 at
which programs look by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scraper.exports.datapackage import TERMS
from scraper.exports.fields import PARTIAL_DATE, Described, Field, Kind

_DATATYPES: Final[dict[Kind, Any]] = {
    Kind.TEXT: "string",
    Kind.LIST: "string",
    Kind.INTEGER: "integer",
    Kind.FLAG: {"base": "boolean", "format": "1|0"},
    Kind.INSTANT: {"base": "dateTimeStamp"},
    Kind.DATE: {"base": "string", "format": PARTIAL_DATE},
    Kind.MONTH: "gYearMonth",
}


def csvw_metadata(tables: Sequence[Described], about: Mapping[str, Any]) -> dict[str, Any]:
    """The description of the table group. `about` is what `about.about_of` gives."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": about["title"],
        "dc:description": about["description"],
        "dc:rights": TERMS,
        **({"dc:created": about["created"]} if about["created"] else {}),
        **({"dc:source": about["homepage"]} if about["homepage"] else {}),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "tables": [_table(described) for described in tables],
    }


def _table(described: Described) -> dict[str, Any]:
    key = described.table.key
    return {
        "url": f"{described.name}.csv",
        "dc:description": described.says,
        "tableSchema": {
            "aboutUrl": f"#{'/'.join(f'{{{name}}}' for name in key)}",
            "columns": [_column(field) for field in described.fields],
            "primaryKey": list(key),
            "foreignKeys": [
                {
                    "columnReference": [field.name],
                    "reference": {"resource": f"{field.refers[0]}.csv", "columnReference": [field.refers[1]]},
                }
                for field in described.fields
                if field.refers and field.required  # each row must refer to one (5.5.2.1), and some name no provision
            ],
        },
    }


def _column(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "titles": field.name,
        "dc:description": field.says,
        "datatype": _DATATYPES[field.kind],
        **({"separator": ";"} if field.kind is Kind.LIST else {}),
        **({"required": True} if field.required else {}),
    }
