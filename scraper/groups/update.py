"""Bringing the groups up to date with what was written since: the only module that knows the order of events.

A response that came, changed or went waits in the table `ungrouped`, where the database itself puts it. Groups are the
connected parts of "asks the same", so that it does not matter in which order or how many at a time responses come.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from scraper.groups.asks import Ask, ask_of, same_question
from scraper.groups.closest import words_of
from scraper.groups.words import Words
from scraper.store import Archive
from scraper.store.connection import Row
from scraper.store.groups import Asked, NewGroup

_AT_A_TIME: Final = 50_000
_AT_ONCE: Final = 5_000
_MOST_ASKING: Final = 500
"""A sentence that stands in more requests tells nothing: it is one of those that requests end with."""

_LONGEST_TITLE: Final = 120
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}")
_PARTS: Final = re.compile(r"\s[-–—|:]\s")
_NUMBERED: Final = re.compile(
    r"^(?:(?:foia?|eir|ref(?:erence)?|request|no)\b[\s.:#-]*)*\d[\d/.\-]*\s|\s\d[\d/.\-]*[/-]\d+$", re.I
)
_SAYS_NOTHING: Final = frozenset(
    """
    foi foia eir request requests response freedom information police constabulary letter disclosure log ref reference
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()  # noqa: SIM905
)


def update_groups(archive: Archive) -> int:
    """Group what waits; returns how many groups are new, changed or gone. The caller holds the lock of the archive.

    A kill loses nothing: what was not written still waits.
    """
    changed = 0
    while waiting := archive.ungrouped(_AT_A_TIME):
        changed += _update(archive, words_of(archive.db), waiting)
    return changed


def _update(archive: Archive, words: Words, waiting: Sequence[Row]) -> int:
    asked = archive.asked(row["response"] for row in waiting)
    # A group that lost or changed a member may fall apart: all of it is looked at again.
    lost = {row["group_id"] for row in waiting} | {a.group_id for a in asked}
    groups = {group for group in lost if group is not None}
    new = {a.row for a in asked}
    again = archive.asked_in_rows(row for rows in archive.members(groups).values() for row in rows if row not in new)
    asks = {a.row: ask_of(words, a.questions, a.request_text) for a in asked}
    archive.save_asked((row, ask.about) for row, ask in asks.items())
    asked = [*asked, *again]
    parts = _Parts(archive, asked, groups)
    _unite_same(archive, words, {a.row for a in asked}, asks, parts)
    for response in asked:
        if response.reference_key and response.language:
            for twin in archive.twins(response):
                parts.unite(response.row, twin)
    return archive.save_groups(parts.groups(), parts.before, waiting)


def _unite_same(archive: Archive, words: Words, wanted: set[int], asks: dict[int, Ask], parts: _Parts) -> None:
    """Put together the rows that ask the same, of pairs of which one is wanted; `asks` are those known, by row."""
    rows_of = archive.rows_asking(wanted)
    near = {row for rows in rows_of.values() if 1 < len(rows) <= _MOST_ASKING for row in rows}
    unread = sorted(near - asks.keys())
    for start in range(0, len(unread), _AT_ONCE):
        for a in archive.asked_in_rows(unread[start : start + _AT_ONCE]):
            asks[a.row] = ask_of(words, a.questions, a.request_text)
            parts.meet(a)
    for rows in rows_of.values():
        if len(rows) > _MOST_ASKING:
            continue
        for one, other in combinations([row for row in rows if row in asks], 2):
            if (
                (one in wanted or other in wanted)
                and not parts.together(one, other)
                and same_question(asks[one], asks[other])
            ):
                parts.unite(one, other)


class _Parts:
    """The connected parts, as they grow. A row that is not looked at again stands for its whole group."""

    def __init__(self, archive: Archive, asked: Sequence[Asked], groups: Iterable[str]) -> None:
        self._archive = archive
        self._open = {a.row for a in asked}
        self._kept: dict[int, str | None] = {}
        self._parent: dict[int | str, int | str] = {}
        self.before = set(groups)

    def meet(self, response: Asked) -> None:
        self._kept[response.row] = response.group_id

    def _node(self, row: int) -> int | str:
        if row in self._open:
            return row
        if row not in self._kept:
            for found in self._archive.asked_in_rows([row]):
                self.meet(found)
        return self._kept.get(row) or row

    def _root(self, node: int | str) -> int | str:
        while (parent := self._parent.get(node, node)) != node:
            self._parent[node] = self._parent.get(parent, parent)
            node = parent
        return node

    def together(self, one: int, other: int) -> bool:
        return self._root(self._node(one)) == self._root(self._node(other))

    def unite(self, one: int, other: int) -> None:
        for node in (nodes := (self._node(one), self._node(other))):
            self._parent.setdefault(node, node)
        self._parent[self._root(nodes[0])] = self._root(nodes[1])

    def groups(self) -> list[NewGroup]:
        """All groups that these parts make, each under the id that most of its members had."""
        parts: dict[int | str, list[int | str]] = defaultdict(list)
        for node in self._parent:
            parts[self._root(node)].append(node)
        self.before |= {node for nodes in parts.values() for node in nodes if isinstance(node, str)}
        members = self._archive.members(self.before)
        rows = [
            sorted(row for node in nodes for row in (members[node] if isinstance(node, str) else [node]))
            for nodes in parts.values()
        ]
        rows = sorted(each for each in rows if len(each) > 1)
        group_of = {row: group for group, every in members.items() for row in every}
        ids = _heirs(rows, group_of)
        found = self._archive.asked_in_rows({row for each in rows for row in each})
        by_row = {a.row: a for a in found}
        return [
            # One that was taken down meanwhile is not among them; then `save_groups` writes nothing.
            NewGroup(id=ids.get(i), title=_title([by_row[row] for row in each if row in by_row]), rows=tuple(each))
            for i, each in enumerate(rows)
        ]


def _heirs(parts: Sequence[Sequence[int]], group_of: dict[int, str]) -> dict[int, str]:
    """Which part goes on under which id: the one with most of its members, the part that came first where equal."""
    claims = Counter(
        (group, i) for i, part in enumerate(parts) for row in part if (group := group_of.get(row)) is not None
    )
    ids: dict[int, str] = {}
    for (group, i), _ in sorted(claims.items(), key=lambda claim: (-claim[1], min(parts[claim[0][1]]), claim[0])):
        if i not in ids and group not in ids.values():
            ids[i] = group
    return ids


def _title(members: Sequence[Asked]) -> str:
    """What most members are called, in the words of the one that came first; else the first question."""
    titles = [title for a in members if (title := _without_reference(a.title or ""))]
    if titles:
        counts = Counter(map(str.casefold, titles))
        return max(titles, key=lambda title: counts[title.casefold()])
    text = next((a.questions[0] if a.questions else a.request_text or "" for a in members), "")
    line = " ".join(text.split())
    return (line[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…" if len(line) > _LONGEST_TITLE else line) or "(no title)"


def _without_reference(title: str) -> str:
    """A title without what is the force's own in it: reference, month; empty where nothing else is."""
    parts = (_NUMBERED.sub("", part).strip(" -–—:|") for part in _PARTS.split(title))
    return " - ".join(part for part in parts if _tells(part))


def _tells(part: str) -> bool:
    return any(word not in _SAYS_NOTHING for word in map(str.lower, _LETTERS.findall(part)))
