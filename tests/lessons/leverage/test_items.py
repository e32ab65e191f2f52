"""Lesson 5's items: what is right is computed, and the figures its sentences name stand in the tables."""

from datetime import date

import pytest

from helpers import load
from helpers.asking import check
from helpers.asking.claims import joined, known_by
from helpers.lessons.leverage import findings, items


@pytest.mark.parametrize(
    "id, value",
    [
        ("5.political", 3),
        ("5.concert", 60),
        ("5.opposite", 10.1),
        ("5.exceptions", 3),
        ("5.guests", 23.1),
    ],
)
def test_outcomes(id, value):
    item = items.PREDICTIONS[id]
    outcome = item.outcome(load)
    assert outcome.value == pytest.approx(value, abs=0.05) and outcome.says and outcome.rests_on
    item.read(round(outcome.value))


def test_the_line_of_coal_is_the_sum_of_its_months():
    item = items.PREDICTIONS["5.december"]
    outcome = item.outcome(load)
    assert list(outcome.value) == list(item.years) and "rose by 45 %" in outcome.says
    assert outcome.value[2016] == pytest.approx(25.8, abs=0.05) and outcome.value[2021] == min(
        outcome.value.values()
    )
    assert "million tonnes, 14.5 the year before" in outcome.says
    known = item.known(load)
    assert list(known) == list(range(2011, 2016)) and known[2015] == pytest.approx(14.5, abs=0.05)


def test_the_question_counts_the_cuts_as_the_table_does():
    cuts = load("leverage_episodes").query("kind == 'disruption'")
    item = items.PREDICTIONS["5.political"]
    assert len(cuts) == item.high == 10 and "Ten" in item.question


def test_expected_answers():
    assert items.CHECKS["5.years"].expected(load) == {2002, 2006, 2016}
    assert items.CHECKS["5.apart"].expected(load) == 5
    own, others = 100 * (2.49 / 2.739 - 1), 100 * (13.63 / 10.891 - 1)
    assert items.CHECKS["5.beyond"].expected(load) == pytest.approx(own - others, abs=0.05)


def test_the_untouched_cell_of_the_years_is_a_blank():
    cuts = load("leverage_episodes").query("kind == 'disruption'")
    untouched = cuts.query("political == False").date.dt.year
    assert check.reply("5.years", untouched).word == "Your turn"


@pytest.mark.parametrize(
    "id, wrong, hint",
    [
        ("5.beyond", -9.1, "own change"),
        ("5.beyond", 25.15, "baseline alone"),
        ("5.beyond", 34.2, "other way round"),
        ("5.beyond", 16.1, "added"),
        ("5.beyond", -0.36, "divided"),
        ("5.apart", 10, "every other time"),
        ("5.apart", 90, "small state keeps"),
        ("5.apart", 45, "then halve"),
        ("5.apart", 20, "stand together"),
        ("5.years", [2002, 2006, 2016, 2017], "both kinds"),
        ("5.years", [2024], "kind"),
    ],
)
def test_misconceptions_get_their_own_hint(id, wrong, hint):
    reply = check.reply(id, wrong)
    assert reply.word == "Not yet" and hint in reply.text


@pytest.mark.parametrize(
    "id, right",
    [
        ("5.beyond", -34.24),
        ("5.beyond", "-34"),
        ("5.apart", 5),
        ("5.apart", "5 points"),
        ("5.years", {2002, 2006, 2016}),
    ],
)
def test_right_answers_are_right(id, right):
    assert check.reply(id, right).word == "Right"


@pytest.mark.parametrize(
    "claim, number, said",
    [
        ("C23", 45.3, ["rose by 45 %", "42 of 185 other", "is not shown", "foreign minister"]),
        ("C24", 20, ["20 days", "31 of 100", "opposite in 10", "can't be refuted"]),
        ("C25", 7, ["7 reports", "1,955 million dollars in 2021, 2,611 in 2022", "2,785 in 2025"]),
    ],
)
def test_findings(claim, number, said):
    finding = findings.CLAIMS[claim].compute(load)
    assert finding.verdict == "holds with a condition" and finding.value == pytest.approx(number, abs=0.1)
    assert all(words in finding.says for words in said), finding.says
    assert set(finding.sources) <= set(load("sources").source_id)


def test_what_could_be_said_on_the_eve_knows_no_later_figure():
    for claim, then, later in (
        ("C23", "39 of 159", "of 185"),
        ("C25", "5 reports", "2025"),
        ("C25", "2,386 in 2023", "2024"),
    ):
        said = joined(known_by(findings.CLAIMS[claim].compute(load).opening, date(2024, 9, 1)))
        assert then in said and later not in said


def test_it_is_never_said_that_there_was_no_effect():
    words = " ".join(
        [findings.CLAIMS["C23"].compute(load).says, items.PREDICTIONS["5.december"].outcome(load).says]
    )
    assert "no effect" not in words and "did not" not in words


def test_the_assessment_gives_reasons_on_both_sides():
    view = findings.CLAIMS["C38"]
    assert view.for_ and view.against and set(view.sources) <= set(load("sources").source_id)


def test_every_claim_of_the_lesson_is_asked_with_its_id():
    claims = load("claims")
    asked = {item.claim for item in items.PREDICTIONS.values()}
    assert set(claims.claim_id[claims.lesson == 5]) == set(findings.CLAIMS) == asked


def test_every_question_explains_every_option():
    assert all(set(q.why) == set(range(len(q.options))) for q in items.QUIZ.values())
    assert sum(q.prompt.startswith("From lesson") for q in items.QUIZ.values()) == 2


def test_nothing_of_the_arrest_or_the_finding_is_said():
    words = " ".join(
        [
            *(item.outcome(load).says for item in items.PREDICTIONS.values()),
            *(claim.compute(load).says for claim in findings.CLAIMS.values() if hasattr(claim, "compute")),
        ]
    ).lower()
    assert "arrest" not in words and "court" not in words
