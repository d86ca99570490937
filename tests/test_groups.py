"""Groups of the same question put to several forces: what counts as the same, and what becomes of them over time."""

from __future__ import annotations

import csv
import io
import json
import pkgutil
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations, product
from pathlib import Path
from typing import Any, Final

import pytest
from files import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_archive import SOURCE, Desk, answer, day, open_desk
from standin import Answer, StandIn
from test_import import warc as warc_of_others
from test_refresh import LISTING, _source, run
from test_removal import AT, FULL, LATER, down, files_below, foi, leaks, whole
from test_site_pages import visiting

from scraper.addresses import response_id
from scraper.exports import Format, export
from scraper.groups.asks import Ask, ask_of, same_question
from scraper.groups.closest import words_of
from scraper.groups.update import update_groups
from scraper.groups.vocabulary import EMPTY, SYNONYMS
from scraper.groups.words import Words
from scraper.imports import import_paths
from scraper.publish import publish, published_copy
from scraper.records import Entry, Question, Reference, Source
from scraper.records import Place as Where
from scraper.refresh import locked
from scraper.removal import put_back, redact, settle_unless_locked
from scraper.reread import reread
from scraper.store import Archive, open_archive
from scraper.store.removals import RemovalReason
from scraper.store.writing import delete_response

FORCES: Final = ("Northmoor Police", "Castlemere Constabulary", "Vale of Thorn Police")
WORDS: Final = Words(FORCES)

# ---- words

EQUAL: Final = {
    "dates": (
        "How many tasers were fired in 2023?",
        "How many tasers were fired between 1 April 2024 and 31st March 2025?",
    ),
    "force": (
        "How many drones does Northmoor Police own?",
        "How many drones does the Castlemere Constabulary own?",
    ),
    "name alone": ("Burglaries in Northmoor, by ward", "Burglaries in the Vale of Thorn, by ward"),
    "a force unknown here": ("How many drones does Little Snoring Police fly?", "How many drones do you fly?"),
    "numbering": (
        "1. How many drones do you fly?\n2. What did the drones cost?",
        "a) How many drones do you fly?\nb) What did the drones cost?",
    ),
    "greeting and farewell": (
        "How many drones do you fly?",
        "Dear Sir or Madam,\nUnder the Freedom of Information Act 2000 I am writing to request this information.\n"
        "How many drones do you fly?\nPlease reply by email.\nI look forward to hearing from you.\nKind regards",
    ),
    "cost limit": (
        "How many drones do you fly?",
        "How many drones do you fly? If this exceeds the cost limit, please tell me how to narrow my request.",
    ),
    "wrapped lines": (
        "How many police dogs were bitten by otters in the river?",
        "How many police dogs were bitten by\notters in the river?",
    ),
    "wrapped before a capital": (
        "How many vans of the dog section were taken to a garage, Ford Transit or other?",
        "How many vans of the dog section were taken to a garage,\nFord Transit or other?",
    ),
    "letters swapped": ("How many burglaries of farms were there?", "How many buglraries of farms were there?"),
    "synonyms": ("How much was spent on stolen vehicles?", "What did car thefts cost?"),
    "numbered by letters": ("Q1 How many drones do you fly?", "How many drones do you fly?"),
    "set out by year and district": (
        "How many drones were flown?",
        "How many drones were flown, by district and for each year separately?",
    ),
    "the law first": (
        "How many drones were flown?",
        "Under the Freedom of Information Act 2000, please state how many drones were flown.",
    ),
    "framing": (
        "How many drones were lost?",
        "I would be interested to know how many lost drones came to your attention since the start of 2020.",
    ),
    "a phrase": ("How much illegal dumping was recorded?", "Number of fly-tipping incidents"),
    "a phrase in another order": ("Waste that was illegally dumped on farms", "Illegally dumped waste on farms"),
    "a slip in an ending": ("Forced marriages on farms", "Forecd marriages on farms"),
    "short section": ("Stops under s60", "Stops under section 60"),
    "several words": ("How many stop and searches at raves?", "How many were stopped and searched at raves?"),
    "body-worn": ("Body worn video lost", "Lost body-worn cameras"),
}
APART: Final = {
    "topic": ("How many drones do you own?", "How many horses do you own?"),
    "aspect": ("What did drones cost?", "How many complaints were made about drones?"),
    "section": ("Searches under section 60", "Searches under section 47a"),
    "age": ("Drones flown by persons under 18", "Drones flown by persons over 65"),
    "number called": ("Abandoned calls to 101", "Abandoned calls to 999"),
    "letters in another order": ("Leavers interviewed on video", "Several interviewed on video"),
    "requests themselves": ("How many FOI requests were refused?", "How many internal reviews were refused?"),
    "population": ("How many children were bitten?", "How many women were bitten?"),
}


