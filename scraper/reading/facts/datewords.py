"""Which words say what the date after them is the date of: labels, and what a force tells of a request.

A label is a noun or verb of asking, answering or publishing with nothing between it and the date. A telling sentence
has a verb of asking or receipt that governs the date, and the request of this page as what was asked or received.
"""

from __future__ import annotations

import re

from scraper.records import DateKind

_OWN = r"(?:(?:the|your|our|this|original|initial|valid|foi|foia|eir|information|freedom of information) ){0,3}"
_ASK = r"(?:request|enquiry|inquiry|application)"
_ASKED = r"(?:received|requested|submitted|made|logged|lodged|registered|asked)"
_ANSWER = r"(?:response|reply|answer|decision|disclosure|letter|completion|(?:refusal |decision )?notice)"
_ANSWERED = r"(?:responded|replied|answered|issued|disclosed|completed|closed|sent|concluded|finalised|dispatched)"
_TO = r"(?: to (?:the )?(?:applicant|requester))?"
_SHOWN = r"(?:published|posted|uploaded|added)"
_SITE = r"(?: (?:on|to|in) (?:the |our )?(?:web ?site|disclosure log|log|site|portal))?"
# A label begins its line, or follows the end of something else on it: "Our Ref: 12/20 Date: 3 May 2020", the other
# language of a bilingual page ("Dyddiad derbyn / Date received"), or with its capital at once upon a number.
_START = (
    r"(?:^[\s,;]{0,3}|[.;:|)(\]/]\s{0,2}|\d\S{0,9}\s{1,2}|\bref(?:erence)?\s|(?<=[\dA-Z])(?=(?-i:Date\b))"
    r"|(?<=[a-z0-9])\s[–-]\s)(?:"
)
_END = r")\)?\s?(?:on|was|is)?\s?[:=|–—-]?\s?(?:the\s)?$"


def _label(words: str) -> re.Pattern[str]:
    return re.compile(_START + words + _END, re.IGNORECASE)


_LABELS = (
    (
        DateKind.REQUESTED,
        _label(
            rf"(?:date|day|when) (?:of |on which )?{_OWN}(?:{_ASK}|receipt)(?: of (?:the |your )?{_ASK})?(?: was)?"
            rf"(?: {_ASKED})?(?: by us)?"
            rf"|(?:date|when) (?:was |we |foi |eir )?{_ASKED}(?: {_OWN}{_ASK})?(?: by us)?"
            rf"|{_OWN}{_ASK} (?:date|{_ASKED})(?: (?:date|by us))?|received date|(?:foi|eir) received"
            r"|dyddiad (?:y cais|(?:y )?derbyn|derbyniwyd|gofyn)|derbyniwyd(?: y cais)?"
        ),
    ),
    (
        DateKind.RESPONDED,
        _label(
            rf"(?:our|this) {_ANSWER}"
            rf"|(?:the )?(?:date|day) of (?:(?:the|our|this|foi|final|full) ){{0,2}}(?:{_ANSWER}|issue){_TO}"
            rf"|(?:date|when) (?:we |of |was )?(?:(?:the|our|foi|{_ANSWER}) ){{0,3}}{_ANSWERED}{_TO}"
            rf"|(?:(?:foi|our|original|final|full|review|internal review|appeal) ){{0,2}}{_ANSWER}"
            rf" (?:date|was {_ANSWERED}|{_ANSWERED}|provided|given|made)(?: date)?|issue date"
            r"|(?:(?:our|review|internal review) )?(?:response|reply|answer|decision|outcome|refusal notice) dated"
            r"|dyddiad (?:yr? )?(?:ymateb|ateb|llythyr)|ymatebwyd"
        ),
    ),
    (
        DateKind.PUBLISHED,
        _label(
            rf"date (?:of |first )?(?:publication|{_SHOWN}){_SITE}|publication date"
            r"|(?:(?:first|originally|response|answer|page|entry|log entry) )?(?:published|posted|uploaded)"
            rf"(?: date| online)?{_SITE}|added to (?:the |our )?(?:disclosure log|website)"
            r"|(?:dyddiad )?cyhoedd(?:i|wyd)"
        ),
    ),
    # "Produced by an office, authored by another and published on": the line under the title of some sites.
    (DateKind.PUBLISHED, re.compile(r"\bby [^.:;]{2,150} and published(?: on)?\s?$", re.IGNORECASE)),
)
# Words that are labels at the head of a page, and may be column names of the data further down.
_HEAD_LABELS = (
    (DateKind.REQUESTED, _label(_ASKED)),
    (DateKind.RESPONDED, _label(rf"{_ANSWERED}(?: to)?|(?:original )?decision")),
    (
        DateKind.PUBLISHED,
        re.compile(
            r"(?:^|\band )(?:published|posted|uploaded)(?: by (?:[\w&’'-]{1,20} ){1,8})?(?: ?on)?\s?$", re.IGNORECASE
        ),
    ),
)
_BARE_LABEL = _label(r"date|(?P<stamp>dated)|dyddiad")

