"""Floors and layouts: what is not fit to be kept changes nothing, and a quiet week fails nothing. Over HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from standin import Answer, StandIn
from test_refresh import LISTING, _count, _listing, _path, _source, _tables, run
from test_several_answers import accordion
from web_archive import WebArchive

from scraper.records import Source, Via
from scraper.refresh import Plan, Route, RunState, SourceResult
from scraper.refresh.floors import suggest_floors
from scraper.refresh.health import PageFacts, UnhealthyError, chance_of, judge
from scraper.store import Archive, SourceRun, open_archive
from scraper.store.health import Filled

FULL = Plan(full=True)
BLANK = b"<html><body><main><p>Subject. Home.</p></main></body></html>"
GOOD = Filled(clean=True, dated=True, questions=True, outcome=True)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "foi.db", create=True) as opened:
        yield opened


def letter(number: int, *, dated: bool = True, asked: bool = True, note: str = "") -> bytes:
    """A response that reads well, or lacks its date or its question."""
    date = f"<p>Date responded: {number % 28 + 1} May 2024</p>" if dated else ""
    question = f"<p>1. How many events of kind {number} were there in 2023?</p>" if asked else ""
    return f"""<html><head><title>Subject {number}</title></head><body><main><h1>Subject {number}</h1>
    <p>Freedom of information request reference no: {number}/2024</p>{date}
    <p>Request:</p>{question}
    <p>Response:</p><p>Northmoor Police holds this. There were {number} events in 2023. {note}</p></main></body></html>
    """.encode()


def show(site: StandIn, numbers: Iterable[int], **facts: Any) -> None:
    """Make these pages say this."""
    for number in numbers:
        body = letter(number, **facts)
        site.route(_path(number), Answer(body=body, etag=f'"{hash(body)}"'))


@contextmanager
def log(numbers: Iterable[int], **facts: object) -> Iterator[tuple[StandIn, Source]]:
    """A log of good responses; its pages are due at every run."""
    with StandIn() as site:
        numbers = list(numbers)
        site.route(LISTING, Answer(body=_listing(*numbers)))
        show(site, numbers)
        yield site, _source(site, **({"recheck_days": 0.0, "recheck_share_of_age": 0.0, "max_drop": 1.0} | facts))


def once(archive: Archive, source: Source, plan: Plan | None = None) -> SourceResult:
    return run(archive, source, plan=plan)[source.id]


def said(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    """All that readers can see."""
    tables = _tables(archive)
    del tables["entries"]
    return tables


def issues(archive: Archive) -> list[tuple[str, int]]:
    rows = archive.rows("SELECT kind, seen_count FROM issues WHERE settled_at IS NULL ORDER BY kind")
    return [(row["kind"], row["seen_count"]) for row in rows]


def states(archive: Archive) -> set[str]:
    return {row["state"] for row in archive.rows("SELECT state FROM entries")}


# ---- fill rates


def test_below_a_floor_nothing_is_kept_but_captures_and_an_issue(archive: Archive) -> None:
    with log(range(1, 26), min_dated=0.8) as (site, source):
        assert once(archive, source).new == 25
        before = said(archive)
        site.route(LISTING, Answer(body=_listing(*range(1, 46))))
        show(site, range(26, 46), dated=False)
        for nights in (1, 2):
            result = once(archive, source)
            assert (result.state, result.new, result.changed, result.withdrawn) == (RunState.FAILED, 0, 0, 0)
            for words in ("min_dated: 0 of the last 20", "at least 80%", _path(26), "lower min_dated"):
                assert words in (result.reason or "")
            assert said(archive) == before
            assert issues(archive) == [("floor", nights)]
            assert _count(archive, "captures WHERE kind = 'response'") == 45
            assert _count(archive, "entries WHERE state = 'new' AND checked_at IS NULL") == 20
        (state,) = archive.source_states()
        assert (state.health, state.last_state) == ("degraded", "failed") and "min_dated" in (state.why or "")
        # The operator has looked: the floor is lowered, and the captures at hand serve.
        result = once(archive, replace(source, min_dated=0.0))
        assert (result.state, result.new) == (RunState.OK, 20)
        assert _count(archive, "captures WHERE kind = 'response'") == 45
        assert issues(archive) == []


@pytest.mark.parametrize(
    ("key", "facts", "others"),
    [
        ("min_clean", {"dated": False}, ("min_questions", "min_outcome")),
        ("min_dated", {"dated": False}, ("min_questions", "min_outcome")),
        ("min_questions", {"asked": False}, ("min_dated", "min_outcome")),
    ],
)
def test_each_floor_counts_its_own_fact(
    archive: Archive, key: str, facts: dict[str, bool], others: tuple[str, ...]
) -> None:
    with log(range(1, 21)) as (site, source):
        show(site, range(1, 21), **facts)
        failed = once(archive, replace(source, **{key: 0.5}))
        assert failed.state is RunState.FAILED and key in (failed.reason or "")
        assert once(archive, replace(source, **dict.fromkeys(others, 1.0))).new == 20


def test_few_pages_fail_only_against_all_odds(archive: Archive) -> None:
    with log(range(1, 10), min_dated=0.5) as (site, source):
        show(site, range(1, 10), dated=False)
        assert once(archive, source).new == 9, "nine misses of nine come twice in a thousand"
        site.route(LISTING, Answer(body=_listing(*range(1, 20))))
        show(site, range(10, 20), dated=False)
        assert once(archive, source).state is RunState.FAILED, "ten of ten do not come once"
        # A limit makes the sample small, which proves nothing.
        assert once(archive, source, Plan(limit=5)).new == 5


def test_a_layout_that_changes_in_mid_run_stops_it(archive: Archive) -> None:
    with log(range(1, 61), min_dated=0.9) as (site, source):
        show(site, range(41, 61), dated=False)
        result = once(archive, source)
        assert (result.state, result.new) == (RunState.FAILED, 40)
        assert _count(archive, "responses WHERE responded_on IS NULL") == 0


def test_a_night_without_news_judges_nothing(archive: Archive) -> None:
    with log(range(1, 31)) as (site, source):
        show(site, range(1, 31), dated=False)
        assert once(archive, source).new == 30
        strict = replace(source, min_dated=1.0, min_clean=1.0)
        for plan in (Plan(), FULL):
            result = once(archive, strict, plan)
            assert (result.state, result.unchanged) == (RunState.OK, 30)
        # What is new is judged.
        site.route(LISTING, Answer(body=_listing(*range(1, 32))))
        show(site, [31], dated=False)
        assert once(archive, strict).state is RunState.FAILED


def test_what_the_last_batch_lacks_is_judged_with_those_before_it() -> None:
    bad = replace(GOOD, dated=False)
    with StandIn() as site:
        source = _source(site, min_dated=0.8)

    def page(*now: Filled) -> PageFacts:
        return PageFacts(url="u", now=now)

    judge(source, [], [page(*[GOOD] * 16, *[bad] * 4)])
    with pytest.raises(UnhealthyError, match="15 of the last 20"):
        judge(source, [], [page(*[GOOD] * 15, *[bad] * 5)])
    judge(source, [page(GOOD)] * 40, [page(bad)] * 4)
    with pytest.raises(UnhealthyError, match="15 of the last 20"):
        judge(source, [page(GOOD)] * 40, [page(bad)] * 5)
    judge(source, [page(GOOD), *[page(bad)] * 19], [page(GOOD)])  # what was found well is not judged again
    judge(replace(source, min_dated=0.7), [], [page(*[GOOD] * 14, *[bad] * 6)])
    judge(source, [], [page(*[bad] * 30)], floors=False)
    assert chance_of(3, 3, 0.5) == 0.125 and chance_of(0, 9, 0.3) == pytest.approx(1)
    assert chance_of(1, 2, 0.5) == 0.75 and chance_of(1, 4, 0.0) == 0


# ---- a changed layout


@pytest.mark.parametrize("lost", [{"dated": False}, {"asked": False}])
def test_pages_that_lose_what_they_had_are_not_kept(archive: Archive, lost: dict[str, bool]) -> None:
    with log(range(1, 31)) as (site, source):
        once(archive, source)
        before = said(archive)
        show(site, range(1, 5), **lost)
        show(site, range(5, 8), note="Updated.")
        for nights in (1, 2):
            result = once(archive, source)
            assert (result.state, result.changed) == (RunState.FAILED, 0)
            assert "of 7 responses" in (result.reason or "") and "max_lost" in (result.reason or "")
            assert issues(archive) == [("layout", nights)]
            assert said(archive) == before
        result = once(archive, replace(source, max_lost=1.0))
        assert (result.state, result.changed) == (RunState.OK, 7)
        assert issues(archive) == []


def test_one_page_that_lost_its_date_is_kept_as_it_is(archive: Archive) -> None:
    with log(range(1, 31)) as (site, source):
        once(archive, source)
        show(site, [1, 2], dated=False)
        result = once(archive, source)
        assert (result.state, result.changed) == (RunState.OK, 2), "two pages are no layout"
        show(site, [3, 4, 5], dated=False)
        show(site, [6, 7, 8], note="Updated.")
        result = once(archive, source)
        assert (result.state, result.changed) == (RunState.OK, 6), "nor is a half of those that changed"


def test_pages_that_turn_to_nothing_are_held_back_together(archive: Archive) -> None:
    with log(range(1, 11)) as (site, source):
        once(archive, source)
        before = said(archive)
        for number in (2, 3, 4):
            site.route(_path(number), Answer(body=BLANK))
        result = once(archive, source)
        assert result.state is RunState.FAILED and "3 have lost that" in (result.reason or "")
        assert (states(archive), said(archive)) == ({"read"}, before)
        assert issues(archive) == [("layout", 1)]
        # Alone such a page is noted for what it is.
        show(site, [3, 4])
        assert once(archive, source).state is RunState.OK
        assert states(archive) == {"read", "no_response"}


def test_a_reader_that_fails_on_changed_pages_marks_none(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    import scraper.reading.response as reader

    def defective(*_: Any) -> object:
        raise IndexError("tuple index out of range")

    with log(range(1, 6), min_questions=0.5) as (site, source):
        once(archive, source)
        show(site, range(1, 6), note="Updated.")
        monkeypatch.setattr(reader, "find_outcome", defective)
        result = once(archive, source)
        assert (result.state, states(archive)) == (RunState.FAILED, {"read"})
        assert issues(archive) == [("layout", 1)]


def test_what_is_no_response_any_more_has_lost_all_it_had(archive: Archive) -> None:
    with log(range(1, 13)) as (site, source):
        once(archive, source)
        show(site, [1, 2], dated=False)
        site.route(_path(3), Answer(body=BLANK))
        result = once(archive, source)
        assert result.state is RunState.FAILED and "had a date" in (result.reason or "")
        # Nor has it anything that a floor counts.
        for number in range(1, 11):
            site.route(_path(number), Answer(body=BLANK))
        result = once(archive, replace(source, max_lost=1.0, min_dated=0.5))
        assert result.state is RunState.FAILED and "min_dated: 0 of the last 10" in (result.reason or "")
        assert states(archive) == {"read"}


def test_a_reader_that_finds_less_on_the_same_pages_is_no_layout(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a reader wrongly found it may unlearn; the floors still hold."""
    import scraper.reading.response as reader

    with log(range(1, 26)) as (_, source):
        once(archive, source)
        archive.db.execute("UPDATE entries SET reader_version = '0'")
        monkeypatch.setattr(reader, "find_questions", lambda *_: ())
        strict = once(archive, replace(source, min_questions=0.5), FULL)
        assert strict.state is RunState.FAILED and "min_questions" in (strict.reason or "")
        assert once(archive, source, FULL).state is RunState.OK


