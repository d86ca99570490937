"""A search as data, over real HTTP: whole or broken off; true feeds and sitemaps; no address that breaks the site."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from protego import Protego
from sample_archive import LOG, SOURCE, Desk, answer, cites, dated, day, open_desk
from selectolax.lexbor import LexborHTMLParser
from serving import serving_archive

from scraper.cli.options import messages
from scraper.demo import start_sample_logs
from scraper.demo.run import scrape_logs
from scraper.exports import Format, export
from scraper.progress import RunDisplay
from scraper.records import Attachment, DateKind, Outcome, Role
from scraper.reread import reread
from scraper.store import open_archive, tables
from scraper.store.tables import TABLES, DataTable
from scraper.store.writing import delete_response
from scraper.web import site as site_module
from scraper.web import streams
from scraper.web.feeds import MOST_ENTRIES, Feed
from scraper.web.routes import ROUTES
from scraper.web.server import SETTINGS, load_metadata, make_site
from scraper.web.views import about, data, sql

ROOT = Path(__file__).parents[1]


# ---- archives and sites


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample logs as scraped on three visits: some answers have changed, some are withdrawn."""
    path = tmp_path_factory.mktemp("data") / "foi.db"
    with open_archive(path, create=True) as archive, start_sample_logs(1) as logs, RunDisplay(messages()) as display:
        scrape_logs(archive, logs, display)
        logs.show_edition(2)
        for _ in range(2):
            scrape_logs(archive, logs, display)
        assert archive.rows("SELECT 1 FROM responses WHERE withdrawn_at IS NOT NULL")
    return path


@pytest.fixture(scope="module")
def site(demo: Path) -> Iterator[str]:
    with serving_archive(demo) as address:
        yield address


FORMULAS = ("=1+1", "+44 20", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("https://x.example","y")')


def _fill(desk: Desk) -> None:
    """Sixty responses, among them what spreadsheets, XML and CSV stumble over."""
    desk.archive.db.execute("PRAGMA synchronous = OFF")
    odd = (
        *FORMULAS,
        'He said "no", twice',
        "Two\nlines, three\r\ncommas,,",
        "Cŵn Heddlu – £5 “ok” 🚓",
        "a\x0bb\x0cc\x01d\x1be\ufffef",
        None,
        "",
        ",",
        " spaces ",
        "<b>&amp;</b>",
        "x" * 40_000,
    )
    for number in range(60):
        title = odd[number] if number < len(odd) else f"Tasers number {number}"
        response = answer(
            title,
            response_text=f"Taser figures {'taser ' * (number % 7)}\n{title or ''}",
            dates=(dated(DateKind.RESPONDED, f"20{10 + number % 11}-0{1 + number % 9}-15"),) if number % 10 else (),
            outcome=[None, Outcome.REFUSED, Outcome.DISCLOSED][number % 3],
            citations=(cites("31(1)(a)"), cites("31(1)(b)"), cites("17", role=Role.MENTIONED))[: number % 4],
            attachments=tuple(
                Attachment(url=f"{LOG}/files/{number}-{n}.xlsx", title=f"File {n}", media_type=None)
                for n in range(number % 3)
            ),
            warnings=("first", "second") if number % 5 == 0 else (),
        )
        desk.publish(f"n{number}", response, day(1 + number % 20))
        if number % 6 == 0:
            desk.publish(f"n{number}", replace(response, response_text=f"Changed taser {number}"), day(22))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd") / "foi.db"
    with open_desk(path) as desk:
        _fill(desk)
        assert desk.problems() == []
    return path


@pytest.fixture(scope="module")
def odd_site(odd: Path) -> Iterator[str]:
    with serving_archive(odd) as address:
        yield address


def _get(address: str, status: int = 200, headers: Mapping[str, str] | None = None) -> httpx.Response:
    response = httpx.get(address, timeout=30, headers=headers)
    assert response.status_code == status, f"{address}: {response.status_code} {response.text[:300]}"
    return response


def _csv(response: httpx.Response, encoding: str = "utf-8") -> list[dict[str, str]]:
    """Rows of a CSV that keeps RFC 4180 to the letter: CRLF after every record, as many fields in each."""
    text = response.content.decode(encoding)
    assert text.endswith("\r\n")
    records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(record) for record in records} == {len(records[0])}
    again = io.StringIO(newline="")
    csv.writer(again).writerows(records)
    assert again.getvalue() == text
    return [dict(zip(records[0], record, strict=True)) for record in records[1:]]


def _walk(site: str, query: str) -> list[str]:
    """The ids on all pages of results, in their order."""
    ids: list[str] = []
    for number in range(1, 100):
        page = LexborHTMLParser(_get(f"{site}/search?{query}&page={number}").text)
        ids += [(a.attributes["href"] or "").split("/")[-1] for a in page.css("ol.results h3 a")]
        if not page.css("a[rel=next]"):
            return ids
    raise AssertionError("the pages of results have no end")


def _sql(path: Path, statement: str, *values: Any) -> list[Any]:
    with open_archive(path) as archive:
        return archive.rows(statement, values)


def _one(path: Path, statement: str, *values: Any) -> Any:
    return _sql(path, statement, *values)[0][0]


# ---- a search as CSV and JSON

SEARCHES = (
    "",
    "q=taser",
    "q=taser&sort=newest",
    "sort=oldest",
    "q=tas*+-changed&exemption=31",
    "outcome=not_stated&outcome=refused&from=2012",
    "attachment=1&to=2016-05",
    "q=xylophone",
)


@pytest.mark.parametrize("query", SEARCHES)
def test_each_form_holds_every_row_in_the_order_of_the_pages(odd: Path, odd_site: str, query: str) -> None:
    ids = _walk(odd_site, query)
    assert len(set(ids)) == len(ids) and (ids or "xylophone" in query)
    if not query:
        assert len(ids) == _one(odd, "SELECT count(*) FROM responses") == 60
    for form in ("csv", "xls.csv", "json"):
        response = _get(f"{odd_site}/search.{form}?{query}")
        assert response.headers["x-total-count"] == str(len(ids))
        rows = response.json()["rows"] if form == "json" else _csv(response, "utf-8-sig")
        assert [row["id"] for row in rows] == ids, form


@pytest.mark.parametrize("query", ["", "q=police", "exemption=FOIA+31*&sort=oldest", "force=northmoor"])
def test_the_demo_is_taken_home_whole(site: str, query: str) -> None:
    ids = _walk(site, query)
    response = _get(f"{site}/search.csv?{query}&page=3")
    assert [row["id"] for row in _csv(response)] == ids, "all pages, whichever one is looked at"
    assert response.headers["x-total-count"] == str(len(ids)) and len(ids) > 3
    assert [row["id"] for row in _get(f"{site}/search.json?{query}").json()["rows"]] == ids


def test_csv_says_what_the_tables_say(odd: Path, odd_site: str) -> None:
    """Every value to the letter; what is not stated is empty."""
    rows = {row["id"]: row for row in _csv(_get(f"{odd_site}/search.csv"))}
    for wanted in _sql(odd, "SELECT * FROM responses"):
        found = rows[wanted["id"]]
        for name in set(wanted.keys()) & set(found):
            assert found[name] == ("" if wanted[name] is None else str(wanted[name])), name
        assert found["permalink"] == f"{odd_site}/response/{wanted['force']}/{wanted['id']}"
    assert any(row["exemptions"] == "FOIA 31(1)(a);FOIA 31(1)(b)" for row in rows.values())
    _get(next(iter(rows.values()))["permalink"])


