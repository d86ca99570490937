"""What Datasette shows of the archive: true metadata, facets, search, queries, CSV; in a browser too."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from click.testing import CliRunner
from serving import launch, needs_browser, serving_archive

from scraper.cli import cli
from scraper.cli.options import messages
from scraper.demo import start_sample_logs
from scraper.demo.run import scrape_logs
from scraper.errors import ConfigError
from scraper.exports import Format, export
from scraper.progress import RunDisplay
from scraper.store import open_archive
from scraper.web.server import load_metadata, make_site

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "foi.db"
    with open_archive(path, create=True) as archive, start_sample_logs(1) as logs, RunDisplay(messages()) as display:
        scrape_logs(archive, logs, display)
    return path


@pytest.fixture(scope="module")
def site(db: Path) -> Iterator[str]:
    """The site's address, served as `foi serve` serves it."""
    with serving_archive(db) as address:
        yield address


def _get(site: str, path: str) -> httpx.Response:
    response = httpx.get(site + path, timeout=30)
    assert response.status_code == 200, response.text[:500]
    return response


def _json(site: str, path: str) -> Any:
    return _get(site, path).json()


# ---- metadata


def test_every_table_and_column_is_described_and_no_other(db: Path) -> None:
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))
    assert set(metadata["databases"]) == {"foi", "demo"}
    described = {
        name: set(table.get("columns", {}))
        for name, table in metadata["databases"]["foi"]["tables"].items()
        if not table.get("hidden")
    }
    with open_archive(db) as archive:
        tables = archive.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\' "
            "AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
        )
        real = {
            t["name"]: {c["name"] for c in archive.rows(f"SELECT name FROM pragma_table_info('{t['name']}')")}
            for t in tables
        }
    assert described == real
    for name, table in metadata["databases"]["foi"]["tables"].items():
        assert table.get("hidden") or table["description"], name


def test_metadata_follows_the_name_of_the_file() -> None:
    assert list(load_metadata(Path("x/other.db"), ROOT / "metadata.yml")["databases"]) == ["other"]


def test_bad_metadata_is_a_clear_error(tmp_path: Path) -> None:
    for text in ("a: [", "title: x", "[]"):
        (tmp_path / "metadata.yml").write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError, match=r"metadata\.yml"):
            load_metadata(Path("foi.db"), tmp_path / "metadata.yml")


# ---- pages


def test_responses_newest_first_with_facets(site: str) -> None:
    page = _json(site, "/foi/responses.json?_shape=objects")
    dates = [row["dated_on"] for row in page["rows"] if row["dated_on"]]
    assert dates == sorted(dates, reverse=True)
    facets = {f["name"]: f["results"] for f in page["facet_results"].values()}
    assert set(facets) == {"force", "outcome", "year", "exemption"}
    assert sum(r["count"] for r in facets["force"]) == page["filtered_table_rows_count"]
    assert page["suggested_facets"] == []


def test_exemption_facet_counts_what_its_filter_finds(site: str) -> None:
    facet = _json(site, "/foi/responses.json")["facet_results"]["exemption"]["results"]
    assert len(facet) >= 10
    for value in facet[:3]:
        found = _json(site, f"/foi/responses.json?_shape=objects&_size=max&_exemption={value['value']}")
        assert found["filtered_table_rows_count"] >= value["count"]
        assert all(value["value"] in row["exemptions"] for row in found["rows"])
        narrowed = found["facet_results"]["exemption"]["results"]
        (chosen,) = [v for v in narrowed if v["value"] == value["value"]]
        assert chosen["selected"] and chosen["count"] == value["count"]
        assert "_exemption" not in chosen["toggle_url"]


def test_parent_exemption_covers_its_parts_and_nothing_else(site: str) -> None:
    rows = _json(site, "/foi/responses.json?_shape=objects&_size=max&_exemption=FOIA 31")["rows"]
    relied = [set(row["exemptions"].split(";")) for row in rows]
    assert len(rows) > 3
    assert all(any(e == "FOIA 31" or e.startswith("FOIA 31(") for e in r) for r in relied)
    with_text = _json(site, "/foi/responses.json?_shape=objects&_size=max&_exemption=FOIA 3")["rows"]
    assert with_text == []


def test_search_box(site: str) -> None:
    rows = _json(site, "/foi/responses.json?_shape=objects&_search=taser")["rows"]
    assert 3 <= len(rows) < 20
    assert _json(site, "/foi/responses.json?_search=xylophone")["filtered_table_rows_count"] == 0


@pytest.mark.parametrize(
    "words", ["taser", '"body worn video"', "", "  ", '"(*', "a AND OR", "police -taser", "'; drop"]
)
def test_search_query_never_errors(site: str, words: str) -> None:
    found = _json(site, f"/foi/search.json?_shape=objects&words={words}")
    assert found["ok"] and (found["rows"] == [] or words.strip())


