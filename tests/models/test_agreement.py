"""Agreement between two columns of votes: hand-worked cases, laws, and the roll calls themselves."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import load
from helpers.models import agreement
from helpers.models.agreement import by_period, differing, graded, opposite, strict, with_one, with_the_rest

A = ["Y", "Y", "A", "N", None, "Y"]
B = ["Y", "A", "A", "Y", "Y", None]


def test_hand_worked():
    # four common votes: alike, one step apart, alike, yes against no
    assert strict(A, B) == (0.5, 4)
    assert graded(A, B) == (pytest.approx((1 + 0.5 + 1 + 0) / 4), 4)
    assert differing(A, B).tolist() == [False, True, False, True, False, False]
    assert opposite(A, B).tolist() == [False, False, False, True, False, False]


def test_an_absence_is_neither_agreement_nor_disagreement():
    assert strict(["Y", None], ["Y", "N"]) == (1, 1)
    assert strict([None, "N"], [None, "N"]) == (1, 1)


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_without_a_common_vote_there_is_no_share(missing):
    nothing = strict(["Y", missing], [missing, "N"])
    assert math.isnan(nothing.share) and nothing.votes == 0
    assert graded([], []).votes == 0


def test_what_is_no_vote_is_named():
    for wrong in ("X", "y", "", 1, True):
        with pytest.raises(ValueError, match="Y, A or N"):
            strict(["Y", wrong], ["Y", "Y"])
    with pytest.raises(ValueError, match="length"):
        strict(["Y"], ["Y", "N"])
    with pytest.raises(ValueError, match="periods"):
        by_period(["Y"], ["Y"], [1961, 1962])
    with pytest.raises(ValueError, match="strict or graded"):
        by_period(["Y"], ["Y"], [1961], measure=max)


def test_by_period_hand_worked_leaves_out_periods_without_a_common_vote():
    found = by_period(A, B, [1961, 1961, 1962, 1962, 1963, 1963])
    assert found.period.tolist() == [1961, 1962]
    assert found.share.tolist() == [0.5, 0.5] and found.votes.tolist() == [2, 2]
    assert found.opposite.tolist() == [0, 1]
    assert by_period(A, B, [1, 1, 2, 2, 3, 3], measure=graded).share.tolist() == [0.75, 0.5]


def test_periods_are_matched_by_place_not_by_index():
    shuffled = pd.DataFrame({"a": A, "b": B, "year": [1, 1, 2, 2, 3, 3]}, index=[9, 4, 2, 7, 0, 1])
    found = by_period(shuffled.a, shuffled.b, shuffled.year)
    assert found.votes.tolist() == [2, 2] and found.share.tolist() == [0.5, 0.5]


def test_with_one_keeps_the_order_and_with_the_rest_leaves_the_seat_out():
    table = pd.DataFrame({"a": ["Y", "Y"], "b": ["Y", "N"], "c": [None, "Y"], "d": [None, None]})
    found = with_one(table, "a", ["d", "c", "b"])
    assert found.seat.tolist() == ["d", "c", "b"] and found.votes.tolist() == [0, 1, 2]
    assert found.share.tolist()[1:] == [1, 0.5] and found.opposite.tolist() == [0, 0, 1]
    assert with_the_rest(table, "a", table.columns).tolist() == [1, 0.5]
    assert np.isnan(with_the_rest(table, "d", table.columns)).all()


vote = st.sampled_from(["Y", "A", "N", None])
pairs = st.lists(st.tuples(vote, vote), max_size=60)


def columns(rows):
    return [a for a, _ in rows], [b for _, b in rows]


@given(pairs)
def test_symmetric_within_bounds_and_strict_never_above_graded(rows):
    a, b = columns(rows)
    for measure in (strict, graded):
        assert measure(a, b) == pytest.approx(measure(b, a), nan_ok=True)
    s, g = strict(a, b), graded(a, b)
    assert s.votes == g.votes == sum(x is not None and y is not None for x, y in rows)
    assert s.votes == 0 or 0 <= s.share <= g.share <= 1


@given(st.lists(vote, min_size=1, max_size=40))
def test_everyone_agrees_with_themselves(column):
    assert strict(column, column).votes == sum(one is not None for one in column)
    assert (
        strict(column, column).votes == 0 or graded(column, column).share == strict(column, column).share == 1
    )


@given(pairs, st.randoms())
def test_the_periods_together_are_the_whole(rows, random):
    a, b = columns(rows)
    periods = [random.choice([1, 2, 3]) for _ in rows]
    for measure in (strict, graded):
        found, whole = by_period(a, b, periods, measure), measure(a, b)
        assert found.votes.sum() == whole.votes
        assert whole.votes == 0 or (found.share * found.votes).sum() == pytest.approx(
            whole.share * whole.votes
        )
    assert found.opposite.sum() == opposite(a, b).sum()


def test_the_roll_calls_counted_in_plain_pandas_give_the_same():
    votes = load("un_votes")
    votes = votes[(votes.date.dt.year >= 1961) & (votes.date.dt.year <= 1989)]
    both = votes[votes.MNG.notna() & votes.RUS.notna()]
    found = strict(votes.MNG, votes.RUS)
    assert found.votes == len(both) and round((1 - found.share) * found.votes) == (both.MNG != both.RUS).sum()
    years = by_period(votes.MNG, votes.RUS, votes.date.dt.year)
    assert 1964 not in years.period.tolist(), "the Assembly took no votes in 1964"
    assert agreement.differing(votes.MNG, votes.RUS).sum() == (both.MNG != both.RUS).sum()
