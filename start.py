"""Set up and open the lessons of "Between Giants": `python3 start.py help` lists the commands.

Needs a Python of 3.11 or newer and nothing else. Everything it makes lies in two folders beside it:
.venv (the packages) and .state (settings, clean copies of the lessons, a log). Both can be deleted.
"""

import sys

if sys.version_info < (3, 11):  # first of all, and in words that an old Python still understands
    sys.exit(
        "Between Giants needs Python 3.11 or newer, and this is Python %d.%d: install a newer one "
        "(python.org, or your system's packages) and start again with it." % sys.version_info[:2]
    )

import os

HERE = os.path.dirname(
    os.path.abspath(__file__)
)  # not looked into before it is known that no file there hides a module
sys.path[:] = [place for place in sys.path if os.path.abspath(place) != HERE]

import errno
import json
import re
import signal
import socket
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent
NOTEBOOKS = ROOT / "notebooks"
if not (ROOT / "tools" / "setting_up.py").exists() or not NOTEBOOKS.is_dir():
    sys.exit("start.py is alone in this folder: unpack the whole ZIP file first and start it in there.")
hiding = SimpleNamespace(**run_path(str(ROOT / "src" / "helpers" / "hiding.py")))
for hidden in hiding.hiding(ROOT, []):
    sys.exit(hiding.sentence(hidden, "start again"))
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools import clean_copies, home, whole
from tools.browser import find_browser
from tools.setting_up import (
    DISK_FULL,
    LAB_SETTINGS,
    PYTHON,
    STAMP,
    STATE,
    WINDOWS,
    Stop,
    clean_environment,
    ensure_installed,
    packages_load,
    prepare_kernels,
    run,
    site_packages,
)

ME = "py start.py" if WINDOWS else "python3 start.py"
USAGE = """\
python3 start.py [Lab options]      open the lessons in JupyterLab (on Windows: py start.py);
                                    for example --no-browser or --port 8899
python3 start.py 3                  the same, on lesson 3
python3 start.py fresh 3            a clean lesson 3; your own copy is kept beside it
python3 start.py fresh data         the tables as they came; changed ones are kept beside them
python3 start.py report FOLDER      for instructors: a class report from the workbooks in a folder;
                                    --names puts file names in, --out FOLDER says where it goes,
                                    --lesson 3, --since 2026-10-01 and --until DAY limit it,
                                    --votes FILE lays the counts of votes in class beside them
python3 start.py answers [3 ..]     for instructors: all answers of a lesson on a page, in build/answers
python3 start.py paper [3 ..]       for instructors: prediction sheets and handouts to print, in build/paper
python3 start.py test [--all] [..]  run the tests; what follows goes to pytest
python3 start.py test --oldest      for maintainers: the same with the oldest packages allowed, in build/oldest
python3 start.py test --search      for maintainers: look for examples that break a property, new ones each time
python3 start.py save [..]          for maintainers: run and save the lessons
python3 start.py data [..]          for maintainers: check and describe the tables
python3 start.py objectives         for maintainers: what each lesson promises and what tests it, for instructors/
python3 start.py minutes            for maintainers: how long each lesson takes, by its words and what is to do
python3 start.py site               the web book, in build/site: lessons that answer without Python, and open in
                                    a Python in the browser; --without-python leaves that one out
python3 start.py slides [3 ..]      for instructors: a deck to present for each lesson, in build/slides
python3 start.py class 3            for instructors: the deck and a page for the class's phones;
                                    class before, class after: the ten questions, by phone
python3 start.py publish            for maintainers: book and slides together, in build/pages; --without-python as above
python3 start.py sheet 5         for maintainers: every chart of a lesson at the ends of its controls
python3 start.py javascript         for maintainers: lint JavaScript and CSS; --write mends what it can
python3 start.py mutants FILE [..]  for maintainers: change a module in small ways and see which its tests miss
python3 start.py drift [..]         for maintainers: which packages have moved since they were pinned
python3 start.py licences           for maintainers: the licences of everything of others, and whether they fit
python3 start.py accidents [..]     for maintainers: what a student sees in accidents, and whether anything is lost
python3 start.py lock               for maintainers: the hashes of all packages, anew from constraints.txt
python3 start.py home YOU/PROJECT   for maintainers: where it is published, put into every address
python3 start.py help               this list"""


# --- looking before leaping --------------------------------------------------------------------------


def check_writable():
    """Programs may write in this folder."""
    STATE.mkdir(exist_ok=True)
    whole.sweep(STATE)
    probe = whole.half_of(STATE / "writable")
    probe.write_text("", encoding="utf-8")
    probe.unlink()


def check_shadows():
    """No file beside the lessons, or in work/, hides a module that they need."""
    for folder in (NOTEBOOKS, ROOT / "work"):
        for path in hiding.hiding(folder, [site_packages()], also=["helpers"]):
            raise Stop(hiding.sentence(path, "start again", path.relative_to(ROOT)))


