"""The sample disclosure logs: what they serve, how they change between visits, and that the reader reads them all."""

from __future__ import annotations

import http.client
import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from scraper.addresses import is_welsh
from scraper.demo import SampleLabel, SampleLogs, sample_labels, start_sample_logs
from scraper.demo.markup import expand, to_html
from scraper.demo.pages import Site
from scraper.demo.samples import Day, load_forces
from scraper.platforms import PLATFORMS
from scraper.reading import read_response
from scraper.records import DateKind, Hints, Outcome, Page, Response, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask(url: str, *, method: str = "GET", **headers: str) -> Answer:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return Answer(status=answer.status, headers=answer.headers, body=answer.read())
    finally:
        connection.close()


def origin(source: Source) -> str:
    return "http://" + urlsplit(source.listings[0]).netloc


def crawl(source: Source) -> tuple[dict[str, str | None], int]:
    """Every response listed, without Welsh twins: path → the text of its row; and how many rows were left out."""
    listed: dict[str, str | None] = {}
    left_out, waiting, seen = 0, list(source.listings), set()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        answer = ask(url)
        assert answer.status == 200
        listing = PLATFORMS[source.platform].parse_listing(Page(body=answer.body, url=url, media_type="text/html"))
        listed |= {urlsplit(e.url).path: e.listed_text for e in listing.entries if not is_welsh(e.url)}
        left_out += listing.left_out
        waiting += listing.pages
    return listed, left_out


def crawl_all(logs: SampleLogs) -> dict[tuple[str, str], str | None]:
    return {(s.force, path): text for s in logs.sources for path, text in crawl(s)[0].items()}


@pytest.fixture(scope="module")
def logs() -> Iterator[SampleLogs]:
    with start_sample_logs(1) as running:
        yield running


def test_there_are_five_forces_and_enough_responses(logs: SampleLogs) -> None:
    labels = [label for label in sample_labels(1) if not label.twin]
    assert len(logs.sources) == 5
    assert {s.platform for s in logs.sources} == {"soh", "northumbria", "police_scotland"}
    assert len(labels) >= 64
    assert {label.outcome for label in labels} == set(Outcome)
    assert len({section for label in labels for section in label.relied}) >= 35
    assert len({label.path for label in labels}) == len(labels)


def test_the_same_subjects_were_asked_of_several_forces() -> None:
    asked = Counter(
        name
        for force in load_forces(1)
        for name in {n for r in force.responses for n in re.findall(r"@ask-\S+", r.request)}
    )
    assert sum(1 for forces in asked.values() if forces >= 3) >= 8


@pytest.mark.parametrize("number", range(5))
def test_the_listing_leads_to_every_response_and_to_nothing_else(logs: SampleLogs, number: int) -> None:
    source = logs.sources[number]
    listed, left_out = crawl(source)
    assert set(listed) == {label.path for label in sample_labels(1) if label.force == source.force and not label.twin}
    assert (left_out > 0) is (source.platform == "soh")


def test_every_page_says_that_it_is_a_sample(logs: SampleLogs) -> None:
    by_force = {s.force: s for s in logs.sources}
    for label in sample_labels(1):
        answer = ask(origin(by_force[label.force]) + label.path)
        assert answer.status == 200
        assert "invented" in answer.body.decode() or "dychmygol" in answer.body.decode()
    assert all(b"invented" in ask(s.listings[0]).body for s in logs.sources)


def test_attachments_are_served_with_their_types(logs: SampleLogs) -> None:
    by_force = {s.force: s for s in logs.sources}
    served = []
    for label in sample_labels(1):
        page_url = origin(by_force[label.force]) + label.path
        for href in re.findall(r'href="([^"]+\.(?:pdf|xlsx))"', ask(page_url).body.decode()):
            answer = ask(urljoin(page_url, href))
            assert answer.status == 200, href
            is_pdf = href.endswith(".pdf")
            assert answer.headers["Content-Type"] == (
                "application/pdf" if is_pdf else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            )
            assert answer.body.startswith(b"%PDF-" if is_pdf else b"PK")
            served.append(href)
    assert len(set(served)) >= 8
    assert set(served) == {address for force in load_forces(1) for address, _ in force.files}


def test_the_second_visit_finds_three_new_three_changed_and_three_gone() -> None:
    with start_sample_logs(1) as running:
        first = crawl_all(running)
        origins = {s.force: origin(s) for s in running.sources}
        bodies = {key: ask(origins[key[0]] + key[1]).body for key in first}
        running.show_edition(2)
        second = crawl_all(running)
        again = {key: ask(origins[key[0]] + key[1]) for key in first}
    gone, kept = set(first) - set(second), set(first) & set(second)
    assert len(set(second) - set(first)) == len(gone) == 3
    assert all(again[key].status == 404 for key in gone)
    changed = {key for key in kept if again[key].body != bodies[key]}
    assert len(changed) == 3
    assert changed == {key for key in kept if "Updated" in (second[key] or "")}
    assert not any("Updated" in (text or "") for text in first.values())
    assert sum(b"Following an internal review" in again[key].body for key in changed) == 1


