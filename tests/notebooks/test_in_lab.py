"""What only a browser shows: the lessons in JupyterLab, their charts and forms, by keyboard, and without a kernel."""

import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from nbconvert import HTMLExporter

from helpers import registry
from helpers.lessons.decision_room import options
from helpers.pictures import dark
from helpers.work import workbook
from tools.browser import run_notebook, running_lab
from tools.clean_copies import lesson_files

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The folder in which the JupyterLab of `lab` keeps its settings and says how its kernels are reached."""
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def lab(home):
    """The address of a JupyterLab that serves copies of the lessons, with an empty workbook."""
    ignored = shutil.ignore_patterns("*.mine-*", ".ipynb_checkpoints")
    lessons = shutil.copytree(ROOT / "notebooks", home / "notebooks", ignore=ignored)
    with running_lab(lessons, home) as address:
        yield address


def opened(page, lab, name):
    """Open a lesson, run all its cells, wait until Python is done."""
    run_notebook(page, f"{lab}/lab/tree/{name}")


def cell(page, text):
    found = page.locator(".jp-CodeCell", has_text=text).first
    found.evaluate("cell => cell.scrollIntoView({block: 'start'})")
    return found


@pytest.mark.slow
def test_the_window_that_stays_open_says_nothing_to_be_afraid_of(page, lab, home):
    opened(page, lab, "00_start_here.ipynb")
    log = (home / "log.txt").read_text(encoding="utf-8")
    assert not [line for line in log.splitlines() if "WARN" in line or "Traceback" in line or "ERROR" in line]


def keep_number(page, id, value):
    """Keep a prediction, unless an earlier test has kept it already."""
    form = cell(page, f'predict("{id}")')
    form.locator("input[type=number], .bg-kept").filter(visible=True).first.wait_for()
    if form.locator("input[type=number]").is_visible():
        form.locator("input[type=number]").fill(str(value))
        form.get_by_role("button", name="Keep").click()
    form.locator(".bg-kept", has_text="Kept").wait_for()


def keep_line(page, id, first, last):
    """Keep a straight line for a prediction that is drawn, unless an earlier test has kept one already."""
    form = cell(page, f'predict("{id}")')
    form.locator(".bg-pad, .bg-kept").filter(visible=True).first.wait_for()
    if form.locator(".bg-pad").is_visible():
        form.get_by_text("Type the numbers instead").click()
        for at, value in ((0, first), (-1, last)):
            form.locator(".bg-years input").nth(at).fill(str(value))
        form.get_by_role("button", name="Keep").click()
    form.locator(".bg-kept", has_text="Kept").wait_for()


def picture(chart):
    return chart.locator(".bg-picture img").get_attribute("src")


def test_lesson_3_by_keyboard_and_in_the_dark(page, lab, ground):
    opened(page, lab, "03_one_customer.ipynb")
    assert not page.complaints
    chart = cell(page, "explore(buyers")
    assert "Closed until you keep your prediction" in chart.locator("img").first.get_attribute("alt")
    keep_line(page, "3.china_1991", 20, 60)
    slider = chart.locator("input[type=range]")
    slider.wait_for()
    first, words = picture(chart), chart.locator("figcaption").inner_text()
    assert "1991" in words and chart.locator(".bg-picture img").get_attribute("alt") == words
    slider.focus()
    page.keyboard.press("ArrowRight")
    chart.locator("figcaption", has_text="1992").wait_for()
    assert picture(chart) != first
    page.keyboard.press("End")
    chart.locator("figcaption", has_text="2025").wait_for()
    assert "89.4 %" in chart.locator("figcaption").inner_text()
    chart.locator(".bg-hidden", has_text="2025").first.wait_for(state="attached")
    page.keyboard.press("Home")
    chart.locator("figcaption", has_text="1991").wait_for()
    assert picture(chart) == first, "a view seen before comes from the browser, not from Python"
    assert "to 60 % in 2023" in cell(page, 'look_back("3.china_1991")').inner_text()
    for theme, tone in (("JupyterLab Dark", dark.GROUND), ("JupyterLab Light", "#ffffff")):
        choose_theme(page, theme)
        assert ground(chart.locator(".bg-picture img")) == tone
    assert not page.complaints


def kernel_idle(page):
    """Wait until no cell waits for Python."""
    page.wait_for_function(
        "() => ![...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some(x => x.textContent.includes('*'))"
    )


def at(page):
    """The number of the active cell, which has the focus."""
    here = "[...document.querySelectorAll('.jp-Notebook .jp-Cell')].findIndex(c => c.contains(document.activeElement))"
    page.wait_for_function("document.activeElement.classList.contains('jp-mod-active')")
    return page.evaluate(here)


def number_of(found):
    return found.evaluate("cell => [...document.querySelectorAll('.jp-Notebook .jp-Cell')].indexOf(cell)")


@pytest.mark.slow
def test_shift_and_enter_all_the_way_down_past_what_was_drawn_and_out_of_what_was_kept(page, lab):
    page.goto(f"{lab}/lab/tree/00_start_here.ipynb?reset")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.locator(".jp-Cell").first.click()

    def press(times):
        for _ in range(times):
            page.keyboard.press("Shift+Enter")
            page.wait_for_timeout(100)
            kernel_idle(page)

    shown = cell(page, "show(where")
    page.locator(".jp-Cell").first.click()
    press(number_of(shown) + 1)
    shown.locator(".bg-picture img").wait_for()
    view = page.locator(".jp-WindowedPanel-outer").bounding_box()
    image = shown.locator(".bg-picture").bounding_box()
    assert image["height"] > 300 and image["y"] >= view["y"], "the picture that was just drawn is in view"
    assert image["y"] + image["height"] <= view["y"] + view["height"] + 1

    doors = page.locator(".jp-CodeCell", has_text='verdict("C01", "C02"').first
    press(number_of(doors) - number_of(shown))
    for question in doors.locator("fieldset").all():
        question.locator("input[type=radio]").first.check()
    doors.get_by_role("button", name="Keep").press("Enter")
    page.locator(".bg-kept:focus").wait_for()
    press(1)
    assert at(page) == number_of(doors) + 2, "the cell after the one with the form was run"

    asked = page.locator(".jp-CodeCell", has_text='predict("0.area_place")').first
    press(number_of(asked) + 1 - at(page))
    for field in ("number", "text", "range"):
        asked.locator(f"input[type={field}]").first.focus()
        press(1)
        assert at(page) == number_of(asked) + 2, field
    prompt = asked.locator(".jp-InputPrompt").inner_text()
    asked.get_by_role("button", name="Keep").focus()
    press(1)
    assert asked.locator(".bg-say").first.inner_text() == "", "the button was not pressed"
    assert asked.locator(".jp-InputPrompt").inner_text() == prompt, "and its cell not run again"
    shown.locator(".bg-chart summary").first.focus()
    press(1)
    assert at(page) == number_of(shown) + 2
    assert not page.complaints


def saved(page, home, name):
    """Save the open notebook; its outputs by the beginning of their cell's source."""
    with page.expect_response(lambda one: one.request.method == "PUT" and name in one.url) as written:
        page.keyboard.press("Control+s")
    assert written.value.ok
    cells = json.loads((home / "notebooks" / name).read_text(encoding="utf-8"))["cells"]
    return {"".join(one["source"]): json.dumps(one.get("outputs")) for one in cells}


