"""`foi export`: every row in every format, files that are whole or not there, the same archive the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sample_archive import LOG, SOURCE, Desk, answer, cites, dated, day, open_desk

from scraper.cli import cli, main
from scraper.errors import ConfigError
from scraper.exports import CHECKSUMS, Format, export, run
from scraper.groups.update import update_groups
from scraper.records import Attachment, DateKind, Law, Outcome, Precision, Question, Response, Role
from scraper.store import Archive, open_archive, tables
from scraper.store.tables import LOOKUPS, TABLES
from scraper.store.writers import CsvWriter

ALL = {**TABLES, **LOOKUPS}
SUFFIXES = {Format.CSV: ".csv", Format.EXCEL: ".excel.csv", Format.JSONL: ".jsonl"}
SQL_NAMES = {
    "texts": "response_texts",
    "known_issues": "issues WHERE settled_at IS NULL AND source IS NOT NULL",
}
DESCRIBED = {Format.CSV: ("datapackage.json", "csv-metadata.json")}
LAST = ("about.txt", CHECKSUMS)
ODD = ('=1+1,"x"', "+44", "-1", "@a", "Two\nlines", "Cŵn Heddlu – £5", "a\x0bb\x1bc", None)


def _record(number: int) -> Response:
    title = ODD[number] if number < len(ODD) else f"Tasers number {number}"
    precision = {4: Precision.YEAR, 10: Precision.DAY}
    on = f"{2015 + number % 8}" + ("-03-15" if number % 2 else "")
    return answer(
        title,
        response_text=f"{'Helicopters flew' if number % 4 == 0 else 'Nothing flew'}: {number}.",
        dates=(dated(DateKind.RESPONDED, on, precision[len(on)]),) if number % 5 else (),
        law=Law.FOIA if number % 6 else Law.EIR,
        outcome=[None, Outcome.REFUSED, Outcome.DISCLOSED][number % 3],
        questions=tuple(Question(number=str(n), text=f"Question {n} of {number}?") for n in range(number % 4)),
        citations=(cites("31(1)(a)"), cites("40(2)"), cites("17", role=Role.MENTIONED))[: number % 4],
        attachments=tuple(
            Attachment(url=f"{LOG}/files/{number}-{n}.xlsx", title=None, media_type=None) for n in range(number % 3)
        ),
        warnings=("first", "second") if number % 5 == 0 else (),
    )


def _fill(desk: Desk) -> None:
    for number in range(30):
        desk.publish(f"n{number}", _record(number), day(1))
    for number in range(0, 30, 7):
        desk.publish(f"n{number}", answer(f"Changed {number}"), day(2))
    for kind, source, at in (
        ("blocked", SOURCE.id, 2),
        ("fetch", SOURCE.id, 2),
        ("fetch", SOURCE.id, 3),
        ("x", None, 3),
    ):
        url = f"{LOG}/broken" if kind == "fetch" else None
        desk.archive.save_issue(desk.run, source, kind, f"Expected a page, found none: {kind}", url, day(at))
    with desk.archive.write() as db:
        db.execute("UPDATE issues SET settled_at = ? WHERE kind = 'blocked'", (day(3),))


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "foi.db"
    with open_desk(path) as desk:
        _fill(desk)
        update_groups(desk.archive)
    return path


@pytest.fixture
def archive(db: Path) -> Iterator[Archive]:
    with open_archive(db) as archive:
        yield archive


Foi = Callable[..., tuple[int, str, str]]


@pytest.fixture
def foi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], db: Path) -> Foi:
    """Runs the command as a shell does; gives exit status, stdout and stderr."""

    def run(*arguments: str | Path, archive: Path = db) -> tuple[int, str, str]:
        given = [str(argument) for argument in arguments]
        monkeypatch.setattr(sys, "argv", ["foi", "export", *given, "--db", str(archive)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return int(ended.value.code or 0), out, err

    return run


def _csv(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The rows of a CSV that keeps RFC 4180."""
    text = path.read_bytes().decode(encoding)
    assert text.endswith("\r\n")
    records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(record) for record in records} == {len(records[0])}
    return [dict(zip(records[0], record, strict=True)) for record in records[1:]]


def _jsonl(path: Path) -> list[dict[str, Any]]:
    text = path.read_bytes().decode()
    assert not text or text.endswith("\n")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def _read(folder: Path, name: str, form: Format) -> list[dict[str, Any]]:
    path = folder / f"{name}{SUFFIXES[form]}"
    return _jsonl(path) if form is Format.JSONL else _csv(path, "utf-8-sig" if form is Format.EXCEL else "utf-8")


