"""The charts of lesson 9 show what the scores, the weights and the roll calls say, at every position."""

import itertools
import math

import pandas as pd
import pytest

from helpers import load
from helpers.lessons.decision_room import charts, facts, options
from helpers.models import ranking as model
from helpers.pictures import figures

SCORES = pd.DataFrame(
    [
        [-2, -1, 2, 1, 2, -2],
        [2, 1, -2, -2, -2, 1],
        [2, 1, -1, -1, -1, 1],
        [-1, 0, 1, 1, 1, -1],
        [0, 0, 1, 1, 1, 0],
    ],
    index=list(options.OPTIONS.values()),
    columns=list(options.CRITERIA.values()),
    dtype=float,
)


def drawn(scores, **weights):
    with figures.mpl.rc_context(figures.style()):
        figure, ax = figures.new_figure()
        return charts.ranking(ax, scores, **weights), figure


def texts(figure):
    return [text.get_text() for text in figure.findobj(figures.mpl.text.Text) if text.get_text()]


def test_the_sliders_name_the_criteria():
    assert [name.replace("_", " ") for name in options.SLIDERS] == [name.lower() for name in SCORES.columns]
    assert list(options.ALL_EQUAL) == list(options.SLIDERS) and set(options.ALL_EQUAL.values()) == {5}


def test_bars_add_up_to_the_total_and_stand_in_order():
    table, figure = drawn(SCORES, **options.ALL_EQUAL)
    assert table.option.iloc[0] == "Consult the Court first" and table.total.iloc[0] == pytest.approx(0.5)
    assert table["total"].is_monotonic_decreasing
    assert (table[list(SCORES.columns)].sum(axis=1) - table.total).abs().max() < 0.01
    (ax,) = figure.axes
    widths = sum(bar.get_width() for bar in ax.patches)
    assert widths == pytest.approx(table.total.sum(), abs=1e-9)
    assert "First: Consult the Court first" in texts(figure)


def test_the_line_under_the_title_says_where_the_first_place_changes():
    weights = dict(zip(options.SLIDERS, [6, 5, 2, 1, 7, 8], strict=True))
    _, figure = drawn(SCORES, **weights)
    said = next(text for text in texts(figure) if text.startswith("Nearest change"))
    point = facts.hinge(SCORES, dict(zip(SCORES.columns, weights.values(), strict=True)))
    assert (
        said
        == f"Nearest change: Fuel and power below {point['at']:.1f} (now 6) puts first: Consult the Court first"
    )
    beyond, _ = drawn(SCORES, **{**weights, "fuel_and_power": math.floor(point["at"])})
    assert beyond.option.iloc[0] == "Consult the Court first"


def test_no_weights_no_scores_and_some_scores():
    level, figure = drawn(SCORES, **dict.fromkeys(options.SLIDERS, 0))
    assert set(level["rank"]) == {1} and "All options are level" in texts(figure)
    nothing, figure = drawn(SCORES * math.nan, **options.ALL_EQUAL)
    assert nothing.empty and any("Nothing is scored yet" in text for text in texts(figure))
    part = SCORES.assign(Trade=math.nan)
    _, figure = drawn(part, **options.ALL_EQUAL)
    assert any("5 of 6 criteria scored" in text for text in texts(figure)) and "Trade" not in texts(figure)


def test_a_criterion_keeps_its_colour_when_another_is_missing():
    def colour_of_law(scores):
        _, figure = drawn(scores, law_and_the_court=5)
        (ax,) = figure.axes
        return {bar.get_facecolor() for bar in ax.patches}

    assert colour_of_law(SCORES) == colour_of_law(SCORES.assign(Trade=math.nan))


def test_views_at_many_weights_have_words_and_nothing_outside():
    ends = itertools.product((0, 5, 10), repeat=6)
    for weights in itertools.islice(ends, 0, None, 122):
        values = dict(zip(options.SLIDERS, weights, strict=True))
        picture = figures.draw_picture(charts.ranking, (SCORES,), values)
        assert picture.image and "Weights: fuel and power" in picture.caption and "nan" not in picture.caption
        assert picture.numbers.total.between(-2, 2).all()


@pytest.mark.parametrize("price, comfort", [(0, 0), (0, 10), (10, 0), (5, 5), (3, 10)])
def test_in_the_rehearsal_one_way_never_comes_first_alone(price, comfort):
    table, _ = drawn(options.REHEARSAL, price=price, comfort=comfort)
    first = set(table.option[table["rank"] == 1])
    assert first != {"Cycle"} and model.dominated(options.REHEARSAL) == {"Cycle": ["Walk"]}


def test_shares():
    picture = figures.draw_picture(charts.shares, (SCORES,), {})
    share = picture.numbers.set_index("option").share
    assert share["Host him with full honours"] == 0  # hosting quietly is never worse in these scores
    assert 0 < share.sum() <= 100 and share.is_monotonic_decreasing
    assert "fill in" in figures.draw_picture(charts.shares, (SCORES * math.nan,), {}).caption


@pytest.fixture(scope="module")
def votes():
    return load("un_votes")


def test_sides_by_hand(votes):
    table = facts.sides(votes, "USA", "RUS").set_index("year")
    rows = votes[(votes.date.dt.year == 2023) & votes.USA.notna() & votes.RUS.notna()]
    apart = rows[((rows.USA == "Y") & (rows.RUS == "N")) | ((rows.USA == "N") & (rows.RUS == "Y"))]
    assert table.loc[2023, "votes"] == len(rows) and table.loc[2023, "opposite"] == len(apart)
    assert table.loc[2023, "with the second"] == (apart.MNG == apart.RUS).sum()
    assert table.loc[2023, "abstained"] == (apart.MNG == "A").sum()
    assert (table[facts.SIDES].sum(axis=1) == table.opposite).all()
    assert 2024 not in table.index and table.index.min() == 1992


@pytest.mark.parametrize("pair", charts.PAIRS)
def test_choosing_draws_what_it_counts(votes, pair):
    picture = figures.draw_picture(charts.choosing, (votes,), {"pair": pair})
    first, last = picture.numbers.iloc[0], picture.numbers.iloc[-1]
    assert (
        picture.caption.startswith(pair)
        and f"{100 * first.opposite / first.votes:.0f} of 100" in picture.caption
    )
    assert f"{last['with the second']:.0f} times with" in picture.caption
