"""One more force on Single Online Home: one table in sources.toml and one recorded page, and no code that knows it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from test_pages import read

from scraper.demo.pages import Site
from scraper.demo.samples import load_forces
from scraper.demo.server import SampleLogs
from scraper.store import open_archive

SCRAPER = Path(__file__).parents[1] / "scraper"
FORCE = next(force for force in load_forces(1) if force.id == "castlemere")

TABLE = """
[source.castlemere]
force_name = "Castlemere Police"
nation = "England"
platform = "soh"
listings = ["{listing}"]
"""
THIS_MACHINE = """
[client]
project = "test"
contact = "foi@example.org"
allow_loopback = true
delay_seconds = 0.01
"""


def foi(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def test_one_table_and_one_recorded_page(tmp_path: Path) -> None:
    path = FORCE.address(FORCE.responses[0].path)
    with SampleLogs([Site(FORCE)]) as logs:
        listing = logs.sources[0].listings[0]
        table = TABLE.format(listing=listing)
        (tmp_path / "sources.toml").write_text(THIS_MACHINE + table, encoding="utf-8")

        refreshed = foi(tmp_path, "refresh", "castlemere", "--json")
        assert refreshed.returncode == 0, refreshed.stderr

        captured = foi(tmp_path, "capture", "castlemere", listing.partition("/foi-ai/")[0] + path, "--to", "pages")
        assert captured.returncode == 0, captured.stderr
    with open_archive(tmp_path / "data" / "foi.db") as archive:
        stored = archive.rows("SELECT force, title FROM responses")
    assert sorted(r["title"] for r in stored) == sorted(r.title for r in FORCE.responses)
    assert {r["force"] for r in stored} == {"castlemere"}
    checked = foi(tmp_path, "verify")
    assert checked.returncode == 0, checked.stderr

    (page,) = (tmp_path / "pages" / "castlemere").glob("*.html")
    assert {file.suffix for file in page.parent.iterdir()} == {".html", ".toml", ".json"}
    record = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert read(page) == record, "the test of recorded pages takes it as it is"
    assert record["title"] == FORCE.responses[0].title

    told_apart = [file for file in SCRAPER.rglob("*.py") if "castlemere" in file.read_text(encoding="utf-8").lower()]
    assert [file for file in told_apart if file.parent.name != "demo"] == []
