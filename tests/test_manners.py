"""Manners and safety of a whole run, started by the command: one over sites that try every trick, one over busy hosts.

What the client refuses one by one is tested in test_fetching.py and test_guard.py. Here every trick is played by
responses, by files and by listings at once, and each ends in an issue of its own while all else is stored.
"""

from __future__ import annotations

import gzip
import json
import re
import signal
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import files
import pytest
from standin import Answer, Hit, Route, StandIn
from test_refresh import _letter
from test_shapes import letter_file

import scraper.cli.runs
from scraper.cli import cli
from scraper.cli.options import manners_of
from scraper.demo.pages import Site
from scraper.demo.samples import load_forces
from scraper.demo.server import AnySite
from scraper.demo.shapes import SHAPES, shaped_site
from scraper.fetching import guard
from scraper.sources import Config
from scraper.store import open_archive

MAX_BYTES = 300_000
PRIVATE = "private.log.police.example"


# ---- the command and its network


class Names:
    """A name service: where each name leads, in turn, the last for good. A name it does not know is this machine."""

    def __init__(self, answers: Mapping[str, list[str]]) -> None:
        self._answers = {name: list(found) for name, found in answers.items()}

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        left = self._answers.get(host, ["127.0.0.1"])
        return (left.pop(0) if len(left) > 1 else left[0],)


@contextmanager
def network(names: Names) -> Iterator[None]:
    """The network as the command finds it: names as given, and the patience of a test."""

    def patient(config: Config) -> Any:
        return replace(manners_of(config), max_seconds=2.0, retries=1, backoff_seconds=0.01)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "resolve_host", names)
        patch.setattr(scraper.cli.runs, "manners_of", patient)
        yield


def foi(*words: str) -> int:
    """The command, in this process, so that names lead where the test wants; its status."""
    return int(cli.main(list(words), standalone_mode=False) or 0)


