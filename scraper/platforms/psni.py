"""Police Service of Northern Ireland: one paged list, one page an answer at `/foi-disclosure-log/<slug>`.

The rows and the pages have two layouts: the newer opens with "January 28, 2025 | <category>, <sub-category>" and
"Request: FOI/00013725", the other with "Request Number: FOI/15929" and no date. Both are read as they are.
"""

from __future__ import annotations

from scraper.platforms.link_list import LinkList
from scraper.records import ListingRules

_LOG = LinkList(ListingRules(responses=("/foi-disclosure-log/*",), leave_out=("/foi-disclosure-log/*/*",)))
is_response, parse_listing = _LOG.is_response, _LOG.parse_listing
