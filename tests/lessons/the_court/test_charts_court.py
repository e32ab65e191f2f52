"""The charts of lesson 7 show what the tables say, at every position of their controls."""

import numpy as np
import pandas as pd
import pytest

from helpers import LessonError, load
from helpers.lessons.the_court import charts, facts
from helpers.pictures import figures


@pytest.fixture(scope="module")
def states():
    return load("states_parties")


@pytest.fixture(scope="module")
def people():
    return facts.waits(load("warrants"), load("warrant_events"))


@pytest.mark.parametrize(
    "year, number", [(2002, 81), (2010, 113), (2016, 124), (2017, 123), (2019, 122), (2024, 124)]
)
def test_members_by_year(states, year, number):
    drawn = facts.joined_by(states, facts.day_in(year))
    assert drawn.member.sum() == number


def test_nobody_who_joined_after_the_day_is_a_member(states):
    drawn = facts.joined_by(states, facts.TODAY)
    assert "Ukraine" not in set(drawn.country) and "Armenia" in set(drawn.country[drawn.member])
    assert drawn.country[~drawn.member].tolist() == ["Burundi", "Philippines"]


def test_membership_knows_nothing_later(states):
    assert facts.membership(states, " mongolia ").in_force.iloc[0] == pd.Timestamp(2002, 7, 1)
    assert facts.membership(states, "Hungary").left.isna().all()
    assert facts.membership(states, "Burundi").left.iloc[0] == pd.Timestamp(2017, 10, 27)
    for outside in ("Ukraine", "Russia"):
        assert "not among" in facts.membership(states, outside).iloc[0, 1]
    for unknown in ("Atlantis", "", 7):
        with pytest.raises(LessonError, match="country"):
            facts.membership(states, unknown)


def test_waits(people):
    assert len(people) == 49 and people.suspect.is_unique
    assert (
        people.ending.value_counts(dropna=False).to_dict()
        == {"custody": 21, "died": 7, "case ended": 2, None: 19}
        or people.ending.isna().sum() == 19
        and (people.ending == "custody").sum() == 21
    )
    assert people.years.ge(0).all() and (people.ended <= facts.TODAY).all()
    by_name = people.set_index("suspect")
    assert by_name.years["Vladimir Putin"] == pytest.approx(534 / 365.25)
    assert by_name.years["Bosco Ntaganda"] == pytest.approx(7.2, abs=0.05)
    assert pd.isna(by_name.ending["Saif al-Islam Gaddafi"]), "he died in 2026: open on 1 September 2024"


def test_what_became_public_later_is_not_counted(people):
    later = {
        "Benjamin Netanyahu",
        "Rodrigo Duterte",
        "Abdurahem al-Kani",
        "Saif Suleiman Sneidel",
        "Edmond Beina",
    }
    assert not later & set(people.suspect)


def test_events_add_to_warrants_without_contradicting_them():
    warrants = load("warrants").set_index("warrant_id")
    for event in load("warrant_events").itertuples():
        row = warrants.loc[event.warrant_id]
        assert event.date >= row.issued
        assert bool(row.in_court_custody) == (event.event == "custody")
        assert pd.isna(row.custody_date) or event.event != "custody"


def test_every_suspect_who_reached_the_court_by_then_has_a_day(people):
    warrants = load("warrants")
    reached = warrants[(warrants.in_court_custody == True) & (warrants.made_public <= facts.TODAY)]  # noqa: E712
    assert set(reached.suspect) == set(people.suspect[people.ending == "custody"])


def test_shares(people):
    assert facts.custody_by(people, 5) == pytest.approx(0.398, abs=0.001)
    assert facts.custody_by(people, 10) == pytest.approx(0.461, abs=0.001)
    assert facts.custody_by(facts.group_of(people, facts.PEOPLE[1]), 20) == 0
    assert sum(len(facts.group_of(people, group)) for group in facts.PEOPLE[1:3]) == len(people)
    assert facts.custody_by(people.iloc[:0], 5) == 0


def test_most_were_in_custody_before_their_warrant_was_public(people):
    free = facts.group_of(people, facts.PEOPLE[3])
    assert len(free) == 33 and (free.ending == "custody").sum() == 5
    assert ((people.ending == "custody") & ~people.free).sum() == 16


def test_six_ways_of_counting_give_six_numbers_in_their_order(people):
    percent = facts.in_five_years(people).percent.tolist()
    assert (
        len(set(percent)) == 6 and percent[4] < percent[5] < percent[0] < percent[3] < percent[2] < percent[1]
    )


def test_nobody_at_the_very_top_was_handed_over_by_then(people):
    table = facts.highest(people)
    assert len(table) == 4 and not table.what_became.eq("reached the Court").any()
    assert "2026" not in table.to_string()


def test_custody_puts_the_steps_on_the_axes(people):
    _, ax = figures.new_figure()
    drawn = charts.custody(ax, people, "everyone")
    x, y = ax.lines[0].get_data()
    assert np.all(np.diff(y) >= 0) and max(y) == pytest.approx(100 * drawn.share_in_custody.iloc[-1], abs=0.1)
    assert drawn.came_into_custody.sum() == 21 and drawn.attrs["counts"]["open"] == 19


def test_all_positions_can_be_drawn(states, people):
    readings = load("legal_readings")
    names = facts.names_of(readings)
    for year in range(2002, 2025):
        picture = figures.draw_picture(charts.members, (states,), {"year": year})
        assert str(facts.joined_by(states, facts.day_in(year)).member.sum()) in picture.caption
    for group in facts.PEOPLE:
        assert group in figures.draw_picture(charts.custody, (people,), {"people": group}).caption
    for i, left in enumerate(names):
        right = names[(i + 1) % len(names)]
        picture = figures.draw_picture(charts.compare, (readings,), {"left": left, "right": right})
        assert list(picture.numbers.columns) == ["point", left, right] and len(picture.numbers) == 4


def test_words_of_the_readings_fit_their_boxes():
    readings = load("legal_readings")
    for left in facts.names_of(readings):
        figure, ax = figures.new_figure()
        charts.compare(ax, readings, left, left)
        figure.canvas.draw()
        texts = [t.get_window_extent() for t in ax.texts if t.get_text()]
        for i, one in enumerate(texts):
            assert not any(one.overlaps(other) for other in texts[i + 1 :]), left
        assert (
            max(box.x1 for box in texts) <= figure.bbox.x1
            and min(box.y0 for box in texts) > 0.05 * figure.bbox.y1
        )


def test_a_reading_beside_itself_keeps_both_columns():
    readings = load("legal_readings")
    name = facts.names_of(readings)[0]
    picture = figures.draw_picture(charts.compare, (readings,), {"left": name, "right": name})
    assert picture.numbers.shape == (4, 3)


@pytest.mark.parametrize("group", facts.PEOPLE)
def test_the_line_under_the_title_fits(people, group):
    figure, ax = figures.new_figure()
    charts.custody(ax, people, group)
    figure.canvas.draw()
    assert max(text.get_window_extent().x1 for text in figure.texts) < figure.bbox.x1
