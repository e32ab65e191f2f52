"""Every accident at every place: what a student sees then, and whether anything that was kept is lost.

`python3 start.py accidents` takes twenty minutes or more on two busy cores, and is no part of the tests:

- lessons: in a kernel, each cell that makes an answer is replaced by nothing, a syntax error, an exception, a huge
  number and markup; all cells run backwards, each twice, after a restart in the middle, and beside damaged tables;
- tables: each is damaged in twelve ways and loaded;
- kills: programs that keep predictions in one workbook, two or four at once, are killed while they write.

The last line says how much was tried, how often a sentence came, how often a traceback without one, and what was lost.
`--lessons 3 --kills 50` tries less; what went wrong is listed above the last line.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


from helpers.asking.slips import asks_for, makes
from helpers.errors import LessonError
from helpers.tables import load
from helpers.work import content
from helpers.work.workbook import Workbook
from tools.clean_copies import lesson_files
from tools.setting_up import prepare_kernels

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
FORKS = hasattr(os, "fork")
START: Any = multiprocessing.get_context("forkserver" if FORKS else "spawn")
PATIENCE = 180  # seconds for a cell, on a machine that is busy


@dataclass
class Count:
    """What has been tried so far; wrong: a line for each traceback without a sentence and each loss."""

    tried: int = 0
    sentences: int = 0
    tracebacks: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)

    def told(self, outcome: str, where: str, what: str = "") -> None:
        """Count one try: "quiet", "sentence" or "traceback"."""
        self.tried += 1
        self.sentences += outcome == "sentence"
        self.tracebacks += outcome == "traceback"
        if outcome == "traceback":
            self.wrong.append(
                f"traceback: {where}: {what.strip().splitlines()[-1][:200] if what.strip() else what}"
            )

    def gone(self, names: set[str], where: str) -> None:
        """Count what was kept and is no longer there."""
        self.lost += len(names)
        if names:
            self.wrong.append(f"lost: {where}: {', '.join(sorted(names))[:200]}")

    def __str__(self) -> str:
        return (
            f"{self.tried:,} tried: {self.sentences:,} sentences, {self.tracebacks:,} tracebacks without one, "
            f"{self.lost:,} lost."
        )


# --- lessons ----------------------------------------------------------------------------------------------------


def judged(messages: list[dict]) -> tuple[str, str]:
    """("quiet", "sentence" or "traceback", the text) of what a kernel sent while a cell ran."""
    outcome, said = "quiet", ""
    for message in messages:
        kind, told = message["msg_type"], message["content"]
        if kind == "error":
            lines = "\n".join(told["traceback"]).strip()
            if "\n" in lines or "Traceback" in lines or not lines.endswith((".", "?", "==", ")", "Ctrl+Z.")):
                return "traceback", lines
            outcome, said = "sentence", lines
        elif kind == "stream" and "Traceback (most recent call last)" in told["text"]:
            return "traceback", told["text"]
    return outcome, said


class Kernel:
    """A Python in which a lesson runs, with a workbook and tables of its own."""

    def __init__(self, lesson: Path, workbook: Path, data: Path = DATA):
        from jupyter_client.manager import KernelManager

        self.manager = KernelManager(kernel_name="python3")
        env = {
            **os.environ,
            "BETWEEN_GIANTS_WORKBOOK": str(workbook),
            "BETWEEN_GIANTS_DATA": str(data),
            "JPY_SESSION_NAME": str(lesson),
            "IPYTHONDIR": str(workbook.parent / "ipython"),
        }
        prepare_kernels(Path(env["IPYTHONDIR"]))
        self._given = {
            "env": env,
            "cwd": str(lesson.parent),
            "extra_arguments": ["--IPKernelApp.log_level=40"],
        }

    def __enter__(self) -> Kernel:
        self.manager.start_kernel(**self._given)
        self._connect()
        return self

    def __exit__(self, *problem: object) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def _connect(self) -> None:
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    def restart(self) -> None:
        """As by the button: all names are gone."""
        self.client.stop_channels()
        self.manager.restart_kernel(now=True)
        self._connect()

    def run(self, code: str) -> tuple[str, str]:
        """Run a cell; `judged`."""
        messages: list[dict] = []
        try:
            self.client.execute_interactive(
                code, allow_stdin=False, output_hook=messages.append, timeout=PATIENCE
            )
        except Exception as problem:
            return "traceback", f"the kernel gave no answer: {problem!r}"
        return judged(messages)


def cells_of(lesson: Path) -> list[str]:
    """The code cells of a lesson."""
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def checked(cell: str) -> list[str]:
    """The ids that a cell hands to `check`."""
    calls = [node for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Call)]
    named = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "check"]
    return [str(node.args[0].value) for node in named if node.args and isinstance(node.args[0], ast.Constant)]


def exercises(cells: list[str]) -> Iterator[tuple[int, list[int]]]:
    """(place of a cell that makes an answer, places of the cells that check it), in order."""
    for place, cell in enumerate(cells):
        made = makes(cell)
        later = [
            other
            for other in range(place, len(cells))
            for id in checked(cells[other])
            if other == place or made & (asks_for(cells[other], id) - makes(cells[other]))
        ]
        if later:
            yield place, later


def spoiled(cell: str) -> dict[str, str]:
    """{what happened to it: the cell then}; what it checks is checked all the same."""
    names, ids = sorted(makes(cell)), checked(cell)
    value = {
        "an exception": "1 / 0",
        "a huge number": "10 ** 400",
        "a number of a hundred thousand digits": "10 ** 100_000",
        "markup": "<b>5</b>",
        "markup as a text": "'<img src=x onerror=alert(1)>'",
        "nan": "float('nan')",
        "a syntax error": "(1 +",
    }
    made = {"nothing": ""}
    for what, given in value.items():
        lines = [f"{name} = {given}" for name in names]
        lines += [f"check({id!r}, {given if not names else names[0]})" for id in ids]
        made[what] = "\n".join(lines)
    return made


def kept(path: Path) -> set[str]:
    """The names of what a workbook's file holds."""
    workbook = content.read(path.read_bytes(), content.LARGEST_FILE)
    return {f"{section} {key}" for section in content.SECTIONS for key in workbook[section]}


