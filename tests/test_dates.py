"""Dates: what counts as stated, how it is written, and what is left alone."""

from __future__ import annotations

import pytest

from scraper.reading.dates import FUTURE, IMPOSSIBLE, OUT_OF_ORDER, find_dates
from scraper.reading.filed import find_filed_month
from scraper.records import Block, BlockKind, DateKind, Letter, Place, Precision

TODAY = "2026-01-31"


def blocks(*lines: str) -> tuple[Block, ...]:
    return tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines)


def letter(
    *head: str, request: tuple[str, ...] = (), response: tuple[str, ...] = (), rights: tuple[str, ...] = ()
) -> Letter:
    return Letter(head=blocks(*head), request=blocks(*request), response=blocks(*response), rights=blocks(*rights))


def days(*head: str, url: str | None = None, **parts: tuple[str, ...]) -> dict[str, str]:
    dates, _ = find_dates(letter(*head, **parts), url=url, today=TODAY)
    return {str(d.kind): d.value for d in dates}


@pytest.mark.parametrize(
    "written",
    [
        "13 August 2018",
        "13th August 2018",
        "13 th August 2018",
        "13^th August 2018",
        "13th of August, 2018",
        "13 Aug 2018",
        "13 Aug. 2018",
        "13-Aug-2018",
        "13-Aug-18",
        "13August 2018",
        "Monday 13 August 2018",
        "Mon, 13 August 2018",
        "Monday, the 13th August 2018",
        "August 13, 2018",
        "August 13th 2018",
        "13/08/2018",
        "13/8/18",
        "13.08.18",
        "13-08-2018",
        "13 /08/2018",
        "2018-08-13",
        "13 August 2018Request",
        "13/08/2018Response",
        "13 Awst 2018",
    ],
)
def test_ways_of_writing_a_day(written: str) -> None:
    assert days(f"Date Responded {written}") == {"responded": "2018-08-13"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Date of request: 11/03/2015", "requested"),
        ("Date of FOI request: 11/03/2015", "requested"),
        ("Date requested: 11/03/2015", "requested"),
        ("Request Date: 11/03/2015", "requested"),
        ("Date received: 11/03/2015", "requested"),
        ("Date request received: 11/03/2015", "requested"),
        ("Request received - 11/03/2015", "requested"),
        ("Received on 11/03/2015 Our Ref: XX/FOI 12/15", "requested"),
        ("FOI received: 11.03.15", "requested"),
        ("Request logged: 11/03/2015", "requested"),
        ("Date of receipt of request: 11/03/2015", "requested"),
        ("Date of final response: 11/03/2015", "responded"),
        ("Date sent to applicant: 11/03/2015", "responded"),
        ("Response published: 11/03/2015", "published"),
        ("Dyddiad y cais: 11 Mawrth 2015", "requested"),
        ("Date of response: 11/03/2015", "responded"),
        ("Date of Reply: 11/03/2015", "responded"),
        ("Response Date: Wednesday 11 March 2015", "responded"),
        ("Response sent: 11/03/2015", "responded"),
        ("Date issued: 11/03/2015", "responded"),
        ("Responded: 11/03/2015", "responded"),
        ("Date Responded11 March 2015", "responded"),
        ("Date: 11/03/2015", "responded"),
        ("Date 11 March 2015", "responded"),
        ("Our Ref:FOI2015/00112Date:11/03/2015", "responded"),
        ("Our Ref: AB-FOI-2015-0033 Date: 11 March 2015", "responded"),
        ("Issued 11 March 2015, this FOI response gives part of the data.", "responded"),
        ("Published: 11 March 2015", "published"),
        ("Date published - 11 March 2015", "published"),
        ("Published on 11 March 2015", "published"),
        ("First published: 11 March 2015", "published"),
        ("Publication date | 11 March 2015", "published"),
        ("March 11, 2015 | Organisational Information", "published"),
        ("Written by an office and published on 11 March 2015.Request", "published"),
        ("Cyhoeddwyd: 11 Mawrth 2015", "published"),
        ("Authored by the Police and published on 11 March 2015.", "published"),
    ],
)
def test_labels(line: str, kind: str) -> None:
    assert days("Some title", line) == {kind: "2015-03-11"}


