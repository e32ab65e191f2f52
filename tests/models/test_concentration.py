"""The Herfindahl-Hirschman index: hand-worked cases, bounds and laws."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.models.concentration import equivalent_partners, hhi, hhi_bounds


def test_hand_worked():
    assert hhi([100]) == 1
    assert hhi([50, 30, 20]) == pytest.approx(0.38)
    assert hhi([10] * 10) == pytest.approx(0.1)
    assert hhi([]) == 0
    assert equivalent_partners(0.25) == 4


def test_bounds_hand_worked():
    # 60 and 20 listed, 20 missing: at most one more partner of 20.
    low, high = hhi_bounds([60, 20])
    assert (low, high) == (pytest.approx(0.40), pytest.approx(0.44))
    # 50 and 20 listed, 30 missing: one of 20 and one of 10.
    assert hhi_bounds([50, 20])[1] == pytest.approx(0.25 + 0.04 + 0.04 + 0.01)
    assert hhi_bounds([100]) == (1, 1)
    assert hhi_bounds([]) == (0, 1)


def test_a_partner_without_trade_and_one_below_a_per_cent_are_partners_too():
    assert hhi([50, 50, 0]) == hhi([50, 50])
    assert hhi_bounds([60, 20, 0]) == hhi_bounds([60, 20])
    assert hhi_bounds([98.2, 0.8])[1] == pytest.approx(0.982**2 + 2 * 0.008**2 + 0.002**2)


def test_a_point_too_much_is_rounding_and_never_more_than_all():
    assert hhi([50, 51]) == pytest.approx(0.5**2 + 0.51**2)
    assert hhi_bounds([50, 51]) == (hhi([50, 51]), hhi([50, 51]))
    assert hhi([100, 1]) == 1 and hhi_bounds([100, 1]) == (1, 1)
    assert hhi_bounds([100, 0.5])[1] == 1
    with pytest.raises(ValueError):
        hhi([50, 51.5])


@pytest.mark.parametrize("shares", [[-1], [101], [60, 60], [float("nan")]])
def test_what_can_not_be_a_share_is_refused(shares):
    with pytest.raises(ValueError):
        hhi(shares)


def test_an_index_outside_its_range_is_refused():
    for index in (0, -0.2, 1.1):
        with pytest.raises(ValueError):
            equivalent_partners(index)
    assert equivalent_partners(1) == 1


def complete(weights):
    return [100 * weight / sum(weights) for weight in weights]


partners = st.lists(st.integers(1, 1000), min_size=1, max_size=20).map(complete)


@given(partners)
def test_between_one_over_n_and_one_whatever_the_order(shares):
    assert 1 / len(shares) - 1e-9 <= hhi(shares) <= 1
    assert hhi(shares) == pytest.approx(hhi(sorted(shares)))


@given(partners)
def test_merging_two_partners_never_lowers_the_index(shares):
    assume(len(shares) > 1)
    assert hhi([shares[0] + shares[1], *shares[2:]]) >= hhi(shares) - 1e-12


@given(partners, st.integers(1, 20))
def test_the_bounds_hold_the_true_index_when_only_the_largest_are_listed(shares, listed):
    top = sorted(shares, reverse=True)[:listed]
    low, high = hhi_bounds(top)
    assert low - 1e-9 <= hhi(shares) <= high + 1e-9
