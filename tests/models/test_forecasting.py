"""Base rates and scores: closed forms, hand-worked cases and laws."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.models.forecasting import Beta, brier, calibration, interval, posterior, succession, upper_bound


def test_hand_worked():
    assert succession(0, 17) == pytest.approx(1 / 19)
    assert succession(0, 0) == 0.5
    assert posterior(0, 0, (3, 4)) == Beta(3, 4), "no case leaves the prior as it was"
    assert posterior(2, 2) == Beta(3, 1)
    assert posterior(1, 10, (1, 9)).mean == pytest.approx(2 / 20)


@given(st.integers(0, 200), st.floats(0.5, 0.999))
def test_the_bound_for_none_of_n_has_a_closed_form(cases, sure):
    assert upper_bound(posterior(0, cases), sure) == pytest.approx(
        1 - (1 - sure) ** (1 / (cases + 1)), abs=1e-9
    )


@given(st.integers(0, 200))
def test_all_of_n_mirrors_none_of_n(cases):
    low = posterior(cases, cases).quantile(0.05)
    assert low == pytest.approx(0.05 ** (1 / (cases + 1)), abs=1e-9)


def test_against_other_closed_forms():
    assert Beta(1, 1).below(0.3) == pytest.approx(0.3)
    assert Beta(2, 1).below(0.3) == pytest.approx(0.09)
    assert Beta(1, 3).below(0.3) == pytest.approx(1 - 0.7**3)
    assert Beta(2, 2).below(0.3) == pytest.approx(3 * 0.3**2 - 2 * 0.3**3)
    assert Beta(2, 2).density(0.3) == pytest.approx(6 * 0.3 * 0.7)
    assert [Beta(1, 4).density(x) for x in (0, 1)] == [pytest.approx(4), 0]


# scipy.stats.beta.ppf at 0.025, 0.5 and 0.95 (SciPy 1.16), which the lessons themselves don't need.
BY_SCIPY = {
    (1, 18): [0.001405556, 0.037776163, 0.153317554],
    (3, 40): [0.014979692, 0.063159817, 0.142414477],
    (25, 25): [0.363378258, 0.5, 0.615309966],
    (100, 301): [0.208301507, 0.248959563, 0.28557412],
}


@pytest.mark.parametrize("a, b", list(BY_SCIPY))
def test_agrees_with_scipy(a, b):
    assert [Beta(a, b).quantile(share) for share in (0.025, 0.5, 0.95)] == pytest.approx(
        BY_SCIPY[a, b], abs=1e-8
    )


parameters = st.integers(1, 60)


@given(parameters, parameters, st.floats(0.001, 0.999))
def test_quantile_and_below_undo_each_other_and_mirror(a, b, share):
    known = Beta(a, b)
    assert known.below(known.quantile(share)) == pytest.approx(share, abs=1e-6)
    assert known.quantile(share) == pytest.approx(1 - Beta(b, a).quantile(1 - share), abs=1e-9)


@given(parameters, parameters)
def test_the_density_is_the_slope_of_below_and_the_interval_holds_95_percent(a, b):
    known, step = Beta(a, b), 1e-5
    slope = (known.below(0.4 + step) - known.below(0.4 - step)) / (2 * step)
    assert known.density(0.4) == pytest.approx(slope, abs=1e-3, rel=1e-3)
    low, high = interval(known)
    assert known.below(high) - known.below(low) == pytest.approx(0.95, abs=1e-6)


@given(st.integers(0, 100), st.integers(0, 100), parameters, parameters)
def test_the_posterior_lies_between_the_prior_and_the_cases(happened, not_happened, a, b):
    cases = happened + not_happened
    mean = posterior(happened, cases, (a, b)).mean
    ends = [a / (a + b), happened / cases if cases else a / (a + b)]
    assert min(ends) - 1e-12 <= mean <= max(ends) + 1e-12


@pytest.mark.parametrize("wrong", [(1, 0), (-1, 3), (0.5, 3), (0, 301)])
def test_counts_that_can_not_be_are_refused(wrong):
    with pytest.raises(ValueError):
        posterior(*wrong)


def test_priors_and_rates_that_can_not_be_are_refused():
    for prior in ((0, 1), (1, 301), (0.5, 0.5)):
        with pytest.raises(ValueError):
            posterior(0, 3, prior)
    for call in (Beta(1, 1).below, Beta(1, 1).density, Beta(1, 1).quantile):
        with pytest.raises(ValueError, match="between 0 and 1"):
            call(1.2)


def test_brier_hand_worked():
    assert brier([1, 0], [True, False]) == 0
    assert brier([1, 0], [False, True]) == 1
    assert brier([0.5] * 4, [True, False, False, False]) == 0.25
    assert brier([0.1, 0.8], [False, True]) == pytest.approx(0.025)
    assert math.isnan(brier([], []))
    with pytest.raises(ValueError):
        brier([0.5], [])
    with pytest.raises(ValueError):
        brier([50], [True])


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.floats(0, 1))
def test_of_all_constant_forecasts_the_share_that_happened_scores_best(happened, other):
    share = sum(happened) / len(happened)
    assert brier([share] * len(happened), happened) <= brier([other] * len(happened), happened) + 1e-12


def test_calibration_groups_by_what_was_said_and_counts_every_forecast_once():
    groups = calibration([0, 0.1, 0.2, 0.5, 1], [False, True, False, True, True])
    assert [g["forecasts"] for g in groups] == [2, 2, 1]
    assert groups[0] == {"low": 0, "high": 0.2, "forecasts": 2, "said": 0.05, "happened": 0.5}
    assert groups[2]["happened"] == 1 and calibration([], []) == []


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30))
def test_no_forecast_is_lost_in_the_groups(pairs):
    groups = calibration([p for p, _ in pairs], [h for _, h in pairs])
    assert sum(g["forecasts"] for g in groups) == len(pairs)


def test_the_ends_of_the_scale():
    assert [Beta(3, 2).below(x) for x in (0, 1)] == [Beta(3, 2).quantile(x) for x in (0, 1)] == [0, 1]
    assert [Beta(4, 1).density(x) for x in (0, 1)] == [0, pytest.approx(4)]
    assert [Beta(1, 1).density(x) for x in (0, 0.5, 1)] == pytest.approx([1, 1, 1])
    for call in (Beta(1, 1).below, Beta(1, 1).density, Beta(1, 1).quantile):
        with pytest.raises(ValueError, match="between 0 and 1"):
            call(-0.2)


def test_three_hundred_cases_and_imagined_ones_are_the_most():
    assert posterior(300, 300, (300, 300)) == Beta(600, 300)
    assert posterior(0, 1.0) == Beta(1, 2)
    for wrong in ((True, 3), (1, True), (2, 3, (True, 1)), (2, 3, (1, 0)), (2, 3, (301, 1))):
        with pytest.raises(ValueError):
            posterior(*wrong)


def test_sure_means_95_per_cent_unless_told_otherwise():
    known = posterior(2, 9)
    assert upper_bound(known) == known.quantile(0.95)
    assert interval(known) == pytest.approx((known.quantile(0.025), known.quantile(0.975)))
    assert interval(known, 0.5) == (known.quantile(0.25), known.quantile(0.75))


def test_a_forecast_on_a_border_belongs_to_the_upper_group():
    groups = calibration([0.79, 0.8, 0.9], [True, False, True])
    assert [(g["low"], g["high"], g["forecasts"]) for g in groups] == [(0.2, 0.8, 1), (0.8, 1, 2)]
    assert groups[1]["said"] == pytest.approx(0.85) and groups[1]["happened"] == 0.5
    two = calibration([0.5, 1.0], [False, True], edges=(0, 0.5, 1))
    assert [(g["low"], g["forecasts"]) for g in two] == [(0.5, 2)]
    with pytest.raises(ValueError):
        brier([-0.1], [True])
    with pytest.raises(ValueError):
        brier([1.5], [True])
