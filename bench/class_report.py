"""A class report from full workbooks beside only loading the same files with `json`.

Run: python bench/class_report.py [rounds]
Aim: 300 full workbooks in at most 10 s of the processor, 1,000 in at most 30 s, from the command to the written
report.

A full workbook holds every prediction, every check with three tries, every quiz question with two, every verdict at
the door and at the end with a reason, and the decision room. "read" is finding, reading, checking and coding the
students; "report" is the whole program in a process of its own, with its imports; "json" is `json.loads` of each
file's text. Seconds are told by the clock, and in brackets of the processor: what it takes on a machine with nothing
else to do.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from functools import partial
from pathlib import Path
from statistics import median

from measuring import PATHS, ROOT, in_turn, rounds, tell

from classroom import handed_in
from helpers import registry
from helpers.asking.claims import VERDICTS
from helpers.asking.predict import Choice
from helpers.lessons.decision_room import options
from helpers.work import content

CLASSES = {300: 10, 1000: 30}
REASON = "Because the neighbours buy what is near, and the rails lead only two ways."


def full_workbook(chance: random.Random) -> dict:
    """A workbook in which everything is kept, with values drawn by chance."""
    book = content.empty()
    book["student"] = str(uuid.UUID(int=chance.getrandbits(128)))
    book["since"] = "2026-09-01T08:00:00.000000Z"
    clock = iter(range(1_000_000))

    def at():
        second = next(clock)
        return f"2026-09-01T{9 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}.123456Z"

    def sure():
        return chance.choice([None, 50, 60, 70, 80, 90, 100])

    def answered(values, right):
        tries = [{"value": value, "right": right and right(value), "at": at()} for value in values]
        return {**tries[-1], "tries": tries}

    for lesson in registry.LESSONS:
        for id, item in registry.collection("PREDICTIONS", lesson).items():
            value = (
                chance.randrange(len(item.options))
                if isinstance(item, Choice)
                else round(chance.uniform(item.low, item.high))
            )
            book["predictions"][id] = {"value": value, "confidence": sure(), "reason": REASON, "at": at()}
        for id in registry.collection("CHECKS", lesson):
            values = [chance.choice([0.5, 92.0, 17.25]), chance.uniform(0, 100), 41.5]
            book["answers"][id] = answered(values, lambda value: value == 41.5)
        for id, question in registry.collection("QUIZ", lesson).items():
            chosen = [chance.randrange(len(question.options)) for _ in range(2)]
            book["quiz"][id] = answered(chosen, lambda value: value == 0)
    for claim in registry.tables()("claims").claim_id:
        stages = [
            {
                "stage": stage,
                "value": chance.choice(list(VERDICTS)),
                "confidence": sure(),
                "reason": REASON,
                "at": at(),
            }
            for stage in ("first", "last")
        ]
        book["verdicts"][claim] = {"first": stages[0], "last": stages[1], "history": stages}
    for criterion in options.CRITERIA:
        scores = [chance.choice(list(options.SCALE)) for _ in options.OPTIONS]
        book["answers"][options.score_id(criterion)] = answered([scores], None)
    book["answers"][options.WEIGHTS] = answered([[chance.randint(0, 10) for _ in options.CRITERIA]], None)
    return content.checked(book)


def seconds(work) -> tuple[float, float]:
    """How long a piece of work takes, by the clock and of the processor, with the processes that it starts."""
    start, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    return time.perf_counter() - start, sum(after[:4]) - sum(before[:4])


def main():
    """Measure and print medians and ratios."""
    chance = random.Random(1)
    for students, most in CLASSES.items():
        with tempfile.TemporaryDirectory(prefix="between-giants-") as home:
            folder = Path(home, "class")
            for number in range(students):
                path = folder / f"Student {number}_submission" / content.FILE_NAME
                path.parent.mkdir(parents=True)
                path.write_text(content.written(full_workbook(chance)), encoding="utf-8", newline="\n")
            files = sorted(folder.rglob("*.json"))
            command = [sys.executable, ROOT / "classroom" / "report.py", home, "class", "--out", "report"]
            work = {
                "json": lambda files=files: [json.loads(path.read_text(encoding="utf-8")) for path in files],
                "read": lambda folder=folder: handed_in.read_folder(folder),
                "report": lambda command=command: subprocess.run(
                    command, check=True, stdout=subprocess.DEVNULL, env=PATHS
                ),
            }
            took = in_turn({name: partial(seconds, one) for name, one in work.items()}, rounds(5))
            clock, alone = (
                {name: median(one[column] for one in spent) for name, spent in took.items()}
                for column in (0, 1)
            )
            size = sum(path.stat().st_size for path in files) / students
            page = Path(home, "report", "report.html").stat().st_size
        print(f"{students} workbooks of {size / 1000:.0f} KB, page of {page / 1000:.0f} KB")
        for name in work:
            print(
                f"  {name:6s} {clock[name]:6.2f} s ({alone[name]:.2f}), {clock[name] / clock['json']:5.1f} times json "
                f"({alone[name] / alone['json']:.1f})"
            )
        tell("  report, of the processor", alone["report"], most, ".1f", " s")


if __name__ == "__main__":
    main()
