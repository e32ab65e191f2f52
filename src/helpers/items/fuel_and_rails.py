"""Lesson 4, "Fuel and rails": its predictions, checks, quiz and findings, all computed from the tables."""

from __future__ import annotations

import math

from ..charts.energy import WHOLES, barrels, figure_of, lamp_parts, power_2021, shares_from_russia
from ..charts.rails import OLD, rail_by_year, stakes_in
from ..charts.shock import stocks
from ..check import Check, Hint
from ..claims import Assessment, Fact, Finding
from ..models.fuel_shock import days_until_empty
from ..predict import Choice, Number, Outcome
from ..quiz import Question


def _near(target, width):
    return lambda given, load: math.isclose(given, target(load), abs_tol=width)


# --- cycle 1: the tank --------------------------------------------------------------------------------------


def _pumped(load, year):
    """Crude oil pumped as a share of oil products burned, per cent."""
    fuel = load("fuel_electricity")
    pumped = barrels(fuel, "crude oil", "production", year)
    return 100 * pumped / barrels(fuel, "oil products", "consumption", year)


def _own_fuel(load):
    fuel = load("fuel_electricity")
    made = barrels(fuel, "oil products", "production", 2015)
    share = 100 * made / barrels(fuel, "oil products", "consumption", 2015)
    return Outcome(
        share,
        f"The Factbook prints {made:.0f} barrels: {share:.0f} %. Crude oil has to pass through a refinery "
        "before a car can burn it, and the country's own is still being built. So the crude is sold, and "
        "all petrol and diesel are bought.",
        "fuel_electricity, CIA World Factbook, editions of 2016 to 2021",
    )


# --- cycle 2: the lamp --------------------------------------------------------------------------------------


def _lamp(load):
    shares = {whole: lamp_parts(load("fuel_electricity"), whole).share_percent.iloc[0] for whole in WHOLES}
    bought, used, peak = (f"{share:.0f} % of {whole}" for whole, share in shares.items())
    return Outcome(
        None,
        f"Three answers: {bought}; {used}; and the line from Russia could carry {peak} (could, not did). "
        "Which one were you thinking of? The question did not say.",
        "fuel_electricity: Russian and Mongolian figures of 2021, the line of 2022, the peak of winter "
        "2023–24",
    )


def _of_use(load):
    return lamp_parts(load("fuel_electricity"), WHOLES[1]).share_percent.iloc[0]


def _russian_power(load):
    return power_2021(load("fuel_electricity"))


# --- cycle 3: the shock -------------------------------------------------------------------------------------


def _tank(load):
    row = stocks(load("fuel_electricity")).set_index("fuel").loc["diesel"]
    return row.tonnes / row.tonnes_a_day


def _days(load):
    row = stocks(load("fuel_electricity")).set_index("fuel").loc["diesel"]
    return Outcome(
        _tank(load),
        f"{row.tonnes:,.0f} tonnes in store, enough for {row.days:.0f} days, said the ministry. So it "
        f"reckoned with about {row.tonnes_a_day:,.0f} tonnes a day.",
        "fuel_electricity, ministry figures of 29 August; the year 2022 is inferred, the page does not "
        "print it",
    )


def _with_help(load):
    return days_until_empty(stock_days=_tank(load), cut=1.0, delay_days=14, substitute=0.38)


def _right_help(given, load):
    more = _with_help(load) - _tank(load)
    return (
        f"By hand: day 14 leaves {_tank(load) - 14:.0f} days; from then on each day costs only 0.62 of a "
        f"day, and {_tank(load) - 14:.0f} / 0.62 is {(_tank(load) - 14) / 0.62:.0f} days more. China's "
        f"railway buys {more:.0f} days, not a way out."
    )


# --- the rails ----------------------------------------------------------------------------------------------


def _old_halves(load, year):
    rows = stakes_in(load("ownership_stakes"), year)
    return rows[(rows.russian == 50) & rows.asset.isin(OLD)]


