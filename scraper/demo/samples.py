"""The sample responses as data: read from `logs/*.toml`, with the edition applied, and what a reader must find.

Each force has a file: its site, its letter layouts and its responses. `logs/shared.toml` holds the requests that went
to several forces and the standard passages of letters. Edition 1 is the first visit. In edition 2 some responses are
new (`added_in = 2`), some have changed (`[responses.edition_2]` replaces fields), some are gone (`gone_in = 2`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from scraper.records import Law, Outcome

FORCES = ("castlemere", "dyffryn-llwyd", "northmoor", "severndale", "strathmorn")
LATEST_EDITION = 2


class Day(date):
    """A date that prints itself as letters do: `{d.ordinal}` is "3rd May 2024", `{d.long}` "3 May 2024"."""

    @property
    def long(self) -> str:
        return f"{self.day} {self:%B %Y}"

    @property
    def ordinal(self) -> str:
        ending = "th" if 11 <= self.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(self.day % 10, "th")
        return f"{self.day}{ending} {self:%B %Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleResponse:
    """One published answer. `path` is below the force's root; a date is given only if the page states it.

    `request` and `answer` are in the small markup of `markup.py`. `relied` and `ncnd` are sections of `law` (the
    force's own if None); `ncnd` are those among `relied` that neither confirm nor deny. `listed` is the date its
    listing row shows.
    """

    path: str
    title: str
    layout: str
    request: str
    answer: str
    summary: str
    listed: Day
    questions: int
    outcome: Outcome | None
    relied: tuple[str, ...] = ()
    ncnd: tuple[str, ...] = ()
    law: Law | None = None
    reference: str | None = None
    requested: Day | None = None
    responded: Day | None = None
    published: Day | None = None
    updated: Day | None = None
    welsh_title: str | None = None
    added_in: int = 1
    gone_in: int | None = None

    @property
    def dated(self) -> Day:
        """The date by which the listing orders its rows."""
        return self.updated or self.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherItem:
    """A published item that answers no request: a policy, statistics, a page of the publication scheme."""

    path: str
    title: str
    type: str
    listed: Day
    summary: str
    body: str

    @property
    def dated(self) -> Day:
        return self.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleForce:
    """One invented force with its site, at one edition. `files` are attachments: address → file name in `files/`."""

    id: str
    name: str
    nation: str
    law: Law
    platform: str
    root: str
    listings: tuple[str, ...]
    numbers: str
    headings: str
    welsh_name: str | None = None
    robots: str
    robots_mark: bool = False
    files: tuple[tuple[str, str], ...]
    snippets: Mapping[str, str]
    layouts: Mapping[str, str]
    responses: tuple[SampleResponse, ...]
    others: tuple[OtherItem, ...]

    def address(self, path: str, *, welsh: bool = False) -> str:
        """The path of an item on this force's site."""
        end = "" if self.platform == "police_scotland" else "/"
        return f"{'/cy-GB' if welsh else ''}{self.root}/{path}{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLabel:
    """What a perfect reader must give for one sample page. Dates are `YYYY-MM-DD`, None where the page states none.

    `relied` and `ncnd` are ids of provisions ("FOIA 31(1)(a)"), sorted. `twin` marks the Welsh copy of another page.
    """

    force: str
    path: str
    reference: str | None
    requested: str | None
    responded: str | None
    published: str | None
    questions: int
    outcome: Outcome | None
    relied: tuple[str, ...]
    ncnd: tuple[str, ...]
    twin: bool = False


def load_forces(edition: int) -> tuple[SampleForce, ...]:
    """The five forces as their sites stand at this edition; editions after the latest equal it."""
    if edition < 1:
        raise ValueError(f"editions count from 1, found {edition}")
    return tuple(_force(name, min(edition, LATEST_EDITION)) for name in FORCES)


def sample_labels(edition: int = 1) -> tuple[SampleLabel, ...]:
    """What a perfect reader must give for every sample response of this edition, Welsh twins included."""
    return tuple(
        _label(force, response, twin)
        for force in load_forces(edition)
        for response in force.responses
        for twin in ((False, True) if response.welsh_title else (False,))
    )


def _label(force: SampleForce, response: SampleResponse, twin: bool) -> SampleLabel:
    law = response.law or force.law

    def day(value: Day | None) -> str | None:
        return value.isoformat() if value else None

    return SampleLabel(
        force=force.id,
        path=force.address(response.path, welsh=twin),
        reference=response.reference,
        requested=day(response.requested),
        responded=day(response.responded),
        published=day(response.published),
        questions=response.questions,
        outcome=response.outcome,
        relied=tuple(sorted(f"{law} {section}" for section in response.relied)),
        ncnd=tuple(sorted(f"{law} {section}" for section in response.ncnd)),
        twin=twin,
    )


@cache
def _raw(name: str) -> dict[str, Any]:
    return tomllib.loads((files("scraper.demo") / "logs" / f"{name}.toml").read_text(encoding="utf-8"))


def _force(name: str, edition: int) -> SampleForce:
    raw = _raw(name)
    shared = _raw("shared")
    facts = dict(raw["force"])
    attached = facts.pop("files", {})
    return SampleForce(
        **(facts | {"law": Law(facts["law"]), "listings": tuple(facts["listings"])}),
        files=tuple(attached.items()),
        snippets=shared["snippets"] | raw.get("snippets", {}),
        layouts=raw["layouts"],
        responses=tuple(
            _response(r, edition)
            for r in raw["responses"]
            if r.get("added_in", 1) <= edition and edition < r.get("gone_in", LATEST_EDITION + 1)
        ),
        others=tuple(OtherItem(**_typed(item)) for item in raw.get("others", ())),
    )


def _response(raw: dict[str, Any], edition: int) -> SampleResponse:
    facts = {key: value for key, value in raw.items() if not key.startswith("edition_")}
    for number in range(2, edition + 1):
        facts |= raw.get(f"edition_{number}", {})
    facts = _typed(facts)
    facts["outcome"] = Outcome(facts["outcome"]) if "outcome" in facts else None
    if "law" in facts:
        facts["law"] = Law(facts["law"])
    unknown = set(facts) - {f.name for f in fields(SampleResponse)}
    if unknown:
        raise ValueError(f"{facts.get('path')}: unknown key {', '.join(sorted(unknown))}")
    return SampleResponse(**facts)


def _typed(raw: dict[str, Any]) -> dict[str, Any]:
    """TOML's dates as `Day`, its lists as tuples."""

    def typed(value: Any) -> Any:
        if isinstance(value, date):
            return Day(value.year, value.month, value.day)
        return tuple(value) if isinstance(value, list) else value

    return {key: typed(value) for key, value in raw.items()}
