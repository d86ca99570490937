"""Working days from a request to its answer, by the bank holidays of the force's nation. Pure.

FOIA s.10(1) gives a force twenty working days "following the date of receipt". By s.10(6) a day that is a bank holiday
in any part of the UK is none, by FOISA s.73 one that is a bank holiday in Scotland; here each force is counted by the
bank holidays of its own nation, so that a count may be higher than by s.10(6), never lower. Bodies of the whole UK are
counted by England's.

The days are those of the library `holidays`; tests hold them against lists of their own, of 2019 to 2026. One is left
out: it has 30 November 2006, but St Andrew's Day is a bank holiday since 2007. Of Jersey it has both 4 and 8 May 2020,
as it says gov.je had. It does not know what is proclaimed after its release, nor local holidays, which no Act counts.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache
from typing import Final

LIMIT: Final = 20
"""Working days within which an answer is due (FOIA s.10(1), FOISA s.10(1))."""

_PARTS: Final = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
_NOT_YET: Final = {("SCT", date(2006, 11, 30))}
_SATURDAY: Final = 5


def working_days(requested_on: str, responded_on: str, nation: str) -> int | None:
    """Working days after the day of the request up to and including that of the answer; 0 on the same day.

    Days are YYYY-MM-DD, nations as in sources.toml. None where the answer lies before the request or a date is no day.
    """
    try:
        first, last = date.fromisoformat(requested_on), date.fromisoformat(responded_on)
    except ValueError:
        return None
    if last < first:
        return None
    days = _weekdays_to(last) - _weekdays_to(first)
    for year in range(first.year, last.year + 1):
        off = _bank_holidays(nation, year)
        days -= bisect_right(off, last.toordinal()) - bisect_right(off, first.toordinal())
    return days


def _weekdays_to(day: date) -> int:
    """Mondays to Fridays from the first of the calendar up to and including this day."""
    weeks, rest = divmod(day.toordinal(), 7)  # 1 January of the year 1 was a Monday
    return weeks * 5 + min(rest, 5)


@cache
def _bank_holidays(nation: str, year: int) -> tuple[int, ...]:
    """Ordinals of the bank holidays of a year that fall on no weekend, Good Friday and Christmas Day among them."""
    import holidays  # here, since it takes longer to load than a search takes to answer

    part = _PARTS.get(nation, "ENG")
    country, subdivision = ("JE", None) if nation == "Jersey" else ("GB", part)
    listed = holidays.country_holidays(country, subdivision, years=year, expand=False)
    return tuple(sorted(day.toordinal() for day in listed if day.weekday() < _SATURDAY and (part, day) not in _NOT_YET))
