"""Dates: what counts as stated, how it is written, and what is left alone."""

from __future__ import annotations

import pytest

from scraper.reading.facts.dates import FUTURE, IMPOSSIBLE, OUT_OF_ORDER, find_dates
from scraper.reading.facts.filed import find_filed_month
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
        ("Our letter: 11/03/2015", "responded"),
        ("Our answer - 11 March 2015", "responded"),
        ("This response: 11/03/2015", "responded"),
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
        ("Date of your request: 11 March 2015", "requested"),
        ("Request date - 11/03/2015", "requested"),
        ("Date we received your request: 11/03/2015", "requested"),
        ("When received: 11/03/2015", "requested"),
        ("Request made: 11 March 2015", "requested"),
        ("Date FOI received: 11.03.15", "requested"),
        ("Date the request was received: 11/03/2015", "requested"),
        ("Date request made: 11/03/2015", "requested"),
        ("Enquiry received: 11/03/2015", "requested"),
        ("Date of enquiry: 11/03/2015", "requested"),
        ("Date logged: 11/03/2015", "requested"),
        ("Received date: 11/03/2015", "requested"),
        ("Request received on 11 March 2015", "requested"),
        ("Date application received: 11/03/2015", "requested"),
        ("Date Received / Dyddiad Derbyn: 11/03/2015", "requested"),
        ("Dyddiad y cais / Date of request: 11 Mawrth 2015", "requested"),
        ("Date of our response: 11/03/2015", "responded"),
        ("Date answered: 11/03/2015", "responded"),
        ("Date of decision: 11/03/2015", "responded"),
        ("Decision date: 11/03/2015", "responded"),
        ("Response issued: 11/03/2015", "responded"),
        ("Sent: 11 March 2015", "responded"),
        ("Date sent: 11 March 2015", "responded"),
        ("Reply sent on 11 March 2015", "responded"),
        ("Letter date: 11/03/2015", "responded"),
        ("Date of letter: 11/03/2015", "responded"),
        ("Date closed: 11/03/2015", "responded"),
        ("Answered on 11 March 2015", "responded"),
        ("Response date (Dyddiad ymateb): 11/03/2015", "responded"),
        ("Date response sent: 11/03/2015", "responded"),
        ("Date of final reply: 11/03/2015", "responded"),
        ("Date of reply to applicant: 11/03/2015", "responded"),
        ("Date FOI response issued: 11/03/2015", "responded"),
        ("Date published: 11 March 2015", "published"),
        ("Posted: 11 March 2015", "published"),
        ("Published online: 11 March 2015", "published"),
        ("Published on our website: 11 March 2015", "published"),
        ("Added to disclosure log: 11 March 2015", "published"),
        ("Date added to disclosure log: 11 March 2015", "published"),
        ("Date of publication: 11 March 2015", "published"),
        ("Published 11 March 2015", "published"),
        ("Date uploaded: 11 March 2015", "published"),
        ("Page published: 11 March 2015", "published"),
        ("Published by Corporate Communications on 11 March 2015", "published"),
        ("Date first published: 11 March 2015", "published"),
        ("Log entry published 11 March 2015", "published"),
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
        "Thank you for contacting Borset & Wold Constabulary on 26 January 2024, when you asked us for the following.",
        "You contacted us on 26 January 2024 to ask for the figures.",
        "Thank you for writing to the Constabulary on 26 January 2024.",
        "On the 26th January 2024, we received your request.",
        "Your request reached us on 26 January 2024.",
        "Your request arrived in our office by post on 26 January 2024.",
        "Thank you for your FOI request, which we received on 26 January 2024.",
        "Your application, made under the Freedom of Information Act, was logged on 26/01/2024.",
        "We are in receipt of your email of 26 January 2024.",
        "I can confirm that your request was received on the 26th of January 2024 and has been handled under the Act.",
        "You wrote to us on 26 January 2024 and asked the following.",
        "You first submitted your request to Borsetshire Police on 26 January 2024.",
        "With reference to your Freedom of Information request of 26th January 2024:",
        "Further to your FOI application dated 26/01/2024, I can now reply.",
        "I write further to your correspondence received by email on 26 January 2024 in which you asked:",
        "Thank you for contacting us. Your questions, sent on 26 January 2024, are set out below.",
        "This request was submitted via our website on 26 January 2024.",
        "On 26 January 2024 your request was received by this office.",
        "On 26th January 2024 we received a request from you for the following information:",
        "Thank you for your information request. This came in to us on 26 January 2024.",
        "Your request under the Environmental Information Regulations 2004 was received on 26 January 2024.",
        "I refer to your e-mail, sent to the Chief Constable on Friday, 26 January 2024.",
        "We have considered your Freedom of Information Act request, which arrived here on 26 January 2024.",
        "In your email dated 26 January 2024 you requested the following information:",
        "I am responding to your request dated 26 January 2024.",
        "We apologise for the delay in replying to your request of 26 January 2024.",
        "I have carried out an internal review of the response to your request dated 26 January 2024.",
        "Your request for information dated 26 January 2024 has now been looked at.",
        "Your request was made on 26 January 2024.",
        "You made the following request on 26 January 2024:",
        "You asked us on 26 January 2024 for the following.",
        "I acknowledge receipt of your request dated 26 January 2024.",
    ],
)
def test_requests_told_in_prose(sentence: str) -> None:
    assert days(sentence) == {"requested": "2024-01-26"}
    assert days("A title", response=(sentence,)) == {"requested": "2024-01-26"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Last updated: 26 January 2024",
        "Review date: 26 January 2024",
        "Date of incident: 26 January 2024",
        "Internal review requested: 26 January 2024",
        "Clarification received: 26 January 2024",
        "Date of birth: 26/01/1974",
        "Deadline: 26/01/2024",
        "Date due: 26/01/2024",
        "Target date: 26/01/2024",
        "Response due date: 26/01/2024",
        "Acknowledged: 26/01/2024",
        "Date acknowledged: 26/01/2024",
        "Next review: 26/01/2025",
        "Page last reviewed: 26 January 2024",
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
        "The data was extracted from our systems on 26 January 2024.",
        "These figures were correct when the report was run on 26 January 2024.",
        "We sent you a holding reply on 26 January 2024.",
        "Your request for a review of our decision dated 26 January 2024 has been considered.",
        "We wrote to you on 26 January 2024 to ask for clarification.",
        "You clarified your request on 26 January 2024.",
        "You replied to our question on 26 January 2024.",
        "Thank you for your request about incidents recorded on 26 January 2024.",
        "Your request concerns the meeting held on 26 January 2024.",
        "The letter from the Home Office dated 26 January 2024 is attached.",
        "The Commissioner wrote to us on 26 January 2024.",
        "The policy was last reviewed on 26 January 2024.",
        "The contract began on 26 January 2024.",
        "The report, dated 26 January 2024, is exempt under section 22.",
        "The email was sent on 26 January 2024 by the Superintendent.",
        "An application was made to the magistrates on 26 January 2024.",
        "The officer was interviewed on 26 January 2024.",
        "You should have had a reply by 26 January 2024.",
        "You wrote on 26 January 2024 to complain about our answer.",
        "Your letter of 26 January 2024 asking for a review reached me.",
        "The complaint was received on 26 January 2024.",
        "A similar request was answered on 26 January 2024.",
        "The warrant was issued on 26 January 2024.",
        "The officer left the force on 26 January 2024.",
        "Information as at 26 January 2024",
        "Data from 1 April 2020 to 26 January 2024",
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


@pytest.mark.parametrize("heading", ["Latest disclosures", "Related FOI requests", "More responses", "See also"])
def test_days_beneath_links_to_other_answers_are_theirs(heading: str) -> None:
    below = (Block(kind=BlockKind.HEADING, text=heading), *blocks("Policing of fairs", "Published 3 March 2023"))
    for parts in ({"response": below, "rights": ()}, {"response": blocks("Twelve."), "rights": below}):
        page = Letter(head=(), request=blocks("How many?"), **parts)
        assert find_dates(page, url=None, today=TODAY) == ((), ())


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


def test_a_verb_alone_opens_what_was_asked() -> None:
    for opening in (
        "Dated 31/03/2025. You have asked for:",
        "Received on 31 March 2025",
        "Sent by email on 31/03/2025:",
    ):
        assert days("Drones", request=(opening, "How many drones?")) == {"requested": "2025-03-31"}
    assert days("Drones", request=("How many drones?", "Dated 31/03/2025")) == {}


def test_a_lead_in_among_what_was_asked_is_the_forces() -> None:
    for lead in (
        "Your message dated 14th October 2024 was as follows:",
        "On 14 October 2024 you wrote:",
        "In response to your email of 14 October 2024",
        "We received your enquiry on 14 October 2024:",
    ):
        assert days("Drones", request=(lead, "How many drones?")) == {"requested": "2024-10-14"}
    for asked in ("Your letter of 14 October 2024 says that you hold it.", "On 14 October 2024 you wrote to my wife."):
        assert days("Drones", request=(asked, "How many drones?")) == {}


def test_a_day_alone_above_a_written_answer_is_its_date_unless_a_day_was_asked_for() -> None:
    answer = (
        "6 August 2024",
        "The force holds information on all of the points that you raise, " + "and gives it. " * 4,
    )
    assert days("Drones", request=("The drones in use.",), response=answer) == {"responded": "2024-08-06"}
    assert days("Drones", request=("When was the first one bought?",), response=answer) == {}
    assert days("Drones", request=("The drones in use.",), response=("6 August 2024", "See above.")) == {}
    formula = "I can confirm that the force holds some of what you ask for, " + "found by the air unit. " * 4
    asked = "On what date was the first one bought?"
    assert days("Drones", request=(asked,), response=("6 August 2024", formula)) == {"responded": "2024-08-06"}


def test_a_day_under_a_line_of_a_letterhead_is_the_date_of_the_letter() -> None:
    for line in ("Our Ref: 4418/21", "Tel: 101 ext. 800", "E-mail: foi@example.org"):
        assert days("A title", request=(line, "21st September 2021", "I refer to the stickers."))["responded"] == (
            "2021-09-21"
        )


def test_a_sentence_that_runs_over_two_lines() -> None:
    upper = "I write in connection with your request for information received by Borsetshire"
    lower = "Constabulary on the 6th November 2023 concerning armed officers."
    assert days("A title", upper, lower) == {"requested": "2023-11-06"}
    assert days("A title", upper + ".", lower) == {}


def test_a_label_is_a_label_under_any_title() -> None:
    assert days("A long title of some page about the use of drones", "Published: 24 May 2022") == {
        "published": "2022-05-24"
    }


def test_the_second_message_of_the_applicant_is_not_the_request() -> None:
    first = "I have reviewed our reply to your request of 26 September 2022."
    assert days("A title", first, "You wrote on 1 November 2022 to say that you were not content.") == {
        "requested": "2022-09-26"
    }


def test_a_table_of_label_and_value_above_the_request() -> None:
    rows = (("Received", "2 April 2025"), ("Replied:", "1 May 2025"))
    table = Block(kind=BlockKind.TABLE, text="", rows=rows)
    found, _ = find_dates(Letter(head=(table,), request=(), response=(), rights=()), url=None)
    assert [(d.kind, d.value) for d in found] == [("requested", "2025-04-02"), ("responded", "2025-05-01")]


def test_the_stamp_of_a_platform_wherever_it_is_served() -> None:
    found, _ = find_dates(letter("Dated: 07 Jun 2011"), url="http://127.0.0.1/x/", platform="northumbria")
    assert [d.kind for d in found] == [DateKind.PUBLISHED]


def test_a_verb_alone_opens_the_answer() -> None:
    for opening in ("Sent 19 July 2024", "Issued on 19/07/2024", "Date sent: 19th July 2024"):
        assert days("Drones", request=("How many?",), response=(opening, "Twelve.")) == {"responded": "2024-07-19"}
    inside = ("Letters about drones:", "Sent 19 July 2024", "Twelve.", "Nine.", "Eight.", "Seven.", "None.")
    assert days("Drones", request=("How many?",), response=inside) == {}


@pytest.mark.parametrize(
    "line",
    ["Sent 19 July 2024", "Reply date: 19th July 2024", "Dated this 19th day of July 2024", "19 July 2024: sent"],
)
def test_a_line_below_the_answer_dates_it(line: str) -> None:
    below = {"responded": "2024-07-19"} if not line.startswith("19 ") else {}
    assert days("Drones", request=("How many?",), response=("There are twelve.", line)) == below


@pytest.mark.parametrize(
    "sentence",
    [
        "I have today, 19 July 2024, decided to give you all of it.",
        "A reply was sent in these terms to the applicant on 19 July 2024.",
        "Your questions were looked at and the answers below were given by e-mail on Friday 19 July 2024.",
        "The reply above was completed on 19th July 2024 by the Disclosure Unit.",
        "The date of this notice is the 19th of July 2024.",
        "Northmoor Police replied on July 19th, 2024.",
        "Our answers are provided here, on 19 July 2024:",
    ],
)
def test_the_force_tells_when_it_answered(sentence: str) -> None:
    assert days("Drones", request=("How many?",), response=("There are twelve.", sentence)) == {
        "responded": "2024-07-19"
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "The response provided below is correct as of 19 July 2024.",
        "The first reply was sent on 19 July 2024 and is now looked at again.",
        "Our acknowledgement was sent on 19 July 2024.",
        "The answers were taken from a system that was closed on 19 July 2024.",
        "The decision to buy drones was made by the Commissioner after 19 July 2024.",
        "As of today, 19 July 2024, there are twelve.",
    ],
)
def test_what_else_the_force_dates_is_not_its_answer(sentence: str) -> None:
    assert days("Drones", request=("How many?",), response=("There are twelve.", sentence)) == {}


