"""The numbers of lesson 4: tables in, tables and numbers out. Nothing here draws."""

import calendar
import math

import pandas as pd

from helpers.countries import rows_of
from helpers.errors import LessonError
from helpers.models.event_window import windows
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


def power_2021(fuel: pd.DataFrame, balance: pd.DataFrame) -> tuple[float, float, float, float]:
    """Electricity of 2021, GWh: sent from Russia, bought abroad, made at home, used.

    fuel: `fuel_electricity`, for Russia's part, which only the press prints; balance: `electricity_balance`.
    """
    lines = balance[balance.year == 2021].set_index("measure").value
    return (
        figure_of(fuel, "electricity", "imports by origin", 2021, origin="Russia"),
        float(lines["imports"]),
        float(lines["generation"]),
        float(lines["consumption"]),
    )


def lamp_parts(fuel: pd.DataFrame, balance: pd.DataFrame, share_of: str) -> pd.DataFrame:
    """The parts that make up one whole, with Russia's part first.

    fuel: `fuel_electricity`; balance: `electricity_balance`; share_of: one of WHOLES. Of what was used, all that
    was not bought is counted as Mongolia's, so that losses are its alone. At the winter's highest load Russia's part
    is what its line could carry, not what flowed. Returns part, amount, unit, share_percent.
    """
    russia, bought, _, used = power_2021(fuel, balance)
    line = figure_of(fuel, "electricity", "import capacity", 2022, origin="Russia")
    load = figure_of(fuel, "electricity", "peak load", 2023)
    wholes = {
        BOUGHT: {"Russia": russia, "China": bought - russia},
        USED: {"Russia": russia, "China": bought - russia, "Mongolia": used - bought},
        PEAK: {"Russia": line, "everything else": load - line},
    }
    if share_of not in wholes:
        raise LessonError(f"The whole is one of: {', '.join(WHOLES)}.")
    table = pd.DataFrame(wholes[share_of].items(), columns=["part", "amount"])
    table["unit"] = "MW" if share_of == PEAK else "GWh"
    return table.assign(share_percent=(100 * table.amount / table.amount.sum()).round(1))


def power_by_year(fuel: pd.DataFrame, balance: pd.DataFrame) -> pd.DataFrame:
    """Bought electricity as a share of what was used: from everywhere, and from Russia where the press has it.

    fuel: `fuel_electricity`; balance: `electricity_balance`. Returns year, from_everywhere, from_russia (%).
    """
    lines = balance.pivot(index="year", columns="measure", values="value")
    sent = fuel[
        (fuel.carrier == "electricity")
        & (fuel.measure == "imports by origin")
        & (fuel.origin == "Russia")
        & (fuel.period == "calendar year")
    ]
    russia = sent.groupby("year").value.last().reindex(lines.index)
    shares = {"from_everywhere": lines["imports"], "from_russia": russia}
    table = pd.DataFrame({name: 100 * part / lines["consumption"] for name, part in shares.items()})
    return table.round(1).reset_index()


def power_from_abroad(energy: pd.DataFrame, country: str) -> pd.DataFrame:
    """Electricity used and bought abroad by one landlocked economy: year, used, bought (GWh), bought_percent.

    energy: `energy_landlocked`; the newest edition's figure where several print one; only years with both. Rows
    that the table calls doubtful are left out. Raises LessonError where the country is not in the table, as
    `helpers.countries.rows_of` does.
    """
    rows = rows_of(energy[energy.carrier == "electricity"], country).sort_values("edition")
    rows = rows[~rows.note.fillna("").str.contains("doubtful")]
    named = rows.assign(flow=rows.flow.map({"consumption": "used", "imports": "bought"}))
    wide = named.pivot_table(index="year", columns="flow", values="value", aggfunc="last").rename_axis(
        columns=None
    )
    wide = wide.reindex(columns=["used", "bought"]).dropna().reset_index()
    return wide.assign(bought_percent=(100 * wide.bought / wide.used).round(1))


# --- the ban of September 2023 ------------------------------------------------------------------------------

BAN = [(2023, 9), (2023, 10)]  # from 21 September; the month after it is the first whole one
EVERYTHING = "all oil products"
CARRIED = ["diesel", "AI-92 petrol", EVERYTHING]
COMPARED = {"two months before": 2, "the month before": 1, "a year before": 12}


def imported(petroleum: pd.DataFrame, product: str) -> pd.Series:
    """Tonnes of a product imported, by (year, month). petroleum: `petroleum_by_month`; product: one of CARRIED."""
    if product not in CARRIED:
        raise LessonError(f"The product is one of: {', '.join(CARRIED)}.")
    rows = petroleum[
        (petroleum.flow == "imports") & (petroleum["product"].eq(product) | (product == EVERYTHING))
    ]
    return rows.groupby(["year", "month"]).value.sum()


