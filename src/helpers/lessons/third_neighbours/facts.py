"""The numbers of lesson 6: tables in, tables and numbers out. Nothing here draws."""

import numpy as np
import pandas as pd

from helpers.models import agreement
from helpers.models.ideal_points import positions
from helpers.tables import date_label

ISSUES = {
    "all votes": None,
    "colonialism": "co",
    "disarmament": "di",
    "nuclear weapons": "nu",
    "development": "ec",
    "human rights": "hr",
    "Middle East": "me",
}
MEASURES = {"strict": agreement.strict, "graded": agreement.graded}
SPANS = {
    "1961–1991": (1961, 1991),
    "1992–2014": (1992, 2014),
    "2015–2025": (2015, 2025),
    "2025": (2025, 2025),
}
FEWEST_IN_SPAN, FEWEST_IN_YEAR = 50, 10
DOUBTFUL = [1993]  # session 48: the columns of Mongolia and Monaco are exchanged, see the table's description


# --- counting -----------------------------------------------------------------------------------------------


def pairs_with(votes: pd.DataFrame, members: pd.DataFrame, seat: str = "MNG") -> pd.DataFrame:
    """The votes that one seat has in common with every other, counted by year and issue.

    votes: `un_votes`; members: `un_members`; seat: a column of votes. It does for everyone what `(both.MNG ==
    both.USA).groupby(year)` does for one pair. Nothing is merged: a seat is a column. Returns issue, year,
    seat, common, alike, opposite; only rows with at least one common vote.
    """
    seats = [name for name in members.iso3 if name != seat]
    on = {
        issue: votes if code is None else votes[votes.issues.str.contains(code, na=False)]
        for issue, code in ISSUES.items()
    }
    counted = [
        agreement.tally(rows, seat, seats, rows.date.dt.year).assign(issue=issue)
        for issue, rows in on.items()
    ]
    pairs = pd.concat(counted, ignore_index=True).rename(columns={"period": "year"})
    pairs = pairs.astype({"issue": pd.CategoricalDtype(list(ISSUES)), "seat": pd.CategoricalDtype(seats)})
    pairs.attrs = {"seat": seat}
    return pairs[["issue", "year", "seat", "common", "alike", "opposite"]]


def names(members: pd.DataFrame, last: int | None = None) -> dict[str, str]:
    """{code: name} of all seats; the Soviet Union's seat carries its name where `last` is 1991 or earlier."""
    found = dict(zip(members.iso3, members.name, strict=True))
    if last is not None and last <= 1991:
        found["RUS"] = "Soviet Union"
    return found


def states(members: pd.DataFrame) -> dict[str, str]:
    """{name: code} of all seats but Mongolia's, for a menu; a state that is no more says until when it voted."""
    rows = members[members.iso3 != "MNG"].sort_values("name")
    ended = rows.last_vote_year < 2020
    return dict(
        zip(
            rows.name.where(~ended, rows.name + " (to " + rows.last_vote_year.astype(str) + ")"),
            rows.iso3,
            strict=True,
        )
    )


def closest(
    pairs: pd.DataFrame,
    members: pd.DataFrame,
    period: str | tuple[int, int] = "2015–2025",
    measure: str = "strict",
) -> pd.DataFrame:
    """All states in order of agreement with one, the closest first.

    pairs: from `pairs_with`; members: `un_members`; period: a key of SPANS, or (first year, last year);
    measure: "strict" or "graded". States with fewer than 50 common votes are left out (attrs["left_out"]
    names them). Returns rank, state, agreement_percent, common_votes, opposite, iso3.
    """
    first, last = SPANS[period] if isinstance(period, str) else period
    rows = pairs[(pairs.issue == "all votes") & pairs.year.between(first, last)]
    sums = rows.groupby("seat", observed=True)[["common", "alike", "opposite"]].sum()
    enough = sums[sums.common >= FEWEST_IN_SPAN]
    share = agreement.share_of(enough.common, enough.alike, enough.opposite, MEASURES[measure])
    called = names(members, last)
    drawn = pd.DataFrame(
        {
            "rank": share.rank(ascending=False, method="min").astype(int),
            "state": [called[code] for code in enough.index],
            "agreement_percent": (100 * share).round(1),
            "common_votes": enough.common,
            "opposite": enough.opposite,
            "iso3": enough.index.astype(str),
        }
    )
    drawn = drawn.sort_values(["rank", "state"]).reset_index(drop=True)
    voted = members[
        (members.first_vote_year <= last) & (members.last_vote_year >= first) & (members.iso3 != "MNG")
    ]
    drawn.attrs = {"left_out": [called[code] for code in voted.iso3 if code not in enough.index]}
    return drawn


# --- year by year -------------------------------------------------------------------------------------------


