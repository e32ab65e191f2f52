"""Lesson 5's charts on episodes and on the coal that went to China."""

import calendar

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.leverage.facts import COMPARED, VISIT, all_windows, month_name
from helpers.pictures.figures import FAINT, GRID, INK, SOFT, colour, described, label
from helpers.pictures.marks import write
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


@described(_episodes_alt)
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


def _coal_alt(drawn: pd.DataFrame) -> str:
    said = {
        who: "; ".join(f"{_month(row.year, row.month)} {row.million_tonnes:.2f}" for row in own.itertuples())
        for who, own in drawn.groupby("counted_by")
    }
    return (
        "Dots by month, Mongolian coal in million tonnes, with a line at the visit of November 2016. "
        f"Chinese customs: {said['Chinese customs']}. Mongolian statistics: {said['Mongolian statistics']}. "
        "Other months have no figure."
    )


@described(_coal_alt)
def coal_dots(ax: Axes, coal: pd.DataFrame) -> pd.DataFrame:
    """Dots by month: Mongolia's coal as China's customs and Mongolia's statistics counted it; nothing joined.

    coal: `coal_by_month`. Returns year, month, counted_by, million_tonnes, how.
    """
    rows = coal[coal.seller == "Mongolia"].sort_values(["year", "month"])
    rows = rows.assign(x=_x(rows.year, rows.month))
    china, mongolia = (
        rows[rows.counted_by == who].set_index("x").million_tonnes
        for who in ("Chinese customs", "Mongolian statistics")
    )
    hollow = {"color": INK, "markerfacecolor": "white", "markersize": 7, "markeredgewidth": 1.8}
    ax.axvspan(2016 + (10 + 17 / 30) / 12, 2016 + (10 + 23 / 30) / 12, color=FAINT, alpha=0.5, linewidth=0)
    ax.text(_x(2016, 11) - 0.03, 4.35, "visit,\n18–23 Nov 2016", ha="right", va="top", color=SOFT)
    ax.plot(china, "o", color=colour("China"), markersize=8, markeredgewidth=1.8)
    ax.plot(mongolia, "D", **hollow)
    bold = {"va": "center", "fontweight": "bold"}
    for when, dx, side in (
        ((2016, 10), -0.04, "right"),
        ((2016, 12), 0.05, "left"),
        ((2017, 12), 0.05, "left"),
    ):
        value = china[_x(*when)]
        ax.text(
            _x(*when) + dx, value, f"{_month(*when)[:3]} {value:.2f}", ha=side, color=colour("China"), **bold
        )
    ax.plot(2016.2, 0.65, "o", color=colour("China"), markersize=8)
    ax.plot(2016.2, 0.3, "D", **hollow)
    write(
        ax,
        2016.26,
        [0.65, 0.3],
        ["counted by China's customs", "counted by Mongolia's statistics"],
        color=[colour("China"), INK],
        **bold,
    )
    _months(ax)
    ax.set_ylim(0, 4.5)
    label(
        ax,
        "Could you find the visit in these dots without the line?",
        "Mongolian coal by month, million tonnes",
        "Only months for which a report was found; a month without "
        "a dot is unknown, not zero. Some dots follow from a\n"
        "printed change on a year before. Source: Reuters and other press reports; see the table's sources.",
    )
    return rows[["year", "month", "counted_by", "million_tonnes", "how"]]


def _x(year: float, month: float) -> float:
    return year + (month - 0.5) / 12


def _month(year: int, month: int) -> str:
    return f"{calendar.month_abbr[month]} {year}"


def _months(ax: Axes) -> None:
    """Mark the Januaries along the bottom, with room for all months of the table."""
    years = range(2016, 2020)
    ax.set(xlim=(2015.7, 2019.02), xticks=years, xticklabels=[f"Jan {year}" for year in years])


def _imagined_alt(
    drawn: pd.DataFrame, imagined_visit: tuple[int, int], compared_with: str = "a year before"
) -> str:
    own = drawn[(drawn.year == imagined_visit[0]) & (drawn.month == imagined_visit[1])]
    unit = "points" if COMPARED[compared_with] is None else "%"
    words = "; ".join(f"{_month(row.year, row.month)} {signed(row.change)}" for row in drawn.itertuples())
    here = " and ".join(
        f"{row.change:+.1f} {unit} ({row.counted_by})".replace("-", "−") for row in own.itertuples()
    )
    return (
        f"Dots: the change of Mongolian coal against {compared_with}, by month. Chosen, "
        f"{month_name(*imagined_visit)}: {here or 'no figure for this comparison'}. All, in {unit}: {words}."
    )


@described(_imagined_alt)
def imagined(
    ax: Axes, coal: pd.DataFrame, imagined_visit: tuple[int, int], compared_with: str = "a year before"
) -> pd.DataFrame:
    """Dots: the change in every month that the table allows, one singled out as if the visit had been then.

    coal: `coal_by_month`; imagined_visit: (year, month); compared_with: see `all_windows`, whose rows it
    returns.
    """
    rows = all_windows(coal, compared_with)
    beyond = COMPARED[compared_with] is None
    ax.axhline(0, color=INK, linewidth=1)
    for visit, part in rows.groupby("visit"):
        looks = (
            {"color": colour("China"), "markersize": 9} if visit else {"color": "#9a9a9a", "markersize": 8}
        )
        ax.plot(_x(part.year, part.month), part.change, "D" if visit else "o", zorder=3, **looks)
    own, x = rows[(rows.year == imagined_visit[0]) & (rows.month == imagined_visit[1])], _x(*imagined_visit)
    ax.axvline(x, color=GRID, linewidth=9, zorder=0)
    ax.scatter([x] * len(own), own.change, s=260, facecolor="none", edgecolor=INK, linewidth=2, zorder=4)
    top = 25 * np.ceil(rows.change.max() / 25) + 85  # a row of its own for the words
    counts = {"Chinese customs": " by China's count", "Mongolian statistics": " by Mongolia's"}
    said = [
        f"{_month(*imagined_visit)}: {signed(row.change)}{'' if beyond else ' %'}"
        f"{counts[row.counted_by] if len(own) > 1 else ''}"
        for row in own.itertuples()
    ]
    looks = {"color": SOFT} if own.empty else {"fontsize": 13}
    side, shift = ("right", -0.09) if imagined_visit > (2017, 6) else ("left", 0.09)
    ax.text(
        x + shift,
        top - 8,
        "\n".join(said or [f"{_month(*imagined_visit)}: no figure", "for this comparison"]),
        ha=side,
        va="top",
        fontweight="bold",
        **looks,
    )
    _months(ax)
    ax.set_ylim(-75, top)
    ax.yaxis.set_major_formatter(lambda value, _: signed(value))
    what: dict[tuple[int, ...], str] = dict(zip(VISIT, ("The visit", "The month after it"), strict=True))
    label(
        ax,
        f"{what.get(tuple(imagined_visit), 'An imagined visit')}, {month_name(*imagined_visit)}: "
        "what would you “see”?",
        "Change on a year before, less that of Australia, Indonesia and Russia together, points"
        if beyond
        else f"Change of Mongolia's coal in a month against {compared_with}, %",
        "Diamonds: the month of the visit and the month after. Every "
        "month for which both figures are known, from one compiler.\n"
        "Source: Reuters and other press reports on customs figures; see the table's sources.",
    )
    return rows
