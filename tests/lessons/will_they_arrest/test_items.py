"""Lesson 8's items: computed from the tables, fair to the forecaster, and silent on what came after the visit's eve."""

import json
import re
from pathlib import Path

import pytest

from helpers import load
from helpers.asking.check import reply
from helpers.asking.claims import Assessment
from helpers.lessons.will_they_arrest import facts, findings, items, kept
from helpers.models.forecasting import succession
from helpers.registry import collection

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "08_will_they_arrest.ipynb"
TRIPS = [f"8.trip_{letter}" for letter in "abcdefgh"]


def test_outcomes():
    outcome = {id: item.outcome(load).value for id, item in collection("PREDICTIONS", 8).items()}
    assert outcome["8.seventeen"] == 0 and outcome["8.mongolia"] == 0
    assert outcome["8.called_off"] == round(100 * 6 / 23)
    assert [id for id in TRIPS if outcome[id] == 100] == ["8.trip_b", "8.trip_c"]
    assert set(outcome) == {*TRIPS, "8.seventeen", "8.called_off", "8.mongolia"}


def test_the_range_of_the_first_question_is_the_number_of_visits():
    item = collection("PREDICTIONS", 8)["8.seventeen"]
    assert item.high == findings.visits_to_members(load)[1] == 17 and "17 visits" in item.question


@pytest.mark.parametrize("id", TRIPS)
def test_a_case_names_nobody_and_no_date_but_states_what_the_table_knows(id):
    row = facts.series(load("suspect_visits")).loc[id[-1]]
    text = collection("PREDICTIONS", 8)[id].question
    for name in {*row.suspect.split(), row.host, row.iso3, row.when.split()[-1], str(row.date.year)}:
        assert name not in text
    assert ("is a member" in text) == row.member and ("in office" in text) == (row.office == "in office")
    assert not re.search(r"called off|came|custody(?! )", text.replace("with him in custody", ""))


def test_what_is_said_of_case_g_is_what_the_tables_say():
    text = collection("PREDICTIONS", 8)["8.trip_g"].question
    visits = load("suspect_visits").query(
        "suspect == 'Omar al-Bashir' and row_kind == 'visit' and date < '2018-07-07'"
    )
    assert f"knows before this: {len(visits)}, {visits.is_state_party_at_time.sum()} of them" in text
    assert f"{(visits.iso3 == 'UGA').sum()} to state G" in text
    assert "findings of the Court against state G: 1." in text


def test_a_probability_is_answered_with_its_score_not_its_distance():
    item = collection("PREDICTIONS", 8)["8.mongolia"]
    assert "0.04 " in item.compared(20, 0.0) and "too high" not in item.compared(20, 0.0)
    assert "0.64 " in item.compared(20, 100.0)


def test_expected_answers():
    assert items.CHECKS["8.rule"].expected(load) == pytest.approx(100 / 19)
    assert items.CHECKS["8.not_made"].expected(load) == pytest.approx(6 / 23)
    assert items.CHECKS["8.friend"].expected(load) == pytest.approx(0.025)


@pytest.mark.parametrize(
    "id, wrong, hint",
    [
        ("8.rule", 0, "bare fraction"),
        ("8.rule", 1 / 18, "nothing below|only one below"),
        ("8.rule", 1 / 17, "nothing below"),
        ("8.rule", 0.153, "upper end"),
        ("8.not_made", 17 / 23, "was made"),
        ("8.not_made", 6 / 17, "divided by"),
        ("8.not_made", 6, "how many"),
        ("8.friend", 0.05, "divide by two"),
        ("8.friend", 0.15, "squares"),
        ("8.friend", 0.425, "happened"),
        ("8.friend", 250, "fractions"),
    ],
)
def test_each_misconception_gets_its_hint(id, wrong, hint):
    assert re.search(hint, reply(id, wrong).text)


@pytest.mark.parametrize(
    "id, answer",
    [
        ("8.rule", 1 / 19),
        ("8.rule", "5.3 %"),
        ("8.not_made", 6 / 23),
        ("8.not_made", "26 %"),
        ("8.friend", 0.025),
    ],
)
def test_right_answers_are_right(id, answer):
    assert reply(id, answer).tone == "right"


