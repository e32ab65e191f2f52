"""Run the lessons as pages without Python need them: into build/lessons, with the frames of their charts.

The web book (publishing/book.py) and the slides are made from what this leaves in build/:

    lessons/03_one_customer.ipynb   the lesson, executed; charts and forms are HTML (helpers/pages/without_kernel.py)
    lessons/03_one_customer.json    what it was made from, and the frames it needs
    frames/                         the charts' views, named by their content, used by all

A lesson is run again only if something changed that can change what it shows.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jinja2
from filelock import FileLock

from tools import whole
from tools.clean_copies import begins, lesson_files
from tools.vendor import Stop

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
LESSONS, FRAMES = BUILD / "lessons", BUILD / "frames"
HELPERS, DATA = ROOT / "src" / "helpers", ROOT / "data"
TEMPLATES = ROOT / "publishing" / "templates"
SCRIPTS = [  # in the order they need
    "front_end.js",
    "pages/workbook.js",
    "pages/saying.js",
    "pages/keeping.js",
    "pages/model.js",
    "pages/svg.js",
    "lessons/decision_room/ranking.js",
    "lessons/decision_room/room.js",
    "lessons/fuel_and_rails/shock.js",
    "lessons/decision_room/items.js",
    "ledger/ledger.js",
    "ledger/words.js",
    "ledger/portrait.js",
    "lessons/will_they_arrest/forecasts.js",
    "lessons/will_they_arrest/beliefs.js",
    "pages/checking.js",
    "lessons/the_court/road.js",
    "lessons/decision_room/memo_page.js",
    "lessons/decision_room/memo.js",
    "pages/answering.js",
    "pages/answers.js",
    "pages/bar.js",
    "pages/from_class.js",
    "pages/charts.js",
    "pages/page.js",
]
STYLES = ["pictures/explore.css", "asking/forms.css", "pages/page.css"]
DRAWING = [
    "pandas",
    "numpy",
    "matplotlib",
    "pillow",
    "ipython",
    "nbclient",
]  # their versions show in the result
# What a page may load: itself and what lies beside it, from a server or a folder; nothing from elsewhere.
POLICY = (
    "default-src 'self' file:; script-src 'self' file: blob: 'unsafe-inline'; style-src 'self' file: 'unsafe-inline'; "
    "img-src 'self' file: data: blob:; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self' file:"
)
A_CELL = 600  # seconds; a chart of 300 frames takes half a minute
FRAME = re.compile(r"frames/([0-9a-f]{16}\.svg)")
SOURCE_MARK = re.compile(r"\[\[([\w.-]+)\]\]\(\.\./data/sources\.csv\)")  # in a lesson's text
# a link to a file that isn't in the book becomes words: "the role cards (`instructors/…`)"
OUTSIDE, AS_PATH = re.compile(r"\[([^\]]+)\]\(\.\./([^)]+)\)"), r"\1 (`\2`)"
VIEWS = re.compile(r'"views":"([0-9a-f]{16})"')


def lessons(numbers: Iterable[str] = (), outside: bool = False) -> list[Path]:
    """The notebooks of the lessons with these numbers (texts such as "3"), of all ten where none is given.

    outside: whether lessons on another article (such as "8b") are among them.
    """
    paths = lesson_files(ROOT, outside)
    if numbers:
        starts = tuple(begins(str(number)) or "no lesson" for number in numbers)
        paths = [path for path in paths if path.name.startswith(starts)]
    if not paths:
        raise Stop("There is no such lesson in notebooks/.")
    return paths


def is_outside(path: Path) -> bool:
    """Whether a lesson (a path) is outside the ten, on another article: its number ends in a letter."""
    return path.name[2:3].isalpha()


def executed(numbers: Iterable[str] = (), tell: Callable = print, outside: bool = False) -> list[Path]:
    """Bring build/lessons up to date and return the paths there, in order. Stop where a cell fails.

    numbers, outside: as in `lessons`.
    """
    for folder in (LESSONS, FRAMES):
        folder.mkdir(parents=True, exist_ok=True)
    paths = lessons(numbers, outside)
    with FileLock(BUILD / "lessons.lock"), ThreadPoolExecutor(2) as pool:
        common = _common_key()
        jobs = [pool.submit(_up_to_date, path, common, tell) for path in paths]
        try:
            result = [job.result() for job in jobs]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        if not numbers:
            _sweep(lessons(outside=True))
    return result


def is_up_to_date(path: Path, common: str | None = None) -> bool:
    """Whether what build/lessons holds of a lesson (a path in notebooks/) is what running it would give."""
    made = LESSONS / path.name
    try:
        known = _record(made)
        there = made.exists() and all((FRAMES / name).exists() for name in known["frames"])
        return there and known["key"] == _key(path, common or _common_key())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _record(made: Path) -> dict:
    """What is noted beside an executed lesson: its key, and the frames it needs."""
    return json.loads(made.with_suffix(".json").read_text(encoding="utf-8"))


def _up_to_date(path: Path, common: str, tell: Callable) -> Path:
    """The executed form of one lesson; run only where it isn't up to date."""
    made = LESSONS / path.name
    if not is_up_to_date(path, common):
        tell(f"Running {path.name}", flush=True)
        text = _run(path)
        write(made, text)
        noted = {"key": _key(path, common), "frames": frames_of(text)}
        write(made.with_suffix(".json"), json.dumps(noted, indent=1) + "\n")
    return made


