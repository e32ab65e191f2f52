"""A Chromium and a JupyterLab for the tests and measurements that need them."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
# Without these Chromium looks for updates and hosts of its own, and refuses to run as root.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]

COMMANDS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"]
MAC_PROGRAMS = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
WINDOWS_PROGRAMS = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"]
PLAYWRIGHT_PROGRAMS = ["chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*", "chrome-win*/chrome.exe"]


def find_browser() -> str:
    """The path of a Chromium, Chrome or Edge, or "" where none is found.

    The environment variable BETWEEN_GIANTS_BROWSER comes first, then the usual commands and places, then
    what `playwright install chromium` fetched.
    """
    programs = _folders("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
    caches = [Path.home() / ".cache", Path.home() / "Library" / "Caches", *_folders("LOCALAPPDATA")]
    candidates = [
        os.environ.get("BETWEEN_GIANTS_BROWSER"),
        *map(shutil.which, COMMANDS),
        *MAC_PROGRAMS,
        *(folder / program for folder in programs for program in WINDOWS_PROGRAMS),
        *(
            path
            for cache in caches
            for program in PLAYWRIGHT_PROGRAMS
            for path in sorted(cache.glob(f"ms-playwright/chromium-*/{program}"))
        ),
    ]
    return next((str(path) for path in candidates if path and Path(path).is_file()), "")


def _folders(*variables: str) -> list[Path]:
    return [Path(os.environ[variable]) for variable in variables if os.environ.get(variable)]


@contextlib.contextmanager
def running_lab(folder: Path, home: Path, extra: Sequence[str] = ()) -> Iterator[str]:
    """Within a `with`, a JupyterLab runs; gives its address.

    folder: what it serves; home: where settings, kernels' files, workbook and log lie.
    extra: more folders for Python's path.
    Raises RuntimeError with JupyterLab's own words where it doesn't answer within five minutes.
    """
    import urllib.request  # slow to import, and start.py imports this module

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *extra]),
        "BETWEEN_GIANTS_WORKBOOK": str(home / "workbook.json"),
        "JUPYTER_CONFIG_PATH": str(ROOT / "binder" / "jupyter"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--port={address.rpartition(':')[2]}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        "--allow-root",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.app_settings_dir={ROOT / 'binder' / 'jupyter'}",
    ]
    with open(home / "log.txt", "w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            for _ in range(1200):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"{address}/api", timeout=5).close()
                    break
                time.sleep(0.25)
            else:
                raise RuntimeError((home / "log.txt").read_text(encoding="utf-8"))
            yield address
        finally:
            server.terminate()
            server.wait()


def run_notebook(page: "Page", address: str) -> None:
    """Open a notebook in JupyterLab, run all cells and wait until Python is done.

    page: Playwright's; address: the notebook's, in the tree of a running JupyterLab.
    """
    idle = page.get_by_text("Python 3 (ipykernel) | Idle")
    page.goto(address + "?reset")
    idle.wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(x => x.textContent);"
        " return all.length && all.every(x => /\\[\\d+\\]/.test(x)); }"
    )
    idle.wait_for()
