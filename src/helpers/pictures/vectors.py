"""Figures as SVG: pictures that are sharp at any size, on a phone, a projector and on paper.

matplotlib writes SVG itself, but for people who edit it by hand: twice the bytes, a third more time, more work for a
browser. So what charts are made of, lines, areas, marks and text, is written here, through the methods that matplotlib
asks every renderer for. A figure with anything else in it, such as an image, goes to matplotlib's own writer. Either
way the same figure gives the same bytes, and is dark on a dark page (dark.py). A picture has one element a line, so
that pictures with lines in common can be held together.
"""

from __future__ import annotations

import functools
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform

from helpers.pictures import dark

POINTS = 72  # an inch has
UNITS = 10  # a point has: where a picture is 800 pixels wide, a pixel has seven
EM = 1000  # units in which a letter is drawn
TILE = 72 * UNITS  # side of the square that a hatching repeats
WIDE = 800  # pixels, where nothing else says how wide a picture is
IMAGE_DOTS = 200  # an inch, of what can't be drawn in vectors
LIBRARY = {"svg.hashsalt": "between giants", "svg.fonttype": "path"}
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
STEPS = {  # how SVG calls a step of a path, relative to where it begins, and how many points it has
    Path.MOVETO: ("m", 1),
    Path.LINETO: ("l", 1),
    Path.CURVE3: ("q", 2),
    Path.CURVE4: ("c", 3),
    Path.CLOSEPOLY: ("z", 1),
}
FACES = {"DejaVuSans": "r", "DejaVuSans-Bold": "b", "DejaVuSans-Oblique": "i", "DejaVuSans-BoldOblique": "j"}
Colour = Sequence[float] | np.ndarray
Box = tuple[float, float, float, float]
EVERYWHERE = (-np.inf, -np.inf, np.inf, np.inf)
_outlines: dict[str, str] = {}  # id of a letter: its outline


def to_svg(figure: Figure) -> bytes:
    """A figure as SVG in UTF-8: it needs no font, runs no script and says nothing of when or by what it was made."""
    figure.dpi = POINTS
    renderer = Renderer(*figure.get_size_inches() * POINTS)
    try:
        figure.draw(renderer)
    except NotImplementedError:
        return _by_the_library(figure)
    return dark.answering(renderer.svg()).encode()


def _by_the_library(figure: Figure) -> bytes:
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # imported late: few figures need it

    figure.dpi = IMAGE_DOTS
    out = io.StringIO()
    with mpl.rc_context(LIBRARY):
        FigureCanvasSVG(figure).print_svg(out, metadata=NO_METADATA)
    return dark.answering(out.getvalue()).encode()


# --- outlines -----------------------------------------------------------------------------------------------


class Shape(NamedTuple):
    """A path in units: where it begins, its steps as SVG says them, its box, whether all lines are upright or level."""

    x: int
    y: int
    steps: str
    box: Box
    square: bool


def _shape(path: Path, transform: Transform, **cleaning: Any) -> Shape | None:
    """A path under a transform into units; None where nothing of it is left. cleaning: as `Path.cleaned` takes it."""
    clean = path.cleaned(transform, remove_nans=True, curves=True, **cleaning)
    codes = clean.codes.tolist()
    points = np.rint(clean.vertices).astype(int).tolist()
    del points[codes.index(Path.STOP) :]
    if not points:
        return None
    start = x, y = points[0]
    box = (
        (x, y, x, y)
        if len(points) == 1
        else (*map(min, zip(*points, strict=True)), *map(max, zip(*points, strict=True)))
    )
    steps, square, said, i = [], True, "", 1
    while i < len(points):
        code = codes[i]
        letter, many = STEPS[code]
        i += many
        if letter == "z":
            x, y = start
            steps.append("z")
        elif letter in "cq":
            square = False
            steps.append(letter + " ".join(f"{px - x} {py - y}" for px, py in points[i - many : i]))
            x, y = points[i - 1]
        else:
            px, py = points[i - 1]
            right, down = px - x, py - y
            if letter == "m":
                start = px, py
            elif not (right or down):
                continue
            elif right and down:
                square = False
            steps.append(f" {right} {down}" if letter == said == "l" else f"{letter}{right} {down}")
            x, y = px, py
        said = letter
    if not steps and len(points) > 1:
        steps.append("l0 0")  # a line that comes to a point, where its cap may be seen
    x, y = points[0]
    return Shape(x, y, "".join(steps).replace(" -", "-"), box, square)


