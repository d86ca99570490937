"""Which words are the title of a response, and which only name a force, a log, an Act or a part of the letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.reading.plain import is_meta_label, is_part_label
from scraper.records import Block, BlockKind

_TITLE_STOP = re.compile(
    r"""(?:dear\b|dated?\b|our\sref|ref\b|reference|published\b|official|provision\sof\s
        |(?:\d{1,2}\s)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\s\d
        |\(|©|tel\b|www\.|http|from:|to:|freedom\sof\sinformation\s(?:act|request\sreference)|(?:faq
        |disclosure)\sdetails$|tell\sus\s|you\s(?:have\s)?(?:asked|requested)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:subject|title|re)\s?:\s+(\S.{2,180})", re.IGNORECASE)


_NO_TITLE = re.compile(
    r"""(?:(?:[\w&'’-]+\s){0,5}(?:police|constabulary|heddlu|council|police\s(?:service|authority)(?:\sof\s.{0,30})?)
      |heddlu\s.{0,30}|home|hafan
        |(?:disclosure|faq|foi|response|request)\s(?:details|log|response|request)s?
        | (?:our\s)?(?:foi\s)?disclosure\slogs?
        |(?:responses\sto\s)?(?:freedom\sof\sinformation|rhyddid\sgwybodaeth)(?:\s(?:\(?foia?\)?|\(scotland\)|act
        |requests?|responses?|disclosures?|disclosure\slog|2000|2002)){0,4}
        |(?:information|disclosure|data|freedom|legal|corporate|records).{0,60}\b(?:teams?|department|unit|services
        |office|rights|governance|compliance|management)
        |.{0,80}(?:cookies?|cwcis).{0,30}|official|skip\sto.{0,40}|page\snot\sfound|.{0,30}\.(?:police\.)?uk)\W*""",
    re.VERBOSE | re.IGNORECASE,
)


def is_title(text: str) -> bool:
    """Whether words can be a title of one response: not the name of a force, a log, an Act or a banner."""
    return 2 < len(text) <= 300 and not _NO_TITLE.fullmatch(text) and not is_part_label(text)


def title_of_text(blocks: Sequence[Block]) -> str | None:
    """The subject where the text states one, else the first line that reads as a title: no sentence, no label."""
    for block in blocks[:12]:
        if len(block.text) <= 200 and (found := _SUBJECT.fullmatch(block.text)) is not None:
            return found.group(1)
    for block in blocks[:3]:
        text = block.text
        if is_part_label(text):
            return None
        if _TITLE_STOP.match(text) or is_meta_label(text.partition(":")[0]):
            continue
        if not is_title(text):
            continue
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and len(text) <= 180 and text[-1] not in ".:;,?":
            return text
        return None
    return None
