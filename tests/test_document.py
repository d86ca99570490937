# ruff: noqa: E501 (letters and pages as they are printed)
"""Pages in many markups and encodings: the same blocks, and no page furniture."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.reading.letter.divide import parse_letter
from scraper.reading.page.document import decode, parse_document, text_of
from scraper.reading.questions.find import find_questions
from scraper.records import BlockKind, Document, Hints, Page

URL = "https://www.northshire.example/foi/1"


def html(body: str, title: str = "Police dogs | Northshire Police", url: str = URL) -> Document:
    page = f"<!doctype html><html lang='en-GB'><head><title>{title}</title></head><body>{body}</body></html>"
    return parse_document(Page(body=page.encode(), url=url, media_type="text/html"))


def plain(text: str) -> Document:
    return parse_document(Page(body=text.encode(), media_type="text/plain"))


def printed(document: Document) -> list[str]:
    return [b.printed for b in document.blocks]


LETTER = [
    "Our reference: 12/23",
    "You asked:",
    "1. How many dogs?",
    "2. What breed?",
    "In response:",
    "Nine dogs are held.",
]

MARKUPS = {
    "paragraphs": "<p><b>Our reference:</b> 12/23</p><p><b>You asked:</b></p><p>1. How many dogs?</p><p>2. What breed?</p>"
    "<p>In response:</p><p>Nine dogs are held.</p>",
    "numbers in the markup": "<dl><dt>Our reference</dt><dd>12/23</dd></dl><h2>You asked:</h2><ol><li>How many dogs?</li>"
    "<li><p>What breed?</p></li></ol><h2>In response:</h2><p>Nine dogs are held.</p>",
    "line breaks": "<div>Our reference: 12/23<br><br>You asked:<br><br>1. How many dogs?<br>2. What breed?<br><br>"
    "In response:<br>Nine dogs are held.</div>",
    "label and value in sibling divs": "<div><div><div>Our reference:</div><div>12/23</div></div><div>You asked:</div>"
    "<div>1.&nbsp;How many dogs?</div><div>2.&nbsp;What breed?</div><div>In response:</div><div>Nine dogs are held.</div></div>",
    "table of labels": "<table><tr><th>Our reference</th><td>12/23</td></tr></table><section><p>You asked:</p>"
    "<ol><li value=1>How many dogs?<li value=2>What breed?</ol><p>In response:</p><p>Nine dogs <i>are</i> held.</p></section>",
    "word processor": "<div class=WordSection1><p class=MsoNormal><span>Our reference:\n 12/23<o:p></o:p></span></p>"
    "<p class=MsoNormal><u><span>You asked:</span></u></p><p class=MsoNormal>1.&nbsp;&nbsp; How many\ndogs?</p>"
    "<p class=MsoNormal>2.&nbsp;&nbsp; What breed?</p><p>&nbsp;</p><p>In response:</p><p>Nine dogs are held.</p></div>",
}


@pytest.mark.parametrize("markup", MARKUPS)
def test_every_markup_gives_the_same_blocks(markup: str) -> None:
    document = html(f"<main><h1>Police dogs</h1>{MARKUPS[markup]}</main>")
    assert document.title == "Police dogs"
    assert printed(document) == ["Police dogs", *LETTER]


def test_text_gives_the_same_blocks() -> None:
    assert printed(plain("Police dogs\n\n" + "\n\n".join(LETTER))) == ["Police dogs", *LETTER]


FURNITURE = """
<a href="#main">Skip to main content</a><div><a href="/x">Leave this site</a></div>
<div id="c1"><p>We use some cookies to make this site work.</p><p>Your cookie preferences have been saved.</p></div>
<header><nav><ul><li><a href="/a">Report a crime</a></li></ul></nav><form><label>Search</label><input></form></header>
<div class="x"><a href="/">Home</a> &gt; <a href="/f">Freedom of information</a></div>
<div class="y"><h2>In this section</h2><ul><li><a href="/1">Fees under Section 12</a></li><li><a href="/2">Appeals</a></li></ul></div>
"""
END = """
<p><a href="#top">Back to top</a></p><div><h2>Related disclosures</h2><ul><li><a href="/r">Taser use, refused under
Section 31</a></li><li><a href="/s">Section 60</a></li></ul></div><div><p>Is this page useful?</p><form><button>Yes</button></form></div>
<footer><p>© Northshire Police</p></footer><script>var s = "Section 40";</script><div hidden>Section 12</div>
"""


@pytest.mark.parametrize("root", ["main", "article", "div", "td"])
def test_furniture_never_reaches_the_blocks(root: str) -> None:
    body = f"<{root}><h1>Police dogs</h1>{MARKUPS['paragraphs']}</{root}>"
    if root == "td":
        body = f"<table><tr><td><ul><li><a href='/m'>Menu</a></li></ul></td>{body}</tr></table>"
    document = html(FURNITURE + body + END)
    assert printed(document) == ["Police dogs", *LETTER]


@pytest.mark.parametrize(
    "line",
    [
        "back to top",
        "Neidio i'r prif gynnwys",
        "Gadewch y safle hwn ar unwaith",
        "Rydym yn defnyddio rhai cwcis er mwyn i'r wefan weithio.",
        "Mae eich dewisiadau cwcis wedi'u cadw.",
        "Sorry, there is a technical problem. Please try again later.",
        "This site is a beta, which means it's a work in progress.",
    ],
)
def test_furniture_lines_of_a_text(line: str) -> None:
    assert printed(plain("\n\n".join([line, "Police dogs", *LETTER]))) == ["Police dogs", *LETTER]


def test_a_letter_about_cookies_keeps_its_words() -> None:
    text = "You asked:\n\nPlease tell me which cookies your website uses.\n\nIn response:\n\nOur website uses nine cookies."
    assert len(plain(text).blocks) == 4


def test_tables_stay_tables() -> None:
    rows = (("Year", "Dogs"), ("2021", "9"), ("2022", "11"))
    in_html = html(
        "<main><h1>Dogs</h1><p>The figures are these, by year and kind, for the whole of the force area.</p><table>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
        + "</table></main>"
    )
    in_text = plain("Dogs\n\nYear | Dogs\n2021 | 9\n2022 | 11")
    for document in (in_html, in_text):
        table = document.blocks[-1]
        assert table.kind is BlockKind.TABLE
        assert table.rows == rows
        assert table.text == "Year | Dogs\n2021 | 9\n2022 | 11"


def test_figures_inside_a_layout_table_stay_a_table() -> None:
    figures = "<table><tr><td>Year</td><td>Dogs</td></tr><tr><td>2021</td><td>9</td></tr></table>"
    document = html(f"<table><tr><td><h1>Dogs</h1><p>These are the figures.</p>{figures}</td></tr></table>")
    assert document.blocks[-1].rows == (("Year", "Dogs"), ("2021", "9"))


def test_nested_lists_have_levels_and_marks() -> None:
    document = html(
        "<main><h1>Dogs</h1><ol start=3 type=a><li>How many?<ul><li>2021</li><li>2022</li></ul></li><li>Who?</li></ol></main>"
    )
    assert [(b.marker, b.level) for b in document.blocks[1:]] == [("c.", 0), ("•", 1), ("•", 1), ("d.", 0)]


def test_wrapped_lines_become_paragraphs() -> None:
    text = (
        "Dear applicant\n\nI am writing in connection with your request for information about the dogs of the\n"
        "force, which was received on 12 March. The information that you have asked for is con-\n"
        "tained in the table below. It was taken from the system on the last day of that month\n"
        "and may change.\nPage 1 of 2\n\nas cases are closed."
    )
    paragraphs = printed(plain(text))
    assert paragraphs[1].startswith(
        "I am writing in connection with your request for information about the dogs of the force"
    )
    assert "contained in the table" in paragraphs[1]
    assert len(paragraphs) == 3


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("£9 – ‘dogs’".encode(), "windows-1252"),
        ("£9 – ‘dogs’".encode("cp1252"), "utf-8"),
        (b"\xef\xbb\xbf" + "£9 – ‘dogs’".encode(), None),
        ("£9 – ‘dogs’".encode("utf-16"), None),
        ("£9 – ‘dogs’".encode().decode("cp1252", "replace").replace("�", "\x9d").encode(), None),
    ],
)
def test_encodings(body: bytes, charset: str | None) -> None:
    assert decode(body, charset) == "£9 – ‘dogs’"


def test_odd_characters_are_made_plain() -> None:
    assert printed(plain("\u200bof\ufb01cers\u00a0of the\u2003force\u00ad"))[0] == "officers of the force"


def test_links_are_absolute_and_of_the_main_part() -> None:
    document = html(
        "<nav><a href='/n'>Nav</a></nav><main><h1>Dogs</h1><p>See the <a href='../files/dogs.xlsx'>spreadsheet</a>, or "
        "<a href='mailto:a@b.c'>write</a>, or <a href='#x'>below</a>, or <a href='http://[bad'>this</a>.</p></main>"
    )
    assert [(link.url, link.text) for link in document.links] == [
        ("https://www.northshire.example/files/dogs.xlsx", "spreadsheet")
    ]


@pytest.mark.parametrize(
    ("body", "title", "expected"),
    [
        ("<h1>Police dogs</h1>", "Northshire Police", "Police dogs"),
        ("<p>x</p>", "Police dogs :: Northshire Police", "Police dogs"),
        ("<p>x</p>", "Northshire Police", None),
        ("<h2>Disclosure Details</h2><h3>Shields - 312/13</h3>", "Northshire Police", "Shields - 312/13"),
        ("<h1>Freedom of Information</h1><h2>Request</h2>", "Police dogs | Northshire Constabulary", "Police dogs"),
    ],
)
def test_titles(body: str, title: str, expected: str | None) -> None:
    assert html(f"<main>{body}</main>", title).title == expected


def test_a_page_in_one_form_is_read() -> None:
    document = html(f"<form method=post><h1>Police dogs</h1>{MARKUPS['paragraphs']}</form>")
    assert "Nine dogs are held." in printed(document)


def test_text_of_keeps_marks() -> None:
    assert text_of(plain("You asked:\n\n1. How many?").blocks) == "You asked:\n\n1. How many?"
    assert text_of(()) is None


def test_deep_nesting_costs_little() -> None:
    document = parse_document(Page(body=b"<html><body>" + b"<div>" * 50_000 + b"<p>Nine dogs.", media_type="text/html"))
    assert "Nine dogs." in printed(document)


def test_nested_tables_cost_little() -> None:
    document = parse_document(Page(body=b"<html><body>" + b"<table><tr><td><p>Nine</p>" * 90, media_type="text/html"))
    assert len(document.blocks) == 90


def test_closed_accordions_are_content_and_hidden_messages_are_not() -> None:
    document = html(
        "<main><h1>Dogs</h1><details><summary>Request</summary><p>How many?</p></details>"
        "<button aria-controls=a>Response</button><div id=a role=region hidden><p>Nine dogs.</p></div>"
        "<div hidden><p>There is a fault.</p></div><p style='display: none'>Not this.</p>"
        "<p>The force keeps the dogs at its own kennels and buys them from breeders in the county, as it always has "
        "done since the section was set up.</p></main>"
    )
    assert printed(document)[:5] == ["Dogs", "Request", "How many?", "Response", "Nine dogs."]
    assert len(document.blocks) == 6


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="<>/olipdtr hb1.a)Q?:\n|&;=\"'-", max_size=400).map(str.encode))
def test_any_bytes_give_a_document(body: bytes) -> None:
    for media_type in ("text/html", "text/plain", None):
        document = parse_document(Page(body=b"<p>" + body, url=URL, media_type=media_type))
        letter = parse_letter(document, Hints())
        find_questions(letter)
        assert all(block.text for block in document.blocks)


MENU = "<a href='/'>Home</a><br><a href='/n/'>News</a><br>&nbsp;&nbsp;<a href='/foi/'>Freedom of Information</a><br> | <a href='/c/'>Contact</a>"
ANSWER = "<h1>Police dogs</h1><p>Our reference: 12/23</p><p>You asked:</p><p>How many dogs?</p><p>In response:</p><p>Nine dogs.</p>"


def test_a_menu_of_lines_in_one_cell_is_furniture_whatever_stands_between_its_links() -> None:
    document = html(f"<table><tr><td>{MENU}</td><td>{ANSWER}</td></tr></table>")
    assert printed(document)[0] == "Police dogs"


@pytest.mark.parametrize(
    ("button", "kept"),
    [
        ("<button class=x>Response</button>", True),
        ("<button aria-expanded=false>Why names are withheld</button>", True),
        ("<button data-bs-toggle=collapse>Decision letter</button>", True),
        ("<button>Submit</button>", False),
        ("<button>Contact us</button>", False),
        ("<button aria-expanded=false>Hide this message</button>", False),
    ],
)
def test_a_button_that_opens_a_part_of_the_page_is_its_heading(button: str, kept: bool) -> None:
    words = button.partition(">")[2].removesuffix("</button>")
    document = html(
        f"<main><h1>Police dogs</h1><div>{button}<div><p>The force has nine of them.</p></div></div></main>"
    )
    assert (words in printed(document)) is kept


def test_a_heading_that_asks_is_an_item_and_one_that_names_is_not() -> None:
    document = html(
        "<main><h1>Police dogs</h1><h2>1. Background</h2><h3>Question 1: How many dogs?</h3><h3>2. And cats?</h3></main>"
    )
    assert [(b.kind, b.marker) for b in document.blocks[1:]] == [
        (BlockKind.HEADING, None),
        (BlockKind.ITEM, "Question 1:"),
        (BlockKind.ITEM, "2."),
    ]


QUESTIONS_AND_ANSWERS = {
    "headings": "<h3>Question 1: How many dogs?</h3><p>Nine.</p><h3>Question 2: Please give their breeds.</h3><p>Not held.</p>",
    "definitions": "<dl><dt>1. How many dogs?</dt><dd>Nine.</dd><dt>2. Please give their breeds.</dt><dd>Not held.</dd></dl>",
    "table": "<table><tr><th>Question</th><th>Answer</th></tr><tr><td>1. How many dogs?</td><td>Nine.</td></tr>"
    "<tr><td>2. Please give their breeds.</td><td><p>Not held.</p></td></tr></table>",
    "accordion": "<button>Question 1: How many dogs?</button><div><p>Nine.</p></div><h4>Question 2: Please give their breeds.</h4><p>Not held.</p>",
    "buttons within headings": "<h2><button>Q1. How many dogs?</button></h2><p>Nine.</p><h2><button>Q2. Please give their breeds.</button></h2><p>Not held.</p>",
}


@pytest.mark.parametrize("markup", QUESTIONS_AND_ANSWERS)
def test_questions_with_an_answer_below_or_beside_each(markup: str) -> None:
    document = html(
        f"<main><h1>Police dogs</h1><p>Thank you for your request of 3 May 2023.</p>{QUESTIONS_AND_ANSWERS[markup]}"
        "<h2>Why so few?</h2><p>The force sold the others in 2019 and keeps no list of them.</p></main>"
    )
    letter = parse_letter(document, Hints())
    found = [(q.number, q.text, q.answer) for q in find_questions(letter)]
    assert found[0] == ("1", "How many dogs?", "Nine.")
    assert found[1][:2] == ("2", "Please give their breeds.") and (found[1][2] or "").startswith("Not held.")
    assert "sold the others" in (text_of(letter.response) or "")


def test_a_table_of_figures_with_such_a_heading_stays_a_table() -> None:
    document = html(
        "<main><h1>Dogs</h1><table><tr><th>Request</th><th>Response</th></tr><tr><td>12</td><td>9</td></tr></table></main>"
    )
    assert document.blocks[-1].kind is BlockKind.TABLE


HEAD = ["BORSET POLICE", "Disclosure Unit", "Our Ref: 12/2023", "3 May 2023", "Dear Ms Gull"]
HEAD += [f"You asked about {boats}." for boats in ("tugs", "yachts", "rafts", "canoes", "punts", "barges", "ferries")]
FEET = {
    "page and pages": ("Disclosure Unit 12/2023 1 of 3", "Disclosure Unit 12/2023 2 of 3"),
    "slash": ("Official 1/3", "Official 2/3"),
    "number alone": ("borset.police.uk 1", "borset.police.uk 2"),
    "head with the number": ("BORSET POLICE Our Ref: 12/2023 2", "BORSET POLICE Our Ref: 12/2023 3"),
    "head without a number": ("Borset Police Our Ref 12/2023", "Borset Police Our Ref 12/2023"),
}
BODY = [
    "The force holds what you ask for and that, in the view of",
    "{foot}",
    "the sergeant, is all there is.",
    "How many?",
] + [f"{n} boats were seen in the year {n}." for n in ("Nine", "Ten", "Six", "Four", "Two")]


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("layout", ["text", "paragraphs", "breaks"])
def test_running_heads_and_feet_are_left_out_and_the_sentence_goes_on(foot: str, layout: str) -> None:
    first, second = FEET[foot]
    lines = [*HEAD, *(line.format(foot=first) for line in BODY), second, "It is the last page."]
    match layout:
        case "text":
            found = printed(plain("\n\n".join(lines)))
        case "paragraphs":
            found = printed(html("<div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>"))
        case _:
            found = printed(html("<pre>" + "\n\n".join(lines) + "</pre>"))
    assert "The force holds what you ask for and that, in the view of the sergeant, is all there is." in found
    assert not {first, second} & set(found)
    assert {"How many?", "Nine boats were seen in the year Nine.", "It is the last page."} <= set(found)


def test_lines_that_only_look_like_running_ones_stay() -> None:
    lines = [
        "Boats",
        *(f"Line {n}" for n in "abcdefghijkl"),
        "Question 1",
        "Nine.",
        "Question 2",
        "Ten.",
        "Launch 3",
        "Launch 4",
    ]
    assert printed(plain("\n\n".join(lines)))[-6:] == lines[-6:]


def test_an_indented_list_of_a_wrapped_letter_keeps_its_lines_together() -> None:
    prose = "The force was asked about its boats and about the harbour in which they lie at\nnight, by whom they are"
    document = plain(
        f"{prose} watched there and what that costs, and\nhas looked for it in every place in which such things are kept.\n\n"
        "     a) For each boat of the force, the number of Approved Harbour\n     Watchmen who were posted to it in 2023.\n\n"
        "     b) The number of them at each boat who on that day were not fit\n     for it.\n"
    )
    assert [b.printed for b in document.blocks[-2:]] == [
        "a) For each boat of the force, the number of Approved Harbour Watchmen who were posted to it in 2023.",
        "b) The number of them at each boat who on that day were not fit for it.",
    ]
    assert document.blocks[-1].level == document.blocks[-2].level == 1


def test_a_table_of_contents_is_furniture_and_a_list_is_not() -> None:
    body = "<h2>Request</h2><p>How many boats?</p><h2>Response</h2><p>Nine:</p><ul><li>Request</li><li>Repeat</li></ul>"
    document = html(f"<main><h1>Boats</h1><ul><li>Request</li><li>Response</li></ul>{body}</main>")
    assert printed(document) == ["Boats", "Request", "How many boats?", "Response", "Nine:", "• Request", "• Repeat"]


def test_exemptions_said_again_above_their_reasons_are_no_contents() -> None:
    listed = "<ul><li>Section 31 – Law</li><li>Section 40(2) – Persons</li></ul>"
    reasons = "<h3>Section 31 – Law</h3><p>Harm.</p><h3>Section 40(2) – Persons</h3><p>Names.</p>"
    document = html(f"<main><h1>Boats</h1><p>I rely on these.</p>{listed}{reasons}</main>")
    assert printed(document)[2:4] == ["• Section 31 – Law", "• Section 40(2) – Persons"]


def test_questions_said_again_above_their_answers_are_no_contents() -> None:
    asked = "<ol><li>How many boats?</li><li>A list of their names.</li></ol>"
    body = "<p>How many boats?</p><p>Nine.</p><p>A list of their names.</p><p>Attached.</p>"
    document = html(f"<main><h1>Boats</h1><p>You asked us.</p>{asked}{body}</main>")
    assert printed(document)[2:4] == ["1. How many boats?", "2. A list of their names."]
    led_in = html(
        "<main><h1>Boats</h1><p>You want:</p><ul><li>Crews</li><li>Hulls</li></ul><h2>Crews</h2><p>9</p>"
        "<h2>Hulls</h2><p>8</p></main>"
    )
    assert "• Crews" in printed(led_in)


@pytest.mark.parametrize(
    "top",
    [
        "WhatDoTheyKnow\n\n{}\n\nBorset Police refused this request.\n\nP Walker",
        "WhatDoTheyKnow Make a request\n\n{}\n\nThe request was partially successful.\n\nP Walker 3 May 2023",
        "gov.je Government and administration\n\n{}\n\nPublished: 3 May 2023",
        "Inside the force\nFOI\n\n{}\n\nReference: 12/23",
        "Text BTP discreetly on 61016\n\n{}\n\nReference: 12/23",
        "Borset Police Authority - Ùghdarras Poilis\n\n{}\n\nReference: 12/23",
    ],
)
@pytest.mark.parametrize("title", ["Mountain rescue call outs by police", "Lost boats and rafts"])
def test_the_title_of_a_text_stands_below_the_name_of_the_site(top: str, title: str) -> None:
    assert plain(top.format(title) + "\n\nDear Borset Police,\n\nHow many?\n\nResponse\n\nNine.").title == title


def test_items_above_the_title_are_the_way_to_the_page() -> None:
    way = "<ol><li><a href='/'>Home</a></li><li>About us</li><li>Disclosure log</li></ol>"
    document = html(f"<main>{way}<h1>Boats</h1><ol><li>About us</li></ol><p>{'It is so. ' * 30}</p></main>")
    assert printed(document)[:2] == ["Boats", "1. About us"]


def test_a_provision_listed_at_the_top_keeps_its_heading_below() -> None:
    lines = [*HEAD[:3], "Section 40(2) – Personal Information", *HEAD[3:], "The harm is as follows.", "Section 40(2) –"]
    assert printed(plain("\n\n".join(lines)))[-1] == "Section 40(2) –"