@pytest.mark.parametrize(
    "sentence",
    [
        "I write in connection with your request for information received on 26th January 2024 as follows:",
        "Thank you for your request received on 26 January 2024.",
        "I refer to your request which was received by the Borsetshire Police Service (BPS) on 26/01/2024.",
        "We thank you for the email dated 26 January 2024 asking for information.",
        "Further to your email of 26 January 2024, please find our answer below.",
        "Thank you for your request for information, dated 26 January 2024, about dogs.",
        "Your request was received in this office on Friday 26 January 2024.",
        "Your Freedom of Information request submitted on 26 January 2024 has been considered.",
        "I am writing in response to your letter dated the 26th of January 2024.",
        "On 26 January 2024 you asked us for the following:",
        "On the 26th January 2024, we received your request.",
        "I acknowledge receipt of your request dated 26 January 2024.",
    ],
)
def test_requests_told_in_prose(sentence: str) -> None:
    assert days(sentence) == {"requested": "2024-01-26"}
    assert days("A title", response=(sentence,)) == {"requested": "2024-01-26"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The response below is correct as of 1st April 2020.",
        "Your clarification was received on 26 January 2024.",
        "Your request for an internal review was received on 26 January 2024.",
        "We acknowledged your request on 26 January 2024.",
        "Your previous request dated 26 January 2024 was refused.",
        "Thank you for your request for the minutes of 26 January 2024.",
        "Thank you for your request about a march that took place on 26 January 2024.",
        "Your request covers calls received between 1 January 2024 and 26 January 2024.",
        "You will have a reply no later than 26 January 2024.",
        "Last updated: 26 January 2024",
        "Start Date: 26/01/2024",
        "Response due: 26/01/2024",
        "On 26 January 2024 you were arrested.",
        "Incident date: 26/01/2024",
        "Thank you for your email dated 20 January asking for information.",
        "The strategy, published on 26 January 2024, is on our website.",
        "Our Ref: 12/10/1609",
        "between 26 January and 4 February",
    ],
)
def test_dates_of_other_things_are_left_alone(sentence: str) -> None:
    assert days(sentence) == {}
    assert days("A title", response=(sentence,)) == {}


def test_the_words_of_the_requester_state_no_date_of_the_page() -> None:
    asked = (
        "Date: 12 May 2020",
        "I saw in your letter dated 3 May 2020 that drones were used, received on 4 May 2020.",
    )
    assert days("Drones", request=asked) == {}


def test_data_in_the_answer_states_no_date_of_the_page() -> None:
    rows = tuple(f"Closed: {n:02}/05/2020" for n in range(1, 20))
    table = Block(kind=BlockKind.TABLE, text="Date received: 01/02/2020", rows=(("Date received: 01/02/2020",),))
    whole = Letter(head=(), request=(), response=(*blocks(*rows), table), rights=())
    assert find_dates(whole, url=None, today=TODAY) == ((), ())


def test_several_labels_on_one_line() -> None:
    assert days("Reference: 12/21, received 4 April 2021, answered 3 May 2021") == {
        "requested": "2021-04-04",
        "responded": "2021-05-03",
    }


def test_a_label_with_its_value_on_the_next_line() -> None:
    assert days("Date of request:", "11/03/2015", "Date:", "8 April 2015") == {
        "requested": "2015-03-11",
        "responded": "2015-04-08",
    }


def test_dates_that_share_a_label_are_taken_in_turn() -> None:
    dates, warnings = find_dates(
        letter("We thank you for your requests, received 01 March 2109 and 27 February 2019."), url=None, today=TODAY
    )
    assert [d.value for d in dates] == ["2019-02-27"]
    assert warnings == (IMPOSSIBLE,)


def test_a_label_is_better_evidence_than_prose() -> None:
    found = days("We thank you for the email dated 10 March 2015 asking for data.", "Date of request: 11/03/15")
    assert found == {"requested": "2015-03-11"}


def test_dated_is_the_stamp_of_the_web_system_at_northumbria_and_the_letter_date_elsewhere() -> None:
    lines = ("Dated: 07 Jun 2011", "Date of response: 21/10/2010")
    there = days(*lines, url="http://ww2.northumbria.police.uk/freedom_of_information/x_1210/")
    assert there == {"responded": "2010-10-21", "published": "2011-06-07"}
    assert days("Dated: 07 Jun 2011", url="https://www.example.police.uk/x") == {"responded": "2011-06-07"}


