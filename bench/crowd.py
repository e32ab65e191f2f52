"""How long a student waits when many on one machine move sliders at once, and where that breaks.

Run: python bench/crowd.py [students …]     (8 16 24 40; needs some 150 MB for each)
Aim: a new view within one second and an answer kept within half a second at the 95th percentile, with 8 students on two
cores.

Every student has a kernel of their own in which all of lesson 3 has run, as on a hub. For half a minute each jumps to a
view that wasn't drawn yet, looks at it for one to three seconds, in which the browser asks for views around it, one
after the other and at most 64 a chart, and jumps again; in the end each keeps a prediction within ten seconds. Times
are those from the message that the browser sends to the answer that it gets, over the kernels' own sockets: a server
between the two and the browser's part are not in them. A view that the browser holds asks nothing of the machine, so it
is as fast with 40 students as with one.
"""

import asyncio
import contextlib
import itertools
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median, quantiles

import nbformat
import psutil
from jupyter_client.manager import AsyncKernelManager
from measuring import PATHS, ROOT, tell

LESSON = ROOT / "notebooks" / "03_one_customer.ipynb"
SECONDS, AT_REST = 30, (1.0, 3.0)
MOST_AHEAD = 64  # as in explore.js
PREDICTION = "0.area_place"
AIMS = {"a new view": 1.0, "an answer kept": 0.5}


class Student:
    """One kernel, and the widgets that a browser would show."""

    def __init__(self, folder: Path):
        self.manager = AsyncKernelManager()
        self.folder, self.widgets, self.waiting = folder, {}, {}

    async def arrive(self) -> None:
        """Start a kernel and run the lesson with everything opened."""
        environment = {
            **PATHS,
            "BETWEEN_GIANTS_WORKBOOK": str(self.folder / "workbook.json"),
            "IPYTHONDIR": str(self.folder),
        }
        await self.manager.start_kernel(env=environment, cwd=str(LESSON.parent), stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        await self.client.wait_for_ready(timeout=300)
        self.listener = asyncio.create_task(self.listen())
        cells = [
            cell.source for cell in nbformat.read(LESSON, as_version=4).cells if cell.cell_type == "code"
        ]
        for cell in ["from helpers import reveal\nreveal()", *cells, f'predict("{PREDICTION}")']:
            await self.run(cell)

    async def run(self, code: str) -> None:
        """Run a cell and wait until Python is idle again."""
        await self.reply(self.client.execute(code, store_history=False))

    def reply(self, key: str) -> asyncio.Future:
        """What comes true when this message's work is done, or this widget has spoken."""
        self.waiting[key] = asyncio.get_running_loop().create_future()
        return self.waiting[key]

    async def listen(self) -> None:
        """Note the widgets that are made, and who is waited for."""
        while True:
            message = await self.client.get_iopub_msg(timeout=None)
            kind, content = message["msg_type"], message["content"]
            if kind == "comm_open":
                self.widgets[content["comm_id"]] = content["data"].get("state", {})
            elif kind == "comm_msg" and content["data"].get("method") == "custom":
                self.done(content["comm_id"])
            elif kind == "status" and content["execution_state"] == "idle":
                self.done(message["parent_header"].get("msg_id"))

    def done(self, key: str | None) -> None:
        """Whoever waits for this goes on."""
        if (waiting := self.waiting.pop(key, None)) and not waiting.done():
            waiting.set_result(None)

    async def ask(self, widget: str, content: dict) -> float:
        """Seconds from a message to a widget to its answer."""
        data = {"method": "custom", "content": content}
        message = self.client.session.msg("comm_msg", {"comm_id": widget, "data": data})
        answer = self.reply(widget)
        start = time.perf_counter()
        self.client.shell_channel.send(message)
        await asyncio.wait_for(answer, 120)
        return time.perf_counter() - start

    async def move(self) -> list[float]:
        """Move the lesson's sliders again and again, with views drawn ahead meanwhile; the seconds of each jump."""
        charts = {name: state["controls"] for name, state in self.widgets.items() if state.get("controls")}
        views = [
            (name, ",".join(map(str, at)))
            for name, controls in charts.items()
            for at in itertools.product(*(range(len(one["options"])) for one in controls))
        ]
        chance, took, ahead = random.Random(str(self.folder)), [], Counter()
        chance.shuffle(views)
        end = time.perf_counter() + SECONDS
        while views and time.perf_counter() < end:
            name, view = views.pop()
            wished = time.perf_counter()
            around = [one for one in views if one[0] == name]
            if took:
                wished += chance.uniform(*AT_REST)
                while time.perf_counter() < wished and around and ahead[name] < MOST_AHEAD:
                    views.remove(one := around.pop())
                    ahead[name] += 1
                    await self.ask(name, {"want": one[1]})
                await asyncio.sleep(wished - time.perf_counter())
            await self.ask(name, {"want": view})
            took.append(time.perf_counter() - wished)
        return took

    async def keep(self) -> list[float]:
        """Keep a prediction at some moment within ten seconds."""
        form = next(name for name, state in self.widgets.items() if PREDICTION in state.get("state", {}))
        await asyncio.sleep(random.uniform(0, 10))
        values = {PREDICTION: {"value": 100, "confidence": 60, "reason": "why"}}
        return [
            await self.ask(
                form, {"kind": "act", "n": 1, "action": "keep", "id": PREDICTION, "values": values}
            )
        ]

    async def leave(self) -> None:
        """Stop the kernel."""
        self.listener.cancel()
        self.client.stop_channels()
        await self.manager.shutdown_kernel(now=True)


async def measure(many: int, folder: Path) -> dict[str, list[float]]:
    """{what: seconds} for so many students at once."""
    students = [Student(folder / f"{many}-{number}") for number in range(many)]
    for student in students:
        student.folder.mkdir()
    try:
        for few in range(0, many, 4):  # they don't all arrive in the same moment
            await asyncio.gather(*(student.arrive() for student in students[few : few + 4]))
        found = {}
        for what, work in (("a new view", Student.move), ("an answer kept", Student.keep)):
            psutil.cpu_percent()
            found[what] = [one for some in await asyncio.gather(*map(work, students)) for one in some]
            found[what + ", processor"] = [psutil.cpu_percent()]
        return found
    finally:
        for student in students:
            with contextlib.suppress(Exception):
                await student.leave()


def main() -> None:
    """Measure for each number of students and print what was found."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for many in [int(one) for one in sys.argv[1:]] or [8, 16, 24, 40]:
            found = asyncio.run(measure(many, Path(folder)))
            for what, aim in AIMS.items():
                took = found[what]
                worst = quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
                busy = found[what + ", processor"][0]
                print(
                    f"{many:3d} students: {what}: median {median(took):.3f} s, worst {max(took):.3f} s of "
                    f"{len(took)}; the processor was busy {busy:.0f} % of the time"
                )
                tell(f"{many} students, {what}, 95th percentile", worst, aim, unit=" s")


if __name__ == "__main__":
    main()
