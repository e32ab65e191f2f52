"""Lesson 2's items: what is right is computed, and the figures its sentences name stand in the tables."""

import pytest

from helpers import load
from helpers.asking.check import reply
from helpers.lessons.after_1990 import findings, items


def test_outcomes():
    outcome = {id: item.outcome(load) for id, item in items.PREDICTIONS.items()}
    assert outcome["2.turned_first"].value == 0
    assert items.PREDICTIONS["2.in_2024"].options[outcome["2.in_2024"].value] == "Armenia alone"
    assert outcome["2.how_often"].value == 11
    assert "In 22 others Armenia and Georgia" in outcome["2.how_often"].says
    line = outcome["2.votes_2000s"].value
    assert 1993 not in line and line[1994] == pytest.approx(52.3, abs=0.1) and max(line, key=line.get) == 2011
    assert "82 % in 2011, then down to 54 % in 2023" in outcome["2.votes_2000s"].says
    assert "74 % with Russia" in outcome["2.votes_2000s"].says


def test_the_line_that_is_drawn_goes_on_from_the_figures_of_the_text():
    item = items.PREDICTIONS["2.votes_2000s"]
    known, line = item.known(load), item.outcome(load).value
    assert (round(known[1990]), round(known[1992])) == (96, 52) and max(known) < item.years[0]
    assert item.hit([line.get(year, 50) for year in item.years], line)
    assert not item.hit([67.0] * len(item.years), line), "a level line must not pass for what came out"
    assert item.read(70) == 70, "a number kept for the earlier question stays readable"


def test_half_way_is_measured_in_figures_that_are_printed():
    rulers, exports, imports = items._half_way(load)
    assert (rulers, exports, imports) == (1991, 1995, 1996)
    partners = load("trade_partners").query("partner == 'Soviet Union' or partner == 'Former CMEA countries'")
    assert partners.query("year == 1995 and flow == 'export'").share_percent.iloc[0] < 75 / 2
    assert partners.query("year == 1995 and flow == 'import'").share_percent.iloc[0] > 75 / 2


def test_the_middle_member_is_counted_as_one_would_by_hand():
    votes = load("un_votes")
    votes = votes[votes.date.dt.year == 2002]
    shares = []
    for seat in load("un_members").iso3:
        both = votes[votes.MNG.notna() & votes[seat].notna()]
        if seat != "MNG" and len(both) >= 20:
            shares.append(100 * (both.MNG.astype(str) == both[seat].astype(str)).mean())
    assert findings.middle_share(load, 2002, 2002) == pytest.approx(sorted(shares)[len(shares) // 2], abs=0.5)


def test_the_figures_told_before_the_prediction_about_votes():
    assert (
        round(findings.alike_share(load, 1990, 1990)) == 96
        and round(findings.alike_share(load, 1992, 1992)) == 52
    )


def test_expected_answers():
    expected = {id: item.expected(load) for id, item in items.CHECKS.items()}
    assert expected == {
        "2.first_above": 1991,
        "2.above_2010": {"Mongolia", "Georgia"},
        "2.without_west": 32,
        "2.neighbour_trips": 64,
    }


def group():
    vdem = load("democracy_vdem")
    return vdem[vdem.iso3.isin(["ARM", "AZE", "GEO", "KAZ", "KGZ", "MNG", "TJK", "TKM", "UZB"])]


def above(line, year=None):
    rows = group()
    rows = rows[rows.electoral >= line]
    return (rows if year is None else rows[rows.year == year]).country


@pytest.mark.parametrize(
    "answer, word, part",
    [
        (lambda: above(0.5, 1995), "Your turn", "2010"),
        (lambda: above(0.5, 2010), "Right", "0.501"),
        (lambda: above(0.5), "Not yet", "gone missing"),
        (lambda: above(0.3, 2010), "Not yet", "lower than 0.5"),
        (lambda: above(0.5, "2010"), "Not yet", "quotation marks"),
        (lambda: [2010], "Not yet", "column of names"),
    ],
)
def test_the_condition_with_and(answer, word, part):
    said = reply("2.above_2010", answer())
    assert said.word == word and part in said.text


def trips(condition):
    visits = load("visits")
    rows = visits[(visits.date >= "1991-01-01") & (visits.date < "2024-09-01")]
    rows = rows[~rows.third_country_meeting]
    return rows[condition(rows)].trip_id.nunique()


@pytest.mark.parametrize(
    "condition, word, part",
    [
        (lambda rows: rows.iso3 == "RUS", "Your turn", "Russia or China"),
        (lambda rows: (rows.iso3 == "RUS") | (rows.iso3 == "CHN"), "Right", "34 with China"),
        (lambda rows: (rows.iso3 == "RUS") & (rows.iso3 == "CHN"), "Not yet", "|"),
        (lambda rows: rows.iso3 == "CHN", "Not yet", "China alone"),
    ],
)
def test_the_condition_with_or(condition, word, part):
    said = reply("2.neighbour_trips", trips(condition))
    assert said.word == word and part in said.text


@pytest.mark.parametrize(
    "id, answer, part",
    [
        ("2.first_above", 1990, "That is the answer the cell began with"),
        ("2.first_above", 1992, "constitution"),
        ("2.first_above", 2024, "last year"),
        ("2.first_above", 1993, "above 0.5"),
        ("2.first_above", 1952, "below 0.5"),
        ("2.neighbour_trips", 74, "meetings elsewhere"),
        ("2.first_above", 0.56, "year"),
        ("2.without_west", 33, "last square"),
        ("2.without_west", 24, "lower row"),
        ("2.without_west", 11, "Asia"),
        ("2.without_west", 30, "usual"),
    ],
)
def test_wrong_answers_get_the_hint_for_their_mistake(id, answer, part):
    said = reply(id, answer)
    assert said.word != "Right" and part in said.text


@pytest.mark.parametrize(
    "claim, number, parts",
    [
        ("C07", 0.673, ("34 %", "26 %", "0.7 %")),
        (
            "C08",
            11,
            (
                "33 of the 33 years",
                "Armenia and Georgia",
                "6 of 9",
                "Mongolia was first (1997)",
                "(1998)",
            ),
        ),
        ("C42", 53.6, ("1993 and 2019", "30 trips", "26 % of imports in 2023", "by 2.1 points", "by 0.7")),
    ],
)
def test_findings(claim, number, parts):
    finding = findings.CLAIMS[claim].compute(load)
    assert finding.verdict == "holds with a condition" and finding.value == pytest.approx(number, abs=0.1)
    assert all(part in finding.says for part in parts)
    assert set(finding.sources) <= set(load("sources").source_id)


def test_the_assessment_rests_on_sources_for_both_sides():
    view = findings.CLAIMS["C09"]
    known = load("sources").source_id
    assert set(view.sources) <= set(known) and view.for_ and view.against
    facts = load("lesson_facts").query("lesson == 2").source_id
    assert {"clinton-2012-07-09", "kerry-2016-06-05"} <= set(facts)


def test_the_quiz_has_five_items_of_which_two_reach_back_and_a_reason_for_every_option():
    assert len(items.QUIZ) == 5
    assert sum("From lesson" in question.prompt for question in items.QUIZ.values()) == 2
    for question in items.QUIZ.values():
        assert set(question.why) >= set(range(len(question.options)))
        wrong = [len(text) for place, text in enumerate(question.options) if place != question.answer]
        right = len(question.options[question.answer])
        assert min(wrong) <= right <= max(wrong), f"the length of “{question.options[question.answer]}” tells"