def test_new_pages_that_are_no_responses_fail_nothing(archive: Archive) -> None:
    with log(range(1, 31), min_dated=0.9) as (site, source):
        for number in range(1, 26):
            site.route(_path(number), Answer(body=BLANK))
        result = once(archive, source)
        assert (result.state, result.new) == (RunState.OK, 5)
        assert _count(archive, "entries WHERE state = 'no_response'") == 25


# ---- withdrawals


def test_nothing_is_withdrawn_by_a_run_that_read_badly(archive: Archive) -> None:
    with log(range(1, 11)) as (site, source):
        once(archive, source)
        site.route(LISTING, Answer(body=_listing(*range(1, 10))))
        show(site, range(1, 10), dated=False)
        for _ in range(3):
            result = once(archive, source)
            assert (result.state, result.withdrawn) == (RunState.FAILED, 0)
        show(site, range(1, 10))
        assert [once(archive, source).withdrawn for _ in range(3)] == [0, 1, 0]


def test_a_refusal_on_the_way_keeps_what_was_read_and_counts_the_walk(archive: Archive) -> None:
    with log(range(1, 11)) as (site, source):
        once(archive, source)
        site.route(LISTING, Answer(body=_listing(*range(1, 10), 11, 12, 13)))
        show(site, [11, 12])
        site.route(_path(13), Answer(status=403))
        first, second = once(archive, source), once(archive, source)
        assert (first.state, first.new, first.withdrawn) == (RunState.BLOCKED, 2, 0)
        assert (second.state, second.withdrawn) == (RunState.BLOCKED, 1)