def test_what_csv_is_sent_as(odd_site: str) -> None:
    plain, excel = _get(f"{odd_site}/search.csv?q=taser"), _get(f"{odd_site}/search.xls.csv?q=taser")
    for response in (plain, excel):
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        assert response.headers["content-disposition"].startswith('attachment; filename="foi-responses')
    assert plain.content.startswith(b"permalink,id,force,")
    assert excel.content.startswith(b"\xef\xbb\xbfpermalink,id,force,")
    names = [_get(f"{odd_site}/search.csv?table={t}").headers["content-disposition"] for t in TABLES]
    assert len(set(names)) == len(TABLES), "files of several tables do not overwrite one another"


def test_no_cell_is_a_formula_to_excel(odd_site: str) -> None:
    plain = {row["id"]: row for row in _csv(_get(f"{odd_site}/search.csv"))}
    excel = {row["id"]: row for row in _csv(_get(f"{odd_site}/search.xls.csv"), "utf-8-sig")}
    titles = {row["title"] for row in plain.values()}
    assert titles >= set(FORMULAS), "plain CSV says what the page says"
    for key, row in plain.items():
        for name, value in row.items():
            assert excel[key][name] == (f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value)
    for table in TABLES:
        for row in _csv(_get(f"{odd_site}/search.xls.csv?table={table}"), "utf-8-sig"):
            assert not [value for value in row.values() if value[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_json_has_lists_numbers_and_nulls(odd: Path, odd_site: str) -> None:
    response = _get(f"{odd_site}/search.json?q=taser&outcome=not_stated&unknown=1")
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    found = response.json()
    assert found["count"] == len(found["rows"]) and found["search"] == [["q", "taser"], ["outcome", "not_stated"]]
    for row in found["rows"]:
        (wanted,) = _sql(odd, "SELECT * FROM responses WHERE id = ?", row["id"])
        for name in set(wanted.keys()) & set(row) - {"exemptions", "warnings"}:
            assert row[name] == wanted[name] and type(row[name]) is type(wanted[name]), name
        for name in ("exemptions", "warnings"):
            assert row[name] == (wanted[name].split(";") if wanted[name] else [])
    assert any(row["warnings"] == ["first", "second"] for row in found["rows"])
    assert any(row["title"] is None for row in _get(f"{odd_site}/search.json").json()["rows"])


def test_json_names_the_search_and_not_the_page(odd_site: str) -> None:
    assert _get(f"{odd_site}/search.json?q=taser&page=2").json()["search"] == [["q", "taser"]]


_COUNTS = {
    "responses": "SELECT count(*) FROM responses WHERE id IN ({ids})",
    "texts": "SELECT count(*) FROM response_texts WHERE response IN ({ids})",
    **{
        name: f"SELECT count(*) FROM {name} WHERE response IN ({{ids}})"
        for name in ("questions", "citations", "attachments", "versions")
    },
}


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_the_rows_of_the_responses_found(odd: Path, odd_site: str, table: str) -> None:
    for query in ("", "q=changed+OR+figures&exemption=31&sort=oldest", "q=xylophone"):
        ids = _walk(odd_site, query)
        named = ", ".join(f"'{key}'" for key in ids)
        response = _get(f"{odd_site}/search.csv?{query}&table={table}")
        rows = _csv(response)
        assert len(rows) == _one(odd, _COUNTS[table].format(ids=named)) == int(response.headers["x-total-count"])
        assert len(rows) > 0 or not ids
        key = "id" if table == "responses" else "response"
        order = [ids.index(row[key]) for row in rows]
        assert order == sorted(order), "in the order of the search"
        within = "number" if table == "versions" else "position"
        if within in (rows or [{}])[0]:
            assert all(int(a[within]) < int(b[within]) for a, b in pairwise(rows) if a[key] == b[key])
        assert _get(f"{odd_site}/search.json?{query}&table={table}").json()["count"] == len(rows)
        assert all(row["permalink"] == f"{odd_site}/response/{row['force']}/{row[key]}" for row in rows)


def test_the_texts_are_there_to_the_letter(odd: Path, odd_site: str) -> None:
    rows = {row["response"]: row for row in _csv(_get(f"{odd_site}/search.csv?table=texts"))}
    for wanted in _sql(odd, "SELECT * FROM response_texts"):
        assert rows[wanted["response"]]["response_text"] == wanted["response_text"]
        assert rows[wanted["response"]]["request_text"] == wanted["request_text"]


@pytest.mark.parametrize("form", ["csv", "xls.csv", "json"])
def test_what_cannot_be_answered_is_refused_by_name(odd_site: str, form: str) -> None:
    response = _get(f"{odd_site}/search.{form}?table=runs", 400)
    assert all(name in response.text for name in TABLES)
    for query, said in (
        ("from=yesterday", "from=yesterday"),
        ("to=2022/13&q=taser", "to=2022/13"),
        ("exemption=31&exemption=law+enforcement", "exemption=law enforcement"),
    ):
        response = _get(f"{odd_site}/search.{form}?{query}", 400)
        assert said in response.text and "x-total-count" not in response.headers
        assert response.headers["content-type"].startswith("application/json" if form == "json" else "text/html")


def test_the_last_of_several_tables_counts(odd_site: str) -> None:
    response = _get(f"{odd_site}/search.csv?table=nonsense&table=questions")
    assert "position" in response.text.partition("\r\n")[0]


def test_the_public_address_is_that_of_permalinks(odd: Path) -> None:
    with serving_archive(odd, public_url="https://foi.example/archive/") as address:
        rows = _csv(_get(f"{address}/search.csv?q=changed"))
        assert all(row["permalink"].startswith("https://foi.example/archive/response/norchester/") for row in rows)
        hostile = _get(f"{address}/search.csv?q=changed", headers={"Host": "evil.example"})
        assert _csv(hostile) == rows


# ---- whole or broken off

Pieces = Iterator[Any]
Maker = Callable[..., Pieces]


def _broken_after(real: Maker, pieces: int) -> Maker:
    """The same pieces, until the disk fails: the number of rows is the first of them."""

    def made(*values: Any) -> Pieces:
        found = real(*values)
        for _ in range(pieces + 1):
            yield next(found)
        raise OSError("the disk is gone")

    return made


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize("address", ["/search.csv", "/search.json", "/search.xls.csv", "/foi.csv?sql=select+1"])
def test_a_failure_in_the_middle_breaks_the_connection(
    odd_site: str, monkeypatch: pytest.MonkeyPatch, address: str, coding: str
) -> None:
    """No reader may take half for the whole: the answer has no end, and says so."""
    module, name = (sql, "sql_pieces") if "sql" in address else (data, "search_pieces")
    monkeypatch.setattr(module, name, _broken_after(getattr(module, name), 1))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        httpx.get(odd_site + address, timeout=10, headers={"accept-encoding": coding})


def test_a_failure_before_the_first_piece_can_still_be_told(odd_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_values: Any) -> Pieces:
        if _values:
            raise OSError("the disk is gone")
        yield

    monkeypatch.setattr(data, "search_pieces", failing)
    response = _get(f"{odd_site}/search.csv", 500)
    assert "x-total-count" not in response.headers and "the disk" not in response.text


@pytest.mark.parametrize("table", TABLES)
def test_fewer_rows_than_announced_break_the_connection(
    odd_site: str, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    real = DataTable.rows_sql.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(DataTable, "rows_sql", property(lambda self: f"{real(self)} LIMIT 20"))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        httpx.get(f"{odd_site}/search.csv?q=taser&table={table}", timeout=10)


def test_more_rows_than_announced_break_the_connection(odd_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = DataTable.count_sql.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(DataTable, "count_sql", property(lambda self: f"SELECT ({real(self)}) - 1"))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        httpx.get(f"{odd_site}/search.csv?q=taser&table=questions", timeout=10)


def _kept(maker: Maker) -> Maker:
    """Whose pieces are held on to, so that they end because they are told to and not because nobody needs them."""
    held = []

    def made(*values: Any) -> Pieces:
        held.append(maker(*values))
        return held[-1]

    return made


def _endless(closed: threading.Event) -> Maker:
    @_kept
    def made(*_values: Any) -> Pieces:
        try:
            yield None
            while True:
                yield b"x" * 5_000
                time.sleep(0.005)
        finally:
            closed.set()

    return made


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_reader_who_leaves_ends_the_work(odd_site: str, monkeypatch: pytest.MonkeyPatch, coding: str) -> None:
    closed = threading.Event()
    monkeypatch.setattr(data, "search_pieces", _endless(closed))
    with httpx.stream("GET", f"{odd_site}/search.csv", timeout=10, headers={"accept-encoding": coding}) as response:
        pieces = response.iter_raw()
        assert next(pieces) and not closed.wait(0.1), "as long as somebody reads it goes on"
    assert closed.wait(3)


def test_a_query_without_end_ends_when_its_reader_leaves(odd_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, real = threading.Event(), streams.sql_pieces

    @_kept
    def watched(*values: Any) -> Pieces:
        try:
            yield from real(*values)
        finally:
            closed.set()

    monkeypatch.setattr(sql, "sql_pieces", watched)
    numbers = "with recursive n(x) as (select 1 union all select x + 1 from n) select x from n"
    with httpx.stream("GET", f"{odd_site}/foi.csv", params={"sql": numbers}, timeout=10) as response:
        pieces = response.iter_raw()
        assert response.status_code == 200 and next(pieces) and not closed.wait(0.1)
    assert closed.wait(3)


def test_a_query_that_works_too_long_is_refused_or_broken_off(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first rows it can be told; then only a broken connection says that the rest is missing."""
    monkeypatch.setitem(SETTINGS, "sql_time_limit_ms", 200)
    numbers = "with recursive n(x) as (select 1 union all select x + 1 from n) select {} from n"
    with serving_archive(odd) as address:
        response = _get(f"{address}/foi.csv?{urlencode({'sql': numbers.format('count(*)')})}", 400)
        assert "longer" in response.text
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            httpx.get(f"{address}/foi.csv", params={"sql": numbers.format("x")}, timeout=20)


def test_who_asks_for_headers_only_starts_no_endless_work(odd_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = threading.Event()
    monkeypatch.setattr(data, "search_pieces", _endless(closed))
    response = httpx.head(f"{odd_site}/search.csv", timeout=10)
    assert response.status_code == 200 and response.content == b"" and closed.wait(3)


def test_a_stream_is_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another connection adds, changes and deletes meanwhile is in the next answer, not in half of this one."""
    monkeypatch.setattr(tables, "_AT_ONCE", 5)
    begun, written = threading.Event(), threading.Event()
    real = streams.search_pieces

    def halting(*values: Any) -> Pieces:
        for number, piece in enumerate(real(*values)):
            if number == 3:  # the count, the headings and five rows are out
                begun.set()
                assert written.wait(20)
            yield piece

    with open_desk(tmp_path / "foi.db") as desk, serving_archive(desk.archive.path) as address:
        _fill(desk)
        wanted = {form: _get(f"{address}/search.{form}").content for form in ("csv", "json")}
        found: dict[str, httpx.Response] = {}
        for form in wanted:
            begun.clear()
            written.clear()
            monkeypatch.setattr(data, "search_pieces", halting)
            reader = threading.Thread(target=lambda form=form: found.update({form: _get(f"{address}/search.{form}")}))
            reader.start()
            assert begun.wait(20)
            monkeypatch.setattr(data, "search_pieces", real)
            if form == "csv":
                for number in (40, 41):
                    desk.publish(f"n{number}", answer(f"Changed {number}"), day(30))
                desk.publish("another", answer("Another"), day(30))
                with desk.archive.write() as db:
                    delete_response(db, desk.one("SELECT id FROM responses WHERE title = 'Tasers number 50'"))
                after = _get(f"{address}/search.csv")
                assert after.content != wanted["csv"] and after.headers["x-total-count"] == "60"
                wanted["json"] = _get(f"{address}/search.json").content
            written.set()
            reader.join(20)
            assert found[form].content == wanted[form]
            assert found[form].headers["x-total-count"] == "60"


@pytest.mark.parametrize("address", ["/search?q=taser", "/search.atom?q=taser", "/search.feed.json", "/forces"])
def test_what_takes_too_long_says_so(odd_site: str, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(site_module, "TIME_LIMIT_MS", 0)
    response = _get(odd_site + address, 503)
    assert "took too long" in response.text


@pytest.mark.parametrize("form", ["csv", "xls.csv", "json"])
def test_a_search_as_data_that_takes_too_long_says_so(
    odd_site: str, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(site_module, "TIME_LIMIT_MS", 0)
    assert "took too long" in _get(f"{odd_site}/search.{form}?q=taser", 503).text


# ---- feeds

ATOM = "{http://www.w3.org/2005/Atom}"
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_IN_XML = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
_AT_MOST_ONCE = ("generator", "icon", "logo", "rights", "subtitle", "published", "summary", "content", "source")
_KNOWN = {
    "feed": {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle"}
    | {"title", "updated", "entry"},
    "entry": {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary"}
    | {"title", "updated"},
}


def _check_atom(body: bytes) -> ElementTree.Element:
    """The rules of RFC 4287, section 4, that a feed can break."""
    assert body.startswith(b"<?xml")
    feed = ElementTree.fromstring(body)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        kind = element.tag.removeprefix(ATOM)
        counts = Counter(child.tag.removeprefix(ATOM) for child in element)
        assert set(counts) <= _KNOWN[kind]
        assert all(counts[name] == 1 for name in _ONCE[kind]) and all(counts[name] <= 1 for name in _AT_MOST_ONCE)
        links = [link.attrib for link in element.findall(f"{ATOM}link")]
        assert all(urlsplit(link["href"]).scheme in ("http", "https") for link in links)
        assert any(link.get("rel", "alternate") == "alternate" for link in links)
        alternates = [(k.get("type"), k.get("hreflang")) for k in links if k.get("rel", "alternate") == "alternate"]
        assert len(set(alternates)) == len(alternates)
        for name in ("updated", "published"):
            for time_of in element.findall(f"{ATOM}{name}"):
                assert _RFC3339.fullmatch(time_of.text or "") and datetime.fromisoformat(time_of.text or "")
        for author in element.findall(f"{ATOM}author"):
            assert len(author.findall(f"{ATOM}name")) == 1 and author.findtext(f"{ATOM}name")
        for name in ("title", "summary", "subtitle", "rights"):
            for said in element.findall(f"{ATOM}{name}"):
                assert said.get("type", "text") == "text" and len(said) == 0 and said.text
        assert re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", element.findtext(f"{ATOM}id") or "")
    assert any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link"))
    assert feed.find(f"{ATOM}author") is not None or all(e.find(f"{ATOM}author") is not None for e in entries)
    ids = [element.findtext(f"{ATOM}id") for element in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert (entry.findtext(f"{ATOM}published") or "") <= (entry.findtext(f"{ATOM}updated") or "")
    assert all((e.findtext(f"{ATOM}updated") or "") <= (feed.findtext(f"{ATOM}updated") or "") for e in entries)
    return feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed reader keeps of an entry."""

    id: str
    title: str
    updated: str
    published: str
    link: str


def _entries(address: str, headers: Mapping[str, str] | None = None) -> list[Entry]:
    response = _get(address, headers=headers)
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    found = []
    for entry in _check_atom(response.content).findall(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        said = {name: entry.findtext(f"{ATOM}{name}") or "" for name in ("id", "title", "updated", "published")}
        found.append(Entry(link=link.attrib["href"], **said))
    return found


@pytest.mark.parametrize("query", ["", "?q=taser", "?exemption=31&sort=oldest", "?q=xylophone", "?from=2&q=%3C%22%26"])
def test_a_feed_is_atom_and_latest_change_first(site: str, odd_site: str, query: str) -> None:
    for address in (site, odd_site):
        entries = _entries(f"{address}/search.atom{query}")
        times = [entry.updated for entry in entries]
        assert times == sorted(times, reverse=True)
        asked = "" if "from=2&" in query else query  # what is not understood finds nothing
        count = int(_get(f"{address}/search.csv{asked}").headers["x-total-count"])
        assert len(entries) == (count if asked == query else 0)
    assert all(_get(entry.link) for entry in _entries(f"{site}/search.atom?q=taser"))


def test_a_feed_names_itself_and_the_search(odd_site: str) -> None:
    feed = _check_atom(_get(f"{odd_site}/search.atom?exemption=31&q=taser&sort=newest").content)
    links = {link.get("rel"): link.attrib for link in feed.findall(f"{ATOM}link")}
    assert links["alternate"]["href"] == f"{odd_site}/search?q=taser&exemption=31"
    assert "taser" in (feed.findtext(f"{ATOM}title") or "") and "31" in (feed.findtext(f"{ATOM}title") or "")
    assert (
        _get(links["self"]["href"]).content == _get(f"{odd_site}/search.atom?exemption=31&q=taser&sort=newest").content
    )
    page = LexborHTMLParser(_get(f"{odd_site}/search?q=taser").text)
    offered = {a.attributes["type"]: a.attributes["href"] for a in page.css("link[rel=alternate]")}
    assert len(_entries(f"{odd_site}{offered['application/atom+xml']}")) > 5
    assert _get(f"{odd_site}{offered['application/feed+json']}").json()["items"]


def test_a_feed_has_the_latest_hundred(odd_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    every = _entries(f"{odd_site}/search.atom")
    assert len(every) == 60 and MOST_ENTRIES == 100
    monkeypatch.setattr(data, "MOST_ENTRIES", 7)
    assert _entries(f"{odd_site}/search.atom") == every[:7]


def _small(desk: Desk, order: tuple[int, ...], at: int) -> None:
    for number in order:
        desk.publish(f"n{number}", answer(f"Tasers {number}"), day(at + number))


def test_ids_are_the_same_in_every_archive_and_under_every_name(tmp_path: Path) -> None:
    """A reader who follows a search keeps what they have read when the archive is made again or moves."""
    with open_desk(tmp_path / "one.db") as one, open_desk(tmp_path / "two.db") as two:
        _small(one, (1, 2, 3), 1)
        _small(two, (3, 1, 2), 10)
    with (
        serving_archive(tmp_path / "one.db") as first,
        serving_archive(tmp_path / "two.db", public_url="https://x.example") as second,
    ):
        here = {entry.title: entry.id for entry in _entries(f"{first}/search.atom")}
        there = {entry.title: entry.id for entry in _entries(f"{second}/search.atom")}
        renamed = _entries(f"{first}/search.atom", headers={"Host": "foi.example:8080"})
        assert here == there == {entry.title: entry.id for entry in renamed} and len(here) == 3
        assert all(entry.link.startswith("http://foi.example:8080/response/") for entry in renamed)
        feeds = [_get(f"{a}/search.feed.json").json() for a in (first, second)]
        assert (
            {i["title"]: i["id"] for i in feeds[0]["items"]} == here == {i["title"]: i["id"] for i in feeds[1]["items"]}
        )


def test_the_id_of_a_feed_is_the_same_under_every_name(odd_site: str) -> None:
    """RFC 4287 4.2.6: it must not change when a feed is relocated."""
    bodies = [_get(f"{odd_site}/search.atom?q=taser").content]
    bodies.append(_get(f"{odd_site}/search.atom?q=taser", headers={"Host": "foi.example"}).content)
    assert len({_check_atom(body).findtext(f"{ATOM}id") for body in bodies}) == 1


def test_an_entry_is_new_again_only_when_the_answer_is_another(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk, serving_archive(desk.archive.path) as address:

        def updated() -> dict[str, str]:
            found = {entry.id: entry.updated for entry in _entries(f"{address}/search.atom")}
            items = _get(f"{address}/search.feed.json").json()["items"]
            assert {item["id"]: item["date_modified"] for item in items} == found
            return found

        for slug in ("a", "b"):
            desk.publish(slug, answer(f"Tasers {slug}"), day(1))
        first = updated()
        assert set(first.values()) == {day(1)}
        feed = _get(f"{address}/search.atom").content
        desk.publish("a", answer("Tasers a"), day(5))
        assert _get(f"{address}/search.atom").content == feed, "another look at an unchanged page is no news"
        capture = desk.one("SELECT max(id) FROM captures")
        desk.publish("a", answer("Tasers a", outcome=Outcome.REFUSED), day(6), reader="2", capture=capture)
        assert updated() == first, "a better reader is no news"
        desk.publish("b", answer("Tasers b", response_text="Fifty devices."), day(8))
        second = updated()
        assert Counter(second.values()) == {day(1): 1, day(8): 1}
        for number in (10, 11):
            desk.archive.close_walk(SOURCE.id, [f"{LOG}/2026/january/b/"], day(number))
        third = updated()
        assert Counter(third.values()) == {day(8): 1, day(11): 1} and set(third) == set(first)
        assert _entries(f"{address}/search.atom")[0].title.startswith("Withdrawn: Tasers a")
        assert {entry.published for entry in _entries(f"{address}/search.atom")} == {day(1)}


def test_a_return_is_news_too(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk, serving_archive(desk.archive.path) as address:
        desk.publish("a", answer("Tasers"), day(1))
        for number in (10, 11):
            desk.archive.close_walk(SOURCE.id, [], day(number))
        (gone,) = _entries(f"{address}/search.atom")
        desk.archive.close_walk(SOURCE.id, [f"{LOG}/2026/january/a/"], day(12))
        (back,) = _entries(f"{address}/search.atom")
        assert gone.title.startswith("Withdrawn") and not back.title.startswith("Withdrawn")
        assert (gone.updated, back.updated) == (day(11), day(12)) and gone.id == back.id


def test_another_run_and_another_reading_of_the_demo_are_no_news(tmp_path: Path) -> None:
    path = tmp_path / "foi.db"
    with open_archive(path, create=True) as archive, start_sample_logs(1) as logs, RunDisplay(messages()) as display:
        scrape_logs(archive, logs, display)
        with serving_archive(path) as address:
            before = _get(f"{address}/search.atom").content
            assert len(_check_atom(before).findall(f"{ATOM}entry")) > 50
            scrape_logs(archive, logs, display)
            assert _get(f"{address}/search.atom").content == before
            assert reread(archive)["unchanged"] > 50
            assert _get(f"{address}/search.atom").content == before


@settings(max_examples=25, deadline=None, derandomize=True)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=3, max_size=3))
@example(texts=["\x00", "]]>\x0b\ufffe\uffff", "\x7f\x85\u2028\U0001ffff"])
def test_no_text_breaks_a_feed(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    title, reference, text = texts
    made = Feed(
        title=title,
        page="https://x.example/search",
        self_url="https://x.example/search.atom",
        base="https://x.example",
        rows=[
            {
                "id": "0" * 12,
                "force": "norchester",
                "force_name": f"Norchester {title}",
                "title": title or None,
                "reference": reference or None,
                "dated_on": "2022-03",
                "outcome": None,
                "exemptions": "FOIA 31;FOIA 40(2)",
                "url": LOG,
                "first_seen_at": day(1),
                "moved_at": day(1),
                "withdrawn_at": None,
                "beginning": text,
            }
        ],
    )
    feed = ElementTree.fromstring(made.as_atom())
    summary = feed.findtext(f"{ATOM}entry/{ATOM}summary") or ""
    allowed = "".join(c if _IN_XML.match(c) else "\ufffd" for c in text.strip())
    assert "".join(summary.split()).endswith("".join(allowed.split()))
    assert json.loads(made.as_json())["items"][0]["content_text"].endswith(text.strip())


def test_a_json_feed_has_what_version_1_1_requires(site: str, odd_site: str) -> None:
    for address in (site, odd_site):
        response = _get(f"{address}/search.feed.json?exemption=31&q=a*")
        assert response.headers["content-type"] == "application/feed+json; charset=utf-8"
        feed = response.json()
        assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"]
        assert feed["home_page_url"] == f"{address}/search?q=a*&exemption=31"
        assert _get(feed["feed_url"]).content == response.content
        entries = _entries(f"{address}/search.atom?exemption=31&q=a*")
        assert [item["id"] for item in feed["items"]] == [entry.id for entry in entries] != []
        for item, entry in zip(feed["items"], entries, strict=True):
            assert isinstance(item["id"], str) and isinstance(item["content_text"], str)
            assert item["url"] == entry.link and item["external_url"].startswith("http")
            assert (item["date_published"], item["date_modified"]) == (entry.published, entry.updated)
            assert [set(author) for author in item["authors"]] == [{"name"}]
            assert all(isinstance(tag, str) and tag for tag in item["tags"]) and "" not in item["tags"]


# ---- sitemap, robots.txt, OpenSearch

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _locations(address: str, root: str) -> list[str]:
    response = _get(address)
    assert response.headers["content-type"] == "application/xml; charset=utf-8"
    document = ElementTree.fromstring(response.content)
    assert document.tag == SITEMAP + root
    for lastmod in document.iter(f"{SITEMAP}lastmod"):
        assert _RFC3339.fullmatch(lastmod.text or "")
    return [location.text or "" for location in document.iter(f"{SITEMAP}loc")]


@pytest.mark.parametrize("size", [25_000, 13])
def test_the_sitemap_names_every_page_once_and_each_is_there(
    demo: Path, site: str, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(about, "_A_SITEMAP", size)
    files = _locations(f"{site}/sitemap.xml", "sitemapindex")
    rows = _sql(demo, "SELECT force, id FROM responses")
    assert len(files) == 1 + -(-len(rows) // size) and all(
        urlsplit(file).netloc == urlsplit(site).netloc for file in files
    )
    named = [location for file in files for location in _locations(file, "urlset")]
    assert len(set(named)) == len(named)
    assert {n for n in named if "/response/" in n} == {f"{site}/response/{r['force']}/{r['id']}" for r in rows}
    assert {f"{site}/", f"{site}/about", f"{site}/force/northmoor", f"{site}/exemption/FOIA/31"} <= set(named)
    _get(f"{site}/sitemap-{len(files)}.xml", 404)
    if size != 13:
        with httpx.Client(timeout=30) as client:
            for location in named:
                response = client.get(location)
                assert response.status_code == 200, location
                page = LexborHTMLParser(response.text)
                canonical = page.css_first("link[rel=canonical]")
                assert canonical is not None and canonical.attributes["href"] == location
                assert not page.css("meta[name=robots]"), "what is listed may be indexed"


def test_an_empty_archive_has_a_sitemap_too(tmp_path: Path) -> None:
    open_archive(tmp_path / "foi.db", create=True).close()
    with serving_archive(tmp_path / "foi.db") as address:
        assert _locations(f"{address}/sitemap.xml", "sitemapindex") == [f"{address}/sitemap-0.xml"]
        for location in _locations(f"{address}/sitemap-0.xml", "urlset"):
            _get(location)
        assert _csv(_get(f"{address}/search.csv")) == []
        assert _get(f"{address}/search.json").json() == {"count": 0, "search": [], "rows": []}
        assert _entries(f"{address}/search.atom") == []


def test_robots_may_read_pages_and_not_every_combination_of_filters(site: str) -> None:
    response = _get(f"{site}/robots.txt")
    assert response.headers["content-type"].startswith("text/plain")
    rules = Protego.parse(response.text)
    for allowed in (
        "/",
        "/search",
        "/response/northmoor/0123456789ab",
        "/force/northmoor",
        "/exemption/FOIA/31",
        "/about",
    ):
        assert rules.can_fetch(site + allowed, "Bot"), allowed
    for refused in (
        "/search?q=x",
        "/search.csv",
        "/search.atom?q=x",
        "/foi/responses",
        "/foi",
        "/downloads/archive.db",
    ):
        assert not rules.can_fetch(site + refused, "Bot"), refused
    assert list(rules.sitemaps) == [f"{site}/sitemap.xml"]


def test_a_browser_can_search_from_its_address_bar(site: str) -> None:
    response = _get(f"{site}/opensearch.xml")
    assert response.headers["content-type"] == "application/opensearchdescription+xml; charset=utf-8"
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    document = ElementTree.fromstring(response.content)
    assert document.tag == f"{space}OpenSearchDescription"
    assert 0 < len(document.findtext(f"{space}ShortName") or "") <= 16
    assert 0 < len(document.findtext(f"{space}Description") or "") <= 1024
    templates = [(url.attrib["type"], url.attrib["template"]) for url in document.iter(f"{space}Url")]
    assert {"text/html", "application/atom+xml"} == {kind for kind, _ in templates}
    for kind, template in templates:
        assert (
            _get(template.replace("{searchTerms}", quote('"police" & dogs'))).headers["content-type"].startswith(kind)
        )
    home = LexborHTMLParser(_get(f"{site}/").text).css_first("link[rel=search]")
    assert home is not None and home.attributes["href"] == "/opensearch.xml"


# ---- one address for each page


def _canonical(address: str) -> str:
    link = LexborHTMLParser(_get(address).text).css_first("link[rel=canonical]")
    assert link is not None
    return link.attributes["href"] or ""


def test_a_search_has_one_canonical_address(site: str) -> None:
    for wanted, *others in (
        ("/search", "/search?", "/search?page=1&sort=newest&q=+", "/search?utm_source=x&force="),
        ("/search?q=taser", "/search?sort=relevance&q=+taser+", "/search?page=0&q=taser&attachment=0"),
        ("/search?q=police&exemption=31&from=2020-03-01", "/search?from=1/3/2020&exemption=31&q=police"),
        ("/search?page=2", "/search?page=2&sort=newest"),
        ("/search?sort=oldest", "/search?sort=oldest&page=1"),
    ):
        for address in (wanted, *others):
            assert _canonical(site + address) == site + wanted, address
    last = _canonical(f"{site}/search?page=999999")
    assert re.fullmatch(rf"{re.escape(site)}/search\?page=\d", last), "beyond the last page is the last page"
    assert _walk(site, "page=1")[-1] in _get(last).text


def test_only_the_bare_search_may_be_indexed(site: str) -> None:
    for address, indexed in (("/search", True), ("/search?q=taser", False), ("/search?sort=oldest", False)):
        page = LexborHTMLParser(_get(site + address).text)
        assert (page.css_first("meta[name=robots]") is None) == indexed, address


def test_a_canonical_address_is_of_the_site_not_of_the_header(site: str, demo: Path) -> None:
    assert "evil" not in _get(f"{site}/about", 400, headers={"Host": "evil.example/<script>"}).text
    with serving_archive(demo, public_url="https://foi.example") as address:
        link = LexborHTMLParser(_get(f"{address}/about", headers={"Host": "evil.example"}).text).css_first(
            "link[rel=canonical]"
        )
        assert link is not None and link.attributes["href"] == "https://foi.example/about"


PAGES = (
    *("/", "/search?q=taser", "/forces", "/force/norchester", "/exemptions", "/exemption/FOIA/31", "/status", "/about"),
    *(
        "/status.json",
        "/downloads",
        "/search.atom",
        "/search.feed.json",
        "/sitemap.xml",
        "/robots.txt",
        "/opensearch.xml",
    ),
)


@pytest.mark.parametrize("path", PAGES)
def test_what_a_browser_has_is_not_sent_again(odd_site: str, path: str) -> None:
    first = _get(odd_site + path)
    tag = first.headers["etag"]
    assert re.fullmatch(r'(W/)?"[^"]+"', tag)
    again = _get(odd_site + path, 304, headers={"If-None-Match": tag})
    assert again.content == b"" and again.headers["etag"] == tag
    _get(odd_site + path, 304, headers={"If-None-Match": f'"other", {tag}'})
    assert _get(odd_site + path, headers={"If-None-Match": '"other"'}).content == first.content


def test_what_has_changed_is_sent_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_module, "SETTLED", timedelta(0))
    paths = (
        *("/search", "/search.csv", "/search.json", "/search.atom", "/force/norchester", "/status.json"),
        "/foi.csv?sql=select+count(*)+from+responses",
    )
    with open_desk(tmp_path / "foi.db") as desk, serving_archive(desk.archive.path) as address:
        desk.publish("a", answer("Tasers"), day(1))
        first = {path: _get(address + path) for path in paths}
        for path, response in first.items():
            _get(address + path, 304, headers={"If-None-Match": response.headers["etag"]})
            changed = response.headers["last-modified"]
            assert _get(address + path, 304, headers={"If-Modified-Since": changed}).content == b""
            earlier = format_datetime(parsedate_to_datetime(changed) - timedelta(seconds=1), usegmt=True)
            _get(address + path, headers={"If-Modified-Since": earlier})
        time.sleep(1.1)  # dates know no parts of a second
        desk.publish("b", answer("Dogs"), day(2))
        for path, response in first.items():
            known = {"If-None-Match": response.headers["etag"], "If-Modified-Since": response.headers["last-modified"]}
            for name, value in known.items():
                assert _get(address + path, headers={name: value}).content != response.content, (path, name)


def test_while_the_archive_is_changing_no_date_is_told(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second change within the same second would be missed by whoever asks with the date of the first."""
    assert timedelta(seconds=1) <= site_module.SETTLED
    monkeypatch.setattr(site_module, "SETTLED", timedelta(seconds=60))
    with serving_archive(odd) as address:  # whose start counts as a change
        for path in ("/search", "/search.csv"):
            assert "last-modified" not in _get(address + path).headers


# ---- CSV of plain Datasette

NUMBERS = (
    "with recursive n(x) as (select 1 union all select x + 1 from n where x < {}) select x, 'a,\"' || x as y from n"
)


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_000, 1_001, 5_000])
def test_a_query_is_given_whole(odd_site: str, count: int) -> None:
    query = NUMBERS.format(count) if count else "select 1 as x, 2 as y where 0"
    response = _get(f"{odd_site}/foi.csv?{urlencode({'sql': query})}")
    rows = _csv(response)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["x"] for row in rows] == [str(n) for n in range(1, count + 1)]
    assert all(row["y"] == f'a,"{row["x"]}' for row in rows)


def test_a_query_takes_its_values_from_the_address(odd_site: str) -> None:
    query = urlencode({"sql": "select :a as a, :b || ':' as b, ':c' as c", "a": "x';--", "_shape": "array"})
    assert _csv(_get(f"{odd_site}/foi.csv?{query}")) == [{"a": "x';--", "b": ":", "c": ":c"}]


def test_a_query_of_ours_is_given_whole(demo: Path, site: str) -> None:
    rows = _csv(_get(f"{site}/foi/by_force_and_year.csv"))
    assert sum(int(row["responses"]) for row in rows) == _one(demo, "SELECT count(*) FROM responses")
    cited = _csv(_get(f"{site}/foi/by_exemption.csv?exemption=FOIA+31"))
    count = "SELECT count(*) FROM citations WHERE role = 'relied' AND (provision = ?1 OR provision LIKE ?1 || '(%')"
    assert len(cited) == _one(demo, count, "FOIA 31") > 3
    assert _csv(_get(f"{site}/foi/search.csv?words=taser")) and _csv(_get(f"{site}/foi/search.csv")) == []


@pytest.mark.parametrize("table", ["citations", "questions", "responses", "response_search"])
def test_a_table_is_given_whole(demo: Path, site: str, table: str) -> None:
    first = _get(f"{site}/foi/{table}.csv?_sort=rowid" if table == "citations" else f"{site}/foi/{table}.csv", 302)
    streamed = first.headers["location"]
    assert streamed.startswith(f"/foi/{table}.csv?") and "_stream=1" in streamed
    response = httpx.get(f"{site}/foi/{table}.csv", follow_redirects=True, timeout=30)
    assert len(_csv(response)) == _one(demo, f"SELECT count(*) FROM {table}") > 50


def test_a_table_with_a_filter_is_given_whole(demo: Path, site: str) -> None:
    response = httpx.get(f"{site}/foi/citations.csv?role=relied&_size=5", follow_redirects=True, timeout=30)
    assert response.status_code == 200 and "role=relied" in str(response.url)
    assert len(_csv(response)) == _one(demo, "SELECT count(*) FROM citations WHERE role = 'relied'") > 50


@pytest.mark.parametrize(
    "query",
    [
        "selec 1",
        "select",
        "select nothing from nowhere",
        "select * from responses where",
        " ",
        "pragma journal_mode",
        "select load_extension('x')",
        "select 1; select 2",
    ],
)
def test_a_query_that_is_none_is_refused(odd_site: str, query: str) -> None:
    response = _get(f"{odd_site}/foi.csv?{urlencode({'sql': query})}", 400)
    assert LexborHTMLParser(response.text).css_first("h1") is not None


@pytest.mark.parametrize(
    "query",
    [
        "delete from responses",
        "update responses set title = 'x'",
        "insert into forces values ('x', 'x', 'x')",
        "drop table responses",
        "create table x (y)",
        "vacuum",
        "attach database '/tmp/x.db' as x",
        "pragma user_version = 99",
        "with x as (select 1) delete from responses",
        "with x as (select 1) insert into forces select 1, 2, 3 from x",
        "explain delete from responses; delete from responses",
    ],
)
def test_nothing_can_be_written(odd: Path, odd_site: str, query: str) -> None:
    for form in ("csv", "json"):
        response = httpx.get(f"{odd_site}/foi.{form}", params={"sql": query}, timeout=30)
        assert response.status_code >= 400, form
    assert _one(odd, "SELECT count(*) FROM responses") == 60
    assert _one(odd, "SELECT count(*) FROM responses WHERE title = 'x'") == 0
    assert _one(odd, "PRAGMA user_version") != 99


# ---- files of the last export


def test_an_export_is_offered_with_its_checksums(tmp_path: Path) -> None:
    with open_desk(tmp_path / "foi.db") as desk, serving_archive(desk.archive.path) as address:
        desk.publish("a", answer("Tasers"), day(1))
        assert not LexborHTMLParser(_get(f"{address}/downloads").text).css("a[href^='/downloads/']")
        folder = tmp_path / "foi-downloads"
        made = export(desk.archive, folder, [Format.CSV, Format.SQLITE])
        (folder / "secret.csv").write_text("secret", encoding="utf-8")
        page = LexborHTMLParser(_get(f"{address}/downloads").text)
        links = {link.attributes["href"] or "" for link in page.css("a[href^='/downloads/']")}
        assert links == {f"/downloads/{path.name}" for path in made}
        for path in made:
            response = _get(f"{address}/downloads/{path.name}")
            assert response.content == path.read_bytes()
            assert f'filename="{path.name}"' in response.headers["content-disposition"]
            if path.name != "SHA256SUMS":
                assert sha256(response.content).hexdigest() in (page.html or "")
        for name in ("secret.csv", "foi.db", ".responses.csv.part", "..%2Ffoi.db", "%2e%2e/foi.db"):
            response = httpx.get(f"{address}/downloads/{name}", timeout=10)
            assert response.status_code in (302, 404) and b"secret" not in response.content


def test_before_the_first_export_there_are_no_checksums(inside: InProcess) -> None:
    assert inside.ask("/downloads/SHA256SUMS")[0] == 404


def test_a_new_export_is_seen_by_whoever_asks_with_a_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_module, "SETTLED", timedelta(0))
    with open_desk(tmp_path / "foi.db") as desk, serving_archive(desk.archive.path) as address:
        desk.publish("a", answer("Tasers"), day(1))
        first = _get(f"{address}/downloads")
        known = {"If-Modified-Since": first.headers["last-modified"]}
        *_, sums = export(desk.archive, tmp_path / "foi-downloads", [Format.CSV])
        later = datetime.now(UTC) + timedelta(seconds=5)  # a date knows no parts of a second
        os.utime(sums, (later.timestamp(), later.timestamp()))
        assert "responses.csv" in _get(f"{address}/downloads", headers=known).text


# ---- no address breaks the site

Answer = tuple[int, dict[str, str], bytes]


class InProcess:
    """The site without a network: asked for the very bytes of an address."""

    def __init__(self, db: Path) -> None:
        self._app = make_site(db, load_metadata(db, ROOT / "metadata.yml")).app()
        self._runner = asyncio.Runner()

    def close(self) -> None:
        self._runner.close()

    def ask(self, path: str, query: str = "", method: str = "GET") -> Answer:
        """`path` and `query` as they go over the wire: printable ASCII."""
        return self._runner.run(self._ask(path, query, method))

    async def _ask(self, path: str, query: str, method: str) -> Answer:
        status, headers, body = 0, {}, bytearray()
        asked = False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if asked:
                await asyncio.Event().wait()
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                assert status == 0
                status = message["status"]
                headers.update({k.decode().lower(): v.decode("latin-1") for k, v in message["headers"]})
            else:
                body.extend(message.get("body", b""))

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode("ascii"),
            "root_path": "",
            "query_string": query.encode("ascii"),
            "headers": [(b"host", b"foi.example")],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        await self._app(scope, receive, send)
        return status, headers, bytes(body)


@pytest.fixture(scope="module")
def inside(odd: Path) -> Iterator[InProcess]:
    found = InProcess(odd)
    yield found
    found.close()


_NASTY = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["\x00", "a" * 9_000, "é" * 200, "\u202e", "'", '"', "%", ";", "../..", "\n", "0", "-1", "1e9"]),
    st.sampled_from(["9" * 30, "1/0", "NaN", "null", "[]", "{}", '["a"]', "*", "(", "taser", "norchester", "FOIA 31"]),
)
_ESCAPED = st.one_of(
    _NASTY.map(lambda text: quote(text, safe="")),
    st.sampled_from(["%ff", "%00", "%", "%zz", "%c3%28", "%ed%a0%80", "~2F", "~", "+", "%2e%2e", "%2F"]),
)
_OURS = st.one_of(
    *(st.from_regex(pattern, fullmatch=True).map(lambda path: quote(path, safe="/")) for pattern, _ in ROUTES)
)
_SLOTS = st.sampled_from(
    [
        *("/{}", "/search/{}", "/response/{}/{}", "/response/norchester/{}", "/force/{}", "/exemption/{}/{}"),
        *(
            "/exemption/FOIA/{}",
            "/exemption/EIR/{}",
            "/response/{}/0123456789ab/v/{}",
            "/downloads/{}",
            "/sitemap-{}.xml",
        ),
        *("/foi/{}", "/foi/{}.json", "/foi/{}.csv", "/foi/responses/{}", "/foi/responses/{}.json", "/{}.json", "/-/{}"),
        *("/-/static/{}", "/-/static-plugins/foi-archive/{}", "/-/static-plugins/{}/{}", "/foi/{}/{}", "/{}/{}/{}"),
    ]
)
_FILLED = st.tuples(_SLOTS, st.lists(_ESCAPED, min_size=3, max_size=3)).map(lambda made: made[0].format(*made[1]))
_PLAIN = st.sampled_from(
    [
        *("/search", "/search.csv", "/search.xls.csv", "/search.json", "/search.atom", "/search.feed.json", "/"),
        *("/foi", "/foi.json", "/foi.csv", "/foi.db", "/foi/responses", "/foi/responses.json", "/foi/responses.csv"),
        *("/foi/search", "/foi/search.json", "/foi/search.csv", "/foi/by_exemption.csv", "/foi/citations.json"),
        *("/foi/response_search", "/foi/responses_fts.json", "/foi/attachments.csv", "/-/metadata.json", "/-/plugins"),
        *("/-/versions", "/-/settings.json", "/-/databases.json", "/-/permissions", "/-/messages", "/-/logout"),
        *(
            "/-/auth-token",
            "/-/allow-debug",
            "/-/patterns",
            "/-/config",
            "/-/threads",
            "/favicon.ico",
            "//",
            "/:memory:",
        ),
    ]
)
_PARAMETERS = st.one_of(
    st.sampled_from(["q", "force", "outcome", "exemption", "law", "from", "to", "attachment", "sort", "page", "table"]),
    st.sampled_from(["sql", "words", "exemption", "_shape", "_size", "_sort", "_sort_desc", "_next", "_where", "_col"]),
    st.sampled_from(["_facet", "_facet_date", "_facet_array", "_facet_size", "_search", "_search_title", "_through"]),
    st.sampled_from(["_ttl", "_timelimit", "_nocol", "_labels", "_stream", "_trace", "_extra", "_json", "_nl", "_dl"]),
    st.sampled_from(
        ["_exemption", "_nofacet", "_nocount", "_searchmode", "_filter_column", "_filter_op", "_bom", "_fts"]
    ),
    st.sampled_from(
        ["title", "title__contains", "dated_on__gt", "id__in", "year__in", "outcome__isnull", "force__date"]
    ),
    st.text(max_size=4).map(lambda text: quote(text, safe="")),
)
_ARGUMENTS = st.one_of(
    _ESCAPED,
    st.sampled_from(
        ["2022", "2022-03", "31", "FOIA+31*", "newest", "2", "max", "on", "1", "force", "title", "outcome"]
    ),
    st.sampled_from(
        ["select+1", "select+:a", "selec", "select+x'00'", "select+1+as+a,2+as+a", "pragma+table_list", ""]
    ),
    st.sampled_from(["questions", "arrays", "array", "objects", "object", "arrayfirst", "raw", "phrase", "1=1", "1="]),
)
_QUERIES = st.lists(st.tuples(_PARAMETERS, _ARGUMENTS).map("=".join), max_size=6).map("&".join)


def _check_answer(path: str, query: str, answered: Answer) -> None:
    status, headers, body = answered
    assert 200 <= status < 500, f"{status} for {path}?{query}"
    assert headers["x-content-type-options"] == "nosniff"
    kind = headers.get("content-type", "")
    if "content-length" in headers and "content-encoding" not in headers:
        assert int(headers["content-length"]) == len(body)
    if kind.startswith("application/json"):
        json.loads(body)
    is_ours = any(re.match(pattern, unquote(path)) for pattern, _ in ROUTES)
    if 300 <= status < 400:
        assert re.match(r"$|\?|/(?![/\\])|http://foi\.example/", headers["location"]), "no redirect leads elsewhere"
        assert headers["location"].isprintable()
    elif kind.startswith("text/html"):
        page = LexborHTMLParser(body.decode())
        title, headings = page.css_first("title"), page.css("h1")
        if title is None:
            assert path.startswith("/-/static") and status in (403, 404), f"{path}?{query}"
        elif title.text().endswith(" · Police FOI archive"):
            assert len(headings) == 1 and headings[0].text().strip(), f"{path}?{query}"
        else:
            assert title.text().strip() and status == 200 and not is_ours, f"{path}?{query}: errors are pages of ours"


_FUZZ = settings(
    max_examples=500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")  # what Datasette leaves when a facet fails
@_FUZZ
@given(path=st.one_of(_OURS, _FILLED), query=_QUERIES)
def test_no_path_breaks_the_site(inside: InProcess, path: str, query: str) -> None:
    _check_answer(path, query, inside.ask(path, query))


@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")  # what Datasette leaves when a facet fails
@_FUZZ
@given(path=_PLAIN, query=_QUERIES)
def test_no_query_breaks_the_site(inside: InProcess, path: str, query: str) -> None:
    _check_answer(path, query, inside.ask(path, query))


@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
@settings(_FUZZ, max_examples=60)
@given(path=_PLAIN, pairs=st.lists(st.tuples(_PARAMETERS, _ARGUMENTS).map("=".join), min_size=1, max_size=3))
def test_what_is_said_many_times_breaks_nothing(inside: InProcess, path: str, pairs: list[str]) -> None:
    _check_answer(path, "&".join(pairs * 40)[:8_000], inside.ask(path, "&".join(pairs * 40)[:8_000]))


@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/%00", "", 400),
        ("/-/static/%00", "", 400),
        ("/-/static-plugins/foi-archive/%00", "", 400),
        ("/foi/responses/%00", "", 400),
        ("/foi/responses.json", "_where=title+%3D+'%00'", 400),
        ("/foi.json", "sql=select+'%00'", 400),
        ("/search", "q=%00", 400),
        ("/%ff", "", 400),
        ("/force/%ff", "", 400),
        ("/search", "q=%ff", 400),
        ("/search", "q=%ed%a0%80", 400),
        ("/%zz", "", 400),
        ("/search", "q=100%", 200),
        ("/search", "q=%zz", 200),
        ("/search", "q=" + "x" * 7_000, 200),
        ("/search", "q=" + "x" * 9_000, 414),
        ("/" + "x" * 9_000, "", 414),
        ("/-/static/" + "x" * 3_000, "", 404),
        ("/foi/responses.json", "_size=" + "9" * 30, 400),
        ("/foi/responses.json", "_size=-1", 400),
        ("/foi/responses.json", "_sort=nonsense", 400),
        ("/foi/responses.json", "_where=nonsense", 400),
        ("/foi/responses.json", "_next=%22", 200),
        ("/foi/responses.json", "_through={", 400),
        ("/foi/responses.csv", "_through={&_stream=1", 400),
        ("/foi/responses.json", "id__in=[{}]", 400),
        ("/foi/responses.json", "_facet=nonsense", 400),
        ("/foi/nonsense", "", 404),
        ("/foi/responses/nonsense", "", 404),
        ("/response/norchester/000000000000", "", 404),
        ("/response/norchester/000000000000/v/1", "", 404),
        ("/response/norchester/000000000000/attachment/1.txt", "", 404),
        ("/response/norchester/000000000000.json", "", 404),
        ("/force/nonsense", "", 404),
        ("/exemption/FOIA/999", "", 404),
        ("/exemption/XYZ/31", "", 404),
        ("/exemption/foia/31", "", 301),
        ("/exemption/FOIA/31%20(1)", "", 301),
        ("/sitemap-999999.xml", "", 404),
        ("/downloads/archive.db", "", 404),
        ("/nowhere", "", 404),
        ("/foi.db", "", 403),
    ],
)
def test_what_is_wrong_is_told_as_what_it_is(inside: InProcess, path: str, query: str, status: int) -> None:
    answered = inside.ask(path, query)
    assert answered[0] == status
    _check_answer(path, query, answered)


def test_no_redirect_leads_to_where_it_came_from(inside: InProcess) -> None:
    status, headers, _ = inside.ask("//")
    assert status == 404 or headers["location"] == "/"


@pytest.mark.parametrize("path", ["/", "/search", "/search.csv", "/foi/responses.json", "/nowhere"])
def test_who_wants_to_write_is_told_that_nothing_can_be_written(inside: InProcess, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        status, headers, _ = inside.ask(path, method=method)
        assert status == 405 and headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", [path for path in PAGES if "?" not in path])
def test_each_page_of_ours_has_a_title_and_a_heading(inside: InProcess, path: str) -> None:
    answered = inside.ask(path)
    assert answered[0] == 200
    _check_answer(path, "", answered)
