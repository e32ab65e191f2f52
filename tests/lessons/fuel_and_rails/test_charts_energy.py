"""What the charts on fuel and electricity put on the axes, beside the tables they draw."""

import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.errors import LessonError
from helpers.lessons.fuel_and_rails import charts_energy, facts


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


@pytest.fixture(scope="module")
def fuel():
    return load("fuel_electricity")


@pytest.fixture(scope="module")
def balance():
    return load("electricity_balance")


def texts(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def fresh():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


# --- looking up ---------------------------------------------------------------------------------------------


def test_a_figure_is_that_of_the_newest_edition(fuel):
    assert (
        facts.figure_of(fuel, "electricity", "consumption", 2010) == 3951
    )  # editions of 2011, 2012 and 2013 differ
    assert facts.barrels(fuel, "crude oil", "production", 2015) == 23180


def test_what_is_about_one_seller_is_not_taken_for_the_whole(fuel):
    rosneft = fuel[(fuel.year == 2023) & (fuel.origin == "Russia") & fuel.detail.notna()]
    assert rosneft.value.tolist() == [75]
    assert facts.figure_of(fuel, "oil products", "share of imports by origin", 2023, origin="Russia") == 95


def test_a_figure_that_is_not_there_names_the_years_that_are(fuel):
    with pytest.raises(LessonError, match="2013, 2015"):
        facts.barrels(fuel, "crude oil", "production", 2014)
    with pytest.raises(LessonError, match="none"):
        facts.barrels(fuel, "wood", "production", 2014)


def test_power_from_abroad_divides_what_stands_in_the_table():
    table = facts.power_from_abroad(load("energy_landlocked"), "Mongolia").set_index("year")
    assert table.bought_percent[2016] == pytest.approx(100 * 1446 / 5932, abs=0.05)
    assert 2007 not in table.index  # bought is printed, used is not
    with pytest.raises(LessonError, match="France is not in this table"):
        facts.power_from_abroad(load("energy_landlocked"), "France")


def test_power_from_abroad_leaves_out_what_the_table_calls_doubtful():
    energy = load("energy_landlocked")
    doubtful = energy[(energy.carrier == "electricity") & energy.note.fillna("").str.contains("doubtful")]
    assert len(doubtful) > 10
    for row in doubtful[doubtful.flow == "imports"].itertuples():
        table = facts.power_from_abroad(energy, row.country)
        assert not ((table.year == row.year) & (table.bought == row.value)).any()


# --- the tank -----------------------------------------------------------------------------------------------


def test_crude_and_products_never_joins_a_gap_with_a_solid_line(ax, fuel):
    drawn = charts_energy.crude_and_products(ax, fuel)
    for line in ax.lines:
        years = line.get_xdata()
        if len(years) == 2 and line.get_linestyle() == "-" and line.get_marker() == "None":
            assert years[1] - years[0] == 1
    table = drawn.set_index(["what", "year"]).thousand_barrels_a_day
    assert (drawn[drawn.what == "made at home"].thousand_barrels_a_day == 0).all()
    assert table["pumped from the ground", 2015] == 23.18 and table["burned", 2023] == 39
    computed = drawn[drawn.computed]
    assert computed.year.tolist() == [2019] and computed.thousand_barrels_a_day.iloc[0] == pytest.approx(
        6880 / 365, abs=0.01
    )


@pytest.mark.parametrize(
    "counted, years",
    [
        ("all oil products", {2010, 2016, 2021, 2022, 2023, 2024, 2025, 2026}),
        ("petrol", {2023, 2024}),
        ("diesel", set()),
    ],
)
def test_origins_stripe_every_year_without_a_figure(ax, fuel, counted, years):
    drawn = charts_energy.origins(ax, fuel, counted=counted)
    assert set(drawn.year) == years
    assert len(ax.patches) == len(set(charts_energy.YEARS) - years)


def test_what_both_neighbours_sell_is_not_drawn_as_russias(ax, fuel):
    drawn = charts_energy.origins(ax, fuel, counted="all oil products")
    both = drawn[drawn.origin != "Russia"]
    assert both.year.tolist() == [2024] and "both neighbours" in texts(ax)
    hollow = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert [list(line.get_xdata()) for line in hollow] == [[2024]]
    assert 2009 not in set(drawn.year)  # "13 % from Russia" stays out


# --- the lamp -----------------------------------------------------------------------------------------------


def test_three_wholes_give_three_shares(fuel, balance):
    shares = {whole: facts.lamp_parts(fuel, balance, whole) for whole in facts.WHOLES}
    assert [parts.share_percent.iloc[0] for parts in shares.values()] == [26.9, 6.3, 21.1]
    for parts in shares.values():
        assert parts.share_percent.sum() == pytest.approx(100, abs=0.15) and parts.part.iloc[0] == "Russia"
    assert shares[facts.WHOLES[0]].amount.iloc[0] == shares[facts.WHOLES[1]].amount.iloc[0] == 490
    with pytest.raises(LessonError):
        facts.lamp_parts(fuel, balance, "everything")


def test_the_printed_split_agrees_with_the_amounts(fuel, balance):
    printed = fuel[
        (fuel.carrier == "electricity") & (fuel.measure == "share of imports by origin") & (fuel.year == 2021)
    ]
    parts = facts.lamp_parts(fuel, balance, facts.WHOLES[0]).set_index("part").share_percent
    for row in printed.itertuples():
        assert parts[row.origin] == pytest.approx(row.value, abs=0.5)


def test_the_bars_are_the_shares_and_the_title_says_them(ax, fuel, balance):
    drawn = charts_energy.lamp(ax, fuel, balance, share_of=facts.WHOLES[1])
    assert [bar.get_width() for bar in ax.patches] == drawn.share_percent.tolist()
    assert "one part in sixteen" in texts(ax) and "6.3 %" in texts(ax)


def test_power_bought_is_a_share_of_what_was_used(ax, fuel, balance):
    table = charts_energy.power_bought(ax, fuel, balance).set_index("year")
    assert table.from_russia.dropna().to_dict() == {2011: 7.6, 2013: 8.7, 2016: 5.5, 2021: 6.3}
    assert table.from_everywhere[[1989, 2012, 2013, 2024]].tolist() == [5.5, 9.7, 25.3, 30.1]
    assert table.from_russia[2021] == facts.lamp_parts(fuel, balance, facts.USED).share_percent[0]
    known = table.dropna()
    assert (known.from_russia < known.from_everywhere).all()  # a part of it


def test_every_position_of_every_control_can_be_drawn(fuel, balance):
    for draw, tables, name, options in (
        (charts_energy.origins, [fuel], "counted", facts.COUNTED),
        (charts_energy.lamp, [fuel, balance], "share_of", facts.WHOLES),
    ):
        for option in options:
            drawn = draw(fresh(), *tables, **{name: option})
            assert len(draw.alt(drawn, **{name: option})) > 40
