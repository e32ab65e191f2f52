"""One look: pictures are small, white where they are white, readable, and the same whatever a user has set."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from helpers import figures
from helpers.figures import caption_for, described, draw_picture, for_projector, label


def bars(ax, table, year):
    ax.barh(["China", "Russia"], [year - 1990, 5], color=[figures.colour("China"), figures.colour("Russia")])
    label(ax, f"Who in {year}?", "Share, %", "Source: a test")
    return table


SOURCE = Path(figures.__file__).parents[1]
TABLE = pd.DataFrame({"buyer": ["China", "Russia"], "share": [10.0, 5.0]})


def opened(png):
    return Image.open(io.BytesIO(png))


def test_a_picture_is_sharp_has_a_palette_white_paper_and_no_metadata():
    live = opened(draw_picture(bars, (TABLE,), {"year": 2000}).png)
    saved = opened(draw_picture(bars, (TABLE,), {"year": 2000}, saved=True).png)
    assert live.size == (1600, 900)
    assert saved.size[0] >= 1000
    for picture in (live, saved):
        assert picture.mode == "P"
        assert picture.info.keys() <= {"transparency"}
        assert picture.convert("RGB").getpixel((3, 3)) == (255, 255, 255)


def test_saved_pictures_are_small_and_the_same_each_time():
    first, second = (draw_picture(bars, (TABLE,), {"year": 2000}, saved=True).png for _ in range(2))
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


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("colour", sorted({*figures.COLOURS.values(), figures.INK, figures.SOFT, figures.FAINT}))
def test_every_colour_used_for_text_stands_out_on_white(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_a_users_matplotlibrc_changes_no_picture(tmp_path):
    (tmp_path / "matplotlibrc").write_text("font.size: 30\naxes.facecolor: black\nfigure.facecolor: red\n"
                                           "lines.linewidth: 9\ntext.color: green\n", encoding="utf-8")
    code = ("import hashlib, pandas as pd\nfrom helpers.figures import draw_picture, label\n"
            "def d(ax):\n    ax.plot([1, 2], [3, 4]); label(ax, 'Title', 'Measure', 'Source')\n"
            "print(hashlib.sha256(draw_picture(d, (), {}).png).hexdigest())")
    digests = {subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True,
                              env={**os.environ, "PYTHONPATH": str(SOURCE)}).stdout
               for folder in (tmp_path, "/")}
    assert len(digests) == 1
