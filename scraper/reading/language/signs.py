"""What one block of a letter says about the part it stands in: a label, an introduction, a turn, a closing formula."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from scraper.reading.language.asks import folded, has_requester_voice, is_ask
from scraper.reading.language.labels import is_meta_label
from scraper.records import Block, BlockKind, Hints

_LIST = r"\d{1,2}[a-z]?(?:\ ?(?:-|–|to|and|&|,)\ ?\d{0,2}[a-z]?){0,8}"
_NUMBERS = rf"(?:\ ?(?:no\.?\ ?)?{_LIST})?"
_REQUEST_LABEL = re.compile(
    rf"""(?:in\ your\ (?:request|email|letter),?\ )?you\ (?:have\ )?(?:asked|wrote|requested|said)(?:\ (?:us|for
      |the\ following(?:\ questions?)?|as\ follows|to\ know)){{0,2}}
      | (?:(?:the|your|foi|foia|eir|original|initial|full|information|revised|refined|amended|clarified
      |wording\ of(?:\ the)?|(?:details?|text|summary|nature|copy)\ of(?:\ the|\ your)?
          |applicant(?:'s)?|requester(?:'s)?)\ ){{0,3}}
        (?:request|question|enquiry|query){_NUMBERS}s?(?:\ (?:details?|text|summary|for\ information|asked|received
          |is|was|as\ follows|reads?|in\ full)){{0,2}}
      | (?:the\ )?information\ (?:you\ )?(?:requested|sought|asked\ for) | requested\ information | what
      \ (?:you|we|was|were|the\ (?:applicant|requester))(?:\ (?:have|had|has|were|was))?(?:\ been)?
          \ (?:asked|requested|sought|wanted)(?:\ (?:for|us|to\ (?:provide|disclose)))?
      | (?:y\ )?cais(?:\ am\ wybodaeth)? | eich\ cais | gofynnoch(?:\ chi)? | gofynnwyd""",
    re.VERBOSE,
)
_CLARIFICATION = re.compile(
    r"(?:further |request for )?clarifications?(?: (?:sought|received|requested|provided|from|was|response|given"
    r"|question|of request))?(?: (?:on|received|from)?.{0,30})?"
)
_RESPONSE_LABEL = re.compile(
    rf"""(?:in\ )?(?:(?:our|the|your|full|foi|foia|final|police|force|constabulary|disclosure
      |information)\ ){{0,3}}(?:(?!date|of\ |and|any|this|with|from|last|no\ )[a-z]{{2,6}}\ )?(?:response|reply
      |answer)s?{_NUMBERS}
        (?:\ (?:to\ |for\ )?(?:(?:your|the|this|foi)\ )?(?:requests?|questions?|q|qs){_NUMBERS})?(?:\ (?:is
          |are)(?:\ as\ follows)?)?
      | (?:q|qs|questions?)\.?\ ?{_LIST}\ ?[-–:]?\ ?(?:response|reply|answer) | request\ and\ (?:answer|response)
      | (?:[\w-]+\ ){{1,4}}(?:police|constabulary|council|service)(?:'?s)?\ (?:response|reply|answer|decision)
      | (?:(?:our|the|your|my|original|first|initial)\ ){{0,2}}(?:(?:response|reply|answers?)\ (?:to|for)
          \ (?:you|the\ (?:applicant|requester))
          |(?:results?|outcomes?|findings?|conclusions?|decisions?|disclosures?|determination)(?:\ (?:and\ reasons?
          |notice|of\ (?:the|our|your)\ (?:search(?:es)?|request|enquiries|review)))?)
      | (?:what|why|how)\ (?:we|i|the\ (?!applicant|request)\w{{3,20}})
          \ (?!.{{0,20}}\b(?:asked|requested|wanted|sought)\b).{{3,60}}
      | what\ (?:was|were|has\ been)\ (?:decided|found|held|replied|answered|said|concluded|disclosed)
      | (?:information|data)\ (?:released|disclosed|provided|supplied|held)
      | (?:(?:partial|part|full)\ )?(?:refusal(?:\ notice)?|disclosure(?:\ notice)?)
      | (?:extent\ and\ )?results?\ of\ (?:the\ )?search.{{0,60}}
      | (?:ein\ |yr\ )?ymateb | ateb""",
    re.VERBOSE,
)
_QUESTION_LABEL = re.compile(rf"(?:questions?|qs?\.?|query|queries|points?|parts?) ?(?:no\.? ?)?{_LIST}")
_NUMBER_LABEL = re.compile(rf"{_LIST} ?(?:[.):]|[-–])[.:]?")
_RIGHTS_LABEL = re.compile(
    r"""(?:your\ |the\ )?rights?\ (?:of|to)\ (?:appeal|complaint|complain|(?:a\ |an[ ]
      |request\ an?\ )?(?:internal\ )?review).{0,20}
      | your\ rights?(?:\ (?:if|to|of|under|and)\ .{2,50})?
      | (?:internal\ )?reviews?(?:\ (?:procedure|process|rights?))? | internal\ review.{0,20}
      | (?:your\ |foi\ |freedom\ of\ information\ )?(?:complaints?|appeals?)(?:\ (?:rights?|procedures?|process
      |information)).{0,30} | complaints?|appeals?
      | how\ to\ (?:complain|appeal).{0,40} | (?:(?:are|if)\ you(?:'re)?\ )?(?:are\ |still\ )?(?:unhappy|dissatisfied
          |not\ (?:happy|satisfied|content))\b.{0,60} | legal\ annex(?:e)?
      | (?:the\ )?information\ commissioner(?:'s\ office)? | copyright.{0,30} | re-?use\ of.{0,30}
      | useful\ contacts? | contact\ (?:details|us)
      | (?:eich\ )?(?:hawl|hawliau)\ .{0,20} | cwyn(?:ion)?""",
    re.VERBOSE,
)
_RIGHTS = re.compile(
    r"""(?:if|should|where|in\ the\ event)\ (?:that\ )?you\ .{0,60}?(?:unhappy|dissatisf|not\ (?:happy|satisfied
      |content)|disagree|complain|appeal|review|displeased)
      | (?:this\ response\ follows|in\ accordance\ with)\ .{0,20}code\ of\ practice
      | your\ attention\ is\ drawn\ to\ .{0,60}(?:rights?|review|complain)
      | you\ (?:have|may\ have)\ (?:the\ |a\ )?rights?\ (?:of|to)\ (?:appeal|complain|(?:request|ask\ for
      |seek)\ an?\ (?:internal\ )?review)
      | (?:you|any\ complaint|complaints?)\ (?:may|can|should)\ .{0,60}information\ commissioner
      | (?:[\w-]+\ ){1,5}in\ complying\ with\ (?:its|their)\ statutory\ duty
      | further\ information\ on\ .{0,30}(?:information\ commissioner|complain)""",
    re.VERBOSE,
)
_RIGHTS_INITIALS = frozenset("IiSsWwTtYyAaCcFfNn")
_ANNEX = re.compile(r"(?:appendix|annexe?|attachments?|schedule|table|enclosures?|disclosure)\b.{0,40}")
_INTRO = re.compile(
    r"""\byou\ (?:have\ |had\ |then\ |also\ )?(?:asked?|seek|sought|requested|request|wrote|stated?|said
      |are\ (?:seeking|asking|requesting)|wish|wanted)\b
      | \b(?:your|the|this)\ (?:\w+\ ){0,4}?(?:requests?|questions|points|enquiry|enquiries|applications?|e[ -]?mails?
          |messages?|letter|correspondence)\b
      | \brequest\ for\ information\b | \bseek\ access\b | \b(?:asked|requested)\ (?:as\ follows|the\ following)""",
    re.VERBOSE,
)
_INTRO_END = re.compile(
    r"\bas follows\b|\b(?:the|these) following\b|\bfollowing (?:information|questions?|request|data)\b"
    r"|\b(?:repeated|replicated|restated|recited|set out|reproduced|listed|shown|detailed|copied|given|quoted"
    r"|outlined|is|are) below\b|\bbelow together\b"
    r"|\bin (?:which|it) you (?:asked|requested)|\bspecifically you (?:asked|requested)"
)
# A sentence that breaks off where what was asked begins: "… in which you ask for".
_UNFINISHED = re.compile(
    r"(?:^|\bin which |\bwhere(?:in|by)? |\bwhen |, |\band )you (?:[\w']+ ){0,3}"
    r"(?:ask(?:ed)?|request(?:ed)?|seek|sought|want(?:ed)?|wish(?:ed)?|wrote|like|enquired?)"
    r"(?: us| for| about| whether| if| to (?:know|have|see|be (?:told|sent|given))| that)*$"
)
_DECIDES = re.compile(r"\b(?:exempt|refus(?!ed by|als)|withh|not obliged|engaged)")
_REPEATED = re.compile(r"\b(?:repeated|replicated|restated|set out|reproduced|quoted) below\W*$")
_PREAMBLE = re.compile(
    r"""as\ you\ (?:may|will|might)\ (?:be\ aware|know),?\ (?:that\ )?the\ (?:purpose|act|freedom)
      | provision\ of\ information\ held
      | (?:(?:i|we)\ )?(?:would\ like\ to\ )?(?:thank\ you|many\ thanks|thanks)\ for\ (?:your|the|contacting)\b
      | (?:i|we)\ (?:write|am\ writing|are\ writing)\ (?:in\ |to\ )
      | i\ (?:refer|acknowledge)\b | further\ to\ your | with\ (?:reference
      |regards?)\ to\ your\ (?:\w+\ ){0,3}(?:request|e-?mail|letter)
      | (?:your|this)\ request\ (?:for\ information\ )?(?:was|has\ been)\ (?:received|handled|processed|allocated
      |logged) | (?:we|i)\ (?:apologi[sz]e|are\ sorry|am\ sorry)\b
      | freedom\ of\ information\ (?:\(scotland\)\ )?(?:act\ 20|request) | official\b
      | in\ response\ to\ your\ request\b.{0,80}(?:received|dated)
      | (?:faq|disclosure)\ details$ | not\ protectively\ marked | protective\ marking""",
    re.VERBOSE,
)
_STRONG = re.compile(
    r"""(?:we|i)\ have\ (?:now\ )?(?:today\ )?(?:had\ the\ opportunity|decided|considered\ (?:your|the)) | (?:i
      |we)\ (?:have\ )?today\ (?:decided|disclos)
      | (?:following\ (?:the\ )?receipt\ of|having\ (?:considered|completed|conducted|received)) | (?:extensive[ ]
      |appropriate\ )?(?:searches|enquiries|inquiries)\ (?:were|have|with)\b | a\ (?:thorough[ ]
      |full\ )?search\ (?:for|of|has|was)\b
      | your\ request\ (?:for\ information\ )?(?:has\ (?:now\ )?been\ considered|is\ (?:refused|for\ environmental
      |being\ refused))
      | (?:i|we)\ (?:can|am\ able\ to|are\ able\ to)\ (?:today\ |now\ )?(?:confirm|advise
      |inform)\ (?:you\ )?(?:that\ )?(?!i\b)
      | (?:under|pursuant\ to|in\ accordance\ with)\ .{0,90}\b(?:i|we)\ can\ (?:confirm|advise)\b
      | .{0,70}\bneither\ confirms?\ n?or\ den(?:y|ies)\b | in\ reply\ to\ the\ above""",
    re.VERBOSE,
)
_TURN = re.compile(
    r"""(?:(?:[\w-]+\ ){1,3}(?:police|constabulary)(?:\ (?:service|force|authority))?
          |the\ (?:force|constabulary|service|office)|police\ scotland|(?:the\ )?(?:mps|psni|btp|npcc|gmp))
        \ (?:confirm|keep|record|publishe?|disclose|release|provide|maintain|refuse|decline|regard|believe
          |conclude|rel[iy]e?|acknowledge|recognise|understand|estimate|employ|own|operate|spend|pay|recruit|issue|deploy|find
          |assert|appl[iy]e?)s?\b
      | we\ (?:confirm|enclose|attach|regret|refuse|decline|estimate|conclude|find|note|searched|checked|keep|record|own
          |employ|spent|paid|issued|recorded|neither)\b
      | (?:we|the\ (?:force|constabulary|service|mps|psni|authority|office)|(?:[\w-]+\ ){1,3}(?:police
      |constabulary)(?:\ (?:service|force|authority))?(?:\ \(\w+\))?)
        \ (?:can|does|do|has|holds?|is|will|would|are|neither|considers?|therefore|have|did|could|cannot|may|had|must
          |took|takes|uses?|only)\b
      | i\ (?:have|can|am)\ (?:now\ |today\ |therefore\ |not\ )?(?:decided|confirm|advise|inform|provide|able|unable
      |obliged|required|refusing|satisfied|pleased|advised|informed|afraid|attach)\b
      | your\ request\ (?:would\ exceed|has\ been\ (?:refused|answered|dealt))
      | please\ (?:find|see|refer|note)\b | (?:unfortunately|regrettably)\b | no\ information\b | nil\b
      | see\ (?:attached|below|table|above)\b
      | (?:the\ |some\ of\ the\ |all\ (?:of\ )?the\ )?(?:requested\ )?information\ (?:(?:that[ ]
      |which\ )?(?:you\ (?:have\ )?)?(?:requested|sought|asked\ for)\ )?(?:is|can|has|cannot|held|below|was|are|will)\b
      | in\ (?:response|reply|answer|relation|respect|regards?)\ (?:to|of)\ (?:the\ above|your|question|this\ request
      |q\d)
      | (?:i|we)\ regret\b | as\ (?:the|this|your)\ (?:requested\ )?(?:information|request)\b
      | the\ (?:original|initial|first)\ (?:decision|response) | on\ review\b | i\ (?:find|uphold)\b
      | it\ (?:is|has\ been)\ (?:estimated|not\ possible|considered|the\ decision) | our\ (?:data|records|systems?
      |decision|response)\b
      | to\ (?:locate|retrieve|answer|find|provide|establish|determine|obtain)\b.{0,160}\b(?:would|hours|exceed)
      | this\ (?:response|letter|information|data|question|force)\b | the\ cost\ of\ (?:compl|answer|dealing|provid)
      | by\ way\ of\ explanation
      | the\ (?:following|below|above)\ (?:information|table|exemptions?|data|figures|response)\b.{0,60}\b(?:is|are
      |has|have|shows?|provides?|was|were|appl)
      | (?:yes|no|none|not\ held|n/a|zero)\b[.,]?(?:\ .{0,80})?$
      | (?:(?:fully|partly|partially|part|full|partial)\ )?(?:disclosed|disclosure|refusal|refused|withheld|released
      |granted)\b.{0,70}$""",
    re.VERBOSE,
)
_STATUTE = re.compile(
    r"""\b(?:section|sec|s)\.?\ ?(?:1|8|17|12|14)(?:\ ?\(\d\)){0,2}[^.]{0,100}\b(?:requires?|obliges?|places?|states?
      |provides?|calls?|confers?|gives?|says|allows)\b
      | \btwo\ (?:duties|rights|responsibilities)\b | \b(?:creates?|provides?|gives?|confers?)\ (?:a\ |the[ ]
      |you\ )?(?:general\ |statutory\ )?rights?\ (?:of|to)[ ]
      | \bplaces\ .{0,40}\bdut(?:y|ies)\b | \bpublic\ authorit(?:y|ies)\b.{0,120}\b(?:must|confirm|oblig|requir
      |dut(?:y|ies))""",
    re.VERBOSE,
)
_PARAPHRASE = re.compile(
    r"(?:in your (?:request|e-?mail|letter),? )?you (?:have |had )?(?:asked|requested|wanted|sought"
    r"|enquired)(?: us)? (?:for|about|whether|how|if|to|what|which|why)\b"
)
_OF_DAY = re.compile(
    r",? ?\(?(?:(?:received|dated|made|sent|submitted|of|on|from) (?:on |by us on |the )?){1,2}\d{1,2}[^:]{4,30}\d\)?$"
)
_SALUTATION = re.compile(r"dear ([^,.:]{1,80})[,.:]?$")
_AUTHORITY = re.compile(
    r"\b(?:police|constabulary|service|sirs?|madam|foi|freedom|team|officer|authority|force|council|chief|department)\b"
)
_SIGN_OFF = re.compile(r"(?:yours (?:faithfully|sincerely|truly)|(?:(?:kind|best|many|warm) )?regards)\b.{0,40}")
_LINE_LABEL = re.compile(r"([^:\n]{2,70}?) ?:\s*(?=\S|$)")
_REFERENCE_LIKE = re.compile(
    r"(?:\w{3,9}\s)?\d{1,2}(?:st|nd|rd|th)?[\s/.-]{1,2}(?:[a-z]{3,9}|\d{1,2})[\s/.,-]{1,2}\d{2,4}$|(?:foi|rfi|ref"
    r"|f-)?[\s/_-]*\d[\d/._ -]{2,}\w{0,3}$",
    re.IGNORECASE,
)


class Sign(Enum):
    """What a block says about the part that it stands in."""

    REQUEST_LABEL = auto()
    CLARIFICATION = auto()
    RESPONSE_LABEL = auto()
    QUESTION_LABEL = auto()
    RIGHTS_LABEL = auto()
    RIGHTS = auto()
    ANNEX = auto()
    INTRO = auto()
    PARAPHRASE = auto()
    PREAMBLE = auto()
    STRONG_TURN = auto()
    TURN = auto()
    TO_FORCE = auto()
    TO_APPLICANT = auto()
    SIGN_OFF = auto()
    META = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A block that is a label. `rest` is the text after it on the same line.

    `numbered`: it names a number; `dated`: it says on what day the part that it heads was written.
    """

    sign: Sign
    rest: str = ""
    numbered: bool = False
    dated: bool = False


def label_sign(label: str, hints: Hints) -> Sign | None:
    """Which label these words are, without the colon and what follows it."""
    words = folded(label, 90).strip(" :*_-–—")
    bare = words.strip(". ,(")
    if words[-1:].isdigit() or words.endswith(")"):
        bare = _OF_DAY.sub("", words).strip(". ,(")
    if bare in hints.response_labels or _RESPONSE_LABEL.fullmatch(bare):
        return Sign.RESPONSE_LABEL
    if _QUESTION_LABEL.fullmatch(bare):
        return Sign.QUESTION_LABEL
    if bare in hints.request_labels or _REQUEST_LABEL.fullmatch(bare):
        return Sign.REQUEST_LABEL
    if _CLARIFICATION.fullmatch(bare):
        return Sign.CLARIFICATION
    return Sign.RIGHTS_LABEL if _RIGHTS_LABEL.fullmatch(bare) else None


def find_label(block: Block, hints: Hints) -> Label | None:
    """The block as a label, alone or with text after its colon."""
    if block.kind is BlockKind.TABLE or (len(block.text) > 80 and ":" not in block.text[:72]):
        return None
    text = block.printed
    if len(text) <= 80:
        sign = label_sign(text, hints)
        if sign is None and _NUMBER_LABEL.fullmatch(text.lower()):
            sign = Sign.QUESTION_LABEL
        if sign is not None:
            return _label(sign, text)
    found = _LINE_LABEL.match(text)
    return _with_rest(found.group(1), text[found.end() :], hints) if found is not None else None


def _with_rest(label: str, rest: str, hints: Hints) -> Label | None:
    if is_meta_label(label) and (label.lower() not in ("request", "foi request") or _REFERENCE_LIKE.fullmatch(rest)):
        return Label(sign=Sign.META)
    sign = label_sign(label, hints)
    if sign is None or sign in (Sign.RIGHTS_LABEL, Sign.QUESTION_LABEL):
        return None
    if _REFERENCE_LIKE.fullmatch(rest):
        return Label(sign=Sign.META)
    return _label(sign, label, rest)


def _label(sign: Sign, words: str, rest: str = "") -> Label:
    dated = _OF_DAY.search(words.lower().rstrip(":. ")) is not None
    return Label(sign=sign, rest=rest, numbered=not dated and _has_digit(words), dated=dated)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def is_about_rights(text: str) -> bool:
    """Whether a passage tells how to complain."""
    return text[:1] in _RIGHTS_INITIALS and _RIGHTS.match(folded(text, 200)) is not None


def _leads_on(words: str) -> bool:
    """Whether words point to what follows them, or break off."""
    if "you " not in words and "follow" not in words and "below" not in words:  # for speed: neither can stand then
        return False
    return _INTRO_END.search(words) is not None or _UNFINISHED.search(words) is not None


def _introduces(text: str, words: str) -> bool:
    return (
        len(text) < 700
        and (text.endswith(":") or _leads_on(words))
        and _INTRO.search(words) is not None
        and _DECIDES.search(words) is None
        and (_REPEATED.search(words) is not None or not _STRONG.match(words))
    )


def _is_statute(text: str, words: str) -> bool:
    if "authorit" not in words and "section" not in words and "right" not in words and "duties" not in words:
        return "s17" in words and "requires" in words
    return _STATUTE.search(words) is not None and not is_ask(text) and not has_requester_voice(text)


def sentence_sign(text: str) -> Sign:
    """The sign of a sentence or passage that is no label."""
    words = folded(text)
    if (found := _SALUTATION.match(words)) is not None:
        return Sign.TO_FORCE if _AUTHORITY.search(found.group(1)) else Sign.TO_APPLICANT
    if _SIGN_OFF.fullmatch(words):
        return Sign.SIGN_OFF
    if is_about_rights(text):
        return Sign.RIGHTS
    if _introduces(text, words):
        return Sign.INTRO
    if _PARAPHRASE.match(words):
        return Sign.PARAPHRASE
    if _PREAMBLE.match(words):
        return Sign.PREAMBLE
    if _STRONG.match(words) or _is_statute(text, words):
        return Sign.STRONG_TURN
    if _TURN.match(words) and not text.endswith("?"):
        return Sign.TURN
    return Sign.ANNEX if is_annex(text) else Sign.NONE


def is_annex(text: str) -> bool:
    """Whether a heading brings the answer back after the complaint rights: an appendix, a table, an attachment."""
    return len(text) <= 60 and _ANNEX.fullmatch(folded(text)) is not None
