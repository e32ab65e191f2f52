"""What the tables say of the claims that lesson 4 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.lessons.fuel_and_rails.facts import (
    BAN,
    DAYS_OF_WAGONS,
    OLD,
    WHOLES,
    deepest,
    figure_of,
    import_steps,
    imported,
    lamp_parts,
    power_by_year,
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
    fuel, petroleum = load("fuel_electricity"), load("petroleum_by_month")
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
    printed = figure_of(fuel, "AI-92 petrol", "imports", 2023)
    counted = imported(petroleum, "AI-92 petrol").loc[2023].sum() / 1000
    fall, _ = deepest(import_steps(petroleum), *BAN[-1])
    china = figure_of(fuel, "oil products", "imports by origin", 2021, origin="China") / DAYS_OF_WAGONS
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
        Sentence("These shares are the press's: official tables count tonnes, not origins."),
        further=[
            Sentence(
                "For diesel alone our sources print no share; in 2016 it can't have been less than "
                f"{least_diesel(load):.0f} %.",
                2016,
                ["petroleum-summary-2016"],
            ),
            Sentence(
                f"Of AI-92 petrol the press has {printed:.0f} thousand tonnes for 2023, the petroleum authority "
                f"{counted:.1f}.",
                2024,
                ("xinhua-2024-fuel", "mrpam-monthly-report-4-3"),
            ),
        ],
        for_=[
            Sentence(
                "Mongolian, Chinese and Russian outlets, over more than a decade, all give nine tenths or more; and "
                f"from August to October 2023, around Russia's export ban, imports of diesel fell by {-fall:.0f} %.",
                2023,
                (*until_spring[:4], "mrpam-monthly-report-4-3"),
            )
        ],
        against=[
            Sentence(
                "No customs table by country was found, and the other neighbour can sell, too: in autumn 2021 "
                f"China's wagons brought about {round(china, -1):,.0f} tonnes a day.",
                2021,
                ["niigmiin-toli-2021-10"],
            )
        ],
        main=("xinhua-2024-fuel", "petroleum-summary-2016"),
    )


def _claim_electricity(load: Load) -> Finding:
    fuel, balance = load("fuel_electricity"), load("electricity_balance")
    bought, used, peak = (lamp_parts(fuel, balance, whole).share_percent.iloc[0] for whole in WHOLES)
    years = power_by_year(fuel, balance).set_index("year")
    everywhere, russia = years.from_everywhere, years.from_russia
    split = ("nso-1100-009v1", "ria-2022-electricity", "mp-question-2022-06-10")
    line = ("ria-2022-electricity", "peak-erc-2023")
    book = fuel[fuel.compiler == "CIA World Factbook"]
    wide = figure_of(book, "electricity", "imports", 1999)
    office = balance.query("year == 1999 and measure == 'imports'").value.iloc[0]
    return Finding(
        used,
        "holds with a condition",
        Sentence(
            f"The condition is the whole: of the electricity used in 2021 Russia sent {used:.0f} %, of what was "
            f"bought abroad {bought:.0f} %, and China the rest.",
            2022,
            split,
        ),
        Sentence(
            f"Its line could carry {peak:.0f} % of the highest load of winter 2023–24: substantial in the hardest "
            "hour, little over a year.",
            "2024-03-31",
            line,
        ),
        further=[
            Sentence(
                "The line is taken to carry what it did in 2022; an undated report tells of a cut.",
                "2024-03-31",
                ["ria-2022-electricity"],
            ),
            Sentence(
                f"By the press Russia's part was {russia[2011]} % of use in 2011, {russia[2013]} in 2013, "
                f"{russia[2016]} in 2016.",
                2017,
                ("moscow-times-462351", "kommersant-2398716", "tayga-132669", "nso-1100-009v1"),
            ),
            Sentence(
                f"From everywhere it was {everywhere[2012]} % in 2012, {everywhere[2013]} in 2013, when the mine "
                f"of Oyu Tolgoi began to buy from China, and {everywhere[2023]} in 2023.",
                2024,
                ("nso-1100-009v1", "montsame-oyu-tolgoi-power"),
            ),
            Sentence(
                f"The Factbook's imports differ from the statistics office's, most for 1999: {wide:.0f} against "
                f"{office:.0f} gigawatt-hours.",
                2024,
                ("cia-factbook-2001", "nso-1100-009v1"),
            ),
        ],
        for_=[
            Sentence(
                "What counts is the hour in which the lights could go out, and there the line from Russia can "
                f"carry {peak:.0f} % of the load.",
                "2024-03-31",
                line,
            )
        ],
        against=[
            Sentence(
                f"In 2021 {100 - used:.0f} of every hundred kilowatt-hours used did not come from Russia, and its "
                "part of use was smaller than in 2013.",
                2022,
                (*split, "kommersant-2398716"),
            )
        ],
        main=("nso-1100-009v1", "ria-2022-electricity", "peak-erc-2023"),
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
            ("railway-technology-1949", "thediplomat-2016"),
        ),
        Sentence("Both mining shares, 49 %, were sold in June 2016.", "2016-06-30", ["thediplomat-2016"]),
        Sentence("Of a year between 1991 and 2015, and with 49 taken for a half, the sentence would hold."),
        further=[
            Sentence(
                f"At the end of 2015 Moscow held {before}.",
                2015,
                ("railway-technology-1949", "thediplomat-2016", "mongolianminingjournal-1973"),
            ),
            Sentence(
                "Why not “with a condition”? The claim says “has owned” and “several”, so it speaks of the year in "
                "which it was written; an earlier year would make it another sentence."
            ),
            Sentence(
                "That nothing of Mongolrostsvetmet came back into Russian hands after 2016 is not confirmed."
            ),
        ],
        for_=[
            Sentence(
                "What is left is the half that counts most, the line from border to border on which the fuel comes; "
                "and a second rail venture, founded in 2009, is half Russian, too.",
                2009,
                ("railway-technology-1949", "oreanda-2009"),
            )
        ],
        against=[
            Sentence(
                "In mining nothing is left, and a half it never was: 51 % at the start, 49 from 1991, none from "
                "2016.",
                2016,
                ("mongolianminingjournal-1973", "thediplomat-2016"),
            )
        ],
        main=("thediplomat-2016", "railway-technology-1949"),
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
            f"Freight in transit: {tonnes[2016]:.1f} million tonnes in 2016, {tonnes[2022]:.1f} in 2022, "
            f"{tonnes[2023]:.1f} in 2023 (two directions, added by us).",
            "2024-01-31",
            ("montsame-rail-2016", "news-mn-rail-2022", "baikal24-2024-rail-2023"),
        ),
        Sentence(
            f"Container trains in transit: {trains[2015]:.0f} in 2015, {trains[2019]:,.0f} in 2019.",
            2019,
            ["montsame-rail-2015"],
        ),
        Sentence("No single count runs through all the years."),
        further=[
            Sentence(
                f"Trains between China and Europe, by Xinhua's count: {europe[2017]:.0f} in 2017, "
                f"{europe[2024]:,.0f} in about nine months of 2024.",
                "2024-09-25",
                ("xinhua-via-origo-hu-2019-rail-2017", "xinhua-2024-rail-2024-2"),
            ),
            Sentence(
                f"Freight in transit in 2024: {tonnes[2024]:.1f} million tonnes.",
                2025,
                ["gazeta-n1-2025-rail-2024"],
            ),
        ],
        for_=[
            Sentence(
                "Tonnes, container trains, trains between China and Europe: three counts, and all three rose.",
                "2024-09-25",
                ("baikal24-2024-rail-2023", "montsame-rail-2015", "xinhua-2024-rail-2024-2"),
            )
        ],
        against=[
            Sentence(
                f"Much of it is one neighbour's trade with the other: of the transit of 2023, {south:.1f} million "
                "tonnes went from Russia to China; and no official table was found, only figures in the press.",
                "2024-01-31",
                ["baikal24-2024-rail-2023"],
            )
        ],
        main=("baikal24-2024-rail-2023", "montsame-rail-2016"),
    )


FEAR = Assessment(
    "holds with a condition",
    Sentence(
        "A fear is neither true nor false, but this one has grounds: deliveries from Russia failed in 2011, 2021 "
        "and 2023.",
        "2024-02-07",
        ("news-windowstorussia-2011", "a24now-2021", "neo-2024-02-07"),
    ),
    Sentence(
        "From August to October 2023, around Russia's ban, imports of diesel fell by 58 %, more than in any other "
        "two months since 2021.",
        "2024-01-31",
        ["mrpam-monthly-report-4-3"],
    ),
    Sentence("The condition: fuel, for weeks; transport suffers through the fuel that moves it."),
    further=[
        Sentence(
            "Reported as the reasons: want of fuel at home, repairs, a ban on exports; for 2011 that is disputed.",
            "2024-02-07",
            ("news-windowstorussia-2011", "news-2011-3", "a24now-2021", "neo-2024-02-07"),
        ),
        Sentence(
            "In September and October 2023 together 27 % less fuel came than in two average months of that year's "
            "other ten, as if nothing had come on 16 of 61 days.",
            "2024-01-31",
            ["mrpam-monthly-report-4-3"],
        ),
        Sentence(
            "Whether Mongolia was exempt then is told in two ways: Reuters in October 2023 says so, a report of "
            "February 2024 names four other states only.",
            "2024-02-27",
            ("tradingpedia-2023-10-19", "khaleej-times-2024-02-27"),
        ),
    ],
    for_=[
        Sentence(
            "It has been worse: cut back by Moscow, Mongolia burned about 1,300 tonnes of petrol and diesel a day in "
            "1991, and some 725, rationed, by February 1992.",
            1992,
            ["ogj-1992-mongolia"],
        ),
        Sentence(
            "In June 2011 the railway took fifteen trains out of service for want of diesel.",
            "2011-06-03",
            ["xinhua-2011-railway-diesel"],
        ),
        Sentence(
            "With 29 days of diesel in store, no substitute and no saving, a full cut empties the tank in "
            "29 days; help from China from day 14, at its rate of 2021, adds about nine.",
            "2022-08-29",
            ("newsmn-2585236", "niigmiin-toli-2021-10"),
        ),
        Sentence(
            "At the pace of 2024, if as much is used as is imported, the same tonnes last 18 days.",
            2024,
            ("newsmn-2585236", "mrpam-monthly-report-4-3"),
        ),
    ],
    against=[
        Sentence(
            "The interruption of 2023 lasted about two weeks, as an outlet linked to the Russian state "
            "tells it: less than the tank would have.",
            "2024-02-07",
            ["neo-2024-02-07"],
        ),
        Sentence(
            "Part of the fall was a peak that ended: August 2023 was the fullest month of its year. Beside the "
            "October before, diesel was down by 25 %, all fuel by 10 %.",
            "2024-01-31",
            ["mrpam-monthly-report-4-3"],
        ),
        Sentence(
            "The speaker of Russia's parliament said two days into that ban that it did not apply to Mongolia, and "
            "from that of March 2024 Mongolia was exempted by name.",
            "2024-03-31",
            ("mongolia-japan-1522", "de-turkishnewsworld-2024"),
        ),
        Sentence(
            "And Russia owns half of the railway it would be hurting.", None, ["railway-technology-1949"]
        ),
    ],
    main=("mrpam-monthly-report-4-3", "newsmn-2585236"),
    dated="30 November 2026",
)

CLAIMS = {
    "C18": Fact(_claim_fuel),
    "C19": Fact(_claim_electricity),
    "C20": Fact(_claim_halves),
    "C21": Fact(_claim_corridor),
    "C22": FEAR,
}