def _mark(path: Path, transform: Transform) -> Shape | None:
    """A shape that is to be put down in several places."""
    return _shape(path, transform + Affine2D().scale(UNITS, -UNITS))


@functools.lru_cache(4096)
def _size(words: str, face: FontProperties, ismath: Any) -> tuple[float, float, float]:
    """(width, height, descent) of a line of text in points; most lines of a view stood in the view before."""
    return RendererBase().get_text_width_height_descent(words, face, ismath)


@functools.lru_cache(4096)
def _set(words: str, face: FontProperties) -> tuple[tuple[str, int, int], ...]:
    """A line of text, set: (id of a letter, x, y) of each, in the letters' own units."""
    glyphs, new, _ = text_to_path.get_glyphs_with_font(
        text_to_path._get_font(face), words, return_new_glyphs_only=True
    )
    for name, (vertices, codes) in new.items():
        if _id(name) not in _outlines:
            per_em = EM / text_to_path.FONT_SCALE
            shape = (
                _shape(Path(vertices, codes), Affine2D().scale(per_em, -per_em)) if len(vertices) else None
            )
            _outlines[_id(name)] = _d(shape)
    size = EM / text_to_path.FONT_SCALE
    return tuple((_id(name), round(x * size), round(-y * size)) for name, x, y, _ in glyphs)


def _id(name: str) -> str:
    """The id of a letter that matplotlib calls "DejaVuSans-Bold-41"."""
    face, _, code = name.rpartition("-")
    return FACES.get(face, face.replace("%", "_") + "-") + code


def _d(shape: Shape | None) -> str:
    return f"m{shape.x} {shape.y}{shape.steps}" if shape else ""


def _paint(kind: str, colour: Colour, alpha: float | None = None) -> str:
    """Attributes for a colour of `kind` fill or stroke; "" for one that isn't seen."""
    red, green, blue, *own = (float(one) for one in colour)
    alpha = (own[0] if own else 1) if alpha is None else alpha
    if not alpha:
        return ""
    said = f' {kind}="#{round(255 * red):02x}{round(255 * green):02x}{round(255 * blue):02x}"'
    return said + (f' {kind}-opacity="{alpha:.3g}"' if alpha != 1 else "")


# --- the picture --------------------------------------------------------------------------------------------


class Mark(NamedTuple):
    """One shape in a picture: its look as attributes, its steps, and where it begins."""

    look: str
    steps: str
    x: int
    y: int


def _element(mark: Mark, shared: dict[str, str]) -> str:
    """A mark without its look, by the id of its steps where they are shared."""
    _, steps, x, y = mark
    return (
        f'<use href="#{shared[steps]}" x="{x}" y="{y}"/>'
        if steps in shared
        else f'<path d="m{x} {y}{steps}"/>'
    )


