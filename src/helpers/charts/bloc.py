"""Charts on votes in the General Assembly: who voted with Moscow, and who moved."""

import numpy as np
import pandas as pd

from ..figures import INK, OTHERS, SOFT, colour, described, label
from ..models import agreement
from .power import type_size

SEAT = "RUS"  # one seat: the Soviet Union's to December 1991, then Russia's
SOURCE = "Source: UN General Assembly votes (Voeten and others); only votes in which both took part"
ALLIES = {  # members of Comecon in 1989 and the two Soviet republics with a seat of their own
    "BLR": "Byelorussia (Soviet)",
    "UKR": "Ukraine (Soviet)",
    "BGR": "Bulgaria",
    "CSK": "Czechoslovakia",
    "MNG": "Mongolia",
    "HUN": "Hungary",
    "DDR": "East Germany",
    "POL": "Poland",
    "VNM": "Vietnam",
    "CUB": "Cuba",
    "ROU": "Romania",
}
PERIODS = ["1961–1989", "1961–1969", "1970–1979", "1980–1989", "1990"]


def during(votes, first, last=None):
    """The roll calls of the years from first to last, both included. votes: `un_votes`."""
    return votes[votes.date.dt.year.between(first, first if last is None else last)].reset_index(drop=True)


# --- who differed
# ---------------------------------------------------------------------------------------------


def _years(years):
    ends = [int(year) for year in years.split("–")]
    return ends[0], ends[-1]


def differed(votes, years):
    """How often each ally's vote differed from that of Moscow's seat.

    votes: `un_votes`; years: like "1961–1989" or "1990". Strict: an abstention differs from a yes and from a
    no.
    Returns ally, seat, votes (in which both took part), differed, opposite (yes against no), per_hundred.
    """
    found = agreement.with_one(during(votes, *_years(years)), SEAT, list(ALLIES))
    number = ((1 - found.share) * found.votes).round()
    return pd.DataFrame(
        {
            "ally": found.seat.map(ALLIES),
            "seat": found.seat,
            "votes": found.votes,
            "differed": number.fillna(0).astype(int),
            "opposite": found.opposite,
            "per_hundred": (100 * (1 - found.share)).round(2),
        }
    )


def _allies_alt(drawn, years):
    words = ", ".join(
        f"{row.ally} {row.differed} of {row.votes:,}" if row.votes else f"{row.ally} without common votes"
        for row in drawn.itertuples()
    )
    return f"Bars: how often Moscow's allies cast a different vote from Moscow, {years}: {words}."


@described(_allies_alt)
def allies(ax, votes, years="1961–1989"):
    """Bars: in how many of 100 common votes each ally differed from Moscow's seat.

    votes: `un_votes`; years: like "1961–1989". Returns what `differed` returns, in a fixed order.
    """
    drawn = differed(votes, years)
    places = np.arange(len(drawn))
    tones = [
        colour("Mongolia") if seat == "MNG" else colour("Soviet Union") if "Soviet" in ally else OTHERS
        for seat, ally in zip(drawn.seat, drawn.ally, strict=True)
    ]
    ax.barh(places, drawn.per_hundred.fillna(0), color=tones, height=0.68)
    for place, row, tone in zip(places, drawn.itertuples(), tones, strict=True):
        words = (
            f"{row.per_hundred:.1f}   ({row.differed:,} of {row.votes:,})" if row.votes else "no common votes"
        )
        ax.text(
            (row.per_hundred if row.votes else 0) + 0.6,
            place,
            words,
            va="center",
            fontsize="small",
            color=tone if tone != OTHERS else SOFT,
            fontweight="bold" if row.seat == "MNG" else "normal",
        )
    ax.set_yticks(places, drawn.ally, color=INK)
    ax.get_yticklabels()[list(drawn.seat).index("MNG")].set_fontweight("bold")
    ax.invert_yaxis()
    ax.set_xlim(0, 60)
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)
    label(
        ax,
        "Who dared to differ from Moscow?",
        f"Different votes in 100, General Assembly, {years}",
        "Comecon's members of 1989 and two Soviet republics with seats of their own. Abstentions count as "
        "votes.\n"
        f"{SOURCE}.",
        left=0.23 * type_size(),
    )
    return drawn


# --- who moved
# ------------------------------------------------------------------------------------------------


def with_the_crowd(votes, first=1980, last=1992):
    """By year, which share of the other members cast the same vote as Mongolia, and as Moscow's seat.

    votes: `un_votes`. Only votes in which both took part, so that the two are measured on the same questions.
    Returns year, votes, Mongolia, Moscow (means, 0 to 1).
    """
    rows = during(votes, first, last)
    rows = rows[rows.MNG.notna() & rows[SEAT].notna()].reset_index(drop=True)
    seats = [name for name in rows.columns if name.isupper()]
    found = pd.DataFrame(
        {
            "year": rows.date.dt.year,
            "Mongolia": agreement.with_the_rest(rows, "MNG", seats),
            "Moscow": agreement.with_the_rest(rows, SEAT, seats),
        }
    )
    years = found.groupby("year").agg(
        votes=("Mongolia", "size"), Mongolia=("Mongolia", "mean"), Moscow=("Moscow", "mean")
    )
    return years.reset_index()


