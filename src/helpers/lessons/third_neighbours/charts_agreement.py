"""Lesson 6's charts on agreement with any state: all at once, through time, and as ideal points."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.third_neighbours.facts import (
    DOUBTFUL,
    FEWEST_IN_SPAN,
    FEWEST_IN_YEAR,
    SPANS,
    closest,
    estimates,
    names,
    solid,
    yearly,
)
from helpers.models import agreement
from helpers.pictures import ideal_points
from helpers.pictures.figures import COLOURS, FAINT, SOFT, Empty, colour, described, label
from helpers.pictures.marks import across, beside, gapped, lanes, spread
from helpers.pictures.marks import names as put
from helpers.pictures.swarm import swarm
from helpers.words import each, listed, ordinal, signed

IN_WORDS = {
    "strict": "Strict agreement: the same vote, as a share of common votes, %",
    "graded": "Graded agreement: alike 1, one step apart ½, yes against no 0; mean in %",
}
CHOSEN = "#5a2a83"  # a state without a colour of its own
ROLL_CALLS = (
    "Roll calls: Voeten data to June 2024, with gaps in 2020–23 and 6 of the 95 of 2024; UN record for 2025."
)


# --- who votes like one state -------------------------------------------------------------------------------


def _seats(pairs: pd.DataFrame, members: pd.DataFrame) -> pd.Series:
    return members.iso3


def _strip_alt(drawn: pd.DataFrame, state: str, period: str = "2015–2025", measure: str = "strict") -> str:
    row = drawn[drawn.iso3 == state]
    start = (
        f"{len(drawn)} states as dots by {measure} agreement with Mongolia, {period}, from "
        f"{drawn.agreement_percent.min():g} % to {drawn.agreement_percent.max():g} %."
    )
    if row.empty:
        return f"{start} The state chosen has fewer than {FEWEST_IN_SPAN} votes in common in this time."
    row = row.iloc[0]
    return (
        f"{start} {row.state}: {row.agreement_percent:g} % of {row.common_votes} common votes, place "
        f"{row['rank']} from the closest; {row.opposite} times yes against no."
    )


@described(
    _strip_alt,
    closed=Empty("Who votes like Mongolia?", "Each dot will be a state. " + IN_WORDS["strict"], x=(0, 100)),
    named={"state": _seats},
)
def strip(
    ax: Axes,
    pairs: pd.DataFrame,
    members: pd.DataFrame,
    state: str,
    period: str = "2015–2025",
    measure: str = "strict",
) -> pd.DataFrame:
    """Dots on one strip: how often each state voted as Mongolia did, with one state named.

    pairs: from `pairs_with`; members: `un_members`; state: a code; period, measure: as in `closest`, whose
    table it returns.
    """
    rows = closest(pairs, members, period, measure)
    values = rows.agreement_percent
    heights = swarm(values, 4 / 3)
    own = rows.iso3 == state
    ax.scatter(values[~own], heights[~own], s=46, color="#b9b9b9", edgecolor="white", linewidth=0.6)
    top = max(heights.max(), 8)
    ax.set(ylim=(-1, top * 1.32 + 1), yticks=[], xlim=(-1, 101))
    called = names(members, SPANS[period][1])[state]
    if own.any():
        row, x = rows[own].iloc[0], values[own].iloc[0]
        tone = COLOURS.get(row.state, CHOSEN)
        ax.scatter([x], heights[own], s=110, color=tone, edgecolor="white", linewidth=1, zorder=4)
        ax.annotate(
            f"{row.state}: {row.agreement_percent:g} %\n{ordinal(row['rank'])} closest of {len(rows)}",
            (x, heights[own].iloc[0]),
            xytext=(x, top * 1.12 + 1),
            va="bottom",
            fontweight="bold",
            color=tone,
            ha="right" if x > 50 else "left",
            arrowprops={"arrowstyle": "-", "color": tone, "shrinkB": 5},
        )
    else:
        ax.text(
            0.02,
            0.97,
            f"{called}:\nfewer than {FEWEST_IN_SPAN} votes in common with Mongolia in this time",
            transform=ax.transAxes,
            va="top",
            fontweight="bold",
            color=SOFT,
        )
    across(ax)
    label(
        ax,
        _strip_title(rows, state, called),
        f"Each dot: a state, {period}. {IN_WORDS[measure]}",
        _notes(ax, rows, members, state, period),
        left=0.05,
    )
    return rows


def _strip_title(rows: pd.DataFrame, state: str, called: str) -> str:
    own = rows["rank"][rows.iso3 == state]
    if own.empty:
        return f"{called}: too few votes in common"
    ahead = own.iloc[0] - 1
    return f"{called}: {ahead or 'no'} {'state votes' if ahead < 2 else 'states vote'} more like Mongolia"


def _notes(ax: Axes, rows: pd.DataFrame, members: pd.DataFrame, state: str, period: str) -> str:
    """The lines under the strip: what is left out, what the seat is, where the votes come from."""
    left_out = rows.attrs["left_out"]
    few = f" Left out, fewer than {FEWEST_IN_SPAN} common votes: {_listed(left_out)}." if left_out else ""
    first, last = SPANS[period]
    doubt = (
        " 1993 is exchanged with Monaco in the source."
        if any(first <= year <= last for year in DOUBTFUL)
        else ""
    )
    return (
        f"Median {rows.common_votes.median():.0f} common votes.{few}{doubt}"
        f"{_remark(ax, members, state)}\n{ROLL_CALLS}"
    )


def _remark(ax: Axes, members: pd.DataFrame, state: str) -> str:
    """What a reader must know about a seat, on a line of its own, for which the axes make room; or nothing."""
    note = members.set_index("iso3").note[state]
    if not isinstance(note, str):
        return ""
    box = ax.get_position()
    ax.set_position([box.x0, box.y0 + 0.03, box.width, box.height - 0.03])
    return f"\n{note}"


def _listed(words: list[str], most: int = 3) -> str:
    return ", ".join(words) if len(words) <= most else listed([*words[:most], f"{len(words) - most} more"])


def _years_alt(drawn: pd.DataFrame, state: str, issue: str = "all votes", measure: str = "strict") -> str:
    own = drawn[drawn.iso3 == state]
    if own.empty:
        return f"No votes on {issue} in common with Mongolia: nothing is drawn."
    words = [
        f"{row.agreement_percent:g} % of {row.common_votes} votes in {row.year}"
        for row in own.iloc[[0, -1]].itertuples()
    ]
    sure = solid(own)
    if len(sure):
        low, high = sure.loc[sure.agreement_percent.idxmin()], sure.loc[sure.agreement_percent.idxmax()]
        words.append(
            f"lowest {low.agreement_percent:g} % in {low.year}, "
            f"highest {high.agreement_percent:g} % in {high.year}"
        )
    few = own.year.drop(sure.index).tolist()
    said = (
        f" Hollow, because doubtful or with fewer than {FEWEST_IN_YEAR} common votes: "
        f"{_listed([str(y) for y in few], 6)}."
        if few
        else ""
    )
    return f"A line of {measure} agreement with Mongolia by year, {issue}: {'; '.join(words)}.{said}"


@described(
    _years_alt,
    closed=Empty("Mongolia and a third state: who moved?", IN_WORDS["strict"], x=(1960, 2030), y=(0, 100)),
    named={"state": _seats},
)
def through_time(
    ax: Axes,
    pairs: pd.DataFrame,
    members: pd.DataFrame,
    state: str,
    issue: str = "all votes",
    measure: str = "strict",
) -> pd.DataFrame:
    """Line by year: how often one state voted as Mongolia did; Russia's and China's seats in the background.

    pairs: from `pairs_with`; members: `un_members`; state: a code; issue, measure: as in `yearly`. Years that
    rest on fewer than 10 common votes, and 1993, are hollow and not joined; missing years are not joined
    either. Returns iso3, state, year, agreement_percent, common_votes, opposite.
    """
    called, codes = names(members), list(dict.fromkeys(["CHN", "RUS", state]))
    drawn = pd.concat(
        [yearly(pairs, code, issue, measure).assign(iso3=code, state=called[code]) for code in codes]
    )
    for code in codes:
        _line(ax, drawn[drawn.iso3 == code], COLOURS.get(called[code], CHOSEN), code == state)
    for code, x, words in (("RUS", 1961, "— Soviet Union / Russia"), ("CHN", 1979, "— China")):
        if code != state:
            ax.text(x, 109, words, color=colour(called[code]), fontsize="small", va="center")
    ax.set(xlim=(1960, 2030), ylim=(-2, 114), yticks=range(0, 101, 20))
    ax.plot([1991.97] * 2, [-2, 103], color=FAINT, linewidth=0.8, linestyle=(0, (2, 3)), zorder=1)
    own = drawn[drawn.iso3 == state]
    if own.empty:
        ax.text(1962, 50, f"No votes on {issue} in common", fontweight="bold", color=SOFT)
    label(
        ax,
        _years_title(own, "Soviet Union / Russia" if state == "RUS" else called[state], issue),
        f"{IN_WORDS[measure]}; {issue}",
        f"Hollow: fewer than {FEWEST_IN_YEAR} common votes, or exchanged (1993). Dotted: Russia takes the "
        f"Soviet seat.{' No topics for 2025.' if issue != 'all votes' else ''}"
        f"{_remark(ax, members, state)}\n{ROLL_CALLS}",
    )
    return drawn[["iso3", "state", "year", "agreement_percent", "common_votes", "opposite"]]


def _years_title(own: pd.DataFrame, called: str, issue: str) -> str:
    ends = [f"{row.agreement_percent:.0f} % in {row.year}" for row in solid(own).tail(2).itertuples()]
    if not ends:
        return f"{called} and Mongolia: too few votes on {issue}"
    return f"{called}: {ends[0].replace('%', '% alike')}" + (f", {ends[1]}" if ends[1:] else "")


def _line(ax: Axes, rows: pd.DataFrame, tone: str, strong: bool) -> None:
    """One state's years: joined where neighbouring years rest on enough votes, hollow dots elsewhere."""
    enough = solid(rows)
    for _, run in enough.groupby((enough.year.diff() != 1).cumsum()):
        ax.plot(
            run.year,
            run.agreement_percent,
            marker="o",
            markersize=5 if strong else 3 if len(run) == 1 else 0,
            color=tone,
            linewidth=2.6 if strong else 1.3,
            alpha=1 if strong else 0.45,
            zorder=4 if strong else 2,
        )
    if strong:
        few = rows.drop(enough.index)
        ax.plot(
            few.year,
            few.agreement_percent,
            "o",
            markerfacecolor="white",
            markersize=6,
            linestyle="",
            color=tone,
            zorder=5,
        )
        for row in enough.iloc[-1:].itertuples():
            ax.text(
                rows.year.max() + 0.8,
                row.agreement_percent,
                f"{row.agreement_percent:g} %\nin {row.year}",
                color=tone,
                fontweight="bold",
                va="center",
                fontsize="small",
            )


