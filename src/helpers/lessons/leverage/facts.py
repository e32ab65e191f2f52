"""The numbers of lesson 5: tables in, tables and numbers out. Nothing here draws."""

import calendar

import pandas as pd

from helpers.models import agreement
from helpers.models.bargaining import HOLD, UNDERCUT, payoffs
from helpers.models.event_window import windows

VISIT = [(2016, 11), (2016, 12)]  # the visit of 18-23 November, and the month after it


def month_name(year: int, month: int) -> str:
    """A month in words: "November 2016"."""
    return f"{calendar.month_name[month]} {year}"


def instruments(episodes: pd.DataFrame) -> list[str]:
    """The choices of instrument, "all" first: a list of texts. episodes: `leverage_episodes`."""
    return ["all", *sorted(episodes.instrument_kind.unique())]


# --- coal around a date --------------------------------------------------


def amounts(
    coal: pd.DataFrame, sellers: tuple[str, ...] = ("Mongolia",), counted_by: str = "Chinese customs"
) -> pd.Series:
    """Million tonnes by (year, month), only months in which every one of these sellers has a figure.

    coal: `coal_by_month`. Returns a Series that `windows` understands.
    """
    rows = coal[coal.seller.isin(sellers) & (coal.counted_by == counted_by)]
    table = rows.pivot(index=["year", "month"], columns="seller", values="million_tonnes")
    return table.reindex(columns=list(sellers)).sum(axis=1, skipna=False).dropna()


COMPARED = {"a year before": 12, "the month before": 1, "a year before, less the other sellers": None}
OTHER_SELLERS = ("Australia", "Indonesia", "Russia")


def all_windows(coal: pd.DataFrame, compared_with: str = "a year before") -> pd.DataFrame:
    """Every window that the table allows, worked out the same way.

    coal: `coal_by_month`; compared_with: "a year before", "the month before", or "a year before, less the
    other sellers": then the change of Mongolia beyond that of Australia, Indonesia and Russia together, in
    points. Returns year, month, counted_by, change (per cent, or points), visit (True for November and
    December 2016).
    """
    if compared_with not in COMPARED:
        raise ValueError(f"Compare with one of: {', '.join(COMPARED)}.")
    when, back = ["year", "month"], COMPARED[compared_with]
    if back is None:
        others = windows(amounts(coal, OTHER_SELLERS))
        rows = windows(amounts(coal)).merge(others, on=when, suffixes=("", "_others"))
        rows = rows.assign(
            change=rows.change_percent - rows.change_percent_others, counted_by="Chinese customs"
        )
    else:
        counts = ("Chinese customs", "Mongolian statistics")
        rows = pd.concat(
            windows(amounts(coal, counted_by=who), back).assign(counted_by=who) for who in counts
        )
        rows = rows.rename(columns={"change_percent": "change"}).sort_values([*when, "counted_by"])
    rows = rows.assign(visit=pd.MultiIndex.from_frame(rows[when]).isin(VISIT))
    return rows[[*when, "counted_by", "change", "visit"]].reset_index(drop=True)


