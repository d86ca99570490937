"""How long reading takes, against what BeautifulSoup with lxml takes merely to get the same page's text.

Run on demand: `pip install beautifulsoup4 lxml`, then `pytest -s tests/benchmarks/bench_reading.py`.
"""

from __future__ import annotations

import re
import timeit
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median

import pytest

from scraper.errors import NotAResponseError
from scraper.reading import read_response
from scraper.records import Hints, Page

bs4 = pytest.importorskip("bs4")
pytest.importorskip("lxml")

TESTS = Path(__file__).resolve().parents[1]
LETTER = Path(__file__).with_name("letter.html")
LIMIT = 0.4  # share of BeautifulSoup's time
SIZE_BYTES = 40_000
URL = "https://www.met.police.uk/foi-ai/metropolitan-police/disclosure-2024/june-2024/drones-public-events/"
HINTS = Hints(force="metropolitan")

_ICON = (
    '<svg class="c-icon c-icon--{0}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true" '
    'focusable="false"><path fill="currentColor" d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm{0}.5 5.5v4.2l3 2"/></svg>'
)
_MENU = (
    '<li class="c-nav__item c-nav__item--level-1"><button class="c-nav__toggle" aria-expanded="false" '
    'aria-controls="nav-{0}">{1}<span class="c-nav__label">{2}</span></button><div class="c-nav__panel" id="nav-{0}">'
    '<div class="c-nav__inner o-wrapper"><ul class="c-nav__list c-nav__list--level-2">{3}</ul></div></div></li>'
)
_LINK = (
    '<li class="c-nav__item"><a class="c-nav__link" href="/{0}/{1}/" data-event="navigation" data-label="{2}">'
    '<span class="c-nav__text">{2}</span></a></li>'
)
_TOPICS = ("Report", "Tell us about", "Apply or register", "Request", "Thanks and complaints", "Advice", "Your area")
_HEAD = (
    '<!DOCTYPE html>\n<html lang="en-GB" class="no-js"><head><meta charset="utf-8">'
    "<title>Drones flown over public events 2022 to 2024 | Metropolitan Police</title>"
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta property="og:type" content="website">'
    f'<link rel="canonical" href="{URL}"><link rel="stylesheet" href="/css/main.3f9c.css"><style>{{style}}</style>'
    '<script>{script}</script><script type="application/ld+json">{{"@context":"https://schema.org","@type":"WebPage"}}'
    '</script></head><body class="t-police page--foi"><a class="u-skip" href="#main">Skip to main content</a>'
)
_BANNERS = (
    '<div id="cookies" class="c-banner c-banner--cookies" role="region"><div class="c-banner__inner"><h2 '
    'class="c-banner__title">Cookies on this website</h2><p>We use some essential cookies to make our website work. '
    'We\'d like to set additional cookies so we can remember your preferences.</p><button class="c-button">Accept all'
    '</button><button class="c-button c-button--secondary">Customise</button></div></div><div class="c-exit"><a '
    'class="c-exit__link" href="https://www.bbc.co.uk/weather" rel="nofollow">Leave this site quickly</a></div>'
)
_TRAIL = (
    '<nav class="c-breadcrumb" aria-label="Breadcrumb"><ol class="c-breadcrumb__list"><li><a href="/">Home</a></li>'
    '<li><a href="/foi-ai/">Accessing information</a></li><li><a href="/foi-ai/search/">Published items</a></li>'
    "</ol></nav>"
)
_SHARE = (
    '<div class="c-share"><h2 class="c-share__title">Share this page</h2><ul class="c-share__list">{0}</ul></div>'
    '<form class="c-feedback" action="/feedback" method="post"><fieldset class="c-feedback__set"><legend>Is this page '
    'useful?</legend><input type="radio" name="useful" value="1" id="yes"><label for="yes">Yes</label><input '
    'type="radio" name="useful" value="0" id="no"><label for="no">No</label></fieldset><textarea></textarea></form>'
)


