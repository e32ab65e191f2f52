"""What the measurements share: rounds, times taken in turn, notebooks, a browser, and whether a target is met."""

from __future__ import annotations

import contextlib
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
PATHS = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(sys.path[:2]),
}  # the environment of a program of the project


def rounds(usually: int) -> int:
    """How many rounds were asked for on the command line, or so many as usually."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else usually


def milliseconds(work: Callable, *given) -> float:
    """The time of one call by the clock, in ms."""
    start = time.perf_counter()
    work(*given)
    return 1000 * (time.perf_counter() - start)


def in_turn(tasks: dict[str, Callable[[], object]], times: int) -> dict[str, list]:
    """What each task gives, so many times: all in turn, in changing order, after one round that doesn't count."""
    found = {name: [] for name in tasks}
    for turn in range(-1, times):
        for name in random.sample(list(tasks), len(tasks)):
            result = tasks[name]()
            if turn >= 0:
                found[name].append(result)
    return found


def tell(what: str, value: float, most: float, form: str = ".3f", unit: str = "") -> None:
    """Print a measured number beside its aim."""
    met = "met" if value <= most else "missed"
    print(f"{what:32s} {value:{form}}{unit} (aim: at most {most:g}{unit}): target {met}")


def write_notebook(path: Path, cells: list[str]) -> None:
    """Write a notebook with these code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in cells])
    spec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook.metadata["kernelspec"] = spec
    nbformat.write(notebook, path)


@contextlib.contextmanager
def a_browser() -> Iterator:
    """A running Chromium, and a temporary folder (a path) to work in; one sentence and the end where there is none."""
    import tempfile

    from playwright.sync_api import sync_playwright

    from tools.browser import FLAGS, find_browser

    program = find_browser()
    if not program:
        sys.exit("No Chromium or Chrome was found on this machine; BETWEEN_GIANTS_BROWSER can name one.")
    folder = tempfile.TemporaryDirectory(prefix="between-giants-", ignore_cleanup_errors=True)
    with folder as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser, Path(home)
        browser.close()
