"""From a key press to changed pixels in JupyterLab: our chart beside `interact` and a Plotly FigureWidget.

Run: python bench/key_press.py [rounds]     (needs a Chromium or Chrome, and the package index for Plotly)
Aim: a view that the browser holds takes at most 1/10 of `interact` and less than Plotly; one that it lacks at
most 1/2 of `interact`.

One notebook holds the same chart, six named lines up to a year under a title, once for each of these, on one kernel:
held      explore, all views around already in the browser
miss      explore, a jump to a view that the browser lacks, with no other view being drawn
miss-busy the same while Python is drawing another view ahead, as it does whenever a reader is at the control
interact  ipywidgets `interact`, a new figure at each step, shown by the inline backend as it comes
plotly    a FigureWidget with six traces and a title, changed in one batch

Each round presses a key once on each, in changing order. The clock starts at the key event's own time stamp and stops
in the task right after the frame in which the picture first looks the way it looks in the end: its `src` once
loaded, or its SVG. A screenshot before and after makes sure that the pixels did change. A slider's own thumb and
number, which move earlier, don't count. Plotly goes to a temporary folder and is not kept; with
BENCH_PLOTLY=FOLDER that folder (made by `pip install --target FOLDER plotly`) is used instead.
"""

import os
import random
import subprocess
import sys
from statistics import median, quantiles

from measuring import a_browser, rounds, tell, write_notebook

from tools.browser import run_notebook, running_lab

CHARTS = (
    4  # long sliders for the misses, each used for a few rounds only, so that every jump meets a new view
)

CHART = """
from helpers import explore, label, load
from helpers.pictures.figures import colour
table = load("national_capabilities").query("year >= 1991")
six = ["United States", "China", "Russia", "Japan", "United Kingdom", "South Korea"]
lines = {name: table[table.country == name].sort_values("year") for name in six}

def chart(ax, year):
    for name, rows in lines.items():
        rows = rows[rows.year <= year]
        ax.plot(rows.year, rows.cinc * 100, marker="o", color=colour(name))
        for end in rows.tail(1).itertuples():
            ax.text(end.year + 0.5, end.cinc * 100, name, color=colour(name), va="center")
    ax.set_xlim(1990, 2029)
    ax.set_ylim(0, 25)
    label(ax, f"How strong until {year:g}?", "Share of the world's capabilities, %", "Source: Correlates of War")
"""
OURS = "explore(chart, year=range(1991, 2023), start={'year': 1991})"
LONG = "\n".join(["explore(chart, year=(1991, 2022, 0.04))"] * CHARTS)
INTERACT = """
import matplotlib.pyplot as plt
from ipywidgets import interact, IntSlider

@interact(year=IntSlider(1991, 1991, 2022))
def stepped(year):
    fig, ax = plt.subplots(figsize=(8, 4.5))
    chart(ax, year)
    plt.show()
"""
PLOTLY = """
import plotly.graph_objects as go
from ipywidgets import IntSlider, VBox

figure = go.FigureWidget([go.Scatter(name=name, mode="lines+markers", line_color=colour(name)) for name in six])
figure.update_layout(width=800, height=450, xaxis_range=[1990, 2029], yaxis_range=[0, 25])
slider = IntSlider(1991, 1991, 2022)

def move(change=None):
    with figure.batch_update():
        for trace, rows in zip(figure.data, lines.values()):
            rows = rows[rows.year <= slider.value]
            trace.x, trace.y = rows.year.to_numpy(), (rows.cinc * 100).to_numpy()
        figure.layout.title.text = f"How strong until {slider.value}?"

move()
slider.observe(move, "value")
VBox([slider, figure])
"""
CELLS = {"": CHART, "held": OURS, "miss": LONG, "interact": INTERACT, "plotly": PLOTLY}
OWN = ("input[type=range]", ".bg-picture")
SLIDER_AND_PIXELS = {
    "held": OWN,
    "miss": OWN,
    "interact": (".noUi-handle", ".widget-output"),
    "plotly": (".noUi-handle", ".js-plotly-plot"),
}

WATCH = """
(() => {
  const Native = window.WebSocket;
  const bench = window.bench = { heard: 0 };
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { bench.heard = performance.now(); });
    }
  };

  const look = (root) => {
    const images = [...root.querySelectorAll("img")];
    if (images.length) return images.map((i) => (i.complete && i.naturalWidth ? i.src : "loading")).join(" ");
    return root.innerHTML;
  };

  // Resolves when the picture in `root` has changed after the next key press and then kept still for 400 ms.
  bench.watch = (root) => {
    let pressed = null, dirty = false, last = look(root), changedAt = null;
    const before = last;
    const observer = new MutationObserver(() => { dirty = true; });
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    addEventListener("keydown", (event) => { pressed = event.timeStamp; }, { capture: true, once: true });
    const channel = new MessageChannel();
    bench.result = new Promise((resolve) => {
      const frame = () => {
        if (pressed !== null && (dirty || last.includes("loading"))) {
          dirty = false;
          channel.port2.postMessage(0);
        }
        const now = performance.now();
        const still = changedAt !== null && last !== before && !last.includes("loading") && now - changedAt > 400;
        if (still || (pressed !== null && now - pressed > 15000)) {
          observer.disconnect();
          return resolve(still ? changedAt - pressed : null);
        }
        requestAnimationFrame(frame);
      };
      channel.port1.onmessage = () => { // runs right after the frame was painted
        const now = performance.now(), seen = look(root);
        if (seen !== last) [last, changedAt] = [seen, now];
      };
      requestAnimationFrame(frame);
    });
  };
})();
"""


