"""Exemptions named in words only: `the law enforcement exemption`, `the cost would exceed 18 hours`."""

from __future__ import annotations

from scraper.records import Block, Citation, Law


def find_named_exemptions(blocks: tuple[Block, ...], law: Law) -> tuple[Citation, ...]:
    """Relied exemptions a response names without a number, each as exact as the words allow."""
    return ()