def _menu(links: int) -> str:
    """A menu of as many links as asked for, under the headings that such sites have."""
    items = [""] * len(_TOPICS)
    for n in range(links):
        at = n % len(_TOPICS)
        items[at] += _LINK.format(_TOPICS[at].lower().replace(" ", "-"), f"page-{n}", f"{_TOPICS[at]}: subject {n}")
    parts = "".join(_MENU.format(n, _ICON.format(n), topic, items[n]) for n, topic in enumerate(_TOPICS))
    return f'<nav class="c-nav" aria-label="Main"><ul class="c-nav__list">{parts}</ul></nav>'


def light_page() -> bytes:
    """The letter in as little markup as a page can have: nothing here flatters the reader."""
    return f"<!DOCTYPE html><html><body><main>{LETTER.read_text(encoding='utf-8')}</main></body></html>".encode()


def typical_page(letter: str) -> bytes:
    """A letter on a page of 40 KB, in the markup of such sites: menus, icons, scripts, banners, footer."""
    head = _HEAD.format(style=".c-nav{display:flex}" * 40, script="window.dataLayer=window.dataLayer||[];" * 90)
    share = _SHARE.format("".join(_LINK.format("share", s, s) for s in ("Facebook", "X", "LinkedIn", "E-mail")))
    letter = letter.replace("<h2>", '<h2 class="c-rich-text__heading" data-anchor>')
    main = f'<main id="main"><div class="o-wrapper"><div class="c-rich-text">{letter}</div></div>{share}</main>'
    foot = f'<footer class="c-footer">{_menu(20)}<p>© Crown copyright</p></footer></body></html>'
    room = SIZE_BYTES - len((head + _BANNERS + _menu(0) + _TRAIL + main + foot).encode())
    menu = _menu(max(0, room) // len(_LINK.format("your-area", "page-12", "Your area: subject 12")))
    return f'{head}{_BANNERS}<header class="c-header">{menu}</header>{_TRAIL}{main}{foot}'.encode()


def _milliseconds(run: Callable[[], object]) -> float:
    run()  # caches warm
    return min(timeit.repeat(run, number=10, repeat=7)) * 100


def times_of(body: bytes) -> tuple[float, float]:
    """Milliseconds for the record of a page, and for its text by BeautifulSoup, both measured now."""
    page = Page(body=body, url=URL, media_type="text/html")
    return _milliseconds(lambda: read_response(page, HINTS)), _milliseconds(
        lambda: bs4.BeautifulSoup(body, "lxml").get_text()
    )


def share_of(name: str, body: bytes) -> float:
    """The reader's share of BeautifulSoup's time for one page; printed."""
    mine, soup = times_of(body)
    print(f"\n{name}, {len(body)} bytes: record {mine:.2f} ms, BeautifulSoup {soup:.2f} ms, share {mine / soup:.2f}")
    return mine / soup


def test_a_long_letter() -> None:
    share_of("long letter alone", light_page())
    assert share_of("long letter on a page of 40 KB", typical_page(LETTER.read_text(encoding="utf-8"))) <= LIMIT


def test_letters_of_usual_length() -> None:
    """The labelled letters, each set into a page of 40 KB."""
    shares = []
    for file in sorted((TESTS / "labelled" / "html").glob("*.html"))[::8]:
        found = re.search(r"<(main|body)\b[^>]*>(.*)</\1>", file.read_text(encoding="utf-8"), re.DOTALL)
        with suppress(NotAResponseError):
            mine, soup = times_of(typical_page(found[2] if found else ""))
            shares.append(mine / soup)
    print(f"\n{len(shares)} letters on pages of 40 KB: median share {median(shares):.2f}, worst {max(shares):.2f}")
    assert median(shares) <= LIMIT


def test_the_labelled_pages() -> None:
    """No limit: they are short, and each is full of what is hard to read."""
    files = sorted((TESTS / "labelled" / "html").glob("*.html"))
    pages = [Page(body=file.read_bytes(), media_type="text/html") for file in files]

    def read_all() -> None:
        for page in pages:
            with suppress(NotAResponseError):
                read_response(page)

    took = min(timeit.repeat(read_all, number=1, repeat=3)) / len(pages)
    print(f"\n{len(pages)} labelled pages: {took * 1000:.2f} ms a page")
