"""The law as data: which provisions there are, what kind each is, and how they lie within one another."""

from scraper.law.provisions import (
    all_provisions,
    covers,
    find_provision,
    is_relied_kind,
    is_silent,
    legislation_url,
    names_of,
    parent_of,
)

__all__ = [
    "all_provisions",
    "covers",
    "find_provision",
    "is_relied_kind",
    "is_silent",
    "legislation_url",
    "names_of",
    "parent_of",
]
