"""What is said of an export: Data Package, CSV on the Web, data dictionary; valid and true, whatever the pages say."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import csvw
import duckdb
import frictionless
import pandas
import polars
import pytest
import yaml
from sample_archive import LOG, SOURCE, Desk, answer, cites, dated, day, open_desk

from scraper.exports import Format, export
from scraper.exports.fields import Kind, describe, load_metadata
from scraper.records import Attachment, DateKind, Law, Outcome, Place, Precision, Question, Role, StatedDate
from scraper.store import Archive, open_archive
from scraper.store.tables import LOOKUPS, TABLES

ROOT = Path(__file__).parents[1]
ALL = {**TABLES, **LOOKUPS}

HOSTILE = (
    'He said "no", twice; "yes" once',
    "Two\nlines",
    "Windows\r\nlines",
    "=cmd|' /C calc'!A1",
    "NULL",
    "NA",
    "nan",
    "true",
    "0012",
    "1e5",
    "2024-02-30",
    "#comment",
    "  blanks before and behind  ",
    "\ttab",
    "back\\slash \\N \\",
    "a;b;c",
    "Cŵn Heddlu – £5 🚓 \u200f\u202e",
    "\ufeffmark",
    "\u2028line\u2029paragraph\x85",
    "<b>&amp;</b>",
    "{id}{+path}%7B",
    "'",
    '"',
    ",",
    "a\x0bb\x1bc",
)


def _record(number: int) -> Any:
    text = HOSTILE[number % len(HOSTILE)]
    values = ("2024-02-29", "2023-11", "2022")
    precision = (Precision.DAY, Precision.MONTH, Precision.YEAR)[number % 3]
    filed = StatedDate(kind=DateKind.FILED, value="2023-12", precision=Precision.MONTH, text="x", place=Place.URL)
    return answer(
        text,
        law=list(Law)[number % 5],
        request_text=text * 3,
        response_text=text if number else "long, " * 40_000,
        dates=(dated(DateKind.RESPONDED, values[number % 3], precision), filed) if number % 4 else (),
        outcome=[None, *Outcome][number % 8],
        outcome_evidence=text,
        questions=tuple(Question(number=text, text=text, answer=text, exemptions=()) for _ in range(number % 3)),
        citations=(
            cites("31(1)(a)"),
            replace(cites("40(2)", ncnd=True), quote=text),
            replace(cites("1", role=Role.MENTIONED), law="Data Protection Act 2018"),
        )[: number % 4],
        attachments=tuple(
            Attachment(url=f"{LOG}/a {n}\u00e9,{text}", title=text, media_type=None) for n in range(number % 3)
        ),
        warnings=("first", "second") if number % 2 else (),
    )


def _fill(desk: Desk) -> None:
    hostile = replace(
        SOURCE,
        id="second",
        name='Second, "odd"',
        licence="Open Government Licence v3.0",
        terms_url="https://a.example/t",
    )
    other = replace(SOURCE, id="third", licence="Ask us; it depends", terms_url=None, attribution='Say "us"')
    desk.archive.save_sources([hostile, other])
    for number in range(2 * len(HOSTILE)):
        desk.publish(f"n{number}", _record(number), day(1))
        desk.archive.save_issue(desk.run, SOURCE.id, f"kind{number}", HOSTILE[number % len(HOSTILE)], None, day(1))
    desk.publish("n1", answer("Changed"), day(2))
    for number in (3, 4):
        desk.archive.close_walk(SOURCE.id, [f"{LOG}/2026/january/n{n}/" for n in range(20)], day(number))
    desk.archive.finish_run(desk.run, day(4), "ok")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "foi.db"
    with open_desk(path) as desk:
        _fill(desk)
    return path


@pytest.fixture(scope="module")
def archive(db: Path) -> Iterator[Archive]:
    with open_archive(db) as archive:
        yield archive


@pytest.fixture(scope="module")
def folder(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "out"
    export(archive, folder, [Format.CSV, Format.EXCEL], site="https://foi.example")
    return folder


def _package(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "datapackage.json").read_text(encoding="utf-8")))


def _check(folder: Path) -> None:
    """Both packages find the description valid and every cell, key and reference as described."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.flatten(["title", "type", "message"]) == [] and report.valid
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
        assert group.check_referential_integrity(strict=True)
        for table in group.tables:
            assert table.check_primary_key()
            assert sum(1 for _ in table.iterdicts(strict=True)) == len(_rows(folder / table.url.string))
    assert [str(warning.message) for warning in told if "csvw" in str(warning.filename)] == []
    assert csvw.CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid


