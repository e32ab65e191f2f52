"""What the tables say of the claims that lesson 0 judges."""

from __future__ import annotations

import datetime

import pandas as pd

from helpers.asking.claims import Fact, Finding, Sentence, printed
from helpers.lessons.start_here.facts import ranked, trips_until
from helpers.tables import Load

EVENTS = ("Khalkhin Gol", "Ulaanbaatar Railway company", "strategic partnership with Russia")


# --- cycle 1 ------------------------------------------------------------------------------------------------


def mongolia(load: Load) -> pd.Series:
    """Mongolia's row of the countries."""
    return load("countries").set_index("iso3").loc["MNG"]


def place_by(load: Load, measure: str) -> tuple[int, int]:
    """Mongolia's place among the countries by area or population, and how many they are."""
    rows = ranked(load("countries"), measure).set_index("country")
    return int(rows["rank"]["Mongolia"]), len(rows)


# --- cycle 2 ------------------------------------------------------------------------------------------------


def population(load: Load) -> pd.Series:
    """Mongolia's people in millions, by year."""
    rows = load("income_population").query("iso3 == 'MNG'").dropna(subset="population")
    return rows.set_index("year").population / 1e6


def _events(load: Load) -> pd.DataFrame:
    """The three rows of the timeline whose anniversaries the article names."""
    events = load("timeline")
    return events[events.event.str.contains("|".join(EVENTS))].sort_values("date")


def anniversary_rows(load: Load) -> set[int]:
    """How many years before 2024 each of the three took place."""
    return set((2024 - _events(load).date.dt.year).tolist())


# --- cycle 3 ------------------------------------------------------------------------------------------------


def trips_by(load: Load, month: str = "2024-08") -> pd.DataFrame:
    """Putin's trips from the warrant to the end of a month."""
    return trips_until(load("suspect_visits"), load("states_parties"), month)


# --- claims -------------------------------------------------------------------------------------------------


def _claim_first_member(load: Load) -> Finding:
    before, after = trips_by(load), trips_by(load, "2024-09")
    first = after[after.member].iloc[0]
    return Finding(
        len(before),
        "holds",
        Sentence(
            f"In the table {len(before)} trips to {before.country.nunique()} countries lie between the "
            f"warrant of 17 March 2023 and this one, none to a member; {first.country} on {first.date.day} "
            f"{first.date:%B %Y} is the first.",
            first.date,
            _first_member_sources(load),
        ),
        Sentence("The list holds trips for which a report was found."),
        Sentence("One forgotten trip to a member would overturn it; none is known to us.", first.date),
    )


def _first_member_sources(load: Load) -> tuple[str, ...]:
    """The visit's own sources, the register of members, and those of the trips before it."""
    visits = load("suspect_visits").query("row_kind == 'visit'")
    visit = visits.query("iso3 == 'MNG' and suspect == 'Vladimir Putin'").iloc[0]
    register = load("states_parties").query("iso3 == 'MNG'").source_id
    trips = visits.merge(trips_by(load)[["iso3", "date"]]).source_id
    return (visit.source_id, visit.source_id_2, *register, *trips)


def _claim_people(load: Load) -> Finding:
    people, row = population(load), mongolia(load)
    bank = load("income_population").query("iso3 == 'MNG' and year == 2020").source_id

    def counted(year: int, known: datetime.date | int, before: Sentence | None = None) -> Sentence:
        return Sentence(
            f"{people[2020]:.2f} million in 2020 and {people[year]:.2f} million in {year} by the World "
            f"Bank; {row.population / 1e6:.2f} million in {row.population_year} by the CIA.",
            known,
            (*bank, row.source_id),
            before=before,
        )

    return Finding(
        people[2024],
        "holds with a condition",
        counted(2024, 2024, before=counted(2023, printed(row.population_year))),
        Sentence("“About 3.3 million” is right for 2020, or with the CIA."),
        Sentence(f"Huge: {row.area_km2:,.0f} km², number {place_by(load, 'area')[0]} of the UN's members."),
    )


def _claim_anniversaries(load: Load) -> Finding:
    found = sorted(anniversary_rows(load), reverse=True)
    return Finding(
        found[0],
        "holds with a condition",
        Sentence(
            f"The subtractions give {found[0]}, {found[1]} and "
            f"{found[2]} years: all three are right for 2024.",
            sources=tuple(_events(load).source_id),
        ),
        Sentence("Which of them “matters” is the authors' reading."),
        Sentence("No table can settle it, though you can say what would speak for it."),
    )


def _small(load: Load) -> Finding:
    (area, of), (people, _), row = place_by(load, "area"), place_by(load, "population"), mongolia(load)
    return Finding(
        area,
        "cannot be settled",
        Sentence(f"By area it is number {area} of {of}, by people number {people}.", sources=[row.source_id]),
        Sentence(
            f"The United Nations count it in {row.un_subregion}, the article in Central Asia.",
            sources=[row.source_id_2],
        ),
        Sentence("A label needs its yardstick before it can be true or false."),
    )


CLAIMS = {
    "C01": Fact(_claim_first_member),
    "C02": Fact(_claim_people),
    "C03": Fact(_claim_anniversaries),
    "C35": Fact(_small),
}
