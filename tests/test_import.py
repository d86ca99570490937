"""`foi import`: WARC and WACZ files and folders of saved pages become responses with their own dates."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.store import open_archive

CONFIG = """
[client]
project = "test"

[source.northmoor]
force_name = "Northmoor Police"
nation = "England"
platform = "soh"
whatdotheyknow = "northmoor_police"
listings = ["https://www.northmoor.police.uk/foi-ai/af/accessing-information/published-items/?q=&dt=Disclosure+log"]
"""
LOG = "https://www.northmoor.police.uk/foi-ai/northmoor-police/disclosure-2024/may-2024"
AT = "2023-05-06T07:08:09Z"


def letter(number: int, *, events: int = 7, head: str = "") -> bytes:
    return f"""<!DOCTYPE html>{head}<html><head><title>Subject {number}</title></head>
    <body><main><h1>Subject {number}</h1>
    <p>Freedom of information request reference no: {number}/2024</p>
    <p>Request:</p><p>1. How many events of kind {number} were there in 2023?</p>
    <p>Response:</p><p>Northmoor Police holds this information. There were {events} events in 2023.</p>
    </main></body></html>""".encode()


def warc(*records: tuple[str, str, bytes], status: str = "200 OK", packed: bool = True) -> bytes:
    """A WARC file as other tools write it: (address, instant, body)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, at, body in records:
        headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": at},
            )
        )
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def foi(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def take(folder: Path, *paths: str) -> dict[str, int]:
    done = foi(folder, "import", "--json", "--db", "foi.db", *paths)
    assert "Traceback" not in done.stderr, done.stderr
    found = json.loads(done.stdout)
    assert done.returncode == bool(found["problems"])
    return {key: value for key, value in found.items() if value}


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with open_archive(folder / "foi.db") as archive:
        return [tuple(row) for row in archive.rows(sql)]


def consistent(folder: Path) -> bool:
    return foi(folder, "verify", "--db", "foi.db").returncode == 0


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_file(folder: Path, packed: bool) -> None:
    url = f"{LOG}/subject-124/"
    name = "theirs.warc.gz" if packed else "theirs.warc"
    (folder / name).write_bytes(
        warc(
            (url, AT, letter(1)),
            ("https://www.northmoor.police.uk/news/", "2023-05-06T07:08:10Z", b"<p>News"),
            ("https://elsewhere.example/x/", "2023-05-06T07:08:11Z", letter(2)),
            packed=packed,
        )
    )
    assert take(folder, name) == {"new": 1, "other": 2}
    found = rows(
        folder,
        "SELECT r.reference, r.first_seen_at, c.via, c.file FROM responses r JOIN captures c ON c.id = r.capture",
    )
    assert found == [("1/2024", AT, "import", "warc/northmoor-000001-import.warc.gz")]
    (folder / name).unlink()
    assert consistent(folder), "the bytes are in a file of ours"


def test_a_second_time_changes_nothing(folder: Path) -> None:
    (folder / "a.warc.gz").write_bytes(warc((f"{LOG}/subject-124/", AT, letter(1))))
    take(folder, "a.warc.gz")
    before = rows(folder, "SELECT * FROM responses"), rows(folder, "SELECT count(*) FROM captures")
    assert take(folder, "a.warc.gz") == {"known": 1}
    assert (rows(folder, "SELECT * FROM responses"), rows(folder, "SELECT count(*) FROM captures")) == before


def test_an_older_capture_takes_its_place_in_the_history(folder: Path) -> None:
    url = f"{LOG}/subject-124/"
    (folder / "new.warc.gz").write_bytes(warc((url, "2024-01-01T00:00:00Z", letter(1, events=9))))
    (folder / "old.warc.gz").write_bytes(warc((url, "2023-01-01T00:00:00Z", letter(1, events=8))))
    take(folder, "new.warc.gz")
    assert take(folder, "old.warc.gz") == {"changed": 1}
    assert rows(folder, "SELECT version_count, first_seen_at FROM responses") == [(2, "2023-01-01T00:00:00Z")]
    ((text,),) = rows(folder, "SELECT response_text FROM response_texts")
    assert "There were 9 events" in str(text), "the newest is what is shown"
    assert consistent(folder)


def test_a_wacz_file(folder: Path) -> None:
    with zipfile.ZipFile(folder / "crawl.wacz", "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("../../archive/data.warc.gz", warc((f"{LOG}/a-124/", AT, letter(1))))
        packed.writestr("archive/more.warc.gz", warc((f"{LOG}/b-224/", AT, letter(2))))
    assert take(folder, "crawl.wacz") == {"new": 2}
    assert not (folder / "archive").exists(), "no name in it is used as a path"
    assert not (folder.parent.parent / "archive").exists()


def test_a_folder_of_saved_pages(folder: Path) -> None:
    saved = folder / "saved"
    mirror = saved / "www.northmoor.police.uk/foi-ai/northmoor-police/disclosure-2024/may-2024/subject-324"
    mirror.mkdir(parents=True)
    (mirror / "index.html").write_bytes(letter(3))
    note = f"<!-- saved from url=(0099){LOG}/subject-124/ -->"
    (saved / "by a browser.html").write_bytes(letter(1, head=note))
    single = f"<!--\n Page saved with SingleFile \n url: {LOG}/subject-224/ \n saved date: Mon -->"
    (saved / "by an extension.html").write_bytes(letter(2, head=single))
    canonical = letter(4).replace(b"<head>", f'<head><link rel="canonical" href="{LOG}/subject-424/">'.encode())
    (saved / "by hand.htm").write_bytes(canonical)
    os.utime(saved / "by hand.htm", (1_700_000_000, 1_700_000_000))
    (saved / "more.warc.gz").write_bytes(warc((f"{LOG}/subject-524/", AT, letter(5))))
    (saved / "photo.jpg").write_bytes(b"\xff\xd8")
    assert take(folder, "saved") == {"new": 5}
    found = rows(folder, "SELECT reference, url FROM responses ORDER BY reference")
    assert found == [(f"{n}/2024", f"{LOG}/subject-{n}24/") for n in range(1, 6)]
    assert rows(folder, "SELECT first_seen_at FROM responses WHERE reference = '4/2024'") == [("2023-11-14T22:13:20Z",)]
    assert consistent(folder)


def test_a_page_without_an_address_is_named_and_left_out(folder: Path) -> None:
    (folder / "saved").mkdir()
    (folder / "saved" / "letter.html").write_bytes(letter(1))
    done = foi(folder, "import", "--db", "foi.db", "saved")
    assert done.returncode == 1
    assert "letter.html: nothing says which address" in done.stderr and "1 other" in done.stdout


def test_a_damaged_file_is_taken_in_as_far_as_it_is_whole(folder: Path) -> None:
    whole = warc(*((f"{LOG}/subject-{n}24/", AT, letter(n)) for n in range(1, 4)))
    (folder / "cut.warc.gz").write_bytes(whole[:-40])
    found = take(folder, "cut.warc.gz")
    assert found["new"] == 2 and "cut short or damaged" in str(found["problems"])
    (folder / "cut.warc.gz").write_bytes(whole)
    assert take(folder, "cut.warc.gz") == {"known": 2, "new": 1}
    assert consistent(folder)


def test_answers_other_than_200_and_pages_that_answer_nothing(folder: Path) -> None:
    (folder / "a.warc.gz").write_bytes(
        warc((f"{LOG}/gone-124/", AT, letter(1)), status="404 Not Found")
        + warc((f"{LOG}/empty-224/", AT, b"<main><h1>Page not found</h1></main>"))
    )
    assert take(folder, "a.warc.gz") == {"other": 1, "no_response": 1}
    assert rows(folder, "SELECT kind FROM issues") == [("no_response",)]


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("notes.docx", b"x", "expected a .warc"),
        ("broken.wacz", b"no zip at all", "cannot be read as a WACZ"),
        ("empty.wacz", None, "holds no WARC file"),
        (
            "one.warc.gz",
            gzip.compress(warc(("https://a.example/", AT, b"x"), packed=False) * 2),
            "warcio",
        ),
    ],
)
def test_what_cannot_be_taken_in_is_said(folder: Path, name: str, body: bytes | None, words: str) -> None:
    if body is None:
        with zipfile.ZipFile(folder / name, "w") as packed:
            packed.writestr("readme.txt", "x")
    else:
        (folder / name).write_bytes(body)
    done = foi(folder, "import", "--db", "foi.db", name)
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    assert words in done.stderr


