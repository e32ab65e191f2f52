"""Maps of the world and of one region, for charts in plain matplotlib: `world` fills countries, `mark` names places.

The outlines are those in atlas/ (see atlas/README.md), at the scale of 1 to 110 million: good for a picture of the
world, too coarse for small states, which are drawn as dots where `load("countries")` knows their place.
"""

import functools
import json
import weakref
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib import patheffects
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path as Outline

from .figures import INK
from .tables import load

ATLAS = Path(__file__).parent / "atlas" / "world-110m.json"
NOTE = ("Borders: Natural Earth, reworked by Visionscarto towards the UN's view (Crimea with Ukraine; Western Sahara and "
        "Kosovo apart). On disputed areas no position is taken.")
LAND = "#e6e6e2"
HALO = [patheffects.withStroke(linewidth=2.2, foreground="white")]
EARTH_KM = 6371.0
CENTRE = 11.6  # degrees east: the map is cut at 168.4 west, in the Bering Strait, so no country falls apart
SOUTH, NORTH = -56.5, 84.0
PART_OF = {"CYN": "CYP", "SOL": "SOM"}  # outlines of their own in the atlas, not states for the UN
_views = weakref.WeakKeyDictionary()


class View(NamedTuple):
    """A way to lay the globe flat: the world (`middle` is None), or a region around `middle` = (lon, lat)."""
    middle: tuple | None = None

    def project(self, lon, lat):
        """Degrees to x, y in km (arrays or numbers)."""
        return equal_earth(lon, lat) if self.middle is None else around(lon, lat, *self.middle)


# --- projections ------------------------------------------------------------------------------------------------

def equal_earth(lon, lat, centre=CENTRE):
    """Equal Earth projection of the world: longitudes and latitudes in degrees to x, y in km.

    Areas keep their proportions. Formula: Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018).
    """
    turned = np.radians(_east_of(lon, centre))
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(lat)))
    x = 2 * np.sqrt(3) * turned * np.cos(t) / (3 * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1))
    return x * EARTH_KM, (a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t) * EARTH_KM


def _east_of(lon, centre=CENTRE):
    """Degrees east of a meridian, from -180 up to 180."""
    return (np.asarray(lon, float) - centre + 180) % 360 - 180


def around(lon, lat, middle_lon, middle_lat):
    """Lambert's azimuthal equal-area projection around one point: degrees to x, y in km; the point is (0, 0).

    Areas keep their proportions; distances from the point are nearly true within some thousand km. Formula: Snyder,
    "Map Projections: A Working Manual" (1987), equations 24-2 to 24-4. Not for places near the antipode.
    """
    turned, phi, mid = np.radians(np.asarray(lon, float) - middle_lon), np.radians(lat), np.radians(middle_lat)
    k = np.sqrt(2 / (1 + np.sin(mid) * np.sin(phi) + np.cos(mid) * np.cos(phi) * np.cos(turned)))
    return (k * np.cos(phi) * np.sin(turned) * EARTH_KM,
            k * (np.cos(mid) * np.sin(phi) - np.sin(mid) * np.cos(phi) * np.cos(turned)) * EARTH_KM)


# --- the atlas --------------------------------------------------------------------------------------------------

@functools.cache
def _atlas():
    """The atlas: ({iso3: [ring, …]}, [border, …]), each ring or border an array of (lon, lat) in degrees.

    A ring is closed; holes run the other way round. A border is a line that two countries share.
    """
    topology = json.loads(ATLAS.read_text(encoding="utf-8"))
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    lines = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]  # TopoJSON stores differences
    countries, users = {}, {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        code = shape["properties"]["a3"]
        for ring in (ring for polygon in polygons for ring in polygon):
            parts = [lines[i] if i >= 0 else lines[~i][::-1] for i in ring]  # ~i: the line, backwards
            countries.setdefault(code, []).append(np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))
            for i in ring:
                users.setdefault(i if i >= 0 else ~i, set()).add(code)
    return countries, [lines[i] for i, codes in users.items() if len(codes) > 1]


def codes():
    """The codes of the countries that have an outline in the atlas, sorted; Antarctica is left out."""
    return sorted(set(_atlas()[0]) - {"ATA"} - set(PART_OF))


