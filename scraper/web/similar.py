"""Responses that share rare words with a given one."""

from __future__ import annotations

import re
import sqlite3
from typing import Any, Final

_WORD: Final = re.compile(r"[^\W\d_]{4,30}")
_MOST_WORDS: Final = 40  # looked up
_BEST_WORDS: Final = 10  # searched for
_COMMON: Final = 2_000  # a word in more responses than this tells little, and ranking its hits takes long
_COUNT: Final = "SELECT count(*) FROM (SELECT 1 FROM responses_fts WHERE responses_fts MATCH ? LIMIT ?)"
_ALIKE: Final = """
    SELECT responses.id, responses.force, forces.name AS force_name, responses.title, responses.reference,
        responses.dated_on, responses.outcome, responses.withdrawn_at
    FROM (
        SELECT rowid, rank FROM responses_fts WHERE responses_fts MATCH ?
        ORDER BY rank LIMIT ?
    ) AS best
    JOIN responses ON responses.search_row = best.rowid
    JOIN forces ON forces.id = responses.force
    WHERE responses.id <> ?
    ORDER BY best.rank
"""


def find_similar(db: sqlite3.Connection, response: str, text: str, most: int = 5) -> list[dict[str, Any]]:
    """Up to `most` responses, the most alike first, that share at least the rarest of the words of `text`.

    Rows of id, force, force_name, title, reference, dated_on, outcome and withdrawn_at.
    """
    words = list(dict.fromkeys(word.lower() for word in _WORD.findall(text)))[:_MOST_WORDS]
    (every,) = db.execute("SELECT count(*) FROM responses").fetchone()
    limit = min(_COMMON, max(every // 10, 3))
    counted = [(db.execute(_COUNT, (f'{{title request}}: "{word}"', limit + 1)).fetchone()[0], word) for word in words]
    rare = sorted(item for item in counted if 1 < item[0] <= limit)[:_BEST_WORDS]
    if not rare:
        return []
    wanted = " OR ".join(f'"{word}"' for _, word in rare)
    return [dict(row) for row in db.execute(_ALIKE, (f"{{title request}}: ({wanted})", most + 1, response))][:most]
