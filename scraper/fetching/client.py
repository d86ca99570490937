"""The one client of a run: it waits its turn at every host, keeps to robots.txt and takes no for an answer."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from scraper.errors import (
    BlockedError,
    FetchError,
    FoiError,
    RefusedAddressError,
    RobotsError,
    UnfitBodyError,
    UnreachableError,
)
from scraper.fetching.answers import Answer, as_fetched, check_answer, utc_now
from scraper.fetching.bodies import media_type_of, read_body, read_start
from scraper.fetching.guard import GuardedTransport, bare_host, check_address
from scraper.fetching.manners import Fetched, Manners
from scraper.fetching.pace import Pace
from scraper.fetching.refusals import find_challenge, find_challenge_page
from scraper.fetching.robots import MAX_ROBOTS_BYTES, Rules, no_rules, parse_rules

__all__ = ["Fetched", "Manners", "PoliteClient", "Session"]

_REDIRECTS = (301, 302, 303, 307, 308)
_SMALL_BYTES = 64 * 1024
"""How much is read of a body that is only looked at: an error page, a page of the wrong kind."""
_REFUSED_SECONDS = 3600.0
"""How long to stay away after 429 when the site does not say."""


class _Host:
    """What one run knows of one host, shared by all its sessions."""

    def __init__(self) -> None:
        self.pace = Pace()
        self.robots = asyncio.Lock()
        self.rules: Rules | FoiError | None = None
        self.refusal: str | None = None
        self.retry_at: str | None = None
        self.failures = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    """One fetch as asked for. `wanted`: the media types, None for any. `cut`: the start of the body will do."""

    headers: tuple[tuple[str, str], ...] = (("Accept", "*/*"),)
    wanted: frozenset[str] | None = None
    pause_seconds: float = 0.0
    max_bytes: int
    cut: bool = False
    obey_robots: bool = True


class _PassingError(Exception):
    """Trouble that may pass: tried again, and raised as `error` when it does not."""

    def __init__(self, error: FoiError, wait_seconds: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait_seconds = wait_seconds


class PoliteClient:
    """All the network of one run. Use it as an async context manager, and a session of it for each source.

    Hosts are asked side by side, each host one request at a time. TLS is always verified; proxies and other settings
    of the environment are ignored; no cookies are kept.
    """

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self._hosts: dict[str, _Host] = {}
        self._wires: dict[str, GuardedTransport] = {}
        self._tls = httpx.create_ssl_context(verify=True, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for wire in self._wires.values():
            await wire.aclose()
        self._wires.clear()

    def session(self, hosts: frozenset[str], delay_seconds: float, *, interface: bool = False) -> Session:
        """The client for one source: only these hosts, at least this delay, and its own counters.

        `interface` marks a published programming interface that hands out other sites' pages (the Internet Archive's):
        robots.txt, which is about crawling, is not asked for, and a challenge page in a body is not its own refusal.
        """
        return Session(self, hosts, delay_seconds, interface=interface)

    def _host(self, address: httpx.URL) -> _Host:
        """One for both names of a site (www. or not) and both schemes, so that they share one pace."""
        name = bare_host(address.host) + (f":{address.port}" if address.port else "")
        return self._hosts.setdefault(name, _Host())

    def _wire(self, address: httpx.URL) -> GuardedTransport:
        """One pool per host name: one for many hosts is slower, a new one per request far slower.

        The bare transport, since nothing of what httpx's client adds is wanted: cookies, redirects, the environment.
        A connection serves one request: what a site sends beyond the length it states would be taken for its next page.
        """
        origin = f"{address.scheme}://{address.netloc.decode()}"
        if origin not in self._wires:
            limits = httpx.Limits(max_connections=2, max_keepalive_connections=0)
            inner = httpx.AsyncHTTPTransport(verify=self._tls, trust_env=False, limits=limits)
            self._wires[origin] = GuardedTransport(inner, allow_loopback=self.manners.allow_loopback)
        return self._wires[origin]


class Session:
    """One source's way to the network. `requests` and `received_bytes` count everything: robots.txt and retries too."""

    def __init__(
        self, client: PoliteClient, hosts: frozenset[str], delay_seconds: float, *, interface: bool = False
    ) -> None:
        self.requests = 0
        self.received_bytes = 0
        self._client = client
        self._manners = client.manners
        self._allowed = hosts
        self._delay_seconds = delay_seconds
        self._interface = interface
        read, connect = client.manners.read_seconds, client.manners.connect_seconds
        self._timeout = {"connect": connect, "read": read, "write": read, "pool": read}

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: frozenset[str] | None = None,
        pause_seconds: float = 0.0,
    ) -> Fetched:
        """Fetch one address, following redirects within the source's hosts.

        `etag` and `last_modified` are the validators of an earlier capture: an unchanged page then comes as 304.
        `accept` names the media types wanted, None for any. `pause_seconds` is a longer pause before this request.
        Raises an error of `scraper.errors`: FetchError and its kinds for this address alone, BlockedError and
        UnreachableError when the source's run is to end.
        """
        validators = (("If-None-Match", etag), ("If-Modified-Since", last_modified))
        headers = [("Accept", ", ".join(sorted(accept)) if accept else "*/*")]
        headers += [(name, value) for name, value in validators if value]
        answer = await self._follow(
            url,
            _Ask(
                headers=tuple(headers),
                wanted=accept,
                pause_seconds=pause_seconds,
                max_bytes=self._manners.max_bytes,
                obey_robots=not self._interface,
            ),
        )
        check_answer(answer, accept, conditional=bool(etag or last_modified))
        return as_fetched(url, answer)

    async def robots(self, url: str) -> Rules:
        """What robots.txt of this address's host asks of us; it is fetched once in a run. Raises as `fetch` does."""
        address = check_address(url, self._allowed, allow_loopback=self._manners.allow_loopback)
        return await self._rules(self._client._host(address), address)

    async def _follow(self, url: str, ask: _Ask) -> Answer:
        """The answer at the end of the redirects; every hop is checked as if it had been asked for itself."""
        visited: list[str] = []
        while len(visited) <= self._manners.max_redirects:
            try:
                address = check_address(url, self._allowed, allow_loopback=self._manners.allow_loopback)
                if str(address) in visited:
                    raise FetchError(f"{visited[0]}: redirects in a circle ({' -> '.join([*visited, str(address)])})")
                if visited and visited[-1].startswith("https:") and address.scheme == "http":
                    raise FetchError(f"{visited[-1]}: redirects from https to {address}; TLS is never given up")
                answer = await self._ask(address, ask)
            except RefusedAddressError as refusal:
                if not visited:
                    raise
                raise RefusedAddressError(f"{visited[-1]} redirects to where it may not lead: {refusal}") from refusal
            visited.append(str(address))
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            try:
                url = str(address.join(location))
            except (httpx.InvalidURL, ValueError) as problem:
                raise FetchError(f"{address}: redirects to {location!r}, which is not an address") from problem
        raise FetchError(f"{visited[0]}: more than {self._manners.max_redirects} redirects, the last to {url}")

    async def _ask(self, address: httpx.URL, ask: _Ask) -> Answer:
        """One address, tried again where the trouble may pass."""
        host = self._client._host(address)
        delay = max(self._delay_seconds, ask.pause_seconds)
        if ask.obey_robots:
            rules = await self._rules(host, address)
            if not rules.allows(str(address)):
                raise RobotsError(f"{address}: robots.txt of this host forbids it; not requested")
            delay = max(delay, rules.delay_seconds)
        for attempt in range(self._manners.retries + 1):
            try:
                async with host.pace.turn(delay):
                    if host.refusal:
                        raise BlockedError(host.refusal, retry_at=host.retry_at)
                    answer = await self._once(host, address, ask)
                host.failures = 0
                return answer
            except _PassingError as trouble:
                last = trouble
                if attempt < self._manners.retries:
                    host.pace.rest(max(trouble.wait_seconds, self._manners.backoff_seconds * 2**attempt))
        raise self._given_up(host, address, last.error) from last

    def _given_up(self, host: _Host, address: httpx.URL, error: FoiError) -> FoiError:
        """The error of an address that failed for good; where too many did in a row, of the whole host."""
        host.failures += 1
        if host.failures < self._manners.max_failures:
            return error
        return UnreachableError(f"{address.host}: {host.failures} addresses in a row failed, the last with: {error}")

    async def _once(self, host: _Host, address: httpx.URL, ask: _Ask) -> Answer:
        """One request on the wire. The caller holds the host's turn."""
        self.requests += 1
        request = httpx.Request("GET", address, headers=self._headers(ask), extensions={"timeout": self._timeout})
        try:
            async with asyncio.timeout(self._manners.max_seconds):
                response = await self._client._wire(address).handle_async_request(request)
                try:
                    answer = await self._receive(response, str(address), ask)
                finally:
                    await response.aclose()
        except TimeoutError as problem:
            slow = UnfitBodyError(f"{address}: not complete after {self._manners.max_seconds:g} seconds")
            raise self._given_up(host, address, slow) from problem
        except (httpx.ConnectError, httpx.ConnectTimeout) as problem:
            if certificate := _certificate_problem(problem):
                raise UnreachableError(f"{address}: its TLS certificate is not valid ({certificate})") from problem
            raise _PassingError(UnreachableError(f"{address}: no connection ({_words(problem)})")) from problem
        except httpx.TransportError as problem:
            raise _PassingError(FetchError(f"{address}: no answer ({_words(problem)})")) from problem
        self._check_refusal(host, answer)
        if answer.status >= 500:
            raise self._server_trouble(answer)
        return answer

    def _headers(self, ask: _Ask) -> list[tuple[str, str]]:
        return [("User-Agent", self._manners.user_agent), ("Accept-Encoding", "gzip"), *ask.headers]

    async def _receive(self, response: httpx.Response, url: str, ask: _Ask) -> Answer:
        media_type, _ = media_type_of(response.headers.get("content-type"))
        if response.status_code == 200 and (not ask.wanted or media_type is None or media_type in ask.wanted):
            try:
                body = await read_body(response, url=url, max_bytes=ask.max_bytes, cut=ask.cut, count=self._count)
            except (httpx.ReadError, httpx.RemoteProtocolError) as problem:
                raise _PassingError(UnfitBodyError(f"{url}: the body was cut short ({_words(problem)})")) from problem
        else:
            body = await read_start(response, max_bytes=_SMALL_BYTES, count=self._count)
        return Answer(url=url, status=response.status_code, headers=response.headers, body=body, at=utc_now())

    def _count(self, size: int) -> None:
        self.received_bytes += size

    def _check_refusal(self, host: _Host, answer: Answer) -> None:
        """Raise BlockedError for a refusal; a challenge or 429 closes the host to every session of the run."""
        if answer.status == 429:
            host.retry_at = utc_now(answer.retry_after or _REFUSED_SECONDS)
            host.refusal = f"{answer.url}: 429, too many requests; do not ask this host again before {host.retry_at}"
        elif challenge := find_challenge(answer.headers):
            host.refusal = f"{answer.url}: {challenge} (status {answer.status}); challenges are not solved"
        elif challenge := find_challenge_page(answer.media_type, answer.body):
            if self._interface and answer.status == 200:
                raise UnfitBodyError(f"{answer.url}: a {challenge} page was archived, not an answer; left out")
            host.refusal = f"{answer.url}: {challenge} (status {answer.status}); challenges are not solved"
        if host.refusal:
            raise BlockedError(host.refusal, retry_at=host.retry_at)
        if answer.status == 403:
            raise BlockedError(f"{answer.url}: 403, the site refuses this program")

    def _server_trouble(self, answer: Answer) -> Exception:
        wait = answer.retry_after
        error = FetchError(f"{answer.url}: the server failed with status {answer.status}")
        if wait > self._manners.max_wait_seconds:
            return UnreachableError(f"{answer.url}: status {answer.status}, asks to come back in {wait:.0f} seconds")
        return _PassingError(error, wait)

    async def _rules(self, host: _Host, address: httpx.URL) -> Rules:
        """robots.txt of a host, asked for once in a run whatever came of it."""
        async with host.robots:
            if host.rules is None:
                try:
                    host.rules = await self._fetch_rules(address.copy_with(raw_path=b"/robots.txt"))
                except FoiError as problem:
                    host.rules = problem
        if isinstance(host.rules, FoiError):
            raise type(host.rules)(*host.rules.args)
        return host.rules

    async def _fetch_rules(self, robots: httpx.URL) -> Rules:
        ask = _Ask(max_bytes=MAX_ROBOTS_BYTES, cut=True, obey_robots=False)
        try:
            answer = await self._follow(str(robots), ask)
        except RefusedAddressError:
            raise
        except (FetchError, UnreachableError) as problem:
            message = f"{robots} cannot be read, so nothing is fetched; wait and try again: {problem}"
            raise UnreachableError(message) from problem
        if answer.status == 401:
            raise BlockedError(f"{robots}: 401, the site refuses this program")
        if answer.status == 200:
            return parse_rules(answer.body, self._manners.product)
        if 400 <= answer.status < 500 or answer.status == 204:
            return no_rules(self._manners.product)
        raise UnreachableError(f"{robots}: status {answer.status}, so nothing is fetched; wait and try again")


def _certificate_problem(error: BaseException | None) -> str | None:
    while error:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        error = error.__cause__ or error.__context__
    return None


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
