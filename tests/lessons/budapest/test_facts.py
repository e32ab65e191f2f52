"""The numbers of lesson 8b are those of the tables, and its class ends on the eve of the visit."""

import pandas as pd
import pytest

from helpers import load
from helpers.lessons.budapest import facts

VISITS = load("suspect_visits")


def test_plans_are_all_of_leaders_in_office_and_nobody_was_arrested():
    rows = facts.known_plans(VISITS)
    assert set(rows.result) == {"made", "called off"} and not rows.arrested.any()
    assert set(rows.office) == {"in office"}
    counts = rows[rows.member].groupby("since").result.value_counts()
    assert counts[False].to_dict() == {"made": 17, "called off": 6}
    assert counts[True].to_dict() == {"made": 3, "called off": 5}


def test_the_class_ends_on_the_eve_and_holds_the_visit_to_mongolia():
    rows = facts.before_budapest(VISITS)
    assert rows.date.max() < facts.EVE and "HUN" not in set(rows.iso3) and rows.member.all()
    assert rows.iso3.iloc[-1] == "MNG" and len(rows) == 18
    assert facts.rate_on_the_eve(VISITS) == pytest.approx(100 / 20)


def test_a_plan_whose_end_nobody_checked_is_in_no_count():
    planned = VISITS[(VISITS.iso3 == "HUN") & (VISITS.row_kind == "planned")]
    assert len(planned) == 1 and not set(planned.visit_id) & set(facts.known_plans(VISITS).visit_id)


def test_the_guests_trips_to_europe_up_to_the_visit():
    rows = facts.trips_to_europe(VISITS, load("countries"))
    assert rows.host.tolist() == ["Poland", "Hungary"] and rows.result.tolist() == ["called off", "made"]


def test_the_way_out_is_a_year_only_from_the_notice():
    rows = facts.way_out(load("budapest_steps")).set_index("counted_from")
    assert rows.days.to_dict() == {
        "the announcement": 425,
        "the first vote": 399,
        "the final vote": 378,
        "the written notice": 365,
    }
    hungary = load("states_parties").set_index("iso3").loc["HUN"]
    assert rows.date["the written notice"] == hungary.withdrawal_notice and pd.isna(hungary.withdrew)


def test_each_side_speaks_once_on_a_point_and_newspapers_stand_apart():
    readings = load("budapest_readings")
    sides, papers = facts.sides(readings), facts.newspapers(readings)
    assert len(sides) == 5 and len(papers) == 3 and not set(papers.who) & set(sides)
    assert facts.accepted(readings) == 0
    agreed = readings.assign(answer=readings.answer.where(readings.reading != "Hungary, 2025", "no-excuse"))
    assert facts.accepted(agreed) == 1


def test_what_mongolia_told_the_press_is_not_what_it_told_the_judges():
    rows = facts.two_answers(load("legal_positions"))
    press, judges = (
        " ".join(rows.what_it_said[rows.to_whom == whom]) for whom in ("the press", "the judges")
    )
    assert "oil products" in press and "oil" not in judges and "Article 27" in judges
    assert rows.to_whom.tolist() == sorted(rows.to_whom, reverse=True)


def test_steps_are_told_by_day_with_their_caution():
    steps = load("budapest_steps")
    court, hungary = (facts.steps_of(steps, actor) for actor in ("The Court", "Hungary"))
    assert list(steps.date) == sorted(steps.date) and len(court) + len(hungary) == len(steps)
    assert court.when.iloc[0] == "21 November 2024" and "SINGLE SOURCE" in hungary.what.iloc[-1]
