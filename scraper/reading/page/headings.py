"""Headings that are more than headings: numbered asks, and buttons that open a part of the page."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from scraper.reading.language.markers import ASKED, marker_kind, split_marker
from scraper.reading.language.signs import Sign, label_sign
from scraper.reading.page.furniture import is_furniture_line
from scraper.reading.page.plain import tidy
from scraper.records import Hints

_PARTS = (Sign.REQUEST_LABEL, Sign.RESPONSE_LABEL, Sign.QUESTION_LABEL)
_OPENS = ("aria-expanded", "data-bs-toggle", "data-toggle")


def is_question_heading(text: str) -> bool:
    """Whether a heading holds an ask with its number ("Question 1: How many …?"): then it is an item like any other."""
    marker, rest = split_marker(text)
    return marker is not None and (marker_kind(marker) == ASKED or rest.endswith("?"))


def opens_panel(button: LexborNode) -> bool:
    """Whether a button is the heading of a part of the page that it opens, and no tool of the page."""
    text = tidy(button.text(deep=True))
    if label_sign(text, Hints()) in _PARTS or is_question_heading(text):
        return True
    names = button.attributes
    return any(name in names for name in _OPENS) and len(text) > 2 and not is_furniture_line(text)