def test_what_is_listed_again_is_read_again(archive: Archive) -> None:
    with log(range(1, 4), recheck_days=30.0) as (site, source):
        once(archive, source)
        show(site, [3], note="Corrected.")
        for numbers, withdrawn, changed in (((1, 2), 0, 0), ((1, 2), 1, 0), ((1, 2, 3), 0, 1)):
            site.route(LISTING, Answer(body=_listing(*numbers)))
            result = once(archive, source)
            assert (result.withdrawn, result.changed) == (withdrawn, changed)
        assert _count(archive, "responses WHERE withdrawn_at IS NOT NULL") == 0


def test_a_page_of_several_answers_that_reads_as_one_is_not_kept(archive: Archive) -> None:
    with log([1]) as (site, source):
        site.route(_path(1), Answer(body=accordion(*range(1, 8))))
        assert once(archive, source).new == 7
        before = said(archive)
        site.route(_path(1), Answer(body=accordion(1)))
        for _ in range(3):
            assert once(archive, source).state is RunState.FAILED
        assert said(archive) == before
        site.route(_path(1), Answer(body=accordion(*range(1, 6))))
        assert [once(archive, source).state for _ in range(2)] == [RunState.OK] * 2
        assert _count(archive, "responses WHERE withdrawn_at IS NOT NULL") == 2, "two of seven may well have gone"