def import_steps(
    petroleum: pd.DataFrame, product: str = "diesel", compared_with: str = "two months before"
) -> pd.DataFrame:
    """Every change of a month's imports that the table allows: the months of the ban among all others.

    petroleum: `petroleum_by_month`; product: one of CARRIED; compared_with: a key of COMPARED. Returns year, month,
    before, after (tonnes), change_percent, ban (True for September and October 2023).
    """
    if compared_with not in COMPARED:
        raise LessonError(f"Compare with one of: {', '.join(COMPARED)}.")
    rows = windows(imported(petroleum, product), COMPARED[compared_with])
    return rows.assign(ban=pd.MultiIndex.from_frame(rows[["year", "month"]]).isin(BAN))


def deepest(steps: pd.DataFrame, year: int, month: int) -> tuple[float, int]:
    """One month's change in per cent, and its place among all, the deepest fall first. steps: `import_steps`."""
    own = steps[(steps.year == year) & (steps.month == month)].change_percent.iloc[0]
    return own, int((steps.change_percent <= own).sum())


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


def stocks_at_pace(fuel: pd.DataFrame, petroleum: pd.DataFrame, year: int = 2024) -> pd.DataFrame:
    """The stocks of 29 August 2022 again, and for how many days they would do at the imports of a later year.

    fuel: `fuel_electricity`; petroleum: `petroleum_by_month`. As much is taken to be used as is imported; a grade
    that the authority does not count apart stays empty. Returns what `stocks` gives, and imported_a_day (tonnes)
    and days_at_that_pace.
    """
    rows = petroleum[(petroleum.flow == "imports") & (petroleum.year == year)]
    a_day = rows.groupby("product").value.sum() / (366 if calendar.isleap(year) else 365)
    table = stocks(fuel)
    table["imported_a_day"] = table.fuel.map(a_day).round()
    return table.assign(days_at_that_pace=(table.tonnes / table.imported_a_day).round())


def assumptions(fuel: pd.DataFrame, petroleum: pd.DataFrame) -> pd.DataFrame:
    """The simulator's inputs: a row an input, with default, low, high, what it means and where it comes from.

    fuel: `fuel_electricity`; petroleum: `petroleum_by_month`. Shares are parts of one usual day; what no source
    gives is marked "assumption".
    Returns input, default, low, high, meaning, source, source_id (ids separated by commas, or a dash).
    """
    oil = "oil products"
    russia = {
        year: row_of(fuel, oil, "share of imports by origin", year, origin="Russia")
        for year in (2010, 2021, 2023)
    }
    tank = row_of(fuel, "diesel", "stock", 2022, detail="whole country")
    later = stocks_at_pace(fuel, petroleum).set_index("fuel").loc["diesel"]
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
            later.days_at_that_pace,
            1000 * rule.value / a_day,
            "days of diesel in store",
            "29 August (2022, inferred), at that day's use; low: the same tonnes at the imports of 2024; "
            "high: compulsory stock of 2020, all fuels",
            [tank, petroleum[petroleum["product"] == "diesel"].iloc[0], rule],
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


# --- the sliders of the simulator ---------------------------------------------------------------------------

SLIDERS = {
    "cut_percent": range(0, 101, 5),
    "cut_lasts_days": range(0, 121, 5),
    "days_in_store": range(61),
    "other_supplier_percent": range(0, 61, 2),
    "saved_percent": range(0, 51, 5),
}
USUAL = {
    "cut_percent": 95,
    "cut_lasts_days": 60,
    "days_in_store": 29,
    "other_supplier_percent": 38,
    "saved_percent": 10,
}


def least_help(inputs: pd.DataFrame, **moved: float) -> int | None:
    """The smallest step of `other_supplier_percent` that leaves no day without diesel; None where no step does.

    inputs: what `assumptions` gives, for the delay of the other supplier. moved: sliders that stand elsewhere than
    in USUAL.
    """
    at = USUAL | moved
    for step in SLIDERS["other_supplier_percent"]:
        lasts = days_until_empty(
            stock_days=at["days_in_store"],
            cut=at["cut_percent"] / 100,
            cut_days=at["cut_lasts_days"],
            delay_days=float(inputs.set_index("input").default["delay_days"]),
            substitute=step / 100,
            saving=at["saved_percent"] / 100,
        )
        if lasts == math.inf:
            return step
    return None
