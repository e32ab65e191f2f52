"""The packages that the lessons need: .venv made once, kept whole, and run with settings of its own.

An installation that was interrupted leaves no stamp in .venv, so the next start makes it anew. Whatever goes
wrong ends in `Stop`, one sentence for the reader.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

from tools import whole

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STATE = ROOT / ".state"
STAMP = VENV / "between-giants.json"
LOG = STATE / "install.log"
LAB_SETTINGS = ROOT / "binder" / "jupyter"  # the same files that Binder uses
FIRST_CELL = ROOT / "binder" / "ipython" / "first_cell.py"

LOCKS = {"student": "requirements.lock", "dev": "requirements-dev.lock"}

WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
FREE_BYTES_NEEDED = 1_000_000_000


class Stop(Exception):
    """Ends the program with one sentence for the reader instead of a traceback."""


# --- the environment that everything runs in ---------------------------------------------------------


def clean_environment(name: str) -> dict[str, str]:
    """The caller's environment without its Python, Jupyter and Matplotlib settings.

    `name` ("lab" or "test") picks the folder in .state in which Jupyter and IPython keep theirs instead.
    """
    foreign = ("PYTHON", "JUPYTER", "IPYTHON", "MPL", "MATPLOTLIB", "PYTEST", "PYDEVD")
    env = {key: value for key, value in os.environ.items() if not key.upper().startswith(foreign)}
    home = STATE / name
    home.mkdir(parents=True, exist_ok=True)  # IPython warns where its folder's parent is missing
    env.update(
        VIRTUAL_ENV=str(VENV),
        PATH=str(PYTHON.parent) + os.pathsep + env.get("PATH", os.defpath),
        PYTHONNOUSERSITE="1",
        PYTHONUTF8="1",
        JUPYTER_PREFER_ENV_PATH="1",
        JUPYTER_CONFIG_PATH=str(LAB_SETTINGS),
        JUPYTER_CONFIG_DIR=str(home / "jupyter"),
        JUPYTER_DATA_DIR=str(home / "data"),
        JUPYTER_RUNTIME_DIR=str(home / "runtime"),
        JUPYTERLAB_SETTINGS_DIR=str(home / "settings"),
        JUPYTERLAB_WORKSPACES_DIR=str(home / "workspaces"),
        IPYTHONDIR=str(home / "ipython"),
        MPLCONFIGDIR=str(STATE / "matplotlib"),
    )
    if name == "lab":
        env["PYTHONSAFEPATH"] = (
            "1"  # a reader's types.py beside a lesson doesn't stop the kernel before it can speak
        )
    return env


def prepare_kernels(ipython: Path) -> None:
    """Have kernels run first_cell.py as they start; ipython: the folder in which IPython keeps its settings."""
    place = ipython / "profile_default" / "startup" / FIRST_CELL.name
    if not place.exists() or place.read_bytes() != FIRST_CELL.read_bytes():
        place.parent.mkdir(parents=True, exist_ok=True)
        with whole.put(place) as half:
            shutil.copyfile(FIRST_CELL, half)


def run(command: Iterable[object], env: dict[str, str], **options: Any) -> int:
    """Run a command in the project's folder and wait for it, also through Ctrl-C; return its exit code."""
    child = subprocess.Popen([str(part) for part in command], cwd=ROOT, env=env, **options)
    try:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child got the same Ctrl-C and is closing
    finally:
        if child.poll() is None:  # we ourselves were told to end
            child.terminate()
            child.wait()


# --- setting up --------------------------------------------------------------------------------------


