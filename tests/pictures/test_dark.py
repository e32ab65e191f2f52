"""On a dark page every picture is dark: all that it draws has a colour there that is seen as well as on white.

And every letter of the same pictures is large enough where a tap enlarges them.
"""

import ast
import base64
import colorsys
import io
import json
import re
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from PIL import Image

from helpers.pictures import dark, explore, figures, maps
from helpers.pictures.vectors import EM, POINTS, UNITS, to_svg
from helpers.work.workbook import book
from publishing import pages
from tests.lessons import seeing

LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
RULE = re.compile(r'\[(fill|stroke)="(#[0-9a-f]{6})"\]\{\1:(#[0-9a-f]{6})\}')
PAINT = re.compile(r'(fill|stroke)="(?!none|url)([^"]+)"')
TINT = re.compile(r'(fill|stroke)="(#[0-9a-f]{6})" (?:fill|stroke)-opacity="([^"]+)"')
LETTERS = re.compile(r'<g fill="(#[0-9a-f]{6})" transform="[^"]*scale')
SCALE = re.compile(r"scale\(([\d.]+)\)")
READ, SEEN = 4.5, 3  # contrast of text and of marks, where they have it on white
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def contrast(one, other):
    """As WCAG 2 computes it."""
    parts = ([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)] for colour in (one, other))
    linear = ([p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in rgb] for rgb in parts)
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in linear)
    return (high + 0.05) / (low + 0.05)


def hue_and_strength(colour):
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, _, _ = colorsys.rgb_to_hls(red, green, blue)
    return 360 * hue, max(red, green, blue) - min(red, green, blue)


def mixed(colour, ground, alpha):
    """What a browser shows of a colour that lets the ground through."""
    pairs = [[int(one[i : i + 2], 16) for one in (colour, ground)] for i in (1, 3, 5)]
    return "#" + "".join(f"{round(alpha * over + (1 - alpha) * under):02x}" for over, under in pairs)


def drawn(chart, at):
    """A view of a chart of `seeing.charts_of` as SVG."""
    tables = [table() if callable(table) else table for table in chart.tables]
    return figures.draw_picture(chart.draw, tables, chart.values(at), chart.alt).image.decode()


def faults_of(svg):
    """What a picture draws without a colour for a dark page, or with one that is seen less than on white."""
    rules = {(kind, light): there for kind, light, there in RULE.findall(svg)}
    painted = set(PAINT.findall(svg.partition("</style>")[2]))
    found = [f"{kind} {colour} has no rule" for kind, colour in painted - rules.keys()]
    letters = set(LETTERS.findall(svg))
    for (_, light), there in rules.items():
        need = min(contrast(light, "#ffffff"), READ if light in letters else SEEN)
        if contrast(there, dark.GROUND) < 0.98 * need:
            found.append(f"{light} is {there}: {contrast(there, dark.GROUND):.2f}, not {need:.2f}")
    for kind, light, tint in TINT.findall(svg):
        need = min(contrast(mixed(light, "#ffffff", float(tint)), "#ffffff"), SEEN)
        seen = contrast(mixed(rules[kind, light], dark.GROUND, float(tint)), dark.GROUND)
        if seen < 0.9 * need:
            found.append(f"{light} at {tint}: {seen:.2f}, not {need:.2f}")
    return found


def test_white_becomes_the_ground_and_black_white():
    assert dark.of("#ffffff") == dark.GROUND
    assert dark.of("#000000") == "#ffffff"


@given(colours)
def test_any_colour_has_on_the_dark_ground_the_contrast_that_it_had_on_white(colour):
    if colour in dark.OWN:
        return
    before, after = contrast(colour, "#ffffff"), contrast(dark.of(colour), dark.GROUND)
    assert after > 0.96 * min(before, contrast("#ffffff", dark.GROUND))
    assert after < 1.7 * before


@given(colours, colours)
def test_what_is_paler_than_another_colour_stays_so(one, other):
    here, there = (contrast(colour, "#ffffff") for colour in (one, other))
    if {one, other} & dark.OWN.keys() or here > 0.95 * there:
        return
    assert contrast(dark.of(one), dark.GROUND) < contrast(dark.of(other), dark.GROUND) or there > 16


@given(colours)
def test_a_colour_keeps_its_hue(colour):
    (before, strong), (after, still) = hue_and_strength(colour), hue_and_strength(dark.of(colour))
    if min(strong, still) > 0.25:
        assert abs((before - after + 180) % 360 - 180) < 40


@pytest.fixture(
    scope="module",
    params=[
        LESSONS[3],
        *(pytest.param(path, marks=pytest.mark.slow) for path in LESSONS if path != LESSONS[3]),
    ],
    ids=lambda path: path.stem,
)
def pictures(request, tmp_path_factory):
    """The opening view of every chart of a lesson, everything kept that a reader can keep: [(name, SVG)]."""
    with pytest.MonkeyPatch.context() as here:
        here.setenv("BETWEEN_GIANTS_WORKBOOK", str(tmp_path_factory.mktemp("work") / "workbook.json"))
        seeing.fill(book())
        charts = seeing.charts_of(request.param, here)
        return [
            (seeing.named(chart.draw), drawn(chart, [one.at for one in chart.options])) for chart in charts
        ]


