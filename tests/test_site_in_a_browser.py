"""The site in real Chromium: accessibility, keyboard, phone, print, without JavaScript, and against hostile text."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Download, Locator, Page, sync_playwright
from serving import launch, needs_browser, serving_archive

from scraper.addresses import response_id
from scraper.cli.options import messages
from scraper.demo import start_sample_logs
from scraper.demo.run import scrape_logs
from scraper.exports import Format, export
from scraper.progress import RunDisplay
from scraper.publish import downloads_of
from scraper.records import Attachment, Place, Question, Reference, Role
from scraper.store import open_archive
from tests import sample_archive
from tests.sample_archive import answer, cites, day, open_desk

ROOT = Path(__file__).parents[1]
CONTACT = "foi@archive.example"
DESKTOP, PHONE = 1280, 360
ZOOMED = 320
"""A window of 1280 pixels at 400 %, as WCAG 1.4.10 has it."""

AXE = Axe()
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

pytestmark = needs_browser

FIXED = {
    "home": "/",
    "search": "/search?q=police",
    "search, filters open": "/search?q=police&outcome=disclosed&outcome=refused&exemption=31",
    "search, nothing found": "/search?q=xylophone+police&force=northmoor&from=2020",
    "search, not understood": "/search?q=police&from=soon&exemption=none",
    "forces": "/forces",
    "force": "/force/castlemere",
    "exemptions": "/exemptions",
    "exemption": "/exemption/FOIA/31",
    "part of an exemption": "/exemption/FOIA/40(2)",
    "statistics": "/statistics",
    "a statistic with a chart": "/statistics/outcomes_by_force_and_year",
    "a statistic of one force": "/statistics/working_days_by_force_and_year?force=castlemere&year=2024",
    "a statistic, nothing found": "/statistics/coverage?force=nowhere",
    "groups": "/compare",
    "a draft": "/ask?q=How+many+drones+do+you+own%2C+and+of+which+make+and+model%3F",
    "status": "/status",
    "downloads": "/downloads",
    "about": "/about",
    "removals": "/removals",
    "no such response": "/response/castlemere/ffffffffffff",
    "no such page": "/nothing/here",
    "taken down": "/response/castlemere/000000000000",
}
"""Kinds of page by name, where the address can be told beforehand."""

_WITH_QUESTIONS = "id IN (SELECT response FROM questions GROUP BY response HAVING {})"
FOUND = {
    "response with attachments": "id IN (SELECT response FROM attachments WHERE state = 'ok')",
    "response with a quarantined file": "id IN (SELECT response FROM attachments WHERE state = 'quarantined')",
    "response, questions paired": _WITH_QUESTIONS.format("max(answer) <> ''") + " AND exemptions <> ''",
    "response, questions not paired": _WITH_QUESTIONS.format("max(answer) IS NULL"),
    "response, withdrawn": "withdrawn_at IS NOT NULL",
    "response, changed": "version_count > 1 AND exemptions <> ''",
}
"""Those of responses, by what the first of the kind is found by."""

KINDS = (*FIXED, *FOUND, "version with differences", "group compared")
SHOWN = {
    "search": ".pages a[rel=next]",
    "search, filters open": ".chips ~ * .result",
    "search, nothing found": "details[open] input[name=force]:checked",
    "search, not understood": "text=Not understood",
    "response with attachments": ".files details",
    "response with a quarantined file": ".files .warned",
    "response, questions paired": ".pairs .answer",
    "response, questions not paired": ".questions li",
    "response, withdrawn": "text=Withdrawn.",
    "response, changed": "text=The force changed this page",
    "version with differences": ".difference ins",
    "downloads": "text=SHA256SUMS",
    "groups": "tbody a[href^='/compare/']",
    "group compared": "article blockquote",
    "a draft": ".close .outcome",
}
"""What makes a page of its kind, so that no test looks at the wrong one."""

ERRORS = {"no such response": 404, "no such page": 404, "taken down": 410}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample logs after three visits: answers have changed or are withdrawn, one is taken down; all is exported."""
    path = tmp_path_factory.mktemp("site") / "foi.db"
    with open_archive(path, create=True) as archive, start_sample_logs(1) as logs, RunDisplay(messages()) as display:
        scrape_logs(archive, logs, display)
        logs.show_edition(2)
        for _ in range(2):
            scrape_logs(archive, logs, display)
        export(archive, downloads_of(path), [Format.CSV, Format.SQLITE])
    with closing(sqlite3.connect(path)) as written, written:
        written.execute(
            "INSERT INTO takedowns (response, reason, taken_down_at) VALUES (?, ?, ?)",
            ("000000000000", "personal_data", day(40)),
        )
    return path


