"""Counting a column against many at once gives what counting pair by pair gives."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.models.agreement import MISSING, by_period, graded, grid, share_of, strict, tally

vote = st.sampled_from(["Y", "A", "N", None])
tables = st.lists(
    st.tuples(vote, vote, vote, st.sampled_from([1961, 1962, 1963])), min_size=1, max_size=50
).map(lambda rows: pd.DataFrame(rows, columns=["a", "b", "c", "year"]))


def as_categories(table):
    kind = pd.CategoricalDtype(["Y", "A", "N"])
    return table.assign(**{name: table[name].astype(kind) for name in "abc"})


@settings(max_examples=40, deadline=None)
@given(tables, st.booleans(), st.sampled_from([strict, graded]))
def test_the_same_as_pair_by_pair(table, categories, measure):
    table = as_categories(table) if categories else table
    found = tally(table, "a", ["b", "c"], table.year)
    for seat in "bc":
        own, plain = found[found.seat == seat], by_period(table.a, table[seat], table.year, measure)
        assert own.period.tolist() == plain.period.tolist()
        assert (
            own.common.tolist() == plain.votes.tolist() and own.opposite.tolist() == plain.opposite.tolist()
        )
        assert np.allclose(share_of(own.common, own.alike, own.opposite, measure), plain.share)


def test_grid_hand_worked_for_letters_and_categories():
    table = pd.DataFrame({"a": ["Y", "A", None], "b": ["N", None, "Y"], "c": [None, "N", "N"]})
    expected = [[1, -1, MISSING], [0, MISSING, -1], [MISSING, 1, -1]]
    assert grid(table, list("abc")).tolist() == expected == grid(as_categories(table), list("abc")).tolist()


def test_what_is_no_vote_or_no_measure_is_refused():
    with pytest.raises(ValueError, match="Y, A or N"):
        tally(pd.DataFrame({"a": ["Y"], "b": ["x"]}), "a", ["b"], [1])
    with pytest.raises(ValueError, match="periods"):
        tally(pd.DataFrame({"a": ["Y"], "b": ["Y"]}), "a", ["b"], [1, 2])
    with pytest.raises(ValueError, match="strict or graded"):
        share_of(1, 1, 0, measure=max)


def test_an_empty_table_has_no_pairs():
    assert tally(pd.DataFrame({"a": [], "b": []}, dtype=object), "a", ["b"], []).empty
