"""The fuel shock: the ban of 2023 in the months of imports, and what the simulator draws."""

import calendar
import inspect
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers import markup
from helpers.lessons.fuel_and_rails.facts import (
    BAN,
    TORNADO,
    deepest,
    import_steps,
    ranges,
    tornado_table,
)
from helpers.lessons.fuel_and_rails.facts import SLIDERS as SLIDERS
from helpers.lessons.fuel_and_rails.facts import USUAL as USUAL
from helpers.models.fuel_shock import day_by_day, days_band, days_until_empty, shaken
from helpers.pictures.explore import MOST_ROWS
from helpers.pictures.figures import INK, Empty, colour, described, label
from helpers.pictures.marks import lanes
from helpers.words import each, ordinal, signed

HORIZON, DRAWS = 120, 200
RUSSIA = colour("Russia")
TANK, SHORT = "#44525f", "#8a5a00"  # no country's colours


class Listing:
    """A function's text, for reading: put it last in a cell."""

    def __init__(self, function: Callable):
        self.text = inspect.getsource(function)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        style = "white-space: pre; overflow-x: auto; font-size: 0.92em; line-height: 1.35"
        return markup.fill(
            '<pre tabindex="0" style="{{ style }}">{{ text }}</pre>', style=style, text=self.text
        )


# --- the ban of September 2023 ------------------------------------------------------------------------------


def _months_alt(
    drawn: pd.DataFrame, product: str = "diesel", compared_with: str = "two months before"
) -> str:
    ban, others = drawn[drawn.ban], drawn[~drawn.ban]
    own, place = deepest(drawn, *BAN[-1])
    words = "; ".join(f"{_month(row)} {signed(row.change_percent)} %" for row in ban.itertuples())
    return (
        f"Dots by month, the change of the imports of {product} against {compared_with}: the months of the ban, "
        f"{words}; {len(others)} other months from {signed(others.change_percent.min())} to "
        f"{signed(others.change_percent.max())} %. October 2023 is in place {place} of {len(drawn)}, the deepest "
        "fall first."
    )


def _month(row: Any) -> str:
    return f"{calendar.month_name[row.month]} {row.year}"


@described(_months_alt)
def ban_months(
    ax: Axes, petroleum: pd.DataFrame, product: str = "diesel", compared_with: str = "two months before"
) -> pd.DataFrame:
    """Dots by month: the change of what was imported, the months of the ban of 2023 among all the others.

    petroleum: `petroleum_by_month`; product, compared_with: see `import_steps`, whose rows it returns.
    """
    rows = import_steps(petroleum, product, compared_with)
    rows = rows.assign(x=rows.year + (rows.month - 0.5) / 12)
    ax.axhline(0, color=INK, linewidth=1)
    others, ban = rows[~rows.ban], rows[rows.ban]
    ax.plot(others.x, others.change_percent, "o", color="#9a9a9a", markersize=7)
    ax.plot(ban.x, ban.change_percent, "D", color=RUSSIA, markersize=10)
    for row, side, step in zip(ban.itertuples(), ("right", "left"), (-0.05, 0.05), strict=True):
        ax.plot([row.x, row.x], [-88, row.change_percent], color=RUSSIA, linewidth=1)
        said = f"{calendar.month_abbr[row.month]} 2023: {signed(row.change_percent)} %"
        ax.text(row.x + step, -90, said, ha=side, va="top", color=RUSSIA, fontweight="bold")
    top = 50 * math.ceil((others.change_percent.max() + 5) / 50)
    ax.set(xlim=(2021, 2026.8), xticks=range(2021, 2027), ylim=(-110, top))
    ax.set_yticks(range(-50, top + 1, 50))
    ax.yaxis.set_major_formatter(lambda value, _: signed(value))
    own, place = deepest(rows, *BAN[-1])
    nth = "the deepest" if place == 1 else f"the {ordinal(place)} deepest"
    label(
        ax,
        f"October 2023: {signed(own)} %, {nth} of {len(rows)} changes",
        f"Imports of {product}: the change of each month against {compared_with}, %",
        "Diamonds: September and October 2023 (the ban began on 21 September). Dots: every other month.\n"
        "Source: Mineral Resources and Petroleum Authority of Mongolia, monthly reports, table 4.3.",
    )
    return rows.drop(columns="x")


