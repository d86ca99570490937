"""National Police Chiefs' Council: letters as files, by committee and year, linked from an index of all publications.

`…/disclosure-logs/<committee>/<year>/NNN-YYYY-<slug>.pdf`; the reference is the NNN-YYYY in front. Older index pages
(`FOIDisclosureLogs.aspx`) lead to pages of committees and years, and those to the files. Other publications of the
same index are no responses; spreadsheets beside a letter are its attachments.
"""

from __future__ import annotations

from scraper.platforms import link_list
from scraper.records import NO_RULES, Listing, ListingRules, Page

_FOLDERS = ("disclosure-logs", "disclosure logs", "disclosurelogs")
_LETTERS = ("pdf", "doc", "docx")
_RULES = ListingRules(
    responses=tuple(f"*/{folder}/*.{letter}" for folder in _FOLDERS for letter in _LETTERS),
    pages=("*disclosure-log*", "*disclosure log*", "*disclosurelog*"),
    leave_out=tuple(f"*.{ending}" for ending in ("xlsx", "xls", "csv", "ods", "zip", "jpg", "png")),
)


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return link_list.is_response(url, _RULES)


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """The letters of one index page, and the pages of committees and years. ListingError if it has neither."""
    return link_list.parse_listing(page, _RULES)
