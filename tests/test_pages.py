"""Every page under tests/pages reads as the JSON beside it says.

`<name>.html` or `<name>.txt` is the page, `<name>.json` the whole record as `foi parse --json` prints it, or
{"error": …} where the page answers no request; `<name>.toml` may give `url`, `force`, `platform` and `today`. A page
whose facts have a table `listing` (empty, or what sources.toml would say there) is read as a listing of its platform.
`pytest tests/test_pages.py --update-pages` rewrites the JSON: review the difference before you commit it.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from scraper.contract import response_as_dict
from scraper.errors import NotAResponseError
from scraper.platforms import PLATFORMS
from scraper.reading import read_response
from scraper.records import Hints, ListingRules, Page

PAGES = Path(__file__).parent / "pages"
MEDIA_TYPES = {".html": "text/html", ".txt": "text/plain"}
FOUND = sorted(path for path in PAGES.rglob("*") if path.suffix in MEDIA_TYPES)


def read(path: Path) -> dict[str, Any]:
    facts_file = path.with_suffix(".toml")
    facts = tomllib.loads(facts_file.read_text(encoding="utf-8")) if facts_file.exists() else {}
    page = Page(body=path.read_bytes(), url=facts.get("url"), media_type=MEDIA_TYPES[path.suffix])
    if "listing" in facts:
        return read_listing(page, facts)
    hints = Hints(force=facts.get("force", path.parent.name), platform=facts.get("platform"))
    try:
        return response_as_dict(read_response(page, hints, today=facts.get("today", "2026-01-01")))
    except NotAResponseError as error:
        return {"error": str(error)}


def read_listing(page: Page, facts: dict[str, Any]) -> dict[str, Any]:
    rules = ListingRules(**{key: tuple(value) for key, value in facts["listing"].items()})
    listing = PLATFORMS[facts["platform"]].parse_listing(page, rules)
    found: dict[str, Any] = json.loads(json.dumps(asdict(listing)))
    return found


@pytest.mark.parametrize("path", FOUND, ids=lambda path: str(path.relative_to(PAGES)))
def test_page_reads_as_expected(path: Path, request: pytest.FixtureRequest) -> None:
    record = read(path)
    expected = path.with_suffix(".json")
    if request.config.getoption("--update-pages"):
        expected.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert expected.exists(), f"{expected} is missing: run pytest tests/test_pages.py --update-pages and review it"
    assert record == json.loads(expected.read_text(encoding="utf-8"))


def test_every_file_belongs_to_a_page() -> None:
    stems = {path.with_suffix("") for path in FOUND}
    files = [path for path in PAGES.rglob("*") if path.is_file()]
    assert len(stems) == len(FOUND), "a page exists both as .html and as .txt under one name"
    assert [path for path in files if path.with_suffix("") not in stems] == []
    assert {path.suffix for path in files} <= {".html", ".txt", ".json", ".toml"}


def test_there_are_pages_enough() -> None:
    assert len(FOUND) >= 12
