"""What the tables say of the claims that lesson 0 judges."""

from __future__ import annotations

from helpers.asking.claims import Fact, Finding
from helpers.lessons.start_here.facts import ranked, trips_until

EVENTS = ("Khalkhin Gol", "Ulaanbaatar Railway company", "strategic partnership with Russia")


# --- cycle 1 ----------------------------------------------------------------------------------------------------


def mongolia(load):
    return load("countries").set_index("iso3").loc["MNG"]


def place_by(load, measure):
    rows = ranked(load("countries"), measure).set_index("country")
    return int(rows["rank"]["Mongolia"]), len(rows)


# --- cycle 2 ----------------------------------------------------------------------------------------------------


def population(load):
    rows = load("income_population").query("iso3 == 'MNG'").dropna(subset="population")
    return rows.set_index("year").population / 1e6


def _events(load):
    """The three rows of the timeline whose anniversaries the article names."""
    events = load("timeline")
    return events[events.event.str.contains("|".join(EVENTS))].sort_values("date")


def anniversary_rows(load):
    return set((2024 - _events(load).date.dt.year).tolist())


# --- cycle 3 ----------------------------------------------------------------------------------------------------


def trips_by(load, month="2024-08"):
    return trips_until(load("suspect_visits"), load("states_parties"), month)


def _visit(load):
    """The row of the visit itself."""
    return load("suspect_visits").query(
        "iso3 == 'MNG' and row_kind == 'visit' and suspect == 'Vladimir Putin'"
    )


# --- claims -----------------------------------------------------------------------------------------------------


def _claim_first_member(load):
    before, after = trips_by(load), trips_by(load, "2024-09")
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
        load("suspect_visits").merge(trips_by(load)[["iso3", "date"]]).query("row_kind == 'visit'").source_id
    )
    return tuple(dict.fromkeys([visit.source_id, visit.source_id_2, *register, *trips]))


def _claim_people(load):
    people = population(load)
    row = mongolia(load)
    return Finding(
        people[2024],
        "holds with a condition",
        f"{people[2020]:.2f} million in 2020 and {people[2024]:.2f} million in 2024 by the World Bank; "
        f"{row.population / 1e6:.2f} million in {row.population_year} by the CIA. “About 3.3 million” is right for 2020, or "
        f"with the CIA. Huge: {row.area_km2:,.0f} km², number {place_by(load, 'area')[0]} of the UN's members.",
        sources=tuple(load("income_population").query("iso3 == 'MNG' and year == 2020").source_id)
        + (row.source_id,),
    )


def _claim_anniversaries(load):
    found = sorted(anniversary_rows(load), reverse=True)
    return Finding(
        found[0],
        "holds with a condition",
        f"The subtractions give {found[0]}, {found[1]} and {found[2]} years: all three are right for 2024. Which of them "
        "“matters” is the authors' reading. No table can settle it, though you can say what would speak for it.",
        sources=tuple(_events(load).source_id),
    )


def _small(load):
    area, of = place_by(load, "area")
    people, _ = place_by(load, "population")
    row = mongolia(load)
    return Finding(
        area,
        "cannot be settled",
        f"By area it is number {area} of {of}, by people number {people}. The United Nations count it in "
        f"{row.un_subregion}, the article in Central Asia. A label needs its yardstick before it can be true or false.",
        sources=(row.source_id, row.source_id_2),
    )


CLAIMS = {
    "C01": Fact(_claim_first_member),
    "C02": Fact(_claim_people),
    "C03": Fact(_claim_anniversaries),
    "C35": Fact(_small),
}
