"""Grouping of same questions: `pytest -s tests/benchmarks/bench_groups.py`, or `bench_groups.py N [EXAMPLES]`.

At least 500 planted groups of 2 to 43 members among 100,000 unrelated requests (`asked`), as rows of an archive. Says
precision and recall over pairs, the time against the bare library's (its digest matrix of the same requests' shingles,
32 bands of 4 compared with numpy) in the same run, and what 500 further requests cost. Then, of the requests written by
hand (`tests/same_questions.jsonl`), how many pairs are found the same, where the wording was kept and where it was not.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from asked import Asked, generate
from rensa import RMinHash
from test_groups import SETS, asks_of

from scraper.groups.asks import same_question
from scraper.groups.update import update_groups
from scraper.store import Archive, open_archive

SEED = 7
NEW = 500
_AT = "2026-01-01T00:00:00Z"


def write(archive: Archive, requests: Iterable[Asked], first: int) -> None:
    """The requests as responses of an archive, with as much of each row as grouping reads and the schema wants."""
    requests = list(requests)
    with archive.write() as db:
        forces = {r.force: r.force_name for r in requests}
        db.executemany("INSERT OR IGNORE INTO forces (id, name, nation) VALUES (?, ?, 'England')", forces.items())
        db.executemany(
            "INSERT OR IGNORE INTO sources (id, force, name, platform, law, via, cron, recheck_days, unverified, "
            "enabled) VALUES (?, ?, ?, 'soh', 'FOIA', 'live', '0 3 * * *', 90, 0, 1)",
            [(force, force, name) for force, name in forces.items()],
        )
        db.execute(
            "INSERT OR IGNORE INTO captures (id, source, kind, url, address, final_url, fetched_at, via, "
            "status, sha256, size_bytes, file, offset) VALUES (1, ?, 'response', 'x', 'x', 'x', ?, 'live', 200, "
            "'0', 1, 'x', 0)",
            (requests[0].force, _AT),
        )
        db.executemany(
            "INSERT INTO responses (id, force, source, title, reference_key, language, url, law, question_count, "
            "attachment_count, version_count, first_seen_at, last_seen_at, changed_at, capture, reader_version, "
            "search_row) VALUES (?, ?, ?, ?, ?, ?, ?, 'FOIA', ?, 0, 1, ?, ?, ?, 1, '1', ?)",
            [
                (r.id, r.force, r.force, r.title, r.reference, r.language, r.id, len(r.questions), _AT, _AT, _AT, i)
                for i, r in enumerate(requests, first)
            ],
        )
        db.executemany(
            "INSERT INTO response_texts (response, request_text) VALUES (?, ?)",
            [(r.id, r.request_text) for r in requests],
        )
        db.executemany(
            "INSERT INTO questions (response, position, number, text) VALUES (?, ?, ?, ?)",
            [(r.id, i, number, text) for r in requests for i, (number, text) in enumerate(r.questions, 1)],
        )


def bare(requests: Sequence[Asked]) -> tuple[float, float]:
    """Seconds of the bare library with bands in numpy, and of making the shingles it needs."""
    began = time.perf_counter()
    shingles = []
    for request in requests:
        words = "\n".join(text for _, text in request.questions).lower().split()
        shingles.append([" ".join(words[i : i + 3]) for i in range(max(len(words) - 2, 1))])
    shingled = time.perf_counter()
    rows = RMinHash.digest_matrix_from_token_sets(shingles, 128, 1).to_rows()
    bands = np.array(rows, dtype=np.uint32).reshape(len(requests), 32, 4)
    pairs = 0
    for band in range(32):
        column = np.ascontiguousarray(bands[:, band]).view("V16").ravel()
        _, counts = np.unique(column, return_counts=True)
        pairs += int((counts > 1).sum())
    assert pairs
    return time.perf_counter() - shingled, shingled - began


def pairs_of(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def measure(archive: Archive, planted: dict[str, int | None]) -> tuple[float, float]:
    """Precision and recall over pairs."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, group in archive.rows("SELECT id, group_id FROM responses WHERE group_id IS NOT NULL"):
        found[group].append(key)
    right = pairs_of(
        count
        for members in found.values()
        for group, count in Counter(planted[key] for key in members).items()
        if group is not None
    )
    told = pairs_of(map(len, found.values()))
    wanted = pairs_of(Counter(group for group in planted.values() if group is not None).values())
    return right / told, right / wanted


