"""`foi export`: every row in every format, files that are whole or not there, the same archive the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sample_archive import LOG, SOURCE, Desk, answer, cites, dated, day, open_desk

from scraper import exports
from scraper.cli import cli, main
from scraper.errors import ConfigError
from scraper.exports import CHECKSUMS, Format, export
from scraper.records import Attachment, DateKind, Outcome, Precision, Question, Response, Role
from scraper.store import Archive, open_archive, tables
from scraper.store.tables import LOOKUPS, TABLES
from scraper.store.writers import CsvWriter

ALL = {**TABLES, **LOOKUPS}
SUFFIXES = {Format.CSV: ".csv", Format.EXCEL: ".excel.csv", Format.JSONL: ".jsonl"}
SQL_NAMES = {"texts": "response_texts"}
ODD = ('=1+1,"x"', "+44", "-1", "@a", "Two\nlines", "Cŵn Heddlu – £5", "a\x0bb\x1bc", None)


def _record(number: int) -> Response:
    title = ODD[number] if number < len(ODD) else f"Tasers number {number}"
    precision = {4: Precision.YEAR, 10: Precision.DAY}
    on = f"{2015 + number % 8}" + ("-03-15" if number % 2 else "")
    return answer(
        title,
        response_text=f"{'Helicopters flew' if number % 4 == 0 else 'Nothing flew'}: {number}.",
        dates=(dated(DateKind.RESPONDED, on, precision[len(on)]),) if number % 5 else (),
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


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "foi.db"
    with open_desk(path) as desk:
        _fill(desk)
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
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _one(archive: Archive, sql: str, *values: Any) -> Any:
    return archive.rows(sql, values)[0][0]


# ---- what is in the files


@pytest.mark.parametrize("form", SUFFIXES)
def test_every_row_of_every_table_is_there(archive: Archive, tmp_path: Path, form: Format) -> None:
    made = export(archive, tmp_path, [form])
    assert [path.name for path in made] == [*(f"{name}{SUFFIXES[form]}" for name in ALL), CHECKSUMS]
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
    assert made == [copy, tmp_path / CHECKSUMS] and sorted(tmp_path.iterdir()) == sorted(made)
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
        assert len(_read(tmp_path, name, Format.JSONL)) == _one(archive, f"SELECT count(*) FROM {name}"), name


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


@pytest.mark.parametrize("since", ["2027-13", "2027-13x", "01/13/2027", "-1", "yesterday"])
def test_a_mistyped_date_is_wrong_usage(tmp_path: Path, foi: Foi, since: str) -> None:
    status, _, err = foi(tmp_path / "out", "--since", since)
    assert status == 2 and since in err and not (tmp_path / "out").exists()


# ---- checksums, and the same bytes from the same archive


def test_the_checksums_are_those_of_the_files(archive: Archive, tmp_path: Path) -> None:
    made = export(archive, tmp_path, list(Format))
    lines = (tmp_path / CHECKSUMS).read_text(encoding="ascii").splitlines()
    found = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert all(re.fullmatch(r"[0-9a-f]{64}  [A-Za-z0-9.]+", line) for line in lines)
    assert list(found) == [path.name for path in made[:-1]]
    for name, digest in found.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
    assert set(found) | {CHECKSUMS} == {path.name for path in tmp_path.iterdir()}


def test_the_same_archive_gives_the_same_files(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "one", list(Format), site="https://foi.example")
    export(archive, tmp_path / "two", list(Format), site="https://foi.example")
    export(archive, tmp_path / "two", list(Format), site="https://foi.example")
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_the_size_of_a_piece_makes_no_difference(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [Format.CSV, Format.EXCEL, Format.JSONL]
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
        for name in ALL:
            copy.db.execute(f"UPDATE {SQL_NAMES.get(name, name)} SET rowid = 100000 - rowid")
        export(copy, tmp_path / "two", forms)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


# ---- one moment, whole files


def test_all_files_are_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run saves meanwhile is in none of the tables, not in some of them."""
    with open_desk(tmp_path / "foi.db") as desk:
        _fill(desk)
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

            monkeypatch.setattr(exports, "CsvWriter", Saving)
            export(reader, tmp_path / "during", [Format.CSV])
            assert saved and _bytes(tmp_path / "during") == _bytes(tmp_path / "before")
            export(reader, tmp_path / "after", [Format.CSV])
            assert len(_read(tmp_path / "after", "responses", Format.CSV)) == 31


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

    monkeypatch.setattr(exports, "CsvWriter", Stopping)
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

    monkeypatch.setattr(exports, "CsvWriter", Stopping)
    with pytest.raises(_Stopped):
        export(archive, tmp_path / "out", [Format.CSV])
    assert [path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")] == []


def test_a_copy_that_fails_leaves_the_old_one(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(archive, tmp_path, [Format.SQLITE])
    old = _bytes(tmp_path)

    def failing(*_values: Any) -> Any:
        raise _Stopped

    monkeypatch.setattr(sqlite3, "connect", failing)  # after VACUUM INTO, before the file has its name
    with pytest.raises(_Stopped):
        export(archive, tmp_path, [Format.SQLITE])
    monkeypatch.undo()
    assert {name: body for name, body in _bytes(tmp_path).items() if not name.startswith(".")} == old
    export(archive, tmp_path, [Format.SQLITE])
    assert _bytes(tmp_path) == old


# ---- the command


def test_the_command_says_what_it_made(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    done = CliRunner().invoke(cli, ["export", str(folder), "--db", str(db)])
    assert done.exit_code == 0 and done.exception is None
    assert done.stdout.splitlines() == [str(folder / name) for name in (*(f"{n}.csv" for n in ALL), CHECKSUMS)]
    assert all(Path(line).is_file() for line in done.stdout.splitlines())
    again = CliRunner().invoke(
        cli, ["export", str(folder), "--db", str(db), "--json", *("--format", "excel") * 2, "--format", "sqlite"]
    )
    assert again.exit_code == 0
    made = [Path(path).name for path in json.loads(again.stdout)]
    assert made == [*(f"{name}.excel.csv" for name in ALL), "archive.db", CHECKSUMS], "a format twice is made once"


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
        monkeypatch.setattr(exports, "_copy", lambda archive, _path, copy=exports._copy: copy(archive, nowhere))
        export(archive, tmp_path / "out", [Format.SQLITE])


def test_wrong_usage_is_told(tmp_path: Path, foi: Foi) -> None:
    for options in (("--format", "parquet"), ("--outcome", "nonsense"), ("--nonsense",)):
        status, out, err = foi(tmp_path / "out", *options)
        assert (status, out) == (2, "") and options[-1] in err
    status, out, err = foi(tmp_path / "out", archive=tmp_path / "none.db")
    assert status == 1 and "there is no archive here" in err and not (tmp_path / "out").exists()


def test_an_empty_archive_is_exported(tmp_path: Path, foi: Foi) -> None:
    open_archive(tmp_path / "foi.db", create=True).close()
    status, out, _ = foi(tmp_path / "out", *(f"--format={f}" for f in Format), archive=tmp_path / "foi.db")
    assert status == 0 and len(out.splitlines()) == 3 * len(ALL) + 2
    assert all(_read(tmp_path / "out", name, form) == [] for name in ALL for form in SUFFIXES)
