"""Charts on votes in the General Assembly: who voted with Moscow, and who moved."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.between_empires.charts_power import type_size
from helpers.lessons.between_empires.facts import ALLIES, differed, during, with_the_crowd
from helpers.models import agreement
from helpers.pictures import ideal_points
from helpers.pictures.figures import OTHERS, SOFT, Empty, colour, described, label
from helpers.pictures.marks import lanes, names, upwards
from helpers.words import each

SOURCE = "Source: UN General Assembly votes (Voeten and others); only votes in which both took part"
PERIODS = ["1961–1989", "1961–1969", "1970–1979", "1980–1989", "1990"]


def _allies_alt(drawn: pd.DataFrame, years: str) -> str:
    words = ", ".join(
        f"{row.ally} {row.differed} of {row.votes:,}" if row.votes else f"{row.ally} without common votes"
        for row in drawn.itertuples()
    )
    return f"Bars: how often Moscow's allies cast a different vote from Moscow, {years}: {words}."


@described(
    _allies_alt,
    closed=Empty(
        "Who dared to differ from Moscow?",
        "Different votes in 100, General Assembly",
        (0, 100),
        sorted(ALLIES.values()),
    ),
)
def allies(ax: Axes, votes: pd.DataFrame, years: str = "1961–1989") -> pd.DataFrame:
    """Bars: in how many of 100 common votes each ally differed from Moscow's seat.

    votes: `un_votes`; years: like "1961–1989". Returns what `differed` returns, in a fixed order.
    """
    drawn = differed(votes, years)
    places, lengths = np.arange(len(drawn)), drawn.per_hundred.fillna(0)
    for place, length, row in zip(places, lengths, drawn.to_dict("records"), strict=True):
        own = row["seat"] == "MNG"
        tone = colour("Mongolia" if own else "Soviet Union" if "Soviet" in row["ally"] else "")
        said = (
            "{per_hundred:.1f}   ({differed:,} of {votes:,})".format(**row)
            if row["votes"]
            else "no common votes"
        )
        ax.barh(place, length, color=tone, height=0.68)
        ax.text(
            length + 0.6,
            place,
            said,
            va="center",
            fontsize="small",
            color=SOFT if tone == OTHERS else tone,
            fontweight="bold" if own else "normal",
        )
    lanes(ax, places, drawn.ally, 62)
    ax.get_yticklabels()[list(drawn.seat).index("MNG")].set_fontweight("bold")
    shown = drawn.set_index("ally").per_hundred
    boldest = shown.idxmax()
    label(
        ax,
        f"Of 100 votes Mongolia differed in {shown.Mongolia:.1f}, {boldest} in {shown[boldest]:.1f}",
        f"Different votes in 100, General Assembly, {years}",
        "Comecon's members of 1989 and two Soviet republics "
        "with seats of their own. Abstentions count as votes.\n"
        f"{SOURCE}.",
        left=0.23 * type_size(),
    )
    return drawn


ASKED = ["all the others", "a scale of all votes"]


def _moved_alt(drawn: pd.DataFrame, ask: str) -> str:
    if ask == ASKED[0]:
        last = (100 * drawn.set_index("year").loc[1988:]).reset_index()
        words = each(last, "{year}: Mongolia {Mongolia:.0f} %, Moscow {Moscow:.0f} %", "; ")
        return f"Two lines by year: the share of all other members that cast the same vote as each. {words}."
    shown = drawn[drawn.year.isin([1962, 1980, 1989, 1991, 1995])].replace({"country": {"Russia": "Moscow"}})
    words = each(shown, "{country} {year}: {ideal_point:.2f} ({q5:.2f} to {q95:.2f})", "; ")
    return (
        f"Two lines with bands, 1961 to 1995: one number for all votes of a year, and its interval. {words}."
    )


@described(
    _moved_alt,
    closed=Empty(
        "Who moved, Mongolia or Moscow?",
        "Share of all other members that cast the same vote, %",
        (1980, 1992),
        (0, 100),
    ),
)
def moved(ax: Axes, votes: pd.DataFrame, points: pd.DataFrame, ask: str) -> pd.DataFrame:
    """Lines: who moved, by the company that Mongolia and Moscow's seat kept, or by their ideal points.

    votes: `un_votes`; points: `un_ideal_points`; ask: one of ASKED. The shares of the others rest on the same
    votes for both, 1980 to 1992; the ideal points run from 1961 to 1995, with their 90 % interval.
    Returns year, votes, Mongolia, Moscow; or country, year, ideal_point, q5, q95, votes.
    """
    return _company(ax, votes) if ask == ASKED[0] else _on_a_scale(ax, points)


def _company(ax: Axes, votes: pd.DataFrame) -> pd.DataFrame:
    drawn = with_the_crowd(votes)
    for column, name, state, looks in (
        ("Mongolia", "Mongolia", "Mongolia", {"linestyle": "-", "marker": "o", "zorder": 4}),
        ("Moscow", "Moscow's seat", "Soviet Union", {"linestyle": (0, (4, 1.2)), "marker": "s", "zorder": 3}),
    ):
        percent = 100 * drawn[column]
        ax.plot(drawn.year, percent, color=colour(state), **looks)
        names(ax, {f"{name}\n{percent.iloc[-1]:.0f} %": (1992.3, percent.iloc[-1], colour(state))})
    ax.set(xlim=(1979.6, 1995.6), xticks=range(1980, 1993, 2), ylim=(0, 100))
    label(
        ax,
        "Mongolia stayed with the crowd, Moscow left it",
        "Share of all other members that cast the same vote, yearly mean, %",
        "The votes of each year in which both took part. 1993 "
        "is left out: see “A year that can't be right”.\n"
        f"{SOURCE}.",
    )
    return drawn


def _on_a_scale(ax: Axes, points: pd.DataFrame) -> pd.DataFrame:
    drawn = ideal_points.lines(ax, points, ["Mongolia", "Russia"], 1961, 1995, {"Russia": "Moscow's seat"})
    ax.set(xlim=(1960, 2004), xticks=range(1965, 1996, 5), ylim=(-4.1, 2))
    label(
        ax,
        "Together to 1989; then Moscow moved on",
        "Ideal point: one number for all votes of a year (1964: none)",
        f"{ideal_points.BAND}\n{ideal_points.SOURCE}.",
    )
    return drawn


# --- other states between giants ----------------------------------------------------------------------------

GIANTS = {
    "RUS": ("Moscow", "Soviet Union", "-"),
    "CHN": ("Beijing", "China", (0, (6, 1.5))),
    "USA": ("Washington", "United States", (0, (2, 1))),
}
BETWEEN = {"Afghanistan": "AFG", "Finland": "FIN", "Mongolia": "MNG", "Nepal": "NPL"}


def _closest(country: str, shown: pd.DataFrame) -> str:
    """With whom a state voted most in the first year shown and in the last, in words."""
    first, last = (
        f"{rows.giant.iloc[rows.share.argmax()]} in {year}"
        for year, rows in shown.groupby("year")
        if year in (shown.year.min(), shown.year.max())
    )
    return f"Closest to {country}: {first}, {last}"


def _between_alt(drawn: pd.DataFrame, country: str, abstention_half: bool = False) -> str:
    words = "; ".join(
        f"with {giant} {100 * (rows.share * rows.votes).sum() / rows.votes.sum():.0f} % of {rows.votes.sum():,} "
        f"votes, {100 * rows.share.min():.0f} to {100 * rows.share.max():.0f} % by year"
        for giant, rows in drawn.groupby("giant")
    )
    how = "Graded agreement" if abstention_half else "Strict agreement"
    return f"Three lines by year, 1961 to 1992. {how} of {country}: {words}."


@described(
    _between_alt,
    closed=Empty(
        "With which giant did it vote?",
        "Agreement in the General Assembly, % of common votes",
        (1961, 1992),
        (0, 100),
    ),
    named={"country": lambda votes: BETWEEN},
)
def between(ax: Axes, votes: pd.DataFrame, country: str, abstention_half: bool = False) -> pd.DataFrame:
    """Lines: how often a state voted like Moscow, Beijing and Washington, 1961 to 1992.

    votes: `un_votes`; country: a key of BETWEEN; abstention_half: graded instead of strict agreement. Years
    with fewer than ten common votes are left out, gaps dotted. Returns giant, year, share, votes.
    """
    rows, found, ends = during(votes, 1961, 1992), [], {}
    measure = agreement.graded if abstention_half else agreement.strict
    for seat, (capital, state, dash) in GIANTS.items():
        years = agreement.by_period(rows[BETWEEN[country]], rows[seat], rows.date.dt.year, measure)
        years = years[years.votes >= 10]
        whole = years.set_index("period").share.reindex(range(1961, 1993))
        ax.plot(years.period, 100 * years.share, color=colour(state), linestyle=(0, (1, 2)), linewidth=1.1)
        ax.plot(whole.index, 100 * whole, color=colour(state), linestyle=dash)
        ends[capital] = 100 * years.share.iloc[-1]
        found.append(years.assign(giant=capital).rename(columns={"period": "year"}))
    heights = upwards(ends, gap=7)
    names(ax, {name: (1992.5, min(heights[name], 99), colour(state)) for name, state, _ in GIANTS.values()})
    ax.set(xlim=(1960.5, 1998.5), xticks=range(1965, 1991, 5), ylim=(0, 103))
    shown = pd.concat(found)
    how = "abstentions count half" if abstention_half else "strict: exactly the same vote"
    label(
        ax,
        _closest(country, shown),
        f"Agreement in the General Assembly, % of common votes ({how})",
        f"Beijing: the People's Republic, from 1971. No votes were taken in 1964.\n{SOURCE}.",
    )
    return shown[["giant", "year", "share", "votes"]].reset_index(drop=True)
