"""Where this machine keeps a Chromium or Chrome, for the tests and measurements that need one."""

import os
import shutil
from pathlib import Path

COMMANDS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"]
MAC_PROGRAMS = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
WINDOWS_PROGRAMS = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"]
PLAYWRIGHT_PROGRAMS = ["chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*", "chrome-win*/chrome.exe"]


def find_browser():
    """The path of a Chromium, Chrome or Edge, or "" where none is found.

    The environment variable BETWEEN_GIANTS_BROWSER comes first, then the usual commands and places, then
    what `playwright install chromium` fetched.
    """
    candidates = [os.environ.get("BETWEEN_GIANTS_BROWSER"), *map(shutil.which, COMMANDS), *MAC_PROGRAMS]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if os.environ.get(variable):
            candidates += [Path(os.environ[variable], program) for program in WINDOWS_PROGRAMS]
    caches = [Path.home() / ".cache", Path.home() / "Library" / "Caches"]
    if os.environ.get("LOCALAPPDATA"):
        caches.append(Path(os.environ["LOCALAPPDATA"]))
    for cache in caches:
        for program in PLAYWRIGHT_PROGRAMS:
            candidates += sorted(cache.glob(f"ms-playwright/chromium-*/{program}"))
    return next((str(path) for path in candidates if path and Path(path).is_file()), "")
