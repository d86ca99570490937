"""sources.toml as shipped: every body is there, every table holds, and all of it is refreshed from stand-ins."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from apscheduler.triggers.cron import CronTrigger
from every_source import COMMAND, SHIPPED, every_source
from test_refresh import _count

from scraper.fetching.wayback import prefixes_of
from scraper.platforms import PLATFORMS
from scraper.records import Source, Via
from scraper.sources import load_config
from scraper.store import open_archive

# The 43 territorial forces of England and Wales.
FORCES = (
    "avon-and-somerset", "bedfordshire", "cambridgeshire", "cheshire", "city-of-london", "cleveland", "cumbria",
    "derbyshire", "devon-and-cornwall", "dorset", "durham", "dyfed-powys", "essex", "gloucestershire",
    "greater-manchester", "gwent", "hampshire", "hertfordshire", "humberside", "kent", "lancashire",
    "leicestershire", "lincolnshire", "merseyside", "metropolitan", "norfolk", "north-wales", "north-yorkshire",
    "northamptonshire", "northumbria", "nottinghamshire", "south-wales", "south-yorkshire", "staffordshire",
    "suffolk", "surrey", "sussex", "thames-valley", "warwickshire", "west-mercia", "west-midlands",
    "west-yorkshire", "wiltshire",
)  # fmt: skip
OTHERS = ("police-scotland", "northern-ireland", "btp", "mdp", "cnc", "npcc", "jersey")
SOURCES = load_config(SHIPPED).sources


def test_all_bodies_have_a_source() -> None:
    assert (len(FORCES), len(OTHERS)) == (43, 7)
    assert {source.force for source in SOURCES} >= {*FORCES, *OTHERS}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_its_table_holds(source: Source) -> None:
    platform = PLATFORMS[source.platform]
    assert source.via is Via.LIVE or source.archive_prefixes
    assert bool(source.listings) is (source.via is Via.LIVE)
    for url in source.listings:
        parts = urlsplit(url)
        assert parts.scheme == "https" and re.search(r"\.(police|gov)\.uk\Z|\Awww\.gov\.(uk|je)\Z", parts.netloc)
        assert not platform.is_response(url, source.rules), "a listing is no response"
        if source.platform == "soh":
            assert parts.path == "/foi-ai/af/accessing-information/published-items/"
    assert prefixes_of(source) or source.platform == "govuk", "the web's archive can be asked, but for an API"
    assert source.min_entries >= 5 and 0 < source.max_drop <= 0.5
    assert source.delay_seconds >= 1 and source.enabled
    CronTrigger.from_crontab(source.cron)
    assert (source.law == "FOISA") is (source.nation == "Scotland")
    assert (source.law == "JERSEY") is (source.nation == "Jersey")


def test_no_two_sources_begin_at_once() -> None:
    crons = [source.cron for source in SOURCES]
    assert len(set(crons)) == len(crons)


# ---- all of them, refreshed


def _foi(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def _refresh(folder: Path) -> dict[str, dict[str, Any]]:
    done = _foi(folder, "refresh", "--all", "--db", "foi.db", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return {result["source"]: result for result in json.loads(done.stdout)}


def test_every_source_is_refreshed_and_then_left_alone(tmp_path: Path) -> None:
    with every_source() as world:
        logs, web = world.logs, world.web
        world.write_config(tmp_path / "sources.toml")
        first = _refresh(tmp_path)
        assert first.keys() == world.answers.keys() >= {source.id for source in SOURCES}
        assert {source.platform for source in (*SOURCES, *logs.sources)} == PLATFORMS.keys()
        assert {name: result["new"] for name, result in first.items()} == world.answers
        assert not [name for name, result in first.items() if result["failed"] or result["state"] != "ok"]
        assert sum(result["requests"] for result in first.values()) == len(logs.requests) + len(web.hits)
        with open_archive(tmp_path / "foi.db") as archive:
            captured = archive.rows("SELECT url FROM captures WHERE kind = 'listing'")
            listings = {row["url"].removeprefix("http://127.0.0.1:") for row in captured}
            assert _count(archive, "responses") == sum(world.answers.values())
            assert _count(archive, "issues WHERE kind <> 'no_response'") == 0

        # The second time: robots.txt, and the listings if they have changed; of the web's archive its index.
        seen, played = len(logs.requests), len(web.played)
        second = _refresh(tmp_path)
        assert {result["state"] for result in second.values()} == {"ok"}
        assert not [r for r in second.values() if r["new"] or r["changed"] or r["withdrawn"] or r["failed"]]
        again = [r for r in logs.requests[seen:] if r.path != "/robots.txt"]
        assert {f"{r.port}{r.path}" for r in again} == listings
        assert {r.status for r in again} == {304}
        assert len(web.played) == played
    assert _foi(tmp_path, "verify", "--db", "foi.db").returncode == 0
