"""Charts on trade: who buys, who sells, how concentrated, and what a source can't see."""

import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.one_customer.facts import coal_by_year, first_edition, largest_partner, product_shares
from helpers.pictures.figures import INK, OTHERS, SOFT, colour, described, label
from helpers.pictures.marks import across, beside, gapped, lanes, names, over
from helpers.words import each

FACTBOOK = "Source: CIA World Factbook"
ROWS = ["China", "Russia", "Switzerland", "United States", "United Kingdom", "Canada", "South Korea", "Japan"]
MOSCOW = {"Soviet Union": "Russia", "Former CMEA countries": "Russia"}


# --- who buys ---------------------------------------------------------------------------------------------------


def _buyers_alt(drawn: pd.DataFrame, year: int) -> str:
    words = each(drawn.iloc[:-1], "{as_printed} {share_percent:g} %")
    return (
        f"Bars of the buyers of Mongolia's exports in {year}: {words}; "
        f"{round(drawn.share_percent.iloc[-1], 1):g} % went to buyers the source does not list."
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
    listed = rows.groupby(rows.buyer.where(rows.buyer.isin(ROWS), "other listed")).share_percent.sum()
    listed = listed.reindex([*ROWS, "other listed"], fill_value=0)
    rest = max(0.0, 100 - rows.share_percent.sum())
    ax.barh(range(len(listed)), listed, color=[colour(name) for name in listed.index], height=0.68)
    ax.barh([len(listed)], [rest], color="white", edgecolor=OTHERS, hatch="////", height=0.68)
    shown = pd.Series([*listed, rest]).loc[lambda shares: shares > 0]
    words = (f"{share:g}" if share == round(share) else f"{share:.1f}" for share in shown)
    beside(ax, shown.index, shown, words, gap=1)
    moscow = next(iter(rows.partner[rows.buyer == "Russia"]), "Russia")
    lanes(ax, range(len(listed) + 1), ["China", moscow, *listed.index[2:], "not listed"], 105)
    largest = rows.share_percent.iloc[0]
    inferred = rows.background_cells.str.contains("year", na=False).any()
    label(
        ax,
        f"{year}: one customer, {largest:.0f} of every 100 dollars"
        if largest >= 90
        else f"Who bought Mongolia's exports in {year}?",
        "Share of the value of exports, %",
        f"Only the largest buyers are listed. {FACTBOOK}, edition of {int(rows.edition.iloc[0])}."
        f"{' It prints no year beside the shares.' if inferred else ''}",
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
        rows = drawn[(drawn.giant == name) & (drawn.kind == "Factbook")].sort_values(
            "year", ignore_index=True
        )
        top = rows.share_percent.idxmax()
        highest = each(rows.iloc[1:-1].filter([top], axis=0), ", with {share_percent:g} % in {year}")
        parts.append(each(rows.iloc[[0, -1]], "{as_printed} {share_percent:g} % in {year}") + highest)
    return f"Two lines, the shares of Mongolia's {WORDS[flow][1]}: {'; '.join(parts)}."


@described(_giants_alt)
def giants(ax: Axes, partners: pd.DataFrame, flow: str = "export") -> pd.DataFrame:
    """Lines: the shares of the Soviet Union or Russia and of China in Mongolia's exports or imports, all years.

    partners: `trade_partners`. The Factbook's figures make the lines (every edition a dot); figures that the
    press took from Mongolian statistics are open diamonds. Years without a figure are dotted; where editions
    disagree the line follows the earliest.
    Returns giant, as_printed, year, share_percent, edition, kind.
    """
    kinds = {"CIA World Factbook": "Factbook", "Mongolian statistics via press": "Mongolian statistics"}
    rows = partners.assign(giant=partners.partner.replace(MOSCOW), kind=partners.compiler.map(kinds))
    rows = rows[
        (rows.flow == flow)
        & (rows.months >= 9)
        & rows.giant.isin(["China", "Russia"])
        & rows[["share_percent", "kind"]].notna().all(axis=1)
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
    label(
        ax,
        "One giant replaced the other as buyer"
        if flow == "export"
        else "Two sellers side by side, until one line stops",
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
    heights = rows.groupby(rows.share_percent // 2).cumcount()  # dots of one bin of 2 % stand on one another
    row = rows[rows.country == country].iloc[0]
    x, y = row.share_percent, heights[row.name]
    ax.scatter(rows.share_percent, heights, s=130, color="#b9b9b9", edgecolor="white", linewidth=1)
    ax.scatter(x, y, s=190, color=INK, edgecolor="white", linewidth=1)
    ax.annotate(
        f"{country}: {row.share_percent:g} %\n"
        f"{'to' if flow == 'export' else 'from'} {row.partner} ({row.year})",
        (x, y),
        xytext=(x, heights.max() + 2.2),
        ha="right" if x > 55 else "left",
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


# --- a part that is not counted ----------------------------------------------------------------------------------


def _rescaled_alt(drawn: pd.DataFrame, invisible: int) -> str:
    words = each(drawn[drawn.share_percent > 0], "{seller} {share_percent:.1f} %")
    return f"If {invisible} % of imports in 2023 were invisible to the source, the shares would be: {words}."


@described(_rescaled_alt)
def rescaled(ax: Axes, imports: pd.DataFrame, invisible: int = 0) -> pd.DataFrame:
    """Bars: import shares of 2023 as printed, rescaled as if a part of all imports, in per cent, were not counted.

    imports: rows of one year with partner, share_percent. If a part h of all imports is missing from the
    total, a printed share s is really s x (1 - h). Returns seller, share_percent.
    """
    rows = imports.sort_values("share_percent", ascending=False)
    scale = 1 - invisible / 100
    sellers = [*rows.partner, "not listed", "invisible"]
    shares = [*(rows.share_percent * scale), (100 - rows.share_percent.sum()) * scale, float(invisible)]
    places = range(len(sellers))
    ax.barh(places[:-2], shares[:-2], color=[colour(name) for name in rows.partner], height=0.66)
    ax.barh(places[-2:], shares[-2:], color="white", edgecolor=OTHERS, hatch="////", height=0.66)
    beside(ax, places, shares, (f"{share:.1f}" for share in shares), gap=0.8)
    lanes(ax, places, sellers, 64)
    label(
        ax,
        "How much would have to be invisible?",
        f"Share of Mongolia's imports in 2023, %, if {invisible} % of all imports were not counted",
        f"Printed shares × (1 − {invisible / 100:.2f}). {FACTBOOK}, edition of 2025 (whole per cent).",
        left=0.17,
    )
    return pd.DataFrame({"seller": sellers, "share_percent": shares}).round(2)


GOODS_COLOURS = {"coal": INK, "copper": "#7d2a0c", "gold": "#8f6e00"}


def _goods_alt(drawn: pd.DataFrame, product: str) -> str:
    words = each(drawn[drawn.good == product], "{share_percent:g} % in {year}")
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
        for how, dots in rows.groupby("how"):
            inside = tone if how == "printed" else "white"
            ax.plot(
                dots.year,
                dots.share_percent,
                "o",
                color=tone,
                zorder=4 if strong else 2,
                markerfacecolor=inside,
            )
        names(
            ax,
            {good: (rows.year.iloc[-1] + 0.35, rows.share_percent.iloc[-1], tone if strong else SOFT)},
            fontweight="bold" if strong else "normal",
        )
    chosen = shares[shares.good == product].set_index("year").share_percent
    for year, share in chosen.items():
        ax.annotate(
            f"{share:g}",
            (year, share),
            xytext=(0, -17 if chosen.get(year - 1, 0) > share else 8),
            textcoords="offset points",
            ha="center",
            fontweight="bold",
            color=GOODS_COLOURS[product],
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
    column = MEASURES[measure]
    words = each(drawn.dropna(subset=column), f"{{year}}: {{{column}:,.0f}}")
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
    over(ax, shown.year, shown[MEASURES[measure]], shown[MEASURES[measure]].map("{:,.0f}".format))
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
