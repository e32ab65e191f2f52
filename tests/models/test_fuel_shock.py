"""The tank: hand-worked cases, laws, and two ways of telling the same story."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import LessonError
from helpers.models.fuel_shock import day_by_day, days_band, days_until_empty, shaken


def test_without_a_cut_nothing_runs_empty():
    assert days_until_empty(stock_days=29, cut=0) == math.inf
    assert days_until_empty(stock_days=0, cut=0) == math.inf
    assert all(missing == 0 and tank == 29 for _, tank, _, missing in day_by_day(100, stock_days=29, cut=0))


def test_full_cut_without_substitute_is_stock_divided_by_daily_use():
    assert days_until_empty(stock_days=80_335 / 2_770) == pytest.approx(80_335 / 2_770)
    assert days_until_empty(stock_days=29) == 29
    assert days_until_empty(stock_days=0) == 0


def test_hand_worked():
    assert days_until_empty(stock_days=29, cut=0.5) == 58
    assert days_until_empty(stock_days=30, cut=1, saving=0.25) == 40
    # 14 days alone leave 15; then each day costs 1 - 0.4 = 0.6 of a day: 15 / 0.6 = 25 more.
    assert days_until_empty(stock_days=29, delay_days=14, substitute=0.4) == pytest.approx(14 + 25)
    assert days_until_empty(stock_days=29, delay_days=40, substitute=0.4) == 29
    assert days_until_empty(stock_days=29, substitute=1) == math.inf


def test_help_arrives_on_the_day_after_the_delay():
    tanks = [tank for _, tank, _, _ in day_by_day(16, stock_days=29, delay_days=14, substitute=0.4)]
    assert tanks[12:] == pytest.approx([16, 15, 14.4, 13.8])


def test_a_cut_that_ends_before_the_tank_is_empty_is_no_shortage():
    assert days_until_empty(stock_days=29, cut_days=14) == math.inf
    assert days_until_empty(stock_days=29, cut_days=29) == math.inf
    assert days_until_empty(stock_days=29, cut_days=30) == 29
    last = day_by_day(60, stock_days=29, cut_days=14)[-1]
    assert last[1] == 15 and last[3] == 0


def test_help_that_comes_after_the_cut_changes_nothing():
    assert days_until_empty(stock_days=10, cut_days=20, delay_days=30, substitute=0.9) == 10
    assert days_until_empty(stock_days=25, cut_days=20, delay_days=30, substitute=0.9) == math.inf


@pytest.mark.parametrize(
    "wrong",
    [
        {"stock_days": -1},
        {"cut": 1.1},
        {"cut": -0.1},
        {"saving": 1.2},
        {"substitute": -1},
        {"substitute": 38},
        {"delay_days": -1},
        {"cut_days": -1},
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(LessonError):
        days_until_empty(**{"stock_days": 29, **wrong})
    with pytest.raises(LessonError):
        day_by_day(5, **{"stock_days": 29, **wrong})


share = st.floats(0, 1, allow_nan=False).map(lambda x: round(x, 3))
days = st.integers(0, 120)
inputs = st.fixed_dictionaries(
    {
        "stock_days": days,
        "cut": share,
        "cut_days": days,
        "delay_days": days,
        "substitute": share,
        "saving": share,
    }
)


@given(
    inputs,
    st.sampled_from(
        [
            ("cut", -1),
            ("cut_days", -1),
            ("stock_days", 1),
            ("delay_days", -1),
            ("substitute", 1),
            ("saving", 1),
        ]
    ),
    st.floats(0, 1),
)
def test_more_cut_never_means_more_days_and_more_stock_never_fewer(values, change, by):
    name, sign = change
    lower = values[name] * by
    better = {**values, name: lower} if sign < 0 else values
    worse = values if sign < 0 else {**values, name: lower}
    assert days_until_empty(**better) >= days_until_empty(**worse) - 1e-9


@given(inputs)
def test_the_formula_and_the_day_by_day_story_agree(values):
    end = days_until_empty(**values)
    rows = day_by_day(400, **values)
    short = [day for day, _, _, missing in rows if missing > 1e-9]
    if end == math.inf or end > 400:
        assert not short
    else:
        assert short and short[0] == math.floor(end + 1e-9) + 1
    assert all(tank >= 0 and 0 <= missing <= wanted + 1e-9 for _, tank, wanted, missing in rows)


@given(inputs)
def test_nothing_is_made_or_lost(values):
    tank = values["stock_days"]
    for _, evening, _, missing in day_by_day(150, **values):
        assert evening <= tank + 1e-9
        assert missing == pytest.approx(0, abs=1e-9) or evening == 0
        tank = evening


RANGES = {"stock_days": (19, 29, 30), "substitute": (0, 0.4, 0.57), "saving": (0, 0.1, 0.25)}


def test_the_same_seed_gives_the_same_band_and_nothing_stays_nothing():
    values = {"stock_days": 29, "cut": 0.95, "delay_days": 14, "substitute": 0.4, "saving": 0.0}
    assert days_band(values, RANGES) == days_band(values, RANGES)
    assert days_band(values, RANGES, seed=1) != days_band(values, RANGES, seed=2)
    assert all(copy["saving"] == 0 and copy["delay_days"] == 14 for copy in shaken(values, RANGES))
    assert all(19 <= copy["stock_days"] <= 30 for copy in shaken(values, RANGES))


def test_nine_draws_in_ten_lie_in_the_band():
    values = {"stock_days": 29, "cut": 0.95, "delay_days": 14, "substitute": 0.4, "saving": 0.1}
    low, high = days_band(values, RANGES, draws=2000)
    inside = [low <= days_until_empty(**copy) <= high for copy in shaken(values, RANGES, draws=2000)]
    assert sum(inside) / 2000 == pytest.approx(0.9, abs=0.01)
    assert low < days_until_empty(**values) < high


def test_help_without_a_delay_arrives_on_the_first_day():
    assert days_until_empty(stock_days=29, substitute=0.5) == 58
    assert day_by_day(1, stock_days=29, substitute=0.4)[0][1] == pytest.approx(28.4)


def test_help_that_comes_as_the_tank_runs_empty_is_in_time():
    assert days_until_empty(stock_days=14, delay_days=14, substitute=1) == math.inf
    assert days_until_empty(stock_days=14.5, delay_days=14, substitute=0.5) == 15


def test_part_of_a_day_counts_as_part_of_it():
    cut = day_by_day(3, stock_days=5, cut_days=1.5)
    assert [tank for _, tank, _, _ in cut] == [4, 3.5, 3.5]
    helped = day_by_day(2, stock_days=5, delay_days=0.5, substitute=0.4)
    assert [tank for _, tank, _, _ in helped] == pytest.approx([4.2, 3.6])


def test_what_is_shaken_is_most_often_near_what_is_usual_and_parts_stay_parts():
    values = {"stock_days": 29, "cut": 0.9, "saving": 0.1}
    copies = shaken(values, {"stock_days": (19, 29, 30), "cut": (0.5, 1, 2)}, draws=4000)
    mean = sum(copy["stock_days"] for copy in copies) / len(copies)
    assert mean == pytest.approx((19 + 29 + 30) / 3, abs=0.2)  # of a triangle
    assert max(copy["cut"] for copy in copies) == 1 and min(copy["cut"] for copy in copies) < 0.6


def test_four_hundred_draws_unless_told_otherwise():
    values = {"stock_days": 29, "cut": 0.95, "delay_days": 14, "substitute": 0.4, "saving": 0.1}
    assert shaken(values, RANGES) == shaken(values, RANGES, draws=400, seed=29)
    days = sorted(days_until_empty(**copy) for copy in shaken(values, RANGES))
    assert days_band(values, RANGES) == (days[20], days[380])
