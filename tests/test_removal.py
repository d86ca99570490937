"""Takedowns: gone through every door, not brought back by anything, sealed, and undone to the last byte."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import files
import httpx
import pytest
from sample_archive import dump
from selectolax.lexbor import LexborHTMLParser
from serving import serving_archive
from standin import Answer, StandIn
from test_attachment_refresh import letter, whole
from test_attachment_refresh import page as letter_page
from test_import import warc as warc_of_others
from test_refresh import LISTING, _letter, _path, _source, run
from test_several_answers import SEVERAL, accordion
from warcio.archiveiterator import ArchiveIterator
from web_archive import WebArchive

from scraper.addresses import canonical_address, response_id
from scraper.cli import main
from scraper.errors import ArchiveError, ConfigError
from scraper.exports import Format, export
from scraper.fetching.captures import load_captures
from scraper.imports import import_paths
from scraper.publish import downloads_of
from scraper.records import Source, Via
from scraper.refresh import Plan, Route, RunState, locked
from scraper.removal import _seal, put_back, settle, settle_unless_locked, take_down
from scraper.reread import reread
from scraper.store import Archive, open_archive
from scraper.store.removals import REASON_WORDS, RemovalReason
from scraper.store.removed import taken_down
from scraper.store.sealed import Removal, RemovalKind, open_sealed, sealed_folder
from scraper.store.tables import TABLES

FOLDER = "/foi-ai/northmoor-police/disclosure-2024/may-2024"
SECRET = f"{FOLDER}/zanzibar-quokka-924/"
FILE, SHARED = "/SysSiteAssets/foi/narwhalish-figures.txt", "/SysSiteAssets/foi/notes.txt"
ANSWER = "There were 924 pangolinesque events. The names of officers are exempt under section 40(2) of the Act."
SAID = ("ocelotine", "pangolinesque", "vicunaed", "axolotlic", "marmosetted")
"""Words of its request, its answer, its first version, its file and what the page calls that."""
NAMED = ("zanzibar", "quokka", "narwhalish", "tapirish")
"""Words of its title and address, of the file's name, and of what the listing says of it."""
NOTE = "asked by Mr Kookaburra on the phone"
AT, LATER = "2026-02-03T04:05:06Z", "2026-03-04T05:06:07Z"
FULL = Plan(full=True)


# ---- a log with one response that is to go


def secret(answer: str = ANSWER, *, head: str = "") -> bytes:
    return f"""<html><head><title>Zanzibar quokka</title>{head}</head><body><main><h1>Zanzibar quokka</h1>
    <p>Freedom of information request reference no: 924/2024</p>
    <p>Request:</p><p>1. How many ocelotine events of kind 9 were there in 2023?</p>
    <p>Response:</p><p>Northmoor Police holds this information. {answer}</p>
    <p><a href="{FILE}">Marmosetted figures</a></p><p><a href="{SHARED}">Notes</a></p></main></body></html>""".encode()


def listing(*paths: str, note: str = "") -> bytes:
    rows = "".join(f'<li><a href="{p}">{_name(p)}</a><p>Disclosure log</p><p>{note}</p></li>' for p in paths)
    return f"<html><body><main><ul>{rows}</ul></main></body></html>".encode()


def _name(path: str) -> str:
    return "Zanzibar quokka, tapirish" if "quokka" in path else path.strip("/").rpartition("/")[2]


def text(words: str) -> Answer:
    return Answer(body=f"Notes on figures\n\n{words}\n".encode(), media_type="text/plain", etag=f'"{len(words)}"')


def show(site: StandIn) -> None:
    """The log as it is when the removal comes."""
    site.route(LISTING, Answer(body=listing(_path(1), SECRET, _path(3))))
    site.route(_path(1), Answer(body=_letter(1), etag='"1"'))
    third = _letter(3, "It is held. Names are exempt under section 40(2) of the Act; there were 33 events.")
    site.route(_path(3), Answer(body=third.replace(b"</main>", f'<a href="{SHARED}">Notes</a></main>'.encode())))
    site.route(SECRET, Answer(body=secret(), etag='"2"'))
    site.route(FILE, text("The axolotlic figures: 9, 2, 4."))
    site.route(SHARED, text("How such figures are counted."))


@dataclass(frozen=True, kw_only=True)
class Log:
    """The site of a log, its source, and the folder of an archive that has seen it twice."""

    site: StandIn
    source: Source
    folder: Path

    @property
    def address(self) -> str:
        return self.site.url + SECRET

    @property
    def key(self) -> str:
        return response_id(self.address)


@contextmanager
def seen_log(folder: Path) -> Iterator[Log]:
    """A log that was scraped when an answer still said something else, and again since."""
    with StandIn() as site:
        log = Log(site=site, source=_source(site), folder=folder)
        show(site)
        site.route(SECRET, Answer(body=secret(f"{ANSWER} It is vicunaed."), etag='"1"'))
        with open_archive(folder / "foi.db", create=True) as archive:
            assert run(archive, log.source)["northmoor"].state is RunState.OK
            show(site)
            assert run(archive, log.source, plan=FULL)["northmoor"].changed == 1
        yield log


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    with seen_log(tmp_path_factory.mktemp("log")) as seen:
        yield seen


@pytest.fixture
def archive(log: Log, tmp_path: Path) -> Iterator[Archive]:
    """A copy of the archive that the test may change, and the site as it was."""
    show(log.site)
    shutil.copytree(log.folder, tmp_path, dirs_exist_ok=True)
    with open_archive(tmp_path / "foi.db") as opened:
        yield opened


def down(archive: Archive, given: str, *, at: str = AT, note: str | None = NOTE) -> str:
    return take_down(archive, given, reason=RemovalReason.PERSONAL_DATA, note=note, at=at)


def state(archive: Archive, *, runs: bool = True) -> dict[str, Any]:
    """All rows of all tables but takedowns, and all captures on disk; without what tells of runs where asked."""
    tables = dump(archive)
    for name in ("takedowns", "redactions", *(() if runs else ("runs", "run_sources", "captures"))):
        del tables[name]
    tables["groups"] = [row[:-1] for row in tables["groups"]]  # when one last changed, a removal may change
    return {**tables, "warc": warcs(archive.path.parent)}


