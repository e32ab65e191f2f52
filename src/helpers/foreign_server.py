"""What the Jupyter server lacks that shows this notebook, where it runs in an environment of its own.

Charts and forms need two extensions in the environment of the *server*: those of ipywidgets and of anywidget. Ours
has them, but a notebook can be opened by the JupyterLab of another one, with our Python as its kernel; then an output
would say "Click to show javascript error" or nothing at all. Where the server can't be found, nothing is said.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from IPython import get_ipython
from IPython.display import display

from helpers import markup
from helpers.words import listed

if TYPE_CHECKING:
    import psutil

EXTENSIONS = {
    "ipywidgets": ("@jupyter-widgets/jupyterlab-manager", "jupyter-js-widgets"),
    "anywidget": ("anywidget",),
}
SERVER_PROGRAMS = {
    "jupyter-lab",
    "jupyter-labhub",
    "jupyter-notebook",
    "jupyter-server",
    "jupyterhub-singleuser",
}
SERVER_MODULES = {"jupyterlab", "notebook", "jupyter_server", "jupyterhub.singleuser"}
SUBCOMMANDS = {"lab", "notebook", "server"}

_said_in: tuple[str | None, str | None] | None = None


def _told(python: Path, packages: list[str]) -> markup.Shown:
    """One sentence for the output: what the server lacks, and how it gets there."""
    program = f'"{python}"' if " " in str(python) else str(python)
    command = f"{program} -m pip install {' '.join(packages)}"
    said = (
        "Charts and forms can't come alive here: the environment of the JupyterLab that shows this notebook lacks "
        f"{listed(packages)}; run this in a terminal and start that JupyterLab again: "
    )
    page = "<p><strong>{{ said }}</strong><code>{{ command }}</code></p>"
    return markup.Shown(markup.fill(page, said=said, command=command), said + command)


def say_what_is_missing() -> None:
    """Display that sentence before the first chart or form of a lesson, and again where that cell is run again."""
    global _said_in
    missing = what_is_missing()
    if missing is None:
        return
    cell, run = _cell_and_run()
    if _said_in is None or (cell == _said_in[0] and run != _said_in[1]):
        _said_in = cell, run
        display(missing)


@functools.cache
def what_is_missing() -> markup.Shown | None:
    """What to say if the server that started this kernel lacks an extension, None if it doesn't or isn't known."""
    if not os.environ.get("JPY_PARENT_PID") or "VSCODE_PID" in os.environ or "google.colab" in sys.modules:
        return None  # no server, or one whose page brings its own widgets
    python = _python_of_server()
    if python is None:
        return None
    prefix = python.parent.parent if python.parent.name in ("bin", "Scripts") else python.parent
    if prefix == Path(sys.prefix):
        return None
    shares = [prefix / "share" / "jupyter", *_shared_folders()]
    if not any((share / "lab").is_dir() or (share / "nbextensions").is_dir() for share in shares):
        return None  # the server keeps its files elsewhere
    lacks = [package for package, names in EXTENSIONS.items() if not _is_there(shares, names)]
    return _told(python, lacks) if lacks else None


def _is_there(shares: list[Path], names: tuple[str, ...]) -> bool:
    return any(
        (share / kind / name).is_dir()
        for share in shares
        for kind in ("labextensions", "nbextensions")
        for name in names
    )


def _shared_folders() -> list[Path]:
    """Jupyter's folders for all environments of this user and machine, without that of this kernel's own."""
    from jupyter_core.paths import jupyter_path

    return [Path(folder) for folder in jupyter_path() if not Path(folder).is_relative_to(sys.prefix)]


def _python_of_server() -> Path | None:
    """The path of the Python that runs the Jupyter server above this kernel, or None."""
    try:
        import psutil
    except ImportError:
        return None
    with contextlib.suppress(psutil.Error, OSError):
        # on Windows a venv's python.exe stands between the two
        for process in psutil.Process().parents()[: 2 if os.name == "nt" else 1]:
            command = process.cmdline()
            if is_server(command):
                return _absolute(command, process)
    return None


def is_server(command: list[str]) -> bool:
    """Whether a command line (a list) is that of a JupyterLab, Notebook or Jupyter server."""
    names = [Path(part).name.removesuffix(".exe").removesuffix("-script.py") for part in command[:2]]
    if SERVER_PROGRAMS & set(names):
        return True
    if "jupyter" in names:
        return bool(SUBCOMMANDS & set(command[1:3]))
    for flag, module, *rest in zip(command, command[1:], [*command[2:], ""], strict=False):
        if flag == "-m":
            return module in SERVER_MODULES or (module == "jupyter" and rest[0] in SUBCOMMANDS)
    return False


def _absolute(command: list[str], process: psutil.Process) -> Path | None:
    """The first word of a command line as a path that isn't followed through links: a venv's Python is one."""
    import shutil

    first = Path(command[0])
    if first.parent == Path("."):
        found = shutil.which(command[0])
        return Path(found) if found else None
    return Path(os.path.normpath(Path(process.cwd()) / first))


def _cell_and_run() -> tuple[str | None, str | None]:
    """What tells cells, and runs of a cell, apart; None where the front end doesn't say."""
    parent = getattr(get_ipython(), "get_parent", dict)() or {}
    return parent.get("metadata", {}).get("cellId"), parent.get("header", {}).get("msg_id")
