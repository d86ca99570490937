"""What hides in an XLS workbook (MS-XLS): no kept library tells, so its records are walked here, heads only."""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterator

import olefile

from scraper.attachments.hidden.people import find_people
from scraper.attachments.problems import FileProblem
from scraper.attachments.results import FileState, Finding, FindingKind

_SHEET, _NAME, _BOOK, _COLUMNS, _ROW, _NOTE, _PIVOT, _PASSWORD = 0x85, 0x18, 0x1AE, 0x7D, 0x208, 0x1C, 0xD5, 0x2F
_BEGIN, _END = 0x809, 0x0A
_CELLS = frozenset({0x06, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E})
_SEVERAL_CELLS = 0xBD
_OWN_BOOKS = (b"\x01\x04", b"\x01\x3a")
"""What a book record ends with that stands for the workbook itself, or for functions."""
_STORAGES = (
    ("_VBA_PROJECT_CUR", FindingKind.MACROS, "program code, which is not looked into"),
    ("_SX_DB", FindingKind.PIVOT_CACHE, "copies of the data behind pivot tables"),
    ("MBD", FindingKind.EMBEDDED_FILE, "files within the file"),
    ("Revision Log", FindingKind.TRACKED_CHANGES, "records of earlier contents"),
    ("User Names", FindingKind.TRACKED_CHANGES, "records of who changed it"),
)
_SAID = {
    FindingKind.HIDDEN_SHEET: "hidden sheets",
    FindingKind.HIDDEN_ROWS: "hidden rows with values",
    FindingKind.HIDDEN_COLUMNS: "cells with values in hidden columns",
    FindingKind.COMMENT: "comments",
    FindingKind.PIVOT_CACHE: "copies of the data behind pivot tables",
    FindingKind.EXTERNAL_LINK: "other workbooks, with copies of their cells",
    FindingKind.DEFINED_NAME: "hidden names",
}


def find_in_xls(body: bytes, shown: str) -> Iterator[Finding]:
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as ole:
            names = [entry[0] for entry in ole.listdir()]
            stream = ole.openstream("Workbook").read()
            meta = ole.get_metadata()
            people = [(name, _words(getattr(meta, name))) for name in ("author", "last_saved_by", "manager")]
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise FileProblem(FileState.UNREADABLE, f"a damaged workbook ({error})") from error
    for start, kind, what in _STORAGES:
        if any(name.startswith(start) for name in names):
            yield Finding(kind=kind, where="the file", detail=what)
    for (where, kind), count in Counter(_in_records(stream)).items():
        yield Finding(kind=kind, where=where, detail=f"{_SAID[kind]}: {count}")
    yield from find_people(people, shown)


def _words(value: object) -> str:
    return value.decode("cp1252", "replace") if isinstance(value, bytes) else str(value or "")


def _in_records(stream: bytes) -> Iterator[tuple[str, FindingKind]]:
    """Every hint in the records of a workbook stream: its globals, then a part for each sheet."""
    part, depth, sheets = 0, 0, 0
    hidden_rows, hidden_columns = set[int](), set[int]()
    seen_rows = set[int]()
    for kind, data in _records(stream):
        where = f"sheet {part - 1}" if part > 1 else "the file"
        if kind == _BEGIN:
            depth += 1
            if depth == 1:  # a chart on a sheet is a part within a part
                part += 1
                hidden_rows, hidden_columns, seen_rows = set(), set(), set()
        elif kind == _END:
            depth -= 1
        elif kind == _PASSWORD:
            raise FileProblem(FileState.ENCRYPTED, "a workbook that opens with a password only")
        elif kind == _SHEET and len(data) >= 6:
            sheets += 1
            if data[4] & 3:
                yield f"sheet {sheets}", FindingKind.HIDDEN_SHEET
        elif kind == _NAME and data[:1] and data[0] & 0x21 == 1:  # hidden, and none of Excel's own
            yield "defined names", FindingKind.DEFINED_NAME
        elif kind == _BOOK and data[2:4] not in _OWN_BOOKS:
            yield "the file", FindingKind.EXTERNAL_LINK
        elif kind == _COLUMNS and len(data) >= 10 and data[8] & 1:
            first, last = struct.unpack_from("<HH", data)
            hidden_columns.update(range(first, last + 1))
        elif kind == _ROW and len(data) >= 14 and data[12] & 0x20:
            hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _NOTE:
            yield where, FindingKind.COMMENT
        elif kind == _PIVOT:
            yield where, FindingKind.PIVOT_CACHE
        elif kind in _CELLS and len(data) >= 6:
            row, first = struct.unpack_from("<HH", data)
            last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind == _SEVERAL_CELLS else first
            if row in hidden_rows and row not in seen_rows:
                seen_rows.add(row)
                yield where, FindingKind.HIDDEN_ROWS
            if any(column in hidden_columns for column in range(first, last + 1)):
                yield where, FindingKind.HIDDEN_COLUMNS


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
