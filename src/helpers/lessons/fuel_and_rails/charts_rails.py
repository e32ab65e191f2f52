"""Charts on the railway and the other joint ventures with Moscow: who owns what, and what travels through."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.fuel_and_rails.facts import OLD, VENTURES, rail_by_year, stakes_in
from helpers.pictures.figures import INK, Empty, colour, described, label
from helpers.pictures.marks import over
from helpers.words import each


def _owned_alt(drawn: pd.DataFrame, year: int) -> str:
    unsure = drawn.confidence.map({"background": " (unconfirmed)"}).fillna("")
    words = each(drawn.assign(unsure=unsure), "{asset} {russian:g} %{unsure}")
    return f"Bars: Moscow's share at the end of {year}: {words}."


@described(
    _owned_alt,
    closed=Empty(
        "Which ventures are half Russian?",
        "Shares, %",
        x=(0, 100),
        y=[" ".join(name.split()) for name in VENTURES.values()],
    ),
)
def owned(ax: Axes, stakes: pd.DataFrame, year: int) -> pd.DataFrame:
    """Bars: Moscow's part and the rest of four joint ventures at the end of one year.

    stakes: `ownership_stakes`. Returns what `stakes_in` gives.
    """
    rows = stakes_in(stakes, year)
    for row in rows.itertuples():
        place, local = list(VENTURES).index(row.asset), row.russian + row.mongolian
        ax.barh(place, row.russian, height=0.62, color=colour("Russia"))
        ax.barh(place, row.mongolian, left=row.russian, height=0.62, color="#dcdcd6")
        if row.russian:
            ax.text(1.5, place, f"Moscow {row.russian:g}", color="white", va="center", fontweight="bold")
        said = ("unconfirmed: " if row.confidence == "background" else "") + f"Mongolia {row.mongolian:g}"
        ax.text(local - 1.5, place, said, ha="right", va="center", color=INK)
        if row.other > 0:
            ax.barh(place, row.other, left=local, height=0.62, color="#c4b28f")
            ax.text(98.5, place, f"private, Mongolian {row.other:g}", ha="right", va="center", color=INK)
    ax.plot([50, 50], [-0.6, 3.6], color=INK, linewidth=1, linestyle=(0, (4, 3)))
    ax.set_yticks(range(len(VENTURES)), list(VENTURES.values()), color=INK)
    ax.set(ylim=(3.6, -0.6), xlim=(0, 100))
    ax.grid(axis="y", visible=False)
    old = rows[rows.asset.isin(OLD)].set_index("asset").russian
    mines = "–".join(f"{share:g}" for share in sorted(set(old[OLD[1:]])))
    label(
        ax,
        "Of the old ventures one half is left: the railway"
        if (old == 0).any() and list(old.index[old == 50]) == OLD[:1]
        else f"{year}: Moscow held half the railway, {mines} % of the mines",
        f"Shares at the end of {year}, %; the broken line marks a half",
        "No bar: not founded yet. A stake is drawn until the table says that it ended. Mongolrostsvetmet: "
        "the beginning\nis not dated, shares after 2016 are not confirmed. Source: press and trade papers; "
        "see the table's sources.",
        left=0.235,
    )
    return rows


def _amount(row: Any) -> str:
    return f"{row.value:,.0f}" if row.unit == "trains" else f"{row.value:.1f}"


def _corridor_alt(drawn: pd.DataFrame, counted: str) -> str:
    words = [
        f"{_amount(row)} in {row.year}" + ("" if row.period == "full year" else f" ({row.period})")
        for row in drawn.itertuples()
    ]
    return (
        f"Bars by year, {counted} on the Ulaanbaatar Railway in {drawn.unit.iloc[0]}: "
        f"{', '.join(words)}. Other years have no figure."
    )


@described(_corridor_alt)
def corridor(ax: Axes, rail: pd.DataFrame, counted: str = "all freight") -> pd.DataFrame:
    """Bars by year: freight, transit or container trains; hatched where only part of a year is printed.

    rail: `rail_transit`; counted: a key of RAIL. Returns year, period, value, unit.
    """
    rows = rail_by_year(rail, counted)
    whole = rows.period == "full year"
    ax.bar(rows.year[whole], rows.value[whole], color=INK, width=0.66)
    ax.bar(rows.year[~whole], rows.value[~whole], facecolor="white", edgecolor=INK, hatch="////", width=0.66)
    over(ax, rows.year, rows.value, map(_amount, rows.itertuples()))
    ax.set(xlim=(2010.2, 2024.8), xticks=range(2011, 2025), ylim=(0, rows.value.max() * 1.16))
    first, *_, last = rows[whole].itertuples()
    label(
        ax,
        f"{counted.capitalize()}: {_amount(first)} in {first.year}, {_amount(last)} in {last.year}",
        f"Ulaanbaatar Railway, {rows.unit.iloc[0]}; the title compares whole years",
        "No bar: no figure. Hatched: part of the year. Transit of 2023: both directions, added by us.\n"
        "Source: figures as printed in the press; see the table's sources.",
    )
    return rows