def check_port(options):
    """Whether the port asked for with --port is free; returns the options that hold Lab to it."""
    match = re.search(r"--(?:\w+\.)?port[= ](\S+)", " ".join(options))
    if not match:
        return []
    if not match[1].isdigit() or int(match[1]) > 65535:
        raise Stop(f"{match[1]} is not a port: give a number from 1024 to 65535, like --port 8899.")
    with socket.socket() as probe:
        if not WINDOWS:  # a port that closed a moment ago counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(match[1])))
        except OSError as error:
            why = "may not be used" if error.errno == errno.EACCES else "is in use"
            raise Stop(f"Port {match[1]} {why}: choose another one, or leave --port out.") from None
    return ["--ServerApp.port_retries=0"]


# --- the commands ------------------------------------------------------------------------------------


def lab(options, lesson="0"):
    """Open JupyterLab on a lesson, with the file browser in notebooks/."""
    port = check_port(options)
    path = lesson_path(lesson)
    if not path.exists():
        raise Stop(f"{path.relative_to(ROOT)} is missing: {ME} fresh {lesson} brings it back.")
    ensure_installed("student")
    check_shadows()
    env = clean_environment("lab")
    prepare_lessons(env)
    prepare_kernels(Path(env["IPYTHONDIR"]))
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # as in a container
    print("Opening the lessons. Leave this window open; Ctrl-C here closes them.", flush=True)
    code = run(
        [
            PYTHON,
            "-P",
            "-m",
            "jupyterlab",
            f"--ServerApp.root_dir={ROOT}",
            f"--FileContentsManager.preferred_dir={NOTEBOOKS}",
            f"--LabApp.default_url=/lab/tree/notebooks/{path.name}",
            f"--LabApp.app_settings_dir={LAB_SETTINGS}",
            "--log-level=WARN",
            *as_root,
            *port,
            *options,
        ],
        env,
    )
    if code > 0 and not packages_load():
        STAMP.unlink(missing_ok=True)
        raise Stop(f"The packages in .venv are damaged: run {ME} again and they will be set up anew.")
    return code


def prepare_lessons(env):
    """Keep clean copies of the lessons, have Jupyter trust them, take dead widgets out of the reader's."""
    new = [path for path in clean_copies.keep() if path.suffix == ".ipynb"]
    if new:
        run([PYTHON, "-P", "-m", "nbformat.sign", "--log-level=WARN", *new], env, stdout=subprocess.DEVNULL)
    if lab_is_open(Path(env["JUPYTER_RUNTIME_DIR"])):
        return  # what is open in another window is not rewritten under its reader's hands
    # as a file, not as a module: importing the helpers would cost a second and a half at every start
    run([PYTHON, "-I", ROOT / "tools" / "canonical.py", "--settle", NOTEBOOKS], env)


def lab_is_open(runtime):
    """Whether a JupyterLab that was started here still answers: each leaves a file with its port in `runtime`."""
    for path in runtime.glob("jpserver-*.json"):
        try:
            port = json.loads(path.read_text(encoding="utf-8"))["port"]
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except (OSError, ValueError, KeyError, TypeError, OverflowError):  # it died, or left half a file
            continue
    return False


def lesson_path(number):
    """The notebook of a lesson: "3" -> notebooks/03_....ipynb, also where the file itself was deleted."""
    known = {*clean_copies.published_files(), *clean_copies.lesson_files()}
    lessons = sorted(path for path in known if path.suffix == ".ipynb")
    start = clean_copies.begins(number)
    for path in lessons:
        if start and path.name.startswith(start):
            return path
    raise Stop(f"There is no lesson {number}; there are {', '.join(path.stem for path in lessons)}.")


def fresh(arguments):
    """`fresh 3`, `fresh data`: a lesson or the tables as published; the reader's own are kept."""
    if len(arguments) != 1:
        raise Stop(f"Say which lesson, or data: {ME} fresh 3")
    clean_copies.keep()
    published = clean_copies.published_files()
    if arguments == ["data"]:
        wanted = [path for path in published if path.suffix != ".ipynb"]
    else:
        wanted = [lesson_path(arguments[0])]
    changed = [path for path in wanted if clean_copies.sha256(path) != published.get(path)]
    for path in changed:
        shown = path.relative_to(ROOT)
        try:
            mine = clean_copies.restore(path, published.get(path, ""))
        except LookupError:
            raise Stop(f"There is no clean copy of {shown} here: take that file from a new ZIP.") from None
        print(f"{shown} is clean again." + (f" Yours is kept as {mine.relative_to(ROOT)}." if mine else ""))
    print("What is open in JupyterLab: close its tab and open it again." if changed else "Clean already.")
    return 0