_NOUN = r"(?:request|e[- ]?mail|letter|note|enquiry|inquiry|application|correspondence|message|submission|questions)"
_RECEIPT = (
    r"(?:received|reached|arrived|came|landed|got (?:here|to)|put in|logged|lodged|registered|recorded|made|submitted"
    r"|sent|e-?mailed|posted"
    r"|wrote|written|asked|contacted|requested|sought|dated|put to us)"
)
# The verb governs the date: what stands between them is a place, a person or the way it came, and no new clause.
# Verbs of receipt may stand far from the request; the others could be about anything unless they follow it or "you".
_VERB = re.compile(
    rf"\b(?:received|reached|arrived|came|submitted|dated|contact(?:ed|ing)|writing to"
    rf"|(?:you(?: have| had| first)?"
    rf"|{_NOUN}s?(?: for information)?,?(?: (?:that|which))?(?: (?:you|we|i))?(?: (?:was|were|has been|have))?"
    r"(?: first)?)"
    rf" {_RECEIPT})\b(?! (?:in )?(?:respect|relation|regard|connection))"
    r"(?:,? (?!(?:between|from the|which|who|that|since|over|during|concerning|about|regarding)\b|and (?-i:[a-z]))"
    r"\(?[\w&][\w'’()&/.-]{0,30}){0,12},?"
    r" ?(?:on )?(?:the )?$",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b{_NOUN}s?(?: for information)?(?: (?:under|to|made under) [^.,;:?]{{0,60}})?,?"
    r" (?:dated|of|from|on) ?(?:the )?$",
    re.IGNORECASE,
)
_YOURS = re.compile(
    rf"\b(?:your|this|the above)\b|\byou (?:have )?{_RECEIPT}\b|\bfrom you\b|\bthank you\b"
    rf"|\bwrite (?:in|further|with)\b|\brefer(?:ence|ring)? to\b|\b(?:response|reply|replying|responding) to\b"
    r"|\bwe (?:have )?received\b"
    r"|^\W{0,3}(?:the |an? )?(?:(?:foi|foia|eir|information) )?(?:requests?|enquiry|inquiry)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|this|these|they|which|and) (?:was|were|has been|reached|arrived|came)\b", re.IGNORECASE)
# Another message, or another act upon the request than its asking and its receipt.
_ANOTHER = re.compile(
    r"\b(?:clarif|acknowledged|acknowledgement|review|complain|appeal|payment|previous|earlier|another\b"
    r"|further\b(?! to)|amended|revised|refined|narrowed|similar|deadline|due\b"
    r"|(?<!your )requests\b(?!,? (?:for|were received|received|dated)\b)"
    r"|our (?:response|letter|reply)|subsequent|second\b|follow-?up)",
    re.IGNORECASE,
)
_ANOTHER_AFTER = re.compile(
    r"\W{0,3}(?:and )?(?:in which you |to |by which you |asking (?:us )?(?:to|for) |requesting |seeking )?"
    r"(?:an? )?(?:internal )?(?:clarif|review|narrow|complain|appeal|chas|confirm|say (?:that )?(?:you|it)\b|object"
    r"|withdr)",
    re.IGNORECASE,
)
_YOUR_NOUN = re.compile(rf"\b(?:your|this|the)(?: [a-z]{{1,12}}){{0,4}} {_NOUN}s?\b", re.IGNORECASE)
_WHICH = re.compile(r",? (?:that|which) ", re.IGNORECASE)
_ON = re.compile(r"\W{0,3}(?:it was )?on (?:the )?$", re.IGNORECASE)
_ON_END = re.compile(r"\bon (?:the )?$", re.IGNORECASE)
_YOU_ASKED = re.compile(
    rf",? (?:that )?(?:you (?:have )?{_RECEIPT}\b"
    rf"|we (?:received|had|got) (?:your|this|a|the) (?:[a-z]{{1,12}} ){{0,4}}{_NOUN}\b"
    rf"|(?:your|this|the) (?:[a-z]{{1,12}} ){{0,4}}{_NOUN} (?:was|were) {_RECEIPT}\b)",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"\s?(?:issued|sent|dated)(?: on)?(?: the)? $", re.IGNORECASE)