@pytest.fixture(scope="module")
def site(db: Path) -> Iterator[str]:
    with serving_archive(db, contact=CONTACT) as address:
        yield address


@pytest.fixture(scope="module")
def browser(db: Path) -> Iterator[Browser]:
    """Started after the archive is made: Playwright keeps this thread's event loop to itself."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@contextmanager
def profile(browser: Browser, site: str, **options: Any) -> Iterator[BrowserContext]:
    """A browser with a fresh memory; addresses are those of the site."""
    shown = {"viewport": {"width": DESKTOP, "height": 900}, "reduced_motion": "reduce"}
    with closing(browser.new_context(base_url=site, **shown, **options)) as context:
        context.set_default_timeout(10_000)
        yield context


@pytest.fixture(scope="module")
def desktop(browser: Browser, site: str) -> Iterator[BrowserContext]:
    with profile(browser, site) as context:
        yield context


@pytest.fixture
def page(desktop: BrowserContext) -> Iterator[Page]:
    with closing(desktop.new_page()) as opened:
        yield opened


@pytest.fixture(scope="module")
def addresses(db: Path) -> Mapping[str, str]:
    """Every kind of page with the address of one."""
    first = "SELECT '/response/' || force || '/' || id FROM responses WHERE {} ORDER BY id LIMIT 1"
    with closing(sqlite3.connect(db)) as read:
        found = {kind: read.execute(first.format(where)).fetchone()[0] for kind, where in FOUND.items()}
        group = read.execute("SELECT '/compare/' || id FROM groups ORDER BY force_count DESC, id").fetchone()[0]
    changed = f"{found['response, changed']}/v/2"
    return {**FIXED, **found, "version with differences": changed, "group compared": group}


# ---- every kind of page: accessible, no wider than the window, without errors, asking no other host


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one kind of page was found to be like."""

    address: str
    status: int
    headings: int
    policy: str
    said: list[str]
    asked: list[str]
    too_wide: dict[int, list[str]]
    findings: dict[int, list[str]]


@pytest.fixture(scope="module")
def visit(desktop: BrowserContext, addresses: Mapping[str, str]) -> Callable[[str], Visit]:
    """Opens a kind of page, once for all tests of it."""
    return cache(lambda kind: look_at(desktop, kind, addresses[kind]))


def look_at(context: BrowserContext, kind: str, address: str) -> Visit:
    said: list[str] = []
    asked: list[str] = []
    with closing(context.new_page()) as page:
        # What the content policy forbids is an error on the console too.
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        response = page.goto(address)
        assert response is not None
        assert page.locator(SHOWN.get(kind, "main")).count(), f"{kind}: no {SHOWN.get(kind)} on {address}"
        headings = page.locator("h1").count()
        too_wide = {}
        for width in (ZOOMED, PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": 740})
            too_wide[width] = wider_than_window(page)
        unfold(page)
        findings = {DESKTOP: axe_findings(page)}
        for width in (ZOOMED, PHONE):
            page.set_viewport_size({"width": width, "height": 740})
            too_wide[width] += wider_than_window(page)
        findings[PHONE] = axe_findings(page)
        page.wait_for_load_state("networkidle")
    return Visit(
        address=address,
        status=response.status,
        headings=headings,
        policy=response.headers["content-security-policy"],
        said=[line for line in said if kind not in ERRORS or f"status of {ERRORS[kind]}" not in line],
        asked=asked,
        too_wide=too_wide,
        findings=findings,
    )


def unfold(page: Page) -> None:
    """Everything that is folded away is shown."""
    page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true })")