def fingerprint(kind: str) -> str:
    """A hash of the lock that says what is installed for `kind` ("student" or "dev")."""
    content = (ROOT / LOCKS[kind]).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def read_stamp() -> dict:
    """What the last complete installation noted, or {} if there is none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict) -> None:
    """Note that .venv is complete."""
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def venv_works(stamp: dict) -> bool:
    """Whether .venv is complete and its Python is still the one that it was made with."""
    if not stamp.get("python") or not PYTHON.exists():
        return False
    if stamp["python"] == list(sys.version_info[:2]):
        return True
    question = [str(PYTHON), "-I", "-c", "import sys; print(list(sys.version_info[:2]))"]
    return subprocess.run(question, capture_output=True, text=True).stdout.strip() == str(stamp["python"])


def ensure_installed(kind: str) -> None:
    """Install what `kind` needs into .venv, unless it is there already."""
    if is_installed(kind):
        return
    with only_one_setup():
        stamp = read_stamp()
        if is_installed(kind):
            return
        check_disk()
        print("Setting up Between Giants: this happens once and takes a minute or two.", flush=True)
        whole = venv_works(stamp)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            STAMP.unlink()  # from here to the end an interruption leaves no stamp
        if not whole:
            stamp = {"python": list(sys.version_info[:2])}
            make_venv()
        try:
            install_packages(kind)
        except BaseException:
            if whole and pip_changed_nothing():
                write_stamp(stamp)
            raise
        link_helpers()
        if not packages_load():
            raise Stop("The packages do not load (see .state/install.log): delete .venv and run this again.")
        write_stamp(stamp | {"student": fingerprint("student"), "dev": kind == "dev" and fingerprint("dev")})
        print("Ready.", flush=True)


def is_installed(kind: str) -> bool:
    """Whether a complete installation for `kind` is there."""
    stamp = read_stamp()
    return stamp.get(kind) == fingerprint(kind) and venv_works(stamp)


_locks: list[int] = []  # what a step of the set-up holds, too, so that no other begins while it still runs


@contextlib.contextmanager
def only_one_setup() -> Iterator[None]:
    """Hold the lock of .state/setup.lock; the system frees it however the program, and a step that it left, ends."""
    with open(STATE / "setup.lock", "w", encoding="utf-8") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _locks.append(file.fileno())
        except OSError:
            raise Stop("Another window is setting up this folder just now: wait until it is done.") from None
        try:
            yield
        finally:
            _locks.clear()


def check_disk() -> None:
    """There is room for the packages."""
    free = shutil.disk_usage(ROOT).free
    if free < FREE_BYTES_NEEDED:
        raise Stop(f"The disk is nearly full: this needs about 1 GB, and {free // 1_000_000} MB are free.")


def make_venv() -> None:
    """Make a new, empty .venv in the place of whatever is there."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Stop(NO_VENV)
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    python = getattr(sys, "_base_executable", None) or sys.executable
    run_logged([python, "-m", "venv", str(VENV)], "Python could not make its folder .venv")


def install_packages(kind: str) -> None:
    """Have pip install what the lock for `kind` names into .venv, with these hashes and nothing else.

    A student gets ready-made builds only: what is built here would fetch tools without hashes. Of the tools for tests
    some systems have no builds of all.
    """
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    strict = ["--require-hashes", *(["--only-binary=:all:"] if kind == "student" else [])]
    command = [str(PYTHON), "-m", "pip", "install", *quiet, *strict, "-r", LOCKS[kind]]
    run_logged(command, "pip could not install the packages (see .state/install.log)")


def pip_changed_nothing() -> bool:
    """Whether pip gave up before it touched .venv: without a network, say."""
    return "Installing collected packages" not in LOG.read_text(encoding="utf-8")


def run_logged(command: list[str], otherwise: str) -> None:
    """Run a step of the set-up, show what it is at, log what it says; a failure becomes one sentence."""
    env = clean_environment("lab")
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "PIP_CONSTRAINT"):
        env.pop(name, None)
    env["PIP_USER"] = "0"
    step = subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        pass_fds=_locks,
    )
    lines = []
    try:
        with Progress() as progress:
            for line in step.stdout or ():
                lines.append(line)
                progress.take(line)
            step.wait()
    finally:
        if step.poll() is None:
            step.kill()
        LOG.write_text("".join(lines), encoding="utf-8")
    if step.returncode:
        raise Stop(explain_failure("".join(lines), otherwise))


class Progress:
    """What a step is at, on the screen, with the seconds that it has been at it: a slow network doesn't look dead.

    On a terminal one line changes each second; into a file goes a line a minute.
    """

    PAUSE = 1.0  # seconds between two looks; the first second says nothing
    PAUSE_IN_A_FILE = 60.0

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._words, self._since = "", time.monotonic()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._done.set()
        self._thread.join()
        if self._live:
            print("\r" + " " * 60 + "\r", end="", flush=True)

    def take(self, line: str) -> None:
        """Take in one line of pip's output."""
        if words := progress_of(line):
            self._words, self._since = words, time.monotonic()
            if self._live:
                self._show(words)

    def _tick(self) -> None:
        while not self._done.wait(self.PAUSE if self._live else self.PAUSE_IN_A_FILE):
            if self._words:
                self._show(f"{self._words}, {time.monotonic() - self._since:.0f} s")

    def _show(self, words: str) -> None:
        if self._live:
            print("\r" + words[:60].ljust(60), end="", flush=True)
        else:
            print(words, flush=True)


