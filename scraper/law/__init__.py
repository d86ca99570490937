"""The law as data: which provisions there are, what kind each is, and how they lie within one another."""

from scraper.law.asked import AskedExemption, parse_exemption
from scraper.law.provisions import (
    all_provisions,
    canonical,
    covers,
    find_provision,
    is_relied_kind,
    is_silent,
    legislation_url,
    lineage,
    meaning_of,
    names_of,
    parent_of,
)

__all__ = [
    "AskedExemption",
    "all_provisions",
    "canonical",
    "covers",
    "find_provision",
    "is_relied_kind",
    "is_silent",
    "legislation_url",
    "lineage",
    "meaning_of",
    "names_of",
    "parent_of",
    "parse_exemption",
]
