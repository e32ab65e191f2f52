"""Charts that answer to controls: `explore`, and `show` for a single view.

The picture lives in the browser (explore.js): it holds the views it has been given, so moving back and forth
asks Python nothing; a view it lacks is asked for, the latest wish only, and the views around are drawn ahead
while the reader is at a control. Python's part is to turn one combination of values into one picture.
"""

from __future__ import annotations

import contextlib
import inspect
import sys
import traceback
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import anywidget
import pandas as pd
import traitlets
from IPython import get_ipython
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers import countries, foreign_server, front_end, markup
from helpers.errors import LessonError
from helpers.pages import without_kernel
from helpers.pictures import dark, figures
from helpers.words import did_you_mean, listed
from helpers.work.content import checked_entry, now_after
from helpers.work.lasting import alive_only, pictured, style
from helpers.work.sealed import Question, present
from helpers.work.session import soon
from helpers.work.workbook import book

HERE = Path(__file__).parent
MOST_ROWS = 60
Shown: TypeAlias = pd.DataFrame | pd.Series | Callable[[], pd.DataFrame]
Alt = Callable[..., str] | str | None
TIMES = {"year", "month", "date", "day", "edition"}


def explore(
    draw: Callable,
    *tables: Shown,
    alt: Alt = None,
    start: dict[str, object] | None = None,
    after: str | None = None,
    keep: str | None = None,
    **controls: object,
) -> None:
    """Show a chart with one control per keyword.

    draw: a function `draw(ax, *tables, **values)` in plain matplotlib; it may return the DataFrame it drew,
    which then stands under "Show the numbers". tables: handed to draw after the axes; a function among them
    is called for its table whenever a view is drawn, and the chart is drawn anew when something kept has
    changed that table. controls: `range(1991, 2024)`, `(low, high)`, `(low, high, step)` or a column of
    numbers give a slider; a list or {label: value} gives a menu; True or False gives a tick box. A slider
    called year, month, date, day or edition gets a play button. alt: the picture in words: a function
    `alt(drawn, **values)`, or a sentence with {names} of controls. start: {control: value} to open with;
    otherwise the first value of each. after: id of a prediction; the chart stays closed until that prediction
    is kept, then opens by itself. keep: a name such as "9.weights"; a button "Keep these weights" then stores
    the values of the controls, as a list in their order, as the answer of that name in the workbook.
    """
    _need_function(draw)
    options = [_control(name, given, (start or {}).get(name)) for name, given in controls.items()]
    if keep is not None:
        _need_keepable(keep, options)
    present(lambda: _here(Chart.of_draw(draw, tables, options, alt, keep=keep)), after, _question(draw))


def show(
    thing: Callable | Figure | Axes | pd.DataFrame | pd.Series,
    *tables: Shown,
    alt: Alt = None,
    after: str | None = None,
    **values: object,
) -> None:
    """Show one figure, or one view of a draw function, or a table, once.

    thing: a draw function (then `values` are the values to draw), a matplotlib Figure or Axes (closed after
    it is shown), or a DataFrame or Series. alt: the picture in words; a figure needs it. after: as in
    `explore`.
    """
    if isinstance(thing, (pd.DataFrame, pd.Series)):
        return present(lambda: _table_here(thing), after, lambda: (_columns(thing), b""))
    if isinstance(thing, (Figure, Axes)):
        figure = thing if isinstance(thing, Figure) else thing.figure
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close(figure)
        if not isinstance(alt, str) or not alt.strip():
            raise LessonError(
                'show needs the picture in words for people who can\'t see it: show(fig, alt="Two lines: …").'
            )
        return present(lambda: _here(Chart.of_figure(figure, alt)), after)
    _need_function(thing)
    present(lambda: _here(Chart.of_draw(thing, tables, [], alt, fixed=values)), after, _question(thing))


def _question(draw: Callable) -> Question | None:
    """What stands in the place of a closed chart: its question and its empty axes, if it has them."""
    empty = getattr(draw, "closed", None)
    return empty and (lambda: (empty.asks, figures.empty_picture(empty)))


def _columns(table: pd.DataFrame | pd.Series) -> str:
    """What a closed table is: its columns."""
    names = [table.name] if isinstance(table, pd.Series) else table.columns
    known = [str(name).replace("_", " ") for name in names if name]
    return f"A table of {listed(known)}." if known else ""


