"""Positions from roll calls: made-up assemblies whose order is known, laws, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.models.ideal_points import positions


def assembly(seed, members=25, texts=60, missing=0.1):
    """Members on a line and texts that cut it somewhere: (votes, true places)."""
    chance = np.random.default_rng(seed)
    place = np.sort(chance.normal(size=members))
    cut, way = chance.normal(size=(texts, 1)), chance.choice([-1, 1], size=(texts, 1))
    votes = np.sign(way * (place - cut))
    votes[np.abs(place - cut) < 0.15] = 0
    votes[chance.random(votes.shape) < missing] = np.nan
    return votes, place


def test_hand_worked():
    # Three camps: the left and the right always differ, the middle abstains.
    votes = np.tile([1.0, 1.0, 0.0, -1.0, -1.0], (12, 1))
    found = positions(votes, up=0)
    assert found == pytest.approx(np.array([1, 1, 0, -1, -1]) / np.sqrt(0.8))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_a_made_up_assembly_comes_back(seed):
    votes, place = assembly(seed)
    found = positions(votes, up=len(place) - 1)
    assert np.corrcoef(found, place)[0, 1] > 0.85
    assert found.mean() == pytest.approx(0, abs=1e-9) and found.std() == pytest.approx(1)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_neither_the_order_of_texts_nor_the_wording_of_a_question_matters(seed):
    votes, _ = assembly(seed)
    found = positions(votes, up=0)
    assert positions(votes[::-1], up=0) == pytest.approx(found, abs=0.02)
    assert positions(-votes, up=0) == pytest.approx(found, abs=0.02), "asked the other way round"


def test_up_decides_which_side_is_up():
    votes, _ = assembly(3)
    assert positions(votes, up=0)[0] > 0 and positions(votes, up=24)[24] > 0


def test_a_member_with_few_votes_has_no_position():
    votes, _ = assembly(5)
    votes[9:, 4] = np.nan
    found = positions(votes, up=0)
    assert np.isnan(found[4]) and np.isfinite(np.delete(found, 4)).all()


def test_what_says_nothing_is_refused():
    with pytest.raises(ValueError, match="alike"):
        positions(np.ones((20, 5)), up=0)
    with pytest.raises(ValueError, match="three members"):
        positions(np.full((20, 5), np.nan), up=0)


def test_ten_votes_or_half_of_few_are_enough_for_a_position():
    for texts, needed in ((40, 10), (12, 6), (3, 1)):
        votes = np.tile([1.0, 1.0, 0.0, -1.0, -1.0], (texts, 1))
        votes[needed:, 1] = np.nan
        assert np.isfinite(positions(votes, up=0)[1])
        votes[needed - 1, 1] = np.nan
        assert np.isnan(positions(votes, up=0)[1]) and np.isfinite(positions(votes, up=0)[0])


def test_three_members_are_enough_and_two_are_not():
    assert positions(np.tile([1.0, 0.0, -1.0], (12, 1)), up=0) == pytest.approx(
        np.array([1, 0, -1]) * np.sqrt(1.5)
    )
    with pytest.raises(ValueError, match="three members"):
        positions(np.tile([1.0, -1.0], (12, 1)), up=0)


def test_where_the_member_named_has_no_position_the_one_farthest_out_is_up():
    votes = np.tile([1.0, 1.0, 1.0, -1.0, np.nan], (12, 1))
    assert positions(votes, up=4)[3] > 0


def test_positions_and_lines_fit_each_other_by_least_squares():
    """Fitting each text's line to the positions, and each member's position to the lines, gives them back."""
    votes, _ = assembly(11)
    place = positions(votes, up=24, rounds=500)
    lines = np.array([np.polyfit(place[np.isfinite(row)], row[np.isfinite(row)], 1) for row in votes])
    again = []
    for column in votes.T:
        cast = np.isfinite(column)
        slope, level = lines[cast].T
        again.append(slope @ (column[cast] - level) / (slope @ slope))
    again = (np.array(again) - np.mean(again)) / np.std(again)
    assert again == pytest.approx(place, abs=1e-3)


def test_a_text_on_which_one_member_voted_says_nothing():
    votes, _ = assembly(7)
    alone = np.full((5, votes.shape[1]), np.nan)
    alone[:, 3] = 1
    assert positions(np.vstack([votes, alone]), up=0) == pytest.approx(positions(votes, up=0), abs=1e-6)
