"""What a file holds that its pages do not show is found, told without repeating it, and keeps the file's text back."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

import files
import pytest
import xlwt
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from fpdf.enums import TextMode
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from pypdfium2 import PdfDocument, PdfMatrix

from scraper.attachments.hidden.people import names_a_person
from scraper.attachments.hidden.xls import _in_records
from scraper.attachments.reader import FileReader
from scraper.attachments.results import Extracted, FileState, FindingKind

SECRET = "Zebedee Quillfeather"
"""What the tests hide: it may stand in no text, reason or finding."""


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    with FileReader() as one:
        yield one


def kept_back(found: Extracted, *kinds: FindingKind) -> None:
    assert {finding.kind for finding in found.findings} == set(kinds), found
    assert found.state is FileState.QUARANTINED
    assert not found.pages
    assert found.reason
    assert "Zebedee" not in repr(found)


# ---- workbooks


def _hide_row(book: Workbook) -> None:
    book["Taser use"].row_dimensions[2].hidden = True


def _hide_column(book: Workbook) -> None:
    book["Taser use"].column_dimensions["B"].hidden = True


def _add_sheet(state: str) -> Callable[[Workbook], None]:
    def add(book: Workbook) -> None:
        sheet = book.create_sheet(SECRET)
        sheet.append((SECRET, 1))
        sheet.sheet_state = state

    return add


def _comment(book: Workbook) -> None:
    book["Taser use"]["A1"].comment = Comment(SECRET, SECRET)


def _name(text: str, *, hidden: bool = False) -> Callable[[Workbook], None]:
    def add(book: Workbook) -> None:
        book.defined_names["Aim"] = DefinedName("Aim", attr_text=text, hidden=hidden)

    return add


def _author(book: Workbook) -> None:
    book.properties.creator = SECRET


def _last_saved(book: Workbook) -> None:
    book.properties.lastModifiedBy = "QUILLFEATHER, Zebedee 4412"


IN_WORKBOOKS: tuple[tuple[FindingKind, Callable[[Workbook], None]], ...] = (
    (FindingKind.HIDDEN_SHEET, _add_sheet("hidden")),
    (FindingKind.HIDDEN_SHEET, _add_sheet("veryHidden")),
    (FindingKind.HIDDEN_ROWS, _hide_row),
    (FindingKind.HIDDEN_COLUMNS, _hide_column),
    (FindingKind.COMMENT, _comment),
    (FindingKind.DEFINED_NAME, _name(f'"{SECRET}"')),
    (FindingKind.DEFINED_NAME, _name("'Taser use'!$A$1", hidden=True)),
    (FindingKind.DEFINED_NAME, _name("'[1]Nominals'!$A$1:$B$2")),
    (FindingKind.PROPERTIES, _author),
    (FindingKind.PROPERTIES, _last_saved),
)


@pytest.mark.parametrize(("kind", "hide"), IN_WORKBOOKS, ids=[f"{k}-{i}" for i, (k, _) in enumerate(IN_WORKBOOKS)])
def test_workbooks(reader: FileReader, kind: FindingKind, hide: Callable[[Workbook], None]) -> None:
    kept_back(reader.extract(files.xlsx(hide)), kind)


IN_PARTS = (
    (FindingKind.PIVOT_CACHE, "xl/pivotCache/pivotCacheDefinition1.xml", "<pivotCacheDefinition/>"),
    (FindingKind.EXTERNAL_LINK, "xl/externalLinks/externalLink1.xml", "<externalLink/>"),
    (FindingKind.EXTERNAL_LINK, "xl/connections.xml", "<connections/>"),
    (FindingKind.DATA_MODEL, "xl/model/item.data", "…"),
    (FindingKind.COMMENT, "xl/threadedComments/threadedComment1.xml", "<ThreadedComments/>"),
    (FindingKind.EMBEDDED_FILE, "xl/embeddings/oleObject1.bin", "…"),
    (FindingKind.MACROS, "xl/vbaProject.bin", "…"),
    (FindingKind.TRACKED_CHANGES, "xl/revisions/revisionLog1.xml", "<revisions/>"),
    (FindingKind.CUSTOM_XML, "customXml/item1.xml", f"<people><person>{SECRET}</person></people>"),
    (
        FindingKind.PROPERTIES,
        "docProps/custom.xml",
        f"<Properties><property name='Checked by'><vt>{SECRET}</vt></property></Properties>",
    ),
)


@pytest.mark.parametrize(("kind", "part", "content"), IN_PARTS, ids=[part for _, part, _ in IN_PARTS])
def test_parts_of_workbooks(reader: FileReader, kind: FindingKind, part: str, content: str) -> None:
    kept_back(reader.extract(files.repacked(files.xlsx(), {part: content})), kind)


def test_rows_and_columns_of_no_size(reader: FileReader) -> None:
    sheet = zipfile.ZipFile(io.BytesIO(files.xlsx())).read("xl/worksheets/sheet1.xml").decode()
    flat = sheet.replace('<row r="2"', '<row ht="0" customHeight="1" r="2"')
    narrow = sheet.replace("<sheetData>", '<cols><col min="2" max="3" width="0"/></cols><sheetData>')
    for kind, changed in ((FindingKind.HIDDEN_ROWS, flat), (FindingKind.HIDDEN_COLUMNS, narrow)):
        assert changed != sheet
        kept_back(reader.extract(files.repacked(files.xlsx(), {"xl/worksheets/sheet1.xml": changed})), kind)


def test_what_programs_leave_in_every_workbook_hides_nothing(reader: FileReader) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Taser use"]
        sheet.auto_filter.ref = "A1:C3"
        sheet.print_area = "A1:C3"
        sheet.row_dimensions[9].hidden = True  # without values
        sheet.column_dimensions["F"].hidden = True
        sheet.freeze_panes = "A2"
        book.create_sheet("Other figures").append(("Stop and search", 3))
        book.defined_names["Figures"] = DefinedName("Figures", attr_text="'Taser use'!$A$2:$C$3")
        book.defined_names["Both"] = DefinedName("Both", attr_text="'Taser use'!$A$2,'Other figures'!$A:$A")
        book.defined_names["Lost"] = DefinedName("Lost", attr_text="#REF!")
        book.properties.creator = "Information Compliance Team"

    body = files.repacked(
        files.xlsx(change),
        {
            "customXml/item1.xml": '<ct:contentTypeSchema xmlns:ct="urn:ct">Rules</ct:contentTypeSchema>',
            "customXml/item2.xml": "<p:properties xmlns:p='urn:p'><documentManagement><a>7</a></documentManagement>"
            "</p:properties>",
            "customXml/itemProps1.xml": "<ds:datastoreItem xmlns:ds='urn:ds'/>",
            "docProps/custom.xml": "<Properties><p name='Label'><v>OFFICIAL</v></p><p><v>Official Sensitive</v></p>"
            "</Properties>",
        },
    )
    found = reader.extract(body)
    assert (found.state, found.findings) == (FileState.OK, ())


def test_where_it_hides_is_told_by_numbers(reader: FileReader) -> None:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Second")
        for row in range(5):
            sheet.append((row, row))
        for row in (2, 3):
            sheet.row_dimensions[row].hidden = True

    found = reader.extract(files.xlsx(change))
    assert [(f.where, f.detail) for f in found.findings] == [("sheet 2", "hidden rows with values: 2")]
    assert found.reason == "sheet 2: hidden rows with values: 2"
    assert found.page_count == 2


IN_OLD_WORKBOOKS: tuple[tuple[FindingKind, Callable[[xlwt.Workbook, xlwt.Worksheet], None]], ...] = (
    (FindingKind.HIDDEN_SHEET, lambda book, sheet: setattr(book.add_sheet(SECRET[:20]), "visibility", 1)),
    (FindingKind.HIDDEN_SHEET, lambda book, sheet: setattr(book.add_sheet(SECRET[:20]), "visibility", 2)),
    (FindingKind.HIDDEN_ROWS, lambda book, sheet: setattr(sheet.row(1), "hidden", 1)),
    (FindingKind.HIDDEN_COLUMNS, lambda book, sheet: setattr(sheet.col(1), "hidden", 1)),
)


@pytest.mark.parametrize(
    ("kind", "hide"), IN_OLD_WORKBOOKS, ids=[f"{k}-{i}" for i, (k, _) in enumerate(IN_OLD_WORKBOOKS)]
)
def test_old_workbooks(
    reader: FileReader, kind: FindingKind, hide: Callable[[xlwt.Workbook, xlwt.Worksheet], None]
) -> None:
    kept_back(reader.extract(files.xls(hide)), kind)


def test_records_of_old_workbooks() -> None:
    begin, end = (0x809, bytes(16)), (0x0A, b"")
    workbook = [begin, (0x1AE, b"\x01\x00\x01\x04"), (0x1AE, b"\x02\x00\x09\x00other.xls"), (0x18, b"\x01" + bytes(14))]
    workbook += [(0x18, b"\x21" + bytes(14)), (0xD5, bytes(2)), end]
    sheet = [begin, (0x1C, bytes(8)), begin, end, (0x7D, struct.pack("<HHHHH", 4, 5, 0, 0, 1)), end]
    run = (0xBD, struct.pack("<HHHIHIH", 0, 3, 0, 0, 0, 0, 4))  # several numbers in a row, columns 3 and 4
    sheet.insert(-1, run)
    stream = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in (*workbook, *sheet))
    assert list(_in_records(stream)) == [
        ("the file", FindingKind.EXTERNAL_LINK),
        ("defined names", FindingKind.DEFINED_NAME),
        ("the file", FindingKind.PIVOT_CACHE),
        ("sheet 1", FindingKind.COMMENT),
        ("sheet 1", FindingKind.HIDDEN_COLUMNS),
    ]


def test_old_workbooks_whose_empty_rows_and_columns_are_hidden(reader: FileReader) -> None:
    def change(book: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        sheet.row(9).hidden = 1
        sheet.col(9).hidden = 1
        book.add_sheet("More").write(0, 0, "Figures")

    assert reader.extract(files.xls(change)).state is FileState.OK


IN_OPEN_WORKBOOKS = (
    (FindingKind.HIDDEN_SHEET, {"style": "unseen"}),
    (FindingKind.HIDDEN_ROWS, {"row": 'table:visibility="collapse"'}),
    (FindingKind.HIDDEN_ROWS, {"row": 'table:visibility="filter"'}),
    (FindingKind.HIDDEN_COLUMNS, {"column": 'table:visibility="collapse"'}),
    (FindingKind.COMMENT, {"cell": f"<office:annotation><text:p>{SECRET}</text:p></office:annotation>"}),
    (FindingKind.PROPERTIES, {"author": SECRET}),
)


@pytest.mark.parametrize(
    ("kind", "how"), IN_OPEN_WORKBOOKS, ids=[f"{k}-{i}" for i, (k, _) in enumerate(IN_OPEN_WORKBOOKS)]
)
def test_open_workbooks(reader: FileReader, kind: FindingKind, how: dict[str, str]) -> None:
    found = reader.extract(files.ods(**how))
    kept_back(found, kind)
    if kind is not FindingKind.PROPERTIES:
        assert found.findings[0].where == "sheet 2"


# ---- letters


W = nsdecls("w")


def _add(xml: str) -> Callable[[DocumentType], None]:
    def change(made: DocumentType) -> None:
        made.paragraphs[0]._p.append(parse_xml(xml))

    return change


def _hidden_style(made: DocumentType) -> None:
    style = made.styles.add_style("Whisper", 2)
    style.font.hidden = True
    made.paragraphs[0].add_run(SECRET, style="Whisper")


IN_LETTERS: tuple[tuple[FindingKind, Callable[[DocumentType], None]], ...] = (
    (FindingKind.TRACKED_CHANGES, _add(f'<w:ins {W} w:id="1" w:author="{SECRET}"><w:r><w:t>new</w:t></w:r></w:ins>')),
    (FindingKind.TRACKED_CHANGES, _add(f'<w:del {W} w:id="1"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>')),
    (FindingKind.HIDDEN_TEXT, _add(f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r>")),
    (FindingKind.HIDDEN_TEXT, _hidden_style),
    (FindingKind.COMMENT, lambda made: made.add_comment(made.paragraphs[0].runs, text=SECRET, author=SECRET) and None),
    (FindingKind.PROPERTIES, lambda made: setattr(made.core_properties, "author", SECRET)),
    (FindingKind.PROPERTIES, lambda made: setattr(made.core_properties, "last_modified_by", "zebedee.quillfeather")),
)


@pytest.mark.parametrize(("kind", "hide"), IN_LETTERS, ids=[f"{k}-{i}" for i, (k, _) in enumerate(IN_LETTERS)])
def test_letters(reader: FileReader, kind: FindingKind, hide: Callable[[DocumentType], None]) -> None:
    kept_back(reader.extract(files.docx(change=hide)), kind)


def test_a_letter_with_a_workbook_in_it(reader: FileReader) -> None:
    body = files.repacked(files.docx(), {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": files.xlsx()})
    kept_back(reader.extract(body), FindingKind.EMBEDDED_FILE)


def test_a_name_that_the_letter_shows_is_not_hidden(reader: FileReader) -> None:
    def change(made: DocumentType) -> None:
        made.core_properties.author = "ARKWRIGHT, Nell"
        made.add_paragraph("Yours faithfully, Nell Arkwright, Disclosure Officer")

    assert reader.extract(files.docx(change=change)).state is FileState.OK


def test_formatting_of_text_that_is_shown_hides_nothing(reader: FileReader) -> None:
    shown = f'<w:r {W}><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Shown</w:t></w:r>'
    assert reader.extract(files.docx(change=_add(shown))).state is FileState.OK


@pytest.mark.parametrize(
    ("value", "person"),
    [
        ("Jane Doe", True),
        ("DOE, Jane 1234", True),
        ("Siân Ó'Mórdha-Jones", True),
        ("jane.doe", True),
        ("jane.doe@example-shire.police.uk", True),
        ("Dr J Doe", True),
        ("", False),
        ("python-docx", False),
        ("1234", False),
        ("jdoe", False),
        ("Microsoft Office User", False),
        ("Example-shire Police", False),
        ("Information Access Team", False),
        ("foi.team@example-shire.police.uk", False),
        ("OFFICIAL", False),
        ("2023-05-01T10:00:00Z", False),
        ("Freedom of Information", False),
    ],
)
def test_names_of_persons(value: str, person: bool) -> None:
    assert names_a_person(value) is person


# ---- PDF


def _box_over(made: FPDF) -> None:
    made.text(20, 200, SECRET)
    made.set_fill_color(0, 0, 0)
    made.rect(18, 194, 60, 10, style="F")


def _whited_out(made: FPDF) -> None:
    made.text(20, 200, SECRET)
    made.set_fill_color(255, 255, 255)
    made.rect(18, 194, 60, 10, style="F")


def _same_colour(made: FPDF) -> None:
    made.set_fill_color(0, 0, 0)
    made.rect(18, 194, 60, 10, style="F")
    made.text(20, 200, SECRET)


def _white(made: FPDF) -> None:
    made.set_text_color(255, 255, 255)
    made.text(20, 200, SECRET)


def _invisible(made: FPDF) -> None:
    made.text_mode = TextMode.INVISIBLE
    made.text(20, 200, SECRET)


def _off_the_page(made: FPDF) -> None:
    made.text(400, 200, SECRET)


def _note(made: FPDF) -> None:
    made.text_annotation(20, 200, SECRET)


def _highlight(made: FPDF) -> None:
    with made.highlight(SECRET, title=SECRET):
        made.cell(text="A line of the letter")


def _file(made: FPDF) -> None:
    made.embed_file(bytes=b"Name,Born", basename="nominals.csv")


IN_PDF = (
    (FindingKind.COVERED_TEXT, _box_over),
    (FindingKind.COVERED_TEXT, _whited_out),
    (FindingKind.COVERED_TEXT, _same_colour),
    (FindingKind.HIDDEN_TEXT, _white),
    (FindingKind.HIDDEN_TEXT, _invisible),
    (FindingKind.HIDDEN_TEXT, _off_the_page),
    (FindingKind.COMMENT, _note),
    (FindingKind.COMMENT, _highlight),
    (FindingKind.EMBEDDED_FILE, _file),
)


@pytest.mark.parametrize(("kind", "hide"), IN_PDF, ids=[hide.__name__ for _, hide in IN_PDF])
def test_pdf_files(reader: FileReader, kind: FindingKind, hide: Callable[[FPDF], None]) -> None:
    kept_back(reader.extract(files.pdf(draw=hide)), kind)


def _lines_and_shades(made: FPDF) -> None:
    """A table as office programs draw it: shaded head, white words on a dark ground, thin filled lines on top."""
    made.set_fill_color(20, 40, 90)
    made.rect(20, 150, 100, 10, style="F")
    made.set_text_color(255, 255, 255)
    made.text(22, 156, "Year")
    made.set_text_color(0, 0, 0)
    made.set_fill_color(230, 230, 230)
    made.rect(20, 160, 100, 10, style="F")
    made.text(22, 166, "2023")
    made.set_fill_color(0, 0, 0)
    for y in (150, 160, 170):
        made.rect(20, y, 100, 0.3, style="F")
    made.rect(20, 150, 100, 20, style="D")
    made.link(20, 180, 30, 5, "https://www.example.police.uk/")


def _marked_with_a_pen(made: FPDF) -> None:
    made.text(20, 200, "A line of the letter")
    with made.local_context(fill_opacity=0.4):
        made.set_fill_color(255, 240, 0)
        made.rect(18, 194, 60, 10, style="F")


def _outline(made: FPDF) -> None:
    made.text(40, 210, "A line within a frame of filled lines")
    made.set_fill_color(0, 0, 0)
    with made.new_path() as path:
        path.style.fill_color = "#000000"
        path.style.stroke_color = None
        path.rectangle(20, 200, 120, 0.4)
        path.rectangle(20, 220, 120, 0.4)
        path.rectangle(20, 200, 0.4, 20)


def _corner(made: FPDF) -> None:
    made.text(40, 210, "A line beside a corner drawn as one shape")
    made.set_fill_color(0, 0, 0)
    made.polygon([(20, 200), (25, 200), (25, 225), (160, 225), (160, 230), (20, 230)], style="F")


@pytest.mark.parametrize("draw", [_lines_and_shades, _marked_with_a_pen, _outline, _corner])
def test_what_letters_usually_look_like_hides_nothing(reader: FileReader, draw: Callable[[FPDF], None]) -> None:
    found = reader.extract(files.pdf(draw=draw))
    assert (found.state, found.findings) == (FileState.OK, ())


def test_the_page_that_hides_something_is_named(reader: FileReader) -> None:
    found = reader.extract(files.pdf((["One"], ["Two"]), draw=_box_over))
    assert [(f.where, f.kind) for f in found.findings] == [("page 2", FindingKind.COVERED_TEXT)]
    assert found.page_count == 2


@pytest.mark.parametrize(("at", "state"), [(0, FileState.QUARANTINED), (300, FileState.OK)])
def test_boxes_within_forms_lie_where_the_form_is_placed(reader: FileReader, at: int, state: FileState) -> None:
    """A box at the foot of a page of its own, laid onto a letter half its size and `at` points to the right."""

    def box(made: FPDF) -> None:
        made.set_fill_color(0, 0, 0)
        made.rect(36, 111, 80, 12, style="F")

    def line(made: FPDF) -> None:
        made.text(20, 207, "A line")

    letter, stamp = PdfDocument(files.pdf(draw=line)), PdfDocument(files.pdf(([],), draw=box))
    form = stamp.page_as_xobject(0, letter).as_pageobject()
    form.set_matrix(PdfMatrix().scale(0.5, 0.5).translate(at, 0))
    page = letter[0]
    page.insert_obj(form)
    page.gen_content()
    out = io.BytesIO()
    letter.save(out)
    assert reader.extract(out.getvalue()).state is state
