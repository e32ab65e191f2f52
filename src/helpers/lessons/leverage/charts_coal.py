"""Lesson 5's charts on episodes and on the coal that went to China."""

import calendar

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers.lessons.leverage.facts import (
    PANDEMIC,
    VISIT,
    all_windows,
    by_month,
    how_rare,
    month_name,
    same_months,
)
from helpers.pictures.figures import INK, OFFICE, OTHERS, SOFT, Empty, colour, described, label
from helpers.pictures.marks import write
from helpers.pictures.swarm import swarm
from helpers.words import signed

# --- the list of episodes --------------------------------------------------

LANES = {"China": "China", "Russia": "Russia", "Mongolia": "Mongolia's answers"}
BOTH = "both, others"
SHAPES = {"benefit granted": "^", "Mongolian response": "s"}


def _episodes_alt(drawn: pd.DataFrame, instrument: str = "all") -> str:
    which = "All episodes" if instrument == "all" else f"Episodes with the instrument “{instrument}”"
    return (
        f"{which} as marks on a line of years, {int(drawn.political.sum())} of {len(drawn)} filled because "
        "reports name a political trigger. "
        + "; ".join(
            f"{row.date:%Y} {row.actor}, "
            f"{row.instrument_kind}{', political trigger reported' if row.political else ''}"
            for row in drawn.itertuples()
        )
        + "."
    )


@described(
    _episodes_alt,
    closed=Empty(
        "Who cut, withheld or granted what, and was it politics?",
        "Each mark will be an episode",
        x=(2002, 2026),
        y=["China", "Russia", BOTH, "Mongolia's answers"],
    ),
)
def episodes(ax: Axes, table: pd.DataFrame, instrument: str = "all") -> pd.DataFrame:
    """Marks on a line of years: who cut, withheld or granted what; filled where politics is reported.

    table: `leverage_episodes`; instrument: one of `instruments(table)`; the others turn pale.
    Returns date, actor, kind, instrument_kind, political, trigger of the strong marks.
    """
    rows = table.assign(
        lane=table.actor.map(LANES).fillna(BOTH), x=table.date.dt.year + (table.date.dt.day_of_year - 1) / 366
    )
    rows = rows.sort_values("x").reset_index(drop=True)
    strong = (rows.instrument_kind == instrument) | (instrument == "all")
    lanes = ["China", "Russia", BOTH, "Mongolia's answers"]
    for row, on in zip(rows.itertuples(), strong, strict=True):
        near = rows[(rows.lane == row.lane) & (rows.x <= row.x) & (rows.x > row.x - 0.62)]
        tone = (colour(row.actor) if row.actor in LANES else SOFT) if on else "#cfcfcf"
        ax.plot(
            row.x,
            lanes.index(row.lane) - 0.24 * (len(near) - 1),
            SHAPES.get(row.kind, "o"),
            markersize=10,
            color=tone,
            markeredgewidth=2,
            markerfacecolor=tone if row.political else "white",
            zorder=3 if on else 2,
        )
    ax.set_yticks(range(len(lanes)), lanes, color=INK)
    ax.set(ylim=(3.5, -0.75), xlim=(2001.2, 2027), xticks=range(2002, 2027, 4))
    shown = rows[strong]
    number = f"{int(shown.political.sum())} of {len(shown)}"
    label(
        ax,
        f"{number} episodes have a political trigger in the reports"
        if instrument == "all"
        else f"{instrument[0].upper()}{instrument[1:]}: {number} with a political trigger in the reports",
        "Filled: political trigger reported; hollow: none named. Triangle: granted; circle: the rest",
        "Filled or hollow is our reading of what was reported; motives are contested, and the list is not "
        "complete.\nSource: press reports; see the table's sources.",
        left=0.215,
    )
    return shown[["date", "actor", "kind", "instrument_kind", "political", "trigger"]]


# --- every month is a placebo --------------------------------------------------

DOUBLINGS = np.arange(
    -3, 5
)  # the ticks of the lower axis, powers of two: from an eighth to sixteen times as much
UNITS = {"tonnes": "thousand tonnes", "dollars": "million dollars"}
SHADE = "#efefef"


def _x(month: str) -> float:
    return int(month[:4]) + (int(month[5:]) - 0.5) / 12


def _short(month: str) -> str:
    return f"{calendar.month_abbr[int(month[5:])]} {month[:4]}"


def _verdict(rows: pd.DataFrame, month: str) -> str:
    """Whether a change is ordinary or rare, and what that rests on."""
    as_far, others, rare = how_rare(rows, month)
    moved = "fell" if rows.change[rows.until == month].iloc[0] < 0 else "rose"
    return f"{'rare' if rare else 'ordinary'}. {as_far or 'None'} of {others} others {moved} as much"


def _windows_alt(
    drawn: pd.DataFrame,
    month: str = VISIT,
    measure: str = "tonnes",
    compared_with: str = "two months before",
    product: str = "coal",
) -> str:
    own, visit = (drawn[drawn.until == one].iloc[0] for one in (month, VISIT))
    low, high = drawn.change.quantile([0.05, 0.95])
    least, most = (
        f"{signed(row.change)} % ({month_name(row.until)})"
        for row in (drawn.loc[drawn.change.idxmin()], drawn.loc[drawn.change.idxmax()])
    )
    years = "; ".join(f"{year} {signed(change)}" for year, change in same_months(drawn, month).items())
    return (
        f"Above, a line: Mongolia's exports of {product} by month, {UNITS[measure]}, with {own.before:,.0f} in "
        f"{month_name(own.since)} and {own.after:,.0f} in {month_name(month)} singled out: {signed(own.change)} %, "
        f"{_verdict(drawn, month)} or more. Below, a dot for each of {len(drawn)} changes against {compared_with}, "
        f"from {least} to {most}; nine of ten lie between {signed(low)} and {signed(high)} %. Up to "
        f"{month_name(VISIT)}, around the visit: {signed(visit.change)} %. The same months of other years: {years}. "
        f"Hollow: {int(drawn.pandemic.sum())} that end while the pandemic kept the border closed or narrow, down to "
        f"{signed(drawn.change[drawn.pandemic].min())} %."
    )


