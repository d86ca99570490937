"""What is shown is made ready before anyone asks for it: columns, first pages, commonest words, numbers of rows.

Of a million responses the first page takes seconds, and a search for a word that half of them hold a quarter of one:
every one of them is read. What was found once is kept as long as nothing changes (`columns.Searches`).
"""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import httpx

from scraper.web.asked import Asked
from scraper.web.site import SETTLED

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from scraper.web.generation import Generation
    from scraper.web.server import ArchiveSite

PAGES: Final = ("/", "/search", "/forces", "/exemptions", "/statistics", "/status")
LEAST_HITS: Final = 30_000
"""A word that fewer responses hold is found at once: of 30,000 it takes 30 ms."""

_SAMPLE: Final = 500
_MOST_WORDS: Final = 300
_LOOK_SECONDS: Final = 1.0
_QUIET: Final = timedelta(seconds=10)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_TEXTS: Final = """
    SELECT coalesce(request_text, '') || ' ' || coalesce(response_text, '') FROM json_each(?) AS wanted
    JOIN responses ON responses.search_row = wanted.value
    JOIN response_texts ON response_texts.response = responses.id
"""


async def keep_ready(site: ArchiveSite, app: ASGIApp) -> None:
    """Asks `app` for these pages whenever what `site` shows has changed, one after the other, until cancelled.

    An archive that is being written to changes all the time: it has its turn once nobody has written for a while.
    """
    ready: datetime | None = None
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
        base_url="http://localhost",
        headers={"Accept-Encoding": "identity"},
        timeout=None,
    )
    async with client:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            with suppress(sqlite3.Error, OSError):  # a copy that is gone by now: the next look finds another
                shown = site.look()
                if shown is None or (state := shown.changed_at) == ready:
                    continue
                if datetime.now(UTC) - state >= (_QUIET if shown.is_mutable else SETTLED):
                    ready = state
                    await _make_ready(site, shown, state, client)


async def _make_ready(site: ArchiveSite, shown: Generation, state: datetime, client: httpx.AsyncClient) -> None:
    """Goes on until all is ready, or what is shown is not what it was in this state."""
    for address in await shown.execute_fn(first_addresses):
        if (now := site.look()) is None or now.changed_at != state:
            return
        await client.get(address)
    if not shown.is_mutable:
        await shown.count_tables()


def first_addresses(db: sqlite3.Connection) -> list[str]:
    """The pages to make ready, in order: those that every reader comes by, one response, searches for common words."""
    latest = db.execute("SELECT '/response/' || force || '/' || id FROM responses ORDER BY search_row DESC LIMIT 1")
    searches = (Asked(words=word).address() for word in common_words(db))
    return [*PAGES, *(address for (address,) in latest), *searches]


def common_words(db: sqlite3.Connection) -> list[str]:
    """The words that so many responses hold that finding them all takes long, the commonest last; judged by a sample.

    Each form of a word is one of its own, as readers type it.
    """
    (total,) = db.execute("SELECT coalesce(max(search_row), 0) FROM responses").fetchone()
    if total < LEAST_HITS:
        return []
    rows = json.dumps([1 + total * place // _SAMPLE for place in range(_SAMPLE)])
    texts = [text for (text,) in db.execute(_TEXTS, (rows,))]
    held = Counter(word for text in texts for word in set(_WORD.findall(text.casefold())))
    return [word for word, count in held.most_common(_MOST_WORDS) if count * total > LEAST_HITS * len(texts)][::-1]