def main(
    path: Path, unrelated: int, *, show: int = 0, rewordings: Mapping[float, int] | None = None
) -> tuple[float, float, float, float]:
    requests = list(generate(SEED, groups=500, unrelated=unrelated, rewordings=rewordings))
    print(f"{len(requests):,} requests, {len({r.group for r in requests}) - 1} planted groups")
    order = Random(SEED).sample(range(len(requests)), NEW)
    late = set(order)
    with open_archive(path, create=True) as archive:
        write(archive, (r for i, r in enumerate(requests) if i not in late), 1)
        library, shingling = bare(requests)
        began = time.perf_counter()
        changed = update_groups(archive)
        bulk = time.perf_counter() - began
        write(archive, (requests[i] for i in order), len(requests))
        began = time.perf_counter()
        night = update_groups(archive)
        nightly = time.perf_counter() - began
        precision, recall = measure(archive, {r.id: r.group for r in requests})
        if show:
            explain(archive, requests, show)
    print(
        f"precision {precision:.4f}, recall {recall:.4f}; {changed:,} groups in {bulk:.1f} s, "
        f"{bulk / library:.1f} times the bare library's {library:.1f} s (its shingles: {shingling:.1f} s on top); "
        f"{NEW} more changed {night} groups in {nightly:.2f} s; "
        f"peak memory {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB"
    )
    return precision, recall, bulk / library, nightly


def explain(archive: Archive, requests: Sequence[Asked], most: int) -> None:
    """Some of what was put together wrongly, and of what was missed."""
    found = {row[0]: row[1] for row in archive.rows("SELECT id, group_id FROM responses")}
    groups: dict[str, list[Asked]] = defaultdict(list)
    planted: dict[int, list[Asked]] = defaultdict(list)
    for request in requests:
        if group := found[request.id]:
            groups[group].append(request)
        if request.group is not None:
            planted[request.group].append(request)
    wrong = [g for g in groups.values() if len({r.id if r.group is None else r.group for r in g}) > 1]
    apart = [
        [request, next(other for other in group if other is not request)]
        for group in planted.values()
        for request in group
        if not found[request.id] or 2 * Counter(found[r.id] for r in group)[found[request.id]] <= len(group)
    ]
    for what, examples in (("groups hold what is not the same", wrong), ("members are apart", apart)):
        print(f"{len(examples)} {what}")
        for group in examples[:most]:
            for request in group[:3]:
                print(f"  {request.group} {request.force_name}: {' / '.join(text for _, text in request.questions)}")
            print()


def by_hand() -> dict[bool, float]:
    """The share of pairs of the same question that are found to be, by whether the wording was kept."""
    found: dict[bool, list[bool]] = {True: [], False: []}
    for topic in SETS:
        found[topic["wording_kept"]] += [same_question(*pair) for pair in combinations(asks_of(topic["same"]), 2)]
    return {kept: sum(same) / len(same) for kept, same in found.items()}


def test_planted_groups_are_found_and_nothing_else(tmp_path: Path) -> None:
    precision, recall, times, nightly = main(tmp_path / "foi.db", 100_000)
    assert precision >= 0.98 and recall >= 0.95
    assert times < 10 and nightly < 10


def test_a_draft_sent_to_many_is_one_group(tmp_path: Path) -> None:
    """No question reworded: names, dates, order, numbering, questions dropped and added, letters around them."""
    precision, recall, _, _ = main(tmp_path / "foi.db", 20_000, rewordings={0.0: 1})
    assert precision >= 0.98 and recall >= 0.95


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("unrelated", type=int, nargs="?", default=100_000)
    parser.add_argument("examples", type=int, nargs="?", default=0)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        main(Path(folder) / "foi.db", given.unrelated, show=given.examples)
    hand = by_hand()
    print(f"by hand: pairs found the same {hand[True]:.3f} where the wording was kept, {hand[False]:.3f} where not")