# ---- logs that are one page, and the web's archive

ONE = "/foi/log"


def _one_page(numbers: Iterable[int], *, dated: bool = True) -> Answer:
    head = "<tr><th>Reference</th><th>Date of response</th><th>Information requested</th><th>Our response</th></tr>"
    rows = "".join(
        f"<tr><td>{n}/23</td><td>{f'{n % 28 + 1} May 2023' if dated else ''}</td>"
        f"<td>How many events of kind {n} were there in 2022?</td><td>We hold it: there were {n}.</td></tr>"
        for n in numbers
    )
    body = f"<html><body><main><h1>Log</h1><table>{head}{rows}</table></main></body></html>".encode()
    return Answer(body=body, etag=f'"{hash(body)}"')


def test_a_log_that_is_one_page_is_judged_and_tried_again(archive: Archive) -> None:
    with StandIn() as site:
        site.route(ONE, _one_page(range(101, 109)))
        source = _source(site, platform="one_page", listings=(site.url + ONE,), recheck_days=30.0)
        assert once(archive, source).new == 8
        before = said(archive)
        site.route(ONE, _one_page(range(101, 109), dated=False))
        for _ in range(2):  # the second time the site says 304
            assert once(archive, source).state is RunState.FAILED
            assert said(archive) == before
        assert once(archive, replace(source, max_lost=1.0)).changed == 8
        # How many answers a listing shows is for its own floors to judge.
        site.route(ONE, _one_page(range(101, 103)))
        assert once(archive, replace(source, max_drop=0.9)).state is RunState.OK