def test_later_editions_equal_the_second() -> None:
    assert load_forces(3) == load_forces(2)
    assert load_forces(2) != load_forces(1)
    with pytest.raises(ValueError, match="count from 1"):
        load_forces(0)


def test_an_unchanged_page_is_not_sent_twice(logs: SampleLogs) -> None:
    url = logs.sources[0].listings[0]
    first = ask(url)
    assert ask(url, If_None_Match=first.headers["ETag"]).status == 304
    assert ask(url, If_None_Match='"other"').status == 200
    assert ask(url, If_Modified_Since=first.headers["Last-Modified"]).status == 304
    assert ask(url, If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT").status == 200
    assert ask(url, If_Modified_Since="yesterday").status == 200
    assert ask(url, If_None_Match=first.headers["ETag"]).body == b""


def test_head_has_the_headers_and_no_body(logs: SampleLogs) -> None:
    url = logs.sources[0].listings[0]
    head = ask(url, method="HEAD")
    assert head.body == b""
    assert int(head.headers["Content-Length"]) == len(ask(url).body)


def test_a_missing_page_answers_in_the_style_of_the_site(logs: SampleLogs) -> None:
    for source in logs.sources:
        answer = ask(origin(source) + "/foi-ai/nothing/here/")
        assert answer.status == 404
        assert source.force_name in answer.body.decode()
        assert answer.headers["ETag"] is None


def test_robots_txt_allows_the_log_and_one_has_a_byte_order_mark(logs: SampleLogs) -> None:
    texts = [ask(origin(s) + "/robots.txt").body for s in logs.sources]
    assert sum(text.startswith(b"\xef\xbb\xbf") for text in texts) == 1
    assert all(b"Disallow: /" in text and b"Disallow: /\n" not in text for text in texts)


def test_the_search_honours_its_parameters(logs: SampleLogs) -> None:
    source = next(s for s in logs.sources if s.platform == "soh")
    base = source.listings[0].split("?")[0]

    def titles(query: str) -> list[str]:
        return re.findall(r'c-results__title"><a href="[^"]+">([^<]+)', ask(f"{base}?{query}").body.decode())

    assert len(titles("")) == 10
    assert titles("page=2") != titles("page=1") == titles("page=nonsense") == titles("page=0")
    assert any("policy" in title for title in titles("dt=Policy"))
    assert len(titles("dt=Policy")) < 10
    assert not any("policy" in title for n in (1, 2, 3) for title in titles(f"dt=Disclosure+log&page={n}"))
    assert titles("q=drones") == ["Drones: number owned, flights and cost"]
    assert titles("fdte=2030-01-01") == []


def test_a_connection_serves_many_requests_and_all_are_logged() -> None:
    with start_sample_logs(1) as running:
        parts = urlsplit(running.sources[0].listings[0])
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        for path in ("/", "/robots.txt", "/nothing"):
            connection.request("GET", path)
            connection.getresponse().read()
        assert [(r.method, r.path, r.status, r.port) for r in running.requests] == [
            ("GET", "/", 200, parts.port),
            ("GET", "/robots.txt", 200, parts.port),
            ("GET", "/nothing", 404, parts.port),
        ]
        assert running.requests[0].at <= running.requests[2].at
        begun = time.monotonic()
        running.close()
        assert time.monotonic() - begun < 2  # the idle connection was hung up, not waited for
    connection.close()


def test_ports_are_as_asked_and_free_again_afterwards() -> None:
    with start_sample_logs(1) as running:
        taken = urlsplit(running.sources[0].listings[0]).port or 0
        with pytest.raises(OSError):
            start_sample_logs(1, first_port=taken)
    running.close()  # once more does no harm
    with socket.create_server(("127.0.0.1", taken)):
        pass


def test_first_port_numbers_the_sites_upwards() -> None:
    for first in range(21300, 21400, 5):
        try:
            running = start_sample_logs(1, first_port=first)
        except OSError:  # somebody else's port
            continue
        with running:
            ports = [urlsplit(s.listings[0]).port for s in running.sources]
        assert ports == list(range(first, first + 5))
        return
    pytest.fail("no five free ports in a row")


def test_welsh_copies_have_welsh_furniture_and_their_own_listing(logs: SampleLogs) -> None:
    source = next(s for s in logs.sources if s.nation == "Wales")
    twins = {label.path for label in sample_labels(1) if label.twin}
    assert len(twins) >= 3
    for path in twins:
        text = ask(origin(source) + path).body.decode()
        assert '<html lang="cy">' in text
        assert "cwcis" in text
        assert path.removeprefix("/cy-GB") in text
    listing = ask(origin(source) + "/cy-GB/foi-ai/af/accessing-information/published-items/").body.decode()
    assert twins <= set(re.findall(r'href="([^"]+)"', listing))


def test_days_print_as_letters_have_them() -> None:
    ordinals = {day: Day(2024, 5, day).ordinal.split()[0] for day in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 30)}
    assert {day for day, text in ordinals.items() if text.endswith("th")} == {4, 11, 12, 13, 30}
    assert (ordinals[1], ordinals[22], ordinals[3]) == ("1st", "22nd", "3rd")
    assert Day(2024, 5, 3).long == "3 May 2024"


