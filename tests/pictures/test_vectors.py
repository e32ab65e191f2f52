"""SVG of a figure: a browser shows what matplotlib draws, it is the same each time, and it brings nothing along."""

import base64
import io
import xml.etree.ElementTree as xml

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import patches, patheffects
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from helpers.pictures import figures, maps
from helpers.pictures.vectors import to_svg

SVG = "{http://www.w3.org/2000/svg}"
DOTS, BLOCK = 200, 20  # an inch; pixels of the squares whose mean colours are compared
FAR = 24  # of 255: smooth edges and letters placed between pixels make up to 18


def a_figure(draw):
    with mpl.rc_context(figures.style()):
        figure, ax = figures.new_figure()
        draw(figure, ax)
    return figure


def lines(_, ax):
    x = np.linspace(0, 10, 300)
    ax.plot(x, np.sin(x))
    ax.plot(x, np.where((x > 3) & (x < 4), np.nan, np.cos(x)), "--", marker="s", markevery=20)
    ax.plot([0, 20], [-3, 3], ":", lw=6, alpha=0.5)  # runs out of the axes
    ax.plot([5], [0.5], "o", ms=20, mfc="white", mew=4)
    ax.set(xlim=(0, 9), ylim=(-1, 1))


def areas(_, ax):
    ax.bar(range(4), [3, 1, 2, 4], color=["C0", "C1", "none", "white"], edgecolor="C2", linewidth=3)
    ax.bar(range(4), [1, 1, 1, 1], hatch="///", facecolor="#ffcc00", edgecolor="black", width=0.4)
    ax.fill_between([0, 1, 3], [1, 4, 2], [0, 1, 1], alpha=0.4)
    ax.add_patch(patches.Wedge((2.5, 3), 0.6, 20, 300, facecolor="C3"))
    ax.add_patch(patches.FancyBboxPatch((0, 3), 0.8, 0.5, boxstyle="round", fc="C4", alpha=0.5, ec="black"))
    ax.axhspan(3.8, 9, color="C5", alpha=0.3)


def dots(_, ax):
    rng = np.random.default_rng(1)
    x, y = rng.uniform(size=(2, 60))
    ax.scatter(x, y, s=400 * y, c=x, cmap="viridis", alpha=0.6, edgecolors="black")
    ax.scatter(x, x, s=80, marker="^", color="none", edgecolors="red", linewidths=2)
    ax.scatter([0.5, 1.2], [0.5, 0.5], s=3000, marker="*", zorder=0)
    ax.set(xlim=(0, 1), ylim=(0, 1))


def cells(_, ax):
    ax.pcolormesh(np.arange(30).reshape(5, 6), cmap="cividis")
    circle = patches.Circle((3, 2.5), 2, transform=ax.transData)
    for one in ax.collections:
        one.set_clip_path(circle)


def words(figure, ax):
    ax.text(0.5, 0.8, "<Öst & West> “fi”", size=40, ha="center", fontweight="bold", alpha=0.5)
    ax.text(0.2, 0.3, "turned\ntwice", rotation=30, size=30, color="C1", style="italic")
    ax.text(0.7, 0.3, "halo", size=40, path_effects=[patheffects.withStroke(linewidth=8, foreground="C2")])
    ax.text(0.5, 0.5, r"$\frac{a_1}{\sqrt{b}}$", size=40)
    ax.text(0.9, 0.5, "cut off here", size=40, clip_on=True)
    figures.label(ax, "A title", "What is measured", "Source: a test")


def image(_, ax):
    ax.imshow(np.arange(16).reshape(4, 4), aspect="auto", interpolation="nearest")


def world(_, ax):
    maps.world(ax, {"MNG": "#b8360b", "RUS": "#0b5fa5", "NRU": "#15803d"})
    maps.mark(ax, "MNG", "Mongolia", at=(150, 20))


KINDS = [lines, areas, dots, cells, words, image, world]


def in_squares(picture):
    """The mean colours of the squares of a picture."""
    colours = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), float)
    high, wide, _ = colours.shape
    return colours.reshape(high // BLOCK, BLOCK, wide // BLOCK, BLOCK, 3).mean(axis=(1, 3))


@pytest.mark.browser
@pytest.mark.parametrize("draw", KINDS)
def test_a_browser_shows_what_matplotlib_draws(page, draw):
    figure = a_figure(draw)
    figure.dpi = DOTS
    canvas, out = FigureCanvasAgg(figure), io.BytesIO()
    canvas.print_png(out)
    page.set_viewport_size({"width": 1600, "height": 900})
    data = base64.b64encode(to_svg(a_figure(draw))).decode()
    page.set_content(
        f'<body style="margin:0"><img alt="" width="1600" src="data:image/svg+xml;base64,{data}">'
    )
    page.evaluate("document.images[0].decode()")
    apart = np.abs(in_squares(out.getvalue()) - in_squares(page.screenshot())).max(axis=2)
    assert apart.max() < FAR, f"{apart.max():.0f} at {np.unravel_index(apart.argmax(), apart.shape)}"


@pytest.mark.parametrize("draw", KINDS)
def test_a_picture_is_the_same_each_time_and_leads_nowhere(draw):
    first, second = (to_svg(a_figure(draw)) for _ in range(2))
    assert first == second and b"script" not in first and b"Matplotlib v" not in first
    root = xml.fromstring(first)
    elements = list(root.iter())
    names = [one.get("id") for one in elements if one.get("id")]
    asked = [value for one in elements for key, value in one.items() if key.endswith("href")]
    asked += [value[4:-1] for one in elements for value in one.attrib.values() if value.startswith("url(")]
    assert len(names) == len(set(names))
    assert {one for one in asked if not one.startswith("data:image/png")} <= {f"#{name}" for name in names}
    assert any(one.startswith("data:") for one in asked) == (draw is image)


def test_a_shape_that_stands_in_many_places_is_told_once():
    root = xml.fromstring(to_svg(a_figure(lambda _, ax: ax.plot(range(50), range(50), "o"))))
    circles = [one.get("d") for one in root.iter(f"{SVG}path") if "c" in (one.get("d") or "")]
    assert len(circles) == len(set(circles))
    (dot,) = {one.get("href") for one in root.iter(f"{SVG}use") if one.get("y")}
    assert sum(one.get("href") == dot for one in root.iter(f"{SVG}use")) == 50


def test_what_lies_outside_its_axes_is_clipped_and_only_that():
    def draw(_, ax):
        ax.plot([0.2, 0.8], [0.5, 0.5], gid="inside")
        ax.plot([0.2, 0.8], [0.5, 3], gid="outside")
        ax.set(xlim=(0, 1), ylim=(0, 1))
        ax.axis("off")

    root = xml.fromstring(to_svg(a_figure(draw)))
    assert [one.get("clip-path") is not None for one in root.iter(f"{SVG}path") if one.get("stroke")] == [
        False,
        True,
    ]


@pytest.mark.filterwarnings("ignore:Glyph")  # a sign that the font lacks
@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="$"), max_size=30))
def test_any_text_gives_a_picture_that_can_be_read(text):
    xml.fromstring(to_svg(a_figure(lambda _, ax: ax.text(0.5, 0.5, text))))
