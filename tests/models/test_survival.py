"""Waiting times with open cases: against a textbook, against counting, against each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.models.survival import at, kaplan_meier, share_reached

# Weeks in remission of the 21 patients given 6-MP in the trial of E. J. Freireich and others (Blood 21, 1963),
# the worked case of most textbooks of survival analysis; 0: still in remission when last seen.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSE = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]

cases = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["custody", "died", None])), min_size=1, max_size=40
)


def test_the_textbook_case():
    table = kaplan_meier(WEEKS, RELAPSE)
    assert table.time.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert table.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert table.events.tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert table.waiting.round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]


def test_by_hand():
    table = kaplan_meier([1, 2, 3, 4, 5], [True, False, True, False, False])
    assert table.waiting.tolist() == pytest.approx([4 / 5, 4 / 5 * 2 / 3])


def test_an_event_and_an_open_case_at_the_same_time_are_both_still_watched():
    assert kaplan_meier([2, 2], [True, False]).waiting.tolist() == [0.5]


def test_two_endings_by_hand():
    """Five cases: custody 1, death 2, open 3, custody 4, open 5: 1/5, then 3/5 x 1/2."""
    table = share_reached([1, 2, 3, 4, 5], ["custody", "died", None, "custody", None], "custody")
    assert table.time.tolist() == [1, 4] and table.reached.tolist() == pytest.approx([1 / 5, 1 / 2])
    assert table.at_risk.tolist() == [5, 2] and table.events.tolist() == [1, 1]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40))
def test_without_open_cases_it_is_plain_counting(times):
    table = kaplan_meier(times, [True] * len(times))
    for row in table.itertuples():
        assert row.waiting == pytest.approx(np.mean(np.array(times) > row.time))


@given(cases)
def test_the_shares_stay_between_nothing_and_all_and_never_turn_back(rows):
    times, endings = zip(*rows, strict=True)
    waiting = kaplan_meier(times, [e == "custody" for e in endings]).waiting
    assert waiting.between(-1e-12, 1).all() and waiting.is_monotonic_decreasing
    reached = share_reached(times, endings, "custody").reached
    assert reached.between(0, 1 + 1e-12).all() and reached.is_monotonic_increasing


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["custody", None])), max_size=40))
def test_without_other_endings_it_is_one_minus_those_who_wait(rows):
    times, endings = [time for time, _ in rows], [ending for _, ending in rows]
    table, simple = (
        share_reached(times, endings, "custody"),
        kaplan_meier(times, [e is not None for e in endings]),
    )
    assert table.reached.tolist() == pytest.approx((1 - simple.waiting).tolist())
    columns = ["time", "at_risk", "events"]
    assert table[columns].to_dict("list") == simple[columns].to_dict("list")


@given(cases)
def test_other_endings_can_only_lower_what_is_reached(rows):
    times, endings = zip(*rows, strict=True)
    simple = kaplan_meier(times, [e == "custody" for e in endings])
    for row in share_reached(times, endings, "custody").itertuples():
        assert row.reached <= 1 - at(simple, row.time, "waiting", 1.0) + 1e-9


@given(cases)
def test_all_endings_together_leave_those_who_wait(rows):
    times, endings = zip(*rows, strict=True)
    parts = sum(at(share_reached(times, endings, word), 30, "reached", 0.0) for word in ("custody", "died"))
    left = at(kaplan_meier(times, [e is not None for e in endings]), 30, "waiting", 1.0)
    assert parts + left == pytest.approx(1)


def test_edges():
    assert kaplan_meier([], []).empty and kaplan_meier([3, 4], [False, False]).empty
    assert kaplan_meier([0, 0], [True, True]).waiting.tolist() == [0.0]
    assert at(kaplan_meier([3], [True]), 2, "waiting", 1.0) == 1.0
    for bad in (([1], [True, False]), ([-1], [True]), ([float("nan")], [True])):
        with pytest.raises(ValueError, match="duration"):
            kaplan_meier(*bad)


def test_tables_are_read_from_the_row_of_the_day_itself():
    assert at(kaplan_meier([3, 5], [True, True]), 3, "waiting", 1.0) == 0.5
    table = share_reached([1, 2, 3], ["died", "custody", None], "custody")
    assert table.index.tolist() == [0] and table.columns.tolist() == ["time", "at_risk", "events", "reached"]
    assert table.reached.tolist() == pytest.approx([1 / 3])
