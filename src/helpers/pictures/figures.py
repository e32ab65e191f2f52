"""One look for every figure: fixed colours, one layout, and pictures that stay small and sharp.

A picture is SVG wherever it is looked at, and PNG where it is kept in a notebook file, as code hosts show it.

A chart is a function `draw(ax, *tables, **values)` in plain matplotlib. It may return the DataFrame it drew,
which becomes "show the numbers", and it carries a function that puts the picture into words (see
`described`).
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

from helpers import countries
from helpers.pages import without_kernel
from helpers.pictures.vectors import to_svg
from helpers.words import each

SIZE = (8.0, 4.5)  # inches; every figure has this shape, so nothing jumps when a control moves
SAVED_DPI = 130
INK, SOFT, FAINT, GRID = "#1a1a1a", "#555555", "#767676", "#dddddd"
OTHERS = "#8c8c8c"
OFFICE = "Source: Mongolian Statistical Service"  # what www.1212.mn asks for wherever its numbers are shown

COLOURS = {
    "Mongolia": "#1a1a1a",
    "China": "#b8360b",
    "Russia": "#0b5fa5",
    "Soviet Union": "#0b5fa5",
    "CMEA countries": "#0b5fa5",
    "United States": "#15803d",
    "Japan": "#553614",
    "Germany": "#757571",
    "South Korea": "#06493f",
    "United Kingdom": "#7d4fd6",
    "Switzerland": "#962f78",
}

CYCLE = ("China", "Russia", "United States", "Japan", "Switzerland", "South Korea", "United Kingdom")

STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": SOFT,
    "axes.edgecolor": FAINT,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.prop_cycle": mpl.cycler(color=[COLOURS[country] for country in CYCLE]),
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.major.pad": 6,
    "lines.linewidth": 2.6,
    "lines.markersize": 5.5,
    "lines.solid_capstyle": "round",
    "patch.edgecolor": "none",
    "legend.frameon": False,
    "figure.figsize": SIZE,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}

# A user's own matplotlibrc must not change a picture: what it set goes back to matplotlib's default.
_UNDO = {
    key: mpl.rcParamsDefault[key]
    for key, value in mpl.rcParamsOrig.items()
    if value != mpl.rcParamsDefault[key] and "backend" not in key
}
_projector = 1.0


def colour(country: str) -> str:
    """The fixed colour of a country or group (hex string); grey for one that has none."""
    return COLOURS.get(country, OTHERS)


def for_projector(on: bool = True) -> None:
    """Bigger type in every figure drawn from now on (`for_projector(False)` goes back)."""
    global _projector
    _projector = 1.22 if on else 1.0


def style() -> dict:
    """The matplotlib settings of this project as a dict, ready for `matplotlib.rc_context`."""
    return {**_UNDO, **STYLE, "font.size": STYLE["font.size"] * _projector}


def new_figure() -> tuple[Figure, Axes]:
    """An empty figure (8 x 4.5 inches) with one axes placed below room for a title; not known to pyplot."""
    figure = Figure(figsize=SIZE)
    return figure, figure.add_axes([0.075, 0.145, 0.88, 0.65])


def _broken(title: str, size: float, room: float) -> str:
    """A title in as many lines as it needs: one of few letters is measured only where it might be wider than `room`.

    size, room: in points.
    """
    lines = textwrap.fill(title, int(64 / _projector))
    if "\n" in lines or len(title) * _projector < 54:
        return lines
    font = FontProperties(family=STYLE["font.family"], size=size, weight="bold")
    wide, _, _ = text_to_path.get_text_width_height_descent(title, font, False)
    return lines if wide <= room else textwrap.fill(title, int(48 / _projector))


def label(
    ax: Axes,
    title: str,
    measure: str = "",
    source: str = "",
    left: float | None = None,
    right: float | None = None,
) -> None:
    """Write the title, the line that says what is measured, and the line that says where it comes from.

    title: one sentence: the question, or the finding where this view shows it. measure: what and in which
    unit. source: definition and source. left, right: where the axes begin and end, as fractions of the width,
    for charts with long names at the side.
    """
    box = ax.get_position()
    x0, x1 = (box.x0 if left is None else left), (box.x1 if right is None else right)
    ax.set_position([x0, box.y0, x1 - x0, box.height])
    figure, margin = ax.figure, 0.03
    title = _broken(title, 16 * _projector, 72 * SIZE[0] * (1 - 1.5 * margin))
    size, top = (13 * _projector, 0.98) if "\n" in title else (16 * _projector, 0.955)
    figure.text(margin, top, title, fontsize=size, fontweight="bold", va="top", linespacing=1.15)
    figure.text(margin, 0.845, measure, fontsize=11 * _projector, color=SOFT, va="center")
    figure.text(margin, 0.015, source, fontsize=8 * _projector, color=SOFT, va="bottom")


@dataclass(frozen=True)
class Empty:
    """A chart before it is open: its question and its axes, with nothing of what it will show.

    asks    : the question, one sentence. measure: what is measured and in which unit.
    x, y    : the axis: (low, high), chosen from the question and never from the data, or a list of the names
              along it; None where an axis would give something away, or where there is none (a map, a table).
    """

    asks: str
    measure: str = ""
    x: tuple[float, float] | list[str] | None = None
    y: tuple[float, float] | list[str] | None = None


def empty_picture(empty: Empty) -> bytes:
    """The picture of a closed chart: its question, its axes and a question mark; bytes as `closed_image` gives them."""
    with mpl.rc_context(style()):
        figure, ax = new_figure()
        label(ax, empty.asks, empty.measure, "Opens when you keep your prediction above.")
        _empty_axis(ax.xaxis, empty.x, ax.set_xlim)
        _empty_axis(ax.yaxis, empty.y, ax.set_ylim)
        if isinstance(empty.y, list):  # names need room at the side
            left = min(0.05 + 0.0105 * max(map(len, empty.y)), 0.4)
            ax.set_position((left, 0.145, 0.955 - left, 0.65))
            ax.invert_yaxis()
        ax.annotate("?", (0.5, 0.5), xycoords="axes fraction", size=110, color=GRID, ha="center", va="center")
        return closed_image(figure)


def _empty_axis(axis: Axis, given: tuple[float, float] | list[str] | None, limit: Callable) -> None:
    if given is None:
        axis.set_visible(False)
    elif isinstance(given, list):
        limit(-0.5, len(given) - 0.5)
        axis.set_ticks(range(len(given)), given)
    else:
        limit(*given)
        if given[1] > 1000:  # years
            axis.set_major_locator(MaxNLocator(integer=True))
            axis.set_major_formatter(lambda value, _place: f"{value:.0f}")


def described(
    alt: Callable[..., str] | str,
    on_page: dict | None = None,
    *,
    rows: str = "",
    between: str = ", ",
    closed: Empty | None = None,
    named: dict[str, Callable[..., Iterable[str]]] | None = None,
) -> Callable[[Callable], Callable]:
    """Decorator: gives a draw function the function that says its picture in words.

    alt: called as `alt(drawn, **values)`, with what draw returned; gives one or two sentences with the values
    on show, for people who can't see the picture. Or a template with the names of values, where {rows} stands
    for what `rows`, a template with the names of columns, says of each row drawn, with `between` between them.
    on_page: for a picture of what the reader keeps, which can't be drawn beforehand: what
    helpers/lessons/decision_room/room.js needs to draw it where no Python runs (plain JSON, with its "name"
    there). closed: what stands in its place while a prediction that it answers isn't kept. named: {value: function of
    the tables}, for values that are countries: which ones, by name or code, the chart has. A person may then give any
    name of one of them.
    """

    def from_template(drawn: pd.DataFrame, **values: Any) -> str:
        return str(alt).format(rows=each(drawn, rows, between), **values)

    def attach(draw: Callable) -> Callable:
        words = from_template if isinstance(alt, str) else alt
        draw.alt, draw.on_page, draw.closed = words, on_page, closed  # type: ignore[attr-defined]  # functions carry it
        draw.named = named or {}  # type: ignore[attr-defined]
        return draw

    return attach


def in_rows(sentence: str, row: str, between: str = "; ") -> Callable[..., str]:
    """A function for `described`: `sentence`, in which {rows} stands for every row of what was drawn.

    row: how one is said, with the names of columns in braces, as in "{country} {share:g} %"; in `sentence` the
    controls may be named.
    """

    def alt(drawn: pd.DataFrame, **values: Any) -> str:
        said = between.join(row.format(**cells) for cells in drawn.to_dict("records"))
        return sentence.format(rows=said.replace("\n", " "), **values)

    return alt


class Picture(NamedTuple):
    """One drawn view: its bytes, the sentence that says it, and the DataFrame behind it (or None)."""

    image: bytes
    caption: str
    numbers: pd.DataFrame | None


def caption_for(draw: Callable, alt: Callable[..., str] | str | None, drawn: Any, values: dict) -> str:
    """The sentence for a view: from `alt` (function or template), else from the draw function, else the values.

    A template may name the controls and the columns of what was drawn (then the last row counts).
    """
    alt = alt or getattr(draw, "alt", None)
    if callable(alt):
        return alt(drawn, **values)
    if isinstance(alt, str):
        row = drawn.iloc[-1].to_dict() if hasattr(drawn, "columns") and len(drawn) else {}
        return alt.format(**{**row, **values})
    name = getattr(draw, "__name__", "chart").replace("_", " ").strip("<>")
    stand = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in values.items())
    return f"Chart “{name}”" + (f" for {stand}." if stand else ".")


def draw_picture(
    draw: Callable,
    tables: Sequence,
    values: dict,
    alt: Callable[..., str] | str | None = None,
    saved: bool = False,
) -> Picture:
    """Draw one view in the project's style and return it as a `Picture`; whatever draw raises passes through.

    saved: a PNG, for keeping in a notebook file, instead of SVG.
    """
    for name, known in getattr(draw, "named", {}).items():
        if name in values:
            values = {**values, name: countries.meant(values[name], known(*tables), "this chart")}
    with mpl.rc_context(style()):
        figure, ax = new_figure()
        drawn = draw(ax, *tables, **values)
        image = to_png(figure) if saved else to_svg(figure)
    return Picture(image, caption_for(draw, alt, drawn, values), drawn if hasattr(drawn, "columns") else None)


def closed_image(figure: Figure) -> bytes:
    """A figure that stands for something closed: SVG on a page where no Python runs, else a PNG, since it is kept."""
    return to_png(figure) if without_kernel.folder() is None else to_svg(figure)


def to_png(figure: Figure) -> bytes:
    """A figure as PNG bytes with a palette of 48 colours and no metadata, small enough for a notebook file."""
    from PIL import Image  # comes with matplotlib; imported late so that importing helpers stays light

    figure.dpi = SAVED_DPI
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
    picture = picture.quantize(48, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