def _halves(load):
    return Outcome(
        len(_old_halves(load, 2024)),
        "One, the railway. Moscow's 49 % of Erdenet and of Mongolrostsvetmet were sold in June 2016; in "
        "our table the mines never are an exact half. A venture of 2009, not of Soviet times, is half "
        "Russian there too.",
        "ownership_stakes; the shares of Mongolrostsvetmet after 2016 are not confirmed",
    )


# --- claims -------------------------------------------------------------------------------------------------


def least_diesel(load):
    """The smallest part of the diesel of 2016 that can have come from Russia, per cent.

    The worst case: all that did not come from Russia was diesel.
    """
    fuel = load("fuel_electricity")
    diesel = figure_of(fuel, "oil products", "share of a product", 2016, detail="diesel")
    russian = figure_of(fuel, "oil products", "share of imports by origin", 2016, origin="Russia")
    return 100 * (diesel - (100 - russian)) / diesel


def _claim_fuel(load):
    rows = shares_from_russia(load("fuel_electricity"), "all oil products").query(
        "origin == 'Russia' and year < 2024"
    )
    petrol = shares_from_russia(load("fuel_electricity"), "petrol").query("year == 2023")
    petrol = petrol.set_index("carrier").share_percent
    low, high = rows.share_percent.min(), rows.share_percent.max()
    return Finding(
        rows.share_percent.iloc[-1],
        "holds",
        f"Of all oil products imported, Russia sold from “more than {low:.0f}” to {high:.0f} % in the "
        f"{len(rows)} years for which a figure was found ({rows.year.min()}–{rows.year.max()}); of petrol "
        f"in 2023, {petrol['petrol']:.0f} %, or of its common sort alone about "
        f"{petrol['AI-92 petrol']:.0f} %, in two sources. For diesel alone our sources print no "
        f"share; in 2016 it can't have been less than {least_diesel(load):.0f} %.",
        sources=(
            "mongolia-web-2970",
            "petroleum-summary-2016",
            "global-times-2021-09",
            "newsmn-797299",
            "neo-2024-02-07",
            "xinhua-2024-fuel",
            "tass-2024-10-24-fuel",
        ),
    )


def _claim_electricity(load):
    bought, used, peak = (
        lamp_parts(load("fuel_electricity"), whole).share_percent.iloc[0] for whole in WHOLES
    )
    return Finding(
        used,
        "holds with a condition",
        f"The condition is the whole. Of a year's use Russia sent {used:.0f} % (2021), of what was bought "
        f"abroad {bought:.0f} % (2021; the rest came from China), and its line could carry {peak:.0f} % of "
        "the highest load of winter 2023–24, if it still carried what it did in 2022; an undated report "
        "tells of a cut. “Substantial” fits the last two better than the first.",
        sources=("ria-2022-electricity", "mp-question-2022-06-10", "peak-erc-2023"),
    )


def _claim_halves(load):
    then, now = stakes_in(load("ownership_stakes"), 2015), _old_halves(load, 2024)
    before = ", ".join(
        f"{row.russian:.0f} % of {row.asset}" for row in then[then.asset.isin(OLD)].itertuples()
    )
    return Finding(
        len(now),
        "does not hold" if len(now) < 2 else "holds",
        f"Of the {len(OLD)} ventures of Soviet times in our table, half Russian in 2024: {len(now)} "
        f"({', '.join(now.asset)}). At the end of 2015 Moscow held {before}; the two mining shares were sold "
        "in June 2016. Dated before that, and with 49 taken for a half, the sentence holds. A second rail "
        "venture in the table is half Russian; it was founded in 2009.",
        sources=("railway-technology-1949", "thediplomat-2016", "tass-2016", "oreanda-2009"),
    )


