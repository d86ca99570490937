"""Tables that are logs: one row an answer, with columns for what was asked, what was answered and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from scraper.reading.language.asks import is_ask
from scraper.reading.language.labels import is_meta_label
from scraper.reading.language.signs import Sign, label_sign
from scraper.records import Hints

_TITLE = re.compile(
    r"(?:(?:foi|request) )?(?:titles?|subjects?|topics?|headings?|names?)(?: of (?:the )?request)?", re.I
)


def is_title_column(heading: str) -> bool:
    """Whether the cells below this heading are titles."""
    return _TITLE.fullmatch(heading.strip(" :")) is not None


def is_answer_table(headings: tuple[str, ...], rows: int) -> bool:
    """Whether a table of so many rows below these headings is a log: request, answer, and a title or fact of each."""
    if rows < 2 or len(headings) < 3:
        return False
    named = [h for h in headings if is_title_column(h) or is_meta_label(h)]
    signs = [label_sign(h, Hints()) for h in headings if h not in named]
    return bool(named) and Sign.REQUEST_LABEL in signs and Sign.RESPONSE_LABEL in signs


def rows_of(table: LexborNode) -> list[LexborNode]:
    """The rows of a table, without those of the tables in its cells."""
    sections = [part for part in table.iter() if part.tag in ("thead", "tbody", "tfoot")]
    return [row for part in (sections or [table]) for row in part.iter() if row.tag == "tr"]


def is_question_table(headings: tuple[str, ...], questions: Sequence[str]) -> bool:
    """Whether a table of two columns sets questions beside their answers, told by its headings and what is asked."""
    return (
        len(headings) == 2
        and label_sign(headings[0], Hints()) is Sign.REQUEST_LABEL
        and label_sign(headings[1], Hints()) is Sign.RESPONSE_LABEL
        and 2 * sum(map(is_ask, questions)) >= len(questions) > 0
    )
