"""The store: what is kept, what is not written twice, and that the captures alone give the same archive again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sample_archive import LOG, SOURCE, Desk, answer, cites, dated, day, dump, open_desk, page

from scraper.addresses import canonical_address, page_address, response_id
from scraper.attachments.results import Extracted, FileState, Kind, PageText
from scraper.errors import ArchiveError
from scraper.records import Attachment, DateKind, Entry, Precision, Response, Via
from scraper.store import EntryState, Saved, open_archive
from scraper.store.changes import migrations
from scraper.store.connection import SCHEMA_VERSION
from scraper.store.entries import PAGE


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "foi.db") as desk:
        yield desk


# ---- opening


def test_a_missing_archive_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive here"):
        open_archive(tmp_path / "foi.db")


def test_an_archive_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="folder exists"):
        open_archive(tmp_path / "nowhere" / "foi.db", create=True)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "theirs.db") as theirs:
        theirs.execute("CREATE TABLE stamps (id)")
    theirs.close()
    for create in (False, True):
        with pytest.raises(ArchiveError, match="not made by this program"):
            open_archive(tmp_path / "theirs.db", create=create)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(b"Dear Sir or Madam, " * 100)
    with pytest.raises(ArchiveError, match="not a SQLite database"):
        open_archive(tmp_path / "letter.db")


def test_an_archive_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    open_archive(tmp_path / "foi.db", create=True).close()
    with sqlite3.connect(tmp_path / "foi.db") as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.close()
    with pytest.raises(ArchiveError, match="newer release"):
        open_archive(tmp_path / "foi.db")


def test_a_damaged_archive_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "foi.db"
    with open_desk(path) as desk:
        for number in range(30):
            desk.publish(f"page-{number}", answer(response_text="Held. " * 2000), day(1))
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(ArchiveError, match="damaged"), open_archive(path) as archive:
        archive.search("held")


def test_a_locked_archive_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.archive.db.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(desk.archive.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveError, match="another program is writing"):
        desk.archive.start_run("refresh", day(1))
    other.execute("ROLLBACK")
    other.close()
    assert desk.archive.start_run("refresh", day(1))


def test_an_archive_that_may_not_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "foi.db"
    with open_desk(path) as desk:
        desk.publish("tasers", answer(), day(1))
    monkeypatch.setattr("os.access", lambda *_: False)
    with open_archive(path) as archive:
        assert len(archive.search("tasers")) == 1
        with pytest.raises(ArchiveError, match="may not be written"):
            archive.start_run("refresh", day(2))


def test_the_tables_carry_the_number_of_the_last_migration(desk: Desk) -> None:
    assert desk.one("PRAGMA user_version") == SCHEMA_VERSION == len(migrations._migrations)
    assert desk.one("PRAGMA journal_mode") == "wal"
    assert desk.one("PRAGMA foreign_keys") == 1


def test_every_table_is_strict_and_every_foreign_key_is_indexed(desk: Desk) -> None:
    tables = desk.archive.rows("SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main'")
    own = [t["name"] for t in tables if t["type"] == "table" and not t["name"].startswith(("sqlite_", "_sqlite"))]
    assert "groups" in own and "takedowns" in own
    assert all(t["strict"] for t in tables if t["name"] in own)
    for table in own:
        leading = {
            desk.archive.rows("SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index["name"],))[0]["name"]
            for index in desk.archive.rows("SELECT name FROM pragma_index_list(?) WHERE NOT partial", (table,))
        }
        for key in desk.archive.rows('SELECT "from" FROM pragma_foreign_key_list(?) WHERE seq = 0', (table,)):
            assert key["from"] in leading, f"{table}.{key['from']} has no index"


# ---- sources, runs, issues


def test_sources_follow_the_configuration_and_cost_nothing_when_right(desk: Desk) -> None:
    before = desk.archive.db.total_changes
    desk.archive.save_sources([SOURCE])
    assert desk.archive.db.total_changes == before
    desk.archive.save_sources([replace(SOURCE, licence="Open Government Licence v3.0", force_name="Norchester")])
    assert desk.one("SELECT licence FROM sources") == "Open Government Licence v3.0"
    assert desk.one("SELECT name FROM forces") == "Norchester"


def test_a_run_left_open_by_a_kill_is_closed(desk: Desk) -> None:
    assert desk.archive.close_interrupted(day(1)) == 1
    assert desk.archive.close_interrupted(day(2)) == 0
    run = desk.archive.start_run("refresh", day(3))
    desk.archive.finish_run(run, day(3, 4), "ok")
    states = [tuple(r) for r in desk.archive.rows("SELECT state, finished_at FROM runs ORDER BY id")]
    assert states == [("interrupted", day(1)), ("ok", day(3, 4))]


def test_the_last_good_run_and_the_state_of_a_source(desk: Desk) -> None:
    assert desk.archive.last_good_run(SOURCE.id) is None
    for number, state in enumerate(["ok", "failed", "blocked"]):
        run = desk.archive.start_run("refresh", day(number))
        desk.archive.save_source_run(
            run, SOURCE.id, started_at=day(number), finished_at=day(number, 4), state=state, listed=40 + number
        )
    good = desk.archive.last_good_run(SOURCE.id)
    assert good is not None and (good.listed, good.state) == (40, "ok")
    desk.archive.save_issue(desk.run, SOURCE.id, "blocked", "403 at the listing", LOG, day(2))
    desk.publish("tasers", answer(), day(2))
    (state,) = desk.archive.source_states()
    assert (state.last_state, state.last_good_at, state.last_run_at) == ("blocked", day(0, 4), day(2, 4))
    assert (state.listed, state.responses, state.withdrawn, state.open_issues) == (1, 1, 0, 1)


def test_an_issue_met_again_is_one_row_until_it_is_settled(desk: Desk) -> None:
    for number in range(3):
        desk.archive.save_issue(desk.run, SOURCE.id, "fetch", f"timed out {number}", page("a"), day(number))
    desk.archive.save_issue(desk.run, SOURCE.id, "fetch", "timed out", page("b"), day(3))
    desk.archive.save_issue(None, None, "disk", "nearly full", None, day(3))
    desk.archive.save_issue(None, None, "disk", "nearly full", None, day(4))
    rows = desk.archive.rows("SELECT message, seen_count, first_seen_at, last_seen_at FROM issues ORDER BY id")
    assert [tuple(r) for r in rows] == [
        ("timed out 2", 3, day(0), day(2)),
        ("timed out", 1, day(3), day(3)),
        ("nearly full", 2, day(3), day(4)),
    ]
    later = desk.archive.start_run("refresh", day(5))
    desk.archive.save_issue(later, SOURCE.id, "fetch", "timed out", page("b"), day(5))
    assert desk.archive.settle_issues(SOURCE.id, later, day(5)) == 1
    desk.archive.save_issue(later, SOURCE.id, "fetch", "timed out", page("a"), day(6))
    assert desk.one("SELECT count(*) FROM issues WHERE url = ?", page("a")) == 2


# ---- captures


def test_the_latest_capture_of_an_address_is_found_in_any_spelling(desk: Desk) -> None:
    desk.capture(page("a"), b"one", day(1))
    second = desk.capture(page("a"), b"two", day(2))
    older = desk.capture(page("a"), b"from the archive", day(0), Via.WAYBACK)
    found = desk.archive.find_capture("http://norchester.police.uk:80/foi/log/2026/january/a")
    assert found is not None and found.id == second and found.capture.via is Via.LIVE
    assert found.capture.etag == '"1"' and found.capture.fetched_at == day(2)
    archived = desk.archive.find_capture(page("a"), via=Via.WAYBACK)
    assert archived is not None and archived.id == older
    address = canonical_address(page("a"))
    assert [c.id for c in desk.archive.captures_of([address])[address]] == [second - 1, second, older]
    assert desk.archive.find_capture(page("b")) is None


# ---- entries and walks


def _listed(desk: Desk, *slugs: str, at: str, text: str | None = None) -> int:
    return desk.archive.save_entries(SOURCE.id, [Entry(url=page(s), title=s, listed_text=text) for s in slugs], at)


def _to_fetch(desk: Desk, at: str, *, full: bool = False, limit: int | None = None) -> list[str]:
    rows = desk.archive.entries_to_fetch(SOURCE.id, at, full=full, limit=limit)
    return [row.fetch_url.split("/")[-2] for row in rows]


def test_the_entries_of_a_page_are_found_without_a_scan(desk: Desk) -> None:
    plan = desk.archive.rows(f"EXPLAIN QUERY PLAN SELECT * FROM entries WHERE source = 'a' AND {PAGE} = 'b'")
    assert ["entries_page" in row["detail"] for row in plan] == [True]


def test_an_entry_seen_again_unchanged_costs_no_write(desk: Desk) -> None:
    assert _listed(desk, "a", "b", at=day(0)) == 2
    before = desk.archive.db.total_changes
    assert _listed(desk, "a", "b", at=day(1)) == 0
    assert desk.archive.close_walk(SOURCE.id, [page("a"), page("b")], day(1)) == (0, 0)
    assert desk.archive.db.total_changes == before


def test_what_is_new_comes_first_then_what_is_due(desk: Desk) -> None:
    _listed(desk, "a", "b", "c", at=day(0))
    assert _to_fetch(desk, day(0)) == ["a", "b", "c"]
    assert _to_fetch(desk, day(0), limit=2) == ["a", "b"]
    for number, slug in enumerate("abc"):
        desk.archive.mark_entry(SOURCE.id, page(slug), "no_response", day(0, 3 + number))
    assert _to_fetch(desk, day(0, 9)) == []
    assert _to_fetch(desk, day(0, 9), full=True) == ["a", "b", "c"]
    _listed(desk, "d", at=day(1))
    assert _to_fetch(desk, day(1, 6)) == ["d", "a", "b", "c"]
    _listed(desk, "c", at=day(1), text="now with a date")
    assert _to_fetch(desk, day(1, 6)) == ["d", "c", "a", "b"]


def test_a_changed_listing_row_makes_its_entry_due_once(desk: Desk) -> None:
    desk.publish("a", answer(), day(0))
    assert _to_fetch(desk, day(0, 4)) == []
    desk.archive.save_entries(SOURCE.id, [Entry(url=page("a"), title="a (updated)")], day(0, 4))
    assert _to_fetch(desk, day(0, 4)) == ["a"]
    desk.archive.mark_entry(SOURCE.id, page("a"), None, day(0, 4))
    assert _to_fetch(desk, day(0, 5)) == []
    (entry,) = desk.archive.entries_of_page(SOURCE.id, page("a"))
    assert entry is not None and entry.state is EntryState.READ and entry.title == "a (updated)"


def test_a_page_found_unchanged_keeps_what_its_last_reading_said(desk: Desk) -> None:
    _listed(desk, "a", at=day(0))
    capture = desk.capture(page("a"), b"a notice", day(0))

    def state() -> tuple[str, str | None]:
        (entry,) = desk.archive.entries_of_page(SOURCE.id, page("a"))
        assert entry is not None
        return entry.state, entry.reason

    desk.archive.mark_entry(SOURCE.id, page("a"), "no_response", day(0), capture=capture, reason="it is a notice")
    desk.archive.mark_entry(SOURCE.id, page("a"), None, day(1))
    assert state() == ("no_response", "it is a notice")
    desk.publish("a", answer(), day(2))
    desk.archive.mark_entry(SOURCE.id, page("a"), "no_response", day(3), reason="it is a notice again")
    desk.archive.mark_entry(SOURCE.id, page("a"), None, day(4))
    assert state() == ("no_response", "it is a notice again")
    desk.publish("a", answer(), day(5))
    desk.archive.mark_entry(SOURCE.id, page("a"), "gone", day(6), reason="404")
    assert state() == ("gone", "404")
    desk.archive.mark_entry(SOURCE.id, page("a"), None, day(7))
    assert state() == ("read", None)
    with pytest.raises(ValueError, match="lost"):
        desk.archive.mark_entry(SOURCE.id, page("a"), "lost", day(8))


def test_older_answers_wait_longer_to_be_checked_again(desk: Desk) -> None:
    desk.publish("new", answer(dates=(dated(DateKind.RESPONDED, "2025-12-31"),)), day(0))
    desk.publish("old", answer(dates=(dated(DateKind.FILED, "2025-09", Precision.MONTH),)), day(0))
    desk.publish("year", answer(dates=(dated(DateKind.PUBLISHED, "2010", Precision.YEAR),)), day(0))
    assert _to_fetch(desk, day(0, 20)) == []
    assert _to_fetch(desk, day(1)) == ["new"]
    assert _to_fetch(desk, day(1, 2)) == ["new"], "an hour early is the same night"
    assert "old" not in _to_fetch(desk, day(12)) and "old" in _to_fetch(desk, day(15))
    assert "year" not in _to_fetch(desk, day(200))


def test_a_failed_entry_waits_longer_after_every_attempt(desk: Desk) -> None:
    _listed(desk, "a", at=day(0))
    due_after = []
    now = 0
    for _ in range(4):
        desk.archive.mark_entry(SOURCE.id, page("a"), "failed", day(now), reason="timed out")
        waited = next(n for n in range(1, 60) if _to_fetch(desk, day(now + n)))
        due_after.append(waited)
        now += waited
    assert due_after == [1, 2, 4, 8]
    (entry,) = desk.archive.entries_of_page(SOURCE.id, page("a"))
    assert entry is not None and (entry.attempts, entry.reason) == (4, "timed out")
    desk.publish("a", answer(), day(now))
    (entry,) = desk.archive.entries_of_page(SOURCE.id, page("a"))
    assert entry is not None and (entry.attempts, entry.reason, entry.state) == (0, None, EntryState.READ)


def test_a_response_is_withdrawn_by_the_second_walk_that_misses_it_and_comes_back(desk: Desk) -> None:
    desk.publish("a", answer(), day(0))
    desk.publish("b", answer(), day(0))
    assert desk.archive.close_walk(SOURCE.id, [page("b")], day(1)) == (0, 0)
    assert desk.archive.close_walk(SOURCE.id, [page("a"), page("b")], day(2)) == (0, 0)
    assert desk.archive.close_walk(SOURCE.id, [page("b")], day(3)) == (0, 0), "a miss long ago does not count"
    assert desk.archive.close_walk(SOURCE.id, [page("b")], day(4)) == (1, 0)
    writes = desk.archive.db.total_changes
    assert desk.archive.close_walk(SOURCE.id, [page("b")], day(5)) == (0, 0)
    assert desk.archive.db.total_changes == writes, "what is gone costs nothing more"
    key = response_id(page("a"))
    assert desk.one("SELECT withdrawn_at FROM responses WHERE id = ?", key) == day(4)
    assert desk.one("SELECT count(*) FROM versions WHERE response = ?", key) == 1
    assert "a" not in _to_fetch(desk, day(5), full=True)
    assert desk.archive.close_walk(SOURCE.id, [page("a"), page("b")], day(6)) == (0, 1)
    assert desk.one("SELECT withdrawn_at FROM responses WHERE id = ?", key) is None
    assert _to_fetch(desk, day(6))[0] == "a", "what is back may have changed"
    assert desk.problems() == []


def test_what_another_source_still_lists_is_not_withdrawn(desk: Desk) -> None:
    other = replace(SOURCE, id="norchester-welsh")
    desk.archive.save_sources([other])
    desk.publish("a", answer(), day(0))
    capture = desk.archive.find_capture(page("a"))
    assert capture is not None
    desk.archive.save_entries(other.id, [Entry(url=page("a"))], day(0))
    saved = desk.archive.save_response(
        answer(), source=other.id, url=page("a"), capture_id=capture.id, at=day(0), reader_version="1"
    )
    assert saved is Saved.UNCHANGED
    for number in (1, 2, 3):
        assert desk.archive.close_walk(SOURCE.id, [], day(number)) == (0, 0)
    desk.archive.close_walk(other.id, [], day(4))
    assert desk.archive.close_walk(other.id, [], day(5)) == (1, 0)
    assert desk.one("SELECT source FROM responses") == SOURCE.id


def test_an_imported_page_that_no_listing_showed_is_never_withdrawn(desk: Desk) -> None:
    number = desk.capture(page("saved-copy"), b"a saved page", day(0), Via.IMPORT)
    desk.archive.save_response(
        answer(), source=SOURCE.id, url=page("saved-copy"), capture_id=number, at=day(0), reader_version="1"
    )
    for walk in (1, 2, 3):
        assert desk.archive.close_walk(SOURCE.id, [], day(walk)) == (0, 0)
    assert _to_fetch(desk, day(9), full=True) == []
    assert _listed(desk, "saved-copy", at=day(10)) == 1
    assert _to_fetch(desk, day(10)) == ["saved-copy"]


# ---- responses


def test_a_response_is_kept_with_all_its_parts(desk: Desk) -> None:
    theft = replace(cites("1"), law="Theft Act 1968")
    record = answer(
        citations=(cites("31(1)(a)"), cites("40(2)", ncnd=True), cites("31(1)(a)"), theft),
        warnings=("two references", "future date"),
        dates=(dated(DateKind.REQUESTED, "2025-12-20"), dated(DateKind.FILED, "2026-01", Precision.MONTH)),
    )
    assert desk.publish("a", record, day(1)) is Saved.NEW
    row = desk.archive.row("SELECT * FROM responses")
    assert row is not None
    expected = {
        "id": response_id(page("a")),
        "force": "norchester",
        "url": page("a"),
        "reference": "FOI 12/26",
        "reference_key": "12/26",
        "requested_on": "2025-12-20",
        "requested_text": "on 2025-12-20",
        "requested_precision": "day",
        "requested_from": "text",
        "responded_on": None,
        "filed": "2026-01",
        "dated_on": "2026-01",
        "year": 2026,
        "outcome": "partly_disclosed",
        "exemptions": "FOIA 31(1)(a);FOIA 40(2)",
        "question_count": 2,
        "attachment_count": 1,
        "version_count": 1,
        "warnings": "two references;future date",
        "first_seen_at": day(1),
        "last_seen_at": day(1),
        "changed_at": day(1),
        "withdrawn_at": None,
    }
    assert {name: row[name] for name in expected} == expected
    provisions = {r["id"]: (r["parent"], r["kind"]) for r in desk.archive.rows("SELECT * FROM provisions")}
    assert provisions["FOIA 31(1)(a)"] == ("FOIA 31(1)", "exemption")
    assert provisions["FOIA 31(1)"][0] == "FOIA 31" and provisions["FOIA 31"][0] is None
    cited = desk.archive.rows('SELECT provision, law, section, role, ncnd, "by" FROM citations ORDER BY position')
    assert tuple(cited[1]) == ("FOIA 40(2)", "FOIA", "40(2)", "relied", 1, "number")
    assert tuple(cited[3]) == (None, "Theft Act 1968", "1", "relied", 0, "number")
    questions = desk.archive.rows("SELECT position, number, text FROM questions ORDER BY position")
    assert tuple(questions[1]) == (2, "2", "Since when?")
    assert desk.problems() == []


def test_nothing_stated_is_null_and_never_an_empty_string(desk: Desk) -> None:
    bare = replace(
        answer(title=""),
        reference=None,
        dates=(),
        questions=(),
        request_text="",
        response_text=None,
        outcome=None,
        outcome_evidence="",
        citations=(),
        attachments=(),
        language="",
        platform=None,
    )
    desk.publish("a", bare, day(1))
    for table in ("responses", "response_texts", "versions", "entries"):
        for row in desk.archive.rows(f"SELECT * FROM {table}"):
            assert "" not in tuple(row), table
    assert desk.one("SELECT dated_on FROM responses") is None
    assert desk.problems() == []


def test_an_unchanged_page_writes_only_when_it_was_last_seen(desk: Desk) -> None:
    desk.publish("a", answer(), day(1))
    before, writes = dump(desk.archive), desk.archive.db.total_changes
    capture = desk.one("SELECT capture FROM responses")
    assert desk.publish("a", answer(), day(2), capture=capture) is Saved.UNCHANGED
    assert desk.archive.db.total_changes - writes == 1
    after = dump(desk.archive)
    assert [name for name in before if before[name] != after[name]] == ["responses"]
    assert desk.one("SELECT last_seen_at FROM responses") == day(2)
    assert desk.one("SELECT changed_at FROM responses") == day(1)
    assert _to_fetch(desk, day(2, 9)) == [] and _to_fetch(desk, day(3)) == ["a"], "due by when it was last seen"
    other_bytes = desk.capture(page("a"), b"another banner, the same answer", day(3))
    assert desk.publish("a", answer(), day(3), capture=other_bytes) is Saved.UNCHANGED
    assert desk.one("SELECT capture FROM responses") == capture, "the capture that first showed this version"


@pytest.mark.parametrize(
    "changed",
    [
        answer("Tasers carried in 2024 and 2025"),
        answer(response_text="We hold forty-one devices."),
        answer(request_text="How many?"),
        answer(attachments=()),
        answer(attachments=(Attachment(url=f"{LOG}/files/other.pdf", title="Other", media_type=None),)),
        answer(dates=(dated(DateKind.RESPONDED, "2026-01-16"),)),
        answer(reference=None),
    ],
    ids=["title", "answer", "request", "no file", "other file", "date", "reference"],
)
def test_a_page_that_says_something_else_is_a_new_version(desk: Desk, changed: Response) -> None:
    desk.publish("a", answer(), day(1))
    assert desk.publish("a", changed, day(5)) is Saved.CHANGED
    row = desk.archive.row("SELECT version_count, first_seen_at, changed_at, title, capture FROM responses")
    assert row is not None and tuple(row) == (2, day(1), day(5), changed.title, 2)
    first, second = desk.archive.rows("SELECT * FROM versions ORDER BY number")
    assert (first["seen_at"], first["capture"], first["title"]) == (day(1), 1, answer().title)
    assert first["response_text"] == answer().response_text
    record = json.loads(first["record"])
    assert record["outcome"] == "partly_disclosed" and record["exemptions"][0]["section"] == "31(1)(a)"
    assert second["digest"] != first["digest"] and second["capture"] == 2
    assert desk.problems() == []


def test_a_better_reader_changes_the_record_and_makes_no_version(desk: Desk) -> None:
    desk.publish("a", answer(), day(1))
    capture = desk.one("SELECT capture FROM responses")
    better = answer(response_text="We hold forty devices.", citations=(cites("31(3)"),))
    assert desk.publish("a", better, day(2), reader="2", capture=capture) is Saved.UNCHANGED
    row = desk.archive.row("SELECT exemptions, reader_version, version_count, changed_at FROM responses")
    assert row is not None and tuple(row) == ("FOIA 31(3)", "2", 1, day(1))
    assert desk.one("SELECT response_text FROM versions") == "We hold forty devices."
    assert desk.problems() == []


def test_an_answer_that_goes_back_to_what_it_was_is_a_third_version(desk: Desk) -> None:
    for number, text in enumerate(["forty", "none", "forty"]):
        desk.publish("a", answer(response_text=text), day(number))
    assert [r[0] for r in desk.archive.rows("SELECT response_text FROM versions ORDER BY number")] == [
        "forty",
        "none",
        "forty",
    ]


def test_an_older_capture_goes_into_the_history_and_not_before_the_reader(desk: Desk) -> None:
    desk.publish("a", answer(response_text="as of today"), day(30))
    saved = desk.publish("a", answer(response_text="as of then"), day(10), via=Via.WAYBACK)
    assert saved is Saved.CHANGED
    assert desk.one("SELECT response_text FROM response_texts") == "as of today"
    row = desk.archive.row("SELECT first_seen_at, changed_at, version_count FROM responses")
    assert row is not None and tuple(row) == (day(10), day(30), 2)
    versions = desk.archive.rows("SELECT number, response_text FROM versions ORDER BY seen_at")
    assert [tuple(v) for v in versions] == [(2, "as of then"), (1, "as of today")]
    assert desk.publish("a", answer(response_text="as of today"), day(20), via=Via.WAYBACK) is Saved.UNCHANGED
    row = desk.archive.row("SELECT changed_at, capture FROM responses")
    assert row is not None and tuple(row) == (day(20), 3), "today's answer is known to be older than we knew"
    assert desk.publish("a", answer(response_text="as of then"), day(15), via=Via.WAYBACK) is Saved.UNCHANGED
    assert desk.one("SELECT version_count FROM responses") == 2
    assert desk.problems() == []


def test_what_is_known_of_a_file_outlasts_a_change_of_the_page(desk: Desk) -> None:
    desk.publish("a", answer(), day(1))
    key, file = response_id(page("a")), answer().attachments[0].url
    number = desk.capture(file, b"PK spreadsheet", day(1))
    found = Extracted(
        kind=Kind.XLSX,
        state=FileState.OK,
        pages=(PageText(number=2, title="Sprays", text="incapacitant sprays"),),
        page_count=2,
    )
    desk.archive.save_attachment(key, file, found, capture_id=number, size_bytes=14, at=day(1))
    assert len(desk.archive.search("incapacitant")) == 1
    desk.publish("a", answer(response_text="Corrected."), day(2))
    row = desk.archive.row("SELECT media_type, size_bytes, pages, state, capture FROM attachments")
    assert row is not None and tuple(row) == (Kind.XLSX.media_type, 14, 2, "ok", number)
    assert len(desk.archive.search("incapacitant")) == 1
    desk.publish("a", answer(attachments=()), day(3))
    assert desk.one("SELECT count(*) FROM attachments") == desk.one("SELECT count(*) FROM attachment_pages") == 0
    assert desk.archive.search("incapacitant") == []
    assert desk.problems() == []


def test_a_file_linked_twice_is_one_attachment(desk: Desk) -> None:
    file = answer().attachments[0]
    other = Attachment(url=f"{LOG}/files/notes.pdf", title="Notes", media_type=None)
    again = replace(file, title="The same figures")
    desk.publish("a", answer(attachments=(file, other, again)), day(1))
    assert desk.one("SELECT attachment_count FROM responses") == 2
    rows = desk.archive.rows("SELECT position, title FROM attachments ORDER BY position")
    assert [tuple(r) for r in rows] == [(1, "Taser figures"), (2, "Notes")]


def test_what_was_taken_down_is_not_brought_back(desk: Desk) -> None:
    desk.archive.db.execute(
        "INSERT INTO takedowns (response, source, reason, taken_down_at) VALUES (?, ?, 'personal_data', ?)",
        (response_id(page("a")), SOURCE.id, day(0)),
    )
    assert desk.archive.save_entries(SOURCE.id, [Entry(url=page("a"), title="Tasers")], day(0)) == 0
    assert _to_fetch(desk, day(1), full=True) == []
    assert desk.publish("a", answer(), day(1)) is Saved.UNCHANGED
    assert desk.one("SELECT count(*) FROM responses") == 0
    assert desk.archive.search("tasers") == []
    desk.archive.db.execute("UPDATE takedowns SET undone_at = ?", (day(2),))
    assert desk.publish("a", answer(), day(2)) is Saved.NEW


def test_an_error_in_the_middle_of_a_response_leaves_nothing_of_it(desk: Desk) -> None:
    desk.publish("a", answer(), day(1))
    before = dump(desk.archive)
    broken = answer(citations=(replace(cites("31"), role="guessed"),))  # type: ignore[arg-type]
    capture = desk.capture(page("a"), b"x", day(2))
    with pytest.raises(ArchiveError):
        desk.archive.save_response(
            replace(broken, response_text="new"),
            source=SOURCE.id,
            url=page("a"),
            capture_id=capture,
            at=day(2),
            reader_version="1",
        )
    after = dump(desk.archive)
    assert {n for n in before if before[n] != after[n]} == {"captures"}
    assert desk.problems() == []


def test_a_response_without_its_capture_is_refused(desk: Desk) -> None:
    with pytest.raises(ArchiveError, match="no capture 7"):
        desk.archive.save_response(
            answer(), source=SOURCE.id, url=page("a"), capture_id=7, at=day(0), reader_version="1"
        )


# ---- reading again


def _reread(desk: Desk, pages: dict[int, Response | str], reader: str) -> list[Saved]:
    """What `foi reread` does, with the readings of all captures given by number."""
    done = []
    for found in desk.archive.pages_after([SOURCE.id], batch=2):
        for entries in found:
            address = page_address(entries[0].url)
            captures = desk.archive.captures_of([address])[address]
            readings = [(c, p if isinstance(p := pages[c.id], str) else (p,)) for c in captures]
            done += desk.archive.replace_page(entries, readings, reader_version=reader).elements()
    return done


@pytest.fixture
def lived_in(desk: Desk) -> tuple[Desk, dict[int, Response | str]]:
    """An archive after some weeks, and what the reader makes of each of its captures."""
    pages: dict[int, Response | str] = {}

    def publish(slug: str, response: Response, at: str, via: Via = Via.LIVE) -> None:
        number = desk.capture(page(slug), f"{slug} {at}".encode(), at, via)
        pages[number] = response
        desk.publish(slug, response, at, capture=number)

    for number, slug in enumerate(["a", "b", "c", "d", "e"]):
        publish(slug, answer(f"Answer {slug}", citations=(cites(f"{30 + number}"),)), day(number))
    publish("a", answer("Answer a", response_text="Corrected."), day(6))
    publish("a", answer("Answer a", response_text="Corrected."), day(7))
    publish("b", answer("Answer b", attachments=()), day(8))
    publish("b", answer("Answer b, first wording"), "2020-01-01T00:00:00Z", Via.WAYBACK)
    publish("a", answer("Answer a"), day(9))
    notice = desk.capture(page("f"), b"a notice", day(9))
    pages[notice] = "it answers no request"
    desk.archive.save_entries(SOURCE.id, [Entry(url=page("f"))], day(9))
    desk.archive.mark_entry(
        SOURCE.id, page("f"), "no_response", day(9), capture=notice, reason="it answers no request", reader_version="1"
    )
    desk.archive.mark_entry(SOURCE.id, page("e"), "failed", day(9), reason="timed out")
    desk.archive.close_walk(SOURCE.id, [page(s) for s in "abef"], day(10))
    desk.archive.close_walk(SOURCE.id, [page(s) for s in "abef"], day(11))
    return desk, pages


def test_reading_everything_again_writes_nothing_where_nothing_differs(
    lived_in: tuple[Desk, dict[int, Response | str]],
) -> None:
    desk, pages = lived_in
    before, writes = dump(desk.archive), desk.archive.db.total_changes
    assert set(_reread(desk, pages, "1")) == {Saved.UNCHANGED}
    assert dump(desk.archive) == before and desk.archive.db.total_changes == writes


def test_the_captures_alone_give_the_same_archive_again(lived_in: tuple[Desk, dict[int, Response | str]]) -> None:
    desk, pages = lived_in
    before = dump(desk.archive)
    assert desk.problems() == []
    # Another reader reads everything differently, and finds one page to be no answer at all.
    spoilt: dict[int, Response | str] = {
        number: found if isinstance(found, str) else replace(found, title=f"Read by another: {number}", citations=())
        for number, found in pages.items()
    }
    spoilt[3] = "no answer here"
    assert Saved.CHANGED in _reread(desk, spoilt, "0")
    assert desk.problems() == []
    assert desk.one("SELECT count(*) FROM responses") == 4
    assert desk.archive.search("corrected") == [] or desk.archive.search("another")
    _reread(desk, pages, "1")
    after = dump(desk.archive)
    kept = {"search_row", "last_seen_at", "withdrawn_at"}
    assert desk.problems() == []
    for table in before:
        if table in ("responses", "words"):
            continue
        assert after[table] == before[table], table
    names = [c["name"] for c in desk.archive.rows("SELECT name FROM pragma_table_info('responses')")]
    for old, new in zip(before["responses"], after["responses"], strict=True):
        lost = {n for n, x, y in zip(names, old, new, strict=True) if x != y}
        assert lost <= (kept if old[0] == response_id(page("c")) else set()), old[0]


def test_a_page_that_a_better_reader_understands_becomes_a_response(
    lived_in: tuple[Desk, dict[int, Response | str]],
) -> None:
    desk, pages = lived_in
    pages = pages | {max(pages): answer("It was an answer after all")}
    assert Saved.NEW in _reread(desk, pages, "2")
    row = desk.archive.row(
        "SELECT first_seen_at, last_seen_at, url FROM responses WHERE id = ?", (response_id(page("f")),)
    )
    assert row is not None and tuple(row) == (day(9), day(9), page("f"))
    (entry,) = desk.archive.entries_of_page(SOURCE.id, page("f"))
    assert entry is not None and (entry.state, entry.reason, entry.reader_version) == (EntryState.READ, None, "2")
    assert desk.problems() == []


def test_vacuum_leaves_the_search_index_right(lived_in: tuple[Desk, dict[int, Response | str]]) -> None:
    desk, pages = lived_in
    _reread(desk, pages | {3: "no answer here"}, "2")
    desk.archive.db.execute("VACUUM")
    assert desk.problems() == []
    assert [r["title"] for r in desk.archive.search('"answer d"')] == ["Answer d"]
