"""Charts on goods: what Mongolia sells, and what China's share of its purchases is without energy."""

import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.one_customer.charts import GOLD
from helpers.lessons.one_customer.facts import share_of_the_rest
from helpers.pictures.figures import INK, OFFICE, OTHERS, SOFT, Empty, colour, described, label
from helpers.pictures.marks import lanes, names, over, upwards, write
from helpers.words import each

# --- energy aside -----------------------------------------------------------------------------------------------


def _without_energy_alt(drawn: pd.DataFrame, year: int, energy: int) -> str:
    of_all, of_rest = (drawn[drawn.whole == whole].set_index("part").share_percent for whole in WHOLES)
    return (
        f"Two bars for Mongolia's imports in {year}. All imports: China {of_all['China']:.1f} %, energy {energy} %, "
        f"all others {of_all['all others']:.1f} %. Without energy: China {of_rest['China']:.1f} %, all others "
        f"{of_rest['all others']:.1f} %."
    )


WHOLES = ("all imports", "energy aside")


@described(
    _without_energy_alt,
    closed=Empty(
        "Energy aside: how much of the rest does China sell?",
        "Share of imports, %",
        x=(0, 100),
        y=list(WHOLES),
    ),
)
def without_energy(ax: Axes, office: pd.DataFrame, year: int = 2023, energy: int = 0) -> pd.DataFrame:
    """Two bars: China's share of all imports of a year, and of the rest if a part of them, in per cent, is energy.

    office: from `office_shares`. None of the energy is taken to be China's. Returns whole, part, share_percent.
    """
    own = office.query("flow == 'import' and partner == 'China' and year == @year").share_percent.iloc[0]
    rest = round(share_of_the_rest(own, energy), 2)
    bars = {
        WHOLES[0]: {"China": own, "all others": round(100 - own - energy, 2), "energy": float(energy)},
        WHOLES[1]: {"China": rest, "all others": round(100 - rest, 2)},
    }
    looks = {
        "China": {"color": colour("China")},
        "all others": {"color": "#d0d0d0"},
        "energy": {"color": "white", "edgecolor": OTHERS, "hatch": "////"},
    }
    for lane, parts in enumerate(bars.values()):
        left = 0.0
        for part, share in parts.items():
            ax.barh([lane], [share], left=left, height=0.5, **looks[part])
            if share >= 4:
                tone = "white" if part == "China" else INK
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5} if part == "energy" else None
                write(
                    ax,
                    left + share / 2,
                    lane,
                    [f"{share:.1f}"],
                    ha="center",
                    va="center",
                    color=tone,
                    fontweight="bold",
                    bbox=box,
                )
            if lane == 0 and share >= 8:
                write(ax, left + share / 2, -0.4, [part], ha="center", va="center", color=SOFT)
            left += share
    ax.axvline(50, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
    lanes(ax, range(len(bars)), bars, 100)
    ax.set_ylim(1.5, -0.6)
    label(
        ax,
        f"China sells {rest:.1f} % of the rest: {'more' if rest > 50 else 'less'} than half",
        f"Share of imports in {year}, %, if {energy} % of them are energy. Dashed: half",
        f"Shares: {OFFICE}. Energy's part: you choose it; none of it is taken to be China's.",
        left=0.17,
    )
    return pd.DataFrame(
        [(whole, part, share) for whole, parts in bars.items() for part, share in parts.items()],
        columns=["whole", "part", "share_percent"],
    )


# --- what is sold -----------------------------------------------------------------------------------------------

GOODS_COLOURS = {"coal": INK, "copper concentrate": "#7d2a0c", "gold": GOLD}


def _goods_alt(drawn: pd.DataFrame, product: str) -> str:
    words = each(drawn[drawn["product"] == product], "{share_percent:.1f} % in {year}")
    return f"Lines by year, the share of {product} in Mongolia's exports: {words}."


@described(_goods_alt)
def goods(ax: Axes, sold: pd.DataFrame, product: str = "coal") -> pd.DataFrame:
    """Lines by year: how much of all exports is coal, copper concentrate or gold, one of them in strong colour.

    sold: from `goods_by_year`. Returns year, product, share_percent.
    """
    shares = sold[sold["product"].isin(list(GOODS_COLOURS))][["year", "product", "share_percent"]]
    for good, rows in shares.groupby("product"):
        strong = good == product
        tone = GOODS_COLOURS[good] if strong else "#c9c9c9"
        ax.plot(rows.year, rows.share_percent, "o-", color=tone, linewidth=2, zorder=3 if strong else 2)
    last = shares[shares.year == shares.year.max()].set_index("product").share_percent
    places = upwards(last, 4)
    for good, y in places.items():
        strong = good == product
        look = {"fontweight": "bold" if strong else "normal"}
        names(ax, {good: (shares.year.max() + 0.35, y, GOODS_COLOURS[good] if strong else SOFT)}, **look)
    chosen = shares[shares["product"] == product].set_index("year").share_percent
    for year, share in chosen.items():
        ax.annotate(
            f"{share:.0f}",
            (year, share),
            xytext=(0, -17 if chosen.get(year - 1, 0) > share else 8),
            textcoords="offset points",
            ha="center",
            fontweight="bold",
            color=GOODS_COLOURS[product],
        )
    ax.set(
        xlim=(shares.year.min() - 0.7, shares.year.max() + 5.2),
        xticks=range(shares.year.min(), shares.year.max() + 1, 2),
        ylim=(-3, 68),
    )
    label(
        ax,
        f"{product.capitalize()}: from {chosen.min():.0f} to {chosen.max():.0f} % of all exports",
        "Share of the value of all exports, %",
        f"Whole years, to all buyers. {OFFICE}.",
    )
    return shares


MEASURES = {"million tonnes": "tonnes", "million US dollars": "dollars", "US dollars a tonne": "per_tonne"}
NOUNS = dict(zip(MEASURES, ("tonnes", "dollars", "price"), strict=True))


def _coal_alt(drawn: pd.DataFrame, measure: str) -> str:
    words = each(drawn, f"{{year}}: {{{MEASURES[measure]}:,.0f}}")
    return f"Bars by year, coal exports in {measure}: {words}."


@described(_coal_alt)
def coal(ax: Axes, sold: pd.DataFrame, measure: str = "million tonnes") -> pd.DataFrame:
    """Bars by year: coal exports by weight, by value, or value for a tonne; whole years only.

    sold: from `goods_by_year`. Returns year, tonnes, dollars, per_tonne.
    """
    years = sold[sold["product"] == "coal"][["year", "tonnes", "dollars", "per_tonne"]]
    shown = years[["year", MEASURES[measure]]].set_axis(["year", "value"], axis=1)
    ax.bar(shown.year, shown.value, color=INK, width=0.7)
    over(ax, shown.year, shown.value, shown.value.map("{:,.0f}".format), fontsize="x-small")
    ax.set(
        xlim=(shown.year.min() - 0.7, shown.year.max() + 0.7),
        xticks=range(shown.year.min(), shown.year.max() + 1, 2),
        ylim=(0, shown.value.max() * 1.15),
    )
    first, *_, last = shown.itertuples()
    label(
        ax,
        f"In {last.year} {last.value / first.value:.1f} times the {NOUNS[measure]} of {first.year}",
        f"Coal exports, {measure}, whole years",
        f"{OFFICE}.",
    )
    return years