def test_every_colour_of_every_chart_has_one_on_a_dark_page_that_is_seen_as_well(pictures):
    assert pictures and {name: found for name, svg in pictures if (found := faults_of(svg))} == {}


def test_every_letter_of_every_chart_has_11_pixels_where_a_tap_enlarges_it_on_a_phone(pictures):
    styles = (pages.HELPERS / "pictures" / "explore.css").read_text(encoding="utf-8")
    wide = int(re.search(r"\.bg-large img \{[^}]* width: max\(100%, (\d+)px\)", styles)[1])
    inch = wide / figures.SIZE[0]
    least = {name: min(map(float, SCALE.findall(svg))) * EM / UNITS / POINTS * inch for name, svg in pictures}
    assert {name: round(size, 1) for name, size in least.items() if size < 11} == {}


def test_a_closed_chart_is_dark_too(monkeypatch, tmp_path):
    monkeypatch.setenv("BETWEEN_GIANTS_PAGES", str(tmp_path))
    closed = figures.empty_picture(figures.Empty("How much?", "Share, %", x=(1991, 2024), y=["a", "b"]))
    assert RULE.search(closed.decode()) and faults_of(closed.decode()) == []


def test_named_colours_shades_and_hatchings_of_a_students_own_chart_are_mapped():
    with mpl.rc_context(figures.style()):
        figure, ax = figures.new_figure()
        ax.bar([1, 2], [3, 4], color=["red", "gold"], edgecolor="navy", hatch="//", alpha=0.8)
        ax.scatter([1, 2, 3], [1, 2, 3], c=[1, 2, 3], cmap="viridis")
        maps.world(figure.add_axes((0.5, 0.5, 0.4, 0.4)), {"MNG": "0.4", "NRU": "teal"})
        svg = to_svg(figure).decode()
    assert {"#ff0000", "#ffd700", "#000080", "#440154", "#666666", "#008080"} <= dark.table(svg).keys()
    assert faults_of(svg) == []


def test_no_words_of_a_chart_call_black_or_white_what_a_dark_page_turns():
    for path in (pages.HELPERS / "lessons").glob("*/charts*.py"):
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and " " in one.value:
                assert not re.search(r"\b(black|white)\b(?!-)", one.value), (path.name, one.value)


# --- in a browser -------------------------------------------------------------------------------------------

PAGE = '<body style="margin:0"><img width="400" style="color-scheme:{}" src="data:image/svg+xml;base64,{}">'


def corner(page):
    """The colour of the corner of what a page shows."""
    page.evaluate("document.images[0].decode()")
    pixel = Image.open(io.BytesIO(page.screenshot())).convert("RGB").getpixel((4, 4))
    return "#" + "".join(f"{one:02x}" for one in pixel)


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["ours", "the library's"])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_a_picture_is_as_dark_as_what_shows_it_whatever_the_system_prefers(page, kind, system):
    with mpl.rc_context(figures.style()):
        figure = Figure(figsize=(4, 2))
        figure.text(0.5, 0.5, "Black", color="black", size=90, ha="center", va="center", fontweight="bold")
        if kind != "ours":
            figure.add_axes((0, 0, 0.1, 0.1)).imshow([[1, 2], [3, 4]])
        data = base64.b64encode(to_svg(figure)).decode()
    page.emulate_media(color_scheme=system)
    for scheme, ground, ink in (("light", "#ffffff", 0), ("dark", dark.GROUND, 255)):
        page.set_content(PAGE.format(scheme, data))
        assert corner(page) == ground
        shot = Image.open(io.BytesIO(page.screenshot())).convert("L").crop((0, 0, 400, 190))
        assert shot.getextrema()[0 if ink == 0 else 1] == ink


def test_what_a_page_draws_itself_names_its_colours_so_that_each_has_a_dark_one():
    known = json.loads(re.search(r"^const DARK = (.*);$", pages.own_script(), re.MULTILINE)[1])
    assert {one: dark.of(one) for one in known} == known and known["#ffffff"] == dark.GROUND
    drawers = [pages.HELPERS / name for name in pages.SCRIPTS]
    drawers = [path.read_text(encoding="utf-8") for path in drawers]
    drawers = [text for text in drawers if "} = svg;" in text]
    assert len(drawers) >= 4
    for text in drawers:
        assert not re.findall(r'(?:fill|stroke)(?:=|: )"(?!#[0-9a-f]{6}"|none"|\$)[^"]*"', text)


def test_a_chart_that_a_page_draws_brings_the_dark_of_its_own_colours(monkeypatch, tmp_path):
    monkeypatch.setenv("BETWEEN_GIANTS_PAGES", str(tmp_path))
    made = []
    monkeypatch.setattr(explore, "present", lambda make, after=None, question=None: made.append(make()))
    table = pd.DataFrame({"a": [1]})
    draw = figures.described("Words", on_page={"name": "ranking", "colours": ["#8f6400"]})(
        lambda ax, table: table
    )

    def maker():
        return table

    maker.on_page = {}
    explore.show(draw, maker)
    assert dark.of("#8f6400") in made[0]._repr_html_()
