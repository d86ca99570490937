"""Whether a page answers a request at all: listings, search forms, notices, error and challenge pages do not."""

from __future__ import annotations

import re

from scraper.records import BlockKind, DateKind, Document, Letter, Place, Reference, StatedDate

_SHORT_PAGE = 2500  # characters; error pages, notices and challenges say little else
_CHALLENGE = re.compile(
    r"\bjust a moment\b|\bchecking (?:if|your|the)\b.{0,40}\b(?:browser|connection|site)|\battention required\b"
    r"|\bverify(?:ing)? (?:that )?you are (?:a )?human|\bare you (?:a )?(?:robot|human)|\benable javascript\b"
    r"|\bjavascript is (?:disabled|required)|\bunusual traffic\b|\bcaptcha\b|\bincapsula\b|\bddos protection\b"
    r"|\brequest unsuccessful\b|\bsecurity check\b",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:page|file|resource|document|item)\b.{0,40}\b(?:not (?:be )?found|does(?: not|n.t) exist|no longer exists)"
    r"|\b(?:can.?t|cannot|could(?: not|n.t)) (?:be found|find (?:the|that|this) page)"
    r"|^(?:error )?(?:40\d|50\d)\b|^not found\b"
    r"|\berror (?:40\d|50\d)\b|\b(?:access|permission) (?:is )?denied\b|\bforbidden\b"
    r"|\bservice (?:is )?(?:temporarily )?unavailable|\bbad gateway\b|\bserver error\b"
    r"|\bsomething (?:has )?(?:went|gone) wrong\b|\b(?:down for|under) maintenance\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:no longer|not (?:currently|yet)) (?:available|published|live|on (?:this|our) (?:web)?site)"
    r"|\b(?:page|item|document|response|file|information|content|website|site) (?:has|have) been"
    r" (?:removed|withdrawn|moved|archived|deleted)"
    r"|\b(?:is|are) being (?:updated|reviewed|redacted)\b|\bpage has moved\b|\byou (?:will|are) be(?:ing)? redirected\b"
    r"|\bmay be viewed (?:here|below)|\bcan be (?:viewed|downloaded|found)\b.{0,30}\b(?:below|here|link)\b"
    r"|\bhow to (?:make|request|ask)\b|\bmake (?:a|an) (?:foi |freedom of information |new )?request\b",
    re.IGNORECASE,
)
# What pages about the right to ask say, and answers hardly ever do; two of them on one page settle it.
_LANDING = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\bhow (?:to|do i|can i) (?:make|submit|request|ask)\b",
        r"\b(?:make|submit) (?:a|an|your) (?:foi |freedom of information |new |information )?request\b",
        r"\byour request (?:must|should|needs to|has to)\b",
        r"\bwe (?:will|aim to|must|have to) (?:respond|reply|answer)\b.{0,40}\b20 working days",
        r"\bwhat (?:is|can i ask)\b.{0,40}\b(?:freedom of information|the act|for)\b",
        r"\b(?:online|request|application) form\b",
        r"\bpublication scheme\b",
        r"\bbefore (?:you (?:make|submit|ask)|making|asking)\b",
    )
)
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
    r"^(?:(?:showing|displaying|viewing)\s\d|\d[\d,]{0,7} (?:results?|items?|responses?|matches)\b|page \d{1,5} of \d"
    r"|sort by\b|filter (?:by|results)\b|search (?:the|our) (?:disclosure|published|log)|older posts|newer posts"
    r"|next page\b|read more$|load more)",
    re.IGNORECASE,
)
_LISTING_ADDRESS = re.compile(
    r"/page/\d+/?$|/\d{4}/\d\d/?$|/published-items/?$|/disclosure-logs?/?$|/previous-foi-requests/?$"
)
_ENTRY_REFERENCE = re.compile(r"\((?:FOI ?)?(\d{1,6}[A-Za-z]?[/_-]\d{2,4})\)?$", re.IGNORECASE)
_ENTRY_DATE = re.compile(
    r"(?:disclosure |response |request |published )?(?:date|published|posted)[^:]{0,20}:\s?\d", re.IGNORECASE
)


def unlike_a_response(
    document: Document,
    letter: Letter,
    *,
    url: str | None,
    reference: Reference | None,
    dates: tuple[StatedDate, ...],
    asks: bool,
    decided: bool,
) -> str | None:
    """What a page looks like that answers no request ("a listing of responses"), or None where it does answer one.

    `asks`: questions were found; `decided`: an outcome or a relied exemption was. Evidence of an answer (a reference
    or date in the text, a request beside its answer) outweighs the words of notices and errors, which answers use too.
    """
    if not any(c.isalnum() for block in document.blocks for c in block.text):
        return "a blank page"
    stated = (reference is not None and reference.place is Place.TEXT) or any(
        d.kind in (DateKind.REQUESTED, DateKind.RESPONDED) for d in dates
    )
    title = document.title or ""
    length = sum(len(b.text) for b in document.blocks)
    opening = (title, *(b.text for b in document.blocks[:6]))
    if length <= _SHORT_PAGE and not stated and not (letter.request and letter.response):
        for looks_like, pattern in (
            ("a challenge page that asks for a browser", _CHALLENGE),
            ("an error page", _ERROR),
            ("a notice", _NOTICE),
        ):
            if any(pattern.search(text[:300]) for text in opening):
                return looks_like
    if _is_listing(document, url, stated or (reference is not None and reference.place is Place.TITLE)):
        return "a listing of responses or a search form"
    if stated or (letter.request and letter.response):
        return None
    if reference is None:
        if sum(1 for words in _LANDING if any(words.search(b.text) for b in document.blocks)) >= 2:
            return "a page about how to ask"
        if not asks and not decided and not letter.response:
            return "a page that answers no request"
    return None


def _is_listing(document: Document, url: str | None, stated: bool) -> bool:
    """Whether a page lists responses: its address or title says so, or entry after entry has a number or date."""
    blocks = document.blocks
    short = [b.text for b in blocks if b.kind is not BlockKind.TABLE and len(b.text) <= 150]
    entries = {match[1] for text in short if (match := _ENTRY_REFERENCE.search(text))}
    dates = sum(1 for text in short if _ENTRY_DATE.match(text))
    signs = sum(1 for text in short if len(text) <= 60 and _LISTING_WORDS.match(text))
    titled = _LISTING_TITLE.match((document.title or "").strip()) is not None
    address = bool(url and _LISTING_ADDRESS.search(url.partition("?")[0].lower()))
    if address and (titled or signs or len(entries) >= 2):
        return True
    if stated:
        return dates >= 4 and len(entries) >= 3
    return titled or signs >= 2 or len(entries) >= 3 or dates >= 4
