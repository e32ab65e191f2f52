"""Lesson 0, "Start here": its predictions, checks, quiz and findings, all computed from the tables."""

from __future__ import annotations

from ..charts.world import ranked, trips_until
from ..check import Check, Hint
from ..claims import Fact, Finding
from ..predict import Choice, Number, Outcome
from ..quiz import Question

YEARS = [2010, 2015, 2020, 2024]
EVENTS = ("Khalkhin Gol", "Ulaanbaatar Railway company", "strategic partnership with Russia")


# --- cycle 1 ----------------------------------------------------------------------------------------------------


def _mongolia(load):
    return load("countries").set_index("iso3").loc["MNG"]


def _place(load, measure):
    rows = ranked(load("countries"), measure).set_index("country")
    return int(rows["rank"]["Mongolia"]), len(rows)


def _area_place(load):
    place, of = _place(load, "area")
    return Outcome(
        place,
        f"By area Mongolia is number {place} of the {of} members of the United Nations, with "
        f"{_mongolia(load).area_km2:,.0f} km².",
        "countries, CIA World Factbook, edition of 2025",
    )


def _density(load):
    row = _mongolia(load)
    return row.population / row.area_km2


def _right_density(given, load):
    place, of = _place(load, "people per km²")
    fewest = (
        "No member of the United Nations has fewer"
        if place == of
        else f"By this measure it is number {place} of {of}"
    )
    return f"{fewest}. A small country? It depends on what you count."


# --- cycle 2 ----------------------------------------------------------------------------------------------------


def _population(load):
    rows = load("income_population").query("iso3 == 'MNG'").dropna(subset="population")
    return rows.set_index("year").population / 1e6


def _population_year(load):
    people, cia = _population(load), _mongolia(load)
    nearest = min(YEARS, key=lambda year: abs(people[year] - 3.3))
    return Outcome(
        YEARS.index(nearest),
        f"{nearest} fits best: the World Bank counts {people[nearest]:.2f} million for it and {people[2024]:.2f} million for "
        f"2024. But the CIA prints {cia.population / 1e6:.2f} million for {cia.population_year}: two respectable sources, "
        f"{abs(people[2024] - cia.population / 1e6):.2f} million people apart. The article may have used either.",
        "income_population (World Bank) and countries (CIA World Factbook, edition of 2025)",
    )


def _events(load):
    """The three rows of the timeline whose anniversaries the article names."""
    events = load("timeline")
    return events[events.event.str.contains("|".join(EVENTS))].sort_values("date")


def _anniversaries(load):
    return set((2024 - _events(load).date.dt.year).tolist())


# --- cycle 3 ----------------------------------------------------------------------------------------------------


def _trips(load, month="2024-08"):
    return trips_until(load("suspect_visits"), load("states_parties"), month)


def _visit(load):
    """The row of the visit itself."""
    return load("suspect_visits").query(
        "iso3 == 'MNG' and row_kind == 'visit' and suspect == 'Vladimir Putin'"
    )


def _countries_visited(load):
    rows = _trips(load)
    members = rows.country[rows.member].nunique()
    return Outcome(
        rows.country.nunique(),
        f"The table holds {len(rows)} trips to {rows.country.nunique()} countries between the warrant and the end of August "
        f"2024. Members of the Court among them: {members or 'none'}.",
        "suspect_visits and states_parties; a list of trips for which a report was found, not a complete one",
    )


# --- claims -----------------------------------------------------------------------------------------------------


def _claim_first_member(load):
    before, after = _trips(load), _trips(load, "2024-09")
    members = after[after.member]
    first = members.iloc[0]
    return Finding(
        len(before),
        "holds",
        f"In the table {len(before)} trips to {before.country.nunique()} countries lie between the warrant of 17 March 2023 "
        f"and this one, none to a member; {first.country} on {first.date.day} {first.date:%B %Y} is the first. The list "
        "holds trips for which a report was found. One forgotten trip to a member would overturn it; none is known to "
        "us.",
        sources=_first_member_sources(load),
    )


def _first_member_sources(load):
    """The visit's own sources, the register of members, and those of the trips before it."""
    visit = _visit(load).iloc[0]
    register = load("states_parties").query("iso3 == 'MNG'").source_id
    trips = (
        load("suspect_visits").merge(_trips(load)[["iso3", "date"]]).query("row_kind == 'visit'").source_id
    )
    return tuple(dict.fromkeys([visit.source_id, visit.source_id_2, *register, *trips]))


