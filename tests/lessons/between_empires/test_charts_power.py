"""What the charts on power put on the axes, beside the table they draw."""

import math

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from helpers import load
from helpers.lessons.between_empires import charts_power, facts
from helpers.pictures import figures


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


@pytest.fixture(scope="module")
def capabilities():
    return load("national_capabilities")


@pytest.fixture(scope="module")
def events():
    return load("timeline")


def texts(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def test_ratio_divides_the_printed_figures(capabilities):
    rows = capabilities.query("year == 1939").set_index("country")
    assert facts.ratio(capabilities, "Soviet Union", 1939) == pytest.approx(
        rows.cinc["Soviet Union"] / rows.cinc["Mongolia"]
    )
    assert facts.ratio(capabilities, "China", 1939, "population") == pytest.approx(
        rows.population["China"] / rows.population["Mongolia"]
    )


def test_no_ratio_is_made_from_a_missing_figure_or_a_zero(capabilities):
    assert math.isnan(facts.ratio(capabilities, "Soviet Union", 1939, "military_spending")), (
        "Mongolia's is missing"
    )
    assert math.isnan(facts.ratio(capabilities, "Soviet Union", 1939, "iron_steel")), "Mongolia's is 0"
    assert math.isnan(facts.ratio(capabilities, "Japan", 1948)), "Japan's is missing"
    assert math.isnan(facts.ratio(capabilities, "Soviet Union", 1900)), "no Mongolia in the table yet"


def test_russia_of_1921_stands_under_the_soviet_union_and_russia_after_1991_does_not(capabilities):
    one = facts.moscow_as_one(capabilities)
    assert one.query("country == 'Soviet Union'").year.is_unique
    assert (
        1921 in set(one.query("country == 'Soviet Union'").year)
        and one.query("country == 'Russia'").year.min() == 1992
    )


def test_balance_draws_the_table_in_every_year_and_says_it(capabilities, events):
    for year in range(charts_power.FIRST, charts_power.LAST + 1):
        for tick in {year % 2 == 0} | (
            {True, False} if year in (charts_power.FIRST, charts_power.LAST) else set()
        ):
            ax = Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])
            drawn = charts_power.balance(ax, capabilities, events, year=year, powers_of_ten=tick)
            assert set(drawn.country) <= set(charts_power.LOOKS) and "Mongolia" in set(drawn.country)
            assert drawn.percent_of_the_world.between(0, 30).all()
            assert str(year) in charts_power.balance.alt(drawn, year=year, powers_of_ten=tick)


def test_balance_marks_the_year_and_names_a_missing_figure(ax, capabilities, events):
    drawn = charts_power.balance(ax, capabilities, events, year=1948).set_index("country")
    assert "Japan" not in drawn.index and "Japan no figure" in texts(ax)
    own = capabilities.query("country == 'Mongolia' and year == 1948").cinc.iloc[0]
    dots = {(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() == "o"}
    assert any(x == 1948 and y == pytest.approx(100 * own) for x, y in dots)


def test_balance_joins_no_years_across_a_gap(ax, capabilities, events):
    charts_power.balance(ax, capabilities, events, year=1939)
    japan = next(
        line for line in ax.lines if line.get_color() == figures.colour("Japan") and len(line.get_xdata()) > 1
    )
    gap = [y for x, y in zip(japan.get_xdata(), japan.get_ydata(), strict=True) if 1946 <= x <= 1951]
    assert len(gap) == 6 and all(math.isnan(y) for y in gap)


def test_labels_beside_the_lines_never_cover_one_another(capabilities, events):
    for year in (1921, 1939, 1945, 1991):
        for tick in (False, True):
            with mpl.rc_context(figures.style()):
                figure, ax = figures.new_figure()
                charts_power.balance(ax, capabilities, events, year=year, powers_of_ten=tick)
                figure.draw_without_rendering()
            boxes = [Text.get_window_extent(t) for t in ax.texts]  # without the lines that lead to them
            assert len(boxes) == 4
            assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]), (year, tick)
            assert all(box.x1 <= figure.bbox.x1 for box in boxes)


def test_events_keep_to_the_precision_of_their_source(events):
    words, of = facts.events_of(events, 1960)
    assert of == 1960 and any(w.startswith("May: China-Mongolia") for w in words)
    assert any(w.startswith("11 February: Yalta") for w in facts.events_of(events, 1945)[0])
    guessed = facts.events_of(events.assign(confidence="background"), 1962)[0]
    assert all(w.endswith("(unconfirmed)") for w in guessed)
    assert not any(w[:1].isdigit() for w in facts.events_of(events, 1949)[0] if "Diplomatic" in w), (
        "only the year is known"
    )


def test_a_year_without_events_says_so_and_shows_the_last_before(ax, capabilities, events):
    drawn = charts_power.balance(ax, capabilities, events, year=1970)
    assert "nothing in the timeline" in texts(ax) and "1966" in texts(ax)
    assert "nothing for 1970" in charts_power.balance.alt(drawn, year=1970)


def test_parts_say_why_there_is_no_ratio(ax, capabilities):
    drawn = charts_power.parts(ax, capabilities, year=1939, neighbour="Soviet Union").set_index("what")
    assert drawn.times["people"] == pytest.approx(drawn.neighbour["people"] / drawn.mongolia["people"])
    assert "Mongolia: 0" in texts(ax) and "no figure for Mongolia" in texts(ax)
    assert "no figure for Mongolia" in charts_power.parts.alt(
        drawn.reset_index(), year=1939, neighbour="Soviet Union"
    )


@pytest.mark.slow
def test_every_year_of_parts_can_be_drawn_on_its_scale_and_every_value_fits(capabilities):
    neighbours = ["Soviet Union", "China", "Japan"]
    for year in range(charts_power.FIRST, charts_power.LAST + 1):
        ax = Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])
        charts_power.parts(ax, capabilities, year=year, neighbour=neighbours[year % 3])
        for neighbour in neighbours:
            times = facts.parts_of(capabilities, year, neighbour).times.dropna()
            assert times.between(*ax.get_xlim()).all(), (year, neighbour, times.to_dict())
