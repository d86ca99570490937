"""What the stand-ins of other makes of site share: a letter in a layout, a page, a file, a list over several pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html import escape

from scraper.demo.markup import to_html
from scraper.demo.pages import SitePage, letter_text
from scraper.demo.samples import SampleForce, SampleResponse

Pages = Mapping[str, SitePage]
MakeFile = Callable[[str], bytes]  # a letter's plain text as the bytes of a PDF file
_PAGE_SIZE = 5
_BUILT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def letter_in(force: SampleForce, response: SampleResponse, layout: str) -> str:
    """The letter in this layout, in the small markup: "{request}" and "{answer}" stand for its parts."""
    return letter_text(replace(force, layouts={response.layout: layout}), response)


def _plain(markup: str) -> str:
    """The small markup as the text of a letter."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", re.sub(r"^## |\*\*", "", markup, flags=re.M))
    return re.sub(r"^\| | \|$", "", text, flags=re.M)


def page_of(title: str, markup: str) -> SitePage:
    return html_page(title, to_html(markup, numbers="printed", headings="h2"))


def html_page(title: str, content: str) -> SitePage:
    name = escape(title)
    body = (
        f"<!DOCTYPE html><html lang='en'><head><title>{name}</title></head><body>"
        f"<nav aria-label='Main'><a href='/'>Home</a> <a href='/contact'>Contact us</a></nav>"
        f"<main><h1>{name}</h1>\n{content}\n</main><footer><p>This is a sample site.</p></footer></body></html>"
    )
    return body_page(body.encode())


def body_page(body: bytes, media_type: str = "text/html; charset=utf-8") -> SitePage:
    return SitePage(body=body, modified=_BUILT, media_type=media_type)


def pdf_page(make_file: MakeFile, markup: str) -> SitePage:
    return body_page(make_file(_plain(markup)), "application/pdf")


def slug(response: SampleResponse) -> str:
    return response.path.rpartition("/")[2]


def number_of(response: SampleResponse) -> int:
    """The running number in a reference: the last run of digits before its year or check letter."""
    return int(re.findall(r"\d{3,}", response.reference or response.path)[-1])


def paged(title: str, address: str, rows: list[str], *, first: int, parameter: str = "page") -> dict[str, SitePage]:
    """A list over several pages, with a pager that names its pages as `parameter` counts them from `first`."""
    chunks = [rows[i : i + _PAGE_SIZE] for i in range(0, len(rows), _PAGE_SIZE)]
    pages = {}
    for n, chunk in enumerate(chunks):
        links = [
            f'<li><a href="?{parameter}={first + m}" title="Go to page {m + 1}">{m + 1}</a></li>'
            for m in range(len(chunks))
            if m != n
        ]
        following = (
            f'<li><a href="?{parameter}={first + n + 1}" rel="next">Next page ››</a></li>'
            if chunk is not chunks[-1]
            else ""
        )
        pager = f'<nav aria-label="Pagination"><ul>{"".join(links)}{following}</ul></nav>'
        pages[f"{address}?{parameter}={first + n}"] = html_page(title, "\n".join(chunk) + pager)
    pages[address] = pages[f"{address}?{parameter}={first}"]
    return pages