def same_questions(votes, first=1990, second=1991):
    """The questions put once in each of two years under the same title, with both seats' answers.

    votes: `un_votes`. Titles are those of the data; a text can change under one title. Returns title and, for
    Mongolia and Moscow, the vote in each year: columns mongolia_before, mongolia_after, moscow_before,
    moscow_after.
    """
    rows = during(votes, first, second)
    rows = rows[rows.title.notna()].assign(year=rows.date.dt.year)
    once = rows.groupby(["title", "year"]).rcid.transform("size") == 1
    wide = rows[once].pivot(index="title", columns="year", values=["MNG", SEAT]).dropna()
    wide = wide[[("MNG", first), ("MNG", second), (SEAT, first), (SEAT, second)]].astype(str)
    wide.columns = ["mongolia_before", "mongolia_after", "moscow_before", "moscow_after"]
    return wide.reset_index()


def changed(questions):
    """How many answers each of the two changed: (Mongolia, Moscow). questions: from `same_questions`."""
    return (
        int((questions.mongolia_before != questions.mongolia_after).sum()),
        int((questions.moscow_before != questions.moscow_after).sum()),
    )


def _moved_alt(drawn):
    last = drawn.set_index("year")
    words = "; ".join(
        f"{year}: Mongolia {100 * last.Mongolia[year]:.0f} %, Moscow {100 * last.Moscow[year]:.0f} %"
        for year in last.index
        if year >= 1988
    )
    return f"Two lines by year: the share of all other members that cast the same vote as each. {words}."


@described(_moved_alt)
def moved(ax, votes):
    """Lines: which share of all other members voted like Mongolia, and like Moscow's seat, 1980 to 1992.

    votes: `un_votes`. The two lines rest on the same votes. Returns year, votes, Mongolia, Moscow.
    """
    drawn = with_the_crowd(votes)
    ax.plot(drawn.year, 100 * drawn.Mongolia, "-o", color=colour("Mongolia"), zorder=4)
    ax.plot(
        drawn.year,
        100 * drawn.Moscow,
        linestyle=(0, (4, 1.2)),
        marker="s",
        color=colour("Soviet Union"),
        zorder=3,
    )
    ends = drawn.iloc[-1]
    for name, value, tone in (
        ("Mongolia", ends.Mongolia, colour("Mongolia")),
        ("Moscow's seat", ends.Moscow, colour("Soviet Union")),
    ):
        ax.text(
            1992.3, 100 * value, f"{name}\n{100 * value:.0f} %", color=tone, fontweight="bold", va="center"
        )
    ax.set_xlim(1979.6, 1995.6)
    ax.set_xticks(range(1980, 1993, 2))
    ax.set_ylim(0, 100)
    label(
        ax,
        "Mongolia stayed with the crowd, Moscow left it",
        "Share of all other members that cast the same vote, yearly mean, %",
        "The votes of each year in which both took part. 1993 is left out: see “A year that can't be "
        "right”.\n"
        f"{SOURCE}.",
    )
    return drawn


# --- other states between giants
# ------------------------------------------------------------------------------

GIANTS = {
    "RUS": ("Moscow", "Soviet Union", "-"),
    "CHN": ("Beijing", "China", (0, (6, 1.5))),
    "USA": ("Washington", "United States", (0, (2, 1))),
}
BETWEEN = {"Afghanistan": "AFG", "Finland": "FIN", "Mongolia": "MNG", "Nepal": "NPL"}


def _between_alt(drawn, country, abstention_half=False):
    words = []
    for giant, rows in drawn.groupby("giant"):
        mean = (rows.share * rows.votes).sum() / rows.votes.sum()
        words.append(
            f"with {giant} {100 * mean:.0f} % of {rows.votes.sum():,} votes, {100 * rows.share.min():.0f} to "
            f"{100 * rows.share.max():.0f} % by year"
        )
    how = "Graded agreement" if abstention_half else "Strict agreement"
    return f"Three lines by year, 1961 to 1992. {how} of {country}: {'; '.join(words)}."


@described(_between_alt)
def between(ax, votes, country, abstention_half=False):
    """Lines: how often a state voted like Moscow, Beijing and Washington, 1961 to 1992.

    votes: `un_votes`; country: a key of BETWEEN; abstention_half: graded instead of strict agreement. Years
    with
    fewer than ten common votes are left out, gaps dotted. Returns giant, year, share, votes.
    """
    rows, found = during(votes, 1961, 1992), []
    measure = agreement.graded if abstention_half else agreement.strict
    places = []
    for seat, (capital, state, dash) in GIANTS.items():
        years = agreement.by_period(rows[BETWEEN[country]], rows[seat], rows.date.dt.year, measure)
        years = years[years.votes >= 10]
        whole = years.set_index("period").share.reindex(range(1961, 1993))
        ax.plot(years.period, 100 * years.share, color=colour(state), linestyle=(0, (1, 2)), linewidth=1.1)
        ax.plot(whole.index, 100 * whole, color=colour(state), linestyle=dash)
        places.append([100 * years.share.iloc[-1], capital, colour(state)])
        found.append(years.assign(giant=capital).rename(columns={"period": "year"}))
    places.sort()
    for below, above in zip(places, places[1:], strict=False):
        above[0] = max(above[0], below[0] + 7)
    for y, capital, tone in places:
        ax.text(1992.5, min(y, 99), capital, color=tone, fontweight="bold", va="center")
    ax.set_xlim(1960.5, 1998.5)
    ax.set_xticks(range(1965, 1991, 5))
    ax.set_ylim(0, 103)
    how = "abstentions count half" if abstention_half else "strict: exactly the same vote"
    label(
        ax,
        f"{country}: with which giant did it vote?",
        f"Agreement in the General Assembly, % of common votes ({how})",
        f"Beijing: the People's Republic, from 1971. No votes were taken in 1964.\n{SOURCE}.",
    )
    return pd.concat(found)[["giant", "year", "share", "votes"]].reset_index(drop=True)