def _key(path: Path, common: str) -> str:
    return hashlib.sha256(common.encode() + path.read_bytes()).hexdigest()


def _run(path: Path) -> str:
    """The lesson at `path`, run from the top with an empty workbook, charts as frames; the text of its file."""
    from nbclient.exceptions import CellExecutionError

    from helpers.pages.without_kernel import VARIABLE
    from tools import notebooks

    try:
        return notebooks.executed(path, A_CELL, {VARIABLE: str(FRAMES)})
    except CellExecutionError as problem:
        raise Stop(f"{path.name} stopped: {problem}") from None


def frames_of(text: str) -> list[str]:
    """The files of build/frames that an executed lesson (the text of its file) needs."""
    text = text.replace('\\"', '"')
    return sorted({*FRAME.findall(text), *(f"{name}.js" for name in VIEWS.findall(text))})


def _sweep(paths: list[Path]) -> None:
    """Take away lessons that are no more and frames that no lesson needs."""
    for made in set(LESSONS.glob("*.ipynb")) - {LESSONS / path.name for path in paths}:
        made.unlink()
        made.with_suffix(".json").unlink(missing_ok=True)
    needed = frames_needed(LESSONS.glob("*.ipynb"))
    for frame in FRAMES.iterdir():
        if frame.name not in needed:
            frame.unlink()


def _common_key() -> str:
    """A hash of all that can change what any lesson shows, but for the lessons themselves."""
    atlas, data = (HELPERS / "pictures" / "atlas").glob("*.json"), DATA.iterdir()
    files = [Path(__file__), *HELPERS.rglob("*.py"), *atlas, *data]
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file()):
        name = path.relative_to(ROOT).as_posix()
        digest.update(f"{name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    most = os.environ.get("BETWEEN_GIANTS_MOST_FRAMES", "")
    versions = [most, sys.version, *(f"{name} {importlib.metadata.version(name)}" for name in DRAWING)]
    return digest.hexdigest() + "\n".join(versions)


# --- what book and slides share -----------------------------------------------------------------------------


def frames_needed(lessons: Iterable[Path]) -> set[str]:
    """The files of build/frames that these executed lessons (paths) need."""
    return {name for made in lessons for name in _record(made)["frames"]}


def put_frames(lessons: Iterable[Path], folder: Path) -> set[str]:
    """Put the frames of executed lessons (paths) that aren't there yet into a folder; returns the names of all."""
    folder.mkdir(exist_ok=True)
    needed = frames_needed(lessons)
    for name in needed - {path.name for path in folder.iterdir()}:
        shutil.copyfile(FRAMES / name, folder / name)
    return needed


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table of data/ as dictionaries of texts."""
    with open(DATA / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def template(name: str) -> jinja2.Template:
    """A template of publishing/templates ("slides/deck.html"); what fills an HTML file is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False
    }  # and in the order in which it is given
    return environment.get_template(name)


def script() -> str:
    """The text of between-giants.js: one classic script, so that it also runs from a folder (file://).

    The modules of the live charts and forms stand in it as text and are imported from blobs; the page's own files
    follow, each of which defines one name for those after it.
    """
    from helpers.asking.forms import Form
    from helpers.pictures.explore import Chart

    modules = {"explore": Chart._esm, "forms": Form._esm}
    held = f"const MODULES = {json.dumps(modules, ensure_ascii=False)};\n"
    return '"use strict";\n(() => {\n' + held + own_script() + "})();\n"


def own_script(without: str = "") -> str:
    """The page's own files, but for one; before them what the colours that they draw with become on a dark page."""
    from helpers.pictures import dark

    text = "\n".join((HELPERS / name).read_text(encoding="utf-8") for name in SCRIPTS if name != without)
    return f"const DARK = {json.dumps(dark.table(text))};\n{text}"


def style() -> str:
    """The text of between-giants.css: charts and forms as in the notebook, and the page's own."""
    return "\n".join((HELPERS / name).read_text(encoding="utf-8") for name in STYLES)


def write(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with whole.put(path) as new:
        new.write_text(text, encoding="utf-8", newline="\n")


def carry_out(command: Callable[[], object]) -> None:
    """Run a command; where it stops, one sentence says why."""
    try:
        command()
    except Stop as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    carry_out(lambda: executed(sys.argv[1:]))
