"""The statistics, held against counts made in Python of the records that went in: pages, CSV, SQL, Datasette."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Final
from urllib.parse import urlencode

import httpx
import pytest
from sample_archive import SOURCE, Desk, answer, cites, dated, day, open_desk
from selectolax.lexbor import LexborHTMLParser
from serving import serving_archive
from test_working_days import naive

from scraper.addresses import response_id
from scraper.law import lineage
from scraper.records import DateKind, Entry, Outcome, Precision, Response, StatedDate
from scraper.web.figures import MOST_ROWS, NAMES

FORCES: Final = {
    "norchester": ("Norchester Police", "England"),
    "strathford": ("Strathford Police", "Scotland"),
    "antrimshire": ("Antrimshire Police", "Northern Ireland"),
    "silent": ("Silent Constabulary", "Wales"),
}
GAVE: Final = {"disclosed", "partly_disclosed"}
REFUSED: Final = {"refused", "neither_confirm_nor_deny", "cost_limit", "vexatious_or_repeated"}
CITED: Final = (
    *("31(1)(a)", "31(1)(b)", "31", "40(2)", "30(1)", "24(1)", "12(1)"),
    *("38(1)(a)", "43(2)", "23(5)", "21(1)"),
)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A record that went into the archive, and what was said of it there."""

    id: str
    force: str
    record: Response
    group: str | None = None
    withdrawn: bool = False

    @property
    def outcome(self) -> str | None:
        return self.record.outcome and str(self.record.outcome)

    def date(self, kind: DateKind) -> StatedDate | None:
        return next((date for date in self.record.dates if date.kind is kind), None)

    @property
    def dated_on(self) -> str | None:
        found = (self.date(k) for k in (DateKind.RESPONDED, DateKind.PUBLISHED, DateKind.REQUESTED))
        return next((date.value for date in found if date), None)

    @property
    def year(self) -> int | None:
        return int(self.dated_on[:4]) if self.dated_on else None

    @property
    def provisions(self) -> set[str]:
        return {f"{c.law} {c.section}" for c in self.record.citations if c.role == "relied"}

    @property
    def lines(self) -> set[str]:
        """Each provision relied on and all it lies in."""
        return {f"{p.split()[0]} {part}" for p in self.provisions for part in lineage(p.split()[1])}

    @property
    def is_read(self) -> bool:
        return bool(self.provisions) or (self.outcome is not None and self.record.response_text is not None)

    @property
    def denies(self) -> bool:
        return any(c.ncnd and c.role == "relied" for c in self.record.citations)

    @property
    def days(self) -> int | None:
        from datetime import date

        asked, answered = self.date(DateKind.REQUESTED), self.date(DateKind.RESPONDED)
        if not asked or not answered or {asked.precision, answered.precision} != {Precision.DAY}:
            return None
        if answered.value < asked.value:
            return None
        return naive(date.fromisoformat(asked.value), date.fromisoformat(answered.value), FORCES[self.force][1])


def record(random: Random, number: int) -> Response:
    """One of many kinds of record, with the outcomes, citations, dates and gaps that there are."""
    outcome = random.choice([*Outcome, Outcome.DISCLOSED, Outcome.PARTLY_DISCLOSED, None])
    cited = random.sample(CITED, random.choice([0, 1, 1, 2, 3])) if outcome != Outcome.DISCLOSED else []
    citations = [cites(section, ncnd=random.random() < 0.25) for section in cited]
    if random.random() < 0.1:
        citations.append(cites("12(4)(b)", law="EIR"))
    citations.append(cites("17", role=answer().citations[1].role, ncnd=random.random() < 0.5))
    year, month = random.choice([2021, 2022, 2022, 2023]), random.randint(1, 11)
    requested = f"{year}-{month:02}-{random.randint(1, 28):02}"
    responded = f"{year}-{month + random.choice([0, 1, 1]):02}-{random.randint(1, 28):02}"
    dates = random.choice(
        [
            (dated(DateKind.REQUESTED, requested), dated(DateKind.RESPONDED, responded)),
            (dated(DateKind.REQUESTED, requested), dated(DateKind.RESPONDED, responded)),
            (dated(DateKind.REQUESTED, requested), dated(DateKind.RESPONDED, responded[:7], Precision.MONTH)),
            (dated(DateKind.REQUESTED, requested[:4], Precision.YEAR), dated(DateKind.RESPONDED, responded)),
            (dated(DateKind.PUBLISHED, responded),),
            (dated(DateKind.REQUESTED, requested),),
            (),
        ]
    )
    return answer(
        f"Request {number}",
        dates=dates,
        outcome=outcome,
        citations=tuple(citations),
        response_text=random.choice(["We hold some.", "We hold none.", None]),
    )


