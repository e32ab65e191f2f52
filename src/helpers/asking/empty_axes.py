"""The picture of axes to draw in, for where no form lives: a saved notebook on a code host, an export, paper."""

from __future__ import annotations

import io
import math
import textwrap

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from PIL import Image

INK, GRID, BLUE = "#1a1a1a", "#d9d9d9", "#1f5fa8"
WIDTH, HEIGHT, DOTS = 8, 4.1, 100  # inches, dots an inch
LINE = 84  # letters


def empty_axes(control: dict, question: str) -> bytes:
    """A PNG of the years, the unit, the question and what is known before; nothing of what came out.

    control: as `Drawn.control` gives it; question: what is asked.
    """
    known, years = control["known"], control["years"]
    begins = f"known to {known[-1][0]}; your line goes on" if known else f"yours, from {years[0]}"
    return _png(_axes(control, question, f"{begins} to {years[-1]}"))


def drawn_axes(chart: dict, question: str) -> bytes:
    """A PNG of what was drawn before looking and of what came out. chart: as `Drawn.picture` gives it."""
    figure = _axes(
        chart, question, "dashed: your line; solid: what came out" if chart["mine"] else "what came out"
    )
    for values, style in ((chart["mine"], "--"), (chart["truth"], "-")):
        if values:
            held = [math.nan if one is None else one for one in values]
            figure.axes[0].plot(
                chart["years"], held, style, color=BLUE if style == "--" else INK, linewidth=2
            )
    return _png(figure)


def _axes(control: dict, question: str, said: str) -> Figure:
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS)
    ax = figure.add_axes((0.075, 0.1, 0.895, 0.63))
    years, known = control["years"], control["known"]
    first = known[0][0] if known else years[0]
    ax.set(xlim=(first, years[-1]), ylim=(control["min"], control["max"]))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:.0f}"))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,g}"))
    ax.grid(axis="y", color=GRID, linewidth=0.8)
    ax.tick_params(colors=INK, labelsize=10)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    if known:
        at, values = zip(*known, strict=True)
        ax.plot(at, values, color=INK, linewidth=2, marker="o" if len(known) == 1 else None)
        ax.plot(at[-1], values[-1], "o", color=INK, clip_on=False)
    asked = textwrap.fill(question, LINE)
    figure.text(0.02, 0.97, asked, fontsize=10.5, fontweight="bold", color=INK, va="top", linespacing=1.2)
    figure.text(0.02, 0.755, control["unit"], fontsize=10, color=INK, va="bottom")
    figure.text(0.97, 0.755, said, fontsize=10, color=BLUE, ha="right", va="bottom")
    return figure


def _png(figure: Figure) -> bytes:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
    png = io.BytesIO()
    picture.quantize(32, dither=Image.Dither.NONE).save(png, "PNG", optimize=True)
    return png.getvalue()
