"""The difference of two texts: what a reader is shown, that nothing is lost, and that hostile texts cost no more."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.web import difference
from scraper.web.difference import Change, ChangeKind, collapse, compare_texts, paragraphs

ADDED, CHANGED, REMOVED = ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED
SAME, SKIPPED = ChangeKind.SAME, ChangeKind.SKIPPED

LONGEST = 500_000  # characters of a text: the reader reads no more
SECONDS = 10.0  # many times what it takes: a guard against work that is not counted, no measure


def shown(*changes: Change) -> list[str]:
    """Changes as a page may show them: [-removed-], {+added+}."""
    marks = {SAME: "{}", REMOVED: "[-{}-]", ADDED: "{{+{}+}}"}
    return [
        f"… {change.count}"
        if change.kind is SKIPPED
        else "".join(marks[kind].format(text) for kind, text in change.pieces)
        for change in changes
    ]


def side(changes: tuple[Change, ...], kind: ChangeKind) -> list[str]:
    """The paragraphs of the old (REMOVED) or the new (ADDED) text, put together from the pieces."""
    texts = [
        "".join(text for of, text in change.pieces if of in (SAME, kind))
        for change in changes
        if change.kind in (SAME, CHANGED, kind)
    ]
    return [paragraph for text in texts for paragraph in text.split("\n")]


def check(old: str | None, new: str | None) -> tuple[Change, ...]:
    """Compares, and checks what holds for any two texts."""
    changes = compare_texts(old, new)
    assert side(changes, REMOVED) == list(paragraphs(old))
    assert side(changes, ADDED) == list(paragraphs(new))
    for change in changes:
        assert change.kind is not SKIPPED
        assert change.pieces and all(text for _, text in change.pieces)
        assert change.count == change.pieces[0][1].count("\n") + 1
        if change.kind is not CHANGED:
            assert [kind for kind, _ in change.pieces] == [change.kind]
    return changes


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (None, None, []),
        ("", "  \n\n ", []),
        ("One.\n\nTwo.", "One.\nTwo.", ["One.", "Two."]),
        ("One.   \r\n\r\nTwo\u00a0words.", "One.\n\nTwo words.", ["One.", "Two words."]),
        (None, "One.\n\nTwo.", ["{+One.+}", "{+Two.+}"]),
        ("One.\n\nTwo.", None, ["[-One.-]", "[-Two.-]"]),
        ("A\n\nB\n\nC", "A\n\nC", ["A", "[-B-]", "C"]),
        ("A\n\nC", "A\n\nB\n\nC", ["A", "{+B+}", "C"]),
        ("Yes.", "No.", ["[-Yes.-]", "{+No.+}"]),
        ("There were 147 cameras.", "There were 150 cameras.", ["There were [-147-]{+150+} cameras."]),
        ("The locations are held.", "The locations are not held.", ["The locations are {+not +}held."]),
        ("The locations are not held.", "The locations are held.", ["The locations are [-not -]held."]),
        ("It is held.", "It is held. We refuse.", ["It is held.{+ We refuse.+}"]),
        ("It is held. We refuse.", "It is held.", ["It is held.[- We refuse.-]"]),
        ("We refuse. It is held.", "It is held.", ["[-We refuse. -]It is held."]),
        ("147 cameras in 2019", "150 cameras in 2020", ["[-147-]{+150+} cameras in [-2019-]{+2020+}"]),
        (
            "One two three four five six the seven eight nine.",
            "One two three four five ten eleven the twelve nine.",
            ["One two three four five [-six the seven eight-]{+ten eleven the twelve+} nine."],
        ),
    ],
)
def test_what_is_shown(old: str | None, new: str | None, expected: list[str]) -> None:
    assert shown(*check(old, new)) == expected


def test_reworded_paragraphs_are_found_among_others() -> None:
    old = "Start\n\nQ1 – there were 5 cameras in use\n\nThe places are withheld from you\n\nEnd"
    new = "Start\n\nA note that was not there\n\nQ1 – there were 7 cameras in use\n\nNot the same at all\n\nEnd"
    assert shown(*check(old, new)) == [
        "Start",
        "{+A note that was not there+}",
        "Q1 – there were [-5-]{+7+} cameras in use",
        "[-The places are withheld from you-]",
        "{+Not the same at all+}",
        "End",
    ]


def test_rows_of_a_table_are_compared_one_by_one() -> None:
    old = "Year | Stops\n2019 | 14\n2020 | 15"
    new = "Year | Stops\n2019 | 14\n2020 | 16"
    assert shown(*check(old, new)) == ["Year | Stops", "2019 | 14", "2020 | [-15-]{+16+}"]


def test_hostile_text_stays_text() -> None:
    assert shown(*check("<b>a</b>", "<script>alert(1)</script>\x00")) == [
        "[-<b>a</b>-]",
        "{+<script>alert(1)</script>\x00+}",
    ]


def changes_of(kinds: str) -> tuple[Change, ...]:
    """s: same, a: added; numbered, to be told apart."""
    of = {"s": SAME, "a": ADDED}
    return tuple(Change(kind=of[kind], pieces=((of[kind], str(n)),)) for n, kind in enumerate(kinds))


@pytest.mark.parametrize(
    ("kinds", "around", "expected"),
    [
        ("", 1, []),
        ("a", 1, ["{+0+}"]),
        ("s", 1, ["0"]),
        ("sssss", 1, ["… 5"]),
        ("sssa", 1, ["… 2", "2", "{+3+}"]),
        ("ssa", 1, ["0", "1", "{+2+}"]),
        ("asss", 1, ["{+0+}", "1", "… 2"]),
        ("asssa", 1, ["{+0+}", "1", "2", "3", "{+4+}"]),
        ("assssa", 1, ["{+0+}", "1", "… 2", "4", "{+5+}"]),
        ("assssa", 0, ["{+0+}", "… 4", "{+5+}"]),
        ("assssa", 2, ["{+0+}", "1", "2", "3", "4", "{+5+}"]),
        ("aassssssaa", 2, ["{+0+}", "{+1+}", "2", "3", "… 2", "6", "7", "{+8+}", "{+9+}"]),
    ],
)
def test_collapse(kinds: str, around: int, expected: list[str]) -> None:
    assert shown(*collapse(changes_of(kinds), around)) == expected


@given(st.text("sa", max_size=30), st.integers(0, 3))
def test_collapse_leaves_out_no_change_and_counts_the_rest(kinds: str, around: int) -> None:
    changes = changes_of(kinds)
    collapsed = collapse(changes, around)
    assert [c for c in collapsed if c.kind is ADDED] == [c for c in changes if c.kind is ADDED]
    assert sum(c.count for c in collapsed) == len(changes)


WORDS = st.sampled_from(["the", "force", "holds", "no", "information", "31(1)", "a", "<b>", "é", ""])
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=8).map("\n".join)


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    check(old, new)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(deadline=None)
def test_any_characters(old: str, new: str) -> None:
    check(old, new)


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {change.kind for change in check(text, text)} <= {SAME}


def lines(line: str, count: int) -> str:
    return "\n".join(line.format(n) for n in range(count))


def mixed(separator: str) -> str:
    return separator.join(random.Random(separator).choices("abcde", k=LONGEST // 2))


HOSTILE = {
    "one word over and over": ("a " * (LONGEST // 2), "a b " * (LONGEST // 4)),
    "one word, other ends": ("x " + "a " * (LONGEST // 2 - 2) + "y", "p " + "a " * (LONGEST // 2 - 2) + "q"),
    "few words": (mixed(" "), mixed(" ")[::-1]),
    "one line over and over": ("a\n" * (LONGEST // 2), "a\nb\n" * (LONGEST // 4)),
    "few lines": (mixed("\n"), mixed("\n")[::-1]),
    "the same lines": ("a\n" * (LONGEST // 2), "a\n" * (LONGEST // 2)),
    "all gone": ("a\n" * (LONGEST // 2), None),
    "words the other way round": (
        " ".join(map(str, range(70_000))),
        " ".join(map(str, reversed(range(70_000)))),
    ),
    "lines the other way round": (
        "\n".join(map(str, range(70_000))),
        "\n".join(map(str, reversed(range(70_000)))),
    ),
    "every line reworded": (lines("{0} is the same", 25_000), lines("{0} is not the same", 20_000)),
    "every second line reworded": (lines("{0}\nold {0}", 25_000), lines("{0}\nold {0} z", 25_000)),
    "blocks of alike lines": (
        "\n".join(f"k{n}\n" + lines(f"a a a a {n} {{0}}", 300) for n in range(80)),
        "\n".join(f"k{n}\n" + lines(f"a a a a x{n} {{0}}", 300) for n in range(80)),
    ),
    "long alike paragraphs": (lines("a " * 5_000 + "{0}", 50), lines("b " + "a " * 4_000 + "{0}", 50)),
    "one long word": ("a" * LONGEST, "b" * LONGEST),
    "nothing but spaces": (" " * LONGEST, "\n" * LONGEST),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_bounded_work_and_lose_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted where it is done: every look of difflib at one item of a text asks for its places in the other."""
    looks = 0

    class Places(dict[str, list[int]]):
        def get(self, item: str, default: object = None) -> list[int]:  # type: ignore[override]
            nonlocal looks
            places = super().get(item, [])
            looks += len(places) + 1
            return places

    made = difference._CountedMatcher.__init__

    def watched(self: difference._CountedMatcher, *given: object) -> None:
        made(self, *given)  # type: ignore[arg-type]
        self.b2j = Places(self.b2j)  # type: ignore[attr-defined]

    monkeypatch.setattr(difference._CountedMatcher, "__init__", watched)
    old, new = HOSTILE[name]
    began = time.perf_counter()
    changes = compare_texts(old, new)
    assert time.perf_counter() - began < SECONDS
    assert looks <= difference.PARAGRAPH_STEPS + difference.WORD_STEPS
    assert side(changes, REMOVED) == list(paragraphs(old))
    assert side(changes, ADDED) == list(paragraphs(new))


