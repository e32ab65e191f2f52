"""The numbers of lesson 4: tables in, tables and numbers out. Nothing here draws."""

import math

import pandas as pd

from helpers.errors import LessonError
from helpers.models.fuel_shock import days_until_empty


def figure_of(fuel: pd.DataFrame, carrier: str, measure: str, year: int, **where: object) -> float:
    """One figure of the table: the one row that fits, or the newest edition's where several print it.

    fuel: `fuel_electricity`. where: further columns and their values (origin="Russia", unit=...). Without a
    detail, rows that are about one (a seller, a place) count only where there is no other.
    Raises LessonError with the years that have a figure where this one has none.
    """
    return float(row_of(fuel, carrier, measure, year, **where).value)


def row_of(fuel: pd.DataFrame, carrier: str, measure: str, year: int, **where: object) -> pd.Series:
    """The row behind `figure_of`, with its source and its note."""
    wanted = {"carrier": carrier, "measure": measure, **where}
    rows = fuel[(fuel[list(wanted)] == list(wanted.values())).all(axis=1)]
    found = rows[rows.year == year].sort_values("edition", na_position="first")
    if "detail" not in where and found.detail.isna().any():
        found = found[found.detail.isna()]
    if found.empty:
        years = ", ".join(map(str, sorted(rows.year.unique()))) or "none"
        raise LessonError(
            f"The table has no figure on {measure} of {carrier} in {year}. Years that have one: {years}."
        )
    return found.iloc[-1]


def barrels(fuel: pd.DataFrame, carrier: str, measure: str, year: int) -> float:
    """Barrels a day, as the Factbook prints them: barrels(fuel, "crude oil", "production", 2015)."""
    return figure_of(fuel, carrier, measure, year, unit="barrels per day")


# --- crude out, products in ---------------------------------------------------------------------------------

OIL = {
    "pumped from the ground": ("crude oil", "production"),
    "burned": ("oil products", "consumption"),
    "made at home": ("oil products", "production"),
}
TO_THOUSAND_A_DAY = {
    "barrels per day": 1000,
    "thousand barrels": 365,
}  # what a figure in this unit is divided by


def oil_by_year(fuel: pd.DataFrame) -> pd.DataFrame:
    """Crude oil pumped, oil products burned and oil products made in Mongolia, thousand barrels a day.

    fuel: `fuel_electricity`. The newest edition's figure of each year; 2019's crude is the year's barrels
    divided by 365. Returns what, year, thousand_barrels_a_day, computed.
    """
    kinds = pd.DataFrame(
        [(*pair, what) for what, pair in OIL.items()], columns=["carrier", "measure", "what"]
    )
    rows = fuel[(fuel.year >= 2008) & fuel.unit.isin(TO_THOUSAND_A_DAY)].merge(kinds)
    rows = rows.assign(
        thousand_barrels_a_day=rows.value / rows.unit.map(TO_THOUSAND_A_DAY),
        computed=rows.unit == "thousand barrels",
    )
    best_last = rows.sort_values(["computed", "edition"], ascending=[False, True], na_position="first")
    newest = best_last.drop_duplicates(["what", "year"], keep="last").sort_values(
        ["what", "year"], ignore_index=True
    )
    return newest[["what", "year", "thousand_barrels_a_day", "computed"]].round(2)


# --- where fuel comes from ----------------------------------------------------------------------------------

COUNTED = {"all oil products": ["oil products"], "petrol": ["petrol", "AI-92 petrol"], "diesel": ["diesel"]}


def shares_from_russia(fuel: pd.DataFrame, counted: str) -> pd.DataFrame:
    """The printed shares of what Mongolia imports that comes from Russia, or from both neighbours together.

    fuel: `fuel_electricity`; counted: a key of COUNTED. Plans are left out. Returns year, carrier, origin,
    share_percent, at_least (True where the source says "more than").
    """
    rows = fuel[
        fuel.carrier.isin(COUNTED[counted])
        & fuel.detail.isna()
        & fuel.measure.isin(["share of imports by origin", "imports as a share"])
        & fuel.origin.isin(["Russia", "Russia and China"])
    ]
    rows = rows.assign(at_least=rows.note.fillna("").str.contains("more than"))
    rows = rows.rename(columns={"value": "share_percent"}).sort_values(["year", "share_percent"])
    return rows[["year", "carrier", "origin", "share_percent", "at_least"]].reset_index(drop=True)