def _claim_corridor(load):
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
        f"Container trains in transit: {trains[2015]:.0f} in 2015, {trains[2019]:,.0f} in 2019. Freight in "
        f"transit: {tonnes[2016]:.1f} million tonnes in 2016, {tonnes[2022]:.1f} in 2022, "
        f"{tonnes[2023]:.1f} in 2023 (two directions, added by us: {south:.1f} of it from Russia to China), "
        f"{tonnes[2024]:.1f} in 2024. Trains between China and Europe, by Xinhua's count: {europe[2017]:.0f} "
        f"in 2017, {europe[2024]:,.0f} in about nine months of 2024. No single count runs through all the "
        "years.",
        sources=(
            "montsame-rail-2015",
            "montsame-rail-2016",
            "news-mn-rail-2022",
            "baikal24-2024-rail-2023",
            "gazeta-n1-2025-rail-2024",
            "xinhua-via-origo-hu-2019-rail-2017",
            "xinhua-2024-rail-2024-2",
        ),
    )


FEAR = Assessment(
    "holds with a condition",
    "A fear is neither true nor false, but this one has grounds: deliveries from Russia failed in 2011, "
    "2021 and 2023, as reported for want of fuel at home, for repairs, and by a ban on exports. For "
    "transport it rests mostly on the fuel that moves it.",
    for_="With 29 days of diesel in store, no substitute and no saving, a full cut empties the tank in 29 "
    "days; help from China from day 14, at its rate of 2021, adds about nine.",
    against="The interruption of 2023 lasted about two weeks, as an outlet linked to the Russian state tells "
    "it: less than the tank would have. In March 2024 Russia stopped selling petrol abroad, but exempted "
    "Mongolia. And Russia owns half of the railway it would be hurting.",
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


PREDICTIONS = {
    "4.own_fuel": Number(
        "In 2015 Mongolia pumped 23,180 barrels of crude oil a day, and burned 26,000 barrels of petrol, "
        "diesel and other fuels. What share of the fuel it burned had it made itself?",
        0,
        100,
        "%",
        outcome=_own_fuel,
        claim="C18",
    ),
    "4.lamp": Number(
        "What share of Mongolia's electricity comes from Russia?", 0, 100, "%", outcome=_lamp, claim="C19"
    ),
    "4.days": Number(
        "One day in late August the ministry counted the diesel in the country's tanks. Suppose that from "
        "that day on nobody delivers any, and everybody drives on as usual. For how many days does it "
        "last?",
        0,
        180,
        "days",
        outcome=_days,
        near=5,
        claim="C22",
    ),
    "4.halves": Choice(
        "In 1990 Moscow and Ulaanbaatar owned three companies together: the railway, the copper mine of "
        "Erdenet, and Mongolrostsvetmet (fluorspar and gold). Of how many did Russia own half in September "
        "2024?",
        ["none", "one", "two", "all three"],
        outcome=_halves,
        claim="C20",
    ),
}

CHECKS = {
    "4.pumped_2023": Check(
        "the crude oil pumped in 2023 as a share of the fuel burned in 2023, in per cent",
        lambda load: _pumped(load, 2023),
        "share",
        tolerance=0.6,
        unit="%",
        hints=[
            Hint(
                "You changed one year and left the other: both calls must ask for 2023.",
                when=lambda given, load: abs(given - 57.7) < 0.6 or abs(given - 59.4) < 0.6,
            ),
            Hint(
                "You divided the other way round: pumped goes above the line, burned below.",
                when=lambda given, load: given > 200,
            ),
            Hint("Put 2023 in the place of 2015, twice, and run the cell."),
        ],
        how='100 * barrels(fuel, "crude oil", "production", 2023) / barrels(fuel, "oil products", '
        '"consumption", 2023)',
        untouched=100 * 23180 / 26000,
        right=lambda given, load: (
            f"{_pumped(load, 2015):.0f} % in 2015, {_pumped(load, 2023):.0f} % in 2023: the wells give "
            "less, and more is burned. Even with a refinery, the country's own crude would no longer do."
        ),
    ),
    "4.used": Check(
        "Russia's share of all the electricity used in 2021, in per cent",
        _of_use,
        "share",
        tolerance=0.15,
        unit="%",
        hints=[
            Hint(
                "Of what was generated at home, Russia's power is no part. What was used is generated at "
                "home and bought abroad.",
                when=_near(lambda load: 100 * _russian_power(load)[0] / _russian_power(load)[2], 0.15),
            ),
            Hint(
                "Russia's power is already among what was bought: don't add it a second time.",
                when=_near(lambda load: 100 * _russian_power(load)[0] / sum(_russian_power(load)), 0.05),
            ),
            Hint(
                "That is what the line could carry of the load of a winter's hardest hour.",
                when=lambda given, load: 20.5 < given < 21.6,
            ),
            Hint("What was used is what was made at home and what was bought together: bought + made."),
        ],
        how="100 * russia / (bought + made)",
        untouched=100 * 490 / 1860,
        right="A twentieth of what lights the lamps. The same 490 gigawatt-hours, another whole.",
    ),
    "4.with_help": Check(
        "how many days the diesel lasts when another supplier brings 38 % of a usual day from day 14",
        _with_help,
        "number",
        tolerance=0.6,
        hints=[
            Hint(
                "That is the tank with help from the first day: add delay_days=14.",
                when=_near(lambda load: _tank(load) / 0.62, 0.6),
            ),
            Hint(
                "That is half a cut. The cut is full: cut=1.0.", when=_near(lambda load: 2 * _tank(load), 0.6)
            ),
            Hint("Between the brackets, after cut=1.0, write a comma and delay_days=14, substitute=0.38."),
        ],
        how="days_until_empty(stock_days=tank, cut=1.0, delay_days=14, substitute=0.38)",
        untouched=80335 / 2770,
        right=_right_help,
    ),
}

QUIZ = {
    "4.quiz.neighbours": Question(
        "An official says that 95 % of the country's fuel comes from its immediate neighbours. What do you "
        "know about Russia's share?",
        ["It is 95 %", "It is 95 % or less; the sentence counts two countries", "Nothing at all"],
        1,
        {
            0: "Mongolia has two neighbours, and both sell fuel.",
            1: "Two added together hide how much each of them is.",
            2: "A little: it can't be more than the two together.",
        },
    ),
    "4.quiz.half": Question(
        "Thirty days of diesel are in store, half of the supply stops, nobody helps and nobody saves. How "
        "long does it last?",
        ["15 days", "30 days", "60 days"],
        2,
        {
            0: "Half the supply still arrives: the tank empties at half speed.",
            1: "That would be a full cut.",
            2: "Each day takes only half a day out of the tank: 30 / 0.5.",
        },
    ),
    "4.quiz.zero": Question(
        "A table says: oil products made in Mongolia, 0. How do you find out whether that is a true zero "
        "or a gap?",
        [
            "Zeros in official books are true",
            "Look for a second witness: was there a refinery?",
            "Replace it by the mean of other years",
        ],
        1,
        {
            0: "Some editions print zeros where they know nothing: those were left out of our table.",
            1: "In 2018 one was only announced, as the country's first: this zero is true.",
            2: "Then you would have invented petrol.",
        },
    ),
    "4.quiz.half_fact": Question(
        "From lesson 3: what is missing in “Russia owns 49 % of Erdenet”?",
        ["The year", "A decimal", "Nothing"],
        0,
        {
            0: "True from 1991 to 2016, false since.",
            1: "A decimal would not tell you whether it still holds.",
            2: "A percentage without a year is half a fact.",
        },
    ),
    "4.quiz.mirror": Question(
        "From lesson 3: the Factbook's list of sellers to Mongolia in 2023 has no Russia. Which of today's "
        "figures contradicts it?",
        [
            "Nearly all petrol of that year came from Russia",
            "The highest load of the winter was 1,636 megawatts",
            "Mongolia's crude oil goes to China",
        ],
        0,
        {
            0: "Whoever fills the tanks has not stopped selling.",
            1: "A load says nothing about the seller.",
            2: "That is what Mongolia sells; the list was about what it buys.",
        },
    ),
}

CLAIMS = {
    "C18": Fact(_claim_fuel),
    "C19": Fact(_claim_electricity),
    "C20": Fact(_claim_halves),
    "C21": Fact(_claim_corridor),
    "C22": FEAR,
}