def reopened(page):
    page.reload()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()


@pytest.mark.slow
def test_a_reopened_lesson_opens_what_was_closed_and_without_its_kernel_says_what_was_kept(page, lab, home):
    name = "00_reopened.ipynb"
    shutil.copyfile(home / "notebooks" / "00_start_here.ipynb", home / "notebooks" / name)
    opened(page, lab, name)
    keep_number(page, "0.countries_visited", 2)
    outputs = saved(page, home, name)
    assert "You said 2 countries" in outputs['predict("0.countries_visited")'], "what was kept is saved"
    closed = next(one for source, one in outputs.items() if source.startswith("measures ="))
    assert "Closed until you keep" in closed and "place 18" not in closed
    exported = HTMLExporter().from_filename(home / "notebooks" / name)[0]
    assert "You said 2 countries" in exported, "and so it is in what is exported"

    reopened(page)
    keep_number(page, "0.area_place", 60)
    table = cell(page, "largest = countries")
    table.get_by_role("cell", name="Mongolia").wait_for()
    chart = cell(page, "measures =")
    chart.locator("figcaption", has_text="place 18").wait_for()
    chart.locator("select").select_option("population")
    chart.locator("figcaption", has_text="by population").wait_for()
    assert page.locator(".bg-read:visible").count() == 0, "what lives says its words itself, once"
    second = page.context.new_page()
    second.goto(f"{lab}/lab/tree/{name}?reset")
    cell(second, "measures =").locator("figcaption", has_text="place 18").wait_for()
    second.close()
    assert not page.complaints

    token = next(one["value"] for one in page.context.cookies() if one["name"] == "_xsrf")
    headers = {"X-XSRFToken": token}
    (session,) = [one for one in page.request.get(f"{lab}/api/sessions").json() if one["path"] == name]
    assert page.request.post(f"{lab}/api/kernels/{session['kernel']['id']}/restart", headers=headers).ok
    form = cell(page, 'predict("0.population_year")')
    form.locator("input[type=radio]").first.check()
    form.get_by_role("button", name="Keep").click()
    form.get_by_text("if it has stopped, run all cells from the first to this one again").wait_for()
    assert form.locator("input[type=radio]").first.is_checked(), "what was chosen is still there"
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    cell(page, 'predict("0.countries_visited")').locator(
        ".bg-kept", has_text="You said 2 countries"
    ).wait_for()
    cell(page, "measures =").locator("figcaption", has_text="place 18").wait_for()
    form.get_by_role("button", name="Keep").click()
    form.locator(".bg-kept").filter(visible=True).wait_for()

    saved(page, home, name)
    assert page.request.delete(f"{lab}/api/sessions/{session['id']}", headers=headers).ok
    reopened(page)
    form = cell(page, 'predict("0.countries_visited")')
    form.get_by_text("You said 2 countries").wait_for()
    assert "run this cell again" in form.inner_text()
    shown = cell(page, "show(where")
    assert shown.get_by_role("img", name="Map of the middle of Asia").bounding_box()["height"] > 200
    assert page.get_by_text("Error displaying widget").locator("visible=true").count() == 0


