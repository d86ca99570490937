"""Listings of the platforms: what is an entry, what is left out, how the pager is found, and loud failure otherwise."""

from __future__ import annotations

import pytest

from scraper.errors import ListingError
from scraper.platforms import (
    PLATFORMS,
    avon_and_somerset,
    find_platform,
    northumbria,
    police_scotland,
    soh,
    west_midlands,
)
from scraper.records import Page

SOH = "https://www.northmoor.police.example/foi-ai/af/accessing-information/published-items/?q=&dt=Disclosure+log"
ITEM = "/foi-ai/northmoor-police/disclosure-2024/may-2024"


def _soh(body: str, url: str = SOH) -> Page:
    return Page(body=f"<html><body><main>{body}</main></body></html>".encode(), url=url)


@pytest.mark.parametrize(
    "path",
    [
        "metropolitan-police/d/july-2022/percentage-of-documents/",
        "metropolitan-police/disclosure-2024/may-2024/vetting-policy-and-statistics/",
        "dyfed-powys-police/disclosure-2023/october/hunting-82823/",
        "dyfed-powys-police/disclosure2022/june/hunting/",
        "dyfed-powys-police/disclosure-2021/may/hunting---728.2021/",
        "south-wales-police/disclosure-log/2025/august/foi-82525/",
        "gwent-police/disclosure2/2022/09---september/202225392---drones/",
        "humberside-police/disclosure/jan-2025/01foi24005780z/",
        "humberside-police/disclosure/2023/nov/foi.23.004435.m---drones/",
        "cleveland-police/disclosure/2026/january/foi-8926-ai-tools/",
        "cleveland-police/disclosure/2020/march/11711-drones/",
        "warwickshire-police/foi-disclosure-2023/october-2023/foi-982-2023--oct-2023--foi-request/",
        "northamptonshire-police/disclosure-logs/2024/may/foi-1-24---drones/",
        "north-yorkshire-police/foi-disclosure-2021-22/february-2025/foi-1234-202425--drones/",
        "south-yorkshire-police/foi/june-2023/policies-and-procedures/drones/",
        "wiltshire-police/fois-with-spreadsheets/2022/foi-2022-1022/",
        "essex-police/other-information/previous-foi-requests/e-scooters/",
    ],
)
def test_soh_response_addresses(path: str) -> None:
    for tree in ("https://www.force.police.uk/foi-ai/", "https://force.police.uk/cy-GB/foi-ai/"):
        assert soh.is_response(tree + path)
        assert find_platform(tree + path) == "soh"