class Renderer(RendererBase):
    """Takes what a figure draws, in points, and gives it as SVG; NotImplementedError for what it doesn't know."""

    def __init__(self, width: float, height: float):
        super().__init__()
        self.width, self.height = width, height
        self._flip = Affine2D().scale(UNITS, -UNITS).translate(0, height * UNITS)
        self._frame = (0, 0, width * UNITS, height * UNITS)
        self._marks: list[Mark | str] = []  # or a line of text, as SVG says it
        self._glyphs: set[str] = set()
        self._defs: dict[tuple[str, str], str] = {}  # an element and what is in it: its id

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The size of the picture in points."""
        return self.width, self.height

    def flipy(self) -> bool:
        """Text is placed from the top."""
        return True

    def points_to_pixels(self, points: float) -> float:
        """What is given in points stays."""
        return points

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """How wide and high a line of text is, and how far it reaches below its baseline, in points."""
        return _size(s, prop.copy(), ismath)

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Colour | None = None
    ) -> None:
        """A line, or an area filled with `rgbFace`."""
        line = rgbFace is None and gc.get_hatch() is None
        clip = self._frame if line else None
        simplify = line and path.should_simplify
        sketch = gc.get_sketch_params()
        shape = _shape(path, transform + self._flip, clip=clip, simplify=simplify, sketch=sketch)
        self._put(gc, rgbFace, shape, [(0, 0)])

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Colour | None = None,
    ) -> None:
        """The same mark at each point of a path."""
        places = (trans + self._flip).transform(path.vertices)
        places = np.rint(places[np.isfinite(places).all(axis=1)]).astype(int)
        self._put(gc, rgbFace, _mark(marker_path, marker_trans), places.tolist())

    def draw_path_collection(
        self,
        gc: GraphicsContextBase,
        master_transform: Transform,
        paths: Sequence[Path],
        all_transforms: Any,
        offsets: Any,
        offset_trans: Transform,
        *looks: Any,
        **more: Any,
    ) -> None:
        """Marks of several shapes, sizes and colours."""
        if not more:  # a mesh, or matplotlib before 3.11
            super().draw_path_collection(
                gc, master_transform, paths, all_transforms, offsets, offset_trans, *looks
            )
            return
        raw = list(self._iter_collection_raw_paths(master_transform, paths, all_transforms))
        shapes: dict[int, Shape | None] = {}
        each = self._iter_collection(gc, range(len(raw)), offsets, offset_trans, *looks, **more)
        for x, y, which, own, face in each:
            if which not in shapes:
                shapes[which] = _mark(*raw[which])
            self._put(own, face, shapes[which], [(round(x * UNITS), round((self.height - y) * UNITS))])

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool = False,
        mtext: object = None,
    ) -> None:
        """A line of text as the outlines of its letters, so that it looks the same wherever it is seen."""
        fill = _paint("fill", gc.get_rgb(), gc.get_alpha() if gc.get_forced_alpha() else None)
        clip = self._clip(gc, EVERYWHERE)
        size = prop.get_size_in_points()
        if ismath:
            path = Path(*text_to_path.get_text_path(prop, s, ismath))
            placed = Affine2D().scale(size / text_to_path.FONT_SCALE).rotate_deg(angle)
            shape = _shape(path, placed.translate(x, self.height - y) + self._flip)
            if shape:
                self._marks.append(Mark(clip + fill, shape.steps, shape.x, shape.y))
            return
        letters = [one for one in _set(s, prop.copy()) if _outlines[one[0]]]
        self._glyphs.update(name for name, _, _ in letters)
        place = f"translate({round(x * UNITS)} {round(y * UNITS)})" + (f"rotate({-angle:g})" if angle else "")
        inside = "".join(
            f'<use href="#{name}" x="{right}"' + (f' y="{down}"/>' if down else "/>")
            for name, right, down in letters
        )
        text = f'<g{fill} transform="{place}scale({size * UNITS / EM:.4g})">{inside}</g>'
        self._marks.append(f"<g{clip}>{text}</g>" if clip else text)

    def _put(
        self,
        gc: GraphicsContextBase,
        face: Colour | None,
        shape: Shape | None,
        places: Iterable[Sequence[int]],
    ) -> None:
        """Add a shape, moved to each of these places."""
        if shape is None:
            return
        look, wide = self._look(gc, face)
        if not look:
            return
        if shape.square or not gc.get_antialiased():
            look += ' shape-rendering="crispEdges"'
        left, top, right, bottom = shape.box
        for x, y in places:
            clip = self._clip(gc, (left + x - wide, top + y - wide, right + x + wide, bottom + y + wide))
            self._marks.append(Mark(clip + look, shape.steps, shape.x + x, shape.y + y))

    def _look(self, gc: GraphicsContextBase, face: Colour | None) -> tuple[str, float]:
        """The attributes that say how a shape is painted, and how far its line stands out around it."""
        alpha = gc.get_alpha() if gc.get_forced_alpha() else None
        if gc.get_hatch() is not None:
            look = f' fill="url(#{self._hatching(gc, face)})"'
        else:
            look = "" if face is None else _paint("fill", face, alpha)
        width = gc.get_linewidth() * UNITS
        line = _paint("stroke", gc.get_rgb(), alpha) if width else ""
        if not line:
            return look, 0
        look += f'{line} stroke-width="{width:.4g}"'
        if gc.get_joinstyle() != "round":
            look += f' stroke-linejoin="{gc.get_joinstyle()}"'
        if gc.get_capstyle() != "butt":
            look += f' stroke-linecap="{"round" if gc.get_capstyle() == "round" else "square"}"'
        start, dashes = gc.get_dashes()
        if dashes is not None:
            look += f' stroke-dasharray="{" ".join(f"{UNITS * one:.4g}" for one in dashes)}"'
            look += f' stroke-dashoffset="{UNITS * start:.4g}"' if start else ""
        return look, width / 2

    def _hatching(self, gc: GraphicsContextBase, face: Colour | None) -> str:
        """The id of a pattern."""
        lines = _shape(gc.get_hatch_path(), Affine2D().scale(TILE, -TILE).translate(0, TILE))
        ink, width = gc.get_hatch_color(), gc.get_hatch_linewidth() * UNITS
        ground = "" if face is None else f'<path{_paint("fill", face)} d="m0 0h{TILE}v{TILE}h-{TILE}z"/>'
        drawn = (
            f'<path{_paint("fill", ink)}{_paint("stroke", ink)} stroke-width="{width:.4g}" d="{_d(lines)}"/>'
        )
        size = f' patternUnits="userSpaceOnUse" width="{TILE}" height="{TILE}"'
        return self._defined("pattern", f"{size}>{ground}{drawn}")

    def _clip(self, gc: GraphicsContextBase, box: Box) -> str:
        """The attribute that clips what fills this box; "" where that changes nothing."""
        path, transform = gc.get_clip_path()
        rectangle = gc.get_clip_rectangle()
        if path is not None:
            outline = _d(_shape(path, transform + self._flip))
        elif rectangle is not None:
            x0, y0, x1, y1 = (UNITS * side for side in rectangle.extents.tolist())
            high = self.height * UNITS
            if x0 - 1 <= box[0] and high - y1 - 1 <= box[1] and box[2] <= x1 + 1 and box[3] <= high - y0 + 1:
                return ""
            outline = f"m{round(x0)} {round(high - y1)}h{round(x1 - x0)}v{round(y1 - y0)}h{round(x0 - x1)}z"
        else:
            return ""
        name = self._defined("clipPath", f'><path d="{outline}"/>')
        return f' clip-path="url(#{name})"'

    def _defined(self, tag: str, inside: str) -> str:
        """The id of an element that others refer to; one with the same inside stands there once."""
        return self._defs.setdefault((tag, inside), f"d{len(self._defs)}")

    def svg(self) -> str:
        """The picture as a text."""
        used = Counter(mark.steps for mark in self._marks if isinstance(mark, Mark))
        shared = {steps: f"s{i}" for i, steps in enumerate(s for s in used if used[s] > 1 and len(s) > 25)}
        body: list[str] = []
        for look, marks in groupby(self._marks, lambda one: one.look if isinstance(one, Mark) else ""):
            here = {} if "url(" in look else shared  # a reference moves clips and patterns with it
            drawn = [one if isinstance(one, str) else _element(one, here) for one in marks]
            if look and len(drawn) > 1:
                body += [f"<g{look}>", *drawn, "</g>"]
            else:
                body += [one.replace(" ", f"{look} ", 1) for one in drawn]
        wide, high = (round(side * UNITS) for side in (self.width, self.height))
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{round(WIDE * high / wide)}" '
                f'viewBox="0 0 {wide} {high}" fill="none" stroke-linejoin="round">',
                "<defs>",
                *(f'<path id="{name}" d="{_outlines[name]}"/>' for name in sorted(self._glyphs)),
                *(f'<path id="{name}" d="m0 0{steps}"/>' for steps, name in shared.items()),
                *(f'<{tag} id="{name}"{inside}</{tag}>' for (tag, inside), name in self._defs.items()),
                "</defs>",
                *body,
                "</svg>\n",
            ]
        )
