"""Text out of workbooks (XLSX, XLS, ODS): a page a sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from scraper.attachments.problems import FileProblem
from scraper.attachments.results import FileState, Limits, PageText
from scraper.attachments.texts.plain import joined

_MIDNIGHT: Final = time(0)


def read_sheets(body: bytes, limits: Limits) -> tuple[tuple[PageText, ...], int]:
    """The sheets that hold something, and the number of all sheets. Rows are lines, cells joined by " | "."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        pages: list[PageText] = []
        room = limits.characters
        for number, name in enumerate(names, 1):
            text = _text_of(book.get_sheet_by_name(name).iter_rows(), room)
            room -= len(text)
            if text:
                pages.append(PageText(number=number, text=text, title=name))
    except PasswordError as error:
        raise FileProblem(FileState.ENCRYPTED, "a workbook that opens with a password only") from error
    except (CalamineError, OSError, ValueError) as error:
        raise FileProblem(FileState.UNREADABLE, f"a damaged workbook ({error})") from error
    return tuple(pages), len(names)


def _text_of(rows: Iterable[Sequence[object]], room: int) -> str:
    lines: list[str] = []
    for row in rows:
        if line := joined([_words(cell) for cell in row]):
            lines.append(line)
            room -= len(line) + 1
            if room < 0:  # one more than fits, so that the cut is noticed
                break
    return "\n".join(lines)


def _words(cell: object) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case float():
            return f"{cell:.12g}"
        case datetime():
            return cell.date().isoformat() if cell.time() == _MIDNIGHT else cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
