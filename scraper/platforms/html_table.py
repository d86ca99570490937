"""A log that is a table, told by facts: which column holds what (`columns`), which links are responses (`responses`).

`columns` maps a heading as printed to `title`, `reference`, `link` or any other word; what the other columns say is
kept as listed. A row's response is the link of its `link` column, else the first link that fits `responses` (any, if
there are none). A row without a link whose answer stands in its own cells is an answer on the page, as in `one_page`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from scraper.errors import ListingError
from scraper.platforms import link_list
from scraper.platforms.globs import fits
from scraper.platforms.one_page import answers_on, entry_of
from scraper.platforms.rows import ListingPage
from scraper.reading.page.answertables import rows_of
from scraper.records import NO_RULES, Entry, Listing, ListingRules, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row: its cells with their headings as printed, the facts among them, and the address it links to."""

    cells: tuple[tuple[str, str], ...]
    facts: dict[str, str]
    url: str | None


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return link_list.is_response(url, rules)


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The rows of the page's tables of the log. ListingError if no table has the columns or no row an answer."""
    listing = ListingPage(page)
    rows = [row for table in listing.tree.css("table") for row in _rows(table, listing, rules)]
    if not rows:
        raise ListingError(
            f"{page.url}: no table with the columns {', '.join(repr(h) for h, _ in rules.columns) or '?'} found "
            "(`columns` of this source's listing table in sources.toml). Has the layout changed?"
        )
    wanted = [row for row in rows if link_list.is_named(tuple(text for _, text in row.cells), rules)]
    entries = [_entry(row) for row in wanted if row.url]
    entries += _answers_in(page, [row for row in wanted if not row.url])
    if wanted and not entries:
        raise ListingError(f"{page.url}: no row of the table has a link to a response, or an answer in its cells")
    return Listing(
        entries=tuple(entries), pages=listing.pages(), left_out=len(rows) - len(entries), total=listing.total()
    )


def _rows(table: LexborNode, listing: ListingPage, rules: ListingRules) -> Iterator[_Row]:
    """The rows below the head that has one of the columns; none where the table is not of the log."""
    columns = {_words(heading): fact for heading, fact in rules.columns}
    headings: tuple[str, ...] = ()
    for tr in rows_of(table):
        cells = [cell for cell in tr.iter() if cell.tag in ("td", "th")]
        texts = tuple(" ".join(cell.text(separator=" ").split()) for cell in cells)
        if any(_words(text) in columns for text in texts):
            headings = texts
        elif headings and any(texts):
            facts = {columns.get(_words(h), ""): text for h, text in zip(headings, texts, strict=False)}
            named = [columns.get(_words(h)) for h in headings[: len(cells)]]
            links = [c for c, fact in zip(cells, named, strict=False) if fact == "link"] or cells
            found = (url for cell in links for _, url in listing.links_in(cell) if _is_wanted(url, rules))
            yield _Row(cells=tuple(zip(headings, texts, strict=False)), facts=facts, url=next(found, None))


def _is_wanted(url: str, rules: ListingRules) -> bool:
    return (not rules.responses or fits(url, rules.responses)) and not fits(url, rules.leave_out)


def _entry(row: _Row) -> Entry:
    title = row.facts.get("title") or None
    others = [f"{heading}: {text}" for heading, text in row.cells if text and text != title]
    return Entry(url=row.url or "", title=title, listed_text=" | ".join(others) or None)


def _answers_in(page: Page, rows: list[_Row]) -> Iterator[Entry]:
    """The answers that stand in these rows themselves, as the reader tells them apart."""
    names = {_words(text) for row in rows for fact in ("title", "reference") if (text := row.facts.get(fact))}
    for answer in answers_on(page) if names else ():
        reference = answer.reference.printed if answer.reference else ""
        whole = answer.request_text and answer.response_text
        if whole and (_words(answer.title or "") in names or _words(reference) in names):
            yield entry_of(answer)


def _words(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(": ")
