"""Words redacted in a response: out of everything the archive says of it, for good, and put back when undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import serving_archive
from standin import Answer, StandIn
from test_attachment_refresh import whole
from test_import import warc as warc_of_others
from test_refresh import LISTING, _letter, _path, _source, run
from test_removal import (
    AT,
    FULL,
    LATER,
    NAMED,
    NOTE,
    SAID,
    SECRET,
    Log,
    check_kills,
    doors,
    down,
    files_below,
    leaks,
    listing,
    secret,
    seen_log,
    show,
    state,
    terms,
    unpacked,
    warcs,
)
from test_several_answers import SEVERAL, accordion

from scraper.addresses import response_id
from scraper.errors import ArchiveError, ConfigError, LockedError
from scraper.imports import import_paths
from scraper.refresh import RunState, locked
from scraper.removal import put_back, redact, settle_unless_locked, undo_redactions
from scraper.reread import reread
from scraper.store import Archive, open_archive
from scraper.store.removals import RemovalReason
from scraper.store.removed import REDACTED, pattern_of
from scraper.store.sealed import sealed_folder

NAME = "Quillfeather Oakapple"
ANSWER = (
    "There were 924 pangolinesque events. QUILLFEATHER-OAKAPPLE and quillfeather oakapple saw them. "
    "The name of Quillfeather Oakapple is exempt under section 40(2) of the Act. Oakapples are not."
)
WORDS = ("quillfeather",)


def named(answer: str = ANSWER, *, head: str = "") -> bytes:
    """The page with a name in its title, request, question, answer, quote and in what it calls its file."""
    page = secret(answer, head=head).decode()
    page = page.replace("Zanzibar quokka", f"Work of {NAME} on zanzibar")
    page = page.replace("events of kind 9 were", f"events of kind 9 did {NAME} see that were")
    return page.replace("Marmosetted figures", f"Figures by {NAME}").encode()


def show_named(log: Log) -> None:
    show(log.site)
    log.site.route(SECRET, Answer(body=named(), etag='"n2"'))
    title = listing(_path(1), SECRET, _path(3)).decode().replace("Zanzibar quokka", f"Work of {NAME}")
    log.site.route(LISTING, Answer(body=title.encode()))
    path = "/SysSiteAssets/foi/narwhalish-figures.txt"
    log.site.route(path, Answer(body=f"By Quillfeather\n  Oakapple: {ANSWER}".encode(), media_type="text/plain"))


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    """A log whose second response names somebody, in two versions."""
    with seen_log(tmp_path_factory.mktemp("log")) as seen:
        show_named(seen)
        seen.site.route(SECRET, Answer(body=named(f"{ANSWER} {NAME} is vicunaed."), etag='"n1"'))
        with open_archive(seen.folder / "foi.db") as archive:
            run(archive, seen.source, plan=FULL)
            show_named(seen)
            later(archive)
            assert run(archive, seen.source, plan=FULL)["northmoor"].state is RunState.OK
            archive.save_issue(1, "northmoor", "fetch", f"Work of {NAME}: slow", None, AT)
        yield seen


def later(archive: Archive) -> None:
    """As if the files had been fetched long ago."""
    with archive.write() as db:
        db.execute("UPDATE attachments SET checked_at = '2020-01-01T00:00:00Z'")


@pytest.fixture
def archive(log: Log, tmp_path: Path) -> Iterator[Archive]:
    show_named(log)
    shutil.copytree(log.folder, tmp_path, dirs_exist_ok=True)
    with open_archive(tmp_path / "foi.db") as opened:
        yield opened


def redacted(archive: Archive, given: str, words: str = NAME) -> str:
    return redact(archive, given, words, reason=RemovalReason.PERSONAL_DATA, note=NOTE, at=AT)


def text_of(archive: Archive) -> str:
    """Everything the tables say, with the words of the search index."""
    return repr({name: rows for name, rows in state(archive).items() if name != "warc"})


def assert_redacted(archive: Archive, words: tuple[str, ...] = WORDS) -> None:
    settle_unless_locked(archive)
    assert leaks(text_of(archive).encode(), words) == []
    assert archive.search(words[0]) == [] and whole(archive) == []


# ---- the words themselves


FOUND = (
    *("quillfeather oakapple", "QUILLFEATHER  Oakapple", "Quillfeather-Oakapple"),
    *("Quillfeather\n_Oakapple’s", "(Quillfeather, Oakapple)"),
)
OTHER = (
    *("Quillfeathers Oakapple", "MacQuillfeather Oakapple", "Quillfeather or Oakapple", "quillfeatheroakapple"),
    *("Quillfeather Oakapples", "Quillfeather"),
)


@pytest.mark.parametrize("text", FOUND)
@pytest.mark.parametrize("words", ["Quillfeather Oakapple", "quillfeather-oakapple", " “QUILLFEATHER’Oakapple” "])
def test_words_are_found_whatever_their_case_and_what_joins_them(words: str, text: str) -> None:
    assert pattern_of(words).search(f"by {text}.")
    assert "uillf" not in pattern_of(words).sub(REDACTED, text) and "akapp" not in pattern_of(words).sub(REDACTED, text)


@pytest.mark.parametrize("text", OTHER)
def test_other_words_are_not(text: str) -> None:
    assert pattern_of("Quillfeather Oakapple").sub(REDACTED, text) == text


@given(
    words=st.lists(st.text("abcXYZé09", min_size=1, max_size=6), min_size=1, max_size=3),
    text=st.text("abcXYZé09 -_.,\n"),
)
def test_redacting_twice_is_redacting_once(words: list[str], text: str) -> None:
    pattern = pattern_of(" ".join(words))
    once = pattern.sub(REDACTED, text)
    assert pattern.sub(REDACTED, once) == once and (once == text) is (pattern.search(text) is None)


# ---- everywhere


def test_the_words_are_out_of_everything(archive: Archive, log: Log) -> None:
    before = state(archive)
    holding = {name for name, rows in before.items() if leaks(repr(rows).encode(), WORDS)}
    assert holding >= {"responses", "response_texts", "questions", "citations", "versions", "attachments", "entries"}
    assert holding >= {"attachment_pages", "issues", "words"}
    assert redacted(archive, log.key) == log.key
    after = state(archive)
    assert [name for name, rows in after.items() if leaks(repr(rows).encode(), WORDS) and name != "warc"] == []
    (row,) = archive.rows("SELECT title, version_count FROM responses WHERE id = ?", (log.key,))
    assert tuple(row) == ("Work of [removed] on zanzibar", 4), "all its versions are there still"
    (texts,) = archive.rows("SELECT * FROM response_texts WHERE response = ?", (log.key,))
    assert texts["response_text"].count(REDACTED) == 4 and "Oakapples are not" in texts["response_text"]
    (citation,) = archive.rows("SELECT quote FROM citations WHERE response = ? AND role = 'relied'", (log.key,))
    assert citation["quote"] in texts["response_text"] and REDACTED in citation["quote"]
    (question,) = archive.rows("SELECT text FROM questions WHERE response = ?", (log.key,))
    assert REDACTED in question["text"]
    (entry,) = archive.rows("SELECT title FROM entries WHERE response = ?", (log.key,))
    assert entry["title"] == "Work of [removed], tapirish"
    assert archive.rows("SELECT 1 FROM issues WHERE message = 'Work of [removed]: slow'")
    assert archive.search("quillfeather") == [] and len(archive.search("pangolinesque")) == 1
    assert [r for r in after["responses"] if r[0] != log.key] == [r for r in before["responses"] if r[0] != log.key]
    assert whole(archive) == []


def test_no_byte_of_them_is_left(archive: Archive, log: Log) -> None:
    redacted(archive, log.key)
    folder = archive.path.parent
    found = files_below(folder)
    assert "foi.db-wal" in found
    for name, data in found.items():
        assert leaks(data, (*WORDS, "kookaburra")) == [], name
    # Listings name what they list, as they were captured; pages and files do not stand there any longer.
    pages = unpacked(folder).split(b"WARC/1.0")
    assert not [page for page in pages if leaks(page, WORDS) and LISTING.encode() not in page]
    assert not [term for term in terms(archive.path) if term.startswith("quill")]
    captures = archive.rows("SELECT file FROM captures WHERE address LIKE '%quokka%'")
    assert {row["file"].partition("/")[0] for row in captures} == {"foi-sealed"}


def test_no_answer_of_the_site_holds_them(archive: Archive, log: Log) -> None:
    redacted(archive, log.key)
    page = f"/response/northmoor/{log.key}"
    own = [page, f"{page}.json", *(f"{page}/v/{n}" for n in (1, 2, 3, 4)), f"{page}/attachment/1.txt"]
    with serving_archive(archive.path) as address, httpx.Client(base_url=address, timeout=60) as client:
        for path in (*doors(archive.path, log.key), *own, "/search?q=oakapples"):
            found = client.get(path)
            assert found.status_code in (200, 302, 404), path
            assert leaks(found.content, (*WORDS, "kookaburra")) == [], path
        assert "Work of [removed] on zanzibar" in client.get(page).text
        assert client.get("/search.csv?q=quillfeather").headers["X-Total-Count"] == "0"


# ---- for good


def test_a_run_that_finds_the_page_unchanged_adds_no_version(archive: Archive, log: Log) -> None:
    redacted(archive, log.key)
    before = state(archive, runs=False)
    for _ in range(2):
        result = run(archive, log.source, plan=FULL)["northmoor"]
        assert (result.state, result.changed, result.unchanged) == (RunState.OK, 0, 3)
    log.site.route(SECRET, Answer(body=named().replace(b"</html>", b"</html><!-- moved -->"), etag='"n3"'))
    assert run(archive, log.source, plan=FULL)["northmoor"].changed == 0
    settle_unless_locked(archive)
    after = state(archive, runs=False)
    for name in ("response_texts", "versions", "questions", "citations", "attachments", "attachment_pages", "issues"):
        assert [r[:5] for r in after[name]] == [r[:5] for r in before[name]], name
    assert_redacted(archive)


def test_a_changed_page_is_a_version_without_them(archive: Archive, log: Log) -> None:
    redacted(archive, log.key)
    log.site.route(SECRET, Answer(body=named(f"{ANSWER} It is numbatted by {NAME.upper()}."), etag='"n3"'))
    title = listing(_path(1), SECRET, _path(3)).decode().replace("Zanzibar quokka", f"More work of {NAME}")
    log.site.route(LISTING, Answer(body=title.encode()))
    file = f"By {NAME}: changed.".encode()
    log.site.route("/SysSiteAssets/foi/narwhalish-figures.txt", Answer(body=file, media_type="text/plain"))
    later(archive)
    assert run(archive, log.source, plan=FULL)["northmoor"].changed == 1
    assert archive.search("numbatted by [removed]")
    (entry,) = archive.rows("SELECT title FROM entries WHERE response = ?", (log.key,))
    assert entry["title"] == "More work of [removed], tapirish"
    assert_redacted(archive)
    late = archive.rows("SELECT file FROM captures WHERE address LIKE '%quokka%' OR address LIKE '%narwhalish%'")
    assert {row["file"].partition("/")[0] for row in late} == {"foi-sealed"}, "late captures are sealed too"
    pages = unpacked(archive.path.parent).split(b"WARC/1.0")
    assert not [page for page in pages if leaks(page, WORDS) and LISTING.encode() not in page]


def test_rereading_and_imports_leave_them_out(archive: Archive, log: Log, tmp_path: Path) -> None:
    redacted(archive, log.key)
    before = state(archive)
    assert reread(archive)["changed"] == 0
    assert state(archive) == before
    body = named(f"{ANSWER} {NAME} was numbatted before.")
    (tmp_path / "theirs.warc.gz").write_bytes(warc_of_others((log.address, "2023-05-06T07:08:09Z", body)))
    counts = import_paths(archive, [log.source], [tmp_path / "theirs.warc.gz"]).counts
    assert counts["changed"] == 1
    (tmp_path / "theirs.warc.gz").unlink()
    assert_redacted(archive)
    reread(archive)
    assert_redacted(archive)


def test_a_page_that_later_holds_several_answers_does_not_bring_them_back(tmp_path: Path) -> None:
    """Its answers may then have addresses of their own, of which nothing was redacted."""

    def answers(*numbers: int, reference: bytes = b"412/24") -> Answer:
        page = accordion(*numbers, note=f"{NAME} said so.").replace(b"412/24", reference)
        return Answer(body=page.replace(b"Subject 1", f"Subject of {NAME}".encode()))

    with StandIn() as site, open_archive(tmp_path / "foi.db", create=True) as archive:
        site.route(LISTING, Answer(body=listing(SEVERAL)))
        site.route(SEVERAL, answers(1))
        run(archive, _source(site))
        before, key = state(archive), response_id(site.url + SEVERAL)
        redacted(archive, key)
        site.route(SEVERAL, answers(1, 2, reference=b"413/24"))
        run(archive, _source(site), plan=FULL)
        reread(archive)
        assert len(archive.rows("SELECT id FROM responses")) == 3
        assert_redacted(archive)
        undo_redactions(archive, key, at=LATER)
        assert len(archive.search("quillfeather")) == 3 and whole(archive) == []
        assert [row for row in state(archive)["versions"] if row[0] == key] == before["versions"]


# ---- undone


def test_undone_all_rows_and_captures_are_what_they_were(archive: Archive, log: Log) -> None:
    before = state(archive)
    redacted(archive, log.key)
    assert undo_redactions(archive, log.key, at=LATER) == log.key
    assert state(archive) == before and whole(archive) == []
    (row,) = archive.rows("SELECT * FROM redactions")
    assert (row["response"], row["number"], row["undone_at"]) == (log.key, 1, LATER)
    assert [path.name for path in sealed_folder(archive.path).iterdir()] == ["sealed.db"]
    with pytest.raises(ConfigError, match="no words are redacted"):
        undo_redactions(archive, log.key, at=LATER)
    redacted(archive, log.address)
    assert [row["number"] for row in archive.rows("SELECT number FROM redactions WHERE undone_at IS NULL")] == [2]
    assert_redacted(archive)


def test_two_redactions_add_up_and_are_undone_together(archive: Archive, log: Log) -> None:
    before = state(archive)
    redacted(archive, log.key)
    one = state(archive)
    redacted(archive, log.key, "work of [removed] on")
    redacted(archive, log.key, "pangolinesque")
    redacted(archive, log.key, "tapirish")
    assert state(archive) != one
    assert_redacted(archive, ("quillfeather", "pangolinesque", "tapirish"))
    reread(archive)
    assert_redacted(archive, ("quillfeather", "pangolinesque", "tapirish"))
    undo_redactions(archive, log.key, at=LATER)
    assert state(archive) == before and whole(archive) == []


def test_redacted_taken_down_and_put_back(archive: Archive, log: Log) -> None:
    before = state(archive)
    redacted(archive, log.key)
    between = state(archive)
    down(archive, log.key)
    assert leaks(text_of(archive).encode(), (*SAID, *NAMED)) == []
    with pytest.raises(ConfigError, match="put it back first"):
        undo_redactions(archive, log.key, at=LATER)
    with pytest.raises(ConfigError, match="taken down already"):
        redacted(archive, log.key, "pangolinesque")
    put_back(archive, log.key, at=LATER)
    assert state(archive) == between
    assert_redacted(archive)
    undo_redactions(archive, log.key, at=LATER)
    assert state(archive) == before and whole(archive) == []


def test_taken_down_put_back_and_redacted(archive: Archive, log: Log) -> None:
    down(archive, log.key)
    put_back(archive, log.key, at=LATER)
    redacted(archive, log.key)
    assert_redacted(archive)


# ---- refused


@pytest.mark.parametrize("words", ["zanzibar", "quokka", "Zanzibar Quokka", "narwhalish", "northmoor police"])
def test_words_of_an_address_are_refused_and_nothing_is_changed(archive: Archive, log: Log, words: str) -> None:
    before, captures = state(archive), warcs(archive.path.parent)
    with pytest.raises(ConfigError, match="Take the response down instead"):
        redacted(archive, log.key, words)
    assert state(archive) == before and warcs(archive.path.parent) == captures
    assert not archive.rows("SELECT 1 FROM redactions") and not sealed_folder(archive.path).exists()


def test_words_of_an_address_of_an_earlier_version_are_refused_too(archive: Archive, log: Log) -> None:
    """Which is seen only when all has been read again: then all is put back."""
    log.site.route(SECRET, Answer(body=named().replace(b"narwhalish", b"walrussed"), etag='"n4"'))
    log.site.route("/SysSiteAssets/foi/walrussed-figures.txt", Answer(status=404))
    run(archive, log.source, plan=FULL)
    before = state(archive)
    with pytest.raises(ConfigError, match=r"versions\.record"):
        redacted(archive, log.key, "narwhalish figures")
    assert state(archive) == before and not archive.rows("SELECT 1 FROM redactions")


def test_words_nowhere_are_refused(archive: Archive, log: Log) -> None:
    before = state(archive)
    for words in ("wombat", "Quillfeather von Oakapple", "tapirishly"):
        with pytest.raises(ConfigError, match="nowhere in this response"):
            redacted(archive, log.key, words)
    with pytest.raises(ConfigError, match="there is no response"):
        redacted(archive, "0123456789ab")
    assert state(archive) == before and not sealed_folder(archive.path).exists()


def test_without_the_sealed_folder_nothing_unredacted_is_kept(archive: Archive, log: Log) -> None:
    """The archive alone does not know the words: reading anything of the response must not go on without them."""
    redacted(archive, log.key)
    folder = sealed_folder(archive.path)
    folder.rename(folder.with_name("backup"))
    text = text_of(archive)
    log.site.route(SECRET, Answer(body=named(f"{ANSWER} By {NAME}, later."), etag='"n5"'))
    for reading in (lambda: run(archive, log.source, plan=FULL), lambda: reread(archive)):
        with pytest.raises(ArchiveError, match="foi-sealed"):
            reading()
        assert leaks(text_of(archive).encode(), WORDS) == []
    assert leaks(text.encode(), WORDS) == []
    if folder.exists():
        shutil.rmtree(folder)
    folder.with_name("backup").rename(folder)
    assert run(archive, log.source, plan=FULL)["northmoor"].state is RunState.OK
    assert_redacted(archive)


def test_a_redaction_waits_for_no_run(archive: Archive, log: Log) -> None:
    before = state(archive)
    with locked(archive.path):
        with pytest.raises(LockedError):
            redacted(archive, log.key)
        with pytest.raises(LockedError):
            undo_redactions(archive, log.key, at=LATER)
    assert state(archive) == before


# ---- kills


def test_a_redaction_killed_at_any_moment(tmp_path: Path) -> None:
    start, after = tmp_path / "start", tmp_path / "after"
    start.mkdir()
    page = b"".join(named().partition(b"<p><a")[::2])  # no file: opening one takes longer than all else
    with StandIn() as site, open_archive(start / "foi.db", create=True) as archive:
        site.route(LISTING, Answer(body=listing(_path(1), SECRET)))
        site.route(_path(1), Answer(body=_letter(1)))
        for body in (page.replace(b"924", b"925"), page.partition(b"/SysSite")[0]):
            site.route(SECRET, Answer(body=body))
            run(archive, _source(site), plan=FULL)
        before, key = state(archive), response_id(site.url + SECRET)
        assert archive.row("SELECT version_count FROM responses WHERE id = ?", (key,))
    shutil.copytree(start, after)
    with open_archive(after / "foi.db") as archive:
        redacted(archive, key)
        ends = before, state(archive)
    check_kills(start, tmp_path, ends, "redact", key, NAME, "--reason", "safety")


def test_other_responses_keep_the_words(archive: Archive, log: Log) -> None:
    """A redaction is of one response: what others say is theirs."""
    log.site.route(_path(1), Answer(body=_letter(1, f"It is held. {NAME} is the press officer."), etag='"p"'))
    run(archive, log.source, plan=FULL)
    redacted(archive, log.key)
    assert len(archive.search("quillfeather")) == 1 and whole(archive) == []
