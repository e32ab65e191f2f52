"""Charts on fuel and electricity: what Mongolia pumps, burns and buys, and from whom."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.fuel_and_rails.facts import (
    BOUGHT,
    PEAK,
    USED,
    lamp_parts,
    oil_by_year,
    power_by_year,
    shares_from_russia,
)
from helpers.pictures.figures import INK, OFFICE, OTHERS, SOFT, Empty, colour, described, label
from helpers.pictures.marks import gapped
from helpers.words import each

PRESS = "Source: figures as printed in the press; see the table's sources."
RUSSIA = colour("Russia")


def _write(ax: Axes, x: float, y: float, words: str, own: str, **more: Any) -> None:
    ax.text(x, y, words, color=own, **{"fontweight": "bold", **more})


OIL_COLOURS = {"pumped from the ground": INK, "burned": "#8a5a00", "made at home": "#00734f"}


def _oil_alt(drawn: pd.DataFrame) -> str:
    part = "{thousand_barrels_a_day:.1f} in {year}"
    words = "; ".join(f"{what}: {each(rows, part)}" for what, rows in drawn.groupby("what", sort=False))
    return f"Dots by year, thousand barrels a day. {words}. Other years have no figure."


@described(
    _oil_alt,
    closed=Empty("Oil: pumped, burned, made at home?", "Thousand barrels a day", x=(2008, 2023), y=(0, 50)),
)
def crude_and_products(ax: Axes, fuel: pd.DataFrame) -> pd.DataFrame:
    """Dots by year: how much crude oil Mongolia pumps, how much fuel it burns, how much it makes itself.

    fuel: `fuel_electricity`. Returns what, year, thousand_barrels_a_day, computed.
    """
    table = oil_by_year(fuel)
    for what, rows in table.groupby("what"):
        own, amount = OIL_COLOURS[what], rows.thousand_barrels_a_day
        gapped(ax, rows.year, amount, own, thin=1.3)
        ax.plot(rows.year[~rows.computed], amount[~rows.computed], "o", color=own)
        ax.plot(rows.year[rows.computed], amount[rows.computed], "o", color=own, markerfacecolor="white")
    _write(ax, 2019.4, 37.2, "burned", OIL_COLOURS["burned"], ha="right")
    _write(ax, 2019.3, 15.2, "pumped from the ground", INK, ha="right", va="top")
    _write(ax, 2015.4, 0, "made at home", OIL_COLOURS["made at home"], va="center")
    ax.set(xlim=(2007.5, 2023.9), xticks=range(2008, 2024, 3), ylim=(-1.5, 42))
    label(
        ax,
        "Much is pumped, much is burned, nothing is refined",
        "Thousand barrels a day",
        "Dotted: no figure for the years between. Open dot: the year's barrels divided by 365 (press).\n"
        "Source: CIA World Factbook, newest edition that prints the year.",
    )
    return table


YEARS = range(2010, 2027)
SAYS = {
    "all oil products": "Almost all of it, in the years when somebody counted",
    "petrol": "For 2023 two sources, two wholes",
    "diesel": "Our sources do not print it",
}


def _origins_alt(drawn: pd.DataFrame, counted: str) -> str:
    if drawn.empty:
        return (
            f"An empty chart: our sources print no share from Russia for {counted} alone, in any year "
            f"from {YEARS[0]} to {YEARS[-1]}."
        )
    more = drawn.at_least.map({True: "more than ", False: ""})
    both = drawn.origin.map({"Russia": "", "Russia and China": " (Russia and China together)"})
    words = each(drawn.assign(more=more, both=both), "{more}{share_percent:g} % in {year}{both}")
    return (
        f"Dots by year, share of the imports of {counted} that comes from Russia: {words}. "
        "The other years have no figure."
    )


@described(
    _origins_alt,
    closed=Empty(
        "How much of the fuel comes from Russia?",
        "Share of the imports, %",
        x=(YEARS[0], YEARS[-1]),
        y=(0, 100),
    ),
)
def origins(ax: Axes, fuel: pd.DataFrame, counted: str = "all oil products") -> pd.DataFrame:
    """Dots by year: the share from Russia; grey stripes where our sources print none.

    fuel: `fuel_electricity`; counted: a key of COUNTED. Returns what `shares_from_russia` gives.
    """
    rows = shares_from_russia(fuel, counted)
    for year in set(YEARS) - set(rows.year):
        ax.axvspan(year - 0.5, year + 0.5, facecolor="#f1f1ee", edgecolor="white", linewidth=1.2, zorder=0)
    for row in rows.itertuples():
        year, share, both = row.year, row.share_percent, row.origin != "Russia"
        own = SOFT if both else RUSSIA
        ax.plot(year, share, "o", markersize=9, color=own, markerfacecolor="white" if both else own)
        said = f"{'>' if row.at_least else ''}{share:g}"
        if row.carrier == "AI-92 petrol":
            _write(ax, year - 0.35, share, f"common petrol (AI-92) {said}", own, ha="right", va="center")
        else:
            _write(ax, year, share - 4.2, said, own, ha="center", va="top")
        if both:
            ax.plot([year, year], [share - 12, 70], color=SOFT, linewidth=1)
            _write(ax, year, 68, "both neighbours\ntogether", SOFT, ha="center", va="top", fontsize="small")
    if rows.empty:
        _write(
            ax,
            2018,
            50,
            f"No figure for {counted} alone.\nWhat would you write about {counted}?",
            SOFT,
            ha="center",
            va="center",
            fontsize="large",
        )
    ax.set(xlim=(YEARS[0] - 0.5, YEARS[-1] + 0.5), xticks=YEARS[::2], ylim=(0, 108), yticks=range(0, 101, 20))
    label(
        ax,
        SAYS[counted],
        f"Share of the imports of {counted} that comes from Russia, %",
        f"Grey: no figure. “>”: the source says “more than”.\n{PRESS}",
    )
    return rows


LAMP_SAYS = {
    BOUGHT: "Of what is bought abroad: a quarter",
    USED: "Of what is used: one part in sixteen",
    PEAK: "Of the hardest hour: a fifth",
}
SPLIT = f"{OFFICE}; Russia's part: Russian figures in the press."
LAMP_NOTES = {
    BOUGHT: f"2021. What is not Russia's is China's.\n{SPLIT}",
    USED: "2021. Used: what reached the users. Losses and the plants' own use are taken from Mongolia's part.\n"
    f"{SPLIT}",
    PEAK: "What the line from Russia could carry from January 2022, in the highest load of winter 2023–24: "
    f"what could flow, not what did.\n{PRESS}",
}
TINTS = {"Russia": RUSSIA, "China": "#eec3b2", "Mongolia": "#dcdcd6", "everything else": "#dcdcd6"}


@described(
    "One bar, the whole is {share_of}: {rows}.",
    rows="{part} {amount:,.0f} {unit} ({share_percent:.1f} %)",
    closed=Empty("How much of the electricity comes from Russia?", "Share of a whole, %", x=(0, 100)),
)
def lamp(ax: Axes, fuel: pd.DataFrame, balance: pd.DataFrame, share_of: str = BOUGHT) -> pd.DataFrame:
    """One bar from 0 to 100 %: Russia's part of the electricity, of the whole that is chosen.

    fuel: `fuel_electricity`; balance: `electricity_balance`; share_of: one of WHOLES. Returns what `lamp_parts`
    gives.
    """
    parts = lamp_parts(fuel, balance, share_of)
    starts, tints = parts.share_percent.cumsum() - parts.share_percent, parts.part.map(TINTS)
    ax.barh([0] * len(parts), parts.share_percent, left=starts, height=0.9, color=tints, edgecolor="white")
    for start, row in zip(starts[1:], parts[1:].itertuples(), strict=True):
        said = f"{row.part}\n{row.amount:,.0f} {row.unit}"
        ax.text(start + row.share_percent / 2, 0, said, ha="center", va="center", color=INK)
    russia = parts.iloc[0]
    _write(ax, 0, 0.62, f"Russia: {russia.share_percent:.1f} %", RUSSIA, fontsize="xx-large")
    _write(ax, 0, -0.62, f"{russia.amount:,.0f} of {parts.amount.sum():,.0f} {russia.unit}", RUSSIA, va="top")
    ax.set(xlim=(0, 100), ylim=(-1.1, 1.1), yticks=[])
    ax.set_xticks(range(0, 101, 20), [f"{x} %" for x in range(0, 101, 20)])
    ax.grid(visible=False)
    label(ax, LAMP_SAYS[share_of], f"The whole: {share_of}", LAMP_NOTES[share_of], left=0.05)
    return parts


def _power_alt(drawn: pd.DataFrame) -> str:
    everywhere = each(drawn, "{from_everywhere:g} % in {year}")
    russia = each(drawn.dropna(subset="from_russia"), "{from_russia:g} % in {year}")
    return (
        f"A line by year, electricity bought abroad as a share of what is used: {everywhere}. "
        f"Diamonds, from Russia, in the years for which the press prints it: {russia}."
    )


@described(
    _power_alt,
    closed=Empty(
        "How much of the electricity is bought abroad?",
        "As a share of what is used, %",
        x=(1990, 2025),
        y=(0, 50),
    ),
)
def power_bought(ax: Axes, fuel: pd.DataFrame, balance: pd.DataFrame) -> pd.DataFrame:
    """A line by year: bought electricity as a share of use; diamonds: the part that Russia sent.

    fuel: `fuel_electricity`; balance: `electricity_balance`. Returns year, from_everywhere, from_russia.
    """
    table = power_by_year(fuel, balance)
    russia = table.dropna(subset="from_russia")
    ax.plot(table.year, table.from_everywhere, color=OTHERS)
    ax.plot(russia.year, russia.from_russia, "D", color=RUSSIA, markersize=8)
    for row in russia.itertuples():
        _write(ax, row.year, row.from_russia - 1.2, f"{row.from_russia:.1f}", RUSSIA, ha="center", va="top")
    _write(ax, 2019.5, 28.6, "from everywhere", SOFT, ha="right")
    _write(ax, 2018.5, 8, "from Russia", RUSSIA, ha="center")
    ax.annotate(
        "from 2013 the mine of\nOyu Tolgoi buys from China",
        (2012.6, 19),
        xytext=(2010.6, 23),
        color=SOFT,
        ha="right",
        arrowprops={"arrowstyle": "-", "color": SOFT},
    )
    ax.set(xlim=(1988, 2025), xticks=range(1990, 2025, 5), ylim=(0, 34))
    label(
        ax,
        "In 2013 the share bought abroad leaps; Russia's doesn't",
        "Electricity bought abroad as a share of what is used, %",
        "Diamonds: the years for which the press prints what Russia sent. Of the rest, what is not Russia's is "
        f"China's.\n{OFFICE}; Russia's part: Russian figures in the press.",
    )
    return table