def _rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode()
    records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    return [dict(zip(records[0], record, strict=True)) for record in records[1:]]


def _stored(archive: Archive, name: str) -> list[list[str]]:
    """What is to stand in a CSV file, cell by cell."""
    rows = archive.search_rows()
    cursor = archive.db.cursor()
    cursor.row_factory = None
    read = (row for piece in ALL[name].read(cursor, rows, "https://foi.example") for row in piece)
    return [["" if cell is None else str(cell) for cell in row] for row in read]


# ---- valid


def test_hostile_pages_give_a_valid_package(folder: Path) -> None:
    _check(folder)


@pytest.mark.parametrize("rows", [[], [3], [30, 2, 7]], ids=str)
def test_a_part_of_the_archive_is_valid_too(archive: Archive, tmp_path: Path, rows: list[int]) -> None:
    export(archive, tmp_path, [Format.CSV], rows=rows)
    _check(tmp_path)
    assert len(_rows(tmp_path / "responses.csv")) == len(rows)


def test_an_empty_archive_is_valid_too(tmp_path: Path) -> None:
    with open_archive(tmp_path / "foi.db", create=True) as empty:
        export(empty, tmp_path / "out", [Format.CSV], site="no address")
    package = _package(tmp_path / "out")
    assert not {"created", "homepage", "licenses", "sources"} & set(package)
    _check(tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("responses.csv", b"2024-02-29", b"29/02/2024"),
        ("responses.csv", b"2026-01-02T03:00:00Z", b"yesterday"),
        ("citations.csv", b",FOIA 40(2),", b",FOIA 999,"),
        ("sources.csv", b"third,norchester", b"third,nowhere"),
        ("versions.csv", b",1,2026", b",one,2026"),
    ],
)
def test_what_is_not_as_described_is_found(folder: Path, tmp_path: Path, name: str, old: bytes, new: bytes) -> None:
    """The description is strict enough for a reader to notice."""
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    package = _package(folder)
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    body = (tmp_path / name).read_bytes()
    assert old in body
    (tmp_path / name).write_bytes(body.replace(old, new, 1))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_a_file_that_was_changed_is_found(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "forces.csv").write_bytes((folder / "forces.csv").read_bytes().replace(b"England", b"Iceland"))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


# ---- true


def test_the_package_names_every_file_with_size_and_digest(folder: Path) -> None:
    package = _package(folder)
    assert package["profile"] == "tabular-data-package" and package["created"] == day(4)
    assert package["homepage"] == "https://foi.example" and "differ from source to source" in package["description"]
    assert [resource["name"] for resource in package["resources"]] == list(ALL)
    for resource in package["resources"]:
        body = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(body), f"sha256:{sha256(body).hexdigest()}")
        assert (resource["encoding"], resource["profile"]) == ("utf-8", "tabular-data-resource")
        assert resource["schema"]["missingValues"] == [""]
        assert [field["name"] for field in resource["schema"]["fields"]] == list(ALL[resource["name"]].names)