def keys(*questions: str) -> frozenset[int]:
    return ask_of(WORDS, questions, None).questions


@pytest.mark.parametrize("pair", EQUAL)
def test_what_does_not_say_what_is_asked_is_left_out(pair: str) -> None:
    one, other = EQUAL[pair]
    assert keys(one) == keys(other) != frozenset()


@pytest.mark.parametrize("pair", APART)
def test_a_telling_word_makes_another_question(pair: str) -> None:
    one, other = map(keys, APART[pair])
    assert one and other and not one & other


def test_boilerplate_alone_asks_nothing() -> None:
    asked = ask_of(WORDS, (), BOILERPLATE)
    assert not asked.questions and not same_question(asked, asked)


# ---- two requests

BOILERPLATE: Final = """Dear Northmoor Police,
Please provide me with the following under the Freedom of Information Act 2000.
If any of this is exempt, please apply the public interest test and send the rest as a spreadsheet.
Yours faithfully"""
DRONES: Final = (
    "How many drones does Northmoor Police fly?",
    "What did each drone cost in 2023?",
    "How many complaints about drones did you receive in 2023?",
    "How many officers are trained to fly drones?",
)
HORSES: Final = tuple(text.replace("drone", "horse") for text in DRONES)
THOSE: Final = ("How many of those were lost?", "How many of them were replaced and why?")

SAME: Final = {
    "force and year changed": tuple(
        q.replace("Northmoor Police", "Castlemere Constabulary").replace("2023", "2021") for q in DRONES
    ),
    "reordered": DRONES[::-1],
    "one dropped": DRONES[1:],
    "one added": (*DRONES, "How many drones crashed into ponds?"),
    "quoted twice": (*DRONES, *DRONES),
    "as a letter": ("\n".join((BOILERPLATE.splitlines()[0], *DRONES, *BOILERPLATE.splitlines()[1:])),),
}
DIFFERENT: Final = {
    "another topic": HORSES,
    "the first alone in common": (DRONES[0], *HORSES[1:]),
    "another aspect": ("How many drones crashed into ponds?", "Which drones were sold, and for how much?"),
    "boilerplate alone": (BOILERPLATE,),
    "nothing": ("",),
}


@pytest.mark.parametrize("which", SAME)
def test_the_same_question(which: str) -> None:
    one, other = (ask_of(WORDS, questions, None) for questions in (DRONES, SAME[which]))
    assert same_question(one, other) and same_question(other, one)


@pytest.mark.parametrize("which", DIFFERENT)
def test_another_question(which: str) -> None:
    one, other = (ask_of(WORDS, (*questions, BOILERPLATE), None) for questions in (DRONES, DIFFERENT[which]))
    assert not same_question(one, other) and not same_question(other, one)


def test_questions_that_point_back_make_nothing_the_same() -> None:
    one, other = (ask_of(WORDS, (questions[0], *THOSE), None) for questions in (DRONES, HORSES))
    assert len(one.questions & other.questions) == 2 and not same_question(one, other)


def test_all_questions_in_another_order_are_the_same_whatever_they_are_about() -> None:
    asked = ("How many taxis were hired?", "Which languages were interpreted?")
    one, other = (ask_of(WORDS, questions, None) for questions in (asked, asked[::-1]))
    assert same_question(one, other)
    assert not same_question(one, ask_of(WORDS, ("Which languages were interpreted?", "Who flew drones?"), None))


def test_synonyms_stand_in_one_line() -> None:
    words = [name.lower() for names in SYNONYMS for name in names if name.isalnum()]
    assert len(words) == len(set(words))
    assert not EMPTY & set(words)


# Requests to forces by hand: four each that ask the same, a third of them with the wording of the questions kept, and
# three that ask something else about the same.
SETS: Final = [
    json.loads(line)
    for line in (Path(__file__).parent / "same_questions.jsonl").read_text(encoding="utf-8").splitlines()
]


NAMED: Final = Words(("Police Scotland", "Devon and Cornwall Police", "Police Service of Northern Ireland"))


def asks_of(requests: Sequence[Sequence[str]]) -> list[Ask]:
    return [ask_of(NAMED, questions, None) for questions in requests]