def test_this_letter_tells_its_own_date() -> None:
    told = "We received two messages from you on 8 November 2023, and this letter dated 4th December 2023 answers both."
    assert days("Drones", told) == {"requested": "2023-11-08", "responded": "2023-12-04"}
    assert days("Drones", "The letter dated 4th December 2023 is attached.") == {}


def test_a_day_under_our_reference() -> None:
    assert days("Drones", "Our reference: FOI 1190-23", "29/06/2023") == {"responded": "2023-06-29"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Thank you for your recent e mail, which we logged on 5 May 2023, asking about boats.",
        "Your message got to us on 5 May 2023.",
        "Your request for information landed with the unit on 5 May 2023.",
        "It was on 5 May 2023 that you asked us about boats.",
        "On 5 May 2023 we had your e-mail about boats.",
        "Your request was logged with us as FOI 12/24 on 5 May 2023.",
        "Thank you for asking me to review our answer to the request which reached us on 5 May 2023.",
        "Your note that you sent to the harbour on 5 May 2023 is answered below.",
        "Your questions were put in on 5 May 2023.",
    ],
)
def test_more_ways_to_tell_that_a_request_came(sentence: str) -> None:
    assert days("Boats", sentence) == {"requested": "2023-05-05"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Your complaint about the letter reached us on 5 May 2023.",
        "Your request was passed to this unit on 5 May 2023.",
        "Thank you for your request about the ferry which sank on 5 May 2023.",
        "You then narrowed your request on 5 May 2023.",
    ],
)
def test_other_things_that_came_are_no_request(sentence: str) -> None:
    assert days("Boats", sentence) == {}


