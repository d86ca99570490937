"""Files are typed by content and their text is taken out, whatever they are; none harms the program or the next one."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import zlib
from collections.abc import Iterator

import files
import pytest
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from fpdf import FPDF

from scraper.attachments.reader import FileReader
from scraper.attachments.results import FileState, Kind, Limits
from scraper.errors import ReaderError
from scraper.reading import read_response
from scraper.records import DateKind, Outcome, Page


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    with FileReader() as one:
        yield one


CSV = b"Year,Drawn,Fired\r\n2022,240,61\r\n2023,255,58\r\n"

KINDS = (
    (Kind.PDF, files.pdf()),
    (Kind.PDF, b"\n\n" + files.pdf()),
    (Kind.DOCX, files.docx()),
    (Kind.XLSX, files.xlsx()),
    (Kind.XLS, files.xls()),
    (Kind.ODS, files.ods()),
    (Kind.CSV, CSV),
    (Kind.CSV, "Caf\u00e9;Anzahl\n\u00c9toile;3\nDrei;4\n".encode("cp1252")),
    (Kind.CSV, "Year\tFired\n2022\t61\n".encode("utf-16")),
    (Kind.TXT, "\n\n".join(files.LETTER).encode()),
    (Kind.ZIP, files.package({"a.csv": CSV})),
    (Kind.HTML, b"<!DOCTYPE html><html><body><p>Page not found</p></body></html>"),
    (Kind.HTML, b"\xef\xbb\xbf  <html><body>Log in</body></html>"),
    (Kind.OTHER, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(50)),
    (Kind.OTHER, b""),
)


@pytest.mark.parametrize(("kind", "body"), KINDS, ids=[f"{kind}-{i}" for i, (kind, _) in enumerate(KINDS)])
def test_the_kind_is_told_by_content(reader: FileReader, kind: Kind, body: bytes) -> None:
    found = reader.extract(body)
    assert found.kind is kind
    assert found.state is (FileState.UNSUPPORTED if kind in (Kind.HTML, Kind.OTHER) else FileState.OK)
    assert bool(found.pages) is (found.state is FileState.OK)


def test_the_pages_of_a_pdf_keep_their_numbers(reader: FileReader) -> None:
    found = reader.extract(files.pdf((["First page."], [], ["Third page."])))
    assert [(page.number, page.text) for page in found.pages] == [(1, "First page."), (3, "Third page.")]
    assert found.page_count == 3


def test_sheets_keep_their_names_and_values_read_as_they_look(reader: FileReader) -> None:
    found = reader.extract(files.xlsx(lambda book: book.create_sheet("Notes").append(("As of", 0.25, None, True))))
    assert [(page.number, page.title) for page in found.pages] == [(1, "Taser use"), (2, "Notes")]
    assert found.pages[0].text == "Year | Drawn | Fired\n2022 | 240 | 61\n2023 | 255 | 58"
    assert found.pages[1].text == "As of | 0.25 |  | TRUE"
    assert reader.extract(files.xls()).pages[0].text == found.pages[0].text


def test_tables_as_text(reader: FileReader) -> None:
    assert reader.extract(CSV).text == "Year | Drawn | Fired\n2022 | 240 | 61\n2023 | 255 | 58"
    assert reader.extract("Caf\u00e9;Zahl\nEt\u00e9;3\n".encode("cp1252")).text == "Caf\u00e9 | Zahl\nEt\u00e9 | 3"


def test_a_zip_file_is_listed_and_not_opened(reader: FileReader) -> None:
    body = files.package({"../../etc/passwd": "x", "folder/": "", "C:\\data\\figures.xlsx": "x", "a\nb.csv": "x"})
    found = reader.extract(body)
    assert found.text.split("\n") == ["../../etc/passwd", "C:\\data\\figures.xlsx", "a b.csv"]


def test_a_scan_has_no_text(reader: FileReader) -> None:
    def scan(made: FPDF) -> None:
        made.image(io.BytesIO(_png(40, 40)), x=0, y=0, w=200)

    found = reader.extract(files.pdf(([],), draw=scan))
    assert (found.state, found.page_count) == (FileState.NO_TEXT, 1)
    assert found.reason and "pictures" in found.reason


def test_passwords(reader: FileReader) -> None:
    def lock(made: FPDF) -> None:
        made.set_encryption(owner_password="owner", user_password="secret")

    assert reader.extract(files.pdf(draw=lock)).state is FileState.ENCRYPTED


def test_a_letter_in_pdf_is_read_as_its_text(reader: FileReader) -> None:
    for body in (files.pdf(), files.docx()):
        text = reader.extract(body).text
        response = read_response(Page(body=text.encode(), media_type="text/plain"))
        assert response.reference and response.reference.printed == "FOI 1482/24"
        assert [d.value for d in response.dates if d.kind is DateKind.RESPONDED] == ["2024-05-14"]
        assert [q.text for q in response.questions] == [
            "How many tasers were fired in 2023?",
            "How many officers carry one?",
        ]
        assert [c.section for c in response.relied] == ["31(1)(a)"]
        assert response.outcome is Outcome.PARTLY_DISCLOSED


def test_words_parted_at_the_end_of_a_line_can_be_joined(reader: FileReader) -> None:
    text = reader.extract(files.pdf((["The force relies on the exemp-\ntion of section 31."],))).text
    assert text == "The force relies on the exemp-\ntion of section 31."


def test_word_tables_numbers_and_content_controls(reader: FileReader) -> None:
    def change(made: DocumentType) -> None:
        for text in ("How many?", "How much?"):
            made.add_paragraph(text, style="List Number")
        made.add_paragraph("Which ones?", style="List Bullet")
        table = made.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ("Year", "Fired", "2023", "58"), strict=True):
            cell.text = text
        frame = made.add_table(rows=1, cols=1)
        frame.cell(0, 0).text = "A letter within a frame."
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        content.append(made.add_paragraph("From a form.")._p)
        control.append(content)
        made.element.body.append(control)

    text = reader.extract(files.docx(["Request"], change=change)).text
    assert text.split("\n\n") == [
        "Request",
        "1. How many?",
        "2. How much?",
        "• Which ones?",
        "Year | Fired\n2023 | 58",
        "A letter within a frame.",
        "From a form.",
    ]


def test_lists_of_word_that_begin_anew_or_go_on(reader: FileReader) -> None:
    def change(made: DocumentType) -> None:
        numbering = made.part.numbering_part.element
        shape = made.styles["List Number"].element.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0]
        abstract = numbering.num_having_numId(int(shape)).abstractNumId.val
        made.add_paragraph("How many?", style="List Number")
        made.add_paragraph("Of these, how many in Leeds?", style="List Number")
        anew, further = numbering.add_num(abstract), numbering.add_num(abstract)
        anew.add_lvlOverride(ilvl=0).add_startOverride(1)
        for text, of in (("Five.", anew), ("Two.", anew), ("And in York?", further)):
            properties = made.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = of.numId
            properties.get_or_add_ilvl().val = 0

    text = reader.extract(files.docx([], change=change)).text
    assert text.split("\n\n") == [
        "1. How many?",
        "2. Of these, how many in Leeds?",
        "1. Five.",
        "2. Two.",
        "3. And in York?",
    ]


# ---- hostile and broken files


def test_what_is_broken_is_said_to_be(reader: FileReader) -> None:
    for body in (
        files.pdf()[:400],
        files.docx()[:900],
        files.xlsx()[:900],
        files.xls()[:700],
        b"%PDF-1.7\n" + bytes(99),
    ):
        found = reader.extract(body)
        assert found.state is FileState.UNREADABLE, found
        assert found.reason
    inner = files.repacked(files.docx(), {"word/document.xml": "<w:document><"})
    assert reader.extract(inner).state is FileState.UNREADABLE


def test_bombs_are_given_up(reader: FileReader) -> None:
    swollen = files.repacked(files.xlsx(), {"xl/media/image1.png": bytes(400 * 1024 * 1024)})
    assert reader.extract(swollen).state is FileState.TOO_LARGE
    crowded = files.package({f"{i}": "" for i in range(10_001)})
    assert reader.extract(crowded).state is FileState.TOO_LARGE
    endless = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(12)
    )
    laughing = files.repacked(
        files.docx(),
        {
            "word/document.xml": endless + "]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/"
            "2006/main'><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>"
        },
    )
    assert reader.extract(laughing).state is not FileState.OK


def test_a_million_pages_are_not_read(reader: FileReader) -> None:
    kids = b" ".join(b"4 0 R" for _ in range(3_100))
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1000000/Kids[" + kids + b"]"
        b"/MediaBox[0 0 10 10]>>endobj\n4 0 obj<</Type/Page/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    assert reader.extract(body).state in (FileState.TOO_LARGE, FileState.UNREADABLE)


def test_a_cell_far_away_does_not_fill_the_memory(reader: FileReader) -> None:
    found = reader.extract(files.xlsx(lambda book: book["Taser use"].cell(row=1_048_576, column=16_384, value="x")))
    assert found.state in (FileState.UNREADABLE, FileState.TOO_LARGE)
    assert reader.extract(files.xlsx()).state is FileState.OK


def test_a_file_that_takes_too_long_costs_only_itself() -> None:
    slow = zlib.compress(b"0 0 m 9 9 l S BT (x) Tj ET\n" * 3_000_000)
    body = (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
    ) % (len(slow), slow)
    with FileReader(Limits(seconds=0.3)) as reader:
        found = reader.extract(body)
        assert found.state is FileState.TOO_LARGE, found
        assert found.reason and "seconds" in found.reason
        assert reader.extract(files.pdf()).state is FileState.OK


def test_little_memory_is_said_and_not_crashed() -> None:
    with FileReader(Limits(memory_bytes=64 * 1024 * 1024)) as reader:
        found = reader.extract(CSV * 1_000_000)
        assert found.state is FileState.TOO_LARGE
        assert found.reason and "memory" in found.reason


def test_text_beyond_the_limit_is_cut_and_said_to_be() -> None:
    with FileReader(Limits(characters=30)) as reader:
        found = reader.extract(files.xlsx(lambda book: book.create_sheet("More").append(("More",))))
        assert (found.state, found.text) == (FileState.OK, "Year | Drawn | Fired\n2022 | 24")
        assert found.reason and "first 30 characters" in found.reason
        assert reader.extract(files.pdf((["A" * 20], ["B" * 20]))).text == "A" * 20 + "\f" + "B" * 10


def test_the_process_is_started_again_after_it_was_killed() -> None:
    with FileReader() as reader:
        assert reader.extract(CSV).state is FileState.OK
        process = reader._process
        assert isinstance(process, subprocess.Popen)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert reader.extract(CSV).state is FileState.OK
    assert reader._process is None


def test_a_process_that_does_not_run_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.attachments.reader.sys.executable", "/bin/false")
    with FileReader() as reader, pytest.raises(ReaderError, match="does not run"):
        reader.extract(CSV)


def test_no_way_of_breaking_a_file_breaks_the_reader(reader: FileReader) -> None:
    for whole in (files.pdf(), files.docx(), files.xlsx(), files.xls(), files.ods()):
        for at in range(0, len(whole), max(1, len(whole) // 25)):
            hurt = whole[:at] + bytes(b ^ 0xA5 for b in whole[at : at + 40]) + whole[at + 40 :]
            assert reader.extract(hurt).state in FileState


def _png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    rows = (b"\x00" + b"\x80" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
