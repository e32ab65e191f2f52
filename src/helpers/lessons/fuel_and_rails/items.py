"""Lesson 4, "Fuel and rails": its predictions, checks and quiz, all computed from the tables."""

from typing import Any

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import above, between, equals, near
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.lessons.fuel_and_rails.facts import (
    SLIDERS,
    USUAL,
    WHOLES,
    assumptions,
    barrels,
    lamp_parts,
    least_help,
    power_2021,
    stocks,
    stocks_at_pace,
)
from helpers.lessons.fuel_and_rails.findings import old_halves
from helpers.models.fuel_shock import days_until_empty
from helpers.tables import Load

# --- cycle 1: the tank --------------------------------------------------------------------------------------


def _pumped(load: Load, year: int) -> float:
    """Crude oil pumped as a share of oil products burned, per cent."""
    fuel = load("fuel_electricity")
    pumped = barrels(fuel, "crude oil", "production", year)
    return 100 * pumped / barrels(fuel, "oil products", "consumption", year)


def _right_pumped(given: Any, load: Load) -> str:
    petroleum = load("petroleum_by_month").query("year == 2023")
    pumped = petroleum.query("flow == 'production'").value.sum() / 365
    bought = petroleum.query("flow == 'imports'").value.sum() / 1e6
    return (
        f"{_pumped(load, 2015):.0f} % in 2015, {_pumped(load, 2023):.0f} % in 2023: the wells give less, and more is "
        "burned. Even with a refinery, the country's own crude would no longer do. The petroleum authority has still "
        f"less pumped, {pumped:,.0f} barrels a day, and {bought:.1f} million tonnes bought: more than the "
        "Factbook's 39,000 barrels a day."
    )


def _own_fuel(load: Load) -> Outcome:
    fuel = load("fuel_electricity")
    made = barrels(fuel, "oil products", "production", 2015)
    share = 100 * made / barrels(fuel, "oil products", "consumption", 2015)
    return Outcome(
        share,
        f"The Factbook prints {made:.0f} barrels: {share:.0f} %. Crude oil has to pass through a refinery "
        "before a car can burn it, and in 2015 the country had none. So the crude was sold, and all petrol and "
        "diesel were bought.",
        "fuel_electricity, CIA World Factbook, editions of 2016 to 2021",
    )


# --- cycle 2: the lamp --------------------------------------------------------------------------------------


def _lamp(load: Load) -> Outcome:
    tables = load("fuel_electricity"), load("electricity_balance")
    shares = {whole: lamp_parts(*tables, whole).share_percent.iloc[0] for whole in WHOLES}
    bought, used, peak = (f"{share:.0f} % of {whole}" for whole, share in shares.items())
    return Outcome(
        None,
        f"Three answers: {bought}; {used}; and the line from Russia could carry {peak} (could, not did). "
        "Which one were you thinking of? The question did not say.",
        "electricity_balance (statistics office, 2021); fuel_electricity: Russia's part of 2021, the line of 2022, "
        "the peak of winter 2023–24, from the press",
    )


def _power(load: Load) -> tuple[float, float, float, float]:
    return power_2021(load("fuel_electricity"), load("electricity_balance"))


def _of_used(load: Load) -> float:
    russia, _, _, used = _power(load)
    return 100 * russia / used


# --- cycle 3: the shock -------------------------------------------------------------------------------------


def _tank(load: Load) -> float:
    row = stocks(load("fuel_electricity")).set_index("fuel").loc["diesel"]
    return row.tonnes / row.tonnes_a_day


def _days(load: Load) -> Outcome:
    tables = load("fuel_electricity"), load("petroleum_by_month")
    row = stocks_at_pace(*tables).set_index("fuel").loc["diesel"]
    return Outcome(
        _tank(load),
        f"{row.tonnes:,.0f} tonnes in store, enough for {row.days:.0f} days, said the ministry. So it "
        f"reckoned with about {row.tonnes_a_day:,.0f} tonnes a day. In 2024 {row.imported_a_day:,.0f} came in each "
        f"day: if as much is used, the same tonnes last {row.days_at_that_pace:.0f} days.",
        "fuel_electricity, ministry figures of 29 August (2022 is inferred, the page does not print it); "
        "petroleum_by_month",
    )


def _with_help(load: Load) -> float:
    return days_until_empty(stock_days=_tank(load), cut=1.0, delay_days=14, substitute=0.38)


