"""What the store costs beside bare sqlite3, both in one run; run it by hand: `python tests/benchmarks/bench_store.py`.

Bare: the same rows into tables without indexes on text, one transaction a response. Every figure is the best of three.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sample_archive import SOURCE, Desk, answer, cites, day, open_desk, page

from scraper.records import Entry, Question, Response

RESPONSES = 2_000
WORDS = (
    *("force", "custody", "officer", "vehicle", "taser", "drone", "search", "record", "month", "figure", "held"),
    *("offence", "arrest", "detail", "station", "total", "annual", "report", "section", "withheld", "public"),
    *("interest", "request", "system", "crime", "team", "cost", "hour", "response", "released", "notice", "burglary"),
)


def sample(number: int) -> Response:
    """A response of about 2.5 KB with three questions and two citations."""
    words = " ".join(WORDS[(number * 7 + i * i + i // 3) % len(WORDS)] for i in range(360))
    return replace(
        answer(f"Request {number} about {WORDS[number % len(WORDS)]}"),
        request_text=words[:500],
        response_text=f"{number}. {words}",
        questions=tuple(Question(number=str(n), text=words[n * 60 : n * 60 + 80]) for n in (1, 2, 3)),
        citations=(cites("31(1)(a)"), cites("40(2)")),
    )


def best(action: Callable[[Path], float]) -> float:
    """Microseconds for each response, best of three."""
    found = []
    for _ in range(3):
        with TemporaryDirectory() as folder:
            found.append(action(Path(folder)))
    return min(found) / RESPONSES * 1e6


def bare(folder: Path, *, index: bool) -> float:
    """The least any store could do: the wide row, the narrow row, its parts and one version."""
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for statement in (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = NORMAL",
        "CREATE TABLE responses (id TEXT PRIMARY KEY, title, outcome, exemptions)",
        "CREATE TABLE texts (response TEXT PRIMARY KEY, request, answer)",
        "CREATE TABLE questions (response, position, number, text, PRIMARY KEY (response, position))",
        "CREATE TABLE citations (response, position, provision, quote, PRIMARY KEY (response, position))",
        "CREATE TABLE versions (response, number, request, answer, PRIMARY KEY (response, number))",
        "CREATE VIRTUAL TABLE words USING fts5(title, request, answer, content='', tokenize='porter unicode61')",
    ):
        db.execute(statement)
    records = [sample(n) for n in range(RESPONSES)]
    began = time.perf_counter()
    for n, r in enumerate(records):
        key = f"{n:012}"
        db.execute("BEGIN")
        db.execute("INSERT INTO responses VALUES (?, ?, ?, ?)", (key, r.title, r.outcome, "FOIA 31(1)(a);FOIA 40(2)"))
        db.execute("INSERT INTO texts VALUES (?, ?, ?)", (key, r.request_text, r.response_text))
        db.executemany(
            "INSERT INTO questions VALUES (?, ?, ?, ?)", [(key, i, q.number, q.text) for i, q in enumerate(r.questions)]
        )
        db.executemany(
            "INSERT INTO citations VALUES (?, ?, ?, ?)",
            [(key, i, c.section, c.quote) for i, c in enumerate(r.citations)],
        )
        db.execute("INSERT INTO versions VALUES (?, 1, ?, ?)", (key, r.request_text, r.response_text))
        if index:
            db.execute(
                "INSERT INTO words (rowid, title, request, answer) VALUES (?, ?, ?, ?)",
                (n + 1, r.title, r.request_text, r.response_text),
            )
        db.execute("COMMIT")
    taken = time.perf_counter() - began
    db.close()
    return taken


def prepared(desk: Desk) -> list[tuple[str, int, Response]]:
    records = [sample(n) for n in range(RESPONSES)]
    desk.archive.save_entries(SOURCE.id, [Entry(url=page(str(n))) for n in range(RESPONSES)], day(0))
    return [(page(str(n)), desk.capture(page(str(n)), b"", day(0)), r) for n, r in enumerate(records)]


def save(desk: Desk, records: list[tuple[str, int, Response]], at: str, reader: str = "1") -> float:
    began = time.perf_counter()
    for url, capture, record in records:
        desk.archive.save_response(record, source=SOURCE.id, url=url, capture_id=capture, at=at, reader_version=reader)
    return time.perf_counter() - began


def ours(folder: Path) -> float:
    with open_desk(folder / "foi.db") as desk:
        return save(desk, prepared(desk), day(0))


class _Recorder:
    """A connection that writes down what is written through it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.written: list[tuple[str, Any, bool]] = []

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        if not sql.lstrip().startswith("SELECT"):
            self.written.append((sql, values, False))
        return self._db.execute(sql, values)

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        self.written.append((sql, kept := list(rows), True))
        return self._db.executemany(sql, kept)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)


def same_statements(folder: Path) -> float:
    """What `ours` writes, statement by statement into the same tables, without what finds out what to write."""
    with open_desk(folder / "first.db") as desk:
        records = prepared(desk)
        desk.archive.db = recorder = _Recorder(desk.archive.db)  # type: ignore[assignment]
        save(desk, records, day(0))
    with open_desk(folder / "foi.db") as desk:
        prepared(desk)
        db = desk.archive.db
        began = time.perf_counter()
        for sql, values, many in recorder.written:
            (db.executemany if many else db.execute)(sql, values)
        return time.perf_counter() - began


def unchanged(folder: Path) -> float:
    with open_desk(folder / "foi.db") as desk:
        records = prepared(desk)
        save(desk, records, day(0))
        return save(desk, records, day(1))


def reread_same(folder: Path) -> float:
    with open_desk(folder / "foi.db") as desk:
        records = prepared(desk)
        save(desk, records, day(0))
        said = {capture: record for _, capture, record in records}
        began = time.perf_counter()
        for pages in desk.archive.pages_after([SOURCE.id]):
            captures = desk.archive.captures_of(entries[0].url for entries in pages)
            for entries in pages:
                readings = [(stored, (said[stored.id],)) for stored in captures[entries[0].url]]
                desk.archive.replace_page(entries, readings, reader_version="1")
        return time.perf_counter() - began


def walk_again(folder: Path) -> float:
    with open_desk(folder / "foi.db") as desk:
        entries = [Entry(url=page(str(n))) for n in range(RESPONSES)]
        desk.archive.save_entries(SOURCE.id, entries, day(0))
        began = time.perf_counter()
        desk.archive.save_entries(SOURCE.id, entries, day(1))
        desk.archive.close_walk(SOURCE.id, [e.url for e in entries], day(1))
        return time.perf_counter() - began


def main() -> None:
    floor = best(lambda folder: bare(folder, index=False))
    rows = [
        ("bare sqlite3, no search index", floor),
        ("bare sqlite3 with a search index", best(lambda folder: bare(folder, index=True))),
        ("bare sqlite3, the same statements", best(same_statements)),
        ("save_response, new", best(ours)),
        ("save_response, unchanged", best(unchanged)),
        ("replace_page, nothing differs", best(reread_same)),
        ("an entry listed again", best(walk_again)),
    ]
    for name, microseconds in rows:
        print(f"{name:36}{microseconds:9.1f} µs{microseconds / floor:8.2f}")


if __name__ == "__main__":
    main()
