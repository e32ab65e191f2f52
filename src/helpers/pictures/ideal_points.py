"""Ideal points with their intervals: states as lines, each with the band that holds nine estimates in ten."""

from collections.abc import Iterable

import pandas as pd
from matplotlib.axes import Axes

from helpers.pictures.figures import colour
from helpers.pictures.marks import banded, names, spread

SOURCE = "Source: ideal points of Bailey, Strezhnev and Voeten, version of April 2026"
BAND = "Band: nine estimates in ten lie in it. The scale holds within this version only; higher: nearer the West."
FEW = 20  # a year with fewer votes has a hollow dot
DASHES: dict[str, tuple] = {
    "Russia": (0, (4, 1.2)),
    "China": (0, (1, 1.2)),
    "United States": (0, (6, 1.5, 1, 1.5)),
}


def rows_of(points: pd.DataFrame, states: Iterable[str], first: int, last: int) -> pd.DataFrame:
    """The rows of some states, in their order, from first to last year, both included.

    points: `un_ideal_points`. Returns country, year, ideal_point, q5, q95, votes.
    """
    found = points[points.year.between(first, last)].set_index("country").loc[list(states)].reset_index()
    return found[["country", "year", "ideal_point", "q5", "q95", "votes"]]


def lines(
    ax: Axes,
    points: pd.DataFrame,
    states: Iterable[str],
    first: int,
    last: int,
    said: dict[str, str] | None = None,
    gap: float = 0.3,
) -> pd.DataFrame:
    """A line with its band for each state, its name at the end; hollow dots where a year rests on few votes.

    points: `un_ideal_points`; said: other names, {"Russia": "Moscow's seat"}; gap: the least distance of two
    names, on the scale. The limits of x are the caller's. Returns what `rows_of` returns.
    """
    drawn = rows_of(points, states, first, last)
    ends = drawn.groupby("country", sort=False).ideal_point.last()
    heights = spread(ends, ends * 0 + gap)
    for number, (state, own) in enumerate(drawn.groupby("country", sort=False)):
        tone = colour(state)
        dash = DASHES.get(state, "-")
        years, at, low, high = own.year, own.ideal_point, own.q5, own.q95
        banded(ax, years, at, low, high, tone, linestyle=dash, linewidth=2.2, zorder=4 - number / 10)
        few = own[own.votes < FEW]
        ax.plot(few.year, few.ideal_point, "o", color=tone, markerfacecolor="white", zorder=5)
        name = (said or {}).get(state, state)
        names(ax, {name: (last + 0.015 * (last - first) + 0.3, heights[state], tone)})
    return drawn
