"""What waits, in this session, for something to be kept or opened; nothing of it is stored.

What a cell shows may change later: a sealed table opens, a chart follows what is kept. Each such output listens
to the workbook, and it must stop when it is gone, or every run of its cell would leave one more listener to
serve at each press of "Keep". So a listener belongs to a place: a cell that is run again takes over from its
earlier run.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import NamedTuple

from IPython import get_ipython

_log = logging.getLogger(__name__)

Callback = Callable[[], object]


class Place(NamedTuple):
    """Where an output stands, and in which run of its cell; listeners of an earlier run there are let go."""

    where: Hashable
    run: Hashable


def here(what: Hashable = None) -> Place:
    """The cell that is being run, by its id or, where the front end gives none, by its text.

    While a listener is called it is the listener's own: a chart that opens stands where its seal stood. what:
    names the thing that listens, and is the place where no cell is running, in plain Python. None: a place of
    its own, which nobody takes over. A `Place` is returned as it is, for something that listens twice.
    """
    if isinstance(what, Place):
        return what
    if told := _told.get():
        return told
    message = getattr(get_ipython(), "parent_header", None) or {}
    if message.get("header", {}).get("msg_type") == "execute_request":
        cell = message.get("metadata", {}).get("cellId") or message["content"]["code"]
        return Place(("cell", cell), message["header"]["msg_id"])
    return Place(object() if what is None else what, object())


def soon(action: Callback) -> Callback:
    """A function that does `action` after Python has answered, once for all calls until then.

    A form that was pressed is answered first, and charts are drawn afterwards. In plain Python, where nothing
    is waited for, `action` is done at once.
    """
    waiting = False

    def act() -> None:
        nonlocal waiting
        waiting = False
        _call(action)

    def ask() -> None:
        nonlocal waiting
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return act()
        if not waiting:
            waiting = True
            loop.call_soon(act)

    return ask


class _Listener(NamedTuple):
    id: str | None  # of what is waited for; None: told of each change
    callback: Callback
    place: Place

    def tell(self) -> None:
        before = _told.set(self.place)
        _call(self.callback)
        _told.reset(before)


_told: ContextVar[Place | None] = ContextVar("told", default=None)  # goes along into what is done soon


class Session:
    """The listeners of a workbook, and whether everything is opened in this session."""

    def __init__(self) -> None:
        self.opened = False
        self._listeners: list[_Listener] = []

    def is_kept(self, id: str) -> bool:
        """True once the prediction (or, for a claim such as "C15", any verdict) is kept."""
        raise NotImplementedError

    def when_kept(self, id: str, callback: Callback, what: Hashable = None) -> Callback:
        """Call `callback` once `id` is kept or all is opened, perhaps at once. Returns a way to cancel.

        what: as in `here`.
        """
        if self.opened or self.is_kept(id):
            _call(callback)
            return lambda: None
        return self._listen(id, callback, what)

    def when_opened(self, callback: Callback, what: Hashable = None) -> Callback:
        """Call `callback` once all is opened, perhaps at once. Returns a way to cancel."""
        return self.when_kept("", callback, what)

    def when_changed(self, callback: Callback, what: Hashable = None) -> Callback:
        """Call `callback` each time something is kept, restored or opened in this session.

        Returns a way to cancel; what: as in `here`.
        """
        return self._listen(None, callback, what)

    def open_all(self) -> None:
        """Open everything sealed in this session; nothing is stored as kept."""
        self.opened = True
        self._open_kept(self.is_kept)
        self._changed()

    def _listen(self, id: str | None, callback: Callback, what: Hashable) -> Callback:
        place = here(what)
        new = _Listener(id, callback, place)
        self._listeners = [
            one for one in self._listeners if one.place.where != place.where or one.place.run == place.run
        ] + [new]
        return lambda: self._drop([new])

    def _drop(self, gone: list[_Listener]) -> None:
        self._listeners = [one for one in self._listeners if one not in gone]

    def _open_kept(self, is_kept: Callable[[str], bool]) -> None:
        """Call, and let go, the listeners that waited for what is now kept."""
        due = [one for one in self._listeners if one.id is not None and (self.opened or is_kept(one.id))]
        self._drop(due)
        for one in due:
            one.tell()

    def _changed(self) -> None:
        for one in [one for one in self._listeners if one.id is None]:
            one.tell()


def _call(callback: Callback) -> None:
    try:
        callback()
    except Exception:
        _log.debug("a callback of the workbook failed", exc_info=True)