def wider_than_window(page: Page) -> list[str]:
    """Where the page can be moved sideways: how wide it is, and what reaches over the edge."""
    found: list[str] = page.evaluate(
        """() => {
            const needed = document.documentElement.scrollWidth
            if (needed <= innerWidth) return []
            const isOver = element => element.getBoundingClientRect().right > innerWidth
            const over = [...document.querySelectorAll('body *')].filter(isOver)
            return [`${needed} pixels`, ...over.map(element => element.outerHTML.slice(0, 100))]
        }"""
    )
    return found


def axe_findings(page: Page) -> list[str]:
    """What axe finds: the rule, the place and what to do."""
    options = {
        "runOnly": {"type": "tag", "values": list(STANDARDS)},
        "rules": {"target-size": {"enabled": True}},  # off by default
        "resultTypes": ["violations"],
    }
    results = AXE.run(page, options=options).response
    ran = {rule["id"] for outcome in ("passes", "violations", "incomplete") for rule in results[outcome]}
    assert {"target-size", "color-contrast", "region"} <= ran
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {rule['help']}. {node.get('failureSummary', '')}"
        for rule in results["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_is_there(visit: Callable[[str], Visit], kind: str) -> None:
    seen = visit(kind)
    assert (seen.status, seen.headings) == (ERRORS.get(kind, 200), 1), seen.address


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit: Callable[[str], Visit], kind: str, width: int) -> None:
    seen = visit(kind)
    assert not seen.findings[width], f"{seen.address}\n" + "\n".join(seen.findings[width])


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways(visit: Callable[[str], Visit], kind: str) -> None:
    assert visit(kind).too_wide == {ZOOMED: [], PHONE: [], DESKTOP: []}


@pytest.mark.parametrize("kind", KINDS)
def test_no_errors_and_no_other_host(visit: Callable[[str], Visit], site: str, kind: str) -> None:
    seen = visit(kind)
    assert "default-src 'none'" in seen.policy
    assert seen.said == []
    assert {f"{site}{seen.address}".partition("?")[0]} < {url.partition("?")[0] for url in seen.asked}, "and its styles"
    assert [url for url in seen.asked if not url.startswith(f"{site}/")] == []


def test_a_phone_leads_to_the_facets_below_the_results(page: Page) -> None:
    page.goto("/search?q=police")
    link = page.get_by_role("link", name="Narrow these")
    assert not link.is_visible(), "on a desktop they stand beside the results"
    page.set_viewport_size({"width": PHONE, "height": 740})
    link.click()
    page.wait_for_url("**#narrow")
    assert is_in_view(page, page.get_by_role("heading", name="Narrow"))


def test_what_is_wrong_would_be_seen(desktop: BrowserContext) -> None:
    """The site's policy forbids scripts from elsewhere: axe runs all the same, and the browser tells of the breach."""
    said: list[str] = []
    with closing(desktop.new_page()) as page:
        page.on("console", lambda message: said.append(message.text))
        page.goto("/")
        page.evaluate(
            """() => {
                document.documentElement.removeAttribute('lang')
                document.querySelector('label[for=q]').remove()
                document.querySelector('.lead').style.color = '#bbb'
                for (const link of document.querySelectorAll('.top li a')) link.style.font = '6px/8px serif'
                document.querySelector('.top ul').style.gap = 0
                document.querySelector('.lead').append(document.createElement('script'))
                document.querySelector('.lead script').src = 'https://elsewhere.example/'
                document.querySelector('.search').style.width = '2000px'
            }"""
        )
        rules = {finding.partition(" ")[0] for finding in axe_findings(page)}
        assert {"html-has-lang", "label", "color-contrast", "target-size"} <= rules
        assert wider_than_window(page)
        assert any("Content Security Policy" in line for line in said)


