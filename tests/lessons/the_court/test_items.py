"""Lesson 7's items: answers are computed, each misconception has its hint, the day is 1 September 2024."""

import re

import pytest

from helpers import load
from helpers.asking.check import reply
from helpers.lessons.the_court import findings, items
from helpers.lessons.the_court.facts import PEOPLE, group_of, waits


def test_outcomes():
    values = {id: item.outcome(load).value for id, item in items.PREDICTIONS.items()}
    assert values == {"7.members": 124, "7.custody": 40, "7.grounds": 1}


@pytest.mark.parametrize(
    "id, answer, said",
    [
        ("7.bound", "11 April 2002", "handed in its paper"),
        ("7.bound", "2000-12-29", "signed"),
        ("7.by_hand", 40, "third year"),
        ("7.by_hand", 0.5, "from the start"),
        ("7.by_hand", 53.3, "still waiting"),
        ("7.by_hand", "1/3", "last step"),
        ("7.articles", [86, 89], "general duty"),
        ("7.articles", [27, 98], "office"),
        ("7.articles", [89, 97], "doubts"),
        ("7.articles", [89, 98], "limits"),
        ("7.ground", "custom", "New York"),
        ("7.ground", "the Genocide Convention", "one judge"),
        ("7.ground", "an implied waiver", "somebody else's resolution"),
        ("7.ground", "Sudan like a party", "Whose?"),
    ],
)
def test_each_misconception_has_its_hint(id, answer, said):
    answered = reply(id, answer)
    assert answered.word == "Not yet" and said in answered.text


@pytest.mark.parametrize(
    "id, answer",
    [
        ("7.bound", "1 July 2002"),
        ("7.bound", "2002-07-01"),
        ("7.bound", "July 1, 2002"),
        ("7.by_hand", 46.7),
        ("7.by_hand", "47 %"),
        ("7.by_hand", 7 / 15),
        ("7.by_hand", 1 - 4 / 5 * 2 / 3),
        ("7.articles", [59, 89]),
        ("7.articles", (89, 59)),
        ("7.ground", "Security Council"),
        ("7.ground", "the security council"),
        ("7.ground", "the United Nations Security Council"),
    ],
)
def test_right_answers_are_right(id, answer):
    assert reply(id, answer).word == "Right"


@pytest.mark.parametrize("id", list(items.CHECKS))
@pytest.mark.parametrize("answer", [..., None, "", "nonsense", -1, [], 10**9, {"a": 1}])
def test_nonsense_gets_a_sentence(id, answer):
    answered = reply(id, answer)
    assert answered.word in ("Your turn", "Hm", "Not yet") and len(answered.text) > 15


@pytest.mark.parametrize(
    "claim, verdict, value", [("C28", "holds", "2002-07-01"), ("C29", "holds with a condition", 3)]
)
def test_findings(claim, verdict, value):
    finding = findings.CLAIMS[claim].compute(load)
    assert finding.verdict == verdict and finding.value == value


def test_sources_of_all_claims_exist():
    known = set(load("sources").source_id)
    for claim in findings.CLAIMS.values():
        used = claim.sources if hasattr(claim, "sources") else claim.compute(load).sources
        assert used and set(used) <= known


def test_numbers_in_the_assessment_are_those_of_the_tables():
    people = waits(load("warrants"), load("warrant_events"))
    high = group_of(people, PEOPLE[1])
    assert (
        len(high) == 6
        and not (high.ending == "custody").any()
        and "none of the six" in findings.CLAIMS["C30"].for_
    )
    said, caught, free = findings.CLAIMS["C30"].says, people.ending == "custody", group_of(people, PEOPLE[3])
    assert f"{caught.sum()} of {len(people)}" in said and f"{(caught & ~people.free).sum()} of them" in said
    of_the_free = f"of the {len(free)} people who were free when theirs became public, "
    assert f"{of_the_free}{(free.ending == 'custody').sum()} had" in findings.CLAIMS["C30"].for_
    own = people.suspect.isin(
        load("warrants").query("charges.str.contains('administration of|interference')").suspect
    )
    assert (own.sum(), (own & caught).sum()) == (7, 5) and "Seven of the 49, five" in str(
        [one.text for one in findings.CLAIMS["C30"].further]
    )
    against = load("noncompliance_findings").query("row_kind == 'finding' and date < '2024-09-01'")
    assert against.state.value_counts().max() > 1


def test_assessments_are_dated_to_the_day_of_the_lesson():
    assert {findings.CLAIMS[claim].dated for claim in ("C30", "C31")} == {"1 September 2024"}


def test_nothing_after_the_day():
    judged = [findings.CLAIMS[claim] for claim in ("C30", "C31")]
    judged += [findings.CLAIMS[claim].compute(load) for claim in ("C28", "C29")]
    said = [one.text for item in judged for part in (item.sentences, *item.sides) for one in part]
    said += [item.outcome(load).says for item in items.PREDICTIONS.values()]
    said += [question.prompt + str(question.why) for question in items.QUIZ.values()]
    text = " ".join(said).replace("1 September 2024", "")
    assert not re.search(r"2025|2026|(September|October|November|December) 2024", text)


def test_no_source_of_a_claim_tells_what_came_later():
    titles = load("sources").set_index("source_id")
    for claim in findings.CLAIMS.values():
        item = claim if hasattr(claim, "sources") else claim.compute(load)
        for id in item.sources:
            told = f"{titles.title[id]} {titles.address[id]}".lower()
            assert "mongolia" not in told or not re.search("fail|refus|did not|defies", told), told


def test_the_grounds_of_the_court_are_taken_apart():
    said = findings.grounds_in_turn(load)
    for words in (
        "custom (2011; again on appeal in 2019",
        "cooperate fully",
        "2014: it had implicitly",
        "2017:",
    ):
        assert words in said


def test_the_quiz_has_five_items_of_which_two_reach_back_and_a_reason_for_every_option():
    assert len(items.QUIZ) == 5 and sum("From lesson" in q.prompt for q in items.QUIZ.values()) == 2
    for question in items.QUIZ.values():
        assert set(question.why) == set(range(len(question.options)))
