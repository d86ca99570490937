"""Archives of any size for benchmarks, made up: `python tests/benchmarks/archives.py PATH N [--seed S]`.

Invented forces of skewed sizes, years 2008 to 2026, letters of about 3 KB with a natural word distribution, and rows
that agree with one another as `foi verify` wants it; only the files of the captures do not exist. Equal seeds give
equal rows: no clock, no hash() (whose order changes from process to process). A request in twenty was put to others
too.

Some words are planted, so that searches of every size can be asked for: RARE words are in 5 to 50 responses of any
archive of 1,000 or more, MIDDLING ones in 0.5 to 5 %, UPPER ones in about 6 %, COMMON ones in about a third, BROAD ones
in about 70 %. At the end the script counts them and fails if one is elsewhere.
"""

from __future__ import annotations

import argparse
import math
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final

from scraper.addresses import canonical_address, response_id
from scraper.attachments.results import FileState, Kind
from scraper.law import find_provision, parent_of
from scraper.reading import READER_VERSION
from scraper.records import (
    Attachment,
    Citation,
    DateKind,
    Law,
    Outcome,
    Place,
    Precision,
    Question,
    Reference,
    Response,
    Role,
    Source,
    StatedDate,
    Via,
)
from scraper.store import open_archive
from scraper.store.history import Reading, Version
from scraper.store.rows import attachment_rows, citation_rows, digest_of, provision_id, question_rows, response_values
from scraper.store.writing import count_working_days, history_values, version_values

BROAD: Final = ("held",)
COMMON: Final = ("officer", "incident", "offence", "crime", "record", "report", "station", "staff")
UPPER: Final = (
    *("taser", "custody", "vehicle", "burglary", "assault", "overtime"),
    *("firearm", "robbery", "theft", "arrest", "collision", "cannabis"),
)
_MIDDLING: Final = {
    "fraud": 0.044, "knife": 0.04, "misconduct": 0.035, "harassment": 0.03, "stalking": 0.025, "hate": 0.022,
    "drone": 0.02, "dog": 0.018, "speeding": 0.015, "cybercrime": 0.013, "arson": 0.012, "vetting": 0.011,
    "bicycle": 0.01, "smuggling": 0.009, "helicopter": 0.008, "wildlife": 0.007,
}  # fmt: skip
MIDDLING: Final = tuple(_MIDDLING)
_RARE: Final = {
    "peregrine": 6, "zeppelin": 8, "hovercraft": 10, "budgerigar": 12, "trebuchet": 15, "alpaca": 18, "meteorite": 20,
    "clairvoyant": 22, "gargoyle": 25, "tombola": 28, "wallaby": 30, "bagpipe": 33, "lighthouse": 36, "falconry": 40,
    "scarecrow": 44, "marmalade": 48,
}  # fmt: skip
RARE: Final = tuple(_RARE)

PLANTED: Final = {"rare": RARE, "middling": MIDDLING, "upper": UPPER, "common": COMMON, "broad": BROAD}

BATCH: Final = 5_000  # responses held in memory at a time
VOCABULARY_SIZE: Final = 30_000