def test_a_request_that_keeps_its_wording_is_the_same() -> None:
    for topic in (each for each in SETS if each["wording_kept"]):
        asks = asks_of(topic["same"])
        near = [other for other in asks if any(same_question(other, one) for one in asks if one is not other)]
        assert len(near) == len(asks), topic["topic"]


def test_another_question_about_the_same_is_another() -> None:
    wrong = []
    for topic in SETS:
        same, different = asks_of(topic["same"]), asks_of(topic["different"])
        pairs = [*product(same, different), *combinations(different, 2)]
        wrong += [topic["topic"] for one, other in pairs if same_question(one, other)]
    assert len(wrong) <= 1, wrong


def test_a_request_is_told_by_the_words_it_was_told_by() -> None:
    """What archives keep of each request. If this fails, requests are read differently now: add a change to
    `store/changes.py` after which all responses wait to be grouped again, as the last of its kind there does.
    """
    asks = asks_of([request for topic in SETS for request in (*topic["same"], *topic["different"])])
    kept = sha256(json.dumps([sorted(ask.about) for ask in asks]).encode()).hexdigest()
    assert kept[:16] == "ade5aa8f06fc11ac"


# ---- in an archive


def make_empty(path: Path) -> Path:
    """An archive of three forces without responses."""
    with open_desk(path) as desk:
        names = {f"force{n}": name for n, name in enumerate(FORCES, 1)}
        desk.archive.save_sources([replace(SOURCE, id=k, force=k, force_name=n, name=n) for k, n in names.items()])
        desk.archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_empty(tmp_path_factory.mktemp("empty") / "foi.db")


@pytest.fixture
def desk(tmp_path: Path, empty: Path) -> Iterator[Desk]:
    with open_desk(Path(shutil.copy(empty, tmp_path / "foi.db"))) as opened:
        yield opened


def key_of(slug: str) -> str:
    return response_id(f"https://www.force.police.uk/foi/{slug}/")


def put(desk: Desk, slug: str, questions: Sequence[str], title: str | None = None, **changes: Any) -> str:
    """Save a response; the last digit of its slug is the number of its force. Returns its id."""
    force, url = f"force{slug[-1]}", f"https://www.force.police.uk/foi/{slug}/"
    response = answer(
        title or f"About {slug}",
        force=force,
        questions=tuple(Question(number=str(n), text=text) for n, text in enumerate(questions, 1)),
        request_text="\n".join(questions),
        **changes,
    )
    desk.archive.save_entries(force, [Entry(url=url, title=slug)], day(1))
    capture = desk.capture(url, repr(response).encode(), day(1))
    desk.archive.save_response(response, source=force, url=url, capture_id=capture, at=day(1), reader_version="1")
    return key_of(slug)


def drop(desk: Desk, *slugs: str) -> None:
    with desk.archive.write() as db:
        for slug in slugs:
            delete_response(db, key_of(slug))


def groups(archive: Archive) -> dict[str, set[str]]:
    """The ids of the responses of every group."""
    found: dict[str, set[str]] = {}
    for group, key in archive.rows("SELECT group_id, id FROM responses WHERE group_id IS NOT NULL"):
        found.setdefault(group, set()).add(key)
    assert found.keys() == {row[0] for row in archive.rows("SELECT id FROM groups")}
    return found


def grouped(desk: Desk) -> dict[str, set[str]]:
    update_groups(desk.archive)
    assert desk.archive.count_ungrouped() == 0
    return groups(desk.archive)


def keys_of(*slugs: str) -> set[str]:
    return {key_of(slug) for slug in slugs}


def connected(archive: Archive) -> set[frozenset[str]]:
    """What the groups are to be: every pair compared."""
    words = words_of(archive.db)
    asks = {a.id: ask_of(words, a.questions, a.request_text) for a in archive.asked_in_rows(range(1000))}
    part = {key: {key} for key in asks}
    for one, other in combinations(asks, 2):
        if same_question(asks[one], asks[other]):
            part[one] |= part[other]
            part |= dict.fromkeys(part[one], part[one])
    return {frozenset(each) for each in part.values() if len(each) > 1}


