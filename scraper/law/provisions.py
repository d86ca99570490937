"""Looking up provisions: canonical spelling, titles, kinds, meanings, parents and children, addresses of the statute.

The data is provisions.csv and meanings.csv beside this module, each read once when first asked for.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from scraper.records import Law, Provision

_RELIED_KINDS = frozenset({"exemption", "exception", "refusal"})
_SECTION = re.compile(r"(\d{1,3})([A-Za-z]{0,2})((?:\([0-9A-Za-z]{1,4}\)){0,5})")
_LEVEL = re.compile(r"\(([0-9A-Za-z]{1,4})\)")
_STATUTES = {
    Law.FOIA: ("ukpga/2000/36", "section"),
    Law.FOISA: ("asp/2002/13", "section"),
    Law.EIR: ("uksi/2004/3391", "regulation"),
    Law.EISR: ("ssi/2004/520", "regulation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    provision: Provision
    silent: frozenset[str]
    names: tuple[str, ...]


def _lines(name: str) -> Iterator[dict[str, str]]:
    text = files("scraper.law").joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@cache
def _rows() -> dict[tuple[Law, str], _Row]:
    rows: dict[tuple[Law, str], _Row] = {}
    for line in _lines("provisions.csv"):
        provision = Provision(
            law=Law(line["law"]),
            section=line["section"],
            title=line["title"],
            kind=line["kind"],
            absolute={"yes": True, "no": False}.get(line["absolute"]),
        )
        rows[provision.law, provision.section] = _Row(
            provision=provision,
            silent=frozenset(filter(None, line["silent"].split(";"))),
            names=tuple(filter(None, line["names"].split("|"))),
        )
    return rows


@cache
def _meanings() -> dict[tuple[Law, str], str]:
    return {(Law(line["law"]), line["section"]): line["meaning"] for line in _lines("meanings.csv")}


@cache
def all_provisions() -> tuple[Provision, ...]:
    """Every provision of the data file, in its order: law by law, sections ascending."""
    return tuple(row.provision for row in _rows().values())


@lru_cache(maxsize=4096)
def canonical(section: str) -> str | None:
    """The one spelling of a section: `31 (1)(A)` is `31(1)(a)`, `40(3a)` is `40(3A)`; None where it is no section."""
    match = _SECTION.fullmatch("".join(section.split()))
    if match is None:
        return None
    number, letter, levels = match.groups()
    return f"{int(number)}{letter.upper()}" + "".join(
        f"({level.upper() if level[0].isdigit() else level.lower()})" for level in _LEVEL.findall(levels)
    )


def parent_of(section: str) -> str | None:
    """The section one level up: `31(1)(a)` lies in `31(1)`, that in `31`; None for a whole section."""
    head, bracket, _ = section.rpartition("(")
    return head if bracket else None


def covers(parent: str, child: str) -> bool:
    """Whether `parent` is `child` or contains it: 31 covers 31(1)(a), but neither 310 nor 31A."""
    return child == parent or child.startswith(parent + "(")


def lineage(section: str) -> Iterator[str]:
    at: str | None = section
    while at is not None:
        yield at
        at = parent_of(at)


def _nearest(law: Law, section: str) -> _Row | None:
    rows = _rows()
    return next((rows[law, at] for at in lineage(section) if (law, at) in rows), None)


@lru_cache(maxsize=4096)
def find_provision(law: Law, section: str) -> Provision | None:
    """The provision of this section, in canonical spelling; title and kind of the nearest parent where it has none."""
    exact = canonical(section)
    row = _nearest(law, exact) if exact else None
    return replace(row.provision, section=exact) if row and exact else None


def is_relied_kind(provision: Provision) -> bool:
    """Whether an authority can refuse on this provision. Duties, procedure and notices never qualify."""
    return provision.kind in _RELIED_KINDS


@lru_cache(maxsize=4096)
def is_silent(law: Law, section: str) -> bool:
    """Whether the section itself lifts the duty to confirm or deny: 31(3), 40(5B)(a)(i); not 12(2), which is cost."""
    row = _rows().get((law, section.partition("(")[0]))
    return row is not None and any(covers(silent, section) for silent in row.silent)


def names_of(law: Law, section: str) -> tuple[str, ...]:
    """The phrases by which letters name the provision without a number, lower case; else its nearest parent's."""
    for at in lineage(section):
        row = _rows().get((law, at))
        if row and row.names:
            return row.names
    return ()


@lru_cache(maxsize=4096)
def meaning_of(law: Law, section: str) -> str | None:
    """What the provision covers and allows, in plain words; else its nearest parent's. None where none is written."""
    exact, meanings = canonical(section), _meanings()
    return next((meanings[law, at] for at in lineage(exact) if (law, at) in meanings), None) if exact else None


def legislation_url(law: Law, section: str) -> str | None:
    """The section's address at legislation.gov.uk; None for Jersey's law, which is not kept there."""
    statute, exact = _STATUTES.get(law), canonical(section)
    if statute is None or exact is None:
        return None
    act, division = statute
    number, *levels = re.findall(r"[0-9A-Za-z]+", exact)
    anchor = "-".join([f"#{division}", number, *levels]) if levels else ""
    return f"https://www.legislation.gov.uk/{act}/{division}/{number}{anchor}"
