"""Page furniture that stands in text: banners, cookie notices, page tools, related links, feedback, footers.

Matched by wording, line by line, in English and Welsh; wherever a line could also be part of a letter it is
only furniture near the top or the bottom of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from scraper.reading.language.signs import Sign, label_sign
from scraper.records import Block, BlockKind, Hints

_TOP, _BOTTOM = 16, 12
_CRUMB = 60  # characters: longer than an item of a menu

_ALWAYS = re.compile(
    r"""(?: (?:\W|go\s)*(?:back|return)\sto\s(?:the\s)?top(?:\sof\s(?:the\s)?page)?
      | top\sof\s(?:the\s)?page | yn\sôl\si'r\s(?:brig|top) | nôl\si'r\s(?:brig|top)
      | (?:skip|jump)\s(?:to|over|straight\sto)\s.{0,40} | neidio\si'r\s.{0,40} | sgipio\si'r\s.{0,40}
      | (?:font\ssize|speech)\s*:.{0,20} | maint\sy?\s?ffont:?.{0,20}
      | (?:quick(?:ly)?\s)?(?:leave|exit|hide)\s(?:(?:this|the|our)\s)?(?:web)?(?:site|page)\b.{0,120}
      | (?:quick(?:ly)?\s)?(?:leave|exit|escape)\b.{0,60}\b(?:quick(?:ly)?|escape|esc)\b.{0,60}
      | (?:gadewch|gadael)\sy\s(?:safle|wefan)\b.{0,120}
      | (?:share|print|email)(?:\sthis)?(?:\s(?:page|article))?(?:\s(?:on|by|via)\s\w+)?
      | rhannwch?\s(?:y\s)?dudalen.{0,20} | (?:accept|reject)\s(?:all|cookies|all\scookies)
      | sorry,\sthere\s(?:was|is)\sa\stechnical\sproblem.{0,60} | .{0,30}problem\sdechnegol.{0,60}
      | your\scookie\spreferences\shave\sbeen\ssaved.{0,80} | mae\seich\sdewisiadau\scwcis.{0,80}
      | (?:is|was)\sthis\spage\s(?:useful|helpful).{0,60} | (?:a\soedd|ydy'r|oedd)\s.{0,20}dudalen.{0,60}
      | did\syou\sfind\swhat\syou\s(?:were\slooking\sfor|needed|wanted).{0,30}
      | (?:thank\syou\sfor\s(?:your|the)|give(?:\sus)?|leave|send(?:\sus)?)\s(?:page\s)?feedback.{0,60}
      | report\sa\sproblem\swith\sthis\spage | (?:hide|close|dismiss)\s(?:this\s)?(?:message|menu|banner)
      | (?:BETA|ALPHA) | (?:official|restricted|protect|unclassified|not\sprotectively\smarked)(?:\W{1,4}sensitive)?
      | (?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,40}){1,4}\s@\w{2,40}
      | \(?(?:page|tudalen)\s\d{1,3}(?:\s(?:of|o)\s\d{1,3})?\)?
    )\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_AT_TOP = re.compile(
    r"""(?: (?=.{0,300}\bcookies?\b)(?=.{0,300}\b(?:we|us|our|you|your|this\s(?:web)?site|essential|necessary|accept
          |allow|reject|manage|analytics|additional|preferences|settings)\b)
      | (?:your|the)\s(?:\w+\s){0,2}(?:choices?|preferences?|settings?|selection)\s(?:has|have|was|were)\s
          (?:now\s)?(?:been\s)?(?:recorded|saved|stored|updated|noted)
      | (?:preferences|settings|choices)\s(?:saved|recorded|updated)
      | (?:sorry\W{1,3})?something\s(?:went|has\sgone)\swrong
      | rydym?(?:\sni)?(?:'n|\syn)\sdefnyddio\b.{0,40}\bcwcis | rheoli(?:'ch|\seich)?\s.{0,20}\bcwcis
      | (?:beta|alpha)?\s?this\s(?:site\sis\sa\sbeta|is\sa\s(?:beta|new\s(?:service|(?:web)?site)))
      | safle\sbeta | (?:mae\shon|dyma)\s.{0,30}(?:beta|gwasanaeth\snewydd)
      | tell\sus\s(?:what\syou\sthink|whether\syou\saccept) | dywedwch\swrthym\sbeth
      | please\s(?:be\saware|note|bear\swith\sus)\b.{0,120}\b(?:web)?site\b
      | this\s(?:web)?site\b.{0,80}\bno\slonger\s(?:live|updated|in\suse)
      | (?:coronavirus|covid-19)(?:\s\(covid-19\))?\W*(?:$|(?:how|what|latest|information|updates?|guidance|advice)\b)
      | .{0,60}\bduring\s(?:the\s)?(?:covid-19|coronavirus|pandemic)\W*$
      | (?:home|hafan)\s[>/»›|] | (?:menu|search|home|hafan|chwilio|close|cymraeg|english)$
      | (?:in\san\s)?emergency\b.{0,40}\b999\b | (?:call|dial|ring)\s(?:999|101)\b
      | (?:accessibility|translate|translation|listen|text\ssize|contrast)\b.{0,30}$
      | search\s(?:this|the|our)\s(?:web)?site | chwilio'r\s | you\sare\shere | your\sbrowser\b
      | javascript\s(?:is|must|needs) | please\senable\sjavascript
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_AT_END = re.compile(
    r"""(?: ©\s?.{0,80} | copyright\s.{0,80} | all\srights\sreserved
      | (?:privacy|cookies?|accessibility|modern\sslavery|terms(?:\s(?:and|&)\sconditions|\sof\suse)?|legal)
        (?:\s(?:notice|policy|statement|information|preferences|settings))?
      | (?:related(?:\s\w{4,12})?|see\salso|you\s(?:may|might)\salso\s(?:like|want)|more\slike\sthis)\s?:\s.{0,280}
      | site\s?map | contact\sus | follow\sus(?:\s.{0,30})? | (?:hysbysiad|polisi)\s(?:preifatrwydd|cwcis) | hygyrchedd
      | (?:yes|no)(?:,?\sit\s(?:is|was)\s?(?:not)?)? | submit | comments?:? | was\sthis\suseful.{0,5}
    )\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_LETTER_BEGINS = re.compile(
    r"(?:dear\s.{1,80}|.{2,60}:|(?:your\s|our\s|the\s)?(?:request|question|enquiry)(?:\s\d{1,2})?)\s?", re.IGNORECASE
)
_RELATED = re.compile(
    r"""(?:related|similar|other|more|recent|latest|popular|further)\s(?:foi\s)?
        (?:disclosures?|links?|content|pages?|information|items|documents|stories|news|requests|responses|like\sthis
          |articles
          |in\sthis\ssection)
      | (?:also\s)?in\sthis\ssection | see\salso | you\smay\s(?:also\s)?(?:like|be\sinterested\sin)
      | more\sfrom\s.{0,40}
      | on\sthis\spage | share\sthis(?:\spage)? | quick\slinks | useful\slinks
      | (?:dolenni|tudalennau|cynnwys|gwybodaeth)\scysylltiedig | mwy\sfel\shyn | yn\syr\sadran\shon | gweler\shefyd""",
    re.VERBOSE | re.IGNORECASE,
)


class Piece(NamedTuple):
    """A block on its way into a document. `linked`: all of its words are a link, and not one to a file."""

    block: Block
    linked: bool = False


def is_furniture_line(text: str) -> bool:
    """Whether a line is page furniture wherever it stands."""
    return len(text) <= 160 and _ALWAYS.fullmatch(text) is not None


def _is_short(piece: Piece) -> bool:
    text = piece.block.text
    return piece.linked or (len(text) <= 120 and piece.block.kind is not BlockKind.TABLE and text[-1:] not in ".:;")


def _related_end(pieces: Sequence[Piece], start: int) -> int:
    """The end of the run of links after a heading such as "Related disclosures"; `start` where there is no such run."""
    end = start + 1
    while (
        end < len(pieces)
        and (pieces[end].linked or pieces[end].block.kind is BlockKind.ITEM)
        and _is_short(pieces[end])
    ):
        end += 1
    if end > start + 1:
        return end
    rest = pieces[start + 1 :]
    return len(pieces) if len(rest) <= 2 * _BOTTOM and all(map(_is_short, rest)) else start


def without_furniture(pieces: Sequence[Piece], *, whole_page: bool) -> list[Block]:
    """The blocks of a page without its furniture.

    `whole_page` says that the main part was not marked in the page: then runs of links before the first
    heading, and any run of three links or more, are menus.
    """
    kept: list[Block] = []
    index, count = 0, len(pieces)
    near_top = True
    first_heading = 0
    if whole_page:
        first_heading = next((i for i, p in enumerate(pieces) if p.block.kind is BlockKind.HEADING and not p.linked), 0)
    title = next((i for i, p in enumerate(pieces) if p.block.kind is BlockKind.HEADING and p.block.level == 1), 0)
    while index < count:
        piece = pieces[index]
        if index < title and piece.block.kind is BlockKind.ITEM and len(piece.block.text) <= _CRUMB:
            index += 1  # the way to this page, or a menu
            continue
        text = piece.block.text
        short = len(text) <= 320
        if short and len(text) <= 60 and _RELATED.fullmatch(text.rstrip(":")):
            end = _related_end(pieces, index)
            if end > index:
                index = end
                continue
        if whole_page and piece.linked:
            end = index
            while end < count and pieces[end].linked:
                end += 1
            if index < first_heading or end - index >= 3:
                index = end
                continue
        plain = text.replace("’", "'") if short else ""
        near_top = near_top and index < _TOP + first_heading
        if not (
            short
            and (
                is_furniture_line(plain)
                or (near_top and _AT_TOP.match(plain))
                or (index >= count - _BOTTOM and _AT_END.fullmatch(plain))
            )
        ):
            kept.append(piece.block)
            near_top = near_top and not (index >= first_heading and short and _LETTER_BEGINS.fullmatch(text))
        index += 1
    return _without_contents(kept)


def _without_contents(blocks: list[Block]) -> list[Block]:
    """The blocks without a table of contents: a list of the headings below it, those of the letter's parts among them.

    Exemptions and questions are listed and said again too, but no list of them names the parts of the letter.
    """
    below = {b.text for b in blocks if b.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and len(b.text) <= 80}
    out: list[Block] = []
    for listed, run in groupby(blocks, key=lambda b: b.kind is BlockKind.ITEM):
        items = list(run)
        texts = [b.text for b in items]
        if not (listed and len(items) > 1 and below.issuperset(texts) and any(map(_is_part, texts))):
            out += items
    return out


def _is_part(text: str) -> bool:
    return label_sign(text, Hints()) in (Sign.REQUEST_LABEL, Sign.RESPONSE_LABEL)
