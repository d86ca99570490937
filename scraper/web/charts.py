"""Charts drawn on the server: accessible SVG with no script and no style of its own, and the table behind it. Pure.

Every chart is drawn twice, for a wide and for a narrow column, so that its words keep a readable size on a phone;
`charts.css` shows the one that fits. Lengths are in units of the viewBox, about a CSS pixel where the chart is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, NamedTuple

from markupsafe import Markup, escape

MOST_SERIES: Final = 8  # colours in charts.css
LONGEST_SPAN: Final = 40  # years from first to last; over more, years without any are left out
FONT: Final = 14
_YEAR: Final = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a bar chart. `share` is of a whole that the caller knows, 0 to 1."""

    label: str
    count: int
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart, and all it says in words and figures. Without rows, `svg` and `summary` are empty.

    `summary` is the <desc> of the drawing: total, largest, smallest. `headers` and `rows` are the table behind it,
    counts as printed. `legend` pairs the CSS class of each series that is drawn with its label, in order of the stack.
    """

    svg: Markup
    caption: str
    summary: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()


class _Frame(NamedTuple):
    """One of the two drawings. `plot` is the height of columns, `pitch` that of a row of bars."""

    name: str
    width: float
    plot: float
    pitch: float


_FRAMES: Final = (
    _Frame(name="wide", width=720, plot=260, pitch=30),
    _Frame(name="narrow", width=360, plot=220, pitch=46),
)


def year_chart(
    title: str,
    years: Sequence[tuple[str, Mapping[str, int]]],
    series: Sequence[tuple[str, str]],
    *,
    prefix: str,
    unit: str = "Responses",
) -> Chart:
    """Counts per year as columns, stacked in the order of `series` (key, label), the first at the bottom.

    Years (four digits) are put in order and their gaps filled; any other label ("Not stated") comes after them.
    `prefix` begins the ids in the drawing: one of its own for each chart on a page. `unit` names what is counted.
    ValueError: a negative count, one under a key that `series` lacks, or more series than there are colours.
    """
    keys = [key for key, _ in series]
    if len(keys) > MOST_SERIES or any(number < 0 or key not in keys for _, of in years for key, number in of.items()):
        raise ValueError("counts must not be negative; series must name all keys, and be no more than the colours")
    stacks = _in_order(years)
    summary = _summary([(label, stack.total()) for label, stack in stacks], unit)
    names = [_clean(label) for _, label in series]
    return Chart(
        svg=_draw(prefix, title, summary, lambda frame: _columns(frame, stacks, list(zip(keys, names, strict=True)))),
        caption=title,
        summary=summary,
        headers=("Year", *names, "Total"),
        rows=tuple((label, *(f"{stack[key]:,}" for key in keys), f"{stack.total():,}") for label, stack in stacks),
        legend=tuple(
            (f"series-{n}", name)
            for n, (key, name) in enumerate(zip(keys, names, strict=True), 1)
            if any(stack[key] for _, stack in stacks)
        ),
    )


def bar_chart(title: str, rows: Sequence[Bar], *, prefix: str, name: str = "Name", unit: str = "Responses") -> Chart:
    """Counts as horizontal bars in the order given, each with its count beside it.

    `name` heads the labels in the table; `prefix` and `unit` as for `year_chart`.
    ValueError: a negative count, or a share that is not between 0 and 1.
    """
    shown = [replace(row, label=_clean(row.label)) for row in rows]
    if any(bar.count < 0 or not 0 <= (bar.share or 0) <= 1 for bar in shown):
        raise ValueError("counts must not be negative, shares must be between 0 and 1")
    summary = _summary([(bar.label, bar.count) for bar in shown], unit)
    columns = 3 if any(bar.share is not None for bar in shown) else 2
    return Chart(
        svg=_draw(prefix, title, summary, lambda frame: _bars(frame, shown)),
        caption=title,
        summary=summary,
        headers=(name, unit, "Share")[:columns],
        rows=tuple((bar.label, f"{bar.count:,}", _percent(bar.share))[:columns] for bar in shown),
    )


def _columns(
    frame: _Frame, stacks: Sequence[tuple[str, Counter[str]]], series: Sequence[tuple[str, str]]
) -> tuple[float, list[Markup]]:
    """The height and the parts of a drawing of columns."""
    ticks = _ticks(max(stack.total() for _, stack in stacks))
    marks = [_tick_label(tick, ticks[1]) for tick in ticks]
    left, top, bottom = max(map(_width, marks)) + 12, FONT, FONT + frame.plot
    parts: list[Markup] = []
    for tick, mark in zip(ticks, marks, strict=True):
        y = bottom - tick / ticks[-1] * frame.plot
        if tick:
            parts.append(_tag("line", class_="gridline", x1=left, x2=frame.width, y1=y, y2=y))
        parts.append(_tag("text", mark, class_="label", x=left - 8, y=y + 5, text_anchor="end"))
    slot = (frame.width - left) / len(stacks)
    width = min(slot * 0.74, 56)
    for n, (label, stack) in enumerate(stacks):
        # Where there is anything at all, something is to be seen.
        unit = max(frame.plot / ticks[-1], 1 / (stack.total() or 1))
        base = 0
        for colour, (key, name) in enumerate(series, 1):
            number = stack[key]
            base += number
            if number:
                # Written out, not by `_tag`: a chart may hold some hundred of them.
                parts.append(
                    Markup(
                        f'<rect class="bar series-{colour}" x="{left + slot * (n + 0.5) - width / 2:.6g}" '
                        f'y="{bottom - base * unit:.6g}" width="{width:.6g}" height="{number * unit:.6g}">'
                        f"<title>{escape(f'{label}, {name}: {number:,}')}</title></rect>"
                    )
                )
    parts.append(_tag("line", class_="axis", x1=left, x2=frame.width, y1=bottom, y2=bottom))
    for x, text in _year_labels([label for label, _ in stacks], left, slot, frame.width):
        parts.append(_tag("text", text, class_="label", x=x, y=bottom + 20, text_anchor="middle"))
    return top + frame.plot + 28, parts


def _bars(frame: _Frame, shown: Sequence[Bar]) -> tuple[float, list[Markup]]:
    """The height and the parts of a drawing of bars: labels beside them in the wide frame, above in the narrow."""
    beside = frame.name == "wide"
    printed = [f"{bar.count:,}" + (f" ({_percent(bar.share)})" if bar.share is not None else "") for bar in shown]
    space = min(max(_width(bar.label) for bar in shown), 300) if beside else frame.width
    left = space + 10 if beside else 0
    room = frame.width - left - max(map(_width, printed)) - 8
    thick = 20 if beside else 16
    most = max(bar.count for bar in shown) or 1
    parts: list[Markup] = []
    for n, (bar, text) in enumerate(zip(shown, printed, strict=True)):
        y = frame.pitch * (n + 1) - thick - 5
        label = _shorten(bar.label, space)
        if beside:
            parts.append(_tag("text", label, class_="label", x=space, y=y + 15, text_anchor="end"))
        else:
            parts.append(_tag("text", label, class_="label", x=0, y=y - 6))
        width = max(bar.count / most * room, 1) if bar.count else 0  # where there is anything, something is seen
        if width:
            title = _tag("title", f"{bar.label}: {text}")
            parts.append(_tag("rect", title, class_="bar series-1", x=left, y=y, width=width, height=thick))
        parts.append(_tag("text", text, class_="label", x=left + width + 6, y=y + thick / 2 + 5))
    if beside:
        parts.append(_tag("line", class_="axis", x1=left, x2=left, y1=0, y2=frame.pitch * len(shown)))
    return frame.pitch * len(shown), parts


def _draw(prefix: str, title: str, summary: str, layout: Callable[[_Frame], tuple[float, list[Markup]]]) -> Markup:
    """Both drawings, of which the stylesheet shows one; nothing where there is nothing to sum up."""
    if not summary:
        return Markup("")
    drawings = []
    for frame in _FRAMES:
        height, parts = layout(frame)
        named = f"{prefix}-{frame.name}"
        words = [
            _tag("title", _clean(title), id=f"{named}-title"),
            _tag("desc", summary, id=f"{named}-desc"),
        ]
        drawings.append(
            _tag(
                "svg",
                Markup("").join(words + parts),
                class_=f"chart chart-{frame.name}",
                viewBox=f"0 0 {frame.width:g} {height:g}",
                role="img",
                aria_labelledby=f"{named}-title {named}-desc",
                font_size=FONT,
            )
        )
    return _tag("div", Markup("").join(drawings), class_="chart-box")


def _tag(name: str, content: str = "", **attributes: str | float) -> Markup:
    """One element, everything escaped that is no markup yet; lengths to six digits."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else f"{value:.6g}"}"'
        for key, value in attributes.items()
    )
    return Markup(f"<{name}{written}>{escape(content)}</{name}>")


