"""The lines that a class drew, laid over one axes: what a picture of them is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from helpers.asking.drawn import Drawn
from helpers.words import amount

WIDTH, HEIGHT = 320, 170  # units of the picture
LEFT, RIGHT, TOP, BOTTOM = 38, 8, 10, 20
FEWEST_LINES = (
    12  # a single line can be known by who drew it, or write a word: among fewer only the middle is shown
)


@dataclass
class Overlaid:
    """Paths and letters of a picture of WIDTH by HEIGHT.

    each   : the path of each line; none below FEWEST_LINES of them.
    band   : the outline of the middle half of the class, year by year. median, truth: paths; truth "" if there is none.
    rules  : [(y, label)] of the axis of values. years: [(x, label, anchor)].
    said   : the last year.
    """

    each: list[str]
    band: str
    median: str
    truth: str
    rules: list[tuple[float, str]]
    years: list[tuple[float, str, str]]
    said: str


def overlaid(item: Drawn, lines: list[list[float]], truth: dict[int, float] | None) -> Overlaid:
    """The picture of what a class drew for one question. truth: what came out by year, or None."""
    years = list(item.years)
    quarters = pd.DataFrame(lines, columns=years).quantile([0.25, 0.5, 0.75])
    span = years[-1] - years[0] or 1

    def x(year: int) -> float:
        return LEFT + (year - years[0]) / span * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (value - item.low) / (item.high - item.low) * (HEIGHT - TOP - BOTTOM)

    def path(points: Iterable[tuple[int, float]]) -> str:
        return "M" + "L".join(f"{x(year):.1f} {y(value):.1f}" for year, value in points)

    low, middle, high = (list(quarters.loc[one].items()) for one in (0.25, 0.5, 0.75))
    return Overlaid(
        each=[path(zip(years, line, strict=True)) for line in lines] if len(lines) >= FEWEST_LINES else [],
        band=path([*low, *reversed(high)]) + "Z",
        median=path(middle),
        truth=path(sorted(truth.items())) if truth else "",
        rules=[(y(one), amount(one, item.unit)) for one in (item.low, (item.low + item.high) / 2, item.high)],
        years=[(x(years[0]), str(years[0]), "start"), (x(years[-1]), str(years[-1]), "end")],
        said=str(years[-1]),
    )
