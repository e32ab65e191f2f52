"""Lesson 0, "Start here": its predictions, checks and quiz, all computed from the tables."""

from typing import Any

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import above, between, holds, mentions, shares
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.lessons.start_here.findings import anniversary_rows, mongolia, place_by, population, trips_by
from helpers.tables import Load

YEARS = [2010, 2015, 2020, 2024]


def _area_place(load: Load) -> Outcome:
    place, of = place_by(load, "area")
    return Outcome(
        place,
        f"By area Mongolia is number {place} of the {of} members of the United Nations, with "
        f"{mongolia(load).area_km2:,.0f} km².",
        "countries, CIA World Factbook, edition of 2025",
    )


def _density(load: Load) -> float:
    row = mongolia(load)
    return row.population / row.area_km2


def _right_density(given: Any, load: Load) -> str:
    place, of = place_by(load, "people per km²")
    fewest = (
        "No member of the United Nations has fewer"
        if place == of
        else f"By this measure it is number {place} of {of}"
    )
    return f"{fewest}. A small country? It depends on what you count."


def _population_year(load: Load) -> Outcome:
    people, cia = population(load), mongolia(load)
    nearest = min(YEARS, key=lambda year: abs(people[year] - 3.3))
    return Outcome(
        YEARS.index(nearest),
        f"{nearest} fits best: the World Bank counts {people[nearest]:.2f} million for it and "
        f"{people[2024]:.2f} million for 2024. But the CIA prints {cia.population / 1e6:.2f} million for "
        f"{cia.population_year}: two respectable sources, {abs(people[2024] - cia.population / 1e6):.2f} "
        "million people apart. The article may have used either.",
        "income_population (World Bank) and countries (CIA World Factbook, edition of 2025)",
    )


def _countries_visited(load: Load) -> Outcome:
    rows = trips_by(load)
    members = rows.country[rows.member].nunique()
    return Outcome(
        rows.country.nunique(),
        f"The table holds {len(rows)} trips to {rows.country.nunique()} countries between the warrant and "
        f"the end of August 2024. Members of the Court among them: {members or 'none'}.",
        "suspect_visits and states_parties; a list of trips for which a report was found; TASS counts the same",
    )


PREDICTIONS = {
    "0.arrest": Choice(
        "He has landed in Ulaanbaatar. Mongolia has joined the Court that wants him arrested. What happens next?",
        ["Mongolia arrests him", "Mongolia does not arrest him"],
        note="The answer waits in lesson 8.",
        label="Your bet",
    ),
    "0.area_place": Number(
        "Line up the 193 members of the United Nations by area, "
        "the largest first. At which place does Mongolia stand?",
        1,
        193,
        "",
        outcome=_area_place,
        near=5,
        claim="C35",
    ),
    "0.population_year": Choice(
        "The article gives Mongolia about 3.3 million people and "
        "no year. By the World Bank's count, which year fits best?",
        [str(year) for year in YEARS],
        outcome=_population_year,
        claim="C02",
    ),
    "0.countries_visited": Number(
        "Between the warrant of March 2023 and the end of August 2024, how many different countries did "
        "Vladimir Putin visit, as far as our table knows?",
        0,
        60,
        "countries",
        outcome=_countries_visited,
        near=2,
        claim="C01",
    ),
}

CHECKS = {
    "0.density": Check(
        "how many people live on one square kilometre of Mongolia",
        _density,
        "number",
        tolerance=0.16,
        hints=[
            Hint(
                "That is the number of people. Put Mongolia's area in km² in the place of the 1.",
                when=above(1e6),
            ),
            Hint(
                "You divided the other way round: that is square kilometres for each person.",
                when=between(0.4, 0.55),
            ),
            Hint("Mongolia's area stands in the list above, in square kilometres."),
        ],
        how="3_300_000 / 1_564_116",
        untouched=3_300_000.0,
        right=_right_density,
    ),
    "0.anniversaries": Check(
        "the three anniversaries, in years",
        anniversary_rows,
        "set",
        hints=[
            Hint(
                "Two are there. The third: how many years lie between the partnership with Russia and 2024?",
                when=shares(anniversary_rows, 2),
            ),
            Hint(
                "Those are years of events. How many years is each before 2024? Subtract.",
                when=holds(1939) | holds(1949) | holds(2019),
            ),
            Hint("Subtract each year from 2024."),
        ],
        how="[2024 - 1939, 2024 - 1949, 2024 - 2019]",
        untouched={85, 75, 0},
        right="All three subtractions of the article are right.",
    ),
    "0.last_trip": Check(
        "the last country he visited before Mongolia",
        lambda load: trips_by(load).country.iloc[-1],
        "country",
        hints=[
            Hint(
                "That is the visit itself. Which one came just before?",
                when=mentions("mongolia"),
            ),
            Hint("Set the slider to August 2024 and read the last name under the map, or open the numbers."),
        ],
        how='trips_until(visits, members, "2024-08").tail(1)',
        right="Read off a map, confirmed by a table: that is the habit.",
    ),
}

