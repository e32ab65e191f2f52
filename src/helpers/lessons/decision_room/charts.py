"""Pictures of lesson 9: which option comes first, at which weight that changes, who must choose sides how often."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.decision_room.facts import ALL, MOST, SIDES, hinge, sides, turning
from helpers.models import ranking as model
from helpers.pictures.figures import FAINT, INK, OTHERS, SOFT, Empty, colour, described, label
from helpers.pictures.marks import beside, key_in_a_row
from helpers.words import listed

COLOURS = ("#8f6400", "#167587", "#0b5fa5", "#6a4c93", "#b8360b", "#5b5b5b")
PAIRS = {
    "United States and Russia": ("USA", "RUS"),
    "United States and China": ("USA", "CHN"),
    "China and Russia": ("CHN", "RUS"),
}


def _said(point: Any, short: bool = False) -> str:
    """The nearest change in one sentence, for the line under the title; short: without who wins then."""
    if point is None:
        return "No one weight, and no two together, can change the first place"
    moved = turning(point)
    start, puts = ("Nearest change", "puts") if len(moved) == 1 else ("Only two together", "put")
    where = [
        f"{name} {'above' if way == 'up' else 'below'} {at:.1f} (now {now:g})" for name, now, way, at in moved
    ]
    return f"{start}: {listed(where)}" + ("" if short else f" {puts} first: {listed(point['options'])}")


def _ranking_words(drawn: pd.DataFrame, **weights: float) -> str:
    if drawn is None or drawn.empty:
        return "No criterion is scored yet, so no option can come first: fill in the forms of cycle 1."
    lead = drawn[drawn["rank"] == 1]
    totals = "; ".join(f"{row.option} {row.total:.2f}" for row in drawn.itertuples())
    start = (
        f"First: {lead.option.iloc[0]}."
        if len(lead) == 1
        else f"Level in the first place: {listed(list(lead.option))}."
    )
    now = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in weights.items())
    return f"{start} Weights: {now}. Totals: {totals}. {drawn.attrs['said']}."


@described(
    _ranking_words,
    {"name": "ranking", "colours": COLOURS, "most": MOST},
    closed=Empty("Which option comes first?", "Scores times weights, from −2 to 2", x=(-2, 2)),
)
def ranking(ax: Axes, scores: pd.DataFrame, **weights: float) -> pd.DataFrame:
    """Options as bars, best on top: what each criterion adds to (or takes from) its weighted total.

    scores: options by criteria, -2 to 2, named for readers; weights: by criterion, 0 to 10. A keyword fits a
    criterion if they are the same but for case and spaces. Returns option, rank, total and what each
    criterion adds.
    """
    keys = {one.lower().replace(" ", "_"): one for one in scores.columns}
    weights = {keys[name]: value for name, value in weights.items() if name in keys}
    colours = dict(zip(scores.columns, COLOURS, strict=False))
    order = model.ranking(scores, weights)
    if order.empty:
        return _nothing(ax)
    parts = model.contributions(scores, weights).loc[order.option]
    reach = max(0.5, parts.clip(lower=0).sum(axis=1).max(), -parts.clip(upper=0).sum(axis=1).min()) * 1.12
    ax.set(
        xlim=(-reach, reach),
        xticks=[-reach / 2, reach / 2],
        xticklabels=["takes away", "adds"],
        ylim=(len(order) - 0.4, -0.6),
    )
    ax.tick_params(axis="both", length=0)
    ax.grid(False)
    ax.axvline(0, ymax=0.97, color=FAINT, linewidth=1, zorder=3)
    for place, row in enumerate(order.itertuples()):
        _bar(ax, place, parts.loc[row.option], colours, reach)
        ax.plot(row.total, place + 0.37, "^", color=INK, markersize=8, zorder=5)
        ax.text(
            1.01,
            place,
            f"{row.total:+.2f}",
            transform=ax.get_yaxis_transform(),
            va="center",
            fontweight="bold",
        )
    ax.set_yticks(range(len(order)), [f"{row.rank}. {row.option}" for row in order.itertuples()], color=INK)
    lead = order[order["rank"] == 1].option.tolist()
    title = (
        f"First: {lead[0]}"
        if len(lead) == 1
        else "All options are level"
        if len(lead) == len(order)
        else f"Level: {listed(lead)}"
    )
    scored = (
        f"{parts.shape[1]} of {scores.shape[1]} criteria scored. " if parts.shape[1] < scores.shape[1] else ""
    )
    point = hinge(scores, weights)
    said = _said(point)
    label(
        ax,
        title,
        said if len(said) < 100 else _said(point, short=True),
        f"{scored}Scores (-2 to 2) times weights, over the sum of "
        "the weights; the triangle and the number at the right are\n"
        "the total. Additive ranking as in Keeney and Raiffa (1976).",
        left=0.31,
        right=0.91,
    )
    key_in_a_row(
        ax.figure,
        {name: colours[name] for name in parts.columns},
        corner=(0.03, 0.793),
        size=(0.012, 0.02),
        gaps=(0.017, 0.016),
        fontsize=8.5,
    )
    drawn = order.merge(parts.round(3), left_on="option", right_index=True)
    drawn.attrs["said"] = said
    return drawn


def _bar(ax: Axes, place: float, parts: pd.Series, colours: dict[str, str], reach: float) -> None:
    """One option's bar: what adds right of nought, what takes away left of it, in the order of criteria."""
    ends = {1: 0.0, -1: 0.0}
    for name, value in parts[parts != 0].items():
        way = 1 if value > 0 else -1
        ax.barh(
            place,
            value,
            left=ends[way],
            height=0.56,
            color=colours[name],
            edgecolor="white",
            linewidth=1,
            zorder=2,
        )
        if abs(value) > 0.022 * len(name.split()[0]) * reach:
            ax.text(
                ends[way] + value / 2,
                place,
                name.split()[0],
                ha="center",
                va="center",
                color="white",
                fontsize=7.5,
                zorder=4,
            )
        ends[way] += value