# --- electricity: three wholes ------------------------------------------------------------------------------

WHOLES = ["everything bought abroad", "everything used", "the highest load of a winter"]
BOUGHT, USED, PEAK = WHOLES


def power_2021(fuel: pd.DataFrame) -> tuple[float, float, float]:
    """Electricity of 2021, the one year with a split, GWh: from Russia, bought abroad, made at home."""
    return (
        figure_of(fuel, "electricity", "imports by origin", 2021, origin="Russia"),
        figure_of(fuel, "electricity", "imports", 2021),
        figure_of(fuel, "electricity", "generation", 2021),
    )


def lamp_parts(fuel: pd.DataFrame, share_of: str) -> pd.DataFrame:
    """The parts that make up one whole, with Russia's part first.

    fuel: `fuel_electricity`; share_of: one of WHOLES. Returns part, amount, unit, share_percent. At the
    winter's highest load Russia's part is what its line could carry, not what flowed.
    """
    russia, bought, home = power_2021(fuel)
    line = figure_of(fuel, "electricity", "import capacity", 2022, origin="Russia")
    load = figure_of(fuel, "electricity", "peak load", 2023)
    wholes = {
        BOUGHT: {"Russia": russia, "China": bought - russia},
        USED: {"Russia": russia, "China": bought - russia, "Mongolia": home},
        PEAK: {"Russia": line, "everything else": load - line},
    }
    if share_of not in wholes:
        raise LessonError(f"The whole is one of: {', '.join(WHOLES)}.")
    table = pd.DataFrame(wholes[share_of].items(), columns=["part", "amount"])
    table["unit"] = "MW" if share_of == PEAK else "GWh"
    return table.assign(share_percent=(100 * table.amount / table.amount.sum()).round(1))


def power_by_year(fuel: pd.DataFrame) -> pd.DataFrame:
    """Bought electricity as a share of all that is used: from everywhere, and from Russia where it is known.

    fuel: `fuel_electricity`. Used: the Factbook's consumption, newest edition; for 2021, which has none,
    generation and imports as Mongolian officials print them. Returns year, from_everywhere, from_russia (%).
    """
    power = fuel[(fuel.carrier == "electricity") & (fuel.period == "calendar year") & fuel.detail.isna()]
    book = power[(power.compiler == "CIA World Factbook") & power.origin.isna()].sort_values("edition")
    russia = power[(power.measure == "imports by origin") & (power.origin == "Russia")]
    table = pd.DataFrame(
        {
            "used": book[book.measure == "consumption"].groupby("year").value.last(),
            "bought": book[book.measure == "imports"].groupby("year").value.last(),
            "russia": russia.groupby("year").value.last(),
        }
    )
    from_russia, bought, home = power_2021(fuel)
    table.loc[2021] = [bought + home, bought, from_russia]
    shares = pd.DataFrame(
        {"from_everywhere": 100 * table.bought / table.used, "from_russia": 100 * table.russia / table.used}
    )
    return shares.dropna(how="all").round(1).sort_index().reset_index(names="year")


def power_from_abroad(energy: pd.DataFrame, country: str) -> pd.DataFrame:
    """Electricity used and bought abroad by one landlocked economy: year, used, bought (GWh), bought_percent.

    energy: `energy_landlocked`; the newest edition's figure where several print one; only years with both.
    Raises LessonError where the country is not in the table.
    """
    rows = energy[(energy.country == country) & (energy.carrier == "electricity")].sort_values("edition")
    if rows.empty:
        names = ", ".join(sorted(energy.country.unique()))
        raise LessonError(f"{country!r} is not in the table. It has: {names}.")
    named = rows.assign(flow=rows.flow.map({"consumption": "used", "imports": "bought"}))
    wide = named.pivot_table(index="year", columns="flow", values="value", aggfunc="last").rename_axis(
        columns=None
    )
    wide = wide.reindex(columns=["used", "bought"]).dropna().reset_index()
    return wide.assign(bought_percent=(100 * wide.bought / wide.used).round(1))