# --- the simulator ------------------------------------------------------------------------------------------


def _first_day(lasts: float) -> int | None:
    """The number of the first day that the tank can't cover; None where there is none."""
    return None if lasts == math.inf else math.floor(lasts + 1e-9) + 1


def _shock_alt(drawn: pd.DataFrame, **values: Any) -> str:
    first, between = drawn.attrs["first"], [_first_day(days) for days in drawn.attrs["band"]]
    words = (
        f"{values['cut_percent']} % of the supply stops for {values['cut_lasts_days']} days, with "
        f"{values['days_in_store']} days in store, another supplier carrying "
        f"{values['other_supplier_percent']} % from day {drawn.attrs['delay']:g}, and "
        f"{values['saved_percent']} % saved. "
    )
    words += (
        f"No day without diesel; at the end the tank holds {drawn.in_the_tank.iloc[-1]:.0f} days. "
        if first is None
        else f"The first day without enough diesel is day {first}; on {(drawn.missing > 1e-3).sum()} days something "
        f"is missing, at worst {100 * drawn.missing.max():.0f} % of a usual day. "
    )
    shaken_first = "no day without diesel"
    if between[0] is not None:
        last = f"day {between[1]}" if between[1] else "never"
        days = f"day {between[0]}" if between[0] == between[1] else f"between day {between[0]} and {last}"
        shaken_first = f"the first such day is {days}"
    return f"{words}With shaken inputs, nine times in ten: {shaken_first}."


@described(
    _shock_alt,
    closed=Empty(
        "When is the first day without enough diesel?",
        "Diesel in store, in days of usual use, by day since the cut",
        x=(0, HORIZON),
        y=(0, 60),
    ),
)
def shock(
    ax: Axes,
    inputs: pd.DataFrame,
    cut_percent: int,
    cut_lasts_days: int,
    days_in_store: int,
    other_supplier_percent: int,
    saved_percent: int,
) -> pd.DataFrame:
    """The tank day by day when the supply is cut, with a band for what is not known.

    inputs: the table that `assumptions` gives; from it come the delay of the other supplier and the ranges in
    which the inputs are shaken (always the same draws). Returns day, in_the_tank, low, high, missing (days of
    usual use); its attrs hold the first day without enough diesel (or None), the band of days, the delay.
    """
    delay = float(inputs.set_index("input").default["delay_days"])
    values = {
        "stock_days": float(days_in_store),
        "cut": cut_percent / 100,
        "cut_days": float(cut_lasts_days),
        "delay_days": delay,
        "substitute": other_supplier_percent / 100,
        "saving": saved_percent / 100,
    }
    evenings = [(0, float(days_in_store), 1.0, 0.0), *day_by_day(HORIZON, **values)]
    rows = pd.DataFrame(evenings, columns=["day", "in_the_tank", "wanted", "missing"])
    tanks = [
        [copy["stock_days"], *(row[1] for row in day_by_day(HORIZON, **copy))]
        for copy in shaken(values, ranges(inputs), DRAWS)
    ]
    rows["low"], rows["high"] = np.quantile(tanks, [0.05, 0.95], axis=0)
    first = _first_day(days_until_empty(**values))
    top = max(62.0, days_in_store * 1.1)
    ax.fill_between(rows.day, rows.low, rows.high, color="#d5dadf", linewidth=0)
    ax.plot(rows.day, rows.in_the_tank, color=TANK, linewidth=3)
    ax.barh(-3.2, cut_lasts_days, height=3.6, color=INK)
    if cut_lasts_days >= 15:
        ax.text(cut_lasts_days / 2, -3.3, "the cut", color="white", size="small", ha="center", va="center")
    if first is not None:
        _mark_shortage(ax, rows, first, top)
    ax.set(xlim=(0, HORIZON), xticks=range(0, HORIZON + 1, 20), ylim=(-5.2, top), yticks=range(0, 61, 10))
    label(
        ax,
        "No day without diesel" if first is None else f"Day {first}: the first without enough diesel",
        "Diesel in store, in days of usual use, by day since the cut",
        f"Line: these settings. Band: nine draws in ten, with stock, delay ({delay:g} days), other "
        "supplier and saving shaken\nwithin their ranges. One tank, no forecast. Sources: the table above.",
    )
    rows = rows[["day", "in_the_tank", "low", "high", "missing"]].round(3)
    rows.attrs = {"first": first, "band": days_band(values, ranges(inputs)), "delay": delay}
    return rows