# --- a scale of all votes -----------------------------------------------------------------------------------

ALWAYS = ["Mongolia", "Russia", "United States"]
SINCE = 1985


def on_the_scale(points: pd.DataFrame) -> list[str]:
    """The states to choose on the scale, by name. points: `un_ideal_points`."""
    return sorted(set(points.country[points.year == points.year.max()]) - set(ALWAYS))


def _scale_alt(drawn: pd.DataFrame, state: str) -> str:
    shown = drawn[drawn.year.isin([1991, 2023, 2025])]
    parts = [
        f"{name} {each(own, '{ideal_point:.2f} ({q5:.2f} to {q95:.2f}) in {year}')}"
        for name, own in shown.groupby("country", sort=False)
    ]
    return f"Lines with bands, {SINCE} to 2025, one number for all votes of a year. {'; '.join(parts)}."


@described(
    _scale_alt,
    closed=Empty(
        "On a scale of all votes: who moved?",
        "Ideal point: one number for all votes of a year",
        x=(1985, 2025),
    ),
    named={"state": lambda points: on_the_scale(points)},
)
def scale(ax: Axes, points: pd.DataFrame, state: str) -> pd.DataFrame:
    """Lines with bands: where Mongolia, Russia, the United States and one more stand on the scale of all votes.

    points: `un_ideal_points`; state: one of `on_the_scale`. Returns country, year, ideal_point, q5, q95, votes.
    """
    rows = points[points.year >= SINCE]
    drawn = ideal_points.lines(ax, points, [*ALWAYS, state], SINCE, 2025, gap=0.36)
    ax.set(
        xlim=(SINCE - 0.5, 2025),
        xticks=range(SINCE, 2026, 5),
        ylim=(rows.q5.min() - 0.1, rows.q95.max() + 0.1),
    )
    at = drawn.pivot(index="country", columns="year", values="ideal_point")
    moved = at[2025] - at[2023]
    farthest = moved.abs().idxmax()
    label(
        ax,
        f"Since 2023: {farthest} {signed(moved[farthest], 2)}, Mongolia {signed(moved['Mongolia'], 2)}",
        "Ideal point: one number for all votes of a year; Russia: the Soviet Union to 1991",
        f"{ideal_points.BAND}\nHollow: fewer than {ideal_points.FEW} votes (2024: "
        f"{drawn.votes[drawn.year == 2024].max()} of 95 roll calls). {ideal_points.SOURCE}.",
        right=0.81,
    )
    return drawn


