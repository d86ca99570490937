"""References: this request's own number, wherever it stands, and never another's."""

from __future__ import annotations

import pytest

from scraper.reading.facts.references import find_reference, reference_key
from scraper.reading.facts.slugs import find_reference_in_url
from scraper.records import Block, BlockKind, Hints, Letter, Place, Reference


def blocks(*lines: str) -> tuple[Block, ...]:
    return tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines)


def find(
    *head: str,
    title: str | None = None,
    url: str | None = None,
    request: tuple[str, ...] = (),
    response: tuple[str, ...] = (),
) -> Reference | None:
    letter = Letter(head=blocks(*head), request=blocks(*request), response=blocks(*response), rights=())
    return find_reference(letter, title=title, url=url, hints=Hints())


def printed(*head: str, **more: str | tuple[str, ...]) -> str | None:
    found = find(*head, **more)  # type: ignore[arg-type]
    return found.printed if found else None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Freedom of information request reference no: 01.FOI.22.024049", "01.FOI.22.024049"),
        ("FREEDOM OF INFORMATION REQUEST REFERENCE NO: FOI-120-2024", "FOI-120-2024"),
        ("Freedom of Information Request Reference N o: FOI 000880/20", "FOI 000880/20"),
        ("FOI Reference:978/2025", "978/2025"),
        ("FOI Request: 398/2024", "398/2024"),
        ("RE: Environmental Information Regulations request 003207/20", "003207/20"),
        ("FOI Application No 61/16", "61/16"),
        ("Enquiry Reference: 89- 26", "89- 26"),
        ("Enquiry Reference: FOI 556-25", "FOI 556-25"),
        ("Our reference: 01/FOI/24/005780/Z", "01/FOI/24/005780/Z"),
        ("Our Ref: IM-FOI-2021-0942 Date: 31st May 2021", "IM-FOI-2021-0942"),
        ("Received on 23/08/2017 Our Ref: DC/FOI 782/17", "DC/FOI 782/17"),
        ("FOI Ref: 19/11/1609 & 19/11/1675", "19/11/1609"),
        ("Our Reference 09/168", "09/168"),
        ("Your Ref: 45/20 Our Ref: 12/2021", "12/2021"),
        ("Freedom of Information: Right to know request 1009-11", "1009-11"),
        ("Request: FOI/00013725", "FOI/00013725"),
        ("Request Number: FOI/15929", "FOI/15929"),
        ("Request 733297795", "733297795"),
        ("Reference: F-2022-00648", "F-2022-00648"),
        ("Reference: 191/25Response:", "191/25"),
        ("eCase: FOI2017/08812", "FOI2017/08812"),
        ("Our ref RFI 2015-096", "RFI 2015-096"),
        ("Freedom of Information Act Request (Ref: 4412/21)", "4412/21"),
        ("Case Ref 2021/1123", "2021/1123"),
        ("Reference: FOI-4924-25-1200-000", "FOI-4924-25-1200-000"),
        ("Our refs: COL/25/418 and COL/25/431", "COL/25/418"),
        ("Our Reference: HQ/PA/001893/24", "HQ/PA/001893/24"),
        ("FOI No. 123/24", "123/24"),
        ("FOI No: 123/24", "123/24"),
        ("Case number: 20417", "20417"),
        ("Request ID: 45821", "45821"),
        ("Log number 123/24", "123/24"),
        ("F.O.I. Ref: 123/24", "123/24"),
        ("Cyfeirnod / Reference: 2024/1187", "2024/1187"),
        ("Cyfeirnod: 2024/1187", "2024/1187"),
        ("Ref: JD214-25", "JD214-25"),
        ("FOI Ref No 000715/24", "000715/24"),
        ("FOI reference 2210-202425", "2210-202425"),
        ("Reference: GMP/3817/24/S", "GMP/3817/24/S"),
        ("FOI/EIR reference: 912/25", "912/25"),
        ("Freedom of Information Request - 912/25", "912/25"),
        ("Freedom of Information (FOI) request 912/25", "912/25"),
        ("Freedom of Information reference 912/25", "912/25"),
        ("FOIA Ref: 2025-01190", "2025-01190"),
        ("EIR Reference: EIR/04417/22", "EIR/04417/22"),
        ("Disclosure log reference: 24-118", "24-118"),
        ("Disclosure Log Ref: DL118/24", "DL118/24"),
        ("Request reference number FOI-2024-00318", "FOI-2024-00318"),
        ("Information request reference: 24/1187/FOI", "24/1187/FOI"),
        ("OUR REF: 24 / 1187", "24 / 1187"),
        ("Our Ref: FOI 24-1187 (internal review)", "FOI 24-1187"),
        ("Internal review reference: IR 1187/24", "IR 1187/24"),
        ("Reference Number - 1187/24", "1187/24"),
        ("Reference # 1187/24", "1187/24"),
        ("FOI Request Number 1187/24", "1187/24"),
        ("Unique reference: 1187/24", "1187/24"),
        ("Re: FOI request 1187/24", "1187/24"),
        ("RE: Freedom of Information Request Reference 1187/24", "1187/24"),
        ("FREEDOM OF INFORMATION ACT 2000 – REQUEST 1187/24", "1187/24"),
        ("FREEDOM OF INFORMATION ACT 2000 REQUEST: 1187/24", "1187/24"),
        ("Your request for information, reference number 1187/24, has been considered.", "1187/24"),
        ("Thank you for your request, which has been given the reference 2018.7741.", "2018.7741"),
        ("Your request has been allocated reference number 1187/24.", "1187/24"),
        ("It was logged under reference FOI 1187/24.", "FOI 1187/24"),
        ("Please quote reference 1187/24 in any correspondence.", "1187/24"),
        ("Please quote our reference number, 1187/24, if you write again.", "1187/24"),
        ("I refer to your Freedom of Information request (our reference 1187/24).", "1187/24"),
        ("Your FOI request, reference 1187/24, was received on 3 May 2024.", "1187/24"),
        ("Decision on request 1187/24", "1187/24"),
        ("Ein cyf: 123/2025", "123/2025"),
        ("GMP reference 01/FOI/24/015530/Y", "01/FOI/24/015530/Y"),
        ("Borset reference 118/24", "118/24"),
        ("DPO ref: 118/24", "118/24"),
    ],
)
def test_labels(line: str, value: str) -> None:
    found = find("A title", line)
    assert found is not None
    assert (found.printed, found.place) == (value, Place.TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Your Ref: 123/20",
        "Crime reference: 45/123456/20",
        "FOI 775/12 refers to the same matter.",
        "Please see our earlier answer, reference 775/12, which gives the figures.",
        "Request 1",
        "Request 2019 to 2021 figures",
        "Information Request 12 May 2020",
        "Ref: 12/05/2020",
        "FOI requests 2019/20",
        "I write with reference to the 2019 data.",
        "Court reference: 1187/24",
        "ICO reference: IC-118724-X1Y2",
        "ICO case reference IC-118724-X1Y2",
        "Commissioner's reference FS50123456",
        "Policy reference: 118/2019",
        "Contract reference: 2019/118",
        "Telephone: 01234 567890",
        "Tel: 101",
        "Room 217, Building 1070",
        "Crime number: 42/1234/20",
        "Collar number 1187",
        "Your reference: AB/12/24",
        "Quote 2019/118 was received.",
        "A related request, reference 118/24, was refused.",
        "Error 404. Reference: 7f3c/12-40-31",
        "Incident number: 118 of 12/05/2024",
        "Number: 101",
    ],
)
def test_what_is_no_reference_of_this_request(line: str) -> None:
    assert printed("A title", line) is None


