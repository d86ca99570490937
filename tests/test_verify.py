"""`foi verify`: an archive that is whole has no problems, and each way of being damaged has its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_archive import SOURCE, Desk, answer, day, dump, open_desk, page

from scraper.addresses import response_id
from scraper.errors import ArchiveError
from scraper.store import open_archive

KEY = response_id(page("a"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("a", answer(), day(1))
        desk.publish("a", answer(response_text="Corrected."), day(2))
        desk.publish("b", answer("Drones"), day(2))
        yield desk


def test_a_whole_archive_has_no_problems(desk: Desk) -> None:
    before = dump(desk.archive)
    assert desk.problems() == []
    assert dump(desk.archive) == before


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE responses SET question_count = 9", "question_count"),
        ("UPDATE responses SET attachment_count = 9", "attachment_count"),
        ("UPDATE responses SET version_count = 9", "version_count"),
        ("UPDATE responses SET exemptions = 'FOIA 40(2)'", "exemptions differs"),
        ("UPDATE responses SET exemptions = NULL", "exemptions differs"),
        ("UPDATE responses SET exemptions = 'FOIA 31(1)(a);FOIA 40'", "exemptions differs"),
        ("UPDATE responses SET changed_at = first_seen_at", "changed_at differs"),
        ("UPDATE versions SET number = number + 5 WHERE number = 2", "not numbered"),
        ("UPDATE versions SET response_text = 'Something else.'", "latest version"),
        ("UPDATE response_texts SET request_text = 'Something else.'", "search index does not agree"),
        ("DELETE FROM versions", "no version"),
        ("DELETE FROM response_texts", "no texts"),
        ("DELETE FROM responses_fts_docsize WHERE id = 1", "not in the search index"),
        ("INSERT INTO responses_fts(rowid, title) VALUES (99, 'ghost')", "not there"),
        ("DELETE FROM entries", "no entry"),
        ("UPDATE entries SET response = NULL", "there is no response"),
    ],
)
def test_every_kind_of_damage_is_named(desk: Desk, damage: str, words: str) -> None:
    desk.archive.db.execute("PRAGMA foreign_keys = OFF")
    desk.archive.db.execute(damage)
    assert any(words in problem for problem in desk.problems()), desk.problems()


def test_a_key_that_leads_nowhere_is_named(desk: Desk) -> None:
    desk.archive.db.execute("PRAGMA foreign_keys = OFF")
    desk.archive.db.execute("DELETE FROM forces")
    assert any(p.startswith("responses: ") and "forces" in p for p in desk.problems())


def test_a_taken_down_response_that_is_still_there_is_named(desk: Desk) -> None:
    desk.archive.db.execute(
        "INSERT INTO takedowns (response, source, reason, taken_down_at) VALUES (?, ?, 'court_order', ?)",
        (KEY, SOURCE.id, day(3)),
    )
    assert desk.problems() == [f"{KEY}: it is in the archive although it was taken down"]


def test_bytes_that_changed_or_vanished_are_named(desk: Desk) -> None:
    place, other, *_ = list(desk.bodies)
    desk.bodies[place] = b"tampered with"
    del desk.bodies[other]

    def load_body(file: str, offset: int) -> bytes:
        if (file, offset) not in desk.bodies:
            raise ArchiveError("the file ends early")
        return desk.bodies[file, offset]

    changed, lost = desk.archive.verify(load_body)
    assert "capture 1" in changed and "not the ones that were fetched" in changed
    assert "capture 2" in lost and "the file ends early" in lost


def test_a_damaged_file_is_reported_and_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    with open_desk(path) as desk:
        for number in range(40):
            desk.publish(f"page-{number}", answer(response_text=f"Held {number}. " * 500), day(1))
        desk.archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(size // 2)
            file.write(b"\xa5" * 20_000)
    with open_archive(path) as archive:
        assert archive.verify(desk.load_body)
