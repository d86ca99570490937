"""Which words are the title of a response, and which only name a force, a log, an Act or a part of the letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.reading.language.asks import is_ask
from scraper.reading.language.labels import is_meta_label, is_part_label
from scraper.reading.language.signs import Sign, label_sign, sentence_sign
from scraper.records import Block, BlockKind, Hints

_FACT = re.compile(
    r"""(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?\d{1,2}(?:st|nd|rd|th)?[\s/.-]{1,2}(?:[a-z]{3,9}|\d{1,2})
          [\s/.,-]{1,2}\d{2,4}$
      | (?:january|february|march|april|may|june|july|august|september|october|november|december)\s\d{1,2},?\s\d{4}
          \s?(?:\||$)
      | (?:dated?|published|received|responded|issued)\b.{0,40}\d
      | (?:tel|telephone|phone|e-?mail|web\s?site|www\.|http|from|to|for
          |our\sref|your\sref|ref|produced|authored)\b
      | [^:\d]{0,40}\b(?:refs?|references?|no|number|id|dates?|dyddiad|cyfeirnod)\b[^:\d]{0,20}:
      | .{2,60}\s\d{1,2}\s[a-z]{3,9}\s(?:19|20)\d\d$
      | .{2,80}\smade\sthis\s.{2,60}\brequest\sto\b )""",
    re.VERBOSE | re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:subject|title|re)\s?:\s+(\S.{2,180})", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"""(?: (?:(?-i:[A-Z])[\w'’-]*\s|(?:and|of|the|&)\s){0,5}
          (?:police|constabulary|heddlu|council|police\s(?:service|authority)(?:\sof\s.{0,30})?)
          (?:\s[-–|]\s.{0,30}\b(?:police|heddlu|poilis)\b.{0,30})?
      | heddlu\s.{0,30} | home | hafan | n/a | foia? | \(.{0,80}\)
      | (?:disclosure|faq|foi|response|request|information)\s(?:details|log|response|request)s?
      | (?:our\s)?(?:foi\s)?disclosure\slogs?
      | (?:responses\sto\s)?(?:freedom\sof\sinformation|rhyddid\sgwybodaeth)(?:\s(?:\(?foia?\)?|\(scotland\)|act
          |requests?|responses?|disclosures?|disclosure\slog|2000|2002)){0,4}
      | (?:(?:[\w&'’-]+\s){1,4}(?:police|constabulary|service)\W{1,4})?(?:information|disclosure|data|freedom|legal
          |corporate|records).{0,60}\b(?:teams?|department|unit|services|office|rights|governance|compliance
          |management|disclosure)
      | .{0,80}(?:cookies?|cwcis).{0,30} | (?:official|restricted|not\sprotectively\smarked)\b.{0,40}
      | (?:skip|jump)\sto.{0,40}
      | (?:published|updated|posted|part\sof)\b.{0,60}
      | page\snot\sfound | .{0,30}\.(?:police\.)?uk | [\w-]{2,40}(?:\.[a-z]{2,10}){1,3}
      | contents?\b.{0,20}\b1\b.* | .{0,60}\|.{0,60}\|.{0,60} | .{0,30}\bpage\scounter\b.{0,10}
      | whatdotheyknow\b.{0,60} | gov\.\w\w\b.{0,80} | inside\s[\w ]{2,20} | foi\srelease | by\se-?mail(?:\sonly)?
      | (?:make|view|browse)\b.{0,60}\brequests?\b.{0,40} | text\s.{2,40}\son\s\d{5}
      | (?:main\s|site\s)?(?:menu|search|navigation) | (?:internal\s)?reviews? | complaints?
    )\W*""",
    re.VERBOSE | re.IGNORECASE,
)
# "This request was successful.": below the title on sites that publish requests.
_STATUS = re.compile(r"\b(?:(?:this|the|recent) (?:request|response)|information requested|request to)\b", re.I)
_CODE = re.compile(r"(?:[A-Z]{1,5}[\s/.:-]{0,3}){0,3}\d[\d\s/.-]*[A-Za-z]?")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")
_BODY = frozenset(
    (Sign.PREAMBLE, Sign.INTRO, Sign.PARAPHRASE, Sign.TO_FORCE, Sign.TO_APPLICANT, Sign.STRONG_TURN, Sign.RIGHTS)
)
_HINTS = Hints()
_TOP = 20  # blocks of a text among which its title is looked for
_PROSE = 120  # characters: longer than a title or a line of a notice


def is_title(text: str) -> bool:
    """Whether words can be a title of one response: not the name of a force, a log, an Act or a banner."""
    return 2 < len(text) <= 300 and not _NO_TITLE.fullmatch(text) and not is_part_label(text)


def once(text: str) -> str:
    """A title that a page prints twice without a space between ("DogsDogs"), once."""
    half = len(text) // 2
    return text[:half] if len(text) > 20 and text[:half] == text[half:] else text


def title_of_text(blocks: Sequence[Block]) -> tuple[str | None, int]:
    """The title of a text and the index of its line: the subject where the text states one, else the line right
    above the first fact (reference, date) or the first words of the letter. (None, 0) where there is no title.

    The index is 0 where facts stand above the title.
    """
    top = blocks[:_TOP]
    for block in top[:12]:
        if len(block.text) <= 200 and (found := _SUBJECT.fullmatch(block.text)) is not None:
            return found.group(1), 0
    line, code = _line_above_the_letter(top)
    best = line if line is not None else code
    if best is None:
        return None, 0
    return once(top[best].text), 0 if any(_is_fact(b.text) for b in top[:best]) else best


def _line_above_the_letter(blocks: Sequence[Block]) -> tuple[int | None, int | None]:
    """The index of the line of words above the letter or its facts, and of the first bare reference there.

    Of several lines together the first counts: keywords, summaries and departments stand below the title. Short
    sentences are notices of the site, so that a line after them goes before a line above them. The lines above a
    postal address are a letterhead.
    """
    line = code = above = None
    for index, block in enumerate(blocks):
        text = block.text
        if _NO_TITLE.fullmatch(text):
            if line is not None or code is not None:
                break
        elif block.kind in (BlockKind.ITEM, BlockKind.TABLE) or len(text) > _PROSE or _begins_letter(text):
            break
        elif _is_fact(text):
            if line is not None:
                break
        elif _POSTCODE.search(text):
            line = code = above = None
        elif line is not None and text[-1] == "." and _STATUS.search(text):
            break
        elif text[-1] in ".:;,?!":
            line, above = None, line if line is not None else above
        elif text[0] not in "([" and is_title(text):
            if _CODE.fullmatch(text):
                code = index if code is None else code
            else:
                line = index if line is None else line
    return line if line is not None else above, code


def _is_fact(text: str) -> bool:
    return is_meta_label(text.partition(":")[0]) or _FACT.match(text) is not None


def _begins_letter(text: str) -> bool:
    label = label_sign(text, _HINTS) if len(text) <= 80 else None
    if label is None and ":" in text:
        label = label_sign(text.partition(":")[0], _HINTS)
    return label not in (None, Sign.RIGHTS_LABEL) or sentence_sign(text) in _BODY or is_ask(text)