def _here(chart: Chart) -> object:
    """The chart, or what stands for it on a page where no Python runs."""
    if without_kernel.folder() is None:
        foreign_server.say_what_is_missing()
        return chart
    chart.close()
    values = [control.values for control in chart._options]
    keep = {"button": chart.keep, "name": chart._keep, "values": values} if chart._keep else None
    if chart.on_page:
        return without_kernel.drawn(
            chart._view, chart.controls, chart._opening_at, keep, {**chart.on_page, "values": values}
        )
    return without_kernel.chart(chart._view, chart.controls, chart._opening_at, keep)


def _table_here(table: pd.DataFrame | pd.Series) -> object:
    """A table for reading; where no Python runs, one of what the reader keeps follows it."""
    shown, on_page = Table(table), table.attrs.get("on_page")
    if without_kernel.folder() is None or not on_page:
        return shown
    return without_kernel.Live("table", on_page, shown._repr_html_(), repr(shown))


def _need_function(draw: object) -> None:
    if not callable(draw):
        raise LessonError(
            f"The first thing between the brackets must be a draw function, written without brackets "
            f"of its own; this is a {type(draw).__name__}."
        )


def _need_keepable(name: str, options: list[Control]) -> None:
    """LessonError where the workbook holds no entry of this name, or not each value of these controls."""
    try:
        for value in [value for control in options for value in control.values]:
            checked_entry("answers", name, {"value": [value], "at": now_after()})
    except ValueError:
        raise LessonError(
            f"keep={name!r} can't be kept: a name has letters, digits, dots and dashes only, such as "
            f'"9.weights", and the controls hold numbers or texts.'
        ) from None


class Table(markup.Shown):
    """A DataFrame or Series for reading: whole texts, no row numbers, headers that a screen reader can use."""

    what = "the table"

    def __init__(self, table: pd.DataFrame | pd.Series):
        frame = table.to_frame() if isinstance(table, pd.Series) else table
        content = _numbers(frame, most=len(frame))
        columns = content["columns"]
        rows = [["(no rows)", *[""] * (len(columns) - 1)]] if frame.empty else content["rows"]
        page = markup.render("pictures/table.html.j2", columns=columns, rows=rows)
        super().__init__(page, "\n".join(" | ".join(row) for row in [columns, *rows]))


def words(sentence: str) -> markup.Shown:
    """The sentence under a saved picture; a live chart, which says it itself, hides this (explore.css)."""
    page = '<p class="bg-words"><small>{{ said }}</small></p>'
    return markup.Shown(markup.fill(page, said=sentence), sentence)


class Control:
    """One control of a chart: its name, its kind (slider, menu or tick) and its options {label: value}."""

    def __init__(self, name: str, kind: str, options: dict, at: int = 0):
        self.name, self.kind, self.at = name, kind, at
        self.labels, self.values = [str(label) for label in options], list(options.values())

    def spec(self) -> dict:
        """What the browser needs of it, plain JSON."""
        return {
            "name": self.name,
            "label": self.name.replace("_", " ").capitalize(),
            "kind": self.kind,
            "options": self.labels,
            "play": self.kind == "slider" and self.name in TIMES,
        }


def _control(name: str, given: object, start: object) -> Control:
    """The control that a short-hand stands for; one sentence where it stands for none."""
    options: dict[Any, object]
    if isinstance(given, bool):
        kind, options = "tick", {"no": False, "yes": True}
        start = given if start is None else start
    elif isinstance(given, dict):
        kind, options = "menu", given
    elif isinstance(given, tuple) and len(given) in (2, 3) and all(map(_is_number, given)):
        kind, options = "slider", {_text(v): v for v in _steps(name, *given)}
    elif isinstance(given, range):
        kind, options = "slider", {str(v): v for v in given}
    elif hasattr(given, "tolist"):
        values = sorted(set(given.tolist()))
        kind, options = "slider", {_text(v): v for v in values}
    elif isinstance(given, (list, tuple)):
        kind, options = "menu", {str(v): v for v in given}
    else:
        raise LessonError(
            f"The control {name} can't be made from {given!r}: give a list, {{label: value}}, "
            f"range(…), (low, high) or True."
        )
    if not options:
        raise LessonError(f"The control {name} has nothing to choose from: its list is empty.")
    values = list(options.values())
    if start is not None and start not in values:
        start = _meant(name, start, options)
    return Control(name, kind, options, 0 if start is None else values.index(start))