def test_a_day_alone_on_a_line_is_the_date_of_a_letter_only() -> None:
    assert days("3rd April 2020", "Dear applicant") == {"responded": "2020-04-03"}
    assert days("3rd April 2020", "Drones over parks") == {}


def test_impossible_and_future_days_are_dropped_with_a_warning() -> None:
    assert find_dates(letter("Date responded: 31/02/2020"), url=None, today=TODAY) == ((), (IMPOSSIBLE,))
    assert find_dates(letter("Date responded: 04/28/2021"), url=None, today=TODAY) == ((), (IMPOSSIBLE,))
    assert find_dates(letter("Date responded: 01/02/2026"), url=None, today=TODAY) == ((), (FUTURE,))
    kept, warnings = find_dates(letter("Date responded: 01/02/2026"), url=None)
    assert (kept[0].value, warnings) == ("2026-02-01", ())


def test_letters_that_only_look_like_a_month_are_no_month() -> None:
    assert days("Date responded: 3 Auguſt 2018", "Date: 3 Aprıl 2018") == {}


def test_days_in_the_wrong_order_are_kept_with_a_warning() -> None:
    dates, warnings = find_dates(letter("Date of request: 02/03/2020", "Date of response: 01/03/2020"), url=None)
    assert (len(dates), warnings) == (2, (OUT_OF_ORDER,))


def test_a_stated_month_stays_a_month() -> None:
    (found,), _ = find_dates(letter("Published: June 2023"), url=None)
    assert (found.kind, found.value, found.precision) == (DateKind.PUBLISHED, "2023-06", Precision.MONTH)


def test_the_words_are_kept() -> None:
    (found,), _ = find_dates(letter("Thank you. Your request was received on Friday 26 January 2024."), url=None)
    assert found.text == "Your request was received on Friday 26 January 2024"
    assert found.place is Place.TEXT


@pytest.mark.parametrize(
    ("path", "month", "words"),
    [
        ("/foi-ai/metropolitan-police/disclosure-2023/april-2023/slug/", "2023-04", "april-2023"),
        ("/foi-ai/metropolitan-police/d/july-2022/slug/", "2022-07", "july-2022"),
        ("/foi-ai/south-wales-police/disclosure-log/2025/august/foi-82525/", "2025-08", "2025/august"),
        ("/foi-ai/gwent-police/disclosure2/2022/10---october/x/", "2022-10", "2022/10---october"),
        ("/foi-ai/humberside-police/disclosure/jan-2025/x/", "2025-01", "jan-2025"),
        ("/foi-ai/humberside-police/disclosure/2023/nov/x/", "2023-11", "2023/nov"),
        ("/foi-ai/dyfed-powys-police/disclosure-2021/september/x/", "2021-09", "disclosure-2021/september"),
        ("/foi-ai/dyfed-powys-police/disclosure2022/may/x/", "2022-05", "disclosure2022/may"),
        ("/cy-GB/foi-ai/heddlu-dyfed-powys/datgeliadau-2025/tachwedd/x/", "2025-11", "datgeliadau-2025/tachwedd"),
        ("/a/disclosure-log/0/2019/may/19-0954-data02", "2019-05", "2019/may"),
        ("/x/disclosure-log/2010/05/request-2528.aspx", "2010-05", "2010/05"),
        ("/freedom-of-information/may-2023-foi-1769251-23-slug", "2023-05", "may-2023"),
    ],
)
def test_month_of_an_address(path: str, month: str, words: str) -> None:
    found = find_filed_month(f"https://www.example.police.uk{path}")
    assert found is not None
    assert (found.value, found.text) == (month, words)
    assert (found.kind, found.precision, found.place) == (DateKind.FILED, Precision.MONTH, Place.URL)


@pytest.mark.parametrize(
    "path",
    [
        "/foi-ai/north-yorkshire-police/foi-disclosure-2021-22/drones/",
        "/x/vehicle-resources-december2021-january2023/",
        "/x/2020/07700",
        "/x/march/drones/",
        "/x/?month=2025/august",
    ],
)
def test_addresses_that_name_no_month(path: str) -> None:
    assert find_filed_month(f"https://www.example.police.uk{path}") is None


def test_a_filed_month_is_none_of_the_other_dates() -> None:
    url = "https://www.example.police.uk/disclosure/2025/may/x/"
    assert days("Date: 25/07/25", url=url) == {"responded": "2025-07-25", "filed": "2025-05"}
    assert days("Drones", url=url) == {"filed": "2025-05"}