POOL: Final = (*DRONES[1:], "How many drones crashed?", *HORSES[1:3], "Thank you very much")
STEP: Final = st.tuples(
    st.integers(1, 9), st.none() | st.lists(st.sampled_from(POOL), min_size=1, max_size=3, unique=True), st.booleans()
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=3, max_size=14))
def test_order_and_number_at_a_time_do_not_matter(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, list[str] | None, bool]]
) -> None:
    """Responses come, change and go, with the groups brought up to date now and then: they are the connected parts."""
    with open_desk(Path(shutil.copy(empty, tmp_path_factory.mktemp("p") / "foi.db"))) as desk:
        for number, (page, questions, update) in enumerate(steps):
            slug = f"p{page}-{page % 3 + 1}"
            if questions is not None:
                put(desk, slug, questions)
            elif desk.one("SELECT 1 FROM responses WHERE id = ?", key_of(slug)):
                drop(desk, slug)
            if update or number == len(steps) - 1:
                assert {frozenset(each) for each in grouped(desk).values()} == connected(desk.archive)
        assert [p for p in desk.problems() if "group" in p] == []
        assert desk.one("SELECT count(*) FROM asked WHERE search_row NOT IN (SELECT search_row FROM responses)") == 0


def test_few_at_a_time_are_as_all_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.groups.update._AT_A_TIME", 2)
    monkeypatch.setattr("scraper.groups.update._AT_ONCE", 1)
    for n in range(6):
        put(desk, f"a{n}-{n % 3 + 1}", DRONES[n % 2 : n % 2 + 3])
    assert list(grouped(desk).values()) == [keys_of(*(f"a{n}-{n % 3 + 1}" for n in range(6)))]


def test_a_sentence_of_all_requests_joins_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.groups.update._MOST_ASKING", 3)
    for n in range(1, 5):
        put(desk, f"a{n}-1", ["Have otters been seen?"])
    assert grouped(desk) == {}


def test_the_welsh_twin_belongs_to_the_group(desk: Desk) -> None:
    reference = Reference(printed="FOI 9/26", key="9/26", place=Where.TEXT)
    put(desk, "welsh-1", ["Faint o ddronau sydd gan yr heddlu?"], language="cy", reference=reference)
    put(desk, "english-1", DRONES, reference=reference)
    put(desk, "english-2", DRONES, reference=reference)
    put(desk, "another-2", ["How many kennels have roofs?"], reference=reference)
    assert list(grouped(desk).values()) == [keys_of("welsh-1", "english-1", "english-2")]


def _two(desk: Desk) -> str:
    put(desk, "a-1", DRONES[:3])
    put(desk, "b-2", DRONES[:3])
    (group,) = grouped(desk)
    return group


def former(desk: Desk, key: str) -> tuple[str | None, str | None]:
    row = desk.archive.row("SELECT group_id, response FROM former_groups WHERE id = ?", (key,))
    assert row is not None
    return tuple(row)


def test_an_id_stays_while_members_come_and_go(desk: Desk) -> None:
    group = _two(desk)
    put(desk, "c-3", DRONES)
    assert grouped(desk) == {group: keys_of("a-1", "b-2", "c-3")}
    drop(desk, "a-1")  # that which the id was made from
    assert groups(desk.archive) == grouped(desk) == {group: keys_of("b-2", "c-3")}
    put(desk, "b-2", HORSES)
    assert grouped(desk) == {} and former(desk, group)[1] in keys_of("b-2", "c-3")
    put(desk, "a-1", DRONES)
    assert [keys_of("a-1", "c-3")] == list(grouped(desk).values())


def test_nothing_new_changes_nothing(desk: Desk) -> None:
    _two(desk)
    before = [tuple(row) for row in desk.archive.rows("SELECT * FROM groups")]
    put(desk, "a-1", DRONES[:3], response_text="Another answer.")
    assert update_groups(desk.archive) == 0
    assert [tuple(row) for row in desk.archive.rows("SELECT * FROM groups")] == before


def test_where_groups_merge_the_former_id_leads_to_the_larger(desk: Desk) -> None:
    one, other = ("How many drones crashed?", "Were drones insured?"), DRONES[1:3]
    for n, questions in enumerate((one, one, other, other, other)):
        put(desk, f"m{n}-{n % 3 + 1}", questions)
    ids = {len(members): group for group, members in grouped(desk).items()}
    put(desk, "both-1", (*one, *other))
    assert {group: len(members) for group, members in grouped(desk).items()} == {ids[3]: 6}
    assert former(desk, ids[2]) == (ids[3], None)
    drop(desk, "both-1")
    parts = grouped(desk)
    assert sorted(map(len, parts.values())) == [2, 3] and len(parts[ids[3]]) == 3, "the larger part keeps it"