def progress_of(line: str) -> str:
    """One line of pip's output as a word for the screen; nothing for most lines."""
    if line.startswith("Collecting "):
        return "  fetching " + re.split(r"[=<>!~;\[ ]", line[11:].strip(), maxsplit=1)[0]
    if found := re.match(r"\s+Downloading ([\w.]+)-\S+( \([\d.]+ [kMG]B\))", line):
        return f"  fetching {found[1]}{found[2]}"
    if "Retrying" in line:
        return "  no answer from the network, trying again"
    if line.startswith("Installing collected packages"):
        return "  putting the packages in place"
    return ""


NO_VENV = (
    "This Python comes without its venv module: install it (Debian and Ubuntu: "
    "sudo apt install python3-venv) and run this again."
)
DISK_FULL = "The disk is full: free about 1 GB and run this again."
FAILURES = [
    (r"No space left on device|Errno 28|not enough space|WinError 112|Disk quota exceeded", DISK_FULL),
    (r"ensurepip is not\s+available|No module named '?ensurepip", NO_VENV),
    (
        r"name resolution|getaddrinfo|nodename nor servname|NewConnectionError|Network is unreachable|"
        r"ConnectTimeout|Failed to establish a new connection|Read timed out|No route to host",
        "There is no network connection to the package index: "
        "connect this machine (only setting up needs it) and run this again.",
    ),
    (
        r"SSLError|CERTIFICATE_VERIFY_FAILED|ProxyError|40[0-9] Client Error|50[0-9] Server Error|HTTP error",
        "The package index refused or broke the connection (a proxy or a filter in between?): "
        "try another network; details are in .state/install.log.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "What the package index gave is not what was published (a mirror, a filter, or a damaged download?), so "
        "nothing was installed: try another network; details are in .state/install.log.",
    ),
    (
        r"No matching distribution found|Could not find a version|ResolutionImpossible",
        "The package index has no ready-made build of one of the packages for Python {python} on this machine: "
        "try Python 3.13; details are in .state/install.log.",
    ),
    (
        r"Failed building wheel|subprocess-exited-with-error|Failed to build",
        "A package for the tests has no ready-made build for Python {python} on this machine, and building it failed: "
        "try Python 3.13; details are in .state/install.log.",
    ),
    (
        r"Permission denied|WinError 5|WinError 32|Access is denied",
        "A file in .venv is in use or protected: close JupyterLab and other programs that use this folder "
        "and run this again.",
    ),
]


def explain_failure(output: str, otherwise: str) -> str:
    """One sentence for a reader out of the output of venv or pip."""
    for pattern, sentence in FAILURES:
        if re.search(pattern, output):
            return sentence.format(python="%d.%d" % sys.version_info[:2])
    last = [line.strip() for line in output.splitlines() if line.strip()] or ["it said nothing"]
    return f"{otherwise}: {last[-1]}"


def site_packages() -> Path:
    """The folder in .venv that holds the packages."""
    if WINDOWS:
        return VENV / "Lib" / "site-packages"
    return next(VENV.glob("lib/python3*/site-packages"))


def link_helpers() -> None:
    """Make `import helpers` find src/: a relative path, so that the whole folder may move."""
    folder = site_packages()
    (folder / "between_giants.pth").write_text(os.path.relpath(ROOT / "src", folder) + "\n", encoding="utf-8")


def packages_load() -> bool:
    """Whether the packages can be imported (the first time this also builds Matplotlib's list of fonts)."""
    imports = "import jupyterlab, pandas, matplotlib.pyplot, ipywidgets, anywidget, filelock, jinja2"
    with open(LOG, "a", encoding="utf-8") as log:
        return run([PYTHON, "-P", "-c", imports], clean_environment("lab"), stdout=log, stderr=log) == 0