def contains(iso3, lon, lat):
    """Whether a place (degrees) lies inside a country's outline in the atlas."""
    inside = [Outline(np.column_stack((_east_of(ring[:, 0]), ring[:, 1]))).contains_point((_east_of(lon), lat))
              for ring in _atlas()[0][iso3]]
    return sum(inside) % 2 == 1  # a hole is a second ring around the place


@functools.cache
def _drawn(view):
    """What a view draws: ([iso3, …], [path, …], [border, …]) in km, ready for matplotlib."""
    rings, borders = _atlas()
    names, paths = [], []
    for code, own in rings.items():
        own = [ring for ring in own if _in_sight(view, ring)] if code != "ATA" else []
        if own:
            names.append(PART_OF.get(code, code))
            paths.append(Outline.make_compound_path(*(
                Outline(np.column_stack(view.project(*ring.T)), closed=True) for ring in own)))
    return names, paths, [np.column_stack(view.project(*line.T)) for line in borders if _in_sight(view, line)]


def _in_sight(view, line):
    """Whether a line stays clear of the far side of the globe, where a regional view can't be drawn."""
    if view.middle is None:
        return True
    lon, lat = np.radians(line).T
    mid_lon, mid_lat = np.radians(view.middle)
    return np.min(np.sin(mid_lat) * np.sin(lat) + np.cos(mid_lat) * np.cos(lat) * np.cos(lon - mid_lon)) > -0.5


# --- drawing ----------------------------------------------------------------------------------------------------

def world(ax, fill, rest=LAND, edge="white", dot=16, extent=None):
    """Draw a map into `ax`: the world without Antarctica, or a region; returns what became of each country.

    fill: {iso3: colour} or a Series with codes as index. rest: colour of all other land. edge: colour of borders.
    dot: size of the dots that stand for filled countries without an outline (points squared).
    extent: None for the world (Equal Earth projection), or (lon, lat, width) for a region: its middle in degrees and
    its width in km (Lambert's equal-area projection).
    Returns iso3, colour, drawn ("area", "dot", or "not drawn" for a code without outline or place in `countries`), a
    row for each code in fill.
    """
    fill = dict(fill)
    view = View(None if extent is None else tuple(extent[:2]))
    names, paths, borders = _drawn(view)
    ax.add_collection(PathCollection(paths, facecolors=[fill.get(name, rest) for name in names], linewidths=0),
                      autolim=False)
    ax.add_collection(LineCollection(borders, colors=edge, linewidths=0.45), autolim=False)
    small = [code for code in fill if code not in names and code in places().index]
    if small:
        spots = places().loc[small]
        ax.scatter(*view.project(spots.longitude, spots.latitude), s=dot, color=[fill[code] for code in small],
                   edgecolors=edge, linewidths=0.5, zorder=2)
    _frame(ax, view, extent)
    _views[ax] = view
    how = ["area" if code in names else "dot" if code in small else "not drawn" for code in fill]
    return pd.DataFrame({"iso3": list(fill), "colour": list(fill.values()), "drawn": how})


def _frame(ax, view, extent):
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
def places():
    """A point for each country and territory: latitude, longitude (degrees), index iso3."""
    return load("countries").set_index("iso3")[["latitude", "longitude"]].copy()


def spot(ax, place):
    """Where a place lies on a map drawn by `world`: x, y in the units of `ax`.

    place: an iso3 code (its point in the table `countries`) or (lon, lat) in degrees.
    """
    if isinstance(place, str):
        lat, lon = places().loc[place]
    else:
        lon, lat = place
    x, y = _views[ax].project(lon, lat)
    return float(x), float(y)


def mark(ax, place, text="", at=None, colour=INK, marker="o", size=34, **writing):
    """Put a dot and a name on a map drawn by `world`; returns the text that was written, a matplotlib artist.

    place: an iso3 code or (lon, lat). at: where the name stands, (lon, lat); a thin line joins it to the dot. Without
    it the name stands right of the dot. writing: further settings of matplotlib's text.
    """
    x, y = spot(ax, place)
    if size:
        ax.scatter([x], [y], s=size, color=colour, marker=marker, edgecolors="white", linewidths=0.9, zorder=4)
    join = None if at is None else {"arrowstyle": "-", "color": colour, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 2}
    target = {"xytext": (5, 0), "textcoords": "offset points"} if at is None else {"xytext": spot(ax, at)}
    settings = {"va": "center", "color": colour, "path_effects": HALO, "zorder": 5} | writing
    return ax.annotate(text, (x, y), arrowprops=join, **target, **settings)
