"""Lesson 4's items: what is right is computed, and the figures its sentences name stand in the tables."""

import re

import pytest

from helpers import load
from helpers.asking.check import reply
from helpers.asking.claims import Assessment
from helpers.lessons.fuel_and_rails import findings, items
from helpers.lessons.fuel_and_rails.facts import (
    BAN,
    assumptions,
    barrels,
    deepest,
    import_steps,
    least_help,
    power_2021,
    stocks,
    stocks_at_pace,
)
from helpers.models.fuel_shock import days_until_empty


def test_outcomes():
    assert items.PREDICTIONS["4.own_fuel"].outcome(load).value == 0
    assert items.PREDICTIONS["4.days"].outcome(load).value == pytest.approx(80335 / 2770)
    lamp = items.PREDICTIONS["4.lamp"].outcome(load)
    assert lamp.value is None and all(share in lamp.says for share in ("27 %", "6 %", "21 %"))
    halves = items.PREDICTIONS["4.halves"]
    assert halves.options[halves.outcome(load).value] == "one"


def test_figures_named_in_the_question_on_crude_are_those_of_the_table():
    fuel = load("fuel_electricity")
    question = items.PREDICTIONS["4.own_fuel"].question
    for carrier, measure in (("crude oil", "production"), ("oil products", "consumption")):
        assert f"{barrels(fuel, carrier, measure, 2015):,.0f}" in question


def test_expected_answers():
    assert items.CHECKS["4.pumped_2023"].expected(load) == pytest.approx(100 * 15000 / 39000)
    assert items.CHECKS["4.used"].expected(load) == pytest.approx(100 * 490 / 7718.9, abs=0.01)
    assert items.CHECKS["4.no_day"].expected(load) == 48
    assert items.CHECKS["4.with_help"].expected(load) == pytest.approx(14 + (80335 / 2770 - 14) / 0.62)


def test_what_the_untouched_cells_give_is_taken_for_a_blank():
    fuel = load("fuel_electricity")
    diesel, power = stocks(fuel).iloc[0], power_2021(fuel, load("electricity_balance"))
    untouched = {
        "4.pumped_2023": 100
        * barrels(fuel, "crude oil", "production", 2015)
        / barrels(fuel, "oil products", "consumption", 2015),
        "4.used": 100 * power[0] / power[1],
        "4.with_help": days_until_empty(stock_days=diesel.tonnes / diesel.tonnes_a_day, cut=1.0),
    }
    for id, value in untouched.items():
        assert items.CHECKS[id].untouched == value
        assert reply(id, value).word == "Your turn"


@pytest.mark.parametrize(
    "id, answer, hint",
    [
        ("4.pumped_2023", 100 * 15000 / 26000, "both calls"),
        ("4.pumped_2023", 100 * 23180 / 39000, "both calls"),
        ("4.pumped_2023", 260, "other way round"),
        ("4.used", 100 * 490 / 7825.3, "generated at home"),
        ("4.used", 100 * 490 / (1823.1 + 7825.3), "never reached a lamp"),
        ("4.used", 21.1, "hardest hour"),
        ("4.with_help", 80335 / 2770 / 0.62, "first day"),
        ("4.with_help", 2 * 80335 / 2770, "half a cut"),
        ("4.no_day", 38, "where the slider opens"),
        ("4.no_day", 50, "is it the smallest"),
    ],
)
def test_misconceptions_get_their_own_hint(id, answer, hint):
    said = reply(id, answer)
    assert said.word == "Not yet" and hint in said.text


@pytest.mark.parametrize(
    "id, answer",
    [
        ("4.pumped_2023", 38.5),
        ("4.used", 6.35),
        ("4.used", "6.3 %"),
        ("4.with_help", 38.2),
        ("4.no_day", 48),
        ("4.no_day", 0.48),
    ],
)
def test_right_answers_are_right(id, answer):
    assert reply(id, answer).word == "Right"


