"""Working days from request to answer, held against gov.uk's lists of bank holidays and a naive count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_archive import SOURCE, Desk, answer, dated, day, open_desk, page

from scraper.addresses import response_id
from scraper.records import DateKind, Precision
from scraper.sources import load_config
from scraper.store import open_archive
from scraper.working_days import LIMIT, working_days

ROOT = Path(__file__).parents[1]

# https://www.gov.uk/bank-holidays, as it stood in each of the years: months and days that are no weekend.
ENGLAND = {
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
}
SCOTLAND = {
    2019: "01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26",
    2020: "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28",
    2021: "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28",
    2022: "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27",
    2023: "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26",
    2024: "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26",
    2025: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
    2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
}
IRISH = {
    2019: "03-18 07-12",
    2020: "03-17 07-13",
    2021: "03-17 07-12",
    2022: "03-17 07-12",
    2023: "03-17 07-12",
    2024: "03-18 07-12",
    2025: "03-17 07-14",
    2026: "03-17 07-13",
}


def _days(lists: dict[int, str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"{year}-{text}") for year, texts in lists.items() for text in texts.split())


BANK_HOLIDAYS = {
    "England": _days(ENGLAND),
    "Wales": _days(ENGLAND),
    "Scotland": _days(SCOTLAND),
    "Northern Ireland": _days(ENGLAND) | _days(IRISH),
}
FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)


def naive(requested: date, responded: date, nation: str) -> int:
    """One day after the other."""
    days = (requested + timedelta(n) for n in range(1, (responded - requested).days + 1))
    return sum(one.weekday() < 5 and one not in BANK_HOLIDAYS[nation] for one in days)


@pytest.mark.parametrize("nation", BANK_HOLIDAYS)
def test_every_day_of_eight_years_is_one_as_gov_uk_has_it(nation: str) -> None:
    one = FIRST
    while one < LAST:
        one += timedelta(1)
        counted = working_days((one - timedelta(1)).isoformat(), one.isoformat(), nation)
        assert counted == (one.weekday() < 5 and one not in BANK_HOLIDAYS[nation]), f"{nation} {one}"


@given(
    st.dates(min_value=FIRST, max_value=LAST),
    st.dates(min_value=FIRST, max_value=LAST),
    st.sampled_from(sorted(BANK_HOLIDAYS)),
)
def test_a_count_is_that_of_a_naive_loop(requested: date, responded: date, nation: str) -> None:
    counted = working_days(requested.isoformat(), responded.isoformat(), nation)
    assert counted == (naive(requested, responded, nation) if requested <= responded else None)


@pytest.mark.parametrize(
    ("requested", "responded", "nation", "days"),
    [
        ("2024-06-03", "2024-06-03", "England", 0),  # answered on the day
        ("2024-06-03", "2024-07-01", "England", LIMIT),  # four weeks without a holiday
        ("2024-06-07", "2024-06-09", "England", 0),  # a weekend
        ("2024-06-08", "2024-06-10", "England", 1),  # asked on a Saturday
        ("2022-09-16", "2022-09-20", "England", 1),  # the funeral of Elizabeth II
        ("2020-05-07", "2020-05-11", "Wales", 1),  # VE Day, in the place of 4 May
        ("2020-05-01", "2020-05-04", "Wales", 1),
        ("2022-06-01", "2022-06-06", "Scotland", 1),  # the Platinum Jubilee, two days
        ("2023-05-05", "2023-05-09", "Northern Ireland", 1),  # the coronation
        ("2024-12-31", "2025-01-03", "England", 2),
        ("2024-12-31", "2025-01-03", "Scotland", 1),  # 2 January
        ("2022-11-29", "2022-12-01", "Scotland", 1),  # St Andrew's Day
        ("2022-11-29", "2022-12-01", "England", 2),
        ("2006-11-29", "2006-12-01", "Scotland", 2),  # no bank holiday before 2007
        ("2007-11-29", "2007-12-03", "Scotland", 1),
        ("2024-03-28", "2024-04-02", "Scotland", 2),  # Easter Monday is none in Scotland
        ("2024-03-28", "2024-04-02", "England", 1),
        ("2023-03-16", "2023-03-20", "Northern Ireland", 1),  # St Patrick's Day
        ("2023-07-11", "2023-07-13", "Northern Ireland", 1),  # the Boyne
        ("2023-07-11", "2023-07-13", "England", 2),
        ("2024-05-08", "2024-05-10", "Jersey", 1),  # Liberation Day
        ("2024-05-08", "2024-05-10", "England", 2),
        ("2023-12-20", "2024-01-04", "UK (railways)", 8),  # as England's
        ("2019-12-30", "2022-01-04", "England", 509),  # 526 weekdays less 8, 8 and 1 holidays
    ],
)
def test_known_counts(requested: str, responded: str, nation: str, days: int) -> None:
    assert working_days(requested, responded, nation) == days


@pytest.mark.parametrize("dates", [("2024-06-04", "2024-06-03"), ("2024-06", "2024-06-03"), ("2024-06-03", "2024")])
def test_no_count_where_there_is_none(dates: tuple[str, str]) -> None:
    assert working_days(*dates, "England") is None


def test_every_nation_of_the_sources_is_known_or_of_the_whole_uk() -> None:
    nations = {source.nation for source in load_config(ROOT / "sources.toml").sources}
    assert {n for n in nations if not n.startswith("UK (")} <= {*BANK_HOLIDAYS, "Jersey"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "foi.db") as opened:
        yield opened


def _waited(desk: Desk, slug: str) -> Any:
    return desk.one("SELECT working_days FROM responses WHERE id = ?", response_id(page(slug)))


def _dated(requested: str, responded: str | None, precision: Precision = Precision.DAY) -> Any:
    answered = (dated(DateKind.RESPONDED, responded, precision),) if responded else ()
    return answer(dates=(dated(DateKind.REQUESTED, requested), *answered))


def test_it_is_kept_with_each_response(desk: Desk) -> None:
    desk.publish("both", _dated("2025-12-19", "2026-01-05"), day(1))
    desk.publish("month", _dated("2025-12-19", "2026-01", Precision.MONTH), day(1))
    desk.publish("one", _dated("2025-12-19", None), day(1))
    desk.publish("before", _dated("2025-12-19", "2025-12-18"), day(1))
    assert [_waited(desk, slug) for slug in ("both", "month", "one", "before")] == [8, None, None, None]


def test_it_follows_a_changed_answer(desk: Desk) -> None:
    desk.publish("a", _dated("2025-12-19", "2026-01-05"), day(1))
    desk.publish("a", _dated("2025-12-19", "2026-01-06"), day(2))
    assert _waited(desk, "a") == 9
    desk.publish("a", _dated("2025-12-19", None), day(3))
    assert _waited(desk, "a") is None


def test_it_follows_the_nation_of_the_force(desk: Desk) -> None:
    desk.publish("a", _dated("2025-12-19", "2026-01-05"), day(1))
    desk.archive.save_sources([replace(SOURCE, nation="Scotland")])
    assert _waited(desk, "a") == 7


def test_archives_of_earlier_releases_are_filled(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("both", _dated("2025-12-19", "2026-01-05"), day(1))
        desk.publish("one", _dated("2025-12-19", None), day(1))
        with desk.archive.write() as db:  # the tables as they were before
            for index in ("responses_force", "response_texts_without", "citations_ncnd"):
                db.execute(f"DROP INDEX {index}")
            db.execute("CREATE INDEX responses_force ON responses(force, year)")
            db.execute("ALTER TABLE responses DROP COLUMN working_days")
            db.execute("DELETE FROM _sqlite_migrations WHERE name = 'working_days_and_figures'")
        desk.archive.db.execute("PRAGMA user_version = 6")
    with open_archive(tmp_path / "foi.db") as archive:
        found = archive.rows("SELECT working_days FROM responses ORDER BY working_days")
        assert [row[0] for row in found] == [None, 8]
