"""The command line as its users and other programs meet it: results, messages, exit statuses, wrong input."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOI = [sys.executable, "-c", "from scraper.cli import main; main()"]

LETTER = """Northmoor Police
Freedom of information request reference no: 77/2024
Date: 3 May 2024

Request:

1. How many police dogs does the force have?

2. What did they cost in 2023?

Response:

1. The force has 14 dogs.

2. This is refused under Section 43(2) - Commercial Interests.
"""


def foi(*arguments: str, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*FOI, *arguments], cwd=cwd, input=stdin, capture_output=True, text=True, timeout=120, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's archive in it, as `foi demo --once` leaves it."""
    folder = tmp_path_factory.mktemp("demo")
    done = foi("demo", "--once", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "data" / "demo.db").is_file()
    return folder


# ---- parse


def test_parse_prints_the_contract(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    done = foi("parse", "letter.txt", "--force", "northmoor", "--json", cwd=tmp_path)
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(record) == {
        *("force", "url", "platform", "law", "title", "reference", "date_requested", "date_responded"),
        *("date_published", "dates", "questions", "request_text", "response_text", "outcome", "outcome_evidence"),
        *("exemptions", "provisions_mentioned", "attachments", "warnings"),
    }
    assert record["force"] == "northmoor" and record["reference"] == "77/2024"
    assert record["date_responded"] == "2024-05-03"
    assert [q["number"] for q in record["questions"]] == ["1", "2"]
    assert record["outcome"] == "partly_disclosed"
    assert [(e["law"], e["section"], e["role"]) for e in record["exemptions"]] == [("FOIA", "43(2)", "relied")]


def test_parse_drops_a_date_that_lies_ahead(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER.replace("3 May 2024", "3 May 2094"), encoding="utf-8")
    record = json.loads(foi("parse", "letter.txt", "--json", cwd=tmp_path).stdout)
    assert record["date_responded"] is None
    assert any("2094" in warning or "future" in warning for warning in record["warnings"])


def test_parse_reads_standard_input_and_speaks_to_people(tmp_path: Path) -> None:
    done = foi("parse", "-", cwd=tmp_path, stdin=LETTER)
    assert "question 2: What did they cost in 2023?" in done.stdout
    assert "relied on: FOIA 43(2)" in done.stdout


def test_parse_batch_keeps_order_and_survives_bad_lines(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    lines = [
        '{"id": 1, "file": "letter.txt", "force": "northmoor"}',
        '{"id": 2, "file": "absent.txt"}',
        "not json",
        "",
        '{"id": 4}',
        '{"id": 5, "file": "letter.txt", "url": "https://www.northmoor.example/foi-ai/northmoor-police/d/may-2024/dogs/"}',
        '{"id": 6, "file": "le\\u0000tter.txt"}',
        "[1]",
    ]
    for manifest, stdin in (("-", "\n".join(lines)), ("m.jsonl", None)):
        (tmp_path / "m.jsonl").write_text("\n".join(lines), encoding="utf-8")
        done = foi("parse", "--batch", manifest, cwd=tmp_path, stdin=stdin)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 0
        assert [(r["id"], "error" in r) for r in rows] == [
            *((1, False), (2, True), (None, True), (4, True), (5, False), (6, True), (None, True)),
        ]
        assert rows[4]["platform"] == "soh"
        assert "absent.txt" in rows[1]["error"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["parse"], 2, "name one FILE"),
        (["parse", "absent.html"], 2, "absent.html"),
        (["parse", "."], 2, "cannot be read"),
        (["parse", "--batch", "absent.jsonl"], 2, "absent.jsonl"),
        (["parse", "nothing.html"], 1, "nothing.html"),
        (["search", "x"], 1, "foi refresh"),
        (["search"], 2, "WORDS"),
        (["search", "x", "--outcome", "refuse"], 2, "refused"),
        (["verify", "--db", "absent.db"], 1, "absent.db"),
        (["serve", "--db", "absent.db"], 1, "absent.db"),
        (["serve", "--port", "99999"], 2, "65535"),
        (["refresh"], 2, "contact"),
        (["refresh", "--sources", "absent.toml"], 2, "absent.toml"),
        (["refresh", "--limit", "-1"], 2, "--limit"),
        (["refresh", "--via", "tor"], 2, "wayback"),
        (["reread"], 1, "no archive"),
        (["schedule"], 2, "contact"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_wrong_input_is_told_clearly(tmp_path: Path, arguments: list[str], status: int, words: str) -> None:
    (tmp_path / "nothing.html").write_text("<h1>Page not found</h1>", encoding="utf-8")
    done = foi(*arguments, cwd=tmp_path)
    assert done.returncode == status
    assert words in done.stderr
    assert done.stdout == ""


def test_every_command_has_help(tmp_path: Path) -> None:
    overview = foi("--help", cwd=tmp_path).stdout
    for name in ("demo", "refresh", "schedule", "serve", "search", "sources", "parse", "reread", "verify"):
        assert name in overview
        assert "Usage:" in foi(name, "--help", cwd=tmp_path).stdout


def test_output_cut_short_by_its_reader_is_no_error(demo: Path) -> None:
    search = f"{sys.executable} -c 'from scraper.cli import main; main()' search police --json --limit 60"
    line = f"{search} --db data/demo.db | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=demo, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr and "Error" not in done.stderr


# ---- search and the rest, on the demo's archive


def test_search_in_its_three_forms(demo: Path) -> None:
    found = json.loads(foi("search", "taser", "--json", "--db", "data/demo.db", cwd=demo).stdout)
    assert len(found) >= 3
    assert all("taser" in (row["title"] + row["snippet"]).lower() for row in found)
    rows = list(csv.DictReader(io.StringIO(foi("search", "taser", "--csv", "--db", "data/demo.db", cwd=demo).stdout)))
    assert [r["id"] for r in rows] == [r["id"] for r in found]
    assert found[0]["url"] in foi("search", "taser", "--db", "data/demo.db", cwd=demo).stdout


def test_search_filters(demo: Path) -> None:
    def ids(*arguments: str) -> set[str]:
        done = foi("search", *arguments, "--json", "--limit", "1000", "--db", "data/demo.db", cwd=demo)
        return {row["id"] for row in json.loads(done.stdout)}

    parent, child = ids("--exemption", "31"), ids("--exemption", "FOIA 31(3)")
    assert child and child < parent
    assert ids("--outcome", "not_held") and not ids("--outcome", "not_held") & ids("--outcome", "disclosed")
    assert ids("--since", "2020") < ids("--since", "2001")
    assert ids("--force", "castlemere", "--force", "northmoor") == ids("--force", "castlemere") | ids(
        "--force", "northmoor"
    )
    assert ids('"neither confirm nor deny"') and not ids('"(*^', "--force", "nobody")


def test_verify_finds_damage(demo: Path, tmp_path: Path) -> None:
    assert foi("verify", "--db", "data/demo.db", cwd=demo).returncode == 0
    copy = tmp_path / "data"
    subprocess.run(["cp", "-r", str(demo / "data"), str(copy)], check=True)
    warc = sorted((copy / "warc").glob("*.gz"))[0]
    body = bytearray(warc.read_bytes())
    body[len(body) // 2] ^= 0xFF
    warc.write_bytes(bytes(body))
    done = foi("verify", "--db", "data/demo.db", cwd=tmp_path)
    assert done.returncode == 1
    assert warc.name in done.stdout


def test_sources_lists_all_with_their_state(demo: Path) -> None:
    rows = json.loads(foi("sources", "--json", "--sources", str(ROOT / "sources.toml"), cwd=demo).stdout)
    assert {r["source"] for r in rows} >= {"northumbria", "metropolitan"}
    assert {r["state"] for r in rows} == {"new"}
    assert "metropolitan" in foi("sources", "--sources", str(ROOT / "sources.toml"), cwd=demo).stdout


def test_demo_again_shows_what_changed(demo: Path) -> None:
    done = foi("demo", "--once", cwd=demo)
    assert done.returncode == 0, done.stderr
    totals = next(line for line in done.stdout.splitlines() if line.strip().startswith("all")).split()
    assert totals[2:4] == ["3", "3"], "three new answers, three changed"


def test_demo_serves_until_ctrl_c(tmp_path: Path) -> None:
    began = time.monotonic()
    process = subprocess.Popen(
        [*FOI, "demo", "--port", "8391"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        page = ""
        while not page and time.monotonic() - began < 60:
            time.sleep(0.2)
            try:
                page = urllib.request.urlopen("http://127.0.0.1:8391/demo/responses").read().decode()
            except OSError:
                assert process.poll() is None, process.communicate()[1].decode()
        assert "Castlemere Police" in page
        busy = foi("serve", "--db", "data/demo.db", "--port", "8391", cwd=tmp_path)
        assert busy.returncode == 2 and "--port" in busy.stderr
    finally:
        os.kill(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 0, err.decode()
    assert b"http://127.0.0.1:8391/" in err and b"Traceback" not in err


def test_schedule_says_what_it_will_do_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    text = (ROOT / "sources.toml").read_text(encoding="utf-8").replace('contact = ""', 'contact = "foi@example.org"')
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    process = subprocess.Popen([*FOI, "schedule"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        lines = iter(process.stderr.readline, "")
        assert any("metropolitan" in line for line in lines)
        time.sleep(1)
    finally:
        os.kill(process.pid, signal.SIGINT)
    rest = process.communicate(timeout=20)[1]
    assert process.returncode == 0 and "Traceback" not in rest