LESSONS = [path.name for path in lesson_files()]
MOVED = """chart => [...chart.querySelectorAll('.bg-controls input, .bg-controls select')].map(c =>
    c.type === 'checkbox' ? 'tick' : c.type === 'range' ? 'slider' : 'menu')"""


# Where a plain table is wider than the page JupyterLab lets it scroll, by pointer only; known of all that use its
# output area: https://github.com/jupyter-book/thebe/issues/794
LABS_OWN = 'scrollable-region-focusable: <div class="lm-Widget'


@pytest.fixture(scope="module")
def opened_lab(tmp_path_factory):
    """The address of a JupyterLab in whose workbook every prediction is kept, so that nothing is closed."""
    home = tmp_path_factory.mktemp("opened-lab")
    kept = workbook.Workbook(home / "workbook.json")
    for lesson in [*registry.LESSONS, *registry.OUTSIDE]:
        for id, item in registry.collection("PREDICTIONS", lesson).items():
            kept.keep_prediction(id, getattr(item, "low", 0), 50, "")
    for criterion in options.CRITERIA:
        kept.record_answer(options.score_id(criterion), [-2, 2, 1, -1, 0], None)
    ignored = shutil.ignore_patterns("*.mine-*", ".ipynb_checkpoints")
    lessons = shutil.copytree(ROOT / "notebooks", home / "notebooks", ignore=ignored)
    with running_lab(lessons, home) as address:
        yield address


def settled(chart):
    """Wait until the chart shows what its controls say; its words."""
    chart.page.wait_for_function("chart => !chart.hasAttribute('data-waiting')", arg=chart.element_handle())
    assert chart.locator(".bg-status").inner_text() == ""
    return chart.locator("figcaption").inner_text(), picture(chart)


