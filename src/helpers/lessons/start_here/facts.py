"""The numbers of lesson 0: tables in, tables and numbers out. Nothing here draws."""

import pandas as pd

# --- where he has been --------------------------------------------------------------------------------------

SUSPECT, WARRANT = "Vladimir Putin", pd.Timestamp(2023, 3, 17)


def months(first: str = "2023-03", last: str = "2024-09") -> pd.Index:
    """The months from first to last, written like "2024-09": what a slider for `trips` goes through."""
    return pd.period_range(first, last, freq="M").strftime("%Y-%m")


def members_on(members: pd.DataFrame, day: pd.Timestamp) -> list[str]:
    """The codes of the states that were members of the Court on a day.

    members: `states_parties`; day: a date. A state is a member from the day of entry into force to the day
    before its withdrawal takes effect.
    """
    day = pd.Timestamp(day)
    return sorted(members.iso3[(members.entered_into_force <= day) & ~(members.withdrew <= day)])


def trips_until(visits: pd.DataFrame, members: pd.DataFrame, month: str) -> pd.DataFrame:
    """The trips abroad of Vladimir Putin from the warrant of 17 March 2023 to the end of a month.

    visits: `suspect_visits`; members: `states_parties`; month: "2024-09" or a date. Only landings count
    (row_kind "visit"): no trips that were called off, none before the warrant. The table has no trips inside
    Russia or to occupied parts of Ukraine, and it is incomplete: it holds trips for which a report was found.
    Returns country, iso3, date, date_precision, member (of the Court on that date), by date.
    """
    end = pd.Period(month, "M").end_time
    landings = (visits.suspect == SUSPECT) & (visits.row_kind == "visit") & visits.date.between(WARRANT, end)
    rows = visits[landings].sort_values(["date", "country"])
    since = members.set_index("iso3")
    entered, left = rows.iso3.map(since.entered_into_force), rows.iso3.map(since.withdrew)
    rows = rows.assign(member=(entered <= rows.date) & ~(left <= rows.date))
    return rows[["country", "iso3", "date", "date_precision", "member"]].reset_index(drop=True)


def ranked(countries: pd.DataFrame, measure: str = "area") -> pd.DataFrame:
    """The members of the United Nations by one measure, the largest first.

    countries: the table `countries`; measure: "area" (km²), "population" or "people per km²".
    Returns rank, country, value.
    """
    values = {
        "area": countries.area_km2,
        "population": countries.population,
        "people per km²": countries.population / countries.area_km2,
    }[measure]
    rows = countries.assign(value=values)[countries.sovereign].sort_values(
        ["value", "country"], ascending=[False, True]
    )
    rows["rank"] = rows.value.rank(ascending=False, method="min").astype(int)
    return rows[["rank", "country", "value"]].reset_index(drop=True)
