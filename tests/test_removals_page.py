"""The page that counts removals, and its JSON: how many, why, when; never of what."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser
from serving import serving_archive
from test_redaction import redacted
from test_removal import AT, LATER, NAMED, NOTE, SAID, Log, down, leaks, seen_log

from scraper.removal import put_back, take_down, undo_redactions
from scraper.store import Archive, open_archive
from scraper.store.removals import REASON_WORDS, RemovalReason, reason_words


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    with seen_log(tmp_path_factory.mktemp("log")) as seen:
        yield seen


@pytest.fixture
def archive(log: Log, tmp_path: Path) -> Iterator[Archive]:
    shutil.copytree(log.folder, tmp_path, dirs_exist_ok=True)
    with open_archive(tmp_path / "foi.db") as opened:
        yield opened


@pytest.fixture
def visitor(archive: Archive) -> Iterator[httpx.Client]:
    with serving_archive(archive.path) as address, httpx.Client(base_url=address) as client:
        yield client


def facts(visitor: httpx.Client) -> dict[str, Any]:
    found = visitor.get("/removals.json")
    assert found.status_code == 200
    data: dict[str, Any] = found.json()
    return data


def lead(visitor: httpx.Client) -> str:
    found = visitor.get("/removals")
    assert found.status_code == 200
    return str(LexborHTMLParser(found.text).css_first(".lead").text())


def rows(visitor: httpx.Client) -> list[list[str]]:
    tree = LexborHTMLParser(visitor.get("/removals").text)
    return [[cell.text() for cell in row.css("th, td")] for row in tree.css("tbody tr")]


def test_nothing_was_removed(visitor: httpx.Client) -> None:
    assert lead(visitor) == "0 responses are taken down, and words are redacted 0 times."
    assert rows(visitor) == []
    assert facts(visitor) == {"takedowns": 0, "redactions": 0, "undone": 0, "reasons": [], "removals": []}


def test_removals_are_counted_by_reason_with_those_undone(archive: Archive, log: Log, visitor: httpx.Client) -> None:
    other = take_down(archive, log.site.url + _third(), reason=RemovalReason.COURT_ORDER, note=None, at=LATER)
    redacted(archive, log.key, "pangolinesque")
    redacted(archive, log.key, "ocelotine")
    assert lead(visitor) == "1 response is taken down, and words are redacted 2 times."
    down(archive, log.key)
    found = facts(visitor)
    assert (found["takedowns"], found["redactions"], found["undone"]) == (2, 2, 0)
    assert found["reasons"] == [
        {"reason": "court_order", "words": "a court ordered it", "takedowns": 1, "redactions": 0},
        {"reason": "personal_data", "words": "it held personal data", "takedowns": 1, "redactions": 2},
    ]
    assert [(r["kind"], r["removed_at"], r["undone_at"], r["force"]) for r in found["removals"]] == [
        ("takedown", LATER, None, "northmoor"),
        *[("redaction", AT, None, "northmoor")] * 2,
        ("takedown", AT, None, "northmoor"),
    ]
    put_back(archive, log.key, at=LATER)
    undo_redactions(archive, log.key, at=LATER)
    put_back(archive, other, at=LATER)
    found = facts(visitor)
    assert (found["takedowns"], found["redactions"], found["undone"], found["reasons"]) == (0, 0, 4, [])
    assert {r["undone_at"] for r in found["removals"]} == {LATER}
    assert "4 removals were undone" in lead(visitor)


def test_the_page_says_day_force_and_reason_in_words(archive: Archive, log: Log, visitor: httpx.Client) -> None:
    down(archive, log.key)
    assert rows(visitor) == [
        ["it held personal data", "1", "0"],
        ["3 February 2026", "Northmoor Police", "response taken down", "it held personal data", "–"],
    ]
    put_back(archive, log.key, at=LATER)
    assert rows(visitor) == [
        ["3 February 2026", "Northmoor Police", "response taken down", "it held personal data", "4 March 2026"]
    ]
    assert "1 removal was undone" in lead(visitor)


def test_neither_id_nor_words_nor_notes_are_told(archive: Archive, log: Log, visitor: httpx.Client) -> None:
    down(archive, log.key)
    redacted(archive, log.site.url + _third(), "events")
    for path in ("/removals", "/removals.json"):
        said = visitor.get(path).content
        words = (*SAID, *NAMED, *NOTE.lower().split(), log.key, "subject-3", "/foi-ai/")
        told = tuple(word for word in words if len(word) > 3 and word != "asked")  # which is in the navigation
        assert leaks(said, told) == []


def test_every_reason_has_words_and_an_old_code_is_shown_as_it_is(archive: Archive, visitor: httpx.Client) -> None:
    assert {*REASON_WORDS} == {*RemovalReason}
    with archive.write() as db:
        db.execute("INSERT INTO takedowns (response, reason, taken_down_at) VALUES ('0123456789ab', 'spite', ?)", (AT,))
    assert reason_words("spite") == "spite" and facts(visitor)["reasons"][0]["words"] == "spite"
    assert rows(visitor)[1] == ["3 February 2026", "not known", "response taken down", "spite", "–"]
    assert visitor.get("/response/northmoor/0123456789ab").status_code == 410


def test_the_page_is_reached_from_the_others(visitor: httpx.Client) -> None:
    links = {a.attributes.get("href") for a in LexborHTMLParser(visitor.get("/about").text).css("a")}
    assert "/removals" in links
    links = {a.attributes.get("href") for a in LexborHTMLParser(visitor.get("/removals").text).css("main a")}
    assert {"/about#removal", "/removals.json"} <= links


def _third() -> str:
    return "/foi-ai/northmoor-police/disclosure-2024/may-2024/subject-324/"
