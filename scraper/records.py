"""What passes between rooms: closed sets and frozen dataclasses, with no behaviour beyond small derived values.

`None` means "not stated"; an empty string is never a value. Days are `YYYY-MM-DD`, months `YYYY-MM`, instants
`YYYY-MM-DDTHH:MM:SSZ` in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Law(StrEnum):
    FOIA = "FOIA"
    FOISA = "FOISA"
    EIR = "EIR"
    EISR = "EISR"
    JERSEY = "JERSEY"


class Outcome(StrEnum):
    """What was decided about the request as a whole."""

    DISCLOSED = "disclosed"
    PARTLY_DISCLOSED = "partly_disclosed"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    NEITHER_CONFIRM_NOR_DENY = "neither_confirm_nor_deny"
    COST_LIMIT = "cost_limit"
    VEXATIOUS_OR_REPEATED = "vexatious_or_repeated"


class Role(StrEnum):
    RELIED = "relied"
    MENTIONED = "mentioned"


class DateKind(StrEnum):
    """What a date is the date of. `filed` is the month folder of an address: forces differ in what it means."""

    REQUESTED = "requested"
    RESPONDED = "responded"
    PUBLISHED = "published"
    FILED = "filed"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Place(StrEnum):
    """Where on the page a value was found."""

    TEXT = "text"
    TITLE = "title"
    URL = "url"


class Via(StrEnum):
    """How a capture came to us."""

    LIVE = "live"
    WAYBACK = "wayback"
    IMPORT = "import"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or table.

    `text` has single spaces and no marker; of a table it is the rows, one a line, cells joined by " | ".
    `marker` is the printed or generated mark of a list item, as printed ("1.", "a)", "•"), None where there is none.
    `level` is the level of a heading (1 to 6) or the depth of a list item (0 = outermost).
    """

    kind: BlockKind
    text: str
    marker: str | None = None
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def printed(self) -> str:
        """The text with its marker in front, as a reader of the page sees it."""
        return f"{self.marker} {self.text}" if self.marker else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page or letter as blocks in reading order, page furniture removed.

    `cut`: it is longer than any response; what follows its first half million characters was not read.
    """

    title: str | None
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    language: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The blocks of a document by the part of the letter they belong to; order within each part is the page's.

    `head`: before the request (labels, dates, references, statutory preamble). `request`: what was asked.
    `response`: what was answered. `rights`: complaint and review rights, contact details, licence notes.
    `turns`: where questions and answers take turns, the ends of each question in `request` and starts of its answer
    in `response`, as indexes; else at most one.
    """

    head: tuple[Block, ...]
    request: tuple[Block, ...]
    response: tuple[Block, ...]
    rights: tuple[Block, ...]
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDate:
    """A date with the words it came from. `value` is a day, month or year, as `precision` says."""

    kind: DateKind
    value: str
    precision: Precision
    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """This request's own reference, as printed; `key` is upper case with `/` between its parts, for comparison."""

    printed: str
    key: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One top-level ask, whole. `number` is the printed number without punctuation.

    `parts` are the lettered asks within `text`, each with its letter as number. Where the force answers question by
    question, `answer` is its answer, `outcome` what it decided and `exemptions` what it relied on ("FOIA 40(2)").
    """

    number: str | None
    text: str
    answer: str | None = None
    parts: tuple[Question, ...] = ()
    outcome: Outcome | None = None
    exemptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One section of a law. `section` is canonical: `40(2)`, `31(1)(a)`, `40(3A)(a)`, `12(4)(b)`."""

    law: Law
    section: str
    title: str | None
    kind: str
    absolute: bool | None = None

    @property
    def id(self) -> str:
        return f"{self.law} {self.section}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A response naming a provision. `law` is a `Law`, or the name of another Act (role `mentioned` only).

    `quote` is the sentence that cites it; `start` and `end` are its offsets in the response text, None where it is
    not there as one piece. `by` is "number", or "wording" where the page names the exemption in words only.
    """

    law: str
    section: str
    title: str | None
    role: Role
    ncnd: bool
    quote: str
    by: str = "number"
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    url: str
    title: str | None
    media_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One published answer, as read from one page or letter.

    `private` counts what may be private data by kind ("2 telephone numbers"): for a person to look at, never kept in
    the archive, which would point everyone to it.
    """

    force: str | None
    url: str | None
    platform: str | None
    law: Law
    title: str | None
    reference: Reference | None
    dates: tuple[StatedDate, ...]
    questions: tuple[Question, ...]
    request_text: str | None
    response_text: str | None
    outcome: Outcome | None
    outcome_evidence: str | None
    citations: tuple[Citation, ...]
    attachments: tuple[Attachment, ...]
    warnings: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    language: str | None = None

    def date(self, kind: DateKind) -> StatedDate | None:
        """The first stated date of this kind."""
        return next((d for d in self.dates if d.kind is kind), None)

    @property
    def relied(self) -> tuple[Citation, ...]:
        return tuple(c for c in self.citations if c.role is Role.RELIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a source's platform knows about its pages beforehand. All of it optional: the reader works without.

    `request_labels` and `response_labels` are further label words, lower case, without the colon.
    """

    force: str | None = None
    platform: str | None = None
    law: Law | None = None
    request_labels: tuple[str, ...] = ()
    response_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A body and what is known about it: what a reader or a listing parser is given.

    `media_type` is the declared type without parameters, `charset` the declared encoding; both may be wrong.
    """

    body: bytes
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a listing: the address of a response and what the listing says of it, as printed."""

    url: str
    title: str | None = None
    listed_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One listing page read: its entries, and the further listing pages it links to.

    `left_out` counts the rows that are no responses (policies, statistics); `total` is the number of rows the page
    itself states for the whole listing.
    """

    entries: tuple[Entry, ...]
    pages: tuple[str, ...] = ()
    left_out: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRules:
    """Facts of one source about its listing, for the platforms that need any (`[source.<id>.listing]`).

    `responses`, `pages`, `leave_out`: globs of the addresses of responses, of further listing pages, and of what looks
    like a response and is none. `names`: only rows that name one of these count. `columns`: what the columns of a table
    hold (title, reference, responded …), by their headings as printed. `tab`: the last part of a response's address,
    where the listing links an item and the answer stands on one of its tabs.
    """

    responses: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    tab: str = ""


NO_RULES = ListingRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes of one address at one instant, as kept on disk; the body itself is loaded by file and offset.

    `file` is relative to the data folder, `offset` the start of the WARC record in bytes.
    """

    url: str
    final_url: str
    fetched_at: str
    via: Via
    status: int
    media_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    sha256: str
    size_bytes: int
    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlace:
    """Where the record of a capture lies: a file relative to the data folder, an offset and a length in bytes."""

    file: str
    offset: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One disclosure log: a table in sources.toml, facts only.

    `via` says where its pages come from when the user does not: the live site, or the web's archive (a dead log).
    `recheck_days` is how long after its last fetch a new response is due again; an older one waits that share of its
    age. `recheck_budget` is the most requests one run makes to look again at what was read before, `request_budget` the
    most it makes in all (0: any number).
    `whatdotheyknow` is the body's name in addresses there.
    `min_entries` and `max_drop` (share of the last complete walk, 0 to 1) are floors: below them a walk is unhealthy.
    The other `min_*` are shares of the responses read; `max_lost` is the share of changed pages that may lose what they
    had. Beyond them what was read is not kept.
    """

    id: str
    name: str
    force: str
    force_name: str
    nation: str
    law: Law
    platform: str
    listings: tuple[str, ...]
    hosts: frozenset[str]
    via: Via = Via.LIVE
    archive_prefixes: tuple[str, ...] = ()
    cron: str = "0 3 * * *"
    delay_seconds: float = 2.0
    recheck_days: float = 1.0
    recheck_share_of_age: float = 0.1
    recheck_budget: int = 300
    request_budget: int = 0
    min_entries: int = 1
    max_drop: float = 0.3
    min_clean: float = 0.0
    min_dated: float = 0.0
    min_questions: float = 0.0
    min_outcome: float = 0.0
    max_lost: float = 0.5
    licence: str | None = None
    terms_url: str | None = None
    attribution: str | None = None
    unverified: bool = False
    enabled: bool = True
    note: str | None = None
    whatdotheyknow: str | None = None
    rules: ListingRules = NO_RULES
