"""What the tables say of the claims that lesson 4 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.lessons.fuel_and_rails.facts import (
    OLD,
    WHOLES,
    figure_of,
    lamp_parts,
    rail_by_year,
    shares_from_russia,
    stakes_in,
)
from helpers.tables import Load


def old_halves(load: Load, year: int) -> pd.DataFrame:
    """The ventures of Soviet times that were half Russian at the end of a year, as `stakes_in` gives them."""
    rows = stakes_in(load("ownership_stakes"), year)
    return rows[(rows.russian == 50) & rows.asset.isin(OLD)]


# --- claims -------------------------------------------------------------------------------------------------


def least_diesel(load: Load) -> float:
    """The smallest part of the diesel of 2016 that can have come from Russia, per cent.

    The worst case: all that did not come from Russia was diesel.
    """
    fuel = load("fuel_electricity")
    diesel = figure_of(fuel, "oil products", "share of a product", 2016, detail="diesel")
    russian = figure_of(fuel, "oil products", "share of imports by origin", 2016, origin="Russia")
    return 100 * (diesel - (100 - russian)) / diesel


def _claim_fuel(load: Load) -> Finding:
    fuel = load("fuel_electricity")
    rows = shares_from_russia(fuel, "all oil products").query("origin == 'Russia' and year < 2024")
    petrol = shares_from_russia(fuel, "petrol").query("year == 2023").set_index("carrier").share_percent
    low, high = rows.share_percent.min(), rows.share_percent.max()
    all_products = (
        f"Of all oil products imported, Russia sold from “more than {low:.0f}” to {high:.0f} % in the "
        f"{len(rows)} years for which a figure was found ({rows.year.min()}–{rows.year.max()});"
    )
    until_spring = (
        "mongolia-web-2970",
        "petroleum-summary-2016",
        "global-times-2021-09",
        "newsmn-797299",
        "neo-2024-02-07",
        "xinhua-2024-fuel",
    )
    return Finding(
        rows.share_percent.iloc[-1],
        "holds",
        Sentence(
            f"{all_products} of petrol in 2023, {petrol['petrol']:.0f} %, or of its common sort alone about "
            f"{petrol['AI-92 petrol']:.0f} %, in two sources.",
            "2024-10-24",
            (*until_spring, "tass-2024-10-24-fuel"),
            alone=True,
            before=Sentence(
                f"{all_products} of the common sort of petrol in 2023, about {petrol['AI-92 petrol']:.0f} %.",
                "2024-03-31",
                until_spring,
                alone=True,
            ),
        ),
        Sentence(
            "For diesel alone our sources print no share; in 2016 it can't have been less than "
            f"{least_diesel(load):.0f} %.",
            2016,
            ["petroleum-summary-2016"],
        ),
    )


def _claim_electricity(load: Load) -> Finding:
    bought, used, peak = (
        lamp_parts(load("fuel_electricity"), whole).share_percent.iloc[0] for whole in WHOLES
    )
    return Finding(
        used,
        "holds with a condition",
        Sentence("The condition is the whole."),
        Sentence(
            f"Of a year's use Russia sent {used:.0f} % (2021), of what was bought abroad {bought:.0f} % "
            f"(2021; the rest came from China), and its line could carry {peak:.0f} % of the highest load "
            "of winter 2023–24, if it still carried what it did in 2022; an undated report tells of a cut.",
            "2024-03-31",
            ("ria-2022-electricity", "mp-question-2022-06-10", "peak-erc-2023"),
        ),
        Sentence("“Substantial” fits the last two better than the first."),
    )


def _claim_halves(load: Load) -> Finding:
    then, now = stakes_in(load("ownership_stakes"), 2015), old_halves(load, 2024)
    before = ", ".join(
        f"{row.russian:.0f} % of {row.asset}" for row in then[then.asset.isin(OLD)].itertuples()
    )
    return Finding(
        len(now),
        "does not hold" if len(now) < 2 else "holds",
        Sentence(
            f"Of the {len(OLD)} ventures of Soviet times in our table, half Russian in 2024: {len(now)} "
            f"({', '.join(now.asset)}).",
            "2024-01-01",
            ("railway-technology-1949", "thediplomat-2016", "tass-2016"),
        ),
        Sentence(
            f"At the end of 2015 Moscow held {before}; the two mining shares were sold in June 2016.",
            "2016-06-30",
            ("railway-technology-1949", "thediplomat-2016", "tass-2016"),
        ),
        Sentence("Dated before that, and with 49 taken for a half, the sentence holds."),
        Sentence(
            "A second rail venture in the table is half Russian; it was founded in 2009.",
            2009,
            ["oreanda-2009"],
        ),
    )


def _claim_corridor(load: Load) -> Finding:
    rail = load("rail_transit")
    trains = (
        rail_by_year(rail, "container trains in transit")
        .query("period == 'full year'")
        .set_index("year")
        .value
    )
    tonnes = rail_by_year(rail, "freight in transit").set_index("year").value
    south = rail.query("year == 2023 and measure == 'transit Russia to China'").value.iloc[0]
    europe = rail.query("measure == 'China-Europe trains through Mongolia (Xinhua)'").set_index("year").value
    return Finding(
        tonnes[2023] / tonnes[2016],
        "holds",
        Sentence(
            f"Container trains in transit: {trains[2015]:.0f} in 2015, {trains[2019]:,.0f} in 2019.",
            2019,
            ["montsame-rail-2015"],
        ),
        Sentence(
            f"Freight in transit: {tonnes[2016]:.1f} million tonnes in 2016, {tonnes[2022]:.1f} in 2022, "
            f"{tonnes[2023]:.1f} in 2023 (two directions, added by us: {south:.1f} of it from Russia to "
            f"China), {tonnes[2024]:.1f} in 2024.",
            2024,
            (
                "montsame-rail-2016",
                "news-mn-rail-2022",
                "baikal24-2024-rail-2023",
                "gazeta-n1-2025-rail-2024",
            ),
        ),
        Sentence(
            f"Trains between China and Europe, by Xinhua's count: {europe[2017]:.0f} in 2017, "
            f"{europe[2024]:,.0f} in about nine months of 2024.",
            "2024-09-25",
            ("xinhua-via-origo-hu-2019-rail-2017", "xinhua-2024-rail-2024-2"),
        ),
        Sentence("No single count runs through all the years."),
    )


FEAR = Assessment(
    "holds with a condition",
    Sentence(
        "A fear is neither true nor false, but this one has grounds: deliveries from Russia failed in "
        "2011, 2021 and 2023, as reported for want of fuel at home, for repairs, and by a ban on exports.",
        "2024-02-07",
        ("news-windowstorussia-2011", "a24now-2021", "neo-2024-02-07"),
    ),
    Sentence("For transport it rests mostly on the fuel that moves it."),
    for_=[
        Sentence(
            "With 29 days of diesel in store, no substitute and no saving, a full cut empties the tank in "
            "29 days; help from China from day 14, at its rate of 2021, adds about nine.",
            "2022-08-29",
        )
    ],
    against=[
        Sentence(
            "The interruption of 2023 lasted about two weeks, as an outlet linked to the Russian state "
            "tells it: less than the tank would have.",
            "2024-02-07",
        ),
        Sentence("In March 2024 Russia stopped selling petrol abroad, but exempted Mongolia.", "2024-03-31"),
        Sentence("And Russia owns half of the railway it would be hurting."),
    ],
    dated="23 November 2026",
    source_ids=(
        "news-windowstorussia-2011",
        "a24now-2021",
        "neo-2024-02-07",
        "de-turkishnewsworld-2024",
        "newsmn-2585236",
        "niigmiin-toli-2021-10",
        "railway-technology-1949",
    ),
)

CLAIMS = {
    "C18": Fact(_claim_fuel),
    "C19": Fact(_claim_electricity),
    "C20": Fact(_claim_halves),
    "C21": Fact(_claim_corridor),
    "C22": FEAR,
}
