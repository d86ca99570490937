"""The README tells the truth: its commands exist and run, its examples load, CI runs what it says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import files
import pytest
from click.testing import CliRunner

from scraper.cli import cli
from scraper.records import Via
from scraper.sources import load_config

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)
SHELL = [line.split("  #")[0].rstrip() for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
FOI_LINES = [line for line in SHELL if line.startswith("foi ")]

# These keep running, or ask real sites: their options are checked, they are not run.
NOT_RUN = {"check", "refresh", "schedule", "serve", "demo"}


@pytest.mark.parametrize("line", FOI_LINES)
def test_command_and_its_options_exist(line: str) -> None:
    words = shlex.split(line)[1:]
    help_text = CliRunner().invoke(cli, [words[0], "--help"]).output
    assert "Usage:" in help_text
    for option in (w.split("=")[0] for w in words[1:] if w.startswith("--")):
        assert option in help_text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder as the README leaves one: an archive in data/foi.db and a saved page."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "data").mkdir()
    (folder / "page.html").write_text(
        "<h1>Dogs 1/24</h1><p>Request:</p><p>How many dogs?</p><p>Response:</p><p>There are 14 dogs.</p>", "utf-8"
    )
    (folder / "letter.pdf").write_bytes(files.pdf())
    (folder / "draft.txt").write_text("How many people did police dogs bite in 2025?", "utf-8")
    (folder / "saved").mkdir()
    command = [sys.executable, "-c", "from scraper.cli import main; main()", "demo", "--once", "--db", "data/foi.db"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (folder / "tests").symlink_to(ROOT / "tests")
    return folder


@pytest.mark.parametrize("line", [x for x in FOI_LINES if x.split()[1] not in NOT_RUN])
def test_command_runs_as_printed(line: str, folder: Path) -> None:
    arguments = shlex.split(line)[1:]
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_ci_runs_the_test_command_of_the_readme() -> None:
    (command,) = [line for line in SHELL if "pytest" in line]
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_force_examples_load(tmp_path: Path) -> None:
    examples = [text for kind, text in BLOCKS if kind == "toml"]
    (tmp_path / "sources.toml").write_text('[client]\nproject = "x"\n' + "\n".join(examples), encoding="utf-8")
    sources = load_config(tmp_path / "sources.toml").sources
    assert [source.platform for source in sources] == ["soh", "html_table"]
    assert dict(sources[1].rules.columns) == {"Ref": "reference", "Subject": "title", "Our answer": "link"}


def test_every_key_of_sources_toml_is_explained() -> None:
    from scraper.sources import _SOURCE_KEYS

    table = README[README.index("| key | meaning |") : README.index("A log on other software")]
    assert [key for key in _SOURCE_KEYS if f"`{key}`" not in table] == []


def test_the_table_of_sources_says_what_sources_toml_says() -> None:
    state, archived = {True: "unverified", False: "verified"}, "captures of the web's archive only"
    rows = [
        f"| `{s.id}` | {s.force_name} | `{s.platform}` | {archived if s.via is Via.WAYBACK else state[s.unverified]} |"
        for s in load_config(ROOT / "sources.toml").sources
    ]
    assert [line for line in README.splitlines() if line.startswith("| `") and line.count("|") == 5] == rows


def test_linked_files_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links and all((ROOT / link).exists() for link in links)
