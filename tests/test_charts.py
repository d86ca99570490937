"""Charts: what is drawn is what was counted, hostile words stay words, and the stylesheet has every colour."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scraper.web import charts
from scraper.web.charts import Bar, Chart, bar_chart, year_chart

CSS = (Path(charts.__file__).parent / "static" / "charts.css").read_text(encoding="utf-8")
SERIES = [("disclosed", "Disclosed"), ("refused", "Refused"), ("not_stated", "Not stated")]
HOSTILE = '"><script>alert(1)</script>&amp;\x00\x0b\u202e\ufffe\ud800 <b>'
MOST = 2**63 - 1  # what SQLite can count


def bar(label: str, count: int, share: float | None = None) -> Bar:
    return Bar(label=label, count=count, share=share)


def drawings(chart: Chart) -> list[ElementTree.Element]:
    """The wide and the narrow drawing, parsed as the XML that they would be in a file of their own."""
    box = ElementTree.fromstring(chart.svg)
    assert (box.tag, box.attrib) == ("div", {"class": "chart-box"})
    assert [svg.attrib["class"] for svg in box] == ["chart chart-wide", "chart chart-narrow"]
    return list(box)


def texts(svg: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in svg.iter("text")]


def titles(svg: ElementTree.Element) -> list[str]:
    return [rect.findtext("title") or "" for rect in svg.iter("rect")]


def sizes(svg: ElementTree.Element, attribute: str) -> list[float]:
    return [float(rect.attrib[attribute]) for rect in svg.iter("rect")]


def check(chart: Chart) -> None:
    """What holds for every chart that has rows."""
    ids: list[str] = []
    for svg in drawings(chart):
        named = [part.attrib["id"] for part in svg if "id" in part.attrib]
        assert [part.tag for part in svg][:2] == ["title", "desc"]
        assert svg.attrib["role"] == "img" and svg.attrib["aria-labelledby"].split() == named
        assert svg[1].text == chart.summary
        x, y, width, height = map(float, svg.attrib["viewBox"].split())
        assert (x, y) == (0, 0) and width in (720, 360) and height > 0
        assert "width" not in svg.attrib and "height" not in svg.attrib
        for part in svg.iter():
            ids += [part.attrib["id"]] if "id" in part.attrib else []
            assert not {"style", "fill", "stroke"} & part.attrib.keys()
            assert not [name for name in part.attrib if name.startswith("on")]
            assert part.tag in {"svg", "title", "desc", "rect", "line", "text"}
        for rect in svg.iter("rect"):
            left, top, wide, high = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
            assert left >= 0 and top >= -0.01 and wide > 0 and high > 0
            assert left + wide <= width + 0.01 and top + high <= height + 0.01
    assert len(ids) == len(set(ids)) == 4
    assert all(len(row) == len(chart.headers) for row in chart.rows)


def test_columns_are_as_high_as_their_counts() -> None:
    chart = year_chart(
        "By year", [("2020", {"disclosed": 30, "refused": 10}), ("2021", {"refused": 20})], SERIES, prefix="a"
    )
    check(chart)
    for svg in drawings(chart):
        assert titles(svg) == ["2020, Disclosed: 30", "2020, Refused: 10", "2021, Refused: 20"]
        heights = sizes(svg, "height")
        assert heights[0] == pytest.approx(3 * heights[1], abs=0.02)
        assert heights[2] == pytest.approx(2 * heights[1], abs=0.02)
        tops = sizes(svg, "y")
        assert tops[0] == pytest.approx(tops[1] + heights[1], abs=0.02)  # one stands on the other
        assert tops[0] + heights[0] == pytest.approx(tops[2] + heights[2], abs=0.02)  # both on the axis
        assert [rect.attrib["class"] for rect in svg.iter("rect")] == ["bar series-1", "bar series-2", "bar series-2"]


def test_columns_agree_with_the_ticks() -> None:
    chart = year_chart("By year", [("2020", {"disclosed": 40})], SERIES, prefix="a")
    for svg in drawings(chart):
        labels = {text.text: float(text.attrib["y"]) for text in svg.iter("text")}
        assert [text for text in texts(svg) if text != "2020"] == ["0", "10", "20", "30", "40"]
        assert labels["0"] - labels["40"] == pytest.approx(sizes(svg, "height")[0], abs=0.02)


def test_table_summary_and_legend() -> None:
    chart = year_chart(
        "By year", [("2021", {"refused": 2_000}), ("2019", {"disclosed": 5})], SERIES, prefix="a", unit="Answers"
    )
    check(chart)
    assert chart.caption == "By year"
    assert chart.headers == ("Year", "Disclosed", "Refused", "Not stated", "Total")
    assert chart.rows == (
        ("2019", "5", "0", "0", "5"),
        ("2020", "0", "0", "0", "0"),
        ("2021", "0", "2,000", "0", "2,000"),
    )
    assert chart.summary == "Answers: 2,005 in all. Most: 2021 (2,000). Fewest: 2020 (0)."
    assert chart.legend == (("series-1", "Disclosed"), ("series-2", "Refused"))


def test_gaps_are_filled_up_to_forty_years() -> None:
    def years(first: str, last: str) -> list[str]:
        counted = [(last, {"refused": 1}), ("No date", {"refused": 1}), (first, {"refused": 1}), (last, {"refused": 2})]
        chart = year_chart("By year", counted, SERIES, prefix="a")
        check(chart)
        assert {row[0]: row[-1] for row in chart.rows}[last] == "3"
        return [row[0] for row in chart.rows]

    assert years("1984", "2024") == [*map(str, range(1984, 2025)), "No date"]
    assert years("1983", "2024") == ["1983", "2024", "No date"]


def test_labels_of_years_keep_apart() -> None:
    chart = year_chart(
        "By year", [*((str(year), {"refused": 1}) for year in range(1985, 2025)), ("No date", {})], SERIES, prefix="a"
    )
    for svg in drawings(chart):
        below = [text for text in svg.iter("text") if text.attrib["text-anchor"] == "middle"]
        assert below[0].text == "No date"
        years = [int(text.text or "") for text in below[1:]]
        assert len(years) >= 3 and all(year % 5 == 0 for year in years)
        spots = sorted(float(text.attrib["x"]) for text in below)
        assert all(after - before > 35 for before, after in pairwise(spots))


def test_bars_are_as_long_as_their_counts() -> None:
    chart = bar_chart(
        "By force", [bar("Essex", 3_000, 0.75), bar("Kent", 1_000, 0.25), bar("Jersey", 0)], prefix="f", name="Force"
    )
    check(chart)
    for svg in drawings(chart):
        assert titles(svg) == ["Essex: 3,000 (75%)", "Kent: 1,000 (25%)"]
        assert texts(svg) == ["Essex", "3,000 (75%)", "Kent", "1,000 (25%)", "Jersey", "0"]
        long, short = sizes(svg, "width")
        assert long == pytest.approx(3 * short, abs=0.02)
    assert chart.headers == ("Force", "Responses", "Share")
    assert chart.rows == (("Essex", "3,000", "75%"), ("Kent", "1,000", "25%"), ("Jersey", "0", ""))
    assert chart.summary == "Responses: 4,000 in all. Most: Essex (3,000). Fewest: Jersey (0)."
    assert chart.legend == ()


def test_bars_without_shares_have_no_column_for_them() -> None:
    chart = bar_chart("By force", [bar("Essex", 3)], prefix="f")
    assert (chart.headers, chart.rows) == (("Name", "Responses"), (("Essex", "3"),))


@pytest.mark.parametrize(
    ("share", "printed"),
    [(0, "0%"), (0.001, "under 1%"), (0.01, "1%"), (0.125, "12%"), (0.994, "99%"), (0.9999, "over 99%"), (1, "100%")],
)
def test_shares_as_printed(share: float, printed: str) -> None:
    assert bar_chart("Shares", [bar("Essex", 3, share)], prefix="f").rows[0][2] == printed


@pytest.mark.parametrize("chart", [year_chart("Title", [], SERIES, prefix="a"), bar_chart("Title", [], prefix="a")])
def test_no_rows_draw_nothing(chart: Chart) -> None:
    assert (chart.svg, chart.summary, chart.rows, chart.legend) == ("", "", (), ())
    assert chart.caption == "Title" and chart.headers


@pytest.mark.parametrize(
    ("counts", "summary"),
    [
        ([7], "Responses: 7 in all. r0 (7)."),
        ([0], "Responses: 0 in all. r0 (0)."),
        ([0, 0, 0], "Responses: 0 in all. r0 and 2 more (0 each)."),
        ([1, MOST], f"Responses: {MOST + 1:,} in all. Most: r1 ({MOST:,}). Fewest: r0 (1)."),
        ([3, 1, 1], "Responses: 5 in all. Most: r0 (3). Fewest: r1 and 1 more (1 each)."),
    ],
)
def test_few_none_and_very_many(counts: list[int], summary: str) -> None:
    across = bar_chart("Title", [bar(f"r{n}", number) for n, number in enumerate(counts)], prefix="a")
    upright = year_chart(
        "Title", [(f"r{n}", {"refused": number}) for n, number in enumerate(counts)], SERIES, prefix="b"
    )
    for chart in (across, upright):
        check(chart)
        assert chart.summary == summary
        # What is there at all can be seen, however little it is.
        for svg in drawings(chart):
            assert len(titles(svg)) == sum(1 for number in counts if number)
            assert all(size >= 1 for size in sizes(svg, "width") + sizes(svg, "height"))


def test_long_labels_are_shortened_and_whole_in_the_title() -> None:
    name = "The Chief Constable of a Force " * 20
    chart = bar_chart("Title", [bar(name, 5), bar("Essex", 4)], prefix="a")
    check(chart)
    for svg in drawings(chart):
        label = texts(svg)[0]
        assert label.endswith("…") and 20 < len(label) < 60 and name.startswith(label[:-1])
        assert titles(svg)[0] == f"{name.strip()}: 5"
        assert min(sizes(svg, "width")) > 100
    assert chart.rows[0][0] == name.strip()


def test_hostile_words_stay_words() -> None:
    shown = '"><script>alert(1)</script>&amp; <b>'
    across = bar_chart(HOSTILE, [bar(HOSTILE, 1)], prefix="a", name=HOSTILE, unit=HOSTILE)
    upright = year_chart(HOSTILE, [(HOSTILE, {HOSTILE: 1})], [(HOSTILE, HOSTILE)], prefix="b", unit=HOSTILE)
    assert titles(drawings(across)[0]) == [f"{shown}: 1"]
    assert titles(drawings(upright)[0]) == [f"{shown}, {shown}: 1"]
    for chart in (across, upright):
        check(chart)
        assert "<script" not in chart.svg and "<b>" not in chart.svg
        assert [svg[0].text for svg in drawings(chart)] == [shown, shown]
    with_prefix = bar_chart("Title", [bar("Essex", 1)], prefix='"><script>')
    assert "<script" not in with_prefix.svg


@pytest.mark.parametrize(
    "years",
    [[("2020", {"disclosed": -1})], [("2020", {"unheard_of": 1})]],
    ids=["a negative count", "a key of no series"],
)
def test_what_cannot_be_drawn_truthfully_is_refused(years: list[tuple[str, dict[str, int]]]) -> None:
    with pytest.raises(ValueError, match="counts must not be negative"):
        year_chart("Title", years, SERIES, prefix="a")


def test_more_series_than_colours_are_refused() -> None:
    series = [(str(n), str(n)) for n in range(charts.MOST_SERIES + 1)]
    check(year_chart("Title", [("2020", {"1": 1})], series[:-1], prefix="a"))
    with pytest.raises(ValueError, match="no more than the colours"):
        year_chart("Title", [("2020", {"1": 1})], series, prefix="a")


@pytest.mark.parametrize("row", [("Essex", -1), ("Essex", 1, 1.5), ("Essex", 1, -0.5), ("Essex", 1, float("nan"))])
def test_bars_that_cannot_be_drawn_truthfully_are_refused(row: tuple[str, int, float]) -> None:
    with pytest.raises(ValueError, match="shares must be between 0 and 1"):
        bar_chart("Title", [bar(*row)], prefix="a")


@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(0, 9999).map("{:04}".format), st.text(max_size=40)),
            st.dictionaries(st.sampled_from([key for key, _ in SERIES]), st.integers(0, MOST)),
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(deadline=None)
def test_any_years(years: list[tuple[str, dict[str, int]]]) -> None:
    chart = year_chart("Title", years, SERIES, prefix="a")
    check(chart)
    assert sum(int(row[-1].replace(",", "")) for row in chart.rows) == sum(sum(counts.values()) for _, counts in years)


@given(
    st.lists(
        st.tuples(st.text(max_size=80), st.integers(0, MOST), st.none() | st.floats(0, 1)), min_size=1, max_size=12
    )
)
@settings(deadline=None)
def test_any_bar_chart(rows: list[tuple[str, int, float | None]]) -> None:
    check(bar_chart("Title", [bar(*row) for row in rows], prefix="a"))


@example(most=100_000_000_000_000_001)
@given(st.integers(0, MOST))
def test_ticks_are_round_and_reach_over_the_largest(most: int) -> None:
    ticks = charts._ticks(most)
    assert 2 <= len(ticks) <= 6
    assert ticks[0] == 0 and ticks[-2] < max(most, 1) <= ticks[-1]
    assert re.fullmatch("[125]0*", str(ticks[1]))


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        (3, ["0", "1", "2", "3"]),
        (9_000, ["0", "2,000", "4,000", "6,000", "8,000", "10,000"]),
        (9_000_000, ["0", "2m", "4m", "6m", "8m", "10m"]),
        (9_000_000_000_000, ["0", "2,000bn", "4,000bn", "6,000bn", "8,000bn", "10,000bn"]),
    ],
)
def test_ticks_as_printed(most: int, labels: list[str]) -> None:
    ticks = charts._ticks(most)
    assert [charts._tick_label(tick, ticks[1]) for tick in ticks] == labels


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_colours_stand_out_from_the_page_and_from_their_neighbours() -> None:
    colours = re.findall(r"^\.series-\d \{ fill: (#[0-9a-f]{6}); \}$", CSS, re.MULTILINE)
    assert len(colours) == charts.MOST_SERIES
    assert all(contrast(colour, "#ffffff") >= 3 for colour in colours)
    assert all(contrast(*pair) >= 3 for pair in pairwise(colours))
    assert all(one != other for one, other in combinations(colours, 2))


def test_stylesheet_has_every_class_that_is_drawn() -> None:
    chart = year_chart("By year", [("2020", {"disclosed": 30})], SERIES, prefix="a")
    classes = {name for part in ElementTree.fromstring(chart.svg).iter() for name in part.get("class", "").split()}
    assert classes >= {"chart", "bar", "series-1", "axis", "gridline", "label"}
    assert not [name for name in classes if not re.search(rf"\.{name}\b", CSS)]