def test_a_label_with_its_value_on_the_next_line() -> None:
    assert printed("Reference Number:", "2017/0441") == "2017/0441"
    assert printed("Reference Number:", "Drones") is None


def test_a_label_that_says_reference_goes_before_one_that_does_not() -> None:
    assert printed("FOI 000880", "Request reference no: FOI 000880/20") == "FOI 000880/20"


def test_numbers_in_the_request_are_those_of_other_requests() -> None:
    asked = ("For the crimes listed in REF 722/13 please give the dates of each of the charges that were brought.",)
    assert printed("Murders", request=asked, url="https://beta.northumbria.police.uk/a/murders-58218/") == "582/18"


def test_a_letter_in_mid_page_has_its_own_label() -> None:
    assert printed("Some thread", response=("Dear applicant", "Our Reference 09/168")) == "09/168"


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Misconduct (615/20)", "615/20"),
        ("Drone incidents (176_17)", "176_17"),
        ("Custody images (1648A/23)", "1648A/23"),
        ("Speed cameras - east and west - 071/15", "071/15"),
        ("Dog seizure 619/2023", "619/2023"),
        ("Vetting form - 728.2021", "728.2021"),
        ("2022/25392 - Facial recognition", "2022/25392"),
        ("FOI 825/25", "825/25"),
        ("FOI-982-2023 - Oct 2023 - Refusals", "982-2023"),
        ("FOI 2023/24-017 - Letters", "2023/24-017"),
        ("Freedom of Information Response: FOI2019/07700", "FOI2019/07700"),
        ("Gifts and hospitality - FOI 2210-202425", "2210-202425"),
        ("JD214-25 XL Bullies", "JD214-25"),
        ("24719 - Radio and handset kit", "24719"),
        ("01.FOI.25.001247.R - Vehicle pursuits", "01.FOI.25.001247.R"),
        ("FOI 1043-202526 - Shoplifting", "1043-202526"),
        ("June 2023 FOI 2019553-23 Events at the cathedral", "2019553-23"),
        ("Internal review – 22/09/773", "22/09/773"),
        ("FOI.24.003318.Q - Misconduct", "24.003318.Q"),
        ("Response 1187/24 - Dogs", "1187/24"),
        ("Knife crime - 1187-24", "1187-24"),
        ("Knife crime [1187/24]", "1187/24"),
        ("Knife crime – Ref 1187/24", "1187/24"),
        ("Knife crime FOI1187/24", "FOI1187/24"),
        ("Request 1689 - FIN", "1689"),
    ],
)
def test_titles(title: str, value: str) -> None:
    found = find(title=title)
    assert found is not None
    assert (found.key.removeprefix("FOI/"), found.place) == (reference_key(value), Place.TITLE)