# --- why agreement misleads ---------------------------------------------------------------------------------


def _contested_alt(drawn: pd.DataFrame, minority: int) -> str:
    return (
        f"Bars of strict agreement with Mongolia, 2015 to 2023, in the {drawn.attrs['votes']} votes in "
        f"which at least {minority} % of those voting were not on the larger side: "
        + ", ".join(f"{row.state} {row.agreement_percent:g} %" for row in drawn.itertuples())
        + "."
    )


COMPARED = ["CHN", "RUS", "JPN", "KOR", "DEU", "USA"]


@described(
    _contested_alt,
    closed=Empty(
        "What is left once the easy votes are taken out?",
        "Strict agreement with Mongolia, %",
        x=(0, 100),
        y=["China", "Russia", "Japan", "South Korea", "Germany", "United States"],
    ),
)
def contested(ax: Axes, votes: pd.DataFrame, members: pd.DataFrame, minority: int = 0) -> pd.DataFrame:
    """Bars: agreement with Mongolia, 2015 to 2023, counting only votes that were disputed enough.

    votes: `un_votes`; members: `un_members`; minority: the least share (%) of votes cast that were not on the
    largest side (yes, no or abstention). Returns state, agreement_percent, common_votes.
    """
    rows = votes[votes.date.dt.year.between(2015, 2023)]
    grid = agreement.grid(rows, list(members.iso3))
    cast = np.stack([(grid == vote).sum(axis=1) for vote in (1, 0, -1)])
    hard = rows[100 * (1 - cast.max(axis=0) / cast.sum(axis=0)) >= minority]
    found = agreement.with_one(hard, "MNG", COMPARED)
    drawn = pd.DataFrame(
        {
            "state": found.seat.map(names(members)),
            "agreement_percent": (100 * found.share).round(1),
            "common_votes": found.votes,
        }
    )
    drawn.attrs = {"votes": len(hard)}
    share, said = drawn.agreement_percent, drawn.set_index("state").agreement_percent
    ax.barh(drawn.index, share, color=drawn.state.map(colour), height=0.66)
    beside(ax, drawn.index, share, map("{:g}".format, share), gap=1)
    lanes(ax, drawn.index, drawn.state, 100)
    label(
        ax,
        f"{f'Minority of {minority} % or more' if minority else 'All votes'}: Japan {said['Japan']:.0f} %, "
        f"China {said['China']:.0f} % alike",
        f"Strict agreement with Mongolia, %, in {len(hard)} votes with a minority of {minority} % or more",
        f"Minority: all who did not join the largest side (yes, no or abstention), of those voting, "
        f"2015–2023.\n{ROLL_CALLS}",
        left=0.17,
    )
    return drawn