def yearly(
    pairs: pd.DataFrame, state: str, issue: str = "all votes", measure: str = "strict"
) -> pd.DataFrame:
    """Agreement with one state year by year: year, agreement_percent, common_votes, opposite.

    pairs: from `pairs_with`; state: a code; issue: a key of ISSUES; measure: "strict" or "graded".
    """
    rows = pairs[(pairs.issue == issue) & (pairs.seat == state)].sort_values("year")
    share = agreement.share_of(rows.common, rows.alike, rows.opposite, MEASURES[measure])
    return pd.DataFrame(
        {
            "year": rows.year,
            "agreement_percent": (100 * share).round(1),
            "common_votes": rows.common,
            "opposite": rows.opposite,
        }
    ).reset_index(drop=True)


def solid(rows: pd.DataFrame) -> pd.DataFrame:
    """The years of `yearly` that rest on ten common votes or more, without 1993."""
    return rows[(rows.common_votes >= FEWEST_IN_YEAR) & ~rows.year.isin(DOUBTFUL)]


def with_washington(votes: pd.DataFrame, first: int, last: int) -> dict[int, float]:
    """{year: %} of strict agreement with the United States, doubtful and thin years left out. votes: `un_votes`."""
    rows = agreement.by_period(votes.MNG, votes.USA, votes.date.dt.year)
    rows = rows[
        (rows.votes >= FEWEST_IN_YEAR) & rows.period.between(first, last) & ~rows.period.isin(DOUBTFUL)
    ]
    return {int(year): 100 * float(share) for year, share in zip(rows.period, rows.share, strict=True)}


WAR = "2022-02-24"


def beside(resolutions: pd.DataFrame, votes: pd.DataFrame, seats: list[str]) -> pd.DataFrame:
    """The votes of some states on every text about Ukraine, a row a text, a column a state.

    resolutions: `ukraine_resolutions`; votes: `ukraine_votes`; seats: codes. A vote that no source shows is
    "unknown". Returns date, resolution, title, series, one column for each seat, then yes, no, abstain
    (official).
    """
    wide = votes[votes.iso3.isin(seats)].pivot(index="resolution", columns="iso3", values="vote")
    rows = resolutions.set_index("resolution")[["date", "title", "series", "yes", "no", "abstain"]]
    rows = rows.join(wide.reindex(columns=seats).rename_axis(columns=None)).reset_index()
    rows[list(seats)] = rows[list(seats)].fillna("unknown").astype("str")
    return rows.sort_values(["date", "resolution"])[
        ["date", "resolution", "title", "series", *seats, "yes", "no", "abstain"]
    ].reset_index(drop=True)


def texts(resolutions: pd.DataFrame) -> pd.Series:
    """The texts on Ukraine as a slider goes through them: "2022-03-02 ES-11/1", in order of date."""
    rows = resolutions.sort_values(["date", "resolution"])
    return (rows.date.dt.strftime("%Y-%m-%d ") + rows.resolution.str.removeprefix("A/RES/")).reset_index(
        drop=True
    )


def estimates(
    votes: pd.DataFrame, members: pd.DataFrame, first: int = 1971, last: int = 2025
) -> pd.DataFrame:
    """Positions on one line, estimated year by year from the roll calls (see `models.ideal_points`).

    votes: `un_votes`; members: `un_members`. Years with fewer than 10 votes are left out. The United States'
    side is up. Returns iso3, year, position (mean 0 and standard deviation 1 in each year).
    """
    seats, years = list(members.iso3), votes.date.dt.year.to_numpy()
    grid = agreement.grid(votes, seats).astype(float)
    grid[grid == agreement.MISSING] = np.nan
    up = seats.index("USA")
    parts = [
        pd.DataFrame({"iso3": seats, "year": year, "position": positions(grid[years == year], up=up)})
        for year in range(first, last + 1)
        if (years == year).sum() >= FEWEST_IN_YEAR
    ]
    return pd.concat(parts).dropna().reset_index(drop=True)


AT_THE_TOP = ["head of state", "head of government", "foreign minister"]
VISIT = pd.Timestamp(2024, 9, 2)


# --- visits -------------------------------------------------------------------------------------------------


def at_the_top(visits: pd.DataFrame, first: int, last: int, direction: str | None = None) -> pd.DataFrame:
    """Visits of heads of state or government and foreign ministers, each in the country it was paid to.

    visits: `visits`; first, last: years; direction: "inbound" (to Mongolia), "outbound" or both. Meetings in
    third countries are left out. Returns the rows of `visits`, by date; count distinct trip_id to count
    trips.
    """
    rows = visits[visits.office_kind.isin(AT_THE_TOP) & ~visits.third_country_meeting]
    rows = rows[rows.date.dt.year.between(first, last)]
    return (rows if direction is None else rows[rows.direction == direction]).sort_values("date")


def guests(visits: pd.DataFrame, year: int = 2024, until: pd.Timestamp = VISIT) -> pd.DataFrame:
    """Who came to Mongolia in a year before a day: date (as exact as known), visitor, office, country.

    visits: `visits`. Heads of state or government and foreign ministers only; the table is not complete.
    """
    rows = at_the_top(visits, year, year, "inbound")
    return _dated(rows[rows.date < until])[["date", "visitor", "office", "country"]]


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    said = [date_label(day, precision) for day, precision in zip(rows.date, rows.date_precision, strict=True)]
    return rows.assign(date=said).reset_index(drop=True)