def _claim_people(load):
    people = _population(load)
    row = _mongolia(load)
    return Finding(
        people[2024],
        "holds with a condition",
        f"{people[2020]:.2f} million in 2020 and {people[2024]:.2f} million in 2024 by the World Bank; "
        f"{row.population / 1e6:.2f} million in {row.population_year} by the CIA. “About 3.3 million” is right for 2020, or "
        f"with the CIA. Huge: {row.area_km2:,.0f} km², number {_place(load, 'area')[0]} of the UN's members.",
        sources=tuple(load("income_population").query("iso3 == 'MNG' and year == 2020").source_id)
        + (row.source_id,),
    )


def _claim_anniversaries(load):
    found = sorted(_anniversaries(load), reverse=True)
    return Finding(
        found[0],
        "holds with a condition",
        f"The subtractions give {found[0]}, {found[1]} and {found[2]} years: all three are right for 2024. Which of them "
        "“matters” is the authors' reading. No table can settle it, though you can say what would speak for it.",
        sources=tuple(_events(load).source_id),
    )


def _small(load):
    area, of = _place(load, "area")
    people, _ = _place(load, "population")
    row = _mongolia(load)
    return Finding(
        area,
        "cannot be settled",
        f"By area it is number {area} of {of}, by people number {people}. The United Nations count it in "
        f"{row.un_subregion}, the article in Central Asia. A label needs its yardstick before it can be true or false.",
        sources=(row.source_id, row.source_id_2),
    )


PREDICTIONS = {
    "0.area_place": Number(
        "Line up the 193 members of the United Nations by area, the largest first. At which place does "
        "Mongolia stand?",
        1,
        193,
        "",
        outcome=_area_place,
        near=5,
        claim="C35",
    ),
    "0.population_year": Choice(
        "The article gives Mongolia about 3.3 million people and no year. By the World Bank's count, which year fits best?",
        [str(year) for year in YEARS],
        outcome=_population_year,
        claim="C02",
    ),
    "0.countries_visited": Number(
        "Between the warrant of March 2023 and the end of August 2024, how many different countries did Vladimir Putin visit, "
        "as far as our table knows?",
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
                when=lambda given, load: given > 1e6,
            ),
            Hint(
                "You divided the other way round: that is square kilometres for each person.",
                when=lambda given, load: 0.4 < given < 0.55,
            ),
            Hint("Mongolia's area stands in the list above, in square kilometres."),
        ],
        how="3_300_000 / 1_564_116",
        untouched=3_300_000.0,
        right=_right_density,
    ),
    "0.anniversaries": Check(
        "the three anniversaries, in years",
        _anniversaries,
        "set",
        hints=[
            Hint(
                "Two are there. The third: how many years lie between the partnership with Russia and 2024?",
                when=lambda given, load: len(given & _anniversaries(load)) == 2,
            ),
            Hint("Subtract each year from 2024."),
        ],
        how="[2024 - 1939, 2024 - 1949, 2024 - 2019]",
        untouched={85, 75, 0},
        right="All three subtractions of the article are right.",
    ),
    "0.last_trip": Check(
        "the last country he visited before Mongolia",
        lambda load: _trips(load).country.iloc[-1],
        "text",
        hints=[
            Hint(
                "That is the visit itself. Which one came just before?",
                when=lambda given, load: "mongolia" in str(given).lower(),
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
            "Mongolia is a small country.",
            "Mongolia had 3.3 million people in 2020, says the World Bank.",
            "The visit was a mistake.",
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
        ["There was none", "None was found; the claim stands until somebody finds one"],
        1,
        {
            0: "Only if the table is complete, and it says that it isn't.",
            1: "Absence from a list is evidence as good as the list.",
        },
    ),
    "0.quiz.denominator": Question(
        "Why can a country be large and small at once?",
        ["Because one of the numbers must be wrong", "Because area and people are two yardsticks"],
        1,
        {0: "Both can be right.", 1: "Say which yardstick, and the quarrel ends."},
    ),
    "0.quiz.sources": Question(
        "Two respectable sources give two populations. What do you write?",
        ["The larger number", "The average", "Both, with their names and years"],
        2,
        {
            0: "Larger is not truer.",
            1: "Nobody counted the average.",
            2: "Then your reader can judge, and check.",
        },
    ),
}

CLAIMS = {
    "C01": Fact(_claim_first_member),
    "C02": Fact(_claim_people),
    "C03": Fact(_claim_anniversaries),
    "C35": Fact(_small),
}
