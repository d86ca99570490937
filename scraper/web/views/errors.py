"""Answers that are no page of the archive: not found, taken down, too slow."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Request, Response

from scraper.store.removals import reason_words
from scraper.web.render import as_json, error_page
from scraper.web.words import instant_words


def error(request: Request, status: int, title: str, message: str) -> Response:
    """An error as a page, or as JSON where the address asks for data."""
    if request.path.endswith(".json"):
        return as_json({"ok": False, "error": message, "status": status, "title": title}, status)
    return Response.html(error_page(status, title, message).decode(), status=status)


def not_found(request: Request, message: str) -> Response:
    return error(request, 404, "Not found", message)


def gone(request: Request, takedown: dict[str, Any]) -> Response:
    """A response that was taken down: that it was, when and why, and nothing of what it said."""
    when = instant_words(takedown["taken_down_at"])
    message = f"This response was removed from the archive on {when}, since {reason_words(takedown['reason'])}."
    return error(request, 410, "Removed", message)


def too_slow(request: Request) -> Response:
    return error(
        request,
        503,
        "This search took too long",
        "It was stopped so that nothing half counted is shown. Search for longer beginnings than one or two letters "
        "before *, or narrow it by force or date.",
    )
