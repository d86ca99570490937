"""Listings of the platforms: what is an entry, what is left out, how the pager is found, and loud failure otherwise."""

from __future__ import annotations

import pytest

from scraper.errors import ListingError
from scraper.platforms import PLATFORMS, find_platform, northumbria, police_scotland, soh
from scraper.records import Page

SOH = "https://www.northmoor.police.example/foi-ai/af/accessing-information/published-items/?q=&dt=Disclosure+log"
ITEM = "/foi-ai/northmoor-police/disclosure-2024/may-2024"


def _soh(body: str, url: str = SOH) -> Page:
    return Page(body=f"<html><body><main>{body}</main></body></html>".encode(), url=url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.met.police.uk/foi-ai/metropolitan-police/d/july-2022/percentage-of-documents/",
        "https://www.cleveland.police.uk/foi-ai/cleveland-police/disclosure/2026/january/foi-8926-ai-tools/",
        "https://www.dyfed-powys.police.uk/cy-GB/foi-ai/heddlu-dyfed-powys/datgeliadau-2025/tachwedd/barbers-9782025/",
        "https://www.wiltshire.police.uk/foi-ai/wiltshire-police/fois-with-spreadsheets/2022/foi-2022-1022/",
        "https://www.essex.police.uk/foi-ai/essex-police/other-information/previous-foi-requests/e-scooters/",
        "https://www.met.police.uk/foi-ai/metropolitan-police/disclosure-2024/may-2024/vetting-policy-and-statistics/",
    ],
)
def test_soh_response_addresses(url: str) -> None:
    assert soh.is_response(url)
    assert find_platform(url) == "soh"


@pytest.mark.parametrize(
    "url",
    [
        SOH,
        "https://www.humberside.police.uk/foi-ai/humberside-police/our-policies-and-procedures/pp/dogs/",
        "https://www.kent.police.uk/foi-ai/kent-police/Policy/it/passwords/",
        "https://www.kent.police.uk/foi-ai/kent-police/our-priorities-and-how-were-doing/plan/2024/",
        "https://www.dyfed-powys.police.uk/foi-ai/dyfed-powys-police/publication-scheme/fleet/2024/",
        "https://www.cheshire.police.uk/foi-ai/cheshire-police/freedom-of-information/",
        "https://www.met.police.uk/news/met/news/2024/may/item/",
    ],
)
def test_soh_other_addresses(url: str) -> None:
    assert not soh.is_response(url)


LISTING_MARKUPS = {
    "list": '<ul><li><h3><a href="{u}">{t}</a></h3><p>{k}</p><p>{d}</p></li></ul>',
    "table": '<table><tr><td><a href="{u}">{t}</a></td><td>{k}</td><td>{d}</td></tr></table>',
    "cards": '<div><div><a href="{u}"><img alt=""></a></div><div><p>Type: {k}</p><a href="{u}">{t}</a><span>{d}</span>'
    '<a href="{u}">Read more</a></div></div>',
}


@pytest.mark.parametrize("markup", LISTING_MARKUPS)
def test_soh_listing_in_any_markup(markup: str) -> None:
    rows = [
        (f"{ITEM}/tasers-1124/", "Tasers drawn 11/24", "Disclosure log", "3 May 2024"),
        (
            f"{ITEM}/air-quality-1224/",
            "Air quality at depots 12/24",
            "Environmental information regulation",
            "4 May 2024",
        ),
        (f"{ITEM}/dog-handling/", "Dog handling", "Policy", "5 May 2024"),
        ("/foi-ai/northmoor-police/publication-scheme/fleet/list/", "Fleet list", "Publication scheme", "6 May 2024"),
    ]
    one = LISTING_MARKUPS[markup]
    body = "".join(one.format(u=u, t=t, k=k, d=d) for u, t, k, d in rows)
    listing = soh.parse_listing(_soh(f"<nav><a href='{ITEM}/in-the-menu/'>Menu</a></nav>" + body))
    assert [e.title for e in listing.entries] == ["Tasers drawn 11/24", "Air quality at depots 12/24"]
    assert listing.left_out == 2
    assert "3 May 2024" in (listing.entries[0].listed_text or "")
    assert "4 May 2024" not in (listing.entries[0].listed_text or "")


def test_soh_pager_is_discovered_from_the_page() -> None:
    body = f"""<p>Showing 1 to 1 of 21 results</p><a href="{ITEM}/one-124/">One 1/24</a>
    <nav aria-label="Pages"><a href="?q=&amp;dt=Disclosure+log&amp;page=2">2</a>
    <a href="?dt=Disclosure+log&amp;q=&amp;page=2">Next</a>
    <a href="?q=&amp;dt=Disclosure+log&amp;page=3" aria-label="Page 3">…</a>
    <a href="?q=&amp;dt=Disclosure+log">1</a><a href="?q=&amp;sort=title">Sort by title</a>
    <a href="/other/?page=2">2</a></nav>"""
    listing = soh.parse_listing(_soh(body))
    assert [u.partition("?")[2] for u in listing.pages] == [
        "q=&dt=Disclosure+log&page=2",
        "q=&dt=Disclosure+log&page=3",
    ]
    assert listing.total == 21


@pytest.mark.parametrize("body", ["", "<p>No published items match.</p>", "<p>Please enable JavaScript</p>"])
@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_blank_or_changed_listing_fails_loudly(platform: str, body: str) -> None:
    with pytest.raises(ListingError):
        PLATFORMS[platform].parse_listing(_soh(body))


NORTHUMBRIA = (
    "https://beta.northumbria.police.uk/about-us/publications-and-documents/accessing-information/disclosure-log/"
)


def test_northumbria_index_then_category() -> None:
    index = northumbria.parse_listing(
        _soh(f'<a href="{NORTHUMBRIA}roads-policing/">Roads policing</a><a href="other/">Other</a>', NORTHUMBRIA)
    )
    assert index.entries == ()
    assert [u.removeprefix(NORTHUMBRIA) for u in index.pages] == ["roads-policing/", "other/"]
    category = northumbria.parse_listing(
        _soh('<a href="speeding-82520/">Speeding - 825/20</a><a href="../">Back</a>', NORTHUMBRIA + "roads-policing/")
    )
    assert [(e.url.removeprefix(NORTHUMBRIA), e.title) for e in category.entries] == [
        ("roads-policing/speeding-82520/", "Speeding - 825/20")
    ]


def test_northumbria_older_tree() -> None:
    url = "http://ww2.northumbria.police.uk/freedom_of_information/disclosure_log/disclosure_log_other/taser_83312/"
    assert northumbria.is_response(url)
    assert find_platform(url) == "northumbria"


def test_police_scotland_folders() -> None:
    root = "https://www.scotland.police.uk/access-to-information/freedom-of-information/disclosure-log/"
    assert police_scotland.is_response(root + "0/2019/may/19-0954-data02")
    listing = police_scotland.parse_listing(_soh('<a href="0/2019/">2019</a>', root))
    assert [u.removeprefix(root) for u in listing.pages] == ["0/2019/"]


def test_what_a_row_says_does_not_change_with_its_neighbours() -> None:
    row = '<li><a href="speeding-82520/">Speeding - 825/20</a><p>June 2020</p></li>'
    other = '<li><a href="fleet-98719/">Fleet - 987/19</a></li>'
    url = NORTHUMBRIA + "roads-policing/"
    alone, together = (
        northumbria.parse_listing(_soh(f"<h1>Roads policing</h1><ul>{rows}</ul>", url)).entries[0].listed_text
        for rows in (row, row + other)
    )
    assert alone == together == "June 2020"
