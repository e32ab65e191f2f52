"""Run the lessons as pages without Python need them: into build/lessons, with the frames of their charts.

The web book (publishing/book.py) and the slides are made from what this leaves in build/:

    lessons/03_one_customer.ipynb   the lesson, executed; charts and forms are HTML (helpers/without_kernel.py)
    lessons/03_one_customer.json    what it was made from, and the frames it needs
    frames/                         the charts' views, named by their content, used by all

A lesson is run again only if something changed that can change what it shows.
"""

import hashlib
import importlib.metadata
import json
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
LESSONS, FRAMES = BUILD / "lessons", BUILD / "frames"
HELPERS = ROOT / "src" / "helpers"
SCRIPTS = [  # in the order they need
    "front_end.js",
    "pages/workbook.js",
    "pages/saying.js",
    "pages/keeping.js",
    "pages/model.js",
    "lessons/decision_room/ranking.js",
    "lessons/decision_room/room.js",
    "pages/answering.js",
    "pages/bar.js",
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
A_CELL = 600  # seconds; a chart of 300 frames takes half a minute
FRAME = re.compile(r"frames/([0-9a-f]{16}\.webp)")
VIEWS = re.compile(r'"views":"([0-9a-f]{16})"')


class Stop(Exception):
    """Ends the build with one sentence."""


def lessons(numbers=()):
    """The notebooks of the lessons with these numbers (texts such as "3"), of all where none is given."""
    paths = sorted(p for p in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb") if ".mine-" not in p.name)
    if numbers:
        wanted = {int(number) for number in numbers if str(number).isdecimal()}
        paths = [path for path in paths if int(path.name[:2]) in wanted]
    if not paths:
        raise Stop("There is no such lesson in notebooks/.")
    return paths


def executed(numbers=(), tell=print):
    """Bring build/lessons up to date and return the paths there, in order. Stop where a cell fails."""
    for folder in (LESSONS, FRAMES):
        folder.mkdir(parents=True, exist_ok=True)
    paths = lessons(numbers)
    with FileLock(BUILD / "lessons.lock"), ThreadPoolExecutor(2) as pool:
        common = _common_key()
        jobs = [pool.submit(_up_to_date, path, common, tell) for path in paths]
        try:
            result = [job.result() for job in jobs]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        if not numbers:
            _sweep(paths)
    return result


def is_up_to_date(path, common=None):
    """Whether what build/lessons holds of a lesson (a path in notebooks/) is what running it would give."""
    made, record = LESSONS / path.name, LESSONS / f"{path.stem}.json"
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        return (
            known["key"] == _key(path, common or _common_key())
            and made.exists()
            and all((FRAMES / name).exists() for name in known["frames"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _up_to_date(path, common, tell):
    """The executed form of one lesson; run only where it isn't up to date."""
    made, record = LESSONS / path.name, LESSONS / f"{path.stem}.json"
    if is_up_to_date(path, common):
        return made
    tell(f"Running {path.name}", flush=True)
    text = _run(path)
    _write(made, text)
    _write(record, json.dumps({"key": _key(path, common), "frames": frames_of(text)}, indent=1) + "\n")
    return made


def _key(path, common):
    return hashlib.sha256(common.encode() + path.read_bytes()).hexdigest()


def _run(path):
    """The lesson at `path`, run from the top with an empty workbook, charts as frames; the text of its file."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    from helpers.pages.without_kernel import VARIABLE
    from tools.canonical import canonical

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as empty:
        workbook = str(Path(empty) / "workbook.json")
        env = {**os.environ, VARIABLE: str(FRAMES), "BETWEEN_GIANTS_WORKBOOK": workbook}
        client = NotebookClient(
            notebook,
            timeout=A_CELL,
            kernel_name="python3",
            store_widget_state=False,
            extra_arguments=["--IPKernelApp.log_level=40"],  # no word on how it is reached
            resources={"metadata": {"path": path.parent}},
        )
        try:
            client.execute(env=env)
        except CellExecutionError as problem:
            raise Stop(f"{path.name} stopped: {problem}") from None
    return nbformat.writes(canonical(notebook)) + "\n"


def frames_of(text):
    """The files of build/frames that an executed lesson (the text of its file) needs."""
    text = text.replace('\\"', '"')
    found = set(FRAME.findall(text))
    for name in VIEWS.findall(text):
        views = FRAMES / f"{name}.js"
        held = views.read_text(encoding="utf-8")
        found |= {views.name, *re.findall(r'"file":"([0-9a-f]{16}\.webp)"', held)}
    return sorted(found)


def _sweep(paths):
    """Take away lessons that are no more and frames that no lesson needs."""
    stems, needed = {path.stem for path in paths}, set()
    for record in LESSONS.glob("*.json"):
        if record.stem in stems:
            needed |= set(json.loads(record.read_text(encoding="utf-8"))["frames"])
        else:
            record.unlink()
            record.with_suffix(".ipynb").unlink(missing_ok=True)
    for frame in FRAMES.iterdir():
        if frame.name not in needed:
            frame.unlink()


def _common_key():
    """A hash of all that can change what any lesson shows, but for the lessons themselves."""
    atlas, data = (HELPERS / "pictures" / "atlas").glob("*.json"), (ROOT / "data").iterdir()
    files = [Path(__file__), *HELPERS.rglob("*.py"), *atlas, *data]
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file()):
        name = path.relative_to(ROOT).as_posix()
        digest.update(f"{name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    most = os.environ.get("BETWEEN_GIANTS_MOST_FRAMES", "")
    versions = [most, sys.version, *(f"{name} {importlib.metadata.version(name)}" for name in DRAWING)]
    return digest.hexdigest() + "\n".join(versions)


# --- what every page loads ----------------------------------------------------------------------------------


def script():
    """The text of between-giants.js: one classic script, so that it also runs from a folder (file://).

    The modules of the live charts and forms stand in it as text and are imported from blobs; the page's own
    files follow, each of which defines one name for those after it.
    """
    from helpers.asking.forms import Form
    from helpers.pictures.explore import Chart

    modules = {"explore": Chart._esm, "forms": Form._esm}
    parts = [(HELPERS / name).read_text(encoding="utf-8") for name in SCRIPTS]
    return (
        '"use strict";\n(() => {\n'
        f"const MODULES = {json.dumps(modules, ensure_ascii=False)};\n" + "\n".join(parts) + "})();\n"
    )


def style():
    """The text of between-giants.css: charts and forms as in the notebook, and the page's own."""
    paths = [HELPERS / name for name in STYLES]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.exists())


def _write(path, text):
    new = path.with_name(path.name + ".new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)


if __name__ == "__main__":
    try:
        for made in executed(sys.argv[1:]):
            print(made.relative_to(ROOT))
    except Stop as problem:
        sys.exit(str(problem))
