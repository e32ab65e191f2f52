"""What the charts on the railway and the joint ventures put on the axes, beside the tables they draw."""

import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.lessons.fuel_and_rails import charts_rails, facts


def fresh():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


def texts(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def test_stakes_change_hands_in_the_year_they_were_sold():
    stakes = load("ownership_stakes")
    erdenet = {
        year: facts.stakes_in(stakes, year).set_index("asset").russian["Erdenet Mining Corporation"]
        for year in (1990, 1991, 2015, 2016, 2024)
    }
    assert erdenet == {1990: 51, 1991: 49, 2015: 49, 2016: 0, 2024: 0}
    for year in range(1990, 2025):
        rows = facts.stakes_in(stakes, year)
        assert rows.asset.is_unique
        assert (rows[["russian", "mongolian", "other"]].sum(axis=1) == 100).all()


def test_the_title_tells_what_is_left_only_where_it_shows():
    stakes = load("ownership_stakes")
    titles = {}
    for year in (1990, 2015, 2024):
        ax = fresh()
        charts_rails.owned(ax, stakes, year=year)
        titles[year] = ax.figure.texts[0].get_text()
    assert "49–51 % of the mines" in titles[1990] and "49 % of the mines" in titles[2015]
    assert "one half is left" in titles[2024]
    assert "unconfirmed" in texts(ax)


def test_trains_of_different_counts_are_never_joined():
    rail = load("rail_transit")
    trains = facts.rail_by_year(rail, "container trains in transit").set_index("year").value
    assert trains[2017] == 539 and trains[2018] == 855 and trains.index.max() == 2020
    for counted in facts.RAIL:
        rows = facts.rail_by_year(rail, counted)
        assert rows.year.is_unique and rows.unit.nunique() == 1 and (rows.year <= 2024).all()
    transit = facts.rail_by_year(rail, "freight in transit").set_index("year")
    assert transit.value[2023] == pytest.approx(3.6 + 1.5) and transit.period[2021] == "January to September"


def test_a_bar_of_part_of_a_year_is_hatched():
    ax = fresh()
    drawn = charts_rails.corridor(ax, load("rail_transit"), counted="container trains in transit")
    assert [bar.get_hatch() for bar in ax.patches].count("////") == (drawn.period != "full year").sum() == 1


def test_every_position_of_every_control_can_be_drawn():
    views = [
        (charts_rails.owned, load("ownership_stakes"), "year", range(1990, 2025)),
        (charts_rails.corridor, load("rail_transit"), "counted", facts.RAIL),
    ]
    for draw, table, name, options in views:
        for option in options:
            drawn = draw(fresh(), table, **{name: option})
            assert len(draw.alt(drawn, **{name: option})) > 40
