"""A class report from a folder of students' workbooks: one HTML page and CSV tables.

Run as `python3 start.py report FOLDER [--names] [--lesson 3] [--since 2026-10-01] [--until DAY] [--votes FILE]
[--out FOLDER]`.
Workbooks are found and read by handed_in.py, cut by limits.py and made one long table by kept.py, beside the table of
items.py; tally.py counts it item by item, overview.py over all items, before_after.py the questions before and after,
roads.py the roads of lesson 7; voted.py reads the counts of votes in class, which stand beside; page.py and tables.py
write what was counted.

Names are left out unless asked for: students are told apart by a code made from the random number in their workbook,
and texts that they wrote stay out, except answers to checks that several students gave alike.
"""

import argparse
import contextlib
import datetime
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from classroom import handed_in, overview
from classroom.items import all_items
from classroom.kept import long_table
from classroom.limits import DECISIONS, ROADS, Limits
from classroom.page import OURS, figures, filled
from classroom.roads import roads
from classroom.tables import TABLES, csv_tables
from classroom.voted import Unread, votes
from helpers import registry
from helpers.errors import LessonError
from helpers.words import how_many
from tools.setting_up import Stop

ROOT = Path(__file__).resolve().parent.parent

PAGE, FIGURES = "report.html", "figures.html"


# --- writing -------------------------------------------------------------------------------------------------------


def check_output(out: Path, folder: Path, told: bool) -> None:
    """`out` may hold a report: a new or empty folder, or one with a report of ours; else Stop."""
    if not told and out.resolve().is_relative_to(folder.resolve()):
        raise Stop(f"The report would land inside {folder}: say with --out where it should go.")
    if out.exists() and not out.is_dir():
        raise Stop(f"{out} is a file: name a folder with --out.")
    if out.is_dir() and any(out.iterdir()) and not is_ours(out / PAGE):
        raise Stop(f"{out} holds other things and no report of ours: name a new or empty folder with --out.")


def is_ours(path: Path) -> bool:
    """Whether a file is a page that this program wrote."""
    try:
        with open(path, "rb") as file:
            return OURS.encode() in file.read(1_000)
    except OSError:
        return False


def write(out: Path, texts: dict[str, str]) -> None:
    """Write the files of a report in place of the last one's; what an earlier one left with names in it goes."""
    out.mkdir(parents=True, exist_ok=True)
    for name in {PAGE, FIGURES, *TABLES} - set(texts):
        (out / name).unlink(missing_ok=True)
    page_first = sorted(texts.items(), key=lambda one: one[0] != PAGE)  # the page marks the folder as ours
    for name, text in page_first:
        handle, half = tempfile.mkstemp(prefix=".report-", dir=out)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(half, 0o644)
            os.replace(half, out / name)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise


# --- the command ---------------------------------------------------------------------------------------------------


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Stop(
            f"That could not be read ({message}): python3 start.py report FOLDER [--names] [--lesson 3] "
            "[--since 2026-10-01] [--until 2026-10-31] [--votes FILE] [--out FOLDER]"
        )


@contextlib.contextmanager
def in_a_sentence(what: str) -> Iterator[None]:
    """End what can't go on with Stop and one sentence; what: what could not be done where the disk refuses."""
    try:
        yield
    except (handed_in.TooMuch, LessonError, Unread) as problem:
        raise Stop(str(problem)) from None
    except OSError as problem:
        raise Stop(f"{what}: {problem.strerror or problem}.") from None


def report(folder: Path, out: Path | None, names: bool, limits: Limits, files: Sequence[Path] = ()) -> str:
    """Make the report of a folder in `out` (work/report where None); what to tell the reader, or Stop is raised.

    files: with the counts of votes in class.
    """
    if not folder.exists():
        raise Stop(f"There is no folder {folder}.")
    if not folder.is_dir():
        raise Stop(f"{folder} is a file: put it into a folder of its own and name that folder.")
    target = out or ROOT / "work" / "report"
    with in_a_sentence(f"The report could not be written to {target}"):
        check_output(target, folder, told=out is not None)
    with in_a_sentence(f"{folder} could not be read"):
        found = handed_in.read_folder(folder)
    if not found.students and not files:
        why = "; ".join(
            f"{how_many(number, 'file')}: {reason}" for reason, number in handed_in.reasons(found.skipped)[:3]
        )
        raise Stop(
            f"There is no workbook with anything kept in {folder}"
            + (f" ({why})." if why else ": workbooks are .json files, also inside .zip files.")
        )
    for student in found.students:
        student.workbook = limits.within(student.workbook)
    asked = all_items(list(filter(limits.about, registry.LESSONS)))
    table = long_table(found.students, asked)
    with in_a_sentence("The counts of votes could not be read"):
        voted = votes(files, asked)
    made = overview.decisions(found.students if limits.about(DECISIONS) else [])
    taken = roads(found.students if limits.about(ROADS) else [])
    counted = (asked, table, overview.progress(table), made, taken, names)
    texts = {PAGE: filled(found, *counted, limits, voted), FIGURES: figures(asked, table, limits)}
    texts |= csv_tables(found.students, *counted)
    with in_a_sentence(f"The report could not be written to {target}"):
        write(target, texts)
    said = f"{how_many(len(found.students), 'student')}, {how_many(found.read, 'workbook')} read"
    if found.skipped:
        said += f", {how_many(len(found.skipped), 'file')} skipped" + (
            "" if names else " (--names says which)"
        )
    return f"{said}. The report: {target / PAGE}"


def day(text: str) -> datetime.date:
    """A day as it was typed, 2026-10-01; the parser says what is wrong with another."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day like 2026-10-01") from None


def main(arguments: list[str]) -> int:
    """Carry out the command. arguments: the folder that paths are relative to, then what the reader typed."""
    here, *typed = arguments
    parser = Parser(prog="start.py report", description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument(
        "folder", type=Path, help="the folder with the workbooks (*.json, also in sub-folders and ZIPs)"
    )
    parser.add_argument("--names", action="store_true", help="with file names and what students wrote")
    parser.add_argument("--lesson", type=int, choices=list(registry.LESSONS), help="only this lesson")
    parser.add_argument("--since", type=day, help="only what was kept on this day or later, 2026-10-01")
    parser.add_argument("--until", type=day, help="only what was kept on this day or before")
    parser.add_argument(
        "--votes",
        type=Path,
        action="append",
        default=[],
        help="counts of votes in class, as the wall saved them",
    )
    parser.add_argument("--out", type=Path, help="where the report goes (default: work/report)")
    try:
        wanted = parser.parse_args(typed)
        out = wanted.out and Path(here, wanted.out.expanduser())
        files = [Path(here, one.expanduser()) for one in wanted.votes]
        limits = Limits(wanted.lesson, wanted.since, wanted.until)
        print(report(Path(here, wanted.folder.expanduser()), out, wanted.names, limits, files))
    except Stop as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
