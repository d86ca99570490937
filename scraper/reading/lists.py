"""Whether a page lists responses rather than being one: by its links, its address or title, or entry after entry."""

from __future__ import annotations

import re
from itertools import pairwise

from scraper.reading.facts.slugs import is_span_of_years
from scraper.reading.page.attachments import find_attachments
from scraper.records import Block, BlockKind, Document, Reference

_LISTING_TITLE = re.compile(
    r"^(?:(?:month|year|category|tag|archives?|day):.{0,60}|.{0,40}\barchives?"
    r"|search results.{0,60}"
    r"|(?:our |the |search |foi |freedom of information ){0,3}(?:published items|disclosure logs?)\b.{0,40}"
    r"|(?:previous|past|recent|latest|all|published) (?:foi|freedom of information)?.{0,20}"
    r"(?:requests|responses|disclosures).{0,30}"
    r"|(?:foi|freedom of information)(?: \(foi\))?"
    r"(?: (?:act|publication|disclosure|requests?|responses?|scheme|logs?|and|faqs?)){0,5}"
    r"|.{0,40}\b(?:including|and) disclosure logs?"
    r"|publication scheme|accessing information|access to information|home)$",
    re.IGNORECASE,
)
_LISTING_WORDS = re.compile(
    r"^(?:(?:showing|displaying|viewing)\s\d|\d[\d,]{0,7} (?:results?|items?|requests?|responses?|matches)$"
    r"|page \d{1,5} of \d|sort by\b|filter (?:by|results)\b"
    r"|search (?:the|our) (?:disclosure|published|log)|older posts|newer posts"
    r"|next page\b|read more$|load more)",
    re.IGNORECASE,
)
_LISTING_ADDRESS = re.compile(
    r"/page/\d+/?$|/\d{4}/\d\d/?$|/published-items/?$|/disclosure-logs?/?$|/previous-foi-requests/?$"
)
_MANY_LINKS, _SHARE_OF_LINKS = 5, 0.2
# What begins or ends the line of one entry: its reference, its date, or who asked whom.
_ENTRY_REFERENCE = re.compile(
    r"\((?:FOI ?)?(\d{1,6}[A-Za-z]?[/_-]\d{2,4})\)?$"
    r"|^(?:FOI |RFI )?(\d{2,6}[A-Za-z]?[/_-](?:20)?[0-3]\d|20[0-3]\d[/_-]\d{3,6})(?=\s[A-Z–-]|:)",
    re.IGNORECASE,
)
_ENTRY_DATE = re.compile(
    r"(?:(?:disclosure |response |request |published )?(?:date|published|posted|responded|disclosed)[^:]{0,20}:\s?\d"
    r"|(?:response by|request sent to|sent to) .{3,80} on \d)",
    re.IGNORECASE,
)
_ENTRY_FIELD = re.compile(r"(?:request|question|title|subject|summary|response|disclosure|reference)\b", re.IGNORECASE)
_MOST_OF_AN_ENTRY = 400  # characters: what stands under one entry of a list, at most, on average


def is_listing(document: Document, title: str, url: str | None, reference: Reference | None, *, stated: bool) -> bool:
    """Whether a page lists responses: its address or title says so, or entry after entry has a number or date.

    `stated`: a reference or date was found in the text; then it takes more than one sign.
    """
    blocks = document.blocks
    if _lists_links(document, _below(blocks, title), url):
        return True
    short = [b.text for b in blocks if b.kind is not BlockKind.TABLE and len(b.text) <= 150]
    found = {match[1] or match[2] for text in short if (match := _ENTRY_REFERENCE.search(text))}
    entries = {reference for reference in found if not is_span_of_years(reference)}
    many = len(entries) >= 3 and (reference is None or reference.printed not in title)
    dated = sum(1 for text in short if _ENTRY_DATE.match(text)) >= 3
    signs = sum(1 for text in short if len(text) <= 60 and _LISTING_WORDS.match(text))
    titled = _LISTING_TITLE.match(title[:150].strip()) is not None
    address = bool(url and _LISTING_ADDRESS.search(url.partition("?")[0].lower()))
    if stated:
        return ((address or titled or signs > 0) and (many or dated)) or _repeats_fields(blocks)
    return titled or many or dated or signs >= 2 or (address and (signs > 0 or len(entries) >= 2))


def _repeats_fields(blocks: tuple[Block, ...]) -> bool:
    """Whether a page is entry after entry of date, subject and little more: no single answer, and none whole."""
    starts = [
        i
        for i, (block, following) in enumerate(pairwise(blocks))
        if _ENTRY_DATE.match(block.text[:200]) and _ENTRY_FIELD.match(following.text)
    ]
    if len(starts) < 3:
        return False
    return sum(len(b.text) for b in blocks[starts[0] :]) <= _MOST_OF_AN_ENTRY * len(starts)


def _below(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """The blocks below the title of a page: links above it are a menu."""
    return blocks[next((i for i, block in enumerate(blocks) if block.text == title), -1) + 1 :]


def _lists_links(document: Document, blocks: tuple[Block, ...], url: str | None) -> bool:
    """Whether line after line of a page is nothing but a link to another page: entries of a list."""
    files = {attachment.url for attachment in find_attachments(document.links, url)}
    texts = {link.text for link in document.links if link.text and link.url not in files}
    entries = sum(1 for block in blocks if block.text in texts)
    return entries >= _MANY_LINKS and entries >= len(blocks) * _SHARE_OF_LINKS
