"""Pages that hold several answers: a record each, with an address that stays, withdrawn and brought back one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from standin import Answer, StandIn
from test_refresh import LISTING, _count, _source, run

from scraper.addresses import response_id
from scraper.fetching.captures import load_body
from scraper.records import Source
from scraper.refresh import Plan, RunState
from scraper.removal import take_down
from scraper.reread import reread
from scraper.store import Archive, open_archive
from scraper.store.removals import RemovalReason

FULL = Plan(full=True)
SEVERAL = "/foi-ai/northmoor-police/disclosure-2024/may-2024/answers-of-the-panel/"
ONE = "/foi-ai/northmoor-police/disclosure-2024/may-2024/answer-of-the-chair/"


def accordion(*numbers: int, note: str = "") -> bytes:
    """A page with these answers, each below its own heading and reference."""
    items = "".join(
        f"<details><summary><h3>Subject {n}</h3></summary><p>Reference: 4{n}2/24</p><h4>Request</h4>"
        f"<p>How many events of kind {n} were there in 2023 in the whole of the county?</p><h4>Response</h4>"
        f"<p>The information is held and is disclosed. There were {n} events of that kind. {note}</p></details>"
        for n in numbers
    )
    return f"<html><body><main><h1>Answers</h1><p>Our answers.</p>{items}</main></body></html>".encode()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "foi.db", create=True) as opened:
        yield opened


@contextmanager
def _site(*numbers: int) -> Iterator[tuple[StandIn, Source]]:
    """A log whose first response page holds these answers, and whose second is an ordinary one."""
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(SEVERAL, ONE)))
        site.route(SEVERAL, Answer(body=accordion(*numbers)))
        site.route(ONE, Answer(body=accordion(9)))
        yield site, _source(site)


def _listing(*paths: str) -> bytes:
    rows = "".join(f'<li><a href="{path}">Answers</a><p>Disclosure log</p></li>' for path in paths)
    return f"<html><body><main><ul>{rows}</ul></main></body></html>".encode()


def _tables(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    names = ("responses", "response_texts", "questions", "versions", "entries")
    return {name: sorted(tuple(r) for r in archive.rows(f"SELECT * FROM {name}")) for name in names}


def _whole(archive: Archive) -> bool:
    return archive.verify(lambda file, offset: load_body(archive.path.parent, file, offset)) == []


def _of_page(archive: Archive, site: StandIn, path: str, where: str = "1") -> list[str]:
    """The fragments of the responses of one page ("" for the page's own address)."""
    page = f"{site.url}{path}"
    rows = archive.rows(f"SELECT url FROM responses WHERE ({where}) AND url LIKE ? ORDER BY url", (f"{page}%",))
    return [row["url"].removeprefix(page).removeprefix("#") for row in rows]


def test_each_answer_is_a_record_of_its_own(archive: Archive) -> None:
    with _site(1, 2, 3) as (site, source):
        result = run(archive, source)["northmoor"]
        assert (result.state, result.listed, result.new) == (RunState.OK, 2, 4), result.reason
        assert _of_page(archive, site, SEVERAL) == ["412-24", "422-24", "432-24"]
        assert _of_page(archive, site, ONE) == [""], "an answer that stands alone has the page's address"
        address = f"{site.url}{SEVERAL}#422-24"
        (row,) = archive.rows("SELECT * FROM responses WHERE id = ?", (response_id(address),))
        assert (row["url"], row["title"], row["warnings"]) == (address, "Subject 2", "no date found")
        assert len(archive.search('"events of kind 3"')) == 1
        assert site.paths.count(SEVERAL) == 1 and _count(archive, "captures WHERE kind = 'response'") == 2
        before = _tables(archive)
        assert reread(archive)["changed"] == 0
        assert _tables(archive) == before and _whole(archive)

        again = run(archive, source, plan=FULL)["northmoor"]
        assert (again.new, again.changed, again.unchanged) == (0, 0, 4)
        assert _count(archive, "versions") == 4


def test_a_changed_answer_is_a_version_of_its_own(archive: Archive) -> None:
    with _site(1, 2) as (site, source):
        run(archive, source)
        site.route(SEVERAL, Answer(body=accordion(1, 2).replace(b"There were 2 events", b"There were 22 events")))
        assert run(archive, source, plan=FULL)["northmoor"].changed == 1
        rows = archive.rows("SELECT url FROM responses WHERE version_count = 2")
        assert [row["url"] for row in rows] == [f"{site.url}{SEVERAL}#422-24"]


def test_an_answer_that_vanished_is_withdrawn_by_the_second_reading_and_comes_back(archive: Archive) -> None:
    with _site(1, 2, 3) as (site, source):
        source = _source(site, recheck_days=30.0)
        run(archive, source)
        site.route(SEVERAL, Answer(body=accordion(3, 1)))
        assert _gone(archive, site) == []
        run(archive, source, plan=FULL)
        assert _gone(archive, site) == [], "one reading without it is not enough"
        run(archive, source)
        assert _gone(archive, site) == ["422-24"], "the page was due again at once"
        seen = len(site.hits)
        run(archive, source)
        assert SEVERAL not in site.paths[seen:], "and is not from then on"
        assert _count(archive, "versions") == 4, "what it said stays"
        site.route(SEVERAL, Answer(body=accordion(1, 2, 3)))
        run(archive, source, plan=FULL)
        assert _gone(archive, site) == [] and _whole(archive)

        # A page that fails or is a notice is no healthy reading.
        for answer in (Answer(status=500), Answer(body=b"<h1>Page not found</h1><p>We cannot find it.</p>")):
            site.route(SEVERAL, answer)
            for _ in range(3):
                run(archive, source, plan=FULL)
            assert _gone(archive, site) == []


def _gone(archive: Archive, site: StandIn) -> list[str]:
    return _of_page(archive, site, SEVERAL, "withdrawn_at IS NOT NULL")


def test_the_answers_of_a_page_go_and_come_back_with_it(archive: Archive) -> None:
    with _site(1, 2, 3) as (site, source):
        source = _source(site, max_drop=1.0)
        run(archive, source)
        site.route(SEVERAL, Answer(body=accordion(1, 2)))
        run(archive, source, plan=FULL)
        run(archive, source, plan=FULL)
        assert _gone(archive, site) == ["432-24"]
        site.route(LISTING, Answer(body=_listing(ONE)))
        assert run(archive, source)["northmoor"].withdrawn == 0
        assert run(archive, source)["northmoor"].withdrawn == 2
        assert _gone(archive, site) == ["412-24", "422-24", "432-24"]
        site.route(LISTING, Answer(body=_listing(SEVERAL, ONE)))
        run(archive, source)
        assert _gone(archive, site) == ["432-24"], "what the page itself no longer shows stays withdrawn"
        before = _tables(archive)
        reread(archive)
        assert _tables(archive) == before and _whole(archive)


def test_an_answer_keeps_its_address_when_others_come_and_go(archive: Archive) -> None:
    with _site(1) as (site, source):
        run(archive, source)
        site.route(SEVERAL, Answer(body=accordion(2, 1)))
        run(archive, source, plan=FULL)
        assert _of_page(archive, site, SEVERAL) == ["", "422-24"], "the one that was alone keeps the page's address"
        site.route(SEVERAL, Answer(body=accordion(2)))
        run(archive, source, plan=FULL)
        run(archive, source, plan=FULL)
        assert _of_page(archive, site, SEVERAL) == ["", "422-24"], "and the one that is alone now keeps its own"
        assert _gone(archive, site) == [""]
        before = _tables(archive)
        reread(archive)
        assert _tables(archive) == before and _whole(archive)


def test_one_answer_can_be_taken_down(archive: Archive) -> None:
    with _site(1, 2, 3) as (site, source):
        address = f"{site.url}{SEVERAL}#422-24"
        run(archive, source)
        take_down(archive, address, reason=RemovalReason.PERSONAL_DATA, note=None, at="2026-01-01T00:00:00Z")
        run(archive, source)
        run(archive, source, plan=FULL)
        reread(archive)
        assert _of_page(archive, site, SEVERAL) == ["412-24", "432-24"]
        assert archive.search('"events of kind 2"') == [] and _whole(archive)


def test_a_reader_that_tells_more_answers_apart(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive in which pages were read as one gets their records by reading them again, and the other way round."""
    import scraper.reading.response as reader

    with _site(1, 2, 3) as (site, source):
        with monkeypatch.context() as worse:
            worse.setattr(reader, "split_responses", lambda document: (document,))
            run(archive, source)
            assert _of_page(archive, site, SEVERAL) == [""]
        counts = reread(archive)
        assert (counts["new"], counts["changed"]) == (3, 1)
        assert _of_page(archive, site, SEVERAL) == ["412-24", "422-24", "432-24"] and _whole(archive)
        with monkeypatch.context() as worse:
            worse.setattr(reader, "split_responses", lambda document: (document,))
            reread(archive)
            assert _of_page(archive, site, SEVERAL) == [""] and _whole(archive)
        reread(archive)
        assert run(archive, source, plan=FULL)["northmoor"].unchanged == 4
        assert _whole(archive)


# ---- a log that is one page

LOG = "/transparency/freedom-of-information"


def _log(site: StandIn, **facts: object) -> Source:
    return _source(site, platform="one_page", listings=(site.url + LOG,), **facts)


def test_a_log_of_one_page_is_fetched_once_a_run(archive: Archive) -> None:
    with StandIn() as site:
        site.route(LOG, Answer(body=accordion(1, 2, 3), etag='"a"'))
        source = _log(site, recheck_days=30.0)
        result = run(archive, source)["northmoor"]
        assert (result.state, result.listed, result.new) == (RunState.OK, 3, 3), result.reason
        assert site.paths == ["/robots.txt", LOG]
        found = archive.rows("SELECT url FROM responses ORDER BY url")
        assert [r["url"] for r in found] == [f"{site.url}{LOG}#4{n}2-24" for n in (1, 2, 3)]
        assert _count(archive, "captures") == 1

        before = _tables(archive)
        run(archive, source)
        assert _tables(archive) == before, "an unchanged page is not read again before it is due"

        site.route(LOG, Answer(body=accordion(1, 3, 4).replace(b"were 3 events", b"were 33 events"), etag='"b"'))
        later = run(archive, source)["northmoor"]
        assert (later.new, later.changed, later.withdrawn) == (1, 1, 0)
        assert run(archive, source)["northmoor"].withdrawn == 1
        assert _count(archive, "versions") == 5

        # What the listing does not tell of a page that has changed, its reading does.
        link = b'<p><a href="/files/%s.pdf">Letter</a></p></details>'
        site.route(LOG, Answer(body=accordion(1, 3, 4).replace(b"</details>", link % b"old", 1)))
        run(archive, source)
        site.route(LOG, Answer(body=accordion(1, 3, 4).replace(b"</details>", link % b"new", 1)))
        assert run(archive, source)["northmoor"].changed == 1
        gone = archive.rows("SELECT url FROM responses WHERE withdrawn_at IS NOT NULL")
        assert [r["url"] for r in gone] == [f"{site.url}{LOG}#422-24"]
        before = _tables(archive)
        assert reread(archive)["changed"] == 0
        assert _tables(archive) == before and _whole(archive)
