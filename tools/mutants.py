"""Change the code in small ways, one at a time, and see whether the tests notice (mutmut does both; not on Windows).

`python3 start.py mutants src/helpers/models/concentration.py [..]` tries the tests of the same room: tests/models
here, tests/test_tables.py for src/helpers/tables.py. `--tests PATH ..` names others; paths are meant from the root.
What no test notices is printed as a diff: a test is missing, the code is needless, or nothing changes by it.
Only functions are changed, no constants. A function that a fixture of a whole module calls is tried with the first
test that asks for that fixture, and with no other.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = Path(
    os.environ.get("MUTWORK", ROOT / "build" / "mutants")
)  # a copy, so that nothing in the project changes
COPIED = ("src", "tests", "data", "notebooks", "instructors", "classroom", "publishing", "tools", "bench")
# What mutmut notes for a mutant: the tests' exit code (1: one failed), or why they were stopped.
SURVIVED, UNTESTED = 0, 33


def tests_of(module: Path) -> Path:
    """The tests of the room in which a module (a path from the root) stands; both are the same tree."""
    room = "tests" / module.relative_to("src/helpers").parent
    alone = room / f"test_{module.stem}.py"
    return alone if room == Path("tests") and (ROOT / alone).exists() else room


def prepare(modules: Iterable[Path], tests: Iterable[Path]) -> None:
    """Copy the project to WORK, with settings that have mutmut change these modules and run these tests."""
    shutil.rmtree(WORK, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, WORK / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (*ROOT.glob("*.md"), *ROOT.glob("*.py"), *ROOT.glob("*.txt")):
        shutil.copy(path, WORK)
    settings = {
        "source_paths": ["src"],
        "only_mutate": [path.as_posix() for path in modules],
        "do_not_mutate_patterns": [r"^\s*raise "],  # how an error is worded is nobody's promise
        "also_copy": [path.name for path in WORK.iterdir() if path.name != "src"],
        "pytest_add_cli_args": [
            "-m",
            "not slow and not browser",
            "-p",
            "no:xdist",
            "--hypothesis-profile=few",
        ],
        "pytest_add_cli_args_test_selection": [path.as_posix() for path in tests],
    }
    lines = ["", "[tool.mutmut]", *(f"{key} = {json.dumps(value)}" for key, value in settings.items()), ""]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (WORK / "pyproject.toml").write_text(project + "\n".join(lines), encoding="utf-8")


def summary(codes: Iterable[int | None]) -> str:
    """A line of counts from the exit codes of a module's mutants.

    >>> summary([1, 1, 0, 33, None])
    '4 tried, 2 killed, 2 survived (1 of them in code that no test runs); 1 not tried'
    """
    number = Counter(codes)
    tried = number.total() - number[None]
    alive = number[SURVIVED] + number[UNTESTED]
    untested = f" ({number[UNTESTED]} of them in code that no test runs)" if number[UNTESTED] else ""
    rest = f"; {number[None]} not tried" if number[None] else ""
    return f"{tried} tried, {tried - alive} killed, {alive} survived{untested}{rest}"


def diff(module: Path, mutant: str) -> str:
    """What a mutant changes: the lines before and after, under the name of their function."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    with contextlib.chdir(WORK):
        lines = get_diff_for_mutant(mutant, path=module).splitlines()[3:]
    return "\n".join([f"{module}: {mutant}", *(line for line in lines if line[0] in "-+"), ""])


def main(arguments: Sequence[str]) -> int:
    """Try the mutants of the modules named and print the survivors; the exit code says whether there are any."""
    parser = argparse.ArgumentParser(prog="start.py mutants", description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "module", nargs="+", type=Path, help="a file like src/helpers/models/concentration.py"
    )
    parser.add_argument("--tests", nargs="+", type=Path, metavar="PATH", help="these tests, not the room's")
    parser.add_argument("--workers", default="1", help="how many are tried side by side (one)")
    options = parser.parse_args(arguments)
    for module in options.module:
        if module.parts[:2] != ("src", "helpers") or not (ROOT / module).is_file():
            parser.error(f"{module} is no module of src/helpers")
    prepare(options.module, options.tests or sorted({tests_of(module) for module in options.module}))
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", options.workers]
    env = os.environ | {"PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    code = subprocess.run(command, cwd=WORK, env=env, check=False, stdout=sys.stderr).returncode
    if code:
        return code
    alive = 0
    for module in options.module:
        notes = json.loads((WORK / "mutants" / f"{module}.meta").read_text(encoding="utf-8"))
        codes = notes["exit_code_by_key"]
        survivors = [mutant for mutant, exit_code in codes.items() if exit_code in (SURVIVED, UNTESTED)]
        for mutant in survivors:
            print(diff(module, mutant))
        print(f"{module}: {summary(codes.values())}\n", flush=True)
        alive += len(survivors)
    return int(alive > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
