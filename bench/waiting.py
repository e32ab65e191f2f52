"""What a student waits for, beside a bare JupyterLab with pandas and matplotlib.

Run: python bench/waiting.py [rounds]
Aim: each at most 1.3 times the plain way.

start       from `start.py` (set up before) or `jupyter lab` to a server that answers
first cell  from starting a kernel to a lesson's first cell done: its imports and a table, beside pandas and pyplot and
            the same table by `read_csv`
first chart from there to the first chart: lesson 3's buyers with a slider, beside the same shares as a pyplot figure
lesson      all cells of lesson 3, everything opened; the plain way draws as many pyplot figures as it has charts
keep        from pressing Keep to the last of what it opens: no plain way has it, so its seconds stand alone
The kernels are asked over their own sockets: a browser's part is not in it (bench/key_press.py has that).
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from statistics import median

import nbformat
from jupyter_client.manager import start_new_kernel
from measuring import PATHS, ROOT, in_turn, rounds, tell

LESSON = ROOT / "notebooks" / "03_one_customer.ipynb"
KEPT = "3.china_1991"
FIRST = """
import pandas as pd
import matplotlib.pyplot as plt
book = pd.read_csv(r"{folder}/trade_partners.csv")
"""
CHART = """
rows = book[(book.flow == "export") & (book.year == 2023)].sort_values("share_percent")
fig, ax = plt.subplots(figsize=(8, 4.5))
ax.barh(rows.partner, rows.share_percent)
ax.set_title("Who bought in 2023?")
plt.show()
"""


def until_it_answers(command: list) -> float:
    """Seconds from a command to a server that answers on the port that ends the command."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begun = time.perf_counter()
    program = subprocess.Popen(
        [*map(str, command), "--no-browser", "--ServerApp.token=", f"--port={port}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.perf_counter() - begun < 120:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5).close()
                return time.perf_counter() - begun
            except OSError:
                time.sleep(0.02)
        sys.exit(f"{command} did not answer within two minutes.")
    finally:
        os.killpg(program.pid, 15)
        program.wait()


class Kernel:
    """A kernel that tells how long a cell takes."""

    def __init__(self, folder: str):
        environment = {
            **PATHS,
            "BETWEEN_GIANTS_WORKBOOK": f"{folder}/workbook.json",
            "IPYTHONDIR": folder,
        }
        self.begun = time.perf_counter()
        self.manager, self.client = start_new_kernel(
            env=environment, cwd=str(LESSON.parent), stderr=subprocess.DEVNULL
        )
        self.widgets: dict[str, dict] = {}

    def run(self, code: str) -> float:
        """Run a cell; seconds until Python is idle again."""
        start = time.perf_counter()
        self.wait(self.client.execute(code, store_history=False))
        return time.perf_counter() - start

    def wait(self, id: str) -> None:
        """Until the work that this message asked for is done; notes the widgets that are made meanwhile."""
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["msg_type"] == "comm_open":
                self.widgets[message["content"]["comm_id"]] = message["content"]["data"].get("state", {})
            if (
                message["parent_header"].get("msg_id") == id
                and message["content"].get("execution_state") == "idle"
            ):
                return

    def keep(self) -> float:
        """Keep the first prediction of lesson 3; seconds until all that it opens is there."""
        form = next(name for name, state in self.widgets.items() if KEPT in state.get("state", {}))
        fieldset = self.widgets[form]["spec"]["fieldsets"][0]
        drawing = next(one for one in fieldset["controls"] if one["name"] == "value")
        values = {KEPT: {"value": [10] * len(drawing["years"]), "confidence": 60, "reason": "why"}}
        content = {"kind": "act", "n": 1, "action": "keep", "id": KEPT, "values": values}
        data = {"method": "custom", "content": content}
        message = self.client.session.msg("comm_msg", {"comm_id": form, "data": data})
        start = time.perf_counter()
        self.client.shell_channel.send(message)
        self.wait(message["header"]["msg_id"])
        self.run("")  # what opens after the answer comes before the next cell
        return time.perf_counter() - start

    def stop(self) -> None:
        """End it."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def ours() -> dict[str, float]:
    """{what: seconds} for the lesson."""
    cells = [cell.source for cell in nbformat.read(LESSON, as_version=4).cells if cell.cell_type == "code"]
    charts = next(n for n, cell in enumerate(cells) if "explore(" in cell and "import" not in cell)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        kernel = Kernel(folder)
        try:
            kernel.run(cells[0])
            found = {"first cell": time.perf_counter() - kernel.begun}
            found["first chart"] = sum(map(kernel.run, cells[1 : charts + 1]))
            found["keep"] = kernel.keep()
        finally:
            kernel.stop()
        whole = Kernel(folder + "/other")
        try:
            begun = whole.begun
            for cell in ["from helpers import reveal\nreveal()", *cells]:
                whole.run(cell)
            found["lesson"] = time.perf_counter() - begun
            found["charts"] = sum(bool(state.get("picture")) for state in whole.widgets.values())
        finally:
            whole.stop()
    return found


def plain(charts: int) -> dict[str, float]:
    """{what: seconds} for a notebook of pandas and pyplot with so many figures."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        kernel = Kernel(folder)
        try:
            kernel.run(FIRST.format(folder=ROOT / "data"))
            found = {"first cell": time.perf_counter() - kernel.begun, "first chart": kernel.run(CHART)}
            for _ in range(charts - 1):
                kernel.run(CHART)
            found["lesson"] = time.perf_counter() - kernel.begun
        finally:
            kernel.stop()
    return found


def main() -> None:
    """Measure in turn, print medians, the worst and ratios."""
    many = ours()["charts"]
    tasks = {
        "ours": lambda: ours() | {"start": until_it_answers([sys.executable, ROOT / "start.py"])},
        "plain": lambda: (
            plain(int(many))
            | {"start": until_it_answers([sys.executable, "-m", "jupyterlab", "--allow-root"])}
        ),
    }
    found = in_turn(tasks, rounds(5))
    took = {side: {what: [one[what] for one in rows] for what in rows[0]} for side, rows in found.items()}
    for what in ("start", "first cell", "first chart", "lesson"):
        mine, theirs = took["ours"][what], took["plain"][what]
        print(
            f"{what:12s} {median(mine):6.2f} s (worst {max(mine):.2f}), plain {median(theirs):6.2f} s "
            f"(worst {max(theirs):.2f})"
        )
        tell(what, median(mine) / median(theirs), 1.3)
    print(f"keep         {median(took['ours']['keep']):6.2f} s (worst {max(took['ours']['keep']):.2f})")


if __name__ == "__main__":
    main()