def in_lesson(lesson: Path, count: Count, data: Path) -> None:
    """All accidents of one lesson; data: the folder of tables, some of them damaged."""
    cells = cells_of(lesson)
    first, rest = cells[0], cells[1:]
    reveal = "from helpers import reveal\nreveal()"

    def go(name: str, accident: Callable[[Kernel, Callable], None], **more: Any) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "workbook.json")
            mine = Workbook(path)
            mine.keep_prediction("3.before", 1, 80, "kept before")
            mine.note("before", "kept before")
            with Kernel(lesson, path, **more) as kernel:

                def run(cell: str, what: str = "") -> None:
                    outcome, said = kernel.run(cell)
                    line = next((one for one in cell.splitlines() if one.strip()), "an empty cell")
                    count.told(outcome, f"{lesson.stem}, {name}{what}, {line[:60]}", said)

                accident(kernel, run)
            count.gone({"predictions 3.before", "notes before"} - kept(path), f"{lesson.stem}, {name}")

    def spoil(kernel: Kernel, run: Callable) -> None:
        run(first)
        kernel.run(reveal)
        waiting = dict(exercises(cells))
        for place, cell in enumerate(cells):
            for what, spoilt in spoiled(cell).items() if place in waiting else ():
                run(spoilt, f" {what}")
                for later in waiting[place]:
                    if later != place:
                        run(cells[later], f" after {what}")
            run(cell)

    def backwards(kernel: Kernel, run: Callable) -> None:
        run(first)
        for cell in reversed(rest):
            run(cell)

    def twice(kernel: Kernel, run: Callable) -> None:
        for cell in cells:
            run(cell)
            run(cell)

    def restart(kernel: Kernel, run: Callable) -> None:
        half = len(cells) // 2
        for cell in cells[:half]:
            run(cell)
        kernel.restart()
        run(cells[half], " without the first cell")
        run(first)
        for cell in cells[half:]:
            run(cell)

    def beside(kernel: Kernel, run: Callable) -> None:
        for cell in cells:
            run(cell)

    go("replaced by", spoil)
    go("backwards", backwards)
    go("twice", twice)
    go("after a restart", restart)
    go("beside damaged tables", beside, data=data)


# --- tables -----------------------------------------------------------------------------------------------------


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda whole: b"".join(change(whole.splitlines(keepends=True)))


def _cells(change: Callable[[list[str]], list[str]]) -> Callable[[bytes], bytes]:
    """A change of each row's cells, as somebody makes it who knows no quotation marks."""
    return _lines(
        lambda lines: [
            ",".join(change(one.decode().rstrip("\n").split(","))).encode() + b"\n" for one in lines
        ]
    )


