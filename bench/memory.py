"""What one student costs a server: memory and processor of a JupyterLab with one, two and three lessons open.

Run: python bench/memory.py [rounds]      (needs Linux and a Chromium)
Aim: one lesson open at most 1.3 times a bare JupyterLab with a kernel that imported pandas and pyplot; idle
at most 0.02 of a core; a moved slider at most half a core, after its views were drawn at most a tenth.

Each round starts a bare JupyterLab and then one in which lessons 3, 4 and 6 are opened in a browser one
after the other, everything sealed is opened (`reveal`, which is the most a lesson can hold) and all cells
run. Memory is the sum over the server and its kernels of the proportional set size: pages that several
programs share count for each in its part, so on a machine where others use the same files it is a little
low. "Anonymous" is the part that can't be dropped and read again, which is what a container's limit must
hold; "peak" is the most seen while cells ran. A slider is held down for some seconds, six key presses a
second, first where Python must draw each view, then back over the same ones, which the browser holds.
"""

import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

import nbformat
import psutil
from measuring import ROOT, a_browser, rounds, tell, write_notebook

from tools.browser import run_notebook, running_lab

LESSONS = ["03_one_customer", "04_fuel_and_rails", "06_third_neighbours"]
PRESSES, PER_SECOND, REST = 40, 6, 20


def copy_opened(name, folder):
    """Copy a lesson with a first cell that opens what is sealed, without outputs."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    notebook.cells.insert(0, nbformat.v4.new_code_cell("from helpers import reveal\nreveal()"))
    nbformat.write(notebook, folder / f"{name}.ipynb")


def programs():
    """The server that this program started, with its kernels."""
    server = next(child for child in psutil.Process().children() if "jupyterlab" in child.cmdline())
    return [server, *server.children(recursive=True)]


def memory():
    """(proportional, anonymous) megabytes of the server and its kernels."""
    total, anonymous = 0, 0
    for program in programs():
        try:
            lines = Path(f"/proc/{program.pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
        except OSError:
            continue  # it ended a moment ago
        sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
        total += sizes["Pss"]
        anonymous += sizes["Pss_Anon"]
    return total, anonymous


def processor_seconds():
    """Seconds that the server and its kernels have had the processor."""
    return sum(sum(program.cpu_times()[:2]) for program in programs())


class Peak(threading.Thread):
    """Watches memory while cells run; `most` is the largest proportional size seen."""

    def __init__(self):
        super().__init__(daemon=True)
        self.most, self.done = 0, threading.Event()

    def run(self):
        while not self.done.wait(0.2):
            self.most = max(self.most, memory()[0])

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.join()


def share_of_core(work):
    """What part of one processor core the server and its kernels took while `work()` ran."""
    before, start = processor_seconds(), time.perf_counter()
    work()
    return (processor_seconds() - before) / (time.perf_counter() - start)


def press(page, key):
    """Hold a key down on the slider, slowly."""
    for _ in range(PRESSES):
        page.keyboard.press(key)
        page.wait_for_timeout(1000 / PER_SECOND)


def one_round(browser, folder):
    """{what: number} for one bare and one full server."""
    found = {}
    for kind in ("bare", "lessons"):
        home = Path(tempfile.mkdtemp(dir=folder))
        with running_lab(folder, home) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            if kind == "bare":
                found["server"], found["server, anonymous"] = memory()
                run_notebook(page, f"{address}/lab/tree/bare.ipynb")
                found["bare"], found["bare, anonymous"] = memory()
            else:
                with Peak() as peak:
                    for number, name in enumerate(LESSONS, start=1):
                        before = processor_seconds()
                        run_notebook(page, f"{address}/lab/tree/{name}.ipynb")
                        page.wait_for_timeout(1000)
                        found[f"{number} open, to run it"] = processor_seconds() - before
                        found[f"{number} open"], found[f"{number} open, anonymous"] = memory()
                        if number == 1:
                            found |= processor(page)
                found["peak with 3"] = peak.most
            page.close()
    return found


def processor(page):
    """The parts of a core that an idle lesson and a moved slider take."""
    slider = page.locator(".bg-chart input[type=range]").first
    slider.evaluate("node => node.scrollIntoView({block: 'center'})")
    rest = share_of_core(lambda: page.wait_for_timeout(1000 * REST))
    slider.focus()
    slider.press("Home")
    away = share_of_core(lambda: press(page, "ArrowRight"))
    back = share_of_core(lambda: press(page, "ArrowLeft"))
    page.evaluate("document.activeElement.blur()")
    return {"idle": rest, "slider, new views": away, "slider, known views": back}


def main():
    """Measure and print medians and ratios."""
    if not Path("/proc/self/smaps_rollup").exists():
        sys.exit("Memory is read from /proc/…/smaps_rollup, which only Linux has.")
    with a_browser() as (browser, folder):
        write_notebook(folder / "bare.ipynb", ["import pandas, matplotlib.pyplot"])
        for name in LESSONS:
            copy_opened(name, folder)
        results = [one_round(browser, folder) for _ in range(rounds(3))]
    report({key: median(result[key] for result in results) for key in results[0]})


def report(middle):
    """Print the numbers and whether the aims are met."""
    for key, value in middle.items():
        unit = "s of processor" if "to run" in key else "MB"
        unit = "of a core" if "idle" in key or "slider" in key else unit
        print(f"{key:24s} {value:8.{0 if unit == 'MB' else 3}f} {unit}")
    aims = [
        ("one lesson / bare", middle["1 open"] / middle["bare"], 1.3),
        ("three lessons / bare", middle["3 open"] / middle["bare"], 3.0),
        ("idle, of a core", middle["idle"], 0.02),
        ("slider, new views, of a core", middle["slider, new views"], 0.5),
        ("slider, known views, of a core", middle["slider, known views"], 0.1),
    ]
    for what, value, most in aims:
        tell(what, value, most)


if __name__ == "__main__":
    main()
