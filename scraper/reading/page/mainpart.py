"""Which part of an HTML page is its own text, what of it is hidden, and what the page is called."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.reading.page.plain import tidy
from scraper.reading.page.titles import is_title

_ROLES_WORDS = "navigation banner contentinfo search complementary dialog alertdialog alert menu menubar toolbar"
_ROLES = frozenset(_ROLES_WORDS.split())


def holds_page(form: LexborNode) -> bool:
    """Some publishing software wraps the whole page in one form."""
    if form.css_first("h1, main, article") is not None:
        return True
    length, body = len(form.text(deep=True)), form.parser.body
    return length > 3000 or (body is not None and length > 600 and 2 * length > len(body.text(deep=True)))


def is_hidden(node: LexborNode, attributes: dict[str, str | None]) -> bool:
    role = attributes.get("role")
    if role is not None and role.lower() in _ROLES:
        return True
    style = attributes.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return True
    if "hidden" in attributes:
        # A closed accordion or tab is content; other hidden parts are messages waiting for their moment.
        shown = attributes.get("hidden") == "until-found" or role in ("tabpanel", "region")
        return not shown and "aria-labelledby" not in attributes
    return attributes.get("aria-hidden") == "true" and len(node.text(deep=True)) < 200


def main_part(parser: LexborHTMLParser) -> tuple[LexborNode | None, bool]:
    """The element that holds the page's own text, and whether it is the whole page for want of a marked one."""
    body = parser.body
    if body is None:
        return None, True
    marked = parser.css("main, [role=main]") or parser.css("article")
    if len(marked) == 1 and len(marked[0].text(deep=True)) >= 200:
        return marked[0], False
    if marked and (best := max(marked, key=lambda n: len(n.text(deep=True)))) and best.tag != "article":
        return best, False
    return body, True


def page_name(parser: LexborHTMLParser) -> str | None:
    """The words of <title> without the site's name."""
    node = parser.css_first("head > title") or parser.css_first("title")
    text = tidy(node.text(deep=True)) if node is not None else ""
    for mark in (" :: ", " | ", " – ", " — ", " - ", " » "):
        parts = text.split(mark)
        own = [p for p in parts if is_title(p)]
        if len(parts) > 1 and own and len(own) < len(parts):
            return mark.join(own)
    return text if is_title(text) else None


def first_heading(parser: LexborHTMLParser, main: LexborNode | None) -> str | None:
    node = (main.css_first("h1") if main is not None else None) or parser.css_first("h1")
    text = tidy(node.text(deep=True)) if node is not None else ""
    return text if is_title(text) else None
