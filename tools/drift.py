"""How far the packages have moved on: pinned, newest that pyproject.toml allows, newest there is.

`python3 start.py drift` prints a table; `--test` also runs the tests with the newest allowed ones, in
build/drift; `--to FILE` adds the report to a file. Nothing pinned is changed by any of it.
"""

import argparse
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools import other_packages, setting_up

ROOT = Path(__file__).resolve().parent.parent

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]


class Moved(NamedTuple):
    """One package: versions as text, "" where there is none; direct: pyproject.toml asks for it itself."""

    name: str
    pinned: str
    allowed: str
    newest: str
    direct: bool


def pinned_versions(lock: str, environment: dict[str, str] | None = None) -> dict[str, str]:
    """{name: version} of the lines of a constraints file that count here.

    environment: as for packaging's markers ({"python_full_version": "3.12.1"}); None is this Python.
    """
    found: dict[str, str] = {}
    for line in lock.splitlines():
        line = line.split("#")[0].strip()
        if line:
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate(environment):
                found[canonicalize_name(wanted.name)] = next(iter(wanted.specifier)).version
    return found


def planned_versions(report: dict) -> dict[str, str]:
    """{name: version} of what pip would install, from its report (a dict)."""
    packages = [each["metadata"] for each in report["install"]]
    return {canonicalize_name(package["name"]): package["version"] for package in packages}


def compare(
    pinned: dict[str, str], allowed: dict[str, str], newest: dict[str, str], direct: set[str]
) -> list[Moved]:
    """The packages that moved, as a list of `Moved`: direct ones first.

    pinned, allowed, newest: {name: version}; direct: the names that pyproject.toml asks for. A package moved
    where the newest allowed version isn't the pinned one, or, of the direct ones, where a newer one isn't allowed.
    """
    rows = []
    for name in sorted(allowed):
        beyond = newest.get(name, "") if name in direct else ""
        if not beyond or Version(beyond) <= Version(allowed[name]):
            beyond = ""
        if allowed[name] != pinned.get(name) or beyond:
            rows.append(Moved(name, pinned.get(name, ""), allowed[name], beyond, name in direct))
    return sorted(rows, key=lambda row: not row.direct)


def as_markdown(rows: list[Moved], python: str) -> str:
    """The report as Markdown: a sentence and, where anything moved, a table."""
    heading = f"### Packages on Python {python}"
    if not rows:
        return f"{heading}\n\nNothing has moved: the pinned versions are the newest allowed.\n"
    table = [
        f"| {row.name} | {'pyproject.toml' if row.direct else 'another package'} "
        f"| {row.pinned or '–'} | {row.allowed} | {row.newest or '–'} |"
        for row in rows
    ]
    lines = [
        heading,
        "",
        f"{len(rows)} of the packages that the lessons stand on have moved since they were pinned.",
        "",
        "| package | asked for by | pinned | newest allowed | newer, not allowed |",
        "|---|---|---|---|---|",
        *table,
    ]
    return "\n".join(lines) + "\n"


def plan(requirements: list[str]) -> dict[str, str]:
    """What pip would install for these requirements into an empty environment: {name: version}."""
    dry = ["install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    done = subprocess.run([*PIP, *dry, *requirements], check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(setting_up.explain_failure(done.stderr, "pip could not say what it would install"))
    return planned_versions(json.loads(done.stdout))


def run_tests(requirements: list[str]) -> int:
    """Install the newest allowed packages and test tools into build/drift and run the tests with them."""
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    tools = [line.split("==")[0] for line in lines if line and not line.startswith(("-", "#"))]
    try:
        python = other_packages.environment("drift", [*requirements, "nbval", *tools])
    except setting_up.Stop as problem:
        print(problem, file=sys.stderr)
        return 1
    return other_packages.run_tests("drift", python)


def main(arguments: list[str]) -> int:
    """Print the report, with --test run the tests, and return their exit code."""
    parser = argparse.ArgumentParser(prog="start.py drift", description=__doc__.split("\n\n")[0])
    parser.add_argument("--test", action="store_true", help="run the tests with the newest allowed packages")
    parser.add_argument("--to", metavar="FILE", help="add the report to the end of this file too")
    options = parser.parse_args(arguments)

    def tell(words: str) -> None:
        print(words, flush=True)
        if options.to:
            with open(options.to, "a", encoding="utf-8", newline="\n") as file:
                file.write(words + "\n")

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["lab"]
    names: set[str] = {canonicalize_name(Requirement(line).name) for line in wanted}
    pinned = pinned_versions((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    rows = compare(pinned, plan(wanted), plan(sorted(names)), names)
    tell(as_markdown(rows, f"{sys.version_info[0]}.{sys.version_info[1]}"))
    if not options.test:
        return 0
    code = run_tests(wanted)
    tell(f"With the newest allowed packages the tests {'fail' if code else 'pass'}.")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