def choose_theme(page, name):
    """Choose one of JupyterLab's themes, which it keeps for the next page."""
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_text(name, exact=True).click()
    page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")


@pytest.mark.slow
@pytest.mark.parametrize("name", LESSONS)
def test_each_lesson_in_lab_every_control_by_keyboard(page, opened_lab, name, violations):
    """All cells run, and every chart has words and a view that changes with each control.

    Nothing is wider than the page, and what our cells show has no barrier for anyone, light and dark.
    """
    opened(page, opened_lab, name)
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count() == 0
    page.evaluate(
        "document.querySelectorAll('.jp-OutputArea-output details').forEach(d => { d.open = true; })"
    )
    charts = page.locator(".bg-chart").all()
    assert charts
    for chart in charts:
        chart.scroll_into_view_if_needed()
        words = chart.locator("figcaption")
        words.filter(has_text=re.compile(r"\w")).wait_for()
        controls = chart.locator(".bg-controls input, .bg-controls select").all()
        for control, kind in zip(controls, chart.evaluate(MOVED), strict=True):
            control.focus()
            seen = {settled(chart)}
            for key in ["Space", "Space"] if kind == "tick" else ["End", "Home"]:
                page.keyboard.press(key)
                seen.add(settled(chart))
            assert len(seen) > 1, f"{name}: a {kind} changes nothing in: {words.inner_text()}"
    assert page.locator(".bg-status").filter(has_text=re.compile(r"\w")).count() == 0
    assert page.locator(".bg-words").count() and not page.locator(".bg-words:visible").count(), (
        "a live chart says its words itself, once"
    )
    wide = page.evaluate("""() => [...document.querySelectorAll('.bg-chart, .bg-form')]
        .filter(e => e.scrollWidth > e.clientWidth + 1).length""")
    assert wide == 0
    assert not page.complaints
    found = violations(page, include=[".jp-Notebook .jp-OutputArea-output"])
    assert [one for one in found if not one.startswith(LABS_OWN)] == []
    choose_theme(page, "JupyterLab Dark")
    assert violations(page, ["color-contrast"], [".jp-Notebook .jp-OutputArea-output"]) == []
    choose_theme(page, "JupyterLab Light")
    for session in page.request.get(f"{opened_lab}/api/sessions").json():
        page.request.delete(f"{opened_lab}/api/sessions/{session['id']}")


@pytest.mark.slow
def test_lesson_9_scores_by_keyboard_weights_kept_and_a_chart_that_follows(page, lab):
    opened(page, lab, "09_decision_room.ipynb")
    fuel = cell(page, 'score("fuel")')
    keep = fuel.get_by_role("button", name="Keep these scores")
    keep.click()
    fuel.get_by_text("Still open: Arrest him").wait_for()
    for row, score in enumerate([-2, 2, 1, -1, 0]):
        fuel.locator("tbody tr").nth(row).locator("input").first.focus()
        page.keyboard.press("Space")
        for _ in range(score + 2):
            page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    fuel.locator(".bg-kept", has_text="Arrest him −2 · Host him with full honours +2").wait_for()
    keep_number(page, "9.hinges", 1)
    chart = cell(page, 'keep="9.weights"')
    chart.locator("figcaption", has_text="First: Host him with full honours").wait_for()
    chart.locator("input[type=range]").first.focus()
    page.keyboard.press("End")
    chart.locator("figcaption", has_text="fuel and power 10").wait_for()
    chart.get_by_role("button", name="Keep these weights").press("Enter")
    chart.get_by_role("status").filter(has_text="Kept in your workbook").wait_for()
    fuel = cell(page, 'score("fuel")')
    fuel.get_by_role("button", name="Change these scores").click()
    fuel.locator("tbody tr").nth(1).locator("input").first.check()
    fuel.get_by_role("button", name="Keep these scores").click()
    chart = cell(page, 'keep="9.weights"')
    chart.locator("figcaption", has_text="First: Host him quietly. Weights: fuel and power 10").wait_for()
    assert not page.complaints


