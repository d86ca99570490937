"""A file opened, checked and read. Runs only in the process that `worker` keeps for it.

Hidden data first counts against a file, then its text: of a file with a finding no text is returned at all.
"""

from __future__ import annotations

from scraper.attachments.hidden.ods import find_in_ods
from scraper.attachments.hidden.pdf import find_in_pdf
from scraper.attachments.hidden.word import find_in_docx
from scraper.attachments.hidden.xls import find_in_xls
from scraper.attachments.hidden.xlsx import find_in_xlsx
from scraper.attachments.kinds import find_kind
from scraper.attachments.parts import Package
from scraper.attachments.problems import FileProblem
from scraper.attachments.results import Extracted, FileState, Finding, Kind, Limits, PageText
from scraper.attachments.texts.pdf import opened_pdf, read_pdf
from scraper.attachments.texts.plain import list_zip, read_csv, read_txt
from scraper.attachments.texts.sheets import read_sheets
from scraper.attachments.texts.word import read_docx

_UNSUPPORTED = {
    Kind.HTML: "a web page, not a file",
    Kind.OTHER: "a file of a kind whose text is not taken out",
}


def examine(body: bytes, limits: Limits | None = None) -> Extracted:
    """Kind, state, findings and text of a file. Never raises for what a file holds, whatever it is."""
    limits = limits or Limits()
    kind = Kind.OTHER
    try:
        kind = find_kind(body, limits)
        if kind in _UNSUPPORTED:
            return Extracted(kind=kind, state=FileState.UNSUPPORTED, reason=_UNSUPPORTED[kind])
        pages, page_count = _read(body, kind, limits)
        findings = find_hidden(body, kind, shown="\n".join(page.text for page in pages), limits=limits)
    except FileProblem as problem:
        return Extracted(kind=kind, state=problem.state, reason=problem.reason)
    except (MemoryError, RecursionError):
        return Extracted(kind=kind, state=FileState.TOO_LARGE, reason="it takes more memory than a file may")
    if findings:
        reason = "; ".join(f"{f.where}: {f.detail}" for f in findings[:20])
        return Extracted(
            kind=kind, state=FileState.QUARANTINED, page_count=page_count, reason=reason, findings=findings
        )
    if not pages:
        reason = "its pages hold pictures at most, no text" if kind is Kind.PDF else "it holds no text"
        return Extracted(kind=kind, state=FileState.NO_TEXT, page_count=page_count, reason=reason)
    pages, cut = _within(pages, limits.characters)
    return Extracted(kind=kind, state=FileState.OK, pages=pages, page_count=page_count, reason=cut)


def find_hidden(body: bytes, kind: Kind, *, shown: str = "", limits: Limits | None = None) -> tuple[Finding, ...]:
    """What a file of this kind holds that its pages do not show; `shown` is their text. FileProblem if it is damaged.

    Kinds without a place to hide anything (CSV, TXT, the list of a ZIP) give nothing.
    """
    limits = limits or Limits()
    match kind:
        case Kind.PDF:
            with opened_pdf(body, limits) as document:
                return tuple(find_in_pdf(document))
        case Kind.DOCX:
            return tuple(find_in_docx(Package(body, limits), shown))
        case Kind.XLSX:
            return tuple(find_in_xlsx(Package(body, limits), shown))
        case Kind.ODS:
            return tuple(find_in_ods(Package(body, limits), shown))
        case Kind.XLS:
            return tuple(find_in_xls(body, shown))
        case _:
            return ()


def _read(body: bytes, kind: Kind, limits: Limits) -> tuple[tuple[PageText, ...], int | None]:
    """The pages with text, and how many pages there are where the kind has pages."""
    match kind:
        case Kind.PDF:
            return read_pdf(body, limits)
        case Kind.XLSX | Kind.XLS | Kind.ODS:
            return read_sheets(body, limits)
        case Kind.ZIP:
            return list_zip(body, limits), None
    text = {Kind.DOCX: read_docx, Kind.CSV: read_csv, Kind.TXT: read_txt}[kind](body)
    return ((PageText(number=1, text=text),) if text.strip() else ()), None


def _within(pages: tuple[PageText, ...], characters: int) -> tuple[tuple[PageText, ...], str | None]:
    """As many characters of the text as are kept, and the words that say so where it is longer."""
    kept: list[PageText] = []
    room = characters
    for page in pages:
        if len(page.text) > room:
            cut = PageText(number=page.number, text=page.text[:room], title=page.title)
            return (*kept, *([cut] if room else [])), f"only the first {characters} characters of its text are kept"
        kept.append(page)
        room -= len(page.text)
    return tuple(kept), None
