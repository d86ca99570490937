"""Files in a run, over HTTP: fetched with manners, captured, checked, searchable; letters read as the response."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import files
import pytest
from standin import Answer, StandIn
from test_refresh import LISTING, _count, _letter, _listing, _path, _source, _tables, run
from web_archive import WebArchive

from scraper.addresses import response_id
from scraper.fetching.captures import load_body
from scraper.records import Source, Via
from scraper.refresh import Plan, Route, RunState
from scraper.reread import reread
from scraper.store import Archive, open_archive

PDF, SHEET = "/SysSiteAssets/foi/answer.pdf", "/SysSiteAssets/foi/figures.xlsx"
FULL = Plan(full=True)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "foi.db", create=True) as opened:
        yield opened


def page(number: int, *paths: str, answer: str = "") -> bytes:
    """A response that links to these files."""
    links = "".join(f'<p><a href="{path}">{path.rpartition("/")[2]}</a></p>' for path in paths)
    return _letter(number, answer).replace(b"</main>", links.encode() + b"</main>")


def pdf(text: str) -> Answer:
    return Answer(body=files.pdf(([text],)), media_type="application/pdf", etag=f'"{text}"')


@contextmanager
def log(*paths: str, answer: str = "") -> Iterator[tuple[StandIn, Source]]:
    """A log of one response that links to these files; each is to be routed."""
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(1)))
        site.route(_path(1), Answer(body=page(1, *paths, answer=answer), etag='"page"'))
        yield site, _source(site)


def whole(archive: Archive) -> list[str]:
    return archive.verify(lambda file, offset: load_body(archive.path.parent, file, offset))


def states(archive: Archive) -> dict[str, str]:
    rows = archive.rows("SELECT url, state FROM attachments ORDER BY position")
    return {row["url"].rpartition("/")[2]: row["state"] for row in rows}


def later(archive: Archive) -> None:
    """As if what is in the archive had been fetched long ago; the pages are not due for that."""
    archive.db.execute("UPDATE attachments SET checked_at = '2020-01-01T00:00:00Z'")
    archive.db.commit()


def test_files_are_captured_checked_and_found_by_their_words(archive: Archive) -> None:
    with log(PDF, SHEET) as (site, source):
        site.route(PDF, Answer(body=files.pdf((["First page"], ["Incapacitant sprays"])), media_type="text/html"))
        site.route(SHEET, Answer(body=files.xlsx(), media_type="application/octet-stream"))
        result = run(archive, source)["northmoor"]
        assert (result.state, result.attachments, result.requests) == (RunState.OK, 2, len(site.hits))
        row = archive.row("SELECT attachments FROM run_sources")
        assert row and row["attachments"] == 2
    rows = archive.rows("SELECT media_type, size_bytes, pages, state, capture FROM attachments ORDER BY position")
    assert [(r["media_type"].rpartition(".")[2], r["pages"], r["state"]) for r in rows] == [
        ("application/pdf", 2, "ok"),
        ("sheet", 1, "ok"),
    ]
    kinds = archive.rows("SELECT kind, size_bytes FROM captures WHERE id IN (SELECT capture FROM attachments)")
    assert [tuple(k) for k in kinds] == [("attachment", r["size_bytes"]) for r in rows]
    pages = archive.rows("SELECT number, title FROM attachment_pages ORDER BY url, number")
    assert [tuple(p) for p in pages] == [(1, None), (2, None), (1, "Taser use")]
    assert [len(archive.search(words)) for words in ("incapacitant", '"Taser use" 240', "nowhere")] == [1, 1, 0]
    assert whole(archive) == []


def test_what_hides_something_is_kept_and_not_shown(archive: Archive) -> None:
    def hide(book: files.Workbook) -> None:
        book["Taser use"].append(("Quillfeather", 1))
        book["Taser use"].row_dimensions[4].hidden = True

    with log(SHEET) as (site, source):
        site.route(SHEET, Answer(body=files.xlsx(hide), media_type="application/vnd.ms-excel"))
        assert run(archive, source)["northmoor"].state is RunState.OK
    row = archive.row("SELECT state, reason, pages, url FROM attachments")
    assert row and row["state"] == "quarantined" and row["reason"] == "sheet 1: hidden rows with values: 1"
    assert row["url"].startswith("http")
    assert _count(archive, "attachment_pages") == 0 and archive.search("Quillfeather") == []
    assert archive.search("240") == [], "nothing of a file in quarantine is shown"
    dump = "\n".join(archive.db.iterdump())
    assert "Quillfeather" not in dump
    assert whole(archive) == []


def test_a_file_is_asked_for_again_only_with_its_page(archive: Archive) -> None:
    with log(PDF) as (site, source):
        site.route(PDF, pdf("Sprays"))
        run(archive, source)
        seen = len(site.hits)
        run(archive, source)
        assert PDF not in site.paths[seen:] and _path(1) not in site.paths[seen:], "neither page nor file is due"
        later(archive)
        assert run(archive, source)["northmoor"].attachments == 0
        assert site.hits[-1].path == PDF and site.hits[-1].status == 304
        site.route(PDF, pdf("Batons"))
        later(archive)
        assert run(archive, source)["northmoor"].attachments == 1
    assert archive.search("sprays") == [] and len(archive.search("batons")) == 1
    assert _count(archive, "captures WHERE kind = 'attachment'") == 2, "the earlier file is kept"
    assert whole(archive) == []


def test_a_file_of_several_responses_is_asked_for_once(archive: Archive) -> None:
    with StandIn() as site:
        site.route(LISTING, Answer(body=_listing(1, 2)))
        for number in (1, 2):
            site.route(_path(number), Answer(body=page(number, PDF)))
        site.route(PDF, pdf("Sprays"))
        assert run(archive, _source(site))["northmoor"].attachments == 2
        assert site.paths.count(PDF) == 1
    assert len(archive.search("sprays")) == 2


TROUBLE = {
    "gone": (Answer(status=404), "gone", 0),
    "broken off": (Answer(body=b"%PDF-1.7" + bytes(4000), cut_after=100), "failed", 1),
    "a page": (Answer(body=b"<!doctype html><html><body>Not found</body></html>"), "unsupported", 0),
    "damaged": (Answer(body=b"%PDF-1.7 nonsense", media_type="application/pdf"), "unreadable", 0),
    "elsewhere": (Answer(status=302, headers={"Location": "https://files.example.com/a.pdf"}), "failed", 1),
    "to a private address": (Answer(status=302, headers={"Location": "http://169.254.169.254/"}), "failed", 1),
}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_a_file_that_does_not_come_costs_only_itself(archive: Archive, trouble: str) -> None:
    answer, state, issues = TROUBLE[trouble]
    with log(PDF, SHEET) as (site, source):
        site.route(PDF, answer)
        site.route(SHEET, Answer(body=files.xlsx()))
        assert run(archive, source)["northmoor"].state is RunState.OK
    assert states(archive) == {"answer.pdf": state, "figures.xlsx": "ok"}
    row = archive.row("SELECT reason FROM attachments WHERE state <> 'ok'")
    assert row and row["reason"]
    assert _count(archive, "issues WHERE kind = 'attachment'") == issues
    assert whole(archive) == []


def test_what_was_read_of_a_file_outlasts_it(archive: Archive) -> None:
    with log(PDF) as (site, source):
        site.route(PDF, pdf("Sprays"))
        run(archive, source)
        site.route(PDF, Answer(status=410))
        later(archive)
        run(archive, source)
        row = archive.row("SELECT state, reason FROM attachments")
        assert row and row["state"] == "ok" and "410" in row["reason"]
        assert len(archive.search("sprays")) == 1
        reread(archive)
    assert whole(archive) == []


def test_a_refusal_of_a_file_ends_the_run_and_keeps_the_page(archive: Archive) -> None:
    with log(PDF) as (site, source):
        site.route(PDF, Answer(status=403))
        assert run(archive, source)["northmoor"].state is RunState.BLOCKED
        assert _count(archive, "responses") == 1
        site.route(PDF, pdf("Sprays"))
        assert run(archive, source)["northmoor"].state is RunState.OK
    assert states(archive) == {"answer.pdf": "ok"}


def test_files_can_be_left_alone(archive: Archive) -> None:
    with log(PDF) as (site, source):
        site.route(PDF, pdf("Sprays"))
        run(archive, source, plan=Plan(attachments=False))
        assert PDF not in site.paths and states(archive) == {"answer.pdf": "linked"}
        run(archive, source)
        assert states(archive) == {"answer.pdf": "ok"}


# ---- letters


POINTS = "Please see the attached response."


def letter(*paragraphs: str) -> Answer:
    text = paragraphs or files.LETTER
    return Answer(body=files.pdf((text,)), media_type="application/pdf", etag=f'"{len(text)}{text[-1][:20]}"')


def test_a_listed_letter_is_a_response(archive: Archive) -> None:
    listed = "/SysSiteAssets/media/downloads/publications/disclosure-logs/tasers/2024/148-2024-tasers.pdf"
    with StandIn() as site:
        listing = f'<html><body><main><h1>Log</h1><ul><li><a href="{listed}">Tasers</a></li></ul></main></body></html>'
        site.route(LISTING, Answer(body=listing.encode()))
        site.route(listed, letter())
        source = _source(site, platform="npcc")
        result = run(archive, source)["northmoor"]
        assert (result.state, result.new) == (RunState.OK, 1), result.reason
        before = _tables(archive)
        assert reread(archive)["changed"] == 0
        assert _tables(archive) == before
    row = archive.row("SELECT url, exemptions, outcome, responded_on FROM responses")
    assert row and row["url"].endswith(listed)
    assert tuple(row)[1:] == ("FOIA 31(1)(a)", "partly_disclosed", "2024-05-14")
    assert whole(archive) == []


def test_a_page_that_only_links_to_its_letter_says_what_the_letter_says(archive: Archive) -> None:
    with log(PDF, answer=POINTS) as (site, source):
        site.route(PDF, letter())
        run(archive, source)
        assert site.paths.count(PDF) == 1, "the letter is not asked for a second time as a file"
        row = archive.row("SELECT url, exemptions, outcome, version_count, capture FROM responses")
        assert row and tuple(row)[1:4] == ("FOIA 31(1)(a)", "partly_disclosed", 1)
        assert row["url"].endswith(_path(1))
        assert states(archive) == {"answer.pdf": "ok"}
        before = _tables(archive)
        assert reread(archive)["changed"] == 0
        assert _tables(archive) == before

        # The letter changes, the page does not: a new version, of the new letter. Then the page changes.
        later(archive)
        site.route(PDF, letter(*files.LETTER[:-1], "2. The number is exempt under section 24(1).", "In 2024."))
        run(archive, source, plan=FULL)
        row = archive.row("SELECT exemptions, version_count FROM responses")
        assert row and tuple(row) == ("FOIA 24(1)", 2)
        site.route(_path(1), Answer(body=page(1, PDF, answer="Our corrected response is attached.")))
        run(archive, source, plan=FULL)
        run(archive, source, plan=FULL)

        # Both change at once: one version more.
        later(archive)
        corrected = page(1, PDF, answer="Our second correction is attached.").replace(b"Subject", b"Corrected subject")
        site.route(_path(1), Answer(body=corrected))
        site.route(PDF, letter(*files.LETTER[:-1], "2. The number is exempt under section 38(1).", "In 2025."))
        row = archive.row("SELECT version_count FROM responses")
        run(archive, source, plan=FULL)
        now = archive.row("SELECT exemptions, version_count FROM responses")
        assert row and now and tuple(now) == ("FOIA 38(1)", row["version_count"] + 1)
        before = _tables(archive)
        assert reread(archive)["changed"] == 0
        assert _tables(archive) == before
    assert whole(archive) == []


def test_a_letter_that_does_not_come_leaves_the_page(archive: Archive) -> None:
    with log(PDF, answer=POINTS) as (site, source):
        site.route(PDF, Answer(status=404))
        run(archive, source)
        row = archive.row("SELECT response_text FROM response_texts")
        assert row and POINTS in row["response_text"]
        later(archive)
        site.route(PDF, letter())
        run(archive, source, plan=FULL)
        row = archive.row("SELECT exemptions, version_count FROM responses")
        assert row and tuple(row) == ("FOIA 31(1)(a)", 2)
        before = _tables(archive)
        assert reread(archive)["changed"] == 0
        assert _tables(archive) == before
        site.route(PDF, Answer(status=403))
        later(archive)
        assert run(archive, source, plan=Plan(full=True, attachments=False))["northmoor"].state is RunState.BLOCKED
        assert _count(archive, "responses") == 1
    assert whole(archive) == []


def test_a_letter_in_quarantine_is_not_read(archive: Archive) -> None:
    def hide(made: files.FPDF) -> None:
        made.set_fill_color(0, 0, 0)
        made.text(20, 250, "Quillfeather")
        made.rect(15, 240, 60, 14, style="F")

    with log(PDF, answer=POINTS) as (site, source):
        site.route(PDF, Answer(body=files.pdf(draw=hide), media_type="application/pdf"))
        run(archive, source)
    assert states(archive) == {"answer.pdf": "quarantined"}
    row = archive.row("SELECT exemptions FROM responses")
    assert row and row["exemptions"] is None
    assert "Quillfeather" not in "\n".join(archive.db.iterdump())


# ---- the web's archive


def test_files_and_letters_come_from_the_webs_archive_too(archive: Archive) -> None:
    host = "https://www.northmoor.police.uk"
    with WebArchive() as web:
        web.add(host + _path(1), "20200102030405", page(1, PDF, answer=POINTS))
        web.add(host + PDF, "20200109000000", letter().body, media_type="application/pdf")
        web.add(host + _path(2), "20210102030405", page(2, SHEET))
        web.add(host + SHEET, "20210105000000", files.xlsx(), media_type="application/octet-stream")
        source = _source(
            web,
            via=Via.WAYBACK,
            listings=(),
            archive_prefixes=("www.northmoor.police.uk/foi-ai/",),
            hosts=frozenset({"www.northmoor.police.uk"}),
        )
        plan = Plan(route=Route.WAYBACK, archive_url=web.url, index_pause_seconds=0, archive_delay_seconds=0)
        result = run(archive, source, plan=plan)["northmoor"]
        assert (result.state, result.new, result.attachments) == (RunState.OK, 2, 2), result.reason
        asked = len(web.hits)
        run(archive, source, plan=plan)
        assert not [path for path in web.paths[asked:] if PDF in path or SHEET in path]
    row = archive.row("SELECT exemptions FROM responses WHERE id = ?", (response_id(host + _path(1)),))
    assert row and row["exemptions"] == "FOIA 31(1)(a)"
    assert states(archive) == {"answer.pdf": "ok", "figures.xlsx": "ok"}
    before = _tables(archive)
    assert reread(archive)["changed"] == 0
    assert _tables(archive) == before
    assert whole(archive) == []


def test_reading_again_opens_the_files_again(archive: Archive) -> None:
    with log(PDF) as (site, source):
        site.route(PDF, pdf("Sprays"))
        run(archive, source)
    archive.db.execute("UPDATE attachment_pages SET text = 'Nothing'")
    archive.db.execute("INSERT INTO responses_fts(responses_fts) VALUES ('rebuild')")
    archive.db.commit()
    assert archive.search("sprays") == []
    assert reread(archive)["attachments"] == 1
    assert len(archive.search("sprays")) == 1
    assert whole(archive) == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE attachments SET state = 'quarantined'", "its text is kept"),
        ("UPDATE attachments SET capture = NULL", "has no capture"),
        ("UPDATE attachment_pages SET text = 'other words'", "does not agree with the texts"),
    ],
)
def test_verify_covers_files(archive: Archive, damage: str, words: str) -> None:
    with log(PDF) as (site, source):
        site.route(PDF, pdf("Sprays"))
        run(archive, source)
    assert whole(archive) == []
    archive.db.execute(damage)
    archive.db.commit()
    assert any(words in problem for problem in whole(archive))