LINES = {"MNG": "Mongolia", "CHN": "China", "RUS": "Russia", "USA": "United States"}


def _ideal_alt(drawn: pd.DataFrame) -> str:
    ends = drawn.groupby(["series", "country"], as_index=False).last()
    said = ends.country + ends.position.map(" {:.1f} in ".format) + ends.year.map(str)
    parts = "; ".join(f"{kind}: {', '.join(own)}" for kind, own in said.groupby(ends.series))
    return f"Two panels of lines, positions since 1971, each panel on its own scale. {parts}."


@described(
    _ideal_alt,
    closed=Empty("Where do four states stand on one line?", "Published and estimated by us", x=(1970, 2025)),
)
def ideal(ax: Axes, votes: pd.DataFrame, members: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """Two panels: the published ideal points of four states with their bands, and our small estimate.

    votes: `un_votes`; members: `un_members`; points: `un_ideal_points`. The two have scales of their own and
    are never on one axis. Returns series, country, year, position.
    """
    ours = estimates(votes, members)
    ours = ours[ours.iso3.isin(list(LINES))].assign(country=ours.iso3.map(LINES)).reset_index(drop=True)
    last = points[points.iso3.isin(list(LINES))].groupby("iso3").ideal_point.last()
    far, own = LINES[last.idxmax()], ours.groupby("country").position.last()
    label(
        ax,
        f"{far}: {last.max():.1f} as published, {own[far]:.1f} by us (2025)",
        "",
        f"Up: nearer to the United States. {ideal_points.SOURCE}; hollow: 2024, on 8 votes.\n"
        "Ours: a line fitted to each year's votes, no bridge between years, none for a year with fewer than 10.",
        left=0.06,
        right=0.49,
    )
    second = ax.figure.add_axes([0.56, ax.get_position().y0, 0.40, ax.get_position().height])
    published = ideal_points.lines(ax, points, LINES.values(), 1971, 2025, gap=0.45)
    heights = spread(ours.groupby("country").position.last(), pd.Series(0.4, index=sorted(LINES.values())))
    for name, rows in ours.groupby("country"):
        gapped(second, rows.year, rows.position, colour(name), width=2)
        last = rows[rows.year == rows.year.max()]
        second.plot(last.year, last.position, "o", color=colour(name), markersize=4)
        put(second, {name: (2026.5, heights[name], colour(name))}, fontsize="small")
    for panel, name in ((ax, "Published ideal points"), (second, "Our small estimate")):
        panel.set(xlim=(1970, 2044), xticks=[1980, 2000, 2020])
        panel.text(0, 1.03, name, transform=panel.transAxes, color=SOFT)
    return pd.concat(
        [
            published.rename(columns={"ideal_point": "position"}).assign(series="published"),
            ours.assign(series="our estimate"),
        ]
    )[["series", "country", "year", "position"]].reset_index(drop=True)
