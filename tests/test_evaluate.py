"""Scoring the reader: right, wrong and missed are told apart, doubtful fields left out, bad labels named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scraper.cli import cli
from scraper.errors import ConfigError
from scraper.evaluate import evaluate

LABELLED = Path(__file__).parent / "labelled"

TEXT = """Northmoor Police
Reference: 12/2024
Date: 3 May 2024
Request:
1. How many horses does the force have?
2. What do they cost a year?
Response:
1. The force has 9 horses.
2. This part is refused under Section 43(2) Commercial Interests.
"""
LABEL: dict[str, Any] = {
    "force": "northmoor",
    "url": None,
    "page_kind": "response",
    "title": None,
    "reference": "12/2024",
    "date_requested": None,
    "date_responded": "2024-05-03",
    "date_published": None,
    "questions": ["How many horses does the force", "What do they cost a year?"],
    "n_questions": 2,
    "outcome": "partly_disclosed",
    "exemptions": [{"law": "FOIA", "section": "43(2)"}],
    "mentioned": [],
}


def _folder(tmp_path: Path, text: str = TEXT, **changes: Any) -> Path:
    (tmp_path / "docs").mkdir(exist_ok=True)
    (tmp_path / "docs" / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "docs" / "a.json").write_text(json.dumps(LABEL | changes), encoding="utf-8")
    return tmp_path


def test_a_right_reading_scores_one_everywhere(tmp_path: Path) -> None:
    result = evaluate(_folder(tmp_path))
    assert result.misses == []
    assert {name: score.value for name, score in result.fields.items()} == dict.fromkeys(result.fields, 1.0)
    assert result.fields["questions"].right == 2


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"reference": "13/2024"}, {"reference"}),
        ({"reference": None}, {"reference"}),
        ({"reference": "FOI 12-2024"}, set()),
        ({"date_requested": "2024-05-01"}, {"date_requested"}),
        ({"date_responded": None}, {"date_responded"}),
        ({"outcome": "refused"}, {"outcome"}),
        ({"outcome": "refused", "score": {"outcome": False}}, set()),
        ({"questions": ["How many dogs", "What do they cost"]}, {"questions"}),
        ({"n_questions": 3}, {"n_questions"}),
        ({"exemptions": []}, {"exemptions"}),
        ({"exemptions": [{"law": "FOIA", "section": "43"}, {"law": "FOIA", "section": "43(2)"}]}, set()),
        ({"exemptions": [{"law": "FOIA", "section": "43(2)", "ncnd": True}]}, {"ncnd"}),
        ({"exemptions": [], "mentioned": [{"law": "FOIA", "section": "43"}]}, {"exemptions", "not_relied"}),
        ({"page_kind": "notice"}, {"no_claim"}),
    ],
)
def test_each_difference_is_a_miss_of_its_field(tmp_path: Path, changes: dict[str, Any], fields: set[str]) -> None:
    result = evaluate(_folder(tmp_path, **changes))
    assert {miss.field for miss in result.misses} == fields
    assert all(result.fields[name].value < 1 for name in fields)


def test_a_page_that_is_not_read_is_wrong_everywhere(tmp_path: Path) -> None:
    result = evaluate(_folder(tmp_path, text="Page not found"))
    assert {miss.field for miss in result.misses} >= {
        "reference",
        "date_responded",
        "questions",
        "outcome",
        "exemptions",
    }


def test_bad_folders_and_labels_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no labels"):
        evaluate(tmp_path)
    folder = _folder(tmp_path)
    (folder / "docs" / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"a\.json"):
        evaluate(folder)
    (folder / "docs" / "a.json").write_text('{"force": "x"}', encoding="utf-8")
    with pytest.raises(ConfigError, match="has no date_published"):
        evaluate(folder)
    _folder(tmp_path)
    (folder / "docs" / "a.txt").unlink()
    with pytest.raises(ConfigError, match=r"a\.txt"):
        evaluate(folder)


def test_the_command_prints_scores_and_holds_floors(tmp_path: Path) -> None:
    folder = str(_folder(tmp_path, outcome="refused"))
    run = CliRunner().invoke(cli, ["evaluate", folder], standalone_mode=False)
    assert "northmoor" in run.output and "expected 'refused', found 'partly_disclosed'" in run.output
    assert run.return_value == 0
    assert (
        CliRunner().invoke(cli, ["evaluate", folder, "--min", "outcome=0.5"], standalone_mode=False).return_value == 1
    )
    assert (
        CliRunner().invoke(cli, ["evaluate", folder, "--min", "reference=1"], standalone_mode=False).return_value == 0
    )
    scores = json.loads(CliRunner().invoke(cli, ["evaluate", folder, "--json"]).output)
    assert scores["fields"]["outcome"] == {"score": 0.0, "count": 1}


def test_the_reader_keeps_its_level_on_pages_written_to_test_it() -> None:
    """Labelled by people who had not seen the reader. A floor falls only if the reader has got worse."""
    result = evaluate(LABELLED)
    assert result.pages >= 600
    low = {name: score.value for name, score in result.fields.items() if score.value < FLOORS[name]}
    assert low == {}


FLOORS = {
    "title": 0.97,  # plain text whose first lines are a site's own
    "reference": 0.99,
    "date_requested": 0.99,
    "date_responded": 0.99,
    "date_published": 0.99,
    "n_questions": 0.98,
    "questions": 0.99,
    "outcome": 0.98,
    "exemptions": 0.98,
    "ncnd": 0.99,
    "not_relied": 0.99,
    "no_claim": 0.95,
}