def imagined_dates(coal: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """The months to choose from, {"November 2016": (2016, 11), …}: all that any comparison reaches."""
    reached = {(row.year, row.month) for kind in COMPARED for row in all_windows(coal, kind).itertuples()}
    return {month_name(*when): when for when in sorted(reached)}


# --- what was at stake --------------------------------------------------


def stakes(pressure: pd.DataFrame) -> pd.Series:
    """The loan, a year of coal and a year of the new fee, in million dollars: a Series.

    pressure: `pressure_2016`.
    """
    value = pressure.set_index("what").value
    fee = value["coal exports of 2016, by weight"] * value["new fee on a tonne of goods"] * value["one yuan"]
    return pd.Series(
        {
            "the loan under discussion": value["loan under discussion"],
            "all coal exports of 2016": value["coal exports of 2016"],
            "the new fee, had all that coal paid it": round(fee, 1),
        }
    )


# --- rivals or concert --------------------------------------------------

VALUE, RIVAL_OFFER, HARM = 100, 80, 20


def dilemma(known: bool = True, friends_offer: int = 20) -> pd.DataFrame:
    """The table of payoffs as a DataFrame of texts "first giant : second giant".

    known=False puts a question mark where both undercut.
    """
    cells = {pair: f"{a:g} : {b:g}" for pair, (a, b) in payoffs(VALUE, RIVAL_OFFER, friends_offer).items()}
    if not known:
        cells[UNDERCUT, UNDERCUT] = "? : ?"
    table = {
        f"the other giant: {theirs}": [cells[ours, theirs] for ours in (HOLD, UNDERCUT)]
        for theirs in (HOLD, UNDERCUT)
    }
    return pd.DataFrame(table, index=pd.Index([HOLD, UNDERCUT], name="one giant"))


# --- votes --------------------------------------------------

NO_LIMITS = "2022-02-04"
SPANS = {
    "1971–1989": ("1971-11-01", "1990-01-01"),
    "1992–2012": ("1992-01-01", "2013-01-01"),
    "2013–2019": ("2013-01-01", "2020-01-01"),
    "2020 to\n“no limits”": ("2020-01-01", NO_LIMITS),
    "“no limits”\nto mid-2024": (NO_LIMITS, "2024-09-02"),
    "2025": ("2025-01-01", "2026-01-01"),
}


def in_concert(votes: pd.DataFrame, one: str = "RUS", other: str = "CHN") -> pd.DataFrame:
    """How two states voted in six spans of time: alike, differently, opposite.

    votes: `un_votes`. Different but not opposite: one abstained, the other did not. Returns span, votes,
    alike, different, opposite (counts), opposite_percent, different_percent (of all common votes; different
    includes opposite). A span without a common vote has 0 votes and empty shares.
    """
    parts = {
        span.replace("\n", " "): votes[(votes.date >= first) & (votes.date < until)]
        for span, (first, until) in SPANS.items()
    }
    rows = pd.DataFrame(
        {
            "span": span,
            "votes": agreement.strict(part[one], part[other]).votes,
            "different": int(agreement.differing(part[one], part[other]).sum()),
            "opposite": int(agreement.opposite(part[one], part[other]).sum()),
        }
        for span, part in parts.items()
    )
    rows.insert(2, "alike", rows.votes - rows.different)
    return rows.assign(
        different_percent=(100 * rows.different / rows.votes).round(1),
        opposite_percent=(100 * rows.opposite / rows.votes).round(1),
    )


# --- geography against soft power --------------------------------------------------


def scales(visits: pd.DataFrame, partners: pd.DataFrame, fuel: pd.DataFrame) -> pd.DataFrame:
    """Who comes, and who buys, sells and fuels: shares of Russia, China and everyone else, in per cent.

    visits: `visits` (trips of heads of state, heads of government and foreign ministers to Mongolia, January
    2014 to August 2024); partners: `trade_partners` (Factbook, exports 2023, imports 2022: the last year that
    prints Russia); fuel: `fuel_electricity` (petrol 2023, imported electricity 2021). Returns measure,
    Russia, China, others.
    """
    came = visits[
        (visits.direction == "inbound")
        & (visits.office_kind != "other")
        & visits.date.between("2014-01-01", "2024-08-31")
    ].drop_duplicates("trip_id")
    book = partners[(partners.compiler == "CIA World Factbook") & (partners.months == 12)]
    shares = book.set_index(["flow", "year", "partner"]).share_percent.sort_index()
    origin = fuel[fuel.measure == "share of imports by origin"]
    origins = origin.set_index(["carrier", "year", "origin"]).value.sort_index()
    rows = {
        f"guests, 2014–2024\n({len(came)} trips)": 100 * came.country.value_counts(normalize=True),
        "exports 2023": shares["export", 2023],
        "imports 2022": shares["import", 2022],
        "imported electricity\n2021": origins["electricity", 2021],
        "imported petrol\n2023": origins["petrol", 2023],
    }
    table = pd.DataFrame(
        {name: share.reindex(["Russia", "China"], fill_value=0) for name, share in rows.items()}
    )
    table = table.T.rename_axis("measure").rename_axis(columns=None).reset_index()
    return table.assign(others=(100 - table.Russia - table.China).round(1)).round(1)
