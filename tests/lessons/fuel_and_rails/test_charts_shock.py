"""The fuel shock: the simulator's inputs and their sources, and what its charts put on the axes."""

import itertools
import math

import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.errors import LessonError
from helpers.lessons.fuel_and_rails import charts_shock, facts
from helpers.models.fuel_shock import days_until_empty


@pytest.fixture(scope="module")
def fuel():
    return load("fuel_electricity")


@pytest.fixture(scope="module")
def petroleum():
    return load("petroleum_by_month")


@pytest.fixture(scope="module")
def inputs(fuel, petroleum):
    return facts.assumptions(fuel, petroleum)


def fresh():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


def texts(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def test_a_listing_is_the_text_of_the_function():
    assert "def days_until_empty(" in repr(charts_shock.Listing(days_until_empty))
    assert "lasts &lt; cut_days" in charts_shock.Listing(days_until_empty)._repr_html_()


def test_stocks_are_the_ministrys_and_days_are_tonnes_by_use(fuel):
    table = facts.stocks(fuel)
    assert table.set_index("fuel").days.to_dict() == {
        "diesel": 29,
        "AI-92 petrol": 25,
        "AI-95 petrol": 53,
        "A-80 petrol": 49,
    }
    assert (table.tonnes / table.tonnes_a_day).round().tolist() == table.days.tolist()


def test_at_the_pace_of_2024_the_same_tonnes_last_eighteen_days(fuel, petroleum):
    table = facts.stocks_at_pace(fuel, petroleum).set_index("fuel")
    assert table.days_at_that_pace["diesel"] == 18 and table.days["diesel"] == 29
    assert table.imported_a_day["diesel"] == pytest.approx(1_617_600 / 366, abs=1)
    assert math.isnan(table.days_at_that_pace["A-80 petrol"])  # not counted apart by the authority
    counted = table.imported_a_day.dropna().sum()
    assert 100 * 10131 / facts.DAYS_OF_WAGONS / counted == pytest.approx(24, abs=1)  # "24 from elsewhere"


@pytest.mark.parametrize(
    "product, compared_with, change, place, of",
    [
        ("diesel", "two months before", -58, 1, 65),
        ("all oil products", "two months before", -45, 1, 65),
        ("AI-92 petrol", "two months before", -58, 3, 65),
        ("diesel", "a year before", -25, 3, 55),
        ("all oil products", "a year before", -10, 10, 55),
    ],
)
def test_october_2023_among_all_months(petroleum, product, compared_with, change, place, of):
    steps = facts.import_steps(petroleum, product, compared_with)
    own, found = facts.deepest(steps, *facts.BAN[-1])
    assert (round(own), found, len(steps)) == (change, place, of)
    assert list(steps[steps.ban][["year", "month"]].itertuples(index=False, name=None)) == facts.BAN


def test_what_the_lesson_says_of_the_ban_is_what_the_table_holds(petroleum):
    everything = facts.imported(petroleum, "all oil products")
    assert (everything.loc[2023].loc[8:11] / 1000).round().tolist() == [268, 157, 148, 201]
    year = everything.loc[2023]
    assert year.nlargest(2).index.tolist() == [8, 7]
    usual = year.drop([9, 10]).mean()
    missing = 1 - year[[9, 10]].sum() / (2 * usual)
    assert round(100 * missing) == 27 and round(61 * missing) == 16
    same_step = facts.import_steps(petroleum).query("month == 10 and year != 2023").change_percent
    assert [round(change) for change in same_step] == [-19, -6, -15, -31]
    for wrong in (("coal", "a year before"), ("diesel", "ten years before")):
        with pytest.raises(LessonError):
            facts.import_steps(petroleum, *wrong)


def test_every_assumption_has_a_source_or_says_that_it_is_one(fuel, inputs):
    table = inputs.set_index("input")
    assert (table.low <= table.default).all() and (table.default <= table.high).all()
    known = set(load("sources").source_id)
    for row in table.itertuples():
        ids = [] if row.source_id == "–" else row.source_id.split(", ")
        assert set(ids) <= known and (ids or "assumption" in row.source)
    a_day = 2770 + 1349 + 134 + 166
    assert (
        table.default["stock_days"] == 29
        and table.low["stock_days"] == 18
        and table.high["stock_days"] == pytest.approx(133_000 / a_day, abs=0.01)
    )
    assert table.default["substitute"] == pytest.approx(10131 / 6 / a_day, abs=0.005)
    assert table.high["substitute"] == pytest.approx(2500 / a_day, abs=0.005)
    notes = " ".join(fuel.note.dropna())
    assert "about 50 t a wagon" in notes and "200 wagons in 6 days" in notes and "30 days of use" in notes


def test_the_sliders_open_at_the_assumptions_and_are_at_most_five(inputs):
    default = inputs.set_index("input").default
    names = {"cut_percent": "cut", "other_supplier_percent": "substitute", "saved_percent": "saving"}
    for slider, name in names.items():
        assert charts_shock.USUAL[slider] == pytest.approx(100 * default[name], abs=0.5)
    assert (
        charts_shock.USUAL["cut_lasts_days"] == default["cut_days"]
        and charts_shock.USUAL["days_in_store"] == default["stock_days"]
    )
    assert len(charts_shock.SLIDERS) == 5 and all(
        charts_shock.USUAL[name] in steps for name, steps in charts_shock.SLIDERS.items()
    )


def test_the_outcome_sentence_and_the_picture_say_what_the_model_says(inputs):
    ax = fresh()
    drawn = charts_shock.shock(ax, inputs, **charts_shock.USUAL)
    lasts = days_until_empty(stock_days=29, cut=0.95, cut_days=60, delay_days=14, substitute=0.38, saving=0.1)
    first = math.floor(lasts) + 1
    assert drawn.attrs["first"] == first and f"Day {first}" in texts(ax)
    said = charts_shock.shock.alt(drawn, **charts_shock.USUAL)
    assert f"day {first};" in said and "nine times in ten" in said
    assert drawn.day.tolist() == list(range(121)) and drawn.in_the_tank.iloc[0] == 29


def test_a_full_cut_alone_ends_on_the_day_after_the_stock(inputs):
    drawn = charts_shock.shock(
        fresh(),
        inputs,
        cut_percent=100,
        cut_lasts_days=120,
        days_in_store=29,
        other_supplier_percent=0,
        saved_percent=0,
    )
    assert drawn.attrs["first"] == 30
    assert (
        charts_shock.shock(fresh(), inputs, **{**charts_shock.USUAL, "cut_percent": 0}).attrs["first"] is None
    )


def test_each_slider_has_a_visible_effect(inputs):
    columns = ["in_the_tank", "missing"]
    usual = charts_shock.shock(fresh(), inputs, **charts_shock.USUAL)[columns]
    for name, steps in charts_shock.SLIDERS.items():
        for end in (steps[0], steps[-1]):
            if end != charts_shock.USUAL[name]:
                moved = charts_shock.shock(fresh(), inputs, **{**charts_shock.USUAL, name: end})[columns]
                assert (moved - usual).abs().max().max() > 0.4, (name, end)


def test_every_corner_of_the_simulator_can_be_drawn(inputs):
    ends = [(steps[0], steps[-1]) for steps in charts_shock.SLIDERS.values()]
    for corner in itertools.product(*ends):
        values = dict(zip(charts_shock.SLIDERS, corner, strict=True))
        drawn = charts_shock.shock(fresh(), inputs, **values)
        assert (
            (drawn.low <= drawn.high + 1e-9).all()
            and (drawn.missing >= 0).all()
            and (drawn.missing <= 1).all()
        )
        assert charts_shock.shock.alt(drawn, **values).endswith(".")


def test_the_widest_bar_of_the_tornado_is_the_other_supplier(inputs):
    ax = fresh()
    drawn = charts_shock.tornado(ax, inputs)
    assert drawn.input.iloc[0] == "substitute"
    widths = (drawn.at_high - drawn.at_low).abs()
    assert widths.is_monotonic_decreasing
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(widths.tolist())