# Words of letters by falling frequency; none has the stem of a planted word.
_FUNCTION_WORDS: Final = """
the of to and in a for is that on by be this with are as it we or not from you have which an at has been your our any
was were will all may their if can no than they would there these who such other where under also but only more when
into does do between within its each per could so out those about because how what should both during had some up up
further however therefore after before over being following whether whilst since until against through made make same
them most many must then very well own used upon without across while either every above below
"""
_GENERAL_WORDS: Final = """
information request force data police public response please requested provide provided number act total year section
council interest search disclosure exempt time law answer question available freedom based cost period department
details members release system systems relevant following individual process service policy person applicant date
retrieve case level unit team specific central national guidance month manual types purposes review required disclose
authority community exact disclosed contact relation general financial figures prior result area local set current
business support training management harm operational research part order hours spent budget average annual published
procedure reason means category code statement location database extracted accurate snapshot calendar division subject
received request manner methods various intelligence risk evidence factors favouring balance test duty
confirm deny prejudice applied appropriate limit estimated exceed compliance regulations agency partners strategy board
project plan contract supplier value paid payment salary rank grade role district borough county town region site
building document letter email form list table note copy page link website address line phone post visit event meeting
decision outcome action complaint appeal victim suspect witness child adult male female age ethnicity gender
"""
# Planted too, the first in 3 % of the responses, the last in 0.2 %: what requests are about.
_SUBJECTS: Final = """
camera stop domestic abuse missing cyber mobile sexual rape homicide murder drug cocaine heroin ketamine
trafficking slavery gang county_lines terrorism protest football festival motorway motorbike scooter caravan lorry
trailer tractor quad boat canal harbour airport railway tram bus taxi driver licence insurance uninsured dangerous
careless drink breathalyser roadside fatality pedestrian cyclist pursuit spit handcuff baton shield helmet armour body
worn video footage facial recognition biometric fingerprint swab forensic laboratory toxicology autopsy coroner inquest
detention cell strip appropriate_adult juvenile youth school truancy exclusion university student campus hospital
ambulance paramedic mental health crisis suicide overdose naloxone welfare safeguarding grooming exploitation indecent
images pornography revenge sextortion blackmail extortion bribery corruption laundering forgery counterfeit scam romance
courier bank cryptocurrency bitcoin confiscation seizure forfeiture auction lost property pawn jewellery watch catalytic
converter copper lead metal fuel diesel pump shoplifting supermarket retail warehouse cargo hijack carjacking keyless
vandalism graffiti nuisance fireworks noise neighbour eviction squatter trespass traveller encampment rave begging
homeless rough_sleeper prostitution brothel kerb crossbow airsoft shotgun rifle pistol ammunition amnesty surrender
licensing certificate renewal explosive grenade acid corrosive machete sword zombie blade stabbing gunshot
informal_resolution caution summons bail remand warrant extradition deportation immigration asylum passport visa border
interpreter translation braille disability reasonable_adjustment religion mosque synagogue church cathedral antisemitism
islamophobia homophobic transgender racism chaplain uniform footwear tattoo beard vegan canteen catering mileage hotel
parking petrol electric charging fleet horse mounted kennel puppy breeder poaching badger hare deer otter salmon
falcon egg fly_tipping asbestos flood drought heatwave snow pandemic vaccine lockdown quarantine absence sickness
pension redundancy resignation retirement recruitment apprentice volunteer cadet special_constable chaperone
whistleblower grievance tribunal dismissal gross_negligence polygraph hypnosis psychic ufo ghost panther exorcism
witchcraft
"""
_ONSETS: Final = (*"bcdfghjklmnprstvwz", "br", "ch", "dr", "fl", "gr", "pl", "qu", "sh", "sl", "st", "th", "tr")
_VOWELS: Final = "aaeeiioou"
_CODAS: Final = ("", "n", "r", "l", "s", "t", "m", "nd", "rt", "st")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_TITLE_NOUNS: Final = ("figures", "statistics", "policy", "numbers", "costs", "training", "by year", "guidance")

_FORCE_COUNT: Final = 50
_LARGEST_SHARE: Final = 0.1  # of the responses, as the force of a capital has
_STEMS: Final = ("Nor", "Wex", "Ash", "Brack", "Cald", "Dun", "Elm", "Fal", "Hart", "Lang")
_ENDS: Final = ("chester", "borough", "shire", "ford", "mouth")
_PLATFORMS: Final = ("soh", "soh", "soh", "soh", "link_list", "html_table")

_FIRST_YEAR, _LAST_YEAR = 2008, 2026
_LAST_ANSWER: Final = date(2026, 10, 1).toordinal()
_FIRST_SEEN: Final = date(2026, 1, 1).toordinal()
_LAST_SEEN: Final = date(2026, 11, 1).toordinal()
_RUN_STARTED, _RUN_FINISHED = "2026-01-01T02:00:00Z", "2026-11-01T05:00:00Z"

