"""Looks at a drawn view as a reader does: its bars, dots, lines, keys and texts, in the units of its axes.

A chart's *reading* (`@reads(draw)`, in `tests/lessons/<lesson>/reading.py`) says what must stand in the picture for
the DataFrame that the draw function returned: `view.bar("China", 95.3, colour("China"))` finds that bar, or fails.
What no reading has asked for by the end stands for nothing, and fails too. `tests/lessons/test_views.py` runs the
readings, and what holds for every picture: bars that begin at nought, nothing outside the axes, numbers in words and
title that are drawn, a country's name in that country's colour.
"""

import itertools
import json
import re

import IPython.display
import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, BboxTransformTo

from helpers.asking import forms
from helpers.asking.claims import VERDICTS
from helpers.lessons.decision_room.options import CRITERIA, score_id
from helpers.lessons.the_court import road
from helpers.pages import without_kernel
from helpers.pictures import explore, figures, maps
from helpers.tables import load
from helpers.work import sealed

READINGS = {}
PALETTE = {tone for name, tone in figures.COLOURS.items() if name != "Mongolia"}
ENTITIES = figures.COLOURS | {
    "Moscow": figures.colour("Russia"),
    "Beijing": figures.colour("China"),
    "Washington": figures.colour("United States"),
}
NUMBER = re.compile(r"(?<![\w.])[−+-]?\d[\d,]*(?:\.\d+)?(?!\.?\d)")
NEAR = 1.5  # pixels of a figure of 800


def reads(*draws):
    """Decorator: registers a reading, called with a `View`, for one or more draw functions (or their names)."""

    def register(reading):
        READINGS.update({draw if isinstance(draw, str) else named(draw): reading for draw in draws})
        return reading

    return register


def named(draw):
    """A draw function's name with its room: "one_customer.buyers"; those of a notebook are "notebook.…"."""
    room = draw.__module__.removeprefix("helpers.").removeprefix("lessons.").split(".")[0]
    return f"{room}.{draw.__name__}"


# --- the charts of a lesson ---------------------------------------------------------------------------------


class Chart:
    """What a cell gave to `explore` or `show`: the draw function, its tables, controls and words."""

    def __init__(self, draw, tables, options, alt, fixed=None, keep=None):
        self.draw, self.tables, self.options, self.alt, self.fixed = draw, tables, options, alt, fixed or {}

    def ends(self):
        """The opening, both ends of each control while the others stand as at the opening, all of a short menu."""
        opening = [option.at for option in self.options]
        moved = [
            [*opening[:i], end, *opening[i + 1 :]]
            for i, option in enumerate(self.options)
            for end in (range(len(option.values)) if len(option.values) <= 4 else (0, len(option.values) - 1))
        ]
        return [list(at) for at in dict.fromkeys(map(tuple, [opening, *moved]))]

    def held(self):
        """The positions that a page of the book holds, and both ends of each control."""
        sizes = [len(option.values) for option in self.options]
        names = [option.name for option in self.options]
        kept, _ = without_kernel.held(sizes, [option.at for option in self.options], names)
        return [list(at) for at in dict.fromkeys(map(tuple, [*self.ends(), *kept]))]

    def values(self, at):
        moved = {option.name: option.values[i] for option, i in zip(self.options, at, strict=True)}
        return {**self.fixed, **moved}


def charts_of(path, monkeypatch):
    """The charts of a lesson in order, everything opened, none of them drawn yet."""
    found = []
    monkeypatch.delenv(without_kernel.VARIABLE, raising=False)
    monkeypatch.setattr(explore.Chart, "of_draw", lambda *given, **more: found.append(Chart(*given, **more)))
    monkeypatch.setattr(explore, "_here", lambda chart: chart)
    for module in (explore, road, sealed):
        monkeypatch.setattr(module, "present", lambda make, after=None, question=None: make())
    monkeypatch.setattr(forms, "show_form", lambda form: None)
    monkeypatch.setattr(IPython.display, "display", lambda *things, **more: None)
    space = {"__name__": "notebook"}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), space)
    return found