def test_types_keys_and_references_are_those_of_the_archive(archive: Archive, folder: Path) -> None:
    schemas = {resource["name"]: resource["schema"] for resource in _package(folder)["resources"]}
    types = {(name, f["name"]): f["type"] for name, schema in schemas.items() for f in schema["fields"]}
    wanted = {"ncnd": "boolean", "enabled": "boolean", "filed": "yearmonth", "first_seen_at": "datetime"}
    wanted |= {"size_bytes": "integer", "dated_on": "string", "title": "string", "seen_count": "integer"}
    for (_, column), found in types.items():
        assert found == wanted.get(column, found), column
    assert (types["questions", "number"], types["versions", "number"]) == ("string", "integer")
    for name, table in ALL.items():
        assert schemas[name]["primaryKey"] == list(table.key)
        assert set(table.key) <= {
            f["name"] for f in schemas[name]["fields"] if f.get("constraints", {}).get("required")
        }
        stored = archive.rows("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table.base,))
        assert [row["name"] for row in stored] == list(table.key), name
    links = {
        (name, key["fields"][0], key["reference"]["resource"])
        for name, schema in schemas.items()
        for key in schema["foreignKeys"]
    }
    assert {(name, "response", "responses") for name in TABLES if name != "responses"} <= links
    assert {(name, "force", "forces") for name in (*TABLES, "sources", "known_issues")} <= links
    assert {("citations", "provision", "provisions"), ("provisions", "parent", "")} <= links
    assert {("responses", "source", "sources"), ("known_issues", "source", "sources")} <= links
    group = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    for table in group["tables"]:
        name = table["url"].removesuffix(".csv")
        assert table["tableSchema"]["primaryKey"] == schemas[name]["primaryKey"]
        assert set(re.findall(r"\{(\w+)\}", table["tableSchema"]["aboutUrl"])) == set(ALL[name].key)
        assert [c["name"] for c in table["tableSchema"]["columns"]] == list(ALL[name].names)


def test_flags_are_the_columns_that_hold_nothing_but_0_and_1(archive: Archive) -> None:
    found = {
        (one.table.base, field.name)
        for one in describe(archive.db, ALL, load_metadata())
        for field in one.fields
        if field.kind is Kind.FLAG
    }
    wanted = set()
    for row in archive.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"):
        for column in re.findall(r"(\w+) INTEGER NOT NULL CHECK \(\1 IN \(0, 1\)\)", row["sql"]):
            if any(column in table.names for table in ALL.values() if table.base == row["name"]):
                wanted.add((row["name"], column))
    assert found == wanted and len(found) == 3


def test_every_column_is_described_by_metadata_yml_or_by_its_table(folder: Path) -> None:
    said = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))["databases"]["foi"]["tables"]
    dictionary = {(row["table"], row["column"]): row for row in _rows(folder / "data-dictionary.csv")}
    assert list(dictionary) == [(name, column) for name, table in ALL.items() for column in table.names]
    for resource in _package(folder)["resources"]:
        table = ALL[resource["name"]]
        assert resource["description"] == said[table.base]["description"]
        for column, field in zip(table.columns, resource["schema"]["fields"], strict=True):
            wanted = column.says or said[column.table]["columns"][column.of]
            assert field["description"] == wanted == dictionary[resource["name"], column.name]["description"]
            assert len(wanted) > 1


def test_the_dictionary_says_types_formats_units_and_references(folder: Path) -> None:
    rows = {(row["table"], row["column"]): row for row in _rows(folder / "data-dictionary.csv")}
    for key, wanted in {
        ("attachments", "size_bytes"): {"type": "integer", "unit": "bytes", "required": ""},
        ("responses", "version_count"): {"type": "integer", "unit": "versions", "required": "yes"},
        ("known_issues", "seen_count"): {"type": "integer", "unit": "times"},
        ("responses", "dated_on"): {"type": "date", "format": "YYYY-MM-DD, or YYYY-MM, or YYYY"},
        ("responses", "changed_at"): {"type": "instant", "format": "YYYY-MM-DDThh:mm:ssZ, UTC"},
        ("responses", "exemptions"): {"type": "list", "format": "values joined by ;"},
        ("citations", "provision"): {"refers_to": "provisions.id", "key": "", "required": ""},
        ("questions", "position"): {"key": "yes", "refers_to": ""},
    }.items():
        assert {name: rows[key][name] for name in wanted} == wanted, key


def test_licences_are_told_only_where_a_source_states_one(folder: Path) -> None:
    package = _package(folder)
    assert [licence["title"] for licence in package["licenses"]] == [
        "Open Government Licence v3.0 (only what comes from second)",
        "Ask us; it depends (only what comes from third)",
    ]
    assert package["licenses"][0]["path"] == "https://a.example/t" and "path" not in package["licenses"][1]
    assert re.fullmatch(r"[-a-zA-Z0-9._]+", package["licenses"][1]["name"])
    assert [source["path"] for source in package["sources"]] == [LOG, "https://a.example/t", LOG]
    assert [source["title"] for source in package["sources"]] == [SOURCE.name, 'Second, "odd"', SOURCE.name]
    for row in _rows(folder / "responses.csv"):
        assert row["licence"] == "" and row["source"] == SOURCE.id


# ---- the form of the files


