"""Visits counted as trips, the article's lists looked up, and what the charts on friends put on the axes."""

import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.lessons.third_neighbours import charts_diplomacy, facts


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


@pytest.fixture(scope="module")
def visits():
    return load("visits")


def test_guests_came_to_mongolia_before_the_visit(visits):
    rows = facts.guests(visits)
    assert rows.country.tolist() == [
        "Germany",
        "United Kingdom",
        "Belarus",
        "United States",
        "Switzerland",
        "Philippines",
        "Slovenia",
    ]
    assert not rows.visitor.str.contains("Putin").any()


def test_every_item_of_the_article_is_found_with_its_date_and_office(visits):
    rows = facts.tick_off(visits)
    assert len(rows) == 12 and rows.found.all()
    assert rows.claim.value_counts().to_dict() == {"C12": 6, "C13": 4, "C14": 2}
    assert rows.set_index("item").date["Putin's visit before that of 2024"] == "2 September 2019"
    assert rows[["who", "office", "source_id"]].notna().all().all()


def test_what_is_not_in_the_table_is_said_to_be_missing(visits):
    rows = facts.tick_off(visits[visits.country != "Slovenia"])
    assert rows.found.tolist().count(False) == 1 and not rows.set_index("item").found["Slovenia, 2024"]


def test_a_meeting_in_a_third_country_is_no_visit_and_trips_are_counted_once(visits):
    rows = facts.at_the_top(visits, 2014, 2023)
    assert not rows.third_country_meeting.any() and rows.date.is_monotonic_increasing
    assert set(rows.office_kind) == set(facts.AT_THE_TOP)
    found = facts.friends(visits, load("trade_partners_official"), PAIRS()).set_index("country")
    japan = visits[(visits.country == "Japan") & visits.date.dt.year.between(2014, 2023)]
    assert (
        found.trips_in["Japan"] + found.trips_out["Japan"]
        == japan[~japan.third_country_meeting].trip_id.nunique()
    )
    assert found.met_elsewhere["Japan"] == japan.third_country_meeting.sum() == 5


def PAIRS():
    return facts.pairs_with(load("un_votes"), load("un_members"))


def test_three_panels_draw_what_is_returned(ax, visits):
    drawn = charts_diplomacy.side_by_side(ax, visits, load("trade_partners_official"), PAIRS()).set_index(
        "country"
    )
    first, money, alike = ax.figure.axes
    assert [bar.get_width() for bar in alike.patches] == drawn.agreement_percent.tolist()
    assert len(money.patches) == drawn[["exports_percent", "imports_percent"]].notna().sum().sum() == 20
    assert len(first.patches) == 2 * len(drawn)
    assert drawn.exports_percent["United States"] == 0.24 and drawn.imports_percent["Russia"] == 26
    assert "Source: Mongolian Statistical Service" in " ".join(text.get_text() for text in ax.figure.texts)


def test_the_dialogue_was_not_held_every_year(ax):
    drawn = charts_diplomacy.dialogue(ax, load("ulaanbaatar_dialogue"))
    assert drawn.year.tolist() == list(range(2014, 2026))
    assert drawn.year[drawn.kind == "not held"].tolist() == [2020, 2021]
    assert len(ax.patches) == drawn.participants.notna().sum()
    assert "2015 and 2019" in charts_diplomacy.dialogue.alt(drawn)


def test_neutrality_draws_confirmed_steps_of_before_the_visit(ax):
    drawn = charts_diplomacy.neutrality(ax, load("neutrality_steps"))
    assert len(drawn) == len(charts_diplomacy.SHORT) and (drawn.confidence == "confirmed").all()
    assert drawn.date.max() < facts.VISIT and drawn.lane.notna().all()
    assert "withdrawn 2020" in charts_diplomacy.neutrality.alt(drawn)