def look_at(chart, at, monkeypatch):
    """One view, drawn the way it is drawn for students; what draw raises passes through."""
    caught = []
    monkeypatch.setattr(figures, "to_svg", lambda figure: caught.append(_laid_out(figure)) or b"")
    values = chart.values(at)
    tables = [table() if callable(table) else table for table in chart.tables]
    picture = figures.draw_picture(chart.draw, tables, values, chart.alt)
    return View(caught[0], tables, values, picture, named(chart.draw))


def _laid_out(figure):
    figure.dpi = 100
    FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    return figure


# --- numbers ------------------------------------------------------------------------------------------------


def numbers(text):
    """The numbers of a text as (value, step of its last digit): "1,234.5 %" gives (1234.5, 0.1)."""
    found = []
    for token in NUMBER.findall(text):
        token = token.replace(",", "").replace("−", "-")
        found.append((float(token), 10.0 ** -len(token.partition(".")[2])))
    return found


def rounds_to(value, number):
    """Whether a value may be printed as this number of `numbers`."""
    said, step = number
    return abs(value - said) <= step / 2 * (1 + 1e-6) + 1e-9


def same(one, other, tolerance=1e-6):
    """Whether numbers, or lists of them of one shape, are equal but for rounding (faster here than `np.allclose`)."""
    pairs = zip(np.ravel(one).tolist(), np.ravel(other).tolist(), strict=True)
    return np.shape(one) == np.shape(other) and all(abs(a - b) <= tolerance + 1e-9 * abs(b) for a, b in pairs)


# --- what stands in a picture -------------------------------------------------------------------------------


class Mark:
    """A bar, dot, line or box: `kind`, its numbers, its colours, the axes, and whether a reading asked for it."""

    def __init__(self, kind, ax, at, tones, **more):
        self.kind, self.ax, self.at, self.tones, self.asked = kind, ax, at, tones, False
        self.__dict__.update(more)
        self.middle = np.reshape(at, (-1, 2)).mean(axis=0)

    def __repr__(self):
        return f"{self.kind} {np.round(self.at, 3).tolist()} {self.tones}"

    def inside(self):
        """Whether it lies within its axes."""
        places = self.transform.transform(np.reshape(self.at, (-1, 2)))
        box = self.ax.get_window_extent()
        return bool(((places >= box.min - NEAR) & (places <= box.max + NEAR) | ~np.isfinite(places)).all())


class Words:
    """A text of a picture: what it says, its colour, its box on the screen, its axes (None: of the figure)."""

    def __init__(self, artist, renderer, kind):
        self.says, self.tone = artist.get_text(), to_hex(artist.get_color())
        self.box, self.ax, self.kind = Text.get_window_extent(artist, renderer), artist.axes, kind
        self.bold, self.italic = artist.get_fontweight() == "bold", artist.get_fontstyle() == "italic"
        self.outline = Path([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]).transformed(BboxTransformTo(self.box))
        if artist.get_rotation() % 180:
            self.outline = _turned(artist, renderer, self.box)

    def __repr__(self):
        return repr(self.says)

    @property
    def middle(self):
        """The middle of its box in the units of its axes."""
        x, y = self.ax.transData.inverted().transform((self.box.min + self.box.max) / 2)
        return float(x), float(y)


def _turned(artist, renderer, box):
    """The outline of a text that is turned, whose box on the screen is larger than what it covers."""
    angle = artist.get_rotation()
    artist.set_rotation(0)
    flat = Text.get_window_extent(artist, renderer)
    artist.set_rotation(angle)
    middle = (box.min + box.max) / 2
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * flat.size / 2
    return Path(corners).transformed(Affine2D().rotate_deg(angle).translate(*middle))


def _tone(colour):
    return "none" if colour is None or isinstance(colour, str) and colour == "none" else to_hex(colour)