def _right_help(given: Any, load: Load) -> str:
    more = _with_help(load) - _tank(load)
    return (
        f"By hand: day 14 leaves {_tank(load) - 14:.0f} days; from then on each day costs only 0.62 of a "
        f"day, and {_tank(load) - 14:.0f} / 0.62 is {(_tank(load) - 14) / 0.62:.0f} days more. China's "
        f"railway buys {more:.0f} days, not a way out. (Of the bigger need of 2024 the same wagons would carry less.)"
    )


def _least_help(load: Load, **moved: float) -> int | None:
    return least_help(assumptions(load("fuel_electricity"), load("petroleum_by_month")), **moved)


def _right_least(given: Any, load: Load) -> str:
    more = next(save for save in SLIDERS["saved_percent"] if _least_help(load, **AT_2024, saved_percent=save))
    return (
        f"{_least_help(load)} % of a usual day, from day 14 on: more than China's wagons carried in 2021. At the pace "
        f"of 2024 ({AT_2024['days_in_store']} days in store) not even {SLIDERS['other_supplier_percent'][-1]} % is "
        f"enough, unless people save {more} %."
    )


def _halves(load: Load) -> Outcome:
    return Outcome(
        len(old_halves(load, 2024)),
        "One, the railway. Moscow's 49 % of Erdenet and of Mongolrostsvetmet "
        "were sold in June 2016; in our table the mines never are an exact half. "
        "A venture of 2009, not of Soviet times, is half Russian there too.",
        "ownership_stakes; the shares of Mongolrostsvetmet after 2016 are not confirmed",
    )


AT_2024 = {"days_in_store": 18}  # the same tonnes at the pace of 2024

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
        "that day on nobody delivers any, and everybody drives on as usual. For how many days does it last?",
        0,
        180,
        "days",
        outcome=_days,
        near=5,
        claim="C22",
    ),
    "4.halves": Choice(
        "In 1990 Moscow and Ulaanbaatar owned three companies together: the "
        "railway, the copper mine of Erdenet, and Mongolrostsvetmet (fluorspar "
        "and gold). Of how many did Russia own half in September 2024?",
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
        code=True,
        hints=[
            Hint(
                "You changed one year and left the other: both calls must ask for 2023.",
                when=near(57.7, 0.6) | near(59.4, 0.6),
            ),
            Hint(
                "You divided the other way round: pumped goes above the line, burned below.",
                when=above(200),
            ),
            Hint("Put 2023 in the place of 2015, twice, and run the cell."),
        ],
        how=(
            '100 * barrels(fuel, "crude oil", "production", 2023) '
            '/ barrels(fuel, "oil products", "consumption", 2023)'
        ),
        untouched=100 * 23180 / 26000,
        right=_right_pumped,
    ),
    "4.used": Check(
        "Russia's share of all the electricity used in 2021, in per cent",
        _of_used,
        "share",
        tolerance=0.05,
        unit="%",
        code=True,
        hints=[
            Hint(
                "Of what was generated at home, Russia's power is no part. Which of the four numbers is the whole?",
                when=near(lambda load: 100 * _power(load)[0] / _power(load)[2], 0.03),
            ),
            Hint(
                "That is the share of all there was. Some of it never reached a lamp: the power stations use some, "
                "some is lost on the way or sold. What was used has a number of its own.",
                when=near(lambda load: 100 * _power(load)[0] / sum(_power(load)[1:3]), 0.05),
            ),
            Hint(
                "That is what the line could carry of the load of a winter's hardest hour.",
                when=between(20.5, 21.6),
            ),
            Hint("Only what stands below the line changes: it has to be what was used."),
        ],
        how="100 * russia / used",
        untouched=100 * 490 / 1823.1,
        right="One part in sixteen of what lights the lamps. The same 490 gigawatt-hours, another whole.",
    ),
    "4.with_help": Check(
        "how many days the diesel lasts when another supplier brings 38 % of a usual day from day 14",
        _with_help,
        "number",
        tolerance=0.6,
        hints=[
            Hint(
                "That is the tank with help from the first day: add delay_days=14.",
                when=near(lambda load: _tank(load) / 0.62, 0.6),
            ),
            Hint(
                "That is half a cut. The cut is full: cut=1.0.", when=near(lambda load: 2 * _tank(load), 0.6)
            ),
            Hint("Between the brackets, after cut=1.0, write a comma and delay_days=14, substitute=0.38."),
        ],
        how="days_until_empty(stock_days=tank, cut=1.0, delay_days=14, substitute=0.38)",
        untouched=80335 / 2770,
        right=_right_help,
    ),
    "4.no_day": Check(
        "the smallest help from elsewhere, in per cent of a usual day, that leaves no day without diesel",
        _least_help,
        "share",
        tolerance=0.5,
        unit="%",
        hints=[
            Hint(
                "That is where the slider opens. What does the title say there?",
                when=equals(USUAL["other_supplier_percent"]),
            ),
            Hint(
                "That is enough, but is it the smallest? One step back, and look at the title.",
                when=above(_least_help),
            ),
            Hint("There is still a day without diesel: look at the title, and add help."),
            Hint(
                "Put the other sliders back (95, 60, 29 and 10), then move other_supplier_percent step by step."
            ),
        ],
        how="move other_supplier_percent until the title says “No day without diesel”, then give its number.",
        right=_right_least,
    ),
}