def test_search_query_ranks_and_marks(site: str) -> None:
    page = _get(site, "/foi/search?words=taser").text
    rows_shown = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "<mark>" in rows_shown and "⟪" not in rows_shown
    rows = _json(site, "/foi/search.json?_shape=objects&words=taser")["rows"]
    assert "taser" in rows[0]["title"].lower(), "a hit in the title weighs most"
    assert f'/foi/responses/{rows[0]["id"]}"' in page


def test_archived_text_is_shown_as_text(db: Path) -> None:
    """A snippet with markup in it is escaped before the marks are made."""
    from scraper.web.plain import render_cell

    served = make_site(db, load_metadata(db, ROOT / "metadata.yml"))
    cell = render_cell("⟪x⟫ <script>", "snippet", None, db.stem, served)
    assert str(cell) == "<mark>x</mark> &lt;script&gt;"
    assert render_cell("⟪x⟫", "snippet", "some_table", db.stem, served) is None
    assert render_cell("⟪x⟫", "snippet", None, "another", served) is None


def test_other_queries(site: str) -> None:
    rows = _json(site, "/foi/by_exemption.json?_shape=objects&exemption=FOIA 40")["rows"]
    assert rows and all(r["provision"].startswith("FOIA 40") and r["quote"] for r in rows)
    counts = _json(site, "/foi/by_force_and_year.json?_shape=objects")["rows"]
    assert sum(r["responses"] for r in counts) == _json(site, "/foi/responses.json")["filtered_table_rows_count"]


def test_csv_holds_every_row(site: str) -> None:
    total = _json(site, "/foi/responses.json")["filtered_table_rows_count"]
    text = _get(site, "/foi/responses.csv?_stream=1").text
    assert len(list(csv.DictReader(io.StringIO(text)))) == total > 50


@pytest.mark.parametrize(
    "table", ["citations", "questions", "versions", "captures", "sources", "entries", "provisions"]
)
def test_every_table_opens(site: str, table: str) -> None:
    assert _json(site, f"/foi/{table}.json")["rows"]


def test_plain_datasette_serves_it_too(db: Path) -> None:
    command = [sys.executable, "-m", "datasette", str(db), "-m", str(ROOT / "metadata.yml")]
    done = subprocess.run(
        [*command, "--get", "/foi/responses.json?_exemption=FOIA+31&_search=police"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["filtered_table_rows_count"] > 0


def test_a_feed_says_how_many_the_search_finds(site: str) -> None:
    for form in ("atom", "feed.json"):
        found = _get(site, f"/search.{form}?q=taser").headers["x-total-count"]
        assert found == _get(site, "/search.csv?q=taser").headers["x-total-count"] != "0"


def test_a_copy_that_nobody_writes_to_is_served_untouched(db: Path, tmp_path: Path) -> None:
    with open_archive(db) as archive:
        copy, *_ = export(archive, tmp_path, [Format.SQLITE])
    before = copy.read_bytes()
    site = make_site(copy, load_metadata(copy, ROOT / "metadata.yml"), immutable=True)
    for path in ("/search?q=taser", "/search.csv", "/status", "/archive/responses"):
        assert asyncio.run(site.client.get(path)).status_code == 200
    assert not site.databases["archive"].is_mutable
    assert copy.read_bytes() == before and [p.name for p in tmp_path.iterdir() if "-wal" in p.name] == []


def test_what_is_no_copy_of_this_release_is_not_served_as_one(db: Path, tmp_path: Path) -> None:
    with open_archive(db) as archive:
        copy, *_ = export(archive, tmp_path, [Format.SQLITE])
    with closing(sqlite3.connect(copy)) as older:
        older.execute("PRAGMA user_version = 1")
    for path, said in (
        (copy, "another release"),
        (ROOT / "README.md", "no archive"),
        (tmp_path / "none.db", "no archive"),
    ):
        done = CliRunner().invoke(cli, ["serve", "--immutable", "--db", str(path)])
        assert isinstance(done.exception, ConfigError) and said in str(done.exception)


# ---- in a browser


@needs_browser
def test_a_reporter_searches_filters_and_opens_an_answer(site: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.goto(f"{site}/foi/responses")
        page.fill("input[name=_search]", "taser")
        page.click("input[type=submit][value=Apply]")
        page.wait_for_url("**taser**")
        page.click("a:has-text('partly_disclosed')")
        page.wait_for_url("**outcome=partly_disclosed**")
        rows = page.locator("table.rows-and-columns tbody tr")
        rows.first.wait_for()
        rows.first.locator("td").first.locator("a").first.click()
        page.wait_for_url("**/foi/responses/**")
        assert "partly_disclosed" in page.inner_text("body")
        page.goto(f"{site}/foi/responses")
        page.check("input[name=_dl]")
        with page.expect_download() as download:
            page.click("input[value='Export CSV']")
        download.value.save_as(tmp_path / "responses.csv")
        browser.close()
    with (tmp_path / "responses.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["force"]