def test_the_small_markup() -> None:
    text = "@ask\n\n## A & B\n\n- one\n- two\n\n| h | i |\n| 1 | 2 |\n\n**bold** [file](/f.pdf)\ngoes on"
    html = to_html(expand(text, {"ask": "1. first\n2. second"}), numbers="list", headings="h2")
    assert "<ol>\n<li>first</li>\n<li>second</li>\n</ol>" in html
    assert "<h2>A &amp; B</h2>" in html
    assert "<ul>\n<li>one</li>" in html
    assert '<th scope="col">h</th>' in html
    assert "<td>2</td>" in html
    assert '<p><strong>bold</strong> <a href="/f.pdf">file</a> goes on</p>' in html
    assert to_html("3. c\n4. d", numbers="list", headings="h2").startswith('<ol start="3">')
    assert to_html("1. a\n2. b", numbers="breaks", headings="h2") == "<p>1. a<br>\n2. b</p>"
    assert to_html("## A", numbers="list", headings="strong") == "<p><strong>A</strong></p>"
    with pytest.raises(KeyError):
        expand("@nothing", {})


def test_no_placeholder_is_left_in_a_page() -> None:
    for edition in (1, 2):
        for force in load_forces(edition):
            site = Site(force)
            for item in (*force.responses, *force.others):
                text = unescape(site.page(force.address(item.path)).body.decode())
                main = text.partition("<h1>")[2].partition("</main>")[0]
                assert not re.search(r"[{}]|@\w|\]\(|\*\*", main), item.path


# The reader against the samples: every field of every page.


def read(label: SampleLabel, edition: int) -> Response:
    force = next(f for f in load_forces(edition) if f.id == label.force)
    page = Page(
        body=Site(force).page(label.path).body,
        url=f"http://127.0.0.1:8080{label.path}",
        media_type="text/html",
        charset="utf-8",
    )
    return read_response(page, Hints(force=force.id, platform=force.platform, law=force.law), today="2026-11-23")


def as_label(response: Response, label: SampleLabel) -> SampleLabel:
    def day(kind: DateKind) -> str | None:
        found = response.date(kind)
        return found.value if found else None

    return SampleLabel(
        force=response.force or "",
        path=label.path,
        reference=response.reference.printed if response.reference else None,
        requested=day(DateKind.REQUESTED),
        responded=day(DateKind.RESPONDED),
        published=day(DateKind.PUBLISHED),
        questions=len(response.questions),
        outcome=response.outcome,
        relied=tuple(sorted(f"{c.law} {c.section}" for c in response.relied)),
        ncnd=tuple(sorted(f"{c.law} {c.section}" for c in response.relied if c.ncnd)),
        twin=label.twin,
    )


LABELS = [(1, label) for label in sample_labels(1)] + [
    (2, label) for label in sample_labels(2) if label not in sample_labels(1)
]


@pytest.mark.parametrize(("edition", "label"), LABELS, ids=[f"{e}-{label.path}" for e, label in LABELS])
def test_the_reader_reads_every_sample(edition: int, label: SampleLabel) -> None:
    assert as_label(read(label, edition), label) == label


@pytest.mark.parametrize(("edition", "label"), LABELS, ids=[f"{e}-{label.path}" for e, label in LABELS])
def test_no_furniture_reaches_the_record(edition: int, label: SampleLabel) -> None:
    response = read(label, edition)
    text = f"{response.request_text}\n{response.response_text}".lower()
    assert response.request_text and response.response_text
    for furniture in (
        "cookie",
        "cwcis",
        "invented",
        "dychmygol",
        "escape",
        "back to top",
        "font size",
        "beta",
        "decline",
    ):
        assert furniture not in text
