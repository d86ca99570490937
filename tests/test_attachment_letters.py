"""A letter in a PDF or DOCX file is read as the response it is, by itself or for the page that links to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import files
import pytest
from docx.document import Document as DocumentType
from test_cli import foi

from scraper.attachments.letters import find_letter, joined_pages, page_of_letter, with_letter
from scraper.attachments.reader import FileReader
from scraper.errors import NotAResponseError
from scraper.reading import read_response
from scraper.records import DateKind, Outcome, Page, Response

LONG = (
    *files.LETTER[:-1],
    "The number of officers is exempt by virtue of section 31(1)(a) of the Freedom of Information Act 2000.",
    *(f"The force has considered harm of kind {n}, which would follow from a map of its officers." for n in range(40)),
    "Every request is considered on its own merits, and the balance lies in keeping the number back.",
)


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    with FileReader() as one:
        yield one


def read(body: bytes, reader: FileReader) -> Response:
    return read_response(page_of_letter(Page(body=body), reader))


def test_a_page_is_left_as_it_is(reader: FileReader) -> None:
    page = Page(body=b"<html><body>A page</body></html>", media_type="text/html")
    assert page_of_letter(page, reader) is page
    assert reader._process is None  # and no process is started for it


def test_a_letter_of_several_pages_reads_as_one(reader: FileReader) -> None:
    body = files.pdf((LONG[:20], LONG[20:]))
    assert reader.extract(body).page_count == 2
    found = read(body, reader)
    assert [c.section for c in found.relied] == ["31(1)(a)"]
    assert found.outcome is Outcome.PARTLY_DISCLOSED
    assert found.response_text and found.response_text.rstrip().endswith("keeping the number back.")


def test_what_runs_along_the_pages_cuts_no_paragraph() -> None:
    pages = [
        "OFFICIAL\n\nExample-shire Police\n\nDear Sir\n\nThe officers are deployed in the\n\nFOI team, HQ\nPage 1 of 3",
        "OFFICIAL\n\nnorth of the county.\n\n1. Fifty.\n\nFOI team, HQ\nPage 2 of 3",
        "OFFICIAL\n\n2. Sixty.\n\nOFFICIAL\n\nYours faithfully\n\nFOI team, HQ\nPage 3 of 3",
    ]
    assert joined_pages(pages).split("\n\n") == [
        "OFFICIAL",
        "Example-shire Police",
        "Dear Sir",
        "The officers are deployed in the\nnorth of the county.",
        "1. Fifty.",
        "2. Sixty.",
        "OFFICIAL",
        "Yours faithfully",
        "FOI team, HQ\nPage 3 of 3",
    ]
    assert joined_pages(["One page.", "Another page."]) == "One page.\n\nAnother page."
    assert joined_pages([]) == ""


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (files.xlsx(), "xlsx"),
        (files.pdf(([],)), "no_text"),
        (b"%PDF-1.7 broken", "damaged"),
        (files.docx(change=lambda made: setattr(made.core_properties, "author", "Nell Arkwright")), "quarantined"),
    ],
    ids=["workbook", "scan", "broken", "quarantined"],
)
def test_what_is_no_letter_is_said_to_be_none(reader: FileReader, body: bytes, word: str) -> None:
    with pytest.raises(NotAResponseError, match=word):
        page_of_letter(Page(body=body, url="https://www.example.police.uk/a.pdf"), reader)


# ---- the page that only links to its letter

SITE = "https://www.example-shire.police.uk"


def page(answer: str, *, links: tuple[str, ...] = ("foi-1482-24-response.pdf",), request: str = "") -> Page:
    linked = "".join(f'<p><a href="{SITE}/SysSiteAssets/foi/{name}">{name}</a></p>' for name in links)
    body = f"<main><h1>Use of tasers</h1>{request}<h2>Response</h2><p>{answer}</p>{linked}</main>"
    return Page(body=f"<html><body>{body}</body></html>".encode(), url=f"{SITE}/foi-ai/tasers/", media_type="text/html")


REQUEST = "<h2>Request</h2><p>How many tasers were fired in 2023?</p><p>Date responded: 20 May 2024</p>"


def test_a_page_whose_answer_is_the_letter(reader: FileReader) -> None:
    shown = read_response(page("Please see the attached response.", request=REQUEST))
    letter = find_letter(shown)
    assert letter and letter.url.endswith("response.pdf")
    found = with_letter(shown, read(files.pdf(), reader))
    assert (found.title, found.url) == ("Use of tasers", shown.url)
    assert found.attachments == shown.attachments
    assert [d.value for d in found.dates if d.kind is DateKind.RESPONDED] == ["2024-05-20"]  # the page's own
    assert [d.value for d in found.dates if d.kind is DateKind.REQUESTED] == ["2024-04-19"]  # the letter's
    assert [q.text for q in found.questions] == ["How many tasers were fired in 2023?", "How many officers carry one?"]
    assert [c.section for c in found.relied] == ["31(1)(a)"]
    assert found.outcome is Outcome.PARTLY_DISCLOSED


@pytest.mark.parametrize(
    "other",
    [
        page("Tasers were fired 58 times in 2023. The figures by month are attached.", request=REQUEST),
        page("Please see the attached response.", links=("a-response.pdf", "b-map.pdf"), request=REQUEST),
        page("Please see the attached figures.", links=("figures.xlsx",), request=REQUEST),
        page("This is exempt by virtue of section 31(1)(a). The letter is attached.", request=REQUEST),
        page("The answer. " * 60, request=REQUEST),
    ],
    ids=["answered", "two letters", "a workbook", "refused", "long"],
)
def test_a_page_that_answers_itself_needs_no_letter(other: Page) -> None:
    assert find_letter(read_response(other)) is None


# ---- foi parse


def test_foi_parse_takes_letters(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(files.pdf())
    (tmp_path / "b.docx").write_bytes(files.docx())
    (tmp_path / "c.xlsx").write_bytes(files.xlsx())
    tasks = tmp_path / "tasks.jsonl"
    names = ("a.pdf", "b.docx", "c.xlsx", "a.pdf")
    tasks.write_text("".join(json.dumps({"id": name, "file": str(tmp_path / name)}) + "\n" for name in names))
    run = foi("parse", "--batch", str(tasks), cwd=tmp_path)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert [r["id"] for r in records] == list(names)
    assert "xlsx" in records[2].pop("error")
    for record in (records[0], records[1], records[3]):
        assert record["date_responded"] == "2024-05-14"
        assert [e["section"] for e in record["exemptions"]] == ["31(1)(a)"]
    one = foi("parse", "b.docx", "--json", cwd=tmp_path)
    assert json.loads(one.stdout) | {"id": "b.docx"} == records[1]


def test_foi_parse_says_why_a_letter_cannot_be_read(tmp_path: Path) -> None:
    def change(made: DocumentType) -> None:
        made.add_comment(made.paragraphs[0].runs, text="Nominal 4711 lives there", author="N A")

    (tmp_path / "a.docx").write_bytes(files.docx(change=change))
    run = foi("parse", "a.docx", cwd=tmp_path)
    assert run.returncode == 1
    assert "quarantined" in run.stderr and "comments" in run.stderr
    assert "4711" not in run.stdout + run.stderr


CONFIG = """
[client]
project = "foi-archive-test"
contact = "test@example.org"
[source.npcc]
force_name = "Chiefs' Council"
nation = "England"
platform = "npcc"
listings = ["https://www.npcc.police.uk/publications/disclosure-logs/"]
"""


def test_letters_in_a_mirrored_folder_are_imported(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(CONFIG, encoding="utf-8")
    folder = tmp_path / "mirror" / "www.npcc.police.uk" / "SysSiteAssets" / "disclosure-logs" / "crime" / "2024"
    folder.mkdir(parents=True)
    (folder / "148-2024-tasers.pdf").write_bytes(files.pdf())
    (folder / "149-2024-tasers.docx").write_bytes(files.docx())
    (folder / "150-2024-scan.pdf").write_bytes(files.pdf(([],)))
    run = foi("import", "--json", "--db", "foi.db", "mirror", cwd=tmp_path)
    assert run.stdout, run.stderr
    counts = json.loads(run.stdout)
    assert (counts["new"], counts["no_response"], counts["failed"]) == (2, 1, 0), run.stdout + run.stderr
    found = foi("search", "tasers", "--exemption", "31", "--json", "--db", "foi.db", cwd=tmp_path)
    assert len(json.loads(found.stdout)) == 2
    assert foi("verify", "--db", "foi.db", cwd=tmp_path).returncode == 0
    again = foi("reread", "--db", "foi.db", cwd=tmp_path)
    assert "0 changed" in again.stdout
