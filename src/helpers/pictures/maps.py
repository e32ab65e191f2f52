"""Maps of the world and of one region, in plain matplotlib: `world` fills countries, `mark` names places.

The outlines are those in atlas/ (see atlas/README.md), at the scale of 1 to 110 million: good for a picture
of the world, too coarse for small states, which are drawn as dots where `countries` has their place.
"""

from __future__ import annotations

import functools
import json
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import PathCollection
from matplotlib.path import Path as Outline
from matplotlib.text import Annotation, Text

from helpers.errors import LessonError
from helpers.pictures.figures import INK, SAVED_DPI
from helpers.tables import load

ATLAS = Path(__file__).parent / "atlas" / "world-110m.json"
NOTE = (
    "Borders: Natural Earth, reworked by Visionscarto towards the UN's view; "
    "on disputed areas no position is taken."
)
LAND = "#e6e6e2"
HALO = [patheffects.withStroke(linewidth=2.2, foreground="white")]
EARTH_KM = 6371.0
Degrees = float | np.ndarray
Place = str | tuple[float, float]
CENTRE = 11.6  # degrees east: the map is cut at 168.4 west, in the Bering Strait, so no country falls apart
SOUTH, NORTH = -56.5, 84.0
PART_OF = {"CYN": "CYP", "SOL": "SOM"}  # outlines of their own in the atlas, not states for the UN
_views: weakref.WeakKeyDictionary[Axes, View] = weakref.WeakKeyDictionary()


class Lines(PathCollection):
    """Outlines that are not smooth where they are kept as PNG: smooth coasts double the bytes of a world map."""

    def draw(self, renderer: RendererBase) -> None:
        self.set_antialiased(self.figure.dpi != SAVED_DPI)
        super().draw(renderer)


class View(NamedTuple):
    """A way to lay the globe flat: the world (`middle` is None), or a region around `middle` = (lon, lat)."""

    middle: tuple[float, float] | None = None

    def project(self, lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
        """Degrees to x, y in km (arrays or numbers)."""
        return equal_earth(lon, lat) if self.middle is None else around(lon, lat, *self.middle)

    def nearness(self, lon: Degrees, lat: Degrees) -> Degrees:
        """1 in the middle of the view, -1 on the far side of the globe (where a region can't be drawn)."""
        if self.middle is None:
            return np.ones_like(lon)
        turned, phi, mid = np.radians(lon - self.middle[0]), np.radians(lat), np.radians(self.middle[1])
        return np.sin(mid) * np.sin(phi) + np.cos(mid) * np.cos(phi) * np.cos(turned)


# --- projections --------------------------------------------------------------------------------------------


def equal_earth(lon: Degrees, lat: Degrees, centre: float = CENTRE) -> tuple[Degrees, Degrees]:
    """Equal Earth projection of the world: longitudes and latitudes in degrees to x, y in km.

    Areas keep their proportions. Formula: Šavrič, Patterson and Jenny, "The Equal Earth map projection"
    (2018).
    """
    turned = np.radians(_east_of(lon, centre))
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(lat)))
    x = 2 * np.sqrt(3) * turned * np.cos(t) / (3 * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1))
    return x * EARTH_KM, (a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t) * EARTH_KM


def _east_of(lon: Degrees, centre: float = CENTRE) -> Degrees:
    """Degrees east of a meridian, from -180 up to 180."""
    return (np.asarray(lon, float) - centre + 180) % 360 - 180


def around(lon: Degrees, lat: Degrees, middle_lon: float, middle_lat: float) -> tuple[Degrees, Degrees]:
    """Lambert's azimuthal equal-area projection around one point: degrees to x, y in km; the point is (0, 0).

    Areas keep their proportions; distances from the point are nearly true within some thousand km. Not for
    places near the antipode. Formula: Snyder, "Map Projections: A Working Manual" (1987), eq. 24-2 to 24-4.
    """
    turned = np.radians(np.asarray(lon, float) - middle_lon)
    phi, mid = np.radians(lat), np.radians(middle_lat)
    k = np.sqrt(2 / (1 + np.sin(mid) * np.sin(phi) + np.cos(mid) * np.cos(phi) * np.cos(turned)))
    return (
        k * np.cos(phi) * np.sin(turned) * EARTH_KM,
        k * (np.cos(mid) * np.sin(phi) - np.sin(mid) * np.cos(phi) * np.cos(turned)) * EARTH_KM,
    )


