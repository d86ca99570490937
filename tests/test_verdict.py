"""Pages that answer nothing are told from those that answer, whatever provisions and refusals they speak of."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest

from scraper.errors import NotAResponseError
from scraper.reading import read_response
from scraper.records import Page

BORSET = "https://www.borset.police.uk"

PAGES = {
    "file in a log": (
        "/foi/disclosure-log/0/2024/may/24-0188-data01",
        """24-0188 Data 01

This file is part of the disclosure log of the force.

Some of it may have been withheld where an exemption applied, for example section 38 or section 12.

Download

24-0188-data01 (XLSX, 48 KB)""",
    ),
    "404a": (
        "/foi-ai/x/disclosure-2024/may/dogs/",
        """Page not found

If you typed the web address, check it is correct. If you pasted it, check you copied all of it.

If you need to speak to somebody, contact us.

Our disclosure log has answers to earlier requests. Section 12 refusals are listed apart.""",
    ),
    "404b": (
        "/foi-ai/x/disclosure-2024/may/dogs-12-24/",
        """Oops! We couldn’t find what you were looking for

The link may be out of date, or we may have moved it.

Try one of these instead:

• Request information about the police, yourself or others
• Freedom of Information disclosure log
• Stop and search

Reference ID: 00-4f2a-1234/22""",
    ),
    "gone": (
        "/foi-ai/x/d/",
        """This content is no longer available

The response you are looking for was taken off our disclosure log because it was more than two years old. If
you would like a copy please make a Freedom of Information request.""",
    ),
    "wait": (
        "/x",
        """We are improving our website

Our disclosure log is being moved to a new home and is not available at the moment. We are sorry if this means
that you cannot find the answer to a request.""",
    ),
    "exemptions": (
        "/foi-ai/x/exemptions/",
        """Why was my request refused?

Exemptions under the Freedom of Information Act

There are 23 exemptions in the Act. These are the ones we use most.

Section 12 – cost of compliance

If finding the information would take more than 18 hours we can refuse your request. We will write to you and
suggest how it might be narrowed.

Section 31 – law enforcement

We apply this exemption where release would be likely to prejudice the prevention of crime. It is subject to
the public interest test.

Section 40(2) – personal information

Information about other people is exempt if its release would break data protection law.

Neither confirm nor deny

Sometimes we will neither confirm nor deny that information is held, for example under Section 23(5).

If you disagree with our decision

You can ask for an internal review within 40 working days.""",
    ),
    "perf": (
        "/foi-ai/x/foi-performance/",
        """Freedom of Information performance

We publish how many requests we receive and how quickly they were answered.

Quarter | Received | Answered in time | Refused in full | Section 12
April to June 2024 | 412 | 91% | 31 | 55
July to September 2024 | 398 | 88% | 28 | 61

Of the requests received 31 were refused in full and 44 were not held.""",
    ),
    "ack": (
        "/rqo/request/done/",
        """Thank you for your request

We have received your request for information. Your reference number is 1188/24.

We will reply within 20 working days. If we need more details we will contact you.

What happens next

An officer will look for the information. If it would take more than 18 hours we may refuse your request under
Section 12.""",
    ),
    "form": (
        "/rqo/request/foi/",
        """Request information under the Freedom of Information Act

Before you start

You should check that the information is not already on our website.

Your details

First name

Email address

Your request

Please describe the information that you want as clearly as you can.

Continue""",
    ),
    "scheme": (
        "/foi-ai/x/publication-scheme/",
        """Publication scheme

Section 19 of the Freedom of Information Act requires every public authority to have a publication scheme.

Who we are and what we do

What we spend and how we spend it

What our priorities are and how we are doing

Lists and registers

Information that is exempt under section 31 is not part of the scheme.""",
    ),
    "news": (
        "/news/2024/may/",
        """Force wins award for openness

3 May 2024

Borsetshire Police has been praised for how it answers Freedom of Information requests.

The Information Commissioner said that 96 per cent of requests had been answered in time. Chief Constable Jane
Doe said: "We refuse as little as we can."

In all 1,204 requests were disclosed in full last year and 73 were refused under Section 12.""",
    ),
    "log1": (
        "/foi/disclosure-log/2024/may/",
        """May 2024

