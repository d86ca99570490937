"""GOV.UK: the search API lists a body's FOI releases as JSON; each release is a page below /government/publications/.

The page itself is fetched, not its twin under /api/content: it is what the public was shown, what a record cites, and
what the Internet Archive holds. Both read: a collection in the content API serves as listing too, and the reader takes
a content item. The API answers 422 to parameters it does not know, so the next page differs in `start` alone.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from scraper.errors import ListingError
from scraper.platforms.link_list import is_named
from scraper.records import NO_RULES, Entry, Listing, ListingRules, Page

_RELEASE = re.compile(r"(?:/api/content)?/government/publications/[^/]+/?\Z")


def is_response(url: str, rules: ListingRules = NO_RULES) -> bool:
    return _RELEASE.match(urlsplit(url).path) is not None


def parse_listing(page: Page, rules: ListingRules = NO_RULES) -> Listing:
    """One page of search results, or a collection. Of a list of a whole department, `names` picks the body's own.

    ListingError if the body is no such JSON, or has no result where it says there are some.
    """
    found = _json(page)
    collected = found.get("links", {}).get("documents") if isinstance(found.get("links"), dict) else None
    results = found.get("results") if collected is None else collected
    total = found.get("total") if collected is None else len(collected)
    start = found.get("start", 0)
    if not isinstance(results, list) or not isinstance(total, int) or not isinstance(start, int):
        raise _error(page, "neither search results with their total nor a collection's documents")
    rows = [row for result in results if (row := _row(page, result))]
    if len(rows) < len(results) or (not rows and start < total):
        raise _error(page, f"{len(results)} results, {len(rows)} of them with title and link, of {total}")
    kept = [entry for entry, texts, kind in rows if kind in (None, "foi_release") and is_named(texts, rules)]
    following = start + len(results)
    return Listing(
        entries=tuple(kept),
        pages=(_at(page.url or "", following),) if following < total else (),
        left_out=len(rows) - len(kept),
        total=total,
    )


def _json(page: Page) -> dict[str, Any]:
    try:
        found = json.loads(page.body)
    except (ValueError, RecursionError):
        raise _error(page, "no JSON") from None
    if not isinstance(found, dict):
        raise _error(page, "JSON of another form")
    return found


def _row(page: Page, result: Any) -> tuple[Entry, tuple[str, ...], str | None] | None:
    """A result as an entry, the texts that say whose it is, and its type. None if it has no title or link."""
    if not isinstance(result, dict):
        return None
    title, link = result.get("title"), result.get("link") or result.get("base_path")
    if not isinstance(title, str) or not isinstance(link, str):
        return None
    changed = result.get("public_timestamp") or result.get("public_updated_at")
    described = result.get("description")
    bodies = result.get("organisations")
    names = [body.get("title") for body in bodies if isinstance(body, dict)] if isinstance(bodies, list) else []
    texts = tuple(text for text in (title, described, *names) if isinstance(text, str))
    listed = " | ".join(text for text in (changed, described) if isinstance(text, str) and text)
    kind = result.get("content_store_document_type") or result.get("document_type")
    return Entry(url=urljoin(page.url or "", link), title=title, listed_text=listed or None), texts, kind


def _at(url: str, start: int) -> str:
    parts = urlsplit(url)
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "start"]
    return parts._replace(query=urlencode([*asked, ("start", str(start))])).geturl()


def _error(page: Page, found: str) -> ListingError:
    return ListingError(
        f"{page.url}: expected the JSON of GOV.UK's search API (results, start, total) or of a collection, found "
        f"{found}. Has the API changed?"
    )