def get_plotly(folder):
    """A folder from which `import plotly` works; None, with a sentence, where it can't be had."""
    given = os.environ.get("BENCH_PLOTLY")
    if given:
        return given
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    if subprocess.run(
        [*pip, "install", "-qq", "--target", str(folder), "plotly"], stderr=subprocess.DEVNULL
    ).returncode:
        print(
            "Plotly can't be installed here, so it is left out: pip install --target FOLDER plotly, then set "
            "BENCH_PLOTLY=FOLDER."
        )
        return None
    return str(folder)


def open_and_run(page, address):
    """Open the notebook and run all its cells."""
    run_notebook(page, f"{address}/lab/tree/bench.ipynb")
    if page.locator("[data-mime-type='application/vnd.jupyter.error']").count():
        sys.exit(page.locator("[data-mime-type='application/vnd.jupyter.error']").first.inner_text())


def quiet(page, still=900):
    """Wait until the kernel has said nothing for `still` ms."""
    page.wait_for_function(f"() => performance.now() - bench.heard > {still}", timeout=60_000, polling=100)


class Bench:
    """The charts on the page: presses keys and takes the time."""

    def __init__(self, page, names):
        self.page, self.number = page, {name: i + 1 for i, name in enumerate(names)}

    def parts(self, name, which=0):
        """The slider and the picture of a chart."""
        cell = self.page.locator(".jp-CodeCell").nth(self.number[name])
        return [cell.locator(part).nth(which) for part in SLIDER_AND_PIXELS[name]]

    def focus(self, name, which=0):
        """Bring a chart into view and its slider under the keyboard, then wait until Python is done with it."""
        slider, pixels = self.parts(name, which)
        pixels.evaluate("node => node.scrollIntoView({block: 'center'})")
        slider.focus()
        self.page.wait_for_timeout(200)
        quiet(self.page)
        return pixels

    def press(self, pixels, key, just_before=lambda: None):
        """Press a key; the milliseconds until the picture had changed on the screen."""
        before = pixels.screenshot()
        just_before()
        self.page.wait_for_timeout(random.uniform(30, 80))  # not always at the same place within a frame
        pixels.evaluate("node => bench.watch(node)")
        self.page.keyboard.press(key)
        took = self.page.evaluate("bench.result")
        if took is None or pixels.screenshot() == before:
            raise RuntimeError("A key press changed nothing on the screen.")
        return took

    def misses(self, which):
        """One jump with Python at rest, one while it draws ahead; then leave the control."""
        pixels = self.focus("miss", which)
        rest = self.press(pixels, "PageUp")
        self.page.evaluate("document.activeElement.blur()")
        quiet(self.page)
        slider, _ = self.parts("miss", which)
        busy = self.press(pixels, "PageUp", just_before=slider.focus)  # focus sets Python to drawing ahead
        self.page.evaluate("document.activeElement.blur()")
        return {"miss": rest, "miss-busy": busy}


def measure(page, names, rounds):
    """{name: list of ms} after one round that doesn't count."""
    bench = Bench(page, names)
    took = {}
    for turn in range(-1, rounds):
        for name in random.sample(names, len(names)):
            if name == "miss":
                new = bench.misses(turn * CHARTS // rounds if turn >= 0 else 0)
            else:
                new = {name: bench.press(bench.focus(name), "ArrowRight")}
            if turn >= 0:
                for key, value in new.items():
                    took.setdefault(key, []).append(value)
    return took


def report(took):
    """Print medians, the middle half, ratios, and whether the aims are met."""
    middle = {name: median(values) for name, values in took.items()}
    for name in sorted(took, key=middle.get):
        low, _, high = quantiles(took[name], n=4)
        print(
            f"{name:10s} {middle[name]:6.1f} ms   (middle half {low:.1f} to {high:.1f}, {len(took[name])} presses, "
            f"{middle[name] / middle['interact']:.3f} of interact)"
        )
    aims = [
        ("held / interact", middle["held"] / middle["interact"], 0.1),
        ("miss / interact", middle["miss"] / middle["interact"], 0.5),
        ("miss-busy / interact", middle["miss-busy"] / middle["interact"], 0.5),
    ]
    if "plotly" in middle:
        aims.insert(1, ("held / plotly", middle["held"] / middle["plotly"], 1.0))
    for what, ratio, most in aims:
        tell(what, ratio, most)


def main():
    """Make the notebook, open it, press keys, print ratios."""
    with a_browser() as (browser, folder):
        home = folder / "lab"
        home.mkdir()
        plotly = get_plotly(folder / "plotly")
        cells = {name: cell for name, cell in CELLS.items() if plotly or name != "plotly"}
        write_notebook(home / "bench.ipynb", list(cells.values()))
        with running_lab(home, home, filter(None, [plotly])) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            page.add_init_script(WATCH)
            open_and_run(page, address)
            report(measure(page, [name for name in cells if name], rounds(14)))


if __name__ == "__main__":
    main()
