"""The numbers of lesson 1: tables in, tables and numbers out. Nothing here draws."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.models import agreement
from helpers.models.agreement import strict

SEAT = "RUS"  # one seat: the Soviet Union's to December 1991, then Russia's
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


def during(votes: pd.DataFrame, first: int, last: int | None = None) -> pd.DataFrame:
    """The roll calls of the years from first to last, both included. votes: `un_votes`."""
    return votes[votes.date.dt.year.between(first, first if last is None else last)].reset_index(drop=True)


# --- who differed -------------------------------------------------------------------------------------------


def differed(votes: pd.DataFrame, years: str) -> pd.DataFrame:
    """How often each ally's vote differed from that of Moscow's seat.

    votes: `un_votes`; years: like "1961–1989" or "1990". Strict: an abstention differs from a yes and from a
    no.
    Returns ally, seat, votes (in which both took part), differed, opposite (yes against no), per_hundred.
    """
    first, last = years.split("–")[0], years.split("–")[-1]
    found = agreement.with_one(during(votes, int(first), int(last)), SEAT, list(ALLIES))
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


def alike_by_year(votes: pd.DataFrame, first: int, last: int) -> dict[int, float]:
    """In how many of 100 common votes Mongolia and Moscow's seat voted alike: {year: per cent}.

    votes: `un_votes`. Strict agreement. Without 1964, when no votes were taken, and without 1993, whose votes
    of Mongolia are almost certainly another state's.
    """
    rows = during(votes, first, last)
    years = agreement.by_period(rows.MNG, rows[SEAT], rows.date.dt.year, agreement.strict)
    years = years[(years.votes > 0) & (years.period != 1993)]
    return {int(year): 100 * float(share) for year, share in zip(years.period, years.share, strict=True)}


# --- who moved ----------------------------------------------------------------------------------------------


def with_the_crowd(votes: pd.DataFrame, first: int = 1980, last: int = 1992) -> pd.DataFrame:
    """By year, which share of the other members cast the same vote as Mongolia, and as Moscow's seat.

    votes: `un_votes`. Only votes in which both took part, so that the two are measured on the same questions.
    Returns year, votes, Mongolia, Moscow (means, 0 to 1).
    """
    rows = during(votes, first, last).dropna(subset=["MNG", SEAT]).reset_index(drop=True)
    seats = [name for name in rows.columns if name.isupper()]
    found = pd.DataFrame(
        {
            "year": rows.date.dt.year,
            "Mongolia": agreement.with_the_rest(rows, "MNG", seats),
            "Moscow": agreement.with_the_rest(rows, SEAT, seats),
        }
    )
    return found.groupby("year", as_index=False).agg(
        votes=("Mongolia", "size"), Mongolia=("Mongolia", "mean"), Moscow=("Moscow", "mean")
    )


def same_questions(votes: pd.DataFrame, first: int = 1990, second: int = 1991) -> pd.DataFrame:
    """The questions put once in each of two years under the same title, with both seats' answers.

    votes: `un_votes`. Titles are those of the data; a text can change under one title. Returns title and, for
    Mongolia and Moscow, the vote in each year: columns mongolia_before, mongolia_after, moscow_before,
    moscow_after.
    """
    rows = during(votes, first, second).dropna(subset="title").assign(year=lambda rows: rows.date.dt.year)
    once = rows.drop_duplicates(["title", "year"], keep=False)
    wide = once.pivot(index="title", columns="year", values=["MNG", SEAT]).dropna().astype(str)
    wide.columns = ["mongolia_before", "mongolia_after", "moscow_before", "moscow_after"]
    return wide.reset_index()


def changed(questions: pd.DataFrame) -> tuple[int, int]:
    """How many answers each of the two changed: (Mongolia, Moscow). questions: from `same_questions`."""
    return (
        int((questions.mongolia_before != questions.mongolia_after).sum()),
        int((questions.moscow_before != questions.moscow_after).sum()),
    )


def apart(points: pd.DataFrame) -> pd.Series:
    """The years in which the 90 % intervals of Mongolia's and Moscow's ideal points have nothing in common.

    points: `un_ideal_points`. Returns the years, in order.
    """
    wide = points[points.iso3.isin(["MNG", SEAT])].pivot(index="year", columns="iso3", values=["q5", "q95"])
    none = (wide.q5.MNG > wide.q95[SEAT]) | (wide.q5[SEAT] > wide.q95.MNG)
    return none.index[none].to_series()


# --- how long is "almost 70 years"? -------------------------------------------------------------------------

BEGINNINGS = [
    "People's government installed",
    "Mongolian People's Republic proclaimed",
    "Oral mutual assistance",
    "Mutual assistance protocol",
    "treaty of friendship and mutual assistance",
    "Mongolia joins Comecon",
]
ENDINGS = [
    "USSR announces withdrawal",
    "First multiparty elections",
    "Ownership of Erdenet reversed",
    "Last Russian troops leave",
    "Treaty of friendly relations with Russia",
]


def _choices(events: pd.DataFrame, names: Iterable[str]) -> dict[str, int]:
    rows = [events[events.event.str.contains(name, regex=False)].iloc[0] for name in names]
    return {
        f"{row.date.year} · {row.event}{' (unconfirmed)' * (row.confidence == 'background')}": row.date.year
        for row in rows
    }


def beginnings(events: pd.DataFrame) -> dict[str, int]:
    """Events of the timeline with which the alliance may be said to begin: {"1921 · …": 1921}, for a menu."""
    return _choices(events, BEGINNINGS)


def endings(events: pd.DataFrame) -> dict[str, int]:
    """Events of the timeline with which the alliance may be said to end: {"1990 · …": 1990}, for a menu."""
    return _choices(events, ENDINGS)


def years_between(events: pd.DataFrame, began: int, ended: int) -> int:
    """The years from one event to another; 0 where a year isn't that of a beginning or an end that one can choose.

    events: `timeline`; began, ended: years, as in the menus of `beginnings` and `endings`.
    """
    years = (*beginnings(events).values(), *endings(events).values())
    return ended - began if began in years and ended in years else 0


def battle_days(facts: pd.DataFrame, war: str) -> tuple[int, int]:
    """How many days of Khalkhin Gol lie in the war, if it began with this event: (days inside, all days).

    facts: `lesson_facts`; war: a value of WARS. First and last day count.
    """
    dates = facts.set_index("fact_id").date
    first, last = dates["khalkhin-gol-dates"], dates["khalkhin-gol-end"]
    inside = (last - max(first, dates[war])).days + 1
    return max(0, inside), (last - first).days + 1


# --- what was promised --------------------------------------------------------------------------------------

KINDS = {"defence": "to defend each other", "non_aggression": "not to attack", "consultation": "to consult"}


def promises(
    alliances: pd.DataFrame, partners: Iterable[str] = ("Soviet Union", "Russia", "China")
) -> pd.DataFrame:
    """From when to when treaties with a partner held which promise. alliances: `alliances_mongolia`.

    Returns partner, promise, first, last: one row for each unbroken run of years.
    """
    held = [
        (
            partner,
            words,
            alliances.year[(alliances.partner == partner) & alliances[kind].astype(bool)].sort_values(),
        )
        for partner in partners
        for kind, words in KINDS.items()
    ]
    rows = [
        (partner, words, run.min(), run.max())
        for partner, words, years in held
        for _, run in years.groupby((years.diff() != 1).cumsum())
    ]
    return pd.DataFrame(rows, columns=["partner", "promise", "first", "last"])


# --- signs of a buffer --------------------------------------------------------------------------------------


def _held(
    capabilities: pd.DataFrame, alliances: pd.DataFrame, votes: pd.DataFrame, facts: pd.DataFrame, year: int
) -> list[tuple[str, bool, str]]:
    """The four signs for one year: (sign, whether it holds, what the tables say)."""
    times = {name: ratio(capabilities, name, year) for name in ("Soviet Union", "China")}
    treaties = alliances[alliances.year == year].set_index("partner").defence
    sworn = [name for name in times if bool(treaties.get(name, False))]
    rows = votes[votes.date.dt.year == year]
    alike = {seat: strict(rows.MNG, rows[seat]) for seat in ("RUS", "CHN")}
    troops = facts.set_index("fact_id").fact["soviet-troops-1985"]
    words = {seat: f"{100 * share:.0f} % of {number}" for seat, (share, number) in alike.items()}
    return [
        (
            "It is much weaker than both neighbours",
            min(times.values()) > 10,
            f"the Soviet Union was {times['Soviet Union']:.0f} times "
            f"as strong (CINC), China {times['China']:.0f} times",
        ),
        (
            "It has not promised only one of them to fight with it",
            len(sworn) != 1,
            f"treaties of defence with: {' and '.join(sworn) or 'neither'}",
        ),
        (
            "It votes as often with one as with the other",
            abs(alike["RUS"].share - alike["CHN"].share) < 0.05,
            f"the same vote as Moscow in {words['RUS']}, as Beijing in {words['CHN']}",
        ),
        (
            "No soldiers of either stand on its soil",
            False,
            troops.rstrip(".")[0].lower() + troops.rstrip(".")[1:],
        ),
    ]


def signs(
    capabilities: pd.DataFrame, alliances: pd.DataFrame, votes: pd.DataFrame, facts: pd.DataFrame
) -> pd.DataFrame:
    """Four signs of a buffer state and what the tables say about Mongolia in 1985; the reader judges.

    capabilities: `national_capabilities`; alliances: `alliances_mongolia`; votes: `un_votes`; facts:
    `lesson_facts`.
    Returns sign, the_tables_say_for_1985. 1985: the year for which the number of Soviet soldiers is known.
    """
    rows = _held(capabilities, alliances, votes, facts, 1985)
    return pd.DataFrame([(sign, said) for sign, _, said in rows], columns=["sign", "the_tables_say_for_1985"])


def signs_that_hold(
    capabilities: pd.DataFrame, alliances: pd.DataFrame, votes: pd.DataFrame, facts: pd.DataFrame
) -> int:
    """How many of the four signs hold for Mongolia in 1985; tables as in `signs`.

    Much weaker: a tenth of the strength or less. As often: less than five points apart.
    """
    return sum(holds for _, holds, _ in _held(capabilities, alliances, votes, facts, 1985))


def moscow_as_one(capabilities: pd.DataFrame) -> pd.DataFrame:
    """The table with Russia before 1922 under the name of the Soviet Union: one line, nothing summed."""
    early = (capabilities.country == "Russia") & (capabilities.year < 1922)
    return capabilities.assign(country=capabilities.country.mask(early, "Soviet Union"))


def ratio(capabilities: pd.DataFrame, country: str, year: int, column: str = "cinc") -> float:
    """How many times Mongolia's figure another country's is in one year.

    capabilities: `national_capabilities`; column: "cinc" or one of the six components.
    Returns a number; nan where a figure is missing or Mongolia's is 0.
    """
    rows = moscow_as_one(capabilities).query("year == @year").set_index("country")[column]
    own = rows.get("Mongolia", np.nan)
    return float(rows.get(country, np.nan) / own) if own and own == own else float("nan")


# --- the balance, year by year ------------------------------------------------------------------------------


def percent(share: float) -> str:
    """A share of the world as per cent in words: 18.2 %, 0.014 %."""
    return f"{100 * share:.1f} %" if share >= 0.01 else f"{100 * share:.2g} %"


def when(row: pd.Series) -> str:
    """The date of a row of the timeline, no more exact than its source."""
    return {"day": f"{row.date.day} {row.date:%B}", "month": f"{row.date:%B}"}.get(row.date_precision, "")


def events_of(events: pd.DataFrame, year: int) -> tuple[list[str], int | None]:
    """What the timeline has for a year, as sentences; where it has nothing, the last event before.

    events: `timeline`. Returns (list of sentences, the year they are of or None).
    """
    years = events.date.dt.year
    of = years[years <= year].max()
    rows = events[years == of].sort_values("date")
    words = [
        ": ".join(filter(None, [when(row), row.event]))
        + (" (unconfirmed)" if row.confidence == "background" else "")
        for row in rows.itertuples()
    ]
    return words, int(of) if words else None


# --- what the number is made of -----------------------------------------------------------------------------

PARTS = {
    "cinc": "all six together (CINC)",
    "population": "people",
    "urban_population": "people in large cities",
    "energy_use": "energy used",
    "iron_steel": "iron and steel made",
    "military_personnel": "soldiers",
    "military_spending": "military spending",
}


def parts_of(capabilities: pd.DataFrame, year: int, neighbour: str) -> pd.DataFrame:
    """How many times Mongolia's figure a neighbour's is, in the index and in each of its six components.

    capabilities: `national_capabilities`. Returns what, mongolia, neighbour, times, copied; times is missing
    where Mongolia's figure is missing or 0, or the neighbour's is missing; copied: whether the table calls one
    of the two carried forward. Units: as in the table, CINC in per cent.
    """
    rows = moscow_as_one(capabilities).query("year == @year").set_index("country")
    rows = rows.assign(cinc=100 * rows.cinc).reindex(["Mongolia", neighbour])
    parts = rows[list(PARTS)].T.astype(float)
    parts.columns = ["mongolia", "neighbour"]
    parts.insert(0, "what", parts.index.map(PARTS))
    notes = rows.note.fillna("")
    still = [notes.str.contains(f"{part.replace('_', ' ')}: the same number").any() for part in PARTS]
    times = parts.neighbour / parts.mongolia.where(parts.mongolia > 0)
    return parts.assign(times=times, copied=still).reset_index(drop=True)
