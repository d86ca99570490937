"""Which provisions a response names, and whether the force itself relies on them.

A number proves nothing: letters name duties, quote statute, repeat the applicant, discuss what would have applied. So a
citation is `relied` only on evidence: a line that is nothing but a provision and its title, or a sentence in the
force's own voice that withholds, refuses or is excused by it. Everything else that is named is `mentioned`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scraper.law import covers, find_provision, parent_of
from scraper.reading.citations.acts import settle_law
from scraper.reading.citations.claims import Claim, Claims, Voice
from scraper.reading.citations.denials import (
    UPHOLDS,
)
from scraper.reading.citations.roles import Evidence, Sentence, decides
from scraper.reading.citations.wording import find_named_exemptions
from scraper.reading.language.sentences import sentence_spans
from scraper.reading.language.words import Heard
from scraper.records import Citation, Law, Letter, Role

__all__ = ["find_citations", "settle_law"]

_Key = tuple[Law | str, str]


def find_citations(letter: Letter, law: Law, heard: Heard | None = None) -> tuple[Citation, ...]:
    """Every provision the letter names, relied ones first, each once per role, in the order of the page.

    `law` is the law of the response (see `settle_law`), `heard` the sentences of the page looked over already. The most
    exact form on the page is the citation: `31` beside `31(1)(a)` adds nothing. A mention of a provision that is
    relied on, or of a parent of one, adds nothing either.
    """
    heard = Heard() if heard is None else heard
    claims = _claims(Claims(letter, law, heard), letter)
    relied = _settle_relied(claims, letter, heard)
    if not relied:
        relied = _unless_denied(find_named_exemptions(letter.response or letter.request, law, heard), claims)
    return relied + _settle_mentioned(claims, relied)


def _claims(reader: Claims, letter: Letter) -> list[Claim]:
    claims = list(reader.read(letter.head, Voice.FORCE))
    if not letter.response:
        claims += reader.read(letter.request, Voice.FORCE)
        return claims + list(reader.read(letter.rights, Voice.FORCE))
    claims += reader.read(letter.response, Voice.FORCE)
    # A letter whose turn was missed has the decision among the request; then only unmistakable words count.
    missed = not any(claim.evidence in (Evidence.RELIED, Evidence.PAST) for claim in claims)
    claims += reader.read(letter.request, Voice.UNCLEAR if missed else Voice.OTHER)
    return claims + list(reader.read(letter.rights, Voice.OTHER))


def _settle_relied(claims: list[Claim], letter: Letter, heard: Heard) -> tuple[Citation, ...]:
    kept = _kept(claims, letter)
    relied: dict[_Key, Claim] = {}
    for claim in kept:
        relied.setdefault(claim.key, claim)
    tops = {(law, _top(section)) for law, section in relied}
    denied = [claim for claim in claims if claim.evidence in (Evidence.DENIED, Evidence.WITHDRAWN)]
    for claim in claims:
        told = claim.evidence is Evidence.DESCRIBED or (claim.evidence is Evidence.DEFINED and "(" in claim.section)
        if told and (claim.law, _top(claim.section)) not in tops and not any(_touches(claim, no) for no in denied):
            relied.setdefault(claim.key, claim)
    if not relied and any(_decides(block.text, heard) for block in letter.response):
        for claim in claims:
            if claim.evidence is Evidence.DEFINED:
                relied.setdefault(claim.key, claim)
    _sharpen(relied, claims)
    wholes = _wholes(relied)
    return tuple(_citation(claim, Role.RELIED) for key, claim in relied.items() if key not in wholes)


def _unless_denied(named: tuple[Citation, ...], claims: list[Claim]) -> tuple[Citation, ...]:
    """Exemptions told in words, without those that the same sentence names by number and does not rely on."""
    quotes = {claim.quote for claim in claims if claim.evidence in (Evidence.DENIED, Evidence.WITHDRAWN)}
    return tuple(citation for citation in named if citation.quote not in quotes)


def _decides(text: str, heard: Heard) -> bool:
    return any(decides(Sentence(text[start:end], heard)) for start, end in sentence_spans(text))


def _kept(claims: list[Claim], letter: Letter) -> list[Claim]:
    """The claims of reliance that stand at the end of the letter: the last word on a provision counts.

    What an earlier decision relied on counts where the letter upholds that decision.
    """
    earlier = any(claim.evidence is Evidence.EARLIER for claim in claims)
    upholds = earlier and any(UPHOLDS.search(block.text.lower()) for block in letter.response)
    kept: dict[_Key, list[Claim]] = defaultdict(list)  # by whole section
    for claim in claims:
        of_section = kept[claim.law, _top(claim.section)]
        if claim.evidence in (Evidence.RELIED, Evidence.PAST) or (upholds and claim.evidence is Evidence.EARLIER):
            if all(old.key != claim.key or old.evidence is not claim.evidence for old in of_section):
                of_section.append(claim)
        elif claim.evidence in (Evidence.WITHDRAWN, Evidence.DENIED):
            firm = claim.evidence is Evidence.WITHDRAWN
            of_section[:] = [
                old
                for old in of_section
                if not (_touches(claim, old) and (firm or old.evidence is not Evidence.RELIED))
            ]
    left = {id(claim) for of_section in kept.values() for claim in of_section}
    return [claim for claim in claims if id(claim) in left]


def _touches(claim: Claim, other: Claim) -> bool:
    return covers(claim.section, other.section) or covers(other.section, claim.section)


def _sharpen(relied: dict[_Key, Claim], claims: list[Claim]) -> None:
    """Where a section is relied on only as a whole and the force speaks of one part of it, that part is meant."""
    wholes = _wholes(relied)
    for law, section in list(relied):
        if (law, section) in wholes:
            continue
        parts = {
            claim.section: claim
            for claim in reversed(claims)
            if (claim.evidence is Evidence.DESCRIBED or (claim.evidence is Evidence.DEFINED and "(" not in section))
            and claim.law == law
            and claim.section != section
            and covers(section, claim.section)
        }
        if len(parts) == 1 or all(claim.evidence is Evidence.DESCRIBED for claim in parts.values()):
            relied.update({claim.key: claim for claim in parts.values()})


def _settle_mentioned(claims: list[Claim], relied: tuple[Citation, ...]) -> tuple[Citation, ...]:
    found: dict[_Key, Claim] = {}
    used = {(c.law, c.section) for c in relied}
    used |= _wholes(used)
    for claim in claims:
        if claim.key not in used:
            found.setdefault(claim.key, claim)
    wholes = _wholes(found)
    return tuple(_citation(claim, Role.MENTIONED) for key, claim in found.items() if key not in wholes)


def _top(section: str) -> str:
    return section.partition("(")[0]


def _wholes(keys: Iterable[_Key]) -> set[_Key]:
    """The provisions of which a more exact form is among `keys` too."""
    wholes: set[_Key] = set()
    for law, section in keys:
        parent = parent_of(section)
        while parent is not None:
            wholes.add((law, parent))
            parent = parent_of(parent)
    return wholes


def _citation(claim: Claim, role: Role) -> Citation:
    provision = find_provision(claim.law, claim.section) if isinstance(claim.law, Law) else None
    return Citation(
        law=claim.law,
        section=provision.section if provision else claim.section,
        title=provision.title if provision else None,
        role=role,
        ncnd=claim.ncnd and role is Role.RELIED,
        quote=claim.quote,
    )
