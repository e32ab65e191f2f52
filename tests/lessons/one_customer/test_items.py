"""Lesson 3's items: what is right is computed, and the figures its sentences name stand in the tables."""

import re

import pytest

from helpers import load
from helpers.lessons.one_customer import findings, items


def test_outcomes():
    assert items.PREDICTIONS["3.china_1991"].outcome(load).value == 10
    peers = items.PREDICTIONS["3.peers_90"].outcome(load)
    assert peers.value == 2 and "Bhutan" in peers.says and "Mongolia" in peers.says
    assert items.PREDICTIONS["3.russia_2023"].outcome(load).value is None


def test_expected_answers():
    assert items.CHECKS["3.years_near_90"].expected(load) == {2012, 2023}
    assert items.CHECKS["3.hhi_2023"].expected(load) == pytest.approx(0.92**2 + 0.06**2 + 0.01**2, abs=1e-6)
    assert items.CHECKS["3.invisible"].expected(load) == pytest.approx(100 * (1 - 40.5 / 57))
    assert items.CHECKS["3.non_energy"].expected(load) == pytest.approx(43.7, abs=0.1)


def test_the_range_of_the_peers_question_is_the_number_of_countries():
    economies = load("landlocked_peers").country.nunique()
    assert items.PREDICTIONS["3.peers_90"].high == economies
    assert f"holds {economies} economies" in items.PREDICTIONS["3.peers_90"].question


def test_figures_named_in_hints_are_those_of_the_tables():
    partners = load("trade_partners")
    said = " ".join(hint.say for check in items.CHECKS.values() for hint in check.hints)
    for figure in ("93.3", "40.5", "57"):
        assert re.search(rf"\b{re.escape(figure)}\b", said)
        assert (partners.share_percent == float(figure)).any()


@pytest.mark.parametrize(
    "claim, verdict, number",
    [("C15", "holds with a condition", 92), ("C16", "holds", 62), ("C17", "holds with a condition", 43.7)],
)
def test_findings(claim, verdict, number):
    finding = findings.CLAIMS[claim].compute(load)
    assert finding.verdict == verdict and finding.value == pytest.approx(number, abs=0.1)
    assert set(finding.sources) <= set(load("sources").source_id)


def test_the_quiz_has_five_items_of_which_two_reach_back_and_a_reason_for_every_option():
    assert len(items.QUIZ) == 5
    assert sum("From lesson" in question.prompt for question in items.QUIZ.values()) == 2
    for question in items.QUIZ.values():
        assert set(question.why) == set(range(len(question.options)))
