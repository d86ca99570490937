"""Private data that should not be on a published page: what a person looks at before a page is kept as an example.

Finds forms, not people: an e-mail address of no public body, a telephone number, a full postcode, a National
Insurance number, a name after "Dear". The telephone numbers and addresses of the police and of the Commissioner are
public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class PrivateKind(StrEnum):
    EMAIL = "e-mail address"
    TELEPHONE = "telephone number"
    POSTCODE = "postcode"
    INSURANCE_NUMBER = "National Insurance number"
    NAME = "name of the addressee"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateDatum:
    """One find: its kind, the words as printed, and the line they stand on (from 1)."""

    kind: PrivateKind
    text: str
    line: int


_PUBLIC_HOST = re.compile(
    r"(?:^|[.@])(?:police\.uk|gov\.uk|gov\.scot|gov\.wales|ico\.org\.uk|gov\.je|nhs\.uk|mod\.uk)$"
)
# Emergency, non-emergency and free numbers belong to nobody; nor do those of the Commissioners.
_PUBLIC_NUMBERS = ("999", "101", "0300", "0303", "0800", "0808", "0845", "01625545", "01334464")
_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Rev|Cllr|Councillor|Sir|Dame|Lord|Lady)"
_NAME = r"[A-Z](?:[^\W\d_]|['’-])+\b"
_NOBODY = (
    "applicant|requester|requestor|enquirer|sir|madam|sirs|all|colleagues?|customer|resident|member|friend|editor|foi"
)
_OFFICE = re.compile(
    r"\b(?:Police|Constabulary|Service|Team|Office|Officer|Unit|Department|Information|Commissioner)\b"
)
# Kind, what must be somewhere in the text first (found many times faster), and the pattern.
_PATTERNS = (
    (
        PrivateKind.EMAIL,
        re.compile("@"),
        re.compile(r"\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"),
    ),
    (
        PrivateKind.INSURANCE_NUMBER,
        re.compile(r"[0-9][0-9] ?[A-D]\b"),
        re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b"),
    ),
    (
        PrivateKind.TELEPHONE,
        re.compile(r"0[0-9 )-]{6}|\+44"),
        re.compile(r"(?<![\d/.,£-])(?:\+44 ?\(?0?\)? ?|\(?0)\d{2,4}[ )-]{0,2}\d{3,4}[ -]?\d{3,4}(?![\d/-])"),
    ),
    (
        PrivateKind.POSTCODE,
        re.compile(r" [0-9][A-Z]{2}"),
        re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b"),
    ),
    (
        PrivateKind.NAME,
        re.compile("Dear "),
        re.compile(rf"\bDear (?!(?i:{_NOBODY})\b)(?:{_TITLES}\.? )?{_NAME}(?: {_NAME}){{0,2}}"),
    ),
)


def find_private(text: str) -> tuple[PrivateDatum, ...]:
    """What `text` holds that may be private, line by line. A postcode beside a police station is found too."""
    return tuple(_find(text))


def _find(text: str) -> Iterator[PrivateDatum]:
    wanted = [(kind, pattern) for kind, sign, pattern in _PATTERNS if sign.search(text)]
    for number, line in enumerate(text.split("\n") if wanted else (), start=1):
        for kind, pattern in wanted:
            for found in pattern.finditer(line):
                if not _is_public(kind, found[0]):
                    yield PrivateDatum(kind=kind, text=found[0], line=number)


def _is_public(kind: PrivateKind, words: str) -> bool:
    if kind is PrivateKind.EMAIL:
        return _PUBLIC_HOST.search(words.lower()) is not None
    if kind is PrivateKind.TELEPHONE:
        return re.sub(r"\D", "", words).startswith(_PUBLIC_NUMBERS)
    return kind is PrivateKind.NAME and _OFFICE.search(words) is not None