@pytest.mark.parametrize(
    "words",
    [
        "Your request was received here on 5 May 2023 and I am replying on 2 June 2023.",
        "Your request was received on 5 May 2023 and answered on 2 June 2023.",
        "We received your request on 5 May 2023, and responded to it on 2 June 2023.",
        "Your request reached us on 5 May 2023. This reply is dated 2 June 2023.",
        "Your request reached us on 5 May 2023. This notice is issued to you on 2 June 2023.",
    ],
)
def test_a_sentence_that_tells_both_days(words: str) -> None:
    assert days("Boats", response=(words,)) == {"requested": "2023-05-05", "responded": "2023-06-02"}


def test_a_reply_that_is_looked_back_on_is_not_this_one() -> None:
    assert days("Boats", "We replied on 2 June 2023 and you asked for a review of that.") == {}
    assert days("Boats", "You asked for clarification and we answered on 2 June 2023.") == {}


@pytest.mark.parametrize(
    "line",
    [
        "FAO: the applicant 2 June 2023",
        "Seaham SR7 7AA 2 June 2023",
        "Our Ref: 12/23 2 June 2023",
        "Tel: 0191 4960000 Friday 2 June 2023",
        "Reply dated 2 June 2023",
        "Refusal notice dated 2 June 2023",
    ],
)
def test_a_day_at_the_end_of_a_line_of_the_letterhead(line: str) -> None:
    assert days("Boats", line, "Dear applicant", "I write about boats.") == {"responded": "2023-06-02"}


