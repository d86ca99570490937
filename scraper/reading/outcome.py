"""What was decided about a request as a whole, and the sentence that shows it."""

from __future__ import annotations

from scraper.records import Citation, Letter, Outcome


def find_outcome(letter: Letter, citations: tuple[Citation, ...]) -> tuple[Outcome | None, str | None]:
    """The outcome of the response and the sentence that shows it; (None, None) where the page does not say."""
    return None, None
