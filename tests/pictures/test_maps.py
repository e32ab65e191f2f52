"""The maps: the bundled outlines are the right ones, the projections are right, and no country is lost."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline

from helpers import LessonError, load
from helpers.pictures import maps

PLACES = {  # lon, lat: well inside a country
    "RUS": (100, 60),
    "MNG": (104, 46.5),
    "CHN": (105, 33),
    "UKR": (31, 49),
    "USA": (-98, 39),
    "FJI": (178, -17.8),
    "ZAF": (24, -31),
    "LSO": (28.3, -29.5),
    "AUS": (134, -25),
    "MAR": (-6, 32),
    "ESH": (-13, 24.8),
    "SRB": (20.8, 44),
    "XKX": (21, 42.6),
    "TWN": (121, 23.8),
    "CYP": (33.1, 34.9),
}
degrees = {"lon": st.floats(-168, 191), "lat": st.floats(-85, 85)}


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0, 0.1, 1, 0.71])


def owners(lon, lat, extent=None):
    """The codes of the outlines that a map draws over a place."""
    view = maps.View(extent)
    names, paths, _ = maps._drawn(view)
    spot = view.project(lon, lat)
    # A hole is a second ring around the place, so an even number of rings is outside.
    return {
        name
        for name, path in zip(names, paths, strict=True)
        if sum(Outline(ring).contains_point(spot) for ring in path.to_polygons()) % 2
    }


def test_disputed_areas_are_drawn_as_the_note_says():
    assert owners(34.1, 45.0) == {"UKR"}  # Crimea
    assert owners(-13, 24.8) == {"ESH"} and owners(-6, 32) == {"MAR"}
    assert owners(21, 42.6) == {"XKX"} and owners(20.8, 44) == {"SRB"}
    assert owners(33.5, 35.25) == {"CYP"} and owners(45, 10) == {"SOM"}  # northern Cyprus, Somaliland
    assert "UN's view" in maps.NOTE and "no position" in maps.NOTE


@pytest.mark.parametrize("code", PLACES)
def test_a_place_lies_in_its_country_and_in_no_other(code):
    assert owners(*PLACES[code]) == {code}


@pytest.mark.parametrize("code", ["MNG", "RUS", "CHN"])
def test_a_regional_map_has_the_same_countries_in_the_same_places(code):
    assert owners(*PLACES[code], extent=(105, 46)) == {code}


def test_the_sea_belongs_to_nobody():
    for lon, lat in ((-30, 30), (-150, 0), (70, -20), (180, 40), (-160, -40)):
        assert owners(lon, lat) == set()


def test_no_outline_runs_across_the_map():
    _, paths, borders = maps._drawn(maps.View())
    for path in [*paths, borders]:
        steps = np.hypot(*np.diff(path.vertices, axis=0).T)
        same_line = path.codes[1:] != path.MOVETO
        assert steps[same_line].max() < 3000  # km; the border of the United States and Canada has 2,000


def test_every_country_of_the_table_is_on_the_map_or_listed_as_not_drawn(ax):
    codes = load("countries").iso3.tolist()
    drawn = maps.world(ax, dict.fromkeys([*codes, "XXX", "ATA"], "#123456"))
    assert drawn.iso3.tolist() == [*codes, "XXX", "ATA"]
    how = drawn.set_index("iso3").drawn
    assert set(how) == {"area", "dot", "not drawn"}
    assert how[how == "not drawn"].index.tolist() == ["XXX", "ATA"]
    assert {"SGP", "MLT", "VAT", "LIE", "BHR", "MDV"} <= set(how.index[how == "dot"])
    assert {"MNG", "RUS", "LUX", "XKX", "PSE"} <= set(how.index[how == "area"])
    dots = ax.collections[-1].get_offsets()
    assert len(dots) == (how == "dot").sum()
    (low, high), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert all(low < x < high and bottom < y < top for x, y in dots)


def test_fills_reach_their_countries_and_the_rest_is_pale(ax):
    maps.world(ax, {"MNG": "#ff0000", "CYP": "#00ff00"})
    colours = [to_hex(colour) for colour in ax.collections[0].get_facecolor()]
    names, _, _ = maps._drawn(maps.View())
    by_name = list(zip(names, colours, strict=True))
    assert [code for code, colour in by_name if colour == "#ff0000"] == ["MNG"]
    assert {code for code, colour in by_name if colour == "#00ff00"} == {"CYP"}
    assert {colour for code, colour in by_name if code not in ("MNG", "CYP")} == {maps.LAND}


def test_a_country_inside_another_is_not_painted_over(ax):
    maps.world(ax, {"ZAF": "#ff0000"}, extent=(28, -29, 2500))
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    for code, colour in (("LSO", maps.LAND), ("ZAF", "#ff0000")):
        x, y = ax.transData.transform(maps.around(*PLACES[code], 28, -29))
        assert to_hex(pixels[len(pixels) - int(y), int(x)] / 255) == colour


def test_a_series_fills_like_a_dict(ax):
    names = load("countries").set_index("iso3").country
    fill = names.map(lambda name: "#000000" if name == "Mongolia" else "#eeeeee")
    drawn = maps.world(ax, fill)
    assert drawn.colour[drawn.iso3 == "MNG"].tolist() == ["#000000"] and len(drawn) == len(fill)


def test_world_coasts_are_smooth_on_the_screen_and_small_in_a_file(ax):
    maps.world(ax, {})
    for dpi, smooth in ((maps.SAVED_DPI, False), (200, True)):
        ax.figure.dpi = dpi
        FigureCanvasAgg(ax.figure).draw()
        assert bool(ax.collections[0].get_antialiased()[0]) is smooth
    regional = Figure().add_axes([0, 0, 1, 1])
    maps.world(regional, {}, extent=(105, 46, 9000))
    assert type(regional.collections[0]) is PathCollection


def test_a_mark_stands_where_the_place_is(ax):
    maps.world(ax, {})
    written = maps.mark(ax, "MNG", "Mongolia")
    assert written.get_text() == "Mongolia"
    assert tuple(written.xy) == pytest.approx(maps.equal_earth(105, 46))
    assert ax.lines[-1].get_xydata()[0] == pytest.approx(maps.equal_earth(105, 46))
    away = maps.mark(ax, (105, 46), "there", at=(150, 53), colour="#123456")
    assert tuple(away.xy) == pytest.approx(maps.equal_earth(150, 53))
    ends = np.array([maps.equal_earth(105, 46), maps.equal_earth(150, 53)])
    assert ax.lines[-2].get_xydata() == pytest.approx(ends)


def test_a_damaged_atlas_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(maps, "ATLAS", tmp_path / "world-110m.json")
    maps._atlas.cache_clear()
    with pytest.raises(LessonError, match="world-110m.json"):
        maps._atlas()
    maps._atlas.cache_clear()


# --- projections --------------------------------------------------------------------------------------------


@given(**degrees)
def test_equal_earth_is_symmetric(lon, lat):
    x, y = maps.equal_earth(lon, lat, centre=11.5)
    assert maps.equal_earth(23 - lon, lat, centre=11.5) == pytest.approx((-x, y), abs=1e-6)
    assert maps.equal_earth(lon, -lat, centre=11.5) == pytest.approx((x, -y), abs=1e-6)


def test_equal_earth_has_the_published_shape():
    wide, high = maps.equal_earth(maps.CENTRE - 180, 0)[0], maps.equal_earth(0, -90)[1]
    assert wide / high == pytest.approx(2.05458, abs=1e-5)


def test_equal_earth_is_monotone():
    lats, lons = np.linspace(-90, 90, 181), np.linspace(maps.CENTRE - 179.9, maps.CENTRE + 179.9, 181)
    assert (np.diff(maps.equal_earth(0.0, lats)[1]) > 0).all()
    for lat in (-80, -30, 0, 45, 84):
        assert (np.diff(maps.equal_earth(lons, lat)[0]) > 0).all()


@given(**degrees)
def test_both_projections_keep_areas(lon, lat):
    small = 0.01
    true = (maps.EARTH_KM * np.radians(small)) ** 2 * np.cos(np.radians(lat))
    for project in (maps.equal_earth, lambda x, y: maps.around(x, y, lon + 40, max(-90, lat - 30))):
        (x0, y0), (x1, y1), (x2, y2) = (
            project(lon + dx * small, lat + dy * small) for dx, dy in ((-0.5, 0), (0.5, 0), (0, 0.5))
        )
        x3, y3 = project(lon, lat - 0.5 * small)
        assert abs((x1 - x0) * (y2 - y3) - (x2 - x3) * (y1 - y0)) == pytest.approx(true, rel=1e-3)


@given(st.floats(1, 60))
def test_distances_from_the_middle_of_a_region_grow_the_same_way_in_all_directions(away):
    north, south = (maps.around(105, lat, 105, 0) for lat in (away, -away))
    east, west = (maps.around(105 + lon, 0, 105, 0) for lon in (away, -away))
    assert north[1] == pytest.approx(-south[1]) == pytest.approx(east[0]) == pytest.approx(-west[0])
    assert maps.around(105, 0, 105, 0) == pytest.approx((0, 0))


def test_the_middle_of_a_region_is_its_middle_and_its_width_is_kept(ax):
    maps.world(ax, {}, extent=(105, 46, 9000))
    assert ax.get_xlim() == (-4500, 4500) and sum(ax.get_ylim()) == 0
    assert all(b > a for a, b in pairwise(maps.around(105, lat, 105, 46)[1] for lat in range(-10, 90, 5)))
