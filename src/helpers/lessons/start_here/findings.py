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
        Sentence(
            "Russia's state agency TASS counts the same trips.",
            "2025-01-02",
            ["tass-putin-visits-2025-01-02"],
        ),
        further=[
            Sentence("One forgotten trip to a member would overturn it; none is known to us.", first.date),
        ],
        for_=[
            Sentence(
                "It could have failed at every trip, and two lists made apart from each other agree: ours, of "
                "one report for each trip, and the agency's.",
                "2025-01-02",
                ["tass-putin-visits-2025-01-02"],
            )
        ],
        against=[
            Sentence(
                "Neither list counts occupied parts of Ukraine, which became a member on 1 January 2025 only; and "
                "a president may travel without a report.",
                "2025-01-02",
                _register(load, "UKR"),
            )
        ],
        main=("tass-putin-visits-2025-01-02", *_register(load)),
    )


def _register(load: Load, iso3: str = "MNG") -> tuple[str, ...]:
    """Where it stands that a state is a member of the Court."""
    return tuple(load("states_parties").query("iso3 == @iso3").source_id)


def _first_member_sources(load: Load) -> tuple[str, ...]:
    """The visit's own sources, the register of members, and those of the trips before it."""
    visits = load("suspect_visits").query("row_kind == 'visit'")
    visit = visits.query("iso3 == 'MNG' and suspect == 'Vladimir Putin'").iloc[0]
    trips = visits.merge(trips_by(load)[["iso3", "date"]]).source_id
    return (visit.source_id, visit.source_id_2, *_register(load), *trips)


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
        Sentence(
            f"Huge: {row.area_km2:,.0f} km², number {place_by(load, 'area')[0]} of the UN's "
            f"{place_by(load, 'area')[1]} members.",
            sources=[row.source_id],
        ),
        for_=[
            Sentence(
                "“About” leaves room, and the CIA's own estimate for the year of the article rounds to 3.3.",
                sources=[row.source_id],
            )
        ],
        against=[
            Sentence(
                f"The World Bank has {people[2023]:.2f} million for 2023: a number without a year leaves out the "
                "growth since 2020.",
                2023,
                bank,
            )
        ],
        main=(*bank, row.source_id),
    )


def _claim_anniversaries(load: Load) -> Finding:
    found, events = sorted(anniversary_rows(load), reverse=True), tuple(_events(load).source_id)
    return Finding(
        found[0],
        "holds with a condition",
        Sentence(
            f"The subtractions give {found[0]}, {found[1]} and "
            f"{found[2]} years: all three are right for 2024.",
            sources=events,
        ),
        Sentence("Which of them “matters” is the authors' reading, and no table can settle it."),
        for_=[
            Sentence(
                "The battle was the stated reason: in October 2023 Mongolia's president invited Russia's to its "
                "85th anniversary.",
                "2023-10-17",
                ["tass-2023-10-17-khalkhin-gol"],
            ),
            Sentence(
                "The treaty of 2019 has no end, and a partnership binds where a memory does not.",
                sources=events,
            ),
        ],
        against=[
            Sentence(
                "Presidents also came to the battle's anniversaries of 2009 and 2019: the custom needs no deeper "
                "reason.",
                sources=("kremlin-2009", "rferl-2019"),
            )
        ],
        main=events,
    )


def _small(load: Load) -> Finding:
    (area, of), (people, _), row = place_by(load, "area"), place_by(load, "population"), mongolia(load)
    dense, _ = place_by(load, "people per km²")
    return Finding(
        area,
        "cannot be settled",
        Sentence(f"By area it is number {area} of {of}, by people number {people}.", sources=[row.source_id]),
        Sentence(
            f"The United Nations count it in {row.un_subregion}, the article in Central Asia.",
            sources=[row.source_id_2],
        ),
        Sentence("A label needs its yardstick before it can be true or false."),
        for_=[
            Sentence(
                f"It is number {dense} of {of} by people per km², and small beside neighbours of "
                f"{_people_of(load, 'RUS')} and {_people_of(load, 'CHN')} people.",
                sources=[row.source_id],
            )
        ],
        against=[
            Sentence(
                f"Only {area - 1} members of the United Nations have more land, and the United Nations' own "
                "list of regions puts none of it in Central Asia.",
                sources=(row.source_id, row.source_id_2),
            )
        ],
        main=(row.source_id, row.source_id_2),
    )


def _people_of(load: Load, iso3: str) -> str:
    people = load("countries").set_index("iso3").population[iso3]
    return f"{people / 1e9:.1f} billion" if people >= 1e9 else f"{people / 1e6:.0f} million"


CLAIMS = {
    "C01": Fact(_claim_first_member),
    "C02": Fact(_claim_people),
    "C03": Fact(_claim_anniversaries),
    "C35": Fact(_small),
}
