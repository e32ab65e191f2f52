"""Ideal points as lines with their interval: rows as in the table, no band over a gap, few votes marked."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.pictures import ideal_points


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


def test_lines_draw_the_rows_of_the_table_in_the_order_asked(ax):
    points = load("un_ideal_points")
    drawn = ideal_points.lines(ax, points, ["Russia", "Mongolia"], 1961, 2025, {"Russia": "Moscow"})
    assert drawn.country.unique().tolist() == ["Russia", "Mongolia"]
    own = points[points.country.isin(["Russia", "Mongolia"]) & points.year.between(1961, 2025)]
    assert drawn.ideal_point.sum() == pytest.approx(own.ideal_point.sum()) and len(drawn) == len(own)
    assert [text.get_text() for text in ax.texts] == ["Moscow", "Mongolia"]


def test_no_band_and_no_full_line_covers_the_year_without_votes(ax):
    ideal_points.lines(ax, load("un_ideal_points"), ["Mongolia"], 1961, 1970)
    corners = [path.vertices[:, 0] for band in ax.collections for path in band.get_paths()]
    assert not any(xs.min() < 1964 < xs.max() for xs in corners) and len(corners) == 2
    (over,) = [line for line in ax.lines if set(line.get_xdata()) == {1963, 1965}]
    assert over.get_linestyle() != "-"


def test_a_year_of_few_votes_has_a_hollow_dot_inside_its_band(ax):
    points = load("un_ideal_points")
    ideal_points.lines(ax, points, ["Mongolia"], 2015, 2025)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    row = points[(points.country == "Mongolia") & (points.year == 2024)].iloc[0]
    assert row.votes < ideal_points.FEW and row.q5 < row.ideal_point < row.q95
    assert np.allclose(dots[0].get_xydata(), [[2024, row.ideal_point]])
    assert dots[0].get_markerfacecolor() == "white"
