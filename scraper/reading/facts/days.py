"""How days and months are written on such pages, and what they mean.

Strict, listed forms, day first; a month name in front ("April 28, 2021") is unambiguous and allowed. English and Welsh.
"""

from __future__ import annotations

import re
from datetime import date

from scraper.records import Precision

_EARLIEST, _LATEST = 1995, 2099  # older or later than any answer under these laws: a slip of the keyboard

_MONTH_NAMES = (
    "january jan ionawr",
    "february feb chwefror",
    "march mar mawrth",
    "april apr ebrill",
    "may mai",
    "june jun mehefin",
    "july jul gorffennaf",
    "august aug awst",
    "september sept sep medi",
    "october oct hydref",
    "november nov tachwedd",
    "december dec rhagfyr",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
# Plain ASCII: without it "ſ" and "ı" would pass for "s" and "i", and be in no table.
MONTH_NAME = f"(?a:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"

# The first look ahead is for speed: a date begins with a digit or a capital, and most characters are neither.
# Of the character after the year nothing is asked but that it is no digit: dates are often glued to the next word.
WRITTEN = re.compile(
    rf"""(?-i:(?=[\dA-Z]))(?:(?<![\d/.,£-])(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | (?P<d1>\d{{1,2}})\s?(?P<sep>[/.-])\s?(?P<m1>\d{{1,2}})\s?(?P=sep)\s?(?P<y1>\d{{4}}|\d\d)
    | (?P<d2>\d{{1,2}})\s?\^?(?:st|nd|rd|th|af|ain|il|ydd|eg|ed)?(?:\s?(?:day\s)?of)?[\s,.-]{{0,3}}
      (?P<m2>{MONTH_NAME})\b[\s,.'’-]{{0,3}}(?P<y2>\d{{4}}|\d\d)
    )(?!\d|[:/]\d)
    | \b(?P<m3>{MONTH_NAME})\.?\s(?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}})?(?P<y3>\d{{4}})(?!\d))""",
    re.IGNORECASE | re.VERBOSE,
)


def value_of(match: re.Match[str]) -> tuple[str | None, Precision]:
    """The day or month a match names; None where the calendar has no such day."""
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    elif match["d1"]:
        year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
    elif match["d2"]:
        year, month, day = int(match["y2"]), MONTHS[match["m2"].lower()], int(match["d2"])
    else:
        year, month, day = int(match["y3"]), MONTHS[match["m3"].lower()], int(match["d3"] or 0)
        if not day:
            return (f"{year}-{month:02}" if _EARLIEST <= year <= _LATEST else None), Precision.MONTH
    if year < 100:
        year += 2000 if year < 90 else 1900
    if not _EARLIEST <= year <= _LATEST:
        return None, Precision.DAY
    try:
        return date(year, month, day).isoformat(), Precision.DAY
    except ValueError:
        return None, Precision.DAY
