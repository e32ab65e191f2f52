"""A file of a reader's own that hides a module, such as pandas.py beside a lesson: named in one sentence.

Python looks for modules beside the notebook first; in a lesson, last. This is the first thing that `helpers` imports,
and start.py loads it by its path, so it needs nothing but Python itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

# Standard modules that no package of ours imports: a reader's own test.py does no harm.
HARMLESS = {"test", "this", "antigravity", "turtle", "turtledemo", "idlelib", "lib2to3"}


def hiding(folder: Path, installed: Iterable[Path | str], also: Iterable[str] = ()) -> list[Path]:
    """The files and packages in a folder that hide a module of Python, or one that stands in `installed`.

    installed: folders of packages; also: names that are taken besides.
    """
    places = [str(place) for place in installed]

    def taken(name: str) -> bool:
        if name in HARMLESS or not name.isidentifier():
            return False
        return (
            name in sys.stdlib_module_names or name in also or PathFinder.find_spec(name, places) is not None
        )

    found = [*folder.glob("*.py"), *(init.parent for init in folder.glob("*/__init__.py"))]
    return sorted(path for path in found if taken(path.stem))


def sentence(path: Path, then: str = "restart the kernel (menu Kernel)", shown: object = None) -> str:
    """What is said of a file that hides a module; then: what to do once it has another name."""
    return (
        f"{shown or path.name} has the name of a module that the lessons need and hides it: "
        f"rename it, to my_{path.name} for instance, and {then}."
    )


def look() -> None:
    """In a notebook, let Python look for modules beside it last; name a file there that would hide one.

    A file that was taken for a module before this stops the lesson with the sentence, and every later cell says
    it, too.
    """
    if "ipykernel" not in sys.modules:
        return
    here = Path.cwd()
    others = [place for place in sys.path if place not in ("", str(here))]
    sys.path[:] = [*others, ""]
    paths = hiding(here, others)
    if taken := next((path for path in paths if _came_from(sys.modules.get(path.stem), path)), None):
        _stop(sentence(taken))
    for path in paths:
        print(f"Note: {sentence(path)} Until then the lesson leaves it aside.")


def _came_from(module: object, path: Path) -> bool:
    return Path(getattr(module, "__file__", None) or "/") in (path, path / "__init__.py")


def _stop(said: str) -> None:
    from IPython import get_ipython

    from helpers.errors import LessonError

    def say(shell: Any, etype: type, value: BaseException, tb: object, tb_offset: int | None = None) -> None:
        shell._showtraceback(LessonError, LessonError(said), [said])

    if shell := get_ipython():
        shell.set_custom_exc((Exception,), say)
    raise LessonError(said)


look()
