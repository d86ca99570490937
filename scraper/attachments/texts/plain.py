"""Text that is text already, and the names in a zip file."""

from __future__ import annotations

import csv

from scraper.attachments.kinds import delimiter_of
from scraper.attachments.parts import Package
from scraper.attachments.results import Limits, PageText
from scraper.reading.page.document import decode


def read_txt(body: bytes) -> str:
    return decode(body).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def read_csv(body: bytes) -> str:
    """The rows of a table, one a line, cells joined by " | "."""
    lines = read_txt(body).split("\n")
    delimiter = delimiter_of("\n".join(lines[:100])) or ","
    try:
        return "\n".join(joined(row) for row in csv.reader(lines, delimiter=delimiter) if any(row))
    except csv.Error:  # a cell beyond the module's limit: the text as it is serves as well
        return "\n".join(lines)


def joined(cells: list[str]) -> str:
    """One row of a table as one line."""
    return " | ".join(" ".join(cell.split()) for cell in cells).rstrip(" |")


def list_zip(body: bytes, limits: Limits) -> tuple[PageText, ...]:
    """The names of what is in a zip file; nothing in it is opened."""
    names = [name for name in Package(body, limits).names if not name.endswith("/")]
    return (PageText(number=1, text="\n".join(" ".join(name.split()) for name in names)),) if names else ()