def _meant(name: str, start: object, options: dict) -> object:
    """The value that a person means by what no control has: a label, a country by another name; LessonError else."""
    if start in options:
        return options[start]
    values = list(options.values())
    texts = [value for value in values if isinstance(value, str)]
    if texts and all(map(countries.code, texts)):
        return countries.meant(start, texts, "this menu")
    meant = did_you_mean(start, map(_text, options), repr) if isinstance(start, str) else ""
    raise LessonError(
        f"{name} can't start at {start!r}: it goes from {_text(values[0])} to {_text(values[-1])}. {meant}".rstrip()
    )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _steps(name: str, low: float, high: float, step: float = 1) -> list[float]:
    if step <= 0 or high < low or (high - low) / step > 1000:
        raise LessonError(f"The slider {name} can't go from {low} to {high} in steps of {step}.")
    return [round(low + i * step, 10) for i in range(int((high - low) / step + 1e-9) + 1)]


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


class Chart(anywidget.AnyWidget):
    """A picture in the browser with its controls; made by `explore` and `show`.

    render: `render(values, saved)` gives the `figures.Picture` for {control: value}. options: its controls. code:
    `code(values)` gives the line of Python for "copy this view".
    """

    _esm = front_end.module(HERE / "explore.js")
    _css = style(HERE / "explore.css")
    says = ("opening",)
    _ipython_display_ = None  # of ipywidgets 7, which would show the widget without its picture and words
    controls = traitlets.List().tag(sync=True)
    opening = traitlets.Dict().tag(sync=True)
    picture = traitlets.Bytes().tag(sync=True)
    keep = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        render: Callable[..., figures.Picture],
        options: Sequence[Control] = (),
        code: Callable[[dict], str] = lambda values: "",
        keep: str | None = None,
    ):
        self._render, self._options, self._code, self._keep = render, list(options), code, keep
        self._opening_at = [control.at for control in self._options]
        self.on_page: dict | None = None
        self._let_go: Callable[[], object] = lambda: None
        view, image = self._view(self._opening_at)
        button = f"Keep these {keep.rpartition('.')[2].replace('_', ' ')}" if keep else ""
        super().__init__(
            controls=[control.spec() for control in self._options], opening=view, picture=image, keep=button
        )
        self.on_msg(self._answer)

    @classmethod
    def of_draw(
        cls,
        draw: Callable,
        tables: Sequence[Shown],
        options: Sequence[Control],
        alt: Alt,
        fixed: dict | None = None,
        keep: str | None = None,
    ) -> Chart:
        """The chart of a draw function; `fixed` are values that no control changes; keep: as in `explore`."""
        fixed, names = fixed or {}, _names_of((draw, *tables))

        def render(values: dict, saved: bool) -> figures.Picture:
            try:
                return figures.draw_picture(draw, _now(tables), {**fixed, **values}, alt, saved)
            except Exception as problem:  # a student's draw function may raise anything
                return figures.Picture(b"", _what_went_wrong(draw, {**fixed, **values}, problem), None)

        def code(values: dict) -> str:
            words = ", ".join(f"{name}={value!r}" for name, value in {**fixed, **values}.items())
            return words if None in names else f"show({', '.join(filter(None, [*names, words]))})"

        chart = cls(render, options, code, keep)
        makers: list[Any] = [table for table in tables if callable(table)]
        named = [getattr(one, "__qualname__", None) for one in (draw, *makers)]
        chart._follow(makers, ("chart", *named, repr([control.spec() for control in options]), repr(fixed)))
        on_page = without_kernel.folder() and getattr(draw, "on_page", None)
        if callable(on_page) or (on_page and makers):  # a page draws it itself
            needs = on_page(*tables) if callable(on_page) else {**on_page, "scores": makers[0].on_page}
            tones = dark.table(repr(needs))
            chart.on_page = {**needs, "fixed": fixed, "code": code({}), "dark": tones}
        return chart

    @classmethod
    def of_figure(cls, figure: Figure, alt: str) -> Chart:
        """The chart of a finished matplotlib figure."""

        def render(values: dict, saved: bool) -> figures.Picture:
            image = figures.to_png(figure) if saved else figures.to_svg(figure)
            return figures.Picture(image, alt, None)

        return cls(render)

    def _values(self, at: Sequence[int]) -> dict:
        return {control.name: control.values[i] for control, i in zip(self._options, at, strict=True)}

    def _view(self, at: Sequence[int]) -> tuple[dict, bytes]:
        """The view at these option positions: (what the browser is told, its picture as SVG)."""
        values = self._values(at)
        picture = self._render(values, saved=False)
        return {
            "key": ",".join(map(str, at)),
            "caption": picture.caption,
            "numbers": None if picture.numbers is None else _numbers(picture.numbers),
            "code": self._code(values),
            "drawn": bool(picture.image),
        }, picture.image

    def _answer(self, _widget: object, content: Any, _buffers: object) -> None:
        """The browser wants a view: draw it and send it. Or it wants its values kept."""
        keeping = self._keep if isinstance(content, dict) and "keep" in content else None
        try:
            at = [int(i) for i in str(content["keep" if keeping else "want"]).split(",") if i]
            wrong = [not 0 <= i < len(c.values) for i, c in zip(at, self._options, strict=True)]
        except (KeyError, TypeError, ValueError):
            return  # not a message of ours
        if keeping and not any(wrong):
            kept = book()
            kept.record_answer(keeping, list(self._values(at).values()), None)
            said = kept.trouble or "Kept in your workbook. Keep again whenever you change your mind."
            self.send({"kept": said})
        elif not any(wrong):
            view, image = self._view(at)
            self.send(view, [image])

    def _follow(self, makers: Sequence[Callable[[], pd.DataFrame]], what: Hashable) -> None:
        """Draw anew, after the form that was pressed is answered, when a maker's table has changed.

        what: as in `helpers.work.session.here`.
        """
        seen = _now(makers)

        def look() -> None:
            nonlocal seen
            before, seen = seen, _now(makers)
            if not all(one.equals(other) for one, other in zip(before, seen, strict=True)):
                self.opening, self.picture = self._view(self._opening_at)
                self.send({"stale": True})

        if makers:
            self._let_go = book().when_changed(soon(look), what)

    def close(self) -> None:
        """Take the chart off the screen, and let go of what it follows."""
        self._let_go()
        super().close()

    @property
    def reading(self) -> markup.Shown:
        """Picture and words of the opening view, for reading where the chart lives no longer."""
        caption = self.opening["caption"]
        said = words(caption).page
        if not self.picture:
            return markup.Shown(said, caption)
        kept = self._render(self._values(self._opening_at), saved=True).image
        page = markup.fill("{{ picture }}{{ said }}", picture=pictured(kept, caption).page, said=said)
        return markup.Shown(page, caption)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        return alive_only(super()._repr_mimebundle_(**kwargs))


