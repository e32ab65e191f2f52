"""Charts on trade: who buys, who sells, how concentrated, and what a source can't see."""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.lessons.one_customer.facts import (
    first_edition,
    largest_partner,
    side_by_side,
    without_gold,
)
from helpers.pictures.figures import INK, OFFICE, OTHERS, SOFT, Empty, colour, described, label
from helpers.pictures.marks import across, beside, gapped, key, lanes, names, write
from helpers.words import each, signed

FACTBOOK = "Source: CIA World Factbook"
WITNESSES = ("CIA World Factbook", "statistics office")
ROWS = ["China", "Russia", "Switzerland", "United States", "United Kingdom", "Canada", "South Korea", "Japan"]
MOSCOW = {"Soviet Union": "Russia", "Former CMEA countries": "Russia"}
FAR = 5  # points: two witnesses farther apart than this are said to be so
BOOK_AT, OFFICE_AT = 122, 141  # where the columns of figures end, beyond the bars
OFFICE_DOT = {"markerfacecolor": "white", "markersize": 6.5, "linestyle": ""}


# --- who buys ---------------------------------------------------------------------------------------------------


def _buyers_alt(drawn: pd.DataFrame, year: int) -> str:
    book, office = (drawn[drawn.witness == witness] for witness in WITNESSES)
    said = []
    if len(book):
        said.append(
            f"Bars, the Factbook: {each(book.iloc[:-1], '{as_printed} {share_percent:g} %')}; "
            f"{round(book.share_percent.iloc[-1], 1):g} % went to buyers it does not list."
        )
    if len(office):
        said.append(f"Diamonds, the statistics office: {each(office, '{as_printed} {share_percent:.1f} %')}.")
    return f"Buyers of Mongolia's exports in {year}. {' '.join(said)}"


def _by_the_book(exports: pd.DataFrame, year: int) -> pd.DataFrame:
    rows = exports[(exports.year == year) & exports.share_percent.notna()]
    if rows.empty:
        return rows.assign(buyer=rows.partner)
    rows = first_edition(rows)
    return rows.assign(buyer=rows.partner.replace(MOSCOW)).sort_values("share_percent", ascending=False)


def _by_the_office(office: pd.DataFrame, year: int) -> pd.Series:
    rows = office[(office.flow == "export") & (office.year == year)].set_index("partner").share_percent
    if rows.empty:
        return rows
    named = rows.reindex(ROWS, fill_value=0.0)
    return pd.concat([named[named >= 0.05], pd.Series({"all others": round(100 - named.sum(), 2)})])


def _who_bought(year: int, book: pd.DataFrame, office: pd.Series) -> str:
    by_book = book.share_percent[book.buyer == "China"].sum()
    largest = max(office.get("China", 0.0), 0.0 if len(office) else book.share_percent.max())
    apart = abs(by_book - office.get("China", by_book)) if len(book) else 0
    if apart >= FAR:
        return f"{year}: the witnesses are {apart:.0f} points apart on China"
    if largest >= 90:
        return f"{year}: one customer, {largest:.0f} of every 100 dollars"
    top, share = ("China", largest) if len(office) else book[["partner", "share_percent"]].iloc[0]
    the = {"Soviet Union": "the Soviet Union", "Former CMEA countries": "ex-CMEA countries"}.get(top, top)
    return f"{year}: {the} took {share:.0f} of every 100 dollars"