def test_a_former_id_leads_to_what_is_left_and_then_nowhere(desk: Desk) -> None:
    group = _two(desk)
    drop(desk, "a-1")
    assert groups(desk.archive) == {} and former(desk, group) == (None, key_of("b-2"))
    assert grouped(desk) == {} and former(desk, group) == (None, key_of("b-2"))
    drop(desk, "b-2")
    assert grouped(desk) == {} and former(desk, group) == (None, None)


def test_former_ids_lead_to_the_group_that_comes_of_what_was_left(desk: Desk) -> None:
    for slug, questions in (("a-1", DRONES), ("b-2", DRONES), ("c-1", HORSES), ("d-2", HORSES)):
        put(desk, slug, questions)
    one, other = sorted(grouped(desk))
    drop(desk, "b-2", "d-2")
    assert grouped(desk) == {} and {former(desk, one)[1], former(desk, other)[1]} == keys_of("a-1", "c-1")
    put(desk, "c-1", DRONES)
    ((kept, members),) = grouped(desk).items()
    (led,) = {one, other} - {kept}
    assert members == keys_of("a-1", "c-1") and former(desk, led) == (kept, None)


def test_all_members_gone_at_once(desk: Desk) -> None:
    group = _two(desk)
    drop(desk, "a-1", "b-2")
    assert grouped(desk) == {} and former(desk, group) == (None, None)


def test_a_member_that_comes_again_before_the_next_update(desk: Desk) -> None:
    group = _two(desk)
    drop(desk, "a-1")
    put(desk, "a-1", DRONES[:3])
    assert list(grouped(desk).values()) == [keys_of("a-1", "b-2")] and desk.problems() == []
    assert group in groups(desk.archive) or former(desk, group)[0] in groups(desk.archive)


@pytest.mark.parametrize("where", ["save_asked", "save_groups"])
def test_what_was_not_written_still_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    group = _two(desk)
    put(desk, "b-2", HORSES)
    put(desk, "c-3", HORSES)
    put(desk, "d-1", DRONES)
    before = groups(desk.archive)
    with monkeypatch.context() as broken:
        statement = {"save_asked": "scraper.store.groups.Groups.save_asked", "save_groups": "scraper.store.groups._end"}
        broken.setattr(statement[where], _killed)
        broken.setattr("scraper.store.groups._save", _killed if where == "save_groups" else None)
        with pytest.raises(KeyboardInterrupt):
            update_groups(desk.archive)
    assert groups(desk.archive) == before and desk.archive.count_ungrouped() == 3 and desk.problems() == []
    found = grouped(desk)
    assert found.pop(group) == keys_of("a-1", "d-1") and [*found.values()] == [keys_of("b-2", "c-3")]


