"""`foi export --format parquet`: what DuckDB, pandas, polars and pyarrow read is what the archive says."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.dataset
import pyarrow.parquet
import pytest
from sample_archive import LOG, SOURCE, Desk, answer, cites, dated, day, open_desk

from scraper.cli import main
from scraper.errors import ConfigError
from scraper.exports import CHECKSUMS, Format, export, parquet
from scraper.groups.update import update_groups
from scraper.records import Attachment, DateKind, Outcome, Precision, Role
from scraper.store import Archive, open_archive
from scraper.store.tables import LOOKUPS, TABLES

ALL = {**TABLES, **LOOKUPS}
SECOND = replace(SOURCE, id="second", force="second", force_name="Second Police")


def _fill(desk: Desk) -> None:
    desk.archive.save_sources([SECOND])
    for number in range(40):
        year = 2020 + number % 3
        on, precision = ((f"{year}-03-15", Precision.DAY), (str(year), Precision.YEAR))[number % 2]
        record = answer(
            f"Number {number}",
            dates=(dated(DateKind.RESPONDED, on, precision),) if number % 7 else (),
            outcome=[None, Outcome.REFUSED, Outcome.DISCLOSED][number % 3],
            citations=(cites("31(1)(a)"), cites("40(2)", ncnd=True), cites("17", role=Role.MENTIONED))[: number % 4],
            attachments=(Attachment(url=f"{LOG}/{number}.xlsx", title=None, media_type=None),),
            warnings=("first", "second") if number % 5 == 0 else (),
        )
        desk.publish(f"n{number}", record, day(1 + number % 20))
    with desk.archive.write() as db:
        db.execute("UPDATE responses SET force = 'second', source = 'second' WHERE search_row % 4 = 0")
        db.execute("UPDATE attachments SET size_bytes = 5000000000, pages = 3 WHERE position = 1")
    desk.archive.save_issue(desk.run, SOURCE.id, "fetch", "Expected a page.", None, day(3))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with open_desk(tmp_path_factory.mktemp("parquet") / "foi.db") as desk:
        _fill(desk)
        update_groups(desk.archive)
        yield desk.archive


@pytest.fixture(scope="module")
def folder(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet") / "out"
    export(archive, folder, [Format.PARQUET], site="https://foi.example")
    return folder


def _duck(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """`{table}` in the SQL is that table."""
    files = {name: f"read_parquet('{folder}/parquet/{name}/**/*.parquet', hive_partitioning=true)" for name in ALL}
    return duckdb.sql(sql.format(**files)).fetchall()


def test_responses_lie_by_force_and_year(archive: Archive, folder: Path) -> None:
    wanted = {
        f"force={row['force']}/year={row['year'] or '__HIVE_DEFAULT_PARTITION__'}/part-0.parquet"
        for row in archive.rows("SELECT DISTINCT force, year FROM responses")
    }
    place = folder / "parquet/responses"
    assert {path.relative_to(place).as_posix() for path in place.rglob("*.*")} == wanted and len(wanted) == 8
    for name in ALL.keys() - {"responses"}:
        assert [path.name for path in (folder / "parquet" / name).iterdir()] == ["part-0.parquet"]
    for path in place.rglob("*.parquet"):
        names = pyarrow.parquet.read_schema(path).names
        assert names == [name for name in TABLES["responses"].names if name != "force"]


@pytest.mark.parametrize("name", ALL)
def test_every_cell_is_that_of_the_archive(archive: Archive, folder: Path, name: str) -> None:
    table = ALL[name]
    cursor = archive.db.cursor()
    cursor.row_factory = None
    read = (row for piece in table.read(cursor, archive.search_rows(), "https://foi.example") for row in piece)
    wanted = {tuple(row[table.names.index(k)] for k in table.key): row for row in read}
    columns = ", ".join(f'"{column}"' for column in table.names)
    found = _duck(folder, f"SET TimeZone = 'UTC'; SELECT {columns} FROM {{{name}}}")
    assert len(found) == len(wanted) > 0
    for row in found:
        expected = wanted[tuple(row[table.names.index(k)] for k in table.key)]
        for column, value, stored in zip(table.names, row, expected, strict=True):
            if column in table.many:
                assert value == (stored.split(";") if stored else [])
            elif isinstance(value, datetime):
                assert value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") == stored
            else:
                assert value == stored and (type(value) is type(stored) or isinstance(value, bool)), column


def test_types_are_proper_ones(folder: Path) -> None:
    def types(name: str) -> dict[str, str]:
        path = next((folder / "parquet" / name).rglob("*.parquet"))
        return {field.name: str(field.type) for field in pyarrow.parquet.read_schema(path)}

    responses, attachments, citations = types("responses"), types("attachments"), types("citations")
    assert re.sub("<.*", "", responses["exemptions"]) == "list" and responses["dated_on"] == "string"
    assert responses["changed_at"] == responses["withdrawn_at"] == "timestamp[ms, tz=UTC]"
    assert (responses["question_count"], attachments["size_bytes"], citations["ncnd"]) == ("int64", "int64", "bool")
    assert types("questions")["number"] == "string" and types("versions")["number"] == "int64"


def test_a_query_reads_only_the_partitions_it_asks_about(archive: Archive, folder: Path) -> None:
    where = "force = 'second' AND year = 2021"
    (plan,) = duckdb.sql(
        f"EXPLAIN ANALYZE SELECT count(title) FROM read_parquet('{folder}/parquet/responses/**/*.parquet', "
        f"hive_partitioning=true) WHERE {where}"
    ).fetchall()
    assert re.search(r"(Scanning|Total) Files[^0-9]*1\b", plan[1]) or "1/8" in plan[1], plan[1]
    (row,) = archive.rows(f"SELECT count(*) AS n FROM responses WHERE {where}")
    assert _duck(folder, f"SELECT count(*) FROM {{responses}} WHERE {where}") == [(row["n"],)] and row["n"] > 0
    (row,) = archive.rows("SELECT count(*) AS n FROM responses WHERE year IS NULL")
    assert _duck(folder, "SELECT count(*) FROM {responses} WHERE year IS NULL") == [(row["n"],)] and row["n"] > 0


def test_tables_join_and_lists_open(archive: Archive, folder: Path) -> None:
    sql = (
        "SELECT r.force, r.year, p.title, count(*) FROM {c} AS c JOIN {r} AS r ON r.id = c.response "
        "JOIN {p} AS p ON p.id = c.provision WHERE c.role = 'relied' GROUP BY 1, 2, 3 "
        "ORDER BY 1, 2 NULLS FIRST, 3 NULLS FIRST"
    )
    wanted = [tuple(row) for row in archive.rows(sql.format(c="citations", r="responses", p="provisions"))]
    assert _duck(folder, sql.format(c="{citations}", r="{responses}", p="{provisions}")) == wanted != []
    opened = _duck(
        folder, "SELECT count(*) FROM (SELECT unnest(exemptions) AS e FROM {responses}) WHERE e LIKE 'FOIA 4%'"
    )
    (row,) = archive.rows("SELECT count(*) AS n FROM responses WHERE exemptions LIKE '%FOIA 4%'")
    assert opened == [(row["n"],)]


def test_pandas_polars_and_arrow_read_whole_folders(archive: Archive, folder: Path) -> None:
    wanted = sorted((row["id"], row["force"], row["year"]) for row in archive.rows("SELECT * FROM responses"))
    place = folder / "parquet/responses"
    flavour = pyarrow.dataset.partitioning(pyarrow.schema([("force", "string"), ("year", "int32")]), flavor="hive")
    arrow = pyarrow.dataset.dataset(place, partitioning=flavour).to_table(columns=["id", "force", "year"])
    assert sorted(zip(*arrow.to_pydict().values(), strict=True), key=lambda r: r[0]) == wanted
    lazy = polars.scan_parquet(
        place, hive_partitioning=True, hive_schema={"force": polars.String, "year": polars.Int64}
    )
    assert sorted(lazy.select("id", "force", "year").collect().rows()) == wanted
    frame = pandas.read_parquet(folder / "parquet/citations")
    assert len(frame) == archive.rows("SELECT count(*) FROM citations")[0][0] and frame["ncnd"].dtype == bool


def test_children_come_by_force_and_year(archive: Archive, folder: Path) -> None:
    """So that the statistics of a row group tell a reader to skip it."""
    table = pyarrow.parquet.read_table(folder / "parquet/texts/part-0.parquet", columns=["response", "force"])
    years = {
        row["id"]: (row["force"], row["year"] or 0) for row in archive.rows("SELECT id, force, year FROM responses")
    }
    order = [years[key] for key in table.column("response").to_pylist()]
    assert order == sorted(order) and {force for force, _ in order} == {"norchester", "second"}


def test_row_groups_hold_no_more_than_their_share(
    archive: Archive, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What bounds the memory: rows are written as they come and not kept."""
    from scraper.store import tables

    monkeypatch.setattr(tables, "_AT_ONCE", 5)
    monkeypatch.setattr(parquet, "_GROUP_BYTES", 1)
    export(archive, tmp_path, [Format.PARQUET], site="https://foi.example")
    whole, parts = (pyarrow.parquet.ParquetFile(p / "parquet/texts/part-0.parquet") for p in (folder, tmp_path))
    assert (whole.num_row_groups, parts.num_row_groups) == (1, 8)
    assert whole.read().equals(parts.read())


