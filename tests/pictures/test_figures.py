"""One look: pictures are small, white where they are white, readable, and the same whatever a user has set."""

import io
import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from helpers.lessons.after_1990 import charts as democracy
from helpers.lessons.fuel_and_rails import charts_energy, charts_shock
from helpers.lessons.one_customer import charts_goods as trade
from helpers.lessons.start_here import charts as world
from helpers.lessons.the_court import charts as court
from helpers.lessons.third_neighbours import charts_roll
from helpers.lessons.will_they_arrest import charts as forecast
from helpers.lessons.will_they_arrest import charts_world as forecast_world
from helpers.pictures import dark, figures, maps
from helpers.pictures.figures import caption_for, described, draw_picture, for_projector, label


def bars(ax, table, year):
    ax.barh(["China", "Russia"], [year - 1990, 5], color=[figures.colour("China"), figures.colour("Russia")])
    label(ax, f"Who in {year}?", "Share, %", "Source: a test")
    return table


SOURCE = Path(figures.__file__).parents[2]
TABLE = pd.DataFrame({"buyer": ["China", "Russia"], "share": [10.0, 5.0]})


def test_a_saved_picture_has_a_palette_white_paper_and_no_metadata():
    saved = Image.open(io.BytesIO(draw_picture(bars, (TABLE,), {"year": 2000}, saved=True).image))
    assert saved.size[0] >= 1000 and saved.mode == "P" and saved.info.keys() <= {"transparency"}
    assert saved.convert("RGB").getpixel((3, 3)) == (255, 255, 255)


def test_saved_pictures_are_small_and_the_same_each_time():
    first, second = (draw_picture(bars, (TABLE,), {"year": 2000}, saved=True).image for _ in range(2))
    assert first == second
    assert len(first) <= 25 * 1024


def test_the_numbers_are_what_draw_returned():
    assert draw_picture(bars, (TABLE,), {"year": 2000}).numbers is TABLE
    assert draw_picture(lambda ax: None, (), {}).numbers is None


def test_the_words_come_from_alt_then_the_draw_function_then_the_values():
    @described(lambda drawn, year: f"{len(drawn)} bars in {year}")
    def known(ax, table, year):
        return table

    assert caption_for(known, None, TABLE, {"year": 1999}) == "2 bars in 1999"
    assert caption_for(known, "Only {year}", TABLE, {"year": 1999}) == "Only 1999"
    assert caption_for(bars, None, TABLE, {"year": 1999}) == "Chart “bars” for year 1999."


def test_the_projector_size_is_larger_and_goes_back():
    plain = figures.style()["font.size"]
    for_projector()
    assert figures.style()["font.size"] > plain
    for_projector(False)
    assert figures.style()["font.size"] == plain


def linear(colour):
    """sRGB "#rrggbb" as linear red, green and blue."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize(
    "colour",
    sorted(
        {
            *figures.COLOURS.values(),
            figures.INK,
            figures.SOFT,
            figures.FAINT,
            *trade.GOODS_COLOURS.values(),
            *charts_energy.OIL_COLOURS.values(),
        }
    ),
)
def test_every_colour_used_for_text_stands_out_on_white(colour):
    assert 1.05 / (linear(colour) @ [0.2126, 0.7152, 0.0722] + 0.05) >= 4.5


# Machado, Oliveira and Fernandes (2009), severity 1: what is left of linear RGB
SIGHT = {
    "all three cones": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
PALETTES = {
    "countries": figures.COLOURS.values(),
    "goods": trade.GOODS_COLOURS.values(),
    "oil": charts_energy.OIL_COLOURS.values(),
    "votes": charts_roll.VOTES.values(),
    "answers": forecast_world.ANSWER_TONES.values(),
    "trips": forecast.TONES.values(),
    "definitions": [*democracy.TINTS.values(), democracy.LAND],
    "visits": [world.MEMBER, world.VISITED_MEMBER, world.VISITED_OTHER, maps.LAND],
    "members": [world.MEMBER, court.LEFT, maps.LAND],
    "tanks": [charts_shock.TANK, charts_shock.SHORT],
}


def lightness_and_hue(linear_rgb):
    """CIE L*a*b* under D65."""
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    scaled = to_xyz @ np.clip(linear_rgb, 0, 1) / [0.95047, 1, 1.08883]
    x, y, z = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("page", [str, dark.of], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("palette", PALETTES)
def test_colours_that_stand_side_by_side_differ_for_every_kind_of_sight(palette, sight, page):
    seen = {one: lightness_and_hue(SIGHT[sight] @ linear(page(one))) for one in set(PALETTES[palette])}
    near = {
        pair: round(float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])), 1)
        for pair in itertools.combinations(sorted(seen), 2)
    }
    assert min(near.values()) >= 12, {pair: far for pair, far in near.items() if far < 12}


def test_a_users_matplotlibrc_changes_no_picture(tmp_path):
    (tmp_path / "matplotlibrc").write_text(
        "font.size: 30\naxes.facecolor: black\nfigure.facecolor: red\n"
        "lines.linewidth: 9\ntext.color: green\n",
        encoding="utf-8",
    )
    code = (
        "import hashlib, pandas as pd\nfrom helpers.pictures.figures import draw_picture, label\n"
        "def d(ax):\n    ax.plot([1, 2], [3, 4]); label(ax, 'Title', 'Measure', 'Source')\n"
        "print(hashlib.sha256(draw_picture(d, (), {}).image).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        ).stdout
        for folder in (tmp_path, "/")
    }
    assert len(digests) == 1
