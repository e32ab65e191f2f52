"""How cost grows: a table ten times as long, a lesson of twenty charts, a class of 400 workbooks.

Run: python bench/slopes.py [rounds]     (1,000 phones: python bench/class_phones.py 1 1000 beside 1 300)
Aim: none grows faster than what it is made of: ten times the rows, four times the charts and eight times the workbooks
at most ten, four and eight times the seconds.

"rows" is one view of a chart that draws every row of a table, from values to SVG. "charts" is a kernel that runs so
many cells with a chart and a slider; its memory beside it. "workbooks" is a class report in a process of its own.
"""

import random
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median

import nbformat
import pandas as pd
import psutil
from class_report import full_workbook
from measuring import PATHS, ROOT, in_turn, rounds, tell
from waiting import Kernel

from helpers import load
from helpers.pictures import figures
from helpers.work import content

ROWS, CHARTS, WORKBOOKS = (1, 10), (5, 20), (50, 400)
CHART = 'explore(buyers, exports, office, year=years, start={{"year": {year}}})'


def lines(ax, table):
    """Every state of a table as a line over the years."""
    for name, rows in table.groupby("country"):
        ax.plot(rows.year, rows.cinc, label=name)
    figures.label(ax, "Every state", "Share of the world's capabilities", "Correlates of War")


def of_rows(tables: dict[int, pd.DataFrame], times: int) -> float:
    """Seconds to draw one view of a table so many times as long."""
    start = time.perf_counter()
    figures.draw_picture(lines, [tables[times]], {})
    return time.perf_counter() - start


def of_charts(many: int, cells: list[str]) -> tuple[float, float]:
    """(seconds, megabytes) of a kernel with so many charts, its start and imports left out."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        kernel = Kernel(folder)
        try:
            for cell in cells:
                kernel.run(cell)
            start = time.perf_counter()
            for number in range(many):
                kernel.run(CHART.format(year=2003 + number % 20))
            process = psutil.Process(kernel.manager.provisioner.pid)
            return time.perf_counter() - start, process.memory_info().rss / 2**20
        finally:
            kernel.stop()


def of_workbooks(folder: Path, many: int) -> float:
    """Seconds of a report from so many workbooks."""
    command = [sys.executable, ROOT / "classroom" / "report.py", folder, str(many), "--out", f"report-{many}"]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=PATHS)
    return time.perf_counter() - start


def say(what: str, sizes: tuple[int, int], found: dict[int, list[float]]) -> None:
    """Print seconds at both sizes, and how they grew beside how the sizes did."""
    few, many = sizes
    low, high = median(found[few]), median(found[many])
    print(f"{what:10s} {few}: {low:.3f} s, {many}: {high:.3f} s (worst {max(found[many]):.3f})")
    tell(f"{what}, grown by", high / low, many / few, ".1f")


def main() -> None:
    """Measure and print."""
    times, chance = rounds(5), random.Random(1)
    table = load("national_capabilities")
    tables = {
        many: pd.concat([table.assign(cinc=table.cinc + n / 100) for n in range(many)]).sort_values("year")
        for many in ROWS
    }
    say("rows", ROWS, in_turn({many: partial(of_rows, tables, many) for many in ROWS}, times))
    lesson = nbformat.read(ROOT / "notebooks" / "03_one_customer.ipynb", as_version=4)
    sources = [cell.source for cell in lesson.cells if cell.cell_type == "code"]
    first = ["from helpers import reveal\nreveal()", sources[0]]
    first += [source for source in sources if source.startswith(("book = ", "years = "))]
    charts = in_turn({many: partial(of_charts, many, first) for many in CHARTS}, times)
    say("charts", CHARTS, {many: [took for took, _ in rows] for many, rows in charts.items()})
    few, many = (median(size for _, size in charts[number]) for number in CHARTS)
    print(f"           {CHARTS[0]}: {few:.0f} MB, {CHARTS[1]}: {many:.0f} MB of the kernel")
    with tempfile.TemporaryDirectory(prefix="between-giants-") as home:
        for many in WORKBOOKS:
            for number in range(many):
                path = Path(home, str(many), f"Student {number}_submission", content.FILE_NAME)
                path.parent.mkdir(parents=True)
                path.write_text(content.written(full_workbook(chance)), encoding="utf-8", newline="\n")
        say(
            "workbooks",
            WORKBOOKS,
            in_turn({many: partial(of_workbooks, Path(home), many) for many in WORKBOOKS}, 1),
        )


if __name__ == "__main__":
    main()
