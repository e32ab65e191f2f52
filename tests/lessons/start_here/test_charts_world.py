"""What the charts of the first lesson put on their axes: place, size and trips, beside their tables."""

from itertools import combinations

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from helpers import load
from helpers.lessons.start_here import charts, facts
from helpers.pictures import maps, swarm
from helpers.pictures.figures import draw_picture
from helpers.words import in_words, ordinal

MONTHS = list(facts.months())


def new_ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.075, 0.145, 0.88, 0.65])


@pytest.fixture
def ax():
    return new_ax()


@pytest.fixture(scope="module")
def countries():
    return load("countries")


@pytest.fixture(scope="module")
def visits():
    return load("suspect_visits")


@pytest.fixture(scope="module")
def members():
    return load("states_parties")


def words(ax):
    return [text.get_text() for text in [*ax.figure.texts, *ax.texts] if text.get_text()]


def boxes(ax, dpi=130):
    """The boxes of all texts of a figure, (text, box), after checking that none leaves the figure."""
    ax.figure.dpi = dpi
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    legend = ax.get_legend()
    artists = [*ax.figure.texts, *ax.texts, *(legend.get_texts() if legend else [])]
    # An annotation's own extent would include its line.
    found = [
        (text.get_text(), Text.get_window_extent(text, canvas.get_renderer()))
        for text in artists
        if text.get_text()
    ]
    for text, box in found:
        assert box.x0 >= 0 and box.x1 <= 8 * dpi and box.y0 >= 0 and box.y1 <= 4.5 * dpi, text
    return found


def check_texts_are_apart(ax):
    for (one, a), (other, b) in combinations(boxes(ax), 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 1 or high <= 3, f"{one!r} lies over {other!r}"


def filled(ax, colour):
    names, _, _ = maps._drawn(maps.View())
    faces = ax.collections[0].get_facecolor()
    return {code for code, face in zip(names, faces, strict=True) if to_hex(face) == colour}


# --- where --------------------------------------------------------------------------------------------------


def test_where_shows_three_countries_and_the_capital_and_asserts_nothing_else(ax, countries):
    drawn = charts.where(ax, countries)
    assert drawn.iso3.tolist() == ["MNG", "RUS", "CHN"] and drawn.landlocked.tolist() == [True, False, False]
    assert {"Mongolia", "Russia", "China", "Ulaanbaatar"} <= set(words(ax))
    assert ax.figure.texts[0].get_text() == "Mongolia has two neighbours and no coast"
    assert not any(character.isdigit() for text in words(ax) for character in text)
    assert maps.NOTE in ax.figure.texts[2].get_text()
    assert all(name in charts.where.alt(drawn) for name in ("Mongolia", "Russia", "China", "Ulaanbaatar"))
    check_texts_are_apart(ax)


# --- trips --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2002-06-30", 0),
        ("2023-03-17", 123),
        ("2024-01-31", 123),
        ("2024-02-01", 124),
        ("2024-09-02", 124),
        ("2025-01-01", 125),
    ],
)
def test_members_are_counted_by_day(members, day, number):
    assert len(facts.members_on(members, day)) == number


def test_states_that_left_are_members_until_the_day_they_left(members):
    assert "BDI" in facts.members_on(members, "2017-10-26")
    assert "BDI" not in facts.members_on(members, "2017-10-27")
    assert not {"PHL", "RUS", "UKR"} & set(facts.members_on(members, "2024-09-02"))


def test_trips_are_landings_after_the_warrant_and_no_others(visits, members):
    rows = facts.trips_until(visits, members, "2024-09")
    assert rows.date.between("2023-03-17", "2024-09-30").all() and rows.date.is_monotonic_increasing
    assert rows.country.iloc[0] == "Kyrgyzstan" and rows.country.iloc[-1] == "Mongolia"
    assert not {"TJK", "ZAF", "IND", "RUS", "UKR"} & set(rows.iso3)  # too early, called off, not abroad
    assert rows.country[rows.member].tolist() == ["Mongolia"]
    assert facts.trips_until(visits, members, "2023-09").empty


def test_membership_worked_out_here_is_what_the_table_of_visits_says(visits, members):
    rows = facts.trips_until(visits, members, "2026-12")
    said = visits.merge(rows, on=["iso3", "date"], suffixes=("", "_here")).query("suspect == @facts.SUSPECT")
    assert len(said) == len(rows) and (said.member == said.is_state_party_at_time).all()


def test_trips_fills_every_member_and_marks_every_host(ax, visits, members):
    drawn = charts.trips(ax, visits, members, "2024-09")
    inside = set(facts.members_on(members, "2024-09-30"))
    assert drawn.attrs["members"] == len(inside) == 124
    outlines = set(maps._drawn(maps.View())[0])
    assert filled(ax, charts.MEMBER) == inside & outlines - {"MNG"}
    dots = next(c for c in ax.collections if len(c.get_offsets()) > 1)
    assert len(dots.get_offsets()) == len(inside - outlines)
    assert filled(ax, charts.VISITED_MEMBER) == {"MNG"}
    assert filled(ax, charts.VISITED_OTHER) == set(drawn.iso3) - {"MNG"}
    marks = [line.get_marker() for line in ax.lines]
    assert marks.count("*") == 1 and marks.count("o") == drawn.iso3.nunique() - 1
    assert set(drawn.country) <= set(words(ax))


