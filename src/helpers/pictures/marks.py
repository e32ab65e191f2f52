"""Marks that many charts share: lanes of lying bars, lines with gaps, names kept apart, keys."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from helpers.pictures.figures import INK, SOFT

GAP = (0, (1, 2))  # the dashes of a line over years without a figure


def across(ax: Axes) -> None:
    """Grid lines that stand, for values that are read from left to right."""
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)


def lanes(
    ax: Axes, places: Iterable[float], names: Iterable[str], most: float, low: float = 0, **writing: Any
) -> None:
    """Lay the axes out for lying bars: a name for each place, the first on top, values from nought to `most`.

    low: where the values begin if they aren't bars from nought. writing: further settings of the names.
    """
    ax.set_yticks(list(places), list(names), **{"color": INK, **writing})
    ax.invert_yaxis()
    ax.set_xlim(low, most)
    across(ax)


def write(ax: Axes, xs: ArrayLike, ys: ArrayLike, words: Iterable[str], **looks: Any) -> None:
    """Write each of the words at its place; one number for a place, or one look that is no list, is for all."""
    words = list(words)
    spots = zip(np.broadcast_to(xs, len(words)), np.broadcast_to(ys, len(words)), words, strict=True)
    for number, (x, y, text) in enumerate(spots):
        own = {name: look[number] if isinstance(look, list) else look for name, look in looks.items()}
        ax.text(x, y, text, **own)


def beside(
    ax: Axes,
    places: Iterable[float],
    ends: Iterable[float],
    words: Iterable[str],
    gap: float = 0,
    **writing: Any,
) -> None:
    """Write words to the right of the ends of lying bars, `gap` away; bold unless `writing` says otherwise."""
    looks = {"va": "center", "fontweight": "bold", **writing}
    write(ax, [end + gap for end in ends], list(places), words, **looks)


def over(
    ax: Axes,
    places: Iterable[float],
    ends: Iterable[float],
    words: Iterable[str],
    gap: float = 0,
    **writing: Any,
) -> None:
    """Write words over the ends of standing bars, `gap` above; bold unless `writing` says otherwise."""
    for place, end, text in zip(places, ends, words, strict=True):
        ax.text(place, end + gap, text, **{"ha": "center", "va": "bottom", "fontweight": "bold", **writing})


def names(ax: Axes, spots: Mapping[str, tuple[float, float, str]], **writing: Any) -> None:
    """Write names beside what they name, bold and in its colour. spots: {name: (x, middle of the text, colour)}."""
    for name, (x, y, tone) in spots.items():
        ax.text(x, y, name, **{"color": tone, "fontweight": "bold", "va": "center", **writing})


def gapped(
    ax: Axes,
    xs: Iterable[float],
    ys: Iterable[float],
    tone: str,
    width: float = 2.4,
    thin: float = 1.4,
    **more: Any,
) -> None:
    """A line through points in order of years: solid from one year to the next, dotted and thin over a gap."""
    points = list(zip(xs, ys, strict=True))
    for (a, low), (b, high) in zip(points, points[1:], strict=False):
        looks = (
            {"linestyle": "-", "linewidth": width} if b == a + 1 else {"linestyle": GAP, "linewidth": thin}
        )
        ax.plot([a, b], [low, high], color=tone, **looks, **more)


def banded(
    ax: Axes,
    xs: pd.Series,
    ys: pd.Series,
    lows: pd.Series,
    highs: pd.Series,
    tone: str,
    tint: float = 0.16,
    **more: Any,
) -> None:
    """A line through points in order of years, with the interval of each as a band; dotted over a gap, no band.

    xs, ys, lows, highs: Series with the same index. tint: how strong the band is; more: settings of the line.
    """
    for _, own in xs.groupby((xs.diff() != 1).cumsum()):
        run = own.index
        ax.fill_between(own, lows[run], highs[run], color=tone, alpha=tint, linewidth=0)
        ax.plot(own, ys[run], color=tone, **more)
    for a, b in zip(xs.index, xs.index[1:], strict=False):
        if xs[b] - xs[a] != 1:
            ax.plot(xs[[a, b]], ys[[a, b]], color=tone, linestyle=GAP, linewidth=1.4)


def upwards(ends: Mapping[str, float] | pd.Series, gap: float) -> dict[str, float]:
    """Heights for names at the ends of lines, from the lowest up, each at least `gap` above the one before."""
    heights, last = {}, float("-inf")
    for name in sorted(ends.keys(), key=lambda name: ends[name]):
        last = heights[name] = max(ends[name], last + gap)
    return heights


def spread(
    spots: pd.Series,
    room: pd.Series,
    turns: int = 50,
    enough: float = 0,
    firm: object = None,
    within: tuple[float, float] | None = None,
) -> pd.Series:
    """Places for names of some size along a line: near their spots, in the same order, none over another.

    spots, room: Series with the same index; firm: the one (by index) that stays at its spot; within: (low, high),
    the ends that no name may pass. It ends after so many turns, or once none moves by more than `enough`. Returns the
    places, in order.
    """
    order = spots.sort_values().index
    places, half = spots[order].to_numpy(copy=True), room[order].to_numpy() / 2
    held = None if firm is None else order.get_loc(firm)
    for _ in range(turns):
        before = places.copy()
        for i in range(len(places) - 1):
            over = max(0.0, half[i] + half[i + 1] - (places[i + 1] - places[i]))
            share = 0.5 if held is None else {i: 0.0, i + 1: 1.0}.get(held, 0.5)
            places[i] -= over * share
            places[i + 1] += over * (1 - share)
        if within is not None:
            places = places.clip(within[0] + half, within[1] - half)
        if np.allclose(places, before, rtol=0, atol=enough):
            break
    return pd.Series(places, order)


def square(tone: str, words: str, edge: str | None = None, size: float = 8) -> Line2D:
    """A coloured square with its meaning, for `key`."""
    looks = {"marker": "s", "markersize": size, "linestyle": "", "markeredgecolor": edge or tone}
    return Line2D([], [], color=tone, label=words, **looks)


def key(ax: Axes, handles: Sequence, **more: Any) -> Legend:
    """A small key of squares and dots, low at the left unless `more` says otherwise (the South Pacific of a map)."""
    usual = {"loc": "lower left", "bbox_to_anchor": (0.01, -0.02), "fontsize": "small", "handletextpad": 0.2}
    return ax.legend(handles=list(handles), **{**usual, "labelspacing": 0.35, **more})


def key_in_a_row(
    figure: Figure,
    tones: Mapping[str, str],
    corner: tuple[float, float],
    size: tuple[float, float],
    gaps: tuple[float, float],
    **writing: Any,
) -> None:
    """A key on one line: {words: colour}, each a rectangle and its words, as fractions of the figure.

    corner: (left, bottom) of the first rectangle; size: (width, height) of each; gaps: from the left of a rectangle
    to its words, and from there to the next one.
    """
    (x, y), (width, height), (to_words, to_next) = corner, size, gaps
    for words, tone in tones.items():
        figure.patches.append(Rectangle((x, y), width, height, transform=figure.transFigure, color=tone))
        looks = {"color": SOFT, "va": "center", **writing}
        text = figure.text(x + to_words, y + height / 2, words, **looks)
        x += to_words + text.get_window_extent().width / figure.bbox.width + to_next
