"""The month under which an address files a page."""

from __future__ import annotations

import re
from urllib.parse import unquote

from scraper.reading.facts.days import MONTH_NAME, MONTHS
from scraper.records import DateKind, Place, Precision, StatedDate

_MONTH_SEGMENT = re.compile(rf"(?:\d{{1,2}}-{{1,3}})?({MONTH_NAME})")
_MONTH_YEAR_SEGMENT = re.compile(rf"(?:\d{{1,2}}-{{1,3}})?({MONTH_NAME})-?((?:19|20)\d\d)(?:-foi-.*)?")
_YEAR_SEGMENT = re.compile(r"(?:[a-z-]*[a-z-])?((?:19|20)\d\d)")
_NUMBER_SEGMENT = re.compile(r"(0[1-9]|1[0-2])")


def find_filed_month(url: str) -> StatedDate | None:
    """The month folder of an address (`/april-2023/`, `/2025/august/`, `/2022/10---october/`, `/2010/05/`), or None.

    Kind `filed`, precision month: forces differ in what their month folders mean, so it is never a day and never
    the date of the request, the response or the publication.
    """
    path = url.partition("?")[0].partition("#")[0].partition("://")[2]
    segments = unquote(path).lower().split("/")[1:]
    year: tuple[str, str] | None = None
    for segment in segments:
        both = _MONTH_YEAR_SEGMENT.fullmatch(segment)
        if both:
            return _filed(both[2], MONTHS[both[1]], f"{both[1]}-{both[2]}")
        if year:
            named = _MONTH_SEGMENT.fullmatch(segment)
            number = _NUMBER_SEGMENT.fullmatch(segment)
            month = MONTHS[named[1]] if named else int(number[1]) if number and year[0] == year[1] else None
            if month:
                return _filed(year[0], month, f"{year[1]}/{segment}")
        stated = _YEAR_SEGMENT.fullmatch(segment)
        year = (stated[1], segment) if stated else None
    return None


def _filed(year: str, month: int, text: str) -> StatedDate:
    return StatedDate(
        kind=DateKind.FILED, value=f"{year}-{month:02}", precision=Precision.MONTH, text=text, place=Place.URL
    )