def test_trips_says_that_no_member_received_him_until_one_does(visits, members):
    def title(month):
        ax = new_ax()
        charts.trips(ax, visits, members, month)
        return ax.figure.texts[0].get_text()

    assert title("2023-03") == title("2024-08") == "No member of the Court has received Vladimir Putin"
    assert title("2024-09") == "One member of the Court received him: Mongolia"


def test_trips_says_its_numbers_in_words(ax, visits, members):
    drawn = charts.trips(ax, visits, members, "2024-09")
    said = charts.trips.alt(drawn, month="2024-09")
    assert "124 members" in said and "Mongolia (2 September 2024, member)" in said
    assert all(name in said for name in drawn.country) and "Members among them: Mongolia." in said
    assert f"{drawn.iso3.nunique()} countries, 1 of them a member" in ax.figure.texts[1].get_text()
    none = charts.trips.alt(charts.trips(new_ax(), visits, members, "2023-03"), month="2023-03")
    assert "123 members" in none and "No visit abroad" in none


def test_a_date_known_to_the_month_is_said_as_a_month():
    row = pd.Series({"date": pd.Timestamp(2023, 11, 1), "date_precision": "month"})
    assert charts._day(row) == "November 2023"
    assert charts._day(pd.Series({**row, "date_precision": "day"})) == "1 November 2023"


@pytest.mark.parametrize("month", ["2023-03", "2023-12", "2024-06", "2024-09", "2024-12", "2025-12"])
def test_names_on_the_map_of_trips_stand_apart(ax, visits, members, month):
    charts.trips(ax, visits, members, month)
    check_texts_are_apart(ax)


def test_the_slider_goes_from_the_warrant_to_the_visit():
    assert (MONTHS[0], MONTHS[-1], len(MONTHS)) == ("2023-03", "2024-09", 19)


# --- sizes --------------------------------------------------------------------------------------------------


def test_mongolia_is_18th_by_area_and_19th_where_greenland_counts(countries):
    ranks = facts.ranked(countries, "area").set_index("country")["rank"]
    assert len(ranks) == 193 and ranks["Mongolia"] == 18 and ranks["Iran"] == 17 and ranks["Peru"] == 19
    area = countries.set_index("country").area_km2
    assert area["Greenland"] > area["Mongolia"] > area["Denmark"]


def test_mongolia_is_the_most_thinly_peopled_member_of_the_united_nations(countries):
    rows = facts.ranked(countries, "people per km²")
    assert rows.country.iloc[-1] == "Mongolia" and rows.value.iloc[-1] == pytest.approx(2.1, abs=0.05)


@pytest.mark.parametrize("measure", charts.MEASURES)
def test_sizes_has_a_dot_for_each_member_and_names_the_compared(ax, countries, measure):
    drawn = charts.sizes(ax, countries, measure=measure)
    dots = sum(len(collection.get_offsets()) for collection in ax.collections)
    assert dots == len(drawn) == countries.sovereign.sum() == 193
    said = " ".join(words(ax))
    assert all(name in said for name in [*charts.COMPARED, "Mongolia"])
    rank, value = next((row.rank, row.value) for row in drawn.itertuples() if row.country == "Mongolia")
    assert f"{ordinal(rank)} of 193" in said and in_words(value) in said
    assert f"place {rank} " in charts.sizes.alt(drawn, measure=measure)
    assert ax.figure.texts[0].get_text() == f"By {measure} Mongolia is {ordinal(rank)} of 193"
    check_texts_are_apart(ax)


def test_swarm_puts_no_dot_over_another_and_moves_none_sideways():
    spots = pd.Series([1.0, 1.05, 1.1, 2.0, 1.02], index=list("abcde"))
    heights = swarm.swarm(spots, 0.1)
    assert heights.index.tolist() == list("abcde")
    for one, other in combinations(spots.index, 2):
        assert heights[one] != heights[other] or abs(spots[one] - spots[other]) >= 0.1 - 1e-12


def test_numbers_are_said_the_way_people_say_them():
    said = [in_words(value) for value in (1_564_116, 9_596_960, 1_407_181_209, 357_022, 719, 2.098, 10)]
    assert said == ["1.56 million", "9.6 million", "1.41 billion", "357,022", "719", "2.1", "10"]
    assert [ordinal(n) for n in (1, 2, 3, 11, 132)] == ["1st", "2nd", "3rd", "11th", "132nd"]


# --- all of them --------------------------------------------------------------------------------------------


def test_the_saved_opening_pictures_are_small(countries, visits, members):
    for draw, tables, values in (
        (charts.where, (countries,), {}),
        (charts.trips, (visits, members), {"month": MONTHS[0]}),
        (charts.sizes, (countries,), {"measure": "area"}),
    ):
        assert len(draw_picture(draw, tables, values, saved=True).image) <= 30 * 1024
