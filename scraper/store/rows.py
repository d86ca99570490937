"""A response as the rows of the tables, and the digest that tells whether a page says something else. Pure."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from scraper.addresses import is_welsh
from scraper.contract import response_as_dict
from scraper.records import Attachment, DateKind, Law, Precision, Response, StatedDate

_DATED: Final = (DateKind.REQUESTED, DateKind.RESPONDED, DateKind.PUBLISHED)
_ORDER: Final = (DateKind.RESPONDED, DateKind.PUBLISHED, DateKind.FILED, DateKind.REQUESTED)
_LAWS: Final = frozenset(Law)


def digest_of(response: Response) -> str:
    """SHA-256 over what the page says: title, reference, dates as printed, request, response, attachments, its tree.

    What a reader makes of that (outcome, citations, questions) is left out: a better reader is not a changed answer.
    """
    said = (
        response.title,
        response.reference.printed if response.reference else None,
        [(date.kind, date.text) for date in response.dates],
        response.request_text,
        response.response_text,
        [(attachment.url, attachment.title) for attachment in response.attachments],
        *(("cy",) if is_welsh(response.url or "") else ()),
    )
    return sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def record_of(response: Response) -> str:
    """The whole record as JSON, without the two long texts, which a version keeps in columns of their own."""
    record = response_as_dict(replace(response, private=()))
    del record["request_text"], record["response_text"]
    return json.dumps(record, ensure_ascii=False)


def response_values(response: Response) -> dict[str, Any]:
    """The columns of `responses` that follow from the reading alone, by name."""
    values: dict[str, Any] = {
        "title": response.title or None,
        "reference": response.reference.printed if response.reference else None,
        "reference_key": response.reference.key if response.reference else None,
        "law": str(response.law),
        "outcome": response.outcome and str(response.outcome),
        "outcome_evidence": response.outcome_evidence or None,
        "exemptions": ";".join(exemption_ids(response)) or None,
        "question_count": len(response.questions),
        "attachment_count": len(attachment_rows(response)),
        "language": response.language or None,
        "platform": response.platform or None,
        "warnings": ";".join(response.warnings) or None,
    }
    for kind in _DATED:
        values |= _date_values(kind, response.date(kind))
    filed = response.date(DateKind.FILED)
    values["filed"] = filed.value[:7] if filed and filed.precision is not Precision.YEAR else None
    best = next((date for kind in _ORDER if (date := response.date(kind))), None)
    values["dated_on"] = best.value if best else None
    values["year"] = int(best.value[:4]) if best else None
    return values


def _date_values(kind: DateKind, date: StatedDate | None) -> dict[str, str | None]:
    return {
        f"{kind}_on": date.value if date else None,
        f"{kind}_text": date.text if date else None,
        f"{kind}_precision": str(date.precision) if date else None,
        f"{kind}_from": str(date.place) if date else None,
    }


def provision_id(law: str, section: str) -> str | None:
    """`FOIA 31(1)(a)`; None for another Act, whose sections are no provisions of ours."""
    return f"{law} {section}" if law in _LAWS else None


def exemption_ids(response: Response) -> list[str]:
    """The provisions relied on, each once, in the order of the page: `FOIA 31(1)(a)`."""
    found = (provision_id(c.law, c.section) for c in response.relied)
    return list(dict.fromkeys(provision for provision in found if provision))


def split_values(joined: str | None) -> list[str]:
    """The values of a column that joins several with `;`."""
    return joined.split(";") if joined else []


def question_rows(response: Response) -> list[tuple[Any, ...]]:
    """position, number, text, answer, outcome, exemptions (joined by `;`)."""
    return [
        (i, q.number or None, q.text, q.answer or None, q.outcome and str(q.outcome), ";".join(q.exemptions) or None)
        for i, q in enumerate(response.questions, 1)
    ]


def citation_rows(response: Response) -> list[tuple[Any, ...]]:
    """position, provision (None for another Act), law, section, role, ncnd, by, quote."""
    return [
        (i, provision_id(c.law, c.section), str(c.law), c.section, str(c.role), int(c.ncnd), c.by, c.quote)
        for i, c in enumerate(response.citations, 1)
    ]


def attachment_rows(response: Response) -> list[tuple[Any, ...]]:
    """url, position, title, media_type; an address linked twice counts once."""
    unique: dict[str, Attachment] = {}
    for attachment in response.attachments:
        unique.setdefault(attachment.url, attachment)
    return [(a.url, i, a.title or None, a.media_type or None) for i, a in enumerate(unique.values(), 1)]