@described(
    _windows_alt,
    closed=Empty("Would you see the visit in these months?", "Exports by month", x=(2011, 2026)),
)
def every_window(
    ax: Axes,
    exports: pd.DataFrame,
    month: str = VISIT,
    measure: str = "tonnes",
    compared_with: str = "two months before",
    product: str = "coal",
) -> pd.DataFrame:
    """A line of months with one window singled out, and below it a dot for the change of every window.

    exports: `exports_by_month`; month: the last of the window, such as "2016-12"; the rest and what it returns: see
    `all_windows`.
    """
    rows = all_windows(exports, measure, compared_with, product)
    own = rows[rows.until == month].iloc[0]
    box = ax.get_position()
    ax.set_position([box.x0, 0.5, box.width, 0.295])
    below = ax.figure.add_axes([box.x0, 0.14, box.width, 0.29])
    _months_of(ax, by_month(exports, measure, product), own)
    _changes(below, rows, month)
    label(
        ax,
        f"{_short(month)}, {signed(own.change)} %: {_verdict(rows, month)}",
        f"{product.capitalize()}, {UNITS[measure]}: {_short(own.since)} {own.before:,.0f}, "
        f"{_short(own.until)} {own.after:,.0f}. Below: all such changes",
        "Rare: at most one of twenty moved so far that way. Windows overlap: a description, not a test. The lower axis "
        "doubles\nfrom tick to tick. Border closed or narrow: February 2020 to May 2022, by press reports. "
        f"{OFFICE}.",
    )
    return rows


def _months_of(ax: Axes, amounts: pd.Series, own: pd.Series) -> None:
    """The series above, with the two months of a window on it."""
    xs = [year + (month - 0.5) / 12 for year, month in amounts.index]
    most, visit = 1.28 * amounts.max(), _x("2016-11")
    ax.axvspan(*map(_x, PANDEMIC), color=SHADE, linewidth=0, zorder=0)
    ax.plot(xs, amounts, color=OTHERS, linewidth=1.3)
    ax.axvline(visit, color=colour("China"), linewidth=1.4, zorder=1)
    ax.plot(
        [_x(own.since), _x(own.until)], [own.before, own.after], "o-", color=INK, markersize=6, linewidth=2
    )
    ax.text(visit - 0.12, most, "the visit", ha="right", va="top", color=colour("China"), fontweight="bold")
    ax.text(_x(PANDEMIC[0]) + 0.1, most, "border closed\nor narrow", va="top", color=SOFT, fontsize=9)
    ax.set(xlim=(2010.9, 2026.8), ylim=(0, most), xticks=range(2011, 2027, 3))
    ax.yaxis.set_major_locator(MaxNLocator(3))
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.tick_params(labelsize=9.5)


def _changes(ax: Axes, rows: pd.DataFrame, month: str) -> None:
    """The dots below: all windows, those of the same months, those of the closed border, the visit's, the chosen."""
    spots = np.log2(1 + rows.change / 100)
    low, high = (-4.1, 4.4) if spots.abs().max() > 2.65 else (-2.7, 2.8)
    levels = swarm(spots, (high - low) / 112)
    heights = 1 + levels * min(1, 15 / levels.max())
    alike, visit, own = rows.until.str.endswith(month[4:]), rows.until == VISIT, rows.until == month
    ax.axvspan(
        *np.log2(1 + rows.change.quantile([0.05, 0.95]) / 100), ymax=0.86, color=SHADE, linewidth=0, zorder=0
    )
    ax.axvline(0, ymax=0.86, color=SOFT, linewidth=0.8, zorder=1)
    for hollow, part in rows.groupby("pandemic"):
        tones = np.where(alike[part.index], INK, OTHERS if hollow else "#adadad")
        looks = (
            {"c": "white", "edgecolors": tones, "linewidths": 0.9}
            if hollow
            else {"c": tones, "linewidths": 0}
        )
        ax.scatter(spots[part.index], heights[part.index], s=12 if hollow else 17, zorder=3, **looks)
    for which, marker, tone, words, y in (
        (visit, "D", colour("China"), "the visit", 17.2),
        (own, "o", INK, f"{signed(rows.change[own].iloc[0])} %", 20.5),
    ):
        at, height = spots[which].iloc[0], heights[which].iloc[0]
        ax.plot([at, at], [height, y], color=tone, linewidth=1, zorder=2)
        ax.plot(at, height, marker, color=tone, markersize=7, zorder=4)
        side = "left" if 0 <= at < high - 1 else "right"
        ax.text(at, y, f" {words} ", color=tone, ha=side, va="center", fontweight="bold")
    write(
        ax,
        [low, low + 0.28 * (high - low), low + 0.56 * (high - low)],
        24.5,
        [
            f"● every {calendar.month_name[int(month[5:])]}",
            "○ border closed or narrow",
            "shaded: nine of ten",
        ],
        color=[INK, SOFT, SOFT],
        fontsize=9.5,
        va="center",
    )
    ticks = DOUBLINGS[(DOUBLINGS > low) & (DOUBLINGS < high)]
    ax.set_xticks(ticks, [f"{signed(100 * (2.0**tick - 1))} %" for tick in ticks], fontsize=9.5)
    ax.set(xlim=(low, high), ylim=(0, 26.5), yticks=[])