@pytest.mark.parametrize(
    "title",
    [
        "Section 60 searches 2023-24",
        "Recorded crime 2019 - 2021",
        "Calls to 999",
        "Operation 1234 - review",
        "1,500 officers",
        "20mph enforcement",
        "50 years of policing",
        "999 calls",
        "2024 figures",
        "12/05/2024 - Meeting minutes",
        "2000 Act requests",
        "Stop and search 2014-2021",
        "Taser use 2019/20",
        "Overtime (2018/19)",
        "Calls to 101 and 999",
        "Cover 24/7",
    ],
)
def test_titles_without_a_reference(title: str) -> None:
    assert printed(title=title) is None


NORTHUMBRIA = "https://beta.northumbria.police.uk/about-us/disclosure-log/other/"


@pytest.mark.parametrize(
    ("url", "value"),
    [
        (NORTHUMBRIA + "incidents-123019/", "1230/19"),
        (NORTHUMBRIA + "hate-crime-07420/", "074/20"),
        (NORTHUMBRIA + "101-and-999-calls-59120/", "591/20"),
        (NORTHUMBRIA + "bail-5618/", "56/18"),
        (NORTHUMBRIA + "murder-crimes-357-18/", "357/18"),
        (NORTHUMBRIA + "stop-and-search-2014-2021-145521/", "1455/21"),
        ("http://ww2.northumbria.police.uk/log/taser_3312/", "33/12"),
        ("https://foi.west-midlands.police.uk/taser-47414", "474/14"),
        ("https://foi.west-midlands.police.uk/drones-176_17/", "176/17"),
        ("https://foi.west-midlands.police.uk/images-1648a-23/", "1648A/23"),
        ("https://www.south-wales.police.uk/foi-ai/x/disclosure-log/2025/august/foi-82525/", "825/25"),
        ("https://www.south-wales.police.uk/foi-ai/x/disclosure-log/2025/august/foi-32025/", "320/25"),
        ("https://www.dyfed-powys.police.uk/foi-ai/x/disclosure-2024/may/breath-tests-3982024/", "398/2024"),
        ("https://www.dyfed-powys.police.uk/foi-ai/x/disclosure-2026/march/units-12272025/", "1227/2025"),
        ("https://www.dyfed-powys.police.uk/foi-ai/x/disclosure-2023/may/dogs-82823/", "828/2023"),
        ("https://www.gwent.police.uk/foi-ai/x/disclosure2/2022/09---september/202225392---faces/", "2022/25392"),
        ("https://www.cleveland.police.uk/foi-ai/x/disclosure/2026/january/foi-8926-ai-tools/", "89/26"),
        ("https://www.cleveland.police.uk/foi-ai/x/disclosure/2020/march/11711-dogs/", "11711"),
        ("https://www.warwickshire.police.uk/foi-ai/x/october-2023/foi-982-2023--oct-2023--dogs/", "982/2023"),
        ("https://www.northants.police.uk/foi-ai/x/disclosure-logs/2025/may/foi-4924-25-soil/", "4924/25"),
        ("https://www.wiltshire.police.uk/foi-ai/x/2022/foi-2022-1022/", "2022/1022"),
        ("https://www.humberside.police.uk/foi-ai/x/disclosure/jan-2025/01foi24005780z/", "01/FOI/24/005780/Z"),
        ("https://www.westyorkshire.police.uk/freedom-of-information/may-2023-foi-1769251-23-dogs", "1769251/23"),
        ("https://www.scotland.police.uk/x/disclosure-log/0/2019/may/19-0954-data02", "19-0954"),
        ("https://spa.police.uk/publication-library/foi-2023-24-017-letters/response", "2023/24-017"),
        ("https://www.cambs.police.uk/x/Freedom-of-information/2019/August/FOI201904925", "2019/04925"),
        (
            "https://www.northyorkshire.police.uk/foi-ai/x/march-2025/foi--gifts--2210-202425/",
            "2210/202425",
        ),
        (
            "https://www.btp.police.uk/foi-ai/x/disclosure-log/2025/may/284-25-cable-theft-patrols/",
            "284/25",
        ),
        (
            "https://www.staffordshire.police.uk/foi-ai/x/disclosure-log/2025/february/18422-police-cadets/",
            "18422",
        ),
        ("https://www.westyorkshire.police.uk/freedom-of-information/june-2023-foi-2019553-23-events", "2019553/23"),
        ("https://www.x.police.uk/foi-ai/x/2024/dec/2024-1187--20mph-enforcement/", "2024/1187"),
        ("https://www.derbyshire.police.uk/foi-ai/x/foi-log/2025/april/002741-25/", "002741/25"),
        ("https://www.x.police.uk/foi-ai/x/disclosure-2025/foi-ref-1187-24/", "1187/24"),
        ("https://www.x.police.uk/foi-ai/x/disclosure-2025/request-1187-24-dogs/", "1187/24"),
        ("https://www.x.police.uk/foi-ai/x/disclosure-2024/dogs-1187-24/", "1187/24"),
        ("http://www.cheshire.police.uk/x/disclosure-log/2009/02/request-1689---fin.aspx", "1689"),
    ],
)
def test_addresses(url: str, value: str) -> None:
    assert find_reference_in_url(url) == value