@pytest.mark.parametrize(
    "claim, verdict, number",
    [
        ("C18", "holds", 95),
        ("C19", "holds with a condition", 6.3),
        ("C20", "does not hold", 1),
        ("C21", "holds", 5.1 / 2.3),
    ],
)
def test_findings(claim, verdict, number):
    finding = findings.CLAIMS[claim].compute(load)
    assert finding.verdict == verdict and finding.value == pytest.approx(number, abs=0.01)
    assert set(finding.sources) <= set(load("sources").source_id)


def test_diesel_of_2016_was_russian_for_the_most_part_even_at_the_worst():
    assert findings.least_diesel(load) == pytest.approx(100 * (50 - 7) / 50)


def test_the_fear_rests_on_figures_of_the_tables():
    fear, fuel, petroleum = findings.CLAIMS["C22"], load("fuel_electricity"), load("petroleum_by_month")
    assert isinstance(fear, Assessment) and len(fear.says.split()) <= 60
    tank = stocks(fuel).tonnes[0] / stocks(fuel).tonnes_a_day[0]
    assert f"{tank:.0f} days of diesel" in fear.for_
    helped = days_until_empty(stock_days=tank, delay_days=14, substitute=0.38) - tank
    assert round(helped) == 9 and "about nine" in fear.for_
    later = stocks_at_pace(fuel, petroleum).set_index("fuel").days_at_that_pace["diesel"]
    assert f"the same tonnes last {later:.0f} days" in fear.for_
    fall, place = deepest(import_steps(petroleum), *BAN[-1])
    assert f"fell by {-fall:.0f} %" in fear.says and place == 1 and petroleum.year.min() == 2021
    lower, all_fuel = (
        -deepest(import_steps(petroleum, what, "a year before"), *BAN[-1])[0]
        for what in ("diesel", "all oil products")
    )
    assert f"diesel was down by {lower:.0f} %, all fuel by {all_fuel:.0f} %" in fear.against
    episodes = load("leverage_episodes").query(
        "actor.str.contains('Russia') and instrument_kind == 'fuel' and kind == 'disruption'"
    )
    assert set(re.findall(r"20\d\d", fear.says)) <= set(episodes.date.dt.year.astype(str))
    assert episodes[episodes.date.dt.year == 2023].what_happened.str.contains("about two weeks").all()
    facts = load("lesson_facts").set_index("fact_id").fact
    assert all(one in facts["soviet-oil-1992"] for one in ("600", "700", "325", "400"))  # 1,300 and 725
    assert "eleven freight trains and four" in facts["railway-diesel-2011"]  # fifteen


def test_nothing_said_names_how_the_visit_ended():
    spoken = " ".join(findings.CLAIMS[c].compute(load).says for c in ("C18", "C19", "C20", "C21"))
    ids = {s for c in ("C18", "C19", "C20", "C21") for s in findings.CLAIMS[c].compute(load).sources} | set(
        findings.FEAR.sources
    )
    titles = " ".join(load("sources").set_index("source_id").title[list(ids)])
    assert not re.search(r"arrest|ICC|warrant", spoken + titles)


def test_the_goal_of_the_sliders_cannot_be_reached_by_help_alone_at_the_pace_of_2024():
    inputs = assumptions(load("fuel_electricity"), load("petroleum_by_month"))
    later = stocks_at_pace(load("fuel_electricity"), load("petroleum_by_month"))
    assert items.AT_2024["days_in_store"] == round(later.set_index("fuel").days_at_that_pace["diesel"])
    assert least_help(inputs) == 48 and least_help(inputs, **items.AT_2024) is None
    assert least_help(inputs, cut_percent=0) == 0
    said = reply("4.no_day", 48).text
    assert "48 % of a usual day" in said and "not even 60 % is enough, unless people save 20 %" in said


def test_the_quiz_has_five_items_of_which_two_reach_back_and_a_reason_for_every_option():
    assert len(items.QUIZ) == 5
    assert sum("From lesson" in question.prompt for question in items.QUIZ.values()) == 2
    for question in items.QUIZ.values():
        assert set(question.why) == set(range(len(question.options)))
