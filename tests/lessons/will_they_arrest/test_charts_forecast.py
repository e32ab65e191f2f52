"""Reference classes, the series and its rule, scores, and what the charts on forecasting put on the axes."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers import LessonError, load
from helpers.lessons.will_they_arrest import charts, charts_world, facts, findings, kept
from helpers.work.workbook import book


def new_axes():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


@pytest.fixture(scope="module")
def visits():
    return load("suspect_visits")


@pytest.fixture(scope="module")
def known(visits):
    return facts.cases(visits)


def keep(forecasts):
    for letter, value in forecasts.items():
        book().keep_prediction("8.mongolia" if letter == "Mongolia" else f"8.trip_{letter}", value, 80, "")


def test_nothing_after_august_2024_is_among_the_known_cases(known):
    assert known.date.max() < pd.Timestamp(2024, 9, 1)
    assert set(known.result) == {"made", "called off", "custody"}
    assert known.visit_id.is_unique and "MNG" not in set(known.iso3)


def test_seventeen_stays_with_members_counted_once_more_by_hand(visits, known):
    rows = visits[
        (visits.row_kind == "visit")
        & visits.office_level.str.startswith("head of")
        & visits.is_state_party_at_time
        & (visits.date < "2024-09-01")
    ]
    mine = facts.chosen(facts.stays(known))
    assert set(mine.visit_id) == set(rows.visit_id) and len(mine) == 17
    assert not mine.arrested.any() and set(mine.suspect) == {"Omar al-Bashir"}


def test_classes_divide_the_stays(known):
    stays = facts.stays(known)
    parts = [
        facts.chosen(stays, who, where)
        for who, where in itertools.product(facts.IN_CLASS, ("members", "not members"))
    ]
    assert sum(map(len, parts)) == len(stays) == len(facts.chosen(stays, "all", "all"))
    assert facts.chosen(stays, "former leaders and others", "all").arrested.all()


def test_a_minister_in_office_is_neither_a_leader_nor_a_former_one(known):
    assert not known.suspect.str.contains("Hussein").any()


@pytest.mark.parametrize("suspects, hosts", list(itertools.product(charts.SUSPECTS, charts.HOSTS)))
def test_every_reference_class_is_drawn_square_by_square(known, suspects, hosts):
    ax = new_axes()
    drawn = charts.reference_class(ax, known, suspects=suspects, hosts=hosts)
    assert sum(len(line.get_xdata()) for line in ax.lines) == len(drawn)
    assert sum(text.get_text() == "×" for text in ax.texts) == drawn.arrested.sum()
    assert str(len(drawn)) in charts.reference_class.alt(drawn, suspects=suspects, hosts=hosts)


def test_an_empty_class_is_said_not_divided_by(known):
    ax = new_axes()
    drawn = charts.reference_class(ax, known[known.suspect == "Laurent Gbagbo"])
    assert drawn.empty and "no case" in ax.figure.texts[1].get_text()
    assert "No case" in charts.reference_class.alt(drawn, suspects="leaders in office", hosts="members")


@pytest.mark.parametrize("cases", list(charts.CLASSES))
@pytest.mark.parametrize("lacking", [0, 18])
@pytest.mark.parametrize("with_arrest, without", [(1, 1), (20, 1), (1, 40), (20, 40)])
def test_the_curve_holds_the_table_what_it_lacks_and_the_prior(known, cases, lacking, with_arrest, without):
    ax = new_axes()
    values = {"trips_lacking": lacking, "imagined_arrests": with_arrest, "imagined_without": without}
    row = charts.curve(ax, known, cases=cases, **values).iloc[0]
    rows = facts.chosen(facts.stays(known), *charts.CLASSES[cases])
    assert (row["cases"], row.arrested) == (len(rows), rows.arrested.sum())
    expected = 100 * (row.arrested + with_arrest) / (row["cases"] + lacking + with_arrest + without)
    assert row.mean_percent == pytest.approx(expected, abs=0.005)
    assert row.low_percent < row.mean_percent < row.high_percent and row.below_percent < 100
    rates, heights = ax.lines[1].get_data()
    assert np.trapezoid(heights, rates / 100) == pytest.approx(1, abs=0.01), (
        "a density over 0 to 1 has area one"
    )


def test_the_curve_of_the_lesson_is_one_nineteenth_and_fifteen_percent(known):
    row = charts.curve(new_axes(), known).iloc[0]
    assert row.mean_percent == pytest.approx(100 / 19, abs=0.005)
    assert row.below_percent == pytest.approx(100 * (1 - 0.05 ** (1 / 18)), abs=0.005)


def test_the_curve_without_a_case_is_the_prior_and_says_so(known):
    drawn = charts.curve(new_axes(), known.head(0), imagined_arrests=2, imagined_without=6)
    assert drawn["cases"][0] == 0 and drawn.mean_percent[0] == 25
    assert "no case" in charts.curve.alt(
        drawn, cases="everyone, everywhere", imagined_arrests=2, imagined_without=6
    )


def test_with_the_trips_of_the_fuller_count_the_rate_is_half(known):
    assert findings.fuller_count(load) == 35
    lacking = findings.fuller_count(load) - len(facts.chosen(facts.stays(known)))
    row = charts.curve(new_axes(), known, trips_lacking=lacking).iloc[0]
    assert lacking == 18 and row.mean_percent == pytest.approx(100 / 37, abs=0.005)
    assert findings.rate_by_rule(load, fuller=True) == pytest.approx(100 / 37)


def test_the_series_follows_its_rule(visits):
    series = facts.series(visits)
    assert series.index.tolist() == list("abcdefgh") and series.iso3.is_monotonic_increasing
    assert series.result.value_counts().to_dict() == {"made": 3, "called off": 3, "custody": 2}
    assert (series.date < facts.ARTICLE).all()
    pool = facts.cases(
        visits[
            (visits.confidence == "confirmed")
            & (visits.date_precision == "day")
            & (visits.office_level != "other")
        ]
    )
    for (result, member), rows in pool.groupby(["result", "member"]):
        assert rows.date.max() in set(series[(series.result == result) & (series.member == member)].date)
    members = pool[pool.member]
    for result in ("made", "called off"):
        assert members[members.result == result].date.min() in set(series.date)


def test_the_base_rate_leaves_the_case_itself_out(visits, known):
    series = facts.series(visits)
    assert facts.rate_for(known, series.loc["c"]) == 0.5, "nothing else is known of its kind"
    members = known[(known.office == "in office") & known.member]
    assert facts.rate_for(known, series.loc["h"]) == pytest.approx(1 / (len(members) - 1 + 2))
    assert facts.rate_for(known, kept.mongolia(visits)) == pytest.approx(1 / (len(members) + 2))


def test_scores_of_a_student_who_kept_some(visits):
    keep({"a": 10, "b": 80, "Mongolia": 0})
    rows = kept.opened(visits)
    score = kept.scores(rows)
    assert score["forecasts"] == 3 and score["coin"] == 0.25
    assert score["yours"] == pytest.approx((0.1**2 + 0.2**2 + 0) / 3)
    assert "beat" in kept.score_words(rows) and "3 forecasts" in kept.score_words(rows)
    groups = charts.calibrated(new_axes(), visits)
    assert groups.forecasts.tolist() == [2, 1] and groups.happened_percent.tolist() == [0, 100]


def test_without_a_kept_forecast_there_is_a_sentence(visits):
    rows = kept.opened(visits)
    assert rows.yours.isna().all() and math.isnan(kept.scores(rows)["yours"])
    assert kept.score_words(rows).startswith("You kept no forecast.")
    empty = charts.calibrated(new_axes(), visits)
    assert empty.empty and "no forecast" in charts.calibrated.alt(empty)


def test_the_envelopes_show_each_case_with_its_outcome(visits):
    keep(dict.fromkeys("abcdefgh", 10) | {"Mongolia": 5})
    ax = new_axes()
    drawn = charts.envelopes(ax, visits)
    across = {
        marker: dict(
            point for line in ax.lines if line.get_marker() == marker for point in line.get_xydata()[:, ::-1]
        )
        for marker in "|o"
    }
    assert across["|"] == dict(enumerate(100 * drawn.arrested))
    assert across["o"] == pytest.approx(dict(enumerate([10] * 8 + [5])))
    assert "Mongolia" in charts.envelopes.alt(drawn) and drawn.arrested.sum() == 2


def test_plans_made_and_called_off(known):
    ax = new_axes()
    drawn = charts.fates(ax, known).set_index("hosts")
    assert drawn.loc["members"].tolist() == [17, 6, 0]
    assert sorted(bar.get_width() for bar in ax.patches) == sorted(
        drawn[["made", "called_off"]].to_numpy().ravel()
    )


def test_trips_not_made_stand_with_what_was_reported(visits):
    before, all_of_them = facts.not_made(visits, facts.ARTICLE), facts.not_made(visits)
    assert len(before) == 11 and len(all_of_them) == 17
    assert all_of_them["what was reported"].notna().all()


def test_trips_to_one_country_end_before_the_visit(visits):
    assert len(facts.trips_to(visits, " uganda ")) == 4
    assert facts.trips_to(visits, "Mongolia").empty and facts.trips_to(visits, "Peru").empty
    with pytest.raises(LessonError, match="no country called “Narnia”"):
        facts.trips_to(visits, "Narnia")


def test_findings_are_findings_and_doubts_are_shown():
    rows = facts.findings(load("noncompliance_findings"), load("suspect_visits"))
    assert len(rows) == 17 and not rows.state.isin(["Nigeria"]).any()
    doubtful = rows.set_index("state").when
    assert "one source only" in doubtful["Tajikistan"]
    sent = rows.set_index("state")["sent to"]
    assert sent["Italy"] == "deferred; later Assembly of States Parties (January 2026)"
    assert (
        sent["Jordan"] == "both; later none (6 May 2019)" and sent["Mongolia"] == "Assembly of States Parties"
    )
    again = rows.groupby("state")["known stays there afterwards"].max()
    assert (again["Chad"], again["Uganda"], again["Mongolia"]) == ("3", "2", "0")
    assert (again["Sudan"], again["Libya"]) == ("–", "–")
    assert doubtful["Chad"].str.contains("unconfirmed").all()


def test_sequels_of_every_kind_come_after_the_visit_and_carry_their_cautions():
    sequels = load("after_the_visit")
    for kind in facts.KINDS_OF_SEQUEL:
        assert len(facts.followed(sequels, kind)) > 3
    partners = facts.followed(sequels, "partners").set_index("who").what
    assert "unconfirmed here" in partners["Japan"]
    court = facts.followed(sequels, "the Court and its members").what
    assert court.str.contains("(unconfirmed)", regex=False).sum() == 1


def test_the_itinerary_counts_his_trips_by_year(visits):
    ax = new_axes()
    drawn = charts.itinerary(ax, visits).set_index("year")
    assert drawn.loc[2024].tolist() == [10, 1, 1] and drawn.to_members.sum() == 2
    assert sum(bar.get_height() for bar in ax.patches) == drawn.to_others.sum() + drawn.to_members.sum()


def test_much_of_the_world_depends_on_what_is_counted():
    votes, countries = load("ukraine_votes"), load("countries")
    states = charts_world.world(new_axes(), votes, countries, count="states").set_index("answer")
    people = charts_world.world(new_axes(), votes, countries, count="people").set_index("answer")
    assert states.states["for"] == 141 and states.states.sum() == 193
    assert states.share_percent["for"] > 70 > 50 > people.share_percent["for"]
    assert states.share_percent.sum() == pytest.approx(100, abs=0.3)
    assert people.share_percent.sum() == pytest.approx(100, abs=0.3)
    with pytest.raises(ValueError, match="No votes"):
        kept.answers(votes, countries, resolution="A/RES/0/0")
