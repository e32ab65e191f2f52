"""Lesson 2's charts on closeness to Moscow: votes, a scale of votes, visits, trade; and income."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.after_1990.charts import FLOWS, GREEN, INFERRED, broken_line, then_and_now
from helpers.lessons.after_1990.facts import (
    DRAWN,
    OFFICE_FROM,
    WATCHED,
    income_per_person,
    moscow_through_time,
    trips,
    votes_alike,
)
from helpers.models import definitions as define
from helpers.pictures import ideal_points
from helpers.pictures.figures import COLOURS, INK, OFFICE, SOFT, Empty, caption_for, colour, described, label
from helpers.pictures.marks import beside, lanes, names, over, upwards
from helpers.words import each, listed, ordinal

CAST_2024 = 95  # recorded votes of 2024, see the row roll-calls-2024 of lesson_facts

# --- how close to Moscow? -----------------------------------------------------------------------------------

CLOSE = ["votes alike", "a scale of votes", "visits", "who sells (imports)", "who buys (exports)"]


def _closeness_alt(drawn: pd.DataFrame, by: str) -> str:
    some, part = drawn, "{trips} from {from_year}"
    start = "Bars, trips of leaders and foreign ministers in steps of five years"
    if by == "a scale of votes":
        return caption_for(scale, None, drawn, {})
    if by != "visits":
        ends = ~drawn.duplicated("country") | ~drawn.duplicated("country", keep="last")
        some = drawn[ends | drawn.year.isin([1990, 1992, 2000, 2010, 2020])]
        start, part = f"Lines by year, {by}", "{percent:.0f} % in {year}"
    parts = [f"{name} {each(own, part)}" for name, own in some.groupby("country", sort=False)]
    return f"{start}: {'; '.join(parts)}."


@described(
    _closeness_alt,
    closed=Empty(
        "How close did Mongolia stay to Moscow?",
        "The first of five measures: votes in which both voted exactly alike, %",
        x=(1985, 2025),
        y=(0, 100),
    ),
)
def closeness(
    ax: Axes,
    votes: pd.DataFrame,
    points: pd.DataFrame,
    visits: pd.DataFrame,
    partners: pd.DataFrame,
    office: pd.DataFrame,
    by: str,
) -> pd.DataFrame:
    """Mongolia's closeness to Moscow by one of five measures since 1985; votes and visits beside others.

    votes: `un_votes`; points: `un_ideal_points`; visits: `visits`; partners: `trade_partners`; office:
    `trade_partners_official`; by: one of CLOSE. Votes: the share of common votes in which both voted exactly
    alike. Visits: trips in our table, which is denser in later years. Imports, exports: Moscow's share;
    before 1996 the Soviet Union or its bloc, from 2005 by the statistics office. Returns what was drawn.
    """
    if by == "a scale of votes":
        return scale(ax, points)
    if by == "visits":
        return _by_visits(ax, visits)
    if by == "votes alike":
        rows = votes_alike(votes)
        words = (
            _alike_title(rows),
            "General Assembly: votes in which both took part and voted exactly alike, %",
            "Left out: 1993 (the source exchanged Mongolia's votes and Monaco's), 2024 "
            f"(our table has {(votes.date.dt.year == 2024).sum()} of {CAST_2024} roll calls). Gaps in 2020–23.\n"
            f"Each dot: {rows.votes.min()} to {rows.votes.max()} votes. Russia: the Soviet Union to 1991. "
            "Source: UN votes after Voeten and others; see the table's sources.",
        )
    else:
        rows = moscow_through_time(partners, office, FLOWS[by]).assign(country="Russia")
        noun = f"{FLOWS[by]}s"
        words = (
            then_and_now(rows.set_index("year").percent, noun),
            f"Moscow's share of Mongolia's {noun}, %",
            "Dotted: no figure for the years between. 1991: the Soviet Union; "
            f"{listed(map(str, rows.year[rows.partner == 'Former CMEA countries']))}: its bloc; "
            f"then Russia alone, not joined.\n{INFERRED if noun == 'exports' else ''}"
            f"To {OFFICE_FROM - 1}: CIA World Factbook. From {OFFICE_FROM}, goods: {OFFICE}.",
        )
    for name, own in rows.groupby("country", sort=False):
        broken_line(ax, own, colour(name))
    heights = upwards(rows.groupby("country").percent.last(), gap=6)
    names(ax, {name: (2025.8, y, colour(name)) for name, y in heights.items()})
    ax.set(xlim=(1984.5, 2025.5), xticks=range(1985, 2026, 5), ylim=(0, 103))
    label(ax, *words, right=0.83)
    return rows


def _alike_title(rows: pd.DataFrame) -> str:
    percent = rows[rows.country == "Russia"].set_index("year").percent
    top, last = percent[percent.index >= DRAWN[0]].idxmax(), percent.index[-1]
    return "Alike with Moscow: " + ", ".join(f"{percent[year]:.0f} % in {year}" for year in (1992, top, last))


def _by_visits(ax: Axes, visits: pd.DataFrame) -> pd.DataFrame:
    rows = trips(visits)
    for shift, name in enumerate(WATCHED.values()):
        own = rows[rows.country == name]
        x = np.arange(len(own)) + (shift - 1.5) * 0.2
        ax.bar(x, own.trips, width=0.19, color=colour(name))
        looks = {"va": "baseline", "fontweight": "normal", "fontsize": 9, "color": colour(name)}
        over(ax, x, own.trips, own.trips, gap=0.1, **looks)
        names(ax, {f"■ {name}": (0.02, 0.97 - 0.085 * shift, colour(name))}, transform=ax.transAxes, va="top")
    periods = rows.drop_duplicates("from_year")
    ax.set_xticks(
        np.arange(len(periods)),
        [f"{y}–{str(y + 4)[2:]} ({n})" for y, n in zip(periods.from_year, periods.all_trips, strict=True)],
    )
    ax.tick_params(axis="x", labelsize=9.5)
    ax.set_ylim(0, rows.trips.max() + 1.5)
    most = rows.groupby("country").trips.sum().sort_values(ascending=False).head(3)
    label(
        ax,
        "Trips since 1990: " + ", ".join(f"{name} {count}" for name, count in most.items()),
        "Trips of leaders and foreign ministers, both ways (in brackets: with any country)",
        "To August 2024, as far as our table has them: thin before 1998, dense from 2014.\n"
        f"{rows.attrs['unconfirmed']} of the trips drawn are general knowledge, "
        "unconfirmed. Source: press and government pages; see the table.",
    )
    return rows


SCALED = ["Mongolia", "Russia", "China", "United States"]


def _scale_alt(drawn: pd.DataFrame) -> str:
    shown = drawn[drawn.year.isin([1985, 1991, 1993, 2023, 2025])]
    parts = [
        f"{name} {each(own, '{ideal_point:.2f} ({q5:.2f} to {q95:.2f}) in {year}')}"
        for name, own in shown.groupby("country", sort=False)
    ]
    return f"Lines with bands, 1985 to 2025: one number for all votes of a year. {'; '.join(parts)}."


@described(_scale_alt)
def scale(ax: Axes, points: pd.DataFrame) -> pd.DataFrame:
    """Lines with bands: where four states stand on the scale of all votes, 1985 to 2025.

    points: `un_ideal_points`. Returns country, year, ideal_point, q5, q95, votes.
    """
    drawn = ideal_points.lines(ax, points, SCALED, 1985, 2025, gap=0.34)
    ax.set(xlim=(1984.5, 2025.5), xticks=range(1985, 2026, 5), ylim=(-2.1, 3.9))
    few = drawn.votes[drawn.year == 2024].max()
    label(
        ax,
        "Since 1991 Mongolia has moved least of the four",
        "Ideal point: one number for all votes of a year; Russia: the Soviet Union to 1991",
        f"{ideal_points.BAND}\nHollow: 2024, on {few} of {CAST_2024} roll calls. {ideal_points.SOURCE}.",
        right=0.83,
    )
    return drawn


# --- weighing, and income -----------------------------------------------------------------------------------

WEIGHED = {"MNG": INK, "ARM": GREEN, "GEO": COLOURS["Switzerland"], "KGZ": COLOURS["Japan"]}


def weighed(
    vdem: pd.DataFrame, freedom_house: pd.DataFrame, countries: pd.DataFrame, weight: float, year: int = 2024
) -> pd.DataFrame:
    """Two indices in one score, for four states, best first: country, vdem, freedom_house, score (0 to 1).

    weight: how much of 100 V-Dem's electoral index counts; the rest is Freedom House's average rating turned
    round, (7 − rating) / 6. year: a year both have.
    """
    first = define.scores(vdem, "V-Dem").query("year == @year").set_index("iso3").score
    rating = define.scores(freedom_house, "Freedom House").query("year == @year").set_index("iso3").score
    rows = countries.set_index("iso3")[["country"]].assign(vdem=first, freedom_house=(7 - rating) / 6)
    score = (weight * rows.vdem + (100 - weight) * rows.freedom_house) / 100
    return rows.assign(score=score).loc[list(WEIGHED)].sort_values("score", ascending=False)


@described(
    "Lines from Freedom House's value to V-Dem's, 2024; at {weight} % V-Dem the order is {rows}.",
    rows="{country} {score:.2f}",
    closed=Empty(
        "Who leads when two indices are mixed?",
        "Score in 2024, from 0 to 1, by how much V-Dem counts: from 0 (not at all) to 100 %",
        x=(0, 100),
        y=(0, 1),
    ),
)
def weigh(
    ax: Axes, vdem: pd.DataFrame, freedom_house: pd.DataFrame, countries: pd.DataFrame, weight: float
) -> pd.DataFrame:
    """Lines: the score of four states in 2024 from all Freedom House to all V-Dem, one mixture marked.

    Tables as in `weighed`; weight: from 0 to 100. Returns what `weighed` returns.
    """
    rows = weighed(vdem, freedom_house, countries, weight)
    for code, row in rows.iterrows():
        ax.plot([0, 100], [row.freedom_house, row.vdem], color=WEIGHED[code])
        ax.plot([weight], [row.score], "o", color=WEIGHED[code], markersize=9)
    heights = upwards(rows.vdem, gap=0.06)
    names(ax, {rows.country[code]: (103, y, WEIGHED[code]) for code, y in heights.items()})
    ax.axvline(weight, color=SOFT, linewidth=1, linestyle=":")
    ax.set(xlim=(0, 101), ylim=(0, 1))
    label(
        ax,
        f"Who leads, if V-Dem counts {weight} %? {rows.country.iloc[0]}",
        "Left: all Freedom House; right: all V-Dem. Each from 0 to 1, 2024",
        "Freedom House: (7 − average of its ratings) / 6. Which weight is right, no table says.\n"
        "Sources: V-Dem, version 15 (CC BY-SA 4.0); Freedom House (non-commercial use, with citation).",
        right=0.84,
    )
    return rows.reset_index(drop=True)


INCOME = ["dollars of the day", "what it buys"]


def _income_title(rows: pd.DataFrame, year: int) -> str:
    own = rows.dollars[rows.country == "Mongolia"]
    if own.empty:
        return f"{year}: no figure for Mongolia"
    place = int((rows.dollars > own.iloc[0]).sum()) + 1
    return f"{year}: {own.iloc[0]:,.0f} dollars a Mongolian, {ordinal(place)} of {len(rows)}"


@described(
    "Bars, income per person in {year}, {measure}, in dollars: {rows}.", rows="{country} {dollars:,.0f}"
)
def income(ax: Axes, table: pd.DataFrame, measure: str, year: int) -> pd.DataFrame:
    """Bars: income per person of eleven states in one year, at the exchange rate or by what it buys.

    table: `income_population`; measure: one of INCOME. Returns country, year, dollars, the richest first.
    """
    found = income_per_person(table, measure)
    rows = found[found.year == year].sort_values("dollars", ascending=False)
    places = np.arange(len(rows))
    ax.barh(
        places,
        rows.dollars,
        height=0.7,
        color=[colour(n) if n in ("Mongolia", "China", "Russia") else "#b9b9b9" for n in rows.country],
    )
    beside(ax, places, rows.dollars, rows.dollars.map(" {:,.0f}".format), fontweight="normal", fontsize=9.5)
    lanes(ax, places, rows.country, found.dollars[found.year <= 2023].max() * 1.12, fontsize=10)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    label(
        ax,
        _income_title(rows, year),
        "GDP per person at the exchange rate, US dollars of each year"
        if measure == INCOME[0]
        else "GDP per person at purchasing power parity, constant international dollars",
        "North Korea has no figure. Base year of the constant dollars unconfirmed.\n"
        "Sources: World Bank (DataHub); Gapminder after the World Bank (CC BY 4.0).",
        left=0.155,
    )
    return rows.reset_index(drop=True)
