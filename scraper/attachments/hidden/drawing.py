"""What is drawn on a page of a PDF file, where, in which order: texts, filled shapes, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_int, c_uint
from dataclasses import dataclass

from pypdfium2 import PdfObject, PdfPage
from pypdfium2 import raw as pdfium

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
Colour = tuple[int, int, int]

_LEAST = 4.0
"""Points: what is narrower or lower is a line, not a box."""
_MOST_SEGMENTS = 2_000
_FULL = 0.9
"""A shape that fills so much of its frame hides what is in it; an outline or a curve does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One thing on a page. `order` counts from the bottom; `colour` is None where it is a pattern or a picture."""

    order: int
    box: Box
    colour: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """`boxes` are the opaque filled rectangles; `grounds` all on which text may stand: shapes and pictures."""

    texts: tuple[Drawn, ...]
    invisible: tuple[Drawn, ...]
    boxes: tuple[Drawn, ...]
    grounds: tuple[Drawn, ...]
    pictures: tuple[Drawn, ...]


def drawing_of(page: PdfPage) -> Drawing:
    texts: list[Drawn] = []
    invisible: list[Drawn] = []
    boxes: list[Drawn] = []
    grounds: list[Drawn] = []
    pictures: list[Drawn] = []
    for order, drawn in enumerate(page.get_objects()):
        whole = Drawn(order=order, box=_placed(drawn, drawn.get_bounds()), colour=_colour_of(drawn))
        if drawn.type == pdfium.FPDF_PAGEOBJ_TEXT:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
            if area(whole.box) > 0:
                (invisible if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE else texts).append(whole)
        elif drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(whole)
            grounds.append(whole)
        elif drawn.type in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            grounds.append(whole)
            if drawn.type == pdfium.FPDF_PAGEOBJ_PATH and _is_opaque(drawn):
                boxes += [Drawn(order=order, box=box, colour=whole.colour) for box in _rectangles(drawn)]
    return Drawing(
        texts=tuple(texts),
        invisible=tuple(invisible),
        boxes=tuple(boxes),
        grounds=tuple(grounds),
        pictures=tuple(pictures),
    )


def _placed(drawn: PdfObject, box: Box) -> Box:
    """A box on the page: an object within a form is placed as the form is."""
    container = drawn.container
    while container is not None:
        box = container.get_matrix().on_rect(*box)
        container = container.container
    return box


def _is_opaque(drawn: PdfObject) -> bool:
    mode, stroked = c_int(), c_int()
    filled = pdfium.FPDFPath_GetDrawMode(drawn, mode, stroked) and mode.value != pdfium.FPDF_FILLMODE_NONE
    return bool(filled) and not pdfium.FPDFPageObj_HasTransparency(drawn)


def _colour_of(drawn: PdfObject) -> Colour | None:
    red, green, blue, opacity = (c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, opacity):
        return None
    return red.value, green.value, blue.value


def _rectangles(path: PdfObject) -> Iterator[Box]:
    """The frames of those parts of a path that fill them: one path often holds all the lines of a table."""
    points: list[tuple[float, float]] = []
    matrix = path.get_matrix()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _rectangle(path, points)
            points = []
        x, y = c_float(), c_float()
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            points.append(matrix.on_point(x.value, y.value))
    yield from _rectangle(path, points)


def _rectangle(path: PdfObject, points: list[tuple[float, float]]) -> Iterator[Box]:
    if len(points) < 3:
        return
    xs, ys = zip(*points, strict=True)
    frame = (min(xs), min(ys), max(xs), max(ys))
    ring = zip(points, [*points[1:], points[0]], strict=True)
    filled = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in ring)) / 2
    if min(frame[2] - frame[0], frame[3] - frame[1]) >= _LEAST and filled >= _FULL * area(frame):
        yield _placed(path, frame)


def area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    return area((max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])))
