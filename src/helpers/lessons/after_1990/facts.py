"""The numbers of lesson 2: tables in, tables and numbers out. Nothing here draws."""

import pandas as pd

from helpers.models import definitions as define
from helpers.models.agreement import share_of, tally
from helpers.words import signed

YEARS = range(1992, 2025)


# --- the turn -----------------------------------------------------------------------------------------------

KINDS = {
    "Soviet Union": ("o", "Soviet Union"),
    "Former CMEA countries": ("s", "Soviet bloc (CMEA)"),
    "Russia": ("D", "Russia alone"),
}


def moscow_shares(partners: pd.DataFrame, flow: str) -> pd.DataFrame:
    """Moscow's printed shares in one flow: year, partner, share_percent, edition (the first of each year).

    partners: `trade_partners`; flow: "export", "import" or "total". Only the Factbook's figures for whole
    years. The partner is what the Factbook names: the Soviet Union, the former bloc, or Russia alone.
    """
    rows = partners[
        (partners.flow == flow)
        & (partners.compiler == "CIA World Factbook")
        & (partners.months == 12)
        & partners.partner.isin(KINDS)
        & partners.share_percent.notna()
    ]
    first = rows.sort_values(["year", "edition"]).drop_duplicates("year")
    return first[["year", "partner", "share_percent", "edition"]].reset_index(drop=True)


OFFICE_FROM = 2005


def moscow_through_time(partners: pd.DataFrame, office: pd.DataFrame, flow: str) -> pd.DataFrame:
    """Moscow's shares in one flow: year, partner, percent; by the statistics office as soon as it has them.

    partners: `trade_partners`, whose figures (as in `moscow_shares`) are taken before 2005; office:
    `trade_partners_official`, goods, from 2005 on, named "Russia, official"; flow: "export" or "import".
    """
    before = moscow_shares(partners, flow).query("year < @OFFICE_FROM")
    own = office[office.flow == flow].pivot_table(index="year", columns="partner", values="value_usd_million")
    since = (100 * own.Russia / own.World).rename("share_percent").reset_index()
    rows = pd.concat([before, since.assign(partner="Russia, official")], ignore_index=True)
    return rows.rename(columns={"share_percent": "percent"})[["year", "partner", "percent"]]


# --- the definition machine ---------------------------------------------------------------------------------


def setting(index: str, line: str, asia: str, communist: str) -> str:
    """The chosen definitions in one line of words."""
    return (
        f"{index}, {line} line ({number(index, define.INDICES[index].lines[line])}) "
        f"· Asia: {asia} · communist: {communist}"
    )


def number(index: str, value: float) -> str:
    return signed(value) if index == "Polity" else f"{value:g}"


DRAWN = range(1993, 2024)  # the years of the prediction that is drawn
WATCHED = {"RUS": "Russia", "CHN": "China", "USA": "United States", "JPN": "Japan"}
FEW = 20
EXCHANGED = 48  # the session in which the columns of Mongolia and Monaco are almost certainly exchanged
LEADERS = ["head of state", "head of government", "foreign minister"]


def votes_alike(votes: pd.DataFrame) -> pd.DataFrame:
    """Strict agreement with Moscow, Beijing and Washington by year: country, year, percent, votes.

    votes: `un_votes`. The seat RUS is the Soviet Union's to 1991. Session 48 (November 1993 to July 1994)
    doesn't count, because there Mongolia's column almost certainly holds Monaco's votes. Years with fewer
    than 20 common votes are left out, and so 1993 is.
    """
    votes = votes[(votes.date >= "1985-01-01") & (votes.session != EXCHANGED)]
    seats = ["RUS", "CHN", "USA"]
    found = tally(votes, "MNG", seats, votes.date.dt.year).sort_values(
        "seat", key=lambda seat: seat.map(seats.index), kind="stable"
    )
    rows = pd.DataFrame(
        {
            "country": found.seat.map(WATCHED),
            "year": found.period,
            "percent": 100 * share_of(found.common, found.alike, found.opposite),
            "votes": found.common,
        }
    )
    return rows[(rows.votes >= FEW) & (rows.year <= 2024)].reset_index(drop=True)


def trips(visits: pd.DataFrame) -> pd.DataFrame:
    """Trips of leaders and foreign ministers both ways, by five years: country, from_year, trips, all_trips.

    visits: `visits`, 1990 to August 2024. Meetings in third countries don't count. all_trips: with any
    country. attrs["unconfirmed"]: how many of the trips rest on general knowledge.
    """
    rows = visits[
        (visits.date >= "1990-01-01")
        & (visits.date < "2024-09-01")
        & ~visits.third_country_meeting
        & visits.office_kind.isin(LEADERS)
    ]
    rows = rows.assign(from_year=rows.date.dt.year // 5 * 5)
    of_all = rows.groupby("from_year").trip_id.nunique()
    once = rows.drop_duplicates(["iso3", "from_year", "trip_id"])
    counted = pd.crosstab(once.iso3.map(WATCHED).rename("country"), once.from_year).reindex(
        index=list(WATCHED.values()), columns=of_all.index, fill_value=0
    )
    found = counted.stack().reset_index(name="trips")
    found["all_trips"] = found.from_year.map(of_all)
    found.attrs["unconfirmed"] = int((rows.iso3.isin(WATCHED) & (rows.confidence == "background")).sum())
    return found


def income_per_person(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Income per person: country, year, dollars; measure: one of INCOME. table: `income_population`."""
    at_the_rate = table.gdp_current_usd.astype(float) / table.population.astype(float)
    dollars = table.gdp_per_capita_ppp if measure == "what it buys" else at_the_rate
    return table.assign(dollars=dollars).dropna(subset="dollars")[["country", "year", "dollars"]]