@pytest.mark.parametrize(
    "url",
    [
        "https://www.psni.police.uk/foi-disclosure-log/spit-guards-2",
        "https://www.met.police.uk/foi-ai/x/disclosure-2024/july-2024/mutual-aid-1984-1985/",
        "https://foi.west-midlands.police.uk/?p=32869",
        "http://www.northumbria.police.uk/foi/disclosurelog/dlinvest/answer.asp?id=45705",
        "https://www.avonandsomerset.police.uk/about/requests/drones-2021/",
        "https://www.northyorkshire.police.uk/foi-ai/x/foi-disclosure-2021-22/march-2025/overtime-202425/",
        "https://www.x.police.uk/foi-ai/x/2024/dec/20mph-enforcement/",
        "https://www.x.police.uk/foi-ai/x/2024/dec/stop-and-search-2019-2023/",
        "https://www.x.police.uk/foi-ai/x/2024/dec/999-calls-2023/",
        NORTHUMBRIA + "crime-2019/",
        "https://",
        "",
    ],
)
def test_addresses_without_a_reference(url: str) -> None:
    assert find_reference_in_url(url) is None


def test_text_goes_before_title_and_title_before_address() -> None:
    url = NORTHUMBRIA + "incidents-123019/"
    assert printed("Our ref: 12/19", title="Incidents - 34/19", url=url) == "12/19"
    assert printed("Incidents", title="Incidents - 34/19", url=url) == "34/19"
    assert printed("Incidents", title="Incidents", url=url) == "1230/19"


def test_keys_compare_whatever_the_marks_between() -> None:
    assert reference_key("89- 26") == reference_key("89/26") == "89/26"
    assert reference_key("01.foi.22.024049") == "01/FOI/22/024049"


def test_a_line_from_above_may_have_got_into_the_request() -> None:
    asked = ("Prepared internally, no external costs.", "Request 733418820", "I would be grateful for these:")
    assert printed("Parking", request=asked) == "733418820"


def test_a_reference_told_deep_in_a_thread() -> None:
    thread = ("Dear applicant", *("One more line of the thread." for _ in range(20)))
    told = "Thank you for your request, which was received today and has been given the reference 2018.7741."
    assert printed("Speed checks", response=(*thread, told)) == "2018.7741"
    other = "Thank you. A similar request was given the reference 2018.7741."
    assert printed("Speed checks", response=(*thread, other)) is None


def test_a_platform_keeps_its_rule_on_another_host() -> None:
    url = "http://127.0.0.1:8080/disclosure-log/other/incidents-123019/"
    assert find_reference_in_url(url, platform="northumbria") == "1230/19"
    assert find_reference_in_url(url, platform="soh") is None


def test_a_table_of_label_and_value_above_the_request() -> None:
    rows = (("Reference", "RFI2025001841"), ("Received", "2 April 2025"))
    table = Block(kind=BlockKind.TABLE, text="", rows=rows)
    letter = Letter(head=(table,), request=(), response=(), rights=())
    found = find_reference(letter, title=None, url=None, hints=Hints())
    assert found is not None
    assert found.printed == "RFI2025001841"