class View:
    """One drawn view: `drawn` (the DataFrame), `values` of the controls, `caption`, and what is to be seen."""

    def __init__(self, figure, tables, values, picture, name):
        self.figure, self.tables, self.values, self.name = figure, tables, values, name
        self.caption, self.drawn = picture.caption, picture.numbers
        self.ax, self.panels = figure.axes[0], figure.axes
        self.marks, self.fills, self.known, self.spans = [], [], [], False
        for ax in self.panels:
            self._marks_of(ax)
        self.texts = self._texts()
        outside = sorted((text for text in self.texts if text.ax is None), key=lambda text: -text.box.y0)
        self.title, self.measure, self.source = (self._line(outside, y) for y in (0.955, 0.845, 0.015))
        self.title = self.title or self._line(outside, 0.98)  # one of two lines
        self.title = self.title or next(text for text in self.texts if text.says == self.ax.get_title())
        self.keys = self._keys()

    def _marks_of(self, ax):
        bars = set()
        for container in ax.containers:
            if isinstance(container, BarContainer):
                for patch in container.patches:
                    bars.add(patch)
                    self._bar(ax, patch, container.orientation)
        for patch in ax.patches:
            if patch not in bars and hasattr(patch, "get_width"):
                low = patch.get_xy()
                at = [low, (low[0] + patch.get_width(), low[1] + patch.get_height())]
                self._add("box", ax, at, patch)
        for line in ax.lines:
            at = line.get_xydata().astype(float)
            settings = {"transform": line.get_transform(), "dash": line.get_linestyle(), "artist": line}
            settings["steps"] = line.get_drawstyle()
            if line.get_transform() != ax.transData:
                self.marks.append(Mark("rule", ax, at, {_tone(line.get_color())}, **settings))
                continue
            if line.get_linestyle() not in ("None", "", " ") and len(at) > 1:
                self.marks.append(Mark("line", ax, at, {_tone(line.get_color())}, **settings))
            if line.get_marker() not in ("None", "", " ", None):
                tones = {_tone(line.get_markerfacecolor()), _tone(line.get_markeredgecolor())}
                filled = _tone(line.get_markerfacecolor()) not in ("#ffffff", "none")
                for place in at:
                    more = {**settings, "marker": line.get_marker(), "filled": filled}
                    self.marks.append(Mark("dot", ax, place, tones, **more))
        for collection in ax.collections:
            self._collection(ax, collection)

    def _add(self, kind, ax, at, artist, **more):
        tones = {_tone(artist.get_facecolor()), _tone(artist.get_edgecolor())}
        more |= {"face": _tone(artist.get_facecolor()), "hatch": artist.get_hatch() or ""}
        self.marks.append(Mark(kind, ax, np.array(at, float), tones, transform=ax.transData, **more))

    def _bar(self, ax, patch, orientation):
        (x, y), width, height = patch.get_xy(), patch.get_width(), patch.get_height()
        lying = orientation == "horizontal"
        span = (x, x + width) if lying else (y, y + height)
        lane = y + height / 2 if lying else x + width / 2
        at = [(x, y), (x + width, y + height)]
        thick = abs(height if lying else width)
        self._add("bar", ax, at, patch, lying=lying, start=span[0], end=span[1], lane=lane, thick=thick)

    def _collection(self, ax, collection):
        offsets = np.ma.filled(collection.get_offsets().astype(float), np.nan)
        if isinstance(collection, PolyCollection):
            for path, face in zip(
                collection.get_paths(), itertools.cycle(collection.get_facecolors()), strict=False
            ):
                more = {
                    "face": to_hex(face),
                    "hatch": collection.get_hatch() or "",
                    "transform": ax.transData,
                }
                edges = {to_hex(edge) for edge in collection.get_edgecolors()}
                at = path.vertices[:-1]
                kind = (
                    "box" if len(at) in (4, 5) and len(collection.get_paths()) > 1 or len(at) == 4 else "area"
                )
                self.marks.append(Mark(kind, ax, at, {to_hex(face), *edges}, **more))
        elif (
            isinstance(collection, PathCollection)
            and len(offsets) == 1
            and same(offsets[0], (0, 0))
            and ax in maps._views
        ):
            self.fills.append(collection)
        elif isinstance(collection, PathCollection):
            faces, edges = collection.get_facecolors(), collection.get_edgecolors()
            for i, place in enumerate(offsets):
                tones = {to_hex(some[i % len(some)]) for some in (faces, edges) if len(some)}
                more = {
                    "transform": ax.transData,
                    "marker": "o",
                    "filled": bool(len(faces)),
                    "artist": collection,
                }
                self.marks.append(Mark("dot", ax, place, tones, **more))
        else:  # lines drawn at once, such as hlines
            for path in collection.get_paths():
                more = {"transform": collection.get_transform(), "dash": "-"}
                self.marks.append(Mark("rule", ax, path.vertices, set(), **more))

    def _texts(self):
        renderer = self.figure.canvas.get_renderer()
        found, ticks = [], set()
        for ax in self.panels:
            for axis in (ax.xaxis, ax.yaxis):
                everywhere = {
                    label for tick in axis.get_major_ticks() for label in (tick.label1, tick.label2)
                }
                ticks |= everywhere | {axis.label, axis.offsetText}
                if ax.axison and axis.get_visible():
                    shown = [t.label1 for t in axis._update_ticks() if t.label1.get_visible()]
                    found += [Words(label, renderer, "tick") for label in shown if label.get_text().strip()]
        for artist in self.figure.findobj(Text):
            if artist not in ticks and artist.get_visible() and artist.get_text().strip():
                found.append(Words(artist, renderer, "text"))
        return found

    def _line(self, outside, y):
        """The text of the figure that `figures.label` writes at this height."""
        margin = 0.03 * self.figure.bbox.width
        for text in outside:
            anchor = {
                0.98: text.box.y1,
                0.955: text.box.y1,
                0.845: (text.box.y0 + text.box.y1) / 2,
                0.015: text.box.y0,
            }[y]
            if abs(text.box.x0 - margin) < 4 and abs(anchor - y * self.figure.bbox.height) < 8:
                text.kind = "label"
                return text
        return None

    def _keys(self):
        """{what a key says: the colour of its square, dot or line}, from legends and from squares beside words."""
        found = {}
        for ax in self.panels:
            legend = ax.get_legend()
            if legend:
                for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=True):
                    face = _tone(handle.get_markerfacecolor())
                    found[text.get_text()] = (
                        _tone(handle.get_markeredgecolor()) if face == "#ffffff" else face
                    )
        for patch in self.figure.patches:
            box = patch.get_window_extent()
            beside = [
                text
                for text in self.texts
                if text.box.x0 > box.x0 and text.box.y0 - 4 < (box.y0 + box.y1) / 2 < text.box.y1 + 4
            ]
            if beside:
                found[min(beside, key=lambda text: text.box.x0).says] = to_hex(patch.get_facecolor())
        for text in self.texts:
            if text.says[:2] in ("■ ", "— "):
                found[text.says[2:]] = text.tone
        return found

    # --- what a reading asks for ----------------------------------------------------------------------------

    def lanes(self, ax=None, lying=True):
        """{tick label: place} of the axis along which the bars stand."""
        axis = (ax or self.ax).yaxis if lying else (ax or self.ax).xaxis
        return {tick.label1.get_text().replace("\n", " "): tick.get_loc() for tick in axis.get_major_ticks()}

    def find(self, kind, fits, what):
        left = [mark for mark in self.marks if mark.kind == kind and not mark.asked]
        found = next(filter(fits, left), None)
        assert found, f"no {kind} {what}; there are {left[:12]}"
        found.asked = True
        return found

    def bar(self, lane, length, tone=None, start=0.0, ax=None, lying=True, tolerance=1e-6):
        """The bar of this lane (a tick label or its place) from start, of this length and colour."""
        if isinstance(lane, str):
            lanes = self.lanes(self.panels[0] if ax is None else ax, lying)
            assert lane in lanes, f"no lane {lane!r} among {list(lanes)}"
            lane = lanes[lane]

        def fits(bar):
            return (
                bar.ax is (ax or self.ax)
                and bar.lying == lying
                and abs(bar.lane - lane) < 0.05
                and same(bar.start, start, tolerance)
                and same(bar.end, start + length, 2 * tolerance)
                and (tone is None or to_hex(tone) in bar.tones)
            )

        return self.find("bar", fits, f"in lane {lane} from {start} by {length} in {tone}")

    def span(self, lane, first, last, tone=None):
        """A bar of time, which begins where something began and not at nought."""
        bar = self.bar(lane, last - first, tone, start=first)
        bar.spans = True
        return bar

    def beside(self, bar, *values):
        """Whether the numbers written along a bar's lane are these, in order."""
        width = max(bar.thick / 2, 0.15)
        along = 1 if bar.lying else 0
        here = (
            [
                text
                for text in self.texts
                if text.ax is bar.ax and text.kind == "text" and abs(text.middle[along] - bar.lane) < width
            ]
            if bar.lying
            else [
                text
                for text in self.texts
                if text.ax is bar.ax and text.kind == "text" and abs(text.middle[0] - bar.lane) < width
            ]
        )
        here.sort(key=lambda text: text.box.x0 if bar.lying else -text.box.y0)
        said = [number for text in here for number in numbers(text.says)]
        assert len(said) == len(values) and all(map(rounds_to, values, said)), (
            f"beside {bar} stands {here}, and not {values}"
        )

    def dot(self, x, y, tone=None, filled=None, marker=None, ax=None, tolerance=1e-6):
        """The dot at this place, of this colour."""

        def fits(dot):
            return (
                dot.ax is (ax or self.ax)
                and same(dot.at, (x, y), tolerance)
                and (tone is None or to_hex(tone) in dot.tones)
                and (filled is None or dot.filled == filled)
                and (marker is None or dot.marker == marker)
            )

        return self.find("dot", fits, f"at {(x, y)} in {tone}")

    def curve(self, xs, ys, tone, ax=None, dots=False, tolerance=1e-6):
        """The lines of one colour through these points: every vertex is one of them, and each point is passed."""
        points = np.column_stack([np.asarray(xs, float), np.asarray(ys, float)])
        points = points[np.isfinite(points).all(axis=1)]

        def among(place, others):
            return bool(len(others)) and bool(
                (np.abs(others - place) <= tolerance * (1 + np.abs(place))).all(axis=1).any()
            )

        passed = []
        for mark in self.marks:
            if mark.asked or mark.ax is not (ax or self.ax) or to_hex(tone) not in mark.tones:
                continue
            at = np.reshape(mark.at, (-1, 2))
            at = at[np.isfinite(at).all(axis=1)]
            if mark.kind in ("line", "dot") and all(among(place, points) for place in at):
                mark.asked = True
                if mark.kind == ("dot" if dots else "line") or len(points) == 1:
                    passed.append(at)
        passed = np.concatenate(passed) if passed else np.empty((0, 2))
        missing = [place.tolist() for place in points if not among(place, passed)]
        assert not missing, f"no {'dot' if dots else 'line'} in {tone} passes {missing[:5]}"

    def band(self, xs, lows, highs, tone, ax=None):
        """The areas of one colour between these lower and upper ends: every corner is one of them, each is passed."""
        ends = np.concatenate([np.column_stack([xs, lows]), np.column_stack([xs, highs])]).astype(float)
        corners = []
        for mark in self.marks:
            if mark.kind in ("area", "box") and mark.ax is (ax or self.ax) and mark.tones == {to_hex(tone)}:
                gaps = np.abs(mark.at[:, None] - ends).max(axis=2)
                if gaps.min(axis=1).max() < 1e-6:
                    mark.asked = True
                    corners.append(gaps.min(axis=0) < 1e-6)
        assert corners and np.any(corners, axis=0).all(), f"no band in {tone} from {ends[0]} to {ends[-1]}"

    def rule(self, x=None, y=None, tone=None):
        """A line across the picture at x or y, or between two places [(x, y), (x, y)]."""

        def fits(mark):
            return np.allclose(mark.at[:, 0], x) if x is not None else np.allclose(mark.at[:, 1], y)

        for kind in ("rule", "line"):
            found = [mark for mark in self.marks if mark.kind == kind and not mark.asked and fits(mark)]
            found = [mark for mark in found if tone is None or to_hex(tone) in mark.tones]
            if found:
                found[0].asked = True
                return found[0]
        raise AssertionError(f"no line at {x if y is None else y}")

    def aside(self, *kinds, tone=None):
        """What is in the picture without standing for a row: bands, frames, lines from names to dots."""
        for mark in self.marks:
            if mark.kind in kinds and (tone is None or to_hex(tone) in mark.tones):
                mark.asked = True

    def text(self, words, tone=None, near=None, ax=None, within=60):
        """A text with these words, in this colour, not farther than so many pixels from a place of the axes."""
        found = [text for text in self.texts if words in text.says.replace("\n", " ")]
        assert found, f"nowhere stands {words!r}: {self.texts}"
        if tone is not None:
            found = [text for text in found if text.tone == to_hex(tone)]
            assert found, f"{words!r} does not stand in {tone}"
        if near is not None:
            place = (ax or self.ax).transData.transform(near)
            found = [text for text in found if _apart(text.box, place) <= within]
            assert found, f"{words!r} does not stand near {near}"
        return found[0]

    def labels(self, series, ax=None):
        """Names at their lines. series: {name: (xs, ys, colour)}.

        Each name stands in its line's colour, and no two names would lie nearer to their lines if exchanged.
        """
        ax, boxes, paths = ax or self.ax, {}, {}
        for name, (xs, ys, tone) in series.items():
            own = [
                text
                for text in self.texts
                if text.ax is ax and text.kind == "text" and text.says.replace("\n", " ").startswith(name)
            ]
            assert own, f"no label {name!r} among {self.texts}"
            assert to_hex(tone) in {text.tone for text in own}, f"the label {name!r} is not in {tone}"
            boxes[name] = next(text.box for text in own if text.tone == to_hex(tone))
            places = ax.transData.transform(np.column_stack([xs, ys]).astype(float))
            places = places[np.isfinite(places).all(axis=1)]
            fine = [np.linspace(a, b, 12) for a, b in itertools.pairwise(places)] or [places]
            paths[name] = np.concatenate(fine)
        for one, other in itertools.combinations(series, 2):
            straight = _apart(boxes[one], *paths[one]) + _apart(boxes[other], *paths[other])
            crossed = _apart(boxes[one], *paths[other]) + _apart(boxes[other], *paths[one])
            assert straight <= crossed + NEAR, f"{one!r} and {other!r} stand each at the other's line"

    def key(self, wanted):
        """Whether the picture's key gives these meanings these colours: {words: colour}."""
        for words, tone in wanted.items():
            own = [said for said in self.keys if said.startswith(words)]
            assert own, f"the key has no {words!r}: {self.keys}"
            assert self.keys[own[0]] == to_hex(tone), (
                f"in the key {words!r} is {self.keys[own[0]]}, not {tone}"
            )

    def says(self, *phrases):
        """Whether the caption has each of these phrases."""
        for phrase in phrases:
            assert phrase in self.caption, f"the words lack {phrase!r}: {self.caption}"

    def titled(self, *phrases):
        for phrase in phrases:
            assert phrase in self.title.says.replace("\n", " "), f"the title lacks {phrase!r}: {self.title}"

    def measured(self, *phrases):
        for phrase in phrases:
            assert phrase in self.measure.says, f"the line under the title lacks {phrase!r}: {self.measure}"

    def filled(self):
        """{iso3: colour} of a map's areas."""
        names, _, _ = maps._drawn(maps._views[self.ax])
        return dict(zip(names, map(to_hex, self.fills[0].get_facecolors()), strict=True))

    def map(self, wanted, rest=None):
        """Whether the areas and dots of a map have these colours: {iso3: colour}; all others that of `rest`."""
        areas = self.filled()
        for code, tone in wanted.items():
            if code in areas:
                assert areas[code] == to_hex(tone), f"{code} is {areas[code]}, not {tone}"
            elif code in maps._places().index:
                self.dot(*maps.spot(self.ax, code), tone)
        rest = rest or maps.LAND
        strangers = {
            code: tone for code, tone in areas.items() if code not in wanted and tone != to_hex(rest)
        }
        assert not strangers, f"nothing is said of {strangers}"

    def knows(self, *numbers):
        """Numbers that words or title may say besides those that are drawn, each for a reason of its own."""
        self.known += numbers

    # --- what holds for every picture -----------------------------------------------------------------------

    def check(self):
        """Ask the chart's reading, then what holds for every picture."""
        assert self.name in READINGS, (
            f"{self.name} has no reading: say in tests/lessons/<lesson>/reading.py what must stand in its picture"
        )
        READINGS[self.name](self)
        strange = [mark for mark in self.marks if not mark.asked and mark.kind != "rule"]
        assert not strange, f"nothing in the table stands for {strange[:8]}"
        self.check_bars()
        self.check_inside()
        self.check_colours()
        self.check_numbers()

    def check_bars(self):
        """Bars begin at nought, or where another ends, on an even axis that shows nought and isn't turned round."""
        bars = [mark for mark in self.marks if mark.kind == "bar" and not hasattr(mark, "spans")]
        for bar in bars:
            axis = bar.ax.xaxis if bar.lying else bar.ax.yaxis
            low, high = bar.ax.get_xlim() if bar.lying else bar.ax.get_ylim()
            assert axis.get_scale() == "linear", "bars on a scale that isn't even"
            assert low <= 0 <= high, f"bars on an axis from {low} to {high}"
            below = [o.end for o in bars if o is not bar and o.ax is bar.ax and abs(o.lane - bar.lane) < 0.05]
            assert abs(bar.start) < 1e-9 or any(same(bar.start, end) for end in below), (
                f"{bar} hangs in the air"
            )

    def check_inside(self):
        outside = [mark for mark in self.marks if not mark.inside()]
        assert not outside, f"outside its axes lies {outside[:5]}"

    def check_colours(self):
        """What names a country in a country's colour has that country's colour."""
        coloured = [(text.says, text.tone) for text in self.texts if text.kind == "text"] + [
            *self.keys.items()
        ]
        for says, tone in coloured:
            names = [name for name in ENTITIES if re.search(rf"\b{re.escape(name)}\b", says)]
            if tone in PALETTE and names:
                assert tone in {ENTITIES[name] for name in names}, (
                    f"{says!r} stands in another's colour, {tone}"
                )

    def sayable(self):
        """All that words and title may say: what is drawn, counted, chosen, or stands beside the picture."""
        values = [float(value) for value in self.known]
        tables = [self.drawn] if self.drawn is not None else []
        attrs = self.drawn.attrs if self.drawn is not None else {}
        texts = [json.dumps(attrs, default=str), *map(str, self.values.values())]
        texts += [text.says for text in (self.measure, self.source) if text]
        texts += [text.says for text in self.texts if text.kind == "tick"]
        for table in tables:
            values.append(len(table))
            for column in table:
                cells = table[column].dropna()
                values += cells.value_counts().tolist()
                if pd.api.types.is_numeric_dtype(cells):
                    values += cells.astype(float).tolist()
                    values += (100 * cells.astype(float)).tolist() if cells.abs().max() <= 1 else []
                elif pd.api.types.is_datetime64_any_dtype(cells):
                    values += [part for day in cells for part in (day.year, day.day)]
                else:
                    texts += cells.astype(str).tolist()
        return values, [number for text in texts for number in numbers(text)]

    def check_numbers(self):
        """Every number in the words and the title is drawn, counted or chosen."""
        values, said = self.sayable()
        values = np.array(values + [value for value, _ in said])
        for where in (self.caption, self.title.says if self.title else ""):
            for number in numbers(where):
                near = np.abs(values - number[0]) <= number[1] / 2 * (1 + 1e-6) + 1e-9
                assert near.any(), f"nothing drawn is {number[0]:g}, which is said: {where}"

    def crowded(self):
        """Pairs of texts that overlap and texts that the figure's edge cuts: list of (what, words, words)."""
        found = [("cut", text.says, "") for text in self.texts if not _within(text.box, self.figure.bbox)]
        for one, other in itertools.combinations(self.texts, 2):
            wide = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
            high = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
            if wide > 1 and high > 2 and one.outline.intersects_path(other.outline):
                found.append(("over", one.says, other.says))
        return found


def _within(box, edge):
    return (box.min >= edge.min - 0.5).all() and (box.max <= edge.max + 0.5).all()


def _apart(box, *places):
    """Pixels between a box and the nearest of some places."""
    places = np.asarray(places)
    beyond = np.maximum(np.maximum(box.min - places, places - box.max), 0)
    return float(np.hypot(*beyond.T).min())


def fill(book):
    """Keep something of everything that the charts of a reader's own work draw."""
    for turn, criterion in enumerate(CRITERIA):
        scores = [(2, 1, 0, -1, -2)[(2 * turn + option + turn // 3) % 5] for option in range(5)]
        book.record_answer(score_id(criterion), scores, None)
    for letter, chance in zip("abcdefgh", (5, 10, 60, 30, 15, 90, 85, 40), strict=True):
        book.keep_prediction(f"8.trip_{letter}", chance)
    book.keep_prediction("8.mongolia", 3)
    verdicts = list(VERDICTS)
    for number, claim in enumerate(load("claims").claim_id):
        book.keep_verdict(claim, "first", verdicts[number % len(verdicts)], 50 + number % 11 * 5)
        book.keep_verdict(claim, "last", verdicts[(number + number % 2) % len(verdicts)], 50 + number % 9 * 5)