def warcs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "warc").iterdir())}


def unpacked(folder: Path) -> bytes:
    """Everything that the captures' files hold, as warcio reads them to their end."""
    out = b""
    for path in sorted((folder / "warc").iterdir()):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                out += str(record.rec_headers).encode() + record.content_stream().read()
    return out


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file of the data folder but those sealed away."""
    found = (p for p in sorted(folder.rglob("*")) if p.is_file() and "foi-sealed" not in p.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def leaks(said: bytes, words: tuple[str, ...]) -> list[str]:
    """Which of these words stand there, as they are or as hexadecimal."""
    low = said.lower()
    return [word for word in words if word.encode() in low or word.encode().hex().encode() in low]


def terms(db: Path) -> set[str]:
    """Every term of the search index."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'responses_fts', 'row')")
        return {row[0] for row in connection.execute("SELECT term FROM temp.terms")}


# ---- every door of the site


def doors(db: Path, key: str) -> list[str]:
    """Every kind of address of the site, each with much of the archive in it."""
    with closing(sqlite3.connect(db)) as connection:
        names = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        others = [r[0] for r in connection.execute("SELECT id FROM responses WHERE id <> ?", (key,))]
    searches = ["", "?q=events", "?sort=newest", "?sort=oldest", "?q=figures", "?attachment=yes"]
    searches += [f"?{facet}" for facet in FACETS] + [f"?q={word}" for word in (*SAID, *NAMED)]
    found = ["/", "/forces", "/force/northmoor", "/exemptions", "/exemption/FOIA/40%282%29", "/status", "/status.json"]
    found += ["/removals", "/removals.json", "/downloads", "/about", "/sitemap.xml", "/sitemap-1.xml", "/foi"]
    found += [f"/search{asked}" for asked in searches]
    found += [f"/search{form}{asked}" for form in FORMS for asked in searches]
    found += [f"/search.{form}?table={table}" for form in ("csv", "xls.csv", "json") for table in TABLES]
    for other in others:
        page = f"/response/northmoor/{other}"
        found += [page, f"{page}.json", f"{page}/v/1", f"{page}/attachment/1.txt"]
    for name in names:
        found += [f"/foi/{name}", f"/foi/{name}.json?_shape=array&_size=max", f"/foi/{name}.csv?_size=max"]
        found.append(f"/foi.json?sql={quote(f'select * from [{name}]')}&_shape=array")
    blobs = {"responses_fts_data": "block", "responses_fts_docsize": "sz", "responses_fts_idx": "term"}
    found += [f"/foi.json?sql={quote(f'select hex({column}) from {name}')}" for name, column in blobs.items()]
    found.append(f"/foi.json?sql={quote('select name, sql from sqlite_master')}")
    return found


FACETS = ("force=northmoor", "outcome=partly_disclosed", "exemption=40", "exemption=FOIA+40%282%29", "law=FOIA")
FORMS = (".csv", ".xls.csv", ".json", ".atom", ".feed.json")


@dataclass(frozen=True, kw_only=True)
class Doors:
    """What every address said before a takedown and after it, and where the archive is."""

    before: dict[str, httpx.Response]
    after: dict[str, httpx.Response]
    own: dict[str, httpx.Response]
    folder: Path
    log: Log