@pytest.mark.parametrize("name", [*ALL, "data-dictionary"])
def test_csv_keeps_rfc_4180_and_the_tabular_data_standard(folder: Path, name: str) -> None:
    """RFC 4180, section 2: CRLF after each record (1, 2), one header (3), as many fields in each (4), quotes (5 to 7).
    Tabular data standard of the Open Standards Board: UTF-8, no byte order mark, a header row; dates by ISO 8601."""
    body = (folder / f"{name}.csv").read_bytes()
    text = body.decode("utf-8")
    assert not text.startswith("\ufeff") and text.endswith("\r\n")
    field = r'(?:"(?:[^"]|"")*"|[^",\r\n]*)'
    record = re.compile(rf"{field}(?:,{field})*\r\n")
    at, widths = 0, set()
    for match in record.finditer(text):
        assert match.start() == at, text[at : at + 80]
        at = match.end()
        widths.add(len(re.findall(rf"(?:^|,){field}", match[0][:-2])))
    assert at == len(text) and len(widths) == 1
    header = text.partition("\r\n")[0].split(",")
    assert len(set(header)) == len(header) and all(re.fullmatch("[a-z][a-z0-9_]*", column) for column in header)


# ---- as others read them


@pytest.mark.parametrize("name", ALL)
def test_pandas_and_r_read_what_the_archive_says(archive: Archive, folder: Path, name: str) -> None:
    """`read.csv(file, colClasses = "character", na.strings = "")` of R takes the same choices."""
    found = pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False, na_values=[""])
    cells = found.astype(object).where(found.notna(), "").values.tolist()
    assert list(found.columns) == list(ALL[name].names) and cells == _stored(archive, name)


@pytest.mark.parametrize("name", ALL)
def test_polars_reads_what_the_archive_says(archive: Archive, folder: Path, name: str) -> None:
    found = polars.read_csv(folder / f"{name}.csv", infer_schema=False)
    assert found.columns == list(ALL[name].names)
    assert [["" if cell is None else cell for cell in row] for row in found.rows()] == _stored(archive, name)


@pytest.mark.parametrize("name", ALL)
def test_duckdb_reads_what_the_archive_says(archive: Archive, folder: Path, name: str) -> None:
    options = "header = true, all_varchar = true, quote = '\"', escape = '\"', delim = ',', max_line_size = 8000000"
    read = f"read_csv('{folder}/{name}.csv', {options}, parallel = false)"
    found = duckdb.sql(f"SELECT * FROM {read}")
    assert found.columns == list(ALL[name].names)
    assert [["" if cell is None else cell for cell in row] for row in found.fetchall()] == _stored(archive, name)


def test_frictionless_and_csvw_read_typed_values(archive: Archive, folder: Path) -> None:
    with frictionless.Package(str(folder / "datapackage.json")).get_resource("citations") as resource:
        rows = [row.to_dict() for row in resource.row_stream]
    assert {row["ncnd"] for row in rows} == {True, False}
    group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    found = {row["id"]: row for row in group.tabledict["responses.csv"].iterdicts()}
    for row in archive.rows("SELECT id, exemptions, changed_at, question_count FROM responses"):
        one = found[row["id"]]
        assert one["exemptions"] == (row["exemptions"].split(";") if row["exemptions"] else [])
        assert one["changed_at"].isoformat() == row["changed_at"].replace("Z", "+00:00")
        assert one["question_count"] == row["question_count"]


def test_excel_finds_no_formula_and_its_mark(folder: Path) -> None:
    for name in ALL:
        body = (folder / f"{name}.excel.csv").read_bytes()
        assert body.startswith(b"\xef\xbb\xbf")
        records = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
        assert not [cell for record in records for cell in record if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_joins_of_the_files_are_joins_of_the_archive(archive: Archive, folder: Path) -> None:
    sql = (
        "SELECT r.outcome, count(*) FROM {c} AS c JOIN {r} AS r ON r.id = c.response "
        "JOIN {p} AS p ON p.id = c.provision WHERE c.role = 'relied' GROUP BY r.outcome ORDER BY r.outcome NULLS FIRST"
    )
    files = {
        k: f"read_csv('{folder}/{n}.csv', all_varchar=true, max_line_size = 8000000, quote='\"', parallel=false)"
        for k, n in (("c", "citations"), ("r", "responses"), ("p", "provisions"))
    }
    wanted = [tuple(row) for row in archive.rows(sql.format(c="citations", r="responses", p="provisions"))]
    assert duckdb.sql(sql.format(**files)).fetchall() == wanted != []
