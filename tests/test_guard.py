"""Which addresses may be asked: by their words, and by where their names lead at the moment of connecting."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standin import Answer, StandIn

from scraper.errors import RefusedAddressError, UnreachableError
from scraper.fetching import Manners, PoliteClient, guard
from scraper.fetching.guard import check_address, check_public

HOSTS = frozenset({"www.met.police.uk", "foi.west-midlands.police.uk", "log.example:8443"})


@pytest.fixture
def site() -> Iterator[StandIn]:
    with StandIn() as standin:
        standin.route("/a", Answer(body=b"<p>text"))
        yield standin


@pytest.mark.parametrize(
    "url",
    [
        "https://www.met.police.uk/foi-ai/x/",
        "https://met.police.uk/foi-ai/x/",
        "HTTPS://WWW.MET.POLICE.UK/x?q=1&r=2#part",
        "http://met.police.uk:80/x",
        "https://met.police.uk:443/x",
        "https://www.foi.west-midlands.police.uk/",
        "https://log.example:8443/x",
    ],
)
def test_the_sources_own_hosts_with_or_without_www(url: str) -> None:
    assert check_address(url, HOSTS).fragment == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/www.met.police.uk",
        "https://met.police.uk.evil.example/",
        "https://evilmet.police.uk/",
        "https://news.met.police.uk/",
        "https://met.police.uk@evil.example/",
        "https://user:secret@met.police.uk/",
        "https://met.police.uk:8080/",
        "https://log.example/",
        "https://met.police.uk./",
        "https://evil.example\\@met.police.uk/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "//met.police.uk/x",
        "/x",
        "",
        "ftp://met.police.uk/x",
        "file:///etc/passwd",
        "mailto:foi@met.police.uk",
        "https://met.police.uk/\x00",
        "https://met.police.uk:notaport/",
        "https://[::1/",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(RefusedAddressError):
        check_address(url, HOSTS)


@given(st.text(max_size=60))
def test_no_text_gets_past_the_check_or_breaks_it(text: str) -> None:
    try:
        address = check_address(text, HOSTS)
    except RefusedAddressError:
        return
    assert address.host.removeprefix("www.") in {"met.police.uk", "foi.west-midlands.police.uk", "log.example"}


@pytest.mark.parametrize("url", ["http://127.0.0.1:8001/", "http://localhost:8001/", "http://[::1]:8001/"])
def test_loopback_takes_any_port_but_only_where_it_is_allowed(url: str) -> None:
    hosts = frozenset({"127.0.0.1", "localhost", "::1"})
    assert check_address(url, hosts, allow_loopback=True).port == 8001
    with pytest.raises(RefusedAddressError):
        check_address(url, hosts)


PRIVATE = [
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "2002:0a00:0001::1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:0001::1",
]
LOOPBACK = ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_that_is_not_public(address: str) -> None:
    for allowed in (False, True):
        with pytest.raises(RefusedAddressError):
            check_public("www.met.police.uk", (address,), allow_loopback=allowed)


@pytest.mark.parametrize("address", LOOPBACK)
def test_loopback_only_where_it_is_allowed(address: str) -> None:
    check_public("localhost", (address,), allow_loopback=True)
    with pytest.raises(RefusedAddressError):
        check_public("localhost", (address,))


@pytest.mark.parametrize("address", ["151.101.1.1", "2a04:4e42::81", "::ffff:151.101.1.1", "64:ff9b::151.101.1.1"])
def test_public_addresses(address: str) -> None:
    check_public("www.met.police.uk", (address,))


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(RefusedAddressError, match=r"10\.0\.0\.1"):
        check_public("www.met.police.uk", ("151.101.1.1", "10.0.0.1"))


# Where the connection is made


class Names:
    """A name service under the test's control: answers in turn, the last one repeats, and counts."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def ask(site: StandIn, *, times: int = 1, host: str = "log.example", **changes: Any) -> list[int]:
    async def run() -> list[int]:
        quick: dict[str, Any] = {"connect_seconds": 1.0, "retries": 1, "backoff_seconds": 0.01, "allow_loopback": True}
        manners = Manners(user_agent="foi-archive/0.1 (desk@archive.example)", **(quick | changes))
        async with PoliteClient(manners) as client:
            session = client.session(frozenset({f"{host}:{site.port}"}), 0)
            return [(await session.fetch(f"http://{host}:{site.port}/a")).status for _ in range(times)]

    return asyncio.run(run())


def test_the_connection_goes_to_the_address_that_was_checked(site: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(("127.0.0.1",))
    monkeypatch.setattr(guard, "resolve_host", names)
    assert ask(site) == [200]  # no name service knows log.example: only the checked address can have been used
    assert {hit.headers["host"] for hit in site.hits} == {f"log.example:{site.port}"}
    assert names.asked == len(site.hits) == 2


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::ffff:192.168.0.1"])
def test_a_name_that_leads_to_a_private_address(site: StandIn, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(guard, "resolve_host", Names((address,)))
    with pytest.raises(RefusedAddressError, match="not a public address"):
        ask(site)
    assert site.hits == []


def test_a_name_that_changes_its_answer_is_caught_at_the_next_request(
    site: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "resolve_host", Names(("127.0.0.1",), ("127.0.0.1",), ("10.0.0.1",)))
    with pytest.raises(RefusedAddressError, match=r"10\.0\.0\.1"):
        ask(site, times=2)
    assert site.paths == ["/robots.txt", "/a"]


def test_loopback_is_refused_in_a_real_run(site: StandIn) -> None:
    with pytest.raises(RefusedAddressError, match="not a public address"):
        ask(site, allow_loopback=False, host="127.0.0.1")
    assert site.hits == []


def test_the_next_address_is_tried_where_one_does_not_answer(site: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "resolve_host", Names(("127.0.0.9", "127.0.0.1")))
    assert ask(site) == [200]


def test_a_name_that_leads_nowhere(site: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nowhere(host: str, port: int) -> tuple[str, ...]:
        raise OSError("Name or service not known")

    monkeypatch.setattr(guard, "resolve_host", nowhere)
    with pytest.raises(UnreachableError, match="leads nowhere"):
        ask(site)


def test_a_name_service_that_never_answers(site: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(host: str, port: int) -> tuple[str, ...]:
        await asyncio.sleep(60)
        return ()

    monkeypatch.setattr(guard, "resolve_host", never)
    with pytest.raises(UnreachableError, match="in time"):
        ask(site, connect_seconds=0.05)
