"""The index pages of the sample sites: the paged search of published items, and logs that are trees of folders."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, urlencode

from scraper.demo.samples import Day, OtherItem, SampleForce, SampleResponse

_PAGE_SIZE = 10
_DISCLOSURE = "Disclosure log"
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

Item = SampleResponse | OtherItem


def published_items(force: SampleForce, path: str, query: str, *, welsh: bool) -> tuple[str, Day]:
    """One page of the search: HTML of its rows and pager, and the date of the newest row.

    Parameters as the real sites have them: `q` words, `dt` document types (comma-joined or repeated), `fdte` and `tdte`
    (days, `YYYY-MM-DD`), `dir` (`asc`: oldest first), `page` from 1; `ic`, `icsc` and `bor` (categories and boroughs,
    which the samples have not) choose nothing. The Welsh search lists what has a Welsh page.
    """
    asked = parse_qs(query)
    found = [item for item in _items(force, welsh) if _fits(item, asked)]
    found.sort(key=lambda item: (item.dated, item.title), reverse=asked.get("dir") != ["asc"])
    last = max(1, -(-len(found) // _PAGE_SIZE))
    number = min(max(_number(asked.get("page", ["1"])[0]), 1), last)
    start = (number - 1) * _PAGE_SIZE
    rows = "\n".join(_row(force, item, welsh) for item in found[start : start + _PAGE_SIZE])
    first, end = (start + 1 if found else 0), min(start + _PAGE_SIZE, len(found))
    shown = f"Showing {first} to {end} of {len(found)} results"
    if welsh:
        shown = f"Yn dangos {first} i {end} o {len(found)} o ganlyniadau"
    content = (
        f'{_search_form(path)}\n<p class="c-results__count">{shown}</p>\n'
        f'<ul class="c-results">\n{rows}\n</ul>\n{_pager(path, asked, number, last, welsh)}'
    )
    return content, max((item.dated for item in found), default=Day(2012, 1, 1))


def _items(force: SampleForce, welsh: bool) -> list[Item]:
    if welsh:
        return [response for response in force.responses if response.welsh_title]
    return [*force.responses, *force.others]


def _fits(item: Item, asked: dict[str, list[str]]) -> bool:
    words = " ".join(asked.get("q", [])).lower().split()
    types = {name.strip().lower() for given in asked.get("dt", []) for name in given.split(",")}
    after, before = asked.get("fdte", [""])[0], asked.get("tdte", [""])[0]
    text = f"{item.title} {item.summary}".lower()
    return (
        all(word in text for word in words)
        and (not types or _type(item).lower() in types)
        and (not after or item.listed.isoformat() >= after)
        and (not before or item.listed.isoformat() <= before)
    )


def _type(item: Item) -> str:
    return item.type if isinstance(item, OtherItem) else _DISCLOSURE


def _row(force: SampleForce, item: Item, welsh: bool) -> str:
    title = (welsh and isinstance(item, SampleResponse) and item.welsh_title) or item.title
    kind = "Log datgelu" if welsh else _type(item)
    updated = item.updated if isinstance(item, SampleResponse) else None
    changed = f' <span class="c-results__updated">Updated {updated.long}</span>' if updated else ""
    return (
        f'<li class="c-results__item"><h2 class="c-results__title">'
        f'<a href="{force.address(item.path, welsh=welsh)}">{escape(title)}</a></h2>\n'
        f'<p class="c-results__meta"><span>{kind}</span> <span>{item.listed.long}</span>{changed}</p>\n'
        f"<p>{escape(item.summary)}</p></li>"
    )


def _search_form(path: str) -> str:
    return (
        f'<form action="{path}" method="get" role="search"><label for="q">Search published items</label>'
        '<input id="q" name="q"><select name="dt"><option value="">All document types</option>'
        "<option>Disclosure log</option><option>Publication scheme</option></select><button>Search</button></form>"
    )


def _pager(path: str, asked: dict[str, list[str]], number: int, last: int, welsh: bool) -> str:
    before, after = ("Blaenorol", "Nesaf") if welsh else ("Previous", "Next")

    def link(page: int, words: str, rel: str = "") -> str:
        query = urlencode(asked | {"page": [str(page)]}, doseq=True)
        return f'<li><a href="{escape(f"{path}?{query}")}"{rel}>{words}</a></li>'

    links = [link(number - 1, before, ' rel="prev"')] if number > 1 else []
    links += [
        f'<li aria-current="page">{page}</li>' if page == number else link(page, str(page))
        for page in range(1, last + 1)
    ]
    links += [link(number + 1, after, ' rel="next"')] if number < last else []
    return f'<nav class="c-pagination" aria-label="Pages of results"><ul>\n{"".join(links)}\n</ul></nav>'


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def folder_pages(force: SampleForce) -> list[tuple[str, str, str, Day]]:
    """Index and folder pages of a log that is a tree: (path, title, HTML, date of the newest response below)."""
    below: dict[str, list[SampleResponse]] = {}
    for response in force.responses:
        parts = response.path.split("/")[:-1]
        for depth in range(len(parts) + 1):
            below.setdefault("/".join(parts[:depth]), []).append(response)
    return [
        (_folder_address(force, folder), _folder_title(folder), _folder(force, folder, below), _newest(items))
        for folder, items in below.items()
    ]


def _folder(force: SampleForce, folder: str, below: dict[str, list[SampleResponse]]) -> str:
    children = [name for name in below if name and name.rpartition("/")[0] == folder]
    own = [r for r in below[folder] if r.path.rpartition("/")[0] == folder]
    rows = [
        f'<li><a href="{_folder_address(force, child)}">{_folder_title(child)}</a> ({len(below[child])})</li>'
        for child in sorted(children, key=_folder_order)
    ]
    rows += [_folder_row(force, r) for r in sorted(own, key=lambda r: (r.dated, r.title), reverse=True)]
    intro = "Answers that we have given under Freedom of Information law are listed below."
    return f'<p>{intro}</p>\n<ul class="list">\n' + "\n".join(rows) + "\n</ul>"


def _folder_row(force: SampleForce, response: SampleResponse) -> str:
    changed = f"<br>Updated: {response.updated.long}" if response.updated else ""
    return (
        f'<li><a href="{force.address(response.path)}">{escape(response.title)}</a>'
        f"<br>{response.listed.long}{changed}</li>"
    )


def _folder_address(force: SampleForce, folder: str) -> str:
    return force.address(folder) if folder else force.listings[0]


def _folder_title(folder: str) -> str:
    return folder.rpartition("/")[2].replace("-", " ").capitalize() if folder else "Disclosure log"


def _folder_order(folder: str) -> tuple[int, str]:
    """Months in the order of the calendar, everything else by name."""
    name = folder.rpartition("/")[2]
    return (_MONTHS.index(name) if name in _MONTHS else 0, name)


def _newest(items: list[SampleResponse]) -> Day:
    return max(item.dated for item in items)
