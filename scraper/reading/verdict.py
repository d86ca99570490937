"""Whether a page answers a request at all: listings, search forms, notices, error and challenge pages do not."""

from __future__ import annotations

import re

from scraper.reading.attachments import find_attachments
from scraper.records import Block, BlockKind, DateKind, Document, Letter, Place, Reference, StatedDate

_REACH = 1000  # characters of a block that are looked at
_MANY_LINKS, _SHARE_OF_LINKS = 5, 0.2
_SHORT_PAGE = 2500  # characters; error pages, notices and challenges say little else
_CHALLENGE = re.compile(
    r"\bjust a moment\b|\bchecking (?:if|your|the)\b.{0,40}\b(?:browser|connection|site)|\battention required\b"
    r"|\bverify(?:ing)? (?:that )?you are (?:a )?human|\bare you (?:a )?(?:robot|human)|\benable javascript\b"
    r"|\bjavascript is (?:disabled|required)|\bunusual traffic\b|\bcaptcha\b|\bincapsula\b|\bddos protection\b"
    r"|\burl was rejected\b|\brequest rejected\b"
    r"|\b(?:you have been|has been) blocked\b|\brequest unsuccessful\b|\bsecurity check\b",
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
# The same sites hold policies, statistics and publication schemes in folders of their own.
_OTHER_ADDRESS = re.compile(
    r"/(?:our-)?polic(?:y|ies)(?:-and-procedures)?/|/our-priorities|/publication-scheme/|/lists-and-registers/|/rqo/"
    r"|/who-we-are|/stats-and-data/|/statistics/"
)
_ENTRY_REFERENCE = re.compile(r"\((?:FOI ?)?(\d{1,6}[A-Za-z]?[/_-]\d{2,4})\)?$", re.IGNORECASE)
_ENTRY_DATE = re.compile(
    r"(?:disclosure |response |request |published )?(?:date|published|posted)[^:]{0,20}:\s?\d", re.IGNORECASE
)


_SHORT_PAGES = (
    ("a challenge page that asks for a browser", _CHALLENGE),
    ("an error page", _ERROR),
    ("a notice", _NOTICE),
)
_ABOUT_A_REQUEST = re.compile(
    r"\bfreedom of information\b|\bFOI|\benvironmental information\b|\binformation act\b|\byour (?:request|enquiry)\b"
    r"|\byou (?:have )?(?:asked|requested)\b|\binformation (?:is |was )?(?:not )?held\b|\bthis request\b"
    r"|^(?:q\d{1,2}[.):]|(?:the |your |our )?(?:request|response|question|answer|reply)(?: \d{1,2})?\s?(?:[:–-]|$))",
    re.IGNORECASE,
)


def unlike_a_response(
    document: Document,
    letter: Letter,
    *,
    url: str | None,
    reference: Reference | None,
    dates: tuple[StatedDate, ...],
    relies: bool,
) -> str | None:
    """What a page looks like that answers no request ("a listing of responses"), or None where it does answer one.

    `relies`: a relied exemption was found. Evidence of an answer (a reference or date in the text, a
    request beside its answer) outweighs the words of notices and errors, which answers use too.
    """
    blocks = document.blocks
    if not any(c.isalnum() for block in blocks for c in block.text):
        return "a blank page"
    title = document.title or next((b.text for b in blocks if b.kind is BlockKind.HEADING), "")
    stated = (reference is not None and reference.place is Place.TEXT) or any(
        d.kind in (DateKind.REQUESTED, DateKind.RESPONDED) for d in dates
    )
    about = any(_ABOUT_A_REQUEST.search(text[:_REACH]) for text in (title, *(b.text for b in blocks)))
    whole = about and letter.request and letter.response
    if not stated and not whole and sum(len(b.text) for b in blocks) <= _SHORT_PAGE:
        opening = (title, *(b.text for b in blocks[:6]))
        for looks_like, pattern in _SHORT_PAGES:
            if any(pattern.search(text[:300]) for text in opening):
                return looks_like
    if _lists_links(document, url) or _is_listing(blocks, title, url, reference, stated=stated):
        return "a listing of responses or a search form"
    if stated or reference is not None:
        return None
    if url and _OTHER_ADDRESS.search(url.partition("?")[0].lower()):
        return "a policy or another standing page"
    if sum(1 for words in _LANDING if any(words.search(b.text[:_REACH]) for b in blocks)) >= 2:
        return "a page about how to ask"
    if not relies and not about:
        return "a page that answers no request"
    return None


def _lists_links(document: Document, url: str | None) -> bool:
    """Whether line after line of a page is nothing but a link to another page: entries of a list."""
    files = {attachment.url for attachment in find_attachments(document.links, url)}
    texts = {link.text for link in document.links if link.text and link.url not in files}
    entries = sum(1 for block in document.blocks if block.text in texts)
    return entries >= _MANY_LINKS and entries >= len(document.blocks) * _SHARE_OF_LINKS


def _is_listing(
    blocks: tuple[Block, ...], title: str, url: str | None, reference: Reference | None, *, stated: bool
) -> bool:
    """Whether a page lists responses: its address or title says so, or entry after entry has a number or date."""
    short = [b.text for b in blocks if b.kind is not BlockKind.TABLE and len(b.text) <= 150]
    entries = {match[1] for text in short if (match := _ENTRY_REFERENCE.search(text))}
    many = len(entries) >= 3 and (reference is None or reference.printed not in title)
    dated = sum(1 for text in short if _ENTRY_DATE.match(text)) >= 4
    signs = sum(1 for text in short if len(text) <= 60 and _LISTING_WORDS.match(text))
    titled = _LISTING_TITLE.match(title[:150].strip()) is not None
    address = bool(url and _LISTING_ADDRESS.search(url.partition("?")[0].lower()))
    if stated:
        return (address or titled or signs > 0) and (many or dated)
    return titled or many or dated or signs >= 2 or (address and (signs > 0 or len(entries) >= 2))
