"""Lesson 5's charts on episodes and on the coal that went to China."""

import calendar

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.leverage.facts import COMPARED, VISIT, all_windows, month_name
from helpers.pictures.figures import FAINT, GRID, INK, SOFT, colour, described, label
from helpers.words import signed

# --- the list of episodes --------------------------------------------------

LANES = {"China": "China", "Russia": "Russia", "Mongolia": "Mongolia's answers"}
BOTH = "both, others"
SHAPES = {"benefit granted": "^", "Mongolian response": "s"}


def _episodes_alt(drawn: pd.DataFrame, instrument: str = "all") -> str:
    words = "; ".join(
        f"{row.date:%Y} {row.actor}, "
        f"{row.instrument_kind}{', political trigger reported' if row.political else ''}"
        for row in drawn.itertuples()
    )
    which = "All episodes" if instrument == "all" else f"Episodes with the instrument “{instrument}”"
    return (
        f"{which} as marks on a line of years, {int(drawn.political.sum())} of {len(drawn)} filled because "
        f"reports name a political trigger. {words}."
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
        y = lanes.index(row.lane) - 0.24 * (len(near) - 1)
        tone = (colour(row.actor) if row.actor in LANES else SOFT) if on else "#cfcfcf"
        ax.plot(
            row.x,
            y,
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
    title = {"all": f"{number} episodes have a political trigger in the reports"}.get(
        instrument,
        f"{instrument[0].upper()}{instrument[1:]}: {number} with a political trigger in the reports",
    )
    label(
        ax,
        title,
        "Filled: political trigger reported; hollow: none named. Triangle: granted; circle: the rest",
        "Filled or hollow is our reading of what was reported; motives are contested, and the list is not "
        "complete.\nSource: press reports; see the table's sources.",
        left=0.215,
    )
    return shown[["date", "actor", "kind", "instrument_kind", "political", "trigger"]]


def _coal_alt(drawn: pd.DataFrame) -> str:
    words = "; ".join(
        f"{calendar.month_abbr[row.month]} {row.year} {row.million_tonnes:.2f}"
        for row in drawn[drawn.counted_by == "Chinese customs"].itertuples()
    )
    other = "; ".join(
        f"{calendar.month_abbr[row.month]} {row.year} {row.million_tonnes:.2f}"
        for row in drawn[drawn.counted_by != "Chinese customs"].itertuples()
    )
    return (
        "Dots by month, Mongolian coal in million tonnes, with a line at the visit of November 2016. "
        f"Chinese customs: {words}. Mongolian statistics: {other}. Other months have no figure."
    )


@described(_coal_alt)
def coal_dots(ax: Axes, coal: pd.DataFrame) -> pd.DataFrame:
    """Dots by month: Mongolia's coal as China's customs and Mongolia's statistics counted it; nothing joined.

    coal: `coal_by_month`. Returns year, month, counted_by, million_tonnes, how.
    """
    rows = coal[coal.seller == "Mongolia"].sort_values(["year", "month"])
    looks = {"Chinese customs": ("o", colour("China")), "Mongolian statistics": ("D", INK)}
    ax.axvspan(2016 + (10 + 17 / 30) / 12, 2016 + (10 + 23 / 30) / 12, color=FAINT, alpha=0.5, linewidth=0)
    ax.text(_x(2016, 11) - 0.03, 4.35, "visit,\n18–23 Nov 2016", ha="right", va="top", color=SOFT)
    for who, (shape, tone) in looks.items():
        own = rows[rows.counted_by == who]
        ax.plot(
            [_x(y, m) for y, m in zip(own.year, own.month, strict=True)],
            own.million_tonnes,
            shape,
            color=tone,
            markerfacecolor=tone if shape == "o" else "white",
            markersize=8 if shape == "o" else 7,
            markeredgewidth=1.8,
        )
    for (year, month), (dx, side) in {
        (2016, 10): (-0.04, "right"),
        (2016, 12): (0.05, "left"),
        (2017, 12): (0.05, "left"),
    }.items():
        value = rows[
            (rows.year == year) & (rows.month == month) & (rows.counted_by == "Chinese customs")
        ].million_tonnes.iloc[0]
        ax.text(
            _x(year, month) + dx,
            value,
            f"{calendar.month_abbr[month]} {value:.2f}",
            va="center",
            ha=side,
            fontweight="bold",
            color=colour("China"),
        )
    ax.plot(2016.2, 0.65, "o", color=colour("China"), markersize=8)
    ax.text(
        2016.26, 0.65, "counted by China's customs", va="center", color=colour("China"), fontweight="bold"
    )
    ax.plot(2016.2, 0.3, "D", color=INK, markerfacecolor="white", markersize=7, markeredgewidth=1.8)
    ax.text(2016.26, 0.3, "counted by Mongolia's statistics", va="center", fontweight="bold")
    ax.set_xlim(2015.7, 2019.02)
    ax.set_xticks([2016, 2017, 2018, 2019], ["Jan 2016", "Jan 2017", "Jan 2018", "Jan 2019"])
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


def _imagined_alt(
    drawn: pd.DataFrame, imagined_visit: tuple[int, int], compared_with: str = "a year before"
) -> str:
    own = drawn[[(row.year, row.month) == tuple(imagined_visit) for row in drawn.itertuples()]]
    unit = "points" if COMPARED[compared_with] is None else "%"
    words = "; ".join(
        f"{calendar.month_abbr[row.month]} {row.year} {signed(row.change)}" for row in drawn.itertuples()
    )
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
    for row in rows.itertuples():
        ax.plot(
            _x(row.year, row.month),
            row.change,
            "D" if row.visit else "o",
            markersize=9 if row.visit else 8,
            color=colour("China") if row.visit else "#9a9a9a",
            zorder=3,
        )
    own = rows[[(row.year, row.month) == tuple(imagined_visit) for row in rows.itertuples()]]
    ax.axvline(_x(*imagined_visit), color=GRID, linewidth=9, zorder=0)
    top = 25 * np.ceil(rows.change.max() / 25) + 85  # a row of its own for the words
    ax.set_ylim(-75, top)
    name = f"{calendar.month_abbr[imagined_visit[1]]} {imagined_visit[0]}"
    right = imagined_visit > (2017, 6)
    side, height = (-0.09 if right else 0.09), top - 8
    if own.empty:
        ax.text(
            _x(*imagined_visit) + side,
            height,
            f"{name}: no figure\nfor this comparison",
            ha="right" if right else "left",
            va="top",
            color=SOFT,
            fontweight="bold",
        )
    else:
        counts = {"Chinese customs": " by China's count", "Mongolian statistics": " by Mongolia's"}
        said = "\n".join(
            f"{name}: {signed(row.change)}{'' if beyond else ' %'}"
            f"{counts[row.counted_by] if len(own) > 1 else ''}"
            for row in own.itertuples()
        )
        ax.scatter(
            [_x(*imagined_visit)] * len(own),
            own.change,
            s=260,
            facecolor="none",
            edgecolor=INK,
            linewidth=2,
            zorder=4,
        )
        ax.text(
            _x(*imagined_visit) + side,
            height,
            said,
            ha="right" if right else "left",
            va="top",
            fontweight="bold",
            fontsize=13,
        )
    ax.set_xlim(2015.7, 2019.02)
    ax.set_xticks([2016, 2017, 2018, 2019], ["Jan 2016", "Jan 2017", "Jan 2018", "Jan 2019"])
    ax.yaxis.set_major_formatter(lambda value, _: signed(value))
    measure = (
        "Change on a year before, less that of Australia, Indonesia and Russia together, points"
        if beyond
        else f"Change of Mongolia's coal in a month against {compared_with}, %"
    )
    what = (
        "The visit"
        if tuple(imagined_visit) == VISIT[0]
        else "The month after it"
        if tuple(imagined_visit) in VISIT
        else ("An imagined visit")
    )
    label(
        ax,
        f"{what}, {month_name(*imagined_visit)}: what would you “see”?",
        measure,
        "Diamonds: the month of the visit and the month after. Every "
        "month for which both figures are known, from one compiler.\n"
        "Source: Reuters and other press reports on customs figures; see the table's sources.",
    )
    return rows
