"""Whether a page answers a request at all: listings, search forms, notices, error and challenge pages do not."""

from __future__ import annotations

import re

from scraper.reading.language.signs import Sign, find_label
from scraper.reading.lists import is_listing
from scraper.records import Block, BlockKind, DateKind, Document, Hints, Letter, Place, Reference, StatedDate

_REACH = 1000  # characters of a block that are looked at
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
    r"|\b(?:can.?t|cannot|could(?: not|n.t)) (?:be found|find (?:(?:the|that|this) page|what you))"
    r"|^(?:error )?(?:40\d|50\d)\b|^not found\b"
    r"|\berror (?:40\d|50\d)\b|\b(?:access|permission) (?:is )?denied\b|\bforbidden\b"
    r"|\bservice (?:is )?(?:temporarily )?unavailable|\bbad gateway\b|\bserver error\b"
    r"|\bsomething (?:has )?(?:went|gone) wrong\b|\b(?:problem|fault) with (?:the|this|our) (?:service|site|website)\b"
    r"|\b(?:down for|under) maintenance\b",
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
# The same sites hold policies, statistics and publication schemes in folders of their own.
_OTHER_ADDRESS = re.compile(
    r"/(?:our-)?polic(?:y|ies)(?:-and-procedures)?/|/our-priorities|/publication-scheme/|/lists-and-registers/|/rqo/"
    r"|/who-we-are|/stats-and-data/|/statistics/"
)

_SHORT_PAGES = (
    ("a challenge page that asks for a browser", _CHALLENGE),
    ("an error page", _ERROR),
    ("a notice", _NOTICE),
)
# A page that answers speaks of one request, to the one who made it; a page about requests speaks of any.
_MESSAGE = r"(?:request|e-?mail|letter|enquiry|inquiry|application|message|correspondence|questions?)"
_SPEAKS_OF_ONE = re.compile(
    rf"""\b(?:thank\syou\sfor\s(?:your|the)|(?:response|reply|reference|refer|connection|relation|further)\s
      (?:to|with)\syour)\s(?:[a-z]{{1,14}}\s){{0,4}}{_MESSAGE}\b
    | (?<!how\s)(?<!way\s)(?<!if\s)\b(?:your|this)\s(?:[a-z]{{1,14}}\s){{0,4}}{_MESSAGE}\s
      (?:of\s\d|dated|(?:was|were|has(?:\snow)?\sbeen)\s(?:received|refused|considered|handled|dealt|answered|made|sent
        |treated|logged|passed))
    | (?:^|[.:;]\s|\bwhich\s|\bthat\s)you\s(?:have\s)?(?:asked|requested|wrote|sought|seek|wanted)\b(?!\syourself)
    | \bi\s(?:can\s(?:confirm|advise)|(?:have|am)\s(?:today|now|decided|considered|writing|unable|satisfied|responding)
        |write\s|refer\s|note\sthat\syou|note\syou|regret)
    | \bwe\s(?:can\s(?:now\s)?confirm|have\s(?:now\s)?(?:considered|searched|located|decided|conducted|completed)
        |do\snot\shold|hold\s(?:no|the|this|that|all)|write\sin)
    | \b(?:police|constabulary|service|force|commissioner|office|council|npcc|psni)\s(?:does\snot\shold|do\snot\shold
        |holds?\b|can\sconfirm|has\s(?:considered|decided|searched)|(?:can\s)?neither\sconfirms?)
    | (?:^|[.:;]\s)(?:no|the|this|all|some)?\s?(?:of\sthe\s)?information(?:\s(?:you\s)?(?:have\s)?requested)?\s
      (?:is|was|has\sbeen)\s(?:not\s)?(?:held|attached|below|provided|disclosed|withheld|refused|exempt|given)\b
    | ^dear\s""",
    re.IGNORECASE | re.VERBOSE,
)
_FILED = re.compile(
    r"/[^/]{0,60}(?:disclosure|datgel|previous-foi|foi-log|foi-requests)[^/]{0,60}/(?:[^/]{1,200}/){0,4}[^/]{4,}"
)
_NUMBERED_ANSWER = re.compile(
    r"(?:our )?(?:response|answer|reply)s? (?:to )?(?:request |question )?\d{1,2}\W{0,3}", re.IGNORECASE
)


def unlike_a_response(
    document: Document,
    letter: Letter,
    *,
    url: str | None,
    reference: Reference | None,
    dates: tuple[StatedDate, ...],
    asks: bool,
) -> str | None:
    """What a page looks like that answers no request ("a listing of responses"), or None where it does answer one.

    `asks`: numbered questions or question marks were found. Evidence of an answer (a reference or date in the text,
    words to the applicant, a label of the answer) outweighs the words of notices and errors, which answers use too.
    """
    blocks = document.blocks
    if not any(c.isalnum() for block in blocks for c in block.text):
        return "a blank page"
    title = document.title or next((b.text for b in blocks if b.kind is BlockKind.HEADING), "")
    stated = (reference is not None and reference.place is Place.TEXT) or any(
        d.kind in (DateKind.REQUESTED, DateKind.RESPONDED) for d in dates
    )
    if sum(len(b.text) for b in blocks) <= _SHORT_PAGE:
        # The title alone may settle it: numbers of errors look like references.
        opening = (title, *(b.text for b in blocks[: 1 if stated else 6]))
        for looks_like, pattern in _SHORT_PAGES:
            notice = any(pattern.search(text[:300]) for text in opening)
            if notice and not _answers(document, letter, None, asks=asks):
                return looks_like
    if is_listing(document, title, url, reference, stated=stated):
        return "a listing of responses or a search form"
    # A number in the address alone may be that of a file: something has to be asked or answered beside it.
    if stated or (reference is not None and (reference.place is Place.TITLE or asks)):
        return None
    if url and _OTHER_ADDRESS.search(url.partition("?")[0].lower()):
        return "a policy or another standing page"
    landing = sum(1 for words in _LANDING if any(words.search(b.text[:_REACH]) for b in blocks))
    answers = _answers(document, letter, url, asks=asks)
    if landing >= 2 or (landing and not answers):
        return "a page about how to ask"
    return None if answers else "a page that answers no request"


def _answers(document: Document, letter: Letter, url: str | None, *, asks: bool) -> bool:
    """Whether a page speaks of one request that was made, labels its answer, or is filed as a response and asks."""
    if any(_SPEAKS_OF_ONE.search(b.text[:_REACH]) for b in document.blocks):
        return True
    if not letter.response:
        return False
    if letter.request and any(_labels_answer(b) for b in document.blocks):
        return True
    return asks and url is not None and _FILED.search(url.partition("?")[0].lower()) is not None


def _labels_answer(block: Block) -> bool:
    if block.kind is BlockKind.TABLE:
        return False
    if _NUMBERED_ANSWER.fullmatch(block.text):
        return True
    label = find_label(block, Hints())
    return label is not None and label.sign is Sign.RESPONSE_LABEL