_THIS_RESPONSE = re.compile(
    r",? (?:this|the|our) (?:foi |freedom of information )?(?:response|reply|letter)", re.IGNORECASE
)
_THIS_DATED = re.compile(
    r"\bthis (?:foi |freedom of information )?(?:letter|response|reply|answer|e-?mail|notice|decision),?"
    r" (?:which )?(?:is |was )?(?:being )?"
    r"(?:dated|(?:sent|issued|made|given|written|provided)(?: to you)?(?: on)?|of) (?:the )?$"
    r"|\b(?:i am|we are|i'm|we're|and) (?:now |today )?(?:replying|responding|answering|writing(?: back)?)"
    r"(?: to (?:you|it|that|this|your (?:request|letter|e-?mail)))?(?: today)?,?(?: on)? (?:the )?$",
    re.IGNORECASE,
)
# The answer is the subject, or what the force has done; how, where and by whom may stand before the date. What "the
# answers" do is told of this page only where they are given, sent and the like.
_GIVEN = (
    r"(?:sent|issued|given|completed|made|provided|finished|released|prepared|posted|e-?mailed|supplied|signed|approved"
    r"|dated|concluded|dispatched|despatched|returned|finalised|written|set out)"
)
_ANSWER_TOLD = re.compile(
    r"\b(?:this|our|the|an?|these|my|following)"
    r"(?: (?!first|original|initial|previous|earlier|interim)[a-z]{1,12}){0,2}"
    rf" (?:{_ANSWER}|answers|replies)(?: (?:above|below|here|to [a-z ]{{1,30}}))?,?"
    rf"(?: (?:which|that))? ?(?:(?:is|was|were|are|has been|have been|being)(?: [a-z]{{1,12}})? )?{_GIVEN}\b"
    r"(?:,? (?!before|after|until|by\b(?! (?:the|me|us|e-?mail|post|email))|if|when|where|which|and|correct|accurate"
    r"|true|current|as\b)[\w’'()-]{1,20}){0,10}?"
    r",? (?:on |of |today,? )(?:the )?$",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"\b(?:i|we)(?:['’]ve| have| am| are|['’]m|['’]re)? (?:now )?today,? ?[(–-]?(?:the )?$", re.IGNORECASE
)
# "We answered it on …" tells the date of this answer, unless it is looked back on.
_WE_ANSWERED = re.compile(
    r"\b(?:i|we|police|constabulary|force|service|psni)(?: ha(?:ve|s|d))? (?:replied|responded|answered|wrote back)"
    r"(?: to (?:you|it|that|this|your (?:request|letter|e-?mail))| it)? on (?:the )?$",
    re.IGNORECASE,
)
_AND_ANSWERED = re.compile(
    r"[ ,]{0,2}(?:and|but|then)? ?(?:(?:it )?was |(?:i|we) (?:have )?)?(?:answered|replied|responded|closed|completed)"
    r"(?: to| it| by us| you){0,2} on (?:the )?$",
    re.IGNORECASE,
)
# What may stand on one line with the date of a letter: whom it is for, its number, a postcode, a telephone.
_LETTERHEAD = re.compile(
    r"(?:(?:fao|for the attention of|to|our ref|your ref|ref(?:erence)?|foi|dear|e-?mail|tel(?:ephone)?)\b"
    r"|.{0,60}\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b\W{0,3}$)(?!.*\b(?:received|from|of|on|by|since|until|to|dated)\W*$)",
    re.IGNORECASE,
)
_ANOTHER_ANSWER = re.compile(
    r"\b(?:clarif|acknowledge|review|complain|appeal|previous|earlier|another|first|original|initial|interim|holding"
    r"|deadline|due|other|subsequent)",
    re.IGNORECASE,
)
_OPENS_ANSWER = re.compile(
    r"(?:date )?(?:sent|issued|answered|replied|responded|dated)(?: this)?(?: on)?\s?[:–-]?\s?(?:the )?$", re.I
)
_OPENS = re.compile(rf"\W{{0,3}}(?:your {_NOUN} )?{_RECEIPT}(?: by \S{{1,20}})?(?: on)?:? ?(?:the )?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!]\s(?=[A-Z])")


