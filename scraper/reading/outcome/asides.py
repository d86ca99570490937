"""Words by which a sentence or a section decides nothing: argument, law told, the request repeated, another answer.

All patterns are tried on lower-case text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.reading.language.words import Phrase
from scraper.records import Block, BlockKind

_ARGUMENT = re.compile(
    r"\b(?:harm|public interest|factors?|balanc\w+|considerations?|favou?ring|prejudice test|against|legal annex|"
    r"legislation)\b"
)
_ARGUMENT_ENDS = re.compile(
    r"^(?:disclosure|decision|response|reply|answers?|conclusion|outcome|attachments?|"
    r"additional information)\b[^.]{0,30}:?$"
    r"|^(?:q(?:uestion)?s?\.?\s?\d|part\s\d|request\s\d)"
)
# Parts of a page beside the letter: the law explained, links to other answers.
_ASIDE = re.compile(
    r"^(?:related|see also|you may also (?:like|be interested))\b|^(?:annex|note|notes|appendix|guidance|advice|"
    r"extract)\b[^.]{0,40}"
    r"\b(?:act|law|legislation|future|requests?)\b|^how (?:we|to|long)\b|^about (?:the|our)\b|^(?:our )?disclosure log$"
)
# A refusal on a provision; where none is relied on in the end, it was another's or is past.
CITES = re.compile(r"\b(?:sections?|regulations?|articles?|ss?\.)\s?(?!(?:1|16|17)(?!\d))\d")
# Headings of a review under which the decision looked at and the complaint are told again.
_TOLD_AGAIN = re.compile(
    r"^(?:\d{1,2}[.)]\s)?(?:(?:the |our |my )?(?:original|first|initial|earlier|previous) (?:\w+\s)?"
    r"(?:decision|response|reply|letter)|(?:your|the) (?:\w+\s)?(?:grounds?|complaint|arguments?)\b.{0,30}|"
    r"what (?:we|you) (?:said|told|say|decided)\b.{0,20})\W*$"
)
ABOUT_REASONS = Phrase(
    r"\b(?:reasons?|explan\w+|explained|exemptions?|complain\w*|(?:a|an|internal|for) review|appeal|public interest|"
    r"harm|guidance|"
    r"clarif\w+|advice|(?:complaints?|review|appeals?) procedure|"
    r"principles?|factors|arguments?|considerations|grounds?|legislation|provisions?|"
    r"evidence|"
    r"commissioner|copyright|licen[cs]e|rights?|(?:a|the|claim|application|request|blank) forms?|leaflets?)\b"
)
# One side of a balance: a sentence that weighs, and gives or refuses nothing.
WEIGHS = Phrase(
    r"^against(?::| (?:it|this|that|these|disclosure|release|confirmation)\b)|^for (?:confirm|disclos|releas)\w+:|"
    r"\b(?:stands|is) (?:the|a) (?:danger|risk)\b|\bassurances? of\b|"
    r"\b(?:weight|consideration|thought|regard|credit|credence)\s(?:has|have|was|is|must)\s(?:been |be )?"
    r"(?:given|attached)\b"
)
REPEATS_REQUEST = Phrase(
    r"\b(?:your (?:\w+\s)?(?:request|message|e-?mail|letter|enquiry|questions?)|request for (?:\w+\s)?information|"
    r"in which you|you (?:asked|wrote|sought|requested the following)|seek access)\b"
    r"[^.]{0,120}\b(?:as follows|following|below|repeated|replicated|reproduced)\b|\brepeated below\b"
    r"|^(?:(?:i|we)\s)?thank(?:s|\syou)?\b(?![^.]{0,200}\b(?:refus|not held|hold|disclos|attach|enclos))"
    r"|^(?:(?:i|we)\s)?(?:refer|write|am writing|are writing|further|with reference)\b"
    r"(?![^.]{0,200}\b(?:inform|advise|confirm|tell|refus|held|hold|disclos|attach|enclos|provide|below))"
)
# A section on duties as the subject: what it requires is no decision, whomever it names.
DUTY_TOLD = Phrase(r"^(?:\w+\s){0,2}(?:section|s\.?)\s?(?:1|8|10|16|17)(?![\dA-Z])")
# The law, or authorities at large, are told of: such a sentence decides nothing unless `we` or `your` stands in it.
TELLS_LAW = Phrase(
    r"^(?:(?:under|by|in|as|the|where|and)\s){0,2}(?:sections?|s\.?|regulation|article|subsection)\s?\d[\w()]{0,20}"
    r"(?:\sof(?:\s[\w()]+){1,8}?)?(?::|,?\s(?:\w+\s)?(?:provides?|reads|says?|states?|allows?|requires?|"
    r"removes?|places?|"
    r"covers?|explains?|tells?|lets?|means?|calls?|goes|sets?|gives?|obliges?|creates?|confers?|permits?|enables?|"
    r"entitles?|exempts?|asks?)\b)"
    r"|\b(?:an?|any|every|each|other|all|where|public|scottish)\s(?:\w+\s){0,2}authorit(?:y|ies)\b"
    r"|\b(?:a|any) (?:force|refusal|notice|person|applicant)\s(?:must|shall|need|is to|may|can|who|which|has to)\b"
    r"|\bthe authority, if\b"
)
DECIDES_HERE = Phrase(r"\b(?:we|i|our|my|your|you|us)\b")
# Another answer than this one: what was given or refused there is not given or refused here.
OTHER_ANSWER = Phrase(
    r"\b(?:earlier|previous|prior|last|original|first|other|another|that|those|past)\s(?:\w+\s)?"
    r"(?:requests?|responses?|repl(?:y|ies)|cases?|letters?|answers?|decisions?|occasions?|years?|one)\b|"
    r"\bunlike\b|\b(?:under|in|to|see) (?:foi|rfi)[ /]?\d"
)
# What others say and want, where the force adds nothing to it (`you asked for the policy, which is attached`).
OTHERS_SAY = Phrase(
    r"^(?:you|they|he|she|the (?:applicant|requester|complainant|supplier|firm|company|contractor)s?)\s(?:have\s|has\s|"
    r"also\s)?(?:suggest|sa(?:y|id)\b|argu|complain|contend|ask|want|think|thought|feel|felt|point|believe|object|urge)"
    r"(?!.{0,300}[,:–]\s?(?:(?:and|but|so)\s)?(?:we|i|this|it|none|nothing|no|which|they|please|see)\b)"
)
# What is refused that was not asked for: letters, telephone calls, later questions, the making of records.
OTHER_MATTER = Phrase(
    r"\b(?:follow-?up|(?:enter into|further) (?:\w+\s)?correspondence|(?:by|over the) (?:tele)?phone|"
    r"further (?:questions|requests|debate)|to create)\b"
)
# `I looked at redaction`, `whether part of it …`: thought of, and not done for all that.
PONDERED = Phrase(
    r"\b(?:whether|consider(?:ed|ing)?|look(?:ed|ing) (?:at|into)|thought (?:of|about)|examin\w+|explor\w+|"
    r"possib\w+)\b[^.;,]{0,60}$"
)
LATER = Phrase(r"\b(?:on request|in due course|will be published|if you)\b")


def decision_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks outside the arguments on harm and public interest, and outside what a review tells of the past."""
    argued = told = False
    for block in blocks:
        short = len(block.text) < 90
        if short and (block.kind is BlockKind.HEADING or block.text[-1:] not in ".;,?"):
            told = _TOLD_AGAIN.match(block.text.lower()) is not None
        if told:
            continue
        if short and _ASIDE.match(block.text.lower()):
            argued = True
        elif short and _ARGUMENT_ENDS.match(block.printed.lower()):
            argued = False
        elif (
            short
            and (block.kind is BlockKind.HEADING or block.text[-1:] not in ".;,")
            and _ARGUMENT.search(block.text.lower())
        ):
            argued = True
            continue
        if not argued or block.kind is BlockKind.TABLE:
            yield block
