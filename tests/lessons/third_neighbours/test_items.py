"""Lesson 6's items: what is right is computed, and each misconception gets its own hint."""

import pytest

from helpers import load
from helpers.asking.check import reply
from helpers.lessons.third_neighbours import findings, items


def test_outcomes():
    values = {id: item.outcome(load).value for id, item in items.PREDICTIONS.items()}
    line = values.pop("6.russia_place")
    assert (
        round(line[1992]) == 17 and round(max(line.values())) == 49 and line[2025] == pytest.approx(300 / 190)
    )
    assert values == {
        "6.who_moved": 1,
        "6.with_china": 10,
        "6.came_2024": 7,
        "6.four_buyers": 1.3,
    }


def test_expected_answers():
    expected = {id: item.expected(load) for id, item in items.CHECKS.items()}
    assert expected.pop("6.left_out") == ["Switzerland"]
    assert expected == {
        "6.ten": pytest.approx(7 / 9),
        "6.usa_2025": pytest.approx(3 / 190),
        "6.britain": pytest.approx(41 / 191),
        "6.abstained": pytest.approx(24 / 27),
        "6.neighbours": pytest.approx(27 / 88),
    }


@pytest.mark.parametrize(
    "id, answer, said",
    [
        ("6.ten", 7 / 10, "divided by ten"),
        ("6.ten", 8 / 9, "abstention"),
        ("6.ten", 7.5 / 9, "graded"),
        ("6.ten", 7, "Divide"),
        ("6.usa_2025", 138 / 189, "South Korea"),
        ("6.usa_2025", 2 / 6, "six"),
        ("6.britain", 3 / 190, "both codes"),
        ("6.abstained", 24 / 29, "29"),
        ("6.abstained", 10 / 27, "China"),
        ("6.left_out", "Slovenia", "is in the article"),
        ("6.left_out", "Cameron", "person"),
        ("6.left_out", "UK", "is in the article"),
        ("6.left_out", "France", "No guest"),
        ("6.abstained", 24, "mean"),
        ("6.ten", 2, "not alike"),
        ("6.neighbours", 27, "mean"),
        ("6.neighbours", 15 / 88, "one neighbour"),
    ],
)
def test_each_misconception_has_its_hint(id, answer, said):
    assert said in reply(id, answer).text


@pytest.mark.parametrize(
    "id, answer",
    [
        ("6.ten", "7/9"),
        ("6.ten", "78 %"),
        ("6.usa_2025", 0.0158),
        ("6.usa_2025", "1.6 %"),
        ("6.usa_2025", 0.02),
        ("6.britain", 0.2147),
        ("6.abstained", 24 / 27),
        ("6.left_out", "switzerland"),
        ("6.neighbours", 0.307),
    ],
)
def test_right_answers_are_right(id, answer):
    assert reply(id, answer).word == "Right"


@pytest.mark.parametrize(
    "claim, verdict, number",
    [
        ("C10", "cannot be settled", 1.27),
        ("C11", "holds with a condition", 9),
        ("C12", "holds", 6),
        ("C13", "holds", 4),
        ("C14", "holds", 5),
        ("C26", "holds with a condition", 8),
        ("C27", "holds with a condition", 2),
        ("C39", "holds with a condition", 3),
    ],
)
def test_findings(claim, verdict, number):
    finding = findings.CLAIMS[claim].compute(load)
    assert finding.verdict == verdict and finding.value == pytest.approx(number, abs=0.05)
    assert finding.sources and set(finding.sources) <= set(load("sources").source_id)


def test_the_assessment_names_sources_that_exist():
    assert set(findings.CLAIMS["C37"].sources) <= set(load("sources").source_id)


def test_nothing_speaks_of_the_court():
    said = " ".join(
        [findings.CLAIMS[claim].compute(load).says for claim in findings.CLAIMS if claim != "C37"]
        + [item.outcome(load).says for item in items.PREDICTIONS.values()]
    )
    assert "Court" not in said and "arrest" not in said


def test_the_quiz_has_five_items_of_which_two_reach_back_and_a_reason_for_every_option():
    assert len(items.QUIZ) == 5
    assert sum("From lesson" in question.prompt for question in items.QUIZ.values()) == 2
    for question in items.QUIZ.values():
        assert set(question.why) == set(range(len(question.options)))