def _in_order(years: Sequence[tuple[str, Mapping[str, int]]]) -> list[tuple[str, Counter[str]]]:
    found: dict[str, Counter[str]] = {}
    for label, counts in years:
        found.setdefault(_clean(label), Counter()).update(counts)
    dated = sorted(label for label in found if _YEAR.fullmatch(label))
    if dated and int(dated[-1]) - int(dated[0]) <= LONGEST_SPAN:
        dated = [f"{year:04}" for year in range(int(dated[0]), int(dated[-1]) + 1)]
    others = [label for label in found if not _YEAR.fullmatch(label)]
    return [(label, found.get(label, Counter())) for label in [*dated, *others]]


def _year_labels(labels: Sequence[str], left: float, slot: float, right: float) -> Iterator[tuple[float, str]]:
    """The labels below the columns that have room, each with its middle: round years, and whatever is no year."""
    dated = [int(label) for label in labels if _YEAR.fullmatch(label)]
    filled = bool(dated) and dated[-1] - dated[0] == len(dated) - 1
    step = _round_step(44 / slot)
    taken: list[tuple[float, float]] = []
    for is_year, n, label in sorted((bool(_YEAR.fullmatch(label)), n, label) for n, label in enumerate(labels)):
        if is_year and (int(label) if filled else n) % step:
            continue
        text = _shorten(label, 110)
        half = _width(text) / 2
        x = max(half, min(left + slot * (n + 0.5), right - half))
        if all(x + half + 6 < start or end + 6 < x - half for start, end in taken):
            taken.append((x - half, x + half))
            yield x, text