# --- who owns what ------------------------------------------------------------------------------------------

VENTURES = {
    "Ulaanbaatar Railway": "Ulaanbaatar Railway\n(1949)",
    "Erdenet Mining Corporation": "Erdenet, copper\n(1973)",
    "Mongolrostsvetmet": "Mongolrostsvetmet,\nfluorspar and gold",
    "Infrastructure Development LLC": "Infrastructure\nDevelopment (2009)",
}
OLD = list(VENTURES)[:3]


def stakes_in(stakes: pd.DataFrame, year: int) -> pd.DataFrame:
    """Who holds which part of each joint venture at the end of a year, where the table has shares.

    stakes: `ownership_stakes`. A row counts from the year it begins to the year before it ends; a venture
    without a known beginning counts until it ends. Returns asset, russian, mongolian, other (%), confidence.
    """
    known = stakes.asset.isin(VENTURES) & stakes.russian_share_percent.notna()
    held = (stakes.year_from.fillna(0) <= year) & (stakes.year_to.fillna(9999) > year)
    rows = stakes[known & held].rename(columns=lambda name: name.removesuffix("_share_percent"))
    return rows[["asset", "russian", "mongolian", "other", "confidence"]].sort_values(
        "asset", key=lambda names: names.map(list(VENTURES).index), ignore_index=True
    )


# --- the railway as a corridor ------------------------------------------------------------------------------

RAIL = {
    "all freight": ("freight carried, Ulaanbaatar Railway", "million tonnes"),
    "freight in transit": ("transit freight, Ulaanbaatar Railway", "million tonnes"),
    "container trains in transit": ("container trains in transit (Ulaanbaatar Railway)", "trains"),
}
MONTHS = {
    "full year": 12,
    "to 3 November": 10,
    "January to September": 9,
    "about nine months": 9,
    "first quarter": 3,
}


def rail_by_year(rail: pd.DataFrame, counted: str) -> pd.DataFrame:
    """One measure of the railway by year; where only parts of a year are printed, the longest part.

    rail: `rail_transit`; counted: a key of RAIL. For freight in transit in 2023 the two directions, which one
    source prints apart, are added. Plans and targets are left out. Returns year, period, value, unit.
    """
    measure, unit = RAIL[counted]
    rows = rail[(rail.measure == measure) & (rail.status == "reported")]
    if counted == "freight in transit":
        both = rail[rail.measure.isin(["transit Russia to China", "transit China to Russia"])]
        rows = pd.concat([rows, both.groupby(["year", "period"], as_index=False).value.sum()])
    longest = (
        rows.assign(months=rows.period.map(MONTHS)).sort_values(["year", "months"]).groupby("year").tail(1)
    )
    return longest.assign(unit=unit)[["year", "period", "value", "unit"]].reset_index(drop=True)


TONNES_A_WAGON, DAYS_OF_WAGONS = 50, 6  # both stand in the notes of the rows of 2021
SHAKEN = ["stock_days", "delay_days", "substitute", "saving"]


def stocks(fuel: pd.DataFrame) -> pd.DataFrame:
    """What was in store on 29 August 2022: a row a fuel with tonnes, a day's use (tonnes) and days.

    fuel: `fuel_electricity`. A day's use is the ministry's tonnes divided by the ministry's days; the year is
    inferred from the page, not printed on it.
    """
    day = fuel[(fuel.year == 2022) & (fuel.period == "29 August") & (fuel.detail == "whole country")]
    wide = day.pivot_table(index="carrier", columns="measure", values="value").rename_axis(columns=None)
    wide = wide.rename(columns={"stock": "tonnes", "use": "tonnes_a_day", "stock in days of use": "days"})
    whole = wide[["tonnes", "tonnes_a_day", "days"]].dropna().sort_values("tonnes", ascending=False)
    return whole.reset_index(names="fuel")