DAMAGE: dict[str, Callable[[bytes], bytes | None]] = {
    "cut short": lambda whole: whole[: len(whole) * 2 // 3],
    "empty": lambda whole: b"",
    "in another encoding": lambda whole: whole.decode().encode("utf-16"),
    "a column less": _cells(lambda cells: cells[:-1]),
    "a mark at its beginning": lambda whole: b"\xef\xbb\xbf" + whole,
    "columns changed about": _cells(lambda cells: [*cells[1:], cells[0]]),
    "another kind of file": lambda whole: b"PK\x03\x04" + bytes(range(256)) * 40,
    "the header alone": _lines(lambda lines: lines[:1]),
    "rows twice": _lines(lambda lines: [*lines, *lines[1:]]),
    "no numbers": _cells(lambda cells: ["n/a" if one.replace(".", "").isdigit() else one for one in cells]),
    "other line ends": lambda whole: whole.replace(b"\n", b"\r\n"),
    "missing": lambda whole: None,
}
HARMLESS = {"other line ends"}  # a checkout on Windows makes them; the table is the published one


def damage(path: Path, how: str) -> None:
    """Damage one file."""
    changed = DAMAGE[how](path.read_bytes())
    if changed is None:
        path.unlink()
    else:
        path.write_bytes(changed)


def in_tables(folder: Path, count: Count, load: Callable[[str], Any] = load) -> None:
    """Damage each table of a folder in every way, load it, and put it right again."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        path = folder / resource["path"]
        whole = path.read_bytes()
        for how in DAMAGE:
            damage(path, how)
            changed = not path.exists() or path.read_bytes().replace(b"\r\n", b"\n") != whole
            outcome, said = "quiet", ""
            try:
                rows = load(resource["name"])
                if changed:
                    outcome, said = (
                        "traceback",
                        f"a damaged table was read as if it were whole, {len(rows)} rows",
                    )
            except LessonError as problem:
                outcome, said = "sentence", str(problem)
                if how in HARMLESS:
                    outcome, said = "traceback", f"refused: {said}"
            except Exception as problem:
                outcome, said = "traceback", repr(problem)
            count.told(outcome, f"{resource['name']}, {how}", said)
            path.write_bytes(whole)


# --- kills ------------------------------------------------------------------------------------------------------


def write(path: Path, name: str, tell: Connection) -> None:
    """Keep predictions without end, and tell of each that it is kept."""
    mine, number = Workbook(path), 0
    while True:
        key = f"3.{name}_{number}"
        mine.keep_prediction(key, number)
        if mine.trouble is None:
            tell.send(f"predictions {key}")
        number += 1


class Writer:
    """A program that writes, and what it said it has kept."""

    def __init__(self, path: Path, name: str, work: Callable[[Path, str, Connection], None] = write):
        self.said, tell = multiprocessing.Pipe(duplex=False)
        self.process = START.Process(target=work, args=(path, name, tell), daemon=True)
        self.process.start()
        tell.close()

    def kill(self) -> set[str]:
        """Kill it once it has said something; returns what it said."""
        found = set()
        with contextlib.suppress(EOFError, OSError):
            found.add(self.said.recv())
            self.process.kill()
            while True:
                found.add(self.said.recv())
        self.process.join()
        return found


def in_writing(kills: int, count: Count, work: Callable = write) -> None:
    """Kill writers at any moment, two and four at once, fifty to a workbook."""
    if FORKS:
        START.set_forkserver_preload(["tools.accidents"])
    chance = random.Random(0)
    for begin in range(0, kills, 50):
        with tempfile.TemporaryDirectory() as folder:
            path, said = Path(folder, "workbook.json"), set()
            Workbook(path).keep_prediction("3.before", 0)
            at_once = 2 if begin // 50 % 2 == 0 else 4
            writers = [Writer(path, f"{begin}_{number}", work) for number in range(at_once)]
            for number in range(begin, min(begin + 50, kills)):
                time.sleep(chance.uniform(0, 0.04))
                place = chance.randrange(at_once)
                said |= writers[place].kill()
                try:
                    kept(path)
                except (ValueError, OSError) as problem:
                    count.gone({f"the file: {problem}"}, f"kill {number}")
                count.told("quiet", f"kill {number}")
                writers[place] = Writer(path, f"{number}_again", work)
            for writer in writers:
                said |= writer.kill()
            Workbook(path).note("after", "x")
            count.gone(({"predictions 3.before"} | said) - kept(path), f"kills {begin} to {number}")
            left = {one.name for one in path.parent.iterdir()} - {path.name, f"{path.name}.lock"}
            count.gone({f"left behind: {one}" for one in left}, f"kills {begin} to {number}")


# --- the command ------------------------------------------------------------------------------------------------


def main() -> int:
    """Carry out the command line; returns 0 where no traceback came without a sentence and nothing was lost."""
    parser = argparse.ArgumentParser(prog="start.py accidents", description=__doc__.splitlines()[0])
    parser.add_argument("--lessons", type=int, nargs="*", help="numbers of lessons; all where none is given")
    parser.add_argument("--kills", type=int, default=1000, help="how many writers are killed")
    parser.add_argument("--no-tables", action="store_true", help="leave the tables out")
    given = parser.parse_args()
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        shutil.copytree(DATA, data)
        if not given.no_tables:
            os.environ["BETWEEN_GIANTS_DATA"] = str(data)
            in_tables(data, count)
            del os.environ["BETWEEN_GIANTS_DATA"]
            print(f"after the tables: {count}", flush=True)
        in_writing(given.kills, count)
        print(f"after the kills: {count}", flush=True)
        for number, path in enumerate(sorted(data.glob("*.csv"))):
            damage(path, list(DAMAGE)[number % len(DAMAGE)])
        for lesson in lesson_files():
            if given.lessons is None or int(lesson.name[:2]) in given.lessons:
                in_lesson(lesson, count, data)
                print(f"after {lesson.stem}: {count}", flush=True)
    for line in count.wrong:
        print(line)
    print(count)
    return 1 if count.tracebacks or count.lost else 0


if __name__ == "__main__":
    sys.exit(main())
