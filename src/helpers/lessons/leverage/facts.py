"""The numbers of lesson 5: tables in, tables and numbers out. Nothing here draws."""

import calendar

import pandas as pd

from helpers.models import agreement
from helpers.models.bargaining import HOLD, UNDERCUT, payoffs
from helpers.models.event_window import placebo_rank, windows


def month_name(month: str) -> str:
    """A month in words: "November 2016" for "2016-11"."""
    return f"{calendar.month_name[int(month[5:])]} {month[:4]}"


def instruments(episodes: pd.DataFrame) -> list[str]:
    """The choices of instrument, "all" first: a list of texts. episodes: `leverage_episodes`."""
    return ["all", *sorted(episodes.instrument_kind.unique())]


# --- every month is a placebo --------------------------------------------------

MEASURES = {"tonnes": "weight", "dollars": "value"}
COMPARED = {"two months before": 2, "a year before": 12}
VISIT = "2016-12"  # the window that ends in the month after the visit of 18-23 November 2016
PANDEMIC = ("2020-02", "2022-05")  # from the first halt of 10 February to the second coal crossing's 25 May
RARE = 0.05  # of all windows, as many as moved so far in one direction


def by_month(exports: pd.DataFrame, measure: str = "tonnes", product: str = "coal") -> pd.Series:
    """What was sold of one product, by (year, month): thousand tonnes or million dollars, a Series for `windows`.

    exports: `exports_by_month`; measure: a key of MEASURES; product: one that has a weight and a value.
    """
    rows = exports[(exports["product"] == product) & (exports.measure == MEASURES[measure])]
    return rows.set_index(["year", "month"]).value


def all_windows(
    exports: pd.DataFrame,
    measure: str = "tonnes",
    compared_with: str = "two months before",
    product: str = "coal",
) -> pd.DataFrame:
    """The change up to every month that has one, worked out the same way.

    exports, measure, product: as in `by_month`; compared_with: a key of COMPARED.
    Returns since and until (the two months, "2016-10"), before, after (as in `by_month`), change (%), pandemic (True
    where it ends while the border was closed or narrow).
    """
    if compared_with not in COMPARED:
        raise ValueError(f"Compare with one of: {', '.join(COMPARED)}.")
    rows = windows(by_month(exports, measure, product), COMPARED[compared_with])
    ends = rows.year * 12 + rows.month - 1
    since, until = (
        [f"{at // 12}-{at % 12 + 1:02}" for at in months] for months in (ends - COMPARED[compared_with], ends)
    )
    rows = rows.assign(since=since, until=until, change=rows.change_percent)
    rows = rows.assign(pandemic=rows.until.between(*PANDEMIC))
    return rows[["since", "until", "before", "after", "change", "pandemic"]]


def months_to_choose(exports: pd.DataFrame) -> pd.Series:
    """The months that have a window in every comparison, as texts "2016-12": a Series."""
    return all_windows(exports, compared_with="a year before").until


def how_rare(rows: pd.DataFrame, until: str) -> tuple[int, int, bool]:
    """How many other windows moved at least as far in its direction, of how many, and whether that is rare.

    rows: of `all_windows`; until: the month in which the window ends.
    """
    own = rows.until == until
    change = rows.change[own].iloc[0]
    as_far, others = placebo_rank(change, rows.change[~own])
    return as_far, others, (as_far + 1) / (others + 1) <= RARE


def same_months(rows: pd.DataFrame, until: str) -> pd.Series:
    """The changes of the windows that end in the same month of the other years: a Series by year. rows: as above."""
    others = rows[rows.until.str.endswith(until[4:]) & (rows.until != until)]
    return others.set_index(others.until.str[:4].astype(int)).change


# --- the other sellers --------------------------------------------------

OTHER_SELLERS = ("Australia", "Indonesia", "Russia")


def amounts(coal: pd.DataFrame, sellers: tuple[str, ...] = ("Mongolia",)) -> pd.Series:
    """Million tonnes by (year, month), only months in which every one of these sellers has a figure.

    coal: `coal_by_month`, of which China's customs count. Returns a Series that `windows` understands.
    """
    rows = coal[coal.seller.isin(sellers) & (coal.counted_by == "Chinese customs")]
    table = rows.pivot(index=["year", "month"], columns="seller", values="million_tonnes")
    return table.reindex(columns=list(sellers)).sum(axis=1, skipna=False).dropna()


# --- what was at stake --------------------------------------------------


def stakes(pressure: pd.DataFrame, exports: pd.DataFrame, debt: pd.DataFrame) -> pd.Series:
    """All debts abroad, the loan, a year of coal and a year of the new fee, in million dollars: a Series.

    pressure: `pressure_2016`; exports: `exports_by_month`; debt: `external_debt`, at the end of 2016.
    """
    value = pressure.set_index("what").value
    owed = debt.set_index(["year", "quarter"]).gross_external_debt_usd_million[2016, 4]
    coal, thousand_tonnes = (by_month(exports, measure)[2016].sum() for measure in ("dollars", "tonnes"))
    fee = thousand_tonnes / 1000 * value["new fee on a tonne of goods"] * value["one yuan"]
    return pd.Series(
        {
            "all that Mongolia owed abroad": owed,
            "the loan under discussion": value["loan under discussion"],
            "all coal exports of 2016": coal,
            "the new fee, had all that coal paid it": fee,
        }
    ).round(1)


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
    2014 to August 2024); partners: `trade_partners_official` (goods, 2023); fuel: `fuel_electricity` (petrol
    2023, imported electricity 2021). Returns measure, Russia, China, others.
    """
    came = visits[
        (visits.direction == "inbound")
        & (visits.office_kind != "other")
        & visits.date.between("2014-01-01", "2024-08-31")
    ].drop_duplicates("trip_id")
    goods = partners[partners.year == 2023].set_index(["flow", "partner"]).value_usd_million.sort_index()
    origin = fuel[fuel.measure == "share of imports by origin"]
    origins = origin.set_index(["carrier", "year", "origin"]).value.sort_index()
    rows = {
        f"guests, 2014–2024\n({len(came)} trips)": 100 * came.country.value_counts(normalize=True),
        "exports 2023": 100 * goods["export"] / goods["export", "World"],
        "imports 2023": 100 * goods["import"] / goods["import", "World"],
        "imported electricity\n2021": origins["electricity", 2021],
        "imported petrol\n2023": origins["petrol", 2023],
    }
    table = pd.DataFrame(
        {name: share.reindex(["Russia", "China"], fill_value=0) for name, share in rows.items()}
    )
    table = table.T.rename_axis("measure").rename_axis(columns=None).reset_index()
    return table.assign(others=(100 - table.Russia - table.China).round(1)).round(1)
