"""Our small statistics beside SciPy's, which only the tests install."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from helpers.models.forecasting import Beta, posterior
from helpers.models.paired import mean_difference
from helpers.models.survival import kaplan_meier
from helpers.models.unpaired import group_difference

cases = st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=30)


@given(cases)
def test_kaplan_meier_is_scipys_censored_survival_function(pairs):
    durations, happened = np.array([p[0] for p in pairs], dtype=float), np.array([p[1] for p in pairs])
    ours = kaplan_meier(durations, happened)
    theirs = stats.ecdf(stats.CensoredData.right_censored(durations, ~happened)).sf
    assert ours.waiting.to_numpy() == pytest.approx(theirs.evaluate(ours.time.to_numpy()), abs=1e-12)


rates = (
    st.floats(0, 1)
    | st.integers(1, 320).map(lambda k: 10.0**-k)
    | st.integers(1, 53).map(lambda k: 1 - 2.0**-k)
)


@given(st.integers(1, 300), st.integers(1, 300), rates)
@example(1, 64, 0.99999)
@example(1, 200, 0.98)
@example(300, 1, 0.02)
@example(300, 300, 5e-324)
def test_the_beta_distribution_is_scipys_up_to_both_ends(a, b, rate):
    ours, theirs = Beta(a, b), stats.beta(a, b)
    assert ours.below(rate) == pytest.approx(theirs.cdf(rate), rel=0, abs=1e-10)
    assert ours.mean == pytest.approx(theirs.mean())


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from([0.025, 0.05, 0.5, 0.95, 0.975]))
def test_posterior_quantiles_are_scipys(happened, others, share):
    known = posterior(happened, happened + others)
    assert known.quantile(share) == pytest.approx(stats.beta(happened + 1, others + 1).ppf(share), abs=1e-8)


scores = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=2, max_size=60)


@given(
    scores.filter(lambda pairs: len({b - a for a, b in pairs}) > 1), st.sampled_from([0.5, 0.8, 0.95, 0.99])
)
def test_the_interval_of_paired_differences_is_scipys(pairs, level):
    before, after = zip(*pairs, strict=True)
    ours = mean_difference(before, after, level)
    theirs = stats.ttest_rel(after, before).confidence_interval(level)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), rel=1e-6, abs=1e-6)
    assert ours.mean == pytest.approx(np.mean(np.subtract(after, before)))


group = st.lists(st.integers(0, 10), min_size=2, max_size=60).filter(lambda one: len(set(one)) > 1)


@given(group, group, st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_the_interval_between_two_groups_is_scipys_of_welch(before, after, level):
    ours = group_difference(before, after, level)
    theirs = stats.ttest_ind(after, before, equal_var=False).confidence_interval(level)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), rel=1e-6, abs=1e-6)
    assert ours.mean == pytest.approx(np.mean(after) - np.mean(before))
    assert ours.many == len(before) + len(after)


def test_two_groups_in_which_all_are_alike_differ_by_just_that_and_one_person_is_no_group():
    found = group_difference([3, 3], [5, 5, 5])
    assert (found.mean, found.low, found.high, found.many) == (2, 2, 2, 5)
    with pytest.raises(ValueError, match="two people"):
        group_difference([3], [5, 5])
