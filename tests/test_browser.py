"""What only a browser shows: the lessons in JupyterLab, their charts and forms, by keyboard, and without a kernel."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tools.browser import find_browser

ROOT = Path(__file__).parents[1]
CHROMIUM = find_browser()
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run", "--disable-quic"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab that serves copies of the lessons, with an empty workbook."""
    home = tmp_path_factory.mktemp("lab")
    lessons = home / "notebooks"
    shutil.copytree(ROOT / "notebooks", lessons, ignore=shutil.ignore_patterns("*.mine-*", ".ipynb_checkpoints"))
    settings = home / "config" / "labconfig"
    settings.mkdir(parents=True)
    port = free_port()
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "BETWEEN_GIANTS_WORKBOOK": str(home / "workbook.json"),
           "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "data"),
           "JUPYTER_RUNTIME_DIR": str(home / "runtime"), "IPYTHONDIR": str(home / "ipython"),
           "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--ServerApp.port_retries=0",
               "--IdentityProvider.token=", "--allow-root", f"--ServerApp.root_dir={lessons}",
               f"--LabApp.app_settings_dir={ROOT / 'binder' / 'jupyter'}"]
    with open(home / "log.txt", "w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(240):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"{address}/api", timeout=5).close()
                    break
                time.sleep(0.25)
            yield address
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1024, "height": 768})
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    page.close()


def opened(page, lab, name):
    """Open a lesson, run all its cells, wait until Python is done."""
    page.goto(f"{lab}/lab/tree/{name}?reset")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(x => x.textContent);"
        " return all.length && all.every(x => /\\[\\d+\\]/.test(x)); }", timeout=60_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)


def cell(page, text):
    found = page.locator(".jp-CodeCell", has_text=text).first
    found.evaluate("cell => cell.scrollIntoView({block: 'start'})")
    return found


def keep_number(page, id, value):
    """Keep a prediction, unless an earlier test has kept it already."""
    form = cell(page, f'predict("{id}")')
    if form.locator("input[type=number]").is_visible():
        form.locator("input[type=number]").fill(str(value))
        form.get_by_role("button", name="Keep").click()
    form.get_by_text("Kept").wait_for()


def picture(chart):
    return chart.locator(".bg-picture img").get_attribute("src")


def test_lesson_3_by_keyboard(page, lab):
    opened(page, lab, "03_one_customer.ipynb")
    assert not page.complaints
    chart = cell(page, "explore(buyers")
    assert "Closed until you keep your prediction" in chart.inner_text()
    keep_number(page, "3.china_1991", 60)
    slider = chart.locator("input[type=range]")
    slider.wait_for()
    first, words = picture(chart), chart.locator("figcaption").inner_text()
    assert "1991" in words and chart.locator("img").get_attribute("alt") == words
    slider.focus()
    page.keyboard.press("ArrowRight")
    chart.locator("figcaption", has_text="1992").wait_for()
    assert picture(chart) != first
    page.keyboard.press("End")
    chart.locator("figcaption", has_text="2023").wait_for()
    assert "92 %" in chart.locator("figcaption").inner_text()
    chart.locator(".bg-hidden", has_text="2023").first.wait_for(state="attached")
    page.keyboard.press("Home")
    chart.locator("figcaption", has_text="1991").wait_for()
    assert picture(chart) == first, "a view seen before comes from the browser, not from Python"
    assert "60 %" in cell(page, 'look_back("3.china_1991")').inner_text()
    assert not page.complaints


@pytest.mark.slow
def test_every_lesson_opens_runs_and_fits_a_laptop(page, lab):
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        if ".mine-" in path.name:
            continue
        opened(page, lab, path.name)
        assert not page.complaints, path.name
        assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count() == 0
        wide = page.evaluate("""() => [...document.querySelectorAll('.bg-chart, .bg-form')]
            .filter(e => e.scrollWidth > e.clientWidth + 1).length""")
        assert wide == 0, path.name


@pytest.mark.slow
def test_a_kernel_that_is_gone_leaves_the_seen_views_and_says_so(page, lab):
    opened(page, lab, "03_one_customer.ipynb")
    chart = cell(page, "explore(goods")
    menu = chart.locator("select")
    menu.select_option("gold")
    chart.locator("figcaption", has_text="gold").wait_for()
    chart.locator("select").blur()
    pids = subprocess.run(["pgrep", "-f", "ipykernel_launcher"], capture_output=True, text=True).stdout.split()
    for pid in pids:
        os.kill(int(pid), signal.SIGSTOP)
    try:
        menu.select_option("coal")
        chart.locator("figcaption", has_text="coal").wait_for()
        other = cell(page, "explore(coal")
        seen = picture(other)
        other.locator("select").select_option("million US dollars")
        other.locator(".bg-status", has_text="Python is busy or has stopped").wait_for(timeout=10_000)
        assert picture(other) == seen
    finally:
        for pid in pids:
            os.kill(int(pid), signal.SIGCONT)
    other.locator("figcaption", has_text="million US dollars").wait_for()
    assert other.locator(".bg-status").inner_text() == ""


@pytest.mark.slow
def test_moving_fast_ends_on_the_last_wish_and_asks_for_little(page, lab):
    opened(page, lab, "03_one_customer.ipynb")
    keep_number(page, "3.china_1991", 60)
    chart = cell(page, "explore(buyers")
    slider = chart.locator("input[type=range]")
    slider.wait_for()
    slider.evaluate("""slider => { for (let i = 0; i <= 24; i++) {
        slider.value = i; slider.dispatchEvent(new Event('input', {bubbles: true})); } }""")
    chart.locator("figcaption", has_text="2023").wait_for()
    assert chart.locator("output").inner_text() == "2023"
