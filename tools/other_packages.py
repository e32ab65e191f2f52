"""The tests in other packages than the pinned ones, each set in an environment of its own in build/.

`python3 start.py test --oldest` runs the oldest that pyproject.toml allows, `start.py drift --test` the newest.
"""

import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from tools import setting_up
from tools.setting_up import ROOT, WINDOWS, Stop

# What tests and lessons need besides the package itself. Tests for which more is needed skip themselves.
TEST_TOOLS = ["nbval", "pytest", "pytest-xdist", "hypothesis", "scipy", "jsonschema"]
NAME = re.compile(r"[\w.-]+")


def environment(name: str, requirements: list[str]) -> Path:
    """Make build/<name> anew with these requirements (pip's arguments); return its Python, or raise Stop."""
    house = ROOT / "build" / name
    venv.create(house, clear=True, with_pip=True)
    python = house / ("Scripts/python.exe" if WINDOWS else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    if subprocess.run([*pip, *requirements], cwd=ROOT, check=False).returncode:
        raise Stop(f"The packages for build/{name} can't be installed together; pip says why above.")
    return python


def run_tests(name: str, python: Path, *arguments: str) -> int:
    """Run the quick tests and all lessons with the Python of build/<name>; return pytest's exit code."""
    env = setting_up.clean_environment(name) | {"PYTHONPATH": str(ROOT / "src")}
    env["PATH"] = str(python.parent) + env["PATH"].removeprefix(str(setting_up.PYTHON.parent))
    env["VIRTUAL_ENV"] = str(ROOT / "build" / name)
    side_by_side = ["-n", "auto", "--dist", "loadfile"]
    quick = ["-m", "not slow and not browser"]
    return setting_up.run([python, "-P", "-m", "pytest", "--nbval", *side_by_side, *quick, *arguments], env)


def oldest(arguments: list[str]) -> int:
    """`start.py test --oldest`: helpers' tests and all lessons with the oldest packages that are allowed.

    arguments go to pytest. Old packages warn of each other's old ways, which ends no test here; everything else
    is as in the usual run, outputs of lessons included.
    """
    if sys.version_info >= (3, 14):
        raise Stop(
            "The oldest packages have no builds for Python 3.14: run this with Python 3.11, 3.12 or 3.13."
        )
    print("Setting up the oldest packages in build/oldest.", flush=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (ROOT / "build").mkdir(exist_ok=True)
    constraints = ROOT / "build" / "constraints-oldest.txt"
    constraints.write_text("\n".join(oldest_versions()) + "\n", encoding="utf-8")
    python = environment("oldest", ["-c", str(constraints), *project["dependencies"], *TEST_TOOLS])
    old_ways = [f"-Wignore::{kind}" for kind in ("DeprecationWarning", "PendingDeprecationWarning")]
    return run_tests("oldest", python, *old_ways, *arguments)


def oldest_versions() -> list[str]:
    """The lines of constraints-oldest.txt, and those of constraints.txt for every other package."""
    old, usual = (pins(ROOT / name) for name in ("constraints-oldest.txt", "constraints.txt"))
    named = {package for package, _ in old}
    return [line for _, line in old] + [line for package, line in usual if package not in named]


def pins(path: Path) -> list[tuple[str, str]]:
    """[(package, line)] of a constraints file, in its order."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [(NAME.findall(line)[0], line) for line in lines if line and not line.startswith("#")]
