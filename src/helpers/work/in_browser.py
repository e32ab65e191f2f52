"""The workbook where Python runs in the reader's browser: the page that shows the notebook keeps it.

There is one workbook for one address: the book's pages and every notebook opened from them read and write the same,
and pages/keeping.js merges it. The page (publishing/templates/edition/edition.js) starts Python with a name, the
address of a blob that says {"channel", "workbook"}; from then on both send {"workbook": text} over that channel,
Python also {"asks": true}, what is kept now?, and {"aside": true}: begin anew, what is there now is set aside first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from helpers.work.content import LARGEST_FILE, empty, read
from helpers.work.file import File

SET_ASIDE = Path("this browser (“Your work” on the page of lesson 0 downloads what was set aside)")


class PageFile(File):
    """What a page keeps, with the methods of a file on a disk. Nothing here can fail: the page says what it can't.

    given: the workbook's text at the beginning, empty where none is shown yet. post: sends a dictionary to the page.
    """

    def __init__(self, given: str, post: Callable[[dict], object]):
        super().__init__(Path("this browser"))
        self._text, self._changes, self._post = given, 0, post

    def signature(self) -> tuple[int, int, int]:
        """What changes whenever the workbook does."""
        return self._changes, 0, 0

    def read(self) -> tuple[dict, tuple[int, int, int]]:
        """The workbook and its signature; ValueError where it is damaged."""
        return read(self._text.encode(), LARGEST_FILE) if self._text else empty(), self.signature()

    def locked(self) -> AbstractContextManager:
        """Nothing to wait for: this Python is the only one that the page talks to."""
        return nullcontext()

    def replace(self, text: str) -> None:
        """Keep `text`; the page merges it with what others have kept."""
        self.take(text)
        self._post({"workbook": text})

    def take(self, text: str) -> bool:
        """The page says what it keeps now; whether that is new."""
        if text == self._text:
            return False
        self._text, self._changes = text, self._changes + 1
        return True

    def set_aside(self) -> Path:
        """Leave a damaged workbook to the page, which has set it aside itself."""
        self.take("")
        return SET_ASIDE

    def copy_aside(self, text: str) -> Path:
        """Have the page put aside what it keeps; returns where that is, in words."""
        self._post({"aside": True})
        return SET_ASIDE


def page_file(changed: Callable[[], object]) -> PageFile | None:
    """The workbook that the page around this Python keeps; None where there is no such page.

    changed: called when something was kept elsewhere.
    """
    if sys.platform != "emscripten":
        return None
    import js
    from pyodide.ffi import create_proxy

    said = _said_at_the_start(js)
    if not said:
        return None
    channel = js.BroadcastChannel.new(said["channel"])
    file = PageFile(said["workbook"], lambda message: channel.postMessage(json.dumps(message)))

    def hear(event: Any) -> None:
        if file.take(json.loads(event.data)["workbook"]):
            changed()

    channel.onmessage = create_proxy(hear)
    channel.postMessage(json.dumps({"asks": True}))  # something may have been kept while Python was starting
    return file


def _said_at_the_start(js: Any) -> dict:
    """What the page gave this worker: a blob is read at once, a message would come after the first cell."""
    name = str(getattr(js.self, "name", "") or "")
    if not name.startswith("blob:"):
        return {}
    asked = js.XMLHttpRequest.new()
    asked.open("GET", name, False)
    asked.send()
    return json.loads(asked.responseText)


def settle(shell: Any) -> None:
    """Give IPython in a browser what it has elsewhere: completions without jedi, and NumPy's settings in every cell."""
    if sys.platform != "emscripten" or shell is None:
        return
    import numpy as np

    shell.Completer.use_jedi = (
        False  # it isn't here, and IPython's kernel for browsers switches it on unasked
    )
    shown = np.get_printoptions()["legacy"]
    # each cell runs in a context of its own, which a setting made in another one doesn't reach
    shell.events.register("pre_run_cell", lambda _: np.set_printoptions(legacy=shown))
