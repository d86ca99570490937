"""What a requester tells of himself is masked when a page is read; what else may be private is only counted."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_archive import SOURCE, answer, open_desk
from sample_archive import day as day_of
from sample_archive import page as address_of
from test_cli import FOI
from test_removal import foi

from scraper.contract import response_as_dict
from scraper.errors import NotAResponseError, ReaderError
from scraper.reading import read_response, read_responses
from scraper.reading.facts.masking import change_texts, mask_requester
from scraper.reading.facts.private import find_private
from scraper.records import Attachment, Hints, Page, Question, Response

PAGES = Path(__file__).parent / "pages"

DETAILS = {
    "jo.bloggs77@example.com": "[e-mail address removed]",
    "07700 900123": "[telephone number removed]",
    "+44 7700 900123": "[telephone number removed]",
    "NR99 9XX": "[postcode removed]",
    "AB 12 34 56 C": "[National Insurance number removed]",
}


def letter(request: str, response: str, *, title: str = "Taser use") -> Page:
    html = f"""<html><head><title>{title}</title></head><body><main><h1>{title}</h1>
    <p>Freedom of information request reference no: 12/2024</p><h2>Request</h2><p>{request}</p>
    <h2>Response</h2><p>{response}</p></main></body></html>"""
    return Page(body=html.encode(), url="https://a.police.uk/foi/1", media_type="text/html", charset="utf-8")


def read(request: str, response: str = "Northmoor Police holds this information. There were 7.") -> Response:
    return read_response(letter(request, response), Hints(force="northmoor"))


def said(response: Response) -> str:
    return json.dumps(response_as_dict(response), ensure_ascii=False)


# ---- what is masked


WAYS = (
    "How many tasers were fired in 2023? Please send it to me, {}, soon.",
    "How many tasers were fired in 2023?</p><p>My details are {}.",
    "How many tasers were fired in 2023?</p><p>Jo Bloggs, {}",
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("detail", DETAILS)
def test_each_kind_of_detail_of_a_request_is_masked(detail: str, way: str) -> None:
    found = read(way.format(detail))
    assert detail not in said(found)
    assert found.request_text and DETAILS[detail] in found.request_text
    assert found.private == ()


def test_where_the_answer_repeats_a_detail_it_is_masked_there_too() -> None:
    found = read(
        "How many tasers were fired in 2023? My address is jo.bloggs77@example.com.",
        "Sent to jo.bloggs77@example.com: There were 7. Section 40(2) applies to jo.bloggs77@example.com.",
    )
    assert "bloggs77" not in said(found)
    assert found.response_text and found.response_text.count("[e-mail address removed]") == 2
    assert any("[e-mail address removed]" in citation.quote for citation in found.citations)


@pytest.mark.parametrize(
    "question",
    [
        "How many crimes were recorded in the postcode NR99 9XX in 2023?",
        "How many calls came from 07700 900123 in 2023?",
        "Please send me the number of burglaries. I mean those within a mile of NR99 9XX in 2023.",
    ],
)
def test_what_a_question_is_about_stays(question: str) -> None:
    found = read(question)
    assert (
        [asked.text for asked in found.questions] == [question]
        and question in (found.request_text or "")
        and "removed]" not in said(found)
    )
    assert len(found.private) == 1, "it is pointed out to whoever looks"


@pytest.mark.parametrize("end", ["Jo Bloggs, 07700 900123", "NR99 9XX", "Kind regards from Jo and me at 07700 900123"])
def test_a_signature_is_no_question(end: str) -> None:
    """The last question of a letter goes to its end."""
    asked = f"How many tasers were fired?\n\n{end}"
    masked = mask_requester(answer(request_text=asked, questions=(Question(number="1", text=asked),)))
    assert "removed]" in masked.questions[0].text and "removed]" in (masked.request_text or "")


def test_a_question_about_an_address_of_somebody_does_not_keep_it() -> None:
    found = read("How many messages did jo.bloggs77@example.com and AB 12 34 56 C get in 2023?")
    assert "bloggs77" not in said(found) and "AB 12 34" not in said(found)


def test_what_the_answer_alone_holds_is_pointed_out_and_stays() -> None:
    found = read("How many tasers were fired?", "There were 7. Write to Jo, NR99 9XX, 07700 900123 or 07700 900124.")
    assert "NR99 9XX" in (found.response_text or "")
    assert found.private == ("1 postcode", "2 telephone numbers")
    one = read("How many tasers were fired?", "There were 7. Write to a@example.com or b@example.com.")
    assert one.private == ("2 e-mail addresses",)


# ---- names


@pytest.mark.parametrize(
    ("response", "left"),
    [
        ("Dear Mr Smith</p><p>There were 7.", "Dear [name removed]"),
        ("Dear Colin,</p><p>There were 7.", "Dear [name removed],"),
        ("Dear Northumbria Police</p><p>There were 7.", "Dear Northumbria Police"),
        ("Dear Sir or Madam</p><p>There were 7.", "Dear Sir or Madam"),
        ("There were 7; the card said Dear Mr Smith on it.", "said Dear Mr Smith on it"),
    ],
)
def test_the_name_that_an_answer_begins_by_greeting(response: str, left: str) -> None:
    texts = replace(answer(), response_text=response.replace("</p><p>", "\n"), citations=())
    assert left in (mask_requester(texts).response_text or "")


@pytest.mark.parametrize(
    ("request_text", "left"),
    [
        ("Dear Mr Smith,\nHow many tasers?", "Dear [name removed],"),
        ("Dear Mrs. Harriet Oakapple\nHow many tasers?", "Dear [name removed]\n"),
        ("Dear Northumbria Police,\nHow many tasers?", "Dear Northumbria Police,"),
        ("Dear Northmoor,\nHow many tasers?", "Dear Northmoor,"),
        ("I wrote Dear Mr Smith, how many tasers?", "I wrote Dear Mr Smith"),
    ],
)
def test_a_request_greets_the_force_and_titled_names_only_are_masked(request_text: str, left: str) -> None:
    assert left in (mask_requester(replace(answer(), request_text=request_text)).request_text or "")


def test_one_name_or_address_that_holds_another_leaves_no_rest() -> None:
    """Whatever the order in which they are found: reading a page twice gives the same record."""
    text = "Dear Mr Smith Jones,\nWrite to jo@example.com or bo.jo@example.com.\nDear Mr Smith,\nThanks."
    masked = mask_requester(replace(answer(), request_text=text)).request_text
    assert masked == (
        "Dear [name removed],\nWrite to [e-mail address removed] or [e-mail address removed].\n"
        "Dear [name removed],\nThanks."
    )


def test_reading_does_not_depend_on_the_process(tmp_path: Path) -> None:
    ways = enumerate(("", "bo.", "x", "bo.x", "y", "bo.y"))
    details = " ".join(f"{before}jo@example.com 0770{n} 90012{n}" for n, before in ways)
    (tmp_path / "page.html").write_bytes(letter(f"How many? My details: {details}", "There were 7.").body)
    command = [*FOI, "parse", "page.html", "--json"]
    found = {
        subprocess.run(
            command, cwd=tmp_path, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1 and found.pop().count(b"[e-mail address removed]") == 2 * 6


# ---- properties

_PIECES = st.sampled_from(
    [
        *DETAILS,
        "Dear Mr Smith",
        "Dear Colin",
        "\n",
        " ",
        ". ",
        "How many tasers?",
        "Section 40(2) applies",
        "x",
        "@",
        "0",
    ]
)
_TEXTS = st.lists(_PIECES, max_size=12).map(" ".join)


def _record(request: str, response: str, question: str) -> Response:
    quotes = [line for line in response.split("\n") if line]
    citations = tuple(replace(c, quote=quote) for c, quote in zip(answer().citations, quotes, strict=False))
    citations += (replace(answer().citations[0], quote="It stands elsewhere on the page."),)
    return answer(
        request_text=request,
        response_text=response,
        questions=(Question(number="1", text=question or "x"),),
        citations=citations,
        attachments=(Attachment(url="https://a.b/c.pdf", title=response[:40] or None, media_type=None),),
    )


@given(request=_TEXTS, response=_TEXTS, question=_TEXTS)
@settings(max_examples=100, deadline=None)
def test_masking_twice_is_masking_once_and_quotes_stay_in_place(request: str, response: str, question: str) -> None:
    once = mask_requester(_record(request, response, question))
    assert mask_requester(once) == once
    text = once.response_text or ""
    for citation in once.citations if once.private or once != _record(request, response, question) else ():
        assert (citation.start is None) is (citation.quote not in text)
        assert citation.start is None or text[citation.start : citation.end] == citation.quote
    texts = filter(None, (once.title, once.request_text, once.response_text))
    total = sum(int(words.partition(" ")[0]) for words in once.private)
    assert total == sum(len(find_private(text)) for text in texts)


@given(request=st.text(max_size=80), response=st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_a_record_without_private_data_is_not_touched(request: str, response: str) -> None:
    record = _record(request, response, "How many?")
    if not any(find_private(text) for text in (record.title or "", request, response)):
        assert mask_requester(record) is record


@given(text=_TEXTS)
@settings(max_examples=50, deadline=None)
def test_every_text_of_a_record_is_changed(text: str) -> None:
    """What takes words out takes them out of all that is kept of a record, but addresses and numbers."""
    record = _record(f"tasers {text}", f"tasers {text}", f"tasers {text}")
    record = replace(record, title="tasers", outcome_evidence="tasers", warnings=("tasers",))
    part = Question(number="a", text="tasers", answer="tasers")
    record = replace(record, questions=(replace(record.questions[0], answer="tasers", parts=(part,)),))
    record = replace(record, dates=tuple(replace(date, text="tasers") for date in record.dates))
    assert record.reference
    record = replace(record, reference=replace(record.reference, printed="tasers/1", key="TASERS/1"))
    changed = change_texts(record, lambda said: re.sub("tasers", "…", said, flags=re.I))
    assert "tasers" not in said(changed).lower()
    assert changed.attachments[0].url == record.attachments[0].url


# ---- pages as recorded, the command, the archive


def test_the_recorded_pages_hold_nothing_that_is_masked() -> None:
    """So their records are what they were before there was masking."""
    for path in sorted(PAGES.rglob("*.html")):
        page = Page(body=path.read_bytes(), url=None, media_type="text/html", charset="utf-8")
        try:
            found = read_responses(page, Hints())
        except (NotAResponseError, ReaderError):
            continue
        assert "removed]" not in "".join(map(said, found)), path


LEFT = "There were 7. Ring Jo at 07700 900123, at home."


def test_only_parse_points_out_what_is_left(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(letter("How many tasers were fired? I am a@example.com.", LEFT).body)
    command = [*FOI, "parse", "page.html", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert "may hold private data: 1 telephone number" in found["warnings"]
    assert "a@example.com" not in done.stdout and "private" not in found


def test_the_archive_does_not_point_it_out_and_screen_does(tmp_path: Path) -> None:
    record = read_response(letter("How many tasers were fired? I am a@example.com.", LEFT), Hints(force="norchester"))
    assert record.private == ("1 telephone number",)
    with open_desk(tmp_path / "foi.db") as desk:
        desk.publish("one", record, day_of(1))
        desk.publish("two", answer(), day_of(2))
        dumped = "\n".join(desk.archive.db.iterdump())
        assert "private" not in dumped.replace("private data (", "") and "may hold" not in dumped
        assert "a@example.com" not in dumped and LEFT in dumped
        key = desk.one("SELECT id FROM responses WHERE url = ?", address_of("one"))
    done = foi(tmp_path, "screen", "--json")
    assert json.loads(done.stdout) == [
        {"response": key, "where": "answer", "kind": "telephone number", "text": "07700 900123"}
    ]
    done = foi(tmp_path, "screen")
    assert done.stdout == f"{key}  answer: telephone number: 07700 900123\n" and "1 responses" in done.stderr
    assert foi(tmp_path, "screen", "--force", "nowhere").stdout == ""
    assert foi(tmp_path, "screen", "--force", SOURCE.force, "--force", "x").stdout
    assert foi(tmp_path, "screen", "--since", "2099").stdout == ""
    assert foi(tmp_path, "screen", "--since", "whenever").returncode == 2