# --- the atlas ----------------------------------------------------------------------------------------------


@functools.cache
def _atlas() -> tuple[dict[str, list[np.ndarray]], list[np.ndarray]]:
    """The atlas: ({iso3: [ring, …]}, [border, …]), each ring or border an array of (lon, lat) in degrees.

    A ring is closed; holes run the other way round. A border is a line that two countries share.
    """
    try:
        topology = json.loads(ATLAS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise LessonError(
            "The outlines of the map are missing or damaged: copy the file "
            "src/helpers/pictures/atlas/world-110m.json from a fresh download of the project."
        ) from None
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    lines = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]  # stored as differences
    countries, users = {}, {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        code = shape["properties"]["a3"]
        for ring in (ring for polygon in polygons for ring in polygon):
            parts = [lines[i] if i >= 0 else lines[~i][::-1] for i in ring]  # ~i: the line, backwards
            joined = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
            countries.setdefault(code, []).append(joined)
            for i in ring:
                users.setdefault(i if i >= 0 else ~i, set()).add(code)
    return countries, [lines[i] for i, codes in users.items() if len(codes) > 1]


@functools.cache
def _drawn(view: View) -> tuple[list[str], list[Outline], Outline]:
    """What a view draws, in km: ([iso3, …], [path of a country, …], path of all borders)."""
    rings, borders = _atlas()
    owners = [code for code, own in rings.items() if code != "ATA" for _ in own] + [None] * len(borders)
    lines = [ring for code, own in rings.items() if code != "ATA" for ring in own] + borders
    points = np.concatenate(lines)
    starts = np.cumsum([0, *map(len, lines)])
    near = np.minimum.reduceat(view.nearness(*points.T), starts[:-1]) > -0.5
    points = np.column_stack(view.project(*points.T))
    steps = np.full(len(points), Outline.LINETO, Outline.code_type)
    steps[starts[:-1]] = Outline.MOVETO
    kept = {}
    for owner, sees, start, end in zip(owners, near, starts, starts[1:], strict=False):
        if sees:
            kept.setdefault(owner, []).append(slice(start, end))
    outlines = {
        owner: Outline(*(np.concatenate([of[part] for part in parts]) for of in (points, steps)))
        for owner, parts in kept.items()
    }
    edges = outlines.pop(None)
    return [PART_OF.get(owner, owner) for owner in outlines], list(outlines.values()), edges


# --- drawing ------------------------------------------------------------------------------------------------


def world(
    ax: Axes,
    fill: Mapping[str, str] | pd.Series,
    rest: str = LAND,
    edge: str = "white",
    dot: float = 16,
    extent: tuple[float, float, float] | None = None,
) -> pd.DataFrame:
    """Draw a map into `ax`: the world without Antarctica, or a region; returns what became of each country.

    fill: {iso3: colour} or a Series with codes as index. rest: colour of all other land. edge: colour of the
    borders. dot: size of the dots that stand for filled countries without an outline (points squared).
    extent: None for the world (Equal Earth projection), or (lon, lat, width) for a region: its middle in
    degrees and its width in km (Lambert's equal-area projection). Returns a row for each code in fill: iso3,
    colour, drawn ("area", "dot", or "not drawn" for a code with neither an outline nor a place in the table
    `countries`).
    """
    fill = dict(fill)
    view = View(None if extent is None else (extent[0], extent[1]))
    names, paths, edges = _drawn(view)
    kind = Lines if extent is None else PathCollection
    colours = [fill.get(name, rest) for name in names]
    ax.add_collection(kind(paths, facecolors=colours, linewidths=0), autolim=False)
    ax.add_collection(kind([edges], facecolors="none", edgecolors=edge, linewidths=0.45), autolim=False)
    small = [code for code in fill if code not in names and code in _places().index]
    if small:
        spots = _places().loc[small]
        ax.scatter(
            *view.project(spots.longitude, spots.latitude),
            s=dot,
            zorder=2,
            color=[fill[code] for code in small],
            edgecolors=edge,
            linewidths=0.5,
        )
    _frame(ax, view, extent)
    _views[ax] = view
    how = ["area" if code in names else "dot" if code in small else "not drawn" for code in fill]
    return pd.DataFrame({"iso3": list(fill), "colour": list(fill.values()), "drawn": how})


def _frame(ax: Axes, view: View, extent: tuple[float, float, float] | None) -> None:
    if extent is None:
        low, high = view.project(0, SOUTH)[1], view.project(0, NORTH)[1]
        half = view.project(CENTRE + 180 - 1e-6, 0)[0]
        ax.set(xlim=(-half, half), ylim=(low, high))
    else:
        box = ax.get_window_extent()
        half = extent[2] / 2
        ax.set(xlim=(-half, half), ylim=(-half * box.height / box.width, half * box.height / box.width))
    ax.set_aspect("equal")
    ax.axis("off")


@functools.cache
def _places() -> pd.DataFrame:
    """A point for each country and territory: latitude, longitude (degrees), index iso3."""
    return load("countries").set_index("iso3")[["latitude", "longitude"]].copy()


def spot(ax: Axes, place: Place) -> tuple[float, float]:
    """Where a place lies on a map drawn by `world`: x, y in the units of `ax`.

    place: an iso3 code (its point in the table `countries`) or (lon, lat) in degrees.
    """
    lon, lat = _places().loc[place, ["longitude", "latitude"]] if isinstance(place, str) else place
    x, y = _views[ax].project(lon, lat)
    return float(x), float(y)


def mark(
    ax: Axes,
    place: Place,
    text: str = "",
    at: tuple[float, float] | None = None,
    colour: str = INK,
    marker: str = "o",
    size: float = 34,
    inside: str | None = None,
    **writing: Any,
) -> Annotation:
    """Put a dot and a name on a map drawn by `world`; returns the text that was written, a matplotlib artist.

    place: an iso3 code or (lon, lat). at: where the name stands, (lon, lat); a thin line joins it to the dot.
    Without it the name stands right of the dot. size: of the dot, points squared; 0 for none. inside: the
    colour inside the dot if it differs. writing: further settings of matplotlib's text.
    """
    x, y = spot(ax, place)
    settings: dict[str, Any] = {"color": colour, "ha": "left", "path_effects": HALO, "zorder": 5} | writing
    if at is None:
        end, settings = (x, y), {"va": "center"} | settings
    else:
        end = spot(ax, at)
        middle = settings["ha"] == "center"
        settings = {"va": "center" if not middle else "bottom" if end[1] > y else "top"} | settings
        ax.plot([x, end[0]], [y, end[1]], color=settings["color"], linewidth=0.9, path_effects=HALO, zorder=3)
    if size:
        ax.plot(
            [x],
            [y],
            marker=marker,
            markersize=size**0.5,
            markerfacecolor=inside or colour,
            zorder=4,
            markeredgecolor=colour if inside else "white",
            markeredgewidth=0.9,
        )
    step = {"left": 3, "right": -3}.get(settings["ha"], 0) + (2 if at is None else 0)
    return ax.annotate(text, end, xytext=(step, 0), textcoords="offset points", **settings)


def write(ax: Axes, place: Place, text: str, **writing: Any) -> Text:
    """Write a name in the middle of a place on a map drawn by `world`; place: an iso3 code or (lon, lat)."""
    return ax.text(*spot(ax, place), text, **{"ha": "center", "va": "center", "zorder": 5} | writing)