@described(
    _buyers_alt,
    closed=Empty(
        "Who bought Mongolia's exports, year by year?",
        "Share of the value of exports, %",
        x=(0, 100),
        y=["China", "Russia", "all others"],
    ),
)
def buyers(ax: Axes, exports: pd.DataFrame, office: pd.DataFrame, year: int) -> pd.DataFrame:
    """Bars and diamonds: the share of Mongolia's exports that each buyer took in one year, by two witnesses.

    exports: full-year rows of `trade_partners` from the Factbook, columns year, partner, share_percent, edition:
    the bars. Where several editions print a year, the first that has it is drawn. office: from `office_shares`:
    the diamonds. ValueError where neither has the year. Returns buyer, as_printed, share_percent, witness.
    """
    rows, own = _by_the_book(exports, year), _by_the_office(office, year)
    if rows.empty and own.empty:
        raise ValueError("the tables have no shares for this year")
    listed = rows.groupby(rows.buyer.where(rows.buyer.isin(ROWS), "other listed")).share_percent.sum()
    listed = listed.reindex([*ROWS, "all others"], fill_value=0) + 0.0
    listed["all others"] = rows.share_percent[~rows.buyer.isin(ROWS)].sum()
    rest = max(0.0, 100 - rows.share_percent.sum()) if len(rows) else 0.0
    lane = {name: place for place, name in enumerate([*listed.index, "not listed"])}
    ax.barh(range(len(listed)), listed, color=[colour(name) for name in listed.index], height=0.68)
    ax.barh([len(listed)], [rest], color="white", edgecolor=OTHERS, hatch="////", height=0.68)
    shown = pd.Series([*listed, rest], lane).loc[lambda shares: shares > 0]
    words = (f"{share:g}" if share == round(share) else f"{share:.1f}" for share in shown)
    columns = {
        "■ Factbook": (BOOK_AT, shown.index, words),
        "◇ office": (OFFICE_AT, own.index, own.map("{:.1f}".format)),
    }
    for heading, (x, buyers_there, figures) in columns.items():
        if len(buyers_there):
            write(ax, x, -1.05, [heading], ha="right", va="center", color=SOFT)
            write(ax, x, [lane[name] for name in buyers_there], figures, ha="right", va="center")
    for name, share in own.items():
        tone = colour(str(name))
        ax.hlines(lane[name], listed[name], max(share, listed[name]), color=tone, linewidth=2, zorder=0.9)
        ax.plot(share, lane[name], "D", color=tone, zorder=3, clip_on=False, **OFFICE_DOT)
    moscow = next(iter(rows.partner[rows.buyer == "Russia"]), "Russia")
    lanes(ax, lane.values(), ["China", moscow, *ROWS[2:], "all others", "not listed"], OFFICE_AT + 1)
    ax.set(xticks=range(0, 101, 20), ylim=(len(lane) - 0.5, -0.6))
    ax.tick_params(axis="y", pad=9)  # room for diamonds at nought
    editions = "".join(
        f"Bars: the largest buyers only. {FACTBOOK}, edition of {int(edition)}."
        f"{' It prints no year beside the shares.' if 'year' in str(cells) else ''}"
        f"{' CMEA: the Soviet bloc in trade.' if moscow.startswith('Former') else ''}\n"
        for edition, cells in zip(rows.edition.head(1), rows.background_cells.head(1), strict=True)
    )
    label(
        ax,
        _who_bought(year, rows, own),
        "Share of the value of exports, %",
        f"{editions}{f'Diamonds: {OFFICE}.' if len(own) else ''}".strip(),
        left=0.26,
    )
    by_book = rows[["buyer", "partner", "share_percent"]].rename(columns={"partner": "as_printed"})
    unlisted = pd.DataFrame({"buyer": ["not listed"], "as_printed": [""], "share_percent": [round(rest, 2)]})
    by_office = pd.DataFrame({"buyer": own.index, "as_printed": own.index, "share_percent": own.to_numpy()})
    parts = [by_book.assign(witness=WITNESSES[0]), unlisted.assign(witness=WITNESSES[0])] if len(rows) else []
    return pd.concat([*parts, by_office.assign(witness=WITNESSES[1])], ignore_index=True)


# --- two witnesses ----------------------------------------------------------------------------------------------

BAND = (87, 93)  # what may be called “about 90”
GOLD = "#8f6e00"


