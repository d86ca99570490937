"""A page of GOV.UK as its content API gives it (`/api/content/<path>`): JSON with the page's own HTML in it."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from typing import Any


def html_of_content_item(text: str) -> str | None:
    """The HTML page that a content item stands for; None if the text is no content item.

    Title, summary, day of first publication, body and files, in the order of the page itself.
    """
    if not text.lstrip().startswith("{"):
        return None
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return None
    details = item.get("details")
    if not isinstance(details, dict) or not isinstance(item.get("title"), str):
        return None
    parts = [
        f"<h1>{escape(item['title'])}</h1>",
        _paragraph(item.get("description")),
        _paragraph(_published(item.get("first_published_at"))),
        _string(details.get("body")),
        *(_file(attached) for attached in details.get("attachments") or () if isinstance(attached, dict)),
    ]
    language = escape(_string(item.get("locale")) or "en")
    return f'<!doctype html><html lang="{language}"><body><main>{"".join(parts)}</main></body></html>'


def _paragraph(value: Any) -> str:
    return f"<p>{escape(value)}</p>" if isinstance(value, str) and value else ""


def _published(value: Any) -> str:
    """The line of the page that gives its day: "Published: 3 May 2024"."""
    try:
        day = date.fromisoformat(_string(value)[:10])
    except ValueError:
        return ""
    return f"Published: {day.day} {day:%B %Y}"


def _file(attached: dict[str, Any]) -> str:
    url, title = _string(attached.get("url")), _string(attached.get("title"))
    return f'<p><a href="{escape(url)}">{escape(title or url)}</a></p>' if url else ""


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
