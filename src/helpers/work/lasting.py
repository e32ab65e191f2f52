"""What stands in an output for as long as its notebook does: alive, and beside it the same for reading.

A widget lives on when its notebook is opened again, where an output that is updated by its display id would not. It
dies with its kernel, and a notebook is saved without what it shows. So what it says stands behind it a second time, as
HTML, hidden while the widget lives (lasting.css), and with what to do where it doesn't.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from helpers import front_end, markup

HERE = Path(__file__).parent
CSS = HERE / "lasting.css"
LIVE_ONLY = ".bg-read:not(.jp-OutputArea-child *) { display: none; }"  # where outputs have no such frames


def style(*paths: Path) -> str:
    """The CSS of a widget made of several files, and what hides its reading while it lives."""
    return "\n".join([*(path.read_text(encoding="utf-8") for path in (*paths, CSS)), LIVE_ONLY])


class Reading(markup.Shown):
    """Beside a widget: what it says (a `Shown`), and the sentence that is read where the widget is dead."""

    def __init__(self, shown: markup.Shown):
        css = markup.as_it_is(" ".join(CSS.read_text(encoding="utf-8").split()))
        page = markup.as_it_is(shown.page)
        super().__init__(markup.render("work/reading.html.j2", page=page, css=css), shown.words)


def pictured(picture: bytes, words: str) -> markup.Shown:
    """A PNG with its words, as HTML in one piece."""
    page = '<img alt="{{ words }}" width="800" src="data:image/png;base64,{{ data }}">'
    return markup.Shown(markup.fill(page, words=words, data=b64encode(picture).decode()), words)


def beside(thing: object) -> None:
    """Display what a widget says behind it, and anew whenever it says something else; nothing for other things.

    A widget with something to read has `reading`, a `Shown`, and `says`, the names of the traits it is made of.
    """
    if not isinstance(thing, anywidget.AnyWidget) or not hasattr(thing, "reading"):
        return
    widget: Any = thing
    handle = display(Reading(widget.reading), display_id=True)
    if handle and widget.says:
        widget.observe(lambda _change: handle.update(Reading(widget.reading)), widget.says)


class Lasting(anywidget.AnyWidget):
    """A place in an output in which one thing stands and then another: something with HTML or a widget of ours.

    page: HTML of what stands here. widget: id of the model that stands here, or "".
    """

    _esm = front_end.module(HERE / "lasting.js")
    _css = style()
    _ipython_display_ = None  # of ipywidgets 7, which would show the widget without anything to read
    says = ("page",)
    page = traitlets.Unicode().tag(sync=True)
    widget = traitlets.Unicode().tag(sync=True)

    def __init__(self, thing: object):
        super().__init__()
        self.update(thing)

    def update(self, thing: object) -> None:
        """Let another thing stand here."""
        self.reading = _read(thing)
        with self.hold_sync():
            self.widget = getattr(thing, "model_id", "")
            self.page = self.reading.page
        if isinstance(thing, anywidget.AnyWidget) and hasattr(thing, "reading"):
            thing.observe(lambda _change: self._renew(thing), thing.says)

    def _renew(self, thing: object) -> None:
        self.reading = _read(thing)
        self.page = self.reading.page

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        return alive_only(super()._repr_mimebundle_(**kwargs))


def alive_only(bundle: Any) -> tuple[dict, dict]:
    """A widget's bundle without words of its own, because they stand beside it."""
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
    return {**data, "text/plain": ""}, metadata


def _read(thing: Any) -> markup.Shown:
    """What a thing says, for reading."""
    if hasattr(thing, "reading"):
        return thing.reading
    return thing if isinstance(thing, markup.Shown) else markup.Shown(thing._repr_html_(), repr(thing))


def lasting(thing: object) -> Lasting:
    """Display a thing in a place of its own, and return that place, whose `update` lets another stand there."""
    place = Lasting(thing)
    display(place)
    beside(place)
    return place