@pytest.mark.slow
def test_lesson_7_a_road_by_keyboard_kept_and_read_in_the_saved_notebook_with_the_other_view(page, lab, home):
    opened(page, lab, "07_the_court.ipynb")
    closed = cell(page, "advise(tree")
    assert "Does article 98(1) stand in the way?" in closed.locator("img").first.get_attribute("alt")
    grounds = cell(page, 'predict("7.grounds")')
    grounds.get_by_label("No: it gave more than one reason").check()
    grounds.get_by_role("button", name="Keep").click()
    grounds.locator(".bg-kept", has_text="Kept").wait_for()
    walk = cell(page, "advise(tree")
    walk.locator(".bg-here", has_text="question 1 of 8").wait_for()
    walk.locator(".bg-answers button").first.focus()
    for number, tabs in enumerate((0, 1, 1, 2, 5, 1, 2, 1), start=1):
        for _ in range(tabs):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        if number < 8:
            walk.locator(".bg-here:focus", has_text=f"question {number + 1} of 8").wait_for()
    walk.locator(".bg-here:focus", has_text="the end of this road").wait_for()
    assert walk.locator(".bg-rail path.bg-lit").count() == 8
    walk.get_by_role("button", name="Keep this road").press("Enter")
    kept = "article 98(1): yes, until waived · article 98(2): none that fits"
    walk.locator(".bg-say").get_by_text(kept).wait_for()
    other = cell(page, "other_view(after")
    other.get_by_label("Mongolia has to arrest him").check()
    other.get_by_label("Its best case, in one or two sentences").fill(
        "It promised so, and before this Court no office counts."
    )
    other.get_by_role("button", name="Keep it").press("Enter")
    other.locator(".bg-say").get_by_text("Would its friends sign it?").wait_for()
    assert other.locator("input[type=checkbox]").count() == 4
    outputs = saved(page, home, "07_the_court.ipynb")
    read = next(text for source, text in outputs.items() if "advise(tree" in source)
    assert "Kept: The case: yes" in read and "4. Does article 27 reach" in read
    assert "It promised so" in next(
        text for source, text in outputs.items() if source.startswith("other_view")
    )
    assert not page.complaints


@pytest.mark.slow
def test_a_kernel_that_is_gone_leaves_the_seen_views_and_says_so(page, lab, home):
    opened(page, lab, "03_one_customer.ipynb")
    chart = cell(page, "explore(goods")
    menu = chart.locator("select")
    menu.select_option("gold")
    chart.locator("figcaption", has_text="gold").wait_for()
    chart.locator("select").blur()
    pids = subprocess.run(
        ["pgrep", "-f", f"ipykernel_launcher.*{home}"], capture_output=True, text=True
    ).stdout.split()
    for pid in pids:
        os.kill(int(pid), signal.SIGSTOP)
    try:
        menu.select_option("coal")
        chart.locator("figcaption", has_text="coal").wait_for()
        other = cell(page, "explore(coal")
        seen = picture(other)
        other.locator("select").select_option("million US dollars")
        other.locator(".bg-status", has_text="Python is busy or has stopped").wait_for()
        assert picture(other) == seen
    finally:
        for pid in pids:
            os.kill(int(pid), signal.SIGCONT)
    other.locator("figcaption", has_text="million US dollars").wait_for()
    assert other.locator(".bg-status").inner_text() == ""


@pytest.mark.slow
def test_moving_fast_ends_on_the_last_wish_and_asks_for_little(page, lab):
    opened(page, lab, "03_one_customer.ipynb")
    keep_line(page, "3.china_1991", 20, 60)
    chart = cell(page, "explore(buyers")
    slider = chart.locator("input[type=range]")
    slider.wait_for()
    slider.evaluate("""slider => { for (let i = 0; i <= 29; i++) {
        slider.value = i; slider.dispatchEvent(new Event('input', {bubbles: true})); } }""")
    chart.locator("figcaption", has_text="2025").wait_for()
    assert chart.locator("output").inner_text() == "2025"