def fill(desk: Desk, records: Iterable[tuple[str, Response]]) -> list[Kept]:
    sources = [
        replace(SOURCE, id=key, force=key, force_name=name, nation=nation, name=f"{name} log")
        for key, (name, nation) in FORCES.items()
    ]
    desk.archive.save_sources(sources)
    kept = []
    for number, (force, response) in enumerate(records):
        url = f"https://www.{force}.police.uk/foi/log/{number}/"
        desk.archive.save_entries(force, [Entry(url=url, title=None)], day(1))
        capture = desk.capture(url, url.encode(), day(1))
        desk.archive.save_response(
            replace(response, force=force), source=force, url=url, capture_id=capture, at=day(1), reader_version="1"
        )
        kept.append(Kept(id=response_id(url), force=force, record=response))
    return kept


@dataclass(frozen=True, kw_only=True)
class Site:
    """An archive on show, with the records that are in it."""

    path: Path
    visitor: httpx.Client
    kept: list[Kept]

    def csv(self, name: str, **filters: str) -> list[dict[str, str]]:
        found = self.visitor.get(f"/statistics/{name}.csv", params=filters)
        assert found.status_code == 200 and found.headers["content-type"] == "text/csv; charset=utf-8"
        assert f'filename="foi-{name}.csv"' in found.headers["content-disposition"]
        return list(csv.DictReader(io.StringIO(found.text)))

    def page(self, address: str, status: int = 200) -> LexborHTMLParser:
        found = self.visitor.get(address)
        assert found.status_code == status
        return LexborHTMLParser(found.text)

    def of(self, force: str = "", year: str = "") -> list[Kept]:
        return [k for k in self.kept if force in ("", k.force) and year in ("", str(k.year))]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Six hundred responses of three forces, some withdrawn, many in groups; a fourth force has none."""
    path = tmp_path_factory.mktemp("statistics") / "foi.db"
    random = Random(7)
    with open_desk(path) as desk:
        kept = fill(desk, [(random.choice([*FORCES][:3]), record(random, n)) for n in range(600)])
        kept = [
            replace(
                k, withdrawn=random.random() < 0.05, group=random.choice([None, *(f"{n:012x}" for n in range(200))])
            )
            for k in kept
        ]
        with desk.archive.write() as db:
            for number in range(200):
                db.execute("INSERT INTO groups VALUES (?, ?, 2, 2, NULL)", (f"{number:012x}", f"Question {number}"))
            for k in kept:
                withdrawn = day(2) if k.withdrawn else None
                db.execute(
                    "UPDATE responses SET withdrawn_at = ?, group_id = ? WHERE id = ?", (withdrawn, k.group, k.id)
                )
    with serving_archive(path) as address, httpx.Client(base_url=address) as visitor:
        yield Site(path=path, visitor=visitor, kept=kept)


def share(part: int, whole: int) -> str:
    """Per cent with one digit, halves up, as SQLite prints it; nothing of nothing."""
    if not whole:
        return ""
    return str(float((Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)))


def printed(value: Any) -> str:
    return "" if value is None else str(value)


def by_force_and_year(kept: Iterable[Kept]) -> dict[tuple[str, int | None], list[Kept]]:
    """In the order of the tables: by name of the force, newest year first, those without a date last."""
    found: dict[tuple[str, int | None], list[Kept]] = {}
    for k in sorted(kept, key=lambda k: (FORCES[k.force][0], -(k.year or 0))):
        found.setdefault((k.force, k.year), []).append(k)
    return found


def outcomes(kept: list[Kept]) -> list[tuple[Any, ...]]:
    rows = []
    for (force, year), own in by_force_and_year(kept).items():
        counts = Counter(k.outcome or "not_stated" for k in own)
        stated = len(own) - counts["not_stated"]
        for outcome, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            of_stated = share(n, stated) if outcome != "not_stated" else ""
            rows.append((force, FORCES[force][0], year, outcome, n, len(own), share(n, len(own)), stated, of_stated))
    return rows


def exemptions(kept: list[Kept]) -> list[tuple[Any, ...]]:
    rows = []
    for (force, year), own in by_force_and_year(kept).items():
        relied = sum(bool(k.provisions) for k in own)
        read = sum(k.is_read for k in own)
        unread, none = len(own) - read, read - relied
        rows.append(
            (
                *(force, FORCES[force][0], year, len(own), read, relied, share(relied, read)),
                *(none, share(none, read), unread, share(unread, len(own))),
            )
        )
    return rows


def each_exemption(kept: list[Kept]) -> list[tuple[Any, ...]]:
    rows = []
    for (force, year), own in by_force_and_year(kept).items():
        read = sum(k.is_read for k in own)
        counts = Counter(line for k in own for line in k.lines)
        for provision, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            rows.append((force, FORCES[force][0], year, provision, n, read, share(n, read)))
    return rows


def waits(kept: list[Kept]) -> list[tuple[Any, ...]]:
    rows = []
    for (force, year), own in by_force_and_year(kept).items():
        days = [k.days for k in own if k.days is not None]
        soon = sum(n <= 20 for n in days)
        rows.append(
            (
                *(force, FORCES[force][0], year, len(own), len(days), share(len(days), len(own))),
                *(float(median(days)) if days else None, max(days, default=None), soon, share(soon, len(days))),
            )
        )
    return rows


def denials(kept: list[Kept]) -> list[tuple[Any, ...]]:
    rows = []
    for (force, year), own in by_force_and_year(kept).items():
        whole = {k.id for k in own if k.outcome == "neither_confirm_nor_deny"}
        beside = {k.id for k in own if k.denies}
        counts = (len(s) for s in (whole, beside, whole | beside))
        rows.append((force, FORCES[force][0], year, len(own), *(v for n in counts for v in (n, share(n, len(own))))))
    return rows


def main_figures(kept: list[Kept], year: str = "") -> list[tuple[Any, ...]]:
    years = sorted({k.year for k in kept if k.year}, reverse=True)
    rows = []
    for label in (*(["all"] if kept and not year else []), *years):
        own = [k for k in kept if label in ("all", k.year)]
        stated = sum(k.outcome is not None for k in own)
        given, refused = (sum(k.outcome in which for k in own) for which in (GAVE, REFUSED))
        denied = sum(k.outcome == "neither_confirm_nor_deny" for k in own)
        read, relied = sum(k.is_read for k in own), sum(bool(k.provisions) for k in own)
        days = [k.days for k in own if k.days is not None]
        soon = sum(n <= 20 for n in days)
        rows.append(
            (
                *(label, len(own), stated, given, share(given, stated), refused, share(refused, stated)),
                *(denied, share(denied, len(own)), read, relied, share(relied, read), len(days)),
                *(float(median(days)) if days else None, soon, share(soon, len(days))),
            )
        )
    return rows


def coverage(kept: list[Kept], force: str) -> list[tuple[Any, ...]]:
    rows = []
    for key, (name, nation) in sorted(FORCES.items(), key=lambda item: item[1]):
        own = [k for k in kept if k.force == key]
        dates = [k.dated_on for k in own if k.dated_on]
        stated, known = sum(k.outcome is not None for k in own), sum(k.days is not None for k in own)
        seen = day(1) if own else None
        if force in ("", key):
            rows.append(
                (
                    *(key, name, nation, len(own), min(dates, default=None), max(dates, default=None)),
                    *(len(own) - len(dates), stated, share(stated, len(own)), known, share(known, len(own))),
                    *(sum(k.withdrawn for k in own), seen, seen),
                )
            )
    return rows


def disagreements(kept: list[Kept], force: str = "", year: str = "") -> list[tuple[Any, ...]]:
    rows = []
    for group in {k.group for k in kept if k.group}:
        decided = [k for k in kept if k.group == group and k.outcome in GAVE | REFUSED]
        gave = [k for k in decided if k.outcome in GAVE]
        refused = [k for k in decided if k.outcome in REFUSED]
        if not gave or not refused or len({k.force for k in decided}) < 2:
            continue
        if not any(force in ("", k.force) for k in decided) or not any(year in ("", str(k.year)) for k in decided):
            continue

        def named(some: Iterable[Kept]) -> str:
            return "; ".join(sorted({FORCES[k.force][0] for k in some}))

        order = (-len({k.force for k in decided}), -len({k.force for k in refused}), group)
        row = (
            *(group, f"Question {int(group, 16)}", len({k.force for k in gave}), len({k.force for k in refused})),
            *(named(k for k in gave if k.outcome == which) for which in ("disclosed", "partly_disclosed")),
            *(named(refused), "; ".join(sorted({p for k in refused for p in k.provisions}))),
        )
        rows.append((order, row))
    return [row for _, row in sorted(rows)]


EXPECTED: Final[dict[str, Callable[[Site, str, str], list[tuple[Any, ...]]]]] = {
    "figures_by_year": lambda site, force, year: main_figures(site.of(force, year), year),
    "outcomes_by_force_and_year": lambda site, force, year: outcomes(site.of(force, year)),
    "exemptions_by_force_and_year": lambda site, force, year: exemptions(site.of(force, year)),
    "each_exemption_by_force_and_year": lambda site, force, year: each_exemption(site.of(force, year)),
    "working_days_by_force_and_year": lambda site, force, year: waits(site.of(force, year)),
    "neither_confirm_nor_deny_by_force_and_year": lambda site, force, year: denials(site.of(force, year)),
    "what_others_refused": lambda site, force, year: disagreements(site.kept, force, year),
    "coverage": lambda site, force, year: coverage(site.of("", year), force),
}
FILTERS: Final = ({}, {"force": "norchester"}, {"year": "2022"}, {"force": "strathford", "year": "2023"})


def test_every_statistic_has_a_count_of_its_own() -> None:
    assert tuple(EXPECTED) == NAMES


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_the_csv_is_what_python_counts(site: Site, name: str, filters: dict[str, str]) -> None:
    found = [
        {k: v for k, v in row.items() if k != "title" or name == "what_others_refused"}
        for row in site.csv(name, **filters)
    ]
    expected = EXPECTED[name](site, filters.get("force", ""), filters.get("year", ""))
    assert [tuple(row.values()) for row in found] == [tuple(map(printed, row)) for row in expected]
    assert found


def test_the_records_have_all_that_is_counted(site: Site) -> None:
    """So that no count is right for want of rows."""
    assert {k.outcome for k in site.kept} == {*map(str, Outcome), None}
    assert {None, 0} < {k.days for k in site.kept} and any((k.days or 0) > 20 for k in site.kept)
    assert any(k.year is None for k in site.kept) and any(k.withdrawn for k in site.kept)
    unread = [k for k in site.kept if not k.is_read]
    assert any(k.outcome is None for k in unread) and any(k.outcome is not None for k in unread)
    assert any(k.outcome is None and k.record.response_text is None for k in unread)
    assert len(each_exemption(site.kept)) > MOST_ROWS
    assert any(k.outcome == "refused" and k.is_read and not k.provisions for k in site.kept)
    assert any(k.denies and k.outcome != "neither_confirm_nor_deny" for k in site.kept)
    assert any(k.outcome == "neither_confirm_nor_deny" and not k.denies for k in site.kept)
    assert 0 < len(disagreements(site.kept)) < 200


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_the_rows_of_the_csv(site: Site, name: str, filters: dict[str, str]) -> None:
    tree = site.page(f"/statistics/{name}?{urlencode(filters)}")
    shown = [[cell.text() for cell in row.css("th, td")] for row in tree.css("#figures tbody tr")]
    rows = site.csv(name, **filters)
    assert [[_plain(text) for text in row] for row in shown] == [
        [_plain(value) for key, value in row.items() if key not in ("force", "group_id")] for row in rows[:MOST_ROWS]
    ]
    (count,) = (int(n) for n in re.findall(r"^(\d+) rows?\b", tree.css_first(".tools").text()))
    assert count == len(rows)
    assert ("the CSV has all" in tree.css_first(".tools").text()) == (count > MOST_ROWS)


def _plain(text: str) -> str:
    """A value without what the page adds: signs of per cent and thousands, words for codes, instants and nothing."""
    codes = {"–": "", "no date": "", "all years": "all", "no date stated": ""}
    words = {
        "Disclosed": "disclosed",
        "Partly disclosed": "partly_disclosed",
        "Refused": "refused",
        "Not held": "not_held",
        "Not stated": "not_stated",
        "Refused on cost": "cost_limit",
        "Neither confirmed nor denied": "neither_confirm_nor_deny",
        "Refused as vexatious or repeated": "vexatious_or_repeated",
    }
    text = codes.get(text, words.get(text, text)).removesuffix(" %")
    if (
        re.fullmatch(r"\d{4}-\d\d-\d\dT.*", text)
        or "UTC" in text
        or re.match(r"\d{4}-\d\d|(\d+ )?[A-Z][a-z]+ \d{4}", text)
    ):
        return "a date"
    return f"{float(text):g}" if re.fullmatch(r"\d+(\.\d+)?", text) else text


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_the_sql_on_the_page_gives_the_same_rows(site: Site, name: str, filters: dict[str, str]) -> None:
    tree = site.page(f"/statistics/{name}?{urlencode(filters)}")
    sql = tree.css_first("#sql").text()
    force, year = (
        re.search(rf":{which} = '([^']*)'", tree.css_first("details[open] p").text()) for which in ("force", "year")
    )
    assert force and year and (force[1], year[1]) == (filters.get("force", ""), filters.get("year", ""))
    with closing(sqlite3.connect(site.path)) as db:
        found = db.execute(sql, {"force": force[1], "year": year[1]}).fetchall()
    assert [tuple(map(printed, row)) for row in found] == [tuple(row.values()) for row in site.csv(name, **filters)]


@pytest.mark.parametrize("name", NAMES)
def test_the_link_opens_the_same_in_datasette(site: Site, name: str) -> None:
    tree = site.page(f"/statistics/{name}?force=norchester")
    (link,) = (a.attributes["href"] for a in tree.css(".tools a") if "Datasette" in a.text())
    assert link == f"/foi/{name}?force=norchester"
    found = site.visitor.get(link.replace("?", ".json?") + "&_shape=arrays")
    assert found.status_code == 200
    rows = [tuple(map(printed, row)) for row in found.json()["rows"]]
    assert rows == [tuple(row.values()) for row in site.csv(name, force="norchester")]
    assert site.visitor.get(link).status_code == 200


def test_a_handful_counted_by_hand(tmp_path: Path) -> None:
    """Five answers of one force and two of another, dated in 2024."""
    asked = dated(DateKind.REQUESTED, "2024-05-01")  # a Wednesday; 6 and 27 May are holidays in England and Scotland

    def given(outcome: Outcome | None, responded: str, **changes: Any) -> Response:
        dates = (asked, dated(DateKind.RESPONDED, responded))
        return answer(**{"outcome": outcome, "dates": dates, "citations": (), **changes})

    with open_desk(tmp_path / "foi.db") as desk:
        fill(
            desk,
            [
                ("norchester", given(Outcome.DISCLOSED, "2024-05-02")),  # 1 day
                ("norchester", given(Outcome.PARTLY_DISCLOSED, "2024-05-31", citations=(cites("40(2)"),))),  # 20 days
                ("norchester", given(Outcome.REFUSED, "2024-06-03", citations=(cites("31(1)(a)"), cites("31(1)(b)")))),
                ("norchester", given(Outcome.REFUSED, "2024-06-04", response_text=None)),  # 22 days, not read
                ("norchester", given(None, "2024-06", dates=(dated(DateKind.RESPONDED, "2024-06", Precision.MONTH),))),
                (
                    "strathford",
                    given(Outcome.NEITHER_CONFIRM_NOR_DENY, "2024-05-07", citations=(cites("30(3)", ncnd=True),)),
                ),
                ("strathford", given(Outcome.NOT_HELD, "2024-05-08", citations=(cites("30(3)", ncnd=True),))),
            ],
        )
        with desk.archive.write() as db:
            db.execute("INSERT INTO groups VALUES ('tasers', 'Tasers', 3, 2, NULL)")
            db.execute(
                "UPDATE responses SET group_id = 'tasers' WHERE outcome IN ('disclosed', 'neither_confirm_nor_deny')"
            )
    with serving_archive(tmp_path / "foi.db") as address, httpx.Client(base_url=address) as visitor:
        site = Site(path=tmp_path / "foi.db", visitor=visitor, kept=[])
        (row, _) = site.csv("exemptions_by_force_and_year")
        assert (row["responses"], row["read"], row["relied_on"], row["relied_on_per_cent_of_read"]) == (
            "5",
            "3",
            "2",
            "66.7",
        )
        assert (row["no_exemption_found"], row["not_read"]) == ("1", "2")
        (row, other) = site.csv("working_days_by_force_and_year")
        assert (row["both_dates_known"], row["median_working_days"], row["most_working_days"]) == ("4", "20.5", "22")
        assert (row["within_20_working_days"], row["within_20_per_cent_of_known"]) == ("2", "50.0")
        assert (other["both_dates_known"], other["median_working_days"]) == ("2", "3.5")
        (_, row) = site.csv("neither_confirm_nor_deny_by_force_and_year")
        assert [row[k] for k in ("responses", "as_outcome", "by_provision", "either_way")] == ["2", "1", "2", "2"]
        each = {
            r["provision"]: r["responses"] for r in site.csv("each_exemption_by_force_and_year", force="norchester")
        }
        assert each == dict.fromkeys(
            ["FOIA 31", "FOIA 31(1)", "FOIA 31(1)(a)", "FOIA 31(1)(b)", "FOIA 40", "FOIA 40(2)"], "1"
        )
        (row,) = site.csv("what_others_refused")
        assert (row["disclosed_by"], row["refused_by"], row["refused_relying_on"]) == (
            *("Norchester Police", "Strathford Police", "FOIA 30(3)"),
        )
        (first, *_) = [r for r in site.csv("figures_by_year") if r["year"] == "2024"]
        assert (first["given_in_whole_or_part"], first["outcome_stated"], first["refused_in_whole"]) == ("2", "6", "3")
        assert first["median_working_days"] == "12.0"  # of 1, 3, 4, 20, 21 and 22


def test_one_force_alone_does_not_disagree_with_itself(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        fill(desk, [("norchester", answer(outcome=o)) for o in (Outcome.DISCLOSED, Outcome.REFUSED)])
        with desk.archive.write() as db:
            db.execute("INSERT INTO groups VALUES ('one', 'One', 2, 1, NULL)")
            db.execute("UPDATE responses SET group_id = 'one'")
    with serving_archive(tmp_path / "foi.db") as address, httpx.Client(base_url=address) as visitor:
        site = Site(path=tmp_path / "foi.db", visitor=visitor, kept=[])
        assert site.csv("what_others_refused") == []
        assert "no group of the same question" in site.page("/statistics/what_others_refused").css_first("main").text()


def test_an_empty_archive_has_an_empty_page(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db"):
        pass
    with serving_archive(tmp_path / "foi.db") as address, httpx.Client(base_url=address) as visitor:
        site = Site(path=tmp_path / "foi.db", visitor=visitor, kept=[])
        assert site.page("/statistics").css("main li") and not site.page("/statistics").css("table")
        for name in NAMES:
            assert "Nothing found" in site.page(f"/statistics/{name}").css_first("main").text() or name == "coverage"
            assert len(site.csv(name)) == (name == "coverage")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("force=nowhere", "no force called “nowhere”"),
        ("year=soon", "“soon” is no year"),
        ("year=20221", "“20221” is no year"),
        ("force=%27%3B--&year=x", "no force called “';--” here, and “x” is no year"),
        ("force=%E2%98%83&year=2022.5", "Nothing found"),
        ("year=1066", "Nothing found"),
        ("year=%D9%A2%D9%A0%D9%A2%D9%A2", "is no year"),  # 2022 in other digits
    ],
)
def test_what_there_is_none_of_finds_nothing(site: Site, query: str, said: str) -> None:
    for name in NAMES:
        if name == "coverage" and query == "year=1066":
            continue
        tree = site.page(f"/statistics/{name}?{query}")
        assert said in tree.css_first("main").text() and not tree.css("#figures")
        found = site.visitor.get(f"/statistics/{name}.csv?{query}")
        assert found.status_code == 200 and len(found.text.splitlines()) in (1, len(FORCES) + 1)


@pytest.mark.parametrize("name", ["nothing", "search", "by_exemption", "by_force_and_year"])
def test_there_is_no_other_statistic(site: Site, name: str) -> None:
    for address in (f"/statistics/{name}", f"/statistics/{name}.csv"):
        assert site.visitor.get(address).status_code == 404


def test_the_counts_of_before_keep_their_address(site: Site) -> None:
    rows = site.visitor.get("/foi/by_force_and_year.json?_shape=objects").json()["rows"]
    assert sum(row["responses"] for row in rows) == len(site.kept)


def test_the_overview_shows_the_main_figures_and_the_caveats(site: Site) -> None:
    tree = site.page("/statistics")
    shown = [[cell.text() for cell in row.css("th, td")] for row in tree.css("tbody tr")]
    rows = main_figures(site.kept)
    assert [row[0] for row in shown] == ["All, with those of no date", *(str(row[0]) for row in rows[1:])]
    assert [row[1] for row in shown] == [f"{row[1]:,}" for row in rows]
    assert [row[2] for row in shown] == [f"{r[3]} of {r[2]} ({r[4]} %)" for r in rows]
    assert [row[4] for row in shown] == [f"{r[10]} of {r[9]} ({r[11]} %)" for r in rows]
    assert [row[6] for row in shown] == [f"{r[13]:g}" for r in rows]
    links = {a.attributes["href"] for a in tree.css("main a")}
    assert {f"/statistics/{name}" for name in NAMES} <= links
    said = tree.css_first("main").text()
    for caveat in ("published answers, not requests", "withdrawn", "bank holidays", "never taken for a no", "stood on"):
        assert caveat in said, caveat


@pytest.mark.parametrize("name", NAMES)
def test_each_page_says_what_it_counts(site: Site, name: str) -> None:
    tree = site.page(f"/statistics/{name}?force=norchester&year=2022")
    said = tree.css_first("main").text()
    assert len(tree.css_first("p.said").text()) > 200
    assert "Of published answers, not of all requests; withdrawn ones are counted." in said
    assert not re.search(r"“[A-Za-z ]*_", said.partition("The SQL")[0]), "names of SQL are not for readers"
    assert tree.css_first("title").text().endswith("Norchester Police · 2022 · Police FOI archive")
    assert tree.css_first("link[rel=canonical]").attributes["href"].endswith(f"/{name}?force=norchester&year=2022")
    chosen = {s.parent.attributes["name"]: s.attributes["value"] for s in tree.css("option[selected]")}
    assert chosen == {"force": "norchester", "year": "2022"}


def test_statistics_are_reached_from_the_pages_of_forces_and_exemptions(site: Site) -> None:
    links = {a.attributes["href"] for a in site.page("/force/norchester").css("main a")}
    assert {f"/statistics/{name}?force=norchester" for name in NAMES} <= links
    links = {a.attributes["href"] for a in site.page("/exemption/FOIA/31").css("main a")}
    assert "/statistics/each_exemption_by_force_and_year" in links
    sitemap = site.visitor.get("/sitemap-0.xml").text
    assert all(f"/statistics/{name}</loc>" in sitemap for name in NAMES)


def test_a_result_is_kept_until_the_archive_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    monkeypatch.setattr("scraper.web.site.SETTLED", timedelta(0))
    path = tmp_path / "foi.db"
    asked: list[str] = []
    with open_desk(path) as desk:
        fill(desk, [("norchester", answer())])
        with serving_archive(path) as address, httpx.Client(base_url=address) as visitor:
            import scraper.web.figures as figures

            before = figures._chart
            monkeypatch.setattr(figures, "_chart", lambda name, *rest: asked.append(name) or before(name, *rest))
            site = Site(path=path, visitor=visitor, kept=[])

            def counted() -> str:
                return site.page("/statistics/coverage?force=norchester").css("#figures tbody td")[1].text()

            assert [counted(), counted()] == ["1", "1"] and asked == ["coverage"]
            desk.publish("another", answer("Another"), day(2))
            assert [counted(), counted()] == ["2", "2"] and asked == ["coverage"] * 2


def test_a_server_without_metadata_says_so(site: Site) -> None:
    from datasette.app import Datasette
    from serving import serving

    with serving(Datasette([str(site.path)]).app()) as address:
        found = httpx.get(f"{address}/statistics")
        assert found.status_code == 200 and "metadata.yml" in found.text
        assert httpx.get(f"{address}/statistics/coverage").status_code == 404


def test_a_group_leads_to_its_comparison(site: Site) -> None:
    tree = site.page("/statistics/what_others_refused")
    links = [a.attributes["href"] for a in tree.css("#figures tbody th a")]
    assert links == [f"/compare/{row['group_id']}" for row in site.csv("what_others_refused")]
    assert site.visitor.get(links[0]).status_code == 200


def test_working_days_are_in_the_data_taken_home(site: Site) -> None:
    rows = csv.DictReader(io.StringIO(site.visitor.get("/search.csv").text))
    assert {row["id"]: row["working_days"] for row in rows} == {k.id: printed(k.days) for k in site.kept}
