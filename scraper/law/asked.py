"""An exemption as a person asks for it: "31", "s.40(2)", "FOIA 31(1)(a)", "FOIA 31*". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from scraper.law.provisions import canonical, covers
from scraper.records import Law

_ASKED: Final = re.compile(
    r"(?:(?P<law>[a-z]+)\b ?)??(?:s|sec|sections?|articles?|regulations?|reg)?\.? ?(?P<section>[0-9].*?)(?P<parts>\*?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedExemption:
    """Without a law, `section` and all that lies in it, in any law; with one exact, or with its parts if `parts`."""

    law: Law | None
    section: str
    parts: bool

    def matches(self, law: str, section: str) -> bool:
        """Whether this provision is asked for."""
        if self.law is not None and law != self.law:
            return False
        return covers(self.section, section) if self.parts else section == self.section


def parse_exemption(text: str) -> AskedExemption | None:
    """Read one exemption as typed; None where it names no section of a law that is known here."""
    match = _ASKED.fullmatch(" ".join(text.split()))
    section = canonical(match["section"]) if match else None
    if match is None or section is None:
        return None
    named = (match["law"] or "").upper()
    if named and named not in Law.__members__:
        return None
    law = Law[named] if named else None
    return AskedExemption(law=law, section=section, parts=law is None or bool(match["parts"]))