MOMENTS: Final = (
    *("scraper.store.groups:Groups.save_asked", "scraper.store.groups:Groups.rows_asking"),
    *("scraper.groups.update:same_question", "scraper.groups.update:_Parts.groups"),
    "scraper.store.groups:Groups.save_groups",
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_is_removed_while_groups_are_made_is_in_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    for slug, title in (("a-1", "Secret"), ("b-2", "Drones"), ("c-3", "Flying")):
        put(desk, slug, DRONES, title)
    step, waiting = pkgutil.resolve_name(moment), ["a-1"]

    def meanwhile(*given: Any) -> Any:
        if waiting:
            drop(desk, waiting.pop())
        return step(*given)

    monkeypatch.setattr(moment.replace(":", "."), meanwhile)
    assert list(grouped(desk).values()) == [keys_of("b-2", "c-3")]
    assert desk.one("SELECT title FROM groups") == "Drones" and not [p for p in desk.problems() if "group" in p]
    assert desk.one("SELECT count(*) FROM asked WHERE search_row NOT IN (SELECT search_row FROM responses)") == 0


def _killed(*_: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "wrong",
    ["response_count = 3", "force_count = 1", "id = 'ffffffffffff'"],
)
def test_verify_finds_a_group_that_is_wrong(desk: Desk, wrong: str) -> None:
    _two(desk)
    assert desk.problems() == []
    desk.archive.db.execute("PRAGMA foreign_keys = OFF")
    with desk.archive.write() as db:
        db.execute(f"UPDATE groups SET {wrong}")
    assert any("of its group differs" in problem for problem in desk.problems())


def test_titles_are_what_most_call_it_without_references(desk: Desk) -> None:
    for slug, title in (("a-1", "FOI 123/24 - Drones"), ("b-2", "Flying things"), ("c-3", "drones - March 2024")):
        put(desk, slug, DRONES, title)
    grouped(desk)
    assert desk.one("SELECT title FROM groups") == "Drones"
    for slug in ("a-1", "b-2", "c-3"):
        put(desk, slug, DRONES, "FOI Request 17/2024 - January")
    grouped(desk)
    assert desk.one("SELECT title FROM groups") == DRONES[0]


# ---- removals, with captures of real pages

PAGES: Final = {"northmoor": "Zanzibar drones", "castlemere": "Flying machines", "thornvale": "Unmanned craft"}


@dataclass(frozen=True, kw_only=True)
class Logs:
    """Three logs with the same question, the first of which names the group; and an archive that has seen them."""

    sources: tuple[Source, ...]
    keys: tuple[str, ...]
    folder: Path


def drone_page(title: str, number: int) -> bytes:
    asked = "".join(f"<p>{n}. {text}</p>" for n, text in enumerate(DRONES, 1))
    return f"""<html><head><title>{title}</title></head><body><main><h1>{title}</h1>
    <p>Freedom of information request reference no: {number}/2024</p>
    <p>Request:</p>{asked}<p>Response:</p><p>The force holds this information. There are {number} drones.</p>
    </main></body></html>""".encode()


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logs]:
    folder = tmp_path_factory.mktemp("logs")
    with ExitStack() as stack:
        sources, ids = [], []
        for number, (force, title) in enumerate(PAGES.items(), 1):
            site = stack.enter_context(StandIn())
            path = f"/foi-ai/{force}-police/disclosure-2024/may-2024/drones-{number}/"
            site.route(LISTING, Answer(body=f'<main><ul><li><a href="{path}">{number}</a></li></ul></main>'.encode()))
            site.route(path, Answer(body=drone_page(title, number)))
            sources.append(_source(site, id=force, force=force, name=force, force_name=f"{force.title()} Police"))
            ids.append(response_id(site.url + path))
        with open_archive(folder / "foi.db", create=True) as archive:
            for source in sources:
                run(archive, source)
        yield Logs(sources=tuple(sources), keys=tuple(ids), folder=folder)


@pytest.fixture
def archive(logs: Logs, tmp_path: Path) -> Iterator[Archive]:
    shutil.copytree(logs.folder, tmp_path, dirs_exist_ok=True)
    with open_archive(tmp_path / "foi.db") as opened:
        yield opened


def the_group(archive: Archive) -> tuple[str, str, int, int]:
    (row,) = archive.rows("SELECT id, title, response_count, force_count FROM groups")
    return tuple(row)


def told(archive: Archive, folder: Path) -> str:
    """All that is said of groups: table, command, page, exports."""
    folder.mkdir()
    export(archive, folder, [Format.CSV, Format.JSONL], site="https://f.example")
    said = [path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.suffix in (".csv", ".jsonl")]
    assert any(path.name.startswith("groups.") for path in folder.iterdir())
    said.append(foi(archive.path.parent, "groups", "--json", "--min-forces", "1").stdout)
    said += [repr(tuple(row)) for row in archive.rows("SELECT * FROM groups")]
    with visiting(archive.path) as visitor:
        said += [visitor.get("/compare").text]
        for (key,) in archive.rows("SELECT id FROM groups"):
            said += [visitor.get(f"/compare/{key}{tail}").text for tail in ("", ".csv")]
    return "\n".join(said)


def take_down_by_command(archive: Archive, key: str) -> None:
    done = foi(archive.path.parent, "takedown", key, "--reason", "other")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "while a run holds the lock"])