@pytest.mark.parametrize(
    "url",
    [
        SOH,
        "https://www.humberside.police.uk/foi-ai/humberside-police/our-policies-and-procedures/pp/dogs/",
        "https://www.kent.police.uk/foi-ai/kent-police/Policy/it/passwords/",
        "https://www.kent.police.uk/foi-ai/kent-police/our-priorities-and-how-were-doing/plan/2024/",
        "https://www.dyfed-powys.police.uk/foi-ai/dyfed-powys-police/publication-scheme/fleet/2024/",
        "https://www.cambs.police.uk/foi-ai/cambridgeshire-police/publication-scheme/stop-search/disclosure/x/",
        "https://www.kent.police.uk/foi-ai/kent-police/what-we-spend/budget/2024/",
        "https://www.dyfed-powys.police.uk/cy-GB/foi-ai/heddlu-dyfed-powys/cynllun-cyhoeddi/fflyd/2024/",
        "https://www.met.police.uk/SysSiteAssets/foi-media/metropolitan-police/disclosure_2023/may_2023/x.xlsx",
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


def test_soh_letters_that_are_files_only() -> None:
    media = "/SysSiteAssets/foi-media/northmoor-police/disclosure_2024"
    row = '<li><a href="{0}">{1}</a><p>Disclosure log</p><a href="{2}">Download</a></li>'
    listing = soh.parse_listing(
        _soh(
            row.format(f"{ITEM}/tasers-1124/", "Tasers", f"{media}/tasers.pdf")
            + f'<li><a href="{media}/letter.pdf">Letter 12/24</a><p>Disclosure log</p></li>'
            + f'<li><a href="{media}/figures.xlsx">Figures</a><p>Disclosure log</p></li>'
            + f'<li><a href="{media}/scheme.pdf">Charges</a><p>Publication scheme</p></li>'
        )
    )
    assert [(e.url.rpartition("/")[2], e.title) for e in listing.entries] == [
        ("", "Tasers"),
        ("letter.pdf", "Letter 12/24"),
    ]
    assert listing.left_out == 2


def test_soh_files_alone_are_no_listing() -> None:
    with pytest.raises(ListingError):
        soh.parse_listing(_soh('<p>Something changed.</p><a href="/SysSiteAssets/media/guide.pdf">Guide</a>'))


def test_malformed_links_and_endless_numbers_cost_nothing() -> None:
    hostile = "".join(
        f'<li><a href="{href}">2</a></li>'
        for href in (f"http://x:99999{ITEM}/a-124/", f"http://[x{ITEM}/b-124/", "?page=" + "9" * 5000, "?page=²")
    )
    listing = soh.parse_listing(_soh(f'<a href="{ITEM}/one-124/">One</a><ul>{hostile}</ul>', SOH + "&page=1"))
    assert [e.title for e in listing.entries] == ["One"]


@pytest.mark.parametrize(
    ("here", "pager", "onward"),
    [
        # Types joined by commas in the source's address, repeated in the pager's; categories are numbers too.
        ("?q=&dt=A,B&ic=217281", ["?dt=A&dt=B&ic=217281", "?dt=A&dt=B&ic=217281&page=2"], [1]),
        ("?dt=A&dt=B&page=2", ["?dt=A,B&page=1", "?dt=A,B", "?dt=A,B&page=2", "?dt=A,B&page=3"], [3]),
        # Pages counted from 0, offsets, and a pager that forgets what was asked.
        ("", ["?page=0", "?page=1", "?page=2"], [1, 2]),
        ("?page=1", ["", "?page=0", "?page=2"], [2]),
        ("?dt=A&start=20", ["?dt=A&start=0", "?dt=A&start=10", "?dt=A&start=30"], [2]),
        ("?dt=A", ["?dt=A", "?page=2"], [1]),
    ],
)
def test_a_pager_is_followed_onward_only(here: str, pager: list[str], onward: list[int]) -> None:
    url = SOH.partition("?")[0]
    links = "".join(
        f'<a href="{url}{query}">{number}</a>' for number, query in enumerate(pager, 0 if "start" in here else 1)
    )
    listing = soh.parse_listing(_soh(f'<a href="{ITEM}/one-124/">One</a><nav>{links}</nav>', url + here))
    assert [u.removeprefix(url) for u in listing.pages] == [pager[n] for n in onward]


def test_soh_welsh_listing_is_found_from_the_first_page_only() -> None:
    url = SOH.partition("?")[0]
    switch = url.replace("/foi-ai/", "/cy-GB/foi-ai/")
    body = f'<header><a href="{switch}">Cymraeg</a></header><a href="{ITEM}/one-124/">One</a>'
    pager = '<a href="?page=1">Previous</a><a href="?page=3">Next</a>'
    assert soh.parse_listing(_soh(body, url)).pages == (switch,)
    assert soh.parse_listing(_soh(body + pager, url + "?page=2")).pages == (url + "?page=3",)


def test_soh_welsh_listing_page() -> None:
    url = SOH.partition("?")[0].replace("/foi-ai/", "/cy-GB/foi-ai/")
    item = "/cy-GB/foi-ai/heddlu-dyfed-powys/datgeliadau-2025/mai"
    listing = soh.parse_listing(
        _soh(
            f'<p>Yn dangos 1 i 2 o 12 o ganlyniadau</p><ul><li><a href="{item}/dogs-1125/">Dogs</a>'
            f'<p>Log datgelu</p></li><li><a href="{item}/cars/">Cars</a><p>Cynllun cyhoeddi</p></li>'
            '</ul><nav><a href="?page=2">Nesaf</a></nav>',
            url,
        )
    )
    assert [e.title for e in listing.entries] == ["Dogs"]
    assert (listing.left_out, listing.total, listing.pages) == (1, 12, (url + "?page=2",))
    assert soh.parse_listing(_soh("<p>0 canlyniad</p>", url)).total == 0


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


OWN_SITES = {
    "northumbria": (
        "http://ww2.northumbria.police.uk/freedom_of_information/disclosure_log/disclosure_log_other/taser_83312/",
        "http://www.northumbria.police.uk/foi/disclosurelog/dlinvest/answer.asp?id=7",
        NORTHUMBRIA + "crime-statistics/clare-s-law-120819/",
    ),
    "avon_and_somerset": (
        "https://www.avonandsomerset.police.uk/about/freedom-of-information/previous-foi-requests/requests/drones/",
        "https://www.avonandsomerset.police.uk/about-us/freedom-of-information/previous-foi-requests/crime/drones/",
    ),
    "west_yorkshire": ("https://www.westyorkshire.police.uk/freedom-of-information/march-2023-foi-1769251-23-drones",),
    "west_midlands": tuple(
        f"https://foi.west-midlands.police.uk/{place}"
        for place in ("drones-176_17/", "drones-3300-18", "drones-47414/", "drones-1648a-23/", "?p=27358", "/?p=2")
    ),
}
NOT_OWN_SITES = {
    "northumbria": (
        NORTHUMBRIA + "crime-statistics/",
        "http://www.northumbria.police.uk/foi/disclosurelog/dlinvest/default.asp",
        "http://ww2.northumbria.police.uk/freedom_of_information/disclosure_log/",
    ),
    "avon_and_somerset": (
        "https://www.avonandsomerset.police.uk/about/freedom-of-information/previous-foi-requests/requests/?page=2",
        "https://www.essex.police.uk/foi-ai/essex-police/other-information/previous-foi-requests/a/b/",
    ),
    "west_yorkshire": ("https://www.westyorkshire.police.uk/freedom-of-information/how-to-ask",),
    "west_midlands": tuple(
        f"https://foi.west-midlands.police.uk/{place}"
        for place in ("", "2022/", "2022/08/", "2022/page/2/", "2022/08/page/3/", "about-us/", "drones-176_17/?nb=1")
    ),
}


@pytest.mark.parametrize("platform", OWN_SITES)
def test_addresses_of_own_sites(platform: str) -> None:
    for url in OWN_SITES[platform]:
        assert PLATFORMS[platform].is_response(url), url
        assert find_platform(url) == platform
    for url in NOT_OWN_SITES[platform]:
        assert not PLATFORMS[platform].is_response(url), url


def test_a_slug_that_ends_in_a_number_is_not_west_midlands_elsewhere() -> None:
    assert find_platform("https://www.example.org/route-66") is None


@pytest.mark.parametrize("markup", LISTING_MARKUPS)
@pytest.mark.parametrize("platform", OWN_SITES)
def test_listings_of_own_sites_in_any_markup(platform: str, markup: str) -> None:
    first = OWN_SITES[platform][0]
    second = first.replace("taser", "fleet").replace("drones", "fleet")
    rows = [(first, "Drones", "", "3 May 2024"), (second, "Fleet", "", "4 May 2024")]
    body = "".join(LISTING_MARKUPS[markup].format(u=u, t=t, k=k, d=d) for u, t, k, d in rows)
    listing = PLATFORMS[platform].parse_listing(_soh(body, first.rstrip("/").rpartition("/")[0] + "/"))
    assert [(e.url, e.title) for e in listing.entries] == [(first, "Drones"), (second, "Fleet")]
    assert "4 May 2024" not in (listing.entries[0].listed_text or "")


def test_west_midlands_archive_of_a_year_and_its_pages() -> None:
    root = "https://foi.west-midlands.police.uk"
    post = f'<article><h2><a href="{root}/dogs-12_24/">Dogs (12/24)</a></h2><p>How many dogs</p></article>'
    side = f'<aside><a href="{root}/2023/">2023</a><a href="{root}/2024/05/">May 2024</a></aside>'
    pager = f'<nav><a href="{root}/2024/">Newer posts</a><a href="{root}/2024/page/3/">&larr; Older posts</a></nav>'
    listing = west_midlands.parse_listing(_soh(post + side + pager, f"{root}/2024/page/2/"))
    assert [(e.title, e.listed_text) for e in listing.entries] == [("Dogs (12/24)", "How many dogs")]
    assert listing.pages == (f"{root}/2024/page/3/",)
    years = west_midlands.parse_listing(_soh(f'<a href="{root}/2023/">2023</a>', f"{root}/disclosure-log/"))
    assert years.pages == (f"{root}/2023/",)


def test_avon_and_somerset_landing_page_leads_to_the_list() -> None:
    log = "https://www.avonandsomerset.police.uk/about/freedom-of-information/previous-foi-requests/"
    landing = avon_and_somerset.parse_listing(_soh('<a href="requests/">Requests</a><a href="../">Back</a>', log))
    assert (landing.entries, landing.pages) == ((), (log + "requests/",))
    paged = '<a href="drones/">Drones</a><a href="?page=1">1</a><a href="?page=2">2</a>'
    assert avon_and_somerset.parse_listing(_soh(paged, log + "requests/")).pages == (log + "requests/?page=2",)


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
