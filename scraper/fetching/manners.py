"""How the client behaves and what it brings back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How one run treats every host. All times in seconds.

    `user_agent` names the program and a contact address; nothing is added to it and no browser is imitated.
    `max_seconds` bounds one request from connecting to the last byte; `max_bytes` bounds a body, packed and unpacked.
    `retries` counts the repeats after the first try, each later than the one before (`backoff_seconds`, doubled each
    time). A site's own Retry-After is kept to up to `max_wait_seconds`; a longer one ends the source's run.
    `max_failures` addresses failing one after the other mean that the host is down. `allow_loopback` is for tests and
    the demo only: it permits loopback addresses and nothing else that is not public.
    """

    user_agent: str
    connect_seconds: float = 15.0
    read_seconds: float = 30.0
    max_seconds: float = 120.0
    max_bytes: int = 64 * 1024 * 1024
    max_redirects: int = 5
    retries: int = 3
    backoff_seconds: float = 5.0
    max_wait_seconds: float = 120.0
    max_failures: int = 3
    allow_loopback: bool = False

    @property
    def product(self) -> str:
        """The name by which robots.txt knows this program: what stands before the version."""
        return self.user_agent.split("/")[0].split()[0] if self.user_agent.strip() else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One address as a site answered it.

    `status` is 200, or 304 (unchanged since the validators that were sent; `body` is then empty). `body` is unpacked,
    otherwise byte for byte what came. `media_type` and `charset` are as declared, in lower case, and may be wrong.
    `fetched_at` is UTC. `headers` are the site's, in its order. `source_url` is where the bytes came from when that is
    not the address itself (an archived capture).
    """

    url: str
    final_url: str
    status: int
    body: bytes
    media_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    fetched_at: str
    headers: tuple[tuple[str, str], ...] = ()
    source_url: str | None = None

    @property
    def not_modified(self) -> bool:
        return self.status == 304
