"""Lesson 3's items: what is right is computed, and the figures its sentences name stand in the tables."""

import re
from datetime import date

import pytest

from helpers import load
from helpers.asking.check import reply
from helpers.asking.claims import joined
from helpers.lessons.one_customer import facts, findings, items


def test_outcomes():
    drawn = items.PREDICTIONS["3.china_1991"]
    china = drawn.outcome(load).value
    assert (china[1991], china[2000], china[2023]) == (10, 60, 92) and set(china) <= set(drawn.years)
    assert {1993, 2013, 2020}.isdisjoint(china), "years that the Factbook leaves out"
    assert "when 75 % still went to the Soviet Union" in drawn.outcome(load).says
    said = drawn.compared([50] * len(drawn.years), china)
    assert "It rose; your line stayed level." in said and "largest step came 1998 to 2000" in said
    peers = items.PREDICTIONS["3.peers_90"].outcome(load)
    assert peers.value == 2 and "Bhutan" in peers.says and "Mongolia" in peers.says
    assert items.PREDICTIONS["3.russia_2023"].outcome(load).value is None


def test_expected_answers():
    near = items.CHECKS["3.years_near_90"].expected(load)
    assert near == {2011, 2012, 2014, 2019, 2022, 2023, 2024, 2025}
    assert items.CHECKS["3.hhi_2023"].expected(load) == pytest.approx(0.8447, abs=1e-4)
    assert items.CHECKS["3.invisible"].expected(load) == pytest.approx(100 * (1 - 40.79 / 57))
    assert items.CHECKS["3.energy_needed"].expected(load) == 19


@pytest.mark.parametrize(
    "id, answer, word",
    [
        ("3.energy_needed", 18, "a little less than half"),
        ("3.energy_needed", 18.42, "Right"),
        ("3.energy_needed", 19, "Right"),
        ("3.energy_needed", "19 %", "Right"),
        ("3.energy_needed", 20, "already has more than half"),
        ("3.invisible", 39.7, "too large, seen from 40.8"),
        ("3.invisible", 28, "Right"),
        ("3.invisible", 0.29, "Right"),
        ("3.hhi_2023", 0.84, "Right"),
        ("3.hhi_2023", 0.85, "Right"),
    ],
)
def test_sensible_rounding_is_right_and_each_slip_has_its_sentence(id, answer, word):
    said = reply(id, answer)
    assert said.word == word or word in said.text


def test_the_range_of_the_peers_question_is_the_number_of_countries():
    economies = load("landlocked_peers").country.nunique()
    assert items.PREDICTIONS["3.peers_90"].high == economies
    assert f"holds {economies} economies" in items.PREDICTIONS["3.peers_90"].question


def test_figures_named_in_hints_are_those_of_the_tables():
    shares = {*load("trade_partners").share_percent}
    shares |= {*facts.office_shares(load("trade_partners_official")).share_percent.round(1)}
    said = " ".join(hint.say for check in items.CHECKS.values() for hint in check.hints)
    for figure in ("93.3", "86.8", "40.8", "57"):
        assert re.search(rf"\b{re.escape(figure)}\b", said)
        assert float(figure) in shares


@pytest.mark.parametrize(
    "claim, verdict, number, words",
    [
        ("C15", "holds", 91.8, "91.8 % of Mongolia's exports in 2023 and 88.2 % in 2022"),
        ("C16", "holds", 75.9, "coal was 58.6 % and copper concentrate 17.3 %"),
        ("C17", "holds with a condition", 18.4, "over 18.4 % of imports"),
    ],
)
def test_findings(claim, verdict, number, words):
    finding = findings.CLAIMS[claim].compute(load)
    assert finding.verdict == verdict and finding.value == pytest.approx(number, abs=0.1)
    assert words in finding.says
    assert set(finding.sources) <= set(load("sources").source_id)


def test_what_is_said_beside_the_findings():
    ninety, goods, energy = (findings.CLAIMS[claim].compute(load) for claim in ("C15", "C16", "C17"))
    assert "8 of the 21 years" in ninety.for_ and "only 2012 and 2023" in ninety.against
    assert "6 of the 19 years" in ninety.sides[0][0].at(date(2024, 9, 1)).text
    assert "73.6 to 76.1 %" in joined(goods.further) and "At least 70 %" in goods.for_
    assert all(figure in joined(energy.further) for figure in ("26.4", "19.5", "22.4", "44 %"))
    assert "711 dollars" in energy.against and "19.0 % in 2019" in energy.for_


def test_the_quiz_has_five_items_of_which_two_reach_back_and_a_reason_for_every_option():
    assert len(items.QUIZ) == 5
    assert sum("From lesson" in question.prompt for question in items.QUIZ.values()) == 2
    for question in items.QUIZ.values():
        assert set(question.why) == set(range(len(question.options)))