def _now(tables: Sequence[Shown]) -> list[pd.DataFrame | pd.Series]:
    """The tables, those made by a function as they are at this moment."""
    return [table() if callable(table) else table for table in tables]


def _names_of(things: Sequence[object]) -> list[str | None]:
    """The names under which these objects stand in the notebook; None for one without."""
    shell = get_ipython()
    space = shell.user_ns if shell else {}
    names = {}
    for name, value in space.items():
        if not name.startswith("_"):
            names.setdefault(id(value), name)
    return [names.get(id(thing)) for thing in things]


def _numbers(table: pd.DataFrame, most: int = MOST_ROWS) -> dict:
    """A DataFrame as {columns, rows, more}: texts for a table on the page, at most `most` rows.

    Row labels are left out where they are only numbers without a name.
    """
    if table.index.nlevels > 1 or table.index.name:
        table = table.reset_index()
    elif table.index.inferred_type == "string":
        table = table.rename_axis("").reset_index()
    rows = [[_cell(value) for value in row] for row in table.head(most).itertuples(index=False, name=None)]
    return {
        "columns": [str(c).replace("_", " ") for c in table.columns],
        "rows": rows,
        "more": max(0, len(table) - most),
    }


def _cell(value: object) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float):
        text = (
            f"{value:,.3f}".rstrip("0").rstrip(".")
            if abs(value) < 100
            else f"{value:,.1f}".removesuffix(".0")
        )
        return "0" if text == "-0" else text
    return str(value)


def _what_went_wrong(draw: Callable, values: dict, problem: Exception) -> str:
    """One sentence for the student: what, for which values, and where to look."""
    if isinstance(problem, LessonError):
        return str(problem)
    name = getattr(draw, "__name__", "your function")
    stand = ", ".join(f"{key} = {value}" for key, value in values.items())
    line = ""
    with contextlib.suppress(OSError, TypeError):
        lines, first = inspect.getsourcelines(draw)
        inside = [
            f.lineno
            for f in traceback.extract_tb(problem.__traceback__)
            if f.lineno and first <= f.lineno < first + len(lines) and f.name == name
        ]
        line = f", line {inside[-1] - first + 1}" if inside else ""
    said = str(problem).strip().splitlines()[0][:200] if str(problem).strip() else "no further word"
    return (
        f"This view could not be drawn{' for ' + stand if stand else ''}: {name}{line} stopped with "
        f"{type(problem).__name__} ({said}). Mend the function and run the cell again."
    )
