"""Addresses: every spelling of a page gives one identity, and different pages never do."""

from __future__ import annotations

import pytest

from scraper.addresses import canonical_address, is_welsh, response_id

SPELLINGS = {
    "https://force.police.uk/foi/a-b": ["http://www.force.police.uk:80/foi/a-b/", "https://FORCE.police.uk/foi/a%2Db"],
    "https://northumbria.police.uk/freedom_of_information/disclosure_log/disclosure_log_other/taser_83312": [
        f"http://{host}northumbria.police.uk/freedom_of_information/disclosure_log/disclosure_log_other/taser_83312/"
        for host in ("", "www.", "ww1.", "ww2.")
    ],
    "https://northumbria.police.uk/foi/disclosurelog/dlinvest/answer.asp?id=7": [
        "http://www.northumbria.police.uk/foi/disclosurelog/dlinvest/Answer.asp?ID=7"
    ],
    # The same folders in both trees, and folders that the Welsh tree translates.
    "https://south-wales.police.uk/foi-ai/south-wales-police/disclosure-log/2025/august/foi-82525": [
        "https://www.south-wales.police.uk/cy-GB/foi-ai/south-wales-police/disclosure-log/2025/august/foi-82525/",
        "https://www.south-wales.police.uk/cy-gb/foi-ai/heddlu-de-cymru/disclosure-log/2025/awst/foi-82525",
    ],
    "https://dyfed-powys.police.uk/foi-ai/dyfed-powys-police/disclosure-2025/november/mai-day-9782025": [
        "https://www.dyfed-powys.police.uk/cy-GB/foi-ai/heddlu-dyfed-powys/datgeliadau-2025/tachwedd/mai-day-9782025/"
    ],
}


@pytest.mark.parametrize("address", SPELLINGS)
def test_spellings_of_one_page(address: str) -> None:
    assert {canonical_address(url) for url in [address, *SPELLINGS[address]]} == {address}
    assert {response_id(url) for url in [address, *SPELLINGS[address]]} == {response_id(address)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.uk/x", "https://beta.a.uk/x"),
        ("https://a.uk/x", "https://www2.a.uk/x"),
        ("https://a.uk/x?id=1", "https://a.uk/x?id=2"),
        ("https://a.uk/x#1-24", "https://a.uk/x#2-24"),
        ("https://a.uk/foi-ai/af/accessing-information/", "https://a.uk/cy-GB/foi-ai/af/accessing-information/"),
        ("https://a.uk/news/may/x", "https://a.uk/cy-GB/news/may/x"),
        ("https://a.uk/foi-ai/a-police/may/x", "https://a.uk/foi-ai/a-police/mai/x"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert canonical_address(one) != canonical_address(other)


def test_which_addresses_are_welsh() -> None:
    assert is_welsh("https://a.uk/cy-GB/foi-ai/a-police/2025/x/")
    assert not is_welsh("https://a.uk/foi-ai/a-police/2025/x/")
    assert not is_welsh("https://a.uk/cy-GB/foi-ai/af/accessing-information/published-items/")