AUTHORITIES = """\ufeffInternal ID,Name,Short name,URL name,Tags,Home page,Publication scheme,Disclosure log,Notes
12,Northmoor Police,NP,northmoor_police,police foi_yes,https://northmoor.example,,{log},"a note, with a comma"
13,Ashfield Parish Council,,ashfield,council,,,,
"""


@pytest.mark.parametrize(
    ("log", "notes"),
    [
        ("https://northmoor.police.uk/foi-ai/af/accessing-information/published-items", 0),
        ("https://www.northmoor.police.uk/about/foi-log/", 1),
        ("", 0),
    ],
)
def test_a_list_of_authorities(folder: Path, log: str, notes: int) -> None:
    (folder / "all-authorities.csv").write_text(AUTHORITIES.format(log=log), encoding="utf-8")
    found = take(folder, "all-authorities.csv")
    assert found.pop("forces") == 1 and len(found.pop("notes", [])) == notes and found == {}
    told = rows(folder, "SELECT whatdotheyknow, log_url, tags FROM forces")
    assert told == [("northmoor_police", log or None, "police foi_yes")]
    assert take(folder, "all-authorities.csv").get("forces") is None, "a second time changes nothing"
    assert consistent(folder)


def test_a_log_that_moved_is_told_with_the_line_to_change(folder: Path) -> None:
    log = "https://www.northmoor.police.uk/about/foi-log/"
    (folder / "list.csv").write_text(AUTHORITIES.format(log=log), encoding="utf-8")
    done = foi(folder, "import", "--db", "foi.db", "list.csv")
    assert done.returncode == 0 and f'[source.northmoor]:  listings = ["{log}"]' in done.stderr


@pytest.mark.parametrize("body", [b"a,b\n1,2\n", b"\xff\xfe\x00", b""])
def test_another_csv_is_refused(folder: Path, body: bytes) -> None:
    (folder / "list.csv").write_bytes(body)
    done = foi(folder, "import", "--db", "foi.db", "list.csv")
    assert done.returncode == 2 and "Traceback" not in done.stderr and "list.csv" in done.stderr