def kind_by_label(left: str, *, head: bool) -> DateKind | None:
    """What the label that ends just before a date says it is the date of. `head`: single verbs are labels too."""
    for kind, label in _LABELS:
        if label.search(left):
            return kind
    if head:
        for kind, label in _HEAD_LABELS:
            if label.search(left) and not _ANOTHER.search(left):
                return kind
    return None


def bare_label(left: str) -> str | None:
    """`date` or `dated` where a date stands after no more than that word, else None."""
    found = _BARE_LABEL.search(left)
    return ("dated" if found["stamp"] else "date") if found else None


def tells_response(left: str, right: str) -> bool:
    """ "Issued 3 May 2020, this response gives …"."""
    if (_ISSUED.match(left) and _THIS_RESPONSE.match(right)) or _THIS_DATED.search(left) or _TODAY.search(left):
        return True
    sentence = _SENTENCE_END.split(left)[-1]
    if _ANSWER_TOLD.search(sentence):
        return not _ANOTHER_ANSWER.search(sentence) and not _ANOTHER_AFTER.match(right)
    return _WE_ANSWERED.search(left) is not None and not _ANOTHER.search(left) and not _ANOTHER.search(right)


def tells_request(left: str, right: str) -> bool:
    """Whether a sentence of the force tells that the request of this page was made or received on a date.

    `left` is what stands before the date, `right` what stands after it.
    """
    sentence = _SENTENCE_END.split(left)[-1]
    if _ANOTHER_AFTER.match(right):
        return False
    if _ON.fullmatch(sentence):
        return _YOU_ASKED.match(right) is not None and not _ANOTHER.search(right.partition(".")[0])
    of, verb = _OF.search(sentence), _VERB.search(sentence)
    if not of and not verb:
        return False
    yours = _YOURS.search(sentence) is not None
    if not yours and verb and _IT.search(sentence):
        yours = _YOUR_NOUN.search(left) is not None
    # "The review of our reply to the request that reached us on": that verb is about the request.
    # "We acknowledged your request on …": there the verb before it governs the date. Else, from the last naming of
    # the request on: "the review of our reply to your request of" is about the request.
    last = max((m for m in _YOUR_NOUN.finditer(sentence)), key=lambda m: m.start(), default=None)
    governed = last is not None and _WHICH.match(sentence, last.end()) is not None
    named = last.start() if last is not None and (governed or not _ON_END.search(sentence)) else 0
    return yours and not _ANOTHER.search(sentence, named)


def goes_on_to_response(left: str) -> bool:
    """Whether a sentence that has just told when a request came goes on to when it was answered: "and answered on"."""
    return _AND_ANSWERED.fullmatch(left) is not None


def is_letterhead(left: str) -> bool:
    """Whether the words before a date that ends a line are of a letterhead: "FAO: the applicant", "Hull HU1 5SF"."""
    return _LETTERHEAD.match(left.strip()) is not None


def opens_request(left: str) -> bool:
    """Whether a date at the beginning of what was asked is introduced by a verb alone: "Dated", "Received on"."""
    return _OPENS.fullmatch(left) is not None


def opens_response(left: str) -> bool:
    """Whether a date at the beginning of an answer is introduced by a verb alone: "Sent", "Issued on"."""
    return _OPENS_ANSWER.fullmatch(left) is not None