def _bytes(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, by its path from there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _sums(folder: Path) -> dict[str, str]:
    lines = (folder / CHECKSUMS).read_text(encoding="ascii").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _check_sums(folder: Path) -> None:
    for name, digest in _sums(folder).items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name


def _one(archive: Archive, sql: str, *values: Any) -> Any:
    return archive.rows(sql, values)[0][0]


# ---- what is in the files


@pytest.mark.parametrize("form", SUFFIXES)
def test_every_row_of_every_table_is_there(archive: Archive, tmp_path: Path, form: Format) -> None:
    made = export(archive, tmp_path, [form])
    described = (*DESCRIBED.get(form, ()), "data-dictionary.csv", *LAST)
    assert [path.name for path in made] == [*(f"{name}{SUFFIXES[form]}" for name in ALL), *described]
    assert sorted(made) == sorted(tmp_path.iterdir()), "and nothing is left beside them"
    for name, table in ALL.items():
        rows = _read(tmp_path, name, form)
        assert len(rows) == _one(archive, f"SELECT count(*) FROM {SQL_NAMES.get(name, name)}") > 0, name
        assert list(rows[0]) == list(table.names)


def test_csv_and_json_lines_say_what_the_table_says(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path, [Format.CSV, Format.JSONL])
    plain = {row["id"]: row for row in _read(tmp_path, "responses", Format.CSV)}
    lines = {row["id"]: row for row in _read(tmp_path, "responses", Format.JSONL)}
    for wanted in archive.rows("SELECT * FROM responses"):
        for name in set(wanted.keys()) & set(TABLES["responses"].names):
            assert plain[wanted["id"]][name] == ("" if wanted[name] is None else str(wanted[name])), name
            many = name in ("exemptions", "warnings")
            value = (wanted[name].split(";") if wanted[name] else []) if many else wanted[name]
            assert lines[wanted["id"]][name] == value and type(lines[wanted["id"]][name]) is type(value), name
    assert {row["title"] for row in lines.values()} > set(ODD[1:7])
    assert any(row["exemptions"] == ["FOIA 31(1)(a)", "FOIA 40(2)"] for row in lines.values())
    texts = {row["response"]: row for row in _read(tmp_path, "texts", Format.JSONL)}
    for wanted in archive.rows("SELECT * FROM response_texts"):
        assert texts[wanted["response"]]["response_text"] == wanted["response_text"]


def test_rows_come_in_the_order_of_the_archive(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path, [Format.CSV])
    ids = [row["id"] for row in archive.rows("SELECT id FROM responses ORDER BY search_row")]
    assert [row["id"] for row in _read(tmp_path, "responses", Format.CSV)] == ids
    for name in ("questions", "citations", "versions"):
        within = "number" if name == "versions" else "position"
        rows = [(ids.index(row["response"]), int(row[within])) for row in _read(tmp_path, name, Format.CSV)]
        assert rows == sorted(rows) and len(set(rows)) == len(rows)
    assert [row["id"] for row in _read(tmp_path, "provisions", Format.CSV)] == sorted(
        row["id"] for row in archive.rows("SELECT id FROM provisions")
    )


def test_excel_takes_no_cell_for_a_formula_and_knows_utf_8(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path, [Format.CSV, Format.EXCEL])
    for name in ALL:
        assert (tmp_path / f"{name}.excel.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert not (tmp_path / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        pairs = zip(_read(tmp_path, name, Format.CSV), _read(tmp_path, name, Format.EXCEL), strict=True)
        for plain, excel in pairs:
            for column, value in plain.items():
                assert excel[column] == (f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value)
    titles = {row["title"] for row in _read(tmp_path, "responses", Format.EXCEL)}
    assert {"'+44", "'-1", "'@a", "Cŵn Heddlu – £5"} <= titles


def test_the_copy_is_an_archive(archive: Archive, tmp_path: Path) -> None:
    made = export(archive, tmp_path, [Format.SQLITE])
    copy = tmp_path / "archive.db"
    assert made == [copy, *(tmp_path / name for name in LAST)] and sorted(tmp_path.iterdir()) == sorted(made)
    with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as found:
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.read_bytes()[18:20] == b"\x01\x01", "no WAL, so that it may lie on a read-only disk"
        for pragma in ("application_id", "user_version"):
            assert found.execute(f"PRAGMA {pragma}").fetchone()[0] == _one(archive, f"PRAGMA {pragma}") > 0
        for (name,) in archive.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"):
            wanted = [tuple(row) for row in archive.rows(f"SELECT * FROM {name} ORDER BY 1, 2")]
            assert found.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() == wanted, name
    with open_archive(copy) as opened:
        assert [r["id"] for r in opened.search("helicopters")] == [r["id"] for r in archive.search("helicopters")] != []


def test_permalinks_begin_with_the_address_of_the_site(archive: Archive, tmp_path: Path, foi: Foi) -> None:
    for given, base in (("https://foi.example/archive/", "https://foi.example/archive"), ("", "")):
        assert foi(tmp_path, *(("--site", given) if given else ()))[0] == 0
        for name in TABLES:
            for row in _read(tmp_path, name, Format.CSV):
                key = row["id" if name == "responses" else "response"]
                assert row["permalink"] == f"{base}/response/{SOURCE.force}/{key}"


def test_what_is_open_at_each_source_is_told(archive: Archive, tmp_path: Path) -> None:
    """Not what was settled, nor what concerns no source."""
    export(archive, tmp_path, [Format.CSV])
    (row,) = _read(tmp_path, "known_issues", Format.CSV)
    assert row.pop("id").isdigit()
    assert row == {
        "source": SOURCE.id,
        "force": SOURCE.force,
        "kind": "fetch",
        "message": "Expected a page, found none: fetch",
        "url": f"{LOG}/broken",
        "first_seen_at": day(2),
        "last_seen_at": day(3),
        "seen_count": "2",
    }


def test_about_says_of_which_state_the_files_are(archive: Archive, tmp_path: Path, foi: Foi) -> None:
    assert foi(tmp_path, "--words", "flew", "--since", "2018", "--force", "norchester", "--no-attachment")[0] == 0
    said = (tmp_path / "about.txt").read_text(encoding="utf-8")
    count = len(_read(tmp_path, "responses", Format.CSV))
    assert f"\nResponses: {count} of 30\n" in said and 0 < count < 30
    assert "\nFilters: words = flew; force = norchester; since = 2018; attachment = no\n" in said
    assert f"\nAs of: {day(3)}," in said or f"\nAs of: {day(2)}," in said
    assert "sha256sum -c SHA256SUMS" in said and "licence" in said and max(map(len, said.splitlines())) <= 100
    (state,) = set(re.findall(r"[Ss]tate:? ([0-9a-f]{12})\b", said))
    export(archive, tmp_path, [Format.CSV], site="https://foi.example")
    said = (tmp_path / "about.txt").read_text(encoding="utf-8")
    assert state not in said and "Responses: 30 of 30" in said and "Filters: none" in said
    assert "https://foi.example" in said


# ---- filters


@pytest.mark.parametrize(
    ("options", "filters"),
    [
        ((), {}),
        (("--words", "helicopters -changed"), {"words": "helicopters -changed"}),
        (("--exemption", "31"), {"exemption": "31"}),
        (("--exemption", "FOIA 31"), {"exemption": "FOIA 31"}),
        (("--exemption", "40", "--exemption", "FOIA 31*"), {"exemption": ["40", "FOIA 31*"]}),
        (("--outcome", "refused", "--outcome", "disclosed"), {"outcome": ["refused", "disclosed"]}),
        (("--since", "2018"), {"since": "2018"}),
        (("--since", "2018-03-16", "--words", "flew"), {"since": "2018-03-16", "words": "flew"}),
        (("--since", "16/3/2018", "--words", "flew"), {"since": "2018-03-16", "words": "flew"}),
        (("--force", "norchester", "--since", "2020-03"), {"force": "norchester", "since": "2020-03"}),
        (("--force", "elsewhere"), {"force": "elsewhere"}),
        (("--until", "2018"), {"until": "2018"}),
        (("--since", "2017-03-15", "--until", "15/3/2019"), {"since": "2017-03-15", "until": "2019-03-15"}),
        (("--law", "eir"), {"law": "EIR"}),
        (("--law", "EIR", "--law", "JERSEY", "--words", "flew"), {"law": ["EIR", "JERSEY"], "words": "flew"}),
        (("--attachment",), {"attachment": True}),
        (("--no-attachment", "--outcome", "not_stated"), {"attachment": False, "outcome": "not_stated"}),
        (("--outcome", "not_stated", "--outcome", "refused"), {"outcome": ["not_stated", "refused"]}),
        (("--exemption", "40(2), FOIA 31*"), {"exemption": ["40(2)", "FOIA 31*"]}),
        (("--words", "???"), {"words": "???"}),
    ],
)
def test_filters_choose_the_responses_and_their_rows(
    archive: Archive, tmp_path: Path, foi: Foi, options: tuple[str, ...], filters: dict[str, Any]
) -> None:
    assert foi(tmp_path, *options, "--format", "jsonl")[0] == 0
    wanted = {row["id"] for row in archive.search(limit=None, **filters)}
    found = [row["id"] for row in _read(tmp_path, "responses", Format.JSONL)]
    assert set(found) == wanted and len(found) == len(wanted)
    assert 0 < len(wanted) < 30 or options in (
        (),
        ("--force", "elsewhere"),
        ("--words", "???"),
        ("--exemption", "FOIA 31"),
    )
    named = ", ".join(f"'{key}'" for key in wanted)
    for name in TABLES:
        if name != "responses":
            sql = f"SELECT count(*) FROM {SQL_NAMES.get(name, name)} WHERE response IN ({named})"
            assert len(_read(tmp_path, name, Format.JSONL)) == _one(archive, sql), name
    for name in LOOKUPS:
        assert len(_read(tmp_path, name, Format.JSONL)) == _one(
            archive, f"SELECT count(*) FROM {SQL_NAMES.get(name, name)}"
        ), name


def test_nothing_found_gives_headings_only(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path, [Format.CSV, Format.EXCEL, Format.JSONL], rows=[])
    for name, table in TABLES.items():
        heading = ",".join(table.names).encode() + b"\r\n"
        assert (tmp_path / f"{name}.csv").read_bytes() == heading
        assert (tmp_path / f"{name}.excel.csv").read_bytes() == b"\xef\xbb\xbf" + heading
        assert (tmp_path / f"{name}.jsonl").read_bytes() == b""


def test_the_rows_asked_for_come_in_the_order_asked_for(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path, [Format.CSV], rows=[9, 2, 30, 5])
    ids = {row["search_row"]: row["id"] for row in archive.rows("SELECT search_row, id FROM responses")}
    assert [row["id"] for row in _read(tmp_path, "responses", Format.CSV)] == [ids[n] for n in (9, 2, 30, 5)]


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("date", ["2027-13", "2027-13x", "01/13/2027", "-1", "yesterday"])
def test_a_mistyped_date_is_wrong_usage(tmp_path: Path, foi: Foi, option: str, date: str) -> None:
    status, _, err = foi(tmp_path / "out", option, date)
    assert status == 2 and date in err and not (tmp_path / "out").exists()


@pytest.mark.parametrize("exemption", ["law enforcement", "31,nonsense", "EU 31", "%", "", "31,,40"])
def test_an_exemption_that_names_no_section_is_wrong_usage(tmp_path: Path, foi: Foi, exemption: str) -> None:
    """Nobody is to take an empty export for an answer."""
    status, _, err = foi(tmp_path / "out", "--exemption", exemption)
    assert status == 2 and "names no section" in err and not (tmp_path / "out").exists()


@pytest.mark.parametrize("law", ["GDPR", ""])
def test_a_law_that_is_none_is_wrong_usage(tmp_path: Path, foi: Foi, law: str) -> None:
    status, _, err = foi(tmp_path / "out", "--law", law)
    assert status == 2 and "foisa" in err.lower() and not (tmp_path / "out").exists()


# ---- checksums, and the same bytes from the same archive


def test_the_checksums_are_those_of_the_files(archive: Archive, tmp_path: Path) -> None:
    made = export(archive, tmp_path, list(Format))
    lines = (tmp_path / CHECKSUMS).read_text(encoding="ascii").splitlines()
    assert all(re.fullmatch(r"[0-9a-f]{64}  [A-Za-z0-9._=/-]+", line) for line in lines)
    assert list(_sums(tmp_path)) == [path.relative_to(tmp_path).as_posix() for path in made[:-1]]
    assert set(_sums(tmp_path)) | {CHECKSUMS} == set(_bytes(tmp_path))
    _check_sums(tmp_path)


def test_the_same_archive_gives_the_same_files(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "one", list(Format), site="https://foi.example")
    export(archive, tmp_path / "two", list(Format), site="https://foi.example")
    export(archive, tmp_path / "two", list(Format), site="https://foi.example")
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_the_size_of_a_piece_makes_no_difference(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [Format.CSV, Format.EXCEL, Format.JSONL, Format.PARQUET]
    export(archive, tmp_path / "one", forms)
    monkeypatch.setattr(tables, "_AT_ONCE", 7)
    export(archive, tmp_path / "two", forms)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_a_vacuumed_copy_gives_the_same_files(archive: Archive, tmp_path: Path) -> None:
    """Two SQLite files that hold the same differ in a counter of changes; all others are the same to the byte."""
    export(archive, tmp_path / "one", list(Format))
    archive.db.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    with open_archive(tmp_path / "copy.db") as copy:
        export(copy, tmp_path / "two", list(Format))
    one, two = _bytes(tmp_path / "one"), _bytes(tmp_path / "two")
    assert one.keys() == two.keys()
    assert {name for name in one if one[name] != two[name]} <= {"archive.db", CHECKSUMS}
    dumps = []
    for folder in ("one", "two"):
        with closing(sqlite3.connect(tmp_path / folder / "archive.db")) as found:
            dumps.append(list(found.iterdump()))
    assert dumps[0] == dumps[1]


def test_row_ids_make_no_difference(archive: Archive, tmp_path: Path) -> None:
    """VACUUM may give them anew, and a table may be read in their order."""
    forms = [Format.CSV, Format.EXCEL, Format.JSONL]
    export(archive, tmp_path / "one", forms)
    archive.db.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    with open_archive(tmp_path / "copy.db") as copy:
        copy.db.execute("PRAGMA foreign_keys = OFF")
        for name in ALL.keys() - {"known_issues"}:
            copy.db.execute(f"UPDATE {SQL_NAMES.get(name, name)} SET rowid = 100000 - rowid")
        export(copy, tmp_path / "two", forms)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


_EXPORT = """
import locale, os, sys, time
os.umask(int(sys.argv[3]))
time.tzset()
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
from scraper.cli import main
sys.argv = ["foi", "export", sys.argv[2], "--db", sys.argv[1], *(f"--format={f}" for f in sys.argv[4:])]
main()
"""


@pytest.mark.parametrize(
    ("settings", "umask"),
    [
        ({"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1", "LC_ALL": "C"}, "0"),
        ({"TZ": "America/St_Johns", "PYTHONHASHSEED": "77", "LC_ALL": "de_DE.UTF-8", "PYTHONUTF8": "0"}, "63"),
    ],
)
def test_the_same_archive_gives_the_same_files_on_any_machine(
    archive: Archive, db: Path, tmp_path: Path, settings: dict[str, str], umask: str
) -> None:
    export(archive, tmp_path / "here", list(Format))
    command = [sys.executable, "-c", _EXPORT, str(db), str(tmp_path / "there"), umask, *Format]
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/metadata.yml").write_text("title: Not ours", encoding="utf-8")
    subprocess.run(command, check=True, env=os.environ | settings, cwd=tmp_path / "elsewhere", capture_output=True)
    assert _bytes(tmp_path / "there") == _bytes(tmp_path / "here")


def test_a_copy_holds_no_trace_of_words_that_are_gone(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        _fill(desk)
        update_groups(desk.archive)
        desk.publish("gone", answer("Zyzzyva", response_text="Quetzalcoatlus flew over."), day(3))
        with desk.archive.write() as db:
            (row,) = db.execute("SELECT * FROM response_search WHERE title = 'Zyzzyva'").fetchall()
            db.execute(
                "INSERT INTO responses_fts(responses_fts, rowid, title, request, response, attachments) "
                "VALUES ('delete', ?, ?, ?, ?, ?)",
                tuple(row),
            )
            db.execute("UPDATE responses SET title = 'Other' WHERE title = 'Zyzzyva'")
            db.execute("UPDATE response_texts SET response_text = 'Other' WHERE response_text LIKE 'Quetz%'")
            db.execute("UPDATE versions SET title = NULL, response_text = NULL, record = '{}' WHERE title = 'Zyzzyva'")
        export(desk.archive, tmp_path / "out", [Format.SQLITE])
    body = (tmp_path / "out/archive.db").read_bytes()
    assert b"zyzzyva" not in body.lower() and b"quetzalcoatlus" not in body.lower()
    with closing(sqlite3.connect(tmp_path / "out/archive.db")) as found:
        assert found.execute("PRAGMA freelist_count").fetchone() == (0,)
        found.execute("INSERT INTO responses_fts(responses_fts) VALUES ('integrity-check')")


# ---- one moment, whole files


def test_all_files_are_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run saves meanwhile is in none of the tables, not in some of them."""
    with open_desk(tmp_path / "foi.db") as desk:
        _fill(desk)
        update_groups(desk.archive)
        with open_archive(desk.archive.path) as reader:
            export(reader, tmp_path / "before", [Format.CSV])
            saved: list[int] = []

            class Saving(CsvWriter):
                def rows(self, rows: Sequence[Sequence[Any]]) -> bytes:
                    if not saved:
                        saved.append(1)
                        desk.publish("another", answer("Another"), day(5))
                        desk.publish("n3", answer("Changed meanwhile"), day(5))
                    return super().rows(rows)

            monkeypatch.setattr(run, "CsvWriter", Saving)
            export(reader, tmp_path / "during", [Format.CSV])
            assert saved and _bytes(tmp_path / "during") == _bytes(tmp_path / "before")
            export(reader, tmp_path / "after", [Format.CSV])
            assert len(_read(tmp_path / "after", "responses", Format.CSV)) == 31


def test_the_copy_is_of_the_same_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(tmp_path / "foi.db") as desk:
        _fill(desk)
        update_groups(desk.archive)
        with open_archive(desk.archive.path) as reader:

            class Saving(CsvWriter):
                def end(self) -> bytes:
                    desk.publish("another", answer("Another"), day(5))
                    desk.publish("n3", answer("Changed meanwhile"), day(5))
                    return super().end()

            monkeypatch.setattr(run, "CsvWriter", Saving)
            export(reader, tmp_path / "out", [Format.CSV, Format.SQLITE])
    rows = _read(tmp_path / "out", "responses", Format.CSV)
    versions = [(row["response"], int(row["number"])) for row in _read(tmp_path / "out", "versions", Format.CSV)]
    with closing(sqlite3.connect(tmp_path / "out/archive.db")) as found:
        assert found.execute("SELECT id FROM responses ORDER BY search_row").fetchall() == [(r["id"],) for r in rows]
        assert found.execute("SELECT response, number FROM versions ORDER BY 1, 2").fetchall() == sorted(versions)
    assert len(rows) == 30


class _Stopped(BaseException):
    """What ends a process in the middle: no handler of ordinary errors sees it."""


@pytest.mark.parametrize("error", [_Stopped("killed"), OSError(28, "No space left on device")])
@pytest.mark.parametrize("at", [0, 1, 5])
def test_what_ends_in_the_middle_leaves_no_half_file(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException
) -> None:
    folder = tmp_path / "out"
    export(archive, folder, [Format.CSV], site="https://old.example")
    old = _bytes(folder)
    export(archive, tmp_path / "new", [Format.CSV], site="https://new.example")
    new = _bytes(tmp_path / "new")
    monkeypatch.setattr(tables, "_AT_ONCE", 7)
    calls: list[int] = []

    class Stopping(CsvWriter):
        def rows(self, rows: Sequence[Sequence[Any]]) -> bytes:
            calls.append(1)
            if len(calls) > at * 5 + 2:
                raise error
            return super().rows(rows)

    monkeypatch.setattr(run, "CsvWriter", Stopping)
    with pytest.raises(ConfigError if isinstance(error, OSError) else _Stopped):
        export(archive, folder, [Format.CSV], site="https://new.example")
    left = {name: body for name, body in _bytes(folder).items() if not name.startswith(".")}
    assert left.keys() == old.keys() and left[CHECKSUMS] == old[CHECKSUMS]
    assert all(body in (old[name], new[name]) for name, body in left.items()), "each is the old or the new one, whole"
    whole = [name for name in left if left[name] == new[name] != old[name]]
    assert len(whole) == at, "as many as were ready are in their places"
    assert not archive.db.in_transaction

    monkeypatch.undo()
    export(archive, folder, [Format.CSV], site="https://new.example")
    assert _bytes(folder) == new, "the next export goes over what was left"


def test_a_new_folder_gets_no_half_file_either(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopping(CsvWriter):
        def end(self) -> bytes:
            raise _Stopped

    monkeypatch.setattr(run, "CsvWriter", Stopping)
    with pytest.raises(_Stopped):
        export(archive, tmp_path / "out", [Format.CSV])
    assert [path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")] == []


@pytest.mark.parametrize("at", [1, 2], ids=["before the copy", "after the copy, before it has its name"])
def test_a_copy_that_fails_leaves_the_old_one(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    export(archive, tmp_path, [Format.SQLITE])
    old = _bytes(tmp_path)
    connect, calls = sqlite3.connect, []

    def failing(*values: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) == at:
            raise _Stopped
        return connect(*values, **options)

    monkeypatch.setattr(sqlite3, "connect", failing)
    with pytest.raises(_Stopped):
        export(archive, tmp_path, [Format.SQLITE])
    monkeypatch.undo()
    assert {name: body for name, body in _bytes(tmp_path).items() if not name.startswith(".")} == old
    export(archive, tmp_path, [Format.SQLITE])
    assert _bytes(tmp_path) == old


@pytest.mark.parametrize("at", [1, 2, 9, 14, 15, 27, 40, -3, -2, -1])
def test_what_is_killed_at_any_file_is_mended_by_the_next(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Whichever file was under way: all that have a name are whole, and the next export leaves no other."""
    folder = tmp_path / "out"
    for place, site in ((folder, "https://old.example"), (tmp_path / "new", "https://new.example")):
        export(archive, place, list(Format), site=site)
    old, new = _bytes(folder), _bytes(tmp_path / "new")
    fsync, calls = os.fsync, []
    last = at if at > 0 else len(new) + 1 + at

    def stopping(file: int) -> None:
        calls.append(1)
        if len(calls) == last:
            raise _Stopped
        fsync(file)

    monkeypatch.setattr(os, "fsync", stopping)
    with pytest.raises(_Stopped):
        export(archive, folder, list(Format), site="https://new.example")
    monkeypatch.undo()
    left = {name: body for name, body in _bytes(folder).items() if not Path(name).name.startswith(".")}
    assert left.keys() <= old.keys() | new.keys()
    assert all(body in (old.get(name), new.get(name)) for name, body in left.items())
    assert left[CHECKSUMS] == old[CHECKSUMS], "the checksums come last of all"
    export(archive, folder, list(Format), site="https://new.example")
    assert _bytes(folder) == new


# ---- what an earlier export left in the folder


def test_other_formats_of_the_same_state_stay_and_keep_their_checksums(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "all", list(Format))
    for form in (Format.PARQUET, Format.CSV, Format.JSONL, Format.SQLITE, Format.EXCEL):
        export(archive, tmp_path / "one", [form])
        _check_sums(tmp_path / "one")
    together, apart = _bytes(tmp_path / "all"), _bytes(tmp_path / "one")
    assert set(_sums(tmp_path / "one")) == set(_sums(tmp_path / "all"))
    assert {name: body for name, body in apart.items() if name != CHECKSUMS} == {
        name: body for name, body in together.items() if name != CHECKSUMS
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: desk.publish("n3", answer("Changed since"), day(9)),
        lambda desk: desk.archive.save_issue(desk.run, SOURCE.id, "new", "Something.", None, day(9)),
        lambda desk: desk.archive.save_sources([replace(SOURCE, licence="OGL")]),
    ],
    ids=["a response", "an issue", "a source"],
)
def test_files_of_another_state_are_cleared_away(tmp_path: Path, change: Callable[[Desk], object]) -> None:
    """No folder mixes two states; what was taken down since is nowhere in it."""
    with open_desk(tmp_path / "foi.db") as desk:
        _fill(desk)
        update_groups(desk.archive)
        folder = tmp_path / "out"
        export(desk.archive, folder, [Format.CSV, Format.PARQUET, Format.SQLITE])
        (folder / "mine.csv").write_text("mine", encoding="utf-8")
        change(desk)
        export(desk.archive, folder, [Format.JSONL])
        assert set(_bytes(folder)) == {*(f"{name}.jsonl" for name in ALL), "data-dictionary.csv", *LAST, "mine.csv"}
        assert set(_sums(folder)) == set(_bytes(folder)) - {"mine.csv", CHECKSUMS}
        _check_sums(folder)


@pytest.mark.parametrize(
    "other", [{"rows": [1, 2, 3]}, {"site": "https://b.example"}, {"rows": list(range(1, 31))}], ids=str
)
def test_files_of_another_choice_are_cleared_away(archive: Archive, tmp_path: Path, other: dict[str, Any]) -> None:
    export(archive, tmp_path, [Format.CSV], rows=[4, 5, 6], site="https://a.example")
    export(archive, tmp_path, [Format.JSONL], **{"rows": [4, 5, 6], "site": "https://a.example"} | other)
    assert not (tmp_path / "responses.csv").exists() and "responses.csv" not in _sums(tmp_path)


def test_what_someone_changed_is_left_alone_and_not_vouched_for(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path, [Format.CSV])
    (tmp_path / "responses.csv").write_bytes(b"my own work")
    export(archive, tmp_path, [Format.JSONL])
    assert (tmp_path / "responses.csv").read_bytes() == b"my own work"
    assert "responses.csv" not in _sums(tmp_path) and "texts.csv" in _sums(tmp_path)
    export(archive, tmp_path, [Format.JSONL], rows=[1])
    assert (tmp_path / "responses.csv").read_bytes() == b"my own work" and not (tmp_path / "texts.csv").exists()


def test_no_line_of_the_checksums_reaches_out_of_the_folder(archive: Archive, tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.csv", tmp_path / "out"
    outside.write_bytes(b"precious")
    folder.mkdir()
    digest = hashlib.sha256(b"precious").hexdigest()
    (folder / CHECKSUMS).write_text(f"{digest}  ../outside.csv\n{digest}  {outside}\nnonsense\n", encoding="utf-8")
    export(archive, folder, [Format.CSV])
    assert outside.read_bytes() == b"precious" and not any("outside" in name for name in _sums(folder))


def test_no_partition_of_an_earlier_export_is_read_with_the_new_ones(archive: Archive, tmp_path: Path) -> None:
    """Readers take whole folders: also one that no line of the checksums names any more."""
    export(archive, tmp_path, [Format.PARQUET])
    every = set(_sums(tmp_path))
    (tmp_path / CHECKSUMS).unlink()
    (tmp_path / "parquet/notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "parquet/responses/.part-0.parquet.part").write_bytes(b"killed")
    (tmp_path / ".texts.csv.part").write_bytes(b"killed")
    export(archive, tmp_path, [Format.PARQUET], rows=[1])
    assert set(_bytes(tmp_path)) == {*_sums(tmp_path), CHECKSUMS, "parquet/notes.txt"}
    assert len([name for name in _sums(tmp_path) if "/responses/" in name]) == 1 < len(every)


# ---- the command


def test_the_command_says_what_it_made(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    described = (*DESCRIBED[Format.CSV], "data-dictionary.csv", *LAST)
    done = CliRunner().invoke(cli, ["export", str(folder), "--db", str(db)])
    assert done.exit_code == 0 and done.exception is None
    assert done.stdout.splitlines() == [str(folder / name) for name in (*(f"{n}.csv" for n in ALL), *described)]
    assert all(Path(line).is_file() for line in done.stdout.splitlines())
    again = CliRunner().invoke(
        cli, ["export", str(folder), "--db", str(db), "--json", *("--format", "excel") * 2, "--format", "sqlite"]
    )
    assert again.exit_code == 0
    made = [Path(path).name for path in json.loads(again.stdout)]
    wanted = [*(f"{name}.excel.csv" for name in ALL), "data-dictionary.csv", "archive.db", *LAST]
    assert made == wanted, "a format twice is made once"


@pytest.mark.parametrize("options", [("--force", "norchester"), ("--words", "x"), ("--since", "2020")])
def test_a_copy_of_a_part_is_wrong_usage(tmp_path: Path, foi: Foi, options: tuple[str, ...]) -> None:
    status, out, err = foi(tmp_path / "out", "--format", "csv", "--format", "sqlite", *options)
    assert (status, out) == (2, "") and "whole archive" in err and "filters" in err
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_written_is_told(tmp_path: Path, foi: Foi) -> None:
    (tmp_path / "file").touch()
    for form in ("csv", "sqlite"):
        status, out, err = foi(tmp_path / "file" / "below", "--format", form)
        assert (status, out) == (2, "") and str(tmp_path / "file" / "below") in err and "cannot be written" in err
    status, out, err = foi(tmp_path / "file")
    assert (status, out) == (2, "") and "is a file" in err
    (tmp_path / "out" / ".responses.csv.part").mkdir(parents=True)
    status, _, err = foi(tmp_path / "out")
    assert status == 2 and "cannot be written" in err


def test_a_copy_that_cannot_be_written_is_wrong_usage_too(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a folder that may not be written, which no permission keeps from the super-user."""
    nowhere = tmp_path / "not" / "there" / "archive.db"
    with pytest.raises(ConfigError):
        monkeypatch.setattr(run, "make_copy", lambda db, _path, copy=run.make_copy: copy(db, nowhere))
        export(archive, tmp_path / "out", [Format.SQLITE])


def test_wrong_usage_is_told(tmp_path: Path, foi: Foi) -> None:
    for options in (("--format", "orc"), ("--outcome", "nonsense"), ("--nonsense",)):
        status, out, err = foi(tmp_path / "out", *options)
        assert (status, out) == (2, "") and options[-1] in err
    status, out, err = foi(tmp_path / "out", archive=tmp_path / "none.db")
    assert status == 1 and "there is no archive here" in err and not (tmp_path / "out").exists()


def test_an_empty_archive_is_exported(tmp_path: Path, foi: Foi) -> None:
    open_archive(tmp_path / "foi.db", create=True).close()
    status, out, _ = foi(tmp_path / "out", *(f"--format={f}" for f in Format), archive=tmp_path / "foi.db")
    assert status == 0 and len(out.splitlines()) == 4 * len(ALL) + 2 + 2 + 2
    assert all(_read(tmp_path / "out", name, form) == [] for name in ALL for form in SUFFIXES)
