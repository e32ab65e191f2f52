"""The weighted ranking of lesson 9: by hand, and what must hold for all scores and weights."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.models import ranking as model

OPTIONS, CRITERIA = list("ABCD"), ["law", "fuel", "trade"]
TWO = pd.DataFrame({"law": [2, -2, 0], "fuel": [-2, 2, 0.5]}, index=list("ABC"))


def table(rows):
    return pd.DataFrame(rows, index=OPTIONS, columns=CRITERIA, dtype=float)


scores = st.lists(st.lists(st.integers(-2, 2), min_size=3, max_size=3), min_size=4, max_size=4).map(table)
weights = st.fixed_dictionaries({one: st.integers(0, 10) for one in CRITERIA})


def winners(scores, weights):
    order = model.ranking(scores, weights)
    return set(order.option[order["rank"] == 1])


def test_totals_by_hand():
    order = model.ranking(TWO, {"law": 3, "fuel": 1})
    assert order.option.tolist() == ["A", "C", "B"]
    assert order.total.tolist() == [1.0, 0.125, -1.0] and order["rank"].tolist() == [1, 2, 3]
    parts = model.contributions(TWO, {"law": 3, "fuel": 1})
    assert parts.loc["A"].tolist() == [1.5, -0.5]


def test_equal_totals_share_the_better_rank_and_keep_their_order():
    order = model.ranking(TWO, {"law": 1, "fuel": 1})
    assert order.option.tolist() == ["C", "A", "B"] and order["rank"].tolist() == [1, 2, 2]


def test_no_weight_at_all_and_nothing_scored():
    assert model.ranking(TWO, {"law": 0, "fuel": 0})["rank"].tolist() == [1, 1, 1]
    empty = TWO * math.nan
    assert model.ranking(empty, {"law": 1}).empty and model.switch_points(empty, {}).empty
    assert model.dominated(empty) == {} and model.shares_of_weightings(empty).isna().all()


def test_one_criterion_has_one_weighting_and_its_best_option_wins_it():
    assert model.weightings(1) == 1
    assert model.shares_of_weightings(TWO[["law"]]).tolist() == [1, 0, 0]


def test_a_criterion_with_a_gap_is_left_out():
    gap = TWO.copy()
    gap.loc["B", "fuel"] = math.nan
    assert model.ranking(gap, {"law": 5, "fuel": 5}).total.tolist() == [2, 0, -2]
    assert model.switch_points(gap, {"law": 5, "fuel": 5}).criterion.tolist() == ["law"]


def test_switch_points_by_hand():
    # Law 5, fuel 2: A has 10 - 4 = 6, C has 1, B has -6. C passes A where 2w - 4 = 1, at law 2.5;
    # by fuel where 10 - 2w = w / 2, at fuel 4, before B (10 - 2w = -10 + 2w, at 5).
    points = model.switch_points(TWO, {"law": 5, "fuel": 2}).set_index("criterion")
    assert points.loc["law", ["at", "way"]].tolist() == [2.5, "down"] and points.loc["law", "options"] == [
        "C"
    ]
    assert points.loc["fuel", ["at", "way"]].tolist() == [4.0, "up"] and points.loc["fuel", "options"] == [
        "C"
    ]
    assert points.loc["law", "first"] == ["A"]


def test_a_change_beyond_the_end_of_the_scale_is_none():
    far = pd.DataFrame({"law": [2, 0], "fuel": [0, 1]}, index=list("AB"))
    points = model.switch_points(far, {"law": 5, "fuel": 0}).set_index("criterion")
    assert math.isnan(points.loc["law", "at"])  # at 0 the two are only level
    assert math.isnan(points.loc["fuel", "at"])  # level at 10, and there the scale ends
    assert points.loc["fuel", "options"] == [] and points.loc["fuel", "way"] is None


def test_options_that_are_level_now_part_at_once():
    level = pd.DataFrame({"law": [2, 0], "fuel": [0, 2]}, index=list("AB"))
    points = model.switch_points(level, {"law": 5, "fuel": 5}).set_index("criterion")
    assert points.loc["law", "first"] == ["A", "B"]
    assert points.loc["law", ["at", "way"]].tolist() == [5.0, "up"] and points.loc["law", "options"] == ["A"]


def test_twins_win_together():
    twins = pd.DataFrame({"law": [2, -1, -1], "fuel": [-2, 1, 1]}, index=list("ABC"))
    points = model.switch_points(twins, {"law": 5, "fuel": 2}).set_index("criterion")
    assert points.loc["fuel", "options"] == ["B", "C"] and points.loc["fuel", "at"] == 5.0


def test_equally_near_switches_are_all_found_by_hand():
    # All 5: A has 10 + 0 + 5 = 15, B has 10. B passes where law falls below 2.5 or fuel rises above 7.5.
    level = pd.DataFrame({"law": [2, 0], "fuel": [0, 2], "trade": [1, 0]}, index=list("AB"))
    found = model.nearest_switches(level, dict.fromkeys(level.columns, 5))
    assert found[["criterion", "at", "way"]].values.tolist() == [["law", 2.5, "down"], ["fuel", 7.5, "up"]]
    # A leads B and C by 5 each; on law B gains 2 a point upwards and C 2 a point downwards.
    both = pd.DataFrame(
        {"law": [0, 2, -2], "fuel": [0, -1, 1], "trade": [0, -1, 0], "home": [0, -1, 0]}, index=list("ABC")
    )
    found = model.nearest_switches(both, dict.fromkeys(both.columns, 5))
    assert found[["criterion", "at", "options"]].values.tolist() == [["law", 7.5, ["B"]], ["law", 2.5, ["C"]]]
    assert model.nearest_switches(pd.DataFrame({"law": [2, 0], "fuel": [2, 0]}), {"law": 5, "fuel": 5}).empty


def test_dominated_by_hand():
    twins = pd.DataFrame({"law": [1, 1, 2], "fuel": [1, 1, 0]}, index=list("ABC"))
    assert model.dominated(twins) == {} and model.dominated(twins, twins=True) == {"A": ["B"], "B": ["A"]}
    assert model.dominated(TWO) == {}
    four = pd.DataFrame({"law": [2, 1, 2, 2], "fuel": [1, 1, 1, 0]}, index=OPTIONS)
    assert model.dominated(four) == {"B": ["A", "C"], "D": ["A", "C"]}


def test_shares_by_hand():
    # Two criteria, 4 points: law 0 to 4. A wins alone above 2, B below; at 2 they are level.
    level = pd.DataFrame({"law": [1, 0], "fuel": [0, 1]}, index=list("AB"))
    assert model.shares_of_weightings(level, points=4).tolist() == [0.4, 0.4]
    assert model.weightings(2, 4) == 5 and model.weightings(6, 20) == 53130


@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf])
def test_a_weight_must_be_a_number_from_nought_up(wrong):
    with pytest.raises(ValueError, match="weight"):
        model.ranking(TWO, {"law": wrong})


@settings(max_examples=25)
@given(scores, weights)
def test_contributions_sum_to_totals_within_the_scale(scores, weights):
    order = model.ranking(scores, weights).set_index("option").total
    parts = model.contributions(scores, weights).sum(axis=1)
    assert all(math.isclose(order[one], parts[one], abs_tol=1e-9) for one in OPTIONS)
    assert order.between(-2 - 1e-9, 2 + 1e-9).all()


@settings(max_examples=25)
@given(scores, weights, st.integers(2, 5))
def test_only_proportions_of_weights_count(scores, weights, factor):
    larger = {one: factor * value for one, value in weights.items()}
    assert model.ranking(scores, weights).option.tolist() == model.ranking(scores, larger).option.tolist()


@settings(max_examples=25)
@given(scores, weights)
def test_up_to_a_switch_point_nothing_changes_and_beyond_it_another_wins(scores, weights):
    points = model.switch_points(scores, weights).set_index("criterion")
    now = winners(scores, weights)
    for one, row in points.iterrows():
        if math.isnan(row["at"]):
            for other in (0, 2.5, 7.5, 10):
                found = winners(scores, {**weights, one: other})
                assert (
                    now <= found or len(now) > 1
                )  # never without today's winner, though others may draw level
            continue
        sign = 1 if row["way"] == "up" else -1
        beyond = winners(scores, {**weights, one: row["at"] + sign * 1e-6})
        assert beyond == set(row["options"]) and beyond != now
        if row["at"] != row["now"]:
            before = winners(scores, {**weights, one: (row["at"] + row["now"]) / 2})
            assert before <= now
            assert 0 < row["at"] < 10


@settings(max_examples=25)
@given(scores, weights)
def test_a_dominated_option_never_wins_alone(scores, weights):
    beaten = model.dominated(scores)
    share = model.shares_of_weightings(scores, points=6)
    assert all(share[one] == 0 and winners(scores, weights) != {one} for one in beaten)
    assert 0 <= share.sum() <= 1 + 1e-9


def test_a_criterion_that_is_not_named_weighs_nothing():
    assert model.ranking(TWO, {"law": 4}).total.tolist() == [2, 0, -2]
    assert model.contributions(TWO, {"law": 4}).fuel.tolist() == [0, 0, 0]


def test_many_level_options_keep_their_order():
    many = pd.DataFrame({"law": [place % 3 for place in range(60)]}, dtype=float)
    order = model.ranking(many, {"law": 1})
    assert order.option.tolist() == sorted(many.index, key=lambda place: -many.law[place])


def test_switches_close_to_the_ends_of_the_scale_are_found():
    # C passes A where 2 law - 2 fuel = fuel / 2, at law = 1.25 fuel; upwards A stays ahead.
    for law, fuel, at in ((10, 2, 2.5), (5, 0.4, 0.5), (0.5, 0.2, 0.25)):
        row = model.switch_points(TWO, {"law": law, "fuel": fuel}).set_index("criterion").loc["law"]
        assert row["at"] == pytest.approx(at) and row["way"] == "down" and row["options"] == ["C"]
    near = model.nearest_switches(TWO, {"law": 5, "fuel": 2})
    assert near[["criterion", "at"]].values.tolist() == [["fuel", 4.0]], (
        "law, half a point farther, is not nearest"
    )


def test_the_scale_of_weights_ends_at_ten_unless_another_end_is_given():
    far = pd.DataFrame({"law": [2, 0], "fuel": [0, 1]}, index=list("AB"))
    weights = {"law": 5.25, "fuel": 0}  # fuel would have to weigh 10.5
    assert model.switch_points(far, weights)["at"].isna().all()
    none = model.nearest_switches(far, weights)
    assert none.empty and none.columns.tolist() == model.SWITCH
    assert model.switch_points(TWO * math.nan, {}).columns.tolist() == model.SWITCH
    assert model.switch_points(far, weights, most=11)["at"].tolist()[1] == 10.5
    assert model.nearest_switches(far, weights, most=11)["at"].tolist() == [10.5]


def test_weightings_deal_twenty_points_unless_told_otherwise():
    level = pd.DataFrame({"law": [1, 0], "fuel": [0, 1]}, index=list("AB"))
    assert model.shares_of_weightings(level).tolist() == pytest.approx([10 / 21, 10 / 21])
    assert model.shares_of_weightings(level, points=5).tolist() == [0.5, 0.5], "ahead by one point is ahead"
    assert model.weightings(6) == 53130
    assert model.shares_of_weightings(TWO * math.nan).index.tolist() == list("ABC")