def _witnesses_alt(drawn: pd.DataFrame, gold: str = "counted") -> str:
    away = drawn[drawn.apart.abs() >= FAR]
    far = each(away.assign(points=away.apart.map(lambda apart: signed(apart, 1))), "{year} ({points})")
    within = each(drawn[drawn.office.between(*BAND)], "{year} {office:.1f} %")
    more = ""
    if gold == "left out":
        rest = drawn.dropna(subset="without_gold")
        low, high = rest.without_gold.min(), rest.without_gold.max()
        more = (
            f" A third line, the office's exports without gold if China bought none of it, stays between {low:.1f} "
            f"and {high:.1f} % from {rest.year.iloc[0]} to {rest.year.iloc[-1]}."
        )
    return (
        f"China's share of Mongolia's exports by two witnesses, {drawn.year.iloc[0]} to {drawn.year.iloc[-1]}, with a "
        f"band from {BAND[0]} to {BAND[1]} %. The statistics office lies in the band in {within}. The Factbook is "
        f"five points or more away from it in {far}.{more}"
    )


@described(
    _witnesses_alt,
    closed=Empty(
        "Two witnesses: where do they part?",
        "China's share of the value of Mongolia's exports, %",
        x=(2005, 2025),
        y=(0, 100),
    ),
)
def witnesses(
    ax: Axes, exports: pd.DataFrame, office: pd.DataFrame, sold: pd.DataFrame, gold: str = "counted"
) -> pd.DataFrame:
    """Dots and diamonds by year: China's share of exports by the Factbook and by the statistics office.

    exports, office: as in `buyers`; sold: from `goods_by_year`; gold: "left out" adds the office's share of what
    is not gold. Returns year, office, factbook, apart, without_gold.
    """
    rows = side_by_side(exports, office)
    rows = rows.merge(without_gold(office, sold).rename("without_gold"), on="year", how="left")
    ax.fill_between([rows.year.min() - 0.6, rows.year.max() + 0.6], *BAND, color="#ececec", linewidth=0)
    both = rows.dropna(subset="apart")
    for row in both.itertuples():
        ax.plot([row.year] * 2, [row.office, row.factbook], color=SOFT, linewidth=1)
    far = both[both.apart.abs() >= FAR]
    beyond = far.factbook + 3 * far.apart.map(lambda apart: 1 if apart > 0 else -1)
    write(ax, far.year, beyond, far.apart.map(signed), ha="center", va="center", color=INK)
    gapped(ax, rows.year, rows.office, colour("China"), width=1.6)
    ax.plot(both.year, both.factbook, "o", color=INK, markersize=6)
    ax.plot(rows.year, rows.office, "D", color=colour("China"), **OFFICE_DOT)
    handles = [
        Line2D([], [], marker="D", color=colour("China"), label="statistics office", **OFFICE_DOT),
        Line2D([], [], marker="o", color=INK, label="CIA World Factbook", linestyle=""),
    ]
    if gold == "left out":
        rest = rows.dropna(subset="without_gold")
        ax.plot(rest.year, rest.without_gold, color=GOLD, linewidth=2.6)
        handles.append(Line2D([], [], color=GOLD, label="office, without gold (at most)"))
    key(ax, handles, loc="lower right", bbox_to_anchor=(1, 0.02), handletextpad=0.6)
    names(ax, {"about 90": (rows.year.min() - 0.4, BAND[1] - 1.6, SOFT)}, fontweight="normal")
    ax.set(xlim=(rows.year.min() - 0.7, rows.year.max() + 0.7), xticks=range(2005, 2026, 5), ylim=(44, 101))
    label(
        ax,
        f"Without gold, at most: never under {math.floor(rows.without_gold.min())} % since "
        f"{rows.year[rows.without_gold.notna()].min()}"
        if gold == "left out"
        else f"In {len(far)} of {len(both)} years the witnesses are {FAR} points or more apart",
        "China's share of the value of Mongolia's exports, %",
        "Numbers: points by which the Factbook lies above or below the office. “At most”: as if China had bought "
        "no gold.\n"
        f"{FACTBOOK}, editions of {int(exports.edition[exports.year >= rows.year.min()].min())}–"
        f"{int(exports.edition.max())}. {OFFICE}.",
    )
    return rows


# --- two giants over time ---------------------------------------------------------------------------------------

