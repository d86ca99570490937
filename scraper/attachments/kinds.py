"""What a file is, by its bytes. Its name and the type the site declares are often wrong and never asked."""

from __future__ import annotations

import csv
import io
import re

import olefile

from scraper.attachments.parts import ZIP_START, Package
from scraper.attachments.problems import FileProblem
from scraper.attachments.results import FileState, Kind, Limits
from scraper.reading.page.document import decode

_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CONTENT_TYPES = (
    (b"wordprocessingml.document.main+xml", Kind.DOCX),
    (b"spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"ms-excel.sheet.macroEnabled.main+xml", Kind.XLSX),
)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_SAMPLE_LINES = 20
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def find_kind(body: bytes, limits: Limits | None = None) -> Kind:
    """The kind of a file. FileProblem for a zip or Office file that is damaged, encrypted or beyond the limits."""
    if b"%PDF-" in body[:1024]:
        return Kind.PDF
    if body.startswith(ZIP_START):
        return _kind_of_zip(Package(body, limits))
    if body.startswith(_OLE_START):
        return _kind_of_ole(body)
    if _HTML.match(body[:4096].removeprefix(b"\xef\xbb\xbf")):
        return Kind.HTML
    return _kind_of_text(body)


def _kind_of_zip(package: Package) -> Kind:
    if "[Content_Types].xml" in package.names:
        with package.open("[Content_Types].xml") as part:
            types = part.read(1_000_000)
        return next((kind for text, kind in _CONTENT_TYPES if text in types), Kind.OTHER)
    if "mimetype" in package.names:
        with package.open("mimetype") as part:
            return Kind.ODS if part.read(100).startswith(_ODS) else Kind.OTHER
    return Kind.ZIP


def _kind_of_ole(body: bytes) -> Kind:
    """An old Office file; new ones with a password come in the same wrapping."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as ole:
            names = {entry[0] for entry in ole.listdir()}
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise FileProblem(FileState.UNREADABLE, f"a damaged Office file ({error})") from error
    if "EncryptedPackage" in names:
        raise FileProblem(FileState.ENCRYPTED, "an Office file that opens with a password only")
    return Kind.XLS if "Workbook" in names else Kind.OTHER


def _kind_of_text(body: bytes) -> Kind:
    start = decode(body[:20_000].rstrip(b"\xc2\xc3\xe2")).lstrip("\ufeff")
    if not start.strip() or _CONTROLS.search(start):
        return Kind.OTHER
    return Kind.CSV if delimiter_of(start) else Kind.TXT


def delimiter_of(text: str) -> str | None:
    """What stands between the cells of a table given as text, None where it is no table.

    The first lines must have equally many cells, two at least, but for titles and notes of a single cell among them.
    """
    lines = text.splitlines()[: _SAMPLE_LINES + 1]
    lines = lines[:-1] if len(lines) > 2 else lines  # the last may be cut
    for delimiter in ",\t;|":
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        widths = [len(row) for row in rows if len(row) > 1]
        if len(widths) >= 2 and len(set(widths)) == 1 and 2 * len(widths) > len(rows):
            return delimiter
    return None
