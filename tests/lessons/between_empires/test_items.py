"""Lesson 1's items: what is right is computed, and the figures its sentences name stand in the tables."""

import re

import pytest

from helpers import load
from helpers.asking.check import reply
from helpers.asking.claims import joined
from helpers.lessons.between_empires import facts, findings, items
from helpers.models.agreement import strict


def common(first, last):
    votes = load("un_votes")
    rows = votes[votes.date.dt.year.between(first, last)]
    share, number = strict(rows.MNG, rows.RUS)
    return round((1 - share) * number), number


def test_outcomes():
    outcome = {id: item.outcome(load) for id, item in items.PREDICTIONS.items()}
    assert outcome["1.survivors"].value == 2
    assert outcome["1.ratio_1939"].value == pytest.approx(1017, abs=1)
    differ = outcome["1.differ"]
    assert "differed in 23 of 2,715" in differ.says and common(1961, 1989) == (23, 2715)
    for year, share in differ.value.items():
        number, votes = common(year, year)
        assert share == pytest.approx(100 - 100 * number / votes)
    assert set(range(1966, 1996)) - set(differ.value) == {1993}
    assert outcome["1.who_moved"].value == 1 and "Moscow to 16" in outcome["1.who_moved"].says
    assert outcome["1.sign"].value is None


def test_questions_name_figures_of_the_tables():
    line = items.PREDICTIONS["1.differ"]
    assert f"{line.was.high:,}" in line.was.question and line.was.high == common(1961, 1989)[1]
    assert set(line.known(load)) == {1961, 1962, 1963, 1965}
    told = load("lesson_facts")
    fates = told[told.fact_id.str.startswith("small-neighbour")]
    assert len(fates) == items.PREDICTIONS["1.survivors"].high == 6
    for fact in fates.fact:
        name = re.match(r"\w+", fact).group()
        assert name in items.PREDICTIONS["1.survivors"].question


def test_expected_answers():
    expected = {id: item.expected(load) for id, item in items.CHECKS.items()}
    assert expected["1.ratio_1938"] == pytest.approx(527, abs=1)
    assert expected["1.differ_1991"] == common(1991, 1991)[0] == 26
    assert expected["1.signs_1985"] == 1


@pytest.mark.parametrize(
    "years, right",
    [
        (1990 - 1921, True),
        (1990 - 1924, True),
        (1991 - 1921, True),
        (1992 - 1924, True),
        (1990 - 1936, False),
        (1992 - 1921, False),
        (1990 - 1934, False),
    ],
)
def test_almost_70_is_66_to_70(years, right):
    said = reply("1.almost_70", years)
    assert (said.word == "Right") == right or (years == 54 and said.word == "Your turn")


@pytest.mark.parametrize(
    "id, given, word",
    [
        ("1.ratio_1938", 1017, "1939"),
        ("1.ratio_1938", 1 / 527, "other way round"),
        ("1.ratio_1938", 0.164, "difference"),
        ("1.differ_1991", 3, "1990"),
        ("1.differ_1991", 0, "never differ"),
        ("1.differ_1991", 67, "all votes of 1991"),
        ("1.differ_1991", 41, "agreed"),
        ("1.differ_1991", 31, "1992"),
        ("1.almost_70", 72, "more than 70"),
        ("1.almost_70", 0, "no event"),
        ("1.almost_70", -69, "later year first"),
        ("1.almost_70", 1921, "subtract"),
        ("1.almost_70", 56, "earlier beginning"),
        ("1.almost_70", 1989 - 1924, "near miss"),
        ("1.signs_1985", 3, "of either"),
    ],
)
def test_each_misconception_gets_its_own_hint(id, given, word):
    said = reply(id, given)
    assert said.word == "Not yet" and word in said.text


def test_a_level_line_is_not_close_and_one_that_breaks_in_1991_is():
    line = items.PREDICTIONS["1.differ"]
    value = line.outcome(load).value
    assert not line.hit([100] * 30, value) and line.hit([99] * 25 + [55] * 5, value)


def test_almost_70_counts_from_an_event_to_an_event():
    events = load("timeline")
    assert facts.years_between(events, 1921, 1990) == 69 and facts.years_between(events, 1990, 1921) == -69
    assert facts.years_between(events, 1900, 1968) == 0


def test_the_first_year_of_the_exercise_differs_as_the_lesson_says():
    years = {year: common(year, year)[0] for year in range(1961, 1990) if year != 1964}
    assert years.pop(1968) == items.CHECKS["1.differ_1991"].untouched == 4 > max(years.values())


def test_findings():
    victory, ally = (findings.CLAIMS[claim].compute(load) for claim in ("C04", "C05"))
    assert (victory.verdict, victory.value) == ("holds with a condition", 16)
    assert (ally.verdict, ally.value) == ("holds with a condition", 69)
    assert "23 different votes in 2,715" in ally.says and "1936 to 1991" in ally.says
    further = joined(ally.further)
    assert "dates from 1922" in further and "for the first time in 1991" in further
    known = set(load("sources").source_id)
    for claim in (victory, ally, findings.CLAIMS["C06"]):
        assert len(claim.says.split()) <= 60 and set(claim.sources) <= known


def test_figures_of_the_assessment_stand_in_the_tables():
    item = findings.CLAIMS["C06"]
    said = item.against + item.for_
    differ, votes = common(1961, 1989)
    assert f"{differ} votes of its own in {votes:,}" in said
    told, events = load("lesson_facts").set_index("fact_id").fact, load("timeline")
    assert "75,000" in told["soviet-troops-1985"] and "75,000" in said
    assert events[events.event.str.contains("Sino-Soviet treaty")].date.dt.year.tolist() == [1945]
    treaty = events[events.event.str.startswith("China-Mongolia treaty of friendship")].iloc[0]
    assert f"{treaty.date:%B %Y}" == "May 1960" and "May 1960" in item.says
    assert "asked" in told["withdrawal-asked-1989"] and "October" in said


def test_the_army_stands_still_in_the_table_as_the_lesson_says():
    army = load("national_capabilities").query("country == 'Mongolia'").set_index("year").military_personnel
    assert army[1927] == 17 and set(army.loc[1929:1939]) == {2} and army[1928] != 2 != army[1940]
    assert "1,131" in load("lesson_facts").set_index("fact_id").fact["khalkhin-gol-mongolian-losses"]


def test_the_quiz_has_five_items_of_which_two_reach_back_and_a_reason_for_every_option():
    assert len(items.QUIZ) == 5
    assert sum("From lesson" in question.prompt for question in items.QUIZ.values()) == 2
    for question in items.QUIZ.values():
        assert set(question.why) == set(range(len(question.options)))


def test_what_the_quiz_says_of_1938_and_1939_is_in_the_table():
    rows = load("national_capabilities").query("country == 'Mongolia'").set_index("year")
    assert rows.military_spending.notna()[1938] and rows.military_spending.isna()[1939]
    assert rows.cinc[1939] < 0.55 * rows.cinc[1938]