WORDS = {"export": ("buyer", "exports"), "import": ("seller", "imports")}
NAMES = {"Russia": "Soviet Union,\nformer CMEA,\nthen Russia"}
NAMES_AT = {  # where a name stands beside its line: year, per cent, the side of the text there
    ("export", WITNESSES[0]): {"Russia": (1993.2, 66, "left"), "China": (2007.4, 84, "right")},
    ("import", WITNESSES[0]): {"Russia": (1996.2, 46, "left"), "China": (2004.5, 12, "left")},
    ("export", WITNESSES[1]): {"Russia": (2010, 7, "left"), "China": (2008.5, 82, "right")},
    ("import", WITNESSES[1]): {"Russia": (2014.5, 18, "left"), "China": (2013.6, 45, "left")},
}
GIANTS = {
    ("export", WITNESSES[0]): "One giant replaced the other as buyer",
    ("import", WITNESSES[0]): "Two sellers side by side, until one line stops",
    ("export", WITNESSES[1]): "One giant buys, the other hardly does",
    ("import", WITNESSES[1]): "Two sellers side by side, and neither line stops",
}


def _giants_alt(drawn: pd.DataFrame, flow: str = "export", witness: str = WITNESSES[0]) -> str:
    parts = []
    for name in ("Russia", "China"):
        rows = drawn[drawn.giant == name].sort_values("year", ignore_index=True)
        top = rows.share_percent.idxmax()
        highest = each(rows.iloc[1:-1].filter([top], axis=0), ", with {share_percent:g} % in {year}")
        parts.append(each(rows.iloc[[0, -1]], "{as_printed} {share_percent:g} % in {year}") + highest)
    return f"Two lines, the shares of Mongolia's {WORDS[flow][1]} by the {witness}: {'; '.join(parts)}."