def assumptions(fuel: pd.DataFrame) -> pd.DataFrame:
    """The simulator's inputs: a row an input, with default, low, high, what it means and where it comes from.

    fuel: `fuel_electricity`. Shares are parts of one usual day; what no source gives is marked "assumption".
    Returns input, default, low, high, meaning, source, source_id (ids separated by commas, or a dash).
    """
    oil = "oil products"
    russia = {
        year: row_of(fuel, oil, "share of imports by origin", year, origin="Russia")
        for year in (2010, 2021, 2023)
    }
    tank = row_of(fuel, "diesel", "stock", 2022, detail="whole country")
    least = row_of(fuel, "diesel", "stock in days of use", 2019)
    rule = row_of(fuel, oil, "stock required", 2020)
    seen = row_of(fuel, oil, "imports by origin", 2021, origin="China")
    gate = row_of(fuel, oil, "border transshipment", 2021)
    use = stocks(fuel).set_index("fuel").tonnes_a_day
    a_day = use.sum()
    rows = [
        (
            "cut",
            russia[2023].value / 100,
            russia[2021].value / 100,
            russia[2010].value / 100,
            "part of the supply that stops: Russia's share",
            "oil products, 2023; low: 2021; high: 2010",
            [russia[2023], russia[2021], russia[2010]],
        ),
        ("cut_days", 60, 14, 120, "days the cut lasts", "assumption; low: about that of autumn 2023", []),
        (
            "stock_days",
            tank.value / use["diesel"],
            least.value,
            1000 * rule.value / a_day,
            "days of diesel in store",
            "29 August (2022, inferred); low: 18 June 2019; high: compulsory stock of 2020, all fuels",
            [tank, least, rule],
        ),
        ("delay_days", 14, 7, 30, "days until another supplier delivers", "assumption", []),
        (
            "substitute",
            seen.value / DAYS_OF_WAGONS / a_day,
            0,
            gate.value * TONNES_A_WAGON / a_day,
            "part of a usual day that it carries, petrol and diesel alike",
            "China's deliveries, autumn 2021; high: 50 wagons a day "
            "at Zamyn-Uud; low, and diesel's part of it: assumption",
            [seen, gate],
        ),
        ("saving", 0.10, 0, 0.25, "part of usual use that people do without", "assumption", []),
    ]
    table = pd.DataFrame(rows, columns=["input", "default", "low", "high", "meaning", "source", "source_id"])
    ids = [", ".join(dict.fromkeys(row.source_id for row in found)) or "–" for found in table.source_id]
    return table.assign(source_id=ids).round({"default": 2, "low": 2, "high": 2})


def ranges(inputs: pd.DataFrame, names: list[str] = SHAKEN) -> dict[str, tuple[float, float, float]]:
    """{input: (low, default, high)} of the named rows of `assumptions`, as the model's `shaken` wants it."""
    rows = inputs.set_index("input")
    return {name: (rows.low[name], rows.default[name], rows.high[name]) for name in names}


# --- which input matters most -------------------------------------------------------------------------------

TORNADO = {
    "cut": "share that is cut",
    "stock_days": "days in store",
    "delay_days": "delay of the other supplier",
    "substitute": "what the other supplier carries",
    "saving": "what people save",
}


def tornado_table(inputs: pd.DataFrame) -> pd.DataFrame:
    """How long the diesel lasts when each input alone goes to its low and its high; the cut has no end.

    inputs: what `assumptions` gives. Returns input, at_low, at_high, usual (days), the widest swing first.
    """
    base = inputs.set_index("input").default.to_dict() | {"cut_days": math.inf}
    rows = [
        (row.input, *(days_until_empty(**base | {row.input: end}) for end in (row.low, row.high)))
        for row in inputs[inputs.input.isin(TORNADO)].itertuples()
    ]
    table = pd.DataFrame(rows, columns=["input", "at_low", "at_high"])
    table = table.assign(usual=days_until_empty(**base)).round(1)
    widest = (table.at_high - table.at_low).abs().sort_values(ascending=False).index
    return table.loc[widest].reset_index(drop=True)