# ---- a reporter's path


def count_stated(page: Page) -> int:
    """The number of responses that a page of results states."""
    stated = re.match(r"([\d,]+) response", page.locator(".count-line").inner_text())
    assert stated
    return int(stated[1].replace(",", ""))


def is_in_view(page: Page, element: Locator) -> bool:
    box, size = element.bounding_box(), page.viewport_size
    assert box and size
    return 0 <= box["y"] < size["height"] and box["x"] >= 0 and box["x"] + box["width"] <= size["width"]


def search_and_narrow(page: Page) -> None:
    """From the first page by words and one facet to results."""
    page.goto("/")
    page.get_by_label("Words").fill("number plate OR drones OR informants")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=number*")
    every = count_stated(page)
    facet = page.get_by_role("navigation", name="Narrow the results").locator("li", has_text="Partly disclosed")
    promised = int(facet.locator(".count").inner_text())
    facet.get_by_role("link").click()
    page.wait_for_url("**outcome=partly_disclosed*")
    assert 0 < count_stated(page) == promised < every
    assert page.locator(".result .outcome").all_inner_texts() == ["Partly disclosed"] * promised


def test_from_words_to_the_evidence_and_back_by_the_exemption(page: Page) -> None:
    search_and_narrow(page)
    title = page.locator(".result a").first.inner_text()
    page.locator(".result a").first.click()
    page.wait_for_url("**/response/**")
    assert page.locator("h1").inner_text() == title
    names = [mark.get_attribute("id") for mark in page.locator("mark[id]").all()]
    assert "outcome-said" in names and len(names) >= 2
    for name in names:
        page.evaluate("scrollTo(0, 0)")
        page.locator(f".side a[href='#{name}']").first.click()
        page.wait_for_url(f"**#{name}")
        assert is_in_view(page, page.locator(f"mark#{name}"))
        assert page.locator(f"mark#{name}").inner_text() in page.locator(".side").inner_text()
    page.locator(".side .exemption h3 a").first.click()
    page.wait_for_url("**/exemption/**")
    link = page.get_by_role("link", name=re.compile("Search these"))
    promised = int(re.findall(r"\d+", link.inner_text())[0])
    link.click()
    page.wait_for_url("**/search?exemption=*")
    assert count_stated(page) == promised
    assert title in page.locator(".result h3").all_inner_texts()


