"""National Police Chiefs' Council: letters as files, by committee and year, linked from an index of all publications.

`…/disclosure-logs/<committee>/<year>/NNN-YYYY-<slug>.pdf`; the reference is the NNN-YYYY in front. Older index pages
(`FOIDisclosureLogs.aspx`) lead to pages of committees and years, and those to the files. Other publications of the
same index are no responses; spreadsheets beside a letter are its attachments.
"""

from __future__ import annotations

from scraper.platforms.link_list import LinkList
from scraper.records import ListingRules

_FOLDERS = ("disclosure-logs", "disclosure logs", "disclosurelogs")
_LETTERS = ("pdf", "doc", "docx")
_LOG = LinkList(
    ListingRules(
        responses=tuple(f"*/{folder}/*.{letter}" for folder in _FOLDERS for letter in _LETTERS),
        pages=("*disclosure-log*", "*disclosure log*", "*disclosurelog*"),
        leave_out=tuple(f"*.{ending}" for ending in ("xlsx", "xls", "csv", "ods", "zip", "jpg", "png")),
    )
)
is_response, parse_listing = _LOG.is_response, _LOG.parse_listing
