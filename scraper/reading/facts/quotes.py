"""Where the quotes of citations stand."""

from __future__ import annotations

from dataclasses import replace

from scraper.records import Citation


def place_quotes(citations: tuple[Citation, ...], text: str | None) -> tuple[Citation, ...]:
    """The citations with the offsets of their quotes in the response text, None where it is not there as one piece."""
    placed = []
    for citation in citations:
        start = text.find(citation.quote) if text else -1
        end = start + len(citation.quote)
        placed.append(replace(citation, start=start if start >= 0 else None, end=end if start >= 0 else None))
    return tuple(placed)
