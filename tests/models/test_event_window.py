"""Windows, baselines and placebo dates, beside cases worked by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.models.event_window import beyond_baseline, change, placebo_rank, windows

AMOUNTS = st.floats(0.01, 1e6)


def series(**months):
    return pd.Series({(int(k[1:5]), int(k[5:])): v for k, v in months.items()}, dtype=float)


def test_change_by_hand():
    assert change(4, 5) == 25 and change(4, 3) == -25 and change(4, 4) == 0 and change(4, 0) == -100


@pytest.mark.parametrize("before", [0, -1, float("nan")])
def test_nothing_to_compare_with_is_an_error(before):
    with pytest.raises(ValueError, match="above zero"):
        change(before, 5)


def test_difference_in_differences_by_hand():
    assert beyond_baseline((10, 8), (100, 90)) == pytest.approx(-10)
    assert beyond_baseline((10, 8), (50, 40)) == pytest.approx(0)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.floats(0.1, 10))
def test_a_shock_that_hits_everyone_alike_leaves_the_order_unchanged(a, b, c, d, factor):
    before, after = beyond_baseline((a, b), (c, d)), beyond_baseline((a, b * factor), (c, d * factor))
    assert after == pytest.approx(
        before * factor, rel=1e-6, abs=1e-6 * max(1, abs(change(a, b)), abs(change(c, d))) * factor
    )


@given(AMOUNTS, AMOUNTS, st.floats(0.1, 10))
def test_the_unit_does_not_matter(a, b, factor):
    assert change(a * factor, b * factor) == pytest.approx(change(a, b), rel=1e-9, abs=1e-6)


def test_windows_use_only_months_that_are_there_and_cross_the_year():
    found = windows(series(m201612=4, m201701=5, m201703=9, m201712=3), back=1)
    assert found.to_dict("records") == [
        {"year": 2017, "month": 1, "before": 4, "after": 5, "change_percent": 25}
    ]
    june = windows(series(m201604=4, m201606=5), back=2)
    assert june[["year", "month"]].values.tolist() == [[2016, 6]]
    yearly = windows(series(m201612=4, m201701=5, m201712=3, m201801=10))
    assert yearly.change_percent.tolist() == [-25, 100]
    assert windows(series(m201612=4)).empty
    with pytest.raises(ValueError):
        windows(series(m201612=4), back=0)


def test_a_missing_amount_is_not_zero():
    assert windows(series(m201612=4, m201701=float("nan")), back=1).empty


def test_placebo_rank_counts_changes_at_least_as_far_the_same_way():
    assert placebo_rank(-10, [-20, -10, 5]) == (2, 3)
    assert placebo_rank(5, [-20, -10, 5]) == (1, 3) and placebo_rank(50, [5]) == (0, 1)
    assert placebo_rank(-30, [-20]) == (0, 1)
    with pytest.raises(ValueError):
        placebo_rank(1, [])
