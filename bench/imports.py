"""Importing what a lesson imports at its start, beside `import pandas, matplotlib.pyplot, ipywidgets`.

Run: python bench/imports.py [rounds]
Aim: at most 1.2 times the time and 1.1 times the memory, for each lesson.

Each import runs in a process of its own, in changing order, after one round that fills the disk cache and doesn't
count. The time is that of the import statements alone, without Python's own start; it is given in the clock's
seconds and in processor seconds, which other programs on the machine disturb less. Memory is the most the process
ever held (Linux and macOS; elsewhere it is left out).
"""

import json
import os
import subprocess
import sys
from functools import partial
from statistics import median

import nbformat
from measuring import ROOT, in_turn, rounds, tell

from publishing.pages import lessons

PLAIN = "import pandas, matplotlib.pyplot, ipywidgets"
MEASURED = """
import time
wall, cpu = time.perf_counter(), time.process_time()
{statements}
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
try:
    import resource, sys
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
except ImportError:
    peak = None
print([wall, cpu, peak] if peak else [wall, cpu])
"""


def first_imports(path):
    """The first code cell of a lesson: its imports from helpers."""
    notebook = nbformat.read(path, as_version=4)
    return next(cell.source for cell in notebook.cells if cell.cell_type == "code")


def measure(statements):
    """[seconds, processor seconds, peak MB] of import statements in a new process; None where they fail."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", MEASURED.format(statements=statements)],
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return None if done.returncode else json.loads(done.stdout)


def main():
    """Measure and print medians and ratios."""
    cases = {"plain": PLAIN, **{path.stem: first_imports(path) for path in lessons()}}
    for name in [name for name in cases if measure(cases[name]) is None]:
        print(f"{name:22s} left out: its first cell stops")
        del cases[name]
    took = in_turn({name: partial(measure, case) for name, case in cases.items()}, rounds(15))
    middle = {
        name: [median(column) for column in zip(*results, strict=True)] for name, results in took.items()
    }
    for name, numbers in middle.items():
        words = [
            f"{number:8.3f} {unit}"
            for number, unit in zip(numbers, ("s", "s of processor", "MB"), strict=False)
        ]
        print(f"{name:22s} {'  '.join(words)}")
    for name in list(cases)[1:]:
        aims = (("time", 1.2), ("processor time", 1.2), ("memory", 1.1))
        for ours, plain, (what, most) in zip(middle[name], middle["plain"], aims, strict=False):
            tell(f"{name} {what}", ours / plain, most)


if __name__ == "__main__":
    main()
