"""The parts of a letter: head, request, response, rights; by labels, and by the turn of the letter where there are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from scraper.reading.asks import has_requester_voice, is_ask
from scraper.reading.markers import marker_kind, marker_number
from scraper.reading.plain import is_meta_label
from scraper.records import Block, BlockKind, Document, Hints, Letter

_NUMBERS = r"(?:\s?(?:no\.?\s?)?\d{1,2}[a-z]?(?:\s?(?:-|–|to|and|&|,)\s?\d{1,2}[a-z]?){0,8})?"
_QUESTION_NUMBERS = r"\d{1,2}[a-z]?(?:\s?(?:-|–|to|and|&|,)\s?\d{0,2}[a-z]?){0,8}"
_REQUEST_LABEL = re.compile(
    rf"""(?:(?:in\syour\s(?:request|email|letter),?\s)?you\s(?:have\s)?(?:asked|wrote|requested|said)(?:\s(?:us|for|the\sfollowing|for\sthe\sfollowing|as\sfollows)){{0,2}}
      | (?:(?:the|your|foi|foia|original|initial|full|information|freedom\sof\sinformation|revised|refined|clarified|wording\sof(?:\sthe)?|details\sof(?:\sthe|\syour)?|text\sof(?:\sthe|\syour)?|summary\sof(?:\sthe|\syour)?|nature\sof(?:\sthe|\syour)?|applicant(?:'?s)?)\s){{0,3}}
        (?:request|question|enquiry|query){_NUMBERS}(?:s)?(?:\s(?:details?|text|summary|for\sinformation|asked|received|is|was|as\sfollows|reads?)){{0,2}}
      | (?:the\s)?information\s(?:you\s)?(?:requested|sought|asked\sfor) | requested\sinformation | what\s(?:you|was)\sasked(?:\sfor)?
      | clarification(?:\s(?:sought|received|requested|provided))?
      | cais | eich\scais | gofynnoch | gofynnwyd)""",
    re.VERBOSE | re.IGNORECASE,
)
_RESPONSE_LABEL = re.compile(
    rf"""(?:(?:in\s)?(?:(?:our|the|your|full|foi|final|police|force|constabulary|disclosure|information|[A-Z]{{2,6}})\s){{0,3}}(?:response|reply|answer)s?{_NUMBERS}(?:\s(?:to\s|for\s)?(?:(?:your|the|this|foi)\s)?(?:requests?|questions?|q){_NUMBERS})?(?:\s(?:is|are)(?:\sas\sfollows)?)?
      | q(?:uestion)?\s?{_QUESTION_NUMBERS}\s?[-–]?\s?(?:response|reply|answer) | request\sand\s(?:answer|response)
      | (?:our\s|the\s)?decision | (?:information\s)?disclosure | (?:information|data)\s(?:released|disclosed)
      | (?:extent\sand\s)?results?\sof\s(?:the\s)?searches.{{0,60}}
      | ymateb | ein\shymateb | ateb)""",
    re.VERBOSE | re.IGNORECASE,
)
_QUESTION_LABEL = re.compile(
    rf"(?:questions?|qs?\.?|queries|query|points?|parts?)\s?{_QUESTION_NUMBERS}", re.IGNORECASE
)
_RIGHTS_LABEL = re.compile(
    r"""(?:(?:your\s|the\s)?(?:right|rights)(?:\s(?:of|to)\s(?:appeal|complaint|complain|review|a\sreview|request\sa\sreview|an\sinternal\sreview|internal\sreview))
      | your\srights | (?:internal\s)?reviews?(?:\sprocedure)? | (?:complaints?|appeals?)(?:\s(?:rights?|procedure|process|information))?
      | (?:freedom\sof\sinformation\s)?complaint\srights?.{0,30} | how\sto\s(?:complain|appeal).{0,40} | are\syou\sunhappy.{0,60} | legal\sannex
      | (?:the\s)?information\scommissioner(?:'s\soffice)? | your\s(?:foi\s)?(?:appeal|complaint)\srights? | copyright.{0,30} | re-?use\sof.{0,30}
      | hawl(?:iau)?\s.{0,20} | cwyn(?:ion)?)""",
    re.VERBOSE | re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"""(?:(?:if|should|where|in\sthe\sevent)\s(?:that\s)?you\s(?:are|remain|feel|disagree|be|wish|want|should|have\sany\scomplaint|were|do)\b.{0,40}
        (?:unhappy|dissatisf|not\s(?:happy|satisfied|content)|disagree|complain|appeal|review|displeased)
      | should\syou\s.{0,40}(?:disagree|be\sdissatisf|be\sunhappy|wish\sto\s(?:complain|appeal))
      | (?:this\sresponse\sfollows|in\saccordance\swith)\s.{0,20}code\sof\spractice
      | your\sattention\sis\sdrawn\sto\s.{0,60}(?:rights?|review|complain)
      | you\s(?:have|may\shave)\s(?:the\s|a\s)?rights?\s(?:of|to)\s(?:appeal|complain|request\san?\s(?:internal\s)?review|ask\sfor\san?\s(?:internal\s)?review)
      | (?:you|any\scomplaint|complaints?)\s(?:may|can|should)\s.{0,60}information\scommissioner
      | (?:\w+\s){0,3}(?:police|constabulary|service)(?:\s\w+){0,4}\sin\scomplying\swith\s(?:its|their)\sstatutory\sduty.{0,60}re-?use
      | further\sinformation\son\s(?:the\s)?.{0,30}(?:information\scommissioner|complaints)
      | if\syou\sremain\s(?:unhappy|dissatisfied))""",
    re.VERBOSE | re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:(?:appendix|annex|annexe|attachments?|schedule|table|disclosure|enclosures?)\b.{0,40})", re.IGNORECASE
)
_INTRO = re.compile(
    r"""\b(?:you\s(?:have\s|had\s|then\s|also\s)?(?:asked?|seek|sought|requested|request|wrote|stated?|said|are\s(?:seeking|asking|requesting)|wish|wanted)
      | (?:your|the)\s(?:recent\s|original\s|foi\s|freedom\sof\sinformation\s|information\s|above\s|two\s|e-?)?(?:request|enquiry|requests|mail|email|letter|correspondence)
      | request\sfor\sinformation | seek\saccess | asked\sas\sfollows | requested\sas\sfollows)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_INTRO_END = re.compile(
    r"""(?:as\sfollows|(?:the|access\sto\sthe)\sfollowing(?:\sinformation|\squestions?|\srequest|\sdata)?|(?:(?:is\s)?(?:repeated|set\sout|reproduced|listed|shown|detailed|copied|given|quoted)\s)below|namely|in\swhich\syou\s(?:asked|requested)|below\stogether)""",
    re.VERBOSE | re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"""(?:as\syou\s(?:may|will|might)\s(?:be\saware|know),?\sthe\s(?:purpose|act|freedom)|provision\sof\sinformation\sheld
      | (?:thank\syou|we\sthank\syou|many\sthanks)\sfor\s(?:your|the)\b | i\s(?:write|am\swriting)\sin\s(?:connection|response|relation|reply|reference|regard)
      | i\srefer\sto\syour | further\sto\syour | with\sreference\sto\syour\s(?:request|email|letter) | your\srequest\s(?:for\sinformation\s)?(?:was|has\sbeen)\s(?:received|handled|processed)
      | (?:we|i)\s(?:apologi[sz]e|are\ssorry|am\ssorry)\b | freedom\sof\sinformation\s(?:\(scotland\)\s)?act\s20|official\b|private\b
      | in\sresponse\sto\syour\srequest\b.{0,80}(?:received|dated))""",
    re.VERBOSE | re.IGNORECASE,
)
_TURN = re.compile(
    r"""(?:(?:we|i)\shave\s(?:now\s)?(?:today\s)?(?:had\sthe\sopportunity|decided|considered\syour|completed|conducted|undertaken)\b
      | (?:i|we)\s(?:have\stoday|today)\b | i\s(?:can|am\sable\sto)\s(?:today\s|now\s)?(?:confirm|advise|inform|provide)\b(?!\si\b)
      | (?:we|the\s(?:force|constabulary|service|mps|psni|authority)|(?:\w+\s){1,3}(?:police|constabulary)(?:\sservice|\sauthority)?(?:\s\(\w+\))?)\s(?:can|does|do|has|holds?|is|will|would|are|neither|considers?|therefore|have|did|could|cannot|may|had|must|took|takes|uses?)\b
      | (?:following\s(?:the\s)?receipt\sof\syour\srequest|having\s(?:considered|completed|conducted)|(?:extensive\s)?(?:searches|enquiries|inquiries)\s(?:were|have|has))\b
      | your\srequest\s(?:for\sinformation\s)?(?:has\s(?:now\s)?been\s(?:considered|refused|answered|dealt)|is\s(?:refused|for\senvironmental)|would\sexceed)
      | (?:i|we)\s(?:am|are)\s(?:therefore\s|not\s|unable|afraid|satisfied|obliged|required|refusing|pleased|advised|informed)\b
      | please\s(?:find|see|refer|note)\b.{0,60}\b(?:attach|enclos|below|table|response|spreadsheet|document)
      | (?:unfortunately|regrettably)\b | no\sinformation\b(?:.{0,20}\bheld)? | nil\b | (?:the\s|some\sof\sthe\s|all\s(?:of\s)?the\s)?(?:requested\s)?information\s(?:(?:that\s|which\s)?(?:you\s(?:have\s)?)?(?:requested|sought|asked\sfor)\s)?(?:is|can|has|cannot|held|below|was|are|will)\b
      | (?:in\s(?:response|reply|answer|relation|respect|regards?)\s(?:to|of)\s(?:the\sabove|your|question|this\srequest|q\d))\b
      | it\s(?:is|has\sbeen)\s(?:estimated|not\spossible|considered|the\sdecision) | our\s(?:data|records|systems?|decision|response)\b
      | to\s(?:locate|retrieve|answer|find|provide|establish|determine|obtain)\b.{0,160}\b(?:would|hours|exceed)
      | this\s(?:response|letter|information|request|data|question|force)\b | the\scost\sof\b | by\sway\sof\sexplanation
      | the\s(?:following|below|above)\s(?:information|table|exemptions?|data|figures|response)\b.{0,60}\b(?:is|are|has|have|shows?|provides?|was|were|appl)
      | (?:yes|no|none|not\sheld)[.,]?(?:\s.{0,80})?$ | see\s(?:attached|below|table)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_STATUTE = re.compile(
    r"""(?:\b(?:section|sec|s)\.?\s?(?:1|17|12|14)\b.{0,120}\b(?:requires?|obliges?|places?|states?|provides?|calls?|does\snot\soblige|confers?|gives?)\b
      | \btwo\s(?:duties|rights|responsibilities)\b | \b(?:creates?|provides?|gives?|confers?)\s(?:a\s|the\s|you\s)?(?:general\s|statutory\s)?(?:right|rights)\s(?:of|to)\s
      | \bplaces\s.{0,40}\bduties\b | \b(?:public\sauthority|public\sauthorities)\b.{0,120}\b(?:must|confirm|oblig|requir|duty|duties)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_STRONG = re.compile(
    r"""(?:(?:we|i)\shave\s(?:now\s)?(?:today\s)?(?:had\sthe\sopportunity|decided|considered\syour)|(?:i|we)\shave\stoday
      | (?:searches|enquiries)\s(?:were|have)\b | following\s(?:the\s)?receipt | your\srequest\s.{0,24}has\s(?:now\s)?been\sconsidered
      | (?:i|we)\s(?:can|am\sable\sto)\s(?:today\s|now\s)?(?:confirm|advise|inform)\s(?:you\s)?(?:that\s)?(?!i\b)
      | .{0,60}\b(?:can\s)?neither\sconfirms?\s(?:n?or)\sden | in\sreply\sto\sthe\sabove)""",
    re.VERBOSE | re.IGNORECASE,
)
_SALUTATION = re.compile(r"dear\s(?P<who>[^,.:]{1,80})[,.:]?$", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\b(?:police|constabulary|service|sirs?|madam|foi|freedom|team|officer|authority|force|council|chief|department)\b",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:yours\s(?:faithfully|sincerely|truly)|(?:kind|best|many|warm)\s?regards|regards)\b.{0,40}", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.?!:])\s+(?=[A-Z“\"(])")
_LINE_LABEL = re.compile(r"([^:\n]{2,70}?)\s?:\s*(?=\S|$)")
_REFERENCE_LIKE = re.compile(r"(?:foi|rfi|ref|f-)?[\s/_-]*\d[\d/._ -]{2,}\w{0,3}$", re.IGNORECASE)


class Part(Enum):
    HEAD = auto()
    REQUEST = auto()
    RESPONSE = auto()
    RIGHTS = auto()


class Sign(Enum):
    """What a block says about the part that it stands in."""

    REQUEST_LABEL = auto()
    RESPONSE_LABEL = auto()
    QUESTION_LABEL = auto()
    RIGHTS = auto()
    BACK = auto()
    INTRO = auto()
    PREAMBLE = auto()
    STRONG_TURN = auto()
    TURN = auto()
    SALUTATION = auto()
    SIGN_OFF = auto()
    META = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A block with its sign; `rest` is what follows a label on the same line; `printed` whether the label is kept."""

    block: Block
    sign: Sign
    rest: Block | None = None
    numbered: bool = False


def _label_sign(label: str, hints: Hints) -> Sign | None:
    words = label.strip(" :.-–—*").replace("’", "'")
    folded = words.lower()
    if folded in hints.request_labels:
        return Sign.REQUEST_LABEL
    if folded in hints.response_labels:
        return Sign.RESPONSE_LABEL
    if _RESPONSE_LABEL.fullmatch(words):
        return Sign.RESPONSE_LABEL
    if _REQUEST_LABEL.fullmatch(words):
        return Sign.REQUEST_LABEL
    if _QUESTION_LABEL.fullmatch(words):
        return Sign.QUESTION_LABEL
    if _RIGHTS_LABEL.fullmatch(words):
        return Sign.RIGHTS
    return None


def _labelled(block: Block, hints: Hints) -> _Read | None:
    """The block as a label, alone or with text after its colon."""
    text = block.printed
    if len(text) <= 80:
        sign = _label_sign(text, hints)
        if sign is not None:
            return _Read(block=block, sign=sign, numbered=any(c.isdigit() for c in text))
    found = _LINE_LABEL.match(text)
    if found is None:
        return None
    label, rest = found.group(1), text[found.end() :]
    if is_meta_label(label) and label.lower() not in ("request", "foi"):
        return _Read(block=block, sign=Sign.META)
    sign = _label_sign(label, hints)
    if sign is None or sign in (Sign.RIGHTS, Sign.QUESTION_LABEL):
        return None
    if _REFERENCE_LIKE.fullmatch(rest):
        return _Read(block=block, sign=Sign.META)
    tail = Block(kind=BlockKind.PARAGRAPH, text=rest) if rest else None
    return _Read(block=block, sign=sign, rest=tail, numbered=any(c.isdigit() for c in label))


def _read(block: Block, hints: Hints) -> _Read:
    if block.kind is BlockKind.TABLE:
        return _Read(block=block, sign=Sign.NONE)
    text = block.text
    if (labelled := _labelled(block, hints)) is not None:
        return labelled
    if (found := _SALUTATION.match(text)) is not None:
        return _Read(block=block, sign=Sign.SALUTATION, numbered=_AUTHORITY.search(found.group("who")) is not None)
    return _Read(block=block, sign=_sentence_sign(text))


def _sentence_sign(text: str) -> Sign:
    if _SIGN_OFF.fullmatch(text):
        return Sign.SIGN_OFF
    if _RIGHTS.match(text):
        return Sign.RIGHTS
    if (
        _INTRO.search(text, 0, 400)
        and (text.endswith(":") or _INTRO_END.search(text, 0, 500))
        and not _STRONG.match(text)
        and len(text) < 600
    ):
        return Sign.INTRO
    if _PREAMBLE.match(text):
        return Sign.PREAMBLE
    if _STRONG.match(text) or (_STATUTE.search(text, 0, 400) and not is_ask(text) and not has_requester_voice(text)):
        return Sign.STRONG_TURN
    if _TURN.match(text) and not text.endswith("?"):
        return Sign.TURN
    if len(text) <= 60 and _BACK.fullmatch(text):
        return Sign.BACK
    return Sign.NONE


def _split_sentences(blocks: Sequence[Block], hints: Hints) -> list[Block]:
    """Long paragraphs that hold the introduction and the request, or the request and the turn, become several blocks."""
    out: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH or len(block.text) < 60:
            out.append(block)
            continue
        start = 0
        text = block.text
        for found in _SENTENCE.finditer(text):
            before, after = text[start : found.start()], text[found.end() :]
            sign = _sentence_sign(before) if _INTRO_END.search(before) or before.endswith(":") else Sign.NONE
            if (
                sign is Sign.INTRO
                and (is_ask(after) or before.endswith(":") or "below" in before)
                and _sentence_sign(after) is not Sign.PREAMBLE
            ):
                out.append(Block(kind=block.kind, text=before))
                start = found.end()
            elif _STRONG.match(after) and is_ask(before):
                out.append(Block(kind=block.kind, text=before))
                start = found.end()
        out.append(Block(kind=block.kind, text=text[start:]) if start else block)
    return out


class _Machine:
    """Reads the blocks in order and keeps the part in hand."""

    def __init__(self, reads: Sequence[_Read], title: str | None) -> None:
        self.parts: dict[Part, list[Block]] = {part: [] for part in Part}
        self.part = Part.HEAD
        self.reads = reads
        self.title = title
        self.asked: set[int] = set()
        self.last_answer_label = max((i for i, r in enumerate(reads) if r.sign is Sign.RESPONSE_LABEL), default=-1)
        self.last_strong = max((i for i, r in enumerate(reads) if r.sign is Sign.STRONG_TURN), default=-1)
        self.after_list = False

    def put(self, part: Part, block: Block) -> None:
        self.parts[part].append(block)
        if part is Part.REQUEST and block.marker and (number := marker_number(block.marker)):
            self.asked.add(number)

    def step(self, index: int, read: _Read) -> None:
        sign, block = read.sign, read.block
        if sign is Sign.REQUEST_LABEL:
            self.label(Part.REQUEST, read)
        elif sign is Sign.RESPONSE_LABEL:
            self.label(Part.RESPONSE, read)
        elif sign is Sign.QUESTION_LABEL:
            self.question_label(index, read)
        elif sign is Sign.RIGHTS and (
            self.part is not Part.HEAD and self.part is not Part.REQUEST or len(block.text) <= 60
        ):
            self.part = Part.RIGHTS
            self.put(Part.RIGHTS, block)
        elif sign is Sign.BACK and self.part is Part.RIGHTS and block.text.lower() != "legal annex":
            self.part = Part.RESPONSE
            self.put(Part.RESPONSE, block)
        elif sign is Sign.INTRO and (
            self.part is Part.HEAD or (self.part is Part.RESPONSE and not self.parts[Part.REQUEST])
        ):
            self.put(Part.HEAD, block)
            self.part = Part.REQUEST
        elif sign is Sign.SALUTATION and self.part in (Part.HEAD, Part.REQUEST):
            self.put(Part.HEAD, block)
            if read.numbered and not self.parts[Part.REQUEST]:
                self.part = Part.REQUEST
        elif sign is Sign.SIGN_OFF and self.part is Part.REQUEST and self.parts[Part.REQUEST]:
            self.put(Part.HEAD, block)
            self.part = Part.HEAD
        elif self.part is Part.REQUEST and self.turns(index, read):
            self.part = Part.RESPONSE
            self.put(Part.RESPONSE, block)
        elif self.part is Part.HEAD and sign is Sign.STRONG_TURN and self.parts[Part.REQUEST]:
            self.part = Part.RESPONSE
            self.put(Part.RESPONSE, block)
        elif self.part is Part.RESPONSE and self.is_next_question(block):
            self.put(Part.REQUEST, block)
        else:
            self.put(self.part, block)

    def label(self, part: Part, read: _Read) -> None:
        self.part = part
        if read.rest is None:
            if read.numbered:
                self.put(part, read.block)
        else:
            self.put(part, read.block if read.numbered else read.rest)

    def question_label(self, index: int, read: _Read) -> None:
        number = marker_number(read.block.printed)
        following = self.reads[index + 1].block if index + 1 < len(self.reads) else None
        new = number is not None and number not in self.asked and following is not None and is_ask(following.text)
        if self.part is Part.HEAD or (self.part is Part.RESPONSE and new):
            self.part = Part.REQUEST
        if self.part is Part.REQUEST and number is not None:
            self.asked.add(number)
        self.put(self.part, read.block)

    def turns(self, index: int, read: _Read) -> bool:
        """Whether the answer begins at this block, though no label says so."""
        if read.sign is Sign.STRONG_TURN:
            return True
        if self.last_answer_label > index and self.last_answer_label - index < 40:
            return False
        block = read.block
        if not self.parts[Part.REQUEST] or is_ask(block.text) or block.kind is BlockKind.ITEM:
            return False
        if read.sign is Sign.TURN:
            return not has_requester_voice(block.text) or block.text.lower().startswith("please")
        if block.kind is BlockKind.TABLE:
            return self.last_strong < index
        listed = any(b.kind is BlockKind.ITEM for b in self.parts[Part.REQUEST])
        ends = block.text.endswith((".", ":")) and len(block.text) > 40
        return (
            listed
            and ends
            and self.last_strong < index
            and not has_requester_voice(block.text)
            and not self.items_follow(index)
        )

    def items_follow(self, index: int) -> bool:
        """Whether the numbering of the request goes on after this block."""
        return any(
            r.block.marker and marker_kind(r.block.marker) in ("number", "asked") and is_ask(r.block.text)
            for r in self.reads[index + 1 : index + 6]
        )

    def is_next_question(self, block: Block) -> bool:
        """An unanswered question between answers: it carries the next number and asks."""
        if block.marker is None or not self.asked or marker_kind(block.marker) not in ("number", "asked"):
            return False
        return marker_number(block.marker) == max(self.asked) + 1 and block.text.rstrip().endswith("?")


def _unlabelled(parts: dict[Part, list[Block]], reads: Sequence[_Read], title: str | None) -> None:
    """Where nothing introduces the request, it is what stands between the facts at the top and the answer."""
    signs = {id(r.block): r.sign for r in reads}
    head: list[Block] = []
    machine = _Machine(reads, title)
    rest = [r for r in reads]
    start = 0
    for start, read in enumerate(rest):
        text = read.block.text
        if not (
            text == title
            or signs[id(read.block)] in (Sign.META, Sign.PREAMBLE, Sign.SALUTATION)
            or read.block.kind is BlockKind.HEADING
            or (
                len(text) <= 60
                and not is_ask(text)
                and read.block.kind is not BlockKind.ITEM
                and not text.endswith((".", ":"))
            )
        ):
            break
        head.append(read.block)
    if not head and not rest:
        return
    first = rest[start] if start < len(rest) else None
    if first is None or first.sign in (Sign.STRONG_TURN, Sign.TURN, Sign.RIGHTS, Sign.RESPONSE_LABEL):
        return
    machine.part = Part.REQUEST
    for index in range(start, len(rest)):
        machine.step(index, rest[index])
    if not machine.parts[Part.REQUEST]:
        return
    parts.update(machine.parts)
    parts[Part.HEAD] = head + machine.parts[Part.HEAD]


def parse_letter(document: Document, hints: Hints) -> Letter:
    """The blocks of `document` by part; order within each part is the page's."""
    blocks = _split_sentences(document.blocks, hints)
    reads = [_read(block, hints) for block in blocks]
    machine = _Machine(reads, document.title)
    for index, read in enumerate(reads):
        machine.step(index, read)
    parts = machine.parts
    if not parts[Part.REQUEST]:
        _unlabelled(parts, reads, document.title)
    if not parts[Part.REQUEST] and not parts[Part.RESPONSE]:
        _answer_only(parts, reads)
    return Letter(
        head=tuple(parts[Part.HEAD]),
        request=tuple(parts[Part.REQUEST]),
        response=tuple(parts[Part.RESPONSE]),
        rights=tuple(parts[Part.RIGHTS]),
    )


def _answer_only(parts: dict[Part, list[Block]], reads: Sequence[_Read]) -> None:
    """A page that does not repeat the request: everything from the turn on is the answer."""
    signs = {id(r.block): r.sign for r in reads}
    head = parts[Part.HEAD]
    for index, block in enumerate(head):
        if signs.get(id(block)) in (Sign.STRONG_TURN, Sign.TURN):
            parts[Part.HEAD], parts[Part.RESPONSE] = head[:index], head[index:]
            return