LATER = re.compile(
    r"2025|2026|(?<!efore )(?<!is 1 )September 2024|(October|November|December) "
    r"2024|Tajikistan|Hungary|Duterte|"
    "Netanyahu|was not arrested"
)


def words_before_the_reveal():
    """Everything that can be read of the items before the reveal, except what stands behind a claim or it."""
    predictions = {id: p for id, p in collection("PREDICTIONS", 8).items() if id != items.REVEAL}
    yield from (p.question for p in collection("PREDICTIONS", 8).values())
    yield from (p.outcome(load).says for p in predictions.values())
    for check in items.CHECKS.values():
        yield check.ask + check.how + "".join(hint.say for hint in check.hints)
        yield check.right if isinstance(check.right, str) else check.right(check.expected(load), load)
    for question in items.QUIZ.values():
        yield question.prompt + "".join([*question.options, *question.why.values()])


def test_no_item_tells_what_came_after_the_eve_of_the_visit():
    for text in words_before_the_reveal():
        assert not LATER.search(text), text


def test_the_saved_notebook_shows_nothing_after_the_eve_of_the_visit():
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        said = ["".join(output.get("data", {}).get("text/plain", "")) for output in cell.get("outputs", [])]
        shown = "".join(cell["source"]) + "".join(said)
        assert not LATER.search(shown), shown[:300]


@pytest.mark.parametrize(
    "claim, verdict", [("C32", "holds"), ("C33", "cannot be settled"), ("C40", "holds with a condition")]
)
def test_findings(claim, verdict):
    finding = findings.CLAIMS[claim].compute(load)
    assert finding.verdict == verdict and set(finding.sources) <= set(load("sources").source_id)


def test_what_findings_say_is_in_the_tables():
    no_arrest, standing, little = (findings.CLAIMS[claim].compute(load) for claim in ("C32", "C33", "C40"))
    for words in ("17 earlier visits", "5.3 %", "2.7 % with the 35"):
        assert words in no_arrest.says
    assert "6 of 23 known plans" in no_arrest.against and "6 of 23 known plans" in little.against
    assert little.value == 1 and "Tajikistan (8 October 2025)" in little.says
    assert "But 4 known plans" in little.says and "For Brazil 2025" in little.further[0].text
    assert "24 October 2024" in standing.says and "refused on 29 November 2024" in standing.for_
    rows = load("after_the_visit").set_index("event_id").what
    assert "closing release names no measure" in rows["2024-12-06-assembly-of-states-parties"]
    assert "request of 31 October to disqualify two judges" in rows["2024-11-15-the-court"]
    assert "China and India abstain, Russia" in rows["2025-11-11-vote"]


def test_the_assessment_rests_on_what_the_charts_compute():
    item = findings.CLAIMS["C36"]
    assert isinstance(item, Assessment) and set(item.sources) <= set(load("sources").source_id)
    votes, countries = load("ukraine_votes"), load("countries")
    by_states = kept.answers(votes, countries).set_index("answer").share_percent
    by_people = kept.answers(votes, countries, measure="people").set_index("answer").share_percent
    assert by_states["for"] > 50 and "Most states" in item.for_ and "141 of 193 states" in item.says
    assert 45 < by_people["abstained"] < 55 and "about half of mankind abstained" in item.says
    trips = facts.cases(load("suspect_visits"), None).query("suspect == 'Vladimir Putin'")
    made, off = trips[trips.result == "made"], trips[trips.result == "called off"]
    assert (
        made.member.mean() < 0.1
        and {"South Africa", "Brazil"} <= set(off.host)
        and {"China", "India"} <= set(made.host)
    )


def test_the_quiz_has_five_items_of_which_two_reach_back_and_a_reason_for_every_option():
    assert len(items.QUIZ) == 5
    assert sum("From lesson" in question.prompt for question in items.QUIZ.values()) == 2
    assert f"About {100 * succession(0, 10):.0f} %" in items.QUIZ["8.quiz.zero"].options[1]
    for question in items.QUIZ.values():
        assert set(question.why) == set(range(len(question.options)))
