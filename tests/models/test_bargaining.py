"""The bargaining model: cases worked by hand, edges, and what must never happen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.models.bargaining import HOLD, UNDERCUT, patience_needed, payoffs, settlement

POINTS = st.integers(0, 100)
SHARE = st.integers(0, 100).map(lambda n: n / 100)
GAMES = st.fixed_dictionaries(
    {
        "value": st.just(100),
        "rival_offer": POINTS,
        "far_offer": POINTS,
        "harm": POINTS,
        "cost": POINTS,
        "concert": SHARE,
    }
)


@pytest.mark.parametrize(
    "words, small, outside, threat",
    [
        ({}, 90, 80, False),  # rivals: half way between 80 and 100
        ({"concert": 1}, 60, 20, False),  # one voice: half way between 20 and 100
        ({"concert": 0.5}, 75, 50, False),
        ({"concert": 1, "harm": 30, "cost": 10}, 50, 20, True),  # the threat is worth 20, half of it is lost
        ({"concert": 1, "harm": 30, "cost": 0}, 45, 20, True),  # zero cost
        ({"concert": 1, "harm": 30, "cost": 30}, 60, 20, False),  # a tie: no threat
        ({"concert": 1, "harm": 10, "cost": 30}, 60, 20, False),  # dearer than it hurts: no threat
    ],
)
def test_by_hand(words, small, outside, threat):
    found = settlement(100, 80, 20, **words)
    assert found == pytest.approx((small, 100 - small, outside, threat))


def test_equal_offers_make_concert_pointless():
    assert settlement(100, 40, 40, concert=0) == settlement(100, 40, 40, concert=1)


def test_a_friend_who_offers_more_than_the_rival_counts_even_among_rivals():
    assert settlement(100, 30, 50, concert=0).disagreement == 50


@given(GAMES)
def test_the_two_sides_share_the_whole_and_neither_does_worse_than_without_a_deal(game):
    found = settlement(**game)
    pressure = max(0, game["harm"] - game["cost"]) > 0
    without_small = found.disagreement - (game["harm"] if pressure else 0)
    without_giant = -game["cost"] if pressure else 0
    assert found.small + found.giants == pytest.approx(100)
    assert found.small >= without_small - 1e-9 and found.giants >= without_giant - 1e-9
    assert found.small - without_small == pytest.approx(found.giants - without_giant)  # Nash: equal gains


@given(GAMES, st.sampled_from(["rival_offer", "far_offer", "cost"]), POINTS)
def test_a_better_way_out_or_dearer_pressure_never_hurts_the_small_state(game, name, more):
    better = {**game, name: max(game[name], more)}
    assert settlement(**better).small >= settlement(**game).small - 1e-9


@given(GAMES, SHARE, POINTS)
def test_more_concert_or_more_harm_never_helps_it(game, concert, harm):
    small = settlement(**game).small
    assert settlement(**{**game, "concert": max(game["concert"], concert)}).small <= small + 1e-9
    assert settlement(**{**game, "harm": max(game["harm"], harm)}).small <= small + 1e-9


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": 0},
        {"rival_offer": 101},
        {"far_offer": -1},
        {"harm": -1},
        {"cost": -1},
        {"concert": 1.1},
        {"concert": -0.1},
        {"value": float("nan")},
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        settlement(**{"value": 100, "rival_offer": 80, "far_offer": 20, **wrong})


def test_payoff_table_by_hand():
    assert payoffs(100, 80, 20) == {
        (HOLD, HOLD): (20, 20),
        (HOLD, UNDERCUT): (0, 40),
        (UNDERCUT, HOLD): (40, 0),
        (UNDERCUT, UNDERCUT): (5, 5),
    }
    assert patience_needed(100, 80, 20) == pytest.approx(20 / 35)


@given(st.integers(0, 99), st.integers(0, 99))
def test_alone_each_giant_gains_by_undercutting_whatever_the_other_does(rival, far):
    table = payoffs(100, rival, far)
    assert (
        table[UNDERCUT, HOLD][0] > table[HOLD, HOLD][0]
        and table[UNDERCUT, UNDERCUT][0] > table[HOLD, UNDERCUT][0]
    )
    assert table[HOLD, HOLD][0] >= table[UNDERCUT, UNDERCUT][0]
    assert 0.5 <= patience_needed(100, rival, far) <= 1


def test_where_concert_gains_nothing_no_patience_holds_it_together():
    assert patience_needed(100, 20, 20) == 1
    assert payoffs(100, 100, 100)[UNDERCUT, HOLD] == (0, 0)


def test_a_threat_that_costs_nothing_or_gains_little_is_made():
    assert settlement(100, 80, 20, harm=10) == pytest.approx((85, 15, 80, True))
    assert settlement(100, 80, 20, harm=10, cost=9.5).threat


def test_a_deal_may_be_small_but_not_nothing():
    assert settlement(1, 0, 0).small == 0.5
    for value, rival, far in ((0, 0, 0), (100, -1, 20), (100, 80, 101)):
        with pytest.raises(ValueError):
            settlement(value, rival, far)


def test_offers_of_the_whole_deal_leave_nothing_to_be_patient_for():
    assert patience_needed(100, 100, 100) == 1