@pytest.fixture(scope="module")
def site(log: Log, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """A site that is served while the command takes a response down."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(log.folder, folder, dirs_exist_ok=True)
    db, key = folder / "foi.db", log.key
    with open_archive(db) as opened:
        export(
            opened, downloads_of(db), [Format.CSV, Format.EXCEL, Format.JSONL, Format.SQLITE], site="https://f.example"
        )
    with serving_archive(db) as address, httpx.Client(base_url=address, timeout=60) as client:

        def ask() -> dict[str, httpx.Response]:
            downloads = [f"/downloads/{path.name}" for path in downloads_of(db).iterdir()]
            return {path: client.get(path) for path in (*doors(db, key), *downloads)}

        before = ask()
        done = foi(folder, "takedown", key, "--reason", "personal_data", "--note", NOTE)
        assert (done.returncode, done.stdout) == (0, f"{key}: taken down\n"), done.stderr
        page = f"/response/northmoor/{key}"
        own = {
            p: client.get(p) for p in (page, f"{page}.json", f"{page}/v/1", f"{page}/v/2", f"{page}/attachment/1.txt")
        }
        yield Doors(before=before, after=ask(), own=own, folder=folder, log=log)


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def foi(folder: Path, *arguments: str) -> Done:
    """Run a command of the program on the archive in this folder."""
    out, err, before = io.StringIO(), io.StringIO(), sys.argv
    sys.argv = ["foi", *arguments, "--db", str(folder / "foi.db")]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as ended:
        assert isinstance(ended.code, int)
        return Done(returncode=ended.code, stdout=out.getvalue(), stderr=err.getvalue())
    finally:
        sys.argv = before
    raise AssertionError("main() always ends by exiting")


def test_the_doors_are_those_through_which_it_was_seen(site: Doors) -> None:
    """Else the tests below would prove nothing."""
    seen = {word for answer in site.before.values() for word in leaks(answer.content, (*SAID, *NAMED))}
    assert seen == {*SAID, *NAMED}
    open_doors = [path for path, answer in site.before.items() if leaks(answer.content, (*SAID, *NAMED))]
    assert len(open_doors) > 60
    for kind in ("/search.atom", "/search.feed.json", "/search.xls.csv", "/foi/responses"):
        assert kind in open_doors
    assert "/downloads/archive.db" in open_doors
    named = [path for path, answer in site.before.items() if site.log.key in answer.text]
    assert {"/sitemap-1.xml", "/downloads/responses.csv", "/search"} <= set(named)


def test_no_answer_of_the_site_holds_a_word_of_it(site: Doors) -> None:
    assert site.after.keys() >= site.before.keys() - {"/foi/attachment_pages"}
    for path, answer in site.after.items():
        asked = path.partition("?q=")[2]
        words = tuple(word for word in (*SAID, *NAMED) if word != asked)
        assert leaks(answer.content, words) == [], path
        assert answer.status_code == site.before[path].status_code, path
        may_name_it = path.startswith(("/foi", "/downloads/archive.db"))  # the table takedowns has its id
        assert may_name_it or site.log.key.encode() not in answer.content, path


def test_counts_and_facets_go_down_by_one(site: Doors) -> None:
    for asked in ("", "?q=events", "?attachment=yes", *(f"?{facet}" for facet in FACETS)):
        path = f"/search.csv{asked}"
        before, after = (int(found[path].headers["X-Total-Count"]) for found in (site.before, site.after))
        assert after == before - 1, path
        one, two = (_facets(found[f"/search{asked}"].text) for found in (site.before, site.after))
        fewer = {name: one[name] - two.get(name, 0) for name in one}
        assert set(fewer.values()) <= {0, 1} and fewer["Northmoor Police"] == 1, (path, fewer)
    for word in set(SAID) - {"vicunaed"}:
        assert site.before[f"/search.csv?q={word}"].headers["X-Total-Count"] == "1"
        assert site.after[f"/search.csv?q={word}"].headers["X-Total-Count"] == "0"
        assert "No response" in site.after[f"/search?q={word}"].text or _results(site, word) == 0


def _results(site: Doors, word: str) -> int:
    return len(LexborHTMLParser(site.after[f"/search?q={word}"].text).css(".results > li"))


def _facets(page: str) -> dict[str, int]:
    rows = LexborHTMLParser(page).css(".facets .counts li")
    return {row.css_first("a").text(): int(row.css_first(".count").text()) for row in rows}


def test_its_own_addresses_say_that_it_was_removed_when_and_why(site: Doors) -> None:
    for path, answer in site.own.items():
        assert answer.status_code == 410, path
        assert REASON_WORDS[RemovalReason.PERSONAL_DATA] in answer.text and "2026" in answer.text, path
        assert leaks(answer.content, (*SAID, *NAMED, "kookaburra")) == []
    assert site.own[f"/response/northmoor/{site.log.key}.json"].json()["status"] == 410


def test_no_file_holds_a_byte_of_it_but_those_sealed_away(site: Doors) -> None:
    for name, data in files_below(site.folder).items():
        assert leaks(data, SAID) == [], name
        if not name.startswith("warc"):  # a listing as it was captured names what it lists
            assert leaks(data, (*SAID, *NAMED, "kookaburra")) == [], name
    assert leaks(unpacked(site.folder), SAID) == []
    assert "foi.db-wal" in files_below(site.folder)
    for db in (site.folder / "foi.db", site.folder / "foi-downloads" / "archive.db"):
        assert not [
            term for term in terms(db) if any(w.startswith(term[:7]) for w in (*SAID, *NAMED)) and len(term) > 4
        ]
    sealed = site.folder / "foi-sealed"
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o700
    kept = list(sealed.iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600} and len(kept) == 2
    assert b"Kookaburra" in (sealed / "sealed.db").read_bytes()


def test_the_downloads_are_whole_and_keep_the_address_of_the_site(site: Doors) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=site.folder / "foi-downloads", check=False
    )
    assert done.returncode == 0
    assert site.after["/downloads/responses.csv"].text.count("https://f.example/response/") == 2


def test_search_and_export_at_the_command_line(site: Doors, tmp_path: Path) -> None:
    for word in ("zanzibar", "pangolinesque", "axolotlic"):
        assert json.loads(foi(site.folder, "search", word, "--json").stdout) == []
    assert foi(site.folder, "export", str(tmp_path), "--format", "csv", "--format", "sqlite").returncode == 0
    for path in tmp_path.iterdir():
        assert leaks(path.read_bytes(), (*SAID, *NAMED)) == [], path
    assert foi(site.folder, "verify").returncode == 0


# ---- nothing brings it back


def assert_gone(archive: Archive, log: Log) -> None:
    settle_unless_locked(archive)
    tables = dump(archive)
    assert tables["takedowns"][0][0] == log.key
    assert leaks(repr(tables).encode(), (*SAID, *NAMED)) == []
    assert leaks(unpacked(archive.path.parent), SAID) == []
    assert len(tables["responses"]) == 2
    assert whole(archive) == []


def test_no_run_brings_it_back(archive: Archive, log: Log) -> None:
    down(archive, log.key)
    before = state(archive, runs=False)
    seen = len(log.site.hits)
    run(archive, log.source)
    assert state(archive, runs=False) == before
    run(archive, log.source, plan=FULL)
    log.site.route(SECRET, Answer(body=secret("It is all pangolinesque now."), etag='"3"'))
    log.site.route(LISTING, Answer(body=listing(_path(1), SECRET, _path(3), note="Changed row")))
    assert run(archive, log.source, plan=FULL)["northmoor"].state is RunState.OK
    assert SECRET not in log.site.paths[seen:] and FILE not in log.site.paths[seen:], "it is not even asked for"
    assert_gone(archive, log)


SPELLINGS = ("https://www.{host}{path}", "http://{host}{bare}", "http://{host}{path}#top", "http://{host}/cy-GB{path}")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_other_spelling_brings_it_back(archive: Archive, log: Log, spelling: str) -> None:
    url = spelling.format(host=log.site.host, path=SECRET, bare=SECRET.rstrip("/"))
    down(archive, url if "#" not in url else log.key)
    assert [row["response"] for row in archive.rows("SELECT response FROM takedowns")] == [log.key]
    log.site.route(LISTING, Answer(body=listing(_path(1), url.partition("#")[0], SECRET.rstrip("/"), _path(3))))
    for path in (SECRET.rstrip("/"), f"/cy-GB{SECRET}"):
        log.site.route(path, Answer(body=secret()))
    run(archive, log.source, plan=FULL)
    assert_gone(archive, log)


def test_rereading_does_not_bring_it_back(archive: Archive, log: Log) -> None:
    down(archive, log.key)
    before = state(archive)
    reread(archive)
    assert state(archive) == before
    assert_gone(archive, log)


def test_no_import_brings_it_back(archive: Archive, log: Log, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(log.folder / "warc", backup / "warc")
    (backup / "theirs.warc.gz").write_bytes(warc_of_others((log.address, AT, secret())))
    (backup / "page.html").write_bytes(secret(head=f'<link rel="canonical" href="{log.address}">'))
    down(archive, log.address)
    counts = import_paths(archive, [log.source], [backup]).counts
    assert (counts["removed"], counts["new"], counts["changed"], counts["failed"]) == (4, 0, 0, 0)
    assert_gone(archive, log)


@pytest.mark.parametrize("route", [Route.WAYBACK, Route.AUTO])
def test_the_webs_archive_does_not_bring_it_back(archive: Archive, log: Log, route: Route) -> None:
    source = replace(log.source, archive_prefixes=(f"{log.site.host}/foi-ai/",))
    with WebArchive() as web:
        web.add(log.address, "20240102030405", secret())
        web.add(f"{log.site.url}{_path(1)}", "20240102030405", _letter(1, "It was held then."))
        plan = Plan(route=route, archive_url=web.url, archive_delay_seconds=0.0, index_pause_seconds=0.0, full=True)
        if route is Route.AUTO:
            log.site.route(LISTING, Answer(status=403))
        down(archive, log.key)
        assert run(archive, source, plan=plan)["northmoor"].state is RunState.OK
        assert not any("quokka" in played for played in web.played) and len(web.played) == 1
    assert_gone(archive, log)


def test_what_the_webs_archive_gave_goes_as_well(tmp_path: Path) -> None:
    """A log that was rebuilt from there: its captures, and what was listed and not read yet."""
    prefix = "beta.northumbria.example/accessing-information/disclosure-log/"
    url = f"https://{prefix}other/zanzibar-quokka-924/"
    with WebArchive() as web, StandIn() as site, open_archive(tmp_path / "foi.db", create=True) as archive:
        facts = {"listings": (), "hosts": frozenset(), "via": Via.WAYBACK, "platform": "northumbria"}
        source = _source(site, **facts, archive_prefixes=(prefix,))
        web.add(url, "20190102030405", secret("It is vicunaed."))
        web.add(url, "20200102030405", secret())
        web.add(f"https://{prefix}other/subject-118/", "20190102030405", _letter(1, "It was held then."))
        plan = Plan(archive_url=web.url, archive_delay_seconds=0.0, index_pause_seconds=0.0, attachments=False)
        run(archive, source, plan=plan)
        web.add(url, "20210102030405", secret("It is pangolinesque."))
        before, log = state(archive), Log(site=site, source=source, folder=tmp_path)
        key = down(archive, url)
        assert leaks(repr(state(archive)).encode() + unpacked(tmp_path), (*SAID, *NAMED)) == []
        run(archive, source, plan=replace(plan, full=True))
        settle_unless_locked(archive)
        assert leaks(repr(state(archive)).encode() + unpacked(tmp_path), (*SAID, *NAMED)) == []
        put_back(archive, key, at=LATER)
        after = state(archive)
        assert {
            name: after[name] for name in ("responses", "versions", "archived", "captures", "entries", "words")
        } == {name: before[name] for name in ("responses", "versions", "archived", "captures", "entries", "words")}
        assert whole(archive) == [] and log.folder == tmp_path


def test_issues_and_the_reasons_of_runs_name_it_no_longer(archive: Archive, log: Log) -> None:
    """A refusal of its page is told of with its address, in the open issues and in the history of runs."""
    log.site.route(SECRET, Answer(status=403))
    assert run(archive, log.source, plan=FULL)["northmoor"].state is RunState.BLOCKED
    archive.save_issue(2, "northmoor", "attachment", "the file is slow", log.site.url + FILE, AT)
    longer = f"{log.address}annex-2: it is another response"
    with archive.write() as db:
        db.execute("UPDATE run_sources SET reason = reason || ' ' || ? WHERE reason IS NOT NULL", (longer,))
    before = state(archive)
    assert any("quokka" in repr(row) for row in before["run_sources"])
    down(archive, log.key)
    rows = archive.rows("SELECT reason FROM run_sources WHERE reason IS NOT NULL")
    assert "403" in rows[0]["reason"] and f"{log.address}:" not in rows[0]["reason"], "what happened is still told"
    assert rows[0]["reason"].endswith(longer), "and so is what happened to others"
    assert not archive.rows("SELECT 1 FROM issues WHERE url LIKE '%narwhalish%'")
    assert not archive.rows("SELECT 1 FROM issues WHERE message LIKE ? || ':%'", (log.address,))
    put_back(archive, log.key, at=LATER)
    assert state(archive) == before


# ---- pages of several answers, letters


@pytest.fixture
def several(tmp_path: Path) -> Iterator[tuple[Archive, StandIn, Source]]:
    """A log with a page of three answers."""
    with StandIn() as site, open_archive(tmp_path / "foi.db", create=True) as archive:
        site.route(LISTING, Answer(body=listing(SEVERAL, _path(1))))
        site.route(_path(1), Answer(body=_letter(1)))
        site.route(SEVERAL, Answer(body=accordion(1, 2, 3)))
        source = _source(site)
        run(archive, source)
        yield archive, site, source


def fragments(archive: Archive) -> list[str]:
    rows = archive.rows("SELECT url FROM responses WHERE url LIKE ? ORDER BY url", (f"%{SEVERAL}%",))
    return [row["url"].partition("#")[2] for row in rows]


def test_one_answer_of_several_goes_and_the_others_stay(several: tuple[Archive, StandIn, Source]) -> None:
    archive, site, source = several
    for note in ("It was counted.", "It was counted again."):  # of which the others say nothing
        changed = accordion(1, 2, 3).replace(b"There were 2 events", f"{note} There were 2 events".encode())
        site.route(SEVERAL, Answer(body=changed))
        run(archive, source, plan=FULL)
    before, captures = state(archive), warcs(archive.path.parent)
    key = down(archive, f"{site.url}{SEVERAL}#422-24")
    assert fragments(archive) == ["412-24", "432-24"] and warcs(archive.path.parent) == captures, "the page is theirs"
    site.route(SEVERAL, Answer(body=accordion(2, note="It is alone now.")))
    for _ in range(3):
        run(archive, source, plan=FULL)
        assert "422-24" not in fragments(archive) and "" not in fragments(archive)
    reread(archive)
    assert archive.search('"events of kind 2"') == [] and archive.search('"alone now"') == []
    assert fragments(archive) == ["412-24", "432-24"]
    site.route(SEVERAL, Answer(body=accordion(1, 2, 3)))
    put_back(archive, key, at=LATER)
    assert fragments(archive) == ["412-24", "422-24", "432-24"] and whole(archive) == []
    assert [r for r in state(archive)["versions"] if r[0] == key] == [r for r in before["versions"] if r[0] == key]


def test_the_last_answers_of_a_page_take_its_captures_with_them(several: tuple[Archive, StandIn, Source]) -> None:
    archive, site, _ = several
    before = state(archive)
    with archive.write() as db:
        db.execute("UPDATE entries SET missed_walks = 0")
    for n in (1, 2, 3):
        down(archive, f"{site.url}{SEVERAL}#4{n}2-24")
    assert fragments(archive) == []
    for n in (3, 1, 2):
        put_back(archive, f"{site.url}{SEVERAL}#4{n}2-24", at=LATER)
    assert state(archive) == before and whole(archive) == []


def test_a_page_of_several_answers_is_not_taken_for_one(several: tuple[Archive, StandIn, Source]) -> None:
    """Taking down the page alone would leave its answers where they are."""
    archive, site, _ = several
    before = state(archive)
    with pytest.raises(ConfigError, match="several answers") as told:
        down(archive, site.url + SEVERAL)
    assert all(response_id(f"{site.url}{SEVERAL}#4{n}2-24") in str(told.value) for n in (1, 2, 3))
    assert state(archive) == before and not sealed_folder(archive.path).exists()


def test_a_page_that_later_holds_several_answers_stays_down_whole(archive: Archive, log: Log) -> None:
    down(archive, log.key)
    log.site.route(SECRET, Answer(body=accordion(1, 2)))
    run(archive, log.source, plan=FULL)
    counts = import_paths(archive, [log.source], [_saved(archive, accordion(1, 2), log.address)]).counts
    assert counts["removed"] == 1
    assert_gone(archive, log)


def _saved(archive: Archive, body: bytes, url: str) -> Path:
    folder = archive.path.parent / "saved"
    folder.mkdir()
    note = f"<!-- saved from url=({len(url):04}){url} -->".encode()
    (folder / "page.html").write_bytes(note + body)
    return folder


def test_a_page_that_answers_by_a_letter_goes_with_it(tmp_path: Path) -> None:
    """The letter is captured as a file; when it changes, and the page does not, it is not brought back either."""
    path = "/SysSiteAssets/foi/narwhalish-letter.pdf"
    page = letter_page(9, path, answer="Please see the attached response.").replace(b"Subject 9", b"Zanzibar quokka")
    with StandIn() as site, open_archive(tmp_path / "foi.db", create=True) as archive:
        source = _source(site)
        site.route(LISTING, Answer(body=listing(SECRET, _path(1))))
        site.route(_path(1), Answer(body=_letter(1)))
        site.route(SECRET, Answer(body=page, etag='"p"'))
        site.route(path, letter(*files.LETTER[:-2], "1. It is pangolinesque, 58 times.", "2. It is axolotlic."))
        run(archive, source)
        assert len(archive.search("pangolinesque")) == 1
        before = state(archive)
        key = down(archive, site.url + SECRET)
        assert leaks(repr(dump(archive)).encode() + unpacked(tmp_path), SAID) == []
        site.route(path, letter(*files.LETTER[:-2], "1. It is pangolinesque, 59 times.", "2. It is axolotlic."))
        run(archive, source, plan=FULL)
        reread(archive)
        settle_unless_locked(archive)
        assert leaks(repr(dump(archive)).encode() + unpacked(tmp_path), SAID) == []
        assert not archive.rows("SELECT 1 FROM captures WHERE address LIKE '%narwhalish%'")
        put_back(archive, key, at=LATER)
        after = state(archive)
        assert all(after[name] == before[name] for name in ("versions", "response_texts", "attachment_pages", "words"))
        assert reread(archive)["changed"] == 0 and whole(archive) == []


def test_a_listed_page_that_was_never_read_can_be_taken_down(archive: Archive, log: Log) -> None:
    new = f"{FOLDER}/thylacine-524/"
    log.site.route(LISTING, Answer(body=listing(_path(1), SECRET, _path(3), new)))
    log.site.route(new, Answer(status=500))
    run(archive, log.source)
    before = state(archive)
    assert "thylacine" in repr(before)
    down(archive, log.site.url + new)
    assert "thylacine" not in repr(state(archive))
    log.site.route(new, Answer(body=_letter(5)))
    run(archive, log.source, plan=FULL)
    settle_unless_locked(archive)
    assert "thylacine" not in repr({**state(archive), "warc": None})
    put_back(archive, log.site.url + new, at=LATER)
    assert {r[1] for r in state(archive)["entries"]} == {r[1] for r in before["entries"]}


# ---- while a run is under way


LATE = {"one answer": secret("It is pangolinesque and late."), "several answers": accordion(1, 2)}


@pytest.mark.parametrize("late_page", LATE)
def test_during_a_run_the_rows_go_at_once_and_its_end_seals_what_came_late(
    archive: Archive, log: Log, late_page: str
) -> None:
    """The page is being fetched when it is taken down; what the run still does with it is gone once it has ended."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(_: object) -> Answer:
        begun.set()
        go_on.wait(20)
        return Answer(body=LATE[late_page], etag='"9"')

    log.site.route(SECRET, slow)
    log.site.route(FILE, Answer(status=500))

    def work() -> RunState:
        with open_archive(archive.path) as other:
            return run(other, log.source, plan=FULL)["northmoor"].state

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(work)
        assert begun.wait(20)
        down(archive, log.key)
        assert not archive.rows("SELECT 1 FROM responses WHERE id = ?", (log.key,))
        assert archive.search("pangolinesque") == [] and archive.search("zanzibar") == []
        go_on.set()
        assert running.result(60) is RunState.OK
    late = archive.rows("SELECT id FROM captures WHERE address = ?", (canonical_address(log.address),))
    assert len(late) == 1, "the run has captured it after all"
    settle_unless_locked(archive)
    assert_gone(archive, log)
    # Its number is not given to another capture, so it can be put back under its own.
    log.site.route(_path(1), Answer(body=_letter(1, "It is held. There were 111."), etag='"x"'))
    run(archive, log.source, plan=FULL)
    put_back(archive, log.key, at=LATER)
    found = archive.rows("SELECT id FROM captures WHERE address = ?", (canonical_address(log.address),))
    assert len(found) == 3 and late[0]["id"] in {row["id"] for row in found}
    assert whole(archive) == []


def test_what_a_late_run_says_of_it_goes_too(archive: Archive, log: Log) -> None:
    """Issues, entries and reasons that a run writes after the takedown, as it held the page in hand."""
    with locked(archive.path):
        down(archive, log.key)
        archive.save_issue(1, "northmoor", "fetch", f"{log.address}: 500", log.address, AT)
        archive.save_issue(1, "northmoor", "blocked", f"{log.address}: 403", None, AT)
        with archive.write() as db:
            db.execute("UPDATE run_sources SET reason = ?", (f"{log.address}: 403",))
        (number,) = [row["id"] for row in archive.rows("SELECT max(id) AS id FROM captures")]
        archive.save_silent(
            source="northmoor", url=log.address, capture_id=number, reason="x", at=AT, reader_version="1"
        )
        assert any("quokka" in repr(rows) for rows in dump(archive).values())
    assert_gone(archive, log)
    put_back(archive, log.key, at=LATER)
    assert whole(archive) == []


def test_a_takedown_that_is_just_being_written_is_not_forgotten(archive: Archive, log: Log) -> None:
    """The end of a run looks at what was sealed while a takedown has sealed its rows and has not said so yet."""
    with open_archive(archive.path) as other, ThreadPoolExecutor(1) as threads:
        with open_sealed(archive.path, create=True) as sealed, other.write() as db:
            assert sealed is not None
            removed = other.cut_out(db, log.key, canonical_address(log.address), reason=RemovalReason.OTHER, at=AT)
            _seal(other, sealed, log.key, RemovalKind.TAKEDOWN, removed.records)
            removal = Removal(response=log.key, kind=RemovalKind.TAKEDOWN, number=1, addresses=removed.addresses)
            sealed.keep(removal, removed.rows)
            settling = threads.submit(_settle_apart, archive.path)
            threading.Event().wait(0.3)
            assert not settling.done(), "it waits for the takedown to end"
        settling.result(20)
    assert_gone(archive, log)
    put_back(archive, log.key, at=LATER)
    assert whole(archive) == [] and archive.search("pangolinesque")


def _settle_apart(path: Path) -> None:
    with open_archive(path) as another:
        settle_unless_locked(another)


# ---- captures


def test_the_captures_of_all_others_stay_where_they_are(archive: Archive, log: Log) -> None:
    folder = archive.path.parent
    before = warcs(folder)
    kept = {row["id"]: (row["file"], row["offset"]) for row in archive.rows("SELECT id, file, offset FROM captures")}
    down(archive, log.key)
    after = warcs(folder)
    assert {name: len(data) for name, data in after.items()} == {name: len(data) for name, data in before.items()}
    assert after != before
    left = archive.rows("SELECT id, address, file, offset FROM captures")
    assert all(kept[row["id"]] == (row["file"], row["offset"]) for row in left)
    assert {row["address"].rpartition("/")[2] for row in left} >= {"notes.txt", "subject-324", "published-items"}
    assert not any("quokka" in row["address"] or "narwhalish" in row["address"] for row in left)
    assert whole(archive) == []
    loaded = [capture.url for name in after for capture, _ in load_captures(folder / "warc" / name)]
    assert len(loaded) == len(left), "we read on past what was erased, and other tools do"
    assert b"removed\n" in unpacked(folder)


def test_a_file_that_others_link_keeps_its_earlier_captures(archive: Archive, log: Log) -> None:
    log.site.route(SHARED, text("How such figures are counted, in another way."))
    with archive.write() as db:
        db.execute("UPDATE attachments SET checked_at = '2020-01-01T00:00:00Z'")
    run(archive, log.source, plan=FULL)
    two = archive.rows("SELECT id FROM captures WHERE address LIKE '%notes.txt'")
    assert len(two) == 2
    down(archive, log.key)
    assert archive.rows("SELECT id FROM captures WHERE address LIKE '%notes.txt'") == two
    down(archive, log.site.url + _path(3))
    assert archive.rows("SELECT id FROM captures WHERE address LIKE '%notes.txt'") == []


def test_files_that_an_earlier_version_linked_go_as_well(archive: Archive, log: Log) -> None:
    page = secret().replace(f'<a href="{FILE}">Marmosetted figures</a>'.encode(), b"")
    log.site.route(SECRET, Answer(body=page, etag='"4"'))
    run(archive, log.source, plan=FULL)
    assert not archive.rows("SELECT 1 FROM attachments WHERE url LIKE '%narwhalish%'")
    before = state(archive)
    down(archive, log.key)
    assert_gone(archive, log)
    put_back(archive, log.key, at=LATER)
    assert state(archive) == before


# ---- undone


def test_undone_it_is_as_if_nothing_had_been(archive: Archive, log: Log) -> None:
    before = state(archive)
    for at in (AT, LATER):
        down(archive, log.key, at=at)
        assert state(archive) != before
        put_back(archive, log.key, at=LATER)
        assert state(archive) == before
    (row,) = archive.rows("SELECT * FROM takedowns")
    assert (row["response"], row["taken_down_at"], row["undone_at"]) == (log.key, LATER, LATER)
    assert whole(archive) == []
    kept = sealed_folder(archive.path)
    assert [path.name for path in kept.iterdir()] == ["sealed.db"], "nothing is sealed any longer"
    assert leaks((kept / "sealed.db").read_bytes(), (*SAID, *NAMED, "kookaburra")) == []
    assert run(archive, log.source, plan=FULL)["northmoor"].unchanged == 3


@pytest.mark.parametrize("path", [SECRET, _path(3)])
def test_undone_after_others_have_come(archive: Archive, log: Log, path: str) -> None:
    """Their captures have other numbers, their search rows may not have; and nothing of theirs changes."""
    before = state(archive)
    key = down(archive, log.site.url + path)
    new = [f"{FOLDER}/another-{n}24/" for n in (5, 6)]
    log.site.route(LISTING, Answer(body=listing(_path(1), SECRET, _path(3), *new)))
    for n, other in enumerate(new, start=5):
        log.site.route(other, Answer(body=_letter(n)))
    run(archive, log.source)
    others = state(archive)
    put_back(archive, key, at=LATER)
    reread(archive)
    after = state(archive)
    for table in ("response_texts", "questions", "citations", "versions", "attachments", "attachment_pages", "entries"):
        assert after[table] == sorted(after[table]) or table == "entries"
        assert set(after[table]) == set(before[table]) | set(others[table]), table
    assert set(after["captures"]) == set(before["captures"]) | set(others["captures"])
    rows = archive.rows("SELECT search_row FROM responses")
    assert len({row["search_row"] for row in rows}) == len(rows) == 5
    assert len(archive.search("pangolinesque")) == len(archive.search("axolotlic")) == 1 and whole(archive) == []


def test_one_of_two_takedowns_is_undone(archive: Archive, log: Log) -> None:
    before = state(archive)
    other = down(archive, log.site.url + _path(3))
    between = state(archive)
    down(archive, log.key)
    assert not archive.rows("SELECT 1 FROM captures WHERE address LIKE '%notes.txt'"), "nobody links it now"
    put_back(archive, log.key, at=LATER)
    assert state(archive) == between
    down(archive, log.key)
    put_back(archive, other, at=LATER)
    put_back(archive, log.key, at=LATER)
    assert state(archive) == before and whole(archive) == []


def test_what_cannot_be_undone_says_why_and_breaks_nothing(archive: Archive, log: Log) -> None:
    with pytest.raises(ConfigError, match="is taken down"):
        put_back(archive, log.key, at=LATER)
    down(archive, log.key)
    with pytest.raises(ConfigError, match="taken down already; --undo"):
        down(archive, log.address)
    sealed = sealed_folder(archive.path)
    (record,) = sealed.glob("*.warc.gz")
    record.rename(sealed / "elsewhere")
    with pytest.raises(ArchiveError, match="cannot be read"):
        put_back(archive, log.key, at=LATER)
    settle_unless_locked(archive)  # no later command stumbles over it
    (sealed / "elsewhere").rename(record)
    sealed.rename(sealed.with_name("backup"))
    with pytest.raises(ConfigError, match="restore it from a backup"):
        put_back(archive, log.key, at=LATER)
    assert_gone(archive, log)
    sealed.with_name("backup").rename(sealed)
    put_back(archive, log.key, at=LATER)
    with pytest.raises(ConfigError, match="is taken down"):
        put_back(archive, log.key, at=LATER)
    assert whole(archive) == []


def test_an_undoing_that_stops_half_way_leaves_nothing_outside(archive: Archive, log: Log) -> None:
    """The captures are back already when the rows cannot be written: the next command seals them again."""
    before = state(archive)
    down(archive, log.key)
    with closing(sqlite3.connect(archive.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        archive.db.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(ArchiveError, match="another program is writing"):
            put_back(archive, log.key, at=LATER)
        assert leaks(unpacked(archive.path.parent), SAID)
        writer.execute("ROLLBACK")
    assert_gone(archive, log)
    put_back(archive, log.key, at=LATER)
    assert state(archive) == before


def test_a_record_that_cannot_be_read_does_not_stop_the_takedown(archive: Archive, log: Log) -> None:
    """What must go goes; an issue says which capture could not be sealed, and the rows can still be put back."""
    (row,) = archive.rows(
        "SELECT file, offset FROM captures WHERE id = (SELECT capture FROM responses WHERE id = ?)", (log.key,)
    )
    path = archive.path.parent / row["file"]
    path.rename(path.with_suffix(".away"))
    down(archive, log.key)
    (issue,) = archive.rows("SELECT * FROM issues WHERE kind = 'sealing'")
    assert f"{row['file']} at byte {row['offset']}" in issue["message"] and issue["settled_at"] is None
    assert taken_down(archive.db) == {log.key} and not archive.has_response(log.key)
    path.with_suffix(".away").rename(path)
    put_back(archive, log.key, at=LATER)
    assert whole(archive) == [] and archive.has_response(log.key)


def test_a_full_read_of_the_log_is_done_again(archive: Archive, log: Log) -> None:
    """While another program reads an older moment the traces cannot go; the next command sees to it."""
    with closing(sqlite3.connect(archive.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM responses").fetchone()
        archive.db.execute("PRAGMA busy_timeout = 50")
        down(archive, log.key)
        reader.execute("ROLLBACK")
        with open_sealed(archive.path) as sealed:
            assert sealed and not sealed.removals()[0].done
        settle_unless_locked(archive)
        with open_sealed(archive.path) as sealed:
            assert sealed and sealed.removals()[0].done
        assert leaks(archive.path.with_name("foi.db-wal").read_bytes(), (*SAID, *NAMED)) == []


# ---- kills

KILLS = int(os.environ.get("KILLS", "4"))
# Imports everything once, then forks a child for each kill: the clock of a child starts when it begins to work.
DRIVER = """
import json, os, signal, sys, time
import scraper.cli.removal, scraper.removal, scraper.exports, scraper.attachments.reader
from scraper.cli import main

for folder, seconds in json.loads(sys.argv[1]):
    began, child = time.monotonic(), os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        sys.argv = ["foi", *json.loads(sys.argv[2]), "--db", folder + "/foi.db"]
        signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody handles SIGALRM: it ends the process as SIGKILL does
        main()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps([status, time.monotonic() - began]), flush=True)
"""


def killed(moments: dict[Path, float], *arguments: str) -> list[tuple[int, float]]:
    """Run a command on each folder, killed so many seconds after it began; its exit status and how long it took."""
    given = json.dumps([(str(folder), seconds) for folder, seconds in moments.items()]), json.dumps(arguments)
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, *given], capture_output=True, text=True, check=True, timeout=300
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def check_kills(
    start: Path, tmp_path: Path, ends: tuple[dict[str, Any], ...], *arguments: str, kills: int = KILLS
) -> None:
    """Kill a command at many moments: after the next command all is as before it or as after it, and consistent."""
    trial = tmp_path / "timed"
    shutil.copytree(start, trial)
    ((status, seconds),) = killed({trial: 60.0}, *arguments)
    assert status == 0
    chance = random.Random(20240501)
    moments = {tmp_path / f"kill-{n}": chance.uniform(0.0005, seconds) for n in range(kills)}
    for folder in moments:
        shutil.copytree(start, folder)
    statuses = [status for status, _ in killed(moments, *arguments)]
    for folder, moment in moments.items():
        with open_archive(folder / "foi.db") as archive:
            settle_unless_locked(archive)
            now = state(archive)
            assert now in ends, f"killed after {moment:.4f} of {seconds:.4f} s"
            assert whole(archive) == []
    assert statuses.count(-signal.SIGALRM) >= kills // 2, "most were killed at work"


@pytest.fixture(scope="module")
def ends(log: Log, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], dict[str, Any]]:
    """A folder whose response is taken down, the state before and the state after."""
    folder = tmp_path_factory.mktemp("down")
    shutil.copytree(log.folder, folder, dirs_exist_ok=True)
    with open_archive(folder / "foi.db") as archive:
        before = state(archive)
        down(archive, log.key)
        return folder, before, state(archive)


def test_a_takedown_killed_at_any_moment(log: Log, ends: tuple[Path, Any, Any], tmp_path: Path) -> None:
    check_kills(log.folder, tmp_path, ends[1:], "takedown", log.key, "--reason", "safety")


def test_an_undoing_killed_at_any_moment(log: Log, ends: tuple[Path, Any, Any], tmp_path: Path) -> None:
    check_kills(ends[0], tmp_path, ends[1:], "takedown", log.key, "--undo")


# ---- the command


@pytest.fixture(scope="module")
def desk(log: Log, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(log.folder, folder, dirs_exist_ok=True)
    return folder


WRONG = {
    "no reason": (["takedown", "{key}"], 2, "--reason"),
    "no such reason": (["takedown", "{key}", "--reason", "spite"], 2, "personal_data"),
    "no such response": (["takedown", "0123456789ab", "--reason", "other"], 2, "permalink"),
    "no such address": (["takedown", "https://example.org/foi/", "--reason", "other"], 2, "permalink"),
    "no id": (["takedown", "zanzibar", "--reason", "other"], 2, "permalink"),
    "nothing to undo": (["takedown", "{key}", "--undo"], 2, "no response with this id or address is taken down"),
    "no words": (["redact", "{key}", "--reason", "other"], 2, "WORDS"),
    "short words": (["redact", "{key}", "a-b", "--reason", "other"], 2, "three letters"),
    "words without a reason": (["redact", "{key}", "events"], 2, "--reason"),
    "nothing redacted": (["redact", "{key}", "--undo"], 2, "no words are redacted"),
    "words nowhere": (["redact", "{key}", "wombat", "--reason", "other"], 2, "nowhere in this response"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_use_is_told_clearly(desk: Path, log: Log, wrong: str) -> None:
    arguments, status, words = WRONG[wrong]
    done = foi(desk, *(argument.format(key=log.key) for argument in arguments))
    assert (done.returncode, done.stdout) == (status, "") and words in done.stderr


def test_no_archive_is_told(tmp_path: Path) -> None:
    for arguments in (
        ["takedown", "0123456789ab", "--reason", "other"],
        ["screen"],
        ["redact", "0123456789ab", "--undo"],
    ):
        done = foi(tmp_path, *arguments)
        assert done.returncode == 1 and "there is no archive here" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_another_run_is_waited_for_by_whom_it_concerns(archive: Archive, log: Log) -> None:
    folder = archive.path.parent
    with locked(archive.path):
        assert foi(folder, "redact", log.key, "events", "--reason", "other").returncode == 3
        assert foi(folder, "redact", log.key, "--undo").returncode == 3
        assert foi(folder, "takedown", log.key, "--reason", "other").returncode == 0, "a takedown does not wait"
        done = foi(folder, "takedown", log.key, "--undo")
        assert done.returncode == 3 and "another run" in done.stderr
    assert foi(folder, "takedown", log.key, "--undo").stdout == f"{log.key}: put back\n"


@pytest.mark.parametrize("given", ["{key}", "https://foi.example.org/response/northmoor/{key}", "{address}", "{bare}"])
def test_a_response_is_known_by_id_permalink_and_address(archive: Archive, log: Log, given: str) -> None:
    given = given.format(key=log.key, address=log.address, bare=log.address.rstrip("/").replace("http:", "https:"))
    assert down(archive, given) == log.key
    assert put_back(archive, given, at=LATER) == log.key


def test_settling_where_nothing_was_removed_makes_nothing(archive: Archive) -> None:
    before = state(archive)
    with locked(archive.path):
        settle(archive)
    assert state(archive) == before and not sealed_folder(archive.path).exists()
