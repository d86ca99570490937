"""What is known of a file once it has been opened: its kind, its text page by page, what hides in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is by its content. `other`: anything whose text is not taken out."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    TXT = "txt"
    ZIP = "zip"
    HTML = "html"
    OTHER = "other"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.CSV: "text/csv",
    Kind.TXT: "text/plain",
    Kind.ZIP: "application/zip",
    Kind.HTML: "text/html",
    Kind.OTHER: "application/octet-stream",
}


class FileState(StrEnum):
    """What became of a file. Only an `ok` one has text to show.

    `no_text`: it opens and holds no text (a scan). `quarantined`: something hides in it that its pages do not show.
    """

    OK = "ok"
    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    QUARANTINED = "quarantined"
    UNSUPPORTED = "unsupported"


class FindingKind(StrEnum):
    """Ways in which a file holds more than its pages show."""

    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    PIVOT_CACHE = "pivot_cache"
    EXTERNAL_LINK = "external_link"
    DATA_MODEL = "data_model"
    DEFINED_NAME = "defined_name"
    COMMENT = "comment"
    PROPERTIES = "properties"
    CUSTOM_XML = "custom_xml"
    TRACKED_CHANGES = "tracked_changes"
    HIDDEN_TEXT = "hidden_text"
    COVERED_TEXT = "covered_text"
    EMBEDDED_FILE = "embedded_file"
    MACROS = "macros"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that hides. `where` is a place ("sheet 2"), `detail` counts and names the kind of thing.

    Neither repeats what is hidden, not even the name of a hidden sheet.
    """

    kind: FindingKind
    where: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The text of one page, counted from 1. `title` is the name of a sheet. A file without pages is one page."""

    number: int
    text: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A file opened. `pages` are those that hold text; `page_count` counts all, sheets of a workbook too.

    `reason` says in words why there is no text, or less than all of it.
    """

    kind: Kind
    state: FileState
    pages: tuple[PageText, ...] = ()
    page_count: int | None = None
    reason: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """All pages, a form feed between two."""
        return "\f".join(page.text for page in self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost. A file that would cost more is given up; the next is not touched by it.

    `memory_bytes` bounds the whole process (address space), `unpacked_bytes` all parts of a zip package together.
    """

    seconds: float = 60.0
    memory_bytes: int = 1024**3
    unpacked_bytes: int = 300 * 1024**2
    parts: int = 10_000
    pages: int = 3_000
    characters: int = 2_000_000