def body_of(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_results_are_taken_home_whole(page: Page) -> None:
    page.goto("/search?q=police&outcome=disclosed")
    stated = count_stated(page)
    assert stated > page.locator(".result").count(), "more than fit on one page"
    bodies = {}
    for name in ("CSV", "CSV for Excel"):
        link = page.get_by_role("link", name=name, exact=True)
        assert page.request.head(link.get_attribute("href") or "").headers["x-total-count"] == str(stated)
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename.endswith(".csv")
        bodies[name] = body_of(download.value)
    rows = list(csv.DictReader(io.StringIO(bodies["CSV"].decode(), newline="")))
    assert len(rows) == stated
    assert {row["outcome"] for row in rows} == {"disclosed"}
    assert rows[0]["title"] == page.locator(".result h3").first.inner_text()
    assert not bodies["CSV"].startswith(b"\xef\xbb\xbf")
    assert bodies["CSV for Excel"].startswith(b"\xef\xbb\xbf")
    excel = csv.DictReader(io.StringIO(bodies["CSV for Excel"].decode("utf-8-sig"), newline=""))
    assert [row["id"] for row in excel] == [row["id"] for row in rows]


def test_the_whole_archive_is_taken_home(page: Page) -> None:
    page.goto("/downloads")
    with page.expect_download() as download:
        page.get_by_role("link", name="archive.db").click()
    assert body_of(download.value).startswith(b"SQLite format 3\0")
    row = page.get_by_role("row", name=re.compile("^questions each"))
    with page.expect_download() as download:
        row.get_by_role("link", name="CSV of questions").click()
    rows = list(csv.DictReader(io.StringIO(body_of(download.value).decode(), newline="")))
    assert f"{len(rows):,}" == row.locator(".figure").inner_text()


def test_all_works_without_javascript(browser: Browser, site: str) -> None:
    with profile(browser, site, java_script_enabled=False) as context:
        page = context.new_page()
        search_and_narrow(page)
        page.get_by_role("link", name=re.compile("Outcome: Partly disclosed")).click()
        page.wait_for_url(lambda url: "outcome" not in url)
        page.locator("summary", has_text="Force, outcome").click()
        page.get_by_label("Northmoor Police").check()
        page.get_by_label("Dated from").fill("2018")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**force=northmoor*")
        assert set(page.locator(".result .facts span:first-child").all_inner_texts()) == {"Northmoor Police"}
        page.locator(".result a").first.click()
        assert page.locator("#answered").is_visible()


# ---- the keyboard alone

FOCUSABLE = """() => {
    window.reached = []
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter(element => element.checkVisibility({visibilityProperty: true}))
    all.forEach((element, number) => { element.dataset.number = number })
    document.addEventListener('focusin', ({target}) => {
        const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(target)
        const {width, height, bottom, top, right, left} = target.getBoundingClientRect()
        window.reached.push({
            number: Number(target.dataset.number ?? -1),
            what: target.outerHTML.slice(0, 120),
            outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !outlineColor.endsWith(', 0)'),
            seen: width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
        })
    })
    return all.length
}"""
"""Numbers all that can have the focus, in order, and notes from then on how each looks when it has it."""


def walk(page: Page, key: str, steps: int) -> list[dict[str, Any]]:
    page.evaluate("window.reached = []")
    for _ in range(steps):
        page.keyboard.press(key)
    reached: list[dict[str, Any]] = page.evaluate("window.reached")
    return reached


@pytest.mark.parametrize("kind", ["home", "search, filters open", "response, questions paired", "downloads", "force"])
def test_the_focus_goes_through_all_and_is_always_seen(page: Page, addresses: Mapping[str, str], kind: str) -> None:
    page.goto(addresses[kind])
    unfold(page)
    count = page.evaluate(FOCUSABLE)
    forth = walk(page, "Tab", count)
    assert [step["number"] for step in forth] == list(range(count)), "each once, in the order of the page"
    assert "skip" in forth[0]["what"]
    assert not [step["what"] for step in forth if not (step["outlined"] and step["seen"])]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body"), "out of the page at its end"
    back = walk(page, "Shift+Tab", count)
    assert [step["number"] for step in back] == list(range(count))[::-1]


def focused(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.id || document.activeElement.name || document.activeElement.tagName")
    )


def tab_to(page: Page, name: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page) == name:
            return
    raise AssertionError(f"{name} is not reached within {most} steps")


@pytest.mark.parametrize("address", ["/", "/search?q=police", "/about", "/nothing/here"])
def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page, address: str) -> None:
    page.goto(address)
    skip = page.locator(".skip")
    assert not is_in_view(page, skip)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert is_in_view(page, skip)
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    assert focused(page) == "main"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_search_by_keyboard(page: Page) -> None:
    page.goto("/")
    tab_to(page, "q")
    page.keyboard.type("police")
    tab_to(page, "SUMMARY")
    page.keyboard.press("Enter")
    assert page.locator("form details").get_attribute("open") is not None
    page.keyboard.press("Space")
    assert page.locator("form details").get_attribute("open") is None
    page.keyboard.press("Space")
    tab_to(page, "outcome")
    page.keyboard.press("Space")
    tab_to(page, "exemption")
    page.keyboard.type("31")
    tab_to(page, "sort")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=police*")
    assert page.locator(".chips li").count() == 3
    assert page.locator("#sort").input_value() == "newest"
    assert "outcome=disclosed" in page.url and "exemption=31" in page.url