QUIZ = {
    "0.quiz.testable": Question(
        "Which of these sentences can you test as it stands?",
        [
            "Mongolia is a small country between two very large neighbours.",
            "Mongolia had 3.3 million people in 2020, says the World Bank.",
            "The visit of September 2024 was a mistake for Mongolia.",
        ],
        1,
        {
            0: "Small by what measure, next to whom?",
            1: "A number, a year, a witness: you can look it up.",
            2: "That is a judgement; you can argue for it, but no table decides it.",
        },
    ),
    "0.quiz.kind": Question(
        "“He will not be arrested”, written before the visit, is …",
        ["a fact", "a prediction", "an interpretation"],
        1,
        {
            0: "On the day it was written, nobody could know.",
            1: "It can be tested, but only later, and best with a probability.",
            2: "An interpretation says what something means; this says what will happen.",
        },
    ),
    "0.quiz.absence": Question(
        "The table of trips holds no trip to a member before Mongolia. What follows?",
        [
            "There was none: the table holds all of his trips abroad",
            "None was found; the claim stands until one is found",
        ],
        1,
        {
            0: "Only if the table is complete. A second list that agrees is evidence, and no proof.",
            1: "Absence from a list is evidence as good as the list.",
        },
    ),
    "0.quiz.denominator": Question(
        "Why can a country be large and small at once?",
        ["Because one of the two numbers is simply wrong", "Because area and people are two yardsticks"],
        1,
        {0: "Both can be right.", 1: "Say which yardstick, and the quarrel ends."},
    ),
    "0.quiz.sources": Question(
        "Two respectable sources give two populations. What do you write?",
        ["The larger of the two, to be safe", "The average of the two", "Both, with their names and years"],
        2,
        {
            0: "Larger is not truer.",
            1: "Nobody counted the average.",
            2: "Then your reader can judge, and check.",
        },
    ),
}

# Two forms of one question, before the ten lessons and after them: the same idea, other countries and numbers.
BEFORE = {
    "0.before.testable": Question(
        "Two people who don't know each other check a sentence. Of which one will they say the same?",
        [
            "Laos is a poor country for its part of the world",
            "Laos would do better with other trading partners",
            "Laos had 6.3 million people in 2010 (World Bank)",
            "Laos will count as a middling power before long",
        ],
        2,
        {
            0: "Poor by which measure, and beside whom? Each may take another one.",
            1: "That is advice; better for whom, and by what?",
            2: "Who, what, when and who says so: both open the same table.",
            3: "No measure and no date: two people can wait for different things.",
        },
    ),
}

AFTER = {
    "0.after.testable": Question(
        "Two offices that know nothing of each other test a sentence. Of which one will they report the same?",
        [
            "Kazakhstan had 16.8 million people in 2010 (World Bank)",
            "Kazakhstan is a large state with a rather small people",
            "Kazakhstan should sell its oil to more than one country",
            "Kazakhstan will soon weigh more than its neighbours do",
        ],
        0,
        {
            0: "Who, what, when and who says so: both look up the same figure.",
            1: "Large and small beside whom? Each may choose another neighbour.",
            2: "That is advice; a table can't say what someone should do.",
            3: "Weigh in what, and how soon? Two offices can look at different things.",
        },
    ),
}

# What the lesson promises, in the words of its notebook, and the items and verdicts that test it.
OBJECTIVES = {
    "tell a claim that can be tested from one that can't, and say what it lacks": [
        "0.quiz.testable",
        "0.quiz.kind",
        "0.quiz.denominator",
        "1.quiz.when",
        "3.quiz.label",
        "5.quiz.kind",
        "7.quiz.label",
        "0.before.testable",
        "0.after.testable",
    ],
    "say what a list can't show, and what to write when two sources differ": [
        "0.quiz.absence",
        "0.quiz.sources",
        "1.quiz.list",
        "2.quiz.absent",
        "6.quiz.complete",
        "8.quiz.absence",
    ],
    "run a notebook, move a chart, keep a prediction and check an answer": [
        "0.area_place",
        "0.countries_visited",
        "0.density",
        "0.last_trip",
    ],
    "give a verdict on a sentence before and after looking, and say what moved you": [
        "C01",
        "C02",
        "C03",
        "C35",
    ],
}
