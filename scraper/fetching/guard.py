"""Which addresses may be asked at all: http(s), the source's own hosts, and only where these lead to public addresses.

The check of the network address happens where the connection is made, on the very address connected to: a name cannot
answer one thing to the check and another to the connection.
"""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from scraper.errors import RefusedAddressError

_PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")


def bare_host(host: str) -> str:
    """A host without `www.`, in lower case: the two names of one site count as one host."""
    return host.lower().removeprefix("www.")


def check_address(url: str, hosts: frozenset[str], *, allow_loopback: bool = False) -> httpx.URL:
    """The parsed address, if a source with these `hosts` may ask for it; else RefusedAddressError.

    A host is named with or without `www.`, and with a port if it is not the usual one (any port on a loopback host,
    where loopback is allowed).
    """
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as problem:
        raise RefusedAddressError(f"{url!r} is not an address: {problem}") from problem
    if parsed.scheme not in _PORTS or not parsed.host:
        raise RefusedAddressError(f"{url}: expected an http or https address")
    if parsed.userinfo:
        raise RefusedAddressError(f"{url}: an address with a user name or password is never requested")
    allowed = {bare_host(host) for host in hosts}
    host, port = bare_host(parsed.host), parsed.port
    named = f"{host}:{port}" if port and port != _PORTS[parsed.scheme] else host
    if named in allowed or (allow_loopback and host in allowed and _is_loopback_name(host)):
        return parsed.copy_with(fragment=None)
    raise RefusedAddressError(
        f"{url}: {named} is not a host of this source ({', '.join(sorted(hosts))}); if it should be, add it to `hosts`"
    )


def check_public(host: str, addresses: tuple[str, ...], *, allow_loopback: bool = False) -> None:
    """Raise RefusedAddressError unless every network address a host name leads to is public."""
    for text in addresses:
        found = ip_address(text.partition("%")[0])
        loopback = all(each.is_loopback for each in _meanings(found))
        if not (_is_public(found) or (allow_loopback and loopback)):
            raise RefusedAddressError(f"{host} leads to {text}, which is not a public address: never requested")


async def resolve_host(host: str, port: int) -> tuple[str, ...]:
    """Every network address of a host name, in the system's order. OSError if it has none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedTransport(httpx.AsyncBaseTransport):
    """An httpx transport that resolves the name itself, checks the result and connects to just that.

    The certificate is still checked against the name. httpx.ConnectError if the name has no address or none answers.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, *, allow_loopback: bool = False) -> None:
        self._inner = inner
        self._allow_loopback = allow_loopback

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        port = request.url.port or _PORTS[request.url.scheme]
        try:
            async with asyncio.timeout(request.extensions.get("timeout", {}).get("connect")):
                addresses = await resolve_host(host, port)
        except (OSError, UnicodeError) as problem:
            raise httpx.ConnectError(
                f"the name {host} leads nowhere: {str(problem) or 'no answer in time'}", request=request
            ) from problem
        check_public(host, addresses, allow_loopback=self._allow_loopback)
        failure: httpx.TransportError = httpx.ConnectError(f"the name {host} leads nowhere", request=request)
        for address in addresses:
            numbered = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions | {"sni_hostname": host},
            )
            try:
                return await self._inner.handle_async_request(numbered)
            except (httpx.ConnectError, httpx.ConnectTimeout) as problem:
                failure = problem
        raise failure

    async def aclose(self) -> None:
        await self._inner.aclose()


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return all(
        each.is_global and not (each.is_multicast or each.is_reserved or each.is_unspecified)
        for each in _meanings(address)
    )


def _meanings(address: IPv4Address | IPv6Address) -> tuple[IPv4Address | IPv6Address, ...]:
    """What an address must be judged by: an IPv6 one may stand for an IPv4 one (mapped, NAT64), or carry one too."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    carried: list[IPv4Address | IPv6Address] = [address]
    if address.sixtofour:
        carried.append(address.sixtofour)
    if address.teredo:
        carried.append(address.teredo[1])
    return tuple(carried)


def _is_loopback_name(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