QUIZ = {
    "4.quiz.neighbours": Question(
        "An official says that 95 % of the country's fuel comes from its immediate neighbours. What do you "
        "know about Russia's share?",
        [
            "It is 95 %: an official has said so",
            "It is at most 95 %, perhaps less",
            "Nothing at all, not even a limit",
        ],
        1,
        {
            0: "Mongolia has two neighbours, and both sell fuel.",
            1: "Two added together hide how much each of them is.",
            2: "A little: it can't be more than the two together.",
        },
    ),
    "4.quiz.half": Question(
        "Thirty days of diesel are in store, half of the supply "
        "stops, nobody helps and nobody saves. How long does it last?",
        ["15 days", "30 days", "60 days"],
        2,
        {
            0: "Half the supply still arrives: the tank empties at half speed.",
            1: "That would be a full cut.",
            2: "Each day takes only half a day out of the tank: 30 / 0.5.",
        },
    ),
    "4.quiz.zero": Question(
        "A table says: oil products made in Mongolia, 0. How "
        "do you find out whether that is a true zero or a gap?",
        [
            "Zeros in official books are true",
            "Ask a second witness: was there a refinery then?",
            "Replace it by the mean of the other years in the table",
        ],
        1,
        {
            0: "Some editions print zeros where they know nothing: those were left out of our table.",
            1: "In 2018 one was only announced: this zero is true. (The first, as announced, it is not: in the "
            "1950s petrol was made at Züünbayan. Witnesses, too, want a second one.)",
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
        "From lesson 3: the Factbook's list of sellers to Mongolia in "
        "2023 has no Russia. Which of today's figures contradicts it?",
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

BEFORE = {
    "4.before.whole": Question(
        "Half of the rice that a country imports comes from Vietnam. How much of the rice that it eats comes "
        "from there?",
        [
            "Half of it, just as much as of the imports",
            "More than half, as Vietnam sells the most",
            "Nothing can be said: eating isn't importing",
            "Half at most; less if it grows some itself",
        ],
        3,
        {
            0: "Only if it grows none: the whole is another one.",
            1: "What it grows itself makes the part smaller, not larger.",
            2: "A little can: it can't be more than half, if what is imported is eaten.",
            3: "What it grows itself is in the second whole and not in the first.",
        },
    ),
}

AFTER = {
    "4.after.whole": Question(
        "A third of all cars that are imported into a country are French. How many of the cars that are sold "
        "there are French?",
        [
            "A third at most; fewer if it builds cars itself",
            "A third of them: both are shares of the same cars",
            "More than a third, for imports are bought first",
            "It can't be limited: selling isn't importing",
        ],
        0,
        {
            0: "Cars made at home are in the second whole and not in the first.",
            1: "Only if it builds none: the whole is another one.",
            2: "Cars made at home make the part smaller, not larger.",
            3: "It can: cars made at home only make the part smaller.",
        },
    ),
}

OBJECTIVES = {
    "find the missing half of a percentage: the whole it is a share of": [
        "4.lamp",
        "4.used",
        "4.quiz.neighbours",
        "9.quiz.share",
        "4.before.whole",
        "4.after.whole",
    ],
    "tell a zero that is true from a zero that is a gap": ["4.quiz.zero"],
    "call a model with your own numbers, and check it by hand": ["4.with_help", "4.no_day", "4.quiz.half"],
}
