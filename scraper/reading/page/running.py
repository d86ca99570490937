"""Running heads and feet of a printed letter: lines that come again on each of its pages, with a number that grows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

PAGE = "Page 1"  # what stands in place of every such line: a page ends here

_COUNTED = re.compile(r"(.{3,110}?)[ |–-]+(?:page )?(\d{1,3})(?: ?(?:of|/) ?(\d{1,3}))?\W*", re.IGNORECASE)
_OFFICIAL = re.compile(r"\d|\.uk\b|\b(?:police|constabulary|heddlu|foi|freedom|marked|official)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\d[\d/.-]*\d")
_PROVISION = re.compile(r"(?:sections?|s\.|regulations?|articles?|adrann?(?:au)?) ?\d", re.IGNORECASE)
_LONGEST = 120  # characters of such a line
_HEAD = 12  # lines from the top, in which all words of a running head stand for the first time


def without_running_lines(lines: Sequence[str]) -> list[str]:
    """The lines of a letter (tidy; "" between paragraphs), `PAGE` in place of each line of a head or foot."""
    counted = _counted(lines)
    if not counted and not any(len(line) <= _LONGEST and _REFERENCE.search(line) for line in lines[_HEAD:]):
        return list(lines)
    filled = [i for i, line in enumerate(lines) if line]
    top = {word for i in filled[:_HEAD] for word in _words(lines[i])}
    running = set(counted)
    for place, index in enumerate(filled[_HEAD:], _HEAD):
        line = lines[index]
        beside = filled[place - 1] in running
        if _PROVISION.match(line):
            continue  # listed at the top, and a heading further down
        if len(line) <= _LONGEST and line[-1] not in ".?!:;," and (beside or _REFERENCE.search(line)):
            words = _words(line)
            if len(words) > 1 and top.issuperset(words):
                running.add(index)
    return [PAGE if i in running else line for i, line in enumerate(lines)]


def _counted(lines: Sequence[str]) -> set[int]:
    """The lines that end in the number of their page: the same words with a greater number some lines further down."""
    found: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        if len(line) > _LONGEST or " | " in line or not any(map(str.isdigit, line[-3:])):
            continue
        count = _COUNTED.fullmatch(line)
        if count is None or count[1].endswith(":") or int(count[2]) > int(count[3] or 999):
            continue  # "Reference: 412/24" heads an answer of several
        if count[3] or _OFFICIAL.search(count[1]):
            found.setdefault((count[1].lower(), count[3]), []).append((int(count[2]), index))
    return {
        index
        for places in found.values()
        if len(places) > 1 and all(a[0] < b[0] and b[1] - a[1] > 2 for a, b in pairwise(places))
        for _, index in places
    }


def _words(line: str) -> list[str]:
    return [word for part in line.lower().split() if (word := part.strip(".,:;()[]|–-"))]