_OUTCOMES: Final[dict[Outcome | None, float]] = {
    Outcome.DISCLOSED: 0.35,
    Outcome.PARTLY_DISCLOSED: 0.25,
    Outcome.REFUSED: 0.10,
    Outcome.NOT_HELD: 0.10,
    Outcome.COST_LIMIT: 0.10,
    Outcome.NEITHER_CONFIRM_NOR_DENY: 0.04,
    Outcome.VEXATIOUS_OR_REPEATED: 0.01,
    None: 0.05,
}
_EVIDENCE: Final[dict[Outcome | None, str | None]] = {
    Outcome.DISCLOSED: "Please find the requested figures below.",
    Outcome.PARTLY_DISCLOSED: "Some of what you asked for is withheld and the rest is below.",
    Outcome.REFUSED: "Your request is refused.",
    Outcome.NOT_HELD: "We do not hold what you asked for.",
    Outcome.COST_LIMIT: "To answer would exceed the appropriate limit of 18 hours.",
    Outcome.NEITHER_CONFIRM_NOR_DENY: "We can neither confirm nor deny that we hold what you asked for.",
    Outcome.VEXATIOUS_OR_REPEATED: "Your request is vexatious.",
    None: None,
}
_ACTS: Final = {
    Law.FOIA: "the Freedom of Information Act 2000",
    Law.FOISA: "the Freedom of Information (Scotland) Act 2002",
    Law.EIR: "the Environmental Information Regulations 2004",
}
_FOIA_EXEMPTIONS: Final = {
    "40(2)": 34, "31(1)(a)": 22, "31(1)(b)": 14, "21(1)": 8, "30(1)(a)(i)": 7, "38(1)(a)": 5, "43(2)": 5, "22(1)": 4,
    "23(1)": 4, "24(1)": 3, "42(1)": 2, "36(2)(c)": 1.5, "41(1)": 1, "44(1)(a)": 1, "27(1)(a)": 0.5,
}  # fmt: skip
_EXEMPTIONS: Final[dict[Law, dict[str, float]]] = {
    Law.FOIA: _FOIA_EXEMPTIONS,
    Law.FOISA: {"38(1)(b)": 30, "35(1)(a)": 20, "35(1)(b)": 14, "34(1)(b)": 8, "25(1)": 10, "39(1)": 6, "30(c)": 4},
    Law.EIR: {"12(4)(b)": 4, "13(1)": 4, "12(5)(b)": 2, "12(5)(a)": 1},
}
_SILENT: Final[dict[Law, dict[str, float]]] = {
    Law.FOIA: {"31(3)": 5, "40(5B)(a)(i)": 4, "30(3)": 3, "24(2)": 3, "23(5)": 3},
    Law.FOISA: {"18(1)": 1},
    Law.EIR: {"12(5)(a)": 1},
}
_COST: Final = {Law.FOIA: "12(1)", Law.FOISA: "12(1)", Law.EIR: "12(4)(b)"}
_VEXATIOUS: Final = {Law.FOIA: "14(1)", Law.FOISA: "14(1)", Law.EIR: "12(4)(b)"}
_NOTICE: Final = {Law.FOIA: "17(1)", Law.FOISA: "16(1)", Law.EIR: "14(1)"}
_DUTY: Final = {Law.FOIA: "1(1)(a)", Law.FOISA: "1(1)", Law.EIR: "5(1)"}

_SPREAD: Final = (40, 50, 60, 65, 75, 80, 85, 95, 100, 110, 120, 140, 160, 190)  # per cent; about 100 in the mean
_TIMES: Final = (1, 1, 1, 2, 2, 3, 5)  # how often a subject stands in the answer
_FILE_STATES: Final = {
    "ok": 0.55, "linked": 0.2, "no_text": 0.08, "quarantined": 0.06, "gone": 0.06, "failed": 0.03, "encrypted": 0.01,
    "unsupported": 0.01,
}  # fmt: skip
_KINDS: Final = ((Kind.XLSX, "xlsx"), (Kind.PDF, "pdf"), (Kind.CSV, "csv"), (Kind.DOCX, "docx"))


class _Weighted:
    """Values to draw from, each as often as its weight says."""

    def __init__(self, weights: dict[Any, float]) -> None:
        self.values = list(weights)
        self.sums = list(accumulate(weights.values()))

    def draw(self, rng: Random, count: int = 1) -> list[Any]:
        return rng.choices(self.values, cum_weights=self.sums, k=count)

    def one(self, rng: Random) -> Any:
        return self.draw(rng)[0]


def vocabulary() -> list[str]:
    """The words that are not planted, the most frequent first; the same for every seed."""
    rng = Random(30_000)
    planted = [word for words in PLANTED.values() for word in words]
    # A made-up word with the beginning of a real one might have its stem.
    taken = {word[:4] for word in (*planted, *_SUBJECTS.split())}
    words = dict.fromkeys((*_FUNCTION_WORDS.split(), *_GENERAL_WORDS.split()))
    while len(words) < VOCABULARY_SIZE:
        if len(words) % 25 == 0:
            words[str(rng.randrange(2_100))] = None  # letters hold figures: tokens too
        syllables = 2 if len(words) < 4_000 else rng.choice((2, 3, 3, 4))
        word = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)) + rng.choice(_CODAS)
        if word[:4] not in taken:
            words[word] = None
    return list(words)


def _subjects() -> dict[str, float]:
    """The words that a response may be about, with the share of the responses that each is to be in."""
    others = {word.replace("_", " "): 0.03 / (1 + 0.06 * n) for n, word in enumerate(_SUBJECTS.split())}
    return {**dict.fromkeys(UPPER, 0.06), **_MIDDLING, **others}


def _poisson(mean: float) -> _Weighted:
    return _Weighted({n: math.exp(-mean) * mean**n / math.factorial(n) for n in range(int(mean * 4) + 4)})