def test(arguments):
    """Run the tests in the pinned packages; say at the end if the browser tests could not run."""
    if "--oldest" in arguments:
        from tools import other_packages

        return other_packages.oldest([argument for argument in arguments if argument != "--oldest"])
    ensure_installed("dev")
    check_shadows()
    everything = "--all" in arguments
    rest = [argument for argument in arguments if argument not in ("--all", "--search")]
    if "--search" in arguments:
        return run_as_maintainer([ROOT / "tools" / "search.py", *rest])
    check_style()
    browser = find_browser()
    workers = (
        str((os.cpu_count() or 1) + 1) if everything else "auto"
    )  # a browser waits more than it computes
    # a lesson's cells stay together and in order, and files in the order of tests/conftest.py
    side_by_side = ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]
    quick = [] if everything else ["-m", "not slow"]
    code = run_as_maintainer(["-m", "pytest", "--nbval", *side_by_side, *quick, *rest])
    if browser:
        return code
    required = os.environ.get("CI") == "true" or os.environ.get("BETWEEN_GIANTS_REQUIRE_BROWSER") == "1"
    print(
        "\nThe browser tests did NOT run: no Chromium or Chrome was found.\n"
        "To get one: sudo apt-get install chromium (Debian), brew install --cask chromium (macOS), or\n"
        f"{PYTHON.relative_to(ROOT)} -m playwright install chromium (anywhere)."
        + ("\nHere they are required, so this run has failed." if required else ""),
        flush=True,
    )
    return code or (1 if required else 0)


def check_style():
    """The code is formatted and free of what the linter knows; both are set in pyproject.toml."""
    for check in (["check"], ["format", "--check"]):
        if run_as_maintainer(["-m", "ruff", *check, "--quiet", "."]):
            raise Stop(
                "The code isn't in its stored style: run "
                f"{PYTHON.relative_to(ROOT)} -m ruff check --fix . && {PYTHON.relative_to(ROOT)} -m ruff format . "
                "and mend by hand what is still listed then."
            )


def save(arguments):
    """Run and save the lessons in their canonical form, then note their hashes."""
    ensure_installed("dev")
    code = run_as_maintainer([ROOT / "tools" / "notebooks.py", *arguments])
    if code == 0 and "--check" not in arguments:
        clean_copies.write_lesson_hashes()
    return code


def report(arguments):
    """Make a class report from a folder of workbooks; folders are meant from where the command was given."""
    ensure_installed("student")
    return run_as_maintainer([ROOT / "classroom" / "report.py", Path.cwd(), *arguments])


def answers(arguments):
    """Make pages of answers for instructors."""
    ensure_installed("student")
    return run_as_maintainer([ROOT / "classroom" / "answers.py", *arguments])


def tool(path, arguments):
    """Run a Python file of the project with what follows the command."""
    ensure_installed("dev")
    return run_as_maintainer([ROOT / path, *arguments])


def run_as_maintainer(arguments):
    """Run .venv's Python with settings of its own and an empty workbook."""
    env = clean_environment("test") | {"PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory(prefix="between-giants-") as folder:
        env["BETWEEN_GIANTS_WORKBOOK"] = str(Path(folder, "workbook.json"))
        return run([PYTHON, "-P", *arguments], env)


COMMANDS = {
    "lab": lab,
    "fresh": fresh,
    "report": report,
    "answers": answers,
    "test": test,
    "save": save,
    "home": home.main,
}
TOOLS = {
    "data": "tools/data.py",
    "objectives": "tools/objectives.py",
    "minutes": "tools/minutes.py",
    "drift": "tools/drift.py",
    "lock": "tools/lock.py",
    "licences": "tools/licences.py",
    "accidents": "tools/accidents.py",
    "javascript": "tools/javascript.py",
    "mutants": "tools/mutants.py",
    "site": "publishing/book.py",
    "slides": "publishing/slides.py",
    "class": "classroom/in_class.py",
    "paper": "classroom/paper.py",
    "publish": "publishing/publish.py",
    "sheet": "publishing/sheet.py",
}
COMMANDS |= {name: partial(tool, path) for name, path in TOOLS.items()}


def main(arguments):
    """Carry out a command line and return the exit code; problems become one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a folder name that the terminal cannot show
    first, rest = (arguments[0], arguments[1:]) if arguments else ("lab", [])
    if first in ("help", "-h", "--help"):
        print(USAGE)
        return 0
    try:
        check_writable()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        if first in COMMANDS:
            return COMMANDS[first](rest)
        if first.startswith("-"):
            return lab(arguments)
        if clean_copies.begins(first):
            return lab(rest, lesson=first)
        raise Stop(f"start.py knows no command {first!r}.\n\n{USAGE}")
    except Stop as problem:
        print(problem, file=sys.stderr)
    except KeyboardInterrupt:
        print(f"\nStopped; {ME} carries on from here.", file=sys.stderr)
        return 130
    except OSError as error:
        print(explain_os_error(error), file=sys.stderr)
    return 1


def explain_os_error(error):
    """One sentence for what the system refused."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or getattr(error, "winerror", None) == 112:
        return DISK_FULL
    if getattr(error, "winerror", None) in (5, 32):  # as Windows says of a file that is open elsewhere, too
        return f"Another program holds a file here{where}, or this folder is not yours: close it and run this again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"This folder cannot be written in{where}: move Between Giants to one that is yours."
    return f"The system refused: {error.strerror or error}{where}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