def _on_page(inputs: pd.DataFrame) -> dict:
    """What shock.js beside this file needs of the table to draw the simulator on a page."""
    bounds = {name: list(map(float, one)) for name, one in ranges(inputs).items()}
    delay = inputs.set_index("input").default["delay_days"]
    return {"name": "shock", "ranges": bounds, "delay": float(delay), "most_rows": MOST_ROWS}


shock.on_page = _on_page  # type: ignore[attr-defined]  # functions carry it


def _mark_shortage(ax: Axes, rows: pd.DataFrame, first: int, top: float) -> None:
    begin, own = first - 0.5, SHORT
    end = min(rows.day[rows.missing > 1e-9].max() + 0.5, HORIZON)
    side, where = (-1.5, "right") if first > 78 else (1.5, "left")
    ax.fill_between([begin, end], 0, 0.76 * top, color="#f4e8d2", linewidth=0, zorder=0)
    ax.plot([begin, begin], [0, 0.76 * top], color=own, linewidth=2)
    ax.text(
        begin + side,
        0.74 * top,
        f"day {first}: the first\nwithout enough diesel",
        fontsize="large",
        fontweight="bold",
        ha=where,
        va="top",
        color=own,
    )
    ax.text(
        begin + side,
        0.55 * top,
        f"at worst {100 * rows.missing.max():.0f} % of a usual\nday is missing",
        ha=where,
        va="top",
        color=own,
    )


def _tornado_alt(drawn: pd.DataFrame) -> str:
    words = each(drawn.assign(name=drawn.input.map(TORNADO)), "{name} from {at_low:g} to {at_high:g} days")
    return f"Bars around {drawn.usual.iloc[0]:g} days, one for each input from its low to its high: {words}."


@described(
    _tornado_alt,
    closed=Empty(
        "Which input matters most?", "Days until the tank is empty", x=(0, 100), y=list(TORNADO.values())
    ),
)
def tornado(ax: Axes, inputs: pd.DataFrame) -> pd.DataFrame:
    """Bars: how far each input alone moves the number of days.

    inputs: what `assumptions` gives. Returns what `tornado_table` gives.
    """
    table, bounds = tornado_table(inputs), inputs.set_index("input")
    for place, row in enumerate(table.itertuples()):
        first, last = sorted([(row.at_low, bounds.low[row.input]), (row.at_high, bounds.high[row.input])])
        width = last[0] - first[0]
        ax.barh(place, width, left=first[0], height=0.6, color=TANK)
        for (days, bound), step, outer, inner in ((first, -1, "right", "left"), (last, 1, "left", "right")):
            ax.text(days + 0.8 * step, place, f"{days:.0f}", ha=outer, va="center", fontweight="bold")
            if width > 9:
                ax.text(
                    days - 0.6 * step,
                    place,
                    f"{bound:g}",
                    color="white",
                    fontsize="small",
                    ha=inner,
                    va="center",
                )
    ax.axvline(table.usual.iloc[0], color=INK, linewidth=1.2, zorder=0.5)
    lanes(ax, range(len(table)), [TORNADO[name] for name in table.input], 85, low=20)
    label(
        ax,
        f"Most depends on {TORNADO[table.input[0]]}",
        "Days until the tank is empty",
        "Each bar: one input goes from its low to its high (small), the others keep their defaults;\n"
        "a cut without an end. Inputs and sources: the table of assumptions.",
        left=0.34,
    )
    return table