1104/24 Police dogs
1109/24 Overtime
1117/24 Speed cameras
1121/24 Tasers – Section 31 applied
1130/24 Custody deaths – neither confirm nor deny""",
    ),
    "log2": (
        "/foi/responses/",
        """Responses to requests

Police dogs – how many have retired
The request asked how many dogs retired in 2023. We disclosed the number …
Read more

Overtime – cost by rank
The requester wanted the cost of overtime by rank. Information not held for …
Read more

Speed cameras – locations
Refused under Section 31(1)(a) …
Read more

Next page""",
    ),
    "log3": (
        "/about/foi/log/",
        """FOI disclosure log – quarter 2

Ref | Date | Subject | Outcome
1104/24 | 03/05/2024 | Police dogs | Disclosed
1109/24 | 04/05/2024 | Overtime | Part disclosed, Section 40(2)
1117/24 | 09/05/2024 | Speed cameras | Refused, Section 31
1121/24 | 12/05/2024 | Tasers | Not held""",
    ),
    "log4": (
        "/foi/disclosures/",
        """Recent disclosures

Date of response: 3 May 2024
Subject: Police dogs
Reference: 1104/24
Download the response (PDF 120kb)

Date of response: 4 May 2024
Subject: Overtime
Reference: 1109/24
Download the response (PDF 90kb)

Date of response: 9 May 2024
Subject: Speed cameras (Section 31)
Reference: 1117/24
Download the response (PDF 78kb)""",
    ),
    "notice": (
        "/foi/dl/24-1104-data01",
        """24-1104 Data

This document can be viewed by following the link below.

24-1104-data01.xlsx""",
    ),
    "notice2": (
        "/foi/dl/x",
        """Police dogs

This response is being reviewed and will be published again shortly.""",
    ),
    "redirect": (
        "/foi/dl/x",
        """This page has moved

Our freedom of information pages can now be found on our new site. You will be taken there in five seconds.""",
    ),
    "challenge": (
        "/foi/dl/x",
        """www.borset.police.uk

Performing security verification

This website uses a security service to protect against malicious bots. This page is displayed while the
website verifies you are not a bot.

Ray ID: 8c2e1a12-34""",
    ),
    "denied": (
        "/foi/dl/x",
        """Access Denied

You don't have permission to access "http://www.borset.police.uk/foi/dl/x" on this server.

Reference #18.4f2a1d17.1716300000.12ab34""",
    ),
    "login": (
        "/foi/dl/x",
        """Sign in

Email address

Password

Forgotten your password?""",
    ),
    "policy": (
        "/foi-ai/x/our-policies-and-procedures/foi-policy/",
        """Freedom of Information policy

1. Purpose

This policy sets out how Borsetshire Police meets its duties under the Act.

2. Refusals

Where a request would exceed the appropriate limit it will be refused under Section 12. Requests which are
vexatious will be refused under Section 14.

3. Reviews

An applicant who is dissatisfied may ask for a review within 40 working days.

Owner: Head of Information. Version 3.2. Reviewed: 3 May 2024""",
    ),
    "charges": (
        "/foi/fees/",
        """Fees and charges

Most information is free. We can charge for photocopying and postage.

If it would cost us more than £450 to answer your request, we do not have to comply with it (section 12). In
that case we will help you to make it smaller.""",
    ),
    "review": (
        "/foi/complaints/",
        """How to complain about a Freedom of Information response

If you are unhappy with the way in which we handled your request, you can ask for a review.

Write to us within 40 working days of the date of our response. Tell us your reference number, and why you
think the exemptions should not apply.

If you are still not content you can go to the Information Commissioner under section 50 of the Act.""",
    ),
    "wdtkbody": (
        "https://www.whatdotheyknow.com/body/borset_police",
        """Borsetshire Police

A police force in England.

Freedom of Information requests made using this site

128 requests

Police dogs
Response by Borsetshire Police to A B on 3 May 2024.
Dear A B, your request has been refused under Section 12…
Refused.

Overtime
Response by Borsetshire Police to C D on 4 May 2024.
Please find attached…
Successful.

Speed cameras
Request sent to Borsetshire Police by E F on 9 May 2024.
Awaiting response.""",
    ),
    "govuk": (
        "https://www.gov.uk/government/collections/mdp-foi-releases",
        """Collection
MDP FOI releases

Responses to requests made under the Freedom of Information Act 2000.

From: Ministry of Defence Police
Published 3 May 2019
Last updated 9 July 2024

Documents

FOI release: dog vans
14 May 2019 FOI release

FOI release: boats
3 June 2019 FOI release

FOI release: firearms
4 July 2019 FOI release""",
    ),
    "search": (
        "/foi-ai/af/accessing-information/published-items/?q=dogs",
        """Search results for "dogs"

Showing 1 to 3 of 3 results

Police dogs 1104/24 – You asked: how many dogs retired? We hold this information …
Dog bites 1109/24 – Refused: Section 40(2)
Stolen dogs 1117/24 – Response: not held""",
    ),
    "asklog": (
        "/disclosure-log/",
        """Disclosure log

Here you will find some of the requests that we have answered. To protect the people who ask we take out their names.

Choose a year

2024
2023
2022
2021

Cannot find what you want? Ask us. Please note that Section 21 may be applied where the answer is here.""",
    ),
    "faq": (
        "/foi/faq/",
        """Frequently asked questions

How long will it take?

We must reply within 20 working days.

Can my request be refused?

Yes. Section 12 lets us refuse where it would cost too much, and Section 14 where it is vexatious.

Do you ever neither confirm nor deny?

Yes, where to say that we hold something would itself do harm.

Who sees my name?

Nobody outside the team.""",
    ),
}