class _Writer:
    """Prose with planted words in it.

    The number of planted words in a response is drawn from a Poisson distribution, and then which: so each word is in
    the share of the responses that it is to be in, independently of the others.
    """

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.words = _Weighted({word: 1 / (rank + 2.7) ** 1.07 for rank, word in enumerate(vocabulary())})
        shares = {**_subjects(), **dict.fromkeys(COMMON, 0.33), **dict.fromkeys(BROAD, 0.7)}
        rates = {word: -math.log(1 - share) for word, share in shares.items()}
        self.planted = _Weighted(rates)
        self.count = _poisson(sum(rates.values()))
        self.everywhere = frozenset((*COMMON, *BROAD))

    def topics(self) -> tuple[list[str], list[str]]:
        """What a response is about, and the words beside that; each word once."""
        drawn = list(dict.fromkeys(self.planted.draw(self.rng, self.count.one(self.rng))))
        return [w for w in drawn if w not in self.everywhere], [w for w in drawn if w in self.everywhere]

    def prose(self, characters: int, planted: Sequence[str] = ()) -> str:
        """Paragraphs of about so many characters, with these words somewhere in them."""
        rng = self.rng
        count = max(len(planted), characters // 6, 4)
        words = self.words.draw(rng, count)
        for at, word in zip(rng.sample(range(count), len(planted)), planted, strict=True):
            words[at] = word
        parts = []
        at = 0
        while at < count:
            length = rng.randrange(7, 28)
            sentence = " ".join(words[at : at + length])
            parts += [sentence[0].upper(), sentence[1:], ".\n" if rng.random() < 0.3 else ". "]
            at += length
        return "".join(parts).rstrip()

    def title(self, subjects: Sequence[str], year: int | None) -> str:
        about = list(subjects[:2]) or self.words.draw(self.rng, 2)
        title = f"{' and '.join(about)} {self.rng.choice(_TITLE_NOUNS)}"
        ending = f", {year}" if year and self.rng.random() < 0.4 else ""
        return title[0].upper() + title[1:] + ending

    def table(self, year: int) -> str:
        rows = [f"{y} | {self.rng.randrange(900)} | {self.rng.randrange(90)}" for y in range(year - 4, year + 1)]
        return "\n".join(["Year | Number | Of these closed", *rows])


def _sources() -> list[tuple[Source, float]]:
    """The logs and the share of the responses that each holds: one for each force, two for every tenth."""
    names = [f"{stem}{end}" for end in _ENDS for stem in _STEMS][:_FORCE_COUNT]
    sizes = [1 / (n + 6) ** 0.9 for n in range(_FORCE_COUNT - 1)]
    shares = [_LARGEST_SHARE, *(size / sum(sizes) * (1 - _LARGEST_SHARE) for size in sizes)]
    found = []
    for n, (name, share) in enumerate(zip(names, shares, strict=True)):
        force = name.lower()
        nation = {7: "Scotland", 12: "Wales", 23: "Wales", 31: "Northern Ireland"}.get(n, "England")
        log = Source(
            id=force,
            name=f"{name} Police disclosure log",
            force=force,
            force_name=f"{name} Police",
            nation=nation,
            law=Law.FOISA if nation == "Scotland" else Law.FOIA,
            platform=_PLATFORMS[n % len(_PLATFORMS)],
            listings=(f"https://www.{force}.police.uk/foi-ai/{force}-police/disclosure-log/",),
            hosts=frozenset({f"www.{force}.police.uk"}),
        )
        if n % 10:
            found.append((log, share))
        else:
            old = f"https://www.{force}.police.uk/about/foi/"
            earlier = replace(log, id=f"{force}-old", name=f"{name} Police, older log", listings=(old,))
            found += [(log, share * 0.8), (earlier, share * 0.2)]
    return found


def _rare_words(responses: int, seed: int) -> dict[int, list[str]]:
    """Which responses, by number, hold which rare words."""
    found: dict[int, list[str]] = {}
    for word, count in _RARE.items():
        for number in Random(f"{seed} {word}").sample(range(responses), min(count, responses)):
            found.setdefault(number, []).append(word)
    return found


def _instant(day: int, number: int) -> str:
    """The night of a day, given as its ordinal; the second follows from a number."""
    return f"{date.fromordinal(day)}T0{2 + number % 3}:{number // 3 % 60:02}:{number // 180 % 60:02}Z"


def _printed(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class _Maker:
    """Responses one after the other, and the rows of all tables that each makes."""

    def __init__(self, responses: int, seed: int) -> None:
        self.rng = Random(seed)
        self.writer = _Writer(self.rng)
        self.responses = responses
        self.rare = _rare_words(responses, seed)
        self.sources = _Weighted(dict(_sources()))
        self.years = _Weighted({y: 1.16 ** (y - _FIRST_YEAR) for y in range(_FIRST_YEAR, _LAST_YEAR + 1)})
        self.outcomes = _Weighted(_OUTCOMES)
        self.exemptions = {law: _Weighted(weights) for law, weights in _EXEMPTIONS.items()}
        self.silent = {law: _Weighted(weights) for law, weights in _SILENT.items()}
        self.questions = _Weighted({1: 30, 2: 20, 3: 15, 4: 12, 5: 9, 6: 6, 7: 5, 8: 3})
        self.files = _Weighted({0: 0.7, 1: 0.18, 2: 0.08, 3: 0.04})
        self.file_states = _Weighted(_FILE_STATES)
        self.widely: list[tuple[str, tuple[Question, ...]]] = []
        self.provisions: set[str] = set()
        self.captures = self.offset = 0
        self.rows: dict[str, list[dict[str, Any]]] = {}

    def batches(self) -> Iterator[dict[str, list[dict[str, Any]]]]:
        """Rows by table; what a row refers to is in its own batch or an earlier one."""
        for first in range(0, self.responses, BATCH):
            self.rows = {name: [] for name in _TABLES}
            for number in range(first, min(first + BATCH, self.responses)):
                self._add_response(number)
            yield self.rows

    def _add_response(self, number: int) -> None:
        rng = self.rng
        source: Source = self.sources.one(rng)
        response, latest = self._response(number, source)
        url = response.url or ""
        key = response_id(url)
        first = max(latest + 1, _FIRST_SEEN + rng.randrange(30))
        changes = rng.choice((1, 1, 2)) if rng.random() < 0.03 else 0
        days = [first, *sorted(rng.sample(range(first + 1, _LAST_SEEN), changes))]
        text = response.response_text or ""
        said = [replace(response, response_text=f"{text}\nFigures of quarter {n} follow.") for n in range(changes)]
        history = []
        for n, (answer, day) in enumerate(zip([*said, response], days, strict=True), 1):
            seen = _instant(day, number)
            capture = self._add_capture("response", url, seen, source.id, size=25_000 + rng.randrange(30_000))
            reading = Reading(url=url, capture=capture, seen_at=seen, response=answer, reader_version=READER_VERSION)
            version = Version(
                number=n,
                seen_at=seen,
                capture=capture,
                digest=digest_of(answer),
                reader_version=READER_VERSION,
            )
            history.append(version)
            self._add("versions", zip(_VERSION_COLUMNS, version_values(key, version, reading), strict=True))
        withdrawn = _instant(rng.randrange(days[-1] + 1, _LAST_SEEN + 1), number) if rng.random() < 0.01 else None
        seen_at = _instant(_LAST_SEEN, number) if withdrawn is None else history[-1].seen_at
        self.rows["responses"].append(
            {
                "id": key,
                "force": source.force,
                "source": source.id,
                "url": url,
                "last_seen_at": seen_at,
                "withdrawn_at": withdrawn,
                "reader_version": READER_VERSION,
                "search_row": number + 1,
                **history_values(tuple(history)),
                **response_values(response),
            }
        )
        self._add_parts(key, response, source.id, seen_at)
        self.rows["entries"].append(
            {
                "source": source.id,
                "url": canonical_address(url),
                "fetch_url": url,
                "title": response.title,
                "response": key,
                "state": "read",
                "capture": history[-1].capture,
                "reader_version": READER_VERSION,
                "checked_at": seen_at,
                "attempts": 0,
                "missed_walks": 2 if withdrawn else 0,
                "first_listed_at": history[0].seen_at,
            }
        )

    def _add_parts(self, key: str, response: Response, source: str, at: str) -> None:
        texts = {"response": key, "request_text": response.request_text, "response_text": response.response_text}
        self.rows["response_texts"].append(texts)
        for row in question_rows(response):
            self._add("questions", zip(_QUESTION_COLUMNS, (key, *row), strict=True))
        for row in citation_rows(response):
            self._add("citations", zip(_CITATION_COLUMNS, (key, *row), strict=True))
        for citation in response.citations:
            self._add_provision(citation.law, citation.section)
        for url, position, title, media_type in attachment_rows(response):
            self._add_file(key, source, at, url, position, title, media_type)

    def _add_provision(self, law: str, section: str) -> str:
        """A row for a provision that has none yet, after the one it lies in; returns its id."""
        key = provision_id(law, section)
        assert key is not None, f"{law} is no law of ours"
        if key not in self.provisions:
            self.provisions.add(key)
            outer = parent_of(section)
            parent = self._add_provision(law, outer) if outer else None
            known = find_provision(Law(law), section)
            self.rows["provisions"].append(
                {
                    "id": key,
                    "law": str(law),
                    "section": section,
                    "title": known and known.title,
                    "kind": known and known.kind,
                    "parent": parent,
                }
            )
        return key

    def _add_file(
        self, key: str, source: str, at: str, url: str, position: int, title: str | None, media_type: str | None
    ) -> None:
        rng = self.rng
        state = self.file_states.one(rng)
        size = 20_000 + rng.randrange(200_000)
        fetched = state not in ("linked", "gone", "failed")
        page_count = rng.choice((1, 1, 1, 2, 2, 3)) if state == FileState.OK else None
        self.rows["attachments"].append(
            {
                "response": key,
                "url": url,
                "position": position,
                "title": title,
                "media_type": media_type,
                "state": state,
                "size_bytes": size if fetched else None,
                "pages": page_count,
                "capture": self._add_capture("attachment", url, at, source, size=size) if fetched else None,
                "checked_at": None if state == "linked" else at,
                "reason": None if state in ("ok", "linked") else "made up for a benchmark",
            }
        )
        for number in range(1, (page_count or 0) + 1):
            text = self.writer.prose(9 * rng.choice(_SPREAD))
            self.rows["attachment_pages"].append({"response": key, "url": url, "number": number, "text": text})

    def _add_capture(self, kind: str, url: str, at: str, source: str, *, size: int) -> int:
        self.captures += 1
        self.rows["captures"].append(
            {
                "id": self.captures,
                "source": source,
                "run": 1,
                "kind": kind,
                "url": url,
                "address": canonical_address(url),
                "final_url": url,
                "fetched_at": at,
                "via": str(Via.LIVE),
                "status": 200,
                "media_type": "text/html" if kind == "response" else "application/octet-stream",
                "charset": "utf-8" if kind == "response" else None,
                "sha256": sha256(f"{url} {at}".encode()).hexdigest(),
                "size_bytes": size,
                "file": f"warc/{at[:7]}.warc.gz",
                "offset": self.offset,
            }
        )
        self.offset += size // 4
        return self.captures

    def _add(self, table: str, values: Iterator[tuple[str, Any]]) -> None:
        self.rows[table].append(dict(values))

    def _response(self, number: int, source: Source) -> tuple[Response, int]:
        """A response, and the last day that its page tells of, as an ordinal."""
        rng, writer = self.rng, self.writer
        dates, latest = self._dates()
        year = int(dates[0].value[:4]) if dates else None
        law = Law.EIR if source.law is Law.FOIA and rng.random() < 0.007 else source.law
        outcome: Outcome | None = self.outcomes.one(rng)
        subjects, beside = writer.topics()
        title = writer.title(subjects, year)
        questions = self._questions(subjects, beside)
        if number not in self.rare and self.widely and rng.random() < 0.06:
            title, questions = rng.choice(self.widely)
            questions = questions[:-1] if len(questions) > 2 and rng.random() < 0.3 else questions
        elif number not in self.rare and rng.random() < 0.01:
            self.widely = [*self.widely[-40:], (title, questions)]
        citations = self._citations(law, outcome)
        quotes = list(dict.fromkeys(c.quote for c in citations))
        evidence = _EVIDENCE[outcome]
        planted = [w for w in (*subjects, *beside) for _ in range(rng.choice(_TIMES))] + self.rare.get(number, [])
        room = 25 * rng.choice(_SPREAD) - sum(map(len, quotes))
        parts = [*([evidence] if evidence else []), *quotes[:1], writer.prose(max(200, room), planted), *quotes[1:]]
        if outcome in (Outcome.DISCLOSED, Outcome.PARTLY_DISCLOSED) and rng.random() < 0.3:
            parts.insert(-1, writer.table(year or _LAST_YEAR))
        if len(questions) > 1 and rng.random() < 0.25:
            decided = outcome if outcome is not Outcome.PARTLY_DISCLOSED else None
            questions = tuple(
                replace(q, answer=writer.prose(120), outcome=decided or rng.choice((Outcome.DISCLOSED, None)))
                for q in questions
            )
            parts += [f"{q.number}. {q.answer}" for q in questions]
        slug = f"{answer_slug(title)}-{number}"
        response = Response(
            force=source.force,
            url=f"{_folder(source, dates)}{slug}/",
            platform=source.platform,
            law=law,
            title=title,
            reference=_reference(number, year, rng.random()),
            dates=dates,
            questions=questions,
            request_text="\n".join(f"{q.number}. {q.text}" if q.number else q.text for q in questions),
            response_text="\n".join(parts),
            outcome=outcome,
            outcome_evidence=evidence,
            citations=citations,
            attachments=self._attachments(source, title, slug),
            language="en",
        )
        return response, latest

    def _dates(self) -> tuple[tuple[StatedDate, ...], int]:
        """The dates of a page: of most the day, of some only the month, of a few nothing; and the latest day."""
        rng = self.rng
        year: int = self.years.one(rng)
        day = date(year, 1, 1).toordinal() + rng.randrange(365 if year < _LAST_YEAR else 273)
        answered = date.fromordinal(min(day, _LAST_ANSWER))
        asked = date.fromordinal(answered.toordinal() - rng.randrange(12, 50))
        drawn = rng.random()
        if drawn < 0.03:
            return (), answered.toordinal()
        month = f"{answered:%Y-%m}"
        folder = f"{_MONTHS[answered.month - 1].lower()}-{answered.year}"
        filed = StatedDate(kind=DateKind.FILED, value=month, precision=Precision.MONTH, text=folder, place=Place.URL)
        if drawn < 0.17:
            return (filed,), answered.toordinal()
        kind = DateKind.RESPONDED if drawn < 0.85 else DateKind.PUBLISHED
        dates = [(kind, answered), *([(DateKind.REQUESTED, asked)] if rng.random() < 0.6 else [])]
        stated = tuple(
            StatedDate(kind=k, value=str(d), precision=Precision.DAY, text=_printed(d), place=Place.TEXT)
            for k, d in dates
        )
        return (*stated, *((filed,) if rng.random() < 0.6 else ())), answered.toordinal()

    def _questions(self, subjects: Sequence[str], beside: Sequence[str]) -> tuple[Question, ...]:
        rng = self.rng
        count: int = self.questions.one(rng)
        room = 5 * rng.choice(_SPREAD) // count
        found = []
        for n in range(1, count + 1):
            words = [w for w in (*subjects[:3], *beside[:1]) if rng.random() < 0.6]
            text = self.writer.prose(max(room, 40), words).rstrip(".").replace("\n", " ") + "?"
            found.append(Question(number=str(n) if count > 1 else None, text=text))
        return tuple(found)

    def _citations(self, law: Law, outcome: Outcome | None) -> tuple[Citation, ...]:
        rng = self.rng
        some = self.exemptions[law].draw(rng, rng.choice((1, 1, 2, 2, 3)))
        # Forces rely on the two of them together.
        pair = ["31(1)(b)"] if "31(1)(a)" in some and rng.random() < 0.5 else []
        relied = {
            Outcome.PARTLY_DISCLOSED: [*some, *pair],
            Outcome.REFUSED: [*some, *pair],
            Outcome.NEITHER_CONFIRM_NOR_DENY: self.silent[law].draw(rng, rng.choice((1, 2, 3))),
            Outcome.COST_LIMIT: [_COST[law]],
            Outcome.VEXATIOUS_OR_REPEATED: [_VEXATIOUS[law]],
            Outcome.NOT_HELD: ["17(1)"] if law is Law.FOISA else [],
            None: some[:1] if rng.random() < 0.2 else [],
        }.get(outcome, some[:1] if rng.random() < 0.05 else [])
        mentioned = [
            section
            for section, share in ((_NOTICE[law], 0.6 * bool(relied)), (_DUTY[law], 0.3))
            if rng.random() < share
        ]
        ncnd = outcome is Outcome.NEITHER_CONFIRM_NOR_DENY
        return (
            *(_citation(law, section, Role.RELIED, ncnd=ncnd) for section in dict.fromkeys(relied)),
            *(_citation(law, section, Role.MENTIONED) for section in mentioned if section not in relied),
        )

    def _attachments(self, source: Source, title: str, slug: str) -> tuple[Attachment, ...]:
        found = []
        for n in range(1, self.files.one(self.rng) + 1):
            kind, ending = self.rng.choice(_KINDS)
            url = f"https://www.{source.force}.police.uk/siteassets/foi/{slug}-{n}.{ending}"
            found.append(Attachment(url=url, title=f"{title}: file {n} ({ending.upper()})", media_type=kind.media_type))
        return tuple(found)


def answer_slug(title: str) -> str:
    """A title as the last part of an address."""
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())


def _folder(source: Source, dates: Sequence[StatedDate]) -> str:
    filed = next((d for d in dates if d.kind is DateKind.FILED), None)
    months = f"disclosure-{filed.value[:4]}/{filed.text}/" if filed else ""
    return f"{source.listings[0]}{months}"


def _reference(number: int, year: int | None, drawn: float) -> Reference | None:
    if drawn < 0.1:
        return None
    printed = f"FOI {number % 9_000 + 100}/{(year or _LAST_YEAR) % 100:02}"
    return Reference(printed=printed, key=printed.removeprefix("FOI "), place=Place.TEXT)


def _citation(law: Law, section: str, role: Role, *, ncnd: bool = False) -> Citation:
    word = "Regulation" if law is Law.EIR else "Section"
    known = find_provision(law, section)
    if role is Role.MENTIONED:
        quote = f"{word} {section} of {_ACTS[law]} sets out our duty."
    elif ncnd:
        quote = f"By virtue of {word.lower()} {section} of {_ACTS[law]} we neither confirm nor deny."
    else:
        quote = f"{word} {section} of {_ACTS[law]} is engaged."
    return Citation(law=law, section=section, title=known.title if known else None, role=role, ncnd=ncnd, quote=quote)


_VERSION_COLUMNS: Final = (
    *("response", "number", "seen_at", "capture", "digest", "reader_version"),
    *("title", "request_text", "response_text", "record"),
)
_QUESTION_COLUMNS: Final = ("response", "position", "number", "text", "answer", "outcome", "exemptions")
_CITATION_COLUMNS: Final = ("response", "position", "provision", "law", "section", "role", "ncnd", "by", "quote")

# In an order in which no row comes before one that it refers to.
_TABLES: Final = (
    *("captures", "responses", "response_texts", "questions", "provisions", "citations"),
    *("attachments", "attachment_pages", "versions", "entries"),
)


def make_archive(path: Path, responses: int, seed: int = 1) -> None:
    """Make an archive of so many responses; the folder is made, a file that is there is not overwritten.

    It is filled under another name and renamed when whole, so that what stands at `path` is never half an archive.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.unlink(missing_ok=True)
    with open_archive(unfinished, create=True) as archive:
        archive.save_sources([source for source, _ in _sources()])
        run = archive.start_run("refresh", _RUN_STARTED)
        archive.finish_run(run, _RUN_FINISHED, "ok")
    db = sqlite3.connect(unfinished, isolation_level=None)
    try:
        # An unfinished file is thrown away: no journal is needed until it is whole.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000"):
            db.execute(f"PRAGMA {pragma}")
        _fill(db, _Maker(responses, seed))
        db.execute("PRAGMA journal_mode = WAL")
    finally:
        db.close()
    unfinished.rename(path)


def _fill(db: sqlite3.Connection, maker: _Maker) -> None:
    for batch in maker.batches():
        db.execute("BEGIN")
        for table, rows in batch.items():
            if rows:
                names = ", ".join(f'"{name}"' for name in rows[0])
                values = ", ".join(f":{name}" for name in rows[0])
                db.executemany(f"INSERT INTO {table} ({names}) VALUES ({values})", rows)
        db.execute("COMMIT")
    db.execute("BEGIN")
    count_working_days(db)
    db.execute("COMMIT")
    for first in range(0, maker.responses, BATCH * 10):
        db.execute("BEGIN")
        last = first + BATCH * 10
        db.execute(
            "INSERT INTO responses_fts (rowid, title, request, response, attachments) SELECT * FROM response_search "
            "WHERE search_row > ? AND search_row <= ? ORDER BY search_row",
            (first, last),
        )
        db.execute("COMMIT")
    db.execute(
        """
        INSERT INTO run_sources (
            run, source, started_at, finished_at, state, listed, new, changed, unchanged, withdrawn, failed, requests,
            size_bytes, seconds, via, attachments
        )
        SELECT
            1, sources.id, ?, ?, 'ok', count(responses.id), count(responses.id),
            coalesce(sum(responses.version_count > 1), 0), 0, count(responses.withdrawn_at), 0, 1 + count(responses.id),
            40000 * count(responses.id), 2.0 * count(responses.id), 'live', coalesce(sum(responses.attachment_count), 0)
        FROM sources LEFT JOIN responses ON responses.source = sources.id
        GROUP BY sources.id
        """,
        (_RUN_STARTED, _RUN_FINISHED),
    )


def frequencies(path: Path) -> dict[str, int]:
    """How many responses of an archive hold each planted word."""
    db = sqlite3.connect(path)
    try:
        count = "SELECT count(*) FROM responses_fts WHERE responses_fts MATCH ?"
        words = [word for words in PLANTED.values() for word in words]
        return {word: db.execute(count, (word,)).fetchone()[0] for word in words}
    finally:
        db.close()


def wanted_range(kind: str, responses: int) -> tuple[int, int]:
    """In how many responses of an archive of this size a planted word of this class is to be: from, to."""
    if kind == "rare":
        return min(5, responses), 50
    low, high = {"middling": (0.005, 0.05), "upper": (0.055, 0.065), "common": (0.3, 0.36), "broad": (0.67, 0.73)}[kind]
    chance = 4 * math.sqrt(responses * high)  # what chance alone may do, which matters in small archives
    return max(0, int(responses * low - chance)), math.ceil(responses * high + chance)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition(":")[0] if __doc__ else None)
    options.add_argument("path", type=Path, help="the file to make")
    options.add_argument("responses", type=int, help="how many responses it is to hold")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    began = time.perf_counter()
    make_archive(given.path, given.responses, given.seed)
    print(
        f"{given.responses:,} responses, {given.path.stat().st_size / 1e6:,.0f} MB, {time.perf_counter() - began:.0f} s"
    )
    found = frequencies(given.path)
    misplaced = []
    for kind, words in PLANTED.items():
        low, high = wanted_range(kind, given.responses)
        print(f"{kind:9}{low:7,} to {high:7,}: {', '.join(f'{word} {found[word]:,}' for word in words)}")
        misplaced += [word for word in words if not low <= found[word] <= high]
    if misplaced:
        sys.exit(f"not in the class they belong to: {', '.join(misplaced)}")


if __name__ == "__main__":
    main()
