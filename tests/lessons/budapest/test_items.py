"""Lesson 8b's items: computed from the tables, fair to a slip, and of both sides."""

import pytest

from helpers import load, registry
from helpers.asking.check import reply
from helpers.asking.claims import Assessment
from helpers.lessons.budapest import facts, findings, items


def test_outcomes():
    outcome = {id: item.outcome(load).value for id, item in items.PREDICTIONS.items()}
    assert outcome == {"8b.made": 3, "8b.reasons": 0, "8b.days": 425}


def test_the_question_counts_the_plans_that_the_table_has():
    item = items.PREDICTIONS["8b.made"]
    assert item.high == items.made_since(load)[1] == 8 and "eight plans" in item.question
    assert "Mongolia, Hungary, Tajikistan" in item.outcome(load).says


def test_where_the_judges_had_agreed_with_hungary_no_option_would_be_right(monkeypatch):
    monkeypatch.setattr(facts, "accepted", lambda readings: 1)
    assert items.PREDICTIONS["8b.reasons"].outcome(load).value is None


@pytest.mark.parametrize(
    "id, wrong, hint",
    [
        ("8b.rate", 5.26, "lesson 8's answer"),
        ("8b.rate", 0, "bare fraction"),
        ("8b.rate", 100 / 19 + 0.08, "lesson 8's answer"),
        ("8b.article", 86, "duty to cooperate as such"),
        ("8b.article", 89, "Which asks that there be"),
        ("8b.article", 97, "raise a problem"),
        ("8b.article", 98, "another state's immunity"),
        ("8b.article", 27, "office and immunity"),
        ("8b.effect", "3 April 2026", "from the announcement"),
        ("8b.effect", "20 May 2026", "from the vote"),
        ("8b.effect", "29 April 2026", "first of two"),
    ],
)
def test_slips_are_named(id, wrong, hint):
    said = reply(id, wrong)
    assert said.word != "Right" and hint in " ".join(said.lines if hasattr(said, "lines") else [str(said)])


def test_the_right_answers_are_right_however_they_are_written():
    for id, answers in {
        "8b.rate": [5, "5 %", 0.05, "1/20"],
        "8b.article": [88, "88"],
        "8b.effect": ["2 June 2026", "2026-06-02"],
    }.items():
        assert {reply(id, one).word for one in answers} == {"Right"}, id


def test_findings():
    said = {claim: item.compute(load) for claim, item in findings.CLAIMS.items() if claim != "B1"}
    assert {claim: one.verdict for claim, one in said.items()} == {
        "B2": "holds with a condition",
        "B3": "does not hold",
        "B4": "holds",
    }
    assert "425 days" in said["B3"].says and "365 days" in said["B3"].says
    assert "no trip" in said["B4"].says and "Poland, 27 January 2025" in said["B4"].says


def test_the_law_is_an_assessment_and_gives_every_side():
    item = findings.CLAIMS["B1"]
    assert isinstance(item, Assessment) and "not guilt" in " ".join(one.text for one in item.further)
    for word in ("Hungary:", "scholars"):
        assert word in item.against
    assert "(88)" in item.for_ and "Israel's challenge" in " ".join(one.text for one in item.further)


def test_outside_the_ten_nothing_knows_the_lesson():
    assert "8b" not in registry.LESSONS and registry.OUTSIDE["8b"] == "budapest"
    assert registry.find("CHECKS", "8b.days") is None and registry.find("PREDICTIONS", "8b.days")
    assert registry.collection("BEFORE", "8b") == registry.collection("AFTER", "8b") == {}