# Each item of the article's three lists: claim, who and where in our words, how to find it in the table.
LISTED = (
    [
        (
            "C12",
            f"{country}, 2024",
            f"direction == 'inbound' and country == '{country}' and date.dt.year == 2024 and "
            "date < @before and office_kind in ['head of state', 'foreign minister']",
        )
        for country in ("United States", "Slovenia", "Philippines", "Belarus", "United Kingdom", "Germany")
    ]
    + [
        (
            "C13",
            f"Prime minister to {said}, 2023",
            "direction == 'outbound' and office == 'Prime Minister' and "
            f"country == '{country}' and date.dt.year == 2023 and not third_country_meeting",
        )
        for country, said in (("United States", "the United States"), ("China", "China"))
    ]
    + [
        (
            "C13",
            f"{name} in Mongolia, 2023",
            f"direction == 'inbound' and visitor == '{name}' and date.dt.year == 2023",
        )
        for name in ("Emmanuel Macron", "Pope Francis")
    ]
    + [
        (
            "C14",
            "Meeting with Putin at the summit of July 2024",
            "met == 'Putin' and third_country_meeting and date.dt.year == 2024 and date.dt.month == 7",
        ),
        (
            "C14",
            "Putin's visit before that of 2024",
            "direction == 'inbound' and visitor == 'Vladimir Putin' and date < @before",
        ),
    ]
)


def tick_off(visits: pd.DataFrame) -> pd.DataFrame:
    """The article's lists of visits of 2023 and 2024, each item looked up in the table.

    visits: `visits`. Where several rows fit, the latest. Returns claim, item, found (bool), date, who,
    office, place, source_id, source_id_2.
    """
    before = VISIT  # noqa: F841 (used in the queries)
    parts = []
    for claim, item, how in LISTED:
        row = _dated(visits.query(how).sort_values("date").tail(1))
        shown = row.assign(who=row.visitor) if len(row) else pd.DataFrame(index=[0])
        parts.append(shown.assign(claim=claim, item=item, found=len(row) > 0))
    rows = pd.concat(parts, ignore_index=True)
    return rows[["claim", "item", "found", "date", "who", "office", "place", "source_id", "source_id_2"]]


# --- words, money, votes ------------------------------------------------------------------------------------

FOUR = ["United States", "Germany", "Japan", "South Korea"]
FRIENDS = [
    "China",
    "Russia",
    "Japan",
    "South Korea",
    "United States",
    "Germany",
    "India",
    "France",
    "United Kingdom",
    "Türkiye",
]
CODES = dict(
    zip(FRIENDS, ["CHN", "RUS", "JPN", "KOR", "USA", "DEU", "IND", "FRA", "GBR", "TUR"], strict=True)
)
DECADE, TRADE_YEAR = (2014, 2023), 2023


def trade_shares(office: pd.DataFrame, flow: str, year: int = TRADE_YEAR) -> pd.Series:
    """Each country's share of Mongolia's trade in goods in one flow, in per cent, by country.

    office: `trade_partners_official`; flow: "export" (from Mongolia) or "import"; year: 2005 to 2025.
    """
    rows = office[(office.year == year) & (office.flow == flow)].set_index("partner").value_usd_million
    return 100 * rows.drop("World") / rows["World"]


def friends(visits: pd.DataFrame, office: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Visits, trade and votes of ten partners side by side.

    visits: `visits`; office: `trade_partners_official`; pairs: from `pairs_with`. Returns country, trips_in
    and trips_out (2014–2023, at the top, distinct trips), met_elsewhere (meetings in third countries),
    exports_percent and imports_percent (goods, 2023), agreement_percent (strict,
    2014–2023) and common_votes.
    """
    trips = at_the_top(visits, *DECADE)
    counted = trips.groupby(["country", "direction"]).trip_id.nunique().unstack(fill_value=0)
    apart = visits[
        visits.third_country_meeting
        & visits.office_kind.isin(AT_THE_TOP)
        & visits.date.dt.year.between(*DECADE)
    ]
    sold, bought = (
        trade_shares(office, flow).map(lambda share: round(share, 2 if share < 1 else 1 if share < 10 else 0))
        for flow in ("export", "import")
    )
    votes = (
        pairs[(pairs.issue == "all votes") & pairs.year.between(*DECADE)]
        .groupby("seat", observed=True)[["common", "alike", "opposite"]]
        .sum()
    )
    rows = pd.DataFrame({"country": FRIENDS})
    return rows.assign(
        trips_in=rows.country.map(counted["inbound"]).fillna(0).astype(int),
        trips_out=rows.country.map(counted["outbound"]).fillna(0).astype(int),
        met_elsewhere=rows.country.map(apart.groupby("country").size()).fillna(0).astype(int),
        exports_percent=rows.country.map(sold),
        imports_percent=rows.country.map(bought),
        agreement_percent=[round(100 * agreement.share_of(*votes.loc[CODES[name]]), 1) for name in FRIENDS],
        common_votes=[int(votes.common[CODES[name]]) for name in FRIENDS],
    )