def test_beyond_the_bound_of_words_only_both_ends_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = "It is so that a b c d e f g", "It is so that x a b c d e z f g"
    assert shown(*check(old, new)) == ["It is so that {+x +}a b c d e {+z +}f g"]
    monkeypatch.setattr(difference, "WORD_STEPS", 0)
    assert shown(*check(old, new)) == ["It is so that [-a b c d e-]{+x a b c d e z+} f g"]


def test_beyond_the_bound_of_paragraphs_what_lies_between_is_removed_and_added(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = "A\nB b b b\nC\nD\nE", "A\nB b b c\nC\nE\nE"
    assert shown(*check(old, new)) == ["A", "B b b [-b-]{+c+}", "C", "[-D-]", "{+E+}", "E"]
    monkeypatch.setattr(difference, "PARAGRAPH_STEPS", 0)
    assert shown(*check(old, new)) == ["A", "[-B b b b-]", "[-C-]", "[-D-]", "{+B b b c+}", "{+C+}", "{+E+}", "E"]


def test_a_block_beyond_all_bounds_is_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference, "LARGEST_BLOCK", 4)
    changes = check("A\nB\nC\nZ", "A\nD\nE\nF\nZ")
    assert shown(*changes) == ["A", "[-B\nC-]", "{+D\nE\nF+}", "Z"]
    assert [change.count for change in changes] == [1, 2, 3, 1]


def test_small_work_is_still_done_after_large_work_was_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference, "WORD_STEPS", 60)
    large = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
    old = f"one {large} two\n\nThere were 5 of them in all"
    new = f"two {large} one\n\nThere were 6 of them in all"
    assert shown(*check(old, new)) == [
        f"[-one {large} two-]{{+two {large} one+}}",
        "There were [-5-]{+6+} of them in all",
    ]
