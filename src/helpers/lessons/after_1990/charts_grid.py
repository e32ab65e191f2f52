"""The squares, marks and signs of the machine's grid in lesson 2."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from helpers.models import definitions as define
from helpers.pictures.figures import INK, OTHERS

GREEN, PALE = "#00614e", "#e9e9e4"
BOXES: dict[str, dict] = {
    "full": {"linewidth": 0},
    "striped": {"linewidth": 0, "hatch": "/////", "alpha": 0.55},
    "open": {"linewidth": 0.7, "hatch": "/////"},
}
MARKS: dict[str, dict] = {
    "below": {"marker": ".", "markersize": 2.2},
    "missing": {"marker": "x", "markersize": 3.2},
}


def cells(ax: Axes, answers: list[define.Answer], rows: dict[str, int]) -> None:
    """The squares and marks of all states and years, those of one look at once."""
    found = pd.DataFrame(
        [
            (answer.year, place, INK if code == define.MONGOLIA else GREEN, _kind(answer, code))
            for answer in answers
            for code, place in rows.items()
        ],
        columns=["year", "place", "tone", "kind"],
    )
    for (kind, tone), own in found.groupby(["kind", "tone"]):
        if kind in MARKS:
            ax.plot(own.year, own.place, linestyle="", color=OTHERS, markeredgewidth=0.8, **MARKS[kind])
        else:
            face, edge = ("white", tone) if kind == "open" else (tone, "white")
            _boxes(ax, own.year, own.place, 0.84, 0.8, facecolor=face, edgecolor=edge, **BOXES[kind])


def _kind(answer: define.Answer, code: str) -> str:
    """Which look of BOXES or MARKS a state's cell has."""
    kinds = ("open", "striped") if code in answer.crossing else ("below", "full")
    return "missing" if code in answer.missing else kinds[code in answer.above]


def _boxes(
    ax: Axes,
    x: Sequence[float] | np.ndarray,
    y: Sequence[float] | np.ndarray,
    width: float,
    height: float,
    **looks: Any,
) -> None:
    """Boxes of one size and look, middles at x, y, as one collection: hundreds of single ones are slow."""
    corners = np.array([(-width, -height), (width, -height), (width, height), (-width, height)]) / 2
    ax.add_collection(PolyCollection(np.column_stack([x, y])[:, None, :] + corners, **looks))


SIGNS = {"true": ("✓", GREEN, "white"), "false": ("–", PALE, INK), "cannot tell": ("?", "white", INK)}


def verdicts(ax: Axes, answers: list[define.Answer], which: str, place: float) -> None:
    """A row of signs, a year each: the verdict by the best guesses or the bands (which: "point", "band")."""
    years = [answer.year for answer in answers]
    signs, faces, inks = zip(*(SIGNS[getattr(answer, which)] for answer in answers), strict=True)
    _boxes(ax, years, [place] * len(years), 0.9, 0.96, facecolor=faces, edgecolor=OTHERS, linewidth=0.5)
    for year, sign, ink in zip(years, signs, inks, strict=True):
        ax.text(
            year,
            place,
            sign,
            ha="center",
            va="center_baseline",
            fontsize=8,
            color=ink,
            fontweight="bold",
        )
    count = define.how_often(answers, which)
    words = f"{count['true']} true" + (f", {count['cannot tell']} ?" if count["cannot tell"] else "")
    ax.text(
        1.012, place, words, transform=ax.get_yaxis_transform(), va="center", fontsize=9.5, fontweight="bold"
    )
