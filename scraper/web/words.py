"""The words of the pages for the archive's codes, dates and sizes. Pure."""

from __future__ import annotations

from typing import Final

from scraper.law import find_provision
from scraper.records import Law, Outcome
from scraper.store.query import NOT_STATED

OUTCOMES: Final = {
    Outcome.DISCLOSED: "Disclosed",
    Outcome.PARTLY_DISCLOSED: "Partly disclosed",
    Outcome.REFUSED: "Refused",
    Outcome.NOT_HELD: "Not held",
    Outcome.NEITHER_CONFIRM_NOR_DENY: "Neither confirmed nor denied",
    Outcome.COST_LIMIT: "Refused on cost",
    Outcome.VEXATIOUS_OR_REPEATED: "Refused as vexatious or repeated",
    NOT_STATED: "Not stated",
}
"""Every outcome in the order pages show them, `not_stated` last."""

OUTCOME_MEANINGS: Final = {
    Outcome.DISCLOSED: "The force gave what was asked for.",
    Outcome.PARTLY_DISCLOSED: "The force gave some of what was asked for and kept back or did not hold the rest.",
    Outcome.REFUSED: "The force held the information and withheld it under an exemption.",
    Outcome.NOT_HELD: "The force said that it does not hold the information.",
    Outcome.NEITHER_CONFIRM_NOR_DENY: "The force would not say whether it holds the information.",
    Outcome.COST_LIMIT: "The force said that finding the information would cost more than the legal limit.",
    Outcome.VEXATIOUS_OR_REPEATED: "The force refused the request itself as vexatious or as a repeat.",
    NOT_STATED: "The page does not say what was decided, or the reader could not tell.",
}

LAWS: Final = {
    Law.FOIA: "Freedom of Information Act 2000",
    Law.FOISA: "Freedom of Information (Scotland) Act 2002",
    Law.EIR: "Environmental Information Regulations 2004",
    Law.EISR: "Environmental Information (Scotland) Regulations 2004",
    Law.JERSEY: "Freedom of Information (Jersey) Law 2011",
}

ATTACHMENT_STATES: Final = {
    "linked": "Known from the page; not fetched",
    "ok": "Checked; its text is below",
    "no_text": "Pictures only (a scan): no text",
    "quarantined": "Quarantined: it holds more than its pages show, so its text is kept back",
    "encrypted": "Protected by a password: not read",
    "too_large": "Too large to be fetched",
    "unreadable": "Damaged: could not be read",
    "unsupported": "Of a type that is not read here",
    "gone": "No longer on the force’s site",
    "failed": "Could not be fetched",
}

VIA: Final = {
    "live": "fetched from the force’s site",
    "wayback": "fetched from the Internet Archive’s copy",
    "import": "imported from a copy that others saved",
}

_MEDIA_TYPES: Final = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/msword": "Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
    "application/vnd.ms-excel": "Excel workbook",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument spreadsheet",
    "text/csv": "CSV",
    "text/plain": "Text",
    "application/zip": "ZIP archive",
}

_PRECISIONS: Final = {4: "year only", 7: "month only"}
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day_words(value: str | None) -> str | None:
    """`2022-06-03` as "3 June 2022", `2022-06` as "June 2022", `2022` as it is."""
    if not value:
        return None
    year, *rest = value[:10].split("-")
    month = f"{_MONTHS[int(rest[0]) - 1]} " if rest else ""
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{month}{year}"


def dated_words(value: str | None) -> str:
    """A date with its precision where that is not a day: "June 2022, month only"."""
    if not value:
        return "no date stated"
    precision = _PRECISIONS.get(len(value))
    return f"{day_words(value)}, {precision}" if precision else str(day_words(value))


def instant_words(value: str | None) -> str | None:
    """`2026-01-03T04:05:06Z` as "3 January 2026, 04:05 UTC"."""
    return f"{day_words(value)}, {value[11:16]} UTC" if value else None


def title_words(title: str | None, reference: str | None) -> str:
    """What a response is called: its title, else its reference."""
    return title or reference or "Response without a title"


def outcome_words(value: str | None) -> str:
    return OUTCOMES.get(value or NOT_STATED, value or "")


def size_words(size_bytes: int | None) -> str | None:
    """Bytes as people say them, by thousands: "24 KB", "1.3 MB"."""
    if size_bytes is None:
        return None
    if size_bytes < 1_000:
        return f"{size_bytes} bytes"
    return f"{size_bytes / 1_000:.0f} KB" if size_bytes < 1_000_000 else f"{size_bytes / 1_000_000:.1f} MB"


def media_words(media_type: str | None) -> str:
    return _MEDIA_TYPES.get(media_type or "", media_type or "type not known")


def provision_words(provision: str) -> str:
    """`FOIA 31(1)(a)` as "Section 31(1)(a) FOIA: Law enforcement"; articles and regulations by their names."""
    law, _, section = provision.partition(" ")
    if law not in Law.__members__:
        return provision
    title = provision_title(provision)
    return f"{division_words(law)} {section} {law}" + (f": {title}" if title else "")


def provision_title(provision: str) -> str | None:
    law, _, section = provision.partition(" ")
    known = find_provision(Law(law), section) if law in Law.__members__ else None
    return known.title if known else None


def division_words(law: str) -> str:
    """What the law calls its parts."""
    return {"EIR": "Regulation", "EISR": "Regulation", "JERSEY": "Article"}.get(law, "Section")


def number_words(value: int) -> str:
    return f"{value:,}"


def share_words(part: int, whole: int) -> str:
    """A share in per cent, "under 1 %" where it would round to nothing; "–" of nothing."""
    if not whole:
        return "–"
    share = 100 * part / whole
    return "under 1 %" if 0 < share < 1 else f"{share:.0f} %"