def test_captures_of_the_webs_archive_are_judged_before_they_are_kept(archive: Archive) -> None:
    with WebArchive() as web:
        for number in range(1, 26):
            web.add(f"https://log.example{_path(number)}", "20200102030405", letter(number, dated=False))
        source = _source(
            web, listings=(), hosts=frozenset(), via=Via.WAYBACK, archive_prefixes=("log.example/",), min_dated=0.5
        )
        plan = Plan(archive_url=web.url, archive_delay_seconds=0, index_pause_seconds=0)
        result = once(archive, source, plan)
        assert (result.state, result.new) == (RunState.FAILED, 0) and "min_dated" in (result.reason or "")
        assert _count(archive, "archived WHERE state = 'listed'") == 25
        seen = len(web.played)
        assert seen == 20
        assert once(archive, replace(source, min_dated=0.0), plan).new == 25
        assert len(web.played) == 25, "what was captured is not fetched again"


def test_the_floors_of_a_live_source_do_not_judge_old_copies(archive: Archive) -> None:
    with WebArchive() as web, log([1], min_dated=0.9) as (_, source):
        for number in range(1, 26):
            web.add(f"https://log.example{_path(number)}", "20200102030405", letter(number, dated=False))
        plan = Plan(route=Route.WAYBACK, archive_url=web.url, archive_delay_seconds=0, index_pause_seconds=0, limit=25)
        assert once(archive, replace(source, archive_prefixes=("log.example/",)), plan).new == 25


# ---- floors from history


def _walk(number: int, listed: int) -> SourceRun:
    at = f"2026-01-{number:02}T03:00:00Z"
    counts = dict.fromkeys(("new", "changed", "unchanged", "withdrawn", "failed", "requests", "size_bytes"), 0)
    return SourceRun(
        run=number,
        source="s",
        started_at=at,
        finished_at=at,
        state="ok",
        reason=None,
        listed=listed,
        **counts,
        seconds=0.0,
        via="live",
        retry_at=None,
        attachments=0,
    )


def test_floors_follow_from_the_worst_that_went_well() -> None:
    walks = [_walk(number, listed) for number, listed in enumerate([10, *[300] * 5, 270, 310, 400, 410, 420, 430], 1)]
    bad = replace(GOOD, dated=False, clean=False)
    responses = [*[GOOD] * 50, *[bad] * 5, *[GOOD] * 45, *[bad] * 2]
    floors = {floor.key: floor for floor in suggest_floors(walks, [replace(r, outcome=False) for r in responses])}
    assert {key: floor.value for key, floor in floors.items()} == {
        "min_entries": 216,  # four fifths of 270: the walk that found 10 is not among the last ten
        "max_drop": 0.2,  # one tenth once, half as much again, and a step
        "min_clean": 0.65,  # 15 of 20 in the worst stretch, less a tenth
        "min_dated": 0.65,
        "min_questions": 0.9,
        "min_outcome": None,
    }
    assert "270 to 430" in floors["min_entries"].measured and "75%" in floors["min_dated"].measured


def test_too_little_history_gives_no_floors() -> None:
    found = suggest_floors([_walk(1, 100), _walk(2, 100)], [GOOD] * 39)
    assert all(floor.value is None and "too little history" in floor.measured for floor in found)
    assert len(found) == 6
