"""Files as forces publish them, made by code: letters, workbooks, and what is wrong with some of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable

import xlwt
from docx import Document
from docx.document import Document as DocumentType
from fpdf import FPDF
from openpyxl import Workbook

LETTER = (
    "Our Ref: FOI 1482/24",
    "Date: 14 May 2024",
    "Dear Sir or Madam,",
    "Thank you for your request for information received on 19 April 2024, in which you asked the following:",
    "1. How many tasers were fired in 2023?",
    "2. How many officers carry one?",
    "Response",
    "1. Tasers were fired 58 times in 2023.",
    "2. The number of officers is exempt by virtue of section 31(1)(a) of the Freedom of Information Act 2000, because "
    "it would show which areas can call on fewer of them and so help those who plan crime.",
)


def pdf(pages: Iterable[Iterable[str]] = (LETTER,), *, draw: Callable[[FPDF], None] | None = None) -> bytes:
    """A PDF file with these paragraphs on each page; `draw` adds to the last page."""
    made = FPDF()
    made.set_font("helvetica", size=11)
    for paragraphs in pages:
        made.add_page()
        for text in paragraphs:
            made.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
            made.ln(4)
    if draw:
        draw(made)
    return bytes(made.output())


def docx(paragraphs: Iterable[str] = LETTER, *, change: Callable[[DocumentType], None] | None = None) -> bytes:
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if change:
        change(made)
    return _saved(made.save)


def xlsx(change: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook of one sheet, `Taser use`, with three rows and three columns; `change` hides things in it."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Taser use"
    for row in (("Year", "Drawn", "Fired"), (2022, 240, 61), (2023, 255, 58)):
        sheet.append(row)
    if change:
        change(made)
    return _saved(made.save)


def xls(change: Callable[[xlwt.Workbook, xlwt.Worksheet], None] | None = None) -> bytes:
    made = xlwt.Workbook()
    sheet = made.add_sheet("Taser use")
    for y, row in enumerate((("Year", "Drawn", "Fired"), (2022, 240, 61), (2023, 255, 58))):
        for x, value in enumerate(row):
            sheet.write(y, x, value)
    if change:
        change(made, sheet)
    return _saved(made.save)


_ODS_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:automatic-styles>
<style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"""
_ODS_TABLE = """<table:table table:name="Taser use" table:style-name="{style}">
<table:table-column {column}/><table:table-column {last_column} table:number-columns-repeated="2"/>
<table:table-row {row}><table:table-cell office:value-type="string"><text:p>Year</text:p>{cell}</table:table-cell>
<table:table-cell office:value-type="float" office:value="58"><text:p>58</text:p></table:table-cell></table:table-row>
</table:table>"""


def ods(
    *, style: str = "shown", column: str = "", last_column: str = "", row: str = "", cell: str = "", author: str = ""
) -> bytes:
    """A workbook of two sheets; the arguments put attributes and elements into the second."""
    tables = _ODS_TABLE.format(style="shown", column="", last_column="", row="", cell="")
    tables += _ODS_TABLE.format(style=style, column=column, last_column=last_column, row=row, cell=cell).replace(
        "Taser use", "More"
    )
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:creator>{author}</dc:creator></office:meta></office:document-meta>"
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": _ODS_CONTENT.format(tables=tables).replace("\n", ""),
            "meta.xml": meta,
        }
    )


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            # The type of an OpenDocument file stands first, and not packed.
            out.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def repacked(body: bytes, parts: dict[str, str | bytes]) -> bytes:
    """A zip package with further parts, or some replaced."""
    with zipfile.ZipFile(io.BytesIO(body)) as old:
        return package({name: old.read(name) for name in old.namelist()} | parts)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()