def test_a_takedown_leaves_the_group_at_once(archive: Archive, logs: Logs, tmp_path: Path, busy: bool) -> None:
    group, title, *counts = the_group(archive)
    assert (title, counts) == ("Zanzibar drones", [3, 3]) and "Zanzibar" in told(archive, tmp_path / "before")
    publish(archive)
    with ExitStack() as stack:
        if busy:
            stack.enter_context(locked(archive.path))
        take_down_by_command(archive, logs.keys[0])
        assert the_group(archive) == (group, "Flying machines", 2, 2)
        said = told(archive, tmp_path / "after")
        assert group in said and not leaks(said.encode(), ("zanzibar",))
        copy = published_copy(archive.path)
        assert copy is not None and not leaks(copy.read_bytes(), ("zanzibar",))
        take_down_by_command(archive, logs.keys[1])
        assert groups(archive) == {}
        with visiting(archive.path) as visitor:
            for tail in ("", ".csv"):
                to = visitor.get(f"/compare/{group}{tail}", 302).headers["location"]
                assert to == f"/response/thornvale/{logs.keys[2]}"
        take_down_by_command(archive, logs.keys[2])
        with visiting(archive.path) as visitor:
            for tail in ("", ".csv"):
                assert "Removed" in visitor.get(f"/compare/{group}{tail}", 410).text
    settle_unless_locked(archive)
    assert groups(archive) == {} and whole(archive) == []
    for name, data in files_below(archive.path.parent).items():
        assert name.startswith(("before/", "after/")) or not leaks(data, ("zanzibar", "machines", "unmanned")), name
    for key in logs.keys:
        put_back(archive, key, at=LATER)
    assert the_group(archive) == (group, title, 3, 3) and whole(archive) == []


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "while a run holds the lock"])
def test_what_is_put_back_is_in_its_group_again(archive: Archive, logs: Logs, busy: bool) -> None:
    before = the_group(archive)
    for keys_down in (logs.keys[:1], logs.keys[:2], logs.keys[1:], logs.keys[::-1]):
        with ExitStack() as stack:
            if busy:
                stack.enter_context(locked(archive.path))
            for key in keys_down:
                down(archive, key)
        for key in keys_down:
            put_back(archive, key, at=LATER)
        assert the_group(archive)[1:] == before[1:] and archive.count_ungrouped() == 0
        group = archive.row("SELECT id FROM groups WHERE id = ?", before[:1])
        assert group or archive.rows("SELECT 1 FROM former_groups WHERE id = ? AND group_id IS NOT NULL", before[:1])
        assert whole(archive) == []


def test_words_redacted_in_the_title_that_names_the_group(archive: Archive, logs: Logs, tmp_path: Path) -> None:
    group, *_ = the_group(archive)
    redact(archive, logs.keys[0], "Zanzibar", reason=RemovalReason.OTHER, note=None, at=AT)
    assert the_group(archive)[0] == group and len(groups(archive)[group]) == 3
    assert not leaks(told(archive, tmp_path / "after").encode(), ("zanzibar",))
    for name, data in files_below(archive.path.parent).items():
        assert not leaks(data, ("zanzibar",)), name


def test_reading_again_and_imports_double_no_group(archive: Archive, logs: Logs, tmp_path: Path) -> None:
    before, members = the_group(archive), groups(archive)
    reread(archive)
    run(archive, *logs.sources, plan=FULL)
    assert (the_group(archive), groups(archive)) == (before, members)
    url = archive.rows("SELECT url FROM responses WHERE id = ?", (logs.keys[0],))[0][0]
    page = drone_page("Zanzibar drones", 1)
    other = url.replace("drones-1", "drones-again")
    file = tmp_path / "theirs.warc.gz"
    file.write_bytes(warc_of_others((url, AT, page), (other, AT, page.replace(b"1/2024", b"8/2024"))))
    import_paths(archive, logs.sources, [file])
    import_paths(archive, logs.sources, [file])
    assert the_group(archive) == (before[0], before[1], 4, 3)
    assert groups(archive) == {before[0]: {*logs.keys, response_id(other)}}


# ---- commands