def test_folded_parts_open_by_keyboard(page: Page, addresses: Mapping[str, str]) -> None:
    page.goto(addresses["response with attachments"])
    folded = page.locator(".files details").first
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.locator("div.said").is_visible()
    page.keyboard.press("Space")
    assert not folded.locator("div.said").is_visible()


# ---- print


def printed(page: Page) -> str:
    """The words of the page as it prints, without white space: lines of a PDF end anywhere."""
    with closing(pypdfium2.PdfDocument(page.pdf(format="A4"))) as document:
        return squeezed(" ".join(sheet.get_textpage().get_text_range() for sheet in document))


def squeezed(text: str) -> str:
    # A hyphen at a line's end comes out of the PDF as U+FFFE or is left out.
    return re.sub(r"[\s\ufffe\xad-]", "", text)


NOT_PRINTED = (
    *("Skip to the content", "Downloads", "Narrow", "Take home", "All words must occur"),
    *("Similar responses", "Something wrong?", "The request as printed", "The figures behind it"),
)


def test_a_response_prints_with_its_address_and_date(page: Page, site: str, addresses: Mapping[str, str]) -> None:
    address = addresses["response, changed"]
    page.goto(address)
    text = printed(page)
    assert squeezed(site + address) in text
    assert squeezed("the archive as it stood on") in text
    words = page.locator("[aria-labelledby=answered] .said").inner_text()
    assert len(words) > 200 and squeezed(words) in text
    assert not [part for part in NOT_PRINTED if squeezed(part) in text]


def test_a_search_prints_with_its_address_and_date(page: Page, site: str) -> None:
    page.goto("/search?q=police&outcome=disclosed&page=2")
    text = printed(page)
    assert squeezed(f"{site}/search?q=police&outcome=disclosed&page=2: the archive as it stood on") in text
    for title in page.locator(".result h3").all_inner_texts():
        assert squeezed(title) in text
    assert not [part for part in NOT_PRINTED if squeezed(part) in text]


# ---- hostile text

HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=2></style><style>body{display:none}</style>"
    '</title></textarea></pre>"><svg onload="window.hacked=3"><a href=//evil.example>here</a> ]]> {{ 7*7 }} &lt;b&gt;'
)
HOSTILE_ADDRESS = "javascript:window.hacked=4//<img src=x onerror=window.hacked=5>"
TASERS, BATONS = (f"/response/norchester/{response_id(sample_archive.page(slug))}" for slug in ("tasers", "batons"))


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """An archive in which every text and every address is an attack, seen without the policy that would stop it."""
    path = tmp_path_factory.mktemp("hostile") / "foi.db"
    said = f"We refuse this: {HOSTILE}."
    record = answer(
        f"Tasers {HOSTILE}",
        reference=Reference(printed=f"FOI 1/26 {HOSTILE}", key="1/26", place=Place.TEXT),
        questions=(Question(number="<b>1</b>", text=f"Why {HOSTILE}?", answer=said, exemptions=("FOIA 31",)),),
        request_text=f"Why {HOSTILE}?\n\n{HOSTILE} | {HOSTILE}\n{HOSTILE} | b",
        response_text=f"First. {said}\n\n{HOSTILE} | {HOSTILE}\n{HOSTILE} | d",
        outcome_evidence="First.",
        citations=(replace(cites("31(1)(a)"), quote=said), replace(cites("17", role=Role.MENTIONED), quote=said)),
        attachments=tuple(
            Attachment(url=url, title=f"File {HOSTILE}", media_type=None)
            for url in (HOSTILE_ADDRESS, "data:text/html,<script>window.hacked=6</script>", "//evil.example/a.pdf")
        ),
        warnings=(HOSTILE,),
    )
    with open_desk(path) as desk:
        desk.publish("tasers", record, day(1))
        desk.publish("tasers", replace(record, response_text=f"{record.response_text} {HOSTILE}"), day(2))
        desk.publish("batons", replace(record, title=f"Batons {HOSTILE}", questions=()), day(3))
    with closing(sqlite3.connect(path)) as db, db:
        text, address = {"text": HOSTILE}, {"text": HOSTILE, "address": HOSTILE_ADDRESS}
        db.execute("UPDATE attachments SET state = 'ok', media_type = :text WHERE position = 1", text)
        db.execute("UPDATE attachments SET state = 'quarantined', reason = :text WHERE position = 2", text)
        db.execute("INSERT INTO attachment_pages SELECT response, url, 1, :text, :text FROM attachments", text)
        db.execute("UPDATE forces SET name = :text, nation = :text", text)
        db.execute("UPDATE sources SET name = :text, licence = :text, attribution = :text, note = :text", text)
        db.execute("UPDATE sources SET terms_url = :address, listing_url = :address", address)
        db.execute("UPDATE captures SET url = :address, final_url = :address", address)
        db.execute("UPDATE responses SET url = :address WHERE title LIKE 'Batons%'", address)
    with (
        serving_archive(path, contact=CONTACT) as site,
        profile(browser, site, bypass_csp=True) as context,
    ):
        yield context