def _nothing(ax: Axes) -> pd.DataFrame:
    ax.set_axis_off()
    ax.text(
        0.5,
        0.5,
        "Nothing is scored yet.\nFill in the forms of cycle 1, then look here again.",
        ha="center",
        va="center",
        color=SOFT,
        fontsize=13,
        transform=ax.transAxes,
    )
    label(
        ax,
        "Which option comes first?",
        "Your scores and your weights will make the picture",
        "Additive ranking as in Keeney and Raiffa (1976).",
    )
    return pd.DataFrame(columns=["option", "total", "rank"])


def _shares_words(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No criterion is scored yet: fill in the forms of cycle 1."
    return (
        "Share of all weightings in which each option comes first alone: "
        + "; ".join(f"{row.option} {_how_often(row.share)}" for row in drawn.itertuples())
        + "."
    )


def _how_often(share: float) -> str:
    return "never" if share == 0 else "under 1 %" if share < 1 else f"{share:.0f} %"


@described(
    _shares_words,
    {"name": "shares"},
    closed=Empty(
        "How often would each option win?", "Share of all ways to weigh the criteria, in per cent", x=(0, 100)
    ),
)
def shares(ax: Axes, scores: pd.DataFrame) -> pd.DataFrame:
    """In what share of all weightings each option comes first alone. Returns option, share (%)."""
    share = model.shares_of_weightings(scores)
    if share.isna().any():
        return _nothing(ax)
    drawn = (
        (100 * share)
        .sort_values(ascending=False, kind="stable")
        .rename("share")
        .rename_axis("option")
        .reset_index()
    )
    ax.barh(
        range(len(drawn)), drawn.share, color=[INK if one > 0 else OTHERS for one in drawn.share], height=0.56
    )
    ax.set(ylim=(len(drawn) - 0.45, -0.6), xlim=(0, 100), xticks=[])
    ax.set_yticks(range(len(drawn)), drawn.option, color=INK)
    ax.grid(False)
    beside(ax, range(len(drawn)), drawn.share, map(_how_often, drawn.share), gap=1.2)
    many = int(scores.dropna(axis="columns").shape[1])
    label(
        ax,
        _shares_title(drawn),
        f"Share of all {model.weightings(many):,} ways to deal 20 points to {many} criteria, in per cent",
        f"Your scores. In the remaining {100 - drawn.share.sum():.0f} "
        "% several options are level in the first place.",
        left=0.31,
        right=0.9,
    )
    return drawn


def _shares_title(drawn: pd.DataFrame) -> str:
    often, option = _how_often(drawn.share[0]), drawn.option[0]
    return "No option ever wins alone" if often == "never" else f"{option} wins in {often} of all weightings"


def _choosing_words(drawn: pd.DataFrame, pair: str) -> str:
    first, last = drawn.iloc[0], drawn.iloc[-1]
    share = 100 * drawn.opposite / drawn.votes
    names = pair.split(" and ")
    return (
        f"{pair}: opposite votes, yes against no, in {share.iloc[0]:.0f} of 100 roll calls "
        f"in {first['year']:.0f} and {share.iloc[-1]:.0f} in {last['year']:.0f}. In "
        f"{last['year']:.0f} Mongolia was then {last['with the first']:.0f} times with "
        f"{_the(names[0])} and {last['with the second']:.0f} times with {_the(names[1])}, "
        f"and abstained {last['abstained']:.0f} times. {_everybody(last, names)}"
    )


def _everybody(row: pd.Series, names: Sequence[str]) -> str:
    first, second = (row[name] for name in ALL)
    return (
        f"Of all states' votes in these, {first:.0f} % were with "
        f"{_the(names[0])} and {second:.0f} % with {_the(names[1])}."
    )


def _the(name: str) -> str:
    return f"the {name}" if name.startswith("United") else name


@described(
    _choosing_words,
    closed=Empty(
        "How often do two powers vote opposite?",
        "Of 100 roll calls in the General Assembly, those with yes against no",
        x=(1992, 2025),
        y=(0, 100),
    ),
)
def choosing(ax: Axes, votes: pd.DataFrame, pair: str) -> pd.DataFrame:
    """How often two powers vote opposite, and with whom Mongolia was then. Returns the table of `sides`."""
    table = sides(votes, *PAIRS[pair])
    last = table.iloc[-1]
    first, second = pair.split(" and ")
    names = {"with the first": f"with {_the(first)}", "with the second": f"with {_the(second)}"}
    colours = dict(zip(SIDES, (colour(first), colour(second), "#c9a227", "#d4d4d4"), strict=True))
    heights = 100 * table[SIDES].div(table.votes, axis="index")
    bottoms = heights.cumsum(axis="columns") - heights
    for side in SIDES:
        ax.bar(table.year, heights[side], bottom=bottoms[side], color=colours[side], width=0.82)
    ax.set(ylim=(0, 100), xlim=(1991.2, 2026), xticks=[1992, 2000, 2008, 2016, 2025])
    key_in_a_row(
        ax.figure,
        {names.get(side, side): colours[side] for side in SIDES},
        corner=(0.075, 0.752),
        size=(0.014, 0.024),
        gaps=(0.02, 0.025),
        fontsize=10,
        color=INK,
    )
    label(
        ax,
        f"{pair}: {100 * last.opposite / last.votes:.0f} of 100 votes opposite in {last.year:.0f}",
        "Of 100 roll calls in the General Assembly, those with yes against no, and where Mongolia was then",
        f"{_everybody(last, (first, second)).replace('in these', f'in those of {last.year:.0f}')} "
        "Own count from UN roll calls (three\n"
        "collections); no bar under 20 votes (2024). Many of 2020 "
        "to 2023 and the emergency session on Ukraine are missing.",
    )
    return table