@pytest.fixture(scope="module")
def asked(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive: one question at three forces, one twice at the same, and one alone."""
    folder = tmp_path_factory.mktemp("asked")
    with open_desk(Path(shutil.copy(empty, folder / "foi.db"))) as desk:
        for slug in ("d1-1", "d2-2", "d3-3"):
            put(desk, slug, DRONES[:3], "Drones", outcome_evidence=None)
        for slug in ("h1-1", "h2-1"):
            put(desk, slug, HORSES[:3], "Horses", citations=())
        put(desk, "otters-2", ["Have otters been seen near kennels?", "Did drones fly over the otters?"])
        grouped(desk)
    return folder


def test_the_groups_as_data(asked: Path) -> None:
    done = foi(asked, "groups", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (group,) = json.loads(done.stdout)
    assert (group["title"], group["response_count"], group["force_count"]) == ("Drones", 3, 3)
    assert {row["id"] for row in group["responses"]} == keys_of("d1-1", "d2-2", "d3-3")
    first = group["responses"][0]
    assert [row["force"] for row in group["responses"]] == ["force1", "force2", "force3"]
    assert (first["outcome"], first["exemptions"]) == ("partly_disclosed", ["FOIA 31(1)(a)"])
    assert first.keys() >= {"url", "dated_on", "reference", "title", "withdrawn_at"}
    every = json.loads(foi(asked, "groups", "--json", "--min-forces", "1").stdout)
    assert [g["title"] for g in every] == ["Drones", "Horses"] and every[0] == group
    assert json.loads(foi(asked, "groups", "--json", "--min-forces", "4").stdout) == []
    assert foi(asked, "groups", "--min-forces", "0").returncode == 2


def test_the_groups_in_words(asked: Path, desk: Desk) -> None:
    done = foi(asked, "groups")
    lines = done.stdout.splitlines()
    assert lines[0] == "Drones" and lines[1].startswith("  3 forces, group ") and len(lines) == 5
    url = "https://www.force.police.uk/foi/d1-1/"
    assert lines[2] == f"    force1 · 2026-01-15 · partly_disclosed · FOIA 31(1)(a) · {url}"
    assert done.stderr == "1 groups\n"
    put(desk, "a-1", DRONES)
    assert "1 responses wait to be grouped" in foi(desk.archive.path.parent, "groups").stderr


DRAFT: Final = "Dear Sir,\n" + "\n".join(DRONES[:3]) + "\nThank you in advance"


def like(asked: Path, draft: str | bytes, *arguments: str, name: str = "draft.txt") -> Any:
    file = asked / name
    file.write_bytes(draft.encode() if isinstance(draft, str) else draft)
    return foi(asked, "search", "--like", str(file), *arguments)


def test_a_draft_finds_the_group_first_and_what_is_near(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = json.loads(like(asked, DRAFT, "--json").stdout)
    assert [(row["title"], row["same"]) for row in rows] == [("Drones", True), ("About otters-2", False)]
    assert rows[0]["likeness"] == 1 > rows[1]["likeness"] > 0 and rows[0]["snippet"] == DRONES[0]
    group = json.loads(foi(asked, "groups", "--json").stdout)[0]["id"]
    assert (rows[0]["group"], rows[0]["group_forces"], rows[1]["group"]) == (group, 3, None)
    assert "force" in rows[0] and rows[0]["id"] in keys_of("d1-1", "d2-2", "d3-3")
    (row, other) = csv.DictReader(io.StringIO(like(asked, DRAFT, "--csv").stdout))
    assert (row["title"], row["likeness"], row["same"], row["group"]) == ("Drones", "1.0", "True", group)
    assert (other["same"], other["group"]) == ("False", "")
    done = like(asked, DRAFT)
    assert f"  100% alike, the same question; asked of 3 forces, group {group}\n" in done.stdout
    assert done.stderr == "2 found\n"
    assert [r["title"] for r in json.loads(like(asked, DRAFT, "--json", "--limit", "1").stdout)] == ["Drones"]
    (row,) = json.loads(like(asked, DRAFT, "--json", "--force", "force3").stdout)
    assert row["id"] == key_of("d3-3")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    assert json.loads(foi(asked, "search", "--like", "-", "--json").stdout) == rows


def test_a_draft_may_be_a_page_or_a_letter(asked: Path) -> None:
    html = "<!doctype html><title>x</title><body>" + "".join(f"<p>{line}</p>" for line in DRAFT.splitlines())
    for name, draft in (("draft.html", html.encode()), ("draft.docx", docx(DRAFT.splitlines()))):
        rows = json.loads(like(asked, draft, "--json", name=name).stdout)
        assert [(row["title"], row["same"]) for row in rows] == [("Drones", True), ("About otters-2", False)], name


@pytest.mark.parametrize("draft", [BOILERPLATE, "?", "zyzzyva quokkas", 'AND OR NOT NEAR(* \x00 "', "2023"])
def test_a_draft_that_asks_nothing_that_is_here_finds_nothing(asked: Path, draft: str) -> None:
    done = like(asked, draft, "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_drafts_that_cannot_be_read_are_told(asked: Path) -> None:
    for draft in ("", " \n\t"):
        done = like(asked, draft)
        assert (done.returncode, done.stdout) == (2, "") and "draft.txt: there are no words in it" in done.stderr
    done = foi(asked, "search", "--like", str(asked / "absent.txt"))
    assert done.returncode == 2 and "absent.txt: cannot be read" in done.stderr
    done = foi(asked, "search", "otters", "--like", str(asked / "draft.txt"))
    assert done.returncode == 2 and "not both" in done.stderr
    assert foi(asked, "search", "--like", "").returncode == 2
