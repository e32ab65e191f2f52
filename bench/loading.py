"""`load` beside plain `pandas.read_csv` of the same files.

Run: python bench/loading.py [rounds]
Aim: an ordinary table in at most 10 ms, the roll calls (`un_votes`) in at most 150 ms at their first load; after
that, both come from the process's memory.

`load` checks the file's hash, gives each column its type and attaches the sources; `read_csv` does none of this.
Each round is a new process that loads every table once, then once more, and reads every file with pandas; the very
first `load` of a process also reads the package's description, and is told apart. "alone" is the processor's time
for the first load: what it takes on a machine with nothing else to do.
"""

import json
import os
import subprocess
import sys
from statistics import median

from measuring import ROOT, rounds, tell

ONE_ROUND = """
import io, json, random, sys, time
import pandas as pd
from helpers import load
pd.read_csv(io.StringIO("a,b\\nx,1\\n"))  # pandas' own first time
root, names = sys.argv[1], json.loads(sys.argv[2])

def ms(work, clock=time.perf_counter):
    start = clock()
    work()
    return 1000 * (clock() - start)

def first(name):
    alone = []
    return ms(lambda: alone.append(ms(lambda: load(name), time.process_time))), alone[0]

took = {"package": first("claims")}
for name in random.sample(names, len(names)):
    plain = lambda: ms(lambda: pd.read_csv(f"{root}/{name}.csv", encoding="utf-8", low_memory=False))
    if random.random() < 0.5:
        read, loaded = plain(), first(name)
    else:
        loaded, read = first(name), plain()
    took[name] = [*loaded, ms(lambda: load(name)), read]
print(json.dumps(took))
"""


def main():
    """Measure and print medians and ratios."""
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    names = [resource["name"] for resource in package["resources"] if resource["name"] != "claims"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", ONE_ROUND, str(ROOT / "data"), json.dumps(names)]
    took = {}
    for turn in range(-1, rounds(11)):
        done = subprocess.run(command, env=env, check=True, capture_output=True, text=True, encoding="utf-8")
        if turn >= 0:
            for name, numbers in json.loads(done.stdout).items():
                took.setdefault(name, []).append(numbers)
    middle = {name: [median(column) for column in zip(*rows, strict=True)] for name, rows in took.items()}
    very_first, alone = middle.pop("package")
    print(
        f"the very first load of a process, with the package's description: {very_first:.1f} ms, alone {alone:.1f}"
    )
    print(f"{'table':28s} first  alone  again  read_csv  first / read_csv")
    for name, (first, alone, again, plain) in sorted(middle.items(), key=lambda item: item[1][1]):
        print(f"{name:28s} {first:5.1f}  {alone:5.1f}  {again:5.1f}  {plain:8.1f}  {first / plain:8.2f}")
    first, alone, again, plain = middle.pop("un_votes")
    aims = [("un_votes, first", first, 150), ("un_votes, alone", alone, 150), ("un_votes, again", again, 150)]
    for column, what in enumerate(("first", "alone")):
        ordinary = {name: numbers[column] for name, numbers in middle.items()}
        slowest = max(ordinary, key=ordinary.get)
        aims += [
            (f"ordinary tables, {what}, median", median(ordinary.values()), 10),
            (f"slowest of them, {what} ({slowest})", ordinary[slowest], 10),
        ]
    for what, value, most in aims:
        tell(what, value, most, ".1f", " ms")
    print(f"un_votes, first / read_csv {first / plain:.2f}, again / read_csv {again / plain:.3f}")


if __name__ == "__main__":
    main()
