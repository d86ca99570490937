"""Scoring the reader on labelled pages, field by field, with the misses.

A labelled folder holds `docs/<id>.json` (the label), and the page itself as `docs/<id>.txt`, `html/<id>.html` or both.
A label has `force`, `url`, `page_kind` ("response", or what the page is instead), `title`, `reference`,
`date_requested`, `date_responded`, `date_published`, `questions` (how each begins), `n_questions`, `outcome`,
`exemptions` and `mentioned` (`{law, section, ncnd}`); a field that `score` sets to false is not scored. None is right
only if the reader finds none.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scraper.contract import response_as_dict
from scraper.errors import ConfigError, NotAResponseError
from scraper.law import covers
from scraper.platforms import find_platform
from scraper.reading import read_response
from scraper.reading.facts.references import reference_key
from scraper.records import Hints, Page

DATES = ("date_requested", "date_responded", "date_published")
FIELDS = (
    "title",
    "reference",
    *DATES,
    "n_questions",
    "questions",
    "outcome",
    "exemptions",
    "ncnd",
    "not_relied",
    "no_claim",
)
_QUESTION_START = 25
_NOTHING: dict[str, Any] = {
    **dict.fromkeys(("title", "reference", "outcome", *DATES)),
    "questions": [],
    "exemptions": [],
}
_NUMBER = re.compile(r"\W*(?:q(?:uestion)?\s*)?\d{0,2}[a-z]?\s*[.):/-]+\s*", re.I)


@dataclass(slots=True)
class Score:
    """Counts of one field: found and right, found and wrong, missed. One value a page counts as right or as wrong."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def value(self) -> float:
        """F1 of what was found; for fields of one value a page, the share that is right."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0

    @property
    def count(self) -> int:
        return self.right + max(self.wrong, self.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    page: str
    field: str
    expected: Any
    found: Any


@dataclass(slots=True, kw_only=True)
class Evaluation:
    """Scores of all pages by field, the same by force, and every miss."""

    pages: int = 0
    fields: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    forces: dict[str, dict[str, Score]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Score)))
    misses: list[Miss] = field(default_factory=list)


def evaluate(folder: Path) -> Evaluation:
    """Reads every labelled page of the folder and scores the record. ConfigError if the folder or a label is none."""
    result = Evaluation()
    for path in sorted((folder / "docs").glob("*.json")):
        label = _load_label(path)
        pages = [p for p in (folder / "html" / f"{path.stem}.html", path.with_suffix(".txt")) if p.is_file()]
        if not pages:
            raise ConfigError(
                f"{path}: the labelled page is missing; expected {path.with_suffix('.txt')} or html/{path.stem}.html"
            )
        for page in pages:
            result.pages += 1
            for name, score, expected, found in _compare(label, _read(page, label)):
                for tally in (result.fields[name], result.forces[label["force"]][name]):
                    tally.right += score.right
                    tally.wrong += score.wrong
                    tally.missed += score.missed
                if score.wrong or score.missed:
                    result.misses.append(
                        Miss(page=f"{page.parent.name}/{page.name}", field=name, expected=expected, found=found)
                    )
    if not result.pages:
        raise ConfigError(f"{folder}: no labels; expected {folder / 'docs'}/<id>.json")
    return result


def _load_label(path: Path) -> dict[str, Any]:
    try:
        label = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: no readable label: {error}") from None
    missing = {"force", "url", "page_kind", "reference", *DATES, "questions", "outcome", "exemptions"} - set(label)
    if missing:
        raise ConfigError(f"{path}: the label has no {', '.join(sorted(missing))}")
    return dict(label)


def _read(page: Path, label: dict[str, Any]) -> dict[str, Any] | None:
    media_type = "text/html" if page.suffix == ".html" else "text/plain"
    hints = Hints(force=label["force"], platform=find_platform(label["url"]))
    try:
        return response_as_dict(
            read_response(Page(body=page.read_bytes(), url=label["url"], media_type=media_type), hints)
        )
    except NotAResponseError:
        return None


_Comparison = tuple[str, Score, Any, Any]


def _compare(label: dict[str, Any], record: dict[str, Any] | None) -> Iterator[_Comparison]:
    """Every scored field of one page: its name, its score, what was expected and what was found."""
    if label["page_kind"] != "response":
        claims = record and (record["outcome"] or [e["section"] for e in record["exemptions"]])
        yield "no_claim", _one(not claims), None, claims
        return
    found = record or _NOTHING
    scored = {name for name in FIELDS if label.get("score", {}).get(name, True)}
    values: dict[str, tuple[Any, Any, Callable[[Any], Any]]] = {
        "title": (label.get("title"), found["title"], _plain),
        "reference": (label["reference"], found["reference"], _reference),
        **{d: (label[d], found[d], lambda v: v) for d in DATES},
        "n_questions": (label.get("n_questions") or 0, len(found["questions"]), lambda v: v),
        "outcome": (label["outcome"], found["outcome"], lambda v: v),
    }
    for name, (expected, got, normal) in values.items():
        if name in scored and not (name == "title" and expected is None):
            yield name, _one(record is not None and normal(expected) == normal(got)), expected, got
    if "questions" in scored:
        yield _compare_questions(label["questions"], [q["text"] for q in found["questions"]])
    if "exemptions" in scored:
        yield from _compare_exemptions(label, found["exemptions"])


def _compare_questions(expected: list[str], found: list[str]) -> _Comparison:
    left = [_plain(_NUMBER.sub("", text, count=1)) for text in found]
    missed = []
    for text in expected:
        start = _plain(_NUMBER.sub("", text, count=1))[:_QUESTION_START]
        match = next((f for f in left if f.startswith(start)), None)
        if match is None:
            missed.append(text)
        else:
            left.remove(match)
    score = Score(right=len(expected) - len(missed), wrong=len(left), missed=len(missed))
    return "questions", score, missed, [text[:40] for text in left]


def _compare_exemptions(label: dict[str, Any], found: list[dict[str, Any]]) -> Iterator[_Comparison]:
    """The provisions relied on, the "neither confirm nor deny" marks among them, and what is only mentioned."""
    expected = {(e["law"], e["section"]): bool(e.get("ncnd")) for e in label["exemptions"]}
    got = {(e["law"], e["section"]): bool(e["ncnd"]) for e in found}
    a, b = _exact(set(expected)), _exact(set(got))
    yield "exemptions", Score(right=len(a & b), wrong=len(b - a), missed=len(a - b)), sorted(a - b), sorted(b - a)
    both = set(expected) & set(got)
    wrong = sorted(p for p in both if expected[p] != got[p])
    yield (
        "ncnd",
        Score(right=len(both) - len(wrong), wrong=len(wrong)),
        {p: expected[p] for p in wrong},
        {p: got[p] for p in wrong},
    )
    relied_tops = {_top(section) for _, section in expected}
    mentioned = {_top(m["section"]) for m in label.get("mentioned", []) if m["section"]} - relied_tops
    claimed = sorted(p for p in b if _top(p[1]) in mentioned)
    yield "not_relied", _one(not claimed), [], claimed


def _exact(provisions: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Without those that are only the parent of another one (31 beside 31(1)(a))."""
    return {
        (law, section)
        for law, section in provisions
        if not any(law == law2 and section != other and covers(section, other) for law2, other in provisions)
    }


def _one(right: bool) -> Score:
    return Score(right=1) if right else Score(wrong=1, missed=1)


def _top(section: str) -> str:
    return section.partition("(")[0]


def _plain(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]+", "", (text or "").lower())


def _reference(text: str | None) -> str | None:
    """Separators, spaces, case and a leading FOI or RFI do not count."""
    if not text:
        return None
    key = reference_key("".join(text.split())).strip("/")
    return re.sub(r"\A(?:FOI|RFI)/?(?=\d)", "", key)
