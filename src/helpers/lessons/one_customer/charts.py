"""Charts on trade: who buys, who sells, how concentrated, and what a source can't see."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.one_customer.facts import coal_by_year, first_edition, largest_partner, product_shares
from helpers.pictures.figures import INK, OTHERS, SOFT, colour, described, label
from helpers.pictures.marks import across, beside, gapped, lanes

FACTBOOK = "Source: CIA World Factbook"
YEAR_INFERRED = "background_cells.fillna('').str.contains('year')"
ROWS = ["China", "Russia", "Switzerland", "United States", "United Kingdom", "Canada", "South Korea", "Japan"]
MOSCOW = {"Soviet Union": "Russia", "Former CMEA countries": "Russia"}


# --- who buys ---------------------------------------------------------------------------------------------------


def _buyers_alt(drawn: pd.DataFrame, year: int) -> str:
    listed = drawn[drawn.buyer != "not listed"]
    words = ", ".join(f"{row.as_printed} {row.share_percent:g} %" for row in listed.itertuples())
    rest = drawn.share_percent[drawn.buyer == "not listed"].sum()
    return (
        f"Bars of the buyers of Mongolia's exports in {year}: {words}; "
        f"{round(rest, 1):g} % went to buyers the source does not list."
    )


@described(_buyers_alt)
def buyers(ax: Axes, exports: pd.DataFrame, year: int) -> pd.DataFrame:
    """Bars: the share of Mongolia's exports that each listed buyer took in one year.

    exports: full-year rows of `trade_partners` from one compiler, columns year, partner, share_percent,
    edition. Where several editions print a year, the first that has it is drawn. Returns buyer, as_printed,
    share_percent.
    """
    rows = first_edition(exports[(exports.year == year) & exports.share_percent.notna()])
    rows = rows.assign(buyer=rows.partner.replace(MOSCOW)).sort_values("share_percent", ascending=False)
    names = ROWS + ["other listed"]
    heights = {name: rows.share_percent[rows.buyer == name].sum() for name in ROWS}
    heights["other listed"] = rows.share_percent[~rows.buyer.isin(ROWS)].sum()
    rest = max(0.0, 100 - rows.share_percent.sum())
    places = np.arange(len(names) + 1)
    ax.barh(places[:-1], [heights[n] for n in names], color=[colour(n) for n in names], height=0.68)
    ax.barh(places[-1:], [rest], color="white", edgecolor=OTHERS, hatch="////", height=0.68)
    shown = {
        float(place): value
        for place, value in zip(places, [*heights.values(), rest], strict=True)
        if value > 0
    }
    words = (f"{value:g}" if value == round(value) else f"{value:.1f}" for value in shown.values())
    beside(ax, shown, shown.values(), words, gap=1)
    moscow = rows.partner[rows.buyer == "Russia"]
    printed = moscow.iloc[0] if len(moscow) else "Russia"
    lanes(ax, places, ["China", printed, *names[2:], "not listed"], 105)
    first = rows.iloc[0]
    title = f"Who bought Mongolia's exports in {year}?"
    if first.share_percent >= 90:
        title = f"{year}: one customer, {first.share_percent:.0f} of every 100 dollars"
    inferred = " It prints no year beside the shares." if len(rows.query(YEAR_INFERRED)) else ""
    label(
        ax,
        title,
        "Share of the value of exports, %",
        f"Only the largest buyers are listed. {FACTBOOK}, edition of {int(rows.edition.iloc[0])}.{inferred}",
        left=0.26,
    )
    return pd.concat(
        [
            rows[["buyer", "partner", "share_percent"]].rename(columns={"partner": "as_printed"}),
            pd.DataFrame({"buyer": ["not listed"], "as_printed": [""], "share_percent": [round(rest, 2)]}),
        ]
    )


# --- two giants over time ---------------------------------------------------------------------------------------

WORDS = {"export": ("buyer", "exports"), "import": ("seller", "imports")}
NAMES = {"Russia": "Soviet Union,\nformer CMEA,\nthen Russia"}
NAMES_AT = {  # where a name stands beside its line: year, per cent, the side of the text there
    "export": {"Russia": (1993.2, 66, "left"), "China": (2007.4, 84, "right")},
    "import": {"Russia": (1996.2, 46, "left"), "China": (2004.5, 12, "left")},
}


def _giants_alt(drawn: pd.DataFrame, flow: str = "export") -> str:
    parts = []
    for name in ("Russia", "China"):
        rows = drawn[(drawn.giant == name) & (drawn.kind == "Factbook")].sort_values("year")
        first, last = rows.iloc[0], rows.iloc[-1]
        top = rows.loc[rows.share_percent.idxmax()]
        highest = (
            "" if top.year in (first.year, last.year) else f", with {top.share_percent:g} % in {top.year}"
        )
        parts.append(
            f"{first.as_printed} {first.share_percent:g} % in {first.year}, {last.as_printed} "
            f"{last.share_percent:g} % in {last.year}{highest}"
        )
    return f"Two lines, the shares of Mongolia's {WORDS[flow][1]}: {'; '.join(parts)}."


@described(_giants_alt)
def giants(ax: Axes, partners: pd.DataFrame, flow: str = "export") -> pd.DataFrame:
    """Lines: the shares of the Soviet Union or Russia and of China in Mongolia's exports or imports, all years.

    partners: `trade_partners`. The Factbook's figures make the lines (every edition a dot); figures that the
    press took from Mongolian statistics are open diamonds. Years without a figure are dotted; where editions
    disagree the line follows the earliest.
    Returns giant, as_printed, year, share_percent, edition, kind.
    """
    rows = partners[(partners.flow == flow) & (partners.share_percent.notna()) & (partners.months >= 9)]
    rows = rows.assign(
        giant=rows.partner.replace(MOSCOW),
        kind=np.where(rows.compiler == "CIA World Factbook", "Factbook", "Mongolian statistics"),
    )
    rows = rows[
        rows.giant.isin(["China", "Russia"])
        & rows.compiler.isin(["CIA World Factbook", "Mongolian statistics via press"])
    ]
    for name in ("Russia", "China"):
        own = rows[(rows.giant == name) & (rows.kind == "Factbook")]
        line = first_edition(own).set_index("year").share_percent
        gapped(ax, line.index, line, colour(name), width=2.6)
        ax.plot(own.year, own.share_percent, "o", color=colour(name))
        press = rows[(rows.giant == name) & (rows.kind != "Factbook")]
        ax.plot(
            press.year, press.share_percent, "D", color=colour(name), markerfacecolor="white", markersize=5.5
        )
    ax.set(xlim=(1989.6, 2025), xticks=range(1990, 2026, 5), ylim=(0, 102))
    for name, (x, y, side) in NAMES_AT[flow].items():
        ax.text(x, y, NAMES.get(name, name), color=colour(name), fontweight="bold", ha=side)
    title = (
        "One giant replaced the other as buyer"
        if flow == "export"
        else "Two sellers side by side, until one line stops"
    )
    label(
        ax,
        title,
        f"Share of Mongolia's {WORDS[flow][1]}, %",
        "1991 Soviet Union (year inferred), 1992 and 1995 former CMEA "
        "countries, then Russia. Dotted: no figure between. Diamonds:\n"
        "Mongolian statistics as printed in the press, nine "
        f"months or more. {FACTBOOK}, editions of 1992–2025.",
    )
    return (
        rows[["giant", "partner", "year", "share_percent", "edition", "kind"]]
        .rename(columns={"partner": "as_printed"})
        .sort_values(["giant", "year"])
    )


def _peers_alt(drawn: pd.DataFrame, country: str, flow: str = "export") -> str:
    row = drawn[drawn.country == country].iloc[0]
    place = int((drawn.share_percent > row.share_percent).sum()) + 1
    return (
        f"{len(drawn)} landlocked economies as dots along one scale, from {drawn.share_percent.min():g} to "
        f"{drawn.share_percent.max():g} %. {country}'s largest {WORDS[flow][0]}, {row.partner}, has "
        f"{row.share_percent:g} % ({row.year}): place {place} from the top."
    )


@described(_peers_alt)
def peers(ax: Axes, landlocked: pd.DataFrame, country: str, flow: str = "export") -> pd.DataFrame:
    """Dots on one strip: the largest partner's share in each landlocked economy, with one country named.

    landlocked: `landlocked_peers`. Returns country, year, partner, share_percent, partner_is_neighbour.
    """
    rows = largest_partner(landlocked, flow)
    heights = _stacked(rows.share_percent)
    own = rows.country == country
    ax.scatter(rows.share_percent, heights, s=130, color="#b9b9b9", edgecolor="white", linewidth=1)
    ax.scatter(rows.share_percent[own], heights[own], s=190, color=INK, edgecolor="white", linewidth=1)
    row = rows[own].iloc[0]
    x, y = row.share_percent, heights[own].iloc[0]
    side = "right" if x > 55 else "left"
    ax.annotate(
        f"{country}: {row.share_percent:g} %\n"
        f"{'to' if flow == 'export' else 'from'} {row.partner} ({row.year})",
        (x, y),
        xytext=(x, heights.max() + 2.2),
        ha=side,
        va="bottom",
        fontweight="bold",
        arrowprops={"arrowstyle": "-", "color": SOFT, "shrinkB": 6},
    )
    ax.set(ylim=(-0.8, heights.max() + 6), yticks=[], xlim=(0, 100))
    across(ax)
    label(
        ax,
        f"How much {'goes to' if flow == 'export' else 'comes from'} the largest {WORDS[flow][0]}?",
        f"Each dot: one landlocked economy. Share of the largest {WORDS[flow][0]} in {WORDS[flow][1]}, %",
        f"{len(rows)} economies, latest year printed ({rows.year.min()}–{rows.year.max()}), "
        f"whole per cent. {FACTBOOK}, editions of 2023–2025.",
        left=0.05,
    )
    return rows


def _stacked(values: pd.Series, width: float = 2) -> pd.Series:
    """Heights that stack dots whose values fall into the same bin of `width`."""
    bins = (values // width).astype(int)
    return values.groupby(bins).cumcount().astype(float)


# --- a part that is not counted ----------------------------------------------------------------------------------


def _rescaled_alt(drawn: pd.DataFrame, invisible: int) -> str:
    words = ", ".join(
        f"{row.seller} {row.share_percent:.1f} %" for row in drawn.itertuples() if row.share_percent
    )
    return f"If {invisible} % of imports in 2023 were invisible to the source, the shares would be: {words}."


@described(_rescaled_alt)
def rescaled(ax: Axes, imports: pd.DataFrame, invisible: int = 0) -> pd.DataFrame:
    """Bars: import shares of 2023 as printed, rescaled as if a part of all imports, in per cent, were not counted.

    imports: rows of one year with partner, share_percent. If a part h of all imports is missing from the
    total, a printed share s is really s x (1 - h). Returns seller, share_percent.
    """
    rows = imports.sort_values("share_percent", ascending=False)
    scale = 1 - invisible / 100
    names = [*rows.partner, "not listed", "invisible"]
    shares = [*(rows.share_percent * scale), (100 - rows.share_percent.sum()) * scale, float(invisible)]
    places = np.arange(len(names))
    bars = ax.barh(places, shares, color=[colour(n) for n in names], height=0.66)
    for bar in bars[-2:]:
        bar.set(facecolor="white", edgecolor=OTHERS, hatch="////")
    beside(ax, places, shares, (f"{share:.1f}" for share in shares), gap=0.8)
    lanes(ax, places, names, 64)
    label(
        ax,
        "How much would have to be invisible?",
        f"Share of Mongolia's imports in 2023, %, if {invisible} % of all imports were not counted",
        f"Printed shares × (1 − {invisible / 100:.2f}). {FACTBOOK}, edition of 2025 (whole per cent).",
        left=0.17,
    )
    return pd.DataFrame({"seller": names, "share_percent": [round(s, 2) for s in shares]})


GOODS_COLOURS = {"coal": INK, "copper": "#7d2a0c", "gold": "#8f6e00"}


def _goods_alt(drawn: pd.DataFrame, product: str) -> str:
    rows = drawn[drawn.good == product]
    words = ", ".join(f"{row.share_percent:g} % in {row.year}" for row in rows.itertuples())
    return f"Dots by year, the share of {product} in Mongolia's exports: {words}. Other years have no figure here."


@described(_goods_alt)
def goods(ax: Axes, products: pd.DataFrame, product: str = "coal") -> pd.DataFrame:
    """Dots by year: how much of all exports is coal, copper or gold, one of them in strong colour.

    products: `trade_products`. Returns good, year, period, share_percent, how (printed or computed).
    """
    shares = product_shares(products)
    for good, rows in shares.groupby("good"):
        strong = good == product
        tone = GOODS_COLOURS[good] if strong else "#c9c9c9"
        gapped(ax, rows.year, rows.share_percent, tone, width=2, zorder=3 if strong else 2)
        for row in rows.itertuples():
            ax.plot(
                row.year,
                row.share_percent,
                "o",
                color=tone,
                zorder=4 if strong else 2,
                markerfacecolor=tone if row.how == "printed" else "white",
            )
            if strong:
                above = not (rows.share_percent[rows.year == row.year - 1] > row.share_percent).any()
                ax.annotate(
                    f"{row.share_percent:g}",
                    (row.year, row.share_percent),
                    xytext=(0, 8 if above else -17),
                    textcoords="offset points",
                    ha="center",
                    fontweight="bold",
                    color=GOODS_COLOURS[good],
                )
        last = rows.iloc[-1]
        ax.text(
            last.year + 0.35,
            last.share_percent,
            good,
            va="center",
            color=GOODS_COLOURS[good] if strong else SOFT,
            fontweight="bold" if strong else "normal",
        )
    ax.set(xlim=(2010.3, 2026.2), xticks=range(2011, 2025, 2), ylim=(0, 68))
    label(
        ax,
        f"How much of what Mongolia sells is {product}?",
        "Share of the value of all exports, %",
        "Open dots: our division, or (2018) a year that we inferred. Dotted: "
        "no figure between. Part of a year where no full year was found.\n"
        "“Gold” of 2020: all precious metals and stones. "
        "Source: Mongolian statistics as printed in the press.",
    )
    return shares


MEASURES = {"million tonnes": "tonnes", "million US dollars": "dollars", "US dollars a tonne": "per_tonne"}


def _coal_alt(drawn: pd.DataFrame, measure: str) -> str:
    rows = drawn[["year", MEASURES[measure]]].dropna()
    words = ", ".join(f"{int(year)}: {value:,.0f}" for year, value in rows.itertuples(index=False))
    return f"Bars by year, coal exports in {measure}: {words}. Years without a bar have no figure here."


@described(_coal_alt)
def coal(ax: Axes, products: pd.DataFrame, measure: str = "million tonnes") -> pd.DataFrame:
    """Bars by year: coal exports by weight, by value, or value for a tonne; whole years only.

    products: `trade_products`. Where sources give different tonnes for a year, the larger is drawn (2023:
    customs 66.7, Factbook 55.9). Returns year, tonnes, dollars, per_tonne.
    """
    years = coal_by_year(products)
    shown = years[["year", MEASURES[measure]]].dropna()
    ax.bar(shown.year, shown[MEASURES[measure]], color=INK, width=0.7)
    for year, value in shown.itertuples(index=False):
        ax.text(year, value, f"{value:,.0f}", ha="center", va="bottom", fontweight="bold")
    ax.set(
        xlim=(2010.3, 2023.7), xticks=range(2011, 2024, 2), ylim=(0, shown[MEASURES[measure]].max() * 1.15)
    )
    label(
        ax,
        "More coal, or dearer coal?",
        f"Coal exports, {measure}, whole years",
        "No bar: no figure for the whole year. 2022: dollars and tonnes "
        "from two reports. 2023: customs (the Factbook: 55.9 Mt).\n"
        "Source: Mongolian statistics as printed in the press; see the table's sources.",
    )
    return years
