"""The JSON of a record: a contract with the programs that call `foi parse`, and what versions keep."""

from __future__ import annotations

from typing import Any

from scraper.records import Citation, DateKind, Precision, Response, Role


def response_as_dict(response: Response) -> dict[str, Any]:
    """The record as `foi parse --json` prints it: a contract, so every key is always there.

    `date_*` are days or None; `dates` holds every date found, months from addresses included.
    """

    def day(kind: DateKind) -> str | None:
        found = response.date(kind)
        return found.value if found and found.precision is Precision.DAY else None

    def citation(c: Citation) -> dict[str, Any]:
        common = {"law": c.law, "section": c.section, "role": str(c.role), "quote": c.quote}
        return common | {"title": c.title, "ncnd": c.ncnd} if c.role is Role.RELIED else common

    return {
        "force": response.force,
        "url": response.url,
        "platform": response.platform,
        "law": str(response.law),
        "title": response.title,
        "reference": response.reference.printed if response.reference else None,
        "date_requested": day(DateKind.REQUESTED),
        "date_responded": day(DateKind.RESPONDED),
        "date_published": day(DateKind.PUBLISHED),
        "dates": [
            {
                "kind": str(d.kind),
                "value": d.value,
                "precision": str(d.precision),
                "text": d.text,
                "from": str(d.place),
            }
            for d in response.dates
        ],
        "questions": [
            {
                "number": q.number,
                "text": q.text,
                "answer": q.answer,
                "parts": [{"number": p.number, "text": p.text, "answer": p.answer} for p in q.parts],
                "outcome": str(q.outcome) if q.outcome else None,
                "exemptions": list(q.exemptions),
            }
            for q in response.questions
        ],
        "request_text": response.request_text,
        "response_text": response.response_text,
        "outcome": str(response.outcome) if response.outcome else None,
        "outcome_evidence": response.outcome_evidence,
        "exemptions": [citation(c) for c in response.citations if c.role is Role.RELIED],
        "provisions_mentioned": [citation(c) for c in response.citations if c.role is Role.MENTIONED],
        "attachments": [{"url": a.url, "title": a.title, "media_type": a.media_type} for a in response.attachments],
        "warnings": [*response.warnings, *(f"may hold private data: {what}" for what in response.private)],
    }
