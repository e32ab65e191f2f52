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
def coal():
    return load("coal_by_month")


def texts(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def test_episodes_are_filled_where_a_political_trigger_is_reported(ax):
    table = load("leverage_episodes")
    drawn = charts_coal.episodes(ax, table)
    filled = [line for line in ax.lines if line.get_markerfacecolor() != "white"]
    assert len(ax.lines) == len(table) == len(drawn)
    assert len(filled) == table.political.sum() == 8
    assert "8 of 20" in texts(ax)


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


def test_coal_dots_are_the_rows_of_the_table_and_nothing_joins_them(ax, coal):
    drawn = charts_coal.coal_dots(ax, coal)
    assert all(line.get_linestyle() == "None" for line in ax.lines)
    points = sorted(y for line in ax.lines for y in line.get_ydata() if len(line.get_xdata()) > 1)
    assert points == sorted(drawn.million_tonnes) == sorted(coal[coal.seller == "Mongolia"].million_tonnes)


def test_windows_by_hand(coal):
    rows = facts.all_windows(coal).set_index(["year", "month", "counted_by"]).change
    assert rows[2017, 12, "Chinese customs"] == pytest.approx(-18.6, abs=0.05)
    assert rows[2018, 1, "Mongolian statistics"] == pytest.approx(-24.1, abs=0.1)
    assert rows[2018, 11, "Mongolian statistics"] == pytest.approx(-15, abs=0.2)
    before = facts.all_windows(coal, "the month before").set_index(["year", "month", "counted_by"]).change
    assert before[2016, 11, "Chinese customs"] == pytest.approx(100 * (3.36 / 2.31 - 1))
    assert before[2018, 11, "Mongolian statistics"] == pytest.approx(-38, abs=0.2)


def test_less_the_other_sellers_by_hand(coal):
    rows = (
        facts.all_windows(coal, "a year before, less the other sellers").set_index(["year", "month"]).change
    )
    own, others = 100 * (2.49 / 2.739 - 1), 100 * ((7.83 + 3.45 + 2.35) / (5.861 + 3.746 + 1.284) - 1)
    assert rows[2017, 9] == pytest.approx(own - others, abs=0.05)
    assert list(rows.index) == [(2016, 11), (2017, 9), (2017, 11), (2017, 12)]


def test_the_placebo_dates_beat_the_visit_in_every_comparison(coal):
    for kind in facts.COMPARED:
        rows = facts.all_windows(coal, kind)
        assert rows[~rows.visit].change.min() < rows[rows.visit].change.min()


def test_no_window_mixes_two_compilers(coal):
    mixed = facts.all_windows(coal, "the month before")
    assert not ((mixed.year == 2017) & (mixed.month == 1)).any(), (
        "December 2016 and January 2017 have different compilers"
    )


def test_an_unknown_comparison_is_refused(coal):
    with pytest.raises(ValueError, match="Compare with"):
        facts.all_windows(coal, "yesterday")


def test_every_date_and_comparison_can_be_drawn_and_says_what_it_shows(coal):
    for name, when in facts.imagined_dates(coal).items():
        for kind in facts.COMPARED:
            ax = Figure().add_axes([0, 0, 1, 1])
            drawn = charts_coal.imagined(ax, coal, imagined_visit=when, compared_with=kind)
            known = ((drawn.year == when[0]) & (drawn.month == when[1])).any()
            assert ("no figure" in texts(ax)) != known
            assert name in charts_coal.imagined.alt(drawn, imagined_visit=when, compared_with=kind)


def test_every_date_is_reached_by_some_comparison(coal):
    assert (2016, 11) in facts.imagined_dates(coal).values()
    assert len(facts.imagined_dates(coal)) == 14


def test_stakes_are_the_rows_and_their_product():
    money = facts.stakes(load("pressure_2016"))
    assert money.tolist() == [4200, 973, pytest.approx(25.8 * 8 * 0.145, abs=0.05)]


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
    drawn = charts_bargaining.geography(ax, visits, load("trade_partners"), load("fuel_electricity"))
    assert (drawn.Russia + drawn.China + drawn.others).tolist() == pytest.approx([100] * 5, abs=0.11)
    assert "(39 trips)" in drawn.measure[0] and drawn.China[1] == 92 and drawn.Russia[2] == 29


@pytest.mark.parametrize(
    "draw, tables, values",
    [
        (charts_coal.coal_dots, ["coal_by_month"], {}),
        (charts_bargaining.at_stake, ["pressure_2016"], {}),
        (charts_bargaining.concert_line, [], {"concert": 100, "friends_offer": 0, "cost_of_pressure": 0}),
        (charts_bargaining.concert_votes, ["un_votes"], {"one": "USA", "other": "GBR"}),
        (charts_bargaining.geography, ["visits", "trade_partners", "fuel_electricity"], {}),
    ],
)
def test_saved_pictures_are_small_and_said_in_words(draw, tables, values):
    picture = draw_picture(draw, [load(name) for name in tables], values, saved=True)
    assert len(picture.png) <= 30 * 1024 and len(picture.caption) > 40