@pytest.mark.parametrize(
    "line",
    ["Boats and launches at 2 June 2023", "To be reviewed by 2 June 2023", "Reference data of 2 June 2023"],
)
def test_a_day_at_the_end_of_another_line_is_not_the_letters(line: str) -> None:
    assert days(line, "Dear applicant", "I write about boats.") == {}


def test_more_words_for_the_two_days() -> None:
    assert days("Boats", "Further to your request dated 5 May 2023, in which you say:") == {"requested": "2023-05-05"}
    assert days("Boats", "I refer to your request dated 5 May 2023, in which you say that you object.") == {}
    assert days("Boats", "This FOI response, issued on 2 June 2023, sets out the cost.") == {"responded": "2023-06-02"}
    assert days("Boats", "Review decision dated: 2 June 2023") == {"responded": "2023-06-02"}


def test_of_a_thread_the_last_message_of_the_force_is_the_answer() -> None:
    thread = (
        "P Walker 3 May 2023",
        "Dear Borset Police,",
        "How many boats?",
        "Borset Police 20 May 2023",
        "It is in hand.",
    )
    assert days(*thread, response=("Police Service of Borset 2 June 2023", "Nine.")) == {"responded": "2023-06-02"}
    assert days("Boats", "How many?", response=("Borset Police 2 June 2023", "Nine.")) == {}
    assert days("Dear Borset Police,", response=("Boats of the Harbour Police from 2 June 2023", "Nine.")) == {}
