"""Markup that no publisher wrote: tags so deep or so tangled that an HTML parser takes minutes or gigabytes over them.

Parsers go back over every open element at many tags, and open unclosed formatting again in every paragraph. So large
pages are looked over first, tag by tag, keeping account of what is open as a parser would.
"""

from __future__ import annotations

import re
from collections import Counter

_LARGE = 5_000  # tags: below, no tangle costs more than a fraction of a second
_LONG = 100_000  # characters, likewise
_MOST_TAGS = 100_000  # ten times those of a page with tables of a thousand rows
_DEEPEST = 500
_MOST_REOPENED = 300_000

_TAG = re.compile(
    r"<(?:!--(?:-?>|.*?--!?>|.*)|(script|style)\b(?:.*?</\1|.*)"
    r"|(/?)([a-z][^\s/>]*+)(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)",
    re.IGNORECASE | re.DOTALL,
)
_CROWDED = re.compile(  # one tag with hundreds of attributes: each is compared with all before it
    r"<[a-z][^\s/>]*+(?:[\s/]++[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+){200}",
    re.IGNORECASE,
)
# Closed by the parser itself before the next of their kind, or never open.
_UNNESTED_WORDS = "a area base br col hr img input link meta source wbr p li td th tr dt dd option thead tbody tfoot"
_UNNESTED = frozenset(_UNNESTED_WORDS.split())
_FORMATTING_WORDS = "b big code em font i nobr s small strike strong tt u"
_FORMATTING = frozenset(_FORMATTING_WORDS.split())
_WALL_WORDS = "applet caption html marquee object table template svg math"
_WALLS = frozenset(_WALL_WORDS.split())  # no end tag closes anything beyond these


def is_tangled(text: str) -> bool:
    """Whether the markup of a page is too deep, too tangled or too much for a parser; one pass, linear time."""
    if len(text) > _LONG and _CROWDED.search(text) is not None:
        return True
    if text.count("<") < _LARGE:
        return False
    stack: list[str] = []
    unclosed: Counter[str] = Counter()
    count = reopened = 0
    for found in _TAG.finditer(text):
        name = (found[3] or "").lower()
        count += 1
        if not name:
            continue
        if name in _UNNESTED:
            reopened += unclosed.total() if not found[2] else 0
        elif found[2]:
            _close(stack, name)
            if unclosed[name]:
                unclosed[name] -= 1
        else:
            stack.append(name)
            if name in _FORMATTING:
                unclosed[name] += 1
        if len(stack) > _DEEPEST or reopened > _MOST_REOPENED or count > _MOST_TAGS:
            return True
    return False


def _close(stack: list[str], name: str) -> None:
    """Take the element this tag ends off the open ones, with those inside it; nothing where a wall is in between."""
    for index in range(len(stack) - 1, -1, -1):
        if stack[index] == name:
            del stack[index:]
            return
        if stack[index] in _WALLS:
            return