@described(
    _giants_alt,
    closed=Empty(
        "Russia and China: who bought, who sold?", "Share of Mongolia's trade, %", x=(1990, 2025), y=(0, 100)
    ),
)
def giants(
    ax: Axes,
    book: pd.DataFrame,
    office: pd.DataFrame,
    flow: str = "export",
    witness: str = WITNESSES[0],
) -> pd.DataFrame:
    """Lines: the shares of Russia (before 1992 the Soviet Union) and China in exports or imports, by one witness.

    book: the Factbook's full-year shares in `trade_partners`, every edition a dot; office: from `office_shares`.
    The two are never on one axis: since 2018 the Factbook's totals hold services as well. Years without a figure
    are dotted; where editions disagree the line follows the earliest. Returns giant, as_printed, year,
    share_percent, edition.
    """
    rows = (book if witness == WITNESSES[0] else office.assign(edition=None)).query("flow == @flow")
    rows = rows.assign(giant=rows.partner.replace(MOSCOW))
    rows = rows[rows.giant.isin(["China", "Russia"]) & rows.share_percent.notna()]
    for name in ("Russia", "China"):
        own = rows[rows.giant == name]
        line = (first_edition(own) if witness == WITNESSES[0] else own).set_index("year").share_percent
        gapped(ax, line.index, line, colour(name), width=2.6)
        ax.plot(own.year, own.share_percent, "o", color=colour(name))
    ax.set(xlim=(1989.6, 2026), xticks=range(1990, 2026, 5), ylim=(0, 102))
    for name, (x, y, side) in NAMES_AT[flow, witness].items():
        shown = NAMES.get(name, name) if witness == WITNESSES[0] else name
        ax.text(x, y, shown, color=colour(name), fontweight="bold", ha=side)
    label(
        ax,
        GIANTS[flow, witness],
        f"Share of Mongolia's {WORDS[flow][1]}, %",
        "1991 Soviet Union (year inferred), 1992 and 1995 former CMEA "
        f"countries, then Russia. Dotted: no figure between.\n{FACTBOOK}, editions of 1992–2025."
        if witness == WITNESSES[0]
        else f"The table begins in {rows.year.min()}. {OFFICE}.",
    )
    return (
        rows[["giant", "partner", "year", "share_percent", "edition"]]
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


@described(
    _peers_alt,
    closed=Empty(
        "Without a coast: how much goes to the largest buyer?",
        "Each dot: one landlocked economy. Share of the largest buyer in exports, %",
        x=(0, 100),
    ),
    named={"country": lambda landlocked: landlocked.country.unique()},
)
def peers(ax: Axes, landlocked: pd.DataFrame, country: str, flow: str = "export") -> pd.DataFrame:
    """Dots on one strip: the largest partner's share in each landlocked economy, with one country named.

    landlocked: `landlocked_peers`. Returns country, year, partner, share_percent, partner_is_neighbour.
    """
    rows = largest_partner(landlocked, flow)
    heights = rows.groupby(rows.share_percent // 2).cumcount()  # dots of one bin of 2 % stand on one another
    row = rows[rows.country == country].iloc[0]
    x, y = row.share_percent, heights[row.name]
    place = int((rows.share_percent > x).sum()) + 1
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
        f"{country}'s largest {WORDS[flow][0]}: place {place} of {len(rows)}",
        f"Each dot: one landlocked economy. Share of the largest {WORDS[flow][0]} in {WORDS[flow][1]}, %",
        f"{len(rows)} economies, latest year printed ({rows.year.min()}–{rows.year.max()}), "
        f"whole per cent. {FACTBOOK}, editions of 2023–2025.",
        left=0.05,
    )
    return rows


# --- a part that is not counted ----------------------------------------------------------------------------------


def _rescaled_alt(drawn: pd.DataFrame, invisible: int) -> str:
    words = each(drawn[drawn.share_percent > 0], "{seller} {share_percent:.1f} %")
    return (
        f"If {invisible} % of imports in 2023 were invisible to the source, the shares would be: {words}. A line marks "
        f"what the statistics office has for China: {drawn.attrs['office']:.1f} %."
    )


@described(
    _rescaled_alt,
    closed=Empty(
        "How much would have to be invisible?",
        "Share of Mongolia's imports in 2023, %, if a part of all imports were not counted",
        x=(0, 60),
    ),
)
def rescaled(ax: Axes, imports: pd.DataFrame, office: pd.DataFrame, invisible: int = 0) -> pd.DataFrame:
    """Bars: import shares of 2023 as printed, rescaled as if a part of all imports, in per cent, were not counted.

    imports: rows of one year with partner, share_percent; office: the same year's, from `office_shares`, of which
    only China's is marked. If a part h of all imports is missing from the total, a printed share s is really
    s x (1 - h). Returns seller, share_percent; its attrs hold the office's share of China.
    """
    (counted,) = office.share_percent[office.partner == "China"]
    rows = imports.sort_values("share_percent", ascending=False)
    scale = 1 - invisible / 100
    sellers = [*rows.partner, "not listed", "invisible"]
    shares = [*(rows.share_percent * scale), (100 - rows.share_percent.sum()) * scale, float(invisible)]
    places = range(len(sellers))
    ax.barh(places[:-2], shares[:-2], color=[colour(name) for name in rows.partner], height=0.66)
    ax.barh(places[-2:], shares[-2:], color="white", edgecolor=OTHERS, hatch="////", height=0.66)
    beside(ax, places, shares, (f"{share:.1f}" for share in shares), gap=0.8)
    china = sellers.index("China")
    ax.plot([counted] * 2, [china - 0.48, china + 0.48], color=INK, linewidth=2.5)
    ax.text(counted + 0.8, china + 0.5, f"office: {counted:.1f}", color=INK, va="center")
    lanes(ax, places, sellers, 64)
    label(
        ax,
        f"{invisible} % invisible: China {shares[china]:.1f} %, where the office has {counted:.1f}",
        f"Share of Mongolia's imports in 2023, %, if {invisible} % of all imports were not counted",
        f"Printed shares × (1 − {invisible / 100:.2f}). {FACTBOOK}, edition of 2025 (whole per cent).\n"
        f"The line: China's share as counted at home. {OFFICE}.",
        left=0.17,
    )
    drawn = pd.DataFrame({"seller": sellers, "share_percent": shares}).round(2)
    drawn.attrs["office"] = counted
    return drawn