def as_text(page: str) -> bytes:
    return page.encode()


def as_markup(page: str) -> bytes:
    title, *paragraphs = (html.escape(part).replace("\n", "<br>") for part in page.split("\n\n"))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><body><main><h1>{title}</h1>{body}</main></body></html>".encode()


@pytest.mark.parametrize("dress", [as_text, as_markup])
@pytest.mark.parametrize("name", PAGES)
def test_pages_that_answer_nothing(name: str, dress: Callable[[str], bytes]) -> None:
    address, page = PAGES[name]
    url = address if address.startswith("http") else BORSET + address
    with pytest.raises(NotAResponseError):
        read_response(Page(body=dress(page), url=url))


ANSWERS = {
    "only words to the applicant": """Police dogs

Thank you for your e-mail. We have 12 dogs and do not keep a record of those that have left.

The dogs live at a farm.

Yours sincerely""",
    "only labels": """Police dogs

Request

How many dogs are there?

Response

Twelve.""",
    "numbered pairs with years": """Cannabis

Request 1

How many farms were found?

Response 1

2021/22: 166

2022/23: 190

2023/24: 174

Request 2

Who sells the equipment?

Response 2

Not held.""",
    "a refusal without more": """Police dogs

You asked for the names of the handlers.

The information is exempt under Section 40(2).""",
    "errors as the subject": """Page not found errors

Our ref: 118/24

You asked how many error pages were served.

We hold no record of that; access denied messages are not counted.""",
    "an answer by letter": """3 May 2024

Dear applicant

I can confirm that the force has twelve dogs.""",
}


@pytest.mark.parametrize("dress", [as_text, as_markup])
@pytest.mark.parametrize("name", ANSWERS)
def test_pages_that_answer(name: str, dress: Callable[[str], bytes]) -> None:
    assert read_response(Page(body=dress(ANSWERS[name]), url=f"{BORSET}/x/police-dogs/")).citations is not None


_WORDS = ("News", "Our force", "Your area", "Jobs", "Disclosure log", "Publication scheme")
MENU = "".join(f"<p><a href='/{n}/'>{words}</a></p><p>.</p>" for n, words in enumerate(_WORDS))


def test_links_above_the_title_of_an_answer_are_a_menu_and_no_listing() -> None:
    body = f"{MENU}<h1>Fox hunting</h1><p>Request</p><p>How many hunts were watched?</p><p>Reply</p><p>Two.</p>"
    page = Page(body=body.encode(), url=f"{BORSET}/foi/item12.html", media_type="text/html")
    assert read_response(page).title == "Fox hunting"


def test_links_below_the_title_are_a_listing() -> None:
    body = f"<h1>Answers of 2019</h1>{MENU}"
    with pytest.raises(NotAResponseError, match="listing"):
        read_response(Page(body=body.encode(), url=f"{BORSET}/foi/item13.html", media_type="text/html"))