def write_config(folder: Path, sources: Mapping[str, Mapping[str, Any]], *, delay_seconds: float = 0.0) -> list[str]:
    """Writes sources.toml; returns the options that name it and the archive beside it."""
    client = {"project": "test", "allow_loopback": True, "max_bytes": MAX_BYTES, "delay_seconds": delay_seconds}
    usual = {"force_name": "Northmoor Police", "nation": "England", "platform": "soh"}
    tables: dict[str, dict[str, Any]] = {"client": client} | {
        f"source.{name}": usual | dict(facts) for name, facts in sources.items()
    }
    lines = []
    for name, table in tables.items():
        rules = table.pop("listing", {})
        lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
        lines += [f"listing.{key} = {json.dumps(value)}" for key, value in rules.items()]
    (folder / "sources.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["--db", str(folder / "foi.db"), "--sources", str(folder / "sources.toml")]


@contextmanager
def ends_within(seconds: int) -> Iterator[None]:
    """Fails a test whose run does not end by itself."""

    def give_up(number: int, frame: object) -> None:
        pytest.fail(f"the run has not ended after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# ---- the tricks


def to(location: str) -> Answer:
    """A redirect; "{inside}", "{port}" and "{path}" stand for another server's port, the log's, and this address."""
    return Answer(status=302, headers={"Location": location})


def further(hit: Hit) -> Answer:
    """A redirect to a new address every time."""
    path, _, query = hit.path.partition("?")
    return to(f"{path}?{int(query or 0) + 1}")


BOMB = gzip.compress(bytes(100_000_000)) * 10  # 1 GB of nothing in 1 MB; 64 KB of it are 60 MB
PACKED: dict[str, str | None] = {"Content-Encoding": "gzip"}
TRICKS: dict[str, tuple[Route, str]] = {
    "to-this-machine": (to("http://127.0.0.1:{inside}/secret"), "not a host of this source"),
    "to-localhost": (to("http://localhost:{inside}/secret"), "not a host of this source"),
    "to-a-cloud-service": (to("http://169.254.169.254/latest/meta-data/"), "not a host of this source"),
    "to-a-private-address": (to("http://10.0.0.1/"), "not a host of this source"),
    "to-a-private-name": (to(f"http://{PRIVATE}:{{port}}/secret"), "10.0.0.1, which is not a public address"),
    "to-a-file": (to("file:///etc/passwd"), "expected an http or https address"),
    "in-a-circle": (to("{path}"), "circle"),
    "on-and-on": (further, "more than 5 redirects"),
    "without-end": (Answer(body=bytes(10_000), endless=True), "more than the limit"),
    "a-bomb": (Answer(body=BOMB, headers=PACKED | {"Content-Length": None}), "more than the limit"),
    "too-large": (Answer(body=b"x", headers={"Content-Length": "99999999999"}, cut_after=1), "bytes declared"),
    "shorter-than-said": (Answer(body=b"<p>half", headers={"Content-Length": "5000"}, cut_after=7), "cut short"),
    "not-packed": (Answer(body=b"<p>page", headers=PACKED), "packed body is damaged"),
    "slow": (Answer(body=bytes(1000), drip=(1, 0.1)), "not complete after"),
    "silent": (Answer(wait_seconds=4.0), "not complete after"),
    "hangs-up": (Answer(hang_up=True), "no answer"),
    "fails": (Answer(status=500), "status 500"),
    "long-headers": (Answer(headers={"X-Long": "x" * 500_000}), "no answer"),
}
"""What any address may answer, and words of the issue it ends in."""

ANOTHER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nWrong"
PAGES: dict[str, tuple[Route, str, str]] = {
    name: (answer, "fetch", words) for name, (answer, words) in TRICKS.items()
} | {
    "a-film": (Answer(body=b"\0\0\0\x18ftyp", media_type="video/mp4"), "fetch", "found video/mp4"),
    "a-program": (Answer(body=b"\x7fELF" + bytes(range(256)) * 50), "no_response", "no text"),
    "longer-than-said": (Answer(body=_letter(1)[:40] + ANOTHER, headers={"Content-Length": "40"}), "no_response", "no"),
    "a-broken-letter": (Answer(body=b"%PDF-1.7 nonsense", media_type="application/pdf"), "no_response", "no text"),
}
"""What a response may be, the kind of its issue, and words of that."""

RECORD = b"\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP/1.1 "
ODD: dict[str, Answer] = {
    "not-utf-8": Answer(body=_letter(7).replace(b"events", b"ev\xff\xfe\x80nts \xed\xa0\x80")),
    "no-such-charset": Answer(body=_letter(7), media_type="text/html; charset=nonsense"),
    "with-nul": Answer(body=_letter(7).replace(b"events", b"ev\0nts")),
    "like-a-record": Answer(body=_letter(7) + RECORD),
    "a-letter-called-page": Answer(body=files.pdf()),
    "a-page-called-letter": Answer(body=_letter(7), media_type="application/pdf"),
}
"""Odd responses, which are stored all the same."""


LETTER = files.pdf((["Incapacitant sprays"],))
FILES: dict[str, tuple[Route, str, str | None]] = {
    f"{name}.pdf": (answer, "failed", words) for name, (answer, words) in TRICKS.items()
} | {
    "a-page.pdf": (Answer(body=_letter(1), media_type="application/pdf"), "unsupported", None),
    "broken.pdf": (Answer(body=b"%PDF-1.7 nonsense", media_type="application/pdf"), "unreadable", None),
    "..%2f..%2f..%2fclimbing.pdf": (Answer(body=LETTER), "ok", None),
    "%2fetc%2fabsolute.pdf": (Answer(body=LETTER), "ok", None),
    "..%5c..%5cbackwards.pdf": (Answer(body=LETTER), "ok", None),
    "nul%00.pdf": (Answer(body=LETTER), "ok", None),
    f"{'long' * 500}.pdf": (Answer(body=LETTER), "ok", None),
    "named-elsewhere.pdf": (
        Answer(body=LETTER, headers={"Content-Disposition": 'attachment; filename="../../../evil.pdf"'}),
        "ok",
        None,
    ),
}
"""What a file may be, by its name; its state, and words of the issue where it is one."""


# ---- one run over all of them

LOG = "/foi-ai/northmoor-police/disclosure-2024/may-2024/"
LIMITED = timedelta(seconds=900)
LEAD_ELSEWHERE = {
    PRIVATE: ["10.0.0.1"],
    "sealed.police.example": ["10.0.0.1"],
    "turncoat.police.example": ["127.0.0.1"] * 4 + ["10.0.0.1"],
}


def listing(*names: str) -> Answer:
    rows = "".join(f'<li><a href="{LOG}{name}/">{name}</a></li>' for name in names)
    return Answer(body=f"<html><body><main><ul>{rows}</ul></main></body></html>".encode())


def listing_of(name: str) -> str:
    return f"/foi-ai/af/{name}/published-items/"


def interleaved(names: Iterator[str]) -> list[str]:
    """Names with a good one after each: a host where one thing after the other fails is given up."""
    return [each for number, name in enumerate(names) for each in (name, f"good-{number}")]


WORDY = b"User-agent: *\nDisallow: /foi-ai/\n" + b"# nothing more to say\n" * 250_000
RAMBLING = bytes(range(256)) * 20_000


def robots(hit: Hit) -> Answer:
    """robots.txt of 5 MB where a site's name says so."""
    name = hit.headers["host"].partition(".")[0]
    if name == "wordy":
        return Answer(body=WORDY, media_type="text/plain")
    return Answer(body=RAMBLING) if name == "rambling" else Answer(status=404)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one run over the hostile sites left behind. `issues`: kind and message by path; `runs`: rows by source."""

    status: int
    issues: dict[str, tuple[str, str]]
    runs: dict[str, dict[str, Any]]
    files: dict[str, tuple[str, str | None]]
    stored: set[str]
    captures: set[str]
    asked_inside: list[str]
    most_bytes: int
    folder: Path
    options: list[str]
    began: datetime


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("hostile") / "data"
    folder.mkdir()
    with StandIn() as site, StandIn() as inside:
        sources = lay_out(site, inside)
        options = write_config(folder, sources)
        began = datetime.now(UTC)
        tracemalloc.start()
        with network(Names(LEAD_ELSEWHERE)), ends_within(120):
            status = foi("refresh", *options)
        most_bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        asked_inside = inside.paths + [path for path in site.paths if path == "/secret"]
    with open_archive(folder / "foi.db") as archive:
        issues = archive.rows("SELECT * FROM issues")
        attachments = archive.rows("SELECT url, state, reason FROM attachments")
        responses = archive.rows("SELECT url FROM responses")
        found = Told(
            status=status,
            issues={urlsplit(row["url"] or "").path or row["source"]: (row["kind"], row["message"]) for row in issues},
            runs={row["source"]: dict(row) for row in archive.rows("SELECT * FROM run_sources")},
            files={row["url"].rpartition("/")[2]: (row["state"], row["reason"]) for row in attachments},
            stored={row["url"].rstrip("/").rpartition("/")[2] for row in responses},
            captures={row["file"] for row in archive.rows("SELECT file FROM captures")},
            asked_inside=asked_inside,
            most_bytes=most_bytes,
            folder=folder,
            options=options,
            began=began,
        )
    yield found


def lay_out(site: StandIn, inside: StandIn) -> dict[str, dict[str, Any]]:
    """Routes every trick; returns the sources, each with a name of its own so that each has its own turns."""
    site.route("/robots.txt", robots)

    def route(path: str, answer: Route) -> None:
        if isinstance(answer, Answer) and (location := answer.headers.get("Location")):
            answer = to(location.format(inside=inside.port, port=site.port, path=path))
        site.route(path, answer)

    def source(name: str, answer: Route) -> dict[str, Any]:
        route(listing_of(name), answer)
        host = f"{name}.police.example:{site.port}"
        return {"listings": [f"http://{host}{listing_of(name)}"], "hosts": [host, f"{PRIVATE}:{site.port}"]}

    pages = interleaved(iter([*PAGES, *ODD]))
    for number, name in enumerate(pages):
        route(f"{LOG}{name}/", PAGES[name][0] if name in PAGES else ODD.get(name) or Answer(body=_letter(number)))
    names = interleaved(iter(FILES))
    for name in names:
        route(f"/SysSiteAssets/{name}", FILES[name][0] if name in FILES else Answer(body=LETTER))
    links = "".join(f'<p><a href="/SysSiteAssets/{name}">{number}</a></p>' for number, name in enumerate(names))
    site.route(f"{LOG}with-files/", Answer(body=_letter(2).replace(b"</main>", links.encode() + b"</main>")))
    for number in range(4):
        site.route(f"{LOG}turn-{number}/", Answer(body=_letter(number)))
    site.route(f"{LOG}limited/", Answer(status=429, headers={"Retry-After": str(LIMITED.seconds)}))
    found = {
        "pages": source("pages", listing(*pages)),
        "papers": source("papers", listing("with-files")),
        "turncoat": source("turncoat", listing(*(f"turn-{number}" for number in range(4)))),
        "sealed": source("sealed", listing("turn-0")),
        "limited": source("limited", listing("turn-1", "limited", "turn-2")),
        "wordy": source("wordy", listing("turn-0")),
        "rambling": source("rambling", listing("turn-3")),
    }
    return found | {f"listing-{name}": source(f"listing-{name}", answer) for name, (answer, _) in TRICKS.items()}


def test_nothing_inside_was_asked(told: Told) -> None:
    assert told.asked_inside == []


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_response_is_an_issue_of_its_own(told: Told, name: str) -> None:
    _, kind, words = PAGES[name]
    found, message = told.issues[f"{LOG}{name}/"]
    assert found == kind and words in message and "police.example" in message
    assert name not in told.stored


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_costs_only_itself(told: Told, name: str) -> None:
    _, state, words = FILES[name]
    found, reason = told.files[name]
    assert found == state
    kind, message = told.issues.get(f"/SysSiteAssets/{name}", (None, None))
    assert kind == ("attachment" if words else None)
    assert not words or (message == reason and words in message and "police.example" in message)


@pytest.mark.parametrize("name", TRICKS)
def test_a_hostile_listing_fails_its_source_and_no_other(told: Told, name: str) -> None:
    kind, message = told.issues[f"listing-{name}"]
    assert (kind, told.runs[f"listing-{name}"]["state"]) == ("failed", "failed")
    assert TRICKS[name][1] in message and "police.example" in message
    assert told.runs[f"listing-{name}"]["reason"] == message


def test_all_else_is_stored(told: Told) -> None:
    good = {name for name in interleaved(iter([*PAGES, *ODD])) if name not in PAGES}
    assert told.stored >= good | {"with-files", "turn-0", "turn-1"}
    assert {told.runs[name]["state"] for name in ("pages", "papers", "turncoat", "rambling")} == {"ok"}
    assert told.runs["pages"]["new"] == len(good) and told.runs["pages"]["failed"] == len(TRICKS) + 1
    assert {state for name, (state, _) in told.files.items() if name.startswith("good-")} == {"ok"}
    assert told.status == 1, "some source failed"


def test_a_name_that_leads_inside_is_never_connected_to(told: Told) -> None:
    assert told.runs["sealed"]["state"] == "failed" and "10.0.0.1" in told.issues["sealed"][1]
    # Its name led to the log four times (robots.txt, the listing, two responses), then to an address inside.
    assert told.runs["turncoat"]["new"] == 2
    for number in (2, 3):
        kind, message = told.issues[f"{LOG}turn-{number}/"]
        assert kind == "fetch" and "turncoat.police.example leads to 10.0.0.1" in message


def test_too_many_requests_ends_the_source_and_says_until_when(told: Told) -> None:
    kind, message = told.issues["limited"]
    assert (kind, told.runs["limited"]["state"], told.runs["limited"]["new"]) == ("blocked", "blocked", 1)
    until = datetime.strptime(message.rpartition("before ")[2], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert LIMITED <= until - told.began.replace(microsecond=0) <= LIMITED + timedelta(seconds=120)
    assert told.runs["limited"]["requests"] == 4, "robots.txt, the listing, and no response after the refused one"


def test_robots_of_five_megabytes_are_read_as_far_as_the_standard_asks(told: Told) -> None:
    kind, message = told.issues["wordy"]
    assert kind == "blocked" and "robots.txt of this host forbids it" in message
    assert told.runs["wordy"]["requests"] == 1
    assert max(told.runs[name]["size_bytes"] for name in ("wordy", "rambling")) < 700_000


def test_memory_stays_bounded(told: Told) -> None:
    """The bombs unpack to a gigabyte each, and three may come at once."""
    assert told.most_bytes < 40_000_000


def test_names_lead_nowhere_on_this_machine(told: Told) -> None:
    found = {path.relative_to(told.folder.parent).as_posix() for path in told.folder.parent.rglob("*")}
    captures = {f"data/{file}" for file in told.captures}
    assert captures and found - captures == {
        "data",
        "data/warc",
        "data/sources.toml",
        "data/foi.db",
        "data/foi.db.lock",
    }
    assert all(re.fullmatch(r"data/warc/[a-z-]+-000001-live\.warc\.gz", name) for name in captures)


def test_the_archive_is_whole(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    assert foi("verify", *told.options[:2]) == 0
    assert "all consistent" in capsys.readouterr().err


# ---- one request at a time


def serve(site: AnySite, wait_seconds: float) -> Callable[[Hit], Answer]:
    """A site of the demo behind a stand-in's log, taking so long before the first byte of a page."""

    def answer(hit: Hit) -> Answer:
        page = site.page(hit.path)
        return Answer(
            status=page.status,
            body=page.body,
            media_type=page.media_type,
            etag=page.etag,
            wait_seconds=wait_seconds,
        )

    return answer


def test_all_sources_of_a_host_take_turns(tmp_path: Path) -> None:
    """Two bodies on one site under both of its names, their files, and a log in two languages: from each site's log."""
    delay, wait, crawl_delay = 0.08, 0.02, 0.12
    with StandIn() as gov, StandIn() as welsh:
        gov.otherwise = serve(shaped_site("govuk", letter_file), wait)
        welsh.otherwise = serve(Site(next(f for f in load_forces(1) if f.id == "dyffryn-llwyd")), wait)
        asks = f"User-agent: *\nCrawl-delay: {crawl_delay}\n".encode()
        welsh.route("/robots.txt", Answer(body=asks, wait_seconds=wait))
        search = SHAPES["govuk"].listing
        hosts = [f"gov.example:{gov.port}"]
        sources = {
            "castlemere": {"listings": [f"http://www.{hosts[0]}{search}"], "listing": {"names": ["Castlemere"]}},
            "ships": {"listings": [f"http://{hosts[0]}{search}"], "listing": {"names": ["Ministry of Ships"]}},
        }
        sources = {name: facts | {"platform": "govuk", "hosts": hosts} for name, facts in sources.items()}
        items = "/foi-ai/af/accessing-information/published-items/?q=&fdte=&tdte="
        sources["welsh"] = {
            "listings": [f"http://www.welsh.example:{welsh.port}{items}"],
            "hosts": [f"welsh.example:{welsh.port}"],
            "nation": "Wales",
        }
        options = write_config(tmp_path, sources, delay_seconds=delay)
        with network(Names({})), ends_within(120):
            assert foi("refresh", *options) == 0
    for site, pause in ((gov, delay), (welsh, crawl_delay)):
        starts = [hit.started for hit in site.hits]
        # From start to start: whatever the other threads do, the first byte came so long after the start.
        assert min(after - before for before, after in pairwise(starts)) >= wait + pause
        assert site.most_beside == 0
        assert site.paths.count("/robots.txt") == 1, "asked for once, whichever name and source"
    assert {hit.headers["host"] for hit in gov.hits} == {hosts[0], f"www.{hosts[0]}"}
    turns = [hit.headers["host"] for hit in gov.hits]
    assert turns[1:7] in ([hosts[0], f"www.{hosts[0]}"] * 3, [f"www.{hosts[0]}", hosts[0]] * 3), "side by side"
    assert any(path.endswith(".xlsx") for path in gov.paths)
    assert any(path.startswith("/cy-GB/") for path in welsh.paths)