def test_only_the_rows_chosen_are_there(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path, [Format.PARQUET], rows=[4, 7])
    ids = {row["id"] for row in archive.rows("SELECT id FROM responses WHERE search_row IN (4, 7)")}
    assert {row[0] for row in _duck(tmp_path, "SELECT id FROM {responses}")} == ids
    for name in TABLES.keys() - {"responses"}:
        assert {row[0] for row in _duck(tmp_path, f"SELECT response FROM {{{name}}}")} <= ids
    assert len(_duck(tmp_path, "SELECT * FROM {forces}")) == 2


def test_nothing_found_can_be_read_too(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path, [Format.PARQUET], rows=[])
    for name in TABLES:
        assert _duck(tmp_path, f"SELECT count(*) FROM {{{name}}}") == [(0,)]
    assert _duck(tmp_path, "SELECT force, title FROM {responses} WHERE year = 2020") == []


def test_the_same_archive_gives_the_same_bytes(archive: Archive, folder: Path, tmp_path: Path) -> None:
    export(archive, tmp_path, [Format.PARQUET], site="https://foi.example")
    assert (tmp_path / CHECKSUMS).read_bytes() == (folder / CHECKSUMS).read_bytes()


def test_without_pyarrow_it_says_what_to_install(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=re.escape("pip install 'foi-archive[parquet]'")):
        export(archive, tmp_path / "out", [Format.CSV, Format.PARQUET])
    assert not (tmp_path / "out").exists(), "and nothing is begun"
    export(archive, tmp_path / "csv", [Format.CSV, Format.JSONL, Format.SQLITE])
    monkeypatch.setattr(
        sys, "argv", ["foi", "export", str(tmp_path / "o"), "--db", str(archive.path), "--format=parquet"]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2 and "foi-archive[parquet]" in "".join(capsys.readouterr().err.split())


def test_an_empty_archive_has_its_tables(tmp_path: Path) -> None:
    with open_archive(tmp_path / "foi.db", create=True) as empty:
        export(empty, tmp_path / "out", [Format.PARQUET])
    for name in ALL:
        assert _duck(tmp_path / "out", f"SELECT count(*) FROM {{{name}}}") == [(0,)]
