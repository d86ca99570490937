"""What is shown is made ready before anyone asks: pages and common words of a copy, anew for each copy."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from datasette.database import QueryInterrupted
from sample_archive import Desk, answer, day, open_desk, page
from serving import ROOT
from starlette.types import ASGIApp, Receive, Scope, Send

from scraper.addresses import response_id
from scraper.publish import publish
from scraper.store.query import parse_query
from scraper.web import readying
from scraper.web.generation import Generation
from scraper.web.readying import PAGES, common_words, keep_ready
from scraper.web.server import ArchiveSite, load_metadata, make_site, serve
from scraper.web.site import SETTLED, site_of


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "foi.db") as desk:
        for number in range(10):
            animal = ("Dogs", "Horses")[number % 2]
            few = " quokka" if number < 3 else ""
            text = f"{animal} are kept, 12 of them{few}."
            desk.publish(f"page-{number}", answer(f"{number}", request_text=None, response_text=text), day(1))
        yield desk


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readying, "_LOOK_SECONDS", 0.02)
    monkeypatch.setattr(readying, "LEAST_HITS", 4)
    monkeypatch.setattr(readying, "SETTLED", timedelta())


def make(desk: Desk) -> ArchiveSite:
    return make_site(desk.archive.path, load_metadata(desk.archive.path, ROOT / "metadata.yml"))


def watched(site: ArchiveSite, work: Callable[[list[str]], Any]) -> list[str]:
    """What was asked for while `work` went on; it is given the list."""
    asked: list[str] = []
    app: ASGIApp = site.app()

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        await app(scope, receive, send)
        asked.append(scope["path"] + ("?" + scope["query_string"].decode() if scope["query_string"] else ""))

    over = threading.Event()

    async def go() -> None:
        task = asyncio.create_task(keep_ready(site, noting))
        await asyncio.to_thread(over.wait)
        assert not task.done(), task
        task.cancel()

    with ThreadPoolExecutor() as pool:
        going = pool.submit(asyncio.run, go())
        try:
            work(asked)
        finally:
            over.set()
            going.result()
    return asked


def until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come to that")


def shown(site: ArchiveSite) -> Generation:
    found = site.look()
    assert found is not None
    return found


def test_common_words_are_those_that_many_hold_the_commonest_last(desk: Desk) -> None:
    found = common_words(desk.archive.db)
    assert set(found[:2]) == {"dogs", "horses"} and set(found[2:]) == {"are", "kept", "of", "them"}


def test_a_word_that_few_hold_needs_no_readying(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readying, "LEAST_HITS", 9)
    assert set(common_words(desk.archive.db)) == {"are", "kept", "of", "them"}
    monkeypatch.setattr(readying, "LEAST_HITS", 11)
    assert common_words(desk.archive.db) == []


def test_a_copy_is_made_ready_and_so_is_the_next(desk: Desk) -> None:
    publish(desk.archive, formats=[])
    site = make(desk)

    def work(asked: list[str]) -> None:
        last = "/search?q=kept"
        until(lambda: last in asked and len(asked) >= 13)
        columns = shown(site).kept.columns
        assert columns is not None and columns.searches.known(parse_query("kept")).count == 10
        assert columns.searches.known(parse_query("quokka")) is None
        time.sleep(0.1)
        assert len(asked) == 13, "once"
        desk.publish("new", answer("New", response_text="Llamas are kept."), day(2))
        publish(desk.archive, formats=[])
        until(lambda: len(asked) >= 26)
        columns = shown(site).kept.columns
        assert columns is not None and columns.searches.known(parse_query("kept")).count == 11

    asked = watched(site, work)
    assert tuple(asked[:6]) == PAGES
    assert asked[6] == f"/response/norchester/{response_id(page('page-9'))}"
    assert set(asked[7:13]) == {f"/search?q={word}" for word in ("dogs", "horses", "are", "kept", "of", "them")}


def test_an_archive_that_is_written_to_has_its_turn_when_it_rests(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make(desk)
    assert watched(site, lambda _: time.sleep(0.3)) == [], "it was written to a moment ago"
    monkeypatch.setattr(readying, "_QUIET", readying._QUIET / 100)
    assert len(watched(site, lambda asked: until(lambda: len(asked) >= 13))) == 13


def test_what_goes_wrong_ends_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(desk.archive, formats=[])
    site = make(desk)
    monkeypatch.setattr(readying, "PAGES", ("/nowhere", "/search?from=notadate", "/"))
    monkeypatch.setattr(readying, "common_words", lambda db: db.execute("SELECT nothing").fetchall())

    def work(asked: list[str]) -> None:
        time.sleep(0.2)
        assert asked == []
        monkeypatch.setattr(readying, "common_words", common_words)
        desk.publish("new", answer("New"), day(2))
        publish(desk.archive, formats=[])
        until(lambda: "/" in asked)

    assert watched(site, work)[:3] == ["/nowhere", "/search?from=notadate", "/"]


def test_the_program_makes_ready_what_it_serves(desk: Desk) -> None:
    """Nobody asks for anything, and yet the columns of the copy have been read; then Ctrl-C."""
    publish(desk.archive, formats=[])
    site = make(desk)
    seen: list[bool] = []

    def stop() -> None:
        try:
            until(lambda: shown(site).kept.columns is not None)
            seen.append(True)
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    watching = threading.Thread(target=stop)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    watching.start()
    serve(site, "127.0.0.1", port)  # Ctrl-C is the normal way to end it
    watching.join()
    assert seen


def test_a_server_that_cannot_start_ends_with_an_error(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "it is broken"})

    site = make(desk)
    monkeypatch.setattr(site, "app", lambda: broken)
    with pytest.raises(SystemExit) as ended:
        serve(site, "127.0.0.1", 0)
    assert ended.value.code


def test_statistics_are_kept_when_they_are_made_ready(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readying, "SETTLED", SETTLED)
    publish(desk.archive, formats=[])
    site = make(desk)
    watched(site, lambda asked: until(lambda: "/status" in asked))
    found = site_of(site)
    assert found is not None and len(found.figures) == 2, "the state and the figures by year"


def test_tables_that_take_long_to_count_are_counted_when_the_rest_is_ready(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = Generation.execute

    async def slow(
        self: Generation, sql: str, *values: Any, custom_time_limit: int | None = None, **options: Any
    ) -> Any:
        if sql == "select count(*) from [responses]" and (custom_time_limit or 0) < 1_000:
            raise QueryInterrupted(sqlite3.OperationalError("interrupted"), sql, {})
        return await execute(self, sql, *values, custom_time_limit=custom_time_limit, **options)

    monkeypatch.setattr(Generation, "execute", slow)
    publish(desk.archive, formats=[])
    site = make(desk)
    assert asyncio.run(shown(site).table_counts(60_000))["responses"] is None, "nobody waits for it"
    asked = watched(site, lambda _: until(lambda: shown(site).cached_table_counts is not None))
    assert len(asked) == 13
    counts = asyncio.run(shown(site).table_counts())
    assert counts["responses"] == 10 and None not in counts.values()
