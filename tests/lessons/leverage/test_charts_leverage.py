"""What the charts on pressure put on the axes, beside the tables they draw."""

import itertools

import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.lessons.leverage import charts_bargaining, charts_coal, facts
from helpers.pictures.figures import draw_picture


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.15, 0.8, 0.65])


@pytest.fixture(scope="module")
def exports():
    return load("exports_by_month")


def texts(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def test_episodes_are_filled_where_a_political_trigger_is_reported(ax):
    table = load("leverage_episodes")
    drawn = charts_coal.episodes(ax, table)
    filled = [line for line in ax.lines if line.get_markerfacecolor() != "white"]
    assert len(ax.lines) == len(table) == len(drawn)
    assert len(filled) == table.political.sum() == 8
    assert "8 of 21" in texts(ax)


def test_no_two_episodes_lie_on_each_other(ax):
    charts_coal.episodes(ax, load("leverage_episodes"))
    spots = [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines]
    assert all(abs(a[0] - b[0]) > 0.3 or abs(a[1] - b[1]) > 0.2 for a, b in itertools.combinations(spots, 2))


def test_every_instrument_counts_its_own():
    table = load("leverage_episodes")
    for instrument in facts.instruments(table)[1:]:
        drawn = charts_coal.episodes(Figure().add_axes([0, 0, 1, 1]), table, instrument=instrument)
        assert (
            set(drawn.instrument_kind) == {instrument}
            and len(drawn) == (table.instrument_kind == instrument).sum()
        )


def test_what_waits_for_a_later_lesson_is_not_among_the_numbers(ax):
    assert "outcome" not in charts_coal.episodes(ax, load("leverage_episodes")).columns


def test_windows_by_hand(exports):
    tonnes = facts.all_windows(exports).set_index("until")
    assert len(tonnes) == 186 and tonnes.since["2016-12"] == "2016-10"
    assert tonnes.change["2016-12"] == pytest.approx(100 * (3612.7 / 2486.5 - 1), abs=0.05)
    dollars = facts.all_windows(exports, "dollars", "a year before").set_index("until")
    assert len(dollars) == 176 and dollars.change["2016-12"] == pytest.approx(321, abs=0.5)
    copper = facts.all_windows(exports, product="copper concentrate").set_index("until")
    assert copper.change["2016-12"] == pytest.approx(-7, abs=0.5)


def test_the_visit_is_ordinary_but_for_its_dollars_on_the_year(exports):
    found = {
        (measure, compared): facts.how_rare(facts.all_windows(exports, measure, compared), facts.VISIT)
        for measure in facts.MEASURES
        for compared in facts.COMPARED
    }
    assert found == {
        ("tonnes", "two months before"): (42, 185, False),
        ("tonnes", "a year before"): (19, 175, False),
        ("dollars", "two months before"): (19, 185, False),
        ("dollars", "a year before"): (7, 175, True),
    }


def test_the_season_has_no_fixed_sign(exports):
    years = facts.same_months(facts.all_windows(exports), facts.VISIT)
    assert len(years) == 14 and (years > 0).sum() == 7 and years.median() == pytest.approx(-2, abs=0.5)
    assert (round(years.min()), round(years.max()), (years > 45.3).sum()) == (-63, 88, 3)


def test_the_deepest_cuts_of_a_year_are_those_of_the_closed_border(exports):
    rows = facts.all_windows(exports, compared_with="a year before")
    halved = rows[rows.change <= -50]
    assert (len(halved), halved.pandemic.sum()) == (16, 11) and rows.pandemic[rows.change.idxmin()]


def test_the_gold_months_are_no_windows_of_coal(exports):
    assert "gold" not in facts.MEASURES and set(facts.by_month(exports).index) == set(
        facts.by_month(exports, "dollars").index
    )


def test_an_unknown_comparison_is_refused(exports):
    with pytest.raises(ValueError, match="Compare with"):
        facts.all_windows(exports, compared_with="yesterday")


def test_every_month_that_can_be_chosen_has_a_window_in_every_comparison(exports):
    months = facts.months_to_choose(exports)
    assert (months.iloc[0], months.iloc[-1], len(months)) == ("2012-01", "2026-08", 176)
    for compared in facts.COMPARED:
        assert set(months) <= set(facts.all_windows(exports, compared_with=compared).until)


def test_other_sellers_only_where_all_of_them_are_known():
    counted = facts.amounts(load("coal_by_month"), facts.OTHER_SELLERS)
    assert counted[2017, 9] == pytest.approx(7.83 + 3.45 + 2.35) and (2017, 10) not in counted.index


def test_stakes_are_the_rows_and_their_product():
    money = facts.stakes(*map(load, ("pressure_2016", "exports_by_month", "external_debt")))
    assert money.tolist() == pytest.approx([24624.5, 4200, 973.1, 25.81 * 8 * 0.145], abs=0.1)


def test_every_position_of_the_game_can_be_drawn_and_adds_up():
    for concert, friends, cost in itertools.product(range(0, 101, 50), range(0, 81, 20), (20, 10, 0)):
        drawn = charts_bargaining.concert_line(Figure().add_axes([0, 0, 1, 1]), concert, friends, cost)
        assert (drawn.small + drawn.giants == 100).all() and drawn.small.is_monotonic_decreasing
        assert len(drawn) == 11 and drawn.threat.eq(cost < facts.HARM).all()


def test_the_game_opens_as_the_prediction_tells_it(ax):
    drawn = charts_bargaining.concert_line(ax).set_index("concert")
    assert (drawn.small[0], drawn.small[100]) == (90, 60)
    assert "keeps 90" in charts_bargaining.concert_line.alt(drawn.reset_index())


def test_the_table_hides_only_what_is_asked():
    asked, known = facts.dilemma(known=False), facts.dilemma()
    assert (asked == "? : ?").sum().sum() == 1 and known.iloc[1, 1] == "5 : 5"
    assert known.iloc[0, 0] == "20 : 20" and known.iloc[1, 0] == "40 : 0" and known.iloc[0, 1] == "0 : 40"


def test_votes_alike_different_and_opposite_add_up(ax):
    votes = load("un_votes")
    drawn = charts_bargaining.concert_votes(ax, votes)
    assert (drawn.alike + drawn.different == drawn.votes).all() and (drawn.opposite <= drawn.different).all()
    part = votes[(votes.date >= "2013-01-01") & (votes.date < "2020-01-01")]
    opposite = (((part.RUS == "Y") & (part.CHN == "N")) | ((part.RUS == "N") & (part.CHN == "Y"))).sum()
    assert drawn.set_index("span").opposite["2013–2019"] == opposite
    heights = [bar.get_height() for bar in ax.patches]
    assert heights[:6] == drawn.opposite_percent.tolist()


def test_a_pair_without_common_votes_is_drawn_as_such(ax):
    drawn = charts_bargaining.concert_votes(ax, load("un_votes"), one="DDR", other="CHN")
    assert (drawn.votes.iloc[2:] == 0).all() and "no votes" in texts(ax)


def test_geography_sums_to_a_hundred_and_counts_trips_once(ax):
    visits = load("visits")
    drawn = charts_bargaining.geography(ax, visits, load("trade_partners_official"), load("fuel_electricity"))
    assert (drawn.Russia + drawn.China + drawn.others).tolist() == pytest.approx([100] * 5, abs=0.11)
    assert "(39 trips)" in drawn.measure[0] and drawn.China[1] == 91.8 and drawn.Russia[2] == 25.8


@pytest.mark.parametrize(
    "draw, tables, values",
    [
        (charts_bargaining.at_stake, ["pressure_2016", "exports_by_month", "external_debt"], {}),
        (charts_bargaining.concert_line, [], {"concert": 100, "friends_offer": 0, "cost_of_pressure": 0}),
        (charts_bargaining.concert_votes, ["un_votes"], {"one": "USA", "other": "GBR"}),
        (charts_bargaining.geography, ["visits", "trade_partners_official", "fuel_electricity"], {}),
    ],
)
def test_saved_pictures_are_small_and_said_in_words(draw, tables, values):
    picture = draw_picture(draw, [load(name) for name in tables], values, saved=True)
    assert len(picture.image) <= 30 * 1024 and len(picture.caption) > 40