def _round_step(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is not less."""
    return next(int(base * 10**power) for power in count() for base in (1, 2, 5) if base * 10**power >= least)


def _ticks(most: int) -> range:
    """Two to six round numbers from 0 to the first that is not less than `most`."""
    step = _round_step(-(-max(most, 1) // 5))
    return range(0, max(-(-most // step), 1) * step + 1, step)


def _tick_label(tick: int, step: int) -> str:
    for size, sign in ((10**9, "bn"), (10**6, "m")):
        if tick and step % size == 0:
            return f"{tick // size:,}{sign}"
    return f"{tick:,}"


def _summary(sums: Sequence[tuple[str, int]], unit: str) -> str:
    if not sums:
        return ""
    total = f"{_clean(unit)}: {sum(number for _, number in sums):,} in all."
    most, least = max(number for _, number in sums), min(number for _, number in sums)
    if most == least:
        return f"{total} {_those(sums, most)}."
    return f"{total} Most: {_those(sums, most)}. Fewest: {_those(sums, least)}."


def _those(sums: Sequence[tuple[str, int]], number: int) -> str:
    """ "2019 (1,204)", or "2019 and 2 more (1,204 each)" where others have as many."""
    first, *others = (label for label, of in sums if of == number)
    return f"{first} and {len(others):,} more ({number:,} each)" if others else f"{first} ({number:,})"


def _percent(share: float | None) -> str:
    if share is None:
        return ""
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= share < 1 else f"{share:.0%}"


def _clean(text: str) -> str:
    """One line without control characters, of which XML allows none, and marks that turn the text around."""
    kept = (char for char in text if unicodedata.category(char) != "Cf")
    return " ".join("".join(char if char.isprintable() else " " for char in kept).split())


def _width(text: str) -> float:
    """About how wide a text is; rather too much than too little."""
    return FONT * sum(
        1.0 if unicodedata.east_asian_width(char) in "WF" else 0.7 if char.isupper() or char in "mw" else 0.55
        for char in text
    )


def _shorten(text: str, room: float) -> str:
    if _width(text) <= room:
        return text
    while text and _width(text + "…") > room:
        text = text[: min(len(text) - 1, int(room / FONT / 0.55))]
    return text.rstrip() + "…"