def did_harm(page: Page) -> list[str]:
    """What of an attack became more than text: a script that ran, an element, or a link to where none should lead."""
    found: list[str] = page.evaluate(
        """() => {
            const harmful = 'script, style, img, iframe, object, embed, base, b, meta[http-equiv], [onload], [onerror]'
            const links = [...document.querySelectorAll('a[href], area[href]')]
            const leads = links.filter(a => !/^(https?|mailto):/.test(a.protocol) || /evil/.test(a.hostname))
            const forms = [...document.forms].filter(form => new URL(form.action).origin !== location.origin)
            const elements = [...document.querySelectorAll(harmful), ...leads, ...forms].map(e => e.outerHTML)
            return window.hacked === undefined ? elements : [`hacked=${window.hacked}`, ...elements]
        }"""
    )
    return found


FILTERS = {"q": f"tasers {HOSTILE}", "force": HOSTILE, "outcome": HOSTILE, "exemption": HOSTILE, "from": HOSTILE}
ATTACKED = {
    "home": "/",
    "search": "/search?q=tasers",
    "search for a word of it": "/search?q=hacked",
    "search for a phrase of it": "/search?q=" + quote('"script window hacked 1 script img src x onerror"'),
    "search with it": "/search?" + urlencode(FILTERS),
    "response": TASERS,
    "response of a hostile address": BATONS,
    "first version": f"{TASERS}/v/1",
    "version with differences": f"{TASERS}/v/2",
    "force": "/force/norchester",
    "forces": "/forces",
    "exemption": "/exemption/FOIA/31",
    "status": "/status",
}


@pytest.mark.parametrize("address", ATTACKED.values(), ids=list(ATTACKED))
def test_an_attack_is_shown_as_text(hostile: BrowserContext, address: str) -> None:
    with closing(hostile.new_page()) as page:
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        page.goto(address)
        assert did_harm(page) == []
        assert HOSTILE[:90] in (page.locator("main").text_content() or "")
        assert page.locator("header.top nav").is_visible(), "no style of theirs"


IN_JSON = json.dumps(HOSTILE)[1:-1]
DATA = {
    "Atom": ("/search.atom?q=tasers", escape(HOSTILE)),
    "JSON Feed": ("/search.feed.json?q=tasers", IN_JSON),
    "search": ("/search.json?table=texts", IN_JSON),
    "response": (f"{TASERS}.json", IN_JSON),
    "text of a file": (f"{TASERS}/attachment/1.txt", HOSTILE),
}


@pytest.mark.parametrize(("address", "text"), DATA.values(), ids=list(DATA))
def test_data_opened_as_a_page_is_text(hostile: BrowserContext, address: str, text: str) -> None:
    with closing(hostile.new_page()) as page:
        page.goto(address)
        assert did_harm(page) == []
        assert text in (page.locator("body > pre").text_content() or "")
