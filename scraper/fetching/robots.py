"""robots.txt as a set of rules for this program (RFC 9309, and the delays that crawlers have agreed on beside it)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from protego import Protego

MAX_ROBOTS_BYTES = 512 * 1024
"""RFC 9309 asks for at least 500 KiB; what follows is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one host asks of us. `delay_seconds` is between two requests; 0 where robots.txt states none."""

    robots: Protego | None
    product: str
    delay_seconds: float = 0.0

    def allows(self, url: str) -> bool:
        return self.robots is None or bool(self.robots.can_fetch(url, self.product))


def parse_rules(body: bytes, product: str) -> Rules:
    """Rules from the bytes of robots.txt. A byte-order mark is no part of the first line; odd bytes are replaced."""
    robots = Protego.parse(body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace"))
    stated = [robots.crawl_delay(product) or 0.0]
    if rate := robots.request_rate(product):
        stated.append(rate.seconds / rate.requests if rate.requests else 0.0)
    delay = max((each for each in stated if math.isfinite(each)), default=0.0)
    return Rules(robots=robots, product=product, delay_seconds=max(delay, 0.0))


def no_rules(product: str) -> Rules:
    """Everything is allowed: the host has no robots.txt."""
    return Rules(robots=None, product=product)
